"""The targets: where each comes from, what the region changed in it and why, figures by hand, what was delivered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.app import ComposeResult

from mgn_tui.domain.datums import toon_datum, toon_datum_kort
from mgn_tui.domain.fouten import MgnFout
from mgn_tui.domain.velden import Formulier
from mgn_tui.figures.afronden import getal as als_getal
from mgn_tui.figures.verwoorden import doeltekst, getal
from mgn_tui.register import doelen
from mgn_tui.register.doelen import Doelbeeld, Doelstand
from mgn_tui.tui.screens.cijferformulier import CijferFormulier
from mgn_tui.tui.screens.formulierscherm import Geladen
from mgn_tui.tui.screens.scherm import MgnScherm
from mgn_tui.tui.widgets.kopregel import Kop
from mgn_tui.tui.widgets.rubrieklijst import Kopje, Rij, RubriekLijst
from mgn_tui.tui.widgets.tekst import Bijschrift
from mgn_tui.tui.widgets.vensterlijst import Cel, Kolom, Regel, VensterLijst

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

_GEDEMPT = "gedempt"
_STAND, _METING = range(2)
_KOLOMMEN = (
    (Kolom(breedte=14), Kolom(deel=2), Kolom(deel=2, vanaf=60), Kolom(deel=2, vanaf=90)),
    (Kolom(breedte=14), Kolom(deel=1), Kolom(deel=3)),
)


@dataclass(frozen=True, slots=True)
class _Plek:
    """A row: the target, one of its ijkmomenten, and what there is to read about it."""

    beeld: Doelbeeld
    stand: Doelstand | None
    uitleg: str


class DoelenScherm(MgnScherm):
    """Each target with its ijkmomenten, and the figures entered by hand."""

    STAP = "cijfers"
    SCHERM = "doelen"
    UITLEG = (
        "De doelen van het plan: per ijkmoment de grens, het geld en hoe het staat. Onder de lijst de telregel, de "
        "bron en wat de regio veranderde, met dag, wie en waarom. Een doel dat vastligt verandert niet. w wijzigt "
        "een doel, m noteert een cijfer met de hand, l een oplevering."
    )
    CSS_PATH = "../styles/cijfers.tcss"

    def __init__(self, nr: str = "") -> None:
        super().__init__()
        self._nr = nr
        self._plekken: dict[str, _Plek] = {}

    def kop(self) -> Kop:
        return Kop("Doelen", rechts=self.app.kop.rechts)

    def inhoud(self) -> ComposeResult:
        yield RubriekLijst(_KOLOMMEN, "even geduld …", id="lijst")
        yield Bijschrift("", id="uitleg", markup=False)

    def on_screen_resume(self) -> None:
        self._laad()

    def na_terugnemen(self) -> None:
        self._laad()

    @work(exclusive=True, group="laad")
    async def _laad(self) -> None:
        try:
            beelden = await self.mgn.doe(doelen.lijst)
        except MgnFout as fout:
            self.query_one(RubriekLijst).zeg(f"✖ {fout.melding}")
            return
        if not self.leeft:
            return
        rijen: list[Regel] = []
        self._plekken = {}
        for beeld in beelden:
            rijen += self._rijen(beeld)
        naar = next((s for s, p in self._plekken.items() if p.beeld.doel.nr == self._nr), "")
        self._nr = ""
        lijst = self.query_one(RubriekLijst)
        lijst.leeg = "Deze regio heeft geen doelen. Esc gaat terug naar de cijfers."
        lijst.zet(rijen, sleutel=naar)
        self._toon_uitleg()

    def _rijen(self, beeld: Doelbeeld) -> list[Regel]:
        d = beeld.doel
        vast = "   ligt vast" if d.bevroren else ""
        rijen: list[Regel] = [Kopje()] if self._plekken else []
        rijen.append(Kopje(cellen=(f"{d.nr}  {d.omschrijving}", Cel(vast, "let-op"))))
        for stand in beeld.standen:
            sleutel = f"{d.nr}|{stand.ijkmoment or 'kwartaal'}"
            self._plekken[sleutel] = _Plek(beeld, stand, _uitleg(beeld, stand))
            m = stand.moment
            bedrag = f"€ {m.bedrag:,}".replace(",", ".") if m and m.bedrag else ""
            gewijzigd = f"gewijzigd per {_kort(stand.versies[-1].vanaf)}" if stand.versies else ""
            cellen = (_dag(stand), _grens(beeld, stand), _geleverd(stand) or gewijzigd, Cel(bedrag, _GEDEMPT))
            rijen.append(Rij(sleutel, cellen, _STAND))
        for nummer, meting in enumerate(beeld.metingen):
            sleutel = f"{d.nr}|meting|{nummer}"
            waarde = _duizendsten(meting.waarde) + (
                f" van {_duizendsten(meting.noemer)}" if meting.noemer is not None else ""
            )
            wat = "0-meting" if meting.nr != d.nr else "cijfer"
            self._plekken[sleutel] = _Plek(
                beeld, None, f"{wat} van {toon_datum(meting.datum)}: {waarde}. {meting.bron}"
            )
            rijen.append(
                Rij(sleutel, (_kort(meting.datum), f"{wat}: {waarde}", Cel(meting.bron, _GEDEMPT)), _METING)
            )
        return rijen

    @on(VensterLijst.Verplaatst)
    def _toon_uitleg(self) -> None:
        plek = self._plek()
        self.query_one("#uitleg", Bijschrift).update(plek.uitleg if plek else "")
        self.refresh_bindings()

    def _plek(self) -> _Plek | None:
        gevonden = self.query(RubriekLijst)
        return self._plekken.get(gevonden.first().sleutel or "") if gevonden else None

    # -- writing ---------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in {"wijzig", "meting", "oplevering"}:
            plek = self._plek()
            return plek is not None and action in doelen.kan(plek.beeld.doel)
        return super().check_action(action, parameters)

    @on(VensterLijst.Gekozen)
    def _gekozen(self, gebeurtenis: VensterLijst.Gekozen) -> None:
        """Enter does what this target asks first: deliver, enter a figure, else change it."""
        gebeurtenis.stop()
        plek = self._plek()
        kan = doelen.kan(plek.beeld.doel) if plek else ()
        if kan:
            getattr(self, f"action_{kan[0]}")()
        elif plek is not None:
            self.app.meld(f"Doel {plek.beeld.doel.nr} ligt vast en telt het programma zelf.")

    def action_wijzig(self) -> None:
        """A new version of this target, as the region decided."""
        self._vraag(doelen.WIJZIG, doelen.wijzig, "Doel wijzigen")

    def action_meting(self) -> None:
        """A figure by hand, or a 0-meting."""
        self._vraag(doelen.METING, doelen.meet, "Cijfer met de hand")

    def action_oplevering(self) -> None:
        """That something was delivered, with the evidence."""
        self._vraag(doelen.OPLEVERING, doelen.lever_op, "Oplevering")

    def _vraag(self, vorm: Formulier, schrijf: Callable[..., None], titel: str) -> None:
        plek = self._plek()
        if plek is not None:
            self.app.push_screen(doelformulier(plek.beeld, plek.stand, vorm, schrijf, titel))


def doelformulier(
    beeld: Doelbeeld, stand: Doelstand | None, vorm: Formulier, schrijf: Callable[..., None], titel: str
) -> CijferFormulier:
    """The form of a change, a figure or a delivery, begun with what is known."""
    d = beeld.doel

    def laad(sessie: "Sessie") -> Geladen:
        ruw = doelen.begin_ruw(vorm, stand, sessie.klok.vandaag())
        return Geladen(vorm, ruw, kop=f"{titel} · doel {d.nr}", melding=d.omschrijving)

    def bewaar(sessie: "Sessie", ruw: Mapping[str, str], versie: str | None, concept: tuple[str, str]) -> Any:
        schrijf(sessie, d.nr, ruw, concept)

    dag = stand.ijkmoment.isoformat() if stand and stand.ijkmoment else ""
    return CijferFormulier(
        f"{titel} · doel {d.nr}", vorm.naam, f"{d.nr}|{dag}", laad, bewaar, uitleg=d.telregel
    )


# --- words -----------------------------------------------------------------------------------


def _kort(dag: Any) -> str:
    return f"{toon_datum_kort(dag)} {dag.year}"


def _dag(stand: Doelstand) -> str:
    return _kort(stand.ijkmoment) if stand.ijkmoment else "elk kwartaal"


def _duizendsten(waarde: int | None) -> str:
    return getal(als_getal(Fraction(waarde, 1000))) if waarde is not None else "–"


def _grens(beeld: Doelbeeld, stand: Doelstand) -> str:
    if beeld.doel.soort == "oplevering":
        return stand.moment.oplevering if stand.moment and stand.moment.oplevering else "opleveren"
    return _grenzen(beeld, stand.minimum, stand.maximum)


def _grenzen(beeld: Doelbeeld, laag: Fraction | None, hoog: Fraction | None) -> str:
    d = beeld.doel
    paren = {n: als_getal(w) for n, w in (("min", laag), ("max", hoog)) if w is not None}
    return doeltekst(paren, "%" if d.eenheid == "%" else f" {d.eenheid}").removeprefix("doel: ")


def _geleverd(stand: Doelstand) -> str:
    g = stand.geleverd
    return f"gedaan op {_kort(g.gedaan_op)}" if g and g.gedaan_op else ""


def _uitleg(beeld: Doelbeeld, stand: Doelstand) -> str:
    """Everything there is to know: rule, source, assumptions, versions, evidence."""
    d, g, m = beeld.doel, stand.geleverd, stand.moment
    bron = (m.brontekst if m else "") or d.brontekst
    vast = " Dit doel ligt vast." if d.bevroren else ""
    regels = [f"{d.nr} · {_dag(stand)} · {_grens(beeld, stand)} · Bron: {bron}.{vast}"]
    if g and g.gedaan_op:
        delen = [
            f"Gedaan op {toon_datum(g.gedaan_op)}",
            f"bewijs: {g.bewijs}" if g.bewijs else "geen bewijs genoteerd",
        ]
        if g.vastgesteld_door or g.vastgesteld_op:
            op = f" op {toon_datum(g.vastgesteld_op)}" if g.vastgesteld_op else ""
            delen.append(f"vastgesteld door {g.vastgesteld_door or '–'}{op}")
        regels.append("; ".join(delen))
    if stand.versies:
        regels.append(f"Het plan zei: {_grenzen(beeld, *stand.plan)}.")
    for v in reversed(stand.versies):
        nieuw = _grenzen(beeld, *(None if w is None else Fraction(w, 1000) for w in (v.minimum, v.maximum)))
        regels.append(f"{toon_datum(v.vanaf)}, {v.wie or 'onbekend'}: {nieuw}. {v.reden}")
    regels += [d.telregel, *(f"Aanname: {a.tekst}" for a in d.aannames)]
    return "\n".join(filter(None, regels))

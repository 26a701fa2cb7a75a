"""The evaluation of a sprint or pilot: the figures beside the leerpunten, what changes, and closing it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container

from mgn_tui.domain.datums import toon_datum, toon_datum_kort
from mgn_tui.domain.fouten import MgnFout
from mgn_tui.domain.tekst import kort
from mgn_tui.domain.woorden import Thema
from mgn_tui.figures.verwoorden import dagen
from mgn_tui.register import cijferbeeld, evaluatiebeeld, evalueren
from mgn_tui.register.cijferbeeld import Cijferbeeld
from mgn_tui.register.evaluatiebeeld import Besluitregel, Evaluatiebeeld, Groep, Leerpunt, Plek
from mgn_tui.tui.screens import evaluatieformulier as formulier
from mgn_tui.tui.screens.achter import AchterScherm
from mgn_tui.tui.screens.cijferrijen import Figuur
from mgn_tui.tui.screens.scherm import MgnScherm
from mgn_tui.tui.vensters import KiesVenster, Vondst, Vraag, past
from mgn_tui.tui.widgets.kopregel import Kop
from mgn_tui.tui.widgets.rubrieklijst import Kopje, Rij, RubriekLijst
from mgn_tui.tui.widgets.tekst import Static
from mgn_tui.tui.widgets.vensterlijst import Cel, Kolom, Regel, VensterLijst

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

_GEDEMPT = "gedempt"
_TEKST, _LEERPUNT, _BESLUIT, _FIGUUR = range(4)
_KOLOMMEN = (
    (Kolom(breedte=19), Kolom()),
    (Kolom(breedte=1), Kolom()),
    (Kolom(deel=3), Kolom(breedte=16, vanaf=60), Kolom(breedte=11, vanaf=50), Kolom(breedte=9)),
    (Kolom(),),
)
NIEUW = "nieuw:"
WEG = "Weggehaald. Met u neemt u dat terug."
Ding = str | Figuur | Groep | Leerpunt | Besluitregel
"""What a row opens; a text by the name of its field."""


class EvaluatieScherm(MgnScherm):
    """One list of what is written, learned and decided; what is unfinished always in sight."""

    STAP = "cijfers"
    SCHERM = "evaluatie"
    UITLEG = (
        "De evaluatie van een sprint of pilot. Enter opent wat onder de cursor staat. Leerpunten legt u samen met "
        "g: kies er eerst meer met de spatiebalk, of doe het met een. Staat u op een groep, dan voegt g hem bij een "
        "andere, en herschrijft Enter hem voor het verslag. n neemt een besluit, x sluit de evaluatie. Bovenaan "
        "staat steeds wat nog niet af is."
    )
    CSS_PATH = "../styles/cijfers.tcss"

    def __init__(self, plek: Plek) -> None:
        super().__init__()
        self._plek = plek
        self._beeld: Evaluatiebeeld | None = None
        self._cijfers: Cijferbeeld | None = None
        self._dingen: dict[str, Ding] = {}
        self._gekozen: set[str] = set()

    def kop(self) -> Kop:
        bij = f" · {self._plek.pilotnaam}" if self._plek.soort == "sprint" else ""
        return Kop(f"Evaluatie {self._plek.naam}{bij}", rechts=self.app.kop.rechts)

    def inhoud(self) -> ComposeResult:
        yield Static("", id="sluiten", markup=False)
        with Container(id="vel"):
            yield Static("", id="cijfers", markup=False)
            yield RubriekLijst(_KOLOMMEN, "even geduld …", id="lijst")
        yield Static("", id="tekst", markup=False)

    # -- what stands there -----------------------------------------------------------------------

    def on_screen_resume(self) -> None:
        self._laad()

    def na_terugnemen(self) -> None:
        self._laad()

    @work(exclusive=True, group="laad")
    async def _laad(self) -> None:
        def lees(sessie: "Sessie") -> tuple[Plek, Evaluatiebeeld, Cijferbeeld]:
            plek = evaluatiebeeld.plek_van(sessie, self._plek.id)
            keuze = cijferbeeld.van_plek(plek)
            return plek, evaluatiebeeld.lees(sessie, plek), cijferbeeld.beeld(sessie, keuze)

        try:
            gelezen = await self.mgn.doe(lees)
        except MgnFout as fout:
            if self.leeft:
                self.query_one(RubriekLijst).zeg(f"✖ {fout.melding}")
            return
        if self.leeft:
            self._plek, self._beeld, self._cijfers = gelezen
            self.ververs()

    def ververs(self) -> None:
        """Draw what is known again."""
        beeld = self._beeld
        if beeld is None or self._cijfers is None:
            return
        sluiten = self.query_one("#sluiten", Static)
        open_ = beeld.gesloten_op is None and bool(beeld.onaf.zinnen())
        dicht = (
            f"gesloten op {toon_datum(beeld.gesloten_op)} door {beeld.gesloten_door}"
            if beeld.gesloten_op
            else ""
        )
        sluiten.update(dicht or f"{'▲ ' if open_ else ''}{beeld.voor_sluiten}")
        sluiten.set_class(open_, "-open")
        self.query_one("#cijfers", Static).update(_cijfers(self._cijfers))
        self._dingen = {}
        self._gekozen &= {lp.gesprek for lp in beeld.te_leggen}
        self.query_one(RubriekLijst).zet(
            [*self._teksten(beeld), *self._leerpunten(beeld), *self._besluiten(beeld), *self._onaf(beeld)]
        )
        self._toon_tekst()
        self.refresh_bindings()

    def _rij(
        self,
        sleutel: str,
        ding: "str | Figuur | Groep | Leerpunt | Besluitregel",
        soort: int,
        *cellen: str | Cel,
    ) -> Rij:
        self._dingen[sleutel] = ding
        return Rij(sleutel, cellen, soort)

    def _teksten(self, beeld: Evaluatiebeeld) -> list[Regel]:
        rijen: list[Regel] = [Kopje(cellen=("Wat wij zeggen",))]
        for veld in evaluatiebeeld.EVALUATIE.velden:
            tekst = " ".join(beeld.ruw[veld.naam].split())
            cel = tekst if tekst else Cel("nog niet geschreven", _GEDEMPT)
            label = "Terugblik" if veld.naam == "terugblik" else veld.label
            rijen.append(self._rij(f"tekst|{veld.naam}", veld.naam, _TEKST, label, cel))
        return rijen

    def _leerpunten(self, beeld: Evaluatiebeeld) -> list[Regel]:
        wat = f"   {beeld.leerpunten}, {beeld.vrijgegeven} vrijgegeven"
        rijen: list[Regel] = [Kopje(), Kopje(cellen=("Leerpunten", Cel(wat, _GEDEMPT)))]
        for groep in beeld.groepen:
            van = f" ({groep.van})" if groep.van else ""
            titel = f"{groep.titel} ×{len(groep.leerpunten)}{van}"
            rijen.append(self._rij(f"groep|{groep.id}", groep, _FIGUUR, Cel(titel, "vet")))
            rijen += [self._leerpunt(lp, inspring="  ", vast=bool(groep.van)) for lp in groep.leerpunten]
        if beeld.los:
            if beeld.groepen:
                rijen.append(Kopje(cellen=(Cel("  nog in geen groep", _GEDEMPT),)))
            rijen += [self._leerpunt(lp) for lp in beeld.los]
        if not beeld.vrijgegeven:
            leeg = "  Nog geen leerpunt is vrijgegeven. Dat doet wie het schreef, bij het gesprek (4), met l."
            rijen.append(Kopje(cellen=(Cel(leeg, _GEDEMPT),)))
        return rijen

    def _leerpunt(self, lp: Leerpunt, inspring: str = "", *, vast: bool = False) -> Rij:
        merk = "" if vast else "☑" if lp.gesprek in self._gekozen else "☐"
        return self._rij(f"leerpunt|{lp.gesprek}", lp, _LEERPUNT, merk, f"{inspring}{lp.tekst}")

    def _besluiten(self, beeld: Evaluatiebeeld) -> list[Regel]:
        rijen: list[Regel] = [Kopje(), Kopje(cellen=("Besluiten",))]
        rijen += [self._besluit(b, "besluit") for b in beeld.besluiten]
        if not beeld.besluiten:
            rijen.append(Kopje(cellen=(Cel("  nog geen: druk n", _GEDEMPT),)))
        if beeld.vorige:
            rijen += [Kopje(), Kopje(cellen=("Terugkijken op eerdere besluiten",))]
            rijen += [self._besluit(b, "vorig") for b in beeld.vorige]
        return rijen

    def _besluit(self, b: Besluitregel, soort: str) -> Rij:
        van = f" ({b.van})" if soort == "vorig" else ""
        wanneer = f"{toon_datum_kort(b.wanneer)} {b.wanneer.year}" if b.wanneer else ""
        staat = Cel(b.staat, "" if b.staat == "open" else _GEDEMPT)
        return self._rij(f"{soort}|{b.id}", b, _BESLUIT, f"{b.tekst}{van}", b.eigenaar, wanneer, staat)

    def _onaf(self, beeld: Evaluatiebeeld) -> list[Regel]:
        rijen: list[Regel] = [
            self._rij(f"onaf|{wat}", Figuur(wat, refs), _FIGUUR, f"{n} {wat}")
            for n, wat, refs in beeld.onaf.delen()
        ]
        return [Kopje(), Kopje(cellen=("Nog niet af",)), *rijen] if rijen else []

    @on(VensterLijst.Verplaatst)
    def _toon_tekst(self) -> None:
        """The whole text under the cursor: the list shows one line of it."""
        ding, tekst = self._ding(), ""
        if isinstance(ding, str) and self._beeld is not None:
            tekst = self._beeld.ruw[ding]
        elif isinstance(ding, Groep):
            tekst = ding.tekst or "Enter: schrijf deze groep als één zin voor het verslag."
        elif isinstance(ding, Leerpunt):
            tekst = f"{toon_datum(ding.dag)}: {ding.tekst}"
        elif isinstance(ding, Besluitregel):
            tekst = f"{ding.tekst}\n{ding.terugblik}" if ding.terugblik else ding.tekst
        elif isinstance(ding, Figuur):
            tekst = "Enter: bekijk de gesprekken"
        self.query_one("#tekst", Static).update(tekst)
        self.refresh_bindings()

    def _ding(self) -> Ding | None:
        gevonden = self.query(RubriekLijst)
        return self._dingen.get(gevonden.first().sleutel or "") if gevonden else None

    # -- doing -----------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in {"vink", "samen", "besluit", "weg", "sluiten", "heropenen"}:
            beeld, ding = self._beeld, self._ding()
            if beeld is None or (beeld.gesloten_op is not None) != (action == "heropenen"):
                return False
            eigen_groep = isinstance(ding, Groep) and not ding.van
            if action == "vink":
                return ding in beeld.te_leggen
            if action == "samen":
                return bool(self._gekozen) or ding in beeld.te_leggen or eigen_groep
            if action == "weg":
                return ding in beeld.te_leggen or eigen_groep or ding in beeld.besluiten
        return super().check_action(action, parameters)

    @on(VensterLijst.Gekozen)
    def _open(self, gebeurtenis: VensterLijst.Gekozen) -> None:
        gebeurtenis.stop()
        ding, plek = self._dingen.get(gebeurtenis.sleutel), self._plek
        if isinstance(ding, Figuur):
            self.app.push_screen(AchterScherm(ding))
        elif self._beeld is not None and self._beeld.gesloten_op is not None:
            self.app.meld("Deze evaluatie is gesloten. Heropen haar met h om iets te veranderen.")
        elif isinstance(ding, str):
            self.app.push_screen(formulier.teksten(plek, ding))
        elif isinstance(ding, Groep):
            self.app.push_screen(formulier.groep(plek, ding.id))
        elif isinstance(ding, Besluitregel):
            terug = gebeurtenis.sleutel.startswith("vorig|")
            self.app.push_screen(
                formulier.terugblik(plek, ding.id) if terug else formulier.besluit(plek, ding.id)
            )
        elif isinstance(ding, Leerpunt):
            self.action_samen()

    def action_besluit(self) -> None:
        """Take a decision."""
        self.app.push_screen(formulier.besluit(self._plek))

    def action_vink(self) -> None:
        """Choose this leerpunt, to lay it with others; or not any more."""
        ding = self._ding()
        if isinstance(ding, Leerpunt):
            self._gekozen ^= {ding.gesprek}
            self.ververs()
            self.query_one(RubriekLijst).action_omlaag()

    @work(exclusive=True, group="vraag")
    async def action_samen(self) -> None:
        """Lay the chosen leerpunten in a group, or one group in another."""
        ding, beeld, plek = self._ding(), self._beeld, self._plek
        if beeld is None:
            return
        eigen = [g for g in beeld.groepen if not g.van]
        if isinstance(ding, Groep) and not self._gekozen:
            naar = await self._vraag_groep(f"{ding.titel}: bij welke groep?", [g for g in eigen if g != ding])
            if naar:
                await self._doe(lambda s: evalueren.voeg_samen(s, plek, ding.id, naar))
            return
        refs = [lp.gesprek for lp in beeld.te_leggen if lp.gesprek in self._gekozen]
        if not refs and isinstance(ding, Leerpunt):
            refs = [ding.gesprek]
        if not refs:
            return
        wat = "1 leerpunt" if len(refs) == 1 else f"{len(refs)} leerpunten"
        naar = await self._vraag_groep(
            f"{wat}: kies een groep, of typ de naam van een nieuwe", eigen, nieuw=True
        )
        if naar.startswith(NIEUW):
            ruw = {"titel": naar.removeprefix(NIEUW), "leerpunten": "|".join(refs)}
            await self._doe(lambda s: evalueren.bewaar_groep(s, plek, ruw))
        elif naar:
            groep = next(g for g in eigen if g.id == naar)
            alle = dict.fromkeys([*(lp.gesprek for lp in groep.leerpunten), *refs])
            ruw = {"leerpunten": "|".join(alle)}
            await self._doe(lambda s: evalueren.bewaar_groep(s, plek, ruw, groep.id, groep.versie))

    async def _vraag_groep(self, titel: str, groepen: list[Groep], *, nieuw: bool = False) -> str:
        async def zoek(tekst: str) -> list[Vondst]:
            gevonden = [
                Vondst(g.titel, f"×{len(g.leerpunten)}", sleutel=g.id)
                for g in groepen
                if past(tekst, g.titel)
            ]
            if nieuw and tekst and all(g.titel.casefold() != tekst.casefold() for g in groepen):
                gevonden.append(Vondst(tekst, "nieuwe groep", sleutel=f"{NIEUW}{tekst}"))
            return gevonden

        vondst = await self.app.push_screen_wait(KiesVenster(titel, zoek))
        return vondst.sleutel if vondst is not None else ""

    @work(exclusive=True, group="vraag")
    async def action_weg(self) -> None:
        """Take away what is under the cursor. It can be taken back, so nothing asks."""
        ding, plek = self._ding(), self._plek
        if isinstance(ding, Leerpunt):
            await self._doe(lambda s: evalueren.zet_in(s, plek, ding.gesprek, None))
        elif isinstance(ding, Groep):
            await self._doe(lambda s: evalueren.verwijder_groep(s, plek, ding.id), WEG)
        elif isinstance(ding, Besluitregel):
            await self._doe(lambda s: evalueren.verwijder_besluit(s, plek, ding.id), WEG)

    @work(exclusive=True, group="vraag")
    async def action_verslag(self) -> None:
        """The report of this sprint or pilot; a concept until it is closed."""
        from mgn_tui.tui.screens.verslag import maak_verslag

        await maak_verslag(self, cijferbeeld.van_plek(self._plek))

    @work(exclusive=True, group="vraag")
    async def action_sluiten(self) -> None:
        """Close the evaluation; when something is unfinished, only after that was said."""
        beeld, plek = self._beeld, self._plek
        if beeld is None:
            return
        toch = bool(beeld.onaf.zinnen())
        if toch and beeld.ruw["boodschap"]:
            vraag = f"Nog niet af: {', '.join(beeld.onaf.zinnen())}. Toch sluiten?"
            if not await self.app.push_screen_wait(Vraag(vraag, ja="sluiten", nee="verder werken")):
                return
        await self._doe(lambda s: evalueren.sluit(s, plek, toch=toch))

    @work(exclusive=True, group="vraag")
    async def action_heropenen(self) -> None:
        """Open a closed evaluation again."""
        plek = self._plek
        await self._doe(lambda s: evalueren.heropen(s, plek))

    async def _doe(self, wat: "Callable[[Sessie], object]", daarna: str = "") -> None:
        """Do it, say a refusal, and show how it stands now."""
        try:
            await self.mgn.doe(wat)
            self._gekozen.clear()
            if daarna:
                self.app.meld(daarna)
        except MgnFout as fout:
            self.app.meld(fout.melding, "error")
        self._laad()


def _cijfers(b: Cijferbeeld) -> str:
    """The figures in a column beside the leerpunten."""
    j, w = b.inhoud, b.inhoud["wachttijd_dagen"]
    regels = [*b.boodschap, ""]
    if w["n"] and w["norm"] is not None:
        regels.append(
            f"Wachttijd: helft {dagen(w['mediaan'])}, {w['binnen_norm']} van {w['n']} binnen {w['norm']}."
        )
    for kop, delen in (("Werkwijze", b.werkwijzen), ("Methodiek", b.methodieken)):
        if delen:
            regels.append(f"{kop}: {', '.join(f'{d.naam} ({d.gevoerd})' for d in delen)}.")
    themas = sorted(((x["besproken"], Thema(t).label) for t, x in j["themas"].items()), key=lambda p: -p[0])
    if any(n for n, _ in themas):
        regels.append(f"Besproken: {', '.join(f'{kort(naam.lower(), 24)} {n}' for n, naam in themas if n)}.")
    zonder = [d.naam for d in b.praktijken if not d.ontvangen]
    if zonder:
        regels.append(f"Nog geen aanmelding: {', '.join(zonder)}.")
    return "\n".join(regels)

"""Step 5 on the screen: the tally sheet that adds itself up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from mgn_tui.domain.datums import toon_datum
from mgn_tui.domain.fouten import MgnFout
from mgn_tui.domain.profiel import Categorie
from mgn_tui.domain.tekst import zoveel
from mgn_tui.domain.velden import Formulier
from mgn_tui.domain.woorden import Stap, Weten
from mgn_tui.register import toeleiden, vastleggen
from mgn_tui.register.evaluatiebeeld import Plek, plekken
from mgn_tui.register.gespreksformulier import formulier as gespreksformulier
from mgn_tui.register.stand import keren_bewaard
from mgn_tui.register.toeleiden import Feit, Turfrij, Turfstaat
from mgn_tui.tui.screens.formulierscherm import FormulierScherm, Geladen
from mgn_tui.tui.screens.scherm import MgnScherm
from mgn_tui.tui.screens.weten import Weet, WetenVraag
from mgn_tui.tui.vensters import KiesVenster, Vondst, past
from mgn_tui.tui.widgets.kopregel import Kop
from mgn_tui.tui.widgets.tekst import Static
from mgn_tui.tui.widgets.turfblad import Turfblad

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

MET_NAAM = (
    2000  # rows that open with their names; of more the tally stands first, and the names come a moment later
)
LEEG = "Nog geen gevoerde gesprekken. Een gesprek komt hier vanzelf zodra het is gevoerd: 4 Gesprek, dan g."
OVERLAP = "De kolommen samen zijn meer dan het aantal gesprekken: iemand kan meer adviezen krijgen."


@dataclass(frozen=True, slots=True)
class _Keuze:
    """What is counted: everything, a pilot or one of its sprints."""

    naam: str = "alle gesprekken"
    pilot: UUID | None = None
    dagen: tuple[date, date] | None = None


def _keuze(plek: Plek) -> _Keuze:
    if plek.soort == "pilot":
        return _Keuze(plek.pilotnaam, plek.pilot)
    return _Keuze(f"{plek.pilotnaam}, {plek.naam}", plek.pilot, (plek.van, plek.tot))


class _Deel(Vertical):
    """Sheet with what stands below it, or the latter alone: when a size changes, the sheet gives way."""

    def on_resize(self) -> None:
        if isinstance(self.screen, DoorverwijzingScherm):
            self.screen.schik()


class DoorverwijzingScherm(MgnScherm):
    """One row per gevoerd gesprek, one column per category, totals as you go."""

    STAP = "doorverwijzing"
    SCHERM = "doorverwijzing"
    UITLEG = (
        "Wat elk gesprek adviseerde en wat ervan werd. ● geadviseerd, ◉ hoofdadvies; daarachter › verwezen of "
        "aangemeld, ✓ gestart. Onder de lijst staat voluit wat de kolom betekent en wat er bekend is. e toont de "
        "tellingen als tabel; Enter opent daar de gesprekken achter een getal.\n"
        "Gesprekken en mensen zijn twee tellingen. Bij een groep telt wat het laatste gesprek met iemand "
        "adviseerde; wie nog geen advies heeft, telt daar niet mee."
    )
    CSS_PATH = "../styles/doorverwijzing.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._keuze = _Keuze()
        self._staat: Turfstaat | None = None
        self._van: tuple[_Keuze, date] | None = None  # what `_staat` is of
        self._straks = ""
        # The footer asks many times a key; searching the screen for it costs more than the key.
        self._blad: Turfblad | None = None

    def uitleg(self) -> str:
        kort = [f"{c.kort}: {c.label}" for c in self.mgn.sessie.profiel.categorieen if c.kort != c.label]
        return f"{self.UITLEG}\n\nDe kolommen: {', '.join(kort)}."

    def kop(self) -> Kop:
        midden: tuple[str, ...] = ()
        if self._staat is not None and self._staat.rijen:
            telling = self._staat.telling
            midden = (f"{zoveel(telling.gesprekken, 'gesprek', 'gesprekken')} met {_mensen(telling.mensen)}",)
        return Kop(links=f"Doorverwijzing · {self._keuze.naam}", midden=midden, rechts=self.app.kop.rechts)

    def inhoud(self) -> ComposeResult:
        self._blad = Turfblad(self.mgn.sessie.profiel.categorieen, LEEG)
        with _Deel(id="vel"):
            yield self._blad
            with _Deel(id="onder"):
                yield Static(id="groepen")
                yield Static(id="overlap", markup=False)
                yield Static(id="cel")

    # -- what stands there -----------------------------------------------------------------------

    def on_mount(self) -> None:
        self.query_one(Turfblad).focus()

    def on_screen_resume(self) -> None:
        self.ververs()

    @work(exclusive=True, group="laden")
    async def ververs(self) -> None:
        """Ask everything again."""
        await self._laad()

    async def _laad(self) -> None:
        """Of three years it takes seconds, so not again when nothing was saved since."""
        keuze, vandaag, voorheen = self._keuze, self.app.klok.vandaag(), self._staat
        zelfde = voorheen is not None and not voorheen.zonder_namen and self._van == (keuze, vandaag)
        if zelfde and voorheen is not None and await self.mgn.probeer(keren_bewaard) == voorheen.stand:
            self._toon(voorheen)
            return
        staat = await self.mgn.probeer(toeleiden.staat, keuze.pilot, keuze.dagen, MET_NAAM)
        if staat is None or not self.leeft:
            return
        if self._staat is not voorheen:  # a mark came in between, perhaps on a sheet of another choice
            await self._laad()
            return
        self._van = (keuze, vandaag)
        self._toon(staat)
        while self.leeft and (staat := self._staat) is not None and staat.zonder_namen:
            voluit = await self.mgn.probeer(toeleiden.met_namen, staat)
            if voluit is None:
                return
            if self.leeft and self._staat is staat:  # else of what stands there now
                self._toon(voluit)

    def _toon(self, staat: Turfstaat) -> None:
        self._staat = staat
        blad = self.query_one(Turfblad)
        blad.namen = self.mgn.namen_zichtbaar
        blad.zet(staat, self.app.klok.vandaag(), self.mgn.sessie.profiel.categorieen)
        if self._straks:
            self._spring()
        self._toon_totalen(staat)
        self._toon_cel()
        self.vernieuw_kop()

    def ga_naar(self, gesprek_ref: str) -> None:
        """Put the cursor on a gesprek, on its main advice; all gesprekken are shown when it is not here."""
        self._straks = gesprek_ref
        if self._staat is not None:
            self._spring()

    def _spring(self) -> None:
        ref, blad = self._straks, self.query_one(Turfblad)
        hoofd = next((rij.hoofdadvies for rij in blad.rijen if rij.ref == ref), None)
        if blad.ga_naar(ref, hoofd) or self._keuze == _Keuze():
            self._straks = ""
        else:
            self._keuze = _Keuze()
            self.ververs()

    def _toon_totalen(self, staat: Turfstaat) -> None:
        t = staat.telling
        regel = Content("")
        if t.mensen_met_advies:
            noemer = f"van de {_mensen(t.mensen_met_advies)}"
            if t.mensen_met_advies < t.mensen:
                noemer += " met een advies"
            groepen = [
                g for g in self.mgn.sessie.profiel.groepen if g.code != "overig" or t.groepen[g.code].bevat
            ]
            for nummer, groep in enumerate(groepen):
                aantal = t.groepen[groep.code].bevat
                staart = f" {noemer}" if not nummer else ""
                tussen = "   " if nummer else ""
                regel += Content.assemble(
                    tussen, (f"{groep.label}: ", "$gedempt"), (f"{aantal}{staart}", "bold" if aantal else "")
                )
        if t.zonder_advies:
            los = "   " if regel else ""
            regel += Content.assemble(los, ("zonder advies: ", "$gedempt"), (f"{t.zonder_advies}", "bold"))
        self.query_one("#groepen", Static).update(regel)
        meer = sum(t.per_code.values()) > t.gesprekken
        overlap = self.query_one("#overlap", Static)
        overlap.update(OVERLAP)
        overlap.set_class(meer, "-is")

    @on(Turfblad.Verplaatst)
    def _toon_cel(self) -> None:
        blad = self.query_one(Turfblad)
        cel = self.query_one("#cel", Static)
        cel.update(self._cel(blad.rij, blad.categorie) if blad.rij else "")
        self.schik()

    def schik(self) -> None:
        """The sheet is as high as its rows, as long as there is room."""
        blad = self.query_one(Turfblad)
        ruimte = self.query_one("#vel").size.height - self.query_one("#onder").outer_size.height
        blad.styles.height = max(min(blad.hoogte, ruimte), 4)

    def _cel(self, rij: Turfrij, categorie: Categorie) -> Content:
        """The cell under the cursor in full."""
        wie = rij.naam if self.mgn.namen_zichtbaar and rij.naam else rij.wie
        eerst = Content.assemble(
            (f"{wie}, {rij.volgnummer}e gesprek, {toon_datum(rij.dag)}", "$gedempt"),
            "   ",
            (categorie.label, "bold $accent"),
        )
        delen = []
        if categorie.code not in rij.geadviseerd:
            delen.append("niet geadviseerd")
        else:
            delen.append("hoofdadvies" if rij.hoofdadvies == categorie.code else "geadviseerd")
            if rij.vastgesteld:
                delen[0] += " (vastgesteld)"
        for stap in (Stap.VERWEZEN, Stap.INTAKE, Stap.GESTART):
            feit = rij.feiten.get((categorie.code, stap))
            if feit is not None:
                delen.append(f"{stap.label} {_feit_lang(feit)}")
        if categorie.hulp:
            delen.append(categorie.hulp.rstrip("."))
        return Content("\n").join((eerst, Content(" · ".join(delen))))

    # -- keys ------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        blad = self._blad
        sessie = self.mgn.sessie
        eigen = {"advies", "hoofdadvies", "resultaat", "cijfers", "tafel"}
        if action in eigen and sessie.ik.coordinator:
            return False
        if action == "resultaat" and not sessie.profiel.toeleiding.vraag_resultaat:
            return False
        if action == "tafel" and not sessie.profiel.toeleiding.vraag_casusoverleg:
            return False
        if action in eigen | {"verwezen", "gestart", "links", "rechts"}:
            return blad is not None and blad.rij is not None
        if action == "intake":
            return blad is not None and blad.rij is not None and blad.categorie.groep == "ggz"
        return super().check_action(action, parameters)

    def action_links(self) -> None:
        self.query_one(Turfblad).stap_opzij(-1)

    def action_rechts(self) -> None:
        self.query_one(Turfblad).stap_opzij(1)

    @on(Turfblad.Geklikt)
    async def _geklikt(self) -> None:
        if self.check_action("advies", ()):
            await self.action_advies()

    async def action_advies(self) -> None:
        """Advise the category under the cursor, or take that away."""
        blad = self.query_one(Turfblad)
        if blad.rij is not None:
            weten = None if blad.categorie.code in blad.rij.geadviseerd else Weten.JA
            code = blad.categorie.code
            await self._doe_en_tel(toeleiden.zet, blad.rij.ref, code, Stap.GEADVISEERD, weten)

    async def action_hoofdadvies(self) -> None:
        """The category under the cursor is the main advice."""
        blad = self.query_one(Turfblad)
        if blad.rij is not None:
            await self._doe_en_tel(toeleiden.zet_hoofdadvies, blad.rij.ref, blad.categorie.code)

    async def _doe_en_tel(self, wat: Any, ref: str, *args: object) -> None:
        try:
            await self.mgn.doe(wat, ref, *args)
        except MgnFout as fout:
            self.app.meld(fout.melding, "warning")
        else:
            await self._tel_bij(ref)

    async def _tel_bij(self, ref: str) -> None:
        """What was just noted of this gesprek."""
        if (voorheen := self._staat) is not None:
            staat = await self.mgn.probeer(toeleiden.bijgewerkt, voorheen, ref)
            if staat is not None and self.leeft and self._staat is voorheen:
                self._toon(staat)
                return
        await self._laad()

    def action_verwezen(self) -> None:
        self._vraag(Stap.VERWEZEN, "verwezen of aangemeld")

    def action_intake(self) -> None:
        self._vraag(Stap.INTAKE, "intake geweest")

    def action_gestart(self) -> None:
        self._vraag(Stap.GESTART, "gestart")

    @work(exclusive=True, group="vraag")
    async def _vraag(self, stap: Stap, woorden: str) -> None:
        blad = self.query_one(Turfblad)
        rij, categorie = blad.rij, blad.categorie
        if rij is None:
            return
        feit = rij.feiten.get((categorie.code, stap))

        async def noteer(weet: Weet) -> None:
            await self.mgn.doe(toeleiden.zet, rij.ref, categorie.code, stap, weet.weten, weet.dag)

        vraag = f"{rij.wie} · {categorie.label} · {woorden}?"
        if await self.app.push_screen_wait(WetenVraag(vraag, _feit_lang(feit) if feit else "", noteer)):
            await self._tel_bij(rij.ref)

    @on(Turfblad.Gekozen)
    async def _open(self, gebeurtenis: Turfblad.Gekozen) -> None:
        if self.mgn.sessie.ik.coordinator:
            self.app.meld("Het advies zelf is alleen te lezen door de gespreksvoerders van dit gesprek.")
        else:
            await self.mgn.open_advies(gebeurtenis.ref)

    @work(exclusive=True, group="vraag")
    async def action_keuze(self) -> None:
        """Which pilot or sprint is counted."""
        keuzes = [_Keuze(), *(_keuze(plek) for plek in await self.mgn.probeer(plekken) or ())]

        async def zoek(tekst: str) -> list[Vondst]:
            return [Vondst(keuze.naam, sleutel=keuze.naam) for keuze in keuzes if past(tekst, keuze.naam)]

        vondst = await self.app.push_screen_wait(
            KiesVenster("Welke gesprekken?", zoek, gekozen=self._keuze.naam)
        )
        if vondst is not None:
            self._keuze = next(keuze for keuze in keuzes if keuze.naam == vondst.sleutel)
            await self._laad()

    def action_tabel(self) -> None:
        """The totals as a table, each with its gesprekken."""
        from mgn_tui.tui.screens.turftotalen import TotalenScherm

        if self._staat is not None:
            self.app.push_screen(TotalenScherm(self._staat, self._keuze.naam))

    def action_resultaat(self) -> None:
        """What came of it in the end, in the words of the duo."""
        rij = self.query_one(Turfblad).rij
        if rij is not None:
            self.app.push_screen(resultaat_scherm(rij.ref, rij.wie))

    def action_cijfers(self) -> None:
        """The marks that stand with this gesprek."""
        from mgn_tui.tui.screens.waardering import waardering_scherm

        if (rij := self.query_one(Turfblad).rij) is not None:
            self.app.push_screen(waardering_scherm(rij.ref, rij.wie))

    def over_te_typen(self) -> tuple[tuple[str, ...], int]:
        blad = next(iter(self.query(Turfblad)), None)
        refs = tuple(rij.ref for rij in blad.rijen) if blad else ()
        return refs, refs.index(blad.rij.ref) if blad and blad.rij else 0

    def action_tafel(self) -> None:
        """That this gesprek was brought to the casusoverleg."""
        from mgn_tui.tui.screens.waardering import tafel_scherm

        if (rij := self.query_one(Turfblad).rij) is not None:
            self.app.push_screen(tafel_scherm(rij.ref, rij.wie))


def resultaat_scherm(ref: str, wie: str) -> FormulierScherm:
    """The form with the "uiteindelijk resultaat" of one gesprek."""

    def laad(sessie: "Sessie") -> Geladen:
        beeld = vastleggen.lees(sessie, ref)
        if beeld.dicht:
            raise sessie.geen_toegang(
                "Het resultaat is alleen te lezen en te schrijven door de gespreksvoerders van dit gesprek.",
                beeld.inwoner,
            )
        velden = [gespreksformulier(sessie).veld(v) for v in ("uiteindelijk_resultaat", "resultaat_op")]
        vorm = Formulier("resultaat", "Uiteindelijk resultaat", tuple(velden))
        ruw = {veld.naam: beeld.ruw[veld.naam] for veld in velden}
        return Geladen(vorm, ruw, beeld.versie, beeld.inwoner, f"Uiteindelijk resultaat · {beeld.initialen}")

    def bewaar(sessie: "Sessie", ruw: Mapping[str, str], versie: str | None, concept: tuple[str, str]) -> str:
        return vastleggen.bewaar(sessie, ref, ruw, versie, concept)

    return FormulierScherm(
        f"Uiteindelijk resultaat · {wie}", "resultaat", ref, laad, bewaar, stap="doorverwijzing"
    )


_mensen = partial(zoveel, een="mens", meer="mensen")


def _feit_lang(feit: Feit) -> str:
    if feit.weten is Weten.JA:
        return toon_datum(feit.datum) if feit.datum else "ja, dag onbekend"
    return feit.weten.label

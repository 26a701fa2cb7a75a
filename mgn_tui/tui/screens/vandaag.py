"""Vandaag: what to do now, most urgent first. The inwoner of half past ten may see this screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult

from mgn_tui.domain.datums import toon_datum, toon_datum_kort
from mgn_tui.domain.fouten import MgnFout
from mgn_tui.domain.tekst import zoveel
from mgn_tui.domain.woorden import GesprekStatus, Vorm
from mgn_tui.register import exportmap, plannen, vandaag
from mgn_tui.tui.acties import STAPPEN
from mgn_tui.tui.screens.scherm import MgnScherm
from mgn_tui.tui.screens.wegwijzer import open_punt
from mgn_tui.tui.termen import in_termen
from mgn_tui.tui.widgets.cellen import balk
from mgn_tui.tui.widgets.kopregel import Kop
from mgn_tui.tui.widgets.rubrieklijst import Kopje, Rij, RubriekLijst
from mgn_tui.tui.widgets.tekst import Static
from mgn_tui.tui.widgets.vensterlijst import Cel, Kolom, Regel, VensterLijst

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

DAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MERK_STIJL = {"✖": "fout", "▲": "let-op", "●": "goed"}
MERK_WOORD = {"✖": "over de norm", "▲": "bijna over de norm", "●": "op tijd"}  # of a wait
GESPREK, WACHT, EERST = range(3)  # sets of columns
VOORSTELLEN = 3  # the longest waiting get a proposal beside them
MET_VOORSTEL = 110  # cells


@dataclass(frozen=True, slots=True)
class _Stand:
    overzicht: vandaag.Overzicht
    eerst: tuple[vandaag.Eerst, ...]
    exports: tuple[int, int]  # how many documents lie there, and the days of the oldest
    klok_achter: timedelta | None
    voorstel: dict[str, str] = field(default_factory=dict, repr=False)


def _lees(sessie: "Sessie") -> _Stand:
    return _Stand(
        vandaag.overzicht(sessie),
        vandaag.eerst_nodig(sessie),
        exportmap.hoeveel(sessie),
        vandaag.klok_achter(sessie),
    )


def dag_lang(dag: date) -> str:
    """`dinsdag 9 maart`."""
    return f"{DAGEN[dag.weekday()]} {toon_datum(dag).split(' ', 1)[1].rsplit(' ', 1)[0]}"


def plek(gesprek: plannen.Afspraakregel) -> str:
    """Where it is held, in few words: the place, else how."""
    return (
        gesprek.locatie
        if gesprek.vorm == Vorm.LOCATIE.value and gesprek.locatie
        else Vorm.label_van(gesprek.vorm)
    )


def voortgang(stand: vandaag.Overzicht) -> tuple[str, ...]:
    """The progress of sprint and pilot, from long to short."""
    if not stand.pilot:
        return ()
    sprint = f"{stand.sprint}: {_van(stand.sprint_gevoerd, stand.sprint_omvang)} · " if stand.sprint else ""
    pilot = f"pilot: {_van(stand.pilot_gevoerd, stand.pilot_omvang, '± ')}"
    kort = f"{_van(stand.pilot_gevoerd, stand.pilot_omvang)}"
    if not stand.pilot_omvang:
        return (f"{sprint}{pilot}", pilot)
    return (
        f"{sprint}{pilot} {balk(stand.pilot_gevoerd, stand.pilot_omvang, 20)}",
        f"{sprint}{pilot} {balk(stand.pilot_gevoerd, stand.pilot_omvang, 8)}",
        f"{sprint}{pilot}",
        pilot,
        kort,
    )


_LIJST = {
    "plannen": "aanmeldingen",
    "gesprek": "gesprek",
    "advies": "advies",
    "doorverwijzing": "doorverwijzing",
    "rechten": "beheer",
}
"""In which step the rest is of what has no room here."""


def en_nog(nog: Mapping[str, int]) -> list[tuple[str, str]]:
    """What waits and has no room here: step and words (`en nog 12 in 2 Aanmeldingen`); a concept has no step."""
    stappen = {stap.naam: f"{stap.nummer} {stap.label}" for stap in STAPPEN}
    uit = [(naar, f"en nog {nog[s]} in {stappen[naar]}") for s, naar in _LIJST.items() if nog.get(s)]
    if concepten := nog.get("concept"):
        uit.append(("", f"en nog {zoveel(concepten, 'concept', 'concepten')}"))
    return uit


def _van(gevoerd: int, omvang: int | None, ongeveer: str = "") -> str:
    return f"{gevoerd} van {ongeveer}{omvang}" if omvang else zoveel(gevoerd, "gesprek", "gesprekken")


class VandaagScherm(MgnScherm):
    """Today's gesprekken, and what waits for whoever is at work."""

    STAP = "vandaag"
    SCHERM = "vandaag"
    UITLEG = (
        "Bovenaan uw gesprekken van vandaag, daaronder wat op u wacht: het dringendste eerst. "
        "● is op tijd, ▲ is bijna te laat, ✖ is te laat, ◆ betekent dat bijzondere kennis is gevraagd."
    )
    CSS_PATH = "../styles/vandaag.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._stand: _Stand | None = None
        self._punten: dict[str, vandaag.Punt] = {}
        self._wil_naar = ""

    def inhoud(self) -> ComposeResult:
        yield RubriekLijst((), "even geduld …", id="lijst")
        yield Static("", id="let-op", markup=False)

    def kop(self) -> Kop:
        if self._stand is None:
            return self.app.kop
        stand = self._stand.overzicht
        links = f"MGN · {stand.pilot}" if stand.pilot else self.app.kop.links
        return Kop(links, voortgang(stand), self.app.kop.rechts)

    # -- loading -----------------------------------------------------------------------------------

    def on_screen_resume(self) -> None:
        self._laad()

    def na_terugnemen(self) -> None:
        self._laad()

    @work(exclusive=True, group="laad")
    async def _laad(self) -> None:
        try:
            self._stand = await self.mgn.doe(_lees)
        except MgnFout as fout:
            self.query_one(RubriekLijst).zeg(f"✖ {fout.melding}")
            return
        self.vernieuw_kop()
        self.ververs()
        self._wil_naar = ""  # not on this screen, then
        self._voorstellen(self._stand)

    def on_resize(self) -> None:
        """In a wider terminal there is room for them after all."""
        if self._stand is not None and not self._stand.voorstel:
            self._voorstellen(self._stand)

    @work(exclusive=True, group="voorstellen")
    async def _voorstellen(self, stand: _Stand) -> None:
        """The first free slot for who waits longest, once the screen stands."""
        wacht = [punt.ref for punt in stand.overzicht.wacht if punt.stap == "plannen"][:VOORSTELLEN]
        for ref in wacht if self.size.width >= MET_VOORSTEL and not stand.eerst else ():
            try:
                gevonden = await self.mgn.doe(plannen.voorstellen, ref, aantal=1)
            except MgnFout:
                continue  # a quiet extra; planning itself says what is wrong
            for voorstel in gevonden.voorstellen:
                namen = gevonden.team(voorstel)
                wanneer = f"{toon_datum(voorstel.begin.date())[:2]} {toon_datum_kort(voorstel.begin.date())}"
                stand.voorstel[ref] = f"voorstel {wanneer} {voorstel.begin:%H:%M}, {namen}"
                self.ververs()

    def toon(self, ref: str) -> None:
        """Put the cursor on a record when it is on this screen."""
        self._wil_naar = ref
        self.ververs()

    def ververs(self) -> None:
        """Draw what is known again (names or initials)."""
        if self._stand is None:
            return
        lijst = self.query_one(RubriekLijst)
        self._punten = {}
        rijen = [*self._eerst(), *self._vandaag(), *self._wacht()]
        lijst.zet_soorten(self._kolommen())
        naar = ""
        if self._wil_naar:
            naar = next((s for s, p in self._punten.items() if p.ref == self._wil_naar), "")
            self._wil_naar = "" if naar else self._wil_naar
        lijst.zet(rijen, sleutel=naar)
        let_op = self._let_op()
        self.query_one("#let-op", Static).update("\n".join(let_op))
        self.query_one("#let-op").display = bool(let_op)
        self.refresh_bindings()

    # -- the rows ----------------------------------------------------------------------------------

    def _kolommen(self) -> tuple[tuple[Kolom, ...], ...]:
        wie = Kolom(breedte=22 if self.mgn.namen_zichtbaar else 6)
        return (
            (
                Kolom(breedte=5),
                wie,
                Kolom(breedte=15, vanaf=60),
                Kolom(deel=3),
                Kolom(deel=2, vanaf=60),
                Kolom(breedte=10, vanaf=76),
                Kolom(breedte=1),
            ),
            (Kolom(breedte=1), Kolom(breedte=8), Kolom(), Kolom(breedte=40, vanaf=MET_VOORSTEL)),
            (Kolom(breedte=8), Kolom()),
        )

    def _rij(self, punt: vandaag.Punt, cellen: tuple[str | Cel, ...], soort: int) -> Rij:
        sleutel = (
            f"{soort}|{punt.stap}|{punt.ref}"  # of one gesprek both today and "uitwerken" may stand there
        )
        self._punten[sleutel] = punt
        return Rij(sleutel, cellen, soort)

    def _eerst(self) -> Sequence[Regel]:
        if self._stand is None or not self._stand.eerst:
            return ()
        return (
            Kopje(cellen=("Eerst invullen",)),
            *(
                self._rij(vandaag.Punt("▲", "beheer", str(nr), e.melding), ("8 Beheer", e.melding), EERST)
                for nr, e in enumerate(self._stand.eerst)
            ),
            Kopje(),
        )

    def _vandaag(self) -> Sequence[Regel]:
        if self._stand is None:
            return ()
        stand, ik = self._stand.overzicht, self.mgn.sessie.ik
        mijn = [g for g in stand.gesprekken if g.van_mij or ik.coordinator]
        anderen = len(stand.gesprekken) - len(mijn)
        rijen: list[Regel] = [Kopje(cellen=(f"Vandaag, {dag_lang(stand.vandaag)}",))]
        for g in mijn:
            samen = zip(g.team, g.roepnamen, strict=True)
            met = " + ".join(kort for naam, kort in samen if naam != ik.naam)
            rijen.append(
                self._rij(
                    vandaag.Punt(" ", "gesprek", g.ref, ""),
                    (
                        f"{g.begin:%H:%M}",
                        g.naam if self.mgn.namen_zichtbaar and g.naam else g.wie,
                        f"{g.volgnummer}e gesprek"
                        if g.status == GesprekStatus.GEPLAND.value
                        else Cel(GesprekStatus.label_van(g.status), "gedempt"),
                        plek(g),
                        Cel(f"met {met}" if g.van_mij and met else met, "gedempt"),
                        Cel("met naaste" if g.naaste else "", "gedempt"),
                        Cel("◆" if g.expertise else "", "gedempt"),
                    ),
                    GESPREK,
                )
            )
        if not mijn:
            rijen.append(Kopje(cellen=(Cel("  U hebt vandaag geen gesprek.", "gedempt"),)))
        if anderen:
            wat = "1 gesprek" if anderen == 1 else f"{anderen} gesprekken"
            rijen.append(Kopje(cellen=(Cel(f"  {wat} van collega's: zie 3 Agenda", "gedempt"),)))
        return (*rijen, Kopje())

    def _wacht(self) -> Sequence[Regel]:
        if self._stand is None:
            return ()
        stand = self._stand
        titel = "Nog te doen door het team" if self.mgn.sessie.ik.coordinator else "Wacht op u"
        rijen: list[Regel] = [Kopje(cellen=(titel,))]
        for punt in stand.overzicht.wacht:
            dagen = f"{punt.dagen} {'dag' if punt.dagen == 1 else 'dagen'}" if punt.stap == "plannen" else ""
            stijl = MERK_STIJL.get(punt.merk, "")
            rijen.append(
                self._rij(
                    punt,
                    (
                        Cel(punt.merk, stijl, MERK_WOORD.get(punt.merk, "") if dagen else ""),
                        Cel(dagen, stijl),
                        punt.met_naam() if self.mgn.namen_zichtbaar else punt.tekst,
                        Cel(stand.voorstel.get(punt.ref, ""), "gedempt"),
                    ),
                    WACHT,
                )
            )
        for naar, tekst in en_nog(stand.overzicht.nog):
            punt = vandaag.Punt(" ", "lijst", naar or "vandaag", tekst)
            rijen.append(self._rij(punt, ("", "", Cel(tekst, "gedempt"), ""), WACHT))
        if stand.exports[0]:
            punt = vandaag.Punt(" ", "exports", "", exportmap.zin(*stand.exports))
            rijen.append(self._rij(punt, ("", "", punt.tekst, ""), WACHT))
        if not stand.overzicht.wacht and not stand.exports[0]:
            leeg = "Niets: alles is bij."
            if stand.eerst:
                leeg += " Begin met wat hierboven staat: Enter opent het."
            elif self.mgn.sessie.ik.coordinator:
                leeg += in_termen(" Hoe het gaat staat bij 7 Sprint & cijfers.")
            else:
                leeg += " Druk n voor een nieuwe aanmelding."
            rijen.append(Kopje(cellen=(Cel(f"  {leeg}", "gedempt"),)))
        return rijen

    def _let_op(self) -> list[str]:
        if self._stand is None:
            return []
        regels = [f"▲ {melding}" for melding in self.mgn.sessie.let_op]
        if (achter := self._stand.klok_achter) is not None:
            minuten = int(achter.total_seconds() // 60)
            hoe = f"{minuten} minuten" if minuten < 120 else f"{minuten // 60} uur"
            regels.append(
                f"▲ De klok van deze laptop loopt {hoe} achter op wat al bewaard is. Zet de klok goed."
            )
        return regels

    # -- doing -------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "nieuw":
            return self.mgn.open and not self.mgn.sessie.ik.coordinator
        if action == "plannen":
            punt = self._punt()
            return punt is not None and punt.stap == "plannen"
        return super().check_action(action, parameters)

    def _punt(self) -> vandaag.Punt | None:
        gevonden = self.query(RubriekLijst)
        return self._punten.get(gevonden.first().sleutel or "") if gevonden else None

    @on(VensterLijst.Verplaatst)
    def _verplaatst(self) -> None:
        self.refresh_bindings()

    @on(VensterLijst.Gekozen)
    async def _gekozen(self, gebeurtenis: VensterLijst.Gekozen) -> None:
        gebeurtenis.stop()
        if (punt := self._punten.get(gebeurtenis.sleutel)) is not None:
            await open_punt(self.mgn, punt.stap, punt.ref)

    async def action_nieuw(self) -> None:
        """A new aanmelding."""
        await self.mgn.open_aanmelding()

    async def action_plannen(self) -> None:
        """Plan the aanmelding under the cursor."""
        if (punt := self._punt()) is not None:
            await self.mgn.open_planning(punt.ref)

"""Agenda: one week on paper."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.app import ComposeResult

from mgn_tui.domain.datums import toon_datum, toon_datum_kort, weekdag_kort
from mgn_tui.domain.fouten import MgnFout
from mgn_tui.domain.tijdvakken import maandag_van
from mgn_tui.domain.woorden import GesprekStatus
from mgn_tui.register import planbeeld, plannen
from mgn_tui.tui.screens.afzeggen import afzegvenster
from mgn_tui.tui.screens.scherm import MgnScherm
from mgn_tui.tui.screens.vandaag import plek
from mgn_tui.tui.vensters import Vraag
from mgn_tui.tui.widgets.kopregel import Kop
from mgn_tui.tui.widgets.rubrieklijst import Kopje, Rij, RubriekLijst
from mgn_tui.tui.widgets.vensterlijst import Cel, Kolom, Regel, VensterLijst

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

WERKDAGEN = 5


@dataclass(frozen=True, slots=True)
class _Week:
    gesprekken: tuple[plannen.Afspraakregel, ...]
    afwezig: tuple[tuple[str, date, date], ...]
    feestdagen: dict[date, str]


class AgendaScherm(MgnScherm):
    """The gesprekken of a week, with holidays and who is away."""

    STAP = "agenda"
    SCHERM = "agenda"
    UITLEG = (
        "Een week als in een papieren agenda. ← en → gaan een week terug of verder, Enter opent het gesprek. "
        "v zoekt een ander moment, a zegt af, x noteert dat de inwoner er niet was."
    )

    def __init__(self) -> None:
        super().__init__()
        self._maandag: date | None = None
        self._week: _Week | None = None
        self._wil_naar = ""

    def inhoud(self) -> ComposeResult:
        yield RubriekLijst((), "even geduld …", id="lijst")

    @property
    def maandag(self) -> date:
        """The first day of the week that is shown; this week until somebody leafs on."""
        return self._maandag or maandag_van(self.app.klok.vandaag())

    def kop(self) -> Kop:
        zondag = self.maandag + timedelta(days=6)
        begin = toon_datum(self.maandag).split(" ", 1)[1]
        if zondag.year == self.maandag.year:
            begin = begin.rsplit(" ", 1)[0]
        einde = toon_datum(zondag).split(" ", 1)[1]
        nummer = self.maandag.isocalendar().week
        lang = f"← week {nummer} · {begin} tot en met {einde} →"
        return Kop("Agenda", (lang, f"← week {nummer} →"), self.app.kop.rechts)

    # -- loading -----------------------------------------------------------------------------------

    def on_screen_resume(self) -> None:
        self._laad()

    @work(exclusive=True, group="laad")
    async def _laad(self) -> None:
        try:
            self._week = await self.mgn.doe(self._lees, self.maandag)
        except MgnFout as fout:
            self.query_one(RubriekLijst).zeg(f"✖ {fout.melding}")
            return
        self.ververs()

    def _lees(self, sessie: "Sessie", van: date) -> _Week:
        tot = van + timedelta(days=6)
        return _Week(
            tuple(plannen.agenda(sessie, van, tot)),
            tuple(planbeeld.afwezigen(sessie, van, tot)),
            plannen.feestdagen(van, tot),
        )

    def toon(self, ref: str) -> None:
        """Put the cursor on this gesprek when it is in the week shown."""
        self._wil_naar = ref
        self.ververs()

    def ververs(self) -> None:
        """Draw what is known again (names or initials)."""
        if self._week is None:
            return
        self.vernieuw_kop()
        lijst = self.query_one(RubriekLijst)
        lijst.zet_soorten((self._kolommen(),))
        lijst.zet(self._rijen(self._week), sleutel=self._wil_naar or self._volgende(self._week))
        self._wil_naar = ""
        self.refresh_bindings()

    def on_resize(self) -> None:
        self.ververs()

    @property
    def _ruim(self) -> bool:
        return self.size.width >= 80

    def _kolommen(self) -> tuple[Kolom, ...]:
        return (
            Kolom(breedte=13 if self._ruim else 5),
            Kolom(breedte=22 if self.mgn.namen_zichtbaar else 6),
            Kolom(breedte=15, vanaf=66),
            Kolom(),
            Kolom(deel=1),
            Kolom(breedte=1, vanaf=60),
        )

    def _volgende(self, week: _Week) -> str:
        """Where the cursor begins: the first gesprek that is still to come."""
        if self.query_one(RubriekLijst).sleutel:
            return ""
        nu = self.app.klok.nu()
        return next((g.ref for g in week.gesprekken if g.einde > nu), "")

    # -- the sheet ---------------------------------------------------------------------------------

    def _rijen(self, week: _Week) -> list[Regel]:
        rijen: list[Regel] = []
        for nummer in range(7):
            dag = self.maandag + timedelta(days=nummer)
            gesprekken = [g for g in week.gesprekken if g.begin.date() == dag]
            bij = self._bij(week, dag)
            if nummer >= WERKDAGEN and not gesprekken and dag not in week.feestdagen:
                continue
            rijen.append(self._dag(dag, bij))
            rijen += [self._rij(g) for g in gesprekken]
            if gesprekken or self.size.height > 30:
                rijen.append(Kopje())
        if not week.gesprekken:
            rijen += [Kopje(), Kopje(cellen=(Cel("  Deze week zijn er geen gesprekken.", "gedempt"),))]
        return rijen

    def _bij(self, week: _Week, dag: date) -> str:
        delen = [week.feestdagen[dag]] if dag in week.feestdagen else []
        weg = dict.fromkeys(naam for naam, van, tot in week.afwezig if van <= dag <= tot)
        if weg:
            delen.append(f"afwezig: {', '.join(weg)}")
        return " · ".join(delen)

    def _dag(self, dag: date, bij: str) -> Kopje:
        naam = f"{weekdag_kort(dag)} {toon_datum_kort(dag)}"
        vandaag = dag == self.app.klok.vandaag()
        return Kopje(
            cellen=(
                Cel(f"{naam:<11}", "accent" if vandaag else "vet"),
                Cel("vandaag   " if vandaag else "", "accent"),
                Cel(bij, "gedempt"),
            )
        )

    def _rij(self, g: plannen.Afspraakregel) -> Rij:
        gepland = g.status == GesprekStatus.GEPLAND.value
        stijl = "" if g.van_mij or self.mgn.sessie.ik.coordinator else "gedempt"
        return Rij(
            g.ref,
            (
                Cel(f"{g.begin:%H:%M} – {g.einde:%H:%M}" if self._ruim else f"{g.begin:%H:%M}", stijl),
                Cel(g.naam if self.mgn.namen_zichtbaar and g.naam else g.wie, stijl),
                Cel(f"{g.volgnummer}e gesprek" if gepland else GesprekStatus.label_van(g.status), stijl),
                Cel(plek(g), stijl),
                Cel(" + ".join(g.team), "gedempt"),
                Cel("◆" if g.expertise else "", "gedempt"),
            ),
        )

    # -- doing -------------------------------------------------------------------------------------

    @property
    def _onder_cursor(self) -> plannen.Afspraakregel | None:
        gevonden = self.query(RubriekLijst)
        sleutel = gevonden.first().sleutel if gevonden else None
        return next((g for g in (self._week.gesprekken if self._week else ()) if g.ref == sleutel), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("verzetten", "afzeggen", "niet_verschenen"):
            gesprek = self._onder_cursor
            if gesprek is None or gesprek.status != GesprekStatus.GEPLAND.value:
                return False
            return action != "niet_verschenen" or gesprek.begin <= self.app.klok.nu()
        if action == "meenemen":
            return self._week is not None and not self.mgn.sessie.ik.coordinator
        if action == "deze_week":
            return self.maandag != maandag_van(self.app.klok.vandaag())
        return super().check_action(action, parameters)

    @on(VensterLijst.Verplaatst)
    def _verplaatst(self) -> None:
        self.refresh_bindings()

    @on(VensterLijst.Gekozen)
    async def _gekozen(self, gebeurtenis: VensterLijst.Gekozen) -> None:
        gebeurtenis.stop()
        await self.mgn.open_gesprek(gebeurtenis.sleutel)

    def action_vorige_week(self) -> None:
        self._blader(self.maandag - timedelta(days=7))

    def action_volgende_week(self) -> None:
        self._blader(self.maandag + timedelta(days=7))

    def action_deze_week(self) -> None:
        self._blader(None)

    def _blader(self, maandag: date | None) -> None:
        self._maandag = maandag
        self._laad()

    async def action_verzetten(self) -> None:
        """Another moment or team for the gesprek under the cursor."""
        if (gesprek := self._onder_cursor) is not None:
            await self.mgn.open_planning(gesprek.aanmelding_ref, gesprek.ref)

    def action_afzeggen(self) -> None:
        """Call it off, with a reason."""
        self._vraag_einde(GesprekStatus.GEANNULEERD)

    def action_niet_verschenen(self) -> None:
        """The inwoner did not come."""
        self._vraag_einde(GesprekStatus.NO_SHOW)

    @work(exclusive=True, group="meenemen")
    async def action_meenemen(self) -> None:
        """Your own gesprekken from this week on, for the calendar program you use besides."""
        from mgn_tui.documents.ics import geef_uit

        try:
            uit = await self.mgn.doe(geef_uit, min(self.maandag, maandag_van(self.app.klok.vandaag())))
        except MgnFout as fout:
            self.app.meld(fout.melding, "error")
            return
        tekst = f"● Uw agenda ligt klaar\n{uit.zin}\n\nIn {uit.pad.parent}:\n  {uit.pad.name}"
        self.app.push_screen(Vraag(tekst, ja="verder (Enter)", nee="bekijk exports"), self._naar_exports)

    async def _naar_exports(self, verder: bool | None) -> None:
        if verder is False:
            await self.mgn.open_exports()

    def _vraag_einde(self, status: GesprekStatus) -> None:
        if (g := self._onder_cursor) is not None:
            venster = afzegvenster(g.ref, g.wie, g.inwoner, status)
            self.app.push_screen(venster, self._afgezegd)

    def _afgezegd(self, antwoord: tuple[Any] | None) -> None:
        if antwoord is not None:
            self._laad()

"""Agenda: one week on paper."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.app import ComposeResult

from mgn_tui.domain.datums import toon_datum, toon_moment
from mgn_tui.domain.fouten import MgnFout
from mgn_tui.domain.tijdvakken import maandag_van
from mgn_tui.domain.woorden import GesprekStatus
from mgn_tui.register import plannen
from mgn_tui.register.stand import stand
from mgn_tui.register.vrij import RASTER
from mgn_tui.tui.screens import agendabeeld
from mgn_tui.tui.screens.afzeggen import afzegvenster
from mgn_tui.tui.screens.scherm import MgnScherm
from mgn_tui.tui.tekens import in_woorden
from mgn_tui.tui.vensters import Vraag
from mgn_tui.tui.widgets.kopregel import Kop
from mgn_tui.tui.widgets.rubrieklijst import RubriekLijst
from mgn_tui.tui.widgets.straks import na_tekenen
from mgn_tui.tui.widgets.tekst import Bijschrift
from mgn_tui.tui.widgets.vensterlijst import VensterLijst
from mgn_tui.tui.widgets.weekblad import SMALST, Weekblad

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

HOOG = 28  # lines from which the sheet has room for a working day


class AgendaScherm(MgnScherm):
    """The gesprekken of a week, what is free, holidays and who is away."""

    STAP = "agenda"
    SCHERM = "agenda"
    UITLEG = (
        "Een week als in een papieren agenda, uw eigen duo vooraan. ┊ vrij: daar past nog een gesprek, ook met "
        "reistijd. ▲: twee duo's op dezelfde tijd in dezelfde ruimte. ← en → gaan een week terug of verder, Enter "
        "opent het gesprek. Met spatie pakt u een gesprek op en schuift u het met de pijltjes naar een ander moment; "
        "v zoekt een ander moment, a zegt af, x noteert dat de inwoner er niet was, m maakt een bestand voor uw "
        "eigen agendaprogramma."
    )
    CSS_PATH = "../styles/agenda.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._maandag: date | None = None
        self._week: agendabeeld.Week | None = None
        self._van: tuple[object, ...] = ()  # what `_week` was read of
        self._los: agendabeeld.Los | None = None
        self._wil_naar = ""
        # The footer asks them for each action, at every key; searching the screen for them costs more than the key.
        self._lijst = RubriekLijst((), "even geduld …", id="lijst")
        self._blad = Weekblad(id="blad")

    def inhoud(self) -> ComposeResult:
        yield self._lijst
        yield self._blad
        yield Bijschrift("", id="bij", markup=False)

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
        na_tekenen(self, self._laad)  # the week as it was stands there at once

    def na_terugnemen(self) -> None:
        self._laad()

    @work(exclusive=True, group="laad")
    async def _laad(self) -> None:
        try:
            self._week, self._van = await self.mgn.doe(self._lees, self.maandag)
        except MgnFout as fout:
            self._zet_vorm(blad=False)
            self._lijst.zeg(f"✖ {fout.melding}")
            return
        self.ververs()

    def _lees(self, sessie: "Sessie", maandag: date) -> tuple[agendabeeld.Week, tuple[object, ...]]:
        """Again only when something was recorded since, or other moments are free: a week may hold very many."""
        nu = sessie.klok.nu()
        van = (stand(sessie), maandag, nu.date(), nu.hour, nu.minute // RASTER)
        if self._week is not None and van == self._van:
            return self._week, van
        return agendabeeld.lees(sessie, maandag), van

    def na_thema(self) -> None:
        self._blad.teken()

    def toon(self, ref: str) -> None:
        """Put the cursor on this gesprek when it is in the week shown."""
        self._wil_naar = ref
        self.ververs()

    def toon_los(self, los: agendabeeld.Los | None) -> None:
        """Show where a gesprek is held that was picked up, leafing on when that is another week; None: let go."""
        self._los = los
        self.set_class(los is not None, "-schuift")
        if los is not None and (maandag := maandag_van(los.begin.date())) != self.maandag:
            self._blader(maandag)
        else:
            self.ververs()

    def ververs(self) -> None:
        """Draw what is known again (names or initials)."""
        if self._week is None:
            return
        self.vernieuw_kop()
        week = replace(self._week, los=self._los)
        heen = self._wil_naar or self._volgende(week)
        self._wil_naar = ""
        namen, breed = self.mgn.namen_zichtbaar, self.size.width
        # a sheet is a drawing; in words it is a list
        blad = breed >= SMALST and self.size.height >= HOOG and not in_woorden()
        self._zet_vorm(blad=blad)
        if blad:
            self._blad.zet(agendabeeld.weekbeeld(week, namen=namen), sleutel=heen)
        else:
            lijst = self._lijst
            lijst.zet_soorten((agendabeeld.kolommen(self._week, breed, namen=namen),))
            rijen = agendabeeld.dagenlijst(week, namen=namen, breed=breed, hoog=self.size.height)
            lijst.zet(rijen, sleutel=heen)
        self._toon_bij(opnieuw=True)
        self.refresh_bindings()

    def _zet_vorm(self, *, blad: bool) -> None:
        lijst, vel = self._lijst, self._blad
        if vel.display is blad and lijst.display is not blad:
            return
        cursor = self._sleutel
        self._wil_naar = self._wil_naar or cursor or ""
        vel.display, lijst.display = blad, not blad
        if self.focused is None or self.focused in (lijst, vel):
            (vel if blad else lijst).focus()

    def _toon_bij(self, *, opnieuw: bool = False) -> None:
        if self._week is None:
            return
        regels = agendabeeld.bij_gesprek(
            self._week,
            self._onder_cursor,
            namen=self.mgn.namen_zichtbaar,
            blad=self._blad.display,
        )
        bij = self.query_one("#bij", Bijschrift)
        if opnieuw:
            bij.opnieuw()
        bij.update("\n".join(regels))
        bij.display = self._los is None and (bool(regels) or (not opnieuw and bij.display))

    def on_resize(self) -> None:
        self.ververs()

    def _volgende(self, week: agendabeeld.Week) -> str:
        """Where the cursor begins: the first gesprek that is still to come."""
        if week.los is not None:
            return week.los.gesprek.ref
        if self._sleutel:
            return ""
        nu = self.app.klok.nu()
        return next((g.ref for g in week.gesprekken if g.einde > nu), "")

    # -- doing -------------------------------------------------------------------------------------

    @property
    def _sleutel(self) -> str | None:
        """The gesprek under the cursor, of whichever of the two is in sight."""
        return self._blad.sleutel if self._blad.display else self._lijst.sleutel

    @property
    def _onder_cursor(self) -> plannen.Afspraakregel | None:
        return self._week.gesprek(self._sleutel) if self._week else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("verzetten", "afzeggen", "niet_verschenen", "oppakken"):
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
    @on(Weekblad.Verplaatst)
    def _verplaatst(self) -> None:
        self._toon_bij()
        self.refresh_bindings()

    @on(VensterLijst.Gekozen)
    @on(Weekblad.Gekozen)
    async def _gekozen(self, gebeurtenis: VensterLijst.Gekozen | Weekblad.Gekozen) -> None:
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

    def action_oppakken(self) -> None:
        """Pick the gesprek under the cursor up, to move it with the arrows."""
        from mgn_tui.tui.screens.verschuiven import Verschuiving

        if (gesprek := self._onder_cursor) is not None:
            self._wil_naar = gesprek.ref
            self.app.push_screen(Verschuiving(self, gesprek), self._neergezet)

    def _neergezet(self, waar: datetime | None) -> None:
        """Put down, or let go: then the week in which it stands."""
        self._los = None
        self.remove_class("-schuift")
        if waar is not None:
            self.app.meld(f"● Verzet naar {toon_moment(waar)}. u neemt het terug.")
        self._laad()

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

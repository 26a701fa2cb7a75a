"""The app: unlocks the werkmap, leads from step to step, hides itself with one key.

At module level it imports only what the unlock screen shows; everything else comes when it is needed.
No question to the database on the event loop: screens ask through `doe`, in a thread.
"""

import asyncio
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from textual import work
from textual.screen import Screen

from mgn_tui.domain.fouten import MgnFout, Uitgang
from mgn_tui.domain.klok import Klok
from mgn_tui.domain.regiotaal import GEEN, Regiotaal, regiotaal
from mgn_tui.domain.tekst import zoveel
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui import verbroken
from mgn_tui.tui.basis import StapScherm
from mgn_tui.tui.eigen import gekozen
from mgn_tui.tui.vuilnis import wacht_met_opruimen
from mgn_tui.tui.wegen import Wegen
from mgn_tui.tui.widgets.kopregel import Kop

if TYPE_CHECKING:
    from mgn_tui.register.kortecode import KorteCode
    from mgn_tui.register.sessie import Sessie
    from mgn_tui.tui.rondleiding import Rondleiding
    from mgn_tui.tui.screens.dicht import DichtScherm
    from mgn_tui.tui.vensters import Vondst

_STIJL = Path(__file__).parent / "styles"
P = ParamSpec("P")
T = TypeVar("T")

_VOORRANG_S = 0.001  # so long a thread at work may keep a key waiting; Python's own is five times that
LET_OP_S = 15  # between two looks at how long nobody typed
STIL_S = 600  # seconds without a key after which the passphrase is asked again
DICHT_S = 180  # seconds for which one key opens a screen that was closed by hand
GESPREK_STIL_S = 180  # with a gesprek open: people talk, and the screen goes dark in the meantime
_PAS_OPEN = frozenset({"stap", "zoek", "dicht", "ongedaan", "opnieuw", "namen", "rondleiding", "kaart"})


class MgnTui(Wegen):
    """The program for duo's and coördinatoren."""

    CSS_PATH = _STIJL / "ontgrendelen.tcss"  # a first screen has none of its own

    def __init__(
        self,
        werkmap: Werkmap,
        gebruiker: str | None = None,
        wachtwoord: str | None = None,
        klok: Klok | None = None,
        *,
        begin: bool = False,
        rondleiding: bool = False,
    ) -> None:
        """`begin`: there is no werkmap yet; ask what is needed to make one. `rondleiding`: begin the tour."""
        stijl: list[str | PurePath] | None = [self.CSS_PATH, _STIJL / "begin.tcss"] if begin else None
        super().__init__(werkmap.meldingen, klok=klok, css_path=stijl)
        self._mis_in_toetsen = self.volg(gekozen())
        self.werkmap = werkmap
        self._eerste_keer = begin
        self._met_rondleiding = rondleiding or begin  # only a demo has one
        self.rondleiding: Rondleiding | None = None
        self.gebruiker = gebruiker
        self._wachtwoord = wachtwoord
        self._sessie: Sessie | None = None
        self.namen_zichtbaar = False  # initials by default: the inwoner may be looking
        self.dicht: DichtScherm | None = None  # set while everything is hidden
        self.korte_code: KorteCode | None = None  # chosen in a gesprek; in memory only
        self._laatste_toets = self.klok.nu()
        self._terminal = verbroken.terminal_in()
        self._terug_een_voor_een = asyncio.Lock()  # two quick keys are two steps, not one

    @property
    def sessie(self) -> "Sessie":
        """The opened werkmap. Only screens behind the unlock screen ask for it."""
        if self._sessie is None:
            raise RuntimeError("the werkmap is not open")
        return self._sessie

    @property
    def open(self) -> bool:
        return self._sessie is not None

    @property
    def termen(self) -> "Regiotaal":
        """The region's own words, for the texts of the program."""
        return regiotaal(self._sessie.profiel) if self._sessie is not None else GEEN

    async def doe(self, wat: "Callable[Concatenate[Sessie, P], T]", *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a use case in a thread and give its answer; its faults come through."""
        return await asyncio.to_thread(partial(wat, self.sessie, *args, **kwargs))

    async def probeer(
        self, wat: "Callable[Concatenate[Sessie, P], T]", *args: P.args, **kwargs: P.kwargs
    ) -> T | None:
        """`doe`, with a refusal said at the edge of the screen; None then."""
        try:
            return await self.doe(wat, *args, **kwargs)
        except MgnFout as fout:
            self.meld(fout.melding, "error")
            return None

    # --- opening -------------------------------------------------------------------------

    def get_default_screen(self) -> Screen[None]:
        """The unlock screen is the first one itself: on an empty one below it everything was laid out twice."""
        if self._eerste_keer:
            from mgn_tui.tui.screens.begin import BeginScherm

            return BeginScherm(self.werkmap, self.gebruiker)
        from mgn_tui.tui.screens.ontgrendelen import OntgrendelScherm

        wachtwoord, self._wachtwoord = self._wachtwoord, None
        return OntgrendelScherm(self.werkmap, self.gebruiker, wachtwoord)

    def on_mount(self) -> None:
        self.set_interval(LET_OP_S, self._let_op_stilte)
        self.screen_change_signal.subscribe(self, self._blijf_dicht)

    def neem_werkmap(self, werkmap: Werkmap) -> None:
        """Work in this one from now on; nothing is open yet."""
        self.werkmap, self.verslagen = werkmap, werkmap.meldingen

    async def action_rondleiding(self) -> None:
        """Start the tour, take it up, or leave it."""
        from mgn_tui.tui import rondleiding

        await rondleiding.begin(self)

    def geopend(self, sessie: "Sessie") -> None:
        """The unlock screen opened the werkmap."""
        from mgn_tui.tui.screens.spoed import SpoedKaart

        spoed = isinstance(self.screen, SpoedKaart)
        if self._sessie is not None:
            self._sessie.sluit()
        self._sessie = sessie
        self.korte_code, self.namen_zichtbaar = None, False
        self.kop = Kop(links="MGN", rechts=sessie.ik.naam)
        self.switch_mode("vandaag")
        if spoed:
            self.action_spoed()  # whoever reads the numbers keeps them before them, now with the team's own
        self._na_openen()

    @work(exit_on_error=True)
    async def _na_openen(self) -> None:
        """What may wait until the first screen stands: keys to hand on, concepts that are too old."""
        from mgn_tui.register import concepten, exportmap, reservekopieen, toegang

        await self.doe(toegang.herzie_alles)
        await self._lees_kop()
        if self._met_rondleiding:
            from mgn_tui.tui import rondleiding

            await rondleiding.begin(self, vanzelf=True)
        if self._mis_in_toetsen:
            self.meld("Niet al uw eigen toetsen gelden nog. Kijk bij voorkeuren, toetsen.", "warning")
        if verlopen := await self.doe(concepten.verlopen):
            wat = zoveel(
                verlopen, "concept van meer dan 30 dagen oud is", "concepten van meer dan 30 dagen oud zijn"
            )
            self.meld(f"{wat} weggegooid.")
        for melding in await self.doe(reservekopieen.bij_openen):
            self.meld(melding, "warning")
        if opgeruimd := await self.doe(exportmap.ruim_verlopen):
            self.meld(opgeruimd, "warning")
            self.herlees()

    def herlees(self) -> None:
        """Have Vandaag ask again what it shows, when it is in sight."""
        from mgn_tui.tui.screens.vandaag import VandaagScherm

        if isinstance(self.screen, VandaagScherm):
            self.screen.on_screen_resume()

    async def _lees_kop(self) -> None:
        """The name of the team, or of the region."""
        from mgn_tui.register import instellingen

        opties = await self.doe(instellingen.lees)
        naam = opties.get("naam") or self.sessie.profiel.naam
        self.kop = Kop(links=f"MGN · {naam}", rechts=self.sessie.ik.naam)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if not self.open and action in _PAS_OPEN:
            return False
        if action in {"ongedaan", "opnieuw"} and not getattr(self.screen, "kan_terugnemen", True):
            return False
        return super().check_action(action, parameters)

    # --- finding -------------------------------------------------------------------------

    async def vind(self, tekst: str, *, vergevend: bool = False) -> "Sequence[Vondst]":
        """What this person may find: people, gesprekken, praktijken, providers, pages of the help."""
        from mgn_tui.tui.vondsten import vind_records

        if not self.open:
            return ()
        try:
            return await vind_records(self, tekst, vergevend=vergevend)
        except MgnFout as fout:
            self.meld(fout.melding, "error")
            return ()

    # --- hiding --------------------------------------------------------------------------

    async def action_dicht(self) -> None:
        """Hide everything now."""
        await self._sluit_scherm(DICHT_S)

    async def _sluit_scherm(self, toets_s: float) -> None:
        """`toets_s`: how long one key opens it again, or the short code when there is one. In a gesprek that code
        opens for half an hour."""
        from mgn_tui.register.kortecode import GELDIG_S
        from mgn_tui.tui.screens.dicht import DichtScherm

        if self.dicht is not None:
            return
        lang = toets_s and self.korte_code is not None and self.in_gesprek
        self.dicht = DichtScherm(GELDIG_S if lang else toets_s, self.korte_code if toets_s else None)
        self.push_screen(self.dicht)  # first hide, then keep what was typed
        self.wis_klembord()
        await self.bewaar_concepten()

    @property
    def in_gesprek(self) -> bool:
        """Whether a gesprek lies open, also below a window."""
        return self.open and any(isinstance(s, StapScherm) and s.AAN_TAFEL for s in self.screen_stack)

    @work(exclusive=True, group="korte-code")
    async def kies_korte_code(self) -> None:
        """Choose the code that brings a hidden screen back."""
        from mgn_tui.tui.screens.kortecode import KorteCodeVraag

        gekozen = await self.push_screen_wait(KorteCodeVraag())
        if gekozen is not None:
            self.korte_code = gekozen
            self.meld("Uw korte code geldt tot u mgn afsluit.")

    def wachtwoord_gaf(self) -> None:
        """Somebody had to type the whole passphrase in the middle of a gesprek: there is a shorter way."""
        if self.in_gesprek and self.korte_code is None:
            self.meld("Sneller terug tijdens een gesprek? Kies een korte code: ctrl+p, korte code.")

    def code_vervalt(self) -> None:
        """Three wrong tries: the code is gone, and the access log says so."""
        self.korte_code = None
        self._noteer_geweigerd()

    @work(group="korte-code-log")
    async def _noteer_geweigerd(self) -> None:
        from mgn_tui.register import toegang

        await self.probeer(toegang.noteer_los, "geweigerd", None, "korte code")

    def _blijf_dicht(self, _: Screen[Any]) -> None:
        """A screen whose data was still on its way when everything was hidden comes up hidden."""
        from mgn_tui.tui.screens.dicht import DichtScherm
        from mgn_tui.tui.screens.spoed import SpoedKaart

        if self.dicht is not None and not isinstance(self.screen, DichtScherm | SpoedKaart):
            self.dicht = self.dicht.opvolger()
            self.push_screen(self.dicht)

    def action_spoed(self) -> None:
        """The crisis card. No data is recorded."""
        from mgn_tui.tui.screens.spoed import SpoedKaart

        self.push_screen(SpoedKaart())

    def action_namen(self) -> None:
        """Names in full, or initials again."""
        self.namen_zichtbaar = not self.namen_zichtbaar
        for scherm in self.screen_stack:
            if (ververs := getattr(scherm, "ververs", None)) is not None:
                ververs()

    def action_voorkeuren(self) -> None:
        """What this person likes: colours, plain or drawn, keys."""
        from mgn_tui.tui.screens.voorkeuren import VoorkeurenVenster

        self.push_screen(VoorkeurenVenster())

    def action_toetsen(self) -> None:
        """What a key sends, and other keys for what one does."""
        from mgn_tui.tui.screens.toetsproef import ToetsenVenster

        self.push_screen(ToetsenVenster())

    # -- taking back ----------------------------------------------------------------------

    def action_ongedaan(self) -> None:
        """Take back the last change of data, wherever one is."""
        self._neem_terug(opnieuw=False)

    def action_opnieuw(self) -> None:
        """Do again what was taken back."""
        self._neem_terug(opnieuw=True)

    @work(exclusive=False, group="terugnemen")
    async def _neem_terug(self, *, opnieuw: bool) -> None:
        from mgn_tui.tui.screens.terugnemen import neem_terug

        async with self._terug_een_voor_een:
            await neem_terug(self, opnieuw=opnieuw)
            await self._lees_kop()

    async def on_event(self, event: Any) -> None:
        from textual import events

        if isinstance(event, events.Key | events.MouseDown | events.Paste):
            self._laatste_toets = self.klok.nu()
            if self.rondleiding is not None:
                self.rondleiding.toets()
        await super().on_event(event)

    async def _let_op_stilte(self) -> None:
        if self._terminal is not None and verbroken.is_weg(self._terminal):
            await self.bewaar_concepten()
            await self.sluit_af()
            return
        stil = (self.klok.nu() - self._laatste_toets).total_seconds()
        if self.dicht is not None:
            self.dicht.let_op_tijd()
        elif self.open and self.in_gesprek and GESPREK_STIL_S < stil <= STIL_S:
            self._initialen()
            await self._sluit_scherm(STIL_S - stil)
        elif self.open and stil > STIL_S:
            self._initialen()
            await self._sluit_scherm(0)

    def _initialen(self) -> None:
        """Nobody is at the keyboard: names do not come back by themselves."""
        if self.namen_zichtbaar:
            self.action_namen()

    async def sluit_af(self) -> None:
        """Make a backup first; that takes two seconds at most."""
        from mgn_tui.register import reservekopieen

        meldingen = await self.doe(reservekopieen.bij_afsluiten) if self.open else ()
        self.exit(message="\n".join(meldingen) or None)

    def on_unmount(self) -> None:
        if self._sessie is not None:
            self._sessie.sluit()
            self._sessie = None


def start(
    werkmap: Werkmap,
    gebruiker: str | None = None,
    wachtwoord: str | None = None,
    klok: Klok | None = None,
    *,
    rondleiding: bool = False,
) -> int:
    """Run the app in this terminal; returns the exit status. `rondleiding`: this is the demo, show it around."""
    os.environ.pop("MGN_WACHTWOORD", None)
    sys.setswitchinterval(_VOORRANG_S)
    wacht_met_opruimen()
    app = MgnTui(werkmap, gebruiker, wachtwoord, klok, begin=not werkmap.bestaat(), rondleiding=rondleiding)
    app.run()
    return app.return_code or Uitgang.GOED

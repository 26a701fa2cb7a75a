"""What every screen stands on: the app without English, without network and without Textual's crash page.

Imports nothing heavy: it is on the way to the first paint.
"""

import asyncio
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeVar, cast

from rich.panel import Panel
from rich.text import Text
from textual import events, getters, on
from textual._context import active_message_pump
from textual.app import ComposeResult, SystemCommand
from textual.binding import BindingType
from textual.containers import Container
from textual.css.query import NoMatches
from textual.dom import DOMNode
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import NoActiveWorker, get_current_worker

from mgn_tui.domain.fouten import Uitgang
from mgn_tui.domain.klok import Klok
from mgn_tui.tui import crash
from mgn_tui.tui.acties import FORMULIER, LIJST, OVERAL, STAPPEN, Hoofdstap, bindingen
from mgn_tui.tui.concept import ConceptBewaker
from mgn_tui.tui.eigen import EigenApp
from mgn_tui.tui.modaal import GaatNetjes as GaatNetjes
from mgn_tui.tui.modaal import MgnModaal
from mgn_tui.tui.stijlblad import Stijlblad
from mgn_tui.tui.tekens import vertaal
from mgn_tui.tui.termen import in_termen
from mgn_tui.tui.themas import DONKER
from mgn_tui.tui.toetsenrij import ToetsenRij
from mgn_tui.tui.toetsnamen import TEKEN_VAN
from mgn_tui.tui.widgets.kopregel import Kop, Kopregel
from mgn_tui.tui.widgets.stappenbalk import Stappenbalk
from mgn_tui.tui.widgets.voetregel import Voetregel

if TYPE_CHECKING:
    from mgn_tui.tui.vensters import Vondst
    from mgn_tui.tui.widgets.formulier import FormulierWidget

__all__ = ["FORMULIER", "LIJST", "OVERAL", "MgnApp", "MgnModaal", "StapScherm"]

Uitkomst = TypeVar("Uitkomst")
Ernst = Literal["information", "warning", "error"]


def _kan(knoop: object, actie: str) -> bool:
    return hasattr(knoop, f"action_{actie}") or hasattr(knoop, f"_action_{actie}")


def _gaat_weg() -> bool:
    """Whether what is at work now belongs to a screen that is being taken away."""
    try:
        knoop: object = get_current_worker().node
    except NoActiveWorker:
        knoop = active_message_pump.get(None)
    return isinstance(knoop, DOMNode) and any(n._pruning for n in knoop.ancestors_with_self)


class MgnApp(EigenApp, inherit_bindings=False):
    """The app: its keys come from the registry, its steps from `STAPPEN`.

    `STAPPEN` maps the name of a step (`acties.STAPPEN`) to what makes its screen; a step that is not in it
    does not exist and is shown nowhere. An action of the section "overal" exists when the app has a method
    `action_<name>`. `verslagen` is the folder for reports of a crash.
    """

    TITLE = "mgn"
    BINDINGS: ClassVar[list[BindingType]] = bindingen(OVERAL)
    ENABLE_COMMAND_PALETTE = False
    STAPPEN: ClassVar[Mapping[str, Callable[[], Screen[None]]]] = {}
    HORIZONTAL_BREAKPOINTS = [(0, "-smal"), (60, "-midden"), (100, "-breed")]
    VERTICAL_BREAKPOINTS = [(0, "-laag"), (20, "-hoog")]

    kop: reactive[Kop] = reactive(Kop)
    """What the top line says on screens without a line of their own."""

    def __init__(
        self,
        verslagen: Path,
        *,
        klok: Klok | None = None,
        thema: str = DONKER,
        css_path: list[str | PurePath] | None = None,
    ) -> None:
        super().__init__(thema, css_path=css_path)
        self.verslagen = verslagen
        self.klok = klok or Klok()
        self.animation_level = "none"
        self.stylesheet = Stijlblad(variables=self.get_css_variables())
        self._bewakers: list[ConceptBewaker] = []
        self._toetsenrij = ToetsenRij(self, super().post_message)
        for naam, maak in self.STAPPEN.items():
            self.add_mode(naam, maak)

    # The app tells its screens: one that subscribed itself would be kept for ever once it is closed.

    def _schermen(self) -> list[Screen[Any]]:
        return [scherm for stapel in self._screen_stacks.values() for scherm in stapel]

    def watch_kop(self) -> None:
        for scherm in self._schermen():
            if isinstance(scherm, StapScherm):
                scherm.vernieuw_kop()

    def watch_theme(self) -> None:
        """The styles follow later, in the same queue."""
        self.call_next(self._na_thema)

    def _na_thema(self) -> None:
        for scherm in self._schermen():
            if isinstance(scherm, GaatNetjes) and scherm.is_running:
                scherm.na_thema()

    # -- steps and actions -------------------------------------------------------------------

    @property
    def stappen(self) -> tuple[Hoofdstap, ...]:
        """The steps this app has, in their order."""
        return tuple(stap for stap in STAPPEN if stap.naam in self.STAPPEN)

    def post_message(self, message: Message) -> bool:
        """Keys and pastes from the terminal go one after another (`toetsenrij.py`)."""
        van_terminal = isinstance(message, events.Key | events.Paste) and not message.is_forwarded
        if van_terminal and self._running and self._thread_id == threading.get_ident():
            return self._toetsenrij.neem(cast(events.Event, message))
        return super().post_message(message)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "stap":
            return bool(parameters) and parameters[0] in self.STAPPEN
        if action == "terug":
            return isinstance(self.screen, StapScherm) and self.screen.kan_terug()
        return _kan(self, action)

    async def action_stap(self, naam: str) -> None:
        """Go to a step; there already: back to its first screen."""
        await self.bewaar_concepten()
        if naam != self.current_mode:
            self.switch_mode(naam)
            return
        for _ in self.screen_stack[1:]:
            self.pop_screen()

    async def action_terug(self) -> None:
        """Esc: one screen back, else to the first step. What was typed is kept first."""
        await self.bewaar_concepten()
        scherm = self.screen
        if isinstance(scherm, StapScherm) and scherm.is_mounted and await scherm.terug():
            return  # (one that is still being built has nothing to keep)
        if len(self.screen_stack) > 1:
            self.pop_screen()
        elif self.stappen and self.current_mode != self.stappen[0].naam:
            self.switch_mode(self.stappen[0].naam)

    def action_hulp(self) -> None:
        from mgn_tui.tui.vensters import Hulpscherm

        self.push_screen(Hulpscherm(self.screen))

    def action_toets(self, naam: str) -> None:
        """A click on a key that stands on the screen: the key itself."""
        teken = " " if naam == "space" else TEKEN_VAN.get(naam, naam if len(naam) == 1 else None)
        self.post_message(events.Key(naam, teken))

    def action_zoek(self) -> None:
        from mgn_tui.tui.zoeker import Zoekvenster

        self.push_screen(Zoekvenster(self.screen), self._doe_vondst)

    def _doe_vondst(self, vondst: "Vondst | None") -> None:
        if vondst is not None and vondst.doe is not None:
            self.call_later(vondst.doe)

    async def vind(self, tekst: str, *, vergevend: bool = False) -> "Sequence[Vondst]":
        """Records that answer to what is typed in the finder (`vergevend`: also what looks like it), off the event
        loop; asked with nothing when the finder opens."""
        return ()

    def action_kopieer(self) -> None:
        """ctrl+c: copy what is chosen; nothing chosen: ask whether to quit."""
        gekozen = self.screen.get_selected_text()
        if gekozen:
            self.copy_to_clipboard(gekozen)
            self.meld("Gekopieerd. Het blijft één minuut op het klembord.")
            return
        self._vraag_afsluiten("Wilt u afsluiten? Wat u typte blijft bewaard.")

    async def action_afsluiten(self) -> None:
        """Quit. What was typed is kept first; when that fails, it asks."""
        if await self.bewaar_concepten():
            await self.sluit_af()
        else:
            self._vraag_afsluiten("Wat u het laatst typte kon niet worden bewaard. Toch afsluiten?")

    async def action_quit(self) -> None:
        """Textual's own quit, should anything call it."""
        await self.action_afsluiten()

    def _vraag_afsluiten(self, vraag: str) -> None:
        from mgn_tui.tui.vensters import Vraag

        self.push_screen(Vraag(vraag, ja="afsluiten", nee="blijven"), self._afgesloten)

    async def _afgesloten(self, ja: bool | None) -> None:
        if ja:
            await self.bewaar_concepten()
            await self.sluit_af()

    async def sluit_af(self) -> None:
        """What is done last, when everything typed is kept."""
        self.exit()

    def meld(self, tekst: str, ernst: Ernst = "information") -> None:
        """A short message in a corner of the screen, away from where one types. The text is literal, never markup."""
        tekst, plek = in_termen(tekst), self.cursorplek
        if self.screen_stack:
            self.screen.set_class(plek is not None and plek.y > self.size.height // 2, "-meld-boven")
        self.notify(vertaal(tekst) if self.eenvoudig else tekst, severity=ernst, markup=False)

    # -- nothing of Textual's English ----------------------------------------------------------

    def get_system_commands(self, screen: Screen[Any]) -> list[SystemCommand]:
        return []

    def get_loading_widget(self) -> Widget:
        from textual.widgets import Static

        return Static("even geduld …")

    # -- what is typed -------------------------------------------------------------------------

    def bewaak(
        self,
        ruw: Callable[[], Mapping[str, str]],
        bewaar: Callable[[dict[str, str]], None],
        melding: Callable[[str], None],
    ) -> ConceptBewaker:
        """Keep what is typed in a form; `bewaar` runs in a thread. `vergeet` it when the form closes."""
        bewaker = ConceptBewaker(ruw, bewaar, melding=melding, bij_fout=self._handle_exception)
        self._bewakers.append(bewaker)
        return bewaker

    def vergeet(self, bewaker: ConceptBewaker) -> None:
        """The form of this concept is closed."""
        if bewaker in self._bewakers:
            self._bewakers.remove(bewaker)

    async def bewaar_concepten(self) -> bool:
        """Keep everything typed now. False when something could not be kept."""
        return all([await bewaker.spoel() for bewaker in tuple(self._bewakers)])

    @on(events.AppBlur)
    async def _venster_verlaten(self) -> None:
        await self.bewaar_concepten()

    # -- when the program itself fails -----------------------------------------------------------

    @on(events.Load)
    def _let_op_losse_taken(self) -> None:
        asyncio.get_running_loop().set_exception_handler(self._fout_in_lus)

    def _fout_in_lus(self, _: asyncio.AbstractEventLoop, omstandigheid: dict[str, Any]) -> None:
        """A task nobody waits for failed: asyncio would print the message, with whatever is in it."""
        fout = omstandigheid.get("exception")
        if isinstance(fout, Exception) and self.is_running:
            self._handle_exception(fout)

    def _handle_exception(self, error: Exception) -> None:
        """Keep what was typed, write a report without a person in it, say so, stop with 70.

        Textual's own page prints local variables; it is never reached.
        """
        if isinstance(crash.oorzaak(error), NoMatches) and _gaat_weg():
            return  # left while it was still being built: a screen nobody sees looked for what is gone
        self._return_code = Uitgang.CRASH
        if self._exception is not None:
            return  # a second fault while closing; the first has been told
        self._exception = error
        self._exception_event.set()  # so that `run_test` fails on it
        with suppress(Exception):  # the fault may be in the terminal itself
            self.wis_klembord()
        bewaard = all([bewaker.spoel_nu() for bewaker in self._bewakers])
        stapel = self._screen_stacks.get(self._current_mode)
        scherm = type(stapel[-1]).__name__ if stapel else ""
        try:
            pad = crash.schrijf_verslag(crash.oorzaak(error), self.verslagen, self.klok.nu(), scherm)
            waar = f"Een verslag zonder persoonsgegevens staat in {pad}"
        except OSError:
            waar = f"Een verslag schrijven in {self.verslagen} lukte niet."
        tekst = "Wat u typte is bewaard."
        if not bewaard:
            tekst = "Let op: wat u het laatst typte kon niet worden bewaard."
        self.panic(
            Panel(
                Text(f"Er ging iets mis in het programma; het is gestopt. {tekst}\n{waar}", overflow="fold"),
                title="mgn",
                title_align="left",
                padding=(1, 2),
            )
        )


class StapScherm(GaatNetjes, Screen[None], inherit_bindings=False):
    """Base of the screens of a step. A subclass names itself and fills `inhoud`:

    `STAP`: the step it belongs to; `SCHERM`: its section in the registry; `UITLEG`: the first lines of
    its help. `TOON_STAPPEN` off gives the room of the step bar to the work. `AAN_TAFEL`: the inwoner sits beside it.
    `VOORAAN`: actions that the footer shows before all others.
    """

    app = getters.app(MgnApp)

    STAP: ClassVar[str] = ""
    SCHERM: ClassVar[str] = ""
    UITLEG: ClassVar[str] = ""
    TOON_STAPPEN: ClassVar[bool] = True
    AAN_TAFEL: ClassVar[bool] = False
    VOORAAN: ClassVar[tuple[str, ...]] = ()
    DEFAULT_CSS = """
    StapScherm { overflow: hidden; }
    StapScherm > #inhoud { height: 1fr; padding: 1 1 0 1; }
    StapScherm.-laag > #inhoud { padding: 0 1; }
    StapScherm ToastRack { margin-bottom: 2; }  /* above footer and steps: no key is covered */
    Screen.-meld-boven ToastRack { dock: top; align: right top; margin: 1 0 0 0; }
    """
    SCOPED_CSS = False

    def __init_subclass__(cls, **opties: Any) -> None:
        if "BINDINGS" not in cls.__dict__:
            cls.BINDINGS = bindingen(cls.SCHERM)
        super().__init_subclass__(**opties)

    def compose(self) -> ComposeResult:
        yield Kopregel(self.kop())
        with Container(id="inhoud"):
            yield from self.inhoud()
        yield Voetregel()
        if self.TOON_STAPPEN and self.app.stappen:
            yield Stappenbalk(self.app.stappen, self.STAP)

    def inhoud(self) -> ComposeResult:
        """The widgets of this screen, between top line and footer."""
        raise NotImplementedError

    def kop(self) -> Kop:
        """The top line; the app's unless a screen has its own. Call `vernieuw_kop` when it changed."""
        return self.app.kop

    def uitleg(self) -> str:
        """The first lines of the help; override when they depend on the werkmap."""
        return in_termen(self.UITLEG)

    def vernieuw_kop(self) -> None:
        for kop in self.query(Kopregel):
            kop.kop = self.kop()

    def toon_staat(self, tekst: str) -> None:
        """The quiet word about saving in the top line, or what went wrong with it."""
        for kop in self.query(Kopregel):  # none any more when the screen is going
            kop.staat = tekst

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return _kan(self, action)

    def kan_terug(self) -> bool:
        """Whether Esc leads anywhere from here."""
        stappen = self.app.stappen
        return len(self.app.screen_stack) > 1 or bool(stappen and self.app.current_mode != stappen[0].naam)

    async def terug(self) -> bool:
        """Esc inside this screen; True when it was used up here (a panel closed)."""
        return False

    async def vind(self, tekst: str, *, vergevend: bool = False) -> "Sequence[Vondst]":
        """Records the finder offers on this screen; override to narrow it (a gesprek: this inwoner only)."""
        return await self.app.vind(tekst, vergevend=vergevend)

    # -- taking back -----------------------------------------------------------------------------

    IS_LIJST: ClassVar[bool] = False  # its record is the one under the cursor

    @property
    def record(self) -> tuple[str, str] | None:
        """The record this screen is of: reference and kind; None when it is of no single one."""
        return None

    @property
    def kan_terugnemen(self) -> bool:
        """Whether u takes back here now; not while a form is on its way, for who types at once means a field."""
        return True

    async def voor_terugnemen(self) -> None:
        """Put what was typed into the record: that is then the last change. Override where a screen saves by
        itself."""

    def na_terugnemen(self) -> Any:
        """Something was taken back: read again. May be awaited."""
        ververs = getattr(self, "ververs", None)
        return ververs() if ververs is not None else None

    # -- what is typed ---------------------------------------------------------------------------

    def bewaak(
        self, formulier: "FormulierWidget", bewaar: Callable[[dict[str, str]], None]
    ) -> ConceptBewaker:
        """Keep what is typed in this form as a concept, until this screen goes."""
        formulier.bewaker = self.app.bewaak(formulier.ruw, bewaar, self.toon_staat)
        self._bewaakt.append(formulier.bewaker)
        return formulier.bewaker

    def __init__(self, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name, id, classes)
        self._bewaakt: list[ConceptBewaker] = []

    # decorated, so that a screen may have handlers of its own by the usual names

    @on(events.ScreenSuspend)
    async def _weg_van_scherm(self) -> None:
        for bewaker in self._bewaakt:
            await bewaker.spoel()

    @on(events.Unmount)
    async def _scherm_dicht(self) -> None:
        for bewaker in self._bewaakt:
            await bewaker.spoel()
            self.app.vergeet(bewaker)

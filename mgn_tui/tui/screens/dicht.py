"""Scherm dicht: nothing to be read but that the program is there.

Three ways back, from easy to hard: one key, the short code when one was chosen, the passphrase.
"""

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from mgn_tui.domain.fouten import MgnFout, VerkeerdWachtwoord
from mgn_tui.tui.basis import GaatNetjes
from mgn_tui.tui.screens.scherm import mgn_van
from mgn_tui.tui.widgets.tekst import Static
from mgn_tui.tui.widgets.toetsen import Toetsen

if TYPE_CHECKING:
    from mgn_tui.register.kortecode import KorteCode

_TOETSEN = "Enter opent   F10 spoed"
_OPENT = frozenset({"enter", "space", "escape", "f12", "d"})


class DichtScherm(GaatNetjes, ModalScreen[None], inherit_bindings=False):
    """For `zacht_s` seconds one key brings the work back, to the very cursor, or the short code when there is one;
    after that the passphrase. Three wrong codes: the passphrase, and that code is gone.

    Messages at the edge of the screen are hidden too. F10, the crisis card, works: it holds no person.
    """

    BINDINGS: ClassVar[list[BindingType]] = []
    AUTO_FOCUS = ""  # a field that is not shown would take the keys
    DEFAULT_CSS = """
    DichtScherm {
        background: $background; align: center middle;
        & > Vertical { width: 44; max-width: 100%; height: auto; padding: 0 1; }
        Static { text-align: center; height: auto; }
        .merk { color: $accent; text-style: bold; margin-bottom: 1; }
        .toetsen { color: $gedempt; margin-top: 1; }
        Input {
            display: none; border: none; height: 1; margin-top: 1; padding: 0 1; background: $veld;
        }
        Input:focus { border: none; background: $kies; background-tint: transparent; }
        &.-typt Input { display: block; }
        Toast { display: none; }
    }
    """
    SCOPED_CSS = False

    def __init__(self, zacht_s: float, code: "KorteCode | None" = None) -> None:
        super().__init__()
        self._code = code
        self._zacht_s = zacht_s
        self._vast = zacht_s <= 0
        self._gesloten_op: datetime | None = None  # until it stands

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static("mgn", classes="merk")
            yield Static("", id="tekst", markup=False)
            invoer = Input(password=True, select_on_focus=False)
            invoer.cursor_blink = False
            yield invoer
            yield Toetsen("", classes="toetsen", markup=False)

    def on_mount(self) -> None:
        self._gesloten_op = mgn_van(self).klok.nu()
        if self._vast:
            self.eis_wachtwoord()
            return
        self.set_timer(self._zacht_s, self.let_op_tijd)
        if self._code is None:
            self._zeg("Het scherm is dicht.", _TOETSEN)
        else:
            self._zeg("Het scherm is dicht. Typ uw korte code.", "Esc wachtwoord   F10 spoed")
            self._vraag_invoer(r"\d{0,4}")

    def on_screen_resume(self) -> None:
        if mgn_van(self).dicht is not self:
            self.dismiss(None)  # another one took over while this one lay under a screen that came too late

    def _verlopen(self) -> float:
        """Seconds since the screen was closed."""
        nu = mgn_van(self).klok.nu()
        return (nu - (self._gesloten_op or nu)).total_seconds()

    def opvolger(self) -> "DichtScherm":
        """One that closes the screen again for what is left of the time."""
        return DichtScherm(0 if self._vast else self._zacht_s - self._verlopen(), self._code)

    def _zeg(self, tekst: str, toetsen: str) -> None:
        self.query_one("#tekst", Static).update(tekst)
        self.query_one(".toetsen", Static).update(toetsen)

    def eis_wachtwoord(self) -> None:
        """From here only the passphrase opens."""
        self._vast = True
        self._zeg("Het scherm is dicht. Typ uw wachtwoord.", _TOETSEN)
        self._vraag_invoer(None)

    def _vraag_invoer(self, alleen: str | None) -> None:
        """Show the field, empty, for what `alleen` lets through."""
        invoer = self.query_one(Input)
        invoer.restrict = alleen
        invoer.value = ""
        self.add_class("-typt")
        invoer.focus()

    def _open(self) -> None:
        if self._vast:
            mgn_van(self).wachtwoord_gaf()
        mgn_van(self).dicht = None
        self.dismiss(None)

    def let_op_tijd(self) -> None:
        """Ask the passphrase when the soft time is over, also when the laptop slept through it."""
        if not self._vast and self._verlopen() >= self._zacht_s:
            self.eis_wachtwoord()

    def on_key(self, gebeurtenis: events.Key) -> None:
        vast = self._vast  # before this key
        self.let_op_tijd()
        if gebeurtenis.key == "f10" or (gebeurtenis.key == "exclamation_mark" and not vast):
            gebeurtenis.stop()
            mgn_van(self).action_spoed()
        elif not vast and self._code is not None:
            if gebeurtenis.key == "escape":  # who forgot the code
                gebeurtenis.stop()
                self.eis_wachtwoord()
        elif not vast:
            gebeurtenis.stop()
            if gebeurtenis.key in _OPENT and not self._vast:
                self._open()

    def on_click(self, gebeurtenis: events.Click) -> None:
        gebeurtenis.stop()
        self.let_op_tijd()
        if not self._vast and self._code is None:
            self._open()

    @on(Input.Changed)
    def _cijfer(self, gebeurtenis: Input.Changed) -> None:
        """The fourth digit is the answer: no Enter needed."""
        from mgn_tui.register.kortecode import CIJFERS

        gebeurtenis.stop()
        if self._vast or self._code is None or len(gebeurtenis.value) < CIJFERS:
            return
        self.let_op_tijd()  # while typing, the time may have passed
        if self._vast:
            return
        self.query_one(Input).value = ""
        if self._code.klopt(gebeurtenis.value):
            self._open()
        elif self._code.op:
            self.eis_wachtwoord()
            self._zeg("✖ Drie keer fout. Typ uw wachtwoord.", _TOETSEN)
            mgn_van(self).code_vervalt()
        else:
            over = "nog één keer" if self._code.over == 1 else f"nog {self._code.over} keer"
            self._zeg(f"✖ Deze code klopt niet. U kunt het {over} proberen.", "Esc wachtwoord   F10 spoed")

    @on(Input.Submitted)
    def _enter(self, gebeurtenis: Input.Submitted) -> None:
        gebeurtenis.stop()
        if gebeurtenis.value and self._vast:
            self._probeer(gebeurtenis.value)

    @work(exclusive=True)
    async def _probeer(self, wachtwoord: str) -> None:
        from mgn_tui.register.sessie import klopt_wachtwoord

        self.query_one(Input).value = ""
        self._zeg("Even geduld …", "")
        try:
            await asyncio.to_thread(klopt_wachtwoord, mgn_van(self).sessie, wachtwoord)
        except VerkeerdWachtwoord as fout:
            wacht = f" Probeer het over {fout.wacht_s} seconden opnieuw." if fout.wacht_s else ""
            self._zeg(f"✖ Dit wachtwoord klopt niet.{wacht}", _TOETSEN)
        except MgnFout as fout:
            self._zeg(f"✖ {fout.melding}", _TOETSEN)
        else:
            self._open()

"""A window that asks for one line; an empty line is an answer too."""

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from mgn_tui.domain.velden import Veld, VeldFout
from mgn_tui.tui.screens.vragen import Vraagvenster
from mgn_tui.tui.widgets.invoer import RegelInvoer
from mgn_tui.tui.widgets.tekst import Static


class TekstVraag(Vraagvenster[str]):
    """The answer is the text, "" for none, None after Esc."""

    def __init__(self, titel: str, veld: Veld, begin: str = "", *, uitleg: str = "") -> None:
        super().__init__(titel, uitleg)
        self._veld = veld
        self._begin = begin

    def velden(self) -> ComposeResult:
        yield Static(self._veld.label, classes="label", markup=False)
        yield RegelInvoer(self._begin)

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(RegelInvoer).focus()

    @on(Input.Submitted)
    def _enter(self, gebeurtenis: Input.Submitted) -> None:
        gebeurtenis.stop()
        try:
            tekst = self._veld.lees(gebeurtenis.value, self.vandaag)
        except VeldFout as fout:
            self.zeg(fout.melding)
        else:
            self.dismiss(str(tekst or ""))

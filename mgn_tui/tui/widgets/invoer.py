"""Where a person types: what every text field says, and the field of one line (`tekstinvoer` has more lines).

What is typed or pasted is never thrown away.
"""

import re
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widgets import Input

_ECHO_PLEK: Final = 14  # cells; the words do not move while a date is typed
_REGELEINDE: Final = re.compile("\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")


class VeldGewijzigd(Message):
    """The person changed the text of a field."""

    def __init__(self, ruw: str) -> None:
        super().__init__()
        self.ruw = ruw

    def __rich_repr__(self) -> list[object]:
        return []  # what is typed stays out of logs


class Typveld:
    """A field in which a person types words."""


class RegelInvoer(Typveld, Input):
    """One line. Line breaks in pasted text become spaces; `echo` stands quietly behind them."""

    DEFAULT_CSS = """
    RegelInvoer {
        border: none; border-left: vkey $lijn; height: 1; padding: 0 1;
        background: $background; color: $foreground;
        & > .regel--echo { color: $gedempt; }
        &:focus {
            border: none; border-left: outer $accent; background: $veld; background-tint: transparent;
        }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"regel--echo"}

    echo: reactive[str] = reactive("")

    def __init__(self, ruw: str) -> None:
        super().__init__(ruw, select_on_focus=False)
        self.cursor_blink = False

    @property
    def ruw(self) -> str:
        return self.value

    def zet(self, ruw: str) -> None:
        """Another text, without telling anyone."""
        with self.prevent(Input.Changed):
            self.value = ruw

    def on_paste(self, gebeurtenis: events.Paste) -> None:
        gebeurtenis.stop()
        gebeurtenis.prevent_default()
        self._plak(gebeurtenis.text)

    def action_paste(self) -> None:
        self._plak(self.app.clipboard)

    def _plak(self, tekst: str) -> None:
        self.replace(_REGELEINDE.sub(" ", tekst), *sorted(self.selection))

    def on_input_changed(self, gebeurtenis: Input.Changed) -> None:
        gebeurtenis.stop()
        self.post_message(VeldGewijzigd(self.value))

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        begin = max(cell_len(self.value) + 3, _ECHO_PLEK)
        if y or not self.echo or begin + cell_len(self.echo) > strip.cell_length:
            return strip
        stijl = self.rich_style + self.get_component_rich_style("regel--echo")
        einde = begin + cell_len(self.echo)
        echo = Strip([Segment(self.echo, stijl)])
        return Strip.join([strip.crop(0, begin), echo, strip.crop(einde, strip.cell_length)])

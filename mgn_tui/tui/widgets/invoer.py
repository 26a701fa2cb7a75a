"""Text fields: one line, and more lines. What is typed or pasted in them is never thrown away."""

import re
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from textual import events, on
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Selection

_ECHO_PLEK: Final = 14  # cells; the words do not move while a date is typed
_REGELEINDE: Final = re.compile("\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")


class VeldGewijzigd(Message):
    """The person changed the text of a field."""

    def __init__(self, ruw: str) -> None:
        super().__init__()
        self.ruw = ruw

    def __rich_repr__(self) -> list[object]:
        return []  # what is typed stays out of logs


class RegelInvoer(Input):
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


class TekstInvoer(TextArea, inherit_bindings=False):
    """More lines; grows with the text. Tab goes on, Enter is a new line."""

    DEFAULT_CSS = """
    TekstInvoer {
        border: none; border-left: vkey $lijn; padding: 0 1;
        height: auto; min-height: 2; max-height: 12;
        background: $background; color: $foreground; scrollbar-size-vertical: 1;
        & .text-area--cursor { background: $accent; color: $op-accent; }
        & .text-area--cursor-line { background: transparent; }
        &:focus { border: none; border-left: outer $accent; background: $veld; }
    }
    .-laag TekstInvoer { max-height: 5; }
    """

    SCOPED_CSS = False
    # F6 and F7 choose a line and everything in Textual; with us they lead to a step, everywhere
    BINDINGS: ClassVar[list[BindingType]] = [
        b for b in TextArea.BINDINGS if not isinstance(b, Binding) or b.key not in ("f6", "f7")
    ]

    def __init__(self, ruw: str) -> None:
        super().__init__(
            ruw, soft_wrap=True, tab_behavior="focus", show_line_numbers=False, highlight_cursor_line=False
        )
        self.cursor_blink = False
        self.set_reactive(TextArea.selection, Selection.cursor(self.document.end))  # one writes on behind it

    @on(events.Unmount)
    def _laat_los(self) -> None:
        """Textual keeps who watches the theme until the theme changes: of a closed field all that stood around it."""
        kijkers = getattr(self.app, "__watchers", {}).get("theme", [])
        kijkers[:] = [(wie, doe) for wie, doe in kijkers if wie is not self]

    @property
    def ruw(self) -> str:
        return self.text

    def zet(self, ruw: str) -> None:
        """Another text, without telling anyone; in a field that was empty one writes on behind it."""
        if ruw != self.text:
            plek = self.selection if self.text else None
            with self.prevent(TextArea.Changed):
                self.text = ruw
            # Textual keeps it within the text
            self.selection = Selection.cursor(self.document.end) if plek is None else plek

    def render_lines(self, crop: Region) -> list[Strip]:
        """Textual can miss that the width changed (a scrollbar came while the form was still being built), and can
        ask once more for a field that was just taken off the screen and has no styles left."""
        if not self.is_attached:
            return [Strip.blank(crop.width)] * crop.height
        if self.wrapped_document._width != self.wrap_width:
            self._rewrap_and_refresh_virtual_size()
        return super().render_lines(crop)

    def on_text_area_changed(self, gebeurtenis: TextArea.Changed) -> None:
        gebeurtenis.stop()
        self.post_message(VeldGewijzigd(self.text))

"""A text field of more lines. Its own file: Textual's editor need not be there before the first screen that writes."""

from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from mgn_tui.tui.widgets.invoer import Typveld, VeldGewijzigd


class TekstInvoer(Typveld, TextArea, inherit_bindings=False):
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

"""The list below the line of a window in which one searches."""

from textual.reactive import reactive
from textual.widgets import OptionList


class Vondstenlijst(OptionList):
    """Textual's own list, that paints only the line one comes from and the line one goes to: with the screen full of
    what was found, painting all of it took longer than everything else a key asks for."""

    DEFAULT_CSS = """
    Vondstenlijst { height: auto; max-height: 14; border: none; padding: 0; overflow-x: hidden; }
    """
    can_focus = False

    highlighted: reactive[int | None] = reactive(None, repaint=False)

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._gewezen: int | None = None

    def watch_highlighted(self, highlighted: int | None) -> None:
        """The same line may be pointed at again: what stands there can be another."""
        for plek in (self._gewezen, highlighted):
            if plek is not None and plek in self._index_to_line:
                self.refresh_lines(self._index_to_line[plek], self._heights[plek])
        self._gewezen = highlighted
        super().watch_highlighted(highlighted)

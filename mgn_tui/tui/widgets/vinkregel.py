"""Marks side by side, on one line where they fit: what was agreed, and by whom."""

from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from mgn_tui.tui.widgets.cellen import knip, pas
from mgn_tui.tui.widgets.vinklijst import Vink, merk_breed, vinkmerk

_TUSSEN = 3


class Vinkregel(Widget, can_focus=True):
    """← → move, space asks the owner to set or take away the mark (`Omgezet`). Letters are commands."""

    DEFAULT_CSS = """
    Vinkregel {
        height: auto;
        & > .vink--gewoon { color: $foreground; }
        & > .vink--stil { color: $gedempt; }
        & > .vink--aan { color: $goed; }
        & > .vink--kies { background: $kies; color: $op-kies; text-style: bold; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"vink--gewoon", "vink--stil", "vink--aan", "vink--kies"}
    ALLOW_SELECT = False

    vinken: reactive[tuple[Vink, ...]] = reactive((), layout=True)
    cursor: reactive[int] = reactive(0)

    class Omgezet(Message):
        def __init__(self, vink: Vink) -> None:
            super().__init__()
            self.vink = vink

    def _plekken(self, breedte: int) -> list[tuple[int, int, str]]:
        """(column, line, words) of each mark."""
        uit, x, y = [], 0, 0
        for vink in self.vinken:
            woorden = knip(" ".join(filter(None, (vink.label, vink.woord))), max(breedte - merk_breed(), 0))
            lang = cell_len(woorden) + merk_breed()
            if x and x + lang > breedte:
                x, y = 0, y + 1
            uit.append((x, y, woorden))
            x += lang + _TUSSEN
        return uit

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        plekken = self._plekken(width)
        return plekken[-1][1] + 1 if plekken else 1

    def render(self) -> Text:
        stijl = self.get_component_rich_style
        tekst = Text(no_wrap=True, end="")
        kolom = regel = 0
        plekken = self._plekken(self.content_size.width)
        for nummer, (vink, (x, y, woorden)) in enumerate(zip(self.vinken, plekken, strict=True)):
            if y > regel:
                tekst.append("\n")
                regel, kolom = y, 0
            tekst.append(" " * (x - kolom))
            merk = vinkmerk(vink.aan)
            if self.has_focus and nummer == self.cursor:
                tekst.append(f"{pas(merk, merk_breed())}{woorden}", stijl("vink--kies"))
            else:
                tekst.append(pas(merk, merk_breed()), stijl("vink--aan" if vink.aan else "vink--stil"))
                tekst.append(woorden, stijl("vink--gewoon" if vink.aan else "vink--stil"))
            kolom = x + merk_breed() + cell_len(woorden)
        return tekst

    def on_key(self, gebeurtenis: events.Key) -> None:
        if not self.vinken:
            return
        hoogste = len(self.vinken) - 1
        self.cursor = min(self.cursor, hoogste)
        if gebeurtenis.key in ("left", "right"):
            self.cursor = min(max(self.cursor + (1 if gebeurtenis.key == "right" else -1), 0), hoogste)
        elif gebeurtenis.key in ("space", "enter"):
            self.post_message(self.Omgezet(self.vinken[self.cursor]))
            self.cursor = min(self.cursor + 1, hoogste)
        elif gebeurtenis.key == "up":
            self.screen.focus_previous()
        else:
            return
        gebeurtenis.stop()
        gebeurtenis.prevent_default()

    def on_click(self, gebeurtenis: events.Click) -> None:
        plek = gebeurtenis.get_content_offset(self)
        for nummer, (x, y, woorden) in enumerate(self._plekken(self.content_size.width)):
            if plek is not None and plek.y == y and x <= plek.x < x + merk_breed() + cell_len(woorden):
                self.cursor = nummer
                self.post_message(self.Omgezet(self.vinken[nummer]))

"""A checklist: one line each, space sets or takes away the mark and goes on to the next."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from textwrap import wrap
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from mgn_tui.tui.tekens import in_woorden, woorden
from mgn_tui.tui.widgets.cellen import knip, pas


@dataclass(frozen=True, slots=True)
class Vink:
    """One line. `woord` says in what way it is so ("online", "9 maart"); `hulp` is told when one is on it."""

    sleutel: str
    label: str = field(repr=False)
    aan: bool = False
    woord: str = field(default="", repr=False)
    hulp: str = ""


class Vinklijst(Widget, can_focus=True):
    """The owner hears `Omgezet` (space) or `Gekozen` (Enter) and gives the new `vinken`."""

    DEFAULT_CSS = """
    Vinklijst {
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

    class _Bericht(Message):
        def __init__(self, lijst: "Vinklijst", vink: Vink) -> None:
            super().__init__()
            self.lijst = lijst
            self.vink = vink

        @property
        def control(self) -> "Vinklijst":
            return self.lijst

    class Omgezet(_Bericht):
        """Space, or a click."""

    class Gekozen(_Bericht):
        """Enter."""

    def __init__(self, vinken: Sequence[Vink] = (), *, verder: bool = True, id: str | None = None) -> None:
        """`verder`: space goes on to the next line; off where one line has more than two answers."""
        super().__init__(id=id)
        self._verder = verder
        self.set_reactive(Vinklijst.vinken, tuple(vinken))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        regels = sum(len(_regels(vink, width)) for vink in self.vinken)
        return max(regels, 1) + any(vink.hulp for vink in self.vinken)

    @property
    def cursorregel(self) -> int:
        """On which line of the widget the cursor is, for the cursor of the terminal."""
        return sum(len(_regels(vink, self.content_size.width)) for vink in self.vinken[: self.cursor])

    def render(self) -> Text:
        stijl, breedte = self.get_component_rich_style, self.content_size.width
        tekst = Text(no_wrap=True, end="")
        verder = "\n" + " " * merk_breed()
        for nummer, vink in enumerate(self.vinken):
            tekst.append("\n" if nummer else "")
            eerste, *rest = _regels(vink, breedte)
            merk = vinkmerk(vink.aan)
            if self.has_focus and nummer == self.cursor:
                tekst.append(verder.join((f"{pas(merk, merk_breed())}{eerste}", *rest)), stijl("vink--kies"))
            else:
                tekst.append(pas(merk, merk_breed()), stijl("vink--aan" if vink.aan else "vink--stil"))
                tekst.append(verder.join((eerste, *rest)), stijl("vink--gewoon"))
            if vink.woord:
                tekst.append(f"  {vink.woord}", stijl("vink--stil"))
        if any(vink.hulp for vink in self.vinken):
            hulp = self.vinken[self.cursor].hulp if self.has_focus and self.cursor < len(self.vinken) else ""
            tekst.append("\n").append(knip(f"  {hulp}", breedte), stijl("vink--stil"))
        return tekst

    def on_key(self, gebeurtenis: events.Key) -> None:
        if not self.vinken:
            return
        self.cursor = min(self.cursor, len(self.vinken) - 1)
        vink = self.vinken[self.cursor]
        if gebeurtenis.key == "space":
            self.post_message(self.Omgezet(self, vink))
            self.cursor = min(self.cursor + self._verder, len(self.vinken) - 1)
        elif gebeurtenis.key == "enter":
            self.post_message(self.Gekozen(self, vink))
        elif gebeurtenis.key in ("up", "down"):
            daar = self.cursor + (1 if gebeurtenis.key == "down" else -1)
            if 0 <= daar < len(self.vinken):
                self.cursor = daar
            elif daar < 0:
                self.screen.focus_previous()
            else:
                self.screen.focus_next()
        else:
            return
        gebeurtenis.stop()
        gebeurtenis.prevent_default()

    def on_click(self, gebeurtenis: events.Click) -> None:
        plek = gebeurtenis.get_content_offset(self)
        onder = 0
        for nummer, vink in enumerate(self.vinken):
            boven, onder = onder, onder + len(_regels(vink, self.content_size.width))
            if plek is not None and boven <= plek.y < onder:
                self.cursor = nummer
                self.post_message(self.Omgezet(self, vink))


def vinkmerk(aan: bool) -> str:
    """The mark before a line: set or not."""
    return f"{woorden('✓' if aan else '☐')}{':' if in_woorden() else ''}"


def merk_breed() -> int:
    """Cells of the mark and the space behind it."""
    return max(cell_len(vinkmerk(aan)) for aan in (True, False)) + 1


def _regels(vink: Vink, breedte: int) -> list[str]:
    """The label on as many lines as it needs, with room for its word behind the last."""
    ruimte = max(breedte - merk_breed(), 1)
    if cell_len(vink.label) + cell_len(vink.woord) + 2 * bool(vink.woord) <= ruimte:
        return [vink.label]
    regels = wrap(vink.label, ruimte) or [""]
    if vink.woord and cell_len(regels[-1]) + 2 + cell_len(vink.woord) > ruimte:
        regels[-1] = knip(regels[-1], max(ruimte - 2 - cell_len(vink.woord), 1))
    return regels

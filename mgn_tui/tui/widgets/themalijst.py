"""The themes of a gesprek: below each other with their scores, or on one line where there is little room."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from mgn_tui.tui.tekens import in_woorden, woorden
from mgn_tui.tui.widgets.cellen import knip, pas

NIET_BESPROKEN = "○"


@dataclass(frozen=True, slots=True)
class ThemaStand:
    """What stands behind a theme: its score, `·`, or the quiet mark of what is not yet discussed."""

    label: str
    teken: str
    stil: bool = False  # nothing was said about it yet
    let_op: bool = False  # something typed here could not be saved


def _in_woorden(stand: ThemaStand) -> str:
    cijfer = {NIET_BESPROKEN: "nog niet besproken", "·": "geen cijfer"}.get(stand.teken, woorden(stand.teken))
    return f"{cijfer}, let op: niet bewaard" if stand.let_op else cijfer


def op_een_regel(standen: Sequence[ThemaStand], huidig: int, breedte: int) -> list[tuple[int, str]]:
    """(number, words) of the themes on one line: names where they fit, the current one longest."""

    def regel(lang: int, eigen: int) -> list[tuple[int, str]]:
        uit = []
        for nummer, stand in enumerate(standen):
            letters = eigen if nummer == huidig else lang
            naam = stand.label[:letters].rstrip()
            uit.append((nummer, f"{naam} {woorden(stand.teken)}".strip()))
        return uit

    for lang, eigen in ((99, 99), (4, 99), (4, 4), (1, 99), (0, 99), (1, 1)):
        poging = regel(lang, eigen)
        if sum(cell_len(tekst) + 2 for _, tekst in poging) <= breedte:
            return poging
    return regel(0, 0)


class ThemaLijst(Widget, can_focus=True):
    """↑ ↓ (or ← →) choose a theme, Enter opens it. Letters are commands here."""

    DEFAULT_CSS = """
    ThemaLijst {
        height: auto;
        & > .thema--nu { color: $accent; text-style: bold; }
        & > .thema--kies { background: $kies; color: $op-kies; text-style: bold; }
        & > .thema--gewoon { color: $foreground; }
        & > .thema--stil { color: $gedempt; }
        & > .thema--let-op { color: $let-op; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "thema--nu",
        "thema--kies",
        "thema--gewoon",
        "thema--stil",
        "thema--let-op",
    }
    ALLOW_SELECT = False

    standen: reactive[tuple[ThemaStand, ...]] = reactive((), layout=True)
    huidig: reactive[int] = reactive(0)
    liggend: reactive[bool] = reactive(False, layout=True)

    class Gekozen(Message):
        """Another theme; `open`: go to it."""

        def __init__(self, nummer: int, *, open: bool = False) -> None:
            super().__init__()
            self.nummer = nummer
            self.open = open

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1 if self.liggend else max(len(self.standen), 1)

    @property
    def cursorregel(self) -> int:
        """On which line of the widget the cursor is, for the cursor of the terminal."""
        return 0 if self.liggend else self.huidig

    def render(self) -> Text:
        breedte = self.content_size.width
        tekst = Text(no_wrap=True, end="")
        if self.liggend:
            for plek, (nummer, stuk) in enumerate(op_een_regel(self.standen, self.huidig, breedte)):
                tekst.append("  " if plek else "").append(stuk, self._stijl(nummer))
            return tekst
        for nummer, stand in enumerate(self.standen):
            wijzer = woorden("▸ ") if nummer == self.huidig else "  "
            if in_woorden():
                regel = f"{wijzer}{stand.label}: {_in_woorden(stand)}"
                tekst.append("\n" if nummer else "").append(knip(regel, breedte), self._stijl(nummer))
                continue
            naam = pas(wijzer + stand.label, max(breedte - 5, 0))
            regel = f"{naam}{pas(stand.teken, 4, rechts=True)} "
            tekst.append("\n" if nummer else "").append(knip(regel, breedte), self._stijl(nummer))
        return tekst

    def _stijl(self, nummer: int) -> Style:
        stand = self.standen[nummer]
        if nummer == self.huidig:
            naam = "kies" if self.has_focus else "nu"
        else:
            naam = "let-op" if stand.let_op else "stil" if stand.stil else "gewoon"
        return self.get_component_rich_style(f"thema--{naam}")

    def on_key(self, gebeurtenis: events.Key) -> None:
        stap = {"up": -1, "left": -1, "down": 1, "right": 1}.get(gebeurtenis.key)
        if gebeurtenis.key == "enter":
            self.post_message(self.Gekozen(self.huidig, open=True))
        elif stap is not None and 0 <= self.huidig + stap < len(self.standen):
            self.post_message(self.Gekozen(self.huidig + stap))
        elif stap is None:
            return
        gebeurtenis.stop()
        gebeurtenis.prevent_default()

    def on_click(self, gebeurtenis: events.Click) -> None:
        plek = gebeurtenis.get_content_offset(self)
        if plek is None:
            return
        if not self.liggend:
            if plek.y < len(self.standen):
                self.post_message(self.Gekozen(plek.y, open=True))
            return
        x = 0
        for nummer, stuk in op_een_regel(self.standen, self.huidig, self.content_size.width):
            if x <= plek.x < x + cell_len(stuk):
                self.post_message(self.Gekozen(nummer, open=True))
            x += cell_len(stuk) + 2

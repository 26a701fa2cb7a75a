"""A line of text of which some pieces can be clicked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.dom import DOMNode
from textual.widget import Widget

from mgn_tui.tui.tekens import woorden


@dataclass(frozen=True, slots=True)
class Stuk:
    """A piece of the line: text with its style ("toets", "rustig", "nu" or "") and what a click runs."""

    delen: tuple[tuple[str, str], ...]
    opdracht: str = ""
    plek: DOMNode | None = None

    @property
    def in_beeld(self) -> tuple[tuple[str, str], ...]:
        """Its text as it stands on the screen now."""
        return tuple((woorden(tekst), stijl) for tekst, stijl in self.delen)

    @property
    def cellen(self) -> int:
        return sum(cell_len(tekst) for tekst, _ in self.in_beeld)


class KlikRegel(Widget):
    """Base of footer and step bar: `stukken` gives what stands left and right within a width."""

    DEFAULT_CSS = """
    KlikRegel {
        height: 1;
        padding: 0 1;
        & > .klikregel--toets { color: $accent; }
        & > .klikregel--rustig { color: $gedempt; }
        & > .klikregel--nu { color: $foreground; text-style: bold; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"klikregel--toets", "klikregel--rustig", "klikregel--nu"}
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._plekken: list[tuple[int, int, Stuk]] = []

    def stukken(self, breedte: int) -> tuple[Sequence[Stuk], str, Sequence[Stuk]]:
        """(left, what stands between two pieces, right); together they fit in `breedte` cells."""
        raise NotImplementedError

    def render(self) -> Text:
        breedte = self.content_size.width
        links, tussen, rechts = self.stukken(breedte)
        regel = Text(no_wrap=True, end="")
        self._plekken = []
        for plek, stuk in enumerate(links):
            if plek:
                regel.append(tussen)
            self._zet(regel, stuk)
        if rechts:
            nodig = sum(stuk.cellen for stuk in rechts) + cell_len(tussen) * (len(rechts) - 1)
            regel.append(" " * max(breedte - nodig - regel.cell_len, 0))
            for plek, stuk in enumerate(rechts):
                if plek:
                    regel.append(tussen)
                self._zet(regel, stuk)
        return regel

    def _zet(self, regel: Text, stuk: Stuk) -> None:
        begin = regel.cell_len
        for tekst, stijl in stuk.in_beeld:
            regel.append(tekst, self.get_component_rich_style(f"klikregel--{stijl}") if stijl else "")
        self._plekken.append((begin, regel.cell_len, stuk))

    def on_click(self, event: events.Click) -> None:
        plek = event.get_content_offset(self)
        for begin, einde, stuk in self._plekken:
            if plek is not None and begin <= plek.x < einde and stuk.opdracht:
                event.stop()
                # by way of the app: the action may take this line's own screen away
                self.app.call_later(self.app.run_action, stuk.opdracht, stuk.plek or self.screen)
                return

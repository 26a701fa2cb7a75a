"""What was said in the gesprek, over the letter (or over all, where there is little room): read only."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from mgn_tui.register.gezegd import Stuk
from mgn_tui.tui.acties import bindingen
from mgn_tui.tui.basis import MgnModaal
from mgn_tui.tui.widgets.tekst import Static


class GesprekVenster(MgnModaal[None]):
    """The themes one below the other; arrows and PgDn scroll, Esc leads back to the very place one was typing."""

    DEFAULT_CSS = """
    GesprekVenster {
        align: right top; background: transparent;
        & > VerticalScroll {
            width: 45%; max-width: 90; height: 100%; background: $background; border: round $lijn;
            padding: 0 1; scrollbar-size-vertical: 1;
        }
        & > .gezegd--kop { color: $accent; text-style: bold; }
        & > .gezegd--vraag { color: $gedempt; }
        Static { height: auto; }
        .terug { color: $gedempt; }
    }
    GesprekVenster.-smal > VerticalScroll, GesprekVenster.-midden > VerticalScroll { width: 100%; max-width: 100%; }
    GesprekVenster.-laag > VerticalScroll { border: none; }
    """
    SCOPED_CSS = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"gezegd--kop", "gezegd--vraag"}
    BINDINGS: ClassVar[list[BindingType]] = bindingen("gezegd")

    def __init__(self, stukken: Sequence[Stuk]) -> None:
        super().__init__()
        self._stukken = stukken

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static("Wat er gezegd is   Esc terug", classes="terug")
            yield Static(id="gezegd", markup=False)

    def on_mount(self) -> None:
        self.na_thema()
        self.query_one(VerticalScroll).focus()

    def na_thema(self) -> None:
        self.query_one("#gezegd", Static).update(self._tekst())

    def _tekst(self) -> Text:
        if not self._stukken:
            return Text("Van dit gesprek staat nog niets opgeschreven. Dat kan bij 4 Gesprek.")
        kop, vraag = (self.get_component_rich_style(f"gezegd--{deel}") for deel in ("kop", "vraag"))
        uit = Text()
        for stuk in self._stukken:
            uit.append(f"\n{stuk.kop}{f'   cijfer {stuk.cijfer}' if stuk.cijfer else ''}\n", kop)
            for label, tekst in stuk.regels:
                if label:
                    uit.append(f"{label}\n", vraag)
                uit.append(f"{tekst}\n")
        return uit

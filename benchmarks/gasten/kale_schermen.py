"""A bare Textual app of two screens, each with header, a DataTable of 100 rows and footer; 1 and 2 go to them."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import DataTable, Footer, Header

from benchmarks.gasten.rijen import KOLOMMEN, rij


class Tabelscherm(Screen[None]):
    def compose(self) -> ComposeResult:
        yield Header()
        yield DataTable[str](cursor_type="row")
        yield Footer()

    def on_mount(self) -> None:
        tabel = self.query_one(DataTable)
        tabel.add_columns(*KOLOMMEN)
        for nr in range(100):
            tabel.add_row(*rij(nr))


class KaleSchermen(App[None]):
    MODES: ClassVar[dict[str, type[Screen[None]]]] = {"een": Tabelscherm, "twee": Tabelscherm}
    BINDINGS: ClassVar[list[BindingType]] = [
        ("1", "switch_mode('een')", "een"),
        ("2", "switch_mode('twee')", "twee"),
    ]

    def on_mount(self) -> None:
        self.switch_mode("een")


if __name__ == "__main__":
    KaleSchermen().run()

"""A bare Textual DataTable of 100 rows; the columns are those of `onze_lijst`."""

from textual.app import App, ComposeResult
from textual.widgets import DataTable

from benchmarks.gasten.rijen import KOLOMMEN, rij


class KaleTabel(App[None]):
    def compose(self) -> ComposeResult:
        yield DataTable[str](cursor_type="row")

    def on_mount(self) -> None:
        tabel = self.query_one(DataTable)
        tabel.add_columns(*KOLOMMEN)
        for nr in range(100):
            tabel.add_row(*rij(nr))


if __name__ == "__main__":
    KaleTabel().run()

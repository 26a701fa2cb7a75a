"""A Textual app with header, table and footer, and nothing else."""

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Footer, Header


class KaleApp(App[None]):
    """Ten rows of four columns."""

    def compose(self) -> ComposeResult:
        yield Header()
        yield DataTable[str]()
        yield Footer()

    def on_mount(self) -> None:
        tabel = self.query_one(DataTable)
        tabel.add_columns("nr", "naam", "praktijk", "status")
        for nr in range(10):
            tabel.add_row(f"{nr:06}", f"naam {nr}", "Praktijk Parkweg", "open")


if __name__ == "__main__":
    KaleApp().run()

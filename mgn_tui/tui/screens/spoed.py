"""The crisis card: who to call now. It records nothing, and before unlocking it loads nothing heavy."""

from contextlib import suppress
from typing import ClassVar

from rich.style import Style
from rich.table import Table
from rich.text import Text
from textual import events, work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from mgn_tui.domain.fouten import MgnFout
from mgn_tui.domain.spoed import landelijke_kaart
from mgn_tui.tui.basis import MgnModaal
from mgn_tui.tui.screens.scherm import mgn_van
from mgn_tui.tui.widgets.tekst import Static
from mgn_tui.tui.widgets.toetsen import Toetsen

_LANG = 30  # cells above which a text stands under its label


class SpoedKaart(MgnModaal[None]):
    """The team's own numbers, large and few; before unlocking the national ones.

    F10 again, or Esc, goes back to where one was. No message at the edge of the screen covers a number.
    """

    UITLEG = "Wie u nu kunt bellen. Dit scherm legt niets vast. Uw team vult de nummers in bij 8 Beheer."

    DEFAULT_CSS = """
    SpoedKaart {
        & > Vertical {
            width: 66; max-width: 100%; height: auto; max-height: 100%;
            background: $veld; border: round $fout; padding: 1 2;
        }
        .kop { text-style: bold; color: $fout; margin-bottom: 1; }
        VerticalScroll { height: auto; max-height: 20; scrollbar-size-vertical: 1; background: $veld; }
        #kaart { height: auto; }
        .rustig { color: $gedempt; margin-top: 1; height: auto; }
        & > .spoed--leeg { color: $gedempt; }
        Toast { display: none; }
    }
    SpoedKaart.-laag {
        & > Vertical { padding: 0 1; }
        .kop { margin-bottom: 0; }
        .rustig { margin-top: 0; }
        VerticalScroll { max-height: 7; }
    }
    """
    SCOPED_CSS = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"spoed--leeg"}

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static("Spoed: bel nu", classes="kop")
            with VerticalScroll():
                yield Static(id="kaart")
            yield Static("De nummers van uw team staan achter het wachtwoord.", id="achter", classes="rustig")
            yield Toetsen(
                "Overleg met uw collega en noteer de afweging in uw eigen dossier. "
                "Dit scherm legt niets vast.   Esc sluit",
                classes="rustig",
            )

    def on_mount(self) -> None:
        self._vul()

    def on_key(self, gebeurtenis: events.Key) -> None:
        if gebeurtenis.key in {"f10", "exclamation_mark"}:
            gebeurtenis.stop()
            gebeurtenis.prevent_default()
            self.dismiss(None)

    @work
    async def _vul(self) -> None:
        regels, mgn = landelijke_kaart(), mgn_van(self)
        self.query_one("#achter").display = not mgn.open
        if mgn.open:
            from mgn_tui.register import instellingen  # loaded by now: unlocking needed it

            with suppress(MgnFout):  # the national numbers are better than nothing
                regels = await mgn.doe(instellingen.spoedkaart)
        self.query_one("#kaart", Static).update(self._tabel(regels))

    def _tabel(self, regels: list[tuple[str, str]]) -> Table:
        nummer = Style(bold=True)
        leeg = Style(color=self.get_component_rich_style("spoed--leeg").color)  # not its ground
        tabel = Table.grid(padding=(0, 2, 0, 0), expand=True)
        tabel.add_column(ratio=1)
        tabel.add_column(ratio=1)
        lang = []
        for label, waarde in regels:
            if "\n" in waarde or len(waarde) > _LANG:
                lang.append(Text(f"\n{label}\n").append(waarde, nummer))
            elif waarde:
                tabel.add_row(Text(label), Text(waarde, nummer))
            else:
                tabel.add_row(Text(label), Text("nog invullen bij Beheer", leeg))
        geheel = Table.grid(expand=True)
        geheel.add_row(tabel)
        for tekst in lang:
            geheel.add_row(tekst)
        return geheel

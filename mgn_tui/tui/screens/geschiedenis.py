"""The history of a record, over its screen: who changed what, when, and what stood there."""

from typing import TYPE_CHECKING, ClassVar, cast

from rich.console import Group
from rich.padding import Padding
from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from mgn_tui.domain.datums import toon_moment
from mgn_tui.register import geschiedenis
from mgn_tui.register.logtaal import DICHT, LEEG
from mgn_tui.tui.basis import MgnModaal
from mgn_tui.tui.tekens import in_woorden
from mgn_tui.tui.widgets.tekst import Static

if TYPE_CHECKING:
    from mgn_tui.register.geschiedenis import Geschiedenis, Regel, Soort
    from mgn_tui.tui.app import MgnTui

_TITELS: dict[str, str] = {"aanmelding": "deze aanmelding", "gesprek": "dit gesprek", "advies": "dit advies"}


async def toon_geschiedenis(app: "MgnTui", record: tuple[str, str]) -> None:
    """Open the sheet; what was typed is kept first, so that it is in it."""
    beeld = await app.probeer(geschiedenis.lees, record[0], cast("Soort", record[1]))
    if beeld is not None:
        app.push_screen(GeschiedenisVenster(beeld))


class GeschiedenisVenster(MgnModaal[None]):
    """Latest first. Per moment who did it, and per field what stood there and what came."""

    UITLEG = "Wat hieraan is gewijzigd: wie dat deed, wanneer, wat er stond en wat het werd."
    VOET = "Esc terug   F1 hulp"

    DEFAULT_CSS = """
    GeschiedenisVenster > #geschiedenis {
        width: 100; max-width: 100%; height: auto; max-height: 100%; padding: 1 2;
        background: $background; border: round $lijn; scrollbar-size-vertical: 1;
    }
    GeschiedenisVenster Static { height: auto; }
    GeschiedenisVenster #titel { text-style: bold; margin-bottom: 1; }
    GeschiedenisVenster #dicht { color: $gedempt; margin-bottom: 1; }
    GeschiedenisVenster > .geschiedenis--rustig { color: $gedempt; }
    GeschiedenisVenster > .geschiedenis--kop { color: $accent; }
    GeschiedenisVenster.-laag > #geschiedenis { padding: 0 1; }
    """
    SCOPED_CSS = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"geschiedenis--rustig", "geschiedenis--kop"}

    def __init__(self, beeld: "Geschiedenis") -> None:
        super().__init__()
        self._beeld = beeld

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="geschiedenis"):
            yield Static(f"Geschiedenis van {_TITELS[self._beeld.soort]}", id="titel", markup=False)
            if self._beeld.dicht:
                yield Static(f"Wat over de inwoner gaat, is {DICHT}.", id="dicht", markup=False)
            yield Static(id="regels")

    def on_mount(self) -> None:
        self.na_thema()
        self.query_one("#geschiedenis").focus()

    def na_thema(self) -> None:
        self.query_one("#regels", Static).update(self._regels())

    def _regels(self) -> Group | str:
        if not self._beeld.wijzigingen:
            return "Hier is nog niets van vastgelegd."
        rustig, kop = (
            Style(color=self.get_component_rich_style(f"geschiedenis--{naam}").color)
            for naam in ("rustig", "kop")
        )
        blokken: list[Text | Padding] = []
        for w in self._beeld.wijzigingen:
            regel = Text.assemble((toon_moment(w.moment), kop), f"  {w.wie}")
            if w.stand:
                regel.append(f"  {w.stand}", rustig)
            blokken.append(regel)
            blokken += [Padding(_veld(r, rustig), (0, 0, 0, 2)) for r in w.regels]
            blokken.append(Text())
        return Group(*blokken[:-1])


def _veld(r: "Regel", rustig: Style) -> Text:
    """A field, and what became of it; what stood there is quiet."""
    tekst = Text.assemble((r.wat, rustig))
    if not r.was and not r.werd:
        return tekst
    if r.was and (r.werd or r.was != LEEG):
        pijl = " wordt" if in_woorden() else " →"
        tekst.append(f"  {r.was}{pijl if r.werd else ''}", rustig)
    return tekst.append(f"  {r.werd}" if not r.was else f" {r.werd}")

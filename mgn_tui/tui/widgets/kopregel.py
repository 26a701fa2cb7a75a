"""The top line: where we are, how far the work is, who is at work."""

from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget

from mgn_tui.tui.tekens import woorden
from mgn_tui.tui.widgets.cellen import knip

_LUCHT = 3


@dataclass(frozen=True, slots=True)
class Kop:
    """What the top line says. `midden`: the same message from long to short; the first that fits shows."""

    links: str = ""
    midden: tuple[str, ...] = ()
    rechts: str = ""


def kop_regel(kop: Kop, staat: str, breedte: int) -> tuple[str, str, str]:
    """(left, middle, right) that fit side by side: the middle goes first, then the right, then
    the left is cut short. `staat` ("bewaard") stands before the right-hand text."""
    rechts = f"{staat}   {kop.rechts}" if staat and kop.rechts else staat or kop.rechts
    midden = ""
    vast = cell_len(kop.links) + _LUCHT + cell_len(rechts)
    if vast > breedte and rechts != staat:
        rechts = staat
        vast = cell_len(kop.links) + _LUCHT + cell_len(rechts)
    for poging in kop.midden:
        if vast + _LUCHT + cell_len(poging) <= breedte:
            midden = poging
            break
    over = breedte - (cell_len(rechts) + _LUCHT if rechts else 0)
    return knip(kop.links, max(over, 0)), midden, knip(rechts, breedte)


class Kopregel(Widget):
    """Left bold, middle and right quiet. `staat` is the quiet word about saving."""

    DEFAULT_CSS = """
    Kopregel {
        height: 2;
        padding: 0 1;
        border-bottom: solid $lijn;
        & > .kopregel--links { text-style: bold; }
        & > .kopregel--rustig { color: $gedempt; }
    }
    .-laag Kopregel { height: 1; border-bottom: none; }
    """
    SCOPED_CSS = False
    COMPONENT_CLASSES = {"kopregel--links", "kopregel--rustig"}
    ALLOW_SELECT = False

    kop: reactive[Kop] = reactive(Kop)
    staat: reactive[str] = reactive("")

    def __init__(self, kop: Kop | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(Kopregel.kop, kop or Kop())

    def render(self) -> Text:
        breedte = self.content_size.width
        kop = Kop(woorden(self.kop.links), tuple(map(woorden, self.kop.midden)), woorden(self.kop.rechts))
        links, midden, rechts = kop_regel(kop, woorden(self.staat), breedte)
        rustig = self.get_component_rich_style("kopregel--rustig")
        regel = Text(no_wrap=True, end="")
        regel.append(links, self.get_component_rich_style("kopregel--links"))
        staart = f"{midden}{' ' * _LUCHT * 2 if midden and rechts else ''}{rechts}"
        if regel.cell_len + _LUCHT + cell_len(staart) > breedte:
            staart = f"{midden}{' ' * _LUCHT if midden and rechts else ''}{rechts}"
        regel.append(" " * max(breedte - regel.cell_len - cell_len(staart), 0))
        regel.append(staart, rustig)
        return regel

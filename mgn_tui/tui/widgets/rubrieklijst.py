"""A short list with headings between its rows, as on a sheet of paper; all rows are given at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.segment import Segment
from textual.strip import Strip

from mgn_tui.tui.tekens import woorden
from mgn_tui.tui.widgets.cellen import knip
from mgn_tui.tui.widgets.vensterlijst import Cel, Kolom, Regel, VensterLijst


@dataclass(frozen=True, slots=True)
class Kopje(Regel):
    """A line between the rows: a heading, a remark, or air. The cursor passes over it."""

    sleutel: str = ""
    cellen: tuple[str | Cel, ...] = field(default=("",), repr=False)


@dataclass(frozen=True, slots=True)
class Rij(Regel):
    """A row; `soort` says which of the list's sets of columns it follows."""

    soort: int = 0


def naaste_rij(rijen: Sequence[Regel], plek: int, vanaf: int) -> int | None:
    """The row to stand on when somebody goes from `vanaf` to `plek`: that one, else the first beyond it
    that is no heading, else the last before it. None when there is no row."""
    if not rijen:
        return None
    plek = min(max(plek, 0), len(rijen) - 1)
    voor, na = range(plek - 1, -1, -1), range(plek + 1, len(rijen))
    volgorde = (plek, *na, *voor) if plek >= vanaf else (plek, *voor, *na)
    return next((nummer for nummer in volgorde if rijen[nummer].sleutel), None)


class RubriekLijst(VensterLijst):
    """The list. `kolommen`: one set of columns per kind of row. Messages are those of `VensterLijst`."""

    DEFAULT_CSS = """
    RubriekLijst { max-width: 140; }
    """

    def __init__(self, kolommen: Sequence[Sequence[Kolom]], leeg: str, *, id: str | None = None) -> None:
        self._sets = tuple(map(tuple, kolommen))
        self._rijen: tuple[Regel, ...] = ()
        super().__init__((Kolom(),), lambda begin, aantal: (), lambda: 0, leeg, id=id)

    @property
    def sleutel(self) -> str | None:
        """The key of the row under the cursor; None on an empty list."""
        return super().sleutel or None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "kies":
            return self.sleutel is not None
        return super().check_action(action, parameters)

    def zet_soorten(self, kolommen: Sequence[Sequence[Kolom]]) -> None:
        """Other columns, one set per kind of row."""
        self._sets = tuple(map(tuple, kolommen))

    def zet(self, rijen: Sequence[Regel], *, sleutel: str = "") -> None:
        """Other rows; the cursor goes to `sleutel`, else stays on its record, else on the first row."""
        zoek = (sleutel, self.sleutel or "")
        hier = self._cursor
        self._rijen = tuple(rijen)
        self._opnieuw()
        plekken = {rij.sleutel: plek for plek, rij in enumerate(self._rijen) if rij.sleutel}
        doel = next((plekken[s] for s in zoek if s in plekken), min(hier, len(self._rijen) - 1))
        self._cursor = 0
        self.ga_naar(max(doel, 0))
        self._houd_in_zicht()
        self.refresh()

    def zeg(self, tekst: str) -> None:
        """Say this instead of rows: why there are none."""
        self.leeg = tekst
        self.zet(())

    def _vraag(self) -> None:
        """Nothing is ever asked: all rows are here."""

    def _opnieuw(self) -> None:
        self._regels = dict(enumerate(self._rijen))
        self._zet_aantal(len(self._rijen))

    def ga_naar(self, plek: int) -> None:
        """The row at `plek`, or the nearest beyond it that is no heading, else the nearest before it."""
        rij = naaste_rij(self._rijen, plek, self._cursor)
        if rij is not None:
            super().ga_naar(rij)

    def _houd_in_zicht(self) -> None:
        super()._houd_in_zicht()
        boven = self._cursor
        while boven > 0 and not self._rijen[boven - 1].sleutel:
            boven -= 1
        if boven < self.scroll_offset.y and self._cursor - boven < self._zichtbaar:
            self.scroll_to(y=boven, animate=False)  # with its heading

    def render_line(self, y: int) -> Strip:
        regel = self._regels.get(self.scroll_offset.y + y)
        if isinstance(regel, Kopje):
            return self._kopje(regel)
        if isinstance(regel, Rij):
            self._kolommen = self._sets[regel.soort]
        return super().render_line(y)

    def _kopje(self, kopje: Kopje) -> Strip:
        breedte = self.scrollable_content_region.width
        stukken = []
        over = breedte
        for cel in kopje.cellen:
            tekst, stijl = (cel.tekst, cel.stijl) if isinstance(cel, Cel) else (cel, "vet")
            tekst = knip(woorden(tekst), over)
            eigen = self.get_component_rich_style(f"lijst--{stijl}") if stijl else None
            stukken.append(Segment(tekst, self.rich_style + eigen if eigen else self.rich_style))
            over -= stukken[-1].cell_length
        return Strip(stukken).adjust_cell_length(breedte, self.rich_style)

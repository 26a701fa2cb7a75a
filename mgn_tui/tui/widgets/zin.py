"""A row of a list as a sentence, for the plain screen: no columns to look across."""

from collections.abc import Iterator, Sequence
from typing import Final

from rich.cells import cell_len

from mgn_tui.tui.tekens import woorden
from mgn_tui.tui.widgets.cellen import knip

_KAAL: Final = 6  # cells; a number or a day that short says little without the title of its column


def als_zin(
    cellen: Sequence[tuple[str, str, str]], titels: Sequence[str], in_zicht: Sequence[int], breedte: int
) -> Iterator[tuple[str, str]]:
    """(text, style) one after another, as much as fits in `breedte` cells: with the titles of the columns,
    without, or only what would stand there in columns (`in_zicht`). A cell: its text, its word, its style."""
    alle = range(len(cellen))
    rij: list[tuple[str, str]] = []
    for plekken, koppen in ((alle, titels), (alle, ()), (in_zicht, ())):
        gezegd = ((_zegt(plek, cellen[plek], koppen), cellen[plek][2]) for plek in plekken if plek in alle)
        rij = [paar for paar in gezegd if paar[0]]
        if sum(cell_len(tekst) + 2 for tekst, _ in rij) - 2 <= breedte:
            break
    for nummer, (tekst, stijl) in enumerate(rij):
        stuk = knip(f"{', ' if nummer else ''}{tekst}", breedte)
        breedte -= cell_len(stuk)
        yield stuk, stijl


def _zegt(plek: int, cel: tuple[str, str, str], titels: Sequence[str]) -> str:
    tekst = cel[1] or woorden(cel[0].strip())
    titel = titels[plek] if plek < len(titels) else ""
    return f"{titel} {tekst}" if titel and 0 < len(tekst) <= _KAAL else tekst

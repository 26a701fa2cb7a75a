"""Our list with its filter line, with as many invented rows as the first argument says."""

import sys
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from textual.widget import Widget

from benchmarks.gasten.rijen import KOLOMMEN, rij
from mgn_tui.tui.basis import MgnApp, StapScherm
from mgn_tui.tui.widgets.filterlijst import FilterLijst
from mgn_tui.tui.widgets.vensterlijst import Kolom, Regel


class LijstScherm(StapScherm):
    def __init__(self, aantal: int) -> None:
        super().__init__()
        self._rijen = [rij(nr) for nr in range(aantal)]
        self._gevouwen = [" ".join(cellen).casefold() for cellen in self._rijen]
        self.zoek = lru_cache(maxsize=1)(self._zoek)

    def _zoek(self, tekst: str) -> list[tuple[str, ...]]:
        naald = tekst.casefold()
        if not naald:
            return self._rijen
        return [cellen for cellen, wat in zip(self._rijen, self._gevouwen, strict=True) if naald in wat]

    def inhoud(self) -> Iterable[Widget]:
        def bron(tekst: str, begin: int, aantal: int) -> list[Regel]:
            return [Regel(cellen[0], cellen) for cellen in self.zoek(tekst)[begin : begin + aantal]]

        breedtes = (8, 0, 0, 9, 9)
        kolommen = [Kolom(titel, breedte) for titel, breedte in zip(KOLOMMEN, breedtes, strict=True)]
        yield FilterLijst(kolommen, bron, lambda tekst: len(self.zoek(tekst)), "nog niets")


class LijstApp(MgnApp):
    def on_mount(self) -> None:
        self.push_screen(LijstScherm(int(sys.argv[1])))


if __name__ == "__main__":
    LijstApp(Path()).run()

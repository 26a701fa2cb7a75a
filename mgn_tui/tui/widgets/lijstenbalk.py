"""The lists of a screen in a row, of which one is shown; ←→ goes to the next, a click to any."""

from collections.abc import Sequence

from mgn_tui.tui.termen import in_termen
from mgn_tui.tui.widgets.klikregel import KlikRegel, Stuk


class Lijstenbalk(KlikRegel):
    """The current one in bold. Without room for all: a sheet of them between arrows, and how many there are. The
    screen has `action_afdeling(nummer)`, `action_links` and `action_rechts`."""

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__()
        self._labels = tuple(labels)
        self.nummer = 0

    def zet(self, nummer: int) -> None:
        self.nummer = nummer
        self.refresh()

    def stukken(self, breedte: int) -> tuple[Sequence[Stuk], str, Sequence[Stuk]]:
        alle = [
            Stuk(
                ((in_termen(label), "nu" if nummer == self.nummer else "rustig"),),
                f"afdeling({nummer})",
                self.screen,
            )
            for nummer, label in enumerate(self._labels)
        ]
        for tussen in ("   ", "  "):
            if sum(stuk.cellen + len(tussen) for stuk in alle) - len(tussen) <= breedte:
                return alle, tussen, ()
        pijlen = [
            Stuk(((pijl, "toets"),), naar, self.screen) for pijl, naar in (("←", "links"), ("→", "rechts"))
        ]
        aantal = len(alle)
        over = breedte - len(f"{aantal} van {aantal}  ") - sum(pijl.cellen + 2 for pijl in pijlen)
        bladen: list[list[Stuk]] = [[]]
        for stuk in alle:  # as many as go on one sheet, so that the row stands still while one walks along it
            if bladen[-1] and sum(s.cellen + 2 for s in (*bladen[-1], stuk)) > over:
                bladen.append([])
            bladen[-1].append(stuk)
        blad = next(blad for blad in bladen if alle[self.nummer] in blad)
        hier = Stuk(((f"{self.nummer + 1} van {aantal}", "rustig"),))
        return [pijlen[0], *blad, pijlen[1]], "  ", [hier]

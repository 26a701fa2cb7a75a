"""Waits as dots on a line, one per gesprek where there is room, with the norm marked. Readable without colour."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mgn_tui.figures.cijfers import Wachttijd
from mgn_tui.tui.tekens import in_woorden

STIP, VERZOEK, LEEG, NORM = "●", "○", "·", "┊"
_HOOGTE: Final = 4


@dataclass(frozen=True, slots=True)
class Stippen:
    """`regels` from above to below; `per_stip` gesprekken stand in one dot, `per_vak` days in one place."""

    regels: tuple[str, ...]
    per_stip: int
    per_vak: int


def _opgesomd(wachttijden: Sequence[Wachttijd]) -> str:
    """The same as numbers: `3 dagen 2 keer, 11 dagen 1 keer`."""
    alle = sorted(Counter(max(w.dagen, 0) for w in wachttijden).items())
    return ", ".join(f"{n} {'dag' if n == 1 else 'dagen'} {keer} keer" for n, keer in alle)


def stippen(wachttijden: Sequence[Wachttijd], norm: int | None, breedte: int) -> Stippen:
    """The picture in at most `breedte` cells. ○: later at the wish of the inwoner, and counted all the same."""
    if in_woorden():
        return Stippen((_opgesomd(wachttijden),), 1, 1)
    hoogste = max([w.dagen for w in wachttijden] + [norm or 0], default=0)
    vakken = max(breedte - 1, 1)  # one for the norm
    per_vak = hoogste // vakken + 1
    alle = Counter(max(w.dagen, 0) // per_vak for w in wachttijden)
    verzoek = Counter(max(w.dagen, 0) // per_vak for w in wachttijden if w.op_verzoek)
    per_stip = max(-(-max(alle.values(), default=0) // _HOOGTE), 1)
    kolommen = []
    for vak in range(hoogste // per_vak + 1):
        hoog = -(-alle[vak] // per_stip)
        open_ = min(-(-verzoek[vak] // per_stip), hoog)
        kolommen.append(STIP * (hoog - open_) + VERZOEK * open_)
    lagen = max(map(len, kolommen))
    regels = [
        "".join(k[laag] if len(k) > laag else " " if laag else LEEG for k in kolommen)
        for laag in range(max(lagen, 1) - 1, -1, -1)
    ]
    if norm is not None:
        na = norm // per_vak + 1
        regels = [f"{r[:na]}{NORM}{r[na:]}" for r in regels]
    return Stippen(tuple(regels), per_stip, per_vak)

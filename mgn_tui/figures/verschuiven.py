"""A quick look for two sets of numbers that agree with all that is known, and in which a sum differs enough.

What is found is proof. What is not found may be there all the same: `figures.lineair` decides that, more slowly.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count

_STAP = 2  # price of one more unknown in a shift
_OPEN = 8  # what a demand that is not met yet is thought to cost
_POGINGEN = 60  # shifts looked at before it is given up


@dataclass(slots=True)
class Eis:
    """The sum stays what it is; with `ruimte` it may fall by no more than that."""

    termen: Sequence[tuple[int, int]]
    ruimte: int | None


@dataclass(frozen=True, slots=True)
class _Zet:
    """A shift: how much each unknown and each sum changes, and the demands that are not met yet."""

    prijs: int
    wijziging: dict[int, int]
    gevolg: dict[int, int]
    open: frozenset[int]


class Verschuiver:
    """`x`: the numbers as they are, by unknown; `eisen`: by name."""

    def __init__(self, x: Mapping[int, int], eisen: Mapping[int, Eis]) -> None:
        self._x = dict(x)
        self._eisen = {
            naam: Eis([(v, n) for v, n in eis.termen if v in self._x], eis.ruimte)
            for naam, eis in eisen.items()
        }
        self._bij: dict[int, list[tuple[int, int]]] = {var: [] for var in self._x}
        for naam, eis in self._eisen.items():
            for var, factor in eis.termen:
                self._bij[var].append((naam, factor))
        self._bereikt: dict[int, tuple[int, int]] = {}  # how low and how high an unknown was seen

    def laat_los(self, naam: int) -> None:
        if (eis := self._eisen.pop(naam, None)) is not None:
            for var, factor in eis.termen:
                self._bij[var].remove((naam, factor))

    def verschuift(self, doelwit: Sequence[int], breedte: int) -> bool:
        """Up and down together."""
        bereik = 0
        if len(doelwit) == 1:
            laag, hoog = self._bereikt.get(doelwit[0], (0, 0))
            if hoog - laag >= breedte:
                return True
        for teken in (1, -1):
            samen: dict[int, int] = {}
            effect: dict[int, int] = {}
            while bereik < breedte and (zet := self._zoek(doelwit, teken)):
                per_keer = abs(sum(zet.wijziging.get(var, 0) for var in doelwit))
                keren = self._keren(zet, -(-(breedte - bereik) // per_keer))
                self._schuif(zet.wijziging, zet.gevolg, keren)
                for uit, wat in ((samen, zet.wijziging), (effect, zet.gevolg)):
                    for nr, n in wat.items():
                        uit[nr] = uit.get(nr, 0) + keren * n
                for var in zet.wijziging:
                    laag, hoog = self._bereikt.get(var, (0, 0))
                    self._bereikt[var] = min(laag, samen[var]), max(hoog, samen[var])
                bereik += keren * per_keer
            self._schuif(samen, effect, -1)
        return bereik >= breedte

    def _keren(self, zet: _Zet, hoogstens: int) -> int:
        keren = hoogstens
        for var, n in zet.wijziging.items():
            if n < 0:
                keren = min(keren, self._x[var] // -n)
        for nr, n in zet.gevolg.items():
            ruimte = self._eisen[nr].ruimte
            if n < 0 and ruimte is not None:
                keren = min(keren, ruimte // -n)
        return keren

    def _schuif(self, wijziging: Mapping[int, int], gevolg: Mapping[int, int], keren: int) -> None:
        for var, n in wijziging.items():
            self._x[var] += keren * n
        for nr, n in gevolg.items():
            eis = self._eisen[nr]
            if eis.ruimte is not None:
                eis.ruimte += keren * n

    def _zoek(self, doelwit: Iterable[int], teken: int) -> _Zet | None:
        """A short shift in which the target moves this way."""
        volgende = count()
        rij: list[tuple[int, int, _Zet]] = []

        def zet_in_rij(zet: _Zet, var: int, n: int) -> None:
            erbij = self._met(zet, var, n)
            heappush(rij, (erbij.prijs + _OPEN * len(erbij.open), next(volgende), erbij))

        for var in doelwit:
            if self._kan(var, teken):
                zet_in_rij(_Zet(0, {}, {}, frozenset()), var, teken)
        for _ in range(_POGINGEN):
            if not rij:
                return None
            zet = heappop(rij)[2]
            if zet.open:
                for var, n in self._keuzes(zet):
                    zet_in_rij(zet, var, n)
            elif teken * sum(zet.wijziging.get(var, 0) for var in doelwit) > 0:
                return zet
        return None

    def _kan(self, var: int, n: int) -> bool:
        return var in self._x and self._x[var] + n >= 0

    def _met(self, zet: _Zet, var: int, n: int) -> _Zet:
        gevolg, open_ = dict(zet.gevolg), set(zet.open)
        for nr, factor in self._bij[var]:
            ruimte = self._eisen[nr].ruimte
            gevolg[nr] = samen = gevolg.get(nr, 0) + factor * n
            if samen if ruimte is None else ruimte + samen < 0:
                open_.add(nr)
            else:
                open_.discard(nr)
        return _Zet(zet.prijs + _STAP, zet.wijziging | {var: n}, gevolg, frozenset(open_))

    def _keuzes(self, zet: _Zet) -> list[tuple[int, int]]:
        """Of the demands that are not met the one with the fewest ways out."""
        beste: list[tuple[int, int]] | None = None
        for nr in sorted(zet.open):
            eis = self._eisen[nr]
            te_kort = zet.gevolg[nr] + (eis.ruimte or 0)
            paren = []
            for var, factor in eis.termen:
                if var in zet.wijziging or (eis.ruimte is None and te_kort % factor):
                    continue
                hoeveel = -(-abs(te_kort) // abs(factor))
                anders = hoeveel if (te_kort < 0) == (factor > 0) else -hoeveel
                if self._kan(var, anders):
                    paren.append((var, anders))
            if beste is None or len(paren) < len(beste):
                beste = paren
                if len(paren) <= 1:
                    break
        return beste or []

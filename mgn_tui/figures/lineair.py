"""Linear programming, exact and small: how far a sum can move while every known sum keeps what it has.

Everything is a change from the numbers as they are, so all begins at nought and is feasible at once; there is no
first phase. A column moves within its bounds; every other unknown is a row, written in columns. A sum is written out
only while it stands in the way: it then is a column. What is known cannot move, until it is let go.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from math import gcd

Getal = int | Fraction
_GEDULD = 30  # steps without progress after which always the first is taken: so it ends (Bland)
_GEBROKEN = 1000  # what it weighs that an exchange brings fractions


class Lineair:
    def __init__(self) -> None:
        self._onbekend: set[int] = set()
        self._som: dict[int, tuple[tuple[int, int], ...]] = {}  # of each sum its unknowns, and how often
        self._bij: dict[int, list[tuple[int, int]]] = defaultdict(list)  # of each unknown the sums it is in
        self._rij: dict[int, dict[int, int]] = {}
        self._deler: dict[int, int] = {}  # of each row: so many times it is what is written, in whole numbers
        self._in: dict[int, set[int]] = {}  # of each column the rows it is in
        self._waarde: dict[int, Getal] = {}
        self._laag: dict[int, int | None] = {}
        self._hoog: dict[int, int | None] = {}
        self.punten: dict[int, list[dict[int, Getal]]] = defaultdict(
            list
        )  # where each unknown was not itself

    # --- what is known -----------------------------------------------------------------------

    def onbekende(self, naam: int, laag: int, *, stil: bool = False) -> None:
        """An unknown that can fall so far and rise without a bound; `stil`: that is known, until it is let go."""
        self._onbekend.add(naam)
        self._in[naam] = set()
        self._noem(naam, 0 if stil else -laag, 0 if stil else None)

    def minstens(self, naam: int, termen: Iterable[tuple[int, int]], laag: int) -> None:
        """A sum that can fall so far."""
        self._tel_mee(naam, termen, -laag, None)

    def houd(self, naam: int, termen: Iterable[tuple[int, int]], *, los: bool = False) -> None:
        """A sum that stays what it is; `los`: until it is let go."""
        self._tel_mee(naam, termen, 0, 0)
        rij, deler = self._uitgeschreven(self._som[naam])
        vrij = [k for k in rij if not self._staat_stil(k)]
        if vrij:
            spil = min(vrij, key=lambda k: (abs(rij[k]) != deler, len(self._in[k]), k))
            self._ruil(naam, rij, deler, spil)
            if not los:
                for nr in self._in.pop(naam):
                    del self._rij[nr][naam]
        if (vrij and not los) or not rij:  # it holds for good
            for k, n in self._som.pop(naam):
                self._bij[k].remove((naam, n))

    def laat_los(self, naam: int) -> None:
        """An unknown that was nought may rise, a sum may be anything."""
        if naam in self._waarde:
            self._hoog[naam] = None
            if naam not in self._onbekend:
                self._laag[naam] = None

    # --- moving ------------------------------------------------------------------------------

    def was_al(self, termen: Collection[int], breedte: int) -> bool:
        """Whether this sum of unknowns was so far apart from itself while something else was moved."""
        laag: Getal = 0
        hoog: Getal = 0
        for naam in termen:
            for punt in reversed(self.punten[naam]):
                som = sum(punt.get(k, 0) for k in termen)
                laag, hoog = min(laag, som), max(hoog, som)
                if hoog - laag >= breedte:
                    return True
        return False

    def volg(self, doel: int, termen: Iterable[tuple[int, int]]) -> None:
        """A sum to be moved; `vergeet` it afterwards."""
        self._noem(doel, None, None)
        self._zet_rij(doel, *self._uitgeschreven(termen))

    def vergeet(self, doel: int) -> None:
        for k in self._rij.pop(doel):
            self._in[k].discard(doel)

    def beweeg(self, doel: int, breedte: int) -> set[int] | None:
        """None when it can be so far apart from itself; else what holds it back and, let go, would help."""
        laag = hoog = self._waarde[doel]
        remmen: set[int] = set()
        for teken in (1, -1):
            stil = 0
            while hoog - laag < breedte and (kolom := self._kies(doel, teken, stil > _GEDULD)) is not None:
                tempo = self._tempo(kolom, 1 if (self._rij[doel][kolom] > 0) == (teken > 0) else -1)
                stap, rem = self._ruimte(tempo, kolom, stil > _GEDULD)
                if stap is None:  # nothing stops it
                    stap = breedte
                stil = 0 if stap else stil + 1
                if stap:
                    for naam, n in tempo.items():
                        self._waarde[naam] = _heel(self._waarde[naam] + n * stap)
                if rem is not None:
                    rij, deler = self._rij.get(rem), self._deler.get(rem, 1)
                    if rij is None:
                        rij, deler = self._uitgeschreven(self._som[rem])
                    self._ruil(rem, rij, deler, kolom)
                laag, hoog = min(laag, self._waarde[doel]), max(hoog, self._waarde[doel])
            self._onthoud()
            if hoog - laag >= breedte:
                return None
            remmen.update(k for k in self._rij[doel] if self._staat_stil(k))
        return remmen

    def _kies(self, doel: int, teken: int, eerste: bool) -> int | None:
        """A column along which the target moves this way: the one that is in the fewest rows."""
        beste: tuple[int, int] | None = None
        for k, n in self._rij[doel].items():
            grens = self._hoog[k] if (n > 0) == (teken > 0) else self._laag[k]
            if grens is None or self._waarde[k] != grens:
                maat = (0 if eerste else len(self._in[k]), k)
                if beste is None or maat < beste:
                    beste = maat
        return None if beste is None else beste[1]

    def _tempo(self, kolom: int, richting: int) -> dict[int, Getal]:
        """How fast everything moves with this column."""
        uit: dict[int, Getal] = {kolom: richting}
        for nr in self._in[kolom]:
            n = richting * self._rij[nr][kolom]
            uit[nr] = n if self._deler[nr] == 1 else Fraction(n, self._deler[nr])
        for naam, tempo in list(uit.items()):
            for som, keer in self._bij.get(naam, ()):
                if som not in self._in:
                    uit[som] = uit.get(som, 0) + keer * tempo
        return uit

    def _ruimte(
        self, tempo: Mapping[int, Getal], kolom: int, eerste: bool
    ) -> tuple[Getal | None, int | None]:
        """How far it can go, and what stops it; of more than one the easiest to exchange."""
        stap: Getal | None = None
        rem: int | None = None
        beste: tuple[int, int] | None = None
        for naam, n in tempo.items():
            if not n:
                continue
            grens = self._hoog[naam] if n > 0 else self._laag[naam]
            if grens is None:
                continue
            vrij = grens - self._waarde[naam]
            if stap is not None and (vrij > stap * n if n > 0 else vrij < stap * n):
                continue
            deze = vrij * n if n in (1, -1) else _heel(Fraction(vrij) / n)
            maat = (0 if eerste else self._gewicht(naam, kolom, n), naam)
            if stap is None or deze < stap or beste is None or maat < beste:
                stap, rem, beste = deze, naam, maat
        return stap, (None if rem == kolom else rem)

    def _gewicht(self, naam: int, kolom: int, tempo: Getal) -> int:
        """What an exchange with it costs; with itself, nothing."""
        if naam == kolom:
            return -1
        lang = len(self._rij[naam]) if naam in self._rij else 4 * len(self._som[naam])
        return lang + (0 if tempo in (1, -1) else _GEBROKEN)

    def _onthoud(self) -> None:
        punt = {k: n for k in self._onbekend if (n := self._waarde[k])}
        for k in punt:
            self.punten[k].append(punt)

    def omvang(self) -> int:
        """What every step costs; it grows while moving."""
        return sum(map(len, self._rij.values()))

    # --- keeping the books -------------------------------------------------------------------

    def _noem(self, naam: int, laag: int | None, hoog: int | None) -> None:
        self._waarde[naam] = 0
        self._laag[naam], self._hoog[naam] = laag, hoog

    def _tel_mee(self, naam: int, termen: Iterable[tuple[int, int]], laag: int, hoog: int | None) -> None:
        self._noem(naam, laag, hoog)
        self._som[naam] = tuple((k, n) for k, n in termen if k in self._onbekend)
        for k, n in self._som[naam]:
            self._bij[k].append((naam, n))

    def _staat_stil(self, naam: int) -> bool:
        return self._laag[naam] == self._hoog[naam] == 0

    def _uitgeschreven(self, termen: Iterable[tuple[int, int]]) -> tuple[dict[int, int], int]:
        uit: dict[int, int] = {}
        deler = 1
        for naam, keer in termen:
            if naam not in self._rij:
                if naam in self._in:
                    _tel_op(uit, naam, keer * deler)
                continue
            if deler % self._deler[naam]:
                erbij = self._deler[naam] // gcd(deler, self._deler[naam])
                deler *= erbij
                uit = {k: erbij * n for k, n in uit.items()}
            keer *= deler // self._deler[naam]
            for k, n in self._rij[naam].items():
                _tel_op(uit, k, keer * n)
        return uit, deler

    def _zet_rij(self, naam: int, rij: dict[int, int], deler: int) -> None:
        self._rij[naam] = rij
        self._deler[naam] = deler
        for k in rij:
            self._in[k].add(naam)

    def _ruil(self, naam: int, rij: Mapping[int, int], deler: int, kolom: int) -> None:
        """What is written in columns becomes a column, in the place of one of these."""
        if self._rij.pop(naam, None) is not None:
            for k in rij:
                self._in[k].discard(naam)
        spil = rij[kolom]
        teken = 1 if spil > 0 else -1
        nieuw = {k: -teken * n for k, n in rij.items() if k != kolom}
        nieuw[naam] = teken * deler
        spil = _klein(nieuw, abs(spil))
        self._in[naam] = set()
        for nr in self._in.pop(kolom):
            andere = self._rij[nr]
            keer = andere.pop(kolom)
            if keer % spil:
                erbij = spil // gcd(keer, spil)
                for k in andere:
                    andere[k] *= erbij
                self._deler[nr] *= erbij
                keer *= erbij
            keer //= spil
            for k, n in nieuw.items():
                if samen := andere.get(k, 0) + keer * n:
                    andere[k] = samen
                    self._in[k].add(nr)
                else:
                    del andere[k]
                    self._in[k].discard(nr)
            if self._deler[nr] > 1:
                self._deler[nr] = _klein(andere, self._deler[nr])
        if kolom in self._onbekend:
            self._zet_rij(kolom, nieuw, spil)


def _tel_op(rij: dict[int, int], k: int, n: int) -> None:
    if samen := rij.get(k, 0) + n:
        rij[k] = samen
    else:
        del rij[k]


def _klein(rij: dict[int, int], deler: int) -> int:
    """Divide by what all have in common; gives the divisor that is left."""
    if deler == 1 or (samen := gcd(deler, *rij.values())) == 1:
        return deler
    for k in rij:
        rij[k] //= samen
    return deler // samen


def _heel(a: Getal) -> Getal:
    return a.numerator if a.denominator == 1 else a

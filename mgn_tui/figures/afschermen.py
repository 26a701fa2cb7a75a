"""Hiding cells until none can be computed back: the search behind `openbaar`.

What is unknown to a reader are the counts of each stretch of days, for each pilot or gemeente: the unknowns. What
is known are demands on them: a published cell is the sum of its unknowns, and the counting rules make some add up
to others. A cell is safe when the unknowns can be shifted, all demands kept, so far that it differs by the
threshold. Such shifts are looked for cheapest first; the price of one is in the published cells of the new release
that it contradicts, and those are then hidden.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import count

from mgn_tui.figures.openbaar import INWONERS, OPENSTAAND, Cel, Dagen, Filter, Opbouw, Pad, verbanden

Onbekende = tuple[Pad, int, Filter]
"""A count of one stretch of days."""
_GEVOERD: Pad = ("gesprekken", "gevoerd")
_TWEE: tuple[Pad, ...] = (("gesprekken", "eerste"), ("gesprekken", "tweede"))
_STAP = 2  # price of one more unknown in a shift
_OPEN = 8  # what a demand that is not met yet is thought to cost
_CEL = 20  # price of one more hidden cell, before its size
_KOP = 300  # on top, for the figures everybody asks first
_KOPPEN = ("gesprekken", "inwoners")
_POGINGEN = 400  # shifts looked at before a cell counts as not to be protected


@dataclass(slots=True)
class _Eis:
    """`gelijk`: the sum stays what it is; else it may fall by no more than `ruimte`. `cel`: what hiding lifts it."""

    termen: tuple[tuple[int, int], ...]
    gelijk: bool
    ruimte: int = 0
    cel: Cel | None = None
    prijs: int = 0


@dataclass(frozen=True, slots=True)
class Situatie:
    """What the new release is judged with. `waarden`: every unknown; `delen`: the filters that add up to all."""

    stukken: Sequence[Dagen]
    waarden: Mapping[Onbekende, int]
    delen: Sequence[Sequence[Filter]]
    opbouw: Opbouw
    drempel: int


def scherm_af(nieuw: Iterable[Cel], eerder: Iterable[Cel], s: Situatie) -> set[Pad]:
    """The cells of the new release that must be hidden. `eerder`: every cell of the releases before it."""
    stelsel = _Stelsel(s, list(eerder), list(nieuw))
    stelsel.bescherm()
    return {cel.pad for cel in stelsel.weg}


@dataclass(frozen=True, slots=True)
class _Zet:
    """A shift: how much each unknown and each sum changes, the demands it breaks, and those not met yet."""

    prijs: int
    wijziging: dict[int, int]
    gevolg: dict[int, int]
    gebroken: frozenset[int]
    open: frozenset[int]


class _Stelsel:
    def __init__(self, s: Situatie, eerder: list[Cel], nieuw: list[Cel]) -> None:
        self.s = s
        self.x: list[int] = []
        self.kop: list[str] = []  # under which head of the figures each stands
        self.nummer: dict[object, int] = {}
        self.eisen: list[_Eis] = []
        self.bij: list[list[tuple[int, int]]] = []  # of each unknown the demands it is in
        self.vast: set[int] = set()  # known to be nought
        self.opgeheven: set[int] = set()
        self.weg: set[Cel] = set()
        self.nieuw = nieuw
        self.termen: dict[Cel, tuple[int, ...]] = {}
        self.bereikt: dict[int, tuple[int, int]] = {}  # how low and how high an unknown was seen
        self.op_te_heffen: dict[Cel, int] = {}
        self._maak_onbekenden(eerder + nieuw)
        for cel in eerder:
            self._maak_cel(cel, hard=True)
        for cel in nieuw:
            self._maak_cel(cel, hard=not cel.waarde)
        self._maak_verbanden()
        self._maak_mensen(eerder + nieuw)
        self.doelwit: deque[tuple[int, ...]] = deque(
            dict.fromkeys(
                [self.termen[c] for c in nieuw if 0 < c.waarde < s.drempel]
                + [self.termen[c] for c in eerder if c.verborgen]
                + [
                    (self.nummer[sleutel],)
                    for sleutel, n in s.waarden.items()
                    if 0 < n < s.drempel and sleutel in self.nummer
                ]
            )
        )

    # --- what is known -----------------------------------------------------------------------

    def _onbekende(self, pad: Pad, sleutel: object, waarde: int) -> int:
        if sleutel not in self.nummer:
            self.nummer[sleutel] = len(self.x)
            self.kop.append(pad[0])
            self.x.append(waarde)
            self.bij.append([])
        return self.nummer[sleutel]

    def _maak_onbekenden(self, cellen: Iterable[Cel]) -> None:
        self.paden = sorted({pad for (pad, _, _), n in self.s.waarden.items() if n})
        self.filters = ["", *(f for deel in self.s.delen for f in deel)]
        for pad in self.paden:
            for stuk in range(len(self.s.stukken)):
                for f in self.filters:
                    self._onbekende(pad, (pad, stuk, f), self.s.waarden.get((pad, stuk, f), 0))
        for cel in cellen:
            self.termen[cel] = self._termen(cel)

    def _doel(self, nr: str) -> tuple[str, str]:
        """Also of a target that left the profile after it was released."""
        return self.s.opbouw.doelen.get(nr, ("mensen", ""))

    def _telt(self, pad: Pad) -> str:
        if pad[0] == "kpi":
            return self._doel(pad[1])[0]
        return "mensen" if pad == INWONERS else "gesprekken"

    def _termen(self, cel: Cel) -> tuple[int, ...]:
        telt = self._telt(cel.pad)
        if telt == "mensen":
            return (self._onbekende(cel.pad, cel.plek, cel.waarde),)
        paden = _TWEE if telt == "eerste-en-tweede" else (cel.pad,)
        sleutels = ((pad, stuk, cel.filter) for pad in paden for stuk in self._binnen(cel))
        return tuple(self.nummer[sleutel] for sleutel in sleutels if sleutel in self.nummer)

    def _binnen(self, cel: Cel) -> list[int]:
        if cel.pad == OPENSTAAND:
            return [i for i, (_, tot) in enumerate(self.s.stukken) if tot == cel.tot]
        return [i for i, (van, tot) in enumerate(self.s.stukken) if cel.van <= van and tot <= cel.tot]

    def _eis(self, eis: _Eis) -> None:
        if eis.termen:
            for var, factor in eis.termen:
                self.bij[var].append((len(self.eisen), factor))
            self.eisen.append(eis)

    def _maak_cel(self, cel: Cel, *, hard: bool) -> None:
        termen = self.termen[cel]
        if cel.verborgen:
            return
        if 0 < cel.waarde < self.s.drempel and not hard:
            self.weg.add(cel)
        elif not cel.waarde and not any(self.x[var] for var in termen):
            self.vast.update(termen)
        else:
            if not hard:
                self.op_te_heffen[cel] = len(self.eisen)
            prijs = _CEL + min(cel.waarde, 10 * _CEL) + (_KOP if cel.pad[0] in _KOPPEN else 0)
            self._eis(_Eis(tuple((var, 1) for var in termen), True, 0, None if hard else cel, prijs))

    def _som(
        self, termen: Iterable[tuple[Pad, int]], stukken: Iterable[int], f: Filter
    ) -> list[tuple[int, int]]:
        paren = ((self.nummer.get((pad, stuk, f)), n) for stuk in stukken for pad, n in termen)
        return [(var, n) for var, n in paren if var is not None]

    def _verband(self, termen: Sequence[tuple[int, int]], *, gelijk: bool) -> None:
        """What the rows contradict (they may) is taken as they have it."""
        ruimte = 0 if gelijk else max(0, sum(n * self.x[var] for var, n in termen))
        self._eis(_Eis(tuple(termen), gelijk, ruimte))

    def _maak_verbanden(self) -> None:
        regels = list(verbanden(self.paden, self.s.opbouw))
        for stuk in range(len(self.s.stukken)):
            for f in self.filters:
                for termen, gelijk in regels:
                    self._verband(self._som(termen, (stuk,), f), gelijk=gelijk)
        for deel in self.s.delen:
            sommen = [
                [(self.nummer[pad, stuk, ""], 1), *((self.nummer[pad, stuk, f], -1) for f in deel)]
                for stuk in range(len(self.s.stukken))
                for pad in self.paden
            ]
            # Where every row has its pilot the parts are all there is; else nobody knows how many have none.
            heel = not any(sum(n * self.x[var] for var, n in som) for som in sommen)
            for som in sommen:
                self._verband(som, gelijk=heel)

    def _maak_mensen(self, cellen: Iterable[Cel]) -> None:
        """People do not add up over windows or filters; these are the bounds there are."""
        per: dict[tuple[Pad, Filter], dict[Dagen, Cel]] = defaultdict(dict)
        for cel in cellen:
            if self._telt(cel.pad) == "mensen":
                per[cel.pad, cel.filter][cel.van, cel.tot] = cel
        for (pad, f), vensters in per.items():
            for dagen, cel in vensters.items():
                self._maak_mens(cel, per)
                for andere_dagen, ander in vensters.items():
                    if dagen != andere_dagen and dagen[0] <= andere_dagen[0] and andere_dagen[1] <= dagen[1]:
                        self._genest(cel, ander)
                if f and (geheel := per.get((pad, ""), {}).get(dagen)):
                    self._verband([(self.termen[geheel][0], 1), (self.termen[cel][0], -1)], gelijk=False)
        for dagen, geheel in per.get((INWONERS, ""), {}).items():
            for deel in self.s.delen:
                som = [(self.termen[geheel][0], -1)]
                for f in deel:
                    er = per.get((INWONERS, f), {}).get(dagen)
                    som += (
                        [(self.termen[er][0], 1)]
                        if er
                        else self._som([(_GEVOERD, 1)], self._binnen(geheel), f)
                    )
                self._verband(som, gelijk=False)

    def _maak_mens(self, cel: Cel, per: Mapping[tuple[Pad, Filter], Mapping[Dagen, Cel]]) -> None:
        (var,) = self.termen[cel]
        gevoerd = self._som([(_GEVOERD, 1)], self._binnen(cel), cel.filter)
        if cel.pad == INWONERS:
            self._verband([*gevoerd, (var, -1)], gelijk=False)
            return
        _, nr, naam = cel.pad
        groter = {"zonder": "teller", "teller": "noemer"}.get(naam)
        geheel = per.get((("kpi", nr, groter), cel.filter), {}).get((cel.van, cel.tot)) if groter else None
        if geheel is not None:
            self._verband([(self.termen[geheel][0], 1), (var, -1)], gelijk=False)
        else:
            zonder = self._som([(("toeleiding", "zonder_advies"), -1)], self._binnen(cel), cel.filter)
            self._verband([*gevoerd, *(zonder if naam == "noemer" else ()), (var, -1)], gelijk=False)
            if mensen := per.get((INWONERS, cel.filter), {}).get((cel.van, cel.tot)):
                self._verband([(self.termen[mensen][0], 1), (var, -1)], gelijk=False)
        groep = self._doel(nr)[1]
        if naam == "teller" and groep:
            bevat: Pad = ("toeleiding", "groepen", groep, "bevat")
            self._verband([*self._som([(bevat, 1)], self._binnen(cel), cel.filter), (var, -1)], gelijk=False)

    def _genest(self, groot: Cel, klein: Cel) -> None:
        """More days, no fewer people; and no more than the gesprekken of those days."""
        if groot.pad[-1] not in ("inwoners", "noemer"):
            return
        (g,), (k,) = self.termen[groot], self.termen[klein]
        self._verband([(g, 1), (k, -1)], gelijk=False)
        rest = sorted(set(self._binnen(groot)) - set(self._binnen(klein)))
        meer = self._som([(_GEVOERD, 1)], rest, groot.filter)
        self._verband([(k, 1), *meer, (g, -1)], gelijk=False)

    # --- hiding until it is safe -------------------------------------------------------------

    def bescherm(self) -> None:
        while self.doelwit:
            doelwit = self.doelwit.popleft()
            if not doelwit:  # released before, and since then there are no such rows any more
                continue
            if self._verbreed(doelwit) or self._verbreed(doelwit, 10 * _POGINGEN):
                continue
            # The last resort: nothing of its kind in the new release, and then nothing at all.
            kop = self.kop[doelwit[0]]
            verwant = [cel for cel in self.op_te_heffen if cel.pad[0] == kop]
            if not self._verberg_alle(verwant) or not self._verbreed(doelwit):
                self._verberg_alle(list(self.op_te_heffen))

    def _verberg_alle(self, cellen: Sequence[Cel]) -> bool:
        for cel in cellen:
            self._verberg(cel)
        return bool(cellen)

    def _verberg(self, cel: Cel) -> None:
        self.opgeheven.add(self.op_te_heffen.pop(cel))
        self.weg.add(cel)
        self.doelwit.append(self.termen[cel])

    def _verbreed(self, doelwit: tuple[int, ...], pogingen: int = _POGINGEN) -> bool:
        """Shift until it differed by the threshold, up and down together."""
        bereik = 0
        if len(doelwit) == 1:
            laag, hoog = self.bereikt.get(doelwit[0], (0, 0))
            if hoog - laag >= self.s.drempel:
                return True
        for teken in (1, -1):
            samen: dict[int, int] = {}
            effect: dict[int, int] = {}
            while bereik < self.s.drempel and (zet := self._zoek(doelwit, teken, pogingen)):
                for nr in zet.gebroken:
                    cel = self.eisen[nr].cel
                    if cel is not None and cel in self.op_te_heffen:
                        self._verberg(cel)
                per_keer = abs(sum(zet.wijziging.get(var, 0) for var in doelwit))
                keren = self._keren(zet, -(-(self.s.drempel - bereik) // per_keer))
                self._schuif(zet.wijziging, zet.gevolg, keren)
                for uit, wat in ((samen, zet.wijziging), (effect, zet.gevolg)):
                    for nr, n in wat.items():
                        uit[nr] = uit.get(nr, 0) + keren * n
                for var in zet.wijziging:
                    laag, hoog = self.bereikt.get(var, (0, 0))
                    self.bereikt[var] = min(laag, samen[var]), max(hoog, samen[var])
                bereik += keren * per_keer
            self._schuif(samen, effect, -1)
        return bereik >= self.s.drempel

    def _keren(self, zet: "_Zet", hoogstens: int) -> int:
        keren = hoogstens
        for var, n in zet.wijziging.items():
            if n < 0:
                keren = min(keren, self.x[var] // -n)
        for nr, n in zet.gevolg.items():
            if n < 0 and not self.eisen[nr].gelijk:
                keren = min(keren, self.eisen[nr].ruimte // -n)
        return keren

    def _schuif(self, wijziging: Mapping[int, int], gevolg: Mapping[int, int], keren: int) -> None:
        for var, n in wijziging.items():
            self.x[var] += keren * n
        for nr, n in gevolg.items():
            if not self.eisen[nr].gelijk:
                self.eisen[nr].ruimte += keren * n

    def _zoek(self, doelwit: tuple[int, ...], teken: int, pogingen: int) -> "_Zet | None":
        """A cheap shift in which the target moves this way."""
        volgende = count()
        rij: list[tuple[int, int, _Zet]] = []
        begin = _Zet(0, {}, {}, frozenset(), frozenset())

        def zet_in_rij(zet: _Zet) -> None:
            heappush(rij, (zet.prijs + _OPEN * len(zet.open), next(volgende), zet))

        for var in doelwit:
            if self._kan(var, teken):
                zet_in_rij(self._met(begin, var, teken))
        for _ in range(pogingen):
            if not rij:
                return None
            zet = heappop(rij)[2]
            if not zet.open:
                if teken * sum(zet.wijziging.get(var, 0) for var in doelwit) > 0:
                    return zet
                continue
            nr, paren = self._keuzes(zet)
            if self.eisen[nr].cel is not None:
                prijs = zet.prijs + self.eisen[nr].prijs
                zet_in_rij(replace(zet, prijs=prijs, gebroken=zet.gebroken | {nr}, open=zet.open - {nr}))
            for var, n in paren:
                zet_in_rij(self._met(zet, var, n))
        return None

    def _kan(self, var: int, n: int) -> bool:
        return var not in self.vast and self.x[var] + n >= 0

    def _met(self, zet: "_Zet", var: int, n: int) -> "_Zet":
        gevolg, open_ = dict(zet.gevolg), set(zet.open)
        for nr, factor in self.bij[var]:
            eis = self.eisen[nr]
            gevolg[nr] = samen = gevolg.get(nr, 0) + factor * n
            if (samen if eis.gelijk else eis.ruimte + samen < 0) and nr not in self.opgeheven:
                if nr not in zet.gebroken:
                    open_.add(nr)
            else:
                open_.discard(nr)
        return _Zet(zet.prijs + _STAP, zet.wijziging | {var: n}, gevolg, zet.gebroken, frozenset(open_))

    def _keuzes(self, zet: "_Zet") -> tuple[int, list[tuple[int, int]]]:
        """Of the demands that are not met the one with the fewest ways out."""
        beste: tuple[int, list[tuple[int, int]]] | None = None
        for nr in sorted(zet.open):
            eis = self.eisen[nr]
            te_kort = zet.gevolg[nr] if eis.gelijk else eis.ruimte + zet.gevolg[nr]
            paren = []
            for var, factor in eis.termen:
                if var in zet.wijziging or (eis.gelijk and te_kort % factor):
                    continue
                hoeveel = -(-abs(te_kort) // abs(factor))
                anders = hoeveel if (te_kort < 0) == (factor > 0) else -hoeveel
                if self._kan(var, anders):
                    paren.append((var, anders))
            if beste is None or len(paren) < len(beste[1]):
                beste = nr, paren
                if len(paren) + (eis.cel is not None) <= 1:
                    break
        if beste is None:
            raise ValueError("nothing is open")
        return beste

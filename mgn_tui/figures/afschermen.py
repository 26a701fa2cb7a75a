"""Hiding cells until none can be computed back: the choice behind `openbaar`.

What is unknown to a reader are the counts of each stretch of days, for each pilot or gemeente: the unknowns. What
is known are demands on them: a published cell is the sum of its unknowns, and the counting rules make some add up
to others. A target is safe when linear programming leaves it an interval of at least the threshold. Where it does
not, the cheapest cell of the new release that stands in the way is hidden, and becomes a target itself.

It always ends well: what was safe before this release is safe when all of it is hidden. What was not safe before
(rows were corrected since) is no target, for nothing that is hidden now would help; and a cell that is large enough
and was known already is not hidden, for it is no secret.

After a correction there are two readers: one who knows what changed in what was published, and for what he knows
already one who does not, and makes nothing of the cells that changed.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mgn_tui.figures.lineair import Lineair
from mgn_tui.figures.openbaar import INWONERS, OPENSTAAND, Cel, Dagen, Filter, Opbouw, Pad, verbanden
from mgn_tui.figures.verschuiven import Eis, Verschuiver

Onbekende = tuple[Pad, int, Filter]
"""A count of one stretch of days."""
_GEVOERD: Pad = ("gesprekken", "gevoerd")
_TWEE: tuple[Pad, ...] = (("gesprekken", "eerste"), ("gesprekken", "tweede"))
_CEL = 20  # price of one more hidden cell, before its size
_KOP = 300  # on top, for the figures everybody asks first
_KOPPEN = ("gesprekken", "inwoners")
_NUL = 10_000  # a nought is nobody: hidden when nothing else helps
_BEKEND = 1_000_000  # known already: hidden when even that does not help
_DOEL = -1  # the name of the target among the unknowns
_GROEI = 5  # how large the program becomes before it is made anew


@dataclass(slots=True)
class _Eis:
    """`gelijk`: the sum stays what it is; else it may fall by no more than `ruimte`.

    `cel`: what hiding lifts it. `achterhaald`: what was published, and the rows do not have so now.
    """

    termen: tuple[tuple[int, int], ...]
    gelijk: bool
    ruimte: int = 0
    cel: Cel | None = None
    achterhaald: bool = False


@dataclass(frozen=True, slots=True)
class Situatie:
    """What the new release is judged with. `vensters`: what may be asked later, of more than one stretch.

    `waarden`: every unknown; `delen`: the filters that add up to all.
    """

    stukken: Sequence[Dagen]
    vensters: Sequence[Dagen]
    waarden: Mapping[Onbekende, int]
    delen: Sequence[Sequence[Filter]]
    opbouw: Opbouw
    drempel: int


def scherm_af(nieuw: Iterable[Cel], eerder: Iterable[Cel], s: Situatie) -> set[Pad]:
    """The cells of the new release that must be hidden. `eerder`: every cell of the releases before it."""
    stelsel = _Stelsel(s, list(eerder), list(nieuw))
    stelsel.bescherm()
    return {cel.pad for cel in stelsel.weg}


@dataclass(slots=True)
class _Lezer:
    """Who has every release. `eerder`: what can be without this one, `nu`: with it."""

    kent_correcties: bool
    eerder: Lineair
    nu: Lineair
    doelwit: deque[tuple[int, ...]]


class _Stelsel:
    def __init__(self, s: Situatie, eerder: list[Cel], nieuw: list[Cel]) -> None:
        self.s = s
        self.x: list[int] = []
        self.nummer: dict[object, int] = {}
        self.eisen: list[_Eis] = []
        self.vast: set[int] = set()  # known to be nought
        self.nullen: dict[int, list[Cel]] = defaultdict(
            list
        )  # of an unknown the new cells that say it is nought
        self.weg: set[Cel] = set()
        self.nieuw = nieuw
        self.termen: dict[Cel, tuple[int, ...]] = {}
        self._maak_onbekenden(eerder + nieuw)
        for cel in eerder:
            self._maak_cel(cel, nieuw=False)
        for cel in nieuw:
            self._maak_cel(cel, nieuw=True)
        self._maak_verbanden()
        self._maak_mensen(eerder + nieuw)
        self.doelwit = dict.fromkeys(termen for termen in self._doelwitten(eerder) if termen)

    def _doelwitten(self, eerder: Iterable[Cel]) -> Iterator[tuple[int, ...]]:
        """What is hidden, and what nobody asked for yet and will be hidden then.

        Of what was released before there may be no rows any more, and so no unknowns.
        """
        yield from (self.termen[cel] for cel in self.nieuw if 0 < cel.waarde < self.s.drempel)
        yield from (self.termen[cel] for cel in eerder if cel.verborgen)
        stukken = [range(i, i + 1) for i in range(len(self.s.stukken))]
        for binnen in [*stukken, *(self._stukken_van(*dagen) for dagen in self.s.vensters)]:
            for pad in self.paden:
                for f in self.filters:
                    if 0 < sum(self.s.waarden.get((pad, i, f), 0) for i in binnen) < self.s.drempel:
                        yield tuple(self.nummer[pad, i, f] for i in binnen)

    # --- what is known -----------------------------------------------------------------------

    def _onbekende(self, sleutel: object, waarde: int) -> int:
        if sleutel not in self.nummer:
            self.nummer[sleutel] = len(self.x)
            self.x.append(waarde)
        return self.nummer[sleutel]

    def _maak_onbekenden(self, cellen: Iterable[Cel]) -> None:
        """Of a pilot or gemeente where nobody was counted everybody may know that: there is nothing unknown."""
        self.paden = sorted({pad for (pad, _, _), n in self.s.waarden.items() if n})
        iemand = {f for (_, _, f), n in self.s.waarden.items() if n}
        self.delen = [[f for f in deel if f in iemand] for deel in self.s.delen]
        self.filters = ["", *(f for deel in self.delen for f in deel)]
        for pad in self.paden:
            for stuk in range(len(self.s.stukken)):
                for f in self.filters:
                    self._onbekende((pad, stuk, f), self.s.waarden.get((pad, stuk, f), 0))
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
            return (self._onbekende(cel.plek, cel.waarde),)
        paden = _TWEE if telt == "eerste-en-tweede" else (cel.pad,)
        sleutels = ((pad, stuk, cel.filter) for pad in paden for stuk in self._binnen(cel))
        return tuple(self.nummer[sleutel] for sleutel in sleutels if sleutel in self.nummer)

    def _binnen(self, cel: Cel) -> list[int]:
        if cel.pad == OPENSTAAND:
            return [i for i, (_, tot) in enumerate(self.s.stukken) if tot == cel.tot]
        return self._stukken_van(cel.van, cel.tot)

    def _stukken_van(self, van: date, tot: date) -> list[int]:
        return [i for i, (begin, einde) in enumerate(self.s.stukken) if van <= begin and einde <= tot]

    def _maak_cel(self, cel: Cel, *, nieuw: bool) -> None:
        termen = self.termen[cel]
        if cel.verborgen or not termen:
            return
        if nieuw and 0 < cel.waarde < self.s.drempel:
            self.weg.add(cel)
        elif cel.waarde or any(self.x[var] for var in termen):
            anders = not nieuw and cel.waarde != sum(self.x[var] for var in termen)
            wat = tuple((var, 1) for var in termen)
            self.eisen.append(_Eis(wat, True, 0, cel if nieuw else None, anders))
        elif nieuw:
            for var in termen:
                self.nullen[var].append(cel)
        else:
            self.vast.update(termen)

    def _som(
        self, termen: Iterable[tuple[Pad, int]], stukken: Iterable[int], f: Filter
    ) -> list[tuple[int, int]]:
        paren = ((self.nummer.get((pad, stuk, f)), n) for stuk in stukken for pad, n in termen)
        return [(var, n) for var, n in paren if var is not None]

    def _verband(self, termen: Sequence[tuple[int, int]], *, gelijk: bool) -> None:
        """What the rows contradict (they may) is taken as they have it."""
        nu = sum(n * self.x[var] for var, n in termen)
        if termen:
            self.eisen.append(_Eis(tuple(termen), gelijk, max(0, nu), None, nu < 0))

    def _maak_verbanden(self) -> None:
        regels = list(verbanden(self.paden, self.s.opbouw))
        for stuk in range(len(self.s.stukken)):
            for f in self.filters:
                for termen, gelijk in regels:
                    self._verband(self._som(termen, (stuk,), f), gelijk=gelijk)
        self.helen: list[Sequence[Filter]] = []
        for deel in self.delen:
            sommen = [
                [(self.nummer[pad, stuk, ""], 1), *((self.nummer[pad, stuk, f], -1) for f in deel)]
                for stuk in range(len(self.s.stukken))
                for pad in self.paden
            ]
            # Where every row has its pilot the parts are all there is; else nobody knows how many have none.
            heel = not any(sum(n * self.x[var] for var, n in som) for som in sommen)
            if heel:
                self.helen.append(deel)
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
            for deel in self.helen:
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
        self.prijs: dict[int, int] = {
            var: _NUL for var, cellen in self.nullen.items() if var not in self.vast and cellen
        }
        for nr, eis in enumerate(self.eisen, len(self.x)):
            if eis.cel is not None:
                self.prijs[nr] = _prijs(eis.cel)
        self.lezers = [self._lezer(True, self.doelwit)]
        if any(eis.achterhaald for eis in self.eisen):
            self.lezers.append(self._lezer(False, ()))
        self.vlug = self._verschuiver()
        genoeg = _GROEI * max(lezer.nu.omvang() for lezer in self.lezers)
        while lezer := next((lezer for lezer in self.lezers if lezer.doelwit), None):
            doelwit = lezer.doelwit.popleft()
            if not self.vlug.verschuift(doelwit, self.s.drempel) and not self._is_breed(lezer.nu, doelwit):
                if self._is_breed(lezer.eerder, doelwit):
                    self._verbreed(lezer, doelwit)
                elif lezer is not self.lezers[-1]:
                    self.lezers[-1].doelwit.append(doelwit)
            if lezer.nu.omvang() > genoeg:  # made anew it is small, and so fast
                punten = lezer.nu.punten
                lezer.nu = self._lineair(lezer.kent_correcties, met_nieuw=True)
                lezer.nu.punten = punten

    def _lezer(self, kent_correcties: bool, doelwit: Iterable[tuple[int, ...]]) -> _Lezer:
        return _Lezer(
            kent_correcties,
            self._lineair(kent_correcties, met_nieuw=False),
            self._lineair(kent_correcties, met_nieuw=True),
            deque(doelwit),
        )

    def _verschuiver(self) -> Verschuiver:
        """Of the reader who knows most."""
        x = {v: n for v, n in enumerate(self.x) if v not in self.vast and v not in self.prijs}
        eisen = {
            nr: Eis(eis.termen, None if eis.gelijk else eis.ruimte)
            for nr, eis in enumerate(self.eisen, len(self.x))
            if eis.cel is None or nr in self.prijs
        }
        return Verschuiver(x, eisen)

    def _lineair(self, kent_correcties: bool, *, met_nieuw: bool) -> Lineair:
        lp = Lineair()
        for var, n in enumerate(self.x):
            if var not in self.vast:
                lp.onbekende(var, n, stil=met_nieuw and var in self.prijs)
        begin = len(self.x)
        geldt = [(nr, e) for nr, e in enumerate(self.eisen, begin) if kent_correcties or not e.achterhaald]
        for nr, eis in geldt:
            if eis.gelijk and eis.cel is None:
                lp.houd(nr, eis.termen)
        for nr, eis in geldt:
            if met_nieuw and nr in self.prijs:
                lp.houd(nr, eis.termen, los=True)
        for nr, eis in geldt:
            if not eis.gelijk:
                lp.minstens(nr, eis.termen, eis.ruimte)
        return lp

    def _is_breed(self, lp: Lineair, doelwit: tuple[int, ...]) -> bool:
        if lp.was_al(doelwit, self.s.drempel):
            return True
        lp.volg(_DOEL, ((var, 1) for var in doelwit))
        breed = lp.beweeg(_DOEL, self.s.drempel) is None
        lp.vergeet(_DOEL)
        return breed

    def _verbreed(self, lezer: _Lezer, doelwit: tuple[int, ...]) -> None:
        """Hide the cheapest cell that holds the target back, until it is free enough. There always is one: with
        all of them hidden no more is known than before."""
        lezer.nu.volg(_DOEL, ((var, 1) for var in doelwit))
        while (remmen := lezer.nu.beweeg(_DOEL, self.s.drempel)) is not None:
            _, naam = min((self.prijs[k], k) for k in remmen if k in self.prijs)
            cellen = [cel for cel in self._cellen(naam) if cel not in self.weg]
            eerder = self.lezers[0].eerder
            if self.prijs[naam] < _BEKEND and not all(self._is_breed(eerder, self.termen[c]) for c in cellen):
                self.prijs[naam] += _BEKEND
            else:
                self._verberg(cellen)
        lezer.nu.vergeet(_DOEL)

    def _cellen(self, naam: int) -> list[Cel]:
        """The cells that hold an unknown (each says that it is nought), or the one that is a sum."""
        if naam < len(self.x):
            return self.nullen[naam]
        cel = self.eisen[naam - len(self.x)].cel
        return [] if cel is None else [cel]

    def _verberg(self, cellen: Iterable[Cel]) -> None:
        for cel in cellen:
            self.weg.add(cel)
            self.lezers[0].doelwit.append(self.termen[cel])
        for naam in [naam for naam in self.prijs if self.weg.issuperset(self._cellen(naam))]:
            del self.prijs[naam]
            for lezer in self.lezers:
                lezer.nu.laat_los(naam)
        self.vlug = self._verschuiver()


def _prijs(cel: Cel) -> int:
    return _CEL + min(cel.waarde, 10 * _CEL) + (_KOP if cel.pad[0] in _KOPPEN else 0)

"""Which cells may be public: none so small that it is a person, and none to be computed back from the others.

A cell is a count over a window and a filter. Below the threshold it is hidden (nought is published). Then each
hidden cell must keep an interval of at least the threshold for who knows every cell published so far, how cells
add up, and even what the cells say that nobody asked for: exact linear programming decides that
(`figures.afschermen`). Where the interval is too small, a cell of the new release is hidden as well. What was
published before stays so.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Literal

Pad = tuple[str, ...]
"""Where a count stands in the JSON; of a target ("kpi", number, "teller")."""
Filter = str
"""Empty for all rows, else `pilot:…` or `gemeente:…`."""
Dagen = tuple[date, date]
Plek = tuple[Pad, date, date, Filter]
Telt = Literal["eerste-en-tweede", "gesprekken", "mensen"]

_DAG = timedelta(days=1)
INWONERS: Pad = ("inwoners",)
OPENSTAAND: Pad = ("aanmeldingen", "openstaand", "n")
_GEVOERD: Pad = ("gesprekken", "gevoerd")
_EERSTE: Pad = ("gesprekken", "eerste")
_TWEEDE: Pad = ("gesprekken", "tweede")
_ZONDER: Pad = ("toeleiding", "zonder_advies")
_COMBINATIES: Pad = ("toeleiding", "combinaties")


@dataclass(frozen=True, slots=True)
class Cel:
    """A count as it is, or was, released."""

    pad: Pad
    van: date
    tot: date
    filter: Filter
    waarde: int
    verborgen: bool = False

    @property
    def plek(self) -> Plek:
        """The same place is the same cell, whichever release it stands in."""
        van = self.tot if self.pad == OPENSTAAND else self.van
        return (self.pad, van, self.tot, self.filter)


@dataclass(frozen=True, slots=True)
class Opbouw:
    """How cells hang together: the categories of each group, and what each target counts, of which group."""

    groepen: Mapping[str, Sequence[str]]
    doelen: Mapping[str, tuple[Telt, str]] = field(default_factory=dict)


# --- which cells there are -------------------------------------------------------------------

_LOS = ("gesprekken", "inwoners", "naaste_aanwezig", "teams", "leefgebieden", "criteria", "toeleiding")
_MET_N = (
    "wachttijd_uitnodiging_dagen",
    "wachttijd_dagen",
    "duur_min",
    "themas",
    "waardering",
    "aanmeldingen",
)
_GEEN_AANTAL = ("norm", "mediaan", "p90", "gemiddeld", "score_gemiddeld", "langste_dagen")


def aantallen(inhoud: Mapping[str, Any]) -> dict[Pad, int]:
    """Every count of people, gesprekken or aanmeldingen in the contract's object, but for its targets."""
    return dict(_aantallen({naam: inhoud[naam] for naam in (*_LOS, *_MET_N)}, ()))


def _aantallen(waarde: Any, pad: Pad) -> Iterator[tuple[Pad, int]]:
    if isinstance(waarde, Mapping):
        for naam, deel in waarde.items():
            if naam not in _GEEN_AANTAL:
                yield from _aantallen(deel, (*pad, naam))
    elif isinstance(waarde, int):
        yield pad, waarde


def ontdaan(inhoud: Mapping[str, Any], weg: Iterable[Pad]) -> dict[str, Any]:
    """The object without these cells and without what is derived of them, each listed under `afgeschermd`.

    A code that must be hidden and that no list names (there was none) is named for it.
    """
    verborgen = set(weg)
    namen: list[str] = []
    uit = {
        naam: _zonder(_genoemd(deel, (naam,), verborgen), (naam,), verborgen, namen)
        for naam, deel in inhoud.items()
        if naam not in ("kpi", "afgeschermd")
    }
    uit["kpi"] = [_zonder_doel(regel, nummer, verborgen, namen) for nummer, regel in enumerate(inhoud["kpi"])]
    uit["afgeschermd"] = namen
    return uit


def zoals_eerder(uit: dict[str, Any], eerder: Mapping[str, Any]) -> None:
    """What another window that ended on the same day published already, stands as it stood there."""
    open_ = "aanmeldingen.openstaand."
    uit["aanmeldingen"]["openstaand"] = eerder["aanmeldingen"]["openstaand"]
    namen = [n for n in uit["afgeschermd"] if not n.startswith((open_, "kpi."))]
    namen += [n for n in eerder["afgeschermd"] if n.startswith(open_)]
    daar = {(regel["nr"], *regel["venster"].values()): i for i, regel in enumerate(eerder["kpi"])}
    for nummer, regel in enumerate(uit["kpi"]):
        bron, oud = uit, nummer
        if (plek := daar.get((regel["nr"], *regel["venster"].values()))) is not None:
            bron, oud = dict(eerder), plek
            uit["kpi"][nummer] = eerder["kpi"][plek]
        kop = f"kpi.{oud}."
        namen += [f"kpi.{nummer}.{n.removeprefix(kop)}" for n in bron["afgeschermd"] if n.startswith(kop)]
    uit["afgeschermd"] = namen


def _genoemd(waarde: Any, pad: Pad, weg: Set[Pad]) -> Any:
    for ander in sorted(weg):
        if isinstance(waarde, Mapping) and ander[: len(pad)] == pad and len(ander) > len(pad):
            naam = ander[len(pad)]
            leeg: Any = 0 if len(ander) == len(pad) + 1 else {}
            waarde = {**waarde, naam: _genoemd(waarde.get(naam, leeg), (*pad, naam), {ander})}
    return waarde


def _zonder(waarde: Any, pad: Pad, weg: set[Pad], namen: list[str]) -> Any:
    if isinstance(waarde, Mapping):
        uit = {naam: _zonder(deel, (*pad, naam), weg, namen) for naam, deel in waarde.items()}
        if any((*pad, naam) in weg for naam in ("n", "score_n")):
            for naam in uit:
                if naam in _GEEN_AANTAL and naam != "norm" and uit[naam] is not None:
                    uit[naam] = None
                    namen.append(".".join((*pad, naam)))
        return uit
    if pad in weg:
        namen.append(".".join(pad))
        return None
    return waarde


def _zonder_doel(regel: Mapping[str, Any], nummer: int, weg: set[Pad], namen: list[str]) -> Mapping[str, Any]:
    """Share and status tell the numerator, and give away a denominator."""
    nr = str(regel["nr"])
    weg_hier = {naam for naam in ("teller", "noemer") if ("kpi", nr, naam) in weg}
    anders = {n for n in regel if n.startswith("waarde_zonder_")}
    if weg_hier:
        weg_hier |= {"waarde", "status"} | anders
    elif ("kpi", nr, "zonder") in weg:
        weg_hier |= anders
    weg_hier = {n for n in weg_hier if regel[n] is not None}
    namen += [f"kpi.{nummer}.{naam}" for naam in regel if naam in weg_hier]
    return {naam: None if naam in weg_hier else waarde for naam, waarde in regel.items()}


# --- windows ---------------------------------------------------------------------------------


def stukken(vensters: Iterable[Dagen]) -> list[Dagen]:
    """The shortest stretches of days of which every window consists."""
    paren = list(vensters)
    grenzen = sorted({van for van, _ in paren} | {tot + _DAG for _, tot in paren})
    return [
        (van, tot - _DAG)
        for van, tot in pairwise(grenzen)
        if any(v <= van and tot - _DAG <= t for v, t in paren)
    ]


def samengesteld(delen: Sequence[Dagen], start: date) -> list[Dagen]:
    """The windows that may be asked and that more than one of these stretches make up."""
    uit = []
    for i, (van, tot) in enumerate(delen):
        for volgende_van, volgende_tot in delen[i + 1 :]:
            if volgende_van != tot + _DAG:
                break
            tot = volgende_tot
            maanden = 12 * (tot.year - van.year) + tot.month - van.month + 1
            heel = van.day == 1 and (van.month - 1) % maanden == 0 and maanden in (3, 6, 12)
            if (tot + _DAG).day == 1 and (heel or (van == start and tot.month % 3 == 0)):
                uit.append((van, tot))
    return uit


# --- how cells add up ------------------------------------------------------------------------

Termen = list[tuple[Pad, int]]


def verbanden(paden: Iterable[Pad], opbouw: Opbouw) -> Iterator[tuple[Termen, bool]]:
    """What holds within one window and filter: terms that are nought together (True) or not below it (False).

    Whoever reads the counting rules knows these.
    """
    alle = sorted(set(paden))
    onder: dict[Pad, list[Pad]] = defaultdict(list)
    for pad in alle:
        onder[pad[:-1]].append(pad)

    def som(*kop: str) -> Termen:
        return [(pad, 1) for pad in onder[kop]]

    def hoogstens(geheel: Termen, delen: Termen) -> tuple[Termen, bool]:
        return geheel + [(pad, -n) for pad, n in delen], False

    een: Termen = [(_GEVOERD, 1)]
    eerste: Termen = [(_EERSTE, 1)]
    yield hoogstens(een, [(_EERSTE, 1), (_TWEEDE, 1)])
    yield [(("wachttijd_dagen", "n"), 1), (_EERSTE, -1)], True
    yield hoogstens(eerste, [(("wachttijd_uitnodiging_dagen", "n"), 1)])
    for wacht in ("wachttijd_dagen", "wachttijd_uitnodiging_dagen"):
        yield hoogstens([((wacht, "n"), 1)], [((wacht, "binnen_norm"), 1)])
    yield hoogstens(een, som("teams"))
    for pad in alle:
        deel_van_gevoerd = pad[0] in ("themas", "leefgebieden", "criteria", "waardering", "naaste_aanwezig")
        if (
            deel_van_gevoerd
            or pad[:2] in (("toeleiding", "toegeleid"), ("toeleiding", "benut"))
            or pad == ("duur_min", "n")
        ):
            yield hoogstens(een, [(pad, 1)])
    aan = "aanmeldingen"
    klaar: Termen = [((aan, "afgewezen"), 1), ((aan, "ingetrokken"), 1)]
    yield hoogstens([((aan, "ontvangen"), 1)], klaar)
    yield hoogstens(klaar, som(aan, "redenen"))
    yield from _toeleiding(onder, opbouw)
    for nr, (telt, groep) in opbouw.doelen.items():
        if telt == "gesprekken":
            yield from _doel(nr, groep, [(_GEVOERD, 1), (_ZONDER, -1)])


def _doel(nr: str, groep: str, met_advies: Termen) -> Iterator[tuple[Termen, bool]]:
    teller, noemer, zonder = (("kpi", nr, naam) for naam in ("teller", "noemer", "zonder"))
    yield [(noemer, 1), (teller, -1)], False
    yield [(teller, 1), (zonder, -1)], False
    yield [*met_advies, (noemer, -1)], False
    if groep:
        yield [(("toeleiding", "groepen", groep, "bevat"), 1), (teller, -1)], False


def _toeleiding(onder: Mapping[Pad, Sequence[Pad]], opbouw: Opbouw) -> Iterator[tuple[Termen, bool]]:
    kop = ("toeleiding", "groepen")
    primair = [pad for pad in onder[("toeleiding", "primair")]]
    advies = {pad[-1]: pad for pad in onder[("toeleiding", "geadviseerd")]}
    met_advies: Termen = [(_GEVOERD, 1), (_ZONDER, -1)]
    groep_van = {code: groep for groep, codes in opbouw.groepen.items() for code in codes}
    codes_van: dict[str, set[str]] = {groep: set() for groep in opbouw.groepen}
    for code in {*advies, *(pad[-1] for pad in primair)}:
        codes_van.setdefault(groep_van.get(code, "overig"), set()).add(code)
    yield [*met_advies, (_COMBINATIES, -1), *(((*kop, g, "uitsluitend"), -1) for g in codes_van)], True
    yield [*met_advies, *((pad, -1) for pad in primair)], False
    yield (
        [((*kop, g, "bevat"), 1) for g in codes_van]
        + [((*kop, g, "uitsluitend"), -1) for g in codes_van]
        + [(_COMBINATIES, -2)],
        False,
    )
    for groep, codes in codes_van.items():
        bevat, uits, hoofd = ((*kop, groep, wijze) for wijze in ("bevat", "uitsluitend", "primair"))
        yield [(bevat, 1), (uits, -1)], False
        yield [(uits, 1), (_COMBINATIES, 1), (bevat, -1)], False
        yield [(bevat, 1), (hoofd, -1)], False
        yield [(hoofd, 1), *((pad, -1) for pad in primair if pad[-1] in codes)], True
        binnen = [advies[code] for code in sorted(codes) if code in advies]
        yield [*((pad, 1) for pad in binnen), (bevat, -1)], False
        for pad in binnen:
            yield [(bevat, 1), (pad, -1)], False
    for pad in primair:
        if pad[-1] in advies:
            yield [(advies[pad[-1]], 1), (pad, -1)], False

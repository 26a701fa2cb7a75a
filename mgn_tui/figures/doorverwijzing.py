"""The tally of doorverwijzingen: per category, per group, per person. Plain counting over narrow rows.

Outcomes are multi-select, so the columns add up to more than the number of gesprekken: never percentages of
a whole, and gesprekken and inwoners are two counts (domain.md, *Counting rules*).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Telrij:
    """One gevoerd gesprek: who (a pseudonym), its place in time, what was advised."""

    gesprek: str
    inwoner: str
    volgorde: str  # sorts: day, volgnummer, gesprek
    geadviseerd: frozenset[str]
    hoofdadvies: str | None = None
    verwezen: frozenset[str] = frozenset()
    gestart: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Groepstelling:
    """People whose last advised gesprek touches a group: contains it, has it as hoofdadvies, has only it."""

    bevat: int
    hoofdadvies: int
    uitsluitend: int


@dataclass(frozen=True, slots=True)
class Telling:
    gesprekken: int
    mensen: int
    mensen_met_advies: int
    zonder_advies: int  # gesprekken; in no outcome denominator
    per_code: Mapping[str, int]  # gesprekken whose advice contains the code
    verwezen: Mapping[str, int]
    gestart: Mapping[str, int]
    groepen: Mapping[str, Groepstelling]  # people
    combinaties: int  # gesprekken whose advice touches more than one group


def tel(rijen: Iterable[Telrij], groepen: Mapping[str, frozenset[str]], codes: Iterable[str]) -> Telling:
    """Count in one pass. `groepen`: code of a group → its categories; `codes`: the columns, in order."""
    per_code = dict.fromkeys(codes, 0)
    verwezen, gestart = dict(per_code), dict(per_code)
    laatste: dict[str, Telrij] = {}
    mensen: set[str] = set()
    gesprekken = zonder = combinaties = 0
    for rij in rijen:
        gesprekken += 1
        mensen.add(rij.inwoner)
        for code in rij.geadviseerd:
            per_code[code] = per_code.get(code, 0) + 1
        for code in rij.verwezen:
            verwezen[code] = verwezen.get(code, 0) + 1
        for code in rij.gestart:
            gestart[code] = gestart.get(code, 0) + 1
        if not rij.geadviseerd:
            zonder += 1
            continue
        if sum(1 for leden in groepen.values() if rij.geadviseerd & leden) > 1:
            combinaties += 1
        eerder = laatste.get(rij.inwoner)
        if eerder is None or eerder.volgorde <= rij.volgorde:
            laatste[rij.inwoner] = rij
    return Telling(
        gesprekken=gesprekken,
        mensen=len(mensen),
        mensen_met_advies=len(laatste),
        zonder_advies=zonder,
        per_code=per_code,
        verwezen=verwezen,
        gestart=gestart,
        groepen={
            groep: Groepstelling(
                bevat=sum(1 for r in laatste.values() if r.geadviseerd & leden),
                hoofdadvies=sum(1 for r in laatste.values() if r.hoofdadvies in leden),
                uitsluitend=sum(1 for r in laatste.values() if r.geadviseerd <= leden),
            )
            for groep, leden in groepen.items()
        },
        combinaties=combinaties,
    )


def verander(telling: Telling, eraf: Telling, erbij: Telling) -> Telling:
    """The tally after one person's gesprekken (`eraf`) became others (`erbij`). Every count is of gesprekken or of
    people, so what is of another person stays."""

    def per(veld: str) -> dict[str, int]:
        oud, weg, nieuw = (getattr(t, veld) for t in (telling, eraf, erbij))
        return {code: oud.get(code, 0) - weg.get(code, 0) + nieuw.get(code, 0) for code in {**oud, **nieuw}}

    def groep(code: str) -> Groepstelling:
        oud, weg, nieuw = (t.groepen[code] for t in (telling, eraf, erbij))
        return Groepstelling(
            oud.bevat - weg.bevat + nieuw.bevat,
            oud.hoofdadvies - weg.hoofdadvies + nieuw.hoofdadvies,
            oud.uitsluitend - weg.uitsluitend + nieuw.uitsluitend,
        )

    return Telling(
        gesprekken=telling.gesprekken - eraf.gesprekken + erbij.gesprekken,
        mensen=telling.mensen - eraf.mensen + erbij.mensen,
        mensen_met_advies=telling.mensen_met_advies - eraf.mensen_met_advies + erbij.mensen_met_advies,
        zonder_advies=telling.zonder_advies - eraf.zonder_advies + erbij.zonder_advies,
        per_code=per("per_code"),
        verwezen=per("verwezen"),
        gestart=per("gestart"),
        groepen={code: groep(code) for code in telling.groepen},
        combinaties=telling.combinaties - eraf.combinaties + erbij.combinaties,
    )

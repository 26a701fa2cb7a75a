"""Beside the contract: what reports and screens set side by side. Every count keeps the references behind it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median

from mgn_tui.domain.profiel import Profiel
from mgn_tui.domain.rijen import Aanmeldrij, Gesprekrij, Praktijkrij
from mgn_tui.figures.cijfers import groepering, is_eerste, met_advies, met_stap, per_mens

NIET_BEKEND = "niet bekend"


@dataclass(frozen=True, slots=True)
class Combinatie:
    """What was advised together, and nothing else: each gesprek with an advice stands in exactly one."""

    delen: tuple[str, ...]
    refs: tuple[str, ...] = field(repr=False)


def combinaties(
    rijen: Iterable[Gesprekrij], profiel: Profiel, *, per_groep: bool = True, mensen: bool = False
) -> list[Combinatie]:
    """Exclusive combinations of groups (or categories), most first; with `mensen` of each inwoner the last."""
    groep_van = groepering(profiel)
    lijst = [g.code for g in profiel.groepen] if per_groep else [c.code for c in profiel.categorieen]
    rang = {code: nummer for nummer, code in enumerate(lijst)}
    gevonden: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    gesprekken = met_advies(rijen)
    for rij, advies in per_mens(gesprekken) if mensen else gesprekken:
        delen = {groep_van(code) for code in advies} if per_groep else advies
        gevonden[tuple(sorted(delen, key=lambda d: (rang.get(d, len(rang)), d)))].append(rij.ref)
    paren = sorted(gevonden.items(), key=lambda paar: (-len(paar[1]), paar[0]))
    return [Combinatie(delen, tuple(refs)) for delen, refs in paren]


@dataclass(frozen=True, slots=True)
class Deel:
    """The gesprekken that share something: a werkwijze, a methodiek."""

    naam: str
    refs: tuple[str, ...] = field(repr=False)
    inwoners: int
    wacht_n: int
    wacht_mediaan: float | None
    tweede: int
    naaste: int
    zonder_advies: int
    groepen: Mapping[str, int]  # gesprekken whose advice touches the group
    themas: Mapping[str, int]  # discussed

    @property
    def gevoerd(self) -> int:
        return len(self.refs)


def per_werkwijze(rijen: Iterable[Gesprekrij], profiel: Profiel) -> list[Deel]:
    return _per(rijen, profiel, lambda rij: rij.werkwijze)


def per_methodiek(rijen: Iterable[Gesprekrij], profiel: Profiel) -> list[Deel]:
    return _per(rijen, profiel, lambda rij: rij.methodiek)


def _per(
    rijen: Iterable[Gesprekrij], profiel: Profiel, kenmerk: Callable[[Gesprekrij], str | None]
) -> list[Deel]:
    """By name, what is not known last. Never by outcome."""
    delen: defaultdict[str, list[Gesprekrij]] = defaultdict(list)
    for rij in rijen:
        if rij.status == "gevoerd":
            delen[kenmerk(rij) or NIET_BEKEND].append(rij)
    namen = sorted(delen, key=lambda naam: (naam == NIET_BEKEND, naam.casefold()))
    return [_deel(naam, delen[naam], profiel) for naam in namen]


Venster = tuple[str, date, date]
"""A name with its first and last day."""


def per_venster(rijen: Iterable[Gesprekrij], profiel: Profiel, vensters: Iterable[Venster]) -> list[Deel]:
    """The sprints of a pilot beside each other, in their own order; also one without a gesprek."""
    gevoerd = [rij for rij in rijen if rij.status == "gevoerd"]
    return [
        _deel(naam, [rij for rij in gevoerd if van.isoformat() <= rij.dag <= tot.isoformat()], profiel)
        for naam, van, tot in vensters
    ]


def _deel(naam: str, rijen: Sequence[Gesprekrij], profiel: Profiel) -> Deel:
    groep_van = groepering(profiel)
    dagen = [
        (date.fromisoformat(r.dag) - date.fromisoformat(r.aanmelddatum)).days
        for r in rijen
        if is_eerste(r) and r.aanmelddatum
    ]
    groepen = dict.fromkeys((g.code for g in profiel.groepen), 0)
    themas = dict.fromkeys(profiel.themas.volgorde, 0)
    gesprekken = met_advies(rijen)
    for _, advies in gesprekken:
        for groep in {groep_van(code) for code in advies}:
            groepen[groep] = groepen.get(groep, 0) + 1
    for rij in rijen:
        for deel in (rij.themas or "").split():
            thema, besproken, _ = deel.split(":")
            if besproken == "1":
                themas[thema] = themas.get(thema, 0) + 1
    return Deel(
        naam=naam,
        refs=tuple(r.ref for r in rijen),
        inwoners=len({r.inwoner for r in rijen}),
        wacht_n=len(dagen),
        wacht_mediaan=median(dagen) if dagen else None,
        tweede=sum(1 for r in rijen if r.volgnummer == 2 and r.soort == "instroom"),
        naaste=sum(1 for r in rijen if r.naaste),
        zonder_advies=len(rijen) - len(gesprekken),
        groepen=groepen,
        themas=themas,
    )


# --- praktijken ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Praktijkdeel:
    """What came from one praktijk. Shown by name, never ordered or coloured by outcome."""

    naam: str
    ontvangen: int
    gevoerd: int
    aanmeldingen: tuple[str, ...] = field(repr=False)
    gesprekken: tuple[str, ...] = field(repr=False)


def per_praktijk(
    praktijken: Iterable[Praktijkrij], aanmeldingen: Iterable[Aanmeldrij], rijen: Iterable[Gesprekrij]
) -> list[Praktijkdeel]:
    """Every praktijk that takes part, also without an aanmelding; one that stopped only if it has any."""
    ontvangen: defaultdict[bytes | None, dict[tuple[bytes, str], str]] = defaultdict(dict)
    for rij in aanmeldingen:
        if rij.volgnummer == 1:
            ontvangen[rij.praktijk].setdefault((rij.inwoner, rij.aanmelddatum), rij.ref)
    gevoerd: defaultdict[bytes | None, list[str]] = defaultdict(list)
    for gesprek in rijen:
        if gesprek.status == "gevoerd":
            gevoerd[gesprek.praktijk].append(gesprek.ref)
    namen = {p.id: p.naam for p in praktijken if p.actief or p.id in ontvangen or p.id in gevoerd}
    over = (ontvangen.keys() | gevoerd.keys()) - namen.keys()
    delen: list[tuple[str, list[bytes | None]]] = [(naam, [id_]) for id_, naam in namen.items()]
    delen.sort(key=lambda deel: deel[0].casefold())
    if over:
        delen.append((NIET_BEKEND, sorted(over, key=lambda id_: id_ or b"")))
    gemaakt = []
    for naam, ids in delen:
        aan = tuple(ref for id_ in ids for ref in ontvangen.get(id_, {}).values())
        gesprekken = tuple(ref for id_ in ids for ref in gevoerd.get(id_, ()))
        gemaakt.append(Praktijkdeel(naam, len(aan), len(gesprekken), aan, gesprekken))
    return gemaakt


# --- who came with what, and where it led ----------------------------------------------------


@dataclass(frozen=True, slots=True)
class Kruising:
    """Of the gesprekken with one criterium: how many got an advice for a group, and began there."""

    criterium: str
    n: int
    geadviseerd: Mapping[str, tuple[str, ...]] = field(repr=False)
    benut: Mapping[str, tuple[str, ...]] = field(repr=False)


def criteria_bij_advies(rijen: Iterable[Gesprekrij], profiel: Profiel) -> list[Kruising]:
    """In the order of the profile; a gesprek has more criteria, so the rows overlap."""
    groep_van = groepering(profiel)
    per: defaultdict[str, list[Gesprekrij]] = defaultdict(list)
    for rij, _ in met_advies(rijen):
        for code in {c for c in (rij.criteria or "").split("|") if c}:
            per[code].append(rij)
    rang = {item.code: nummer for nummer, item in enumerate(profiel.criteria)}

    def verdeel(deze: Iterable[Gesprekrij], stap: str) -> dict[str, tuple[str, ...]]:
        groepen: dict[str, list[str]] = {g.code: [] for g in profiel.groepen}
        for rij in deze:
            for groep in {groep_van(code) for code in met_stap(rij.feiten, stap)}:
                groepen.setdefault(groep, []).append(rij.ref)
        return {groep: tuple(refs) for groep, refs in groepen.items()}

    return [
        Kruising(code, len(per[code]), verdeel(per[code], "geadviseerd"), verdeel(per[code], "gestart"))
        for code in sorted(per, key=lambda c: (rang.get(c, len(rang)), c))
    ]

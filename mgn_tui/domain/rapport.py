"""The report of a sprint, a pilot or a period as a plain value: what is on paper and in the spreadsheet.

Made by `register.rapporteren`; printed by `documents.rapport` and `documents.rapport_xlsx`, which know no rule.
Every text is final Dutch. A count that is protected is None and its text "–".
"""

import re
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from typing import Any, Final, Literal

Soort = Literal["sprint", "pilot", "periode"]
Niveau = Literal["team", "regio", "openbaar"]
Getal = int | float | None
NIET_MAILEN: Final = "Bijzondere persoonsgegevens. Niet per gewone e-mail."
"""The first line of whatever leaves the program and is for the team alone."""


@dataclass(frozen=True, slots=True)
class Cijfer:
    """One figure with its counting rule. `noemer` None: it is of nothing."""

    groep: str
    label: str
    teller: Getal
    noemer: Getal
    eenheid: str
    regel: str


@dataclass(frozen=True, slots=True)
class Kerngetal:
    """A figure that must be seen at once."""

    getal: str
    label: str


@dataclass(frozen=True, slots=True)
class Wacht:
    """A wait. `dagen`: one per first gesprek, as dots; empty where only the sentence leaves."""

    titel: str
    zin: str
    regel: str
    norm: int | None
    normwoord: str
    dagen: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Balken:
    """Counts of the same gesprekken, as bars; they overlap, so they add up to more."""

    titel: str
    regel: str
    noemer: Getal
    rijen: tuple[tuple[str, Getal], ...]


@dataclass(frozen=True, slots=True)
class Tabel:
    """Rows with a name and counts."""

    titel: str
    regel: str
    kop: tuple[str, ...]
    rijen: tuple[tuple[str | Getal, ...], ...]
    noot: str = ""


@dataclass(frozen=True, slots=True)
class Leerpuntdeel:
    """Leerpunten taken together; without a title they are those that are in no group."""

    titel: str
    tekst: str
    punten: tuple[str, ...]
    aantal: int


@dataclass(frozen=True, slots=True)
class Besluit:
    tekst: str
    eigenaar: str
    wanneer: date | None
    staat: str
    terugblik: str
    van: str


@dataclass(frozen=True, slots=True)
class Doelregel:
    """`oordeel` is empty where nothing is judged; `bron`: the line of the plan."""

    nr: str
    omschrijving: str
    stand: str
    doel: str
    teller: Getal
    noemer: Getal
    waarde: Getal
    van: date
    tot: date
    ijkmoment: date
    oordeel: str
    regel: str
    bron: str


@dataclass(frozen=True, slots=True)
class Uurregel:
    """Hours of an organisation and onderdeel together; never of a person."""

    organisatie: str
    domein: str
    onderdeel: str
    uren: float
    tarief: float | None
    bron: str  # of the tarief


@dataclass(frozen=True, slots=True)
class Kostenregel:
    datum: date
    post: str
    omschrijving: str
    bedrag: float | None
    bron: str


@dataclass(frozen=True, slots=True)
class Tariefregel:
    label: str
    bedrag: float
    eenheid: str
    bron: str


@dataclass(frozen=True, slots=True)
class Rapport:
    """All that a report says. `boodschap` comes out of the figures, `eigen_boodschap` from the coördinator."""

    soort: Soort
    niveau: Niveau
    kenmerk: str  # names the files
    titel: str
    ondertitel: str
    team: str
    verantwoordelijke: str
    niveauzin: str
    datum: date
    stand: str  # "gesloten op …", "concept"
    concept: bool
    van: date
    tot: date
    boodschap: tuple[str, ...]
    eigen_boodschap: str
    kern: tuple[Kerngetal, ...]
    wacht: tuple[Wacht, ...]
    balken: tuple[Balken, ...]
    cijfers: tuple[Cijfer, ...]
    tabellen: tuple[Tabel, ...]
    leerpuntzin: str
    leerpunten: tuple[Leerpuntdeel, ...]
    wat_werkte: str
    wat_anders: str
    terugblik: str
    besluiten: tuple[Besluit, ...]
    eerder: tuple[Besluit, ...]
    doelzin: str
    doelen: tuple[Doelregel, ...]
    kanttekeningen: tuple[str, ...]
    uren: tuple[Uurregel, ...] = ()
    kosten: tuple[Kostenregel, ...] = ()
    tarieven: tuple[Tariefregel, ...] = ()
    namen: tuple[str, ...] = field(default=(), repr=False)  # of gespreksvoerders, to leave out elsewhere


COLLEGA = "een collega"


_GETYPT = ("eigen_boodschap", "leerpunten", "wat_werkte", "wat_anders", "terugblik", "besluiten", "eerder")


def zonder_namen(rapport: Rapport) -> Rapport:
    """The report without any name of a gespreksvoerder in what people typed."""
    if (patroon := _patroon(rapport.namen)) is None:
        return rapport
    getypt: dict[str, Any] = {veld: _vervang(getattr(rapport, veld), patroon) for veld in _GETYPT}
    return replace(rapport, **getypt)


def _patroon(namen: tuple[str, ...]) -> re.Pattern[str] | None:
    """Whole names first, then their parts that are written with a capital: also who is called by one."""
    delen = {deel for naam in namen for deel in naam.split() if len(deel) > 2 and deel[0].isupper()}
    alle = sorted({*namen, *delen} - {""}, key=lambda naam: (-len(naam), naam))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, alle))})(?!\w)") if alle else None


def _vervang(waarde: object, patroon: re.Pattern[str]) -> object:
    if isinstance(waarde, str):
        return patroon.sub(COLLEGA, waarde)
    if isinstance(waarde, tuple):
        return tuple(_vervang(deel, patroon) for deel in waarde)
    if is_dataclass(waarde) and not isinstance(waarde, type):
        return replace(waarde, **{v.name: _vervang(getattr(waarde, v.name), patroon) for v in fields(waarde)})
    return waarde

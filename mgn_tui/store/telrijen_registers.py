"""Narrow rows to count of the registers. No counting rule here, and of hours no person.

Times as they are stored: a month (2026-03), a quarter (2026-Q1) or a day. Numbers in hundredths.
"""

from typing import NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session


class Casusrij(NamedTuple):
    """`vervolg`: codes by |."""

    tijd: str
    gemeente: str | None
    subregio: str | None
    situatie: str | None
    reden: str | None
    soort: str | None
    uitkomst: str | None
    vervolg: str | None


class Momentrij(NamedTuple):
    tijd: str
    plaats: str
    aantal: int


class Consultatierij(NamedTuple):
    tijd: str
    vrager: str | None
    antwoorder: str | None
    vraagsoort: str | None
    kanaal: str | None
    vervolg: str | None
    kwaliteit: int | None
    werd_gesprek: int | None


class Ervaringrij(NamedTuple):
    tijd: str
    soort: str
    waarde: int


class GeenGesprekrij(NamedTuple):
    tijd: str
    praktijk: str
    soort: str
    reden: str
    aantal: int


class Urenrij(NamedTuple):
    tijd: str
    organisatie: str | None
    domein: str | None
    onderdeel: str
    bron: str | None
    uren: int


class Kostenrij(NamedTuple):
    tijd: str
    post: str
    bron: str | None
    bedrag: int


class Scholingrij(NamedTuple):
    medewerker: bytes
    naam: str
    behaald_op: str | None


class Praktijkrij(NamedTuple):
    naam: str
    subregio: str | None
    gemeente: str | None
    aangesloten_op: str | None
    consultatie_op: str | None
    volwassenen: int | None


class Registerrijen(NamedTuple):
    """Everything the registers hold, to be counted for any period."""

    casussen: list[Casusrij]
    momenten: list[Momentrij]
    consultaties: list[Consultatierij]
    ervaringen: list[Ervaringrij]
    geen_gesprek: list[GeenGesprekrij]
    uren: list[Urenrij]
    kosten: list[Kostenrij]
    scholing: list[Scholingrij]
    praktijken: list[Praktijkrij]


R = TypeVar("R", bound=NamedTuple)


def registerrijen(db: Session, pilot: UUID | None = None) -> Registerrijen:
    """All rows; of marks, hours and costs those of one pilot when that is asked."""

    def haal(soort: type[R], vraag: str) -> list[R]:
        van_pilot = {"pilot": pilot.bytes if pilot else None} if ":pilot" in vraag else {}
        return [soort(*rij) for rij in db.execute(text(vraag), van_pilot)]

    return Registerrijen(
        haal(
            Casusrij,
            "SELECT maand, gemeente, subregio, situatie, reden, soort, uitkomst, vervolg FROM casusoverleg",
        ),
        haal(Momentrij, "SELECT maand, plaats, aantal FROM overlegmoment"),
        haal(
            Consultatierij,
            "SELECT dag, vrager, antwoorder, vraagsoort, kanaal, vervolg, kwaliteit, werd_gesprek FROM consultatie",
        ),
        haal(
            Ervaringrij,
            "SELECT maand, soort, waarde FROM ervaring WHERE :pilot IS NULL OR pilot = :pilot",
        ),
        haal(
            GeenGesprekrij,
            "SELECT g.kwartaal, p.naam, g.soort, g.reden, g.aantal FROM geen_gesprek g "
            "JOIN praktijk p ON p.id = g.praktijk",
        ),
        haal(
            Urenrij,
            "SELECT datum, organisatie, domein, onderdeel, bron, uren FROM urenregel "
            "WHERE :pilot IS NULL OR pilot = :pilot",
        ),
        haal(
            Kostenrij, "SELECT datum, post, bron, bedrag FROM kosten WHERE :pilot IS NULL OR pilot = :pilot"
        ),
        haal(Scholingrij, "SELECT medewerker, naam, behaald_op FROM scholing"),
        haal(
            Praktijkrij,
            "SELECT naam, subregio, gemeente, aangesloten_op, consultatie_op, volwassen_patienten FROM praktijk",
        ),
    )

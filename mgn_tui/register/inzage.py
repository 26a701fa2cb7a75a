"""Everything about one person, as one thing they can read (art. 15 AVG).

Made out of the tables themselves: every record that speaks of this person, every field that has a name, in the
order in which it came about. What has no name for people is a key or a place; a test sees that no personal field
is without one. The access log's entries about this person are in it, and that this was made is one of them.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import Table
from sqlmodel import Session, SQLModel, select

from mgn_tui.domain.datums import toon_moment
from mgn_tui.domain.referentie import toon_referentie
from mgn_tui.register import instellingen, toegang, toegangslogboek
from mgn_tui.register.lognamen import TABELLEN, veldnaam
from mgn_tui.register.logtaal import LEEG, Logtaal
from mgn_tui.register.sessie import zoek_inwoner
from mgn_tui.store import handelingen as h
from mgn_tui.store import tables as t

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

_NIET: Final = {"inwonersleutel", "concept", "toegang", "wissing", "wijziging", "ongedaan", "leerpunt_in"}
"""Keys and traces; who may read and who did is told apart."""


@dataclass(frozen=True, slots=True)
class Deel:
    """One record. `regels`: (what, text)."""

    titel: str
    regels: tuple[tuple[str, str], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Inzage:
    inwoner: UUID
    ref: str
    team: str
    verantwoordelijke: str
    gemaakt_op: datetime
    delen: tuple[Deel, ...] = field(repr=False)
    lezers: tuple[str, ...]
    logboek: tuple[tuple[str, str], ...]


def maak(sessie: "Sessie", ref: str) -> Inzage:
    """Raises `NietGevonden`, `GeenToegang`. `ref`: of the inwoner, an aanmelding or a gesprek."""
    namen = instellingen.lees(sessie)
    with sessie.schrijven() as db:
        inwoner = zoek_inwoner(db, ref)
        sleutel = sessie.eis_sleutel(inwoner.id, db)
        toegang.noteer(db, sessie, "inzage gemaakt", inwoner.id)
    with sessie.lezen() as db:
        taal = Logtaal(sessie, db)
        delen = [
            Deel(_titel(taal, plek), regels)
            for tabel in _tabellen()
            for plek in _plekken(db, tabel, inwoner.id)
            if (regels := _regels(db, taal, plek, sleutel))
        ]
        lezers = _lezers(db, inwoner.id)
        koppen = toegangslogboek.eigen_kop(db, sessie.store.apparaat)
    gelezen = tuple((toon_moment(r.moment), f"{r.wie}: {r.wat}") for r in toegang.wie_las(sessie, inwoner.id))
    # On paper, outside the werkmap: whoever cuts the log off before this entry is shown up by it.
    gelezen += tuple(
        ("", f"Kenmerk van het logboek: {apparaat}, regel {nr}, {keten[:32]}")
        for apparaat, (nr, keten) in koppen.items()
    )
    return Inzage(
        inwoner.id,
        inwoner.ref,
        namen.get("naam") or sessie.profiel.naam,
        namen.get("verantwoordelijke", ""),
        sessie.klok.nu(),
        tuple(delen),
        lezers,
        gelezen,
    )


def _tabellen() -> list[Table]:
    """In the order people would tell it: as the names stand."""
    alle = SQLModel.metadata.tables
    return [alle[n] for n in TABELLEN if n not in _NIET and ("inwoner" in alle[n].c or n == "inwoner")]


def _plekken(db: Session, tabel: Table, inwoner: UUID) -> list[h.Plek]:
    eigen = tabel.c.id if tabel.name == "inwoner" else tabel.c.inwoner
    sleutels = list(tabel.primary_key)
    rijen = db.execute(select(*sleutels).where(eigen == inwoner).order_by(*sleutels)).all()
    return [(tabel.name, "|".join(_tekst(deel) for deel in rij)) for rij in rijen]


def _tekst(deel: Any) -> str:
    return deel.hex if isinstance(deel, UUID) else str(deel)


def _titel(taal: Logtaal, plek: h.Plek) -> str:
    onderwerp, deel = taal.onderwerp(plek), taal.deel(plek)
    titel = f"{onderwerp}: {deel}" if deel else onderwerp
    return titel[:1].upper() + titel[1:]


def _regels(db: Session, taal: Logtaal, plek: h.Plek, sleutel: bytes) -> tuple[tuple[str, str], ...]:
    uit = []
    for kolom, rauw in (h.nu(db, plek) or {}).items():
        naam = veldnaam(plek[0], kolom)
        if naam and (tekst := taal.waarde(plek, kolom, rauw, sleutel)) != LEEG:
            uit.append((naam[:1].upper() + naam[1:], tekst))
    return tuple(uit)


def _lezers(db: Session, inwoner: UUID) -> tuple[str, ...]:
    vraag = (
        select(t.Medewerker.naam, t.Inwonersleutel.grond)
        .where(t.Inwonersleutel.inwoner == inwoner, t.Inwonersleutel.medewerker == t.Medewerker.id)
        .order_by(t.Medewerker.naam)
    )
    return tuple(f"{naam} ({grond})" for naam, grond in db.exec(vraag))


def titel(i: Inzage) -> str:
    """Heads the file; no name of a person."""
    return f"Inzage {toon_referentie(i.ref)}"

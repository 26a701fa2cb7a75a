"""What Beheer shows beside the records: who can log in, what the team lacks, who reads whom."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import col, select

from mgn_tui.domain.teamregel import Bevinding, Teamlid, beoordeel_bezetting
from mgn_tui.register import toegang, zoeken
from mgn_tui.store.tables import Inwoner, Inwonersleutel, Medewerker, MedewerkerExpertise

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie


@dataclass(frozen=True, slots=True)
class Lezer:
    """A colleague who holds the key of an inwoner. `grond`: aanmeldpunt, aanmelding, gesprek, waarneming."""

    medewerker: UUID
    naam: str
    grond: str


@dataclass(frozen=True, slots=True)
class EigenInwoner:
    """Somebody this person may read, and who else may."""

    inwoner: UUID
    ref: str
    wie: str = field(repr=False)
    naam: str = field(repr=False)
    lezers: tuple[Lezer, ...]


def met_toegang(sessie: "Sessie") -> frozenset[str]:
    """Keys (hex) of the colleagues who have a passphrase of their own."""
    with sessie.lezen() as db:
        gevonden = db.exec(select(Medewerker.id).where(col(Medewerker.publiek).is_not(None)))
        return frozenset(id_.hex for id_ in gevonden)


def bezetting(sessie: "Sessie") -> tuple[Bevinding, ...]:
    """What the team as a whole lacks by the team rule of the region."""
    with sessie.lezen() as db:
        expertises: dict[UUID, set[str]] = {}
        for rij in db.exec(select(MedewerkerExpertise)):
            expertises.setdefault(rij.medewerker, set()).add(rij.code)
        team = [
            Teamlid(m.id.hex, m.naam, m.domein, m.ervaringsdeskundig, frozenset(expertises.get(m.id, ())))
            for m in db.exec(
                select(Medewerker).where(
                    col(Medewerker.actief).is_(True), Medewerker.rol == "gespreksvoerder"
                )
            )
        ]
    return beoordeel_bezetting(team, sessie.profiel.teamregel)


def waarnemers(sessie: "Sessie", inwoner: UUID) -> list[Lezer]:
    """The stand-ins of one inwoner, by name."""
    with sessie.lezen() as db:
        gevonden = db.exec(
            select(Medewerker.id, Medewerker.naam, Inwonersleutel.grond)
            .join(Inwonersleutel, col(Inwonersleutel.medewerker) == col(Medewerker.id))
            .where(Inwonersleutel.inwoner == inwoner, Inwonersleutel.grond == toegang.WAARNEMING)
            .order_by(col(Medewerker.naam))
        )
        return [Lezer(*rij) for rij in gevonden]


def eigen_inwoners(sessie: "Sessie") -> list[EigenInwoner]:
    """Everybody this person may read, by name, with all who hold the key."""
    with sessie.lezen() as db:
        mijn = select(Inwonersleutel.inwoner).where(Inwonersleutel.medewerker == sessie.ik.id)
        refs = dict(db.exec(select(Inwoner.id, Inwoner.ref).where(col(Inwoner.id).in_(mijn))).all())
        lezers: dict[UUID, list[Lezer]] = {}
        gevonden = db.exec(
            select(Inwonersleutel.inwoner, Medewerker.id, Medewerker.naam, Inwonersleutel.grond)
            .join(Medewerker, col(Medewerker.id) == col(Inwonersleutel.medewerker))
            .where(col(Inwonersleutel.inwoner).in_(mijn))
            .order_by(col(Medewerker.naam))
        )
        for inwoner, medewerker, naam, grond in gevonden:
            lezers.setdefault(inwoner, []).append(Lezer(medewerker, naam, grond))
    namen = zoeken.namen(sessie)
    uit = [
        EigenInwoner(
            inwoner,
            ref,
            *((n.wie, n.naam) if (n := namen.get(inwoner)) else (ref[:4], "")),
            tuple(lezers[inwoner]),
        )
        for inwoner, ref in refs.items()
    ]
    return sorted(uit, key=lambda e: e.naam.casefold())

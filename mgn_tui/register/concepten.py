"""Concepts: what is being typed, in the database within half a second, outside the change log.

A concept about a known inwoner lies under that inwoner's key, so that destroying the key destroys it too;
one about somebody not yet recorded is sealed to its writer. Only the writer sees it again.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import Session, col, select

from mgn_tui.domain.bsn import maskeer_bsn
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.klok import dag_van
from mgn_tui.store.geheim import nieuwe_sleutel, ontsleutel, ontzegel, versleutel, verzegel
from mgn_tui.store.tables import Concept, Wissing

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

GROOTSTE = 256 * 1024  # bytes; engineering.md 3
BEWAARDAGEN = 30  # a concept never saved goes after this, with notice
TERUGGENOMEN = "teruggenomen"
"""Not what somebody typed: the sealed keys of an inwoner that was taken back (see `ongedaan`)."""
_ZEGEL = 80  # bytes: a sealed key of 32 with its ephemeral key and tag


@dataclass(frozen=True, slots=True)
class Gevonden:
    """A concept that was left."""

    formulier: str
    record: str
    inwoner: UUID | None
    versie: str
    bewaard_op: datetime
    ruw: dict[str, str] = field(repr=False)


def bewaar(
    sessie: "Sessie",
    formulier: str,
    record: str,
    ruw: Mapping[str, str],
    inwoner: UUID | None = None,
    versie: str = "",
) -> None:
    """Keep what is typed now. Raises `Geweigerd` above 256 KiB; a BSN is kept as dots."""
    inhoud = json.dumps({k: maskeer_bsn(v) for k, v in ruw.items()}, ensure_ascii=False)
    if len(inhoud.encode("utf-8", "surrogatepass")) > GROOTSTE:
        raise Geweigerd(
            "Dit is meer dan het programma als concept kan bewaren. Bewaar eerst, of kort het in."
        )
    with sessie.schrijven() as db:
        sleutel = sessie.sleutel(inwoner, db) if inwoner else None
        if inwoner is not None and sleutel is None and db.get(Wissing, inwoner) is not None:
            return  # a form that was still open when they were destroyed
        band = _band(sessie, formulier, record)
        if sleutel is not None:
            opgeborgen = versleutel(inhoud, sleutel, band)
        else:
            eigen = nieuwe_sleutel()
            opgeborgen = verzegel(eigen, sessie.publiek) + versleutel(inhoud, eigen, band)
        plek = (sessie.ik.id, sessie.store.apparaat, formulier, record)
        rij = db.get(Concept, plek)
        if rij is None:
            rij = Concept(
                medewerker=sessie.ik.id,
                apparaat=sessie.store.apparaat,
                formulier=formulier,
                record=record,
                bewaard_op=sessie.klok.nu(),
                inhoud=b"",
            )
            db.add(rij)
        rij.inwoner = inwoner if sleutel is not None else None
        rij.versie, rij.bewaard_op, rij.inhoud = versie, sessie.klok.nu(), opgeborgen


def _band(sessie: "Sessie", formulier: str, record: str) -> bytes:
    return f"concept|{sessie.ik.id.hex}|{formulier}|{record}".encode()


def _open(sessie: "Sessie", db: Session, rij: Concept) -> Gevonden | None:
    band = _band(sessie, rij.formulier, rij.record)
    if rij.inwoner is not None:
        sleutel = sessie.sleutel(rij.inwoner, db)
        if sleutel is None:
            return None  # the gesprek went to others meanwhile
        inhoud = ontsleutel(rij.inhoud, sleutel, band)
    else:
        inhoud = ontsleutel(rij.inhoud[_ZEGEL:], ontzegel(rij.inhoud[:_ZEGEL], sessie.prive), band)
    return Gevonden(rij.formulier, rij.record, rij.inwoner, rij.versie, rij.bewaard_op, json.loads(inhoud))


def vind(sessie: "Sessie", formulier: str, record: str) -> Gevonden | None:
    """The writer's own concept for this form and record, from any of their devices; the newest."""
    with sessie.lezen() as db:
        rij = db.exec(
            select(Concept)
            .where(
                Concept.medewerker == sessie.ik.id, Concept.formulier == formulier, Concept.record == record
            )
            .order_by(col(Concept.bewaard_op).desc())
        ).first()
        return None if rij is None else _open(sessie, db, rij)


def alle(sessie: "Sessie") -> list[Gevonden]:
    """All concepts of this person, newest first."""
    with sessie.lezen() as db:
        rijen = db.exec(
            select(Concept)
            .where(Concept.medewerker == sessie.ik.id, Concept.formulier != TERUGGENOMEN)
            .order_by(col(Concept.bewaard_op).desc())
        ).all()
        return [gevonden for rij in rijen if (gevonden := _open(sessie, db, rij)) is not None]


def gooi_weg(sessie: "Sessie", formulier: str, record: str) -> None:
    """The record was saved, or the writer does not want it any more."""
    with sessie.schrijven() as db:
        wis(db, sessie, formulier, record)


def wis(db: Session, sessie: "Sessie", formulier: str, record: str) -> None:
    """The same, inside the transaction that saves the record."""
    for rij in db.exec(
        select(Concept).where(
            Concept.medewerker == sessie.ik.id, Concept.formulier == formulier, Concept.record == record
        )
    ).all():
        db.delete(rij)


def gaat_weg_over(sessie: "Sessie", concept: Gevonden) -> int:
    """In how many days a concept goes, if nobody writes on."""
    weg = dag_van(concept.bewaard_op + timedelta(days=BEWAARDAGEN))
    return (weg - sessie.klok.vandaag()).days


def verlopen(sessie: "Sessie") -> int:
    """Delete concepts of this person older than 30 days; returns how many, to be said."""
    grens = sessie.klok.nu() - timedelta(days=BEWAARDAGEN)
    with sessie.schrijven() as db:
        rijen = db.exec(
            select(Concept).where(Concept.medewerker == sessie.ik.id, col(Concept.bewaard_op) < grens)
        ).all()
        for rij in rijen:
            db.delete(rij)
        return sum(rij.formulier != TERUGGENOMEN for rij in rijen)

"""Narrow rows to count: one small tuple per gevoerd gesprek, codes joined in SQL. No counting rule here."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session


class Toeleidingrij(NamedTuple):
    """`feiten`: code:stap:weten:datum, joined by spaces."""

    gesprek: bytes
    ref: str
    inwoner: bytes
    inwoner_ref: str
    dag: str
    volgnummer: int
    hoofdadvies: str | None
    vastgesteld: str | None
    feiten: str | None


def toeleidingen(db: Session, pilot: UUID | None = None, sprint: UUID | None = None) -> list[Toeleidingrij]:
    """Every gevoerd gesprek of a pilot or sprint with its advice and what came of it, oldest first."""
    rijen = db.execute(
        text(
            "SELECT g.id, g.ref, g.inwoner, i.ref, g.begin, g.volgnummer, "
            "(SELECT a.hoofdadvies FROM advies a WHERE a.gesprek = g.id ORDER BY a.id DESC LIMIT 1), "
            "(SELECT a.vastgesteld_op FROM advies a WHERE a.gesprek = g.id ORDER BY a.id DESC LIMIT 1), "
            "(SELECT group_concat(t.code || ':' || t.stap || ':' || t.weten || ':' || COALESCE(t.datum, ''), ' ') "
            "FROM toeleiding t WHERE t.gesprek = g.id) "
            "FROM gesprek g JOIN inwoner i ON i.id = g.inwoner WHERE g.status = 'gevoerd' "
            "AND (:pilot IS NULL OR g.pilot = :pilot) AND (:sprint IS NULL OR g.sprint = :sprint) "
            "ORDER BY g.begin, g.volgnummer, g.ref"
        ),
        {"pilot": pilot.bytes if pilot else None, "sprint": sprint.bytes if sprint else None},
    )
    return [Toeleidingrij(*rij) for rij in rijen]

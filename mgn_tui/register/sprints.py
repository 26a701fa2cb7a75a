"""Sprints: which days they cover. A gesprek is in the sprint of the day on which it was held, in figures, tally
sheet and evaluation alike; whoever moves a gesprek, or a sprint, moves it in all of them."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlmodel import Session, col, select

from mgn_tui.store import tables as t


class Sprintdeel(NamedTuple):
    """A sprint of a pilot with its number and its days."""

    nummer: int
    sprint: t.Sprint
    van: date
    tot: date


def sprints_van(db: Session, pilot: UUID) -> list[t.Sprint]:
    """The sprints of a pilot; a sprint's number is its place here, from 1."""
    return list(
        db.exec(
            select(t.Sprint).where(t.Sprint.pilot == pilot).order_by(col(t.Sprint.begin), col(t.Sprint.id))
        )
    )


def sprintdagen(sprints: Sequence[t.Sprint], nummer: int, vandaag: date) -> tuple[date, date]:
    """The first and the last day of sprint N: until it ends, or the day before the next, or today.

    Never a day of the next one: a gesprek is in one sprint.
    """
    deze, volgende = sprints[nummer - 1], sprints[nummer : nummer + 1]
    einde = deze.einde or (date.max if volgende else vandaag)
    if volgende:
        einde = min(einde, volgende[0].begin - timedelta(days=1))
    return deze.begin, max(einde, deze.begin)


def sprint_op(db: Session, pilot: UUID, dag: date) -> Sprintdeel | None:
    """The sprint of this pilot in which a day falls."""
    sprints = sprints_van(db, pilot)
    for nummer in range(len(sprints), 0, -1):
        van, tot = sprintdagen(sprints, nummer, dag)
        if van <= dag <= tot:
            return Sprintdeel(nummer, sprints[nummer - 1], van, tot)
    return None

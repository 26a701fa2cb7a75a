"""Who objects to being counted (art. 21 AVG), and so is left out of every figure and of the monitoringsformat.

From the day on which the objection was noted, also while it waits for an answer (art. 18 lid 1 onder d AVG); only
after a refusal do their rows count again. All that counts asks it here.
"""

from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

_WIE: Final = "SELECT v.inwoner FROM verzoek v WHERE v.soort = 'bezwaar' AND v.besluit IS NOT 'geweigerd'"


def zonder(db: Session, kolom: str) -> str:
    """The condition that leaves them out, behind another; nothing when nobody objects, so that it costs nothing.
    `kolom` is of our own query."""
    return f" AND {kolom} NOT IN ({_WIE})" if db.execute(text(_WIE)).first() else ""


def wie(db: Session) -> frozenset[UUID]:
    return frozenset(UUID(bytes=i) for i in db.execute(text(_WIE)).scalars())

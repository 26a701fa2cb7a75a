"""How far a werkmap has come: what differs as soon as somebody recorded or typed something."""

from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlmodel import Session

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie


def stand(sessie: "Sessie") -> str:
    """The clock of the last change, with what is being typed. Opening and reading leave it as it is: the
    colleagues' keys that somebody learns to know by opening are nobody's work."""
    with sessie.lezen() as db:
        laatste = db.execute(
            text("SELECT max(hlc) FROM wijziging WHERE tabel NOT IN ('bekend', 'document')")
        ).scalar()
        getypt = db.execute(text("SELECT count(*), max(bewaard_op) FROM concept")).one()
        return f"{laatste or ''} {getypt[0]} {getypt[1] or ''}".strip()


def keren_bewaard(sessie: "Sessie") -> int:
    """How often anything at all was saved in this database, also what tells no time and who read what."""
    with sessie.lezen() as db:
        return keren_in(db)


def keren_in(db: Session) -> int:
    """The same of what is being read."""
    return int(db.execute(text("PRAGMA user_version")).scalar_one())

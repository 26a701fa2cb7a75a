"""A gesprek as one line of a list: read for the rows that are shown, in as few questions as can be."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlmodel import Session

from mgn_tui.domain.klok import AMSTERDAM
from mgn_tui.register.namen import namen_van

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

_EINDELOOS: Final = -1  # as SQLite has it


@dataclass(frozen=True, slots=True)
class GesprekRegel:
    """One line of the list of gesprekken."""

    ref: str
    wie: str = field(repr=False)
    naam: str = field(repr=False)
    begin: datetime
    volgnummer: int
    status: str
    themas: int  # discussed, of six
    advies: str  # "", "concept" or "vastgesteld"


_REGELS: Final = """SELECT g.id, g.ref, g.inwoner, i.ref AS iref, g.begin, g.volgnummer, g.status,
  (SELECT count(*) FROM gesprek_thema t WHERE t.gesprek = g.id AND t.besproken) AS themas,
  (SELECT count(*) FROM advies a WHERE a.gesprek = g.id) AS versies,
  (SELECT a.vastgesteld_op FROM advies a WHERE a.gesprek = g.id ORDER BY a.id DESC LIMIT 1) AS vast
FROM gesprek g JOIN inwoner i ON i.id = g.inwoner WHERE $WELKE"""
_LIJST = text(
    _REGELS.replace(
        "$WELKE",
        "(:status IS NULL OR g.status = :status) AND NOT EXISTS (SELECT 1 FROM wissing w "
        "WHERE w.inwoner = g.inwoner) ORDER BY g.begin DESC LIMIT :hoogstens",
    )
)
_DEZE = text(_REGELS.replace("$WELKE", "g.id IN :ids")).bindparams(bindparam("ids", expanding=True))


def lijst(sessie: "Sessie", status: str | None = None, hoogstens: int = _EINDELOOS) -> list[GesprekRegel]:
    """All gesprekken, newest first; not of who was destroyed: there is nothing to open. `hoogstens`: no more."""
    with sessie.lezen() as db:
        rijen = db.execute(_LIJST, {"status": status, "hoogstens": hoogstens}).all()
        return list(_regels(sessie, db, rijen).values())


def regels(sessie: "Sessie", db: Session, ids: Sequence[bytes]) -> dict[bytes, GesprekRegel]:
    """The lines of these gesprekken, by their keys."""
    return _regels(sessie, db, db.execute(_DEZE, {"ids": list(ids)}).all())


def _regels(sessie: "Sessie", db: Session, rijen: Sequence[Any]) -> dict[bytes, GesprekRegel]:
    namen = namen_van(sessie, db, {UUID(bytes=r.inwoner): r.iref for r in rijen})
    return {
        r.id: GesprekRegel(
            r.ref,
            *namen[UUID(bytes=r.inwoner)],
            datetime.fromisoformat(r.begin).astimezone(AMSTERDAM),
            r.volgnummer,
            r.status,
            r.themas,
            "" if not r.versies else "vastgesteld" if r.vast else "concept",
        )
        for r in rijen
    }

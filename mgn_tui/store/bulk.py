"""Many new records of one table, logged together.

A trigger works row by row: five calls of our functions and a statement of its own, for every record that an import
writes. Here the records first lie in a table of this connection, in memory; from there one statement writes them
and one logs them, with the trigger's own expressions. The trigger is taken away for that, inside the writing
transaction: nobody else sees the database without it, and what is cut short brings it back.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection, Table
from sqlmodel import SQLModel

from mgn_tui.domain.hlc import ontleed
from mgn_tui.store import changelog
from mgn_tui.store.schema import SCHEMA
from mgn_tui.store.tables import BUITEN_LOG

VEEL: Final = 500
"""So many rows at least, or the triggers are cheaper than doing without."""
_HIER: Final = 'temp."mgn_erbij"'
_STEMPEL: Final = "SELECT mgn_hlc_reeks(?), mgn_moment(), mgn_apparaat(), mgn_wie(), mgn_handeling()"

Rijen = Sequence[tuple[Any, ...]]


def kan(tabel: Table, velden: Sequence[str]) -> bool:
    """Whether records with these fields can be logged together."""
    return tabel.name not in BUITEN_LOG and _logregel(tabel, velden) is not None


@contextmanager
def toevoegen(db: Connection, tabel: Table, velden: Sequence[str]) -> Iterator[Callable[[Rijen], None]]:
    """What adds rows, in the order of `velden`, and logs them; in the caller's writing transaction."""
    rauw, log, trigger = db.exec_driver_sql, _logregel(tabel, velden), f"log_{tabel.name}_i"
    assert log is not None  # noqa: S101 (asked by `kan`)
    kolommen, plekken = ", ".join(f'"{v}"' for v in velden), ", ".join("?" * len(velden))
    leg_klaar = f"INSERT INTO {_HIER} ({kolommen}) VALUES ({plekken})"  # noqa: S608 (our names)
    # OR ROLLBACK: all goes or nothing, so no row needs a way back of its own.
    schrijf = (
        f'INSERT OR ROLLBACK INTO "{tabel.name}" ({kolommen}) '  # noqa: S608 (our names)
        f"SELECT {kolommen} FROM {_HIER} ORDER BY rowid"
    )

    def voeg(rijen: Rijen) -> None:
        rauw(leg_klaar, list(rijen))
        eerste, *rest = rauw(_STEMPEL, (len(rijen),)).one()
        rauw(schrijf)
        rauw(log, (*ontleed(eerste), *rest))
        rauw(f"DELETE FROM {_HIER}")  # noqa: S608 (our names); the next row is the first again

    rauw(f'CREATE TEMP TABLE "mgn_erbij" AS SELECT * FROM "{tabel.name}" WHERE 0')  # noqa: S608 (our names)
    rauw(f'DROP TRIGGER "{trigger}"')  # refused when it is not there
    try:
        yield voeg
    except BaseException:
        # Whoever would go on all the same has nothing left to commit, so least of all a table without its trigger.
        if (gang := db.get_transaction()) is not None:
            gang.rollback()
        raise
    rauw(changelog.triggers(SQLModel.metadata, SCHEMA)[trigger])
    rauw(f"DROP TABLE {_HIER}")


def _logregel(tabel: Table, velden: Sequence[str]) -> str | None:
    return changelog.toevoeging(tabel, velden, SCHEMA, _HIER)

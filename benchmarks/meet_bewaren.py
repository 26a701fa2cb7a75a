"""One save with its change log, beside the same save of the same record in the same table without triggers.

Both keep SQLCipher, WAL and synchronous=FULL, and write through the same objects: what differs is the log.
"""

import secrets
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from benchmarks.meten import Meting, Proefplek, Uitkomst, duur, om_en_om

if TYPE_CHECKING:
    from mgn_tui.store.engine import Store

_IK = UUID(int=1)
_APPARAAT = "0000002a"


def _kale_store() -> "type[Store]":
    """The store without what the log asks of it: no clock to read on from, no triggers."""
    from sqlalchemy import Connection

    from mgn_tui.store import changelog
    from mgn_tui.store.engine import Store

    class Kaal(Store):
        def _begin(self, verbinding: Connection) -> None:
            verbinding.exec_driver_sql("BEGIN IMMEDIATE")

        def zonder_triggers(self) -> None:
            with self.schrijven(None) as db:
                for naam in changelog.aanwezig(db.connection()):
                    db.connection().exec_driver_sql(f'DROP TRIGGER "{naam}"')

    return Kaal


def _maak(pad: Path, soort: "type[Store]") -> "Store":
    """A database with one gesprek and its themes."""
    from mgn_tui.domain.klok import Klok
    from mgn_tui.store import migrate
    from mgn_tui.store import tables as t

    sleutel = secrets.token_bytes(32)
    pad.unlink(missing_ok=True)
    migrate.migreer(pad, sleutel)
    store = soort(pad, sleutel, _APPARAAT, Klok())
    if (weg := getattr(store, "zonder_triggers", None)) is not None:
        weg()
    with store.schrijven(_IK) as db:
        inwoner, aanmelding, gesprek = (UUID(int=nr) for nr in (2, 3, 4))
        db.add(t.Inwoner(id=inwoner, ref="AAAAAAAA"))
        db.add(
            t.Aanmelding(
                id=aanmelding, ref="BBBBBBBB", inwoner=inwoner, aanmelddatum=datetime.now(UTC).date()
            )
        )
        db.add(
            t.Gesprek(
                id=gesprek,
                ref="CCCCCCCC",
                aanmelding=aanmelding,
                inwoner=inwoner,
                begin=datetime.now(UTC),
                kladblok=secrets.token_bytes(900),
                conclusie=secrets.token_bytes(300),
            )
        )
        db.add(t.GesprekThema(gesprek=gesprek, thema="meedoen", inwoner=inwoner))
    return store


def _meet(plek: Proefplek, n: int, wijzig: Callable[[Any], None]) -> Uitkomst:
    from mgn_tui.store.engine import Store

    def bewaar(store: "Store") -> Callable[[], None]:
        def klus() -> None:
            with store.schrijven(_IK) as db:
                wijzig(db)

        return klus

    plek.map.mkdir(exist_ok=True)
    with (
        closing(_Dicht(_maak(plek.map / "met-log.db", Store))) as met,
        closing(_Dicht(_maak(plek.map / "zonder-log.db", _kale_store()))) as zonder,
    ):
        klussen = {"wij": duur(bewaar(met.store)), "basis": duur(bewaar(zonder.store))}
        tijden = om_en_om(n, klussen, warm=20)
    return Uitkomst(tijden["wij"], tijden["basis"])


class _Dicht:
    """A store that `closing` can close."""

    def __init__(self, store: "Store") -> None:
        self.store = store
        self.close = store.sluit


def _meet_thema(plek: Proefplek, n: int) -> Uitkomst:
    from mgn_tui.store.tables import GesprekThema

    def wijzig(db: Any) -> None:
        thema = db.get(GesprekThema, (UUID(int=4), "meedoen"))
        for veld in ("vertelt", "kracht", "lastig", "wens"):
            setattr(thema, veld, secrets.token_bytes(200))

    return _meet(plek, n, wijzig)


def _meet_gesprek(plek: Proefplek, n: int) -> Uitkomst:
    from mgn_tui.store.tables import Gesprek

    def wijzig(db: Any) -> None:
        gesprek = db.get(Gesprek, UUID(int=4))
        gesprek.conclusie = secrets.token_bytes(300)

    return _meet(plek, n, wijzig)


_BRON = "design.md, Promises: one save with its log"
METINGEN = (
    Meting("bewaren-thema", "Een thema bewaren, met log naast zonder", 3.0, _BRON, 101, _meet_thema),
    Meting("bewaren-gesprek", "Een gesprek bewaren, met log naast zonder", 3.0, _BRON, 101, _meet_gesprek),
)

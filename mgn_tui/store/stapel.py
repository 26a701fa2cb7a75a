"""Many rows at once: made ready for the driver before the transaction, written per table in one go.

An import of ten thousand rows is some hundred thousand records. Objects would cost more than the database;
and what is worked out beforehand does not hold the writer's lock.
"""

import gc
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import Connection, Date, Table
from sqlalchemy.dialects.sqlite import pysqlite
from sqlalchemy.types import TypeEngine
from sqlmodel import Session, SQLModel

from mgn_tui.store import bulk
from mgn_tui.store.columns import Exact, Moment, UuidBlob

_DIALECT: Final = pysqlite.dialect()
Model = type[SQLModel]
_Maker = Callable[[Any], Any]
_BYTES: Final = attrgetter("bytes")
_BEWAARD: Final = 4096  # values of a kind that are remembered
_STUK: Final = 5000  # rows between two words of progress


def _tabel(model: Model) -> Table:
    return SQLModel.metadata.tables[str(model.__tablename__)]


class Stapel:
    """What is to be written. Children go before parents when deleting; foreign keys are checked at the end.

    `rauw`: values are given as the database holds them, as the change log gives them back.
    """

    def __init__(self, *, rauw: bool = False) -> None:
        self._als_opgeborgen = rauw
        self._makers: dict[tuple[Model, tuple[str, ...]], list[tuple[int, _Maker]]] = {}
        self._weg: dict[tuple[Model, tuple[str, ...]], list[tuple[Any, ...]]] = {}
        self._anders: dict[tuple[Model, tuple[str, ...], tuple[str, ...]], list[tuple[Any, ...]]] = {}
        self._erbij: dict[tuple[Model, tuple[str, ...]], list[tuple[Any, ...]]] = {}

    def __bool__(self) -> bool:
        return bool(self._weg or self._anders or self._erbij)

    def erbij(self, model: Model, **velden: Any) -> None:
        sleutel = model, tuple(velden)
        rijen = self._erbij.get(sleutel)
        if rijen is None:
            rijen = self._erbij[sleutel] = []
        rijen.append(self._rauw(sleutel, velden))

    def anders(self, model: Model, sleutel: Mapping[str, Any], velden: Mapping[str, Any]) -> None:
        """Other values for the record with this key; nothing when `velden` is empty."""
        if velden:
            namen, delen = tuple(velden), tuple(sleutel)
            rij = (*self._rauw((model, namen), velden), *self._rauw((model, delen), sleutel))
            self._anders.setdefault((model, namen, delen), []).append(rij)

    def weg(self, model: Model, **sleutel: Any) -> None:
        soort = model, tuple(sleutel)
        self._weg.setdefault(soort, []).append(self._rauw(soort, sleutel))

    def _rauw(self, soort: tuple[Model, tuple[str, ...]], velden: Mapping[str, Any]) -> tuple[Any, ...]:
        """The values as the driver takes them, by the columns' own types."""
        makers = self._makers.get(soort)
        if makers is None:
            makers = self._makers[soort] = [] if self._als_opgeborgen else _makers(*soort)
        rij = [*velden.values()]
        for plek, maker in makers:
            if (waarde := rij[plek]) is not None:
                rij[plek] = maker(waarde)
        return tuple(rij)

    def __len__(self) -> int:
        stapels: tuple[dict[Any, list[Any]], ...] = (self._weg, self._anders, self._erbij)
        return sum(len(rijen) for stapel in stapels for rijen in stapel.values())

    def voer_uit(self, db: Session, voortgang: Callable[[int], None] | None = None) -> None:
        """Write all of it in the caller's transaction; `voortgang` hears how many rows are written."""
        rauw = db.connection()
        gedaan = 0

        def doe(opdracht: str | Callable[[bulk.Rijen], None], rijen: list[tuple[Any, ...]]) -> None:
            nonlocal gedaan
            for begin in range(0, len(rijen), _STUK):
                deel = rijen[begin : begin + _STUK]
                if isinstance(opdracht, str):
                    rauw.exec_driver_sql(opdracht, deel)
                else:
                    opdracht(deel)
                gedaan += len(deel)
                if voortgang:
                    voortgang(gedaan)

        gc.freeze()  # the triggers' calls would have the collector walk all these rows over and over
        try:
            self._voer_uit(rauw, doe)
        finally:
            gc.unfreeze()

    def _voer_uit(self, db: Connection, doe: Callable[[Any, list[tuple[Any, ...]]], None]) -> None:
        # Names of our own tables and columns only.
        for (model, sleutel), rijen in self._weg.items():
            doe(f'DELETE FROM "{_tabel(model).name}" WHERE {_gelijk(sleutel, " AND ")}', rijen)  # noqa: S608 (our names)
        for (model, velden, sleutel), rijen in self._anders.items():
            zet, waar = _gelijk(velden, ", "), _gelijk(sleutel, " AND ")
            doe(f'UPDATE "{_tabel(model).name}" SET {zet} WHERE {waar}', rijen)  # noqa: S608 (our names)
        for (model, velden), rijen in self._erbij.items():
            tabel = _tabel(model)
            if len(rijen) >= bulk.VEEL and bulk.kan(tabel, velden):
                with bulk.toevoegen(db, tabel, velden) as voeg:
                    doe(voeg, rijen)
                continue
            kolommen, plekken = ", ".join(f'"{v}"' for v in velden), ", ".join("?" * len(velden))
            # OR ROLLBACK: all goes or nothing, so no row needs a way back of its own.
            doe(f'INSERT OR ROLLBACK INTO "{tabel.name}" ({kolommen}) VALUES ({plekken})', rijen)  # noqa: S608 (our names)


def _makers(model: Model, velden: tuple[str, ...]) -> list[tuple[int, _Maker]]:
    """The places of the values that the database holds as something else, with what makes it of them."""
    kolommen = _tabel(model).columns
    makers = ((plek, _maker(kolommen[naam].type)) for plek, naam in enumerate(velden))
    return [(plek, maker) for plek, maker in makers if maker is not None]


@cache
def _maker(soort: TypeEngine[Any]) -> _Maker | None:
    """As the dialect binds a value, by a shorter road for what an import has most of."""
    if isinstance(soort, UuidBlob):
        return _BYTES
    if isinstance(soort, Date):
        return date.isoformat
    maker = soort.dialect_impl(_DIALECT).bind_processor(_DIALECT)
    if isinstance(soort, Exact | Moment) and maker is not None:  # few values, each many times
        return lru_cache(_BEWAARD)(maker)
    return maker


def _gelijk(velden: tuple[str, ...], tussen: str) -> str:
    return tussen.join(f'"{v}" = ?' for v in velden)

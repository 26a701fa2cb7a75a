"""What the change log says of one handeling, record by record, in the values the database holds.

The rows of a handeling lie behind each other, so it is found from the end of the log. Rows of anonymous
registers have numbers below zero, in no order, and a handeling each: those are found by their handeling only.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from sqlalchemy import BLOB, Column, Integer, LargeBinary, Table, text
from sqlmodel import Session, SQLModel

from mgn_tui.store import tables
from mgn_tui.store.columns import UuidBlob

Velden = dict[str, Any]
Plek = tuple[str, str]
"""A record as the log names it: table, and key as text."""

MODELLEN: Final[dict[str, type[SQLModel]]] = {
    str(model.__tablename__): model
    for model in (getattr(tables, naam) for naam in tables.__all__ if naam != "BUITEN_LOG")
}
TABELLEN: Final[dict[str, Table]] = {naam: SQLModel.metadata.tables[naam] for naam in MODELLEN}
_BYTES: Final[dict[str, frozenset[str]]] = {
    naam: frozenset(k.name for k in tabel.columns if isinstance(k.type, UuidBlob | LargeBinary | BLOB))
    for naam, tabel in TABELLEN.items()
}
SLEUTELS: Final[dict[str, tuple[Column[Any], ...]]] = {
    naam: tuple(tabel.primary_key.columns) for naam, tabel in TABELLEN.items()
}


@dataclass(frozen=True, slots=True)
class Kop:
    """One handeling: its first and last place in the log."""

    handeling: UUID
    eerste: int
    laatste: int

    @property
    def rijen(self) -> int:
        return self.laatste - self.eerste + 1


@dataclass(slots=True)
class Logrij:
    """One record and action, as logged."""

    nr: int
    moment: str
    wie: UUID | None
    handeling: UUID
    tabel: str
    record: str
    persoon: UUID | None
    soort: str
    schema: str
    oud: str | None = field(repr=False)
    nieuw: str | None = field(repr=False)


@dataclass(slots=True)
class Verloop:
    """What a handeling did to one record, taken together. `voor` None: it was not there; `na` None: it is gone.
    Of a record that was only changed both hold the changed fields, else all that are logged."""

    tabel: str
    record: str
    persoon: UUID | None
    _voor: str | Velden | None = field(repr=False)
    _na: str | Velden | None = field(repr=False)
    schema: str = ""

    @property
    def voor(self) -> Velden | None:
        if isinstance(self._voor, str):
            self._voor = lees_velden(self.tabel, self._voor)
        return self._voor

    @property
    def na(self) -> Velden | None:
        if isinstance(self._na, str):
            self._na = lees_velden(self.tabel, self._na)
        return self._na

    @property
    def was_er(self) -> bool:
        return self._voor is not None

    @property
    def is_er(self) -> bool:
        return self._na is not None

    @property
    def plek(self) -> Plek:
        return self.tabel, self.record


def lees_velden(tabel: str, inhoud: str) -> Velden:
    """The logged fields as the driver takes and gives them: keys and sealed texts as bytes."""
    bytes_ = _BYTES[tabel]
    return {
        veld: bytes.fromhex(waarde) if waarde is not None and veld in bytes_ else waarde
        for veld, waarde in json.loads(inhoud).items()
    }


def sleutel_van(tabel: str, record: str) -> Velden:
    """The key of a record out of its name in the log. A text behind the last bar keeps its bars."""
    kolommen = SLEUTELS[tabel]
    delen = record.split("|", len(kolommen) - 1)
    return {
        k.name: bytes.fromhex(deel)
        if isinstance(k.type, UuidBlob)
        else int(deel)
        if isinstance(k.type, Integer)
        else deel
        for k, deel in zip(kolommen, delen, strict=True)
    }


# --- finding ---------------------------------------------------------------------------------

_VORIGE: Final = text(
    "SELECT nr, handeling FROM wijziging WHERE nr > 0 AND nr < :nr AND wie = :wie AND apparaat = :apparaat "
    "ORDER BY nr DESC LIMIT 1"
)
_BEGIN: Final = text("SELECT max(nr) FROM wijziging WHERE nr > 0 AND nr < :nr AND handeling <> :handeling")
_VAN: Final = (
    "SELECT nr, moment, wie, handeling, tabel, record, persoon, soort, schema, oud, nieuw "
    "FROM wijziging WHERE "
)
_RIJEN: Final = text(_VAN + "nr BETWEEN :eerste AND :laatste ORDER BY nr")
_LOSSE: Final = text(
    _VAN + "nr < 0 AND handeling IN (SELECT unhex(value) FROM json_each(:welke)) ORDER BY hlc"  # noqa: S608 (our own texts)
)
_WEGGEHAALD: Final = text(
    "SELECT DISTINCT record FROM wijziging WHERE tabel = :tabel AND soort = 'D' "
    "AND substr(record, -length(:staart)) = :staart"
)
_LATER: Final = text(  # NOT INDEXED: by place in the log, of which the end is short, and not by table
    "SELECT DISTINCT tabel, record FROM wijziging NOT INDEXED WHERE nr > :nr"
)
_WIE_LATER: Final = text(_VAN + "tabel = :tabel AND record = :record AND nr > :nr ORDER BY hlc DESC LIMIT 1")


def laatste_nr(db: Session) -> int:
    """The highest place in the log that tells an order."""
    return int(db.execute(text("SELECT max(nr) FROM wijziging")).scalar() or 0)


def van_persoon(db: Session, wie: UUID, apparaat: str) -> Iterator[Kop]:
    """The handelingen of this person on this device, latest first; those of anonymous registers are not known."""
    nr = laatste_nr(db) + 1
    while rij := db.execute(_VORIGE, {"nr": nr, "wie": wie.bytes, "apparaat": apparaat}).first():
        eerste = db.execute(_BEGIN, {"nr": rij.nr, "handeling": rij.handeling}).scalar() or 0
        yield Kop(UUID(bytes=rij.handeling), eerste + 1, rij.nr)
        nr = eerste + 1


def rijen_van(db: Session, kop: Kop) -> Iterator[Logrij]:
    """The rows of a handeling, in the order of writing."""
    return map(_rij, db.execute(_RIJEN, {"eerste": kop.eerste, "laatste": kop.laatste}))


def losse_rijen(db: Session, handelingen: Iterable[UUID]) -> Iterator[Logrij]:
    """The rows of handelingen in anonymous registers; of one record in the order of writing."""
    return map(_rij, db.execute(_LOSSE, {"welke": json.dumps([h.hex for h in handelingen])}))


def _rij(rij: Any) -> Logrij:
    def uuid(waarde: bytes | None) -> UUID | None:
        return None if waarde is None else UUID(bytes=waarde)

    nr, moment, wie, handeling, tabel, record, persoon, soort, schema, oud, nieuw = rij
    return Logrij(
        nr,
        moment,
        uuid(wie),
        UUID(bytes=handeling),
        tabel,
        record,
        uuid(persoon),
        soort,
        schema,
        oud,
        nieuw,
    )


def later_geraakt(db: Session, nr: int) -> set[Plek]:
    """The records that anybody touched behind this place in the log."""
    return {(tabel, record) for tabel, record in db.execute(_LATER, {"nr": nr})}


def wie_later(db: Session, plek: Plek, nr: int) -> UUID | None:
    """Who changed a record last, behind this place in the log."""
    rij = db.execute(_WIE_LATER, {"tabel": plek[0], "record": plek[1], "nr": nr}).first()
    return None if rij is None else _rij(rij).wie


def van_records(db: Session, plekken: Iterable[Plek]) -> list[Logrij]:
    """Everything the log says of these records, in the order of writing."""
    vraag = text(_VAN + "tabel = :tabel AND record = :record")
    rijen = [
        _rij(rij)
        for tabel, record in dict.fromkeys(plekken)
        for rij in db.execute(vraag, {"tabel": tabel, "record": record})
    ]
    return sorted(rijen, key=lambda rij: rij.nr)


def weggehaald(db: Session, tabel: str, staart: str) -> list[str]:
    """The records of a table whose name ends so and that were ever taken away; they may be back."""
    return list(db.execute(_WEGGEHAALD, {"tabel": tabel, "staart": staart}).scalars())


def van_inwoner(db: Session, persoon: UUID, tabellen: Iterable[str]) -> list[Logrij]:
    """Everything the log says of this person in these tables, in the order of writing."""
    vraag = text(
        _VAN + "persoon = :persoon AND tabel IN (SELECT value FROM json_each(:tabellen)) ORDER BY nr"  # noqa: S608 (our own texts)
    )
    gevonden = db.execute(vraag, {"persoon": persoon.bytes, "tabellen": json.dumps(list(tabellen))})
    return [_rij(rij) for rij in gevonden]


# --- taken together --------------------------------------------------------------------------


def verloop(rijen: Iterable[Logrij]) -> dict[Plek, Verloop]:
    """What came of each record, from before the first of its rows to behind the last."""
    uit: dict[Plek, Verloop] = {}
    for rij in rijen:
        plek = rij.tabel, rij.record
        v = uit.get(plek)
        if v is None:
            uit[plek] = Verloop(*plek, rij.persoon, rij.oud, rij.nieuw, rij.schema)
        else:
            _volgt(v, rij)
    return {plek: v for plek, v in uit.items() if v.was_er or v.is_er}


def _volgt(v: Verloop, rij: Logrij) -> None:
    """One row more on the same record."""
    oud = lees_velden(rij.tabel, rij.oud) if rij.oud is not None else None
    nieuw = lees_velden(rij.tabel, rij.nieuw) if rij.nieuw is not None else None
    if rij.soort == "D":
        if v.was_er:
            v._voor = {**(oud or {}), **(v.voor or {})}  # as it was before it was changed as well
        v._na = None
    elif rij.soort == "I":
        v._na = nieuw
    else:
        if v.was_er:
            v._voor = {**(oud or {}), **(v.voor or {})}
        v._na = {**(v.na or {}), **(nieuw or {})}


# --- as it stands now ------------------------------------------------------------------------


_AUTOMATISCH: Final = text(
    "SELECT 1 FROM wijziging WHERE nr BETWEEN :eerste AND :laatste AND (tabel NOT IN ('bekend', 'inwonersleutel') "
    "OR json_extract(coalesce(nieuw, oud), '$.grond') = 'waarneming') LIMIT 1"
)
_AANTALLEN: Final = text(
    "SELECT tabel, count(*) FROM wijziging WHERE nr BETWEEN :eerste AND :laatste GROUP BY tabel"
)


def vanzelf(db: Session, kop: Kop) -> bool:
    """Whether nobody asked for this: keys that were handed on when somebody opened the werkmap."""
    return db.execute(_AUTOMATISCH, {"eerste": kop.eerste, "laatste": kop.laatste}).first() is None


def aantallen(db: Session, kop: Kop) -> dict[str, int]:
    """How many rows of each table a handeling has."""
    rijen = db.execute(_AANTALLEN, {"eerste": kop.eerste, "laatste": kop.laatste})
    return {tabel: aantal for tabel, aantal in rijen}


def nu(db: Session, plek: Plek) -> Velden | None:
    """All fields of a record as the database holds them now; None when it is not there."""
    tabel, record = plek
    sleutel = sleutel_van(tabel, record)
    waar = " AND ".join(f'"{naam}" = ?' for naam in sleutel)
    gevonden = db.connection().exec_driver_sql(
        f'SELECT * FROM "{tabel}" WHERE {waar}',  # noqa: S608 (names of our own tables and columns)
        tuple(sleutel.values()),
    )
    rij = gevonden.first()
    return None if rij is None else dict(zip(gevonden.keys(), rij, strict=True))


def verwijzingen(tabel: str) -> Iterator[tuple[str, str]]:
    """The references of a table: column, table it points at."""
    for kolom in TABELLEN[tabel].columns:
        for sleutel in kolom.foreign_keys:
            yield kolom.name, sleutel.column.table.name


def record_van(tabel: str, velden: Mapping[str, Any]) -> str:
    """The name of a record in the log, out of its fields."""
    delen = (velden[k.name] for k in SLEUTELS[tabel])
    return "|".join(d.hex() if isinstance(d, bytes) else str(d) for d in delen)


def kinderen(db: Session, tabel: str, kolom: str, ouders: Iterable[bytes]) -> Iterator[tuple[Plek, bytes]]:
    """The rows of a table that point at one of these records, and at which."""
    namen = [k.name for k in SLEUTELS[tabel]]
    kies = ", ".join(f'"{naam}"' for naam in namen)
    vraag = text(
        f'SELECT "{kolom}", {kies} FROM "{tabel}" '  # noqa: S608 (names of our own tables and columns)
        f'WHERE "{kolom}" IN (SELECT unhex(value) FROM json_each(:ouders))'
    )
    for ouder, *sleutel in db.execute(vraag, {"ouders": json.dumps([o.hex() for o in ouders])}):
        yield (tabel, record_van(tabel, dict(zip(namen, sleutel, strict=True)))), ouder


def bestaande(db: Session, tabel: str, kolom: str, waarden: Iterable[Any]) -> dict[Any, str]:
    """Which of these values stand in this column now, and in which record."""
    namen = [k.name for k in SLEUTELS[tabel]]
    kies = ", ".join(f'"{naam}"' for naam in namen)
    bytes_ = kolom in _BYTES[tabel]
    vraag = text(
        f'SELECT "{kolom}", {kies} FROM "{tabel}" WHERE "{kolom}" IN '  # noqa: S608 (names of our own tables)
        f"(SELECT {'unhex(value)' if bytes_ else 'value'} FROM json_each(:waarden))"
    )
    lijst = json.dumps([w.hex() if bytes_ else w for w in waarden])
    return {
        waarde: record_van(tabel, dict(zip(namen, sleutel, strict=True)))
        for waarde, *sleutel in db.execute(vraag, {"waarden": lijst})
    }

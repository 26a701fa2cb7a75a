"""The change log writes itself: triggers made from the tables' own description.

Every table but the concepts and the logs has three, so that neither a bulk statement, nor raw SQL,
nor an attribute that was never read can change a record without leaving its row. They call
`mgn_hlc()`, `mgn_wie()` and `mgn_handeling()`, which only our own connections offer: any other
writer is refused by the database itself.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from sqlalchemy import BLOB, Column, Connection, LargeBinary, MetaData, Table, text

from mgn_tui.store.columns import UuidBlob
from mgn_tui.store.tables import BUITEN_LOG

_KOLOMMEN = 'hlc, moment, apparaat, wie, handeling, tabel, record, persoon, soort, oud, nieuw, "schema"'
# Filled with names of our own tables and columns only.
_TRIGGER = """CREATE TRIGGER {naam} AFTER {gebeurtenis} ON "{tabel}" {wanneer}BEGIN
INSERT INTO wijziging ({nr}{kolommen})
VALUES ({stempel},
'{tabel}', {record}, {persoon}, '{soort}', {oud}, {nieuw}, '{schema}'); END"""
_STEMPEL = "mgn_hlc(), mgn_moment(), mgn_apparaat(), mgn_wie(), mgn_handeling()"
# Of an anonymous register the log keeps the day: no time, no handeling shared with another table, and a random
# place among the rows. The stamp counts the changes of the record, so that the last one is still the highest.
_STEMPEL_ANONIEM = (
    "-abs(random() / 2) - 1, mgn_hlc_dag((SELECT count(*) FROM wijziging WHERE tabel = '{tabel}' "
    "AND record = {record})), mgn_dag(), mgn_apparaat(), mgn_wie(), mgn_losse_handeling()"
)


def _waarde(kolom: Column[object], rij: str) -> str:
    bron = f'{rij}."{kolom.name}"'
    if isinstance(kolom.type, UuidBlob | LargeBinary | BLOB):
        # json refuses blobs; hex(NULL) would be '', so keep the null
        return f"CASE WHEN {bron} IS NULL THEN NULL ELSE hex({bron}) END"
    return bron


def _record(tabel: Table, rij: str) -> str:
    delen = []
    for kolom in tabel.primary_key:
        bron = f'{rij}."{kolom.name}"'
        delen.append(f"lower(hex({bron}))" if isinstance(kolom.type, UuidBlob) else f"CAST({bron} AS TEXT)")
    return " || '|' || ".join(delen)


def _persoon(tabel: Table, rij: str) -> str:
    if tabel.name == "inwoner":
        return f'{rij}."id"'
    return f'{rij}."inwoner"' if "inwoner" in tabel.c else "NULL"


def _gelogd(tabel: Table) -> list[Column[object]]:
    return [k for k in tabel.columns if not k.info.get("buiten_log")]


def _alles(kolommen: Iterable[Column[object]], rij: str) -> str:
    return "json_object(" + ", ".join(f"'{k.name}', {_waarde(k, rij)}" for k in kolommen) + ")"


def _gewijzigd(kolommen: Iterable[Column[object]], rij: str) -> str:
    stukken = " UNION ALL ".join(
        f'SELECT \'{k.name}\' AS k, {_waarde(k, rij)} AS v WHERE OLD."{k.name}" IS NOT NEW."{k.name}"'
        for k in kolommen
    )
    return f"(SELECT json_group_object(k, v) FROM ({stukken}))"  # noqa: S608 (names of our own columns)


@cache
def triggers(metadata: MetaData, schema: str) -> Mapping[str, str]:
    """Name and statement of every trigger that the tables ask for under revision `schema`."""
    gevonden: dict[str, str] = {}
    for tabel in metadata.sorted_tables:
        if tabel.name in BUITEN_LOG:
            continue
        kolommen = _gelogd(tabel)
        anoniem = bool(tabel.info.get("anoniem"))
        verschil = " OR ".join(f'OLD."{k.name}" IS NOT NEW."{k.name}"' for k in tabel.columns)
        for soort, gebeurtenis, rij, oud, nieuw in (
            ("I", "INSERT", "NEW", "NULL", _alles(kolommen, "NEW")),
            ("U", "UPDATE", "NEW", _gewijzigd(kolommen, "OLD"), _gewijzigd(kolommen, "NEW")),
            ("D", "DELETE", "OLD", _alles(kolommen, "OLD"), "NULL"),
        ):
            naam = f"log_{tabel.name}_{soort.lower()}"
            wanneer = f"WHEN {verschil} " if soort == "U" else ""
            record = _record(tabel, rij)
            gevonden[naam] = _TRIGGER.format(
                naam=naam,
                gebeurtenis=gebeurtenis,
                tabel=tabel.name,
                wanneer=wanneer,
                nr="nr, " if anoniem else "",
                kolommen=_KOLOMMEN,
                stempel=_STEMPEL_ANONIEM.format(tabel=tabel.name, record=record) if anoniem else _STEMPEL,
                record=record,
                persoon=_persoon(tabel, rij),
                soort=soort,
                oud=oud,
                nieuw=nieuw,
                schema=schema,
            )
    return MappingProxyType(gevonden)


def toevoeging(tabel: Table, velden: Iterable[str], schema: str, bron: str) -> str | None:
    """One statement that logs all rows of `bron`, in their order, as those that were added to `tabel` with these
    fields: what the trigger would have written for each. It asks the first stamp (milliseconds, counter, device),
    then moment, apparaat, wie and handeling. None where only the trigger can: in a register without names, which
    has no order, and where the database itself fills in a field.
    """
    vanzelf = [k.name for k in tabel.columns if k.server_default is not None]
    if tabel.info.get("anoniem") or not set(vanzelf).issubset(velden):
        return None
    return (  # names of our own tables and columns only
        f"INSERT OR ROLLBACK INTO wijziging ({_KOLOMMEN}) SELECT "  # noqa: S608 (our names)
        "printf('%012x-%04x-%08x', ?1 + ((?2 + NEW.rowid - 1) >> 16), (?2 + NEW.rowid - 1) & 65535, ?3), "
        f"?4, ?5, ?6, ?7, '{tabel.name}', {_record(tabel, 'NEW')}, {_persoon(tabel, 'NEW')}, 'I', NULL, "
        f"{_alles(_gelogd(tabel), 'NEW')}, '{schema}' FROM {bron} AS NEW ORDER BY NEW.rowid"
    )


def zet_triggers(verbinding: Connection, metadata: MetaData, schema: str) -> None:
    """Make the triggers anew; also after a migration, which drops those of a table it rebuilds."""
    for naam in aanwezig(verbinding):
        verbinding.exec_driver_sql(f'DROP TRIGGER "{naam}"')
    for opdracht in triggers(metadata, schema).values():
        verbinding.exec_driver_sql(opdracht)


def aanwezig(verbinding: Connection) -> dict[str, str]:
    """Name and statement of the triggers that are in the database now."""
    rijen = verbinding.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    return {str(naam): str(sql) for naam, sql in rijen}

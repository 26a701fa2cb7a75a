"""Bring a database to this version's schema: alone, backed up, in one transaction, checked."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool
from sqlmodel import SQLModel

from mgn_tui.domain.fouten import Beschadigd, NieuwereVersie
from mgn_tui.store import changelog, tables  # noqa: F401  (the tables register themselves)
from mgn_tui.store.engine import open_verbinding, vertaal
from mgn_tui.store.logkop import VRAAG, Kop
from mgn_tui.store.schema import HERSCHREVEN, SCHEMA

Voortgang = Callable[[int, int], None]
"""Hears how much is done, of how much in all."""
MIGRATIES = Path(__file__).parent / "migrations"
_KOLOMMEN = 'PRAGMA table_info("{}")'
_PER_TABEL = 'SELECT {} FROM "{}"'
_PER_KOLOM = 'count("{0}"), total(length("{0}")), min("{0}"), max("{0}")'


def geen_voortgang(_gedaan: int, _totaal: int) -> None:
    """For who does not wait."""


def versie(pad: Path, sleutel: bytes, *, nieuw: bool = False) -> str | None:
    """The stored revision, or None for a file without one. Raises `Beschadigd`, `SchijfFout`."""
    rauw = open_verbinding(pad, sleutel, nieuw=nieuw)
    try:
        if not rauw.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
            return None
        rij = rauw.execute("SELECT version_num FROM alembic_version").fetchone()
        return None if rij is None else str(rij[0])
    except sqlcipher.Error as fout:
        raise vertaal(fout) from None
    finally:
        rauw.close()


def migreer(
    pad: Path, sleutel: bytes, migraties: Path = MIGRATIES, voortgang: Voortgang = geen_voortgang
) -> str:
    """Run what is due; the caller holds the werkmap alone and has made a backup. Returns the revision reached.

    Foreign keys are off while tables are rebuilt (with them on, batch mode fails) and checked before the commit; a
    fault rolls all of it back.
    Raises `NieuwereVersie`, `Beschadigd`, `SchijfFout`.
    """
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from alembic.util.exc import CommandError

    script = Config()
    script.set_main_option("script_location", str(migraties).replace("%", "%%"))
    map_ = ScriptDirectory.from_config(script)
    doel = map_.get_current_head() or SCHEMA
    stand = versie(pad, sleutel, nieuw=not pad.exists())  # with a new werkmap the file is made here
    if stand is not None:
        try:
            map_.get_revision(stand)
        except CommandError:
            raise NieuwereVersie(
                "Deze werkmap is gemaakt met een nieuwere versie van het programma. Werk het programma bij."
            ) from None
    if stand == doel:
        return doel
    _voer_uit(pad, sleutel, script, doel, voortgang, herschrijft=(stand or "") < HERSCHREVEN)
    return doel


class Stand(NamedTuple):
    """How far a database is: its revision, None without one, the last stamp in its log, and the head of its access
    log."""

    schema: str | None
    hlc: str
    logkop: Kop


def stand(pad: Path, sleutel: bytes) -> Stand:
    """Raises `Beschadigd`, also when the key does not fit."""
    schema = versie(pad, sleutel)
    rauw = open_verbinding(pad, sleutel)
    try:
        hlc = str(rauw.execute("SELECT max(hlc) FROM wijziging").fetchone()[0] or "")
        return Stand(schema, hlc, {a: (nr, keten) for a, nr, keten in rauw.execute(VRAAG)})
    except sqlcipher.Error as fout:
        raise vertaal(fout) from None
    finally:
        rauw.close()


def is_rustig(pad: Path, sleutel: bytes) -> bool:
    """Whether the file itself is the whole database: nobody else has it open, so that nothing is left in a -wal beside
    it. Looks at every page of it. Raises `Beschadigd`, `SchijfFout`."""
    rauw = open_verbinding(pad, sleutel)
    try:
        bezet, _, _ = rauw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if rauw.execute("PRAGMA cipher_integrity_check").fetchone():
            raise Beschadigd("De database is beschadigd. Zet een reservekopie terug.")
        return not bezet
    except sqlcipher.Error as fout:
        raise vertaal(fout) from None
    finally:
        rauw.close()


def kopieer(pad: Path, sleutel: bytes, naar: Path, uiterlijk: float | None = None) -> None:
    """An encrypted copy by the online backup API: sound also while others write. Raises `TimeoutError` when it is
    not done by `uiterlijk` (of `time.monotonic`); then nothing is left of it."""

    def op_tijd(*_: object) -> None:
        if uiterlijk is not None and time.monotonic() > uiterlijk:
            raise TimeoutError

    bron = open_verbinding(pad, sleutel)
    try:
        kopie = open_verbinding(naar, sleutel, nieuw=True)
        try:
            naar.chmod(0o600)
            bron.backup(kopie, pages=1024, progress=op_tijd)
            kopie.execute("PRAGMA journal_mode = DELETE")  # one file, without a -wal beside it
        finally:
            kopie.close()
    except TimeoutError:
        naar.unlink(missing_ok=True)
        raise
    except (sqlcipher.Error, OSError) as fout:
        naar.unlink(missing_ok=True)  # half a copy is worse than none
        raise vertaal(fout) from None
    finally:
        bron.close()


def _voer_uit(
    pad: Path, sleutel: bytes, script: Any, doel: str, voortgang: Voortgang, *, herschrijft: bool
) -> None:
    """`herschrijft`: a step in between gives columns other values on purpose; then the rows alone are compared."""
    from alembic import command

    rauw = open_verbinding(pad, sleutel)
    rauw.execute("PRAGMA foreign_keys = OFF")
    engine = create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher,
        creator=lambda: rauw,
        poolclass=StaticPool,
        hide_parameters=True,
    )
    event.listen(engine, "begin", lambda v: v.exec_driver_sql("BEGIN EXCLUSIVE"))
    try:
        with engine.connect() as verbinding, verbinding.begin():
            voor = _stand_van(verbinding, lambda n, totaal: voortgang(30 * n // totaal, 100))
            voortgang(30, 100)
            for naam in changelog.aanwezig(verbinding):
                verbinding.exec_driver_sql(f'DROP TRIGGER "{naam}"')
            script.attributes["verbinding"] = verbinding
            command.upgrade(script, doel)
            voortgang(50, 100)
            changelog.zet_triggers(verbinding, SQLModel.metadata, doel)
            if verbinding.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
                raise Beschadigd(
                    "De omzetting gaf losse verwijzingen en is teruggedraaid. Er is niets veranderd."
                )
            na = _stand_van(verbinding, lambda n, totaal: voortgang(70 + 30 * n // totaal, 100))
            zelfde = [deel for deel in voor if deel in na and not (herschrijft and deel[1])]
            if any(na[deel] != voor[deel] for deel in zelfde):
                raise Beschadigd("De omzetting verloor gegevens en is teruggedraaid. Er is niets veranderd.")
    except (DBAPIError, sqlcipher.Error) as fout:
        raise vertaal(getattr(fout, "orig", None) or fout) from None
    finally:
        engine.dispose()


Staat = dict[tuple[str, str], tuple[Any, ...]]


def _stand_van(verbinding: Connection, voortgang: Voortgang) -> Staat:
    """Of each table how many rows, and of each column how many values, how long together, the least and the greatest:
    who changes what was counted shows here. Of the change log, whose lines are only ever added to, the rows alone."""
    # names come from the database's own list of tables
    uit: Staat = {}
    namen = verbinding.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
        "AND name <> 'alembic_version'"
    ).fetchall()
    for nummer, (tabel,) in enumerate(namen):
        voortgang(nummer, len(namen))
        kolommen = [
            str(rij[1]) for rij in verbinding.exec_driver_sql(_KOLOMMEN.format(tabel)) if tabel != "wijziging"
        ]
        delen = ["count(*)", *(_PER_KOLOM.format(kolom) for kolom in kolommen)]
        rij = verbinding.exec_driver_sql(_PER_TABEL.format(", ".join(delen), tabel)).one()
        uit[tabel, ""] = (rij[0],)
        for plek, kolom in enumerate(kolommen):
            uit[tabel, kolom] = tuple(rij[1 + 4 * plek : 5 + 4 * plek])
    return uit

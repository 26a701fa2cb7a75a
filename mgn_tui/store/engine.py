"""The open database: always encrypted, every write short, logged and alone.

Readers see a snapshot; a writer takes the database with `BEGIN IMMEDIATE`, reads what it needs inside,
and is gone. Who writes, and under which handeling, is told to the connection before it may write.
"""

import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Condition, get_ident
from typing import Any
from uuid import UUID, uuid4

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlmodel import Session, SQLModel

from mgn_tui.domain.fouten import Beschadigd, InGebruik, MgnFout, SchijfFout
from mgn_tui.domain.hlc import Hlc, Stempel
from mgn_tui.domain.klok import Klok
from mgn_tui.domain.uuid7 import uuid7
from mgn_tui.store import changelog, stand, tables  # noqa: F401  (the tables register themselves in the metadata)
from mgn_tui.store.schema import SCHEMA

_GEWEIGERD = "De database weigerde deze opdracht. Er is niets bewaard."
_MEESTE = 2**31 - 2  # that SQLite can count
WACHT_S = 15  # busy timeout: an import may hold the writer for some seconds

# The driver asks each value but a number or a text what it wishes to be stored as, and for bytes and None
# that search costs more than storing them. They are themselves.
sqlcipher.register_adapter(bytes, bytes)
sqlcipher.register_adapter(type(None), {}.get)


@dataclass(slots=True)
class _Schrijver:
    """Who writes on a connection, and under which handeling; None while nobody may. Sixteen bytes each: the
    triggers ask for them with every row."""

    wie: bytes | None = None
    handeling: bytes | None = None
    los: list[UUID] = field(default_factory=list)  # handelingen of anonymous rows, in the order of writing

    def eis_handeling(self) -> bytes:
        """Raises, and so refuses the write, outside `Store.schrijven`."""
        if self.handeling is None:
            raise PermissionError
        return self.handeling

    def losse_handeling(self) -> bytes:
        """A handeling for one row of an anonymous register, known to this process only."""
        self.eis_handeling()
        self.los.append(uuid4())
        return self.los[-1].bytes


def open_verbinding(pad: Path, sleutel: bytes, *, alleen_lezen: bool = False, nieuw: bool = False) -> Any:
    """A bare encrypted connection. Only with `nieuw` a missing file is made: a stick that was pulled out must not
    come back as an empty database. Raises `Beschadigd` when the key does not open the file."""
    doel = f"{pad.resolve().as_uri()}?mode={'ro' if alleen_lezen else 'rwc' if nieuw else 'rw'}"
    try:
        rauw = sqlcipher.connect(
            doel,
            uri=True,
            timeout=WACHT_S,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
        )
    except sqlcipher.OperationalError as fout:
        raise vertaal(fout) from None
    rauw.execute("PRAGMA cipher_log_level = NONE")  # first: SQLCipher's own log goes to the terminal
    rauw.execute(f"PRAGMA key = \"x'{sleutel.hex()}'\"")
    try:
        rauw.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher.DatabaseError as fout:
        rauw.close()
        if "not a database" in str(fout) or "malformed" in str(fout):
            raise Beschadigd(
                "De database is beschadigd of hoort niet bij dit sleutelbestand. Zet een reservekopie terug."
            ) from None
        raise vertaal(fout) from None
    return rauw


def hersleutel(pad: Path, oud: bytes, nieuw: bytes) -> None:
    """Encrypt a database that nobody has open under another key: whole, or as it was. Raises `SchijfFout`."""
    rauw = open_verbinding(pad, oud)
    try:
        rauw.execute("PRAGMA synchronous = FULL")
        rauw.execute(f"PRAGMA rekey = \"x'{nieuw.hex()}'\"")
        rauw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlcipher.Error as fout:
        raise vertaal(fout) from None
    finally:
        rauw.close()
    open_verbinding(pad, nieuw).close()


def vertaal(fout: BaseException) -> MgnFout:
    """What the database says, in our words. Holds no values."""
    tekst = str(fout).lower()
    if "full" in tekst:
        return SchijfFout("De schijf is vol. Er is niets bewaard; maak ruimte en probeer het opnieuw.")
    if "readonly" in tekst or "read-only" in tekst:
        return SchijfFout(
            "Deze map is alleen-lezen. Er is niets bewaard; kies een map waarin u mag schrijven."
        )
    if "unable to open" in tekst or "disk i/o" in tekst:
        return SchijfFout("De schijf is niet te lezen of te beschrijven. Is de map of de stick er nog?")
    if "locked" in tekst or "busy" in tekst:
        return InGebruik("Een ander programma is bezig in deze werkmap. Wacht even en probeer het opnieuw.")
    if "malformed" in tekst or "not a database" in tekst:
        return Beschadigd("De database is beschadigd. Zet een reservekopie terug.")
    return MgnFout(_GEWEIGERD)


def _journaal(rauw: Any) -> str:
    """Ask for a WAL; where the disk cannot have one, for the rollback journal. Returns what it became."""
    if (wijze := str(rauw.execute("PRAGMA journal_mode = WAL").fetchone()[0])) != "wal":
        wijze = str(rauw.execute("PRAGMA journal_mode = DELETE").fetchone()[0])
    return wijze


class Store:
    """One encrypted database, shared by any number of threads and processes."""

    def __init__(self, pad: Path, sleutel: bytes, apparaat: str, klok: Klok) -> None:
        """`sleutel`: 32 bytes; `apparaat`: eight hex digits."""
        self.pad = pad
        self.apparaat = apparaat
        self.klok = klok
        self._sleutel = sleutel
        self._hlc = Hlc(int(apparaat, 16), klok)
        self._stand = stand.lees(pad)
        self._laatste_moment = (-1, "")
        self._beurt = Condition()
        self._bezig: Counter[int] = Counter()  # how many sessions each thread has open
        self._dicht = False  # who is not inside yet, waits
        self._wijze = ""  # of the journal, as the disk allowed it
        self.engine: Engine = create_engine(
            "sqlite+pysqlite://",
            module=sqlcipher,
            creator=self._maak,
            poolclass=QueuePool,
            hide_parameters=True,
        )
        event.listen(self.engine, "connect", self._rust_toe)
        event.listen(self.engine, "begin", self._begin)

    def _maak(self) -> Any:
        rauw = open_verbinding(self.pad, self._sleutel)
        try:
            if self._wijze != "delete":
                self._wijze = _journaal(rauw)
        except sqlcipher.OperationalError as fout:
            rauw.close()
            raise vertaal(fout) from None
        rauw.execute("PRAGMA foreign_keys = ON")
        rauw.execute("PRAGMA synchronous = FULL")
        rauw.execute("PRAGMA secure_delete = ON")
        # Without it, INSERT OR REPLACE takes a row away behind the back of the log's triggers.
        rauw.execute("PRAGMA recursive_triggers = ON")
        return rauw

    def _rust_toe(self, rauw: Any, record: Any) -> None:
        """Give a new connection the functions that the log's triggers call."""
        schrijver = record.info["schrijver"] = _Schrijver()
        rauw.create_function(
            "mgn_hlc", 0, lambda: self._hlc.volgende()
        )  # asked before mgn_moment, in every row
        rauw.create_function("mgn_hlc_reeks", 1, lambda aantal: self._hlc.reeks(aantal))
        rauw.create_function("mgn_moment", 0, self._moment)
        rauw.create_function("mgn_apparaat", 0, lambda: self.apparaat)
        rauw.create_function("mgn_wie", 0, lambda: schrijver.wie)
        rauw.create_function("mgn_handeling", 0, schrijver.eis_handeling)
        rauw.create_function("mgn_hlc_dag", 1, self._hlc_dag)
        rauw.create_function("mgn_dag", 0, lambda: self._dag().strftime("%Y-%m-%dT00:00:00Z"))
        rauw.create_function("mgn_losse_handeling", 0, schrijver.losse_handeling)

    def _moment(self) -> str:
        """The wall clock's second of the stamp just given. An import asks it a hundred thousand times."""
        nu = self._hlc.gelezen_ms // 1000
        seconde, tekst = self._laatste_moment
        if nu != seconde:
            tekst = datetime.fromtimestamp(nu, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            self._laatste_moment = nu, tekst
        return tekst

    def _dag(self) -> datetime:
        return self.klok.nu().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)

    def _hlc_dag(self, hoeveelste: int) -> str:
        """A stamp that tells the day only, for the log of an anonymous register."""
        ms = int(self._dag().timestamp() * 1000)
        return str(Stempel(ms, min(hoeveelste, 0xFFFF), secrets.randbits(32)))

    def _begin(self, verbinding: Connection) -> None:
        if not verbinding.get_execution_options().get("mgn_schrijven"):
            verbinding.exec_driver_sql("PRAGMA query_only = ON")
            verbinding.exec_driver_sql("BEGIN")
            return
        verbinding.exec_driver_sql("PRAGMA query_only = OFF")
        los = verbinding.get_execution_options().get("mgn_los")
        verbinding.exec_driver_sql(f"PRAGMA foreign_keys = {'OFF' if los else 'ON'}")
        verbinding.exec_driver_sql("BEGIN IMMEDIATE")
        hoogste = verbinding.exec_driver_sql("SELECT max(hlc) FROM wijziging").scalar()
        # Only the writer stamps, and there is one: go on behind whatever any process wrote last, here or in a
        # database that was replaced since.
        self._hlc = Hlc(self._hlc.apparaat, self.klok, max(str(hoogste or ""), self._stand.hoogste))

    @contextmanager
    def lezen(self) -> Iterator[Session]:
        """A session on one snapshot. Nothing can be written in it."""
        try:
            with self._binnen(), Session(self.engine, autoflush=False) as sessie:
                yield sessie
        except (DBAPIError, sqlcipher.Error) as fout:
            raise vertaal(getattr(fout, "orig", None) or fout) from None

    @contextmanager
    def schrijven(
        self, wie: UUID | None, handeling: UUID | None = None, *, ineens: bool = False
    ) -> Iterator[Session]:
        """A writing session; commits on leaving, stores nothing when anything is raised inside.

        All rows of one `handeling` are one step of undo; those of anonymous registers, which have one each,
        are in `sessie.info["los"]`. `ineens`: references are looked at once, at the end, and not with every
        row: a parent that goes would have every table searched for its children. Raises `SchijfFout` or
        `InGebruik`.
        """
        try:
            opties = {"mgn_schrijven": True, "mgn_los": ineens}
            with self._binnen(), self.engine.connect().execution_options(**opties) as verbinding:
                schrijver: _Schrijver = verbinding.info["schrijver"]
                schrijver.wie = wie.bytes if wie else None
                schrijver.handeling = (handeling or uuid7(int(self.klok.nu().timestamp() * 1000))).bytes
                schrijver.los = []
                try:
                    with verbinding.begin(), Session(bind=verbinding) as sessie:
                        sessie.info["los"] = schrijver.los
                        yield sessie
                        sessie.flush()
                        aantal = self._tel(verbinding)
                        if ineens and verbinding.exec_driver_sql("PRAGMA foreign_key_check").first():
                            raise MgnFout(_GEWEIGERD)
                    stand.noteer(self.pad, stand.Stand(aantal, self._hlc.laatste))
                finally:  # before the connection goes back: the next thread gets this same object
                    schrijver.wie = schrijver.handeling = None
        except (DBAPIError, sqlcipher.Error) as fout:
            raise vertaal(getattr(fout, "orig", None) or fout) from None

    @staticmethod
    def _tel(verbinding: Connection) -> int:
        """One commit more, counted in the database itself."""
        rauw: Any = verbinding.connection.driver_connection
        aantal = int(rauw.execute("PRAGMA user_version").fetchone()[0]) % _MEESTE + 1
        rauw.execute(f"PRAGMA user_version = {aantal}")
        return aantal

    def verloren(self) -> int:
        """How many commits this database lacks that stood in it when it was last used; see `stand`."""
        with self.lezen() as sessie:
            aantal = int(sessie.execute(text("PRAGMA user_version")).scalar_one())
        return max(0, self._stand.aantal - aantal)

    def deelbaar(self) -> bool:
        """Whether several processes may have this database open: without a WAL, as on a network share, one may."""
        with self.lezen() as sessie:
            sessie.execute(text("SELECT 1"))
        return self._wijze == "wal"

    def sluit(self) -> None:
        self.engine.dispose()

    def ruim_log_op(self) -> None:
        """Write what lies in the -wal into the database and empty it: what was destroyed must not lie there."""
        with self._binnen(), self.engine.connect() as verbinding:
            rauw = verbinding.connection.driver_connection
            if rauw is not None:
                rauw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    @contextmanager
    def _binnen(self) -> Iterator[None]:
        draad = get_ident()
        with self._beurt:
            self._beurt.wait_for(lambda: not self._dicht or draad in self._bezig)
            self._bezig[draad] += 1
        try:
            yield
        finally:
            with self._beurt:
                self._bezig[draad] -= 1
                if not self._bezig[draad]:
                    del self._bezig[draad]
                self._beurt.notify_all()

    def hersleutel(self, nieuw: bytes, wacht_s: float = 10.0) -> None:
        """Encrypt the database anew under `nieuw` (32 bytes); the caller holds the werkmap alone, other threads
        of this process wait. Cut short, it opens with the old key or with the new one.

        Raises `InGebruik` when sessions stay open longer than `wacht_s` seconds, `SchijfFout`.
        """
        with self._beurt:
            self._dicht = True
            try:
                if not self._beurt.wait_for(lambda: not self._bezig, wacht_s):
                    raise InGebruik("Er loopt nog iets in deze werkmap. Wacht even en probeer het opnieuw.")
                self.engine.dispose()
                hersleutel(self.pad, self._sleutel, nieuw)
                self._sleutel = nieuw
            finally:
                self._dicht = False
                self._beurt.notify_all()

    # --- soundness -----------------------------------------------------------------------

    def schema(self) -> str | None:
        """The stored revision, or None for a database without one."""
        with self.lezen() as sessie:
            if not sessie.execute(
                text("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")
            ).scalar():
                return None
            return sessie.execute(text("SELECT version_num FROM alembic_version")).scalar()

    def afwijkende_triggers(self) -> list[str]:
        """Names of log triggers that are missing, changed or strange."""
        horen = changelog.triggers(SQLModel.metadata, SCHEMA)
        with self.lezen() as sessie:
            nu = changelog.aanwezig(sessie.connection())
        return sorted(n for n in nu.keys() | horen.keys() if nu.get(n) != horen.get(n))

    def herstel_triggers(self, wie: UUID) -> None:
        """Make the log's triggers anew. What was written while one was missing is not in the log."""
        with self.schrijven(wie) as sessie:
            changelog.zet_triggers(sessie.connection(), SQLModel.metadata, SCHEMA)

    def gebreken(self) -> list[str]:
        """What is wrong with the file, in plain words; empty when it is sound."""
        gevonden = []
        for vraag, goed, melding in (
            ("cipher_integrity_check", None, "een deel is veranderd buiten het programma om."),
            ("integrity_check", "ok", "de indeling klopt niet."),
            ("foreign_key_check", None, "er zijn verwijzingen naar gegevens die er niet zijn."),
        ):
            try:
                with self.engine.connect() as verbinding:
                    if verbinding.exec_driver_sql(f"PRAGMA {vraag}").scalar() != goed:
                        gevonden.append(f"De database is beschadigd: {melding}")
            except (DBAPIError, Beschadigd):
                gevonden.append(f"De database is beschadigd: {melding}")
        if not gevonden and (afwijkend := self.afwijkende_triggers()):
            gevonden.append(f"Het wijzigingslogboek is niet volledig ({len(afwijkend)} onderdelen).")
        return gevonden

"""Between the tables and the use cases: opens and seals what is personal, writes only what changed.

A text about an inwoner is stored as ciphertext under that inwoner's own key, bound to its table, field and
record, so that it cannot be moved elsewhere. Who does not hold the key reads `DICHT`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, TypeVar
from uuid import UUID

from sqlalchemy import inspect, text
from sqlmodel import Session, SQLModel, select

from mgn_tui.domain.fouten import Botsing, GeenToegang
from mgn_tui.domain.velden import Veld, VeldSoort
from mgn_tui.store.geheim import ontsleutel, versleutel

Waarden = dict[str, Any]
M = TypeVar("M", bound=SQLModel)


class _Dicht:
    """A value this person cannot open. Falsy, and shows as a lock wherever it is printed."""

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        return "▒▒▒"

    __repr__ = __str__


DICHT: Final = _Dicht()


def recordnaam(rij: SQLModel) -> str:
    """The record as the change log names it."""
    delen = (getattr(rij, k.name) for k in inspect(type(rij)).primary_key)
    return "|".join(d.hex if isinstance(d, UUID) else str(d) for d in delen)


def _band(rij: SQLModel, veld: str) -> bytes:
    return f"{rij.__tablename__}|{veld}|{recordnaam(rij)}".encode()


def is_geheim(model: type[SQLModel], veld: str) -> bool:
    kolom = inspect(model).columns.get(veld)
    return kolom is not None and bool(kolom.info.get("persoonlijk"))


def velden_van(model: type[SQLModel]) -> tuple[str, ...]:
    return tuple(k.key for k in inspect(model).column_attrs)


def naar_tekst(waarde: object) -> str:
    """A value as the text that is sealed: ja/nee, ISO dates, exact numbers."""
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, date):
        return waarde.isoformat()
    return str(waarde)


def lees_geheim(rij: SQLModel, veld: str, sleutel: bytes | None) -> Any:
    """The text of one sealed field, None when empty, `DICHT` without the key."""
    opgeborgen = getattr(rij, veld)
    if opgeborgen is None:
        return None
    if sleutel is None:
        return DICHT
    return ontsleutel(opgeborgen, sleutel, _band(rij, veld))


def sluit_veld(tabel: str, veld: str, record: str, tekst: str, sleutel: bytes) -> bytes:
    """The text of a field as it is stored, for rows that are written without objects."""
    return versleutel(tekst, sleutel, f"{tabel}|{veld}|{record}".encode())


def open_veld(tabel: str, veld: str, record: str, opgeborgen: bytes, sleutel: bytes) -> str:
    """The same, read."""
    return ontsleutel(opgeborgen, sleutel, f"{tabel}|{veld}|{record}".encode())


def lees(rij: SQLModel, sleutel: bytes | None) -> Waarden:
    """All fields of a record, opened."""
    model = type(rij)
    return {
        veld: lees_geheim(rij, veld, sleutel) if is_geheim(model, veld) else getattr(rij, veld)
        for veld in velden_van(model)
    }


def schrijf(rij: SQLModel, waarden: Mapping[str, object], sleutel: bytes | None) -> bool:
    """Put `waarden` into the record; True when anything changed. Unchanged text keeps its ciphertext,
    so that the log holds only what was really changed. Raises `GeenToegang` without the key."""
    model = type(rij)
    anders = False
    for veld, waarde in waarden.items():
        if not is_geheim(model, veld):
            if getattr(rij, veld) != waarde:
                setattr(rij, veld, waarde)
                anders = True
            continue
        nieuw = None if waarde is None or waarde == "" else naar_tekst(waarde)
        if sleutel is None:
            raise GeenToegang(
                "Deze gegevens zijn alleen te wijzigen door de gespreksvoerders van dit gesprek."
            )
        if lees_geheim(rij, veld, sleutel) != nieuw:
            setattr(rij, veld, None if nieuw is None else versleutel(nieuw, sleutel, _band(rij, veld)))
            anders = True
    return anders


def zet_codes(
    db: Session, model: type[SQLModel], vast: Mapping[str, Any], veld: str, codes: Iterable[str], **extra: Any
) -> None:
    """Make the set of `codes` that hangs on a record what it should be: adds and removes, touches no more."""
    gewenst = dict.fromkeys(codes)
    aanwezig = {getattr(rij, veld): rij for rij in kinderen(db, model, **vast)}
    for code, rij in aanwezig.items():
        if code not in gewenst:
            db.delete(rij)
    for code in gewenst:
        if code not in aanwezig:
            db.add(model(**vast, **{veld: code}, **extra))


def kinderen(db: Session, model: type[M], **vast: Any) -> list[M]:
    """The rows of a set that hangs on a record."""
    return list(db.exec(select(model).filter_by(**vast)).all())


Plek = tuple[str, str | None]


def versie(db: Session, persoon: UUID | None, *plekken: Plek) -> str:
    """The hybrid clock of the last change to any of `plekken`: (table, record), or (table, None) for every
    row of that table that speaks of this person. Empty when nothing was ever logged."""
    hoogste = ""
    for tabel, record in plekken:
        if record is None:
            gevonden = db.execute(  # +: by the person, of whom there are few rows, and not by the table
                text("SELECT max(hlc) FROM wijziging WHERE persoon = :p AND +tabel = :t"),
                {"p": persoon.bytes if persoon else None, "t": tabel},
            ).scalar()
        else:
            gevonden = db.execute(
                text("SELECT max(hlc) FROM wijziging WHERE tabel = :t AND record = :r"),
                {"t": tabel, "r": record},
            ).scalar()
        hoogste = max(hoogste, gevonden or "")
    return hoogste


def versies(db: Session, tabel: str) -> dict[str, str]:
    """The same for every record of a table that speaks of nobody: per record."""
    rijen = db.execute(
        text("SELECT record, max(hlc) FROM wijziging WHERE tabel = :t GROUP BY record"), {"t": tabel}
    )
    return {record: hlc for record, hlc in rijen}


# --- between records and forms ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Recordregel:
    """One record of Beheer: key (hex), what people call it, a line about it, and its form as typed."""

    id: str
    naam: str
    bij: str
    actief: bool = True
    ruw: dict[str, str] = field(default_factory=dict, repr=False)
    versie: str = ""


def als_ruw(veld: Veld, waarde: Any) -> str:
    """A stored value as the form takes it: codes for choices, dates as people type them."""
    if waarde is DICHT:
        return str(DICHT)
    if isinstance(waarde, UUID):
        return waarde.hex
    if veld.soort is VeldSoort.LIJST:
        return "|".join(waarde or ())
    if veld.soort is VeldSoort.KEUZE:
        return str(waarde or "")
    if veld.soort is VeldSoort.DATUM and isinstance(waarde, str):
        return veld.toon(date.fromisoformat(waarde))
    return veld.toon(waarde)


def eis_versie(ruw: Mapping[str, str], hun: Mapping[str, str], versie: str | None, nu: str) -> None:
    """Refuse a save on an older version when a text differs; a save of what already stands there is none.

    Raises `Botsing` with both texts; nothing is stored.
    """
    if versie is None or versie == nu:
        return
    anders = [v for v in ruw if ruw[v] != hun.get(v, "")]
    if anders:
        raise Botsing({v: ruw[v] for v in anders}, {v: hun.get(v, "") for v in anders}, nu, versie)

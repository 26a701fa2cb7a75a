"""Narrow rows to count, in one query per need: one small tuple per gesprek or aanmelding, codes joined in SQL.

No counting rule here, but one: who objects to being counted is left out (`bezwaren`). What a row of a file says
otherwise than its aanmelding (`gesprek_rij`) holds for that row. The SQL is put together of fragments that stand
here; values are bound.
"""
# ruff: noqa: S608 (put together from our own texts; every value is bound)

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal, NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from mgn_tui.domain.klok import AMSTERDAM
from mgn_tui.domain.rijen import Aanmeldrij, Aantal, Geleverd, Gesprekrij, Losse, Meting, Praktijkrij, Versie
from mgn_tui.store import bezwaren

Veld = Literal["gemeente", "subregio"]


@dataclass(frozen=True, slots=True)
class Keuze:
    """Which rows: of one pilot, of a gemeente or subregio as it is written there (every spelling of it)."""

    pilot: UUID | None = None
    gemeenten: tuple[str, ...] | None = None
    subregios: tuple[str, ...] | None = None

    @property
    def plaats(self) -> bool:
        return self.gemeenten is not None or self.subregios is not None


ALLES = Keuze()

# --- gesprekken ------------------------------------------------------------------------------

_KERN = "SELECT g.begin, g.volgnummer, COALESCE(g.extern_id, g.ref), g.ref, g.inwoner, g.soort, g.status, g.werkwijze"
_GEVOERD = " AND g.status = 'gevoerd'"
_ADVIES = (
    ", (SELECT v.hoofdadvies FROM advies v WHERE v.gesprek = g.id ORDER BY v.id DESC LIMIT 1)"
    ", (SELECT group_concat(t.stap || ':' || t.code, ' ') FROM toeleiding t WHERE t.gesprek = g.id"
    " AND t.weten = 'ja')"
)
_BREED = (
    ", a.aanmelddatum, {uitgenodigd_op}, {op_verzoek_inwoner}, g.duur_min, g.naaste_aanwezig, g.team, g.methodiek"
    ", {praktijk}"
    ", (SELECT group_concat(h.thema || ':' || h.besproken || ':' || COALESCE(h.score, ''), ' ')"
    " FROM gesprek_thema h WHERE h.gesprek = g.id)"
    ", (SELECT group_concat(l.code, ' ') FROM gesprek_leefgebied l WHERE l.gesprek = g.id)"
    ", CASE WHEN r.gesprek IS NULL"
    " THEN (SELECT group_concat(c.code, '|') FROM aanmelding_criterium c WHERE c.aanmelding = a.id)"
    " ELSE COALESCE(r.criteria, '') || CASE WHEN r.criteria_tekst IS NULL THEN '' ELSE '|overig' END END"
    ", (SELECT group_concat(u.wie || ':' || u.uren, ' ') FROM gesprek_uren u WHERE u.gesprek = g.id)"
    ", (SELECT group_concat(w.soort || ':' || w.waarde, ' ') FROM gesprek_waardering w WHERE w.gesprek = g.id)"
    ", g.wacht_dagen, g.wacht_uitnodiging_dagen"
)
_RIJ = " LEFT JOIN gesprek_rij r ON r.gesprek = g.id"


def _rijwaarde(veld: str) -> str:
    return f"CASE WHEN r.gesprek IS NULL THEN a.{veld} ELSE r.{veld} END"


def breed(db: Session, van: date, tot: date, keuze: Keuze = ALLES) -> list[Gesprekrij]:
    """Everything that is counted of the gesprekken of a period, whatever became of them."""
    velden = {v: _rijwaarde(v) for v in ("uitgenodigd_op", "op_verzoek_inwoner", "praktijk")}
    return _gesprekken(db, _ADVIES + _BREED.format(**velden), van, tot, keuze, "", met_aanmelding=True)


def gevoerd(db: Session, van: date, tot: date, keuze: Keuze = ALLES) -> list[Gesprekrij]:
    """The gesprekken that were held, with what was advised: for windows longer than a period."""
    return _gesprekken(db, _ADVIES, van, tot, keuze, _GEVOERD)


def aantallen(db: Session, van: date, tot: date, keuze: Keuze = ALLES) -> list[Aantal]:
    """How many gesprekken were held, by what targets tell apart: counted in an index."""
    waarden: dict[str, Any] = {}
    waar = _welke(db, van, tot, keuze, waarden, _GEVOERD, met_aanmelding=keuze.plaats)
    opdracht = f"SELECT g.soort, g.status, g.werkwijze, count(*){waar} GROUP BY 1, 2, 3"
    return [Aantal._make(rij) for rij in _lees(db, opdracht, waarden)]


def _gesprekken(
    db: Session, kolommen: str, van: date, tot: date, keuze: Keuze, waar: str, *, met_aanmelding: bool = False
) -> list[Gesprekrij]:
    waarden: dict[str, Any] = {}
    welke = _welke(db, van, tot, keuze, waarden, waar, met_aanmelding=met_aanmelding or keuze.plaats)
    rijen = _lees(db, _KERN + kolommen + welke, waarden)
    return [Gesprekrij(_dag(rij[0]), *rij[1:]) for rij in rijen]


def _welke(
    db: Session,
    van: date,
    tot: date,
    keuze: Keuze,
    waarden: dict[str, Any],
    waar: str,
    *,
    met_aanmelding: bool,
) -> str:
    """FROM and WHERE of the gesprekken of some days; the values go in `waarden`."""
    waarden |= {"van": begin_van_dag(van), "tot": begin_van_dag(tot + timedelta(days=1))}
    if keuze.pilot is not None:
        waar += " AND +g.pilot = :pilot"  # + : found by day; of a pilot every row would be read
        waarden["pilot"] = keuze.pilot.bytes
    bron = " FROM gesprek g"
    if met_aanmelding:
        bron += " JOIN aanmelding a ON a.id = g.aanmelding" + _RIJ
    waar += _plaats(keuze, waarden, _rijwaarde) + bezwaren.zonder(db, "g.inwoner")
    return f"{bron} WHERE g.begin >= :van AND g.begin < :tot{waar}"


def _lees(db: Session, opdracht: str, waarden: dict[str, Any]) -> Iterable[tuple[Any, ...]]:
    """The rows as the driver gives them: a hundred thousand need no objects around them."""
    return db.connection().exec_driver_sql(opdracht, waarden).cursor.fetchall()


def _plaats(keuze: Keuze, waarden: dict[str, Any], waarde: Any) -> str:
    waar = ""
    for veld, namen in (("gemeente", keuze.gemeenten), ("subregio", keuze.subregios)):
        if namen is not None:
            plekken = []
            for nummer, naam in enumerate(namen):
                waarden[f"{veld}{nummer}"] = naam
                plekken.append(f":{veld}{nummer}")
            waar += f" AND {waarde(veld)} IN ({', '.join(plekken)})"
    return waar


def begin_van_dag(dag: date) -> str:
    """The first moment of a day in Amsterdam, as it is stored."""
    return datetime.combine(dag, time(), AMSTERDAM).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _dag(begin: str) -> str:
    """The day in Amsterdam of a stored moment; before 22:00 UTC it is the same day all year."""
    if begin[11:13] < "22":
        return begin[:10]
    return datetime.fromisoformat(begin).astimezone(AMSTERDAM).date().isoformat()


# --- aanmeldingen ----------------------------------------------------------------------------

_MET_GESPREK = (
    "SELECT a.ref, a.inwoner, a.aanmelddatum, g.status, g.volgnummer, g.reden_code, {praktijk}"
    " FROM {bron} CROSS JOIN gesprek g ON g.aanmelding = a.id" + _RIJ + " WHERE {waar}"
)
_ZONDER = (
    "SELECT a.ref, a.inwoner, a.aanmelddatum, CASE a.status WHEN 'open' THEN 'aangemeld' ELSE a.status END, 1,"
    " a.reden_code, a.praktijk FROM {bron} WHERE {waar}"
    " AND (a.status <> 'open' OR NOT EXISTS (SELECT 1 FROM gesprek g WHERE g.aanmelding = a.id))"
)
# Who may still wait: a gesprek is planned, or there is none yet. All their rows, to see what became of them.
# CROSS: the few gesprekken that are planned first; the other way round every aanmelding is looked up.
_WACHT = (
    "WITH w AS MATERIALIZED ("
    "SELECT o.inwoner, o.aanmelddatum FROM gesprek p CROSS JOIN aanmelding o ON o.id = p.aanmelding"
    " WHERE p.status IN ('gepland', 'aangemeld') AND o.aanmelddatum <= :tot UNION "
    "SELECT o.inwoner, o.aanmelddatum FROM aanmelding o WHERE o.status = 'open' AND o.aanmelddatum <= :tot"
    " AND NOT EXISTS (SELECT 1 FROM gesprek p WHERE p.aanmelding = o.id)) "
)
_BRON_WACHT = "w CROSS JOIN aanmelding a ON a.inwoner = w.inwoner AND a.aanmelddatum = w.aanmelddatum"


def aangemeld(db: Session, van: date, tot: date, keuze: Keuze = ALLES) -> list[Aanmeldrij]:
    """The rows of the aanmeldingen of a period."""
    waarden = {"van": van.isoformat(), "tot": tot.isoformat()}
    return _aanmeldrijen(db, "", "aanmelding a", "a.aanmelddatum BETWEEN :van AND :tot", waarden, keuze)


def wachtend(db: Session, tot: date, keuze: Keuze = ALLES) -> list[Aanmeldrij]:
    """The rows of every aanmelding until `tot` that may still be open."""
    return _aanmeldrijen(db, _WACHT, _BRON_WACHT, "1", {"tot": tot.isoformat()}, keuze)


def _aanmeldrijen(
    db: Session, vooraf: str, bron: str, welke: str, waarden: dict[str, Any], keuze: Keuze
) -> list[Aanmeldrij]:
    pilot = {"g": "", "a": ""}
    if keuze.pilot is not None:
        # "+" keeps the index on pilot out of it: for every aanmelding it would read all gesprekken of the pilot
        pilot = {tabel: f" AND +{tabel}.pilot = :pilot" for tabel in pilot}
        waarden["pilot"] = keuze.pilot.bytes
    welke += bezwaren.zonder(db, "a.inwoner")
    met = welke + pilot["g"] + _plaats(keuze, waarden, _rijwaarde)
    zonder = welke + pilot["a"] + _plaats(keuze, waarden, lambda veld: f"a.{veld}")
    opdracht = (
        vooraf
        + _MET_GESPREK.format(bron=bron, waar=met, praktijk=_rijwaarde("praktijk"))
        + " UNION ALL "
        + _ZONDER.format(bron=bron, waar=zonder)
    )
    return [Aanmeldrij._make(rij) for rij in _lees(db, opdracht, waarden)]


# --- what else targets count -----------------------------------------------------------------


def praktijken(db: Session, keuze: Keuze = ALLES) -> list[Praktijkrij]:
    """All praktijken, by name."""
    waarden: dict[str, Any] = {}
    waar = _plaats(keuze, waarden, lambda veld: f"p.{veld}")
    rijen = _lees(
        db,
        "SELECT p.id, p.naam, p.gemeente, p.subregio, p.aangesloten_op, p.volwassen_patienten, p.actief"
        f" FROM praktijk p WHERE 1{waar} ORDER BY p.naam, p.id",
        waarden,
    )
    return [Praktijkrij._make(rij) for rij in rijen]


def scholingen(db: Session) -> list[Losse]:
    """Who was trained, and when."""
    rijen = _lees(db, "SELECT medewerker, behaald_op FROM scholing WHERE behaald_op IS NOT NULL", {})
    return [Losse._make(rij) for rij in rijen]


def consultaties(db: Session) -> list[Losse]:
    return [Losse._make(rij) for rij in _lees(db, "SELECT id, dag FROM consultatie", {})]


def casussen(db: Session, keuze: Keuze = ALLES) -> list[Losse]:
    """The cases at the casusoverleg, by month."""
    waarden: dict[str, Any] = {}
    waar = _plaats(keuze, waarden, lambda veld: veld)
    return [
        Losse._make(rij) for rij in _lees(db, f"SELECT id, maand FROM casusoverleg WHERE 1{waar}", waarden)
    ]


def metingen(db: Session) -> list[Meting]:
    rijen = _lees(db, "SELECT nr, datum, waarde, noemer, bron FROM doelmeting ORDER BY id", {})
    return [Meting(nr, date.fromisoformat(dag), *rest) for nr, dag, *rest in rijen]


def versies(db: Session) -> list[Versie]:
    rijen = _lees(
        db,
        "SELECT v.nr, v.ijkmoment, v.minimum, v.maximum, v.vanaf, v.reden, COALESCE(m.naam, '') FROM doelversie v"
        " LEFT JOIN medewerker m ON m.id = v.wie ORDER BY v.id",
        {},
    )
    return [
        Versie(nr, date.fromisoformat(moment), laag, hoog, date.fromisoformat(vanaf), reden, wie)
        for nr, moment, laag, hoog, vanaf, reden, wie in rijen
    ]


def opleveringen(db: Session) -> list[Geleverd]:
    rijen = _lees(
        db,
        "SELECT nr, ijkmoment, gedaan_op, bewijs, vastgesteld_door, vastgesteld_op FROM oplevering",
        {},
    )
    return [
        Geleverd(nr, moment, _datum(gedaan), bewijs, door, _datum(op))
        for nr, moment, gedaan, bewijs, door, op in rijen
    ]


def _datum(tekst: str | None) -> date | None:
    return date.fromisoformat(tekst) if tekst else None


def plaatsnamen(db: Session, veld: Veld) -> list[str]:
    """Every gemeente or subregio as it is written somewhere in the rows."""
    rijen = _lees(
        db,
        " UNION ".join(f"SELECT {veld} FROM {tabel}" for tabel in ("aanmelding", "gesprek_rij", "praktijk")),
        {},
    )
    return sorted(rij[0] for rij in rijen if rij[0])


# --- the tally -------------------------------------------------------------------------------


class Toeleidingrij(NamedTuple):
    """`feiten`: code:stap:weten:datum, joined by spaces."""

    gesprek: bytes
    ref: str
    inwoner: bytes
    inwoner_ref: str
    dag: str
    volgnummer: int
    hoofdadvies: str | None
    vastgesteld: str | None
    feiten: str | None
    telt: int  # 0: the inwoner objects to being counted


def toeleidingen(
    db: Session,
    pilot: UUID | None = None,
    dagen: tuple[date, date] | None = None,
    inwoner: UUID | None = None,
) -> list[Toeleidingrij]:
    """Every gevoerd gesprek of a pilot, in these days, of this person, with its advice and what came of it, oldest
    first."""
    telt = bezwaren.zonder(db, "g.inwoner")
    een = "AND g.inwoner = :inwoner " if inwoner else ""
    rijen = db.execute(
        text(
            "SELECT g.id, g.ref, g.inwoner, i.ref, g.begin, g.volgnummer, "
            "(SELECT a.hoofdadvies FROM advies a WHERE a.gesprek = g.id ORDER BY a.id DESC LIMIT 1), "
            "(SELECT a.vastgesteld_op FROM advies a WHERE a.gesprek = g.id ORDER BY a.id DESC LIMIT 1), "
            "(SELECT group_concat(t.code || ':' || t.stap || ':' || t.weten || ':' || COALESCE(t.datum, ''), ' ') "
            f"FROM toeleiding t WHERE t.gesprek = g.id), 1{telt} "
            "FROM gesprek g JOIN inwoner i ON i.id = g.inwoner WHERE g.status = 'gevoerd' "
            "AND (:pilot IS NULL OR g.pilot = :pilot) "
            f"AND (:van IS NULL OR g.begin >= :van AND g.begin < :tot) {een}"
            "ORDER BY g.begin, g.volgnummer, g.ref"
        ),
        {
            **({"inwoner": inwoner.bytes} if inwoner else {}),
            "pilot": pilot.bytes if pilot else None,
            "van": begin_van_dag(dagen[0]) if dagen else None,
            "tot": begin_van_dag(dagen[1] + timedelta(days=1)) if dagen else None,
        },
    )
    return [Toeleidingrij(*rij)._replace(dag=_dag(rij[4])) for rij in rijen]


# --- the evaluation --------------------------------------------------------------------------


class Leerpuntrij(NamedTuple):
    """A gevoerd gesprek as its sprint is evaluated: what is still missing, and the leerpunt if it was released.

    `heeft`: a leerpunt was written, sealed or released; `zonder_datum`: steps that are a fact without a day.
    """

    gesprek: bytes
    ref: str
    dag: str
    inwoner: bytes
    heeft: int
    vrij: str | None
    zonder_advies: int
    zonder_datum: int
    groep: bytes | None


def leerpunten(db: Session, pilot: UUID, van: date, tot: date) -> list[Leerpuntrij]:
    """The gesprekken of a pilot that were held in these days, oldest first; opens nobody's text."""
    rijen = _lees(
        db,
        "SELECT g.id, g.ref, g.begin, g.inwoner, g.leerpunt IS NOT NULL OR g.leerpunt_vrij IS NOT NULL,"
        " g.leerpunt_vrij,"
        " NOT EXISTS (SELECT 1 FROM toeleiding t WHERE t.gesprek = g.id AND t.stap = 'geadviseerd'"
        " AND t.weten = 'ja'),"
        " (SELECT count(*) FROM toeleiding t WHERE t.gesprek = g.id AND t.stap IN ('verwezen', 'intake', 'gestart')"
        " AND t.weten = 'ja' AND t.datum IS NULL),"
        " (SELECT l.groep FROM leerpunt_in l WHERE l.gesprek = g.id)"
        " FROM gesprek g WHERE +g.pilot = :pilot AND g.begin >= :van AND g.begin < :tot AND g.status = 'gevoerd'"
        + bezwaren.zonder(db, "g.inwoner")
        + " ORDER BY g.begin, g.volgnummer, g.ref",
        {"pilot": pilot.bytes, "van": begin_van_dag(van), "tot": begin_van_dag(tot + timedelta(days=1))},
    )
    return [Leerpuntrij(rij[0], rij[1], _dag(rij[2]), *rij[3:]) for rij in rijen]

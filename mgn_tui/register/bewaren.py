"""How long: whose data are due by the terms of this werkmap. Nothing goes by itself; a person says yes.

Name and text may go once the advies is in the records of the organisations, the sprint evaluated and the result
noted; they are due at the latest when the term after the last gesprek is over, whatever is still missing. Who never
had a gesprek is due by the same term, from the day on which the aanmelding ended. Codes are due a term after the last
gesprek, or after the end of the pilot if that is later. A refusal, with its reason, holds for a year; then it is
asked again. Which terms: `instellingen`; the controller decides them.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple
from uuid import UUID

from sqlmodel import Session, select

from mgn_tui.domain.klok import dag_van
from mgn_tui.register.namen import namen_van
from mgn_tui.register.sprints import sprintdagen, sprints_van
from mgn_tui.register.vernietigen import ALLES, PERSOON
from mgn_tui.store import tables as t
from mgn_tui.store.telrijen import begin_van_dag

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

KOPIE, SPRINT, RESULTAAT = (
    "advies nog niet overgenomen in elk dossier",
    "sprint nog niet geëvalueerd",
    "uiteindelijk resultaat nog niet genoteerd",
)
_DAG: Final = timedelta(days=1)
_JAAR: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Termijn:
    """Somebody who is due. `soort`: persoon (name and text) or alles (the codes too). `sinds`: the last gesprek, or
    the end of the aanmelding; `uiterlijk`: when the term is over; `over`: it is. `mist`: what was still to be done
    first."""

    inwoner: UUID
    ref: str
    wie: str = field(repr=False)
    naam: str = field(repr=False)
    soort: str
    sinds: date
    uiterlijk: date
    over: bool
    mist: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Termijnen:
    """In months; None: nobody decided, so nothing is due by it."""

    persoon: int | None
    codes: int | None


def termijnen(db: Session) -> Termijnen:
    def maanden(naam: str) -> int | None:
        rij = db.get(t.Instelling, naam)
        return int(rij.waarde) if rij is not None and rij.waarde.isdigit() else None

    return Termijnen(maanden("termijn_identiteit_maanden"), maanden("termijn_codes_maanden"))


def maanden_later(dag: date, maanden: int) -> date:
    """The same day so many months on, or the last of that month."""
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 + maanden, 12)
    return date(jaar, maand + 1, min(dag.day, monthrange(jaar, maand + 1)[1]))


def _grens(vandaag: date, maanden: int) -> date:
    """The last day from which so many months are over today."""
    dag = maanden_later(vandaag, -maanden)
    while maanden_later(dag + _DAG, maanden) <= vandaag:
        dag += _DAG
    while maanden_later(dag, maanden) > vandaag:
        dag -= _DAG
    return dag


_ZONDER_KOPIE = """EXISTS (
    SELECT 1 FROM gesprek x JOIN deelnemer d ON d.gesprek = x.id
    WHERE x.inwoner = per.inwoner AND x.status = 'gevoerd' AND d.rol = 'gespreksvoerder' AND COALESCE(d.aanwezig, 1)
    AND NOT EXISTS (SELECT 1 FROM dossierkopie k WHERE k.medewerker = d.medewerker AND k.advies = (
      SELECT a.id FROM advies a WHERE a.gesprek = x.id ORDER BY a.id DESC LIMIT 1)))"""
_ZONDER_RESULTAAT = """EXISTS (
    SELECT 1 FROM gesprek x WHERE x.inwoner = per.inwoner AND x.status = 'gevoerd' AND x.uiteindelijk_resultaat IS NULL
    AND x.resultaat_op IS NULL)"""
# Everybody who is due, but for sprints and pilots, and with whom nothing is going on any more. Asked at every opening
# of the werkmap: `per` is one pass over one index (the + keeps the planner from another, by which every person costs a
# search and every row of a pilot is read for each), and of a person more is read only when it decides.
_ALLEN = f"""WITH per AS MATERIALIZED (
  SELECT g.inwoner, max(CASE WHEN g.status = 'gevoerd' THEN g.begin END) AS laatste, max(p.einde) AS pilot_einde,
    max(g.status = 'gepland') AS gepland
  FROM gesprek g LEFT JOIN pilot p ON p.id = +g.pilot GROUP BY +g.inwoner),
bezig AS MATERIALIZED (
  SELECT inwoner FROM per WHERE gepland
  UNION SELECT a.inwoner FROM aanmelding a WHERE a.status = 'open' AND NOT EXISTS (
    SELECT 1 FROM gesprek x WHERE x.aanmelding = a.id)
  UNION SELECT v.inwoner FROM verzoek v WHERE v.soort = 'vernietigen' AND v.besluit = 'geweigerd'
    AND v.besloten_op > :jaar),
nooit AS MATERIALIZED (
  SELECT i.id, (SELECT max(COALESCE(a.status_op, a.aanmelddatum)) FROM aanmelding a WHERE a.inwoner = i.id) AS einde
  FROM inwoner i WHERE i.id NOT IN (SELECT inwoner FROM per WHERE laatste IS NOT NULL))
SELECT per.inwoner AS id, w.soort AS weg, per.laatste, NULL AS einde, per.pilot_einde,
  CASE WHEN w.inwoner IS NULL AND (:mist OR per.laatste >= :over_na) THEN {_ZONDER_KOPIE} END AS zonder_kopie,
  CASE WHEN w.inwoner IS NULL AND (:mist OR per.laatste >= :over_na) THEN {_ZONDER_RESULTAAT} END AS zonder_resultaat,
  CASE WHEN :mist THEN (SELECT i.ref FROM inwoner i WHERE i.id = per.inwoner) END AS ref
FROM per LEFT JOIN wissing w ON w.inwoner = per.inwoner
WHERE per.laatste < :nu AND per.inwoner NOT IN (SELECT inwoner FROM bezig)
  AND (per.laatste < :codes_na OR (:persoon AND w.inwoner IS NULL
    AND (per.laatste < :over_na OR (NOT {_ZONDER_KOPIE} AND NOT {_ZONDER_RESULTAAT}))))
UNION ALL
SELECT n.id, w.soort, NULL, n.einde, per.pilot_einde, 0, 0,
  CASE WHEN :mist THEN (SELECT i.ref FROM inwoner i WHERE i.id = n.id) END
FROM nooit n LEFT JOIN per ON per.inwoner = n.id LEFT JOIN wissing w ON w.inwoner = n.id
WHERE (n.einde <= :codes OR (n.einde <= :over AND w.inwoner IS NULL)) AND n.id NOT IN (SELECT inwoner FROM bezig)"""  # noqa: S608 (our own texts; every value is bound)

_GEVOERD = "SELECT inwoner, pilot, begin FROM gesprek WHERE status = 'gevoerd' AND pilot IS NOT NULL"


MET_NAAM: Final = 500
"""Of so many a list opens the name; of more nobody reads them all at once, and each costs opening a key."""


def vind(sessie: "Sessie", ref: str) -> Termijn | None:
    """The one who is due with this reference."""
    return next(iter(lijst(sessie, alleen=ref)), None) if ref else None


def lijst(sessie: "Sessie", namen: int | None = None, alleen: str = "") -> list[Termijn]:
    """Who is due, those over their term first; a gespreksvoerder sees those they may read, who does the aanmeldpunt
    and the coördinator see everybody. `namen`: open the names of the first so many, of the others stands the
    beginning of the reference; `alleen`: of one reference."""
    with sessie.lezen() as db:
        gevonden = _verlopen(sessie, db)
        if not gevonden:
            return []
        if not _ziet_allen(sessie):
            eigen = t.Inwonersleutel.medewerker == sessie.ik.id
            mijn = set(db.exec(select(t.Inwonersleutel.inwoner).where(eigen)))
            gevonden = [v for v in gevonden if v.inwoner in mijn]
        gevonden = [v for v in gevonden if not alleen or v.ref == alleen]
        gevonden.sort(key=lambda v: (not v.over, v.uiterlijk, v.ref))
        voluit = namen_van(sessie, db, {v.inwoner: v.ref for v in gevonden[:namen]})
    return [
        replace(v, wie=voluit[v.inwoner][0], naam=voluit[v.inwoner][1]) if v.inwoner in voluit else v
        for v in gevonden
    ]


def _ziet_allen(sessie: "Sessie") -> bool:
    return sessie.ik.coordinator or sessie.ik.aanmeldpunt


def aantal(sessie: "Sessie") -> tuple[int, int]:
    """How many are over their term, and how many may go already; for who sees to everybody, else nothing."""
    if not _ziet_allen(sessie):
        return 0, 0
    with sessie.lezen() as db:
        standen = [over for _, _, over, _ in _wie(sessie, db, termijnen(db))]
    return sum(standen), len(standen) - sum(standen)


def zin(over: int, klaar: int) -> str:
    """`aantal` in words."""
    delen = []
    if over:
        delen.append(f"van {_inwoners(over)} is de bewaartermijn voorbij")
    if klaar:
        delen.append(f"van {_inwoners(klaar)} mogen naam en tekst weg")
    tekst = ", ".join(delen)
    return tekst[:1].upper() + tekst[1:]


def _inwoners(n: int) -> str:
    return "1 inwoner" if n == 1 else f"{n} inwoners"


class _Rij(NamedTuple):
    """Of `_ALLEN`, as the driver gives it: what is over is compared as text, for a hundred thousand need no dates."""

    id: bytes
    weg: str | None
    laatste: str | None
    einde: str | None
    pilot_einde: str | None
    zonder_kopie: int | None
    zonder_resultaat: int | None
    ref: str | None


def _wie(
    sessie: "Sessie", db: Session, termijn: Termijnen, *, met_mist: bool = False
) -> Iterator[tuple[_Rij, str, bool, bool]]:
    """Who is due: the row, for what (`soort`), whether the term is over, and whether a sprint is still open (only
    asked when it decides, or `met_mist`)."""
    if termijn.persoon is None and termijn.codes is None:
        return
    vandaag = sessie.klok.vandaag()
    over, over_na = _tot(vandaag, termijn.persoon)
    codes, codes_na = _tot(vandaag, termijn.codes)
    waarden = {
        "nu": (vandaag + _DAG).isoformat(),
        "jaar": (vandaag - _JAAR).isoformat(),
        "persoon": termijn.persoon is not None,
        "mist": met_mist,
        **{"over": over, "over_na": over_na, "codes": codes, "codes_na": codes_na},
    }
    sprints = _Sprints(db)
    rijen = db.connection().exec_driver_sql(_ALLEN, waarden).cursor.fetchall()
    for rij in map(_Rij._make, rijen):
        codes_weg = rij.laatste < codes_na if rij.laatste else (rij.einde or "") <= codes
        if codes_weg and (rij.pilot_einde or "") <= codes:
            yield rij, ALLES, True, False
        elif rij.weg is None and termijn.persoon is not None:
            voorbij = rij.laatste < over_na if rij.laatste else (rij.einde or "") <= over
            if not (voorbij or rij.laatste):
                continue
            vraag_sprint = rij.laatste is not None and (met_mist or not voorbij)
            open_sprint = vraag_sprint and not sprints.klaar(rij.id)
            if voorbij or not (open_sprint or rij.zonder_kopie or rij.zonder_resultaat):
                yield rij, PERSOON, voorbij, open_sprint


def _tot(vandaag: date, maanden: int | None) -> tuple[str, str]:
    """The last day that is over, and the moment behind it, as they are stored; nothing lies before an empty text."""
    if maanden is None:
        return "", ""
    grens = _grens(vandaag, maanden)
    return grens.isoformat(), begin_van_dag(grens + _DAG)


def _verlopen(sessie: "Sessie", db: Session) -> list[Termijn]:
    """Without their names: as who may not know them."""
    termijn, uit = termijnen(db), []
    for rij, soort, over, open_sprint in _wie(sessie, db, termijn, met_mist=True):
        sinds = dag_van(rij.laatste) if rij.laatste else date.fromisoformat(rij.einde or "")
        if soort == ALLES:
            pilot = date.fromisoformat(rij.pilot_einde) if rij.pilot_einde else sinds
            uiterlijk = maanden_later(max(sinds, pilot), termijn.codes or 0)
        else:
            uiterlijk = maanden_later(sinds, termijn.persoon or 0)
        mist = () if soort == ALLES else _mist(rij, open_sprint)
        uit.append(
            Termijn(
                UUID(bytes=rij.id),
                rij.ref or "",
                (rij.ref or "")[:4],
                "",
                soort,
                sinds,
                uiterlijk,
                over,
                mist,
            )
        )
    return uit


def _mist(r: _Rij, open_sprint: bool) -> tuple[str, ...]:
    delen = ((r.zonder_kopie, KOPIE), (open_sprint, SPRINT), (r.zonder_resultaat, RESULTAAT))
    return tuple(tekst for waar, tekst in delen if waar)


class _Sprints:
    """Whether the sprints in which somebody had a gesprek are evaluated; who was in none need not wait for one.

    Asked of many people at once: gesprekken and sprints are read once, when the first is asked for.
    """

    def __init__(self, db: Session) -> None:
        self._db = db
        self._per: dict[bytes, list[tuple[bytes, str]]] | None = None
        self._pilots: dict[UUID, list[tuple[date, date, bool]]] = {}

    def klaar(self, inwoner: bytes) -> bool:
        if self._per is None:
            self._per = defaultdict(list)
            for wie, pilot, begin in self._db.connection().exec_driver_sql(_GEVOERD).cursor.fetchall():
                self._per[wie].append((pilot, begin))
        return all(
            self._geevalueerd(UUID(bytes=pilot), dag_van(begin)) for pilot, begin in self._per[inwoner]
        )

    def _geevalueerd(self, pilot: UUID, dag: date) -> bool:
        if pilot not in self._pilots:
            sprints = sprints_van(self._db, pilot)
            gesloten = {e.id for e in self._db.exec(select(t.Evaluatie)) if e.gesloten_op is not None}
            self._pilots[pilot] = [
                (*sprintdagen(sprints, nr, date.max), sprint.id in gesloten)
                for nr, sprint in enumerate(sprints, 1)
            ]
        return all(gesloten for van, tot, gesloten in self._pilots[pilot] if van <= dag <= tot)

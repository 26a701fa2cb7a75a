"""How long: whose data are due by the terms of this werkmap. Nothing goes by itself; a person says yes.

Name and text may go once the advies is in the records of the organisations, the sprint evaluated and the result
noted; they are due at the latest when the term after the last gesprek is over, whatever is still missing. Who never
had a gesprek is due by the same term, from the day on which the aanmelding ended. Codes are due a term after the last
gesprek, or after the end of the pilot if that is later. A refusal, with its reason, holds for a year; then it is
asked again. Which terms: `instellingen`; the controller decides them.
"""

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy import Row, text
from sqlmodel import Session, select

from mgn_tui.domain.klok import dag_van
from mgn_tui.register.namen import namen_van
from mgn_tui.register.sprints import sprintdagen, sprints_van
from mgn_tui.register.vernietigen import ALLES, PERSOON
from mgn_tui.store import tables as t

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

KOPIE, SPRINT, RESULTAAT = (
    "advies nog niet overgenomen in elk dossier",
    "sprint nog niet geëvalueerd",
    "uiteindelijk resultaat nog niet genoteerd",
)
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


# Everybody with whom nothing is going on any more. What is not asked of a person, reads indexes and codes only.
_ALLEN = text(
    """SELECT i.id, i.ref, w.soort AS weg, laatste, einde, pilot_einde,
  (laatste IS NOT NULL AND w.inwoner IS NULL AND EXISTS (
    SELECT 1 FROM gesprek g JOIN deelnemer d ON d.gesprek = g.id WHERE g.inwoner = i.id AND g.status = 'gevoerd'
    AND d.rol = 'gespreksvoerder' AND COALESCE(d.aanwezig, 1) AND NOT EXISTS (
      SELECT 1 FROM dossierkopie k WHERE k.medewerker = d.medewerker AND k.advies = (
        SELECT a.id FROM advies a WHERE a.gesprek = g.id ORDER BY a.id DESC LIMIT 1)))) AS zonder_kopie,
  (laatste IS NOT NULL AND w.inwoner IS NULL AND EXISTS (
    SELECT 1 FROM gesprek g WHERE g.inwoner = i.id AND g.status = 'gevoerd' AND g.uiteindelijk_resultaat IS NULL
    AND g.resultaat_op IS NULL)) AS zonder_resultaat
FROM (SELECT i.*,
    (SELECT max(g.begin) FROM gesprek g WHERE g.inwoner = i.id AND g.status = 'gevoerd') AS laatste,
    (SELECT max(COALESCE(a.status_op, a.aanmelddatum)) FROM aanmelding a WHERE a.inwoner = i.id) AS einde,
    (SELECT max(p.einde) FROM gesprek g JOIN pilot p ON p.id = g.pilot WHERE g.inwoner = i.id) AS pilot_einde
  FROM inwoner i) i
LEFT JOIN wissing w ON w.inwoner = i.id
WHERE COALESCE(laatste, einde) IS NOT NULL
  AND COALESCE(laatste, einde) < :nu
  AND NOT EXISTS (SELECT 1 FROM gesprek g WHERE g.inwoner = i.id AND g.status = 'gepland')
  AND NOT EXISTS (SELECT 1 FROM aanmelding a WHERE a.inwoner = i.id AND a.status = 'open' AND NOT EXISTS (
    SELECT 1 FROM gesprek g WHERE g.aanmelding = a.id))
  AND NOT EXISTS (SELECT 1 FROM verzoek v WHERE v.inwoner = i.id AND v.soort = 'vernietigen'
    AND v.besluit = 'geweigerd' AND v.besloten_op > :jaar)"""
)

_GEVOERD = text("SELECT inwoner, pilot, begin FROM gesprek WHERE status = 'gevoerd' AND pilot IS NOT NULL")


def lijst(sessie: "Sessie") -> list[Termijn]:
    """Who is due, those over their term first; a gespreksvoerder sees those they may read, who does the aanmeldpunt
    and the coördinator see everybody."""
    with sessie.lezen() as db:
        gevonden = _verlopen(sessie, db, met_mist=True)
        if not gevonden:
            return []
        namen = namen_van(sessie, db, {v.inwoner: v.ref for v in gevonden})
        mijn = set(
            db.exec(select(t.Inwonersleutel.inwoner).where(t.Inwonersleutel.medewerker == sessie.ik.id))
        )
    uit = [
        replace(v, wie=namen[v.inwoner][0], naam=namen[v.inwoner][1])
        for v in gevonden
        if _ziet_allen(sessie) or v.inwoner in mijn
    ]
    return sorted(uit, key=lambda v: (not v.over, v.uiterlijk, v.ref))


def _ziet_allen(sessie: "Sessie") -> bool:
    return sessie.ik.coordinator or sessie.ik.aanmeldpunt


def aantal(sessie: "Sessie") -> tuple[int, int]:
    """How many are over their term, and how many may go already; for who sees to everybody, else nothing."""
    if not _ziet_allen(sessie):
        return 0, 0
    with sessie.lezen() as db:
        gevonden = _verlopen(sessie, db)
    over = sum(v.over for v in gevonden)
    return over, len(gevonden) - over


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


def _verlopen(sessie: "Sessie", db: Session, *, met_mist: bool = False) -> list[Termijn]:
    vandaag, termijn = sessie.klok.vandaag(), termijnen(db)
    if termijn.persoon is None and termijn.codes is None:
        return []
    vraag = {"nu": (vandaag + timedelta(days=1)).isoformat(), "jaar": (vandaag - _JAAR).isoformat()}
    sprints = _Sprints(db)
    uit = []
    for r in db.execute(_ALLEN, vraag):
        sinds = dag_van(r.laatste) if r.laatste else date.fromisoformat(r.einde)
        if (codes := _codes(r, sinds, termijn, vandaag)) is not None:
            uit.append(codes)
        elif r.weg is None and termijn.persoon is not None:
            uiterlijk = maanden_later(sinds, termijn.persoon)
            over = uiterlijk <= vandaag
            if not over and (r.laatste is None or r.zonder_kopie or r.zonder_resultaat):
                continue
            vraag_sprint = r.laatste is not None and (met_mist or not over)
            open_sprint = vraag_sprint and not sprints.klaar(r.id)
            if over or not open_sprint:
                mist = _mist(r, open_sprint)
                uit.append(Termijn(UUID(bytes=r.id), r.ref, "", "", PERSOON, sinds, uiterlijk, over, mist))
    return uit


def _codes(r: "Row[tuple[object, ...]]", sinds: date, termijn: Termijnen, vandaag: date) -> Termijn | None:
    if termijn.codes is None:
        return None
    pilot = date.fromisoformat(r.pilot_einde) if r.pilot_einde else sinds
    uiterlijk = maanden_later(max(sinds, pilot), termijn.codes)
    if uiterlijk > vandaag:
        return None
    return Termijn(UUID(bytes=r.id), r.ref, "", "", ALLES, sinds, uiterlijk, True)


def _mist(r: "Row[tuple[object, ...]]", open_sprint: bool) -> tuple[str, ...]:
    delen = ((r.zonder_kopie, KOPIE), (open_sprint, SPRINT), (r.zonder_resultaat, RESULTAAT))
    return tuple(tekst for waar, tekst in delen if waar)


class _Sprints:
    """Whether the sprints in which somebody had a gesprek are evaluated; who was in none need not wait for one.

    Asked of many people at once: gesprekken and sprints are read once, when the first is asked for.
    """

    def __init__(self, db: Session) -> None:
        self._db = db
        self._per: dict[bytes, list[tuple[UUID, date]]] | None = None
        self._pilots: dict[UUID, list[tuple[date, date, bool]]] = {}

    def klaar(self, inwoner: bytes) -> bool:
        if self._per is None:
            self._per = defaultdict(list)
            for wie, pilot, begin in self._db.execute(_GEVOERD):
                self._per[wie].append((UUID(bytes=pilot), dag_van(begin)))
        return all(self._geevalueerd(pilot, dag) for pilot, dag in self._per[inwoner])

    def _geevalueerd(self, pilot: UUID, dag: date) -> bool:
        if pilot not in self._pilots:
            sprints = sprints_van(self._db, pilot)
            gesloten = {e.id for e in self._db.exec(select(t.Evaluatie)) if e.gesloten_op is not None}
            self._pilots[pilot] = [
                (*sprintdagen(sprints, nr, date.max), sprint.id in gesloten)
                for nr, sprint in enumerate(sprints, 1)
            ]
        return all(gesloten for van, tot, gesloten in self._pilots[pilot] if van <= dag <= tot)

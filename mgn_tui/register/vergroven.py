"""What stays of a destroyed inwoner for the figures: the month instead of the day, an age band, the waits as numbers.

A day becomes the first of its month. Where a sprint, a pilot or the window of a target divides that month, it becomes
the first day of its part, so that what was counted there goes on being counted there. Of an order among days only
the order stays.

What leaves in the monitoringsformat knows no waits, only days. `uitgerekend` gives it days in the same months that
make the same waits, the earliest there are: they say no more than months and waits do.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from sqlmodel import Session, col, select

from mgn_tui.domain.klok import AMSTERDAM, dag_van
from mgn_tui.domain.profiel import Profiel
from mgn_tui.figures.opgaven import venster
from mgn_tui.store import tables as t

MAAND: Final = "maand"
_BAND: Final = 10
_DAG: Final = timedelta(days=1)
_OVERIG: Final[tuple[tuple[type[Any], tuple[str, ...]], ...]] = (
    (t.Advies, ("vastgesteld_op", "gebeld_op", "besproken_op", "wachttijd_op")),
    (t.Afspraak, ("wanneer_op",)),
    (t.Akkoord, ("op",)),
    (t.Delen, ("gevraagd_op", "ingetrokken_op")),
    (t.Dossierkopie, ("op",)),
    (t.Verzending, ("op",)),
    (t.Toeleiding, ("datum",)),
    (t.Tafelbespreking, ("besproken_op", "contact_op")),
    (t.Verzoek, ("ontvangen_op", "besloten_op")),
)


def vergroof(db: Session, profiel: Profiel, inwoner: UUID) -> None:
    """In the caller's transaction: fix ages and waits as numbers, then take the days away."""
    grenzen = _Grenzen(db, profiel, inwoner)
    was = _aanmeldingen(db, grenzen, inwoner)
    _gesprekken(db, grenzen, inwoner, was)
    for model, velden in _OVERIG:
        for rij in db.exec(select(model).where(model.inwoner == inwoner)).all():
            for veld in velden:
                setattr(rij, veld, _maand(getattr(rij, veld)))
            db.add(rij)
    for document in db.exec(select(t.Document).where(t.Document.inwoner == inwoner)).all():
        document.opgeruimd_op = document.opgeruimd_op or _maand(dag_van(document.gemaakt_op))
        db.add(document)
    db.flush()


def _maand(dag: date | None) -> date | None:
    return dag.replace(day=1) if dag else None


class _Grenzen:
    """The days on which something that is counted begins, besides the first of a month.

    Of every pilot in which this inwoner was. An aanmelding counts in the pilot of its gesprekken, which need not be
    its own; and days that are cut by one set of edges keep their order.
    """

    def __init__(self, db: Session, profiel: Profiel, inwoner: UUID) -> None:
        dagen = {profiel.tellen.startdatum}
        for doel in profiel.doelen:
            for moment in doel.ijkmomenten:
                van, _ = venster(doel, moment, moment.datum, profiel.tellen.startdatum, moment.datum)
                dagen |= {van, moment.datum + _DAG}
        pilots = {
            pilot
            for model in (t.Aanmelding, t.Gesprek)
            for pilot in db.exec(select(model.pilot).where(model.inwoner == inwoner))
        }
        delen = [(p.begin, p.einde) for p in db.exec(select(t.Pilot)) if p.id in pilots]
        delen += [(s.begin, s.einde) for s in db.exec(select(t.Sprint)) if s.pilot in pilots]
        dagen |= {dag for begin, einde in delen for dag in (begin, einde and einde + _DAG) if dag}
        self._dagen = dagen

    def eerste(self, dag: date) -> date:
        """The first day of the part of the month in which a day lies."""
        maand = dag.replace(day=1)
        return max([maand, *(g for g in self._dagen if maand < g <= dag)])


def _aanmeldingen(db: Session, grenzen: _Grenzen, inwoner: UUID) -> dict[UUID, tuple[date, date | None]]:
    """What the days were: of the aanmelding and the invitation."""
    was, delen = {}, dict[date, list[date]]()
    vraag = select(t.Aanmelding).where(t.Aanmelding.inwoner == inwoner)
    for a in db.exec(vraag.order_by(col(t.Aanmelding.aanmelddatum), col(t.Aanmelding.id))).all():
        was[a.id] = a.aanmelddatum, a.uitgenodigd_op
        eerste = grenzen.eerste(a.aanmelddatum)
        deze = delen.setdefault(eerste, [])
        if a.aanmelddatum not in deze:  # two on one day count as one, and stay on one day
            deze.append(a.aanmelddatum)
        a.aanmelddatum = eerste + timedelta(days=len(deze) - 1)
        a.status_op, a.akkoord_op = _maand(a.status_op), _maand(a.akkoord_op)
        if (op := a.uitgenodigd_op) is not None:  # an invitation comes not before what it answers
            a.uitgenodigd_op = min(max(op.replace(day=1), a.aanmelddatum), op)
        db.add(a)
    return was


def _gesprekken(
    db: Session, grenzen: _Grenzen, inwoner: UUID, was: dict[UUID, tuple[date, date | None]]
) -> None:
    delen = Counter[date]()
    alle = db.exec(select(t.Gesprek).where(t.Gesprek.inwoner == inwoner)).all()
    # As `figures` orders them: the last of them stays the last, since its advice is the one that counts.
    for g in sorted(alle, key=lambda g: (dag_van(g.begin), g.volgnummer, g.extern_id or g.ref)):
        gemeld, uitgenodigd = was[g.aanmelding]
        if (rij := db.get(t.GesprekRij, g.id)) is not None:
            uitgenodigd = rij.uitgenodigd_op
            rij.uitgenodigd_op = _maand(rij.uitgenodigd_op)
        dag = dag_van(g.begin)
        if g.begin_precisie != MAAND:
            g.wacht_dagen = (dag - gemeld).days
            g.wacht_uitnodiging_dagen = (uitgenodigd - gemeld).days if uitgenodigd else None
        if g.leeftijd is not None:
            onder = g.leeftijd // _BAND * _BAND
            g.leeftijdsband = f"{onder}-{onder + _BAND - 1}"
        eerste = grenzen.eerste(dag)
        dag = min(eerste + timedelta(days=delen[eerste]), dag)  # never later than it was
        delen[eerste] += 1
        g.begin = datetime.combine(dag, time(12), AMSTERDAM)
        if g.begin_precisie != "geen":
            g.begin_precisie = MAAND
        g.resultaat_op = _maand(g.resultaat_op)
        g.leerpunt_vrij_op, g.ontbrekend_vrij_op = _maand(g.leerpunt_vrij_op), _maand(g.ontbrekend_vrij_op)
        db.add(g)


# --- for a file ------------------------------------------------------------------------------


@dataclass(slots=True)
class Vast:
    """What stands of one gesprek: its day as it was coarsened, and the waits from the aanmelding."""

    dag: date
    wacht: int
    uitnodiging: int | None = None
    uitgenodigd_op: date | None = None


def uitgerekend(aanmeldingen: Sequence[tuple[date, Iterable[Vast]]]) -> list[date]:
    """For each aanmelding of one inwoner, oldest first: the day from which all its waits lead into the months in
    which the gesprekken were. Every bound below lies before the real day, so the real month is never left."""
    uit: list[date] = []
    for datum, gesprekken in aanmeldingen:
        dag = datum if not uit else max(datum, uit[-1] + _DAG)
        for v in gesprekken:
            dag = max(dag, v.dag - timedelta(days=v.wacht))
            if v.uitnodiging is not None and v.uitgenodigd_op is not None:
                dag = max(dag, v.uitgenodigd_op - timedelta(days=v.uitnodiging))
        uit.append(dag)
    return uit

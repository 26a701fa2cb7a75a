"""One's own gesprekken for the calendar one uses besides: what may stand there, and nothing else.

Such a calendar belongs to an employer and lies in the clear, so no name, no home address and no colleague goes
along: initials, and the place when it is a location of the team. From `van` on and without an end: a gesprek that
was moved to another week, called off, or given to a colleague must be in the same file, or the other calendar
keeps it.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlmodel import Session, col, or_, select

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.klok import AMSTERDAM
from mgn_tui.domain.woorden import GesprekStatus, Vorm
from mgn_tui.register.namen import namen_van
from mgn_tui.store import handelingen
from mgn_tui.store import tables as t

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

_TELT: Final = frozenset({"begin", "begin_precisie", "duur_min", "vorm", "locatie", "status"})
_LOCATIES: Final = (Vorm.LOCATIE.value, Vorm.HYBRIDE.value)
_MET_DAG: Final = ("minuut", "dag")


@dataclass(frozen=True, slots=True)
class Kalenderregel:
    """One gesprek. `wie`: initials, empty for who may not know. `volgorde` rises with every change that matters
    (SEQUENCE); `gewijzigd` is the last of those. `vervallen`: called off, or no longer yours."""

    uid: UUID
    wie: str = field(repr=False)
    begin: datetime
    einde: datetime
    hele_dag: bool
    plaats: str
    volgorde: int
    gewijzigd: datetime
    vervallen: bool


def eigen(sessie: "Sessie", van: date) -> list[Kalenderregel]:
    """Your own gesprekken from this day on, in order. Raises `Geweigerd` for who holds none."""
    if sessie.ik.coordinator:
        raise Geweigerd("U voert zelf geen gesprekken, dus er is geen agenda van u om mee te nemen.")
    begin = datetime.combine(van, time(), AMSTERDAM)
    with sessie.lezen() as db:
        mijn = set(db.exec(select(t.Deelnemer.gesprek).where(t.Deelnemer.medewerker == sessie.ik.id)))
        ooit = handelingen.weggehaald(db, "deelnemer", f"|{sessie.ik.id.hex}")
        niet_meer = {UUID(hex=record.partition("|")[0]) for record in ooit} - mijn
        rijen = db.exec(
            select(t.Gesprek, t.Inwoner.ref)
            .join(t.Inwoner, col(t.Inwoner.id) == col(t.Gesprek.inwoner))
            .where(
                col(t.Gesprek.begin) >= begin,
                col(t.Gesprek.begin_precisie).in_(_MET_DAG),
                or_(
                    col(t.Gesprek.id).in_(
                        select(t.Deelnemer.gesprek).where(t.Deelnemer.medewerker == sessie.ik.id)
                    ),
                    col(t.Gesprek.id).in_(niet_meer),
                ),
            )
            .order_by(col(t.Gesprek.begin), col(t.Gesprek.id))
        ).all()
        namen = namen_van(sessie, db, {g.inwoner: ref for g, ref in rijen})
        regels = [_regel(sessie, db, g, namen[g.inwoner], g.id in niet_meer) for g, _ in rijen]
        bestaat = set(db.exec(select(t.Gesprek.id).where(col(t.Gesprek.id).in_(niet_meer))))
        weg = [w for g in niet_meer - bestaat if (w := _teruggenomen(db, g)) and w.begin >= begin]
        return sorted([*regels, *weg], key=lambda r: (r.begin, r.uid))


def _regel(
    sessie: "Sessie", db: Session, g: t.Gesprek, wie: tuple[str, str], niet_meer: bool
) -> Kalenderregel:
    volgorde, gewijzigd = _verloop(sessie, db, g)
    initialen, naam = wie
    return Kalenderregel(
        uid=g.id,
        wie=initialen if naam else "",
        begin=g.begin.astimezone(AMSTERDAM),
        einde=(g.begin + timedelta(minutes=g.duur_min)).astimezone(AMSTERDAM),
        hele_dag=g.begin_precisie == "dag",
        plaats=(g.locatie or "") if g.vorm in _LOCATIES else "",
        volgorde=volgorde,
        gewijzigd=gewijzigd,
        vervallen=niet_meer or g.status == GesprekStatus.GEANNULEERD.value,
    )


def _teruggenomen(db: Session, gesprek: UUID) -> Kalenderregel | None:
    """A gesprek whose planning was taken back: it is gone here, and must go there."""
    rijen = handelingen.van_records(db, (("gesprek", gesprek.hex),))
    if not rijen or rijen[-1].oud is None:
        return None
    velden = handelingen.lees_velden("gesprek", rijen[-1].oud)
    if velden.get("begin_precisie") not in _MET_DAG or not velden.get("begin"):
        return None
    begin = datetime.fromisoformat(str(velden["begin"]))
    begin = (begin if begin.tzinfo else begin.replace(tzinfo=UTC)).astimezone(AMSTERDAM)
    return Kalenderregel(
        uid=gesprek,
        wie="",
        begin=begin,
        einde=(begin.astimezone(UTC) + timedelta(minutes=int(velden.get("duur_min") or 60))).astimezone(
            AMSTERDAM
        ),
        hele_dag=velden["begin_precisie"] == "dag",
        plaats="",
        volgorde=len(rijen),
        gewijzigd=datetime.fromisoformat(rijen[-1].moment),
        vervallen=True,
    )


def _verloop(sessie: "Sessie", db: Session, g: t.Gesprek) -> tuple[int, datetime]:
    """How often the appointment changed, and when last: out of the change log, so that taking back counts too."""
    plekken = (("gesprek", g.id.hex), ("deelnemer", f"{g.id.hex}|{sessie.ik.id.hex}"))
    aantal, laatste = -1, None
    for rij in handelingen.van_records(db, plekken):
        nieuw = handelingen.lees_velden(rij.tabel, rij.nieuw) if rij.nieuw else {}
        if rij.soort in ("I", "D") or (rij.tabel == "gesprek" and not _TELT.isdisjoint(nieuw)):
            aantal, laatste = aantal + 1, rij.moment
    return max(aantal, 0), datetime.fromisoformat(laatste) if laatste else sessie.klok.nu()

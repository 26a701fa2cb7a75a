"""The agenda: who sits where, when, with whom; initials for who may know, a pseudonym for who may not."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlmodel import col, select

from mgn_tui.domain.klok import AMSTERDAM
from mgn_tui.domain.tekst import roepnamen, vouw
from mgn_tui.domain.woorden import GesprekStatus, Vorm
from mgn_tui.register import kluis, vergroven
from mgn_tui.register.namen import namen_van
from mgn_tui.store import tables as t

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

_OP_EEN_PLEK: Final = (Vorm.LOCATIE.value, Vorm.HYBRIDE.value)


@dataclass(frozen=True, slots=True)
class Afspraakregel:
    """One gesprek in the agenda."""

    ref: str
    id: UUID
    aanmelding_ref: str
    inwoner: UUID
    wie: str = field(repr=False)
    naam: str = field(repr=False)
    begin: datetime
    einde: datetime
    duur_min: int
    status: str
    volgnummer: int
    vorm: str
    locatie: str
    team: tuple[str, ...]
    roepnamen: tuple[str, ...]  # of the same people, for where there is little room
    team_ids: tuple[UUID, ...]
    van_mij: bool
    naaste: bool
    expertise: bool


def zelfde_ruimte(regels: Sequence[Afspraakregel]) -> dict[str, tuple[Afspraakregel, ...]]:
    """Per gesprek (by reference) the others at one place at one time: nobody is double booked, the room is."""
    per_plek: dict[str, list[Afspraakregel]] = defaultdict(list)
    for een in sorted(regels, key=lambda r: r.begin):
        if plek := _plek(een):
            per_plek[plek].append(een)
    samen: dict[str, list[Afspraakregel]] = defaultdict(list)
    for hier in per_plek.values():
        for nummer, een in enumerate(hier):
            for ander in islice(hier, nummer + 1, None):
                if ander.begin >= een.einde:
                    break
                samen[een.ref].append(ander)
                samen[ander.ref].append(een)
    return {ref: tuple(andere) for ref, andere in samen.items()}


def ook_in_ruimte_van(een: Afspraakregel, regels: Sequence[Afspraakregel]) -> tuple[Afspraakregel, ...]:
    """The others at the place and time of this one."""
    tegelijk = (r for r in regels if r.ref != een.ref and r.begin < een.einde and een.begin < r.einde)
    return zelfde_ruimte([een, *tegelijk]).get(een.ref, ())


def _plek(g: Afspraakregel) -> str:
    """Where a gesprek takes a room; nothing when it takes none."""
    return vouw(g.locatie) if g.vorm in _OP_EEN_PLEK and g.status != GesprekStatus.NO_SHOW.value else ""


def agenda(sessie: "Sessie", van: date, tot: date) -> list[Afspraakregel]:
    """The gesprekken of these days (inclusive), in order, except the cancelled ones and those that have no day any
    more."""
    begin = datetime.combine(van, time(), AMSTERDAM)
    eind = datetime.combine(tot + timedelta(days=1), time(), AMSTERDAM)
    with sessie.lezen() as db:
        namen = {m.id: m.naam for m in db.exec(select(t.Medewerker)).all()}
        kort = roepnamen(namen.values())
        rijen = db.exec(
            select(t.Gesprek, t.Aanmelding, t.Inwoner)
            .join(t.Aanmelding, col(t.Aanmelding.id) == col(t.Gesprek.aanmelding))
            .join(t.Inwoner, col(t.Inwoner.id) == col(t.Gesprek.inwoner))
            .where(
                col(t.Gesprek.begin) >= begin,
                col(t.Gesprek.begin) < eind,
                col(t.Gesprek.status).in_(("gepland", "gevoerd", "no-show")),
                t.Gesprek.begin_precisie != vergroven.MAAND,
            )
            .order_by(col(t.Gesprek.begin))
        ).all()
        wie_is = namen_van(sessie, db, {i.id: i.ref for _, _, i in rijen})
        gevonden = []
        for g, a, i in rijen:
            wie, naam = wie_is[i.id]
            team = [d.medewerker for d in kluis.kinderen(db, t.Deelnemer, gesprek=g.id)]
            team.sort(key=lambda m: namen.get(m, ""))
            sleutel = sessie.sleutel(i.id, db)
            identiteit = db.get(t.Identiteit, i.id) if sleutel else None
            gevonden.append(
                Afspraakregel(
                    ref=g.ref,
                    id=g.id,
                    aanmelding_ref=a.ref,
                    inwoner=i.id,
                    wie=wie,
                    naam=naam,
                    begin=g.begin.astimezone(AMSTERDAM),
                    einde=(g.begin + timedelta(minutes=g.duur_min)).astimezone(AMSTERDAM),
                    duur_min=g.duur_min,
                    status=g.status,
                    volgnummer=g.volgnummer,
                    vorm=g.vorm,
                    locatie=g.locatie or "",
                    team=tuple(namen.get(m, "onbekend") for m in team),
                    roepnamen=tuple(kort.get(namen.get(m, ""), "onbekend") for m in team),
                    team_ids=tuple(team),
                    van_mij=sessie.ik.id in team,
                    naaste=bool(identiteit and kluis.lees_geheim(identiteit, "naaste_relatie", sleutel)),
                    expertise=bool(kluis.kinderen(db, t.AanmeldingExpertise, aanmelding=a.id)),
                )
            )
        return gevonden

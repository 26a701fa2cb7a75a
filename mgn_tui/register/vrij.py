"""When a duo could hold one gesprek more: your own duo's, or for who plans for all, anybody's.

The same arithmetic as a proposal, for a gesprek of the usual length at a place nobody is at yet: travel time is in it.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlmodel import select

from mgn_tui.domain.klok import AMSTERDAM
from mgn_tui.domain.planning import Vraag, vrije_plekken
from mgn_tui.domain.tekst import roepnamen
from mgn_tui.register import plannen
from mgn_tui.store import tables as t

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

RASTER = 30  # minutes


@dataclass(frozen=True, slots=True)
class VrijeTijd:
    """One stretch on one day in which a gesprek fits, with one colleague ("Karim"), or for who holds none one team
    ("Elif + Tom")."""

    begin: datetime
    einde: datetime
    met: str


def vrij(sessie: "Sessie", van: date, tot: date) -> list[VrijeTijd]:
    """The free stretches on these days (inclusive), in order; none in the past. Those of two colleagues overlap."""
    begin = max(sessie.klok.nu() + plannen.VOORAF, datetime.combine(van, time(), AMSTERDAM))
    dagen = (tot - begin.astimezone(AMSTERDAM).date()).days + 1
    if dagen < 1:
        return []
    plan = sessie.profiel.planning
    ik = None if sessie.ik.coordinator else sessie.ik.id.hex
    with sessie.lezen() as db:
        kort = roepnamen(db.exec(select(t.Medewerker.naam)))
        plekken = vrije_plekken(
            plannen.collegas(sessie, db, van),
            Vraag(duur_min=plan.duur_min, vanaf=begin, plaats="", aanmelddatum=van),
            sessie.profiel.teamregel,
            feestdagen=plannen.feestdagen(van, tot),
            reistijd_min=plan.reistijd_min,
            horizon_dagen=dagen,
            raster_min=RASTER,
            wie=ik,
        )
    duur, stap = timedelta(minutes=plan.duur_min), timedelta(minutes=RASTER)
    nu: dict[str, tuple[datetime, datetime]] = {}  # per team: first and last moment at which one can begin
    uit: list[VrijeTijd] = []
    for moment, teams in plekken:
        for met in {
            " + ".join(kort.get(lid.naam, lid.naam) for lid in team if lid.id != ik) for team in teams
        }:
            eerste, laatste = nu.get(met, (moment, moment))
            if moment - laatste > stap:
                uit.append(VrijeTijd(eerste, laatste + duur, met))
                eerste = moment
            nu[met] = eerste, moment
    uit += [VrijeTijd(eerste, laatste + duur, met) for met, (eerste, laatste) in nu.items()]
    return sorted(uit, key=lambda v: (v.begin, v.einde, v.met))

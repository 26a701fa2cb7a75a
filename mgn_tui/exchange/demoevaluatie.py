"""The invented pilot learns: leerpunten are released, the first sprint is evaluated and closed by the coördinator."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from mgn_tui.register import evalueren, vastleggen
from mgn_tui.register.evaluatiebeeld import lees, vind_plek
from mgn_tui.register.sessie import Sessie, open_werkmap

if TYPE_CHECKING:
    from mgn_tui.exchange.demo import Bouw

_NA = timedelta(days=2)


def geef_vrij(bouw: "Bouw", s: Sessie, gesprek: str, leerpunt: str) -> None:
    """The writer releases the leerpunt some days later."""
    bouw.op(bouw.klok.nu() + _NA, lambda: vastleggen.geef_leerpunt_vrij(s, gesprek, leerpunt))


def plan(bouw: "Bouw", wachtwoord: str) -> None:
    """Have the first sprint evaluated when it is over, and looked back on at the end of the second."""
    ruw: dict[str, Any] = bouw.ruw["evaluatie"]
    wie = next(p["naam"] for p in bouw.ruw["team"] if p["rol"] == "coordinator")

    def als_coordinator(doe: Any) -> None:
        s = open_werkmap(bouw.werkmap, wie, wachtwoord, bouw.klok)
        try:
            doe(s, bouw, ruw)
        finally:
            s.sluit()

    bouw.op(_moment(bouw, ruw["dag"]), lambda: als_coordinator(_evalueer))
    bouw.op(_moment(bouw, ruw["terugblik"]["dag"]), lambda: als_coordinator(_kijk_terug))


def _moment(bouw: "Bouw", dagen: int) -> datetime:
    return bouw.dag(dagen, time(16))


def _evalueer(s: Sessie, bouw: "Bouw", ruw: dict[str, Any]) -> None:
    plek = vind_plek(s, "sprint", "1")
    evalueren.bewaar(s, plek, {v: ruw[v] for v in ("boodschap", "wat_werkte", "wat_anders")})
    for groep in ruw["groepen"]:
        teksten = {bouw.ruw["verhalen"][naam]["leerpunt"] for naam in groep["verhalen"]}
        deze = [lp.gesprek for lp in lees(s, plek).los if lp.tekst in teksten]
        if deze:
            vorm = {"titel": groep["titel"], "tekst": groep["tekst"], "leerpunten": "|".join(deze)}
            evalueren.bewaar_groep(s, plek, vorm)
    for besluit in ruw["besluiten"]:
        wanneer = _moment(bouw, besluit["wanneer"])
        evalueren.bewaar_besluit(s, plek, besluit | {"wanneer": f"{wanneer:%d-%m-%Y}"})
    evalueren.sluit(s, plek, toch=True)


def _kijk_terug(s: Sessie, bouw: "Bouw", ruw: dict[str, Any]) -> None:
    plek = vind_plek(s, "sprint", "2")
    eerste = lees(s, plek).vorige[0]
    terug = ruw["terugblik"]
    evalueren.kijk_terug(s, plek, eerste.id, {v: terug[v] for v in ("staat", "terugblik")})

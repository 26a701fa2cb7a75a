"""The second half of an invented case: the advies, what was sent, and what came of it."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from mgn_tui.domain.klok import AMSTERDAM
from mgn_tui.domain.woorden import DeelOnderdeel, Ontvanger, Stap, Weten
from mgn_tui.register import adviseren, toeleiden, vastleggen, versturen

if TYPE_CHECKING:
    from mgn_tui.exchange.demo import Bouw
    from mgn_tui.register.sessie import Sessie

TERUGBLIK = {
    "antwoord": "Wij keken samen terug. De afspraken lopen goed; andere hulp is nu niet nodig.",
    "actie_huisarts": "geen",
    "urgentie": "gewoon",
    "categorieen": "zelf",
    "vangnet": "Gaat het minder goed: de huisarts bellen.",
    "regie": "De inwoner zelf.",
    "vervolg": "nee",
}
_VELDEN = (
    "antwoord",
    "actie_huisarts",
    "actie_toelichting",
    "categorieen",
    "hoofdadvies",
    "steun_kort",
    "steun_lang",
    "aanbieder",
    "ggz_aanbieder",
    "wachttijd_weken",
    "urgentie",
    "vangnet",
    "overbrugging",
    "regie",
    "vervolg",
)
_AFSPRAAK = ("wat", "wie", "met", "wanneer", "staat", "deel")


def plan(
    bouw: "Bouw",
    s: "Sessie",
    gesprek: str,
    g: Mapping[str, Any],
    verhaal: Mapping[str, Any],
    stand: str,
    *,
    tweede: bool,
) -> None:
    """Have the advies written, agreed on, fixed and sent in the days after the gesprek, as far as `stand` says."""
    van = bouw.klok.nu().astimezone(AMSTERDAM).date()

    def na(dagen: int, uur: int) -> datetime:
        dag = van
        for _ in range(dagen):
            dag = _werkdag(dag + timedelta(days=1))
        return datetime.combine(dag, time(uur, 20), AMSTERDAM)

    bouw.op(na(1, 16), lambda: schrijf(s, gesprek, g, verhaal, half=stand == "half", tweede=tweede))
    if stand not in ("vast", "verstuurd"):
        return
    bouw.op(na(2, 10), lambda: akkoord(s, gesprek))
    bouw.op(na(2, 15), lambda: _stel_vast(s, gesprek))
    if stand == "verstuurd":
        bouw.op(na(3, 9), lambda: _verstuur(s, gesprek))
    for code, stap, weten, dag in () if tweede else g.get("toeleiding", ()):
        datum = None if weten != "ja" else _werkdag(bouw.vandaag + timedelta(days=dag))
        wanneer = na(3, 14) if datum is None else datetime.combine(datum, time(17), AMSTERDAM)
        feit = (code, Stap(stap), Weten(weten), datum)
        bouw.op(max(wanneer, na(2, 16)), partial(toeleiden.zet, s, gesprek, *feit))


def _werkdag(dag: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return dag + timedelta(days=max(0, 7 - dag.weekday()) if dag.weekday() > 4 else 0)


def _stel_vast(s: "Sessie", gesprek: str) -> None:
    adviseren.stel_vast(s, gesprek)


def _verstuur(s: "Sessie", gesprek: str) -> None:
    versturen.noteer_verstuurd(s, gesprek, Ontvanger.HUISARTS, s.klok.vandaag(), "ZorgMail")


def schrijf(
    s: "Sessie",
    gesprek: str,
    g: Mapping[str, Any],
    verhaal: Mapping[str, Any],
    *,
    half: bool = False,
    tweede: bool = False,
) -> None:
    """The concept of the advies; `half`: begun, with the afspraken still empty."""
    ruw = dict(TERUGBLIK) if tweede else {v: verhaal[v] for v in _VELDEN if v in verhaal}
    dag = vastleggen.lees(s, gesprek).begin.date()
    ruw |= {"besproken_op": f"{dag:%d-%m-%Y}", "papier_inwoner": "ja"}
    if "wachttijd_weken" in ruw:
        ruw["wachttijd_op"] = f"{dag:%d-%m-%Y}"
    if half:
        ruw = {v: ruw[v] for v in ("antwoord", "categorieen", "steun_kort")}
    adviseren.bewaar(s, gesprek, ruw, [] if half or tweede else afspraken(g, verhaal))
    if not half:
        deel(s, gesprek, g)


def afspraken(g: Mapping[str, Any], verhaal: Mapping[str, Any]) -> list[dict[str, str]]:
    """The agreements of a story, with this inwoner in them."""
    naam = f"{g['voornaam'][0]}. {g['achternaam']}"
    naaste = g.get("naaste", "")
    return [
        {veld: deel_.format(naam=naam, naaste=naaste) for veld, deel_ in zip(_AFSPRAAK, regel, strict=True)}
        for regel in verhaal["afspraken"]
    ]


def akkoord(s: "Sessie", gesprek: str) -> None:
    """Both gespreksvoerders agree."""
    for d in vastleggen.lees(s, gesprek).deelnemers:
        adviseren.geef_akkoord(s, gesprek, d.medewerker, s.klok.vandaag())


def deel(s: "Sessie", gesprek: str, g: Mapping[str, Any]) -> None:
    """What the inwoner said about sharing."""
    huisarts, wijkteam = Ontvanger.HUISARTS, Ontvanger.WIJKTEAM
    if g.get("bezwaar"):
        adviseren.zet_delen(s, gesprek, huisarts, DeelOnderdeel.ADVIES, False)
        adviseren.zet_delen(s, gesprek, wijkteam, DeelOnderdeel.ADVIES, True, "wijkteam Zuid")
        return
    adviseren.zet_delen(s, gesprek, huisarts, DeelOnderdeel.ADVIES, True)
    adviseren.zet_delen(s, gesprek, huisarts, DeelOnderdeel.THEMAS, g.get("naaste") is None)

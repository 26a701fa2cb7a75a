"""A proposal for one aanmelding: twelve people, eight weeks. At most 0,2 s.

The agendas come from a fixed seed: half taken, and nearly full, when all eight weeks are looked through for nothing
or little. The baseline is doing nothing: the promise is in seconds.
"""

from datetime import date, datetime, time, timedelta
from random import Random
from time import process_time

from benchmarks.meten import Meting, Mislukt, Proefplek, Uitkomst, duur, om_en_om
from mgn_tui.domain.klok import AMSTERDAM
from mgn_tui.domain.planning import Bezet, Collega, Voorstellen, Vraag, Werktijd, stel_voor
from mgn_tui.domain.profiel import Teamregel, laad_profiel

_MAANDAG = date(2027, 3, 8)
_MENSEN, _WEKEN = 12, 8
_BRON = "design.md, The screen: Agenda; engineering.md 34: ≤ 200 ms for 12 people and 8 weeks"


def _collega(nummer: int, willekeur: Random, vol: float) -> Collega:
    """Four days a week; `vol` is the share of the working hours that is taken."""
    vrij = willekeur.randrange(5)
    bezet = []
    for dag in range(_WEKEN * 7):
        if dag % 7 > 4 or dag % 7 == vrij:
            continue
        for uur in range(9, 17):
            if willekeur.random() < vol:
                begin = datetime.combine(_MAANDAG + timedelta(days=dag), time(uur), AMSTERDAM)
                waar = willekeur.choice(("De Terp", "De Brug", "thuis"))
                bezet.append(Bezet(begin, begin + timedelta(hours=1), waar))
    return Collega(
        f"{nummer:02}",
        f"Collega {nummer}",
        ("ggz", "sd")[nummer % 2],
        nummer % 4 == 0,
        frozenset({"verslaving"} if nummer % 3 == 0 else ()),
        werktijden=tuple(Werktijd(d, time(9), time(17)) for d in range(5) if d != vrij),
        afwezig=((_MAANDAG + timedelta(days=7 * (nummer % _WEKEN)),) * 2,),
        bezet=tuple(bezet),
        max_per_week=4,
    )


def team(vol: float) -> list[Collega]:
    """The same twelve people every time."""
    willekeur = Random(20270308)
    return [_collega(nummer, willekeur, vol) for nummer in range(_MENSEN)]


def zoek(collegas: list[Collega], regel: Teamregel) -> Voorstellen:
    return stel_voor(
        collegas,
        Vraag(
            duur_min=60,
            vanaf=datetime.combine(_MAANDAG, time(8), AMSTERDAM),
            plaats="De Terp",
            aanmelddatum=_MAANDAG,
            expertises=frozenset({"verslaving"}),
            norm_dagen=14,
        ),
        regel,
        feestdagen={date(2027, 3, 29): "Tweede paasdag", date(2027, 4, 27): "Koningsdag"},
        reistijd_min=30,
        horizon_dagen=_WEKEN * 7,
    )


def _meet(vol: float, hoeveel: range, n: int) -> Uitkomst:
    collegas, regel = team(vol), laad_profiel("ijssel-vecht").teamregel
    gevonden = len(zoek(collegas, regel).voorstellen)
    if gevonden not in hoeveel:
        raise Mislukt(f"er zijn {gevonden} voorstellen; dan meet dit iets anders")
    tijden = om_en_om(n, {"wij": duur(lambda: zoek(collegas, regel)), "basis": duur(lambda: None)}, warm=2)
    begin = process_time()
    for _ in range(5):
        zoek(collegas, regel)
    reken = f"{(process_time() - begin) * 200:.0f} ms rekentijd"  # what a busy computer adds left out
    return Uitkomst(tijden["wij"], tijden["basis"], f"{gevonden} voorstellen, {reken}")


def _meet_half(plek: Proefplek, n: int) -> Uitkomst:
    return _meet(0.5, range(5, 6), n)


def _meet_vol(plek: Proefplek, n: int) -> Uitkomst:
    return _meet(0.97, range(0, 5), n)


METINGEN = (
    Meting(
        "plannen", "Een voorstel, 12 mensen en 8 weken, half bezet", 0.2, _BRON, 41, _meet_half, "s", True
    ),
    Meting(
        "plannen-vol", "Een voorstel, 12 mensen en 8 weken, bijna vol", 0.2, _BRON, 41, _meet_vol, "s", True
    ),
)

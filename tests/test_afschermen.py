"""The exact linear program behind openbaar, against scipy's; and what becomes of cells that are known already."""

import random
from datetime import date
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog
from sqlmodel import select

from mgn_tui.figures.lineair import Lineair
from mgn_tui.figures.openbaar import ontdaan, samengesteld, stukken
from mgn_tui.figures.periode import lees
from mgn_tui.figures.verschuiven import Eis, Verschuiver
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import tables as t
from tests.hulp_openbaar import reeks, vrij
from tests.hulp_rijen import maak_leeg, zet_in_map

DOEL = -1
EERSTE_SOM = 100
Rij = dict[int, int]


class Opgave:
    """A random program: unknowns, sums that are kept (the last may be let go), and sums with a floor."""

    def __init__(self, zaad: int) -> None:
        kans = random.Random(zaad)
        self.x = [kans.choice((0, 0, 1, 2, 3, 7, 20)) for _ in range(kans.randint(3, 14))]

        def rij() -> Rij:
            welke = kans.sample(range(len(self.x)), kans.randint(1, min(4, len(self.x))))
            return {v: kans.choice((1, 1, 1, -1, -1, 2, 3)) for v in welke}

        self.vast = [rij() for _ in range(kans.randint(0, 5))]
        self.los = [rij() for _ in range(kans.randint(0, 4))]
        self.minstens = [(rij(), kans.randint(0, 6)) for _ in range(kans.randint(0, 8))]
        self.doel = rij()
        self.losse = range(EERSTE_SOM + len(self.vast), EERSTE_SOM + len(self.vast) + len(self.los))

    def lineair(self) -> Lineair:
        lp = Lineair()
        for v, n in enumerate(self.x):
            lp.onbekende(v, n)
        for nr, rij in enumerate((*self.vast, *self.los), EERSTE_SOM):
            lp.houd(nr, rij.items(), los=nr in self.losse)
        for nr, (rij, laag) in enumerate(self.minstens, EERSTE_SOM + len(self.vast) + len(self.los)):
            lp.minstens(nr, rij.items(), laag)
        return lp

    def breedte(self, losgelaten: set[int]) -> float:
        gelijk = [
            *self.vast,
            *(rij for nr, rij in zip(self.losse, self.los, strict=True) if nr not in losgelaten),
        ]
        uitersten = []
        for teken in (1.0, -1.0):
            uit = linprog(
                teken * self.dicht(self.doel),
                A_eq=np.array([self.dicht(rij) for rij in gelijk]).reshape(-1, len(self.x)),
                b_eq=np.zeros(len(gelijk)),
                A_ub=np.array([-self.dicht(rij) for rij, _ in self.minstens]).reshape(-1, len(self.x)),
                b_ub=np.array([float(laag) for _, laag in self.minstens]),
                bounds=[(-n, None) for n in self.x],
            )
            if uit.status == 3:
                return float("inf")
            assert uit.status == 0, uit.message
            uitersten.append(teken * uit.fun)
        return float(uitersten[1] - uitersten[0])

    def dicht(self, rij: Rij) -> Any:
        uit = np.zeros(len(self.x))
        for v, n in rij.items():
            uit[v] = n
        return uit


@pytest.mark.parametrize("honderdtal", range(4))
def test_een_som_kan_even_ver_als_bij_een_andere_oplosser(honderdtal: int) -> None:
    """Also after letting go; and where nothing is said to hold it back, letting go does not help."""
    geholpen = 0
    for zaad in range(100 * honderdtal, 100 * honderdtal + 100):
        opgave = Opgave(zaad)
        lp, losgelaten = opgave.lineair(), set[int]()
        lp.volg(DOEL, opgave.doel.items())
        while (echt := opgave.breedte(losgelaten)) < float("inf"):
            heel = int(echt + 1e-6)
            if heel:
                assert lp.beweeg(DOEL, heel) is None, zaad
            remmen = lp.beweeg(DOEL, heel + 1)
            assert remmen is not None, zaad
            helpt = sorted(remmen & (set(opgave.losse) - losgelaten))
            if not helpt:
                assert opgave.breedte(set(opgave.losse)) == pytest.approx(echt, abs=1e-6), zaad
                break
            geholpen += 1
            lp.laat_los(helpt[0])
            losgelaten.add(helpt[0])
        else:
            assert lp.beweeg(DOEL, 1000) is None, zaad
    assert geholpen > 10


def test_wat_vlug_gevonden_wordt_is_er_ook() -> None:
    gevonden = 0
    for zaad in range(300):
        opgave = Opgave(zaad)
        opgave.doel = dict.fromkeys(opgave.doel, 1)
        eisen = {nr: Eis(tuple(rij.items()), None) for nr, rij in enumerate((*opgave.vast, *opgave.los))}
        eisen |= {50 + nr: Eis(tuple(rij.items()), laag) for nr, (rij, laag) in enumerate(opgave.minstens)}
        if Verschuiver(dict(enumerate(opgave.x)), eisen).verschuift(tuple(opgave.doel), 5):
            gevonden += 1
            assert opgave.breedte(set()) >= 5 - 1e-6, zaad
    assert gevonden > 50


def test_een_onbekende_die_nul_is_mag_pas_bewegen_als_hij_los_is() -> None:
    lp = Lineair()
    lp.onbekende(0, 0, stil=True)
    lp.onbekende(1, 4)
    lp.houd(2, [(0, 1), (1, 1)])
    lp.volg(DOEL, [(1, 1)])
    assert lp.beweeg(DOEL, 1) == {0}
    lp.laat_los(0)
    assert lp.beweeg(DOEL, 4) is None
    lp.vergeet(DOEL)
    assert lp.was_al([0], 4)
    assert not lp.was_al([0], 5)
    assert not lp.was_al([0, 1], 1), "together they are what they were"


def test_welke_vensters_later_nog_gevraagd_kunnen_worden() -> None:
    start = date(2026, 1, 1)

    def dagen(*woorden: str) -> list[tuple[date, date]]:
        return [(p.van, p.tot) for p in (lees(woord, start, start) for woord in woorden)]

    kwartalen = dagen("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4")
    heel = set(dagen("2026-H1", "2026-H2", "2026"))
    delen = stukken(kwartalen)
    assert set(samengesteld(delen, date(2026, 10, 1))) == heel
    assert set(samengesteld(delen, start)) == heel | {(start, date(2026, 9, 30))}, "from the start"
    assert samengesteld([kwartalen[0], kwartalen[2]], start) == [], "there is a gap"


def test_een_code_die_niemand_had_wordt_genoemd_als_zij_weg_moet() -> None:
    inhoud = {"toeleiding": {"primair": {"wmo": 7}}, "kpi": [], "afgeschermd": []}
    uit = ontdaan(inhoud, [("toeleiding", "primair", "huisarts"), ("criteria", "x")])
    assert uit["toeleiding"]["primair"] == {"wmo": 7, "huisarts": None}
    assert uit["afgeschermd"] == ["toeleiding.primair.huisarts"]
    assert inhoud["toeleiding"] == {"primair": {"wmo": 7}}, "what was counted stays as it was"


# --- what is known already -------------------------------------------------------------------


def test_een_klein_getal_dat_door_een_correctie_bekend_is_houdt_de_rest_niet_leeg(noor: Sessie) -> None:
    """Nobody in Zuid was published; three that came later cannot be hidden from who hears of them."""
    zet_in_map(noor, reeks(0, 30, "2026-02-09", advies="wmo") + reeks(40, 1, "2026-08-10", pilot="Zuid"))
    for kwartaal in ("2026-Q1", "2026-Q2"):
        assert vrij(noor, kwartaal, pilot="Zuid")["gesprekken"]["gevoerd"] == 0
    zet_in_map(noor, reeks(50, 3, "2026-02-10", pilot="Zuid", advies="wmo"))
    zuid, alles = vrij(noor, "2026-H1", pilot="Zuid"), vrij(noor, "2026-H1")
    assert zuid["gesprekken"]["gevoerd"] is None
    assert zuid["gesprekken"]["tweede"] == 0
    assert alles["gesprekken"]["gevoerd"] == 33
    assert alles["toeleiding"]["geadviseerd"] == {"wmo": 33}


def test_wie_een_correctie_niet_kent_rekent_er_geen_klein_getal_mee_uit(noor: Sessie) -> None:
    """Three of twenty in Q1; then the seventeen go. Ten in Q2 and thirteen in the half-year would make three."""
    q1 = reeks(0, 3, "2026-02-09", advies="ggz-basis")
    q2 = reeks(50, 10, "2026-05-11", advies="ggz-basis") + reeks(70, 10, "2026-05-11", advies="wmo")
    zet_in_map(noor, q1 + reeks(20, 17, "2026-02-09", advies="wmo") + q2)
    assert vrij(noor, "2026-Q1")["toeleiding"]["geadviseerd"]["ggz-basis"] is None
    assert vrij(noor, "2026-Q2")["toeleiding"]["geadviseerd"]["ggz-basis"] == 10
    maak_leeg(noor)
    zet_in_map(noor, q1 + q2)
    half = vrij(noor, "2026-H1")
    assert half["toeleiding"]["geadviseerd"]["ggz-basis"] is None
    assert half["toeleiding"]["groepen"]["ggz"]["bevat"] is None


def test_wie_weet_dat_in_een_pilot_niemand_is_rekent_er_geen_klein_getal_mee_uit(noor: Sessie) -> None:
    """Of the three pilots one is empty: 20 less 13 is 7 in Q2, and 10 in the half-year would make 3 in Q1."""
    q1 = reeks(0, 3, "2026-02-09") + reeks(10, 20, "2026-02-09", pilot="Zuid")
    q2 = reeks(50, 7, "2026-05-11") + reeks(60, 13, "2026-05-11", pilot="Zuid")
    zet_in_map(noor, q1 + q2)
    with noor.lezen() as db:
        assert len(db.exec(select(t.Pilot)).all()) == 3
    assert vrij(noor, "2026-Q2")["gesprekken"]["gevoerd"] == 20
    assert vrij(noor, "2026-Q2", pilot="Zuid")["gesprekken"]["gevoerd"] == 13
    assert vrij(noor, "2026-Q1", pilot="Noord")["gesprekken"]["gevoerd"] is None
    assert vrij(noor, "2026-H1", pilot="Noord")["gesprekken"]["gevoerd"] is None

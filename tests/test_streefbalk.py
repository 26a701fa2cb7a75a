"""The bar of a target: as wide as asked, its bound where the number is, and the stand to an eighth of a cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgn_tui.tui.widgets.streefbalk import BAND, GRENS, VOL, schaal, streefbalk


@pytest.mark.parametrize(
    ("waarde", "laag", "hoog", "balk"),
    [
        (50, None, 80, "▕█████░░░┊ ▏"),  # within what is wished: the rest of the band shows
        (95, None, 80, "▕████████┊▌▏"),  # past the bound, which stays in sight
        (20, 30, None, "▕██ ┊░░░░░░▏"),  # not yet there
        (0, 30, 60, "▕   ┊░░┊   ▏"),
        (25, 0, 100, "▕┊█▌░░░░░░┊▏"),
        (140, 30, None, "▕███┊██████▏"),  # more than all does not leave the bar
    ],
)
def test_stand_grens_en_band(waarde: float, laag: float | None, hoog: float | None, balk: str) -> None:
    assert streefbalk(waarde, laag, hoog, 100, 10) == balk


def test_zonder_grens_geen_balk() -> None:
    assert streefbalk(40, None, None, 100, 10) == ""


def test_de_schaal() -> None:
    assert schaal(12, None, 81, procent=True) == 100
    assert schaal(12, 40, None, procent=False) == 50
    assert schaal(60, 40, None, procent=False) == 75


_getal = st.floats(0, 10_000)


@given(_getal, st.none() | _getal, st.none() | _getal, st.booleans(), st.integers(1, 60))
def test_altijd_zo_breed_en_elke_grens_te_zien(
    waarde: float, laag: float | None, hoog: float | None, procent: bool, breedte: int
) -> None:
    balk = streefbalk(waarde, laag, hoog, schaal(waarde, laag, hoog, procent), breedte)
    if laag is None and hoog is None:
        assert balk == ""
        return
    assert len(balk) == breedte + 2
    assert 1 <= balk.count(GRENS) <= 2
    assert set(balk[1:-1]) <= set(f"{GRENS}{BAND}{VOL} ▏▎▍▌▋▊▉")

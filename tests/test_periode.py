"""The words for a period and the days they mean."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.figures import periode

START, TOT = date(2024, 6, 1), date(2026, 11, 27)


@pytest.mark.parametrize(
    ("woord", "label", "van", "tot"),
    [
        ("2026-Q1", "2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026-q4", "2026-Q4", "2026-10-01", "2026-12-31"),
        ("2026-T1", "2026-T1", "2026-01-01", "2026-04-30"),
        ("2026-T3", "2026-T3", "2026-09-01", "2026-12-31"),
        ("2026-H2", "2026-H2", "2026-07-01", "2026-12-31"),
        (" 2026 ", "2026", "2026-01-01", "2026-12-31"),
        ("2024-02", "2024-02", "2024-02-01", "2024-02-29"),
        ("vanaf-start", "vanaf-start", "2024-06-01", "2026-11-27"),
    ],
)
def test_woorden(woord: str, label: str, van: str, tot: str) -> None:
    p = periode.lees(woord, START, TOT)
    assert (p.label, p.van.isoformat(), p.tot.isoformat()) == (label, van, tot)


@pytest.mark.parametrize(
    ("woord", "soort", "nummers"),
    [
        ("sprint:2", "sprint", (2,)),
        ("eerste:100", "reeks", (1, 100)),
        ("van:101-500", "reeks", (101, 500)),
    ],
)
def test_genummerd(woord: str, soort: str, nummers: tuple[int, ...]) -> None:
    p = periode.lees(woord, START, TOT)
    assert (p.label, p.soort, p.nummers) == (woord, soort, nummers)


GEEN_PERIODE = """
2026-Q5 2026-Q0 2026-T4 2026-H3 2026-13 2026-00 2026-1 26-Q1 2026-Q1-Q2 0000 9999 kwartaal
sprint:0 sprint: eerste:0 eerste:x van:5-2 van:1- \uff12\uff10\uff12\uff16
"""  # the last in digits of another width


@pytest.mark.parametrize("woord", GEEN_PERIODE.split())
def test_wat_geen_periode_is_wordt_geweigerd(woord: str) -> None:
    with pytest.raises(Geweigerd) as fout:
        periode.lees(woord, START, TOT)
    assert list(fout.value.fouten) == ["periode"]


def test_van_na_tot() -> None:
    assert periode.vast(TOT, TOT).label == "2026-11-27 t/m 2026-11-27"
    with pytest.raises(Geweigerd, match="vóór het begin"):
        periode.vast(TOT, START)


def test_geen_dag_voorbij_tot() -> None:
    p = periode.lees("2026-Q1", START, TOT)
    assert periode.tot_en_met(p, date(2026, 2, 14)).tot == date(2026, 2, 14)
    assert periode.tot_en_met(p, date(2027, 1, 1)) == p
    with pytest.raises(Geweigerd):
        periode.tot_en_met(p, date(2025, 12, 31))


@pytest.mark.parametrize(
    ("dag", "maanden", "van"),
    [
        ("2026-09-30", 6, "2026-04-01"),
        ("2026-03-31", 3, "2026-01-01"),
        ("2026-02-28", 3, "2025-12-01"),
        ("2024-02-29", 12, "2023-03-01"),
        ("2026-12-31", 12, "2026-01-01"),
        ("2025-07-01", 6, "2025-01-02"),  # Twente: not the end of a month
        ("2025-05-30", 3, "2025-03-01"),
        ("2026-03-30", 3, "2025-12-31"),
        ("2027-10-01", 12, "2026-10-02"),
    ],
)
def test_vensters_van_hele_maanden_of_tot_en_met_de_dag(dag: str, maanden: int, van: str) -> None:
    assert periode.maanden_tot(date.fromisoformat(dag), maanden) == date.fromisoformat(van)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from([3, 6, 12]))
def test_een_venster_is_ongeveer_zo_lang_en_sluit_aan(dag: date, maanden: int) -> None:
    van = periode.maanden_tot(dag, maanden)
    assert 0 <= (dag - van).days - 30.4 * maanden + 5 <= 7
    if (dag + timedelta(days=1)).day == 1:
        assert van.day == 1
        vorige = van - timedelta(days=1)
        assert (vorige + timedelta(days=1)).day == 1


def test_gesloten_kwartaal() -> None:
    assert periode.gesloten_kwartaal(date(2026, 11, 27)) == date(2026, 9, 30)
    assert periode.gesloten_kwartaal(date(2027, 1, 1)) == date(2026, 12, 31)
    assert periode.gesloten_kwartaal(date(2026, 12, 31)) == date(2026, 9, 30)

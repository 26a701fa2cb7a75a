"""Refused openings: the delay, and what the access log gets of them."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgn_tui.domain.fouten import SchijfFout
from mgn_tui.store.pogingen import Pogingen

NU = datetime(2027, 3, 9, 9, 30, 0, 250, tzinfo=UTC)
NOOR = UUID("01900000-0000-7000-8000-000000000001")
DAAN = UUID("01900000-0000-7000-8000-000000000002")


@pytest.fixture
def pad(tmp_path: Path) -> Path:
    return tmp_path / "pogingen.jsonl"


def s(seconden: float) -> datetime:
    return NU + timedelta(seconds=seconden)


def test_drie_vrij_en_dan_langer(pad: Path) -> None:
    gezien = []
    for _ in range(11):
        gezien.append(Pogingen(pad).wachttijd(NOOR, NU))  # anew each time: a restart changes nothing
        Pogingen(pad).mislukt(NOOR, NU)
    assert gezien == [0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60]


def test_loopt_af(pad: Path) -> None:
    pogingen = Pogingen(pad)
    for _ in range(6):
        pogingen.mislukt(NOOR, NU)
    assert [pogingen.wachttijd(NOOR, s(n)) for n in (0, 0.5, 1, 7, 7.2, 8, 900)] == [8, 8, 7, 1, 1, 0, 0]


def test_ieder_zijn_eigen(pad: Path) -> None:
    pogingen = Pogingen(pad)
    for _ in range(4):
        pogingen.mislukt(NOOR, NU)
    for _ in range(5):
        pogingen.mislukt(None, NU)
    assert pogingen.wachttijd(NOOR, NU) == 2
    assert pogingen.wachttijd(None, NU) == 4
    assert pogingen.wachttijd(DAAN, NU) == pogingen.wachttijd("herstel", NU) == 0


def test_klok_terug_sluit_niemand_buiten(pad: Path) -> None:
    pogingen = Pogingen(pad)
    for _ in range(9):
        pogingen.mislukt(NOOR, NU)
    assert pogingen.wachttijd(NOOR, NU - timedelta(days=400)) == 0


def test_succes_begint_opnieuw_maar_niet_voor_een_ander(pad: Path) -> None:
    pogingen = Pogingen(pad)
    for wie in (NOOR, DAAN, None, "herstel"):
        for _ in range(4):
            pogingen.mislukt(wie, NU)
    with pogingen.neem_mee(NOOR) as lijst:
        assert [p.wie for p in lijst] == [str(NOOR)] * 4 + [str(DAAN)] * 4 + ["onbekend"] * 4 + [
            "herstel"
        ] * 4
        assert {p.moment for p in lijst} == {NU}
    assert pogingen.wachttijd(DAAN, NU) == 2
    assert [pogingen.wachttijd(wie, NU) for wie in (NOOR, None, "herstel")] == [0, 0, 0]
    with pogingen.neem_mee(NOOR) as lijst:
        assert lijst == []
    pogingen.mislukt(DAAN, s(5))
    assert pogingen.wachttijd(DAAN, s(5)) == 4
    with pogingen.neem_mee(DAAN) as lijst:
        assert [p.moment for p in lijst] == [s(5)]
    assert pad.read_bytes() == b""


def test_een_crash_kost_geen_regel(pad: Path) -> None:
    pogingen = Pogingen(pad)
    pogingen.mislukt(NOOR, NU)
    with pytest.raises(RuntimeError), pogingen.neem_mee(NOOR):
        raise RuntimeError
    with pogingen.neem_mee(NOOR) as lijst:
        assert [p.wie for p in lijst] == [str(NOOR)]


def test_zonder_bestand(pad: Path) -> None:
    with Pogingen(pad).neem_mee(NOOR) as lijst:
        assert lijst == []
    assert not pad.exists()


def test_het_bestand_groeit_niet_door(pad: Path) -> None:
    pogingen = Pogingen(pad)
    for _ in range(25):
        pogingen.mislukt(DAAN, NU)
    with pogingen.neem_mee(NOOR) as lijst:
        assert len(lijst) == 25
    assert len(pad.read_text().splitlines()) == 10
    assert pogingen.wachttijd(DAAN, NU) == 60


def test_nooit_een_naam(pad: Path) -> None:
    with pytest.raises(ValueError):
        Pogingen(pad).mislukt("Noor", NU)
    assert not pad.exists()


def test_wat_er_staat(pad: Path) -> None:
    Pogingen(pad).mislukt(NOOR, NU)
    assert [json.loads(regel) for regel in pad.read_text().splitlines()] == [
        {"moment": NU.isoformat(), "wie": str(NOOR)}
    ]
    if os.name == "posix":
        assert pad.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "rommel",
    [
        b"{",
        b"null\n",
        b"[]\n",
        b'{"moment": 3, "wie": "onbekend"}\n',
        b'{"moment": "2027-03-09T09:30:00+00:00", "wie": "Noor"}\n',
        b'{"moment": "0001-01-01T00:00:00+14:00", "wie": "onbekend"}\n',
        b"\xff\xfe\n",
        b"[" * 100_000,
    ],
)
def test_kapotte_regels_tellen_niet(pad: Path, rommel: bytes) -> None:
    pogingen = Pogingen(pad)
    for _ in range(4):
        pogingen.mislukt(NOOR, NU)
        with pad.open("ab") as bestand:
            bestand.write(rommel)
    assert pogingen.wachttijd(NOOR, NU) == 2
    with pogingen.neem_mee(NOOR) as lijst:
        assert len(lijst) == 4


@given(st.binary(max_size=300))
def test_wat_er_ook_staat(tmp_path_factory: pytest.TempPathFactory, ruw: bytes) -> None:
    pad = tmp_path_factory.mktemp("p") / "pogingen.jsonl"
    pad.write_bytes(ruw)
    pogingen = Pogingen(pad)
    pogingen.mislukt(NOOR, NU)
    assert 0 <= pogingen.wachttijd(NOOR, NU) <= 60
    with pogingen.neem_mee(NOOR) as lijst:
        assert lijst[-1].wie == str(NOOR)


def test_een_jaar_dat_niet_kan(pad: Path) -> None:
    pad.write_text('{"moment": "9999-12-31T23:59:59+00:00", "wie": "onbekend"}\n' * 9)
    assert Pogingen(pad).wachttijd(None, NU) == 0


def test_schijf_die_niet_wil(tmp_path: Path) -> None:
    with pytest.raises(SchijfFout):
        Pogingen(tmp_path / "weg" / "pogingen.jsonl").mislukt(NOOR, NU)
    map_ = tmp_path / "pogingen.jsonl"
    map_.mkdir()
    with pytest.raises(SchijfFout):
        Pogingen(map_).mislukt(NOOR, NU)
    with pytest.raises(SchijfFout):
        Pogingen(map_).wachttijd(NOOR, NU)

"""The machine's own number, and the name it may remember."""

import json
import os
from pathlib import Path
from uuid import uuid4

import platformdirs
import pytest

from mgn_tui.domain.fouten import SchijfFout
from mgn_tui.store import apparaat
from mgn_tui.store.apparaat import apparaat_van, herinner_naam, onthouden_naam


@pytest.fixture
def bestand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(platformdirs, "user_state_path", lambda *_a, **_k: tmp_path / "staat")
    monkeypatch.setattr(apparaat, "_zonder_schijf", {})
    return tmp_path / "staat" / "apparaten.json"


def test_acht_tekens_en_blijvend(bestand: Path) -> None:
    een, twee = uuid4(), uuid4()
    nummer = apparaat_van(een)
    assert len(nummer) == 8 and int(nummer, 16) > 0
    assert apparaat_van(een) == nummer != apparaat_van(twee)
    if os.name == "posix":
        assert bestand.stat().st_mode & 0o777 == 0o600
        assert bestand.parent.stat().st_mode & 0o777 == 0o700


def test_andere_machine_ander_nummer(bestand: Path) -> None:
    werkmap = uuid4()
    nummer = apparaat_van(werkmap)
    bestand.unlink()
    assert apparaat_van(werkmap) != nummer


def test_naam_alleen_als_het_gevraagd_is(bestand: Path) -> None:
    werkmap = uuid4()
    nummer = apparaat_van(werkmap)
    assert onthouden_naam(werkmap) is None
    herinner_naam(werkmap, "Đặng Çağla")
    assert onthouden_naam(werkmap) == "Đặng Çağla" and onthouden_naam(uuid4()) is None
    assert apparaat_van(werkmap) == nummer
    herinner_naam(werkmap, None)
    assert onthouden_naam(werkmap) is None
    assert "Çağla" not in bestand.read_text(encoding="utf-8")
    assert apparaat_van(werkmap) == nummer


def test_vergeten_maakt_geen_bestand(bestand: Path) -> None:
    herinner_naam(uuid4(), None)
    assert not bestand.exists()


def test_zonder_schijf_een_nummer_voor_nu(bestand: Path) -> None:
    bestand.parent.write_text("geen map")
    werkmap = uuid4()
    assert apparaat_van(werkmap) == apparaat_van(werkmap)
    with pytest.raises(SchijfFout):
        herinner_naam(werkmap, "Noor")


@pytest.mark.parametrize(
    "inhoud", ["", "{", "[]", "null", '{"W": 3}', '{"W": {"apparaat": "zz", "naam": 4}}']
)
def test_kapot_bestand_begint_opnieuw(bestand: Path, inhoud: str) -> None:
    werkmap = uuid4()
    bestand.parent.mkdir()
    bestand.write_text(inhoud.replace("W", str(werkmap)))
    assert onthouden_naam(werkmap) is None
    nummer = apparaat_van(werkmap)
    assert json.loads(bestand.read_text())[str(werkmap)]["apparaat"] == nummer

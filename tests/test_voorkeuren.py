"""What a person likes on this machine: kept whole, and never in the way of the start."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mgn_tui.domain.fouten import SchijfFout
from mgn_tui.store import voorkeuren
from mgn_tui.store.voorkeuren import Voorkeuren, bewaar, lees


def test_zonder_bestand_niets_gekozen() -> None:
    assert lees() == Voorkeuren("", False, {}, "")
    assert not voorkeuren.plek().exists()


def test_bewaard_en_weer_gelezen(eigen_wereld: Path) -> None:
    bewaar(thema="licht", toetsen={"spoed": "f10,="})
    assert bewaar(rondleiding="openen,plannen") == Voorkeuren(
        "licht", False, {"spoed": "f10,="}, "openen,plannen"
    )
    assert lees() == bewaar(eenvoudig=False)
    assert voorkeuren.plek().is_relative_to(eigen_wereld)
    if os.name == "posix":
        assert voorkeuren.plek().stat().st_mode & 0o777 == 0o600
        assert voorkeuren.plek().parent.stat().st_mode & 0o777 == 0o700


def test_wat_een_nieuwere_versie_bewaarde_blijft() -> None:
    voorkeuren.plek().parent.mkdir(parents=True)
    voorkeuren.plek().write_text('{"lettergrootte": 3, "thema": "licht"}')
    assert bewaar(eenvoudig=True) == Voorkeuren("licht", True)
    assert json.loads(voorkeuren.plek().read_text())["lettergrootte"] == 3


@pytest.mark.parametrize(
    ("inhoud", "over"),
    [
        ("", Voorkeuren()),
        ("{", Voorkeuren()),
        ("[]", Voorkeuren()),
        ("null", Voorkeuren()),
        ("[" * 50_000, Voorkeuren()),
        ('"\\ud800"', Voorkeuren()),
        ('{"thema": 3, "eenvoudig": "ja", "toetsen": ["x"], "rondleiding": null}', Voorkeuren()),
        ('{"toetsen": {"spoed": 4}, "eenvoudig": true}', Voorkeuren(eenvoudig=True)),
        ("x" * 200_000, Voorkeuren()),
    ],
)
def test_een_kapot_bestand_houdt_niets_tegen(inhoud: str, over: Voorkeuren) -> None:
    voorkeuren.plek().parent.mkdir(parents=True)
    voorkeuren.plek().write_text(inhoud, encoding="utf-8")
    assert lees() == over
    assert bewaar(thema="contrast").thema == "contrast"


def test_een_map_op_de_plek_van_het_bestand() -> None:
    voorkeuren.plek().mkdir(parents=True)
    assert lees() == Voorkeuren()
    with pytest.raises(SchijfFout):
        bewaar(eenvoudig=True)


def test_geen_map_om_in_te_schrijven() -> None:
    voorkeuren.plek().parent.parent.mkdir(parents=True, exist_ok=True)
    voorkeuren.plek().parent.write_text("geen map")
    assert lees() == Voorkeuren()
    with pytest.raises(SchijfFout):
        bewaar(eenvoudig=True)


def test_alleen_wat_bestaat_en_past() -> None:
    for fout in ({"kleur": "rood"}, {"thema": "roze"}, {"eenvoudig": "ja"}, {"toetsen": {"spoed": 3}}):
        with pytest.raises(ValueError, match="preference"):
            bewaar(**fout)  # type: ignore[arg-type]
    assert not voorkeuren.plek().exists()


def test_twee_vensters_tegelijk_verliezen_niets() -> None:
    with ThreadPoolExecutor(8) as samen:
        for taak in [samen.submit(bewaar, thema="licht"), samen.submit(bewaar, rondleiding="plannen")] * 4:
            taak.result()
    assert (lees().thema, lees().rondleiding) == ("licht", "plannen")


def test_laadt_niets_zwaars() -> None:
    programma = "import sys; from mgn_tui.store import voorkeuren; voorkeuren.lees(); print(*sys.modules)"
    geladen = subprocess.run([sys.executable, "-c", programma], capture_output=True, text=True, check=True)
    zwaar = {"sqlalchemy", "sqlmodel", "pydantic", "typer", "textual", "cryptography", "sqlcipher3"}
    assert not zwaar & {naam.partition(".")[0] for naam in geladen.stdout.split()}

"""A name that was typed is nowhere in the clear: not in the words of a process, not beside the database."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.store.werkmap import Werkmap
from tests.cli_hulp import CTRL_C, Cli
from tests.hulp_werkmap import WACHTWOORDEN
from tests.test_cli_terminal import START
from tests.test_cli_vragen import NAAM, PERSOON

WORTEL = Path(__file__).resolve().parents[1]
VELDEN = {
    "praktijk": "Praktijk Parkweg",
    "voornaam": "Ann",
    "achternaam": NAAM,
    "geboortedatum": "1966-04-03",
    "vraag": f"Kan {NAAM} bij u terecht?",
}


def _in_het_open(map_: Path) -> list[str]:
    return [p.name for p in map_.rglob("*") if p.is_file() and NAAM.encode() in p.read_bytes()]


def test_gegevens_over_stdin(werkmap: Werkmap, klok: VasteKlok, eigen_wereld: Path) -> None:
    woorden = ["aanmelding", "nieuw", "--uit-bestand", "-", "--map", str(werkmap.pad), "--gebruiker", "Noor"]
    kind = subprocess.run(
        [sys.executable, "-c", START, *woorden],
        cwd=WORTEL,
        input=json.dumps(VELDEN),
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "MGN_WACHTWOORD": WACHTWOORDEN["Noor"]},
        timeout=60,
        check=False,
    )
    assert kind.returncode == 0, kind.stderr
    assert NAAM not in " ".join(woorden) + kind.stdout + kind.stderr
    assert _in_het_open(werkmap.pad) == []
    assert _in_het_open(eigen_wereld) == []
    velden = Cli(werkmap, klok).goed("aanmelding", "toon", kind.stdout.strip(), "--json").json["velden"]
    assert velden["achternaam"] == NAAM


def test_een_concept_ligt_niet_open(werkmap: Werkmap, klok: VasteKlok) -> None:
    cli = Cli(werkmap, klok)
    assert cli("aanmelding", "nieuw", antwoorden=[*PERSOON[:13], CTRL_C]).status == 130
    assert _in_het_open(werkmap.pad) == []


@pytest.mark.parametrize("veld", ["voornaam", "geboortedatum", "vraag", "telefoon"])
def test_een_weigering_herhaalt_niet_wat_getypt_werd(veld: str, werkmap: Werkmap, klok: VasteKlok) -> None:
    te_lang = f"{NAAM} 123456782 {'x' * 5000}"
    uit = Cli(werkmap, klok)(
        "aanmelding",
        "nieuw",
        *(f"--{naam}={te_lang if naam == veld else waarde}" for naam, waarde in VELDEN.items()),
        *([f"--{veld}={te_lang}"] if veld not in VELDEN else []),
    )
    assert uit.status == 1
    assert NAAM not in uit.gezegd

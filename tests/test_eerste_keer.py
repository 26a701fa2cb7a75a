"""Two windows that start mgn.py for the first time at once, in one folder."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mgn_tui.domain.fouten import SchijfFout
from mgn_tui.store import slot

WORTEL = Path(__file__).resolve().parents[1]
KIND = """
import subprocess, sys
import mgn

def call(opdracht, **_):
    print("bezig", flush=True)
    sys.stdin.readline()
    (mgn.HIER / ".venv").mkdir(exist_ok=True)
    return 0

subprocess.call = call
mgn.maak_klaar(["pyproject.toml", "requirements.txt"])
print("klaar", flush=True)
"""


def test_de_tweede_wacht_en_installeert_niet_nog_eens(tmp_path: Path) -> None:
    for naam in ("mgn.py", "mgn_tui/__init__.py", "mgn_tui/store/__init__.py", "mgn_tui/store/slot.py"):
        (tmp_path / naam).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(WORTEL / naam, tmp_path / naam)
    shutil.copytree(WORTEL / "mgn_tui" / "domain", tmp_path / "mgn_tui" / "domain")
    for naam in ("pyproject.toml", "requirements.txt"):
        (tmp_path / naam).write_text("x\n", encoding="utf-8")

    def venster() -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-S", "-c", KIND],  # -S: nothing is installed yet
            cwd=tmp_path,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(tmp_path)},
        )

    een, twee = venster(), None
    try:
        assert een.stdout and een.stdin
        assert een.stdout.readline() == "bezig\n"
        twee = venster()
        assert twee.stderr
        assert "dit wacht tot dat klaar is" in twee.stderr.readline()
        uit, _ = een.communicate("\n\n", timeout=60)
        assert uit == "bezig\nklaar\n"  # .venv, and what goes in it
        assert twee.communicate("\n\n", timeout=60)[0] == "klaar\n"
    finally:
        for kind in filter(None, (een, twee)):
            kind.kill()
            kind.communicate()


def test_een_schijf_zonder_sloten_houdt_niemand_tegen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kan_niet(*_: object) -> None:
        raise SchijfFout("geen sloten")

    monkeypatch.setattr(slot, "_pak", kan_niet)
    assert slot.na_elkaar(tmp_path / "iets", lambda: 7) == 7

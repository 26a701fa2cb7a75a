"""The rooms keep their order: an import goes down, never up. The contracts stand in pyproject.toml."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

WORTEL = Path(__file__).resolve().parents[1]
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"

# (room, what it imports, what the report must say about it)
OVERTREDINGEN = [
    ("domain", "mgn_tui.store", "mgn_tui.domain is not allowed to import mgn_tui.store"),
    ("domain", "sqlalchemy", "mgn_tui.domain is not allowed to import sqlalchemy"),
    ("domain", "dateutil", "mgn_tui.domain is not allowed to import dateutil"),
    ("figures", "mgn_tui.store", "mgn_tui.figures is not allowed to import mgn_tui.store"),
    ("figures", "sqlmodel", "mgn_tui.figures is not allowed to import sqlmodel"),
    ("store", "mgn_tui.figures", "mgn_tui.store is not allowed to import mgn_tui.figures"),
    ("store", "textual", "mgn_tui.store is not allowed to import textual"),
    ("register", "mgn_tui.documents", "mgn_tui.register is not allowed to import mgn_tui.documents"),
    ("documents", "mgn_tui.tui", "mgn_tui.documents is not allowed to import mgn_tui.tui"),
    ("tui", "mgn_tui.cli", "mgn_tui.tui is not allowed to import mgn_tui.cli"),
    ("cli", "mgn_tui.tui", "mgn_tui.cli is not allowed to import mgn_tui.tui"),
    ("tui", "sqlmodel", "mgn_tui.tui is not allowed to import sqlmodel"),
]


def _lint(map_: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LINT],
        cwd=map_,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_de_lagen_kloppen() -> None:
    verslag = _lint(WORTEL)
    assert verslag.returncode == 0, verslag.stdout + verslag.stderr


@pytest.fixture(scope="module")
def verslag_van_fouten(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the contracts say of a copy in which every room breaks a rule."""
    kopie = tmp_path_factory.mktemp("lagen")
    shutil.copy(WORTEL / "pyproject.toml", kopie)
    shutil.copytree(
        WORTEL / "mgn_tui", kopie / "mgn_tui", ignore=shutil.ignore_patterns("*.ttf", "__pycache__")
    )
    for nummer, (kamer, invoer, _) in enumerate(OVERTREDINGEN):
        (kopie / "mgn_tui" / kamer / f"overtreding_{nummer}.py").write_text(f"import {invoer}\n")
    verslag = _lint(kopie)
    assert verslag.returncode == 1
    return " ".join(verslag.stdout.split())


@pytest.mark.parametrize(("kamer", "invoer", "melding"), OVERTREDINGEN)
def test_een_overtreding_valt_op(kamer: str, invoer: str, melding: str, verslag_van_fouten: str) -> None:
    assert melding in verslag_van_fouten

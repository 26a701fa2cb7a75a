"""The first thing painted: the unlock screen, before anything heavy is loaded (engineering 12)."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ZWAAR = (
    "typer", "pydantic", "sqlalchemy", "sqlmodel", "reportlab", "cryptography", "holidays", "alembic",
    "dateutil",
)  # fmt: skip
PROGRAMMA = """
import json, sys
from pathlib import Path
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.app import MgnTui
from mgn_tui.tui.screens import ontgrendelen

def eerste_beeld(scherm):  # stands where the work after the first paint begins
    tekst = "".join(strip.text for strip in scherm._compositor.render_strips())
    print(json.dumps({"tekst": tekst, "modules": sorted(sys.modules)}), file=sys.stderr)
    scherm.app.exit()

ontgrendelen.OntgrendelScherm._begin = eerste_beeld
MgnTui(Werkmap(Path(sys.argv[1]))).run(headless=True, size=(80, 24))
"""
SPOED = """
def eerste_beeld(scherm):
    scherm.app.action_spoed()
    scherm.app.set_interval(0.02, lambda: kijk(scherm.app))

def kijk(app):
    tekst = "".join(strip.text for strip in app.screen._compositor.render_strips())
    if "0800-2000" in tekst:
        print(json.dumps({"tekst": tekst, "modules": sorted(sys.modules)}), file=sys.stderr)
        app.exit()

ontgrendelen.OntgrendelScherm._begin"""


def test_voor_het_eerste_beeld_wordt_niets_zwaars_geladen(tmp_path: Path) -> None:
    gezien = _draai(PROGRAMMA, tmp_path)
    assert _zwaar(gezien) == []
    assert "Wachtwoord" in gezien["tekst"]
    assert len(gezien["tekst"].replace(" ", "")) >= 60  # it is the screen, and not an empty frame
    assert "textual.widgets._text_area" not in gezien["modules"]  # the passphrase needs no editor
    # what only the screens behind it need stays away too
    eigen = {naam for naam in gezien["modules"] if naam.startswith("mgn_tui.")}
    assert not {naam for naam in eigen if naam.startswith(("mgn_tui.register", "mgn_tui.figures"))}
    assert {naam for naam in eigen if naam.startswith("mgn_tui.tui.screens.")} == {
        "mgn_tui.tui.screens.ontgrendelen",
        "mgn_tui.tui.screens.scherm",
    }


def test_de_spoedkaart_voor_het_openen_laadt_ook_niets_zwaars(tmp_path: Path) -> None:
    gezien = _draai(PROGRAMMA.replace("\nontgrendelen.OntgrendelScherm._begin", SPOED), tmp_path)
    assert _zwaar(gezien) == []
    assert "achter het wachtwoord" in gezien["tekst"]
    assert not {naam for naam in gezien["modules"] if naam.startswith("mgn_tui.register")}


def _draai(programma: str, plek: Path) -> dict[str, Any]:
    """What stood on the screen of the program, and what it had loaded by then."""
    kind = subprocess.run(
        [sys.executable, "-c", programma, str(plek)],
        cwd=Path(__file__).resolve().parents[1],
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    gezien: dict[str, Any] = json.loads(kind.stderr.splitlines()[-1])
    return gezien


def _zwaar(gezien: dict[str, Any]) -> list[str]:
    return sorted({naam.partition(".")[0] for naam in gezien["modules"]} & set(ZWAAR))

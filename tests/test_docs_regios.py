"""The pages of the regions say what the profiles say, and work every target out."""

import re
import runpy
from pathlib import Path

import pytest

from mgn_tui.domain.profiel import laad_profiel

DOCS = Path(__file__).parents[1] / "docs"
vul = runpy.run_path(str(DOCS / "maak_regios.py"))["vul"]


@pytest.mark.parametrize("pad", sorted((DOCS / "regios").glob("*.md")), ids=lambda pad: pad.stem)
def test_bladzijde_van_een_regio(pad: Path) -> None:
    tekst, profiel = pad.read_text(encoding="utf-8"), laad_profiel(pad.stem)
    assert vul(tekst, profiel) == tekst, "run docs/maak_regios.py"
    voorbeelden = re.findall(r"(?m)^- \*\*(\w+)\*\*: ", tekst)
    assert voorbeelden == [doel.nr for doel in profiel.doelen], "each target has its worked example"
    for doel in profiel.doelen:
        assert doel.telregel in tekst and doel.bron in tekst
        for moment in doel.ijkmomenten:
            assert f"**{moment.datum:%d-%m-%Y}**" in tekst


def test_bladzijde_merkt_een_ander_getal() -> None:
    profiel = laad_profiel("ijssel-vecht")
    tekst = (DOCS / "regios" / "ijssel-vecht.md").read_text(encoding="utf-8")
    assert "≥ 4.300 gesprekken; € 161.165 (ggz 17.500, 1e-lijn 0, sd 143.665)" in tekst
    oud = tekst.replace("≥ 4.300 gesprekken", "≥ 4.200 gesprekken")
    assert vul(oud, profiel) == tekst

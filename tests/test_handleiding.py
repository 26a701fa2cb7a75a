"""The handleiding: its pictures are today's screens, and what it quotes and presses is there."""

import importlib.util
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from mgn_tui.tui.acties import FORMULIER, LIJST, OVERAL, PER_SCHERM, acties_van
from mgn_tui.tui.toetsnamen import toets_label

DOCS = Path(__file__).parents[1] / "docs"
TEKST = (DOCS / "handleiding.md").read_text(encoding="utf-8")
LEZEN = Path(__file__).parents[1] / "README.md"
ALTIJD = {"Tab", "shift+Tab", "spatie", "Esc", "Enter", "↑", "↓", "←", "→", "PgDn", "PgUp"}
"""Keys of every form and list."""


def _script() -> Any:
    spec = importlib.util.spec_from_file_location("maak_beelden", DOCS / "maak_beelden.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["maak_beelden"] = module  # its dataclasses ask for it
    spec.loader.exec_module(module)
    return module


maak_beelden = _script()


def _woorden(tekst: str) -> str:
    """Running text: without frames and line ends."""
    return " ".join(re.sub(r"[│╭╮╰╯─▏▌]", " ", tekst).split())


async def test_de_beelden_en_de_woorden_zijn_die_van_nu(tmp_path: Path, licht: None) -> None:
    beelden, gelezen = await maak_beelden.maak(tmp_path)
    oud = [
        naam
        for naam, beeld in beelden.items()
        if not (pad := DOCS / "beelden" / f"{naam}.svg").is_file() or pad.read_text(encoding="utf-8") != beeld
    ]
    assert not oud, "run docs/maak_beelden.py, and look at what it made"
    gezien = _woorden(gelezen)
    aangehaald = {_woorden(woorden).rstrip(".") for woorden in re.findall(r"‘([^’]+)’", TEKST)}
    assert len(aangehaald) > 20
    assert {woorden for woorden in aangehaald if woorden not in gezien} == set()


def test_elk_beeld_staat_erin() -> None:
    bladen = (*maak_beelden.BEGIN, *maak_beelden.DAG)
    gemaakt = [blad.naam for blad in bladen if blad.naam]
    assert sorted(gemaakt) == sorted(re.findall(r"!\[[^\]]+\]\(beelden/([\w-]+)\.svg\)", TEKST))
    lezen = LEZEN.read_text(encoding="utf-8")
    assert "(docs/handleiding.md)" in lezen
    getoond = {naam for naam in re.findall(r"docs/beelden/([\w-]+)\.svg", lezen)}
    assert getoond and getoond <= set(gemaakt)
    assert {pad.stem for pad in (DOCS / "beelden").glob("*.svg")} == set(gemaakt)


def test_een_beeld_is_klein_en_vraagt_niets_van_elders() -> None:
    for pad in (DOCS / "beelden").glob("*.svg"):
        beeld = pad.read_text(encoding="utf-8")
        assert len(beeld) < 30_000
        assert re.findall(r"https?://[^\"' ]+", beeld) == ["http://www.w3.org/2000/svg"]
        assert str(Path.home()) not in beeld


def test_elke_toets_in_de_tekst_bestaat() -> None:
    acties = [a for waar in (OVERAL, LIJST, FORMULIER, *PER_SCHERM) for a in acties_van(waar)]
    bekend = ALTIJD | {toets_label(t) for actie in acties for t in actie.toetsen}
    genoemd = {t for t in re.findall(r"`([^`]+)`", TEKST) if not t.startswith("mgn") and t != "exports"}
    assert len(genoemd) > 30
    assert genoemd - bekend == set()


@pytest.mark.parametrize("doel", sorted(set(re.findall(r"\]\(([^)#]+)\)", TEKST))))
def test_elke_verwijzing_komt_ergens_uit(doel: str) -> None:
    assert (DOCS / doel).is_file()

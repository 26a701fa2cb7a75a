"""Top line, step bar and footer: what does not fit is left out, nothing is clipped."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.widgets import Static

from mgn_tui.tui.acties import STAPPEN, Actie, Actief
from mgn_tui.tui.widgets.cellen import balk, knip, pas
from mgn_tui.tui.widgets.kopregel import Kop, kop_regel
from mgn_tui.tui.widgets.stappenbalk import stappen_regel
from mgn_tui.tui.widgets.voetregel import kies_hints
from tests.hulp_tui import ProefApp, rustig, scherm_tekst

TEKST = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)


def _regel(breedte: int) -> str:
    stukken, tussen = stappen_regel(STAPPEN, "advies", breedte)
    return tussen.join("".join(tekst for tekst, _ in stuk.delen) for stuk in stukken)


def test_de_stappen_worden_korter() -> None:
    assert _regel(120).startswith("1 Vandaag   2 Aanmeldingen   3 Agenda")
    assert _regel(108).startswith("1 Vandaag  2 Aanmeldingen")
    assert _regel(80) == "1  2  3  4  5 Advies  6  7  8"
    assert _regel(40) == "1  2  3  4  5 Advies  6  7  8"
    assert _regel(20) == "1 2 3 4 5 6 7 8"


@pytest.mark.parametrize("breedte", range(15, 200, 7))
def test_de_stappen_passen_altijd(breedte: int) -> None:
    assert cell_len(_regel(breedte)) <= breedte


def _hints(*acties: tuple[str, int]) -> list[Actief]:
    return [Actief(Actie(label, ("x",), label, tonen=tonen), ("x",), "", Static()) for label, tonen in acties]


def test_de_minst_belangrijke_hint_valt_het_eerst_weg() -> None:
    hints = _hints(("bewaren", 2), ("zoeken", 6), ("spoed", 3))
    namen = [[hint.actie.label for hint in kies_hints(hints, breedte)] for breedte in (80, 22, 9, 3)]
    assert namen == [["bewaren", "zoeken", "spoed"], ["bewaren", "spoed"], ["bewaren"], []]


@given(st.lists(st.tuples(TEKST, st.integers(1, 9)), max_size=8), st.integers(0, 120))
def test_de_voetregel_past_altijd(acties: list[tuple[str, int]], breedte: int) -> None:
    gekozen = kies_hints(_hints(*acties), breedte)
    assert sum(2 + cell_len(hint.actie.label) for hint in gekozen) + 3 * max(len(gekozen) - 1, 0) <= breedte


KOP = Kop("MGN · Zwolle-Zuid", ("sprint 2: 4 van 7 · pilot: 14 van ± 20", "4 van 7"), "Noor")


def test_de_kop_wordt_korter() -> None:
    assert kop_regel(KOP, "bewaard", 120) == (KOP.links, KOP.midden[0], "bewaard   Noor")
    assert kop_regel(KOP, "bewaard", 50) == (KOP.links, "4 van 7", "bewaard   Noor")
    assert kop_regel(KOP, "bewaard", 36) == (KOP.links, "", "bewaard   Noor")
    assert kop_regel(KOP, "bewaard", 30) == (KOP.links, "", "bewaard")
    assert kop_regel(KOP, "bewaard", 20) == ("MGN · Zwo…", "", "bewaard")


@given(TEKST, st.lists(TEKST, max_size=3), TEKST, TEKST, st.integers(1, 120))
def test_de_kop_past_altijd(links: str, midden: list[str], rechts: str, staat: str, breedte: int) -> None:
    delen = [deel for deel in kop_regel(Kop(links, tuple(midden), rechts), staat, breedte) if deel]
    assert sum(map(cell_len, delen)) <= breedte


@given(TEKST, st.integers(0, 40), st.booleans())
def test_een_cel_is_altijd_even_breed(tekst: str, breedte: int, rechts: bool) -> None:
    assert cell_len(pas(tekst, breedte, rechts)) == breedte
    assert cell_len(knip(tekst, breedte)) <= breedte


def test_een_cel_is_een_regel() -> None:
    assert pas("twee\nregels", 12) == "twee regels "
    assert knip("日本語", 5) == "日本…"
    assert pas("日本語", 4) == "日… "


def test_de_balk() -> None:
    assert balk(14, 20, 15) == "▕██████████▌    ▏"
    assert balk(30, 20, 4) == "▕████▏"
    assert balk(1, 0, 4) == "▕    ▏"


@pytest.mark.parametrize("maat", [(40, 15), (80, 24), (200, 60)])
async def test_hulp_en_spoed_staan_altijd_op_het_scherm(maat: tuple[int, int], tmp_path: Path) -> None:
    class MetSpoed(ProefApp):
        def action_spoed(self) -> None:
            self.meld("spoed")

    app = MetSpoed(lambda: [Static("x")], map=tmp_path)
    async with app.run_test(size=maat) as pilot:
        await rustig(pilot)
        voet = scherm_tekst(app).splitlines()[-1]
        assert voet.rstrip().endswith("F1 hulp")
        assert "F10 spoed" in voet
        assert "…" not in voet

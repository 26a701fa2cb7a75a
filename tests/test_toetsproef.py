"""Keys of one's own: seen as the terminal sends them, given with a reason when not, kept over a restart."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.store import voorkeuren
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.acties import VAST, alle_acties, deugdelijk, fouten, toetsen_van
from mgn_tui.tui.screens.spoed import SpoedKaart
from mgn_tui.tui.screens.toetsproef import Proef, ToetsenVenster
from mgn_tui.tui.toetsenkaart import bereikt, geef, te_wijzigen, zoals_eerst
from mgn_tui.tui.toetsnamen import toets_bestaat, toets_label
from mgn_tui.tui.widgets.vensterlijst import VensterLijst
from tests.hulp_app import MATEN, app_van, druk, geopend, rustig, tot, vooraf
from tests.hulp_tui import foto, scherm_tekst

ACTIES = {actie.id: actie for actie in alle_acties()}


@pytest.mark.parametrize(
    ("naam", "toets", "reden"),
    [
        ("spoed", "q", "q betekent zowel"),
        ("zoek", "ctrl+s", "geen toets die elke terminal doorgeeft"),
        ("zoek", "space", "al een eigen werk"),
        ("zoek", "enter", "al een eigen werk"),
        ("namen", "i", "hoort al bij"),
        ("namen", "f1", "F1 betekent zowel"),
        ("namen", "flurp", "is geen toets"),
    ],
)
def test_een_toets_die_niet_kan_wordt_geweigerd_met_de_reden(naam: str, toets: str, reden: str) -> None:
    keymap, gezegd = geef(ACTIES[naam], toets, {})
    assert keymap == {}
    assert reden in gezegd


def test_de_toetsen_die_iedereen_blind_vindt_blijven() -> None:
    for naam, vast in VAST.items():
        keymap, reden = geef(ACTIES[naam], "equals_sign", {})
        assert not reden
        assert set(toetsen_van(ACTIES[naam], keymap)) >= {"equals_sign", vast}
        assert fouten({naam: "equals_sign"})  # also when somebody writes it in the file


TOETSEN = st.sampled_from(["x", "=", "f1", "escape", "f9,z", "", "€"])


@given(st.dictionaries(st.sampled_from([*ACTIES, "weg"]), TOETSEN, max_size=5))
def test_van_elke_keymap_blijft_wat_deugt(keymap: dict[str, str]) -> None:
    goed, mis = deugdelijk(keymap)
    assert fouten(goed) == []
    assert goed.items() <= keymap.items()
    assert bool(mis) == bool(fouten(keymap))
    for naam, vast in VAST.items():
        assert vast in toetsen_van(ACTIES[naam], goed)


def test_elke_toets_van_het_register_bestaat() -> None:
    assert [t for actie in alle_acties() for t in actie.toetsen if not toets_bestaat(t)] == []
    assert not any(map(toets_bestaat, ("flurp", "ctrl+", "f0", "f99", "", "foo+a", "ctrl+flurp")))
    assert [toets_label(t) for t in ("equals_sign", "ctrl+underscore", "alt+x", "f11")] == [
        "=",
        "ctrl+_",
        "alt+x",
        "F11",
    ]


def test_wat_een_toets_doet_en_terug() -> None:
    assert "namen" in {actie.id for actie in bereikt(("i",), {})}
    keymap, _ = geef(ACTIES["namen"], "equals_sign", {})
    assert not bereikt(("equals_sign",), {})
    assert [actie.id for actie in bereikt(("equals_sign",), keymap)] == ["namen"]
    assert zoals_eerst(ACTIES["namen"], keymap) == ({}, "")
    ruil = {"namen": "q", "afsluiten": "ctrl+q,i"}
    assert fouten(ruil) == []
    assert "betekent zowel" in zoals_eerst(ACTIES["namen"], ruil)[1]  # i has another use now


def _rij(pilot: Any, naam: str) -> int:
    return [actie.id for actie in te_wijzigen()].index(naam)


async def test_op_het_scherm_gemaakt_en_na_een_herstart_nog_zo(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "V", "ctrl+t")
        assert isinstance(pilot.app.screen, ToetsenVenster)
        await druk(pilot, "ctrl+k", "=")
        assert "geeft door: =, als teken =" in scherm_tekst(pilot.app)
        assert "nog vrij" in scherm_tekst(pilot.app)
        await druk(pilot, "u")
        assert "maak ongedaan (overal)" in scherm_tekst(pilot.app)
        await druk(pilot, "ctrl+s")
        assert "Niet elke terminal" in scherm_tekst(pilot.app)
        await druk(pilot, "tab")
        pilot.app.screen.query_one(VensterLijst).ga_naar(_rij(pilot, "spoed"))
        await druk(pilot, "enter", "q")
        assert "betekent zowel" in scherm_tekst(pilot.app)
        await druk(pilot, "enter", "tab")
        assert pilot.app.toetsenkaart == {}
        await druk(pilot, "shift+tab", "enter")
        pilot.app.screen.query_one(VensterLijst).focus()
        await druk(pilot, "enter", "=")
        await tot(pilot, lambda: voorkeuren.lees().toetsen == {"spoed": "equals_sign,f10"})
        assert "= is nu 'spoed'" in scherm_tekst(pilot.app)
        await druk(pilot, "escape", "escape")
        assert "= spoed" in scherm_tekst(pilot.app)
    app = app_van(werkmap, klok)
    async with app.run_test(size=(80, 24)) as pilot:
        await tot(pilot, lambda: app.open)
        for toets in ("=", "f10"):
            await druk(pilot, toets)
            assert isinstance(app.screen, SpoedKaart)
            await druk(pilot, "escape")
        await druk(pilot, "T", "tab")
        app.screen.query_one(VensterLijst).ga_naar(_rij(pilot, "spoed"))
        await druk(pilot, "delete")
        await tot(pilot, lambda: voorkeuren.lees().toetsen == {})


async def test_op_de_proefregel_blijft_niemand_vastzitten(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "T")
        assert isinstance(pilot.app.focused, Proef)
        await druk(pilot, "f12")
        assert pilot.app.dicht is not None
        await druk(pilot, "enter")
        await druk(pilot, "f10")
        assert isinstance(pilot.app.screen, SpoedKaart)
        await druk(pilot, "escape", "escape")
        assert not isinstance(pilot.app.screen, ToetsenVenster)


async def test_een_keymap_die_niet_meer_past_houdt_niets_tegen(werkmap: Werkmap, klok: VasteKlok) -> None:
    voorkeuren.bewaar(toetsen={"namen": "=", "spoed": "q", "van.vroeger": "x"})
    async with geopend(werkmap, klok) as pilot:
        await tot(pilot, lambda: "Niet al uw eigen toetsen" in scherm_tekst(pilot.app))
        assert pilot.app.toetsenkaart == {"namen": "="}
        await druk(pilot, "=")
        assert pilot.app.namen_zichtbaar
        await rustig(pilot)


@pytest.mark.parametrize("toetsen", [("V",), ("T", "u")], ids=["voorkeuren", "toetsen"])
def test_zo_ziet_het_eruit(
    toetsen: tuple[str, ...], werkmap: Werkmap, klok: VasteKlok, snap_compare: Any
) -> None:
    assert foto(snap_compare, app_van(werkmap, klok), MATEN, vooraf(*toetsen))

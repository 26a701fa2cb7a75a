"""The overtypelijst on the screen: from a gesprek, its advies and Doorverwijzing, each answer to the clipboard."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import overtypen
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.screens.overtypen import OvertypVenster
from tests.hulp_schermen import MATEN, aan_het_werk, app_van, druk, vaste_referenties, vooraf
from tests.hulp_tui import engels, foto, onleesbaar, rustig, scherm_tekst
from tests.hulp_werkmap import maak_aanmelding, maak_gevoerd, plan_gesprek, volledige_zaak
from tests.test_overtypen import profiel_met_vragen


@pytest.fixture
def twents(noor: Sessie, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sessie:
    """The invented team, in a region whose form must be typed over."""
    noor.profiel = profiel = profiel_met_vragen(tmp_path)
    monkeypatch.setattr("mgn_tui.register.regio.laad", lambda *_: profiel)
    return noor


async def test_elk_antwoord_naar_het_klembord(
    werkmap: Werkmap, klok: VasteKlok, twents: Sessie, els: Sessie
) -> None:
    zaak = volledige_zaak(twents)
    ander = maak_gevoerd(twents, voornaam="Anna", achternaam="Bakker")[1]
    # codes only: the coördinator too
    async with aan_het_werk(werkmap, "Els", twents.klok, (120, 40)) as pilot:
        await druk(pilot, "6", "y")
        assert isinstance(pilot.app.screen, OvertypVenster)
        rijen = {ref: overtypen.een(twents, ref) for ref in (zaak.gesprek, ander)}
        eerst = next(r for r in rijen.values() if f"gesprek {r.ref[:4]} · 1 van 2" in scherm_tekst(pilot.app))
        vraag, antwoord = eerst.antwoorden[0]
        await druk(pilot, "enter")
        assert pilot.app.clipboard == antwoord
        assert f"✓ {vraag}: staat een minuut op het klembord" in scherm_tekst(pilot.app)
        await druk(pilot, "enter")
        assert pilot.app.clipboard == eerst.antwoorden[1][1], "it went on to the next question"
        assert scherm_tekst(pilot.app).count("✓") == 3, "two rows, and the line that says so"
        leeg = next(nr for nr, (_, tekst) in enumerate(eerst.antwoorden) if not tekst)
        await druk(pilot, "home", *["down"] * leeg, "enter")
        assert "hier is niets van bekend" in scherm_tekst(pilot.app)
        assert pilot.app.clipboard == eerst.antwoorden[1][1], "nothing replaces what was copied"
        await druk(pilot, "left")
        assert "1 van 2" in scherm_tekst(pilot.app)
        await druk(pilot, "right", "enter")
        assert "2 van 2" in scherm_tekst(pilot.app)
        tweede = next(r for r in rijen.values() if r.ref != eerst.ref)
        assert pilot.app.clipboard == tweede.antwoorden[0][1]
        assert "Jansen" not in scherm_tekst(pilot.app) and "Bakker" not in scherm_tekst(pilot.app)
        await druk(pilot, "escape")
        assert not isinstance(pilot.app.screen, OvertypVenster)


async def test_vanuit_het_gesprek_en_het_advies(werkmap: Werkmap, klok: VasteKlok, twents: Sessie) -> None:
    zaak = volledige_zaak(twents)
    async with aan_het_werk(werkmap, "Noor", twents.klok, (120, 40)) as pilot:
        for open_ in (pilot.app.open_gesprek, pilot.app.open_advies):
            await open_(zaak.gesprek)
            await rustig(pilot)
            await druk(pilot, "escape", "y")  # out of the field: letters are commands
            assert isinstance(pilot.app.screen, OvertypVenster)
            assert f"Overtypen · gesprek {zaak.gesprek[:4]}" in scherm_tekst(pilot.app)
            assert " van 1" not in scherm_tekst(pilot.app)
            await druk(pilot, "escape")


async def test_niet_waar_geen_formulier_is_of_het_gesprek_nog_komt(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, tmp_path: Path
) -> None:
    gesprek = plan_gesprek(noor, maak_aanmelding(noor))
    with pytest.raises(Geweigerd, match="geen formulier"):
        overtypen.een(noor, gesprek)
    noor.profiel = profiel_met_vragen(tmp_path)
    with pytest.raises(Geweigerd, match="als het gesprek gevoerd is"):
        overtypen.een(noor, gesprek)
    maak_gevoerd(noor, voornaam="Anna")
    async with aan_het_werk(werkmap, "Noor", noor.klok, (120, 40)) as pilot:
        await druk(pilot, "6", "y")
        assert not isinstance(pilot.app.screen, OvertypVenster)
        assert "overtypen" not in scherm_tekst(pilot.app)


@pytest.mark.parametrize("maat", MATEN)
async def test_nederlands_en_leesbaar(werkmap: Werkmap, twents: Sessie, maat: tuple[int, int]) -> None:
    volledige_zaak(twents)
    async with aan_het_werk(werkmap, "Noor", twents.klok, maat) as pilot:
        await druk(pilot, "6", "y", "end")
        assert "Samenwerking" in scherm_tekst(pilot.app)
        assert engels(pilot.app) == []
        assert onleesbaar(pilot.app) == []


def test_foto(snap_compare: Callable[..., Any], werkmap: Werkmap, twents: Sessie) -> None:
    with vaste_referenties():
        volledige_zaak(twents)
    app = app_van(werkmap, "Noor", twents.klok)
    assert foto(snap_compare, app, MATEN, vooraf("6", "y", "enter", "enter", *["down"] * 5))

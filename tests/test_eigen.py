"""The screen as a person likes it: chosen in the app, kept, and the same after a restart."""

import pytest

from mgn_tui.__main__ import main
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.store import voorkeuren
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.eigen import gekozen
from mgn_tui.tui.screens.voorkeuren import VoorkeurenVenster
from mgn_tui.tui.themas import THEMAS, thema_naam
from tests.hulp_app import app_van, druk, geopend, maak_week, rustig, tot, typ
from tests.hulp_tui import onleesbaar, scherm_tekst


def test_wat_bewaard_wordt_zijn_de_themas_die_er_zijn() -> None:
    assert {thema_naam(naam) for naam in voorkeuren.THEMAS} == {thema.name for thema in THEMAS}


async def test_een_ander_thema_kiezen_en_opnieuw_beginnen(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "ctrl+p")
        await typ(pilot, "voorkeur")
        await druk(pilot, "enter")
        assert isinstance(pilot.app.screen, VoorkeurenVenster)
        await druk(pilot, "right")
        assert pilot.app.theme == "mgn-licht"
        await tot(pilot, lambda: voorkeuren.lees().thema == "licht")
        assert onleesbaar(pilot.app) == []
        await druk(pilot, "escape")
        assert onleesbaar(pilot.app) == []
    assert app_van(werkmap, klok).theme == "mgn-licht"


async def test_kan_er_niets_bewaard_worden_dan_geldt_het_voor_nu(werkmap: Werkmap, klok: VasteKlok) -> None:
    voorkeuren.plek().parent.parent.mkdir(parents=True, exist_ok=True)
    voorkeuren.plek().parent.write_text("geen map")
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "V", "right")
        await tot(pilot, lambda: "Dit geldt tot u mgn afsluit" in scherm_tekst(pilot.app))
        assert pilot.app.theme == "mgn-licht"


async def test_alleen_wat_gekozen_is_wordt_bewaard(
    werkmap: Werkmap, klok: VasteKlok, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MGN_EENVOUDIG", "1")
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "V", "right")
        await tot(pilot, lambda: voorkeuren.lees().thema == "licht")
        assert pilot.app.eenvoudig
    assert not voorkeuren.lees().eenvoudig


async def test_elke_stap_is_te_lezen_in_elk_thema(werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        for thema in ("mgn-licht", "mgn-contrast"):
            pilot.app.theme = thema
            for stap in pilot.app.STAPPEN:
                await pilot.app.action_stap(stap)
                await rustig(pilot)
                assert (thema, stap, onleesbaar(pilot.app)) == (thema, stap, [])


def test_voor_een_keer(monkeypatch: pytest.MonkeyPatch) -> None:
    voorkeuren.bewaar(thema="licht")
    monkeypatch.setenv("MGN_THEMA", "contrast")
    monkeypatch.setenv("MGN_EENVOUDIG", "1")
    assert (gekozen().thema, gekozen().eenvoudig) == ("contrast", True)
    monkeypatch.setenv("MGN_THEMA", "roze")
    monkeypatch.setenv("MGN_EENVOUDIG", "nee")
    assert (gekozen().thema, gekozen().eenvoudig) == ("licht", False)


def test_de_opties_van_mgn(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for naam in ("MGN_THEMA", "MGN_EENVOUDIG"):
        monkeypatch.setenv(naam, "")  # so that it goes back to what it was
    assert main(["--thema", "licht", "--eenvoudig", "--version"]) == 0
    assert (gekozen().thema, gekozen().eenvoudig) == ("licht", True)
    assert main(["--thema=roze"]) == 2
    assert "donker, licht, contrast, kleurloos" in capsys.readouterr().err


async def test_ook_voor_het_openen(werkmap: Werkmap, klok: VasteKlok) -> None:
    """Who needs another screen needs it for the passphrase too."""
    app = app_van(werkmap, klok)
    app._wachtwoord = None
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        await pilot.app.run_action("voorkeuren")
        await rustig(pilot)
        await druk(pilot, "right")
        assert app.theme == "mgn-licht"

"""The unlock screen: says what is wrong, waits longer each time, lets in who knows."""

import asyncio
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import instellingen, openen, sessie
from mgn_tui.store import apparaat
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.app import MgnTui
from mgn_tui.tui.screens.ontgrendelen import OntgrendelScherm
from mgn_tui.tui.screens.spoed import SpoedKaart
from tests.hulp_app import MATEN, ProefTui, druk, rustig, tot, tot_open, tot_staat, typ
from tests.hulp_schermen import lopend
from tests.hulp_tui import engels, foto, onleesbaar, scherm_tekst
from tests.hulp_werkmap import WACHTWOORDEN

NIEUW = "wandeling perzik kompas sneeuw"


async def fout_wachtwoord(pilot: Pilot[Any]) -> None:
    await rustig(pilot)
    await typ(pilot, "verkeerd")
    await druk(pilot, "enter")
    await tot_staat(pilot, "horen niet bij")


def open_langzaam(monkeypatch: pytest.MonkeyPatch, *zinnen: str) -> tuple[threading.Event, threading.Event]:
    """Opening behind the app's own door says these and then waits: when it does, and that it may go on."""
    bezig, mag, echt = threading.Event(), threading.Event(), sessie.open_werkmap

    def traag(*args: Any) -> sessie.Sessie:
        for zin in zinnen:
            args[-1](zin)
        bezig.set()
        mag.wait(10)
        return echt(*args)

    monkeypatch.setattr(sessie, "open_werkmap", traag)
    monkeypatch.setattr(ProefTui, "get_default_screen", MgnTui.get_default_screen)
    return bezig, mag


def test_zo_ziet_ontgrendelen_eruit(snap_compare, werkmap: Werkmap, klok: VasteKlok) -> None:
    assert foto(snap_compare, ProefTui(werkmap, "Noor", None, klok), MATEN)


def test_zo_ziet_een_fout_wachtwoord_eruit(snap_compare, werkmap: Werkmap, klok: VasteKlok) -> None:
    assert foto(snap_compare, ProefTui(werkmap, "Noor", None, klok), (80, 24), fout_wachtwoord)


async def test_naam_en_wachtwoord_openen_vandaag(werkmap: Werkmap, klok: VasteKlok) -> None:
    app = ProefTui(werkmap, klok=klok)
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        await typ(pilot, "noor")
        await druk(pilot, "enter")
        await typ(pilot, WACHTWOORDEN["Noor"])
        await druk(pilot, "enter")
        await tot_open(pilot)
        assert app.sessie.ik.naam == "Noor"
        assert engels(app) == []


async def test_een_naam_is_genoeg_gevraagd(werkmap: Werkmap, klok: VasteKlok) -> None:
    app = ProefTui(werkmap, "Noor", klok=klok)
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        assert isinstance(app.screen.focused, Input)
        assert app.screen.focused.id == "wachtwoord"
        assert engels(app) == []
        assert onleesbaar(app) == []


async def test_een_fout_wachtwoord_zegt_het_en_wacht_elke_keer_langer(
    werkmap: Werkmap, klok: VasteKlok
) -> None:
    app = ProefTui(werkmap, "Noor", klok=klok)
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        wachttijden = []
        for _ in range(8):
            await typ(pilot, "verkeerd")
            await druk(pilot, "enter")
            await tot(pilot, lambda: not app.screen.query_one("#kaart").disabled)
            tekst = " ".join(scherm_tekst(app).split())
            assert "Deze naam en dit wachtwoord horen niet bij elkaar." in tekst
            wachttijden.append(int(tekst.split(" over ")[1].split()[0]) if " over " in tekst else 0)
            klok.verder(timedelta(seconds=wachttijden[-1]))
        assert wachttijden == sorted(wachttijden)
        assert wachttijden[-1] > wachttijden[3] > 0
        klok.verder(timedelta(seconds=-1))
        assert app.screen.query_one("#wachtwoord", Input).value == ""
        # also the right one has to wait now
        await typ(pilot, WACHTWOORDEN["Noor"])
        await druk(pilot, "enter")
        await tot_staat(pilot, "over 1 seconde")
        assert not app.open


async def test_zonder_naam_vraagt_het_daar_om(werkmap: Werkmap, klok: VasteKlok) -> None:
    app = ProefTui(werkmap, klok=klok)
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        await druk(pilot, "tab")
        await typ(pilot, "x")
        await druk(pilot, "enter")
        await tot_staat(pilot, "Vul uw naam in.")


async def test_de_naam_wordt_alleen_onthouden_als_iemand_dat_wil(werkmap: Werkmap, klok: VasteKlok) -> None:
    app = ProefTui(werkmap, "Noor", klok=klok)
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        await druk(pilot, "tab", "space")
        assert "[x] Onthoud" in scherm_tekst(app)
        await druk(pilot, "shift+tab")
        await typ(pilot, WACHTWOORDEN["Noor"])
        await druk(pilot, "enter")
        await tot_open(pilot)
    opnieuw = ProefTui(werkmap, klok=klok)
    async with opnieuw.run_test(size=(80, 24)) as pilot:
        await tot_staat(pilot, "Noor", "[x] Onthoud")
        await druk(pilot, "tab", "space", "shift+tab")
        await typ(pilot, WACHTWOORDEN["Noor"])
        await druk(pilot, "enter")
        await tot_open(pilot)
    derde = ProefTui(werkmap, klok=klok)
    async with derde.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        assert "Noor" not in scherm_tekst(derde)


async def test_wie_al_typt_wordt_niet_gestoord(
    werkmap: Werkmap, klok: VasteKlok, monkeypatch: pytest.MonkeyPatch
) -> None:
    mag = threading.Event()

    def traag(scherm: OntgrendelScherm) -> str:
        mag.wait(10)
        return "Karim"

    monkeypatch.setattr(OntgrendelScherm, "_onthouden", traag)
    app = ProefTui(werkmap, klok=klok)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("tab", "g", "e", "h")
        mag.set()
        await tot_staat(pilot, "Karim", "[x] Onthoud")
        assert app.screen.focused.id == "wachtwoord"
        assert app.screen.focused.value == "geh"


async def test_niet_kunnen_onthouden_houdt_niemand_buiten(
    werkmap: Werkmap, klok: VasteKlok, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bestand").write_text("", encoding="utf-8")
    monkeypatch.setattr(apparaat, "_map", lambda: tmp_path / "bestand" / "map")
    monkeypatch.setattr(sessie, "apparaat_van", lambda _: "0000002a")
    app = ProefTui(werkmap, "Noor", klok=klok)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await rustig(pilot)
        await druk(pilot, "tab", "space", "shift+tab")
        await typ(pilot, WACHTWOORDEN["Noor"])
        await druk(pilot, "enter")
        await tot_open(pilot)
        await tot_staat(pilot, "Onthouden lukt niet")


async def test_met_de_herstelcode_komt_men_binnen(tmp_path: Path, licht: None, klok: VasteKlok) -> None:
    werkmap = Werkmap(tmp_path / "werkmap")
    code = sessie.nieuw(
        werkmap, regio="ijssel-vecht", gebruiker="Noor", wachtwoord=WACHTWOORDEN["Noor"], klok=klok
    )
    app = ProefTui(werkmap, "Noor", klok=klok)
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        await druk(pilot, "ctrl+r")
        await tot_staat(pilot, "Herstelcode", "Nieuw wachtwoord")
        await typ(pilot, code)
        await druk(pilot, "enter")
        await typ(pilot, "kort")
        await druk(pilot, "enter")
        await tot(pilot, lambda: not app.screen.query_one("#kaart").disabled)
        assert not app.open
        app.screen.query_one("#nieuw", Input).value = NIEUW
        app.screen.query_one("#nieuw", Input).focus()
        await druk(pilot, "enter")
        await tot_staat(pilot, "Uw herstelcode")
        assert engels(app) == []
        assert onleesbaar(app) == []
        await druk(pilot, "escape")
        await tot_open(pilot)
    sessie.open_werkmap(werkmap, "Noor", NIEUW, klok).sluit()


async def test_voor_het_openen_werkt_geen_toets_van_de_app(werkmap: Werkmap, klok: VasteKlok) -> None:
    app = ProefTui(werkmap, "Noor", klok=klok)
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        for toets in ("f2", "f12", "ctrl+p", "escape", "f9"):
            await druk(pilot, toets)
        assert type(app.screen).__name__ == "OntgrendelScherm"
        assert len(app.screen_stack) == 1


# --- the crisis card before unlocking ----------------------------------------------------------


async def test_spoed_voor_het_openen(werkmap: Werkmap, klok: VasteKlok) -> None:
    app = ProefTui(werkmap, "Noor", klok=klok)
    async with app.run_test(size=(40, 15)) as pilot:
        await rustig(pilot)
        assert "F10 spoed" in scherm_tekst(app)
        await typ(pilot, "geheim!")
        await druk(pilot, "f10")
        assert isinstance(app.screen, SpoedKaart)
        kaart = lopend(pilot)
        for tekst in ("112", "0800-2000", "113 of 0800-0113", "De nummers van uw team staan achter"):
            assert tekst in kaart
        assert "Beheer" not in kaart
        assert engels(app) == []
        assert onleesbaar(app) == []
        await druk(pilot, "f12")  # there is nothing to hide
        assert isinstance(app.screen, SpoedKaart)
        await druk(pilot, "f10")
        assert app.screen.focused.value == "geheim!"  # in a field the sign is a letter
        await druk(pilot, "tab", "exclamation_mark")
        assert isinstance(app.screen, SpoedKaart)
        await druk(pilot, "escape")
        assert isinstance(app.screen, OntgrendelScherm)
        assert not app.open


async def test_wie_de_spoedkaart_leest_houdt_hem_als_het_openen_lukt(
    noor: sessie.Sessie, werkmap: Werkmap, klok: VasteKlok, monkeypatch: pytest.MonkeyPatch
) -> None:
    instellingen.bewaar(noor, {"crisisdienst": "038-1112233"})
    bezig, mag = open_langzaam(monkeypatch)
    app = ProefTui(werkmap, "Noor", WACHTWOORDEN["Noor"], klok)
    async with app.run_test(size=(80, 24)) as pilot:
        assert await asyncio.to_thread(bezig.wait, 10)
        await pilot.press("f10")
        await pilot.pause()
        assert "achter het wachtwoord" in lopend(pilot)
        mag.set()
        await tot_staat(pilot, "038-1112233")
        assert "achter het wachtwoord" not in scherm_tekst(app)
        await druk(pilot, "escape")
        await tot_open(pilot)


async def test_een_grote_oude_werkmap_zegt_hoe_ver_zij_is(
    noor: sessie.Sessie, werkmap: Werkmap, klok: VasteKlok, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it is about stays there, above how far it is."""
    gezegd, mag = open_langzaam(monkeypatch, openen.LANG, "Stap 1 van 2: 10%", "Stap 1 van 2: 20%")
    app = ProefTui(werkmap, "Noor", WACHTWOORDEN["Noor"], klok)
    async with app.run_test(size=(80, 24)) as pilot:
        assert await asyncio.to_thread(gezegd.wait, 10)
        await pilot.pause()
        assert "Stap 1 van 2: 20%" in scherm_tekst(app)
        assert "sluit mgn niet" in lopend(pilot)
        assert "10%" not in scherm_tekst(app)
        mag.set()
        await tot_open(pilot)


def test_zo_ziet_spoed_voor_het_openen_eruit(snap_compare, werkmap: Werkmap, klok: VasteKlok) -> None:
    async def vooraf(pilot: Pilot[Any]) -> None:
        await rustig(pilot)
        await druk(pilot, "f10")

    assert foto(snap_compare, ProefTui(werkmap, "Noor", None, klok), ((80, 24), (40, 15)), vooraf)

"""Scherm dicht and the crisis card: one key hides everything, one key says whom to call."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from textual.widgets import Static

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import instellingen
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.app import DICHT_S, STIL_S
from mgn_tui.tui.basis import StapScherm
from mgn_tui.tui.screens.dicht import DichtScherm
from mgn_tui.tui.screens.spoed import SpoedKaart
from mgn_tui.tui.vensters import KiesVenster
from tests.hulp_schermen import MATEN, aan_het_werk, app_van, binnen, druk, lopend, rustig, typ, vooraf
from tests.hulp_tui import engels, foto, onleesbaar, scherm_tekst
from tests.hulp_werkmap import WACHTWOORDEN, maak_gevoerd

DICHT = {"mgn", "Het", "scherm", "is", "dicht.", "Enter", "opent", "F10", "spoed"}


def klok_van(pilot: Any) -> VasteKlok:
    klok = pilot.app.klok
    assert isinstance(klok, VasteKlok)
    return klok


# --- hidden ----------------------------------------------------------------------------------


async def test_een_toets_verbergt_alles(noor: Sessie, werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_gevoerd(noor)
    app = app_van(werkmap, "Noor", klok)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await binnen(pilot)
        await druk(pilot, "i")
        for stap in pilot.app.STAPPEN:
            await pilot.app.action_stap(stap)
            pilot.app.meld("advies van Wim Jansen bewaard")
            await rustig(pilot)
            assert "Wim Jansen" in scherm_tekst(pilot.app)
            await druk(pilot, "f12")
            pilot.app.meld("de brief van Wim Jansen ligt klaar")
            await rustig(pilot)
            assert set(lopend(pilot).split()) == DICHT
            pilot.app.clear_notifications()
            assert (pilot.app.title, pilot.app.sub_title) == ("mgn", "")
            assert engels(pilot.app) == []
            assert onleesbaar(pilot.app) == []
            await druk(pilot, "enter")
            assert isinstance(pilot.app.screen, StapScherm)


async def test_terug_op_dezelfde_plek_in_de_tekst(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await druk(pilot, "8", "right", "n")
        await typ(pilot, "Praktijk d in")  # d and i are letters here
        await druk(pilot, "left", "left", "f12")
        assert isinstance(pilot.app.screen, DichtScherm)
        await druk(pilot, "space")
        assert pilot.app.focused.value == "Praktijk d in"
        await typ(pilot, "w")
        assert pilot.app.focused.value == "Praktijk d win"


async def test_ook_boven_een_venster(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await druk(pilot, "ctrl+p", "f12")
        assert set(lopend(pilot).split()) == DICHT
        await druk(pilot, "escape")
        assert isinstance(pilot.app.screen, KiesVenster)


async def test_andere_toetsen_openen_niet_en_doen_niets(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await druk(pilot, "d", "8", "f9", "ctrl+p", "i", "tab", "ctrl+q", "x")
        assert isinstance(pilot.app.screen, DichtScherm)
        await druk(pilot, "enter")
        assert pilot.app.current_mode == "vandaag"


async def test_met_de_muis(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await druk(pilot, "f12")
        await pilot.click(offset=(5, 5))
        await rustig(pilot)
        assert not isinstance(pilot.app.screen, DichtScherm)


class Laat(StapScherm):
    """A screen that comes when everything has been hidden meanwhile."""

    def inhoud(self) -> Any:
        yield Static("Wim Jansen")


async def test_een_opvolger_ook_voor_het_zelf_staat(werkmap: Werkmap, klok: VasteKlok) -> None:
    """Another screen can come up in the very moment that everything is hidden."""
    async with aan_het_werk(werkmap, "Noor", klok):
        assert DichtScherm(60).opvolger()._zacht_s == 60


async def test_wat_nog_onderweg_was_komt_verborgen_boven(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await druk(pilot, "f12")
        pilot.app.push_screen(Laat())
        await rustig(pilot)
        assert set(lopend(pilot).split()) == DICHT
        pilot.app.switch_mode("beheer")
        await rustig(pilot)
        assert set(lopend(pilot).split()) == DICHT
        await druk(pilot, "enter")
        assert "Beheer" in scherm_tekst(pilot.app)
        pilot.app.switch_mode("vandaag")
        await rustig(pilot)
        assert "Wim Jansen" in scherm_tekst(pilot.app)
        await druk(pilot, "escape")
        assert not isinstance(pilot.app.screen, Laat | DichtScherm)


# --- the passphrase --------------------------------------------------------------------------


async def test_na_drie_minuten_het_wachtwoord(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await druk(pilot, "f12")
        klok.verder(timedelta(seconds=DICHT_S - 1))
        await druk(pilot, "enter")
        assert not isinstance(pilot.app.screen, DichtScherm)
        await druk(pilot, "f12")
        klok.verder(timedelta(seconds=DICHT_S + 1))
        await druk(pilot, "enter")
        assert isinstance(pilot.app.screen, DichtScherm)
        assert "Typ uw wachtwoord" in lopend(pilot)
        await typ(pilot, "fout")
        await druk(pilot, "enter")
        assert "Dit wachtwoord klopt niet" in lopend(pilot)
        assert "fout" not in scherm_tekst(pilot.app)
        klok.verder(timedelta(seconds=60))
        await typ(pilot, WACHTWOORDEN["Karim"])  # of a colleague
        await druk(pilot, "enter")
        assert isinstance(pilot.app.screen, DichtScherm)
        klok.verder(timedelta(seconds=60))
        await typ(pilot, WACHTWOORDEN["Noor"])
        await druk(pilot, "enter")
        assert not isinstance(pilot.app.screen, DichtScherm)


async def test_na_tien_stille_minuten_gaat_het_vanzelf_dicht(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        klok.verder(timedelta(seconds=STIL_S - 1))
        await pilot.app._let_op_stilte()
        await rustig(pilot)
        assert not isinstance(pilot.app.screen, DichtScherm)
        await druk(pilot, "down")  # somebody is there
        klok.verder(timedelta(seconds=STIL_S - 1))
        await pilot.app._let_op_stilte()
        await rustig(pilot)
        assert not isinstance(pilot.app.screen, DichtScherm)
        klok.verder(timedelta(seconds=2))
        await pilot.app._let_op_stilte()
        await rustig(pilot)
        assert "Typ uw wachtwoord" in lopend(pilot)
        await druk(pilot, "enter", "escape", "space")
        assert isinstance(pilot.app.screen, DichtScherm)


async def test_zacht_dicht_wordt_vast_na_tien_minuten(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await druk(pilot, "f12")
        klok.verder(timedelta(seconds=STIL_S + 1))
        await pilot.app._let_op_stilte()
        await rustig(pilot)
        assert "Typ uw wachtwoord" in lopend(pilot)
        assert sum(isinstance(scherm, DichtScherm) for scherm in pilot.app.screen_stack) == 1


# --- spoed -----------------------------------------------------------------------------------


def _regels(s: Sessie) -> int:
    """How many rows the access log and the change log hold together."""
    vraag = "SELECT (SELECT count(*) FROM toegang) + (SELECT count(*) FROM wijziging)"
    with s.lezen() as db:
        return int(db.execute(text(vraag)).scalar_one())


async def test_spoed_overal_en_zonder_spoor(noor: Sessie, werkmap: Werkmap, klok: VasteKlok) -> None:
    instellingen.bewaar(noor, {"crisisdienst": "038-1112233", "spoed_stappen": "Bel samen.\nBlijf erbij."})
    async with aan_het_werk(werkmap, "Els", klok) as pilot:
        vooraf_ = _regels(noor)
        for stap in pilot.app.STAPPEN:
            await pilot.app.action_stap(stap)
            await druk(pilot, "f10")
            assert isinstance(pilot.app.screen, SpoedKaart)
            for nummer in ("112", "038-1112233", "0800-2000", "113 of 0800-0113", "Blijf erbij."):
                assert nummer in scherm_tekst(pilot.app)
            assert "nog invullen bij Beheer" in scherm_tekst(pilot.app)
            await druk(pilot, "f10")  # the same key goes back
            assert isinstance(pilot.app.screen, StapScherm)
        await druk(pilot, "exclamation_mark", "escape")
        assert _regels(noor) == vooraf_


async def test_spoed_midden_in_een_veld_en_in_een_venster(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await druk(pilot, "8", "right", "n")
        await typ(pilot, "A!")  # a sign like any other
        await druk(pilot, "f10")
        assert isinstance(pilot.app.screen, SpoedKaart)
        await druk(pilot, "escape")
        await typ(pilot, "b")
        assert pilot.app.focused.value == "A!b"
        await druk(pilot, "ctrl+p", "f10")
        assert isinstance(pilot.app.screen, SpoedKaart)


async def test_spoed_ook_op_het_dichte_scherm(noor: Sessie, werkmap: Werkmap, klok: VasteKlok) -> None:
    instellingen.bewaar(noor, {"crisisdienst": "038-1112233"})
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await druk(pilot, "f12", "f10")
        for toets in ("f10", "exclamation_mark"):
            await druk(pilot, "escape", toets)
            assert "Spoed: bel nu" in scherm_tekst(pilot.app)
            assert "038-1112233" in scherm_tekst(pilot.app)  # unlocked once: the team's own
        await druk(pilot, "escape")
        assert set(lopend(pilot).split()) == DICHT
        klok.verder(timedelta(seconds=DICHT_S + 1))
        await druk(pilot, "enter", "exclamation_mark")
        assert not isinstance(pilot.app.screen, SpoedKaart)  # a sign of the passphrase
        await druk(pilot, "f10")
        assert isinstance(pilot.app.screen, SpoedKaart)
        assert "038-1112233" in scherm_tekst(pilot.app)
        await druk(pilot, "f10")
        assert "Typ uw wachtwoord" in lopend(pilot)


@pytest.mark.parametrize("toets", ["f10", "f12"])
def test_foto(snap_compare: Any, werkmap: Werkmap, klok: VasteKlok, toets: str) -> None:
    assert foto(snap_compare, app_van(werkmap, "Noor", klok), MATEN, vooraf("8", toets))

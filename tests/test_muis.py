"""With the mouse: every key hint in sight can be clicked, a window closes by a click beside it, and F1 explains it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.screen import ModalScreen
from textual.widgets import Input

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.velden import Keuze
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.basis import MgnModaal, StapScherm
from mgn_tui.tui.screens.herstelcode import HerstelcodeVenster
from mgn_tui.tui.screens.spoed import SpoedKaart
from mgn_tui.tui.screens.toetsproef import ToetsenVenster
from mgn_tui.tui.screens.voorkeuren import VoorkeurenVenster
from mgn_tui.tui.screens.vragen import DatumVraag, RedenVraag
from mgn_tui.tui.vensters import Hulpscherm, KiesVenster, Vraag
from mgn_tui.tui.widgets.klikregel import KlikRegel
from mgn_tui.tui.widgets.toetsen import Toetsen, toets_van
from tests.hulp_app import druk, geopend, maak_week, rustig
from tests.hulp_schermen import Pad, loop_na
from tests.hulp_tui import scherm_tekst


def test_de_toets_achter_wat_er_staat() -> None:
    namen = ("Esc", "Enter", "Del", "F10", "ctrl+o", "?", "s", "⌫", "spatie", "↑↓", "1-6", "even")
    assert [toets_van(naam) for naam in namen] == [
        "escape", "enter", "delete", "f10", "ctrl+o", "question_mark", "s", "backspace", "space", "", "", "",
    ]  # fmt: skip


def klikbaar(app: App[Any]) -> dict[str, tuple[int, int]]:
    """Key hints on the screen now that answer to a click, with a place in each."""
    gevonden = {}
    for regel in app.screen.query(KlikRegel):
        if regel.display and regel.region.height:
            for begin, _, stuk in regel._plekken:
                if stuk.opdracht:
                    tekst = "".join(deel for deel, _ in stuk.in_beeld).strip()
                    gevonden[tekst] = (regel.content_region.x + begin, regel.content_region.y)
    for vast in app.screen.query(Toetsen):
        for y in range(vast.region.y, vast.region.bottom):
            for x in range(vast.region.x, vast.region.right):
                actie = app.screen.get_style_at(x, y).meta.get("@click")
                if actie is not None and str(actie) not in gevonden.values():
                    gevonden.setdefault(str(actie), (x, y))
    return gevonden


def niet_klikbaar(app: App[Any]) -> list[str]:
    """Key hints in the small print of a window that answer to no click."""
    mis = []
    for vast in app.screen.query(".toetsen, #toetsen"):
        if vast.display and vast.region.height and "Esc" in str(getattr(vast, "content", "")):
            acties = {app.screen.get_style_at(x, y).meta.get("@click") for x, y in _cellen(vast)}
            if "app.toets('escape')" not in acties:
                mis.append(str(getattr(vast, "content", "")))
    return mis


def _cellen(vast: Any) -> list[tuple[int, int]]:
    r = vast.region
    return [(x, y) for y in range(r.y, r.bottom) for x in range(r.x, r.right)]


def geen_weg_terug(app: App[Any]) -> list[str]:
    """What is wrong with the screen or window in sight: a hint that does nothing, a window without a way back or
    without a word on what it is for."""
    mis = niet_klikbaar(app)
    if isinstance(app.screen, MgnModaal):
        hints = klikbaar(app)
        weg = {"app.toets('escape')"} & set(hints) or [h for h in hints if h.startswith(("Esc", "n "))]
        if not weg or not app.screen.uitleg():
            mis.append(scherm_tekst(app))
    return mis


@pytest.mark.lang
async def test_elk_venster_heeft_een_weg_terug_voor_de_muis(werkmap: Werkmap, klok: VasteKlok) -> None:
    """A walk over every screen and window: what says Esc can be clicked, and every window says how to close."""
    maak_week(werkmap, klok)
    mis: dict[Pad, Any] = {}
    vensters: set[str] = set()

    def kijk(pad: Pad) -> None:
        if isinstance(pilot.app.screen, MgnModaal):
            vensters.add(type(pilot.app.screen).__name__)
        if fouten := geen_weg_terug(pilot.app):
            mis[pad] = fouten

    async with geopend(werkmap, klok) as pilot:
        await loop_na(pilot, kijk)
        for toets in ("ctrl+p", "f10", "ctrl+c", "V", "T", "f1"):
            await druk(pilot, toets)
            if toets != "f1":
                kijk((toets,))
            await druk(pilot, "escape")
    assert mis == {}
    assert len(vensters) > 6


MAAK: dict[str, Callable[[], MgnModaal[Any]]] = {
    "reden": lambda: RedenVraag("Waarom?", [Keuze("a", "een reden")]),
    "datum": lambda: DatumVraag("Wanneer?"),
    "spoed": SpoedKaart,
    "vraag": lambda: Vraag("Doorgaan?"),
    "voorkeuren": VoorkeurenVenster,
    "toetsen": ToetsenVenster,
}


async def test_f1_legt_een_venster_uit_en_een_klik_ernaast_sluit(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with geopend(werkmap, klok) as pilot:
        app = pilot.app
        for naam, maak in MAAK.items():
            venster = maak()
            antwoorden: list[Any] = []
            app.push_screen(venster, antwoorden.append)
            await rustig(pilot)
            assert geen_weg_terug(app) == [], naam
            await druk(pilot, "f1")
            assert isinstance(app.screen, Hulpscherm)
            assert venster.UITLEG[:25] in scherm_tekst(app)
            assert "app.toets('escape')" in klikbaar(app)
            await druk(pilot, "f1")
            assert app.screen is venster
            if naam != "vraag":
                await pilot.click(offset=(60, 20))  # inside
                await rustig(pilot)
                assert app.screen is venster, naam
            await pilot.click(offset=(1, 1))
            await rustig(pilot)
            assert isinstance(app.screen, StapScherm), naam
            assert antwoorden == [None]


async def test_een_klik_ernaast_gooit_geen_tekst_weg(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with geopend(werkmap, klok) as pilot:
        venster = RedenVraag("Waarom?")
        pilot.app.push_screen(venster)
        await rustig(pilot)
        await druk(pilot, "v", "a", "k")
        await pilot.click(offset=(1, 1))
        await rustig(pilot)
        assert pilot.app.screen is venster


async def test_een_toets_aanklikken_doet_wat_de_toets_doet(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with geopend(werkmap, klok) as pilot:
        app = pilot.app
        antwoorden: list[Any] = []
        app.push_screen(RedenVraag("Waarom?"), antwoorden.append)
        await rustig(pilot)
        app.screen.query_one(Input).value = "vakantie"
        await pilot.click(offset=klikbaar(app)["app.toets('enter')"])
        await rustig(pilot)
        assert antwoorden == [("", "vakantie")]
        app.push_screen(RedenVraag("Waarom?"), antwoorden.append)
        await rustig(pilot)
        await pilot.click(offset=klikbaar(app)["app.toets('escape')"])
        await rustig(pilot)
        assert antwoorden[1:] == [None]


@pytest.mark.parametrize("hoeveel", [3, pytest.param(99, marks=pytest.mark.lang)])
async def test_elke_hint_van_de_voetregel_doet_wat_de_toets_doet(
    hoeveel: int, werkmap: Werkmap, klok: VasteKlok
) -> None:
    """The same screen, or the same kind of window, by click as by key."""
    maak_week(werkmap, klok)

    async def staat(pilot: Any, doe: Any) -> tuple[str, str]:
        app = pilot.app
        while isinstance(app.screen, ModalScreen):
            app.screen.dismiss(None)
            await rustig(pilot)
        await app.action_stap("aanmeldingen")
        while len(app.screen_stack) > 1:
            app.pop_screen()
        await rustig(pilot)
        await doe()
        await rustig(pilot)
        return type(app.screen).__name__, app.current_mode

    async with geopend(werkmap, klok, maat=(200, 40)) as pilot:
        await pilot.app.action_stap("aanmeldingen")
        await rustig(pilot)
        hints = klikbaar(pilot.app)
        assert len(hints) > 12
        for tekst, plek in list(hints.items())[:hoeveel]:
            toets = toets_van(tekst.split()[0])
            if not toets or toets == "f12":  # (closing the screen has tests of its own)
                continue
            met_muis = await staat(pilot, lambda plek=plek: pilot.click(offset=plek))
            met_toets = await staat(pilot, lambda toets=toets: druk(pilot, toets))
            assert met_muis == met_toets, tekst


async def test_de_herstelcode_gaat_niet_weg_door_een_klik_ernaast(
    werkmap: Werkmap, klok: VasteKlok, tmp_path: Path
) -> None:
    async with geopend(werkmap, klok) as pilot:
        venster = HerstelcodeVenster("ABCD-EFGH")
        pilot.app.push_screen(venster)
        await rustig(pilot)
        await pilot.click(offset=(1, 1))
        await rustig(pilot)
        assert pilot.app.screen is venster


async def test_de_zoeker_sluit_met_de_muis(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "ctrl+p")
        assert isinstance(pilot.app.screen, KiesVenster)
        await pilot.click(offset=klikbaar(pilot.app)["Esc terug"])
        await rustig(pilot)
        assert isinstance(pilot.app.screen, StapScherm)

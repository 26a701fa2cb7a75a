"""What was copied leaves the clipboard: after a minute, when hiding, when stopping."""

import base64
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, Static

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui import klembord
from tests.hulp_app import tot
from tests.hulp_schermen import aan_het_werk, druk, rustig
from tests.hulp_tui import ProefApp

NAAM = "Wim Jansen"


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a terminal's clipboard holds, one after another, as it gets it by OSC 52."""
    from textual.drivers.headless_driver import HeadlessDriver

    gezien: list[str] = []

    def write(_: Any, data: str) -> None:
        if data.startswith("\x1b]52;c;") and data.endswith("\a"):
            gezien.append(base64.b64decode(data[7:-1]).decode())

    monkeypatch.setattr(HeadlessDriver, "write", write)
    return gezien


async def test_na_een_minuut_is_het_weg(
    tmp_path: Path, terminal: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert klembord.KLEMBORD_S == 60
    monkeypatch.setattr(klembord, "KLEMBORD_S", 0.2)  # a minute
    app = ProefApp(lambda: [Static(NAAM)], map=tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        app.screen.text_select_all()
        await pilot.press("ctrl+c")
        assert terminal == [app.clipboard] and NAAM in app.clipboard
        await tot(pilot, lambda: len(terminal) > 1, "het klembord legen")
        assert terminal[-2:] == [" ", ""]  # who does not take "empty" is left with a space
        assert app.clipboard == ""
        app.wis_klembord()
        assert len(terminal) == 3  # not ours any more: not touched again


async def test_wie_opnieuw_kopieert_krijgt_een_nieuwe_minuut(tmp_path: Path, terminal: list[str]) -> None:
    app = ProefApp(lambda: [Input("Parkweg")], map=tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        app.screen.query_one(Input).select_all()
        await pilot.press("ctrl+c")
        eerste = app._klembord_klok
        app.copy_to_clipboard("iets anders")
        assert app._klembord_klok is not eerste
        assert eerste is not None and eerste._task is None  # the old minute no longer runs
        assert terminal == ["Parkweg", "iets anders"]


async def test_wie_niets_kopieerde_houdt_zijn_klembord(tmp_path: Path, terminal: list[str]) -> None:
    app = ProefApp(lambda: [Static(NAAM)], map=tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        app.wis_klembord()
        await app.action_afsluiten()
        await rustig(pilot)
    assert terminal == []


async def test_bij_afsluiten_is_het_weg(tmp_path: Path, terminal: list[str]) -> None:
    app = ProefApp(lambda: [Static(NAAM)], map=tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        app.copy_to_clipboard(NAAM)
        await app.action_afsluiten()
        await rustig(pilot)
    assert terminal == [NAAM, " ", ""]


async def test_bij_vastlopen_is_het_weg(tmp_path: Path, terminal: list[str]) -> None:
    app = ProefApp(lambda: [Static(NAAM)], map=tmp_path)
    with pytest.raises(ZeroDivisionError):
        async with app.run_test(size=(80, 24)) as pilot:
            await rustig(pilot)
            app.copy_to_clipboard(NAAM)
            app.call_later(lambda: 1 / 0)
            await rustig(pilot)
    assert terminal == [NAAM, " ", ""]


async def test_bij_scherm_dicht_is_het_weg(werkmap: Werkmap, klok: VasteKlok, terminal: list[str]) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        pilot.app.copy_to_clipboard(NAAM)
        await druk(pilot, "f12")
        assert terminal == [NAAM, " ", ""]

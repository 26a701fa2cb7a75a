"""The full search for garbage: not in the middle of a key, and once after the last one."""

import asyncio
import gc

import pytest

from mgn_tui.tui import vuilnis
from mgn_tui.tui.vuilnis import Vuilnis, wacht_met_opruimen


async def _na_de_toetsen(aantal: int, gedaan: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    gezocht: list[str] = []
    monkeypatch.setattr(vuilnis, "_STIL_S", 0)
    monkeypatch.setattr(gc, "get_count", lambda: (0, 0, gedaan))
    monkeypatch.setattr(gc, "collect", lambda: gezocht.append("alles"))
    opruimer = Vuilnis()
    for _ in range(aantal):
        opruimer.later()
        assert gezocht == [], "not while somebody types"
    klaar = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_later(0, klaar.set_result, None)
    await klaar
    await asyncio.sleep(0)
    return gezocht


async def test_na_een_reeks_toetsen_wordt_een_keer_gezocht(monkeypatch: pytest.MonkeyPatch) -> None:
    assert await _na_de_toetsen(5, 10, monkeypatch) == ["alles"]


async def test_is_er_weinig_te_vinden_dan_niet(monkeypatch: pytest.MonkeyPatch) -> None:
    assert await _na_de_toetsen(5, 9, monkeypatch) == []


def test_vanzelf_komt_het_zelden() -> None:
    oud = gc.get_threshold()
    try:
        wacht_met_opruimen()
        assert gc.get_threshold()[:2] == oud[:2]
        assert gc.get_threshold()[2] >= 10 * vuilnis._GENOEG
    finally:
        gc.set_threshold(*oud)

"""Keys one after another: a key waits for what the one before it set off, however it comes in time."""

import asyncio

import pytest
from textual import events
from textual.events import Key
from textual.widgets import Input, Static

from mgn_tui.tui import toetsenrij
from mgn_tui.tui.toetsenrij import METEEN, OPENT
from tests.hulp_tui import ProefApp, rustig


class TraagVeld(Input):
    """Enter takes as long as a test wants, then goes to the second field."""

    def __init__(self) -> None:
        super().__init__(id="eerste")
        self.bezig = asyncio.Event()
        self.mag = asyncio.Event()

    async def on_key(self, gebeurtenis: events.Key) -> None:
        if gebeurtenis.key == "enter":
            self.bezig.set()
            await self.mag.wait()
            self.screen.query_one("#tweede", Input).focus()


@pytest.mark.parametrize("getekend_s", [0, 60], ids=["terwijl er gevraagd wordt", "voor er gevraagd is"])
async def test_een_toets_wacht_op_het_werk_van_de_vorige(
    getekend_s: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(toetsenrij, "_GETEKEND_S", getekend_s)
    monkeypatch.setattr(toetsenrij, "_GEDULD_S", 60)
    app = ProefApp(lambda: [TraagVeld(), Input(id="tweede")])
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        eerste, tweede = app.screen.query_one(TraagVeld), app.screen.query_one("#tweede", Input)
        eerste.focus()
        await rustig(pilot)
        app.post_message(Key("enter", None))
        await eerste.bezig.wait()
        app.post_message(Key("x", "x"))
        app.post_message(Key("y", "y"))
        for _ in range(50):
            await asyncio.sleep(0)
        assert tweede.value == ""
        eerste.mag.set()
        await rustig(pilot)
        assert (eerste.value, tweede.value) == ("", "xy")


class Opener(Static):
    """Stands for a record that is never read to its end."""

    def on_mount(self) -> None:
        self.screen.run_worker(self._lees(), group=OPENT)

    async def _lees(self) -> None:
        await asyncio.Event().wait()


async def test_een_record_dat_niet_komt_houdt_de_toetsen_niet_vast(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the patience for it has run out the keys go where they can, at once from then on."""
    monkeypatch.setattr(toetsenrij, "_OPENEN_S", 0)
    app = ProefApp(lambda: [Opener(), Input()])
    async with app.run_test(size=(80, 24)) as pilot:
        veld = app.screen.query_one(Input)
        veld.focus()
        for teken in "xy":
            app.post_message(Key(teken, teken))
        while veld.value != "xy":
            await pilot.pause()
        monkeypatch.setattr(toetsenrij, "_OPENEN_S", 3600)
        app.post_message(Key("z", "z"))
        while veld.value != "xyz":
            await pilot.pause()
        app.workers.cancel_all()


@pytest.mark.parametrize("meteen", METEEN)
async def test_wie_zich_verbergt_typt_niet_door_op_wat_erover_komt(
    meteen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(toetsenrij, "_OPENEN_S", 3600)
    app = ProefApp(lambda: [Opener(), Input()])
    async with app.run_test(size=(80, 24)) as pilot:
        veld = app.screen.query_one(Input)
        veld.focus()
        for toets, teken in (("g", "g"), ("h", "h"), (meteen, None), ("z", "z")):
            app.post_message(Key(toets, teken))
        app.workers.cancel_all()  # the record never came; the screen over it takes its own keys
        while "z" not in veld.value:
            await pilot.pause()
        assert veld.value == "z"

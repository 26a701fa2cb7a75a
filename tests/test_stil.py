"""An app nobody touches does nothing: no clock runs in it but the one that looks how long it has been quiet."""

import pytest
from textual.dom import DOMNode
from textual.timer import Timer

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.app import LET_OP_S, MgnTui
from tests.hulp_schermen import aan_het_werk, druk, rustig
from tests.hulp_werkmap import maak_advies, maak_gevoerd


def lopend(app: MgnTui) -> list[tuple[str, float]]:
    """The clocks that run, anywhere in the app, with their seconds."""
    knopen: list[DOMNode] = [
        app,
        *(n for stapel in app._screen_stacks.values() for s in stapel for n in s.walk_children()),
    ]
    knopen += [s for stapel in app._screen_stacks.values() for s in stapel]
    klokken: set[Timer] = {klok for knoop in knopen for klok in knoop._timers}
    return [
        (f"{klok.target!r} {klok.name}", klok._interval)
        for klok in klokken
        if klok._active.is_set() and klok._task is not None and not klok._task.done()
    ]


@pytest.mark.parametrize("stap", ["1", "2", "3", "4", "5", "6", "7", "8"])
async def test_op_een_stil_scherm_loopt_geen_klok(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, stap: str
) -> None:
    _, gesprek = maak_gevoerd(noor)
    maak_advies(noor, gesprek)
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await druk(pilot, stap)
        await rustig(pilot)
        assert [s for _, s in lopend(pilot.app) if s < LET_OP_S] == []
        assert LET_OP_S in [s for _, s in lopend(pilot.app)]


@pytest.mark.parametrize("stap", ["2", "4", "5"])
async def test_in_een_formulier_ook_niet(werkmap: Werkmap, klok: VasteKlok, noor: Sessie, stap: str) -> None:
    _, gesprek = maak_gevoerd(noor)
    maak_advies(noor, gesprek)
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await druk(pilot, stap, "enter")
        await rustig(pilot)
        assert [wat for wat in lopend(pilot.app) if wat[1] < LET_OP_S] == []


async def test_een_klok_zou_gezien_worden(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        pilot.app.screen.set_interval(0.5, str)
        await rustig(pilot)
        assert 0.5 in [s for _, s in lopend(pilot.app)]

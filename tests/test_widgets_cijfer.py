"""The score of a theme with the mouse, with and without room for the word before it."""

import pytest

from mgn_tui.tui.widgets.cijfer import Cijfer
from tests.hulp_tui import ProefApp, rustig, scherm_tekst


@pytest.mark.parametrize("breed", [20, 9])
async def test_de_pijltjes_met_de_muis(breed: int) -> None:
    app = ProefApp(lambda: [Cijfer()])
    async with app.run_test(size=(40, 10)) as pilot:
        await rustig(pilot)
        cijfer = app.screen.query_one(Cijfer)
        cijfer.styles.width = breed
        cijfer.zet("6,5")
        await rustig(pilot)
        regel = scherm_tekst(app).splitlines()[cijfer.region.y]
        assert ("cijfer" in regel) is (breed == 20)
        await pilot.click(offset=(regel.index("▶"), cijfer.region.y))
        assert cijfer.score == 7
        await pilot.click(offset=(regel.index("◀"), cijfer.region.y))
        await pilot.click(offset=(regel.index("◀"), cijfer.region.y))
        assert cijfer.score == 6
        await pilot.click(offset=(regel.index("5"), cijfer.region.y))
        assert cijfer.score == 6

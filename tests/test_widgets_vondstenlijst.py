"""Of what was found only two lines are painted at a key, and they are always the right two."""

from collections.abc import Sequence

import pytest
from textual.widgets import OptionList

from mgn_tui.tui.vensters import KiesVenster, Vondst, past
from mgn_tui.tui.widgets.vondstenlijst import Vondstenlijst
from tests.hulp_tui import ProefApp, rustig, strips

NAMEN = tuple(f"praktijk {nummer:02}" for nummer in range(30))


async def zoek(tekst: str) -> Sequence[Vondst]:
    return [Vondst(naam, sleutel=naam) for naam in NAMEN if past(tekst, naam)]


def gewezen(app: ProefApp) -> list[str]:
    """The lines that stand there as the chosen one."""
    stijl = app.screen.query_one(Vondstenlijst).get_component_rich_style("option-list--option-highlighted")
    return [
        segment.text.strip()
        for strip in strips(app)
        for segment in strip
        if segment.style is not None
        and segment.style.bgcolor == stijl.bgcolor
        and segment.text.strip().startswith("praktijk")
    ]


async def test_een_toets_tekent_twee_regels(monkeypatch: pytest.MonkeyPatch) -> None:
    app = ProefApp(lambda: [])
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(KiesVenster("Welke?", zoek))
        await rustig(pilot)
        getekend: list[int] = []
        echt = OptionList.render_line
        monkeypatch.setattr(
            Vondstenlijst, "render_line", lambda zelf, y: (getekend.append(y), echt(zelf, y))[1]
        )
        await pilot.press("down")
        await rustig(pilot)
        assert sorted(getekend) == [0, 1]


async def test_er_staat_er_altijd_een_gewezen() -> None:
    """In sight, past the edge, with another list in its place, and back on the line it was."""
    app = ProefApp(lambda: [])
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(KiesVenster("Welke?", zoek))
        await rustig(pilot)
        for toets, naam in (
            ("", "00"), ("down", "01"), ("down", "02"), ("up", "01"), ("pagedown", ""), ("down", ""),
            ("1", "10"), ("down", "11"), ("backspace", "00"), ("pagedown", ""), ("pageup", "00"),
        ):  # fmt: skip
            if toets:
                await pilot.press(toets)
            await rustig(pilot)
            hier = gewezen(app)
            assert len(hier) == 1, toets
            assert hier[0].endswith(naam), toets

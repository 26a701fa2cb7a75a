"""A text that changes at every key lays the screen out anew only when it must."""

import pytest
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Label

from mgn_tui.tui.widgets.tekst import Bijschrift, Static
from tests.hulp_tui import ProefApp, rustig, scherm_tekst


@pytest.mark.parametrize(
    ("tekst", "regels", "opnieuw"),
    [
        ("even lang", 1, False),
        (Content("vet en al").stylize("bold"), 1, False),
        ("twee\nregels", 2, True),
        ("woorden " * 20, 3, True),
        ("", 1, False),
    ],
)
async def test_alleen_voor_meer_of_minder_regels(
    tekst: str | Content, regels: int, opnieuw: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = ProefApp(lambda: [Static("een regel", markup=False), Label("eronder")])
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        keren: list[str] = []
        echt = Screen._refresh_layout

        def tel(scherm: Screen[object], *args: object, **opties: object) -> None:
            if scherm is app.screen:  # Textual's own empty screen below it may still be laid out
                keren.append(type(scherm).__name__)
            echt(scherm, *args, **opties)  # type: ignore[arg-type]

        monkeypatch.setattr(Screen, "_refresh_layout", tel)
        regel = app.screen.query_one(Static)
        onder = app.screen.query_one(Label).region.y
        regel.update(tekst)
        await rustig(pilot)
        assert bool(keren) == opnieuw
        assert regel.content_size.height == regels
        assert app.screen.query_one(Label).region.y == onder + regels - 1
        beeld = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert str(tekst).split("\n")[0][:70].strip() in beeld


async def test_een_breedte_naar_de_tekst_groeit_mee() -> None:
    app = ProefApp(lambda: [Static("kort", markup=False)])
    async with app.run_test(size=(80, 24)) as pilot:
        regel = app.screen.query_one(Static)
        regel.styles.width = "auto"
        await rustig(pilot)
        regel.update("een stuk langer")
        await rustig(pilot)
        assert regel.content_size.width == len("een stuk langer")


async def test_een_bijschrift_houdt_zijn_plek_tot_er_andere_rijen_zijn() -> None:
    app = ProefApp(lambda: [Bijschrift("een", markup=False), Label("eronder")])
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        bij, onder = app.screen.query_one(Bijschrift), app.screen.query_one(Label)
        hoogten = []
        for tekst in ("een", "drie\nregels\nhoog", "een", "twee\nregels", ""):
            bij.update(tekst)
            await rustig(pilot)
            hoogten.append(onder.region.y - bij.region.y)
        assert hoogten == [1, 3, 3, 3, 3]
        bij.opnieuw()
        bij.update("twee\nregels")
        await rustig(pilot)
        assert onder.region.y - bij.region.y == 2


async def test_een_bijschrift_dat_lager_kan_laat_het_scherm_met_rust(monkeypatch: pytest.MonkeyPatch) -> None:
    app = ProefApp(lambda: [Bijschrift("twee\nregels", markup=False)])
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        keren: list[Screen[object]] = []
        monkeypatch.setattr(Screen, "_refresh_layout", lambda scherm, *_, **__: keren.append(scherm))
        app.screen.query_one(Bijschrift).update("een")
        await rustig(pilot)
        assert app.screen not in keren
        assert "een" in scherm_tekst(app)


async def test_een_bijschrift_op_een_ander_scherm_neemt_wat_het_daar_nodig_heeft() -> None:
    app = ProefApp(lambda: [Bijschrift("woorden " * 20, markup=False)])
    async with app.run_test(size=(40, 24)) as pilot:
        await rustig(pilot)
        bij = app.screen.query_one(Bijschrift)
        assert bij.size.height == 5
        await pilot.resize_terminal(100, 24)
        await rustig(pilot)
        assert bij.size.height == 2

"""Choosing in a form: one, one of many, several; by letter, arrow, space, click, and by typing."""

from textual.events import Key
from textual.widgets import Input

from mgn_tui.domain.velden import Keuze
from tests.hulp_tui import rustig, scherm_tekst
from tests.vorm_hulp import VormApp


async def test_waarden_als_label_of_als_code() -> None:
    waarden = {"aanspreekvorm": "de heer", "praktijk": "p3", "inspreken": "nee", "wensen": "rouw | trauma"}
    app = VormApp(waarden)
    async with app.run_test(size=(100, 40)) as pilot:
        await rustig(pilot)
        ruw = app.vorm.ruw()
        assert (ruw["aanspreekvorm"], ruw["praktijk"], ruw["inspreken"]) == ("de-heer", "p3", "nee")
        assert ruw["wensen"] == "rouw, trauma"
        for tekst in (
            "(•) de heer",
            "Huisartsenpraktijk Stadshagen ▾",
            "(•) nee",
            "[x] rouw",
            "[ ] schulden",
        ):
            assert tekst in scherm_tekst(app)
        gelezen, fouten = app.vorm.lees()
        assert gelezen["wensen"] == ("rouw", "trauma")
        assert gelezen["praktijk"] == "p3"
        assert set(fouten) == {"achternaam", "geboren"}


async def test_andere_keuzes_in_een_veld() -> None:
    app = VormApp({"praktijk": "p1"})
    async with app.run_test(size=(100, 40)) as pilot:
        await rustig(pilot)
        app.vorm.zet_keuzes("praktijk", [Keuze("p1", "Aa"), Keuze("n", "Nieuwe")])
        await rustig(pilot)
        assert "(•) Aa   ( ) Nieuwe" in scherm_tekst(app)


async def test_typen_kiest_in_een_lange_lijst_ook_heel_snel() -> None:
    app = VormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        app.vorm.focus_veld("praktijk")
        await pilot.pause()
        for toets in ("s", "t", "backspace", "a", "d", "t"):  # all before the window stands
            app.post_message(Key(toets, toets if len(toets) == 1 else None))
        await rustig(pilot)
        assert app.screen.query_one(Input).value == "sadt"
        assert "niets gevonden" in scherm_tekst(app)
        await pilot.press("escape")
        await rustig(pilot)
        for toets in (*"stad", "enter"):
            app.post_message(Key(toets, toets if len(toets) == 1 else None))
        await rustig(pilot)
        assert app.vorm.ruw()["praktijk"] == "p3"
        assert app.veld == "praktijk"
        await pilot.press("space", "down", "enter", "backspace")
        await rustig(pilot)
        assert app.vorm.ruw()["praktijk"] == ""


async def test_esc_uit_de_lijst_laat_de_keuze_staan() -> None:
    app = VormApp({"praktijk": "p3"})
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        app.vorm.focus_veld("praktijk")
        await pilot.press("space")
        await rustig(pilot)
        await pilot.press("escape")
        await rustig(pilot)
        assert app.vorm.ruw()["praktijk"] == "p3"


async def test_weinig_keuzes_werken_smal_met_dezelfde_toetsen() -> None:
    app = VormApp()
    async with app.run_test(size=(30, 20)) as pilot:
        await rustig(pilot)
        app.vorm.focus_veld("aanspreekvorm")
        await rustig(pilot)
        assert "( ) geen" in scherm_tekst(app)
        assert "( ) de heer" in scherm_tekst(app)  # on a line of its own
        await pilot.press("d")
        assert app.vorm.ruw()["aanspreekvorm"] == "de-heer"


async def test_letters_in_een_keuze_zijn_geen_opdrachten() -> None:
    app = VormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        for naam in ("aanspreekvorm", "wensen"):
            app.vorm.focus_veld(naam)
            await pilot.press("q", "1", "?", "u", "d")
            await rustig(pilot)
            assert app.is_running
            assert app.veld == naam
        assert app.vorm.ruw()["aanspreekvorm"] == "de-heer"  # the d


async def test_pijlen_en_spatie_kiezen() -> None:
    app = VormApp()
    async with app.run_test(size=(80, 40)) as pilot:
        await rustig(pilot)
        app.vorm.focus_veld("aanspreekvorm")
        await pilot.press("right")
        assert app.vorm.ruw()["aanspreekvorm"] == "geen"
        await pilot.press("left")
        assert app.vorm.ruw()["aanspreekvorm"] == "de-heer"
        await pilot.press("space", "space")
        assert app.vorm.ruw()["aanspreekvorm"] == "mevrouw"
        await pilot.press("delete")
        assert app.vorm.ruw()["aanspreekvorm"] == ""
        app.vorm.focus_veld("wensen")
        await pilot.press("space", "t", "space", "home", "left", "space")
        assert app.vorm.ruw()["wensen"] == "rouw, autisme, trauma"
        await pilot.press("t", "space")
        assert app.vorm.ruw()["wensen"] == "rouw, autisme"


async def test_klikken_kiest() -> None:
    app = VormApp()
    async with app.run_test(size=(80, 40)) as pilot:
        await rustig(pilot)
        rijen = app.vorm._rijen
        await pilot.click(rijen["aanspreekvorm"].invoer, offset=(2 + 11, 0))
        await pilot.click(rijen["wensen"].invoer, offset=(2 + 11, 0))
        await rustig(pilot)
        assert app.vorm.ruw()["aanspreekvorm"] == "mevrouw"
        assert app.vorm.ruw()["wensen"] == "schulden"


async def test_een_lange_keuze_is_heel_te_lezen_en_te_bereiken() -> None:
    app = VormApp()
    async with app.run_test(size=(40, 24)) as pilot:
        await rustig(pilot)
        lang = "Niet duidelijk hoe hulp van meer kanten te regelen is"
        app.vorm.zet_keuzes("wensen", (Keuze("a", "rouw"), Keuze("b", lang), Keuze("c", "anders")))
        app.vorm.focus_veld("wensen")
        await rustig(pilot)
        gezien = " ".join(scherm_tekst(app).replace("▌", " ").split())
        assert f"[ ] {lang} [ ] anders" in gezien
        await pilot.press("down", "down", "space", "up", "space")
        assert app.vorm.ruw()["wensen"] == "b, c"

"""A form on the screen: nothing typed is lost, it says what is missing, and it can be used at 40 × 15."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.events import Key, Paste
from textual.pilot import Pilot
from textual.widgets import TextArea

from mgn_tui.domain.fouten import SchijfFout
from mgn_tui.tui import concept
from mgn_tui.tui.themas import THEMAS
from mgn_tui.tui.widgets import formulier
from mgn_tui.tui.widgets.formulier import VeldRij
from tests.hulp_tui import VANDAAG, engels, foto, onleesbaar, rustig, scherm_tekst
from tests.vorm_hulp import FORMULIER, NAMEN, VormApp, plak


async def test_typen_enter_en_pijlen() -> None:
    app = VormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        await pilot.press(*"Wójcik", "enter", *"9-3-66", "enter", "m", "enter", "tab", "j", "down")
        assert app.veld == "praktijk"
        await pilot.press("up", "up")
        assert app.veld == "telefoon"
        ruw = app.vorm.ruw()
        assert list(ruw) == NAMEN
        assert (ruw["achternaam"], ruw["geboren"]) == ("Wójcik", "9-3-66")
        assert (ruw["aanspreekvorm"], ruw["inspreken"]) == ("mevrouw", "ja")
        assert set(app.gezien) == {"achternaam", "geboren", "aanspreekvorm", "inspreken"}


async def test_de_datum_wordt_meteen_teruggelezen() -> None:
    app = VormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        await pilot.press("tab", *"9-3-66")
        await rustig(pilot)
        assert "wo 9 maart 1966" in scherm_tekst(app)
        app.vorm.focus_veld("moment")
        await pilot.press(*"do 14:00")
        await rustig(pilot)
        assert "do 11 maart 2027, 14:00" in scherm_tekst(app)


async def test_een_datum_die_niet_bestaat() -> None:
    app = VormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        await pilot.press("tab", *"31-6")
        await rustig(pilot)
        assert "31 juni bestaat niet" in scherm_tekst(app)
        assert "✖" not in scherm_tekst(app)  # still typing: said quietly
        await pilot.press("enter")
        await rustig(pilot)
        assert "✖ 31 juni bestaat niet" in scherm_tekst(app)
        assert app.vorm.ruw()["geboren"] == "31-6"
        await pilot.press("up", "backspace", "7")
        await rustig(pilot)
        assert "bestaat niet" not in scherm_tekst(app)  # mended: the fault goes at once


async def test_wat_nog_moet_staat_er_steeds() -> None:
    app = VormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        assert "nog invullen: achternaam, geboortedatum, praktijk" in scherm_tekst(app)
        await pilot.press("x")
        await rustig(pilot)
        assert "nog invullen: geboortedatum, praktijk" in scherm_tekst(app)
        app.vorm.zet({"geboren": "9-3-66", "praktijk": "p0"})
        await rustig(pilot)
        assert "✓ alles wat nodig is, is ingevuld" in scherm_tekst(app)
        app.vorm.zet({"geboren": "31-6"})  # all is there, and one of it is wrong
        await rustig(pilot)
        assert "✖ klopt nog niet: geboortedatum" in scherm_tekst(app)
        app.vorm.zet({"geboren": "9-3-66"})
        await pilot.press("backspace", "space")  # blanks are no answer
        await rustig(pilot)
        assert "nog invullen: achternaam" in scherm_tekst(app)


async def test_wat_nog_moet_past_ook_smal() -> None:
    app = VormApp()
    async with app.run_test(size=(40, 15)) as pilot:
        await rustig(pilot)
        assert "nog invullen: achternaam en 2 meer" in scherm_tekst(app)


async def test_hulp_alleen_bij_het_veld_waar_men_is() -> None:
    app = VormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        assert "Bijvoorbeeld 9-3-1966." not in scherm_tekst(app)
        await pilot.press("tab")
        await rustig(pilot)
        assert "Bijvoorbeeld 9-3-1966." in scherm_tekst(app)
        await pilot.press("tab")
        await rustig(pilot)
        assert "Bijvoorbeeld 9-3-1966." not in scherm_tekst(app)


async def test_geplakte_regels_worden_spaties() -> None:
    app = VormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        await plak(pilot, "van\r\nder\nBerg [b]\U0001f469‍⚕️ שלום")
        await rustig(pilot)
        assert app.vorm.ruw()["achternaam"] == "van der Berg [b]\U0001f469‍⚕️ שלום"
        app.vorm.focus_veld("vraag")
        await plak(pilot, "een\ntwee")
        await rustig(pilot)
        assert app.vorm.ruw()["vraag"] == "een\ntwee"


async def test_ver_te_lang_blijft_staan_en_wordt_gezegd() -> None:
    app = VormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        await plak(pilot, "x" * 5000)
        await pilot.press("enter")
        await rustig(pilot)
        assert "Te lang: 5.000 tekens" in scherm_tekst(app)
        assert len(app.vorm.ruw()["achternaam"]) == 5000


@pytest.mark.parametrize("maximum", [4144, pytest.param(concept.MAXIMUM, marks=pytest.mark.lang)])
async def test_meer_dan_een_concept_houdt_wordt_aan_het_toetsenbord_geweigerd(
    maximum: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formulier, "MAXIMUM", maximum)
    past = (maximum - 144) // 2  # two bytes a sign, and the rest of the form
    app = VormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        app.vorm.focus_veld("vraag")
        await plak(pilot, "é" * past)
        await rustig(pilot)
        assert len(app.vorm.ruw()["vraag"]) == past
        await plak(pilot, "é" * 1000)
        await rustig(pilot)
        assert len(app.vorm.ruw()["vraag"]) == past
        assert len(app.screen.query_one(TextArea).text) == past
        assert app.screen.query_one(TextArea).cursor_location == (0, past)
        assert "meer tekst dan het programma kan bewaren" in scherm_tekst(app)


async def test_een_bsn_wordt_meteen_gezien() -> None:
    app = VormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        await pilot.press(*"123456782")
        await rustig(pilot)
        assert "Dit lijkt een burgerservicenummer" in scherm_tekst(app)


async def test_fouten_van_het_register() -> None:
    app = VormApp({"telefoon": "06-12345678"})
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        app.vorm.fouten({"praktijk": "Kies een praktijk.", "telefoon": "Dit nummer is al van een ander.",
                         "": "Twee dingen kloppen nog niet."})  # fmt: skip
        await rustig(pilot)
        assert app.veld == "telefoon"
        for melding in ("Kies een praktijk.", "Dit nummer is al", "Twee dingen kloppen"):
            assert melding in scherm_tekst(app)
        assert app.vorm.ruw()["telefoon"] == "06-12345678"
        app.vorm.fouten({"elders": "De aanmelding is al ingetrokken."})  # nothing that is said gets lost
        await rustig(pilot)
        assert "✖ De aanmelding is al ingetrokken." in scherm_tekst(app)
        app.vorm.fouten({})
        await rustig(pilot)
        assert "✖" not in scherm_tekst(app)


async def test_bewaren_en_het_laatste_veld() -> None:
    app = VormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        assert "ctrl+o bewaren" in scherm_tekst(app)
        await pilot.press("ctrl+o", "ctrl+s")
        app.vorm.focus_veld("wensen")
        await pilot.press("enter")
        await rustig(pilot)
        assert app.gezien == ["BEWAREN", "BEWAREN", "LAATSTE"]


async def test_enter_in_een_lange_tekst_is_een_regel() -> None:
    app = VormApp()
    async with app.run_test(size=(80, 40)) as pilot:
        await rustig(pilot)
        app.vorm.focus_veld("vraag")
        await pilot.press("a", *["enter"] * 5, "b")
        await rustig(pilot)
        assert app.vorm.ruw()["vraag"] == "a\n\n\n\n\nb"
        assert app.screen.query_one(TextArea).size.height == 6  # grows with the text
        await pilot.press("tab")
        assert app.veld == "wensen"


@pytest.mark.parametrize("naam", NAMEN)
async def test_krimpen_naar_40_bij_15_houdt_het_veld_in_beeld(naam: str) -> None:
    app = VormApp()
    async with app.run_test(size=(120, 40)) as pilot:
        await rustig(pilot)
        app.vorm.focus_veld(naam)
        await pilot.resize_terminal(40, 15)
        await rustig(pilot)
        assert app.veld == naam
        invoer = app.vorm._rijen[naam].invoer
        zichtbaar = app.vorm.query_one("VerticalScroll").region.intersection(invoer.region)
        assert zichtbaar.height >= 1
        assert zichtbaar.width > 20
        label = FORMULIER.veld(naam).label
        assert label in scherm_tekst(app)
        await pilot.resize_terminal(20, 6)
        await rustig(pilot)
        await pilot.resize_terminal(120, 40)
        await rustig(pilot)
        assert app.veld == naam
        assert app.vorm.query_one("VerticalScroll").region.contains_region(invoer.region)


@settings(max_examples=8)
@given(st.lists(st.sampled_from([*"aé1?! []-", "backspace", "left", "enter", "tab", "up"]), max_size=15))
def test_getypt_is_bewaard_zoals_het_er_staat(toetsen: list[str]) -> None:
    async def verloop() -> None:
        app = VormApp()
        async with app.run_test(size=(60, 20)) as pilot:
            await rustig(pilot)
            await pilot.press(*toetsen)
            await rustig(pilot)
            for naam, rij in app.vorm._rijen.items():
                assert app.vorm.ruw()[naam] == rij.invoer.ruw

    asyncio.run(verloop())


async def test_het_concept_volgt_het_typen_en_zegt_bewaard(tmp_path: Path) -> None:
    app = VormApp(map=tmp_path)
    bewaard: list[dict[str, str]] = []
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        app.screen.bewaak(app.vorm, bewaard.append)
        await pilot.press(*"Jansen", "enter")  # leaving the field does not wait for the clock
        await app.bewaar_concepten()
        await rustig(pilot)
        assert bewaard[-1]["achternaam"] == "Jansen"
        assert "bewaard" in scherm_tekst(app).splitlines()[0]
        await pilot.press("x", "escape")
        await rustig(pilot)
        assert bewaard[-1]["geboren"] == "x"


async def test_een_volle_schijf_zegt_het_en_typen_gaat_door(tmp_path: Path) -> None:
    app = VormApp(map=tmp_path)

    def vol(_: dict[str, str]) -> None:
        raise SchijfFout("De schijf is vol; maak ruimte.")

    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        bewaker = app.screen.bewaak(app.vorm, vol)
        await pilot.press("a", "tab")
        await rustig(pilot)
        assert await app.bewaar_concepten() is False
        await rustig(pilot)
        assert "De schijf is vol; maak ruimte." in scherm_tekst(app)
        await pilot.press("1")
        assert app.vorm.ruw()["geboren"] == "1"
        bewaker.stop()


@pytest.mark.parametrize("thema", [thema.name for thema in THEMAS])
@pytest.mark.parametrize("maat", [(40, 15), (120, 40)], ids=str)
async def test_te_lezen_en_nederlands(thema: str, maat: tuple[int, int]) -> None:
    app = VormApp({"aanspreekvorm": "geen", "wensen": "rouw", "geboren": "9-3-66"}, thema)
    async with app.run_test(size=maat) as pilot:
        await rustig(pilot)
        app.vorm.fouten({"telefoon": "Vul dit in."})
        for naam in NAMEN:
            app.vorm.focus_veld(naam)
            await rustig(pilot)
            assert onleesbaar(app) == []
            assert engels(app) == []
        app.vorm.focus_veld("praktijk")
        await pilot.press("a")
        await rustig(pilot)
        assert onleesbaar(app) == []
        assert engels(app) == []


async def _halverwege(pilot: Pilot[None]) -> None:
    await rustig(pilot)
    await pilot.press(
        *"Şahin-Đặng", "enter", *"9-3-66", "enter", "m", "enter", *"12", "enter", "j", "up", "up"
    )
    await pilot.press("up")
    await rustig(pilot)


async def _in_de_lijst(pilot: Pilot[None]) -> None:
    await rustig(pilot)
    pilot.app.vorm.focus_veld("praktijk")
    await pilot.press("a")
    await rustig(pilot)


@pytest.mark.parametrize(
    ("maat", "thema", "vooraf"),
    [
        ((40, 15), "mgn-donker", _halverwege),
        ((80, 24), "mgn-donker", _halverwege),
        ((120, 40), "mgn-licht", _halverwege),
        ((80, 24), "mgn-contrast", _in_de_lijst),
    ],
    ids=["smal", "gewoon", "breed-licht", "kiezen-contrast"],
)
def test_zo_ziet_het_eruit(maat: tuple[int, int], thema: str, vooraf: Any, snap_compare: Any) -> None:
    assert foto(snap_compare, VormApp(thema=thema), maat, vooraf)


def test_een_rij_verraadt_niets_in_een_verslag() -> None:
    assert "geheim" not in repr(VeldRij.Getypt(VeldRij(FORMULIER.velden[0], "", VANDAAG), "geheim"))


async def test_vooruit_getypt_komt_in_het_goede_veld() -> None:
    app = VormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        for toets in (*"Jansen", "tab", *"9-3", "enter", "m", "enter", *"06", "up", "up", *"-66"):
            app.post_message(Key(toets, toets if len(toets) == 1 else None))
        app.post_message(Key("down", None))
        app.post_message(Key("down", None))
        app.post_message(Paste("-12345678"))
        await rustig(pilot)
        ruw = app.vorm.ruw()
        assert (ruw["achternaam"], ruw["geboren"], ruw["telefoon"]) == ("Jansen", "9-3-66", "06-12345678")
        assert ruw["aanspreekvorm"] == "mevrouw"


@pytest.mark.parametrize(("veld", "opent"), [("aanspreekvorm", False), ("praktijk", True)])
async def test_alleen_een_keuze_die_een_lijst_opent_wijst_de_spatiebalk(veld: str, opent: bool) -> None:
    app = VormApp()
    async with app.run_test(size=(80, 30)) as pilot:
        app.vorm.toon_velden({veld: False})
        await rustig(pilot)
        app.vorm.toon_velden({veld: True})
        app.vorm.focus_veld(veld)  # before it has any width
        await rustig(pilot)
        assert app.veld == veld
        assert ("druk op de spatiebalk" in scherm_tekst(app)) is opent

"""One registry of actions: no key means two things, none is out of reach, and all else follows from it."""

from collections.abc import Callable, Mapping
from typing import ClassVar

import pytest
from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, Static

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.tui.acties import (
    GESLIKT,
    STAPPEN,
    Actie,
    actieve_acties,
    alle_acties,
    fouten,
    toets_label,
    toetsen_van,
)
from mgn_tui.tui.basis import MgnApp, StapScherm
from mgn_tui.tui.widgets.cellen import balk
from mgn_tui.tui.widgets.kopregel import Kop
from tests.hulp_schermen import MATEN
from tests.hulp_tui import NU, ProefApp, foto, rustig, scherm_tekst


def test_het_register_klopt() -> None:
    assert fouten() == []
    namen = [actie.id for actie in alle_acties()]
    assert len(namen) == len(set(namen))


def test_elke_stap_heeft_cijfer_en_f_toets() -> None:
    per_id = {actie.id: actie for actie in alle_acties()}
    for nummer, stap in enumerate(STAPPEN, 1):
        assert per_id[f"stap.{stap.naam}"].toetsen == (str(nummer), f"f{nummer + 1}")
    assert per_id["hulp"].toetsen == ("f1", "question_mark")


@pytest.mark.parametrize(
    ("acties", "verwacht"),
    [
        ((Actie("a", ("x",), "aap"), Actie("b.noot", ("x",), "noot", scherm="b")), "x betekent zowel"),
        ((Actie("a", ("ctrl+s",), "aap"),), "geen toets die elke terminal doorgeeft"),
        ((Actie("a", ("ctrl+h", "alt+b", "tilde"),  "aap"),), "geen toets die elke terminal doorgeeft"),
        ((Actie("a", ("f5",), "aap"),), "alleen een F-toets"),
        ((Actie("a", ("f5", "ctrl+q"), "aap"),), "alleen een F-toets"),
    ],
)  # fmt: skip
def test_een_fout_in_de_toetsen_valt_op(acties: tuple[Actie, ...], verwacht: str) -> None:
    gevonden = fouten(acties=acties)
    assert len(gevonden) == 1
    assert verwacht in gevonden[0]


def test_dezelfde_toets_op_twee_schermen_mag() -> None:
    assert not fouten(acties=(Actie("b.x", ("x",), "x", scherm="b"), Actie("c.x", ("x",), "x", scherm="c")))


def test_een_eigen_keymap_wordt_nagekeken() -> None:
    assert fouten({"spoed": "f10,="}) == []
    assert "betekent zowel" in fouten({"spoed": "f10,q"})[0]
    assert fouten({"bestaat-niet": "x"}) == ["'bestaat-niet' is geen bekende opdracht."]
    assert "alleen een F-toets" in fouten({"hulp": "f1"})[0]


def test_geslikte_toetsen_staan_er_allemaal_in() -> None:
    assert {f"ctrl+{letter}" for letter in "hmjisqz"} | {"alt+b", "alt+f", "@", "backslash"} <= GESLIKT


def test_toetsen_zoals_mensen_ze_lezen() -> None:
    assert [toets_label(toets) for toets in ("escape", "f10", "question_mark", "ctrl+p", "up")] == [
        "Esc", "F10", "?", "ctrl+p", "↑",
    ]  # fmt: skip
    assert toetsen_van(Actie("a", ("x",), "a"), {"a": "?, f1"}) == ("question_mark", "f1")


class Een(StapScherm):
    STAP = "vandaag"

    def inhoud(self) -> ComposeResult:
        yield Static("dit is vandaag")


class Twee(StapScherm):
    STAP = "agenda"

    def inhoud(self) -> ComposeResult:
        yield Input(id="veld")


class TweeStappen(MgnApp):
    STAPPEN: ClassVar[Mapping[str, Callable[[], Screen[None]]]] = {"vandaag": Een, "agenda": Twee}

    def on_mount(self) -> None:
        self.switch_mode("vandaag")

    def action_spoed(self) -> None:
        self.meld("112 [b]bellen[/b]")


@pytest.fixture
def app(tmp_path) -> TweeStappen:
    return TweeStappen(tmp_path, klok=VasteKlok(NU))


async def test_een_stap_die_er_niet_is_wordt_nergens_getoond(app: TweeStappen) -> None:
    async with app.run_test(size=(120, 30)) as pilot:
        await rustig(pilot)
        assert "1 Vandaag   3 Agenda" in scherm_tekst(app)
        assert "Aanmeldingen" not in scherm_tekst(app)
        await pilot.press("2", "f3")  # both lead to a step that is not there
        assert app.current_mode == "vandaag"
        gezien = {actief.actie.id for actief in actieve_acties(app.screen)}
        assert {"stap.vandaag", "stap.agenda", "spoed", "hulp", "zoek"} <= gezien
        assert not {"stap.beheer", "dicht", "ongedaan"} & gezien  # the app has no such method
        await pilot.press("f1")
        await rustig(pilot)
        assert "scherm dicht" not in scherm_tekst(app)


async def test_cijfers_buiten_tekst_en_f_toetsen_overal(app: TweeStappen) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await rustig(pilot)
        assert app.current_mode == "agenda"
        await pilot.press("1", "!", "q", "?")
        assert app.screen.query_one("#veld", Input).value == "1!q?"
        voet = {actief.actie.id: actief.toetsen for actief in actieve_acties(app.screen)}
        assert voet["spoed"] == ("f10",)  # the letter is text here, so it is not offered
        await pilot.press("f2")
        assert app.current_mode == "vandaag"


async def test_wat_getypt_was_staat_er_nog_na_een_andere_stap(app: TweeStappen) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await rustig(pilot)
        await pilot.press("a", "b", "f2", "f4")
        await rustig(pilot)
        assert app.screen.query_one("#veld", Input).value == "ab"


async def test_andere_toetsen_werken_en_staan_in_voet_en_hulp(app: TweeStappen) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.set_keymap({"spoed": "x,f11"})
        await rustig(pilot)
        assert "x spoed" in scherm_tekst(app)
        await pilot.press("x")
        await rustig(pilot)
        assert "112 [b]bellen[/b]" in scherm_tekst(app)
        await pilot.press("f1")
        await rustig(pilot)
        assert "x of F11" in scherm_tekst(app)


async def test_zoeker_vindt_elke_opdracht_en_doet_haar(app: TweeStappen) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        await pilot.press("slash", *"agen")
        await rustig(pilot)
        assert "Agenda" in scherm_tekst(app)
        await pilot.press("enter")
        await rustig(pilot)
        assert app.current_mode == "agenda"


async def test_zoeker_zonder_vondst_zegt_dat_in_het_nederlands(app: TweeStappen) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p", *"zzzz")
        await rustig(pilot)
        assert "niets gevonden" in scherm_tekst(app)
        await pilot.press("enter", "escape")
        await rustig(pilot)
        assert isinstance(app.screen, Een)


async def test_esc_gaat_terug_naar_de_eerste_stap(app: TweeStappen) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await rustig(pilot)
        await pilot.press("escape")
        await rustig(pilot)
        assert app.current_mode == "vandaag"
        await pilot.press("escape")
        assert app.current_mode == "vandaag"


async def test_elk_scherm_volgt_de_bovenregel_van_de_app(app: TweeStappen) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        app.kop = Kop("MGN · Zwolle-Zuid", ("sprint 2: 4 van 7",), "Noor")
        await rustig(pilot)
        boven = scherm_tekst(app).splitlines()[0]
        assert boven.startswith(" MGN · Zwolle-Zuid ")
        assert boven.endswith(" sprint 2: 4 van 7      Noor ")


async def _kop(pilot: Pilot[None]) -> None:
    await rustig(pilot)
    pilot.app.kop = Kop("MGN · Zwolle-Zuid", (f"pilot: 14 van ± 20 {balk(14, 20, 10)}", "14 van 20"), "Noor")
    await rustig(pilot)


async def _hulp(pilot: Pilot[None]) -> None:
    await _kop(pilot)
    await pilot.press("f1")
    await rustig(pilot)


@pytest.mark.parametrize("vooraf", [_kop, _hulp])
def test_zo_ziet_het_eruit(
    vooraf: Callable[[Pilot[None]], object],
    app: TweeStappen,
    snap_compare: Callable[..., bool],
) -> None:
    assert foto(snap_compare, app, MATEN, vooraf)


async def test_klik_op_stap_en_op_voetregel(app: TweeStappen) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        await pilot.click("Stappenbalk", offset=(14, 0))
        await rustig(pilot)
        assert app.current_mode == "agenda"
        await pilot.click("Voetregel", offset=(75, 0))
        await rustig(pilot)
        assert "Overal" in scherm_tekst(app)


async def test_een_proefscherm_zonder_stappen_heeft_geen_balk(tmp_path) -> None:
    async with ProefApp(lambda: [Static("x")], map=tmp_path).run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        assert not pilot.app.screen.query("Stappenbalk")

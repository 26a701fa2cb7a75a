"""The small windows: a reason, a day, a question about what cannot be undone, both texts of a collision."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.screen import ModalScreen
from textual.widgets import Static

from mgn_tui.domain.bsn import BSN_MELDING
from mgn_tui.domain.fouten import Botsing
from mgn_tui.domain.velden import Formulier, Keuze, Veld, VeldSoort
from mgn_tui.tui.screens.botsing import BEIDE, HUN, MIJN, BotsingVenster
from mgn_tui.tui.screens.vragen import DatumVraag, RedenVraag, VoorzichtigeVraag
from tests.hulp_schermen import druk, lopend, rustig, typ
from tests.hulp_tui import VANDAAG, ProefApp, engels, onleesbaar, scherm_tekst

REDENEN = (
    Keuze("vol", "De agenda is vol", "tot mei"),
    Keuze("[b]", "Een [b]andere[/b] weg"),
    Keuze("anders", "Anders"),
)


class _App(ProefApp):
    bezig = 0


def app_met(tmp_path: Path) -> _App:
    return _App(lambda: [Static("")], map=tmp_path)


async def vraag(pilot: Any, venster: ModalScreen[Any]) -> list[Any]:
    """Open the window; the list gets its answer."""
    antwoord: list[Any] = []
    await pilot.app.push_screen(venster, antwoord.append)
    await rustig(pilot)
    return antwoord


# --- a reason --------------------------------------------------------------------------------


async def test_reden_kiezen_en_toelichten(tmp_path: Path) -> None:
    app = app_met(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        antwoord = await vraag(pilot, RedenVraag("Waarom?", REDENEN, uitleg="Dit leest de huisarts."))
        assert "Een [b]andere[/b] weg" in scherm_tekst(app)
        await druk(pilot, "down", "enter")
        assert "(•) Een [b]" in scherm_tekst(app)
        await typ(pilot, "te ver")
        await druk(pilot, "enter")
        assert antwoord == [("[b]", "te ver")]


async def test_een_gekozen_reden_is_genoeg(tmp_path: Path) -> None:
    app = app_met(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        antwoord = await vraag(pilot, RedenVraag("Waarom?", REDENEN))
        await druk(pilot, "enter", "enter")
        assert antwoord == [("vol", "")]


async def test_zonder_reden_zegt_het_venster_wat_er_mist(tmp_path: Path) -> None:
    app = app_met(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        antwoord = await vraag(pilot, RedenVraag("Waarom?", REDENEN))
        await druk(pilot, "tab", "enter")
        assert "Kies een reden of schrijf er een op." in scherm_tekst(app)
        await druk(pilot, "shift+tab", "end", "enter", "enter")  # "anders" by itself says too little
        assert "Schrijf er kort bij waarom." in scherm_tekst(app)
        await typ(pilot, "123456782")
        await druk(pilot, "enter")
        assert BSN_MELDING[:30] in lopend(pilot)
        assert "123456782" in scherm_tekst(app)  # what was typed stays
        assert antwoord == []
        await druk(pilot, "escape")
        assert antwoord == [None]


async def test_alleen_een_eigen_reden(tmp_path: Path) -> None:
    app = app_met(tmp_path)
    async with app.run_test(size=(40, 15)) as pilot:
        antwoord = await vraag(pilot, RedenVraag("Waarom?", label="Reden"))
        await druk(pilot, "enter")
        assert "Schrijf op waarom." in scherm_tekst(app)
        await typ(pilot, "vakantie")
        await druk(pilot, "enter")
        assert antwoord == [("", "vakantie")]


# --- a day -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("getypt", "dag"),
    [
        ("", VANDAAG),
        ("gisteren", date(2027, 3, 8)),
        ("1-3", date(2027, 3, 1)),
        ("5 maart 2027", date(2027, 3, 5)),
    ],
)
async def test_een_dag_zoals_mensen_typen(tmp_path: Path, getypt: str, dag: date) -> None:
    app = app_met(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        antwoord = await vraag(pilot, DatumVraag("Wanneer?"))
        await typ(pilot, getypt)
        await druk(pilot, "enter")
        assert antwoord == [dag]


async def test_een_dag_die_komt_mag_soms_niet(tmp_path: Path) -> None:
    app = app_met(tmp_path)
    async with app.run_test(size=(40, 15)) as pilot:
        antwoord = await vraag(pilot, DatumVraag("Wanneer?", begin="morgen"))
        await druk(pilot, "enter")
        assert "Deze datum ligt in de toekomst." in lopend(pilot)
        await druk(pilot, "escape")
        antwoord += await vraag(pilot, DatumVraag("Wanneer?", begin="morgen", verleden=False))
        assert "wo 10 maart 2027" in scherm_tekst(app)
        await druk(pilot, "enter")
        assert antwoord[0] is None


# --- what cannot be undone -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("toets", "antwoord"), [("enter", False), ("n", False), ("j", True), ("escape", None)]
)
async def test_enter_laat_alles_zoals_het_is(tmp_path: Path, toets: str, antwoord: bool | None) -> None:
    app = app_met(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        gegeven = await vraag(pilot, VoorzichtigeVraag("Weg ermee?", ja="weg", nee="houden"))
        await druk(pilot, toets)
        assert gegeven == [antwoord]


# --- both texts ------------------------------------------------------------------------------

FORMULIER = Formulier(
    "proef",
    "Proef",
    (
        Veld("verhaal", "Wat u vertelt", VeldSoort.LANG, maximum_tekens=20_000),
        Veld(
            "hoe", "Hoe", VeldSoort.KEUZE, keuzes=(Keuze("thuis", "bij u thuis"), Keuze("loc", "op locatie"))
        ),
    ),
)


@pytest.mark.parametrize(
    ("maat", "toets", "antwoord"),
    [
        ((80, 24), "m", MIJN),
        ((120, 40), "h", HUN),
        ((40, 15), "b", BEIDE),
        ((40, 24), "escape", None),
    ],
)
async def test_botsing_toont_beide_teksten(
    tmp_path: Path, maat: tuple[int, int], toets: str, antwoord: str | None
) -> None:
    botsing = Botsing(
        {"verhaal": "[mijn] tekst", "hoe": "thuis"}, {"verhaal": "hun tekst\n" * 40, "hoe": ""}, "2"
    )
    app = app_met(tmp_path)
    async with app.run_test(size=maat) as pilot:
        gegeven = await vraag(pilot, BotsingVenster(botsing, FORMULIER))
        tekst = lopend(pilot)
        assert "[mijn] tekst" in tekst
        assert "hun tekst" in tekst
        for hint in ("m mijn tekst bewaren", "h hun tekst overnemen", "b beide onder elkaar", "Esc"):
            assert hint in tekst
        assert engels(app) == []
        assert onleesbaar(app) == []
        await druk(pilot, "end")  # the last field, by scrolling
        await pilot.pause()
        assert "bij u thuis" in lopend(pilot)
        assert "(leeg)" in lopend(pilot)
        await druk(pilot, toets)
        assert gegeven == [antwoord]

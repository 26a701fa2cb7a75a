"""The tour: done by hand in few keys, each task seen when it is done and not before, left and taken up."""

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.exchange.demo import WACHTWOORD
from mgn_tui.store import voorkeuren
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui import rondleiding
from mgn_tui.tui.rondleiding import KLAAR, TAKEN, Rondleidingregel
from tests.hulp_app import ProefTui, druk, geopend, rustig, tot, tot_open, tot_staat
from tests.hulp_schermen import lopend, meldingen
from tests.hulp_tui import engels, foto, onleesbaar, scherm_tekst
from tests.test_cli_demo import NU
from tests.test_cli_demo import gemaakt as gemaakt

TOETSEN: dict[str, tuple[str, ...]] = {
    "openen": ("end", "enter"),
    "plannen": ("escape", "p", "enter", "enter"),
    "agenda": ("3",),
    "vastleggen": ("4", "enter", "6", "pagedown"),
    "advies": ("escape", "1", "home", *["down"] * 5, "enter"),
    "doorverwijzing": ("escape", "escape", "6", "right", "w", "enter"),
    "cijfers": ("7", "enter"),
    "dicht": ("f12",),
}


@pytest.fixture
def demo(gemaakt: Path, tmp_path: Path, licht: None) -> Werkmap:
    from tests.hulp_werkmap import kopieer_werkmap

    return kopieer_werkmap(gemaakt, tmp_path / "demo")


@pytest.fixture
def klok() -> VasteKlok:
    return VasteKlok(NU)


def app_van(demo: Werkmap, klok: VasteKlok, naam: str = "Noor Bakker") -> ProefTui:
    return ProefTui(demo, naam, WACHTWOORD, klok, rondleiding=True)


async def begonnen(pilot: Pilot[Any]) -> None:
    await tot_open(pilot)
    await tot(pilot, lambda: pilot.app.rondleiding is not None, "de rondleiding")
    await rustig(pilot)


async def kijk(pilot: Pilot[Any]) -> int:
    """What the app sees when it looks now."""
    await pilot.app.rondleiding.kijk()
    await rustig(pilot)
    return pilot.app.rondleiding.nummer


async def test_van_begin_tot_eind_in_weinig_toetsen(demo: Werkmap, klok: VasteKlok) -> None:
    app = app_van(demo, klok)
    aantal = 0
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await begonnen(pilot)
        for nummer, taak in enumerate(TAKEN):
            if taak.naam != "dicht":
                assert taak.wat in lopend(pilot)
                assert f"Rondleiding {nummer + 1} van {len(TAKEN)}" in lopend(pilot)
                assert (engels(app), onleesbaar(app)) == ([], [])
            *eerder, laatste = TOETSEN[taak.naam]
            for toets in eerder:
                await druk(pilot, toets)
                if not taak.tabel:
                    assert await kijk(pilot) == nummer, f"{taak.naam} na {toets}"
            await druk(pilot, laatste)
            await tot(pilot, lambda n=nummer: app.rondleiding.nummer == n + 1, f"{taak.naam} gezien")
            aantal += len(TOETSEN[taak.naam])
            ver = KLAAR if taak is TAKEN[-1] else str(nummer + 1)
            await tot(pilot, lambda v=ver: voorkeuren.lees().rondleiding == v, "onthouden")
        assert not app.screen.query(Rondleidingregel)  # a hidden screen hides this too
        await druk(pilot, "enter")
        await tot_staat(pilot, "Klaar: u liep de hele lijn af.")
        await druk(pilot, "R")
        assert app.rondleiding is None
        assert "Rondleiding" not in scherm_tekst(app)
    assert aantal < 60


async def test_wat_een_taak_niet_doet_telt_niet(demo: Werkmap, klok: VasteKlok) -> None:
    """Other screens, and what is only typed: the tour stays where it is."""
    app = app_van(demo, klok)
    async with app.run_test(size=(80, 24)) as pilot:
        await begonnen(pilot)
        for toets in ("2", "3", "7", "1"):
            await druk(pilot, toets)
            assert await kijk(pilot) == 0
            await tot(pilot, lambda: "R later" in lopend(pilot), "the cursor stands in no field")
        await druk(pilot, "n")
        assert await kijk(pilot) == 0, "a new one is not there yet"
        await tot(pilot, lambda: app.screen.query(Rondleidingregel) and "R later" not in lopend(pilot))
        await druk(pilot, "escape", "end", "enter")
        await tot(pilot, lambda: app.rondleiding.nummer == 1)
        # the proposals stand there, a form was changed and left: nothing was planned yet
        await druk(pilot, "tab", "tab", "x", "escape")
        assert await kijk(pilot) == 1
        await druk(pilot, "p")
        await tot_staat(pilot, "Eerste vrije plekken")
        assert await kijk(pilot) == 1
        # nor by a note in the kladblok of a gesprek that was planned before
        await druk(pilot, "4", "home", "enter", "ctrl+n", "x", "enter")
        await tot_staat(pilot, "1 regel; Enter verdeelt hem")
        assert await kijk(pilot) == 1
        await druk(pilot, "escape", "escape", "2", "p")
        await tot_staat(pilot, "Eerste vrije plekken")
        await druk(pilot, "enter")
        await tot(pilot, lambda: app.rondleiding.nummer == 2)


async def test_de_agenda_die_al_open_stond_is_nog_niet_bekeken(demo: Werkmap, klok: VasteKlok) -> None:
    voorkeuren.bewaar(rondleiding="2")
    app = app_van(demo, klok)
    async with app.run_test(size=(80, 24)) as pilot:
        await begonnen(pilot)
        await druk(pilot, "R", "3", "R")
        assert await kijk(pilot) == 2
        await druk(pilot, "1", "3")
        await tot(pilot, lambda: app.rondleiding.nummer == 3)


async def test_weggaan_en_later_verder(demo: Werkmap, klok: VasteKlok) -> None:
    app = app_van(demo, klok)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await begonnen(pilot)
        await druk(pilot, "end", "enter")
        await tot(pilot, lambda: app.rondleiding.nummer == 1)
        await tot(pilot, lambda: "R later" not in lopend(pilot))  # in a field it is a letter
        await druk(pilot, "escape", "R")
        assert app.rondleiding is None
        assert not any(s.query(Rondleidingregel) for stapel in app._screen_stacks.values() for s in stapel)
        assert "R gaat verder waar u was" in meldingen(pilot)
        await druk(pilot, "R")
        await tot_staat(pilot, TAKEN[1].wat)
    opnieuw = app_van(demo, klok)  # the next day
    async with opnieuw.run_test(size=(80, 24)) as pilot:
        await begonnen(pilot)
        await tot_staat(pilot, TAKEN[1].wat)
        await pilot.click(Rondleidingregel, offset=(2, 0))
        assert opnieuw.rondleiding is not None  # only a click on R leaves it


async def test_wie_klaar_was_begint_alleen_op_verzoek(demo: Werkmap, klok: VasteKlok) -> None:
    voorkeuren.bewaar(rondleiding=KLAAR)
    app = app_van(demo, klok)
    async with app.run_test(size=(80, 24)) as pilot:
        await tot_open(pilot)
        assert app.rondleiding is None
        await druk(pilot, "ctrl+p", *"rondl")
        await tot_staat(pilot, "rondleiding")
        await druk(pilot, "enter")
        await tot_staat(pilot, TAKEN[0].wat)


async def test_in_een_eigen_werkmap_raakt_zij_niets_aan(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "R")
        assert pilot.app.rondleiding is None
        assert "mgn demo" in meldingen(pilot)


async def test_een_coordinator_heeft_ander_werk(demo: Werkmap, klok: VasteKlok) -> None:
    app = app_van(demo, klok, "Els de Wit")
    async with app.run_test(size=(80, 24)) as pilot:
        await tot_open(pilot)
        assert app.rondleiding is None


@pytest.mark.parametrize(
    ("kept", "nummer"),
    [
        ("", 0),
        ("3", 3),
        (KLAAR, len(TAKEN)),
        ("99", len(TAKEN)),
        ("-1", 0),
        ("x", 0),
        ("9" * 50, 0),
        ("²", 0),
    ],
)
def test_hoe_ver_uit_een_bestand(kept: str, nummer: int) -> None:
    voorkeuren.bewaar(rondleiding=kept)
    assert rondleiding.hoe_ver() == nummer


def test_zo_ziet_de_rondleiding_eruit(snap_compare: Any, demo: Werkmap, klok: VasteKlok) -> None:
    assert foto(snap_compare, app_van(demo, klok), ((80, 24), (120, 40), (40, 15)), begonnen)


def test_elke_taak_noemt_een_toets_en_bestaat_nog() -> None:
    """A screen or a kind of record that got another name would never be seen."""
    from mgn_tui.store.handelingen import TABELLEN
    from mgn_tui.tui.screens import aanmelding, achter, advies, agenda, dicht

    schermen = {naam for module in (aanmelding, achter, advies, agenda, dicht) for naam in vars(module)}
    for taak in TAKEN:
        assert bool(taak.scherm) != bool(taak.tabel)
        assert not taak.tabel or taak.tabel in TABELLEN
        assert not taak.scherm or taak.scherm in schermen
        assert "Druk" in taak.hoe or "Enter" in taak.hoe

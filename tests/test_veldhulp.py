"""F1 in a field: what is asked, an example that is really taken, and the keys; on every form and in windows."""

import re
from datetime import date
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.velden import Keuze, Veld, VeldSoort
from mgn_tui.domain.veldhulp import voorbeeld
from mgn_tui.register import beheren, gespreksformulier, instellingen
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.veldhulp import veld_van
from mgn_tui.tui.vensters import Hulpscherm
from mgn_tui.tui.widgets.formulier import FormulierWidget, VeldRij
from tests.hulp_app import Week, druk, geopend, maak_week, rustig, tot, tot_staat
from tests.hulp_schermen import lopend
from tests.hulp_tui import engels, scherm_tekst

VANDAAG = date(2027, 3, 9)
VOORBEELDEN = [
    (Veld("v", "v", VeldSoort.DATUM), r"9-3|9 maart|morgen|di|over 2 weken"),
    (Veld("v", "v", VeldSoort.MOMENT), r"di 14:00|9-3 10:30|morgen 9 uur"),
    (Veld("v", "v", VeldSoort.GETAL), r"12"),
    (Veld("v", "v", VeldSoort.DECIMAAL), r"1,5"),
    (Veld("v", "v", controle="telefoon"), r"038-1234567|06 1234 5678"),
    (Veld("v", "v", controle="postcode"), r"8011 AB"),
    (Veld("v", "v", controle="maand"), r"maart 2027|3-2027"),
    (Veld("v", "v", controle="kwartaal"), r"2027-Q1|1e kwartaal 2027"),
]


@pytest.mark.parametrize(("veld", "patroon"), VOORBEELDEN, ids=lambda x: getattr(x, "controle", "") or "")
def test_elk_voorbeeld_wordt_ook_echt_gelezen(veld: Veld, patroon: str) -> None:
    genoemd = re.findall(patroon, voorbeeld(veld))
    assert genoemd == patroon.split("|")
    for tekst in genoemd:
        assert veld.lees(tekst, VANDAAG) is not None


def test_grenzen_staan_in_het_voorbeeld() -> None:
    cijfer = gespreksformulier.THEMA.veld("score")
    assert "Van 0 tot en met 10." in voorbeeld(cijfer)
    assert "Ten minste 5." in voorbeeld(Veld("v", "v", VeldSoort.GETAL, minimum=5))
    assert "Niet in de toekomst." in voorbeeld(Veld("v", "v", VeldSoort.DATUM, verleden=True))
    assert "komma" in voorbeeld(Veld("v", "v", VeldSoort.LIJST))
    assert "komma" not in voorbeeld(Veld("v", "v", VeldSoort.LIJST, keuzes=(Keuze("a", "a"),)))


@pytest.fixture
def week(werkmap: Werkmap, klok: VasteKlok) -> Week:
    return maak_week(werkmap, klok)


def _uitleg(pilot: Pilot[Any]) -> str:
    """What the help says of the field (on the screen it wraps, with what lies behind beside it)."""
    return str(pilot.app.screen.query_one("#veld", Static).content)


async def _elk_veld(pilot: Pilot[Any]) -> int:
    """F1 in each field of the form on the screen; how many there were."""
    scherm = pilot.app.screen
    rijen = [rij for rij in scherm.query_one(FormulierWidget).query(VeldRij) if rij.display]
    for rij in rijen:
        scherm.query_one(FormulierWidget).focus_veld(rij.veld.naam)
        await rustig(pilot)
        pilot.app.push_screen(Hulpscherm(scherm))
        await rustig(pilot)
        assert "Dit veld: " in scherm_tekst(pilot.app)
        tekst = _uitleg(pilot)
        assert tekst.startswith(f"Dit veld: {rij.veld.label}\n")
        assert rij.veld.hulp in tekst
        assert voorbeeld(rij.veld) in tekst
        assert engels(pilot.app) == []
        await druk(pilot, "escape")
        assert veld_van(scherm) is rij.veld  # and back in the same field
    return len(rijen)


@pytest.mark.lang
async def test_f1_in_elk_veld_van_een_aanmelding(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "n")
        await tot(pilot, lambda: bool(pilot.app.screen.query(FormulierWidget)))
        await druk(pilot, "f1")
        assert "Dit veld: Praktijk" in lopend(pilot)
        await druk(pilot, "escape")
        assert await _elk_veld(pilot) > 20


@pytest.mark.parametrize("lijst", range(3))
async def test_f1_in_elk_veld_van_beheer(werkmap: Werkmap, klok: VasteKlok, lijst: int) -> None:
    """A colleague, a praktijk, a pilot."""
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "8", *["right"] * lijst, "n")
        await tot(pilot, lambda: bool(pilot.app.screen.query(FormulierWidget)))
        assert await _elk_veld(pilot) > 3


async def test_f1_aan_tafel(werkmap: Werkmap, klok: VasteKlok, week: Week) -> None:
    """At the score and in each note of a theme."""
    async with geopend(werkmap, klok) as pilot:
        await pilot.app.open_gesprek(week.gesprek_wim)
        await tot_staat(pilot, "Wat u vertelt")
        gezien = []
        for _ in range(5):
            veld = veld_van(pilot.app.screen)
            assert veld is not None
            gezien.append(veld.naam)
            await druk(pilot, "f1")
            assert f"Dit veld: {veld.label}" in _uitleg(pilot)
            assert veld.hulp in _uitleg(pilot)
            await druk(pilot, "escape", "tab")
        assert gezien == ["score", "vertelt", "kracht", "lastig", "wens"]


async def test_zonder_veld_begint_de_uitleg_met_het_scherm(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "f1")
        assert "Dit veld" not in scherm_tekst(pilot.app)
        assert "Bovenaan uw gesprekken van vandaag" in lopend(pilot)


def test_geen_hulp_zegt_iets_dubbel(noor: Sessie) -> None:
    """The hint of a field and its example stand below each other: they must not be the same words."""
    formulieren = [
        instellingen.FORMULIER,
        *(beheren.formulier(noor, s) for s in ("medewerker", "praktijk", "pilot")),
    ]
    for formulier in formulieren:
        for veld in formulier.velden:
            assert veld.hulp != voorbeeld(veld)

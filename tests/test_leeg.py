"""An empty werkmap: every screen says what to do, to everybody in the team, and no search ends in silence."""

import re
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import beheren, sessie, team
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.acties import STAPPEN
from tests.hulp_app import druk, geopend, rustig, tot_staat, typ
from tests.hulp_tui import engels, scherm_tekst
from tests.hulp_werkmap import BEGIN, WACHTWOORDEN, kopieer_werkmap, lichte_kdf, open_als

STAP = re.compile(
    r"\b(?:[Dd]ruk|met) [a-z]\b|\b(?:Enter|Esc)\b|\b[1-8] (?:Vandaag|Aanmeldingen|Agenda|Gesprek|Advies|Beheer)"
    r"|\b7 Sprint|\bctrl\+\w|: [a-z]\."
)
ROLLEN = ("Noor", "Karim", "Els")  # aanmeldpunt, gespreksvoerder, coördinator


@pytest.fixture(scope="module")
def lege_map(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A werkmap as the first start leaves it, with a colleague and a coördinator who may open it."""
    werkmap, klok = Werkmap(tmp_path_factory.mktemp("leeg") / "werkmap"), VasteKlok(BEGIN)
    with lichte_kdf():
        sessie.nieuw(
            werkmap, regio="ijssel-vecht", gebruiker="Noor", wachtwoord=WACHTWOORDEN["Noor"], klok=klok
        )
        s = open_als(werkmap, "Noor", klok)
        domein = {"domein": "ggz"}
        for naam, rol in (("Karim", "gespreksvoerder"), ("Els", "coordinator")):
            team.geef_toegang(
                s, beheren.bewaar(s, "medewerker", {"naam": naam, "rol": rol} | domein), WACHTWOORDEN[naam]
            )
        s.sluit()
    return werkmap.pad


@pytest.fixture
def leeg(lege_map: Path, tmp_path: Path, licht: None) -> Werkmap:
    return kopieer_werkmap(lege_map, tmp_path / "werkmap")


def _midden(pilot: Pilot[Any]) -> str:
    """What stands between the top line and the keys: the footer alone tells nobody where to begin."""
    regels = scherm_tekst(pilot.app).splitlines()
    return " ".join(" ".join(regels[1:-2]).split())


@pytest.mark.parametrize("naam", ROLLEN)
@pytest.mark.parametrize("maat", [(80, 24), (40, 15)], ids=str)
async def test_elk_leeg_scherm_zegt_wat_te_doen(
    leeg: Werkmap, klok: VasteKlok, naam: str, maat: tuple[int, int]
) -> None:
    zwijgt = []
    async with geopend(leeg, klok, naam, maat) as pilot:
        for stap in STAPPEN:
            await pilot.app.action_stap(stap.naam)
            await rustig(pilot)
            if stap.naam == "beheer":  # the team stands in it: it is never empty
                continue
            if not STAP.search(_midden(pilot)):
                zwijgt.append((stap.naam, _midden(pilot)))
            assert engels(pilot.app) == []
    assert zwijgt == []


async def test_zoeken_zonder_uitkomst_zegt_hoe_verder(leeg: Werkmap, klok: VasteKlok) -> None:
    async with geopend(leeg, klok) as pilot:
        for stap in ("aanmeldingen", "gesprek", "advies"):
            await pilot.app.action_stap(stap)
            await rustig(pilot)
            await druk(pilot, "f")
            await typ(pilot, "xqz")
            await tot_staat(pilot, "niets gevonden voor 'xqz'. Esc wist wat u typte.")
            await druk(pilot, "escape", "escape")
        await druk(pilot, "ctrl+p")
        await typ(pilot, "xqzzy")
        await tot_staat(pilot, "niets gevonden", "Esc")


async def test_wat_achter_een_nul_en_in_een_lege_lijst_staat(leeg: Werkmap, klok: VasteKlok) -> None:
    async with geopend(leeg, klok) as pilot:
        await pilot.app.open_exports()
        await tot_staat(pilot, "Een brief maakt u bij 5 Advies, met b")
        await druk(pilot, "8", "r")
        for _ in range(6):
            await rustig(pilot)
            assert STAP.search(_midden(pilot)), _midden(pilot)
            await druk(pilot, "right")

"""A walk over every screen: no word of Textual's English, no key hint cut off, help that lists every key."""

import re
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.widgets import Static

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import regio
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.acties import OVERAL, actieve_acties, toets_label
from mgn_tui.tui.vensters import Hulpscherm
from mgn_tui.tui.widgets.klikregel import KlikRegel
from tests.hulp_schermen import Pad, aan_het_werk, druk, loop_na, lopend, rustig
from tests.hulp_tui import engels, scherm_tekst
from tests.hulp_werkmap import (
    BEGIN,
    kopieer_werkmap,
    lichte_kdf,
    maak_aanmelding,
    maak_gevoerd,
    open_als,
    plan_gesprek,
    volledige_zaak,
)


@pytest.fixture(scope="module")
def volle_map(sjabloon: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """A werkmap with something on every screen: a whole case, one without advies, one planned, one that waits."""
    klok = VasteKlok(BEGIN)
    werkmap = kopieer_werkmap(sjabloon, tmp_path_factory.mktemp("vol") / "werkmap")
    with lichte_kdf():
        s = open_als(werkmap, "Noor", klok)
        volledige_zaak(s)
        maak_gevoerd(s, voornaam="Anna", achternaam="Bakker")
        maak_aanmelding(s, voornaam="Mei", achternaam="Chen")
        plan_gesprek(s, maak_aanmelding(s, voornaam="Yusuf", achternaam="El Amrani"))
        s.sluit()
    return werkmap.pad, klok.nu()


@pytest.fixture
def vol(volle_map: tuple[Path, Any], tmp_path: Path, licht: None) -> tuple[Werkmap, VasteKlok]:
    pad, nu = volle_map
    return kopieer_werkmap(pad, tmp_path / "werkmap"), VasteKlok(nu)


def afgekapt(app: Any) -> list[str]:
    """Key hints on the screen now of which not every sign stands there."""
    regels = scherm_tekst(app).splitlines()
    gevonden = []
    for regel in app.screen.query(KlikRegel):
        if not regel.display or not regel.region.height:
            continue
        links, tussen, rechts = regel.stukken(regel.content_size.width)
        breed = sum(stuk.cellen for stuk in (*links, *rechts)) + cell_len(tussen) * max(len(links) - 1, 0)
        staat = regels[regel.region.y] if regel.region.y < len(regels) else ""
        for stuk in (*links, *rechts):
            tekst = "".join(deel for deel, _ in stuk.delen)
            if breed > regel.content_size.width or tekst not in staat:
                gevonden.append(tekst)
    for vast in app.screen.query(Static).filter(".toetsen"):
        if vast.display and vast.region.height:
            vak = " ".join(regels[vast.region.y : vast.region.bottom])
            gevonden += [woord for woord in str(vast.content).split() if woord not in vak]
    return gevonden


VREEMD = re.compile(r"gespreksvoerder|sprint|casusoverleg", re.IGNORECASE)
"""In Zuid-Limburg a gespreksvoerder is a verkenner, a sprint an evaluatieronde and the casusoverleg the DOCO."""


@pytest.fixture
def limburg(vol: tuple[Werkmap, VasteKlok]) -> tuple[Werkmap, VasteKlok]:
    """In the region with the most words of its own."""
    s = open_als(vol[0], "Noor", vol[1])
    regio.wissel(s, "zuid-limburg")
    s.sluit()
    return vol


async def test_elk_scherm_is_nederlands_en_heel(limburg: tuple[Werkmap, VasteKlok]) -> None:
    """In the smallest terminal, where hints are cut off first; never the words of another region."""
    mis: dict[Pad, list[str]] = {}

    def kijk(pad: Pad) -> None:
        vreemd = VREEMD.findall(scherm_tekst(pilot.app))
        if fouten := [*engels(pilot.app), *afgekapt(pilot.app), *vreemd]:
            mis[pad] = fouten

    async with aan_het_werk(limburg[0], "Noor", limburg[1], (40, 15)) as pilot:
        assert await loop_na(pilot, kijk) > 50
    assert not mis, list(mis.items())


@pytest.mark.parametrize("maat", [(60, 24), (80, 24), (120, 40), (200, 60)])
async def test_elke_stap_in_elke_maat(vol: tuple[Werkmap, VasteKlok], maat: tuple[int, int]) -> None:
    async with aan_het_werk(vol[0], "Noor", vol[1], maat) as pilot:
        for stap in pilot.app.STAPPEN:
            await pilot.app.action_stap(stap)
            await rustig(pilot)
            assert (stap, engels(pilot.app), afgekapt(pilot.app)) == (stap, [], [])


async def test_vensters_die_overal_open_kunnen(vol: tuple[Werkmap, VasteKlok]) -> None:
    """The finder, the crisis card, the closed screen and the question whether to quit."""
    async with aan_het_werk(vol[0], "Noor", vol[1], (40, 15)) as pilot:
        for toetsen in (("ctrl+p",), ("ctrl+p", "s"), ("f10",), ("f12",), ("ctrl+c",), ("i",)):
            await druk(pilot, *toetsen)
            assert engels(pilot.app) == []
            assert afgekapt(pilot.app) == []
            await druk(pilot, "escape")


async def test_hulp_noemt_elke_toets(limburg: tuple[Werkmap, VasteKlok]) -> None:
    gezien = ""
    async with aan_het_werk(limburg[0], "Noor", limburg[1], (120, 100)) as pilot:
        for stap in pilot.app.STAPPEN:
            await pilot.app.action_stap(stap)
            await druk(pilot, "up")
            acties = [a.actie for a in actieve_acties(pilot.app.screen)]
            assert any(actie.scherm == OVERAL for actie in acties)
            uitleg = " ".join(pilot.app.termen(pilot.app.screen.UITLEG).split())
            await druk(pilot, "f1")
            assert isinstance(pilot.app.screen, Hulpscherm)
            tekst = scherm_tekst(pilot.app)
            assert engels(pilot.app) == VREEMD.findall(tekst) == []
            gezien += tekst
            assert uitleg[:30] in lopend(pilot)
            for actie in acties:
                assert pilot.app.termen(actie.label) in tekst
                for toets in actie.toetsen:
                    assert toets_label(toets) in tekst or toets.startswith("super+")
            await druk(pilot, "escape")
    assert "valuatieronde" in gezien and "DOCO" in gezien


@pytest.mark.lang
async def test_de_woorden_van_de_regio_op_elk_scherm(limburg: tuple[Werkmap, VasteKlok]) -> None:
    """On all of every screen, and in every help."""
    mis: dict[Pad, list[str]] = {}
    gezien: set[str] = set()

    def kijk(pad: Pad) -> None:
        tekst = scherm_tekst(pilot.app)
        gezien.update(w for w in ("erkenner", "valuatieronde", "DOCO") if w in tekst)
        if fouten := VREEMD.findall(tekst):
            mis[pad] = fouten

    async with aan_het_werk(limburg[0], "Noor", limburg[1], (120, 100)) as pilot:
        assert await loop_na(pilot, kijk) > 50
        for stap in pilot.app.STAPPEN:
            await pilot.app.action_stap(stap)
            await druk(pilot, "f1")
            kijk((stap, "f1"))
            await druk(pilot, "escape")
    assert not mis, list(mis.items())
    assert gezien == {"erkenner", "valuatieronde", "DOCO"}

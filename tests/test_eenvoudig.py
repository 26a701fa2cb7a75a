"""The plain screen: no frame, drawing or mark on any screen, the same told in words, and a cursor to follow."""

import os
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from textual.content import Content

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.store import voorkeuren
from mgn_tui.store.voorkeuren import Voorkeuren
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.tekens import GETEKEND, MERKEN, vertaal, vertaal_inhoud
from tests.hulp_app import app_van, geopend, maak_week, tot, tot_open
from tests.hulp_kleur import geschreven, in_standkleur, kleurcodes
from tests.hulp_pty import Pty
from tests.hulp_schermen import MATEN, Pad, druk, loop_na, lopend, rustig
from tests.hulp_tui import foto, scherm_tekst
from tests.hulp_werkmap import BEGIN, WACHTWOORDEN, kopieer_werkmap, lichte_kdf, open_als, volledige_zaak


@pytest.mark.parametrize(
    ("tekst", "in_woorden"),
    [
        ("✖ Dit wachtwoord klopt niet.", "fout: Dit wachtwoord klopt niet."),
        ("▲ nog invullen\n● eigen wachtwoord", "let op: nog invullen\ngoed: eigen wachtwoord"),
        ("▲", "let op"),
        ("Er staat ✖ bij.", "Er staat 'fout' bij."),
        ("12 ✖", "12 fout"),
        ("← en → gaan een week terug", "pijl links en rechts gaan een week terug"),
        ("↑↓ kiezen   ⌫ wissen", "pijl omhoog of omlaag kiezen   Backspace wissen"),
        ("niets om te vertalen", "niets om te vertalen"),
    ],
)
def test_een_teken_wordt_een_woord(tekst: str, in_woorden: str) -> None:
    assert vertaal(tekst) == in_woorden
    assert vertaal_inhoud(Content(tekst)).plain == in_woorden


def test_een_woord_houdt_de_stijl_van_zijn_teken() -> None:
    vertaald = vertaal_inhoud(Content.assemble(("▲ ", "bold red"), "nog kiezen"))
    assert vertaald.plain == "let op: nog kiezen"
    assert vertaald.spans[0][:2] == (0, 7)


def test_de_tabel_kent_geen_woord_twee_keer() -> None:
    assert len(set(MERKEN.values())) == len(MERKEN)


@pytest.fixture(scope="module")
def volle_map(sjabloon: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    werkmap = kopieer_werkmap(sjabloon, tmp_path_factory.mktemp("vol") / "werkmap")
    with lichte_kdf():
        klok = VasteKlok(BEGIN)
        s = open_als(werkmap, "Noor", klok)
        volledige_zaak(s)
        s.sluit()
        maak_week(werkmap, klok)
    return werkmap.pad


@pytest.fixture
def vol(volle_map: Path, tmp_path: Path, licht: None) -> Werkmap:
    return kopieer_werkmap(volle_map, tmp_path / "werkmap")


@pytest.mark.lang
async def test_op_geen_enkel_scherm_staat_iets_getekends(vol: Werkmap, klok: VasteKlok) -> None:
    voorkeuren.bewaar(eenvoudig=True)
    mis: dict[Pad, set[str]] = {}

    def kijk(pad: Pad) -> None:
        if over := set(GETEKEND.findall(scherm_tekst(pilot.app))):
            mis[pad] = over

    async with geopend(vol, klok, maat=(80, 24)) as pilot:
        assert await loop_na(pilot, kijk) > 50
        for toetsen in (("ctrl+p",), ("f10",), ("f12",), ("ctrl+c",), ("V",), ("f1",)):
            await druk(pilot, *toetsen)
            kijk(toetsen)
            await druk(pilot, "escape")
    assert mis == {}


_ANDERS = {
    "●": ("op tijd", "geadviseerd"),
    "▲": ("bijna over de norm",),
    "✖": ("over de norm",),
    "○": ("nog niet",),
}


async def test_elke_stap_zonder_kleur_en_in_woorden(vol: Werkmap, klok: VasteKlok) -> None:
    """The short form of the long walks here and in `test_kleurloos`: one start, every step three times."""
    async with geopend(vol, klok) as pilot:
        app = pilot.app

        async def langs() -> AsyncIterator[str]:
            for stap in app.STAPPEN:
                await app.action_stap(stap)
                await rustig(pilot)
                yield stap

        getekend: dict[str, str] = {}
        standen: dict[str, set[str]] = {}
        async for stap in langs():
            getekend[stap] = scherm_tekst(app)
            assert kleurcodes(geschreven(app)), stap
            for tekst, stand in in_standkleur(app):
                standen.setdefault(tekst, set()).add(stand)
        assert [t for t in standen if len(standen[t]) > 1 or not re.search(r"\w{3}", t)] == []
        assert {"●", "▲", "✖"} <= set("".join(getekend.values()))

        app.volg(Voorkeuren(thema="kleurloos"))
        await rustig(pilot)
        async for stap in langs():
            assert (stap, kleurcodes(geschreven(app))) == (stap, [])
            assert scherm_tekst(app) == getekend[stap]  # the marks tell it

        app.volg(Voorkeuren(eenvoudig=True))
        await rustig(pilot)
        async for stap in langs():
            eenvoudig = lopend(pilot)
            assert GETEKEND.findall(eenvoudig) == []
            for merk in set(getekend[stap]) & set(MERKEN):
                assert any(w in eenvoudig for w in (MERKEN[merk], *_ANDERS.get(merk, ()))), (stap, merk)
        await druk(pilot, "2")
        kolom, rij = app.cursor_position
        await druk(pilot, "down")
        assert app.cursor_position == (kolom, rij + 1)  # where a screen reader looks
        for toetsen in (("ctrl+p",), ("f10",), ("ctrl+c",), ("V",), ("f1",), ("p",), ("n",)):
            await druk(pilot, *toetsen)  # windows, and the longest form
            assert (toetsen, GETEKEND.findall(scherm_tekst(app))) == (toetsen, [])
            await druk(pilot, "escape")


@pytest.mark.lang
async def test_elk_merk_staat_er_in_woorden(vol: Werkmap, klok: VasteKlok) -> None:
    """Turned on and off while one works: what a mark told is told by a word, and nothing else is gone."""
    async with geopend(vol, klok) as pilot:
        gezien: set[str] = set()
        for stap in pilot.app.STAPPEN:
            await pilot.app.action_stap(stap)
            await rustig(pilot)
            getekend = scherm_tekst(pilot.app)
            pilot.app.volg(Voorkeuren(eenvoudig=True))
            await rustig(pilot)
            eenvoudig = lopend(pilot)
            assert GETEKEND.findall(eenvoudig) == []
            for merk in set(getekend) & set(MERKEN):
                gezien.add(merk)
                assert any(w in eenvoudig for w in (MERKEN[merk], *_ANDERS.get(merk, ()))), (stap, merk)
            boven_de_voet = "\n".join(getekend.splitlines()[:-2])
            woorden = set(re.findall(r"\w{5,}", boven_de_voet))
            weg = {w for w in woorden if w not in eenvoudig} - {"intake"}  # the title of an empty column
            assert not weg, (stap, weg)
            pilot.app.volg(Voorkeuren())
            await rustig(pilot)
            assert scherm_tekst(pilot.app) == getekend
    assert {"●", "▲", "✖"} <= gezien


async def test_de_keuze_blijft(vol: Werkmap, klok: VasteKlok) -> None:
    async with geopend(vol, klok) as pilot:
        await druk(pilot, "V", "tab", "right")
        await tot(pilot, lambda: voorkeuren.lees().eenvoudig)
        assert not GETEKEND.findall(scherm_tekst(pilot.app))
    assert app_van(vol, klok).eenvoudig


if os.name == "posix":

    @pytest.mark.lang
    def test_de_cursor_van_de_terminal_staat_bij_het_werk(vol: Werkmap) -> None:
        omgeving = {"MGN_WACHTWOORD": WACHTWOORDEN["Noor"], "MGN_GEBRUIKER": "Noor"}
        with Pty(["--eenvoudig", "--map", str(vol.pad)], omgeving, (80, 24)) as terminal:
            terminal.tot("Vandaag, ")
            na = terminal.typ("2")
            terminal.tot("praktijk", na)
            na = terminal.typ("\x1b[B")  # one row down, and the cursor with it
            terminal.tot(">", na)
            terminal.typ("\x11")
            assert terminal.klaar() == 0
        assert b"\x1b[?25h" in terminal.bytes.partition(b"Vandaag, ")[0]
        assert not GETEKEND.search(terminal.bytes.decode(errors="ignore"))
        plekken = re.findall(rb"\x1b\[(\d+);(\d+)H", terminal.bytes[na:])
        assert len({rij for rij, _ in plekken}) > 1


@pytest.mark.parametrize("stap", ["1", "2", "6", "7"])
def test_zo_ziet_het_eruit(stap: str, vol: Werkmap, klok: VasteKlok, snap_compare: Any) -> None:
    voorkeuren.bewaar(eenvoudig=True)

    async def naar(pilot: Any) -> None:
        await tot_open(pilot)
        await druk(pilot, stap)

    assert foto(snap_compare, app_van(vol, klok), MATEN, naar)

"""Without colour: not one colour code goes to the terminal, and nothing is told by colour alone."""

import os
import re
from pathlib import Path
from typing import Any

import pytest

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.store.werkmap import Werkmap
from tests.hulp_app import app_van, geopend, maak_week, rustig
from tests.hulp_kleur import in_standkleur, kleurcodes
from tests.hulp_pty import Pty
from tests.hulp_schermen import Pad, druk, loop_na
from tests.hulp_tui import foto
from tests.hulp_werkmap import WACHTWOORDEN


def test_de_meting_ziet_een_kleur() -> None:
    assert kleurcodes(b"\x1b[1;38;2;3;4;5mx\x1b[0m\x1b[7m\x1b[m\x1b[91m") == [b"1;38;2;3;4;5", b"91"]


if os.name == "posix":

    @pytest.mark.lang
    @pytest.mark.parametrize("hoe", ["omgeving", "thema"])
    def test_geen_enkele_kleurcode(hoe: str, werkmap: Werkmap, klok: VasteKlok) -> None:
        """NO_COLOR (no-color.org), or the theme: every byte of a walk with a list, a form and windows."""
        maak_week(werkmap, klok)
        omgeving = {"MGN_WACHTWOORD": WACHTWOORDEN["Noor"], "MGN_GEBRUIKER": "Noor"}
        omgeving |= {"NO_COLOR": "1"} if hoe == "omgeving" else {"MGN_THEMA": "kleurloos"}
        with Pty(["--map", str(werkmap.pad)], omgeving, (100, 30)) as terminal:
            terminal.tot("Vandaag, ")
            for toetsen, verwacht in (
                ("2", "praktijk"),
                ("n", "Praktijk"),
                ("\x1bOP", "Bewaar dit formulier"),
                ("\x1b", "Praktijk"),
                ("\x1b[19~", "gesprek"),
                ("\x10", "praktijk, aanbieder"),
            ):
                na = terminal.typ(toetsen)
                terminal.tot(verwacht[:6], na)
            terminal.typ("afsluiten")
            terminal.tot("sluit", na)
            terminal.typ("\r")
            assert terminal.klaar() == 0
        assert kleurcodes(terminal.bytes) == []
        assert (
            b"\x1b[7m" in terminal.bytes or b"\x1b[1;7m" in terminal.bytes
        )  # what is chosen still stands out

    def test_met_kleur_staan_er_wel_kleuren(werkmap: Werkmap) -> None:
        omgeving = {"MGN_WACHTWOORD": WACHTWOORDEN["Noor"], "MGN_GEBRUIKER": "Noor"}
        with Pty(["--map", str(werkmap.pad)], omgeving, (80, 24)) as terminal:
            terminal.tot("Vandaag, ")
        assert kleurcodes(terminal.bytes)


@pytest.mark.lang
async def test_niets_staat_er_alleen_door_zijn_kleur(werkmap: Werkmap, klok: VasteKlok) -> None:
    """What has the colour of a state has a mark on its line, or words that never have another state."""
    maak_week(werkmap, klok)
    mis: dict[Pad, list[str]] = {}
    woorden: dict[str, set[str]] = {}

    def kijk(pad: Pad) -> None:
        for tekst, stand in in_standkleur(pilot.app):
            woorden.setdefault(tekst, set()).add(stand)
            if not re.search(r"\w{3}", tekst):
                mis.setdefault(pad, []).append(tekst)

    async with geopend(werkmap, klok) as pilot:
        assert await loop_na(pilot, kijk) > 50
    assert mis == {}
    assert {tekst: standen for tekst, standen in woorden.items() if len(standen) > 1} == {}


@pytest.mark.parametrize("maat", [(40, 15), (80, 24), (120, 40)], ids=["smal", "gewoon", "breed"])
def test_zo_ziet_het_eruit(
    maat: tuple[int, int], werkmap: Werkmap, klok: VasteKlok, snap_compare: Any, tmp_path: Path
) -> None:
    maak_week(werkmap, klok)

    async def kleurloos(pilot: Any) -> None:
        await rustig(pilot)
        pilot.app.theme = "mgn-kleurloos"
        await druk(pilot, "2")

    assert foto(snap_compare, app_van(werkmap, klok), maat, kleurloos)

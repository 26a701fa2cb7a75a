"""The two keys, tried on the screens: a coördinator and the other duo walk everywhere and see nobody."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, OptionList, TextArea

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import concepten
from mgn_tui.store.werkmap import Werkmap
from tests.hulp_app import typ
from tests.hulp_schermen import Pad, aan_het_werk, druk, loop_na
from tests.hulp_tui import scherm_tekst
from tests.hulp_werkmap import (
    BEGIN,
    kopieer_werkmap,
    lichte_kdf,
    maak_aanmelding,
    open_als,
    plan_gesprek,
    volledige_zaak,
)

MERK = "KANARIE"
NAAM, INITIALEN = f"Xaver {MERK}", "X.K."
GEHEIM = (MERK, "Xaver", "06-98765432", "8012 CD", "14-02-1959", INITIALEN)


@dataclass(frozen=True)
class Kooi:
    """A werkmap with one whole case of Noor and Karim, an aanmelding that waits, a gesprek that is planned and
    a concept; every text of them holds `MERK`."""

    map: Path
    nu: Any


@pytest.fixture(scope="module")
def kooi(sjabloon: Path, tmp_path_factory: pytest.TempPathFactory) -> Kooi:
    klok = VasteKlok(BEGIN)
    werkmap = kopieer_werkmap(sjabloon, tmp_path_factory.mktemp("kooi") / "werkmap")
    wie = {"voornaam": "Xaver", "achternaam": MERK, "geboortedatum": "14-2-1959"}
    with lichte_kdf():
        s = open_als(werkmap, "Noor", klok)
        zaak = volledige_zaak(s, merk=MERK, **wie)
        maak_aanmelding(s, vraag=f"vraag{MERK}", **wie)
        plan_gesprek(s, maak_aanmelding(s, vraag=f"vraag{MERK}", **wie))
        concepten.bewaar(s, "aanmelding", zaak.aanmelding, {"vraag": f"typt{MERK}"}, zaak.inwoner)
        s.sluit()
    return Kooi(werkmap.pad, klok.nu())


@pytest.fixture
def eigen_kooi(kooi: Kooi, tmp_path: Path, licht: None) -> Kooi:
    return Kooi(kopieer_werkmap(kooi.map, tmp_path / "werkmap").pad, kooi.nu)


def _alles(app: Any) -> str:
    """What stands on the screen, lies in its fields and hangs at its edge."""
    velden = [veld.value for veld in app.screen.query(Input)] + [
        veld.text for veld in app.screen.query(TextArea)
    ]
    rand = [str(melding.message) for melding in app._notifications]
    return "\n".join([scherm_tekst(app), *velden, *rand, app.title, app.sub_title])


async def _wandel(pilot: Any, *waar: str) -> tuple[dict[str, Pad], int]:
    """What of `GEHEIM` was seen, and where first; with names in full, as far as this person knows them."""
    gezien: dict[str, Pad] = {}
    pilot.app.namen_zichtbaar = True

    def kijk(pad: Pad) -> None:
        staat = _alles(pilot.app)
        for stuk in GEHEIM:
            if stuk in staat:
                gezien.setdefault(stuk, pad)

    return gezien, await loop_na(pilot, kijk, waar=waar)


@pytest.mark.parametrize("wie", ["Els", "Elif"])
async def test_geen_scherm_toont_iemand_van_een_ander(eigen_kooi: Kooi, wie: str) -> None:
    async with aan_het_werk(Werkmap(eigen_kooi.map), wie, VasteKlok(eigen_kooi.nu), (120, 40)) as pilot:
        gezien, hoeveel = await _wandel(pilot)
        assert gezien == {}
        assert hoeveel > 20


NAALDEN = (
    "xav",
    "kan",
    "xk",
    "X.K.",
    "xavre",
    "kanarei",
    "Xaver KANARIE",
    "knarie",
    "1959",
    "8012",
    "vraagkan",
)


@pytest.mark.parametrize("wie", ["Els", "Elif"])
async def test_de_zoeker_vindt_niemand_van_een_ander(eigen_kooi: Kooi, wie: str) -> None:
    async with aan_het_werk(Werkmap(eigen_kooi.map), wie, VasteKlok(eigen_kooi.nu), (120, 40)) as pilot:
        pilot.app.namen_zichtbaar = True
        for naald in NAALDEN:
            await druk(pilot, "ctrl+p")
            await typ(pilot, naald)
            gevonden = "\n".join(str(o.prompt) for o in pilot.app.screen.query_one(OptionList).options)
            assert not any(stuk in gevonden for stuk in GEHEIM), (naald, gevonden)
            await druk(pilot, "escape")


async def test_het_eigen_duo_ziet_ze_wel(eigen_kooi: Kooi) -> None:
    """Or the walk would prove nothing."""
    async with aan_het_werk(Werkmap(eigen_kooi.map), "Noor", VasteKlok(eigen_kooi.nu), (120, 40)) as pilot:
        gezien, _ = await _wandel(pilot, "aanmeldingen")
        assert set(gezien) >= {MERK, "Xaver", "14-02-1959"}
        await druk(pilot, "escape", "escape", "escape")
        await pilot.app.action_stap("doorverwijzing")
        await druk(pilot, "i")
        assert INITIALEN in scherm_tekst(pilot.app)
        await druk(pilot, "ctrl+p")
        await typ(pilot, "xav")
        assert INITIALEN in scherm_tekst(pilot.app)
        assert NAAM not in scherm_tekst(pilot.app), "the screen shows initials, so the finder too"
        await druk(pilot, "escape", "i", "ctrl+p")
        await typ(pilot, "xavre")
        assert NAAM in scherm_tekst(pilot.app)

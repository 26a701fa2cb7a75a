"""At the table: the screen goes dark beside an inwoner, and four digits bring back the very cursor."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register.kortecode import GELDIG_S, POGINGEN, KorteCode
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import tables as t
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.app import DICHT_S, GESPREK_STIL_S, STIL_S
from mgn_tui.tui.screens.dicht import DichtScherm
from mgn_tui.tui.screens.gesprek import GesprekScherm
from mgn_tui.tui.screens.kortecode import KorteCodeVraag
from mgn_tui.tui.vensters import KiesVenster
from mgn_tui.tui.widgets.themalijst import ThemaLijst
from tests.hulp_app import moment, tot
from tests.hulp_schermen import aan_het_werk, app_van, druk, lopend, meldingen, rustig, typ, vooraf
from tests.hulp_tui import engels, foto, onleesbaar, scherm_tekst
from tests.hulp_werkmap import DUO, WACHTWOORDEN, maak_aanmelding, plan_gesprek

CODE = "4829"


@pytest.fixture
def gesprek(noor: Sessie) -> str:
    return plan_gesprek(noor, maak_aanmelding(noor), DUO, moment(9, 10, 30))


async def in_gesprek(pilot: Any, gesprek: str) -> None:
    await pilot.app.open_gesprek(gesprek)
    await tot(pilot, lambda: pilot.app.focused is not None, "het gesprek openen")
    assert isinstance(pilot.app.screen, GesprekScherm)


async def kies(pilot: Any, code: str = CODE) -> None:
    pilot.app.kies_korte_code()
    await rustig(pilot)
    await typ(pilot, code)
    await druk(pilot, "enter")
    await typ(pilot, code)
    await druk(pilot, "enter")


async def stil(pilot: Any, klok: VasteKlok, seconden: float) -> None:
    """So long nobody touches a key."""
    klok.verder(timedelta(seconds=seconden))
    await pilot.app._let_op_stilte()
    await rustig(pilot)


def dicht(pilot: Any) -> bool:
    return isinstance(pilot.app.screen, DichtScherm)


# --- the code itself -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code",
    ["", "123", "48291", "48a9", "４８２９", " 482", "+482", "0000", "7777", "1234", "9876", "6789", "7890"],
)
def test_wat_geen_code_is(code: str) -> None:
    with pytest.raises(Geweigerd):
        KorteCode(code)


def test_drie_keer_fout_is_op_en_goed_telt_opnieuw() -> None:
    code = KorteCode(CODE)
    for _ in range(3):
        assert not code.klopt("0000") and not code.klopt("4820")
        assert code.over == 1
        assert code.klopt(CODE)
    for poging in ("", "482", "\ud800"):
        assert not code.klopt(poging)
    assert code.op and not code.klopt(CODE)  # the right one comes too late
    assert POGINGEN == 3


def test_de_code_staat_in_geen_tekst() -> None:
    assert CODE not in repr(KorteCode(CODE)) and CODE not in str(KorteCode(CODE))
    assert not hasattr(KorteCode(CODE), "__dict__")


# --- choosing --------------------------------------------------------------------------------


async def test_kiezen_met_een_toets(werkmap: Werkmap, klok: VasteKlok, gesprek: str) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await in_gesprek(pilot, gesprek)
        while not isinstance(pilot.app.focused, ThemaLijst):
            await druk(pilot, "escape")  # out of the field: letters are commands there
        await druk(pilot, "c")
        assert isinstance(pilot.app.screen, KorteCodeVraag)
        assert engels(pilot.app) == [] and onleesbaar(pilot.app) == []
        await typ(pilot, "12x34567")  # only four digits go in
        await druk(pilot, "enter")
        assert "raadt een ander als eerste" in lopend(pilot)
        await druk(pilot, *["backspace"] * 4)
        await typ(pilot, CODE)
        await druk(pilot, "enter")
        await typ(pilot, "4820")
        await druk(pilot, "enter")
        assert "niet gelijk" in lopend(pilot)
        assert CODE not in scherm_tekst(pilot.app)
        await typ(pilot, CODE)
        await druk(pilot, "enter")
        assert isinstance(pilot.app.screen, GesprekScherm)
        assert pilot.app.korte_code is not None
        pilot.app.kies_korte_code()
        await rustig(pilot)
        await druk(pilot, "escape")  # the chosen one stays
        assert pilot.app.korte_code is not None


# --- beside the inwoner ----------------------------------------------------------------------


async def test_na_drie_minuten_zacht_dicht_en_terug_op_dezelfde_plek(
    werkmap: Werkmap, klok: VasteKlok, gesprek: str
) -> None:
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        await in_gesprek(pilot, gesprek)
        await kies(pilot)
        await druk(pilot, "tab")
        await typ(pilot, "Slaapt slecht")
        await druk(pilot, "left", "left", "left")
        veld = pilot.app.focused
        plek = getattr(veld, "selection", None)
        await stil(pilot, klok, GESPREK_STIL_S - 1)
        assert not dicht(pilot)
        await stil(pilot, klok, 2)
        assert dicht(pilot)
        assert "Typ uw korte code." in lopend(pilot)
        assert "Slaapt" not in scherm_tekst(pilot.app)
        assert engels(pilot.app) == [] and onleesbaar(pilot.app) == []
        for toets in ("enter", "space", "d", "f12", "x"):
            await druk(pilot, toets)
            assert dicht(pilot)
        await pilot.click(offset=(5, 5))
        assert dicht(pilot)
        await typ(pilot, CODE)  # the fourth digit opens
        assert isinstance(pilot.app.screen, GesprekScherm)
        assert pilot.app.focused is veld and getattr(veld, "selection", None) == plek


async def test_een_half_uur_en_dan_het_wachtwoord(werkmap: Werkmap, klok: VasteKlok, gesprek: str) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await in_gesprek(pilot, gesprek)
        await kies(pilot)
        await stil(pilot, klok, GESPREK_STIL_S + 1)
        await stil(pilot, klok, STIL_S)  # ten silent minutes are no reason: the code holds for half an hour
        assert "korte code" in lopend(pilot)
        klok.verder(timedelta(seconds=GELDIG_S - STIL_S - 2))
        await typ(pilot, CODE)
        assert not dicht(pilot)
        await druk(pilot, "f12")
        klok.verder(timedelta(seconds=GELDIG_S))
        await typ(pilot, CODE)  # the laptop slept: its timer did not run
        assert dicht(pilot)
        assert "Typ uw wachtwoord" in lopend(pilot)
        await druk(pilot, *["backspace"] * 4)
        await typ(pilot, WACHTWOORDEN["Noor"])
        await druk(pilot, "enter")
        await tot(pilot, lambda: not dicht(pilot), "openen")
        assert pilot.app.korte_code is not None  # and next time it opens again


async def test_drie_keer_fout_is_het_wachtwoord(
    noor: Sessie, werkmap: Werkmap, klok: VasteKlok, gesprek: str
) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await in_gesprek(pilot, gesprek)
        await kies(pilot)
        await druk(pilot, "f12")
        await typ(pilot, "1111")
        assert "nog 2 keer" in lopend(pilot)
        await typ(pilot, "2222")
        assert "nog één keer" in lopend(pilot)
        await typ(pilot, "3333")
        assert "Drie keer fout. Typ uw wachtwoord." in lopend(pilot)
        await typ(pilot, CODE)
        assert dicht(pilot) and pilot.app.korte_code is None
        await druk(pilot, *["backspace"] * 4)
        await typ(pilot, WACHTWOORDEN["Noor"])
        await druk(pilot, "enter")
        await tot(pilot, lambda: not dicht(pilot), "openen")
        assert isinstance(pilot.app.screen, GesprekScherm)
        assert "Kies een korte code" in meldingen(pilot)
    with noor.lezen() as db:
        regels = db.exec(select(t.Toegang).where(t.Toegang.record == "korte code")).all()
    assert [(r.wat, r.wie) for r in regels] == [("geweigerd", noor.ik.id)]


async def test_wie_de_code_vergat_neemt_het_wachtwoord(
    werkmap: Werkmap, klok: VasteKlok, gesprek: str
) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await in_gesprek(pilot, gesprek)
        await kies(pilot)
        await druk(pilot, "f12", "4", "8", "escape")
        assert "Typ uw wachtwoord" in lopend(pilot)
        await typ(pilot, WACHTWOORDEN["Noor"])
        await druk(pilot, "enter")
        await tot(pilot, lambda: not dicht(pilot), "openen")


async def test_zonder_code_eerst_een_toets_en_na_tien_minuten_het_wachtwoord(
    werkmap: Werkmap, klok: VasteKlok, gesprek: str
) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await in_gesprek(pilot, gesprek)
        await stil(pilot, klok, GESPREK_STIL_S + 1)
        assert dicht(pilot)
        await druk(pilot, "enter")
        assert not dicht(pilot)
        await stil(pilot, klok, GESPREK_STIL_S + 1)
        await stil(pilot, klok, STIL_S - GESPREK_STIL_S)
        await druk(pilot, "enter")
        assert dicht(pilot) and "Typ uw wachtwoord" in lopend(pilot)


async def test_buiten_een_gesprek_blijft_het_tien_minuten_en_het_wachtwoord(
    werkmap: Werkmap, klok: VasteKlok, gesprek: str
) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await in_gesprek(pilot, gesprek)
        await kies(pilot)
        await pilot.app.action_stap("vandaag")
        await rustig(pilot)
        await stil(pilot, klok, STIL_S - 1)
        assert not dicht(pilot)
        await stil(pilot, klok, 2)
        assert "Typ uw wachtwoord" in lopend(pilot)


async def test_buiten_een_gesprek_met_de_hand_drie_minuten_de_code(
    werkmap: Werkmap, klok: VasteKlok, gesprek: str
) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await kies(pilot)
        await druk(pilot, "f12", "enter")
        assert dicht(pilot) and "korte code" in lopend(pilot)  # who chose one, is asked for it
        await typ(pilot, CODE)
        assert not dicht(pilot)
        await druk(pilot, "f12")
        klok.verder(timedelta(seconds=DICHT_S))
        await typ(pilot, CODE)
        assert dicht(pilot) and "Typ uw wachtwoord" in lopend(pilot)


async def test_ook_met_een_venster_boven_het_gesprek_en_spoed_werkt(
    werkmap: Werkmap, klok: VasteKlok, gesprek: str
) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await in_gesprek(pilot, gesprek)
        await kies(pilot)
        await druk(pilot, "ctrl+p")
        await stil(pilot, klok, GESPREK_STIL_S + 1)
        assert dicht(pilot)
        for toets in ("f10", "exclamation_mark"):
            await druk(pilot, toets)
            assert "Spoed: bel nu" in scherm_tekst(pilot.app)
            await druk(pilot, "escape")
            assert dicht(pilot)
        await typ(pilot, CODE)
        assert isinstance(pilot.app.screen, KiesVenster)


async def test_namen_komen_niet_vanzelf_terug(werkmap: Werkmap, klok: VasteKlok, gesprek: str) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await in_gesprek(pilot, gesprek)
        pilot.app.action_namen()
        await tot(pilot, lambda: "Jansen" in scherm_tekst(pilot.app), "namen tonen")
        await stil(pilot, klok, GESPREK_STIL_S + 1)
        await druk(pilot, "enter")
        assert not dicht(pilot)
        assert "Jansen" not in scherm_tekst(pilot.app) and "W.J." in scherm_tekst(pilot.app)


async def test_de_code_staat_nergens_op_schijf(werkmap: Werkmap, klok: VasteKlok, gesprek: str) -> None:
    vreemd = "5317"
    los = re.compile(rf"(?<![0-9a-z]){vreemd}(?![0-9a-z])".encode())  # a hash may hold it by chance
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        voor = {p: p.read_bytes() for p in werkmap.pad.rglob("*") if p.is_file()}
        await in_gesprek(pilot, gesprek)
        await kies(pilot, vreemd)
        await druk(pilot, "f12")
        await typ(pilot, vreemd)
        assert not dicht(pilot)
        for scherm in (pilot.app, *pilot.app.screen_stack):
            assert vreemd not in repr(scherm)
    for pad in werkmap.pad.rglob("*"):
        if pad.is_file() and pad.suffix in (".json", ".jsonl", ".txt"):
            assert pad.read_bytes() == voor.get(pad, b"") or not los.search(pad.read_bytes())


@pytest.mark.parametrize("wat", ["kiezen", "dicht"])
def test_foto(snap_compare: Any, werkmap: Werkmap, klok: VasteKlok, gesprek: str, wat: str) -> None:
    async def doe(pilot: Any) -> None:
        await vooraf()(pilot)
        if wat == "kiezen":
            pilot.app.kies_korte_code()
        else:
            await kies(pilot)
            pilot.app.clear_notifications()
            await druk(pilot, "f12", "4", "8")
        await rustig(pilot)

    assert foto(snap_compare, app_van(werkmap, "Noor", klok), ((80, 24), (120, 40)), doe)

"""More gesprekken than a screen ever showed: the oldest is found by scrolling and by typing, and all are counted."""

import threading
from datetime import timedelta

import pytest
from sqlmodel import select

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.referentie import nieuwe_referentie
from mgn_tui.register import vandaag
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import tables as t
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.screens.gesprekken import GesprekLijstScherm
from mgn_tui.tui.screens.sleutellijst import SleutelLijstScherm
from mgn_tui.tui.screens.vandaag import en_nog
from mgn_tui.tui.widgets.filterlijst import FilterLijst
from tests.hulp_schermen import aan_het_werk, druk, typ
from tests.hulp_tui import scherm_tekst
from tests.hulp_werkmap import maak_aanmelding, maak_gevoerd

AANTAL = 620


@pytest.fixture
def oudste(noor: Sessie) -> str:
    """The reference of the oldest of so many gesprekken that were held, a day apart, by another inwoner."""
    _, bron = maak_gevoerd(noor, voornaam="Anna", achternaam="Bakker")
    with noor.schrijven() as db:
        een = db.exec(select(t.Gesprek).where(t.Gesprek.ref == bron)).one()
        velden = een.model_dump(exclude={"id", "ref", "begin", "extern_id"})
        for nummer in range(1, AANTAL):
            db.add(
                t.Gesprek(
                    id=noor.nieuw_id(),
                    ref=nieuwe_referentie(),
                    begin=een.begin - timedelta(days=nummer),
                    **velden,
                )
            )
    with noor.lezen() as db:
        return db.exec(select(t.Gesprek.ref).order_by(t.Gesprek.begin)).first() or ""


@pytest.mark.parametrize("stap", ["4", "5"])
async def test_de_oudste_is_er_door_te_bladeren_en_te_typen(
    werkmap: Werkmap, noor: Sessie, oudste: str, stap: str
) -> None:
    async with aan_het_werk(werkmap, "Noor", noor.klok, (120, 40)) as pilot:
        await druk(pilot, stap)
        scherm = pilot.app.screen
        assert isinstance(scherm, GesprekLijstScherm)
        assert f"{AANTAL} {scherm.EENHEID[1]}" in scherm_tekst(pilot.app)
        lijst = scherm.query_one(FilterLijst).lijst
        await druk(pilot, "end")
        assert lijst.cursor == AANTAL - 1
        assert lijst.sleutel == oudste
        begin = noor.klok.vandaag() - timedelta(days=AANTAL)
        assert f" {begin.year}" in scherm_tekst(pilot.app), "of another year it says which"
        await druk(pilot, "home", "f")
        await typ(pilot, oudste[:6])
        assert "1 " + scherm.EENHEID[0] in scherm_tekst(pilot.app)
        assert lijst.sleutel == oudste
        await druk(pilot, "escape", "f")
        await typ(pilot, "bakker")
        assert f"{AANTAL} {scherm.EENHEID[1]}" in scherm_tekst(pilot.app)


@pytest.mark.parametrize(
    ("stap", "een", "twee"), [("4", "1 gesprek", "2 gesprekken"), ("2", "1 aanm", "2 aanm")]
)
async def test_wat_een_ander_deed_staat_er_na_terugkomen(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, karim: Sessie, stap: str, een: str, twee: str
) -> None:
    """What was read before is used again until somebody recorded something."""
    maak_gevoerd(noor)
    async with aan_het_werk(werkmap, "Noor", noor.klok, (120, 40)) as pilot:
        await druk(pilot, stap)
        assert een in scherm_tekst(pilot.app)
        scherm = pilot.app.screen
        assert isinstance(scherm, SleutelLijstScherm)
        eerst = scherm._sleutels[""]
        await druk(pilot, "1", stap)
        assert scherm._sleutels[""] is eerst, "nothing happened: not read again"
        maak_gevoerd(karim, voornaam="Ada")
        await druk(pilot, "1", stap)
        assert twee in scherm_tekst(pilot.app)


class _Slot:
    """Counts who took it, by thread."""

    def __init__(self) -> None:
        self.slot, self.draden = threading.Lock(), set[int]()

    def __enter__(self) -> None:
        self.draden.add(threading.get_ident())
        self.slot.acquire()

    def __exit__(self, *_: object) -> None:
        self.slot.release()


@pytest.mark.parametrize("stap", ["2", "4", "5"])
async def test_het_scherm_wacht_nooit_op_wie_de_lijst_leest(
    werkmap: Werkmap, noor: Sessie, stap: str
) -> None:
    """Reading a hundred thousand takes a second; who came back in that second looked at a frozen screen."""
    maak_gevoerd(noor)
    async with aan_het_werk(werkmap, "Noor", noor.klok) as pilot:
        await druk(pilot, stap)
        scherm = pilot.app.screen
        assert isinstance(scherm, SleutelLijstScherm)
        slot = scherm._slot = _Slot()  # type: ignore[assignment]
        await druk(pilot, "1", stap, "i")
        assert slot.draden and threading.get_ident() not in slot.draden


# --- Vandaag ---------------------------------------------------------------------------------


def test_wat_er_niet_op_past_wordt_geteld(noor: Sessie) -> None:
    for _ in range(3):
        maak_aanmelding(noor)
    maak_gevoerd(noor)
    maak_gevoerd(noor)
    heel = vandaag.overzicht(noor)
    assert heel.nog == {} and len(heel.wacht) == 5
    for n in range(5):
        deel = vandaag.overzicht(noor, n)
        assert deel.wacht == heel.wacht[:n]
        gezien = [p.stap for p in deel.wacht]
        assert {stap: gezien.count(stap) + deel.nog.get(stap, 0) for stap in ("plannen", "advies")} == {
            "plannen": 3,
            "advies": 2,
        }


def test_en_nog_in_woorden() -> None:
    assert en_nog({"advies": 19, "plannen": 12, "rechten": 0}) == [
        ("aanmeldingen", "en nog 12 in 2 Aanmeldingen"),
        ("advies", "en nog 19 in 5 Advies"),
    ]
    assert en_nog({"concept": 1}) == [("", "en nog 1 concept")]
    assert en_nog({}) == []


async def test_vandaag_zegt_het(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    for _ in range(43):
        maak_aanmelding(noor)
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        await druk(pilot, "end")
        assert "en nog 3 in 2 Aanmeldingen" in scherm_tekst(pilot.app)
        await druk(pilot, "enter")
        assert pilot.app.current_mode == "aanmeldingen"
        assert "43 aanmeldingen" in scherm_tekst(pilot.app)

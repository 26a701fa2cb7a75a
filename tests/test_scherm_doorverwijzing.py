"""Doorverwijzing by keyboard: the tally sheet, its totals, and what came of an advice."""

import asyncio
import re
import threading
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.woorden import Stap, Weten
from mgn_tui.register import adviseren, toeleiden, vastleggen
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.screens import doorverwijzing
from mgn_tui.tui.screens.doorverwijzing import LEEG, OVERLAP, DoorverwijzingScherm
from mgn_tui.tui.screens.weten import WetenVraag
from mgn_tui.tui.widgets.turfblad import Turfblad
from mgn_tui.tui.widgets.vensterlijst import VensterLijst
from tests.hulp_schermen import (
    MATEN,
    aan_het_werk,
    app_van,
    druk,
    lopend,
    meldingen,
    rustig,
    typ,
    vaste_referenties,
    vooraf,
)
from tests.hulp_tui import engels, foto, onleesbaar, scherm_tekst
from tests.hulp_typ import vooruit
from tests.hulp_werkmap import (
    ANDER_DUO,
    BEGIN,
    kopieer_werkmap,
    lichte_kdf,
    maak_advies,
    maak_gevoerd,
    open_als,
)

WIM, ANNA, YUSUF, TRUUS = range(4)


@dataclass(frozen=True)
class Turf:
    """A werkmap with four gesprekken: Wim (fixed advies), Anna (concept), Yusuf (none yet), and Truus of the
    other duo. `refs` in the order of the sheet; `dagen` of the gesprekken."""

    map: Path
    nu: Any
    refs: tuple[str, ...]
    dagen: tuple[date, ...]


@pytest.fixture(scope="session")
def turfmap(sjabloon: Path, tmp_path_factory: pytest.TempPathFactory) -> Turf:
    klok = VasteKlok(BEGIN)
    werkmap = kopieer_werkmap(sjabloon, tmp_path_factory.mktemp("turf") / "werkmap")
    with lichte_kdf(), vaste_referenties():
        s = open_als(werkmap, "Noor", klok)
        refs = []
        for voor, achter, codes, hoofd in (
            ("Wim", "Jansen", "zelf|sociaal-domein", "sociaal-domein"),
            ("Anna", "Bakker", "ggz-basis", "ggz-basis"),
            ("Yusuf", "El Amrani", "", ""),
        ):
            ref = maak_gevoerd(s, voornaam=voor, achternaam=achter)[1]
            refs.append(ref)
            if codes:
                actie = "verwijzing-ggz" if hoofd == "ggz-basis" else "geen"
                maak_advies(s, ref, categorieen=codes, hoofdadvies=hoofd, actie_huisarts=actie)
        adviseren.stel_vast(s, refs[WIM])
        toeleiden.zet(s, refs[WIM], "sociaal-domein", Stap.VERWEZEN, Weten.JA, klok.vandaag())
        s.sluit()
        s = open_als(werkmap, "Elif", klok)
        refs.append(maak_gevoerd(s, ANDER_DUO, voornaam="Truus", achternaam="Vermeer")[1])
        maak_advies(s, refs[-1], categorieen="zelf", hoofdadvies="zelf")
        dagen = tuple(rij.dag for rij in toeleiden.staat(s).rijen)
        s.sluit()
    return Turf(werkmap.pad, klok.nu(), tuple(refs), dagen)


@pytest.fixture
def turf(turfmap: Turf, tmp_path: Path, licht: None) -> Turf:
    return Turf(
        kopieer_werkmap(turfmap.map, tmp_path / "werkmap").pad, *(turfmap.nu, turfmap.refs, turfmap.dagen)
    )


def aan_tafel(turf: Turf, wie: str = "Noor", maat: tuple[int, int] = (80, 24)) -> Any:
    return aan_het_werk(Werkmap(turf.map), wie, VasteKlok(turf.nu), maat)


def staat(turf: Turf) -> toeleiden.Turfstaat:
    """What is stored, read by somebody else than the app."""
    s = open_als(Werkmap(turf.map), "Karim", VasteKlok(turf.nu))
    try:
        return toeleiden.staat(s)
    finally:
        s.sluit()


def feit(turf: Turf, rij: int, code: str, stap: Stap) -> toeleiden.Feit | None:
    return staat(turf).rijen[rij].feiten.get((code, stap))


def kort(dag: date) -> str:
    return f"{dag.day}-{dag.month}"


# --- what stands there -----------------------------------------------------------------------


async def test_zonder_gesprekken_zegt_het_scherm_wat_er_komt(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        await druk(pilot, "6", "right", "space", "w", "g", "k", "h", "r", "enter")
        assert LEEG in scherm_tekst(pilot.app)


async def test_totalen_tellen_gesprekken_en_mensen(turf: Turf) -> None:
    async with aan_tafel(turf, maat=(120, 40)) as pilot:
        await druk(pilot, "6")
        tekst = scherm_tekst(pilot.app)
        assert "4 gesprekken met 4 mensen" in tekst
        assert "ggz: 1 van de 3 mensen met een advies" in tekst
        assert "sociaal domein: 1" in tekst
        assert "zonder advies: 1" in tekst
        assert OVERLAP not in tekst  # four advices, four gesprekken


async def test_de_tellingen_als_tabel_met_de_gesprekken_erachter(turf: Turf) -> None:
    """e: the same totals in a list; Enter: the gesprekken, of others under pseudonym and closed."""
    async with aan_tafel(turf, maat=(80, 24)) as pilot:
        await druk(pilot, "6", "e")
        tekst = scherm_tekst(pilot.app)
        assert "Tellingen · alle gesprekken" in tekst and "4 gesprekken met 4 mensen" in tekst
        assert re.search(r"ggz +1 +van 3 mensen met een advies", tekst)
        assert engels(pilot.app) == [] and onleesbaar(pilot.app) == []
        await druk(pilot, "r")
        assert "Klaar:" in meldingen(pilot) and "tellingen-2027-" in meldingen(pilot)
        (pad,) = pilot.app.sessie.werkmap.exports.iterdir()
        papier = " ".join(" ".join(pagina.extract_text() for pagina in PdfReader(pad).pages).split())
        assert "Alle gesprekken: 4 gesprekken met 4 mensen" in papier
        assert "ggz: 1 van 3 mensen" in papier and "nog zonder advies: 1 van 4" in papier
        assert not any(naam in papier for naam in ("Jansen", "Bakker", "W.J.", "A.B."))
        lijst = pilot.app.screen.query_one(VensterLijst)
        lijst.ga_naar(next(n for n, r in lijst._regels.items() if "ggz" in r.cellen))
        await druk(pilot, "enter")
        assert "Mensen per groep: ggz" in scherm_tekst(pilot.app) and "1 gesprek" in scherm_tekst(pilot.app)
        assert "A.B." in scherm_tekst(pilot.app)
        await druk(pilot, "escape", "end", "enter")
        assert "Gesprekken: alle" in scherm_tekst(pilot.app) and "4 gesprekken" in scherm_tekst(pilot.app)
        await druk(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, DoorverwijzingScherm)


async def test_spatie_turft_en_telt_meteen_mee(turf: Turf) -> None:
    async with aan_tafel(turf, maat=(120, 40)) as pilot:
        await druk(pilot, "6", "down", "down", "space", "right", "space")
        assert staat(turf).rijen[YUSUF].geadviseerd == {"zelf", "eigen-netwerk"}
        tekst = scherm_tekst(pilot.app)
        assert "inwoner zelf: 3" in tekst
        assert "zonder advies" not in tekst
        assert OVERLAP in tekst
        assert "ggz: 1 van de 4 mensen" in tekst
        await druk(pilot, "space")
        assert staat(turf).rijen[YUSUF].geadviseerd == {"zelf"}


async def test_de_staat_wordt_alleen_opnieuw_gelezen_als_er_iets_is_bewaard(
    turf: Turf, monkeypatch: pytest.MonkeyPatch
) -> None:
    keren: list[int] = []
    lees = toeleiden.staat
    async with aan_tafel(turf, maat=(120, 40)) as pilot:
        monkeypatch.setattr(toeleiden, "staat", lambda *args: keren.append(1) or lees(*args))
        await druk(pilot, "6")
        assert len(keren) == 1
        await druk(pilot, "down", "down", "space", "right", "space", "1", "6")
        assert "inwoner zelf: 3" in scherm_tekst(pilot.app)
        assert len(keren) == 1
        s = open_als(Werkmap(turf.map), "Karim", VasteKlok(turf.nu))
        toeleiden.zet(s, turf.refs[WIM], "sociaal-domein", Stap.GESTART, Weten.ONBEKEND)
        s.sluit()
        await druk(pilot, "1", "6")
        assert len(keren) == 2
        await druk(pilot, "space")
        s = open_als(Werkmap(turf.map), "Karim", VasteKlok(turf.nu))
        toeleiden.zet(s, turf.refs[WIM], "sociaal-domein", Stap.GESTART, Weten.JA)
        s.sluit()
        await druk(pilot, "space")  # what a colleague noted in between is seen with it
        assert len(keren) == 3
        assert "gestart" in {stap.value for _, stap in pilot.app.screen._staat.rijen[WIM].feiten}


async def test_de_namen_komen_ook_als_er_intussen_een_streepje_kwam(
    turf: Turf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doorverwijzing, "MET_NAAM", 1)
    voluit, klaar = toeleiden.met_namen, threading.Event()

    def traag(*args: Any) -> toeleiden.Turfstaat:
        klaar.wait(10)
        return voluit(*args)

    monkeypatch.setattr(toeleiden, "met_namen", traag)
    async with aan_tafel(turf, maat=(120, 40)) as pilot:
        vooruit(pilot, "6")
        scherm = None
        while not isinstance(scherm, DoorverwijzingScherm) or scherm._staat is None:
            await asyncio.sleep(0.01)
            scherm = pilot.app.screen
        eerst = scherm._staat
        vooruit(pilot, "down", "down", "space")
        while scherm._staat is eerst:
            await asyncio.sleep(0.01)
        klaar.set()
        await rustig(pilot)
        assert not scherm._staat.zonder_namen
        assert "W.J." in scherm_tekst(pilot.app)
        assert scherm._staat.rijen[YUSUF].geadviseerd == {"zelf"}


async def test_hoofdadvies(turf: Turf) -> None:
    async with aan_tafel(turf) as pilot:
        await druk(pilot, "6", "down", "down", "space", "right", "space", "h")
        assert staat(turf).rijen[YUSUF].hoofdadvies == "eigen-netwerk"
        assert "◉" in scherm_tekst(pilot.app)
        await druk(pilot, "right", "h")  # not advised: explained, nothing changed
        assert staat(turf).rijen[YUSUF].hoofdadvies == "eigen-netwerk"
        assert "Het hoofdadvies is een van de adviezen" in meldingen(pilot)


async def test_een_vastgesteld_advies_wordt_uitgelegd(turf: Turf) -> None:
    async with aan_tafel(turf) as pilot:
        await druk(pilot, "6", "space")
        assert "Maak bij Advies een nieuwe versie" in meldingen(pilot)
        assert "zelf" in staat(turf).rijen[WIM].geadviseerd


# --- what became of it -----------------------------------------------------------------------


async def test_enter_is_ja_vandaag(turf: Turf) -> None:
    async with aan_tafel(turf) as pilot:
        await druk(pilot, "6", "g", "enter")
        assert feit(turf, WIM, "zelf", Stap.GESTART) == toeleiden.Feit(Weten.JA, VasteKlok(turf.nu).vandaag())
        assert not isinstance(pilot.app.screen, WetenVraag)


async def test_een_dag_zoals_mensen_die_typen(turf: Turf) -> None:
    async with aan_tafel(turf) as pilot:
        await druk(pilot, "6", "w")
        await typ(pilot, kort(turf.dagen[WIM]))  # a figure begins the day
        await druk(pilot, "enter")
        assert feit(turf, WIM, "zelf", Stap.VERWEZEN) == toeleiden.Feit(Weten.JA, turf.dagen[WIM])
        await druk(pilot, "g", "j")
        await typ(pilot, "gisteren")
        await druk(pilot, "enter")
        gisteren = VasteKlok(turf.nu).vandaag() - timedelta(days=1)
        assert feit(turf, WIM, "zelf", Stap.GESTART) == toeleiden.Feit(Weten.JA, gisteren)


async def test_een_dag_die_niet_kan_wordt_uitgelegd_en_blijft_staan(turf: Turf) -> None:
    async with aan_tafel(turf) as pilot:
        await druk(pilot, "6", "w")
        await typ(pilot, "31-06")
        await druk(pilot, "enter")
        assert "31 juni bestaat niet" in scherm_tekst(pilot.app)
        assert "31-06" in scherm_tekst(pilot.app)
        await druk(pilot, *["backspace"] * 5)
        await typ(pilot, kort(turf.dagen[WIM] - timedelta(days=1)))
        await druk(pilot, "enter")
        assert "ligt vóór het gesprek" in scherm_tekst(pilot.app)
        await druk(pilot, "escape", "escape")
        assert feit(turf, WIM, "zelf", Stap.VERWEZEN) is None


@pytest.mark.parametrize(
    ("toets", "weten"), [("n", Weten.NEE), ("o", Weten.ONBEKEND), ("v", Weten.NIET_NAGEVRAAGD)]
)
async def test_zonder_dag(turf: Turf, toets: str, weten: Weten) -> None:
    async with aan_tafel(turf) as pilot:
        await druk(pilot, "6", "w", toets)
        assert feit(turf, WIM, "zelf", Stap.VERWEZEN) == toeleiden.Feit(weten, None)
        assert weten.label in scherm_tekst(pilot.app)
        await druk(pilot, "w", "backspace")  # noted by mistake
        assert feit(turf, WIM, "zelf", Stap.VERWEZEN) is None


async def test_de_dag_mag_onbekend_zijn(turf: Turf) -> None:
    async with aan_tafel(turf) as pilot:
        await druk(pilot, "6", "g", "j")
        await typ(pilot, "?")
        await druk(pilot, "enter")
        assert feit(turf, WIM, "zelf", Stap.GESTART) == toeleiden.Feit(Weten.JA, None)
        assert "gestart ja, dag onbekend" in scherm_tekst(pilot.app)


async def test_intake_alleen_bij_de_ggz(turf: Turf) -> None:
    async with aan_tafel(turf, maat=(200, 60)) as pilot:
        await druk(pilot, "6", "down", "k")
        assert not isinstance(pilot.app.screen, WetenVraag)
        blad = pilot.app.screen.query_one(Turfblad)
        while blad.categorie.code != "ggz-basis":
            await druk(pilot, "right")
        await druk(pilot, "k", "enter")
        assert feit(turf, ANNA, "ggz-basis", Stap.INTAKE) is not None


# --- around it -------------------------------------------------------------------------------


async def test_filter_op_sprint(turf: Turf) -> None:
    async with aan_tafel(turf, maat=(120, 40)) as pilot:
        await druk(pilot, "6", "s")
        await typ(pilot, "sprint")
        await druk(pilot, "enter")
        assert "Doorverwijzing · Zwolle-Zuid, sprint 1" in scherm_tekst(pilot.app)
        verwacht = sum(dag <= date(2027, 4, 30) for dag in turf.dagen)
        assert f"{verwacht} gesprekken" in scherm_tekst(pilot.app)


async def test_resultaat_schrijft_wie_mag_lezen(turf: Turf) -> None:
    async with aan_tafel(turf) as pilot:
        await druk(pilot, "6", "r")
        await typ(pilot, "wandelt weer")
        await druk(pilot, "ctrl+o")
        assert isinstance(pilot.app.screen, DoorverwijzingScherm)
        await druk(pilot, "end", "r")  # Truus, of the other duo
        assert isinstance(pilot.app.screen, DoorverwijzingScherm)
        assert "alleen te lezen en te schrijven" in meldingen(pilot)
    s = open_als(Werkmap(turf.map), "Karim", VasteKlok(turf.nu))
    assert vastleggen.lees(s, turf.refs[WIM]).ruw["uiteindelijk_resultaat"] == "wandelt weer"
    s.sluit()


async def test_coordinator_noteert_feiten_onder_pseudoniem(turf: Turf) -> None:
    async with aan_tafel(turf, "Els", (120, 40)) as pilot:
        await druk(pilot, "6", "i")
        tekst = scherm_tekst(pilot.app)
        assert not any(wie in tekst for wie in ("W.J.", "Wim", "Jansen", "A.B.", "Anna"))
        assert "space" not in pilot.app.screen.active_bindings or not pilot.app.screen.check_action(
            "advies", ()
        )
        await druk(pilot, "down", "space", "h", "r", "w", "enter")
        assert isinstance(pilot.app.screen, DoorverwijzingScherm)
    assert staat(turf).rijen[ANNA].geadviseerd == {"ggz-basis"}
    assert feit(turf, ANNA, "zelf", Stap.VERWEZEN) is not None


async def test_ga_naar_zet_de_cursor_op_het_hoofdadvies(turf: Turf) -> None:
    async with aan_tafel(turf) as pilot:
        await pilot.app.open_doorverwijzing(turf.refs[ANNA])
        await rustig(pilot)
        blad = pilot.app.screen.query_one(Turfblad)
        assert blad.rij is not None
        assert (blad.rij.ref, blad.categorie.code) == (turf.refs[ANNA], "ggz-basis")
        assert "basis-ggz" in scherm_tekst(pilot.app)  # the window went along


async def test_namen_met_een_toets(turf: Turf) -> None:
    async with aan_tafel(turf, maat=(120, 40)) as pilot:
        await druk(pilot, "6")
        assert "Wim Jansen" not in scherm_tekst(pilot.app)
        await druk(pilot, "i")
        assert "Wim Jansen" in scherm_tekst(pilot.app)
        assert "Truus" not in scherm_tekst(pilot.app)


@pytest.mark.parametrize("breedte", [40, 80, 200])
async def test_alle_kolommen_zijn_te_bereiken(turf: Turf, breedte: int) -> None:
    async with aan_tafel(turf, maat=(breedte, 24)) as pilot:
        await druk(pilot, "6")
        blad = pilot.app.screen.query_one(Turfblad)
        for categorie in pilot.app.sessie.profiel.categorieen:
            assert blad.categorie == categorie
            kop = scherm_tekst(pilot.app).splitlines()[blad.region.y]
            assert categorie.kort in kop
            await druk(pilot, "right")
        assert engels(pilot.app) == []
        assert onleesbaar(pilot.app) == []


async def test_hulp_legt_elke_afkorting_uit(turf: Turf) -> None:
    async with aan_tafel(turf, maat=(90, 60)) as pilot:
        await druk(pilot, "6", "f1")
        uitleg = lopend(pilot).replace(" ", "")  # a line may end inside a word
        for categorie in pilot.app.sessie.profiel.categorieen:
            if categorie.kort != categorie.label:
                assert f"{categorie.kort}:{categorie.label}".replace(" ", "") in uitleg


async def test_met_de_muis(turf: Turf) -> None:
    async with aan_tafel(turf) as pilot:
        await druk(pilot, "6")
        blad = pilot.app.screen.query_one(Turfblad)
        kop = scherm_tekst(pilot.app).splitlines()[blad.region.y]
        plek = (kop.index("netwerk") - blad.region.x, 3)  # the third gesprek
        await pilot.click(Turfblad, offset=plek)
        await rustig(pilot)
        assert (blad.rij.ref, blad.categorie.code) == (turf.refs[YUSUF], "eigen-netwerk")
        await pilot.click(Turfblad, offset=plek)
        await rustig(pilot)
        assert staat(turf).rijen[YUSUF].geadviseerd == {"eigen-netwerk"}


async def test_vraag_met_de_muis(turf: Turf) -> None:
    async with aan_tafel(turf) as pilot:
        await druk(pilot, "6", "w")
        regels = scherm_tekst(pilot.app).splitlines()
        y = next(nr for nr, regel in enumerate(regels) if "n nee" in regel)
        await pilot.click(offset=(regels[y].index("n nee"), y))
        await rustig(pilot)
        assert feit(turf, WIM, "zelf", Stap.VERWEZEN) == toeleiden.Feit(Weten.NEE, None)


def test_foto(snap_compare: Any, turf: Turf) -> None:
    app = app_van(Werkmap(turf.map), "Noor", VasteKlok(turf.nu))
    assert foto(snap_compare, app, MATEN, vooraf("6", "right", "right", "right", "right", "right"))


def test_foto_vraag(snap_compare: Any, turf: Turf) -> None:
    app = app_van(Werkmap(turf.map), "Noor", VasteKlok(turf.nu))
    assert foto(snap_compare, app, MATEN, vooraf("6", "w"))

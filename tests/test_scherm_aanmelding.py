"""The form of an aanmelding: quick to fill, hard to lose."""

import re
import subprocess
from functools import partial
from pathlib import Path

import pytest
from textual.widgets import Input

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import aanmelden, aanmeldlijst, beheren, concepten
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import engine
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.screens.aanmelding import AanmeldingScherm
from mgn_tui.tui.screens.aanmeldingen import AanmeldingenScherm
from mgn_tui.tui.screens.botsing import BotsingVenster
from mgn_tui.tui.widgets.formulier import FormulierWidget
from tests.hulp_app import (
    MATEN,
    app_van,
    druk,
    geopend,
    maak_week,
    rustig,
    tot,
    tot_staat,
    typ,
    vooraf,
    wis,
)
from tests.hulp_tui import engels, foto, onleesbaar, scherm_tekst
from tests.hulp_werkmap import kindopdracht, maak_aanmelding, open_als


def test_zo_ziet_een_nieuwe_aanmelding_eruit(snap_compare, werkmap: Werkmap, klok: VasteKlok) -> None:
    assert foto(snap_compare, app_van(werkmap, klok), MATEN, vooraf("n"))


def test_zo_ziet_een_nieuwe_praktijk_eruit(snap_compare, werkmap: Werkmap, klok: VasteKlok) -> None:
    assert foto(snap_compare, app_van(werkmap, klok), (80, 24), vooraf("n", "ctrl+n"))


def formulier(pilot) -> FormulierWidget:
    return pilot.app.screen.query_one(FormulierWidget)


async def naar(pilot, veld: str) -> None:
    formulier(pilot).focus_veld(veld)
    await rustig(pilot)


async def open_nieuw(pilot) -> None:
    await druk(pilot, "n")
    await tot_staat(pilot, "Nieuwe aanmelding", "Voornaam")


# --- filling in ------------------------------------------------------------------------------


async def test_de_verplichte_velden_kosten_weinig_toetsen(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie
) -> None:
    async with geopend(werkmap, klok) as pilot:
        toetsen = 0

        async def tel(*wat: str) -> None:
            nonlocal toetsen
            toetsen += len(wat)
            await druk(pilot, *wat)

        await tel("n")
        await tot_staat(pilot, "Nieuwe aanmelding", "nog invullen: praktijk")
        await tel("right")  # the cursor stands on the first that is needed: the praktijk
        await naar(pilot, "voornaam")
        await typ(pilot, "Çağla")
        await tel("enter")
        await typ(pilot, "Şahin-Đặng")
        await tel("enter")
        await typ(pilot, "3-4-1966")
        await tel("ctrl+o")
        await tot_staat(pilot, "De aanmelding is bewaard.", "aanmelding Ç.Ş.: nog uitnodigen")
        assert "▸ ●" in scherm_tekst(pilot.app)  # the cursor stands on the new one
        assert toetsen <= 6
        await druk(pilot, "p")
        await tot_staat(pilot, "Plannen · Ç.Ş.")
    (sleutel,) = aanmeldlijst.sleutels(noor)
    (regel,) = aanmeldlijst.regels(noor, [sleutel])
    beeld = aanmelden.lees(noor, regel.ref)
    assert (beeld.ruw["achternaam"], beeld.ruw["aanmelder"]) == ("Şahin-Đặng", "huisarts")
    assert concepten.alle(noor) == []


async def test_vanuit_de_lijst_staat_de_cursor_op_de_nieuwe(werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "2")
        await open_nieuw(pilot)
        await druk(pilot, "right", "right")
        for veld, tekst in (("voornaam", "Jo"), ("achternaam", "Smit"), ("geboortedatum", "1-1-1980")):
            await naar(pilot, veld)
            await typ(pilot, tekst)
        await druk(pilot, "ctrl+o")
        await tot_staat(pilot, "5 aanmeldingen")
        await tot(pilot, lambda: any("▸" in r and "J.S." in r for r in scherm_tekst(pilot.app).splitlines()))
        assert isinstance(pilot.app.screen, AanmeldingenScherm)


async def test_wat_ontbreekt_of_niet_kan_staat_bij_het_veld(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with geopend(werkmap, klok) as pilot:
        await open_nieuw(pilot)
        await druk(pilot, "ctrl+o")
        await tot_staat(pilot, "nog invullen: praktijk, voornaam of voorletters, achternaam, geboren op")
        await druk(pilot, "right")
        for veld, tekst in (("voornaam", "[b]Jo"), ("achternaam", "סמית"), ("geboortedatum", "31-6-1980")):
            await naar(pilot, veld)
            await typ(pilot, tekst)
        await druk(pilot, "ctrl+o")
        await tot_staat(pilot, "✖ 31 juni bestaat niet: juni heeft 30 dagen.", "[b]Jo")
        await wis(pilot)
        await typ(pilot, "1-1-2015")
        await druk(pilot, "ctrl+o")
        await tot_staat(pilot, "is deze inwoner 12", "klopt het jaar?")
        await naar(pilot, "telefoon")
        await typ(pilot, "111222333")
        await druk(pilot, "tab")
        await tot_staat(pilot, "✖")
        await naar(pilot, "vraag")
        await typ(pilot, "bsn is 111222333 hoor")
        await druk(pilot, "ctrl+o")
        await tot_staat(pilot, "burgerservicenummer")
        assert engels(pilot.app) == []


async def test_een_praktijk_erbij_zonder_tekst_te_verliezen(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie
) -> None:
    async with geopend(werkmap, klok) as pilot:
        await open_nieuw(pilot)
        await naar(pilot, "vraag")
        await typ(pilot, "Wat past hier?")
        await druk(pilot, "ctrl+n")
        await tot_staat(pilot, "Nieuwe praktijk", "Huisarts(en)")
        await druk(pilot, "ctrl+o")
        await tot_staat(pilot, "nog invullen: naam")
        await typ(pilot, "Praktijk Aa")
        await druk(pilot, "ctrl+o")
        await tot_staat(pilot, "Praktijk Aa", "Wat past hier?")
        gekozen = formulier(pilot).ruw()["praktijk"]
        assert gekozen == next(r.id for r in beheren.lijst(noor, "praktijk") if r.naam == "Praktijk Aa")
        await druk(pilot, "escape")
        await tot_staat(pilot, "Vandaag, ")
    assert concepten.vind(noor, "aanmelding", "nieuw").ruw["praktijk"] == gekozen


async def test_een_praktijk_die_men_laat_zitten_blijft_staan(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with geopend(werkmap, klok) as pilot:
        await open_nieuw(pilot)
        await druk(pilot, "ctrl+n")
        await typ(pilot, "Praktijk Half")
        await druk(pilot, "escape", "ctrl+n")
        await tot_staat(pilot, "Praktijk Half")


# --- never lost ------------------------------------------------------------------------------


async def test_een_scherm_dat_krimpt_verliest_niets(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with geopend(werkmap, klok, maat=(120, 40)) as pilot:
        await open_nieuw(pilot)
        await naar(pilot, "bereikbaarheid")
        await typ(pilot, "na het eten")
        for maat in ((40, 15), (30, 10), (120, 40), (60, 20), (40, 15)):
            await pilot.resize_terminal(*maat)
            await rustig(pilot)
            await rustig(pilot)
            veld = pilot.app.screen.focused
            assert isinstance(veld, Input)
            assert veld.value == "na het eten"
            assert "na het eten" in scherm_tekst(pilot.app), maat  # the field with the cursor stays in sight
            assert pilot.app.screen.region.contains_region(veld.region.intersection(pilot.app.screen.region))
        onderste = scherm_tekst(pilot.app).splitlines()
        assert "F1 hulp" in onderste[-2]
        assert not onderste[-2].rstrip().endswith("…")
        await typ(pilot, ", of later")
        assert formulier(pilot).ruw()["bereikbaarheid"] == "na het eten, of later"


async def test_esc_laat_een_concept_staan_en_n_biedt_het_aan(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie
) -> None:
    async with geopend(werkmap, klok) as pilot:
        await open_nieuw(pilot)
        await naar(pilot, "achternaam")
        await typ(pilot, "de Vries")
        await druk(pilot, "escape")
        await tot_staat(pilot, "concept van een aanmelding")
        await open_nieuw(pilot)
        await tot_staat(
            pilot, "de Vries", "Dit typte u eerder (di 9 maart 2027, 09:00) en is nog niet bewaard."
        )
        assert onleesbaar(pilot.app) == []
        await druk(pilot, "ctrl+r")
        await rustig(pilot)
        assert "de Vries" not in scherm_tekst(pilot.app)
        assert "Dit typte u eerder" not in scherm_tekst(pilot.app)
        assert formulier(pilot).ruw()["aanmelddatum"] == "09-03-2027"
        await druk(pilot, "escape")
        await tot_staat(pilot, "Vandaag, ")
    assert concepten.alle(noor) == []


async def test_wie_terugtypt_wat_er_stond_laat_geen_concept(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie
) -> None:
    ref = maak_aanmelding(noor)
    async with geopend(werkmap, klok) as pilot:
        await pilot.app.open_aanmelding(ref)
        await tot_staat(pilot, "Aanmelding · W.J.")
        await naar(pilot, "achternaam")
        await typ(pilot, "x")
        await druk(pilot, "backspace", "escape")
        await tot_staat(pilot, "Vandaag, ")
    assert concepten.alle(noor) == []


ONTZIELD = """
import os
from mgn_tui.tui.app import MgnTui
from mgn_tui.tui.widgets.formulier import FormulierWidget
import asyncio, sys
async def main():
    app = MgnTui(Werkmap(Path(sys.argv[1])), "Noor", WACHTWOORDEN["Noor"], VasteKlok(BEGIN))
    async with app.run_test(size=(80, 24)) as pilot:
        async def tot(waar):
            while not waar():
                await pilot.pause()
        await tot(lambda: type(app.screen).__name__ == "VandaagScherm" and app.screen._stand)
        await pilot.press("n")
        await tot(lambda: app.screen.query(FormulierWidget))
        app.screen.query_one(FormulierWidget).focus_veld("vraag")
        await pilot.press(*"Slaapt")
        await asyncio.sleep(0.5)  # the promise: half a second after it was typed it is on disk
        print("getypt", file=sys.__stdout__, flush=True)  # Textual holds `print`, and does not flush it
        os._exit(9)  # nothing is tidied up: a battery that is empty
asyncio.run(main())
"""


def test_na_een_plotseling_einde_is_het_concept_er(werkmap: Werkmap, klok: VasteKlok, licht: None) -> None:
    kind = subprocess.run(
        kindopdracht(ONTZIELD, str(werkmap.pad)),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert "getypt" in kind.stdout, kind.stderr
    assert kind.returncode == 9
    s = open_als(werkmap, "Noor", klok)
    try:
        assert concepten.vind(s, "aanmelding", "nieuw").ruw["vraag"] == "Slaapt"
    finally:
        s.sluit()


# --- two at once -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("toets", "verwacht"),
    [("m", "van mij"), ("h", "van de ander"), ("b", "van de ander\nvan mij")],
)
async def test_twee_apps_op_dezelfde_aanmelding(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, toets: str, verwacht: str
) -> None:
    ref = maak_aanmelding(noor, vraag="zoals het was", voornaam="Wim")
    async with geopend(werkmap, klok) as pilot:
        await pilot.app.open_aanmelding(ref)
        await tot_staat(pilot, "Aanmelding · W.J.")
        aanmelden.wijzig(noor, ref, {"vraag": "van de ander", "taal": "Fries"})  # the other app saves first
        await naar(pilot, "vraag")
        await wis(pilot)
        await typ(pilot, "van mij")
        await druk(pilot, "ctrl+o")
        await tot(pilot, lambda: isinstance(pilot.app.screen, BotsingVenster))
        tekst = scherm_tekst(pilot.app)
        assert "Iemand anders heeft dit intussen gewijzigd." in tekst
        for deel in ("Vraag van de huisarts", "Wat u typte", "van mij", "Wat er nu staat", "van de ander"):
            assert deel in tekst
        assert "Criteria" not in tekst.split("Iemand anders")[1]  # only what really differs
        assert engels(pilot.app) == []
        await druk(pilot, toets)
        await tot_staat(pilot, "De aanmelding is bewaard.")
    na = aanmelden.lees(noor, ref).ruw
    assert na["vraag"] == verwacht
    assert na["taal"] == "Fries"  # what only the other changed stays


async def test_eerst_verder_kijken_verliest_geen_van_beide(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie
) -> None:
    ref = maak_aanmelding(noor, vraag="zoals het was")
    async with geopend(werkmap, klok) as pilot:
        await pilot.app.open_aanmelding(ref)
        await tot_staat(pilot, "Aanmelding · W.J.")
        aanmelden.wijzig(noor, ref, {"vraag": "van de ander"})
        await naar(pilot, "vraag")
        await typ(pilot, "van mij ")
        await druk(pilot, "ctrl+o")
        await tot(pilot, lambda: isinstance(pilot.app.screen, BotsingVenster))
        await druk(pilot, "escape")
        assert isinstance(pilot.app.screen, AanmeldingScherm)
        assert "van mij" in formulier(pilot).ruw()["vraag"]
        await druk(pilot, "ctrl+o")
        await tot(pilot, lambda: isinstance(pilot.app.screen, BotsingVenster))
        await druk(pilot, "escape", "escape")
        await tot_staat(pilot, "Vandaag, ")
    assert aanmelden.lees(noor, ref).ruw["vraag"] == "van de ander"
    assert "van mij" in concepten.vind(noor, "aanmelding", ref).ruw["vraag"]


def test_zo_ziet_een_botsing_eruit(snap_compare, werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    ref = maak_aanmelding(noor, vraag="zoals het was")

    async def botsing(pilot) -> None:
        await pilot.app.open_aanmelding(ref)
        await tot_staat(pilot, "Aanmelding · W.J.")
        aanmelden.wijzig(noor, ref, {"vraag": "Slaapt slecht.\nWat helpt?", "aanmelder": "poh-ggz"})
        await naar(pilot, "vraag")
        await wis(pilot)
        await typ(pilot, "Somber na verlies. [b]Wat past?")
        await druk(pilot, "ctrl+o")
        await tot(pilot, lambda: isinstance(pilot.app.screen, BotsingVenster))

    assert foto(snap_compare, app_van(werkmap, klok), (80, 24), vooraf(botsing))


# --- when things break -------------------------------------------------------------------------


async def _vul(pilot) -> None:
    await druk(pilot, "right")
    for veld, tekst in (("voornaam", "Jo"), ("achternaam", "Smit"), ("geboortedatum", "1-1-1980")):
        await naar(pilot, veld)
        await typ(pilot, tekst)


@pytest.mark.parametrize("waar", ["bewaren", "concept"])
async def test_een_schijf_die_weigert_zegt_het_en_de_tekst_blijft(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, waar: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with geopend(werkmap, klok) as pilot:
        await open_nieuw(pilot)
        alleen_lezen = partial(engine.open_verbinding, alleen_lezen=True)
        with monkeypatch.context() as lap:
            lap.setattr(engine, "open_verbinding", alleen_lezen)  # as the medium itself would
            pilot.app.sessie.store.engine.dispose()
            await _vul(pilot)
            if waar == "concept":
                await tot_staat(pilot, "Deze map is alleen-lezen.")  # the top line, while typing goes on
            else:
                await druk(pilot, "ctrl+o")
                await tot_staat(pilot, "Deze map is alleen-lezen. Er is niets bewaard")
            assert formulier(pilot).ruw()["achternaam"] == "Smit"
            assert "Smit" in scherm_tekst(pilot.app)
            pilot.app.sessie.store.engine.dispose()
        pilot.app.sessie.store.engine.dispose()
        await druk(pilot, "ctrl+o")
        await tot_staat(pilot, "De aanmelding is bewaard.")
    assert len(aanmeldlijst.sleutels(noor)) == 1


GEHEIM = "Onvindbaar-Geheim"
STUK = f"""
import asyncio, sys
from mgn_tui.register import aanmelden
from mgn_tui.tui.app import MgnTui
from mgn_tui.tui.widgets.formulier import FormulierWidget

def stuk(sessie, ruw, *rest, **opties):
    naam_van_inwoner = ruw["achternaam"]
    raise RuntimeError(f"kan {{naam_van_inwoner}} niet opslaan")

aanmelden.nieuw = stuk
async def rijd(pilot):
    app = pilot.app
    async def tot(waar):
        while not waar():
            await pilot.pause()
    await tot(lambda: type(app.screen).__name__ == "VandaagScherm" and app.screen._stand)
    await pilot.press("n")
    await tot(lambda: app.screen.query(FormulierWidget))
    formulier = app.screen.query_one(FormulierWidget)
    for veld, tekst in (("voornaam", "Jo"), ("achternaam", "{GEHEIM}"), ("geboortedatum", "1-1-1980")):
        formulier.focus_veld(veld)
        await tot(lambda: getattr(app.screen.focused.parent, "veld", None) is formulier.formulier.veld(veld))
        app.screen.focused.insert_text_at_cursor(tekst)
        await tot(lambda: formulier.ruw()[veld] == tekst)
    app.simulate_key("ctrl+o")

app = MgnTui(Werkmap(Path(sys.argv[1])), "Noor", WACHTWOORDEN["Noor"], VasteKlok(BEGIN))
app.run(headless=True, size=(80, 24), auto_pilot=rijd)
sys.exit(app.return_code)
"""


def test_een_fout_in_het_programma_verraadt_niemand(
    werkmap: Werkmap, klok: VasteKlok, licht: None, eigen_wereld: Path
) -> None:
    kind = subprocess.run(
        kindopdracht(STUK, str(werkmap.pad)), capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert kind.returncode == 70, kind.stderr
    uitvoer = kind.stdout + kind.stderr
    assert "Er ging iets mis in het programma" in uitvoer
    assert "Traceback" not in uitvoer
    (verslag,) = werkmap.meldingen.glob("fout-*.txt")
    assert "builtins.RuntimeError" in verslag.read_text(encoding="utf-8")
    assert re.search(r"scherm: AanmeldingScherm", verslag.read_text(encoding="utf-8"))
    geheim = GEHEIM.encode()
    assert geheim not in uitvoer.encode()
    for wortel in (werkmap.pad, eigen_wereld):
        for pad in wortel.rglob("*"):
            if pad.is_file():
                assert geheim not in pad.read_bytes(), pad
    s = open_als(werkmap, "Noor", klok)
    try:  # and what was typed is there, for who typed it
        assert concepten.vind(s, "aanmelding", "nieuw").ruw["achternaam"] == GEHEIM
    finally:
        s.sluit()

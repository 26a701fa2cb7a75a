"""The registers by keyboard, from Beheer."""

import re
from typing import Any

import pytest
from sqlalchemy import text

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.regiotaal import regiotaal
from mgn_tui.register import concepten, registers, vastleggen, vrijgeven, waarderen
from mgn_tui.register.registervormen import GeenGesprekSoort
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.screens.registers import LosFormulier, RegistersScherm
from mgn_tui.tui.screens.registers_lijsten import BLADEN
from tests.hulp_registers import REGELS
from tests.hulp_schermen import MATEN, aan_het_werk, app_van, druk, lopend, meldingen, typ, vooraf
from tests.hulp_tui import engels, foto, onleesbaar, scherm_tekst
from tests.hulp_werkmap import maak_gevoerd, praktijk

NAAR = {blad.naam: ("8", "r", *["right"] * nummer) for nummer, blad in enumerate(BLADEN)}


async def test_een_casus_zonder_dat_er_iets_van_achterblijft(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie
) -> None:
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        await druk(pilot, "8", "r")
        assert isinstance(pilot.app.screen, RegistersScherm)
        assert "Nog leeg. Druk n voor de eerste." in scherm_tekst(pilot.app)
        await druk(pilot, "n")
        assert isinstance(pilot.app.screen, LosFormulier)
        assert "Daarom blijft er geen concept van" in scherm_tekst(pilot.app)
        await druk(pilot, "pagedown")
        formulier = pilot.app.screen.query_one("FormulierWidget")
        formulier.focus_veld("signaal")
        await typ(pilot, "te vol")
        assert concepten.alle(noor) == []
        await druk(pilot, "escape")
        assert "Dit is nog niet bewaard" in lopend(pilot)
        await druk(pilot, "n")  # go on typing
        assert isinstance(pilot.app.screen, LosFormulier)
        await druk(pilot, "ctrl+o")
        assert "maart 2027" in scherm_tekst(pilot.app)
        assert "te vol" in scherm_tekst(pilot.app)
        assert concepten.alle(noor) == []
        await druk(pilot, "s", "ctrl+o")  # release the signaal as it stands
        assert "● vrij" in scherm_tekst(pilot.app)
        await druk(pilot, "n")
        pilot.app.screen.query_one("FormulierWidget").focus_veld("signaal")
        await typ(pilot, "x")
        await druk(pilot, "escape", "j")  # throw away
        assert isinstance(pilot.app.screen, RegistersScherm)
    assert [r.ruw["signaal"] for r in registers.lijst(noor, "casusoverleg")] == ["te vol"]


async def test_turven_in_het_rooster(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        await druk(pilot, *NAAR["geengesprek"])
        assert "Geen gesprek · 1e kwartaal 2027" in scherm_tekst(pilot.app)
        assert "Huisartsen De Brug" in scherm_tekst(pilot.app)
        await druk(pilot, "minus")
        assert "er kan niets af" in meldingen(pilot)
        await druk(pilot, "plus")
        await typ(pilot, "taal")
        await druk(pilot, "enter", "down", "plus")
        await typ(pilot, "te veel tijd")
        await druk(pilot, "enter", "full_stop")
        assert "Dat kwartaal moet nog komen." in meldingen(pilot)
        await druk(pilot, "comma")
        assert "4e kwartaal 2026" in scherm_tekst(pilot.app)
    staat = {r.naam: r for r in registers.turfstaat(noor, "2027-Q1")}
    assert staat["Huisartsen De Brug"].aantallen == {"niet-gewild": {"taal": 1}}
    assert staat["Praktijk Parkweg"].aantallen == {"niet-verwezen": {"te-veel-werk": 1}}


async def test_uren_wijzigen_en_weghalen(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    registers.bewaar(noor, "uren", REGELS["uren"](noor))
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await druk(pilot, *NAAR["uren"], "enter")
        formulier = pilot.app.screen.query_one("FormulierWidget")
        formulier.focus_veld("bron")
        await pilot.press("end")
        await typ(pilot, " SPUK")
        await druk(pilot, "ctrl+o", "w")
        assert "Weggehaald. Met u neemt u dat terug." in meldingen(pilot)
        assert "Nog leeg" in scherm_tekst(pilot.app)
        assert registers.lijst(noor, "uren") == []
        await druk(pilot, "u")
        assert "Teruggenomen: urenregel van" in meldingen(pilot)
        assert registers.lijst(noor, "uren")[0].ruw["bron"] == "IZA SPUK"
        await druk(pilot, "U")
    assert registers.lijst(noor, "uren") == []


async def test_ook_een_regel_zonder_persoon_gaat_terug(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie
) -> None:
    """Of an anonymous register the log tells no order; the app that did it remembers."""
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        registers.bewaar(pilot.app.sessie, "consultatie", REGELS["consultatie"](noor))
        await druk(pilot, *NAAR["consultatie"], "w")
        assert registers.lijst(noor, "consultatie") == []
        await druk(pilot, "u")
        assert "Teruggenomen: consultatie" in meldingen(pilot)
        assert len(registers.lijst(noor, "consultatie")) == 1
        await druk(pilot, "u")
        assert registers.lijst(noor, "consultatie") == []
        await druk(pilot, "U", "U")
        assert registers.lijst(noor, "consultatie") == []
        await druk(pilot, "U")
        assert "niets om opnieuw te doen" in meldingen(pilot)
    with noor.lezen() as db:
        tellen = text("SELECT count(*), count(DISTINCT handeling) FROM wijziging WHERE tabel = 'consultatie'")
        assert tuple(db.execute(tellen).one()) == (6, 6), "each a handeling of its own, and of nothing else"
        assert db.execute(text("SELECT count(*) FROM ongedaan")).scalar() == 0, "nor does that tell an order"


async def test_de_coordinator_ziet_sommen(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    registers.bewaar(noor, "uren", REGELS["uren"](noor))
    async with aan_het_werk(werkmap, "Els", klok, (120, 40)) as pilot:
        await druk(pilot, "8", "r", "left")
        tekst = scherm_tekst(pilot.app)
        assert "Registers · Uren van het team" in tekst
        assert "Welzijn Zuid" in tekst
        assert "1,25" in tekst
        assert "Noor" not in tekst
        await druk(pilot, "enter", "left", "left")
        assert "Nog leeg" in scherm_tekst(pilot.app)  # nobody's own lines


async def test_aanbod_nalezen_en_vrijgeven(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, els: Sessie
) -> None:
    _, gesprek = maak_gevoerd(noor)
    vastleggen.bewaar(noor, gesprek, {"ontbrekend_aanbod": "groep op dinsdag"})
    async with aan_het_werk(werkmap, "Noor", noor.klok, (120, 40)) as pilot:
        await druk(pilot, *NAAR["aanbod"])
        assert "▲ nog niet vrij" in scherm_tekst(pilot.app)
        await druk(pilot, "enter", "ctrl+o")
        assert "Gevonden: dinsdag" in scherm_tekst(pilot.app)
        assert vrijgeven.aanbod(els) == []
        pilot.app.screen.query_one("FormulierWidget").focus_veld("gezien")
        await druk(pilot, "j", "ctrl+o")
        assert "Vrijgegeven." in meldingen(pilot)
    assert [r.tekst for r in vrijgeven.aanbod(els)] == ["groep op dinsdag"]


async def test_cijfers_en_casusoverleg_bij_een_gesprek(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie
) -> None:
    _, gesprek = maak_gevoerd(noor)
    async with aan_het_werk(werkmap, "Noor", noor.klok, (120, 40)) as pilot:
        await druk(pilot, "6", "c")
        assert "Vindt de inwoner goed" in lopend(pilot)
        await druk(pilot, "j", "enter")
        await typ(pilot, "8")
        await druk(pilot, "ctrl+o", "t")
        assert "transfertafel" in scherm_tekst(pilot.app)
        await typ(pilot, "vandaag")
        await druk(pilot, "ctrl+o")
    assert waarderen.lees_waardering(noor, gesprek).ruw["inwoner"] == "8"
    assert waarderen.lees_tafel(noor, gesprek).ruw["besproken_op"] == f"{noor.klok.vandaag():%d-%m-%Y}"


@pytest.mark.parametrize("maat", MATEN)
async def test_elk_register_is_nederlands_en_leesbaar(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, maat: tuple[int, int]
) -> None:
    for naam, ruw in REGELS.items():
        registers.bewaar(noor, naam, ruw(noor))
    async with aan_het_werk(werkmap, "Noor", klok, maat) as pilot:
        await druk(pilot, "8", "r")
        for blad in BLADEN:
            assert f"Registers · {regiotaal(pilot.app.sessie.profiel)(blad.label)}"[
                : maat[0] - 8
            ] in scherm_tekst(pilot.app)
            assert engels(pilot.app) == []
            assert onleesbaar(pilot.app) == []
            await druk(pilot, "right")


async def test_de_totalen_van_een_kwartaal_of_een_andere_periode(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie
) -> None:
    for naam, ruw in REGELS.items():
        registers.bewaar(noor, naam, ruw(noor))
    registers.bewaar(noor, "consultatie", REGELS["consultatie"](noor) | {"dag": "1-12-2026"})
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        await druk(pilot, *NAAR["totalen"])
        tekst = scherm_tekst(pilot.app)
        assert "Registers · Totalen · 1e kwartaal 2027" in tekst
        assert re.search(r"Consultatie +vragen +1 ", tekst)
        assert re.search(r"Kosten +locatie, IZA +€ 50,50", tekst)
        assert "Naar de dag van de vraag." in tekst, "how the row under the cursor was counted"
        await druk(pilot, *["down"] * 7)
        assert "Een maand telt als de eerste dag in de periode valt." in scherm_tekst(pilot.app)
        await druk(pilot, "enter")
        assert "Registers · Transfertafel" in scherm_tekst(pilot.app)
        await druk(pilot, *["right"] * 8, "end", "enter")
        assert "bij het team of de praktijken" in meldingen(pilot)
        await druk(pilot, "comma")
        tekst = scherm_tekst(pilot.app)
        assert "4e kwartaal 2026" in tekst
        assert re.search(r"Consultatie +vragen +1 ", tekst) and "€" not in tekst
        await druk(pilot, "p")
        await typ(pilot, "vanaf-start")
        await druk(pilot, "enter")
        assert re.search(r"Consultatie +vragen +2 ", scherm_tekst(pilot.app))
        await druk(pilot, "p")
        await typ(pilot, "2019")
        await druk(pilot, "enter")
        assert "In deze periode staat er niets in de registers." in scherm_tekst(pilot.app)
        await druk(pilot, "p")
        await typ(pilot, "morgen")
        assert "niets gevonden" in scherm_tekst(pilot.app)


async def test_de_coordinator_kiest_ook_van_de_uren_de_periode(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie
) -> None:
    registers.bewaar(noor, "uren", REGELS["uren"](noor) | {"datum": "15-12-2026"})
    async with aan_het_werk(werkmap, "Els", klok, (120, 40)) as pilot:
        await druk(pilot, "8", "r", "left")
        assert "In deze periode heeft nog niemand uren opgeschreven." in scherm_tekst(pilot.app)
        await druk(pilot, "comma")
        assert "1,25" in scherm_tekst(pilot.app)


# --- pictures --------------------------------------------------------------------------------


def test_foto(snap_compare: Any, werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    for reden in ("taal", "geen-reden"):
        registers.turf(noor, praktijk(noor), "2027-Q1", GeenGesprekSoort.NIET_GEWILD, reden, 1)
    registers.turf(noor, praktijk(noor), "2027-Q1", GeenGesprekSoort.NIET_VERWEZEN, "te-veel-werk", 3)
    assert foto(snap_compare, app_van(werkmap, "Noor", klok), MATEN, vooraf(*NAAR["geengesprek"]))


def test_foto_van_de_totalen(snap_compare: Any, werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    for naam, ruw in REGELS.items():
        registers.bewaar(noor, naam, ruw(noor))
    assert foto(snap_compare, app_van(werkmap, "Noor", klok), MATEN, vooraf(*NAAR["totalen"], "down", "down"))


async def test_van_een_lang_register_alleen_wat_in_beeld_is(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, monkeypatch: pytest.MonkeyPatch
) -> None:
    for nummer in range(40):
        _, ref = maak_gevoerd(noor, voornaam=f"W{nummer}")
        vastleggen.bewaar(noor, ref, {"ontbrekend_aanbod": f"aanbod {nummer}"})
    keren, gelezen = [], []
    volgorde, regels = vrijgeven.aanbodvolgorde, vrijgeven.aanbodregels
    monkeypatch.setattr(vrijgeven, "aanbodvolgorde", lambda s: keren.append(1) or volgorde(s))
    monkeypatch.setattr(
        vrijgeven, "aanbodregels", lambda s, over: gelezen.append(len(over)) or regels(s, over)
    )
    async with aan_het_werk(werkmap, "Noor", klok, (80, 15)) as pilot:
        await druk(pilot, *NAAR["aanbod"])
        assert "aanbod 39" in scherm_tekst(pilot.app)
        await druk(pilot, "end")
        assert "▸ aanbod 0" in " ".join(scherm_tekst(pilot.app).split())
        await druk(pilot, "home", "pagedown")
        assert len(keren) <= 2  # the count and the rows may ask at the same moment
        assert gelezen and max(gelezen) < 40

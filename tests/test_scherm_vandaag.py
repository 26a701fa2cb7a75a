"""Vandaag: one look, one Enter."""

from datetime import date, timedelta

import pytest

from mgn_tui.domain.brief import BriefSoort
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import aanmelden, beheren, concepten, sessie, team, versturen
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.screens.exports import ExportsScherm
from mgn_tui.tui.screens.vandaag import VandaagScherm
from mgn_tui.tui.widgets.rubrieklijst import RubriekLijst
from tests.hulp_app import MATEN, app_van, druk, geopend, maak_week, rustig, tot_open, tot_staat, vooraf
from tests.hulp_schermen import lopend
from tests.hulp_tui import engels, foto, onleesbaar, scherm_tekst
from tests.hulp_werkmap import WACHTWOORDEN, maak_gevoerd, volledige_zaak


def test_zo_ziet_vandaag_eruit(snap_compare, werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    assert foto(snap_compare, app_van(werkmap, klok), MATEN, vooraf())


async def test_vandaag_toont_initialen_en_het_dringendste_eerst(werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        tekst = scherm_tekst(pilot.app)
        assert "Vandaag, dinsdag 9 maart" in tekst
        assert "sprint 1: 0 van 7 · pilot: 0 van ± 20" in tekst
        for naam in ("Jansen", "Wim", "Çağla", "Wójcik"):
            assert naam not in tekst
        regels = [regel.split() for regel in tekst.splitlines()]
        assert [*_met(regels, "10:30")][1:7] == ["10:30", "W.J.", "1e", "gesprek", "De", "Terp"]
        assert {"met", "Karim", "naaste", "◆"} <= set(_met(regels, "10:30"))
        assert "thuis" in _met(regels, "14:00")
        eerst = tekst.index("✖  16 dagen  aanmelding M.W.: nog uitnodigen · Praktijk Parkweg")
        assert eerst < tekst.index("▲  12 dagen")
        assert "voorstel di 9 mrt" in tekst  # a first free slot, beside who waits
        assert engels(pilot.app) == []
        assert onleesbaar(pilot.app) == []


async def test_wie_uitgenodigd_is_staat_met_wat_er_te_doen_is_en_de_praktijk_heel(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie
) -> None:
    week = maak_week(werkmap, klok)
    aanmelden.nodig_uit(noor, week.marek, date(2027, 2, 28))
    async with geopend(werkmap, klok) as pilot:
        assert "aanmelding M.W.: nog plannen · Praktijk Parkweg · " in scherm_tekst(pilot.app)


def _met(regels: list[list[str]], woord: str) -> list[str]:
    return next(regel for regel in regels if woord in regel)


async def test_i_toont_namen_en_weer_initialen(werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "i")
        await tot_staat(pilot, "Wim Jansen", "aanmelding Çağla Şahin-Đặng: nog")
        await druk(pilot, "i")
        assert "Jansen" not in scherm_tekst(pilot.app)


async def test_enter_opent_de_aanmelding_en_esc_komt_terug(werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "down", "down", "enter")
        await tot_staat(pilot, "Aanmelding · M.W.", "Wójcik")
        await druk(pilot, "escape")
        await tot_staat(pilot, "Vandaag, ")
        assert isinstance(pilot.app.screen, VandaagScherm)


async def test_p_plant_wie_onder_de_cursor_staat(werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "p")  # on a gesprek it does nothing
        assert isinstance(pilot.app.screen, VandaagScherm)
        assert "p plannen" not in scherm_tekst(pilot.app)
        await druk(pilot, "end", "p")
        await tot_staat(pilot, "Plannen · Ç.Ş.", "kennis van verslaving")


async def test_een_nieuwe_werkmap_zegt_wat_eerst_moet(tmp_path, licht: None, klok: VasteKlok) -> None:
    leeg = Werkmap(tmp_path / "leeg")
    sessie.nieuw(leeg, regio="ijssel-vecht", gebruiker="Noor", wachtwoord=WACHTWOORDEN["Noor"], klok=klok)
    async with geopend(leeg, klok, maat=(80, 24)) as pilot:
        tekst = scherm_tekst(pilot.app)
        assert "Eerst invullen" in tekst
        assert "Nog geen collega uit het sociaal domein: plannen kan nog niet." in tekst  # nothing cut off
        assert tekst.count("8 Beheer  Nog geen collega uit") == 2
        assert "Er is nog geen praktijk" in tekst
        assert "Van uzelf ontbreekt nog: uw domein of uw werktijden." in tekst
        assert "Er staat nog niet wie verantwoordelijk is" in tekst
        assert "Begin met wat hierboven staat: Enter opent het." in tekst
        assert "n nieuwe aanmelding" in tekst


async def test_alles_bij_zegt_wat_nu_kan(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with geopend(werkmap, klok) as pilot:
        assert "U hebt vandaag geen gesprek." in scherm_tekst(pilot.app)
        assert "Niets: alles is bij. Druk n voor een nieuwe aanmelding." in scherm_tekst(pilot.app)
        await druk(pilot, "n")
        await tot_staat(pilot, "Nieuwe aanmelding", "Voornaam of voorletters")


async def test_de_coordinator_ziet_het_werk_en_geen_mensen(werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok, "Els") as pilot:
        tekst = scherm_tekst(pilot.app)
        assert "Nog te doen door het team" in tekst
        assert "✖  16 dagen" in tekst
        assert "nieuwe aanmelding" not in tekst
        for deel in ("W.J.", "M.W.", "Jansen", "Wójcik", "◆ verslaving"):
            assert deel not in tekst
        await druk(pilot, "n")
        assert isinstance(pilot.app.screen, VandaagScherm)
        await druk(pilot, "end", "enter")
        await tot_staat(pilot, "lezen alleen het aanmeldpunt en de gespreksvoerders", "Praktijk Parkweg")
        tekst = scherm_tekst(pilot.app)
        for deel in ("Çağla", "Wójcik", "somberheid", "▒"):
            assert deel not in tekst


async def test_een_blijvend_concept_staat_op_vandaag_en_opent(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie
) -> None:
    concepten.bewaar(noor, "aanmelding", "nieuw", {"achternaam": "de Vries"})
    async with geopend(werkmap, klok) as pilot:
        await tot_staat(pilot, "concept van een aanmelding")
        await druk(pilot, "end", "enter")
        await tot_staat(pilot, "de Vries", "Dit typte u eerder")


async def test_een_klok_die_achterloopt_wordt_gezegd(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    klok.verder(timedelta(hours=-3))
    async with geopend(werkmap, klok) as pilot:
        await tot_staat(pilot, "▲ De klok van deze laptop loopt 3 uur achter")


@pytest.mark.parametrize("maat", [(80, 24), (40, 15)], ids=str)
async def test_wat_bij_het_openen_opviel_staat_bovenaan(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, karim: Sessie, maat: tuple[int, int]
) -> None:
    maak_gevoerd(noor)
    bram = beheren.bewaar(karim, "medewerker", {"naam": "Bram", "rol": "gespreksvoerder", "domein": "ggz"})
    team.geef_toegang(karim, bram, "lepel maan kruiwagen dorp")
    async with geopend(werkmap, klok, maat=maat) as pilot:
        tekst = lopend(pilot)
        assert "▲ Nieuw in het team: Bram. Kent u iemand niet? Meld het uw team." in tekst
        assert onleesbaar(pilot.app) == []
        await druk(pilot, "2", "1")  # it stays until it is opened again
        assert "▲ Nieuw in het team: Bram." in lopend(pilot)
    async with geopend(werkmap, klok, maat=maat) as pilot:
        assert "Nieuw in het team" not in lopend(pilot)


async def test_wat_nog_in_exports_ligt_wordt_gezegd(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    zaak = volledige_zaak(noor)
    versturen.noteer_document(noor, zaak.gesprek, BriefSoort.HUISARTS, "brief.pdf")
    async with geopend(werkmap, klok) as pilot:
        assert "In exports" not in scherm_tekst(pilot.app)  # noted, but somebody took it away
    (werkmap.exports / "brief.pdf").write_bytes(b"%PDF")
    klok.verder(timedelta(days=5))
    async with geopend(werkmap, klok) as pilot:
        await tot_staat(pilot, "In exports ligt nog 1 document, 5 dagen oud")
        assert pilot.app.screen._punt().stap != "exports", "the cursor begins with the work"
        await druk(pilot, "end", "enter")
        assert isinstance(pilot.app.screen, ExportsScherm)
        await druk(pilot, "escape")
        await tot_staat(pilot, "Vandaag, ")


async def test_wat_een_ander_deed_staat_er_na_terugkomst(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie
) -> None:
    async with geopend(werkmap, klok) as pilot:
        maak_gevoerd(noor, voornaam="Jo", achternaam="Smit")
        await druk(pilot, "2", "1")
        await tot_staat(pilot, "advies J.S.: nog schrijven")


async def test_na_een_dichte_laptop_is_het_een_andere_dag(werkmap: Werkmap, klok: VasteKlok) -> None:
    app = app_van(werkmap, klok)
    async with app.run_test(size=(80, 24)) as pilot:
        await tot_open(pilot)
        klok.verder(timedelta(days=1))
        await druk(pilot, "3", "1")
        await tot_staat(pilot, "Vandaag, woensdag 10 maart")


async def test_de_cursor_blijft_bij_vandaag_als_hetzelfde_gesprek_ook_wacht(
    werkmap: Werkmap, klok: VasteKlok
) -> None:
    """Of a gesprek of this morning stands the time above and what is left to do below: two rows of one record."""
    maak_week(werkmap, klok)
    klok.verder(timedelta(hours=3))
    async with geopend(werkmap, klok) as pilot:
        lijst = pilot.app.screen.query_one(RubriekLijst)
        await tot_staat(pilot, "gesprek W.J. van 9 mrt: uitwerken")
        await druk(pilot, "home")
        hier = lijst.sleutel
        assert "10:30" in next(r for r in scherm_tekst(pilot.app).splitlines() if "▸" in r)
        pilot.app.screen.ververs()
        await rustig(pilot)
        assert lijst.sleutel == hier
        assert "10:30" in next(r for r in scherm_tekst(pilot.app).splitlines() if "▸" in r)
        await druk(pilot, "down")
        assert lijst.sleutel != hier
        assert "14:00" in next(r for r in scherm_tekst(pilot.app).splitlines() if "▸" in r)

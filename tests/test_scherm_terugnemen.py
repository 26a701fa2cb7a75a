"""u takes back the last change from any screen; the history of a record lies one key away."""

from datetime import timedelta
from typing import Any

import pytest
from textual.widgets import Static

from mgn_tui.domain.fouten import NietGevonden
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.woorden import Thema
from mgn_tui.register import aanmelden, adviseren, ongedaan, vastleggen
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.screens.advies import AdviesScherm
from mgn_tui.tui.screens.geschiedenis import GeschiedenisVenster
from mgn_tui.tui.screens.gesprek import GesprekScherm
from mgn_tui.tui.screens.terugnemen import GeblevenVenster, VoortgangVenster
from mgn_tui.tui.widgets.formulier import FormulierWidget
from tests.hulp_schermen import (
    aan_het_werk,
    app_van,
    binnen,
    druk,
    lopend,
    meldingen,
    rustig,
    typ,
    vaste_referenties,
)
from tests.hulp_tui import engels, foto, onleesbaar, scherm_tekst
from tests.hulp_werkmap import maak_aanmelding, maak_advies, maak_gevoerd

MATEN = [(80, 24), (120, 40)]


def thema(s: Sessie, gesprek: str, welk: Thema = Thema.LICHAAMSFUNCTIES) -> dict[str, str]:
    return next(b.ruw for b in vastleggen.lees(s, gesprek).themas if b.thema is welk)


async def test_van_elk_scherm(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    refs = [maak_aanmelding(noor) for _ in range(8)]
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        for nummer, ref in zip("12345678", reversed(refs), strict=True):
            await druk(pilot, nummer, "u")
            assert f"Teruggenomen: aanmelding {ref[:4]}-{ref[4:]}, nieuw" in meldingen(pilot), nummer
            with pytest.raises(NietGevonden):
                aanmelden.lees(noor, ref)
        await druk(pilot, "u")
        assert "Er is niets om terug te nemen." in meldingen(pilot)
        await druk(pilot, "2", "U")
        assert "Opnieuw gedaan: aanmelding" in meldingen(pilot)
        assert "W.J." in scherm_tekst(pilot.app)


async def test_de_lijst_is_meteen_bij(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    maak_aanmelding(noor, voornaam="Anna", achternaam="Bakker")
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        for toets in "12":
            await druk(pilot, toets)
            assert "A.B." in scherm_tekst(pilot.app), toets
            await druk(pilot, "u")
            assert "A.B." not in scherm_tekst(pilot.app), toets
            await druk(pilot, "U")
            assert "A.B." in scherm_tekst(pilot.app), toets
        for toets, terug in (("7", "u"), ("e", "U")):  # the figures, and their evaluation: counted again
            await druk(pilot, toets)
            eerder = pilot.app.screen._beeld
            await druk(pilot, terug)
            assert pilot.app.screen._beeld is not eerder, toets


async def test_twee_snelle_toetsen_zijn_twee_stappen(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    een, twee, drie = (maak_aanmelding(noor) for _ in range(3))
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await pilot.press("u", "u")
        await rustig(pilot)
    assert aanmelden.lees(noor, een).initialen == "W.J."
    for ref in (twee, drie):
        with pytest.raises(NietGevonden):
            aanmelden.lees(noor, ref)


async def test_ook_met_de_zoeker(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    ref = maak_aanmelding(noor)
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await druk(pilot, "ctrl+p")
        await typ(pilot, "maak ongedaan")
        await druk(pilot, "enter")
        assert "Teruggenomen: " in meldingen(pilot)
    with pytest.raises(NietGevonden):
        aanmelden.lees(noor, ref)


async def test_in_een_veld_is_u_een_letter(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    ref = maak_aanmelding(noor)
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await pilot.app.open_aanmelding(ref)
        await pilot.press("u")  # on its way already
        await rustig(pilot)
        for _ in range(len(pilot.app.screen.query_one(FormulierWidget).formulier.velden)):
            await druk(pilot, "tab", "u")  # text, dates, choices: in each a letter is a letter
        assert "Teruggenomen" not in meldingen(pilot)
    assert aanmelden.lees(noor, ref).initialen == "W.J."


async def test_wat_in_een_gesprek_getypt_is_is_het_laatste(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie
) -> None:
    _, gesprek = maak_gevoerd(noor)
    vastleggen.bewaar_thema(noor, gesprek, Thema.LICHAAMSFUNCTIES, {"vertelt": "slaapt slecht"})
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        await pilot.app.open_gesprek(gesprek)
        await rustig(pilot)
        scherm = pilot.app.screen
        assert isinstance(scherm, GesprekScherm)
        await druk(pilot, "tab")
        await typ(pilot, "en eet weinig. ")
        await druk(pilot, "escape", "u")
        assert "Teruggenomen: gesprek" in meldingen(pilot)
        assert thema(noor, gesprek)["vertelt"] == "slaapt slecht"
        assert "en eet weinig" not in scherm_tekst(pilot.app)
        assert "slaapt slecht" in scherm_tekst(pilot.app)
        await druk(pilot, "U")
        assert "en eet weinig" in thema(noor, gesprek)["vertelt"]
        assert "en eet weinig" in scherm_tekst(pilot.app)
        await druk(pilot, "u", "u", "u", "u")  # the gesprek was held, and was planned at all
        assert not isinstance(pilot.app.screen, GesprekScherm)
    with pytest.raises(NietGevonden):
        vastleggen.lees(noor, gesprek)


async def test_vaststellen_gaat_terug_op_het_scherm(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    _, gesprek = maak_gevoerd(noor)
    maak_advies(noor, gesprek)
    adviseren.stel_vast(noor, gesprek)
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        await pilot.app.open_advies(gesprek)
        await rustig(pilot)
        assert isinstance(pilot.app.screen, AdviesScherm)
        assert "versie 1, vastgesteld" in scherm_tekst(pilot.app)
        await druk(pilot, "u")
        assert "concept 1" in scherm_tekst(pilot.app)
        await druk(pilot, "U")
        assert "versie 1, vastgesteld" in scherm_tekst(pilot.app)


async def test_wat_bleef_staat_er_met_beide_waarden(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, karim: Sessie
) -> None:
    gesprek = _botsend(noor, karim)
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await druk(pilot, "u")
        assert isinstance(pilot.app.screen, GeblevenVenster)
        tekst = lopend(pilot)
        assert "Karim heeft dit intussen veranderd." in tekst
        assert "Nu: van Karim" in tekst
        assert "Het zou worden: eerst" in tekst
        assert engels(pilot.app) == []
        assert onleesbaar(pilot.app) == []
        await druk(pilot, "escape")
        assert not isinstance(pilot.app.screen, GeblevenVenster)
    assert thema(noor, gesprek, Thema.ZINGEVING)["kracht"] == "van Karim"


def _botsend(noor: Sessie, karim: Sessie) -> str:
    _, gesprek = maak_gevoerd(noor)
    vastleggen.bewaar_thema(noor, gesprek, Thema.ZINGEVING, {"vertelt": "eerst", "kracht": "eerst"})
    vastleggen.bewaar_thema(noor, gesprek, Thema.ZINGEVING, {"vertelt": "van Noor", "kracht": "van Noor"})
    vastleggen.bewaar_thema(karim, gesprek, Thema.ZINGEVING, {"kracht": "van Karim"})
    return gesprek


async def test_veel_regels_met_een_balk(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ongedaan, "VEEL", 2)
    gezien: list[str] = []
    toon = VoortgangVenster._toon

    def kijk(venster: VoortgangVenster, gedaan: int, totaal: int) -> None:
        toon(venster, gedaan, totaal)
        gezien.append(str(venster.query_one("#staat", Static).visual))

    monkeypatch.setattr(VoortgangVenster, "_toon", kijk)
    ref = maak_aanmelding(noor, criteria="psychische-klachten")
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await druk(pilot, "u")
        await rustig(pilot)
        assert "Teruggenomen: aanmelding" in meldingen(pilot)
    assert gezien and gezien[-1].split()[-3:] == [gezien[-1].split()[-1], "van", gezien[-1].split()[-1]]
    with pytest.raises(NietGevonden):
        aanmelden.lees(noor, ref)
    assert noor.store.gebreken() == []


async def test_een_weigering_zegt_waarom(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    from mgn_tui.domain.brief import BriefSoort
    from mgn_tui.register import versturen

    _, gesprek = maak_gevoerd(noor)
    maak_advies(noor, gesprek)
    adviseren.stel_vast(noor, gesprek)
    versturen.noteer_document(noor, gesprek, BriefSoort.HUISARTS, "brief.pdf")
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await druk(pilot, "u")
        assert "is niet terug te nemen" in meldingen(pilot)
        assert "dat kan al bij een ander liggen" in meldingen(pilot)


# --- the history -------------------------------------------------------------------------------


@pytest.mark.parametrize("welk", ["aanmelding", "gesprek", "advies", "lijst"])
async def test_de_geschiedenis_ligt_een_toets_ver(
    welk: str, werkmap: Werkmap, klok: VasteKlok, noor: Sessie
) -> None:
    aanmelding, gesprek = maak_gevoerd(noor)
    maak_advies(noor, gesprek)
    aanmelden.wijzig(noor, aanmelding, {"wensen": "liefst met de hond erbij"})
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        if welk == "lijst":
            await druk(pilot, "2", "w")
        else:
            await getattr(pilot.app, f"open_{welk}")(aanmelding if welk == "aanmelding" else gesprek)
            await rustig(pilot)
            await druk(pilot, "ctrl+b")
        assert isinstance(pilot.app.screen, GeschiedenisVenster)
        tekst = lopend(pilot)
        hoort = {"gesprek": "geplande tijd", "advies": "hoofdadvies"}.get(welk, "liefst met de hond erbij")
        await druk(pilot, "end")
        assert hoort in tekst + lopend(pilot)
        assert "Noor" in tekst
        assert engels(pilot.app) == []
        assert onleesbaar(pilot.app) == []
        await druk(pilot, "escape")
        assert not isinstance(pilot.app.screen, GeschiedenisVenster)


async def test_wie_niet_mag_lezen_ziet_alleen_dat_er_iets_was(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie
) -> None:
    aanmelding = maak_aanmelding(noor, wensen="liefst met de hond erbij")
    async with aan_het_werk(werkmap, "Els", klok, (120, 40)) as pilot:
        await pilot.app.open_aanmelding(aanmelding)
        await rustig(pilot)
        await druk(pilot, "w")
        assert isinstance(pilot.app.screen, GeschiedenisVenster)
        tekst = lopend(pilot)
        assert "alleen te lezen voor wie deze inwoner mag lezen" in tekst
        for verboden in ("hond", "Wim", "Jansen"):
            assert verboden not in tekst


# --- pictures ----------------------------------------------------------------------------------


def test_zo_ziet_de_geschiedenis_eruit(
    snap_compare: Any, werkmap: Werkmap, klok: VasteKlok, noor: Sessie, karim: Sessie
) -> None:
    with vaste_referenties():
        _, gesprek = maak_gevoerd(noor)
    vastleggen.bewaar_thema(noor, gesprek, Thema.ZINGEVING, {"vertelt": "Mist haar zus.", "score": "6,5"})
    klok.verder(timedelta(hours=1))
    vastleggen.bewaar_thema(
        karim, gesprek, Thema.ZINGEVING, {"vertelt": "Mist haar zus en het koor.", "score": "5"}
    )
    ongedaan.neem_terug(karim)
    ongedaan.doe_opnieuw(karim)

    async def open_(pilot: Any) -> None:
        await binnen(pilot)
        await pilot.app.open_gesprek(gesprek)
        await rustig(pilot)
        await druk(pilot, "ctrl+b")

    assert foto(snap_compare, app_van(werkmap, "Noor", klok), MATEN, open_)


def test_zo_ziet_wat_bleef_eruit(
    snap_compare: Any, werkmap: Werkmap, klok: VasteKlok, noor: Sessie, karim: Sessie
) -> None:
    with vaste_referenties():
        _botsend(noor, karim)

    async def open_(pilot: Any) -> None:
        await binnen(pilot)
        await druk(pilot, "u")

    assert foto(snap_compare, app_van(werkmap, "Noor", klok), MATEN, open_)

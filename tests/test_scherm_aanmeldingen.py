"""The list of aanmeldingen: who waits first, found by typing; closed and opened again from here."""

from uuid import UUID

import pytest
from textual.pilot import Pilot

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.woorden import AanmeldingStatus
from mgn_tui.register import aanmelden, aanmeldlijst, concepten, vindindex
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.screens.aanmeldingen import AanmeldingenScherm
from mgn_tui.tui.screens.formuliervenster import FormulierVenster
from tests.hulp_app import MATEN, app_van, druk, geopend, maak_week, rustig, tot, tot_staat, typ, vooraf, wis
from tests.hulp_tui import engels, foto, onleesbaar, scherm_tekst
from tests.hulp_werkmap import maak_aanmelding


def test_zo_zien_aanmeldingen_eruit(snap_compare, werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    assert foto(snap_compare, app_van(werkmap, klok), MATEN, vooraf("2"))


def test_zo_ziet_teruggeven_eruit(snap_compare, werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    assert foto(snap_compare, app_van(werkmap, klok), ((80, 24), (40, 15)), vooraf("2", "t"))


def rijen(pilot: Pilot[None]) -> list[str]:
    """The initials in the list, from above."""
    regels = scherm_tekst(pilot.app).splitlines()
    return [
        woord for regel in regels for woord in regel.split() if woord.endswith(".") and woord[0].isupper()
    ]


def vooraan(pilot: Pilot[None]) -> str:
    """What stands on the row of the cursor."""
    return next((regel for regel in scherm_tekst(pilot.app).splitlines() if "▸" in regel), "")


async def test_wie_wacht_staat_bovenaan(werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "2")
        await tot_staat(pilot, "4 aanmeldingen", "M.W.")
        assert rijen(pilot)[:2] == ["M.W.", "Ç.Ş."]
        assert "✖" in vooraan(pilot)
        assert "16" in vooraan(pilot)
        assert "nog niet uitgenodigd" in vooraan(pilot)
        tekst = scherm_tekst(pilot.app)
        assert "gepland" in tekst
        assert engels(pilot.app) == []
        assert onleesbaar(pilot.app) == []


async def test_f_filtert_terwijl_men_typt(werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "2", "f", "s", "a", "h")
        await tot_staat(pilot, "1 aanmelding ")
        assert rijen(pilot) == ["Ç.Ş."]
        await druk(pilot, "enter", "enter")
        await tot_staat(pilot, "Aanmelding · Ç.Ş.")
        await druk(pilot, "escape")
        await tot_staat(pilot, "1 aanmelding ")  # the filter is still there
        await druk(pilot, "escape")  # Esc empties it before it leads away
        await tot_staat(pilot, "4 aanmeldingen")
        assert isinstance(pilot.app.screen, AanmeldingenScherm)
        await druk(pilot, "f", "x", "q", "z")
        await tot_staat(pilot, "niets gevonden voor 'xqz'")


async def test_de_namen_zijn_klaar_voor_het_eerste_teken(
    werkmap: Werkmap, klok: VasteKlok, monkeypatch: pytest.MonkeyPatch
) -> None:
    maak_week(werkmap, klok)
    gemaakt: list[int] = []

    def tel(sessie: Sessie, db: object, refs: dict[UUID, str]) -> dict[UUID, tuple[str, str]]:
        gemaakt.append(len(refs))
        return namen_van(sessie, db, refs)

    namen_van = vindindex.namen_van
    monkeypatch.setattr(vindindex, "namen_van", tel)
    async with geopend(werkmap, klok) as pilot:
        assert gemaakt == []
        await druk(pilot, "2")
        await tot_staat(pilot, "4 aanmeldingen")
        assert gemaakt == [4]
        await druk(pilot, "f", "s", "a", "h")
        await tot_staat(pilot, "1 aanmelding ")
        assert gemaakt == [4]


async def test_een_lege_lijst_zegt_wat_men_doet(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "2")
        await tot_staat(pilot, "Er zijn nog geen aanmeldingen. Druk n voor de eerste.")


async def test_teruggeven_vraagt_een_reden_en_heropenen_kan(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie
) -> None:
    week = maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "2", "t")
        await tot_staat(pilot, "Terug naar de huisarts · M.W.", "Reden")
        await druk(pilot, "ctrl+o")
        await tot_staat(pilot, "Kies een reden of schrijf er een op.")
        await druk(pilot, "tab")
        await typ(pilot, "De huisarts wil eerst zelf overleggen.")
        await druk(pilot, "ctrl+o")
        await tot_staat(pilot, "teruggegeven aan de huisarts")
        beeld = aanmelden.lees(noor, week.marek)
        assert (beeld.status, beeld.reden) == ("afgewezen", "De huisarts wil eerst zelf overleggen.")
        # the reason stands in the form, and the list opens it again
        await druk(pilot, "f", "t", "e", "r", "u", "g", "enter", "enter")
        await tot_staat(pilot, "Teruggegeven aan de huisarts: De huisarts wil eerst zelf overleggen.")
        await druk(pilot, "escape")
        await tot_staat(pilot, "o heropenen")
        await druk(pilot, "o")
        await tot_staat(pilot, "De aanmelding van M.W. is weer open.")
        assert aanmelden.lees(noor, week.marek).status == "open"


async def test_een_reden_van_de_lijst_staat_in_de_rij(werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "2", "z")
        await tot_staat(pilot, "De inwoner ziet ervan af · M.W.")
        await druk(pilot, "space", "enter", "ctrl+o")
        await tot_staat(pilot, "inwoner ziet ervan af: het gaat beter")


async def test_een_weigering_laat_de_tekst_staan(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    week = maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "2", "t", "tab")
        await typ(pilot, "heeft al hulp")
        # meanwhile a colleague closes it another way
        aanmelden.sluit(noor, week.marek, AanmeldingStatus.INGETROKKEN, "gaat-beter")
        await druk(pilot, "escape")
        await tot(pilot, lambda: not isinstance(pilot.app.screen, FormulierVenster))
        await druk(pilot, "2")
        assert concepten.vind(noor, "einde-afgewezen", week.marek).ruw["reden"] == "heeft al hulp"


async def test_een_geplande_aanmelding_geeft_men_niet_terug(werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "2", "end")
        await tot(pilot, lambda: "gepland" in vooraan(pilot))
        await druk(pilot, "t")
        assert isinstance(pilot.app.screen, AanmeldingenScherm)
        assert "t teruggeven" not in scherm_tekst(pilot.app)


async def test_v_noteert_de_uitnodiging(werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "2", "v")
        await tot_staat(pilot, "Uitgenodigd · M.W.", "vandaag", "di 9 maart 2027")
        await wis(pilot)
        await typ(pilot, "1-2")
        await druk(pilot, "ctrl+o")
        await tot_staat(pilot, "De uitnodiging ligt vóór de aanmelding.")
        await wis(pilot)
        await typ(pilot, "gisteren")
        await druk(pilot, "enter", "enter")
        await tot_staat(pilot, "uitgenodigd op 8 mrt")


async def test_p_plant_en_n_begint(werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "2", "p")
        await tot_staat(pilot, "Plannen · M.W.")
        await druk(pilot, "escape", "n")
        await tot_staat(pilot, "Nieuwe aanmelding")


async def test_de_volgorde_van_een_filter_wordt_een_keer_gevraagd(
    werkmap: Werkmap, klok: VasteKlok, monkeypatch: pytest.MonkeyPatch, noor: Sessie
) -> None:
    for nummer in range(40):
        maak_aanmelding(noor, achternaam=f"Proef{nummer}")
    gevraagd: list[str] = []
    echt = aanmeldlijst.sleutels
    monkeypatch.setattr(aanmeldlijst, "sleutels", lambda s, f="", **k: gevraagd.append(f) or echt(s, f, **k))
    async with geopend(werkmap, klok, maat=(80, 24)) as pilot:
        await druk(pilot, "2")
        await tot_staat(pilot, "40 aanmeldingen")
        gevraagd.clear()
        await druk(pilot, "pagedown", "pagedown", "end", "home", "down", "down")
        assert gevraagd == []
        await druk(pilot, "f", "p", "r")
        await rustig(pilot)
        assert sorted(set(gevraagd)) == ["p", "pr"]
        assert len(gevraagd) == 2


async def test_namen_alleen_op_verzoek(werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "2")
        await tot_staat(pilot, "M.W.")
        assert "Wójcik" not in scherm_tekst(pilot.app)
        await druk(pilot, "i")
        await tot_staat(pilot, "Marek Wójcik", "Çağla Şahin-Đặng")


async def test_de_coordinator_ziet_wachttijd_en_praktijk(werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok, "Els") as pilot:
        await druk(pilot, "2")
        await tot_staat(pilot, "4 aanmeldingen", "Praktijk Parkweg", "✖")
        await druk(pilot, "i")
        for deel in ("M.W.", "Wójcik", "n nieuw"):
            assert deel not in scherm_tekst(pilot.app)
        await druk(pilot, "t", "tab")
        await typ(pilot, "probeer")
        await druk(pilot, "ctrl+o")
        await tot_staat(pilot, "alleen te lezen door de gespreksvoerders")

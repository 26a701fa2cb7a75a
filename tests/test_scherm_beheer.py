"""Beheer by keyboard: the team and its keys, praktijken, pilots, the werkmap, the region."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from textual.widgets import OptionList

from mgn_tui.domain.fouten import GeenToegang, VerkeerdWachtwoord
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import (
    aanmelden,
    adviseren,
    beheerbeeld,
    beheren,
    instellingen,
    logboek,
    reservekopieen,
    sessie,
    team,
    toegang,
    vastleggen,
    zinnen,
)
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.acties import actieve_acties
from mgn_tui.tui.screens import beheer_lijsten
from mgn_tui.tui.screens.beheer import BeheerScherm
from mgn_tui.tui.screens.beheer_lijsten import AFDELINGEN
from mgn_tui.tui.screens.herstelcode import HerstelcodeVenster
from mgn_tui.tui.screens.vragen import WachtwoordVraag
from mgn_tui.tui.widgets.lijstenbalk import Lijstenbalk
from tests.hulp_schermen import MATEN, aan_het_werk, app_van, druk, lopend, meldingen, typ, vooraf
from tests.hulp_tui import engels, foto, onleesbaar, scherm_tekst
from tests.hulp_werkmap import ANDER_DUO, WACHTWOORDEN, collega, maak_aanmelding, maak_gevoerd, open_als

NAAR = {a.naam: ("8", *["right"] * nummer) for nummer, a in enumerate(AFDELINGEN)}
STERK = "appel fiets molen regen"


@pytest.mark.parametrize("maat", [(40, 15), (80, 24), (120, 40)])
async def test_elke_lijst_is_nederlands_en_leesbaar(
    werkmap: Werkmap, klok: VasteKlok, maat: tuple[int, int]
) -> None:
    async with aan_het_werk(werkmap, "Noor", klok, maat) as pilot:
        await druk(pilot, "8")
        balk = pilot.app.screen.query_one(Lijstenbalk)
        for nummer, afdeling in enumerate(AFDELINGEN):
            staat = scherm_tekst(pilot.app).splitlines()[balk.region.y]
            assert afdeling.label in staat
            if maat[0] < 120:  # where the others are, and that the arrows go there
                assert re.fullmatch(rf" +← .* → +{nummer + 1} van {len(AFDELINGEN)} *", staat)
                assert maat[0] < 80 or sum(a.label in staat for a in AFDELINGEN) >= 5
            else:
                assert all(a.label in staat for a in AFDELINGEN)
            assert engels(pilot.app) == []
            assert onleesbaar(pilot.app) == []
            await druk(pilot, "right")
        assert "Beheer · Team" in scherm_tekst(pilot.app)  # round
        await druk(pilot, "left")
        assert "Beheer · Kopieën" in scherm_tekst(pilot.app)


# --- backups ---------------------------------------------------------------------------------


async def test_kopie_maken_en_terugzetten(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        await druk(pilot, *NAAR["kopieen"])
        await druk(pilot, "m")
        assert "op verzoek" in scherm_tekst(pilot.app)
        await pilot.app.doe(beheren.bewaar, "praktijk", {"naam": "Later erbij"})
        await druk(pilot, "enter")
        assert "praktijken: 1 nieuw, 0 gewijzigd, 0 weggehaald" in lopend(pilot)
        assert "Later erbij" not in scherm_tekst(pilot.app)
        await druk(pilot, "enter")  # the safe answer
        assert isinstance(pilot.app.screen, BeheerScherm)
        await druk(pilot, "enter", "j")
        assert not pilot.app.is_running or pilot.app._exit
    s = open_als(werkmap, "Noor", klok)
    assert "Later erbij" not in {r.naam for r in beheren.lijst(s, "praktijk")}
    s.sluit()


# --- team ------------------------------------------------------------------------------------


async def test_collega_toevoegen_en_toegang_geven(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        await druk(pilot, "8", "n")
        await typ(pilot, "Ada")
        await druk(pilot, "enter", "g", "enter", "enter", "enter", "enter", "g", "ctrl+o")
        assert isinstance(pilot.app.screen, BeheerScherm)
        assert "Met t krijgt deze collega" in meldingen(pilot)
        assert pilot.app.screen.lijst.cursor == 0  # Ada stands first, and the cursor on Ada
        assert "geen toegang" in scherm_tekst(pilot.app)
        await druk(pilot, "t")
        assert "Laat Ada dit zelf typen" in lopend(pilot)
        await typ(pilot, "kort")
        assert "te kort" in scherm_tekst(pilot.app)
        await druk(pilot, *["backspace"] * 4)
        await typ(pilot, STERK)
        assert "● sterk genoeg" in scherm_tekst(pilot.app)
        await druk(pilot, "enter")
        await typ(pilot, "anders")
        await druk(pilot, "enter")
        assert "niet gelijk" in lopend(pilot)
        await typ(pilot, STERK)
        await druk(pilot, "enter")
        assert not isinstance(pilot.app.screen, WachtwoordVraag)
        assert STERK not in scherm_tekst(pilot.app)
    s = sessie.open_werkmap(werkmap, "Ada", STERK, klok)
    assert s.ik.naam == "Ada"
    s.sluit()


async def test_wie_al_een_wachtwoord_heeft_krijgt_er_geen_van_een_ander(
    werkmap: Werkmap, klok: VasteKlok
) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await druk(pilot, "8", "t")
        assert isinstance(pilot.app.screen, BeheerScherm)
        assert "Elif heeft al een eigen wachtwoord" in meldingen(pilot)


async def test_collega_verwijderen_vraagt_en_legt_uit(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        await druk(pilot, "8", "v")
        assert "een oude kopie van de werkmap" in lopend(pilot)
        await druk(pilot, "enter")  # the safe answer
        assert "uit het team" not in scherm_tekst(pilot.app)
        await druk(pilot, "v", "j")
        assert "Elif is uit het team" in meldingen(pilot)
        assert "uit het team" in scherm_tekst(pilot.app)
        assert "f filter" not in scherm_tekst(pilot.app)
    with pytest.raises(VerkeerdWachtwoord):
        open_als(werkmap, "Elif", klok)


async def test_zichzelf_verwijderen_kan_niet(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await druk(pilot, "8", "down", "down", "down", "v", "j")
        assert "U kunt uzelf niet verwijderen" in meldingen(pilot)


async def test_wat_het_team_mist_staat_er_stil_bij(noor: Sessie, werkmap: Werkmap, klok: VasteKlok) -> None:
    team.verwijder(noor, collega(noor, "Karim").hex)  # the only ervaringsdeskundige
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await druk(pilot, "8")
        assert "▲ Er is nog geen ervaringsdeskundige in het team" in scherm_tekst(pilot.app)
        await druk(pilot, "right")
        assert "ervaringsdeskundige" not in scherm_tekst(pilot.app)


async def test_n_voegt_toe_in_elke_lijst_die_dat_aanbiedt(
    noor: Sessie, werkmap: Werkmap, klok: VasteKlok
) -> None:
    maak_aanmelding(noor)  # whose request could be noted
    nieuw = set()
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await druk(pilot, "8")
        for afdeling in AFDELINGEN:
            if any("n" in a.toetsen for a in actieve_acties(pilot.app.screen)):
                await druk(pilot, "n")
                assert not isinstance(pilot.app.screen, BeheerScherm), afdeling.naam
                nieuw.add(afdeling.naam)
                await druk(pilot, "escape")
            assert isinstance(pilot.app.screen, BeheerScherm)
            await druk(pilot, "right")
    assert nieuw >= {"team", "praktijken", "kaart", "zinnen", "pilots", "rechten"}


async def test_werktijden_worden_uitgelegd_en_bewaard(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with aan_het_werk(werkmap, "Noor", klok, (120, 60)) as pilot:
        await druk(pilot, "8", "enter")
        formulier = pilot.app.screen.query_one("FormulierWidget")
        formulier.focus_veld("werktijden")
        await druk(pilot, "enter")  # behind the last day
        await typ(pilot, "za 9-8")
        await druk(pilot, "ctrl+o")
        assert "Bij za ligt het einde vóór het begin" in scherm_tekst(pilot.app)
        await druk(pilot, "backspace", "1", "2", "ctrl+o")
        assert isinstance(pilot.app.screen, BeheerScherm)
    s = open_als(werkmap, "Noor", klok)
    elif_ = next(r for r in beheren.lijst(s, "medewerker") if r.naam == "Elif")
    assert elif_.ruw["werktijden"].endswith("za 09:00-12:00")
    s.sluit()


# --- praktijken, pilots, werkmap, regio ------------------------------------------------------


async def test_praktijk_toevoegen_en_wijzigen(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await druk(pilot, *NAAR["praktijken"], "n")
        await typ(pilot, "Aa")
        await druk(pilot, "ctrl+o")
        assert pilot.app.screen.lijst.cursor == 0
        assert "3 praktijken" in scherm_tekst(pilot.app)
        await druk(pilot, "enter")
        await typ(pilot, "hof")
        await druk(pilot, "ctrl+o")
        assert "Aahof" in scherm_tekst(pilot.app)
        await druk(pilot, "n")
        await druk(pilot, "ctrl+o")
        assert "Vul dit in" in scherm_tekst(pilot.app)


async def test_de_sociale_kaart(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with aan_het_werk(werkmap, "Noor", klok, (100, 24)) as pilot:
        await druk(pilot, "K")
        assert "Nog geen aanbieders of loketten. Druk n voor de eerste" in scherm_tekst(pilot.app)
        await druk(pilot, "n")
        await typ(pilot, "GGZ Linde")
        await druk(pilot, *["tab"] * 7)
        await typ(pilot, "2")
        await druk(pilot, "ctrl+o")
        assert "Van welke dag is deze opgave?" in scherm_tekst(pilot.app)
        await typ(pilot, "1-1-2027")
        await druk(pilot, "ctrl+o")
        assert "▲ 2 weken (1 jan 2027)" in scherm_tekst(pilot.app)  # long ago
        assert "Deze wachttijd is oud: vraag" in scherm_tekst(pilot.app)
        assert (engels(pilot.app), onleesbaar(pilot.app)) == ([], [])
        await druk(pilot, "delete")
        assert "Nog geen aanbieders of loketten" in scherm_tekst(pilot.app)
        await druk(pilot, "u")
        assert "GGZ Linde" in scherm_tekst(pilot.app)


async def test_filter_in_praktijken(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await druk(pilot, *NAAR["praktijken"], "f")
        await typ(pilot, "yil")  # the huisarts, without the dots
        assert "De Brug" in scherm_tekst(pilot.app)
        assert "Parkweg" not in scherm_tekst(pilot.app)


async def test_pilot_en_sprint_toevoegen(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await druk(pilot, *NAAR["pilots"], "n")
        await typ(pilot, "Kampen")
        await druk(pilot, "ctrl+o", "s")  # the pilot under the cursor is filled in
        await typ(pilot, "1-4-2027")
        await druk(pilot, "ctrl+o")
        tekst = scherm_tekst(pilot.app)
        assert tekst.index("Kampen") < tekst.index("sprint 1") < tekst.index("Zwolle-Zuid")
        assert "vanaf 1 apr 2027" in tekst


async def test_instellingen_openen_op_de_regel(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        await druk(pilot, *NAAR["werkmap"])
        assert "▲ nog invullen" in scherm_tekst(pilot.app)
        assert "Stichting Samen Zuid" in scherm_tekst(pilot.app)
        await druk(pilot, *["down"] * 8, "enter")
        await typ(pilot, "038-7654321")
        await druk(pilot, "ctrl+o")
        assert "038-7654321" in scherm_tekst(pilot.app)
    s = open_als(werkmap, "Noor", klok)
    assert instellingen.lees(s)["spoedlijn"] == "038-7654321"
    s.sluit()


async def test_instellingen_van_twee_kanten(noor: Sessie, werkmap: Werkmap, klok: VasteKlok) -> None:
    async with aan_het_werk(werkmap, "Karim", klok, (120, 40)) as pilot:
        await druk(pilot, *NAAR["werkmap"], "enter")
        instellingen.bewaar(noor, {"naam": "Team Noord"})
        await typ(pilot, " X")
        await druk(pilot, "ctrl+o")
        tekst = scherm_tekst(pilot.app)
        assert "Team Zwolle-Zuid X" in tekst
        assert "Team Noord" in tekst
        assert "m mijn tekst bewaren" in tekst
        await druk(pilot, "m")
        assert instellingen.lees(noor)["naam"] == "Team Zwolle-Zuid X"


async def test_regio_toont_de_bron_en_is_te_filteren(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with aan_het_werk(werkmap, "Els", klok, (120, 40)) as pilot:
        await druk(pilot, *NAAR["regio"])
        hoeveel = sum(1 for _ in pilot.app.sessie.profiel.bronnen())
        assert f"{hoeveel} waarden" in scherm_tekst(pilot.app)
        await druk(pilot, "f")
        await typ(pilot, "niet bepaald")
        open_ = sum(b.aard == "lokaal" for b in pilot.app.sessie.profiel.bronnen())
        assert f"{open_} waarden" in scherm_tekst(pilot.app)
        assert "Bron: niet bepaald in het plan" in scherm_tekst(pilot.app)


# --- toegang ---------------------------------------------------------------------------------


async def test_waarnemer_met_reden(noor: Sessie, werkmap: Werkmap, klok: VasteKlok) -> None:
    _, gesprek = maak_gevoerd(noor)
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        await druk(pilot, *NAAR["toegang"])
        assert "W.J." in scherm_tekst(pilot.app)
        assert "Karim, u" in scherm_tekst(pilot.app)
        await druk(pilot, "w")
        assert not any(naam in scherm_tekst(pilot.app) for naam in ("Els",))  # a coördinator cannot
        await typ(pilot, "tom")
        await druk(pilot, "enter", "enter")
        assert "Schrijf op waarom" in scherm_tekst(pilot.app)
        await typ(pilot, "ziek")
        await druk(pilot, "enter")
        assert "Tom neemt waar voor W.J." in meldingen(pilot)
        assert "Tom (waarneemt)" in scherm_tekst(pilot.app)
    s = open_als(werkmap, "Tom", klok)
    assert not vastleggen.lees(s, gesprek).dicht
    s.sluit()


async def test_waarneming_intrekken(noor: Sessie, tom: Sessie, werkmap: Werkmap, klok: VasteKlok) -> None:
    _, gesprek = maak_gevoerd(noor)
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await druk(pilot, *NAAR["toegang"])
        assert "e einde waarneming" in scherm_tekst(pilot.app)
        await druk(pilot, "e")
        assert "Bij W.J. neemt niemand waar." in meldingen(pilot)
        toegang.laat_waarnemen(noor, vastleggen.lees(noor, gesprek).inwoner, tom.ik.id, "ziek")
        assert not vastleggen.lees(tom, gesprek).dicht
        await druk(pilot, "e")
        assert "Wie neemt niet meer waar voor W.J.?" in scherm_tekst(pilot.app)
        assert pilot.app.screen.query_one(OptionList).option_count == 1  # Karim is no stand-in
        await druk(pilot, "enter")
        assert "Tom leest niet meer mee: W.J." in meldingen(pilot)
        assert "Tom" not in scherm_tekst(pilot.app).split("wie leest mee")[1].splitlines()[1]
        await druk(pilot, "enter")
        assert "waarneming ingetrokken" in scherm_tekst(pilot.app)
    assert vastleggen.lees(tom, gesprek).dicht


async def test_wie_las_dit_dossier(noor: Sessie, werkmap: Werkmap, klok: VasteKlok) -> None:
    _, gesprek = maak_gevoerd(noor)
    vastleggen.lees(noor, gesprek)
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await druk(pilot, *NAAR["toegang"], "enter")
        assert "Wie opende het dossier van W.J.?" in scherm_tekst(pilot.app)
        assert "gesprek gelezen" in scherm_tekst(pilot.app)
        await druk(pilot, "escape")
        assert isinstance(pilot.app.screen, BeheerScherm)


async def test_eigen_wachtwoord_wijzigen(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with aan_het_werk(werkmap, "Els", klok) as pilot:
        await druk(pilot, *NAAR["toegang"], "c")
        for tekst in ("fout", STERK, STERK):
            await typ(pilot, tekst)
            await druk(pilot, "enter")
        assert isinstance(pilot.app.screen, WachtwoordVraag)  # the old one was wrong
        assert "horen niet bij elkaar" in lopend(pilot)
        await druk(pilot, *["backspace"] * 4)
        await typ(pilot, WACHTWOORDEN["Els"])
        await druk(pilot, "enter", "enter", "enter")
        assert isinstance(pilot.app.screen, BeheerScherm)
    sessie.open_werkmap(werkmap, "Els", STERK, klok).sluit()


async def test_herstelcode_is_een_keer_te_zien(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with aan_het_werk(werkmap, "Els", klok) as pilot:
        await druk(pilot, *NAAR["toegang"], "h", "j")
        venster = pilot.app.screen
        assert isinstance(venster, HerstelcodeVenster)
        code = venster._code
        assert code in scherm_tekst(pilot.app)
        await druk(pilot, "enter", "space")  # not closed by a key too many
        assert pilot.app.screen is venster
        await druk(pilot, "escape")
        assert code not in scherm_tekst(pilot.app)
    s, _ = sessie.open_met_herstelcode(werkmap, code, STERK, klok)
    assert s.ik.naam == "Els"
    s.sluit()


async def test_coordinator_ziet_van_niemand_wie_het_is(
    noor: Sessie, werkmap: Werkmap, klok: VasteKlok
) -> None:
    maak_aanmelding(noor)
    async with aan_het_werk(werkmap, "Els", klok) as pilot:
        await druk(pilot, *NAAR["toegang"], "w", "enter")
        assert "U leest van niemand de naam of de tekst" in scherm_tekst(pilot.app)
        assert not beheerbeeld.eigen_inwoners(pilot.app.sessie)


async def test_een_ander_duo_ziet_alleen_eigen_inwoners(
    noor: Sessie, werkmap: Werkmap, klok: VasteKlok
) -> None:
    maak_gevoerd(noor)
    s = open_als(werkmap, "Elif", klok)
    aanmelding, _ = maak_gevoerd(s, ANDER_DUO, voornaam="Truus", achternaam="Vermeer")
    assert [e.wie for e in beheerbeeld.eigen_inwoners(s)] == [aanmelden.lees(s, aanmelding).initialen]
    s.sluit()
    assert [e.wie for e in beheerbeeld.eigen_inwoners(noor)] == ["W.J."]


# --- pictures --------------------------------------------------------------------------------


@pytest.mark.parametrize("afdeling", ["team", "kaart", "zinnen", "pilots", "regio"])
def test_foto(snap_compare: Any, noor: Sessie, werkmap: Werkmap, klok: VasteKlok, afdeling: str) -> None:
    for velden in (
        {
            "naam": "Rouwcafé De Linde",
            "soort": "informeel",
            "wachttijd_weken": "0",
            "wachttijd_op": "1-3-2027",
        },
        {
            "naam": "GGZ Oost, polikliniek",
            "soort": "ggz",
            "wachttijd_weken": "14",
            "wachttijd_op": "1-11-2026",
        },
    ):
        beheren.bewaar(noor, "kaart", velden)
    zinnen.bewaar(noor, {"tekst": "Bel gerust als het niet gaat.", "van_team": "ja"})
    zinnen.bewaar(noor, {"tekst": "Wij bellen u over twee weken."})
    noor.sluit()
    assert foto(snap_compare, app_van(werkmap, "Noor", klok), MATEN, vooraf(*NAAR[afdeling], "down"))


def test_foto_kopieen(
    snap_compare: Any,
    werkmap: Werkmap,
    klok: VasteKlok,
    noor: Sessie,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(beheer_lijsten, "omvang", lambda _: "813 kB")  # a page more or less is chance
    reservekopieen.maak(noor, "afsluiten")
    klok.verder(timedelta(days=2, hours=3))
    reservekopieen.maak(noor)
    noor.sluit()
    assert foto(snap_compare, app_van(werkmap, "Noor", klok), MATEN, vooraf(*NAAR["kopieen"]))


async def test_het_logboek_met_een_filter(
    noor: Sessie, elif_: Sessie, werkmap: Werkmap, klok: VasteKlok
) -> None:
    _, gesprek = maak_gevoerd(noor)
    vastleggen.lees(noor, gesprek)
    with pytest.raises(GeenToegang):
        adviseren.lees(elif_, gesprek)
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        await druk(pilot, *NAAR["logboek"])
        beeld = scherm_tekst(pilot.app)
        assert "gesprek gelezen" in beeld and "▲ geen toegang: geweigerd" in beeld
        await druk(pilot, "f")
        await typ(pilot, "elif")
        beeld = scherm_tekst(pilot.app)
        assert "gesprek gelezen" not in beeld and "geen toegang" in beeld


def test_foto_logboek(
    snap_compare: Any,
    werkmap: Werkmap,
    klok: VasteKlok,
    noor: Sessie,
    elif_: Sessie,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _, gesprek = maak_gevoerd(noor)
    vastleggen.lees(noor, gesprek)
    with pytest.raises(GeenToegang):
        adviseren.lees(elif_, gesprek)
    klok.verder(timedelta(hours=2))
    echt = logboek.regels
    monkeypatch.setattr(  # a pseudonym is chance
        logboek, "regels", lambda *a: [replace(r, inwoner="7VKE" if r.inwoner else "") for r in echt(*a)]
    )
    assert foto(snap_compare, app_van(werkmap, "Noor", klok), MATEN, vooraf(*NAAR["logboek"]))


def test_foto_wachtwoord(snap_compare: Any, werkmap: Werkmap, klok: VasteKlok) -> None:
    toetsen = (*NAAR["toegang"], "c", *"oud", "enter", *"zomer")
    assert foto(snap_compare, app_van(werkmap, "Els", klok), MATEN, vooraf(*toetsen))

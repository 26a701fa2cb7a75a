"""The screen of exports/, and the window that asks for a password."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from mgn_tui.documents import uitgeven
from mgn_tui.documents.uitgeven_rapport import geef_rapport_uit
from mgn_tui.domain.brief import BriefSoort
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.woorden import Ontvanger
from mgn_tui.register import exportmap, exportwachtwoord, instellingen, versturen
from mgn_tui.register.rapporteren import Opdracht
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.screens.documentwachtwoord import DocumentWachtwoord
from mgn_tui.tui.screens.exports import ExportsScherm
from mgn_tui.tui.screens.verslag import VerslagVenster
from tests.hulp_app import tot, tot_staat
from tests.hulp_schermen import (
    MATEN,
    aan_het_werk,
    app_van,
    druk,
    lopend,
    meldingen,
    typ,
    vaste_referenties,
    vooraf,
)
from tests.hulp_tui import engels, foto, onleesbaar, scherm_tekst
from tests.hulp_werkmap import maak_advies, maak_gevoerd

WOORD = "appel fiets molen regen"


def vul(s: Sessie, klok: VasteKlok) -> None:
    """A letter that was sent, one that was not, a report with a password, and a file of somebody's own."""
    with vaste_referenties():
        for voornaam, verstuurd in (("Wim", True), ("Anna", False)):
            ref = maak_gevoerd(s, voornaam=voornaam)[1]
            maak_advies(s, ref)
            uitgeven.geef_uit(s, ref, BriefSoort.HUISARTS)
            if verstuurd:
                klok.verder(timedelta(minutes=1))
                versturen.noteer_verstuurd(s, ref, Ontvanger.HUISARTS, s.klok.vandaag(), "ZorgMail")
    klok.verder(timedelta(days=2))
    geef_rapport_uit(s, Opdracht("sprint", "1"), wachtwoord=WOORD)
    (s.werkmap.exports / "eigen.csv").write_text("van mij", encoding="utf-8")
    klok.verder(timedelta(days=1))


@pytest.mark.parametrize("maat", MATEN)
async def test_nederlands_en_leesbaar_op_elke_maat(
    noor: Sessie, werkmap: Werkmap, klok: VasteKlok, maat: tuple[int, int]
) -> None:
    vul(noor, klok)
    async with aan_het_werk(werkmap, "Noor", klok, maat) as pilot:
        await druk(pilot, "8", "x")
        assert isinstance(pilot.app.screen, ExportsScherm)
        assert "brief aan de" in scherm_tekst(pilot.app)
        assert engels(pilot.app) == []
        assert onleesbaar(pilot.app) == []


async def test_opruimen_en_verwijderen(noor: Sessie, werkmap: Werkmap, klok: VasteKlok) -> None:
    vul(noor, klok)
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        await druk(pilot, "8", "x")
        await tot_staat(pilot, "● verstuurd", "niet van mgn", "verslag")
        await druk(pilot, "o")
        assert "Dit document verwijderen? Terughalen kan niet." in lopend(pilot)
        await druk(pilot, "enter")  # Enter leaves it
        assert exportmap.hoeveel(noor)[0] == 5
        await druk(pilot, "o", "j")
        await tot(pilot, lambda: "● verstuurd" not in scherm_tekst(pilot.app), "verwijderen")
        assert "1 document verwijderd." in meldingen(pilot)
        assert exportmap.hoeveel(noor)[0] == 4
        await druk(pilot, "home", "v", "j")  # the letter that was not sent
        await tot(pilot, lambda: exportmap.hoeveel(noor)[0] == 3, "verwijderen")
        await druk(pilot, "end", "enter")
        assert str(werkmap.exports / "eigen.csv") in meldingen(pilot)
        await druk(pilot, "v")  # not of the program
        assert isinstance(pilot.app.screen, ExportsScherm)
        assert (werkmap.exports / "eigen.csv").exists()
        await druk(pilot, "escape")
        assert "Beheer" in scherm_tekst(pilot.app)


async def test_bij_het_openen_verdwijnt_wat_over_de_termijn_is_en_wordt_dat_gezegd(
    noor: Sessie, werkmap: Werkmap, klok: VasteKlok
) -> None:
    vul(noor, klok)
    klok.verder(timedelta(days=7))
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        await tot(pilot, lambda: "De bewaartermijn is voorbij" in meldingen(pilot), "opruimen")
        await tot(
            pilot, lambda: "In exports" not in lopend(pilot).split("De bewaartermijn")[0], "Vandaag opnieuw"
        )
    assert [p.name for p in werkmap.exports.iterdir()] == ["eigen.csv"]


async def _verslag(pilot: Any) -> None:
    await druk(pilot, "7")
    await tot_staat(pilot, "Gesprekken")
    await druk(pilot, "r", "enter")


async def test_een_verslag_vraagt_om_een_wachtwoord(noor: Sessie, werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_gevoerd(noor)
    instellingen.bewaar(noor, {"exports_wachtwoord": "vragen"})
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        await _verslag(pilot)
        assert isinstance(pilot.app.screen, DocumentWachtwoord)
        await typ(pilot, "kort")
        await druk(pilot, "enter")
        assert "te kort" in lopend(pilot)
        assert "kort" not in scherm_tekst(pilot.app).replace("te kort", "")  # what is typed does not show
        await druk(pilot, *["backspace"] * 4)
        await typ(pilot, WOORD)
        await druk(pilot, "enter")
        await typ(pilot, "iets anders")
        await druk(pilot, "enter")
        assert "niet gelijk" in lopend(pilot)
        await typ(pilot, WOORD)
        await druk(pilot, "enter")
        await tot_staat(pilot, "Het verslag ligt klaar, met wachtwoord")
    pdf = min(werkmap.exports.glob("*.pdf"))
    assert PdfReader(BytesIO(pdf.read_bytes())).decrypt(WOORD)


async def test_leeg_is_zonder_en_esc_maakt_niets(noor: Sessie, werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_gevoerd(noor)
    instellingen.bewaar(noor, {"exports_wachtwoord": "vragen"})
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        await _verslag(pilot)
        await druk(pilot, "escape")
        assert list(werkmap.exports.iterdir()) == []
        assert not isinstance(pilot.app.screen, VerslagVenster)
        await druk(pilot, "r", "enter", "enter")
        await tot_staat(pilot, "Het verslag ligt klaar")
        assert "met wachtwoord" not in scherm_tekst(pilot.app)
    pdf = min(werkmap.exports.glob("*.pdf"))
    assert not PdfReader(BytesIO(pdf.read_bytes())).is_encrypted


async def test_zonder_instelling_vraagt_het_niets(noor: Sessie, werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_gevoerd(noor)
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        await _verslag(pilot)
        await tot_staat(pilot, "Het verslag ligt klaar")


async def test_het_vaste_wachtwoord_kiezen_bij_beheer(
    noor: Sessie, werkmap: Werkmap, klok: VasteKlok
) -> None:
    instellingen.bewaar(noor, {"exports_wachtwoord": "vast"})
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        await druk(pilot, "8")
        pilot.app.screen.toon_afdeling("werkmap")
        await tot_staat(pilot, "▲ nog kiezen", "vast: een wachtwoord van het team")
        lijst = pilot.app.screen.lijst
        while lijst.sleutel != "vast-wachtwoord":
            await druk(pilot, "down")
        await druk(pilot, "enter")
        await typ(pilot, WOORD)
        await druk(pilot, "enter")
        await typ(pilot, WOORD)
        await druk(pilot, "enter")
        await tot_staat(pilot, "● gekozen")
    assert exportwachtwoord.vast(noor) == WOORD


def test_foto(snap_compare: Any, noor: Sessie, werkmap: Werkmap, klok: VasteKlok) -> None:
    vul(noor, klok)
    assert foto(snap_compare, app_van(werkmap, "Noor", klok), ((80, 24), (120, 40)), vooraf("8", "x"))


def test_foto_wachtwoord(snap_compare: Any, noor: Sessie, werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_gevoerd(noor)
    instellingen.bewaar(noor, {"exports_wachtwoord": "vragen"})
    assert foto(
        snap_compare, app_van(werkmap, "Noor", klok), ((80, 24), (120, 40)), vooraf("7", "r", "enter", "a")
    )

"""What an inwoner may ask, by keyboard: the menu, requests, terms, and vernietigen that asks for the reference."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import concepten, vernietigen, verzoeken
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import tables as t
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.screens.aanmeldingen import AanmeldingenScherm
from mgn_tui.tui.screens.beheer import BeheerScherm
from mgn_tui.tui.screens.beheer_lijsten import AFDELINGEN
from mgn_tui.tui.screens.formuliervenster import FormulierVenster
from mgn_tui.tui.vensters import KiesVenster
from tests.hulp_schermen import MATEN, aan_het_werk, app_van, druk, lopend, meldingen, typ, vooraf
from tests.hulp_tui import engels, foto, onleesbaar, scherm_tekst
from tests.hulp_werkmap import Zaak, maak_aanmelding, open_als, volledige_zaak

RECHTEN = ("8", *["right"] * [a.naam for a in AFDELINGEN].index("rechten"))
MERK = "Kanariegeel"


@pytest.fixture
def zaak(noor: Sessie) -> Zaak:
    return volledige_zaak(noor, merk=f" {MERK}")


async def test_inzage_vanaf_de_aanmelding(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, zaak: Zaak
) -> None:
    noor.sluit()
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        await druk(pilot, "2")
        assert "r rechten" in scherm_tekst(pilot.app)
        await druk(pilot, "r")
        assert isinstance(pilot.app.screen, KiesVenster)
        assert engels(pilot.app) == [] and onleesbaar(pilot.app) == []
        await druk(pilot, *"inz", "enter")
        await druk(pilot, "enter")  # no password
        (pdf,) = werkmap.exports.glob("inzage-*.pdf")
        assert pdf.name in meldingen(pilot)
        assert "jansen" not in pdf.name.casefold()
        await druk(pilot, "enter")
        await druk(pilot, "ctrl+g", *"plat", "enter")
        (txt,) = werkmap.exports.glob("inzage-*.txt")
        assert MERK in txt.read_text(encoding="utf-8")


async def test_een_eigen_verklaring_staat_bij_de_aanmelding(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, zaak: Zaak
) -> None:
    noor.sluit()
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        await druk(pilot, "2", "enter", "ctrl+g", *"verzoek", "enter")
        assert isinstance(pilot.app.screen, FormulierVenster)
        vorm = pilot.app.screen.query_one("FormulierWidget")
        vorm.zet({"soort": "verklaring"})
        await druk(pilot, "ctrl+o")
        assert "Schrijf op wat de inwoner wil laten toevoegen" in lopend(pilot)
        vorm.focus_veld("tekst")
        await typ(pilot, "Mijn werk deed ik graag.")
        await druk(pilot, "ctrl+o")
        assert "Eigen verklaring van de inwoner, di 9 maart 2027" not in meldingen(pilot)
        assert "Mijn werk deed ik graag." in lopend(pilot)
    s = open_als(werkmap, "Noor", klok)
    assert [tekst for _, tekst in verzoeken.verklaringen(s, zaak.inwoner)] == ["Mijn werk deed ik graag."]
    assert concepten.alle(s) == []
    s.sluit()


async def test_verzoeken_in_beheer(werkmap: Werkmap, klok: VasteKlok, noor: Sessie, zaak: Zaak) -> None:
    noor.sluit()
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        await druk(pilot, *RECHTEN)
        assert "Geen verzoeken, en niemand over de bewaartermijn" in scherm_tekst(pilot.app)
        await druk(pilot, "n", "enter", *"noteren", "enter")
        pilot.app.screen.query_one("FormulierWidget").zet({"soort": "correctie"})
        await druk(pilot, "ctrl+o")
        assert isinstance(pilot.app.screen, BeheerScherm)
        assert "vraagt: correctie." in lopend(pilot)
        assert "● uiterlijk" in scherm_tekst(pilot.app)
        await druk(pilot, "enter", "enter")  # the first choice: decide
        vorm = pilot.app.screen.query_one("FormulierWidget")
        vorm.zet({"besluit": "geweigerd"})
        await druk(pilot, "ctrl+o")
        assert "Schrijf op waarom" in lopend(pilot)
        vorm.zet({"reden": "het klopt zoals het er staat"})
        await druk(pilot, "ctrl+o")
        assert "geweigerd" in scherm_tekst(pilot.app)
        assert "het klopt zoals het er staat" in lopend(pilot)


async def test_van_vandaag_naar_het_verzoek(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, zaak: Zaak
) -> None:
    verzoeken.noteer(noor, zaak.aanmelding, {"soort": "inzage", "ontvangen_op": klok.vandaag()})
    noor.sluit()
    klok.verder(timedelta(days=29))
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        assert "verzoek van W.J. (inzage): antwoord uiterlijk" in scherm_tekst(pilot.app)
        await druk(pilot, "home", "enter")
        assert isinstance(pilot.app.screen, BeheerScherm)
        assert "vraagt: inzage." in lopend(pilot)


async def test_bewaartermijn_laten_staan_met_reden(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, zaak: Zaak
) -> None:
    noor.sluit()
    klok.verder(timedelta(days=400))
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        assert "Van 1 inwoner is de bewaartermijn voorbij" in scherm_tekst(pilot.app)
        await druk(pilot, *RECHTEN)
        assert "naam en tekst moeten weg" in scherm_tekst(pilot.app)
        assert " mrt 2027 " in scherm_tekst(pilot.app), "of last year"
        await druk(pilot, "enter", *"blijven", "enter")
        await typ(pilot, "er loopt een klacht")
        await druk(pilot, "ctrl+o")
        assert "moeten weg" not in scherm_tekst(pilot.app)
        assert "vraagt: vernietigen." in lopend(pilot)
        assert "geweigerd" in scherm_tekst(pilot.app)


async def test_vernietigen_vraagt_de_referentie(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, zaak: Zaak
) -> None:
    anders = maak_aanmelding(noor, achternaam="Blijft")
    noor.sluit()
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        await pilot.app.open_gesprek(zaak.gesprek)  # a record of theirs stays open in another step
        await druk(pilot, "escape", "2", "end", "enter")
        assert MERK in scherm_tekst(pilot.app)
        await druk(pilot, "ctrl+g", *"verniet", "enter")
        assert "Naam en alle tekst gaan voorgoed weg. Dit is niet" in scherm_tekst(pilot.app)
        await druk(pilot, "enter")  # the safe answer
        assert MERK in scherm_tekst(pilot.app)
        await druk(pilot, "ctrl+g", *"verniet", "enter", "j")
        assert isinstance(pilot.app.screen, FormulierVenster)
        vorm = pilot.app.screen.query_one("FormulierWidget")
        vorm.zet({"bevestiging": zaak.gesprek})
        await druk(pilot, "ctrl+o")
        assert "Typ ter bevestiging de referentie" in lopend(pilot)
        vorm.zet({"bevestiging": f" {zaak.inwoner_ref[:4].lower()}-{zaak.inwoner_ref[4:]}"})
        await druk(pilot, "ctrl+o")
        assert isinstance(pilot.app.screen, AanmeldingenScherm)
        assert "Vernietigd." in meldingen(pilot)
        assert "vernietigd" in scherm_tekst(pilot.app) and MERK not in scherm_tekst(pilot.app)
        await druk(pilot, "end", "enter")
        assert "De gegevens van deze inwoner zijn vernietigd op" in lopend(pilot)
        await druk(pilot, "4")
        assert MERK not in scherm_tekst(pilot.app)
        assert all(len(stapel) == 1 for naam, stapel in pilot.app._screen_stacks.items() if naam == "gesprek")
    s = open_als(werkmap, "Noor", klok)
    assert concepten.alle(s) == []
    with s.lezen() as db:
        assert db.exec(select(t.Wissing.inwoner)).all() == [zaak.inwoner]
        assert db.exec(select(t.Aanmelding).where(t.Aanmelding.ref == anders)).one().vraag is not None
    s.sluit()


async def test_wie_niet_mag(werkmap: Werkmap, klok: VasteKlok, noor: Sessie, zaak: Zaak) -> None:
    noor.sluit()
    async with aan_het_werk(werkmap, "Elif", klok) as pilot:
        await druk(pilot, "2", "r")
        assert isinstance(pilot.app.screen, AanmeldingenScherm)
        assert "r rechten" not in scherm_tekst(pilot.app)
    async with aan_het_werk(werkmap, "Els", klok) as pilot:
        await druk(pilot, "2", "r")
        assert isinstance(pilot.app.screen, KiesVenster)
        assert "Vernietigen" in scherm_tekst(pilot.app) and "Inzage" not in scherm_tekst(pilot.app)
        await druk(pilot, "escape")
        await druk(pilot, *RECHTEN, "n")
        assert "dit doet een gespreksvoerder" in meldingen(pilot)


async def test_een_ander_venster_houdt_het_tegen(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, zaak: Zaak
) -> None:
    async with aan_het_werk(werkmap, "Karim", klok, (120, 40)) as pilot:  # Noor has the werkmap open
        await druk(pilot, "2", "r", *"verniet", "enter", "j")
        pilot.app.screen.query_one("FormulierWidget").zet({"bevestiging": zaak.inwoner_ref})
        await druk(pilot, "ctrl+o")
        assert "Sluit mgn in andere vensters" in meldingen(pilot)
        assert isinstance(pilot.app.screen, FormulierVenster)
    assert vernietigen.wanneer(noor, zaak.inwoner) is None


# --- pictures --------------------------------------------------------------------------------


def _klaar_voor_de_foto(noor: Sessie, klok: VasteKlok) -> None:
    zaak = volledige_zaak(noor)
    klok.verder(timedelta(days=380))
    anna = maak_aanmelding(noor, voornaam="Anna", achternaam="Bakker", aanmelddatum="vandaag")
    dag = klok.vandaag()
    verzoeken.noteer(noor, anna, {"soort": "inzage", "ontvangen_op": dag - timedelta(days=26)})
    verzoeken.noteer(
        noor,
        anna,
        {
            "soort": "verklaring",
            "ontvangen_op": dag,
            "tekst": "Ik wil erbij zeggen dat ik zelf om hulp vroeg.",
        },
    )
    assert zaak
    noor.sluit()


def test_foto_rechten(snap_compare: Any, werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    _klaar_voor_de_foto(noor, klok)
    assert foto(snap_compare, app_van(werkmap, "Noor", klok), MATEN, vooraf(*RECHTEN, "down"))


def test_foto_menu(snap_compare: Any, werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    _klaar_voor_de_foto(noor, klok)
    assert foto(snap_compare, app_van(werkmap, "Noor", klok), MATEN, vooraf(*RECHTEN, "down", "enter"))


@pytest.mark.parametrize("stap", ["vraag", "zeker"])
def test_foto_vernietigen(
    snap_compare: Any,
    werkmap: Werkmap,
    klok: VasteKlok,
    noor: Sessie,
    stap: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _klaar_voor_de_foto(noor, klok)
    monkeypatch.setattr("mgn_tui.register.vernietigen.toon_referentie", lambda _: "7K3M-9QXT")
    monkeypatch.setattr("mgn_tui.tui.screens.rechten.toon_referentie", lambda _: "7K3M-9QXT")
    toetsen = (*RECHTEN, "down", "enter", *"verniet", "enter", *(("j",) if stap == "zeker" else ()))
    assert foto(snap_compare, app_van(werkmap, "Noor", klok), MATEN, vooraf(*toetsen))

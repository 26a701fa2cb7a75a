"""Advies by keyboard: written, weighed, fixed, printed and noted as sent; nothing typed is lost."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from sqlmodel import select
from textual.widgets import Static

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.woorden import DeelOnderdeel, Ontvanger, Stap, Thema, Zegwijze
from mgn_tui.register import adviseren, beheren, brieven, concepten, toeleiden, vastleggen, versturen, zinnen
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.tables import Afspraak
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui import concept
from mgn_tui.tui.screens import advies_letter
from mgn_tui.tui.screens.advies import AdviesScherm
from mgn_tui.tui.screens.advies_brief import BriefKlaar
from mgn_tui.tui.screens.advies_gesprek import GesprekVenster
from mgn_tui.tui.screens.adviezen import AdviezenScherm
from mgn_tui.tui.screens.botsing import BotsingVenster
from mgn_tui.tui.screens.formuliervenster import FormulierVenster
from mgn_tui.tui.screens.vandaag import VandaagScherm
from mgn_tui.tui.vensters import KiesVenster, Vraag
from mgn_tui.tui.widgets.afspraken import AfsprakenRooster
from mgn_tui.tui.widgets.briefbeeld import BriefBeeld
from mgn_tui.tui.widgets.delenrooster import DelenRooster
from mgn_tui.tui.widgets.vinkregel import Vinkregel
from tests.hulp_schermen import (
    MATEN,
    aan_het_werk,
    app_van,
    binnen,
    druk,
    meldingen,
    rustig,
    vaste_referenties,
)
from tests.hulp_tui import engels, foto, onleesbaar, scherm_tekst
from tests.hulp_typ import snel, typ
from tests.hulp_werkmap import (
    BEGIN,
    collega,
    kopieer_werkmap,
    lichte_kdf,
    maak_advies,
    maak_gevoerd,
    open_als,
)

Gevoerd = tuple[Path, str, Any]


@pytest.fixture(scope="session")
def gevoerdmap(sjabloon: Path, tmp_path_factory: pytest.TempPathFactory) -> Gevoerd:
    """A werkmap with one gesprek that was held: (folder, reference, the moment)."""
    klok = VasteKlok(BEGIN)
    werkmap = kopieer_werkmap(sjabloon, tmp_path_factory.mktemp("gevoerd") / "werkmap")
    with lichte_kdf(), vaste_referenties():
        s = open_als(werkmap, "Noor", klok)
        ref = maak_gevoerd(s)[1]
        s.sluit()
    return werkmap.pad, ref, klok.nu()


@pytest.fixture
def ref(gevoerdmap: Gevoerd) -> str:
    return gevoerdmap[1]


@pytest.fixture
def werkmap(gevoerdmap: Gevoerd, tmp_path: Path, licht: None) -> Werkmap:
    return kopieer_werkmap(gevoerdmap[0], tmp_path / "werkmap")


@pytest.fixture
def klok(gevoerdmap: Gevoerd) -> VasteKlok:
    return VasteKlok(gevoerdmap[2])


@pytest.fixture(autouse=True)
def brief_meteen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(advies_letter, "WACHT_S", 0)


@pytest.fixture
def naast(werkmap: Werkmap, klok: VasteKlok) -> Iterator[Sessie]:
    """Karim, at his own laptop on the same werkmap."""
    s = open_als(werkmap, "Karim", klok)
    yield s
    s.sluit()


async def open_advies(pilot: Any, ref: str) -> None:
    await pilot.app.open_advies(ref)
    await rustig(pilot)
    assert isinstance(pilot.app.screen, AdviesScherm)


def brief_tekst(pilot: Any) -> str:
    """What stands in the letter beside the form, also out of sight, on one line."""
    beeld = pilot.app.screen.query_one(BriefBeeld)
    console = Console(file=StringIO(), width=300, color_system=None)
    with console.capture() as opname:
        for deel in beeld._delen.values():
            console.print(deel.content)
    return " ".join(opname.get().replace("│", " ").split())


def woorden(pilot: Any) -> str:
    """What stands on the screen, on one line."""
    return " ".join(scherm_tekst(pilot.app).replace("│", " ").split())


# --- the whole advies, counted ---------------------------------------------------------------


async def test_verder_schrijven_begint_achter_wat_er_staat(
    werkmap: Werkmap, klok: VasteKlok, ref: str, naast: Sessie
) -> None:
    maak_advies(naast, ref, antwoord="Er past rouwhulp.")
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        await open_advies(pilot, ref)
        await typ(pilot, " Dichtbij.")
        await druk(pilot, "ctrl+o")
    assert adviseren.lees(naast, ref).ruw["antwoord"] == "Er past rouwhulp. Dichtbij."


async def test_het_hele_advies_met_weinig_toetsen(
    werkmap: Werkmap, klok: VasteKlok, ref: str, naast: Sessie
) -> None:
    """From the answer to the letter: 26 key presses beside the text (engineering.md 25)."""
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        toetsen = 0

        async def toets(*welke: str) -> None:
            nonlocal toetsen
            toetsen += len(welke)
            await snel(pilot, *welke)

        await open_advies(pilot, ref)
        await typ(pilot, "Rouw. Geen zorg.")
        await toets("tab", "n", "enter", "space", "s", "h", "pagedown")
        await typ(pilot, "tuin")
        await toets("tab")
        await typ(pilot, "W.J.")
        await toets("enter")
        await typ(pilot, "maatje")
        await toets("tab")
        await typ(pilot, "Noor")
        await toets("ctrl+t", "enter")
        await typ(pilot, "bellen")
        await toets("tab")
        await typ(pilot, "Karim")
        await toets("pagedown", "pagedown", "g", "pagedown", "j", "j", "down", "j")
        for een in ("m", "a", "v", "b", "enter"):
            await toets(een)
        assert isinstance(pilot.app.screen, BriefKlaar)
        assert toetsen == 26
    beeld = adviseren.lees(naast, ref)
    assert beeld.vastgesteld_op == klok.vandaag()
    assert beeld.ruw["antwoord"] == "Rouw. Geen zorg."
    assert (beeld.ruw["actie_huisarts"], beeld.ruw["urgentie"]) == ("geen", "gewoon")
    assert set(beeld.ruw["categorieen"].split("|")) == {"zelf", "sociaal-domein"}
    assert beeld.ruw["hoofdadvies"] == "sociaal-domein"
    assert [(a.ruw["wat"], a.ruw["wie"], a.ruw["staat"]) for a in beeld.afspraken] == [
        ("tuin", "W.J.", "afgesproken"),
        ("maatje", "Noor", "in-overweging"),
        ("bellen", "Karim", "afgesproken"),
    ]
    assert {(d.ontvanger, d.mag[DeelOnderdeel.ADVIES]) for d in beeld.delen} == {
        (wie, True) for wie in (Ontvanger.HUISARTS, Ontvanger.WIJKTEAM, Ontvanger.NAASTE)
    }
    assert {a.naam: a.op for a in beeld.akkoorden} == dict.fromkeys(("Noor", "Karim"), klok.vandaag())
    (pdf,) = werkmap.exports.iterdir()
    assert pdf.read_bytes().startswith(b"%PDF")
    assert "huisarts-versie-1" in pdf.name


# --- the letter, live ------------------------------------------------------------------------


async def test_de_brief_loopt_mee_zonder_dat_er_iets_in_het_advies_staat(
    werkmap: Werkmap, klok: VasteKlok, ref: str, naast: Sessie
) -> None:
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        await open_advies(pilot, ref)
        await typ(pilot, "Rouw hoort erbij")
        assert "Rouw hoort erbij" in brief_tekst(pilot)
        await druk(pilot, "tab", "n")
        assert "Niets. U hoeft hiervoor niets te doen." in brief_tekst(pilot)
        assert adviseren.lees(naast, ref).ruw["antwoord"] == ""  # kept as a concept, not yet in the record
        await druk(pilot, "pagedown", "pagedown")
        assert adviseren.lees(naast, ref).ruw["antwoord"] == "Rouw hoort erbij"
        await typ(pilot, "naar de tuin")
        await druk(pilot, "tab")
        await typ(pilot, "W.J.")
        assert "W.J.: naar de tuin afgesproken" in brief_tekst(pilot)


async def test_onder_honderd_kolommen_staat_de_brief_onder_het_formulier(
    werkmap: Werkmap, klok: VasteKlok, ref: str
) -> None:
    """The last third of the screen, at the part one is in, with the pages it takes; `l` gives it all the room."""
    async with aan_het_werk(werkmap, "Noor", klok, (80, 24)) as pilot:
        await open_advies(pilot, ref)
        brief = pilot.app.screen.query_one(BriefBeeld)
        await typ(pilot, "Het gaat om rouw. Een traject hoeft niet. Een MDO ook niet.")
        assert 5 <= brief.size.height <= 8
        assert "zoals de huisarts het leest · pagina 1 van 1" in scherm_tekst(pilot.app)
        onder = "\n".join(scherm_tekst(pilot.app).splitlines()[brief.region.y :])
        assert "Antwoord" in onder and "Het gaat om rouw." in onder
        assert "▲ 'traject' in 'Antwoord op de vraag': liever 'hulp'" in scherm_tekst(pilot.app)
        await snel(pilot, *["pagedown"] * 4, "enter", "tab")
        await typ(pilot, "Bel Karim.")
        assert "Urgentie en vangnet" in "\n".join(scherm_tekst(pilot.app).splitlines()[brief.region.y :])
        await druk(pilot, "ctrl+l")
        assert brief.size.height > 15
        await druk(pilot, "escape")
        assert brief.size.height <= 8 and isinstance(pilot.app.focused, Vinkregel)
        await druk(pilot, "j")
        assert "'traject' is nu 'hulp'" in meldingen(pilot)
        await druk(pilot, "j")
        assert "Een overleg met alle hulpverleners ook niet." in brief_tekst(pilot)
        await druk(pilot, "j")
        assert "geen woord" in meldingen(pilot)
        await druk(pilot, "u")  # as every change of the record
        await pilot.resize_terminal(40, 15)
        await rustig(pilot)
        assert not brief.display


async def test_taal_krijgt_een_opmerking(werkmap: Werkmap, klok: VasteKlok, ref: str) -> None:
    async with aan_het_werk(werkmap, "Noor", klok, (160, 40)) as pilot:
        await open_advies(pilot, ref)
        await typ(pilot, "De cliënt met een depressie wil een traject.")
        tekst = scherm_tekst(pilot.app)
        assert "✖ 'depressie' in 'Antwoord op de vraag' leest als een diagnose" in tekst
        assert "✖ 'cliënt' in 'Antwoord op de vraag': schrijf de naam, of 'inwoner'" in tekst
        assert "en nog 1 opmerking" in tekst
        await pilot.resize_terminal(80, 24)
        await typ(pilot, " ")
        assert "en nog 2 opmerkingen" in scherm_tekst(pilot.app), "one at a time where there is little room"
        await typ(pilot, "Rust.\n" * 180)
        assert "bladzijden: te lang voor één" in scherm_tekst(pilot.app)
        await pilot.resize_terminal(100, 30)
        await rustig(pilot)
        assert "bladzijden: te lang voor één" in scherm_tekst(pilot.app), (
            "also in the narrowest frame beside the form"
        )


async def test_bij_bezwaar_geen_brief_wel_een_bericht_als_de_inwoner_dat_goed_vindt(
    werkmap: Werkmap, klok: VasteKlok, ref: str, naast: Sessie
) -> None:
    maak_advies(naast, ref)
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        await open_advies(pilot, ref)
        await snel(pilot, *["pagedown"] * 5, "x")  # no, not to the huisarts
        assert "heeft er bezwaar tegen" in brief_tekst(pilot)
        await druk(pilot, "b", "enter")
        assert "De brief wordt niet gemaakt" in meldingen(pilot)
        assert not werkmap.exports.exists() or list(werkmap.exports.iterdir()) == []
        await druk(pilot, "up", *["right"] * 4, "j", "b")
        await typ(pilot, "bericht zonder")
        await druk(pilot, "enter")
        assert isinstance(pilot.app.screen, BriefKlaar)
    assert [pad.name.split("-")[2] for pad in werkmap.exports.iterdir()] == ["bericht"]


# --- choices, agreements, marks --------------------------------------------------------------


async def test_ggz_geadviseerd_dan_kan_niets_vragen_niet(
    werkmap: Werkmap, klok: VasteKlok, ref: str, naast: Sessie
) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await open_advies(pilot, ref)
        await druk(pilot, "tab", "n", "enter")
        await snel(pilot, *["b"] * 2, "h", "pagedown")  # basis-ggz
        assert "U adviseert ggz: die verwijzing doet de huisarts zelf." in woorden(pilot)
        assert adviseren.lees(naast, ref).ruw["categorieen"] == ""
        await snel(pilot, "pageup", "pageup", "tab", "right", "ctrl+o")
    beeld = adviseren.lees(naast, ref)
    assert (beeld.ruw["categorieen"], beeld.ruw["actie_huisarts"]) == ("ggz-basis", "verwijzing-ggz")


async def test_niets_is_voor_u_gekozen(werkmap: Werkmap, klok: VasteKlok, ref: str, naast: Sessie) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await open_advies(pilot, ref)
        await typ(pilot, "Rouw.")
        await druk(pilot, "escape", "v")
        assert "Kies wat u van de huisarts vraagt, ook als dat niets is." in woorden(pilot)
    beeld = adviseren.lees(naast, ref)
    assert (beeld.ruw["actie_huisarts"], beeld.ruw["urgentie"], beeld.vastgesteld_op) == ("", "", None)


async def test_de_regels_van_de_afspraken(werkmap: Werkmap, klok: VasteKlok, ref: str, naast: Sessie) -> None:
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        await open_advies(pilot, ref)
        await druk(pilot, "pagedown", "pagedown")
        for wat in ("een", "twee", "drie"):
            await typ(pilot, wat)
            await druk(pilot, "enter")
        await druk(pilot, "enter")  # the empty row leads out
        assert pilot.app.screen.query_one(AfsprakenRooster) not in pilot.app.focused.ancestors
        await snel(pilot, "pageup", "up", "shift+up", "ctrl+t", "ctrl+t", "ctrl+g", "up", "ctrl+y")
        await druk(pilot, "ctrl+o")
    delen = [deel.code for deel in naast.profiel.advies.delen]
    assert [(a.ruw["wat"], a.ruw["staat"], a.ruw["deel"]) for a in adviseren.lees(naast, ref).afspraken] == [
        ("drie", "gedaan", delen[1]),
        ("twee", "afgesproken", delen[0]),
    ]


async def test_een_afspraak_zonder_wat_wordt_uitgelegd(
    werkmap: Werkmap, klok: VasteKlok, ref: str, naast: Sessie
) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await open_advies(pilot, ref)
        await druk(pilot, "pagedown", "pagedown", "tab")
        await typ(pilot, "Noor")
        await druk(pilot, "ctrl+o")
        assert "✖ afspraak 1: wat: Vul dit in." in scherm_tekst(pilot.app)
        assert pilot.app.screen.query_one(AfsprakenRooster) in pilot.app.focused.ancestors


async def test_nog_niet_besproken_dan_vraagt_vaststellen_het(
    werkmap: Werkmap, klok: VasteKlok, ref: str, naast: Sessie
) -> None:
    maak_advies(naast, ref, besproken_op="")
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await open_advies(pilot, ref)
        await druk(pilot, "escape", "v")
        assert isinstance(pilot.app.screen, Vraag)
        vraag = str(pilot.app.screen.query(Static).first().content)
        assert "Nog niet besproken met de inwoner. Nog geen akkoord van Karim. Toch vaststellen?" in vraag
        await druk(pilot, "n")
        assert adviseren.lees(naast, ref).vastgesteld_op is None
        await druk(pilot, "v", "j")
        assert "versie 1, vastgesteld" in scherm_tekst(pilot.app)
    assert "nog niet besproken" in " ".join(brieven.maak(naast, ref).delen)


async def test_vastgesteld_dan_alleen_een_nieuwe_versie(
    werkmap: Werkmap, klok: VasteKlok, ref: str, naast: Sessie
) -> None:
    maak_advies(naast, ref)
    adviseren.stel_vast(naast, ref)
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await open_advies(pilot, ref)
        assert isinstance(pilot.app.focused, Vinkregel)  # nothing to type in
        await druk(pilot, "n")
        assert "concept 2" in scherm_tekst(pilot.app)
        await typ(pilot, " Toch.")
        await druk(pilot, "ctrl+o")
    beeld = adviseren.lees(naast, ref)
    assert (beeld.nummer, beeld.vastgesteld_op) == (2, None)
    assert beeld.ruw["antwoord"].endswith("nodig. Toch.")


async def test_kijken_in_een_vastgesteld_advies_verandert_niets(
    werkmap: Werkmap, klok: VasteKlok, ref: str, naast: Sessie
) -> None:
    maak_advies(naast, ref)
    with naast.schrijven() as db:  # as rows stand that were written before the plan named parts
        for afspraak in db.exec(select(Afspraak)):
            afspraak.deel = None
            db.add(afspraak)
    adviseren.stel_vast(naast, ref)
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await open_advies(pilot, ref)
        await druk(pilot, "tab", "escape", "escape")
        assert not isinstance(pilot.app.screen, AdviesScherm)
        assert "concept" not in meldingen(pilot)
        assert concepten.alle(pilot.app.sessie) == []


async def test_merken_met_de_spatiebalk(werkmap: Werkmap, klok: VasteKlok, ref: str, naast: Sessie) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await open_advies(pilot, ref)
        await druk(pilot, "escape", "space", "space")
        assert "✓ besproken met inwoner 10 mrt   ✓ akkoord Karim 10 mrt" in scherm_tekst(pilot.app)
        beeld = adviseren.lees(naast, ref)
        assert beeld.ruw["besproken_op"] == "10-03-2027"
        assert {a.naam: a.op for a in beeld.akkoorden} == {"Noor": None, "Karim": klok.vandaag()}
        await druk(pilot, "left", "space")
        assert "☐ besproken met inwoner" in scherm_tekst(pilot.app)
    assert adviseren.lees(naast, ref).ruw["besproken_op"] == ""


async def test_wie_een_ontvanger_is(werkmap: Werkmap, klok: VasteKlok, ref: str, naast: Sessie) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await open_advies(pilot, ref)
        await snel(pilot, *["pagedown"] * 5, "down", "j")
        rooster = pilot.app.focused
        assert isinstance(rooster, DelenRooster)
        assert pilot.app.screen.can_view_entire(rooster), "a hint that folds away pushes nothing out of sight"
        await druk(pilot, "up", "enter")
        await typ(pilot, "wijkteam Zuid")
        pilot.app.screen.query_one("FormulierWidget").zet({"wijze": "telefoon"})
        await druk(pilot, "ctrl+o")
        assert "wijkteam Zuid" in scherm_tekst(pilot.app)
        assert "gezegd op wo 10 maart 2027, telefonisch" in rooster.render().plain
    (delen,) = adviseren.lees(naast, ref).delen
    assert delen.gezegd["advies"].wijze is Zegwijze.TELEFOON
    assert (delen.ontvanger, delen.mag, delen.naam) == (Ontvanger.WIJKTEAM, {"advies": True}, "wijkteam Zuid")


# --- paper, and that it was sent -------------------------------------------------------------


async def test_de_brief_wordt_genoemd_verstuurd_en_opgeruimd(
    werkmap: Werkmap, klok: VasteKlok, ref: str, naast: Sessie
) -> None:
    maak_advies(naast, ref)
    adviseren.stel_vast(naast, ref)
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        await open_advies(pilot, ref)
        await druk(pilot, "b", "enter")
        (pdf,) = werkmap.exports.iterdir()
        tekst = scherm_tekst(pilot.app)
        assert pdf.name in tekst.replace("\n", "").replace("│", "").replace(" ", "")
        assert "Onderwerp: Advies verkennend gesprek, W.J., 1966" in tekst
        assert "Niet per gewone e-mail" in tekst
        await druk(pilot, "c")
        assert pilot.app.clipboard == "Advies verkennend gesprek, W.J., 1966"
        await druk(pilot, "escape", "s")  # later
        assert isinstance(pilot.app.screen, FormulierVenster)
        await druk(pilot, "ctrl+o")
        assert "Vul dit in" in scherm_tekst(pilot.app)
        await druk(pilot, "z", "ctrl+o")
        assert "De brief is uit exports/ verwijderd." in meldingen(pilot)
        assert "verstuurd 10 mrt" in scherm_tekst(pilot.app)
        assert list(werkmap.exports.iterdir()) == []
        await druk(pilot, "5", "5")
        assert isinstance(pilot.app.screen, AdviezenScherm)
        assert "● " in scherm_tekst(pilot.app)
        assert "verstuurd" in scherm_tekst(pilot.app)
    assert adviseren.lees(naast, ref).verzonden == (("huisarts", klok.vandaag(), "ZorgMail"),)


async def test_platte_tekst_inwoner_en_kopie(
    werkmap: Werkmap, klok: VasteKlok, ref: str, naast: Sessie
) -> None:
    maak_advies(naast, ref)
    adviseren.stel_vast(naast, ref)
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await open_advies(pilot, ref)
        await druk(pilot, "b")
        assert isinstance(pilot.app.screen, KiesVenster)
        await typ(pilot, "tekst kop")
        await druk(pilot, "enter")
        assert "Het gaat om rouw." in pilot.app.clipboard
        await druk(pilot, "b")
        await typ(pilot, "inwoner")
        await druk(pilot, "enter")
        assert "Klaar: " in meldingen(pilot)
        await druk(pilot, "k", "down", "enter")
        wie = versturen.dossierkopieen(naast, ref)
        assert wie == {collega(naast, "Noor"): klok.vandaag()}
        await druk(pilot, "k", "down")
        assert "✓ Noor   op 10 mrt" in scherm_tekst(pilot.app)
        await druk(pilot, "enter")
    assert versturen.dossierkopieen(naast, ref) == {}
    assert [pad.name.split("-")[2] for pad in werkmap.exports.iterdir()] == ["inwoner"]


# --- nothing typed is lost -------------------------------------------------------------------


async def test_beide_teksten_en_beider_afspraken_blijven(
    werkmap: Werkmap, klok: VasteKlok, ref: str, naast: Sessie
) -> None:
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        await open_advies(pilot, ref)
        await typ(pilot, "van Noor")
        adviseren.bewaar(naast, ref, {"antwoord": "van Karim"})
        await druk(pilot, "pagedown")
        assert isinstance(pilot.app.screen, BotsingVenster)
        await druk(pilot, "b", "pagedown")
        await typ(pilot, "tuin")
        adviseren.bewaar(naast, ref, {"vangnet": "bel"}, [{"wat": "koor", "wie": "Karim"}])
        await druk(pilot, "ctrl+o")
        assert isinstance(pilot.app.screen, BotsingVenster)
        tekst = scherm_tekst(pilot.app)
        assert "koor · Karim" in tekst
        assert "tuin · afgesproken" in tekst
        await druk(pilot, "b")
        assert isinstance(pilot.app.screen, AdviesScherm)
    beeld = adviseren.lees(naast, ref)
    assert beeld.ruw["antwoord"] == "van Karim\nvan Noor"
    assert beeld.ruw["vangnet"] == "bel"
    assert [a.ruw["wat"] for a in beeld.afspraken] == ["koor", "tuin"]


async def test_na_een_stroomstoring_staat_het_getypte_er_weer(
    werkmap: Werkmap, klok: VasteKlok, ref: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(concept, "WACHT_S", 0)
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await open_advies(pilot, ref)
        await typ(pilot, "half")
        for bewaker in pilot.app._bewakers:
            await bewaker.spoel()
        na = kopieer_werkmap(werkmap.pad, tmp_path / "na")  # as the disk is at this moment
    async with aan_het_werk(na, "Noor", klok) as pilot:
        await open_advies(pilot, ref)
        assert "half" in scherm_tekst(pilot.app)
        assert "staat er weer" in meldingen(pilot)
        await druk(pilot, "ctrl+o")
        assert concepten.alle(pilot.app.sessie) == []


async def test_weggaan_bewaart_en_wat_niet_kan_blijft_een_concept(
    werkmap: Werkmap, klok: VasteKlok, ref: str, naast: Sessie
) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await open_advies(pilot, ref)
        await typ(pilot, "Rouw.")
        await druk(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, VandaagScherm)  # where it was opened
        assert adviseren.lees(naast, ref).ruw["antwoord"] == "Rouw."
        await druk(pilot, "5", "enter")
        await typ(pilot, " nummer 111222333")
        await druk(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, AdviezenScherm)
        assert "concept" in meldingen(pilot)
    assert adviseren.lees(naast, ref).ruw["antwoord"] == "Rouw."


async def test_het_advies_telt_mee_in_de_turfstaat(
    werkmap: Werkmap, klok: VasteKlok, ref: str, naast: Sessie
) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await open_advies(pilot, ref)
        await druk(pilot, "pagedown", "space", "ctrl+o")
    rij = toeleiden.staat(naast).rijen[0]
    assert (rij.hoofdadvies, Stap.GEADVISEERD.value in str(rij)) == ("zelf", True)


# --- the list, and what it looks like ----------------------------------------------------------


async def test_de_lijst_zegt_hoe_het_staat(
    werkmap: Werkmap, klok: VasteKlok, ref: str, naast: Sessie
) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        await druk(pilot, "5")
        assert "nog schrijven" in scherm_tekst(pilot.app)
        maak_advies(naast, ref)
        await druk(pilot, "enter")
        assert isinstance(pilot.app.screen, AdviesScherm)
        await druk(pilot, "escape", "escape")
        assert "concept: nog vaststellen" in scherm_tekst(pilot.app)


async def test_de_coordinator_ziet_hoe_het_staat_en_leest_niets(
    werkmap: Werkmap, klok: VasteKlok, naast: Sessie, ref: str
) -> None:
    maak_advies(naast, ref)
    async with aan_het_werk(werkmap, "Els", klok) as pilot:
        await druk(pilot, "5")
        assert "concept: nog vaststellen" in scherm_tekst(pilot.app)
        assert "W.J." not in scherm_tekst(pilot.app)
        await druk(pilot, "enter")
        assert isinstance(pilot.app.screen, AdviezenScherm)
        assert "alleen te lezen door de gespreksvoerders" in meldingen(pilot)


async def test_een_lege_lijst_zegt_wat_te_doen(
    sjabloon: Path, tmp_path: Path, klok: VasteKlok, licht: None
) -> None:
    leeg = kopieer_werkmap(sjabloon, tmp_path / "leeg")
    async with aan_het_werk(leeg, "Noor", klok) as pilot:
        await druk(pilot, "5")
        assert "Er is nog geen gesprek gevoerd." in scherm_tekst(pilot.app)


def _vooraf(ref: str, *toetsen: str) -> Any:
    async def doe(pilot: Any) -> None:
        await binnen(pilot)
        await open_advies(pilot, ref)
        await druk(pilot, *toetsen)
        await pilot.pause()

    return doe


def test_advies_op_elke_maat(
    snap_compare: Any, werkmap: Werkmap, klok: VasteKlok, ref: str, naast: Sessie
) -> None:
    maak_advies(naast, ref, antwoord="De cliënt rouwt.")
    assert foto(
        snap_compare, app_van(werkmap, "Noor", klok), MATEN, _vooraf(ref, "pagedown", "pagedown", "tab")
    )


def test_vastgesteld_op_elke_maat(
    snap_compare: Any, werkmap: Werkmap, klok: VasteKlok, ref: str, naast: Sessie
) -> None:
    maak_advies(naast, ref)
    adviseren.stel_vast(naast, ref)
    assert foto(snap_compare, app_van(werkmap, "Noor", klok), MATEN, _vooraf(ref))


@pytest.mark.parametrize(
    "maat", [pytest.param(m, marks=[] if m == (120, 40) else pytest.mark.lang) for m in MATEN], ids=str
)
async def test_nederlands_leesbaar_en_bestand_tegen_krimpen(
    maat: tuple[int, int], werkmap: Werkmap, klok: VasteKlok, ref: str, naast: Sessie
) -> None:
    maak_advies(naast, ref, antwoord="De cliënt rouwt.")
    async with aan_het_werk(werkmap, "Noor", klok, maat) as pilot:
        await open_advies(pilot, ref)
        stappen = (
            ("pagedown",),
            ("pagedown", "tab"),
            *[("pagedown",)] * 4,
            ("escape", "f1"),
            ("escape", "m", "v"),
        )
        for toetsen in (*stappen, ("j", "b"), ("escape", "l"), ("escape", "s")):
            await druk(pilot, *toetsen)
            assert engels(pilot.app) == [], toetsen
            assert onleesbaar(pilot.app) == [], toetsen
        await druk(pilot, "escape")
        for breed, hoog in ((40, 15), (30, 8), (120, 40)):
            await pilot.resize_terminal(breed, hoog)
            await rustig(pilot)
        assert "zoals de huisarts het leest" in scherm_tekst(pilot.app)


# --- taken over while one writes -------------------------------------------------------------


def linker_helft(pilot: Any) -> str:
    """The form without the letter beside it, on one line."""
    return " ".join(" ".join(regel[:66].split()) for regel in scherm_tekst(pilot.app).splitlines())


def zet_kaart(s: Sessie) -> None:
    linde = {"naam": "GGZ Linde", "soort": "ggz", "wachttijd_weken": "9", "wachttijd_op": "4-1-2027"}
    beheren.bewaar(s, "kaart", linde | {"wachttijd_bron": "website Linde"})
    beheren.bewaar(s, "kaart", {"naam": "Lindenhof", "soort": "welzijn", "telefoon": "038-1234567"})


async def test_een_aanbieder_van_de_kaart_in_vier_toetsen(
    werkmap: Werkmap, klok: VasteKlok, ref: str, naast: Sessie
) -> None:
    zet_kaart(naast)
    adviseren.bewaar(naast, ref, {"actie_huisarts": "verwijzing-ggz", "categorieen": "ggz-basis"})
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        await open_advies(pilot, ref)
        await druk(pilot, "tab", "tab", "tab")
        assert "ctrl+n kiest uit de sociale kaart." in linker_helft(pilot)
        await druk(pilot, "l", "i")
        assert "GGZ Linde · ▲ 9 weken (4 jan" in linker_helft(pilot)
        await druk(pilot, "ctrl+n")
        assert isinstance(pilot.app.screen, KiesVenster)
        assert (engels(pilot.app), onleesbaar(pilot.app)) == ([], [])
        await druk(pilot, "escape")
        assert pilot.app.focused.value == "li", "Esc leaves what was typed, and the cursor"
        await druk(pilot, "ctrl+n", "enter")
        assert pilot.app.focused.value == "GGZ Linde"
        zegt = (
            "Voorgestelde aanbieder: GGZ Linde, wachttijd ongeveer 9 weken (website Linde, 4 januari 2027)."
        )
        assert zegt in brief_tekst(pilot)
        assert "▲ De wachttijd is van 4 januari 2027" in woorden(pilot)
        # another one leaves nothing of the first behind
        await druk(pilot, "ctrl+u")
        await typ(pilot, "lindenh")
        await druk(pilot, "ctrl+n", "enter")
        assert "Voorgestelde aanbieder: Lindenhof. Dit gesprek" in brief_tekst(pilot)
        assert "De wachttijd is van" not in woorden(pilot)
        # who helps: behind what stands there already, and nothing of it goes
        pilot.app.screen._formulier._formulieren["steun"].focus_veld("aanbieder")
        await rustig(pilot)
        await typ(pilot, "Eerst de huisarts, dan lin")
        await druk(pilot, "ctrl+n", "enter")
        tekst = "Eerst de huisarts, dan Lindenhof, 038-1234567"
        assert pilot.app.focused.text == tekst
        await druk(pilot, "enter")
        await typ(pilot, "lin")
        await druk(pilot, "ctrl+n", "down", "enter")
        tekst += "\nGGZ Linde, wachttijd ongeveer 9 weken (website Linde, 4 januari 2027)"
        assert pilot.app.focused.text == tekst
        # in a cell only the name; without a field there is nothing to choose for
        pilot.app.screen._formulier.focus_blok("afspraken")
        await rustig(pilot)
        await druk(pilot, "tab", "ctrl+n", "l", "enter")
        assert pilot.app.focused.value == "Lindenhof"
        await druk(pilot, "escape", "ctrl+n")
        assert isinstance(pilot.app.screen, AdviesScherm)
        await druk(pilot, "escape")
    ruw = adviseren.lees(naast, ref).ruw
    assert ruw["aanbieder"] == tekst
    assert (ruw["ggz_aanbieder"], ruw["wachttijd_weken"], ruw["wachttijd_bron"]) == ("Lindenhof", "", "")


async def test_zinnen_neerzetten_en_bewaren(
    werkmap: Werkmap, klok: VasteKlok, ref: str, naast: Sessie
) -> None:
    zinnen.bewaar(naast, {"tekst": "Wij bellen u binnen een week.", "van_team": "ja"})
    zinnen.bewaar(naast, {"tekst": "Een zin van mij alleen."})
    zet_kaart(naast)
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        await open_advies(pilot, ref)
        await typ(pilot, "Rouw. bel")
        await druk(pilot, "ctrl+n")
        assert "Wij bellen u binnen een week.   van het team" in scherm_tekst(pilot.app)
        assert "van mij alleen" not in scherm_tekst(pilot.app)
        await druk(pilot, "enter")
        assert pilot.app.focused.text == "Rouw. Wij bellen u binnen een week."
        # nothing answers to what was typed: the whole list, sentences before the kaart
        await druk(pilot, "enter")
        await typ(pilot, "Er is geen behandeling nodig.")
        await druk(pilot, "ctrl+n")
        tekst = scherm_tekst(pilot.app)
        assert tekst.index("Wij bellen") < tekst.index("GGZ Linde") < tekst.index("+ bewaar als eigen zin")
        assert (engels(pilot.app), onleesbaar(pilot.app)) == ([], [])
        await typ(pilot, "bewaar")
        await druk(pilot, "enter")
        assert "Bewaard bij uw zinnen" in meldingen(pilot)
        assert pilot.app.focused.text.endswith("nodig."), "what is kept stays where it stands"
        # what may lead to somebody is asked first
        await druk(pilot, "enter")
        await typ(pilot, "Wim belt op 12 maart.")
        await druk(pilot, "ctrl+n")
        await typ(pilot, "bewaar")
        await druk(pilot, "enter")
        assert isinstance(pilot.app.screen, Vraag)
        assert "Gevonden: 12 maart, Wim." in pilot.app.screen._vraag
        await druk(pilot, "n")
        await druk(pilot, "ctrl+n")
        await typ(pilot, "behand")
        await druk(pilot, "enter")
        assert pilot.app.focused.text.endswith("Wim belt op 12 maart.Er is geen behandeling nodig.")
        # the small list of them
        await druk(pilot, "escape", "escape", "8")
        pilot.app.screen.toon_afdeling("zinnen")
        await rustig(pilot)
        assert "Er is geen behandeling nodig." in scherm_tekst(pilot.app)
        await druk(pilot, "enter")
        await typ(pilot, " Op 3 mei wel.")
        await druk(pilot, "ctrl+o")
        assert "Mag het zo?" in scherm_tekst(pilot.app)
        await druk(pilot, "escape", "delete")
    assert [zin.tekst for zin in zinnen.lijst(naast)] == [
        "Een zin van mij alleen.",
        "Wij bellen u binnen een week.",
    ]


@pytest.mark.parametrize("maat", MATEN, ids=str)
async def test_wat_er_gezegd_is_een_toets_ver(
    werkmap: Werkmap, klok: VasteKlok, ref: str, naast: Sessie, maat: tuple[int, int]
) -> None:
    vastleggen.bewaar_thema(naast, ref, Thema.MEEDOEN, {"score": "6", "vertelt": "speelt graag schaak"})
    async with aan_het_werk(werkmap, "Noor", klok, maat) as pilot:
        await open_advies(pilot, ref)
        await typ(pilot, "Rouw. Geen zorg.")
        await druk(pilot, *["left"] * 5)
        veld, plek = pilot.app.focused, pilot.app.focused.cursor_location
        await druk(pilot, "ctrl+r")
        assert isinstance(pilot.app.screen, GesprekVenster)
        assert "speelt graag schaak" in str(pilot.app.screen.query_one("#gezegd", Static).content)
        beeld = pilot.app.export_screenshot().replace(
            "&#160;", " "
        )  # with what lies below, as a terminal shows it
        assert ("Rouw. Geen" in beeld) == (maat[0] >= 100), "the form stays in sight beside it"
        assert (engels(pilot.app), onleesbaar(pilot.app)) == ([], [])
        await druk(pilot, "x", "pagedown", "end", "escape")
        assert isinstance(pilot.app.screen, AdviesScherm)
        assert (pilot.app.focused, veld.cursor_location) == (veld, plek)
        await druk(pilot, "x")
        assert veld.text == "Rouw. Geen xzorg."
        await druk(pilot, "escape", "t", "t")  # outside a field by its letter, and back
        assert isinstance(pilot.app.screen, AdviesScherm)

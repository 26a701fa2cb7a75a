"""`mgn vandaag` and `mgn spoed`: the day without a screen; and every key that does something has a command."""

import pytest

from mgn_tui.cli.wortel import wortel
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import instellingen
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.actie import Actie
from mgn_tui.tui.acties import alle_acties
from tests.cli_hulp import Cli
from tests.hulp_app import maak_week
from tests.hulp_werkmap import open_als


@pytest.fixture
def week(werkmap: Werkmap, klok: VasteKlok) -> Cli:
    maak_week(werkmap, klok)
    return Cli(werkmap, klok)


def test_vandaag_noemt_het_dringendste_eerst_met_de_opdracht(week: Cli) -> None:
    uit = week("vandaag")
    assert uit.status == 0
    regels = uit.data.splitlines()
    assert regels[0] == "Vandaag, di 9 maart 2027"
    assert regels[1].startswith("10:30 · W.J. · 1e gesprek · De Terp · met ")
    assert "met naaste" in regels[1] and "mgn gesprek toon" in regels[1]
    wacht = regels[regels.index("Wacht op u") + 1 :]
    assert wacht[0].startswith("eerst · 16 dagen · aanmelding M.W.")
    assert wacht[1].startswith("bijna · 12 dagen · aanmelding Ç.Ş.")
    assert "Jansen" not in uit.data and not set("●▲✖◆") & set(uit.data)
    # the command it names is one that works
    opdracht = wacht[0].rsplit(" · ", 1)[1].split()
    assert opdracht[:3] == ["mgn", "gesprek", "plan"]
    gesprek = regels[1].rsplit(" · ", 1)[1].split()[1:]
    assert week(*gesprek).status == 0


def test_vandaag_met_namen_en_als_json(week: Cli) -> None:
    assert "Wójcik" in week("vandaag", "--namen").data
    stand = week("vandaag", "--json").json
    assert [g["wie"] for g in stand["gesprekken"]] == ["W.J.", "A.B."]
    assert [(p["dringend"], p["dagen"]) for p in stand["wacht"]][:2] == [("eerst", 16), ("bijna", 12)]
    assert Cli(week.werkmap, week.klok, "Elif")("vandaag", "--json").json["gesprekken"] == []


def test_een_lege_dag(werkmap: Werkmap, klok: VasteKlok) -> None:
    assert Cli(werkmap, klok)("vandaag").data.splitlines()[1:] == [
        "U hebt vandaag geen gesprek.", "", "Wacht op u", "Niets.",
    ]  # fmt: skip


def test_spoed_vraagt_geen_wachtwoord(tmp_path, klok: VasteKlok) -> None:
    uit = Cli(Werkmap(tmp_path / "leeg"), klok)("spoed")
    assert uit.status == 0
    assert "Direct levensgevaar: 112" in uit.data and "0800-2000" in uit.data
    assert uit.terminal.gevraagd == []


def test_spoed_van_het_team(werkmap: Werkmap, klok: VasteKlok) -> None:
    s = open_als(werkmap, "Els", klok)
    try:
        veld = next(v for v in instellingen.FORMULIER.velden if v.groep == "Spoedkaart")
        instellingen.bewaar(s, {veld.naam: "038-0000000"})
    finally:
        s.sluit()
    assert "038-0000000" in Cli(werkmap, klok)("spoed", "--team").data


# --- every job of a day has a command -----------------------------------------------------------

ZICHT = "kijken of bewegen op het scherm; geen handeling"
VRAAG = "een antwoord in een venster; de opdracht vraagt het zelf"
OPDRACHT = {
    "aanmelding.geschiedenis": "geschiedenis",
    "aanmelding.praktijk": "praktijk nieuw",
    "aanmelding.rechten": "verzoek nieuw",
    "aanmeldingen.geschiedenis": "geschiedenis",
    "aanmeldingen.heropenen": "aanmelding heropen",
    "aanmeldingen.nieuw": "aanmelding nieuw",
    "aanmeldingen.plannen": "gesprek plan",
    "aanmeldingen.rechten": "verzoek nieuw",
    "aanmeldingen.teruggeven": "aanmelding teruggeven",
    "aanmeldingen.uitnodiging": "aanmelding uitnodigen",
    "aanmeldingen.ziet-ervan-af": "aanmelding intrekken",
    "advies.akkoord": "advies akkoord",
    "advies.besproken": "advies akkoord",
    "advies.brief": "brief",
    "advies.geschiedenis": "geschiedenis",
    "advies.gewoon-woord": "advies wijzig",
    "advies.gesprek": "gesprek toon",
    "advies.invoegen": "advies wijzig",
    "advies.kopie": "advies dossierkopie",
    "advies.nieuwe-versie": "advies versie",
    "advies.overtypen": "overtypelijst",
    "advies.vaststellen": "advies vaststellen",
    "advies.verstuurd": "verstuurd",
    "advies.voorbeeld": "brief",
    "afspraken.hoger": "advies afspraak",
    "afspraken.lager": "advies afspraak",
    "afspraken.staat": "advies afspraak",
    "afspraken.deel": "advies afspraak",
    "afspraken.weg": "advies afspraak",
    "agenda.afzeggen": "gesprek afzeggen",
    "agenda.niet-verschenen": "gesprek afzeggen",
    "agenda.verzetten": "gesprek verzet",
    "beheer.andere-regio": "regio wissel",
    "beheer.exports": "exports",
    "beheer.herstelcode": "team herstelcode",
    "beheer.weghalen": "kaart weg",
    "beheer.kopie": "reservekopie",
    "beheer.nieuw": "team nieuw",
    "beheer.nieuwe-sleutel": "team nieuwe-sleutel",
    "beheer.registers": "casusoverleg lijst",
    "beheer.sprint": "sprint nieuw",
    "beheer.toegang": "team toegang",
    "beheer.verwijderen": "team verwijder",
    "beheer.waarneming-intrekken": "team waarneming-intrekken",
    "beheer.waarnemer": "team waarneming",
    "beheer.wachtwoord": "team wachtwoord",
    "begin.wijzigen": "nieuw",
    "briefklaar.verstuurd": "verstuurd",
    "cijfers.boodschap": "cijfers",
    "cijfers.doelen": "doel lijst",
    "cijfers.evaluatie": "evaluatie sprint",
    "cijfers.keuze": "cijfers",
    "cijfers.tabel": "cijfers",
    "cijfers.verslag": "rapport sprint",
    "delen.ja": "advies delen",
    "delen.naam": "advies delen",
    "delen.nee": "advies delen",
    "delen.wis": "advies delen",
    "doelen.meting": "doel meting",
    "doelen.oplevering": "doel oplevering",
    "doelen.wijzig": "doel wijzig",
    "doorverwijzing.advies": "doorverwijzing zet",
    "doorverwijzing.cijfers": "gesprek waardering",
    "doorverwijzing.gestart": "doorverwijzing zet",
    "doorverwijzing.hoofdadvies": "doorverwijzing hoofdadvies",
    "doorverwijzing.intake": "doorverwijzing zet",
    "doorverwijzing.keuze": "doorverwijzing lijst",
    "doorverwijzing.overtypen": "overtypelijst",
    "doorverwijzing.resultaat": "gesprek wijzig",
    "doorverwijzing.tabel": "doorverwijzing lijst",
    "doorverwijzing.tafel": "gesprek tafel",
    "doorverwijzing.verwezen": "doorverwijzing zet",
    "evaluatie.besluit": "evaluatie besluit",
    "evaluatie.heropenen": "evaluatie heropenen",
    "evaluatie.samen": "evaluatie groep",
    "evaluatie.sluiten": "evaluatie sluiten",
    "evaluatie.verslag": "rapport sprint",
    "evaluatie.vink": "evaluatie groep",
    "evaluatie.weg": "evaluatie groep",
    "exports.opruimen": "exports",
    "exports.weg": "exports",
    "formulier.bewaren": "aanmelding wijzig",
    "gesprek.advies": "advies wijzig",
    "gesprek.geschiedenis": "geschiedenis",
    "gesprek.gevoerd": "gesprek gevoerd",
    "gesprek.kladblok": "gesprek notitie",
    "gesprek.notities": "gesprek thema",
    "gesprek.overtypen": "overtypelijst",
    "gesprek.slot": "gesprek punt",
    "gesprek.web": "gesprek toon",
    "gesprek.alles": "gesprek toon",
    "kaart": "kaart lijst",
    "kladblok.weg": "gesprek notitie",
    "ongedaan": "maak-ongedaan",
    "opnieuw": "maak-ongedaan",
    "plannen.waar": "gesprek plan",
    "plannen.zelf": "gesprek plan",
    "registers.eraf": "geengesprek turf",
    "registers.erbij": "geengesprek turf",
    "registers.nieuw": "casusoverleg nieuw",
    "registers.periode": "uren som",
    "registers.signaal": "casusoverleg vrijgeven",
    "registers.weghalen": "casusoverleg verwijder",
    "slot.aanbod-vrijgeven": "aanbod vrijgeven",
    "slot.erbij": "gesprek gast",
    "slot.gevoerd": "gesprek gevoerd",
    "slot.vrijgeven": "gesprek leerpunt",
    "spoed": "spoed",
    "stap.aanmeldingen": "aanmelding lijst",
    "stap.advies": "advies lijst",
    "stap.agenda": "gesprek lijst",
    "stap.beheer": "team lijst",
    "stap.cijfers": "cijfers",
    "stap.doorverwijzing": "doorverwijzing lijst",
    "stap.gesprek": "gesprek lijst",
    "stap.vandaag": "vandaag",
    "turftotalen.afdrukken": "doorverwijzing lijst",
    "vandaag.nieuw": "aanmelding nieuw",
    "vandaag.plannen": "gesprek plan",
    "zoek": "zoek",
}
"""What is done with a key, and the command that does it too."""
GEEN = {
    **dict.fromkeys(
        ("lijst", "overtypen", "kladblok", "formulierscherm", "toetsproef", "voorkeuren", "web"), ZICHT
    ),
    **dict.fromkeys(("botsing", "weten", "vraag", "ontgrendelen", "verschuiven"), VRAAG),
    **dict.fromkeys(
        ("hulp", "terug", "dicht", "namen", "volgende", "vorige", "kopieer", "voorkeuren"), ZICHT
    ),
    **dict.fromkeys(
        ("toetsen", "afsluiten", "briefklaar.onderwerp", "gesprek.korte-code", "rondleiding", "gezegd.sluit"),
        ZICHT,
    ),
}
BEWEGEN = ("links", "rechts", "volgend", "vorig", "-week", "-kwartaal", "meenemen", "oppakken")


@pytest.mark.parametrize("actie", alle_acties(), ids=lambda actie: actie.id)
def test_wat_op_het_scherm_kan_heeft_een_opdracht(actie: Actie) -> None:
    if (woorden := OPDRACHT.get(actie.id)) is None:
        groep = actie.id.partition(".")[0]
        beweegt = any(deel in actie.id for deel in BEWEGEN)
        assert beweegt or actie.id in GEEN or groep in GEEN, "met welke opdracht kan dit zonder scherm?"
        return
    nomen, _, werkwoord = woorden.partition(" ")
    commando = wortel().get_command(None, nomen)
    assert commando is not None
    assert werkwoord in getattr(commando, "commands", {"": None})

"""Commands in a terminal: questions, concepts, two at once, passphrases."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import adviesformulier, adviseren, concepten, vastleggen
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap
from tests.cli_hulp import CTRL_C, CTRL_D, Cli
from tests.hulp_werkmap import WACHTWOORDEN, maak_aanmelding, maak_gevoerd, plan_gesprek

NAAM = "Kanariemans"
PERSOON = ("", "2", "", "", "Wat past hier?", "", "", "", "", "", "", "Ann", NAAM, "3-4-1966", "klaar")
"""Up to the date of birth: Enter keeps today, the second praktijk, two lines of the huisarts' question."""


@pytest.fixture
def cli(werkmap: Werkmap, klok: VasteKlok) -> Cli:
    return Cli(werkmap, klok)


def test_een_aanmelding_als_vragenlijst(cli: Cli) -> None:
    uit = cli.goed("aanmelding", "nieuw", antwoorden=PERSOON)
    assert uit.terminal.antwoorden == []
    velden = cli.goed("aanmelding", "toon", uit.data, "--json").json["velden"]
    assert (velden["achternaam"], velden["praktijk"]) == (NAAM, "Praktijk Parkweg")
    assert velden["vraag"] == "Wat past hier?"
    assert velden["aanmelddatum"] == "2027-03-09"


def test_een_regel_tussen_antwoorden_wordt_opnieuw_gevraagd(cli: Cli) -> None:
    te_jong = [a if a != "3-4-1966" else "3-4-2015" for a in PERSOON]
    uit = cli.goed("aanmelding", "nieuw", antwoorden=[*te_jong, "3-4-1966"])
    assert "vanaf 18 jaar" in uit.gezegd
    assert uit.terminal.gevraagd[-1].startswith("12/39 Geboren op (verplicht) [")


@pytest.mark.parametrize("stop", [CTRL_C, CTRL_D])
def test_stoppen_bewaart_een_concept_en_biedt_het_aan(stop: BaseException, cli: Cli) -> None:
    begonnen = [*PERSOON[:12], NAAM, stop]
    uit = cli("aanmelding", "nieuw", antwoorden=begonnen)
    assert uit.status == 130
    assert "blijft als concept" in uit.gezegd
    assert cli.goed("aanmelding", "lijst", "--json").json == []
    verder = cli.goed("aanmelding", "nieuw", antwoorden=["ja", *[""] * 11, "", "", "3-4-1966", "klaar"])
    assert verder.terminal.gevraagd[0] == "Verder met wat u typte? (ja of nee)"
    assert f"[{NAAM}]" in "".join(verder.terminal.gevraagd)
    assert cli.goed("aanmelding", "toon", verder.data, "--json").json["velden"]["achternaam"] == NAAM
    vers = cli("aanmelding", "nieuw", antwoorden=[CTRL_C])  # the concept went with the record
    assert "Verder" not in "".join(vers.terminal.gevraagd)


def test_een_concept_dat_niet_meer_hoeft(cli: Cli, noor: Sessie) -> None:
    concepten.bewaar(noor, "aanmelding", "nieuw", {"voornaam": "Bo"})
    uit = cli("aanmelding", "nieuw", antwoorden=["nee", CTRL_C])
    assert "Er ligt een concept van di 9 maart 2027, 09:00." in uit.gezegd
    assert concepten.vind(noor, "aanmelding", "nieuw") is None


def test_elk_antwoord_is_meteen_een_concept(cli: Cli, noor: Sessie) -> None:
    """A terminal that goes away without a word costs at most the question it stood at."""
    gezien: list[str] = []

    def kijk() -> str:
        gevonden = concepten.vind(noor, "aanmelding", "nieuw")
        gezien.append(gevonden.ruw["achternaam"] if gevonden else "niets")
        return "3-4-1966"

    cli.goed("aanmelding", "nieuw", antwoorden=[*PERSOON[:13], kijk, "klaar"])
    assert gezien == [NAAM]


def test_niets_veranderd(cli: Cli, noor: Sessie) -> None:
    ref = maak_aanmelding(noor)
    uit = cli("aanmelding", "wijzig", ref, antwoorden=["klaar"])
    assert (uit.status, uit.gezegd.splitlines()[-1]) == (0, "Er is niets veranderd.")


def test_alle_zes_themas(cli: Cli, noor: Sessie) -> None:
    gesprek = plan_gesprek(noor, maak_aanmelding(noor))
    antwoorden = ["6", "slaapt slecht", "", "klaar", *["klaar"] * 4, "7,5", "", "", "", ""]
    uit = cli.goed("gesprek", "thema", gesprek, antwoorden=antwoorden)
    assert uit.terminal.antwoorden == []
    beeld = vastleggen.lees(noor, gesprek)
    assert [str(t.score) for t in beeld.themas if t.besproken] == ["6", "7.5"]
    assert uit.gezegd.count("Er is niets veranderd.") == 4


def test_plannen_begint_met_het_eerste_voorstel(cli: Cli, noor: Sessie) -> None:
    ref = maak_aanmelding(noor)
    uit = cli.goed("gesprek", "plan", ref, antwoorden=["", "", "", "", "De Terp", "klaar"])
    assert "1  di 9 maart 2027, 10:00 · Karim en Noor" in uit.gezegd
    assert uit.terminal.gevraagd[1] == "1/6 Wanneer (verplicht) [di 9 maart 2027, 10:00]:"
    assert vastleggen.lees(noor, uit.data).locatie == "De Terp"


def test_een_voorkeur_vraagt_een_reden_een_eis_een_ander_plan(cli: Cli, noor: Sessie) -> None:
    ref = maak_aanmelding(noor)
    antwoorden = [
        *("0", "wo 10:00", "Noor, Tom", "klaar"),  # no ggz: a requirement
        *("", "Noor, Karim"),
        # now a Sunday, with a reason
    ]
    cli.goed("gesprek", "plan", ref, antwoorden=antwoorden)
    ander = maak_aanmelding(noor, achternaam="Pietersen")
    antwoorden = ["0", "zo 10:00", "Noor, Karim", "klaar", "", "", "kan alleen dan", ""]
    uit = cli.goed("gesprek", "plan", ander, antwoorden=antwoorden)
    assert "Kan het toch? Schrijf dan waarom." in uit.gezegd


@pytest.mark.parametrize(("antwoord", "wint"), [("ja", "van mij"), ("nee", "van Karim")])
def test_twee_tegelijk_verliest_niets(
    antwoord: str, wint: str, cli: Cli, noor: Sessie, karim: Sessie, monkeypatch: pytest.MonkeyPatch
) -> None:
    gesprek = maak_gevoerd(noor)[1]
    echt = adviseren.bewaar
    eerst = [True]

    def bewaar(s: Sessie, *args: Any, **opties: Any) -> str:
        if eerst.pop() if eerst else False:
            echt(karim, gesprek, {"regie": "van Karim"})
        return echt(s, *args, **opties)

    monkeypatch.setattr(adviseren, "bewaar", bewaar)
    voor_regie = [v.naam for v in adviesformulier.formulier(noor).velden].index("regie")
    antwoorden = [*[""] * voor_regie, "van mij", "klaar", antwoord]
    uit = cli.goed("advies", "wijzig", gesprek, antwoorden=antwoorden)
    assert "van u: van mij" in uit.gezegd
    assert "van de ander: van Karim" in uit.gezegd
    assert adviseren.lees(noor, gesprek).ruw["regie"] == wint


def test_een_afspraak_die_intussen_veranderde_blijft_als_concept(
    cli: Cli, noor: Sessie, karim: Sessie, monkeypatch: pytest.MonkeyPatch
) -> None:
    gesprek = maak_gevoerd(noor)[1]
    echt = adviseren.bewaar
    eerst = [True]

    def bewaar(s: Sessie, *args: Any, **opties: Any) -> str:
        if eerst.pop() if eerst else False:
            echt(karim, gesprek, {}, [{"wat": "van Karim"}])
        return echt(s, *args, **opties)

    monkeypatch.setattr(adviseren, "bewaar", bewaar)
    uit = cli("advies", "afspraak", gesprek, antwoorden=["van mij", "klaar"])
    assert uit.status == 1
    assert "van Karim" in uit.gezegd
    assert [a.ruw["wat"] for a in adviseren.lees(noor, gesprek).afspraken] == ["van Karim"]
    gevonden = concepten.vind(noor, "afspraak", f"{gesprek}|1")
    assert gevonden is not None
    assert gevonden.ruw["wat"] == "van mij"


# --- who is there ----------------------------------------------------------------------------


def test_naam_en_wachtwoord_worden_gevraagd(cli: Cli) -> None:
    uit = cli.goed(
        "aanmelding",
        "lijst",
        naam=None,
        gebruiker=None,
        wachtwoord=None,
        antwoorden=["Noor", WACHTWOORDEN["Noor"]],
    )
    assert uit.terminal.gevraagd == ["Uw naam:", "Wachtwoord:"]


@pytest.mark.parametrize(
    ("weg", "melding"), [("gebruiker", "--gebruiker"), ("wachtwoord", "--wachtwoord-bestand")]
)
def test_zonder_terminal_wordt_niets_gevraagd(weg: str, melding: str, cli: Cli) -> None:
    uit = cli("aanmelding", "lijst", **{weg: None})
    assert uit.status == 2
    assert melding in uit.gezegd


def test_een_onthouden_naam(cli: Cli, werkmap: Werkmap) -> None:
    from mgn_tui.store.apparaat import herinner_naam
    from mgn_tui.store.sleutelbestand import Sleutelbestand

    herinner_naam(Sleutelbestand.lees(werkmap.sleutels).werkmap_id, "Noor")
    cli.goed("aanmelding", "lijst", gebruiker=None)


def test_een_verkeerd_wachtwoord_is_uitgang_3(cli: Cli) -> None:
    for _ in range(3):
        uit = cli("aanmelding", "lijst", wachtwoord="fout")
        assert uit.status == 3
    assert "horen niet bij elkaar" in uit.gezegd
    assert "over 1 seconde" in cli("aanmelding", "lijst", wachtwoord="fout").gezegd
    assert cli("aanmelding", "lijst", gebruiker="Onbekend").status == 3


def test_zonder_werkmap_is_uitgang_3(cli: Cli, tmp_path: Path) -> None:
    uit = cli("aanmelding", "lijst", map_=str(tmp_path / "leeg"))
    assert uit.status == 3
    assert "mgn nieuw" in uit.gezegd


def test_met_de_herstelcode(cli: Cli, werkmap: Werkmap, klok: VasteKlok) -> None:
    code = cli.goed("team", "herstelcode").data
    nieuw = "vier heel andere woorden"
    uit = cli.goed(
        "aanmelding", "lijst", herstelcode=True, wachtwoord=None, antwoorden=[code, "kort", nieuw, nieuw]
    )
    assert "te kort" in uit.gezegd
    nieuwe_code = next(r for r in uit.terminal.gezegd if r.count("-") >= 3 and r != code)
    assert cli("aanmelding", "lijst").status == 3
    cli.goed("aanmelding", "lijst", wachtwoord=nieuw)
    klok.verder(timedelta(minutes=5))
    assert cli("aanmelding", "lijst", herstelcode=True, wachtwoord=nieuw, antwoorden=[code]).status == 3
    klok.verder(timedelta(minutes=5))
    cli.goed("aanmelding", "lijst", herstelcode=True, wachtwoord=nieuw, antwoorden=[nieuwe_code])
    assert cli("aanmelding", "lijst", herstelcode=True).status == 2  # nobody to type it
    laatste = cli.goed("team", "herstelcode", wachtwoord=nieuw).data
    cli.goed(herstelcode=True, wachtwoord="weer vier andere woorden", antwoorden=[laatste])
    cli.goed("aanmelding", "lijst", wachtwoord="weer vier andere woorden")


def test_een_paar_keuzes_zijn_geen_concept_een_tekst_wel(cli: Cli, noor: Sessie) -> None:
    _, gesprek = maak_gevoerd(noor)
    cli("advies", "delen", gesprek, antwoorden=["ja", CTRL_C])
    assert concepten.alle(noor) == []
    ander = maak_aanmelding(noor, achternaam="Pietersen")
    uit = cli("aanmelding", "teruggeven", ander, antwoorden=["anders", "omdat", CTRL_C])
    assert uit.status == 130
    assert [c.formulier for c in concepten.alle(noor)] == ["teruggeven"]


def test_verzetten_laat_geen_concept_achter(cli: Cli, noor: Sessie) -> None:
    gesprek = plan_gesprek(noor, maak_aanmelding(noor))
    assert cli("gesprek", "verzet", gesprek, antwoorden=["do 14:00", CTRL_C]).status == 130
    (concept,) = concepten.alle(noor)
    assert (
        concept.record == f"{vastleggen.lees(noor, gesprek).aanmelding_ref}|{gesprek}"
    )  # as the screen names it
    cli.goed("gesprek", "verzet", gesprek, antwoorden=["ja", "", "klaar"])
    assert concepten.alle(noor) == []
    assert vastleggen.lees(noor, gesprek).begin.hour == 14

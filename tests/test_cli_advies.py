"""The main line by commands, its second half: advies, doorverwijzing, letter."""

from pathlib import Path

import pytest

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.referentie import normaliseer
from mgn_tui.store.werkmap import Werkmap
from tests.cli_hulp import ADVIES, NAAM, Cli, gevoerd, vastgesteld


@pytest.fixture
def cli(werkmap: Werkmap, klok: VasteKlok) -> Cli:
    return Cli(werkmap, klok)


def test_het_advies(cli: Cli) -> None:
    gesprek = gevoerd(cli)
    assert cli("advies", "vaststellen", gesprek).status == 1
    assert cli("advies", "wijzig", gesprek, "--categorieen=geen, wmo").status == 1
    cli.goed("advies", "wijzig", gesprek, *ADVIES)
    cli.goed("advies", "afspraak", gesprek, "--wat=wandelclub", "--wie=zij", "--wanneer=vanaf maart")
    cli.goed("advies", "afspraak", gesprek, "--wat=maatje", "--staat=in overweging")
    cli.goed("advies", "afspraak", gesprek, "1", "--met=dochter")
    cli.goed("advies", "afspraak", gesprek, "2", "--weg")
    assert cli("advies", "afspraak", gesprek, "2", "--wie=x").status == 1
    assert cli("advies", "afspraak", gesprek, "--wie=niemand").status == 1
    cli.goed("advies", "delen", gesprek, "--wijkteam-advies=ja", "--wijkteam-naam=wijkteam Zuid")
    cli.goed("advies", "akkoord", gesprek, "--collega=Karim")
    gezegd = cli.goed("advies", "wijzig", gesprek, "--vangnet=De cliënt belt i.v.m. F32.1.").gezegd
    assert "✖ 'cliënt' in 'Als het erger wordt': schrijf de naam, of 'inwoner'" in gezegd
    assert "✖ 'F32.1' in 'Als het erger wordt' leest als een diagnose" in gezegd
    assert "▲ 'i.v.m.' in 'Als het erger wordt': liever 'door'" in gezegd
    weigering = cli("brief", gesprek, "--soort=inwoner")
    assert weigering.status == 1 and "'cliënt' bij 'Als het erger wordt'" in weigering.gezegd
    assert "▲ 'traject' in 'Afspraak 2'" in cli.goed("advies", "afspraak", gesprek, "--wat=traject").gezegd
    cli.goed("advies", "afspraak", gesprek, "2", "--weg")
    assert "liever" not in cli.goed("advies", "wijzig", gesprek, "--vangnet=Bel dan Karim.").gezegd
    assert "Versie 1 is vastgesteld" in cli.goed("advies", "vaststellen", gesprek).gezegd
    gelezen = cli.goed("advies", "toon", gesprek, "--json").json
    assert gelezen["vastgesteld_op"] == "2027-03-10"
    assert gelezen["afspraken"] == [
        {
            "wat": "wandelclub",
            "wie": "zij",
            "met": "dochter",
            "wanneer": "vanaf maart",
            "staat": "afgesproken",
            "deel": "zelf",
        }
    ]
    gezegd = {"advies": {"op": "2027-03-10", "wijze": "mondeling", "ingetrokken_op": None}}
    deel = {"ontvanger": "wijkteam", "naam": "wijkteam Zuid", "mag": {"advies": True}, "gezegd": gezegd}
    assert gelezen["delen"] == [deel]
    assert gelezen["akkoord"] == [
        {"collega": "Karim", "op": "2027-03-10"},
        {"collega": "Noor", "op": "2027-03-10"},
    ]
    assert gelezen["velden"]["categorieen"] == ["sociaal-domein", "zelf"]
    weigering = cli("advies", "wijzig", gesprek, "--antwoord=Anders.")
    assert weigering.status == 1
    assert "mgn advies versie" in weigering.gezegd
    assert "Versie 2" in cli.goed("advies", "versie", gesprek).gezegd
    cli.goed("advies", "wijzig", gesprek, "--antwoord=Anders.")
    assert [r["advies"] for r in cli.goed("advies", "lijst", "--json").json] == ["concept"]


def test_de_turfstaat(cli: Cli) -> None:
    gesprek = vastgesteld(cli)
    cli.goed(
        "doorverwijzing",
        "zet",
        gesprek,
        "--categorie=sociaal-domein",
        "--stap=verwezen",
        "--weten=ja",
        "--datum=vandaag",
    )
    cli.goed(
        "doorverwijzing", "zet", gesprek, "--categorie=zelf", "--stap=gestart", "--weten=niet-nagevraagd"
    )
    assert cli("doorverwijzing", "zet", gesprek, "--categorie=x", "--stap=gestart").status == 1
    staat = cli.goed("doorverwijzing", "lijst", "--json").json
    assert list(staat) == ["gesprekken", "totaal"]
    assert staat["gesprekken"] == [
        {
            "gesprek": normaliseer(gesprek),
            "inwoner": "Ç.K.",
            "gespreksdatum": "2027-03-10",
            "volgnummer": 1,
            "hoofdadvies": "sociaal-domein",
            "toeleiding": {
                "sociaal-domein": {
                    "geadviseerd": {"weten": "ja", "datum": "2027-03-10"},
                    "verwezen": {"weten": "ja", "datum": "2027-03-10"},
                },
                "zelf": {
                    "geadviseerd": {"weten": "ja", "datum": "2027-03-10"},
                    "gestart": {"weten": "niet-nagevraagd", "datum": None},
                },
            },
        }
    ]
    assert staat["totaal"]["verwezen"]["sociaal-domein"] == 1
    assert staat["totaal"]["groepen"]["sociaal-domein"] == {"bevat": 1, "hoofdadvies": 1, "uitsluitend": 0}
    uit = cli.goed("doorverwijzing", "lijst").data
    assert "Totaal: 1 gesprek met 1 mens; 0 nog zonder advies." in uit
    assert "sociaal domein (hoofdadvies), verwezen/aangemeld 10 mrt" in uit
    assert "sociaal domein: bij 1 van de 1 mens met een advies" in uit
    assert cli.goed("doorverwijzing", "lijst", "--sprint=1", "--json").json["totaal"]["gesprekken"] == 1
    assert cli("doorverwijzing", "lijst", "--pilot=Nergens").status == 1


def test_de_coordinator_ziet_de_staat_zonder_namen(cli: Cli) -> None:
    vastgesteld(cli)
    uit = cli.goed("doorverwijzing", "lijst", naam="Els")
    assert "Ç.K." not in uit.data
    assert "Totaal: 1 gesprek" in uit.data


def test_de_brief(cli: Cli, werkmap: Werkmap) -> None:
    gesprek = vastgesteld(cli)
    uit = cli.goed("brief", gesprek)
    pad = Path(uit.data)
    assert pad.parent == werkmap.exports
    assert pad.read_bytes().startswith(b"%PDF")
    assert NAAM.lower() not in pad.name.lower()
    assert "Verstuur via de beveiligde weg" in uit.gezegd
    assert "Onderwerp: Advies verkennend gesprek, Ç.K., 1966" in uit.gezegd
    tekst = Path(cli.goed("brief", gesprek, "--tekst", "--soort=inwoner").data)
    assert tekst.suffix == ".txt"
    assert NAAM in tekst.read_text(encoding="utf-8")
    tweede = Path(cli.goed("brief", gesprek).data)
    assert tweede != pad  # an existing file is never overwritten
    assert {p.name for p in werkmap.exports.iterdir()} == {pad.name, tekst.name, tweede.name}


def test_de_brief_elders(cli: Cli, tmp_path: Path) -> None:
    gesprek = vastgesteld(cli)
    pad = Path(cli.goed("brief", gesprek, "--uit", str(tmp_path / "elders")).data)
    assert pad.parent == tmp_path / "elders"
    uit = cli.goed("verstuurd", gesprek, "--op=vandaag", "--via=ZorgMail")
    assert pad.exists()  # mgn deletes nowhere but in exports
    assert f"Verwijder dit zelf, dat kan mgn niet: {pad}" in uit.gezegd
    pad.unlink()
    uit = cli.goed("verstuurd", gesprek, "--op=vandaag", "--via=ZorgMail")
    assert "Verwijder dit zelf" not in uit.gezegd


def test_bij_bezwaar_geen_brief(cli: Cli, werkmap: Werkmap) -> None:
    gesprek = vastgesteld(cli)
    cli.goed("advies", "delen", gesprek, "--huisarts-advies=nee")
    uit = cli("brief", gesprek)
    assert uit.status == 1
    assert "bezwaar" in uit.gezegd
    assert cli("brief", gesprek, "--soort=bericht").status == 1
    assert list(werkmap.exports.iterdir()) == []
    cli.goed("advies", "delen", gesprek, "--huisarts-bericht=ja")
    assert Path(cli.goed("brief", gesprek, "--soort=bericht").data).exists()
    assert cli("verstuurd", gesprek, "--ontvanger=naaste", "--op=vandaag", "--via=Zivver").status == 1


def test_verstuurd_ruimt_op(cli: Cli, werkmap: Werkmap) -> None:
    gesprek = vastgesteld(cli)
    for soort in ("huisarts", "dossier"):
        cli.goed("brief", gesprek, "--soort", soort)
    assert cli("verstuurd", gesprek, "--op=morgen", "--via=ZorgMail").status == 1
    assert cli("verstuurd", gesprek, "--op=vandaag").status == 1
    uit = cli.goed("verstuurd", gesprek, "--op=vandaag", "--via=ZorgMail", "--laat-staan")
    assert len(list(werkmap.exports.iterdir())) == 2
    uit = cli.goed("verstuurd", gesprek, "--op=vandaag", "--via=ZorgMail")
    assert uit.gezegd.count("Verwijderd uit exports:") == 2
    assert list(werkmap.exports.iterdir()) == []
    verstuurd = cli.goed("advies", "toon", gesprek, "--json").json["verstuurd"]
    assert verstuurd[0] == {"ontvanger": "huisarts", "op": "2027-03-10", "via": "ZorgMail"}


def test_wie_er_niet_bij_zat_komt_nergens(cli: Cli) -> None:
    gesprek = vastgesteld(cli)
    for naam in ("Els", "Tom"):
        for woorden in (("advies", "toon"), ("brief",), ("advies", "wijzig"), ("gesprek", "thema")):
            extra = {"wijzig": ("--antwoord=x",), "thema": ("zin", "--vertelt=x")}.get(woorden[-1], ())
            uit = cli(*woorden, gesprek, *extra, naam=naam)
            assert uit.status == 1
            assert NAAM not in uit.data + uit.gezegd
        uit = cli.goed("gesprek", "toon", gesprek, "--json", naam=naam)
        assert uit.json["dicht"] is True
        assert NAAM not in uit.data


def test_de_hele_lijn_zonder_een_vraag(cli: Cli) -> None:
    """Nothing is asked without a terminal: `NepTerminal` would say that nobody answers."""
    gesprek = vastgesteld(cli)
    assert cli.goed("brief", gesprek).terminal.gevraagd == []
    for woorden in (
        ("aanmelding", "nieuw"),
        ("gesprek", "wijzig", gesprek),
        ("advies", "delen", gesprek),
        ("verstuurd", gesprek),
        ("doorverwijzing", "zet", gesprek),
        ("instellingen", "wijzig"),
        ("team", "nieuw"),
    ):
        uit = cli(*woorden)
        assert uit.status == 2
        assert "Zonder terminal stelt mgn geen vragen" in uit.gezegd

"""`mgn exports`, and the passwords that commands put on documents."""

import stat
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.store.werkmap import Werkmap
from tests.cli_hulp import CTRL_C, NAAM, Cli, vastgesteld
from tests.hulp_bestand import als_csv
from tests.hulp_rijen import gevoerd
from tests.test_beveiligen import LET_OP, open_xlsx

WOORD = "appel fiets molen regen"


@pytest.fixture
def cli(werkmap: Werkmap, klok: VasteKlok) -> Cli:
    return Cli(werkmap, klok)


@pytest.fixture
def sleutel(tmp_path: Path) -> str:
    pad = tmp_path / "wachtwoord.txt"
    pad.write_text(f"{WOORD}\n", encoding="utf-8")
    return f"--document-wachtwoord-bestand={pad}"


def instellen(cli: Cli, hoe: str) -> None:
    cli.goed("instellingen", "wijzig", f"--exports-wachtwoord={hoe}")


def namen(werkmap: Werkmap) -> set[str]:
    return {p.name for p in werkmap.exports.iterdir()}


# --- the list --------------------------------------------------------------------------------


def test_lijst_en_opruimen(cli: Cli, werkmap: Werkmap, klok: VasteKlok) -> None:
    assert cli.goed("exports").gezegd == "Er ligt niets in exports."
    gesprek = vastgesteld(cli)
    brief = Path(cli.goed("brief", gesprek).data).name
    cli.goed("rapport", "sprint", "1")
    eigen = werkmap.exports / "foto.png"
    eigen.write_bytes(b"x")
    klok.verder(timedelta(days=2))
    uit = cli.goed("exports")
    regels = uit.data.splitlines()
    assert len(regels) == 5
    assert NAAM not in uit.data
    assert f"{brief} · brief aan de huisarts · van " in regels[0]
    assert regels[0].endswith("2 dagen oud · zonder wachtwoord")
    assert regels[-1] == "foto.png · niet van mgn; blijft staan"
    json = cli.goed("exports", "--json").json
    assert json[0]["bestand"] == brief
    assert (json[0]["dagen"], json[0]["verstuurd"], json[-1]["van_mgn"]) == (2, False, False)
    assert cli.goed("exports", "--opruimen", "--ja").data == ""
    cli.goed("verstuurd", gesprek, "--op=vandaag", "--via=ZorgMail", "--laat-staan")
    assert "1 document kan weg: mgn exports --opruimen" in cli.goed("exports").gezegd
    assert cli("exports", "--opruimen").status == 2  # nobody to ask
    assert brief in namen(werkmap)
    uit = cli.goed("exports", "--opruimen", antwoorden=["nee"])
    assert "Er is niets verwijderd." in uit.gezegd and brief in namen(werkmap)
    assert cli("exports", "--opruimen", antwoorden=[CTRL_C]).status == 130
    uit = cli.goed("exports", "--opruimen", antwoorden=["wat?", "ja"])
    assert (uit.data, "1 document verwijderd." in uit.gezegd) == (brief, True)
    assert len(namen(werkmap)) == 4
    assert len(cli.goed("exports", "--opruimen", "--alles", "--ja").data.splitlines()) == 3
    assert namen(werkmap) == {"foto.png"}
    assert "niets op te ruimen" in cli.goed("exports", "--opruimen", "--alles", "--ja").gezegd
    assert "gewist" not in uit.gezegd  # which nobody can promise on an SSD


@pytest.mark.parametrize("woorden", [("--alles",), ("--ja",), ("--alles", "--ja")])
def test_verkeerd_gebruik(cli: Cli, woorden: tuple[str, ...]) -> None:
    assert cli("exports", *woorden).status == 2


def test_over_de_termijn_gaat_het_weg_bij_welke_opdracht_ook(
    cli: Cli, werkmap: Werkmap, klok: VasteKlok
) -> None:
    cli.goed("rapport", "sprint", "1")
    klok.verder(timedelta(days=8))
    uit = cli.goed("team", "lijst", naam="Els")
    assert "De bewaartermijn is voorbij; verwijderd uit exports: " in uit.gezegd
    assert namen(werkmap) == set()


# --- passwords -------------------------------------------------------------------------------


def test_een_werkmap_van_voor_de_vraag_schrijft_zoals_altijd(cli: Cli, tmp_path: Path) -> None:
    """What the contract says of scripts: nothing asks, and what could be read can be read."""
    assert cli.goed("instellingen", "toon", "--json").json["velden"]["exports_wachtwoord"] is None
    for soort in ("csv", "xlsx", "json"):
        cli.goed("exporteer", str(tmp_path / f"uit.{soort}"))
    pdf = Path(cli.goed("rapport", "sprint", "1", "--uit", str(tmp_path)).data.splitlines()[0])
    assert not PdfReader(BytesIO(pdf.read_bytes())).is_encrypted


def test_met_een_wachtwoord_uit_een_bestand(cli: Cli, tmp_path: Path, sleutel: str) -> None:
    vastgesteld(cli)
    pad = tmp_path / "alles.xlsx"
    cli.goed("exporteer", str(pad), sleutel)
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith((".", "tmp"))] == []
    boek = open_xlsx(pad.read_bytes(), WOORD)
    assert boek.sheet_names == ["Gesprekken", "Uitleg"]
    assert boek.get_sheet_by_index(0).to_python()[0][0] == "gesprek_id"
    assert boek.get_sheet_by_index(1).to_python()[0][0].startswith(LET_OP)
    kaal = tmp_path / "kaal.xlsx"
    cli.goed("exporteer", str(kaal))
    zelf = CalamineWorkbook.from_path(kaal).get_sheet_by_index(0).to_python()
    assert boek.get_sheet_by_index(0).to_python() == zelf
    paden = [Path(p) for p in cli.goed("rapport", "sprint", "1", sleutel).data.splitlines()]
    assert [p.suffix for p in paden] == [".pdf", ".pdf", ".xlsx"]
    for pad in paden[:2]:
        lezer = PdfReader(BytesIO(pad.read_bytes()))
        assert lezer.is_encrypted and lezer.decrypt(WOORD)
        assert lezer.pages[0].extract_text().startswith(LET_OP)
    assert open_xlsx(paden[2].read_bytes(), WOORD).get_sheet_by_index(0).to_python()[0] == [LET_OP]
    if hasattr(stat, "S_IMODE"):
        assert {oct(stat.S_IMODE(p.stat().st_mode)) for p in paden} <= {"0o600", "0o666"}


def test_vragen_zonder_terminal_is_geweigerd_met_de_uitweg(cli: Cli, tmp_path: Path, sleutel: str) -> None:
    instellen(cli, "vragen")
    uit = cli("exporteer", str(tmp_path / "a.xlsx"))
    assert uit.status == 1
    assert "--document-wachtwoord-bestand" in uit.gezegd and "--zonder-wachtwoord" in uit.gezegd
    assert cli("rapport", "sprint", "1").status == 1
    assert list(cli.werkmap.exports.iterdir()) == []
    cli.goed("rapport", "sprint", "1", "--voor=regio")  # counts only: nothing to ask
    cli.goed("exporteer", str(tmp_path / "a.xlsx"), "--zonder-wachtwoord")
    cli.goed("exporteer", str(tmp_path / "b.xlsx"), sleutel)
    assert (tmp_path / "a.xlsx").read_bytes().startswith(b"PK")
    assert cli("exporteer", str(tmp_path / "c.xlsx"), sleutel, "--zonder-wachtwoord").status == 2


def test_vragen_in_een_terminal(cli: Cli, tmp_path: Path) -> None:
    instellen(cli, "vragen")
    pad = tmp_path / "a.xlsx"
    uit = cli.goed("exporteer", str(pad), antwoorden=["kort", WOORD, "anders", WOORD, WOORD])
    assert "te kort" in uit.gezegd and "niet gelijk" in uit.gezegd
    assert uit.terminal.antwoorden == []
    assert open_xlsx(pad.read_bytes(), WOORD).sheet_names
    cli.goed("exporteer", str(tmp_path / "b.xlsx"), antwoorden=[""])  # Enter: without
    assert (tmp_path / "b.xlsx").read_bytes().startswith(b"PK")
    assert cli("exporteer", str(tmp_path / "c.xlsx"), antwoorden=[CTRL_C]).status == 130
    assert not (tmp_path / "c.xlsx").exists()


def test_een_csv_kan_het_niet_en_noemt_het_rekenblad(cli: Cli, tmp_path: Path, sleutel: str) -> None:
    for woorden in ((sleutel,), ()):
        for soort in ("csv", "json"):
            pad = tmp_path / f"uit.{soort}"
            uit = cli("exporteer", str(pad), *woorden)
            assert uit.status == 1 and ".xlsx" in uit.gezegd and "--zonder-wachtwoord" in uit.gezegd
            assert not pad.exists()
        instellen(cli, "vragen")
    cli.goed("exporteer", str(tmp_path / "uit.csv"), "--zonder-wachtwoord")
    naast = tmp_path / "uit-bijzondere-persoonsgegevens.txt"
    assert naast.read_text(encoding="utf-8").startswith(LET_OP)
    assert (tmp_path / "uit.csv").read_text(encoding="utf-8-sig").startswith("gesprek_id;")
    cli.goed("exporteer", str(tmp_path / "uit.json"), "--zonder-wachtwoord")
    assert (tmp_path / "uit.json").read_text(encoding="utf-8").split('"')[3].startswith(LET_OP)


def test_een_vast_wachtwoord(cli: Cli, tmp_path: Path, sleutel: str) -> None:
    instellen(cli, "vast")
    uit = cli("rapport", "sprint", "1")
    assert uit.status == 1 and "mgn instellingen documentwachtwoord" in uit.gezegd
    assert cli("instellingen", "documentwachtwoord").status == 2
    cli.goed("instellingen", "documentwachtwoord", sleutel)
    pdf = Path(cli.goed("rapport", "sprint", "1", naam="Els").data.splitlines()[0])
    assert PdfReader(BytesIO(pdf.read_bytes())).decrypt(WOORD)
    toon = cli.goed("instellingen", "toon", "--json")
    assert "molen" not in toon.data and toon.json["velden"]["exports_wachtwoord"] == "vast"
    ander = cli.goed("instellingen", "documentwachtwoord", antwoorden=["", WOORD + "!", WOORD + "!"])
    assert "Vul een wachtwoord in" in ander.gezegd or "te kort" in ander.gezegd
    pad = tmp_path / "a.xlsx"
    cli.goed("exporteer", str(pad))
    assert open_xlsx(pad.read_bytes(), WOORD + "!").sheet_names


def test_een_vast_wachtwoord_wordt_een_keer_gevraagd(cli: Cli, tmp_path: Path) -> None:
    instellen(cli, "vast")
    cli.goed("exporteer", str(tmp_path / "a.xlsx"), antwoorden=[WOORD, WOORD])
    cli.goed("exporteer", str(tmp_path / "b.xlsx"), antwoorden=[])
    assert open_xlsx((tmp_path / "b.xlsx").read_bytes(), WOORD).sheet_names


ZWAK = {
    "kort": "pet",
    "gewoon": "welkom123456",
    "herhaling": "aaaaaaaaaaaaa",
    "onzichtbaar": "appel fiets\x07 molen",
    "lang": "appel fiets molen regen " * 6,
}


@pytest.mark.parametrize("woord", ZWAK.values(), ids=ZWAK)
def test_een_zwak_of_onmogelijk_wachtwoord(cli: Cli, tmp_path: Path, woord: str) -> None:
    pad = tmp_path / "w.txt"
    pad.write_text(woord, encoding="utf-8")
    uit = cli("exporteer", str(tmp_path / "a.xlsx"), f"--document-wachtwoord-bestand={pad}")
    assert uit.status == 1 and not (tmp_path / "a.xlsx").exists()
    assert woord not in uit.gezegd


def test_de_brief_aan_de_huisarts_nooit(cli: Cli, sleutel: str) -> None:
    gesprek = vastgesteld(cli)
    instellen(cli, "vast")
    for woorden in ((), ("--soort=bericht",), ("--soort=inwoner", "--tekst")):
        uit = cli("brief", gesprek, sleutel, *woorden)
        assert uit.status == 1 and "nooit een wachtwoord" in uit.gezegd
    pdf = Path(cli.goed("brief", gesprek).data)
    assert not PdfReader(BytesIO(pdf.read_bytes())).is_encrypted
    for soort in ("inwoner", "dossier"):
        pdf = Path(cli.goed("brief", gesprek, f"--soort={soort}", sleutel).data)
        assert PdfReader(BytesIO(pdf.read_bytes())).decrypt(WOORD)
    assert sum("met wachtwoord" in regel for regel in cli.goed("exports").data.splitlines()) == 2


def test_geweigerde_rijen_liggen_er_ook(cli: Cli, werkmap: Werkmap, tmp_path: Path) -> None:

    pad = tmp_path / "in.csv"
    pad.write_bytes(als_csv([gevoerd(1), gevoerd(2, leeftijd="7")]))
    assert LET_OP in cli.goed("importeer", str(pad), "--geldige-rijen").gezegd
    (regel,) = cli.goed("exports").data.splitlines()
    assert "geweigerde-rijen.csv · geweigerde rijen · " in regel


def test_ook_een_inzage_wordt_herkend_en_kan_een_wachtwoord_hebben(cli: Cli, sleutel: str) -> None:
    gesprek = vastgesteld(cli)
    kaal = Path(cli.goed("inzage", gesprek).data)
    dicht = Path(cli.goed("inzage", gesprek, sleutel).data)
    assert not PdfReader(BytesIO(kaal.read_bytes())).is_encrypted
    assert PdfReader(BytesIO(dicht.read_bytes())).decrypt(WOORD)
    assert cli("inzage", gesprek, "--tekst", sleutel).status == 1
    regels = cli.goed("exports").data
    assert f"{kaal.name} · inzage · " in regels and f"{dicht.name} · inzage · " in regels
    assert cli.goed("exports", "--opruimen", "--alles", "--ja").data.count("inzage-") == 2

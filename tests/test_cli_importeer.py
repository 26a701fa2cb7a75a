"""`mgn importeer` and `mgn exporteer`: what is said, what is written, and how it ends."""

import io
import json
import stat
from pathlib import Path

import msoffcrypto
import pytest
from python_calamine import CalamineWorkbook

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.store.werkmap import Werkmap
from tests.cli_hulp import Cli
from tests.hulp_bestand import als_csv, rij, uit_csv


@pytest.fixture
def cli(werkmap: Werkmap, klok: VasteKlok) -> Cli:
    return Cli(werkmap, klok)


@pytest.fixture
def goed(tmp_path: Path) -> Path:
    pad = tmp_path / "goed.csv"
    pad.write_bytes(als_csv([rij(), rij(gesprek_id="g-2", inwoner_id="i-2")]))
    return pad


@pytest.fixture
def half(tmp_path: Path) -> Path:
    """One good row and two bad ones."""
    pad = tmp_path / "half.csv"
    slecht = rij(gesprek_id="g-2", inwoner_id="i-2", leeftijd="7", leerpunt="bel 123456782")
    pad.write_bytes(als_csv([rij(), slecht, rij(gesprek_id="g-3", inwoner_id="i-1", leerpunt="=SOM")]))
    return pad


def test_de_proef_bewaart_niets(cli: Cli, goed: Path) -> None:
    for _ in range(2):
        uit = cli.goed("importeer", str(goed), "--proef")
        assert uit.data == "2 nieuw, 0 gewijzigd, 0 ongewijzigd; 0 cellen worden leeg."
        assert "proef" in uit.gezegd


def test_inlezen_en_nog_eens(cli: Cli, goed: Path) -> None:
    uit = cli.goed("importeer", str(goed))
    assert uit.data.startswith("2 nieuw, 0 gewijzigd")
    assert uit.gezegd.endswith("Ingelezen.")
    uit = cli.goed("importeer", str(goed))
    assert uit.data == "0 nieuw, 0 gewijzigd, 2 ongewijzigd; 0 cellen worden leeg."
    assert uit.gezegd.endswith("Er veranderde niets.")
    assert cli.goed("controleer").gezegd == "De werkmap is gaaf."


def test_alles_of_niets(cli: Cli, half: Path) -> None:
    for extra in ((), ("--proef",)):
        uit = cli("importeer", str(half), *extra)
        assert (uit.status, uit.data) == (1, "")
        assert 'rij 3, kolom leeftijd: "7" verwacht: een heel getal van 18 tot en met 120' in uit.gezegd
        assert "lijkt een BSN" in uit.gezegd
        assert "rij 4, kolom volgnummer" in uit.gezegd
        assert "3 cellen geweigerd, in 2 rijen. Er is niets bewaard." in uit.gezegd
        assert "123456782" not in uit.gezegd
    assert cli.goed("importeer", str(half), "--proef", "--geldige-rijen").data.startswith("1 nieuw")


def test_geldige_rijen(cli: Cli, half: Path, werkmap: Werkmap, tmp_path: Path) -> None:
    uit = cli.goed("importeer", str(half), "--geldige-rijen")
    assert "2 rijen geweigerd" in uit.gezegd
    (pad,) = werkmap.exports.iterdir()
    assert pad.name == "geweigerde-rijen.csv"
    rijen = uit_csv(pad.read_bytes())
    assert [r["gesprek_id"] for r in rijen] == ["g-2", "g-3"]
    assert rijen[0]["leerpunt"] == "bel •••••••••"
    assert rijen[0]["geweigerd_omdat"].startswith("leeftijd: een heel getal")
    assert rijen[1]["leerpunt"] == "'=SOM"
    elders = tmp_path / "elders.csv"
    uit = cli.goed("importeer", str(half), "--geldige-rijen", "--geweigerd", str(elders))
    assert uit.data.startswith("0 nieuw, 0 gewijzigd, 1 ongewijzigd")
    assert elders.exists() and len(list(werkmap.exports.iterdir())) == 1
    # it is not written over, and then nothing is stored either
    assert cli("importeer", str(half), "--geldige-rijen", "--geweigerd", str(elders)).status == 1


def test_geweigerde_rijen_achter_een_wachtwoord(
    cli: Cli, half: Path, werkmap: Werkmap, tmp_path: Path
) -> None:
    geheim = tmp_path / "geheim.txt"
    geheim.write_text("kastanje trommel rivier", encoding="utf-8")
    met = ("importeer", str(half), "--geldige-rijen", "--document-wachtwoord-bestand", str(geheim))
    cli.goed(*met)
    (pad,) = werkmap.exports.iterdir()
    assert pad.name == "geweigerde-rijen.xlsx"
    slot = msoffcrypto.OfficeFile(io.BytesIO(pad.read_bytes()))
    assert slot.is_encrypted()
    slot.load_key(password="kastanje trommel rivier")
    open_ = io.BytesIO()
    slot.decrypt(open_)
    open_.seek(0)
    kop, *rijen = CalamineWorkbook.from_filelike(open_).get_sheet_by_index(0).to_python()
    assert kop[-1] == "geweigerd_omdat"
    leerpunt = [str(kop_) for kop_ in kop].index("leerpunt")
    assert [r[leerpunt] for r in rijen] == ["bel •••••••••", "=SOM"], "a text, whatever it begins with"
    # a kind of file that cannot have one is refused before anything is stored
    uit = cli(*met, "--geweigerd", str(tmp_path / "elders.csv"))
    assert uit.status == 1 and "geen wachtwoord" in uit.gezegd
    blad = tmp_path / "elders.xlsx"
    cli.goed("importeer", str(half), "--geldige-rijen", "--geweigerd", str(blad))
    assert blad.read_bytes()[:2] == b"PK"


def test_geen_enkele_goede_rij(cli: Cli, tmp_path: Path, werkmap: Werkmap) -> None:
    pad = tmp_path / "slecht.csv"
    pad.write_bytes(als_csv([rij(leeftijd="7")]))
    uit = cli("importeer", str(pad), "--geldige-rijen")
    assert (uit.status, list(werkmap.exports.iterdir())) == (1, [])
    assert "Er is niets bewaard." in uit.gezegd


def test_verkeerd_gebruik(cli: Cli, goed: Path, tmp_path: Path) -> None:
    assert cli("importeer", str(goed), "--geweigerd", "x.csv").status == 2
    assert cli("importeer").status == 2
    assert cli("importeer", str(tmp_path)).status == 1
    assert cli("importeer", str(tmp_path / "nergens.csv")).status == 1
    assert cli("exporteer", str(tmp_path / "uit.pdf")).status == 1
    assert cli("exporteer", str(tmp_path / "nergens" / "uit.csv")).status == 1


@pytest.mark.parametrize("soort", ["csv", "xlsx", "json"])
def test_exporteren(cli: Cli, goed: Path, tmp_path: Path, soort: str) -> None:
    cli.goed("importeer", str(goed))
    pad = tmp_path / f"uit.{soort}"
    uit = cli.goed("exporteer", str(pad))
    assert uit.data == str(pad)
    assert "2 rijen geschreven." in uit.gezegd
    assert "Bijzondere persoonsgegevens. Niet per gewone e-mail." in uit.gezegd
    assert stat.S_IMODE(pad.stat().st_mode) == 0o600
    weer = cli("exporteer", str(pad))
    assert (weer.status, weer.data) == (1, "")
    if soort != "json":
        assert cli.goed("importeer", str(pad)).data.startswith("0 nieuw, 0 gewijzigd, 2 ongewijzigd")


def test_alles_als_json(cli: Cli, goed: Path, tmp_path: Path) -> None:
    cli.goed("importeer", str(goed))
    cli.goed("exporteer", str(tmp_path / "a.json"))
    cli.goed("exporteer", str(tmp_path / "b.json"))
    tekst = (tmp_path / "a.json").read_text(encoding="utf-8")
    assert tekst == (tmp_path / "b.json").read_text(encoding="utf-8")
    alles = json.loads(tekst)
    assert alles["rijen"][0]["uren_ggz"] == 1.25
    assert alles["rijen"][0]["gespreksvoerders"] == ["ggz", "sd"]
    assert alles["tabellen"]["gesprek"][0]["leerpunt"] == "eerder bellen"
    assert len(alles["tabellen"]["identiteit"]) == 2
    assert not {"inwonersleutel", "bekend", "concept", "wijziging", "toegang"} & alles["tabellen"].keys()
    assert "keten_sleutel" not in tekst


def test_wie_niet_mag_lezen_krijgt_de_tekst_niet(cli: Cli, goed: Path, tmp_path: Path) -> None:
    cli.goed("importeer", str(goed))
    for soort in ("csv", "json"):
        pad = tmp_path / f"els.{soort}"
        uit = cli.goed("exporteer", str(pad), naam="Els")
        assert "2 teksten zijn leeg gelaten" in uit.gezegd
        assert "eerder bellen" not in pad.read_text(encoding="utf-8")


def test_een_coordinator_leest_in(cli: Cli, goed: Path, tmp_path: Path) -> None:
    cli.goed("importeer", str(goed), naam="Els")
    cli.goed("exporteer", str(tmp_path / "noor.csv"))
    assert "eerder bellen" in (tmp_path / "noor.csv").read_text(encoding="utf-8")

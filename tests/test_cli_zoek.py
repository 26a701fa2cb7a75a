"""`mgn zoek`: the finder as lines, for whoever works without a screen."""

import pytest

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import adviseren
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap
from tests.cli_hulp import Cli
from tests.hulp_werkmap import maak_aanmelding, maak_advies, maak_gevoerd


@pytest.fixture
def cli(werkmap: Werkmap, klok: VasteKlok) -> Cli:
    return Cli(werkmap, klok)


def test_alles_wat_erop_lijkt_op_regels(cli: Cli, noor: Sessie) -> None:
    aanmelding, gesprek = maak_gevoerd(noor, voornaam="Xaver", achternaam="Quasimodo")
    maak_advies(noor, gesprek, ggz_aanbieder="Beukenhaag")
    regels = cli.goed("zoek", "quasi").data.splitlines()
    assert [r.split(" · ")[0] for r in regels] == ["inwoner", "gesprek"]
    assert all("X.Q." in r and "Quasimodo" not in r for r in regels)
    assert "Xaver Quasimodo" in cli.goed("zoek", "quasimdoo", "--namen").data
    assert cli.goed("zoek", "quasimdoo").data.startswith("lijkt op: inwoner · ")
    (wie, sprak) = cli.goed("zoek", "xaver", "quasi", "--json").json
    assert (wie["referentie"], sprak["referentie"], wie["lijkt"]) == (aanmelding, gesprek, False)
    assert "naam" not in wie
    assert adviseren.lees(noor, gesprek).ruw["ggz_aanbieder"] == "Beukenhaag"
    assert cli.goed("zoek", "beukn").data.startswith("lijkt op: aanbieder · ")


def test_praktijk_opdracht_en_uitleg(cli: Cli) -> None:
    assert "praktijk · Praktijk Parkweg · dr. De Boer · Zwolle" in cli.goed("zoek", "parkweg").data
    regels = cli.goed("zoek", "wachttijd").data.splitlines()
    assert any(r.startswith("veld · Wachttijd (weken) · ") and "staat bij Advies" in r for r in regels)
    assert any(r.startswith("opdracht · mgn uren · ") for r in cli.goed("zoek", "uren").data.splitlines())


def test_er_zijn_er_meer_en_er_is_niets(cli: Cli, noor: Sessie) -> None:
    for n in range(13):
        maak_aanmelding(noor, achternaam=f"Jansen{n}")
    uit = cli.goed("zoek", "jansen")
    assert len(uit.data.splitlines()) == 10
    assert uit.gezegd == "Er zijn er nog 3. Geef meer letters."
    assert cli.goed("zoek", "xqzzy").gezegd == "Er is niets gevonden."
    assert cli("zoek").status == 2


@pytest.mark.parametrize("wie", ["Els", "Elif"])
def test_een_ander_vindt_niemand(cli: Cli, noor: Sessie, wie: str) -> None:
    maak_gevoerd(noor, voornaam="Xaver", achternaam="Quasimodo")
    for naald in ("quasi", "quasimdoo", "X.Q."):
        uit = cli.goed("zoek", naald, "--namen", "--json", naam=wie)
        assert not any(r["soort"] == "inwoner" for r in uit.json)
        assert "Quasimodo" not in uit.data

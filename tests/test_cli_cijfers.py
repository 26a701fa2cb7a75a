"""`mgn cijfers` and `mgn doel`: the contract's JSON, a text for people, and what is refused."""

import json

import pytest

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap
from tests.cli_hulp import Cli
from tests.hulp_rijen import gevoerd, maak_rijen, zet_in_map


@pytest.fixture
def cli(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> Cli:
    zet_in_map(
        noor,
        [
            *(gevoerd(n, advies="wmo|ggz-basis" if n % 2 else "zelf", themas="meedoen") for n in range(12)),
            gevoerd(50, soort="instroom", status="no-show", gemeente="Zwolle"),
        ],
    )
    return Cli(werkmap, klok)


def test_json_is_twee_keer_hetzelfde(cli: Cli, noor: Sessie) -> None:
    zet_in_map(
        noor,
        [
            r | {"inwoner_id": f"x{r['inwoner_id']}", "gesprek_id": f"x{r['gesprek_id']}"}
            for r in maak_rijen(3, 20)
        ],
    )
    vraag = ("cijfers", "--periode", "2026-Q1", "--json")
    eerste, tweede = cli.goed(*vraag), cli.goed(*vraag, naam="Els")
    assert eerste.data == tweede.data
    assert list(json.loads(eerste.data)["periode"].values()) == ["2026-Q1", "2026-01-01", "2026-03-31"]
    assert eerste.gezegd == ""


def test_zonder_periode_is_vanaf_de_start_tot_en_met_vandaag(cli: Cli) -> None:
    assert cli.goed("cijfers", "--json").json["periode"] == {
        "label": "vanaf-start",
        "van": "2024-06-01",
        "tot": "2027-03-09",
    }
    dagen = cli.goed("cijfers", "--van", "2026-02-09", "--tot", "9-2-2026", "--json").json
    assert dagen["gesprekken"]["gevoerd"] == 12


def test_een_tekst_voor_mensen(cli: Cli) -> None:
    tekst = cli.goed("cijfers", "--periode", "2026-Q1").data
    assert "12 gevoerd (12 eerste, 0 tweede) met 12 inwoners" in tekst
    assert "Besproken: meedoen 12" in tekst
    assert "Geadviseerd: inwoner zelf 6, Wmo-maatwerk 6, basis-ggz 6" in tekst
    assert "6 van 12 · doel: ten hoogste 81%" in tekst
    assert "50" not in tekst.partition("Doelen van")[2].partition("9  ")[2].partition("11  ")[0], (
        "no percentage of few"
    )
    assert "Te weinig gesprekken voor conclusies" in tekst
    assert "behaald" not in tekst, "a regional bound is not judged on one team"
    assert " · behaald" in cli.goed("cijfers", "--periode", "2026-Q1", "--voor", "regio").data
    leeg = cli.goed("cijfers", "--periode", "2020").data
    assert "0 gevoerd" in leeg
    assert "nog niet bekend" in leeg


@pytest.mark.parametrize(
    ("woorden", "status", "zegt"),
    [
        (("--periode", "2026-Q7"), 1, "vanaf-start"),
        (("--periode", "sprint:9"), 1, "met --pilot: Noord, Zwolle-Zuid"),
        (("--periode", "sprint:9", "--pilot", "Zwolle"), 1, "er zijn er 1"),
        (("--pilot", "Nergens"), 1, "Noord, Zwolle-Zuid"),
        (("--gemeente", "Nergens"), 1, "Zwolle"),
        (("--subregio", "Nergens"), 1, "Vechtdal"),
        (("--van", "31-02-2026"), 1, "--van"),
        (("--van", "2026-03-01", "--tot", "2026-02-01"), 1, "vóór het begin"),
        (("--periode", "2026-Q1", "--voor", "iedereen"), 2, "team, regio, openbaar"),
        (("--periode", "2026-Q1", "--van", "2026-01-01"), 2, "niet --periode met --van"),
        (("--periode", "2026-03", "--voor", "openbaar"), 1, "kwartaal"),
        (("--periode", "2027-Q1", "--voor", "openbaar"), 1, "31-12-2026"),
    ],
)
def test_wat_geweigerd_wordt(cli: Cli, woorden: tuple[str, ...], status: int, zegt: str) -> None:
    uitslag = cli("cijfers", *woorden, "--json")
    assert (uitslag.status, uitslag.data) == (status, "")
    assert zegt in uitslag.gezegd


def test_doelen_bekijken_wijzigen_en_noteren(cli: Cli) -> None:
    wijzig = ("--ijkmoment=31-03-2026", "--minimum=12", "--vanaf=1-2-2027", "--reden=besluit stuurgroep")
    cli.goed("doel", "wijzig", "7", *wijzig)
    cli.goed(
        "doel", "oplevering", "3B", "--ijkmoment=31-03-2026", "--gedaan-op=30-03-2026", "--bewijs=verslag"
    )
    lijst = {d["nr"]: d for d in cli.goed("doel", "lijst", "--json").json}
    zeven = next(m for m in lijst["7"]["ijkmomenten"] if m["ijkmoment"] == "2026-03-31")
    assert (zeven["doel"], zeven["plan"], zeven["bedrag"]) == ({"min": 12}, {"min": 1800}, 258026)
    assert zeven["versies"] == [{"vanaf": "2027-02-01", "reden": "besluit stuurgroep"}]
    tekst = cli.goed("doel", "lijst").data
    assert "gewijzigd per ma 1 februari 2027: besluit stuurgroep" in tekst
    assert "gedaan op ma 30 maart 2026" in tekst
    kpi = {k["nr"]: k for k in cli.goed("cijfers", "--periode", "2026-Q1", "--json").json["kpi"]}
    assert kpi["7"]["status"] == kpi["3b"]["status"] == "behaald"


def test_doelen_die_niet_kunnen(cli: Cli) -> None:
    for woorden, zegt in (
        (("wijzig", "99", "--minimum=1"), "Kies uit"),
        (("wijzig", "7", "--minimum=1"), "--ijkmoment"),
        (("meting", "7", "--datum=1-3-2026", "--waarde=5", "--bron=x"), "telt het programma zelf"),
        (("oplevering", "7", "--ijkmoment=31-03-2026"), "geen oplevering"),
    ):
        uitslag = cli("doel", *woorden)
        assert uitslag.status == 1, woorden
        assert zegt in uitslag.gezegd
    assert cli("doel", "wijzig", "7").status == 2, "nobody to ask"


def test_een_doel_wijzigen_als_vragenlijst(cli: Cli) -> None:
    antwoorden = ["31-03-2026", "1500", "", "vandaag", "besluit van de stuurgroep"]
    cli.goed("doel", "wijzig", "7", antwoorden=antwoorden)
    kpi = {k["nr"]: k for k in cli.goed("cijfers", "--periode", "2026-Q1", "--json").json["kpi"]}
    assert kpi["7"]["doel"] == {"min": 1500}

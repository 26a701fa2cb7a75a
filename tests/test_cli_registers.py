"""The registers by command: each verb, by options and by dialogue."""

import pytest

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import concepten, registers, vastleggen
from mgn_tui.register.registervormen import REGISTERS
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap
from tests.cli_hulp import CTRL_C, Cli
from tests.hulp_registers import REGELS
from tests.hulp_werkmap import maak_gevoerd


@pytest.fixture
def cli(werkmap: Werkmap, klok: VasteKlok) -> Cli:
    return Cli(werkmap, klok)


def _opties(ruw: dict[str, str]) -> list[str]:
    return [f"--{veld.replace('_', '-')}={tekst}" for veld, tekst in ruw.items()]


@pytest.mark.parametrize("naam", REGISTERS)
def test_nieuw_lijst_wijzig_verwijder(cli: Cli, noor: Sessie, naam: str) -> None:
    assert cli.goed(naam, "lijst").gezegd == REGISTERS[naam].leeg
    assert cli.goed(naam, "lijst", "--json").json == []
    sleutel = cli.goed(naam, "nieuw", *_opties(REGELS[naam](noor))).data
    (rij,) = cli.goed(naam, "lijst", "--json").json
    assert rij["id"].endswith(sleutel)
    assert set(rij["velden"]) == {v.naam for v in registers.formulier(noor, naam).velden}
    regel = cli.goed(naam, "lijst").data
    assert rij["regel"] in regel
    wat = regel.split()[0] if "|" not in rij["id"] else "Zwolle" if naam == "overlegmoment" else "Parkweg"
    laatste = {"overlegmoment": "--aantal=9", "geengesprek": "--aantal=9", "consultatie": "--kwaliteit=9"}
    wijziging = laatste.get(
        naam, {"ervaring": "--waarde=9", "casusoverleg": "--signaal=negen"}.get(naam, "--bron=WMO")
    )
    cli.goed(naam, "wijzig", wat, wijziging)
    (na,) = cli.goed(naam, "lijst", "--json").json
    veld, _, waarde = wijziging.removeprefix("--").partition("=")
    assert str(na["velden"][veld]) == waarde
    assert cli.goed(naam, "verwijder", wat).gezegd.startswith("Weg: ")
    assert registers.lijst(noor, naam) == []
    uit = cli(naam, "verwijder", wat)
    assert (uit.status, f"mgn {naam} lijst" in uit.gezegd) == (1, True)


def test_als_vragenlijst(cli: Cli, noor: Sessie) -> None:
    uit = cli.goed("consultatie", "nieuw", antwoorden=["", "1", "ggz", "klaar"])
    assert uit.gezegd.startswith("Dit hoort bij geen persoon.")
    assert "er is dan niets bewaard" in uit.gezegd
    assert [r.naam for r in registers.lijst(noor, "consultatie")] == [
        "09-03-2027 · huisarts of POH-ggz · ggz"
    ]
    fout = cli("consultatie", "nieuw", "--vrager=ggz")
    assert fout.status == 1
    assert "(--antwoorder)" in fout.gezegd


def test_uren_houden_wel_een_concept(cli: Cli, noor: Sessie) -> None:
    assert cli("uren", "nieuw", antwoorden=["", "scholing", CTRL_C]).status == 130
    (concept,) = concepten.alle(noor)
    assert (concept.formulier, concept.ruw["onderdeel"]) == ("uren", "scholing")


def test_een_regel_die_op_meer_past(cli: Cli, noor: Sessie) -> None:
    for _ in range(2):
        registers.bewaar(noor, "ervaring", REGELS["ervaring"](noor))
    uit = cli("ervaring", "verwijder", "inwoner")
    assert uit.status == 1
    assert "meer dan één regel" in uit.gezegd
    assert len(registers.lijst(noor, "ervaring")) == 2


def test_turven(cli: Cli) -> None:
    turf = ("geengesprek", "turf", "--praktijk=Praktijk Park", "--soort=inwoner", "--reden=taal")
    assert [cli.goed(*turf).data, cli.goed(*turf).data, cli.goed(*turf, "--af").data] == ["1", "2", "1"]
    assert "inwoner wil niet · Taal · 1" in cli.goed("geengesprek", "lijst").data
    cli.goed(*turf, "--af")
    assert "kan niets af" in cli(*turf, "--af").gezegd


def test_uren_van_het_team(cli: Cli, noor: Sessie) -> None:
    registers.bewaar(noor, "uren", REGELS["uren"](noor))
    assert cli("uren", "som").status == 1
    els = Cli(cli.werkmap, cli.klok, "Els")
    assert els.goed("uren", "som").data == "Welzijn Zuid · sd · Scholing · IZA · 1,25 uur"
    assert els.goed("uren", "som", "--periode=2027-03", "--json").json[0]["uren"] == 1.25
    assert els.goed("uren", "som", "--periode", "2026-Q4").data == ""
    assert els.goed("uren", "lijst", "--json").json == []  # not those of a person
    assert els.goed("uren", "som", "--periode=vanaf-start", "--json").json[0]["uren"] == 1.25
    assert els("uren", "som", "--periode=eens").status == 1


# --- what is released ------------------------------------------------------------------------


def test_leerpunt_en_aanbod_vrijgeven(cli: Cli, noor: Sessie) -> None:
    _, gesprek = maak_gevoerd(noor)
    vastleggen.bewaar(noor, gesprek, {"ontbrekend_aanbod": "een groep in maart", "leerpunt": "eerder bellen"})
    cli.klok = noor.klok
    els = Cli(cli.werkmap, cli.klok, "Els")
    cli.goed("gesprek", "leerpunt", gesprek, "--tekst=eerder bellen")
    assert els.goed("aanbod", "lijst", "--json").json == []
    assert "nog niet vrijgegeven" in cli.goed("aanbod", "lijst").data
    assert cli.goed("aanbod", "lijst", "--vrij").data == ""
    geweigerd = cli("aanbod", "vrijgeven", gesprek, "--tekst=een groep in maart")
    assert geweigerd.status == 1
    assert "een datum" in geweigerd.gezegd
    assert "--toch" in geweigerd.gezegd
    nee = cli.goed("aanbod", "vrijgeven", gesprek, antwoorden=["een groep in maart", "", "nee"])
    assert "Gevonden: maart" in nee.gezegd
    assert els.goed("aanbod", "lijst", "--json").json == []
    cli.goed("aanbod", "vrijgeven", gesprek, antwoorden=["een groep in maart", "", "ja"])
    assert [r["tekst"] for r in els.goed("aanbod", "lijst", "--json").json] == ["een groep in maart"]
    cli.goed("aanbod", "vrijgeven", gesprek, "--tekst=een groep in april", "--toch")
    assert "een groep in april" in els.goed("aanbod", "lijst").data


def test_een_signaal_vrijgeven(cli: Cli, noor: Sessie) -> None:
    casus = registers.bewaar(noor, "casusoverleg", REGELS["casusoverleg"](noor))
    cli.goed("casusoverleg", "vrijgeven", casus[-6:], "--tekst=te weinig plek overdag")
    assert "signaal vrijgegeven op 09-03-2027" in cli.goed("casusoverleg", "lijst").data
    assert concepten.alle(noor) == []


# --- beside a gesprek ------------------------------------------------------------------------


def test_waardering_en_tafel(cli: Cli, noor: Sessie) -> None:
    _, gesprek = maak_gevoerd(noor)
    cli.klok = noor.klok
    uit = cli("gesprek", "waardering", gesprek, "--inwoner=8", "--akkoord=nee")
    assert (uit.status, "los bij Ervaring" in uit.gezegd) == (1, True)
    cli.goed("gesprek", "waardering", gesprek, "--inwoner=8", "--akkoord=ja")
    cli.goed("gesprek", "tafel", gesprek, "--besproken-op=vandaag", "--oppakker=wijkteam", "--toestemming=ja")
    vraag = cli.goed("gesprek", "tafel", gesprek, antwoorden=["", "", "", "over 2 weken"])
    assert any("[wijkteam]" in v for v in vraag.terminal.gevraagd)

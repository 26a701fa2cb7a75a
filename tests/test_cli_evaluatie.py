"""`mgn evaluatie`: shown, filled in by options and by dialogue, closed and opened again."""

import pytest

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import vastleggen
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap
from tests.cli_hulp import Cli
from tests.hulp_werkmap import maak_gevoerd

SPRINT = ("sprint", "1")


@pytest.fixture
def cli(werkmap: Werkmap, klok: VasteKlok) -> Cli:
    return Cli(werkmap, klok)


def test_van_leerpunt_tot_gesloten(cli: Cli, noor: Sessie) -> None:
    refs = []
    for tekst in ("naaste eerder uitnodigen", "naaste vooraf bellen", "tolk regelen"):
        _, gesprek = maak_gevoerd(noor)
        vastleggen.bewaar(noor, gesprek, {"leerpunt": tekst})
        vastleggen.geef_leerpunt_vrij(noor, gesprek, tekst)
        refs.append(gesprek)

    def els(*woorden: str) -> str:
        return cli.goed("evaluatie", *woorden, naam="Els").data

    els("wijzig", *SPRINT, "--boodschap", "Een naaste erbij helpt.", "--wat-werkte", "samen bellen")
    els("groep", *SPRINT, "--titel", "Naaste", "--leerpunten", f"{refs[0]}|{refs[1]}")
    els("groep", *SPRINT, "--titel", "Tolk", "--leerpunten", refs[2])
    els("groep", *SPRINT, "--groep", "1", "--tekst", "Vraag bij de uitnodiging wie er meekomt.")
    els("besluit", *SPRINT, "--tekst", "Naaste in de brief", "--eigenaar", "Noor", "--wanneer", "1-5-2027")
    tekst = els(*SPRINT)
    assert "voor sluiten: 3 zonder advies" in tekst
    assert "3 gesprekken gevoerd; leerpunten: 3, waarvan 3 vrijgegeven." in tekst
    assert "1. Naaste (2) · Vraag bij de uitnodiging wie er meekomt." in tekst
    assert "1. Naaste in de brief · Noor · uiterlijk za 1 mei 2027 · open" in tekst
    assert "3 zonder advies" in cli("evaluatie", "sluiten", *SPRINT, naam="Els").gezegd
    els("groep", *SPRINT, "--groep", "2", "--voeg-bij", "1")
    els("sluiten", *SPRINT, "--toch")
    uit = cli.goed("evaluatie", *SPRINT, "--json").json
    assert uit["gesloten_op"] == f"{noor.klok.vandaag()}"
    assert [(g["titel"], len(g["leerpunten"])) for g in uit["groepen"]] == [("Naaste", 3)]
    assert uit["nog_niet_af"]["zonder_advies"] == refs
    assert "gesloten" in cli("evaluatie", "wijzig", *SPRINT, "--boodschap", "anders").gezegd
    els("heropenen", *SPRINT)
    els("besluit", *SPRINT, "--besluit", "1", "--staat", "vervallen")
    assert (
        cli.goed("evaluatie", "pilot", "zwolle", "--json").json["eerdere_besluiten"][0]["staat"]
        == "vervallen"
    )


def test_een_besluit_als_vragenlijst(cli: Cli) -> None:
    uitslag = cli.goed(
        "evaluatie", "besluit", *SPRINT, antwoorden=["tolk bij de uitnodiging", "", "Karim", "", "", ""]
    )
    assert "Bewaard." in uitslag.gezegd
    (besluit,) = cli.goed("evaluatie", *SPRINT, "--json").json["besluiten"]
    assert (besluit["tekst"], besluit["eigenaar"], besluit["staat"]) == (
        "tolk bij de uitnodiging",
        "Karim",
        "open",
    )


def test_wat_er_niet_is_wordt_gezegd(cli: Cli) -> None:
    assert "Groep 4 is er niet" in cli("evaluatie", "groep", *SPRINT, "--groep", "4", "--titel", "x").gezegd
    assert "sprint of pilot" in cli("evaluatie", "sluiten", "maand", "1").gezegd
    assert "Kies uit: sprint 1" in cli("evaluatie", "sprint", "9").gezegd

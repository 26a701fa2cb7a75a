"""A form as questions: every field, its rules, going back, stopping."""

from datetime import date

import pytest

from mgn_tui.cli.dialoog import NOG_EENS, Dialoog, vraag_ja
from mgn_tui.cli.terminal import vouw_regels
from mgn_tui.domain.velden import Formulier, Keuze, Veld, VeldSoort
from tests.cli_hulp import CTRL_C, CTRL_D, NepTerminal

VANDAAG = date(2027, 3, 9)
KEUZES = (Keuze("ggz", "ggz", "van de aanbieder"), Keuze("sd", "sociaal domein"), Keuze("ed", "ervaring"))
VORM = Formulier(
    "proef",
    "Proef",
    (
        Veld("naam", "Naam", verplicht=True, groep="Wie", maximum_tekens=20, hulp="Zoals in het paspoort."),
        Veld("geboren", "Geboren op", VeldSoort.DATUM, verleden=True, groep="Wie"),
        Veld("domein", "Domein", VeldSoort.KEUZE, keuzes=KEUZES, groep="Werk"),
        Veld("kent", "Kennis van", VeldSoort.LIJST, keuzes=KEUZES, groep="Werk"),
        Veld("tolk", "Tolk nodig?", VeldSoort.JANEE, groep="Werk"),
        Veld("verhaal", "Verhaal", VeldSoort.LANG, maximum_tekens=100, groep="Werk"),
        Veld("cijfer", "Cijfer", VeldSoort.DECIMAAL, minimum=0, maximum=10, decimalen=1, groep="Werk"),
    ),
)
NIETS = {veld.naam: "" for veld in VORM.velden}


def loop(
    *antwoorden: str | BaseException, nu: dict[str, str] | None = None
) -> tuple[dict[str, str], NepTerminal]:
    terminal = NepTerminal(antwoorden)
    dialoog = Dialoog(terminal, VORM, nu or {}, VANDAAG)
    dialoog.loop()
    assert terminal.antwoorden == []
    return dialoog.ruw, terminal


def test_elke_vraag_wordt_gesteld_en_gelezen() -> None:
    ruw, terminal = loop("Ann", "3 april 1966", "soc", "1, 3", "n", "een", "twee", "", "6,5")
    assert ruw == {
        "naam": "Ann",
        "geboren": "03-04-1966",
        "domein": "sd",
        "kent": "ggz|ed",
        "tolk": "nee",
        "verhaal": "een\ntwee",
        "cijfer": "6,5",
    }
    gevraagd = [v for v in terminal.gevraagd if not v.startswith("…")]
    assert gevraagd == [
        "1/7 Naam (verplicht):",
        "2/7 Geboren op:",
        "3/7 Domein:",
        "4/7 Kennis van:",
        "5/7 Tolk nodig?",
        "6/7 Verhaal:",
        "7/7 Cijfer:",
    ]
    assert [g.strip() for g in terminal.gezegd if g.startswith("\n")] == ["Wie", "Werk"]
    assert "= za 3 april 1966" not in terminal.gezegd
    assert "= zo 3 april 1966" in terminal.gezegd
    assert "= sociaal domein" in terminal.gezegd
    assert "= ggz, ervaring" in terminal.gezegd


def test_een_opmerking_komt_meteen_na_het_antwoord_en_houdt_niets_tegen() -> None:
    terminal = NepTerminal(["Ann", "", "", "", "", "een traject", "", ""])
    dialoog = Dialoog(
        terminal,
        VORM,
        {},
        VANDAAG,
        kijk=lambda veld, tekst: [f"{veld.label}: {tekst}?"] if "traject" in tekst else [],
    )
    dialoog.loop()
    assert "Verhaal: een traject?" in terminal.gezegd
    assert dialoog.ruw["verhaal"] == "een traject"


def test_enter_laat_staan() -> None:
    nu = {
        "naam": "Ann",
        "geboren": "03-04-1966",
        "domein": "sd",
        "kent": "ggz|ed",
        "tolk": "ja",
        "verhaal": "a\nb",
    }
    ruw, terminal = loop("", "", "", "", "", "", "", nu=nu)
    assert ruw == NIETS | nu
    assert terminal.gevraagd[:6] == [
        "1/7 Naam (verplicht) [Ann]:",
        "2/7 Geboren op [zo 3 april 1966]:",
        "3/7 Domein [sociaal domein]:",
        "4/7 Kennis van [ggz, ervaring]:",
        "5/7 Tolk nodig? [ja]:",
        "6/7 Verhaal [a / b]:",
    ]


def test_een_lang_antwoord_wordt_kort_getoond() -> None:
    _, terminal = loop("", "klaar", nu={"naam": "Ann", "verhaal": "woord " * 16})
    assert terminal.gevraagd == ["1/7 Naam (verplicht) [Ann]:", "2/7 Geboren op:"]
    _, terminal = loop(*[""] * 7, nu={"naam": "Ann", "verhaal": "woord " * 16})
    assert terminal.gevraagd[5] == f"6/7 Verhaal [{' '.join(['woord'] * 11)} …]:"


def test_een_streepje_maakt_leeg() -> None:
    ruw, terminal = loop("-", "Ann", "-", "klaar", nu={"naam": "Bo", "geboren": "01-01-1990"})
    assert ruw == NIETS | {"naam": "Ann"}
    assert "Vul dit in." in terminal.gezegd  # what is obligatory cannot be emptied


def test_een_vraagteken_legt_uit_en_vraagt_opnieuw() -> None:
    ruw, terminal = loop("?", "Ann", "?", "", "?", "2", "klaar")
    assert ruw["domein"] == "sd"
    assert "Zoals in het paspoort." in terminal.gezegd
    assert any("over 2 weken" in g for g in terminal.gezegd)
    assert "1 ggz: van de aanbieder" in terminal.gezegd
    assert "2 sociaal domein" in terminal.gezegd
    assert [v.split()[0] for v in terminal.gevraagd] == ["1/7", "1/7", "2/7", "2/7", "3/7", "3/7", "4/7"]


def test_terug() -> None:
    ruw, terminal = loop("terug", "Ann", "TERUG", "Bo", "klaar")
    assert ruw["naam"] == "Bo"
    assert [v.split()[0] for v in terminal.gevraagd] == ["1/7", "1/7", "2/7", "1/7", "2/7"]


def test_wat_fout_is_wordt_uitgelegd_en_opnieuw_gevraagd() -> None:
    ruw, terminal = loop(
        "", "x" * 21, "123456782", "Ann", "31-6-1990", "9-3-2028", "1-1-90", "zzz", "", "klaar"
    )
    assert ruw == NIETS | {"naam": "Ann", "geboren": "01-01-1990"}
    gezegd = "\n".join(terminal.gezegd)
    assert "Vul dit in." in gezegd
    assert "Te lang: 21 tekens" in gezegd
    assert "burgerservicenummer" in gezegd
    assert "juni heeft 30 dagen" in gezegd
    assert "toekomst" in gezegd
    assert "Kies uit: ggz, sociaal domein, ervaring." in gezegd


def test_klaar_slaat_het_verplichte_niet_over() -> None:
    ruw, terminal = loop("klaar", "Ann", "klaar")
    assert ruw == NIETS | {"naam": "Ann"}
    assert "Deze vraag is verplicht:" in terminal.gezegd


@pytest.mark.parametrize("stop", [CTRL_C, CTRL_D])
def test_stoppen_midden_in_een_tekst(stop: BaseException) -> None:
    terminal = NepTerminal(["Ann", "", "", "", "", "eerste regel", stop])
    bewaard: list[dict[str, str]] = []
    dialoog = Dialoog(terminal, VORM, {}, VANDAAG, bewaard.append)
    with pytest.raises(type(stop)):
        dialoog.loop()
    assert bewaard == [NIETS | {"naam": "Ann"}]


def test_elk_antwoord_wordt_meteen_gemeld() -> None:
    bewaard: list[dict[str, str]] = []
    terminal = NepTerminal(["Ann", "", "sd", "fout", "klaar"])
    Dialoog(terminal, VORM, {}, VANDAAG, bewaard.append).loop()
    assert [b["domein"] for b in bewaard] == ["", "sd"]


def test_alleen_wat_bewaard_wordt_heet_bewaard() -> None:
    met, zonder = NepTerminal(["Ann", "klaar"]), NepTerminal(["Ann", "klaar"])
    Dialoog(met, VORM, {}, VANDAAG, lambda _: None).loop()
    Dialoog(zonder, VORM, {}, VANDAAG).loop()
    assert "wat u typte blijft als concept" in met.gezegd[0]
    assert "er is dan niets bewaard" in zonder.gezegd[0]


def test_opnieuw_vraagt_alleen_wat_geweigerd_is() -> None:
    terminal = NepTerminal(["Bo"])
    dialoog = Dialoog(terminal, VORM, {"naam": "Ann"}, VANDAAG)
    assert dialoog.opnieuw({"naam": "Deze naam is er al.", "": "Er klopt iets niet."})
    assert dialoog.ruw["naam"] == "Bo"
    assert terminal.gezegd == ["Er klopt iets niet.", NOG_EENS, "\nWie", "Deze naam is er al."]
    assert not dialoog.opnieuw({"": "Gesloten."})


def test_onbekend_is_een_antwoord() -> None:
    ruw, terminal = loop("Ann", "", "", "", "onbekend", "klaar", nu={"tolk": "ja"})
    assert ruw["tolk"] == ""
    assert "= onbekend" in terminal.gezegd


def test_ja_of_nee() -> None:
    terminal = NepTerminal(["misschien", "J"])
    assert vraag_ja(terminal, "Verder?")
    assert terminal.gezegd == ["Typ ja of nee."]
    assert not vraag_ja(NepTerminal(["nee"]), "Verder?")


def test_regels_passen_op_een_smal_scherm() -> None:
    tekst = "Een regel die langer is dan veertig tekens breed.\n\nEn een kort eind."
    assert all(len(regel) <= 40 for regel in vouw_regels(tekst, 40).splitlines())
    assert vouw_regels(tekst, 0) == tekst
    assert vouw_regels("a" * 50, 40) == "a" * 50

"""A whole day by question and answer: no option, no reference, and no wrong answer that ends the talk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from mgn_tui.cli.dialoog import Dialoog
from mgn_tui.cli.omgeving import Omgeving
from mgn_tui.cli.welke import HOEVEEL
from mgn_tui.cli.wortel import voer_uit
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.referentie import normaliseer
from mgn_tui.domain.velden import Formulier, Keuze, Veld, VeldSoort
from mgn_tui.store.werkmap import Werkmap
from tests.cli_hulp import CTRL_C, CTRL_D, Cli, NepTerminal, gevoerd
from tests.hulp_app import maak_week
from tests.hulp_werkmap import BEGIN, WACHTWOORDEN, maak_aanmelding, open_als


class OpVraag(NepTerminal):
    """Answers by a part of the question, in turn; what is not foreseen gets Enter, a limited number of times."""

    def __init__(self, antwoorden: dict[str, str | tuple[str, ...]]) -> None:
        super().__init__([])
        self._op = {vraag: iter((a,) if isinstance(a, str) else a) for vraag, a in antwoorden.items()}

    def vraag(self, tekst: str) -> str:
        self.gevraagd.append(tekst)
        assert len(self.gevraagd) < 80, tekst
        passend: Iterator[Iterator[str]] = (a for deel, a in self._op.items() if deel in tekst)
        return next(next(passend, iter(())), "")


@dataclass(frozen=True, slots=True)
class Dag:
    """The words a person types, and what they answer."""

    werkmap: Werkmap
    klok: VasteKlok

    def __call__(self, woorden: str, **antwoorden: str | tuple[str, ...]) -> OpVraag:
        terminal = OpVraag({vraag.replace("_", " "): a for vraag, a in antwoorden.items()})
        omgeving = Omgeving(
            str(self.werkmap.pad), "Noor", WACHTWOORDEN["Noor"], klok=self.klok, terminal=terminal
        )
        assert voer_uit(woorden.split(), omgeving) == 0, terminal.gezegd
        return terminal


def test_een_hele_dag_zonder_een_optie(werkmap: Werkmap, klok: VasteKlok) -> None:
    mgn = Dag(werkmap, klok)
    gedaan = mgn(
        "aanmelding",  # the noun alone: mgn asks what
        Wat_wilt=("zomaar", "nieuw"),
        Praktijk=("nergens", "park"),
        Voornaam="Ann",
        Achternaam="Berg",
        Geboren=("31-6-1970", "1-1-1970"),
        Telefoon="klaar",
    )
    assert "Kies uit: Huisartsen De Brug, Praktijk Parkweg." in gedaan.gezegd
    assert "= Praktijk Parkweg" in gedaan.gezegd
    assert "31 juni bestaat niet: juni heeft 30 dagen." in gedaan.gezegd
    assert gedaan.gezegd[-1].endswith(f"mgn gesprek plan {gedaan.gegeven[0]}")

    gedaan = mgn("gesprek plan", Nummer=("iets", "ann", "1"), Welk_voorstel=("9", "2"), Waar="De Terp")
    assert any(g.startswith("Niets gevonden met 'iets'.") for g in gedaan.gezegd)
    assert any(g.startswith("2  di 9 maart 2027, 10:30") for g in gedaan.gezegd)
    assert "1/6 Wanneer (verplicht) [di 9 maart 2027, 10:30]:" in gedaan.gevraagd
    gesprek = gedaan.gegeven[0]
    klok.verder(timedelta(days=1))

    gedaan = mgn("gesprek thema", Nummer="1", Cijfer=("11", "6,5"), Wat_u_vertelt="Moe.")
    assert sum("vragen." in g for g in gedaan.gezegd) == 6
    assert sum("terug: vorige vraag" in g for g in gedaan.gezegd) == 1  # how to answer is said once
    mgn("gesprek gevoerd", Nummer="1")

    gedaan = mgn(
        "advies wijzig",
        Nummer="1",
        Antwoord="Rouw.",
        Wat_vragen="niets",
        Wij_adviseren=("", "zelf"),
        Hoofdadvies=("zelf", "terug", ""),  # refused: the fault lies in the question before it
        Hoe_snel="gewoon",
        Besproken="vandaag",
    )
    assert "Het hoofdadvies is een van de adviezen die u koos." in gedaan.gezegd
    gedaan = mgn("advies afspraak", Nummer="1", Wat=("Bellen", "Wandelen"), Nog_een="ja")
    assert "Afspraak 2 is bewaard." in gedaan.gezegd
    mgn("advies delen", Nummer="1", Advies="klaar")
    mgn("advies akkoord", Nummer="1", Collega="kar")
    assert f"mgn brief {gesprek}" in mgn("advies vaststellen", Nummer="1").gezegd[-1]

    gedaan = mgn("brief", Nummer="1", Voor_wie=("oma", "1"))
    assert gedaan.gegeven[0].endswith("-huisarts-versie-1.pdf")
    gedaan = mgn("verstuurd", Nummer="1", Langs="ZorgMail")
    assert any(g.startswith("Verwijderd uit exports: ") for g in gedaan.gezegd)
    gedaan = mgn(
        "doorverwijzing zet", Nummer="1", Welke_hulp=("zelf", "zelf"), Welke_stap=("2", "4"), Is_het=("ja", "nee"),
        Nog_een="ja",
    )  # fmt: skip
    assert gedaan.gezegd.count("Geturfd.") == 2
    assert "gestart nee" in mgn("doorverwijzing lijst").gegeven[0]

    gedaan = mgn("rapport periode", Welke_periode=("", "ooit", "2027-Q1"))
    assert "2027-q1" in gedaan.gegeven[0]
    assert any(g.startswith("De periode 'ooit' is er niet.") for g in gedaan.gezegd)
    assert mgn("evaluatie sprint", Nummer="1").gegeven[0].startswith("Evaluatie sprint 1")
    assert "mgn exports" in mgn("vandaag").gegeven[-1]


def test_zonder_terminal_wordt_niets_gevraagd(werkmap: Werkmap, klok: VasteKlok) -> None:
    cli = Cli(werkmap, klok)
    for woorden, mist in (
        (("gesprek", "thema"), "GESPREK"),
        (("aanmelding", "toon"), "AANMELDING"),
        (("rapport", "sprint"), "NUMMER"),
        (("evaluatie", "wijzig"), "SOORT"),
        (("rapport", "periode"), "PERIODE"),
    ):
        uit = cli(*woorden)
        assert (uit.status, uit.gezegd) == (2, f"mgn: Hier mist een woord: {mist}.")


def test_er_is_nog_niets_te_kiezen(werkmap: Werkmap, klok: VasteKlok) -> None:
    cli = Cli(werkmap, klok)
    for woorden, melding in (
        (("gesprek", "thema"), "Er zijn nog geen gesprekken gepland."),
        (("advies", "wijzig"), "Er is nog geen gesprek als gevoerd vastgelegd."),
        (("gesprek", "plan"), "mgn aanmelding nieuw"),
    ):
        uit = cli(*woorden, antwoorden=[])
        assert uit.status == 1
        assert melding in uit.gezegd


def test_een_lange_lijst_komt_in_stukken(werkmap: Werkmap, klok: VasteKlok) -> None:
    s = open_als(werkmap, "Noor", klok)
    try:
        refs = [maak_aanmelding(s, voornaam=f"Persoon{n}") for n in range(HOEVEEL + 2)]
    finally:
        s.sluit()
    uit = Cli(werkmap, klok)("aanmelding", "toon", antwoorden=["?", "", "99", str(HOEVEEL + 2)])
    assert uit.terminal.gevraagd == ["Nummer (Enter: nog 2):"] * 2 + ["Nummer:"] * 2
    assert uit.status == 0
    assert normaliseer(uit.data.split(" ", 1)[0]) in refs
    assert [g for g in uit.terminal.gezegd if g[0].isdecimal()][-1].startswith(f"{HOEVEEL + 2} P.")


def test_stoppen_bij_het_kiezen_en_bij_nog_een(werkmap: Werkmap, klok: VasteKlok) -> None:
    cli = Cli(werkmap, klok)
    gesprek = gevoerd(cli)
    assert cli("advies", "afspraak", antwoorden=[CTRL_C]).status == 130
    uit = cli("advies", "afspraak", gesprek, antwoorden=["Bellen", "klaar", CTRL_D])
    assert (uit.status, uit.terminal.gezegd[-2]) == (0, "Afspraak 1 is bewaard.")


def test_een_verkeerd_wachtwoord_wordt_opnieuw_gevraagd(werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    goed = WACHTWOORDEN["Noor"]
    uit = Cli(werkmap, klok)("vandaag", antwoorden=["mis", "", goed], wachtwoord=None)
    assert uit.status == 0
    assert uit.terminal.gevraagd == ["Wachtwoord:", "Uw naam [Noor]:", "Wachtwoord:"]
    assert "horen niet bij elkaar" in uit.gezegd
    uit = Cli(werkmap, klok)(
        "vandaag", antwoorden=["Nour", goed, "Noor", goed], gebruiker=None, wachtwoord=None
    )
    assert (uit.status, uit.terminal.gevraagd[2]) == (0, "Uw naam [Nour]:")


def test_wie_en_welke_regel(werkmap: Werkmap, klok: VasteKlok) -> None:
    cli = Cli(werkmap, klok)
    uit = cli.goed("praktijk", "toon", antwoorden=["brug", "1"])
    assert uit.data.startswith("Huisartsen De Brug")
    uit = cli.goed("team", "verwijder", antwoorden=["Karim", "1", "nee"], naam="Els")
    assert "Karim" in cli.goed("team", "lijst").data
    assert uit.terminal.gevraagd[-1] == "Karim deze werkmap afnemen? (ja of nee)"
    cli.goed("consultatie", "nieuw", "--vrager=huisarts", "--antwoorder=ggz", "--vraagsoort=aanpak")
    uit = cli.goed("consultatie", "verwijder", antwoorden=["1"])
    assert cli.goed("consultatie", "lijst").data == ""


def test_kladblok_regel_voor_regel(werkmap: Werkmap, klok: VasteKlok) -> None:
    cli = Cli(werkmap, klok)
    gesprek = gevoerd(cli)
    cli.goed("gesprek", "wijzig", gesprek, "--kladblok=Slaapt slecht\nZingt graag")
    uit = cli.goed("gesprek", "notitie", antwoorden=["1", "zomaar", "licha", ""])
    assert any(g.startswith("Kies uit:") for g in uit.terminal.gezegd)
    stand = cli.goed("gesprek", "toon", gesprek, "--json").json
    assert stand["themas"]["lichaamsfuncties"]["vertelt"] == "Slaapt slecht"
    assert stand["velden"]["kladblok"] == "Zingt graag"
    assert cli("gesprek", "notitie").status == 2


@pytest.mark.parametrize(
    ("getypt", "code"), [("park", "p"), ("praktijk p", "p"), ("brug", "b"), ("praktijk", ""), ("ark", "")]
)
def test_een_later_woord_is_ook_een_begin(getypt: str, code: str) -> None:
    keuzes = (Keuze("p", "Praktijk Parkweg"), Keuze("b", "Huisartsen De Brug"), Keuze("h", "Praktijk Hof"))
    vorm = Formulier("proef", "Proef", (Veld("wie", "Wie", VeldSoort.KEUZE, keuzes=keuzes),))
    dialoog = Dialoog(NepTerminal([getypt, "klaar"]), vorm, {}, BEGIN.date())
    dialoog.loop()
    assert dialoog.ruw == {"wie": code}

"""Plain language is remarked upon: long sentences, jargon, judging words, diagnoses; nothing else is."""

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mgn_tui
from mgn_tui.domain.jargon import gewone_woorden, jargonwoorden
from mgn_tui.domain.profiel import laad_profiel, profielen
from mgn_tui.domain.taal import Ernst, Taalkijker, zinnen

BEGRIPPEN = laad_profiel("ijssel-vecht").begrippen
KIJKER = Taalkijker(BEGRIPPEN)


@pytest.mark.parametrize(
    ("tekst", "aantal"),
    [
        ("Het gaat om rouw. Behandeling is nu niet nodig.", 2),
        ("Dr. A. de Boer belt o.a. met W. Jansen.", 1),
        ("Gaat het slechter? Bel dan!", 2),
        ("eerste regel\ntweede regel", 2),
        ("tot 11.30 uur, of 9.5 keer", 1),
        ("Ga zo door … en kom terug", 2),
        ("Hij zei: 'Ik wil niet meer.' Daarna was het stil.", 2),
        ("  \n ", 0),
    ],
)
def test_zinnen(tekst: str, aantal: int) -> None:
    assert len(zinnen(tekst)) == aantal


def test_een_lange_zin_krijgt_een_opmerking() -> None:
    lang = " ".join(["woord"] * (BEGRIPPEN.zin_woorden + 1)) + "."
    precies = " ".join(["woord"] * BEGRIPPEN.zin_woorden) + "."
    (opmerking,) = KIJKER.bekijk(lang)
    assert (
        opmerking.zin("Antwoord")
        == f"zin van {BEGRIPPEN.zin_woorden + 1} woorden in 'Antwoord': maak er twee van"
    )
    assert opmerking.merk == "▲"
    assert KIJKER.bekijk(precies) == []


@pytest.mark.parametrize(
    ("tekst", "ernst"),
    [
        ("De cliënt wil rust.", Ernst.VERBODEN),
        ("De CLIENT wil rust.", Ernst.VERBODEN),
        ("de clie\u0308nt wil rust", Ernst.VERBODEN),  # typed in two signs
        ("Er is een depressie.", Ernst.DIAGNOSE),
        ("Past bij F32.1.", Ernst.DIAGNOSE),
        ("volgens DSM-5", Ernst.DIAGNOSE),
        ("Ambulante hulp doet veel.", Ernst.GEWOON),
        ("Dit i.v.m. de rouw.", Ernst.GEWOON),
    ],
)
def test_een_woord_valt_op(tekst: str, ernst: Ernst) -> None:
    assert [o.ernst for o in KIJKER.bekijk(tekst)] == [ernst]


def test_jargon_krijgt_het_gewone_woord() -> None:
    (opmerking,) = KIJKER.bekijk("Een Traject bij het wijkteam. Het traject duurt kort.")
    assert opmerking.zin("Vangnet") == f"'Traject' in 'Vangnet': liever '{gewone_woorden()['traject']}'"


@pytest.mark.parametrize(
    "tekst",
    [
        "De cliëntondersteuner helpt; de patiëntenvereniging ook.",
        "Hij loopt graag en kookt voor zijn dochter.",
        "Zij woont in de Fobiestraat.",
        "",
    ],
)
def test_gewone_woorden_blijven_stil(tekst: str) -> None:
    assert KIJKER.bekijk(tekst) == []


def test_het_zwaarste_staat_bovenaan() -> None:
    teksten = {"Een": "Een traject.", "Twee": "Een cliënt met een depressie."}
    assert [(waar, o.ernst) for waar, o in KIJKER.bekijk_alles(teksten)] == [
        ("Twee", Ernst.DIAGNOSE), ("Twee", Ernst.VERBODEN), ("Een", Ernst.GEWOON),
    ]  # fmt: skip


@given(st.text())
def test_geen_tekst_laat_het_vallen_en_geen_woord_raakt_kwijt(tekst: str) -> None:
    KIJKER.bekijk(tekst)
    assert "".join("".join(zinnen(tekst)).split()) == "".join(tekst.split())


@given(st.sampled_from(sorted({*BEGRIPPEN.verboden_woorden, *gewone_woorden()})), st.sampled_from("xé7"))
def test_alleen_hele_woorden(woord: str, teken: str) -> None:
    def genoemd(tekst: str) -> set[str]:
        return {o.woord.casefold() for o in KIJKER.bekijk(tekst)}

    assert woord.casefold() in genoemd(f"wij {woord} nu")
    assert woord.casefold() not in genoemd(f"wij {teken}{woord}{teken} nu")


# --- the list of jargon ----------------------------------------------------------------------------------


def test_elk_woord_van_de_lijst_heeft_gewone_woorden_en_een_bron() -> None:
    """At least 300 words, each once, and no plain word that is jargon, forbidden or capital itself."""
    woorden = jargonwoorden()
    vormen = [vorm for woord in woorden for vorm in woord.vormen]
    assert len(woorden) >= 300
    assert len(vormen) == len(set(vormen)) and all(vorm and vorm == vorm.casefold() for vorm in vormen)
    for woord in woorden:
        assert woord.gewoon == woord.gewoon.strip() and woord.gewoon[0].islower(), woord
        assert KIJKER.bekijk(woord.gewoon) == [], woord
        if woord.aard == "seed":
            assert re.fullmatch(r"(IJV|CG|ZL|ZZ|TW) L\d+", woord.bron), woord
        else:
            assert woord.aard == "keuze" and len(woord.bron) > 10, woord


def _onze_teksten() -> list[tuple[str, str]]:
    """(place, text) of all that the screens, the letters and the questions say."""
    map_ = Path(mgn_tui.__file__).parent
    uit = []
    for pad in sorted(
        p for deel in ("tui", "cli", "documents", "register") for p in (map_ / deel).rglob("*.py")
    ):
        boom = ast.parse(pad.read_text(encoding="utf-8"))
        los = {
            id(knoop.value) for knoop in ast.walk(boom) if isinstance(knoop, ast.Expr)
        }  # for readers of code
        for knoop in ast.walk(boom):
            tekst = knoop.value if isinstance(knoop, ast.Constant) else None
            if (
                not isinstance(tekst, str)
                or id(knoop) in los
                or re.search(r"SELECT|FROM|\{\n|\{ |: \d", tekst)
            ):
                continue  # English for readers of code, queries, style sheets
            if " " in tekst or tekst[:1].isupper():
                uit.append((f"{pad.name}:{knoop.lineno}", tekst))
    for regio in profielen():
        p = laad_profiel(regio)
        for lijst in (
            p.categorieen,
            p.groepen,
            p.urgentie,
            p.opening,
            p.afsluiting,
            p.advies.delen,
            p.leefgebieden,
        ):
            uit += [(f"{regio}: {item.code}", item.label) for item in lijst]
    return uit


def test_onze_eigen_woorden_staan_niet_op_de_lijst() -> None:
    """Who is told to write plainly must not read the same word on the screen or in the letter around it."""
    teksten = _onze_teksten()
    assert len(teksten) > 1500
    fout = {
        f"{plek}: {o.woord}"
        for plek, tekst in teksten
        for o in KIJKER.bekijk(tekst)
        if o.ernst is Ernst.GEWOON
    }
    assert not fout


@pytest.mark.parametrize(
    ("tekst", "nieuw"),
    [
        ("Een traject helpt. Nog een traject.", "Een hulp helpt. Nog een traject."),
        ("Traject bij het wijkteam", "Hulp bij het wijkteam"),
        ("Na het MDO bellen wij.", "Na het overleg met alle hulpverleners bellen wij."),
        ("Rust. MDO volgt.", "Rust. Overleg met alle hulpverleners volgt."),
        ("Dit i.v.m. de rouw", "Dit door de rouw"),
    ],
)
def test_het_gewone_woord_komt_op_de_plek(tekst: str, nieuw: str) -> None:
    gewoner = KIJKER.gewoner(tekst)
    assert gewoner is not None and gewoner[0] == nieuw


def test_zonder_jargon_verandert_er_niets() -> None:
    assert KIJKER.gewoner("Hij loopt graag.") is None


@given(st.lists(st.sampled_from(sorted({"thuis", "rust.", *gewone_woorden()})), max_size=8))
def test_met_de_toets_gaat_alle_jargon_eruit(woorden: list[str]) -> None:
    """Pressing it as often as there are words leaves none: no plain word brings jargon back."""
    tekst = " ".join(woorden)
    for _ in range(len(woorden) + 1):
        if (gewoner := KIJKER.gewoner(tekst)) is None:
            break
        tekst = gewoner[0]
    assert KIJKER.gewoner(tekst) is None

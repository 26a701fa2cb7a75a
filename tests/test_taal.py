"""Plain language is remarked upon: long sentences, jargon, judging words, diagnoses; nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgn_tui.domain.profiel import laad_profiel
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
        ("Ambulante begeleiding helpt.", Ernst.GEWOON),
        ("Dit i.v.m. de rouw.", Ernst.GEWOON),
    ],
)
def test_een_woord_valt_op(tekst: str, ernst: Ernst) -> None:
    assert [o.ernst for o in KIJKER.bekijk(tekst)] == [ernst]


def test_jargon_krijgt_het_gewone_woord() -> None:
    (opmerking,) = KIJKER.bekijk("Een Traject bij het wijkteam. Het traject duurt kort.")
    assert opmerking.zin("Vangnet") == f"'Traject' in 'Vangnet': liever '{BEGRIPPEN.jargon['traject']}'"


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


@given(st.sampled_from(sorted({*BEGRIPPEN.verboden_woorden, *BEGRIPPEN.jargon})), st.sampled_from("xé7"))
def test_alleen_hele_woorden(woord: str, teken: str) -> None:
    def genoemd(tekst: str) -> set[str]:
        return {o.woord.casefold() for o in KIJKER.bekijk(tekst)}

    assert woord.casefold() in genoemd(f"wij {woord} nu")
    assert woord.casefold() not in genoemd(f"wij {teken}{woord}{teken} nu")

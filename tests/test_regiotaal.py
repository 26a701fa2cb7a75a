"""The region's own words, with the article that goes with them; a region that has no other word changes nothing."""

import pytest

from mgn_tui.domain.profiel import laad_profiel, profielen
from mgn_tui.domain.regiotaal import GEEN, meervoud, regiotaal


@pytest.mark.parametrize(
    ("regio", "tekst", "anders"),
    [
        (
            "zuid-limburg",
            "Alleen de gespreksvoerders van dit gesprek.",
            "Alleen de verkenners van dit gesprek.",
        ),
        ("zuid-limburg", "Een gespreksvoerder leest dit.", "Een verkenner leest dit."),
        ("zuid-limburg", "Sprint & cijfers", "Evaluatieronde & cijfers"),
        ("zuid-limburg", "pilots en hun sprints", "pilots en hun evaluatierondes"),
        ("zuid-limburg", "Het casusoverleg was in maart.", "Het DOCO was in maart."),
        ("ijssel-vecht", "Het casusoverleg was in maart.", "De transfertafel was in maart."),
        ("ijssel-vecht", "dit casusoverleg", "deze transfertafel"),
        ("ijssel-vecht", "De sprint van de gespreksvoerder", "De sprint van de gespreksvoerder"),
        ("twente", "Deze sprint is er niet.", "Dit kwartaal is er niet."),
        ("twente", "nieuwe sprint", "nieuw kwartaal"),
        ("twente", "De sprints naast elkaar", "De kwartalen naast elkaar"),
        ("twente", "mgn cijfers sprint:2", "mgn cijfers sprint:2"),
        (
            "twente",
            "Maak: mgn rapport sprint 2, of sluit de sprint.",
            "Maak: mgn rapport sprint 2, of sluit het kwartaal.",
        ),
        (
            "ijssel-vecht",
            "Bekijk de lijst met: mgn casusoverleg lijst",
            "Bekijk de lijst met: mgn casusoverleg lijst",
        ),
        ("zorgzaam", "Casusoverleg, consultatie", "Overlegtafel, consultatie"),
        ("centraal-gelderland", "een gespreksvoerder", "een VG-professional"),
    ],
)
def test_het_woord_van_de_regio(regio: str, tekst: str, anders: str) -> None:
    assert regiotaal(laad_profiel(regio))(tekst) == anders


def test_zonder_regio_blijft_de_tekst() -> None:
    assert GEEN("Deze sprint") == "Deze sprint"


@pytest.mark.parametrize("regio", profielen())
def test_na_een_keer_staat_er_geen_woord_meer_van_een_ander(regio: str) -> None:
    zeg = regiotaal(laad_profiel(regio))
    tekst = "Het casusoverleg, de sprint, de sprints, een gespreksvoerder en gespreksvoerders."
    assert zeg(zeg(tekst)) == zeg(tekst)


def test_meervoud() -> None:
    assert [meervoud(w) for w in ("sprint", "evaluatieronde", "kwartaal")] == [
        "sprints", "evaluatierondes", "kwartalen",
    ]  # fmt: skip

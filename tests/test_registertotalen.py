"""What the registers add up to, as the report and the screen show it: every figure with its rule, and nobody."""

from datetime import date

import pytest

from mgn_tui.domain.profiel import laad_profiel
from mgn_tui.domain.rapport import Cijfer
from mgn_tui.register import aanmelden, beheren, rapporteren, registers, registertotalen
from mgn_tui.register.rapporteren import Opdracht
from mgn_tui.register.sessie import Sessie
from tests.hulp_registers import REGELS

Q1 = date(2027, 1, 1), date(2027, 3, 31)


def regels(cijfers: tuple[Cijfer, ...]) -> list[str]:
    return [f"{c.groep} · {c.label} · {c.teller} van {c.noemer}" for c in cijfers]


def test_elk_register_met_zijn_sommen(noor: Sessie) -> None:
    for naam, maak in REGELS.items():
        registers.bewaar(noor, naam, maak(noor))
    tweede = {"antwoorder": "sociaal-domein", "vraagsoort": "", "kwaliteit": "", "werd_gesprek": "ja"}
    registers.bewaar(noor, "consultatie", REGELS["consultatie"](noor) | tweede)
    uit = registertotalen.alles(noor, *Q1)
    assert all(c.regel.endswith(".") for c in uit)
    tekst = regels(uit)
    assert [r for r in tekst if r.startswith("Consultatie")] == [
        "Consultatie · vragen · 2 van None",
        "Consultatie · van huisarts of POH-ggz aan ggz · 1 van 2",
        "Consultatie · van huisarts of POH-ggz aan sociaal domein · 1 van 2",
        "Consultatie · vraag: niet ingevuld · 1 van 2",
        "Consultatie · vraag: Wat kan er aan de hand zijn? · 1 van 2",
        "Consultatie · hoe: telefoon · 2 van 2",
        "Consultatie · vervolg: De vrager kan zelf verder · 2 van 2",
        "Consultatie · er kwam een gesprek van · 1 van 2",
        "Consultatie · ervaren kwaliteit · 8.0 van None",
    ]
    assert "Transfertafel · keren bij elkaar · 2 van None" in tekst
    assert "Transfertafel · casussen · 1 van None" in tekst
    assert "Geen gesprek · huisarts verwijst niet · 3 van None" in tekst
    assert "Losse cijfers · inwoner · None van None" in tekst  # one slip of paper says who gave it
    assert "Kosten · locatie, IZA · 50.5 van None" in tekst
    assert "Scholing · mensen geschoold · 1 van None" in tekst
    assert "Praktijken · aangesloten · 1 van None" in tekst


def test_wat_leeg_is_zegt_niets(noor: Sessie) -> None:
    assert registertotalen.rond_gesprekken(noor, *Q1) == ()
    assert {c.groep for c in registertotalen.alles(noor, date(2020, 1, 1), date(2020, 12, 31))} == set()


@pytest.mark.parametrize(("voor", "staat"), [("team", True), ("regio", True), ("openbaar", False)])
def test_het_verslag_telt_de_consultaties_mee(noor: Sessie, voor: rapporteren.Voor, staat: bool) -> None:
    """The plan asks each pilot how many, of which domain, and what followed."""
    registers.bewaar(noor, "consultatie", REGELS["consultatie"](noor) | {"dag": "1-12-2026"})
    beheren.bewaar(noor, "pilot", {"begin": "1-11-2026"}, beheren.lijst(noor, "pilot")[0].id)
    r = rapporteren.maak(noor, Opdracht("periode", "2026-Q4", voor))
    assert any(c.groep == registertotalen.CONSULTATIE for c in r.cijfers) is staat
    if staat:
        pilot = rapporteren.maak(noor, Opdracht("pilot", "Zwolle", voor))
        assert "Consultatie · vragen · 1 van None" in regels(pilot.cijfers)


@pytest.mark.parametrize(
    ("regio", "vraagt"),
    [("ijssel-vecht", False), ("centraal-gelderland", True), ("zuid-limburg", True), ("twente", False)],
)
def test_alleen_waar_het_plan_het_vraagt_staat_consultatie_in_de_aanmelding(
    noor: Sessie, regio: str, vraagt: bool
) -> None:
    noor.profiel = laad_profiel(regio)
    namen = [v.naam for v in aanmelden.formulier(noor).velden]
    assert ("consultatie_geprobeerd" in namen) is vraagt

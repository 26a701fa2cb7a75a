"""The report for everybody prints the protected figures and nothing else: on paper, for the meeting, in cells."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from mgn_tui.documents.rapport import maak_pdf, maak_vergaderstuk
from mgn_tui.documents.rapport_xlsx import maak_xlsx
from mgn_tui.domain.rapport import Rapport
from mgn_tui.register import rapporteren
from mgn_tui.register.rapporteren import Opdracht
from mgn_tui.register.sessie import Sessie
from tests.cli_hulp import Cli
from tests.hulp_openbaar import reeks, vrij
from tests.hulp_rijen import zet_in_map

Q1 = Opdracht("periode", "2026-Q1", "openbaar")


def tekst(r: Rapport) -> str:
    """Everything that can be read on paper, on one line."""
    bladen = [blad for maak in (maak_pdf, maak_vergaderstuk) for blad in PdfReader(BytesIO(maak(r))).pages]
    return " ".join(" ".join(blad.extract_text() for blad in bladen).split())


def cellen(r: Rapport) -> dict[tuple[object, ...], list[object]]:
    """Every row of numbers in the spreadsheet, by its names."""
    boek = CalamineWorkbook.from_filelike(BytesIO(maak_xlsx(r)))
    uit: dict[tuple[object, ...], list[object]] = {}
    for blad, namen, getallen in (("cijfers", 2, (2, 3)), ("vergelijken", 3, (3,)), ("doelen", 1, (5, 6, 7))):
        for rij in boek.get_sheet_by_name(blad).to_python()[1:]:
            uit[(blad, *rij[:namen])] = [rij[n] for n in getallen]
    return uit


@pytest.fixture
def klein(noor: Sessie) -> Sessie:
    """Forty gesprekken: three with basis-ggz, two with a naaste, four that gave a mark and took three hours."""
    zet_in_map(
        noor,
        reeks(0, 31, "2026-02-09", advies="wmo", naaste="nee", themas="zingeving", duur_min=60)
        + reeks(100, 3, "2026-02-10", advies="ggz-basis", leefgebieden="wonen")
        + reeks(200, 2, "2026-02-11", advies="wmo", naaste="ja", criteria="psychische-klachten")
        + reeks(300, 4, "2026-02-12", advies="wmo", waardering_inwoner="8", uren_ggz="3", uren_sd="1"),
    )
    return noor


def test_geen_getal_in_het_verslag_verraadt_een_kleine_cel(klein: Sessie) -> None:
    r = rapporteren.maak(klein, Q1)
    uit, gelezen = cellen(r), tekst(r)
    for weg in (
        ("vergelijken", "Advies en wat ervan kwam", "basis-ggz", "geadviseerd"),
        ("vergelijken", "Advies en wat ervan kwam", "basis-ggz", "hoofdadvies"),
        ("vergelijken", "Advies, per groep", "ggz", "gesprekken"),
        ("vergelijken", "Leefgebieden", "Wonen", "gesprekken"),
        ("vergelijken", "Criteria bij de aanmelding", "Psychische klachten", "gesprekken"),
        ("cijfers", "Gesprekken", "naaste erbij"),
        ("cijfers", "Uren bij gesprekken", "ggz"),
        ("cijfers", "Uren bij gesprekken", "sociaal domein"),
    ):
        assert uit[weg][0] == "", weg
        assert f"{weg[2]} –".lower() in gelezen.lower(), weg
    assert "Waardering" not in gelezen, "a mean of four is of four people"
    # With the total beside it what is left would tell the small one.
    assert uit["cijfers", "Gesprekken", "gevoerd"][0] == 40
    assert uit["cijfers", "Advies", "nog zonder advies"][0] == 0
    assert uit["vergelijken", "Advies en wat ervan kwam", "Wmo-maatwerk", "geadviseerd"][0] == ""
    assert uit["vergelijken", "Advies, per groep", "sociaal domein", "gesprekken"][0] == ""
    getallen = re.findall(r"(?<![\d,.-])\d+(?![\d,.-])", gelezen)
    assert not {"37", "38", "36"} & set(getallen), "forty less a small number"
    assert all(n not in (2, 3, 4, 36, 37, 38) for rij in uit.values() for n in rij)


def test_elk_getal_komt_uit_wat_is_vrijgegeven(klein: Sessie) -> None:
    """What was released stays as it was: then no sign of the report changes when the rows do."""
    cli = Cli(klein.werkmap, klein.klok)

    def alles() -> tuple[bytes, ...]:
        r = rapporteren.maak(klein, Q1)
        op_scherm = cli.goed("cijfers", "--periode", "2026-Q1", "--voor", "openbaar").data
        return maak_pdf(r), maak_vergaderstuk(r), maak_xlsx(r), op_scherm.encode()

    eerst = alles()
    zet_in_map(
        klein,
        reeks(
            500,
            23,
            "2026-02-20",
            advies="ggz-specialistisch|wmo",
            primair="wmo",
            naaste="ja",
            themas="zingeving|meedoen",
            score_meedoen="7",
            leefgebieden="financien",
            criteria="niet-in-ggz",
            duur_min=95,
            uren_ggz="2",
            uren_frictie="1",
            waardering_naaste="6",
            toegeleid="wmo",
            benut="wmo",
            uitnodigingsdatum="2026-02-08",
            gespreksvoerders="ggz|sd",
        ),
    )
    assert vrij(klein, "2026-Q1")["gesprekken"]["gevoerd"] == 40
    team = rapporteren.maak(klein, Opdracht("periode", "2026-Q1", "team"))
    assert team.kern[0].getal == "63", "the rows are there"
    assert alles() == eerst

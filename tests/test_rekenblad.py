"""The spreadsheets as LibreOffice opens them: what is a date, what a number, and no formula but our own."""

import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mgn_tui.documents.rapport_xlsx import maak_xlsx
from mgn_tui.documents.rekenblad import hoogte
from mgn_tui.domain.rapport import Kostenregel, Uurregel
from mgn_tui.register.sessie import Sessie
from tests.hulp_bestand import als_csv, neem_op, rij, uitvoer
from tests.test_rapport import VASTE, bladen

SOFFICE = shutil.which("soffice")
GEVAARLIJK = (
    "=CMD|'/c calc'!A0",
    "+31 6",
    "-1-2",
    "@SUM(A1)",
    '=HYPERLINK("http://x.example")',
    "00123",
    "1e5",
)
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


@pytest.mark.parametrize(
    ("cellen", "verwacht"),
    [
        ([], None),
        ([("", 5)], None),
        ([("kort", 10), ("ook kort", 10)], None),
        ([("kort", 10), ("twee woorden", 8)], 30),
        ([("een\ntwee\n\nvier", 20)], 60),
        ([("x" * 25, 10)], 45),
    ],
)
def test_een_rij_is_zo_hoog_als_haar_tekst(cellen: list[tuple[str, int]], verwacht: int | None) -> None:
    assert hoogte(cellen) == verwacht


def test_de_bedragen_tellen_op_tot_de_som_eronder() -> None:
    """In whole cents: 6,75 × 233,14 is 1.573,695, and two of those once made a sum that nobody could follow."""
    uren = (
        Uurregel("", "ggz", "Gesprek", 6.75, 233.14, "L1"),
        Uurregel("", "ggz", "Reistijd", 6.75, 233.14, "L1"),
        Uurregel("", "", "Project", 4.0, None, ""),
    )
    _, *regels, samen = bladen(maak_xlsx(replace(VASTE, uren=uren, tarieven=())))["uren"]
    assert [r[5] for r in regels] == [1573.7, 1573.7, ""]
    assert samen[3:6] == [17.5, "", 3147.4]


Cel = tuple[str, str, str]


@pytest.mark.lang
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice staat niet op deze computer")
def test_libreoffice_leest_wat_er_staat(noor: Sessie, tmp_path: Path) -> None:
    """Data and report: dates are dates, numbers are numbers, text is text whatever it begins with."""
    velden = ("pilot", "gemeente", "praktijk", "werkwijze", "methodiek", "leerpunt", "ontbrekend_aanbod")
    gevaarlijk = dict(zip(velden, (f"'{x}" if x[0] in "=+-@" else x for x in GEVAARLIJK), strict=True))
    bron = tmp_path / "bron.csv"
    bron.write_bytes(als_csv([rij(**gevaarlijk)]))
    neem_op(noor, bron)
    uitvoer(noor, tmp_path, "alles.xlsx")
    rapport = replace(
        VASTE,
        uren=(Uurregel(GEVAARLIJK[0], "ggz", GEVAARLIJK[1], 6.75, 233.14, GEVAARLIJK[3]),),
        kosten=tuple(Kostenregel(VASTE.van, x, x, 12.5, x) for x in GEVAARLIJK),
        tarieven=(),
    )
    (tmp_path / "rapport.xlsx").write_bytes(maak_xlsx(rapport))

    alles = _in_libreoffice(tmp_path / "alles.xlsx")
    assert list(alles) == ["Gesprekken", "Uitleg"]
    kop, cellen = alles["Gesprekken"]
    gelezen = {naam: cel for (_, naam, _), cel in zip(kop, cellen, strict=False)}
    assert [gelezen[v] for v in velden] == [("string", x, "") for x in GEVAARLIJK]
    assert [gelezen[v][0] for v in ("aanmelddatum", "gespreksdatum", "leeftijd", "uren_ggz")] == [
        "date", "date", "float", "float",
    ]  # fmt: skip
    blad = _in_libreoffice(tmp_path / "rapport.xlsx")
    assert [r[0][0] for r in blad["kosten"][1:-1]] == ["date"] * len(GEVAARLIJK)
    assert [r[1][:2] for r in blad["kosten"][1:-1]] == [("string", x) for x in GEVAARLIJK]
    assert blad["uren"][1][0][:2] == ("string", GEVAARLIJK[0])
    formules = [cel[2] for rijen in blad.values() for r in rijen for cel in r if cel[2]]
    assert formules == [
        'of:=IF([.E2]="";"";ROUND([.D2]*[.E2];2))',
        "of:=SUM([.D2:.D2])",
        "of:=SUM([.F2:.F2])",
        f"of:=SUM([.D2:.D{len(GEVAARLIJK) + 1}])",
    ]


def _in_libreoffice(pad: Path) -> dict[str, list[list[Cel]]]:
    """Per sheet its rows, each cell as kind, text and formula; in a profile of its own."""
    assert SOFFICE is not None
    profiel = (pad.parent / "profiel").as_uri()
    subprocess.run(
        [SOFFICE, f"-env:UserInstallation={profiel}", "--headless", "--convert-to", "fods", "--outdir",
         str(pad.parent), str(pad)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    boek = ET.parse(pad.with_suffix(".fods"))  # noqa: S314 (of our own making)
    assert not [e for e in boek.iter() if e.tag.endswith("}a")]  # no link
    return {
        tabel.get(f"{_TABLE}name", ""): [r for r in map(_rij, tabel.iter(f"{_TABLE}table-row")) if any(r)]
        for tabel in boek.iter(f"{_TABLE}table")
    }


def _rij(rij_: ET.Element) -> list[Cel]:
    def cellen() -> Iterator[Cel]:
        for cel in rij_:
            keer = int(cel.get(f"{_TABLE}number-columns-repeated", "1"))
            soort = cel.get(f"{_OFFICE}value-type", "")
            yield from [(soort, "".join(cel.itertext()).strip(), cel.get(f"{_TABLE}formula", ""))] * min(
                keer, 100
            )

    rijen = list(cellen())
    return rijen if any(c[0] for c in rijen) else []

"""Files as people's spreadsheets write them, and files that are none."""

import io
import os
import runpy
import struct
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.profiel import laad_profiel, profielen
from mgn_tui.domain.rij import VELDEN
from mgn_tui.exchange import importeren as bestand
from mgn_tui.exchange import lezen, schrijven
from mgn_tui.exchange.monitoringsformat import kolommen
from mgn_tui.register.sessie import Sessie
from tests.hulp_bestand import GOED, KOLOMMEN, NAMEN, als_csv, als_xlsx, neem_op, rij, uit_csv, uitvoer


def _tabel(pad: Path, inhoud: bytes) -> list[tuple[int, list[str]]]:
    pad.write_bytes(inhoud)
    tabel = lezen.lees(pad)
    return [(nr, [str(c) for c in cellen]) for nr, cellen in tabel.rijen]


def test_de_kolommen_zijn_de_velden() -> None:
    assert tuple(k.veld for k in KOLOMMEN) == VELDEN
    assert [k.naam for k in KOLOMMEN if k.verplicht] == [
        "gesprek_id", "inwoner_id", "pilot", "aanmelddatum", "status",
    ]  # fmt: skip
    assert "score_mentaal-welbevinden" in NAMEN
    assert len(NAMEN) == 54


@pytest.mark.parametrize("teken", ";,")
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_scheiding_en_bom(noor: Sessie, tmp_path: Path, teken: str, bom: bytes) -> None:
    pad = tmp_path / "lijst.txt"
    pad.write_bytes(bom + als_csv([rij(leerpunt="een; twee, drie\nen verder")], teken=teken))
    assert neem_op(noor, pad).meldingen == []
    assert uit_csv(uitvoer(noor, tmp_path))[0]["leerpunt"] == "een; twee, drie\nen verder"


def test_kop_in_hoofdletters_met_spaties_en_vreemde_kolommen(noor: Sessie, tmp_path: Path) -> None:
    pad = tmp_path / "a.csv"
    pad.write_bytes(
        als_csv([{f"  {k.upper()} ": v for k, v in GOED.items()} | {"Eigen kolom": "x", "b": ""}])
    )
    v = neem_op(noor, pad)
    assert v.meldingen == ["Onbekende kolommen, niet ingelezen: Eigen kolom, b."]
    assert v.plan.nieuw == 1


def test_windows_1252_wordt_gezegd(noor: Sessie, tmp_path: Path) -> None:
    pad = tmp_path / "a.csv"
    pad.write_bytes(als_csv([rij(leerpunt="één café – €5")]).decode().encode("cp1252"))
    v = neem_op(noor, pad)
    assert v.meldingen == ["Het bestand is geen UTF-8; het is gelezen als Windows-1252."]
    assert uit_csv(uitvoer(noor, tmp_path))[0]["leerpunt"] == "één café – €5"


def test_rijnummers_zijn_die_van_het_rekenblad(tmp_path: Path) -> None:
    inhoud = b'a;b\r\n1;"x\ny"\r\n;\r\n\r\n2;z\r\n'
    assert _tabel(tmp_path / "a.csv", inhoud) == [(2, ["1", "x\ny"]), (5, ["2", "z"])]


def test_een_te_lange_en_een_te_korte_rij(noor: Sessie, tmp_path: Path) -> None:
    pad = tmp_path / "a.csv"
    kop = "status;gesprek_id;inwoner_id;pilot;aanmelddatum\r\n"
    pad.write_text(kop + "aangemeld;g1;i1;p;2027-01-01;te veel\r\naangemeld;g2;i2\r\n")
    v = bestand.stel_voor(noor, pad)
    assert [f.regel() for f in v.fouten] == [
        'rij 2, kolom nummer 6: "te veel" verwacht: niets: de rij heeft meer cellen dan er kolommen zijn',
        'rij 3, kolom pilot: "" verwacht: tekst; leeg mag niet',
        'rij 3, kolom aanmelddatum: "" verwacht: een datum zoals 2026-03-09 of 09-03-2026; leeg mag niet',
    ]


KOP = b"gesprek_id;inwoner_id;pilot;aanmelddatum;status\r\n"


@pytest.mark.parametrize(
    ("naam", "inhoud", "melding"),
    [
        ("a.csv", b"", "leeg"),
        ("a.csv", b" \r\n\r\n", "leeg"),
        ("a.csv", KOP, "geen rijen"),
        ("a.csv", b"gesprek_id;status\r\n1;gevoerd\r\n", "inwoner_id, pilot, aanmelddatum"),
        ("a.csv", KOP[:-2] + b";Status\r\n1;1;1;1;1;1\r\n", "twee keer: status"),
        ("a.csv", KOP + b'1;"open;p;2027-01-01;aangemeld\r\n2;2;p;2027-01-01;aangemeld\r\n', "aanhalingstekens"),
        ("a.csv", KOP.decode().encode("utf-16"), "UTF-16"),
        ("a.xlsx", KOP, "heet .xlsx, maar is het niet"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "wachtwoord"),
        ("a.xlsx", b"PK\x03\x04" + bytes(40), "beschadigd"),
    ],
)  # fmt: skip
def test_geen_tabel(noor: Sessie, tmp_path: Path, naam: str, inhoud: bytes, melding: str) -> None:
    pad = tmp_path / naam
    pad.write_bytes(inhoud)
    with pytest.raises(Geweigerd, match=melding):
        bestand.stel_voor(noor, pad)


def test_geen_bestand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Geweigerd, match="map"):
        lezen.lees(tmp_path)
    with pytest.raises(Geweigerd, match="er niet"):
        lezen.lees(tmp_path / "nergens.csv")
    pad = tmp_path / "dicht.csv"
    pad.write_bytes(KOP)

    def op_slot(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", op_slot)  # a root may read whatever its mode says
    with pytest.raises(Geweigerd, match="open in Excel"):
        lezen.lees(pad)


def test_de_grenzen_van_een_bestand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pad = tmp_path / "groot.csv"
    with pad.open("wb") as bestand_:
        os.truncate(bestand_.fileno(), lezen.GROOTST_BESTAND + 1)
    with pytest.raises(Geweigerd, match="50 MiB"):
        lezen.lees(pad)
    monkeypatch.setattr(lezen, "MEESTE_RIJEN", 3)
    assert len(_tabel(tmp_path / "b.csv", KOP + b"1;1\r\n" * 3)) == 3
    with pytest.raises(Geweigerd, match=r"200\.000 rijen"):
        _tabel(tmp_path / "b.csv", KOP + b"1;1\r\n" * 4)


# --- XLSX ------------------------------------------------------------------------------------


def test_xlsx_met_echte_datums_en_getallen(noor: Sessie, tmp_path: Path) -> None:
    cellen = {
        **GOED,
        "gesprek_id": 1001,
        "aanmelddatum": date(2027, 1, 4),
        "uitnodigingsdatum": 46398,
        "gespreksdatum": datetime(2027, 1, 18, 0, 0),
        "leeftijd": 44.0,
        "score_zingeving": 6.5,
        "uren_ggz": 0.1 + 0.2,
        "naaste": True,
        "leerpunt": "=CMD",
    }
    neem_op(noor, als_xlsx(tmp_path / "a.xlsx", [list(cellen), [], list(cellen.values())]))
    (terug,) = uit_csv(uitvoer(noor, tmp_path))
    hoort = {
        "gesprek_id": "1001",
        "uitnodigingsdatum": "2027-01-11",
        "uren_ggz": "0,3",
        "naaste": "ja",
        "leerpunt": "'=CMD",
    }
    assert {k: v for k, v in terug.items() if v and k != "soort"} == {**GOED, **hoort}


def test_xlsx_telt_zijn_rijen_zoals_excel(noor: Sessie, tmp_path: Path) -> None:
    rijen = [list(GOED), [], list(GOED.values()), [{**GOED, "leeftijd": 7}[k] for k in GOED]]
    v = bestand.stel_voor(noor, als_xlsx(tmp_path / "a.xlsx", rijen))
    assert [(f.nr, f.kolom, f.waarde) for f in v.fouten if f.kolom == "leeftijd"] == [(4, "leeftijd", "7")]
    with pytest.raises(Geweigerd, match="eerste blad is leeg"):
        lezen.lees(als_xlsx(tmp_path / "leeg.xlsx", []))


def test_een_tijd_bij_een_datum_is_fout(noor: Sessie, tmp_path: Path) -> None:
    cellen = {**GOED, "aanmelddatum": datetime(2027, 1, 4, 9, 30)}
    (f,) = bestand.stel_voor(
        noor, als_xlsx(tmp_path / "a.xlsx", [list(cellen), list(cellen.values())])
    ).fouten
    assert (f.kolom, f.waarde) == ("aanmelddatum", "2027-01-04 09:30:00")


def test_een_zipbom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lezen, "GROOTST_UITGEPAKT", 1 << 20)
    pad = tmp_path / "bom.xlsx"
    with zipfile.ZipFile(pad, "w", zipfile.ZIP_DEFLATED) as zip_:
        zip_.writestr("xl/workbook.xml", "x")
        zip_.writestr("xl/worksheets/sheet1.xml", bytes(2 << 20))
    with pytest.raises(Geweigerd, match="500 MiB"):
        lezen.lees(pad)
    # one that lies about its size, in both of its headers
    inhoud = bytearray(pad.read_bytes())
    for plek in range(len(inhoud) - 4):
        if inhoud[plek : plek + 4] == struct.pack("<I", 2 << 20):
            inhoud[plek : plek + 4] = struct.pack("<I", 10)
    pad.write_bytes(bytes(inhoud))
    with pytest.raises(Geweigerd, match="500 MiB"):
        lezen.lees(pad)


@pytest.mark.parametrize("naam", ["iets.txt", "content.xml"])
def test_een_zip_die_geen_xlsx_is(tmp_path: Path, naam: str) -> None:
    pad = tmp_path / "a.xlsx"
    with zipfile.ZipFile(pad, "w") as zip_:
        zip_.writestr(naam, "x")
    with pytest.raises(Geweigerd, match="geen XLSX"):
        lezen.lees(pad)


def test_een_kapot_xlsx(tmp_path: Path) -> None:
    pad = als_xlsx(tmp_path / "a.xlsx", [list(GOED), list(GOED.values())])
    heel = pad.read_bytes()
    for lengte in (len(heel) // 2, len(heel) - 30):
        pad.write_bytes(heel[:lengte])
        with pytest.raises(Geweigerd):
            lezen.lees(pad)
    with zipfile.ZipFile(pad, "w") as zip_:
        zip_.writestr("xl/workbook.xml", "geen xml")
    with pytest.raises(Geweigerd, match="beschadigd"):
        lezen.lees(pad)


# --- what is written -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tekst", "cel"),
    [
        ("=1+1", "'=1+1"),
        ("+31", "'+31"),
        ("-5", "'-5"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("'=x", "''=x"),
        ("'gewoon", "'gewoon"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_tekst_wordt_nooit_een_formule(tekst: str, cel: str) -> None:
    from mgn_tui.exchange.keuren import zonder_apostrof

    assert schrijven.veilig(tekst) == cel
    assert zonder_apostrof(cel) == tekst


def test_het_xlsx_is_af(noor: Sessie, tmp_path: Path) -> None:
    """Read again by another program's library: text cells, dates, numbers, a frozen header, the explanation."""
    from python_calamine import CalamineWorkbook

    pad = tmp_path / "bron.csv"
    pad.write_bytes(als_csv([rij(leerpunt="'=CMD()", gesprek_id="'+1")]))
    neem_op(noor, pad)
    inhoud = uitvoer(noor, tmp_path, "uit.xlsx")
    boek = CalamineWorkbook.from_filelike(io.BytesIO(inhoud))
    assert boek.sheet_names == ["Gesprekken", "Uitleg"]
    kop, cellen = boek.get_sheet_by_index(0).to_python()
    gelezen = dict(zip(kop, cellen, strict=True))
    assert tuple(kop) == NAMEN
    assert [gelezen[k] for k in ("gesprek_id", "aanmelddatum", "leeftijd", "uren_ggz", "leerpunt")] == [
        "+1", date(2027, 1, 4), 44.0, 1.25, "=CMD()",
    ]  # fmt: skip
    uitleg = boek.get_sheet_by_name("Uitleg").to_python(skip_empty_area=False)
    assert str(uitleg[0][0]).startswith("Bijzondere persoonsgegevens.")
    assert [r[0] for r in uitleg[3:]] == list(NAMEN)
    with zipfile.ZipFile(io.BytesIO(inhoud)) as zip_:
        blad = zip_.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in blad
        assert 'state="frozen"' in blad and "<autoFilter" in blad
        assert 'ySplit="3"' in zip_.read("xl/worksheets/sheet2.xml").decode()
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith((".", "tmp"))] == []


def test_elke_kolom_legt_zich_uit() -> None:
    for regio in profielen():
        for k in kolommen(laad_profiel(regio)):
            assert k.uitleg.endswith(".")
            assert k.verwacht


def test_de_documentatie_is_die_van_de_kolommen() -> None:
    docs = Path(__file__).resolve().parents[1] / "docs"
    bron = runpy.run_path(str(docs / "maak_monitoringsformat.py"))
    assert (docs / "monitoringsformat.md").read_text(encoding="utf-8") == bron["maak"]()


@pytest.mark.parametrize(
    ("rij_", "kolom", "melding"), [(1, 702, "kolom ZZ"), (1_048_575, 0, "200.000 rijen")]
)
def test_een_verdwaalde_cel(tmp_path: Path, rij_: int, kolom: int, melding: str) -> None:
    """The reader makes room for every cell before it: the process would fall over."""
    import xlsxwriter

    for waarde in ("x", None):  # a cell that is only coloured is none
        with xlsxwriter.Workbook(tmp_path / "a.xlsx") as boek:
            blad = boek.add_worksheet()
            blad.write_row(0, 0, list(GOED))
            blad.write_row(1, 0, list(GOED.values()))
            blad.write(rij_, kolom, waarde, boek.add_format({"bg_color": "red"}))
        if waarde:
            with pytest.raises(Geweigerd, match=melding):
                lezen.lees(tmp_path / "a.xlsx")
        else:
            assert len(list(lezen.lees(tmp_path / "a.xlsx").rijen)) == 1

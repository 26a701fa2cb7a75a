"""Everything about somebody, readable, for who may read it and nobody else."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlmodel import SQLModel

from mgn_tui.documents import inzage as document
from mgn_tui.domain.fouten import GeenToegang, Geweigerd
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import adviseren, inzage, kluis, toegang, vernietigen
from mgn_tui.register.lognamen import NIET_TONEN, TABELLEN, veldnaam
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap
from tests.cli_hulp import Cli
from tests.hulp_werkmap import Zaak, maak_aanmelding, open_als, volledige_zaak

MERK = "Kanariegeel"


@pytest.fixture
def zaak(noor: Sessie) -> Zaak:
    maak_aanmelding(noor, achternaam="Van een ander")
    return volledige_zaak(noor, merk=f" {MERK}")


def test_elk_persoonlijk_veld_heeft_een_naam() -> None:
    for tabel in SQLModel.metadata.sorted_tables:
        if tabel.name in inzage._NIET:
            continue
        if any(k.info.get("persoonlijk") for k in tabel.columns):
            assert tabel.name in TABELLEN
        for kolom in tabel.columns:
            if kolom.info.get("persoonlijk"):
                assert veldnaam(tabel.name, kolom.name), (tabel.name, kolom.name)


def test_alles_staat_erin_en_niets_van_een_ander(noor: Sessie, zaak: Zaak) -> None:
    gemaakt = inzage.maak(noor, zaak.aanmelding)
    tekst = document.als_tekst(gemaakt)
    assert "Van een ander" not in tekst
    for woord in (
        f"Wim {MERK}",
        f"Jansen {MERK}",
        "3 april 1966",
        "06-98765432",
        "8012 CD",
        f"Wat past bij somberheid na verlies? {MERK}",
        f"ik hoef het niet alleen te doen {MERK}",
        f"een rouwgroep overdag {MERK}",
        "Noor (gesprek)",
        "inzage gemaakt",
    ):
        assert woord in tekst, woord
    assert tekst.splitlines()[0] == document.EERSTE
    assert "None" not in tekst and "datetime" not in tekst
    # as many texts as there are sealed fields that hold one
    with noor.lezen() as db:
        sleutel = noor.sleutel(zaak.inwoner, db)
        assert sleutel is not None
        for tabel in inzage._tabellen():
            geheim = [k for k in tabel.columns if k.info.get("persoonlijk")]
            for plek in inzage._plekken(db, tabel, zaak.inwoner):
                velden = inzage.h.nu(db, plek) or {}
                for kolom in geheim:
                    if kolom.name not in NIET_TONEN and (rauw := velden.get(kolom.name)):
                        open_ = kluis.open_veld(tabel.name, kolom.name, plek[1], rauw, sleutel)
                        if MERK in open_:
                            for regel in open_.splitlines():
                                assert regel in tekst, (tabel.name, kolom.name)


def test_alleen_wie_mag_lezen_en_het_staat_in_het_logboek(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, zaak: Zaak
) -> None:
    noor.sluit()
    for naam in ("Elif", "Els"):
        s = open_als(werkmap, naam, klok)
        with pytest.raises(GeenToegang):
            inzage.maak(s, zaak.aanmelding)
        s.sluit()
    s = open_als(werkmap, "Karim", klok)
    inzage.maak(s, zaak.gesprek)
    assert toegang.wie_las(s, zaak.inwoner)[0].wat == "inzage gemaakt"
    s.sluit()


def test_na_vernietigen_is_er_niets_meer_in_te_zien(noor: Sessie, zaak: Zaak) -> None:
    assert adviseren.lees(noor, zaak.gesprek)
    vernietigen.vernietig(noor, zaak.aanmelding, "persoon", zaak.inwoner_ref)
    with pytest.raises(GeenToegang):
        inzage.maak(noor, zaak.inwoner_ref)


def test_met_een_opdracht(werkmap: Werkmap, klok: VasteKlok, noor: Sessie, zaak: Zaak) -> None:
    noor.sluit()
    mgn = Cli(werkmap, klok)
    pdf = mgn.goed("inzage", zaak.aanmelding).data
    assert "Jansen" not in pdf and pdf.endswith(".pdf")
    gedrukt = "".join(pagina.extract_text() for pagina in PdfReader(pdf).pages)
    assert MERK in gedrukt and "Wie ze las of gebruikte" in gedrukt
    txt = mgn.goed("inzage", zaak.inwoner_ref, "--tekst").data
    assert txt.endswith(".txt") and MERK in Path(txt).read_text(encoding="utf-8")
    assert mgn("inzage", "BESTAATN").status == 1


def test_tekens_die_niet_op_papier_kunnen(noor: Sessie) -> None:
    ref = maak_aanmelding(noor, achternaam="\u05d0\u05d1")
    gemaakt = inzage.maak(noor, ref)
    with pytest.raises(Geweigerd, match="--tekst"):
        document.maak_pdf(gemaakt)
    assert "\u05d0\u05d1" in document.als_tekst(gemaakt)

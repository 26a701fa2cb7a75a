"""A password on a document: other programs open it with the password, and nobody without."""

import shutil
import subprocess
import unicodedata
from io import BytesIO
from pathlib import Path

import msoffcrypto
import olefile
import pytest
from msoffcrypto.exceptions import DecryptionError, InvalidKeyError
from pypdf import PasswordType, PdfReader
from python_calamine import CalamineWorkbook

from mgn_tui.documents.beveiligen import beveilig
from mgn_tui.documents.rapport import maak_pdf
from mgn_tui.documents.rapport_xlsx import maak_xlsx
from mgn_tui.domain.fouten import Geweigerd
from tests.test_rapport import VASTE

WOORD = "café paard batterij nietje"
LET_OP = "Bijzondere persoonsgegevens. Niet per gewone e-mail."


def open_xlsx(inhoud: bytes, wachtwoord: str) -> CalamineWorkbook:
    """Decrypted by the library, its integrity checked, read by another one."""
    bestand = msoffcrypto.OfficeFile(BytesIO(inhoud))
    bestand.load_key(password=wachtwoord, verify_password=True)
    uit = BytesIO()
    bestand.decrypt(uit, verify_integrity=True)
    uit.seek(0)
    return CalamineWorkbook.from_filelike(uit)


def test_zonder_wachtwoord_blijft_het_zoals_het_is() -> None:
    assert beveilig(b"%PDF-1.4 ...", ".pdf", None) == b"%PDF-1.4 ..."
    assert beveilig(b"naam;datum", ".csv", None) == b"naam;datum"


def test_pdf_gaat_alleen_met_het_wachtwoord_open() -> None:
    open_ = maak_pdf(VASTE)
    dicht = beveilig(open_, ".pdf", WOORD)
    lezer = PdfReader(BytesIO(dicht))
    assert lezer.is_encrypted
    assert lezer.decrypt("iets anders") is PasswordType.NOT_DECRYPTED
    assert lezer.decrypt("") is PasswordType.NOT_DECRYPTED
    assert lezer.decrypt(WOORD) is not PasswordType.NOT_DECRYPTED
    assert [p.extract_text() for p in lezer.pages] == [
        p.extract_text() for p in PdfReader(BytesIO(open_)).pages
    ]
    slot = lezer.trailer["/Encrypt"]
    assert (slot["/V"], slot["/R"], slot["/CF"]["/StdCF"]["/CFM"]) == (5, 6, "/AESV3")  # AES-256, R6
    assert VASTE.titel.encode("latin-1") not in dicht  # the title in the metadata is closed too


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler is niet geïnstalleerd")
def test_pdf_opent_in_een_ander_programma(tmp_path: Path) -> None:
    pad = tmp_path / "verslag.pdf"
    pad.write_bytes(beveilig(maak_pdf(VASTE), ".pdf", WOORD))
    uit = subprocess.run(["pdfinfo", "-upw", WOORD, pad], capture_output=True, text=True, check=True)
    assert "algorithm:AES-256" in uit.stdout
    assert uit.stderr == ""
    tekst = subprocess.run(["pdftotext", "-upw", WOORD, pad, "-"], capture_output=True, text=True, check=True)
    assert tekst.stdout.splitlines()[0].startswith(LET_OP)
    assert subprocess.run(["pdftotext", pad, "-"], capture_output=True).returncode != 0


def test_xlsx_gaat_alleen_met_het_wachtwoord_open() -> None:
    open_ = maak_xlsx(VASTE)
    dicht = beveilig(open_, ".xlsx", WOORD)
    assert not dicht.startswith(b"PK")
    assert b"worksheets/sheet1.xml" in open_ and b"worksheets/sheet1.xml" not in dicht
    boek, zelf = open_xlsx(dicht, WOORD), CalamineWorkbook.from_filelike(BytesIO(open_))
    assert boek.sheet_names == zelf.sheet_names
    for naam in zelf.sheet_names:
        assert boek.get_sheet_by_name(naam).to_python() == zelf.get_sheet_by_name(naam).to_python()
    assert boek.get_sheet_by_index(0).to_python()[0] == [LET_OP]
    with pytest.raises((InvalidKeyError, DecryptionError)):
        open_xlsx(dicht, "iets anders")
    with olefile.OleFileIO(dicht) as bak:
        uitleg = bak.openstream("EncryptionInfo").read()
    assert b'cipherAlgorithm="AES"' in uitleg and b'keyBits="256"' in uitleg


def test_een_e_met_accent_is_een_teken_hoe_hij_ook_getypt_is() -> None:
    los = unicodedata.normalize("NFD", WOORD)
    assert los != WOORD
    assert PdfReader(BytesIO(beveilig(maak_pdf(VASTE), ".pdf", los))).decrypt(WOORD)
    assert open_xlsx(beveilig(maak_xlsx(VASTE), ".xlsx", los), WOORD).sheet_names


@pytest.mark.parametrize("soort", [".csv", ".json", ".txt"])
def test_wat_geen_wachtwoord_kan_hebben(soort: str) -> None:
    with pytest.raises(Geweigerd, match="kan geen wachtwoord hebben"):
        beveilig(b"x", soort, WOORD)


@pytest.mark.lang
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is niet geïnstalleerd")
def test_xlsx_opent_in_libreoffice(tmp_path: Path) -> None:
    pad = tmp_path / "verslag.xlsx"
    pad.write_bytes(beveilig(maak_xlsx(VASTE), ".xlsx", "appel fiets molen regen"))
    macro = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profiel",
        "--headless",
        "--convert-to",
        "csv",
        "--outdir",
        str(tmp_path),
        str(pad),
    ]
    kind = subprocess.run(macro, capture_output=True, text=True, timeout=180)
    assert not (tmp_path / "verslag.csv").exists()  # not without the password
    assert kind.returncode != 0 or "rror" in kind.stderr + kind.stdout

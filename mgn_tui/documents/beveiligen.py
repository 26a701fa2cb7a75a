"""A password on a finished document: PDF by pypdf (AES-256, R6), XLSX by msoffcrypto-tool (AES-256, agile).

Bytes in, bytes out: nothing readable touches the disk. reportlab's own `encrypt=` gives a PDF that does not open.
Both libraries are imported only when a password was asked for.
"""

from io import BytesIO

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.store.wachtwoord import woord

KAN = (".pdf", ".xlsx")
"""The kinds of file that can have a password."""


def beveilig(inhoud: bytes, achtervoegsel: str, wachtwoord: str | None) -> bytes:
    """`inhoud` closed with this password; as it is without one. Raises `Geweigerd` for a kind that cannot."""
    if wachtwoord is None:
        return inhoud
    sleutel = woord(wachtwoord).decode("utf-8")  # é is one sign, whatever keyboard made it
    if achtervoegsel == ".pdf":
        return _pdf(inhoud, sleutel)
    if achtervoegsel == ".xlsx":
        return _xlsx(inhoud, sleutel)
    raise Geweigerd(f"Een bestand dat eindigt op {achtervoegsel} kan geen wachtwoord hebben.")


def _pdf(inhoud: bytes, wachtwoord: str) -> bytes:
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import DictionaryObject, NameObject, NumberObject

    schrijver = PdfWriter(clone_from=PdfReader(BytesIO(inhoud)))
    # Revision 6 is younger than the version reportlab writes: a strict reader wants to be told.
    schrijver.pdf_header = "%PDF-1.7"
    uitbreiding = DictionaryObject(
        {NameObject("/BaseVersion"): NameObject("/1.7"), NameObject("/ExtensionLevel"): NumberObject(8)}
    )
    schrijver.root_object[NameObject("/Extensions")] = DictionaryObject({NameObject("/ADBE"): uitbreiding})
    schrijver.encrypt(wachtwoord, algorithm="AES-256")
    uit = BytesIO()
    schrijver.write(uit)
    return uit.getvalue()


def _xlsx(inhoud: bytes, wachtwoord: str) -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile

    uit = BytesIO()
    OOXMLFile(BytesIO(inhoud)).encrypt(wachtwoord, uit)
    return uit.getvalue()

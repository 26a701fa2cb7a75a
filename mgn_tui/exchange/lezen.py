"""A file of rows, as somebody's spreadsheet wrote it: CSV or XLSX, told by what is in it and not by its name."""

import csv
import io
import re
import string
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from mgn_tui.domain.fouten import Geweigerd

Cel = str | int | float | bool | date | datetime | time | timedelta | None

MEESTE_TEKENS: Final = 32_767
MEESTE_RIJEN: Final = 200_000
_MIB: Final = 1024 * 1024
GROOTST_BESTAND: Final = 50 * _MIB
GROOTST_UITGEPAKT: Final = 500 * _MIB
_ZIP, _OLE, _UTF16 = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", (b"\xff\xfe", b"\xfe\xff")
_STUK = 1 << 20
_LETTERS = string.ascii_uppercase.encode()
_VER = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{3,}|[A-Z]{1,2}(?:[2-9]\d{5}|\d{7,}))[^>]*[^/]>')


@dataclass(frozen=True, slots=True)
class Tabel:
    """The header and the rows below it, with their number in the file. `apostrof`: texts may be marked as text
    by an apostrophe, as in CSV. `meldingen`: what was odd about the file."""

    kop: tuple[str, ...]
    rijen: Iterator[tuple[int, Sequence[Cel]]] = field(repr=False)
    apostrof: bool
    meldingen: tuple[str, ...] = ()


def lees(pad: Path) -> Tabel:
    """Open a file of rows. Raises `Geweigerd` with what is wrong with it; while the rows are read, too."""
    inhoud = _inhoud(pad)
    if not inhoud.strip():
        raise Geweigerd("Het bestand is leeg. De eerste rij hoort de namen van de kolommen te geven.")
    if inhoud.startswith(_OLE):
        raise Geweigerd(
            "Dit is een XLSX met een wachtwoord, of een oud Excel-bestand (.xls). "
            "Bewaar het zonder wachtwoord als .xlsx of .csv."
        )
    if inhoud.startswith(_ZIP):
        return _xlsx(inhoud)
    if pad.suffix.lower() in (".xlsx", ".xlsm"):
        raise Geweigerd("Dit bestand heet .xlsx, maar is het niet. Bewaar het opnieuw als .xlsx of .csv.")
    if inhoud.startswith(_UTF16):
        raise Geweigerd("Dit bestand is UTF-16. Bewaar het als CSV UTF-8.")
    return _csv(inhoud)


def _inhoud(pad: Path) -> bytes:
    try:
        if pad.is_dir():
            raise Geweigerd("Dit is een map. Geef het bestand zelf.")
        with pad.open("rb") as bestand:
            inhoud = bestand.read(GROOTST_BESTAND + 1)
    except FileNotFoundError:
        raise Geweigerd("Dit bestand is er niet. Klopt de naam?") from None
    except PermissionError:
        raise Geweigerd(
            "Dit bestand mag niet gelezen worden. Staat het nog open in Excel, of is het van iemand anders?"
        ) from None
    except (OSError, ValueError):
        raise Geweigerd("Dit bestand is niet te lezen. Is de map of de stick er nog?") from None
    if len(inhoud) > GROOTST_BESTAND:
        raise Geweigerd("Dit bestand is groter dan 50 MiB, de grens voor een bestand.")
    return inhoud


def _genummerd(rijen: Iterator[Sequence[Cel]], vanaf: int) -> Iterator[tuple[int, Sequence[Cel]]]:
    """The rows that are not blank. A row keeps the number it has in the spreadsheet."""
    aantal = 0
    for nr, rij in enumerate(rijen, vanaf):
        if all(cel is None or (isinstance(cel, str) and not cel.strip()) for cel in rij):
            continue
        aantal += 1
        if aantal > MEESTE_RIJEN:
            raise Geweigerd("Dit bestand heeft meer dan 200.000 rijen, de grens voor het aantal rijen.")
        yield nr, rij


# --- CSV -------------------------------------------------------------------------------------


def _csv(inhoud: bytes) -> Tabel:
    meldingen: tuple[str, ...] = ()
    codering = "utf-8-sig"
    try:
        tekst = inhoud.decode(codering)
    except UnicodeDecodeError:
        tekst = inhoud.decode("cp1252", errors="replace")
        meldingen = ("Het bestand is geen UTF-8; het is gelezen als Windows-1252.",)
    csv.field_size_limit(GROOTST_BESTAND)  # a cell that is too long is named, with its row and column
    eerste = {teken: _eerste_rij(tekst, teken) for teken in ";,"}
    scheiding = max(eerste, key=lambda teken: len(eerste[teken]))
    rijen = _csv_rijen(tekst, scheiding)
    kop = next(rijen, [])
    return Tabel(tuple(str(cel) for cel in kop), _genummerd(rijen, 2), True, meldingen)


def _eerste_rij(tekst: str, scheiding: str) -> Sequence[Cel]:
    try:
        return next(_csv_rijen(tekst, scheiding), [])
    except Geweigerd:
        return []


def _csv_rijen(tekst: str, scheiding: str) -> Iterator[Sequence[Cel]]:
    lezer = csv.reader(io.StringIO(tekst, newline=""), delimiter=scheiding, strict=True)
    try:
        yield from lezer
    except csv.Error:
        # Not strict, the reader would take the rest of the file for one cell.
        raise Geweigerd(
            f"De aanhalingstekens kloppen niet bij regel {lezer.line_num}: er gaat er een open die niet goed sluit."
        ) from None


# --- XLSX ------------------------------------------------------------------------------------


def _xlsx(inhoud: bytes) -> Tabel:
    _keur_zip(inhoud)
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(inhoud)) as werkboek:
            blad = werkboek.get_sheet_by_index(0)
    except PasswordError:
        raise Geweigerd("Dit XLSX heeft een wachtwoord. Bewaar het zonder wachtwoord.") from None
    except (CalamineError, OSError, ValueError, IndexError):
        raise Geweigerd(_STUK_XLSX) from None
    begin = blad.start[0] if blad.start else 0
    rijen: Iterator[Sequence[Cel]] = iter(blad.iter_rows())
    kop: Sequence[Cel] = ()
    for nr, rij in enumerate(rijen, 1):
        if any(cel not in (None, "") for cel in rij):
            kop, begin = rij, max(begin, nr - 1)
            break
    if not kop:
        raise Geweigerd("Het eerste blad is leeg. De eerste rij hoort de namen van de kolommen te geven.")
    return Tabel(tuple(str(cel) for cel in kop), _genummerd(rijen, begin + 2), False)


_STUK_XLSX: Final = "Dit XLSX is niet te lezen: het is beschadigd. Bewaar het opnieuw als .xlsx of .csv."


def _keur_zip(inhoud: bytes) -> None:
    """Refuse what is no XLSX, or unpacks to more than the limit: measured, since a header can lie."""
    try:
        with zipfile.ZipFile(io.BytesIO(inhoud)) as zip_:
            delen = zip_.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise Geweigerd(_STUK_XLSX) from None
    if "xl/workbook.xml" not in {deel.filename for deel in delen}:
        raise Geweigerd("Dit is een ingepakt bestand, maar geen XLSX. Bewaar het als .xlsx of .csv.")
    totaal = 0
    for deel in delen:
        if deel.flag_bits & 1:
            raise Geweigerd("Dit XLSX heeft een wachtwoord. Bewaar het zonder wachtwoord.")
        echt, staart = 0, b""
        for stuk in _uitgepakt(inhoud, deel):
            echt += len(stuk)
            if totaal + echt > GROOTST_UITGEPAKT:
                raise Geweigerd(
                    "Dit XLSX is uitgepakt groter dan 500 MiB, de grens voor een uitgepakt bestand."
                )
            if deel.filename.startswith("xl/worksheets/"):
                _keur_plekken(staart + stuk)
                staart = stuk[-200:]
        totaal += echt


def _uitgepakt(inhoud: bytes, deel: zipfile.ZipInfo) -> Iterator[bytes]:
    """What a part really unpacks to, a bit at a time."""
    try:
        naam, extra = struct.unpack("<HH", inhoud[deel.header_offset + 26 : deel.header_offset + 30])
        begin = deel.header_offset + 30 + naam + extra
        rauw = memoryview(inhoud)[begin : begin + deel.compress_size]
        if deel.compress_type != zipfile.ZIP_DEFLATED:
            yield bytes(rauw)
            return
        uitpakker = zlib.decompressobj(-15)
        stuk: bytes | memoryview = rauw
        while stuk and not uitpakker.eof:
            yield uitpakker.decompress(stuk, _STUK)
            stuk = uitpakker.unconsumed_tail
    except (struct.error, zlib.error):
        raise Geweigerd(_STUK_XLSX) from None


def _keur_plekken(xml: bytes) -> None:
    """A filled cell far away would have the reader make room for everything before it, and fall over."""
    for ver in _VER.finditer(xml):
        rij = ver[1].lstrip(_LETTERS)
        if not rij:
            raise Geweigerd("Er staat iets voorbij kolom ZZ. Haal dat weg en bewaar het bestand opnieuw.")
        if int(rij) > MEESTE_RIJEN + 1:
            raise Geweigerd("Er staat iets voorbij rij 200.001; de grens is 200.000 rijen. Haal dat weg.")

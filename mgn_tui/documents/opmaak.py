"""Shared layout of the printed documents: fonts, colours, lines of type, and pages on A4.

A document is first laid out as plain pages of ink (`Pagina`), then written in one go: so the
number of pages is known on the first, and a layout that does not fit is tried again for little.
Text is never markup: what is typed is what is printed. Lengths are in points.
Importing this module imports reportlab; that is why only functions that make a PDF import it.
"""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

GEWOON, VET, CURSIEF = "NotoSans", "NotoSans-Bold", "NotoSans-Italic"
_BESTANDEN = {GEWOON: "NotoSans-Regular.ttf", VET: "NotoSans-Bold.ttf", CURSIEF: "NotoSans-Italic.ttf"}
_MAP = Path(__file__).parent / "fonts"

ACCENT: Color = HexColor("#1D5C66")  # 7.4 : 1 on white
TINT: Color = HexColor("#EDF4F4")
INKT: Color = HexColor("#1E2527")
STIL: Color = HexColor("#58656A")  # 6.0 : 1 on white
LIJN: Color = HexColor("#CBD5D7")
WIT: Color = HexColor("#FFFFFF")
SPOED: Color = HexColor("#9F1D1D")  # for urgency alone

BREED, HOOG = A4
LINKS = RECHTS = 20 * mm
BOVEN, ONDER = 15 * mm, 18 * mm

# Signs that carry no ink: harmless to leave out of print, and no font has to have them.
_ZONDER_INKT = dict.fromkeys(
    code
    for eerste, laatste in (
        (0xAD, 0xAD),
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x206F),
        (0xFE00, 0xFE0F),
    )
    for code in range(eerste, laatste + 1)
) | {0x061C: None, 0xFEFF: None}


@cache
def _lettertypen() -> dict[str, TTFont]:
    """Read and register the fonts, once per process."""
    typen = {naam: TTFont(naam, str(_MAP / bestand)) for naam, bestand in _BESTANDEN.items()}
    for letter in typen.values():
        pdfmetrics.registerFont(letter)
    return typen


@cache
def _tekens() -> frozenset[int]:
    """The code points that every one of the fonts can print."""
    per_type = [
        {code for code, glief in letter.face.charToGlyph.items() if glief}
        for letter in _lettertypen().values()
    ]
    return frozenset(per_type[0].intersection(*per_type))


class _Wijdten(dict[str, float]):
    """Width of each sign in thousandths of the size; one the font lacks has the font's own box."""

    def __init__(self, letter: TTFont) -> None:
        super().__init__((chr(code), wijd) for code, wijd in letter.face.charWidths.items())
        self._anders: float = letter.face.defaultWidth

    def __missing__(self, teken: str) -> float:
        return self._anders


@cache
def _wijdten(naam: str) -> _Wijdten:
    return _Wijdten(_lettertypen()[naam])


def drukbaar(tekst: str) -> str:
    """The text as it goes to paper: NFC, without signs that have no ink, every odd space a space."""
    tekst = unicodedata.normalize("NFC", tekst).translate(_ZONDER_INKT)
    if tekst.isascii():
        return tekst
    return "".join(" " if t != "\N{NO-BREAK SPACE}" and unicodedata.category(t) == "Zs" else t for t in tekst)


def ontbrekend(tekst: str) -> set[str]:
    """The signs of this text that the fonts cannot print."""
    return {teken for teken in set(drukbaar(tekst)) if ord(teken) not in _tekens() and teken != "\n"}


@dataclass(frozen=True, slots=True)
class Letter:
    """A kind of type: font, size and line height, colour."""

    naam: str
    corps: float
    regel: float
    kleur: Color = INKT

    def breedte(self, tekst: str) -> float:
        return sum(map(_wijdten(self.naam).__getitem__, tekst)) * self.corps / 1000

    @property
    def basis(self) -> float:
        """From the top of a line down to its baseline."""
        return (self.regel + 0.77 * self.corps) / 2


def breek(stukken: Iterable[tuple[str, Letter]], breed: float) -> list[list[tuple[str, Letter]]]:
    """Lines no wider than `breed`. Breaks at spaces and line breaks; a longer word is cut."""
    regels: list[list[tuple[str, Letter]]] = [[]]
    vol = 0.0
    for tekst, letter in stukken:
        spatie = letter.breedte(" ")
        for nummer, alinea in enumerate(drukbaar(tekst).split("\n")):
            if nummer:
                regels.append([])
                vol = 0.0
            for woord, wijd in _woorden(alinea, letter, breed):
                if regels[-1] and vol + spatie + wijd > breed:
                    regels.append([])
                    vol = 0.0
                if not regels[-1]:
                    regels[-1].append((woord, letter))
                else:
                    vorig, vorige = regels[-1][-1]
                    if vorige is letter:
                        regels[-1][-1] = (f"{vorig} {woord}", letter)
                    else:
                        regels[-1][-1] = (f"{vorig} ", vorige)
                        regels[-1].append((woord, letter))
                    vol += spatie
                vol += wijd
    return regels


def _woorden(alinea: str, letter: Letter, breed: float) -> Iterable[tuple[str, float]]:
    """The words with their widths; measuring is what takes time, so each is measured once."""
    for woord in alinea.split(" "):
        wijd = letter.breedte(woord)
        while wijd > breed and len(woord) > 1:
            past, deel = 1, letter.breedte(woord[:2])
            while deel <= breed and past < len(woord) - 1:
                past += 1
                deel += letter.breedte(woord[past])
            yield woord[:past], letter.breedte(woord[:past])
            woord = woord[past:]
            wijd = letter.breedte(woord)
        if woord:
            yield woord, wijd


def inkorten(tekst: str, breed: float, letter: Letter) -> str:
    """One line of at most `breed`; what was cut ends in "…"."""
    regel = breek([(tekst.replace("\n", " "), letter)], breed)
    if len(regel) == 1:
        return regel[0][0][0] if regel[0] else ""
    kort = regel[0][0][0]
    while kort and letter.breedte(kort + "…") > breed:
        kort = kort[:-1]
    return kort.rstrip() + "…"


@dataclass(frozen=True, slots=True)
class Inkt:
    """A run of type at a place; `y` is the baseline."""

    x: float
    y: float
    tekst: str = field(repr=False)
    letter: Letter


@dataclass(slots=True)
class Pagina:
    """One page before it is written: drawings below, type on top, type in order of reading."""

    tekening: list[Callable[[Canvas], None]] = field(default_factory=list)
    tekst: list[Inkt] = field(default_factory=list)

    def vlak(self, x: float, y: float, breed: float, hoog: float, kleur: Color) -> None:
        def teken(vel: Canvas) -> None:
            vel.setFillColor(kleur)
            vel.rect(x, y, breed, hoog, stroke=0, fill=1)

        self.tekening.append(teken)

    def lijn(self, x: float, y: float, tot: float, kleur: Color, dik: float = 0.5) -> None:
        self.vlak(x, y - dik / 2, tot - x, dik, kleur)


@dataclass(frozen=True, slots=True)
class Rand:
    """What every page carries: foot left and right, and a band on top for what must be seen first."""

    links: str = field(repr=False)
    rechts: str
    band: str = ""


def schrijf_pdf(paginas: Sequence[Pagina], rand: Rand, titel: str, auteur: str) -> bytes:
    """The pages as PDF 1.4, fonts embedded; the same pages always give the same bytes."""
    _lettertypen()
    uit = BytesIO()
    # Without initialFontName reportlab lists a Helvetica that is not embedded.
    keuzes: dict[str, Any] = {
        "initialFontName": GEWOON,
        "lang": "nl-NL",
        "invariant": 1,
        "pageCompression": 1,
    }
    vel = Canvas(uit, A4, **keuzes)
    vel.setTitle(drukbaar(titel))
    vel.setAuthor(drukbaar(auteur))
    vel.setCreator("mgn")
    vel.setViewerPreference("DisplayDocTitle", "true")
    for nummer, pagina in enumerate(paginas, start=1):
        _zet_rand(pagina, rand, f"pagina {nummer} van {len(paginas)}")
        for teken in pagina.tekening:
            teken(vel)
        _zet_tekst(vel, pagina.tekst)
        vel.showPage()
    vel.save()
    return uit.getvalue()


def _zet_rand(pagina: Pagina, rand: Rand, nummer: str) -> None:
    klein, band = Letter(GEWOON, 8, 11, STIL), Letter(VET, 10, 14, WIT)
    y = 10 * mm
    pagina.lijn(LINKS, y + 12, BREED - RECHTS, LIJN)
    rechts = f"{rand.rechts}  ·  {nummer}"
    begin = BREED - RECHTS - klein.breedte(rechts)
    pagina.tekst.append(Inkt(LINKS, y, inkorten(rand.links, begin - LINKS - 12, klein), klein))
    pagina.tekst.append(Inkt(begin, y, rechts, klein))
    if rand.band:
        pagina.vlak(0, HOOG - 9 * mm, BREED, 9 * mm, INKT)
        midden = (BREED - band.breedte(rand.band)) / 2
        pagina.tekst.insert(0, Inkt(midden, HOOG - 5.8 * mm, rand.band, band))


def _zet_tekst(vel: Canvas, stukken: Sequence[Inkt]) -> None:
    tekst = vel.beginText()
    letter: Letter | None = None
    for stuk in stukken:
        if letter is None or letter.kleur is not stuk.letter.kleur:
            tekst.setFillColor(stuk.letter.kleur)
        if letter is None or (letter.naam, letter.corps) != (stuk.letter.naam, stuk.letter.corps):
            tekst.setFont(stuk.letter.naam, stuk.letter.corps)
        letter = stuk.letter
        tekst.setTextOrigin(stuk.x, stuk.y)
        tekst.textOut(stuk.tekst)
    vel.drawText(tekst)

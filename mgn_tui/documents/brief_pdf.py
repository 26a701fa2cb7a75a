"""The blocks of a letter on A4. Knows how things look, never what a letter says.

Everything below the letterhead stands in one column, agreements too: who reads a PDF aloud or
copies from it then gets the order of the page (columns come out of pdftotext in any order).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from mgn_tui.documents import blokken as b
from mgn_tui.documents.opmaak import (
    ACCENT,
    GEWOON,
    LIJN,
    LINKS,
    STIL,
    VET,
    WIT,
    Letter,
    Pagina,
    Rand,
    schrijf_pdf,
)
from mgn_tui.documents.spinnenweb import teken_web
from mgn_tui.documents.zetter import KOLOM, Zetter

_TEAM = Letter(VET, 13.5, 18, ACCENT)
_KLEIN = Letter(GEWOON, 8.3, 12, STIL)


@dataclass(frozen=True, slots=True)
class _Letters:
    """The type of a letter in one size."""

    tekst: Letter
    vet: Letter
    stil: Letter
    deel: Letter
    kantkop: Letter
    kaderkop: Letter
    kader: Letter
    kaderrest: Letter
    dringend: Letter
    titel: Letter


@lru_cache(maxsize=8)
def _letters(corps: float) -> _Letters:
    regel, klein = corps * 1.4, corps * 0.87
    return _Letters(
        tekst=Letter(GEWOON, corps, regel),
        vet=Letter(VET, corps, regel),
        stil=Letter(GEWOON, klein, regel * 0.95, STIL),
        deel=Letter(GEWOON, corps, regel, ACCENT),
        kantkop=Letter(VET, klein, klein * 1.35, ACCENT),
        kaderkop=Letter(VET, corps, regel, ACCENT),
        kader=Letter(VET, corps * 1.25, regel * 1.2),
        kaderrest=Letter(GEWOON, corps * 1.08, regel * 1.2),
        dringend=Letter(VET, corps * 1.3, regel * 1.25, WIT),
        titel=Letter(VET, corps * 1.3, regel * 1.5, ACCENT),
    )


def maak(lijst: Sequence[b.Blok], rand: Rand, titel: str, auteur: str, corpsen: Sequence[float]) -> bytes:
    """Typeset in the first of these type sizes (points) in which the letter fits one page.

    If it fits in none, it flows over pages in the first. The enclosure does not count.
    """
    brief, bijlage = zettingen(lijst, corpsen)
    return schrijf_pdf([*brief, *bijlage], rand, titel, auteur)


def zettingen(lijst: Sequence[b.Blok], corpsen: Sequence[float]) -> tuple[list[Pagina], list[Pagina]]:
    """The pages of the letter and those of its enclosure, not yet written."""
    einde = next((i for i, blok in enumerate(lijst) if isinstance(blok, b.Bijlage)), len(lijst))
    pogingen = (zet(lijst[:einde], corps) for corps in corpsen)
    eerste = next(pogingen)
    zetter = eerste
    if len(eerste.paginas) == 2:  # no smaller type saves a longer one
        zetter = next((z for z in pogingen if len(z.paginas) == 1), eerste)
    return list(zetter.paginas), list(zet(lijst[einde:], corpsen[0]).paginas) if einde < len(lijst) else []


def zet(lijst: Sequence[b.Blok], corps: float) -> Zetter:
    """These blocks laid out in one type size, not yet written."""
    zetter, letters = Zetter(), _letters(corps)
    for blok in lijst:
        _blok(blok, zetter, letters)
    return zetter


def _blok(blok: b.Blok, z: Zetter, soort: _Letters) -> None:
    regel = soort.tekst.regel
    match blok:
        case b.Briefhoofd():
            _briefhoofd(blok, z, soort)
        case b.Kop(tekst=tekst):
            z.kop(tekst, soort.kantkop, soort.tekst, regel * 0.6)
        case b.Alinea(tekst=tekst, stil=stil, vet=vet):
            z.alinea((tekst, soort.stil if stil else soort.vet if vet else soort.tekst))
        case b.Kader(kop=titel, tekst=tekst, dringend=dringend):
            z.wit(regel * 0.75)
            kern, rest = b.eerste_zin(tekst)
            zinnen = [
                (deel, letter) for deel, letter in ((kern, soort.kader), (rest, soort.kaderrest)) if deel
            ]
            z.kader(
                [[(titel, soort.kaderkop)], *([zinnen] if zinnen else [])],
                (dringend, soort.dringend) if dringend else None,
            )
            z.wit(regel * 0.3)
        case b.Regels(rijen=rijen):
            for label, tekst in rijen:
                _gelabeld(label, tekst, ":", z, soort)
        case b.Afspraken():
            _afspraken(blok, z, soort)
        case b.Contacten(mensen=mensen):
            for mens in mensen:
                z.wit(regel * 0.2)
                for luid, zacht in b.bereikbaar(mens):
                    _gelabeld(luid, zacht, ",", z, soort)
            z.wit(regel * 0.2)
        case b.Bijlage(titel=titel):
            z.alinea((titel, soort.titel))
        case b.Spinnenweb(assen=assen, uitleg=uitleg):
            z.alinea((uitleg, soort.stil))
            teken_web([(naam, b.cijfer_woorden(cijfer), cijfer) for naam, cijfer in assen], z)


def _gelabeld(label: str, tekst: str, teken: str, z: Zetter, soort: _Letters) -> None:
    if label and tekst:
        z.alinea((b.met_leesteken(label, teken), soort.vet), (tekst, soort.tekst))
    elif label or tekst:
        z.alinea((label, soort.vet) if label else (tekst, soort.tekst))


def _briefhoofd(blok: b.Briefhoofd, z: Zetter, soort: _Letters) -> None:
    if blok.kopie:
        z.alinea((blok.kopie, soort.kaderkop), x=LINKS)
    z.naast((blok.team, _TEAM), (" · ".join(blok.regels), _KLEIN))
    if blok.verantwoordelijke:
        z.alinea((blok.verantwoordelijke, _KLEIN), x=LINKS)
    z.streep(LINKS, ACCENT, soort.tekst.regel * 0.3, dik=0.8)


def _afspraken(blok: b.Afspraken, z: Zetter, soort: _Letters) -> None:
    lucht = soort.tekst.regel * 0.18
    for groep, (deel, regels) in enumerate(blok.groepen):
        z.wit(lucht * 2.5 if groep else 0)
        if deel:
            z.nodig(soort.tekst.regel * 4)
            z.alinea((deel, soort.deel))
        for nummer, regel in enumerate(regels):
            if nummer:
                z.streep(KOLOM, LIJN, lucht)
            _gelabeld(*b.wie_wat(regel), ":", z, soort)
            if wanneer := b.wanneer_stand(regel):
                z.alinea((wanneer, soort.stil))
    z.wit(lucht * 2)

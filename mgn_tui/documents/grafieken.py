"""Charts that need no legend: figures in a row, bars with the number beside, waits as dots on a line.

Drawn as vectors under what was set last; every mark has its words next to it. Never a pie.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from reportlab.pdfgen.canvas import Canvas

from mgn_tui.documents.opmaak import (
    ACCENT,
    GEWOON,
    INKT,
    LIJN,
    LINKS,
    STIL,
    TINT,
    VET,
    Inkt,
    Letter,
    breek,
)
from mgn_tui.documents.zetter import EINDE, KOLOM, Zetter

_GROOT, _ONDER = Letter(VET, 25, 30, ACCENT), Letter(GEWOON, 8, 10.5, STIL)
_LABEL, _GETAL, _AS = Letter(GEWOON, 8.6, 12), Letter(VET, 8.6, 12), Letter(GEWOON, 7.6, 10, STIL)
_NORM = Letter(VET, 7.6, 10, INKT)
_BALK, _STAP = 8.5, 13.5
_LABELBREED = 150.0
_STAPEL = 54.0  # no pile of dots grows higher

_MEESTE_STIPPEN = 400

Punt = tuple[float, float, float]  # x, y, radius


def kerngetallen(z: Zetter, getallen: Sequence[tuple[str, str]]) -> None:
    """Large figures beside each other over the whole width, each with what it is."""
    breed = (EINDE - LINKS) / len(getallen)
    koppen = [breek([(label, _ONDER)], breed - 12) for _, label in getallen]
    hoog = _GROOT.regel + max(map(len, koppen)) * _ONDER.regel + 6
    z.nodig(hoog)
    for nummer, ((getal, _), regels) in enumerate(zip(getallen, koppen, strict=True)):
        x = LINKS + nummer * breed
        if nummer:
            z.pagina.vlak(x - 7, z.y - hoog + 4, 0.6, hoog - 10, LIJN)
        z.pagina.tekst.append(Inkt(x, z.y - _GROOT.basis, getal, _GROOT))
        for plek, regel in enumerate(regels):
            y = z.y - _GROOT.regel - plek * _ONDER.regel - _ONDER.basis
            z.pagina.tekst.append(Inkt(x, y, regel[0][0] if regel else "", _ONDER))
    z.y -= hoog


def balken(z: Zetter, rijen: Sequence[tuple[str, float | None, str]], geheel: float | None) -> None:
    """One bar per row: label, length, and the number as it is written. `geheel`: what a full bar stands for."""
    bekend = [n for _, n, _ in rijen if n]
    hoogste = max([geheel or 0, *bekend, 1])
    x, ruimte = KOLOM + _LABELBREED, EINDE - KOLOM - _LABELBREED - 44
    for label, n, getal in rijen:
        regels = [r[0][0] if r else "" for r in breek([(label, _LABEL)], _LABELBREED - 8)]
        hoog = _STAP + (len(regels) - 1) * 10.5
        z.nodig(hoog)
        for nummer, tekst in enumerate(regels):
            midden = z.y - _LABEL.basis - nummer * 10.5
            z.pagina.tekst.append(Inkt(x - 8 - _LABEL.breedte(tekst), midden, tekst, _LABEL))
        y = z.y - _LABEL.basis - (hoog - _STAP) / 2
        z.pagina.vlak(x, y - 1.2, ruimte, _BALK, TINT)
        lang = ruimte * (n or 0) / hoogste
        if lang:
            z.pagina.vlak(x, y - 1.2, lang, _BALK, ACCENT)
        z.pagina.tekst.append(Inkt(x + lang + 5, y, getal, _GETAL))
        z.y -= hoog


def stippen(z: Zetter, dagen: Sequence[int], norm: int | None, normwoord: str) -> None:
    """A dot per gesprek on a line of days; equal waits are piled, of very many as a column. The norm is a line
    with its words."""
    eerste, laatste = min(0, *dagen), max([*dagen, norm or 0, 7])
    hoogst = max(Counter(dagen).values())
    straal = min(3.4, _STAPEL / hoogst / 2.1)
    hoog = 14 + max(2.2 * straal * hoogst, 16) + 16
    z.nodig(hoog)
    begin, breed = KOLOM + 4, EINDE - KOLOM - 12
    as_y = z.y - hoog + 16

    def plaats(dag: float) -> float:
        return begin + breed * (dag - eerste) / (laatste - eerste)

    z.pagina.vlak(begin, as_y - 0.4, breed, 0.8, LIJN)
    if norm is not None:
        x = plaats(norm)
        z.pagina.vlak(x - 0.5, as_y - 3, 1, hoog - 26, INKT)
        woord = f"{norm} dagen, {normwoord}" if normwoord else f"{norm} dagen"
        links = x + _NORM.breedte(woord) > EINDE
        z.pagina.tekst.append(Inkt(x - _NORM.breedte(woord) if links else x - 0.5, z.y - 8, woord, _NORM))
    if len(dagen) > _MEESTE_STIPPEN:  # too many to be seen one by one
        for dag, n in Counter(dagen).items():
            z.pagina.vlak(plaats(dag) - 1.5, as_y + 1, 3, _STAPEL * n / hoogst, ACCENT)
        _schaal(z, (eerste, min(dagen), max(dagen)), plaats, as_y)
        z.y -= hoog
        return
    gezien: Counter[int] = Counter()
    punten: list[Punt] = []
    for dag in sorted(dagen):
        punten.append((plaats(dag), as_y + straal + 1.5 + 2.2 * straal * gezien[dag], straal))
        gezien[dag] += 1
    z.pagina.tekening.append(partial(_rondjes, punten))
    _schaal(z, (eerste, min(dagen), max(dagen)), plaats, as_y)
    z.y -= hoog


def _schaal(z: Zetter, dagen: Sequence[int], plaats: Callable[[float], float], as_y: float) -> None:
    """The beginning of the line, the shortest and the longest wait; what would touch is left out."""
    vrij = 0.0
    for dag in sorted(set(dagen)):
        tekst = f"{dag} {'dag' if dag == 1 else 'dagen'}" if dag else "0"
        x = plaats(dag) - _AS.breedte(tekst) / 2
        x = max(KOLOM, min(x, EINDE - _AS.breedte(tekst)))
        if x > vrij:
            z.pagina.tekst.append(Inkt(x, as_y - 11, tekst, _AS))
            vrij = x + _AS.breedte(tekst) + 6


def _rondjes(punten: Sequence[Punt], vel: Canvas) -> None:
    vel.setFillColor(ACCENT)
    for x, y, straal in punten:
        vel.circle(x, y, straal, stroke=0, fill=1)

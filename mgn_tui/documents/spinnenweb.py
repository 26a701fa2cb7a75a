"""The spinnenweb on paper: one axis per theme, as vectors, every score with its theme in words."""

from collections.abc import Sequence
from functools import partial
from math import cos, pi, sin

from reportlab.pdfgen.canvas import Canvas

from mgn_tui.documents.opmaak import ACCENT, GEWOON, INKT, LIJN, STIL, VET, Inkt, Letter, inkorten
from mgn_tui.documents.zetter import EINDE, KOLOM, Zetter

As = tuple[str, str, float | None]  # theme, its score in words, the score 0-10 (None: left out)
_STRAAL = 82.0
_HOOGTE = 2 * _STRAAL + 80
_NAAM, _STIL, _CIJFER = Letter(VET, 8, 10, INKT), Letter(VET, 8, 10, STIL), Letter(GEWOON, 8, 10, STIL)

Punt = tuple[float, float]


def teken_web(assen: Sequence[As], zetter: Zetter) -> None:
    """Draw the web under what was set last. A theme left out has a dashed axis and leaves a gap."""
    zetter.nodig(_HOOGTE)
    midden = ((KOLOM + EINDE) / 2, zetter.y - _HOOGTE / 2)
    zetter.pagina.tekening.append(partial(_teken, assen, midden))
    for nummer, (naam, woorden, cijfer) in enumerate(assen):
        x, y = _punt(midden, nummer, len(assen), 11)
        y += -7 if y < midden[1] - _STRAAL else 10 if y > midden[1] + _STRAAL else 3
        for tekst, letter in ((naam, _STIL if cijfer is None else _NAAM), (woorden, _CIJFER)):
            rechts = x > midden[0] + 1
            naast = rechts or x < midden[0] - 1
            tekst = inkorten(tekst, EINDE - x if rechts else x - KOLOM if naast else EINDE - KOLOM, letter)
            wijd = letter.breedte(tekst)
            begin = x if rechts else x - wijd if naast else x - wijd / 2
            zetter.pagina.tekst.append(Inkt(begin, y, tekst, letter))
            y -= letter.regel
    zetter.y -= _HOOGTE


def _punt(midden: Punt, nummer: int, aantal: int, cijfer: float) -> Punt:
    hoek = pi / 2 - 2 * pi * nummer / aantal
    return midden[0] + _STRAAL * cijfer / 10 * cos(hoek), midden[1] + _STRAAL * cijfer / 10 * sin(hoek)


def _teken(assen: Sequence[As], midden: Punt, vel: Canvas) -> None:
    aantal = len(assen)
    vel.saveState()
    vel.setLineWidth(0.5)
    vel.setStrokeColor(LIJN)
    for ring in (2, 4, 6, 8, 10):
        _lijnen(vel, [_punt(midden, nummer, aantal, ring) for nummer in range(aantal)], dicht=True)
    for nummer, (_, _, cijfer) in enumerate(assen):
        vel.setDash([2, 3] if cijfer is None else [])
        vel.line(*midden, *_punt(midden, nummer, aantal, 10))
    vel.setDash()
    punten = [None if c is None else _punt(midden, n, aantal, c) for n, (_, _, c) in enumerate(assen)]
    bekend = [punt for punt in punten if punt]
    vel.setStrokeColor(ACCENT)
    vel.setFillColor(ACCENT)
    vel.setLineWidth(1.6)
    if len(bekend) == aantal > 2:
        vel.setFillAlpha(0.12)
        _lijnen(vel, bekend, dicht=True, vul=True)
        vel.setFillAlpha(1)
    else:
        for een, twee in zip(punten, (*punten[1:], punten[0]), strict=True):
            if een and twee:
                _lijnen(vel, [een, twee])
    for punt in bekend:
        vel.circle(*punt, 2.6, stroke=0, fill=1)
    vel.restoreState()


def _lijnen(vel: Canvas, punten: Sequence[Punt], dicht: bool = False, vul: bool = False) -> None:
    pad = vel.beginPath()
    pad.moveTo(*punten[0])
    for punt in punten[1:]:
        pad.lineTo(*punt)
    if dicht:
        pad.close()
    vel.drawPath(pad, stroke=1, fill=int(vul))

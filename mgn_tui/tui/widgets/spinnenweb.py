"""The spinnenweb of positieve gezondheid: six axes, drawn in braille so that it stays sharp when small.

A braille sign is 2 × 4 dots, and a cell about twice as high as wide: the dots lie on a square grid.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import cos, pi, sin
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget

from mgn_tui.domain.woorden import Thema
from mgn_tui.tui.tekens import in_woorden
from mgn_tui.tui.widgets.cellen import knip

Scores = Mapping[Thema, float | None]

HOOGSTE: Final = 10
_ASSEN: Final = tuple(Thema)  # iPH's order: the first on top, then clockwise
_BRAILLE: Final = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_LEEG: Final = 0x2800
_PUNT: Final = "●"
# layers, the higher drawn over the lower; dots on, then off
_AS, _RAND, _VORIGE, _NU = range(4)
_STREEP: Final = {_AS: (1, 3), _RAND: (1, 1), _VORIGE: (3, 3), _NU: (1, 0)}
_COS30: Final = cos(pi / 6)
_KLEINST: Final = 7  # dots; a smaller web says nothing


@dataclass(frozen=True, slots=True)
class WebStijl:
    """How the parts are coloured."""

    rooster: str | Style = "bright_black"
    vorige: str | Style = "white"
    nu: str | Style = "bold"
    label: str | Style = ""
    rustig: str | Style = "bright_black"


class _Doek:
    """A canvas of cells; in a cell only the highest layer shows, so that lines stay clean."""

    def __init__(self, breedte: int, hoogte: int) -> None:
        self.breedte, self.hoogte = breedte, hoogte
        self.dots = [[0] * breedte for _ in range(hoogte)]
        self.laag = [[-1] * breedte for _ in range(hoogte)]
        self.tekens: dict[tuple[int, int], tuple[str, str]] = {}

    def stip(self, x: int, y: int, laag: int) -> None:
        kolom, rij = x // 2, y // 4
        if not (0 <= kolom < self.breedte and 0 <= rij < self.hoogte) or self.laag[rij][kolom] > laag:
            return
        if self.laag[rij][kolom] < laag:
            self.laag[rij][kolom], self.dots[rij][kolom] = laag, 0
        self.dots[rij][kolom] |= _BRAILLE[y % 4][x % 2]

    def lijn(self, begin: tuple[float, float], einde: tuple[float, float], laag: int) -> None:
        aan, uit = _STREEP[laag]
        for stap, (x, y) in enumerate(_punten(begin, einde)):
            if stap % (aan + uit) < aan:
                self.stip(x, y, laag)

    def schrijf(self, kolom: int, rij: int, tekst: str, stijl: str) -> None:
        for teken in tekst:
            if 0 <= kolom < self.breedte and 0 <= rij < self.hoogte:
                self.tekens[rij, kolom] = (teken, stijl)
            kolom += cell_len(teken)


def _punten(begin: tuple[float, float], einde: tuple[float, float]) -> Iterator[tuple[int, int]]:
    (x0, y0), (x1, y1) = begin, einde
    stappen = max(round(abs(x1 - x0)), round(abs(y1 - y0)), 1)
    for stap in range(stappen + 1):
        deel = stap / stappen
        yield round(x0 + (x1 - x0) * deel), round(y0 + (y1 - y0) * deel)


def toon_score(score: float | None) -> str:
    """`7`, `6,5`, or `·` for a theme left out."""
    return "·" if score is None else f"{score:g}".replace(".", ",")


def teken_spinnenweb(
    scores: Scores,
    vorige: Scores | None,
    breedte: int,
    hoogte: int,
    stijl: WebStijl | None = None,
) -> Text:
    """The web as `hoogte` lines of `breedte` cells.

    Scores run from 0 to 10, halves included; a theme left out (absent or None) leaves a gap: no line runs
    to or over it. `vorige` is drawn in another dash and colour, below the present web.
    """
    stijl = stijl or WebStijl()
    if in_woorden():
        return _als_lijst(scores, breedte, hoogte, stijl, vorige)
    doek = _Doek(max(breedte, 1), max(hoogte, 1))
    vlak = _meet(scores, doek)
    if vlak is None:
        return _als_lijst(scores, breedte, hoogte, stijl)
    _teken_rooster(doek, vlak, binnen=vorige is None)
    if vorige is not None:
        _teken_web(doek, vlak, vorige, _VORIGE)
    _teken_web(doek, vlak, scores, _NU)
    for thema, (rij, kolom, regels) in vlak.labels.items():
        soort = "label" if scores.get(thema) is not None else "rustig"
        for plek, regel in enumerate(regels):
            inspringen = max(map(cell_len, regels)) - cell_len(regel) if _links(thema) else 0
            doek.schrijf(kolom + inspringen, rij + plek, regel, soort)
    return _als_tekst(doek, stijl)


@dataclass(frozen=True, slots=True)
class _Vlak:
    """Where the web lies, in dots, and each label: (row, column, lines), in cells."""

    midden: tuple[float, float]
    straal: float
    labels: dict[Thema, tuple[int, int, list[str]]]

    def punt(self, deel: float, as_nummer: int) -> tuple[float, float]:
        hoek = -pi / 2 + as_nummer * pi / 3
        afstand = self.straal * deel
        return self.midden[0] + afstand * cos(hoek), self.midden[1] + afstand * sin(hoek)

    def halve_breedte(self, rij: int) -> float:
        """Half the width of the hexagon, in dots, where it is widest within this row of cells."""
        boven, onder = 4 * rij - self.midden[1], 4 * rij + 3 - self.midden[1]
        # one dot of room: lines are rounded to whole dots
        afstand = 0.0 if boven <= 0 <= onder else min(abs(boven), abs(onder)) - 1
        return _COS30 * min(self.straal, 2 * max(self.straal - afstand, 0))


def _links(thema: Thema) -> bool:
    return _ASSEN.index(thema) > 3


def _meet(scores: Scores, doek: _Doek) -> _Vlak | None:
    """The largest web that leaves room for its six labels; None when there is no such web."""
    midden = (doek.breedte - 1.0, doek.hoogte * 2 - 0.5)
    straal = min(doek.breedte / _COS30, (doek.hoogte - 2) * 2 - 0.5)
    while straal >= _KLEINST:
        vlak = _Vlak(midden, straal, {})
        if all(_plaats(vlak, nummer, scores, doek) for nummer in range(6)):
            return vlak
        straal -= 0.5
    return None


def _plaats(vlak: _Vlak, nummer: int, scores: Scores, doek: _Doek) -> bool:
    """Find room for the label of one axis beside, above or below its end."""
    thema = _ASSEN[nummer]
    score = toon_score(scores.get(thema))
    heel = f"{thema.label} {score}"
    eerste, _, rest = thema.label.partition(" ")
    einde = int(vlak.punt(1, nummer)[1]) // 4
    if nummer in (0, 3):
        rij = einde + (1 if nummer else -1)
        kolom = round(vlak.midden[0] / 2 - cell_len(heel) / 2)
        vlak.labels[thema] = (rij, kolom, [heel])
        return kolom >= 0 and 0 <= rij < doek.hoogte and _los(vlak)
    hoog = nummer in (1, 5)
    gebroken = [f"{eerste} {score}", rest] if rest else [eerste, score]
    pogingen = [
        ([heel], einde),
        (gebroken, einde - 1 if hoog else einde),
        ([heel], einde - 1 if hoog else einde + 1),
        (gebroken, einde - len(gebroken) if hoog else einde + 1),
    ]
    for regels, rij in pogingen:
        lang = max(map(cell_len, regels))
        rand = max(vlak.halve_breedte(rij + plek) for plek in range(len(regels))) + 0.5
        kolom = int((vlak.midden[0] - rand) / 2) - 1 - lang
        if not _links(thema):
            kolom = int((vlak.midden[0] + rand) / 2) + 2
        if kolom >= 0 and kolom + lang <= doek.breedte and rij >= 0 and rij + len(regels) <= doek.hoogte:
            vlak.labels[thema] = (rij, kolom, regels)
            if _los(vlak):
                return True
    return False


def _los(vlak: _Vlak) -> bool:
    """Whether no two labels touch."""
    bezet: set[tuple[int, int]] = set()
    for rij, kolom, regels in vlak.labels.values():
        lang = max(map(cell_len, regels))
        cellen = {(rij + plek, kolom + teken) for plek in range(len(regels)) for teken in range(lang + 1)}
        if bezet & cellen:
            return False
        bezet |= cellen
    return True


def _teken_rooster(doek: _Doek, vlak: _Vlak, binnen: bool) -> None:
    for nummer in range(6):
        doek.lijn(vlak.midden, vlak.punt(1, nummer), _AS)
    for deel in (0.5, 1.0) if binnen and vlak.straal >= 30 else (1.0,):
        for nummer in range(6):
            doek.lijn(vlak.punt(deel, nummer), vlak.punt(deel, nummer + 1), _RAND if deel == 1 else _AS)


def _teken_web(doek: _Doek, vlak: _Vlak, scores: Scores, laag: int) -> None:
    punten: list[tuple[float, float] | None] = []
    for nummer, thema in enumerate(_ASSEN):
        score = scores.get(thema)
        punten.append(None if score is None else vlak.punt(min(max(score, 0), HOOGSTE) / HOOGSTE, nummer))
    for nummer, punt in enumerate(punten):
        volgende = punten[(nummer + 1) % 6]
        if punt is not None and volgende is not None:
            doek.lijn(punt, volgende, laag)
        elif punt is not None:
            doek.stip(round(punt[0]), round(punt[1]), laag)
    if laag == _NU:
        for punt in filter(None, punten):
            doek.schrijf(round(punt[0]) // 2, round(punt[1]) // 4, _PUNT, "nu")


def _als_tekst(doek: _Doek, stijl: WebStijl) -> Text:
    kleuren = {_AS: stijl.rooster, _RAND: stijl.rooster, _VORIGE: stijl.vorige, _NU: stijl.nu}
    namen = {"label": stijl.label, "rustig": stijl.rustig, "nu": stijl.nu}
    tekst = Text(no_wrap=True, end="")
    for rij in range(doek.hoogte):
        if rij:
            tekst.append("\n")
        for kolom in range(doek.breedte):
            if (rij, kolom) in doek.tekens:
                teken, naam = doek.tekens[rij, kolom]
                tekst.append(teken, namen[naam])
            elif doek.dots[rij][kolom]:
                tekst.append(chr(_LEEG + doek.dots[rij][kolom]), kleuren[doek.laag[rij][kolom]])
            else:
                tekst.append(" ")
    return tekst


def _als_lijst(
    scores: Scores, breedte: int, hoogte: int, stijl: WebStijl, vorige: Scores | None = None
) -> Text:
    """Where there is no room for a web, or no drawing is wanted: the six words with their numbers."""
    regels = [_regel(thema, scores, vorige, breedte) for thema in _ASSEN[: max(hoogte, 0)]]
    return Text("\n".join(regels), stijl.label, no_wrap=True, end="")


def _regel(thema: Thema, scores: Scores, vorige: Scores | None, breedte: int) -> str:
    score = scores.get(thema)
    if not in_woorden():
        return knip(f"{toon_score(score):>4} {thema.label}", breedte)
    nu = "geen cijfer" if score is None else toon_score(score)
    eerder = (
        ""
        if vorige is None
        else ", vorige keer " + ("geen cijfer" if (toen := vorige.get(thema)) is None else toon_score(toen))
    )
    return knip(f"{thema.label}: {nu}{eerder}", breedte)


class Spinnenweb(Widget):
    """The web; set `scores` (and `vorige`) and it is drawn anew."""

    DEFAULT_CSS = """
    Spinnenweb {
        height: 1fr;
        & > .web--rooster { color: $lijn; }
        & > .web--vorige { color: $vorige; }
        & > .web--nu { color: $accent; text-style: bold; }
        & > .web--label { color: $foreground; }
        & > .web--rustig { color: $gedempt; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "web--rooster",
        "web--vorige",
        "web--nu",
        "web--label",
        "web--rustig",
    }
    ALLOW_SELECT = False

    scores: reactive[Scores] = reactive(dict)
    vorige: reactive[Scores | None] = reactive(None)

    def __init__(self, scores: Scores | None = None, vorige: Scores | None = None, *, id: str | None = None):
        super().__init__(id=id)
        self.set_reactive(Spinnenweb.scores, dict(scores or {}))
        self.set_reactive(Spinnenweb.vorige, vorige)

    def render(self) -> Text:
        kleur = self.get_component_rich_style
        stijl = WebStijl(*(kleur(f"web--{deel}") for deel in ("rooster", "vorige", "nu", "label", "rustig")))
        return teken_spinnenweb(self.scores, self.vorige, self.size.width, self.size.height, stijl)

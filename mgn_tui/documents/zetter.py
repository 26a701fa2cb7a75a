"""Sets text down a page: one column, with a margin left of it for the headings.

Nothing is ever cut off or set over something else: what does not fit goes to the next page.
"""

from collections.abc import Sequence

from reportlab.lib.colors import Color
from reportlab.lib.units import mm

from mgn_tui.documents.opmaak import (
    ACCENT,
    BOVEN,
    BREED,
    HOOG,
    LINKS,
    ONDER,
    RECHTS,
    SPOED,
    TINT,
    Inkt,
    Letter,
    Pagina,
    breek,
)

KOLOM = LINKS + 37 * mm  # where the text begins
EINDE = BREED - RECHTS
ZETBREEDTE = EINDE - KOLOM

Regel = list[tuple[str, Letter]]
_KANT = KOLOM - LINKS - 8  # width of a heading in the margin
_RAND, _OP, _NEER = 12.0, 9.0, 7.0  # air in a box: left, above, below


class Zetter:
    """Fills pages from top to bottom; `y` is where the next line begins."""

    def __init__(self) -> None:
        self.paginas = [Pagina()]
        self.y = HOOG - BOVEN
        self._kantbodem = self.y  # how far down the margin is taken
        self._kopregel = 0.0  # where the last heading stands

    @property
    def pagina(self) -> Pagina:
        return self.paginas[-1]

    def nieuwe_pagina(self) -> None:
        self.paginas.append(Pagina())
        self.y = self._kantbodem = HOOG - BOVEN
        self._kopregel = 0.0

    def nodig(self, hoogte: float) -> None:
        """Go to a new page unless this much is left on this one."""
        if self.y - hoogte < ONDER and self.y < HOOG - BOVEN:
            self.nieuwe_pagina()

    def wit(self, hoogte: float) -> None:
        """Air; none at the top of a page or right beside a heading."""
        if self.y < HOOG - BOVEN and self.y != self._kopregel:
            self.y -= hoogte

    def alinea(self, *stukken: tuple[str, Letter], x: float = KOLOM) -> None:
        """Running text from `x` to the right margin."""
        for regel in breek(stukken, EINDE - x):
            self._regel(regel, x, stukken[0][1].regel)

    def kop(self, tekst: str, letter: Letter, ernaast: Letter, wit: float) -> None:
        """A heading in the margin, on the baseline of the text that will stand beside it."""
        self.y = min(self.y, self._kantbodem)
        self.wit(wit)
        regels = breek([(tekst, letter)], _KANT)
        if len(regels) > 6:  # too long for a margin
            self.alinea((tekst, letter))
            return
        self.nodig(max(4 * ernaast.regel, len(regels) * letter.regel))
        for nummer, regel in enumerate(regels):
            self._inkt(regel, LINKS, self.y - ernaast.basis - nummer * letter.regel)
        self._kantbodem = self.y - len(regels) * letter.regel
        self._kopregel = self.y

    def naast(self, links: tuple[str, Letter], rechts: tuple[str, Letter]) -> None:
        """Two texts on one line over the full width, the second against the right margin."""
        half = (EINDE - LINKS) * 0.56
        kolommen = breek([links], half), breek([rechts], EINDE - LINKS - half - 8)
        if max(map(len, kolommen)) > 3:
            self.alinea(links, x=LINKS)
            self.alinea(rechts, x=LINKS)
            return
        self.nodig(max(len(kolommen[0]) * links[1].regel, len(kolommen[1]) * rechts[1].regel))
        top = self.y
        for regel in kolommen[0]:
            self._regel(regel, LINKS, links[1].regel)
        for nummer, regel in enumerate(kolommen[1]):
            wijd = sum(letter.breedte(tekst) for tekst, letter in regel)
            self._inkt(regel, EINDE - wijd, top - links[1].basis - nummer * rechts[1].regel)
        zakt = links[1].basis - rechts[1].basis  # both begin on one baseline
        self.y = min(self.y, top - zakt - len(kolommen[1]) * rechts[1].regel)

    def streep(self, x: float, kleur: Color, lucht: float, dik: float = 0.5) -> None:
        """A rule to the right margin, with air above and below."""
        self.nodig(2 * lucht)
        self.pagina.lijn(x, self.y - lucht, EINDE, kleur, dik)
        self.y -= 2 * lucht

    def kader(
        self, alineas: Sequence[Sequence[tuple[str, Letter]]], band: tuple[str, Letter] | None = None
    ) -> None:
        """A tinted box over the full width; `band` is a loud first line. Splits where it must."""
        self.y = min(self.y, self._kantbodem)
        if band:
            self._vak([[band]], SPOED, SPOED, (5.0, 5.0), samen=60.0)
        self._vak(alineas, TINT, SPOED if band else ACCENT, (_OP, _NEER))

    def _vak(
        self,
        alineas: Sequence[Sequence[tuple[str, Letter]]],
        vulling: Color,
        kant: Color,
        lucht: tuple[float, float],
        samen: float = 0.0,
    ) -> None:
        regels = [regel for alinea in alineas for regel in breek(alinea, EINDE - LINKS - 2 * _RAND)]
        letters = [letter for alinea in alineas for _, letter in alinea]
        hoog, basis = max(letter.regel for letter in letters), max(letter.basis for letter in letters)
        op, neer = lucht
        self.nodig(min(len(regels), 2) * hoog + op + neer + samen)
        while regels:
            past = max(1, int((self.y - ONDER - op - neer) // hoog))
            deel, regels = regels[:past], regels[past:]
            hoogte = len(deel) * hoog + op + neer
            self.pagina.vlak(LINKS, self.y - hoogte, EINDE - LINKS, hoogte, vulling)
            self.pagina.vlak(LINKS, self.y - hoogte, 3, hoogte, kant)
            for nummer, regel in enumerate(deel):
                self._inkt(regel, LINKS + _RAND, self.y - op - nummer * hoog - basis)
            self.y -= hoogte
            if regels:
                self.nieuwe_pagina()
        self._kantbodem = self.y

    def _regel(self, regel: Regel, x: float, hoogte: float) -> None:
        self.nodig(hoogte)
        if regel:
            self._inkt(regel, x, self.y - regel[0][1].basis)
        self.y -= hoogte

    def _inkt(self, regel: Regel, x: float, basis: float) -> None:
        for nummer, (tekst, letter) in enumerate(regel, start=1):
            self.pagina.tekst.append(Inkt(x, basis, tekst, letter))
            if nummer < len(regel):
                x += letter.breedte(tekst)

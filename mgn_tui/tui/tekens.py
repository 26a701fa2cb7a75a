"""The one table of signs and the words for them, for who reads by ear, by touch or strongly enlarged.

With `--eenvoudig` no sign that a screen reader skips or spells out stands on a screen: `woorden` puts the word in
its place, before anything is laid out. What is a drawing (a bar, a web, a tally sheet) is written out by the
widget itself, which asks `in_woorden`.
"""

import re
from typing import Final

from textual._context import active_app
from textual.content import Content, Span

MERKEN: Final = {
    "●": "goed",
    "▲": "let op",
    "✖": "fout",
    "◆": "bijzondere kennis",
    "◉": "hoofdadvies",
    "✓": "ja",
    "☐": "nee",
    "☑": "gekozen",
    "○": "nog niet",
    "▒▒▒": "niet te lezen",
}
"""Marks: beside every colour stands one of these, or a word."""
_TEKENS: Final = {
    "↑↓": "pijl omhoog of omlaag",
    "↑ ↓": "pijl omhoog of omlaag",
    "←→": "pijl links of rechts",
    "← →": "pijl links of rechts",
    "← en →": "pijl links en rechts",
    "↑": "pijl omhoog",
    "↓": "pijl omlaag",
    "←": "pijl links",
    "→": "pijl rechts",
    "⌫": "Backspace",
    "▸": ">",
    "▾": "(spatie: kiezen)",
    "‹": "<",
    "›": ">",
    "•": "x",
    "┊": "de norm",
    "…": "...",
}
TABEL: Final = MERKEN | _TEKENS
_VIND: Final = re.compile("|".join(map(re.escape, sorted(TABEL, key=len, reverse=True))))
GETEKEND: Final = re.compile(f"[─-⣿{''.join(t for t in MERKEN if len(t) == 1)}▸▾◀▶⌫]")
"""What stands on no plain screen: frames, blocks, braille and our marks."""


def in_woorden() -> bool:
    """Whether the app at work here shows words instead of signs."""
    return bool(getattr(active_app.get(None), "eenvoudig", False))


def woorden(tekst: str) -> str:
    """The text as it should stand on the screen now."""
    return vertaal(tekst) if in_woorden() else tekst


def vertaal(tekst: str) -> str:
    """The text with words for its signs."""
    return _VIND.sub(lambda gevonden: _woord(gevonden, tekst), tekst)


def inhoud(tekst: Content) -> Content:
    """Text with styles as it should stand on the screen now."""
    return vertaal_inhoud(tekst) if in_woorden() else tekst


def vertaal_inhoud(tekst: Content) -> Content:
    """The same for text with styles: a word has those of its sign."""
    kaal = tekst.plain
    stukken: list[Content] = []
    klaar = 0
    for gevonden in _VIND.finditer(kaal):
        begin, einde = gevonden.span()
        woord = _woord(gevonden, kaal)
        stijlen = [Span(0, len(woord), s.style) for s in tekst.spans if s.start <= begin < s.end]
        stukken += [tekst[klaar:begin], Content(woord, spans=stijlen)]
        klaar = einde
    return Content("").join([*stukken, tekst[klaar:]]) if stukken else tekst


def _woord(gevonden: re.Match[str], tekst: str) -> str:
    """`✖ Dit klopt niet` becomes `fout: Dit klopt niet`; in a sentence the word stands between quotes."""
    teken, begin, einde = gevonden.group(), gevonden.start(), gevonden.end()
    woord = TABEL[teken]
    if teken not in MERKEN:
        return woord
    voor, na = tekst[:begin].rsplit("\n", 1)[-1], tekst[einde:].split("\n", 1)[0]
    if not na.strip():
        return woord
    if not voor.strip():
        return f"{woord}:" if na.startswith(" ") else f"{woord}: "
    return f"'{woord}'" if na.startswith(" ") else f"'{woord}' "

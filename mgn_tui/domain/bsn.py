"""Keeping the burgerservicenummer out: it is found in whatever is typed, and refused.

Nine digits, also with `.`, `-` or spaces between, not part of a longer number, not 000000000,
that pass the eleven-test (monitoringsformat, fine print). One in eleven other nine-digit
numbers passes as well, so the message says what else it may be.
"""

import re
from collections.abc import Iterator

BSN_MELDING = (
    "Dit lijkt een burgerservicenummer; dat bewaart het programma niet. "
    "Is het een telefoonnummer? Schrijf het met de 0 ervoor, bijvoorbeeld 06-12345678."
)

_MASKER = "•" * 9
_GEWICHTEN = (9, 8, 7, 6, 5, 4, 3, 2, -1)

# also the dashes, spaces and signs without width that come along with pasted text
_STREEP = "\\-‐‑‒–—−"
_BLANCO = " \t\u00a0\u2007\u2009\u202f\u00ad\u200b-\u200d\u2060\ufeff"
_REEKS = re.compile(rf"[0-9](?:[.{_STREEP}{_BLANCO}]{{0,3}}[0-9])*")
_ZONDER_BLANCO = re.compile(rf"[0-9](?:[.{_STREEP}]?[0-9])*")
_AANEEN = re.compile(r"[0-9]+")
# a date with a number behind it ("op 12-03-2027 3 keer gebeld") is no number of nine digits
_DATUM = re.compile(
    r"(?<![0-9])(?<![0-9][.-])"
    r"(?:(?:0?[1-9]|[12][0-9]|3[01])([.-])(?:0?[1-9]|1[0-2])\1(?:19|20)[0-9]{2}"
    r"|(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))"
    r"(?![0-9]|[.-][0-9])"
)
# the key of a record, as a choice in a form is kept: one in some hundreds has nine digits that pass
_SLEUTEL = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{32}(?![0-9A-Za-z])")
_LANDNUMMER_ERVOOR = re.compile(r"(?:(?:\+|\b00)[0-9]{0,3}[ .-]?(?:\(0\)[ .-]?)?|\(0\)[ .-]?)$")


def elfproef(cijfers: str) -> bool:
    """Whether nine digits pass the eleven-test of the burgerservicenummer."""
    if len(cijfers) != 9 or not cijfers.isascii() or not cijfers.isdigit() or cijfers == "000000000":
        return False
    return sum(gewicht * int(cijfer) for gewicht, cijfer in zip(_GEWICHTEN, cijfers, strict=True)) % 11 == 0


def vind_bsn(tekst: str) -> str | None:
    """The nine digits of the first burgerservicenummer in the text, or None.

    For deciding only: never put the answer in a message, a log or a file.
    """
    gewoon = _gewone_cijfers(tekst)
    for begin, einde in _plekken(gewoon):
        return "".join(_AANEEN.findall(gewoon[begin:einde]))
    return None


def maskeer_bsn(tekst: str) -> str:
    """The text with every burgerservicenummer in it replaced by nine dots."""
    delen: list[str] = []
    verder = 0
    for begin, einde in _plekken(_gewone_cijfers(tekst)):
        delen += (tekst[verder:begin], _MASKER)
        verder = einde
    return "".join(delen) + tekst[verder:]


def _gewone_cijfers(tekst: str) -> str:
    """The same text, sign for sign, with the digits of every script as 0-9 and without keys of records."""
    tekst = _SLEUTEL.sub("x" * 32, tekst)
    if tekst.isascii():
        return tekst
    return "".join(str(int(teken)) if teken.isdecimal() else teken for teken in tekst)


def _plekken(tekst: str) -> Iterator[tuple[int, int]]:
    zonder_datums = _DATUM.sub(lambda datum: "x" * len(datum[0]), tekst)
    for reeks in _REEKS.finditer(zonder_datums):
        if len(reeks[0]) >= 9:
            yield from _plekken_in_reeks(zonder_datums, reeks.start(), reeks.end())


def _plekken_in_reeks(tekst: str, begin: int, einde: int) -> Iterator[tuple[int, int]]:
    """Digits with signs between them: as a whole, else its words, else its runs of digits."""
    if _is_bsn(tekst, begin, einde):
        yield begin, einde
        return
    for woord in _ZONDER_BLANCO.finditer(tekst, begin, einde):
        if _is_bsn(tekst, woord.start(), woord.end()):
            yield woord.span()
            continue
        for cijfers in _AANEEN.finditer(tekst, woord.start(), woord.end()):
            if _is_bsn(tekst, cijfers.start(), cijfers.end()):
                yield cijfers.span()


def _is_bsn(tekst: str, begin: int, einde: int) -> bool:
    cijfers = "".join(_AANEEN.findall(tekst[begin:einde]))
    return elfproef(cijfers) and not _LANDNUMMER_ERVOOR.search(tekst[max(0, begin - 12) : begin])

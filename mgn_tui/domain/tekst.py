"""Text as people type it: made clean before it is kept, folded before it is sought."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

_REGELEINDE = re.compile("\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_ONZICHTBAAR = re.compile(
    "[\u200b\u2060\ufeff"  # signs without width; the joiners U+200C and U+200D shape letters and emoji
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"  # they turn the reading direction
)
_VOUWEN = str.maketrans(
    {
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ı": "i",
        "ø": "o",
        "ħ": "h",
        "ŧ": "t",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "‘": "'",
        "’": "'",
        "‐": "-",
        "‑": "-",
        "–": "-",
    }
)
_TUSSENVOEGSELS = {"van", "de", "der", "den", "het", "'t", "'s", "ten", "ter", "te"}
_TUSSENVOEGSELS |= {"in", "op", "aan", "uit", "bij", "von", "el", "al"}
_ZWJ = "\N{ZERO WIDTH JOINER}"


def schoon(tekst: str, meerregelig: bool) -> str:
    """The text as it is kept.

    NFC; line breaks become a space, or \\n in a text of more lines; control signs, signs without
    width and signs that turn the reading direction are taken out; blanks at the end are stripped
    (of each line, when there are more). Emoji, right-to-left letters and `[markup]` stay.
    Cleaning twice changes nothing more.
    """
    tekst = _REGELEINDE.sub("\n" if meerregelig else " ", tekst).replace("\t", " ")
    tekst = _ONZICHTBAAR.sub("", tekst)
    if not tekst.isprintable():
        # Cc: control signs; Cs: halves of a sign, which no file can hold
        tekst = "".join(
            teken for teken in tekst if teken == "\n" or unicodedata.category(teken) not in ("Cc", "Cs")
        )
    tekst = unicodedata.normalize("NFC", tekst)
    if not meerregelig:
        return tekst.strip()
    return "\n".join(regel.rstrip() for regel in tekst.split("\n")).strip("\n")


def schoon_cel(tekst: str) -> str:
    """The text of a cell of somebody's own table: as it is, also when it begins with a tab or a line break,
    but for spaces around it and the signs that no file, screen or database can do anything with. NFC."""
    if tekst.isascii() and tekst.isprintable():
        return tekst.strip(" ")
    tekst = "".join(
        teken
        for teken in _ONZICHTBAAR.sub("", tekst)
        if teken in "\t\n\r" or unicodedata.category(teken) not in ("Cc", "Cs")
    )
    tekst = unicodedata.normalize("NFC", tekst).strip(" ")
    return "" if tekst.isspace() else tekst


def zoveel(n: int, een: str, meer: str) -> str:
    """A number with its noun: "1 gesprek", "1.250 gesprekken", "0 gesprekken"."""
    return f"{n:,} ".replace(",", ".") + (een if n == 1 else meer)


def vouw(tekst: str) -> str:
    """The text for comparing and seeking: no accents, no capitals, single spaces (łódź → lodz)."""
    if tekst.isascii():
        return " ".join(tekst.lower().split())
    los = unicodedata.normalize("NFKD", tekst)  # the accents apart
    kaal = "".join(teken for teken in los if unicodedata.category(teken) != "Mn")
    return " ".join(kaal.casefold().translate(_VOUWEN).split())


def past(gezocht: str, *teksten: str) -> bool:
    """Whether every typed word begins a word of the texts (no accents, no capitals)."""
    woorden = vouw(" ".join(teksten)).replace("-", " ").split()
    return all(any(woord.startswith(deel) for woord in woorden) for deel in vouw(gezocht).split())


def initialen(voornaam: str, achternaam: str) -> str:
    """The initials for a list another may see: `W.J.`; a missing name gives no letter.

    Of each name the first part counts (Şahin-Đặng → Ş); tussenvoegsels are passed over.
    """
    letters = (_voorletter(voornaam, set()), _voorletter(achternaam, _TUSSENVOEGSELS))
    return "".join(f"{letter}." for letter in letters if letter)


def roepnamen(namen: Iterable[str]) -> dict[str, str]:
    """Per full name of a colleague what the others say: the first name, when only one of them has it.

    Where it is an initial or a title (`A. de Wit`, `drs. Bos`) the whole name stands.
    """
    eerste = {naam: naam.split()[0] for naam in namen if naam.split()}
    keren = Counter(vouw(kort) for kort in eerste.values())
    return {
        naam: kort if keren[vouw(kort)] == 1 and "." not in kort else naam for naam, kort in eerste.items()
    }


def _voorletter(naam: str, overslaan: set[str]) -> str:
    schone = schoon(naam, meerregelig=False)
    woorden = [woord for woord in re.split(r"[\s\-‐‑–]+", schone) if any(map(str.isalnum, woord))]
    gekozen = next(
        (woord for woord in woorden if vouw(woord) not in overslaan), woorden[0] if woorden else ""
    )
    if gekozen.startswith("IJ"):
        return "IJ"  # one letter in Dutch
    begin = next((plek for plek, teken in enumerate(gekozen) if teken.isalnum()), len(gekozen))
    einde = begin + 1
    while einde < len(gekozen) and unicodedata.combining(gekozen[einde]):
        einde += 1
    return unicodedata.normalize("NFC", gekozen[begin:einde].upper())


def kort(tekst: str, n: int) -> str:
    """The text on one line of at most `n` signs, cut behind a word and ended with "…".

    A word that is too long by itself is cut inside, never through one visible sign.
    """
    regel = " ".join(tekst.split())
    if len(regel) <= n:
        return regel
    if n <= 0:
        return ""
    knip = n - 1
    if not regel[knip].isspace():
        spatie = regel.rfind(" ", 0, knip)
        knip = spatie if spatie > 0 else _hele_tekens(regel, knip)
    return regel[:knip].rstrip(" ,;:.-") + "…"


def _hele_tekens(regel: str, knip: int) -> int:
    """The last place at or before `knip` where no visible sign is cut in two."""
    while knip > 0 and _hoort_bij_vorige(regel, knip):
        knip -= 1
    return knip


def _hoort_bij_vorige(regel: str, plek: int) -> bool:
    teken, vorige = regel[plek], regel[plek - 1]
    if vorige == _ZWJ or teken == _ZWJ or unicodedata.category(teken) in ("Mn", "Me", "Mc"):
        return True
    if "\U0001f3fb" <= teken <= "\U0001f3ff" or "\U000e0020" <= teken <= "\U000e007f":
        return True  # skin colour; the letters of a region's flag
    if not _vlagletter(teken):
        return False
    ervoor = 0
    while ervoor < plek and _vlagletter(regel[plek - 1 - ervoor]):
        ervoor += 1
    return ervoor % 2 == 1


def _vlagletter(teken: str) -> bool:
    return "\U0001f1e6" <= teken <= "\U0001f1ff"


def omvang(bytes_: int) -> str:
    """A size as people say it: `84 kB`, `3,5 GB`."""
    for macht, eenheid in ((3, "GB"), (2, "MB"), (1, "kB")):
        if bytes_ >= 1000**macht:
            grootte = bytes_ / 1000**macht
            tekst = f"{grootte:.0f}" if grootte >= 10 else f"{grootte:.1f}"
            return f"{tekst.replace('.', ',')} {eenheid}"
    return f"{bytes_} bytes"

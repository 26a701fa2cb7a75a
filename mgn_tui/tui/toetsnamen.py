"""Keys by the names Textual gives them, and by the names people read on them."""

import unicodedata
from functools import cache
from typing import Final

TOETSNAMEN: Final = {
    "escape": "Esc",
    "enter": "Enter",
    "tab": "Tab",
    "shift+tab": "shift+Tab",
    "space": "spatie",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "delete": "Del",
    "backspace": "⌫",
    "question_mark": "?",
    "exclamation_mark": "!",
    "slash": "/",
    "full_stop": ".",
    "comma": ",",
    "plus": "+",
    "minus": "-",
}
TEKENS: Final = {label: naam for naam, label in TOETSNAMEN.items() if len(label) == 1 and label.isascii()}
TEKEN_VAN: Final = {naam: label for label, naam in TEKENS.items()}
_EIGEN_NAMEN: Final = {"underscore": "_", "at": "@", "backslash": "\\"}
_HULPTOETSEN: Final = frozenset({"ctrl", "alt", "shift", "super", "hyper", "meta"})


def toets_label(toets: str) -> str:
    """A key as people read it: `escape` is `Esc`, `f10` is `F10`, `equals_sign` is `=`."""
    if toets in TOETSNAMEN:
        return TOETSNAMEN[toets]
    if is_functietoets(toets):
        return toets.upper()
    *voor, laatste = toets.split("+")
    return "+".join((*voor, _teken(laatste) or laatste))


def is_functietoets(toets: str) -> bool:
    return toets[:1] == "f" and toets[1:].isdigit()


@cache
def toets_bestaat(toets: str) -> bool:
    """Whether some keyboard has it, by the name Textual gives it."""
    from textual.keys import Keys

    *voor, laatste = toets.split("+")
    if not laatste or not _HULPTOETSEN.issuperset(voor):
        return False
    if is_functietoets(laatste):
        return 1 <= int(laatste[1:]) <= 24
    if len(laatste) == 1:
        return laatste.isprintable()
    return laatste in TOETSNAMEN or laatste in {toets.value for toets in Keys} or bool(_teken(laatste))


def _teken(naam: str) -> str:
    """The sign that Textual calls so, mostly by its Unicode name; "" for another key."""
    if naam in _EIGEN_NAMEN:
        return _EIGEN_NAMEN[naam]
    try:
        teken = unicodedata.lookup(naam.replace("_", " ").upper())
    except KeyError:
        return ""
    return teken if len(naam) > 1 and teken.isprintable() else ""

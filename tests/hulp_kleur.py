"""Help for tests of colour: what goes to the terminal, and what is told by colour alone."""

import re
from typing import Any

from rich.style import Style
from textual.app import App

from mgn_tui.tui.themas import DONKER, THEMAS
from tests.hulp_tui import strips

_SGR = re.compile(rb"\x1b\[([0-9;:]*)m")
_KLEUR = frozenset({*range(30, 39), *range(40, 49), *range(90, 98), *range(100, 108)})
_MERK = re.compile(r"[●▲✖✓◆◉☐☑┊]")


def kleurcodes(geschreven: bytes) -> list[bytes]:
    """The sequences in it that set a colour."""
    return [
        reeks
        for reeks in _SGR.findall(geschreven)
        if any(int(deel or 0) in _KLEUR for deel in re.split(rb"[;:]", reeks))
    ]


def geschreven(app: App[Any]) -> bytes:
    """What stands on the screen now, as it goes to the terminal."""
    return "\n".join(strip.render(app.console) for strip in strips(app)).encode()


def in_standkleur(app: App[Any]) -> list[tuple[str, str]]:
    """Texts on the screen now in the colour of a state, on a line without a mark: the text, and which state."""
    kleuren = next(t for t in THEMAS if t.name == DONKER).variables
    standen = {Style.parse(kleuren[naam]).color.triplet: naam for naam in ("goed", "let-op", "fout")}  # type: ignore[union-attr]
    gevonden = []
    for strip in strips(app):
        for stuk in strip:
            kleur = stuk.style and stuk.style.color and stuk.style.color.triplet
            # (▌ is the edge of a message, which says itself what is wrong)
            if stuk.text.strip(" ▌") and kleur in standen and not _MERK.search(strip.text):
                gevonden.append((stuk.text.strip(), standen[kleur]))
    return gevonden

"""The part of the app that follows a person: colours or none, a plain screen, keys of their own.

What was kept stands in `store/voorkeuren.py`; the options `--thema` and `--eenvoudig` come in as `MGN_THEMA` and
`MGN_EENVOUDIG`, and hold for this run only. On the way to the first paint: imports nothing heavy.
"""

import os
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from rich.color import Color as RichKleur
from rich.console import RenderableType
from rich.segment import Segment
from rich.style import Style
from textual.binding import Keymap
from textual.color import Color
from textual.filter import LineFilter, Monochrome, NoColor
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget

from mgn_tui.store import voorkeuren
from mgn_tui.store.voorkeuren import Voorkeuren
from mgn_tui.tui.acties import deugdelijk
from mgn_tui.tui.klembord import Klembord
from mgn_tui.tui.themas import DONKER, KLEURLOOS, THEMAS, thema_naam

_EENVOUDIG: Final = Path(__file__).parent / "styles" / "eenvoudig.tcss"
_UIT: Final = frozenset({"", "0", "nee", "uit"})


def gekozen() -> Voorkeuren:
    """What was kept, and what this run asks over it."""
    wat = voorkeuren.lees()
    if (thema := os.environ.get("MGN_THEMA", "")) in voorkeuren.THEMAS:
        wat = replace(wat, thema=thema)
    if (eenvoudig := os.environ.get("MGN_EENVOUDIG")) is not None:
        wat = replace(wat, eenvoudig=eenvoudig.strip().casefold() not in _UIT)
    return wat


class Kleurloos(LineFilter):
    """No colour at all: not even grey. What stood out by its ground alone is turned around instead."""

    def __init__(self, opvallend: frozenset[RichKleur], enabled: bool) -> None:
        super().__init__(enabled)
        self._zonder = lru_cache(2048)(self._maak)
        self._opvallend = opvallend

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            Segment(tekst, None if stijl is None else self._zonder(stijl), control)
            for tekst, stijl, control in segments
        ]

    def _maak(self, stijl: Style) -> Style:
        return Style(
            bold=stijl.bold,
            italic=stijl.italic,
            underline=stijl.underline,
            strike=stijl.strike,
            reverse=bool(stijl.reverse) != (stijl.bgcolor in self._opvallend),
            meta=stijl.meta or None,
        )


class EigenApp(Klembord, inherit_bindings=False):
    """An app with our themes. `volg` makes it as this person likes it."""

    eenvoudig = False
    """Words instead of signs, no frames, no drawings (`tekens.py`), and the cursor of the terminal itself: that is
    what a screen reader, a braille line and a magnifier follow."""
    _cursor_getoond = False

    def __init__(self, thema: str = DONKER, **textual: Any) -> None:
        super().__init__(**textual)
        self._filters = [f for f in self._filters if not isinstance(f, Monochrome | NoColor)]
        opvallend: set[RichKleur] = set()
        for eigen in THEMAS:
            self.register_theme(eigen)
            opvallend |= {
                Color.parse(eigen.variables[n]).rich_color for n in ("kies", "input-cursor-background")
            }
        self._kleurloos = Kleurloos(frozenset(opvallend), self.no_color)
        self._filters.append(self._kleurloos)
        self.theme = thema
        self.toetsenkaart: Mapping[str, str] = {}

    def _watch_theme(self, theme_name: str) -> None:
        super()._watch_theme(theme_name)
        self._kleurloos.enabled = self.no_color or theme_name == KLEURLOOS

    def volg(self, wat: Voorkeuren) -> list[str]:
        """Do as this person likes; returns what of it cannot be done, in Dutch."""
        if wat.thema and self.theme != thema_naam(wat.thema):
            self.theme = thema_naam(wat.thema)
        if wat.eenvoudig != self.eenvoudig:
            self._zet_eenvoudig(wat.eenvoudig)
        goed, fout = deugdelijk(wat.toetsen)
        if dict(self.toetsenkaart) != goed:
            self.set_keymap(goed)
        return fout

    def set_keymap(self, keymap: Keymap) -> None:
        """Other keys, by the id of an action ("gesprek.kladblok": "k,f11"). Check it with `acties.fouten`."""
        self.toetsenkaart = dict(keymap)
        super().set_keymap(keymap)

    # -- the plain screen ------------------------------------------------------------------------

    def _zet_eenvoudig(self, aan: bool) -> None:
        self.eenvoudig = aan
        self._lees_stijl(aan)
        if not self._running:
            return
        self.refresh_css(animate=False)
        for stapel in self._screen_stacks.values():
            for scherm in stapel:
                for onderdeel in scherm.walk_children(Widget, with_self=True):
                    onderdeel.clear_cached_dimensions()
                    onderdeel.refresh(layout=True)
                for wat in ("vernieuw_kop", "ververs"):  # what was drawn into a text when it was made
                    getattr(scherm, wat, lambda: None)()

    def _lees_stijl(self, aan: bool) -> None:
        """The one style sheet of the plain screen goes over all others, or away."""
        waar = (str(_EENVOUDIG), "")
        if aan:
            self.stylesheet.add_source(
                _EENVOUDIG.read_text(encoding="utf-8"), read_from=waar, tie_breaker=1000
            )
        else:
            self.stylesheet.source.pop(waar, None)
        if self._running:
            self.stylesheet.reparse()
            self.stylesheet.update(self)

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """With the plain screen the terminal's own cursor is seen, and stands where the work is."""
        if self._driver is not None and self._cursor_getoond != self.eenvoudig and not self.is_headless:
            self._driver.write("\x1b[?25h" if self.eenvoudig else "\x1b[?25l")
            self._cursor_getoond = self.eenvoudig
        if self.eenvoudig and (plek := self.cursorplek) is not None:
            self.cursor_position = plek
        super()._display(screen, renderable)

    @property
    def cursorplek(self) -> Offset | None:
        """Where on the screen one is at work: the cursor of a text or the line of a list."""
        if (onderdeel := self.focused) is None:
            return None
        plek: Offset | None = getattr(onderdeel, "cursor_screen_offset", None)
        regel = Offset(0, getattr(onderdeel, "cursorregel", 0))
        return plek or onderdeel.content_region.offset + regel

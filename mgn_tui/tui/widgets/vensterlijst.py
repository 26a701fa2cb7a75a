"""A list of any length: only the rows in sight, and a page on both sides, are ever asked for.

Rows come from a `bron` that is called in a thread; one question at a time, the last one wins. What a key
changed is painted first and asked for then, so that the thread does not compete with the painting. The time
a key takes does not depend on the number of rows. Text in cells is literal, never markup.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from textwrap import wrap
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events, work
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from mgn_tui.domain.fouten import MgnFout
from mgn_tui.tui.acties import LIJST, bindingen
from mgn_tui.tui.tekens import in_woorden, woorden
from mgn_tui.tui.widgets.cellen import knip, pas
from mgn_tui.tui.widgets.straks import na_tekenen
from mgn_tui.tui.widgets.zin import als_zin

_KANTLIJN: Final = 2  # cells for the pointer ▸
_TUSSEN: Final = 2  # cells between two columns
_SMALST: Final = 6  # cells a flexible column needs
STIJLEN: Final = ("gedempt", "goed", "let-op", "fout", "accent", "vet")


@dataclass(frozen=True, slots=True)
class Cel:
    """Text with a style of `STIJLEN`; put a mark (● ▲ ✖) or a word beside every colour. `woord`: what a mark
    means here, when its own word says less."""

    tekst: str = field(repr=False)
    stijl: str = ""
    woord: str = ""


@dataclass(frozen=True, slots=True)
class Regel:
    """One row; `sleutel` is what choosing it gives."""

    sleutel: str
    cellen: tuple[str | Cel, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Kolom:
    """`breedte` in cells, or 0 for a share (`deel`) of what is left. `vanaf`: only in a list at least
    this wide."""

    titel: str = ""
    breedte: int = 0
    deel: int = 1
    rechts: bool = False
    vanaf: int = 0


Bron = Callable[[int, int], Sequence[Regel]]
Tel = Callable[[], int]


def verdeel(kolommen: Sequence[Kolom], breedte: int) -> list[tuple[int, int]]:
    """(column number, cells) for the columns that fit in `breedte` cells, from the left."""
    te_zien = [plek for plek, kolom in enumerate(kolommen) if kolom.vanaf <= breedte]
    over = breedte - _KANTLIJN

    def nodig() -> int:
        cellen = sum(kolommen[plek].breedte or _SMALST for plek in te_zien)
        return cellen + _TUSSEN * (len(te_zien) - 1)

    while len(te_zien) > 1 and nodig() > over:
        te_zien.pop()
    vast = sum(kolommen[plek].breedte for plek in te_zien) + _TUSSEN * (len(te_zien) - 1)
    delen = sum(kolommen[plek].deel for plek in te_zien if not kolommen[plek].breedte)
    vrij = max(over - vast, 0)
    maten: list[tuple[int, int]] = []
    for plek in te_zien:
        kolom = kolommen[plek]
        if kolom.breedte:
            maten.append((plek, min(kolom.breedte, max(over, 0))))
        else:
            stuk = vrij * kolom.deel // delen
            vrij, delen = vrij - stuk, delen - kolom.deel
            maten.append((plek, stuk))
    return maten


_verdeel: Final = lru_cache(maxsize=32)(verdeel)  # asked for each line


class VensterLijst(ScrollView, can_focus=True, inherit_bindings=False):
    """The list. `leeg` is said when there is no row ("nog geen aanmeldingen: druk n voor de eerste")."""

    DEFAULT_CSS = """
    VensterLijst {
        height: 1fr;
        overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1;
        background: $background; color: $foreground;
        & > .lijst--titel { color: $gedempt; }
        & > .lijst--kies { background: $kies; color: $op-kies; text-style: bold; }
        & > .lijst--gedempt { color: $gedempt; }
        & > .lijst--goed { color: $goed; }
        & > .lijst--let-op { color: $let-op; }
        & > .lijst--fout { color: $fout; }
        & > .lijst--accent { color: $accent; }
        & > .lijst--vet { text-style: bold; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "lijst--titel",
        "lijst--kies",
        *(f"lijst--{stijl}" for stijl in STIJLEN),
    }
    BINDINGS: ClassVar[list[BindingType]] = bindingen(LIJST)
    ALLOW_SELECT = False
    virtual_size = Reactive(Size(0, 0))
    """Textual's own lays out the whole screen when it changes; here only the scrollbar depends on it."""

    class _Bericht(Message):
        def __init__(self, lijst: "VensterLijst", sleutel: str) -> None:
            super().__init__()
            self.lijst = lijst
            self.sleutel = sleutel

        @property
        def control(self) -> "VensterLijst":
            return self.lijst

    class Gekozen(_Bericht):
        """Enter, or a second click, on a row."""

    class Verplaatst(_Bericht):
        """The cursor stands on another row."""

    class Geteld(Message):
        """The number of rows is known, or changed."""

        def __init__(self, lijst: "VensterLijst", aantal: int) -> None:
            super().__init__()
            self.lijst = lijst
            self.aantal = aantal

    def __init__(
        self, kolommen: Sequence[Kolom], bron: Bron, tel: Tel, leeg: str, *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._kolommen = tuple(kolommen)
        self._kop = any(kolom.titel for kolom in kolommen)
        self._bron = bron
        self._tel = tel
        self.leeg = leeg
        self._aantal: int | None = None
        self._cursor = 0
        self._regels: dict[int, Regel] = {}
        self._melding = ""
        self._versie = 0  # of the source: answers to an older question are dropped
        self._gevraagd: tuple[int, int] | None = None
        self._bezig = False
        self._kies_straks = False
        self._zoek_sleutel = ""
        self._wil_naar: int | None = None
        self._oud = False  # what stands there is of the source before this one
        self._stijlen: dict[str, Style] = {}
        self._breedte = 0

    # -- for the screen ------------------------------------------------------------------------

    @property
    def aantal(self) -> int:
        """The number of rows as far as known."""
        return self._aantal or 0

    @property
    def cursor(self) -> int:
        """The row the cursor is on, from 0."""
        return self._cursor

    @property
    def cursorregel(self) -> int:
        """On which line of the widget the cursor is, for the cursor of the terminal."""
        return self._cursor - self.scroll_offset.y + self._kop

    @property
    def sleutel(self) -> str | None:
        """The key of the row under the cursor, when it has been fetched."""
        regel = None if self._oud else self._regels.get(self._cursor)
        return regel.sleutel if regel else None

    def zet_bron(self, bron: Bron, tel: Tel, leeg: str | None = None) -> None:
        """Other rows (a filter): ask anew and stand on the first."""
        self._bron, self._tel = bron, tel
        self.leeg = self.leeg if leeg is None else leeg
        self._cursor, self._zoek_sleutel = 0, ""
        self._oud, self._kies_straks = True, False
        self.scroll_to(y=0, animate=False)
        self._opnieuw()

    def zet_kolommen(self, kolommen: Sequence[Kolom]) -> None:
        """Other columns (names in full take more room)."""
        self._kolommen = tuple(kolommen)
        self._kop = any(kolom.titel for kolom in kolommen)
        self.refresh()

    def ga_straks_naar(self, plek: int) -> None:
        """Ask the rows again and put the cursor on number `plek` among them."""
        self._wil_naar = plek
        self._opnieuw()

    def ververs(self) -> None:
        """Ask the same rows again after a change; the cursor stays on the same record."""
        self._zoek_sleutel = self.sleutel or ""
        self._opnieuw()

    # -- fetching --------------------------------------------------------------------------------

    def on_mount(self) -> None:
        self._opnieuw()

    def on_resize(self) -> None:
        self._pas_hoogte()
        self._houd_in_zicht()
        self._vul()

    def _opnieuw(self) -> None:
        self._versie += 1
        self._vraag()
        na_tekenen(self, self._tellen, self._versie)

    @property
    def _zichtbaar(self) -> int:
        return max(self.size.height - self._kop, 1)

    def _vraag(self) -> None:
        begin = max(self.scroll_offset.y - self._zichtbaar, 0)
        self._gevraagd = (begin, self.scroll_offset.y + 2 * self._zichtbaar - begin)
        if not self._bezig:
            self._bezig = True
            na_tekenen(self, self._halen)

    def _vul(self) -> None:
        """Ask for rows when a row in sight is missing, or half a page ahead is."""
        eerst = self.scroll_offset.y
        laatst = min(eerst + self._zichtbaar, self.aantal) - 1
        half = self._zichtbaar // 2
        plekken = (eerst, laatst, max(eerst - half, 0), min(laatst + half, self.aantal - 1))
        if any(plek >= 0 and plek not in self._regels for plek in plekken):
            self._vraag()

    @work(group="halen")
    async def _halen(self) -> None:
        try:
            while self._gevraagd is not None:
                (begin, hoeveel), versie = self._gevraagd, self._versie
                self._gevraagd = None
                try:
                    regels = await asyncio.to_thread(self._bron, begin, hoeveel)
                    melding = ""
                except MgnFout as fout:
                    regels, melding = (), fout.melding
                if versie == self._versie:
                    self._melding = melding
                    self._neem(begin, hoeveel, regels)
        finally:
            self._bezig = False

    def _neem(self, begin: int, hoeveel: int, regels: Sequence[Regel]) -> None:
        vorige = self.sleutel
        self._oud = False
        self._regels = {begin + plek: regel for plek, regel in enumerate(regels)}
        if len(regels) < hoeveel or begin + len(regels) > self.aantal:
            self._zet_aantal(begin + len(regels))
        if self._zoek_sleutel:
            for plek, regel in self._regels.items():
                if regel.sleutel == self._zoek_sleutel:
                    self._cursor = plek
            self._zoek_sleutel = ""
            self._houd_in_zicht()
        self.refresh()
        if self.sleutel is not None and self.sleutel != vorige:
            self.post_message(self.Verplaatst(self, self.sleutel))
        if self._kies_straks and self.sleutel is not None:
            self._kies_straks = False
            self.action_kies()

    @work(exclusive=True, group="tellen")
    async def _tellen(self, versie: int) -> None:
        try:
            aantal = await asyncio.to_thread(self._tel)
        except MgnFout as fout:
            self._melding = fout.melding
            aantal = 0
        if versie == self._versie:
            self._zet_aantal(aantal)
            if self._wil_naar is not None:
                plek, self._wil_naar, self._zoek_sleutel = self._wil_naar, None, ""
                self.ga_naar(plek)
            self._vul()

    def _zet_aantal(self, aantal: int) -> None:
        if aantal != self._aantal:
            self._aantal = aantal
            self._cursor = min(self._cursor, max(aantal - 1, 0))
            self._pas_hoogte()
            self.refresh()
            self.refresh_bindings()
            self.post_message(self.Geteld(self, aantal))

    def _pas_hoogte(self) -> None:
        self.virtual_size = Size(self.size.width, self.aantal + self._kop)

    def watch_virtual_size(self, maat: Size) -> None:
        self._scroll_update(maat)

    # -- moving ------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "kies":
            return self.aantal > 0
        return hasattr(self, f"action_{action}")

    def ga_naar(self, plek: int) -> None:
        """Put the cursor on a row (from 0), as far as there are rows."""
        plek = min(max(plek, 0), max(self.aantal - 1, 0))
        if plek == self._cursor:
            return
        vorige, self._cursor = self._cursor, plek
        self._kies_straks = False
        self.refresh_line(vorige + self._kop)
        self.refresh_line(plek + self._kop)
        self._houd_in_zicht()
        na_tekenen(self, self._meld_verplaatst)  # what hangs on it may take longer than the row itself

    def _meld_verplaatst(self) -> None:
        if self.sleutel is not None:
            self.post_message(self.Verplaatst(self, self.sleutel))

    def _houd_in_zicht(self) -> None:
        eerst = self.scroll_offset.y
        if self._cursor < eerst:
            self.scroll_to(y=self._cursor, animate=False)
        elif self._cursor >= eerst + self._zichtbaar:
            self.scroll_to(y=self._cursor - self._zichtbaar + 1, animate=False)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._vul()

    def action_omhoog(self) -> None:
        self.ga_naar(self._cursor - 1)

    def action_omlaag(self) -> None:
        self.ga_naar(self._cursor + 1)

    def action_blad_omhoog(self) -> None:
        self.ga_naar(self._cursor - self._zichtbaar)

    def action_blad_omlaag(self) -> None:
        self.ga_naar(self._cursor + self._zichtbaar)

    def action_begin(self) -> None:
        self.ga_naar(0)

    def action_einde(self) -> None:
        self.ga_naar(self.aantal - 1)

    def action_kies(self) -> None:
        if self.sleutel is not None:
            self.post_message(self.Gekozen(self, self.sleutel))
        else:
            self._kies_straks = True  # the row is on its way

    def on_click(self, gebeurtenis: events.Click) -> None:
        plek = self.scroll_offset.y + gebeurtenis.y - self._kop
        if gebeurtenis.y < self._kop or plek >= self.aantal:
            return
        if plek == self._cursor:
            self.action_kies()
        else:
            self.ga_naar(plek)

    # -- drawing -----------------------------------------------------------------------------------

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._stijlen = {}

    def render_lines(self, crop: Region) -> list[Strip]:
        """The styles are the same for every line; Textual works them out anew at each question."""
        if not self._stijlen:
            gewoon = self.rich_style
            namen = ("titel", "kies", *STIJLEN)
            self._stijlen = {n: gewoon + self.get_component_rich_style(f"lijst--{n}") for n in namen}
            self._stijlen[""] = gewoon
        self._breedte = self.scrollable_content_region.width
        laatst = min(self.scroll_offset.y + self._zichtbaar, self.aantal) - 1
        if laatst >= 0 and laatst not in self._regels and not self._bezig:
            # Asked for when there was no room yet; not every new size comes with a Resize.
            na_tekenen(self, self._vul)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        if self._aantal == 0 or self._melding:
            return self._lege_regel(y)
        if self._kop and y == 0:
            return self._strip([Cel(kolom.titel) for kolom in self._kolommen], "  ", "titel")
        plek = self.scroll_offset.y + y - self._kop
        regel = self._regels.get(plek)
        if regel is None:
            return Strip.blank(self._breedte, self._stijlen[""])
        cellen = [cel if isinstance(cel, Cel) else Cel(cel) for cel in regel.cellen]
        op_cursor = plek == self._cursor
        wijzer = woorden("▸ ") if op_cursor else "  "
        return self._strip(cellen, wijzer, "kies" if op_cursor and self.has_focus else "")

    def _strip(self, cellen: Sequence[Cel], wijzer: str, stijl: str) -> Strip:
        """One line; `stijl` takes the place of those of the cells."""
        gewoon = self._stijlen[stijl]
        stukken = [Segment(wijzer, gewoon)]
        if in_woorden():
            return Strip([*stukken, *self._achter_elkaar(cellen, stijl)]).adjust_cell_length(
                self._breedte, gewoon
            )
        for volgorde, (plek, breed) in enumerate(_verdeel(self._kolommen, self._breedte)):
            if volgorde:
                stukken.append(Segment(" " * _TUSSEN, gewoon))
            cel = cellen[plek] if plek < len(cellen) else Cel("")
            tekst = pas(cel.tekst, breed, self._kolommen[plek].rechts)
            stukken.append(Segment(tekst, self._stijlen.get(stijl or cel.stijl, gewoon)))
        return Strip(stukken).adjust_cell_length(self._breedte, gewoon)

    def _achter_elkaar(self, cellen: Sequence[Cel], stijl: str) -> list[Segment]:
        gewoon, breedte = self._stijlen[stijl], self._breedte
        in_zicht = [plek for plek, _ in _verdeel(self._kolommen, breedte)]
        titels = [] if stijl == "titel" else [kolom.titel for kolom in self._kolommen]
        zin = als_zin([(c.tekst, c.woord, c.stijl) for c in cellen], titels, in_zicht, breedte - _KANTLIJN)
        return [Segment(tekst, self._stijlen.get(stijl or eigen, gewoon)) for tekst, eigen in zin]

    def _lege_regel(self, y: int) -> Strip:
        gewoon, breedte = self._stijlen[""], self._breedte
        regels = wrap(woorden(self._melding or self.leeg), max(breedte - _KANTLIJN, 1))  # read whole
        plek = y - max(min(2, self.size.height - len(regels)), 0)
        if not 0 <= plek < len(regels):
            return Strip.blank(breedte, gewoon)
        tekst = knip(regels[plek], max(breedte - _KANTLIJN, 0))
        stijl = self._stijlen["fout" if self._melding else "gedempt"]
        vulling = max(breedte - _KANTLIJN - cell_len(tekst), 0)
        return Strip(
            [Segment(" " * _KANTLIJN, gewoon), Segment(tekst, stijl), Segment(" " * vulling, gewoon)]
        )

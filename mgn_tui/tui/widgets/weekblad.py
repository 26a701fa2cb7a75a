"""A week as on paper: hours at the left, a column per day, in it a lane per duo, one's own first.

All that stands there is given at once. Each mark has a sign of its own, so that it reads without colour: `▌` your own
gesprek, `│` one of others, `┊` free, `▲` look at this.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Final, Literal

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from mgn_tui.tui.acties import LIJST, bindingen
from mgn_tui.tui.widgets.cellen import knip, pas

Aard = Literal["eigen", "ander", "vrij", "los", "was"]
SMALST: Final = 100  # cells from which the sheet can be read
_SCHALEN: Final = (8, 6, 4, 3, 2)  # lines for an hour, the roomiest that fits
_DAG: Final = 15  # cells a day needs, whatever is in it
_UUR: Final = 7  # cells for the hours
_BAAN: Final = 9  # cells a lane needs
_KOP: Final = 4
_ALLE_DUOS: Final = "alle duo's"
_TEKENS: Final[dict[str, str]] = {"eigen": "▌", "ander": "│", "vrij": "┊", "los": "▌", "was": "┊"}


@dataclass(frozen=True, slots=True)
class Blok:
    """One thing on the sheet. `dag` from 0, `begin` and `einde` in minutes of that day; `baan`: the lane, "" is one's
    own; `regels`: what it says, as far as there is room, a line with ▲ in the colour of that. Only with `sleutel` the
    cursor stands on it."""

    sleutel: str
    dag: int
    begin: int
    einde: int
    baan: str
    aard: Aard
    regels: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Dagkop:
    """A day: its name, what is to be known of it, and whether it is closed (a holiday)."""

    naam: str
    bij: str = ""
    vandaag: bool = False
    dicht: bool = False


@dataclass(frozen=True, slots=True)
class Weekbeeld:
    """`eigen`: the words above one's own lane; "" for who has none."""

    dagen: tuple[Dagkop, ...] = ()
    blokken: tuple[Blok, ...] = field(default=(), repr=False)
    eigen: str = ""


@dataclass(frozen=True, slots=True)
class _Plek:
    """Where a block stands: column in cells and width. `erachter`: how many it hides."""

    blok: Blok
    x: int
    breed: int
    erachter: int = 0


def banen_van(beeld: Weekbeeld, dag: int, hoogstens: int) -> list[tuple[str, list[Blok]]]:
    """The lanes of one day, one's own first. Two that overlap stand in two lanes. When there are more lanes than
    `hoogstens`, one's own goes if nothing is in it, then those of others share, and the last one takes what does not
    fit; a single lane for all says so."""
    banen: list[tuple[str, list[Blok]]] = [("", [])] if beeld.eigen else []
    hier = [b for b in beeld.blokken if b.dag == dag]
    volgorde = {"vrij": 0, "was": 1, "eigen": 2, "ander": 2, "los": 3}
    for blok in sorted(hier, key=lambda b: (bool(b.baan), b.baan, volgorde[b.aard], b.begin)):
        eigen = [inhoud for naam, inhoud in banen if naam == blok.baan]
        past = next((inhoud for inhoud in eigen if not _overlapt(inhoud, blok)), None)
        if past is not None:
            past.append(blok)
        else:
            banen.append((blok.baan, [blok]))
    if len(banen) > hoogstens and not banen[0][1]:
        del banen[0]
    if len(banen) <= hoogstens:
        return banen
    if hoogstens == 1:
        een_duo = len({naam for naam, _ in banen}) == 1
        return [(banen[0][0] if een_duo else _ALLE_DUOS, [blok for _, inhoud in banen for blok in inhoud])]
    samen = banen[:1]
    for _, inhoud in banen[1:]:
        for blok in inhoud:
            vrij = next((b for _, b in samen[1:] if not _overlapt(b, blok)), None)
            if vrij is not None:
                vrij.append(blok)
            elif len(samen) < hoogstens:
                samen.append(("anderen", [blok]))
            else:
                samen[-1][1].append(blok)
    return samen


def _overlapt(inhoud: Sequence[Blok], blok: Blok) -> bool:
    if blok.aard in ("vrij", "was", "los"):
        return False
    return any(
        ander.begin < blok.einde and blok.begin < ander.einde
        for ander in inhoud
        if ander.aard in ("eigen", "ander")
    )


class _Doek:
    """Cells with a style each; what is put later lies on top."""

    def __init__(self, breed: int, hoog: int) -> None:
        self.tekens = [[" "] * breed for _ in range(hoog)]
        self.stijlen = [[""] * breed for _ in range(hoog)]

    def zet(self, y: int, x: int, tekst: str, stijl: str) -> None:
        if not 0 <= y < len(self.tekens):
            return
        rij, stijlen = self.tekens[y], self.stijlen[y]
        for teken in tekst:
            breed = cell_len(teken)
            if breed == 0:  # an accent of its own
                if x:
                    rij[x - 1] += teken
                continue
            if x + breed > len(rij):
                return
            rij[x], stijlen[x] = teken, stijl
            if breed == 2:
                rij[x + 1], stijlen[x + 1] = "", stijl
            x += breed


def _uren(beeld: Weekbeeld) -> tuple[int, int]:
    """First and last minute of the sheet, on whole hours: the working day, and what lies outside it."""
    begin = min((9 * 60, *(b.begin for b in beeld.blokken)))
    einde = max((17 * 60, *(b.einde for b in beeld.blokken)))
    return begin // 60 * 60, min(-(-einde // 60) * 60, 24 * 60)


class Weekblad(ScrollView, can_focus=True, inherit_bindings=False):
    """The sheet."""

    DEFAULT_CSS = """
    Weekblad {
        height: 1fr;
        overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1;
        background: $background; color: $foreground;
        & > .week--gedempt { color: $gedempt; }
        & > .week--lijn { color: $lijn; }
        & > .week--vet { text-style: bold; }
        & > .week--vandaag { color: $accent; text-style: bold; }
        & > .week--eigen { background: $veld; color: $foreground; text-style: bold; }
        & > .week--eigen-rand { background: $veld; color: $accent; }
        & > .week--eigen-bij { background: $veld; color: $gedempt; }
        & > .week--eigen-let-op { background: $veld; color: $let-op; }
        & > .week--ander { color: $gedempt; }
        & > .week--vrij { color: $goed; }
        & > .week--los { background: $accent; color: $op-accent; text-style: bold; }
        & > .week--kies { background: $kies; color: $op-kies; text-style: bold; }
        & > .week--let-op { color: $let-op; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"week--{naam}"
        for naam in (
            *("gedempt", "lijn", "vet", "vandaag", "ander", "vrij", "los", "kies", "let-op"),
            *("eigen", "eigen-rand", "eigen-bij", "eigen-let-op"),
        )
    }
    BINDINGS: ClassVar[list[BindingType]] = bindingen(LIJST)
    ALLOW_SELECT = False

    class Verplaatst(Message):
        """The cursor stands on another gesprek."""

    class Gekozen(Message):
        """Enter, or a second click, on a gesprek."""

        def __init__(self, sleutel: str) -> None:
            super().__init__()
            self.sleutel = sleutel

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._beeld = Weekbeeld()
        self.uren = _uren(self._beeld)
        self._volgorde: tuple[Blok, ...] = ()
        self._cursor = 0
        self._strips: list[Strip] = []
        self._getekend: dict[str, Style] = {}
        self._plekken: list[tuple[int, int, _Plek]] = []

    # -- for the screen --------------------------------------------------------------------------

    @property
    def sleutel(self) -> str | None:
        """The gesprek under the cursor."""
        return self._volgorde[self._cursor].sleutel if self._cursor < len(self._volgorde) else None

    def zet(self, beeld: Weekbeeld, *, sleutel: str = "") -> None:
        """Another week, or the same with something changed; the cursor goes to `sleutel`, else stays."""
        zoek = sleutel or self.sleutel or ""
        self._beeld, self.uren = beeld, _uren(beeld)
        gesprekken = [b for b in beeld.blokken if b.sleutel and b.aard in ("eigen", "ander", "los")]
        self._volgorde = tuple(sorted(gesprekken, key=lambda b: (b.dag, b.begin, b.baan)))
        plekken = {b.sleutel: nr for nr, b in enumerate(self._volgorde)}
        self._cursor = plekken.get(zoek, min(self._cursor, max(len(self._volgorde) - 1, 0)))
        self.teken()

    # -- moving ------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return hasattr(self, f"action_{action}") and bool(self._volgorde)

    def _naar(self, plek: int) -> None:
        plek = min(max(plek, 0), max(len(self._volgorde) - 1, 0))
        if plek != self._cursor:
            self._cursor = plek
            self.teken()
            self.refresh_bindings()
            self.post_message(self.Verplaatst())

    def action_omhoog(self) -> None:
        self._naar(self._cursor - 1)

    def action_omlaag(self) -> None:
        self._naar(self._cursor + 1)

    def action_begin(self) -> None:
        self._naar(0)

    def action_einde(self) -> None:
        self._naar(len(self._volgorde) - 1)

    def _andere_dag(self, stap: int) -> None:
        """The first gesprek of the next or the previous day that has one."""
        nu = self._volgorde[self._cursor].dag
        dagen = sorted({b.dag for b in self._volgorde if (b.dag - nu) * stap > 0}, reverse=stap < 0)
        if dagen:
            self._naar(next(nr for nr, b in enumerate(self._volgorde) if b.dag == dagen[0]))

    def action_blad_omhoog(self) -> None:
        self._andere_dag(-1)

    def action_blad_omlaag(self) -> None:
        self._andere_dag(1)

    def action_kies(self) -> None:
        if self.sleutel is not None:
            self.post_message(self.Gekozen(self.sleutel))

    def on_click(self, gebeurtenis: events.Click) -> None:
        y = gebeurtenis.y if gebeurtenis.y < _KOP else gebeurtenis.y + self.scroll_offset.y
        for boven, onder, plek in reversed(self._plekken):
            if boven <= y < onder and plek.x <= gebeurtenis.x < plek.x + plek.breed and plek.blok.sleutel:
                sleutels = [b.sleutel for b in self._volgorde]
                if plek.blok.sleutel not in sleutels:
                    return
                nummer = sleutels.index(plek.blok.sleutel)
                if nummer == self._cursor:
                    self.action_kies()
                else:
                    self._naar(nummer)
                return

    # -- measures ----------------------------------------------------------------------------------

    def on_resize(self) -> None:
        self.teken()

    def _rij(self, minuut: int, schaal: int) -> int:
        return _KOP + (minuut - self.uren[0]) * schaal // 60

    def _breedten(self, breed: int) -> list[int]:
        """Cells for each day: the more lanes there are in it, the wider."""
        gewicht = [
            max(min(len(banen_van(self._beeld, dag, 9)), 3), 1) for dag in range(len(self._beeld.dagen))
        ]
        over = max(breed - _DAG * len(gewicht), 0)
        uit: list[int] = []
        for nummer, deel in enumerate(gewicht):
            stuk = over * deel // sum(gewicht[nummer:])
            over -= stuk
            uit.append(min(_DAG, breed // len(gewicht)) + stuk)
        return uit

    def _houd_in_zicht(self, boven: int, onder: int) -> None:
        hoog = self.size.height - _KOP
        if onder - _KOP > self.scroll_offset.y + hoog:
            self.scroll_to(y=onder - _KOP - hoog, animate=False)
        if boven - _KOP < self.scroll_offset.y:
            self.scroll_to(y=boven - _KOP, animate=False)

    # -- drawing -----------------------------------------------------------------------------------

    def teken(self) -> None:
        """Draw the week as it is known, in the colours of now."""
        breed, dagen = self.scrollable_content_region.width, len(self._beeld.dagen)
        if not breed or not dagen:
            return
        van, tot = self.uren
        uren = (tot - van) // 60
        schaal = next((s for s in _SCHALEN if _KOP + uren * s + 1 <= self.size.height), _SCHALEN[-1])
        doek = _Doek(breed, _KOP + uren * schaal + 1)
        self._plekken = []
        doek.zet(_KOP - 1, 0, "─" * breed, "lijn")
        for minuut in range(van, tot + 1, 60):
            doek.zet(self._rij(minuut, schaal), 0, f"{minuut // 60:02}:00", "gedempt")
        x = _UUR
        for nummer, (dag, wijd) in enumerate(
            zip(self._beeld.dagen, self._breedten(breed - _UUR), strict=True)
        ):
            self._teken_dag(doek, nummer, dag, x, wijd - 1, schaal)
            x += wijd
        self._getekend = {"": self.rich_style}
        self._strips = [self._strip(t, s) for t, s in zip(doek.tekens, doek.stijlen, strict=True)]
        self.virtual_size = Size(self.size.width, len(self._strips))
        kies = next((p for p in self._plekken if p[2].blok.sleutel == self.sleutel), None)
        if kies is not None:
            self._houd_in_zicht(kies[0], kies[1])
        self.refresh()

    def _teken_dag(self, doek: _Doek, nummer: int, dag: Dagkop, x: int, breed: int, schaal: int) -> None:
        onder = len(doek.tekens)
        for y in range(_KOP, onder):
            doek.zet(y, x - 1, "│", "lijn")
        doek.zet(_KOP - 1, x - 1, "┼", "lijn")
        naam = f"{dag.naam} · vandaag" if dag.vandaag else dag.naam
        if dag.vandaag and cell_len(naam) >= breed:
            naam = f"vandaag {dag.naam.split()[1]}"
        doek.zet(0, x + 1, knip(naam, breed - 1), "vandaag" if dag.vandaag else "vet")
        doek.zet(1, x + 1, knip(dag.bij, breed - 1), "let-op" if dag.dicht else "gedempt")
        banen = banen_van(self._beeld, nummer, max(breed // _BAAN, 1))
        if not banen:
            return
        baan = breed // len(banen)
        laatste = None
        for plek, (titel, inhoud) in enumerate(banen):
            links = x + plek * baan + (breed - baan * len(banen) if plek else 0)
            wijd = baan + (breed - baan * len(banen) if not plek else 0)
            kop = titel or self._beeld.eigen
            if kop != laatste:
                doek.zet(2, links + 1, knip(kop, wijd - 1), "gedempt")
            laatste = kop
            gesprekken = [b for b in inhoud if b.aard in ("eigen", "ander")]
            for blok in sorted(inhoud, key=lambda b: b.sleutel == self.sleutel and b.aard != "was"):
                bedekt = 0
                if blok.sleutel and blok.aard in ("eigen", "ander"):
                    tegelijk = (b.begin < blok.einde and blok.begin < b.einde for b in gesprekken)
                    bedekt = sum(tegelijk) - 1  # itself
                self._teken_blok(doek, _Plek(blok, links, wijd - 1, bedekt), schaal)

    def _teken_blok(self, doek: _Doek, plek: _Plek, schaal: int) -> None:
        blok = plek.blok
        boven, onder = self._rij(blok.begin, schaal), self._rij(blok.einde, schaal)
        onder = max(onder, boven + 1)
        kies = bool(blok.sleutel) and blok.sleutel == self.sleutel and blok.aard in ("eigen", "ander")
        if blok.aard != "was":
            self._plekken.append((boven, onder, plek))
        rand = "kies" if kies else {"eigen": "eigen-rand", "was": "gedempt"}.get(blok.aard, blok.aard)
        teken = "▸" if kies else _TEKENS[blok.aard]
        for y in range(boven, onder):
            regel = blok.regels[y - boven] if y - boven < len(blok.regels) else ""
            eerst = y == boven
            staart = f"+{plek.erachter}" if plek.erachter and eerst else ""
            ruimte = plek.breed - 1 - len(staart)
            stijl = self._stijl_van(blok.aard, eerst, kies)
            if regel.startswith("▲") and not kies:
                stijl = "eigen-let-op" if blok.aard == "eigen" else "let-op"
            doek.zet(y, plek.x, teken if eerst or not kies else " ", rand)
            doek.zet(y, plek.x + 1, f"{pas(regel, ruimte)}{staart}", stijl)

    @staticmethod
    def _stijl_van(aard: Aard, eerst: bool, kies: bool) -> str:
        if kies:
            return "kies"
        if aard == "eigen":
            return "eigen" if eerst else "eigen-bij"
        return "los" if aard == "los" else "ander" if aard == "ander" else "gedempt"

    def _strip(self, tekens: list[str], stijlen: list[str]) -> Strip:
        stukken: list[Segment] = []
        begin = 0
        for plek in range(1, len(tekens) + 1):
            if plek == len(tekens) or stijlen[plek] != stijlen[begin]:
                stukken.append(Segment("".join(tekens[begin:plek]), self._stijl(stijlen[begin])))
                begin = plek
        return Strip(stukken)

    def _stijl(self, naam: str) -> Style:
        """Looked up once a drawing: a full week asks for it hundreds of times."""
        if naam not in self._getekend:
            self._getekend[naam] = self.rich_style + self.get_component_rich_style(f"week--{naam}")
        return self._getekend[naam]

    def notify_style_update(self) -> None:
        super().notify_style_update()
        if self.is_attached:
            self.teken()

    def render_line(self, y: int) -> Strip:
        breed = self.scrollable_content_region.width
        nummer = y if y < _KOP else y + self.scroll_offset.y
        if nummer >= len(self._strips):
            return Strip.blank(breed, self.rich_style)
        return self._strips[nummer].adjust_cell_length(breed, self.rich_style)

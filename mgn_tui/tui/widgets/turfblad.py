"""The tally sheet: one row per gesprek, one column per category, and the totals below the line.

The names stay where they are; the columns move under a window as wide as the screen. At the right, where
there is room, stands what became of the category under the cursor.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from textwrap import wrap
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from mgn_tui.domain.datums import toon_dag_kort
from mgn_tui.domain.profiel import Categorie
from mgn_tui.register.toeleiden import Turfrij, Turfstaat
from mgn_tui.tui.acties import LIJST, bindingen
from mgn_tui.tui.tekens import in_woorden, woorden
from mgn_tui.tui.widgets.cellen import knip, pas
from mgn_tui.tui.widgets.straks import na_tekenen
from mgn_tui.tui.widgets.turftekens import STAPPEN, feit_kort, in_een_zin, merk

_STAP_BREED: Final = 10
_RUIM: Final = 110  # cells from which the steps stand at the right
_MET_DAG: Final = 70  # cells from which the day stands behind the name
_KOP: Final = 1


@dataclass(frozen=True, slots=True)
class _Maten:
    """Cells of the parts of a line, and the numbers of the columns in sight."""

    breed: int = 0
    naam: int = 0
    dag: int = 0
    stappen: int = 0
    ruimte: int = 1
    zicht: Sequence[int] = (0,)


class Turfblad(ScrollView, can_focus=True, inherit_bindings=False):
    """The sheet. `namen`: show names in full where they may be known."""

    DEFAULT_CSS = """
    Turfblad {
        height: 1fr;
        overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
        background: $background; color: $foreground;
        & > .turf--gedempt { color: $gedempt; }
        & > .turf--lijn { color: $lijn; }
        & > .turf--nu { color: $accent; text-style: bold; }
        & > .turf--vet { text-style: bold; }
        & > .turf--kies { background: $kies; color: $op-kies; text-style: bold; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "turf--gedempt",
        "turf--lijn",
        "turf--nu",
        "turf--vet",
        "turf--kies",
    }
    BINDINGS: ClassVar[list[BindingType]] = bindingen(LIJST)
    ALLOW_SELECT = False

    class Verplaatst(Message):
        """The cursor stands on another cell."""

    class Gekozen(Message):
        """Enter on a row."""

        def __init__(self, ref: str) -> None:
            super().__init__()
            self.ref = ref

    class Geklikt(Message):
        """A second click on the cell under the cursor."""

    def __init__(self, categorieen: Sequence[Categorie], leeg: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._leeg = leeg
        self._staat: Turfstaat | None = None
        self._vandaag = date.min
        self._rij = 0
        self.namen = False
        self._nu = _Maten()  # of the painting at hand
        self._stijlen: dict[str, Style] = {}
        self._langst: dict[bool, int] = {}  # cells of the longest name, in full or in initials
        self._zet_kolommen(categorieen)

    def _zet_kolommen(self, categorieen: Sequence[Categorie]) -> None:
        self._kolommen = tuple(categorieen)
        self._breedten = tuple(max(cell_len(c.kort), 4) + 2 for c in categorieen)
        self._kolom = self._eerste = 0

    # -- for the screen --------------------------------------------------------------------------

    @property
    def rijen(self) -> tuple[Turfrij, ...]:
        return self._staat.rijen if self._staat else ()

    @property
    def rij(self) -> Turfrij | None:
        """The gesprek under the cursor."""
        return self.rijen[self._rij] if self._rij < len(self.rijen) else None

    @property
    def cursorregel(self) -> int:
        """On which line of the widget the cursor is, for the cursor of the terminal."""
        return self._rij - self.scroll_offset.y + _KOP

    @property
    def categorie(self) -> Categorie:
        """The category under the cursor."""
        return self._kolommen[self._kolom]

    @property
    def hoogte(self) -> int:
        """Lines it takes to show everything."""
        return len(self.rijen) + _KOP + 2

    def zet(self, staat: Turfstaat, vandaag: date, categorieen: Sequence[Categorie] = ()) -> None:
        """Other figures, seen from `vandaag`; the cursor stays on the same gesprek. `categorieen`: other columns, in
        another region."""
        if categorieen and tuple(categorieen) != self._kolommen:
            self._zet_kolommen(categorieen)
        hier = self.rij.ref if self.rij else ""
        self._staat, self._vandaag, self._langst = staat, vandaag, {}
        self._rij = next((nr for nr, rij in enumerate(staat.rijen) if rij.ref == hier), self._rij)
        self._rij = min(self._rij, max(len(staat.rijen) - 1, 0))
        self._pas_hoogte()
        self._houd_in_zicht()
        self.refresh()
        self.refresh_bindings()
        self.post_message(self.Verplaatst())

    def ga_naar(self, ref: str, code: str | None = None) -> bool:
        """Put the cursor on a gesprek (and a category); False when it is not on the sheet."""
        for nummer, rij in enumerate(self.rijen):
            if rij.ref == ref:
                codes = [c.code for c in self._kolommen]
                self._verplaats(nummer, codes.index(code) if code in codes else self._kolom)
                return True
        return False

    # -- moving ------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return hasattr(self, f"action_{action}") and bool(self.rijen)

    def _verplaats(self, rij: int, kolom: int) -> None:
        rij = min(max(rij, 0), max(len(self.rijen) - 1, 0))
        kolom = min(max(kolom, 0), len(self._kolommen) - 1)
        if (rij, kolom) == (self._rij, self._kolom):
            return
        vorige, zelfde = self._rij, kolom == self._kolom
        self._rij, self._kolom = rij, kolom
        self._houd_in_zicht()
        if zelfde and not in_woorden():
            for regel in (vorige, rij):
                self.refresh_line(regel + _KOP)
        else:  # head, totals and steps are of the column under the cursor
            self.refresh()
        na_tekenen(self, self._meld_verplaatst)

    def _meld_verplaatst(self) -> None:
        self.refresh_bindings()
        self.post_message(self.Verplaatst())

    def stap_opzij(self, richting: int) -> None:
        self._verplaats(self._rij, self._kolom + richting)

    def action_omhoog(self) -> None:
        self._verplaats(self._rij - 1, self._kolom)

    def action_omlaag(self) -> None:
        self._verplaats(self._rij + 1, self._kolom)

    def action_blad_omhoog(self) -> None:
        self._verplaats(self._rij - self._zichtbaar, self._kolom)

    def action_blad_omlaag(self) -> None:
        self._verplaats(self._rij + self._zichtbaar, self._kolom)

    def action_begin(self) -> None:
        self._verplaats(0, self._kolom)

    def action_einde(self) -> None:
        self._verplaats(len(self.rijen) - 1, self._kolom)

    def action_kies(self) -> None:
        if self.rij is not None:
            self.post_message(self.Gekozen(self.rij.ref))

    def on_click(self, gebeurtenis: events.Click) -> None:
        rij = self._regel_van(gebeurtenis.y)
        if rij is None:
            return
        maten, kolom = self._maten(), self._kolom
        x = maten.naam
        for nummer in self._zicht(maten.ruimte):
            if x <= gebeurtenis.x < x + self._breedten[nummer]:
                kolom = nummer
            x += self._breedten[nummer]
        if (rij, kolom) == (self._rij, self._kolom):
            self.post_message(self.Geklikt())
        else:
            self._verplaats(rij, kolom)

    # -- measures ----------------------------------------------------------------------------------

    @property
    def _zichtbaar(self) -> int:
        """Rows of gesprekken in sight: head, rule and totals always stand there too."""
        return max(self.size.height - _KOP - 2, 1)

    def _pas_hoogte(self) -> None:
        self.virtual_size = Size(self.size.width, self.hoogte)

    def on_resize(self) -> None:
        self._pas_hoogte()
        self._houd_in_zicht()
        self.refresh()

    def _houd_in_zicht(self) -> None:
        boven = self.scroll_offset.y
        if self._rij < boven:
            self.scroll_to(y=self._rij, animate=False)
        elif self._rij >= boven + self._zichtbaar:
            self.scroll_to(y=self._rij - self._zichtbaar + 1, animate=False)
        ruimte = self._maten().ruimte
        self._eerste = min(self._eerste, self._kolom)
        while self._eerste < self._kolom and sum(self._breedten[self._eerste : self._kolom + 1]) > ruimte:
            self._eerste += 1
        while self._eerste and sum(self._breedten[self._eerste - 1 :]) <= ruimte:
            self._eerste -= 1

    def _maten(self) -> _Maten:
        """Of a line as wide as the sheet is now. Two cells are kept for the signs that there are more columns."""
        if self.namen not in self._langst:  # the rows may be very many
            self._langst[self.namen] = max((cell_len(self._wie(rij)) for rij in self.rijen), default=0)
        langst, breed = self._langst[self.namen], self.scrollable_content_region.width
        dag = 8 if breed >= _MET_DAG else 0
        naam = 2 + min(max(langst, 6), 10 if breed < _MET_DAG else 24) + dag
        stappen = 2 + _STAP_BREED * len(STAPPEN) if breed >= _RUIM else 0
        return _Maten(breed, naam, dag, stappen, max(breed - naam - stappen - 2, 1))

    def _zicht(self, ruimte: int) -> list[int]:
        """The numbers of the columns in sight."""
        uit: list[int] = []
        for nummer in range(self._eerste, len(self._kolommen)):
            if self._breedten[nummer] > ruimte:
                break
            ruimte -= self._breedten[nummer]
            uit.append(nummer)
        return uit or [self._kolom]

    def _regel_van(self, y: int) -> int | None:
        nummer = self.scroll_offset.y + y - _KOP
        onder = y - _KOP >= self._zichtbaar
        return nummer if y >= _KOP and nummer < len(self.rijen) and not onder else None

    # -- drawing -----------------------------------------------------------------------------------

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._stijlen = {}

    def render_lines(self, crop: Region) -> list[Strip]:
        """Measures and styles are the same for every line; asked for line by line they cost most of a page."""
        maten = self._maten()
        self._nu = replace(maten, zicht=self._zicht(maten.ruimte))
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        gewoon = self._stijl("")
        if not self.rijen:
            regels = wrap(woorden(self._leeg), max(self.size.width - 2, 1))
            plek = y - max(min(2, self.size.height - len(regels)), 0)
            if self._staat is None or not 0 <= plek < len(regels):
                return Strip.blank(self._nu.breed, gewoon)
            tekst = Segment(f"  {knip(regels[plek], self._nu.breed - 2)}", self._stijl("gedempt"))
            return Strip([tekst]).adjust_cell_length(self._nu.breed, gewoon)
        if in_woorden():
            return self._woordregel(y, gewoon)
        if y == 0:
            return self._kopregel(gewoon)
        onder = min(len(self.rijen) - self.scroll_offset.y, self._zichtbaar) + _KOP
        if y == onder:
            return Strip([Segment("─" * self._nu.breed, self._stijl("lijn"))])
        if y == onder + 1:
            return self._totalen(gewoon)
        nummer = self._regel_van(y)
        return Strip.blank(self._nu.breed, gewoon) if nummer is None else self._gesprek(nummer, gewoon)

    def _woordregel(self, y: int, gewoon: Style) -> Strip:
        """The same lines, each as a sentence; above them which category the cursor is on."""
        nummer = self._regel_van(y)
        onder = min(len(self.rijen) - self.scroll_offset.y, self._zichtbaar) + _KOP
        stijl = gewoon
        if y == 0:
            tekst = f"kolom {self._kolom + 1} van {len(self._kolommen)}: {self.categorie.kort}"
        elif y == onder + 1 and self._staat is not None:
            per_code = self._staat.telling.per_code
            tellen = (f"{c.kort} {per_code.get(c.code, 0)}" for c in self._kolommen)
            tekst = f"alle {self._staat.telling.gesprekken}: {', '.join(tellen)}"
        elif nummer is None:
            return Strip.blank(self._nu.breed, gewoon)
        else:
            rij = self.rijen[nummer]
            wijzer = woorden("▸ ") if nummer == self._rij else "  "
            wat = in_een_zin(rij, self._kolommen, self._vandaag)
            tekst = f"{wijzer}{self._wie(rij)}, {toon_dag_kort(rij.dag, self._vandaag)}: {wat}"
            stijl = self._stijl("kies") if nummer == self._rij and self.has_focus else gewoon
        return Strip([Segment(knip(tekst, self._nu.breed), stijl)]).adjust_cell_length(self._nu.breed, gewoon)

    def _stijl(self, naam: str) -> Style:
        if naam not in self._stijlen:
            eigen = self.get_component_rich_style(f"turf--{naam}") if naam else None
            self._stijlen[naam] = self.rich_style + eigen if eigen else self.rich_style
        return self._stijlen[naam]

    def _strip(
        self,
        naam: Segment,
        cellen: Sequence[Segment],
        stappen: Sequence[tuple[str, Style]],
        gewoon: Style,
        links: str = " ",
        rechts: str = " ",
    ) -> Strip:
        """One line: name, the columns in sight between the signs that there are more, the steps."""
        rand = self._stijl("gedempt")
        stukken = [naam, Segment(links, rand), *cellen]
        vulling = self._nu.naam + self._nu.ruimte + 1 - sum(stuk.cell_length for stuk in stukken)
        stukken += [Segment(" " * max(vulling, 0), gewoon), Segment(rechts, rand)]
        if self._nu.stappen:
            stukken.append(Segment("│ ", self._stijl("lijn")))
            stukken += [Segment(pas(tekst, _STAP_BREED), stijl) for tekst, stijl in stappen]
        return Strip(stukken).adjust_cell_length(self._nu.breed, gewoon)

    def _kopregel(self, gewoon: Style) -> Strip:
        gedempt, nu = self._stijl("gedempt"), self._stijl("nu")
        zicht = self._nu.zicht
        cellen = [
            Segment(
                self._midden(self._kolommen[nummer].kort, self._breedten[nummer]),
                nu if nummer == self._kolom else gedempt,
            )
            for nummer in zicht
        ]
        stappen = [(stap.label.partition("/")[0], gedempt) for stap in STAPPEN]
        links = "‹" if zicht[0] else " "
        rechts = "›" if zicht[-1] < len(self._kolommen) - 1 else " "
        return self._strip(Segment(" " * self._nu.naam, gewoon), cellen, stappen, gewoon, links, rechts)

    @staticmethod
    def _midden(tekst: str, breedte: int) -> str:
        """Centred; a sign stands above its neighbour's first letter when it cannot be exact."""
        tekst = knip(tekst, breedte)
        links = (breedte - cell_len(tekst)) // 2
        return pas(" " * links + tekst, breedte)

    def _gesprek(self, nummer: int, gewoon: Style) -> Strip:
        rij, hier = self.rijen[nummer], nummer == self._rij
        gedempt, vet, kies = self._stijl("gedempt"), self._stijl("vet"), self._stijl("kies")
        cellen = []
        for kolom in self._nu.zicht:
            code, breed = self._kolommen[kolom].code, self._breedten[kolom]
            teken = merk(rij, code)
            tekst = " " * ((breed - 1) // 2) + (teken or ("·" if hier else ""))
            op_cel = hier and kolom == self._kolom
            stijl = kies if op_cel and self.has_focus else gewoon if teken else gedempt
            if rij.hoofdadvies == code and teken and not op_cel:
                stijl = vet
            cellen.append(Segment(pas(tekst, breed), stijl))
        code = self.categorie.code
        stappen = [
            (feit_kort(rij.feiten.get((code, stap)), self._vandaag, smal=True), gewoon if hier else gedempt)
            for stap in STAPPEN
        ]
        naam = Segment(self._naam(rij, hier), vet if hier else gewoon)
        return self._strip(naam, cellen, stappen, gewoon)

    def _naam(self, rij: Turfrij, hier: bool) -> str:
        dag = f"{toon_dag_kort(rij.dag, self._vandaag, smal=True):>7} " if self._nu.dag else ""
        return ("▸ " if hier else "  ") + pas(self._wie(rij), self._nu.naam - 2 - cell_len(dag)) + dag

    def _wie(self, rij: Turfrij) -> str:
        keer = f" ({rij.volgnummer}e)" if rij.volgnummer > 1 else ""
        return (rij.naam if self.namen and rij.naam else rij.wie) + keer

    def _totalen(self, gewoon: Style) -> Strip:
        if self._staat is None:
            return Strip.blank(self._nu.breed, gewoon)
        telling, vet, gedempt = self._staat.telling, self._stijl("vet"), self._stijl("gedempt")
        cellen = []
        for kolom in self._nu.zicht:
            aantal, breed = telling.per_code.get(self._kolommen[kolom].code, 0), self._breedten[kolom]
            tekst = " " * ((breed - 1) // 2 - (aantal > 9)) + str(aantal)
            cellen.append(Segment(pas(tekst, breed), vet if aantal else gedempt))
        code = self.categorie.code
        stappen = [
            (str(telling.verwezen.get(code, 0)), gewoon),
            ("", gewoon),
            (str(telling.gestart.get(code, 0)), gewoon),
        ]
        woord = "gesprek" if telling.gesprekken == 1 else "gesprekken"
        naam = Segment(pas(f"  {telling.gesprekken} {woord}", self._nu.naam), vet)
        return self._strip(naam, cellen, stappen, gewoon)

"""Gesprekken: today's first, then what was, then what is to come. Enter opens one."""

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult

from mgn_tui.domain.datums import toon_datum, toon_datum_kort
from mgn_tui.domain.tekst import vouw
from mgn_tui.domain.woorden import GesprekStatus, Thema
from mgn_tui.register import gesprekslijst
from mgn_tui.register.vastleggen import GesprekRegel
from mgn_tui.tui.screens.scherm import MgnScherm
from mgn_tui.tui.widgets.filterlijst import FilterLijst
from mgn_tui.tui.widgets.vensterlijst import Cel, Kolom, Regel, VensterLijst

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

GEPLAND, GEVOERD = GesprekStatus.GEPLAND.value, GesprekStatus.GEVOERD.value


class GesprekLijstScherm(MgnScherm):
    """A list of gesprekken: read once, filtered in memory, read again when something may have changed."""

    EENHEID: ClassVar[tuple[str, str]] = ("gesprek", "gesprekken")
    LEEG: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__()
        self._slot = threading.Lock()  # rows and count are asked from two threads
        self._alle: list[GesprekRegel] | None = None

    def inhoud(self) -> ComposeResult:
        yield FilterLijst(self.kolommen(), self._bron, self._tel, self.LEEG, eenheid=self.EENHEID)

    # -- for a subclass -----------------------------------------------------------------------

    def kolommen(self) -> tuple[Kolom, ...]:
        raise NotImplementedError

    def lees(self, sessie: "Sessie") -> list[GesprekRegel]:
        """The rows in their order; runs in a thread."""
        raise NotImplementedError

    def cellen(self, regel: GesprekRegel) -> tuple[str | Cel, ...]:
        raise NotImplementedError

    async def open(self, ref: str) -> None:
        raise NotImplementedError

    # -- the rows -----------------------------------------------------------------------------

    def wie(self, regel: GesprekRegel) -> str:
        return regel.naam if self.mgn.namen_zichtbaar and regel.naam else regel.wie

    @property
    def kolom_wie(self) -> Kolom:
        return Kolom("wie", 22 if self.mgn.namen_zichtbaar else 6)

    def dag(self, regel: GesprekRegel) -> str:
        """`vandaag 10:30`, `di 9 mrt`."""
        dag = regel.begin.date()
        if dag == self.app.klok.vandaag():
            return f"vandaag {regel.begin:%H:%M}"
        return f"{toon_datum(dag)[:2]} {toon_datum_kort(dag)}"

    def _rijen(self, filter_: str) -> list[tuple[str, tuple[str | Cel, ...]]]:
        with self._slot:
            if self._alle is None:
                self._alle = self.lees(self.mgn.sessie)
            gezocht = vouw(filter_).split()
            uit = []
            for regel in self._alle:
                cellen = self.cellen(regel)
                tekst = vouw(" ".join((regel.naam, *(c.tekst if isinstance(c, Cel) else c for c in cellen))))
                if all(woord in tekst for woord in gezocht):
                    uit.append((regel.ref, cellen))
            return uit

    def _tel(self, filter_: str) -> int:
        return len(self._rijen(filter_))

    def _bron(self, filter_: str, begin: int, aantal: int) -> Sequence[Regel]:
        return [Regel(ref, cellen) for ref, cellen in self._rijen(filter_)[begin : begin + aantal]]

    def on_screen_resume(self) -> None:
        self.ververs()

    def ververs(self) -> None:
        """Ask everything again: another may have changed it."""
        with self._slot:
            self._alle = None
        lijst = self.query_one(FilterLijst)
        lijst.zet_kolommen(self.kolommen())
        lijst.ververs()

    @on(VensterLijst.Gekozen)
    async def _gekozen(self, gebeurtenis: VensterLijst.Gekozen) -> None:
        gebeurtenis.stop()
        await self.open(gebeurtenis.sleutel)


class GesprekkenScherm(GesprekLijstScherm):
    """The gesprekken of this werkmap, by initials."""

    STAP = "gesprek"
    SCHERM = "gesprekken"
    LEEG = "Er is nog geen gesprek gepland. Plan er een vanuit 2 Aanmeldingen."
    UITLEG = (
        "Bovenaan de gesprekken van vandaag, daaronder wat geweest is en daarna wat komt; uw eigen gesprekken "
        "telkens eerst. Enter opent het gesprek, ook om het later uit te werken. ▲ betekent dat een gesprek nog "
        "uitgewerkt moet worden."
    )

    def kolommen(self) -> tuple[Kolom, ...]:
        return (
            Kolom("", 1),
            Kolom("wanneer", 13),
            self.kolom_wie,
            Kolom("gesprek", 7),
            Kolom("stand", deel=2),
            Kolom("thema's", 7, vanaf=60),
            Kolom("advies", 12, vanaf=70),
        )

    def lees(self, sessie: "Sessie") -> list[GesprekRegel]:
        return gesprekslijst.gesprekken(sessie)

    def cellen(self, regel: GesprekRegel) -> tuple[str | Cel, ...]:
        vandaag = self.app.klok.vandaag()
        open_ = regel.status == GEPLAND and regel.begin.date() < vandaag
        stand = "nog uitwerken" if open_ else GesprekStatus.label_van(regel.status)
        geweest = regel.status == GEVOERD or regel.themas
        return (
            Cel("▲" if open_ else "", "let-op"),
            self.dag(regel),
            self.wie(regel),
            f"{regel.volgnummer}e",
            stand if regel.status in (GEPLAND, GEVOERD) else Cel(stand, "gedempt"),
            Cel(f"{regel.themas} van {len(Thema)}" if geweest else "", "gedempt"),
            Cel(regel.advies, "gedempt"),
        )

    async def open(self, ref: str) -> None:
        await self.mgn.open_gesprek(ref)

"""Gesprekken: today's first, then what was, then what is to come. Enter opens one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult

from mgn_tui.domain.datums import toon_dag_kort, weekdag_kort
from mgn_tui.domain.woorden import GesprekStatus, Thema
from mgn_tui.register import gesprekslijst
from mgn_tui.register.gesprekregels import GesprekRegel
from mgn_tui.register.gesprekslijst import Gesprekslijst
from mgn_tui.tui.screens.sleutellijst import SleutelLijstScherm
from mgn_tui.tui.widgets.filterlijst import FilterLijst
from mgn_tui.tui.widgets.vensterlijst import Cel, Kolom, Regel, VensterLijst

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

GEPLAND, GEVOERD = GesprekStatus.GEPLAND.value, GesprekStatus.GEVOERD.value


class GesprekLijstScherm(SleutelLijstScherm):
    """A list of gesprekken: its order is read once, and again when something changed; rows as they are needed."""

    EENHEID: ClassVar[tuple[str, str]] = ("gesprek", "gesprekken")
    LEEG: ClassVar[str] = ""
    BRIEF: ClassVar[bool] = False
    """Whether a row says that something was sent."""

    def __init__(self) -> None:
        super().__init__()
        self._gelezen: Gesprekslijst | None = None

    def inhoud(self) -> ComposeResult:
        yield FilterLijst(self.kolommen(), self._bron, self._tel, self.LEEG, eenheid=self.EENHEID)

    # -- for a subclass -----------------------------------------------------------------------

    def lees(self, sessie: "Sessie") -> Gesprekslijst:
        """The list in its order; runs in a thread."""
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
        """`vandaag 10:30`, `di 9 mrt`; of another year `di 9 mrt 2026`."""
        dag, vandaag = regel.begin.date(), self.app.klok.vandaag()
        if dag == vandaag:
            return f"vandaag {regel.begin:%H:%M}"
        return f"{weekdag_kort(dag)} {toon_dag_kort(dag, vandaag)}"

    def vergeet(self) -> None:
        self._gelezen = None

    def zoek_sleutels(self, sessie: "Sessie", filter_: str) -> Sequence[bytes]:
        if self._gelezen is None:
            self._gelezen = self.lees(sessie)
        return self._gelezen.met(sessie, filter_)

    def _bron(self, filter_: str, begin: int, aantal: int) -> Sequence[Regel]:
        ids = self._ids(filter_)[begin : begin + aantal]
        return [
            Regel(r.ref, self.cellen(r)) for r in gesprekslijst.regels(self.mgn.sessie, ids, brief=self.BRIEF)
        ]

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
            Kolom("wanneer", 14),
            self.kolom_wie,
            Kolom("gesprek", 7),
            Kolom("stand", deel=2),
            Kolom("thema's", 7, vanaf=60),
            Kolom("advies", 12, vanaf=70),
        )

    def lees(self, sessie: "Sessie") -> Gesprekslijst:
        return gesprekslijst.gesprekken(sessie)

    def cellen(self, regel: GesprekRegel) -> tuple[str | Cel, ...]:
        vandaag = self.app.klok.vandaag()
        open_ = regel.status == GEPLAND and regel.begin.date() < vandaag
        stand = gesprekslijst.UITWERKEN if open_ else GesprekStatus.label_van(regel.status)
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

"""The tour of the demo: done, not read. A quiet line above the footer says the task; it goes on when the app sees
that it was done. It can be left and taken up (`store/voorkeuren.py` keeps how far one came).

Looks only after a key: a tour that waits costs nothing.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer

from mgn_tui.domain.fouten import MgnFout
from mgn_tui.store import voorkeuren
from mgn_tui.store.werkmap import Werkmap, demoplek
from mgn_tui.tui.basis import StapScherm
from mgn_tui.tui.widgets.tekst import Static
from mgn_tui.tui.widgets.voetregel import Voetregel

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie
    from mgn_tui.tui.app import MgnTui

KLAAR: Final = "klaar"
ELDERS: Final = (
    "De rondleiding gaat door de demo, niet door uw eigen werkmap. Sluit af met q en typ: mgn demo"
)
_KIJK_S: Final = (0.2, 1.0)  # after a key: at once, and when what was typed is recorded


@dataclass(frozen=True, slots=True)
class Taak:
    """`wat` to do and `hoe`. Done when this screen opens (`van_een`: of a record that is there), or when a record of
    this kind was made or changed."""

    naam: str
    wat: str
    hoe: str
    scherm: str = ""
    tabel: str = ""
    van_een: bool = False


TAKEN: Final = (
    Taak(
        "openen",
        "Open een aanmelding die nog op tijd is (●).",
        "Ga met ↓ of End naar zo'n regel en druk Enter.",
        scherm="AanmeldingScherm",
        van_een=True,
    ),
    Taak(
        "plannen",
        "Plan een gesprek met deze inwoner.",
        "Esc, dan p. Druk Enter bij het eerste voorstel, tot u op Vandaag bent.",
        tabel="deelnemer",  # a note in the kladblok changes a gesprek too
    ),
    Taak(
        "agenda",
        "Kijk in de agenda van het team.",
        "Druk 3. Met ← en → gaat u een week terug of verder.",
        scherm="AgendaScherm",
    ),
    Taak(
        "vastleggen",
        "Leg een cijfer vast, zoals aan tafel.",
        "Druk 4 en Enter. Typ een cijfer van 0 tot en met 10, en dan PgDn.",
        tabel="gesprek_thema",
    ),
    Taak(
        "advies",
        "Lees de brief die de huisarts krijgt.",
        "Esc, dan 1. Ga naar een regel met 'advies' en druk Enter.",
        scherm="AdviesScherm",
    ),
    Taak(
        "doorverwijzing",
        "Noteer dat iemand is verwezen.",
        "Twee keer Esc, dan 6. Ga met → naar een ● en druk w; Enter is vandaag.",
        tabel="toeleiding",
    ),
    Taak(
        "cijfers",
        "Bekijk de gesprekken achter een cijfer.",
        "Druk 7, en Enter op een cijfer.",
        scherm="AchterScherm",
    ),
    Taak(
        "dicht",
        "Verberg alles, alsof er iemand meekijkt.",
        "Druk F12. Enter opent weer.",
        scherm="DichtScherm",
    ),
)
_EINDE: Final = "Klaar: u liep de hele lijn af. F1 legt elk scherm uit, ctrl+p vindt alles."


class Rondleidingregel(Static):
    """The task, above the footer."""

    DEFAULT_CSS = """
    Rondleidingregel {
        height: auto; padding: 0 1; background: $veld; link-color: $accent; link-style: none;
        link-background: $veld;
    }
    """
    SCOPED_CSS = False

    def __init__(self, scherm: Screen[Any], tekst: Callable[[Screen[Any]], Content]) -> None:
        super().__init__(tekst(scherm))
        self._scherm, self._tekst = scherm, tekst

    def on_mount(self) -> None:
        self.watch(self._scherm, "focused", self.ververs)

    def ververs(self, _: object = None) -> None:
        if self.content != (tekst := self._tekst(self._scherm)):
            self.update(tekst)


class Rondleiding:
    """One walk, from task `nummer` on."""

    def __init__(self, app: "MgnTui", nummer: int = 0) -> None:
        self._app = app
        self.nummer = nummer
        self._na = 0  # the place in the change log at the beginning of this task
        self._begon_op: Screen[Any] | None = None
        self._net_gedaan = False
        self._timers: list[Timer] = []

    @property
    def taak(self) -> Taak | None:
        return TAKEN[self.nummer] if self.nummer < len(TAKEN) else None

    async def begin(self) -> None:
        """Begin this task: what was done before it does not count."""
        from mgn_tui.register import rondleiding

        self._begon_op = self._app.screen
        self._na = await self._app.doe(rondleiding.plek)
        self.toon()

    def stop(self) -> None:
        """Take the line away, everywhere."""
        for timer in self._timers:
            timer.stop()
        for stapel in self._app._screen_stacks.values():
            for scherm in stapel:
                scherm.query(Rondleidingregel).remove()

    # -- the line ----------------------------------------------------------------------------------

    def toon(self, _: object = None) -> None:
        """Put the task on the screen in sight; on a window there is no room for it."""
        if not self._app.screen_stack:
            return  # closed while it was looked up where this task begins
        scherm = self._app.screen
        if scherm is not self._begon_op:
            self._begon_op = None  # left: coming back counts
        if self._app.rondleiding is not self or not isinstance(scherm, StapScherm) or not scherm.is_attached:
            return
        if regels := scherm.query(Rondleidingregel):
            regels.first(Rondleidingregel).ververs()
        elif voet := scherm.query(Voetregel):
            scherm.mount(Rondleidingregel(scherm, self._tekst), before=voet.first())
        else:  # still being built
            scherm.call_after_refresh(self.toon)

    def _tekst(self, scherm: Screen[Any]) -> Content:
        if (taak := self.taak) is None:
            return Content.from_markup(f"[$accent]✓[/] {_EINDE}   [@click=app.rondleiding]R sluit[/]")
        gedaan = "[$goed]✓[/] " if self._net_gedaan else ""
        schrijft = scherm.focused is not None and scherm.focused.check_consume_key("R", "R")
        toets = "" if schrijft else "R\u00a0"  # there it is a letter
        return Content.from_markup(
            f"{gedaan}[$accent]Rondleiding {self.nummer + 1} van {len(TAKEN)}[/]  [b]{taak.wat}[/b]   "
            f"[@click=app.rondleiding]{toets}later[/]\n[$gedempt]{taak.hoe}[/]"
        )

    # -- seeing that it was done -------------------------------------------------------------------

    def toets(self) -> None:
        """Somebody pressed a key: look in a moment."""
        for timer in self._timers:
            timer.stop()
        if self.taak is not None:
            self._timers = [self._app.set_timer(na, self._kijk_straks) for na in _KIJK_S]

    def _kijk_straks(self) -> None:
        kijk: Any = self.kijk  # not its coroutine: one that gives way before it began would never be awaited
        self._app.run_worker(kijk, group="rondleiding", exclusive=True)

    async def kijk(self) -> None:
        """Go on when this task was done."""
        taak, app = self.taak, self._app
        if taak is None or app.rondleiding is not self or not app.open:
            return
        if taak.tabel:
            from mgn_tui.register import rondleiding

            gedaan = taak.tabel in await app.doe(rondleiding.geraakt, self._na)
        else:
            scherm = app.screen
            gedaan = type(scherm).__name__ == taak.scherm and scherm is not self._begon_op
            if taak.van_een:
                gedaan = gedaan and isinstance(scherm, StapScherm) and scherm.record is not None
        if gedaan and self.taak is taak:
            self.nummer += 1
            self._net_gedaan = True
            await asyncio.to_thread(onthoud, KLAAR if self.taak is None else str(self.nummer))
            if app.screen_stack:  # not when it was closed meanwhile
                await self.begin()


def onthoud(hoe_ver: str) -> None:
    """Keep how far one came; where nothing can be kept the tour begins anew the next time."""
    with suppress(MgnFout):
        voorkeuren.bewaar(rondleiding=hoe_ver)


def hoe_ver() -> int:
    """The task at which one was; behind the last when all was done."""
    tekst = voorkeuren.lees().rondleiding
    if tekst == KLAAR:
        return len(TAKEN)
    return min(int(tekst), len(TAKEN)) if tekst.isascii() and tekst.isdigit() and len(tekst) < 4 else 0


async def begin(app: "MgnTui", *, vanzelf: bool = False) -> None:
    """Start or take up the tour; stop it when it runs. `vanzelf`: nobody asked, so not when all was done."""
    from mgn_tui.exchange.demomap import is_demo

    if app.rondleiding is not None:
        loopt, app.rondleiding = app.rondleiding, None
        loopt.stop()
        if loopt.taak is not None:
            app.meld("De rondleiding wacht op u: R gaat verder waar u was.")
        return
    if not is_demo(app.werkmap) or app.sessie.ik.coordinator:
        if not vanzelf:
            app.meld(ELDERS)
        return
    nummer = hoe_ver()
    if nummer == len(TAKEN):
        if vanzelf:
            return
        nummer = 0
    app.rondleiding = Rondleiding(app, nummer)
    app.screen_change_signal.subscribe(app, app.rondleiding.toon)
    await app.rondleiding.begin()


async def open_demo(app: "MgnTui") -> None:
    """Make the invented team in its own werkmap, open that and begin the tour. Raises as `demomap.maak_demo`."""
    werkmap = Werkmap(demoplek())

    def maak() -> "Sessie":
        from mgn_tui.exchange.demo import WACHTWOORD
        from mgn_tui.exchange.demomap import maak_demo
        from mgn_tui.register.sessie import open_werkmap

        wie = maak_demo(werkmap, app.klok)[0].naam
        return open_werkmap(werkmap, wie, WACHTWOORD, app.klok)

    sessie = await asyncio.to_thread(maak)
    app.neem_werkmap(werkmap)
    app.geopend(sessie)

"""What is typed is kept at most half a second after it was typed, also while typing goes on.

A throttle, not a debounce: the clock runs from the first unsaved key (`engineering.md` 3). One save at
a time, in a thread; what was typed last wins. Nothing here knows a database: the saver is given.
"""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from contextvars import copy_context
from typing import Final, Protocol

from mgn_tui.domain.bsn import maskeer_bsn
from mgn_tui.domain.fouten import MgnFout

WACHT_S: Final = 0.15
"""Seconds from the first unsaved key to its save. Half a second is promised: this leaves a quarter for the save
itself and a quarter for the one under way, on a laptop that has more to do."""
OPNIEUW_S: Final = 2.0
"""Seconds between two tries when the disk refuses."""
MAXIMUM: Final = 256 * 1024
"""Bytes of one concept; what does not fit is refused at the keyboard."""
TE_GROOT: Final = (
    "Dit is meer tekst dan het programma kan bewaren (256 KB). Het laatste stuk is niet opgenomen."
)
BEWAARD: Final = "bewaard"


def omvang(ruw: Mapping[str, str]) -> int:
    """The size of a concept as it is kept, in bytes of JSON."""
    return len(json.dumps(dict(ruw), ensure_ascii=False).encode("utf-8", "surrogatepass"))


class Wekker(Protocol):
    """A timer that was set and can be called off."""

    def cancel(self) -> None: ...


Later = Callable[[float, Callable[[], None]], Wekker]
InDraad = Callable[[Callable[[], None]], Awaitable[None]]


def _later(seconden: float, wat: Callable[[], None]) -> Wekker:
    return asyncio.get_running_loop().call_later(seconden, wat)


_DRAAD: Final = ThreadPoolExecutor(1, "concept")
"""A thread of their own: in the pool of the loop they would wait behind a search, a report or a backup."""


async def _in_draad(wat: Callable[[], None]) -> None:
    omgeving = copy_context()
    await asyncio.get_running_loop().run_in_executor(_DRAAD, lambda: omgeving.run(wat))


class ConceptBewaker:
    """Watches one open form and keeps what is typed in it.

    `ruw` gives the current texts and is called on the event loop; `bewaar` stores them and is called in
    a thread (it may raise `MgnFout`: then the message is shown and it is tried again). `melding` gets
    the quiet word for the top line, `bij_fout` what nobody expected. A burgerservicenummer is never
    stored: it goes in as dots.
    """

    def __init__(
        self,
        ruw: Callable[[], Mapping[str, str]],
        bewaar: Callable[[dict[str, str]], None],
        *,
        melding: Callable[[str], None] = lambda _: None,
        bij_fout: Callable[[Exception], None] | None = None,
        later: Later = _later,
        in_draad: InDraad = _in_draad,
    ) -> None:
        self._ruw = ruw
        self._bewaar = bewaar
        self._melding = melding
        self._bij_fout = bij_fout
        self._later = later
        self._in_draad = in_draad
        self._versie = 0  # of what is typed
        self._bewaard = 0  # version last stored
        self._wekker: Wekker | None = None
        self._taak: asyncio.Task[None] | None = None
        self._meteen = False
        self._stil = 0
        self._slot = threading.Lock()
        self._geschreven = 0  # version in the store; guarded by the lock

    @property
    def vuil(self) -> bool:
        """Whether something typed is not yet kept."""
        return self._versie != self._bewaard

    def gewijzigd(self) -> None:
        """Something was typed: keep it within `WACHT_S`."""
        self._versie += 1
        self._zet_wekker(WACHT_S)

    def meteen(self) -> None:
        """Keep what is typed now, without waiting for it (leaving a field)."""
        self._stop_wekker()
        self._start()

    async def spoel(self) -> bool:
        """Keep everything now (Esc, another screen, quitting). False when it could not be kept."""
        while self.vuil and not self._stil:
            eerder = self._bewaard
            self._stop_wekker()
            self._start()
            if self._taak is not None:
                await asyncio.shield(self._taak)
            if self._bewaard == eerder:
                return False
        return True

    def spoel_nu(self, wacht_s: float = 5.0) -> bool:
        """The same without the event loop, for a crash; waits at most `wacht_s` seconds."""
        self._stop_wekker()
        if not self.vuil or self._stil:
            return True
        versie, ruw = self._versie, self._opname()
        gelukt = threading.Event()

        def doe() -> None:
            try:
                self._schrijf(versie, ruw)
            except Exception:
                return  # nothing is hidden: the crash panel says that the last text was not kept
            gelukt.set()

        draad = threading.Thread(target=doe, daemon=True)
        draad.start()
        draad.join(wacht_s)
        if gelukt.is_set():
            self._bewaard = versie
        return gelukt.is_set()

    @asynccontextmanager
    async def vastleggen(self) -> AsyncIterator[None]:
        """Around the saving of the record itself, whose transaction drops the concept.

        No concept is written meanwhile. When the block succeeds, what was typed before it counts as
        kept; when it raises, the concept is kept as before.
        """
        self._stil += 1
        self._stop_wekker()
        try:
            if self._taak is not None:
                await asyncio.shield(self._taak)
            versie = self._versie
            yield
            self._bewaard = versie
        finally:
            self._stil -= 1
            if self.vuil:
                self._zet_wekker(WACHT_S)

    def stop(self) -> None:
        """The form is closed: nothing is kept any more."""
        self._stop_wekker()
        self._bewaard = self._versie

    def _zet_wekker(self, seconden: float) -> None:
        if self._wekker is None and not self._stil:
            self._wekker = self._later(seconden, self._gewekt)

    def _stop_wekker(self) -> None:
        if self._wekker is not None:
            self._wekker.cancel()
            self._wekker = None

    def _gewekt(self) -> None:
        self._wekker = None
        self._start()

    def _start(self) -> None:
        if self._taak is not None:
            self._meteen = True  # as soon as the save under way is done
        elif self.vuil and not self._stil:
            self._taak = asyncio.get_running_loop().create_task(self._bewaar_een())

    async def _bewaar_een(self) -> None:
        wacht = WACHT_S
        try:
            versie, ruw = self._versie, self._opname()
            await self._in_draad(lambda: self._schrijf(versie, ruw))
            self._bewaard = max(self._bewaard, versie)
            if not self.vuil:
                self._melding(BEWAARD)
        except MgnFout as fout:
            wacht, self._meteen = OPNIEUW_S, False
            self._melding(fout.melding)
        except Exception as fout:
            if self._bij_fout is None:
                raise
            self._bij_fout(fout)
        finally:
            self._taak = None
            if self._meteen:
                self._meteen = False
                self._start()
            elif self.vuil:
                self._zet_wekker(wacht)

    def _opname(self) -> dict[str, str]:
        return {naam: maskeer_bsn(tekst) for naam, tekst in self._ruw().items()}

    def _schrijf(self, versie: int, ruw: dict[str, str]) -> None:
        with self._slot:
            if versie > self._geschreven:
                self._bewaar(ruw)
                self._geschreven = versie

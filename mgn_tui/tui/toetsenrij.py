"""Keys one after another, so that what is typed ahead lands where it was meant.

Textual hands a key to the widget that has the cursor at that moment, without waiting for what the key
before it did. Who types "Jansen, Tab, 9-3-66" faster than the screen follows (a slow laptop, a paste, a
script) finds the date in the field of the name. Here a key waits until the one before it has been dealt
with, and until the record it opened has its fields. Asking costs as much as painting a line, so it is done
when a second key comes, or else when the first one has been painted.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from textual.app import App
from textual.dom import DOMNode
from textual.events import Event
from textual.widget import Widget
from textual.worker import Worker, WorkerError

from mgn_tui.tui.acties import VAST
from mgn_tui.tui.vuilnis import Vuilnis

OPENT: Final = "open"
"""Group of the worker that reads a record for its screen and puts up the fields: what is typed meanwhile waits."""

METEEN: Final = (VAST["dicht"], VAST["spoed"])
"""Keys that do not wait for a record: who must hide or call does so now. What was typed ahead for that record and is
nowhere yet goes no further: it would land in the screen that comes over it, a passphrase among its fields."""

_RONDES: Final = 5
_GETEKEND_S: Final = 0.03  # by then a key has been painted, two turns of Textual's screen clock
_GEDULD_S: Final = 0.25  # for one key whose work takes long; the keys behind it then go on in their order
_OPENEN_S: Final = 5.0  # for a record on a slow disk; the keys then go where they can


class ToetsenRij:
    """The keys on their way to the widgets of an app; `door` hands one over."""

    def __init__(self, app: App[Any], door: Callable[[Event], bool]) -> None:
        self._app = app
        self._door = door
        self._rij: deque[Event] = deque()
        self._taak: asyncio.Task[None] | None = None
        self._tweede = asyncio.Event()
        self._te_traag: Worker[Any] | None = None
        self._vuilnis = Vuilnis()

    def neem(self, gebeurtenis: Event) -> bool:
        """A key or a paste from the terminal. Called on the event loop."""
        self._vuilnis.later()
        opent = self._opent()
        if opent is not None and getattr(gebeurtenis, "key", "") in METEEN:
            self._rij.clear()
            return self._door(gebeurtenis)
        if self._taak is None and opent is None:
            gelukt = self._door(gebeurtenis)
            self._taak = asyncio.get_running_loop().create_task(self._na_elkaar())
            return gelukt
        self._rij.append(gebeurtenis)
        self._tweede.set()
        if self._taak is None:
            self._taak = asyncio.get_running_loop().create_task(self._na_elkaar())
        return True

    async def _na_elkaar(self) -> None:
        try:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._tweede.wait(), _GETEKEND_S)
            await self._klaar()
            while self._rij:
                self._door(self._rij.popleft())
                await self._klaar()
        finally:
            self._tweede.clear()
            self._taak = None

    async def _klaar(self) -> None:
        await self._verwerkt()
        if (opent := self._opent()) is not None:
            klaar, _ = await asyncio.wait([asyncio.ensure_future(_afloop(opent))], timeout=_OPENEN_S)
            self._te_traag = None if klaar else opent

    def _opent(self) -> Worker[Any] | None:
        """What puts up the fields of the screen in sight, while it does."""
        if not self._app.screen_stack:
            return None
        waar = self._app.screen
        bezig = (w for w in self._app.workers if w.group == OPENT and w.node is waar and not w.is_finished)
        return next((w for w in bezig if w is not self._te_traag), None)

    async def _verwerkt(self) -> None:
        """Until the key has gone to the widget, up to the app, and what it set off has come back."""
        try:
            async with asyncio.timeout(_GEDULD_S):
                await self._bij(self._app)
                vorige: tuple[object, object] | None = None
                for ronde in range(_RONDES):
                    if not self._app.is_running or not self._app.screen_stack:
                        return
                    waar: tuple[DOMNode, Widget | None] = (self._app.screen, self._app.focused)
                    if ronde > 1 and waar == vorige:
                        return
                    vorige = waar
                    for knoop in (waar[1] or waar[0]).ancestors_with_self:
                        await self._bij(knoop)
        except TimeoutError:
            return

    @staticmethod
    async def _bij(knoop: DOMNode) -> None:
        """Until this node has handled all that lay before it."""
        klaar = asyncio.get_running_loop().create_future()

        def gezien() -> None:
            if not klaar.done():
                klaar.set_result(None)

        if knoop.call_later(gezien):
            await klaar


async def _afloop(worker: Worker[Any]) -> None:
    with suppress(WorkerError):  # failed or cancelled: who started it is told
        await worker.wait()

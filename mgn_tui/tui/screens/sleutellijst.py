"""A list of records of any length: the keys of a filter are asked once, only the rows in sight are opened."""

import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from textual import work

from mgn_tui.domain.fouten import MgnFout
from mgn_tui.register import zoeken
from mgn_tui.register.stand import stand
from mgn_tui.tui.screens.scherm import MgnScherm
from mgn_tui.tui.widgets.filterlijst import FilterLijst
from mgn_tui.tui.widgets.straks import na_tekenen
from mgn_tui.tui.widgets.vensterlijst import Kolom

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

_FILTERS = 30  # kept at a time


class SleutelLijstScherm(MgnScherm):
    """A screen with one `FilterLijst`; a subclass says what a filter finds, and draws rows by their keys."""

    def __init__(self) -> None:
        super().__init__()
        self._slot = (
            threading.Lock()
        )  # rows and count are asked from two threads; never taken by the screen itself
        self._sleutels: dict[str, list[bytes]] = {}
        self._oud = True  # whether another may have changed what was read
        self._van: tuple[str, date] | None = None  # the state it was read from

    def kolommen(self) -> tuple[Kolom, ...]:
        raise NotImplementedError

    def zoek_sleutels(self, sessie: "Sessie", filter_: str) -> Sequence[bytes]:
        """The keys that answer to a filter, in their order; runs in a thread."""
        raise NotImplementedError

    def vergeet(self) -> None:
        """What was kept is old; called in a thread, while nothing else is being asked."""

    # -- the rows, asked in threads ----------------------------------------------------------------

    @property
    def _lijst(self) -> FilterLijst:
        return self.query_one(FilterLijst)

    def _ids(self, filter_: str) -> list[bytes]:
        with self._slot:
            if self._oud:
                self._kijk_na()
            if filter_ not in self._sleutels:
                if len(self._sleutels) > _FILTERS:
                    self._sleutels.clear()
                self._sleutels[filter_] = list(self.zoek_sleutels(self.mgn.sessie, filter_))
            return self._sleutels[filter_]

    def _kijk_na(self) -> None:
        """Read again only when something was recorded since, or a new day began: it may be very long."""
        self._oud = False  # first: what changes from here on is looked at once more
        sessie = self.mgn.sessie
        try:
            nu = (stand(sessie), sessie.klok.vandaag())
        except MgnFout:
            self._oud = True
            raise
        if nu != self._van:
            self._sleutels.clear()
            self.vergeet()
            self._van = nu

    def _tel(self, filter_: str) -> int:
        return len(self._ids(filter_))

    # -- fresh -------------------------------------------------------------------------------------

    def on_screen_resume(self) -> None:
        self.ververs()
        na_tekenen(self, self._bereid_filter_voor)

    @work(exclusive=True, group="voorbereiden")
    async def _bereid_filter_voor(self) -> None:
        """Thousands of names take a second to open: before the first sign of a filter, not at it."""
        with suppress(MgnFout):  # told when somebody filters
            await self.mgn.doe(lambda _: self._ids(""))  # the list itself goes first
            await self.mgn.doe(zoeken.bereid_voor)

    def ververs(self) -> None:
        """Ask everything again: another may have changed it."""
        self._oud = True
        self._lijst.zet_kolommen(self.kolommen())
        self._lijst.ververs()

    def filter_op(self, tekst: str) -> None:
        """Show only what answers to this, as if it was typed; also on a screen that is still being built."""
        if self.query(FilterLijst):
            self._lijst.zet_filter(tekst)
            self._lijst.lijst.focus()
        else:
            self.call_after_refresh(self.filter_op, tekst)

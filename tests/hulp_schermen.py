"""The whole app at work: opened with a name and a passphrase, worked by keyboard."""

import random
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import pytest
from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen

from mgn_tui.domain import referentie
from mgn_tui.domain.klok import Klok
from mgn_tui.register.sessie import open_werkmap
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.acties import LIJST, OVERAL, actieve_acties
from mgn_tui.tui.app import MgnTui
from mgn_tui.tui.basis import StapScherm
from mgn_tui.tui.screens.scherm import mgn_van
from tests.hulp_tui import rustig, scherm_tekst
from tests.hulp_werkmap import WACHTWOORDEN

MATEN = ((80, 24), (120, 40), (40, 15))


class _Deur(Screen[None]):
    """In place of the unlock screen, which has tests of its own: opens at once with the passphrase given."""

    def __init__(self, wachtwoord: str) -> None:
        super().__init__()
        self._wachtwoord = wachtwoord

    def on_mount(self) -> None:
        self.call_after_refresh(self._open)

    def _open(self) -> None:
        app = mgn_van(self)
        app.geopend(open_werkmap(app.werkmap, app.gebruiker or "", self._wachtwoord, app.klok))


class ProefTui(MgnTui):
    """The app, counting what runs in a thread. With a passphrase it starts on Vandaag."""

    bezig = 0

    def get_default_screen(self) -> Screen[None]:
        if self._eerste_keer or not (self.gebruiker and self._wachtwoord):
            return super().get_default_screen()
        wachtwoord, self._wachtwoord = self._wachtwoord, None
        return _Deur(wachtwoord)

    async def doe(self, wat: Any, *args: Any, **kwargs: Any) -> Any:
        self.bezig += 1
        try:
            return await super().doe(wat, *args, **kwargs)
        finally:
            self.bezig -= 1


def app_van(werkmap: Werkmap, wie: str, klok: Klok) -> MgnTui:
    """The app that opens the werkmap as this person."""
    return ProefTui(werkmap, wie, WACHTWOORDEN[wie], klok)


def _stuur(pilot: Pilot[Any], toets: str) -> None:
    """A key, as the driver sends it (`App._press_keys`, without its waiting)."""
    naam = _character_to_key(toets) if len(toets) == 1 and not toets.isalnum() else toets
    teken: str | None = toets if len(toets) == 1 else None
    if naam == "space":
        teken = " "
    gebeurtenis = Key(naam, teken)
    gebeurtenis.set_sender(pilot.app)
    pilot.app.post_message(gebeurtenis)


async def binnen(pilot: Pilot[Any]) -> None:
    """Until the first screen stands, with what is on it."""
    for _ in range(100):
        await rustig(pilot)
        if pilot.app.open and pilot.app.current_mode == "vandaag":
            break
    await rustig(pilot)


@contextmanager
def vaste_referenties() -> Iterator[None]:
    """References, and so pseudonyms, that are the same in every run."""
    toeval = random.Random(7)

    def kies(bits: int) -> int:
        """Sign by sign, as the pictures know them."""
        return sum(toeval.randrange(32) << plek for plek in range(0, bits, 5))

    with pytest.MonkeyPatch.context() as lap:
        lap.setattr(referentie.nieuwe_referentie, "__defaults__", (kies,))
        yield


@asynccontextmanager
async def aan_het_werk(
    werkmap: Werkmap, wie: str, klok: Klok, maat: tuple[int, int] = (80, 24)
) -> AsyncIterator[Pilot[Any]]:
    """The app in a terminal of this size, behind the unlock screen."""
    app = app_van(werkmap, wie, klok)
    async with app.run_test(size=maat) as pilot:
        await binnen(pilot)
        yield pilot


async def druk(pilot: Pilot[Any], *toetsen: str) -> None:
    """Press keys, one at a time, each with what follows from it."""
    for toets in toetsen:
        _stuur(pilot, toets)
        await rustig(pilot)


async def typ(pilot: Pilot[Any], tekst: str) -> None:
    """Type a text where the cursor is."""
    await druk(pilot, *("space" if teken == " " else teken for teken in tekst))


def vooraf(*toetsen: str) -> Callable[[Pilot[Any]], Awaitable[None]]:
    """For a picture: open, then these keys."""

    async def doe(pilot: Pilot[Any]) -> None:
        await binnen(pilot)
        await druk(pilot, *toetsen)
        await pilot.pause()

    return doe


def meldingen(pilot: Pilot[Any]) -> str:
    """The messages at the edge of the screen, as one text."""
    return "\n".join(str(melding.message) for melding in pilot.app._notifications)


def lopend(pilot: Pilot[Any]) -> str:
    """What stands on the screen as running text: no frames, no line ends."""
    return " ".join(re.sub(r"[│╭╮╰╯─]", " ", scherm_tekst(pilot.app)).split())


# --- a walk over every screen ----------------------------------------------------------------

Pad = tuple[str, ...]
"""A step, and the keys pressed from its first screen."""


async def loop_na(pilot: Pilot[Any], kijk: Callable[[Pad], None], *, waar: Collection[str] = ()) -> int:
    """Every step (or those of `waar`), from there every key of the registry that works, and the same once on
    each kind of screen that opened. `kijk` sees each state; returns how many there were."""
    aantal = 0
    for stap in waar or pilot.app.STAPPEN:
        paden: list[Pad] = [()]
        gezien: set[object] = set()
        vanaf: tuple[Pad, object] = ((), None)  # the screen where the last key was pressed, and the way there
        while paden:
            pad = paden.pop(0)
            if vanaf != (pad[:-1], await _zonder_venster(pilot)):
                await ga(pilot, stap, pad[:-1])
            vanaf = (pad[:-1], pilot.app.screen)
            await druk(pilot, *pad[-1:])
            aantal += 1
            kijk((stap, *pad))
            scherm = pilot.app.screen
            acties = [a for a in actieve_acties(scherm) if a.actie.scherm != OVERAL and a.toetsen]
            acties = [a for a in acties if a.actie.scherm != LIJST or a.actie.tonen]  # not up and down
            soort = (type(scherm), frozenset(a.actie.id for a in acties))
            nieuw = isinstance(scherm, StapScherm) and pilot.app.current_mode == stap and soort not in gezien
            if nieuw and len(pad) < 2:
                gezien.add(soort)
                paden += [(*pad, a.toetsen[0]) for a in acties]
    return aantal


async def _zonder_venster(pilot: Pilot[Any]) -> Screen[Any]:
    """The screen below the windows that were open, in sight again."""
    while isinstance(pilot.app.screen, ModalScreen):
        pilot.app.screen.dismiss(None)
        await rustig(pilot)
    return pilot.app.screen


async def ga(pilot: Pilot[Any], stap: str, pad: Pad) -> None:
    """To the first screen of a step, from wherever one is, and these keys from there."""
    app = pilot.app
    await _zonder_venster(pilot)
    await app.action_stap(stap)
    while len(app.screen_stack) > 1:
        app.pop_screen()
    await rustig(pilot)
    await druk(pilot, *pad)

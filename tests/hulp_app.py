"""Help for tests of the whole app: opened on a werkmap of the invented team, driven by keys."""

import asyncio
import dataclasses
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from mgn_tui.domain.klok import AMSTERDAM, VasteKlok
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap
from tests.hulp_schermen import MATEN, ProefTui, druk, rustig
from tests.hulp_tui import scherm_tekst
from tests.hulp_werkmap import BEGIN, DUO, WACHTWOORDEN, maak_aanmelding, open_als, plan_gesprek

__all__ = [
    "MATEN",
    "ProefTui",
    "Week",
    "app_van",
    "druk",
    "geopend",
    "maak_week",
    "moment",
    "rustig",
    "tot",
    "tot_open",
    "tot_staat",
    "typ",
    "vooraf",
    "wis",
]


def app_van(werkmap: Werkmap, klok: VasteKlok, naam: str = "Noor") -> ProefTui:
    """The app as it starts with a passphrase given (`MGN_WACHTWOORD`)."""
    return ProefTui(werkmap, naam, WACHTWOORDEN[naam], klok)


async def tot(pilot: Pilot[Any], waar: Callable[[], bool], wat: str = "dit") -> None:
    """Go on until it is so; the work of threads counts too."""
    einde = time.monotonic() + 15  # a thread that nobody counts, on a busy machine
    while time.monotonic() < einde:
        await rustig(pilot)
        if waar():
            return
        await asyncio.sleep(0.005)
    raise AssertionError(f"{wat} gebeurt niet; op het scherm staat:\n{scherm_tekst(pilot.app)}")


async def tot_staat(pilot: Pilot[Any], *teksten: str) -> None:
    """Go on until all of this stands on the screen."""
    await tot(pilot, lambda: all(t in scherm_tekst(pilot.app) for t in teksten), f"{teksten} op het scherm")


async def tot_open(pilot: Pilot[Any]) -> None:
    """Until Vandaag stands."""
    await tot_staat(pilot, "Vandaag, ")
    await rustig(pilot)


@asynccontextmanager
async def geopend(
    werkmap: Werkmap, klok: VasteKlok, naam: str = "Noor", maat: tuple[int, int] = (120, 40)
) -> AsyncIterator[Pilot[Any]]:
    """The app, opened by this colleague, standing on Vandaag."""
    app = app_van(werkmap, klok, naam)
    async with app.run_test(size=maat, notifications=True) as pilot:
        await tot_open(pilot)
        yield pilot


async def typ(pilot: Pilot[Any], tekst: str) -> None:
    """Put text in the field that has the cursor, as pasting does."""
    veld = pilot.app.screen.focused
    if isinstance(veld, Input):
        veld.insert_text_at_cursor(tekst)
    elif isinstance(veld, TextArea):
        veld.insert(tekst)
    else:
        raise AssertionError(f"de cursor staat in geen tekstveld maar in {veld!r}")
    await rustig(pilot)


async def wis(pilot: Pilot[Any]) -> None:
    """Empty the field that has the cursor."""
    veld = pilot.app.screen.focused
    if isinstance(veld, Input):
        veld.value = ""
    elif isinstance(veld, TextArea):
        veld.clear()
    await rustig(pilot)


def vooraf(*stappen: str | Callable[[Pilot[Any]], Awaitable[None]]) -> Callable[[Pilot[Any]], Any]:
    """For `foto`: open, then press these keys (`=tekst` types)."""

    async def doe(pilot: Pilot[Any]) -> None:
        await tot_open(pilot)
        for stap in stappen:
            if callable(stap):
                await stap(pilot)
            elif stap.startswith("="):
                await typ(pilot, stap[1:])
            else:
                await druk(pilot, stap)
        await rustig(pilot)

    return doe


def moment(dag: int, uur: int, minuut: int = 0) -> datetime:
    """In March 2027, the month of the clock of these tests."""
    return datetime(2027, 3, dag, uur, minuut, tzinfo=AMSTERDAM)


@dataclasses.dataclass(frozen=True, slots=True)
class Week:
    """References of what `maak_week` made."""

    wim: str
    anna: str
    cagla: str
    marek: str
    gesprek_wim: str
    gesprek_anna: str


def maak_week(werkmap: Werkmap, klok: VasteKlok) -> Week:
    """A week of work for Noor and Karim: two gesprekken today, two aanmeldingen that wait (12 and 16 days)."""
    toen = VasteKlok(BEGIN - timedelta(days=16))
    s = open_als(werkmap, "Noor", toen)
    try:
        marek = maak_aanmelding(s, voornaam="Marek", achternaam="Wójcik")
        toen.verder(timedelta(days=4))
        cagla = _aanmelding(s, "Çağla", "Şahin-Đặng", expertise="verslaving", voorkeursplaats="De Terp")
        toen.verder(timedelta(days=4))
        wim = _aanmelding(s, "Wim", "Jansen", expertise="verslaving", naaste_relatie="dochter")
        anna = _aanmelding(s, "Anna", "Bakker")
        gesprek_wim = plan_gesprek(s, wim, DUO, moment(9, 10, 30))
        gesprek_anna = plan_gesprek(s, anna, DUO, moment(9, 14), locatie="", vorm="thuis")
    finally:
        s.sluit()
    return Week(wim, anna, cagla, marek, gesprek_wim, gesprek_anna)


def _aanmelding(s: Sessie, voornaam: str, achternaam: str, **velden: str) -> str:
    return maak_aanmelding(s, voornaam=voornaam, achternaam=achternaam, **velden)

"""The ways through the app: from step to step, to one record, and back to where one came from.

A screen is imported when somebody goes there: the first paint does not wait for it.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, ClassVar
from weakref import WeakKeyDictionary

from textual.screen import Screen

from mgn_tui.tui.basis import MgnApp


def _scherm(module: str, naam: str) -> Callable[[], Screen[None]]:
    """What makes this screen, once it is asked for."""

    def maak() -> Screen[None]:
        scherm: Screen[None] = getattr(import_module(f"mgn_tui.tui.screens.{module}"), naam)()
        return scherm

    return maak


class Wegen(MgnApp):
    """An app that knows its steps and the records behind them."""

    STAPPEN: ClassVar[Mapping[str, Callable[[], Screen[None]]]] = {
        "vandaag": _scherm("vandaag", "VandaagScherm"),
        "aanmeldingen": _scherm("aanmeldingen", "AanmeldingenScherm"),
        "agenda": _scherm("agenda", "AgendaScherm"),
        "gesprek": _scherm("gesprekken", "GesprekkenScherm"),
        "advies": _scherm("adviezen", "AdviezenScherm"),
        "doorverwijzing": _scherm("doorverwijzing", "DoorverwijzingScherm"),
        "cijfers": _scherm("cijfers", "CijferScherm"),
        "beheer": _scherm("beheer", "BeheerScherm"),
    }

    def __init__(self, *args: Any, **opties: Any) -> None:
        super().__init__(*args, **opties)
        self._vanuit: WeakKeyDictionary[Screen[Any], str] = WeakKeyDictionary()

    async def _toon(self, stap: str, scherm: Screen[None]) -> None:
        """A record's own screen on its step's first one. Esc leads back to where one came from."""
        vanuit = self.current_mode
        await self.bewaar_concepten()
        if vanuit != stap:
            await self.switch_mode(stap)
            self._vanuit[scherm] = vanuit
        while len(self.screen_stack) > 1:  # one record at a time; what was typed in it is kept
            self.pop_screen()  # not awaited: the call may come from that very screen
        await self.push_screen(scherm)

    async def action_terug(self) -> None:
        """Esc. From a record that was opened from another step: back to that step."""
        scherm = self.screen
        await super().action_terug()
        if scherm not in self.screen_stack and (vanuit := self._vanuit.pop(scherm, None)) is not None:
            await self.action_stap(vanuit)

    def ga_terug_van(self, scherm: Screen[Any]) -> None:
        """The same for a record that closes itself, once it kept what was typed. Not when another step was
        chosen meanwhile."""
        if scherm not in self.screen_stack:
            self._vanuit.pop(scherm, None)
        elif scherm is self.screen and (vanuit := self._vanuit.pop(scherm, None)) is not None:
            self.call_later(self.action_stap, vanuit)

    async def open_aanmelding(self, ref: str | None = None) -> None:
        """The form of an aanmelding; without a reference a new one."""
        from mgn_tui.tui.screens.aanmelding import aanmelding_scherm

        await self._toon("aanmeldingen", aanmelding_scherm(ref))

    async def open_planning(self, aanmelding_ref: str, gesprek_ref: str | None = None) -> None:
        """Plan a gesprek for this aanmelding, or move the one that was planned."""
        from mgn_tui.tui.screens.plannen import PlanScherm

        await self._toon("aanmeldingen", PlanScherm(aanmelding_ref, gesprek_ref))

    async def open_gesprek(self, ref: str) -> None:
        from mgn_tui.tui.screens.gesprek import GesprekScherm

        await self._toon("gesprek", GesprekScherm(ref))

    async def open_advies(self, gesprek_ref: str) -> None:
        from mgn_tui.tui.screens.advies import AdviesScherm

        await self._toon("advies", AdviesScherm(gesprek_ref))

    async def open_doorverwijzing(self, gesprek_ref: str | None = None) -> None:
        from mgn_tui.tui.screens.doorverwijzing import DoorverwijzingScherm

        await self.action_stap("doorverwijzing")
        if gesprek_ref and isinstance(self.screen, DoorverwijzingScherm):
            self.screen.ga_naar(gesprek_ref)

    async def open_exports(self) -> None:
        """What lies in exports/."""
        from mgn_tui.tui.screens.exports import ExportsScherm

        await self._toon("beheer", ExportsScherm())

    async def open_registers(self, blad: str = "") -> None:
        """The registers around the gesprekken; at this one."""
        from mgn_tui.tui.screens.registers import RegistersScherm

        await self._toon("beheer", RegistersScherm(blad))

    async def open_doelen(self) -> None:
        """The targets of the region."""
        from mgn_tui.tui.screens.doelen import DoelenScherm

        await self._toon("cijfers", DoelenScherm())

    async def open_rechten(self, verzoek: str = "") -> None:
        """Requests and terms of keeping, in Beheer; on this request."""
        await self.open_beheer("rechten", verzoek)

    async def open_kaart(self, plek: str = "") -> None:
        """The sociale kaart, in Beheer; on this provider or loket."""
        await self.open_beheer("kaart", plek)

    async def action_kaart(self) -> None:
        await self.open_kaart()

    async def open_beheer(self, naam: str, sleutel: str = "") -> None:
        """One of the lists of Beheer; on this record."""
        from mgn_tui.tui.screens.beheer import BeheerScherm

        await self.bewaar_concepten()
        if self.current_mode != "beheer":
            await self.switch_mode("beheer")
        while len(self.screen_stack) > 1:
            self.pop_screen()
        if isinstance(self.screen, BeheerScherm):
            self.screen.toon_afdeling(naam, sleutel)

    async def sluit_records(self) -> None:
        """Close every record that is open: the one it is about may be no more. What was typed was kept before, and
        is not kept again."""
        for bewaker in tuple(self._bewakers):
            bewaker.stop()
            self.vergeet(bewaker)
        self._vanuit.clear()
        for stap, stapel in self._screen_stacks.items():
            while stap != self.current_mode and len(stapel) > 1:
                await stapel.pop().remove()
        for _ in self.screen_stack[1:]:
            self.pop_screen()  # not awaited: the call may come from that very screen

    async def open_aanmeldingen(self, filter_: str) -> None:
        """The list of aanmeldingen, made shorter."""
        from mgn_tui.tui.screens.aanmeldingen import AanmeldingenScherm

        await self.bewaar_concepten()
        if self.current_mode != "aanmeldingen":
            await self.switch_mode("aanmeldingen")
        while len(self.screen_stack) > 1:
            self.pop_screen()
        if isinstance(self.screen, AanmeldingenScherm):
            self.screen.filter_op(filter_)

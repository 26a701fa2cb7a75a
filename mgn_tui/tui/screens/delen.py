"""The sharing grid on a screen: what is chosen is stored at once."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from mgn_tui.domain.woorden import DeelOnderdeel, Ontvanger, Zegwijze
from mgn_tui.register import adviseren, delen, verzoeken
from mgn_tui.register.delen import DeelBeeld
from mgn_tui.tui.screens.formulierscherm import Geladen
from mgn_tui.tui.screens.formuliervenster import FormulierVenster
from mgn_tui.tui.screens.scherm import mgn_van
from mgn_tui.tui.widgets.delenrooster import DelenRooster

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie


class DelenBlok(Vertical):
    """The grid for one gesprek. `Bewaard` tells the screen that something was stored."""

    DEFAULT_CSS = "DelenBlok { height: auto; }"

    class Bewaard(Message):
        """Another answer stands in the record."""

    def __init__(self, ref: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._ref = ref
        self._slot = asyncio.Lock()  # one at a time, in the order of the keys
        self.rooster = DelenRooster()  # made here: the record may be read before this stands on the screen

    def compose(self) -> ComposeResult:
        yield self.rooster

    def toon(self, gezegd: Sequence[DeelBeeld]) -> None:
        """Show what is in the record."""
        self.rooster.gedeeld = {
            (beeld.ontvanger, DeelOnderdeel(deel)): mag for beeld in gezegd for deel, mag in beeld.mag.items()
        }
        self.rooster.namen = {beeld.ontvanger: beeld.naam for beeld in gezegd if beeld.naam}
        self.rooster.gezegd = {
            (beeld.ontvanger, DeelOnderdeel(deel)): g.zin()
            for beeld in gezegd
            for deel, g in beeld.gezegd.items()
        }

    @on(DelenRooster.Gezet)
    def _gezet(self, gebeurtenis: DelenRooster.Gezet) -> None:
        gebeurtenis.stop()
        plek, mag = (gebeurtenis.ontvanger, gebeurtenis.onderdeel), gebeurtenis.mag
        over = {cel: w for cel, w in self.rooster.gedeeld.items() if cel != plek}
        self.rooster.gedeeld = over if mag is None else {**over, plek: mag}
        self._bewaar([(gebeurtenis.onderdeel, mag)], gebeurtenis.ontvanger)

    @work(group="delen")
    async def _bewaar(self, cellen: list[tuple[DeelOnderdeel, bool | None]], ontvanger: Ontvanger) -> None:
        mgn, naam = mgn_van(self.screen), self.rooster.namen.get(ontvanger, "")
        async with self._slot:
            for onderdeel, mag in cellen:
                await mgn.probeer(adviseren.zet_delen, self._ref, ontvanger, onderdeel, mag, naam)
        self.post_message(self.Bewaard())

    @on(DelenRooster.Noem)
    def _noem(self, gebeurtenis: DelenRooster.Noem) -> None:
        gebeurtenis.stop()
        self._vraag_hoe(gebeurtenis.ontvanger)

    @work(exclusive=True, group="naam")
    async def _vraag_hoe(self, ontvanger: Ontvanger) -> None:
        """Who precisely, and of all that was said about them when and how."""
        gezegd = [(deel, mag) for (wie, deel), mag in self.rooster.gedeeld.items() if wie is ontvanger]
        if not gezegd:
            mgn_van(self.screen).meld("Zeg eerst of er iets gedeeld mag worden: j of x.")
            return
        huisarts = ontvanger is Ontvanger.HUISARTS
        vorm = replace(delen.HOE, velden=delen.HOE.velden[1:]) if huisarts else delen.HOE
        ruw = {
            "naam": self.rooster.namen.get(ontvanger, ""),
            "op": f"{mgn_van(self.screen).klok.vandaag():%d-%m-%Y}",
            "wijze": Zegwijze.MONDELING.value,
        }

        def bewaar(sessie: "Sessie", ruw: Mapping[str, str], _: tuple[str, str]) -> str:
            w = verzoeken.keur(vorm, sessie, ruw)
            naam = str(w.get("naam") or "")
            for deel, mag in gezegd:
                adviseren.zet_delen(
                    sessie, self._ref, ontvanger, deel, mag, naam, w["op"], Zegwijze(w["wijze"])
                )
            return naam

        venster = FormulierVenster(
            f"Delen: {ontvanger.label}",
            lambda _: Geladen(vorm, {v.naam: ruw[v.naam] for v in vorm.velden}),
            bewaar,
            (vorm.naam, self._ref),
            onthoudt=False,
        )
        if (antwoord := await self.app.push_screen_wait(venster)) is not None:
            if antwoord[0]:
                self.rooster.namen = {**self.rooster.namen, ontvanger: antwoord[0]}
            self.post_message(self.Bewaard())

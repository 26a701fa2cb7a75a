"""The sharing grid on a screen: what is chosen is stored at once."""

import asyncio
from collections.abc import Sequence

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from mgn_tui.domain.velden import Veld
from mgn_tui.domain.woorden import DeelOnderdeel, Ontvanger
from mgn_tui.register import adviseren
from mgn_tui.register.adviseren import DeelBeeld
from mgn_tui.tui.screens.scherm import mgn_van
from mgn_tui.tui.screens.tekstvraag import TekstVraag
from mgn_tui.tui.widgets.delenrooster import DelenRooster

_NAAM = Veld("naam", "Naam", maximum_tekens=120)


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

    def toon(self, delen: Sequence[DeelBeeld]) -> None:
        """Show what is in the record."""
        self.rooster.gedeeld = {
            (beeld.ontvanger, DeelOnderdeel(deel)): mag for beeld in delen for deel, mag in beeld.mag.items()
        }
        self.rooster.namen = {beeld.ontvanger: beeld.naam for beeld in delen if beeld.naam}

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
        self._vraag_naam(gebeurtenis.ontvanger)

    @work(exclusive=True, group="naam")
    async def _vraag_naam(self, ontvanger: Ontvanger) -> None:
        gezegd = [(deel, mag) for (wie, deel), mag in self.rooster.gedeeld.items() if wie is ontvanger]
        if ontvanger is Ontvanger.HUISARTS or not gezegd:
            if not gezegd:
                self.app.notify("Zeg eerst of er iets gedeeld mag worden: j of x.", markup=False)
            return
        naam = await self.app.push_screen_wait(
            TekstVraag(
                f"Wie is dit precies? ({ontvanger.label})",
                _NAAM,
                self.rooster.namen.get(ontvanger, ""),
                uitleg="Zo staat het in de brief, bijvoorbeeld: wijkteam Zuid.",
            )
        )
        if naam is not None:
            self.rooster.namen = {**self.rooster.namen, ontvanger: naam}
            self._bewaar(list(gezegd), ontvanger)

"""The finder: one line to type in, and below it whatever answers, in groups.

What answers as typed stands there at once. What looks like it, and what explains it, comes a moment later, below; it
never moves the choice away from what somebody is about to open. An answer to what was typed before is dropped.
"""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key, Mount, Resize
from textual.screen import Screen
from textual.widgets import Input
from textual.widgets.option_list import Option

from mgn_tui.tui.acties import actieve_acties, toets_label
from mgn_tui.tui.basis import MgnApp, StapScherm
from mgn_tui.tui.termen import in_termen
from mgn_tui.tui.vensters import KiesVenster, Vondst, past
from mgn_tui.tui.widgets.antwoorden import Antwoorden
from mgn_tui.tui.widgets.tekst import Static
from mgn_tui.tui.widgets.vondstenlijst import Vondstenlijst

WACHT_S: Final = 0.03  # who types on within it is spared a search that forgives
OPDRACHTEN: Final = "Opdrachten"
LIJKT: Final = "Lijkt op wat u typte"
UITLEG: Final = "Uitleg"
DEZE: Final = "Deze inwoner"
_NIETS: Final = "niets gevonden"
_RAAD: Final = (
    "Probeer een deel van de naam, een dag (9 maart), een praktijk of een woord dat u op een scherm zag."
)
_RAND: Final = 9  # lines of the window that are no list: margin, frame, title, the line to type in, the keys
_INSPRONG: Final = "  "
_TITEL: Final = 30  # cells of the longest title behind which the quiet words still stand in line


class Zoekvenster(KiesVenster):
    """Over a screen: what can be done here, and the records and pages this screen lets one find."""

    UITLEG = (
        "Typ een naam, een dag, een praktijk, een aanbieder, een opdracht of een lijst (registers, doelen). "
        "Wat erop lijkt, komt eronder. ↑↓ kiest een regel, Enter opent hem. Namen vindt u alleen van wie u mag lezen."
    )
    VOET = ""

    DEFAULT_CSS = """
    Zoekvenster {
        & > Vertical { width: 88; }
        Vondstenlijst { max-height: 100%; text-wrap: nowrap; text-overflow: ellipsis; }
        Vondstenlijst > .option-list--option-disabled { color: $gedempt; text-style: none; }
        #leeg { height: auto; }
        Antwoorden { margin-top: 1; }
    }
    Zoekvenster.-laag Antwoorden { display: none; }
    """
    SCOPED_CSS = False

    def __init__(self, scherm: Screen[Any]) -> None:
        super().__init__("Zoeken", self._zoek_records)
        self._bron = scherm if isinstance(scherm, StapScherm) else scherm.app
        self._acties = [actief for actief in actieve_acties(scherm) if actief.actie.zoekbaar]
        self._regels: list[Vondst | None] = []  # by line of the list; None: a heading
        self._beurt = 0
        self._zelf_gekozen = False
        self._klaar_met: str | None = None  # the text to which all that will come stands there

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(self._titel, id="titel", markup=False)
            invoer = Input(
                self._begin, placeholder="naam, dag, praktijk, aanbieder of opdracht", select_on_focus=False
            )
            invoer.cursor_blink = False
            yield invoer
            yield Vondstenlijst()
            yield Static(_NIETS, id="leeg", markup=False)
            yield Antwoorden(
                (("↑↓", "kiezen", ""), ("Enter", "openen", "open"), ("Esc", "terug", "sluit")), self
            )

    @on(Mount)
    def _maak_klaar(self) -> None:
        if isinstance(self._bron, StapScherm | MgnApp):
            self.app.run_worker(self._bron.vind(""), group="zoek-voorbereiden", exclusive=True)

    def on_resize(self, gebeurtenis: Resize) -> None:
        rand = _RAND - 4 * self.has_class("-laag")
        self.query_one(Vondstenlijst).styles.max_height = max(gebeurtenis.size.height - rand, 3)

    # -- asking ------------------------------------------------------------------------------------

    async def _zoek_records(self, tekst: str, *, vergevend: bool = False) -> Sequence[Vondst]:
        if not tekst or not isinstance(self._bron, StapScherm | MgnApp):
            return ()
        return await self._bron.vind(tekst, vergevend=vergevend)

    def _opdrachten(self, tekst: str) -> list[Vondst]:
        return [
            Vondst(
                in_termen(actief.actie.label),
                toets_label(actief.toetsen[0]),
                partial(self.app.run_action, actief.opdracht, actief.plek),
                kop=OPDRACHTEN if tekst else "Wat u hier kunt doen",
            )
            for actief in sorted(
                self._acties, key=lambda actief: not past(tekst, in_termen(actief.actie.label))
            )
            if past(tekst, in_termen(actief.actie.label), in_termen(actief.actie.hulp))
        ]

    def _ververs(self, tekst: str) -> None:
        self._beurt += 1
        self._zelf_gekozen = False
        self._vind(tekst, self._beurt)

    @work(exclusive=True, group="zoek")
    async def _vind(self, tekst: str, beurt: int) -> None:
        gezocht = tekst.strip()
        opdrachten = self._opdrachten(gezocht)
        if not gezocht:
            self._toon_groepen(opdrachten, tekst, beurt, klaar=True)
            return
        records = await self._zoek_records(gezocht)
        self._toon_groepen([*records, *opdrachten], tekst, beurt, klaar=False)
        await asyncio.sleep(WACHT_S)
        ruim = await self._zoek_records(gezocht, vergevend=True)
        boven = [v for v in ruim if v.kop != UITLEG]
        uitleg = [v for v in ruim if v.kop == UITLEG]
        self._toon_groepen([*boven, *opdrachten, *uitleg], tekst, beurt, klaar=True)

    # -- showing -----------------------------------------------------------------------------------

    def _toon_groepen(self, vondsten: Sequence[Vondst], tekst: str, beurt: int, *, klaar: bool) -> None:
        """Lay out the answer to `tekst`, unless another was asked since. `klaar`: nothing more will come."""
        if beurt != self._beurt or not self.is_attached:
            return
        gekozen = self._gekozen_vondst if self._zelf_gekozen or self._gezocht == tekst else None
        lijst = self.query_one(Vondstenlijst)
        self._regels = []
        opties: list[Option] = []
        kop = ""
        for vondst in vondsten:
            if vondst.kop != kop:
                kop = vondst.kop
                self._regels.append(None)
                lucht = "\n" if opties and not self.has_class("-laag") else ""
                opties.append(Option(Content(f"{lucht}{kop}"), disabled=True))
            if vondst.doe is None and vondst.sleutel == "":  # only says something
                self._regels.append(None)
                opties.append(Option(Content(f"{_INSPRONG}{vondst.titel}"), disabled=True))
            else:
                self._regels.append(vondst)
                opties.append(Option(self._groepsregel(vondst, vondsten)))
        lijst.clear_options()
        lijst.add_options(opties)
        plekken = [plek for plek, vondst in enumerate(self._regels) if vondst is not None]
        zelfde = [plek for plek in plekken if _zelfde(self._regels[plek], gekozen)]
        lijst.highlighted = next(iter((*zelfde, *plekken)), None)
        if not zelfde:
            lijst.scroll_home(animate=False)
        self.set_class(not plekken, "-leeg")
        self.query_one("#leeg", Static).update(f"{_NIETS}. {_RAAD}" if klaar else "")
        self._gezocht = tekst if klaar or plekken else None
        self._klaar_met = tekst if klaar else None
        if self._kies_straks and self._gezocht == tekst:
            self._kies()

    @property
    def _gekozen_vondst(self) -> Vondst | None:
        plek = self.query_one(Vondstenlijst).highlighted
        return self._regels[plek] if plek is not None and plek < len(self._regels) else None

    @staticmethod
    def _groepsregel(vondst: Vondst, alle: Sequence[Vondst]) -> Content:
        breed = max(len(v.titel) for v in alle if v.kop == vondst.kop)
        titel = vondst.titel.ljust(min(breed, _TITEL))
        return Content.assemble(f"{_INSPRONG}{titel}", (f"  {vondst.uitleg}", "$gedempt"))

    # -- choosing ----------------------------------------------------------------------------------

    @on(Key)
    def _beweegt(self, gebeurtenis: Key) -> None:
        self._zelf_gekozen |= gebeurtenis.key in ("up", "down", "pageup", "pagedown")

    def _kies(self) -> None:
        """Enter: open what is chosen, or as soon as there is an answer to what was typed."""
        invoer = self.query(Input)
        self._kies_straks = not invoer or self._gezocht != invoer.first().value
        if not self._kies_straks and (vondst := self._gekozen_vondst) is not None:
            self.dismiss(vondst)

    def action_open(self) -> None:
        self._kies()

    def _neem(self, plek: int) -> None:
        if (vondst := self._regels[plek]) is not None:
            self.dismiss(vondst)


def _zelfde(een: Vondst | None, ander: Vondst | None) -> bool:
    return (
        een is not None
        and ander is not None
        and (een.kop, een.titel, een.uitleg) == (ander.kop, ander.titel, ander.uitleg)
    )

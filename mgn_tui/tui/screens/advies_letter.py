"""The letter beside or below the form of the advies, and the remarks on its language, while one types."""

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from textual import events, work

from mgn_tui.documents.brief import paginas
from mgn_tui.domain.brief import Brief
from mgn_tui.domain.fouten import MgnFout
from mgn_tui.domain.taal import Taalkijker
from mgn_tui.domain.tekst import zoveel
from mgn_tui.domain.velden import Formulier
from mgn_tui.register import brieven
from mgn_tui.register.adviseren import AFSPRAKEN
from mgn_tui.tui.screens import advies_stand
from mgn_tui.tui.screens.advies_formulier import AdviesFormulier
from mgn_tui.tui.screens.scherm import MgnScherm
from mgn_tui.tui.widgets.briefbeeld import BriefBeeld
from mgn_tui.tui.widgets.tekst import Static
from mgn_tui.tui.widgets.vinkregel import Vinkregel

if TYPE_CHECKING:
    from mgn_tui.register.adviseren import AdviesBeeld
    from mgn_tui.tui.screens.advies_stand import AdviesLegger

NAAST_ELKAAR = 100  # cells from which the letter stands beside the form
WACHT_S = 0.2  # after the last key, before the letter is made again
OPMERKINGEN = 2  # remarks on language that are shown at once


class AdviesMetBrief(MgnScherm):
    """What the screen Advies shows of what is typed: beside the form, or below it when it is narrow."""

    def __init__(self, gesprek_ref: str) -> None:
        super().__init__()
        self.ref = gesprek_ref
        self._beeld: AdviesBeeld | None = None
        self._legger: AdviesLegger | None = None
        self._vorm: Formulier | None = None
        self._taal: Taalkijker | None = None
        self._gebouwd = False  # the form stands, with all that is in it

    @property
    def _formulier(self) -> AdviesFormulier:
        return self.query_one(AdviesFormulier)

    def _typ(self, veld: str, tekst: str) -> None:
        """This text in this field, as if it were typed."""
        raise NotImplementedError

    def _toon_teksten(self) -> None:
        """Show what stands in the fields."""
        raise NotImplementedError

    # -- where it stands ----------------------------------------------------------------------

    def on_resize(self, gebeurtenis: events.Resize) -> None:
        self.set_class(gebeurtenis.size.width < NAAST_ELKAAR, "-een")
        if gebeurtenis.size.width >= NAAST_ELKAAR:
            self.remove_class("-brief")

    def action_voorbeeld(self) -> None:
        """The letter: in full where it does not stand beside the form; scroll it with the arrows."""
        if self.has_class("-een"):
            self.toggle_class("-brief")
        weg = self.has_class("-een") and not self.has_class("-brief")
        self.query_one(Vinkregel if weg else BriefBeeld).focus()

    def _volg_in_de_brief(self) -> None:
        """Bring into sight what one is writing now."""
        if kop := self._formulier.kop_in_de_brief():
            self.query_one(BriefBeeld).toon_deel(kop)

    # -- the letter ---------------------------------------------------------------------------

    @work(exclusive=True, group="brief")
    async def _ververs_brief(self) -> None:
        await asyncio.sleep(WACHT_S)
        legger, beeld = self._legger, self._beeld
        if legger is None or beeld is None:
            return
        ruw = {veld: tekst for veld, tekst in legger.ruw.items() if veld != AFSPRAKEN}
        afspraken = advies_stand.ontleed(legger.ruw[AFSPRAKEN])
        if self._taal is not None and self._vorm is not None:
            kijk = partial(advies_stand.opmerkingen, self._taal, self._vorm, ruw, afspraken)
            oud = advies_stand.oude_wachttijd(self._vorm, ruw, self.app.klok.vandaag())
            self._toon_taal([*filter(None, (oud,)), *await asyncio.to_thread(kijk)])
        try:
            if beeld.vastgesteld_op:
                brief = await self.mgn.doe(brieven.maak, self.ref)
            else:
                brief = await self.mgn.doe(brieven.voorbeeld, self.ref, ruw, afspraken)
        except MgnFout as fout:
            for blad in self.query(BriefBeeld):  # none any more when the screen went meanwhile
                blad.zeg(fout.melding)
        else:
            await self._toon_brief(brief)

    async def _toon_brief(self, brief: Brief) -> None:
        """The letter first; how many pages it takes on paper is known a moment later."""
        for blad in self.query(BriefBeeld):
            blad.toon(brief)
        lang = await asyncio.to_thread(paginas, brief)
        for blad in self.query(BriefBeeld):
            blad.toon_paginas(*lang)

    # -- the language -------------------------------------------------------------------------

    def _toon_taal(self, regels: list[str]) -> None:
        if not self.leeft:
            return  # the screen went while this was counted
        plek = self.query_one("#taal", Static)
        fouten = self._legger.fouten if self._legger else {}
        labels = {veld.naam: veld.label for veld in self._vorm.velden} if self._vorm else {}
        regels = [*(f"✖ {labels.get(v, v) or 'Advies'}: {fout}" for v, fout in fouten.items()), *regels]
        hoogstens = 1 if self.has_class("-een") else OPMERKINGEN
        rest = len(regels) - hoogstens
        meer = [f"  en nog {zoveel(rest, 'opmerking', 'opmerkingen')}"] if rest > 0 else []
        plek.update("\n".join([*regels[:hoogstens], *meer]))
        plek.set_class(bool(regels), "-er")

    def action_gewoon_woord(self) -> None:
        """Plain words for the first jargon of the form, and the cursor to where it stood."""
        if self._taal is None or self._vorm is None or self._legger is None:
            return
        ruw, afspraken = self._legger.ruw, advies_stand.ontleed(self._legger.ruw[AFSPRAKEN])
        gevonden = advies_stand.gewoner(self._taal, self._vorm, ruw, afspraken)
        if gevonden is None:
            self.app.meld("Er staat geen woord waar een gewoner woord voor is.")
            return
        veld, tekst, opmerking = gevonden
        self._typ(veld, tekst)
        self._toon_teksten()
        self.app.meld(f"'{opmerking.woord}' is nu '{opmerking.liever}'. Lees de zin nog eens na.")

"""Backups: make one now, see what putting one back would change, and do it."""

import asyncio

from textual import work

from mgn_tui.domain.fouten import MgnFout
from mgn_tui.register import reservekopieen, terugzetten
from mgn_tui.tui.screens.scherm import MgnScherm
from mgn_tui.tui.screens.vragen import VoorzichtigeVraag

_ZEKER = (
    "Terugzetten? Wat er nu staat, wordt eerst zelf een reservekopie. mgn sluit daarna; start het opnieuw."
)
_KLAAR = "De reservekopie is teruggezet. Start mgn opnieuw."
_TERUG = " Wat er stond, is bewaard als {naam}."


class KopieActies(MgnScherm):
    """The part of Beheer that deals with backups."""

    def ververs(self) -> None:
        """Ask everything again."""
        raise NotImplementedError

    @work(exclusive=True, group="kopieen")
    async def action_kopie(self) -> None:
        """Make one now."""
        self.app.meld("De reservekopie wordt gemaakt.")
        try:
            _, meldingen = await self.mgn.doe(reservekopieen.maak)
        except MgnFout as fout:
            self.app.meld(fout.melding, "error")
            return
        self.app.meld("De reservekopie is er.")
        for melding in meldingen:
            self.app.meld(melding, "warning")
        self.ververs()

    @work(exclusive=True, group="kopieen")
    async def zet_terug(self, naam: str) -> None:
        """Show what would change, and put it back on a yes."""
        sessie = self.mgn.sessie
        werkmap, opener, klok = sessie.werkmap, sessie.geopend, sessie.klok
        try:
            kopie = await self.mgn.doe(lambda _: terugzetten.kies(werkmap, naam))
            beeld = await self.mgn.doe(lambda _: terugzetten.bekijk(werkmap, kopie, opener))
        except MgnFout as fout:
            self.app.meld(fout.melding, "error")
            return
        tekst = "\n".join([*terugzetten.regels(beeld), "", _ZEKER])
        if not await self.app.push_screen_wait(VoorzichtigeVraag(tekst, ja="terugzetten", nee="laten staan")):
            return
        if not await self.mgn.bewaar_concepten():
            self.app.meld("Wat u het laatst typte kon niet worden bewaard. Er is niets teruggezet.", "error")
            return

        def doe() -> str:
            sessie.sluit()  # nobody may have the database open, we neither
            bewaard = terugzetten.zet_terug(werkmap, kopie, opener, klok)
            return _KLAAR + (_TERUG.format(naam=bewaard.name) if bewaard else "")

        try:
            melding = await asyncio.to_thread(doe)
        except MgnFout as fout:
            melding = f"{fout.melding} Start mgn opnieuw."
        self.app.exit(message=melding)

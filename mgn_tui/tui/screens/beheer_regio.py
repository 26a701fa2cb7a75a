"""The part of Beheer that moves the werkmap to another region."""

from textual import work

from mgn_tui.domain.fouten import MgnFout
from mgn_tui.register import regio
from mgn_tui.register.regiobeeld import vooruitblik
from mgn_tui.tui.screens.scherm import MgnScherm
from mgn_tui.tui.screens.vragen import VoorzichtigeVraag
from mgn_tui.tui.vensters import KiesVenster, Vondst, past

_KLAAR = "Deze werkmap hoort nu bij {naam}. Wie al binnen was, ziet dat bij opnieuw openen. Met u neemt u het terug."
_ZEKER = "Er gaat niets verloren, en er komt eerst een reservekopie. Met u neemt u het terug."


class RegioActies(MgnScherm):
    """Choose, see what it would change, and only then do it."""

    def ververs(self) -> None:
        """Ask everything again."""
        raise NotImplementedError

    @work(exclusive=True, group="regio")
    async def action_andere_regio(self) -> None:
        """Another region, or a file of one's own whose place is typed."""
        sessie = self.mgn.sessie
        nu = sessie.profiel.id
        keuzes = [
            Vondst(
                k.naam,
                f"{k.plan}, {k.doelen} doelen",
                sleutel=str(regio.bestand_van(sessie.werkmap)) if k.eigen else k.id,
            )
            for k in await self.mgn.doe(lambda s: regio.keuzelijst(s.werkmap))
            if k.id != nu
        ]

        async def zoek(tekst: str) -> list[Vondst]:
            if tekst.lower().endswith(".toml"):
                return [Vondst(tekst, "eigen regiobestand", sleutel=tekst)]
            return [k for k in keuzes if past(tekst, k.titel)]

        titel = "Welke regio? Of typ de plek van een eigen regiobestand (.toml)"
        keuze = await self.app.push_screen_wait(KiesVenster(titel, zoek))
        if keuze is not None:
            await self._wissel(keuze.sleutel)

    async def _wissel(self, keuze: str) -> None:
        try:
            regels = await self.mgn.doe(vooruitblik, keuze)
            tekst = "\n".join((*regels, "", _ZEKER))
            vraag = VoorzichtigeVraag(tekst, ja="van regio wisselen", nee="zo laten")
            if not await self.app.push_screen_wait(vraag):
                return
            if not await self.mgn.bewaar_concepten():
                self.app.meld(
                    "Wat u het laatst typte kon niet worden bewaard. Er is niets gewisseld.", "error"
                )
                return
            profiel = await self.mgn.doe(regio.wissel, keuze)
        except MgnFout as fout:
            self.app.meld(fout.melding, "error")
            return
        self.app.meld(_KLAAR.format(naam=profiel.naam))
        self.ververs()

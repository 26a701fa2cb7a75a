"""The gesprek was held: noted with one key, whoever sat there, and then on to the advies."""

from mgn_tui.domain.woorden import GesprekStatus
from mgn_tui.register import keuzes, vastleggen
from mgn_tui.tui.screens.scherm import MgnScherm
from mgn_tui.tui.screens.vragen import RedenVraag
from mgn_tui.tui.vensters import Vraag


async def leg_vast_gevoerd(scherm: MgnScherm, ref: str) -> None:
    """Run in a worker. A team that differs from the rule is kept; the reason is asked, not demanded."""
    mgn = scherm.mgn
    beeld = await mgn.probeer(vastleggen.lees, ref, weer=True)
    if beeld is None:
        return
    if beeld.status != GesprekStatus.GEVOERD.value:
        aanwezig = {d.medewerker: d.wijze for d in beeld.deelnemers if d.aanwezig is not False}
        afwijkingen = await mgn.probeer(vastleggen.rond_af, ref, aanwezig)
        if afwijkingen is None:
            return
        if afwijkingen:
            lijst = keuzes.van_items(mgn.sessie.profiel.redenen_afwijken_team)
            antwoord = await mgn.push_screen_wait(
                RedenVraag(
                    "Vastgelegd. Het team was anders dan de regel vraagt: waarom?",
                    lijst,
                    uitleg="\n".join(afwijkingen),
                )
            )
            if antwoord is not None:
                code, tekst = antwoord
                label = next((keuze.label for keuze in lijst if keuze.code == code), "")
                reden = ": ".join(deel for deel in (label, tekst) if deel)
                await mgn.probeer(vastleggen.rond_af, ref, aanwezig, reden)
    vraag = Vraag("Vastgelegd: dit gesprek is gevoerd. Nu het advies?", ja="naar het advies", nee="later")
    if await mgn.push_screen_wait(vraag):
        await mgn.open_advies(ref)

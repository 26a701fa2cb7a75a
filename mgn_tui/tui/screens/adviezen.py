"""Adviezen: what is still to be written first, then what is to be fixed, then what is to be sent."""

from typing import TYPE_CHECKING

from mgn_tui.domain.woorden import GesprekStatus
from mgn_tui.register import vastleggen, versturen
from mgn_tui.register.vastleggen import GesprekRegel
from mgn_tui.tui.screens.gesprekken import GesprekLijstScherm
from mgn_tui.tui.widgets.vensterlijst import Cel, Kolom

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

_STAND = {
    "": ("▲", "nog schrijven"),
    "concept": ("▲", "concept: nog vaststellen"),
    "vastgesteld": ("", "vastgesteld: nog versturen"),
    "verstuurd": ("●", "verstuurd"),
}


class AdviezenScherm(GesprekLijstScherm):
    """One row per gesprek that was held."""

    STAP = "advies"
    SCHERM = "adviezen"
    EENHEID = ("advies", "adviezen")
    LEEG = "Er is nog geen gesprek gevoerd. Een advies begint bij 4 Gesprek, met g gevoerd."
    UITLEG = (
        "Van elk gevoerd gesprek hoe het met het advies staat. Bovenaan wat nog geschreven moet worden, dan "
        "wat nog vastgesteld en wat nog verstuurd moet worden. Enter opent het advies."
    )

    def __init__(self) -> None:
        super().__init__()
        self._verstuurd: frozenset[str] = frozenset()

    def kolommen(self) -> tuple[Kolom, ...]:
        return (
            Kolom("", 1),
            Kolom("gesprek", 13),
            self.kolom_wie,
            Kolom("", 10, vanaf=60),
            Kolom("advies", deel=1),
        )

    def lees(self, sessie: "Sessie") -> list[GesprekRegel]:
        self._verstuurd = versturen.verstuurd(sessie)
        regels = vastleggen.lijst(sessie, GesprekStatus.GEVOERD.value)
        volgorde = list(_STAND)
        return sorted(regels, key=lambda regel: volgorde.index(self._stand(regel)))

    def _stand(self, regel: GesprekRegel) -> str:
        return "verstuurd" if regel.advies == "vastgesteld" and regel.ref in self._verstuurd else regel.advies

    def cellen(self, regel: GesprekRegel) -> tuple[str | Cel, ...]:
        stand = self._stand(regel)
        merk, woorden = _STAND[stand]
        return (
            Cel(merk, "let-op" if merk == "▲" else "goed"),
            self.dag(regel),
            self.wie(regel),
            Cel(f"{regel.volgnummer}e gesprek", "gedempt"),
            woorden if stand != "verstuurd" else Cel(woorden, "gedempt"),
        )

    async def open(self, ref: str) -> None:
        await self.mgn.open_advies(ref)

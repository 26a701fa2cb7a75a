"""Adviezen: what is still to be written first, then what is to be fixed, then what is to be sent."""

from typing import TYPE_CHECKING

from mgn_tui.register import gesprekslijst
from mgn_tui.register.gesprekregels import GesprekRegel
from mgn_tui.register.gesprekslijst import Gesprekslijst
from mgn_tui.tui.screens.gesprekken import GesprekLijstScherm
from mgn_tui.tui.widgets.vensterlijst import Cel, Kolom

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

_MERK = {"": "▲", "concept": "▲", "vastgesteld": "", gesprekslijst.VERSTUURD: "●", gesprekslijst.BEZWAAR: ""}


class AdviezenScherm(GesprekLijstScherm):
    """One row per gesprek that was held."""

    STAP = "advies"
    SCHERM = "adviezen"
    EENHEID = ("advies", "adviezen")
    BRIEF = True
    LEEG = "Er is nog geen gesprek gevoerd. Een advies begint bij 4 Gesprek, met g gevoerd."
    UITLEG = (
        "Van elk gevoerd gesprek hoe het met het advies staat. Bovenaan wat nog geschreven moet worden, dan "
        "wat nog vastgesteld en wat nog verstuurd moet worden; uw eigen gesprekken telkens eerst. Enter opent "
        "het advies."
    )

    def kolommen(self) -> tuple[Kolom, ...]:
        return (
            Kolom("", 1),
            Kolom("gesprek", 14),
            self.kolom_wie,
            Kolom("", 10, vanaf=60),
            Kolom("advies", deel=1),
        )

    def lees(self, sessie: "Sessie") -> Gesprekslijst:
        return gesprekslijst.adviezen(sessie)

    def cellen(self, regel: GesprekRegel) -> tuple[str | Cel, ...]:
        merk, woorden = _MERK[regel.advies], gesprekslijst.ADVIESSTAND[regel.advies]
        return (
            Cel(merk, "let-op" if merk == "▲" else "goed"),
            self.dag(regel),
            self.wie(regel),
            Cel(f"{regel.volgnummer}e gesprek", "gedempt"),
            Cel(woorden, "gedempt") if regel.advies in gesprekslijst.KLAAR else woorden,
        )

    async def open(self, ref: str) -> None:
        await self.mgn.open_advies(ref)

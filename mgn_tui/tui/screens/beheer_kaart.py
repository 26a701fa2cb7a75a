"""The sociale kaart in Beheer."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from textual import work

from mgn_tui.register import socialekaart, zinnen
from mgn_tui.tui.screens.beheer_rijen import Afdeling, Rij, grijs
from mgn_tui.tui.screens.scherm import MgnScherm
from mgn_tui.tui.widgets.vensterlijst import Cel, Kolom, Regel, VensterLijst

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie


def _kaart(sessie: "Sessie", namen: bool) -> list[Rij]:
    vandaag = sessie.klok.vandaag()
    return [_plek(plek, plek.oud(vandaag)) for plek in socialekaart.plekken(sessie, ook_oude=True)]


def _plek(plek: socialekaart.Plek, oud: bool) -> Rij:
    wacht = Cel(f"▲ {plek.kort_wacht}" if oud else plek.kort_wacht, "let-op" if oud else "")
    regel = Regel(plek.id, (plek.naam, plek.label, plek.gemeente, wacht))
    waar = (plek.waarvoor, plek.telefoon, plek.website, plek.adres)
    weer = "Deze wachttijd is oud: vraag hem opnieuw na." if oud else ""
    uitleg = " · ".join(filter(None, (*waar, plek.wacht, weer, plek.notitie.replace("\n", " "))))
    return Rij(regel if plek.actief else grijs(regel), uitleg)


KAART: Final = Afdeling(
    "kaart",
    "Sociale kaart",
    (
        Kolom("naam", deel=3),
        Kolom("soort", 22, vanaf=60),
        Kolom("gemeente", deel=2, vanaf=90),
        Kolom("wachttijd", 24),
    ),
    _kaart,
    "Nog geen aanbieders of loketten. Druk n voor de eerste, of lees de lijst van uw wijk in: "
    "mgn kaart importeer BESTAND. Bij het schrijven van een advies kiest u er dan uit.",
    filter=True,
    eenheid=("aanbieder of loket", "aanbieders en loketten"),
)


_WEG: "Final[Mapping[str, Callable[[Sessie, str], None]]]" = {
    "kaart": socialekaart.verwijder,
    "zinnen": zinnen.verwijder,
}


class KaartActies(MgnScherm):
    """Taking something off the kaart, or a sentence away."""

    @property
    def afdeling(self) -> Afdeling:
        raise NotImplementedError

    @property
    def lijst(self) -> VensterLijst:
        raise NotImplementedError

    def ververs(self) -> None:
        raise NotImplementedError

    @work(exclusive=True, group="weg")
    async def action_weghalen(self) -> None:
        """Take what stands under the cursor away; `u` takes that back."""
        naam, sleutel = self.afdeling.naam, self.lijst.sleutel
        if naam in _WEG and sleutel is not None:
            if await self.mgn.probeer(_haal_weg, naam, sleutel):
                self.app.meld("Weggehaald. Met u neemt u dat terug.")
            self.ververs()


def _haal_weg(sessie: "Sessie", naam: str, id_: str) -> bool:
    _WEG[naam](sessie, id_)
    return True

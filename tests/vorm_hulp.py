"""A form with every kind of field, in an app, for the tests of forms and of choosing."""

from collections.abc import Mapping
from typing import Any

from textual.events import Paste
from textual.pilot import Pilot

from mgn_tui.domain.velden import Formulier, Keuze, Veld, VeldSoort
from mgn_tui.tui.widgets.formulier import FormulierWidget
from tests.hulp_tui import VANDAAG, ProefApp, rustig

S = VeldSoort
NAMEN_PRAKTIJK = ("Parkweg", "Aa", "Dieze", "Stadshagen", "Assendorp", "Berkum", "Ittersum", "Westenholte")
PRAKTIJKEN = tuple(Keuze(f"p{nr}", f"Huisartsenpraktijk {naam}") for nr, naam in enumerate(NAMEN_PRAKTIJK))
FORMULIER = Formulier(
    "aanmelding",
    "Aanmelding",
    (
        Veld("achternaam", "Achternaam", verplicht=True, groep="Inwoner"),
        Veld("geboren", "Geboortedatum", S.DATUM, True, "Bijvoorbeeld 9-3-1966.", "Inwoner", verleden=True),
        Veld(
            "aanspreekvorm", "Aanspreekvorm", S.KEUZE, groep="Inwoner",
            keuzes=(Keuze("geen", "geen"), Keuze("mevrouw", "mevrouw"), Keuze("de-heer", "de heer")),
        ),
        Veld("telefoon", "Telefoon", groep="Inwoner", controle="telefoon"),
        Veld("inspreken", "Mag worden ingesproken", S.JANEE, groep="Inwoner"),
        Veld("praktijk", "Praktijk", S.KEUZE, verplicht=True, groep="Aanmelding", keuzes=PRAKTIJKEN),
        Veld("moment", "Gesprek op", S.MOMENT, groep="Aanmelding"),
        Veld("vraag", "Vraag van de huisarts", S.LANG, groep="Aanmelding", maximum_tekens=20_000),
        Veld(
            "wensen", "Gewenste expertise", S.LIJST, groep="Aanmelding",
            keuzes=tuple(Keuze(code, code) for code in ["rouw", "schulden", "autisme", "trauma", "verslaving"]),
        ),
    ),
)  # fmt: skip
NAMEN = [veld.naam for veld in FORMULIER.velden]


class VormApp(ProefApp):
    def __init__(self, waarden: Mapping[str, str] | None = None, thema: str = "mgn-donker", **opties: Any):
        super().__init__(self._maak_vorm, thema=thema, **opties)
        self._waarden = waarden or {}

    def _maak_vorm(self) -> list[FormulierWidget]:
        self.vorm = FormulierWidget(FORMULIER, self._waarden, VANDAAG)
        return [self.vorm]

    def begin(self) -> None:
        self.vorm.focus_veld()

    def on_formulier_widget_gewijzigd(self, gebeurtenis: FormulierWidget.Gewijzigd) -> None:
        self.gezien.append(gebeurtenis.naam)

    def on_formulier_widget_bewaren(self) -> None:
        self.gezien.append("BEWAREN")

    def on_formulier_widget_laatste_veld(self) -> None:
        self.gezien.append("LAATSTE")

    @property
    def veld(self) -> str:
        """The field that has the cursor."""
        return next((naam for naam, rij in self.vorm._rijen.items() if rij.invoer.has_focus), "")


async def plak(pilot: Pilot[None], tekst: str) -> None:
    await rustig(pilot)
    pilot.app.post_message(Paste(tekst))
    await rustig(pilot)

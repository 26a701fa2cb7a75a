"""What a person likes on this machine. A choice works at once and is kept; there is nothing to confirm."""

from typing import Any, ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll

from mgn_tui.domain.fouten import MgnFout
from mgn_tui.domain.velden import Keuze
from mgn_tui.store import voorkeuren
from mgn_tui.tui.acties import bindingen
from mgn_tui.tui.basis import MgnApp, MgnModaal
from mgn_tui.tui.themas import THEMA_LABELS, thema_naam
from mgn_tui.tui.widgets.antwoorden import Antwoorden
from mgn_tui.tui.widgets.invoer import VeldGewijzigd
from mgn_tui.tui.widgets.keuze import KeuzeInvoer
from mgn_tui.tui.widgets.tekst import Static

_EENVOUDIG = (
    Keuze("nee", "met lijnen en tekens"),
    Keuze("ja", "eenvoudig: alles in woorden, zonder lijnen"),
)


class VoorkeurenVenster(MgnModaal[None]):
    """Colours, plain or drawn, and the way to the keys."""

    DEFAULT_CSS = """
    VoorkeurenVenster {
        & > Vertical {
            width: 70; max-width: 100%; height: auto; max-height: 100%; padding: 1 2;
            background: $veld; border: round $lijn;
        }
        VerticalScroll { height: auto; max-height: 100%; scrollbar-size-vertical: 1; background: $veld; }
        .titel { text-style: bold; }
        .rustig { color: $gedempt; height: auto; }
        .label { margin-top: 1; }
        KeuzeInvoer { background: $veld; }
        KeuzeInvoer:focus { background: $background; }
        #fout { color: $fout; display: none; margin-top: 1; height: auto; }
        Antwoorden { margin-top: 1; }
    }
    VoorkeurenVenster.-laag {
        & > Vertical { padding: 0 1; }
        .label { margin-top: 0; }
        Antwoorden { margin-top: 0; }
    }
    """
    SCOPED_CSS = False
    BINDINGS: ClassVar[list[BindingType]] = bindingen("voorkeuren")
    UITLEG = (
        "Kies hier hoe mgn er voor u uitziet, en met welke toetsen u werkt. Dat geldt alleen voor u, op deze "
        "computer. 'Eenvoudig' is er voor wie een schermlezer, brailleregel of sterke vergroting gebruikt."
    )

    @property
    def _app(self) -> MgnApp:
        return cast(MgnApp, self.app)

    def compose(self) -> ComposeResult:
        themas = [Keuze(naam, THEMA_LABELS[thema_naam(naam)]) for naam in voorkeuren.THEMAS]
        with Vertical():
            yield Static("Voorkeuren", classes="titel")
            yield Static("Voor u, op deze computer. Wat u kiest, geldt meteen.", classes="rustig")
            with VerticalScroll(can_focus=False):
                yield Static("Kleuren", classes="label rustig")
                yield KeuzeInvoer("Kleuren", themas, self._app.theme.removeprefix("mgn-"))
                yield Static("Scherm", classes="label rustig")
                yield KeuzeInvoer("Scherm", _EENVOUDIG, "ja" if self._app.eenvoudig else "nee")
            yield Static(id="fout", markup=False)
            yield Antwoorden(
                (
                    ("←→", "kiezen", ""),
                    ("ctrl+t", "eigen toetsen", "toetsen"),
                    ("Esc", "terug", "sluit"),
                ),
                self,
            )

    def action_toetsen(self) -> None:
        from mgn_tui.tui.screens.toetsproef import ToetsenVenster

        self.app.push_screen(ToetsenVenster())

    @on(VeldGewijzigd)
    def _gekozen(self, gebeurtenis: VeldGewijzigd) -> None:
        gebeurtenis.stop()
        kleuren, scherm = (keuze.code for keuze in self.query(KeuzeInvoer))
        wat: dict[str, Any] = {}  # what was asked for this run only (`--eenvoudig`) is not kept
        if thema_naam(kleuren) != self._app.theme:
            wat["thema"] = kleuren
        if (scherm == "ja") != self._app.eenvoudig:
            wat["eenvoudig"] = scherm == "ja"
        self._app.volg(voorkeuren.Voorkeuren(kleuren, scherm == "ja", self._app.toetsenkaart))
        if wat:
            self._bewaar(wat)

    @work(exclusive=True, thread=True)
    def _bewaar(self, wat: dict[str, Any]) -> None:
        try:
            voorkeuren.bewaar(**wat)
        except MgnFout as fout:
            self.app.call_from_thread(self._zeg, f"Dit geldt tot u mgn afsluit. {fout.melding}")

    def _zeg(self, tekst: str) -> None:
        for plek in self.query("#fout").results(Static):
            plek.update(f"✖ {tekst}")
            plek.display = True

"""Choosing the short code: typed twice, never shown."""

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.register.kortecode import CIJFERS, KorteCode
from mgn_tui.tui.screens.vragen import Vraagvenster
from mgn_tui.tui.widgets.invoer import RegelInvoer, VeldGewijzigd
from mgn_tui.tui.widgets.tekst import Static

_UITLEG = (
    "Vier cijfers. Gaat het scherm dicht tijdens een gesprek, dan opent u het daarmee weer, een half uur lang; daarna "
    "met uw wachtwoord. Drie keer fout: uw wachtwoord. De code geldt tot u afsluit en wordt nergens bewaard."
)


class KorteCodeVraag(Vraagvenster[KorteCode]):
    """The code that was chosen. Esc: None, everything stays as it is."""

    def __init__(self) -> None:
        super().__init__("Korte code", _UITLEG)

    def velden(self) -> ComposeResult:
        for naam, label in (("code", "Vier cijfers"), ("weer", "Nog een keer")):
            yield Static(label, classes="label", markup=False)
            invoer = RegelInvoer("")
            invoer.password = True
            invoer.restrict = rf"\d{{0,{CIJFERS}}}"
            invoer.id = naam
            yield invoer

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#code").focus()

    @on(VeldGewijzigd)
    def _typt(self) -> None:
        self.zeg("")

    @on(Input.Submitted)
    def _enter(self, gebeurtenis: Input.Submitted) -> None:
        gebeurtenis.stop()
        code, weer = (self.query_one(f"#{naam}", RegelInvoer) for naam in ("code", "weer"))
        try:
            gekozen = KorteCode(code.value)
        except Geweigerd as fout:
            code.focus()
            self.zeg(fout.melding)
            return
        if gebeurtenis.input is code and not weer.value:
            weer.focus()
        elif code.value != weer.value:
            weer.zet("")  # quietly: the message stays
            weer.focus()
            self.zeg("De twee codes zijn niet gelijk. Typ de tweede opnieuw.")
        else:
            self.dismiss(gekozen)

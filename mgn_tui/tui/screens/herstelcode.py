"""The recovery code, shown once."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from mgn_tui.tui.basis import MgnModaal
from mgn_tui.tui.widgets.invoer import RegelInvoer, VeldGewijzigd
from mgn_tui.tui.widgets.tekst import Static
from mgn_tui.tui.widgets.toetsen import Toetsen

_UITLEG = (
    "Schrijf hem nu op papier en bewaar dat papier niet bij deze laptop. Deze code opent wat u kunt "
    "openen als u uw wachtwoord kwijt bent, en werkt één keer. Hij wordt niet nog eens getoond."
)
_NA = "Lees van uw papier: wat zijn de laatste vier tekens? Zo weet u zeker dat de code goed is opgeschreven."
_TOETSEN = {
    "tonen": "Esc  ik heb hem opgeschreven",
    "schrijven": "Enter  ik heb hem opgeschreven",
    "nalezen": "Enter  klopt dit?   Esc  toon de code weer",
}


class HerstelcodeVenster(MgnModaal[None]):
    """The code that opens the werkmap when a passphrase is lost. An Enter too many does not lose it: only Esc
    closes it, or the last signs typed over; it is not shown again."""

    UITLEG = (
        "Schrijf deze code op papier, en bewaar hem op een veilige plek. U ziet hem maar één keer. Met de "
        "code opent u de werkmap als u uw wachtwoord kwijt bent."
    )
    KLIK_SLUIT = False

    DEFAULT_CSS = """
    HerstelcodeVenster {
        & > Vertical {
            width: 62; max-width: 100%; height: auto; max-height: 100%;
            background: $veld; border: round $accent; padding: 1 2;
        }
        .titel { text-style: bold; }
        #code { text-style: bold; text-align: center; margin: 1 0; color: $accent; }
        .rustig { color: $gedempt; height: auto; }
        .fout { color: $fout; height: auto; }
        RegelInvoer { background: $veld; margin-top: 1; }
        RegelInvoer:focus { background: $kies; color: $op-kies; }
        .toetsen { color: $gedempt; margin-top: 1; height: auto; }
    }
    HerstelcodeVenster.-laag > Vertical { padding: 0 1; }
    HerstelcodeVenster.-laag .toetsen, HerstelcodeVenster.-laag RegelInvoer { margin-top: 0; }
    HerstelcodeVenster.-laag #code { margin: 0; }
    """
    SCOPED_CSS = False

    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "opgeschreven", show=False)]

    def __init__(self, code: str, *, bevestig: bool = False) -> None:
        """`bevestig`: it closes only when the last signs were typed over from the paper."""
        super().__init__()
        self._code = code
        self._fase = "schrijven" if bevestig else "tonen"

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static("Uw herstelcode", classes="titel")
            yield Static(self._code, id="code", markup=False)
            yield Static(_UITLEG, classes="rustig")
            if self._fase != "tonen":
                yield RegelInvoer("")
                yield Static("", classes="fout", markup=False)
            yield Toetsen(_TOETSEN[self._fase], classes="toetsen")

    def on_mount(self) -> None:
        self._toon(self._fase)

    def _toon(self, fase: str) -> None:
        self._fase = fase
        vraagt = fase == "nalezen"
        self.query_one("#code", Static).update("····-" * 6 + "????" if vraagt else self._code)
        self.query_one(".rustig", Static).update(_NA if vraagt else _UITLEG)
        self.query_one(".toetsen", Static).update(_TOETSEN[fase])
        self._zeg("")
        for invoer in self.query(RegelInvoer):
            invoer.display = vraagt
            invoer.disabled = not vraagt  # a hidden field must not take the Enter
            invoer.zet("")
            if vraagt:
                invoer.focus()

    def _zeg(self, melding: str) -> None:
        for regel in self.query(".fout").results(Static):
            regel.update(melding)
            regel.display = bool(melding)

    def action_opgeschreven(self) -> None:
        if self._fase == "schrijven":
            self._toon("nalezen")

    def action_sluit(self) -> None:
        if self._fase == "nalezen":
            self._toon("schrijven")
        elif self._fase == "tonen":
            super().action_sluit()

    @on(VeldGewijzigd)
    def _typt(self) -> None:
        self._zeg("")

    @on(Input.Submitted)
    def _nagelezen(self, gebeurtenis: Input.Submitted) -> None:
        from mgn_tui.store.herstelcode import klopt_einde

        gebeurtenis.stop()
        if klopt_einde(self._code, gebeurtenis.value):
            self.dismiss(None)
        else:
            self._zeg("✖ Dit is niet hoe de code eindigt. Kijk op uw papier, of druk Esc voor de code.")

"""The recovery code, shown once."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from mgn_tui.tui.basis import MgnModaal


class HerstelcodeVenster(MgnModaal[None]):
    """The code that opens the werkmap when a passphrase is lost. Only Esc closes it, so that an Enter too
    many does not lose it; it is not shown again."""

    DEFAULT_CSS = """
    HerstelcodeVenster {
        & > Vertical {
            width: 62; max-width: 100%; height: auto; max-height: 100%;
            background: $veld; border: round $accent; padding: 1 2;
        }
        .titel { text-style: bold; }
        #code { text-style: bold; text-align: center; margin: 1 0; color: $accent; }
        .rustig { color: $gedempt; height: auto; }
        .toetsen { color: $gedempt; margin-top: 1; }
    }
    HerstelcodeVenster.-laag > Vertical { padding: 0 1; }
    HerstelcodeVenster.-laag .toetsen { margin-top: 0; }
    """
    SCOPED_CSS = False

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static("Uw herstelcode", classes="titel")
            yield Static(self._code, id="code", markup=False)
            yield Static(
                "Schrijf hem nu op papier en bewaar dat papier niet bij deze laptop. Deze code opent wat u kunt "
                "openen als u uw wachtwoord kwijt bent, en werkt één keer. Hij wordt niet nog eens getoond.",
                classes="rustig",
            )
            yield Static("Esc  ik heb hem opgeschreven", classes="toetsen")

"""The spinnenweb over the whole screen, at every size: to look at together."""

from textual.app import ComposeResult
from textual.containers import Vertical

from mgn_tui.tui.acties import bindingen
from mgn_tui.tui.basis import MgnModaal
from mgn_tui.tui.widgets.spinnenweb import Scores, Spinnenweb
from mgn_tui.tui.widgets.toetsen import Toetsen


class WebVenster(MgnModaal[None]):
    """Nothing but the six figures, and the earlier ones behind them in grey. No name stands here."""

    UITLEG = (
        "Het spinnenweb van dit gesprek. Een eerder gesprek staat er in grijs achter. Hier staat geen naam."
    )

    DEFAULT_CSS = """
    WebVenster > Vertical { width: 100%; height: 100%; background: $background; padding: 1 2; }
    WebVenster .stil { color: $gedempt; height: auto; }
    WebVenster.-laag > Vertical { padding: 0 1; }
    """
    SCOPED_CSS = False
    BINDINGS = bindingen("web")

    def __init__(self, scores: Scores, vorige: Scores | None) -> None:
        super().__init__()
        self._scores, self._vorige = scores, vorige

    def compose(self) -> ComposeResult:
        uitleg = "vorig gesprek: de lijn in grijs   " if self._vorige else ""
        with Vertical():
            yield Spinnenweb(self._scores, self._vorige)
            yield Toetsen(f"{uitleg}Esc terug", classes="stil")

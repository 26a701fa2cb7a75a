"""Text on a screen: Textual's own Static, that says its signs in words on a plain screen."""

from textual.content import Content
from textual.visual import Visual
from textual.widgets import Static as _Static

from mgn_tui.tui.tekens import in_woorden, vertaal_inhoud


class Static(_Static):
    """A text. Tables of Rich are left as they are: who makes one asks `tekens.woorden`."""

    def render(self) -> Visual:
        beeld = self.visual
        return vertaal_inhoud(beeld) if isinstance(beeld, Content) and in_woorden() else beeld

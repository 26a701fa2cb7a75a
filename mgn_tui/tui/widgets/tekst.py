"""Text on a screen: Textual's own Static, that says its signs in words on a plain screen, and what is said of a row."""

from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.events import Resize
from textual.geometry import Size
from textual.visual import Visual, VisualType
from textual.widgets import Static as _Static

from mgn_tui.tui.tekens import in_woorden, vertaal_inhoud

if TYPE_CHECKING:
    from textual.css.styles import RulesMap


class Static(_Static):
    """A text. Tables of Rich are left as they are: who makes one asks `tekens.woorden`."""

    # Cells for the text, as of the last layout. Asking Textual where it stands may lay out what is still being mounted.
    _breedte = 0

    def render(self) -> Visual:
        beeld = self.visual
        return vertaal_inhoud(beeld) if isinstance(beeld, Content) and in_woorden() else beeld

    def on_resize(self, gebeurtenis: Resize) -> None:
        self._breedte = gebeurtenis.size.width - self.styles.gutter.width

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Say this from now on. The screen is laid out anew only for another number of lines: that costs more than all
        else a key asks for, and below a list the text is another at every key."""
        if isinstance(content, str) and content == self.content:
            return
        voorheen = self._regels()
        super().update(content, layout=False)
        if layout and (voorheen is None or self._regels() != voorheen):
            self.refresh(layout=True)

    def _regels(self) -> int | None:
        """How many lines it takes, if that is all its size depends on."""
        maat = self.styles.width
        if not self._breedte or (maat is not None and maat.is_auto):
            return None
        if not isinstance(beeld := self.render(), Content):
            return None
        return beeld.get_height(cast("RulesMap", self.styles), self._breedte)  # as Textual hands them over


class Bijschrift(Static):
    """What is said of the row under the cursor. The lines it once took stay its own, so that the list above it does not
    move while one goes through it."""

    _hoogst = (0, 0)  # at this width, so many lines

    def opnieuw(self) -> None:
        """Other rows: as low again as their text allows."""
        self._hoogst = (0, 0)
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        hoogte = super().get_content_height(container, viewport, width)
        if self._hoogst[0] == width:
            hoogte = max(hoogte, self._hoogst[1])
        self._hoogst = (width, hoogte)
        return hoogte

    def _regels(self) -> int | None:
        regels = super()._regels()
        return regels and max(regels, self._hoogst[1])

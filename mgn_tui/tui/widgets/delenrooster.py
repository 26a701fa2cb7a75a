"""Sharing: for each recipient, what the inwoner says about each part. One key per cell."""

from collections.abc import Mapping
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from mgn_tui.domain.woorden import DeelOnderdeel, Ontvanger
from mgn_tui.tui.acties import bindingen
from mgn_tui.tui.tekens import in_woorden
from mgn_tui.tui.widgets.cellen import knip, pas

Gedeeld = Mapping[tuple[Ontvanger, DeelOnderdeel], bool]
"""What was said; a cell that is not there was not asked."""

_KORT: Final = {DeelOnderdeel.THEMAS: "thema's", DeelOnderdeel.BERICHT: "bericht"}
_RIJEN: Final = tuple(Ontvanger)
_LABEL, _SMALST, _RUIMST = 18, 5, 12  # cells: names at most, a column at least and at most


def kolommen(ontvanger: Ontvanger) -> tuple[DeelOnderdeel, ...]:
    """What can be shared with whom: a message without content is for the huisarts only."""
    return tuple(
        d for d in DeelOnderdeel if d is not DeelOnderdeel.BERICHT or ontvanger is Ontvanger.HUISARTS
    )


class DelenRooster(Widget, can_focus=True):
    """j: the inwoner agrees, x: does not; both go on to the next recipient. Del: not asked."""

    DEFAULT_CSS = """
    DelenRooster {
        height: auto;
        & > .deel--kop { color: $gedempt; }
        & > .deel--gewoon { color: $foreground; }
        & > .deel--ja { color: $goed; }
        & > .deel--nee { color: $fout; }
        & > .deel--kies { background: $kies; color: $op-kies; text-style: bold; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "deel--kop",
        "deel--gewoon",
        "deel--ja",
        "deel--nee",
        "deel--kies",
    }
    BINDINGS: ClassVar[list[BindingType]] = bindingen("delen")
    ALLOW_SELECT = False

    gedeeld: reactive[Gedeeld] = reactive(dict)
    namen: reactive[Mapping[Ontvanger, str]] = reactive(dict)
    gezegd: reactive[Mapping[tuple[Ontvanger, DeelOnderdeel], str]] = reactive(dict)
    rij: reactive[int] = reactive(0)
    kolom: reactive[int] = reactive(0)

    class Gezet(Message):
        """The inwoner said yes or no, or what was noted was wrong (None)."""

        def __init__(self, ontvanger: Ontvanger, onderdeel: DeelOnderdeel, mag: bool | None) -> None:
            super().__init__()
            self.ontvanger = ontvanger
            self.onderdeel = onderdeel
            self.mag = mag

    class Noem(Message):
        """Who exactly is this recipient?"""

        def __init__(self, ontvanger: Ontvanger) -> None:
            super().__init__()
            self.ontvanger = ontvanger

    @property
    def ontvanger(self) -> Ontvanger:
        return _RIJEN[self.rij]

    @property
    def onderdeel(self) -> DeelOnderdeel:
        delen = kolommen(self.ontvanger)
        return delen[min(self.kolom, len(delen) - 1)]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(_RIJEN) + 2

    def _breedten(self, breedte: int) -> tuple[int, int]:
        """Cells for the names and for each column."""
        delen = len(DeelOnderdeel)
        langst = max(cell_len(self.namen.get(wie) or wie.label) for wie in _RIJEN) + 2
        kolom = min(max((breedte - min(langst, _LABEL)) // delen, _SMALST), _RUIMST)
        return max(min(langst, _LABEL, breedte - kolom * delen), 0), kolom

    @property
    def cursorregel(self) -> int:
        """On which line of the widget the cursor is, for the cursor of the terminal."""
        return self.rij + 1

    def render(self) -> Text:
        stijl, breedte = self.get_component_rich_style, self.content_size.width
        label, kolom = self._breedten(breedte)
        tekst = Text(" " * label, no_wrap=True, end="")
        for deel in DeelOnderdeel:
            naam = (
                _KORT.get(deel, deel.label) if deel is not DeelOnderdeel.SPINNENWEB or kolom > 10 else "web"
            )
            tekst.append(pas(naam[: kolom - 1], kolom), stijl("deel--kop"))
        for nummer, ontvanger in enumerate(_RIJEN):
            tekst.append("\n")
            hier = nummer == self.rij and self.has_focus
            tekst.append(pas(self.namen.get(ontvanger) or ontvanger.label, label - 1), stijl("deel--gewoon"))
            tekst.append(" ")
            for deel in kolommen(ontvanger):
                woord, soort = self._cel(ontvanger, deel)
                kies = hier and deel is self.onderdeel
                tekst.append(pas(woord, kolom - 1), stijl(f"deel--{'kies' if kies else soort}")).append(" ")
        return tekst.append("\n").append(knip(self._uitleg(), breedte), stijl("deel--kop"))

    def _cel(self, ontvanger: Ontvanger, deel: DeelOnderdeel) -> tuple[str, str]:
        mag = self.gedeeld.get((ontvanger, deel))
        if mag is None:
            standaard = ontvanger is Ontvanger.HUISARTS and deel is DeelOnderdeel.ADVIES
            return ("(ja)", "kop") if standaard else ("–", "kop")
        if in_woorden():
            return ("ja", "ja") if mag else ("nee", "nee")
        return ("✓ ja", "ja") if mag else ("✖ nee", "nee")

    def _uitleg(self) -> str:
        if not self.has_focus:
            return ""
        wie, deel = self.ontvanger, self.onderdeel
        if (wie, deel) in self.gedeeld and (zin := self.gezegd.get((wie, deel))):
            return zin
        if wie is not Ontvanger.HUISARTS:
            return f"{deel.label} aan {self.namen.get(wie) or wie.label}: alleen als de inwoner ja zegt"
        if deel is DeelOnderdeel.ADVIES:
            return "advies aan de huisarts: gaat, tenzij de inwoner bezwaar heeft"
        return f"{deel.label} aan de huisarts: alleen als de inwoner dat goed vindt"

    def on_key(self, gebeurtenis: events.Key) -> None:
        stap = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}.get(gebeurtenis.key)
        if stap is None:
            return
        gebeurtenis.stop()
        gebeurtenis.prevent_default()
        rij = self.rij + stap[0]
        if rij < 0:
            self.screen.focus_previous()
        elif rij >= len(_RIJEN):
            self.screen.focus_next()
        else:
            self.rij = rij
            hoogste = len(kolommen(self.ontvanger)) - 1
            self.kolom = min(max(min(self.kolom, hoogste) + stap[1], 0), hoogste)

    def action_ja(self) -> None:
        self._zet(True)

    def action_nee(self) -> None:
        self._zet(False)

    def action_wis(self) -> None:
        self.post_message(self.Gezet(self.ontvanger, self.onderdeel, None))

    def action_naam(self) -> None:
        self.post_message(self.Noem(self.ontvanger))

    def _zet(self, mag: bool) -> None:
        self.post_message(self.Gezet(self.ontvanger, self.onderdeel, mag))
        self.rij = min(self.rij + 1, len(_RIJEN) - 1)

    def on_click(self, gebeurtenis: events.Click) -> None:
        plek = gebeurtenis.get_content_offset(self)
        label, kolom = self._breedten(self.content_size.width)
        if plek is None or not 1 <= plek.y <= len(_RIJEN) or plek.x < label:
            return
        ontvanger = _RIJEN[plek.y - 1]
        nummer = (plek.x - label) // kolom
        if nummer >= len(kolommen(ontvanger)):
            return
        self.rij, self.kolom = plek.y - 1, nummer
        nu = self.gedeeld.get((ontvanger, self.onderdeel))
        self.post_message(self.Gezet(ontvanger, self.onderdeel, {None: True, True: False, False: None}[nu]))

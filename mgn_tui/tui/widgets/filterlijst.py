"""A list with a line above it that makes it shorter while one types."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from mgn_tui.tui.acties import LIJST, bindingen
from mgn_tui.tui.widgets.tekst import Static
from mgn_tui.tui.widgets.vensterlijst import Kolom, Regel, VensterLijst

FilterBron = Callable[[str, int, int], Sequence[Regel]]
"""(what is typed, first row, number of rows) → rows; called in a thread."""
FilterTel = Callable[[str], int]


class _Filterregel(Input):
    virtual_size = Reactive(Size(0, 0))
    """Textual's own lays out the whole screen at every sign; the room of this line does not depend on it."""


class FilterLijst(Vertical):
    """`f` puts the cursor in the line; every sign filters; Enter or ↓ goes back to the list, Esc also
    empties the line. Messages are those of `VensterLijst`."""

    DEFAULT_CSS = """
    FilterLijst {
        height: 1fr; max-width: 160;
        & > Horizontal { height: 1; margin-bottom: 1; }
        Input { border: none; height: 1; width: 1fr; padding: 0 2; background: $background; }
        Input:focus { border: none; background: $veld; background-tint: transparent; }
        .telling { width: auto; color: $gedempt; padding: 0 1; }
    }
    .-laag FilterLijst > Horizontal { margin-bottom: 0; }
    """
    SCOPED_CSS = False
    BINDINGS: ClassVar[list[BindingType]] = bindingen(LIJST)

    def __init__(
        self,
        kolommen: Sequence[Kolom],
        bron: FilterBron,
        tel: FilterTel,
        leeg: str,
        *,
        eenheid: tuple[str, str] = ("regel", "regels"),
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._bron = bron
        self._tel = tel
        self._leeg = leeg
        self._eenheid = eenheid
        self._telbreedte = 0
        self.lijst = VensterLijst(kolommen, self._rijen(""), self._telling(""), leeg)
        self._invoer = _Filterregel(placeholder="f  filter", select_on_focus=False)
        self._invoer.cursor_blink = False

    @property
    def filter(self) -> str:
        """What is typed in the line."""
        return self._invoer.value

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield self._invoer
            yield Static(classes="telling")
        yield self.lijst

    def on_mount(self) -> None:
        if self.screen.focused is None or self.screen.focused is self._invoer:
            self.lijst.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return hasattr(self, f"action_{action}")

    def action_filter(self) -> None:
        self._invoer.focus()

    def zet_filter(self, tekst: str) -> None:
        """As if this was typed."""
        self._invoer.value = tekst

    def wis_filter(self) -> None:
        """Show everything again."""
        self._invoer.value = ""

    def zet_kolommen(self, kolommen: Sequence[Kolom]) -> None:
        """Other columns for the same rows; `ververs` asks the rows again."""
        self.lijst.zet_kolommen(kolommen)

    def ververs(self) -> None:
        """Ask the rows again after a change."""
        self.lijst.ververs()

    @on(Input.Changed)
    def _getypt(self, gebeurtenis: Input.Changed) -> None:
        gebeurtenis.stop()
        tekst = gebeurtenis.value.strip()
        leeg = f"niets gevonden voor '{tekst}'. Esc wist wat u typte." if tekst else self._leeg
        self.lijst.zet_bron(self._rijen(tekst), self._telling(tekst), leeg)

    def _rijen(self, tekst: str) -> Callable[[int, int], Sequence[Regel]]:
        return lambda begin, aantal: self._bron(tekst, begin, aantal)

    def _telling(self, tekst: str) -> Callable[[], int]:
        return lambda: self._tel(tekst)

    def on_key(self, gebeurtenis: events.Key) -> None:
        if self.screen.focused is self._invoer and gebeurtenis.key in ("escape", "down"):
            gebeurtenis.stop()
            if gebeurtenis.key == "escape":
                self._invoer.value = ""
            self.lijst.focus()

    @on(Input.Submitted)
    def _enter(self, gebeurtenis: Input.Submitted) -> None:
        gebeurtenis.stop()
        self.lijst.focus()

    @on(VensterLijst.Geteld)
    def _geteld(self, gebeurtenis: VensterLijst.Geteld) -> None:
        een, meer = self._eenheid
        aantal = f"{gebeurtenis.aantal:,}".replace(",", ".")
        tekst = f"{aantal} {een if gebeurtenis.aantal == 1 else meer}"
        breder = len(tekst) > self._telbreedte  # it never gets narrower: that would lay out the whole screen
        self._telbreedte = max(self._telbreedte, len(tekst))
        self.query_one(".telling", Static).update(tekst.rjust(self._telbreedte), layout=breder)

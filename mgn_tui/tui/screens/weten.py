"""What is known of one step of a toeleiding, asked on one line at the foot of the screen."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from mgn_tui.domain.fouten import MgnFout
from mgn_tui.domain.velden import VeldFout
from mgn_tui.domain.woorden import Weten
from mgn_tui.tui.acties import bindingen
from mgn_tui.tui.basis import MgnApp, MgnModaal
from mgn_tui.tui.screens.vragen import Dagveld
from mgn_tui.tui.widgets.antwoorden import Antwoorden
from mgn_tui.tui.widgets.invoer import VeldGewijzigd
from mgn_tui.tui.widgets.tekst import Static
from mgn_tui.tui.widgets.toetsen import Toetsen


@dataclass(frozen=True, slots=True)
class Weet:
    """The answer: `weten` None takes the fact away; `dag` only with ja, None when the day is not known."""

    weten: Weten | None
    dag: date | None = None


class WetenVraag(MgnModaal[bool]):
    """One line at the foot of the screen: ja with its day, nee, onbekend, niet nagevraagd, or not noted.

    Enter is ja, today; a figure begins the day, `j` opens the line for it. `doe` notes the answer; what it
    refuses is shown and the line stays. The result is True when something was noted.
    """

    UITLEG = "Zeg wat u van deze stap weet. Bij ja vraagt het venster de dag."

    CSS_PATH = "../styles/vragen.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = bindingen("weten")

    def __init__(self, vraag: str, nu: str, doe: Callable[[Weet], Awaitable[None]]) -> None:
        super().__init__()
        self._vraag = vraag
        self._nu = nu
        self._doe = doe
        self._antwoorden = (
            ("Enter", "ja, vandaag", "ja_vandaag"),
            ("j", "ja, op …", "ja"),
            ("n", "nee", "nee"),
            ("o", "onbekend", "onbekend"),
            ("v", "niet nagevraagd", "niet_nagevraagd"),
            *((("⌫", "wissen", "wissen"),) if nu else ()),
        )

    def compose(self) -> ComposeResult:
        with Vertical(classes="balk"):
            nu = f"   nu: {self._nu}" if self._nu else ""
            yield Static(Content.assemble(Content(self._vraag), (nu, "$gedempt")), classes="titel")
            yield Antwoorden(self._antwoorden, self)
            yield Dagveld("")
            yield Toetsen("Enter bewaart   ? dag onbekend   Esc terug", classes="toetsen", markup=False)
            yield Static(classes="fout", markup=False)

    def on_mount(self) -> None:
        self._toon(dag=False)

    def _toon(self, *, dag: bool) -> None:
        veld = self.query_one(Dagveld)
        veld.display = dag
        self.query_one(".toetsen").display = dag
        self._zeg("")
        self.query_one(Antwoorden).display = not dag
        if dag:
            veld.focus()
            self._spiegel()
        else:
            self.set_focus(None)

    def _zeg(self, melding: str) -> None:
        regel = self.query_one(".fout", Static)
        regel.update(f"✖ {melding}" if melding else "")
        regel.display = bool(melding)

    @property
    def _vandaag(self) -> date:
        app = self.app
        if not isinstance(app, MgnApp):
            raise TypeError
        return app.klok.vandaag()

    def on_key(self, gebeurtenis: events.Key) -> None:
        veld = self.query_one(Dagveld)
        teken = gebeurtenis.character
        if veld.display:
            return
        if gebeurtenis.key == "enter":
            gebeurtenis.stop()
            self.action_ja_vandaag()
        elif teken is not None and teken.isdigit():
            gebeurtenis.stop()
            veld.value = teken
            self._toon(dag=True)
            veld.cursor_position = len(veld.value)

    def action_sluit(self) -> None:
        if self.query_one(Dagveld).display:
            self._toon(dag=False)  # one step back: the answers
        else:
            self.dismiss(None)

    @on(VeldGewijzigd)
    def _spiegel(self) -> None:
        veld = self.query_one(Dagveld)
        self._zeg("")
        if veld.value.strip() == "?":
            veld.echo = "dag onbekend"
        else:
            veld.spiegel(self._vandaag, verleden=True)

    @on(Input.Submitted)
    def _enter(self, gebeurtenis: Input.Submitted) -> None:
        gebeurtenis.stop()
        veld = self.query_one(Dagveld)
        try:
            dag = None if veld.value.strip() == "?" else veld.lees(self._vandaag, verleden=True)
        except VeldFout as fout:
            self._zeg(fout.melding)
            return
        self._noteer(Weet(Weten.JA, dag))

    def action_ja_vandaag(self) -> None:
        self._noteer(Weet(Weten.JA, self._vandaag))

    def action_ja(self) -> None:
        self._toon(dag=True)

    def action_nee(self) -> None:
        self._noteer(Weet(Weten.NEE))

    def action_onbekend(self) -> None:
        self._noteer(Weet(Weten.ONBEKEND))

    def action_niet_nagevraagd(self) -> None:
        self._noteer(Weet(Weten.NIET_NAGEVRAAGD))

    def action_wissen(self) -> None:
        if self._nu:
            self._noteer(Weet(None))

    @work(exclusive=True)
    async def _noteer(self, weet: Weet) -> None:
        try:
            await self._doe(weet)
        except MgnFout as fout:
            self._zeg(fout.melding)
        else:
            self.dismiss(True)

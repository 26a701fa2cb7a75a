"""A small window with a few questions, over the screen it belongs to."""

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical

from mgn_tui.domain.fouten import Geweigerd, MgnFout
from mgn_tui.tui.basis import MgnModaal
from mgn_tui.tui.concept import ConceptBewaker
from mgn_tui.tui.screens.formulierscherm import Geladen
from mgn_tui.tui.screens.scherm import mgn_van
from mgn_tui.tui.toetsenrij import OPENT
from mgn_tui.tui.widgets.formulier import FormulierWidget
from mgn_tui.tui.widgets.tekst import Static
from mgn_tui.tui.widgets.toetsen import Toetsen

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

Bewaar = Callable[["Sessie", Mapping[str, str], tuple[str, str]], Any]
"""(session, texts, concept to drop) → whatever the use case answers."""


class FormulierVenster(MgnModaal[tuple[Any]]):
    """The answer is (what `bewaar` answered,), or None after Esc; what was typed is then kept as a concept.

    `laad` runs in a thread. A refusal stays in the window, with what was typed. Without `onthoudt` nothing that is
    typed is kept.
    """

    UITLEG = "Vul de velden in. Tab gaat naar het volgende veld, ctrl+o bewaart, Esc gaat terug."

    CSS_PATH = "../styles/formuliervenster.tcss"

    def __init__(
        self,
        titel: str,
        laad: "Callable[[Sessie], Geladen]",
        bewaar: Bewaar,
        concept: tuple[str, str],
        *,
        uitleg: str = "",
        toetsen: str = "ctrl+o bewaart   Esc terug",
        onthoudt: bool = True,
    ) -> None:
        super().__init__()
        self._titel, self._uitleg, self._toetsen = titel, uitleg, toetsen
        self._laad, self._bewaar, self._concept = laad, bewaar, concept
        self._bewaker: ConceptBewaker | None = None
        self._onthoudt = onthoudt

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(self._titel, id="titel", markup=False)
            yield Static(self._uitleg, id="uitleg", markup=False)
            yield Toetsen(self._toetsen, id="toetsen", markup=False)

    def on_mount(self) -> None:
        self.query_one("#uitleg").display = bool(self._uitleg)
        self._open()

    @work(exclusive=True, group=OPENT)
    async def _open(self) -> None:
        from mgn_tui.register import concepten

        app = mgn_van(self)
        try:
            geladen = await app.doe(self._laad)
            concept = await app.doe(concepten.vind, *self._concept) if self._onthoudt else None
        except MgnFout as fout:
            app.meld(fout.melding, "error")
            self.dismiss(None)
            return
        ruw = dict(geladen.ruw)
        if concept is not None:
            ruw |= {veld: tekst for veld, tekst in concept.ruw.items() if veld in ruw}
        formulier = FormulierWidget(geladen.formulier, ruw, app.klok.vandaag())
        await self.query_one(Vertical).mount(formulier, before="#toetsen")

        def bewaar(ruw: dict[str, str]) -> None:
            concepten.bewaar(app.sessie, *self._concept, ruw, geladen.inwoner, geladen.versie or "")

        if self._onthoudt:
            self._bewaker = formulier.bewaker = app.bewaak(formulier.ruw, bewaar, lambda _: None)
        formulier.focus_veld()

    @on(FormulierWidget.Bewaren)
    @on(FormulierWidget.LaatsteVeld)
    def _bewaren(self) -> None:
        self._leg_vast()

    @work(exclusive=True, group="leg-vast")
    async def _leg_vast(self) -> None:
        formulier, bewaker = self.query_one(FormulierWidget), self._bewaker
        app = mgn_van(self)
        try:
            async with bewaker.vastleggen() if bewaker is not None else nullcontext():
                antwoord = await app.doe(self._bewaar, formulier.ruw(), self._concept)
        except Geweigerd as fout:
            formulier.fouten(fout.fouten)
            return
        except MgnFout as fout:
            app.meld(fout.melding, "error")
            return
        if bewaker is not None:
            bewaker.stop()
        self.dismiss((antwoord,))

    async def on_unmount(self) -> None:
        if self._bewaker is not None:
            await self._bewaker.spoel()
            mgn_van(self).vergeet(self._bewaker)

"""The kladblok: one line always at hand, and the window in which each line goes to a theme."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from rich.text import Text
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from mgn_tui.domain.fouten import MgnFout
from mgn_tui.domain.tekst import zoveel
from mgn_tui.domain.woorden import Thema
from mgn_tui.register import concepten, kladblok
from mgn_tui.register.kladblok import VELDEN
from mgn_tui.tui.acties import bindingen
from mgn_tui.tui.basis import MgnModaal
from mgn_tui.tui.concept import BEWAARD, ConceptBewaker
from mgn_tui.tui.screens.gesprek_bladen import KLADBLOK, concept_van
from mgn_tui.tui.screens.scherm import MgnScherm, mgn_van
from mgn_tui.tui.widgets.invoer import RegelInvoer, VeldGewijzigd
from mgn_tui.tui.widgets.tekst import Static
from mgn_tui.tui.widgets.toetsen import Toetsen

if TYPE_CHECKING:
    from mgn_tui.register.concepten import Gevonden


class _Regel(RegelInvoer):
    """A page of notes that is pasted stays a page: every line of it becomes a note."""

    class Blad(Message):
        """More lines than one were pasted."""

        def __init__(self, tekst: str) -> None:
            super().__init__()
            self.tekst = tekst

    def _plak(self, tekst: str) -> None:
        if len([regel for regel in tekst.splitlines() if regel.strip()]) > 1:
            self.post_message(self.Blad(tekst))
        else:
            super()._plak(tekst)


class Kladblokregel(Horizontal):
    """Enter adds the line to the kladblok; Enter on the empty line opens the window (`Leeg`)."""

    DEFAULT_CSS = """
    Kladblokregel {
        height: 2; border-top: solid $lijn; padding: 0 1;
        & > Static { width: 10; color: $gedempt; }
        & > RegelInvoer { width: 1fr; border-left: none; }
        & > RegelInvoer:focus { border-left: none; }
        & > RegelInvoer > .input--placeholder { color: $gedempt; }
    }
    .-laag Kladblokregel { height: 1; border-top: none; }
    """
    SCOPED_CSS = False

    class Leeg(Message):
        """Enter, and nothing was typed."""

    def __init__(self, ref: str) -> None:
        super().__init__()
        self._ref = ref
        self._inwoner: UUID | None = None
        self._invoer = _Regel("")
        self._bewaker: ConceptBewaker | None = None

    def compose(self) -> ComposeResult:
        yield Static("kladblok")
        yield self._invoer

    @property
    def _scherm(self) -> MgnScherm:
        scherm = self.screen
        if not isinstance(scherm, MgnScherm):
            raise TypeError
        return scherm

    def toon_aantal(self, aantal: int) -> None:
        """Say on the empty line how many lines were written down, and how to get at them."""
        tekst = zoveel(aantal, "regel; Enter verdeelt hem", "regels; Enter verdeelt ze")
        self._invoer.placeholder = tekst if aantal else ""

    def begin(self, inwoner: UUID, concept: "Gevonden | None") -> None:
        """The gesprek is known: from here what is typed is kept."""
        self._inwoner = inwoner
        self._invoer.zet(concept.ruw.get("regel", "") if concept else "")
        self._bewaker = self._scherm.mgn.bewaak(
            lambda: {"regel": self._invoer.value}, self._leg_weg, self._scherm.toon_staat
        )

    def _leg_weg(self, ruw: dict[str, str]) -> None:
        sessie = self._scherm.mgn.sessie
        concepten.bewaar(sessie, *concept_van(self._ref, KLADBLOK), ruw, self._inwoner)

    def focus_regel(self) -> None:
        self._invoer.focus()

    @on(VeldGewijzigd)
    def _getypt(self, gebeurtenis: VeldGewijzigd) -> None:
        gebeurtenis.stop()
        if self._bewaker is not None:
            self._bewaker.gewijzigd()

    @on(Input.Submitted)
    def _enter(self, gebeurtenis: Input.Submitted) -> None:
        gebeurtenis.stop()
        if gebeurtenis.value.strip():
            self._voeg_toe(gebeurtenis.value)
        else:
            self.post_message(self.Leeg())

    @on(_Regel.Blad)
    def _geplakt(self, gebeurtenis: _Regel.Blad) -> None:
        gebeurtenis.stop()
        self._voeg_toe(gebeurtenis.tekst)

    @work(group="kladblok")
    async def _voeg_toe(self, regel: str) -> None:
        if self._bewaker is None:
            return
        mgn = self._scherm.mgn
        try:
            async with self._bewaker.vastleggen():
                concept = concept_van(self._ref, KLADBLOK)
                self.toon_aantal(await mgn.doe(kladblok.voeg_toe, self._ref, regel, concept))
                if self._invoer.value == regel:
                    self._invoer.zet("")
        except MgnFout as fout:
            mgn.meld(fout.melding, "error")
        else:
            self._scherm.toon_staat(BEWAARD)

    async def on_unmount(self) -> None:
        if self._bewaker is not None:
            await self._bewaker.spoel()
            self._scherm.mgn.vergeet(self._bewaker)


class KladblokVenster(MgnModaal[None]):
    """A digit sends the line to a theme, Del throws it away. What is sent stands below what was there. A letter
    chooses the field it goes to, until another is chosen."""

    UITLEG = (
        "Wat u los opschreef. Zet de cursor op een regel en druk op het cijfer van een thema: de regel "
        "gaat naar dat thema. Del haalt een regel weg."
    )

    DEFAULT_CSS = """
    KladblokVenster > Vertical {
        width: 84; max-width: 100%; height: auto; max-height: 100%;
        background: $veld; border: round $lijn; padding: 1 2;
    }
    KladblokVenster .titel { text-style: bold; }
    KladblokVenster OptionList {
        height: auto; max-height: 14; margin: 1 0; padding: 0; border: none; background: $veld;
        overflow-x: hidden; scrollbar-size-vertical: 1;
    }
    KladblokVenster OptionList:focus { border: none; background-tint: transparent; }
    KladblokVenster OptionList > .option-list--option-highlighted {
        background: $kies; color: $op-kies; text-style: bold;
    }
    KladblokVenster .stil { color: $gedempt; }
    KladblokVenster.-laag > Vertical { padding: 0 1; }
    KladblokVenster.-laag OptionList { margin: 0; max-height: 6; }
    """
    SCOPED_CSS = False
    BINDINGS: ClassVar[list[BindingType]] = bindingen("kladblok")

    def __init__(self, ref: str, themas: Sequence[Thema]) -> None:
        super().__init__()
        self._ref = ref
        self._themas = tuple(themas)
        self._regels: list[str] = []
        self._veld = VELDEN[0]

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static("Kladblok: naar welk thema gaat deze regel?", classes="titel")
            yield Static(id="veld", markup=False)
            yield OptionList(markup=False)
            yield Static("", id="leeg", classes="stil")
            yield Static(id="themas", markup=False)
            yield Toetsen(
                "Del\N{NO-BREAK SPACE}regel\N{NO-BREAK SPACE}weg   Esc\N{NO-BREAK SPACE}terug   "
                "Wat blijft staan, gaat weg bij vaststellen.",
                classes="stil",
            )

    def on_mount(self) -> None:
        self._toon_veld()
        self._lees()

    def _toon_veld(self) -> None:
        """Where a line goes, the field that is chosen loud."""
        tekst = Text()
        for veld in VELDEN:
            gekozen = veld == self._veld
            tekst.append(f"{'▸' if gekozen else ' '} {veld[0]} {veld}  ", "bold" if gekozen else "")
        self.query_one("#veld", Static).update(tekst)

    def action_veld(self, veld: str) -> None:
        self._veld = veld
        self._toon_veld()

    def on_resize(self, gebeurtenis: events.Resize) -> None:
        """The themes with their digits, as many on a line as fit."""
        regels = [""]
        for nummer, thema in enumerate(self._themas, 1):
            naam = f"{nummer} {thema.label}"
            if regels[-1] and len(regels[-1]) + len(naam) + 3 > min(gebeurtenis.size.width, 84) - 6:
                regels.append("")
            regels[-1] += f"{'   ' if regels[-1] else ''}{naam}"
        self.query_one("#themas", Static).update("\n".join(regels))

    @work(exclusive=True, group="lezen")
    async def _lees(self) -> None:
        self._toon(await mgn_van(self).probeer(kladblok.regels, self._ref) or [])

    def _toon(self, regels: list[str]) -> None:
        self._regels = regels
        lijst = self.query_one(OptionList)
        plek = lijst.highlighted or 0
        lijst.clear_options()
        lijst.add_options([Option(regel) for regel in regels])
        lijst.display = bool(regels)
        leeg = self.query_one("#leeg", Static)
        leeg.display = not regels
        leeg.update("Het kladblok is leeg. Onder in beeld voegt Enter een regel toe.")
        if regels:
            lijst.highlighted = min(plek, len(regels) - 1)
            lijst.focus()

    def _regel(self) -> str:
        plek = self.query_one(OptionList).highlighted
        return self._regels[plek] if plek is not None and plek < len(self._regels) else ""

    @work(exclusive=True, group="sturen")
    async def action_stuur(self, nummer: int) -> None:
        regel = self._regel()
        if regel and nummer <= len(self._themas):
            thema = self._themas[nummer - 1]
            await mgn_van(self).probeer(kladblok.stuur, self._ref, regel, thema, self._veld)
            self._lees()

    @work(exclusive=True, group="sturen")
    async def action_weg(self) -> None:
        if regel := self._regel():
            await mgn_van(self).probeer(kladblok.gooi_weg, self._ref, regel)
            self._lees()

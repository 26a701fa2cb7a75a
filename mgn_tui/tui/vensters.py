"""Windows over the screen: choosing from a list while typing, help, a question."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from rich.table import Table
from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.screen import Screen
from textual.widgets import Input
from textual.widgets.option_list import Option

from mgn_tui.domain.tekst import past as past
from mgn_tui.domain.velden import Veld
from mgn_tui.tui.acties import (
    FORMULIER,
    LIJST,
    OVERAL,
    Actie,
    actieve_acties,
    bindingen,
    toets_label,
    toetsen_van,
)
from mgn_tui.tui.basis import MgnApp, MgnModaal
from mgn_tui.tui.tekens import inhoud, woorden
from mgn_tui.tui.termen import in_termen
from mgn_tui.tui.veldhulp import veld_van, veldhulp
from mgn_tui.tui.widgets.antwoorden import Antwoorden
from mgn_tui.tui.widgets.tekst import Static
from mgn_tui.tui.widgets.vondstenlijst import Vondstenlijst


@dataclass(frozen=True, slots=True)
class Vondst:
    """A line to choose: what it is, a quiet word behind it, and what choosing it does."""

    titel: str
    uitleg: str = ""
    doe: Callable[[], Awaitable[object] | None] | None = None
    sleutel: str = ""
    kop: str = ""  # the group it stands in, in the finder


Zoek = Callable[[str], Awaitable[Sequence[Vondst]]]


class KiesVenster(MgnModaal[Vondst]):
    """Type to shorten a list, Enter to choose. The answer is a `Vondst`, or None after Esc."""

    UITLEG = "Typ een paar letters tot wat u zoekt bovenaan staat. ↑↓ kiest een regel, Enter neemt hem."
    VOET = "Enter kiest   Esc terug   F1 hulp"

    DEFAULT_CSS = """
    KiesVenster {
        align: center top;
        & > Vertical {
            width: 72; max-width: 100%; height: auto; max-height: 100%; margin-top: 2;
            background: $veld; border: round $lijn; padding: 0 1;
        }
        #titel { color: $gedempt; }
        Input { border: none; height: 1; padding: 0; background: $veld; margin: 0 0 1 0; }
        Input:focus { border: none; background-tint: transparent; }
        Vondstenlijst { background: $veld; }
        Vondstenlijst > .option-list--option { padding: 0; }
        Vondstenlijst > .option-list--option-highlighted {
            background: $kies; color: $op-kies; text-style: bold;
        }
        #leeg { color: $gedempt; display: none; }
        &.-leeg #leeg { display: block; }
        &.-leeg Vondstenlijst { display: none; }
    }
    KiesVenster.-laag > Vertical { margin-top: 0; }
    """
    SCOPED_CSS = False
    AUTO_FOCUS = "Input"

    def __init__(self, titel: str, zoek: Zoek, *, begin: str = "", gekozen: str = "") -> None:
        super().__init__()
        self._titel = titel
        self._zoek = zoek
        self._begin = begin
        self._gekozen = gekozen
        self._vondsten: Sequence[Vondst] = ()
        self._gezocht: str | None = None  # the text these answer to
        self._kies_straks = False

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(self._titel, id="titel", markup=False)
            invoer = Input(self._begin, placeholder="typ om te zoeken", select_on_focus=False)
            invoer.cursor_blink = False
            yield invoer
            yield Vondstenlijst()
            yield Static("niets gevonden: typ minder letters, of Esc om terug te gaan", id="leeg")

    def on_mount(self) -> None:
        self._ververs(self._begin)

    @on(Input.Changed)
    def _getypt(self, gebeurtenis: Input.Changed) -> None:
        if (
            gebeurtenis.value != self._begin
        ):  # else the line says what it began with: Enter may be waiting for that
            self._kies_straks = False
        self._begin = gebeurtenis.value
        self._ververs(gebeurtenis.value)

    def _ververs(self, tekst: str) -> None:
        self._toon(tekst)

    @work(exclusive=True, group="zoek")
    async def _toon(self, tekst: str) -> None:
        self._vondsten = await self._zoek(tekst.strip())
        lijst = self.query_one(Vondstenlijst)
        lijst.clear_options()
        lijst.add_options([Option(inhoud(self._regel(vondst))) for vondst in self._vondsten])
        self.set_class(not self._vondsten, "-leeg")
        plekken = [plek for plek, vondst in enumerate(self._vondsten) if vondst.sleutel == self._gekozen]
        lijst.highlighted = (plekken if not tekst and self._gekozen and plekken else [0])[0]
        self._gezocht = tekst
        if self._kies_straks:
            self._kies()

    @staticmethod
    def _regel(vondst: Vondst) -> Content:
        uitleg = f"   {vondst.uitleg}" if vondst.uitleg else ""
        return Content.assemble(Content(vondst.titel), (uitleg, "$gedempt"))

    async def on_key(self, gebeurtenis: Key) -> None:
        beweging = {
            "down": "cursor_down",
            "up": "cursor_up",
            "pagedown": "page_down",
            "pageup": "page_up",
        }.get(gebeurtenis.key)
        if beweging:
            gebeurtenis.stop()
            await self.query_one(Vondstenlijst).run_action(beweging)
        elif self.toets(gebeurtenis):
            gebeurtenis.stop()

    def toets(self, gebeurtenis: Key) -> bool:
        """A key that came before the line had the cursor; it belongs there. False: not such a key."""
        if gebeurtenis.key == "enter":
            self._kies()
        elif gebeurtenis.key == "backspace":
            self._typ(self._begin[:-1])
        elif gebeurtenis.character is not None and gebeurtenis.is_printable:
            self._typ(self._begin + gebeurtenis.character)
        else:
            return False
        return True

    def _typ(self, tekst: str) -> None:
        self._begin = tekst
        for invoer in self.query(Input):
            invoer.value = tekst
            invoer.cursor_position = len(tekst)

    @on(Input.Submitted)
    def _enter(self) -> None:
        self._kies()

    def _kies(self) -> None:
        """Enter: choose, or as soon as what was typed has been sought."""
        invoer = self.query(Input)
        self._kies_straks = not invoer or self._gezocht != invoer.first().value
        if self._kies_straks:
            return
        plek = self.query_one(Vondstenlijst).highlighted
        if plek is not None and plek < len(self._vondsten):
            self.dismiss(self._vondsten[plek])

    @on(Vondstenlijst.OptionSelected)
    def _geklikt(self, gebeurtenis: Vondstenlijst.OptionSelected) -> None:
        self._neem(gebeurtenis.option_index)

    def _neem(self, plek: int) -> None:
        self.dismiss(self._vondsten[plek])


class Hulpscherm(MgnModaal[None]):
    """The field that has the cursor, what this screen is for, and every key that works on it."""

    VOET = "Esc terug"

    DEFAULT_CSS = """
    Hulpscherm {
        & > VerticalScroll {
            width: 90; max-width: 100%; height: auto; max-height: 100%;
            background: $background; border: round $lijn; padding: 1 2; scrollbar-size-vertical: 1;
        }
        & > .hulp--kop { color: $foreground; text-style: bold; }
        & > .hulp--toets { color: $accent; }
        & > .hulp--rustig { color: $gedempt; }
    }
    Hulpscherm.-laag > VerticalScroll { padding: 0 1; }
    Hulpscherm #veld { margin-bottom: 1; }
    """
    SCOPED_CSS = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"hulp--kop", "hulp--toets", "hulp--rustig"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1,question_mark", "sluit", "terug", show=False, id="hulp")
    ]

    def __init__(self, scherm: Screen[Any]) -> None:
        super().__init__()
        self._veld = veld_van(scherm)
        uitleg = getattr(scherm, "uitleg", None)
        self._uitleg = uitleg() if uitleg else ""
        keymap = scherm.app.toetsenkaart if isinstance(scherm.app, MgnApp) else {}
        self._groepen: dict[str, list[tuple[str, Actie]]] = {}
        for actief in actieve_acties(scherm):
            actie = actief.actie
            # super+ is ctrl+ on a Mac keyboard: nothing new to read
            namen = [toets for toets in toetsen_van(actie, keymap) if not toets.startswith("super+")]
            toetsen = " of ".join(dict.fromkeys(woorden(toets_label(naam)) for naam in namen))
            self._groepen.setdefault(actie.scherm, []).append((toetsen, actie))

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            if self._veld is not None:  # first what one is busy with
                yield Static(self._over_veld(self._veld), id="veld")
            yield Static(self._uitleg, id="uitleg", markup=False)
            yield Static(id="toetsen")

    def on_mount(self) -> None:
        self.query_one("#uitleg").display = bool(self._uitleg)
        self.query_one("#toetsen", Static).update(self._tabel())

    def _over_veld(self, veld: Veld) -> Text:
        kop, regels = veldhulp(veld)
        stijl = self.get_component_rich_style
        return Text("\n").join([Text(kop, stijl("hulp--kop")), *map(Text, regels)])

    def _tabel(self) -> Table:
        stijl = self.get_component_rich_style
        tabel = Table.grid(padding=(0, 2, 0, 0), expand=True)
        tabel.add_column(no_wrap=True)
        tabel.add_column(ratio=1)
        titels = {FORMULIER: "In een formulier", LIJST: "In een lijst", OVERAL: "Overal"}
        eerst = [groep for groep in self._groepen if groep not in titels]
        for groep in [*eerst, *(groep for groep in titels if groep in self._groepen)]:
            if tabel.row_count or self._uitleg:
                tabel.add_row()
            tabel.add_row(Text(titels.get(groep, "Op dit scherm"), stijl("hulp--kop")))
            for toetsen, actie in self._groepen[groep]:
                regel = Text(in_termen(actie.label))
                if actie.hulp and actie.opdracht[:8] != "app.stap":
                    regel.append(f"   {in_termen(actie.hulp)}", stijl("hulp--rustig"))
                tabel.add_row(Text(toetsen, stijl("hulp--toets")), regel)
        return tabel


class Vraag(MgnModaal[bool]):
    """A question with two answers; Enter gives the first. The answer is True, or False/None."""

    UITLEG = "Kies een van de antwoorden, met de letter of met de muis. Enter is het eerste antwoord."

    DEFAULT_CSS = """
    Vraag {
        & > Vertical {
            width: 60; max-width: 100%; height: auto; max-height: 100%; padding: 1 2;
            background: $veld; border: round $lijn;
        }
        VerticalScroll { height: auto; max-height: 16; scrollbar-size-vertical: 1; background: $veld; }
        Antwoorden { margin-top: 1; }
    }
    Vraag.-laag {
        & > Vertical { padding: 0 1; }
        VerticalScroll { max-height: 9; }
    }
    """
    SCOPED_CSS = False
    BINDINGS: ClassVar[list[BindingType]] = bindingen("vraag")

    def __init__(self, vraag: str, *, ja: str = "ja", nee: str = "nee") -> None:
        super().__init__()
        self._vraag = vraag
        self._knoppen = (ja, nee)

    def compose(self) -> ComposeResult:
        with Vertical():
            with VerticalScroll():
                yield Static(self._vraag, markup=False)
            ja, nee = self._knoppen
            yield Antwoorden((("j", ja, "ja"), ("n", nee, "nee")), self)

    def on_key(self, gebeurtenis: Key) -> None:
        if gebeurtenis.key == "enter":
            gebeurtenis.stop()
            self.action_ja()

    def action_ja(self) -> None:
        self.dismiss(True)

    def action_nee(self) -> None:
        self.dismiss(False)

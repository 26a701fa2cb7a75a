"""One page of a gesprek: its name, the score, and the notes below it."""

from collections.abc import Mapping, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widget import Widget

from mgn_tui.domain.velden import Veld, VeldSoort
from mgn_tui.tui.concept import MAXIMUM, TE_GROOT, omvang
from mgn_tui.tui.widgets.cijfer import Cijfer
from mgn_tui.tui.widgets.invoer import VeldGewijzigd
from mgn_tui.tui.widgets.tekst import Static
from mgn_tui.tui.widgets.tekstinvoer import TekstInvoer

NAAST_ELKAAR = 68  # cells from which two short notes stand side by side


class Notitie(TekstInvoer):
    """A note at a theme."""

    def __init__(self, veld: Veld) -> None:
        super().__init__("")
        self.veld = veld
        self.naam = veld.naam

    def toon(self, tekst: str) -> None:
        """Another text, with the cursor behind it; the same text leaves the cursor where it is."""
        if tekst != self.text:
            self.zet(tekst)
            self.move_cursor(self.document.end)


class ThemaPaneel(Vertical):
    """The page. It holds no state: the screen gives the texts (`toon`) and hears what is typed."""

    DEFAULT_CSS = """
    ThemaPaneel {
        & > .kopje { height: 1; margin-bottom: 1; }
        & > .kopje > .titel { width: 1fr; text-style: bold; text-wrap: nowrap; text-overflow: ellipsis; }
        & > VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; padding-right: 1; }
        .veld { height: auto; margin-bottom: 1; }
        .veld > Static { color: $gedempt; height: 1; }
        .veld > Static.-fout { color: $fout; height: auto; }
        .paar { height: auto; }
        .paar > .veld { width: 1fr; }
        .paar > .veld:first-child { margin: 0 2 1 0; }
        &.-smal .paar { layout: vertical; }
        &.-smal .paar > .veld { width: 100%; margin: 0 0 1 0; }
        .fout { color: $fout; height: auto; display: none; }
        &.-fout > .fout { display: block; }
    }
    .-laag ThemaPaneel > .kopje { margin-bottom: 0; }
    .-laag ThemaPaneel .veld, .-laag ThemaPaneel.-smal .paar > .veld { margin: 0; }
    """
    SCOPED_CSS = False

    class Getypt(Message):
        """A note or the score on page `blad` is another text."""

        def __init__(self, blad: str, naam: str, tekst: str) -> None:
            super().__init__()
            self.blad = blad
            self.naam = naam
            self.tekst = tekst

        def __rich_repr__(self) -> list[object]:
            return []

    def __init__(self, velden: Sequence[Veld], *, score: bool, id: str | None = None) -> None:
        super().__init__(id=id)
        self._velden = [v for v in velden if v.soort is VeldSoort.LANG]
        self._cijfer = next((v for v in velden if v.soort is VeldSoort.DECIMAAL), None)
        self._score = score
        self._blad = ""
        self._ruw: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        with Horizontal(classes="kopje"):
            yield Static(classes="titel", markup=False)
            if self._score:
                yield Cijfer(self._cijfer)
        yield Static(classes="fout", markup=False)
        with VerticalScroll(can_focus=False):
            velden = [self._veld(veld) for veld in self._velden]
            if len(velden) == 4:  # what one tells, strength beside what is hard, what one wants
                yield velden[0]
                yield Horizontal(*velden[1:3], classes="paar")
                yield velden[3]
            else:
                yield from velden

    def _veld(self, veld: Veld) -> Vertical:
        label = Static(veld.label, classes="label", markup=False)
        return Vertical(label, Notitie(veld), classes="veld")

    # -- for the screen -----------------------------------------------------------------------

    def toon(self, blad: str, titel: str, ruw: Mapping[str, str], fouten: Mapping[str, str]) -> None:
        """Show the texts of a page; the cursor stays where the text stays."""
        self._blad, self._ruw = blad, dict(ruw)
        self.query_one(".titel", Static).update(titel)
        for cijfer in self.query(Cijfer):
            cijfer.zet(ruw.get("score", ""))
        for notitie in self.query(Notitie):
            notitie.toon(ruw.get(notitie.naam, ""))
        self.toon_fouten(fouten)

    def lees(self) -> dict[str, str]:
        """The texts as they stand on the screen, also what was typed a moment ago."""
        return self._ruw | {notitie.naam: notitie.text for notitie in self.query(Notitie)}

    def toon_fouten(self, fouten: Mapping[str, str]) -> None:
        """What keeps these texts out of the record, below the name of the page."""
        labels = {veld.naam: veld.label for veld in self._velden}
        regels = [
            f"✖ {labels[naam]}: {fout}" if naam in labels else f"✖ {fout}" for naam, fout in fouten.items()
        ]
        self.set_class(bool(regels), "-fout")
        self.query_one(".fout", Static).update("\n".join(regels))

    def begin(self) -> None:
        """Where one begins on a page: at the score, else at the first note."""
        eerste: Widget = self.query_one(Cijfer) if self._score else self.query(Notitie).first()
        eerste.focus()

    # -- typing -------------------------------------------------------------------------------

    @on(Cijfer.Verder)
    def _verder(self, gebeurtenis: Cijfer.Verder) -> None:
        gebeurtenis.stop()
        self.query(Notitie).first().focus()

    @on(Cijfer.Geschreven)
    def _geschreven(self, gebeurtenis: Cijfer.Geschreven) -> None:
        """A letter typed at the score begins the note, or a new line of it."""
        gebeurtenis.stop()
        notitie = self.query(Notitie).first()
        notitie.focus()
        notitie.move_cursor(notitie.document.end)
        notitie.insert(f"\n{gebeurtenis.tekst}" if notitie.text.strip() else gebeurtenis.tekst)

    @on(Cijfer.Gezet)
    def _gezet(self, gebeurtenis: Cijfer.Gezet) -> None:
        gebeurtenis.stop()
        self._ruw["score"] = gebeurtenis.ruw
        self.post_message(self.Getypt(self._blad, "score", gebeurtenis.ruw))

    @on(VeldGewijzigd)
    def _getypt(self, gebeurtenis: VeldGewijzigd) -> None:
        """Reads the notes themselves: this word of a change may come after the page was turned."""
        gebeurtenis.stop()
        for notitie in self.query(Notitie):
            tekst, stond = notitie.text, self._ruw.get(notitie.naam, "")
            if tekst == stond:
                continue
            if omvang({**self._ruw, notitie.naam: tekst}) > MAXIMUM:
                notitie.toon(stond)
                self.toon_fouten({notitie.naam: TE_GROOT})
                continue
            self._ruw[notitie.naam] = tekst
            self.post_message(self.Getypt(self._blad, notitie.naam, tekst))

    def on_mount(self) -> None:
        self.call_after_refresh(self._schik)  # mounted on a standing screen it may get no Resize

    def on_resize(self) -> None:
        self._schik()

    def _schik(self) -> None:
        self.set_class(self.size.width < NAAST_ELKAAR, "-smal")

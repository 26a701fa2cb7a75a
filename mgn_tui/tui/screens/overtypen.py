"""One gesprek to type over in a form of others: question by question, each answer to the clipboard."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from mgn_tui.domain.fouten import MgnFout
from mgn_tui.register import overtypen
from mgn_tui.tui.acties import bindingen
from mgn_tui.tui.basis import MgnModaal
from mgn_tui.tui.screens.scherm import mgn_van
from mgn_tui.tui.widgets.antwoorden import Antwoorden
from mgn_tui.tui.widgets.tekst import Static
from mgn_tui.tui.widgets.vensterlijst import Cel, Kolom, Regel, VensterLijst

if TYPE_CHECKING:
    from mgn_tui.register.overtypen import Overtyprij

NIET_BEKEND = "(niet ingevuld)"


class OvertypVenster(MgnModaal[None]):
    """Enter copies an answer and goes to the next question; ← and → go to another gesprek of the same list."""

    UITLEG = (
        "De antwoorden van dit gesprek, in de volgorde van het formulier van uw regio. Enter kopieert een "
        "antwoord en gaat naar het volgende. ← en → gaan naar een ander gesprek."
    )

    BINDINGS: ClassVar[list[BindingType]] = bindingen("overtypen")
    DEFAULT_CSS = """
    OvertypVenster {
        & > Vertical {
            width: 110; max-width: 100%; height: 26; max-height: 100%; padding: 0 2;
            background: $background; border: round $lijn;
        }
        #titel { text-style: bold; }
        #gedaan { height: 1; color: $goed; margin-bottom: 1; }
        VensterLijst { height: 1fr; }
        #antwoord { height: 3; margin: 1 0; padding: 0 2; color: $gedempt; }
    }
    OvertypVenster.-laag {
        & > Vertical { padding: 0 1; }
        #gedaan { margin: 0; }
        #antwoord { margin: 0; height: 2; }
    }
    """
    SCOPED_CSS = False

    def __init__(self, refs: Sequence[str], plek: int = 0) -> None:
        super().__init__()
        self._refs = tuple(refs)
        self._plek = plek
        self._rij: Overtyprij | None = None
        self._gekopieerd: set[tuple[str, int]] = set()  # gesprek and question: where one was, after a pause

    def compose(self) -> ComposeResult:
        toetsen = [("Enter", "kopieer en verder", "kopieer")]
        if len(self._refs) > 1:
            toetsen += [("←", "vorig gesprek", "links"), ("→", "volgend gesprek", "rechts")]
        with Vertical():
            yield Static("Overtypen", id="titel", markup=False)
            yield Static("", id="gedaan", markup=False)
            yield VensterLijst(
                (Kolom("", 1), Kolom("vraag", deel=4), Kolom("antwoord", deel=5)),
                self._regels,
                self._tel,
                "even geduld …",
            )
            yield Static("", id="antwoord", markup=False)
            yield Antwoorden((*toetsen, ("Esc", "terug", "sluit")), self)

    def on_mount(self) -> None:
        self._lijst.focus()
        self._laad()

    @property
    def _lijst(self) -> VensterLijst:
        return self.query_one(VensterLijst)

    @work(exclusive=True, group="laad")
    async def _laad(self) -> None:
        ref = self._refs[self._plek]
        try:
            self._rij = await mgn_van(self).doe(overtypen.een, ref)
        except MgnFout as fout:
            self._rij, self._lijst.leeg = None, fout.melding
        if not self.is_attached:
            return
        waar = f" · {self._plek + 1} van {len(self._refs)}" if len(self._refs) > 1 else ""
        self.query_one("#titel", Static).update(f"Overtypen · gesprek {ref[:4]}{waar}")
        self._lijst.zet_bron(self._regels, self._tel)
        self._zeg("")
        self._toon()

    def _zeg(self, tekst: str) -> None:
        self.query_one("#gedaan", Static).update(tekst)

    def _tel(self) -> int:
        return len(self._rij.antwoorden) if self._rij else 0

    def _regels(self, begin: int, aantal: int) -> list[Regel]:
        if self._rij is None:
            return []
        alle = [
            Regel(
                str(nummer),
                (
                    Cel("✓" if (self._rij.ref, nummer) in self._gekopieerd else "", "goed"),
                    vraag,
                    antwoord or Cel(NIET_BEKEND, "gedempt"),
                ),
            )
            for nummer, (vraag, antwoord) in enumerate(self._rij.antwoorden)
        ]
        return alle[begin : begin + aantal]

    @on(VensterLijst.Geteld)
    @on(VensterLijst.Verplaatst)
    def _toon(self) -> None:
        """The whole answer, however long."""
        tekst, nummer = "", self._lijst.sleutel
        if self._rij is not None and nummer is not None:
            vraag, antwoord = self._rij.antwoorden[int(nummer)]
            tekst = f"{vraag}: {antwoord or NIET_BEKEND}"
        self.query_one("#antwoord", Static).update(tekst)

    def action_kopieer(self) -> None:
        self._lijst.action_kies()

    @on(VensterLijst.Gekozen)
    def _kopieer(self, gebeurtenis: VensterLijst.Gekozen) -> None:
        gebeurtenis.stop()
        if self._rij is None:
            return
        nummer = int(gebeurtenis.sleutel)
        vraag, antwoord = self._rij.antwoorden[nummer]
        if antwoord:
            self.app.copy_to_clipboard(antwoord)
            self._gekopieerd.add((self._rij.ref, nummer))
            self._zeg(f"✓ {vraag}: staat een minuut op het klembord")
        else:
            self._zeg(f"{vraag}: hier is niets van bekend")
        self._lijst.ga_straks_naar(nummer + 1)

    def action_links(self) -> None:
        self._ga(-1)

    def action_rechts(self) -> None:
        self._ga(1)

    def _ga(self, richting: int) -> None:
        if 0 <= self._plek + richting < len(self._refs):
            self._plek += richting
            self._laad()

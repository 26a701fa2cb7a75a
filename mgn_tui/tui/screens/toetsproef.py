"""Keys of one's own: what the terminal really sends for a key, what it does, and another key for an action."""

from typing import ClassVar, cast

from rich.text import Text
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from mgn_tui.domain.fouten import MgnFout
from mgn_tui.store import voorkeuren
from mgn_tui.tui.acties import GESLIKT, VAST, Actie, bindingen, toets_label, toetsen_van
from mgn_tui.tui.basis import MgnApp, MgnModaal
from mgn_tui.tui.tekens import woorden
from mgn_tui.tui.toetsenkaart import bereikt, geef, te_wijzigen, waar, zoals_eerst
from mgn_tui.tui.widgets.antwoorden import Antwoorden
from mgn_tui.tui.widgets.tekst import Static
from mgn_tui.tui.widgets.vensterlijst import Cel, Kolom, Regel, VensterLijst

_VRAAG = "druk op een toets"
_DOOR = frozenset({*VAST.values(), "tab", "shift+tab"})
"""Keys that do here what they always do: nobody gets stuck on this line."""


class Proef(Widget, can_focus=True):
    """Takes every key that comes, and passes it on as it came."""

    DEFAULT_CSS = """
    Proef {
        height: 1; padding: 0 1; background: $background; color: $gedempt;
        &:focus { background: $kies; color: $op-kies; text-style: bold; }
    }
    """
    ALLOW_SELECT = False
    tekst: reactive[str] = reactive(_VRAAG)

    class Gekomen(Message):
        def __init__(self, toetsen: tuple[str, ...], teken: str | None) -> None:
            super().__init__()
            self.toetsen = toetsen
            self.teken = teken

    def render(self) -> Text:
        return Text(woorden(self.tekst), no_wrap=True, end="")

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return key not in _DOOR

    def on_key(self, gebeurtenis: events.Key) -> None:
        if gebeurtenis.key in _DOOR:
            return
        gebeurtenis.stop()
        gebeurtenis.prevent_default()
        self.post_message(self.Gekomen(tuple(gebeurtenis.aliases), gebeurtenis.character))


class ToetsenVenster(MgnModaal[None]):
    """Above: try a key. Below: every action with its keys; Enter, and then the key you want."""

    DEFAULT_CSS = """
    ToetsenVenster {
        & > Vertical {
            width: 84; max-width: 100%; height: 100%; max-height: 36; padding: 1 2;
            background: $veld; border: round $lijn;
        }
        .titel { text-style: bold; }
        .rustig { color: $gedempt; height: auto; }
        #komt { height: auto; min-height: 2; margin-bottom: 1; }
        VensterLijst { background: $veld; }
        #bericht { height: auto; min-height: 1; margin-top: 1; }
        #bericht.-fout { color: $fout; }
    }
    ToetsenVenster.-laag {
        & > Vertical { padding: 0 1; }
        .uitleg { display: none; }
        #komt { margin-bottom: 0; min-height: 1; }
        #bericht { margin-top: 0; }
    }
    """
    SCOPED_CSS = False
    BINDINGS: ClassVar[list[BindingType]] = bindingen("toetsproef")
    UITLEG = (
        "Boven: druk op een toets en lees wat uw terminal ervan doorgeeft. Ziet u niets, dan houdt de terminal die "
        "toets zelf; dan werkt hij ook in mgn niet. Onder: elke opdracht met haar toetsen. Enter op een opdracht, en "
        "dan de toets die u ervoor wilt. F1, Esc, F12 en F10 blijven altijd werken."
    )
    AUTO_FOCUS = "Proef"

    def __init__(self) -> None:
        super().__init__()
        self._voor: Actie | None = None  # the action that gets the next key
        self._acties = te_wijzigen()

    @property
    def _app(self) -> MgnApp:
        return cast(MgnApp, self.app)

    def compose(self) -> ComposeResult:
        kolommen = (
            Kolom("opdracht", deel=3),
            Kolom("waar", deel=2, vanaf=50),
            Kolom("toetsen", deel=2),
            Kolom("", 5, vanaf=60),
        )
        with Vertical():
            yield Static("Eigen toetsen", classes="titel")
            yield Static(
                "Druk hieronder op een toets: u ziet wat uw terminal ervan doorgeeft en wat hij doet.",
                classes="rustig uitleg",
            )
            yield Proef()
            yield Static(id="komt", classes="rustig", markup=False)
            yield VensterLijst(kolommen, self._rijen, lambda: len(self._acties), "")
            yield Static(id="bericht", markup=False)
            yield Antwoorden(
                (
                    ("Tab", "naar de lijst", "app.focus_next"),
                    ("Enter", "andere toets", "kies"),
                    ("Del", "zoals het was", "zoals_eerst"),
                    ("Esc", "terug", "sluit"),
                ),
                self,
            )

    def _rijen(self, begin: int, aantal: int) -> list[Regel]:
        keymap = self._app.toetsenkaart
        return [
            Regel(
                actie.id,
                (
                    actie.label,
                    Cel(waar(actie), "gedempt"),
                    " of ".join(woorden(toets_label(t)) for t in toetsen_van(actie, keymap)),
                    Cel("eigen" if actie.id in keymap else "", "accent"),
                ),
            )
            for actie in self._acties[begin : begin + aantal]
        ]

    # -- trying ----------------------------------------------------------------------------------

    @on(Proef.Gekomen)
    def _gekomen(self, gebeurtenis: Proef.Gekomen) -> None:
        gebeurtenis.stop()
        if self._voor is not None:
            self._geef(self._voor, gebeurtenis.toetsen[0])
            return
        toets = gebeurtenis.toetsen[0]
        teken = (
            f", als teken {gebeurtenis.teken}"
            if gebeurtenis.teken and gebeurtenis.teken.isprintable()
            else ""
        )
        self.query_one(Proef).tekst = f"uw terminal geeft door: {toets_label(toets)}{teken}"
        doet = [
            f"{actie.label} ({waar(actie)})" for actie in bereikt(gebeurtenis.toetsen, self._app.toetsenkaart)
        ]
        tekst = f"Doet: {', '.join(doet)}." if doet else "Deze toets is nog vrij."
        if not GESLIKT.isdisjoint(gebeurtenis.toetsen):
            tekst += " Niet elke terminal geeft hem door."
        self.query_one("#komt", Static).update(tekst)

    # -- another key -----------------------------------------------------------------------------

    def action_kies(self) -> None:
        """The row under the cursor."""
        self.query_one(VensterLijst).action_kies()

    @on(VensterLijst.Gekozen)
    def _vraag_toets(self, gebeurtenis: VensterLijst.Gekozen) -> None:
        gebeurtenis.stop()
        self._voor = self._actie(gebeurtenis.sleutel)
        proef = self.query_one(Proef)
        proef.tekst = f"druk nu op de toets voor '{self._voor.label}'"
        self.query_one("#komt", Static).update("Tab laat alles zoals het was.")
        proef.focus()

    @on(events.DescendantBlur)
    def _toch_niet(self, gebeurtenis: events.DescendantBlur) -> None:
        if isinstance(gebeurtenis.widget, Proef) and self._voor is not None:
            self._laat_los()

    def _laat_los(self) -> None:
        self._voor = None
        self.query_one(Proef).tekst = _VRAAG
        self.query_one("#komt", Static).update("")

    def _geef(self, actie: Actie, toets: str) -> None:
        keymap, reden = geef(actie, toets, self._app.toetsenkaart)
        self._laat_los()
        self.query_one(VensterLijst).focus()
        self._neem(keymap, reden, f"{toets_label(toets)} is nu '{actie.label}'.")

    def action_zoals_eerst(self) -> None:
        """The action under the cursor gets back the keys it came with."""
        if (sleutel := self.query_one(VensterLijst).sleutel) is not None:
            actie = self._actie(sleutel)
            keymap, reden = zoals_eerst(actie, self._app.toetsenkaart)
            self._neem(keymap, reden, f"'{actie.label}' heeft weer de toetsen van mgn zelf.")

    def _actie(self, naam: str) -> Actie:
        return next(actie for actie in self._acties if actie.id == naam)

    def _neem(self, keymap: dict[str, str], reden: str, gelukt: str) -> None:
        if reden:
            self._zeg(reden, fout=True)
            return
        self._app.set_keymap(keymap)
        self.query_one(VensterLijst).ververs()
        self._zeg(gelukt)
        self._bewaar(keymap)

    def _zeg(self, tekst: str, *, fout: bool = False) -> None:
        bericht = self.query_one("#bericht", Static)
        bericht.update(f"{'✖' if fout else '●'} {tekst}")
        bericht.set_class(fout, "-fout")

    @work(exclusive=True, thread=True)
    def _bewaar(self, keymap: dict[str, str]) -> None:
        try:
            voorkeuren.bewaar(toetsen=keymap)
        except MgnFout as fout:
            self.app.call_from_thread(self._zeg, f"Dit geldt tot u mgn afsluit. {fout.melding}", fout=True)

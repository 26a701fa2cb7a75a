"""The unlock screen: the first thing that is painted, before anything heavy is loaded."""

import asyncio
import threading
from textwrap import fill
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Checkbox, Input

from mgn_tui.domain.fouten import MgnFout
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.acties import bindingen
from mgn_tui.tui.screens.scherm import mgn_van
from mgn_tui.tui.widgets.tekst import Static
from mgn_tui.tui.widgets.toetsen import Toetsen

if TYPE_CHECKING:
    from mgn_tui.tui.app import MgnTui


_TOETSEN = ("Enter opent", "ctrl+r wachtwoord kwijt", "F10 spoed", "ctrl+c afsluiten")


def _warm_op() -> None:
    """Load what opening needs, while somebody types their passphrase."""
    import mgn_tui.register.sessie
    import mgn_tui.register.vandaag  # noqa: F401


class _Vink(Checkbox):
    """A box whose mark can be seen without colour."""

    @property
    def _button(self) -> Content:
        return Content(f"[{'x' if self.value else ' '}]")


class OntgrendelScherm(Screen[None], inherit_bindings=False):
    """Name and passphrase; the recovery code when the passphrase is lost."""

    BINDINGS: ClassVar[list[BindingType]] = bindingen("ontgrendelen")

    def __init__(self, werkmap: Werkmap, gebruiker: str | None, wachtwoord: str | None) -> None:
        super().__init__()
        self.werkmap = werkmap
        self._gebruiker = gebruiker
        self._wachtwoord = wachtwoord
        self._herstel = False

    def compose(self) -> ComposeResult:
        with Vertical(id="kaart"):
            yield Static("mgn", id="merk")
            yield Static("verkennende gesprekken, op uw eigen laptop", id="onder")
            yield Static("Naam", classes="label")
            yield Input(self._gebruiker or "", id="naam", select_on_focus=False)
            yield Static("Wachtwoord", classes="label", id="wachtwoord-label")
            yield Input(password=True, id="wachtwoord")
            yield Static("Nieuw wachtwoord", classes="label herstel")
            yield Input(password=True, id="nieuw", classes="herstel")
            yield _Vink("Onthoud mijn naam op deze laptop", id="onthoud")
            yield Static("", id="melding", markup=False)
        yield Toetsen("", id="toetsen")

    @property
    def mgn(self) -> "MgnTui":
        return mgn_van(self)

    def uitleg(self) -> str:
        return (
            "Uw naam en uw eigen wachtwoord openen de werkmap van uw team. Er is geen account en geen netwerk: het "
            "wachtwoord is de sleutel. Bent u het kwijt, dan opent de herstelcode op papier (ctrl+r). Bent u nieuw in "
            "het team? Een collega geeft u toegang bij 8 Beheer; daar kiest u uw wachtwoord."
        )

    def on_mount(self) -> None:
        for invoer in self.query(Input):
            invoer.cursor_blink = False
        self.query_one("#wachtwoord" if self._gebruiker else "#naam", Input).focus()
        self.call_after_refresh(self._begin)

    def on_resize(self, gebeurtenis: events.Resize) -> None:
        """The keys, as many in a line as fit; none is broken in two."""
        vast = "   ".join(toets.replace(" ", "\xa0") for toets in _TOETSEN)
        self.query_one("#toetsen", Static).update(fill(vast, gebeurtenis.size.width - 2).replace("\xa0", " "))

    def _begin(self) -> None:
        threading.Thread(target=_warm_op, daemon=True).start()
        if self._gebruiker and self._wachtwoord:
            self._probeer(self._gebruiker, self._wachtwoord, "", None)
            self._wachtwoord = None
        else:
            self._vul_naam()

    @work
    async def _vul_naam(self) -> None:
        """The name this laptop remembers; whoever is typing already is left in peace."""
        onthouden = await asyncio.to_thread(self._onthouden)
        naam = self.query_one("#naam", Input)
        if onthouden:
            self.query_one("#onthoud", Checkbox).value = True
        if onthouden and not naam.value:
            naam.value = onthouden
            if naam.has_focus:
                self.query_one("#wachtwoord", Input).focus()

    def _onthouden(self) -> str | None:
        from mgn_tui.store.apparaat import onthouden_naam
        from mgn_tui.store.sleutelbestand import Sleutelbestand

        try:
            return onthouden_naam(Sleutelbestand.lees(self.werkmap.sleutels).werkmap_id)
        except MgnFout:
            return None  # the fault is told when somebody tries to open

    def action_herstel(self) -> None:
        """Switch between passphrase and recovery code."""
        self._herstel = not self._herstel
        self.set_class(self._herstel, "-herstel")
        self.query_one("#wachtwoord-label", Static).update("Herstelcode" if self._herstel else "Wachtwoord")
        code = self.query_one("#wachtwoord", Input)
        code.password, code.value = not self._herstel, ""
        code.focus()

    @on(Input.Submitted, "#naam")
    def _naar_wachtwoord(self) -> None:
        self.query_one("#wachtwoord", Input).focus()

    @on(Input.Submitted, "#wachtwoord")
    def _enter(self) -> None:
        if self._herstel:
            self.query_one("#nieuw", Input).focus()
        else:
            self._verstuur()

    @on(Input.Submitted, "#nieuw")
    def _verstuur(self) -> None:
        naam, wachtwoord, nieuw = (self.query_one(v, Input).value for v in ("#naam", "#wachtwoord", "#nieuw"))
        if not naam.strip() and not self._herstel:
            self._meld("Vul uw naam in.")
            self.query_one("#naam", Input).focus()
        elif wachtwoord:
            self._probeer(naam, wachtwoord, nieuw, self.query_one("#onthoud", Checkbox).value)

    def _meld(self, tekst: str) -> None:
        self.query_one("#melding", Static).update(tekst)

    @work(exclusive=True)
    async def _probeer(self, naam: str, wachtwoord: str, nieuw: str, onthoud: bool | None) -> None:
        self._meld("even geduld …")
        self.query_one("#kaart").disabled = True
        try:
            await asyncio.to_thread(self._open, naam, wachtwoord, nieuw, onthoud)
        except MgnFout as fout:
            self.query_one("#kaart").disabled = False
            self._meld(fout.melding)
            veld = self.query_one("#wachtwoord", Input)
            if not self._herstel:
                veld.value = ""
            veld.focus()

    def _open(self, naam: str, wachtwoord: str, nieuw: str, onthoud: bool | None) -> None:
        from mgn_tui.register import sessie as register
        from mgn_tui.store.apparaat import herinner_naam
        from mgn_tui.store.sleutelbestand import Sleutelbestand

        app, code = self.mgn, ""
        gezegd: list[str] = []

        def zeg(zin: str) -> None:  # what it is about stays above how far it is
            gezegd[1:] = [zin] if gezegd else []
            gezegd[:1] = gezegd[:1] or [zin]
            app.call_from_thread(self._meld, "\n".join(gezegd))

        if self._herstel:
            sessie, code = register.open_met_herstelcode(
                self.werkmap, wachtwoord, nieuw, app.klok, naam or None, zeg
            )
        else:
            sessie = register.open_werkmap(self.werkmap, naam, wachtwoord, app.klok, zeg)
        try:
            if onthoud is not None:
                werkmap_id = Sleutelbestand.lees(self.werkmap.sleutels).werkmap_id
                herinner_naam(werkmap_id, sessie.ik.naam if onthoud else None)
        except MgnFout as fout:  # a name that is not remembered keeps nobody out
            app.call_from_thread(app.meld, fout.melding, "warning")
        app.call_from_thread(app.geopend, sessie)
        if code:
            app.call_from_thread(self._toon_code, code)

    def _toon_code(self, code: str) -> None:
        from mgn_tui.tui.screens.herstelcode import HerstelcodeVenster

        self.app.push_screen(HerstelcodeVenster(code))

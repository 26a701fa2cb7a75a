"""Small windows that ask one thing: a reason, a day, a new passphrase.

Enter goes on, Esc closes with None. A wrong answer is explained in the window; what was typed stays.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import ClassVar, TypeVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from mgn_tui.domain.datums import toon_datum
from mgn_tui.domain.fouten import MgnFout
from mgn_tui.domain.velden import Keuze, Veld, VeldFout, VeldSoort
from mgn_tui.tui.basis import MgnApp, MgnModaal
from mgn_tui.tui.vensters import Vraag
from mgn_tui.tui.widgets.invoer import RegelInvoer, VeldGewijzigd
from mgn_tui.tui.widgets.tekst import Static
from mgn_tui.tui.widgets.toetsen import Toetsen

Antwoord = TypeVar("Antwoord")


class Vraagvenster(MgnModaal[Antwoord]):
    """A title, a quiet explanation, the fields of a subclass, what is wrong, and the keys."""

    UITLEG = "Dit venster vraagt één ding. Enter gaat verder. Esc gaat terug; dan verandert er niets."

    CSS_PATH = "../styles/vragen.tcss"
    TOETSEN: ClassVar[str] = "Enter verder   Esc terug"

    def __init__(self, titel: str, uitleg: str = "") -> None:
        super().__init__()
        self._titel = titel
        self._uitleg = uitleg

    def compose(self) -> ComposeResult:
        with Vertical(classes="vraag"):
            yield Static(self._titel, classes="titel", markup=False)
            if self._uitleg:
                yield Static(self._uitleg, classes="uitleg", markup=False)
            yield from self.velden()
            yield Static(classes="fout", markup=False)
            yield Toetsen(self.TOETSEN, classes="toetsen", markup=False)

    def velden(self) -> ComposeResult:
        """The widgets between the explanation and the keys."""
        raise NotImplementedError

    @property
    def vandaag(self) -> date:
        app = self.app
        if not isinstance(app, MgnApp):
            raise TypeError
        return app.klok.vandaag()

    def zeg(self, melding: str) -> None:
        """What is wrong; empty takes it away."""
        regel = self.query_one(".fout", Static)
        regel.update(f"✖ {melding}" if melding else "")
        regel.display = bool(melding)

    def on_mount(self) -> None:
        self.zeg("")


# --- a reason --------------------------------------------------------------------------------


class RedenVraag(Vraagvenster[tuple[str, str]]):
    """Why? One of `keuzes` and a line of one's own: (code, text), either may be empty, never both.

    ↑↓ and Enter choose, Enter in the line is the answer. Without `keuzes` only the line is asked. The code
    "anders" says too little by itself: then the line must hold something, as with `tekst_nodig`.
    """

    def __init__(
        self,
        titel: str,
        keuzes: Sequence[Keuze] = (),
        *,
        uitleg: str = "",
        label: str = "Toelichting",
        tekst_nodig: bool = False,
    ) -> None:
        super().__init__(titel, uitleg)
        self._keuzes = tuple(keuzes)
        self._veld = Veld("reden", label, VeldSoort.TEKST, maximum_tekens=1000)
        self._tekst_nodig = tekst_nodig
        self._code = ""

    def velden(self) -> ComposeResult:
        if self._keuzes:
            yield OptionList(*(Option(self._regel(keuze)) for keuze in self._keuzes), markup=False)
        yield Static(self._veld.label, classes="label", markup=False)
        yield RegelInvoer("")

    def _regel(self, keuze: Keuze) -> Content:
        merk = "(•) " if self._code and keuze.code == self._code else "( ) "
        hulp = f"   {keuze.hulp}" if keuze.hulp else ""
        return Content.assemble(Content(merk + keuze.label), (hulp, "$gedempt"))

    def on_mount(self) -> None:
        (self.query_one(OptionList) if self._keuzes else self.query_one(RegelInvoer)).focus()

    @on(OptionList.OptionSelected)
    def _gekozen(self, gebeurtenis: OptionList.OptionSelected) -> None:
        gebeurtenis.stop()
        self._code = self._keuzes[gebeurtenis.option_index].code
        for plek, keuze in enumerate(self._keuzes):
            gebeurtenis.option_list.replace_option_prompt_at_index(plek, self._regel(keuze))
        self.zeg("")
        self.query_one(RegelInvoer).focus()

    @on(Input.Submitted)
    def _enter(self, gebeurtenis: Input.Submitted) -> None:
        gebeurtenis.stop()
        try:
            tekst = str(self._veld.lees(gebeurtenis.value, self.vandaag) or "")
        except VeldFout as fout:
            self.zeg(fout.melding)
            return
        if not self._code and not tekst:
            self.zeg("Kies een reden of schrijf er een op." if self._keuzes else "Schrijf op waarom.")
        elif not tekst and (self._tekst_nodig or self._code == "anders"):
            self.zeg("Schrijf er kort bij waarom.")
        else:
            self.dismiss((self._code, tekst))


# --- a day -----------------------------------------------------------------------------------


class Dagveld(RegelInvoer):
    """A day as people type it, read back in words; empty is today."""

    def lees(self, vandaag: date, *, verleden: bool) -> date:
        """Raises `VeldFout` with what is wrong about it."""
        veld = Veld("dag", "Dag", VeldSoort.DATUM, verleden=verleden)
        dag = veld.lees(self.value, vandaag)
        return dag if isinstance(dag, date) else vandaag

    def spiegel(self, vandaag: date, *, verleden: bool) -> None:
        """Show beside the typing how it is understood."""
        self.placeholder = f"vandaag, {toon_datum(vandaag)}"
        try:
            self.echo = toon_datum(self.lees(vandaag, verleden=verleden)) if self.value.strip() else ""
        except VeldFout:
            self.echo = "…"


class DatumVraag(Vraagvenster[date]):
    """On which day? Enter on the empty line is today. `verleden`: a day to come is refused."""

    def __init__(self, titel: str, *, uitleg: str = "", begin: str = "", verleden: bool = True) -> None:
        super().__init__(titel, uitleg)
        self._begin = begin
        self._verleden = verleden

    def velden(self) -> ComposeResult:
        yield Dagveld(self._begin)

    def on_mount(self) -> None:
        self.query_one(Dagveld).focus()
        self._spiegel()

    @on(VeldGewijzigd)
    def _spiegel(self) -> None:
        self.zeg("")
        self.query_one(Dagveld).spiegel(self.vandaag, verleden=self._verleden)

    @on(Input.Submitted)
    def _enter(self, gebeurtenis: Input.Submitted) -> None:
        gebeurtenis.stop()
        try:
            self.dismiss(self.query_one(Dagveld).lees(self.vandaag, verleden=self._verleden))
        except VeldFout as fout:
            self.zeg(fout.melding)


# --- a new passphrase ------------------------------------------------------------------------


def toon_sterkte(regel: Static, wachtwoord: str, naam: str) -> None:
    """Say in this line what a passphrase is worth, while it is typed."""
    from mgn_tui.store.wachtwoord import wachtwoord_bezwaar

    bezwaar = wachtwoord_bezwaar(wachtwoord, naam) if wachtwoord else None
    raad = "Minstens 12 tekens. Vier losse woorden zijn sterk en te onthouden."
    regel.update(f"▲ {bezwaar}" if bezwaar else "● sterk genoeg" if wachtwoord else raad)
    regel.set_class(bool(wachtwoord and not bezwaar), "-goed")
    regel.set_class(bool(bezwaar), "-let-op")


class WachtwoordVraag(Vraagvenster[bool]):
    """A new passphrase, typed twice; with `met_oud` the present one first. Its weakness is explained while
    typing. `doe(oud, nieuw)` stores it; what it refuses is shown and the window stays. True when stored."""

    TOETSEN = "Enter verder   Esc terug"

    def __init__(
        self,
        titel: str,
        naam: str,
        doe: Callable[[str, str], Awaitable[None]],
        *,
        uitleg: str = "",
        met_oud: bool = False,
    ) -> None:
        super().__init__(titel, uitleg)
        self._naam = naam
        self._doe = doe
        self._met_oud = met_oud

    def velden(self) -> ComposeResult:
        labels = {"oud": "Uw wachtwoord van nu", "nieuw": "Nieuw wachtwoord", "weer": "Nog een keer"}
        for veld, label in labels.items():
            if veld == "oud" and not self._met_oud:
                continue
            yield Static(label, classes="label", markup=False)
            invoer = RegelInvoer("")
            invoer.password = True
            invoer.id = veld
            yield invoer
            if veld == "nieuw":
                yield Static("", id="sterkte", markup=False)

    def on_mount(self) -> None:
        self.query(RegelInvoer).first().focus()
        self._weeg()

    def _tekst(self, veld: str) -> str:
        gevonden = self.query(f"#{veld}").results(RegelInvoer)
        return next((invoer.value for invoer in gevonden), "")

    @on(VeldGewijzigd)
    def _weeg(self) -> None:
        self.zeg("")
        toon_sterkte(self.query_one("#sterkte", Static), self._tekst("nieuw"), self._naam)

    @on(Input.Submitted)
    def _enter(self, gebeurtenis: Input.Submitted) -> None:
        gebeurtenis.stop()
        velden = list(self.query(RegelInvoer))
        plek = next(nummer for nummer, veld in enumerate(velden) if veld is gebeurtenis.input)
        if plek + 1 < len(velden):
            velden[plek + 1].focus()
        elif not self._tekst("nieuw"):
            self.zeg("Vul een nieuw wachtwoord in.")
            self.query_one("#nieuw").focus()
        elif self._tekst("nieuw") != self._tekst("weer"):
            self.zeg("De twee wachtwoorden zijn niet gelijk. Typ het tweede opnieuw.")
            velden[-1].zet("")  # quietly: the message stays
        else:
            self._leg_vast(self._tekst("oud"), self._tekst("nieuw"))

    @work(exclusive=True)
    async def _leg_vast(self, oud: str, nieuw: str) -> None:
        kaart = self.query_one(".vraag")
        self.query_one(".toetsen", Static).update("even geduld …")
        kaart.disabled = True
        try:
            await self._doe(oud, nieuw)
        except MgnFout as fout:
            kaart.disabled = False
            self.query_one(".toetsen", Static).update(self.TOETSEN)
            self.zeg(fout.melding)
            self.query(RegelInvoer).first().focus()
        else:
            self.dismiss(True)


# --- what cannot be undone -------------------------------------------------------------------


class VoorzichtigeVraag(Vraag):
    """A question about what cannot be undone: Enter leaves things as they are, only `j` does it."""

    def on_key(self, gebeurtenis: events.Key) -> None:
        if gebeurtenis.key == "enter":
            gebeurtenis.stop()
            gebeurtenis.prevent_default()  # the handler of `Vraag` would say yes
            self.action_nee()

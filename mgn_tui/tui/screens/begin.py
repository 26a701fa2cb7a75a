"""The first start: no werkmap yet. A few questions, one small group at a time, each with the reason why.

Painted before anything heavy is loaded; nothing is written until the last question is answered.
"""

import asyncio
import os
import threading
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from mgn_tui.domain.fouten import Geweigerd, MgnFout, SchijfFout
from mgn_tui.store.werkmap import Werkmap, kies
from mgn_tui.tui.acties import bindingen
from mgn_tui.tui.screens.scherm import mgn_van
from mgn_tui.tui.widgets.antwoorden import Antwoorden
from mgn_tui.tui.widgets.formulier import FormulierWidget
from mgn_tui.tui.widgets.invoer import RegelInvoer, VeldGewijzigd
from mgn_tui.tui.widgets.tekst import Static

if TYPE_CHECKING:
    from mgn_tui.register.beginvragen import Groep
    from mgn_tui.tui.app import MgnTui

MAKEN, ROND, ELDERS = "maken", "rond", "elders"
_KEUZES = (
    (MAKEN, "Een werkmap maken", "voor uw eigen team: acht korte stappen"),
    (ROND, "Eerst rondkijken", "in een verzonnen team; er kan niets misgaan"),
    (ELDERS, "Een werkmap openen", "die er al is: van uw team, of op een stick"),
)
_WAAR = (
    "Waar komt de werkmap?",
    "In deze map komen de versleutelde database en de brieven. Kies een plek op deze laptop, niet in OneDrive of "
    "iCloud.",
)
_WAAR_IS = ("Waar is de werkmap?", "Typ de map waarin uw team werkt, of de plek van de stick.")
BREED = 72  # cells from which a choice has its explanation beside it
_ONDER = "verkennende gesprekken, op uw eigen laptop"
_TOETSEN = {
    "welkom": (("↑↓", "kiezen", ""), ("Enter", "verder", "verder")),
    "vragen": (("Enter", "verder", "verder"), ("Esc", "vorige stap", "vorige")),
    "voorstel": (
        ("Enter", "akkoord", "verder"),
        ("w", "zelf kiezen", "wijzigen"),
        ("Esc", "vorige stap", "vorige"),
    ),
}
_OVERAL = (("F1", "uitleg", "app.hulp"), ("ctrl+c", "afsluiten", "app.kopieer"))


def _warm_op() -> None:
    """Load what the questions and the opening need, while somebody reads."""
    import mgn_tui.register.beginvragen
    import mgn_tui.register.sessie
    import mgn_tui.register.vandaag  # noqa: F401


@dataclass(frozen=True, slots=True)
class _Stap:
    """One step. `soort`: welkom, plek, groep, wachtwoord, elders."""

    soort: str
    titel: str
    waarom: str
    groep: "Groep | None" = None


_WELKOM = _Stap(
    "welkom",
    "Welkom",
    "Op deze plek is nog geen werkmap: de versleutelde map waarin een team de verkennende gesprekken bijhoudt. Alles "
    "blijft op deze laptop; er gaat niets over het netwerk.",
)


class BeginScherm(Screen[None], inherit_bindings=False):
    """From nothing to a usable Vandaag: a werkmap of one's own, the demo, or a werkmap that lies elsewhere."""

    SCHERM = "begin"
    UITLEG = (
        "U maakt hier de werkmap van uw team. Elke stap zegt waarom iets wordt gevraagd; wat mag wachten, laat u "
        "leeg. Pas na de laatste stap wordt er iets gemaakt. Een collega van een team dat al werkt, maakt geen "
        "nieuwe werkmap maar opent die van het team."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindingen("begin"),
        Binding("enter", "verder", show=False),
        Binding("escape", "vorige", "vorige stap", show=False, id="terug"),
    ]

    def __init__(self, werkmap: Werkmap, gebruiker: str | None) -> None:
        super().__init__()
        self._plek = werkmap.pad
        self._ruw: dict[str, str] = {"gebruiker": gebruiker or ""}
        self._stappen: list[_Stap] = [_WELKOM]
        self._nu = 0
        self._gekozen = MAKEN
        self._wachtwoord = ""

    def compose(self) -> ComposeResult:
        with Vertical(id="kaart"):
            yield Static("mgn", id="merk")
            yield Static(_ONDER, id="onder")
            yield Static("", id="titel", markup=False)
            yield Static("", id="waarom", markup=False)
            yield Vertical(id="vragen")
            yield Static("", id="melding", markup=False)
        yield Vertical(id="toetsen")

    @property
    def mgn(self) -> "MgnTui":
        return mgn_van(self)

    def on_mount(self) -> None:
        self._toon()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        threading.Thread(target=_warm_op, daemon=True).start()

    def uitleg(self) -> str:
        return self.UITLEG

    @property
    def _stap(self) -> _Stap:
        return self._stappen[self._nu]

    # -- showing a step ----------------------------------------------------------------------------

    @work(exclusive=True, group="toon")
    async def _toon(self, melding: str = "", fouten: dict[str, str] | None = None) -> None:
        """Put the questions of this step on the screen, with what was answered before."""
        stap, aantal = self._stap, len(self._stappen)  # the recovery code is a step too
        onder = f"stap {self._nu} van {aantal}" if self._nu else _ONDER
        self.query_one("#onder", Static).update(onder if stap.soort != "elders" else "")
        self.set_class(not self._nu, "-welkom")
        self.query_one("#titel", Static).update(stap.titel)
        self.query_one("#waarom", Static).update(stap.waarom)
        vak, toetsen = self.query_one("#vragen", Vertical), self.query_one("#toetsen")
        await vak.remove_children()
        await toetsen.remove_children()
        self._meld(melding)
        if stap.soort == "welkom":
            breed = self.size.width >= BREED
            lijst = OptionList(*(Option(_regel(*keuze, breed)) for keuze in _KEUZES), markup=False)
            lijst.highlighted = [keuze[0] for keuze in _KEUZES].index(self._gekozen)
            await vak.mount(lijst)
            lijst.focus()
        elif stap.soort == "wachtwoord":
            await self._toon_wachtwoord(vak)
        elif stap.groep is not None and stap.groep.voorstel and not fouten:
            self.set_focus(None)
            await vak.mount(Static(stap.groep.voorstel, id="voorstel", markup=False))
        else:
            await self._toon_formulier(vak, fouten)
        welke = "welkom" if stap.soort == "welkom" else "voorstel" if self._gevouwen else "vragen"
        await toetsen.mount(Antwoorden((*_TOETSEN[welke], *_OVERAL), self))

    @property
    def _gevouwen(self) -> bool:
        return bool(self.query("#voorstel"))

    async def _toon_formulier(self, vak: Vertical, fouten: dict[str, str] | None = None) -> None:
        from mgn_tui.domain.velden import Formulier, Veld

        stap = self._stap
        velden = (
            stap.groep.velden
            if stap.groep is not None
            else (Veld("plek", "Map", verplicht=True, maximum_tekens=400),)
        )
        ruw = self._ruw | {"plek": str(self._plek)}
        formulier = FormulierWidget(
            Formulier("begin", stap.titel, tuple(replace(veld, groep="") for veld in velden)),
            ruw,
            self.mgn.klok.vandaag(),
        )
        await vak.mount(formulier)
        formulier.focus_veld()
        if fouten:
            formulier.fouten(fouten)

    async def _toon_wachtwoord(self, vak: Vertical) -> None:
        for naam, label in (("nieuw", "Wachtwoord"), ("weer", "Nog een keer")):
            invoer = RegelInvoer("")
            invoer.password, invoer.id = True, naam
            await vak.mount(Static(label, classes="label", markup=False), invoer)
            if naam == "nieuw":
                await vak.mount(Static("", id="sterkte", markup=False))
        self._weeg()
        self.query_one("#nieuw").focus()

    def _meld(self, tekst: str, *, fout: bool = True) -> None:
        regel = self.query_one("#melding", Static)
        regel.update(f"✖ {tekst}" if tekst and fout else tekst)
        regel.set_class(fout, "-fout")
        regel.display = bool(tekst)

    # -- typing ------------------------------------------------------------------------------------

    @on(FormulierWidget.Gewijzigd)
    def _getypt(self, gebeurtenis: FormulierWidget.Gewijzigd) -> None:
        gebeurtenis.stop()
        ruw = gebeurtenis.formulier.ruw()
        if "plek" not in ruw:
            self._ruw |= ruw
            return
        self._plek = Path(ruw["plek"].strip() or ".")
        self._meld(self._hoe_terug(), fout=False)

    def _hoe_terug(self) -> str:
        """How mgn finds this place the next time, when it is not the place where it looks by itself."""
        pad = Werkmap(self._plek).pad
        return "" if pad == kies(None).pad else f'Start mgn voortaan met:  mgn --map "{pad}"'

    @on(VeldGewijzigd)
    def _weeg(self) -> None:
        """What the passphrase typed so far is worth."""
        from mgn_tui.tui.screens.vragen import toon_sterkte

        for regel in self.query("#sterkte").results(Static):
            toon_sterkte(regel, self.query_one("#nieuw", RegelInvoer).value, self._ruw.get("gebruiker", ""))
            self._meld("")

    # -- going on ----------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "wijzigen":
            return self._gevouwen
        return super().check_action(action, parameters)

    @on(FormulierWidget.LaatsteVeld)
    @on(FormulierWidget.Bewaren)
    def _formulier_klaar(self, gebeurtenis: FormulierWidget.LaatsteVeld | FormulierWidget.Bewaren) -> None:
        gebeurtenis.stop()
        self.action_verder()

    @on(OptionList.OptionSelected)
    def _kies(self, gebeurtenis: OptionList.OptionSelected) -> None:
        gebeurtenis.stop()
        self._gekozen = _KEUZES[gebeurtenis.option_index][0]
        if self._gekozen == ROND:
            self._kijk_rond()
        elif self._gekozen == ELDERS:
            self._stappen = [_WELKOM, _Stap("elders", *_WAAR_IS)]
            self._naar(1)
        else:
            self._vraag()

    @work(exclusive=True, group="verder")
    async def _vraag(self) -> None:
        """The questions; reading all regions takes a moment, so in a thread."""

        def lees() -> "tuple[tuple[Groep, ...], dict[str, str], str]":
            from mgn_tui.register import beginvragen

            return beginvragen.groepen(), beginvragen.begin_ruw(mens=True), beginvragen.WACHTWOORD_WAAROM

        groepen, begin, wachtwoord_waarom = await asyncio.to_thread(lees)
        self._ruw = begin | {naam: tekst for naam, tekst in self._ruw.items() if tekst}
        self._stappen = [
            _WELKOM,
            _Stap("plek", *_WAAR),
            *(_Stap("groep", groep.titel, groep.waarom, groep) for groep in groepen),
            _Stap("wachtwoord", "Uw wachtwoord", wachtwoord_waarom),
        ]
        self._naar(1)

    def _naar(self, plek: int, melding: str = "", fouten: dict[str, str] | None = None) -> None:
        self._nu = plek
        self._toon(melding, fouten)

    def action_vorige(self) -> None:
        """Esc: the step before; what was answered stays."""
        if self._nu:
            self._naar(self._nu - 1 if self._stap.soort != "elders" else 0)

    def action_wijzigen(self) -> None:
        """Look at the proposal, and change it."""
        self._vouw_open()

    @work(exclusive=True, group="toon")
    async def _vouw_open(self) -> None:
        vak, toetsen = self.query_one("#vragen", Vertical), self.query_one("#toetsen")
        await vak.remove_children()
        await toetsen.remove_children()
        await self._toon_formulier(vak)
        await toetsen.mount(Antwoorden((*_TOETSEN["vragen"], *_OVERAL), self))

    def action_verder(self) -> None:
        """Enter in the last field: check this step and go on."""
        stap = self._stap
        if stap.soort == "welkom":
            self.query_one(OptionList).action_select()
            return
        if stap.soort == "wachtwoord":
            self._neem_wachtwoord()
            return
        for formulier in self.query(FormulierWidget):
            _, fouten = formulier.lees()
            if not fouten and stap.groep is None and (bezwaar := _plek_bezwaar(self._plek)):
                fouten = {"plek": bezwaar}
            if fouten:
                formulier.fouten(fouten)
                return
        if stap.groep is None and Werkmap(self._plek).bestaat():
            self._ontgrendel()
        elif stap.soort == "elders":
            self.query_one(FormulierWidget).fouten({"plek": "In deze map is geen werkmap."})
        else:
            self._naar(self._nu + 1)

    @on(Input.Submitted)
    def _enter(self, gebeurtenis: Input.Submitted) -> None:
        gebeurtenis.stop()
        if gebeurtenis.input.id == "nieuw":
            self.query_one("#weer").focus()
        else:
            self.action_verder()

    def _neem_wachtwoord(self) -> None:
        from mgn_tui.store.wachtwoord import wachtwoord_bezwaar

        nieuw, weer = (self.query_one(veld, RegelInvoer) for veld in ("#nieuw", "#weer"))
        if bezwaar := wachtwoord_bezwaar(nieuw.value, self._ruw.get("gebruiker", "")):
            nieuw.focus()
            self._meld(bezwaar)
        elif nieuw.value != weer.value:
            weer.zet("")  # quietly: the message stays
            weer.focus()
            self._meld("De twee wachtwoorden zijn niet gelijk. Typ het tweede opnieuw.")
        else:
            self._maak(nieuw.value)

    def _ontgrendel(self) -> None:
        """There is a werkmap in that place: open it."""
        from mgn_tui.tui.screens.ontgrendelen import OntgrendelScherm

        app = self.mgn
        app.neem_werkmap(Werkmap(self._plek))
        app.meld(self._hoe_terug() or "Hier is al een werkmap: u opent die nu.")
        app.push_screen(OntgrendelScherm(app.werkmap, app.gebruiker, None))

    # -- making ------------------------------------------------------------------------------------

    @work(exclusive=True, group="verder")
    async def _maak(self, wachtwoord: str) -> None:
        """Make the werkmap, show the code until it is on paper, open Vandaag."""
        from mgn_tui.register import beginvragen, sessie
        from mgn_tui.tui.screens.herstelcode import HerstelcodeVenster

        app, werkmap, ruw = self.mgn, Werkmap(self._plek), {**self._ruw}
        kaart = self.query_one("#kaart")
        ruw.pop("plek", None)
        self._meld("even geduld …", fout=False)
        kaart.disabled = True
        try:
            code = await asyncio.to_thread(beginvragen.maak, werkmap, ruw, wachtwoord, app.klok)
        except MgnFout as fout:
            kaart.disabled = False
            self._terug_naar_fout(fout)
            return
        app.neem_werkmap(werkmap)
        await app.push_screen_wait(HerstelcodeVenster(code, bevestig=True))
        geopend = await asyncio.to_thread(
            sessie.open_werkmap, werkmap, ruw["gebruiker"], wachtwoord, app.klok
        )
        app.geopend(geopend)
        if terug := self._hoe_terug():
            app.meld(terug, "warning")

    def _terug_naar_fout(self, fout: MgnFout) -> None:
        """To the step in which the refused answer was given."""
        fouten = fout.fouten if isinstance(fout, Geweigerd) else {}
        for plek, stap in enumerate(self._stappen):
            if stap.groep is not None and (eigen := _van_groep(stap.groep, fouten)):
                self._naar(plek, fouten=eigen)
                return
        self._naar(1 if isinstance(fout, SchijfFout) or not fouten else self._nu, fout.melding)

    @work(exclusive=True, group="verder")
    async def _kijk_rond(self) -> None:
        """Make the demo and open it."""
        from mgn_tui.tui.rondleiding import open_demo

        app = self.mgn
        self.query_one("#kaart").disabled = True
        self._meld("De demo wordt gemaakt. Dat duurt een paar tellen; niemand erin bestaat.", fout=False)
        try:
            await open_demo(app)
        except MgnFout as fout:
            self.query_one("#kaart").disabled = False
            self._meld(fout.melding)
            self.query_one(OptionList).focus()


def _regel(_: str, titel: str, uitleg: str, breed: bool) -> Content:
    return Content.assemble(Content(titel.ljust(22)), (uitleg, "$gedempt")) if breed else Content(titel)


def _van_groep(groep: "Groep", fouten: dict[str, str]) -> dict[str, str]:
    return {veld.naam: fouten[veld.naam] for veld in groep.velden if veld.naam in fouten}


def _plek_bezwaar(plek: Path) -> str:
    """Why no werkmap can be made here, as far as can be seen beforehand; the disk has the last word."""
    pad = Werkmap(plek).pad
    try:
        if pad.exists() and not pad.is_dir():
            return "Dit is een bestand, geen map."
        bestaand = next(map_ for map_ in (pad, *pad.parents) if map_.exists())
        if not bestaand.is_dir() or not os.access(bestaand, os.W_OK):
            return "Op deze plek mag mgn niet schrijven. Kies een map in uw eigen gebruikersmap."
    except (OSError, ValueError, StopIteration):
        return "Deze plek is er niet. Kies een map op deze laptop."
    return ""

"""A screen with one form: loads it, keeps what is typed as a concept, saves it, and when somebody else
was quicker shows both texts. Aanmelding and Beheer use it; a screen with more than a form builds on
`bewaar_formulier`."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.types import CSSPathType

from mgn_tui.domain.datums import toon_moment
from mgn_tui.domain.fouten import Botsing, Geweigerd, MgnFout
from mgn_tui.domain.velden import Formulier
from mgn_tui.register.kluis import DICHT
from mgn_tui.tui.basis import StapScherm
from mgn_tui.tui.screens.botsing import BotsingVenster, lees_keuze, los_op
from mgn_tui.tui.screens.scherm import MgnScherm, mgn_van
from mgn_tui.tui.toetsenrij import OPENT
from mgn_tui.tui.widgets.formulier import FormulierWidget
from mgn_tui.tui.widgets.kopregel import Kop
from mgn_tui.tui.widgets.tekst import Static

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

Bewaar = Callable[["Sessie", Mapping[str, str], str | None, tuple[str, str]], Any]
"""(session, texts, version the texts began on, concept to drop) → whatever the use case answers."""


@dataclass(frozen=True, slots=True)
class Geladen:
    """What a form needs to open. `versie` None for a new record. `melding` stands above the form;
    `alleen_lezen` does too, and then nothing can be changed."""

    formulier: Formulier
    ruw: Mapping[str, str] = field(repr=False)
    versie: str | None = None
    inwoner: UUID | None = None
    kop: str = ""
    melding: str = field(default="", repr=False)
    alleen_lezen: str = ""


class FormulierScherm(MgnScherm):
    """One form. `laad` runs in a thread; `na` is told what `bewaar` answered, after this screen closed."""

    SCHERM = "formulierscherm"
    ONTHOUDT: ClassVar[bool] = True  # what is typed is kept as a concept
    CSS_PATH: ClassVar[CSSPathType | None] = "../styles/formulierscherm.tcss"

    def __init__(
        self,
        titel: str,
        soort: str,
        record: str,
        laad: "Callable[[Sessie], Geladen]",
        bewaar: Bewaar,
        *,
        na: Callable[[Any], Awaitable[None]] | None = None,
        stap: str = "beheer",
        uitleg: str = "",
    ) -> None:
        super().__init__()
        self._titel, self._soort, self._record = titel, soort, record
        self._laad, self._bewaar, self._na = laad, bewaar, na
        self._geladen: Geladen | None = None
        self._invulblad: FormulierWidget | None = None  # once it stands; not when it may only be read
        self._versie: str | None = None
        self._staand: Mapping[str, str] = {}  # what is stored, as the form's fields give it
        self._stap = stap
        self._uitleg = uitleg

    def kop(self) -> Kop:
        return Kop(links=self._titel, rechts=self.app.kop.rechts)

    def inhoud(self) -> ComposeResult:
        yield Static("", id="melding", markup=False)
        yield Static("", id="concept", markup=False)
        yield Static("even geduld …", id="laden")

    def on_mount(self) -> None:
        self._open()

    @work(exclusive=True, group=OPENT)
    async def _open(self) -> None:
        from mgn_tui.register import concepten

        try:
            geladen = await self.mgn.doe(self._laad)
            concept = await self.mgn.doe(concepten.vind, self._soort, self._record) if self.ONTHOUDT else None
        except MgnFout as fout:
            self.app.meld(fout.melding, "error")
            self.dismiss()
            return
        self._geladen, self._versie = geladen, geladen.versie
        self._titel = geladen.kop or self._titel
        self.vernieuw_kop()
        self._zeg("#melding", geladen.alleen_lezen or geladen.melding)
        await self.query_one("#laden").remove()
        if geladen.alleen_lezen:
            await self._toon_alleen(geladen)
            return
        formulier = FormulierWidget(geladen.formulier, geladen.ruw, self.app.klok.vandaag())
        self._staand = formulier.ruw()
        await self.query_one("#inhoud").mount(formulier)
        self._invulblad = formulier
        if concept is not None:
            getypt = {veld: tekst for veld, tekst in concept.ruw.items() if veld in self._staand}
            if any(self._staand[veld] != tekst for veld, tekst in getypt.items()):
                formulier.zet(getypt)
                self._versie = concept.versie or self._versie
                self._zeg(
                    "#concept",
                    f"Dit typte u eerder ({toon_moment(concept.bewaard_op)}) en is nog niet bewaard. "
                    "ctrl+r zet terug wat bewaard is.",
                )
        if self.ONTHOUDT:
            self.bewaak(formulier, self._bewaar_concept)
        formulier.focus_veld(self.eerste_veld(formulier))
        self.refresh_bindings()
        self.gereed(formulier)

    def gereed(self, formulier: FormulierWidget) -> None:
        """The form stands; for a subclass that does more with it."""

    def _zeg(self, plek: str, tekst: str) -> None:
        regel = self.query_one(plek, Static)
        regel.update(tekst)
        regel.set_class(bool(tekst), "-is")

    async def _toon_alleen(self, geladen: Geladen) -> None:
        """What may be read, without fields to type in."""
        regels = []
        for veld in geladen.formulier.velden:
            ruw = geladen.ruw.get(veld.naam, "")
            if ruw and ruw != str(DICHT):
                regels.append(f"{veld.label:<24}{lees_keuze(veld, ruw)}")
        blad = VerticalScroll(Static("\n".join(regels), markup=False), id="blad")
        await self.query_one("#inhoud").mount(blad)
        blad.focus()

    def eerste_veld(self, formulier: FormulierWidget) -> str:
        """Where the cursor begins: the first empty obligatory field."""
        ruw = formulier.ruw()
        leeg = (v.naam for v in formulier.formulier.velden if v.verplicht and not ruw.get(v.naam))
        return next(leeg, "")

    def _bewaar_concept(self, ruw: dict[str, str]) -> None:
        from mgn_tui.register import concepten

        if self._geladen is None:
            return
        if ruw == self._staand:  # typed back to what is stored: nothing is left to keep
            concepten.gooi_weg(self.mgn.sessie, self._soort, self._record)
            return
        inwoner, versie = self._geladen.inwoner, self._versie or ""
        concepten.bewaar(self.mgn.sessie, self._soort, self._record, ruw, inwoner, versie)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in {"herstel_bewaard", "volgende_groep", "vorige_groep"}:
            geen_concept = action == "herstel_bewaard" and not self.ONTHOUDT
            return self._invulblad is not None and not geen_concept
        return super().check_action(action, parameters)

    def action_volgende_groep(self) -> None:
        self.query_one(FormulierWidget).naar_groep(1)

    def action_vorige_groep(self) -> None:
        self.query_one(FormulierWidget).naar_groep(-1)

    async def action_herstel_bewaard(self) -> None:
        """Drop the concept and show what is stored."""
        from mgn_tui.register import concepten

        formulier = self.query_one(FormulierWidget)
        if formulier.bewaker is None:
            return
        async with formulier.bewaker.vastleggen():
            await self.mgn.probeer(concepten.gooi_weg, self._soort, self._record)
            formulier.zet(self._staand)
        if self._geladen is not None:
            self._versie = self._geladen.versie
        self._zeg("#concept", "")

    @property
    def kan_terugnemen(self) -> bool:
        return self._invulblad is not None or bool(self._geladen and self._geladen.alleen_lezen)

    async def na_terugnemen(self) -> None:
        """Show what stands there now. Where something was typed it stays: saving it shows both."""
        formulier = self._invulblad
        if formulier is None or self._versie is None or formulier.ruw() != self._staand:
            return
        geladen = await self.mgn.probeer(self._laad)
        if geladen is not None and self.leeft:
            self._geladen, self._versie = geladen, geladen.versie
            formulier.zet(geladen.ruw)
            self._staand = formulier.ruw()
            self._zeg("#melding", geladen.alleen_lezen or geladen.melding)

    @on(FormulierWidget.Bewaren)
    def _bewaren(self) -> None:
        self._leg_vast()

    @on(FormulierWidget.LaatsteVeld)
    def _laatste(self) -> None:
        self._leg_vast()

    @work(exclusive=True, group="leg-vast")
    async def _leg_vast(self) -> None:
        formulier = self.query_one(FormulierWidget)
        bestaand = self._geladen is not None and self._geladen.versie is not None

        def bewaar(
            sessie: "Sessie", ruw: Mapping[str, str], versie: str | None, concept: tuple[str, str]
        ) -> Any:
            # of a stored record only what was changed here: the rest is not ours to set back
            anders = {veld: tekst for veld, tekst in ruw.items() if tekst != self._staand.get(veld)}
            return self._bewaar(sessie, anders if bestaand else ruw, versie, concept)

        concept = (self._soort, self._record)
        gelukt, antwoord, versie = await bewaar_formulier(self, formulier, bewaar, self._versie, concept)
        self._versie = versie
        if not gelukt:
            return
        if formulier.bewaker is not None:
            formulier.bewaker.stop()
        self.app.call_later(self._sluit, antwoord)

    async def _sluit(self, antwoord: Any) -> None:
        """Back to where one came from; by way of the app, for this screen goes."""
        if self.app.screen is self:
            await self.app.action_terug()
        if self._na is not None:
            await self._na(antwoord)


async def bewaar_formulier(
    scherm: StapScherm,
    formulier: FormulierWidget,
    bewaar: Bewaar,
    versie: str | None,
    concept: tuple[str, str],
) -> tuple[bool, Any, str | None]:
    """Save a form: (stored, answer of the use case, version from which a next try begins).

    A refusal goes to its fields; a collision is shown and, once chosen, tried again; nothing typed is lost.
    """
    app = mgn_van(scherm)
    while True:
        ruw = formulier.ruw()
        try:
            if formulier.bewaker is None:
                return True, await app.doe(bewaar, ruw, versie, concept), versie
            async with formulier.bewaker.vastleggen():
                return True, await app.doe(bewaar, ruw, versie, concept), versie
        except Botsing as botsing:
            keuze = await app.push_screen_wait(BotsingVenster(botsing, formulier.formulier))
            if keuze is None:
                return False, None, versie
            formulier.zet(los_op(botsing, keuze, formulier.formulier))
            versie = botsing.versie
        except Geweigerd as fout:
            formulier.fouten(fout.fouten)
            return False, None, versie
        except MgnFout as fout:
            app.meld(fout.melding, "error")
            return False, None, versie

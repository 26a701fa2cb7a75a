"""Choosing moment and team oneself: every rule is judged while one types, and explained."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult

from mgn_tui.domain.datums import toon_moment
from mgn_tui.domain.fouten import Geweigerd, MgnFout
from mgn_tui.domain.teamregel import Bevinding, Zwaarte, eisen, opsomming
from mgn_tui.domain.woorden import Vorm
from mgn_tui.register import planbeeld, plannen
from mgn_tui.tui.screens.formulierscherm import FormulierScherm, Geladen
from mgn_tui.tui.widgets.formulier import FormulierWidget
from mgn_tui.tui.widgets.tekst import Static

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie
    from mgn_tui.tui.app import MgnTui

SOORT = "planning"
ADEM_S = 0.15  # seconds of rest in typing before the plan is judged
Na = Callable[["MgnTui", str, bool], Awaitable[None]]


def concept_record(aanmelding_ref: str, gesprek_ref: str | None) -> str:
    """Under which name the concept of this plan is kept."""
    return f"{aanmelding_ref}|{gesprek_ref}" if gesprek_ref else aanmelding_ref


def geweigerd(breuk: plannen.Regelbreuk) -> Geweigerd:
    """A broken rule as a fault of the form: what must change, or that a reason is missing."""
    if breuk.mag_met_reden:
        return Geweigerd({"reden": "Dit plan wijkt af van een voorkeur. Schrijf kort waarom dat goed is."})
    eis = eisen(breuk.bevindingen)[0]
    return Geweigerd({"": f"Zo kan het niet: {eis.melding}"})


class ZelfPlanScherm(FormulierScherm):
    """The form of a plan, with the judgement below it."""

    STAP = "aanmeldingen"
    UITLEG = (
        "Kies zelf wanneer, wie en waar. ✖ is een eis: zo kan het plan niet bewaard worden. ▲ is een voorkeur: "
        "het mag, met een reden. ctrl+o plant het gesprek."
    )
    CSS_PATH = ["../styles/formulierscherm.tcss", "../styles/plannen.tcss"]

    def __init__(self, beeld: planbeeld.PlanBeeld, ruw: Mapping[str, str], na: Na) -> None:
        self._beeld = beeld
        self._ruw = dict(ruw)
        self._na_plannen = na
        wat = "Verzetten" if beeld.gesprek else "Zelf kiezen"
        record = concept_record(beeld.aanmelding_ref, beeld.gesprek_ref)
        super().__init__(
            f"{wat} · {beeld.wie}", SOORT, record, self._begin, self._leg_plan_vast, na=self._klaar
        )

    def inhoud(self) -> ComposeResult:
        yield from super().inhoud()
        yield Static("", id="oordeel", markup=False)

    def _begin(self, sessie: "Sessie") -> Geladen:
        return Geladen(plannen.formulier(sessie), self._ruw, inwoner=self._beeld.inwoner)

    def _leg_plan_vast(
        self, sessie: "Sessie", ruw: Mapping[str, str], versie: str | None, concept: tuple[str, str]
    ) -> tuple[plannen.PlanInvoer, tuple[str, ...]]:
        invoer = plannen.uit_ruw(sessie, ruw)
        try:
            if self._beeld.gesprek_ref is not None:
                plannen.verzet(sessie, self._beeld.gesprek_ref, invoer, concept)
            else:
                plannen.plan(sessie, self._beeld.aanmelding_ref, invoer, concept)
        except plannen.Regelbreuk as breuk:
            raise geweigerd(breuk) from None
        namen = {k.code: k.label for k in plannen.formulier(sessie).veld("team").keuzes}
        return invoer, tuple(namen[wie.hex] for wie in invoer.team)

    async def _klaar(self, antwoord: Any) -> None:
        invoer, namen = antwoord
        waar = invoer.locatie or Vorm(invoer.vorm).label
        tekst = f"{toon_moment(invoer.begin)}\n{opsomming(namen)} · {waar}"
        await self._na_plannen(self.mgn, tekst, self._beeld.gesprek is not None)

    # -- judging -----------------------------------------------------------------------------------

    @on(FormulierWidget.Gewijzigd)
    def _gewijzigd(self) -> None:
        self._beoordeel()

    def gereed(self, formulier: FormulierWidget) -> None:
        self._beoordeel()

    def na_thema(self) -> None:
        if self._invulblad is not None:
            self._beoordeel()

    @work(exclusive=True, group="oordeel")
    async def _beoordeel(self) -> None:
        await asyncio.sleep(ADEM_S)
        ruw = self.query_one(FormulierWidget).ruw()
        try:
            gevonden: tuple[Bevinding, ...] | None = await self.mgn.doe(self._oordeel, ruw)
        except MgnFout:
            gevonden = None  # not yet a plan: the form says what is missing
        self.query_one("#oordeel", Static).update(self._in_woorden(gevonden))

    def _oordeel(self, sessie: "Sessie", ruw: Mapping[str, str]) -> tuple[Bevinding, ...]:
        invoer = plannen.uit_ruw(sessie, ruw)
        return plannen.beoordeel(sessie, self._beeld.aanmelding_ref, invoer, self._beeld.gesprek)

    def _in_woorden(self, gevonden: tuple[Bevinding, ...] | None) -> Text:
        if gevonden is None:
            return Text()
        kleur = self.app.theme_variables
        if not gevonden:
            return Text("● Dit plan voldoet aan alle regels.", kleur["goed"])
        tekst = Text()
        for bevinding in gevonden:
            eis = bevinding.zwaarte is Zwaarte.EIS
            tekst.append("\n" if tekst else "")
            tekst.append("✖ " if eis else "▲ ", kleur["fout" if eis else "let-op"])
            tekst.append(bevinding.melding, kleur["fout"] if eis else "")
        if not eisen(gevonden):
            tekst.append("\nDit mag, met een reden.")
        return tekst

"""Planning: the first moments at which a team that keeps every rule is free, and why others are not offered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult

from mgn_tui.domain.datums import toon_datum_kort, toon_moment, weekdag_kort
from mgn_tui.domain.fouten import Geweigerd, MgnFout
from mgn_tui.domain.planning import Voorstel, Voorstellen
from mgn_tui.domain.teamregel import opsomming
from mgn_tui.domain.velden import Formulier
from mgn_tui.domain.woorden import Vorm
from mgn_tui.register import concepten, planbeeld, plannen
from mgn_tui.tui.screens.formulierscherm import Geladen
from mgn_tui.tui.screens.formuliervenster import FormulierVenster
from mgn_tui.tui.screens.planreden import redenvenster
from mgn_tui.tui.screens.scherm import MgnScherm
from mgn_tui.tui.screens.zelfplannen import SOORT, ZelfPlanScherm, concept_record
from mgn_tui.tui.vensters import Vraag
from mgn_tui.tui.widgets.kopregel import Kop
from mgn_tui.tui.widgets.rubrieklijst import Kopje, Rij, RubriekLijst
from mgn_tui.tui.widgets.tekst import Bijschrift, Static
from mgn_tui.tui.widgets.vensterlijst import Cel, Kolom, Regel, VensterLijst

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie
    from mgn_tui.tui.app import MgnTui

PLEK, WIE = range(2)  # sets of columns
REDEN = "een van de eerste vrije plekken"
_DAG, _UUR = 9, 5  # cells of those columns
_MET_WAAROM = 70  # cells from which there is room for the reasons
_RAND = 2 + 4 * 2  # the pointer, and what stands between the columns
VELDEN_WAAR = ("locatie", "vorm", "duur_min")


@dataclass(frozen=True, slots=True)
class _Stand:
    beeld: planbeeld.PlanBeeld
    voorstellen: Voorstellen
    concept: bool
    waar: Mapping[str, str] = field(repr=False)


class PlanScherm(MgnScherm):
    """Plan a gesprek for one aanmelding, or (`gesprek_ref`) move the one that was planned."""

    STAP = "aanmeldingen"
    SCHERM = "plannen"
    UITLEG = (
        "De eerste plekken waarop een team vrij is dat aan de teamregel voldoet. Enter plant de plek waar u op "
        "staat. ▲ betekent: dit kan, maar wijkt af van een voorkeur; dan vraagt het programma waarom. "
        "Met e kiest u zelf een moment en wie erbij is."
    )
    CSS_PATH = "../styles/plannen.tcss"

    def __init__(self, aanmelding_ref: str, gesprek_ref: str | None = None) -> None:
        super().__init__()
        self._ref, self._gesprek = aanmelding_ref, gesprek_ref
        self._waar: Mapping[str, str] | None = None  # how, where and how long, when chosen here
        self._stand: _Stand | None = None

    @property
    def record(self) -> tuple[str, str]:
        return self._ref, "aanmelding"

    def inhoud(self) -> ComposeResult:
        yield Static("", id="wensen", markup=False)
        yield RubriekLijst((), "even geduld …", id="lijst")
        yield Bijschrift("", id="bij-keuze", markup=False)

    def kop(self) -> Kop:
        if self._stand is None:
            return Kop("Plannen", rechts=self.app.kop.rechts)
        beeld = self._stand.beeld
        wie = beeld.naam if self.mgn.namen_zichtbaar and beeld.naam else beeld.wie
        wat = "Verzetten" if beeld.gesprek else "Plannen"
        dagen = f"{beeld.merk} {beeld.dagen} {'dag' if beeld.dagen == 1 else 'dagen'}".strip()
        wacht = f"{dagen} na de aanmelding"
        if beeld.norm is not None:
            wacht = f"{wacht}, streven {beeld.norm}"
        midden = (f"{beeld.praktijk}   {wacht}".strip(), wacht, dagen)
        return Kop(f"{wat} · {wie} · {beeld.volgnummer}e gesprek", midden, self.app.kop.rechts)

    # -- loading -----------------------------------------------------------------------------------

    def on_screen_resume(self) -> None:
        self._laad()

    def na_terugnemen(self) -> None:
        self._laad()

    @work(exclusive=True, group="laad")
    async def _laad(self) -> None:
        try:
            self._stand = await self.mgn.doe(self._lees)
        except MgnFout as fout:
            self.app.meld(fout.melding, "error")
            self.app.call_later(self.app.action_terug)
            return
        self.ververs()

    def _lees(self, sessie: "Sessie") -> _Stand:
        beeld = planbeeld.lees(sessie, self._ref, self._gesprek)
        waar = self._waar or {naam: beeld.ruw[naam] for naam in VELDEN_WAAR}
        gevonden = plannen.voorstellen(
            sessie,
            self._ref,
            waar["vorm"],
            waar["locatie"],
            behalve=beeld.gesprek,
            duur_min=int(waar["duur_min"]),
        )
        concept = concepten.vind(sessie, SOORT, concept_record(self._ref, self._gesprek)) is not None
        return _Stand(beeld, gevonden, concept, waar)

    def ververs(self) -> None:
        """Draw what is known again (names or initials)."""
        if self._stand is None:
            return
        self.vernieuw_kop()
        self.query_one("#wensen", Static).update(self._wensen())
        lijst = self.query_one(RubriekLijst)
        lijst.zet_soorten((self._kolommen(self._stand), (Kolom(breedte=14), Kolom())))
        lijst.zet(self._rijen(self._stand))
        self._toon_keuze()
        self.refresh_bindings()

    def _kolommen(self, stand: _Stand) -> tuple[Kolom, ...]:
        """Mark, day, hour, team, and what is left for why this team."""
        team = max((cell_len(stand.voorstellen.team(v)) for v in stand.voorstellen.voorstellen), default=0)
        begin = Kolom(breedte=1), Kolom(breedte=_DAG), Kolom(breedte=_UUR)
        if self.size.width < _MET_WAAROM:
            return (*begin, Kolom())
        return (*begin, Kolom(breedte=min(team, self.size.width // 3)), Kolom())

    def _kort(self, stand: _Stand, waarom: str) -> str:
        """As many of the reasons as fit whole beside the slot; all of them stand below the list."""
        breed = self.query_one(RubriekLijst).scrollable_content_region.width or self.size.width - 2
        ruimte = breed - _RAND - (1 + _DAG + _UUR + self._kolommen(stand)[3].breedte)
        delen = waarom.split("; ")
        while len(delen) > 1 and cell_len("; ".join(delen)) > ruimte:
            delen.pop()
        return "; ".join(delen)

    # -- what stands there -------------------------------------------------------------------------

    def _wensen(self) -> str:
        if self._stand is None:
            return ""
        beeld, regels = self._stand.beeld, []
        if beeld.begin is not None:
            regels.append(f"Nu      {toon_moment(beeld.begin)}, {opsomming(beeld.team)}")
        wil = []
        if beeld.expertise:
            wil.append(f"◆ kennis van {opsomming(beeld.expertise)}")
        if beeld.ervaringsdeskundige is not None:
            wil.append(f"{'graag' if beeld.ervaringsdeskundige else 'geen'} ervaringsdeskundige erbij")
        if beeld.voorkeursplaats:
            wil.append(f"liefst: {beeld.voorkeursplaats}")
        if beeld.tijden:
            wil.append(f"kan: {', '.join(beeld.tijden.splitlines())}")
        if beeld.naaste:
            wil.append(f"naaste: {beeld.naaste}")
        if beeld.wensen:
            wil.append(" ".join(beeld.wensen.split()))
        if wil:
            regels.append(f"Wensen  {' · '.join(wil)}")
        regels.append(f"Waar    {self._waar_tekst()}")
        return "\n".join(regels)

    def _waar_tekst(self) -> str:
        waar = self._stand.waar if self._stand else {}
        vorm = Vorm(waar.get("vorm") or Vorm.LOCATIE.value)
        plek = waar.get("locatie", "")
        if not plek and vorm is Vorm.LOCATIE:
            plek = "nog geen plek gekozen (w)"
        return " · ".join(filter(None, (vorm.label, plek, f"{waar.get('duur_min', '')} minuten")))

    def _rijen(self, stand: _Stand) -> list[Regel]:
        gevonden = stand.voorstellen
        rijen: list[Regel] = [
            Kopje(cellen=("Eerste vrije plekken", Cel("   Enter plant de plek waar u op staat", "gedempt")))
        ]
        for nummer, v in enumerate(gevonden.voorstellen):
            dag = v.begin.date()
            rijen.append(
                Rij(
                    str(nummer),
                    (
                        Cel("▲", "let-op") if v.bevindingen else Cel("●", "goed"),
                        f"{weekdag_kort(dag)} {toon_datum_kort(dag)}",
                        f"{v.begin:%H:%M}",
                        gevonden.team(v),
                        Cel(self._kort(stand, v.waarom), "gedempt"),
                    ),
                    PLEK,
                )
            )
        if gevonden.waarom_niet:
            rijen[:] = [Kopje(cellen=("Geen vrije plek",)), Kopje(cellen=(f"  {gevonden.waarom_niet}",))]
        if gevonden.afgevallen:
            rijen += [Kopje(), Kopje(cellen=("Niet voorgesteld",))]
            rijen += [
                Kopje(cellen=(Cel(f"  {naam}: ", ""), Cel(waarom, "gedempt")))
                for naam, waarom in gevonden.afgevallen
            ]
        return rijen

    @property
    def _keuze(self) -> Voorstel | None:
        if self._stand is None:
            return None
        sleutel = self.query_one(RubriekLijst).sleutel
        return self._stand.voorstellen.voorstellen[int(sleutel)] if sleutel else None

    def _toon_keuze(self) -> None:
        regels = []
        if (keuze := self._keuze) is not None:
            regels += [f"{opsomming(keuze.namen)}: {keuze.waarom}."]
            regels += [f"▲ {b.melding}" for b in keuze.bevindingen]
        if self._stand is not None and self._stand.concept:
            regels.append("U was zelf aan het kiezen en hebt dat nog niet bewaard: e gaat verder.")
        self.query_one("#bij-keuze", Bijschrift).update("\n".join(regels))

    @on(VensterLijst.Verplaatst)
    def _verplaatst(self) -> None:
        self._toon_keuze()

    def on_resize(self) -> None:
        self.ververs()

    # -- doing -------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("zelf", "waar"):
            return self._stand is not None
        return super().check_action(action, parameters)

    @on(VensterLijst.Gekozen)
    def _gekozen(self, gebeurtenis: VensterLijst.Gekozen) -> None:
        gebeurtenis.stop()
        keuze = self._keuze
        if keuze is None:
            return
        if keuze.bevindingen:
            self._vraag_reden(keuze)
        else:
            self._plan(keuze)

    def _invoer(self, keuze: Voorstel, reden: str = "") -> plannen.PlanInvoer:
        waar = self._stand.waar if self._stand else {}
        return plannen.PlanInvoer(
            keuze.begin,
            tuple(UUID(hex=wie) for wie in keuze.team),
            int(waar["duur_min"]),
            waar["vorm"],
            waar["locatie"],
            reden,
        )

    def _leg_vast(
        self, sessie: "Sessie", invoer: plannen.PlanInvoer, concept: tuple[str, str] | None
    ) -> None:
        if self._gesprek is not None:
            plannen.verzet(sessie, self._gesprek, invoer, concept)
        else:
            plannen.plan(sessie, self._ref, invoer, concept)

    @work(exclusive=True, group="plan")
    async def _plan(self, keuze: Voorstel) -> None:
        try:
            await self.mgn.doe(self._leg_vast, self._invoer(keuze), None)
        except MgnFout as fout:  # somebody else took the slot meanwhile
            self.app.meld(fout.melding, "error")
            self._laad()
            return
        self._gepland(self._invoer(keuze), keuze.namen)

    def _vraag_reden(self, keuze: Voorstel) -> None:
        """One line why a preference is overruled, with a true reason in it already."""

        def leg_vast(sessie: "Sessie", reden: str, concept: tuple[str, str]) -> None:
            self._leg_vast(sessie, self._invoer(keuze, reden), concept)

        venster = redenvenster(
            f"{toon_moment(keuze.begin)}, {opsomming(keuze.namen)}",
            keuze.bevindingen,
            leg_vast,
            concept_record(self._ref, self._gesprek),
            inwoner=self._stand.beeld.inwoner if self._stand else None,
            reden=REDEN,
        )
        self.app.push_screen(
            venster, lambda gelukt: self._gepland(self._invoer(keuze), keuze.namen) if gelukt else None
        )

    def _gepland(self, invoer: plannen.PlanInvoer, namen: tuple[str, ...]) -> None:
        waar = invoer.locatie or Vorm(invoer.vorm).label
        tekst = f"{toon_moment(invoer.begin)}\n{opsomming(namen)} · {waar}"
        # by way of the app: this screen goes
        self.app.call_later(na_plannen, self.mgn, tekst, self._gesprek is not None)

    def action_zelf(self) -> None:
        """Choose the moment and the team oneself, beginning with the proposal under the cursor."""
        if self._stand is None:
            return
        beeld, keuze = self._stand.beeld, self._keuze
        ruw = beeld.ruw | dict(self._stand.waar)
        if keuze is not None and not ruw["begin"]:
            ruw |= {"begin": f"{keuze.begin:%d-%m-%Y %H:%M}", "team": "|".join(keuze.team)}
        self.app.push_screen(ZelfPlanScherm(beeld, ruw, na_plannen))

    def action_waar(self) -> None:
        """Another place, way of meeting or length; the proposals follow it."""
        if self._stand is None:
            return
        nu, inwoner = self._stand.waar, self._stand.beeld.inwoner

        def vorm(sessie: "Sessie") -> Formulier:
            heel = plannen.formulier(sessie)
            return Formulier("plek", "Plek", tuple(heel.veld(naam) for naam in VELDEN_WAAR))

        def bewaar(sessie: "Sessie", ruw: Mapping[str, str], concept: tuple[str, str]) -> Mapping[str, str]:
            waarden, fouten = vorm(sessie).lees(ruw, sessie.klok.vandaag())
            if fouten:
                raise Geweigerd(fouten)
            concepten.gooi_weg(sessie, *concept)
            duur = waarden["duur_min"] or sessie.profiel.planning.duur_min
            return {
                "vorm": str(waarden["vorm"] or Vorm.LOCATIE.value),
                "locatie": str(waarden["locatie"] or ""),
                "duur_min": str(duur),
            }

        venster = FormulierVenster(
            "Waar en hoe",
            lambda sessie: Geladen(vorm(sessie), nu, inwoner=inwoner),
            bewaar,
            ("plek", concept_record(self._ref, self._gesprek)),
            toetsen="Enter in het laatste veld of ctrl+o: verder   Esc terug",
        )
        self.app.push_screen(venster, self._andere_plek)

    def _andere_plek(self, antwoord: tuple[Any] | None) -> None:
        if antwoord is not None:
            self._waar = antwoord[0]
            self._laad()


async def na_plannen(app: "MgnTui", tekst: str, verzet: bool) -> None:
    """Say what was planned and lead on."""
    await app.action_stap("aanmeldingen")
    stap, naam = ("agenda", "Agenda") if verzet else ("vandaag", "Vandaag")

    async def verder(ja: bool | None) -> None:
        if ja:
            await app.action_stap(stap)

    kop = "Verzet naar" if verzet else "Gepland:"
    app.push_screen(Vraag(f"● {kop} {tekst}", ja=f"naar {naam} (Enter)", nee="naar de lijst"), verder)

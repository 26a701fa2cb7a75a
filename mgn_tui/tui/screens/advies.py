"""Advies: what one types left, what the huisarts reads right, live.

Text fields take letters; Esc leaves a field for the line of marks at the bottom, where letters are commands.
PgDn goes from part to part, in the order of the letter.
"""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from mgn_tui.domain.datums import toon_dag_kort
from mgn_tui.domain.fouten import MgnFout
from mgn_tui.domain.taal import Taalkijker
from mgn_tui.register import adviseren, kladblok
from mgn_tui.tui.acties import FORMULIER, bindingen
from mgn_tui.tui.screens import advies_brief, advies_stand
from mgn_tui.tui.screens.advies_formulier import AdviesFormulier
from mgn_tui.tui.screens.advies_invoegen import InvoegActies
from mgn_tui.tui.screens.advies_stand import BESPROKEN, AdviesLegger
from mgn_tui.tui.screens.delen import DelenBlok
from mgn_tui.tui.toetsenrij import OPENT
from mgn_tui.tui.vensters import Vondst, Vraag, past
from mgn_tui.tui.widgets.briefbeeld import BriefBeeld
from mgn_tui.tui.widgets.formulier import FormulierWidget
from mgn_tui.tui.widgets.kopregel import Kop
from mgn_tui.tui.widgets.tekst import Static
from mgn_tui.tui.widgets.vinkregel import Vinkregel
from mgn_tui.tui.zoeker import DEZE

if TYPE_CHECKING:
    from mgn_tui.register.adviseren import AdviesBeeld
    from mgn_tui.register.sessie import Sessie


class AdviesScherm(InvoegActies):
    """The advies of one gesprek."""

    STAP = "advies"
    SCHERM = "advies"
    TOON_STAPPEN = False
    CSS_PATH = "../styles/advies.tcss"
    BINDINGS = [*bindingen("advies"), *bindingen(FORMULIER)]
    UITLEG = (
        "Schrijf in gewone woorden; rechts of onder staat de brief zoals de huisarts hem leest (l: in het groot). "
        "Bij een woord dat niet iedereen kent: j zet het gewone woord ervoor in de plaats. PgDn gaat "
        "naar het volgende onderdeel. Esc verlaat een veld; daarna zijn letters opdrachten. Bij het advies: "
        "spatie kiest, h maakt het hoofdadvies. Bij de afspraken: Enter is de volgende regel, ctrl+t de stand, "
        "ctrl+g het onderdeel, shift met een pijl verplaatst. In een tekstveld: "
        "ctrl+n kiest uit de sociale kaart, met de wachttijd, en uit uw zinnen, of bewaart wat er staat als zin; "
        "typ eerst een paar letters, dan zoekt hij mee. "
        "Alles wordt vanzelf bewaard.\n"
        "Vaststellen kan als het antwoord, de vraag aan de huisarts, hoe snel en het advies er staan. Is het "
        "nog niet besproken of is een collega nog niet akkoord, dan zegt de brief dat."
    )

    def __init__(self, gesprek_ref: str) -> None:
        super().__init__(gesprek_ref)
        self._blok = ""
        self._weg = False

    # -- what it looks like -------------------------------------------------------------------

    def inhoud(self) -> ComposeResult:
        with Horizontal(id="naast"):
            with Vertical(id="links"):
                yield Static(id="taal", markup=False)
                yield Vinkregel(id="besluit")
            yield BriefBeeld(id="brief")

    def kop(self) -> Kop:
        beeld = self._beeld
        if beeld is None:
            return Kop(links="Advies")
        stand, vandaag = f"concept {beeld.nummer}", self.app.klok.vandaag()
        if beeld.vastgesteld_op:
            stand = f"versie {beeld.nummer}, vastgesteld {toon_dag_kort(beeld.vastgesteld_op, vandaag)}"
        verstuurd = [f"verstuurd {toon_dag_kort(op, vandaag)}" for _, op, _ in beeld.verzonden[-1:]]
        return Kop(links=f"Advies · {beeld.initialen} · {stand}", rechts=" · ".join(verstuurd))

    # -- loading ------------------------------------------------------------------------------

    def on_mount(self) -> None:
        self._open()

    @work(exclusive=True, group=OPENT)
    async def _open(self) -> None:
        try:
            stand = await self.mgn.doe(advies_stand.laad, self.ref)
        except MgnFout as fout:
            self.app.meld(fout.melding, "error")
            self.dismiss()
            return
        self._beeld, self._vorm = stand.beeld, stand.formulier
        self._taal = Taalkijker(self.mgn.sessie.profiel.begrippen)
        self._legger = AdviesLegger(
            self.mgn,
            advies_stand.voor_botsing(stand.formulier),
            ("advies", self.ref),
            stand.beeld.inwoner,
            bewaar=lambda s, ruw, versie, concept: advies_stand.bewaar(s, self.ref, ruw, versie, concept),
            lees=lambda s: advies_stand.lees(s, self.ref),
            na=self._toon_teksten,
            staat=self.toon_staat,
        )
        self._bewaakt.append(self._legger.bewaker)
        if self._legger.begin(*advies_stand.staand(stand.beeld), stand.concept):
            self.app.meld("Wat u eerder typte en nog niet in het advies stond, staat er weer.")
        formulier = AdviesFormulier(
            self.ref,
            stand.formulier,
            stand.afspraak,
            stand.beeld.vraag,
            self._legger.ruw,
            self.app.klok.vandaag(),
        )
        await self.query_one("#links").mount(formulier, before="#taal")
        self._gebouwd = True
        self._toon()
        self.lees_kaart()
        self._begin()

    def _begin(self) -> None:
        """The cursor where the work is: the answer, or the commands when it is fixed."""
        if self._beeld is not None and self._beeld.vastgesteld_op:
            self.query_one(Vinkregel).focus()
        else:
            self._formulier.focus_blok("huisarts")

    def on_screen_resume(self) -> None:
        self.ververs()

    def ververs(self) -> None:
        """Read again what others changed; what is typed here stays."""
        if self._gebouwd:
            self._herlees()
            self.lees_kaart()

    @work(exclusive=True, group="laden")
    async def _herlees(self) -> None:
        await self._lees_weer()

    async def _lees_weer(self) -> None:
        beeld = await self.mgn.probeer(adviseren.lees, self.ref)
        if beeld is None or self._legger is None:
            return
        self._beeld = beeld
        self._legger.neem_over(*advies_stand.staand(beeld))
        self._toon()

    # -- showing ------------------------------------------------------------------------------

    def _toon(self) -> None:
        beeld = self._beeld
        if beeld is None or not self._gebouwd or not self.leeft:
            return
        self._formulier.delen.toon(beeld.delen)
        self._toon_teksten()
        self.vernieuw_kop()
        self.refresh_bindings()

    def _toon_teksten(self) -> None:
        if self._legger is None or self._beeld is None or not self._gebouwd or not self.leeft:
            return
        self._formulier.toon(self._legger.ruw, vast=self._beeld.vastgesteld_op is not None)
        self._na_wijziging()

    def _na_wijziging(self) -> None:
        """Fields that hang on an answer, what is wrong, the marks and the letter."""
        if self._legger is None or self._beeld is None or not self._gebouwd or not self.leeft:
            return
        self._formulier.toon_afhankelijk(self._legger.ruw)
        self._formulier.toon_fouten(self._legger.fouten, ga=False)
        self._toon_besluit(self._beeld)
        self._ververs_brief()

    def _toon_besluit(self, beeld: "AdviesBeeld") -> None:
        besproken = self._legger.ruw["besproken_op"] if self._legger else ""
        vinken = advies_stand.vinken(beeld, besproken, self.mgn.sessie.ik.id, self.app.klok.vandaag())
        self.query_one(Vinkregel).vinken = vinken

    # -- typing -------------------------------------------------------------------------------

    @on(AdviesFormulier.Getypt)
    def _getypt(self, gebeurtenis: AdviesFormulier.Getypt) -> None:
        gebeurtenis.stop()
        self._typ(gebeurtenis.veld, gebeurtenis.tekst)

    def _typ(self, veld: str, tekst: str) -> None:
        if self._legger is not None and self._legger.ruw.get(veld) != tekst:
            self._legger.typ(veld, tekst)
            self._na_wijziging()
            self.toon_tips(self._legger.ruw)

    # -- moving -------------------------------------------------------------------------------

    def action_volgend(self) -> None:
        self._formulier.verder(1)

    def action_vorig(self) -> None:
        self._formulier.verder(-1)

    @on(AdviesFormulier.Verlaten)
    def _uit_formulier(self, gebeurtenis: AdviesFormulier.Verlaten) -> None:
        gebeurtenis.stop()
        if gebeurtenis.stap > 0:
            self.query_one(Vinkregel).focus()

    def on_descendant_focus(self, _: events.DescendantFocus) -> None:
        """The letter follows; on leaving a part it goes into the record."""
        if not self._gebouwd:
            return
        self._volg_in_de_brief()
        if (blok := self._formulier.waar()) != self._blok:
            self._blok = blok
            self._leg_stil_vast()

    @work(group="leg-vast")
    async def _leg_stil_vast(self) -> None:
        if self._legger is not None and self._legger.vuil:
            await self._legger.leg_vast()
            self._na_wijziging()

    async def terug(self) -> bool:
        """Esc in a field goes to the commands; from there it leaves."""
        if self.has_class("-brief"):
            self.remove_class("-brief")
            self.query_one(Vinkregel).focus()
            return True
        if self._legger is None or self._weg:
            return self._weg
        if not isinstance(self.focused, Vinkregel):
            self.query_one(Vinkregel).focus()
            return True
        self._weg = True
        self._sluit(self._legger)
        return True

    @work(group="sluiten")
    async def _sluit(self, legger: AdviesLegger) -> None:
        if not await legger.leg_vast():
            if legger.kiest_nog:
                self._weg = False
                return
            reden = next(iter(legger.fouten.values()), "")
            self.app.meld(f"Dit is bewaard als concept, nog niet in het advies. {reden}".strip(), "warning")
        await self.app.bewaar_concepten()
        self.dismiss()

    def on_screen_suspend(self) -> None:
        if self._legger is not None and not self._weg:
            self.app.run_worker(self._legger.leg_vast(vragen=False), group="leg-vast")

    @property
    def record(self) -> tuple[str, str]:
        return self.ref, "advies"

    async def voor_terugnemen(self) -> None:
        if self._legger is not None:
            await self._legger.leg_vast(vragen=False)

    # -- doing --------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        vast = self._beeld is not None and self._beeld.vastgesteld_op is not None
        if action in ("vaststellen", "besproken", "akkoord", "bewaren", "gewoon_woord"):
            return self._gebouwd and not vast
        if action == "invoegen":
            return self._gebouwd and self.tekstveld is not None
        if action == "gesprek":
            return self._gebouwd
        if action in ("nieuwe_versie", "kopie"):
            return vast
        if action in ("brief", "verstuurd", "volgend", "vorig", "voorbeeld"):
            return self._gebouwd
        return super().check_action(action, parameters)

    def over_te_typen(self) -> tuple[tuple[str, ...], int]:
        return (self.ref,) if self._gebouwd else (), 0

    async def _in_het_record(self) -> bool:
        """Everything typed into the record; faults are shown where they are."""
        if self._legger is None:
            return False
        gelukt = await self._legger.leg_vast()
        self._formulier.toon_fouten(self._legger.fouten, ga=not gelukt)
        return gelukt

    @on(FormulierWidget.Bewaren)
    def _bewaren(self, gebeurtenis: FormulierWidget.Bewaren) -> None:
        gebeurtenis.stop()
        self.action_bewaren()

    @work(group="leg-vast")
    async def action_bewaren(self) -> None:
        await self._in_het_record()

    def action_besproken(self) -> None:
        self._zet_besproken("vandaag")

    def _zet_besproken(self, wanneer: str) -> None:
        if self._legger is None or not self._vorm:
            return
        veld = self._vorm.veld("besproken_op")
        self._typ("besproken_op", veld.toon(veld.lees(wanneer, self.app.klok.vandaag())))
        self._toon_teksten()
        self._leg_stil_vast()

    def action_akkoord(self) -> None:
        """The first colleague who has not agreed yet; one's own agreement is given by fixing it."""
        beeld, ik = self._beeld, self.mgn.sessie.ik.id
        open_ = [a for a in (beeld.akkoorden if beeld else ()) if a.op is None]
        open_.sort(key=lambda a: (a.medewerker == ik, a.naam))
        if not open_:
            self.app.meld("Iedereen van dit gesprek is akkoord.")
        else:
            self._zet_akkoord(open_[0].medewerker.hex, True)

    @work(group="akkoord")
    async def _zet_akkoord(self, wie: str, aan: bool) -> None:
        await self.mgn.probeer(partial(_akkoord, ref=self.ref, wie=wie, aan=aan))
        self._herlees()

    @on(Vinkregel.Omgezet)
    def _vink(self, gebeurtenis: Vinkregel.Omgezet) -> None:
        gebeurtenis.stop()
        vink = gebeurtenis.vink
        if self._beeld is None or self._beeld.vastgesteld_op:
            self.app.meld("Dit advies is vastgesteld. n maakt een nieuwe versie.")
        elif vink.sleutel == BESPROKEN:
            self._zet_besproken("" if vink.aan else "vandaag")
        else:
            self._zet_akkoord(vink.sleutel, not vink.aan)

    @on(DelenBlok.Bewaard)
    def _gedeeld(self, gebeurtenis: DelenBlok.Bewaard) -> None:
        gebeurtenis.stop()
        self._herlees()

    @work(exclusive=True, group="vaststellen")
    async def action_vaststellen(self) -> None:
        """Fix this version, when nothing is missing; what the letter will say is not done yet is asked."""
        if not await self._in_het_record() or self._legger is None:
            return
        mis = await self.mgn.probeer(adviseren.ontbreekt, self.ref)
        if mis is None:
            return
        if mis:
            self._legger.fouten = dict(mis)
            self._formulier.toon_fouten(mis, ga=True)
            self.app.meld(mis.get("", "Nog niet alles staat er: kijk bij ✖."), "warning")
            return
        let_op = await self.mgn.probeer(adviseren.let_op, self.ref)
        vraag = f"De brief zegt er ook bij: {' '.join(let_op or ())} Toch vaststellen?"
        if let_op and not await self.app.push_screen_wait(Vraag(vraag, ja="vaststellen", nee="nog niet")):
            return
        los = len(await self.mgn.probeer(kladblok.regels, self.ref) or ())
        if await self.mgn.probeer(adviseren.stel_vast, self.ref) is not None:
            self.app.meld(f"Vastgesteld. b maakt de brief.{kladblok.weggegooid(los)}")
            self.query_one(Vinkregel).focus()
        self._herlees()

    @work(exclusive=True, group="vaststellen")
    async def action_nieuwe_versie(self) -> None:
        if await self.mgn.probeer(adviseren.nieuwe_versie, self.ref) is not None:
            self.app.meld("Een nieuwe versie: verbeter wat nodig is en stel haar weer vast.")
            await self._lees_weer()
            self._begin()

    @work(exclusive=True, group="brief-maken")
    async def action_brief(self) -> None:
        if self._beeld is not None and (self._beeld.vastgesteld_op or await self._in_het_record()):
            await advies_brief.maak_brief(self)

    @work(exclusive=True, group="brief-maken")
    async def action_verstuurd(self) -> None:
        await advies_brief.noteer_verstuurd(self)

    @work(exclusive=True, group="brief-maken")
    async def action_kopie(self) -> None:
        await advies_brief.vink_kopie(self)

    async def vind(self, tekst: str, *, vergevend: bool = False) -> Sequence[Vondst]:
        """Beside the inwoner the finder knows nobody else."""
        beeld, mgn = self._beeld, self.mgn
        if beeld is None or not past(tekst, beeld.initialen, "gesprek"):
            return ()
        return (Vondst(beeld.initialen, "gesprek", lambda: mgn.open_gesprek(self.ref), kop=DEZE),)


def _akkoord(sessie: "Sessie", *, ref: str, wie: str, aan: bool) -> None:
    adviseren.geef_akkoord(sessie, ref, UUID(hex=wie), sessie.klok.vandaag() if aan else None)

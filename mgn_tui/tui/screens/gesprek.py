"""Gesprek: quiet enough to sit beside one at the table, and as good for working out notes afterwards.

One page per theme. A digit is the score, a letter begins the note, PgDn leads to the next theme; what is
typed is kept while it is typed and goes into the record when the page is left.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll

from mgn_tui.domain.datums import toon_datum
from mgn_tui.domain.fouten import MgnFout
from mgn_tui.domain.woorden import GesprekStatus, Thema, Vorm
from mgn_tui.register import kladblok, vastleggen
from mgn_tui.store import voorkeuren
from mgn_tui.tui.acties import FORMULIER, bindingen
from mgn_tui.tui.screens import gesprek_bladen
from mgn_tui.tui.screens.gesprek_bladen import VRAGEN, Blad
from mgn_tui.tui.screens.gesprek_kladblok import Kladblokregel, KladblokVenster
from mgn_tui.tui.screens.gevoerd import leg_vast_gevoerd
from mgn_tui.tui.screens.scherm import MgnScherm
from mgn_tui.tui.toetsenrij import OPENT
from mgn_tui.tui.vastlegger import Vastlegger
from mgn_tui.tui.vensters import Vondst
from mgn_tui.tui.widgets.cijfer import lees_score
from mgn_tui.tui.widgets.kopregel import Kop
from mgn_tui.tui.widgets.spinnenweb import Spinnenweb
from mgn_tui.tui.widgets.tekst import Static
from mgn_tui.tui.widgets.themalijst import NIET_BESPROKEN, ThemaLijst, ThemaStand
from mgn_tui.tui.widgets.themapaneel import ThemaPaneel

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie
    from mgn_tui.register.vastleggen import GesprekBeeld

ONDER_ELKAAR = 76  # below this many cells the themes are one line above the notes
MET_WEB = (100, 28)  # cells and lines from which there is room for a spinnenweb that can be read


class GesprekScherm(MgnScherm):
    """One gesprek, live or afterwards."""

    STAP = "gesprek"
    SCHERM = "gesprek"
    TOON_STAPPEN = False
    AAN_TAFEL = True
    VOORAAN = ("dicht", "gesprek.kladblok", "gesprek.slot")
    CSS_PATH = "../styles/gesprek.tcss"
    BINDINGS = [*bindingen("gesprek"), *bindingen(FORMULIER)]
    UITLEG = (
        "Typ bij een thema een cijfer (0 tot en met 10; ← en → geven halven, Del wist het) of meteen uw "
        "notitie. Tab gaat naar het volgende veld, PgDn naar het volgende thema. Niets is verplicht: een "
        f"cijfer hoeft niet, en {NIET_BESPROKEN} zegt alleen dat er nog niets staat. Alles wordt vanzelf "
        "bewaard. Esc brengt u naar de lijst met thema's; daar zijn letters opdrachten. Liever alle thema's "
        "onder elkaar? z, en nog eens z voor een tegelijk.\n"
        "Acuut gevaar? Bel. Overleg met uw collega en noteer de afweging in uw eigen dossier."
    )

    def __init__(self, ref: str) -> None:
        super().__init__()
        self.ref = ref
        self._beeld: GesprekBeeld | None = None
        self._bladen: tuple[Blad, ...] = ()
        self._leggers: dict[str, Vastlegger] = {}
        self._huidig = 0
        self._alles = voorkeuren.lees().alle_themas  # below each other, not one at a time
        self._staat_er = False  # the panels stand, with all that is in them
        self._weg = False

    # -- what it looks like -------------------------------------------------------------------

    def inhoud(self) -> ComposeResult:
        with Horizontal(id="blad"):
            with Vertical(id="links"):
                yield ThemaLijst()
                yield Static(id="legenda", markup=False)
                yield Spinnenweb()
            yield Vertical(id="rechts")
        yield Kladblokregel(self.ref)

    def kop(self) -> Kop:
        beeld = self._beeld
        if beeld is None:
            return Kop(links="Gesprek")
        wie = beeld.naam if self.mgn.namen_zichtbaar and beeld.naam else beeld.initialen
        plek = beeld.locatie or Vorm.label_van(beeld.vorm)
        return Kop(links=f"{beeld.volgnummer}e gesprek · {wie} · {plek}", rechts=self._wanneer(beeld))

    def _wanneer(self, beeld: "GesprekBeeld") -> str:
        """Until when; after the day itself, which day. Nothing here ticks."""
        dag = beeld.begin.date()
        if beeld.status == GesprekStatus.GEPLAND.value and dag == self.app.klok.vandaag():
            return f"tot {beeld.einde:%H:%M}"
        status = (
            "uitwerken"
            if beeld.status == GesprekStatus.GEPLAND.value
            else GesprekStatus.label_van(beeld.status)
        )
        return (
            f"{status if dag <= self.app.klok.vandaag() else 'gepland'} · {toon_datum(dag).rsplit(' ', 1)[0]}"
        )

    def on_resize(self, gebeurtenis: events.Resize) -> None:
        self._schik(gebeurtenis.size.width)
        if self._leggers:
            self._toon_links()
            self._bovenaan()

    def _schik(self, breedte: int) -> None:
        smal = breedte < ONDER_ELKAAR
        self.set_class(smal, "-onder")
        self.query_one(ThemaLijst).liggend = smal
        self.query_one(Spinnenweb).display = breedte >= MET_WEB[0] and self.size.height >= MET_WEB[1]

    def action_korte_code(self) -> None:
        """Choose four digits that bring a hidden screen back."""
        self.mgn.kies_korte_code()

    # -- loading ------------------------------------------------------------------------------

    def on_mount(self) -> None:
        self._schik(self.size.width)
        self._open()

    @work(exclusive=True, group=OPENT)
    async def _open(self) -> None:
        try:
            stand = await self.mgn.doe(gesprek_bladen.laad, self.ref)
            if stand.beeld.dicht:
                await self.mgn.doe(_eis_lezen, self.ref)
        except MgnFout as fout:
            self.app.meld(fout.melding, "error")
            self.dismiss()
            return
        self._bladen = stand.bladen
        self._neem_beeld(stand.beeld)
        gevonden = 0
        for blad in stand.bladen:
            legger = gesprek_bladen.vastlegger(self, stand.beeld, blad)
            self._bewaakt.append(legger.bewaker)
            self._leggers[blad.sleutel] = legger
            concept = stand.concepten.get(blad.sleutel)
            gevonden += legger.begin(*gesprek_bladen.staand(stand.beeld, blad), concept)
        regel = self.query_one(Kladblokregel)
        regel.begin(stand.beeld.inwoner, stand.concepten.get(gesprek_bladen.KLADBLOK))
        if gevonden:
            self.app.meld("Wat u eerder typte en nog niet in het gesprek stond, staat er weer.")
        vorige = {Thema(code): float(s) for code, s in stand.beeld.vorige_scores.items() if s is not None}
        self.query_one(Spinnenweb).vorige = vorige or None
        await self._toon_paneel()
        self.vernieuw_kop()
        self._paneel.begin()

    def _neem_beeld(self, beeld: "GesprekBeeld") -> None:
        self._beeld = beeld
        opgeschreven = kladblok.regels_van(beeld.ruw.get("kladblok", ""))
        self.query_one(Kladblokregel).toon_aantal(len(opgeschreven))

    def on_screen_resume(self) -> None:
        if self._staat_er:
            self._herlees()

    def ververs(self) -> None:
        """Read again what others changed; what is typed here stays."""
        self.vernieuw_kop()
        if self._staat_er:
            self._herlees()

    @work(exclusive=True, group="laden")
    async def _herlees(self) -> None:
        beeld = await self.mgn.probeer(vastleggen.lees, self.ref, weer=True)
        if beeld is None or beeld.dicht:
            return
        self._neem_beeld(beeld)
        for blad in self._bladen:
            self._leggers[blad.sleutel].neem_over(*gesprek_bladen.staand(beeld, blad))
        self.vernieuw_kop()

    # -- the pages ----------------------------------------------------------------------------

    @property
    def blad(self) -> Blad:
        """The page in sight."""
        return self._bladen[self._huidig]

    async def _toon_paneel(self) -> None:
        """Put up what fits this page: themes share one panel or stand below each other, the three questions have
        their own."""
        rechts, blad = self.query_one("#rechts"), self.blad
        samen = [b for b in self._bladen if b.thema] if self._alles and blad.thema else [blad]
        soort = "alle" if len(samen) > 1 else "thema" if blad.thema else VRAGEN
        if not self.query(f"#paneel-{soort}"):
            self._staat_er = False
            await rechts.remove_children()
            panelen = [ThemaPaneel(b.formulier.velden, score=b.thema is not None) for b in samen]
            houder = Vertical(*panelen) if len(samen) == 1 else VerticalScroll(*panelen, can_focus=False)
            houder.id = f"paneel-{soort}"
            await rechts.mount(houder)
        self._staat_er = True
        self.set_class(blad.thema is None, "-vragen")
        self.toon_bladen()

    def _panelen(self) -> list[tuple[ThemaPaneel, Blad]]:
        """The panels that stand, each with its page; none while others are put up in their place."""
        if not self._staat_er:
            return []
        panelen = list(self.query(ThemaPaneel))
        bladen = [b for b in self._bladen if b.thema] if len(panelen) > 1 else [self.blad]
        return list(zip(panelen, bladen, strict=True))

    @property
    def _paneel(self) -> ThemaPaneel:
        """The panel of the page one is on."""
        return next(paneel for paneel, blad in self._panelen() if blad is self.blad)

    def toon_bladen(self) -> None:
        """Show the texts as they are kept: the pages in sight, the list of themes, the web."""
        if not self._staat_er or not self.leeft:
            return
        for paneel, blad in self._panelen():
            legger = self._leggers[blad.sleutel]
            paneel.toon(blad.sleutel, blad.titel, legger.ruw, legger.fouten)
        self._toon_links()

    @work(exclusive=True, group="alles")
    async def action_alles(self) -> None:
        """All themes below each other, or one at a time again; the next gesprek opens the same way."""
        self._neem_op()
        schreef = self.focused is not self.query_one(ThemaLijst)
        self._alles = not self._alles
        await self._toon_paneel()
        if schreef:
            self._paneel.begin()
        self._bovenaan()
        with suppress(MgnFout):  # what is not remembered keeps nobody from working
            await asyncio.to_thread(voorkeuren.bewaar, alle_themas=self._alles)

    def _bovenaan(self) -> None:
        """Where the themes stand below each other: the one one is at comes first."""
        if self._alles and self._staat_er:
            self.call_after_refresh(self._paneel.scroll_visible, top=True, animate=False)

    def on_descendant_focus(self, gebeurtenis: events.DescendantFocus) -> None:
        """Where the themes stand below each other one walks from one into the next."""
        if not self._staat_er or not self._alles:
            return
        for paneel, blad in self._panelen():
            if paneel in gebeurtenis.widget.ancestors and blad is not self.blad:
                self._leg_vast(self.blad.sleutel)
                self._huidig = self._bladen.index(blad)
                self._toon_links()

    def _toon_links(self) -> None:
        vaste_set = self.mgn.sessie.profiel.themas.vaste_set
        standen = []
        for blad in self._bladen:
            legger = self._leggers[blad.sleutel]
            stil = not any(tekst.strip() for tekst in legger.ruw.values())
            teken = legger.ruw.get("score") or (NIET_BESPROKEN if stil and vaste_set else "·")
            standen.append(
                ThemaStand(blad.titel, teken if blad.thema else "", stil, let_op=bool(legger.fouten))
            )
        lijst = self.query_one(ThemaLijst)
        lijst.standen, lijst.huidig = tuple(standen), self._huidig
        legenda = self.query_one("#legenda", Static)
        legenda.update(f"{NIET_BESPROKEN} nog niet besproken")
        legenda.display = any(stand.teken == NIET_BESPROKEN for stand in standen) and not lijst.liggend
        self.query_one(Spinnenweb).scores = {
            blad.thema: lees_score(self._leggers[blad.sleutel].ruw.get("score", ""))
            for blad in self._bladen
            if blad.thema
        }

    @on(ThemaPaneel.Getypt)
    def _getypt(self, gebeurtenis: ThemaPaneel.Getypt) -> None:
        gebeurtenis.stop()
        legger = self._leggers[gebeurtenis.blad]
        legger.typ(gebeurtenis.naam, gebeurtenis.tekst)
        for paneel, blad in self._panelen():
            if blad.sleutel == gebeurtenis.blad:
                paneel.toon_fouten(legger.fouten)
        self._toon_links()

    @on(ThemaLijst.Gekozen)
    async def _gekozen(self, gebeurtenis: ThemaLijst.Gekozen) -> None:
        gebeurtenis.stop()
        await self._ga_naar(gebeurtenis.nummer, open=gebeurtenis.open)

    async def action_volgend(self) -> None:
        await self._blader(1)

    async def action_vorig(self) -> None:
        await self._blader(-1)

    async def _blader(self, stap: int) -> None:
        if not self._staat_er:
            return
        if self._huidig + stap == len(self._bladen):
            await self.action_slot()  # after the last theme comes the closing
        elif self._huidig + stap >= 0:
            await self._ga_naar(self._huidig + stap, open=True)

    async def _ga_naar(self, nummer: int, *, open: bool) -> None:
        if not self._staat_er:
            return
        if nummer != self._huidig:
            self._neem_op()
            self._leg_vast(self.blad.sleutel)
            self._huidig = nummer
            await self._toon_paneel()
        if open:
            self._paneel.begin()
        self._bovenaan()

    # -- saving -------------------------------------------------------------------------------

    def _neem_op(self) -> None:
        """Take over what stands in the fields now, also what was typed a moment ago."""
        if not self._staat_er or not self.leeft:
            return
        for paneel, blad in self._panelen():
            for naam, tekst in paneel.lees().items():
                self._leggers[blad.sleutel].typ(naam, tekst)

    @work(group="leg-vast")
    async def _leg_vast(self, sleutel: str) -> None:
        await self._leggers[sleutel].leg_vast()
        if self.leeft:
            self._toon_links()

    async def _leg_alles_vast(self, *, vragen: bool = True) -> bool:
        self._neem_op()
        goed = [await legger.leg_vast(vragen=vragen) for legger in self._leggers.values()]
        self.toon_bladen()
        return all(goed)

    @work(group="leg-vast")
    async def action_bewaren(self) -> None:
        """ctrl+o: everything into the record now."""
        if await self._leg_alles_vast():
            self.toon_staat("bewaard")

    def on_screen_suspend(self) -> None:
        self._neem_op()
        if not self._weg and self._leggers:
            self.app.run_worker(self._leg_alles_vast(vragen=False), group="leg-vast")

    async def terug(self) -> bool:
        """Esc in a field goes to the list of themes, where letters are commands; there it leaves."""
        lijst = self.query_one(ThemaLijst)
        if self._beeld is not None and self.focused is not lijst:
            lijst.focus()
            return True
        if not self._weg and self._leggers:
            self._weg = True
            self._sluit()
            return True
        return self._weg

    @work(group="sluiten")
    async def _sluit(self) -> None:
        """Into the record what can be; what cannot stays a concept, and is said."""
        if not await self._leg_alles_vast():
            if any(legger.kiest_nog for legger in self._leggers.values()):
                self._weg = False  # "eerst verder kijken"; the next Esc leaves it a concept
                return
            fouten = [fout for legger in self._leggers.values() for fout in legger.fouten.values()]
            reden = f" {fouten[0]}" if fouten else ""
            self.app.meld(f"Wat u typte is bewaard als concept, nog niet in het gesprek.{reden}", "warning")
        await self.app.bewaar_concepten()
        self.dismiss()

    @property
    def record(self) -> tuple[str, str]:
        return self.ref, "gesprek"

    async def voor_terugnemen(self) -> None:
        if self._staat_er:
            await self._leg_alles_vast(vragen=False)

    # -- what else can be done ----------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in (
            "slot",
            "gevoerd",
            "advies",
            "notities",
            "kladblok",
            "bewaren",
            "volgend",
            "vorig",
            "web",
            "alles",
        ):
            return self._staat_er
        return super().check_action(action, parameters)

    def action_kladblok(self) -> None:
        self.query_one(Kladblokregel).focus_regel()

    @on(Kladblokregel.Leeg)
    def _lege_regel(self, gebeurtenis: Kladblokregel.Leeg) -> None:
        gebeurtenis.stop()
        self.action_notities()

    def action_web(self) -> None:
        """The figures so far, as large as the screen is."""
        from mgn_tui.tui.screens.web import WebVenster

        self._neem_op()
        self._toon_links()
        web = self.query_one(Spinnenweb)
        self.app.push_screen(WebVenster(web.scores, web.vorige))

    def action_notities(self) -> None:
        themas = [blad.thema for blad in self._bladen if blad.thema]
        self.app.push_screen(KladblokVenster(self.ref, themas))

    async def action_slot(self) -> None:
        from mgn_tui.tui.screens.gesprek_slot import SlotScherm

        self._neem_op()
        await self.app.push_screen(SlotScherm(self.ref))

    @work(exclusive=True, group="gevoerd")
    async def action_gevoerd(self) -> None:
        """The gesprek was held: save all, note it, and go on to the advies."""
        if await self._leg_alles_vast():
            await leg_vast_gevoerd(self, self.ref)

    def over_te_typen(self) -> tuple[tuple[str, ...], int]:
        gevoerd = self._beeld is not None and self._beeld.status == GesprekStatus.GEVOERD.value
        return (self.ref,) if gevoerd else (), 0

    async def action_advies(self) -> None:
        await self.mgn.open_advies(self.ref)

    async def vind(self, tekst: str, *, vergevend: bool = False) -> Sequence[Vondst]:
        """Beside the inwoner the finder knows nobody else."""
        return gesprek_bladen.vind_inwoner(self.mgn, self._beeld, tekst)


def _eis_lezen(sessie: "Sessie", ref: str) -> None:
    """Raises `GeenToegang` with its explanation for who may not read this gesprek."""
    kladblok.regels(sessie, ref)

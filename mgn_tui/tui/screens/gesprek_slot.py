"""Opening and afsluiting of a gesprek: what was explained and agreed, who was there, hours, what was learned."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll

from mgn_tui.domain.fouten import MgnFout
from mgn_tui.domain.velden import Formulier, Veld, VeldSoort
from mgn_tui.domain.woorden import DeelnemerRol, GastSoort, GesprekStatus, Wijze
from mgn_tui.register import adviseren, beheren, concepten, gespreksformulier, vastleggen, vrijgeven
from mgn_tui.register.vrijgeven import Herleidbaar, Wat
from mgn_tui.tui.acties import FORMULIER, bindingen
from mgn_tui.tui.screens import gesprek_bladen
from mgn_tui.tui.screens.delen import DelenBlok
from mgn_tui.tui.screens.gevoerd import leg_vast_gevoerd
from mgn_tui.tui.screens.scherm import MgnScherm
from mgn_tui.tui.screens.tekstvraag import TekstVraag
from mgn_tui.tui.termen import in_termen
from mgn_tui.tui.toetsenrij import OPENT
from mgn_tui.tui.vastlegger import Vastlegger
from mgn_tui.tui.vensters import KiesVenster, Vondst, Vraag, past
from mgn_tui.tui.widgets.formulier import FormulierWidget
from mgn_tui.tui.widgets.kopregel import Kop
from mgn_tui.tui.widgets.tekst import Static
from mgn_tui.tui.widgets.vinklijst import Vink, Vinklijst

if TYPE_CHECKING:
    from mgn_tui.register.concepten import Gevonden
    from mgn_tui.register.delen import DeelBeeld
    from mgn_tui.register.sessie import Sessie
    from mgn_tui.register.vastleggen import GesprekBeeld

_VOLGENDE = {"": Wijze.LIVE, Wijze.LIVE.value: Wijze.ONLINE, Wijze.ONLINE.value: None}
_ALTIJD = (GastSoort.NAASTE, GastSoort.TOLK)
_ELDERS = frozenset({"kladblok", "wil", "kan", "nodig"})
_GAST = Veld("omschrijving", "Wie", maximum_tekens=120, hulp="bijvoorbeeld: dochter")


def formulier(sessie: "Sessie") -> Formulier:
    """What is asked here: all that has no place among the themes."""
    vorm = gespreksformulier.formulier(sessie)
    elders = _ELDERS if sessie.profiel.advies.opent_op == "wil-kan-nodig" else {"kladblok"}
    return Formulier("gesprek", "Gesprek", tuple(v for v in vorm.velden if v.naam not in elders))


def _lees(sessie: "Sessie", ref: str) -> tuple[Mapping[str, str], str]:
    beeld = vastleggen.lees(sessie, ref, weer=True)
    return {v.naam: beeld.ruw[v.naam] for v in formulier(sessie).velden}, beeld.versie


def _laad(
    sessie: "Sessie", ref: str
) -> "tuple[GesprekBeeld, tuple[DeelBeeld, ...], Formulier, Gevonden | None]":
    beeld = vastleggen.lees(sessie, ref, weer=True)
    delen = adviseren.lees(sessie, ref).delen
    return beeld, delen, formulier(sessie), concepten.vind(sessie, "gesprek", ref)


class SlotScherm(MgnScherm):
    """Beside the themes. Marks and sharing are stored at once, the form when it is left."""

    STAP = "gesprek"
    SCHERM = "slot"
    TOON_STAPPEN = False
    CSS_PATH = "../styles/gesprek_slot.tcss"
    BINDINGS = [*bindingen("slot"), *bindingen(FORMULIER)]
    UITLEG = (
        "Links het begin en het einde van het gesprek: spatie zet een vinkje. Bij wie erbij was wisselt spatie "
        "tussen aanwezig, online en niet; Enter schrijft op wie een gast is. Delen: per ontvanger en onderdeel "
        "wat de inwoner zegt. Niets is verplicht. Alles wordt vanzelf bewaard."
    )

    def __init__(self, ref: str) -> None:
        super().__init__()
        self.ref = ref
        self._beeld: GesprekBeeld | None = None
        self._legger: Vastlegger | None = None
        self._weg = False

    def inhoud(self) -> ComposeResult:
        with VerticalScroll(can_focus=False, id="alles"), Horizontal(id="kolommen"):
            with Vertical(id="links"):
                yield Static("Opening", classes="kop")
                yield Vinklijst(id="opening")
                yield Static("Afsluiting", classes="kop")
                yield Vinklijst(id="afsluiting")
                yield Static("Wie erbij was", classes="kop")
                yield Vinklijst(verder=False, id="wie")
                yield Static("Delen", classes="kop")
                yield DelenBlok(self.ref)
            yield Vertical(id="rechts")

    def kop(self) -> Kop:
        if self._beeld is None:
            return Kop(links="Opening en afsluiting")
        wie = self._beeld.naam if self.mgn.namen_zichtbaar and self._beeld.naam else self._beeld.initialen
        tot = f"tot {self._beeld.einde:%H:%M}"
        vandaag = self._beeld.begin.date() == self.app.klok.vandaag()
        gepland = self._beeld.status == GesprekStatus.GEPLAND.value
        rechts = tot if vandaag and gepland else GesprekStatus.label_van(self._beeld.status)
        return Kop(links=f"Opening en afsluiting · {wie}", rechts=rechts)

    # -- loading ------------------------------------------------------------------------------

    def on_mount(self) -> None:
        self._open()

    @work(exclusive=True, group=OPENT)
    async def _open(self) -> None:
        try:
            beeld, delen, vorm, concept = await self.mgn.doe(_laad, self.ref)
        except MgnFout as fout:
            self.app.meld(fout.melding, "error")
            self.dismiss()
            return
        self._beeld = beeld
        self._legger = Vastlegger(
            self.mgn,
            vorm,
            ("gesprek", self.ref),
            beeld.inwoner,
            bewaar=lambda s, ruw, versie, wat: vastleggen.bewaar(s, self.ref, ruw, versie, wat),
            lees=lambda s: _lees(s, self.ref),
            na=self._toon_formulier,
            staat=self.toon_staat,
        )
        self._bewaakt.append(self._legger.bewaker)
        if self._legger.begin({v.naam: beeld.ruw[v.naam] for v in vorm.velden}, beeld.versie, concept):
            self.app.meld("Wat u eerder typte en nog niet in het gesprek stond, staat er weer.")
        await self.query_one("#rechts").mount(
            FormulierWidget(vorm, self._legger.ruw, self.app.klok.vandaag())
        )
        self.query_one(DelenBlok).toon(delen)
        self._toon()
        self.query_one("#afsluiting" if self._begonnen else "#opening").focus()

    @property
    def _begonnen(self) -> bool:
        """Whether the gesprek is under way: then one comes here for its end."""
        beeld = self._beeld
        return beeld is not None and (
            any(thema.besproken for thema in beeld.themas)
            or {item.code for item in self.mgn.sessie.profiel.opening} <= beeld.punten
        )

    def _toon(self) -> None:
        beeld, profiel = self._beeld, self.mgn.sessie.profiel
        if beeld is None:
            return
        for naam, items in (("opening", profiel.opening), ("afsluiting", profiel.afsluiting)):
            self.query_one(f"#{naam}", Vinklijst).vinken = tuple(
                Vink(item.code, item.label, item.code in beeld.punten, hulp=item.hulp) for item in items
            )
        self.query_one("#wie", Vinklijst).vinken = (*self._team(beeld), *self._gasten(beeld))
        self.vernieuw_kop()

    def _team(self, beeld: "GesprekBeeld") -> list[Vink]:
        uit = []
        for mens in sorted(beeld.deelnemers, key=lambda mens: mens.naam):
            erbij = mens.aanwezig is not False
            rol = (
                ""
                if mens.rol == DeelnemerRol.GESPREKSVOERDER.value
                else f", {in_termen(DeelnemerRol(mens.rol).label)}"
            )
            woord = Wijze(mens.wijze).label if erbij else "niet erbij"
            uit.append(Vink(mens.medewerker.hex, mens.naam + rol, erbij, woord))
        return uit

    def _gasten(self, beeld: "GesprekBeeld") -> list[Vink]:
        er = {soort: (wijze, wie) for soort, wijze, wie in beeld.gasten}
        soorten = [soort for soort in GastSoort if soort in _ALTIJD or soort.value in er]
        return [
            Vink(
                soort.value,
                f"{soort.label}: {er[soort.value][1]}"
                if soort.value in er and er[soort.value][1]
                else soort.label,
                soort.value in er,
                Wijze(er[soort.value][0]).label if soort.value in er else "",
                "Spatie: erbij, online of niet. Enter: wie." if soort in _ALTIJD else "",
            )
            for soort in soorten
        ]

    @property
    def record(self) -> tuple[str, str]:
        return self.ref, "gesprek"

    async def voor_terugnemen(self) -> None:
        if self._legger is not None:
            await self._legger.leg_vast(vragen=False)

    def ververs(self) -> None:
        """Read again what others changed; what is typed here stays."""
        if self.query(FormulierWidget):
            self._herlees()

    @work(exclusive=True, group="laden")
    async def _herlees(self) -> None:
        try:
            beeld, delen, vorm, _ = await self.mgn.doe(_laad, self.ref)
        except MgnFout as fout:
            self.app.meld(fout.melding, "error")
            return
        self._beeld = beeld
        self.query_one(DelenBlok).toon(delen)
        if self._legger is not None:
            self._legger.neem_over({v.naam: beeld.ruw[v.naam] for v in vorm.velden}, beeld.versie)
        self._toon()

    # -- marks, and who was there ---------------------------------------------------------------

    @on(Vinklijst.Omgezet, "#opening, #afsluiting")
    @on(Vinklijst.Gekozen, "#opening, #afsluiting")
    def _vink(self, gebeurtenis: Vinklijst.Omgezet | Vinklijst.Gekozen) -> None:
        gebeurtenis.stop()
        self._zet_punt(gebeurtenis.vink.sleutel, not gebeurtenis.vink.aan)

    @work(group="punt")
    async def _zet_punt(self, punt: str, aan: bool) -> None:
        await self.mgn.probeer(vastleggen.zet_punt, self.ref, punt, aan)
        self._herlees()

    @on(Vinklijst.Omgezet, "#wie")
    def _wissel(self, gebeurtenis: Vinklijst.Omgezet) -> None:
        gebeurtenis.stop()
        self._zet_erbij(gebeurtenis.vink.sleutel)

    @work(group="wie")
    async def _zet_erbij(self, sleutel: str) -> None:
        beeld = self._beeld
        if beeld is None:
            return
        for mens in beeld.deelnemers:
            if mens.medewerker.hex == sleutel:
                wijze = _VOLGENDE[mens.wijze if mens.aanwezig is not False else ""]
                rol = DeelnemerRol(mens.rol)
                await self.mgn.probeer(
                    vastleggen.zet_deelnemer,
                    self.ref,
                    mens.medewerker,
                    rol,
                    wijze or Wijze.LIVE,
                    wijze is not None,
                )
        gast = next((g for g in beeld.gasten if g[0] == sleutel), (sleutel, "", ""))
        if sleutel in set(GastSoort):
            await self.mgn.probeer(
                vastleggen.zet_gast, self.ref, GastSoort(sleutel), _VOLGENDE[gast[1]], gast[2]
            )
        self._herlees()

    @on(Vinklijst.Gekozen, "#wie")
    def _wie(self, gebeurtenis: Vinklijst.Gekozen) -> None:
        gebeurtenis.stop()
        if gebeurtenis.vink.sleutel in set(GastSoort):
            self._noem_gast(GastSoort(gebeurtenis.vink.sleutel))
        else:
            self._zet_erbij(gebeurtenis.vink.sleutel)

    @work(exclusive=True, group="gast")
    async def _noem_gast(self, soort: GastSoort) -> None:
        gasten = self._beeld.gasten if self._beeld else ()
        _, wijze, stond = next((g for g in gasten if g[0] == soort.value), ("", "", ""))
        wie = await self.app.push_screen_wait(
            TekstVraag(
                f"Wie was de {soort.label}?", _GAST, stond, uitleg="Alleen wat diegene zelf goed vindt."
            )
        )
        if wie is not None:
            hoe = Wijze(wijze) if wijze else Wijze.LIVE
            await self.mgn.probeer(vastleggen.zet_gast, self.ref, soort, hoe, wie)
            self._herlees()

    @work(exclusive=True, group="gast")
    async def action_erbij(self) -> None:
        """Somebody sat in, or came instead."""
        collegas = await self.mgn.probeer(beheren.lijst, "medewerker")
        er = {mens.medewerker.hex for mens in (self._beeld.deelnemers if self._beeld else ())}
        mensen = [Vondst(c.naam, c.bij, sleutel=c.id) for c in collegas or () if c.actief and c.id not in er]
        gasten = [Vondst(s.label, "gast", sleutel=s.value) for s in GastSoort if s not in _ALTIJD]
        keuze = await self._kies("Wie zat erbij?", [*mensen, *gasten])
        if keuze is None:
            return
        if keuze.sleutel in set(GastSoort):
            self._noem_gast(GastSoort(keuze.sleutel))
            return
        rollen = [Vondst(in_termen(rol.label), sleutel=rol.value) for rol in DeelnemerRol]
        if (rol := await self._kies(f"{keuze.titel} was erbij als", rollen)) is not None:
            wie = UUID(hex=keuze.sleutel)
            await self.mgn.probeer(
                vastleggen.zet_deelnemer, self.ref, wie, DeelnemerRol(rol.sleutel), Wijze.LIVE, True
            )
            self._herlees()

    async def _kies(self, titel: str, vondsten: list[Vondst]) -> Vondst | None:
        async def zoek(tekst: str) -> list[Vondst]:
            return [vondst for vondst in vondsten if past(tekst, vondst.titel, vondst.uitleg)]

        return await self.app.push_screen_wait(KiesVenster(titel, zoek))

    # -- the form -----------------------------------------------------------------------------

    def _toon_formulier(self) -> None:
        if self._legger is not None and self.leeft:
            for formulier_ in self.query(FormulierWidget):
                formulier_.zet(self._legger.ruw)
                formulier_.fouten(self._legger.fouten)

    @on(FormulierWidget.Gewijzigd)
    def _getypt(self, gebeurtenis: FormulierWidget.Gewijzigd) -> None:
        gebeurtenis.stop()
        if self._legger is not None:
            self._legger.typ(gebeurtenis.naam, zoals_bewaard(gebeurtenis.formulier, gebeurtenis.naam))

    @on(FormulierWidget.Bewaren)
    @on(FormulierWidget.LaatsteVeld)
    def _bewaren(self, gebeurtenis: FormulierWidget.Bewaren | FormulierWidget.LaatsteVeld) -> None:
        gebeurtenis.stop()
        self.action_bewaren()

    @work(group="leg-vast")
    async def action_bewaren(self) -> None:
        """ctrl+o: into the record now."""
        if self._legger is not None:
            await self._legger.leg_vast()

    def on_screen_suspend(self) -> None:
        if self._legger is not None and not self._weg:
            self.app.run_worker(self._legger.leg_vast(vragen=False), group="leg-vast")

    async def terug(self) -> bool:
        """Esc in a field leaves it for the checklist; there it goes back to the themes."""
        lijst = self.query_one("#afsluiting", Vinklijst)
        if self._legger is not None and not isinstance(self.focused, Vinklijst):
            lijst.focus()
            return True
        if self._legger is not None and not self._weg:
            self._weg = True
            self._sluit(self._legger)
        return self._weg

    @work(group="sluiten")
    async def _sluit(self, legger: Vastlegger) -> None:
        if not await legger.leg_vast():
            if legger.kiest_nog:
                self._weg = False
                return
            reden = next(iter(legger.fouten.values()), "")
            self.app.meld(f"Dit is bewaard als concept, nog niet in het gesprek. {reden}".strip(), "warning")
        await self.app.bewaar_concepten()
        self.dismiss()

    # -- done ---------------------------------------------------------------------------------

    @work(exclusive=True, group="gevoerd")
    async def action_gevoerd(self) -> None:
        if self._legger is not None and await self._legger.leg_vast():
            await leg_vast_gevoerd(self, self.ref)
            self._herlees()

    def action_vrijgeven(self) -> None:
        """Let the coördinator read the leerpunt as it stands now."""
        self._geef_vrij(Wat.LEERPUNT, "leerpunt", "over ons werk, en niet over de inwoner")

    def action_aanbod_vrijgeven(self) -> None:
        """Put the aanbod that is missing on the list for the stuurgroep."""
        self._geef_vrij(Wat.AANBOD, "ontbrekend aanbod", "over wat er niet is, en niet over de inwoner")

    @work(exclusive=True, group="vrijgeven")
    async def _geef_vrij(self, wat: Wat, naam: str, waarover: str) -> None:
        tekst = self._legger.ruw.get(wat.value, "").strip() if self._legger else ""
        if not tekst:
            self.app.meld(f"Er staat nog geen {naam}.", "warning")
            return
        vraag = f"De coördinator kan dit {naam} dan lezen. Gaat het {waarover}?"
        if not await self.app.push_screen_wait(Vraag(vraag, ja="vrijgeven", nee="nog niet")):
            return
        try:
            await self.mgn.doe(vrijgeven.geef_vrij, wat, self.ref, tekst)
        except Herleidbaar as fout:
            vraag = f"{fout.melding}\n\nGevonden: {fout.uitleg}."
            if not await self.app.push_screen_wait(Vraag(vraag, ja="toch vrijgeven", nee="nog niet")):
                return
            await self.mgn.probeer(vrijgeven.geef_vrij, wat, self.ref, tekst, gezien=True)
        except MgnFout as fout:
            self.app.meld(fout.melding, "error")
            return
        self.app.meld(f"Het {naam} is vrijgegeven.")

    async def vind(self, tekst: str, *, vergevend: bool = False) -> Sequence[Vondst]:
        """Beside the inwoner the finder knows nobody else."""
        return gesprek_bladen.vind_inwoner(self.mgn, self._beeld, tekst)

    def on_resize(self, gebeurtenis: events.Resize) -> None:
        self.set_class(gebeurtenis.size.width < 100, "-onder")


def zoals_bewaard(formulier_: FormulierWidget, naam: str) -> str:
    """A field's text as the record has it: codes of a list with bars between them."""
    ruw = formulier_.ruw()[naam]
    veld = formulier_.formulier.veld(naam)
    if veld.soort is VeldSoort.LIJST and veld.keuzes:
        return "|".join(deel.strip() for deel in ruw.split(",") if deel.strip())
    return ruw

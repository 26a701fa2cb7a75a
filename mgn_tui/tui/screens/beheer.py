"""Step 8: the team, the praktijken, pilots and sprints, this werkmap, the region, and who may read whom."""

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content

from mgn_tui.domain.fouten import NietGevonden
from mgn_tui.domain.tekst import vouw
from mgn_tui.register import beheerbeeld, beheren, bewaren, instellingen, verzoeken
from mgn_tui.tui.screens.beheer_kaart import KAART, KaartActies
from mgn_tui.tui.screens.beheer_kopieen import KopieActies
from mgn_tui.tui.screens.beheer_lijsten import (
    AFDELINGEN,
    EXPORTS,
    REGIO,
    TERMIJN,
    VAST_WACHTWOORD,
)
from mgn_tui.tui.screens.beheer_regio import RegioActies
from mgn_tui.tui.screens.beheer_rijen import Afdeling, Rij
from mgn_tui.tui.screens.beheer_toegang import ToegangActies
from mgn_tui.tui.screens.beheer_zinnen import ZINNEN, zin_scherm
from mgn_tui.tui.screens.formulierscherm import FormulierScherm, Geladen
from mgn_tui.tui.screens.rechten import RechtenActies, Wie, wie_van_termijn
from mgn_tui.tui.vensters import Vondst
from mgn_tui.tui.widgets.filterlijst import FilterLijst
from mgn_tui.tui.widgets.formulier import FormulierWidget
from mgn_tui.tui.widgets.kopregel import Kop
from mgn_tui.tui.widgets.lijstenbalk import Lijstenbalk
from mgn_tui.tui.widgets.tekst import Bijschrift, Static
from mgn_tui.tui.widgets.vensterlijst import Regel, VensterLijst

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

NIEUW = "nieuw"
_TOETSEN = {
    "nieuw": {"team", "praktijken", KAART.naam, ZINNEN.naam, "pilots", "rechten"},
    "weghalen": {KAART.naam, ZINNEN.naam},
    "sprint": {"pilots"},
    "toegang": {"team"},
    "verwijderen": {"team"},
    "waarnemer": {"toegang"},
    "waarneming_intrekken": {"toegang"},
    "wachtwoord": {"toegang"},
    "herstelcode": {"toegang"},
    "nieuwe_sleutel": {"toegang"},
    "kopie": {"kopieen"},
    "andere_regio": {"regio", "werkmap"},
}


class BeheerScherm(ToegangActies, KopieActies, RechtenActies, RegioActies, KaartActies):
    """Eleven lists; ←→ goes from one to the next, Enter opens what stands under the cursor."""

    STAP = "beheer"
    SCHERM = "beheer"
    UITLEG = (
        "Wie er in het team zitten en wanneer zij werken, welke praktijken meedoen, waar inwoners in de wijk terecht "
        "kunnen (de sociale kaart, met de wachttijd), de zinnen die u vaker schrijft, de pilots en hun sprints, wie "
        "verantwoordelijk is en hoe lang gegevens blijven, wat de regio afsprak en waar dat staat, wie van uw "
        "inwoners mag lezen en las, wat inwoners vragen en wiens gegevens weg mogen, en de reservekopieën (Enter zet "
        "er een terug). ← en → wisselen van lijst."
    )
    CSS_PATH = "../styles/beheer.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._nummer = 0
        self._rijen: dict[str, list[Rij]] = {}
        self._laatst: dict[tuple[str, str], list[Regel]] = {}  # by list and filter: each page asks for it
        self._uitleg: dict[tuple[str, str], str] = {}  # by list and row: asked at each key
        self._slot = threading.Lock()
        self._mist: tuple[str, ...] = ()
        self._straks = ""

    def kop(self) -> Kop:
        return Kop(links=f"Beheer · {self.afdeling.label}", rechts=self.app.kop.rechts)

    def inhoud(self) -> ComposeResult:
        yield Lijstenbalk([a.label for a in AFDELINGEN])
        yield self._lijst(self.afdeling)
        yield Bijschrift(id="uitleg", markup=False)
        yield Static(id="mist")

    # -- the lists -------------------------------------------------------------------------------

    @property
    def afdeling(self) -> Afdeling:
        return AFDELINGEN[self._nummer].in_termen()

    @property
    def lijstnaam(self) -> str:
        """The id of the list in sight; asked for many times a key, so without the words of the region."""
        return AFDELINGEN[self._nummer].naam

    def _lijst(self, a: Afdeling) -> FilterLijst | VensterLijst:
        def gevonden(tekst: str) -> list[Regel]:
            kast, laatst = self._rijen, self._laatst
            with self._slot:  # rows and their number are asked in two threads
                if a.naam not in kast:
                    kast[a.naam] = a.rijen(self.mgn.sessie, self.mgn.namen_zichtbaar)
                    self._uitleg |= {(a.naam, rij.regel.sleutel): rij.uitleg for rij in kast[a.naam]}
                    self.call_later(self._toon_uitleg)  # the same row may say something else now
                if (a.naam, tekst) not in laatst:
                    woorden = vouw(tekst).split()
                    laatst.clear()
                    laatst[a.naam, tekst] = [rij.regel for rij in kast[a.naam] if rij.past(woorden)]
                return laatst[a.naam, tekst]

        if a.bron is not None and a.tel is not None:
            bron, tel = a.bron, a.tel
            return FilterLijst(
                a.kolommen,
                lambda tekst, begin, aantal: bron(self.mgn.sessie, tekst, begin, aantal),
                lambda tekst: tel(self.mgn.sessie, tekst),
                a.leeg,
                eenheid=a.eenheid,
                id=a.naam,
            )
        if a.filter:
            return FilterLijst(
                a.kolommen,
                lambda tekst, begin, aantal: gevonden(tekst)[begin : begin + aantal],
                lambda tekst: len(gevonden(tekst)),
                a.leeg,
                eenheid=a.eenheid,
                id=a.naam,
            )
        return VensterLijst(
            a.kolommen,
            lambda begin, aantal: gevonden("")[begin : begin + aantal],
            lambda: len(gevonden("")),
            a.leeg,
            id=a.naam,
        )

    @property
    def lijst(self) -> VensterLijst:
        """The list in sight."""
        gevonden = self.query_one(f"#{self.lijstnaam}")
        if isinstance(gevonden, FilterLijst):
            return gevonden.lijst
        if not isinstance(gevonden, VensterLijst):
            raise TypeError
        return gevonden

    def on_mount(self) -> None:
        self.call_after_refresh(lambda: self.lijst.focus())  # the last word on where the cursor is

    def on_screen_resume(self) -> None:
        self.ververs()

    def ververs(self) -> None:
        """Ask everything again."""
        self._rijen, self._uitleg, self._laatst = {}, {}, {}
        self.lijst.ververs()
        self._kijk_team()

    def toon(self, sleutel: str) -> None:
        """Put the cursor on this record once it has been asked for again."""
        self._straks = sleutel
        self.ververs()

    @on(VensterLijst.Geteld)
    @on(VensterLijst.Verplaatst)
    def _kijk(self) -> None:
        if self._straks:
            self._spring()
        self._toon_uitleg()
        self.refresh_bindings()

    def _spring(self) -> None:
        for nummer, rij in enumerate(self._rijen.get(self.lijstnaam, ())):
            if rij.regel.sleutel.endswith(self._straks):
                self._straks = ""
                self.call_after_refresh(self.lijst.ga_naar, nummer)
                return

    def _toon_uitleg(self) -> None:
        sleutel = self.lijst.sleutel
        uitleg = self._uitleg.get((self.lijstnaam, sleutel or ""))
        self.query_one("#uitleg", Bijschrift).update(self.afdeling.uitleg if uitleg is None else uitleg)
        mist = self._mist if self.lijstnaam == "team" else ()
        self.query_one("#mist", Static).update(
            Content("\n").join(Content(f"▲ {melding}") for melding in mist)
        )

    @work(exclusive=True, group="team")
    async def _kijk_team(self) -> None:
        bevindingen = await self.mgn.probeer(beheerbeeld.bezetting) or ()
        self._mist = tuple(b.melding for b in bevindingen)
        if self.leeft:
            self._toon_uitleg()

    # -- moving ----------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in _TOETSEN and self.lijstnaam not in _TOETSEN[action]:
            return False
        if action in {"toegang", "verwijderen", "waarnemer", "waarneming_intrekken", "weghalen"}:
            return bool(self.query(f"#{self.lijstnaam}")) and self.lijst.sleutel is not None
        return super().check_action(action, parameters)

    def action_links(self) -> None:
        self.action_afdeling((self._nummer - 1) % len(AFDELINGEN))

    def action_rechts(self) -> None:
        self.action_afdeling((self._nummer + 1) % len(AFDELINGEN))

    def action_afdeling(self, nummer: int) -> None:
        """Show another list."""
        self.query_one(f"#{self.lijstnaam}").display = False
        self._nummer = nummer
        if staat := self.query(f"#{self.lijstnaam}"):
            staat.first().display = True
            self.lijst.ververs()
        else:
            self.query_one("#inhoud").mount(self._lijst(self.afdeling), before="#uitleg")
        self.query_one(Lijstenbalk).zet(nummer)
        self.query_one("#uitleg", Bijschrift).opnieuw()
        self.call_after_refresh(lambda: self.lijst.focus())
        self.vernieuw_kop()
        self._toon_uitleg()
        self.refresh_bindings()

    # -- opening ---------------------------------------------------------------------------------

    @on(VensterLijst.Gekozen)
    def _open(self, gebeurtenis: VensterLijst.Gekozen) -> None:
        sleutel = gebeurtenis.sleutel
        match self.lijstnaam:
            case "team":
                self._record("medewerker", sleutel)
            case "praktijken":
                self._record("praktijk", sleutel)
            case "kaart":
                self._record("kaart", sleutel)
            case "zinnen":
                self._zin(sleutel)
            case "pilots":
                soort, _, id_ = sleutel.partition("|")
                self._record(soort, id_)
            case "werkmap":
                if sleutel == EXPORTS:
                    self.action_exports()
                elif sleutel == VAST_WACHTWOORD:
                    self._kies_vast()
                elif sleutel == REGIO:
                    self.action_andere_regio()
                elif sleutel in {veld.naam for veld in instellingen.FORMULIER.velden}:
                    self.app.push_screen(InstellingenScherm(sleutel))
            case "toegang":
                self.wie_las(sleutel)
            case "rechten":
                self._rechten(sleutel)
            case "kopieen":
                self.zet_terug(sleutel)

    @work(exclusive=True, group="rechten-open")
    async def _rechten(self, sleutel: str) -> None:
        """A request, or somebody who is due: what can be done about it."""
        soort, _, id_ = sleutel.partition("|")
        if soort == TERMIJN:
            if (v := await self.mgn.probeer(bewaren.vind, id_)) is not None:
                self.vraag_rechten(wie_van_termijn(v), termijn=True)
        elif (verzoek := await self.mgn.probeer(verzoeken.vind, id_)) is not None:
            wie = Wie(verzoek.inwoner_ref, verzoek.wie, verzoek.inwoner, bool(verzoek.naam))
            self.vraag_rechten(wie, verzoek.id if verzoek.besluit is None else "")

    @work(exclusive=True, group="rechten-open")
    async def _nieuw_verzoek(self) -> None:
        """Of whom is the request?"""
        eigen = await self.mgn.probeer(beheerbeeld.eigen_inwoners) or []
        namen = self.mgn.namen_zichtbaar
        keuzes = [Vondst(e.naam if namen else e.wie, e.ref[:4], sleutel=e.inwoner.hex) for e in eigen]
        if not keuzes:
            self.app.meld("U leest van niemand de naam; dit doet een gespreksvoerder.", "warning")
            return
        gekozen = await self._kies("Van wie is het verzoek?", keuzes)
        for e in eigen:
            if gekozen is not None and e.inwoner.hex == gekozen.sleutel:
                self.vraag_rechten(Wie(e.ref, e.wie, e.inwoner, True))

    def na_rechten(self) -> None:
        self.ververs()

    def toon_afdeling(self, naam: str, sleutel: str = "") -> None:
        """Show this list, with the cursor on this record."""
        self.action_afdeling(next(nr for nr, a in enumerate(AFDELINGEN) if a.naam == naam))
        if sleutel:
            self.toon(sleutel)

    def action_nieuw(self) -> None:
        if self.lijstnaam == "rechten":
            self._nieuw_verzoek()
            return
        if self.lijstnaam == ZINNEN.naam:
            self._zin(None)
            return
        soort = {"team": "medewerker", "praktijken": "praktijk", "pilots": "pilot", "kaart": "kaart"}[
            self.lijstnaam
        ]
        self._record(soort, None)

    def _zin(self, id_: str | None) -> None:
        async def na(antwoord: Any) -> None:
            self.toon(str(antwoord))

        self.app.push_screen(zin_scherm(id_, na))

    def action_sprint(self) -> None:
        """A new sprint, in the pilot under the cursor."""
        pilots = [
            rij.regel.sleutel
            for rij in self._rijen.get("pilots", ())
            if rij.regel.sleutel.startswith("pilot|")
        ]
        if not pilots:
            self.app.meld("Maak eerst een pilot: druk n.", "warning")
            return
        boven = [rij.regel.sleutel for rij in self._rijen["pilots"][: self.lijst.cursor + 1]]
        pilot = next((s for s in reversed(boven) if s in pilots), pilots[0])
        self._record("sprint", None, {"pilot": pilot.partition("|")[2]})

    def action_exports(self) -> None:
        """What lies in exports/."""
        from mgn_tui.tui.screens.exports import ExportsScherm

        self.app.push_screen(ExportsScherm())

    @work(exclusive=True, group="vraag")
    async def _kies_vast(self) -> None:
        from mgn_tui.tui.screens.documentwachtwoord import kies_vast

        if await kies_vast(self):
            self.ververs()

    def action_registers(self) -> None:
        """The registers around the gesprek."""
        from mgn_tui.tui.screens.registers import RegistersScherm

        self.app.push_screen(RegistersScherm())

    def _record(self, soort: str, id_: str | None, begin: Mapping[str, str] | None = None) -> None:
        self.app.push_screen(record_scherm(self, soort, id_, begin or {}))


class BeheerFormulier(FormulierScherm):
    STAP = "beheer"
    UITLEG = "ctrl+o bewaart. Esc gaat terug; wat u typte blijft als concept staan."


class InstellingenScherm(BeheerFormulier):
    """The settings of this werkmap, opened at one of them."""

    def __init__(self, veld: str) -> None:
        super().__init__("Deze werkmap", "instellingen", "werkmap", self._lees, self._schrijf)
        self._veld = veld

    def eerste_veld(self, formulier: FormulierWidget) -> str:
        return self._veld

    @staticmethod
    def _lees(sessie: "Sessie") -> Geladen:
        ruw, versie = instellingen.lees_formulier(sessie)
        return Geladen(instellingen.FORMULIER, ruw, versie)

    @staticmethod
    def _schrijf(
        sessie: "Sessie", ruw: Mapping[str, str], versie: str | None, concept: tuple[str, str]
    ) -> None:
        instellingen.bewaar(sessie, ruw, versie, concept)


_TITELS = {
    "medewerker": "Collega",
    "praktijk": "Praktijk",
    "kaart": "Aanbieder of loket",
    "pilot": "Pilot",
    "sprint": "Sprint",
}


def record_scherm(
    beheer: BeheerScherm, soort: str, id_: str | None, begin: Mapping[str, str]
) -> BeheerFormulier:
    """The form of one record of Beheer; without `id_` a new one that begins with `begin`."""

    def laad(sessie: "Sessie") -> Geladen:
        vorm = beheren.formulier(sessie, soort)
        if id_ is None:
            return Geladen(vorm, {veld.naam: begin.get(veld.naam, "") for veld in vorm.velden})
        staand = next((r for r in beheren.lijst(sessie, soort) if r.id == id_), None)
        if staand is None:
            raise NietGevonden("Dit is er niet meer; een collega heeft het weggehaald.")
        return Geladen(vorm, staand.ruw, staand.versie, kop=f"{_TITELS[soort]} · {staand.naam}")

    def bewaar(sessie: "Sessie", ruw: Mapping[str, str], versie: str | None, concept: tuple[str, str]) -> str:
        return beheren.bewaar(sessie, soort, ruw, id_, versie, concept)

    async def na(antwoord: Any) -> None:
        beheer.toon(str(antwoord))
        if soort == "medewerker" and id_ is None:
            beheer.app.meld("Toegevoegd. Met t krijgt deze collega een eigen wachtwoord.")

    titel = _TITELS[soort] if id_ else f"{_TITELS[soort]} toevoegen"
    record = id_ or "|".join([NIEUW, *begin.values()])
    return BeheerFormulier(titel, soort, record, laad, bewaar, na=na)

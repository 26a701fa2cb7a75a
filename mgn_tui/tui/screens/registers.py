"""Step 6 around the gesprek: the registers. Left which one, right its lines."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from mgn_tui.domain.fouten import MgnFout
from mgn_tui.domain.tijdvakken import kwartaal_van, kwartaal_verder, toon_kwartaal
from mgn_tui.domain.velden import Formulier
from mgn_tui.register import cijferbeeld, registers, vrijgeven
from mgn_tui.register.registervormen import REGISTERS, GeenGesprekSoort, redenen, soorten
from mgn_tui.register.vrijgeven import NAGELEZEN, Herleidbaar, Wat
from mgn_tui.tui.screens.formulierscherm import FormulierScherm, Geladen
from mgn_tui.tui.screens.registers_lijsten import (
    BLADEN,
    TEAMUREN,
    TURF,
    VOOR_COORDINATOR,
    Blad,
    Rijen,
    Telregel,
    Tijd,
)
from mgn_tui.tui.screens.scherm import MgnScherm
from mgn_tui.tui.termen import in_termen
from mgn_tui.tui.vensters import KiesVenster, Vondst, Vraag, past
from mgn_tui.tui.widgets.formulier import FormulierWidget
from mgn_tui.tui.widgets.kopregel import Kop
from mgn_tui.tui.widgets.tekst import Bijschrift
from mgn_tui.tui.widgets.vensterlijst import Kolom, Regel, VensterLijst

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

NIEUW = "nieuw"


class RegisterFormulier(FormulierScherm):
    STAP = "beheer"
    UITLEG = "ctrl+o bewaart. Esc gaat terug; wat u typte blijft als concept staan."


class LosFormulier(RegisterFormulier):
    """A form of which nothing may stay behind but what is saved: no concept, so Esc asks first."""

    ONTHOUDT = False
    UITLEG = "ctrl+o bewaart. Dit hoort bij geen persoon, daarom blijft er geen concept van."
    _klaar = False

    async def _sluit(self, antwoord: Any) -> None:
        self._klaar = True
        await super()._sluit(antwoord)

    async def terug(self) -> bool:
        formulier = next(iter(self.query(FormulierWidget)), None)
        if self._klaar or formulier is None or formulier.ruw() == self._staand:
            return False
        vraag = "Dit is nog niet bewaard, en er blijft geen concept van."
        self.app.push_screen(Vraag(vraag, ja="weggooien", nee="verder typen"), self._antwoord)
        return True

    def _antwoord(self, weg: bool | None) -> None:
        if weg:
            self.dismiss()


def bladen_van(sessie: "Sessie") -> tuple[Blad, ...]:
    """The registers this person sees, in the words of the region."""
    bladen = (*BLADEN, VOOR_COORDINATOR) if sessie.ik.coordinator else BLADEN
    return tuple(blad.in_termen() for blad in bladen)


class RegistersScherm(MgnScherm):
    """←→ goes from one register to the next, n adds a line, Enter changes one."""

    STAP = "beheer"
    SCHERM = "registers"
    UITLEG = (
        "Wat om de gesprekken heen gebeurt: casusoverleg en consultatie (in codes, nooit met een persoon), losse "
        "cijfers, uren, kosten, wat geen gesprek werd en wat er aan aanbod ontbreekt. ← en → wisselen van register. "
        "Totalen telt ze op over een kwartaal; met p kiest u een sprint, een jaar of een andere periode."
    )
    CSS_PATH = "../styles/registers.tcss"

    def __init__(self, blad: str = "") -> None:
        """`blad`: the register to begin with."""
        super().__init__()
        self._begin = blad
        self._nummer = 0
        self._tijd = Tijd("")
        self._telregels: dict[str, Telregel] = {}
        self._keer = 0  # how often the lines were asked anew
        self._gelezen: tuple[tuple[object, ...], Rijen] | None = None  # of what, and what it was

    @property
    def bladen(self) -> tuple[Blad, ...]:
        return bladen_van(self.mgn.sessie)

    @property
    def blad(self) -> Blad:
        return self.bladen[self._nummer]

    @property
    def lijst(self) -> VensterLijst:
        """The lines of the register in sight."""
        return self.query_one("#regels", VensterLijst)

    def kop(self) -> Kop:
        wanneer = f" · {self._tijd.naam}" if self.blad.per_tijd and self._tijd.kwartaal else ""
        return Kop(links=f"Registers · {self.blad.label}{wanneer}", rechts=self.app.kop.rechts)

    def inhoud(self) -> ComposeResult:
        self._nummer = next((nr for nr, blad in enumerate(self.bladen) if blad.naam == self._begin), 0)
        namen = [Regel(str(nummer), (blad.label,)) for nummer, blad in enumerate(self.bladen)]
        with Horizontal():
            yield VensterLijst(
                (Kolom(),), lambda begin, n: namen[begin : begin + n], lambda: len(namen), "", id="registers"
            )
            with Vertical():
                yield VensterLijst(self.blad.kolommen, self._rijen, self._tel, self.blad.leeg, id="regels")
                yield Bijschrift(self.blad.uitleg, id="uitleg", markup=False)

    def on_mount(self) -> None:
        self._tijd = Tijd(kwartaal_van(self.app.klok.vandaag()))
        self.query_one("#registers", VensterLijst).ga_straks_naar(self._nummer)
        self.call_after_refresh(lambda: self.lijst.focus())

    def on_screen_resume(self) -> None:
        self.ververs()

    def ververs(self) -> None:
        """Ask the lines again."""
        self._keer += 1
        self.lijst.ververs()

    def _alle(self) -> Rijen:
        """Read once for the count and each part that comes into sight, until the list is asked anew."""
        blad, tijd = self.blad, self._tijd
        van, gelezen = (blad.naam, tijd, self._keer), self._gelezen
        if gelezen is None or gelezen[0] != van:
            gelezen = self._gelezen = van, blad.rijen(self.mgn.sessie, tijd)
        return gelezen[1]

    def _rijen(self, begin: int, aantal: int) -> Sequence[Regel]:
        stuk = self._alle()[begin : begin + aantal]
        self._telregels |= {r.sleutel: r for r in stuk if isinstance(r, Telregel)}
        return stuk

    def _tel(self) -> int:
        return len(self._alle())

    # -- moving ------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        naam = self.blad.naam
        match action:
            case "nieuw":
                return naam in REGISTERS and naam != TURF
            case "erbij" | "eraf":
                return naam == TURF and self._op_een_regel()
            case "vorig_kwartaal" | "volgend_kwartaal":
                return self.blad.per_tijd
            case "periode":
                return self.blad.telt_op
            case "weghalen":
                return naam in REGISTERS and naam != TURF and self._op_een_regel()
            case "signaal":
                return naam == "casusoverleg" and self._op_een_regel()
        return super().check_action(action, parameters)

    def _op_een_regel(self) -> bool:
        return bool(self.query("#regels")) and self.lijst.sleutel is not None

    @on(VensterLijst.Geteld)
    @on(VensterLijst.Verplaatst, "#regels")
    def _kijk(self) -> None:
        telregel = self._telregels.get(self.lijst.sleutel or "")
        self.query_one("#uitleg", Bijschrift).update(telregel.uitleg if telregel else self.blad.uitleg)
        self.refresh_bindings()

    @on(VensterLijst.Verplaatst, "#registers")
    def _ander_register(self, gebeurtenis: VensterLijst.Verplaatst) -> None:
        self._toon(int(gebeurtenis.sleutel))

    @on(VensterLijst.Gekozen, "#registers")
    def _naar_regels(self) -> None:
        self.lijst.focus()

    def action_links(self) -> None:
        self._ga(-1)

    def action_rechts(self) -> None:
        self._ga(1)

    def _ga(self, richting: int) -> None:
        nummer = (self._nummer + richting) % len(self.bladen)
        self._toon(nummer)
        self.query_one("#registers", VensterLijst).ga_naar(nummer)

    def _toon(self, nummer: int) -> None:
        if nummer == self._nummer:
            return
        self._nummer, self._telregels, self._keer = nummer, {}, self._keer + 1
        self.lijst.zet_kolommen(self.blad.kolommen)
        self.lijst.zet_bron(self._rijen, self._tel, self.blad.leeg)
        bij = self.query_one("#uitleg", Bijschrift)
        bij.opnieuw()
        bij.update(self.blad.uitleg)
        self.vernieuw_kop()
        self.refresh_bindings()

    # -- lines -------------------------------------------------------------------------------------

    @on(VensterLijst.Gekozen, "#regels")
    def _open(self, gebeurtenis: VensterLijst.Gekozen) -> None:
        match self.blad.naam:
            case "geengesprek":
                self._turf(1)
            case "aanbod":
                self.app.push_screen(vrijgave_scherm(self, gebeurtenis.sleutel))
            case "totalen":
                self._open_telregel(self._telregels.get(gebeurtenis.sleutel))
            case naam if naam != TEAMUREN:
                self.app.push_screen(regel_scherm(self, naam, gebeurtenis.sleutel))

    def _open_telregel(self, regel: Telregel | None) -> None:
        """From the sum to the lines it adds up."""
        plekken = [nummer for nummer, blad in enumerate(self.bladen) if regel and blad.naam == regel.naar]
        if plekken:
            self._ga(plekken[0] - self._nummer)
        else:
            self.app.meld("Dit staat niet in een register, maar bij het team of de praktijken (8 Beheer).")

    def action_nieuw(self) -> None:
        self.app.push_screen(regel_scherm(self, self.blad.naam, None))

    def action_signaal(self) -> None:
        if self.lijst.sleutel is not None:
            self.app.push_screen(signaal_scherm(self, self.lijst.sleutel))

    @work(exclusive=True, group="weg")
    async def action_weghalen(self) -> None:
        sleutel, naam = self.lijst.sleutel, self.blad.naam
        if sleutel is None:
            return
        try:
            await self.mgn.doe(registers.verwijder, naam, sleutel)
        except MgnFout as fout:
            self.app.meld(fout.melding, "error")
            return
        self.app.meld("Weggehaald. Met u neemt u dat terug.")
        self.ververs()

    # -- the time in sight -------------------------------------------------------------------------

    def action_vorig_kwartaal(self) -> None:
        self._ander_kwartaal(-1)

    def action_volgend_kwartaal(self) -> None:
        self._ander_kwartaal(1)

    def _ander_kwartaal(self, richting: int) -> None:
        straks = kwartaal_verder(self._tijd.kwartaal, richting)
        if straks > kwartaal_van(self.app.klok.vandaag()):
            self.app.meld("Dat kwartaal moet nog komen.")
            return
        self._zet_tijd(Tijd(straks))

    def _zet_tijd(self, tijd: Tijd) -> None:
        self._tijd = tijd
        self.vernieuw_kop()
        if self.blad.naam == TURF:
            self.ververs()  # the cursor stays on the praktijk
        else:
            self.lijst.zet_bron(self._rijen, self._tel)

    @work(exclusive=True, group="periode")
    async def action_periode(self) -> None:
        """A pilot, a sprint or any period; a word for a period can be typed."""
        keuzes, _ = await self.mgn.probeer(cijferbeeld.kiesbaar) or ([], 0)

        async def zoek(tekst: str) -> list[Vondst]:
            gevonden = [k for k in keuzes if past(tekst, k.naam)]
            if not gevonden and (nieuw := await self.mgn.doe(cijferbeeld.getypt, tekst)) is not None:
                gevonden = [nieuw]
                keuzes.append(nieuw)
            return [Vondst(k.naam, sleutel=k.naam) for k in gevonden]

        huidig = self._tijd.keuze.naam if self._tijd.keuze else ""
        vondst = await self.app.push_screen_wait(
            KiesVenster("Welke periode wilt u optellen?", zoek, gekozen=huidig)
        )
        if vondst is not None:
            keuze = next(k for k in keuzes if k.naam == vondst.sleutel)
            self._zet_tijd(Tijd(self._tijd.kwartaal, keuze))

    # -- the tally ---------------------------------------------------------------------------------

    def action_erbij(self) -> None:
        self._turf(1)

    def action_eraf(self) -> None:
        self._turf(-1)

    @work(exclusive=True, group="turf")
    async def _turf(self, erbij: int) -> None:
        """Ask what it was and why, in one list; less is possible only where there is something."""
        kwartaal = self._tijd.kwartaal
        staat = await self.mgn.probeer(registers.turfstaat, kwartaal) or []
        rij = next((r for r in staat if r.praktijk == self.lijst.sleutel), None)
        if rij is None:
            return
        vondsten = []
        for soort in soorten(self.mgn.sessie):
            for reden in redenen(self.mgn.sessie, soort):
                aantal = rij.aantallen.get(soort, {}).get(reden.code, 0)
                if erbij > 0 or aantal:
                    vondsten.append(
                        Vondst(
                            f"{soort.label}: {reden.label}",
                            str(aantal or ""),
                            sleutel=f"{soort}|{reden.code}",
                        )
                    )
        if not vondsten:
            self.app.meld("Hier staat nog niets; er kan niets af.")
            return

        async def zoek(tekst: str) -> list[Vondst]:
            return [v for v in vondsten if past(tekst, v.titel)]

        titel = f"{rij.naam} · {toon_kwartaal(kwartaal)}: één {'erbij' if erbij > 0 else 'eraf'}"
        keuze = await self.app.push_screen_wait(KiesVenster(titel, zoek))
        if keuze is not None:
            welke, _, waarom = keuze.sleutel.partition("|")
            await self.mgn.probeer(
                registers.turf, rij.praktijk, kwartaal, GeenGesprekSoort(welke), waarom, erbij
            )
            self.ververs()


def regel_scherm(scherm: RegistersScherm, naam: str, id_: str | None) -> RegisterFormulier:
    """The form of one line; without `id_` a new one."""
    r = REGISTERS[naam]

    def laad(sessie: "Sessie") -> Geladen:
        vorm = registers.formulier(sessie, naam)
        melding = registers.ZONDER_CONCEPT if r.anoniem else ""
        if id_ is None:
            return Geladen(vorm, registers.nieuw_ruw(sessie, naam), melding=melding)
        staand = registers.een(sessie, naam, id_)
        return Geladen(vorm, staand.ruw, staand.versie, melding=melding)

    def bewaar(sessie: "Sessie", ruw: Mapping[str, str], versie: str | None, concept: tuple[str, str]) -> str:
        return registers.bewaar(sessie, naam, ruw, id_, versie, concept)

    async def na(_: Any) -> None:
        scherm.ververs()

    soort = LosFormulier if r.anoniem else RegisterFormulier
    label = in_termen(r.label)
    titel = label if id_ else f"{label} · nieuw"
    return soort(titel, naam, id_ or NIEUW, laad, bewaar, na=na)


def _vrijgave(vorm: Formulier) -> Formulier:
    return Formulier(vorm.naam, vorm.titel, (*vorm.velden, NAGELEZEN))


def vrijgave_scherm(scherm: RegistersScherm, ref: str) -> RegisterFormulier:
    """Aanbod that is missing: read over, and released as it stands in the form."""
    vorm = _vrijgave(vrijgeven.AANBOD)

    def laad(sessie: "Sessie") -> Geladen:
        from mgn_tui.register import vastleggen

        beeld = vastleggen.lees(sessie, ref)
        if beeld.dicht:
            raise sessie.geen_toegang("Vrijgeven doet een gespreksvoerder van dit gesprek.", beeld.inwoner)
        tekst = "".join(r.tekst for r in vrijgeven.aanbodregels(sessie, [beeld.id.bytes]))
        return Geladen(vorm, {"tekst": tekst, "gezien": ""}, inwoner=beeld.inwoner)

    def bewaar(sessie: "Sessie", ruw: Mapping[str, str], _v: str | None, concept: tuple[str, str]) -> None:
        from mgn_tui.register import concepten

        vrijgeven.geef_vrij(sessie, Wat.AANBOD, ref, ruw["tekst"], gezien=_gezien(ruw))
        concepten.gooi_weg(sessie, *concept)

    return RegisterFormulier(vorm.titel, vorm.naam, ref, laad, _met_uitleg(bewaar), na=_na(scherm))


def signaal_scherm(scherm: RegistersScherm, id_: str) -> RegisterFormulier:
    """The signaal of a casus, read over and released."""
    vorm = _vrijgave(vrijgeven.SIGNAAL)

    def laad(sessie: "Sessie") -> Geladen:
        return Geladen(
            vorm, {"tekst": registers.een(sessie, "casusoverleg", id_).ruw["signaal"], "gezien": ""}
        )

    def bewaar(sessie: "Sessie", ruw: Mapping[str, str], _v: str | None, _c: tuple[str, str]) -> None:
        vrijgeven.geef_signaal_vrij(sessie, id_, ruw["tekst"], gezien=_gezien(ruw))

    return LosFormulier(vorm.titel, vorm.naam, id_, laad, _met_uitleg(bewaar), na=_na(scherm))


def _gezien(ruw: Mapping[str, str]) -> bool:
    return ruw.get("gezien", "") in ("ja", "j")


def _met_uitleg(bewaar: Any) -> Any:
    """Say what was found, and where to answer that it may go all the same."""

    def doe(*args: Any) -> Any:
        try:
            return bewaar(*args)
        except Herleidbaar as fout:
            fout.vraag_nalezen()
            raise

    return doe


def _na(scherm: RegistersScherm) -> Any:
    async def na(_: Any) -> None:
        scherm.ververs()
        scherm.app.meld("Vrijgegeven.")

    return na

"""Step 7, Sprint & cijfers: the message first, then every figure with the gesprekken behind it."""

from collections.abc import Iterable, Sequence

from textual import on, work
from textual.app import ComposeResult

from mgn_tui.domain.datums import toon_datum, toon_datum_kort
from mgn_tui.domain.fouten import MgnFout
from mgn_tui.register import cijferbeeld
from mgn_tui.register.cijferbeeld import Cijferbeeld, Keuze
from mgn_tui.tui.screens.achter import EENHEID, AchterScherm
from mgn_tui.tui.screens.cijferrijen import Figuur, Rijen, kolommen
from mgn_tui.tui.screens.scherm import MgnScherm
from mgn_tui.tui.termen import in_termen
from mgn_tui.tui.vensters import KiesVenster, Vondst, past
from mgn_tui.tui.widgets.klikregel import KlikRegel, Stuk
from mgn_tui.tui.widgets.kopregel import Kop
from mgn_tui.tui.widgets.rubrieklijst import RubriekLijst
from mgn_tui.tui.widgets.tekst import Bijschrift, Static
from mgn_tui.tui.widgets.vensterlijst import VensterLijst

LEEG = "even geduld …"

RUIM = 36  # lines from which the whole message has room above the figures
NOG_NIETS = "Dat begint bij 4 Gesprek, met g gevoerd. Met s kiest u een andere periode."


class _Keuzebalk(KlikRegel):
    """What is counted, between the keys that go to the one before and the one after."""

    def __init__(self) -> None:
        super().__init__()
        self.naam = self.dagen = self.plek = ""

    def stukken(self, breedte: int) -> tuple[Sequence[Stuk], str, Sequence[Stuk]]:
        links = [
            Stuk((("‹", "toets"),), "links", self.screen),
            Stuk(((self.naam, "nu"),), "keuze", self.screen),
            Stuk((("›", "toets"),), "rechts", self.screen),
        ]
        over = breedte - sum(s.cellen for s in links) - 2 - 3
        for tekst in (f"{self.dagen} · {self.plek}", self.plek):
            if len(tekst) <= over:
                return links, " ", [Stuk(((tekst, "rustig"),))]
        return links, " ", []


def _dezelfde(sleutel: str, oud: Iterable[str], nieuw: Iterable[str]) -> str:
    """The same figure among other rows: so called, and as far from the first that is."""

    def zo(sleutels: Iterable[str]) -> list[str]:
        return [s for s in sleutels if s.partition("|")[2] == sleutel.partition("|")[2]]

    waren, zijn = zo(oud), zo(nieuw)
    plek = waren.index(sleutel) if sleutel in waren else 0
    return zijn[plek] if plek < len(zijn) else ""


class CijferScherm(MgnScherm):
    """One list of figures; ←→ and s choose what is counted."""

    STAP = "cijfers"
    SCHERM = "cijfers"
    UITLEG = (
        "De cijfers van een pilot, een sprint of een periode van de hele regio. Bovenaan de boodschap, daaronder "
        "elk cijfer; Enter toont de gesprekken erachter, en bij een doel zonder gesprekken het doel zelf. ← en → "
        "gaan naar de vorige en volgende pilot of periode, s kiest uit de lijst, t toont alles als tabel: elk getal "
        "met waar het van is. Zijn er weinig gesprekken, dan staat er voor elk een ●. Alleen gevoerde gesprekken "
        "tellen, naar de dag van het gesprek; wie twee keer kwam is één inwoner. ● behaald, ✖ niet behaald, ▲ "
        "loopt nog; over één team wordt niet geoordeeld."
    )
    CSS_PATH = "../styles/cijfers.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._keuzes: list[Keuze] = []
        self._plek = 0
        self._beeld: Cijferbeeld | None = None
        self._figuren: dict[str, Figuur] = {}
        self._maat = (0, 0)
        self._heel = False  # the whole message, also where there is little room
        self._tabel = False  # numbers with what they are of, instead of what is drawn

    def kop(self) -> Kop:
        midden: tuple[str, ...] = ()
        if self._beeld is not None and self._beeld.voor_sluiten:
            heel = self._beeld.voor_sluiten
            midden = (heel, " · ".join(heel.split(" · ")[:2]))
        links = in_termen("Sprint & cijfers") + (" · als tabel" if self._tabel else "")
        return Kop(links, midden, self.app.kop.rechts)

    def inhoud(self) -> ComposeResult:
        yield _Keuzebalk()
        yield Static("", id="boodschap", markup=False)
        yield RubriekLijst((), LEEG, id="lijst")
        yield Bijschrift("", id="uitleg", markup=False)

    # -- what stands there -----------------------------------------------------------------------

    @property
    def keuze(self) -> Keuze | None:
        """What is counted."""
        return self._keuzes[self._plek] if self._keuzes else None

    def on_screen_resume(self) -> None:
        self._laad()

    def na_terugnemen(self) -> None:
        self._laad()

    def on_resize(self) -> None:
        if any(self._maat) and self._maat != self.size:
            self.ververs()

    @work(exclusive=True, group="laad")
    async def _laad(self) -> None:
        try:
            keuzes, nu = await self.mgn.doe(cijferbeeld.kiesbaar)
            self._neem(keuzes, nu)
            beeld = await self.mgn.doe(cijferbeeld.beeld, self._keuzes[self._plek])
        except MgnFout as fout:
            if self.leeft:
                self.query_one(RubriekLijst).zeg(f"✖ {fout.melding}")
            return
        if self.leeft:
            self._beeld = beeld
            self.ververs()

    def _neem(self, keuzes: list[Keuze], nu: int) -> None:
        """Other choices, that may have grown; what was chosen stays so."""
        gekozen = self.keuze
        if gekozen is not None and all(k.naam != gekozen.naam for k in keuzes):
            keuzes = [*keuzes, gekozen]  # one that was typed
        self._keuzes = keuzes
        self._plek = next((n for n, k in enumerate(keuzes) if gekozen and k.naam == gekozen.naam), nu)

    def ververs(self) -> None:
        """Draw what is known again."""
        beeld = self._beeld
        if beeld is None or self.keuze is None:
            return
        self._maat = self.size
        balk, p = self.query_one(_Keuzebalk), beeld.cijfers.periode
        balk.naam, balk.plek = self.keuze.naam, f"{self._plek + 1} van {len(self._keuzes)}"
        vanaf = "" if p.soort == "vanaf-start" else f"{toon_datum_kort(p.van)} {p.van.year} "
        balk.dagen = f"{vanaf}tot en met {toon_datum(p.tot)}"
        balk.refresh()
        leeg = () if beeld.inhoud["gesprekken"]["gevoerd"] else (NOG_NIETS,)
        heel = self._heel or self.size.height >= RUIM
        self.query_one("#boodschap", Static).update(
            "\n".join((*(beeld.boodschap if heel else beeld.boodschap[:1]), *leeg))
        )
        self.set_class(self._heel, "-heel")
        lijst = self.query_one(RubriekLijst)
        breedte = max(min(self.size.width - 4, 140), 20)
        rijen = Rijen(self.mgn.sessie.profiel, beeld, breedte, tabel=self._tabel)
        alle = rijen.alle()
        oud, self._figuren = self._figuren, rijen.figuren
        lijst.zet_soorten(kolommen(self.mgn.sessie.profiel, breedte))
        lijst.zet(alle, sleutel=_dezelfde(lijst.sleutel or "", oud, self._figuren))
        self._toon_uitleg()
        self.vernieuw_kop()
        self.refresh_bindings()

    @on(VensterLijst.Verplaatst)
    def _toon_uitleg(self) -> None:
        figuur = self._figuren.get(self.query_one(RubriekLijst).sleutel or "")
        tekst = ""
        if figuur is not None:
            aantal = len(figuur.refs)
            enter = "Enter: het doel zelf" if figuur.doel else ""
            if aantal:
                een, meer = EENHEID[figuur.soort]
                enter = f"Enter: {aantal} {een if aantal == 1 else meer}"
            tekst = " · ".join(filter(None, (figuur.titel, enter)))
            tekst = f"{tekst}\n{figuur.uitleg}" if figuur.uitleg else tekst
        self.query_one("#uitleg", Bijschrift).update(tekst)

    def action_boodschap(self) -> None:
        """All sentences of the message, or the first: what is below it comes into sight."""
        self._heel = not self._heel
        self.ververs()

    def action_tabel(self) -> None:
        """The same figures as a table, and back; the cursor stays at its figure."""
        self._tabel = not self._tabel
        self.vernieuw_kop()  # the first rows are numbers either way
        self.ververs()

    # -- choosing --------------------------------------------------------------------------------

    def action_links(self) -> None:
        self._kies((self._plek - 1) % max(len(self._keuzes), 1))

    def action_rechts(self) -> None:
        self._kies((self._plek + 1) % max(len(self._keuzes), 1))

    def _kies(self, plek: int) -> None:
        if self._keuzes:
            self._plek = plek
            self._laad()

    @work(exclusive=True, group="vraag")
    async def action_keuze(self) -> None:
        """Which pilot, sprint or period; a word for a period can be typed."""
        keuzes = list(self._keuzes)

        async def zoek(tekst: str) -> list[Vondst]:
            gevonden = [k for k in keuzes if past(tekst, k.naam)]
            if not gevonden and (nieuw := await self.mgn.doe(cijferbeeld.getypt, tekst)) is not None:
                keuzes.append(nieuw)
                gevonden = [nieuw]
            return [Vondst(k.naam, sleutel=k.naam) for k in gevonden]

        vondst = await self.app.push_screen_wait(
            KiesVenster("Wat wilt u tellen?", zoek, gekozen=self.keuze.naam if self.keuze else "")
        )
        if vondst is not None:
            self._keuzes = keuzes
            self._kies(next(n for n, k in enumerate(keuzes) if k.naam == vondst.sleutel))

    # -- opening ---------------------------------------------------------------------------------

    @on(VensterLijst.Gekozen)
    def _open(self, gebeurtenis: VensterLijst.Gekozen) -> None:
        gebeurtenis.stop()
        figuur = self._figuren.get(gebeurtenis.sleutel)
        if figuur is None:
            return
        if figuur.doel and not figuur.refs:
            self.action_doelen(figuur.doel)
        elif figuur.refs:
            self.app.push_screen(AchterScherm(figuur))
        else:
            self.app.meld("Achter dit cijfer staan geen gesprekken.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "evaluatie":
            return self.keuze is not None and self.keuze.plek is not None  # a region is not evaluated
        if action == "boodschap":
            return self.size.height < RUIM and self._beeld is not None and len(self._beeld.boodschap) > 1
        return super().check_action(action, parameters)

    @work(exclusive=True, group="vraag")
    async def action_verslag(self) -> None:
        """The report of what is shown."""
        from mgn_tui.tui.screens.verslag import maak_verslag

        if self.keuze is not None:
            await maak_verslag(self, self.keuze)

    def action_evaluatie(self) -> None:
        """The evaluation of this pilot or sprint."""
        from mgn_tui.tui.screens.evaluatie import EvaluatieScherm

        if self.keuze is not None and self.keuze.plek is not None:
            self.app.push_screen(EvaluatieScherm(self.keuze.plek))

    def action_doelen(self, nr: str = "") -> None:
        """The targets themselves, at the one under the cursor."""
        from mgn_tui.tui.screens.doelen import DoelenScherm

        figuur = self._figuren.get(self.query_one(RubriekLijst).sleutel or "")
        self.app.push_screen(DoelenScherm(nr or (figuur.doel if figuur else "")))

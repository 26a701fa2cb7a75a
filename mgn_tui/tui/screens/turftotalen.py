"""The totals of the tally sheet as a table: each with what it is of, and its gesprekken behind it."""

from textual import on, work
from textual.app import ComposeResult

from mgn_tui.domain.tekst import zoveel
from mgn_tui.figures.verwoorden import getal
from mgn_tui.register.toeleiden import Turfstaat
from mgn_tui.register.turftotalen import MENSEN, Totaal, totalen
from mgn_tui.tui.screens.achter import AchterScherm
from mgn_tui.tui.screens.cijferrijen import Figuur
from mgn_tui.tui.screens.scherm import MgnScherm
from mgn_tui.tui.widgets.kopregel import Kop
from mgn_tui.tui.widgets.rubrieklijst import Kopje, Rij, RubriekLijst
from mgn_tui.tui.widgets.vensterlijst import Cel, Kolom, Regel, VensterLijst

LEEG = "Nog geen gevoerde gesprekken, dus nog niets te tellen. Esc gaat terug."


class TotalenScherm(MgnScherm):
    """What the sheet adds up to, a line each."""

    STAP = "doorverwijzing"
    SCHERM = "turftotalen"
    UITLEG = (
        "De tellingen van de turfstaat als tabel: elk getal met waar het van is. Enter opent de gesprekken erachter, "
        "r maakt er een PDF van, zonder personen. "
        "Iemand kan meer adviezen krijgen, dus de getallen samen zijn meer dan het geheel. Bij mensen telt het "
        "laatste gesprek met een advies."
    )

    def __init__(self, staat: Turfstaat, naam: str) -> None:
        super().__init__()
        self._staat, self._naam = staat, naam
        self._totalen: dict[str, Totaal] = {}

    def kop(self) -> Kop:
        t = self._staat.telling
        midden = f"{zoveel(t.gesprekken, 'gesprek', 'gesprekken')} met {zoveel(t.mensen, 'mens', 'mensen')}"
        return Kop(f"Tellingen · {self._naam}", (midden,), self.app.kop.rechts)

    def inhoud(self) -> ComposeResult:
        yield RubriekLijst((), LEEG, id="lijst")

    def on_mount(self) -> None:
        lijst = self.query_one(RubriekLijst)
        lijst.zet_soorten(((Kolom(breedte=36), Kolom(breedte=5, rechts=True), Kolom(vanaf=44)),))
        lijst.zet(self._rijen() if self._staat.rijen else ())
        lijst.focus()

    def _rijen(self) -> list[Regel]:
        rijen: list[Regel] = []
        kop = ""
        for nummer, totaal in enumerate(totalen(self._staat, self.mgn.sessie.profiel)):
            if totaal.kop != kop:
                kop = totaal.kop
                rijen += [Kopje()] if rijen else []
                rijen.append(Kopje(cellen=(kop,)))
            van = f"van {getal(totaal.noemer)}"
            if totaal.eenheid == MENSEN:
                van = f"van {zoveel(totaal.noemer, 'mens', 'mensen')} met een advies"
            self._totalen[str(nummer)] = totaal
            rijen.append(Rij(str(nummer), (totaal.label, getal(len(totaal.refs)), Cel(van, "gedempt")), 0))
        return rijen

    @work(exclusive=True, group="afdrukken")
    async def action_afdrukken(self) -> None:
        """These totals as PDF in exports/."""
        from mgn_tui.documents import turf_pdf

        if (pad := await self.mgn.probeer(turf_pdf.geef_uit, self._staat, self._naam)) is not None:
            self.app.meld(f"Klaar: {pad}")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "afdrukken":
            return bool(self._staat.rijen)
        return super().check_action(action, parameters)

    @on(VensterLijst.Gekozen)
    def _open(self, gebeurtenis: VensterLijst.Gekozen) -> None:
        gebeurtenis.stop()
        totaal = self._totalen[gebeurtenis.sleutel]
        if totaal.refs:
            self.app.push_screen(AchterScherm(Figuur(f"{totaal.kop}: {totaal.label}", totaal.refs)))
        else:
            self.app.meld("Achter dit cijfer staan geen gesprekken.")

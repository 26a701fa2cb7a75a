"""What lies in exports/: the oldest first, behind it what the program did not write and does not touch."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult

from mgn_tui.domain.datums import toon_datum_kort
from mgn_tui.domain.fouten import MgnFout
from mgn_tui.domain.klok import AMSTERDAM
from mgn_tui.register import exportmap
from mgn_tui.tui.screens.scherm import MgnScherm
from mgn_tui.tui.screens.vragen import VoorzichtigeVraag
from mgn_tui.tui.widgets.kopregel import Kop
from mgn_tui.tui.widgets.tekst import Bijschrift
from mgn_tui.tui.widgets.vensterlijst import Cel, Kolom, Regel, VensterLijst

if TYPE_CHECKING:
    from mgn_tui.register.exportmap import Ligt

_KOLOMMEN = (
    Kolom("wat", deel=2),
    Kolom("bestand", deel=3, vanaf=100),
    Kolom("van", 5),
    Kolom("gemaakt", 8, vanaf=90),  # how old it is says the same
    Kolom("oud", 9),
    Kolom("wachtwoord", 10, vanaf=70),
    Kolom("", 18, vanaf=50),
)
_HOOGSTENS = 8  # names in a question
_LEEG = "In exports ligt niets. Een brief maakt u bij 5 Advies, met b; een verslag bij 7, met r."


class ExportsScherm(MgnScherm):
    """One list; v deletes what stands under the cursor, o what was sent or is over its term."""

    STAP = "beheer"
    SCHERM = "exports"
    UITLEG = (
        "Alles wat mgn voor mensen schreef en wat nog in de map exports ligt, het oudste eerst. Wat u als verstuurd "
        "noteert en wat over de bewaartermijn is, gaat vanzelf weg. Wat mgn niet schreef, of wat iemand daarna "
        "veranderde, blijft staan. Verwijderd is niet gewist: op een SSD is dat niet te beloven."
    )
    DEFAULT_CSS = """
    ExportsScherm VensterLijst { height: 1fr; }
    ExportsScherm #uitleg { height: auto; color: $gedempt; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._stand: list[Ligt] = []

    def kop(self) -> Kop:
        return Kop("Beheer · Exports", (), self.app.kop.rechts)

    def inhoud(self) -> ComposeResult:
        yield VensterLijst(
            _KOLOMMEN,
            self._bron,
            lambda: len(self._stand),
            _LEEG,
        )
        yield Bijschrift("", id="uitleg", markup=False)

    # -- what stands there -----------------------------------------------------------------------

    def on_screen_resume(self) -> None:
        self._laad()

    def na_terugnemen(self) -> None:
        self._laad()

    @work(exclusive=True, group="laad")
    async def _laad(self) -> None:
        stand = await self.mgn.probeer(exportmap.lijst)
        if stand is not None and self.leeft:
            self._stand = stand
            self.query_one(VensterLijst).ververs()

    def _bron(self, begin: int, aantal: int) -> Sequence[Regel]:
        return [_rij(str(nr), x) for nr, x in enumerate(self._stand)][begin : begin + aantal]

    @property
    def _hier(self) -> "Ligt | None":
        gevonden = self.query(VensterLijst)
        sleutel = gevonden.first().sleutel if gevonden else None
        return self._stand[int(sleutel)] if sleutel and int(sleutel) < len(self._stand) else None

    @on(VensterLijst.Geteld)
    @on(VensterLijst.Verplaatst)
    def _toon_uitleg(self) -> None:
        self.query_one("#uitleg", Bijschrift).update(x.naam if (x := self._hier) else "")
        self.refresh_bindings()

    @on(VensterLijst.Gekozen)
    def _waar(self) -> None:
        """Where it lies, for who wants to open or send it."""
        if (x := self._hier) is not None:
            self.app.meld(f"Het staat hier: {self.mgn.sessie.werkmap.exports / x.naam}")

    # -- taking away -----------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "weg":
            return (x := self._hier) is not None and x.van_mgn
        if action == "opruimen":
            return bool(exportmap.op_te_ruimen(self._stand))
        return super().check_action(action, parameters)

    def action_weg(self) -> None:
        """Delete the document under the cursor."""
        if (x := self._hier) is not None and x.van_mgn:
            self._vraag([x])

    def action_opruimen(self) -> None:
        """Delete what was sent, or is over its term."""
        self._vraag(exportmap.op_te_ruimen(self._stand))

    @work(exclusive=True, group="weg")
    async def _vraag(self, weg: "Sequence[Ligt]") -> None:
        namen = [x.naam for x in weg]
        regels = "\n".join(namen[:_HOOGSTENS])
        if len(namen) > _HOOGSTENS:
            regels += f"\nen nog {len(namen) - _HOOGSTENS}"
        wat = "Dit document verwijderen?" if len(namen) == 1 else f"Deze {len(namen)} documenten verwijderen?"
        vraag = VoorzichtigeVraag(
            f"{wat} Terughalen kan niet.\n\n{regels}", ja="verwijderen", nee="laten staan"
        )
        if not await self.app.push_screen_wait(vraag):
            return
        try:
            uit = await self.mgn.doe(exportmap.verwijder, namen)
        except MgnFout as fout:
            self.app.meld(fout.melding, "error")
            return
        if uit.bleef:
            self.app.meld(f"Verwijder dit zelf, dat kan mgn niet: {', '.join(uit.bleef)}", "warning")
        if uit.weg:
            self.app.meld("1 document verwijderd." if len(uit.weg) == 1 else f"{len(uit.weg)} verwijderd.")
        self._laad()


def _rij(sleutel: str, x: "Ligt") -> Regel:
    if not x.van_mgn:
        naam, stil = Cel(x.naam, "gedempt"), Cel("niet van mgn", "gedempt")
        return Regel(sleutel, (stil, naam, "", "", "", "", ""))
    staat = Cel("● verstuurd", "goed") if x.verstuurd else Cel("▲ over de termijn", "let-op")
    return Regel(
        sleutel,
        (
            x.wat,
            Cel(x.naam, "gedempt"),
            x.wie,
            toon_datum_kort(x.gemaakt_op.astimezone(AMSTERDAM).date()) if x.gemaakt_op else "",
            "vandaag" if not x.dagen else "1 dag" if x.dagen == 1 else f"{x.dagen} dagen",
            Cel("met") if x.wachtwoord else Cel("zonder", "gedempt"),
            staat if x.verstuurd or x.verlopen else "",
        ),
    )

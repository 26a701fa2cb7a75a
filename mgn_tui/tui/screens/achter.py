"""The gesprekken (or aanmeldingen) behind a figure; Enter opens one for who may read it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult

from mgn_tui.domain.woorden import GesprekStatus
from mgn_tui.register import cijferbeeld
from mgn_tui.tui.screens.scherm import MgnScherm
from mgn_tui.tui.widgets.kopregel import Kop
from mgn_tui.tui.widgets.vensterlijst import Cel, Kolom, Regel, VensterLijst

if TYPE_CHECKING:
    from mgn_tui.tui.screens.cijferrijen import Figuur

DICHT = "Dit is alleen te openen door de gespreksvoerders ervan. U ziet hier het pseudoniem."
EENHEID = {"gesprek": ("gesprek", "gesprekken"), "aanmelding": ("aanmelding", "aanmeldingen")}
LEEG = "Achter dit cijfer staat niets: het is nul. Esc gaat terug."


class AchterScherm(MgnScherm):
    """One page of references at a time, newest first: a figure may have a hundred thousand behind it."""

    STAP = "cijfers"
    SCHERM = "achter"
    UITLEG = (
        "De gesprekken of aanmeldingen achter een cijfer, de nieuwste eerst: uw eigen met initialen, die van "
        "anderen met het begin van hun pseudoniem. Enter opent wat u mag lezen."
    )

    def __init__(self, figuur: "Figuur") -> None:
        super().__init__()
        self._titel, self._soort = figuur.titel, figuur.soort
        self._refs = figuur.refs[::-1]
        self._mag: dict[str, bool] = {}

    def kop(self) -> Kop:
        een, meer = EENHEID[self._soort]
        midden = f"{len(self._refs)} {een if len(self._refs) == 1 else meer}"
        return Kop(self._titel, (midden,), self.app.kop.rechts)

    def inhoud(self) -> ComposeResult:
        yield VensterLijst(self._kolommen(), self._bron, lambda: len(self._refs), LEEG)

    def _kolommen(self) -> tuple[Kolom, ...]:
        return (
            Kolom("dag", 14),
            Kolom("wie", 22 if self.mgn.namen_zichtbaar else 6),
            Kolom("gesprek" if self._soort == "gesprek" else "", 7),
            Kolom("stand"),
        )

    def _bron(self, begin: int, aantal: int) -> Sequence[Regel]:
        regels = []
        for r in cijferbeeld.achter(self.mgn.sessie, self._soort, self._refs[begin : begin + aantal]):
            self._mag[r.ref] = r.mag
            stand = GesprekStatus(r.status).label if self._soort == "gesprek" else r.status
            wie = r.naam if self.mgn.namen_zichtbaar and r.naam else r.wie
            nummer = f"{r.volgnummer}e" if r.volgnummer else ""
            regels.append(Regel(r.ref, (r.dag, wie, nummer, Cel(stand, "gedempt"))))
        return regels

    def on_screen_resume(self) -> None:
        self.ververs()

    def ververs(self) -> None:
        """Names or initials; another may have changed something."""
        lijst = self.query_one(VensterLijst)
        lijst.zet_kolommen(self._kolommen())
        lijst.ververs()

    @on(VensterLijst.Gekozen)
    async def _gekozen(self, gebeurtenis: VensterLijst.Gekozen) -> None:
        gebeurtenis.stop()
        if not self._mag.get(gebeurtenis.sleutel):
            self.app.meld(DICHT, "warning")
        elif self._soort == "gesprek":
            await self.mgn.open_gesprek(gebeurtenis.sleutel)
        else:
            await self.mgn.open_aanmelding(gebeurtenis.sleutel)

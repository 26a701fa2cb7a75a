"""Aanmeldingen: who waits first, found by typing; given back, withdrawn, opened again from here."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.app import ComposeResult

from mgn_tui.domain.datums import toon_dag_kort
from mgn_tui.domain.fouten import MgnFout
from mgn_tui.domain.woorden import AanmeldingStatus, GesprekStatus
from mgn_tui.register import aanmelden, aanmeldlijst, redenen
from mgn_tui.register.aanmeldlijst import AanmeldingRegel
from mgn_tui.tui.screens.formulierscherm import Geladen
from mgn_tui.tui.screens.formuliervenster import FormulierVenster
from mgn_tui.tui.screens.rechten import RechtenActies, Wie
from mgn_tui.tui.screens.sleutellijst import SleutelLijstScherm
from mgn_tui.tui.widgets.filterlijst import FilterLijst
from mgn_tui.tui.widgets.vensterlijst import Cel, Kolom, Regel, VensterLijst

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

MERK_STIJL = {"✖": "fout", "▲": "let-op", "●": "goed"}
MERK_WOORD = {"✖": "over de norm", "▲": "bijna over de norm", "●": "op tijd"}  # of a wait
WACHT = (AanmeldingStatus.OPEN.value, GesprekStatus.NO_SHOW.value)
GESLOTEN = (AanmeldingStatus.AFGEWEZEN.value, AanmeldingStatus.INGETROKKEN.value)
MAG_BIJ = {
    "plannen": (*WACHT, GesprekStatus.GEVOERD.value),
    "teruggeven": WACHT,
    "ziet_ervan_af": WACHT,
    "uitnodiging": WACHT,
    "heropenen": GESLOTEN,
}
"""Which status of a row each action asks for."""


class AanmeldingenScherm(SleutelLijstScherm, RechtenActies):
    """The list. Only the rows in sight are opened; the order of a filter is asked once."""

    STAP = "aanmeldingen"
    IS_LIJST = True
    SCHERM = "aanmeldingen"
    UITLEG = (
        "Alle aanmeldingen: wie nog wacht staat bovenaan, wie het langst wacht het eerst. "
        "De dagen tellen vanaf de aanmelding tot het gesprek. ● op tijd, ▲ bijna te laat, ✖ te laat. "
        "◆ betekent dat bijzondere kennis is gevraagd."
    )

    def __init__(self) -> None:
        super().__init__()
        self._regels: dict[str, AanmeldingRegel] = {}

    def inhoud(self) -> ComposeResult:
        nieuw = (
            "Het team en de praktijken vult u in bij 8 Beheer."
            if self.mgn.sessie.ik.coordinator
            else "Druk n voor de eerste."
        )
        yield FilterLijst(
            self.kolommen(),
            self._bron,
            self._tel,
            f"Er zijn nog geen aanmeldingen. {nieuw}",
            eenheid=("aanmelding", "aanmeldingen"),
        )

    def kolommen(self) -> tuple[Kolom, ...]:
        return (
            Kolom("", 1),
            Kolom("wie", 22 if self.mgn.namen_zichtbaar else 6),
            Kolom("aangemeld", 9, vanaf=90),
            Kolom("dagen", 5, rechts=True),
            Kolom("praktijk", deel=2, vanaf=60),
            Kolom("status", deel=3),
            Kolom("gesprek", 7),
            Kolom("", 1),
        )

    # -- the rows, asked in threads ----------------------------------------------------------------

    def zoek_sleutels(self, sessie: "Sessie", filter_: str) -> Sequence[bytes]:
        return aanmeldlijst.sleutels(sessie, filter_)

    def _bron(self, filter_: str, begin: int, aantal: int) -> Sequence[Regel]:
        gevonden = aanmeldlijst.regels(self.mgn.sessie, self._ids(filter_)[begin : begin + aantal])
        self._regels |= {regel.ref: regel for regel in gevonden}
        return [self._regel(regel) for regel in gevonden]

    def _regel(self, r: AanmeldingRegel) -> Regel:
        vandaag = self.app.klok.vandaag()
        stijl = MERK_STIJL.get(r.merk, "")
        status = aanmeldlijst.statuslabel(r.status)
        if r.status == AanmeldingStatus.OPEN.value:
            status = (
                f"uitgenodigd op {toon_dag_kort(r.uitgenodigd_op, vandaag)}"
                if r.uitgenodigd_op
                else "nog niet uitgenodigd"
            )
        elif r.reden:
            status = f"{status}: {r.reden[:1].lower()}{r.reden[1:]}"
        return Regel(
            r.ref,
            (
                Cel(r.merk, stijl, MERK_WOORD.get(r.merk, "")),
                r.naam if self.mgn.namen_zichtbaar and r.naam else r.wie,
                toon_dag_kort(r.aanmelddatum, vandaag, smal=True),
                Cel("" if r.status in GESLOTEN else str(r.dagen), stijl),
                r.praktijk,
                status if r.status in WACHT else Cel(status, "gedempt"),
                toon_dag_kort(r.gesprek_op, vandaag, smal=True) if r.gesprek_op else "",
                Cel("◆" if r.expertise else "", "gedempt"),
            ),
        )

    # -- one of them ---------------------------------------------------------------------------------

    @work(exclusive=True, group="toon")
    async def toon(self, ref: str) -> None:
        """Put the cursor on this aanmelding; when the filter hides it, the filter goes."""
        try:
            sleutel = await self.mgn.doe(aanmeldlijst.sleutel_van, ref)
            ids = await self.mgn.doe(lambda _: self._ids(self._lijst.filter.strip()))
            if sleutel not in ids:
                self._lijst.wis_filter()
                ids = await self.mgn.doe(lambda _: self._ids(""))
        except MgnFout:
            return  # closed to this person, or gone: the list stands as it is
        if sleutel in ids:
            self._lijst.lijst.ga_straks_naar(ids.index(sleutel))

    async def terug(self) -> bool:
        """Esc first empties the filter."""
        if self._lijst.filter:
            self._lijst.wis_filter()
            return True
        return False

    # -- doing ---------------------------------------------------------------------------------------

    @property
    def _onder_cursor(self) -> AanmeldingRegel | None:
        gevonden = self.query(FilterLijst)
        return self._regels.get(gevonden.first().lijst.sleutel or "") if gevonden else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "nieuw":
            return not self.mgn.sessie.ik.coordinator
        if action in MAG_BIJ:
            regel = self._onder_cursor
            return regel is not None and regel.status in MAG_BIJ[action]
        return super().check_action(action, parameters)

    @on(VensterLijst.Verplaatst)
    def _verplaatst(self) -> None:
        self.refresh_bindings()

    @on(VensterLijst.Gekozen)
    async def _gekozen(self, gebeurtenis: VensterLijst.Gekozen) -> None:
        gebeurtenis.stop()
        await self.mgn.open_aanmelding(gebeurtenis.sleutel)

    async def action_nieuw(self) -> None:
        """A new aanmelding."""
        await self.mgn.open_aanmelding()

    async def action_plannen(self) -> None:
        """Plan a gesprek for the aanmelding under the cursor."""
        if (regel := self._onder_cursor) is not None:
            await self.mgn.open_planning(regel.ref)

    def action_teruggeven(self) -> None:
        """Give it back to the huisarts, with the reason."""
        self._sluit(
            AanmeldingStatus.AFGEWEZEN,
            "Terug naar de huisarts",
            "De aanmelding sluit. De huisarts hoort van u waarom; het programma verstuurt niets.",
        )

    def action_ziet_ervan_af(self) -> None:
        """The inwoner does not want it."""
        self._sluit(AanmeldingStatus.INGETROKKEN, "De inwoner ziet ervan af", "De aanmelding sluit.")

    def _sluit(self, status: AanmeldingStatus, titel: str, uitleg: str) -> None:
        regel = self._onder_cursor
        if regel is None:
            return

        def laad(sessie: "Sessie") -> Geladen:
            leeg = {"reden_code": "", "reden": ""}
            return Geladen(redenen.formulier(sessie, status), leeg, inwoner=regel.inwoner)

        def bewaar(sessie: "Sessie", ruw: Mapping[str, str], concept: tuple[str, str]) -> None:
            aanmelden.sluit(sessie, regel.ref, status, ruw["reden_code"], ruw["reden"], concept)

        self._vraag(f"{titel} · {regel.wie}", laad, bewaar, (f"einde-{status.value}", regel.ref), uitleg)

    def action_uitnodiging(self) -> None:
        """Note on which day the inwoner was invited."""
        regel = self._onder_cursor
        if regel is None:
            return
        op = f"{regel.uitgenodigd_op:%d-%m-%Y}" if regel.uitgenodigd_op else ""

        def laad(sessie: "Sessie") -> Geladen:
            ruw = {"uitgenodigd_op": op or "vandaag", "op_verzoek_inwoner": ""}
            return Geladen(aanmelden.uitnodiging(sessie), ruw, inwoner=regel.inwoner)

        def bewaar(sessie: "Sessie", ruw: Mapping[str, str], concept: tuple[str, str]) -> None:
            aanmelden.noteer_uitnodiging(sessie, regel.ref, ruw, concept)

        self._vraag(f"Uitgenodigd · {regel.wie}", laad, bewaar, ("uitnodiging", regel.ref))

    def _vraag(self, titel: str, laad: Any, bewaar: Any, concept: tuple[str, str], uitleg: str = "") -> None:
        self.app.push_screen(FormulierVenster(titel, laad, bewaar, concept, uitleg=uitleg), self._bewaard)

    def _bewaard(self, antwoord: tuple[Any] | None) -> None:
        if antwoord is not None:
            self.ververs()

    @property
    def record(self) -> tuple[str, str] | None:
        """The aanmelding under the cursor; the list itself never closes for it."""
        regel = self._onder_cursor
        return None if regel is None else (regel.ref, "aanmelding")

    @property
    def van_wie(self) -> Wie | None:
        r = self._onder_cursor
        return None if r is None else Wie(r.ref, r.wie, r.inwoner, bool(r.naam))

    def na_rechten(self) -> None:
        self.ververs()

    async def action_heropenen(self) -> None:
        """Take back that it was closed."""
        if (regel := self._onder_cursor) is not None:
            try:
                await self.mgn.doe(aanmelden.heropen, regel.ref)
            except MgnFout as fout:
                self.app.meld(fout.melding, "error")
                return
            self.app.meld(f"De aanmelding van {regel.wie} is weer open.")
            self.ververs()

"""Moving a gesprek with the arrows: it is held above the sheet, the judgement stands below, Enter puts it down."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from mgn_tui.domain.datums import toon_moment
from mgn_tui.domain.fouten import MgnFout
from mgn_tui.domain.klok import AMSTERDAM
from mgn_tui.domain.teamregel import Bevinding, Zwaarte, eisen, opsomming
from mgn_tui.register import plannen
from mgn_tui.register.agenda import Afspraakregel
from mgn_tui.tui.acties import bindingen
from mgn_tui.tui.basis import MgnModaal
from mgn_tui.tui.screens.agendabeeld import Los, dagnaam, wie_van
from mgn_tui.tui.screens.planreden import redenvenster
from mgn_tui.tui.screens.scherm import mgn_van
from mgn_tui.tui.screens.zelfplannen import concept_record
from mgn_tui.tui.widgets.antwoorden import Antwoorden
from mgn_tui.tui.widgets.tekst import Static

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie
    from mgn_tui.tui.screens.agenda import AgendaScherm

VROEGST, LAATST = 6 * 60, 23 * 60  # minutes of the day between which the arrows go


def verschoven(begin: datetime, *, half_uren: int = 0, dagen: int = 0) -> datetime:
    """Another moment on the wall clock: whole half hours (a crooked one is made straight first), and days in which
    a weekend counts for nothing when one begins on a working day."""
    wand = begin.astimezone(AMSTERDAM).replace(tzinfo=None)
    for _ in range(abs(dagen)):
        stap = timedelta(days=1 if dagen > 0 else -1)
        werkdag = wand.weekday() < 5
        wand += stap
        while werkdag and wand.weekday() >= 5:
            wand += stap
    minuten = wand.hour * 60 + wand.minute
    if half_uren:
        recht = minuten // 30 * 30 if half_uren > 0 else -(-minuten // 30) * 30
        nieuw = min(max(recht + 30 * half_uren, VROEGST), LAATST)
        wand = wand.replace(hour=nieuw // 60, minute=nieuw % 60)
    return wand.replace(tzinfo=AMSTERDAM)


class Verschuiving(MgnModaal[datetime]):
    """Holds the gesprek until Enter (the answer is where it stands) or Esc (None). What is forbidden stays up."""

    UITLEG = (
        "U hebt het gesprek opgepakt. ↑↓ is een half uur, ←→ een dag. Onderaan staat of het kan. Enter "
        "zet het neer, Esc laat het los; dan blijft alles zoals het was."
    )

    DEFAULT_CSS = """
    Verschuiving { align: left bottom; background: transparent; }
    Verschuiving > Vertical {
        dock: bottom; width: 100%; height: 8; background: $veld; border-top: solid $accent; padding: 0 1;
    }
    Verschuiving #wat { height: auto; text-style: bold; }
    Verschuiving #oordeel { height: 1fr; }
    Verschuiving.-laag > Vertical { height: 7; }
    """
    SCOPED_CSS = False
    BINDINGS: ClassVar[list[BindingType]] = bindingen("verschuiven")

    def __init__(self, agenda: "AgendaScherm", gesprek: Afspraakregel) -> None:
        super().__init__()
        self._agenda = agenda
        self._gesprek = gesprek
        self._begin = gesprek.begin
        self._oordeel: tuple[Bevinding, ...] | None = None

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static("", id="wat", markup=False)
            yield Static("", id="oordeel", markup=False)
            yield Antwoorden(
                (
                    ("↑↓", "half uur", ""),
                    ("←→", "dag", ""),
                    ("Enter", "zet neer", "zet_neer"),
                    ("Esc", "laat los", "sluit"),
                ),
                self,
            )

    def on_mount(self) -> None:
        self._toon()

    def na_thema(self) -> None:
        self._beoordeel(self._begin)

    # -- holding it --------------------------------------------------------------------------------

    @property
    def _verplaatst(self) -> bool:
        return self._begin != self._gesprek.begin

    def _invoer(self, reden: str = "") -> plannen.PlanInvoer:
        g = self._gesprek
        return plannen.PlanInvoer(self._begin, g.team_ids, g.duur_min, g.vorm, g.locatie, reden)

    def _toon(self) -> None:
        """Say where it is, draw it there, and have it judged."""
        g = self._gesprek
        wie = wie_van(g, mgn_van(self).namen_zichtbaar)
        van = f"{dagnaam(g.begin.date())} {g.begin:%H:%M}"
        naar = f"{dagnaam(self._begin.date())} {self._begin:%H:%M}"
        kop = f"{wie} {van} → {naar}" if self._verplaatst else f"{wie} {van}"
        self.query_one("#wat", Static).update(kop)
        self._oordeel = None
        self._agenda.toon_los(Los(g, self._begin))
        self._beoordeel(self._begin)

    @work(exclusive=True, group="oordeel")
    async def _beoordeel(self, begin: datetime) -> None:
        if not self._verplaatst:
            self._zeg((), "Hier staat het nu. Schuif met de pijltjes.")
            return
        g = self._gesprek
        try:
            gevonden = await mgn_van(self).doe(plannen.beoordeel, g.aanmelding_ref, self._invoer(), g.id)
        except MgnFout as fout:
            self.query_one("#oordeel", Static).update(f"✖ {fout.melding}")
            return
        if begin == self._begin:
            self._oordeel = gevonden
            self._zeg(gevonden, f"● {opsomming(g.team)} {'kan' if len(g.team) == 1 else 'kunnen'} dan.")

    def _zeg(self, gevonden: tuple[Bevinding, ...], goed: str) -> None:
        tekst = Text()
        for bevinding in gevonden:
            eis = bevinding.zwaarte is Zwaarte.EIS
            kleur = self.app.theme_variables["fout" if eis else "let-op"]
            tekst.append(f"{'✖' if eis else '▲'} ", style=kleur)
            tekst.append(f"{bevinding.melding}\n")
        if not gevonden:
            tekst.append(goed)
        tekst.rstrip()
        self.query_one("#oordeel", Static).update(tekst)

    def _schuif(self, *, half_uren: int = 0, dagen: int = 0) -> None:
        begin = verschoven(self._begin, half_uren=half_uren, dagen=dagen)
        if begin != self._begin:
            self._begin = begin
            self._toon()

    def action_eerder(self) -> None:
        self._schuif(half_uren=-1)

    def action_later(self) -> None:
        self._schuif(half_uren=1)

    def action_dag_terug(self) -> None:
        self._schuif(dagen=-1)

    def action_dag_verder(self) -> None:
        self._schuif(dagen=1)

    def action_week_terug(self) -> None:
        self._schuif(dagen=-5)

    def action_week_verder(self) -> None:
        self._schuif(dagen=5)

    # -- putting it down ---------------------------------------------------------------------------

    def action_zet_neer(self) -> None:
        """Keep it here; with a reason when a preference is overruled, not at all when a rule forbids it."""
        if not self._verplaatst:
            self.dismiss(None)
        else:
            self._zet_neer()

    @work(exclusive=True, group="zet-neer")
    async def _zet_neer(self) -> None:
        g = self._gesprek
        try:
            gevonden = await mgn_van(self).doe(plannen.beoordeel, g.aanmelding_ref, self._invoer(), g.id)
            self._oordeel = gevonden
            if verboden := eisen(gevonden):
                self._zeg(gevonden, "")
                mgn_van(self).meld(f"Hier kan het niet. {verboden[0].melding}", "error")
                return
            if not gevonden:
                await mgn_van(self).doe(plannen.verzet, g.ref, self._invoer(), None)
        except MgnFout as fout:
            mgn_van(self).meld(fout.melding, "error")
            return
        if gevonden:
            self._vraag_reden(gevonden)
        else:
            self._staat()

    def _vraag_reden(self, gevonden: tuple[Bevinding, ...]) -> None:
        g = self._gesprek

        def leg_vast(sessie: "Sessie", reden: str, concept: tuple[str, str]) -> None:
            plannen.verzet(sessie, g.ref, self._invoer(reden), concept)

        venster = redenvenster(
            f"{toon_moment(self._begin)}, {opsomming(g.team)}",
            gevonden,
            leg_vast,
            concept_record(g.aanmelding_ref, g.ref),
            inwoner=g.inwoner,
            toetsen="Enter zet neer   Esc terug",
        )
        self.app.push_screen(venster, lambda gelukt: self._staat() if gelukt else None)

    def _staat(self) -> None:
        self.dismiss(self._begin)

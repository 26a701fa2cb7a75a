"""Taking back from anywhere: what was typed goes into the record first, then the last change comes out whole."""

from inspect import isawaitable
from typing import TYPE_CHECKING, cast

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from mgn_tui.domain.fouten import MgnFout
from mgn_tui.register import geschiedenis, ongedaan
from mgn_tui.tui.basis import MgnModaal, StapScherm
from mgn_tui.tui.screens.scherm import mgn_van
from mgn_tui.tui.widgets.cellen import balk
from mgn_tui.tui.widgets.tekst import Static
from mgn_tui.tui.widgets.toetsen import Toetsen

if TYPE_CHECKING:
    from mgn_tui.register.geschiedenis import Soort
    from mgn_tui.register.ongedaan import Uitkomst
    from mgn_tui.tui.app import MgnTui


async def neem_terug(app: "MgnTui", *, opnieuw: bool) -> None:
    """Take back the last change (or do it again), say what, and show how it stands now."""
    scherm = app.screen
    if isinstance(scherm, StapScherm):
        await scherm.voor_terugnemen()
    await app.bewaar_concepten()
    aantal = await app.probeer(ongedaan.volgende, opnieuw=opnieuw)
    if aantal is None:
        return
    try:
        if aantal > ongedaan.VEEL:
            uitkomst = await app.push_screen_wait(VoortgangVenster(opnieuw))
        else:
            uitkomst = await app.doe(ongedaan.doe_opnieuw if opnieuw else ongedaan.neem_terug)
    except MgnFout as fout:
        app.meld(fout.melding, "warning")
        return
    if uitkomst is None:
        return
    await ververs(app)
    app.meld(uitkomst.zin)
    for zin in uitkomst.let_op:
        app.meld(zin, "warning")
    if uitkomst.gebleven:
        app.push_screen(GeblevenVenster(uitkomst))


async def ververs(app: "MgnTui") -> None:
    """Every screen in sight reads again; one whose record is gone closes, also one that waits elsewhere."""
    weg = set()
    for scherm in [s for stapel in app._screen_stacks.values() for s in reversed(stapel)]:
        welk = scherm.record if isinstance(scherm, StapScherm) and not scherm.IS_LIJST else None
        if welk is not None and not await app.probeer(geschiedenis.bestaat, *cast("tuple[str, Soort]", welk)):
            weg.add(scherm)
            scherm.dismiss()
    for scherm in reversed(app.screen_stack):
        if not isinstance(scherm, StapScherm) or scherm in weg:
            continue
        gevolg = scherm.na_terugnemen()
        if isawaitable(gevolg):
            await gevolg


class VoortgangVenster(MgnModaal["Uitkomst | None"]):
    """A great many rows: a bar, until they are back. Esc waits."""

    UITLEG = "Dit duurt even. U hoeft niets te doen."

    DEFAULT_CSS = """
    VoortgangVenster > Vertical {
        width: 72; max-width: 100%; height: auto; background: $veld; border: round $lijn; padding: 1 2;
    }
    VoortgangVenster Static { height: auto; }
    VoortgangVenster #titel { text-style: bold; }
    """
    SCOPED_CSS = False

    def __init__(self, opnieuw: bool) -> None:
        super().__init__()
        self._opnieuw = opnieuw

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static("Opnieuw doen …" if self._opnieuw else "Terugnemen …", id="titel", markup=False)
            yield Static("Uitzoeken wat er terug moet.", id="staat", markup=False)

    def on_mount(self) -> None:
        self._doe()

    def action_sluit(self) -> None:
        """Half a taking back does not exist; so this waits."""

    @work(exclusive=True, group="terugnemen")
    async def _doe(self) -> None:
        def voortgang(gedaan: int, totaal: int) -> None:
            self.app.call_from_thread(self._toon, gedaan, totaal)

        wat = ongedaan.doe_opnieuw if self._opnieuw else ongedaan.neem_terug
        try:
            self.dismiss(await mgn_van(self).doe(wat, voortgang))
        except MgnFout as fout:
            mgn_van(self).meld(fout.melding, "warning")
            self.dismiss(None)

    def _toon(self, gedaan: int, totaal: int) -> None:
        self.query_one("#staat", Static).update(f"{balk(gedaan, totaal, 40)} {gedaan} van {totaal}")


class GeblevenVenster(MgnModaal[None]):
    """What stayed, because somebody changed it since: what stands there, and what it would have become."""

    UITLEG = (
        "Dit is blijven staan, omdat een collega het intussen wijzigde. Beide teksten staan naast elkaar."
    )

    DEFAULT_CSS = """
    GeblevenVenster > Vertical {
        width: 90; max-width: 100%; height: auto; max-height: 100%;
        background: $veld; border: round $let-op; padding: 1 2;
    }
    GeblevenVenster VerticalScroll { height: auto; max-height: 16; scrollbar-size-vertical: 1; background: $veld; }
    GeblevenVenster Static { height: auto; }
    GeblevenVenster .kop { text-style: bold; }
    GeblevenVenster .wat { margin-top: 1; }
    GeblevenVenster #toetsen { color: $gedempt; margin-top: 1; }
    GeblevenVenster.-laag > Vertical { padding: 0 1; }
    GeblevenVenster.-laag VerticalScroll { max-height: 9; }
    """
    SCOPED_CSS = False

    def __init__(self, uitkomst: "Uitkomst") -> None:
        super().__init__()
        self._uitkomst = uitkomst

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static("Dit bleef staan", classes="kop", markup=False)
            with VerticalScroll():
                for g in self._uitkomst.gebleven:
                    yield Static(f"{g.wat[0].upper()}{g.wat[1:]}: {g.waarom}.", classes="wat", markup=False)
                    for wie, tekst in (("Nu", g.nu), ("Het zou worden", g.terug)):
                        if tekst:
                            yield Static(Content(f"{wie}: ").stylize("$gedempt") + Content(tekst))
            yield Toetsen("Esc terug", id="toetsen", markup=False)

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

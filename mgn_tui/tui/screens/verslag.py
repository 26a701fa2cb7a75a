"""The report on paper, with one key: for whom, a bar while it is made, and where the files lie."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from mgn_tui.documents import uitgeven_rapport
from mgn_tui.domain.fouten import MgnFout
from mgn_tui.register import exportwachtwoord
from mgn_tui.register.cijfers import Voor
from mgn_tui.tui.basis import MgnModaal
from mgn_tui.tui.screens.documentwachtwoord import kies_wachtwoord
from mgn_tui.tui.screens.scherm import MgnScherm, mgn_van
from mgn_tui.tui.vensters import KiesVenster, Vondst, past
from mgn_tui.tui.widgets.cellen import balk
from mgn_tui.tui.widgets.tekst import Static
from mgn_tui.tui.widgets.toetsen import Toetsen

if TYPE_CHECKING:
    from mgn_tui.register.cijferbeeld import Keuze
    from mgn_tui.register.rapporteren import Opdracht

_VOOR: dict[Voor, tuple[str, str]] = {
    "team": ("voor het team en de stuurgroep", "alles behalve wie het was"),
    "regio": ("voor de regio", "aantallen en vrijgegeven leerpunten, niets per praktijk"),
    "openbaar": ("openbaar", "kleine aantallen staan er niet in"),
}


async def maak_verslag(scherm: MgnScherm, keuze: "Keuze") -> None:
    """Ask for whom, and make it. The level that fits what is looked at comes first."""
    eerst = keuze.opdracht.voor
    vondsten = [
        Vondst(titel, uitleg, sleutel=voor)
        for voor, (titel, uitleg) in sorted(_VOOR.items(), key=lambda paar: paar[0] != eerst)
    ]

    async def zoek(tekst: str) -> Sequence[Vondst]:
        return [v for v in vondsten if past(tekst, v.titel, v.uitleg)]

    gekozen = await scherm.app.push_screen_wait(KiesVenster(f"Verslag van {keuze.naam}", zoek))
    if gekozen is not None:
        voor = next(v for v in _VOOR if v == gekozen.sleutel)
        wachtwoord: str | None = None
        if voor in exportwachtwoord.MET_WACHTWOORD:
            antwoord = await kies_wachtwoord(scherm)
            if antwoord is None:
                return
            wachtwoord = antwoord or None
        scherm.app.push_screen(VerslagVenster(replace(keuze.opdracht, voor=voor), wachtwoord))


class VerslagVenster(MgnModaal[None]):
    """Makes the report in a thread, and says where it lies. Esc waits until it does."""

    UITLEG = "Het verslag wordt gemaakt. Als het klaar is, staat hier waar het ligt."

    DEFAULT_CSS = """
    VerslagVenster > Vertical {
        width: 84; max-width: 100%; height: auto; max-height: 100%;
        background: $veld; border: round $lijn; padding: 1 2;
    }
    VerslagVenster VerticalScroll { height: auto; max-height: 14; scrollbar-size-vertical: 1; background: $veld; }
    VerslagVenster Static { height: auto; }
    VerslagVenster #titel { text-style: bold; }
    VerslagVenster #toetsen { color: $gedempt; margin-top: 1; }
    VerslagVenster.-laag > Vertical { padding: 0 1; }
    VerslagVenster.-laag VerticalScroll { max-height: 9; }
    """
    SCOPED_CSS = False

    def __init__(self, opdracht: "Opdracht", wachtwoord: str | None = None) -> None:
        super().__init__()
        self._wachtwoord = wachtwoord
        self._opdracht = opdracht
        self._bezig = True

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static("Het verslag wordt gemaakt …", id="titel", markup=False)
            with VerticalScroll(can_focus=False):
                yield Static("", id="staat", markup=False)
            yield Toetsen("", id="toetsen", markup=False)

    def on_mount(self) -> None:
        self._maak()

    def action_sluit(self) -> None:
        if not self._bezig:
            self.dismiss(None)

    @work(exclusive=True, group="verslag")
    async def _maak(self) -> None:
        def voortgang(stap: int) -> None:
            self.app.call_from_thread(self._toon_stap, stap)

        try:
            paden = await mgn_van(self).doe(
                uitgeven_rapport.geef_rapport_uit, self._opdracht, None, voortgang, self._wachtwoord
            )
            hoe = "Het verslag ligt klaar, met wachtwoord" if self._wachtwoord else "Het verslag ligt klaar"
            self._zeg(hoe, "\n".join(_regels(paden)))
        except MgnFout as fout:
            self._zeg("Het verslag is niet gemaakt", f"✖ {fout.melding}")
        self._bezig = False
        self.query_one("#toetsen", Static).update("Esc terug")

    def _toon_stap(self, stap: int) -> None:
        stappen = uitgeven_rapport.STAPPEN
        self._zeg(
            "Het verslag wordt gemaakt …",
            f"{balk(stap, len(stappen), 32) or f'stap {stap + 1} van {len(stappen)}:'} {stappen[stap]}",
        )

    def _zeg(self, titel: str, tekst: str) -> None:
        self.query_one("#titel", Static).update(titel)
        self.query_one("#staat", Static).update(tekst)


def _regels(paden: Sequence[Path]) -> list[str]:
    """The folder once, and what lies in it."""
    return [f"In {paden[0].parent}:", *(f"  {pad.name}" for pad in paden)]

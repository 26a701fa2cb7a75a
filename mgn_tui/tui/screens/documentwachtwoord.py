"""The password of a document, asked in a small window: for this one, or the team's own for all of them."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.woorden import ExportWachtwoord
from mgn_tui.register import exportwachtwoord
from mgn_tui.tui.screens.scherm import MgnScherm
from mgn_tui.tui.screens.vragen import Vraagvenster
from mgn_tui.tui.widgets.invoer import RegelInvoer, VeldGewijzigd
from mgn_tui.tui.widgets.tekst import Static

_MONDELING = (
    "Minstens 12 tekens; vier losse woorden zijn sterk en te onthouden. "
    "Geef het de ander mondeling, niet in een bericht."
)


async def kies_wachtwoord(scherm: MgnScherm) -> str | None:
    """The password that the werkmap's setting asks for; empty is none, None: the person went back."""
    mgn = scherm.mgn
    beleid = await mgn.probeer(exportwachtwoord.beleid)
    if beleid is None:
        return None
    if beleid is ExportWachtwoord.GEEN:
        return ""
    if beleid is ExportWachtwoord.VRAGEN:
        return await mgn.push_screen_wait(DocumentWachtwoord("Wachtwoord voor dit document", leeg_mag=True))
    return await mgn.doe(exportwachtwoord.vast) or await kies_vast(scherm)


async def kies_vast(scherm: MgnScherm) -> str | None:
    """Choose the team's own password for documents, and keep it."""
    titel = "Vast wachtwoord voor documenten van dit team"
    gekozen = await scherm.mgn.push_screen_wait(DocumentWachtwoord(titel))
    if gekozen:
        try:
            await scherm.mgn.doe(exportwachtwoord.bewaar_vast, gekozen)
        except Geweigerd as fout:
            scherm.mgn.meld(fout.melding, "error")
            return None
        scherm.mgn.meld("Het vaste wachtwoord is bewaard.")
    return gekozen


class DocumentWachtwoord(Vraagvenster[str]):
    """Typed twice. `leeg_mag`: nothing typed is no password. Esc: None."""

    TOETSEN: ClassVar[str] = "Enter verder   Esc terug"

    def __init__(self, titel: str, *, leeg_mag: bool = False) -> None:
        super().__init__(titel, f"{_MONDELING} Leeg laten: geen wachtwoord." if leeg_mag else _MONDELING)
        self._leeg_mag = leeg_mag

    def velden(self) -> ComposeResult:
        for naam, label in (("eerste", "Wachtwoord"), ("weer", "Nog een keer")):
            yield Static(label, classes="label", markup=False)
            invoer = RegelInvoer("")
            invoer.password = True
            invoer.id = naam
            yield invoer

    def on_mount(self) -> None:
        self.query_one("#eerste").focus()

    @on(VeldGewijzigd)
    def _typt(self) -> None:
        self.zeg("")

    @on(Input.Submitted)
    def _enter(self, gebeurtenis: Input.Submitted) -> None:
        gebeurtenis.stop()
        eerste, weer = (self.query_one(f"#{naam}", RegelInvoer) for naam in ("eerste", "weer"))
        if not eerste.value and not weer.value and self._leeg_mag:
            self.dismiss("")
            return
        try:
            exportwachtwoord.keur(eerste.value)
        except Geweigerd as fout:
            eerste.focus()
            self.zeg(fout.melding)
            return
        if gebeurtenis.input is eerste and not weer.value:
            weer.focus()
        elif eerste.value != weer.value:
            weer.zet("")  # quietly: the message stays
            weer.focus()
            self.zeg("De twee wachtwoorden zijn niet gelijk. Typ het tweede opnieuw.")
        else:
            self.dismiss(eerste.value)

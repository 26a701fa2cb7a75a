"""A password on what is written for people: two options, else the werkmap's setting, else asked."""

from typing import TYPE_CHECKING, Final

import typer

from mgn_tui.cli.fouten import Gebruiksfout, lees_wachtwoord
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.woorden import ExportWachtwoord
from mgn_tui.register import exportwachtwoord

if TYPE_CHECKING:
    from mgn_tui.cli.omgeving import Omgeving
    from mgn_tui.register.sessie import Sessie

BESTAND = typer.Option(
    "",
    "--document-wachtwoord-bestand",
    metavar="BESTAND",
    help="Zet een wachtwoord op het document: de eerste regel van dit bestand.",
)
ZONDER = typer.Option(False, "--zonder-wachtwoord", help="Geen wachtwoord op het document.")
_UITWEG: Final = "Geef --document-wachtwoord-bestand BESTAND, of --zonder-wachtwoord."
_KIES: Final = (
    "Kies een wachtwoord voor dit document: minstens 12 tekens. Geef het de ander mondeling, niet in een bericht. "
    "Enter: zonder wachtwoord."
)


def kies(
    omgeving: "Omgeving",
    sessie: "Sessie",
    bestand: str,
    zonder: bool,
    *,
    kan: bool = True,
    volgt: bool = True,
) -> str | None:
    """The password for a document; None is none.

    `kan`: this kind of file can have one. `volgt`: it falls under the setting; what does not has one only when that
    is asked for. Raises `Gebruiksfout`, and `Geweigerd` with the way out: a weak one, a kind that cannot, or a
    question that nobody is there to answer.
    """
    if bestand and zonder:
        raise Gebruiksfout("Kies een van de twee: --document-wachtwoord-bestand of --zonder-wachtwoord.")
    if zonder:
        return None
    if bestand:
        _eis_kan(kan)
        return exportwachtwoord.keur(lees_wachtwoord(bestand))
    beleid = exportwachtwoord.beleid(sessie) if volgt else ExportWachtwoord.GEEN
    if beleid is ExportWachtwoord.GEEN:
        return None
    _eis_kan(kan)
    if beleid is ExportWachtwoord.VAST and (bekend := exportwachtwoord.vast(sessie)) is not None:
        return bekend
    if not omgeving.terminal.kan_vragen():
        waarom = (
            "Deze werkmap vraagt bij elk document om een wachtwoord, en hier is niemand om het te vragen."
            if beleid is ExportWachtwoord.VRAGEN
            else "Het vaste wachtwoord voor documenten is nog niet gekozen. Kies het met: mgn instellingen "
            "documentwachtwoord."
        )
        raise Geweigerd(f"{waarom} {_UITWEG}")
    if beleid is ExportWachtwoord.VRAGEN:
        return _vraag(omgeving, leeg_mag=True)
    gekozen = vraag_vast(omgeving)
    exportwachtwoord.bewaar_vast(sessie, gekozen)
    return gekozen


def _eis_kan(kan: bool) -> None:
    if not kan:
        raise Geweigerd(
            "Een CSV of JSON kan geen wachtwoord hebben, een rekenblad wel: kies een naam die eindigt op .xlsx. "
            "Of schrijf het zonder wachtwoord met --zonder-wachtwoord."
        )


def vraag_vast(omgeving: "Omgeving") -> str:
    """Ask the password that the team will use for all its documents."""
    omgeving.terminal.zeg("Kies het vaste wachtwoord voor documenten van dit team: minstens 12 tekens.")
    return _vraag(omgeving, leeg_mag=False) or ""


def _vraag(omgeving: "Omgeving", *, leeg_mag: bool) -> str | None:
    terminal = omgeving.terminal
    if leeg_mag:
        terminal.zeg(_KIES)
    while True:
        eerste = terminal.geheim("Wachtwoord voor het document:")
        if not eerste and leeg_mag:
            return None
        try:
            exportwachtwoord.keur(eerste)
        except Geweigerd as fout:
            terminal.zeg(fout.melding)
            continue
        if terminal.geheim("Nog een keer:") == eerste:
            return eerste
        terminal.zeg("Die twee zijn niet gelijk. Typ het opnieuw.")

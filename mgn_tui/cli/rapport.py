"""`mgn rapport`: the report of a sprint, a pilot or a period, on paper and as a spreadsheet."""

from pathlib import Path

import typer

from mgn_tui.cli import documentwachtwoord
from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.evaluatie import PILOT
from mgn_tui.cli.fouten import Gebruiksfout
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.figures import periode as perioden
from mgn_tui.register import exportwachtwoord
from mgn_tui.register.cijfers import NIVEAUS, Voor
from mgn_tui.register.rapporteren import Opdracht

app = groep("rapport", "Het verslag van een sprint, een pilot of een periode, als PDF en XLSX.")
VOOR = typer.Option(
    "team", "--voor", metavar="NIVEAU", help="Voor wie: team, regio of openbaar. Zonder: team."
)
UIT = typer.Option("", "--uit", metavar="MAP", help="Een andere map dan exports van de werkmap.")


@opdracht(app, "sprint")
def sprint(
    ctx: typer.Context,
    nummer: str = typer.Argument(..., metavar="NUMMER", help="Het nummer van de sprint."),
    pilot: str = PILOT,
    voor: str = VOOR,
    uit: str = UIT,
    wachtwoord_bestand: str = documentwachtwoord.BESTAND,
    zonder: bool = documentwachtwoord.ZONDER,
) -> None:
    """De evaluatie van een sprint: verslag, twee bladzijden voor de vergadering, rekenblad."""
    _maak(ctx, Opdracht("sprint", nummer, _niveau(voor), pilot), uit, wachtwoord_bestand, zonder)


@opdracht(app, "pilot")
def pilot(
    ctx: typer.Context,
    naam: str = typer.Argument(..., metavar="NAAM", help="De naam van de pilot, of het begin ervan."),
    voor: str = VOOR,
    uit: str = UIT,
    wachtwoord_bestand: str = documentwachtwoord.BESTAND,
    zonder: bool = documentwachtwoord.ZONDER,
) -> None:
    """De evaluatie van een pilot, met al haar sprints."""
    _maak(ctx, Opdracht("pilot", naam, _niveau(voor)), uit, wachtwoord_bestand, zonder)


@opdracht(app, "periode")
def periode(
    ctx: typer.Context,
    welke: str = typer.Argument(..., metavar="PERIODE", help=f"Bijvoorbeeld {perioden.WOORDEN}."),
    pilot: str = typer.Option("", "--pilot", metavar="NAAM", help="Alleen deze pilot."),
    voor: str = VOOR,
    uit: str = UIT,
    wachtwoord_bestand: str = documentwachtwoord.BESTAND,
    zonder: bool = documentwachtwoord.ZONDER,
) -> None:
    """Het verslag van een periode, van de hele regio of met --pilot van één pilot."""
    _maak(ctx, Opdracht("periode", welke, _niveau(voor), pilot), uit, wachtwoord_bestand, zonder)


def _niveau(voor: str) -> Voor:
    niveau = next((n for n in NIVEAUS if n == voor), None)
    if niveau is None:
        raise Gebruiksfout(f"Kies bij --voor uit: {', '.join(NIVEAUS)}.")
    return niveau


def _maak(ctx: typer.Context, wat: Opdracht, uit: str, wachtwoord_bestand: str, zonder: bool) -> None:
    from mgn_tui.documents.uitgeven_rapport import geef_rapport_uit

    with sessie_van(ctx) as s:
        map_ = Path(uit).expanduser().absolute() if uit else None
        volgt = wat.voor in exportwachtwoord.MET_WACHTWOORD
        wachtwoord = documentwachtwoord.kies(van(ctx), s, wachtwoord_bestand, zonder, volgt=volgt)
        for pad in geef_rapport_uit(s, wat, map_, wachtwoord=wachtwoord):
            van(ctx).terminal.data(str(pad))

"""`mgn rapport`: the report of a sprint, a pilot or a period, on paper and as a spreadsheet."""

from pathlib import Path

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.evaluatie import PILOT
from mgn_tui.cli.fouten import Gebruiksfout
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.domain.rapport import Soort
from mgn_tui.figures import periode as perioden
from mgn_tui.register.cijfers import NIVEAUS
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
) -> None:
    """De evaluatie van een sprint: verslag, twee bladzijden voor de vergadering, rekenblad."""
    _maak(ctx, "sprint", nummer, pilot, voor, uit)


@opdracht(app, "pilot")
def pilot(
    ctx: typer.Context,
    naam: str = typer.Argument(..., metavar="NAAM", help="De naam van de pilot, of het begin ervan."),
    voor: str = VOOR,
    uit: str = UIT,
) -> None:
    """De evaluatie van een pilot, met al haar sprints."""
    _maak(ctx, "pilot", naam, "", voor, uit)


@opdracht(app, "periode")
def periode(
    ctx: typer.Context,
    welke: str = typer.Argument(..., metavar="PERIODE", help=f"Bijvoorbeeld {perioden.WOORDEN}."),
    pilot: str = typer.Option("", "--pilot", metavar="NAAM", help="Alleen deze pilot."),
    voor: str = VOOR,
    uit: str = UIT,
) -> None:
    """Het verslag van een periode, van de hele regio of met --pilot van één pilot."""
    _maak(ctx, "periode", welke, pilot, voor, uit)


def _maak(ctx: typer.Context, soort: Soort, wat: str, pilot_: str, voor: str, uit: str) -> None:
    niveau = next((n for n in NIVEAUS if n == voor), None)
    if niveau is None:
        raise Gebruiksfout(f"Kies bij --voor uit: {', '.join(NIVEAUS)}.")
    from mgn_tui.documents.uitgeven_rapport import geef_rapport_uit

    with sessie_van(ctx) as s:
        map_ = Path(uit).expanduser().absolute() if uit else None
        for pad in geef_rapport_uit(s, Opdracht(soort, wat, niveau, pilot_), map_):
            van(ctx).terminal.data(str(pad))

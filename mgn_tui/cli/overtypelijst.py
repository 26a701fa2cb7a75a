"""`mgn overtypelijst`: each gesprek in the order of the region's own form, to type over."""

from pathlib import Path

import typer

from mgn_tui.cli import documentwachtwoord
from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.fouten import Gebruiksfout
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer, ref
from mgn_tui.domain.rapport import NIET_MAILEN
from mgn_tui.figures.periode import WOORDEN
from mgn_tui.register import overtypen
from mgn_tui.register.cijfers import tijdvak

app = groep("overtypelijst", "De gesprekken in de volgorde van het formulier van de regio.")
NIET_BEKEND = "(niet ingevuld)"


@opdracht(app, "overtypelijst")
def overtypelijst(
    ctx: typer.Context,
    periode: str = typer.Option(
        "", "--periode", metavar="PERIODE", help=f"Bijvoorbeeld {WOORDEN}. Zonder: dit kwartaal."
    ),
    pilot: str = typer.Option("", "--pilot", metavar="NAAM", help="Alleen deze pilot."),
    json: bool = typer.Option(False, "--json", help=JSON_HULP),
    naar: str = typer.Option("", "--naar", metavar="BESTAND", help="Naar een rekenblad (.xlsx)."),
    wachtwoord_bestand: str = documentwachtwoord.BESTAND,
    zonder: bool = documentwachtwoord.ZONDER,
) -> None:
    """Elk gevoerd gesprek van een periode, vraag voor vraag, om over te typen. Zonder namen."""
    if (wachtwoord_bestand or zonder) and not naar:
        raise Gebruiksfout("Een wachtwoord hoort bij een bestand: geef ook --naar BESTAND.xlsx.")
    with sessie_van(ctx) as s:
        dagen, welke = tijdvak(s, periode, pilot)
        rijen = overtypen.lijst(s, dagen.van, dagen.tot, welke)
        if naar:
            from mgn_tui.documents.overtypelijst import geef_uit

            wachtwoord = documentwachtwoord.kies(van(ctx), s, wachtwoord_bestand, zonder)
            van(ctx).terminal.data(str(geef_uit(s, rijen, Path(naar), wachtwoord)))
            van(ctx).terminal.zeg(NIET_MAILEN)
            return
        Uitvoer(van(ctx).terminal, json).lijst(
            ({"gesprek": rij.ref, "antwoorden": dict(rij.antwoorden)} for rij in rijen),
            (
                "\n".join(
                    [
                        f"{'' if nummer == 1 else chr(10)}{nummer} van {len(rijen)} · gesprek {ref(rij.ref)}",
                        *(
                            f"{plek}. {vraag}: {antwoord or NIET_BEKEND}"
                            for plek, (vraag, antwoord) in enumerate(rij.antwoorden, 1)
                        ),
                    ]
                )
                for nummer, rij in enumerate(rijen, 1)
            ),
            "In deze periode is geen gesprek gevoerd.",
        )

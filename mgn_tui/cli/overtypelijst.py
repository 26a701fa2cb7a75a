"""`mgn overtypelijst`: each gesprek in the order of the region's own form, to type over."""

from typing import TYPE_CHECKING

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.fouten import Gebruiksfout
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer, ref
from mgn_tui.domain.tijdvakken import dagen_van, kwartaal_van, lees_kwartaal, lees_maand
from mgn_tui.register import overtypen

if TYPE_CHECKING:
    from datetime import date

app = groep("overtypelijst", "De gesprekken in de volgorde van het formulier van de regio.")
NIET_BEKEND = "(niet ingevuld)"


def lees_tijdvak(tekst: str) -> "tuple[date, date]":
    """A quarter or a month, as its first and last day. Raises `Gebruiksfout`."""
    for lees in (lees_kwartaal, lees_maand):
        try:
            return dagen_van(lees(tekst))
        except ValueError:
            continue
    raise Gebruiksfout("Zeg bij --periode een kwartaal of een maand: 2027-Q1 of 2027-03.")


@opdracht(app, "overtypelijst")
def overtypelijst(
    ctx: typer.Context,
    periode: str = typer.Option(
        "",
        "--periode",
        metavar="PERIODE",
        help="Een kwartaal of maand: 2027-Q1, 2027-03. Zonder: dit kwartaal.",
    ),
    json: bool = typer.Option(False, "--json", help=JSON_HULP),
) -> None:
    """Elk gevoerd gesprek van een periode, vraag voor vraag, om over te typen. Zonder namen."""
    tijdvak = lees_tijdvak(periode) if periode else None
    with sessie_van(ctx) as s:
        rijen = overtypen.lijst(s, *(tijdvak or dagen_van(kwartaal_van(s.klok.vandaag()))))
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

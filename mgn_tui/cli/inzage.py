"""`mgn inzage`: everything about one person in one readable file."""

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.documents import inzage as document
from mgn_tui.documents.schrijven import schrijf_nieuw
from mgn_tui.register import inzage as register

app = groep("inzage", "Alles over één inwoner in één leesbaar bestand.")


@opdracht(app, "inzage")
def inzage(
    ctx: typer.Context,
    inwoner: str = typer.Argument(
        ..., metavar="INWONER", help="Referentie van de inwoner, een aanmelding of gesprek."
    ),
    tekst: bool = typer.Option(False, "--tekst", help="Als platte tekst in plaats van PDF."),
) -> None:
    """Alles wat over een inwoner is vastgelegd, voor de inwoner zelf: ook wie het las.

    Het komt in `exports/`, onder een pseudoniem. Alleen wie deze inwoner mag lezen kan het maken, en het staat in
    het toegangslogboek. Geef het persoonlijk of langs een beveiligde weg.
    """
    with sessie_van(ctx) as s:
        gemaakt = register.maak(s, inwoner)
        if tekst:
            inhoud, achtervoegsel = document.als_tekst(gemaakt).encode(), ".txt"
        else:
            inhoud, achtervoegsel = document.maak_pdf(gemaakt), ".pdf"
        pad = schrijf_nieuw(s.werkmap.exports, document.bestandsnaam(gemaakt), inhoud, achtervoegsel)
    van(ctx).terminal.data(str(pad))
    van(ctx).terminal.zeg(document.EERSTE)

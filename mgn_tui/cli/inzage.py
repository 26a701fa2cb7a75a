"""`mgn inzage`: everything about one person in one readable file."""

import typer

from mgn_tui.cli import documentwachtwoord
from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.documents import inzage as document
from mgn_tui.domain.fouten import Geweigerd

app = groep("inzage", "Alles over één inwoner in één leesbaar bestand.")


@opdracht(app, "inzage")
def inzage(
    ctx: typer.Context,
    inwoner: str = typer.Argument(
        ..., metavar="INWONER", help="Referentie van de inwoner, een aanmelding of gesprek."
    ),
    tekst: bool = typer.Option(False, "--tekst", help="Als platte tekst in plaats van PDF."),
    wachtwoord_bestand: str = documentwachtwoord.BESTAND,
) -> None:
    """Alles wat over een inwoner is vastgelegd, voor de inwoner zelf: ook wie het las.

    Het komt in `exports/`, onder een pseudoniem. Alleen wie deze inwoner mag lezen kan het maken, en het staat in
    het toegangslogboek. Geef het persoonlijk of langs een beveiligde weg. Alleen de PDF kan een wachtwoord hebben.
    """
    if tekst and wachtwoord_bestand:
        raise Geweigerd("Platte tekst kan geen wachtwoord hebben. Laat --tekst weg.")
    with sessie_van(ctx) as s:
        wachtwoord = documentwachtwoord.kies(van(ctx), s, wachtwoord_bestand, False, volgt=False)
        pad = document.geef_uit(s, inwoner, platte_tekst=tekst, wachtwoord=wachtwoord)
    van(ctx).terminal.data(str(pad))
    van(ctx).terminal.zeg(document.EERSTE)

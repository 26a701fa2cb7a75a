"""`mgn spoed`: whom to call now. The national numbers come at once; a team's own stand behind the passphrase."""

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer
from mgn_tui.domain.spoed import landelijke_kaart

app = groep("spoed", "De spoedkaart: wie bel ik nu?")


@opdracht(app, "spoed")
def spoed(
    ctx: typer.Context,
    team: bool = typer.Option(False, "--team", help="De kaart van uw team; vraagt uw wachtwoord."),
    json: bool = typer.Option(False, "--json", help=JSON_HULP),
) -> None:
    """Wie u nu kunt bellen: de landelijke nummers, zonder wachtwoord. Er wordt niets vastgelegd."""
    terminal = van(ctx).terminal
    kaart = landelijke_kaart()
    if team:
        from mgn_tui.register import instellingen

        with sessie_van(ctx) as s:
            kaart = instellingen.spoedkaart(s)
    Uitvoer(terminal, json).lijst(
        ({"wie": wie, "nummer": nummer or None} for wie, nummer in kaart),
        (f"{wie}: {nummer or 'nog invullen, met: mgn instellingen wijzig'}" for wie, nummer in kaart),
        "",
    )
    if not team and not json:
        terminal.zeg("De nummers van uw team: mgn spoed --team")

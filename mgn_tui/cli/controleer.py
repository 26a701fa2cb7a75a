"""`mgn controleer`: is the werkmap sound?"""

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer
from mgn_tui.domain.datums import toon_moment
from mgn_tui.domain.fouten import Uitgang
from mgn_tui.register import logboek, reservekopieen
from mgn_tui.store.sleutelbestand import Sleutelbestand

app = groep("controleer", "Nagaan of de werkmap gaaf is.")


@opdracht(app, "controleer")
def controleer(ctx: typer.Context, json: bool = typer.Option(False, "--json", help=JSON_HULP)) -> None:
    """Nagaan of database, sleutels, toegangslogboek en reservekopieën gaaf zijn. Uitgang 0 is gaaf, 3 is niet gaaf."""
    with sessie_van(ctx) as s:
        gebreken = [*s.store.gebreken()]
        gebreken += logboek.gebreken(s)
        eerder = logboek.eerder(s)
        gebreken += reservekopieen.gebreken(s)
        gebreken += [
            f"Ingang {nummer} van het sleutelbestand is beschadigd; die collega kan niet openen."
            for nummer in Sleutelbestand.lees(s.werkmap.sleutels).beschadigd
        ]
    terminal = van(ctx).terminal
    if json:
        Uitvoer(terminal, True).json({"gaaf": not gebreken, "gebreken": gebreken})
    else:
        for gebrek in gebreken:
            terminal.data(gebrek)
    for moment in eerder:
        terminal.zeg(
            f"Let op: {toon_moment(moment)} bleek het laatste deel van het toegangslogboek weg te zijn."
        )
    if gebreken:
        terminal.zeg(
            "Vraag hulp voordat u verder werkt, of zet een reservekopie terug: mgn terugzetten --toon"
        )
        raise typer.Exit(Uitgang.NIET_OPEN)
    terminal.zeg("De werkmap is gaaf.")

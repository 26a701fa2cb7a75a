"""`mgn werkmap`: where everything is. Opens nothing."""

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.omgeving import van
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer

app = groep("werkmap", "Waar alles staat.")


@opdracht(app, "werkmap")
def werkmap(ctx: typer.Context, json: bool = typer.Option(False, "--json", help=JSON_HULP)) -> None:
    """Waar de werkmap staat, en wat erin ligt. Er wordt niets geopend."""
    from mgn_tui.store.werkmap import demoplek

    omgeving = van(ctx)
    w = omgeving.werkmap()
    plekken = {
        "werkmap": w.pad,
        "database": w.database,
        "sleutels": w.sleutels,
        "exports": w.exports,
        "reservekopieen": w.reserve,
        "meldingen": w.meldingen,
        "demo": demoplek(),
    }
    if json:
        paden = {naam: str(pad) for naam, pad in plekken.items()}
        Uitvoer(omgeving.terminal, True).json({"bestaat": w.bestaat(), **paden})
        return
    for naam, pad in plekken.items():
        omgeving.terminal.data(f"{naam}: {pad}")
    if not w.bestaat():
        omgeving.terminal.zeg("Hier is nog geen werkmap. Maak er een met: mgn nieuw")

"""`mgn exporteer`: all data, in an open format."""

from pathlib import Path

import typer

from mgn_tui.cli import documentwachtwoord
from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.exchange import exporteren
from mgn_tui.exchange.monitoringsformat import BIJZONDER

app = groep("exporteer", "Alle gegevens naar een bestand: CSV, XLSX of JSON.")


@opdracht(app, "exporteer")
def exporteer(
    ctx: typer.Context,
    pad: str = typer.Argument(
        ...,
        metavar="BESTAND",
        help="De naam eindigt op .csv, .xlsx (het monitoringsformat) of .json (alles).",
    ),
    wachtwoord_bestand: str = documentwachtwoord.BESTAND,
    zonder: bool = documentwachtwoord.ZONDER,
) -> None:
    """Alle gegevens naar een bestand. Een bestand dat er al is, wordt niet overschreven. Alleen .xlsx kan een
    wachtwoord hebben."""
    with sessie_van(ctx) as s:
        terminal = van(ctx).terminal
        kan = exporteren.kan_wachtwoord(Path(pad))
        wachtwoord = documentwachtwoord.kies(van(ctx), s, wachtwoord_bestand, zonder, kan=kan)
        doel, uitvoer = exporteren.exporteer(s, Path(pad), wachtwoord)
        terminal.data(str(doel))
        aantal = len(uitvoer.rijen)
        terminal.zeg("1 rij geschreven." if aantal == 1 else f"{aantal} rijen geschreven.")
        if uitvoer.gesloten:
            terminal.zeg(
                f"{uitvoer.gesloten} teksten zijn leeg gelaten: u mag de gegevens van die inwoners niet lezen."
                if uitvoer.gesloten > 1
                else "1 tekst is leeg gelaten: u mag de gegevens van die inwoner niet lezen."
            )
        if uitvoer.zonder:
            rijen = "1 rij staat" if uitvoer.zonder == 1 else f"{uitvoer.zonder} rijen staan"
            terminal.zeg(f"{rijen} er niet bij: de inwoner maakt bezwaar tegen gebruik voor cijfers.")
        terminal.zeg(BIJZONDER)

"""`mgn reservekopie`: make a backup now, or see which there are."""

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.fouten import Gebruiksfout
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer
from mgn_tui.domain.datums import toon_moment
from mgn_tui.domain.tekst import omvang
from mgn_tui.register import reservekopieen

app = groep("reservekopie", "Een reservekopie maken, of zien welke er zijn.")


@opdracht(app, "reservekopie")
def reservekopie(
    ctx: typer.Context,
    wat: str = typer.Argument("maak", metavar="[maak|lijst]", help="Zonder woord wordt er nu een gemaakt."),
    json: bool = typer.Option(False, "--json", help=JSON_HULP),
) -> None:
    """Nu een reservekopie maken; met `lijst` ziet u welke er zijn en waarom ze blijven.

    Vanzelf wordt er een gemaakt bij het afsluiten en voor een import, een andere regio of een nieuwe versie.
    Terugzetten gaat met: mgn terugzetten
    """
    terminal = van(ctx).terminal
    if wat not in ("maak", "lijst"):
        raise Gebruiksfout("Typ mgn reservekopie, of mgn reservekopie lijst.")
    with sessie_van(ctx) as s:
        if wat == "maak":
            kopie, meldingen = reservekopieen.maak(s)
            for melding in meldingen:
                terminal.zeg(f"Let op: {melding}")
            if json:
                Uitvoer(terminal, True).json({"bestand": str(kopie.pad), "bytes": kopie.bytes})
            else:
                terminal.data(str(kopie.pad))
            return
        regels = reservekopieen.lijst(s)
    if json:
        rijen = [
            {
                "bestand": r.kopie.pad.name,
                "gemaakt_op": r.kopie.gemaakt.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "reden": r.kopie.reden,
                "bytes": r.kopie.bytes,
                "blijft": r.blijft,
            }
            for r in regels
        ]
        Uitvoer(terminal, True).json({"reservekopieen": rijen})
        return
    for r in regels:
        terminal.data(
            f"{r.kopie.pad.name}  {toon_moment(r.kopie.gemaakt)}, {r.reden}; {omvang(r.kopie.bytes)}; {r.blijft}"
        )
    terminal.zeg(
        reservekopieen.REGEL if regels else "Er is nog geen reservekopie. Maak er een met: mgn reservekopie"
    )

"""`mgn instellingen`: what holds for the whole werkmap."""

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.invullen import Taak, vul_in
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer, als_json, als_regels
from mgn_tui.register import concepten, instellingen

app = groep("instellingen", "Team, verantwoordelijke, bewaartermijnen, spoedkaart.")


@opdracht(app, "toon")
def toon(ctx: typer.Context, json: bool = typer.Option(False, "--json", help=JSON_HULP)) -> None:
    """Alle instellingen, ook wat nog leeg is."""
    with sessie_van(ctx) as s:
        ruw, vandaag = instellingen.lees(s), s.klok.vandaag()
        uit = Uitvoer(van(ctx).terminal, json)
        if json:
            velden = als_json(instellingen.FORMULIER, ruw, vandaag)
            uit.json({"regio": s.profiel.id, "velden": velden})
        else:
            regels = als_regels(instellingen.FORMULIER, ruw, vandaag, leeg=True)
            uit.terminal.data("\n".join([f"Regio: {s.profiel.naam}", *regels]))


@opdracht(app, "wijzig", lambda _: instellingen.FORMULIER)
def wijzig(ctx: typer.Context) -> None:
    """Instellingen wijzigen; wat u niet noemt blijft. Zonder opties als vragenlijst."""
    with sessie_van(ctx) as s:

        def bewaar(ruw: dict[str, str], _versie: str | None, concept: tuple[str, str]) -> None:
            instellingen.bewaar(s, ruw)
            concepten.gooi_weg(s, *concept)

        vul_in(ctx, s, Taak(instellingen.FORMULIER, "werkmap", instellingen.lees(s)), bewaar)
        van(ctx).terminal.zeg("Bewaard.")

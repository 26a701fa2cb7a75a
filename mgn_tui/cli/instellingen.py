"""`mgn instellingen`: what holds for the whole werkmap."""

import typer

from mgn_tui.cli import documentwachtwoord
from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.fouten import Gebruiksfout, lees_wachtwoord
from mgn_tui.cli.invullen import Taak, vul_in
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer, als_json, als_regels
from mgn_tui.domain.woorden import ExportWachtwoord
from mgn_tui.register import concepten, exportwachtwoord, instellingen

app = groep("instellingen", "Team, verantwoordelijke, bewaartermijnen, exports, spoedkaart.")


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


@opdracht(app, "documentwachtwoord")
def documentwachtwoord_(ctx: typer.Context, bestand: str = documentwachtwoord.BESTAND) -> None:
    """Het vaste wachtwoord voor documenten kiezen, of een ander. Wat al geschreven is, houdt het oude."""
    omgeving = van(ctx)
    if not bestand and not omgeving.terminal.kan_vragen():
        raise Gebruiksfout("Zonder terminal stelt mgn geen vragen. Geef --document-wachtwoord-bestand.")
    with sessie_van(ctx) as s:
        nieuw = lees_wachtwoord(bestand) if bestand else documentwachtwoord.vraag_vast(omgeving)
        exportwachtwoord.bewaar_vast(s, nieuw)
        if exportwachtwoord.beleid(s) is not ExportWachtwoord.VAST:
            omgeving.terminal.zeg(
                "Het geldt zodra u instelt: mgn instellingen wijzig --exports-wachtwoord=vast"
            )
        omgeving.terminal.zeg("Bewaard.")

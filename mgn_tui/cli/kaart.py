"""`mgn kaart`: the sociale kaart; adding and changing as `beheer` does it."""

from pathlib import Path

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.beheer import NAAM, rij_json, voeg_toe, welke
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer, regel
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.tekst import zoveel
from mgn_tui.exchange import kaart as bestand
from mgn_tui.register import beheren, socialekaart

app = groep("kaart", "De sociale kaart: aanbieders en loketten, met hun wachttijd.")
LEEG = "De sociale kaart is nog leeg. Voeg iets toe met: mgn kaart erbij, of lees een lijst in: mgn kaart importeer"


@opdracht(app, "lijst")
def lijst(
    ctx: typer.Context,
    zoek: str = typer.Option(
        "", "--zoek", metavar="TEKST", help="Alleen wat past: naam, soort, waarvoor, gemeente."
    ),
    json: bool = typer.Option(False, "--json", help=JSON_HULP),
) -> None:
    """De lijst, met de wachttijd. Bij een wachttijd die oud is, staat dat."""
    with sessie_van(ctx) as s:
        vandaag = s.klok.vandaag()
        plekken = [p for p in socialekaart.plekken(s, ook_oude=True) if p.past(zoek)]
        per_id = {r.id: r for r in beheren.lijst(s, "kaart")} if json else {}
        Uitvoer(van(ctx).terminal, json).lijst(
            (
                rij_json(s, "kaart", per_id[p.id]) | {"wachttijd_oud": p.oud(vandaag)}
                for p in plekken
                if p.id in per_id
            ),
            (
                regel(
                    p.naam,
                    " · ".join(filter(None, (p.label, p.gemeente, p.telefoon))),
                    p.wacht,
                    "oude opgave" if p.oud(vandaag) else "",
                    "" if p.actief else "niet meer te kiezen",
                )
                for p in plekken
            ),
            LEEG,
        )


voeg_toe(app, "kaart", nieuw_zegt="Toegevoegd aan de sociale kaart.", nieuw_heet="erbij", met_lijst=False)


@opdracht(app, "weg")
def weg(ctx: typer.Context, naam: str = NAAM) -> None:
    """Een aanbieder of loket van de kaart halen. Wat in een advies staat, blijft daar staan."""
    with sessie_van(ctx) as s:
        r = welke(ctx, s, "kaart", naam)
        socialekaart.verwijder(s, r.id)
        van(ctx).terminal.zeg(f"Weg: {r.naam}")


@opdracht(app, "importeer")
def importeer(
    ctx: typer.Context,
    pad: str = typer.Argument(
        ..., metavar="BESTAND", help="CSV of XLSX, met deze kolommen: zie mgn kaart exporteer."
    ),
    proef: bool = typer.Option(False, "--proef", help="Alleen laten zien wat er zou veranderen."),
) -> None:
    """Een lijst inlezen. Alles of niets: is een cel fout, dan hoort u welke en wordt er niets bewaard. Wie er al staat
    (zelfde naam en gemeente) wordt bijgewerkt."""
    with sessie_van(ctx) as s:
        terminal = van(ctx).terminal
        uit = bestand.importeer(s, Path(pad).expanduser(), proef=proef)
        for melding in (*(bestand.regel(fout) for fout in uit.fouten), *uit.meldingen):
            terminal.zeg(melding)
        if uit.fouten:
            raise Geweigerd(f"{zoveel(len(uit.fouten), 'cel', 'cellen')} geweigerd. Er is niets bewaard.")
        i = uit.inname
        terminal.data(f"{i.nieuw} nieuw, {i.gewijzigd} gewijzigd, {i.zelfde} ongewijzigd.")
        terminal.zeg(
            "Dit was een proef: er is niets bewaard."
            if proef
            else "Ingelezen."
            if i.nieuw + i.gewijzigd
            else "Er veranderde niets."
        )


@opdracht(app, "exporteer")
def exporteer(
    ctx: typer.Context,
    pad: str = typer.Argument(..., metavar="BESTAND", help="De naam eindigt op .csv."),
) -> None:
    """De hele sociale kaart naar een CSV-bestand. Een bestand dat er al is, wordt niet overschreven."""
    with sessie_van(ctx) as s:
        doel, aantal = bestand.exporteer(s, Path(pad))
        van(ctx).terminal.data(str(doel))
        van(ctx).terminal.zeg(f"{zoveel(aantal, 'rij', 'rijen')} geschreven.")

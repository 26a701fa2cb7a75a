"""`mgn rapport`: the report of a sprint, a pilot or a period, on paper and as a spreadsheet."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from mgn_tui.cli import documentwachtwoord
from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.evaluatie import DEZE_PILOT, PILOT, SPRINT
from mgn_tui.cli.fouten import Gebruiksfout
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.vormen import vraagbaar
from mgn_tui.cli.welke import welke_plek
from mgn_tui.domain.fouten import MgnFout
from mgn_tui.figures import periode as perioden
from mgn_tui.register import exportwachtwoord
from mgn_tui.register.cijfers import NIVEAUS, Voor, tijdvak
from mgn_tui.register.rapporteren import Opdracht

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

app = groep("rapport", "Het verslag van een sprint, een pilot of een periode, als PDF en XLSX.")
VOOR = typer.Option(
    "team", "--voor", metavar="NIVEAU", help="Voor wie: team, regio of openbaar. Zonder: team."
)
UIT = typer.Option("", "--uit", metavar="MAP", help="Een andere map dan exports van de werkmap.")


@opdracht(app, "sprint")
def sprint(
    ctx: typer.Context,
    nummer: str = SPRINT,
    pilot: str = PILOT,
    voor: str = VOOR,
    uit: str = UIT,
    wachtwoord_bestand: str = documentwachtwoord.BESTAND,
    zonder: bool = documentwachtwoord.ZONDER,
) -> None:
    """De evaluatie van een sprint: verslag, twee bladzijden voor de vergadering, rekenblad."""
    _maak(ctx, Opdracht("sprint", nummer, _niveau(voor), pilot), uit, wachtwoord_bestand, zonder)


@opdracht(app, "pilot")
def pilot(
    ctx: typer.Context,
    naam: str = DEZE_PILOT,
    voor: str = VOOR,
    uit: str = UIT,
    wachtwoord_bestand: str = documentwachtwoord.BESTAND,
    zonder: bool = documentwachtwoord.ZONDER,
) -> None:
    """De evaluatie van een pilot, met al haar sprints."""
    _maak(ctx, Opdracht("pilot", naam, _niveau(voor)), uit, wachtwoord_bestand, zonder)


@opdracht(app, "periode")
def periode(
    ctx: typer.Context,
    welke: str = vraagbaar("PERIODE", f"Bijvoorbeeld {perioden.WOORDEN}."),
    pilot: str = typer.Option("", "--pilot", metavar="NAAM", help="Alleen deze pilot."),
    voor: str = VOOR,
    uit: str = UIT,
    wachtwoord_bestand: str = documentwachtwoord.BESTAND,
    zonder: bool = documentwachtwoord.ZONDER,
) -> None:
    """Het verslag van een periode, van de hele regio of met --pilot van één pilot."""
    _maak(ctx, Opdracht("periode", welke, _niveau(voor), pilot), uit, wachtwoord_bestand, zonder)


def _niveau(voor: str) -> Voor:
    niveau = next((n for n in NIVEAUS if n == voor), None)
    if niveau is None:
        raise Gebruiksfout(f"Kies bij --voor uit: {', '.join(NIVEAUS)}.")
    return niveau


def _maak(ctx: typer.Context, wat: Opdracht, uit: str, wachtwoord_bestand: str, zonder: bool) -> None:
    from mgn_tui.documents.uitgeven_rapport import geef_rapport_uit

    with sessie_van(ctx) as s:
        if not wat.wat:
            wat = _vraag_welke(ctx, s, wat)
        map_ = Path(uit).expanduser().absolute() if uit else None
        volgt = wat.voor in exportwachtwoord.MET_WACHTWOORD
        wachtwoord = documentwachtwoord.kies(van(ctx), s, wachtwoord_bestand, zonder, volgt=volgt)
        for pad in geef_rapport_uit(s, wat, map_, wachtwoord=wachtwoord):
            van(ctx).terminal.data(str(pad))


def _vraag_welke(ctx: typer.Context, s: "Sessie", wat: Opdracht) -> Opdracht:
    """Nothing was typed: ask. A period that is none is explained and asked again."""
    if wat.soort == "sprint":
        plek = welke_plek(ctx, s, "sprint", "", wat.pilot)
        return replace(wat, wat=str(plek.nummer), pilot=plek.pilotnaam)
    if wat.soort == "pilot":
        return replace(wat, wat=welke_plek(ctx, s, "pilot", "").pilotnaam)
    terminal = van(ctx).terminal
    while True:
        woord = terminal.vraag("Welke periode?").strip()
        try:
            if woord:
                tijdvak(s, woord, wat.pilot)
                return replace(wat, wat=woord)
            terminal.zeg(f"Bijvoorbeeld {perioden.WOORDEN}.")
        except MgnFout as fout:
            terminal.zeg(fout.melding)

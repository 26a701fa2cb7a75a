"""`mgn regio`: which regions there are, what this one says and why, another region, a value of one's own."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer, regel
from mgn_tui.domain.fouten import Uitgang
from mgn_tui.domain.profiel import ProfielFout
from mgn_tui.domain.tekst import vouw
from mgn_tui.register import regio

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mgn_tui.domain.profiel_bron import Bronregel

app = groep("regio", "De regio: bekijken, wisselen, een eigen regiobestand, waarden van het team zelf.")
JSON = typer.Option(False, "--json", help=JSON_HULP)
PAD = typer.Argument(metavar="PAD", help="De plek van de waarde, zoals in mgn regio toon: planning.duur_min.")


@opdracht(app, "lijst")
def lijst(ctx: typer.Context, json: bool = JSON) -> None:
    """De regio's van het programma, en het eigen bestand van deze werkmap."""
    keuzes = regio.keuzelijst(van(ctx).werkmap())
    Uitvoer(van(ctx).terminal, json).lijst(
        (
            {"id": k.id, "naam": k.naam, "plan": k.plan, "doelen": k.doelen, "bron": _waarvan(k.eigen)}
            for k in keuzes
        ),
        (regel(k.id, k.naam, k.plan, f"{k.doelen} doelen", _waarvan(k.eigen)) for k in keuzes),
        "Er zijn geen regio's.",
    )


def _waarvan(eigen: bool) -> str:
    return "deze werkmap" if eigen else "programma"


@opdracht(app, "controleer")
def controleer(
    ctx: typer.Context,
    bestand: str = typer.Argument(metavar="BESTAND", help="Een regiobestand (TOML)."),
    json: bool = JSON,
) -> None:
    """Nagaan of een regiobestand klopt: per sleutel wat er mis is. Uitgang 0 is goed, 1 is fout."""
    terminal = van(ctx).terminal
    fouten: dict[str, str] = {}
    try:
        profiel = regio.lees_bestand(Path(bestand).expanduser())
    except ProfielFout as fout:
        fouten = fout.fouten
    if json:
        Uitvoer(terminal, True).json({"goed": not fouten, "fouten": fouten})
    else:
        for sleutel, melding in fouten.items():
            terminal.data(f"{sleutel}: {melding}" if sleutel else melding)
    if fouten:
        aantal = "Eén fout" if len(fouten) == 1 else f"{len(fouten)} fouten"
        terminal.zeg(f"{aantal}. Dit bestand kan nog niet worden gebruikt.")
        raise typer.Exit(Uitgang.GEWEIGERD)
    terminal.zeg(
        f"Het bestand klopt: {profiel.naam}, {len(profiel.bronregels)} waarden, {len(profiel.doelen)} doelen."
    )


@opdracht(app, "toon")
def toon(
    ctx: typer.Context,
    zoek: str = typer.Argument("", metavar="ZOEK", help="Alleen waarden waarin deze woorden staan."),
    json: bool = JSON,
) -> None:
    """Elke waarde van deze regio met haar bron: het plan, een aanname, een keuze, of lokaal."""
    with sessie_van(ctx) as s:
        woorden = vouw(zoek).split()
        rijen = [b for b in s.profiel.bronnen() if all(w in _alles(b) for w in woorden)]
        wachtend = [w for w in regio.eigen_waarden(s) if not w.past]
        Uitvoer(van(ctx).terminal, json).lijst(
            ({"pad": b.pad, "waarde": b.waarde, "bron": b.bron, "aard": b.aard} for b in rijen),
            (f"{b.pad}: {b.waarde}\n    {b.bron}" for b in rijen),
            "Niets gevonden.",
        )
        for w in wachtend:
            van(ctx).terminal.zeg(
                f"{w.pad} = {w.waarde} ({w.reden}) past niet op deze regio en wacht tot die weer past."
            )


def _alles(b: "Bronregel") -> str:
    return vouw(f"{b.pad} {b.waarde} {b.bron}")


@opdracht(app, "wissel")
def wissel(
    ctx: typer.Context,
    keuze: str = typer.Argument(metavar="REGIO", help="De code van een regio, of een eigen TOML-bestand."),
) -> None:
    """Een andere regio voor deze werkmap. Er gaat niets verloren; oude codes blijven staan."""
    with sessie_van(ctx) as s:
        profiel = regio.wissel(s, keuze)
        terminal = van(ctx).terminal
        terminal.zeg(
            f"Deze werkmap hoort nu bij {profiel.naam}. Wie al binnen was, ziet dat bij opnieuw openen."
        )
        eigen = regio.eigen_waarden(s)
        if geldig := [w.pad for w in eigen if w.past]:
            terminal.zeg(f"Wat het team zelf vaststelde, geldt ook hier: {', '.join(geldig)}.")
        if wacht := [w.pad for w in eigen if not w.past]:
            terminal.zeg(f"Dit past hier niet en wacht: {', '.join(wacht)}.")


@opdracht(app, "zet")
def zet(
    ctx: typer.Context,
    pad: str = PAD,
    waarde: str = typer.Argument(metavar="WAARDE", help="Een getal, ja of nee, tekst, of een lijst in TOML."),
    reden: str = typer.Option("", "--reden", help="Waarom; staat voortaan als bron bij de waarde."),
) -> None:
    """Eén waarde van de regio in deze werkmap anders vaststellen, met een reden."""
    with sessie_van(ctx) as s:
        regio.zet(s, pad, waarde, reden)
        _zeg_waarde(ctx, s.profiel.bronnen(), pad)


@opdracht(app, "terug")
def terug(ctx: typer.Context, pad: str = PAD) -> None:
    """Een zelf vastgestelde waarde loslaten: die van de regio geldt weer."""
    with sessie_van(ctx) as s:
        regio.terug(s, pad)
        _zeg_waarde(ctx, s.profiel.bronnen(), pad)


def _zeg_waarde(ctx: typer.Context, regels: "Iterable[Bronregel]", pad: str) -> None:
    for b in regels:
        if b.pad == pad or pad.startswith(f"{b.pad}."):
            van(ctx).terminal.zeg(f"{b.pad}: {b.waarde} ({b.bron}).")

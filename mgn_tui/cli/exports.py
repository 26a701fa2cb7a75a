"""`mgn exports`: what lies in exports/, and taking it away."""

from typing import TYPE_CHECKING

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.dialoog import vraag_ja
from mgn_tui.cli.fouten import Gebruiksfout
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer, ref, regel
from mgn_tui.domain.datums import toon_moment
from mgn_tui.register import exportmap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mgn_tui.cli.terminal import Terminal
    from mgn_tui.register.exportmap import Ligt
    from mgn_tui.register.sessie import Sessie

app = groep("exports", "Wat er in exports ligt, en het opruimen.")


@opdracht(app, "exports")
def exports(
    ctx: typer.Context,
    opruimen: bool = typer.Option(
        False, "--opruimen", help="Verwijder wat verstuurd is of over de termijn is. Vraagt het eerst."
    ),
    alles: bool = typer.Option(False, "--alles", help="Met --opruimen: alles wat mgn hier schreef."),
    ja: bool = typer.Option(False, "--ja", help="Niet vragen, meteen verwijderen; voor scripts."),
    json: bool = typer.Option(False, "--json", help=JSON_HULP),
) -> None:
    """Wat er in exports ligt: wat, van wie, hoe oud, met wachtwoord of zonder. Wat mgn niet schreef, blijft staan."""
    if (alles or ja) and not opruimen:
        raise Gebruiksfout("--alles en --ja horen bij --opruimen.")
    with sessie_van(ctx) as s:
        terminal, stand = van(ctx).terminal, exportmap.lijst(s)
        if not opruimen:
            Uitvoer(terminal, json).lijst(map(_json, stand), map(_regel, stand), "Er ligt niets in exports.")
            if not json and (weg := exportmap.op_te_ruimen(stand)):
                terminal.zeg(
                    f"{_documenten(len(weg))} kunnen weg: mgn exports --opruimen"
                    if len(weg) > 1
                    else "1 document kan weg: mgn exports --opruimen"
                )
            return
        weg = exportmap.op_te_ruimen(stand, alles=alles)
        if not weg:
            terminal.zeg("Er is niets op te ruimen." if alles else _NIETS)
            return
        if not ja:
            _vraag(terminal, weg)
        _ruim(s, terminal, weg)


_NIETS = "Er is niets verstuurd of over de termijn. Alles opruimen kan met: mgn exports --opruimen --alles"


def _vraag(terminal: "Terminal", weg: "Sequence[Ligt]") -> None:
    """Show what would go, and stop here unless somebody says ja."""
    if not terminal.kan_vragen():
        raise Gebruiksfout("Zonder terminal vraagt mgn niets. Geef --ja als dit verwijderd mag worden.")
    for x in weg:
        terminal.zeg(_regel(x))
    if not vraag_ja(terminal, f"{_documenten(len(weg))} verwijderen? Terughalen kan niet."):
        terminal.zeg("Er is niets verwijderd.")
        raise typer.Exit(0)


def _ruim(s: "Sessie", terminal: "Terminal", weg: "Sequence[Ligt]") -> None:
    uit = exportmap.verwijder(s, [x.naam for x in weg])
    for naam in uit.weg:
        terminal.data(naam)
    if uit.weg:
        terminal.zeg(f"{_documenten(len(uit.weg))} verwijderd.")
    for naam in uit.bleef:
        terminal.zeg(f"Verwijder dit zelf, dat kan mgn niet: {naam}")


def _documenten(aantal: int) -> str:
    return "1 document" if aantal == 1 else f"{aantal} documenten"


def _regel(x: "Ligt") -> str:
    if not x.van_mgn:
        return regel(x.naam, "niet van mgn; blijft staan")
    return regel(
        x.naam,
        x.wat,
        f"van {ref(x.wie)}" if x.wie else "",
        toon_moment(x.gemaakt_op) if x.gemaakt_op else "",
        "1 dag oud" if x.dagen == 1 else f"{x.dagen} dagen oud" if x.dagen else "van vandaag",
        "met wachtwoord" if x.wachtwoord else "zonder wachtwoord",
        "verstuurd" if x.verstuurd else "over de termijn" if x.verlopen else "",
    )


def _json(x: "Ligt") -> dict[str, object]:
    return {
        "bestand": x.naam,
        "wat": x.wat,
        "inwoner": x.wie or None,
        "gemaakt_op": x.gemaakt_op,
        "dagen": x.dagen if x.van_mgn else None,
        "wachtwoord": x.wachtwoord,
        "verstuurd": x.verstuurd,
        "over_termijn": x.verlopen,
        "van_mgn": x.van_mgn,
    }

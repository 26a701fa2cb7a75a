"""`mgn geschiedenis`: who changed what of a record, when, and what stood there."""

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer, regel
from mgn_tui.domain.datums import toon_moment
from mgn_tui.register import geschiedenis as register
from mgn_tui.register.logtaal import DICHT

app = groep("geschiedenis", "Wat er van een aanmelding, gesprek of advies is gewijzigd.")


@opdracht(app, "geschiedenis")
def geschiedenis(
    ctx: typer.Context,
    record: str = typer.Argument(metavar="RECORD", help="De referentie van een aanmelding of gesprek."),
    advies: bool = typer.Option(False, "--advies", help="Van het advies bij dit gesprek."),
    json: bool = typer.Option(False, "--json", help=JSON_HULP),
) -> None:
    """Wie wat wijzigde, wanneer, en wat er stond; het nieuwste eerst. Wie dit leest, staat in het logboek."""
    with sessie_van(ctx) as s:
        beeld = register.lees(s, record, "advies" if advies else None)
        rijen = [
            {
                "moment": w.moment,
                "wie": w.wie,
                "stand": w.stand or None,
                "regels": [{"wat": r.wat, "was": r.was or None, "werd": r.werd or None} for r in w.regels],
            }
            for w in beeld.wijzigingen
        ]
        Uitvoer(van(ctx).terminal, json).lijst(
            rijen, map(_blok, beeld.wijzigingen), "Hier is niets van vastgelegd."
        )
        if beeld.dicht:
            van(ctx).terminal.zeg(f"Wat over de inwoner gaat, is {DICHT}.")


def _blok(w: register.Wijziging) -> str:
    return "\n".join((regel(toon_moment(w.moment), w.wie, w.stand), *(f"  {_regel(r)}" for r in w.regels)))


def _regel(r: register.Regel) -> str:
    if r.was and r.werd:
        return f"{r.wat}: {r.was} → {r.werd}"
    return f"{r.wat}: {r.was or r.werd}" if r.was or r.werd else r.wat

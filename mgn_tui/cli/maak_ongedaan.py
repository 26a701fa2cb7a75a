"""`mgn maak-ongedaan`: the last change of this person on this device, taken back; or done again."""

from typing import TYPE_CHECKING

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.fouten import Gebruiksfout
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer, regel
from mgn_tui.domain.datums import toon_moment
from mgn_tui.domain.klok import AMSTERDAM
from mgn_tui.register import ongedaan

if TYPE_CHECKING:
    from mgn_tui.cli.terminal import Terminal
    from mgn_tui.register.ongedaan import Uitkomst, Voortgang
    from mgn_tui.register.sessie import Sessie

app = groep("maak-ongedaan", "Uw laatste wijziging terugnemen.")
_STAP = 10  # per cent between two words of progress


@opdracht(app, "maak-ongedaan")
def maak_ongedaan(
    ctx: typer.Context,
    toon: bool = typer.Option(False, "--toon", help="Alleen uw laatste tien wijzigingen: wanneer, en wat."),
    opnieuw: bool = typer.Option(False, "--opnieuw", help="Opnieuw doen wat u het laatst terugnam."),
    json: bool = typer.Option(False, "--json", help=JSON_HULP),
) -> None:
    """Uw laatste wijziging op dit apparaat terugnemen, in haar geheel. Nog eens: die daarvóór.

    Wat een ander intussen veranderde blijft staan; dat hoort u.
    """
    if toon and opnieuw:
        raise Gebruiksfout("--toon en --opnieuw gaan niet samen.")
    with sessie_van(ctx) as s:
        uitvoer = Uitvoer(van(ctx).terminal, json)
        if toon:
            _toon(s, uitvoer)
        else:
            _doe(s, uitvoer, opnieuw)
        if erbij := ongedaan.niet_in_de_lijst(s):
            van(ctx).terminal.zeg(erbij)


def _toon(s: "Sessie", uitvoer: Uitvoer) -> None:
    rijen = ongedaan.laatste(s)
    uitvoer.lijst(
        (
            {"moment": r.moment.astimezone(AMSTERDAM), "wat": r.wat, "teruggenomen": r.teruggenomen}
            for r in rijen
        ),
        (regel(toon_moment(r.moment), r.wat, "teruggenomen" if r.teruggenomen else "") for r in rijen),
        "U hebt op dit apparaat nog niets gewijzigd.",
    )


def _doe(s: "Sessie", uitvoer: Uitvoer, opnieuw: bool) -> None:
    terminal = uitvoer.terminal
    aantal = ongedaan.volgende(s, opnieuw=opnieuw)
    voortgang = None
    if aantal > ongedaan.VEEL:
        terminal.zeg(f"{aantal} regels; dit duurt even …")
        voortgang = _telt(terminal)
    uitkomst = (ongedaan.doe_opnieuw if opnieuw else ongedaan.neem_terug)(s, voortgang)
    if uitvoer.als_json:
        uitvoer.json(_als_json(uitkomst))
        return
    terminal.data(uitkomst.zin)
    for g in uitkomst.gebleven:
        terminal.zeg(f"Niet teruggenomen: {g.wat}: {g.waarom}.")
        if g.terug or g.nu:
            terminal.zeg(f"  Nu: {g.nu}\n  Het zou worden: {g.terug}")
    for zin in uitkomst.let_op:
        terminal.zeg(f"Let op: {zin}")


def _als_json(u: "Uitkomst") -> dict[str, object]:
    return {
        "gedaan": u.zin,
        "regels": u.rijen,
        "gebleven": [
            {"wat": g.wat, "waarom": g.waarom, "nu": g.nu or None, "terug": g.terug or None}
            for g in u.gebleven
        ],
        "let_op": list(u.let_op),
    }


def _telt(terminal: "Terminal") -> "Voortgang":
    """Says every tenth part, on a line of its own: nothing that moves."""
    gezegd = 0

    def stap(gedaan: int, totaal: int) -> None:
        nonlocal gezegd
        deel = 100 * gedaan // max(totaal, 1)
        if deel >= gezegd + _STAP and deel < 100:
            gezegd = deel - deel % _STAP
            terminal.zeg(f"{gezegd}%")

    return stap

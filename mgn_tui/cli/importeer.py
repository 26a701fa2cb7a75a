"""`mgn importeer`: a file of rows, taken in whole or not at all."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from mgn_tui.cli import documentwachtwoord
from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.fouten import Gebruiksfout
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.rapport import NIET_MAILEN
from mgn_tui.exchange import importeren as bestand
from mgn_tui.exchange.exporteren import kan_wachtwoord
from mgn_tui.register import importeren

if TYPE_CHECKING:
    from mgn_tui.cli.terminal import Terminal
    from mgn_tui.exchange.importeren import Voorstel

app = groep("importeer", "Een tabel van het team inlezen: CSV of XLSX.")
_MERKBAAR = 2_000  # rows that take longer than a moment


@opdracht(app, "importeer")
def importeer(
    ctx: typer.Context,
    pad: str = typer.Argument(..., metavar="BESTAND", help="CSV of XLSX in het monitoringsformat."),
    proef: bool = typer.Option(False, "--proef", help="Alleen laten zien wat er zou veranderen."),
    geldige: bool = typer.Option(
        False, "--geldige-rijen", help="De goede rijen bewaren, ook als er andere geweigerd worden."
    ),
    geweigerd: str = typer.Option(
        "",
        "--geweigerd",
        metavar="BESTAND",
        help="Waar de geweigerde rijen heen gaan, met de reden. Zonder: exports van de werkmap.",
    ),
    wachtwoord_bestand: str = documentwachtwoord.BESTAND,
    zonder: bool = documentwachtwoord.ZONDER,
) -> None:
    """Een tabel inlezen. Alles of niets: is een cel fout, dan hoort u welke en wordt er niets bewaard."""
    if geweigerd and not geldige:
        raise Gebruiksfout("--geweigerd hoort bij --geldige-rijen.")
    with sessie_van(ctx) as s:
        terminal = van(ctx).terminal
        v = bestand.stel_voor(s, Path(pad).expanduser(), geldige, lambda n: _bezig(terminal, n))
        plan = v.plan
        for fout in v.fouten:
            terminal.zeg(fout.regel())
        for melding in v.meldingen:
            terminal.zeg(melding)
        if not v.goede_rijen or (plan.geweigerd and not geldige):
            raise Geweigerd(_geweigerd(v))
        terminal.data(
            f"{plan.nieuw} nieuw, {plan.gewijzigd} gewijzigd, {plan.ongewijzigd} ongewijzigd; "
            f"{_cellen(plan.geleegd)} leeg."
        )
        if proef:
            terminal.zeg("Dit was een proef: er is niets bewaard.")
            return
        uit = None
        if plan.geweigerd:
            doel = Path(geweigerd).expanduser() if geweigerd else None
            kan = doel is None or kan_wachtwoord(doel)
            wachtwoord = documentwachtwoord.kies(van(ctx), s, wachtwoord_bestand, zonder, kan=kan)
            uit = bestand.schrijf_geweigerd(s, v, doel, wachtwoord)
        try:
            plan = importeren.bewaar(s, plan)
        except BaseException:
            if uit is not None:
                uit.unlink(missing_ok=True)
            raise
        if uit is not None:
            terminal.zeg(f"{_rijen(len(plan.geweigerd))} geweigerd; ze staan in: {uit}")
            terminal.zeg(NIET_MAILEN)
        terminal.zeg("Ingelezen." if plan.anders else "Er veranderde niets.")


def _bezig(terminal: "Terminal", aantal: int) -> None:
    if aantal > _MERKBAAR:
        terminal.zeg(f"{aantal} rijen gelezen; bezig met keuren en bewaren …")


def _rijen(aantal: int) -> str:
    return "1 rij" if aantal == 1 else f"{aantal} rijen"


def _cellen(aantal: int) -> str:
    return "1 cel wordt" if aantal == 1 else f"{aantal} cellen worden"


def _geweigerd(v: "Voorstel") -> str:
    cellen = "1 cel" if len(v.fouten) == 1 else f"{len(v.fouten)} cellen"
    tip = "" if not v.goede_rijen else " Met --geldige-rijen worden de goede rijen wel bewaard."
    return f"{cellen} geweigerd, in {_rijen(len(v.plan.geweigerd))}. Er is niets bewaard.{tip}"

"""`mgn toegang`: the access log, on the screen of the terminal or as a file."""

from datetime import date
from pathlib import Path

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.fouten import Gebruiksfout
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.terminal import Terminal
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer, regel
from mgn_tui.domain.datums import lees_datum, toon_datum, toon_moment
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.tekst import zoveel
from mgn_tui.exchange import logboek as bestand
from mgn_tui.register import logboek
from mgn_tui.register.sessie import Sessie

app = groep("toegang", "Wie wat las of uitvoerde: het toegangslogboek.")


@opdracht(app, "toegang")
def toegang(
    ctx: typer.Context,
    inwoner: str | None = typer.Option(
        None,
        "--inwoner",
        metavar="REFERENTIE",
        help="Alleen deze inwoner (of een aanmelding van hem of haar).",
    ),
    wie: str | None = typer.Option(
        None, "--wie", metavar="NAAM", help="Wat deze collega deed: uzelf, of voor de coördinator iedereen."
    ),
    vanaf: str | None = typer.Option(None, "--van", metavar="DATUM", help="Vanaf deze dag."),
    tot: str | None = typer.Option(None, "--tot", metavar="DATUM", help="Tot en met deze dag."),
    csv: str | None = typer.Option(None, "--csv", metavar="BESTAND", help="Naar een nieuw CSV-bestand."),
    opruimen: bool = typer.Option(
        False, "--opruimen", help="Verwijderen wat ouder is dan de bewaartermijn (ten minste 5 jaar)."
    ),
    ja: bool = typer.Option(False, "--ja", help="Voor scripts: ja op de vraag of het oude weg mag."),
    json: bool = typer.Option(False, "--json", help=JSON_HULP),
) -> None:
    """Wie wat las, wijzigde van toegang of uitvoerde, op welke grond en wanneer; het nieuwste eerst.

    U ziet wat u zelf deed en wie de inwoners las die u mag lezen; de coördinator ziet alles, met pseudoniemen.
    """
    terminal = van(ctx).terminal
    if csv and json:
        raise Gebruiksfout("Kies --csv of --json.")
    if opruimen and (inwoner or wie or vanaf or tot or csv or json):
        raise Gebruiksfout("--opruimen gaat niet samen met een keuze of een bestand.")
    with sessie_van(ctx) as s:
        if opruimen:
            _ruim_op(s, terminal, ja)
            return
        keuze = logboek.Keuze(
            logboek.zoek_inwoner(s, inwoner) if inwoner else None,
            logboek.zoek_collega(s, wie) if wie else None,
            _dag(s, "van", vanaf),
            _dag(s, "tot", tot),
        )
        if keuze.van and keuze.tot and keuze.van > keuze.tot:
            raise Geweigerd({"tot": "Deze dag ligt voor --van."})
        if csv:
            doel, aantal = bestand.als_csv(s, Path(csv), keuze)
            terminal.data(str(doel))
            terminal.zeg("1 regel geschreven." if aantal == 1 else f"{aantal} regels geschreven.")
            terminal.zeg(bestand.wat_dit_is(s))
        elif json:
            rijen = [bestand.als_rij(r) for r in logboek.alles(s, keuze)]
            Uitvoer(terminal, True).json({"wat": bestand.wat_dit_is(s), "regels": rijen})
        else:
            gevonden = logboek.regels(s, keuze)
            Uitvoer(terminal, False).lijst((), map(_regel, gevonden), "Hier is niets van vastgelegd.")


def _regel(r: logboek.Regel) -> str:
    grond = f"grond: {r.grond}" if r.grond else ""
    return regel(toon_moment(r.moment), r.wie, r.wat, r.inwoner, r.record, grond, r.uitkomst)


def _dag(s: Sessie, naam: str, tekst: str | None) -> date | None:
    if tekst is None:
        return None
    try:
        return lees_datum(tekst, s.klok.vandaag())
    except ValueError as fout:
        raise Geweigerd({naam: str(fout)}) from None


def _ruim_op(s: Sessie, terminal: Terminal, ja: bool) -> None:
    aantal, dag = logboek.te_oud(s), toon_datum(logboek.grens(s))
    if not aantal:
        terminal.zeg(f"In het toegangslogboek staat niets van voor {dag}.")
        return
    if not ja:
        if not terminal.kan_vragen():
            raise Gebruiksfout("Zonder terminal opruimen kan met --ja.")
        terminal.zeg(
            f"{zoveel(aantal, 'regel is', 'regels zijn')} van voor {dag}. Weg is weg; in reservekopieën staan ze nog."
        )
        ja = terminal.vraag("Verwijderen? (ja/nee)").strip().casefold() in ("j", "ja")
    terminal.zeg(f"Verwijderd: {logboek.ruim_op(s, ja)}.")

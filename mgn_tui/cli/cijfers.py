"""`mgn cijfers`: the figures of a period, against the targets; for people, and as JSON for programs."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.fouten import Gebruiksfout
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer
from mgn_tui.domain.datums import DatumFout, lees_datum, toon_datum
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.profiel import label_van
from mgn_tui.domain.tekst import zoveel
from mgn_tui.domain.woorden import Thema
from mgn_tui.figures import optellen as totalen
from mgn_tui.figures import periode as perioden
from mgn_tui.figures.verwoorden import dagen, stand
from mgn_tui.figures.verwoorden import getal as _n
from mgn_tui.register import cijfers as rekenen

if TYPE_CHECKING:
    from mgn_tui.cli.terminal import Terminal
    from mgn_tui.domain.profiel import Profiel
    from mgn_tui.register.cijfers import Cijfers
    from mgn_tui.register.sessie import Sessie

app = groep("cijfers", "De cijfers van een periode, naast de doelen.")
_DAG = "DATUM"


BESTANDEN = typer.Argument(None, metavar="FILE…", help="Bij --optellen: de bestanden met totalen.")


@opdracht(app, "cijfers")
def cijfers(
    ctx: typer.Context,
    bestanden: list[Path] | None = BESTANDEN,
    van_: str = typer.Option("", "--van", metavar=_DAG, help="De eerste dag."),
    tot: str = typer.Option("", "--tot", metavar=_DAG, help="De laatste dag. Zonder: vandaag."),
    periode: str = typer.Option("", "--periode", metavar="PERIODE", help=f"Bijvoorbeeld {perioden.WOORDEN}."),
    pilot: str = typer.Option("", "--pilot", metavar="NAAM", help="Alleen deze pilot."),
    gemeente: str = typer.Option("", "--gemeente", metavar="NAAM", help="Alleen deze gemeente."),
    subregio: str = typer.Option("", "--subregio", metavar="NAAM", help="Alleen deze subregio."),
    ijkmoment: str = typer.Option(
        "",
        "--ijkmoment",
        metavar=_DAG,
        help="Van welke dag de doelen. Zonder: de laatste dag van de periode.",
    ),
    voor: str = typer.Option(
        "team", "--voor", metavar="NIVEAU", help="Voor wie: team, regio of openbaar. Zonder: team."
    ),
    optellen: bool = typer.Option(
        False, "--optellen", help="Tel bestanden van --voor regio --json op: pilots van één regio en periode."
    ),
    json: bool = typer.Option(False, "--json", help=JSON_HULP),
) -> None:
    """De cijfers van een periode, met de telregels. Zonder periode: vanaf de start tot en met vandaag."""
    if optellen or bestanden:
        anders = any((van_, tot, periode, pilot, gemeente, subregio, ijkmoment, voor != "team"))
        if not optellen or not bestanden or anders:
            raise Gebruiksfout("Optellen gaat zo: mgn cijfers --optellen FILE… , zonder andere keuzes.")
        _tel_op(van(ctx).terminal, bestanden)
        return
    if voor not in rekenen.NIVEAUS:
        raise Gebruiksfout(f"Kies bij --voor uit: {', '.join(rekenen.NIVEAUS)}.")
    if periode and van_:
        raise Gebruiksfout("Geef --periode, of --van en --tot; niet --periode met --van.")
    with sessie_van(ctx) as s:
        vandaag = s.klok.vandaag()
        vraag = rekenen.Vraag(
            van=_dag("van", van_, vandaag),
            tot=_dag("tot", tot, vandaag),
            periode=periode,
            pilot=pilot,
            gemeente=gemeente,
            subregio=subregio,
            ijkmoment=_dag("ijkmoment", ijkmoment, vandaag),
            voor=voor,
        )
        c = rekenen.reken(s, vraag)
        inhoud = rekenen.inhoud(s, c)
        uit = Uitvoer(van(ctx).terminal, json)
        if json:
            uit.json(inhoud)
        else:
            uit.terminal.data("\n".join(_regels(s, c, inhoud)))


def _tel_op(terminal: "Terminal", bestanden: Sequence[Path]) -> None:
    """No werkmap is opened: everything is in the files."""
    gelezen = []
    for pad in bestanden:
        try:
            gelezen.append((pad.name, totalen.lees(pad.name, pad.read_text(encoding="utf-8"))))
        except (OSError, UnicodeDecodeError):
            raise Geweigerd(f"{pad.name}: dit bestand is niet te lezen.") from None
    uit = totalen.tel_op(gelezen)
    terminal.zeg(f"{len(gelezen)} bestanden opgeteld. {totalen.NIET} Let op: {totalen.AANNAME}")
    Uitvoer(terminal, True).json(uit)


def _dag(naam: str, tekst: str, vandaag: date) -> date | None:
    if not tekst:
        return None
    try:
        return lees_datum(tekst, vandaag)
    except DatumFout as fout:
        raise Geweigerd({naam: f"--{naam}: {fout.melding}"}) from None


# --- for people ------------------------------------------------------------------------------


def _regels(s: "Sessie", c: "Cijfers", j: Mapping[str, Any]) -> Iterator[str]:
    p, g, a = s.profiel, j["gesprekken"], j["aanmeldingen"]
    yield f"{p.naam} · {c.periode.label} · {toon_datum(c.periode.van)} t/m {toon_datum(c.periode.tot)}"
    yield ""
    yield (
        f"Gesprekken: {_n(g['gevoerd'])} gevoerd ({_n(g['eerste'])} eerste, {_n(g['tweede'])} tweede) met "
        + (
            f"{_n(j['inwoners'])} {'inwoner' if j['inwoners'] == 1 else 'inwoners'}; "
            f"{_n(g['no_show'])} niet verschenen, {_n(g['geannuleerd'])} geannuleerd."
        )
    )
    yield (
        f"Aanmeldingen: {_n(a['ontvangen'])} ontvangen, {_n(a['afgewezen'])} teruggegeven aan de huisarts, "
        + (
            f"bij {_n(a['ingetrokken'])} zag de inwoner ervan af; op de laatste dag nog open: "
            f"{_n(a['openstaand']['n'])}" + _langste(a["openstaand"]["langste_dagen"])
        )
    )
    if a["redenen"]:
        redenen = [*p.redenen_afwijzen, *p.redenen_intrekken]
        yield "  redenen: " + _opsomming({label_van(redenen, r): n for r, n in a["redenen"].items()})
    yield _wacht("Van aanmelding tot uitnodiging", j["wachttijd_uitnodiging_dagen"])
    yield _wacht("Van aanmelding tot gesprek", j["wachttijd_dagen"])
    if j["duur_min"]["n"]:
        yield f"Duur: de helft duurde hoogstens {_n(j['duur_min']['mediaan'])} minuten."
    yield f"Naaste erbij: {_n(j['naaste_aanwezig'])}. Teams: {_opsomming(j['teams']) or 'niet bekend'}."
    yield "Besproken: " + _opsomming({Thema(t).label.lower(): x["besproken"] for t, x in j["themas"].items()})
    for kop, veld, lijst in (
        ("Leefgebieden", "leefgebieden", p.leefgebieden),
        ("Criteria", "criteria", p.criteria),
    ):
        if j[veld]:
            yield f"{kop}: " + _opsomming({label_van(lijst, code): n for code, n in j[veld].items()})
    yield from _toeleiding(p, j["toeleiding"])
    uren = {naam: f"{_n(aantal)} uur" for naam, aantal in j["uren"].items() if aantal or aantal is None}
    if uren:
        yield "Uren: " + ", ".join(f"{naam} {aantal}" for naam, aantal in uren.items())
    for wie, cijfer in j["waardering"].items():
        if cijfer["n"] or cijfer["n"] is None:
            yield f"Waardering door {wie}: gemiddeld {_n(cijfer['gemiddeld'])} ({_n(cijfer['n'])} keer)"
    yield from _doelen(s, c, j["kpi"])
    yield ""
    yield "Alleen gevoerde gesprekken tellen, naar de dag van het gesprek. Wie twee keer kwam is één inwoner."
    gevoerd = g["gevoerd"]
    if gevoerd is not None and gevoerd < p.tellen.weinig_gesprekken:
        yield "Te weinig gesprekken voor conclusies, genoeg om van te leren."
    if j["afgeschermd"]:
        yield f"'–' met een streepje: {len(j['afgeschermd'])} kleine getallen zijn niet openbaar."


def _langste(dagen: int | None) -> str:
    return "." if dagen is None else f" (de langste {zoveel(dagen, 'dag', 'dagen')})."


def _opsomming(delen: Mapping[str, int | None]) -> str:
    """What was counted, most first."""
    geteld = [(naam, n) for naam, n in delen.items() if n or n is None]
    return ", ".join(f"{naam} {_n(n)}" for naam, n in sorted(geteld, key=lambda paar: -(paar[1] or 0)))


def _wacht(kop: str, w: Mapping[str, Any]) -> str:
    if not w["n"]:
        return f"{kop}: nog niet bekend."
    norm = f"; {_n(w['binnen_norm'])} van {_n(w['n'])} binnen {w['norm']} dagen" if w["norm"] else ""
    return f"{kop}: de helft binnen {dagen(w['mediaan'])}, negen van de tien binnen {_n(w['p90'])}{norm}."


def _toeleiding(p: "Profiel", t: Mapping[str, Any]) -> Iterator[str]:
    for kop, stap in (
        ("Geadviseerd", "geadviseerd"),
        ("Hoofdadvies", "primair"),
        ("Verwezen of aangemeld", "toegeleid"),
        ("Gestart", "benut"),
    ):
        if t[stap]:
            yield f"{kop}: " + _opsomming({label_van(p.categorieen, code): n for code, n in t[stap].items()})
    groepen = {label_van(p.groepen, code): g["bevat"] for code, g in t["groepen"].items()}
    if samen := _opsomming(groepen):
        yield f"Gesprekken met een advies voor: {samen}. Meer dan één groep: {_n(t['combinaties'])}."
    yield f"Nog zonder advies: {_n(t['zonder_advies'])}; die tellen niet mee in de uitkomsten."


def _doelen(s: "Sessie", c: "Cijfers", kpi: list[dict[str, Any]]) -> Iterator[str]:
    if not kpi:
        return
    yield ""
    yield f"Doelen van {toon_datum(c.ijkmoment)} ({s.profiel.term('doel')})"
    for u, regel in zip(c.uitkomsten, kpi, strict=True):
        yield f"  {regel['nr']:>3}  {regel['omschrijving']}"
        yield f"       {stand(u, regel, s.profiel.tellen.weinig_gesprekken)}" + (
            f" · {regel['status']}" if c.vraag.voor != "team" and regel["status"] else ""
        )
        yield f"       {regel['telregel']}"
    if c.vraag.voor == "team":
        yield "  De grenzen gelden voor de regio; over één team wordt niet geoordeeld."

"""`mgn evaluatie`: what a sprint or a pilot taught, and what changes."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.fouten import Gebruiksfout
from mgn_tui.cli.invullen import Taak, vul_in
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer, regel
from mgn_tui.cli.vormen import vraagbaar
from mgn_tui.cli.welke import welke_plek
from mgn_tui.domain.datums import toon_datum
from mgn_tui.domain.fouten import NietGevonden
from mgn_tui.domain.tekst import zoveel
from mgn_tui.register import evalueren
from mgn_tui.register.evaluatiebeeld import BESLUIT, EVALUATIE, TERUGKIJKEN, lees

if TYPE_CHECKING:
    from mgn_tui.register.evaluatiebeeld import Besluitregel, Evaluatiebeeld, Groep, Leerpunt

T = TypeVar("T")

app = groep("evaluatie", "De evaluatie van een sprint of pilot: leerpunten, besluiten, sluiten.")
SOORT = vraagbaar("SOORT", "sprint of pilot.")
WAT = typer.Argument("", metavar="WAT", help="Het nummer van de sprint, of de naam van de pilot.")
SPRINT = vraagbaar("NUMMER", "Het nummer van de sprint.")
DEZE_PILOT = vraagbaar("NAAM", "De naam van de pilot, of het begin ervan.")
PILOT = typer.Option("", "--pilot", metavar="NAAM", help="Bij welke pilot de sprint hoort, als er meer zijn.")
_NUMMER = "Het nummer ervoor in mgn evaluatie."


def _van_nummer(regels: Sequence[T], nummer: int, wat: str) -> T:
    if not 1 <= nummer <= len(regels):
        raise NietGevonden(f"{wat} {nummer} is er niet; er zijn er {len(regels)}.")
    return regels[nummer - 1]


def _eigen(beeld: "Evaluatiebeeld") -> "list[Groep]":
    return [g for g in beeld.groepen if not g.van]


@opdracht(app, "sprint")
def sprint(
    ctx: typer.Context,
    nummer: str = SPRINT,
    pilot: str = PILOT,
    json: bool = typer.Option(False, "--json", help=JSON_HULP),
) -> None:
    """De evaluatie van een sprint, met wat nog niet af is."""
    _toon(ctx, "sprint", nummer, pilot, json)


@opdracht(app, "pilot")
def pilot(
    ctx: typer.Context,
    naam: str = DEZE_PILOT,
    json: bool = typer.Option(False, "--json", help=JSON_HULP),
) -> None:
    """De evaluatie van een pilot: ook de groepen en besluiten van haar sprints."""
    _toon(ctx, "pilot", naam, "", json)


def _toon(ctx: typer.Context, soort: str, wat: str, pilot_: str, json: bool) -> None:
    with sessie_van(ctx) as s:
        beeld = lees(s, welke_plek(ctx, s, soort, wat, pilot_))
        uit = Uitvoer(van(ctx).terminal, json)
        if json:
            uit.json(_als_json(beeld))
        else:
            uit.terminal.data("\n".join(_als_regels(beeld)))


@opdracht(app, "wijzig", lambda _: EVALUATIE)
def wijzig(ctx: typer.Context, soort: str = SOORT, wat: str = WAT, pilot: str = PILOT) -> None:
    """De boodschap, wat werkte, wat wij anders doen en de terugblik. Zonder opties als vragenlijst."""
    with sessie_van(ctx) as s:
        plek = welke_plek(ctx, s, soort, wat, pilot)
        beeld = lees(s, plek)
        taak = Taak(EVALUATIE, plek.record, beeld.ruw, beeld.versie)
        vul_in(ctx, s, taak, lambda ruw, versie, concept: evalueren.bewaar(s, plek, ruw, versie, concept))
        van(ctx).terminal.zeg("Bewaard.")


@opdracht(app, "groep", lambda _: evalueren.GROEP)
def groepeer(
    ctx: typer.Context,
    soort: str = SOORT,
    wat: str = WAT,
    pilot: str = PILOT,
    nummer: int = typer.Option(0, "--groep", metavar="NUMMER", help=f"Een groep wijzigen. {_NUMMER}"),
    naar: int = typer.Option(0, "--voeg-bij", metavar="NUMMER", help="Deze groep bij een andere voegen."),
    weg: bool = typer.Option(False, "--opheffen", help="De groep opheffen; de leerpunten blijven."),
) -> None:
    """Vrijgegeven leerpunten samennemen en herschrijven: een nieuwe groep, of met --groep een wijzigen."""
    if (naar or weg) and not nummer:
        raise Gebruiksfout("Zeg met --groep over welke groep het gaat.")
    with sessie_van(ctx) as s:
        plek = welke_plek(ctx, s, soort, wat, pilot)
        groepen = _eigen(lees(s, plek))
        nu = _van_nummer(groepen, nummer, "Groep") if nummer else None
        if nu is not None and naar:
            evalueren.voeg_samen(s, plek, nu.id, _van_nummer(groepen, naar, "Groep").id)
            van(ctx).terminal.zeg("De twee groepen zijn er nu één.")
            return
        if nu is not None and weg:
            evalueren.verwijder_groep(s, plek, nu.id)
            van(ctx).terminal.zeg("De groep is opgeheven.")
            return
        vorm = evalueren.groepvorm(s, plek)
        id_ = nu.id if nu else None
        taak = Taak(
            vorm, id_ or f"nieuw {plek.record}", nu.ruw if nu else {}, nu.versie if nu else None, nieuw=not nu
        )
        vul_in(ctx, s, taak, lambda r, v, c: evalueren.bewaar_groep(s, plek, r, id_, v, c))
        van(ctx).terminal.zeg("Bewaard.")


@opdracht(app, "besluit", lambda _: BESLUIT)
def besluit(
    ctx: typer.Context,
    soort: str = SOORT,
    wat: str = WAT,
    pilot: str = PILOT,
    nummer: int = typer.Option(0, "--besluit", metavar="NUMMER", help=f"Een besluit wijzigen. {_NUMMER}"),
    weg: bool = typer.Option(False, "--weghalen", help="Het besluit weghalen, als het er per ongeluk staat."),
) -> None:
    """Een besluit noteren met wie ervoor zorgt en wanneer, of met --besluit een wijzigen."""
    if weg and not nummer:
        raise Gebruiksfout("Zeg met --besluit over welk besluit het gaat.")
    with sessie_van(ctx) as s:
        plek = welke_plek(ctx, s, soort, wat, pilot)
        nu = _van_nummer(lees(s, plek).besluiten, nummer, "Besluit") if nummer else None
        if nu is not None and weg:
            evalueren.verwijder_besluit(s, plek, nu.id)
            van(ctx).terminal.zeg("Het besluit is weggehaald.")
            return
        id_ = nu.id if nu else None
        begin = nu.ruw if nu else {"staat": "open"}
        taak = Taak(
            BESLUIT, id_ or f"nieuw {plek.record}", begin, nu.versie if nu else None, nieuw=nu is None
        )
        vul_in(ctx, s, taak, lambda r, v, c: evalueren.bewaar_besluit(s, plek, r, id_, v, c))
        van(ctx).terminal.zeg("Bewaard.")


@opdracht(app, "terugblik", lambda _: TERUGKIJKEN)
def terugblik(
    ctx: typer.Context,
    soort: str = SOORT,
    wat: str = WAT,
    nummer: int = typer.Argument(..., metavar="BESLUIT", help=f"Een besluit van eerder. {_NUMMER}"),
    pilot: str = PILOT,
) -> None:
    """Terugkijken op een besluit van een eerdere sprint: hoe staat het ermee, wat bracht het."""
    with sessie_van(ctx) as s:
        plek = welke_plek(ctx, s, soort, wat, pilot)
        b = _van_nummer(lees(s, plek).vorige, nummer, "Besluit")
        nu = {v.naam: b.ruw[v.naam] for v in TERUGKIJKEN.velden}
        taak = Taak(TERUGKIJKEN, b.id, nu, b.versie)
        vul_in(ctx, s, taak, lambda r, v, c: evalueren.kijk_terug(s, plek, b.id, r, v, c))
        van(ctx).terminal.zeg("Bewaard.")


@opdracht(app, "sluiten")
def sluiten(
    ctx: typer.Context,
    soort: str = SOORT,
    wat: str = WAT,
    pilot: str = PILOT,
    toch: bool = typer.Option(False, "--toch", help="Ook als er nog iets niet af is."),
) -> None:
    """De evaluatie sluiten. Is er nog iets niet af, dan hoort u wat; met --toch sluit zij toch."""
    with sessie_van(ctx) as s:
        plek = welke_plek(ctx, s, soort, wat, pilot)
        evalueren.sluit(s, plek, toch=toch)
        van(ctx).terminal.zeg(f"De evaluatie is gesloten. Het verslag maakt u met: mgn rapport {soort} {wat}")


@opdracht(app, "heropenen")
def heropenen(ctx: typer.Context, soort: str = SOORT, wat: str = WAT, pilot: str = PILOT) -> None:
    """Een gesloten evaluatie weer openen."""
    with sessie_van(ctx) as s:
        evalueren.heropen(s, welke_plek(ctx, s, soort, wat, pilot))
        van(ctx).terminal.zeg("De evaluatie is weer open.")


# --- as JSON, and for people -----------------------------------------------------------------


def _als_json(b: "Evaluatiebeeld") -> dict[str, Any]:
    o = b.onaf
    return {
        "soort": b.plek.soort,
        "naam": b.plek.naam,
        "pilot": b.plek.pilotnaam,
        "van": b.plek.van,
        "tot": b.plek.tot,
        "gesloten_op": b.gesloten_op,
        "gevoerd": b.gevoerd,
        "leerpunten": b.leerpunten,
        "vrijgegeven": b.vrijgegeven,
        "nog_niet_af": {
            "zonder_advies": list(o.zonder_advies),
            "zonder_leerpunt": list(o.zonder_leerpunt),
            "niet_vrijgegeven": list(o.niet_vrijgegeven),
            "zonder_datum": list(o.zonder_datum),
        },
        **{veld: tekst or None for veld, tekst in b.ruw.items()},
        "groepen": [
            {
                "titel": g.titel,
                "tekst": g.tekst or None,
                "van": g.van or None,
                "leerpunten": _punten(g.leerpunten),
            }
            for g in b.groepen
        ],
        "los": _punten(b.los),
        "besluiten": [_besluit_json(x) for x in b.besluiten],
        "eerdere_besluiten": [_besluit_json(x) for x in b.vorige],
    }


def _punten(punten: "Sequence[Leerpunt]") -> list[dict[str, Any]]:
    return [{"gesprek": p.gesprek, "dag": p.dag, "tekst": p.tekst} for p in punten]


def _besluit_json(b: "Besluitregel") -> dict[str, Any]:
    return {
        "tekst": b.tekst,
        "eigenaar": b.eigenaar or None,
        "wanneer": b.wanneer,
        "staat": b.staat,
        "terugblik": b.terugblik or None,
        "van": b.van,
    }


def _als_regels(b: "Evaluatiebeeld") -> Iterator[str]:
    yield regel(
        f"Evaluatie {b.plek.naam}",
        b.plek.pilotnaam if b.plek.soort == "sprint" else "",
        f"{toon_datum(b.plek.van)} t/m {toon_datum(b.plek.tot)}",
        f"gesloten op {toon_datum(b.gesloten_op)}" if b.gesloten_op else b.voor_sluiten,
    )
    yield f"{zoveel(b.gevoerd, 'gesprek', 'gesprekken')} gevoerd; " + (
        f"leerpunten: {b.leerpunten}, waarvan {b.vrijgegeven} vrijgegeven."
    )
    for veld in EVALUATIE.velden:
        if tekst := b.ruw[veld.naam]:
            yield ""
            yield f"{veld.label}:"
            yield from (f"  {deel}" for deel in tekst.splitlines())
    yield from _groepregels(b)
    for kop, besluiten in (("Besluiten", b.besluiten), ("Besluiten van eerder", b.vorige)):
        if besluiten:
            yield ""
            yield f"{kop}:"
            yield from (f"  {n}. {_besluitregel(x)}" for n, x in enumerate(besluiten, start=1))


def _groepregels(b: "Evaluatiebeeld") -> Iterator[str]:
    if b.groepen:
        yield ""
        yield "Leerpunten samen:"
    nummer = 0
    for g in b.groepen:
        nummer += not g.van
        kop = f"{nummer}." if not g.van else "-"
        yield f"  {kop} " + regel(f"{g.titel} ({len(g.leerpunten)})", g.van, g.tekst.replace("\n", " / "))
        yield from (f"       {p.gesprek}  {p.tekst}" for p in g.leerpunten)
    if b.los:
        yield ""
        yield "Leerpunten in geen groep:"
        yield from (f"  {p.gesprek}  {p.tekst}" for p in b.los)


def _besluitregel(b: "Besluitregel") -> str:
    wanneer = f"uiterlijk {toon_datum(b.wanneer)}" if b.wanneer else ""
    return regel(b.tekst.replace("\n", " / "), b.eigenaar, wanneer, b.staat, b.terugblik.replace("\n", " / "))

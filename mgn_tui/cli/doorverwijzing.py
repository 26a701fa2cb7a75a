"""`mgn doorverwijzing`: step 5, the tally of what was advised and what came of it."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.beheer import vind
from mgn_tui.cli.dialoog import nog_een
from mgn_tui.cli.invullen import Taak, vul_waarden
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer, ref, regel
from mgn_tui.cli.veldopties import gegeven
from mgn_tui.cli.vormen import GESPREK, keuze
from mgn_tui.cli.welke import welk_advies
from mgn_tui.documents import turf_pdf
from mgn_tui.domain.datums import toon_dag_kort, toon_datum
from mgn_tui.domain.tekst import zoveel
from mgn_tui.domain.velden import Formulier, Veld, VeldSoort
from mgn_tui.domain.woorden import Stap, Weten
from mgn_tui.register import keuzes, toeleiden, vastleggen
from mgn_tui.register.evaluatiebeeld import vind_plek

if TYPE_CHECKING:
    from mgn_tui.domain.profiel import Profiel
    from mgn_tui.figures.doorverwijzing import Telling
    from mgn_tui.register.sessie import Sessie
    from mgn_tui.register.toeleiden import Turfrij

app = groep("doorverwijzing", "Wat er van het advies kwam: turven en optellen.")


@opdracht(app, "lijst")
def lijst(
    ctx: typer.Context,
    pilot: str = typer.Option("", "--pilot", metavar="NAAM", help="Alleen deze pilot."),
    sprint: str = typer.Option("", "--sprint", metavar="NUMMER", help="Alleen deze sprint."),
    json: bool = typer.Option(False, "--json", help=JSON_HULP),
    pdf: bool = typer.Option(False, "--pdf", help="De totalen als PDF in exports, zonder personen."),
) -> None:
    """De turfstaat: een regel per gevoerd gesprek, met de totalen."""
    with sessie_van(ctx) as s:
        if sprint:
            plek = vind_plek(s, "sprint", sprint, pilot)
            staat = toeleiden.staat(s, plek.pilot, (plek.van, plek.tot))
        else:
            staat = toeleiden.staat(s, UUID(hex=vind(s, "pilot", pilot).id) if pilot else None)
        uit = Uitvoer(van(ctx).terminal, json)
        if pdf:
            naam = f"{plek.pilotnaam}, {plek.naam}" if sprint else pilot or "alle gesprekken"
            uit.terminal.data(str(turf_pdf.geef_uit(s, staat, naam)))
            return
        if json:
            rijen = [_als_json(r) for r in staat.rijen]
            uit.json({"gesprekken": rijen, "totaal": _totaal_json(s, staat.telling)})
            return
        labels = {c.code: c.label for c in s.profiel.categorieen}
        for r in staat.rijen:
            uit.terminal.data(_als_regel(r, labels, s.klok.vandaag()))
        uit.terminal.data("\n".join(_totaal_regels(s, staat.telling)))


def _als_json(r: "Turfrij") -> dict[str, Any]:
    feiten: dict[str, dict[str, Any]] = {}
    for (code, stap), feit in sorted(r.feiten.items(), key=lambda f: (f[0][0], list(Stap).index(f[0][1]))):
        feiten.setdefault(code, {})[stap.value] = {"weten": feit.weten.value, "datum": feit.datum}
    return {
        "gesprek": r.ref,
        "inwoner": r.wie,
        "gespreksdatum": r.dag,
        "volgnummer": r.volgnummer,
        "hoofdadvies": r.hoofdadvies,
        "toeleiding": feiten,
    }


def _als_regel(r: "Turfrij", labels: dict[str, str], vandaag: date) -> str:
    per_code: dict[str, list[str]] = {}
    for (code, stap), feit in sorted(r.feiten.items(), key=lambda f: (f[0][0], list(Stap).index(f[0][1]))):
        wat = per_code.setdefault(code, [])
        if stap is not Stap.GEADVISEERD:
            op = f" {toon_dag_kort(feit.datum, vandaag)}" if feit.datum else ""
            wat.append(f"{stap.label} {'' if feit.weten is Weten.JA else feit.weten.label}".strip() + op)
    delen = [
        labels.get(code, code)
        + (" (hoofdadvies)" if code == r.hoofdadvies else "")
        + "".join(f", {w}" for w in wat)
        for code, wat in per_code.items()
    ]
    wie = f"{r.wie} (2e)" if r.volgnummer == 2 else r.wie
    return regel(ref(r.ref), wie, toon_datum(r.dag), *delen or ["nog geen advies"])


def _totaal_json(s: "Sessie", t: "Telling") -> dict[str, Any]:
    return {
        "gesprekken": t.gesprekken,
        "mensen": t.mensen,
        "mensen_met_advies": t.mensen_met_advies,
        "zonder_advies": t.zonder_advies,
        "combinaties": t.combinaties,
        "geadviseerd": dict(t.per_code),
        "verwezen": dict(t.verwezen),
        "gestart": dict(t.gestart),
        "groepen": {
            g: {"bevat": v.bevat, "hoofdadvies": v.hoofdadvies, "uitsluitend": v.uitsluitend}
            for g, v in t.groepen.items()
        },
    }


def _totaal_regels(s: "Sessie", t: "Telling") -> list[str]:
    labels = {c.code: c.label for c in s.profiel.categorieen}
    groepen = {g.code: g.label for g in s.profiel.groepen}
    mensen = zoveel(t.mensen, "mens", "mensen")
    uit = [f"Totaal: {_gesprekken(t.gesprekken)} met {mensen}; {t.zonder_advies} nog zonder advies."]
    uit += [
        regel(
            f"{labels.get(c, c)}: {n} geadviseerd",
            _telt(t.verwezen[c], "verwezen"),
            _telt(t.gestart[c], "gestart"),
        )
        for c, n in t.per_code.items()
        if n
    ]
    uit += [
        f"{groepen.get(g, g)}: bij {v.bevat} van de {zoveel(t.mensen_met_advies, 'mens', 'mensen')} met een advies"
        for g, v in t.groepen.items()
    ]
    return [
        *uit,
        f"Meer dan één groep: {_gesprekken(t.combinaties)}. Kolommen tellen dus op tot meer dan het totaal.",
    ]


def _gesprekken(aantal: int) -> str:
    return zoveel(aantal, "gesprek", "gesprekken")


def _telt(aantal: int, wat: str) -> str:
    return f"{aantal} {wat}" if aantal else ""


def _toeleiding(profiel: "Profiel") -> Formulier:
    return Formulier(
        "toeleiding",
        "Wat er van het advies kwam",
        (
            Veld(
                "categorie",
                "Welke hulp",
                VeldSoort.KEUZE,
                verplicht=True,
                keuzes=keuzes.van_items(profiel.categorieen),
            ),
            keuze("stap", "Welke stap", Stap),
            keuze("weten", "Is het zo", Weten, verplicht=False, hulp="Leeg: dit feit weghalen."),
            Veld(
                "datum", "Wanneer", VeldSoort.DATUM, verleden=True, hulp="Mag leeg als de dag niet bekend is."
            ),
        ),
    )


@opdracht(app, "zet", _toeleiding)
def zet(ctx: typer.Context, gesprek: str = GESPREK) -> None:
    """Eén feit turven: geadviseerd, verwezen, intake of gestart; ja, nee, onbekend of niet nagevraagd."""
    with sessie_van(ctx) as s:
        gesprek = welk_advies(ctx, s, gesprek)
        b = vastleggen.lees(s, gesprek)

        def doe(w: dict[str, Any]) -> None:
            weten = Weten(w["weten"]) if w["weten"] else None
            toeleiden.zet(s, b.ref, w["categorie"], Stap(w["stap"]), weten, w["datum"])

        taak = Taak(_toeleiding(s.profiel), b.ref, inwoner=b.inwoner)
        while True:
            vul_waarden(ctx, s, taak, doe)
            taak = replace(taak, kort=True)
            van(ctx).terminal.zeg("Geturfd.")
            if gegeven(ctx) is not None or not nog_een(van(ctx).terminal, "Nog een feit van dit gesprek?"):
                return


def _hoofd(profiel: "Profiel") -> Formulier:
    vorm = _toeleiding(profiel)
    return Formulier("hoofdadvies", "Hoofdadvies", (vorm.veld("categorie"),))


@opdracht(app, "hoofdadvies", _hoofd)
def hoofdadvies(ctx: typer.Context, gesprek: str = GESPREK) -> None:
    """Welk advies het hoofdadvies is."""
    with sessie_van(ctx) as s:
        gesprek = welk_advies(ctx, s, gesprek)
        b = vastleggen.lees(s, gesprek)
        taak = Taak(_hoofd(s.profiel), b.ref, inwoner=b.inwoner)
        vul_waarden(ctx, s, taak, lambda w: toeleiden.zet_hoofdadvies(s, b.ref, w["categorie"]))
        van(ctx).terminal.zeg("Genoteerd.")

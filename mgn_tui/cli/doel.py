"""`mgn doel`: the targets, what the region changed in them, figures by hand and what was delivered."""

from typing import TYPE_CHECKING, Any

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.invullen import Taak, vul_in
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer, regel
from mgn_tui.domain.datums import toon_datum
from mgn_tui.figures.afronden import getal
from mgn_tui.figures.verwoorden import doeltekst
from mgn_tui.register import doelen

if TYPE_CHECKING:
    from fractions import Fraction

    from mgn_tui.register.doelen import Doelbeeld, Doelstand

app = groep("doel", "De doelen: bekijken, wijzigen, een cijfer of oplevering noteren.")
NUMMER = typer.Argument(..., metavar="NUMMER", help="Het nummer van het doel, zoals in mgn doel lijst.")


@opdracht(app, "lijst")
def lijst(ctx: typer.Context, json: bool = typer.Option(False, "--json", help=JSON_HULP)) -> None:
    """Alle doelen van de regio, met hun ijkmomenten, versies, bron en geld."""
    with sessie_van(ctx) as s:
        beelden = doelen.lijst(s)
        uit = Uitvoer(van(ctx).terminal, json)
        if json:
            uit.json([_als_json(b) for b in beelden])
            return
        for b in beelden:
            uit.terminal.data("\n".join(_als_regels(b)))
        if not beelden:
            uit.terminal.zeg("Deze regio heeft geen doelen.")


def _grens(laag: "Fraction | None", hoog: "Fraction | None") -> dict[str, int | float]:
    return {n: getal(w) for n, w in (("min", laag), ("max", hoog)) if w is not None}


def _als_json(b: "Doelbeeld") -> dict[str, Any]:
    d = b.doel
    return {
        "nr": d.nr,
        "soort": d.soort,
        "type": d.type,
        "omschrijving": d.omschrijving,
        "telt": d.telt,
        "venster": d.venster,
        "telregel": d.telregel,
        "cluster": d.cluster or None,
        "bevroren": d.bevroren,
        "bron": d.brontekst,
        "aannames": [a.tekst for a in d.aannames],
        "ijkmomenten": [_stand_json(stand) for stand in b.standen],
        "metingen": [
            {
                "nr": m.nr,
                "datum": m.datum,
                "waarde": None if m.waarde is None else m.waarde / 1000,
                "noemer": None if m.noemer is None else m.noemer / 1000,
                "bron": m.bron,
            }
            for m in b.metingen
        ],
    }


def _stand_json(stand: "Doelstand") -> dict[str, Any]:
    m, g = stand.moment, stand.geleverd
    return {
        "ijkmoment": stand.ijkmoment or "elk kwartaal",
        "doel": _grens(stand.minimum, stand.maximum),
        "plan": _grens(*stand.plan),
        "bedrag": m.bedrag if m else None,
        "split": dict(m.split) if m else {},
        "oplevering": m.oplevering if m else "",
        "bron": m.brontekst if m else None,
        "versies": [{"vanaf": v.vanaf, "reden": v.reden} for v in stand.versies],
        "gedaan_op": g.gedaan_op if g else None,
        "bewijs": g.bewijs if g else None,
        "vastgesteld_door": g.vastgesteld_door if g else None,
        "vastgesteld_op": g.vastgesteld_op if g else None,
    }


def _als_regels(b: "Doelbeeld") -> list[str]:
    d = b.doel
    eenheid = "%" if d.eenheid == "%" else f" {d.eenheid}"
    regels = [regel(f"{d.nr}  {d.omschrijving}", "ligt vast" if d.bevroren else "", d.brontekst)]
    regels.append(f"    {d.telregel}")
    for stand in b.standen:
        m, g = stand.moment, stand.geleverd
        gedaan = f"gedaan op {toon_datum(g.gedaan_op)}" if g and g.gedaan_op else ""
        regels.append(
            "    "
            + regel(
                toon_datum(stand.ijkmoment) if stand.ijkmoment else "elk kwartaal",
                doeltekst(_grens(stand.minimum, stand.maximum), eenheid),
                f"€ {m.bedrag:,}".replace(",", ".") if m and m.bedrag else "",
                m.oplevering if m else "",
                gedaan,
                *(f"gewijzigd per {toon_datum(v.vanaf)}: {v.reden}" for v in stand.versies[-1:]),
            )
        )
    return regels


@opdracht(app, "wijzig", lambda _: doelen.WIJZIG)
def wijzig(ctx: typer.Context, nummer: str = NUMMER) -> None:
    """Een doel wijzigen zoals de regio besloot, met datum en reden. De oude versie blijft bewaard."""
    with sessie_van(ctx) as s:
        d = doelen.doel_van(s.profiel, nummer)
        taak = Taak(doelen.WIJZIG, d.nr, nieuw=True)
        vul_in(ctx, s, taak, lambda ruw, _, concept: doelen.wijzig(s, d.nr, ruw, concept))
        van(ctx).terminal.zeg("Het doel is gewijzigd.")


@opdracht(app, "meting", lambda _: doelen.METING)
def meting(ctx: typer.Context, nummer: str = NUMMER) -> None:
    """Een cijfer dat niet uit de gesprekken komt noteren, met bron en datum; of een 0-meting."""
    with sessie_van(ctx) as s:
        d = doelen.doel_van(s.profiel, nummer)
        taak = Taak(doelen.METING, d.nr, nieuw=True)
        vul_in(ctx, s, taak, lambda ruw, _, concept: doelen.meet(s, d.nr, ruw, concept))
        van(ctx).terminal.zeg("Het cijfer is genoteerd.")


@opdracht(app, "oplevering", lambda _: doelen.OPLEVERING)
def oplevering(ctx: typer.Context, nummer: str = NUMMER) -> None:
    """Noteren dat iets is opgeleverd, met het bewijs."""
    with sessie_van(ctx) as s:
        d = doelen.doel_van(s.profiel, nummer)
        taak = Taak(doelen.OPLEVERING, d.nr, nieuw=True)
        vul_in(ctx, s, taak, lambda ruw, _, concept: doelen.lever_op(s, d.nr, ruw, concept))
        van(ctx).terminal.zeg("De oplevering is genoteerd.")

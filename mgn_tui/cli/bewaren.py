"""`mgn bewaren`: who is due by the terms of this werkmap."""

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer, ref, regel
from mgn_tui.domain.datums import toon_datum
from mgn_tui.register import bewaren as register
from mgn_tui.register.vernietigen import PERSOON

app = groep("bewaren", "Van wie de bewaartermijn voorbij is, of bijna.")


@opdracht(app, "bewaren")
def bewaren(
    ctx: typer.Context,
    json: bool = typer.Option(False, "--json", help=JSON_HULP),
) -> None:
    """Van wie naam en tekst weg mogen of weg moeten. Er gaat niets vanzelf weg.

    Naam en tekst mogen weg als het advies is overgenomen, de sprint geëvalueerd en het resultaat genoteerd;
    ze moeten weg na de termijn die de verantwoordelijke koos. Daarna: mgn vernietigen. Blijven ze toch: mgn verzoek
    weigeren, met de reden; na een jaar komt de vraag terug.
    """
    with sessie_van(ctx) as s:
        gevonden = register.lijst(s)
        rijen = [
            {
                "inwoner": v.ref,
                "soort": v.soort,
                "sinds": v.sinds,
                "uiterlijk": v.uiterlijk,
                "over": v.over,
                "mist": list(v.mist),
            }
            for v in gevonden
        ]
        Uitvoer(van(ctx).terminal, json).lijst(rijen, map(_regel, gevonden), "Er is niemand over de termijn.")


def _regel(v: register.Termijn) -> str:
    wat = "naam en tekst" if v.soort == PERSOON else "alles"
    stand = f"uiterlijk {toon_datum(v.uiterlijk)}" if not v.over else f"sinds {toon_datum(v.uiterlijk)}"
    return regel(
        ref(v.ref), v.wie, wat, "moet weg" if v.over else "mag weg", stand, *(f"let op: {m}" for m in v.mist)
    )

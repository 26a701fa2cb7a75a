"""`mgn uren`: see `registeropdrachten`; and the sums per organisatie, for the coördinator."""

import typer

from mgn_tui.cli.basis import opdracht
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.registeropdrachten import maak
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer, regel
from mgn_tui.domain.profiel import label_van
from mgn_tui.domain.velden import Veld
from mgn_tui.figures.periode import WOORDEN
from mgn_tui.register import registercijfers
from mgn_tui.register.cijfers import tijdvak

app = maak("uren", "Uw uren naast de gesprekken.")
_TOON = Veld("", "")


@opdracht(app, "som")
def som(
    ctx: typer.Context,
    periode: str = typer.Option(
        "", "--periode", metavar="PERIODE", help=f"Bijvoorbeeld {WOORDEN}. Zonder: dit kwartaal."
    ),
    pilot: str = typer.Option("", "--pilot", metavar="NAAM", help="Alleen deze pilot."),
    json: bool = typer.Option(False, "--json", help=JSON_HULP),
) -> None:
    """Voor de coördinator: de uren van het team per organisatie en onderdeel, zonder personen."""
    with sessie_van(ctx) as s:
        dagen, welke = tijdvak(s, periode, pilot)
        sommen = registercijfers.urensommen(s, dagen.van, dagen.tot, welke)
        Uitvoer(van(ctx).terminal, json).lijst(
            (
                {
                    "organisatie": r.organisatie or None,
                    "domein": r.domein or None,
                    "onderdeel": r.onderdeel,
                    "bron": r.bron or None,
                    "uren": r.uren,
                }
                for r in sommen
            ),
            (
                regel(
                    r.organisatie or "organisatie onbekend",
                    r.domein,
                    label_van(s.profiel.uren_onderdelen, r.onderdeel),
                    r.bron,
                    f"{_TOON.toon(r.uren)} uur",
                )
                for r in sommen
            ),
            "In deze periode heeft nog niemand uren opgeschreven.",
        )

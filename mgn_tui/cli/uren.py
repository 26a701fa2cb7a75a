"""`mgn uren`: see `registeropdrachten`; and the sums per organisatie, for the coördinator."""

import typer

from mgn_tui.cli.basis import opdracht
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.overtypelijst import lees_tijdvak
from mgn_tui.cli.registeropdrachten import maak
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer, regel
from mgn_tui.domain.profiel import label_van
from mgn_tui.domain.tijdvakken import dagen_van, kwartaal_van
from mgn_tui.domain.velden import Veld
from mgn_tui.register import registercijfers

app = maak("uren", "Uw uren naast de gesprekken.")
_TOON = Veld("", "")


@opdracht(app, "som")
def som(
    ctx: typer.Context,
    periode: str = typer.Option(
        "",
        "--periode",
        metavar="PERIODE",
        help="Een kwartaal of maand: 2027-Q1, 2027-03. Zonder: dit kwartaal.",
    ),
    json: bool = typer.Option(False, "--json", help=JSON_HULP),
) -> None:
    """Voor de coördinator: de uren van het team per organisatie en onderdeel, zonder personen."""
    tijdvak = lees_tijdvak(periode) if periode else None
    with sessie_van(ctx) as s:
        sommen = registercijfers.urensommen(s, *(tijdvak or dagen_van(kwartaal_van(s.klok.vandaag()))))
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

"""Words and small forms that several commands share."""

from collections.abc import Iterable
from typing import Any

import typer

from mgn_tui.cli.fouten import Gebruiksfout
from mgn_tui.cli.omgeving import van
from mgn_tui.domain.profiel import Item
from mgn_tui.domain.velden import Formulier, Veld, VeldSoort
from mgn_tui.domain.woorden import Woord
from mgn_tui.register import keuzes

_REFERENTIE = "De referentie, of het begin ervan."


def vraagbaar(metavar: str, hulp: str) -> Any:
    """A word that is asked when it is left out. With nobody to ask it is missed before anything is opened."""

    def eis(ctx: typer.Context, value: str) -> str:
        if not value and not van(ctx).terminal.kan_vragen():
            raise Gebruiksfout(f"Hier mist een woord: {metavar}.")
        return value

    return typer.Argument("", metavar=metavar, help=f"{hulp} Zonder: mgn vraagt het.", callback=eis)


AANMELDING = vraagbaar("AANMELDING", _REFERENTIE)
GESPREK = vraagbaar("GESPREK", _REFERENTIE)


def redenvorm(naam: str, titel: str, redenen: Iterable[Item]) -> Formulier:
    """A reason out of the region's list, in words, or both."""
    return Formulier(
        naam,
        titel,
        (
            Veld("reden_code", "Reden", VeldSoort.KEUZE, keuzes=keuzes.van_items(redenen)),
            Veld("reden", "Toelichting", VeldSoort.LANG, maximum_tekens=1000),
        ),
    )


def keuze(naam: str, label: str, woorden: Iterable[Woord], *, verplicht: bool = True, hulp: str = "") -> Veld:
    """One of the field's own words."""
    return Veld(
        naam, label, VeldSoort.KEUZE, verplicht=verplicht, keuzes=keuzes.van_woorden(woorden), hulp=hulp
    )

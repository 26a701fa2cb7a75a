"""Words and small forms that several commands share."""

from collections.abc import Iterable

import typer

from mgn_tui.domain.profiel import Item
from mgn_tui.domain.velden import Formulier, Veld, VeldSoort
from mgn_tui.domain.woorden import Woord
from mgn_tui.register import keuzes

_REFERENTIE = "De referentie, of het begin ervan."
AANMELDING = typer.Argument(..., metavar="AANMELDING", help=_REFERENTIE)
GESPREK = typer.Argument(..., metavar="GESPREK", help=_REFERENTIE)


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

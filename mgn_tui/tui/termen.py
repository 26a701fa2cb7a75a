"""The region's own words on the screen (`domain.regiotaal`): for texts of the program, never over what was typed."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from textual._context import active_app

from mgn_tui.domain.regiotaal import GEEN, Regiotaal

if TYPE_CHECKING:
    from mgn_tui.domain.velden import Veld
    from mgn_tui.tui.widgets.vensterlijst import Kolom

_ANTWOORDEN: Final = frozenset({"gespreksvoerder"})


def in_termen(tekst: str) -> str:
    """The text as the region of the opened werkmap says it."""
    zeg: Regiotaal = getattr(active_app.get(None), "termen", GEEN)
    return zeg(tekst)


def veld_in_termen(veld: "Veld") -> "Veld":
    """A field whose question and explanation are said so; of its answers only one that is such a word itself."""
    keuzes = tuple(
        replace(keuze, label=in_termen(keuze.label)) if keuze.label in _ANTWOORDEN else keuze
        for keuze in veld.keuzes
    )
    nieuw = replace(veld, label=in_termen(veld.label), hulp=in_termen(veld.hulp), keuzes=keuzes)
    return veld if nieuw == veld else nieuw


def kolommen_in_termen(kolommen: "tuple[Kolom, ...]") -> "tuple[Kolom, ...]":
    """Columns whose titles are said so."""
    return tuple(replace(kolom, titel=in_termen(kolom.titel)) for kolom in kolommen)

"""What F1 says of the field that has the cursor: what is asked, how an answer looks, which keys work in it."""

from typing import Any, Final

from textual.screen import Screen

from mgn_tui.domain.velden import Veld, VeldSoort
from mgn_tui.domain.veldhulp import voorbeeld
from mgn_tui.tui.termen import veld_in_termen

_TOETSEN: Final = {
    VeldSoort.KEUZE: "← → of de eerste letter kiest, ⌫ maakt leeg. Een lange lijst opent met de spatiebalk.",
    VeldSoort.LIJST: "← → loopt erlangs, de spatiebalk zet aan of uit.",
    VeldSoort.JANEE: "{letters}; ⌫ maakt leeg.",
    VeldSoort.LANG: "Enter is een nieuwe regel, Tab gaat naar het volgende veld.",
}


def veld_van(scherm: Screen[Any]) -> Veld | None:
    """The field that has the cursor: a widget, or one around it, carries it as `veld`."""
    for knoop in scherm.focused.ancestors_with_self if scherm.focused is not None else ():
        if isinstance(veld := getattr(knoop, "veld", None), Veld):
            return veld
    return None


def veldhulp(veld: Veld) -> tuple[str, list[str]]:
    """The name of the field, and what there is to say of it, a line each."""
    veld = veld_in_termen(veld)
    regels = [veld.hulp, voorbeeld(veld)]
    if veld.keuzes or veld.soort in (VeldSoort.JANEE, VeldSoort.LANG):
        letters = "j of n" if veld.zeker else "j, n of o"
        regels.append(_TOETSEN.get(veld.soort, "").format(letters=letters))
    regels += [f"{keuze.label}: {keuze.hulp}" for keuze in veld.keuzes if keuze.hulp]
    if veld.verplicht:
        regels.append("Dit is nodig om te bewaren.")
    return f"Dit veld: {veld.label}", [regel for regel in regels if regel]

"""What a field asks and how an answer looks, in plain words: for F1 on the screen and `?` in the dialogue."""

from decimal import Decimal
from typing import Final

from mgn_tui.domain.velden import Veld, VeldSoort

_SOORT: Final = {
    VeldSoort.DATUM: "Een datum: 9-3, 9 maart, morgen, di, over 2 weken.",
    VeldSoort.MOMENT: "Een dag en een tijd: di 14:00, 9-3 10:30, morgen 9 uur.",
    VeldSoort.GETAL: "Een heel getal, bijvoorbeeld 12.",
    VeldSoort.DECIMAAL: "Een getal, bijvoorbeeld 1,5.",
    VeldSoort.JANEE: "Ja, nee of onbekend. De eerste letter is genoeg.",
    VeldSoort.KEUZE: "Eén keuze.",
    VeldSoort.LIJST: "Meer keuzes mag.",
    VeldSoort.LANG: "Meer regels mag.",
    VeldSoort.TEKST: "Eén regel tekst.",
}
_CONTROLE: Final = {
    "telefoon": "Een telefoonnummer: 038-1234567 of 06 1234 5678.",
    "postcode": "Een postcode: 8011 AB.",
    "maand": "Een maand: maart 2027 of 3-2027.",
    "kwartaal": "Een kwartaal: 2027-Q1 of 1e kwartaal 2027.",
}


def voorbeeld(veld: Veld) -> str:
    """How an answer looks, with an example."""
    if veld.controle in _CONTROLE:
        return _CONTROLE[veld.controle]
    if veld.soort is VeldSoort.LIJST and not veld.keuzes:
        return "Meer antwoorden mag, met een komma ertussen."
    if veld.soort is VeldSoort.JANEE and veld.zeker:
        return "Ja of nee. De eerste letter is genoeg."
    return " ".join(filter(None, (_SOORT[veld.soort], _grenzen(veld))))


def _grenzen(veld: Veld) -> str:
    """Between which numbers, and that a day to come is refused."""
    if veld.soort in (VeldSoort.DATUM, VeldSoort.MOMENT):
        return "Niet in de toekomst." if veld.verleden else ""
    if veld.soort not in (VeldSoort.GETAL, VeldSoort.DECIMAAL) or veld.minimum is None:
        return ""
    laag = _getal(veld.minimum)
    return f"Ten minste {laag}." if veld.maximum is None else f"Van {laag} tot en met {_getal(veld.maximum)}."


def _getal(getal: float | Decimal) -> str:
    return f"{getal}".replace(".", ",")

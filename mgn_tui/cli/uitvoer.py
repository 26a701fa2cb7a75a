"""Records as lines for people and as JSON for scripts.

JSON: dates ISO, moments ISO in Amsterdam's time, numbers as numbers, ja/nee as true and false, lists of codes;
what is empty or closed for this person is null. Keys have a fixed order.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from mgn_tui.domain.datums import toon_datum, toon_moment
from mgn_tui.domain.referentie import toon_referentie
from mgn_tui.domain.velden import Formulier, Veld, VeldFout, VeldSoort
from mgn_tui.register.kluis import DICHT

if TYPE_CHECKING:
    from mgn_tui.cli.terminal import Terminal

JSON_HULP = "Als JSON, voor programma's."
_SLEUTEL = 32  # signs of a key that a choice out of the werkmap has as its code


@dataclass(frozen=True, slots=True)
class Uitvoer:
    """Where the answer of one command goes, and how."""

    terminal: "Terminal"
    als_json: bool

    def lijst(self, rijen: Iterable[Mapping[str, Any]], regels: Iterable[str], leeg: str) -> None:
        """Either the rows as JSON, or a line for each."""
        if self.als_json:
            self.json([dict(rij) for rij in rijen])
            return
        aantal = 0
        for regel in regels:
            aantal += 1
            self.terminal.data(regel)
        if not aantal:
            self.terminal.zeg(leeg)

    def json(self, inhoud: object) -> None:
        self.terminal.data(json.dumps(inhoud, ensure_ascii=False, indent=2, default=_anders))


def _anders(waarde: object) -> object:
    if isinstance(waarde, datetime | date):
        return waarde.isoformat()
    if isinstance(waarde, Decimal):
        return int(waarde) if waarde == waarde.to_integral_value() else float(waarde)
    raise TypeError(type(waarde).__name__)


def regel(*delen: str) -> str:
    """One record on one line: what is known, with a dot between."""
    return " · ".join(deel for deel in delen if deel)


def ref(referentie: str) -> str:
    return toon_referentie(referentie)


# --- forms -----------------------------------------------------------------------------------


def als_json(vorm: Formulier, ruw: Mapping[str, str], vandaag: date) -> dict[str, object]:
    """The answers of a form by field name."""
    return {veld.naam: _waarde(veld, ruw.get(veld.naam, ""), vandaag) for veld in vorm.velden}


def _waarde(veld: Veld, ruw: str, vandaag: date) -> object:
    if not ruw or ruw == str(DICHT):
        return None
    try:
        waarde = veld.lees(ruw, vandaag)
    except VeldFout:
        return ruw  # stored by other rules than today's; shown as it stands
    labels = {k.code: k.label for k in veld.keuzes if len(k.code) == _SLEUTEL}
    if isinstance(waarde, tuple):
        return [labels.get(str(deel), str(deel)) for deel in waarde]
    return labels.get(str(waarde), waarde) if veld.soort is VeldSoort.KEUZE else waarde


def als_regels(vorm: Formulier, ruw: Mapping[str, str], vandaag: date, *, leeg: bool = False) -> list[str]:
    """The answers of a form for reading: `Vraag: antwoord`, under the heading of its group."""
    uit: list[str] = []
    groep = ""
    for veld in vorm.velden:
        antwoord = toon(veld, ruw.get(veld.naam, ""), vandaag)
        if not antwoord and not leeg:
            continue
        if veld.groep and veld.groep != groep:
            uit += ["", veld.groep] if uit else [veld.groep]
        groep = veld.groep
        scheiding = "\n" if "\n" in antwoord else " "
        uit.append(f"{vraag(veld)}{scheiding}{antwoord}".rstrip())
    return uit


def vraag(veld: Veld) -> str:
    """The label with the sign that belongs behind it."""
    return veld.label if veld.label.endswith(("?", "…")) else f"{veld.label}:"


def toon(veld: Veld, ruw: str, vandaag: date) -> str:
    """A stored answer as people read it: labels for codes, days with their name."""
    if not ruw or ruw == str(DICHT):
        return ruw
    try:
        waarde = veld.lees(ruw, vandaag)
    except VeldFout:
        return ruw
    if isinstance(waarde, datetime):
        return toon_moment(waarde)
    if isinstance(waarde, date):
        return toon_datum(waarde)
    return veld.toon(waarde)

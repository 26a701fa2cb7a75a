"""The report on paper, from the plain value `domain.rapport.Rapport`: the whole, and two pages for a meeting.

reportlab is imported only when a PDF is made.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.rapport import Rapport, zonder_namen


def maak_pdf(rapport: Rapport) -> bytes:
    """Two to six pages A4, fonts embedded; the same report always gives the same bytes.

    Raises `Geweigerd` when a text holds a sign that the font lacks.
    """
    from mgn_tui.documents.rapport_pdf import heel

    _controleer_tekens(rapport)
    return heel(rapport)


def maak_vergaderstuk(rapport: Rapport) -> bytes:
    """At most two pages, without the name of any gespreksvoerder. Raises as `maak_pdf`."""
    from mgn_tui.documents.rapport_pdf import kort

    _controleer_tekens(rapport)
    return kort(zonder_namen(rapport))


def _controleer_tekens(rapport: Rapport) -> None:
    from mgn_tui.documents.opmaak import ontbrekend

    if mist := sorted(ontbrekend("\n".join(teksten(rapport)))):
        tekens = ", ".join(f"{teken} (U+{ord(teken):04X})" for teken in mist[:5])
        raise Geweigerd(
            f"Deze tekens kan het verslag niet drukken: {tekens}. Schrijf ze in de evaluatie anders."
        )


def teksten(waarde: object) -> Iterator[str]:
    """Every text that is in the report, for who must check it."""
    if isinstance(waarde, str):
        yield waarde
    elif isinstance(waarde, tuple):
        for deel in waarde:
            yield from teksten(deel)
    elif is_dataclass(waarde):
        for veld in fields(waarde):
            yield from teksten(getattr(waarde, veld.name))

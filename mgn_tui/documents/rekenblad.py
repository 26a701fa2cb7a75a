"""What every spreadsheet of ours holds to: typed text stays text, and rows are as high as their text."""

import textwrap
from collections.abc import Iterable
from typing import Final

ALLEEN_TEKST: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_REGEL: Final = 15  # points


def hoogte(cellen: Iterable[tuple[str, int]]) -> int | None:
    """How high a row must be for these texts in columns this wide; None for one line.

    LibreOffice takes the heights of such a file as they are, and would print the lines over each other.
    """
    regels = max(
        (
            sum(len(textwrap.wrap(alinea, breed)) or 1 for alinea in tekst.splitlines())
            for tekst, breed in cellen
        ),
        default=1,
    )
    return regels * _REGEL if regels > 1 else None

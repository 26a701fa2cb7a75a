"""Writes `docs/monitoringsformat.md` from the one description of the columns; run it when that changes."""

import sys
from pathlib import Path

HIER = Path(__file__).resolve().parent
sys.path.insert(0, str(HIER.parent))

from mgn_tui.domain.profiel import laad_profiel  # noqa: E402
from mgn_tui.exchange.monitoringsformat import kolommen  # noqa: E402

BEGIN = """# Het monitoringsformat

Eén rij per gesprek, of per aanmelding die nooit een gesprek werd. CSV (`;` of `,`, UTF-8) of XLSX (het eerste blad).
De eerste rij geeft de namen van de kolommen; hun volgorde is vrij. Leeg is onbekend. Datums als `2026-03-09` of
`09-03-2026`, getallen als `1,5` of `1.5`, lijsten met `|` ertussen. De codes hieronder zijn die van IJssel-Vecht.

**Een bestand met rijen bevat bijzondere persoonsgegevens en blijft binnen het team.**

Deze tabel komt uit het programma (`docs/maak_monitoringsformat.py`).

| kolom | betekenis | wat er staat |
|---|---|---|
"""


def maak() -> str:
    """The page."""
    regels = [
        f"| `{k.naam}`{' *' if k.verplicht else ''} | {k.uitleg} | {k.verwacht.replace('|', chr(92) + '|')} |"
        for k in kolommen(laad_profiel("ijssel-vecht"))
    ]
    return BEGIN + "\n".join(regels) + "\n\n\\* verplicht.\n"


if __name__ == "__main__":
    (HIER / "monitoringsformat.md").write_text(maak(), encoding="utf-8")

"""Makes the werkmap that stays in `tests/data` for each schema that landed.

`python -m tests.hulp_vast tests/data/werkmap-0002`, once, just before a new schema lands; after that the folder
is never touched again: it stands for what people have on their laptops. Its key file is made at the lowest cost.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import concepten
from mgn_tui.store.schema import SCHEMA
from tests.hulp_werkmap import BEGIN, lichte_kdf, maak_aanmelding, maak_werkmap, open_als, volledige_zaak


def maak(naar: Path) -> None:
    """A team, one whole case, one aanmelding that waits, one concept."""
    with tempfile.TemporaryDirectory() as plek, lichte_kdf():
        os.environ["XDG_STATE_HOME"] = os.environ["LOCALAPPDATA"] = plek
        klok = VasteKlok(BEGIN)
        werkmap = maak_werkmap(Path(plek) / "werkmap", klok)
        s = open_als(werkmap, "Noor", klok)
        zaak = volledige_zaak(s, merk=f" ({SCHEMA})")
        maak_aanmelding(s, achternaam="Wójcik")
        concepten.bewaar(s, "gesprek", zaak.gesprek, {"kladblok": "half getypt"}, zaak.inwoner)
        s.sluit()
        naar.mkdir(parents=True)
        for pad in (werkmap.database, werkmap.sleutels):
            shutil.copy(pad, naar / pad.name)


if __name__ == "__main__":
    maak(Path(sys.argv[1]))

"""One parser under atheris, in a process of its own: `python -m tests.beproeving.atheris_kind DEUR KEREN UIT`."""

import json
import sys
import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path

import atheris  # type: ignore[import-not-found]

with atheris.instrument_imports(
    include=["mgn_tui.exchange", "mgn_tui.domain", "mgn_tui.store.sleutelformaat"]
):
    from tests.beproeving.deuren import ZONDER_PERSONEN, Deuren, langs
    from tests.beproeving.uitslag import Rij, doe

from mgn_tui.domain.klok import VasteKlok
from tests.hulp_werkmap import BEGIN, eigen_thuis, lichte_kdf, maak_werkmap


def main() -> None:
    naam, keren, uit = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    telling: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as plek_, lichte_kdf(), eigen_thuis(Path(plek_) / "thuis"):
        plek, klok = Path(plek_), VasteKlok(BEGIN)
        werkmap = maak_werkmap(plek / "werkmap")
        klok.verder(timedelta(days=1))
        deur, goed = Deuren(plek, werkmap, klok).alle[naam]
        zaad = plek / "zaad"
        zaad.mkdir()
        (zaad / "goed").write_bytes(goed)

        def een(ruw: bytes) -> None:
            rij = Rij(naam)
            doe(rij, lambda: langs(deur, ruw, naam not in ZONDER_PERSONEN))
            wat = (
                "overleefd"
                if rij.overleefd
                else "geweigerd met een melding"
                if rij.geweigerd
                else rij.waarom[0]
            )
            telling[wat] += 1
            if telling.total() >= keren or rij.verloren:
                uit.write_text(json.dumps(telling), encoding="utf-8")

        atheris.Setup(
            [sys.argv[0], f"-runs={keren}", "-max_len=60000", "-print_final_stats=0", str(zaad)], een
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main()

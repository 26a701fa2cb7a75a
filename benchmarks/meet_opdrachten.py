"""`mgn --help` and `mgn --version`, each a new process, beside bare typer."""

import subprocess

from benchmarks.meten import Klus, Meting, Mislukt, Proefplek, Uitkomst, duur, om_en_om
from benchmarks.opdracht import WORTEL, kale_omgeving, python


def _start(verwacht: str, *woorden: str) -> Klus:
    opdracht, omgeving = python(*woorden), kale_omgeving()

    def loop() -> None:
        uit = subprocess.run(opdracht, env=omgeving, cwd=WORTEL, capture_output=True, text=True, check=False)
        if uit.returncode or verwacht not in uit.stdout:
            raise Mislukt(f"{' '.join(woorden)} gaf {uit.returncode}: {uit.stderr[-300:]}")

    return duur(loop)


def _meet_help(plek: Proefplek, n: int) -> Uitkomst:
    klussen = {
        "wij": _start("aanmelding", "mgn_tui", "--help"),
        "basis": _start("Say hello", "benchmarks.gasten.kale_typer", "--help"),
    }
    tijden = om_en_om(n, klussen)
    return Uitkomst(tijden["wij"], tijden["basis"])


def _meet_versie(plek: Proefplek, n: int) -> Uitkomst:
    klussen = {
        "wij": _start("mgn ", "mgn_tui", "--version"),
        "basis": _start("", "benchmarks.gasten.alleen_typer"),
    }
    tijden = om_en_om(n, klussen)
    return Uitkomst(tijden["wij"], tijden["basis"])


_BRON = "design.md, Promises: mgn --help, --version; engineering.md 12"
METINGEN = (
    Meting("help", "mgn --help naast kale typer --help", 1.15, _BRON, 21, _meet_help),
    Meting("versie", "mgn --version naast Python met alleen typer", 1.0, _BRON, 21, _meet_versie),
)

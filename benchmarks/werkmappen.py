"""The werkmappen that are measured on: invented, with a key file as strong as a user's."""

import shutil
from pathlib import Path

from benchmarks.meten import Proefplek
from mgn_tui.store.werkmap import Werkmap

GEBRUIKER = "Noor"


def wachtwoord() -> str:
    """The passphrase of `GEBRUIKER`, in each of these werkmappen."""
    from benchmarks import maak_groot

    return maak_groot.wachtwoord(GEBRUIKER)


def leeg(plek: Proefplek) -> Werkmap:
    """A werkmap with one person and no aanmelding."""

    def maak(pad: Path) -> Werkmap:
        from mgn_tui.register import sessie

        werkmap = Werkmap(pad)
        if not werkmap.bestaat():
            sessie.nieuw(werkmap, regio="ijssel-vecht", gebruiker=GEBRUIKER, wachtwoord=wachtwoord())
        return werkmap

    gemaakt: Werkmap = plek.eens("leeg", maak)
    return gemaakt


def groot(plek: Proefplek, gesprekken: int) -> Werkmap:
    """A werkmap with this many gesprekken over three years; `GEBRUIKER` held half of them."""

    def maak(pad: Path) -> Werkmap:
        from benchmarks import maak_groot

        if not pad.exists():
            half = pad.with_name(
                f"{pad.name}.half"
            )  # a run that is broken off leaves nothing that looks whole
            shutil.rmtree(half, ignore_errors=True)
            maak_groot.maak(half, gesprekken)
            half.rename(pad)
        return Werkmap(pad)

    gemaakt: Werkmap = plek.eens(f"gesprekken-{gesprekken}", maak)
    return gemaakt

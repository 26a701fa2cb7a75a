"""A minute in which nobody types: what the open app uses of the processor, and that it writes nothing.

Each turn is the app at rest on one screen of a large werkmap; all stand open in the same minute, beside a bare
Textual table of 100 rows. A byte written is a failure, whatever it costs.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from benchmarks.meet_toetsen import kale_tabel
from benchmarks.meten import Meting, Mislukt, Proefplek, Uitkomst
from benchmarks.plekken import PLEKKEN
from benchmarks.werkmappen import groot

if TYPE_CHECKING:
    from benchmarks.gast import Gast

GESPREKKEN = 10_000
MINUUT_S = 60.0
SCHERMEN = ("aanmeldingen", "gesprekken", "adviezen", "turf", "agenda", "team", "achter")
STAAT = "nieuwe aanmelding"
_RUST_S = 3.0


@contextmanager
def _op_scherm(naam: str, proef: Proefplek) -> Iterator["Gast"]:
    from benchmarks.app import open_app

    with open_app(groot(proef, GESPREKKEN), STAAT) as gast:
        PLEKKEN[naam].ga(gast)
        yield gast


def _meet(proef: Proefplek, n: int) -> Uitkomst:
    with ExitStack() as stapel:
        namen = [SCHERMEN[nummer % len(SCHERMEN)] for nummer in range(n)]
        wij = [stapel.enter_context(_op_scherm(naam, proef)) for naam in namen]
        basis, _ = kale_tabel(stapel)
        for gast in (*wij, basis):
            gast.kom_tot_rust(_RUST_S)
        gasten = (*wij, basis)
        begin = [gast.cpu() for gast in gasten]
        for gast in gasten:
            gast.vergeet_beeld()
        time.sleep(MINUUT_S)
        cpu = [gast.cpu() - b for gast, b in zip(gasten, begin, strict=True)]
        for naam, gast in zip(namen, wij, strict=True):
            if geschreven := gast.vergeet_beeld():
                raise Mislukt(f"{PLEKKEN[naam].wat}: {geschreven} bytes geschreven terwijl niemand typte")
    per_scherm = ", ".join(f"{naam} {s:.2f}" for naam, s in zip(namen, cpu, strict=False)).replace(".", ",")
    return Uitkomst(cpu[:-1], cpu[-1:] * n, f"niets geschreven; s rekentijd in de minuut: {per_scherm}")


METINGEN = (
    Meting(
        "stil",
        "Rekentijd in een minuut waarin niemand typt, op zeven schermen van 10.000 gesprekken",
        0.1,
        "design.md, Promises: a key in any list (an idle app does nothing): no bytes, and hardly any processor time",
        len(SCHERMEN),
        _meet,
        eenheid="s",
        p95=True,
        pty=True,
    ),
)

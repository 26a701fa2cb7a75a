"""A key in a list, through a pseudo-terminal: from the key to the first byte that changes on the screen.

The baseline is a bare Textual DataTable of 100 rows, which gets the same keys in turn.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from itertools import cycle
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.meten import Klus, Meting, Proefplek, Uitkomst, om_en_om
from benchmarks.opdracht import python

if TYPE_CHECKING:
    from benchmarks.gast import Gast

LIJSTEN = (100, 10_000, 100_000)
BRON = "design.md, Promises: a key or filter in any list; engineering.md 17"


def wandeling(begin: bytes, einde: bytes) -> Sequence[bytes]:
    """A walk through a list in which every key changes something; it ends where it began.

    Each key asks the same of both lists: a step inside the window, or (one in four) a scroll. After a page
    our cursor stands at the edge and the DataTable's in the middle, so the steps go back from that edge.
    """
    from benchmarks.gast import BLAD_OMHOOG, BLAD_OMLAAG, OMHOOG, OMLAAG

    return (
        *(OMLAAG,) * 4,
        BLAD_OMLAAG,
        *(OMHOOG,) * 3,
        BLAD_OMLAAG,
        *(OMHOOG,) * 3,
        BLAD_OMHOOG,
        *(OMLAAG,) * 3,
        einde,
        *(OMHOOG,) * 3,
        begin,
    )


def druk(gast: "Gast", toetsen: Iterator[bytes]) -> Klus:
    """One key after the other, as a job."""
    return lambda: gast.toets(next(toetsen))


def kale_tabel(stapel: ExitStack) -> tuple["Gast", Sequence[bytes]]:
    """The baseline, started and at rest, and the keys to walk through it."""
    from benchmarks.gast import HELEMAAL_BEGIN, HELEMAAL_EINDE, Gast

    gast = stapel.enter_context(Gast(python("benchmarks.gasten.kale_tabel")))
    gast.wacht_op("000010")
    gast.rust(0.5)
    return gast, wandeling(HELEMAAL_BEGIN, HELEMAAL_EINDE)


def onze_lijst(stapel: ExitStack, rijen: int) -> tuple["Gast", Sequence[bytes]]:
    """Our list with this many invented rows, started and at rest."""
    from benchmarks.gast import BEGIN, EINDE, Gast

    gast = stapel.enter_context(Gast(python("benchmarks.gasten.onze_lijst", str(rijen))))
    gast.wacht_op("regels")
    gast.rust(0.5)
    return gast, wandeling(BEGIN, EINDE)


def meet_lopen(n: int, wij: "Gast", onze: Sequence[bytes], basis: "Gast", hun: Sequence[bytes]) -> Uitkomst:
    """Walk through both lists, key by key, turn by turn."""
    from benchmarks.gast import vaste_kernen

    klussen = {"wij": druk(wij, cycle(onze)), "basis": druk(basis, cycle(hun))}
    with vaste_kernen(wij, basis):
        tijden = om_en_om(n, klussen, warm=len(onze))
    return Uitkomst(tijden["wij"], tijden["basis"])


def meet_filter(
    n: int, wij: "Gast", tekens: bytes, telling: str, basis: "Gast", hun: Sequence[bytes]
) -> Uitkomst:
    """Type and wipe a filter, sign by sign. `telling`: the count beside the filter line, which tells that the
    shorter list stands there; how long that took goes into `bij`."""
    from benchmarks.gast import vaste_kernen

    wis = b"\x7f"
    getypt = cycle([bytes([teken]) for teken in tekens] + [wis] * len(tekens))
    gefilterd: list[float] = []

    def klus() -> float:
        begin = wij.typ(next(getypt))
        eerste = wij.wacht_tot(bool) - begin
        gefilterd.append(wij.wacht_op(telling) - begin)
        wij.rust(0.1)  # the rows may come after their number
        return eerste

    with vaste_kernen(wij, basis):
        tijden = om_en_om(n, {"wij": klus, "basis": druk(basis, cycle(hun))}, warm=2 * len(tekens))
    eerst, later = 1000 * gefilterd[0], 1000 * median(gefilterd[2 * len(tekens) :])
    bij = f"de gefilterde lijst met haar telling staat er na {later:.0f} ms; de eerste keer na {eerst:.0f} ms"
    return Uitkomst(tijden["wij"], tijden["basis"], bij)


def _meet_lopen(rijen: int, plek: Proefplek, n: int) -> Uitkomst:
    with ExitStack() as stapel:
        return meet_lopen(n, *onze_lijst(stapel, rijen), *kale_tabel(stapel))


def _meet_filter(rijen: int, plek: Proefplek, n: int) -> Uitkomst:
    with ExitStack() as stapel:
        wij, _ = onze_lijst(stapel, rijen)
        wij.typ(b"f")
        wij.rust()
        # each of these signs leaves other rows than the one before
        return meet_filter(n, wij, b"999", r"\d regels?", *kale_tabel(stapel))


def getal(rijen: int) -> str:
    """10.000, as people write it."""
    return f"{rijen:,}".replace(",", ".")


METINGEN = (
    *(
        Meting(
            f"toets-lijst-{rijen}",
            f"Toets in onze lijst van {getal(rijen)}",
            1.5,
            BRON,
            126,
            partial(_meet_lopen, rijen),
            p95=True,
            pty=True,
        )
        for rijen in LIJSTEN
    ),
    Meting(
        "filter-lijst-100000",
        "Filterteken in onze lijst van 100.000",
        1.5,
        BRON,
        60,
        partial(_meet_filter, 100_000),
        p95=True,
        pty=True,
    ),
)

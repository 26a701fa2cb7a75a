"""A key, a filter sign and the way to it, for every list of the app, opened with real keys from the database.

Few gesprekken and many: what a key costs must not depend on how many there are.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import cycle
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.meet_toetsen import BRON, druk, getal, kale_tabel, meet_filter, meet_lopen, wandeling
from benchmarks.meten import Meting, Proefplek, Uitkomst, om_en_om
from benchmarks.opdracht import python
from benchmarks.plekken import ESC, LANG_S, PLEKKEN, RECHTS, Plek
from benchmarks.werkmappen import groot

if TYPE_CHECKING:
    from benchmarks.gast import Gast

GROOTTES = (100, 100_000)
ZONDER_100 = ("agenda",)  # of so few in three years this week has none
STAAT = "nieuwe aanmelding"  # the footer: what Vandaag itself says of so many gesprekken may come later
WISSELEN = f"{BRON}; the key that leads to a list, beside a bare Textual app that goes to another screen"


@contextmanager
def _op(plek: Plek, proef: Proefplek, gesprekken: int) -> Iterator["Gast"]:
    """The app, at rest on this list."""
    from benchmarks.app import open_app

    with open_app(groot(proef, gesprekken), STAAT) as gast:
        plek.ga(gast)
        gast.kom_tot_rust()  # a large list reads its names behind the screen
        yield gast


def _meet_lopen(plek: Plek, gesprekken: int, proef: Proefplek, n: int) -> Uitkomst:
    from benchmarks.gast import BEGIN, EINDE, OMHOOG, OMLAAG

    with ExitStack() as stapel:
        wij = stapel.enter_context(_op(plek, proef, gesprekken))
        basis, hun = kale_tabel(stapel)
        if plek.kort:
            heen_en_weer = (OMLAAG, OMHOOG)
            return meet_lopen(n, wij, heen_en_weer, basis, heen_en_weer)
        return meet_lopen(n, wij, wandeling(BEGIN, EINDE), basis, hun)


def _meet_filter(plek: Plek, gesprekken: int, proef: Proefplek, n: int) -> Uitkomst:
    with ExitStack() as stapel:
        wij = stapel.enter_context(_op(plek, proef, gesprekken))
        wij.typ(b"f")
        wij.rust()
        return meet_filter(n, wij, plek.tekens, plek.telling, *kale_tabel(stapel))


def _meet_wissel(plek: Plek, gesprekken: int, proef: Proefplek, n: int) -> Uitkomst:
    """Away from the list and back; the first time, with its screen still to be made, goes into `bij`."""
    from benchmarks.app import open_app
    from benchmarks.gast import Gast, vaste_kernen

    with ExitStack() as stapel:
        wij = stapel.enter_context(open_app(groot(proef, gesprekken), STAAT))
        plek.nader(wij)
        begin = wij.typ(plek.heen.toetsen)
        koud = wij.wacht_op(plek.heen.staat, LANG_S) - begin
        wij.kom_tot_rust()
        basis = stapel.enter_context(Gast(python("benchmarks.gasten.kale_schermen")))
        basis.wacht_op("000010")
        basis.rust(0.5)
        heen = plek.heen.toetsen
        terug = b"\x1b[D" if heen == RECHTS else b"1" if heen.isdigit() else ESC
        staat_na: list[float] = []

        def klus() -> float:
            wij.typ(terug)
            wij.wacht_tot(bool, LANG_S)
            wij.rust(0.3)
            begin = wij.typ(plek.heen.toetsen)
            eerste = wij.wacht_tot(bool, LANG_S) - begin
            staat_na.append(wij.rust(0.3) - begin)
            return eerste

        with vaste_kernen(wij, basis):
            tijden = om_en_om(n, {"wij": klus, "basis": druk(basis, cycle((b"2", b"1")))}, warm=2)
    bij = f"de eerste keer staan de rijen er na {koud:.1f} s, later na {median(staat_na):.2f} s"
    return Uitkomst(tijden["wij"], tijden["basis"], bij.replace(".", ","))


def _metingen(plek: Plek, gesprekken: int) -> Iterator[Meting]:
    staart, bij = f"{plek.naam}-{gesprekken}", f"{plek.wat} bij {getal(gesprekken)} gesprekken"

    def meting(soort: str, wat: str, n: int, meet: object, bron: str = BRON) -> Meting:
        doe = partial(meet, plek, gesprekken)  # type: ignore[operator, type-var]
        return Meting(f"{soort}-{staart}", f"{wat} {bij}", 1.5, bron, n, doe, p95=True, pty=True)

    yield meting("toets", "Toets in", 84, _meet_lopen)
    if plek.tekens:
        yield meting("filter", "Filterteken in", 40, _meet_filter)
    yield meting("wissel", "Naar", 20, _meet_wissel, WISSELEN)


METINGEN = tuple(
    meting
    for plek in PLEKKEN.values()
    for gesprekken in GROOTTES
    if not (gesprekken == 100 and plek.naam in ZONDER_100)
    for meting in _metingen(plek, gesprekken)
)

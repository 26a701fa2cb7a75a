"""A key and a filter sign in the real list of aanmeldingen, read from the database, opened with real keys."""

from contextlib import ExitStack
from functools import partial

from benchmarks.meet_toetsen import BRON, getal, kale_tabel, meet_filter, meet_lopen, wandeling
from benchmarks.meten import Meting, Proefplek, Uitkomst
from benchmarks.werkmappen import groot

GROOTTES = (100, 10_000)


def _meet_lopen(gesprekken: int, plek: Proefplek, n: int) -> Uitkomst:
    from benchmarks.app import open_aanmeldingen
    from benchmarks.gast import BEGIN, EINDE

    with ExitStack() as stapel:
        wij = stapel.enter_context(open_aanmeldingen(groot(plek, gesprekken)))
        return meet_lopen(n, wij, wandeling(BEGIN, EINDE), *kale_tabel(stapel))


def _meet_filter(gesprekken: int, plek: Proefplek, n: int) -> Uitkomst:
    from benchmarks.app import open_aanmeldingen

    with ExitStack() as stapel:
        wij = stapel.enter_context(open_aanmeldingen(groot(plek, gesprekken)))
        wij.typ(b"f")
        wij.rust()
        # references hold digits: one in five has a 9, one in a hundred 99, so every sign makes another list
        return meet_filter(n, wij, b"99", r"\d aanmelding", *kale_tabel(stapel))


METINGEN = (
    *(
        Meting(
            f"toets-aanmeldingen-{gesprekken}",
            f"Toets in de aanmeldingen bij {getal(gesprekken)} gesprekken",
            1.5,
            BRON,
            126,
            partial(_meet_lopen, gesprekken),
            p95=True,
            pty=True,
        )
        for gesprekken in GROOTTES
    ),
    Meting(
        "filter-aanmeldingen-10000",
        "Filterteken in de aanmeldingen bij 10.000 gesprekken",
        1.5,
        BRON,
        40,
        partial(_meet_filter, 10_000),
        p95=True,
        pty=True,
    ),
)

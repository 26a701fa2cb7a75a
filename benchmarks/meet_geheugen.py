"""The memory of the app after an hour of brisk use: as many rounds of daily jobs as somebody does in an hour.

A round goes to every list, filters, opens an aanmelding, a gesprek, an advies with its letter, the tally and the
figures. `-n` rounds; measured is the memory after the last eighth of them, beside that of the eighth from a quarter on.
"""

import shutil
import tempfile
from pathlib import Path

from benchmarks.meten import Meting, Proefplek, Uitkomst
from benchmarks.werkmappen import groot
from mgn_tui.store.werkmap import Werkmap

GESPREKKEN = 100
RONDES = 400  # of thirteen jobs each: one every 0,7 s for an hour
STAAT = "nieuwe aanmelding"
_ESC, _ENTER, _OMLAAG = b"\x1b", b"\r", b"\x1b[B"
RONDE = (
    *(b"2", b"f", b"w", b"i", _ESC, _ENTER, _ESC),  # the list, a filter, an aanmelding and back
    *(b"4", _OMLAAG, _ENTER, _ESC),  # a gesprek
    *(b"5", _OMLAAG, _ENTER, _ESC),  # an advies with its letter
    *(b"3", b"6", b"7", _ENTER, _ESC, b"8", b"1"),
    *(b"\x10", b"j", b"a", _ESC),  # the finder
)


def _meet(proef: Proefplek, n: int) -> Uitkomst:
    from benchmarks.app import open_app

    bron = groot(proef, GESPREKKEN).pad
    with tempfile.TemporaryDirectory(prefix="mgn-geheugen-", ignore_cleanup_errors=True) as plek:
        kopie = Path(plek) / "werkmap"  # opening records leaves traces in the access log
        shutil.copytree(bron, kopie)
        with open_app(Werkmap(kopie), STAAT) as gast:
            rss = [gast.rss_mib()]
            for _ in range(n):
                for toets in RONDE:
                    gast.typ(toets)
                    gast.rust(0.08)
                rss.append(gast.rss_mib())
            for toets in (_ESC, _ESC, b"1"):  # what still stood open on a busy machine goes first
                gast.typ(toets)
                gast.rust(0.5)
            gast.wacht_op("Wacht op u", 60.0)  # after all that it still answers
    stuk, kwart = max(n // 8, 1), max(n // 4, 1)
    bij = f"{n} rondes van {len(RONDE)} toetsen: {rss[0]:.0f} MiB bij het begin, {rss[kwart]:.0f} na een kwart, "
    bij += f"{rss[n // 2]:.0f} halverwege, {rss[-1]:.0f} aan het eind"
    return Uitkomst(rss[-stuk:], rss[kwart : kwart + stuk], bij)


METINGEN = (
    Meting(
        "geheugen",
        "Geheugen na een uur werk naast een kwart daarvan",
        1.1,
        "design.md, Promises: a key or filter in any list, also after an hour of driven use",
        RONDES,
        _meet,
        pty=True,
        maat="MiB",
    ),
)

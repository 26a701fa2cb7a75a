"""The memory of the app after long use: as many rounds of daily jobs as somebody does in an hour or more.

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
RONDES = 150  # of thirteen jobs each, in the pace of somebody who looks what comes: nearly half an hour
STAAT = "nieuwe aanmelding"
_ESC, _ENTER, _OMLAAG = b"\x1b", b"\r", b"\x1b[B"
RONDE = (
    *(b"2", b"f", b"w", b"i", _ESC, _ENTER, _ESC, _ESC),  # the list, a filter, an aanmelding and back
    *(b"4", _OMLAAG, _ENTER, _ESC, _ESC),  # a gesprek
    *(b"5", _OMLAAG, _ENTER, _ESC, _ESC),  # an advies with its letter: out of the field, and back
    *(b"3", b"6", b"7", _ENTER, _ESC, b"8"),
    *(b"\x10", b"j", b"a", _ESC, b"1"),  # the finder, and Vandaag
)
# A key right after Esc is read as one with Alt; a record opens, with its letter.
_RUST_S = {_ESC: 0.25, _ENTER: 0.5}


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
                    gast.rust(_RUST_S.get(toets, 0.08))
                gast.wacht_op("Wacht op u", 60.0)  # else it typed on in some field, and did none of this
                rss.append(gast.rss_mib())
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

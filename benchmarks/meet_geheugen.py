"""The memory of the app after an hour of driven use.

A round goes to every list, filters, opens an aanmelding, a gesprek in which it gives a score, an advies with its
letter, the tally, the figures and the finder; each key waits for what the one before it had to bring. `-n` rounds;
measured is the memory after the last eighth of them, beside that of the eighth from a quarter on.
"""

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.meten import Meting, Proefplek, Uitkomst
from benchmarks.werkmappen import groot
from mgn_tui.store.werkmap import Werkmap

if TYPE_CHECKING:
    from benchmarks.gast import Gast

GESPREKKEN = 100
RONDES = 560  # of more than six seconds each: an hour, in a pace that nobody has
_STIL_S = 0.04
_ALT_S = 0.15  # a key sooner after Esc than a tenth of a second is read as that key with Alt
_LEEST_S = 1.2  # once in a round somebody reads what stands there
STAAT = "nieuwe aanmelding"
_ESC, _ENTER, _OMLAAG, _BEGIN = b"\x1b", b"\r", b"\x1b[B", b"\x1b[H"
_EIGEN = 20  # so many gesprekken at the top of the list are of who drives; others do not open


def _ronde(nummer: int) -> tuple[tuple[bytes, str], ...]:
    """Each key, and what it must bring on the screen before the next one."""
    verder = _BEGIN if nummer % _EIGEN == 0 else _OMLAAG
    cijfer = b"7" if nummer // _EIGEN % 2 else b"8"  # another one than last time
    return (
        (b"2", "2 Aanmeldingen"),
        *((b"f", ""), (b"w", ""), (b"i", r"\d aanmelding")),
        (_ESC, r"\d aanmeldingen"),
        *((_ENTER, "De vraag"), (_ESC, r"\d aanmeldingen")),
        *((b"4", "4 Gesprek"), (verder, ""), (_ENTER, "kladblok"), (cijfer, cijfer.decode())),
        *((_ESC, "volgend thema"), (_ESC, "4 Gesprek")),  # out of the score, which is saved, and back
        *((b"5", "5 Advies"), (verder, ""), (_ENTER, "kenmerk"), (_ESC, "5 Advies")),  # with its letter
        *((b"3", "3 Agenda"), (b"6", "6 Doorverwijzing")),
        *((b"7", "7 Sprint"), (_ENTER, "gevoerd"), (_ESC, "Meetpilot")),  # the gesprekken behind a figure
        (b"8", "8 Beheer"),
        *((b"\x10", "Zoek"), (b"j", ""), (b"a", "Inwoners"), (_ESC, "8 Beheer")),
        (b"1", "Wacht op u"),
    )


def _loop_rond(gast: "Gast", nummer: int) -> None:
    for toets, staat in _ronde(nummer):
        gast.typ(toets)
        gast.wacht_op(staat, 60.0)
        gast.rust(_ALT_S if toets == _ESC else _STIL_S)
    gast.rust(_LEEST_S)


def _meet(proef: Proefplek, n: int) -> Uitkomst:
    from benchmarks.app import open_app

    bron = groot(proef, GESPREKKEN).pad
    with tempfile.TemporaryDirectory(prefix="mgn-geheugen-", ignore_cleanup_errors=True) as plek:
        kopie = Path(plek) / "werkmap"  # scores are written, and opening leaves traces in the access log
        shutil.copytree(bron, kopie)
        with open_app(Werkmap(kopie), STAAT) as gast:
            rss = [gast.rss_mib()]
            for nummer in range(n):
                _loop_rond(gast, nummer)
                rss.append(gast.rss_mib())
    stuk, kwart = max(n // 8, 1), max(n // 4, 1)
    bij = f"{n} rondes van {len(_ronde(0))} toetsen: {rss[0]:.0f} MiB bij het begin, {rss[kwart]:.0f} na een kwart, "
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

"""The finder: from the last letter typed to the first answer, and to what looks like it.

Through a pseudo-terminal, in the real app, on 100.000 gesprekken of which half are of who asks; the baseline is a key
in a bare Textual table, so that what is left is the finding. And in memory: 100.000 invented names of 20.000 words.
"""

import random
import time
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from itertools import cycle
from typing import TYPE_CHECKING

from benchmarks.meet_toetsen import BRON as LIJST
from benchmarks.meet_toetsen import druk, getal, kale_tabel, meet_lopen
from benchmarks.meten import Klus, Meting, Proefplek, Uitkomst, duur, om_en_om
from benchmarks.werkmappen import groot

if TYPE_CHECKING:
    from benchmarks.gast import Gast

BRON = "design.md, The screen: ctrl+p; engineering.md 26: first results ≤ 50 ms, forgiving ones ≤ 300 ms"
GROOTTES = (100, 100_000)
NAMEN = 100_000
STAAT = "nieuwe aanmelding"  # the footer: what Vandaag itself says of so many gesprekken may come later
_CTRL_P, _WIS = b"\x10", b"\x7f"
_LETTERGREPEN = tuple(
    "ja ko ber van dek mul ste wil hof lin oos ter man sen stra veld kamp huis den ros bru kei zer ma".split()  # noqa: SIM905
)


# --- in the app ----------------------------------------------------------------------------------


def _klus(gast: "Gast", vragen: tuple[bytes, ...], kop: str) -> Klus:
    """Type one of these in the empty line until this heading stands there; then empty the line again."""
    volgende = cycle(vragen)

    def doe() -> float:
        vraag = next(volgende)
        begin = gast.typ(vraag)
        duurde = gast.wacht_op(kop) - begin
        gast.rust(0.4)  # what comes later too
        gast.typ(_WIS * len(vraag))
        gast.wacht_op("Wat u hier")
        gast.rust(0.2)
        return duurde

    return doe


def _meet_app(vragen: tuple[bytes, ...], kop: str, gesprekken: int, plek: Proefplek, n: int) -> Uitkomst:
    from benchmarks.app import open_app

    with ExitStack() as stapel:
        wij = stapel.enter_context(open_app(groot(plek, gesprekken), STAAT))
        begin = wij.typ(_CTRL_P)
        wij.wacht_op("Wat u hier")
        wij.typ(vragen[0])
        koud = wij.wacht_op(kop, 240.0) - begin
        wij.rust(0.5)
        wij.typ(_WIS * len(vragen[0]))
        wij.rust(0.5)
        tabel, hun = kale_tabel(stapel)
        klussen = {"wij": _klus(wij, vragen, kop), "basis": druk(tabel, cycle(hun))}
        tijden = om_en_om(n, klussen, warm=len(vragen))
        bij = f"de allereerste keer, met het lezen van alle namen: {koud:.1f} s".replace(".", ",")
        return Uitkomst(tijden["wij"], tijden["basis"], bij)


# --- in memory -----------------------------------------------------------------------------------


def _meet_woorden(plek: Proefplek, n: int) -> Uitkomst:
    """A question with an error in it, against rapidfuzz alone over the same words."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    from mgn_tui.domain.vergevend import Woordenboek
    from mgn_tui.register.zoeken import afstanden

    kans = random.Random(26)
    achter = [
        "".join(kans.choices(_LETTERGREPEN, k=kans.choice((3, 3, 4)))).capitalize() for _ in range(20_000)
    ]
    voor = ["".join(kans.choices(_LETTERGREPEN, k=2)).capitalize() for _ in range(500)]
    boek: Woordenboek[int] = Woordenboek()
    begin = time.perf_counter()
    boek.zet_veel(
        (nummer, (naam,), naam)
        for nummer in range(NAMEN)
        if (naam := f"{kans.choice(voor)} {kans.choice(achter)}")
    )
    gemaakt = time.perf_counter() - begin
    alle = boek.woorden
    fouten = [w[:2] + w[3] + w[2] + w[4:] for w in kans.sample([w for w in alle if len(w) > 5], 40)]
    onze, hun = cycle(fouten), cycle(fouten)
    tijden = om_en_om(
        n,
        {
            "wij": duur(lambda: boek.zoek(next(onze), 10, afstanden)),
            "basis": duur(lambda: extract(next(hun), alle, scorer=OSA.distance, score_cutoff=1, limit=None)),
        },
    )
    eerste = min(duur(lambda: boek.zoek(fouten[0][:3], 10))() for _ in range(5))
    bij = f"{len(alle)} woorden; index gemaakt in {gemaakt:.1f} s; zonder vergeven {1000 * eerste:.1f} ms"
    return Uitkomst(tijden["wij"], tijden["basis"], bij.replace(".", ","))


def _meet_toets(gesprekken: int, plek: Proefplek, n: int) -> Uitkomst:
    """A key in the list of what was found."""
    from benchmarks.app import open_app
    from benchmarks.gast import OMHOOG, OMLAAG

    heen_en_weer = (OMLAAG, OMHOOG)
    with ExitStack() as stapel:
        wij = stapel.enter_context(open_app(groot(plek, gesprekken), STAAT))
        wij.typ(_CTRL_P)
        wij.wacht_op("Wat u hier")
        wij.typ(b"j")
        wij.wacht_op("Inwoners", 240.0)
        wij.kom_tot_rust()
        tabel, _ = kale_tabel(stapel)
        return meet_lopen(n, wij, heen_en_weer, tabel, heen_en_weer)


def _in_de_app(gesprekken: int) -> Iterator[Meting]:
    bij = f"bij {getal(gesprekken)} gesprekken"
    letters = (b"j", b"y", b"w", b"k", b"n", b"o")
    fouten = (b"jnasen", b"ngyuen", b"kowalksa", b"yilmza")
    yield Meting(
        f"zoek-eerste-{gesprekken}",
        f"Zoeker: letter tot eerste vondsten {bij}",
        0.05,
        BRON,
        24,
        partial(_meet_app, letters, "Inwoners", gesprekken),
        eenheid="s",
        pty=True,
    )
    yield Meting(
        f"zoek-vergevend-{gesprekken}",
        f"Zoeker: naam met een tikfout tot wie erop lijkt {bij}",
        0.3,
        BRON,
        16,
        partial(_meet_app, fouten, "Lijkt op", gesprekken),
        eenheid="s",
        pty=True,
    )
    yield Meting(
        f"zoek-toets-{gesprekken}",
        f"Zoeker: een toets in wat gevonden is {bij}",
        1.5,
        LIJST,
        84,
        partial(_meet_toets, gesprekken),
        p95=True,
        pty=True,
    )


METINGEN = (
    *(meting for gesprekken in GROOTTES for meting in _in_de_app(gesprekken)),
    Meting(
        "zoek-woorden",
        "Tikfout vergeven bij 100.000 namen van 20.000 woorden",
        0.3,
        BRON,
        40,
        _meet_woorden,
        eenheid="s",
    ),
)

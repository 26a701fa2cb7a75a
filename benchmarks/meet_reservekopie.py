"""A backup of 100.000 gesprekken, beside copying its files twice and hashing them.

The program copies the database page by page while others may write, puts it in one file with its hashes, and reads
that back; the least that can be is a copy, a file made of it, and one hash over that.
"""

import hashlib
import os
from pathlib import Path

from benchmarks.meten import Meting, Proefplek, Uitkomst, duur, om_en_om
from benchmarks.werkmappen import GEBRUIKER, groot, wachtwoord

GESPREKKEN = 100_000
_BLOK = 1 << 20


def _kopieer(bron: Path, doel: Path) -> None:
    with bron.open("rb") as van, doel.open("wb") as naar:
        while blok := van.read(_BLOK):
            naar.write(blok)
        naar.flush()
        os.fsync(naar.fileno())


def _kaal(database: Path, map_: Path) -> None:
    een, twee = map_ / "een", map_ / "twee"
    try:
        _kopieer(database, een)
        _kopieer(een, twee)
        with twee.open("rb") as bestand:
            hashlib.file_digest(bestand, "sha256").digest()
    finally:
        een.unlink(missing_ok=True)
        twee.unlink(missing_ok=True)


def _meet(plek: Proefplek, n: int) -> Uitkomst:
    from mgn_tui.register import reservekopieen, sessie

    werkmap = groot(plek, GESPREKKEN)
    s = sessie.open_werkmap(werkmap, GEBRUIKER, wachtwoord())
    try:
        omvang = werkmap.database.stat().st_size

        def maak() -> None:
            kopie, _ = reservekopieen.maak(s)
            kopie.pad.unlink()  # or the rotation has work as well, each turn more

        klussen = {"wij": duur(maak), "basis": duur(lambda: _kaal(werkmap.database, werkmap.reserve))}
        tijden = om_en_om(n, klussen, warm=0)
    finally:
        s.sluit()
    return Uitkomst(tijden["wij"], tijden["basis"], f"database {omvang / 2**20:.0f} MiB")


METINGEN = (
    Meting(
        "reservekopie",
        "Een reservekopie van 100.000 gesprekken",
        3.0,
        "design.md, Promises: no bound for a backup; engineering.md 27",
        5,
        _meet,
    ),
)

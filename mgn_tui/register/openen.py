"""The steps of opening a werkmap that come before there is a session: what lies there, which key fits, which schema."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from mgn_tui.domain.fouten import Beschadigd, NietGevonden, NieuwereVersie
from mgn_tui.domain.klok import Klok
from mgn_tui.store import migrate, reservekopie, walcontrole
from mgn_tui.store.pogingen import Pogingen
from mgn_tui.store.schema import SCHEMA
from mgn_tui.store.sleutelbestand import Geopend, Sleutelbestand
from mgn_tui.store.werkmap import Werkmap

Zeg = Callable[[str], object]
"""Hears a sentence while somebody waits."""
LANG: Final = (
    "Deze werkmap is van een oudere versie en wordt nu omgezet. Dat kan minuten duren; sluit mgn niet."
)
GROOT: Final = 32 * 1024**2
"""Bytes of a database; a smaller one is ready before anybody wonders."""


def zwijg(_: str) -> None:
    """For who does not wait."""


def begin(werkmap: Werkmap) -> tuple[Sleutelbestand, Pogingen]:
    """What is needed to try a passphrase. Raises `NietGevonden`, `Beschadigd`."""
    if not werkmap.bestaat():
        raise NietGevonden("Hier is nog geen werkmap. Maak er een met: mgn nieuw")
    if not werkmap.sleutels.exists():
        raise Beschadigd("Het sleutelbestand ontbreekt. Zet een reservekopie terug.")
    if walcontrole.beschadigd(werkmap.database):
        raise Beschadigd(_bewaar_beschadigd(werkmap))
    # SQLite takes an empty file for a new database, and drops what still lies in its -wal.
    if not werkmap.database.exists() or not werkmap.database.stat().st_size:
        raise Beschadigd("De database ontbreekt of is leeg. Zet een reservekopie terug.")
    return Sleutelbestand.lees(werkmap.sleutels), Pogingen(werkmap.pogingen)


def _bewaar_beschadigd(werkmap: Werkmap) -> str:
    """Keep the files as they are, once, before anything opens them; what to say."""
    wal = walcontrole.wal_van(werkmap.database)
    with suppress(OSError):
        map_ = werkmap.reserve / f"beschadigd-{int(wal.stat().st_mtime)}"
        if not map_.exists():
            map_.mkdir(parents=True, mode=0o700)
            for pad in (werkmap.database, wal):
                shutil.copy2(pad, map_ / pad.name)
    return (
        "Het laatste deel van de database (mgn.db-wal) is beschadigd; er is niets geopend, anders ging wat daarin "
        "staat verloren. Zet een reservekopie terug met: mgn terugzetten"
    )


def passende_sleutel(werkmap: Werkmap, bestand: Sleutelbestand, geopend: Geopend) -> bytes:
    """The key that opens the database: the current one, or the one on its way when a rekey was cut short."""
    fout = Beschadigd("Het sleutelbestand hoort niet bij deze database.")
    for nummer, sleutel in enumerate(geopend.databasesleutels):
        try:
            migrate.versie(werkmap.database, sleutel)
        except Beschadigd as deze:
            fout = deze
            continue
        if bestand.wisselt:
            (bestand.volgend_gelukt if nummer else bestand.volgend_vervalt)()
        return sleutel
    raise fout


def _telt(zeg: Zeg, wat: str) -> migrate.Voortgang:
    """Says each tenth part of it once."""
    gezegd = -1

    def stap(gedaan: int, totaal: int) -> None:
        nonlocal gezegd
        if (deel := 10 * gedaan // max(totaal, 1)) > gezegd:
            gezegd = deel
            zeg(f"{wat}: {10 * deel}%")

    return stap


def zet_om(werkmap: Werkmap, sleutel: bytes, klok: Klok, zeg: Zeg = zwijg) -> None:
    """Bring the database to the schema of this version, after a backup; the caller holds the werkmap alone. Raises
    `Beschadigd`, `NieuwereVersie`."""
    stand = migrate.versie(werkmap.database, sleutel)
    if stand is None:
        raise Beschadigd("In de database staat niet welke indeling ze heeft. Zet een reservekopie terug.")
    if stand > SCHEMA:
        raise NieuwereVersie(
            "Deze werkmap is gemaakt met een nieuwere versie van het programma. Werk het programma bij."
        )
    werkmap_id = str(Sleutelbestand.lees(werkmap.sleutels).werkmap_id)
    if werkmap.database.stat().st_size < GROOT:
        zeg = zwijg
    zeg(LANG)
    kopieert, zet = _telt(zeg, "Stap 1 van 2, een reservekopie"), _telt(zeg, "Stap 2 van 2, omzetten")
    kopieert(0, 1)
    reservekopie.maak(
        werkmap,
        sleutel,
        werkmap_id,
        "omzetting",
        klok.nu(),
        alleen=True,
        voortgang=kopieert,
    )
    migrate.migreer(werkmap.database, sleutel, voortgang=zet)

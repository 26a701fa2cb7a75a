"""Backups: when one is made, which stay, and the second place.

One is made when the app closes and something changed, before an import, a change of region and a new version, and
on request. After a command one is made when the newest is half a day old. Closing waits two seconds at most; what
was not done then is done at the next opening.
"""

import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

from mgn_tui.domain.fouten import MgnFout
from mgn_tui.register import instellingen
from mgn_tui.store import reservekopie as bestand
from mgn_tui.store.reservekopie import Kopie
from mgn_tui.store.sleutelbestand import Sleutelbestand

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

AFSLUITEN_S = 2.0
OUD = timedelta(hours=12)
REGEL = (
    f"Bewaard blijven de laatste {bestand.LAATSTE}, de laatste van elk van {bestand.DAGEN} dagen en van elk van "
    f"{bestand.WEKEN} weken, samen hoogstens 2 GB of vijf keer de database. Is dat vol, dan gaat de oudste van een "
    "dag als eerste."
)


@dataclass(frozen=True, slots=True)
class Regel:
    """A backup as people see it: in which words it came and stays."""

    kopie: Kopie
    reden: str
    blijft: str


def maak(
    sessie: "Sessie", reden: str = "hand", uiterlijk: float | None = None
) -> tuple[Kopie, tuple[str, ...]]:
    """Make one now; returns it, and what must be said about the second place.

    Raises `SchijfFout`, `Beschadigd`, and `TimeoutError` past `uiterlijk` (of `time.monotonic`).
    """
    w, nu = sessie.werkmap, sessie.klok.nu()
    id_ = str(Sleutelbestand.lees(w.sleutels).werkmap_id)
    kopie = bestand.maak(w, sessie.geopend.databasesleutel, id_, reden, nu, uiterlijk)
    grens = bestand.grens_van(w.database)
    bestand.ruim_op(w.reserve, nu, grens)
    if (plek := tweede_plek(sessie)) is None:
        return kopie, ()
    try:
        bestand.kopieer_naar(kopie, plek)
        bestand.ruim_op(plek, nu, grens)
    except MgnFout as fout:
        return kopie, (fout.melding,)
    return kopie, ()


def vervang(sessie: "Sessie", namen: Iterable[str]) -> tuple[str, ...]:
    """Make one now, and let these go, on the second place too: they hold who was destroyed since. Returns what must
    be said. Raises as `maak`; nothing goes before the new one is there."""
    nieuw, meldingen = maak(sessie)
    mappen = [sessie.werkmap.reserve, *([plek] if (plek := tweede_plek(sessie)) else [])]
    weg, bleef = set(namen) - {nieuw.pad.name}, []
    for kopie in (k for map_ in mappen for k in bestand.lijst(map_) if k.pad.name in weg):
        try:
            kopie.pad.unlink(missing_ok=True)
        except OSError:
            bleef.append(f"Deze reservekopie kon niet weg, verwijder haar zelf: {kopie.pad.name}")
    return (*meldingen, *bleef)


def tweede_plek(sessie: "Sessie") -> Path | None:
    """The folder each backup is copied to, if one was set."""
    gezet = instellingen.lees(sessie).get("reserve_plek", "")
    return Path(gezet).expanduser() if gezet else None


def lijst(sessie: "Sessie") -> list[Regel]:
    """Newest first."""
    alle = bestand.lijst(sessie.werkmap.reserve)
    blijft = bestand.te_houden(alle, sessie.klok.nu(), bestand.grens_van(sessie.werkmap.database))
    return [Regel(k, bestand.REDENEN.get(k.reden, k.reden), blijft.get(k.pad, "gaat weg")) for k in alle]


def nodig(sessie: "Sessie") -> bool:
    """Whether something changed since the newest backup."""
    alle = bestand.lijst(sessie.werkmap.reserve)
    if not alle:
        return True
    with sessie.lezen() as db:
        laatste = str(db.execute(text("SELECT max(hlc) FROM wijziging")).scalar() or "")
    try:
        return bestand.lees(alle[0].pad).hlc != laatste
    except MgnFout:
        return True


def bij_afsluiten(sessie: "Sessie") -> tuple[str, ...]:
    """Before the app closes; returns what must be said."""
    if not nodig(sessie):
        return ()
    try:
        return maak(sessie, "afsluiten", time.monotonic() + AFSLUITEN_S)[1]
    except TimeoutError:
        with suppress(OSError):
            _uitgesteld(sessie).touch(mode=0o600)
        return ()
    except MgnFout as fout:
        return (f"Er is geen reservekopie gemaakt. {fout.melding}",)


def bij_openen(sessie: "Sessie") -> tuple[str, ...]:
    """What closing had no time for; in the background."""
    if not (uitgesteld := _uitgesteld(sessie)).exists():
        return ()
    gezegd = _stil(sessie) if nodig(sessie) else ()
    with suppress(OSError):
        uitgesteld.unlink()
    return gezegd


def _uitgesteld(sessie: "Sessie") -> Path:
    return sessie.werkmap.reserve / ".uitgesteld"


def na_opdracht(sessie: "Sessie") -> tuple[str, ...]:
    """After a command, which is over in a moment and comes often."""
    alle = bestand.lijst(sessie.werkmap.reserve)
    vers = bool(alle) and sessie.klok.nu() - alle[0].gemaakt < OUD
    return () if vers or not nodig(sessie) else _stil(sessie)


def _stil(sessie: "Sessie") -> tuple[str, ...]:
    try:
        return maak(sessie, "afsluiten")[1]
    except MgnFout as fout:
        return (f"Er is geen reservekopie gemaakt. {fout.melding}",)


def laatste_weg(sessie: "Sessie") -> datetime | None:
    """When the last of the backups that are there now will have gone by the rule."""
    alle = bestand.lijst(sessie.werkmap.reserve)
    return alle[0].gemaakt + timedelta(weeks=bestand.WEKEN) if alle else None


def gebreken(sessie: "Sessie") -> list[str]:
    """Backups that are not what they were when they were written."""
    uit = []
    for kopie in bestand.lijst(sessie.werkmap.reserve):
        try:
            bestand.lees(kopie.pad, geheel=True)
        except MgnFout:
            uit.append(f"Reservekopie {kopie.pad.name} is beschadigd; wis haar en maak een nieuwe.")
    return uit

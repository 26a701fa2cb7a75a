"""The folder of the demo: its own, never the user's, made anew each time.

A file beside the database marks it and says how far the demo had come when it was made: whoever worked in it
since finds it back, moved aside.
"""

import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from mgn_tui.domain.fouten import Geweigerd, MgnFout, SchijfFout
from mgn_tui.domain.klok import AMSTERDAM, Klok
from mgn_tui.exchange.demo import WACHTWOORD, Persoon, gegevens, maak
from mgn_tui.register.sessie import Sessie, open_werkmap
from mgn_tui.register.stand import stand
from mgn_tui.store.slot import Werkmapslot, schrijf_heel
from mgn_tui.store.werkmap import Werkmap

_MERK: Final = "demo.json"
_VORIGE: Final = "vorige-"
GEEN_DEMO: Final = (
    "In deze map staat iets anders dan een demo. Er is niets veranderd; kies met --map een lege map."
)


def is_demo(werkmap: Werkmap) -> bool:
    return (werkmap.data / _MERK).is_file()


def markeer(werkmap: Werkmap, sessie: Sessie | None = None) -> None:
    """Call this folder a demo's; with a session, remember how far it has come by now."""
    werkmap.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    tekst = json.dumps({"stand": stand(sessie) if sessie else None})
    schrijf_heel(werkmap.data / _MERK, tekst.encode())


def maak_demo(
    werkmap: Werkmap, klok: Klok, zeg: Callable[[str], None] = lambda _: None
) -> tuple[Persoon, ...]:
    """Make the demo anew in this folder; returns its team. `zeg` hears what is going on. Raises as `maak_leeg`."""
    opzij = maak_leeg(werkmap, klok)
    if opzij is not None:
        zeg(f"In de vorige demo was gewerkt; die staat nu in {opzij}")
    zeg("De demo wordt gemaakt. Dat duurt een paar tellen; niemand erin bestaat.")
    markeer(werkmap)
    return maak(werkmap, klok, lambda s: markeer(werkmap, s))


def maak_leeg(werkmap: Werkmap, klok: Klok) -> Path | None:
    """Make room for a new demo; returns where the previous one went, if somebody had worked in it.

    Raises `Geweigerd` for a folder that is not a demo's, `InGebruik` while one is open, `SchijfFout`.
    """
    if not is_demo(werkmap):
        if werkmap.pad.is_dir() and any(werkmap.pad.iterdir()):
            raise Geweigerd(GEEN_DEMO)
        return None
    bewerkt = _bewerkt(werkmap, klok)
    try:
        with Werkmapslot(werkmap.slot).alleen(0, "de demo opnieuw maken"):
            pass  # nobody has it open
        if bewerkt:
            return _zet_opzij(werkmap, klok.nu())
        for map_ in (werkmap.data, werkmap.exports):
            if map_.exists():
                shutil.rmtree(map_)
    except OSError:
        raise SchijfFout("De vorige demo is niet weg te halen. Sluit wat er nog open staat.") from None
    return None


def _bewerkt(werkmap: Werkmap, klok: Klok) -> bool:
    """Whether somebody recorded or typed something, put a file there, or changed a passphrase."""
    verwacht = None
    with suppress(OSError, ValueError, AttributeError):
        verwacht = json.loads((werkmap.data / _MERK).read_bytes()).get("stand")
    if verwacht is None:
        return False  # it was never finished
    eigen = ("gesprek-", "rapport-")  # letters and reports, which can be made again
    if werkmap.exports.is_dir() and any(not p.name.startswith(eigen) for p in werkmap.exports.iterdir()):
        return True
    try:
        sessie = open_werkmap(werkmap, gegevens()["team"][0]["naam"], WACHTWOORD, klok)
    except MgnFout:
        return True
    try:
        return bool(stand(sessie) != verwacht)
    finally:
        sessie.sluit()


def _zet_opzij(werkmap: Werkmap, nu: datetime) -> Path:
    stam = f"{_VORIGE}{nu.astimezone(AMSTERDAM):%Y%m%d-%H%M%S}"
    opzij = werkmap.pad / stam
    nummer = 1
    while opzij.exists():
        nummer += 1
        opzij = werkmap.pad / f"{stam}-{nummer}"
    opzij.mkdir(mode=0o700)
    for map_ in (werkmap.data, werkmap.exports):
        if map_.exists():
            map_.rename(opzij / map_.name)
    return opzij

"""What this machine knows of a werkmap: its own number in the log, and the name to propose at unlocking.

Kept outside the werkmap, in the user's state folder (engineering.md 7): a werkmap on a stick or copied back
from a backup meets a machine with its own number instead of carrying somebody else's along.
"""

import json
import secrets
from pathlib import Path
from uuid import UUID

from mgn_tui.domain.fouten import InGebruik, SchijfFout
from mgn_tui.store.slot import om_de_beurt, schrijf_heel

_BESTAND = "apparaten.json"
_zonder_schijf: dict[UUID, str] = {}
"""Numbers of this session only, where the state folder cannot be written."""


def apparaat_van(werkmap: UUID) -> str:
    """This machine's number for this werkmap: eight hex digits, never all zero.

    An unknown machine makes a new one. Where nothing can be kept (read-only home), it lives as long as this
    process.
    """
    if werkmap in _zonder_schijf:
        return _zonder_schijf[werkmap]
    bekend = _lees().get(str(werkmap), {}).get("apparaat")
    if bekend is not None:
        return bekend
    nieuw = f"{secrets.randbelow(2**32 - 1) + 1:08x}"
    try:
        return _zet(werkmap, "apparaat", nieuw, blijft=True)
    except (SchijfFout, InGebruik):
        return _zonder_schijf.setdefault(werkmap, nieuw)


def onthouden_naam(werkmap: UUID) -> str | None:
    """The name to propose at unlocking; None unless the user asked to remember it here."""
    return _lees().get(str(werkmap), {}).get("naam")


def herinner_naam(werkmap: UUID, naam: str | None) -> None:
    """Remember `naam` on this machine (the user asked for it), or forget it with None.

    It lies in the user's own state folder, readable without a passphrase. Raises `SchijfFout`.
    """
    if naam is not None or onthouden_naam(werkmap) is not None:
        _zet(werkmap, "naam", naam)


def _map() -> Path:
    from platformdirs import user_state_path

    return user_state_path("mgn_tui", appauthor=False)


def _lees() -> dict[str, dict[str, str]]:
    """What is kept, per werkmap; whatever does not look like ours is passed over."""
    try:
        gelezen = json.loads((_map() / _BESTAND).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(gelezen, dict):
        return {}
    return {
        werkmap: {veld: waarde for veld, waarde in velden.items() if _past(veld, waarde)}
        for werkmap, velden in gelezen.items()
        if isinstance(velden, dict)
    }


def _past(veld: str, waarde: object) -> bool:
    if not isinstance(waarde, str):
        return False
    if veld != "apparaat":
        return veld == "naam" and bool(waarde)
    return len(waarde) == 8 and set(waarde) <= set("0123456789abcdef") and set(waarde) != {"0"}


def _zet(werkmap: UUID, veld: str, waarde: str | None, blijft: bool = False) -> str:
    """Write one value; with `blijft` one that another process just wrote stands. Returns what is kept."""
    pad = _map() / _BESTAND
    try:
        pad.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise SchijfFout("Onthouden lukt niet: mgn mag niet schrijven in uw gebruikersmap.") from None
    with om_de_beurt(pad):
        alles = _lees()
        eigen = alles.setdefault(str(werkmap), {})
        if waarde is None:
            eigen.pop(veld, None)
        elif not (blijft and veld in eigen):
            eigen[veld] = waarde
        schrijf_heel(pad, json.dumps(alles, ensure_ascii=False, indent=1).encode())
        return eigen.get(veld, "")

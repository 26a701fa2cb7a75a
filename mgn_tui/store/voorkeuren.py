"""What a person likes on this machine: theme, plain screen, keys of their own, how far the tour got.

Kept outside every werkmap, in the user's configuration folder: it says nothing about an inwoner, is read before
the first paint and so imports nothing heavy. A broken file, or a field that is not ours, never stops the start.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from mgn_tui.domain.fouten import SchijfFout
from mgn_tui.store.slot import om_de_beurt, schrijf_heel

BESTAND: Final = "voorkeuren.json"
THEMAS: Final = ("donker", "licht", "contrast", "kleurloos")
_HOOGSTENS: Final = 100_000  # bytes; a file of ours is never so large


@dataclass(frozen=True, slots=True)
class Voorkeuren:
    """`thema`: one of `THEMAS`, "" when none was chosen. `toetsen`: other keys, by the id of an action
    ("gesprek.kladblok": "k,f11"). `rondleiding`: what of the tour was done, in the words of the tour.
    `alle_themas`: a gesprek shows its themes below each other, not one at a time."""

    thema: str = ""
    eenvoudig: bool = False
    toetsen: Mapping[str, str] = field(default_factory=dict)
    rondleiding: str = ""
    alle_themas: bool = False


def lees() -> Voorkeuren:
    """What was kept; whatever does not look like ours is passed over."""
    ruw = _lees()
    return Voorkeuren(
        **{veld.name: ruw[veld.name] for veld in fields(Voorkeuren) if _past(veld.name, ruw.get(veld.name))}
    )


def bewaar(**anders: Any) -> Voorkeuren:
    """Keep other values of some fields; what another window or version kept beside them stands.

    Raises `SchijfFout`, `InGebruik`.
    """
    vreemd = anders.keys() - {veld.name for veld in fields(Voorkeuren)}
    if vreemd or not all(_past(naam, waarde) for naam, waarde in anders.items()):
        raise ValueError("no such preference, or not of its kind")
    pad = plek()
    try:
        pad.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise SchijfFout("Onthouden lukt niet: mgn mag niet schrijven in uw gebruikersmap.") from None
    with om_de_beurt(pad):
        alles = _lees() | {naam: dict(w) if naam == "toetsen" else w for naam, w in anders.items()}
        schrijf_heel(pad, json.dumps(alles, ensure_ascii=False, indent=1).encode())
    return lees()


def plek() -> Path:
    """The file itself, also where there is none yet."""
    from platformdirs import user_config_path

    return user_config_path("mgn_tui", appauthor=False) / BESTAND


def _lees() -> dict[str, Any]:
    try:
        with plek().open("rb") as bestand:
            gelezen = json.loads(bestand.read(_HOOGSTENS))
    except (OSError, ValueError, RecursionError):
        return {}
    return gelezen if isinstance(gelezen, dict) else {}


def _past(naam: str, waarde: object) -> bool:
    if naam in ("eenvoudig", "alle_themas"):
        return isinstance(waarde, bool)
    if naam == "thema":
        return waarde in ("", *THEMAS)
    if naam == "toetsen":
        return isinstance(waarde, Mapping) and all(
            isinstance(deel, str) for paar in waarde.items() for deel in paar
        )
    return isinstance(waarde, str)

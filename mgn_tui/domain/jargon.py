"""The list of jargon with plain words, each with where it comes from. Read when a text is looked at, not before."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

_PAD: Final = Path(__file__).parent / "profielen" / "_taal.toml"


@dataclass(frozen=True, slots=True)
class Jargonwoord:
    """One word in all its forms. `gewoon` fits in its place; `aard` is "seed" or "keuze", with why in `bron`."""

    vormen: tuple[str, ...]
    gewoon: str
    aard: str
    bron: str


@lru_cache(maxsize=1)
def jargonwoorden() -> tuple[Jargonwoord, ...]:
    """All words of the list, in its order."""
    ruw = tomllib.loads(_PAD.read_text(encoding="utf-8"))
    uit = [_woord(naam, w["gewoon"], "seed", w["bron"]) for naam, w in ruw["plannen"].items()]
    for deel in ruw["keuze"]:
        uit += [_woord(naam, gewoon, "keuze", deel["reden"]) for naam, gewoon in deel["woorden"].items()]
    return tuple(uit)


def _woord(naam: str, gewoon: str, aard: str, bron: str) -> Jargonwoord:
    return Jargonwoord(tuple(vorm.strip() for vorm in naam.split(",")), gewoon, aard, bron)


@lru_cache(maxsize=1)
def gewone_woorden() -> Mapping[str, str]:
    """Each form → plain words."""
    return MappingProxyType({vorm: woord.gewoon for woord in jargonwoorden() for vorm in woord.vormen})

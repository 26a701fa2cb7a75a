"""A key file with a small team in it, for the tests of the key file."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from mgn_tui.store import sleutelbestand, sleutelformaat
from mgn_tui.store.sleutelbestand import Geopend, Kdf, Sleutelbestand

LICHT = Kdf(8, 1, 1)
WERKMAP = UUID("01900000-0000-7000-8000-0000000000ff")
NOOR = UUID("01900000-0000-7000-8000-000000000001")
DAAN = UUID("01900000-0000-7000-8000-000000000002")
SLEUTEL = bytes(range(32))
NIEUW = bytes(range(32, 64))
WOORD = "paard batterij nietje juist"
WOORD_2 = "fiets kaars wolk tafel"


@dataclass
class Team:
    bestand: Sleutelbestand
    pad: Path
    code: str
    noor: Geopend
    daan: Geopend

    @property
    def document(self) -> Any:
        return json.loads(self.pad.read_text())


def maak_team(map_: Path) -> Team:
    """Noor with a recovery code, and Daan: three entries."""
    bestand = Sleutelbestand.nieuw(map_ / "sleutels.json", WERKMAP)
    bestand.voeg_persoon_toe(NOOR, "Noor", WOORD, SLEUTEL)
    noor = bestand.open("Noor", WOORD)
    code = bestand.maak_herstelcode(noor, voor=NOOR)
    bestand.voeg_persoon_toe(DAAN, "Daan", WOORD_2, SLEUTEL)
    return Team(bestand, map_ / "sleutels.json", code, noor, bestand.open("Daan", WOORD_2))


Opener = Callable[[Sleutelbestand], Geopend]


def openers(team: Team) -> list[tuple[Opener, Geopend]]:
    """How each of the three entries is opened, and what it must give."""
    return [
        (lambda b: b.open("Noor", WOORD), team.noor),
        (lambda b: b.open_met_herstelcode(team.code), team.noor),
        (lambda b: b.open("Daan", WOORD_2), team.daan),
    ]


def maak_kapot(team: Team, nummer: int = 3) -> bytes:
    """Damage an entry so that the file is no JSON any more; returns the damaged line."""
    regels = team.pad.read_bytes().split(b"\n")
    regels[nummer] = regels[nummer].replace(b'"naam": "', b'"naam: "', 1)
    team.pad.write_bytes(b"\n".join(regels))
    return regels[nummer]


@contextmanager
def lichte_kdf() -> Iterator[None]:
    """Argon2id at its cheapest: the floor is lowered, by tests only."""
    with pytest.MonkeyPatch.context() as m:
        m.setattr(sleutelbestand, "KDF_ONDERGRENS", LICHT)
        yield


@contextmanager
def tel_kdf() -> Iterator[list[Kdf]]:
    """The cost of each derivation within the block."""
    keren: list[Kdf] = []
    echt = sleutelformaat.leid_af

    def tel(woord: bytes, zout: bytes, kdf: Kdf) -> bytes:
        keren.append(kdf)
        return echt(woord, zout, kdf)

    with pytest.MonkeyPatch.context() as m:
        m.setattr(sleutelbestand, "leid_af", tel)
        yield keren

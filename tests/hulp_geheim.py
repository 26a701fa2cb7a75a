"""Looking for what may not be there: in values, in a database, on a disk."""

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

from mgn_tui.store.engine import open_verbinding


def plat(ding: object) -> str:
    """Everything inside, also what a repr would hide."""
    if dataclasses.is_dataclass(ding) and not isinstance(ding, type):
        return " ".join(f"{v.name}={plat(getattr(ding, v.name))}" for v in dataclasses.fields(ding))
    if isinstance(ding, dict):
        return " ".join(f"{plat(k)}: {plat(v)}" for k, v in ding.items())
    if isinstance(ding, list | tuple | set | frozenset):
        return " ".join(map(plat, ding))
    return str(ding)


def sporen(tekst: str) -> Iterator[bytes]:
    """How a text could lie about: as it is, in UTF-16, escaped in JSON, and as hex of each."""
    vormen = [tekst.encode(c) for c in ("utf-8", "utf-16-le", "utf-16-be")]
    vormen.append(json.dumps(tekst)[1:-1].encode())
    for vorm in vormen:
        yield from (vorm, vorm.hex().encode(), vorm.hex().upper().encode())


def alle_waarden(pad: Path, sleutel: bytes) -> bytes:
    """Every value of every table, opened with the database key."""
    rauw = open_verbinding(pad, sleutel, alleen_lezen=True)
    try:
        alles = bytearray()
        for naam in [r[0] for r in rauw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]:
            for rij in rauw.execute(f'SELECT * FROM "{naam}"'):  # noqa: S608 (a name from the database)
                for waarde in rij:
                    alles += b"|" + (waarde if isinstance(waarde, bytes) else str(waarde).encode())
        return bytes(alles)
    finally:
        rauw.close()

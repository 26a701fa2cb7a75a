"""Damage in the -wal, found before the database is opened (engineering.md 22).

SQLite takes the first frame whose checksum fails for the end of the log and drops all behind it, committed
transactions too, without a word. A kill leaves a torn tail: nothing committed stands behind the break, or at
most the one commit that was never acknowledged. The checksums lie over the encrypted pages: no key is needed.
"""

import struct
from pathlib import Path

_KOP, _FRAMEKOP = 32, 24
_MAGISCH = {0x377F0682: "<", 0x377F0683: ">"}


def _som(orde: str, bytes_: bytes, s0: int, s1: int) -> tuple[int, int]:
    """SQLite's checksum over pairs of 32-bit words, going on from `s0`, `s1`."""
    woorden = struct.unpack(f"{orde}{len(bytes_) // 4}I", bytes_)
    for even, oneven in zip(woorden[::2], woorden[1::2], strict=True):
        s0 = (s0 + even + s1) & 0xFFFFFFFF
        s1 = (s1 + oneven + s0) & 0xFFFFFFFF
    return s0, s1


def wal_van(database: Path) -> Path:
    return database.with_name(database.name + "-wal")


def beschadigd(database: Path) -> bool:
    """Whether commits stand behind a broken frame of this database's -wal. False without one."""
    try:
        with wal_van(database).open("rb") as wal:
            kop = wal.read(_KOP)
            if len(kop) < _KOP:
                return False
            magisch, _, grootte = struct.unpack(">III", kop[:12])
            orde = _MAGISCH.get(magisch)
            zout = kop[16:24]
            goed = orde is not None and grootte >= 512 and grootte & (grootte - 1) == 0
            som = _som(orde or ">", kop[:24], 0, 0)
            if not goed or som != struct.unpack(">II", kop[24:32]):
                # The head is torn only by a kill while it is first written: then no frame stands behind it.
                return wal.read(1) != b"" and _vastleggingen(wal_van(database), 4096, None) > 1
            heel, erachter = True, 0
            while len(frame := wal.read(_FRAMEKOP + grootte)) == _FRAMEKOP + grootte:
                if frame[8:16] != zout:  # of a log before this one, or damaged in this very place
                    heel = False
                    continue
                if heel:
                    som = _som(orde or ">", frame[:8], *som)
                    som = _som(orde or ">", frame[_FRAMEKOP:], *som)
                    heel = som == struct.unpack(">II", frame[16:24])
                if not heel and frame[4:8] != b"\0\0\0\0":
                    erachter += 1
            return erachter > 1
    except OSError:
        return False  # opening will say what is wrong with the disk


def _vastleggingen(wal: Path, grootte: int, zout: bytes | None) -> int:
    """How many frames of this log end a transaction, whatever their checksum says."""
    aantal = 0
    with wal.open("rb") as bestand:
        bestand.seek(_KOP)
        while len(frame := bestand.read(_FRAMEKOP + grootte)) == _FRAMEKOP + grootte:
            zout = zout or frame[8:16]
            aantal += frame[8:16] == zout and frame[4:8] != b"\0\0\0\0"
    return aantal

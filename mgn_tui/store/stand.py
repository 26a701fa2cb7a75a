"""How often was saved, and the highest stamp given: noted beside the database after each commit.

The database counts its own commits (`user_version`, in the same transaction). A -wal that was cut short from outside
says nothing of the commits it lost; a database that counts fewer than the note lost some. The note comes after the
commit: a kill in between leaves one that is behind, and no false alarm. It is not synced: after a power cut an older
one may lie there, or none. Who cuts a log on purpose can cut the note as well: against that stand the heads of the
access log (`logkop`) and the backups.

The stamp is the floor of the clock: a database that was put back knows only the stamps it had.
"""

import os
from pathlib import Path
from typing import Final, NamedTuple
from zlib import crc32

from mgn_tui.domain import hlc

_GEEN: Final = "0" * 12 + "-" + "0" * 4 + "-" + "0" * 8


class Stand(NamedTuple):
    """`aantal`: commits, 0 when nothing is known of the database that lies there; `hoogste`: a stamp, or empty."""

    aantal: int = 0
    hoogste: str = ""


def pad_van(database: Path) -> Path:
    return database.with_name(f"{database.name}-stand")


def lees(database: Path) -> Stand:
    """What was noted last; nothing when the note is not there, torn, or not ours."""
    try:
        aantal, hoogste, som = pad_van(database).read_text(encoding="ascii").split()
        if int(som, 16) != crc32(f"{aantal} {hoogste}".encode()):
            return Stand()
        hlc.ontleed(hoogste)
        return Stand(int(aantal, 16), "" if hoogste == _GEEN else hoogste)
    except (OSError, ValueError):
        return Stand()


def noteer(database: Path, stand: Stand) -> None:
    """In one write over the note that stood there; that it cannot be written must not undo what was saved."""
    tekst = f"{stand.aantal:016x} {stand.hoogste or _GEEN}"
    regel = f"{tekst} {crc32(tekst.encode()):08x}\n".encode()
    try:
        nummer = os.open(pad_van(database), os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        try:
            os.write(nummer, regel)
        finally:
            os.close(nummer)
    except OSError:
        return

"""Writes one document on disk: whole or not at all, readable by its owner only, never over another."""

import errno
import os
import re
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from mgn_tui.domain.fouten import Geweigerd, SchijfFout

_NAAM = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,118}[A-Za-z0-9])?")
_NIET_WINDOWS = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)
_VOL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_DICHT = {errno.EACCES, errno.EPERM, errno.EROFS}


def schrijf_nieuw(map: Path, naam: str, inhoud: bytes, achtervoegsel: str = ".pdf") -> Path:
    """Write `inhoud` as a new file in `map` (made when absent, 0700) and return its path (0600).

    `naam` holds letters, digits and hyphens, at most 120, and no extension. When it is taken, by
    whomever and at whatever moment, the file becomes `naam-2`, `naam-3` …. What is seen under the
    name is complete and on the disk.
    Raises Geweigerd for a wrong name; SchijfFout when the disk is full or may not be written, and
    then nothing is left behind.
    """
    if not _NAAM.fullmatch(naam) or _NIET_WINDOWS.fullmatch(naam):
        raise Geweigerd({"naam": "Een bestandsnaam bestaat uit letters, cijfers en streepjes."})
    try:
        map.mkdir(mode=0o700, parents=True, exist_ok=True)
        # In the same folder, so that putting it in place is one step; mkstemp makes it 0600.
        nummer, tijdelijk = tempfile.mkstemp(prefix=".", suffix=".deel", dir=map)
        try:
            with os.fdopen(nummer, "wb") as bestand:
                bestand.write(inhoud)
                bestand.flush()
                os.fsync(bestand.fileno())
            doel = _plaats(Path(tijdelijk), map, naam, achtervoegsel)
        finally:
            Path(tijdelijk).unlink(missing_ok=True)
        _leg_vast(map)
    except OSError as fout:
        raise SchijfFout(_melding(fout)) from fout
    return doel


def schrijf_als(pad: Path, vul: Callable[[BinaryIO], None]) -> Path:
    """Write the file that somebody named, 0600, whole or not at all; `vul` writes what is in it.

    Raises Geweigerd when it exists, SchijfFout when it cannot be written; nothing is left behind then.
    """
    pad = pad.expanduser().absolute()
    if pad.exists():
        raise Geweigerd("Dit bestand is er al en wordt niet overschreven. Kies een andere naam.")
    try:
        nummer, tijdelijk = tempfile.mkstemp(prefix=".", suffix=".deel", dir=pad.parent)
        try:
            with os.fdopen(nummer, "w+b") as bestand:
                vul(bestand)
                bestand.flush()
                os.fsync(bestand.fileno())
            doel = _plaats(Path(tijdelijk), pad.parent, pad.stem, pad.suffix)
        finally:
            Path(tijdelijk).unlink(missing_ok=True)
        _leg_vast(pad.parent)
    except FileNotFoundError:
        raise SchijfFout("De map voor dit bestand is er niet. Er is niets geschreven.") from None
    except OSError as fout:
        raise SchijfFout(_melding(fout)) from fout
    return doel


def _plaats(tijdelijk: Path, map: Path, naam: str, achtervoegsel: str) -> Path:
    """Give the finished file the first free name; of two who come at once, one gets the next."""
    nummer = 0
    while True:
        nummer += 1
        doel = map / f"{naam}{f'-{nummer}' if nummer > 1 else ''}{achtervoegsel}"
        try:
            os.link(tijdelijk, doel)
            return doel
        except FileExistsError:
            continue
        except OSError as fout:
            if fout.errno in _VOL:
                raise
        # A disk without links (FAT, some network drives): hold the name, then put the file on it.
        try:
            doel.touch(mode=0o600, exist_ok=False)
        except FileExistsError:
            continue
        try:
            return tijdelijk.replace(doel)
        except OSError:
            doel.unlink(missing_ok=True)
            raise


def _leg_vast(map: Path) -> None:
    """Have the new name on the disk too. Windows does so by itself and opens no folders."""
    if os.name == "posix":
        # Some network drives cannot; the file itself is safe by then.
        with suppress(OSError):
            nummer = os.open(map, os.O_RDONLY)
            try:
                os.fsync(nummer)
            finally:
                os.close(nummer)


def _melding(fout: OSError) -> str:
    if fout.errno in _VOL:
        waarom = "De schijf is vol. Maak ruimte en probeer het opnieuw."
    elif fout.errno in _DICHT:
        waarom = "In de map voor documenten mag niet geschreven worden. Kies een andere map of vraag toegang."
    else:
        waarom = "De map voor documenten is niet te gebruiken. Controleer of de schijf er nog is."
    return f"Er is geen document gemaakt. {waarom}"

"""What is written down when the program itself fails: where, never what.

No local variables, no SQL, no message of a foreign exception: those carry names (pydantic and
IntegrityError print the values they were given). The message of our own faults holds no values.
Standard library only, and imported when the program starts: it must not fail to import later. The one thing
that comes later is `importlib.metadata`, a twentieth of the time to the first paint: without it a report has
no versions.
"""

import os
import platform
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from traceback import walk_tb
from types import TracebackType

from mgn_tui.domain.fouten import MgnFout

_PAKKETTEN = ("mgn_tui", "textual", "rich", "sqlmodel", "sqlalchemy", "sqlcipher3", "reportlab")
_BEWAREN = 10
_VOORAAN, _ACHTERAAN = 20, 40  # frames kept of a very deep stack


def verslag(fout: BaseException, nu: datetime, scherm: str) -> str:
    """The report as text: type, file and line of each frame, versions and the name of the screen."""
    regels = [
        f"mgn_tui, verslag van een fout in het programma, {nu:%Y-%m-%d %H:%M:%S} UTC",
        "Dit verslag bevat geen namen, notities of andere gegevens uit de werkmap.",
        "",
        f"scherm: {scherm or 'geen'}",
        f"versies: {', '.join(_versies())}",
        "",
        *_fout_regels(fout, set()),
    ]
    return "\n".join(regels) + "\n"


def schrijf_verslag(fout: BaseException, map: Path, nu: datetime, scherm: str) -> Path:
    """Write the report into `map` (0700, file 0600) under a new name; the ten newest are kept.

    Raises OSError when the folder cannot be written.
    """
    map.mkdir(parents=True, exist_ok=True, mode=0o700)
    stam = f"fout-{nu:%Y%m%d-%H%M%S}"
    for nummer in range(1, 1000):
        pad = map / f"{stam}{f'-{nummer}' if nummer > 1 else ''}.txt"
        try:
            los = os.open(pad, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        with open(los, "w", encoding="utf-8") as bestand:
            bestand.write(verslag(fout, nu, scherm))
        for oud in sorted(map.glob("fout-*.txt"), key=lambda oud: oud.stat().st_mtime)[:-_BEWAREN]:
            oud.unlink(missing_ok=True)
        return pad
    raise FileExistsError(str(map))


def oorzaak(fout: BaseException) -> BaseException:
    """The fault itself, when Textual wrapped what went wrong in a worker."""
    binnen = getattr(fout, "error", None)
    if type(fout).__name__ == "WorkerFailed" and isinstance(binnen, BaseException):
        return binnen
    return fout


def _fout_regels(fout: BaseException, gezien: set[int]) -> Iterator[str]:
    gezien.add(id(fout))
    soort = type(fout)
    yield f"{soort.__module__}.{soort.__qualname__}"
    if isinstance(fout, MgnFout):
        yield f"  melding: {fout.melding}"
    yield from _frames(fout.__traceback__)
    if isinstance(fout, BaseExceptionGroup):
        for deel in fout.exceptions:
            yield from _volgende("met daarin:", deel, gezien)
    if fout.__cause__ is not None:
        yield from _volgende("door:", fout.__cause__, gezien)
    elif fout.__context__ is not None and not fout.__suppress_context__:
        yield from _volgende("tijdens:", fout.__context__, gezien)


def _volgende(woord: str, fout: BaseException, gezien: set[int]) -> Iterator[str]:
    if id(fout) not in gezien:
        yield woord
        yield from _fout_regels(fout, gezien)


def _frames(spoor: TracebackType | None) -> Iterator[str]:
    frames = [f"  {_bestand(frame.f_code.co_filename)}:{regel}" for frame, regel in walk_tb(spoor)]
    weg = len(frames) - _VOORAAN - _ACHTERAAN
    if weg > 0:
        frames[_VOORAAN:-_ACHTERAAN] = [f"  … {weg} regels …"]
    yield from frames


def _bestand(naam: str) -> str:
    """A path from the package on: the folders before it may hold the name of a user."""
    delen = Path(naam).parts
    for anker in ("site-packages", "dist-packages"):
        if anker in delen:
            return "/".join(delen[delen.index(anker) + 1 :])
    if "mgn_tui" in delen:
        return "/".join(delen[len(delen) - 1 - delen[::-1].index("mgn_tui") :])
    return Path(naam).name


def _versies() -> Iterator[str]:
    yield f"Python {platform.python_version()}"
    yield f"{sys.platform} {platform.release()} {platform.machine()}"
    try:
        from importlib.metadata import PackageNotFoundError, version
    except (ImportError, OSError):  # no memory, no more open files: the rest of the report matters more
        return
    for pakket in _PAKKETTEN:
        try:
            yield f"{pakket} {version(pakket)}"
        except PackageNotFoundError:
            continue

"""Files that several processes share: locks that the system releases at a kill, and writing whole or not."""

import errno
import json
import os
import random
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from mgn_tui.domain.fouten import InGebruik, SchijfFout

_PLAATSEN = 64
_PEIL_S = 0.05
_BEZET = {errno.EACCES, errno.EAGAIN, errno.EDEADLK, getattr(errno, "EDEADLOCK", errno.EDEADLK)}

_T = TypeVar("_T")
Bereik = tuple[int, int]
Vergrendel = Callable[[int, int, int], None]


def probeer_bytes(fd: int, alleen: bool, vergrendel: Vergrendel, soort: int) -> Bereik | None:
    """Windows has no shared lock in the standard library, so it is made of 64 bytes: who shares holds one of
    them, who is alone holds all. `vergrendel(fd, soort, n)` locks n bytes from the position, or raises
    OSError. Returns what was locked, or None when somebody is in the way."""
    eerste = random.randrange(_PLAATSEN)  # noqa: S311 - a free seat, not a secret
    pogingen = [(0, _PLAATSEN)] if alleen else [((eerste + i) % _PLAATSEN, 1) for i in range(_PLAATSEN)]
    for begin, aantal in pogingen:
        os.lseek(fd, begin, os.SEEK_SET)
        try:
            vergrendel(fd, soort, aantal)
        except OSError as fout:
            if fout.errno not in _BEZET:
                raise
        else:
            return begin, aantal
    return None


if sys.platform == "win32":
    import msvcrt

    def _probeer(fd: int, alleen: bool) -> Bereik | None:
        return probeer_bytes(fd, alleen, msvcrt.locking, msvcrt.LK_NBLCK)

    def _laat_los(fd: int, bereik: Bereik) -> None:
        with suppress(OSError):
            os.lseek(fd, bereik[0], os.SEEK_SET)
            msvcrt.locking(fd, msvcrt.LK_UNLCK, bereik[1])
        os.close(fd)

else:
    import fcntl

    def _probeer(fd: int, alleen: bool) -> Bereik | None:
        try:
            fcntl.flock(fd, (fcntl.LOCK_EX if alleen else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except OSError as fout:
            if fout.errno not in _BEZET:
                raise
            return None
        return 0, _PLAATSEN

    def _laat_los(fd: int, bereik: Bereik) -> None:
        os.close(fd)


@dataclass(frozen=True, slots=True)
class Houder:
    """Who said last that they hold the lock: process id and what it is doing (never who sits behind it)."""

    pid: int
    wat: str
    alleen: bool


_Greep = tuple[int, Bereik]


def _open(pad: Path) -> int:
    try:
        return os.open(pad, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        return os.open(pad, os.O_RDONLY)  # a werkmap that may only be read can still be shared


def _pak(pad: Path, alleen: bool, wachttijd_s: float) -> _Greep | None:
    """The lock, or None when it did not come free within `wachttijd_s` seconds."""
    einde = time.monotonic() + wachttijd_s
    try:
        fd = _open(pad)
    except OSError:
        raise SchijfFout("De werkmap kan niet vergrendeld worden: mgn mag daar niet schrijven.") from None
    try:
        while (bereik := _probeer(fd, alleen)) is None:
            if time.monotonic() >= einde:
                os.close(fd)
                return None
            time.sleep(_PEIL_S)
    except OSError:
        os.close(fd)
        raise SchijfFout(
            "Deze schijf kan niet vergrendelen. Zet de werkmap op een gewone schijf, niet op een netwerkmap."
        ) from None
    except BaseException:
        os.close(fd)
        raise
    return fd, bereik


class Werkmapslot:
    """The lock of a werkmap (engineering.md 4). Every app and command shares it; migrating, restoring,
    changing the key and vernietigen hold it alone.

    It is the operating system's lock on `pad` (data/slot), gone when the process is, whatever killed it.
    Beside it `pad`.wie says what the last holder was doing, so that who waits can see it. One object may be
    used by several threads; `alleen` makes the others of this process wait. Waiting blocks: call it off the
    event loop.
    """

    def __init__(self, pad: Path) -> None:
        self._pad = pad
        self._wie = pad.with_name(pad.name + ".wie")
        self._grendel = threading.RLock()
        self._gedeeld: _Greep | None = None
        self._aantal = 0
        self._wat = "mgn"
        self._enig = False

    @contextmanager
    def gedeeld(self, wachttijd_s: float = 0.0, wat: str = "mgn") -> Iterator[None]:
        """Share the lock while the block runs. May be nested.

        Raises `InGebruik` when somebody still holds it alone after `wachttijd_s` seconds, `SchijfFout` when
        this place cannot be locked.
        """
        with self._grendel:
            if self._gedeeld is None:
                self._gedeeld = self._neem(False, wachttijd_s, wat)
                self._wat = wat
            self._aantal += 1
        try:
            yield
        finally:
            with self._grendel:
                self._aantal -= 1
                if not self._aantal:
                    self._geef_terug()

    @contextmanager
    def alleen(self, wachttijd_s: float, wat: str = "onderhoud") -> Iterator[None]:
        """Hold the lock alone while the block runs; `wat` is the word others see ("migreren").

        If this object shares the lock already, that is given up for the duration and taken back at the end
        (between the two another process may have been alone: read anew what you had read). Raises
        `InGebruik` when others still hold it after `wachttijd_s` seconds, `SchijfFout` as `gedeeld`.
        """
        with self._grendel:
            if self._enig:
                yield
                return
            deelde = self._gedeeld is not None
            self._geef_terug()
            try:
                fd, bereik = self._neem(True, wachttijd_s, wat)
                try:
                    yield
                finally:
                    self._wis_wie()
                    _laat_los(fd, bereik)
            finally:
                if deelde:
                    self._gedeeld = self._neem(False, 60.0, self._wat)

    def word_enige(self, wachttijd_s: float, wat: str = "mgn") -> None:
        """Make the lock that is shared now one held alone, until the outermost `gedeeld` ends. Raises as `alleen`;
        nothing is held then."""
        with self._grendel:
            self._geef_terug()
            self._gedeeld = self._neem(True, wachttijd_s, wat)
            self._enig, self._wat = True, wat

    def wie(self) -> Houder | None:
        """Who said last that they hold the lock. Exact for one who is alone, a hint for who shares."""
        try:
            gelezen = json.loads(self._wie.read_bytes())
            wat = "".join(t for t in str(gelezen["wat"]) if t.isalnum() or t == " ")[:40]
            return Houder(int(gelezen["pid"]), wat, bool(gelezen["alleen"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _neem(self, alleen: bool, wachttijd_s: float, wat: str) -> _Greep:
        greep = _pak(self._pad, alleen, wachttijd_s)
        if greep is None:
            raise InGebruik(self._bezet())
        with suppress(OSError):  # a full disk may cost us the name, not the lock
            tekst = json.dumps({"pid": os.getpid(), "wat": wat, "alleen": alleen})
            with open(self._wie, "w", encoding="utf-8", opener=_alleen_eigenaar) as bestand:
                bestand.write(tekst)
        return greep

    def _geef_terug(self) -> None:
        if self._gedeeld is not None:
            self._wis_wie()
            _laat_los(*self._gedeeld)
            self._gedeeld, self._enig = None, False

    def _wis_wie(self) -> None:
        if (houder := self.wie()) is not None and houder.pid == os.getpid():
            with suppress(OSError):
                self._wie.unlink(missing_ok=True)

    def _bezet(self) -> str:
        houder = self.wie()
        if houder is None:
            return "Deze werkmap is in gebruik. Sluit mgn in andere vensters en probeer het opnieuw."
        if houder.alleen:
            return (
                f"Deze werkmap is even bezet: {houder.wat} (proces {houder.pid}). "
                "Probeer het opnieuw als dat klaar is."
            )
        return (
            f"Deze werkmap is nog open in een ander venster ({houder.wat}, proces {houder.pid}). "
            "Sluit dat en probeer het opnieuw."
        )


def _alleen_eigenaar(pad: str, vlaggen: int) -> int:
    return os.open(pad, vlaggen, 0o600)


@contextmanager
def om_de_beurt(pad: Path, wachttijd_s: float = 10.0) -> Iterator[None]:
    """One process and thread at a time reads, changes and writes the small file `pad`.

    Raises `InGebruik` after `wachttijd_s` seconds, `SchijfFout` when the folder may not be written.
    """
    greep = _pak(pad.with_name(pad.name + ".slot"), True, wachttijd_s)
    if greep is None:
        raise InGebruik("Een ander venster van mgn is hier net mee bezig. Probeer het zo opnieuw.")
    try:
        yield
    finally:
        _laat_los(*greep)


def na_elkaar(pad: Path, wat: Callable[[], _T], zeg: Callable[[str], object] = sys.stderr.write) -> _T:
    """Do `wat` when nobody else does the same for `pad`: waits as long as that takes, and says so once. On a disk
    that cannot lock it is done without. Used by mgn.py, before anything is installed."""
    wacht_s = 0.0
    while True:
        try:
            with om_de_beurt(pad, wacht_s):
                return wat()
        except InGebruik:
            if not wacht_s:
                zeg("mgn: een ander venster is hier al mee bezig; dit wacht tot dat klaar is\n")
            wacht_s = 60.0
        except SchijfFout:
            return wat()


def schrijf_heel(pad: Path, inhoud: bytes) -> None:
    """Put `inhoud` into `pad` (0600), on the disk when this returns. A kill or a full disk leaves the old
    file whole. Only one process at a time may do this (`om_de_beurt`). Raises `SchijfFout`."""
    nieuw = pad.with_name(pad.name + ".nieuw")
    try:
        nieuw.unlink(missing_ok=True)
        with open(nieuw, "xb", opener=_alleen_eigenaar) as bestand:
            bestand.write(inhoud)
            bestand.flush()
            os.fsync(bestand.fileno())
        os.replace(nieuw, pad)
        bewaar_map(pad.parent)
    except OSError:
        with suppress(OSError):
            nieuw.unlink(missing_ok=True)
        raise SchijfFout("Opslaan lukt niet: de schijf is vol of mgn mag daar niet schrijven.") from None


def bewaar_map(map_: Path) -> None:
    """Let the disk remember which files are in this folder. Windows does so by itself."""
    if sys.platform == "win32":
        return
    fd = os.open(map_, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)

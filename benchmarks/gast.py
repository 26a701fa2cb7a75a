"""A program in a pseudo-terminal, driven by keys and watched for what it paints. Not for Windows."""

import fcntl
import os
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from benchmarks.meten import Mislukt
from benchmarks.opdracht import WORTEL, kale_omgeving

MAAT = (80, 24)
GEDULD_S, RUST_GEDULD_S = 30.0, 180.0
STIL_S = 0.04
"""So long without a byte, and a program is done painting."""

OMLAAG, OMHOOG, BLAD_OMLAAG, BLAD_OMHOOG, ENTER = b"\x1b[B", b"\x1b[A", b"\x1b[6~", b"\x1b[5~", b"\r"
BEGIN, EINDE, HELEMAAL_BEGIN, HELEMAAL_EINDE = b"\x1b[H", b"\x1b[F", b"\x1b[1;5H", b"\x1b[1;5F"

_BESTURING = re.compile(
    rb"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[P_^][^\x1b]*\x1b\\|\x1b\[[0-?]*[ -/]*[@-~]|\x1b."
)


def zichtbaar(ruw: bytes) -> str:
    """What a terminal would show of these bytes, without regard for where."""
    return _BESTURING.sub(b"", ruw).decode("utf-8", "replace")


def _ps(pid: int) -> tuple[float, float]:
    """(seconds of processor time, MiB in memory) of a running process; there is no such call in Python itself."""
    if (stat := Path(f"/proc/{pid}/stat")).exists():
        velden = stat.read_text(encoding="ascii").rpartition(")")[2].split()
        tikken, bladen = int(velden[11]) + int(velden[12]), int(velden[21])
        return tikken / os.sysconf("SC_CLK_TCK"), bladen * os.sysconf("SC_PAGE_SIZE") / 2**20
    uit = subprocess.run(  # macOS: 0:01.23, and kilobytes
        ["ps", "-o", "time=,rss=", "-p", str(pid)], capture_output=True, text=True, check=True
    ).stdout.split()
    seconden = 0.0
    for deel in uit[0].replace(",", ".").split(":"):
        seconden = seconden * 60 + float(deel)
    return seconden, int(uit[1]) / 1024


class Gast:
    """One running program. Every wait ends: with what was waited for, or with `Mislukt`."""

    def __init__(
        self,
        opdracht: Sequence[str],
        omgeving: Mapping[str, str] | None = None,
        maat: tuple[int, int] = MAAT,
    ) -> None:
        self._meester, slaaf = os.openpty()
        breed, hoog = maat
        fcntl.ioctl(slaaf, termios.TIOCSWINSZ, struct.pack("HHHH", hoog, breed, 0, 0))
        self.begin = time.perf_counter()
        self._proces = subprocess.Popen(
            opdracht,
            stdin=slaaf,
            stdout=slaaf,
            stderr=slaaf,
            env=dict(omgeving or kale_omgeving()),
            cwd=WORTEL,
            start_new_session=True,
        )
        os.close(slaaf)
        self.beeld = b""  # everything it wrote since the last key

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.sluit()

    def sluit(self) -> None:
        """Stop the program at once; what it does when told nicely is not measured here."""
        self._proces.kill()
        self._proces.wait()
        os.close(self._meester)

    def _lees(self, wacht_s: float) -> bytes:
        """The next bytes, or none when nothing came in time."""
        if not select.select([self._meester], [], [], max(wacht_s, 0))[0]:
            return b""
        try:
            stuk = os.read(self._meester, 1 << 16)
        except OSError:  # Linux: the other side is gone
            stuk = b""
        if not stuk:
            raise Mislukt(f"het programma stopte: {zichtbaar(self.beeld)[-300:]!r}")
        self.beeld += stuk
        return stuk

    def wacht_tot(self, klaar: Callable[[bytes], object], hoogstens_s: float = GEDULD_S) -> float:
        """The moment (perf_counter) at which what was painted since the last key satisfies `klaar`."""
        einde = time.perf_counter() + hoogstens_s
        while not klaar(self.beeld):
            if not self._lees(einde - time.perf_counter()) and time.perf_counter() >= einde:
                raise Mislukt(f"niets te zien na {hoogstens_s:g} s: {zichtbaar(self.beeld)[-300:]!r}")
        return time.perf_counter()

    def wacht_op(self, patroon: str, hoogstens_s: float = GEDULD_S) -> float:
        """The moment at which this pattern was painted."""
        vorm = re.compile(patroon)
        return self.wacht_tot(lambda ruw: vorm.search(zichtbaar(ruw)), hoogstens_s)

    def rust(self, stil_s: float = STIL_S) -> float:
        """Wait until it is done painting; the moment of the last byte."""
        laatst = time.perf_counter()
        while self._lees(stil_s):
            laatst = time.perf_counter()
        return laatst

    def kom_tot_rust(self, stil_s: float = 1.0) -> None:
        """Wait until what it does behind the screen is done too: so long with hardly any processor time."""
        einde = time.perf_counter() + RUST_GEDULD_S
        while time.perf_counter() < einde:
            begin = self.cpu()
            self.rust(stil_s)
            if self.cpu() - begin <= 0.02:
                return
        raise Mislukt("het programma kwam niet tot rust")

    def typ(self, toetsen: bytes) -> float:
        """Press keys; the moment at which that was done. What lay waiting to be read is not their doing."""
        while self._lees(0):
            pass
        self.beeld = b""
        moment = time.perf_counter()
        os.write(self._meester, toetsen)
        return moment

    def vergeet_beeld(self) -> int:
        """Read what lies waiting; how many bytes that were."""
        gelezen = 0
        while stuk := self._lees(0):
            gelezen += len(stuk)
        self.beeld = b""
        return gelezen

    def op_kernen(self, kernen: set[int]) -> None:
        """Let it run on these cores only, with all its threads. Linux only."""
        for draad in Path(f"/proc/{self._proces.pid}/task").iterdir():
            os.sched_setaffinity(int(draad.name), kernen)

    def cpu(self) -> float:
        """Seconds of processor time it used so far."""
        return _ps(self._proces.pid)[0]

    def rss_mib(self) -> float:
        """The memory it holds now."""
        return _ps(self._proces.pid)[1]

    def toets(self, toets: bytes) -> float:
        """Seconds from this key to the first byte that it changes on the screen; then waits for rest."""
        begin = self.typ(toets)
        duur = self.wacht_tot(bool, 10.0) - begin
        self.rust()
        return duur


@contextmanager
def vaste_kernen(*gasten: Gast) -> Iterator[None]:
    """These programs on one core and we who measure on the others, where the system can do that (Linux).

    Elsewhere it now and then puts a program on the core we just left, which knows nothing of it: two or three
    milliseconds for the same work, one key in three for one start of the program and hardly any for the next.
    """
    kernen = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()
    if len(kernen) < 2:
        yield
        return
    hun = {max(kernen)}
    for gast in gasten:
        gast.op_kernen(hun)
    os.sched_setaffinity(0, kernen - hun)
    try:
        yield
    finally:
        os.sched_setaffinity(0, kernen)

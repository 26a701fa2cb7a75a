"""The program in a real terminal, where there are any (posix): what it writes, byte for byte."""

import os
import select
import struct
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

START = (
    "import sys; from tests.hulp_werkmap import LICHT; from mgn_tui.store import sleutelbestand; "
    "sleutelbestand.KDF_ONDERGRENS = LICHT; from mgn_tui.__main__ import main; sys.exit(main())"
)


class Pty:
    """One run of `mgn` in a terminal of this size."""

    def __init__(self, woorden: Sequence[str], omgeving: dict[str, str], maat: tuple[int, int]) -> None:
        import fcntl
        import pty
        import termios

        self.meester, slaaf = pty.openpty()
        fcntl.ioctl(slaaf, termios.TIOCSWINSZ, struct.pack("HHHH", maat[1], maat[0], 0, 0))
        self.kind = subprocess.Popen(
            [sys.executable, "-c", START, *woorden],
            cwd=Path(__file__).resolve().parents[1],
            stdin=slaaf,
            stdout=slaaf,
            stderr=slaaf,
            env={**os.environ, **omgeving},
            start_new_session=True,
        )
        os.close(slaaf)
        self.bytes = b""

    def tot(self, tekst: str, na: int = 0) -> None:
        """Read on until this stands in what was written after the first `na` bytes."""
        einde = time.monotonic() + 60
        while tekst.encode() not in self.bytes[na:]:
            if time.monotonic() > einde or not self._lees(1.0):
                raise AssertionError(f"{tekst!r} komt niet; laatst: {self.bytes[-600:]!r}")

    def typ(self, tekst: str) -> int:
        """Send keys; returns how much was written before."""
        os.write(self.meester, tekst.encode())
        return len(self.bytes)

    def klaar(self) -> int:
        """Read to the end; returns the exit status."""
        einde = time.monotonic() + 60
        while self.kind.poll() is None and time.monotonic() < einde:
            self._lees(0.2)
        while self._lees(0.0):
            pass
        return self.kind.wait(10)

    def _lees(self, geduld: float) -> bool:
        """Whether the program may still write."""
        if not select.select([self.meester], [], [], geduld)[0]:
            return self.kind.poll() is None and geduld > 0
        try:
            stuk = os.read(self.meester, 65536)
        except OSError:  # the other side is closed
            return False
        self.bytes += stuk
        return bool(stuk)

    def __enter__(self) -> "Pty":
        return self

    def __exit__(self, soort: type | None, fout: BaseException | None, spoor: TracebackType | None) -> None:
        if self.kind.poll() is None:
            self.kind.kill()
            self.kind.wait(10)
        os.close(self.meester)

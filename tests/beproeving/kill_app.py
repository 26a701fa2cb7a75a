"""The real app, in a real terminal, killed while somebody types in a form."""

import contextlib
import os
import random
import re
import select
import shutil
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import concepten, toegang
from mgn_tui.store.werkmap import Werkmap
from tests.beproeving.uitslag import GOED, eis
from tests.hulp_werkmap import BEGIN, WACHTWOORDEN, open_als

if TYPE_CHECKING:
    from tests.beproeving.kill import Sjablonen

WORTEL = Path(__file__).resolve().parents[2]
START = (
    "import sys; from tests.hulp_werkmap import LICHT; from mgn_tui.store import sleutelbestand; "
    "sleutelbestand.KDF_ONDERGRENS = LICHT; from mgn_tui.__main__ import main; sys.exit(main())"
)
TOETS_S = 0.04
BELOOFD_S = 0.5
STUURTEKENS = re.compile(rb"\x1b(?:\[[0-9;:?<>=]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|.)")


def kan() -> bool:
    return sys.platform != "win32"


class Terminal:
    """The app in a pty of 100 by 40, with its bytes kept."""

    def __init__(self, map_: Path, cwd: Path) -> None:
        import fcntl
        import pty
        import struct
        import termios

        self.meester, slaaf = pty.openpty()
        fcntl.ioctl(slaaf, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
        self.proces = subprocess.Popen(
            [sys.executable, "-c", START, "--map", str(map_), "--gebruiker", "Noor"],
            stdin=slaaf,
            stdout=slaaf,
            stderr=slaaf,
            cwd=cwd,
            env={
                **os.environ,
                "PYTHONPATH": str(WORTEL),
                "MGN_WACHTWOORD": WACHTWOORDEN["Noor"],
                "TERM": "xterm-256color",
            },
            start_new_session=True,
        )
        os.close(slaaf)
        self.bytes = bytearray()

    def lees(self, seconden: float, *, tot_iets: bool = False) -> None:
        """Take in what the app writes, for so long, or with `tot_iets` until it writes."""
        einde = time.monotonic() + seconden
        while (over := einde - time.monotonic()) > 0:
            if select.select([self.meester], [], [], over)[0]:
                with contextlib.suppress(OSError):
                    self.bytes += os.read(self.meester, 65536)
                    if not tot_iets:
                        continue
                return

    def tot(self, woord: bytes, seconden: float = 60.0) -> None:
        einde = time.monotonic() + seconden
        while woord not in self.bytes:
            if time.monotonic() > einde or self.proces.poll() is not None:
                raise RuntimeError(f"the app does not show {woord!r}")
            self.lees(0.05)

    def tot_rust(self) -> None:
        """Until it has drawn what it had to draw."""
        for _ in range(50):
            had = len(self.bytes)
            self.lees(0.3)
            if len(self.bytes) == had:
                return

    def tot_getekend(self, rij: bytes, seconden: float = 30.0) -> None:
        """Until these signs stand beside each other on the screen: what was typed has arrived."""
        einde = time.monotonic() + seconden
        while rij not in STUURTEKENS.sub(b"", bytes(self.bytes)):
            if time.monotonic() > einde or self.proces.poll() is not None:
                raise RuntimeError("the app does not show what was typed")
            self.lees(0.005, tot_iets=True)

    def toets(self, tekst: str) -> None:
        os.write(self.meester, tekst.encode())

    def dood(self) -> None:
        self.proces.kill()
        self.proces.wait()
        os.close(self.meester)


def open_formulier(map_: Path, cwd: Path = WORTEL) -> Terminal:
    """The app, standing in the first field of a new aanmelding that takes text."""
    terminal = Terminal(map_, cwd)
    try:
        terminal.tot(b"Vandaag")
        terminal.tot_rust()
        terminal.bytes.clear()
        terminal.toets("n")
        terminal.tot(b"Gevraagd door")
        terminal.tot_rust()
        terminal.toets("\t")  # from the choice of praktijk to a field of text
        terminal.tot_rust()
    except BaseException:
        terminal.dood()
        raise
    return terminal


def een_kill(sjablonen: "Sjablonen", kans: random.Random, weg: list[float]) -> str:
    map_ = sjablonen.plek / "nu"
    shutil.rmtree(map_, ignore_errors=True)
    shutil.copytree(sjablonen.team, map_)
    terminal = open_formulier(map_)
    # When each key stood on the screen: on a machine that others keep busy, the terminal itself is late.
    getypt: list[float] = []
    for nummer in range(kans.randint(4, 25)):
        terminal.bytes.clear()
        terminal.toets("x")
        terminal.tot_getekend(b"x" * (nummer + 1))
        getypt.append(time.monotonic())
        terminal.lees(TOETS_S)
    terminal.lees(kans.uniform(0.0, 0.6))
    gedood = time.monotonic()
    terminal.dood()
    s = open_als(Werkmap(map_), "Noor", VasteKlok(BEGIN + timedelta(days=201)))
    try:
        eis(s.store.gebreken() == [], "de database is niet gaaf")
        eis(toegang.keten_klopt(s), "het toegangslogboek is niet gaaf")
        gevonden = concepten.vind(s, "aanmelding", "nieuw")
        bewaard = 0 if gevonden is None else max(w.count("x") for w in gevonden.ruw.values())
        kwijt = gedood - getypt[bewaard] if bewaard < len(getypt) else 0.0
        weg.append(kwijt)
        eis(bewaard or kwijt <= BELOOFD_S, "het concept wordt niet aangeboden")
        eis(kwijt <= BELOOFD_S, "meer dan een halve seconde typen is weg")
    finally:
        s.sluit()
    return GOED

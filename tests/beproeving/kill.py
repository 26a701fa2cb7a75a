"""Killed at a random moment, in the middle of every kind of work."""

import os
import random
import select
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from datetime import timedelta
from pathlib import Path

from mgn_tui.domain.fouten import MgnFout
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import toegang
from mgn_tui.store.werkmap import Werkmap
from tests.beproeving.uitslag import GOED, Rij, Verloren, doe, eis
from tests.beproeving.werk import WERKEN, Werk, Zegt
from tests.hulp_werkmap import (
    BEGIN,
    eigen_thuis,
    kindopdracht,
    kopieer_werkmap,
    lichte_kdf,
    maak_werkmap,
    open_als,
)

OUD = Path(__file__).resolve().parents[1] / "data" / "werkmap-0001"
KLAAR_S = 60.0
OPEN_S = 2.0
SCRIPT = """
from tests.beproeving.kill import in_kind
in_kind(sys.argv[1], Path(sys.argv[2]))
"""


def in_kind(naam: str, map_: Path) -> None:
    next(w for w in WERKEN if w.naam == naam).doe(map_)


class Kind:
    """A child at work. Forked where that can be (a second of importing less), else a fresh interpreter."""

    def __init__(self, naam: str, map_: Path, vork: bool) -> None:
        self._proces: subprocess.Popen[bytes] | None = None
        if vork and hasattr(os, "fork") and threading.active_count() == 1:
            self.pijp, schrijf = os.pipe()
            self._pid = os.fork()
            if self._pid == 0:
                _word_kind(naam, map_, schrijf)
            os.close(schrijf)
        else:
            self._proces = subprocess.Popen(
                kindopdracht(SCRIPT, naam, str(map_)), stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
            assert self._proces.stdout is not None
            self.pijp = self._proces.stdout.fileno()
        self._uit = b""

    def tot_klaar(self) -> None:
        einde = time.monotonic() + KLAAR_S
        while b"klaar\n" not in self._uit:
            if time.monotonic() > einde or not (stuk := os.read(self.pijp, 65536)):
                self.dood()
                raise RuntimeError("a child did not begin")
            self._uit += stuk

    def dood(self) -> Zegt:
        """Kill it; returns the lines it had said whole."""
        if self._proces is not None:
            self._proces.kill()
            rest, _ = self._proces.communicate()
            self._uit += rest
        else:
            os.kill(self._pid, 9)
            while stuk := os.read(self.pijp, 65536):
                self._uit += stuk
            os.close(self.pijp)
            os.waitpid(self._pid, 0)
        regels = self._uit.decode().partition("klaar\n")[2].splitlines(keepends=True)
        return [r.split() for r in regels if r.endswith("\n")]


def _word_kind(naam: str, map_: Path, schrijf: int) -> None:
    try:
        os.dup2(schrijf, 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8")
        in_kind(naam, map_)
        time.sleep(60)  # done before it was killed
    finally:
        os._exit(1)


class Sjablonen:
    """Werkmappen made once, each ready for one kind of work; to copy."""

    def __init__(self, plek: Path) -> None:
        self.plek = plek
        self._gemaakt: dict[str, Path] = {}

    def van(self, werk: Werk) -> Path:
        if werk.naam not in self._gemaakt:
            pad = self.plek / f"sjabloon-{werk.naam}"
            if werk.bron == "0001":
                werkmap = Werkmap(pad)
                werkmap.maak_mappen()
                for bestand in OUD.iterdir():
                    shutil.copy(bestand, werkmap.data)
            else:
                kopieer_werkmap(self.team, pad)
                s = open_als(Werkmap(pad), "Noor", VasteKlok(BEGIN))
                werk.vooraf(s, pad)
                s.sluit()
            self._gemaakt[werk.naam] = pad
        return self._gemaakt[werk.naam]

    @property
    def team(self) -> Path:
        pad = self.plek / "sjabloon"
        if not pad.exists():
            maak_werkmap(pad)
        return pad


def controleer(map_: Path, werk: Werk, zei: Zegt) -> None:
    begin = time.monotonic()
    klok = VasteKlok(BEGIN + timedelta(days=201))
    try:
        s = open_als(Werkmap(map_), "Noor", klok)
    except MgnFout as fout:
        raise Verloren(f"opent niet: {fout.melding}") from None
    try:
        if werk.bron != "0001":  # there opening includes the rest of the migration
            eis(time.monotonic() - begin < OPEN_S + _belasting(), "een slot houdt de werkmap dicht")
        eis(s.store.gebreken() == [], "de database is niet gaaf")
        eis(toegang.keten_klopt(s), "het toegangslogboek is niet gaaf")
        eis(not s.verloren, "een kill geldt als verloren werk")
        werk.na(s, zei)
    finally:
        s.sluit()


def _belasting() -> float:
    """Seconds allowed besides, on a machine that others keep busy: a lock that is left takes ten."""
    return 4.0 if hasattr(os, "getloadavg") and os.getloadavg()[0] > (os.cpu_count() or 1) else 0.0


def _druk() -> str:
    """How much more work waited than there were processors, if it did: half a second is promised of a laptop."""
    druk = os.getloadavg()[1] / (os.cpu_count() or 1) if hasattr(os, "getloadavg") else 0.0
    return f", terwijl er {druk:.0f} keer zoveel werk wachtte als er processors waren" if druk > 1.5 else ""


def een_kill(sjablonen: Sjablonen, werk: Werk, kans: random.Random, vork: bool) -> str:
    map_ = sjablonen.plek / "nu"
    shutil.rmtree(map_, ignore_errors=True)
    shutil.copytree(sjablonen.van(werk), map_)
    kind = Kind(werk.naam, map_, vork)
    kind.tot_klaar()
    _wacht(kind.pijp, kans.uniform(0.0, werk.duur))
    controleer(map_, werk, kind.dood())
    return GOED


def _wacht(_pijp: int, seconden: float) -> None:
    """Let the child work; the pipe is far from full in that time."""
    select.select([], [], [], seconden) if os.name == "posix" else time.sleep(seconden)


def kills(keren: int, alleen: tuple[str, ...] = (), *, vork: bool = True, zaad: int = 2027) -> list[Rij]:
    """Kill `keren` times in all, the kinds of work by turns."""
    from tests.beproeving import kill_app

    kans = random.Random(zaad)
    werken = [w for w in WERKEN if not alleen or w.naam in alleen]
    rijen = {w.naam: Rij(w.wat) for w in werken}
    app = Rij("typen in de app, in een echte terminal")
    with (
        tempfile.TemporaryDirectory(prefix="mgn-kill-") as plek,
        lichte_kdf(),
        eigen_thuis(Path(plek) / "thuis"),
    ):
        sjablonen = Sjablonen(Path(plek))
        met_app = kill_app.kan() and (not alleen or "app" in alleen)
        beurten: list[Werk | None] = [*werken, *([None] if met_app else [])]
        if not vork:
            sjablonen.team  # noqa: B018 (made before the first child)
        weg: list[float] = []
        for nummer in range(keren):
            werk = beurten[nummer % len(beurten)]
            if werk is None:
                doe(app, lambda: kill_app.een_kill(sjablonen, kans, weg))
            else:
                doe(rijen[werk.naam], lambda w=werk: een_kill(sjablonen, w, kans, vork))  # type: ignore[misc]
            if (nummer + 1) % 20 == 0:
                print(f"  {nummer + 1} van {keren}", file=sys.stderr, flush=True)
    if weg:
        meest = f"{max(weg):.2f}".replace(".", ",")
        app.noot = f"hoogstens {meest} s typen weg, geteld vanaf het teken op het scherm{_druk()}"
    elif not kill_app.kan() and not alleen:
        app.noot = "niet gedaan: dit systeem heeft geen pty"
    return [*([app] if met_app or not alleen else []), *rijen.values()]

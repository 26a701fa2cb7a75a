"""What others on this computer can see of a running program: its title, its arguments, its children."""

import ast
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

import mgn_tui
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap
from tests.hulp_app import moment
from tests.hulp_werkmap import DUO, WACHTWOORDEN, maak_aanmelding, plan_gesprek

START = (
    "import sys; from tests.hulp_werkmap import BEGIN, LICHT; from mgn_tui.store import sleutelbestand; "
    "from mgn_tui.domain.klok import Klok; sleutelbestand.KDF_ONDERGRENS = LICHT; Klok.nu = lambda _: BEGIN; "
    "from mgn_tui.__main__ import main; sys.exit(main())"
)
PAKKET = Path(mgn_tui.__file__).parent
KINDEREN = {
    "subprocess",
    "multiprocessing",
    "pty",
    "webbrowser",
    "concurrent.futures.process",
    "setproctitle",
}
OS_KINDEREN = re.compile(r"(system|popen|spawn\w*|exec[lv]\w*|fork\w*|posix_spawn\w*|startfile)$")
TITEL = re.compile(rb"\x1b\][012];([^\x07\x1b]*)")


def test_het_programma_start_geen_ander_programma() -> None:
    """No child means no arguments and no environment that holds a person or a secret."""
    gevonden = []
    for pad in sorted(PAKKET.rglob("*.py")):
        for knoop in ast.walk(ast.parse(pad.read_text(encoding="utf-8"))):
            namen: list[str] = []
            if isinstance(knoop, ast.Import):
                namen = [naam.name for naam in knoop.names]
            elif isinstance(knoop, ast.ImportFrom):
                namen = [knoop.module or "", *(f"{knoop.module}.{naam.name}" for naam in knoop.names)]
            elif (
                isinstance(knoop, ast.Attribute)
                and isinstance(knoop.value, ast.Name)
                and knoop.value.id == "os"
                and OS_KINDEREN.fullmatch(knoop.attr)
            ):
                gevonden.append(f"{pad.name}:{knoop.lineno}")
            if any(naam in KINDEREN or naam.partition(".")[0] in KINDEREN for naam in namen):
                gevonden.append(f"{pad.name}:{knoop.lineno}")
    assert gevonden == []


@pytest.mark.skipif(
    sys.platform == "linux", reason="hier wordt het hieronder in een echte terminal nagekeken"
)
def test_het_wachtwoord_gaat_niet_mee_naar_een_kind(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from mgn_tui.__main__ import main

    monkeypatch.setenv("MGN_WACHTWOORD", WACHTWOORDEN["Noor"])
    assert main(["--version"]) == 0
    assert "MGN_WACHTWOORD" not in os.environ


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is er alleen op Linux")
def test_in_een_echte_terminal(noor: Sessie, werkmap: Werkmap, klok: VasteKlok) -> None:
    """The app at work on a person whose name is shown: no title, no arguments, no child that say who."""
    plan_gesprek(noor, maak_aanmelding(noor), DUO, moment(9, 10, 30))
    meester, slaaf = os.openpty()
    kind = subprocess.Popen(
        [sys.executable, "-c", START, "--map", str(werkmap.pad), "--gebruiker", "Noor"],
        cwd=PAKKET.parent,
        stdin=slaaf,
        stdout=slaaf,
        stderr=slaaf,
        env={**os.environ, "MGN_WACHTWOORD": WACHTWOORDEN["Noor"], "COLUMNS": "100", "LINES": "30"},
    )
    os.close(slaaf)
    gezien, erbij = bytearray(), threading.Event()

    def lees() -> None:
        while True:
            try:
                stuk = os.read(meester, 1 << 16)
            except OSError:  # the other side is closed
                return
            gezien.extend(stuk)
            erbij.set()

    lezer = threading.Thread(target=lees, daemon=True)
    lezer.start()
    try:
        _tot(lambda: b"W.J." in gezien, kind, erbij)
        os.write(meester, b"i")  # names in full
        _tot(lambda: b"Jansen" in gezien, kind, erbij)
        proces = Path("/proc") / str(kind.pid)
        woorden = (proces / "cmdline").read_bytes()
        naam = (proces / "comm").read_bytes()
        kinderen = (proces / "task" / str(kind.pid) / "children").read_text().split()
        os.write(meester, b"q")
        assert kind.wait(60) == 0
    finally:
        kind.kill()
        kind.wait()
        lezer.join(10)
        os.close(meester)
    for geheim in (WACHTWOORDEN["Noor"].encode(), b"Jansen", b"Wim"):
        assert geheim not in woorden + naam
    assert kinderen == []
    assert TITEL.findall(bytes(gezien)) == []  # no title is set, so none can hold a name


def _tot(waar: Callable[[], bool], kind: "subprocess.Popen[bytes]", erbij: threading.Event) -> None:
    """Wait for what the app paints."""
    while not waar():
        assert kind.poll() is None, "de app is gestopt"
        assert erbij.wait(60), "de app laat niet zien waar op gewacht wordt"
        erbij.clear()

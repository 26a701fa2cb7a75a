"""`python3 mgn.py demo` starts mgn_tui, with the pins in .venv. Standard library only; an old Python can read it."""

import hashlib
import os
import subprocess
import sys
from importlib import import_module, util
from pathlib import Path

HIER = Path(__file__).resolve().parent
BIN, EXE = (HIER / ".venv/Scripts", ".exe") if os.name == "nt" else (HIER / ".venv/bin", "")
PYTHON = str(BIN / ("python" + EXE))
CONTROLES = ("ruff check .", "ruff format --check .", "mypy --strict mgn_tui", "lint-imports", "pytest -n 2")


def stap(wat, opdracht, stdout=None):
    print("mgn: bezig met " + wat, file=sys.stderr, flush=True)
    status = subprocess.call(opdracht, cwd=HIER, stdout=stdout)  # installing writes to 2: stdout is for data
    if status:
        print("mgn: dit lukte niet, de reden staat hierboven: " + wat, file=sys.stderr)
        sys.exit(status if status > 0 else 128 - status)


def maak_klaar(namen, beurt=False):
    """Installs what changed since the stamp in .venv was set, one at a time; another Python or place starts anew."""
    delen = [os.fsencode(sys.version + str(HIER))] + [(HIER / naam).read_bytes() for naam in namen]
    nu = [hashlib.sha256(b"".join(delen[: n + 1])).hexdigest() for n in range(len(delen))]
    stempel = HIER / ".venv/mgn-stempel"
    oud = stempel.read_text().split() if stempel.exists() else []
    if oud[: len(nu)] == nu:
        return 0
    if not beurt:  # that module asks for nothing that is still to be installed
        return import_module("mgn_tui.store.slot").na_elkaar(HIER / ".venv", lambda: maak_klaar(namen, True))
    if not util.find_spec("ensurepip"):
        sys.exit("mgn: deze Python mist venv/ensurepip. Op Debian of Ubuntu: sudo apt install python3-venv")
    stempel.unlink(missing_ok=True)
    if oud[:1] != nu[:1]:
        stap("een eigen omgeving in .venv", [sys.executable, "-m", "venv", "--clear", ".venv"], 2)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "-e", "."]
    stap("installeren (eerste keer: internet nodig)", pip + ["-r" + naam for naam in namen[1:]], 2)
    return stempel.write_text("\n".join(nu))


def main(woorden):
    test = woorden[:1] == ["test"]
    maak_klaar(["pyproject.toml", "requirements.txt", "requirements-test.txt"][: 2 + test])
    for naam, *rest in (controle.split() for controle in CONTROLES if test):
        stap(" ".join([naam, *rest]), [str(BIN / (naam + EXE)), *rest, *woorden[1:] * (naam == "pytest")])
    if not test and os.name == "posix":  # the program takes our place: signals and status are its own
        os.execv(PYTHON, [PYTHON, "-P", "-m", "mgn_tui", *woorden])
    return 0 if test else subprocess.Popen([PYTHON, "-P", "-m", "mgn_tui", *woorden]).wait()


if __name__ == "__main__":
    if sys.version_info < (3, 11):
        sys.exit("mgn: Python 3.11 of nieuwer is nodig; dit is " + sys.version.split()[0])
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)

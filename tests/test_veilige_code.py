"""What the code never does, and that the documents for the FG name proofs that exist."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CODE = sorted((ROOT / "mgn_tui").rglob("*.py"))
STUKKEN = ("SECURITY.md", "docs/dpia-bouwstenen.md")

# Modules that run what data says, or that reach the outside.
NIET_IN_HUIS = {
    "pickle",
    "shelve",
    "marshal",
    "dill",
    "yaml",
    "socket",
    "ssl",
    "http",
    "urllib.request",
    "requests",
    "httpx",
    "ftplib",
    "smtplib",
    "telnetlib",
    "xmlrpc",
    "subprocess",
    "multiprocessing",
    "webbrowser",
}
NIET_ROEPEN = {"eval", "exec", "compile", "__import__"}
NIET_VAN_OS = {"system", "popen", "execv", "execve", "execvp", "spawnv", "startfile"}


def _imports(boom: ast.AST) -> Iterator[str]:
    for knoop in ast.walk(boom):
        if isinstance(knoop, ast.Import):
            yield from (deel.name for deel in knoop.names)
        elif isinstance(knoop, ast.ImportFrom) and knoop.level == 0:
            yield knoop.module or ""


def fouten(bron: str) -> list[str]:
    """What this source does that ours never may."""
    boom = ast.parse(bron)
    uit = [
        naam
        for naam in _imports(boom)
        if any(naam == verboden or naam.startswith(verboden + ".") for verboden in NIET_IN_HUIS)
    ]
    for knoop in ast.walk(boom):
        if not isinstance(knoop, ast.Call):
            continue
        wat = knoop.func
        if isinstance(wat, ast.Name) and wat.id in NIET_ROEPEN:
            uit.append(f"{wat.id}()")
        if isinstance(wat, ast.Attribute) and wat.attr in NIET_VAN_OS and ast.unparse(wat.value) == "os":
            uit.append(f"os.{wat.attr}()")
        if any(k.arg == "shell" for k in knoop.keywords):
            uit.append("shell=")
    return uit


@pytest.mark.parametrize("pad", CODE, ids=lambda p: str(p.relative_to(ROOT)))
def test_de_code_voert_niets_uit_en_praat_met_niemand(pad: Path) -> None:
    assert fouten(pad.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "bron",
    [
        "import pickle",
        "from urllib.request import urlopen",
        "import http.client",
        "eval('1')",
        "import os\nos.system('x')",
        "f(x, shell=True)",
    ],
)
def test_de_zoeker_vindt_wel_iets(bron: str) -> None:
    assert fouten(bron)


def test_elke_uitzondering_op_bandit_zegt_waarom() -> None:
    regels = [
        f"{pad.name}:{nr}: {regel.strip()}"
        for pad in CODE
        for nr, regel in enumerate(pad.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"noqa:[A-Z0-9, ]*\bS\d+\s*$", regel)
    ]
    assert regels == []


@pytest.mark.parametrize("stuk", STUKKEN)
def test_elke_genoemde_proef_bestaat(stuk: str) -> None:
    tekst = (ROOT / stuk).read_text(encoding="utf-8")
    genoemd = set(re.findall(r"`(test_[a-z_0-9]+)`", tekst))
    assert genoemd
    weg = [naam for naam in genoemd if not (ROOT / "tests" / f"{naam}.py").exists()]
    assert weg == []


@pytest.mark.parametrize("stuk", STUKKEN)
def test_elk_genoemd_bestand_bestaat(stuk: str) -> None:
    pad = ROOT / stuk
    for doel in re.findall(r"\]\(([^)#]+)\)", pad.read_text(encoding="utf-8")):
        assert (pad.parent / doel).exists(), doel

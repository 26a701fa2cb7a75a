"""The ground itself: the pins are whole, the bootstrap reads on an old Python, tests see no network."""

import ast
import asyncio
import os
import re
import socket
import subprocess
import sys
import tomllib
from datetime import datetime
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from textual.app import App, ComposeResult
from textual.widgets import Input

import mgn_tui

WORTEL = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((WORTEL / "pyproject.toml").read_text(encoding="utf-8"))
LETTERTYPEN = WORTEL / "mgn_tui" / "documents" / "fonts"


def _pins(bestand: str) -> dict[str, str]:
    regels = (WORTEL / bestand).read_text(encoding="utf-8").splitlines()
    eisen = [Requirement(regel) for regel in regels if regel and not regel.startswith(("#", "-r "))]
    hier = [eis for eis in eisen if eis.marker is None or eis.marker.evaluate()]
    return {canonicalize_name(eis.name): str(eis.specifier) for eis in hier}


def _nodig(eisen: list[str]) -> dict[str, str]:
    """Every distribution that is reached from `eisen` on this system, as name → "==version"."""
    gevonden: dict[str, str] = {}
    gezien: set[tuple[str, str]] = set()
    wacht = [(eis, "") for eis in eisen]
    while wacht:
        regel, van = wacht.pop()
        eis = Requirement(regel)
        if eis.marker is not None and not eis.marker.evaluate({"extra": van}):
            continue
        pakket = distribution(eis.name)
        gevonden[canonicalize_name(eis.name)] = f"=={pakket.version}"
        nieuw = {(eis.name, extra) for extra in ("", *eis.extras)} - gezien
        gezien |= nieuw
        wacht += [(verder, extra) for _, extra in nieuw for verder in pakket.requires or []]
    return gevonden


RUN, TEST = _pins("requirements.txt"), _pins("requirements-test.txt")


def test_elke_pin_is_nodig_en_geen_ontbreekt() -> None:
    project = PROJECT["project"]
    nodig = _nodig(project["dependencies"])
    erbij = _nodig(project["optional-dependencies"]["test"])
    assert nodig == RUN
    assert {naam: versie for naam, versie in erbij.items() if naam not in RUN} == TEST


@pytest.mark.parametrize("bestand", ["requirements.txt", "requirements-test.txt"])
def test_geen_adres_van_een_register(bestand: str) -> None:
    tekst = (WORTEL / bestand).read_text(encoding="utf-8")
    assert not re.search(r"://|^\s*(-i|--index|--extra|--find)", tekst, re.MULTILINE)


def test_elke_afhankelijkheid_heeft_een_reden() -> None:
    uitleg = (WORTEL / "docs" / "afhankelijkheden.md").read_text(encoding="utf-8")
    project = PROJECT["project"]
    namen = [
        Requirement(eis).name for eis in project["dependencies"] + project["optional-dependencies"]["test"]
    ]
    assert [naam for naam in namen if f"- **{naam}**: " not in uitleg] == []


def test_de_start_is_kort_en_leesbaar_voor_een_oude_python() -> None:
    tekst = (WORTEL / "mgn.py").read_text(encoding="utf-8")
    boom = ast.parse(tekst, feature_version=(3, 4))
    namen = [k.names[0].name for k in boom.body if isinstance(k, ast.Import)]
    namen += [k.module or "" for k in boom.body if isinstance(k, ast.ImportFrom)]
    assert {naam.split(".")[0] for naam in namen} <= sys.stdlib_module_names
    assert len(tekst.splitlines()) <= 60


def test_de_versie_is_goedkoop() -> None:
    opdracht = "import sys; voor = set(sys.modules); import mgn_tui; print(*(set(sys.modules) - voor))"
    kind = subprocess.run(
        [sys.executable, "-c", opdracht], cwd=WORTEL, capture_output=True, text=True, check=True
    )
    assert kind.stdout.split() == ["mgn_tui"]
    assert f"## {mgn_tui.__version__} " in (WORTEL / "CHANGELOG.md").read_text(encoding="utf-8")


def test_de_licenties_zijn_volledig() -> None:
    eupl = (WORTEL / "LICENSE").read_text(encoding="utf-8")
    assert re.findall(r"^(\d+)\.", eupl, re.MULTILINE) == [str(artikel) for artikel in range(1, 16)]
    assert "Appendix" in eupl
    ofl = (LETTERTYPEN / "OFL.txt").read_text(encoding="utf-8")
    assert "Copyright 2015 Google LLC" in ofl
    assert re.findall(r"^(\d)\) ", ofl, re.MULTILINE) == list("12345")
    assert sorted(pad.name for pad in LETTERTYPEN.glob("*.ttf")) == [
        "NotoSans-Bold.ttf",
        "NotoSans-Italic.ttf",
        "NotoSans-Regular.ttf",
    ]


def test_een_test_heeft_geen_netwerk() -> None:
    with socket.socket() as stekker, pytest.raises(pytest.fail.Exception, match="netwerk"):
        stekker.connect(("192.0.2.1", 80))
    with pytest.raises(pytest.fail.Exception, match="netwerk"):
        socket.create_connection(("example.invalid", 80))
    with (
        socket.socket(type=socket.SOCK_DGRAM) as bode,
        pytest.raises(pytest.fail.Exception, match="netwerk"),
    ):
        bode.sendto(b"", ("192.0.2.1", 53))


def test_asyncio_draait_zonder_netwerk() -> None:
    assert asyncio.run(asyncio.sleep(0, "klaar")) == "klaar"
    links, rechts = socket.socketpair()
    with links, rechts:
        links.sendall(b"x")
        assert rechts.recv(1) == b"x"


def test_een_test_ziet_niets_van_deze_laptop(eigen_wereld: Path) -> None:
    assert Path.home() == eigen_wereld
    assert list(eigen_wereld.iterdir()) == []
    assert not [naam for naam in os.environ if naam.startswith("MGN_") or naam == "NO_COLOR"]
    assert datetime.fromtimestamp(0).hour == 0


async def test_het_scherm_staat_stil() -> None:
    class Leeg(App[None]):
        def compose(self) -> ComposeResult:
            yield Input()

    async with Leeg().run_test() as piloot:
        assert piloot.app.animation_level == "none"
        assert not piloot.app.no_color
        assert not piloot.app.query_one(Input).cursor_blink

"""What holds for every test: nothing of this machine shines through, and nothing leaves it."""

import gc
import os
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
import textual.constants
from textual.widgets import Input, TextArea

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.tui import toetsenrij

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie
    from mgn_tui.store.werkmap import Werkmap

# Looking for garbage took a sixth of the time: modules stay (see `pytest_collection_finish`), an app is short.
gc.set_threshold(50_000)

# Two shared cores: a slow moment of the machine is not a fault of the program.
hypothesis.settings.register_profile("mgn", deadline=None, print_blob=True)
hypothesis.settings.register_profile("ci", parent=hypothesis.settings.get_profile("mgn"), derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "mgn")

LUS = ("127.0.0.1", "::1")
MAPPEN = {
    "HOME": ".",
    "USERPROFILE": ".",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
    # platformdirs asks Windows itself for its folders, unless these say otherwise.
    "WIN_PD_OVERRIDE_APPDATA": "AppData/Roaming",
    "WIN_PD_OVERRIDE_LOCAL_APPDATA": "AppData/Local",
    "XDG_CACHE_HOME": "cache",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "share",
    "XDG_RUNTIME_DIR": "run",
    "XDG_STATE_HOME": "state",
}
VAST = {
    "COLORTERM": "truecolor",
    "LANG": "C.UTF-8",
    "TERM": "xterm-256color",
    "TEXTUAL_ANIMATIONS": "none",
    "TZ": "UTC",
}


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()


def _mag(stopcontact: socket.socket, adres: object) -> bool:
    """A socket inside this machine's own process: Unix, or asyncio's socketpair where there is no Unix."""
    if stopcontact.family == getattr(socket, "AF_UNIX", None):
        return True
    return os.name == "nt" and isinstance(adres, tuple) and adres[0] in LUS


def _bewaakt(echt: Callable[..., Any], waar: int) -> Callable[..., Any]:
    """`echt`, with the address at place `waar` of its arguments looked at first (-1: the last)."""

    def met_blik(stopcontact: socket.socket, *args: Any) -> Any:
        if not _mag(stopcontact, args[waar]):
            pytest.fail("mgn_tui gebruikt geen netwerk; een test ook niet.")
        return echt(stopcontact, *args)

    return met_blik


def _geen_namen(*_args: object, **_opties: object) -> None:
    pytest.fail("mgn_tui zoekt geen netwerknamen op; een test ook niet.")


@pytest.fixture(autouse=True)
def eigen_wereld(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty home, a plain environment, UTC, a still cursor and no network. Gives the home."""
    thuis = tmp_path_factory.mktemp("thuis")
    with pytest.MonkeyPatch.context() as lap:
        _kale_omgeving(lap, thuis)
        _stil_scherm(lap)
        _geen_netwerk(lap)
        _tijdzone()
        yield thuis
    _tijdzone()


def _kale_omgeving(lap: pytest.MonkeyPatch, thuis: Path) -> None:
    for naam in list(os.environ):
        if naam.startswith(("MGN_", "TEXTUAL_", "XDG_")):
            lap.delenv(naam)
    for naam in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "LC_ALL", "LANGUAGE"):
        lap.delenv(naam, raising=False)
    for naam, plek in MAPPEN.items():
        lap.setenv(naam, str(thuis / plek))
    for naam, waarde in VAST.items():
        lap.setenv(naam, waarde)


def _stil_scherm(lap: pytest.MonkeyPatch) -> None:
    # Textual read its environment when it was imported, before any fixture could run.
    lap.setattr(textual.constants, "TEXTUAL_ANIMATIONS", "none")
    lap.setattr(toetsenrij, "_GEDULD_S", 3.0)  # a slow moment of the machine is no key that takes long
    for veld in (Input, TextArea):
        lap.setattr(veld.cursor_blink, "_default", False)


def _geen_netwerk(lap: pytest.MonkeyPatch) -> None:
    for naam, waar in (("connect", 0), ("connect_ex", 0), ("sendto", -1)):
        lap.setattr(socket.socket, naam, _bewaakt(getattr(socket.socket, naam), waar))
    for naam in ("getaddrinfo", "gethostbyname"):
        lap.setattr(socket, naam, _geen_namen)


def _tijdzone() -> None:
    if hasattr(time, "tzset"):  # Windows has none, and follows TZ without it
        time.tzset()


# --- a werkmap with a team in it (see hulp_werkmap) --------------------------------------------------
# Imported where it is used: a test of dates need not wait for the tables.


@pytest.fixture
def licht() -> Iterator[None]:
    """Argon2id at its cheapest."""
    from tests.hulp_werkmap import lichte_kdf

    with lichte_kdf():
        yield


@pytest.fixture(scope="session")
def sjabloon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The team's werkmap, made once; never opened again, only copied."""
    from tests.hulp_werkmap import lichte_kdf, maak_werkmap

    pad = tmp_path_factory.mktemp("sjabloon") / "werkmap"
    with pytest.MonkeyPatch.context() as lap, lichte_kdf():
        _kale_omgeving(lap, tmp_path_factory.mktemp("sjabloonthuis"))
        maak_werkmap(pad)
    return pad


@pytest.fixture
def klok() -> VasteKlok:
    """Di 9 maart 2027, 9:00 in Amsterdam, until it is moved."""
    from tests.hulp_werkmap import BEGIN

    return VasteKlok(BEGIN)


@pytest.fixture
def werkmap(sjabloon: Path, tmp_path: Path, licht: None) -> "Werkmap":
    """This test's own copy of the team's werkmap."""
    from tests.hulp_werkmap import kopieer_werkmap

    return kopieer_werkmap(sjabloon, tmp_path / "werkmap")


def _sessie(naam: str) -> Any:
    def opent(werkmap: "Werkmap", klok: VasteKlok) -> Iterator["Sessie"]:
        from tests.hulp_werkmap import open_als

        s = open_als(werkmap, naam, klok)
        yield s
        s.sluit()

    opent.__doc__ = f"{naam}, at work in the werkmap."
    return pytest.fixture(opent)


noor = _sessie("Noor")
karim = _sessie("Karim")
elif_ = _sessie("Elif")
tom = _sessie("Tom")
els = _sessie("Els")

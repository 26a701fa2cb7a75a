"""The lock of a werkmap, with real processes; and writing whole or not at all."""

import errno
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import mgn_tui
from mgn_tui.domain.fouten import InGebruik, SchijfFout
from mgn_tui.store import slot as slot_module
from mgn_tui.store.slot import Werkmapslot, om_de_beurt, probeer_bytes, schrijf_heel

WORTEL = Path(mgn_tui.__file__).parents[1]
KIND = """
import sys
from pathlib import Path
from mgn_tui.store.slot import Werkmapslot
slot = Werkmapslot(Path(sys.argv[1]))
with slot.gedeeld(0, "mgn") if sys.argv[2] == "gedeeld" else slot.alleen(0, "migreren"):
    print("heeft", flush=True)
    sys.stdin.read()
"""


@contextmanager
def houder(pad: Path, soort: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock until it is told to stop, or killed."""
    kind = subprocess.Popen(
        [sys.executable, "-c", KIND, str(pad), soort],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(WORTEL)},
    )
    assert kind.stdin and kind.stdout
    try:
        assert kind.stdout.readline() == "heeft\n"
        yield kind
    finally:
        kind.stdin.close()
        kind.wait(30)
        kind.stdout.close()


@pytest.fixture
def pad(tmp_path: Path) -> Path:
    return tmp_path / "slot"


def test_velen_delen(pad: Path) -> None:
    alleen = Werkmapslot(pad).alleen(0, "migreren")
    with (
        houder(pad, "gedeeld"),
        Werkmapslot(pad).gedeeld(),
        pytest.raises(InGebruik, match="venster"),
        alleen,
    ):
        pytest.fail("not alone")
    with Werkmapslot(pad).alleen(0, "migreren"):
        pass


def test_alleen_is_alleen_en_zegt_wie(pad: Path) -> None:
    slot = Werkmapslot(pad)
    with houder(pad, "alleen") as kind:
        wie = slot.wie()
        assert wie is not None and (wie.pid, wie.wat, wie.alleen) == (kind.pid, "migreren", True)
        for poging in (slot.gedeeld(), slot.alleen(0)):
            with pytest.raises(InGebruik) as fout, poging:
                pytest.fail("somebody else has it")
            assert "migreren" in fout.value.melding and str(kind.pid) in fout.value.melding
    with slot.gedeeld():
        pass
    assert slot.wie() is None


@pytest.mark.parametrize("soort", ["alleen", "gedeeld"])
def test_sigkill_laat_los(pad: Path, soort: str) -> None:
    with houder(pad, soort) as kind:
        kind.kill()
        kind.wait(30)
        with Werkmapslot(pad).alleen(5, "terugzetten"):
            wie = Werkmapslot(pad).wie()
            assert wie is not None and wie.pid == os.getpid() and wie.wat == "terugzetten"


def test_wachten_tot_de_ander_klaar_is(pad: Path) -> None:
    with houder(pad, "alleen") as kind:
        assert kind.stdin
        gekregen = threading.Event()

        def wacht() -> None:
            with Werkmapslot(pad).gedeeld(30):
                gekregen.set()

        draad = threading.Thread(target=wacht)
        draad.start()
        assert not gekregen.is_set()
        kind.stdin.close()
        draad.join(30)
        assert gekregen.is_set()


def test_wie_deelt_kan_even_alleen(pad: Path) -> None:
    slot, ander = Werkmapslot(pad), Werkmapslot(pad)
    with slot.gedeeld():
        with slot.alleen(0, "vernietigen"), pytest.raises(InGebruik), ander.gedeeld():
            pytest.fail("it is alone")
        with ander.gedeeld(), pytest.raises(InGebruik), slot.alleen(0):
            pytest.fail("the other shares")
        with pytest.raises(InGebruik), ander.alleen(0):
            pytest.fail("it should share again")
    with ander.alleen(0):
        pass


def test_genest_delen(pad: Path) -> None:
    slot, ander = Werkmapslot(pad), Werkmapslot(pad)
    with slot.gedeeld():
        with slot.gedeeld():
            pass
        with pytest.raises(InGebruik), ander.alleen(0):
            pytest.fail("the outer one still shares")
    with ander.alleen(0):
        pass


def test_fout_in_het_blok_laat_los(pad: Path) -> None:
    for soort in (Werkmapslot(pad).gedeeld(), Werkmapslot(pad).alleen(0)):
        with pytest.raises(KeyError), soort:
            raise KeyError
    with Werkmapslot(pad).alleen(0):
        pass


@pytest.mark.parametrize("inhoud", ["", "{", "[]", "3", '{"pid": "x", "wat": 1, "alleen": 1}'])
def test_onleesbare_wie(pad: Path, inhoud: str) -> None:
    with houder(pad, "alleen"):
        pad.with_name("slot.wie").write_text(inhoud)
        with pytest.raises(InGebruik, match="in gebruik"), Werkmapslot(pad).gedeeld():
            pytest.fail("somebody else has it")


def test_wie_stuurt_het_scherm_niet(pad: Path) -> None:
    pad.with_name("slot.wie").write_text(json.dumps({"pid": 1, "wat": "\x1b[31m[red]" * 40, "alleen": True}))
    wie = Werkmapslot(pad).wie()
    assert wie is not None and len(wie.wat) <= 40 and not set("\x1b[]") & set(wie.wat)


def test_plek_die_niet_bestaat(tmp_path: Path) -> None:
    with pytest.raises(SchijfFout), Werkmapslot(tmp_path / "weg" / "slot").gedeeld():
        pytest.fail("there is no folder")


def test_schijf_die_niet_kan_vergrendelen(pad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nee(fd: int, alleen: bool) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(slot_module, "_probeer", nee)
    with pytest.raises(SchijfFout, match="netwerkmap"), Werkmapslot(pad).gedeeld():
        pytest.fail("cannot lock")


class NepWindows:
    """msvcrt.locking as Windows does it: ranges of bytes, each held by one handle."""

    def __init__(self) -> None:
        self.bezet: dict[int, int] = {}

    def locking(self, fd: int, soort: int, aantal: int) -> None:
        begin = os.lseek(fd, 0, os.SEEK_CUR)
        bereik = range(begin, begin + aantal)
        if any(byte in self.bezet for byte in bereik):
            raise OSError(errno.EACCES, "locked")
        self.bezet |= dict.fromkeys(bereik, fd)


def test_tweeling_voor_windows(pad: Path) -> None:
    nep = NepWindows()
    pad.touch()
    fds = [os.open(pad, os.O_RDWR) for _ in range(66)]
    try:
        gedeeld = [probeer_bytes(fd, False, nep.locking, 2) for fd in fds[:64]]
        assert len({bereik for bereik in gedeeld if bereik}) == 64  # each its own seat
        assert probeer_bytes(fds[64], False, nep.locking, 2) is None  # full
        assert probeer_bytes(fds[64], True, nep.locking, 2) is None
        laatste = gedeeld[0]
        assert laatste
        nep.bezet = {laatste[0]: fds[0]}
        assert probeer_bytes(fds[64], True, nep.locking, 2) is None  # one who shares is enough
        assert probeer_bytes(fds[64], False, nep.locking, 2) is not None
        nep.bezet = {}
        assert probeer_bytes(fds[64], True, nep.locking, 2) == (0, 64)
        assert probeer_bytes(fds[65], False, nep.locking, 2) is None

        def stuk(fd: int, soort: int, aantal: int) -> None:
            raise OSError(errno.ENOSPC, "no")

        with pytest.raises(OSError):
            probeer_bytes(fds[65], False, stuk, 2)
    finally:
        for fd in fds:
            os.close(fd)


def test_om_de_beurt(tmp_path: Path) -> None:
    pad = tmp_path / "teller"
    pad.write_text("0")

    def tel() -> None:
        for _ in range(20):
            with om_de_beurt(pad, 30):
                schrijf_heel(pad, str(int(pad.read_text()) + 1).encode())

    draden = [threading.Thread(target=tel) for _ in range(2)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert pad.read_text() == "40"
    with om_de_beurt(pad), pytest.raises(InGebruik), om_de_beurt(pad, 0):
        pytest.fail("one at a time")


def test_schrijf_heel_of_niet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pad = tmp_path / "a.json"
    schrijf_heel(pad, b"oud")
    if os.name == "posix":
        assert pad.stat().st_mode & 0o777 == 0o600
    (tmp_path / "a.json.nieuw").write_bytes(b"left by a kill")

    def vol(fd: int) -> None:
        raise OSError(errno.ENOSPC, "disk full")

    with monkeypatch.context() as m:
        m.setattr(os, "fsync", vol)
        with pytest.raises(SchijfFout):
            schrijf_heel(pad, b"nieuw")
    assert pad.read_bytes() == b"oud"
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]
    schrijf_heel(pad, b"nieuw")
    assert pad.read_bytes() == b"nieuw"

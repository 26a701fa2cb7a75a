"""When the program fails, no name leaves it: not on the screen, not in the report (anchors rule 2)."""

import asyncio
import os
import re
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual import work
from textual.app import ComposeResult
from textual.widgets import Static
from textual.worker import WorkerFailed

from mgn_tui.domain.fouten import SchijfFout
from mgn_tui.tui.basis import StapScherm
from mgn_tui.tui.crash import schrijf_verslag, verslag
from tests.hulp_tui import NU, ProefApp, rustig

GEHEIM = "Jan-Geheim"
PROGRAMMA = f'''
import asyncio, gc, sys, threading
from pathlib import Path
from textual.widgets import Static
from mgn_tui.tui.basis import MgnApp, StapScherm

def stuk():
    naam_van_inwoner = "{GEHEIM}"
    bsn = "123456782"
    try:
        int(naam_van_inwoner)
    except ValueError as fout:
        raise RuntimeError(f"kan {{naam_van_inwoner}} {{bsn}} niet opslaan") from fout

async def stuk_later():
    stuk()

class Kapot(Static):
    def render(self):
        stuk()

class Scherm(StapScherm):
    def inhoud(self):
        yield Static("hier staat {GEHEIM}")
    def action_stuk(self):
        stuk()

class App(MgnApp):
    async def on_mount(self):
        await self.push_screen(Scherm())
        bewaar = lambda ruw: Path(sys.argv[2]).write_text(str(ruw))
        self.bewaak(lambda: {{"n": "x"}}, bewaar, lambda _: None).gewijzigd()
        soort = sys.argv[3]
        if soort == "actie":
            self.call_later(self.screen.run_action, "stuk")
        elif soort == "klok":
            self.set_timer(0.01, stuk)
        elif soort == "draad":
            self.run_worker(stuk, thread=True)
        elif soort == "werker":
            self.run_worker(stuk_later())
        elif soort == "losse-taak":
            taak = asyncio.create_task(stuk_later())
            await asyncio.sleep(0)
            del taak
            gc.collect()
        elif soort == "tekenen":
            self.call_later(self.screen.mount, Kapot())
        elif soort == "mount":
            stuk()

app = App(Path(sys.argv[1]))
app.run(headless=True, size=(80, 24))
sys.exit(app.return_code)
'''


@pytest.mark.parametrize(
    "soort", ["actie", "klok", "draad", "werker", "losse-taak", "tekenen", "mount"]
)  # fmt: skip
def test_een_naam_in_een_variabele_of_melding_staat_nergens(soort: str, tmp_path: Path) -> None:
    verslagen, concept = tmp_path / "verslagen", tmp_path / "concept.txt"
    kind = subprocess.run(
        [sys.executable, "-c", PROGRAMMA, str(verslagen), str(concept), soort],
        cwd=Path(__file__).resolve().parents[1],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    (pad,) = verslagen.glob("*.txt")
    tekst = pad.read_text(encoding="utf-8")
    uitvoer = kind.stdout + kind.stderr
    for geheim in (GEHEIM, "Geheim", "123456782", "naam_van_inwoner"):
        assert geheim not in uitvoer
        assert geheim not in tekst
    assert kind.returncode == 70
    assert "Traceback" not in uitvoer
    assert pad.name in re.sub(r"[│\s]", "", uitvoer)
    assert "builtins.RuntimeError" in tekst
    assert "builtins.ValueError" in tekst  # and what caused it
    assert re.search(r"^  <string>:\d+$", tekst, re.M)
    assert "scherm: " in tekst
    assert concept.read_text(encoding="utf-8") == "{'n': 'x'}"  # what was typed is kept


async def test_een_test_valt_nog_steeds_op_een_fout(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        async with ProefApp(lambda: [Static("x")], map=tmp_path).run_test() as pilot:
            pilot.app.call_later(lambda: 1 / 0)
            await rustig(pilot)
    assert len(list(tmp_path.glob("fout-*.txt"))) == 1


async def test_een_map_die_niet_te_schrijven_is_wordt_gezegd(tmp_path: Path, capsys) -> None:
    bezet = tmp_path / "bestand"
    bezet.write_text("x", encoding="utf-8")
    with pytest.raises(ZeroDivisionError):
        async with ProefApp(lambda: [Static("x")], map=bezet).run_test() as pilot:
            pilot.app.call_later(lambda: 1 / 0)
            await rustig(pilot)
    assert "lukte niet" in re.sub(r"[│\s]+", " ", "".join(capsys.readouterr()))


def _gevangen(fout: BaseException) -> BaseException:
    try:
        raise fout
    except BaseException as gevangen:
        return gevangen


def test_de_melding_van_een_eigen_fout_staat_er_wel_in() -> None:
    tekst = verslag(_gevangen(SchijfFout("De schijf is vol.")), NU, "Vandaag")
    assert "De schijf is vol." in tekst
    assert "scherm: Vandaag" in tekst
    assert "2027-03-09 10:30:00 UTC" in tekst


def test_een_groep_een_kring_en_een_diepe_stapel() -> None:
    een, twee = ValueError(GEHEIM), KeyError(GEHEIM)
    een.__context__, twee.__context__ = twee, een
    groep = ExceptionGroup(GEHEIM, [_gevangen(een), OSError(GEHEIM)])
    tekst = verslag(groep, NU, "")
    assert GEHEIM not in tekst
    assert "builtins.OSError" in tekst

    def diep(hoe: int) -> None:
        if not hoe:
            raise RecursionError
        diep(hoe - 1)

    try:
        diep(300)
    except RecursionError as fout:
        assert len(verslag(fout, NU, "").splitlines()) < 80


def test_de_map_van_de_gebruiker_staat_er_niet_in() -> None:
    def stuk() -> None:
        raise ValueError

    stuk.__code__ = stuk.__code__.replace(co_filename="/home/noor-jansen/venv/site-packages/pakket/deel.py")
    with pytest.raises(ValueError) as gevangen:
        stuk()
    tekst = verslag(gevangen.value, NU, "")
    assert re.search(r"^  pakket/deel\.py:\d+$", tekst, re.M)
    assert "noor" not in tekst


def test_nooit_overschreven_en_tien_bewaard(tmp_path: Path) -> None:
    paden = [
        schrijf_verslag(_gevangen(ValueError()), tmp_path, datetime(2027, 1, 1 + nr // 2, tzinfo=UTC), "")
        for nr in range(24)
    ]
    for nr, pad in enumerate(paden):
        if pad.exists():
            os.utime(pad, (nr, nr))
    assert len(set(paden)) == 24
    assert len(list(tmp_path.glob("*.txt"))) == 10


def test_alleen_de_eigenaar_leest_het_verslag(tmp_path: Path) -> None:
    pad = schrijf_verslag(_gevangen(ValueError()), tmp_path / "map", NU, "")
    if os.name == "posix":  # Windows goes by the rights of the user's own folder
        assert stat.S_IMODE(pad.stat().st_mode) == 0o600
        assert stat.S_IMODE(pad.parent.stat().st_mode) == 0o700
    assert pad.parent == tmp_path / "map"


class Zoeker(StapScherm):
    """A screen that looks, when told to, for what is not there."""

    def inhoud(self) -> ComposeResult:
        yield Static("hier")

    @work
    async def zoek(self) -> None:
        self.query_one("#weg")


async def test_een_scherm_dat_weg_is_mag_niets_vinden(tmp_path: Path) -> None:
    app = ProefApp(lambda: [Static("blijft")], map=tmp_path)
    async with app.run_test() as pilot:
        scherm = Zoeker()
        await app.push_screen(scherm)
        await app.pop_screen()
        scherm.zoek()
        await pilot.pause()
        assert app.return_code is None


async def test_een_scherm_dat_er_staat_moet_vinden_wat_het_zoekt(tmp_path: Path) -> None:
    app = ProefApp(lambda: [Static("blijft")], map=tmp_path)
    with pytest.raises(WorkerFailed):
        async with app.run_test() as pilot:
            scherm = Zoeker()
            await app.push_screen(scherm)
            scherm.zoek()
            await pilot.pause()


async def test_wat_voor_een_scherm_werkt_gaat_met_het_scherm_weg(tmp_path: Path) -> None:
    app = ProefApp(lambda: [Static("blijft")], map=tmp_path)
    async with app.run_test() as pilot:
        scherm = Zoeker()
        await app.push_screen(scherm)
        werk = scherm.query_one(Static).run_worker(asyncio.Event().wait())
        blijft = app.run_worker(asyncio.Event().wait())
        await pilot.pause()
        weg = scherm.remove()
        assert (werk.is_cancelled, blijft.is_cancelled) == (True, False)
        await weg


async def test_een_scherm_dat_sluit_neemt_geen_ander_mee(tmp_path: Path) -> None:
    """As when everything was hidden while it was saving: it goes when it comes up again."""
    app = ProefApp(lambda: [Static("blijft")], map=tmp_path)
    async with app.run_test() as pilot:
        onder, boven = Zoeker(), Zoeker()
        begin = app.screen
        await app.push_screen(onder)
        await app.push_screen(boven)
        onder.dismiss()
        onder.dismiss()
        await pilot.pause()
        assert app.screen is boven
        boven.dismiss()
        await pilot.pause()
        assert app.screen is begin

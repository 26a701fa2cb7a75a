"""The entrance and the root: cheap, in Dutch, and with the exit status that scripts count on."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer

import mgn_tui
from mgn_tui import __main__ as begin
from mgn_tui.cli.basis import Opdracht
from mgn_tui.cli.wortel import NOMEN, wortel
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.store.werkmap import Werkmap
from tests.cli_hulp import Cli
from tests.hulp_werkmap import WACHTWOORDEN

WORTEL = Path(__file__).resolve().parents[1]
ENGELS = re.compile(
    r"\b(usage|options?|arguments?|commands?|show|this|message|exit|missing|such|error|try|help for|invalid|value|"
    r"required|default|requires|unexpected|extra|got|did you mean|aborted|text|integer|str|int|bool|none|true|false)\b",
    re.IGNORECASE,
)
TOEGESTAAN = ("--help", "-h", "no-show")


def _paden() -> list[tuple[str, ...]]:
    """Every command, as the words that call it."""
    paden: list[tuple[str, ...]] = [()]
    root = wortel()
    for nomen in NOMEN:
        commando = root.get_command(None, nomen)
        paden.append((nomen,))
        paden += [(nomen, naam) for naam in getattr(commando, "commands", {})]
    return paden


PADEN = _paden()


def _nederlands(tekst: str) -> list[str]:
    for toegestaan in TOEGESTAAN:
        tekst = tekst.replace(toegestaan, "")
    return ENGELS.findall(tekst)


@pytest.fixture
def cli(tmp_path: Path, klok: VasteKlok) -> Cli:
    return Cli(Werkmap(tmp_path / "leeg"), klok)


def test_de_tabel_is_die_van_de_bestanden() -> None:
    met_app = set()
    for pad in (WORTEL / "mgn_tui" / "cli").glob("*.py"):
        boom = ast.parse(pad.read_text(encoding="utf-8"))
        namen = [
            d.id for k in boom.body if isinstance(k, ast.Assign) for d in k.targets if isinstance(d, ast.Name)
        ]
        if "app" in namen:
            met_app.add(pad.stem.replace("_", "-"))
    assert met_app == set(NOMEN)


@pytest.mark.parametrize("pad", PADEN, ids=" ".join)
def test_hulp_is_nederlands(pad: tuple[str, ...], cli: Cli, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli(*pad, "--help").status == 0
    tekst = capsys.readouterr().out
    assert tekst.startswith(f"Gebruik: {' '.join(('mgn', *pad))}")
    assert "Dit scherm." in tekst
    assert _nederlands(tekst) == []


@pytest.mark.parametrize("pad", PADEN, ids=" ".join)
def test_een_verkeerde_optie_wordt_in_het_nederlands_geweigerd(pad: tuple[str, ...], cli: Cli) -> None:
    uitslag = cli(*pad, "--bestaat-niet")
    assert uitslag.status == 2
    assert "--bestaat-niet is er niet" in uitslag.gezegd
    assert _nederlands(uitslag.gezegd.replace("--bestaat-niet", "")) == []


@pytest.mark.parametrize(
    ("woorden", "melding"),
    [
        (["bestaatniet"], "De opdracht 'bestaatniet' is er niet."),
        (["aanmeldnig"], "Bedoelt u aanmelding?"),
        (["gesprek"], "Zeg wat u wilt doen: lijst, toon"),
        (["gesprek", "verzett"], "Bedoelt u verzet?"),
        (["gesprek", "toon"], "Hier mist een woord: GESPREK."),
        (["gesprek", "toon", "ABC", "de Boer"], "Er staat een woord te veel."),
        (["gesprek", "toon", "ABC", "--json=ja"], "Na --json hoort geen waarde."),
        (["gesprek", "plan", "ABC", "--voorstel", "een"], "Dit klopt niet: --voorstel NUMMER."),
        (["gesprek", "plan", "ABC", "--locatie"], "Na --locatie hoort een waarde."),
        (["gesprek", "plan", "ABC", "--locati", "x"], "Bedoelt u --locatie?"),
        (["brief", "ABC", "--soort", "burgemeester"], "Kies bij --soort uit: huisarts, inwoner"),
        (["gesprek", "lijst", "--status", "x"], "Kies bij --status uit: gepland"),
        (["gesprek", "voorstel", "ABC", "--vorm", "x"], "Kies bij --vorm uit: locatie"),
    ],
)
def test_verkeerde_woorden(woorden: list[str], melding: str, cli: Cli) -> None:
    uitslag = cli(*woorden)
    assert uitslag.status == 2
    assert melding in uitslag.gezegd
    assert "de Boer" not in uitslag.gezegd  # what was typed too much may be a name
    assert _nederlands(uitslag.gezegd) == []


def test_elke_opdracht_komt_uit_de_fabriek() -> None:
    root = wortel()
    for nomen in NOMEN:
        commando = root.get_command(None, nomen)
        for een in getattr(commando, "commands", {"": commando}).values():
            assert isinstance(een, Opdracht)
            assert een.rich_markup_mode is None
            assert een.help
            opties = [o for p in een.get_params(typer.Context(een)) for o in p.opts]
            assert len(opties) == len(set(opties))


# --- the entrance ----------------------------------------------------------------------------


def _kind(*woorden: str, script: str = "", invoer: str | None = None) -> subprocess.CompletedProcess[str]:
    opdracht = ["-c", script] if script else ["-m", "mgn_tui"]
    return subprocess.run(
        [sys.executable, *opdracht, *woorden],
        cwd=WORTEL,
        capture_output=True,
        encoding="utf-8",
        input=invoer if invoer is not None else "",
        timeout=60,
        check=False,
    )


ZWAAR = ("typer", "textual", "pydantic", "sqlalchemy", "sqlmodel", "reportlab", "cryptography", "alembic")
GELADEN = (
    "import sys; from mgn_tui.__main__ import main; status = main(); "
    f"print(status, *(m for m in {ZWAAR!r} if m in sys.modules), file=sys.stderr)"
)


@pytest.mark.parametrize(
    ("woorden", "verwacht"), [(["--version"], "0"), (["-V"], "0"), (["--help"], "0 typer"), ([], "2")]
)
def test_wat_geladen_wordt(woorden: list[str], verwacht: str) -> None:
    kind = _kind(*woorden, script=GELADEN)
    assert kind.stderr.splitlines()[-1] == verwacht


@pytest.mark.parametrize("breedte", ["40", "80"])
def test_hulp_breekt_geen_code(
    breedte: str, cli: Cli, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", breedte)
    assert cli("advies", "wijzig", "--help").status == 0
    uit = capsys.readouterr().out
    assert "ggz-specialistisch" in uit
    assert not [r for r in uit.splitlines() if r.endswith("-")]


def test_hulp_laadt_geen_opdracht() -> None:
    script = GELADEN.split(";")[0] + (
        "; from mgn_tui.__main__ import main; main(); "
        "print(*(m for m in sys.modules if m.startswith('mgn_tui.')), file=sys.stderr)"
    )
    modules = set(_kind("--help", script=script).stderr.split())
    assert modules & {f"mgn_tui.cli.{n}" for n in NOMEN} == set()
    assert not any(m.startswith(("mgn_tui.register", "mgn_tui.store", "mgn_tui.tui")) for m in modules)


def test_de_versie() -> None:
    kind = _kind("--version")
    assert (kind.returncode, kind.stdout) == (0, f"mgn {mgn_tui.__version__}\n")


def test_zonder_terminal_start_het_scherm_niet() -> None:
    kind = _kind()
    assert kind.returncode == 2
    assert "het scherm heeft een terminal nodig" in kind.stderr
    assert kind.stdout == ""


@pytest.mark.parametrize("plek", [0, 1, 3])
def test_de_map_mag_overal_staan(plek: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    woorden = ["werkmap", "--json"]
    woorden[plek:plek] = ["--map", str(tmp_path / "hier")]
    assert begin.main(woorden) == 0
    assert f'"werkmap": "{tmp_path / "hier"}"' in capsys.readouterr().out


def test_een_optie_wint_van_de_omgeving(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MGN_MAP", str(tmp_path / "omgeving"))
    begin.main(["werkmap"])
    assert f"werkmap: {tmp_path / 'omgeving'}" in capsys.readouterr().out
    begin.main(["werkmap", f"--map={tmp_path / 'optie'}"])
    assert f"werkmap: {tmp_path / 'optie'}" in capsys.readouterr().out


@pytest.mark.parametrize("woorden", [["--map"], ["werkmap", "--gebruiker"], ["--wachtwoord-bestand="]])
def test_een_optie_zonder_waarde(woorden: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert begin.main(woorden) == 2
    assert "hoort een waarde" in capsys.readouterr().err


def test_wat_achter_twee_streepjes_staat_is_geen_optie() -> None:
    assert begin._neem_uit(["a", "--", "--map", "x"]) == (["a", "--", "--map", "x"], {})


def test_het_wachtwoord_blijft_niet_in_de_omgeving(
    werkmap: Werkmap, klok: VasteKlok, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MGN_WACHTWOORD", WACHTWOORDEN["Noor"])
    monkeypatch.setenv("MGN_GEBRUIKER", "Noor")
    assert begin.main(["aanmelding", "lijst", "--json", "--map", str(werkmap.pad)]) == 0
    assert "MGN_WACHTWOORD" not in os.environ
    assert capsys.readouterr().out == "[]\n"


def test_het_wachtwoord_uit_een_bestand_wint(
    werkmap: Werkmap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bestand = tmp_path / "geheim"
    bestand.write_text(WACHTWOORDEN["Noor"] + "\nniet deze regel\n", encoding="utf-8")
    monkeypatch.setenv("MGN_WACHTWOORD", "fout")
    woorden = ["aanmelding", "lijst", "--gebruiker", "noor", "--map", str(werkmap.pad)]
    assert begin.main([*woorden, "--wachtwoord-bestand", str(bestand)]) == 0
    assert begin.main([*woorden, "--wachtwoord-bestand", str(tmp_path / "weg")]) == 2
    bestand.write_text("\n", encoding="utf-8")
    assert begin.main([*woorden, "--wachtwoord-bestand", str(bestand)]) == 2
    monkeypatch.setenv("MGN_WACHTWOORD", "fout")  # gone after each run
    assert begin.main(woorden) == 3
    assert "horen niet bij elkaar" in capsys.readouterr().err


@pytest.fixture
def scherm(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """A terminal, and an app that only says how it was started."""
    gestart: list[tuple[object, ...]] = []

    def start(werkmap: Werkmap, gebruiker: str | None = None, wachtwoord: str | None = None) -> int:
        gestart.append((werkmap.pad, gebruiker, wachtwoord))
        return 0

    monkeypatch.setitem(sys.modules, "mgn_tui.tui.app", SimpleNamespace(start=start))
    monkeypatch.setattr(begin, "heeft_scherm", lambda: True)
    return gestart


def test_zonder_opdracht_start_het_scherm(
    werkmap: Werkmap, scherm: list[tuple[object, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MGN_WACHTWOORD", "geheim")
    assert begin.main(["--map", str(werkmap.pad), "--gebruiker", "Noor"]) == 0
    assert scherm == [(werkmap.pad, "Noor", "geheim")]


def test_zonder_werkmap_start_het_scherm_ook(tmp_path: Path, scherm: list[tuple[object, ...]]) -> None:
    """It asks there what is needed to make one (`test_scherm_begin`)."""
    assert begin.main(["--map", str(tmp_path)]) == 0
    assert scherm == [(tmp_path.resolve(), None, None)]


@pytest.mark.parametrize("naam", ["stdin", "stdout", "stderr"])
def test_een_kant_zonder_terminal_is_geen_scherm(naam: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from mgn_tui.cli.scherm import heeft_scherm

    for kanaal in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, kanaal, SimpleNamespace(isatty=lambda: True))
    assert heeft_scherm()
    monkeypatch.setenv("TERM", "dumb")
    assert not heeft_scherm()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, naam, None)
    assert not heeft_scherm()


# --- what goes wrong -------------------------------------------------------------------------


def test_een_crash_zegt_waar_en_niet_waarmee(
    werkmap: Werkmap, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MGN_WACHTWOORD", WACHTWOORDEN["Noor"])

    def stuk(*_: object) -> None:
        achternaam = "Kanariemans"
        raise ValueError(f"onverwacht bij {achternaam}")

    monkeypatch.setattr("mgn_tui.register.aanmeldlijst.sleutels", stuk)
    assert begin.main(["aanmelding", "lijst", "--map", str(werkmap.pad), "--gebruiker", "Noor"]) == 70
    uit = capsys.readouterr()
    (verslag,) = werkmap.meldingen.glob("fout-*.txt")
    assert str(verslag) in uit.err
    tekst = verslag.read_text(encoding="utf-8")
    assert "builtins.ValueError" in tekst
    assert "mgn_tui/cli/aanmelding.py" in tekst
    for waar in (tekst, uit.err, uit.out):
        assert "Kanariemans" not in waar
        assert WACHTWOORDEN["Noor"] not in waar
    assert "Traceback" not in uit.err


def test_een_crash_zonder_werkmap_maakt_geen_map(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("mgn_tui.cli.wortel.wortel", lambda: 1 / 0)
    assert begin.main(["werkmap", "--map", str(tmp_path / "niets")]) == 70
    assert not (tmp_path / "niets").exists()
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_onderbroken(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def breek_af() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("mgn_tui.cli.wortel.wortel", breek_af)
    assert begin.main(["werkmap"]) == 130
    assert "afgebroken" in capsys.readouterr().err


DICHTE_PIJP = """
import sys
from mgn_tui.__main__ import main

class Dicht:
    def write(self, tekst):
        raise BrokenPipeError
    def flush(self): pass
    def isatty(self): return False
    def fileno(self): return 1

sys.stdout = Dicht()
sys.exit(main(["werkmap", "--json"]))
"""


def test_wie_ophoudt_met_lezen_hoort_niets() -> None:
    kind = _kind(script=DICHTE_PIJP)
    assert (kind.returncode, kind.stderr) == (0, "")


def test_typer_zwijgt_zelf() -> None:
    """No completion in the environment, no exit of its own, no rich."""
    for nomen in NOMEN:
        root = typer.main.get_command(
            __import__(f"mgn_tui.cli.{nomen.replace('-', '_')}", fromlist=["app"]).app
        )
        assert not any("completion" in "".join(p.opts) for p in root.params)

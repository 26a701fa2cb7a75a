"""The benchmarks themselves: each says what it promises, and the line tells the truth. No time is judged here."""

import importlib.util
import json
import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from benchmarks import __main__ as loop
from benchmarks import meet_cijfers, meten
from benchmarks.meten import Meting, Mislukt, Oordeel, Proefplek, Uitkomst, om_en_om, p95_van
from benchmarks.plekken import PLEKKEN
from mgn_tui.register.sessie import Sessie

METINGEN = meten.alle()
PROEF = Meting("proef", "Een proef", 1.5, "nergens", 3, lambda plek, n: Uitkomst([0.003] * n, [0.002] * n))


@pytest.fixture
def alleen(monkeypatch: pytest.MonkeyPatch):
    """Make these the only benchmarks there are."""

    def zet(*metingen: Meting) -> None:
        monkeypatch.setattr(loop, "alle", lambda: {m.naam: m for m in metingen})

    return zet


@pytest.mark.parametrize("meting", METINGEN.values(), ids=METINGEN.keys())
def test_elke_meting_heeft_naam_grens_en_bron(meting: Meting) -> None:
    assert meting.naam == meting.naam.lower().replace(" ", "-")
    assert meting.wat
    assert 0 < meting.grens <= 3
    assert "design.md" in meting.bron
    assert meting.n >= 5


def test_elke_belofte_van_deze_bouw_wordt_gemeten() -> None:
    plekken = PLEKKEN.keys() - {"agenda"}
    horen = ("eerste-beeld", "help", "versie", "openen", "toets-lijst-100000", "filter-lijst-100000", "brief")
    horen += (
        "bewaren-gesprek",
        "toets-agenda-100000",
        "stil",
        "geheugen",
        *(f"zoek-{wat}-{n}" for wat in ("eerste", "vergevend", "toets") for n in (100, 100_000)),
        *(f"{soort}-{plek}-{n}" for soort in ("toets", "wissel") for plek in plekken for n in (100, 100_000)),
        *(f"filter-{p.naam}-{n}" for p in PLEKKEN.values() if p.tekens for n in (100, 100_000)),
        "cijfers",
        "cijfers-seconde",
        "rapport",
        "rapport-rekenblad",
    )
    assert not set(horen) - METINGEN.keys()


def test_een_lijst_meet_mediaan_en_p95() -> None:
    assert all(m.p95 for naam, m in METINGEN.items() if naam.startswith(("toets", "filter")))


def test_geheugen_staat_er_in_mib() -> None:
    oordeel = Oordeel(replace(PROEF, maat="MiB"), Uitkomst([132.0], [120.0]))
    assert "wij 132,00 MiB · basis 120,00 MiB · verhouding 1,10 ×" in oordeel.regel()
    assert (oordeel.als_json()["wij_mib"], "wij_ms" in oordeel.als_json()) == (132.0, False)


def test_een_meting_laden_vraagt_geen_pty() -> None:
    zonder = "import sys; sys.modules['termios'] = sys.modules['fcntl'] = None; "
    opdracht = f"{zonder}import benchmarks.meten as m; m.alle()"
    subprocess.run([sys.executable, "-c", opdracht], check=True, cwd=Path(__file__).parents[1])


def test_de_scan_leest_wat_er_is(noor: Sessie) -> None:
    assert len(meet_cijfers.opdrachten()) == 6
    meet_cijfers.scan(noor)
    assert meet_cijfers.vorig_kwartaal(noor.klok.vandaag()) == "2026-Q4"


def test_een_goedkope_meting_loopt(capsys: pytest.CaptureFixture[str]) -> None:
    assert loop.main(["brief-bijlage", "-n", "1", "--json"]) in (0, 1)
    uit, fout = capsys.readouterr()
    (uitkomst,) = json.loads(uit)
    assert (uitkomst["naam"], uitkomst["n"]) == ("brief-bijlage", 1)
    assert uitkomst["wij_ms"] > 0
    assert uitkomst["basis_ms"] > 0
    assert isinstance(uitkomst["houdt"], bool)
    assert fout.count("\n") == 1


def test_de_regel_noemt_wij_basis_verhouding_grens_en_oordeel(
    alleen, capsys: pytest.CaptureFixture[str]
) -> None:
    alleen(PROEF)
    assert loop.main([]) == 0
    assert capsys.readouterr().out == (
        "Een proef · wij 3,00 ms · basis 2,00 ms · verhouding 1,50 × · grens 1,50 × · houdt: ja\n"
    )


@pytest.mark.parametrize(
    ("wij", "basis", "houdt"),
    [
        ([0.01] * 20, [0.01] * 20, True),
        ([0.01] * 18 + [0.09] * 2, [0.01] * 20, False),
        ([0.02], [0.01], False),
    ],
)
def test_een_grens_met_p95_geldt_ook_voor_de_staart(
    wij: list[float], basis: list[float], houdt: bool
) -> None:
    assert Oordeel(replace(PROEF, p95=True), Uitkomst(wij, basis)).houdt is houdt


def test_zonder_p95_telt_alleen_de_mediaan() -> None:
    assert Oordeel(PROEF, Uitkomst([0.01] * 18 + [0.09] * 2, [0.01] * 20)).houdt


def test_een_grens_in_seconden_is_het_verschil() -> None:
    oordeel = Oordeel(replace(PROEF, eenheid="s", grens=1.0), Uitkomst([1.3], [0.4]))
    assert oordeel.houdt
    assert oordeel.regel().endswith("verschil 0,90 s · grens 1,00 s · houdt: ja")
    assert not Oordeel(oordeel.meting, Uitkomst([1.5], [0.4])).houdt


def test_een_grens_die_niet_houdt_geeft_uitgang_1(alleen, capsys: pytest.CaptureFixture[str]) -> None:
    alleen(replace(PROEF, grens=1.4))
    assert loop.main([]) == 1
    assert "houdt: NEE" in capsys.readouterr().out


def test_wat_niet_te_meten_is_houdt_niet(alleen, capsys: pytest.CaptureFixture[str]) -> None:
    def stuk(plek: Proefplek, n: int) -> Uitkomst:
        raise Mislukt("het programma stopte")

    alleen(replace(PROEF, meet=stuk), replace(PROEF, naam="tweede"))
    assert loop.main(["--json"]) == 1
    eerste, tweede = json.loads(capsys.readouterr().out)
    assert eerste["mislukt"] == "het programma stopte"
    assert tweede["houdt"] is True  # the others go on


def test_zonder_pty_wordt_overgeslagen(
    alleen, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    alleen(replace(PROEF, pty=True, grens=0.1))
    monkeypatch.setattr(importlib.util, "find_spec", lambda naam: None)
    assert loop.main([]) == 0
    assert "overgeslagen: deze meting heeft een pty nodig" in capsys.readouterr().out


def test_een_begin_van_een_naam_kiest_en_een_onbekende_wordt_geweigerd(
    alleen, capsys: pytest.CaptureFixture[str]
) -> None:
    alleen(PROEF, replace(PROEF, naam="ander", wat="Iets anders"))
    assert loop.main(["an"]) == 0
    assert capsys.readouterr().out.startswith("Iets anders")
    with pytest.raises(SystemExit) as einde:
        loop.main(["bestaat-niet"])
    assert einde.value.code == 2


def test_om_en_om_wisselt_de_volgorde_en_telt_het_opwarmen_niet() -> None:
    gedaan: list[str] = []

    def klus(naam: str) -> float:
        gedaan.append(naam)
        return float(len(gedaan))

    tijden = om_en_om(2, {naam: partial(klus, naam) for naam in "ab"}, warm=1)
    assert gedaan == ["a", "b", "b", "a", "a", "b"]
    assert tijden == {"a": [4.0, 5.0], "b": [3.0, 6.0]}


def test_p95() -> None:
    assert p95_van([float(n) for n in range(101)]) == 95.0
    assert p95_van([7.0]) == 7.0


def test_een_proefplek_laat_niets_achter(tmp_path: Path) -> None:
    with Proefplek() as plek:
        plek.eens("x", lambda pad: pad.mkdir())
        assert (plek.map / "x").is_dir()
    assert not plek.map.exists()
    with Proefplek(tmp_path / "houd") as plek:
        assert plek.eens("x", str) == plek.eens("x", lambda pad: "anders")
    assert plek.map.is_dir()

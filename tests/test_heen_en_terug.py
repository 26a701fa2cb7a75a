"""Out of one werkmap and into an empty one: the same rows, byte for byte, whatever stands in them."""

import random
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, assume, given, settings
from sqlalchemy import text

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.exchange import importeren
from mgn_tui.exchange.exporteren import exporteer
from mgn_tui.register.sessie import Sessie, open_werkmap
from mgn_tui.store.werkmap import Werkmap
from tests.hulp_bestand import lege_sessie, maak_rijen, neem_op, schrijf, tabellen, uitvoer
from tests.hulp_werkmap import BEGIN, WACHTWOORDEN, eigen_thuis, lichte_kdf, volledige_zaak


def _logregels(s: Sessie) -> int:
    with s.lezen() as db:
        return int(db.execute(text("SELECT count(*) FROM wijziging")).scalar() or 0)


@pytest.fixture(scope="module")
def leeg(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty werkmap, to copy."""
    pad = tmp_path_factory.mktemp("leeg")
    with lichte_kdf(), eigen_thuis(pad / "thuis"):
        lege_sessie(pad / "werkmap").sluit()
        yield pad / "werkmap"


def _open(leeg: Path, naar: Path) -> Sessie:
    shutil.copytree(leeg, naar)
    return open_werkmap(Werkmap(naar), "Noor", WACHTWOORDEN["Noor"], VasteKlok(BEGIN))


def _rond(leeg: Path, map_: Path, rijen: Sequence[Mapping[str, str]]) -> None:
    eerste, tweede = _open(leeg, map_ / "een"), _open(leeg, map_ / "twee")
    try:
        bron = schrijf(map_ / "bron.csv", rijen)
        v = neem_op(eerste, bron)
        assert (v.plan.nieuw, v.plan.gewijzigd) == (len(rijen), 0)
        log = _logregels(eerste)
        weer = neem_op(eerste, bron)
        assert (weer.plan.nieuw, weer.plan.gewijzigd, weer.plan.ongewijzigd) == (0, 0, len(rijen))
        assert _logregels(eerste) == log
        uit = uitvoer(eerste, map_)
        assert neem_op(eerste, map_ / "uit.csv").plan.anders == []
        neem_op(tweede, map_ / "uit.csv")
        assert uitvoer(tweede, map_, "uit2.csv") == uit
        exporteer(eerste, map_ / "uit.xlsx")
        assert neem_op(tweede, map_ / "uit.xlsx").plan.anders == []
        assert eerste.store.gebreken() == []
    finally:
        eerste.sluit()
        tweede.sluit()


@given(tabellen())
@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
def test_heen_en_terug(leeg: Path, rijen: list[dict[str, str]]) -> None:
    with TemporaryDirectory() as map_:
        _rond(leeg, Path(map_), rijen)


def test_tweehonderd_rijen(leeg: Path, tmp_path: Path) -> None:
    _rond(leeg, tmp_path, maak_rijen(random.Random(7), 200))


@given(tabellen(8), tabellen(8))
@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
def test_een_ander_bestand_eroverheen(
    leeg: Path, eerst: list[dict[str, str]], daarna: list[dict[str, str]]
) -> None:
    """Whatever the same ids said before: after the second file they say what it says, and a third time
    changes nothing."""
    inwoner = {rij["gesprek_id"]: rij["inwoner_id"] for rij in eerst}
    daarna = [rij for rij in daarna if inwoner.get(rij["gesprek_id"], rij["inwoner_id"]) == rij["inwoner_id"]]
    ids = {rij["gesprek_id"] for rij in daarna}
    eerst = [rij for rij in eerst if rij["gesprek_id"] in ids]
    if not eerst:
        return
    with TemporaryDirectory() as map_:
        s = _open(leeg, Path(map_) / "een")
        vers = _open(leeg, Path(map_) / "twee")
        try:
            a, b = schrijf(Path(map_) / "a.csv", eerst), schrijf(Path(map_) / "b.csv", daarna)
            # a row that was left out above may have been the first gesprek that another one follows
            assume(not any(importeren.stel_voor(vers, tabel).fouten for tabel in (a, b)))
            neem_op(s, a)
            neem_op(s, b)
            assert neem_op(s, b).plan.anders == []
            neem_op(vers, b)
            assert uitvoer(s, Path(map_)) == uitvoer(vers, Path(map_), "uit2.csv")
            assert s.store.gebreken() == []
        finally:
            s.sluit()
            vers.sluit()


def test_wat_in_het_programma_is_gemaakt(noor: Sessie, leeg: Path, tmp_path: Path) -> None:
    volledige_zaak(noor)
    uit = uitvoer(noor, tmp_path)
    assert b"eerder een naaste uitnodigen" in uit
    log = _logregels(noor)
    assert neem_op(noor, tmp_path / "uit.csv").plan.anders == []
    assert _logregels(noor) == log
    ander = _open(leeg, tmp_path / "ander")
    try:
        neem_op(ander, tmp_path / "uit.csv")
        assert uitvoer(ander, tmp_path, "uit2.csv") == uit
    finally:
        ander.sluit()

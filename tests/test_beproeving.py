"""The short form of every attack (tests/beproeving); the long one is `python -m tests.beproeving`."""

import json
import time
from datetime import timedelta
from pathlib import Path

import pytest

from mgn_tui.domain.fouten import InGebruik
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import beheren
from mgn_tui.store import engine
from mgn_tui.store.slot import Werkmapslot
from mgn_tui.store.werkmap import Werkmap
from tests.beproeving import deuren, kanarie, kill, lezers, schade, schijf, uitslag
from tests.beproeving.uitslag import GEWEIGERD, GOED, Rij, Verloren, doe
from tests.hulp_werkmap import open_als


def goed(rijen: list[Rij], behalve: tuple[str, ...] = ()) -> None:
    assert [(r.fout, r.waarom) for r in rijen if r.verloren and r.fout not in behalve] == []
    assert sum(r.keren for r in rijen) > 0


def test_gedood() -> None:
    goed(
        kill.kills(
            7,
            ("concept", "bewaren", "vaststellen", "importeren", "sleutel", "omzetten", "vernietigen"),
            zaad=time.time_ns(),
        )
    )


@pytest.mark.lang
def test_gedood_lang() -> None:
    goed(kill.kills(60, zaad=time.time_ns()))


def test_een_schijf_die_niet_meewerkt() -> None:
    goed(schijf.alle(snel=True))


def test_schade() -> None:
    goed(schade.alle(1), behalve=tuple(schade.NIET_ALTIJD))


def test_verkeerde_invoer() -> None:
    goed(deuren.alle(15, atheris=False))


def test_wie_mag_lezen() -> None:
    rijen = lezers.alle()
    goed(rijen)
    assert [r.overleefd for r in rijen].count(1) == 4, "the own duo, their old backup, their code, a stand-in"


def test_niets_in_het_open() -> None:
    goed(kanarie.alle(met_app=False))


# --- the harness itself: it must be able to fail ------------------------------------------------------


def test_een_kill_die_iets_kost_telt_als_verloren(werkmap: Werkmap, klok: VasteKlok) -> None:
    """What was called stored and is not there: seen."""
    werk = next(w for w in kill.WERKEN if w.naam == "reservekopie")
    with pytest.raises(Verloren, match="weg"):
        kill.controleer(werkmap.pad, werk, [["kopie", "mgn-20270309-080000-hand.mgnreserve"]])


def test_een_woord_in_het_open_wordt_gevonden(tmp_path: Path) -> None:
    for nummer, vorm in enumerate(kanarie.vormen(kanarie.MERK)):
        (tmp_path / f"{nummer}.bin").write_bytes(b"\x00" + vorm + b"\x00")
    assert len(kanarie.gevonden(tmp_path)) == len(list(tmp_path.iterdir()))
    (tmp_path / "schoon.bin").write_bytes(b"niets te zien")
    assert "schoon.bin" not in kanarie.gevonden(tmp_path)


def test_de_telling(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uitslag, "DOCS", tmp_path)
    rij = Rij("een fout")

    def stuk() -> str:
        raise ZeroDivisionError

    for een in (lambda: GOED, lambda: GEWEIGERD, stuk, stuk):
        doe(rij, een)
    assert (rij.keren, rij.overleefd, rij.geweigerd, rij.verloren) == (4, 1, 1, 2)
    uitslag.bewaar("kill", [rij], "proef")
    uitslag.bewaar("schade", [Rij("een andere", noot="niet gedaan")], "proef")
    pagina = (tmp_path / "betrouwbaarheid.md").read_text(encoding="utf-8")
    assert "| een fout | 4 | 1 | 1 | 2 | ZeroDivisionError bij test_beproeving.py:" in pagina
    assert "| een andere | 0 | 0 | 0 | 0 | niet gedaan |" in pagina


def test_de_bladzijde_is_door_de_proeven_geschreven() -> None:
    """Nobody wrote in it by hand."""
    alles = json.loads((uitslag.DOCS / "betrouwbaarheid.json").read_text(encoding="utf-8"))
    assert set(alles) == set(uitslag.HOOFDSTUKKEN)
    assert (uitslag.DOCS / "betrouwbaarheid.md").read_text(encoding="utf-8") == uitslag.pagina(alles)


# --- without a WAL ---------------------------------------------------------------------------------------


def test_zonder_wal_is_er_een_tegelijk(
    werkmap: Werkmap, klok: VasteKlok, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Alone as long as it is open, also around what takes the werkmap alone; then free again."""
    echt = engine._journaal
    monkeypatch.setattr(engine, "_journaal", lambda rauw: echt(schijf._ZonderWal(rauw)))
    s = open_als(werkmap, "Noor", klok)
    assert any("één venster" in melding for melding in s.let_op)
    with s.slot.alleen(0.0, "iets groots"):
        beheren.bewaar(s, "praktijk", {"naam": "Zonder WAL"})
    with pytest.raises(InGebruik), Werkmapslot(werkmap.slot).gedeeld():
        pytest.fail("is held alone")
    s.sluit()
    klok.verder(timedelta(seconds=1))
    with Werkmapslot(werkmap.slot).alleen(0.0):
        pass
    monkeypatch.undo()


def test_een_ontbrekende_database_wordt_niet_gemaakt(werkmap: Werkmap, klok: VasteKlok) -> None:
    s = open_als(werkmap, "Noor", klok)
    sleutel = s.geopend.databasesleutel
    s.sluit()
    werkmap.database.unlink()
    with pytest.raises(engine.SchijfFout, match="stick"):
        engine.open_verbinding(werkmap.database, sleutel)
    assert not werkmap.database.exists()

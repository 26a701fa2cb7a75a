"""What was saved and is no longer there, and the clock behind a database that was put back."""

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from mgn_tui.domain.fouten import Uitgang
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import beheren, concepten, logboek, reservekopieen, terugzetten
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import stand
from mgn_tui.store.stand import Stand
from mgn_tui.store.walcontrole import wal_van
from mgn_tui.store.werkmap import Werkmap
from tests.cli_hulp import Cli
from tests.hulp_werkmap import WACHTWOORDEN, kopieer_werkmap, open_als


def gedood(s: Sessie, naar: Path) -> Werkmap:
    """The werkmap as a kill leaves it now."""
    return kopieer_werkmap(s.werkmap.pad, naar)


def hoogste(s: Sessie) -> str:
    with s.lezen() as db:
        return str(db.execute(text("SELECT max(hlc) FROM wijziging")).scalar())


def bewaar(s: Sessie, naam: str) -> None:
    beheren.bewaar(s, "praktijk", {"naam": naam})


# --- what is no longer there -----------------------------------------------------------------


def test_na_een_kill_is_er_niets_weg(noor: Sessie, klok: VasteKlok, tmp_path: Path) -> None:
    """Also when the kill came between the commit and its note, or tore the note."""
    bewaar(noor, "Een")
    noot = stand.pad_van(noor.werkmap.database).read_bytes()
    bewaar(noor, "Twee")
    for naam, inhoud in (("heel", None), ("ervoor", noot), ("half", noot[:30]), ("leeg", b""), ("weg", ...)):
        werkmap = gedood(noor, tmp_path / naam)
        pad = stand.pad_van(werkmap.database)
        if inhoud is ...:
            pad.unlink()
        elif inhoud is not None:
            pad.write_bytes(inhoud)
        s = open_als(werkmap, "Noor", klok)
        assert (s.verloren, s.let_op) == (0, ()), naam
        s.sluit()


def test_een_ingekorte_wal_wordt_gezegd(noor: Sessie, klok: VasteKlok, tmp_path: Path) -> None:
    noor.store.ruim_log_op()
    bewaar(noor, "Een")
    eerste = wal_van(noor.werkmap.database).stat().st_size
    bewaar(noor, "Twee")
    concepten.bewaar(noor, "aanmelding", "nieuw", {"vraag": "half"})  # not in the change log, and counted
    tweede = gedood(noor, tmp_path / "wal")
    with wal_van(tweede.database).open("r+b") as wal:
        wal.truncate(eerste)
    derde = kopieer_werkmap(tweede.pad, tmp_path / "controleer")

    s = open_als(tweede, "Noor", klok)
    assert s.verloren == 2
    assert "ontbreekt (2 keer bewaren)" in s.let_op[0]
    assert s.verloren and any("ontbreekt (2 keer bewaren)" in g for g in logboek.gebreken(s))
    s.sluit()
    s = open_als(tweede, "Noor", klok)  # said once; after that it stands in the access log
    assert (s.verloren, s.let_op) == (0, ())
    with s.lezen() as db:
        [record] = db.execute(
            text("SELECT record FROM toegang WHERE wat = 'laatste wijzigingen weg'")
        ).scalars()
    assert record == "2 keer bewaren"
    s.sluit()

    uit = Cli(derde, klok)("controleer")
    assert uit.status == Uitgang.NIET_OPEN and "ontbreekt (2 keer bewaren)" in uit.data


def test_een_oudere_database_ervoor_in_de_plaats(noor: Sessie, klok: VasteKlok, tmp_path: Path) -> None:
    noor.sluit()
    oud = tmp_path / "oud.db"
    shutil.copy(noor.werkmap.database, oud)
    s = open_als(noor.werkmap, "Noor", klok)
    bewaar(s, "Nieuw")
    s.sluit()
    shutil.copy(oud, noor.werkmap.database)
    s = open_als(noor.werkmap, "Noor", klok)
    assert s.verloren == 2  # the opening and the praktijk
    s.sluit()


def test_terugzetten_is_geen_verlies(noor: Sessie, klok: VasteKlok) -> None:
    kopie, _ = reservekopieen.maak(noor)
    bewaar(noor, "Nieuw")
    noor.sluit()
    terugzetten.zet_terug(noor.werkmap, kopie, ("Noor", WACHTWOORDEN["Noor"]), klok)
    s = open_als(noor.werkmap, "Noor", klok)
    assert s.verloren == 0 and not any("ontbreekt" in zin for zin in s.let_op)
    bewaar(s, "Weer")
    s.sluit()
    s = open_als(noor.werkmap, "Noor", klok)
    assert s.verloren == 0
    s.sluit()


def test_twee_vensters(noor: Sessie, klok: VasteKlok) -> None:
    """Each notes its own commits, and neither takes the other's for lost."""
    ander = open_als(noor.werkmap, "Karim", klok)
    for nummer in range(3):
        bewaar(noor, f"Noor {nummer}")
        bewaar(ander, f"Karim {nummer}")
    noor.sluit()
    ander.sluit()
    s = open_als(noor.werkmap, "Noor", klok)
    assert s.verloren == 0
    s.sluit()


def test_wat_niet_doorging_telt_niet(noor: Sessie, klok: VasteKlok) -> None:
    with pytest.raises(RuntimeError), noor.schrijven() as db:
        db.execute(text("UPDATE instelling SET waarde = waarde"))
        raise RuntimeError
    noor.sluit()
    s = open_als(noor.werkmap, "Noor", klok)
    assert s.verloren == 0
    s.sluit()


@given(st.binary(max_size=80))
def test_een_noot_die_niet_van_ons_is(inhoud: bytes) -> None:
    with tempfile.TemporaryDirectory() as map_:
        database = Path(map_) / "mgn.db"
        stand.pad_van(database).write_bytes(inhoud)
        assert stand.lees(database) == Stand()


@given(st.integers(0, 2**31 - 2), st.sampled_from(["", "0193a7f0c1d2-0003-00c0ffee"]))
def test_een_noot_heen_en_terug(aantal: int, stempel: str) -> None:
    with tempfile.TemporaryDirectory() as map_:
        database = Path(map_) / "mgn.db"
        stand.noteer(database, Stand(2**31 - 2, "0193a7f0c1d2-0003-00c0ffee"))
        stand.noteer(database, Stand(aantal, stempel))
        assert stand.lees(database) == Stand(aantal, stempel)


# --- the clock -------------------------------------------------------------------------------


@pytest.mark.parametrize("stuk", [False, True])
def test_na_terugzetten_gaat_de_klok_verder_boven_alles_wat_gegeven_is(
    noor: Sessie, klok: VasteKlok, stuk: bool
) -> None:
    """Also when the laptop's clock went back meanwhile, and when the database that goes can no longer be read."""
    kopie, _ = reservekopieen.maak(noor)
    klok.verder(timedelta(days=40))
    bewaar(noor, "Nieuw")
    gegeven = hoogste(noor)
    noor.sluit()
    if stuk:
        noor.werkmap.database.write_bytes(b"geen database" * 1000)
    klok.verder(timedelta(days=-39))
    terugzetten.zet_terug(noor.werkmap, kopie, ("Noor", WACHTWOORDEN["Noor"]), klok)
    s = open_als(noor.werkmap, "Noor", klok)
    assert hoogste(s) < gegeven  # the log of the backup
    bewaar(s, "Weer")
    assert hoogste(s) > gegeven
    s.sluit()

"""The schema and its way from one version to the next: alone, backed up, whole or not at all."""

import functools
import os
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel, create_engine

from mgn_tui.domain.fouten import Beschadigd, Geweigerd, MgnFout, NieuwereVersie, SchijfFout
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import aanmelden, beheren, openen, sessie
from mgn_tui.store import changelog, engine, migrate, reservekopie
from mgn_tui.store.engine import open_verbinding
from mgn_tui.store.schema import SCHEMA
from mgn_tui.store.sleutelbestand import Sleutelbestand
from mgn_tui.store.werkmap import Werkmap
from tests.cli_hulp import Cli
from tests.hulp_werkmap import WACHTWOORDEN, maak_aanmelding, open_als

SLEUTEL = bytes(range(32))
VOLGEND = f"{int(SCHEMA) + 1:04}"
KOP = f'''"""A change that has not landed."""
import sqlalchemy as sa
from alembic import op
revision, down_revision = "{VOLGEND}", "{SCHEMA}"
def upgrade():
'''
HERBOUW = """
    with op.batch_alter_table("praktijk", recreate="always") as batch:
        batch.add_column(sa.Column("website", sa.Text))
        batch.alter_column("plaats", type_=sa.String(80))
    op.execute("UPDATE praktijk SET website = 'onbekend'")
"""


def beschrijf(pad: Path, sleutel: bytes) -> dict[str, Any]:
    """Columns, keys and indexes of every table, as the database itself knows them."""
    rauw = open_verbinding(pad, sleutel)
    try:
        tabellen = {
            naam: zonder_rowid
            for _, naam, soort, _, zonder_rowid, _ in rauw.execute("PRAGMA main.table_list")
            if soort == "table" and not naam.startswith("sqlite_") and naam != "alembic_version"
        }
        gevonden: dict[str, Any] = {}
        for naam, zonder_rowid in tabellen.items():
            indexen = {
                (i[1], i[2], i[3]): [k[2] for k in rauw.execute(f'PRAGMA index_info("{i[1]}")')]
                for i in rauw.execute(f'PRAGMA index_list("{naam}")')
            }
            gevonden[naam] = (
                bool(zonder_rowid),
                rauw.execute(f'PRAGMA table_xinfo("{naam}")').fetchall(),
                sorted(k[2:] for k in rauw.execute(f'PRAGMA foreign_key_list("{naam}")')),
                indexen,
            )
        return gevonden
    finally:
        rauw.close()


def inhoud(pad: Path, sleutel: bytes) -> dict[str, list[Any]]:
    """Every row of every table, and the triggers."""
    rauw = open_verbinding(pad, sleutel)
    try:
        namen = [
            r[0] for r in rauw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        ]
        alles = {n: sorted(map(repr, rauw.execute(f'SELECT * FROM "{n}"'))) for n in namen}  # noqa: S608
        alles["-triggers"] = rauw.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY 1"
        ).fetchall()
        return alles
    finally:
        rauw.close()


def migraties_met(tmp_path: Path, stap: str) -> Path:
    map_ = tmp_path / "migraties"
    shutil.copytree(migrate.MIGRATIES, map_, ignore=shutil.ignore_patterns("__pycache__"))
    (map_ / "versions" / f"{VOLGEND}_proef.py").write_text(KOP + stap, encoding="utf-8")
    return map_


@pytest.fixture
def gevuld(werkmap: Werkmap, klok: VasteKlok) -> tuple[Path, bytes]:
    """A database with something in it, closed; and its key."""
    s = open_als(werkmap, "Noor", klok)
    maak_aanmelding(s)
    sleutel = s.geopend.databasesleutel
    s.sluit()
    return werkmap.database, sleutel


# --- the schema ------------------------------------------------------------------------------


def test_migraties_maken_precies_de_tabellen(tmp_path: Path) -> None:
    gemigreerd, gemaakt = tmp_path / "a.db", tmp_path / "b.db"
    assert migrate.migreer(gemigreerd, SLEUTEL) == SCHEMA
    motor = create_engine("sqlite://", creator=lambda: open_verbinding(gemaakt, SLEUTEL, nieuw=True))
    SQLModel.metadata.create_all(motor)
    motor.dispose()
    een, twee = beschrijf(gemigreerd, SLEUTEL), beschrijf(gemaakt, SLEUTEL)
    assert een.keys() == twee.keys()
    for tabel in een:
        assert een[tabel] == twee[tabel], tabel


def test_nieuwe_database_heeft_versie_en_triggers(tmp_path: Path) -> None:
    pad = tmp_path / "a.db"
    migrate.migreer(pad, SLEUTEL)
    assert migrate.versie(pad, SLEUTEL) == SCHEMA
    assert dict(inhoud(pad, SLEUTEL)["-triggers"]) == changelog.triggers(SQLModel.metadata, SCHEMA)
    assert b"SQLite format" not in pad.read_bytes()[:100]


def test_tweede_keer_is_er_niets_te_doen(gevuld: tuple[Path, bytes], tmp_path: Path) -> None:
    pad, sleutel = gevuld
    voor = inhoud(pad, sleutel)
    assert migrate.migreer(pad, sleutel) == SCHEMA
    assert inhoud(pad, sleutel) == voor


def test_alembic_wordt_niet_geladen_als_er_niets_te_migreren_is(werkmap: Werkmap) -> None:
    import subprocess

    from tests.hulp_werkmap import kindopdracht

    script = "open_als(Werkmap(Path(sys.argv[1])), 'Noor', VasteKlok(BEGIN)).sluit(); print('alembic' in sys.modules)"
    uit = subprocess.run(kindopdracht(script, str(werkmap.pad)), capture_output=True, text=True, check=True)
    assert uit.stdout == "False\n"


# --- one step on -----------------------------------------------------------------------------


def test_herbouw_van_een_tabel_bewaart_alles(gevuld: tuple[Path, bytes], tmp_path: Path) -> None:
    """The table is one that others point at, with rows and triggers on it."""
    pad, sleutel = gevuld
    voor, reserve = inhoud(pad, sleutel), tmp_path / "reserve.db"
    migrate.kopieer(pad, sleutel, reserve)
    assert migrate.migreer(pad, sleutel, migraties_met(tmp_path, HERBOUW)) == VOLGEND

    na = inhoud(pad, sleutel)
    assert {t: len(r) for t, r in na.items()} == {t: len(r) for t, r in voor.items()}
    assert {t for t in na if na[t] != voor[t]} == {"-triggers", "alembic_version", "praktijk"}
    assert [n for n, _ in na["-triggers"]] == [n for n, _ in voor["-triggers"]]
    assert all(f"'{VOLGEND}'" in sql for _, sql in na["-triggers"]), "the log says under which schema"
    assert all("'onbekend'" in rij for rij in na["praktijk"])
    rauw = open_verbinding(pad, sleutel)
    assert rauw.execute("PRAGMA foreign_key_check").fetchall() == []
    assert rauw.execute("SELECT plaats FROM praktijk ORDER BY 1").fetchall() == [("Kampen",), ("Zwolle",)]
    rauw.close()
    assert len(beschrijf(pad, sleutel)["aanmelding"][2]) == len(beschrijf(reserve, sleutel)["aanmelding"][2])

    assert inhoud(reserve, sleutel) == voor, "the copy is how it was"
    with pytest.raises(Beschadigd):
        open_verbinding(reserve, SLEUTEL)
    if os.name == "posix":
        assert stat.S_IMODE(reserve.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("stap", "fout"),
    [
        (HERBOUW + "    raise RuntimeError('halverwege')\n", RuntimeError),
        (HERBOUW + "    op.execute('DROP TABLE bestaat_niet')\n", MgnFout),
        ("    op.execute(\"DELETE FROM instelling WHERE naam = 'regio'\")\n", Beschadigd),
        ("    op.execute('DELETE FROM inwoner')\n", Beschadigd),
        ("    op.execute(\"UPDATE aanmelding SET aanmelddatum = '2027-01-01'\")\n", Beschadigd),
        ("    op.execute(\"UPDATE praktijk SET gemeente = NULL WHERE gemeente = 'Kampen'\")\n", Beschadigd),
    ],
    ids=["fout halverwege", "sql-fout", "rijen kwijt", "losse verwijzing", "andere dag", "waarde kwijt"],
)
def test_een_fout_draait_alles_terug(
    gevuld: tuple[Path, bytes], tmp_path: Path, stap: str, fout: type[Exception]
) -> None:
    pad, sleutel = gevuld
    voor = inhoud(pad, sleutel)
    with pytest.raises(fout):
        migrate.migreer(pad, sleutel, migraties_met(tmp_path, stap))
    assert inhoud(pad, sleutel) == voor


def test_zonder_reservekopie_wordt_niet_omgezet(
    gevuld: tuple[Path, bytes], werkmap: Werkmap, klok: VasteKlok, monkeypatch: pytest.MonkeyPatch
) -> None:
    pad, sleutel = gevuld
    voor = inhoud(pad, sleutel)
    monkeypatch.setattr(sessie, "SCHEMA", VOLGEND)

    def vol(*_: object, **__: object) -> None:
        raise SchijfFout("vol")

    monkeypatch.setattr(reservekopie, "maak", vol)
    with pytest.raises(SchijfFout):
        open_als(werkmap, "Noor", klok)
    assert inhoud(pad, sleutel) == voor


def test_openen_zet_om_en_bewaart_een_kopie(
    werkmap: Werkmap, klok: VasteKlok, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    s = open_als(werkmap, "Noor", klok)
    ref = maak_aanmelding(s)
    s.sluit()
    stap = "    op.add_column('praktijk', sa.Column('website', sa.Text))\n"
    migreer = functools.partial(migrate.migreer, migraties=migraties_met(tmp_path, stap))
    monkeypatch.setattr(migrate, "migreer", migreer)
    monkeypatch.setattr(sessie, "SCHEMA", VOLGEND)
    monkeypatch.setattr(engine, "SCHEMA", VOLGEND)

    s = open_als(werkmap, "Noor", klok)
    try:
        assert s.store.schema() == VOLGEND
        assert s.let_op == ()
        assert aanmelden.lees(s, ref).ruw["achternaam"] == "Jansen"
        beheren.bewaar(s, "praktijk", {"naam": "Erna"})
        assert s.store.gebreken() == []
        [reserve] = reservekopie.lijst(werkmap.reserve)
        assert reserve.pad.name == "mgn-20270309-080000-omzetting.mgnreserve"
        assert reservekopie.lees(reserve.pad, geheel=True).schema == SCHEMA
    finally:
        s.sluit()


def _oude_werkmap(map_: Path) -> Werkmap:
    """As the first version left it."""
    werkmap = Werkmap(map_)
    werkmap.maak_mappen()
    for bestand in (Path(__file__).parent / "data" / "werkmap-0001").iterdir():
        shutil.copy(bestand, werkmap.data)
    return werkmap


def _sleutel(werkmap: Werkmap) -> bytes:
    return Sleutelbestand.lees(werkmap.sleutels).open("Noor", WACHTWOORDEN["Noor"]).databasesleutels[0]


@pytest.mark.usefixtures("licht")
def test_wie_wacht_hoort_hoe_ver_het_is(
    tmp_path: Path, klok: VasteKlok, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A big werkmap says so, by command as well; a small one says nothing."""
    monkeypatch.setattr(openen, "GROOT", 0)
    uit = Cli(_oude_werkmap(tmp_path / "groot"), klok)("aanmelding", "lijst")
    assert uit.status == 0
    eerste, *rest = uit.gezegd.splitlines()
    assert openen.LANG.startswith(eerste) or eerste.startswith(openen.LANG)
    delen = [int(r.rpartition(" ")[2].rstrip("%")) for r in rest if r.startswith("Stap 1 van 2")]
    assert delen == sorted(set(delen))
    assert (delen[0], delen[-1]) == (0, 100)
    assert any(r.startswith("Stap 2 van 2, omzetten: 7") for r in rest)
    monkeypatch.undo()
    assert "Stap" not in Cli(_oude_werkmap(tmp_path / "klein"), klok)("aanmelding", "lijst").gezegd


@pytest.mark.usefixtures("licht")
def test_de_kopie_voor_een_omzetting_is_de_database_zelf(tmp_path: Path, klok: VasteKlok) -> None:
    """Nobody else has it open: the file goes in as it lies there, every page of it looked at."""
    werkmap = _oude_werkmap(tmp_path / "oud")
    sleutel, voor = _sleutel(werkmap), inhoud(werkmap.database, _sleutel(werkmap))
    kopie = reservekopie.maak(werkmap, sleutel, "x", "omzetting", klok.nu(), alleen=True)
    (uit := tmp_path / "uit").mkdir()
    assert reservekopie.pak_uit(kopie.pad, uit).schema == "0001"
    assert (uit / "mgn.db").read_bytes() == werkmap.database.read_bytes()
    assert inhoud(uit / "mgn.db", sleutel) == voor

    rauw = open_verbinding(werkmap.database, sleutel)
    rauw.execute("BEGIN")
    rauw.execute("SELECT count(*) FROM praktijk").fetchone()  # a reader that keeps the -wal in use
    schrijver = open_verbinding(werkmap.database, sleutel)
    schrijver.execute("PRAGMA journal_mode = WAL")
    schrijver.execute("CREATE TABLE erbij (x)")
    kopie = reservekopie.maak(werkmap, sleutel, "x", "hand", klok.nu(), alleen=True)
    (ook := tmp_path / "ook").mkdir()
    reservekopie.pak_uit(kopie.pad, ook)
    assert "erbij" in inhoud(ook / "mgn.db", sleutel)
    schrijver.close()
    rauw.close()


@pytest.mark.usefixtures("licht")
def test_een_beschadigde_database_wordt_niet_omgezet(tmp_path: Path, klok: VasteKlok) -> None:
    werkmap = _oude_werkmap(tmp_path / "oud")
    sleutel, ruw = _sleutel(werkmap), bytearray(werkmap.database.read_bytes())
    ruw[-2000] ^= 1  # in the last page
    werkmap.database.write_bytes(ruw)
    with pytest.raises(Beschadigd, match="Zet een reservekopie terug"):
        openen.zet_om(werkmap, sleutel, klok)
    assert werkmap.database.read_bytes() == ruw
    assert reservekopie.lijst(werkmap.reserve) == []


# --- what is not ours to open ----------------------------------------------------------------


def _zet_versie(pad: Path, sleutel: bytes, versie: str | None) -> None:
    rauw = open_verbinding(pad, sleutel)
    rauw.execute("DELETE FROM alembic_version")
    if versie:
        rauw.execute("INSERT INTO alembic_version VALUES (?)", (versie,))
    rauw.close()


@pytest.mark.parametrize("versie", [VOLGEND, "9999", "b6a1c2"])
def test_nieuwere_versie_wordt_geweigerd(
    gevuld: tuple[Path, bytes], werkmap: Werkmap, klok: VasteKlok, versie: str
) -> None:
    pad, sleutel = gevuld
    _zet_versie(pad, sleutel, versie)
    voor = inhoud(pad, sleutel)
    with pytest.raises(NieuwereVersie, match="nieuwere versie"):
        open_als(werkmap, "Noor", klok)
    with pytest.raises(NieuwereVersie):
        migrate.migreer(pad, sleutel)
    assert inhoud(pad, sleutel) == voor
    assert not werkmap.reserve.exists()


def test_database_zonder_versie_is_beschadigd_en_wordt_niet_opnieuw_gemaakt(
    gevuld: tuple[Path, bytes], werkmap: Werkmap, klok: VasteKlok
) -> None:
    pad, sleutel = gevuld
    _zet_versie(pad, sleutel, None)
    voor = inhoud(pad, sleutel)
    with pytest.raises(Beschadigd):
        open_als(werkmap, "Noor", klok)
    assert inhoud(pad, sleutel) == voor


def test_leeggemaakte_database_is_beschadigd(
    gevuld: tuple[Path, bytes], werkmap: Werkmap, klok: VasteKlok
) -> None:
    """SQLite would take an empty file for a new database, and throw away what lies in its -wal."""
    pad, _ = gevuld
    pad.write_bytes(b"")
    wal = pad.with_name(pad.name + "-wal")
    wal.write_bytes(b"wat er nog is")
    with pytest.raises(Beschadigd, match="leeg"):
        open_als(werkmap, "Noor", klok)
    assert (pad.read_bytes(), wal.read_bytes()) == (b"", b"wat er nog is")


@pytest.mark.parametrize("rest", [b"geen database " * 400, b"SQLite format 3\x00" + b"\x00" * 8000])
def test_iets_anders_op_de_plek_van_de_database(
    gevuld: tuple[Path, bytes], werkmap: Werkmap, klok: VasteKlok, rest: bytes
) -> None:
    pad, _ = gevuld
    pad.write_bytes(rest)
    with pytest.raises(Beschadigd):
        open_als(werkmap, "Noor", klok)
    assert pad.read_bytes() == rest


def test_een_werkmap_wordt_niet_over_een_andere_gemaakt(werkmap: Werkmap, klok: VasteKlok) -> None:
    voor = werkmap.database.read_bytes(), werkmap.sleutels.read_bytes()
    with pytest.raises(Geweigerd, match="al een werkmap"):
        sessie.nieuw(
            werkmap, regio="ijssel-vecht", gebruiker="Ander", wachtwoord="een heel ander woord", klok=klok
        )
    assert (werkmap.database.read_bytes(), werkmap.sleutels.read_bytes()) == voor


def test_een_beschadigde_bladzijde_met_de_versie_is_schade_en_geen_crash(
    gevuld: tuple[Path, bytes], werkmap: Werkmap, klok: VasteKlok
) -> None:
    pad, sleutel = gevuld
    rauw = open_verbinding(pad, sleutel)
    (bladzijde,) = rauw.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = 'alembic_version'"
    ).fetchone()
    rauw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    rauw.close()
    with pad.open("r+b") as bestand:
        bestand.seek(4096 * (bladzijde - 1) + 100)
        bestand.write(b"omgevallen")
    with pytest.raises(Beschadigd, match="Zet een reservekopie terug"):
        open_als(werkmap, "Noor", klok)

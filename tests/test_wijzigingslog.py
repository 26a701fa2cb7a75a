"""The change log: whatever changes a record, however, leaves its row; whoever is not us is refused."""

import json
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateTable
from sqlmodel import SQLModel, col, delete, insert, select, update

from mgn_tui.domain.fouten import MgnFout
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import aanmelden, beheren, kluis, toegang, vastleggen
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import tables as t
from mgn_tui.store.engine import open_verbinding
from mgn_tui.store.migrate import MIGRATIES
from mgn_tui.store.schema import SCHEMA
from mgn_tui.store.werkmap import Werkmap
from tests.hulp_werkmap import collega, kindopdracht, maak_aanmelding, maak_gevoerd, open_als, plan_gesprek


def wijzigingen(s: Sessie, tabel: str, soort: str | None = None) -> list[t.Wijziging]:
    with s.lezen() as db:
        vraag = select(t.Wijziging).where(t.Wijziging.tabel == tabel).order_by(col(t.Wijziging.nr))
        return [w for w in db.exec(vraag) if soort in (None, w.soort)]


def laatste(s: Sessie) -> t.Wijziging:
    with s.lezen() as db:
        return db.exec(select(t.Wijziging).order_by(col(t.Wijziging.nr).desc())).first() or pytest.fail(
            "leeg"
        )


def aantal(s: Sessie) -> int:
    with s.lezen() as db:
        return int(db.execute(text("SELECT count(*) FROM wijziging")).scalar() or 0)


def sleutel_van(s: Sessie) -> bytes:
    return s.geopend.databasesleutel


# --- what leaves a row -----------------------------------------------------------------------


def test_bulkopdracht_logt_elke_rij_met_oud_en_nieuw(noor: Sessie) -> None:
    with noor.schrijven() as db:
        db.exec(update(t.Praktijk).values(gemeente="Ommen"))
    rijen = wijzigingen(noor, "praktijk", "U")
    assert len(rijen) == 2
    assert {json.loads(r.nieuw or "")["gemeente"] for r in rijen} == {"Ommen"}
    assert {json.loads(r.oud or "")["gemeente"] for r in rijen} == {"Zwolle", "Kampen"}
    assert all(list(json.loads(r.nieuw or "")) == ["gemeente"] for r in rijen), "only what changed"
    assert len({r.handeling for r in rijen}) == 1


def test_bulk_toevoegen_en_weghalen(noor: Sessie) -> None:
    ids = [noor.nieuw_id() for _ in range(3)]
    with noor.schrijven() as db:
        db.execute(
            insert(t.Praktijk), [{"id": i, "naam": f"P{n}", "actief": True} for n, i in enumerate(ids)]
        )
    assert [w.record for w in wijzigingen(noor, "praktijk", "I")[-3:]] == [i.hex for i in ids]
    with noor.schrijven() as db:
        db.exec(delete(t.Praktijk).where(col(t.Praktijk.id).in_(ids)))
    weg = wijzigingen(noor, "praktijk", "D")
    assert [json.loads(w.oud or "")["naam"] for w in weg] == ["P0", "P1", "P2"]
    assert all(w.nieuw is None for w in weg)


def test_alles_weg_in_een_opdracht(noor: Sessie) -> None:
    """SQLite empties a table without looking at rows, unless there are triggers."""
    with noor.schrijven() as db:
        over = len(db.exec(select(t.Werktijd)).all())
        db.execute(text("DELETE FROM werktijd"))
    assert len(wijzigingen(noor, "werktijd", "D")) == over > 0


def test_attribuut_dat_nooit_gelezen_is(noor: Sessie) -> None:
    with noor.schrijven() as db:
        rij = db.exec(select(t.Praktijk).where(t.Praktijk.naam == "Praktijk Parkweg")).one()
        db.expire(rij)
        rij.plaats = "Hattem"
    w = wijzigingen(noor, "praktijk")[-1]
    assert (json.loads(w.oud or ""), json.loads(w.nieuw or "")) == (
        {"plaats": "Zwolle"},
        {"plaats": "Hattem"},
    )


def test_rauwe_sql_op_onze_verbinding(noor: Sessie) -> None:
    with noor.schrijven() as db:
        db.connection().exec_driver_sql("UPDATE medewerker SET functie = 'coach' WHERE naam = 'Tom'")
    w = laatste(noor)
    assert (w.tabel, w.soort, w.record) == ("medewerker", "U", collega(noor, "Tom").hex)


def test_vervangen_laat_de_oude_waarde_achter(noor: Sessie) -> None:
    """INSERT OR REPLACE deletes in silence, unless triggers may recurse."""
    with noor.schrijven() as db:
        db.execute(text("INSERT OR REPLACE INTO instelling (naam, waarde) VALUES ('naam', 'Ander team')"))
    weg, erbij = wijzigingen(noor, "instelling")[-2:]
    assert (weg.soort, erbij.soort) == ("D", "I")
    assert json.loads(weg.oud or "")["waarde"] == "Team Zwolle-Zuid"


def test_samengestelde_sleutel_en_persoon(noor: Sessie) -> None:
    _, gesprek = maak_gevoerd(noor)
    vastleggen.bewaar_thema(noor, gesprek, vastleggen.Thema.ZINGEVING, {"score": "6,5"})
    beeld = vastleggen.lees(noor, gesprek)
    w = wijzigingen(noor, "gesprek_thema")[-1]
    assert w.record == f"{beeld.id.hex}|zingeving"
    assert w.persoon == beeld.inwoner
    assert json.loads(w.nieuw or "")["score"] == 13, "halves, never a float"
    assert wijzigingen(noor, "inwoner", "I")[-1].persoon == beeld.inwoner
    assert wijzigingen(noor, "praktijk")[-1].persoon is None


def test_recordnaam_van_elke_tabel_is_die_van_het_log(noor: Sessie) -> None:
    """`kluis.recordnaam` asks for a version by the name the trigger writes."""
    with noor.lezen() as db:
        for model in (t.Werktijd, t.Scholing, t.MedewerkerExpertise, t.Pilot, t.Instelling):
            namen = {kluis.recordnaam(rij) for rij in db.exec(select(model)).all()}
            gelogd = {w.record for w in wijzigingen(noor, str(model.__tablename__), "I")}
            assert namen <= gelogd, model
            assert namen


def test_blobs_staan_als_hex_in_json(noor: Sessie) -> None:
    maak_aanmelding(noor)
    with noor.lezen() as db:
        identiteit = db.exec(select(t.Identiteit)).one()
        verwacht = identiteit.achternaam
    nieuw = json.loads(wijzigingen(noor, "identiteit", "I")[-1].nieuw or "")
    assert nieuw["achternaam"] == (verwacht or b"").hex().upper()
    assert nieuw["inwoner"] == identiteit.inwoner.hex.upper()
    assert nieuw["adres"] is None, "an empty field is null, not an empty text"


def test_zegel_staat_nooit_in_het_log(noor: Sessie) -> None:
    maak_aanmelding(noor)
    nieuw = json.loads(wijzigingen(noor, "inwonersleutel", "I")[-1].nieuw or "")
    assert nieuw["grond"] == toegang.AANMELDPUNT
    assert "zegel" not in nieuw


def test_opnieuw_bewaren_zonder_verandering_logt_niets(noor: Sessie) -> None:
    ref = maak_aanmelding(noor, telefoon="06-98765432", criteria="psychische-klachten|combinatie")
    beeld = aanmelden.lees(noor, ref)
    voor = aantal(noor)
    assert aanmelden.wijzig(noor, ref, beeld.ruw, beeld.versie) == beeld.versie
    for soort in ("praktijk", "pilot", "sprint", "medewerker"):
        for regel in beheren.lijst(noor, soort):
            beheren.bewaar(noor, soort, regel.ruw, regel.id, regel.versie)
    assert aantal(noor) == voor
    with noor.schrijven() as db:
        db.exec(update(t.Praktijk).values(actief=True))
    assert aantal(noor) == voor


def test_wie_en_handeling(noor: Sessie, karim: Sessie) -> None:
    maak_aanmelding(noor)
    eerste = laatste(noor)
    rijen = [w for w in wijzigingen(noor, "aanmelding") + wijzigingen(noor, "identiteit")]
    assert {w.wie for w in rijen} == {noor.ik.id}
    assert {w.handeling for w in rijen} == {eerste.handeling}, "one use case, one step of undo"
    beheren.bewaar(karim, "praktijk", {"naam": "Nieuw"})
    assert laatste(noor).wie == karim.ik.id
    assert laatste(noor).handeling != eerste.handeling
    assert laatste(noor).apparaat == karim.store.apparaat
    assert laatste(noor).schema_ == SCHEMA


def test_een_mislukte_handeling_laat_niets_na(noor: Sessie) -> None:
    voor = aantal(noor)
    with pytest.raises(RuntimeError), noor.schrijven() as db:
        db.exec(update(t.Praktijk).values(gemeente="Ommen"))
        raise RuntimeError
    assert aantal(noor) == voor
    assert {p.ruw["gemeente"] for p in beheren.lijst(noor, "praktijk")} == {"Zwolle", "Kampen"}


# --- cascade is impossible -------------------------------------------------------------------


def test_geen_tabel_kan_meewissen(noor: Sessie) -> None:
    bronnen = [str(CreateTable(tabel)) for tabel in SQLModel.metadata.sorted_tables]
    bronnen += [pad.read_text(encoding="utf-8") for pad in (MIGRATIES / "versions").glob("*.sql")]
    with noor.lezen() as db:
        bronnen += [
            str(r) for r in db.execute(text("SELECT sql FROM sqlite_master WHERE type = 'table'")).scalars()
        ]
        namen = list(db.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars())
        for naam in namen:
            for sleutel in db.connection().exec_driver_sql(f'PRAGMA foreign_key_list("{naam}")'):
                assert (sleutel[5], sleutel[6]) == ("NO ACTION", "NO ACTION"), naam
    assert len(bronnen) > 60
    assert not [b for b in bronnen if "CASCADE" in b.upper() or "SET NULL" in b.upper()]


def test_ouder_met_kinderen_gaat_niet_weg(noor: Sessie) -> None:
    maak_aanmelding(noor)
    with pytest.raises(MgnFout), noor.schrijven() as db:
        db.exec(delete(t.Inwoner))
    with noor.lezen() as db:
        assert db.exec(select(t.Inwoner)).one()


# --- who may not write -----------------------------------------------------------------------


def _schrijf_kaal(rauw: Any) -> None:
    rauw.execute("UPDATE praktijk SET gemeente = 'X'")


def test_schrijver_zonder_onze_functies_wordt_geweigerd(noor: Sessie) -> None:
    rauw = open_verbinding(noor.werkmap.database, sleutel_van(noor))
    try:
        with pytest.raises(sqlcipher.OperationalError, match="no such function: mgn_"):
            _schrijf_kaal(rauw)
        assert rauw.execute("SELECT count(*) FROM praktijk WHERE gemeente = 'X'").fetchone() == (0,)
    finally:
        rauw.close()


def test_schrijven_buiten_store_schrijven_wordt_geweigerd(noor: Sessie) -> None:
    """Not even what is outside the log: a reading session reads."""
    voor = aantal(noor)
    for opdracht in (
        "UPDATE praktijk SET gemeente = 'X'",
        "DELETE FROM toegang",
        "DELETE FROM wijziging",
        "DELETE FROM concept",
        "DROP TRIGGER log_praktijk_u",
    ):
        with pytest.raises(MgnFout), noor.lezen() as db:
            db.execute(text(opdracht))
            db.commit()
    with pytest.raises(DBAPIError), noor.store.engine.begin() as verbinding:
        verbinding.exec_driver_sql("UPDATE praktijk SET gemeente = 'X'")
    assert aantal(noor) == voor
    with noor.schrijven() as db:  # and the same connection writes again where it may
        db.exec(update(t.Praktijk).values(gemeente="Y"))
    assert aantal(noor) == voor + 2


def test_schrijver_blijft_niet_aan_een_verbinding_hangen(noor: Sessie) -> None:
    """A pooled connection gives the next one who takes it no hand to write with."""
    with noor.schrijven() as db:
        db.exec(update(t.Praktijk).values(gemeente="Y"))
    with noor.store.engine.connect() as verbinding:
        verbinding.exec_driver_sql("PRAGMA query_only = OFF")
        with pytest.raises(DBAPIError, match="user-defined function raised exception"):
            verbinding.exec_driver_sql("UPDATE praktijk SET gemeente = 'Z'")


# --- triggers that were tampered with --------------------------------------------------------


@pytest.mark.parametrize(
    "knoei",
    [
        "DROP TRIGGER log_praktijk_u",
        "CREATE TRIGGER stiekem AFTER INSERT ON aanmelding BEGIN SELECT 1; END",
        "DROP TRIGGER log_praktijk_u; CREATE TRIGGER log_praktijk_u AFTER UPDATE ON praktijk BEGIN SELECT 1; END",
    ],
)
def test_geknoei_met_triggers_wordt_bij_openen_hersteld_en_gezegd(
    werkmap: Werkmap, klok: VasteKlok, knoei: str
) -> None:
    s = open_als(werkmap, "Noor", klok)
    assert s.let_op == ()
    sleutel = sleutel_van(s)
    s.sluit()
    rauw = open_verbinding(werkmap.database, sleutel)
    rauw.executescript(knoei)
    rauw.close()

    s = open_als(werkmap, "Noor", klok)
    try:
        assert len(s.let_op) == 1
        assert "wijzigingslogboek" in s.let_op[0]
        assert s.store.afwijkende_triggers() == []
        with s.lezen() as db:
            wat = db.exec(select(t.Toegang.wat).order_by(col(t.Toegang.nr).desc()).limit(2)).all()
        assert wat == ["geopend", "wijzigingslogboek hersteld"]
        assert toegang.keten_klopt(s)
        voor = aantal(s)
        beheren.bewaar(s, "praktijk", {"naam": "Anders"}, beheren.lijst(s, "praktijk")[0].id)
        assert aantal(s) == voor + 1
    finally:
        s.sluit()
    s = open_als(werkmap, "Noor", klok)
    assert s.let_op == ()
    s.sluit()


def test_gebreken_noemt_een_ontbrekende_trigger(noor: Sessie) -> None:
    assert noor.store.gebreken() == []
    with noor.schrijven() as db:
        db.execute(text("DROP TRIGGER log_gesprek_d"))
    assert [g for g in noor.store.gebreken() if "wijzigingslogboek" in g]


@pytest.mark.parametrize("plek", [0.1, 0.5, 0.9])
def test_gebreken_vindt_een_omgevallen_byte(noor: Sessie, plek: float) -> None:
    """It says so in words, whatever the database itself makes of it."""
    noor.store.sluit()
    inhoud = bytearray(noor.werkmap.database.read_bytes())
    inhoud[int(len(inhoud) * plek)] ^= 1
    noor.werkmap.database.write_bytes(inhoud)
    assert [g for g in noor.store.gebreken() if "beschadigd" in g]


# --- the clock -------------------------------------------------------------------------------


def test_stempels_lopen_op_ook_als_de_klok_teruggaat(noor: Sessie, karim: Sessie, klok: VasteKlok) -> None:
    ref = maak_aanmelding(noor)
    klok.verder(timedelta(hours=-2))
    aanmelden.wijzig(noor, ref, {"woonplaats": "Hattem"})
    klok.verder(timedelta(days=-4000))
    beheren.bewaar(karim, "praktijk", {"naam": "Later"})
    with noor.lezen() as db:
        stempels = list(db.execute(text("SELECT hlc FROM wijziging ORDER BY nr")).scalars())
    assert stempels == sorted(set(stempels))
    assert aanmelden.lees(noor, ref).ruw["woonplaats"] == "Hattem"


SCHRIJVER = """
s = open_als(Werkmap(Path(sys.argv[1])), sys.argv[2], Klok())
from mgn_tui.store import tables as t
from sqlmodel import select
print("klaar", flush=True)
sys.stdin.readline()
for _ in range(int(sys.argv[3])):
    with s.schrijven() as db:
        rij = db.exec(select(t.Praktijk).where(t.Praktijk.naam == "Praktijk Parkweg")).one()
        rij.volwassen_patienten = (rij.volwassen_patienten or 0) + 1
s.sluit()
print("goed")
"""


def test_drie_processen_tegelijk(werkmap: Werkmap, klok: VasteKlok) -> None:
    """Read-then-write, all at once: none fails, none is lost, all are logged in one order."""
    keer, namen = 100, ("Noor", "Karim", "Tom")
    kinderen = [
        subprocess.Popen(
            kindopdracht(SCHRIJVER, str(werkmap.pad), naam, str(keer)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for naam in namen
    ]
    for kind in kinderen:
        assert kind.stdout is not None
        assert kind.stdout.readline() == "klaar\n", kind.communicate()[1]
    for kind in kinderen:  # all are open: now at once
        assert kind.stdin is not None
        kind.stdin.write("\n")
        kind.stdin.flush()
    for kind in kinderen:
        uit, fout = kind.communicate(timeout=120)
        assert uit == "goed\n", fout
    s = open_als(werkmap, "Noor", klok)
    try:
        teller = next(p for p in beheren.lijst(s, "praktijk") if p.naam == "Praktijk Parkweg")
        assert int(teller.ruw["volwassen_patienten"]) == 2350 + keer * len(namen)
        gelogd = [w for w in wijzigingen(s, "praktijk", "U") if "volwassen_patienten" in (w.nieuw or "")]
        assert len(gelogd) == keer * len(namen)
        assert {w.wie for w in gelogd} == {collega(s, n) for n in namen}
        waarden = [json.loads(w.nieuw or "")["volwassen_patienten"] for w in gelogd]
        assert waarden == list(range(2351, 2351 + keer * len(namen)))
        stempels = [w.hlc for w in gelogd]
        assert stempels == sorted(set(stempels))
    finally:
        s.sluit()


def test_draden_van_een_proces(noor: Sessie) -> None:
    """Threads share the pool; a connection that goes back must not take the next one's hand to write."""
    from concurrent.futures import ThreadPoolExecutor

    def schrijf(nummer: int) -> None:
        with noor.schrijven() as db:
            rij = db.get_one(t.Instelling, "termijn_log_jaren")
            rij.waarde = str(int(rij.waarde) + 1)

    with ThreadPoolExecutor(6) as ploeg:
        list(ploeg.map(schrijf, range(60)))
    with noor.lezen() as db:
        assert db.get_one(t.Instelling, "termijn_log_jaren").waarde == "65"


def test_plan_en_lijst_zijn_een_momentopname(noor: Sessie, karim: Sessie) -> None:
    """A reader sees what was when it began, whatever is written meanwhile."""
    ref = maak_aanmelding(noor)
    with noor.lezen() as db:
        assert db.execute(text("SELECT count(*) FROM gesprek")).scalar() == 0
        plan_gesprek(noor, ref)
        assert db.execute(text("SELECT count(*) FROM gesprek")).scalar() == 0
    with noor.lezen() as db:
        assert db.execute(text("SELECT count(*) FROM gesprek")).scalar() == 1


def test_sluiten_laat_geen_wal_achter(werkmap: Werkmap, klok: VasteKlok) -> None:
    s = open_als(werkmap, "Noor", klok)
    maak_aanmelding(s)
    s.sluit()
    assert sorted(p.name for p in Path(werkmap.data).glob("mgn.db*")) == ["mgn.db", "mgn.db-stand"]


def test_ids_sorteren_ook_na_een_teruggezette_klok(noor: Sessie, klok: VasteKlok) -> None:
    eerste = noor.nieuw_id()
    klok.verder(timedelta(days=-30))
    assert noor.nieuw_id(eerste) > eerste
    assert isinstance(noor.nieuw_id(), UUID)

"""Backups: whole or not there, nothing believed of them, which ones stay; and putting one back, and back again."""

import random
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgn_tui.domain.fouten import Beschadigd, Geweigerd, MgnFout, SchijfFout, VerkeerdWachtwoord
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import aanmelden, beheren, importeren, instellingen, reservekopieen, team, terugzetten
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import migrate, reservekopie, walcontrole
from mgn_tui.store.engine import open_verbinding
from mgn_tui.store.reservekopie import Kopie
from mgn_tui.store.sleutelbestand import Sleutelbestand
from mgn_tui.store.werkmap import Werkmap
from tests.cli_hulp import Cli
from tests.hulp_werkmap import WACHTWOORDEN, collega, kindopdracht, maak_aanmelding, open_als

NOOR = ("Noor", WACHTWOORDEN["Noor"])
NU = datetime(2027, 3, 9, 8, tzinfo=UTC)


@pytest.fixture
def kopie(noor: Sessie) -> Kopie:
    """A backup with one aanmelding in it."""
    maak_aanmelding(noor, achternaam="Eerder")
    return reservekopieen.maak(noor)[0]


def namen(werkmap: Werkmap, klok: VasteKlok, wie: str = "Noor") -> set[str]:
    s = open_als(werkmap, wie, klok)
    try:
        assert s.store.gebreken() == []
        return {r.naam for r in beheren.lijst(s, "praktijk")}
    finally:
        s.sluit()


# --- making one ------------------------------------------------------------------------------


def test_een_bestand_met_alles_en_niets_in_het_open(kopie: Kopie, noor: Sessie) -> None:
    manifest = reservekopie.lees(kopie.pad, geheel=True)
    assert set(manifest.delen) == {"mgn.db", "sleutels.json"}
    ruw = kopie.pad.read_bytes()
    assert b"Eerder" not in ruw and b"Noor" not in ruw and b"SQLite format 3" not in ruw
    assert kopie.pad.name == "mgn-20270309-080000-hand.mgnreserve"
    assert [p.name for p in noor.werkmap.reserve.iterdir()] == [kopie.pad.name], (
        "nothing half done lies beside it"
    )
    if hasattr(kopie.pad, "owner"):
        assert kopie.pad.stat().st_mode & 0o077 == 0


def test_alleen_als_er_iets_veranderde(noor: Sessie, klok: VasteKlok) -> None:
    assert reservekopieen.bij_afsluiten(noor) == ()
    assert reservekopieen.bij_afsluiten(noor) == ()
    assert len(reservekopie.lijst(noor.werkmap.reserve)) == 1
    beheren.bewaar(noor, "praktijk", {"naam": "Nieuw"})
    assert reservekopieen.nodig(noor)
    assert reservekopieen.na_opdracht(noor) == ()
    assert len(reservekopie.lijst(noor.werkmap.reserve)) == 1, "the newest is fresh"
    klok.verder(timedelta(hours=13))
    reservekopieen.na_opdracht(noor)
    assert len(reservekopie.lijst(noor.werkmap.reserve)) == 2


def test_afsluiten_wacht_niet_en_openen_haalt_het_in(noor: Sessie, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reservekopieen, "AFSLUITEN_S", -1.0)
    assert reservekopieen.bij_afsluiten(noor) == ()
    assert reservekopie.lijst(noor.werkmap.reserve) == []
    for _ in range(2):
        reservekopieen.bij_openen(noor)
        assert len(reservekopie.lijst(noor.werkmap.reserve)) == 1


def test_een_volle_schijf_wordt_gezegd_en_laat_niets_half_achter(
    noor: Sessie, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vol(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(reservekopie.os, "fsync", vol)
    with pytest.raises(SchijfFout):
        reservekopieen.maak(noor)
    (melding,) = reservekopieen.bij_afsluiten(noor)
    assert "geen reservekopie" in melding
    assert list(noor.werkmap.reserve.iterdir()) == []
    monkeypatch.undo()
    beheren.bewaar(noor, "praktijk", {"naam": "Werkt nog"})


def test_voor_een_import_en_een_andere_regio(noor: Sessie, tmp_path: Path) -> None:
    from mgn_tui.exchange import importeren as voorstel
    from mgn_tui.register import regio

    pad = tmp_path / "tabel.csv"
    pad.write_text(
        "gesprek_id;inwoner_id;pilot;aanmelddatum;status\ng1;i1;P;2027-03-01;aangemeld\n", encoding="utf-8"
    )
    v = voorstel.stel_voor(noor, pad)
    assert v.fouten == []
    importeren.bewaar(noor, v.plan)
    regio.wissel(noor, "twente")
    assert {k.reden for k in reservekopie.lijst(noor.werkmap.reserve)} == {"inlezen", "regio"}


def test_een_tweede_plek(noor: Sessie, tmp_path: Path) -> None:
    plek = tmp_path / "stick"
    instellingen.bewaar(noor, {"reserve_plek": str(plek)})
    _, meldingen = reservekopieen.maak(noor)
    assert "is er niet" in meldingen[0], "said, and the backup is there all the same"
    plek.mkdir()
    kopie, meldingen = reservekopieen.maak(noor)
    assert meldingen == () and (plek / kopie.pad.name).read_bytes() == kopie.pad.read_bytes()


MOORD = """
from mgn_tui.register import reservekopieen
s = open_als(Werkmap(Path(sys.argv[1])), "Noor", VasteKlok(BEGIN))
reservekopieen.maak(s)
print("klaar", flush=True)
while True:
    reservekopieen.maak(s)
"""


def test_een_kill_laat_alleen_hele_kopieen_achter(werkmap: Werkmap) -> None:
    kans = random.Random(4)
    for _ in range(4):
        kind = subprocess.Popen(
            kindopdracht(MOORD, str(werkmap.pad)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert kind.stdout is not None and kind.stdout.readline() == "klaar\n"
        with pytest.raises(subprocess.TimeoutExpired):
            kind.wait(kans.uniform(0.0, 0.2))
        kind.kill()
        kind.communicate()
    alle = reservekopie.lijst(werkmap.reserve)
    assert alle
    for kopie in alle:
        reservekopie.lees(kopie.pad, geheel=True)


# --- nothing in one is believed --------------------------------------------------------------


def test_een_omgeklapte_byte_wordt_gezien(kopie: Kopie) -> None:
    ruw, kans = kopie.pad.read_bytes(), random.Random(7)
    stil = 0
    for plek in kans.sample(range(len(ruw)), 60):
        kopie.pad.write_bytes(ruw[:plek] + bytes([ruw[plek] ^ 0x5A]) + ruw[plek + 1 :])
        try:
            reservekopie.lees(kopie.pad, geheel=True)
        except Beschadigd:
            continue
        stil += 1  # a byte of the zip itself that nobody reads: a date, a version
    assert stil <= 2


@pytest.mark.parametrize("soort", ["pad", "extra", "ontbreekt", "geperst", "geen-zip", "geen-json", "dubbel"])
def test_een_bestand_dat_er_een_wil_lijken(kopie: Kopie, tmp_path: Path, soort: str) -> None:
    pad = tmp_path / "x.mgnreserve"
    with zipfile.ZipFile(kopie.pad) as bron:
        delen = {i.filename: bron.read(i) for i in bron.infolist()}
    if soort == "pad":
        delen["../../erbuiten"] = b"x"
    elif soort == "extra":
        delen["mgn.db-wal"] = b"x"
    elif soort == "ontbreekt":
        del delen["sleutels.json"]
    elif soort == "geen-json":
        delen["manifest.json"] = b"{"
    if soort == "geen-zip":
        pad.write_bytes(b"geen zip")
    else:
        with zipfile.ZipFile(
            pad, "w", zipfile.ZIP_DEFLATED if soort == "geperst" else zipfile.ZIP_STORED
        ) as uit:
            for naam, inhoud in delen.items():
                uit.writestr(naam, inhoud)
            if soort == "dubbel":
                with pytest.warns(UserWarning):
                    uit.writestr("mgn.db", b"x")
    with pytest.raises(Beschadigd):
        reservekopie.pak_uit(pad, tmp_path)
    assert not (tmp_path.parent / "erbuiten").exists() and not (tmp_path.parent.parent / "erbuiten").exists()


# --- which ones stay -------------------------------------------------------------------------

_TIJDEN = st.lists(st.tuples(st.integers(0, 120 * 24), st.integers(1, 500)), min_size=1, max_size=60)


@given(_TIJDEN, st.integers(200, 20_000))
def test_wat_blijft(tijden: list[tuple[int, int]], grens: int) -> None:
    alle = [
        Kopie(Path(f"{nr}"), NU - timedelta(hours=uren), "hand", grootte)
        for nr, (uren, grootte) in enumerate(tijden)
    ]
    blijft = reservekopie.te_houden(alle, NU, grens)
    op_tijd = sorted(alle, key=lambda k: (k.gemaakt, k.pad.name), reverse=True)
    assert op_tijd[0].pad in blijft, "the newest, always"
    samen = sum(k.bytes for k in alle if k.pad in blijft)
    assert samen <= grens or len(blijft) == 1
    ruim = reservekopie.te_houden(alle, NU, 10**9)
    assert blijft.keys() <= ruim.keys()
    assert {k.pad for k in op_tijd[:10]} <= ruim.keys()
    for k in alle:
        oud = NU - k.gemaakt
        if oud >= timedelta(weeks=8) and k not in op_tijd[:10]:
            assert k.pad not in ruim
    for dag in {k.gemaakt.date() for k in alle if NU - k.gemaakt < timedelta(days=14)}:
        assert next(k for k in op_tijd if k.gemaakt.date() == dag).pad in ruim
    weggegaan = ruim.keys() - blijft.keys()
    if any(ruim[p] != "de laatste van die dag" for p in weggegaan):
        assert not any(w == "de laatste van die dag" for p, w in blijft.items() if p != op_tijd[0].pad)


# --- putting one back ------------------------------------------------------------------------


def test_terugzetten_en_weer_terug(werkmap: Werkmap, klok: VasteKlok, noor: Sessie, kopie: Kopie) -> None:
    beheren.bewaar(noor, "praktijk", {"naam": "Later erbij"})
    ref = maak_aanmelding(noor, achternaam="Later")
    noor.sluit()
    klok.verder(timedelta(minutes=5))
    beeld = terugzetten.bekijk(werkmap, kopie, NOOR)
    tellen = {v.wat: (v.nieuw, v.gewijzigd, v.weg) for v in beeld.verschillen}
    assert tellen["praktijken"] == (1, 0, 0) and tellen["aanmeldingen"] == (1, 0, 0)
    assert len(beeld.laatste) == 10 or len(beeld.laatste) == sum(sum(n) for n in tellen.values())
    assert "Noor" in beeld.openers and beeld.reden_onbekend is None
    assert not any("Later" in str(r) for r in beeld.laatste), "no names in the preview"
    bewaard = terugzetten.zet_terug(werkmap, kopie, NOOR, klok)
    assert bewaard is not None
    assert "Later erbij" not in namen(werkmap, klok)
    terugzetten.zet_terug(werkmap, terugzetten.kies(werkmap, bewaard.name), NOOR, klok)
    assert "Later erbij" in namen(werkmap, klok)
    s = open_als(werkmap, "Noor", klok)
    assert aanmelden.lees(s, ref).ruw["achternaam"] == "Later"
    s.sluit()
    assert not list(werkmap.data.glob(".terug-*"))


def test_niet_terwijl_een_ander_venster_open_is(
    werkmap: Werkmap, noor: Sessie, kopie: Kopie, klok: VasteKlok
) -> None:
    voor = werkmap.database.read_bytes()
    with pytest.raises(MgnFout, match="open in een ander venster"):
        terugzetten.zet_terug(werkmap, kopie, NOOR, klok)
    assert werkmap.database.read_bytes() == voor


def test_een_verkeerd_wachtwoord_verandert_niets(
    werkmap: Werkmap, noor: Sessie, kopie: Kopie, klok: VasteKlok
) -> None:
    noor.sluit()
    voor = werkmap.database.read_bytes()
    with pytest.raises(VerkeerdWachtwoord):
        terugzetten.zet_terug(werkmap, kopie, ("Noor", "een heel ander wachtwoord"), klok)
    assert werkmap.database.read_bytes() == voor


def _kapot(werkmap: Werkmap, hoe: str) -> None:
    if hoe == "byte":
        ruw = bytearray(werkmap.database.read_bytes())
        for plek in range(2000, len(ruw), 4096):
            ruw[plek] ^= 0xFF
        werkmap.database.write_bytes(ruw)
    elif hoe == "leeg":
        werkmap.database.write_bytes(b"")
    elif hoe == "weg":
        werkmap.database.unlink()
    elif hoe == "sleutels":
        werkmap.sleutels.write_bytes(b"{}")
    else:
        shutil.rmtree(werkmap.data / "x", ignore_errors=True)
        werkmap.sleutels.unlink()


@pytest.mark.parametrize("hoe", ["byte", "leeg", "weg", "sleutels", "geen-sleutels"])
def test_ook_als_de_werkmap_van_nu_stuk_is(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, kopie: Kopie, hoe: str
) -> None:
    noor.sluit()
    _kapot(werkmap, hoe)
    with pytest.raises(MgnFout):
        open_als(werkmap, "Noor", klok)
    gekozen = terugzetten.kies(werkmap)
    assert gekozen.pad == kopie.pad
    beeld = terugzetten.bekijk(werkmap, gekozen, NOOR)
    assert beeld.sleutels_van_nu is ("sleutels" not in hoe)
    bewaard = terugzetten.zet_terug(werkmap, gekozen, NOOR, klok)
    klok.verder(timedelta(seconds=1))
    namen(werkmap, klok)
    namen(werkmap, klok, "Elif")
    assert bewaard is None or bewaard.exists()
    if hoe == "byte":
        assert bewaard is not None and bewaard.is_dir()


def test_de_nieuwste_die_goed_is(noor: Sessie, kopie: Kopie, klok: VasteKlok) -> None:
    klok.verder(timedelta(minutes=1))
    nieuwer, _ = reservekopieen.maak(noor)
    assert terugzetten.kies(noor.werkmap).pad == nieuwer.pad
    ruw = bytearray(nieuwer.pad.read_bytes())
    ruw[len(ruw) // 2] ^= 1
    nieuwer.pad.write_bytes(ruw)
    assert terugzetten.kies(noor.werkmap).pad == kopie.pad
    assert any(nieuwer.pad.name in g for g in reservekopieen.gebreken(noor))
    kopie.pad.unlink()
    with pytest.raises(Geweigerd, match="geen goede"):
        terugzetten.kies(noor.werkmap)


def test_wie_intussen_vertrok_komt_niet_mee_terug(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, kopie: Kopie
) -> None:
    """Today's key file stays, and the database of then gets today's key."""
    team.verwijder(noor, collega(noor, "Karim").hex)
    noor.sluit()
    terugzetten.zet_terug(werkmap, kopie, NOOR, klok)
    with pytest.raises(MgnFout):
        open_als(werkmap, "Karim", klok)
    s = open_als(werkmap, "Noor", klok)
    assert s.store.gebreken() == [] and s.let_op == ()
    actief = {r.naam for r in beheren.lijst(s, "medewerker") if r.actief}
    assert "Karim" not in actief and "Elif" in actief
    oud = Sleutelbestand(werkmap.sleutels)
    assert len(oud.personen) == 4
    s.sluit()


def test_wie_er_later_bij_kwam_kan_opnieuw(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, kopie: Kopie
) -> None:
    for _ in range(2):
        id_ = beheren.bewaar(noor, "medewerker", {"naam": "Bram", "rol": "gespreksvoerder", "domein": "sd"})
        team.geef_toegang(noor, id_, "vier andere losse woorden")
        noor.sluit()
        terugzetten.zet_terug(werkmap, kopie, NOOR, klok)
        klok.verder(timedelta(seconds=1))
        noor = open_als(werkmap, "Noor", klok)
    noor.sluit()


def test_het_eigen_regiobestand_gaat_mee(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, tmp_path: Path
) -> None:
    from mgn_tui.domain import profiel_laden
    from mgn_tui.register import regio

    bron = next(Path(profiel_laden.__file__).parents[1].rglob("twente.toml")).read_text(encoding="utf-8")
    eigen = tmp_path / "eigen.toml"
    eigen.write_text(bron.replace('id = "twente"', 'id = "eigen"', 1), encoding="utf-8")
    regio.wissel(noor, str(eigen))
    kopie, _ = reservekopieen.maak(noor)
    assert "regio.toml" in reservekopie.lees(kopie.pad).delen
    noor.sluit()
    (werkmap.data / "regio.toml").unlink()
    terugzetten.zet_terug(werkmap, kopie, NOOR, klok)
    namen(werkmap, klok)


# --- the -wal --------------------------------------------------------------------------------


@pytest.fixture
def wal(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, tmp_path: Path
) -> Iterator[tuple[Path, bytes, bytes]]:
    """A database with twelve commits in its -wal, as a kill leaves them: (database, its key, the -wal)."""
    kijker = open_verbinding(werkmap.database, noor.geopend.databasesleutel)
    kijker.execute("BEGIN").execute("SELECT count(*) FROM praktijk").fetchone()  # no checkpoint meanwhile
    for nr in range(12):
        beheren.bewaar(noor, "praktijk", {"naam": f"Nummer {nr}"})
    los = tmp_path / "los"
    los.mkdir()
    for naam in ("mgn.db", "mgn.db-wal"):
        shutil.copy(werkmap.data / naam, los / naam)
    kijker.close()
    yield los / "mgn.db", noor.geopend.databasesleutel, (los / "mgn.db-wal").read_bytes()


def _aantal(database: Path, sleutel: bytes) -> int:
    rauw = open_verbinding(database, sleutel)
    try:
        return int(rauw.execute("SELECT count(*) FROM praktijk WHERE naam LIKE 'Nummer%'").fetchone()[0])
    finally:
        rauw.close()


def test_een_gave_wal_is_geen_schade(wal: tuple[Path, bytes, bytes]) -> None:
    database, sleutel, _ = wal
    assert not walcontrole.beschadigd(database)
    assert _aantal(database, sleutel) == 12


def test_een_afgescheurde_staart_is_geen_schade(wal: tuple[Path, bytes, bytes]) -> None:
    database, _, ruw = wal
    for plek in random.Random(3).sample(range(len(ruw)), 40):
        walcontrole.wal_van(database).write_bytes(ruw[:plek])
        assert not walcontrole.beschadigd(database), plek


def test_een_omgeklapte_byte_in_de_wal_wordt_gezien_of_kost_niets(wal: tuple[Path, bytes, bytes]) -> None:
    """Found, or at most the last commit is gone: the one a power cut may cost as well."""
    database, sleutel, ruw = wal
    gevonden = 0
    for plek in random.Random(5).sample(range(len(ruw)), 60):
        plaats = database.parent / "proef"
        shutil.rmtree(plaats, ignore_errors=True)
        plaats.mkdir()
        shutil.copy(database, plaats / "mgn.db")
        (plaats / "mgn.db-wal").write_bytes(ruw[:plek] + bytes([ruw[plek] ^ 0x11]) + ruw[plek + 1 :])
        if walcontrole.beschadigd(plaats / "mgn.db"):
            gevonden += 1
        else:
            assert _aantal(plaats / "mgn.db", sleutel) >= 11, plek
    assert gevonden > 40


def test_openen_weigert_en_bewaart(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, wal: tuple[Path, bytes, bytes], kopie: Kopie
) -> None:
    noor.sluit()
    database, _, ruw = wal
    shutil.copy(database, werkmap.database)
    stuk = bytearray(ruw)
    stuk[len(stuk) // 3] ^= 0xFF
    walcontrole.wal_van(werkmap.database).write_bytes(stuk)
    for _ in range(2):
        with pytest.raises(Beschadigd, match="mgn terugzetten"):
            open_als(werkmap, "Noor", klok)
    assert walcontrole.wal_van(werkmap.database).read_bytes() == stuk, "nothing was opened"
    [map_] = werkmap.reserve.glob("beschadigd-*")
    assert (map_ / "mgn.db-wal").read_bytes() == stuk
    terugzetten.zet_terug(werkmap, terugzetten.kies(werkmap), NOOR, klok)
    namen(werkmap, klok)


# --- by command ------------------------------------------------------------------------------


def test_met_opdrachten(werkmap: Werkmap, klok: VasteKlok) -> None:
    mgn = Cli(werkmap, klok)
    assert mgn("reservekopie").data.endswith(".mgnreserve")
    mgn("praktijk", "nieuw", "--naam", "Erna erbij")
    lijst = mgn("reservekopie", "lijst", "--json").json["reservekopieen"]
    assert len(lijst) == 1 and "laatste" in lijst[0]["blijft"]
    toon = mgn("terugzetten", "--toon").data
    assert "1 nieuw" in toon and "Erna" not in toon
    zonder = mgn("terugzetten")
    assert zonder.status == 2 and "--ja" in zonder.gezegd
    vraagt = mgn("terugzetten", antwoorden=["nee"])
    assert "niets veranderd" in vraagt.gezegd
    assert "Spijt?" in mgn("terugzetten", "--ja").gezegd
    assert "Erna erbij" not in mgn("praktijk", "lijst").data
    mgn.goed("controleer")
    assert mgn("terugzetten", "bestaat-niet").status == 1


def test_migrate_stand(noor: Sessie) -> None:
    stand = migrate.stand(noor.werkmap.database, noor.geopend.databasesleutel)
    assert stand.schema and len(stand.hlc) == 26

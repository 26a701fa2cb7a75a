"""The key file: format 1, its damage, its changes, and what it never gives away."""

import json
import os
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mgn_tui
from mgn_tui.domain.fouten import (
    Beschadigd,
    Geweigerd,
    NietGevonden,
    SchijfFout,
    VerkeerdWachtwoord,
)
from mgn_tui.store.geheim import publiek_van
from mgn_tui.store.sleutelbestand import (
    KDF_ONDERGRENS,
    Kdf,
    Sleutelbestand,
    VerkeerdeHerstelcode,
)
from tests.sleutel_hulp import (
    DAAN,
    LICHT,
    NIEUW,
    NOOR,
    SLEUTEL,
    WERKMAP,
    WOORD,
    WOORD_2,
    Team,
    lichte_kdf,
    maak_kapot,
    maak_team,
    openers,
    tel_kdf,
)


@pytest.fixture(scope="module", autouse=True)
def licht() -> Iterator[None]:
    with lichte_kdf():
        yield


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return maak_team(tmp_path)


# ---- the format


def test_formaat_1(team: Team) -> None:
    document = team.document
    assert document["formaat"] == 1 and UUID(document["werkmap"]) == WERKMAP
    assert [i["soort"] for i in document["ingangen"]] == ["persoon", "herstel", "persoon"]
    for ingang in document["ingangen"]:
        assert set(ingang) == {
            *("id", "soort", "zout", "naam", "kdf", "publiek"),
            *("prive", "sleutel", "som"),
        }
        assert set(ingang["kdf"]) == {"soort", "geheugen_kib", "rondes", "banen", "zout"}
        assert ingang["kdf"]["soort"] == "argon2id"
        assert set(ingang["prive"]) == {"nonce", "tekst", "tag"} < set(ingang["sleutel"])
    zouten = [i[plek] for i in document["ingangen"] for plek in ("zout",)]
    zouten += [i["kdf"]["zout"] for i in document["ingangen"]]
    assert len(set(zouten)) == 6


def test_ondergrens_zoals_afgesproken() -> None:
    assert Kdf(65_536, 3, 4) == KDF_ONDERGRENS  # imported before the fixture lowered it


def test_naam_is_hmac_van_de_gevouwen_naam(team: Team) -> None:
    import hashlib
    import hmac

    ingang = team.document["ingangen"][0]
    assert ingang["naam"] == hmac.new(bytes.fromhex(ingang["zout"]), b"noor", hashlib.sha256).hexdigest()


def test_met_de_hand_te_openen(team: Team) -> None:
    """A second implementation, written from the format alone, opens what ours closed."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    ingang = team.document["ingangen"][0]
    kdf = ingang["kdf"]
    kek = Argon2id(
        salt=bytes.fromhex(kdf["zout"]),
        length=32,
        iterations=kdf["rondes"],
        lanes=kdf["banen"],
        memory_cost=kdf["geheugen_kib"],
    ).derive(WOORD.encode())
    rest = {k: v for k, v in ingang.items() if k not in ("prive", "sleutel", "volgend", "som")}
    for veld, verwacht in (("prive", team.noor.prive), ("sleutel", SLEUTEL)):
        band = {"formaat": 1, "werkmap": str(WERKMAP), "veld": veld, "ingang": rest}
        doos = ingang[veld]
        open_ = AESGCM(kek).decrypt(
            bytes.fromhex(doos["nonce"]),
            bytes.fromhex(doos["tekst"] + doos["tag"]),
            json.dumps(band, sort_keys=True, separators=(",", ":")).encode(),
        )
        assert open_ == verwacht


def test_niets_in_het_open(team: Team) -> None:
    inhoud = b"".join(p.read_bytes() for p in team.pad.parent.iterdir())
    for geheim in (SLEUTEL, team.noor.prive, team.daan.prive):
        assert geheim not in inhoud and geheim.hex().encode() not in inhoud
    for tekst in ("noor", "daan", WOORD, team.code, team.code.replace("-", "")):
        assert tekst.lower().encode() not in inhoud.lower()
    assert SLEUTEL.hex() not in repr(team.noor) and repr(SLEUTEL) not in repr(team.noor)
    assert repr(team.noor.prive) not in repr(team.noor)


def test_rechten_en_vorige(team: Team) -> None:
    vorige = team.pad.with_name("sleutels.vorige.json")
    assert vorige.read_bytes() == team.pad.read_bytes()
    assert not team.pad.with_name("sleutels.json.nieuw").exists()
    if os.name == "posix":
        assert {p.stat().st_mode & 0o777 for p in team.pad.parent.iterdir()} == {0o600}


def test_zonder_cryptography_bij_import() -> None:
    code = (
        "import sys, mgn_tui.store.sleutelbestand, mgn_tui.store.pogingen, mgn_tui.store.apparaat\n"
        "print([m for m in ('cryptography', 'nacl', 'sqlalchemy', 'platformdirs') if m in sys.modules])"
    )
    uit = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(mgn_tui.__file__).parents[1],
    )
    assert uit.stdout == "[]\n"


# ---- opening


def test_openen(team: Team) -> None:
    for naam, woord, id_ in (("Noor", WOORD, NOOR), ("DAAN ", WOORD_2, DAAN)):
        geopend = Sleutelbestand.lees(team.pad).open(naam, woord)
        assert geopend.id == id_ and geopend.databasesleutels == (SLEUTEL,)
        assert publiek_van(geopend.prive) == geopend.publiek == team.bestand.personen[id_]
    assert team.bestand.werkmap_id == WERKMAP
    assert team.bestand.zoek("nOOr") == NOOR and team.bestand.zoek("Pien") is None


@pytest.mark.parametrize(("naam", "woord"), [("Noor", WOORD_2), ("Noor", ""), ("Pien", WOORD), ("", "")])
def test_verkeerd_is_altijd_even_verkeerd(team: Team, naam: str, woord: str) -> None:
    with tel_kdf() as keren, pytest.raises(VerkeerdWachtwoord) as fout:
        team.bestand.open(naam, woord)
    assert fout.value.melding == VerkeerdWachtwoord().melding
    assert keren == [LICHT]  # as slow for a name nobody has


@given(st.text(min_size=1, max_size=12), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
@settings(max_examples=25)
def test_samengesteld_of_niet(tmp_path_factory: pytest.TempPathFactory, tekst: str, vorm: Any) -> None:
    bestand = Sleutelbestand.nieuw(tmp_path_factory.mktemp("s") / "sleutels.json", WERKMAP)
    naam, woord = "Renée" + tekst, "crème brûlée é" + tekst
    bestand.voeg_persoon_toe(NOOR, unicodedata.normalize("NFC", naam), woord, SLEUTEL)
    anders = unicodedata.normalize(vorm, naam), unicodedata.normalize(vorm, woord)
    assert bestand.open(*anders).id == NOOR
    with pytest.raises(Geweigerd, match="al in gebruik"):
        bestand.voeg_persoon_toe(DAAN, anders[0], woord, SLEUTEL)


def test_hoofdletters_tellen_in_een_wachtwoord(team: Team) -> None:
    with pytest.raises(VerkeerdWachtwoord):
        team.bestand.open("Noor", WOORD.upper())


# ---- changing


def test_toevoegen_geweigerd(team: Team) -> None:
    voor = team.pad.read_bytes()
    for id_, naam, woord, sleutel, veld in (
        (uuid4(), " NOOR", WOORD, SLEUTEL, "naam"),
        (uuid4(), " ", WOORD, SLEUTEL, "naam"),
        (uuid4(), "Pien", "", SLEUTEL, "wachtwoord"),
        (NOOR, "Pien", WOORD, SLEUTEL, ""),
        (uuid4(), "Pien", WOORD, NIEUW, ""),
    ):
        with pytest.raises(Geweigerd) as fout:
            team.bestand.voeg_persoon_toe(id_, naam, woord, sleutel)
        assert set(fout.value.fouten) == {veld}
    with pytest.raises(Geweigerd):
        Sleutelbestand.nieuw(team.pad, WERKMAP)
    assert team.pad.read_bytes() == voor


def test_wachtwoord_wijzigen(team: Team) -> None:
    team.bestand.wijzig_wachtwoord(NOOR, WOORD, WOORD_2)
    assert team.bestand.open("Noor", WOORD_2) == team.noor
    with pytest.raises(VerkeerdWachtwoord):
        team.bestand.open("Noor", WOORD)
    assert team.bestand.open_met_herstelcode(team.code) == team.noor
    with pytest.raises(VerkeerdWachtwoord):
        team.bestand.wijzig_wachtwoord(NOOR, WOORD, "iets anders dan dat")
    with pytest.raises(Geweigerd):
        team.bestand.wijzig_wachtwoord(NOOR, WOORD_2, "")
    with pytest.raises(NietGevonden):
        team.bestand.wijzig_wachtwoord(uuid4(), WOORD, WOORD_2)


def test_verwijderen(team: Team) -> None:
    team.bestand.verwijder(NOOR)
    with pytest.raises(VerkeerdWachtwoord):
        team.bestand.open("Noor", WOORD)
    with pytest.raises(VerkeerdeHerstelcode):
        team.bestand.open_met_herstelcode(team.code)
    assert team.bestand.open("Daan", WOORD_2) == team.daan
    with pytest.raises(Geweigerd, match="laatste"):
        team.bestand.verwijder(DAAN)
    with pytest.raises(NietGevonden):
        team.bestand.verwijder(NOOR)


def test_mislukt_schrijven_laat_alles_staan(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    voor = team.pad.read_bytes()

    def vol(van: object, naar: object) -> None:
        raise OSError(28, "disk full")

    with monkeypatch.context() as m:
        m.setattr(os, "replace", vol)
        with pytest.raises(SchijfFout):
            team.bestand.wijzig_wachtwoord(NOOR, WOORD, WOORD_2)
    assert team.pad.read_bytes() == voor
    assert not list(team.pad.parent.glob("*.nieuw"))
    assert team.bestand.open("Noor", WOORD) == team.noor


def test_twee_tegelijk_verliezen_niets(team: Team) -> None:
    namen = [f"Collega {n}" for n in range(12)]

    def voeg_toe(deel: list[str]) -> None:
        for naam in deel:
            Sleutelbestand.lees(team.pad).voeg_persoon_toe(uuid4(), naam, WOORD, SLEUTEL)

    draden = [threading.Thread(target=voeg_toe, args=(namen[n::3],)) for n in range(3)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert all(team.bestand.zoek(naam) for naam in namen)
    assert len(team.bestand.personen) == 14


# ---- another database key


def test_nieuwe_databasesleutel(team: Team) -> None:
    team.bestand.zet_volgend(NIEUW)
    assert team.bestand.wisselt
    for open_, was in openers(team):
        geopend = open_(team.bestand)
        assert geopend.databasesleutels == (SLEUTEL, NIEUW) and geopend.prive == was.prive
    with pytest.raises(Geweigerd):
        team.bestand.zet_volgend(bytes(32))
    with pytest.raises(Geweigerd):
        team.bestand.voeg_persoon_toe(uuid4(), "Pien", WOORD, SLEUTEL)
    team.bestand.wijzig_wachtwoord(DAAN, WOORD_2, WOORD)
    assert team.bestand.open("Daan", WOORD).databasesleutels == (SLEUTEL, NIEUW)
    team.bestand.volgend_gelukt()
    assert not team.bestand.wisselt
    assert team.bestand.open("Daan", WOORD).databasesleutels == (NIEUW,)
    assert team.bestand.open_met_herstelcode(team.code).databasesleutel == NIEUW
    team.bestand.wijzig_wachtwoord(DAAN, WOORD, WOORD_2)
    assert team.bestand.open("Daan", WOORD_2).databasesleutels == (NIEUW,)
    team.bestand.voeg_persoon_toe(uuid4(), "Pien", WOORD, NIEUW)
    with pytest.raises(Geweigerd):
        team.bestand.voeg_persoon_toe(uuid4(), "Sem", WOORD, SLEUTEL)


def test_nieuwe_databasesleutel_vervalt(team: Team) -> None:
    voor = team.document
    team.bestand.zet_volgend(NIEUW)
    team.bestand.volgend_vervalt()
    assert team.document == voor


def test_wisselen_sluit_niemand_stil_buiten(team: Team) -> None:
    maak_kapot(team)
    with pytest.raises(Beschadigd, match="Ingang 3"):
        team.bestand.zet_volgend(NIEUW)


def test_verversen(team: Team) -> None:
    assert team.bestand.ververs(team.noor) == team.noor
    team.bestand.zet_volgend(NIEUW)
    assert team.bestand.ververs(team.noor).databasesleutels == (SLEUTEL, NIEUW)
    team.bestand.volgend_gelukt()
    vers = team.bestand.ververs(team.noor)
    assert vers.databasesleutels == (NIEUW,)
    # A recovery code made with what was opened before the change must open what is there now.
    code = team.bestand.maak_herstelcode(team.noor)
    assert team.bestand.open_met_herstelcode(code) == vers
    team.bestand.wijzig_wachtwoord(NOOR, WOORD, WOORD_2)
    assert team.bestand.ververs(vers) == vers
    with pytest.raises(Geweigerd, match="Ontgrendel"):
        team.bestand.maak_herstelcode(team.noor)

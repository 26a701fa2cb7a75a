"""Damage to the key file: found, named by number, and never called a wrong passphrase."""

import json
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mgn_tui.domain.fouten import (
    Beschadigd,
    NietOpenen,
    NieuwereVersie,
    VerkeerdWachtwoord,
)
from mgn_tui.store import sleutelbestand, sleutelformaat
from mgn_tui.store.sleutelbestand import (
    Kdf,
    Sleutelbestand,
)
from tests.sleutel_hulp import (
    DAAN,
    NOOR,
    WOORD,
    WOORD_2,
    Team,
    lichte_kdf,
    maak_kapot,
    maak_team,
    openers,
)


@pytest.fixture(scope="module", autouse=True)
def licht() -> Iterator[None]:
    with lichte_kdf():
        yield


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return maak_team(tmp_path)


def keur(team: Team, heel: bytes, plaats: int, vervang: bytes) -> None:
    """One place of the file replaced: nothing opens wrongly, damage is never called a wrong passphrase, and
    the entries elsewhere still open."""
    grenzen = [heel.index(b"\n") + 1]
    while len(grenzen) < 4:
        grenzen.append(heel.index(b"\n", grenzen[-1]) + 1)
    team.pad.write_bytes(heel[:plaats] + vervang + heel[plaats + len(vervang) :])
    try:
        bestand = Sleutelbestand.lees(team.pad)
    except Beschadigd:
        assert plaats < grenzen[0], "only the head may cost the whole file"
        return
    for nummer, (open_, verwacht) in enumerate(openers(team), 1):
        if not grenzen[nummer - 1] <= plaats <= heel.rindex(b"}", 0, grenzen[nummer]):
            assert open_(bestand) == verwacht
            continue
        with pytest.raises(Beschadigd) as fout:
            open_(bestand)
        assert f"Ingang {nummer} " in fout.value.melding
        assert bestand.beschadigd == (nummer,)


def test_elke_omgeklapte_byte(team: Team) -> None:
    heel = team.pad.read_bytes()
    for plaats in range(len(heel)):
        keur(team, heel, plaats, bytes([heel[plaats] ^ (1 << plaats % 8)]))


@pytest.mark.parametrize("teken", [b"{", b"}", b"[", b"]", b'"', b",", b"\\", b"1"])
def test_tekens_die_json_iets_zeggen(team: Team, teken: bytes) -> None:
    heel = team.pad.read_bytes()
    for plaats, byte in enumerate(heel):
        if byte in b'{}[]",:\n' and bytes([byte]) != teken:
            keur(team, heel, plaats, teken)


@given(st.data())
@settings(max_examples=150)
def test_willekeurige_schade(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Whatever happens to the file: it opens rightly, or with one of our own faults."""
    team = maak_team(tmp_path_factory.mktemp("s"))
    heel = team.pad.read_bytes()
    begin = data.draw(st.integers(0, len(heel)))
    einde = data.draw(st.integers(begin, min(begin + 40, len(heel))))
    team.pad.write_bytes(heel[:begin] + data.draw(st.binary(max_size=30)) + heel[einde:])
    for open_, verwacht in openers(team):
        try:
            assert open_(team.bestand) == verwacht
        except NietOpenen as fout:
            assert not isinstance(fout, VerkeerdWachtwoord) or team.pad.read_bytes() == heel


@pytest.mark.parametrize(("deel", "noor_opent"), [(0.02, False), (0.2, False), (0.5, True), (0.99, True)])
def test_afgekapt(team: Team, deel: float, noor_opent: bool) -> None:
    heel = team.pad.read_bytes()
    team.pad.write_bytes(heel[: int(len(heel) * deel)])
    with pytest.raises(Beschadigd):
        team.bestand.open("Daan", WOORD_2)
    if noor_opent:
        assert team.bestand.open("Noor", WOORD) == team.noor
        team.bestand.wijzig_wachtwoord(NOOR, WOORD, WOORD_2)  # what was lost stays counted as lost
        assert team.bestand.open("Noor", WOORD_2) == team.noor
        assert 3 in team.bestand.beschadigd
    else:
        with pytest.raises(Beschadigd):
            team.bestand.open("Noor", WOORD)


@pytest.mark.parametrize("inhoud", [b"", b"{}", b"[]", b"null", b'"x"', b"\xff" * 50, b"[" * 100_000])
def test_geen_sleutelbestand(team: Team, inhoud: bytes) -> None:
    team.pad.write_bytes(inhoud)
    with pytest.raises(Beschadigd):
        Sleutelbestand.lees(team.pad)


def test_ontbreekt(team: Team) -> None:
    team.pad.unlink()
    with pytest.raises(NietOpenen) as fout:
        Sleutelbestand.lees(team.pad)
    assert str(team.pad.parent) not in fout.value.melding


def herschrijf(team: Team, wijzig: Callable[[Any], None], kop: bool = False, som: bool = True) -> None:
    """Change the second person's entry (or the head) as somebody with an editor would, checksums included."""
    document = team.document
    doel = document if kop else document["ingangen"][2]
    wijzig(doel)
    if som:
        doel["som"] = sleutelformaat.som({k: v for k, v in doel.items() if k != "ingangen"})
    team.pad.write_text(json.dumps(document, indent=2))


STUK: list[Callable[[Any], Any]] = [
    lambda i: i.pop("publiek"),
    lambda i: i.pop("kdf"),
    lambda i: i.pop("id"),
    lambda i: i["sleutel"].pop("kenmerk"),
    lambda i: i["prive"].pop("tag"),
    lambda i: i.update(id=7),
    lambda i: i.update(id="niemand"),
    lambda i: i.update(kdf=[]),
    lambda i: i.update(prive=None),
    lambda i: i.update(sleutel="x"),
    lambda i: i.update(volgend=3),
    lambda i: i.update(volgend={"zegel": "00", "kenmerk": "00" * 8}),
    lambda i: i.update(soort="baas"),
    lambda i: i["kdf"].update(soort="scrypt"),
    lambda i: i["kdf"].update(rondes="3"),
    lambda i: i["kdf"].update(rondes=True),
    lambda i: i["kdf"].update(rondes=0),
    lambda i: i["kdf"].update(geheugen_kib=7),
    lambda i: i["kdf"].update(geheugen_kib=2**40),
    lambda i: i.update(publiek="zz"),
    lambda i: i.update(naam="00"),
]


@pytest.mark.parametrize("wijzig", STUK)
def test_verkeerde_vorm(team: Team, wijzig: Callable[[Any], None]) -> None:
    herschrijf(team, wijzig)
    assert team.bestand.beschadigd == (3,)
    assert team.bestand.open("Noor", WOORD) == team.noor
    with pytest.raises(Beschadigd, match="Ingang 3"):
        team.bestand.open("Daan", WOORD_2)


VERPLAATST: list[Callable[[Any], Any]] = [
    lambda i: i.update(id=str(NOOR)),
    lambda i: i["kdf"].update(rondes=2),
    lambda i: i.update(publiek=secrets.token_hex(32)),
    lambda i: i.update(prive=i["sleutel"]),
    lambda i: i.update(extra="later toegevoegd"),
]


@pytest.mark.parametrize("wijzig", VERPLAATST)
def test_wie_de_som_bijwerkt_opent_nog_niets(team: Team, wijzig: Callable[[Any], None]) -> None:
    """The rest of the entry is associated data: nothing of it can be changed by who has no passphrase."""
    herschrijf(team, wijzig)
    with pytest.raises(VerkeerdWachtwoord):
        team.bestand.open("Daan", WOORD_2)


def test_andere_databasesleutel_untergeschoven_is_schade(team: Team) -> None:
    herschrijf(team, lambda i: i.update(sleutel=team.document["ingangen"][0]["sleutel"]))
    with pytest.raises(Beschadigd, match="Ingang 3"):
        team.bestand.open("Daan", WOORD_2)


def test_ingang_van_een_andere_werkmap(team: Team, tmp_path: Path) -> None:
    herschrijf(team, lambda kop: kop.update(werkmap=str(uuid4())), kop=True)
    with pytest.raises(VerkeerdWachtwoord):
        team.bestand.open("Noor", WOORD)


def test_opnieuw_opgemaakt_opent_gewoon(team: Team) -> None:
    herschrijf(team, lambda _: None)
    assert team.bestand.open("Daan", WOORD_2) == team.daan


def test_nieuwere_versie(team: Team) -> None:
    herschrijf(team, lambda kop: kop.update(formaat=2), kop=True)
    with pytest.raises(NieuwereVersie):
        Sleutelbestand.lees(team.pad)
    herschrijf(team, lambda kop: kop.update(formaat=3), kop=True, som=False)
    with pytest.raises(Beschadigd):
        Sleutelbestand.lees(team.pad)


def test_lichtere_kdf_dan_de_ondergrens_wordt_geweigerd(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sleutelbestand, "KDF_ONDERGRENS", Kdf(9, 1, 1))
    with pytest.raises(Beschadigd):
        team.bestand.open("Noor", WOORD)


def test_schade_blijft_bewaard_en_vorige_ook(team: Team) -> None:
    vorige = team.pad.with_name("sleutels.vorige.json")
    was = vorige.read_bytes()
    regel = maak_kapot(team)
    team.bestand.wijzig_wachtwoord(NOOR, WOORD, WOORD + "!")
    assert regel in team.pad.read_bytes()
    assert vorige.read_bytes() == was  # the last sound one is not pushed out
    assert team.bestand.open("Noor", WOORD + "!") == team.noor
    assert team.bestand.beschadigd == (3,)
    with pytest.raises(Beschadigd):
        team.bestand.verwijder(DAAN)
    assert team.bestand.ruim_beschadigd_op() == 1
    assert team.bestand.beschadigd == ()
    assert len(team.document["ingangen"]) == 2

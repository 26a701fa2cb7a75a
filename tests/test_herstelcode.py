"""The recovery code, and how strong a passphrase must be."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgn_tui.domain.fouten import (
    GeenToegang,
    Geweigerd,
    VerkeerdWachtwoord,
)
from mgn_tui.store import herstelcode
from mgn_tui.store.sleutelbestand import (
    VerkeerdeHerstelcode,
    wachtwoord_bezwaar,
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
    tel_kdf,
)


@pytest.fixture(scope="module", autouse=True)
def licht() -> Iterator[None]:
    with lichte_kdf():
        yield


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return maak_team(tmp_path)


def test_herstelcode(team: Team) -> None:
    nieuwe = team.bestand.gebruik_herstelcode(team.code.lower().replace("-", " "), WOORD_2)
    assert nieuwe != team.code
    assert team.bestand.open("Noor", WOORD_2) == team.noor
    assert team.bestand.open("Daan", WOORD_2) == team.daan
    with pytest.raises(VerkeerdWachtwoord):
        team.bestand.open("Noor", WOORD)
    with pytest.raises(VerkeerdeHerstelcode, match="al een keer gebruikt"):
        team.bestand.gebruik_herstelcode(team.code, WOORD)
    geopend = team.bestand.open_met_herstelcode(nieuwe)
    assert geopend == team.noor
    assert team.bestand.maak_herstelcode(geopend) != nieuwe
    assert team.bestand.heeft_herstelcode(NOOR) and not team.bestand.heeft_herstelcode(DAAN)
    assert len(team.document["ingangen"]) == 3


def test_nieuwe_code_vervangt_de_oude(team: Team) -> None:
    code = team.bestand.maak_herstelcode(team.noor)
    with pytest.raises(VerkeerdeHerstelcode):
        team.bestand.open_met_herstelcode(team.code)
    assert team.bestand.open_met_herstelcode(code) == team.noor


def test_code_is_van_een(team: Team) -> None:
    with pytest.raises(GeenToegang):
        team.bestand.maak_herstelcode(team.noor, voor=DAAN)
    daans = team.bestand.maak_herstelcode(team.daan, voor=DAAN)
    assert team.bestand.open_met_herstelcode(daans) == team.daan
    assert team.bestand.open_met_herstelcode(team.code) == team.noor


def test_herstel_met_een_kapotte_eigen_ingang(team: Team) -> None:
    maak_kapot(team, 1)
    with pytest.raises(Geweigerd, match="naam"):
        team.bestand.gebruik_herstelcode(team.code, WOORD_2)
    with pytest.raises(Geweigerd, match="collega"):
        team.bestand.gebruik_herstelcode(team.code, WOORD_2, naam="Daan")
    team.bestand.gebruik_herstelcode(team.code, WOORD_2, naam="Noor")
    assert team.bestand.open("Noor", WOORD_2) == team.noor


def test_typefout_kost_geen_kdf(team: Team) -> None:
    kaal = team.code.replace("-", "")
    for tekst in (
        "",
        kaal[:-1],
        kaal + "0",
        "U" + kaal[1:],
        "8" + kaal[1:],
        kaal[:-1] + ("0" if kaal[-1] != "0" else "1"),
        kaal[:4] + "é" + kaal[5:],
    ):
        for doe in (
            lambda t=tekst: team.bestand.open_met_herstelcode(t),
            lambda t=tekst: team.bestand.gebruik_herstelcode(t, WOORD),
        ):
            with tel_kdf() as keren, pytest.raises(Geweigerd) as fout:
                doe()
            assert keren == []
            assert set(fout.value.fouten) == {"herstelcode"}
            assert not tekst or tekst not in fout.value.melding


def test_code_van_elders(team: Team, tmp_path: Path) -> None:
    with pytest.raises(VerkeerdeHerstelcode):
        team.bestand.open_met_herstelcode(herstelcode.nieuwe_code())


@given(st.integers(0, 2**128 - 1), st.data())
def test_elke_typefout_van_een_teken_of_een_wissel(getal: int, data: st.DataObject) -> None:
    with pytest.MonkeyPatch.context() as m:
        m.setattr(secrets, "randbits", lambda _n: getal)
        code = herstelcode.nieuwe_code()
    assert [len(groep) for groep in code.split("-")] == [4] * 7
    kaal = herstelcode.lees(code)
    assert kaal == code.replace("-", "")
    assert herstelcode.lees(f"  {code.lower()} ".replace("1", "l").replace("0", "o")) == kaal
    assert herstelcode.lees(code.replace("1", "I").replace("-", "–")) == kaal
    plaats = data.draw(st.integers(0, 27))
    anders = data.draw(st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
    volgende = (plaats + 1) % 28
    gewisseld = list(kaal)
    gewisseld[plaats], gewisseld[volgende] = kaal[volgende], kaal[plaats]
    for fout in (kaal[:plaats] + anders + kaal[plaats + 1 :], "".join(gewisseld)):
        if fout != kaal and (volgende or fout[1:27] != kaal[1:27]):
            with pytest.raises(Geweigerd):
                herstelcode.lees(fout)


# ---- how strong


@pytest.mark.parametrize(
    "wachtwoord",
    [
        *("", "kort", "elf tekens!", "wachtwoord123", "Welkom2026!!", "welkomwelkom", "123456789012"),
        *("aaaaaaaaaaaaa", "Zomer-winter-2026", "9876543210987", "abc1234567890", "abababababababab"),
        *("Verkennendegesprekken", "Noor van den Berg", "noorvandenberg1", "NOOR-van-den-BERG!"),
    ],
)
def test_te_zwak(wachtwoord: str) -> None:
    bezwaar = wachtwoord_bezwaar(wachtwoord, "Noor van den Berg")
    assert bezwaar is not None and "Vier losse woorden" in bezwaar
    assert len(wachtwoord) < 12 or wachtwoord not in bezwaar


@pytest.mark.parametrize(
    "wachtwoord", [WOORD, WOORD_2, "Tr0ub4dor&3xyz", "gewoon een zin", "日本語のとても長い合言葉です"]
)
def test_sterk_genoeg(wachtwoord: str) -> None:
    assert wachtwoord_bezwaar(wachtwoord, "Noor") is None


def test_het_woord_van_de_demo() -> None:
    assert wachtwoord_bezwaar("demo", "Noor", vrijgesteld="demo") is None
    assert wachtwoord_bezwaar("demo", "Noor") is not None

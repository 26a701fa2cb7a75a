"""Sentences for re-use: one's own and the team's, and nothing about a person without somebody looking."""

import pytest
from sqlmodel import select

from mgn_tui.domain.fouten import Botsing, Geweigerd, NietGevonden
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import ongedaan, team, zinnen
from mgn_tui.register.sessie import Sessie
from mgn_tui.register.vrijgeven import Herleidbaar
from mgn_tui.store.tables import Zin
from mgn_tui.store.werkmap import Werkmap
from tests.cli_hulp import Cli
from tests.hulp_werkmap import collega, maak_aanmelding, open_als

BELLEN = "Wij bellen u binnen een week."
WACHTEN = "De wachttijd kan lang zijn."


def zet(s: Sessie, tekst: str = BELLEN, **velden: str) -> str:
    return zinnen.bewaar(s, {"tekst": tekst, "van_team": "nee"} | velden)


def teksten(s: Sessie) -> list[str]:
    return [zin.tekst for zin in zinnen.lijst(s)]


def test_eigen_zinnen_zijn_eigen(noor: Sessie, werkmap: Werkmap, klok: VasteKlok) -> None:
    eigen = zet(noor)
    zet(noor, WACHTEN, van_team="ja")
    assert teksten(noor) == [WACHTEN, BELLEN]
    karim = open_als(werkmap, "Karim", klok)
    assert teksten(karim) == [WACHTEN]
    for doe in (lambda: zinnen.verwijder(karim, eigen), lambda: zinnen.bewaar(karim, {"tekst": "x"}, eigen)):
        with pytest.raises(NietGevonden):
            doe()
    zet(karim)  # the same sentence, of somebody else
    (van_team,) = [zin for zin in zinnen.lijst(karim) if zin.van_team]
    zinnen.bewaar(karim, {"van_team": "nee"}, van_team.id, van_team.versie)
    karim.sluit()
    assert teksten(noor) == [BELLEN]


def test_wijzigen_weghalen_en_terug(noor: Sessie) -> None:
    id_ = zet(noor)
    (zin,) = zinnen.lijst(noor)
    zinnen.bewaar(noor, {"tekst": WACHTEN}, id_, zin.versie)
    with pytest.raises(Botsing):
        zinnen.bewaar(noor, {"tekst": "Weer anders."}, id_, zin.versie)
    zinnen.verwijder(noor, id_)
    with pytest.raises(NietGevonden):
        zinnen.verwijder(noor, id_)
    ongedaan.neem_terug(noor)
    assert teksten(noor) == [WACHTEN]


@pytest.mark.parametrize("tekst", ["", " \n ", "x" * 601, "Uw bsn is 111222333."])
def test_wat_niet_kan(noor: Sessie, tekst: str) -> None:
    with pytest.raises(Geweigerd) as fout:
        zet(noor, tekst)
    assert not isinstance(fout.value, Herleidbaar)
    assert teksten(noor) == []


def test_twee_keer_dezelfde(noor: Sessie) -> None:
    zet(noor)
    with pytest.raises(Geweigerd):
        zet(noor, BELLEN.upper())


@pytest.mark.parametrize(
    ("tekst", "soort"),
    [
        ("Fatima gaat naar de wandelclub.", "een naam"),
        ("Wij spreken elkaar op 12 maart.", "een datum"),
        ("U betaalt 45 euro.", "cijfers"),
    ],
)
def test_iets_over_een_persoon_wordt_gezegd(noor: Sessie, tekst: str, soort: str) -> None:
    maak_aanmelding(noor, voornaam="Fatima", achternaam="Yilmaz")
    with pytest.raises(Herleidbaar) as fout:
        zet(noor, tekst)
    assert soort in fout.value.melding
    assert teksten(noor) == []
    id_ = zinnen.bewaar(noor, {"tekst": tekst, "van_team": "ja"}, gezien=True)
    zinnen.bewaar(noor, {"van_team": "nee"}, id_)  # looked at once, the same words need no second look
    assert teksten(noor) == [tekst]


def test_wie_weggaat_laat_geen_eigen_zinnen_achter(noor: Sessie, werkmap: Werkmap, klok: VasteKlok) -> None:
    tom = open_als(werkmap, "Tom", klok)
    zet(tom)
    zet(tom, WACHTEN, van_team="ja")
    tom.sluit()
    team.verwijder(noor, collega(noor, "Tom").hex, nieuwe_sleutel=False)
    with noor.lezen() as db:
        assert [zin.tekst for zin in db.exec(select(Zin))] == [WACHTEN]
    assert teksten(noor) == [WACHTEN]


def test_als_opdracht(werkmap: Werkmap, klok: VasteKlok) -> None:
    cli = Cli(werkmap, klok)
    assert "mgn zinnen erbij" in cli.goed("zinnen", "lijst").gezegd
    cli.goed("zinnen", "erbij", f"--tekst={BELLEN}")
    cli.goed("zinnen", "erbij", f"--tekst={WACHTEN}", "--van-team=ja")
    assert cli.goed("zinnen", "lijst").data.splitlines()[1].startswith("2")
    assert [z["van_team"] for z in cli.goed("zinnen", "lijst", "--json").json] == [True, False]
    slecht = cli("zinnen", "erbij", "--tekst=Tot dinsdag.")
    assert (slecht.status, "--toch" in slecht.gezegd) == (1, True)
    cli.goed("zinnen", "wijzig", "bellen", "--tekst=Tot dinsdag.", "--toch")
    assert "Tot dinsdag." in cli.goed("zinnen", "weg", "2").gezegd
    for onzin in ("3", "0", "bestaat niet", ""):
        assert cli("zinnen", "weg", onzin).status == 1
    assert len(cli.goed("zinnen", "lijst", "--json").json) == 1

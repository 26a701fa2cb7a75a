"""The overtypelijst: the form of others, question by question, from a profile that asks for it."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from mgn_tui.domain import profiel as profiel_module
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.profiel import Profiel, ProfielFout, laad_profiel, profielen
from mgn_tui.domain.profiel_controle import OVERTYPVRAGEN
from mgn_tui.register import beheren, overtypen, vastleggen, waarderen
from mgn_tui.register.overtypen import _ANTWOORD
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap
from tests.cli_hulp import Cli
from tests.hulp_werkmap import maak_aanmelding, maak_gevoerd, plan_gesprek, volledige_zaak
from tests.test_beveiligen import LET_OP, open_xlsx

IJSSEL_VECHT = Path(profiel_module.__file__).parent / "profielen" / "ijssel-vecht.toml"
VRAGEN = """
[overtypelijst]
bron = "L3344-3345"
aard = "seed"
items = [
  { code = "aanmelddatum", label = "Datum van aanmelding" },
  { code = "gespreksdatum", label = "Datum gesprek" },
  { code = "aantal-gesprekken", label = "Aantal gesprekken" },
  { code = "duur", label = "Duur van gesprek" },
  { code = "leeftijd", label = "Leeftijd inwoner" },
  { code = "professionals", label = "Aanwezige professionals" },
  { code = "naaste", label = "Aanwezigheid naaste(n)" },
  { code = "themas", label = "Pijler(s) positieve gezondheid" },
  { code = "domeinen", label = "Domein(en) van het advies" },
  { code = "ervaring", label = "Ervaring" },
  { code = "proces", label = "Proces" },
  { code = "samenwerking", label = "Samenwerking" },
]
"""
Q1 = date(2027, 1, 1), date(2027, 3, 31)


def profiel_met_vragen(map_: Path, vragen: str = VRAGEN) -> Profiel:
    pad = map_ / "eigen.toml"
    pad.write_text(IJSSEL_VECHT.read_text(encoding="utf-8") + vragen, encoding="utf-8")
    return laad_profiel(pad)


@pytest.fixture
def twents(noor: Sessie, tmp_path: Path) -> Sessie:
    """Noor, in a region that has such a form."""
    noor.profiel = profiel_met_vragen(tmp_path)
    return noor


def test_negen_velden_en_drie_koppen_in_volgorde(twents: Sessie) -> None:
    zaak = volledige_zaak(twents)
    waarderen.bewaar_waardering(
        twents, zaak.gesprek, {"akkoord": "ja", "inwoner": "8", "team": "7", "samenwerking": "9"}
    )
    (rij,) = overtypen.lijst(twents, *Q1)
    assert rij.ref == zaak.gesprek
    assert [f"{vraag}: {antwoord}" for vraag, antwoord in rij.antwoorden] == [
        "Datum van aanmelding: 9-3-2027",
        "Datum gesprek: 10-3-2027",
        "Aantal gesprekken: 1",
        "Duur van gesprek: 75 minuten",
        "Leeftijd inwoner: 60",
        "Aanwezige professionals: ggz, sociaal domein",
        "Aanwezigheid naaste(n): ja",
        "Pijler(s) positieve gezondheid: Lichaamsfuncties, Mentaal welbevinden, Zingeving, Kwaliteit van leven, "
        "Meedoen, Dagelijks functioneren",
        "Domein(en) van het advies: " + rij.antwoorden[8][1],
        "Ervaring: inwoner 8, team 7",
        "Proces: ",
        "Samenwerking: 9",
    ]
    assert "sociaal domein" in rij.antwoorden[8][1]


def test_een_gesprek_na_het_ander_en_niet_meer(twents: Sessie, els: Sessie) -> None:
    een = maak_gevoerd(twents)[1]
    twee = maak_gevoerd(twents, voornaam="Anna", achternaam="Bakker")[1]
    plan_gesprek(twents, maak_aanmelding(twents, voornaam="Mei"))
    rijen = overtypen.lijst(twents, *Q1)
    assert [rij.ref for rij in rijen] == [een, twee]
    assert "Jansen" not in str(rijen)
    assert overtypen.lijst(twents, date(2026, 1, 1), date(2026, 12, 31)) == []
    dag = vastleggen.lees(twents, een, weer=True).begin.date()
    assert overtypen.lijst(twents, dag, dag)[0].ref == een
    assert een not in [rij.ref for rij in overtypen.lijst(twents, dag + timedelta(days=1), Q1[1])]
    els.profiel = twents.profiel
    assert [rij.ref for rij in overtypen.lijst(els, *Q1)] == [een, twee]  # without a key: codes only


def test_alleen_voor_een_regio_die_erom_vraagt(noor: Sessie) -> None:
    with pytest.raises(Geweigerd, match="vraagt geen formulier"):
        overtypen.lijst(noor, *Q1)


def test_een_vraag_die_er_niet_is(tmp_path: Path) -> None:
    with pytest.raises(ProfielFout) as fout:
        profiel_met_vragen(tmp_path, VRAGEN.replace('"naaste"', '"schoenmaat"'))
    assert "'schoenmaat' hoort hier niet" in fout.value.fouten["overtypelijst"]


def test_elke_vraag_heeft_een_antwoord() -> None:
    assert set(_ANTWOORD) == set(OVERTYPVRAGEN)
    for regio in profielen():
        assert all(vraag.code in _ANTWOORD for vraag in laad_profiel(regio).overtypelijst)


def test_als_opdracht(
    werkmap: Werkmap, klok: VasteKlok, twents: Sessie, monkeypatch: pytest.MonkeyPatch
) -> None:
    gesprek = maak_gevoerd(twents)[1]
    eigen = twents.profiel
    monkeypatch.setattr("mgn_tui.register.regio.laad", lambda *_: eigen)
    cli = Cli(werkmap, twents.klok)
    tekst = cli.goed("overtypelijst", "--periode=2027-Q1").data
    assert tekst.startswith("1 van 1 · gesprek ")
    assert "\n1. Datum van aanmelding: 9-3-2027\n" in tekst
    assert "10. Ervaring: (niet ingevuld)" in tekst
    (rij,) = cli.goed("overtypelijst", "--json").json
    assert rij["gesprek"] == gesprek
    assert list(rij["antwoorden"])[:2] == ["Datum van aanmelding", "Datum gesprek"]
    assert cli.goed("overtypelijst", "--periode=2026-12").gezegd == "In deze periode is geen gesprek gevoerd."
    for woord in ("2027-T1", "2027-H1", "2027", "2027-03", "sprint:1", "eerste:1", "vanaf-start"):
        (rij,) = cli.goed("overtypelijst", "--periode", woord, "--json").json  # the words of `mgn cijfers`
        assert rij["gesprek"] == gesprek
    for woord in ("gisteren", "sprint:9", "2027-Q5"):
        assert cli("overtypelijst", "--periode", woord).status == 1
    assert "vanaf-start" in cli("overtypelijst", "--periode=gisteren").gezegd
    beheren.bewaar(twents, "pilot", {"naam": "Elders"})
    assert cli.goed("overtypelijst", "--pilot=elders", "--json").json == []
    assert "--pilot" in cli("overtypelijst", "--periode=sprint:1").gezegd
    assert len(cli.goed("overtypelijst", "--periode=sprint:1", "--pilot=zwolle", "--json").json) == 1


def test_naar_een_rekenblad_met_wachtwoord(
    werkmap: Werkmap, twents: Sessie, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    volledige_zaak(twents)
    eigen = twents.profiel
    monkeypatch.setattr("mgn_tui.register.regio.laad", lambda *_: eigen)
    assert isinstance(twents.klok, VasteKlok)
    cli = Cli(werkmap, twents.klok)
    woord = tmp_path / "woord.txt"
    woord.write_text("appel fiets molen regen", encoding="utf-8")
    sleutel = f"--document-wachtwoord-bestand={woord}"
    assert cli("overtypelijst", sleutel).status == 2  # a password belongs to a file
    assert cli("overtypelijst", "--naar", str(tmp_path / "lijst.pdf")).status == 1
    pad = werkmap.exports / "lijst.xlsx"
    assert cli.goed("overtypelijst", "--periode=2027-Q1", "--naar", str(pad), sleutel).data == str(pad)
    boek = open_xlsx(pad.read_bytes(), "appel fiets molen regen")
    assert boek.get_sheet_by_index(0).to_python()[0] == [LET_OP]
    kop, rij = boek.get_sheet_by_index(1).to_python()
    assert kop[:3] == ["gesprek", "Datum van aanmelding", "Datum gesprek"]
    assert rij[0] and "Jansen" not in repr(rij)
    assert cli("overtypelijst", "--naar", str(pad), sleutel).status == 1  # never over another file
    assert "lijst.xlsx · overtypelijst · " in cli.goed("exports").data

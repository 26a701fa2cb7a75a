"""The main line by commands: aanmelding → planning → gesprek → advies → doorverwijzing → letter."""

import json
from pathlib import Path
from typing import Any

import pytest

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.referentie import normaliseer
from mgn_tui.store.werkmap import Werkmap
from tests.cli_hulp import AANMELDING, NAAM, Cli, gepland, nieuwe_aanmelding


@pytest.fixture
def cli(werkmap: Werkmap, klok: VasteKlok) -> Cli:
    return Cli(werkmap, klok)


# --- aanmelding ------------------------------------------------------------------------------


def test_de_lijst_als_json(cli: Cli) -> None:
    ref = nieuwe_aanmelding(cli, "--aanmelddatum=25-2-2027")
    assert cli.goed("aanmelding", "lijst", "--json").json == [
        {
            "aanmelding": normaliseer(ref),
            "inwoner": "Ç.K.",
            "status": "open",
            "aanmelddatum": "2027-02-25",
            "wacht_dagen": 12,
            "wacht_nog": True,
            "norm_dagen": 14,
            "praktijk": "Praktijk Parkweg",
            "uitgenodigd_op": None,
            "gesprek_op": None,
            "expertise": ["verslaving"],
        }
    ]
    assert (
        cli.goed("aanmelding", "lijst").data
        == f"{ref} · Ç.K. · open · 12 dagen bijna te laat · Praktijk Parkweg"
    )


def test_namen_alleen_op_verzoek_en_alleen_voor_wie_ze_mag_lezen(cli: Cli) -> None:
    nieuwe_aanmelding(cli)
    assert NAAM not in cli.goed("aanmelding", "lijst").data
    assert f"Çağla {NAAM}" in cli.goed("aanmelding", "lijst", "--namen").data
    for ander in ("Els", "Elif"):
        uit = cli.goed("aanmelding", "lijst", "--namen", "--json", naam=ander)
        assert NAAM not in uit.data + uit.gezegd
        assert uit.json[0]["naam"] is None


def test_een_aanmelding_als_json_gaat_zo_weer_terug(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = nieuwe_aanmelding(cli)
    gelezen = cli.goed("aanmelding", "toon", ref, "--json").json
    assert list(gelezen) == ["aanmelding", "inwoner", "status", "reden", "dicht", "verklaringen", "velden"]
    velden: dict[str, Any] = gelezen["velden"]
    assert velden["geboortedatum"] == "1966-04-03"
    assert velden["tolk"] is False
    assert velden["laaggeletterd"] is None
    assert velden["expertise"] == ["verslaving"]
    assert velden["praktijk"] == "Praktijk Parkweg"
    bestand = tmp_path / "velden.json"
    bestand.write_text(json.dumps(velden | {"tolk": True}), encoding="utf-8")
    cli.goed("aanmelding", "wijzig", ref, "--uit-bestand", str(bestand), "--taal=Turks")
    opnieuw = cli.goed("aanmelding", "toon", ref, "--json").json["velden"]
    assert opnieuw == velden | {"tolk": True, "taal": "Turks"}


def test_wat_niet_genoemd_wordt_blijft_en_leeg_maakt_leeg(cli: Cli) -> None:
    ref = nieuwe_aanmelding(cli)
    cli.goed("aanmelding", "wijzig", ref, "--telefoon=06-98765432")
    cli.goed("aanmelding", "wijzig", ref, "--naaste-relatie=")
    velden = cli.goed("aanmelding", "toon", ref, "--json").json["velden"]
    assert (velden["telefoon"], velden["naaste_relatie"]) == ("06-98765432", None)
    assert velden["achternaam"] == NAAM
    assert f"Achternaam: {NAAM}" in cli.goed("aanmelding", "toon", ref).data.splitlines()


@pytest.mark.parametrize(
    ("optie", "melding"),
    [
        (
            "--geboortedatum=31-6-1966",
            "Geboren op: 31 juni bestaat niet: juni heeft 30 dagen. (--geboortedatum)",
        ),
        ("--geboortedatum=3-4-2015", "vanaf 18 jaar"),
        ("--geboortedatum=3-4-1866", "1966"),
        ("--aanmelddatum=1-1-1950", "vóór de geboortedatum"),
        ("--vraag=zie 123456782", "burgerservicenummer"),
        ("--voornaam=" + "x" * 500, "Te lang: 500 tekens"),
        ("--praktijk=Nergens", "Praktijk: Kies uit: Huisartsen De Brug, Praktijk Parkweg. (--praktijk)"),
        ("--expertise=koken", "Kennis gewenst van"),
    ],
)
def test_een_fout_antwoord_wordt_geweigerd(optie: str, melding: str, cli: Cli) -> None:
    uitslag = cli(*AANMELDING, optie)
    assert uitslag.status == 1
    assert melding in uitslag.gezegd
    assert uitslag.data == ""
    assert cli.goed("aanmelding", "lijst", "--json").json == []


def test_alles_wat_mist_in_een_keer(cli: Cli) -> None:
    uitslag = cli("aanmelding", "nieuw", "--vraag=x")
    assert uitslag.status == 1
    assert uitslag.gezegd.count("Vul dit in.") == 4
    uitslag = cli("aanmelding", "nieuw")
    assert uitslag.status == 2
    assert "--praktijk, --voornaam, --achternaam, --geboortedatum" in uitslag.gezegd


@pytest.mark.parametrize("inhoud", ["[1]", "geen json", '{"vraag": {"a": 1}}', '{"bestaatniet": "x"}'])
def test_een_bestand_dat_niet_klopt(inhoud: str, cli: Cli, tmp_path: Path) -> None:
    bestand = tmp_path / "in.json"
    bestand.write_text(inhoud, encoding="utf-8")
    assert cli(*AANMELDING, "--uit-bestand", str(bestand)).status in (1, 2)
    assert cli(*AANMELDING, "--uit-bestand", str(tmp_path / "weg")).status == 2
    assert cli.goed("aanmelding", "lijst", "--json").json == []


def test_teruggeven_heropenen_en_intrekken(cli: Cli) -> None:
    ref = nieuwe_aanmelding(cli)

    def status() -> tuple[str, str | None]:
        gelezen = cli.goed("aanmelding", "toon", ref, "--json").json
        return gelezen["status"], gelezen["reden"]

    assert cli("aanmelding", "teruggeven", ref, "--reden=").status == 1
    cli.goed("aanmelding", "teruggeven", ref, "--reden-code=al-in-ggz", "--reden=stond er al")
    assert status()[0] == "afgewezen"
    assert str(status()[1]).endswith(": stond er al")
    cli.goed("aanmelding", "heropen", ref)
    assert status() == ("open", None)
    cli.goed("aanmelding", "intrekken", ref, "--reden-code=gaat-beter")
    assert status()[0] == "ingetrokken"


def test_uitnodigen(cli: Cli) -> None:
    ref = nieuwe_aanmelding(cli)
    assert cli("aanmelding", "uitnodigen", ref, "--op=1-3-2027").status == 1  # before the aanmelding
    cli.goed("aanmelding", "uitnodigen", ref, "--op=vandaag")
    assert cli.goed("aanmelding", "lijst", "--json").json[0]["uitgenodigd_op"] == "2027-03-09"


@pytest.mark.parametrize(("ref", "melding"), [("ab", "drie tekens"), ("ZZZZZZZZ", "iets")])
def test_een_referentie_die_er_niet_is(ref: str, melding: str, cli: Cli) -> None:
    for woorden in (("aanmelding", "toon"), ("gesprek", "toon"), ("advies", "toon"), ("brief",)):
        uitslag = cli(*woorden, ref)
        assert uitslag.status == 1
        assert melding in uitslag.gezegd


# --- planning and gesprek --------------------------------------------------------------------


def test_voorstellen_met_waarom_en_waarom_niet(cli: Cli) -> None:
    ref = nieuwe_aanmelding(cli)
    json_ = cli.goed("gesprek", "voorstel", ref, "--json").json
    assert list(json_) == ["voorstellen", "afgevallen", "reden"]
    assert len(json_["voorstellen"]) == 5
    eerste = json_["voorstellen"][0]
    assert eerste["nummer"] == 1
    assert eerste["begin"] == "2027-03-09T10:00:00+01:00"
    assert eerste["team"] == ["Karim", "Noor"]
    assert {a["naam"] for a in json_["afgevallen"]} == {"Elif", "Tom"}
    uit = cli.goed("gesprek", "voorstel", ref)
    assert uit.data.splitlines()[0].startswith("1  di 9 maart 2027, 10:00 · Karim en Noor · ")
    assert "Elif: " in uit.gezegd


def test_wat_voor_elk_voorstel_geldt_staat_er_een_keer(cli: Cli) -> None:
    uit = cli.goed("gesprek", "voorstel", nieuwe_aanmelding(cli, "--aanmelddatum=18-2-2027"))
    assert [g for g in uit.terminal.gezegd if "Bij " in g] == [
        "Bij elk: Dit is 19 dagen na de aanmelding; het streven is 14."
    ]


def test_een_voorstel_nemen(cli: Cli) -> None:
    ref = nieuwe_aanmelding(cli)
    assert cli("gesprek", "plan", ref, "--voorstel", "9").status == 1
    gesprek = cli.goed("gesprek", "plan", ref, "--voorstel", "2", "--locatie=De Terp").data
    gelezen = cli.goed("gesprek", "toon", gesprek, "--json").json
    assert gelezen["begin"] == "2027-03-09T10:30:00+01:00"
    assert gelezen["locatie"] == "De Terp"


def test_een_eis_is_niet_te_overrulen_een_voorkeur_wel_met_reden(cli: Cli) -> None:
    ref = nieuwe_aanmelding(cli)
    eis = cli("gesprek", "plan", ref, "--begin=wo 10:00", "--team=Noor, Tom", "--reden=toch")
    assert eis.status == 1
    assert "ggz" in eis.gezegd
    assert "--reden" not in eis.gezegd
    voorkeur = cli("gesprek", "plan", ref, "--begin=zo 10:00", "--team=Noor, Karim")
    assert voorkeur.status == 1
    assert "Kan het toch? Geef dan een reden met --reden." in voorkeur.gezegd
    cli.goed("gesprek", "plan", ref, "--begin=zo 10:00", "--team=Noor, Karim", "--reden=kan alleen dan")


def test_verzetten_en_afzeggen(cli: Cli) -> None:
    ref = nieuwe_aanmelding(cli)
    gesprek = cli.goed("gesprek", "plan", ref, "--begin=wo 10:00", "--team=Noor, Karim").data
    cli.goed("gesprek", "verzet", gesprek, "--begin=do 14:00")
    assert cli.goed("gesprek", "toon", gesprek, "--json").json["begin"] == "2027-03-11T14:00:00+01:00"
    assert cli("gesprek", "afzeggen", gesprek, "--wat=no-show").status == 1
    cli.goed("gesprek", "afzeggen", gesprek, "--wat=no-show", "--reden-code=ziek")
    rijen = cli.goed("gesprek", "lijst", "--status=no-show", "--json").json
    assert [r["gesprek"] for r in rijen] == [normaliseer(gesprek)]
    assert cli("gesprek", "verzet", gesprek, "--begin=do 15:00").status == 1


def test_wat_er_gezegd_is(cli: Cli) -> None:
    gesprek = gepland(cli)
    assert cli("gesprek", "thema", gesprek, "zin", "--score=6,25").status == 1
    assert cli("gesprek", "thema", gesprek, "lezen", "--score=6").status == 1
    assert cli("gesprek", "thema", gesprek, "--score=6").status == 2
    cli.goed("gesprek", "thema", gesprek, "zin", "--score=6,5", "--vertelt=Mist een maatje")
    cli.goed("gesprek", "thema", gesprek, "zin", "--kracht=De tuin")
    cli.goed(
        "gesprek", "wijzig", gesprek, "--kladblok=slaapt slecht", "--uren-ggz=1,25", "--leefgebieden=wonen"
    )
    cli.goed("gesprek", "notitie", gesprek, "1", "lichaam")
    cli.goed("gesprek", "punt", gesprek, "--uitleg=ja", "--tolk=ja")
    cli.goed("gesprek", "gast", gesprek, "--soort=naaste", "--omschrijving=dochter")
    cli.goed("gesprek", "deelnemer", gesprek, "--collega=Tom", "--rol=observator")
    cli.goed("gesprek", "gevoerd", gesprek, "--zoals-gepland")
    gelezen = cli.goed("gesprek", "toon", gesprek, "--json").json
    assert gelezen["status"] == "gevoerd"
    assert gelezen["themas"]["zingeving"] == {
        "score": 6.5,
        "vertelt": "Mist een maatje",
        "kracht": "De tuin",
        "lastig": None,
        "wens": None,
    }
    assert gelezen["themas"]["lichaamsfuncties"]["vertelt"] == "slaapt slecht"
    assert gelezen["velden"]["kladblok"] is None
    assert gelezen["velden"]["uren_ggz"] == 1.25
    assert gelezen["velden"]["leefgebieden"] == ["wonen"]
    assert gelezen["punten"] == ["tolk", "uitleg"]
    assert gelezen["gasten"] == [{"soort": "naaste", "wijze": "live", "omschrijving": "dochter"}]
    assert {d["naam"]: d["rol"] for d in gelezen["deelnemers"]}["Tom"] == "observator"
    regels = cli.goed("gesprek", "toon", gesprek).data.splitlines()
    assert "Zingeving" in regels
    assert "Wat u vertelt: Mist een maatje" in regels
    cli.goed("gesprek", "gast", gesprek, "--soort=naaste", "--wijze=weg")
    assert cli.goed("gesprek", "toon", gesprek, "--json").json["gasten"] == []


def test_vastleggen_wordt_niet_geweigerd_om_het_team(cli: Cli) -> None:
    gesprek = gepland(cli)
    uit = cli.goed("gesprek", "gevoerd", gesprek, "--aanwezig=Noor", "--reden=Karim was ziek")
    assert "Bewaard, en genoteerd:" in uit.gezegd


def test_een_gesprek_dat_nog_moet_komen(cli: Cli) -> None:
    ref = nieuwe_aanmelding(cli)
    gesprek = cli.goed("gesprek", "plan", ref, "--begin=wo 10:00", "--team=Noor, Karim").data
    assert "toekomst" in cli("gesprek", "gevoerd", gesprek, "--zoals-gepland").gezegd

"""Making a werkmap, keeping it: nieuw, werkmap, controleer, instellingen, team, praktijk, pilot, sprint."""

import os
from pathlib import Path

import pytest

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import beheren, team
from mgn_tui.store.engine import open_verbinding
from mgn_tui.store.werkmap import Werkmap
from tests.cli_hulp import CTRL_C, Cli
from tests.hulp_werkmap import WACHTWOORDEN, maak_aanmelding, open_als

WOORD = "zonnige fietstocht langs rivier"
BRAM = {"naam": "Bram", "rol": "gespreksvoerder", "domein": "ggz"}


@pytest.fixture
def leeg(tmp_path: Path, klok: VasteKlok, licht: None) -> Cli:
    """No werkmap yet."""
    return Cli(Werkmap(tmp_path / "nieuw"), klok, None)


@pytest.fixture
def cli(werkmap: Werkmap, klok: VasteKlok) -> Cli:
    return Cli(werkmap, klok)


# --- nieuw -----------------------------------------------------------------------------------


def test_nieuw_voor_een_script(leeg: Cli) -> None:
    uit = leeg.goed(
        "nieuw",
        "--regio=ijssel-vecht",
        "--pilot=Zwolle-Zuid",
        "--verantwoordelijke=Stichting X",
        gebruiker="Noor",
        wachtwoord=WOORD,
    )
    assert uit.terminal.gevraagd == []
    (code,) = uit.terminal.gegeven  # the recovery code, once
    assert code.count("-") >= 3
    assert code not in uit.gezegd
    opties = {"gebruiker": "noor", "wachtwoord": WOORD}
    assert leeg.goed("pilot", "lijst", **opties).data == "Zwolle-Zuid"
    velden = leeg.goed("instellingen", "toon", "--json", **opties).json["velden"]
    assert velden["verantwoordelijke"] == "Stichting X"
    assert velden["termijn_identiteit_maanden"] == 12  # the proposal
    if os.name == "posix":
        assert leeg.werkmap.pad.stat().st_mode & 0o777 == 0o700


def test_nieuw_met_rol_en_termijnen(leeg: Cli) -> None:
    opties = {"gebruiker": "Els", "wachtwoord": WOORD}
    leeg.goed("nieuw", "--regio=ijssel-vecht", "--rol=coordinator", "--termijn-codes-maanden=48", **opties)
    assert leeg.goed("instellingen", "toon", "--json", **opties).json["velden"]["termijn_codes_maanden"] == 48
    assert "coördinator" in leeg.goed("team", "lijst", **opties).data


@pytest.mark.parametrize(
    ("weg", "melding"),
    [("regio", "--regio"), ("gebruiker", "--gebruiker"), ("wachtwoord", "--wachtwoord-bestand")],
)
def test_nieuw_noemt_wat_mist(weg: str, melding: str, leeg: Cli) -> None:
    woorden = [] if weg == "regio" else ["--regio=ijssel-vecht"]
    opties = {k: v for k, v in {"gebruiker": "Noor", "wachtwoord": WOORD}.items() if k != weg}
    uit = leeg("nieuw", *woorden, **{"gebruiker": None, "wachtwoord": None} | opties)
    assert uit.status == 2
    assert melding in uit.gezegd
    assert not leeg.werkmap.bestaat()


def test_een_script_kiest_zelf_en_hoort_wat_er_zwak_aan_is(leeg: Cli) -> None:
    uit = leeg.goed("nieuw", "--regio=ijssel-vecht", gebruiker="Noor", wachtwoord="kort")
    assert "Let op: dit wachtwoord is te kort" in uit.gezegd


@pytest.mark.parametrize(
    ("woorden", "wachtwoord", "melding"),
    [
        (["--regio=elders"], WOORD, "Kies uit: "),
        (["--regio=ijssel-vecht", "--rol=baas"], WOORD, "(--rol)"),
        (["--regio=ijssel-vecht", "--termijn-log-jaren=1"], WOORD, "(--termijn-log-jaren)"),
        (["--regio=ijssel-vecht"], "", "Vul een wachtwoord in"),
    ],
)
def test_nieuw_weigert(woorden: list[str], wachtwoord: str, melding: str, leeg: Cli) -> None:
    uit = leeg("nieuw", *woorden, gebruiker="Noor", wachtwoord=wachtwoord)
    assert uit.status == 1
    assert melding in uit.gezegd
    assert not leeg.werkmap.bestaat()


def test_nieuw_op_wat_er_al_is(cli: Cli) -> None:
    voor = {p.name: p.read_bytes() for p in cli.werkmap.data.iterdir()}
    uit = cli("nieuw", "--regio=ijssel-vecht", wachtwoord=WOORD)
    assert uit.status == 1
    assert uit.data == ""
    assert {p.name: p.read_bytes() for p in cli.werkmap.data.iterdir()} == voor


def test_nieuw_als_vragenlijst(leeg: Cli) -> None:
    antwoorden = [
        "IJssel-Vecht",
        "Noor",
        "",
        "Team Zuid",
        "Zwolle-Zuid",
        "Stichting X",
        *[""] * 7,
        "kort",
        WOORD,
        "anders",
    ]
    uit = leeg.goed("nieuw", gebruiker=None, wachtwoord=None, antwoorden=[*antwoorden, WOORD, WOORD])
    assert uit.terminal.antwoorden == []
    vragen = "\n".join(uit.terminal.gevraagd)
    assert "Regio (verplicht):" in vragen
    assert "Uw team. Een inwoner mag weten" in uit.gezegd  # each group says why
    assert "Verantwoordelijke(n):" in vragen
    assert "Naam en tekst bewaren (maanden) [12]:" in vragen
    assert "Documenten in exports bewaren (dagen) [7]:" in vragen
    assert "Wachtwoord op documenten" in vragen
    assert "te kort" in uit.gezegd
    assert "niet gelijk" in uit.gezegd
    velden = leeg.goed("instellingen", "toon", "--json", gebruiker="Noor", wachtwoord=WOORD).json["velden"]
    assert (velden["naam"], velden["verantwoordelijke"]) == ("Team Zuid", "Stichting X")
    assert (velden["exports_wachtwoord"], velden["termijn_exports_dagen"]) == ("vragen", 7)


def test_nieuw_afbreken_laat_niets_achter(leeg: Cli) -> None:
    assert leeg("nieuw", gebruiker=None, wachtwoord=None, antwoorden=["", CTRL_C]).status == 130
    assert not leeg.werkmap.pad.exists()


# --- werkmap, controleer ---------------------------------------------------------------------


def test_werkmap_opent_niets(leeg: Cli, tmp_path: Path) -> None:
    json = leeg.goed("werkmap", "--json").json
    assert list(json) == [
        "bestaat",
        "werkmap",
        "database",
        "sleutels",
        "exports",
        "reservekopieen",
        "meldingen",
        "demo",
    ]
    assert json["bestaat"] is False
    assert json["werkmap"] == str(tmp_path / "nieuw")
    assert "mgn nieuw" in leeg.goed("werkmap").gezegd
    assert not (tmp_path / "nieuw").exists()


def test_een_gave_werkmap(cli: Cli) -> None:
    uit = cli.goed("controleer")
    assert (uit.data, uit.terminal.gezegd) == ("", ["De werkmap is gaaf."])
    assert cli.goed("controleer", "--json").json == {"gaaf": True, "gebreken": []}


def test_een_beschadigde_database(cli: Cli) -> None:
    cli.goed("aanmelding", "lijst")
    inhoud = bytearray(cli.werkmap.database.read_bytes())
    inhoud[len(inhoud) // 2] ^= 0xFF
    cli.werkmap.database.write_bytes(inhoud)
    uit = cli("controleer")
    assert uit.status == 3
    assert "beschadigd" in uit.data + uit.gezegd


def test_een_veranderd_toegangslogboek(cli: Cli) -> None:
    s = open_als(cli.werkmap, "Noor", VasteKlok(cli.klok.nu()))
    with s.schrijven() as db:
        from sqlalchemy import text

        db.execute(text("UPDATE toegang SET wat = 'niets gezien' WHERE nr = (SELECT min(nr) FROM toegang)"))
    s.sluit()
    uit = cli("controleer", "--json")
    assert uit.status == 3
    assert uit.json["gaaf"] is False
    assert "toegangslogboek" in uit.json["gebreken"][0]


def test_een_beschadigde_ingang(cli: Cli) -> None:
    import json

    ruw = json.loads(cli.werkmap.sleutels.read_text(encoding="utf-8"))
    ingang = ruw["ingangen"][-1]
    anders = "10" if ingang["publiek"].startswith("00") else "00"
    ingang["publiek"] = anders + ingang["publiek"][2:]
    cli.werkmap.sleutels.write_text(json.dumps(ruw), encoding="utf-8")
    uit = cli("controleer")
    assert uit.status == 3
    assert f"Ingang {len(ruw['ingangen'])} van het sleutelbestand is beschadigd" in uit.data


@pytest.mark.parametrize(
    "woorden",
    [("team", "lijst", "--json"), ("praktijk", "toon", "Parkweg"), ("controleer", "--json")],
    ids=" ".join,
)
def test_wat_bij_het_openen_opviel_wordt_gezegd(cli: Cli, woorden: tuple[str, ...]) -> None:
    cli.goed("team", "lijst")
    s = open_als(cli.werkmap, "Karim", VasteKlok(cli.klok.nu()))
    team.geef_toegang(s, beheren.bewaar(s, "medewerker", BRAM), "lepel maan kruiwagen dorp")
    sleutel = s.geopend.databasesleutel
    s.sluit()
    rauw = open_verbinding(cli.werkmap.database, sleutel)
    rauw.executescript("DROP TRIGGER log_praktijk_u")
    rauw.close()
    uit = cli.goed(*woorden)
    assert uit.gezegd.count("Let op: Nieuw in het team: Bram. Kent u iemand niet? Meld het uw team.") == 1
    assert (
        uit.gezegd.count("Let op: Het wijzigingslogboek was niet volledig (1 onderdelen) en is hersteld.")
        == 1
    )
    assert "Let op" not in uit.data
    if "--json" in woorden:
        assert uit.json
    assert "Let op" not in cli.goed(*woorden).gezegd  # once


# --- records of beheer -----------------------------------------------------------------------


def test_een_praktijk(cli: Cli) -> None:
    cli.goed("praktijk", "nieuw", "--naam=De Linde", "--plaats=Raalte", "--volwassen-patienten=2.350")
    assert "De Linde · Raalte" in cli.goed("praktijk", "lijst").data
    cli.goed("praktijk", "wijzig", "linde", "--huisarts=dr. Vos")
    velden = cli.goed("praktijk", "toon", "De Linde", "--json").json["velden"]
    assert (velden["huisarts"], velden["volwassen_patienten"], velden["plaats"]) == (
        "dr. Vos",
        2350,
        "Raalte",
    )
    cli.goed("praktijk", "wijzig", "linde", "--actief=nee")
    assert "doet niet meer mee" in cli.goed("praktijk", "lijst").data
    assert cli("praktijk", "nieuw", "--plaats=Raalte").status == 1
    assert cli("praktijk", "toon", "Nergens").status == 1


def test_een_naam_die_op_meer_past(cli: Cli) -> None:
    cli.goed("praktijk", "nieuw", "--naam=Praktijk Zuid")
    uit = cli("praktijk", "toon", "Praktijk")
    assert uit.status == 1
    assert "Praktijk Parkweg, Praktijk Zuid" in uit.gezegd


def test_pilot_en_sprint(cli: Cli) -> None:
    cli.goed("pilot", "wijzig", "Zwolle", "--omvang=24")
    assert cli.goed("pilot", "toon", "Zwolle-Zuid", "--json").json["velden"]["omvang"] == 24
    cli.goed("sprint", "nieuw", "--pilot=Zwolle-Zuid", "--begin=1-5-2027", "--omvang=7")
    assert [r["naam"] for r in cli.goed("sprint", "lijst", "--json").json] == ["sprint 1", "sprint 2"]
    cli.goed("sprint", "wijzig", "2", "--doel=korter")
    assert "Wat willen we leren: korter" in cli.goed("sprint", "toon", "sprint 2").data


def test_instellingen(cli: Cli) -> None:
    cli.goed("instellingen", "wijzig", "--crisisdienst=038-1234567")
    assert "Crisisdienst ggz: 038-1234567" in cli.goed("instellingen", "toon").data
    assert cli("instellingen", "wijzig", "--termijn-log-jaren=1").status == 1
    uit = cli.goed("instellingen", "wijzig", antwoorden=["Team Noord", "klaar"])
    assert uit.gezegd.endswith("Bewaard.")
    assert cli.goed("instellingen", "toon", "--json").json["velden"]["naam"] == "Team Noord"


# --- the team --------------------------------------------------------------------------------


def test_een_collega_erbij_en_weer_weg(cli: Cli, tmp_path: Path) -> None:
    cli.goed(
        "team", "nieuw", "--naam=Bram", "--rol=gespreksvoerder", "--domein=ggz", "--werktijden=ma 9:00-17:00"
    )
    assert cli("team", "nieuw", "--naam=Zonder", "--rol=gespreksvoerder").status == 1
    assert cli("team", "toegang", "Bram").status == 2
    bestand = tmp_path / "woord"
    bestand.write_text("kort\n", encoding="utf-8")
    assert cli("team", "toegang", "Bram", "--nieuw-wachtwoord-bestand", str(bestand)).status == 1
    bestand.write_text("lepel maan kruiwagen dorp\n", encoding="utf-8")
    cli.goed("team", "toegang", "Bram", "--nieuw-wachtwoord-bestand", str(bestand))
    als_bram = {"gebruiker": "Bram", "wachtwoord": "lepel maan kruiwagen dorp"}
    cli.goed("aanmelding", "lijst", **als_bram)
    cli.goed("team", "verwijder", "Bram")
    assert cli("aanmelding", "lijst", **als_bram).status == 3
    assert "Bram" in cli.goed("team", "lijst").data


def test_toegang_laat_de_collega_zelf_typen(cli: Cli) -> None:
    cli.goed("team", "nieuw", "--naam=Bram", "--rol=gespreksvoerder", "--domein=ggz")
    woord = "lepel maan kruiwagen dorp"
    uit = cli.goed("team", "toegang", "Bram", antwoorden=[woord, "anders", woord, woord])
    assert "Laat Bram nu zelf typen" in uit.gezegd
    cli.goed("aanmelding", "lijst", gebruiker="Bram", wachtwoord=woord)


def test_het_eigen_wachtwoord(cli: Cli, tmp_path: Path) -> None:
    bestand = tmp_path / "woord"
    bestand.write_text("lepel maan kruiwagen dorp\n", encoding="utf-8")
    cli.goed("team", "wachtwoord", "--nieuw-wachtwoord-bestand", str(bestand))
    assert cli("aanmelding", "lijst").status == 3
    cli.goed("aanmelding", "lijst", wachtwoord="lepel maan kruiwagen dorp")
    oud, nieuw = "lepel maan kruiwagen dorp", WACHTWOORDEN["Noor"]
    uit = cli.goed("team", "wachtwoord", wachtwoord=None, antwoorden=[oud, oud, nieuw, nieuw])
    assert uit.terminal.gevraagd[1] == "Uw wachtwoord van nu:"
    cli.goed("aanmelding", "lijst")


def test_waarneming(cli: Cli) -> None:
    s = open_als(cli.werkmap, "Noor", VasteKlok(cli.klok.nu()))
    ref = maak_aanmelding(s)
    s.sluit()
    assert cli.goed("aanmelding", "toon", ref, "--json", naam="Elif").json["dicht"]
    assert cli("team", "waarneming", ref, "Elif", "--reden=").status == 1
    assert cli("team", "waarneming", ref, "Els", "--reden=vakantie").status == 1  # a coördinator never
    cli.goed("team", "waarneming", ref, "Elif", "--reden=vakantie")
    assert not cli.goed("aanmelding", "toon", ref, "--json", naam="Elif").json["dicht"]


def test_waarneming_intrekken(cli: Cli) -> None:
    s = open_als(cli.werkmap, "Noor", VasteKlok(cli.klok.nu()))
    ref = maak_aanmelding(s)
    s.sluit()
    cli.goed("team", "waarneming", ref, "Elif", "--reden=vakantie")
    assert cli("team", "waarneming-intrekken", ref, "Elif", naam="Karim").status == 1
    assert not cli.goed("aanmelding", "toon", ref, "--json", naam="Elif").json["dicht"]
    uit = cli.goed("team", "waarneming-intrekken", ref, "Elif")
    assert (uit.data, uit.gezegd) == ("", "Elif kan niet meer meelezen.")
    assert cli.goed("aanmelding", "toon", ref, "--json", naam="Elif").json["dicht"]
    uit = cli("team", "waarneming-intrekken", ref, "Noor")
    assert uit.status == 1
    assert "via het aanmeldpunt" in uit.gezegd


def test_waarneming_intrekken_als_vraag(cli: Cli) -> None:
    s = open_als(cli.werkmap, "Noor", VasteKlok(cli.klok.nu()))
    ref = maak_aanmelding(s)
    s.sluit()
    assert "AANMELDING NAAM" in cli("team", "waarneming-intrekken", ref).gezegd
    uit = cli("team", "waarneming-intrekken", ref, antwoorden=[])
    assert (uit.status, uit.gezegd) == (1, "mgn: Hier neemt niemand waar.")
    for naam in ("Elif", "Tom"):
        cli.goed("team", "waarneming", ref, naam, "--reden=vakantie")
    uit = cli.goed("team", "waarneming-intrekken", ref, antwoorden=["?", "noor", "2"])
    assert "1 Elif\n2 Tom" in uit.gezegd
    assert uit.gezegd.endswith("Tom kan niet meer meelezen.")
    assert cli.goed("aanmelding", "toon", ref, "--json", naam="Tom").json["dicht"]
    assert not cli.goed("aanmelding", "toon", ref, "--json", naam="Elif").json["dicht"]


def test_een_coordinator_wijzigt_geen_aanmelding(cli: Cli) -> None:
    uit = cli("aanmelding", "nieuw", "--vraag=x", naam="Els")
    assert uit.status == 1
    assert "coördinator" in uit.gezegd

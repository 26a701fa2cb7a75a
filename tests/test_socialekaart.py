"""The sociale kaart: who can help in the district, how long the wait is, and a whole list taken in or none of it."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path

import pytest

from mgn_tui.domain.fouten import Botsing, Geweigerd, NietGevonden
from mgn_tui.exchange import kaart as bestand
from mgn_tui.register import beheren, brieven, ongedaan, socialekaart, vinden
from mgn_tui.register.sessie import Sessie
from mgn_tui.register.vinden import Soort
from tests.cli_hulp import Cli
from tests.hulp_werkmap import maak_advies, maak_gevoerd

DIMENCE = {
    "naam": "GGZ Linde",
    "soort": "ggz",
    "waarvoor": "somberheid en angst",
    "telefoon": "038-1234567",
    "wachttijd_weken": "2",
    "wachttijd_op": "1-3-2027",
}
KOP = "naam;soort;gemeente;wachttijd (weken);wachttijd_op\r\n"


def zet(s: Sessie, **velden: str) -> str:
    return beheren.bewaar(s, "kaart", DIMENCE | velden)


def namen(s: Sessie, tekst: str) -> list[str]:
    return [p.naam for p in socialekaart.zoek(s, tekst)]


def test_wat_er_staat_wordt_gevonden_en_gekozen(noor: Sessie) -> None:
    zet(noor)
    zet(
        noor,
        naam="Wijkteam Zuid",
        soort="loket",
        waarvoor="schulden",
        gemeente="Zwolle",
        wachttijd_weken="",
    )
    zet(noor, naam="Zuiderlinde", actief="nee")
    assert namen(noor, "lin") == ["GGZ Linde"]  # what cannot be chosen any more does not come
    assert namen(noor, "schuld") == namen(noor, "zwol lok") == ["Wijkteam Zuid"]
    assert [p.naam for p in socialekaart.plekken(noor, ook_oude=True)] == [
        "GGZ Linde",
        "Wijkteam Zuid",
        "Zuiderlinde",
    ]
    (linde, wijkteam) = socialekaart.plekken(noor)
    assert linde.als_zin == (
        "GGZ Linde, 038-1234567, wachttijd ongeveer 2 weken (opgave aanbieder, 1 maart 2027)"
    )
    assert linde.als_ggz() == {
        "ggz_aanbieder": "GGZ Linde",
        "wachttijd_weken": "2",
        "wachttijd_op": "01-03-2027",
        "wachttijd_bron": "",
    }
    assert wijkteam.als_zin == "Wijkteam Zuid, 038-1234567"
    assert wijkteam.wacht == wijkteam.kort_wacht == ""
    assert wijkteam.als_ggz()["wachttijd_op"] == "", "a day without a wait says nothing"


@pytest.mark.parametrize(
    ("weken", "zegt"),
    [(0, "geen wachttijd (site, 1 maart 2027)"), (1, "wachttijd ongeveer 1 week (site, 1 maart 2027)")],
)
def test_een_week_is_geen_weken(weken: int, zegt: str) -> None:
    assert socialekaart.wachttijd(weken, date(2027, 3, 1), "site") == zegt


def test_een_wachttijd_wordt_oud(noor: Sessie) -> None:
    zet(noor)
    (plek,) = socialekaart.plekken(noor)
    op = date(2027, 3, 1)
    assert not plek.oud(op + timedelta(days=socialekaart.OUD_NA_DAGEN))
    assert plek.oud(op + timedelta(days=socialekaart.OUD_NA_DAGEN + 1))


@pytest.mark.parametrize(
    ("velden", "fout"),
    [
        ({"naam": " "}, "naam"),
        ({"soort": "ziekenhuis"}, "soort"),
        ({"telefoon": "bel maar"}, "telefoon"),
        ({"wachttijd_weken": "999"}, "wachttijd_weken"),
        ({"wachttijd_op": ""}, "wachttijd_op"),
        ({"wachttijd_op": "1-3-2031"}, "wachttijd_op"),
        ({"notitie": "bsn 111222333"}, "notitie"),
        ({"naam": "ggz  LINDE"}, "naam"),
    ],
)
def test_wat_niet_klopt_wordt_geweigerd(noor: Sessie, velden: dict[str, str], fout: str) -> None:
    zet(noor)
    with pytest.raises(Geweigerd) as geweigerd:
        zet(noor, **({"naam": "Iemand anders"} | velden))
    assert fout in geweigerd.value.fouten
    assert len(socialekaart.plekken(noor)) == 1


def test_dezelfde_naam_in_een_andere_gemeente_mag(noor: Sessie) -> None:
    zet(noor)
    zet(noor, gemeente="Kampen")
    assert len(socialekaart.plekken(noor)) == 2


def test_twee_die_hetzelfde_wijzigen(noor: Sessie) -> None:
    id_ = zet(noor)
    (staand,) = beheren.lijst(noor, "kaart")
    beheren.bewaar(noor, "kaart", {"waarvoor": "rouw"}, id_, staand.versie)
    with pytest.raises(Botsing):
        beheren.bewaar(noor, "kaart", {"waarvoor": "angst"}, id_, staand.versie)


def test_weg_en_weer_terug(noor: Sessie) -> None:
    id_ = zet(noor)
    socialekaart.verwijder(noor, id_)
    assert socialekaart.plekken(noor) == []
    for onzin in (id_, "geen sleutel"):
        with pytest.raises(NietGevonden):
            socialekaart.verwijder(noor, onzin)
    ongedaan.neem_terug(noor)
    assert namen(noor, "linde") == ["GGZ Linde"]


def test_de_zoeker_vindt_wat_op_de_kaart_staat(noor: Sessie) -> None:
    id_ = zet(noor)

    def gevonden(tekst: str) -> list[tuple[str, str]]:
        groepen = vinden.vind(noor, tekst, vergevend=True)
        return [(r.ref, r.uitleg) for g in groepen if g.soort is Soort.KAART for r in g.regels]

    assert (
        gevonden("linde")
        == gevonden("lnide")
        == [(id_, "ggz · wachttijd ongeveer 2 weken (opgave aanbieder, 1 maart 2027)")]
    )
    noor.klok.verder(timedelta(days=90))  # type: ignore[attr-defined]
    assert "▲ wachttijd" in gevonden("linde")[0][1]
    beheren.bewaar(noor, "kaart", {"naam": "GGZ Eik"}, id_)
    assert (gevonden("linde"), len(gevonden("eik"))) == ([], 1)
    socialekaart.verwijder(noor, id_)
    assert gevonden("eik") == []


def test_de_brief_zegt_van_wie_de_wachttijd_is_en_wanneer(noor: Sessie) -> None:
    _, gesprek = maak_gevoerd(noor)
    keuze = {"actie_huisarts": "verwijzing-ggz", "categorieen": "ggz-basis", "hoofdadvies": "ggz-basis"}
    zet(noor)
    (plek,) = socialekaart.plekken(noor)
    maak_advies(noor, gesprek, **keuze, **plek.als_ggz())
    assert (
        "Voorgestelde aanbieder: GGZ Linde, wachttijd ongeveer 2 weken (opgave aanbieder, 1 maart 2027)."
        in brieven.maak(noor, gesprek).wat_vragen_wij
    )


# --- a whole list ----------------------------------------------------------------------------


def schrijf(pad: Path, tekst: str) -> Path:
    pad.write_text(tekst, encoding="utf-8")
    return pad


def test_een_lijst_heen_en_terug(noor: Sessie, tmp_path: Path) -> None:
    zet(
        noor,
        naam="=HYPERLINK(1)",
        waarvoor="'t hart",
        telefoon="+31 38 1234567",
        notitie="regel een\nregel twee",
    )
    zet(noor, naam="Oud", actief="nee")
    doel, aantal = bestand.exporteer(noor, tmp_path / "kaart.csv")
    assert aantal == 2
    rauw = doel.read_text(encoding="utf-8-sig")
    cellen = [cel for rij in csv.reader(io.StringIO(rauw), delimiter=";") for cel in rij]
    assert not [cel for cel in cellen if cel[:1] in "=+-@" and cel]
    with pytest.raises(Geweigerd):
        bestand.exporteer(noor, doel)
    voor = socialekaart.als_tabel(noor)
    assert bestand.importeer(noor, doel).inname == socialekaart.Inname(zelfde=2)
    for plek in socialekaart.plekken(noor, ook_oude=True):
        socialekaart.verwijder(noor, plek.id)
    assert bestand.importeer(noor, doel, proef=True).inname.nieuw == 2
    assert socialekaart.als_tabel(noor) == []
    assert bestand.importeer(noor, doel).inname == socialekaart.Inname(nieuw=2)
    assert socialekaart.als_tabel(noor) == voor


def test_wie_er_al_staat_wordt_bijgewerkt(noor: Sessie, tmp_path: Path) -> None:
    zet(noor)
    pad = schrijf(tmp_path / "k.csv", KOP + "ggz linde;ggz;;5;2-3-2027\r\nLinde;;Kampen;;\r\n")
    assert bestand.importeer(noor, pad).inname == socialekaart.Inname(nieuw=1, gewijzigd=1)
    linde = next(p for p in socialekaart.plekken(noor) if not p.gemeente)
    assert (linde.wachttijd_weken, linde.telefoon) == (5, "038-1234567"), "what has no column stays"
    ongedaan.neem_terug(noor)  # one handeling, however many rows
    assert [p.wachttijd_weken for p in socialekaart.plekken(noor)] == [2]


def test_een_foute_cel_en_er_verandert_niets(noor: Sessie, tmp_path: Path) -> None:
    zet(noor)
    slecht = "Goed;loket;;;\r\nSlecht;winkel;;;\r\n;ggz;;;\r\nLang;ggz;;3;\r\ngoed;;;;\r\n"
    uit = bestand.importeer(noor, schrijf(tmp_path / "k.csv", KOP + slecht))
    assert [(f.nr, f.kolom) for f in uit.fouten] == [
        (3, "soort"),
        (4, "naam"),
        (5, "wachttijd_op"),
        (6, "naam"),
    ]
    assert bestand.regel(uit.fouten[0]).startswith('rij 3, kolom soort: "winkel" Kies uit: ggz')
    assert [p.naam for p in socialekaart.plekken(noor)] == ["GGZ Linde"]


@pytest.mark.parametrize(
    ("inhoud", "zegt"),
    [
        ("", "leeg"),
        ("soort;gemeente\r\nggz;Zwolle\r\n", "naam ontbreekt"),
        ("naam;schoenmaat\r\nLinde;43\r\n", "Kolom 2 hoort niet"),
        ("naam;Naam\r\nLinde;Linde\r\n", "twee keer"),
        ("naam;soort\r\n", "geen rijen"),
    ],
)
def test_wat_geen_sociale_kaart_is(noor: Sessie, tmp_path: Path, inhoud: str, zegt: str) -> None:
    with pytest.raises(Geweigerd) as fout:
        bestand.importeer(noor, schrijf(tmp_path / "k.csv", inhoud))
    assert zegt in fout.value.melding


def test_een_teken_dat_niemand_ziet_maakt_geen_tweede(noor: Sessie, tmp_path: Path) -> None:
    pad = schrijf(tmp_path / "k.csv", "naam;gemeente\r\nLin\x00de\u200b;Zwol\x8ble\r\n")
    assert bestand.importeer(noor, pad).inname.nieuw == 1
    assert bestand.importeer(noor, pad).inname == socialekaart.Inname(zelfde=1)


def test_als_opdracht(werkmap, klok, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    cli = Cli(werkmap, klok)
    assert "importeer" in cli.goed("kaart", "lijst").gezegd
    cli.goed("kaart", "erbij", *(f"--{veld.replace('_', '-')}={waarde}" for veld, waarde in DIMENCE.items()))
    klok.verder(timedelta(days=90))
    assert cli.goed("kaart", "lijst").data.endswith(" · oude opgave")
    (rij,) = cli.goed("kaart", "lijst", "--json").json
    assert (rij["velden"]["wachttijd_weken"], rij["wachttijd_oud"]) == (2, True)
    cli.goed("kaart", "wijzig", "linde", "--wachttijd-weken=6", "--wachttijd-op=vandaag")
    assert "oude opgave" not in cli.goed("kaart", "lijst", "--zoek=angst").data
    assert "Linde" not in cli.goed("kaart", "lijst", "--zoek=rouw").data
    assert "6" in cli.goed("kaart", "toon", "ggz linde").data
    doel = tmp_path / "uit.csv"
    cli.goed("kaart", "exporteer", str(doel))
    cli.goed("kaart", "weg", "linde")
    assert "1 nieuw" in cli.goed("kaart", "importeer", "--proef", str(doel)).data
    assert "1 nieuw" in cli.goed("kaart", "importeer", str(doel)).data
    slecht = cli("kaart", "importeer", str(schrijf(tmp_path / "s.csv", "naam;soort\r\nEik;boom\r\n")))
    assert (slecht.status, "rij 2, kolom soort" in slecht.gezegd) == (1, True)
    assert cli("kaart", "weg", "eik").status == 1

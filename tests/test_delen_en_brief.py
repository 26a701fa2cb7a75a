"""Sharing: recipient × part. The letter holds what may be shared with its reader, and nobody else's affairs."""

import dataclasses
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import delete

from mgn_tui.documents import brief as papier
from mgn_tui.domain.brief import Brief, BriefSoort
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.woorden import DeelOnderdeel, Ontvanger, Thema
from mgn_tui.register import aanmelden, adviseren, brieven, exportmap, vastleggen, versturen
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.tables import Delen
from mgn_tui.store.werkmap import Werkmap
from tests.hulp_werkmap import (
    Zaak,
    collega,
    kopieer_werkmap,
    maak_advies,
    maak_gevoerd,
    maak_zaaksjabloon,
    volledige_zaak,
)

H, I, D, B = BriefSoort.HUISARTS, BriefSoort.INWONER, BriefSoort.DOSSIER, BriefSoort.BERICHT  # noqa: E741


@pytest.fixture(scope="module")
def zaaksjabloon(sjabloon: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Zaak, datetime]:
    return maak_zaaksjabloon(sjabloon, tmp_path_factory.mktemp("zaak"))


@pytest.fixture
def klok(zaaksjabloon: tuple[Path, Zaak, datetime]) -> VasteKlok:
    return VasteKlok(zaaksjabloon[2])


@pytest.fixture
def werkmap(zaaksjabloon: tuple[Path, Zaak, datetime], tmp_path: Path, licht: None) -> Werkmap:
    return kopieer_werkmap(zaaksjabloon[0], tmp_path / "werkmap")


@pytest.fixture
def zaak(noor: Sessie, zaaksjabloon: tuple[Path, Zaak, datetime]) -> Zaak:
    """With no consent but the default: the advies to the huisarts."""
    with noor.schrijven() as db:
        db.exec(delete(Delen))
    return zaaksjabloon[1]


def plat(brief: Brief) -> str:
    return str(dataclasses.asdict(brief))


def test_standaard_gaat_het_advies_naar_de_huisarts_en_verder_niets(noor: Sessie, zaak: Zaak) -> None:
    brief = brieven.maak(noor, zaak.gesprek)
    assert (brief.themas, brief.spinnenweb, brief.uw_woorden) == ((), False, ())
    assert "Er is geen bezwaar tegen delen met u." in brief.delen
    assert not [z for z in brief.delen if "toestemming" in z]
    for woord in ("verhaal", "kracht", "lastig", "wens", "hoef het niet alleen", "losse regel"):
        assert woord not in plat(brief), woord


def test_bezwaar_tegen_de_huisarts_weigert_de_brief_met_de_reden(noor: Sessie, zaak: Zaak) -> None:
    adviseren.zet_delen(noor, zaak.gesprek, Ontvanger.HUISARTS, DeelOnderdeel.ADVIES, False)
    with pytest.raises(Geweigerd, match="bezwaar"):
        brieven.maak(noor, zaak.gesprek)
    with pytest.raises(Geweigerd, match="toestemming"):
        versturen.noteer_verstuurd(noor, zaak.gesprek, Ontvanger.HUISARTS, noor.klok.vandaag(), "ZorgMail")
    with pytest.raises(Geweigerd, match="goed vindt"):
        brieven.maak(noor, zaak.gesprek, B)
    eigen = brieven.maak(noor, zaak.gesprek, I)
    assert "U wilt niet dat uw huisarts dit advies krijgt." in eigen.delen
    dossier = brieven.maak(noor, zaak.gesprek, D)
    assert not [z for z in dossier.delen if "geen bezwaar" in z]
    adviseren.zet_delen(noor, zaak.gesprek, Ontvanger.HUISARTS, DeelOnderdeel.ADVIES, True)
    assert brieven.maak(noor, zaak.gesprek)


def test_kort_bericht_alleen_met_toestemming_en_zonder_inhoud(noor: Sessie, zaak: Zaak) -> None:
    with pytest.raises(Geweigerd):
        brieven.maak(noor, zaak.gesprek, B)
    adviseren.zet_delen(noor, zaak.gesprek, Ontvanger.HUISARTS, DeelOnderdeel.ADVIES, False)
    adviseren.zet_delen(noor, zaak.gesprek, Ontvanger.HUISARTS, DeelOnderdeel.BERICHT, True)
    adviseren.zet_delen(noor, zaak.gesprek, Ontvanger.HUISARTS, DeelOnderdeel.THEMAS, True)
    bericht = brieven.maak(noor, zaak.gesprek, B)
    vol = dataclasses.asdict(brieven.maak(noor, zaak.gesprek, I))
    for veld in ("antwoord", "wat_vragen_wij", "uw_vraag", "vangnet", "overbrugging", "regie", "urgentie"):
        assert vol[veld], veld
        assert not getattr(bericht, veld), veld
    assert (bericht.afspraken, bericht.steun, bericht.themas, bericht.uw_woorden) == ((), (), (), ())
    assert (
        versturen.noteer_verstuurd(noor, zaak.gesprek, Ontvanger.HUISARTS, noor.klok.vandaag(), "VIPLive")
        == []
    )


@pytest.mark.parametrize("woorden", [None, True, False])
@pytest.mark.parametrize("web", [None, True, False])
def test_woorden_en_cijfers_zijn_twee_toestemmingen(
    noor: Sessie, zaak: Zaak, woorden: bool | None, web: bool | None
) -> None:
    adviseren.zet_delen(noor, zaak.gesprek, Ontvanger.HUISARTS, DeelOnderdeel.THEMAS, woorden)
    adviseren.zet_delen(noor, zaak.gesprek, Ontvanger.HUISARTS, DeelOnderdeel.SPINNENWEB, web)
    for soort in (H, D):
        brief = brieven.maak(noor, zaak.gesprek, soort)
        assert brief.spinnenweb is bool(web)
        assert ("verhaal" in plat(brief)) is bool(woorden)
        assert {r.cijfer is not None for r in brief.themas} <= {bool(web)}
        assert len(brief.themas) == (6 if woorden or web else 0)
    assert brieven.maak(noor, zaak.gesprek, I).themas == ()


def test_toestemming_staat_er_per_ontvanger_en_onderdeel(noor: Sessie, zaak: Zaak) -> None:
    adviseren.zet_delen(noor, zaak.gesprek, Ontvanger.WIJKTEAM, DeelOnderdeel.ADVIES, True, "wijkteam Zuid")
    adviseren.zet_delen(noor, zaak.gesprek, Ontvanger.WIJKTEAM, DeelOnderdeel.THEMAS, True)
    adviseren.zet_delen(noor, zaak.gesprek, Ontvanger.AANBIEDER, DeelOnderdeel.ADVIES, False, "GGZ Oost")
    [zin] = [z for z in brieven.maak(noor, zaak.gesprek).delen if "toestemming" in z]
    assert zin == (
        "De heer W. Jansen heeft toestemming gegeven voor delen met: wijkteam Zuid (advies en thema's in woorden)."
    )
    [zin] = [z for z in brieven.maak(noor, zaak.gesprek, I).delen if "toestemming" in z]
    assert zin == "U gaf toestemming om dit te delen met: wijkteam Zuid (advies en thema's in woorden)."
    delen = {d.ontvanger: d for d in adviseren.lees(noor, zaak.gesprek).delen}
    assert delen[Ontvanger.WIJKTEAM].mag == {"advies": True, "themas": True}
    assert delen[Ontvanger.WIJKTEAM].naam == "wijkteam Zuid"
    assert delen[Ontvanger.AANBIEDER].mag == {"advies": False}
    with pytest.raises(Geweigerd):
        versturen.noteer_verstuurd(noor, zaak.gesprek, Ontvanger.AANBIEDER, noor.klok.vandaag(), "Zivver")
    versturen.noteer_verstuurd(noor, zaak.gesprek, Ontvanger.WIJKTEAM, noor.klok.vandaag(), "Zivver")


def test_niet_gevraagd_is_geen_antwoord(noor: Sessie, zaak: Zaak) -> None:
    for mag in (True, False, None):
        adviseren.zet_delen(noor, zaak.gesprek, Ontvanger.NAASTE, DeelOnderdeel.ADVIES, mag)
    assert adviseren.lees(noor, zaak.gesprek).delen == ()
    with pytest.raises(Geweigerd):
        versturen.noteer_verstuurd(noor, zaak.gesprek, Ontvanger.NAASTE, noor.klok.vandaag(), "papier")


def test_brief_bevat_niemand_anders_zaken(noor: Sessie, zaak: Zaak) -> None:
    """Another inwoner, the naaste's name and number, the kladblok, what is for the team alone."""
    ander = volledige_zaak(
        noor,
        voornaam="Ander",
        achternaam="Kanariegeel",
        vraag="Kanarie-vraag",
        naaste_naam="Kanarie-naaste",
    )
    vastleggen.bewaar(noor, ander.gesprek, {"kladblok": "Kanarie-kladblok", "leerpunt": "Kanarie-leer"})
    adviseren.zet_delen(noor, zaak.gesprek, Ontvanger.HUISARTS, DeelOnderdeel.THEMAS, True)
    for soort in (H, I, D):
        tekst = plat(brieven.maak(noor, zaak.gesprek, soort))
        assert "anarie" not in tekst
        assert "Jansen" in tekst
        for weg in (
            "Fenna",
            "06-87654321",
            "06-98765432",
            "losse regel",
            "eerder een naaste",
            "rouwgroep overdag",
            "gaat weer wandelen",
            "liefst met de hond",
            "gesprekken met de POH",
        ):
            assert weg not in tekst, (soort, weg)
    assert "ik hoef het niet alleen te doen" in plat(brieven.maak(noor, zaak.gesprek, I)), "their own words"


@pytest.mark.parametrize(
    ("velden", "waar"),
    [
        ({"antwoord": "De cliënt wil rust."}, "'cliënt' bij 'Antwoord op de vraag'"),
        ({"vangnet": "Past bij F32.1."}, "wat leest als een diagnose bij 'Als het erger wordt'"),
        (
            {"steun_kort": "Hulp bij zijn depressie."},
            "wat leest als een diagnose bij 'Steun op korte termijn'",
        ),
    ],
)
def test_wat_de_inwoner_leest_houdt_zich_aan_de_woorden(
    noor: Sessie, zaak: Zaak, velden: dict[str, str], waar: str
) -> None:
    """Refused for the inwoner, naming the field and no diagnosis; for the huisarts only remarked upon."""
    adviseren.nieuwe_versie(noor, zaak.gesprek)
    adviseren.bewaar(noor, zaak.gesprek, velden)
    with pytest.raises(Geweigerd, match=waar) as fout:
        brieven.maak(noor, zaak.gesprek, I)
    assert "F32" not in fout.value.melding and "depressie" not in fout.value.melding
    for soort in (H, D):
        assert brieven.maak(noor, zaak.gesprek, soort)
    afspraak = {"wat": "de patiënt belt", "wie": "W. Jansen"}
    adviseren.bewaar(noor, zaak.gesprek, dict.fromkeys(velden, "Rust."), [{"wat": "wandelen"}, afspraak])
    with pytest.raises(Geweigerd, match="'patiënt' bij 'Afspraak 2'"):
        brieven.maak(noor, zaak.gesprek, I)
    adviseren.bewaar(noor, zaak.gesprek, {}, [{"wat": "de cliëntondersteuner belt"}])
    assert brieven.maak(noor, zaak.gesprek, I)


def test_eigen_woorden_van_de_inwoner_blijven_van_de_inwoner(noor: Sessie, zaak: Zaak) -> None:
    """Who calls it a depression may read that back; a code, or 'cliënt', is never theirs."""
    vastleggen.bewaar_thema(
        noor, zaak.gesprek, Thema.MENTAAL_WELBEVINDEN, {"kracht": "Mijn depressie is voorbij."}
    )
    assert "Mijn depressie" in plat(brieven.maak(noor, zaak.gesprek, I))
    vastleggen.bewaar_thema(noor, zaak.gesprek, Thema.MENTAAL_WELBEVINDEN, {"kracht": "Geen 296.32 meer."})
    with pytest.raises(Geweigerd, match="bij 'Waar u kracht uit haalt'"):
        brieven.maak(noor, zaak.gesprek, I)


def test_brief_is_te_drukken_in_elke_soort(noor: Sessie, zaak: Zaak) -> None:
    adviseren.zet_delen(noor, zaak.gesprek, Ontvanger.HUISARTS, DeelOnderdeel.SPINNENWEB, True)
    adviseren.zet_delen(noor, zaak.gesprek, Ontvanger.HUISARTS, DeelOnderdeel.BERICHT, True)
    for soort in BriefSoort:
        brief = brieven.maak(noor, zaak.gesprek, soort)
        assert papier.maak_pdf(brief).startswith(b"%PDF")
        assert "Jansen" in papier.als_tekst(brief)
        assert brief.onderwerp == "Advies verkennend gesprek, W.J., 1966"


def test_zonder_advies_is_er_geen_brief(noor: Sessie) -> None:
    _, gesprek = maak_gevoerd(noor)
    for soort in (H, I, D):
        with pytest.raises(Geweigerd, match="geen advies"):
            brieven.maak(noor, gesprek, soort)
    adviseren.zet_delen(noor, gesprek, Ontvanger.HUISARTS, DeelOnderdeel.BERICHT, True)
    assert brieven.maak(noor, gesprek, B).delen


def test_concept_staat_op_de_brief_tot_hij_is_vastgesteld(noor: Sessie) -> None:
    _, gesprek = maak_gevoerd(noor)
    maak_advies(noor, gesprek)
    assert not brieven.maak(noor, gesprek).vastgesteld
    adviseren.stel_vast(noor, gesprek)
    brief = brieven.maak(noor, gesprek)
    assert (brief.vastgesteld, brief.datum) == (True, noor.klok.vandaag())


@pytest.mark.parametrize(
    ("velden", "zegt"),
    [
        ({"actie_huisarts": "geen"}, "niets te doen"),
        (
            {
                "actie_huisarts": "verwijzing-ggz",
                "categorieen": "ggz-basis",
                "hoofdadvies": "ggz-basis",
                "ggz_aanbieder": "GGZ Oost",
                "wachttijd_weken": "9",
                "wachttijd_op": "1-3-2027",
            },
            "geen verkorte route",
        ),
        ({"actie_huisarts": "anders", "actie_toelichting": "Kijkt u naar de medicijnen?"}, "medicijnen"),
    ],
)
def test_wat_wij_van_de_huisarts_vragen(noor: Sessie, velden: dict[str, str], zegt: str) -> None:
    _, gesprek = maak_gevoerd(noor)
    maak_advies(noor, gesprek, **velden)
    assert zegt in brieven.maak(noor, gesprek).wat_vragen_wij


def test_wie_er_was_staat_in_de_brief_met_nummer_en_dagen(noor: Sessie) -> None:
    _, gesprek = maak_gevoerd(noor)
    vastleggen.rond_af(noor, gesprek, {noor.ik.id: "live", collega(noor, "Tom"): "live"}, "Karim ziek")
    maak_advies(noor, gesprek)
    contacten = {c.naam: c for c in brieven.maak(noor, gesprek).contacten}
    assert set(contacten) == {"Noor", "Tom"}, "Karim was planned, and was not there"
    assert (contacten["Noor"].telefoon, contacten["Noor"].dagen) == ("06-12345678", "ma, di, wo en do")


@pytest.mark.parametrize(
    ("velden", "naam"),
    [
        ({"voornaam": "Çağla", "achternaam": "Şahin-Đặng", "aanspreekvorm": ""}, "Ç. Şahin-Đặng"),
        ({"voornaam": "Jan Willem", "achternaam": "de Vries", "aanspreekvorm": "geen"}, "J.W. de Vries"),
        ({"voornaam": "J.W.", "achternaam": "Wójcik", "aanspreekvorm": "mevrouw"}, "mevrouw J.W. Wójcik"),
    ],
)
def test_naam_in_de_brief_raadt_geen_geslacht(noor: Sessie, velden: dict[str, str], naam: str) -> None:
    _, gesprek = maak_gevoerd(noor, **velden)
    maak_advies(noor, gesprek)
    assert brieven.maak(noor, gesprek).inwoner == naam


def test_verstuurd(noor: Sessie, zaak: Zaak, klok: VasteKlok) -> None:
    for soort, naam in ((H, "a.pdf"), (D, "b.pdf")):
        (noor.werkmap.exports / naam).write_bytes(b"%PDF")
        versturen.noteer_document(noor, zaak.gesprek, soort, naam)
    assert exportmap.hoeveel(noor) == (2, 0)
    gevallen: list[tuple[date, str, str]] = [
        (klok.vandaag() + timedelta(days=1), "ZorgMail", "op"),
        (date(2027, 3, 9), "ZorgMail", "op"),
        (klok.vandaag(), "  ", "via"),
    ]
    for op, via, veld in gevallen:
        with pytest.raises(Geweigerd) as fout:
            versturen.noteer_verstuurd(noor, zaak.gesprek, Ontvanger.HUISARTS, op, via)
        assert list(fout.value.fouten) == [veld]
    weg = versturen.noteer_verstuurd(noor, zaak.gesprek, Ontvanger.HUISARTS, klok.vandaag(), " ZorgMail ")
    assert weg == ["a.pdf", "b.pdf"]
    assert adviseren.lees(noor, zaak.gesprek).verzonden == (("huisarts", klok.vandaag(), "ZorgMail"),)
    exportmap.verwijder(noor, weg)
    assert exportmap.hoeveel(noor) == (0, 0)
    assert aanmelden.lees(noor, zaak.aanmelding).status == "open"

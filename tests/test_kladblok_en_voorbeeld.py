"""What the screens Gesprek and Advies ask of the register besides: notes by the line, a letter not yet
stored, and agreements that two people changed."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from mgn_tui.domain.brief import BriefSoort
from mgn_tui.domain.fouten import Botsing, GeenToegang, Geweigerd
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.woorden import DeelOnderdeel, Ontvanger, Thema
from mgn_tui.register import adviseren, brieven, kladblok, ongedaan, toegang, vastleggen, versturen
from tests.hulp_werkmap import maak_aanmelding, maak_advies, maak_gevoerd, plan_gesprek

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie


@pytest.fixture
def gesprek(noor: "Sessie") -> str:
    return plan_gesprek(noor, maak_aanmelding(noor))


@pytest.fixture
def gevoerd(noor: "Sessie") -> str:
    return maak_gevoerd(noor)[1]


# --- kladblok --------------------------------------------------------------------------------


def test_twee_schrijven_en_niets_raakt_weg(noor: "Sessie", karim: "Sessie", gesprek: str) -> None:
    kladblok.voeg_toe(noor, gesprek, "belt zondag")
    kladblok.voeg_toe(karim, gesprek, " vroeger\nbij een koor ")
    kladblok.voeg_toe(noor, gesprek, "  ")
    assert kladblok.regels(karim, gesprek) == ["belt zondag", "vroeger", "bij een koor"], (
        "a page stays a page"
    )


def test_een_regel_gaat_naar_een_thema_wat_er_ook_voor_kwam(
    noor: "Sessie", karim: "Sessie", gesprek: str
) -> None:
    for regel in ("een", "twee", "drie"):
        kladblok.voeg_toe(noor, gesprek, regel)
    kladblok.gooi_weg(karim, gesprek, "een")  # the place of "twee" is another now
    kladblok.stuur(noor, gesprek, "twee", Thema.MEEDOEN)
    kladblok.stuur(noor, gesprek, "drie", Thema.MEEDOEN)
    beeld = vastleggen.lees(noor, gesprek)
    thema = next(t for t in beeld.themas if t.thema is Thema.MEEDOEN)
    assert (thema.ruw["vertelt"], thema.besproken) == ("twee\ndrie", True)
    assert kladblok.regels(noor, gesprek) == []
    for weg in (
        lambda: kladblok.stuur(noor, gesprek, "een", Thema.MEEDOEN),
        lambda: kladblok.gooi_weg(noor, gesprek, "x"),
    ):
        with pytest.raises(Geweigerd, match="niet meer"):
            weg()


def test_een_regel_gaat_naar_het_veld_dat_men_kiest(noor: "Sessie", gesprek: str) -> None:
    kladblok.voeg_toe(noor, gesprek, "\n".join(kladblok.VELDEN))
    for veld in kladblok.VELDEN:
        kladblok.stuur(noor, gesprek, veld, Thema.MEEDOEN, veld)
    thema = next(t for t in vastleggen.lees(noor, gesprek).themas if t.thema is Thema.MEEDOEN)
    assert {veld: thema.ruw[veld] for veld in kladblok.VELDEN} == {veld: veld for veld in kladblok.VELDEN}


def test_wat_in_het_kladblok_bleef_gaat_weg_bij_vaststellen(noor: "Sessie", gevoerd: str) -> None:
    kladblok.voeg_toe(noor, gevoerd, "voor onszelf")
    maak_advies(noor, gevoerd)
    assert kladblok.regels(noor, gevoerd) == ["voor onszelf"], "not before"
    adviseren.stel_vast(noor, gevoerd)
    assert kladblok.regels(noor, gevoerd) == []
    ongedaan.neem_terug(noor)
    assert kladblok.regels(noor, gevoerd) == ["voor onszelf"], "until there is a letter it can be taken back"


def test_kladblok_weigert_wat_nergens_mag(noor: "Sessie", elif_: "Sessie", gesprek: str) -> None:
    with pytest.raises(Geweigerd, match="burgerservicenummer"):
        kladblok.voeg_toe(noor, gesprek, "nummer 111222333")
    for _ in range(10):
        kladblok.voeg_toe(noor, gesprek, "x" * 1990)
    with pytest.raises(Geweigerd, match="vol"):
        kladblok.voeg_toe(noor, gesprek, "y" * 1990)
    with pytest.raises(GeenToegang):
        kladblok.regels(elif_, gesprek)
    with pytest.raises(GeenToegang):
        kladblok.voeg_toe(elif_, gesprek, "x")


def test_een_scherm_dat_openstaat_telt_als_een_keer_lezen(
    noor: "Sessie", klok: VasteKlok, gesprek: str
) -> None:
    inwoner = vastleggen.lees(noor, gesprek).inwoner
    aantal = len(toegang.wie_las(noor, inwoner))
    vastleggen.lees(noor, gesprek, weer=True)
    assert len(toegang.wie_las(noor, inwoner)) == aantal
    klok.verder(timedelta(minutes=9))
    vastleggen.lees(noor, gesprek)
    assert len(toegang.wie_las(noor, inwoner)) == aantal, "the same record again within ten minutes"
    klok.verder(timedelta(minutes=1))
    vastleggen.lees(noor, gesprek)
    assert len(toegang.wie_las(noor, inwoner)) == aantal + 1


# --- the letter while one types ----------------------------------------------------------------


def test_voorbeeld_zegt_wat_getypt_is_en_bewaart_niets(noor: "Sessie", gevoerd: str) -> None:
    brief = brieven.voorbeeld(
        noor,
        gevoerd,
        {"antwoord": "Rouw.", "actie_huisarts": "geen", "urgentie": "gewoon", "besproken_op": "vandaag"},
        [{"wat": "tuin", "wie": "W.J.", "staat": "in-overweging"}, {"wat": " "}, {"wie": "Noor"}],
    )
    assert (brief.antwoord, brief.urgentie) == ("Rouw.", "gewoon")
    assert brief.wat_vragen_wij.startswith("Niets.")
    assert [(a.wat, a.wie, a.staat, bool(a.deel)) for a in brief.afspraken] == [
        ("tuin", "W.J.", "in overweging", True)
    ]
    assert any(zin.startswith("Besproken met") for zin in brief.delen)
    assert adviseren.lees(noor, gevoerd).ruw["antwoord"] == ""
    with pytest.raises(Geweigerd, match="nog geen advies"):
        brieven.maak(noor, gevoerd)


def test_voorbeeld_laat_weg_wat_niet_klopt_en_houdt_de_rest(noor: "Sessie", gevoerd: str) -> None:
    maak_advies(noor, gevoerd)
    brief = brieven.voorbeeld(noor, gevoerd, {"wachttijd_weken": "veel", "vangnet": "bel"}, [])
    assert brief.antwoord.startswith("Het gaat om rouw.")
    assert brief.vangnet == "bel"
    assert brief.afspraken == ()


def test_voorbeeld_is_de_brief_zodra_het_bewaard_is(noor: "Sessie", gevoerd: str) -> None:
    maak_advies(noor, gevoerd)
    beeld = adviseren.lees(noor, gevoerd)
    for soort in (BriefSoort.HUISARTS, BriefSoort.INWONER):
        getypt = brieven.voorbeeld(noor, gevoerd, beeld.ruw, [a.ruw for a in beeld.afspraken], soort)
        assert getypt == brieven.maak(noor, gevoerd, soort)


def test_voorbeeld_weigert_bij_bezwaar_en_zonder_toegang(
    noor: "Sessie", elif_: "Sessie", gevoerd: str
) -> None:
    adviseren.zet_delen(noor, gevoerd, Ontvanger.HUISARTS, DeelOnderdeel.ADVIES, False)
    with pytest.raises(Geweigerd, match="bezwaar"):
        brieven.voorbeeld(noor, gevoerd, {}, [])
    with pytest.raises(GeenToegang):
        brieven.voorbeeld(elif_, gevoerd, {}, [])


# --- agreements of two people --------------------------------------------------------------------


def test_afspraken_op_een_oude_versie_worden_niet_overschreven(
    noor: "Sessie", karim: "Sessie", gevoerd: str
) -> None:
    maak_advies(noor, gevoerd, [])
    begin = adviseren.lees(noor, gevoerd).versie
    adviseren.bewaar(karim, gevoerd, {}, [{"wat": "koor", "wie": "Karim"}])
    with pytest.raises(Botsing) as botsing:
        adviseren.bewaar(noor, gevoerd, {}, [{"wat": "tuin"}], begin)
    assert str(botsing.value.hun[adviseren.AFSPRAKEN]).startswith("koor · Karim")
    assert botsing.value.mijn[adviseren.AFSPRAKEN] == "tuin"
    assert [a.ruw["wat"] for a in adviseren.lees(noor, gevoerd).afspraken] == ["koor"]


def test_dossierkopie_en_verstuurd_zijn_terug_te_lezen(noor: "Sessie", gevoerd: str) -> None:
    assert versturen.dossierkopieen(noor, gevoerd) == {}
    maak_advies(noor, gevoerd)
    adviseren.noteer_dossierkopie(noor, gevoerd, noor.ik.id, noor.klok.vandaag())
    assert versturen.dossierkopieen(noor, gevoerd) == {noor.ik.id: noor.klok.vandaag()}
    assert versturen.verstuurd(noor) == frozenset()
    versturen.noteer_verstuurd(noor, gevoerd, Ontvanger.HUISARTS, noor.klok.vandaag(), "ZorgMail")
    assert versturen.verstuurd(noor) == {gevoerd}

"""The advies at the register's door: its rules, its versions, who agreed."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.woorden import DeelnemerRol, DeelOnderdeel, Ontvanger, Stap, Weten, Wijze
from mgn_tui.register import adviseren, brieven, exportmap, toeleiden, vandaag, vastleggen
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import tables as t
from tests.hulp_werkmap import (
    ADVIES,
    AFSPRAKEN,
    collega,
    maak_aanmelding,
    maak_advies,
    maak_gevoerd,
    plan_gesprek,
)


@pytest.fixture
def gesprek(noor: Sessie) -> str:
    return maak_gevoerd(noor)[1]


def adviezen(s: Sessie) -> list[t.Advies]:
    with s.lezen() as db:
        return list(db.exec(select(t.Advies)).all())


# --- rules between the answers ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("velden", "veld"),
    [
        ({"categorieen": "geen|zelf", "hoofdadvies": "zelf"}, "categorieen"),
        ({"categorieen": "zelf", "hoofdadvies": "wmo"}, "hoofdadvies"),
        ({"categorieen": "", "hoofdadvies": "wmo"}, "hoofdadvies"),
        ({"categorieen": "ggz-basis", "hoofdadvies": "", "actie_huisarts": "geen"}, "actie_huisarts"),
        ({"categorieen": "zelf|ggz-specialistisch", "hoofdadvies": "zelf"}, "actie_huisarts"),
        ({"categorieen": "verslavingszorg", "hoofdadvies": ""}, "actie_huisarts"),
        ({"actie_huisarts": "anders"}, "actie_toelichting"),
        ({"urgentie": "vandaag"}, "gebeld_op"),
        ({"wachttijd_weken": "12"}, "wachttijd_op"),
        ({"besproken_op": "morgen"}, "besproken_op"),
        ({"categorieen": "onzin"}, "categorieen"),
    ],
)
def test_wat_niet_samengaat(noor: Sessie, gesprek: str, velden: dict[str, str], veld: str) -> None:
    with pytest.raises(Geweigerd) as fout:
        maak_advies(noor, gesprek, **velden)
    assert veld in fout.value.fouten
    assert adviezen(noor) == []
    assert toeleiden.staat(noor).rijen[0].geadviseerd == frozenset()


@pytest.mark.parametrize(
    "velden",
    [
        {"categorieen": "geen", "hoofdadvies": ""},
        {"categorieen": "ggz-basis", "hoofdadvies": "", "actie_huisarts": "verwijzing-ggz"},
        {"categorieen": "ggz-basis|zelf", "actie_huisarts": "", "hoofdadvies": "ggz-basis"},
        {"urgentie": "vandaag", "gebeld_op": "vandaag", "gebeld_met": "dr. De Boer"},
        {"wachttijd_weken": "12", "wachttijd_op": "1-3-2027"},
        {"actie_huisarts": "anders", "actie_toelichting": "Kijkt u naar de medicijnen?"},
    ],
)
def test_wat_wel_samengaat(noor: Sessie, gesprek: str, velden: dict[str, str]) -> None:
    maak_advies(noor, gesprek, **velden)
    ruw = adviseren.lees(noor, gesprek).ruw
    if velden.get("categorieen") and "|" not in velden["categorieen"]:
        assert ruw["hoofdadvies"] == velden["categorieen"], "the only one is the main one"


def test_fout_in_een_afspraak_noemt_de_regel(noor: Sessie, gesprek: str) -> None:
    with pytest.raises(Geweigerd) as fout:
        maak_advies(
            noor, gesprek, [{"wat": "goed"}, {}, {"wie": "Wim"}, {"wat": "x" * 500, "staat": "misschien"}]
        )
    assert set(fout.value.fouten) == {"afspraak 3: wat", "afspraak 4: wat", "afspraak 4: staat"}
    assert adviezen(noor) == []


# --- afspraken -------------------------------------------------------------------------------


def test_afspraken_zijn_alle_afspraken_in_volgorde(noor: Sessie, gesprek: str) -> None:
    maak_advies(
        noor, gesprek, [{"wat": "een"}, {"wat": ""}, {"wat": "twee", "staat": "gedaan"}, {"wat": "drie"}]
    )
    beeld = adviseren.lees(noor, gesprek)
    assert [a.ruw["wat"] for a in beeld.afspraken] == ["een", "twee", "drie"]
    assert [a.ruw["staat"] for a in beeld.afspraken] == ["afgesproken", "gedaan", "afgesproken"]
    assert {a.ruw["deel"] for a in beeld.afspraken} == {"zelf"}
    eerste = beeld.afspraken[0].id
    adviseren.bewaar(noor, gesprek, {}, [{"wat": "een"}, {"wat": "drie"}])
    beeld = adviseren.lees(noor, gesprek)
    assert [a.ruw["wat"] for a in beeld.afspraken] == ["een", "drie"]
    assert beeld.afspraken[0].id == eerste, "a line that stays is not written again"
    adviseren.bewaar(noor, gesprek, {"vangnet": "bel"})
    assert len(adviseren.lees(noor, gesprek).afspraken) == 2, "not given is left as it is"
    adviseren.bewaar(noor, gesprek, {}, [])
    assert adviseren.lees(noor, gesprek).afspraken == ()


# --- fixing it -------------------------------------------------------------------------------


def test_vaststellen_zegt_wat_er_ontbreekt(noor: Sessie) -> None:
    gepland = plan_gesprek(noor, maak_aanmelding(noor))
    assert adviseren.ontbreekt(noor, gepland) == {"": "Er staat nog geen advies."}
    adviseren.bewaar(noor, gepland, {"vangnet": "bel"})
    with pytest.raises(Geweigerd) as fout:
        adviseren.stel_vast(noor, gepland)
    assert set(fout.value.fouten) == {"", "antwoord", "actie_huisarts", "urgentie", "categorieen"}
    assert fout.value.fouten == adviseren.ontbreekt(noor, gepland)
    adviseren.bewaar(noor, gepland, {"categorieen": "zelf|wmo", "antwoord": "Ja.", "actie_huisarts": "geen"})
    assert set(adviseren.ontbreekt(noor, gepland)) == {"", "urgentie", "hoofdadvies"}
    assert adviezen(noor)[0].vastgesteld_op is None


def test_vaststellen_kan_ook_als_het_nog_niet_besproken_is_maar_dan_staat_dat_er(
    noor: Sessie, gesprek: str
) -> None:
    maak_advies(noor, gesprek, besproken_op="")
    assert adviseren.ontbreekt(noor, gesprek) == {}
    wat = adviseren.let_op(noor, gesprek)
    assert "Nog niet besproken met de inwoner." in wat
    assert "Nog geen akkoord van Karim." in wat
    assert adviseren.stel_vast(noor, gesprek) == 1
    zinnen = " ".join(brieven.maak(noor, gesprek).delen)
    assert "nog niet besproken" in zinnen
    assert "nog geen akkoord van Karim" in zinnen
    assert "Akkoord Noor" in zinnen, "who fixes it agrees with it"


def test_vastgesteld_is_vast(noor: Sessie, gesprek: str) -> None:
    maak_advies(noor, gesprek)
    adviseren.stel_vast(noor, gesprek)
    voor = adviseren.lees(noor, gesprek)
    for doe in (
        lambda: adviseren.bewaar(noor, gesprek, {"antwoord": "anders"}),
        lambda: adviseren.bewaar(noor, gesprek, {}, [{"wat": "nog iets"}]),
        lambda: adviseren.stel_vast(noor, gesprek),
        lambda: adviseren.geef_akkoord(noor, gesprek, noor.ik.id, None),
        lambda: toeleiden.zet(noor, gesprek, "wmo", Stap.GEADVISEERD, Weten.JA),
        lambda: toeleiden.zet_hoofdadvies(noor, gesprek, "zelf"),
    ):
        with pytest.raises(Geweigerd, match="vastgesteld"):
            doe()
    assert adviseren.lees(noor, gesprek) == voor
    toeleiden.zet(noor, gesprek, "wmo", Stap.VERWEZEN, Weten.JA)  # what came of it is another thing


def test_verbetering_is_een_nieuwe_versie_met_dezelfde_afspraken(
    noor: Sessie, gesprek: str, klok: VasteKlok
) -> None:
    maak_advies(noor, gesprek)
    with pytest.raises(Geweigerd):
        adviseren.nieuwe_versie(noor, gesprek)
    adviseren.geef_akkoord(noor, gesprek, collega(noor, "Karim"), klok.vandaag())
    adviseren.stel_vast(noor, gesprek)
    eerste = adviseren.lees(noor, gesprek)
    klok.verder(timedelta(days=-1))  # a clock set back does not bring the old version up again
    assert adviseren.nieuwe_versie(noor, gesprek) == 2
    beeld = adviseren.lees(noor, gesprek)
    assert (beeld.nummer, beeld.vastgesteld_op) == (2, None)
    assert [a.ruw for a in beeld.afspraken] == [a.ruw for a in eerste.afspraken]
    assert len(beeld.afspraken) == len(AFSPRAKEN)
    assert {**beeld.ruw, "besproken_op": ""} == {**eerste.ruw, "besproken_op": ""}
    assert beeld.ruw["besproken_op"] == "", "what the correction says was not discussed yet"
    assert [a.op for a in beeld.akkoorden] == [None, None]
    klok.verder(timedelta(days=1))
    adviseren.bewaar(noor, gesprek, {"antwoord": "Beter gezegd."}, [{"wat": "alleen dit"}])
    assert adviseren.stel_vast(noor, gesprek) == 2
    brief = brieven.maak(noor, gesprek)
    assert (brief.versie, brief.antwoord, len(brief.afspraken)) == (2, "Beter gezegd.", 1)
    with noor.lezen() as db:
        oud = db.exec(select(t.Advies).order_by(t.Advies.id)).first()  # type: ignore[arg-type]
        assert oud is not None
        assert len(adviseren.afspraken_van(db, oud.id)) == len(AFSPRAKEN), (
            "the old one still says what it said"
        )


def test_akkoord(noor: Sessie, gesprek: str, klok: VasteKlok) -> None:
    maak_advies(noor, gesprek)
    karim, els = collega(noor, "Karim"), collega(noor, "Els")
    with pytest.raises(Geweigerd) as fout:
        adviseren.geef_akkoord(noor, gesprek, els, klok.vandaag())
    assert "zat niet" in fout.value.melding
    with pytest.raises(Geweigerd):
        adviseren.geef_akkoord(noor, gesprek, karim, klok.vandaag() + timedelta(days=1))
    adviseren.geef_akkoord(noor, gesprek, karim, date(2027, 3, 10))
    adviseren.geef_akkoord(noor, gesprek, karim, klok.vandaag())
    assert {a.naam: a.op for a in adviseren.lees(noor, gesprek).akkoorden} == {
        "Karim": klok.vandaag(),
        "Noor": None,
    }
    adviseren.geef_akkoord(noor, gesprek, karim, None)
    assert {a.op for a in adviseren.lees(noor, gesprek).akkoorden} == {None}


def test_een_stagiair_hoeft_niet_akkoord_te_zijn(noor: Sessie, gesprek: str) -> None:
    vastleggen.zet_deelnemer(noor, gesprek, collega(noor, "Tom"), DeelnemerRol.STAGIAIR, Wijze.LIVE)
    maak_advies(noor, gesprek)
    assert {a.naam for a in adviseren.lees(noor, gesprek).akkoorden} == {"Karim", "Noor"}
    assert not [z for z in brieven.maak(noor, gesprek).delen if "Tom" in z]


def test_advies_van_de_turfstaat_en_van_het_formulier_zijn_een(noor: Sessie, gesprek: str) -> None:
    toeleiden.zet(noor, gesprek, "zelf", Stap.GEADVISEERD, Weten.JA)
    assert adviseren.lees(noor, gesprek).ruw["hoofdadvies"] == "zelf"
    toeleiden.zet(noor, gesprek, "wmo", Stap.GEADVISEERD, Weten.JA)
    toeleiden.zet_hoofdadvies(noor, gesprek, "wmo")
    assert set(adviseren.lees(noor, gesprek).ruw["categorieen"].split("|")) == {"zelf", "wmo"}
    toeleiden.zet(noor, gesprek, "geen", Stap.GEADVISEERD, Weten.JA)
    assert adviseren.lees(noor, gesprek).ruw["categorieen"] == "geen", "'geen' stands alone"
    assert adviseren.lees(noor, gesprek).ruw["hoofdadvies"] == "geen"
    toeleiden.zet(noor, gesprek, "poh-ggz", Stap.GEADVISEERD, Weten.JA)
    assert adviseren.lees(noor, gesprek).ruw["categorieen"] == "poh-ggz"
    with pytest.raises(Geweigerd):
        toeleiden.zet_hoofdadvies(noor, gesprek, "wmo")


def test_vandaag_loopt_mee_met_het_advies(noor: Sessie) -> None:
    """From planned to sent: each time the next thing to do, and at last nothing."""
    from mgn_tui.domain.brief import BriefSoort
    from mgn_tui.register import versturen
    from tests.hulp_werkmap import naar_gesprek

    def wat() -> list[tuple[str, str]]:
        return [(p.stap, p.tekst.partition(": ")[2]) for p in vandaag.overzicht(noor).wacht]

    aanmelding = maak_aanmelding(noor)
    assert [s for s, _ in wat()] == ["plannen"]
    gesprek = plan_gesprek(noor, aanmelding)
    assert wat() == []
    naar_gesprek(noor, gesprek)
    assert wat() == [("gesprek", "uitwerken")]
    vastleggen.rond_af(noor, gesprek)
    assert wat() == [("advies", "nog schrijven")]
    maak_advies(noor, gesprek)
    assert wat() == [("advies", "nog vaststellen")]
    adviseren.stel_vast(noor, gesprek)
    assert wat() == [("advies", "brief maken en versturen")]
    versturen.noteer_document(noor, gesprek, BriefSoort.HUISARTS, "brief.pdf")
    assert wat() == [("advies", "brief ligt klaar: verstuurd noteren")]
    adviseren.zet_delen(noor, gesprek, Ontvanger.HUISARTS, DeelOnderdeel.ADVIES, False)
    assert wat() == [], "the inwoner objects: there is nothing to send"
    adviseren.zet_delen(noor, gesprek, Ontvanger.HUISARTS, DeelOnderdeel.BERICHT, True)
    assert wat() == [("advies", "brief ligt klaar: verstuurd noteren")], "but a message there is"
    assert versturen.noteer_verstuurd(noor, gesprek, Ontvanger.HUISARTS, noor.klok.vandaag(), "ZorgMail") == [
        "brief.pdf"
    ]
    exportmap.verwijder(noor, ["brief.pdf"])
    assert wat() == []
    assert adviseren.lees(noor, gesprek).verzonden == (("huisarts", noor.klok.vandaag(), "ZorgMail"),)


def test_advies_zonder_velden_verandert_niets(noor: Sessie, gesprek: str) -> None:
    versie = maak_advies(noor, gesprek)
    assert adviseren.bewaar(noor, gesprek, dict(ADVIES), AFSPRAKEN, versie) == versie
    assert adviseren.bewaar(noor, gesprek, adviseren.lees(noor, gesprek).ruw, None, versie) == versie

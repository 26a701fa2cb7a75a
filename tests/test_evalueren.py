"""The evaluation of a sprint: what is missing, leerpunten together, decisions that go along; without any key."""

import pytest

from mgn_tui.domain.fouten import Botsing, Geweigerd, NietGevonden
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.woorden import Stap, Weten
from mgn_tui.register import beheren, evalueren, toeleiden, vastleggen
from mgn_tui.register.evaluatiebeeld import Plek, lees, plekken, vind_plek
from mgn_tui.register.sessie import Sessie
from tests.hulp_werkmap import maak_advies, maak_gevoerd, open_als


@pytest.fixture
def sprint(noor: Sessie) -> Plek:
    return vind_plek(noor, "sprint", "1")


def met_leerpunt(s: Sessie, tekst: str = "naaste eerder uitnodigen", *, vrij: bool = True) -> str:
    _, gesprek = maak_gevoerd(s)
    vastleggen.bewaar(s, gesprek, {"leerpunt": tekst})
    if vrij:
        vastleggen.geef_leerpunt_vrij(s, gesprek, tekst)
    return gesprek


def test_wat_nog_niet_af_is_staat_er_met_de_gesprekken_erachter(noor: Sessie, sprint: Plek) -> None:
    leeg = lees(noor, sprint)
    assert (leeg.gevoerd, leeg.leerpunten, leeg.voor_sluiten) == (0, 0, "niets meer open")
    _, kaal = maak_gevoerd(noor)
    bewaard = met_leerpunt(noor, "Wim zei iets", vrij=False)
    klaar = met_leerpunt(noor)
    for gesprek in (bewaard, klaar):
        maak_advies(noor, gesprek)
    toeleiden.zet(noor, klaar, "sociaal-domein", Stap.VERWEZEN, Weten.JA)
    beeld = lees(noor, sprint)
    assert beeld.onaf.zonder_advies == (kaal,)
    assert beeld.onaf.zonder_leerpunt == (kaal,)
    assert beeld.onaf.niet_vrijgegeven == (bewaard,)
    assert beeld.onaf.zonder_datum == (klaar,)
    assert beeld.voor_sluiten == (
        "voor sluiten: 1 zonder advies · 1 zonder leerpunt · 1 doorverwijzing zonder datum · "
        "1 leerpunt niet vrijgegeven"
    )
    assert (beeld.gevoerd, beeld.leerpunten, beeld.vrijgegeven) == (3, 2, 1)
    assert [lp.tekst for lp in beeld.los] == ["naaste eerder uitnodigen"]
    assert "Wim zei iets" not in repr(beeld)


def test_een_coordinator_evalueert_zonder_sleutel(noor: Sessie, klok: VasteKlok, sprint: Plek) -> None:
    een, twee = met_leerpunt(noor), met_leerpunt(noor, "tolk op tijd regelen")
    met_leerpunt(noor, "van een ander", vrij=False)
    els = open_als(noor.werkmap, "Els", klok)
    try:
        evalueren.bewaar(els, sprint, {"boodschap": "Wij spraken iedereen op tijd."})
        groep = evalueren.bewaar_groep(
            els, sprint, {"titel": "Vooraf regelen", "leerpunten": f"{een}|{twee}"}
        )
        evalueren.bewaar_groep(els, sprint, {"tekst": "Regel naaste en tolk vooraf."}, groep)
        besluit = evalueren.bewaar_besluit(
            els, sprint, {"tekst": "tolk bij de uitnodiging", "eigenaar": "Karim", "wanneer": "1-5-2027"}
        )
        beeld = lees(els, sprint)
        assert beeld.ruw["boodschap"] == "Wij spraken iedereen op tijd."
        (g,) = beeld.groepen
        assert (g.id, g.titel, g.tekst) == (groep, "Vooraf regelen", "Regel naaste en tolk vooraf.")
        assert [lp.gesprek for lp in g.leerpunten] == [een, twee]
        assert beeld.los == ()
        (b,) = beeld.besluiten
        assert (b.id, b.eigenaar, b.staat, f"{b.wanneer}") == (besluit, "Karim", "open", "2027-05-01")
    finally:
        els.sluit()


def test_groepen_gaan_samen_uiteen_en_weg(noor: Sessie, sprint: Plek) -> None:
    een, twee = met_leerpunt(noor), met_leerpunt(noor, "tolk")
    geheim = met_leerpunt(noor, "niet voor anderen", vrij=False)
    a = evalueren.bewaar_groep(noor, sprint, {"titel": "A", "tekst": "eerst", "leerpunten": een})
    b = evalueren.bewaar_groep(noor, sprint, {"titel": "B", "tekst": "dan", "leerpunten": twee})
    evalueren.voeg_samen(noor, sprint, a, b)
    (groep,) = lees(noor, sprint).groepen
    assert (groep.id, groep.tekst) == (b, "dan\neerst")
    assert {lp.gesprek for lp in groep.leerpunten} == {een, twee}
    evalueren.zet_in(noor, sprint, een, None)
    assert [lp.gesprek for lp in lees(noor, sprint).los] == [een]
    evalueren.zet_in(noor, sprint, een, b)
    with pytest.raises(NietGevonden):
        evalueren.zet_in(noor, sprint, geheim, b)
    with pytest.raises(Geweigerd):
        evalueren.bewaar_groep(noor, sprint, {"titel": "C", "leerpunten": geheim})
    evalueren.verwijder_groep(noor, sprint, b)
    beeld = lees(noor, sprint)
    assert (beeld.groepen, len(beeld.los)) == ((), 2)


def test_de_eerste_keer_bewaren_botst_met_niemand(noor: Sessie, sprint: Plek) -> None:
    """As the screen does it: with the version that was there when the form was opened, of nothing yet."""
    beeld = lees(noor, sprint)
    assert beeld.versie == ""
    evalueren.bewaar(noor, sprint, {"boodschap": "Een tolk erbij helpt."}, beeld.versie)
    eerste = lees(noor, sprint)
    assert eerste.ruw["boodschap"] == "Een tolk erbij helpt." and eerste.versie
    with pytest.raises(Botsing):  # who opened it just as early does collide
        evalueren.bewaar(noor, sprint, {"boodschap": "Anders."}, beeld.versie)


def test_wie_later_bewaart_krijgt_beide_teksten(noor: Sessie, sprint: Plek) -> None:
    evalueren.bewaar(noor, sprint, {"boodschap": "eerst"})
    groep = evalueren.bewaar_groep(noor, sprint, {"titel": "A"})
    besluit = evalueren.bewaar_besluit(noor, sprint, {"tekst": "zo"})
    oud = lees(noor, sprint)
    evalueren.bewaar(noor, sprint, {"boodschap": "van de ander"}, oud.versie)
    evalueren.bewaar_groep(noor, sprint, {"titel": "van de ander"}, groep, oud.groepen[0].versie)
    evalueren.bewaar_besluit(noor, sprint, {"tekst": "van de ander"}, besluit, oud.besluiten[0].versie)
    with pytest.raises(Botsing) as botsing:
        evalueren.bewaar(noor, sprint, {"boodschap": "van mij"}, oud.versie)
    assert botsing.value.hun == {"boodschap": "van de ander"}
    with pytest.raises(Botsing):
        evalueren.bewaar_groep(noor, sprint, {"titel": "van mij"}, groep, oud.groepen[0].versie)
    with pytest.raises(Botsing):
        evalueren.bewaar_besluit(noor, sprint, {"tekst": "van mij"}, besluit, oud.besluiten[0].versie)


def test_sluiten_vraagt_een_boodschap_en_zegt_wat_open_is(noor: Sessie, sprint: Plek) -> None:
    met_leerpunt(noor)
    with pytest.raises(Geweigerd, match="boodschap"):
        evalueren.sluit(noor, sprint, toch=True)
    evalueren.bewaar(noor, sprint, {"boodschap": "Geleerd."})
    with pytest.raises(Geweigerd, match="1 zonder advies"):
        evalueren.sluit(noor, sprint)
    evalueren.sluit(noor, sprint, toch=True)
    beeld = lees(noor, sprint)
    assert (beeld.gesloten_op, beeld.gesloten_door) == (noor.klok.vandaag(), "Noor")
    for doe in (
        lambda: evalueren.bewaar(noor, sprint, {"boodschap": "anders"}),
        lambda: evalueren.bewaar_groep(noor, sprint, {"titel": "A"}),
        lambda: evalueren.bewaar_besluit(noor, sprint, {"tekst": "B"}),
        lambda: evalueren.sluit(noor, sprint, toch=True),
    ):
        with pytest.raises(Geweigerd, match="gesloten"):
            doe()
    evalueren.heropen(noor, sprint)
    evalueren.bewaar(noor, sprint, {"boodschap": "anders"})
    with pytest.raises(Geweigerd):
        evalueren.heropen(noor, sprint)


def test_besluiten_gaan_mee_naar_de_volgende_sprint_en_naar_de_pilot(noor: Sessie, sprint: Plek) -> None:
    for begin, einde in (("1-5-2027", "31-5-2027"), ("1-6-2027", "")):
        beheren.bewaar(noor, "sprint", {"pilot": sprint.pilot.hex, "begin": begin, "einde": einde})
    leerpunt = met_leerpunt(noor)
    groep = evalueren.bewaar_groep(noor, sprint, {"titel": "Vooraf", "leerpunten": leerpunt})
    klaar = evalueren.bewaar_besluit(noor, sprint, {"tekst": "tolk vooraf"})
    evalueren.bewaar_besluit(noor, sprint, {"tekst": "naaste vooraf"})
    evalueren.bewaar(noor, sprint, {"boodschap": "Geleerd."})
    evalueren.sluit(noor, sprint, toch=True)
    tweede, derde = vind_plek(noor, "sprint", "2"), vind_plek(noor, "sprint", "sprint 3")
    assert [b.tekst for b in lees(noor, tweede).vorige] == ["tolk vooraf", "naaste vooraf"]
    evalueren.kijk_terug(noor, tweede, klaar, {"staat": "gedaan", "terugblik": "scheelde een week"})
    (b, _) = lees(noor, tweede).vorige
    assert (b.staat, b.terugblik, b.van) == ("gedaan", "scheelde een week", "sprint 1")
    assert [b.tekst for b in lees(noor, derde).vorige] == ["naaste vooraf"]  # what is done was looked back on
    pilot = lees(noor, vind_plek(noor, "pilot", "zwolle"))
    assert [b.tekst for b in pilot.vorige] == ["tolk vooraf", "naaste vooraf"]
    assert [(g.id, g.van) for g in pilot.groepen] == [(groep, "sprint 1")]
    with pytest.raises(Geweigerd, match="sprint"):
        evalueren.zet_in(noor, pilot.plek, leerpunt, None)


def test_onbekende_plekken_noemen_wat_er_is(noor: Sessie, sprint: Plek) -> None:
    assert [p.naam for p in plekken(noor)] == ["pilot Zwolle-Zuid", "sprint 1"]
    with pytest.raises(NietGevonden, match="Kies uit: sprint 1"):
        vind_plek(noor, "sprint", "7")
    with pytest.raises(NietGevonden, match="Zwolle-Zuid"):
        vind_plek(noor, "pilot", "Almelo")
    beheren.bewaar(noor, "pilot", {"naam": "Noord"})
    with pytest.raises(NietGevonden, match="--pilot"):
        vind_plek(noor, "sprint", "1")
    assert vind_plek(noor, "sprint", "1", "Zwolle-Zuid") == sprint

"""The terms: who is due and when, said in time, refused with a reason; and concepts that go, with notice."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event
from sqlmodel import select

from mgn_tui.domain.fouten import GeenToegang, Geweigerd
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.woorden import AanmeldingStatus
from mgn_tui.register import (
    aanmelden,
    adviseren,
    bewaren,
    concepten,
    evaluatiebeeld,
    evalueren,
    instellingen,
    vandaag,
    vastleggen,
    vernietigen,
    verzoeken,
)
from mgn_tui.register.bewaren import KOPIE, RESULTAAT, SPRINT
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import tables as t
from mgn_tui.store.werkmap import Werkmap
from tests.cli_hulp import Cli
from tests.hulp_rijen import maak_rijen, zet_in_map
from tests.hulp_werkmap import Zaak, collega, maak_aanmelding, maak_gevoerd, open_als, volledige_zaak


@pytest.fixture
def zaak(noor: Sessie) -> Zaak:
    return volledige_zaak(noor)


def neem_over(s: Sessie, gesprek: str) -> None:
    for naam in ("Noor", "Karim"):
        adviseren.noteer_dossierkopie(s, gesprek, collega(s, naam), s.klok.vandaag())


def sluit_sprint(s: Sessie) -> None:
    plek = next(p for p in evaluatiebeeld.plekken(s) if p.soort == "sprint")
    evalueren.bewaar(s, plek, {"boodschap": "Eerder een naaste uitnodigen helpt."})
    evalueren.sluit(s, plek, toch=True)


def test_pas_als_alles_gedaan_is(noor: Sessie, zaak: Zaak) -> None:
    assert bewaren.lijst(noor) == []
    neem_over(noor, zaak.gesprek)
    assert bewaren.lijst(noor) == []  # the result was noted, but the sprint is not evaluated
    sluit_sprint(noor)
    (v,) = bewaren.lijst(noor)
    assert (v.ref, v.soort, v.over, v.mist, v.wie) == (zaak.inwoner_ref, "persoon", False, (), "W.J.")
    assert v.uiterlijk == date(2028, v.sinds.month, v.sinds.day)
    adviseren.noteer_dossierkopie(noor, zaak.gesprek, collega(noor, "Karim"), None)
    assert bewaren.lijst(noor) == []


def test_een_nieuwe_versie_is_nog_niet_overgenomen(noor: Sessie, zaak: Zaak) -> None:
    neem_over(noor, zaak.gesprek)
    sluit_sprint(noor)
    adviseren.nieuwe_versie(noor, zaak.gesprek)
    assert bewaren.lijst(noor) == []


def test_uiterlijk_na_de_termijn_ook_als_er_iets_mist(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, zaak: Zaak
) -> None:
    vastleggen.bewaar(noor, zaak.gesprek, {"uiteindelijk_resultaat": "", "resultaat_op": ""})
    laatste = noor.klok.vandaag()
    klok.verder(timedelta(days=365))
    assert bewaren.lijst(noor) == []  # 2028 is a leap year: a day early
    klok.verder(timedelta(days=1))
    (v,) = bewaren.lijst(noor)
    assert (v.sinds, v.uiterlijk, v.over) == (laatste, noor.klok.vandaag(), True)
    assert v.mist == (KOPIE, SPRINT, RESULTAAT)
    instellingen.bewaar(noor, {"termijn_identiteit_maanden": "18"})
    assert bewaren.lijst(noor) == []
    instellingen.bewaar(noor, {"termijn_identiteit_maanden": "", "termijn_codes_maanden": ""})
    klok.verder(timedelta(days=5000))
    assert bewaren.lijst(noor) == []  # nobody decided


def test_niemand_met_wie_nog_iets_loopt(noor: Sessie, klok: VasteKlok, zaak: Zaak) -> None:
    klok.verder(timedelta(days=300))
    aanmelden.nieuw(noor, _weer(noor, zaak), zaak.inwoner_ref)
    klok.verder(timedelta(days=300))
    assert bewaren.lijst(noor) == []


def _weer(noor: Sessie, zaak: Zaak) -> dict[str, str]:
    from tests.hulp_werkmap import aanmelding_ruw

    return aanmelding_ruw(noor)


def test_wie_nooit_een_gesprek_had(noor: Sessie, klok: VasteKlok) -> None:
    ref = maak_aanmelding(noor)
    aanmelden.sluit(noor, ref, AanmeldingStatus.INGETROKKEN, noor.profiel.redenen_intrekken[0].code, "")
    assert bewaren.lijst(noor) == []
    klok.verder(timedelta(days=366))
    (v,) = bewaren.lijst(noor)
    assert (v.over, v.mist, v.sinds) == (True, (), noor.klok.vandaag() - timedelta(days=366))


def test_een_weigering_geldt_een_jaar(noor: Sessie, klok: VasteKlok, zaak: Zaak) -> None:
    klok.verder(timedelta(days=400))
    assert len(bewaren.lijst(noor)) == 1
    with pytest.raises(Geweigerd):
        verzoeken.blijft(noor, zaak.inwoner_ref, {"reden": ""})
    verzoeken.blijft(noor, zaak.inwoner_ref, {"reden": "een klacht loopt nog"})
    assert bewaren.lijst(noor) == []
    (v,) = verzoeken.lijst(noor)
    assert (v.besluit, v.tekst) == ("geweigerd", "een klacht loopt nog")
    klok.verder(timedelta(days=366))
    assert len(bewaren.lijst(noor)) == 1


def test_een_weigering_beantwoordt_het_verzoek(noor: Sessie, zaak: Zaak) -> None:
    verzoeken.noteer(noor, zaak.aanmelding, {"soort": "vernietigen", "ontvangen_op": noor.klok.vandaag()})
    verzoeken.blijft(noor, zaak.aanmelding, {"reden": "de wet"})
    assert [v.besluit for v in verzoeken.lijst(noor)] == ["geweigerd"]


def test_codes_later_en_ook_van_wie_al_vernietigd_is(noor: Sessie, klok: VasteKlok, zaak: Zaak) -> None:
    vernietigen.vernietig(noor, zaak.aanmelding, "persoon", zaak.inwoner_ref)
    klok.verder(timedelta(days=400))
    assert bewaren.lijst(noor) == []
    klok.verder(timedelta(days=5 * 366))
    (v,) = bewaren.lijst(noor)
    assert (v.soort, v.over, v.wie) == ("alles", True, zaak.inwoner_ref[:4])
    with noor.schrijven() as db:
        pilot = db.exec(select(t.Pilot)).one()
        pilot.einde = noor.klok.vandaag() - timedelta(days=30)  # accountability begins when the pilot ends
        db.add(pilot)
    assert bewaren.lijst(noor) == []


def test_wie_het_ziet(werkmap: Werkmap, klok: VasteKlok, noor: Sessie, zaak: Zaak) -> None:
    klok.verder(timedelta(days=400))
    assert bewaren.aantal(noor) == (1, 0)  # she does the aanmeldpunt
    noor.sluit()
    for naam, ziet, telt in (("Karim", 1, 0), ("Elif", 0, 0), ("Els", 1, 1)):
        s = open_als(werkmap, naam, klok)
        gevonden = bewaren.lijst(s)
        assert (len(gevonden), bewaren.aantal(s)[0]) == (ziet, telt), naam
        if naam == "Els":
            assert (gevonden[0].wie, gevonden[0].naam) == (zaak.inwoner_ref[:4], "")
            assert any(p.stap == "rechten" for p in vandaag.overzicht(s).wacht)
            with pytest.raises(GeenToegang):
                verzoeken.blijft(s, zaak.inwoner_ref, {"reden": "zomaar"})
        s.sluit()


def test_vandaag_noemt_het(noor: Sessie, klok: VasteKlok, zaak: Zaak) -> None:
    assert [p for p in vandaag.overzicht(noor).wacht if p.stap == "rechten"] == []
    klok.verder(timedelta(days=400))
    (p,) = [p for p in vandaag.overzicht(noor).wacht if p.stap == "rechten"]
    assert (p.merk, p.tekst) == ("▲", "Van 1 inwoner is de bewaartermijn voorbij")
    assert bewaren.zin(2, 3) == (
        "Van 2 inwoners is de bewaartermijn voorbij, van 3 inwoners mogen naam en tekst weg"
    )
    assert bewaren.zin(0, 1) == "Van 1 inwoner mogen naam en tekst weg"


def test_vandaag_noemt_een_verzoek_in_de_laatste_week(
    werkmap: Werkmap, noor: Sessie, klok: VasteKlok, zaak: Zaak
) -> None:
    verzoeken.noteer(noor, zaak.aanmelding, {"soort": "inzage", "ontvangen_op": noor.klok.vandaag()})
    uiterlijk = verzoeken.een_maand_later(noor.klok.vandaag())

    def punten(s: Sessie) -> list[vandaag.Punt]:
        return [p for p in vandaag.overzicht(s).wacht if p.stap == "rechten"]

    klok.verder(timedelta(days=(uiterlijk - noor.klok.vandaag()).days - 8))
    assert punten(noor) == []
    klok.verder(timedelta(days=1))
    (p,) = punten(noor)
    assert p.merk == "▲" and p.tekst.startswith("verzoek van W.J. (inzage): antwoord uiterlijk ")
    assert p.met_naam().startswith("verzoek van Wim Jansen (inzage)")
    klok.verder(timedelta(days=8))
    (p,) = punten(noor)
    assert p.merk == "✖" and vandaag.overzicht(noor).wacht[0] == p  # nothing is more urgent
    noor.sluit()
    for naam, ziet in (("Karim", 1), ("Els", 0), ("Elif", 0)):
        s = open_als(werkmap, naam, klok)
        assert len([p for p in punten(s) if "verzoek" in p.tekst]) == ziet, naam
        s.sluit()


def test_een_concept_gaat_na_dertig_dagen_met_een_week_bericht(noor: Sessie, klok: VasteKlok) -> None:
    concepten.bewaar(noor, "aanmelding", "nieuw", {"vraag": "half"})

    def punt() -> vandaag.Punt:
        (p,) = [p for p in vandaag.overzicht(noor).wacht if p.stap == "concept"]
        return p

    klok.verder(timedelta(days=22))
    assert (punt().merk, concepten.verlopen(noor)) == (" ", 0) and "weg" not in punt().tekst
    klok.verder(timedelta(days=1))
    assert punt().merk == "▲" and punt().tekst.endswith("verder schrijven; gaat over 7 dagen weg")
    klok.verder(timedelta(days=6))
    assert punt().tekst.endswith("; gaat morgen weg")
    klok.verder(timedelta(days=1))
    assert concepten.verlopen(noor) == 0 and punt().tekst.endswith("; gaat vandaag weg")
    klok.verder(timedelta(seconds=1))
    assert concepten.verlopen(noor) == 1
    assert concepten.alle(noor) == []


def test_met_opdrachten(werkmap: Werkmap, klok: VasteKlok, noor: Sessie, zaak: Zaak) -> None:
    noor.sluit()
    mgn = Cli(werkmap, klok)
    assert "niemand over de termijn" in mgn.goed("bewaren").gezegd
    klok.verder(timedelta(days=400))
    (rij,) = mgn.goed("bewaren", "--json").json
    assert (rij["inwoner"], rij["soort"], rij["over"]) == (zaak.inwoner_ref, "persoon", True)
    regel = mgn.goed("bewaren").data
    assert "moet weg" in regel and f"let op: {KOPIE}" in regel
    assert mgn("verzoek", "weigeren", zaak.inwoner_ref, "--reden", "").status == 1
    mgn.goed("verzoek", "weigeren", zaak.inwoner_ref, "--reden", "een klacht loopt nog")
    assert mgn.goed("bewaren", "--json").json == []


def test_veel_mensen_blijft_snel(els: Sessie) -> None:
    """Every opening asks this: a few questions, not one per person."""
    zet_in_map(els, maak_rijen(3, 400))
    vragen: list[str] = []
    event.listen(els.store.engine, "before_cursor_execute", lambda *a: vragen.append(a[2]))
    over, klaar = bewaren.aantal(els)
    assert over + klaar > 50
    assert len(vragen) < 20


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.integers(1, 240))
def test_maanden_later(dag: date, maanden: int) -> None:
    later = bewaren.maanden_later(dag, maanden)
    assert (later.year - dag.year) * 12 + later.month - dag.month == maanden
    assert later.day == dag.day or (later + timedelta(days=1)).day == 1


def test_een_gesprek_van_vandaag_telt_niet_als_voorbij(noor: Sessie) -> None:
    maak_gevoerd(noor)
    assert bewaren.lijst(noor) == []

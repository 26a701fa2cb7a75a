"""The terms: who is due and when, said in time, refused with a reason; and concepts that go, with notice."""

import random
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from sqlmodel import Session, select

from mgn_tui.domain.fouten import GeenToegang, Geweigerd
from mgn_tui.domain.klok import VasteKlok, dag_van
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
from mgn_tui.tui.screens.beheer_lijsten import AFDELINGEN
from tests.cli_hulp import Cli
from tests.hulp_rijen import maak_leeg, maak_rijen, zet_in_map
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


def test_van_velen_opent_de_lijst_niet_elke_naam(
    noor: Sessie, klok: VasteKlok, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each costs opening a key. The order is by term; whoever is opened has their name again."""
    refs = [maak_aanmelding(noor) for _ in range(3)]
    for ref in refs:
        aanmelden.sluit(noor, ref, AanmeldingStatus.INGETROKKEN, noor.profiel.redenen_intrekken[0].code, "")
    klok.verder(timedelta(days=366))
    geopend, echt = [], Sessie.open_zegel
    monkeypatch.setattr(
        Sessie, "open_zegel", lambda s, wie, zegel: geopend.append(wie) or echt(s, wie, zegel)
    )
    noor._sleutels.clear()
    alle = bewaren.lijst(noor, 1)
    assert [(v.wie == v.ref[:4], bool(v.naam)) for v in alle] == [(False, True), (True, False), (True, False)]
    assert geopend == [alle[0].inwoner]
    een = bewaren.vind(noor, alle[2].ref)
    assert een is not None
    assert (een.inwoner, bool(een.naam), len(geopend)) == (alle[2].inwoner, True, 2)
    assert bewaren.vind(noor, "0000") is None
    assert bewaren.vind(noor, "") is None
    monkeypatch.setattr(bewaren, "MET_NAAM", 1)
    rijen = next(a for a in AFDELINGEN if a.naam == "rechten").rijen(noor, False)
    assert [r.regel.cellen[1] for r in rijen] == ["naam en tekst moeten weg", "en nog 2 inwoners"]
    assert [v.ref for v in bewaren.lijst(noor)] == [v.ref for v in alle]


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


def _naief(db: Session, inwoner: UUID, vandaag: date, persoon: int, codes: int) -> tuple[str, bool] | None:
    """The rule of the module's first lines, of one inwoner, in plain Python: for what, and whether it is over."""

    def van(model: type[Any]) -> list[Any]:
        return list(db.exec(select(model).where(model.inwoner == inwoner)))

    gesprekken, aanmeldingen, weg = van(t.Gesprek), van(t.Aanmelding), db.get(t.Wissing, inwoner)
    gevoerd = [g for g in gesprekken if g.status == "gevoerd"]
    met = {g.aanmelding for g in gesprekken}
    if any(g.status == "gepland" for g in gesprekken) or any(
        a.status == "open" and a.id not in met for a in aanmeldingen
    ):
        return None
    if any(
        v.besluit == "geweigerd" and v.besloten_op > vandaag - timedelta(days=365) for v in van(t.Verzoek)
    ):
        return None
    if not gevoerd and not aanmeldingen:
        return None
    sinds = max(dag_van(g.begin) for g in gevoerd) if gevoerd else None
    sinds = sinds or max(a.status_op or a.aanmelddatum for a in aanmeldingen)
    eindes = [db.get_one(t.Pilot, g.pilot).einde for g in gesprekken if g.pilot]
    if bewaren.maanden_later(max(sinds, *(e for e in eindes if e), sinds), codes) <= vandaag:
        return "alles", True
    if weg is not None:
        return None
    if bewaren.maanden_later(sinds, persoon) <= vandaag:
        return "persoon", True
    if not gevoerd or sinds > vandaag:
        return None
    for g in gevoerd:
        laatste = max((a.id for a in van(t.Advies) if a.gesprek == g.id), default=None)
        kopie = {k.medewerker for k in van(t.Dossierkopie) if k.advies == laatste}
        voerden = {d.medewerker for d in van(t.Deelnemer) if d.gesprek == g.id and d.rol == "gespreksvoerder"}
        sprints = [s for s in db.exec(select(t.Sprint)) if s.pilot == g.pilot]
        open_ = [
            s
            for s in sprints
            if s.begin <= dag_van(g.begin) <= (s.einde or date.max)
            and not any(e.id == s.id and e.gesloten_op for e in db.exec(select(t.Evaluatie)))
        ]
        if voerden - kopie or open_ or g.resultaat_op is None:
            return None
    return "persoon", False


@settings(
    max_examples=12,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=(Phase.explicit, Phase.generate),
)
@given(st.integers(0, 2**32 - 1), st.integers(2, 30), st.integers(2, 60))
def test_een_vraag_tegen_de_regel(noor: Sessie, klok: VasteKlok, zaad: int, persoon: int, codes: int) -> None:
    """Rows of a file with no colleague at them, some with one; results, copies, sprints and pilots at random."""
    kans = random.Random(zaad)
    maak_leeg(noor)
    zet_in_map(noor, maak_rijen(zaad, 25))
    instellingen.bewaar(
        noor, {"termijn_identiteit_maanden": str(persoon), "termijn_codes_maanden": str(codes)}
    )
    ik, vandaag = collega(noor, "Noor"), noor.klok.vandaag()
    with pytest.raises(Terug), noor.schrijven() as db:
        for pilot in db.exec(select(t.Pilot)).all():
            pilot.einde = kans.choice((None, vandaag - timedelta(days=kans.randint(0, 500))))
            van = vandaag - timedelta(days=kans.randint(0, 400))
            sprint = t.Sprint(id=noor.nieuw_id(), pilot=pilot.id, begin=van, einde=van + timedelta(days=90))
            db.add(sprint)
            if kans.random() < 0.5:
                db.add(t.Evaluatie(id=sprint.id, soort="sprint", gesloten_op=vandaag))
        for g in db.exec(select(t.Gesprek)).all():
            if kans.random() < 0.6:
                g.resultaat_op = vandaag
            if kans.random() < 0.5:
                bij = {"inwoner": g.inwoner, "medewerker": ik}
                db.add(t.Deelnemer(gesprek=g.id, rol="gespreksvoerder", **bij))
                for a in db.exec(select(t.Advies).where(t.Advies.gesprek == g.id)).all():
                    if kans.random() < 0.7:
                        db.add(t.Dossierkopie(advies=a.id, op=vandaag, **bij))
        inwoners = db.exec(select(t.Inwoner.id)).all()
        for inwoner in inwoners:
            if kans.random() < 0.1:
                db.add(t.Wissing(inwoner=inwoner, soort="persoon", gedaan_op=noor.klok.nu()))
            elif kans.random() < 0.1:
                op = vandaag - timedelta(days=kans.choice((1, 364, 365, 366)))
                v = {"soort": "vernietigen", "ontvangen_op": op, "besluit": "geweigerd", "besloten_op": op}
                db.add(t.Verzoek(id=noor.nieuw_id(), inwoner=inwoner, **v))
        db.flush()
        goed = {i: uit for i in inwoners if (uit := _naief(db, i, vandaag, persoon, codes)) is not None}
        assert {v.inwoner: (v.soort, v.over) for v in bewaren._verlopen(noor, db)} == goed
        standen = [over for _, _, over, _ in bewaren._wie(noor, db, bewaren.termijnen(db))]
        assert sorted(standen) == sorted(over for _, over in goed.values())
        raise Terug


class Terug(Exception):
    pass


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.integers(1, 240))
def test_de_laatste_dag_die_voorbij_is(vandaag: date, maanden: int) -> None:
    dag = bewaren._grens(vandaag, maanden)
    assert bewaren.maanden_later(dag, maanden) <= vandaag
    assert bewaren.maanden_later(dag + timedelta(days=1), maanden) > vandaag


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.integers(1, 240))
def test_maanden_later(dag: date, maanden: int) -> None:
    later = bewaren.maanden_later(dag, maanden)
    assert (later.year - dag.year) * 12 + later.month - dag.month == maanden
    assert later.day == dag.day or (later + timedelta(days=1)).day == 1


def test_een_gesprek_van_vandaag_telt_niet_als_voorbij(noor: Sessie) -> None:
    maak_gevoerd(noor)
    assert bewaren.lijst(noor) == []

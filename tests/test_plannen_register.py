"""Planning at the register's door: requirements hold, preferences give way to a reason, reality is recorded."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.klok import AMSTERDAM, VasteKlok
from mgn_tui.domain.woorden import (
    AanmeldingStatus,
    DeelnemerRol,
    GesprekStatus,
    Wijze,
)
from mgn_tui.register import (
    aanmelden,
    aanmeldlijst,
    beheren,
    cijfers,
    evaluatiebeeld,
    kluis,
    plannen,
    toeleiden,
    vandaag,
    vastleggen,
)
from mgn_tui.register.cijfers import Vraag
from mgn_tui.register.plannen import PlanInvoer, Regelbreuk
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import tables as t
from tests.hulp_werkmap import (
    ANDER_DUO,
    DUO,
    collega,
    maak_aanmelding,
    maak_gevoerd,
    naar_gesprek,
    plan_gesprek,
)

WOENSDAG = datetime(2027, 3, 10, 10, 0, tzinfo=AMSTERDAM)  # Noor works until 13:00, all others all day


def gesprek_van(s: Sessie, ref: str) -> t.Gesprek:
    with s.lezen() as db:
        return db.exec(select(t.Gesprek).where(t.Gesprek.ref == ref)).one()


def invoer(s: Sessie, *namen: str, begin: datetime = WOENSDAG, **anders: object) -> PlanInvoer:
    velden: dict[str, object] = {"locatie": "De Terp", **anders}
    return PlanInvoer(begin, tuple(collega(s, n) for n in namen), **velden)  # type: ignore[arg-type]


def breuken(s: Sessie, ref: str, plan: PlanInvoer) -> set[str]:
    with pytest.raises(Regelbreuk) as fout:
        plannen.plan(s, ref, plan)
    return {b.code for b in fout.value.bevindingen}


# --- requirements ----------------------------------------------------------------------------


def test_eisen_zijn_met_geen_reden_te_omzeilen(noor: Sessie) -> None:
    ref = maak_aanmelding(noor)
    bezet = maak_aanmelding(noor)
    plannen.plan(noor, bezet, invoer(noor, *DUO))
    beheren.bewaar(noor, "medewerker", {"afwezig": "10-3-2027"}, collega(noor, "Elif").hex)
    gevallen = {
        "te-weinig": invoer(noor, "Karim"),
        "te-veel": invoer(noor, "Noor", "Karim", "Tom"),
        "domein-ontbreekt": invoer(noor, "Noor", "Tom"),
        "dubbel": invoer(noor, *DUO),
        "reistijd": invoer(noor, *DUO, begin=WOENSDAG + timedelta(hours=1), locatie="De Brug"),
        "afwezig": invoer(noor, *ANDER_DUO),
    }
    for code, plan in gevallen.items():
        for reden in ("", "dat moet nu eenmaal"):
            with pytest.raises(Regelbreuk) as fout:
                plannen.plan(noor, ref, PlanInvoer(plan.begin, plan.team, locatie=plan.locatie, reden=reden))
            assert code in {b.code for b in fout.value.bevindingen}, code
            assert not fout.value.mag_met_reden, code
            assert fout.value.melding
    with noor.lezen() as db:
        assert len(db.exec(select(t.Gesprek)).all()) == 1
    # on the same place there is no travelling
    assert plannen.plan(noor, ref, invoer(noor, *DUO, begin=WOENSDAG + timedelta(hours=1)))


def test_voorkeuren_wijken_voor_een_reden_die_bewaard_wordt(noor: Sessie) -> None:
    ref = maak_aanmelding(noor, expertise="lvb")
    laat = WOENSDAG.replace(hour=19)
    codes = breuken(noor, ref, invoer(noor, *DUO, begin=laat))
    assert codes == {"werktijd", "expertise-ontbreekt"}
    with pytest.raises(Regelbreuk):
        plannen.plan(noor, ref, invoer(noor, *DUO, begin=laat, reden="   "))
    gesprek = plannen.plan(noor, ref, invoer(noor, *DUO, begin=laat, reden="kan alleen 's avonds"))
    with noor.lezen() as db:
        g = gesprek_van(noor, gesprek)
        assert set((g.afwijking or "").split("|")) == codes
        assert kluis.lees_geheim(g, "afwijking_reden", noor.sleutel(g.inwoner, db)) == "kan alleen 's avonds"
    # a plan that fits again keeps no reason
    plannen.verzet(noor, gesprek, invoer(noor, *DUO, begin=WOENSDAG, reden="oud"))
    assert set((gesprek_van(noor, gesprek).afwijking or "").split("|")) == {"expertise-ontbreekt"}


def test_melding_noemt_de_expertise_bij_haar_naam(noor: Sessie) -> None:
    ref = maak_aanmelding(noor, expertise="taal-cultuur")
    with pytest.raises(Regelbreuk) as fout:
        plannen.plan(noor, ref, invoer(noor, *DUO))
    assert "taal en cultuur" in fout.value.melding


def test_capaciteit_is_die_van_de_regio_als_de_collega_er_geen_heeft(noor: Sessie) -> None:
    """IJssel-Vecht: four a week (L2132), a warning only."""
    beheren.bewaar(noor, "medewerker", {"max_per_week": ""}, collega(noor, "Karim").hex)
    for uur in (9, 11, 13, 15):
        ref = maak_aanmelding(noor)
        reden = "" if uur < 12 else "Noor werkt door"
        plannen.plan(noor, ref, invoer(noor, *DUO, begin=WOENSDAG.replace(hour=uur), reden=reden))
    ref = maak_aanmelding(noor)
    donderdag = WOENSDAG + timedelta(days=1)
    assert breuken(noor, ref, invoer(noor, *DUO, begin=donderdag)) == {"capaciteit"}
    assert plannen.plan(noor, ref, invoer(noor, *DUO, begin=donderdag, reden="drukke week"))


def test_norm_feestdag_en_verleden_zijn_voorkeuren(noor: Sessie) -> None:
    ref = maak_aanmelding(noor)
    for begin, code in (
        (datetime(2027, 4, 27, 10, tzinfo=AMSTERDAM), "feestdag"),
        (datetime(2027, 4, 27, 10, tzinfo=AMSTERDAM), "norm"),
        (datetime(2027, 3, 9, 8, tzinfo=AMSTERDAM), "werktijd"),
    ):
        with pytest.raises(Regelbreuk) as fout:
            plannen.plan(noor, ref, invoer(noor, *DUO, begin=begin))
        assert code in {b.code for b in fout.value.bevindingen}
        assert fout.value.mag_met_reden
    with pytest.raises(Geweigerd) as dag:
        plannen.plan(noor, ref, invoer(noor, *DUO, begin=WOENSDAG - timedelta(days=30), reden="x"))
    assert list(dag.value.fouten) == ["begin"]


@pytest.mark.parametrize("duur", [0, -5, 481])
def test_duur_die_niet_kan(noor: Sessie, duur: int) -> None:
    with pytest.raises(Geweigerd) as fout:
        plannen.plan(noor, maak_aanmelding(noor), invoer(noor, *DUO, duur_min=duur))
    assert list(fout.value.fouten) == ["duur_min"]


@pytest.mark.parametrize("wie", [(), ("Els",), ("Noor", "Els")])
def test_wie_niet_te_plannen_is(noor: Sessie, wie: tuple[str, ...]) -> None:
    with pytest.raises(Geweigerd) as fout:
        plannen.plan(noor, maak_aanmelding(noor), invoer(noor, *wie))
    assert list(fout.value.fouten) == ["team"]


def test_planner_zonder_leesrecht_kiest_een_reden_uit_de_lijst(els: Sessie, noor: Sessie) -> None:
    ref = maak_aanmelding(noor)
    plan = invoer(els, *ANDER_DUO)
    with pytest.raises(Geweigerd) as fout:
        plannen.plan(els, ref, invoer(els, *ANDER_DUO, reden="omdat de buurman van mevrouw belde"))
    assert list(fout.value.fouten) == ["reden"]
    assert "Er was niemand anders vrij" in fout.value.fouten["reden"]
    gesprek = plannen.plan(els, ref, PlanInvoer(plan.begin, plan.team, reden="er was niemand anders vrij"))
    g = gesprek_van(els, gesprek)
    assert (g.afwijking, g.afwijking_code, g.afwijking_reden) == (
        "ervaringsdeskundige-ontbreekt",
        "geen-ander",
        None,
    )


# --- proposals -------------------------------------------------------------------------------


def test_elk_voorstel_is_te_plannen_en_niets_binnen_het_uur(noor: Sessie, klok: VasteKlok) -> None:
    eerste = maak_aanmelding(noor)
    plannen.plan(noor, eerste, invoer(noor, *DUO))
    ref = maak_aanmelding(noor)
    voorstellen = plannen.voorstellen(noor, ref, locatie="De Terp").voorstellen
    assert len(voorstellen) == 5
    assert voorstellen[0].begin == datetime(2027, 3, 9, 10, 0, tzinfo=AMSTERDAM), "di 9:00 is now"
    for v in voorstellen:
        assert (
            plannen.beoordeel(noor, ref, PlanInvoer(v.begin, tuple(map(_uuid, v.team)), locatie="De Terp"))
            == v.bevindingen
        )
    v = voorstellen[0]
    assert plannen.plan(noor, ref, PlanInvoer(v.begin, tuple(map(_uuid, v.team)), locatie="De Terp"))


def _uuid(tekst: str):  # type: ignore[no-untyped-def]
    from uuid import UUID

    return UUID(hex=tekst)


def test_na_twee_gesprekken_is_er_geen_voorstel_en_geen_plan_meer(noor: Sessie, klok: VasteKlok) -> None:
    ref, _ = maak_gevoerd(noor)
    tweede = plan_gesprek(noor, ref)
    assert gesprek_van(noor, tweede).volgnummer == 2
    assert plannen.voorstellen(noor, ref).voorstellen == ()
    codes = breuken(noor, ref, invoer(noor, *DUO, begin=WOENSDAG + timedelta(days=14), reden="nog een keer"))
    assert "te-veel-gesprekken" in codes
    # one that was never held does not count
    plannen.zeg_af(noor, tweede, GesprekStatus.GEANNULEERD, "ruimte")
    assert gesprek_van(noor, plan_gesprek(noor, ref)).volgnummer == 2


# --- moving, cancelling, not showing up ------------------------------------------------------


def test_opnieuw_gepland_na_no_show_is_een_nieuwe_rij_met_dezelfde_aanmelddatum(
    noor: Sessie, klok: VasteKlok
) -> None:
    ref = maak_aanmelding(noor)
    eerste = plan_gesprek(noor, ref)
    naar_gesprek(noor, eerste)
    plannen.zeg_af(noor, eerste, GesprekStatus.NO_SHOW, "vergeten")
    regel = aanmeldlijst.regels(noor, aanmeldlijst.sleutels(noor, alleen_open=True))[0]
    assert (regel.ref, regel.status, regel.wacht) == (ref, "no-show", True)
    tweede = plan_gesprek(noor, ref)
    een, twee = gesprek_van(noor, eerste), gesprek_van(noor, tweede)
    assert een.id != twee.id
    assert een.aanmelding == twee.aanmelding
    assert (een.status, een.volgnummer, twee.status, twee.volgnummer) == ("no-show", 1, "gepland", 1)
    assert aanmelden.lees(noor, ref).ruw["aanmelddatum"] == "09-03-2027"
    assert aanmeldlijst.regels(noor, aanmeldlijst.sleutels(noor))[0].status == "gepland"


@pytest.mark.parametrize("status", [GesprekStatus.NO_SHOW, GesprekStatus.GEANNULEERD])
def test_afzeggen_vraagt_een_reden(noor: Sessie, status: GesprekStatus) -> None:
    gesprek = plan_gesprek(noor, maak_aanmelding(noor))
    with pytest.raises(Geweigerd) as fout:
        plannen.zeg_af(noor, gesprek, status, "")
    assert list(fout.value.fouten) == ["reden_code"]
    with pytest.raises(Geweigerd):
        plannen.zeg_af(noor, gesprek, status, "bestaat-niet")
    with pytest.raises(Geweigerd):
        plannen.zeg_af(noor, gesprek, GesprekStatus.GEVOERD, "anders")
    assert gesprek_van(noor, gesprek).status == "gepland"
    plannen.zeg_af(noor, gesprek, status, "", "belde af")
    assert gesprek_van(noor, gesprek).status == status.value
    with pytest.raises(Geweigerd):
        plannen.zeg_af(noor, gesprek, status, "anders")
    with pytest.raises(Geweigerd):
        plannen.verzet(noor, gesprek, invoer(noor, *DUO))


def test_verzetten_botst_niet_met_zichzelf(noor: Sessie) -> None:
    gesprek = plannen.plan(noor, maak_aanmelding(noor), invoer(noor, *DUO))
    plannen.verzet(noor, gesprek, invoer(noor, *DUO, begin=WOENSDAG + timedelta(minutes=30)))
    assert gesprek_van(noor, gesprek).begin == WOENSDAG + timedelta(minutes=30)


def test_gesloten_aanmelding_wordt_niet_gepland(noor: Sessie) -> None:
    ref = maak_aanmelding(noor)
    aanmelden.sluit(noor, ref, AanmeldingStatus.AFGEWEZEN, "al-in-ggz", "is al in behandeling")
    with pytest.raises(Geweigerd, match="gesloten"):
        plannen.plan(noor, ref, invoer(noor, *DUO))
    aanmelden.heropen(noor, ref)
    assert aanmelden.lees(noor, ref).reden == ""
    gesprek = plannen.plan(noor, ref, invoer(noor, *DUO))
    for status in (AanmeldingStatus.INGETROKKEN, AanmeldingStatus.AFGEWEZEN):
        with pytest.raises(Geweigerd, match="gepland"):
            aanmelden.sluit(noor, ref, status, "anders")
    naar_gesprek(noor, gesprek)
    vastleggen.rond_af(noor, gesprek)
    with pytest.raises(Geweigerd, match="gevoerd"):
        aanmelden.sluit(noor, ref, AanmeldingStatus.INGETROKKEN, "anders")


def test_uitnodigen(noor: Sessie, els: Sessie) -> None:
    ref = maak_aanmelding(noor)
    with pytest.raises(Geweigerd) as fout:
        aanmelden.nodig_uit(noor, ref, date(2027, 3, 8))
    assert list(fout.value.fouten) == ["uitgenodigd_op"]
    aanmelden.nodig_uit(els, ref, date(2027, 3, 12), True)
    ruw = aanmelden.lees(noor, ref).ruw
    assert (ruw["uitgenodigd_op"], ruw["op_verzoek_inwoner"]) == ("12-03-2027", "ja")
    plan_gesprek(noor, ref)
    assert aanmelden.lees(noor, ref).ruw["uitgenodigd_op"] == "12-03-2027", (
        "planning leaves the invitation be"
    )


# --- recorded reality ------------------------------------------------------------------------


def test_wat_gebeurd_is_wordt_nooit_geweigerd(noor: Sessie, tom: Sessie) -> None:
    """Karim fell ill; Noor sat there with Tom, and a stagiair: two from the sociaal domein."""
    gesprek = plan_gesprek(noor, maak_aanmelding(noor))
    naar_gesprek(noor, gesprek)
    vastleggen.zet_deelnemer(noor, gesprek, collega(noor, "Elif"), DeelnemerRol.STAGIAIR, Wijze.ONLINE)
    wie = {noor.ik.id: "live", tom.ik.id: "online", collega(noor, "Elif"): "online"}
    meldingen = vastleggen.rond_af(noor, gesprek, wie, "Karim werd ziek")
    assert any("ggz" in m for m in meldingen)
    g = gesprek_van(noor, gesprek)
    assert (g.status, g.leeftijd) == ("gevoerd", 60)
    assert "domein-ontbreekt" in (g.afwijking or "")
    er_was = {d.naam: (d.rol, d.wijze, d.aanwezig) for d in vastleggen.lees(noor, gesprek).deelnemers}
    assert er_was == {
        "Noor": ("gespreksvoerder", "live", True),
        "Karim": ("gespreksvoerder", "live", False),
        "Tom": ("gespreksvoerder", "online", True),
        "Elif": ("stagiair", "online", True),
    }
    assert g.ervaringsdeskundigheid == "geen"


def test_alleen_en_met_te_veel_kan_ook(noor: Sessie) -> None:
    for namen, code in ((("Noor",), "te-weinig"), (("Noor", "Karim", "Tom"), "te-veel")):
        gesprek = plan_gesprek(noor, maak_aanmelding(noor))
        naar_gesprek(noor, gesprek)
        vastleggen.rond_af(noor, gesprek, {collega(noor, n): "live" for n in namen})
        assert code in (gesprek_van(noor, gesprek).afwijking or "")


def test_wie_als_afwezig_genoteerd_is_blijft_dat_bij_afronden(noor: Sessie) -> None:
    gesprek = plan_gesprek(noor, maak_aanmelding(noor))
    naar_gesprek(noor, gesprek)
    vastleggen.zet_deelnemer(
        noor, gesprek, collega(noor, "Karim"), DeelnemerRol.GESPREKSVOERDER, Wijze.LIVE, aanwezig=False
    )
    assert vastleggen.rond_af(noor, gesprek) != ()
    assert {d.naam: d.aanwezig for d in vastleggen.lees(noor, gesprek).deelnemers} == {
        "Noor": True,
        "Karim": False,
    }


def test_afwijking_bij_plannen_blijft_naast_die_van_het_gesprek(noor: Sessie) -> None:
    laat = WOENSDAG.replace(hour=19)
    gesprek = plannen.plan(noor, maak_aanmelding(noor), invoer(noor, *DUO, begin=laat, reden="avond"))
    naar_gesprek(noor, gesprek)
    vastleggen.rond_af(noor, gesprek, {noor.ik.id: "live"})
    assert (gesprek_van(noor, gesprek).afwijking or "").split("|")[:2] == ["werktijd", "te-weinig"]


def test_wat_nog_moet_komen_is_niet_gevoerd(noor: Sessie) -> None:
    gesprek = plan_gesprek(noor, maak_aanmelding(noor))
    with pytest.raises(Geweigerd, match="nog komen"):
        vastleggen.rond_af(noor, gesprek)
    with pytest.raises(Geweigerd) as fout:
        vastleggen.rond_af(noor, gesprek, begin=datetime(2027, 3, 8, 9, tzinfo=AMSTERDAM))
    assert list(fout.value.fouten) == ["begin"]
    vastleggen.rond_af(noor, gesprek, begin=datetime(2027, 3, 9, 9, tzinfo=AMSTERDAM))
    assert gesprek_van(noor, gesprek).begin == datetime(2027, 3, 9, 9, tzinfo=AMSTERDAM)


# --- sprints ---------------------------------------------------------------------------------


def test_een_gesprek_hoort_bij_de_sprint_van_zijn_dag(noor: Sessie) -> None:
    """Everywhere the same one, also after the gesprek, or the sprint, was moved."""
    sprint = beheren.lijst(noor, "sprint")[0]
    pilot = beheren.lijst(noor, "pilot")[0].id
    gesprek = plan_gesprek(noor, maak_aanmelding(noor))
    beheren.bewaar(noor, "sprint", {"einde": "1-3-2027"}, sprint.id)
    tweede = beheren.bewaar(noor, "sprint", {"pilot": pilot, "begin": "2-3-2027"})
    plannen.verzet(noor, gesprek, invoer(noor, *DUO))
    naar_gesprek(noor, gesprek)
    vastleggen.rond_af(noor, gesprek)

    def gevoerd() -> list[tuple[int, int, int]]:
        """Per sprint: in the figures, on the tally sheet, in the evaluation."""
        return [
            (
                cijfers.reken(noor, Vraag(periode=f"sprint:{p.nummer}")).telling.n("gesprekken", "gevoerd"),
                len(toeleiden.staat(noor, p.pilot, (p.van, p.tot)).rijen),
                evaluatiebeeld.lees(noor, p).gevoerd,
            )
            for p in evaluatiebeeld.plekken(noor)
            if p.soort == "sprint"
        ]

    assert gevoerd() == [(0, 0, 0), (1, 1, 1)]
    o = vandaag.overzicht(noor)
    assert (o.sprint, o.sprint_gevoerd, o.pilot_gevoerd) == ("sprint 2", 1, 1)
    beheren.bewaar(noor, "sprint", {"begin": "1-4-2027"}, tweede)
    beheren.bewaar(noor, "sprint", {"einde": "31-3-2027"}, sprint.id)
    assert gevoerd() == [(1, 1, 1), (0, 0, 0)]
    o = vandaag.overzicht(noor)
    assert (o.sprint, o.sprint_gevoerd) == ("sprint 1", 1)


@pytest.mark.parametrize(
    ("velden", "veld"),
    [
        ({"begin": "1-2-2027"}, "begin"),
        ({"begin": "15-2-2027"}, "begin"),
        ({"begin": "1-1-2027", "einde": "1-2-2027"}, "einde"),
        ({"begin": "1-1-2027", "einde": "1-4-2027"}, "einde"),
    ],
)
def test_sprints_van_een_pilot_lopen_niet_door_elkaar(
    noor: Sessie, velden: dict[str, str], veld: str
) -> None:
    sprint = beheren.lijst(noor, "sprint")[0]
    pilot = beheren.lijst(noor, "pilot")[0].id
    beheren.bewaar(noor, "sprint", {"begin": "1-2-2027", "einde": "28-2-2027"}, sprint.id)
    with pytest.raises(Geweigerd) as fout:
        beheren.bewaar(noor, "sprint", {"pilot": pilot, **velden})
    assert list(fout.value.fouten) == [veld]
    assert "sprint 1" in fout.value.fouten[veld].lower()
    beheren.bewaar(noor, "sprint", {"pilot": pilot, "begin": "1-3-2027"})  # the next day may be
    beheren.bewaar(noor, "sprint", {"pilot": pilot, "begin": "1-1-2027"})  # without an end: until the next
    ander = beheren.bewaar(noor, "pilot", {"naam": "Elders"})
    beheren.bewaar(noor, "sprint", {"pilot": ander, **velden})


def test_sprints_die_al_door_elkaar_liepen_tellen_elk_gesprek_een_keer(noor: Sessie) -> None:
    """A werkmap of before they were refused; what is not about the days can still be changed."""
    pilot = UUID(hex=beheren.lijst(noor, "pilot")[0].id)
    with noor.schrijven() as db:
        for s in db.exec(select(t.Sprint)).all():
            db.delete(s)
        db.flush()
        for begin, einde in ((date(2027, 2, 1), date(2027, 3, 31)), (date(2027, 3, 1), date(2027, 4, 30))):
            db.add(t.Sprint(id=noor.nieuw_id(), pilot=pilot, begin=begin, einde=einde))
    eerste, tweede = (p for p in evaluatiebeeld.plekken(noor) if p.soort == "sprint")
    assert (eerste.tot, tweede.van) == (date(2027, 2, 28), date(2027, 3, 1))
    beheren.bewaar(noor, "sprint", {"doel": "leren"}, eerste.id.hex)


def test_werkwijze_en_methodiek_komen_van_de_pilot(noor: Sessie) -> None:
    gesprek = plan_gesprek(noor, maak_aanmelding(noor))
    beheren.bewaar(noor, "pilot", {"werkwijze": "werkwijze 2"}, beheren.lijst(noor, "pilot")[0].id)
    g = gesprek_van(noor, gesprek)
    assert (g.werkwijze, g.methodiek) == ("werkwijze 1", "positieve gezondheid")


def test_kort_na_middernacht_is_de_dag_die_van_amsterdam(noor: Sessie) -> None:
    gesprek = plan_gesprek(noor, maak_aanmelding(noor))
    vastleggen.rond_af(noor, gesprek, begin=datetime(2027, 3, 9, 0, 30, tzinfo=AMSTERDAM))
    (regel,) = aanmeldlijst.regels(noor, aanmeldlijst.sleutels(noor))
    assert regel.gesprek_op == date(2027, 3, 9)
    assert toeleiden.staat(noor).rijen[0].dag == date(2027, 3, 9)
    (schrijven,) = [p for p in vandaag.overzicht(noor).wacht if p.stap == "advies"]
    assert schrijven.dagen == 0

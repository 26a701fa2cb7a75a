"""Targets: every kind, window and verdict; versions, figures by hand, opleveringen, clusters."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from sqlmodel import select

from mgn_tui.domain.fouten import Geweigerd, NietGevonden
from mgn_tui.domain.profiel import Profiel, laad_profiel
from mgn_tui.domain.profiel_doelen import Cluster, Doel, IJkmoment
from mgn_tui.domain.rijen import Gesprekrij, Meting
from mgn_tui.figures import doelen
from mgn_tui.figures.doelen import Bronnen
from mgn_tui.figures.opgaven import Opgave, opgaven, volgend_ijkmoment
from mgn_tui.register import beheren, cijfers
from mgn_tui.register import doelen as beheer
from mgn_tui.register.cijfers import Vraag
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import tables as t

DAG = date(2026, 3, 31)
IJV = laad_profiel("ijssel-vecht")


def doel(**velden: Any) -> Doel:
    basis: dict[str, Any] = {
        "nr": "1",
        "soort": "aandeel",
        "type": "resultaat",
        "omschrijving": "Een doel",
        "telt": "gesprekken",
        "eenheid": "%",
        "venster": "kwartaal",
        "telregel": "Zo tellen wij.",
        "telwijze": "bevat",
        "groep": "ggz",
        "ijkmomenten": (IJkmoment(DAG, minimum=50),),
    }
    return Doel(**(basis | velden))


def met(*lijst: Doel, clusters: tuple[Cluster, ...] = ()) -> Profiel:
    return replace(IJV, doelen=lijst, clusters=clusters)


def gesprek(
    nr: int, advies: str = "", dag: str = "2026-02-09", inwoner: str = "", **velden: Any
) -> Gesprekrij:
    feiten = " ".join(f"geadviseerd:{code}" for code in advies.split())
    rij = Gesprekrij(
        dag, 1, f"g{nr:03}", f"R{nr}", (inwoner or f"i{nr}").encode(), "instroom", "gevoerd", feiten=feiten
    )
    return rij._replace(**velden)


def een(profiel: Profiel, *rijen: Gesprekrij, tot: date = DAG, **bronnen: Any) -> doelen.Uitkomst:
    (uitkomst,) = doelen.beoordeel(
        opgaven(profiel, DAG, tot), Bronnen(gesprekken=rijen, **bronnen), profiel, tot
    )
    return uitkomst


RIJEN = (
    gesprek(1, "ggz-basis"),
    gesprek(2, "ggz-basis wmo", hoofdadvies="wmo"),
    gesprek(3, "wmo zelf", hoofdadvies="zelf"),
    gesprek(4, "ggz-basis verslavingszorg", hoofdadvies="ggz-basis"),
    gesprek(5),
)


@pytest.mark.parametrize(
    ("telwijze", "teller"), [("bevat", 3), ("primair", 2), ("uitsluitend", 2), ("bevat-niet", 1), (None, 3)]
)
def test_telwijzen(telwijze: Any, teller: int) -> None:
    u = een(met(doel(telwijze=telwijze)), *RIJEN)
    assert (u.teller, u.noemer) == (teller, 4), "without an advice a gesprek is in no denominator"


def test_gesprekken_of_mensen() -> None:
    rijen = (
        gesprek(1, "wmo", inwoner="a"),
        gesprek(2, "ggz-basis", inwoner="a", volgnummer=2),
        gesprek(3, "", inwoner="a", dag="2026-03-01"),
    )
    assert (een(met(doel()), *rijen).teller, een(met(doel()), *rijen).noemer) == (1, 2)
    u = een(met(doel(telt="inwoners")), *reversed(rijen))
    assert (u.teller, u.noemer, u.achter) == (1, 1, ("R2",))


def test_soorten_en_werkwijzen() -> None:
    rijen = (
        gesprek(1, "wmo", werkwijze="uniform 1.2"),
        gesprek(2, "wmo", werkwijze="uniformer 1"),
        gesprek(3, "wmo", werkwijze="uniform", soort="uitstroom"),
        gesprek(4, "wmo"),
    )
    assert een(met(doel()), *rijen).noemer == 3
    assert een(met(doel(werkwijzen=("uniform",))), *rijen).noemer == 1
    ook = doel(soorten=("instroom", "uitstroom"), werkwijzen=("uniform",))
    assert een(met(ook), *rijen).noemer == 2


@pytest.mark.parametrize(
    ("venster", "van"),
    [
        ("kwartaal", "2026-01-01"),
        ("half-jaar", "2025-10-01"),
        ("jaar", "2025-04-01"),
        ("cumulatief", "2024-06-01"),
        ("eenmalig", "2024-06-01"),
    ],
)
def test_vensters(venster: Any, van: str) -> None:
    dagen = ["2024-05-31", "2024-06-01", "2025-03-31", "2025-04-01", "2025-09-30", "2025-10-01", "2025-12-31"]
    dagen += ["2026-01-01", "2026-03-31", "2026-04-01"]
    u = een(met(doel(venster=venster)), *(gesprek(n, "wmo", dag) for n, dag in enumerate(dagen)))
    assert u.opgave.van.isoformat() == van
    assert u.noemer == len([d for d in dagen if van <= d <= "2026-03-31"])


def test_een_ijkmoment_met_een_eigen_begin() -> None:
    """Twente, KPI 30: only the third and fourth quarter."""
    d = doel(venster="jaar", ijkmomenten=(IJkmoment(DAG, van=date(2026, 2, 1), minimum=50),))
    u = een(met(d), gesprek(1, "wmo", "2026-01-31"), gesprek(2, "wmo", "2026-02-01"))
    assert (u.noemer, u.opgave.van) == (1, date(2026, 2, 1))


def test_een_band_en_de_grens_zelf() -> None:
    band = met(doel(ijkmomenten=(IJkmoment(DAG, minimum=Decimal("33.3"), maximum=50),)))
    assert een(band, gesprek(1, "ggz-basis"), gesprek(2, "wmo")).status == "behaald"
    assert een(band, gesprek(1, "ggz-basis"), gesprek(2, "wmo"), gesprek(3, "wmo")).status == "behaald"
    assert een(band, gesprek(1, "ggz-basis")).status == "niet behaald"
    assert doelen.als_json(een(band))["doel"] == {"min": 33.3, "max": 50}
    derde = met(doel(ijkmomenten=(IJkmoment(DAG, minimum=Decimal("33.34")),)))
    u = een(derde, gesprek(1, "ggz-basis"), gesprek(2, "wmo"), gesprek(3, "wmo"))
    assert (u.waarde, u.status) == (33.3, "niet behaald")


def test_een_getal_dat_er_voor_zijn_dag_is() -> None:
    getal = met(doel(soort="getal", telwijze=None, groep="", ijkmomenten=(IJkmoment(DAG, minimum=2),)))
    eerder = date(2026, 2, 28)
    assert een(getal, gesprek(1), tot=eerder).status == "loopt nog"
    assert een(getal, gesprek(1), gesprek(2), tot=eerder).status == "behaald"
    assert een(getal, gesprek(1)).status == "niet behaald"
    mensen = replace(getal.doelen[0], telt="inwoners")
    assert een(met(mensen), gesprek(1, inwoner="a"), gesprek(2, inwoner="a")).teller == 1


def test_een_doel_zonder_grens_is_zonder_oordeel() -> None:
    open_ = met(doel(ijkmomenten=(IJkmoment(DAG, aard="lokaal"),)))
    u = een(open_, gesprek(1, "wmo"))
    assert (u.status, doelen.als_json(u)["doel"]) == ("geen gegevens", {})


def test_het_volgende_ijkmoment() -> None:
    later = date(DAG.year + 1, 3, 31)
    p = met(doel(nr="a", ijkmomenten=(IJkmoment(later, minimum=9), IJkmoment(DAG, minimum=5))), doel(nr="b"))
    assert volgend_ijkmoment(p, DAG - timedelta(days=400)) == DAG
    assert volgend_ijkmoment(p, DAG) == DAG
    assert volgend_ijkmoment(p, DAG + timedelta(days=1)) == later
    assert volgend_ijkmoment(p, later + timedelta(days=1)) == later + timedelta(days=1)  # there is no other
    assert volgend_ijkmoment(met(), DAG) == DAG


def test_alleen_wat_op_dit_ijkmoment_hoort() -> None:
    p = met(doel(nr="a"), doel(nr="b", elk_kwartaal=True, ijkmomenten=(), minimum=5), doel(nr="c"))
    assert [o.doel.nr for o in opgaven(p, DAG, DAG)] == ["a", "b", "c"]
    assert [o.doel.nr for o in opgaven(p, date(2026, 6, 30), DAG)] == ["b"]


def test_een_finere_groep_van_het_plan() -> None:
    u = een(met(doel(groep="sociale-basis")), gesprek(1, "steunpunt"), gesprek(2, "wmo"))
    assert u.teller == 1, "of monitorgroepen, where the first list has it not"


# --- verhouding, by hand, opleveringen -------------------------------------------------------


def test_verhouding_wordt_beoordeeld_op_het_aandeel_met_de_nulmeting_ernaast() -> None:
    p = met(
        doel(nr="19", soort="verhouding", nulmeting="Q1 2024"),
        doel(nr="20", soort="verhouding", nulmeting="Q1 2024"),
    )
    metingen = (Meting("0-meting 20", date(2024, 3, 31), 30_000, 400_000, "Mediant"),)
    bronnen = Bronnen(gesprekken=RIJEN, metingen=metingen)
    for u in doelen.beoordeel(opgaven(p, DAG, DAG), bronnen, p, DAG):
        j = doelen.als_json(u)
        assert (j["teller"], j["noemer"], j["waarde"], j["status"]) == (3, 4, 75.0, "behaald")
        assert j["nulmeting"] == {"waarde": 7.5, "datum": "2024-03-31", "bron": "Mediant"}
    assert doelen.als_json(een(met(p.doelen[0]), *RIJEN))["nulmeting"] is None


def test_met_de_hand_als_deel_van_de_nulmeting() -> None:
    """CG, KPI 13: the wait may be at most 97% of what it was."""
    d = doel(
        soort="verhouding", telt="handmatig", venster="eenmalig", ijkmomenten=(IJkmoment(DAG, maximum=97),)
    )
    u = een(met(d), metingen=(Meting("1", DAG, 19_400, 20_000, "slimverwijzen"),))
    assert (u.teller, u.noemer, u.waarde, u.status) == (19.4, 20, 97.0, "behaald")
    assert doelen.als_json(u)["meting"] == {"datum": "2026-03-31", "bron": "slimverwijzen"}


def test_met_de_hand_telt_de_laatste_meting_van_het_venster() -> None:
    d = doel(soort="getal", telt="handmatig", ijkmomenten=(IJkmoment(DAG, minimum=400),))
    m = [
        Meting("1", date(2025, 12, 31), 900_000, None, "voor het venster"),
        Meting("1", date(2026, 3, 1), 399_000, None, "eerst"),
        Meting("1", date(2026, 3, 1), 400_000, None, "verbeterd"),
        Meting("1", date(2026, 4, 1), 900_000, None, "later"),
        Meting("2", date(2026, 3, 9), 900_000, None, "een ander doel"),
    ]
    u = een(met(d), metingen=m)
    assert (u.teller, u.noemer, u.waarde, u.status) == (400, None, 400, "behaald")
    assert een(met(d)).status == "geen gegevens"
    assert een(met(d), tot=date(2026, 1, 31)).status == "loopt nog"
    assert een(met(replace(d, venster="eenmalig")), metingen=m[:1]).teller == 900


def test_cluster_van_een_of_alle_met_tolerantie() -> None:
    leden = [
        doel(nr="a", cluster="k", ijkmomenten=(IJkmoment(DAG, minimum=90),)),
        doel(nr="b", cluster="k", ijkmomenten=(IJkmoment(DAG, minimum=100),)),
    ]
    rijen = tuple(gesprek(n, "ggz-basis" if n < 75 else "wmo") for n in range(100))  # 75%

    def oordeel(regel: Any, tolerantie: int) -> doelen.Clusteroordeel:
        p = met(*leden, clusters=(Cluster("k", "Een cluster", regel, tolerantie), Cluster("leeg", "", "een")))
        uit = doelen.beoordeel(opgaven(p, DAG, DAG), Bronnen(gesprekken=rijen), p, DAG)
        assert [u.status for u in uit] == ["niet behaald"] * 2, "a target itself is compared exactly"
        assert [doelen.als_json(u)["cluster"] for u in uit] == ["k", "k"]
        (gevonden,) = doelen.clusters(uit, p, DAG)
        return gevonden

    assert oordeel("een", 0).status == "niet behaald"
    ruim = oordeel("een", 20)
    assert (ruim.status, ruim.leden) == ("behaald", (("a", "behaald"), ("b", "niet behaald")))
    assert oordeel("alle", 20).status == "niet behaald"
    assert oordeel("alle", 25).status == "behaald"


def test_wat_ervoor_ligt_telt_bij_elk_venster_op() -> None:
    """An Opgave without bounds in the future is still running, whatever was counted."""
    o = Opgave(doel(), DAG, DAG, DAG, None, None)
    assert doelen.oordeel(o, Fraction(1), date(2026, 1, 1)) == "loopt nog"


# --- in the werkmap --------------------------------------------------------------------------


@pytest.fixture
def ijv(noor: Sessie) -> Iterator[Sessie]:
    yield noor


def kpi(s: Sessie, nr: str, **vraag: Any) -> dict[str, Any]:
    uit = cijfers.inhoud(s, cijfers.reken(s, Vraag(**({"periode": "2026-Q1"} | vraag))))
    return next(k for k in uit["kpi"] if k["nr"] == nr)


def test_wijzigen_bewaart_elke_versie_en_de_laatste_geldt(ijv: Sessie) -> None:
    besluit = {"ijkmoment": "31-03-2026", "vanaf": "1-2-2027", "reden": "besluit stuurgroep"}
    beheer.wijzig(ijv, "7", besluit | {"minimum": "1500"})
    beheer.wijzig(ijv, "7", besluit | {"minimum": "12,5", "maximum": "20"})
    assert kpi(ijv, "7")["doel"] == {"min": 12.5, "max": 20}
    assert kpi(ijv, "7", periode="2026-Q2")["doel"] == {"min": 2500}
    beheer.wijzig(ijv, "10", besluit | {"minimum": "25"})  # due every quarter: any day
    assert kpi(ijv, "10")["doel"] == {"min": 25}
    stand = next(st for b in beheer.lijst(ijv) if b.doel.nr == "7" for st in b.standen if st.ijkmoment == DAG)
    assert [v.minimum for v in stand.versies] == [1_500_000, 12_500]
    assert stand.plan == (1800, None)
    with ijv.lezen() as db:
        assert {r.wie for r in db.exec(select(t.Doelversie))} == {ijv.ik.id}


@pytest.mark.parametrize(
    ("nr", "anders", "veld"),
    [
        ("7", {"ijkmoment": "30-03-2026"}, "ijkmoment"),
        ("7", {"minimum": ""}, "minimum"),
        ("7", {"maximum": "1"}, "maximum"),
        ("7", {"reden": ""}, "reden"),
        ("7", {"vanaf": "1-1-2028"}, "vanaf"),
        ("3b", {}, ""),
    ],
)
def test_wat_geen_goede_wijziging_is(ijv: Sessie, nr: str, anders: dict[str, str], veld: str) -> None:
    ruw = {"ijkmoment": "31-03-2026", "minimum": "5", "vanaf": "1-2-2027", "reden": "besluit"} | anders
    with pytest.raises(Geweigerd) as fout:
        beheer.wijzig(ijv, nr, ruw)
    assert list(fout.value.fouten) == [veld]
    assert all(not st.versies for b in beheer.lijst(ijv) for st in b.standen)


def test_wat_vastligt_wijzigt_niet(ijv: Sessie) -> None:
    ijv.profiel = replace(ijv.profiel, doelen=tuple(replace(d, bevroren=True) for d in ijv.profiel.doelen))
    with pytest.raises(Geweigerd, match="ligt vast"):
        beheer.wijzig(
            ijv, "7", {"ijkmoment": "31-03-2026", "minimum": "5", "vanaf": "1-2-2027", "reden": "x"}
        )
    with pytest.raises(NietGevonden, match="Kies uit: 1, 2a"):
        beheer.wijzig(ijv, "99", {})


def test_een_cijfer_met_de_hand(ijv: Sessie) -> None:
    hand = doel(
        nr="W",
        soort="getal",
        telt="handmatig",
        venster="eenmalig",
        ijkmomenten=(IJkmoment(DAG, minimum=155),),
    )
    nul = doel(nr="V", soort="verhouding", nulmeting="de stand in 2024")
    ijv.profiel = met(hand, nul, doel(nr="G"))
    ruw = {"datum": "1-3-2026", "waarde": "155", "bron": "Mediant"}
    beheer.meet(ijv, "w", ruw)
    assert kpi(ijv, "W")["status"] == "behaald"
    beheer.meet(ijv, "W", ruw | {"waarde": "154", "bron": "verbeterd"})
    assert (kpi(ijv, "W")["teller"], kpi(ijv, "W")["status"]) == (154, "niet behaald")
    beheer.meet(ijv, "V", ruw | {"waarde": "1", "noemer": "8", "nulmeting": "ja"})
    assert kpi(ijv, "V")["nulmeting"]["waarde"] == 12.5
    for nr, anders in (
        ("G", {}),
        ("G", {"nulmeting": "ja"}),
        ("V", {}),
        ("W", {"noemer": "0"}),
        ("W", {"bron": ""}),
    ):
        with pytest.raises(Geweigerd):
            beheer.meet(ijv, nr, ruw | anders)
    assert [len(b.metingen) for b in beheer.lijst(ijv)] == [2, 1, 0]


def test_een_oplevering_met_bewijs(ijv: Sessie) -> None:
    assert kpi(ijv, "3b")["status"] == "geen gegevens"
    ruw = {
        "ijkmoment": "31-03-2026",
        "gedaan_op": "30-3-2026",
        "bewijs": "verslag in de map van de stuurgroep",
    }
    beheer.lever_op(ijv, "3b", ruw | {"vastgesteld_door": "stuurgroep", "vastgesteld_op": "8-4-2026"})
    k = kpi(ijv, "3b")
    assert (k["status"], k["oplevering"]["vastgesteld_op"]) == ("behaald", "2026-04-08")
    beheer.lever_op(ijv, "3b", ruw | {"gedaan_op": "1-4-2026"})
    assert kpi(ijv, "3b")["status"] == "niet behaald", "delivered, but after its day"
    beheer.lever_op(ijv, "3b", {"ijkmoment": "31-03-2026"})
    assert kpi(ijv, "3b")["status"] == "geen gegevens"
    for nr, anders in (("7", {}), ("3b", {"ijkmoment": "1-1-2026"}), ("3b", {"gedaan_op": ""})):
        with pytest.raises(Geweigerd):
            beheer.lever_op(ijv, nr, ruw | anders)


def test_praktijken_scholing_consultaties_en_casussen(ijv: Sessie) -> None:
    soorten = ("praktijken", "medewerkers", "consultaties", "casussen")
    ijv.profiel = met(
        *(
            doel(
                nr=s,
                soort="getal",
                telt=s,
                telwijze=None,
                groep="",
                venster="cumulatief" if s == "praktijken" else "kwartaal",
            )
            for s in soorten
        )
    )
    beheren.bewaar(ijv, "praktijk", {"naam": "Aa", "plaats": "Zwolle", "aangesloten_op": "1-1-2020"})
    beheren.bewaar(
        ijv, "praktijk", {"naam": "Bé", "plaats": "Zwolle", "aangesloten_op": "1-1-2020", "actief": "nee"}
    )
    with ijv.schrijven() as db:
        for nummer, dag in enumerate((date(2025, 12, 31), date(2026, 1, 1), DAG, date(2026, 4, 1))):
            db.add(t.Consultatie(id=ijv.nieuw_id(), dag=dag))
            db.add(t.Casusoverleg(id=ijv.nieuw_id(), maand=f"{dag:%Y-%m}"))
            db.add(t.Scholing(medewerker=ijv.ik.id, naam=f"cursus {nummer}", behaald_op=dag))
    assert [kpi(ijv, s)["teller"] for s in soorten] == [1, 1, 2, 2]

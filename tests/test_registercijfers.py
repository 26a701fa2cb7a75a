"""The counts of the registers: by hand, and against a naive second count on random rows."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgn_tui.domain.fouten import GeenToegang
from mgn_tui.domain.tijdvakken import dagen_van
from mgn_tui.figures.registers import Gemiddelde, Kostensom, Urensom, binnen, gemiddelde, tel
from mgn_tui.register import beheren, registercijfers, registers
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.telrijen_registers import (
    Casusrij,
    Consultatierij,
    Ervaringrij,
    GeenGesprekrij,
    Kostenrij,
    Momentrij,
    Praktijkrij,
    Registerrijen,
    Scholingrij,
    Urenrij,
)
from tests.hulp_registers import REGELS

Q1 = date(2027, 1, 1), date(2027, 3, 31)
LEEG = Registerrijen([], [], [], [], [], [], [], [], [])


# --- from the werkmap ------------------------------------------------------------------------


def test_wat_er_in_de_werkmap_staat(noor: Sessie, karim: Sessie) -> None:
    for naam, maak in REGELS.items():
        registers.bewaar(noor, naam, maak(noor))
    registers.bewaar(karim, "uren", REGELS["uren"](karim) | {"organisatie": "GGZ Oost", "uren": "2"})
    registers.bewaar(noor, "kosten", REGELS["kosten"](noor) | {"datum": "31-12-2026"})
    uit = registercijfers.cijfers(noor, *Q1)
    casus = uit.casusoverleg
    assert (casus.aantal, casus.momenten) == (1, 2)
    assert (casus.soorten, casus.redenen) == ({"individueel": 1}, {"geen-aanbod": 1})
    assert casus.vervolg == {"poh-ggz": 1, "sociaal-domein": 1}
    assert uit.consultatie.richtingen == {"huisarts>ggz": 1}
    assert uit.consultatie.kwaliteit == Gemiddelde(1, Decimal("8.0"))
    assert uit.consultatie.werd_gesprek == 0
    assert uit.ervaring == {"inwoner": Gemiddelde(1, None)}  # one slip of paper says who gave it
    assert uit.geen_gesprek.redenen == {"niet-verwezen": {"te-veel-werk": 3}}
    assert uit.geen_gesprek.praktijken == {"Praktijk Parkweg": {"niet-verwezen": 3}}
    assert uit.uren == (
        Urensom("GGZ Oost", "sd", "scholing", "IZA", Decimal(2)),
        Urensom("Welzijn Zuid", "sd", "scholing", "IZA", Decimal("1.25")),
    )
    assert uit.kosten == (Kostensom("locatie", "IZA", Decimal("50.5")),)  # not that of December
    assert uit.scholing.mensen == 1  # Noor, on 12 March 2026
    assert (uit.praktijken.aangesloten, uit.praktijken.volwassenen) == (1, 2350)
    assert [
        uit.voor_doel(w) for w in ("casussen", "consultaties", "medewerkers", "praktijken", "inwoners")
    ] == [
        1,
        1,
        1,
        1,
        None,
    ]


def test_cumulatief_en_binnen_de_periode(noor: Sessie) -> None:
    pilot = beheren.lijst(noor, "pilot")[0].id
    registers.bewaar(noor, "kosten", REGELS["kosten"](noor) | {"pilot": pilot})
    registers.bewaar(noor, "kosten", REGELS["kosten"](noor))
    voor, na = date(2026, 3, 11), date(2026, 3, 12)
    assert registercijfers.cijfers(noor, voor, voor).scholing.mensen == 0
    assert registercijfers.cijfers(noor, na, na).scholing.mensen == 1
    assert registercijfers.cijfers(noor, date(2027, 1, 31), date(2027, 1, 31)).praktijken.aangesloten == 0
    van_pilot = registercijfers.cijfers(noor, *Q1, pilot=registers.keuzes.een_id(pilot))
    assert [k.bedrag for k in van_pilot.kosten] == [Decimal("50.5")]


def test_uren_van_het_team_ziet_alleen_de_coordinator(noor: Sessie, els: Sessie) -> None:
    registers.bewaar(noor, "uren", REGELS["uren"](noor))
    with pytest.raises(GeenToegang):
        registercijfers.urensommen(noor, *Q1)
    (som,) = registercijfers.urensommen(els, *Q1)
    assert (som.organisatie, som.uren) == ("Welzijn Zuid", Decimal("1.25"))
    assert not hasattr(som, "medewerker")


# --- in the register's own way ---------------------------------------------------------------


def test_een_lege_periode_telt_nul() -> None:
    uit = tel(LEEG, *Q1)
    assert uit.casusoverleg.aantal == uit.consultatie.aantal == uit.scholing.mensen == 0
    assert uit.consultatie.kwaliteit == Gemiddelde(0, None)
    assert (uit.uren, uit.kosten, uit.ervaring) == ((), (), {})


@pytest.mark.parametrize(
    ("cijfers", "hoort"),
    [([700, 800], "7.5"), ([700, 700, 750], "7.2"), ([725], "7.3"), ([765], "7.7"), ([100, 100, 101], "1.0")],
)
def test_gemiddelde_rondt_half_naar_boven(cijfers: list[int], hoort: str) -> None:
    assert gemiddelde(cijfers).gemiddeld == Decimal(hoort)


def test_te_weinig_losse_cijfers_hebben_geen_gemiddelde() -> None:
    vier = [Ervaringrij("2027-03", "inwoner", 800)] * 4
    assert tel(LEEG._replace(ervaringen=vier), *Q1).ervaring == {"inwoner": Gemiddelde(4, None)}
    vijf = [*vier, Ervaringrij("2027-01", "inwoner", 700)]
    assert tel(LEEG._replace(ervaringen=vijf), *Q1).ervaring == {"inwoner": Gemiddelde(5, Decimal("7.8"))}


def test_iemand_met_twee_certificaten_is_een_mens() -> None:
    rijen = [
        Scholingrij(b"a", "verkennend gesprek", "2027-01-01"),
        Scholingrij(b"a", "groepsgericht", "2027-02-01"),
        Scholingrij(b"b", "verkennend gesprek", None),  # not yet
        Scholingrij(b"c", "verkennend gesprek", "2027-04-01"),  # later
    ]
    uit = tel(LEEG._replace(scholing=rijen), *Q1).scholing
    assert uit.mensen == 1
    assert uit.trainingen == {"verkennend gesprek": 1, "groepsgericht": 1}


def test_consultatie_telt_pas_mee_als_de_praktijk_is_aangesloten() -> None:
    rijen = [
        Praktijkrij("a", "west", None, "2027-01-01", "2027-02-01", 1000),
        Praktijkrij("b", None, None, "2027-01-01", "2027-05-01", None),
        Praktijkrij("c", "west", None, None, "2027-01-01", 500),
    ]
    uit = tel(LEEG._replace(praktijken=rijen), *Q1).praktijken
    assert (uit.aangesloten, uit.met_consultatie, uit.volwassenen) == (2, 1, 1000)
    assert uit.subregios == {"": 1, "west": 1}


# --- against a naive second count ------------------------------------------------------------

CODES = st.sampled_from(["een", "twee", "drie"]) | st.none()
DAGEN = st.dates(date(2026, 10, 1), date(2027, 6, 30))
MAANDEN = DAGEN.map(lambda dag: f"{dag:%Y-%m}")
KWARTALEN = DAGEN.map(lambda dag: f"{dag.year}-Q{(dag.month - 1) // 3 + 1}")
ISO = DAGEN.map(date.isoformat)
PERIODEN = st.tuples(DAGEN, DAGEN).map(sorted)
VERVOLG = st.lists(st.sampled_from(["ggz", "sd", "poh"]), unique=True, max_size=3).map("|".join)


def _begin(tijd: str) -> date:
    """Where a period word begins, found by walking through the days."""
    if "Q" in tijd:
        jaar, kwartaal = int(tijd[:4]), int(tijd[-1])
        return next(d for d in (date(jaar, m, 1) for m in range(1, 13)) if (d.month - 1) // 3 + 1 == kwartaal)
    return date.fromisoformat(f"{tijd}-01" if len(tijd) == 7 else tijd)


@given(st.builds(Casusrij, MAANDEN, CODES, CODES, CODES, CODES, CODES, CODES, VERVOLG), PERIODEN)
def test_een_casus_telt_op_de_eerste_van_de_maand(casus: Casusrij, periode: list[date]) -> None:
    van, tot = periode
    uit = tel(LEEG._replace(casussen=[casus]), van, tot).casusoverleg
    erbij = van <= _begin(casus.tijd) <= tot
    assert uit.aantal == int(erbij)
    assert uit.vervolg == (Counter(sorted((casus.vervolg or "").split("|"))) if erbij else {})


@given(
    st.lists(st.builds(Casusrij, MAANDEN, CODES, CODES, CODES, CODES, CODES, CODES, VERVOLG), max_size=12),
    st.lists(st.builds(Momentrij, MAANDEN, st.just("regio"), st.integers(0, 9)), max_size=6),
    st.lists(
        st.builds(
            Consultatierij,
            ISO,
            CODES,
            CODES,
            CODES,
            CODES,
            CODES,
            st.integers(100, 1000) | st.none(),
            st.sampled_from([0, 1, None]),
        ),
        max_size=12,
    ),
    PERIODEN,
)
def test_casussen_en_consultaties(
    casussen: list[Casusrij],
    momenten: list[Momentrij],
    consultaties: list[Consultatierij],
    periode: list[date],
) -> None:
    van, tot = periode
    uit = tel(LEEG._replace(casussen=casussen, momenten=momenten, consultaties=consultaties), van, tot)
    mee = [c for c in casussen if van <= _begin(c.tijd) <= tot]
    for veld, telling in (
        ("gemeente", uit.casusoverleg.gemeenten),
        ("situatie", uit.casusoverleg.situaties),
        ("uitkomst", uit.casusoverleg.uitkomsten),
        ("reden", uit.casusoverleg.redenen),
    ):
        assert sum(telling.values()) == len(mee)
        for code, aantal in telling.items():
            assert aantal == sum((getattr(c, veld) or "") == code for c in mee)
    assert uit.casusoverleg.momenten == sum(m.aantal for m in momenten if van <= _begin(m.tijd) <= tot)
    gevraagd = [c for c in consultaties if van.isoformat() <= c.tijd <= tot.isoformat()]
    assert uit.consultatie.aantal == sum(uit.consultatie.richtingen.values()) == len(gevraagd)
    cijfers = [Fraction(c.kwaliteit, 100) for c in gevraagd if c.kwaliteit is not None]
    assert uit.consultatie.kwaliteit.n == len(cijfers)
    if cijfers:
        tienden = int(sum(cijfers) / len(cijfers) * 10 + Fraction(1, 2))  # half up
        assert uit.consultatie.kwaliteit.gemiddeld == Decimal(tienden) / 10
    assert uit.consultatie.werd_gesprek == sum(c.werd_gesprek == 1 for c in gevraagd)


@given(
    st.lists(
        st.builds(
            Urenrij, ISO, CODES, CODES, st.sampled_from(["reis", "overleg"]), CODES, st.integers(0, 2400)
        ),
        max_size=15,
    ),
    st.lists(
        st.builds(Kostenrij, ISO, st.sampled_from(["locatie", "overig"]), CODES, st.integers(-9999, 99999)),
        max_size=15,
    ),
    st.lists(
        st.builds(
            GeenGesprekrij,
            KWARTALEN,
            st.sampled_from(["A", "B"]),
            st.sampled_from(["x", "y"]),
            st.sampled_from(["r", "s"]),
            st.integers(1, 50),
        ),
        max_size=10,
    ),
    PERIODEN,
)
def test_sommen_gaan_niet_verloren(
    uren: list[Urenrij], kosten: list[Kostenrij], geen: list[GeenGesprekrij], periode: list[date]
) -> None:
    van, tot = periode
    uit = tel(LEEG._replace(uren=uren, kosten=kosten, geen_gesprek=geen), van, tot)
    mee = [u for u in uren if van.isoformat() <= u.tijd <= tot.isoformat()]
    assert sum(s.uren for s in uit.uren) == Decimal(sum(u.uren for u in mee)) / 100
    for som in uit.uren:
        eigen = [
            u
            for u in mee
            if (u.organisatie or "", u.domein or "", u.onderdeel, u.bron or "")
            == (som.organisatie, som.domein, som.onderdeel, som.bron)
        ]
        assert som.uren == Decimal(sum(u.uren for u in eigen)) / 100
    uitgaven = [k for k in kosten if van.isoformat() <= k.tijd <= tot.isoformat()]
    assert sum(k.bedrag for k in uit.kosten) == Decimal(sum(k.bedrag for k in uitgaven)) / 100
    geteld = [g for g in geen if van <= _begin(g.tijd) <= tot]
    assert sum(sum(r.values()) for r in uit.geen_gesprek.redenen.values()) == sum(g.aantal for g in geteld)
    assert sum(sum(r.values()) for r in uit.geen_gesprek.praktijken.values()) == sum(g.aantal for g in geteld)


@given(st.lists(st.builds(Ervaringrij, MAANDEN, st.just("inwoner"), st.integers(100, 1000)), max_size=20))
def test_kwartalen_samen_zijn_het_half_jaar(rijen: list[Ervaringrij]) -> None:
    delen = [len(binnen(rijen, *dagen_van(k))) for k in ("2027-Q1", "2027-Q2")]
    assert sum(delen) == len(binnen(rijen, date(2027, 1, 1), date(2027, 6, 30)))


@given(KWARTALEN | MAANDEN)
def test_een_tijdvak_sluit_aan_op_het_volgende(tijdvak: str) -> None:
    van, tot = dagen_van(tijdvak)
    assert van == _begin(tijdvak)
    assert (tot + timedelta(days=1)).day == 1
    assert (tot - van).days + 1 in (range(90, 93) if "Q" in tijdvak else range(28, 32))

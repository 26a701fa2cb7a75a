"""The figures of a period: each counting rule by hand, and the whole against a second, naive count."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mgn_tui.domain.fouten import Geweigerd, NietGevonden
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import beheren, cijfers
from mgn_tui.register.cijfers import Vraag
from mgn_tui.register.sessie import Sessie
from tests.hulp_rijen import gevoerd, maak_leeg, naief, rij, rijen, zet_in_map

Q1 = Vraag(periode="2026-Q1")


def reken(s: Sessie, vraag: Vraag = Q1) -> dict[str, Any]:
    return cijfers.inhoud(s, cijfers.reken(s, vraag))


def kpi(uit: dict[str, Any], nr: str) -> dict[str, Any]:
    return next(k for k in uit["kpi"] if k["nr"] == nr)


def van_gesprekken(uit: dict[str, Any]) -> list[dict[str, Any]]:
    """What the naive count knows of each target."""
    velden = ("nr", "teller", "noemer", "waarde", "waarde_zonder_sociale_basis", "status")
    return [
        {v: k[v] for v in velden if v in k}
        for k in uit["kpi"]
        if k["bron"] == "gesprekken" and k["soort"] != "oplevering"
    ]


# --- against the naive count -----------------------------------------------------------------

perioden = st.sampled_from(
    [
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-03", date(2026, 3, 1), date(2026, 3, 31)),
        ("2026-H1", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026-T2", date(2026, 5, 1), date(2026, 8, 31)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
    ]
)
keuzes = st.sampled_from([{}, {"pilot": "Noord"}, {"gemeente": "Zwolle"}, {"subregio": "Vechtdal"}])
ijkmomenten = st.sampled_from([None, date(2026, 3, 31), date(2026, 9, 30)])


def test_cijfers_zijn_die_van_een_tweede_telling(noor: Sessie) -> None:
    for naam in ("Noord", "Zuid"):
        beheren.bewaar(noor, "pilot", {"naam": naam})

    @settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
    @given(rijen, perioden, keuzes, ijkmomenten)
    def probeer(
        tabel: list[dict[str, str]],
        periode: tuple[str, date, date],
        keuze: dict[str, str],
        ijkmoment: date | None,
    ) -> None:
        maak_leeg(noor)
        zet_in_map(noor, tabel)
        label, van, tot = periode
        try:
            uit = reken(noor, Vraag(periode=label, ijkmoment=ijkmoment, **keuze))  # type: ignore[arg-type]
        except NietGevonden:
            assert not any(r["subregio"] == "Vechtdal" for r in tabel)
            return
        verwacht = naief(tabel, noor.profiel, van, tot, label=label, ijkmoment=ijkmoment, **keuze)  # type: ignore[arg-type]
        assert van_gesprekken(uit) == verwacht.pop("kpi")
        del uit["kpi"], uit["afgeschermd"]
        assert uit == verwacht

    probeer()


# --- by hand ---------------------------------------------------------------------------------


def test_een_lege_periode_is_heel(noor: Sessie) -> None:
    uit = reken(noor)
    assert uit["gesprekken"] == dict.fromkeys(("gevoerd", "eerste", "tweede", "no_show", "geannuleerd"), 0)
    assert uit["wachttijd_dagen"] == {
        "n": 0,
        "mediaan": None,
        "p90": None,
        "gemiddeld": None,
        "binnen_norm": 0,
        "norm": 14,
    }
    assert uit["aanmeldingen"]["openstaand"] == {"n": 0, "langste_dagen": None}
    assert uit["teams"] == uit["criteria"] == uit["toeleiding"]["primair"] == {}
    assert uit["afgeschermd"] == []
    assert kpi(uit, "9") | {"omschrijving": "", "telregel": ""} == {
        "nr": "9",
        "soort": "aandeel",
        "omschrijving": "",
        "ijkmoment": "2026-03-31",
        "venster": {"van": "2025-10-01", "tot": "2026-03-31"},
        "teller": 0,
        "noemer": 0,
        "waarde": None,
        "doel": {"max": 81},
        "telregel": "",
        "bron": "gesprekken",
        "status": "geen gegevens",
    }
    assert kpi(uit, "7")["status"] == "niet behaald"
    assert kpi(uit, "10")["waarde_zonder_sociale_basis"] is None


def test_de_sleutels_staan_in_de_volgorde_van_het_contract(noor: Sessie) -> None:
    assert list(reken(noor)) == [
        "regio",
        "periode",
        "gesprekken",
        "inwoners",
        "aanmeldingen",
        "wachttijd_uitnodiging_dagen",
        "wachttijd_dagen",
        "duur_min",
        "naaste_aanwezig",
        "teams",
        "themas",
        "leefgebieden",
        "criteria",
        "toeleiding",
        "uren",
        "waardering",
        "kpi",
        "afgeschermd",
    ]


def test_uitstroom_en_tussentijds_tellen_in_gevoerd_en_inwoners_niet_in_de_wachttijd(noor: Sessie) -> None:
    zet_in_map(
        noor,
        [
            gevoerd(1, "a"),
            gevoerd(2, "a", volgnummer=2, gespreksdatum="2026-03-02"),
            gevoerd(3, "b", soort="uitstroom"),
            gevoerd(4, "c", soort="check-in", volgnummer=2),
        ],
    )
    uit = reken(noor)
    assert uit["gesprekken"] | {"no_show": 0} == {
        "gevoerd": 4,
        "eerste": 1,
        "tweede": 1,
        "no_show": 0,
        "geannuleerd": 0,
    }
    assert uit["inwoners"] == 3
    assert uit["wachttijd_dagen"]["n"] == 1
    assert kpi(uit, "7")["teller"] == 2, "a target counts instroom unless it says otherwise"


def test_geannuleerd_zonder_dag_telt_op_de_aanmelddatum(noor: Sessie) -> None:
    zet_in_map(noor, [gevoerd(1, status="geannuleerd", gespreksdatum="", aanmelddatum="2025-12-31")])
    assert reken(noor)["gesprekken"]["geannuleerd"] == 0
    assert reken(noor, Vraag(periode="2025-Q4"))["gesprekken"]["geannuleerd"] == 1


def test_wachttijden_met_half_even_en_een_enkele(noor: Sessie) -> None:
    dagen = (3, 8, 14, 15)
    zet_in_map(
        noor,
        [
            gevoerd(n, aanmelddatum="2026-02-01", gespreksdatum=f"2026-02-{1 + d:02}")
            for n, d in enumerate(dagen)
        ],
    )
    assert reken(noor)["wachttijd_dagen"] == {
        "n": 4,
        "mediaan": 11.0,
        "p90": pytest.approx(14.7),
        "gemiddeld": 10.0,
        "binnen_norm": 3,
        "norm": 14,
    }
    maak_leeg(noor)
    zet_in_map(noor, [gevoerd(1, aanmelddatum="2026-02-09", uitnodigingsdatum="2026-02-09")])
    uit = reken(noor)
    assert (uit["wachttijd_dagen"]["mediaan"], uit["wachttijd_dagen"]["p90"]) == (0, 0)
    assert uit["wachttijd_uitnodiging_dagen"]["n"] == 1


def test_gemiddelden_zijn_half_omhoog_met_een_decimaal(noor: Sessie) -> None:
    """6,5 and 7 and 8,25: 7,25 on the nose becomes 7,3; scores in halves likewise."""
    zet_in_map(
        noor,
        [
            gevoerd(n, waardering_inwoner=w, score_meedoen=s)
            for n, (w, s) in enumerate([("6.5", "4"), ("7", "4.5"), ("8.25", "4.5")])
        ]
        + [gevoerd(9, score_meedoen="0", uren_ggz="0.1"), gevoerd(10, uren_ggz="0.2")],
    )
    uit = reken(noor)
    assert uit["waardering"]["inwoner"] == {"n": 3, "gemiddeld": 7.3}
    assert uit["themas"]["meedoen"] == {"besproken": 0, "score_n": 4, "score_gemiddeld": 3.3}
    assert json.dumps(uit["uren"]) == '{"ggz": 0.3, "sd": 0.0, "ed": 0.0, "frictie": 0.0}'


def test_openstaand_tot_en_met_de_laatste_dag(noor: Sessie) -> None:
    def r(nr: int, status: str, dag: str, **velden: object) -> dict[str, str]:
        basis = {"gesprek_id": f"g{nr}", "inwoner_id": f"i{nr}", "pilot": "Noord"}
        return rij(**basis, aanmelddatum=dag, status=status, **velden)

    zet_in_map(
        noor,
        [
            r(1, "aangemeld", "2025-11-01"),
            r(2, "gepland", "2026-03-20", gespreksdatum="2026-04-10"),
            r(3, "aangemeld", "2026-04-01"),
            r(4, "afgewezen", "2025-10-01", reden="geen-criteria"),
            r(5, "no-show", "2026-02-01", gespreksdatum="2026-02-10"),
            r(6, "geannuleerd", "2026-02-01", gespreksdatum="2026-02-10"),
            r(6, "ingetrokken", "2026-02-01", reden="gaat-beter") | {"gesprek_id": "g6b"},
        ],
    )
    uit = reken(noor)["aanmeldingen"]
    assert uit["openstaand"] == {"n": 2, "langste_dagen": 150}
    assert (uit["ontvangen"], uit["afgewezen"], uit["ingetrokken"]) == (3, 0, 1)
    assert uit["redenen"] == {"gaat-beter": 1}


def test_alleen_een_tweede_gesprek_is_geen_ontvangen_aanmelding(noor: Sessie) -> None:
    zet_in_map(noor, [gevoerd(1, volgnummer=2)])
    uit = reken(noor)
    assert (uit["aanmeldingen"]["ontvangen"], uit["gesprekken"]["tweede"]) == (0, 1)


def test_mensen_tellen_een_keer_met_hun_laatste_advies(noor: Sessie) -> None:
    """`a` ends without ggz, `b` only ever had it, the last gesprek of `c` has no advice yet."""
    zet_in_map(
        noor,
        [
            gevoerd(1, "a", advies="ggz-basis"),
            gevoerd(2, "a", volgnummer=2, gespreksdatum="2026-03-02", advies="sociale-basis"),
            gevoerd(3, "b", advies="ggz-basis|wmo"),
            gevoerd(4, "c", advies="ggz-specialistisch"),
            gevoerd(5, "c", volgnummer=2, gespreksdatum="2026-03-09"),
        ],
    )
    c = cijfers.reken(noor, Q1)
    uit = cijfers.inhoud(noor, c)
    assert (kpi(uit, "9")["teller"], kpi(uit, "9")["noemer"], kpi(uit, "9")["waarde"]) == (2, 3, 66.7)
    tien = kpi(uit, "10")
    assert (tien["teller"], tien["waarde"], tien["waarde_zonder_sociale_basis"]) == (2, 66.7, 33.3)
    assert uit["toeleiding"]["groepen"]["ggz"] == {"bevat": 3, "primair": 2, "uitsluitend": 2}
    assert uit["toeleiding"]["zonder_advies"] == 1
    negen = next(u for u in c.uitkomsten if u.opgave.doel.nr == "9")
    assert len(negen.achter) == 2
    assert len(negen.achter_noemer) == 3


def test_status_wordt_vergeleken_zonder_afronden(noor: Sessie) -> None:
    """5,04% shows as 5,0 and is more than 5; 5 of 100 is not."""
    tabel = [gevoerd(n, advies="poh-ggz" if n < 6 else "zelf") for n in range(119)]
    zet_in_map(noor, tabel)
    elf = kpi(reken(noor), "11")
    assert (elf["teller"], elf["noemer"], elf["waarde"], elf["status"]) == (6, 119, 5.0, "niet behaald")
    maak_leeg(noor)
    zet_in_map(noor, [*tabel, gevoerd(500, advies="zelf")])
    assert kpi(reken(noor), "11")["status"] == "behaald"


def test_een_categorie_die_wegging_telt_onder_haar_eigen_naam_en_in_overig(noor: Sessie) -> None:
    zet_in_map(noor, [gevoerd(1, advies="oude-code"), gevoerd(2, advies="oude-code|ggz-basis")])
    uit = reken(noor)["toeleiding"]
    assert uit["geadviseerd"] == {"ggz-basis": 1, "oude-code": 2}
    assert uit["primair"] == {"oude-code": 1}
    assert uit["groepen"]["overig"] == {"bevat": 2, "primair": 1, "uitsluitend": 1}
    assert uit["combinaties"] == 1


def test_een_ijkmoment_dat_nog_komt_loopt_nog_en_geen_venster_gaat_voorbij_tot(noor: Sessie) -> None:
    zet_in_map(noor, [gevoerd(1, advies="wmo"), gevoerd(2, gespreksdatum="2026-05-01", advies="wmo")])
    vraag = Vraag(van=date(2026, 1, 1), tot=date(2026, 3, 31), ijkmoment=date(2026, 6, 30))
    uit = reken(noor, vraag)
    assert uit["periode"] == {"label": "2026-01-01 t/m 2026-03-31", "van": "2026-01-01", "tot": "2026-03-31"}
    zeven, negen, tien = (kpi(uit, nr) for nr in ("7", "9", "10"))
    assert (zeven["teller"], zeven["status"], zeven["doel"]) == (1, "loopt nog", {"min": 2500})
    assert negen["venster"] == {"van": "2026-01-01", "tot": "2026-03-31"}
    assert (negen["noemer"], negen["status"]) == (1, "loopt nog")
    assert (tien["noemer"], tien["status"]) == (0, "loopt nog")


def test_een_lopend_kwartaal_loopt_nog(noor: Sessie) -> None:
    """Today is 9 maart 2027: this quarter is not judged before it is over."""
    assert kpi(reken(noor, Vraag(periode="2027-Q1")), "10")["status"] == "loopt nog"
    assert kpi(reken(noor, Vraag(periode="2026-Q4")), "10")["status"] == "geen gegevens"


def test_eerste_n_en_van_tot_naar_dag_volgnummer_en_id(noor: Sessie) -> None:
    zet_in_map(
        noor,
        [
            gevoerd(3, gespreksdatum="2026-02-02", advies="wmo"),
            gevoerd(1, gespreksdatum="2026-02-02", advies="zelf"),
            gevoerd(2, gespreksdatum="2026-02-02", volgnummer=2),
            gevoerd(4, gespreksdatum="2026-05-05", advies="ggz-basis"),
        ],
    )
    uit = reken(noor, Vraag(periode="eerste:1"))
    assert uit["periode"] == {"label": "eerste:1", "van": "2026-02-02", "tot": "2026-02-02"}
    assert uit["toeleiding"]["geadviseerd"] == {"zelf": 1}
    uit = reken(noor, Vraag(periode="van:2-3"))
    assert (uit["gesprekken"]["eerste"], uit["gesprekken"]["tweede"]) == (1, 1)
    assert reken(noor, Vraag(periode="eerste:100"))["periode"]["tot"] == "2026-05-05"
    assert reken(noor, Vraag(periode="eerste:100", tot=date(2026, 4, 1)))["gesprekken"]["gevoerd"] == 3
    assert reken(noor, Vraag(periode="van:101-500"))["gesprekken"]["gevoerd"] == 0


def test_een_late_avond_hoort_bij_de_dag_in_amsterdam(noor: Sessie) -> None:
    """23:30 on the last of March is 21:30 UTC (summer time); on 31 December it is 22:30, on the same day."""
    from datetime import datetime

    from sqlmodel import select

    from mgn_tui.domain.klok import AMSTERDAM
    from mgn_tui.store import tables as t

    zet_in_map(noor, [gevoerd(1), gevoerd(2)])
    momenten = [
        datetime(2026, 4, 1, 0, 30, tzinfo=AMSTERDAM),
        datetime(2025, 12, 31, 23, 30, tzinfo=AMSTERDAM),
    ]
    with noor.schrijven() as db:
        for g, moment in zip(db.exec(select(t.Gesprek).order_by(t.Gesprek.extern_id)), momenten, strict=True):
            g.begin = moment
    assert reken(noor)["gesprekken"]["gevoerd"] == 0
    assert reken(noor, Vraag(periode="2026-04"))["gesprekken"]["gevoerd"] == 1
    assert reken(noor, Vraag(periode="2025-12"))["gesprekken"]["gevoerd"] == 1


def test_een_rij_die_iets_anders_zegt_dan_de_aanmelding_telt_zelf(noor: Sessie) -> None:
    anders = {"gemeente": "Kampen", "criteria": "niet-in-ggz|heel-eigen"}
    zet_in_map(
        noor,
        [
            gevoerd(1, "a", gemeente="Zwolle", criteria="psychische-klachten"),
            gevoerd(2, "a", volgnummer=2, gespreksdatum="2026-02-20", **anders),
        ],
    )
    kampen = reken(noor, Vraag(periode="2026-Q1", gemeente="kampen"))
    assert kampen["gesprekken"]["tweede"] == kampen["gesprekken"]["gevoerd"] == 1
    assert kampen["criteria"] == {"niet-in-ggz": 1, "overig": 1}
    assert reken(noor)["criteria"] == {"psychische-klachten": 1, "niet-in-ggz": 1, "overig": 1}


def test_achter_elk_getal_staan_zijn_gesprekken(noor: Sessie) -> None:
    zet_in_map(noor, [gevoerd(1, advies="wmo", themas="meedoen"), gevoerd(2, advies="wmo")])
    c = cijfers.reken(noor, Q1)
    refs = {r.gesprek_id: r.ref for r in c.rijen}
    assert c.telling.achter("themas", "meedoen", "besproken") == [refs["g001"]]
    assert sorted(c.telling.achter("toeleiding", "geadviseerd", "wmo")) == sorted(refs.values())
    assert sorted(c.telling.achter("wachttijd_dagen", "n")) == sorted(refs.values())
    assert c.telling.achter("teams", "ggz") == ()


def test_achter_een_getal_over_jaren_staan_zijn_gesprekken(noor: Sessie) -> None:
    zet_in_map(
        noor,
        [
            gevoerd(1, gespreksdatum="2025-09-09", aanmelddatum="2025-09-01"),
            gevoerd(2),
            gevoerd(3, soort="check-in"),
        ],
    )
    c = cijfers.reken(noor, Q1)
    assert kpi(cijfers.inhoud(noor, c), "7")["teller"] == 2
    assert len(cijfers.achter_doel(noor, c, "7")) == 2
    assert cijfers.achter_doel(noor, c, "9") == cijfers.achter_doel(noor, c, "3b") == ()


def test_twee_keer_rekenen_geeft_hetzelfde(noor: Sessie) -> None:
    from tests.hulp_rijen import maak_rijen

    zet_in_map(noor, maak_rijen(7, 20))
    assert json.dumps(reken(noor)) == json.dumps(reken(noor))


# --- which rows ------------------------------------------------------------------------------


def test_onbekende_namen_noemen_wat_er_is(noor: Sessie, els: Sessie) -> None:
    zet_in_map(noor, [gevoerd(1, gemeente="Elders", subregio="Oost")])
    for vraag, noemt in (
        (Vraag(pilot="Nergens"), "Noord, Zwolle-Zuid"),
        (Vraag(gemeente="Nergens"), "Dalfsen, Elders"),
        (Vraag(subregio="Nergens"), "Oost, Vechtdal"),
    ):
        with pytest.raises(NietGevonden, match=noemt):
            cijfers.reken(els, vraag)
    assert reken(els, Vraag(periode="2026-Q1", pilot="noord"))["gesprekken"]["gevoerd"] == 1
    assert reken(els, Vraag(periode="2026-Q1", gemeente="zwolle"))["gesprekken"]["gevoerd"] == 0


def test_sprint_vraagt_bij_meer_pilots_welke(noor: Sessie) -> None:
    uit = reken(noor, Vraag(periode="sprint:1"))
    assert uit["periode"] == {"label": "sprint:1", "van": "2027-02-01", "tot": "2027-04-30"}
    with pytest.raises(NietGevonden, match="er zijn er 1"):
        cijfers.reken(noor, Vraag(periode="sprint:2"))
    ander = beheren.bewaar(noor, "pilot", {"naam": "Elders"})
    beheren.bewaar(noor, "sprint", {"pilot": ander, "begin": "1-1-2027"})
    beheren.bewaar(noor, "sprint", {"pilot": ander, "begin": "1-2-2027"})
    with pytest.raises(Geweigerd, match="--pilot"):
        cijfers.reken(noor, Vraag(periode="sprint:1"))
    zonder_einde = Vraag(periode="sprint:1", pilot="Elders")
    assert reken(noor, zonder_einde)["periode"]["tot"] == "2027-01-31", "the day before the next one"
    laatste = Vraag(periode="sprint:2", pilot="Elders")
    assert reken(noor, laatste)["periode"]["tot"] == "2027-03-09", "it still runs"


# --- for whom --------------------------------------------------------------------------------


def test_wat_iemand_schreef_blijft_bij_het_team(noor: Sessie) -> None:
    redenen = ("gaat-beter", "verhuisd naar haar zus", "wilde toch niet")
    zet_in_map(
        noor,
        [
            rij(
                gesprek_id=f"g{n}",
                inwoner_id=f"i{n}",
                pilot="Noord",
                aanmelddatum="2026-02-01",
                status="ingetrokken",
                reden=r,
            )
            for n, r in enumerate(redenen)
        ],
    )
    assert set(reken(noor)["aanmeldingen"]["redenen"]) == set(redenen)
    regio = reken(noor, Vraag(periode="2026-Q1", voor="regio"))
    assert regio["aanmeldingen"]["redenen"] == {"gaat-beter": 1, "overig": 2}
    assert "zus" not in json.dumps(reken(noor, Vraag(periode="2026-Q1", voor="openbaar")))


def test_openbaar_alleen_wat_voorbij_is(noor: Sessie, klok: VasteKlok) -> None:
    for periode in ("2026-03", "2026-T1", "sprint:1", "eerste:10", "2027-Q1", "2027"):
        with pytest.raises(Geweigerd, match=r"[Oo]penbaar"):
            cijfers.reken(noor, Vraag(periode=periode, voor="openbaar"))
    with pytest.raises(Geweigerd, match=r"[Oo]penbaar"):
        cijfers.reken(noor, Vraag(van=date(2026, 1, 1), tot=date(2026, 3, 31), voor="openbaar"))
    with pytest.raises(Geweigerd, match="niet allebei"):
        cijfers.reken(noor, Vraag(periode="2026-Q1", pilot="Zwolle", gemeente="Zwolle", voor="openbaar"))
    for periode in ("2026-Q4", "2026-H2", "2026"):
        assert reken(noor, Vraag(periode=periode, voor="openbaar"))["afgeschermd"] == []
    vanaf = reken(noor, Vraag(periode="vanaf-start", voor="openbaar"))
    assert vanaf["periode"]["tot"] == "2026-12-31", "ends on a quarter that is over"


def test_openbaar_verbergt_kleine_getallen_met_wat_ervan_is_afgeleid(noor: Sessie) -> None:
    zet_in_map(noor, [gevoerd(n, advies="wmo" if n < 6 else "ggz-basis") for n in range(9)])
    uit = reken(noor, Vraag(periode="2026-Q1", voor="openbaar"))
    assert uit["gesprekken"]["gevoerd"] == 9
    assert uit["toeleiding"]["geadviseerd"]["ggz-basis"] is None
    assert uit["toeleiding"]["groepen"]["sociaal-domein"]["uitsluitend"] is None, "nine less six are three"
    assert "toeleiding.geadviseerd.ggz-basis" in uit["afgeschermd"]
    assert uit["gesprekken"]["tweede"] == 0, "nought is nobody"
    negen = kpi(uit, "9")
    assert (negen["teller"], negen["waarde"], negen["status"]) == (None, None, None)
    assert kpi(uit, "10")["doel"] == {"min": 30}

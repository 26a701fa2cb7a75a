"""Doorverwijzing: the facts, and the tally against a second, naive count."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.woorden import GesprekStatus, Stap, Weten
from mgn_tui.figures.doorverwijzing import Telling, Telrij, tel, verander
from mgn_tui.register import beheren, plannen, toeleiden, vastleggen
from mgn_tui.register.evaluatiebeeld import vind_plek
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import tables as t
from tests.hulp_werkmap import (
    DUO,
    maak_aanmelding,
    maak_advies,
    maak_gevoerd,
    naar_gesprek,
    plan_gesprek,
)

CODES = ("zelf", "sociaal-domein", "wmo", "poh-ggz", "ggz-basis", "geen")
GROEPEN = {
    "ggz": frozenset({"ggz-basis"}),
    "sociaal-domein": frozenset({"sociaal-domein", "wmo"}),
    "inwoner-zelf": frozenset({"zelf", "geen"}),
    "leeg": frozenset({"bestaat-niet"}),
}


def naief(rijen: Iterable[Telrij]) -> dict[str, object]:
    """Count each figure on its own, from the words of domain.md (*Counting rules*)."""
    lijst = list(rijen)
    met = [r for r in lijst if r.geadviseerd]
    laatste = {
        i: max((r for r in met if r.inwoner == i), key=lambda r: r.volgorde) for i in {r.inwoner for r in met}
    }
    return {
        "gesprekken": len(lijst),
        "mensen": len({r.inwoner for r in lijst}),
        "mensen_met_advies": len(laatste),
        "zonder_advies": len(lijst) - len(met),
        "per_code": {c: len([r for r in lijst if c in r.geadviseerd]) for c in CODES},
        "verwezen": {c: len([r for r in lijst if c in r.verwezen]) for c in CODES},
        "gestart": {c: len([r for r in lijst if c in r.gestart]) for c in CODES},
        "groepen": {
            g: (
                len([r for r in laatste.values() if any(c in codes for c in r.geadviseerd)]),
                len([r for r in laatste.values() if r.hoofdadvies in codes]),
                len([r for r in laatste.values() if all(c in codes for c in r.geadviseerd)]),
            )
            for g, codes in GROEPEN.items()
        },
        "combinaties": len(
            [r for r in met if len([g for g in GROEPEN.values() if any(c in g for c in r.geadviseerd)]) > 1]
        ),
    }


def als_dict(telling: Telling) -> dict[str, object]:
    return {
        "gesprekken": telling.gesprekken,
        "mensen": telling.mensen,
        "mensen_met_advies": telling.mensen_met_advies,
        "zonder_advies": telling.zonder_advies,
        "per_code": dict(telling.per_code),
        "verwezen": dict(telling.verwezen),
        "gestart": dict(telling.gestart),
        "groepen": {g: (x.bevat, x.hoofdadvies, x.uitsluitend) for g, x in telling.groepen.items()},
        "combinaties": telling.combinaties,
    }


sets = st.frozensets(st.sampled_from(CODES), max_size=3)
rijen = st.lists(
    st.builds(
        lambda n, i, g, h, v, s: Telrij(f"g{n:03}", i, f"2027-01-{n % 28 + 1:02} 1 g{n:03}", g, h, v, s),
        st.integers(0, 200),
        st.sampled_from("abcde"),
        sets,
        st.none() | st.sampled_from(CODES),
        sets,
        sets,
    ),
    unique_by=lambda r: r.gesprek,
    max_size=30,
)


@given(rijen=rijen, kans=st.randoms())
def test_telling_tegen_naief(rijen: list[Telrij], kans: object) -> None:
    assert als_dict(tel(rijen, GROEPEN, CODES)) == naief(rijen)
    kans.shuffle(rijen)  # type: ignore[attr-defined]
    assert als_dict(tel(rijen, GROEPEN, CODES)) == naief(rijen), "the order of the rows is no matter"


@given(rijen=rijen, anders=rijen, wie=st.sampled_from("abcde"))
def test_na_een_wijziging_bij_een_mens_klopt_de_telling(
    rijen: list[Telrij], anders: list[Telrij], wie: str
) -> None:
    def telt(van: Iterable[Telrij]) -> Telling:
        return tel(van, GROEPEN, CODES)

    eraf = [r for r in rijen if r.inwoner == wie]
    erbij = [replace(r, inwoner=wie, gesprek=f"n{r.gesprek}") for r in anders]
    over = [r for r in rijen if r.inwoner != wie]
    assert verander(telt(rijen), telt(eraf), telt(erbij)) == telt([*over, *erbij])


def test_gesprekken_en_inwoners_zijn_twee_tellingen() -> None:
    """KPI 7 counts gesprekken, KPI 9-11 people by their last advised gesprek."""
    een = Telrij("g1", "a", "2027-01-01 1 g1", frozenset({"ggz-basis"}), "ggz-basis")
    twee = Telrij("g2", "a", "2027-02-01 2 g2", frozenset({"wmo", "zelf"}), "wmo")
    drie = Telrij("g3", "a", "2027-03-01 2 g3", frozenset())
    t_ = tel([een, twee, drie], GROEPEN, CODES)
    assert (t_.gesprekken, t_.mensen, t_.mensen_met_advies, t_.zonder_advies) == (3, 1, 1, 1)
    assert t_.per_code["ggz-basis"] == 1, "the gesprek counts"
    assert t_.groepen["ggz"].bevat == 0, "the person counts where they ended"
    assert (t_.groepen["sociaal-domein"].hoofdadvies, t_.groepen["sociaal-domein"].uitsluitend) == (1, 0)


# --- facts -----------------------------------------------------------------------------------


def feiten(s: Sessie, ref: str) -> dict[tuple[str, str], tuple[str, date | None]]:
    with s.lezen() as db:
        g = db.exec(select(t.Gesprek.id).where(t.Gesprek.ref == ref)).one()
        return {
            (r.code, r.stap): (r.weten, r.datum)
            for r in db.exec(select(t.Toeleiding).where(t.Toeleiding.gesprek == g))
        }


def test_feit_met_zonder_en_af(noor: Sessie, klok: VasteKlok) -> None:
    _, ref = maak_gevoerd(noor)
    dag = klok.vandaag()
    toeleiden.zet(noor, ref, "wmo", Stap.VERWEZEN, Weten.JA)
    assert feiten(noor, ref)["wmo", "verwezen"] == ("ja", None), "known, date unknown"
    toeleiden.zet(noor, ref, "wmo", Stap.VERWEZEN, Weten.JA, dag)
    assert feiten(noor, ref)["wmo", "verwezen"] == ("ja", dag)
    toeleiden.zet(noor, ref, "wmo", Stap.VERWEZEN, Weten.NEE, dag)
    assert feiten(noor, ref)["wmo", "verwezen"] == ("nee", None), "what did not happen has no day"
    toeleiden.zet(noor, ref, "wmo", Stap.VERWEZEN, None)
    toeleiden.zet(noor, ref, "wmo", Stap.VERWEZEN, None)
    assert feiten(noor, ref) == {}


def test_feiten_die_niet_kunnen(noor: Sessie, klok: VasteKlok) -> None:
    _, ref = maak_gevoerd(noor)
    dag = klok.vandaag()
    for code, stap, datum, veld in (
        ("onzin", Stap.VERWEZEN, None, "code"),
        ("wmo", Stap.GESTART, dag + timedelta(days=1), "datum"),
        ("wmo", Stap.GESTART, dag - timedelta(days=1), "datum"),
    ):
        with pytest.raises(Geweigerd) as fout:
            toeleiden.zet(noor, ref, code, stap, Weten.JA, datum)
        assert list(fout.value.fouten) == [veld]
    gepland = plan_gesprek(noor, maak_aanmelding(noor))
    with pytest.raises(Geweigerd, match="nog niet gevoerd"):
        toeleiden.zet(noor, gepland, "wmo", Stap.VERWEZEN, Weten.JA)
    assert feiten(noor, ref) == feiten(noor, gepland) == {}


def test_wat_niet_ja_is_telt_niet_mee(noor: Sessie) -> None:
    _, ref = maak_gevoerd(noor)
    for code, weten in (
        ("zelf", Weten.ONBEKEND),
        ("wmo", Weten.NIET_NAGEVRAAGD),
        ("poh-ggz", Weten.NEE),
        ("sociaal-domein", Weten.JA),
    ):
        for stap in (Stap.VERWEZEN, Stap.GESTART, Stap.INTAKE):
            toeleiden.zet(noor, ref, code, stap, weten)
    staat = toeleiden.staat(noor)
    assert {c: n for c, n in staat.telling.gestart.items() if n} == {"sociaal-domein": 1}
    assert {c: n for c, n in staat.telling.verwezen.items() if n} == {"sociaal-domein": 1}
    assert staat.rijen[0].feiten["zelf", Stap.GESTART] == toeleiden.Feit(Weten.ONBEKEND, None)


def test_na_een_streepje_wordt_alleen_die_inwoner_gelezen(noor: Sessie, klok: VasteKlok) -> None:
    aanmelding, een = maak_gevoerd(noor)
    tweede = plan_gesprek(noor, aanmelding, DUO, klok.nu() + timedelta(days=1))
    naar_gesprek(noor, tweede)
    vastleggen.rond_af(noor, tweede)
    _, ander = maak_gevoerd(noor, voornaam="Anna", achternaam="Bakker")
    beeld = toeleiden.staat(noor)
    for ref, code, stap in (
        (een, "wmo", Stap.GEADVISEERD),
        (een, "ggz-basis", Stap.GEADVISEERD),
        (tweede, "zelf", Stap.GEADVISEERD),  # from here the last advice of this person
        (ander, "wmo", Stap.GEADVISEERD),
        (een, "wmo", Stap.GESTART),
    ):
        toeleiden.zet(noor, ref, code, stap, Weten.JA)
        bij = toeleiden.bijgewerkt(noor, beeld, ref)
        assert bij == toeleiden.staat(noor)
        beeld = bij
    toeleiden.zet(noor, een, "zelf", Stap.GEADVISEERD, Weten.JA)
    toeleiden.zet(noor, ander, "zelf", Stap.GEADVISEERD, Weten.JA)
    assert toeleiden.bijgewerkt(noor, beeld, ander) is None, "a colleague noted something meanwhile"


def test_alleen_gevoerde_gesprekken_staan_op_de_turfstaat(noor: Sessie) -> None:
    maak_gevoerd(noor)
    plan_gesprek(noor, maak_aanmelding(noor))
    weg = plan_gesprek(noor, maak_aanmelding(noor))
    plannen.zeg_af(noor, weg, GesprekStatus.GEANNULEERD, "ruimte")
    niet = plan_gesprek(noor, maak_aanmelding(noor))
    naar_gesprek(noor, niet)
    plannen.zeg_af(noor, niet, GesprekStatus.NO_SHOW, "vergeten")
    assert toeleiden.staat(noor).telling.gesprekken == 1


def test_turfstaat_per_pilot_en_sprint(noor: Sessie, els: Sessie) -> None:
    ander = beheren.bewaar(noor, "pilot", {"naam": "Elders"})
    _, eerste = maak_gevoerd(noor)
    _, tweede = maak_gevoerd(noor, pilot=ander)
    pilot = next(p.id for p in beheren.lijst(noor, "pilot") if p.naam == "Zwolle-Zuid")
    sprint = vind_plek(noor, "sprint", "1", "Zwolle-Zuid")
    for s in (noor, els):
        assert {r.ref for r in toeleiden.staat(s).rijen} == {eerste, tweede}
        assert {r.ref for r in toeleiden.staat(s, pilot=UUID(hex=pilot)).rijen} == {eerste}
        assert {r.ref for r in toeleiden.staat(s, pilot=UUID(hex=ander)).rijen} == {tweede}
        assert {r.ref for r in toeleiden.staat(s, sprint.pilot, (sprint.van, sprint.tot)).rijen} == {eerste}
    assert {r.wie for r in toeleiden.staat(noor).rijen} == {"W.J."}
    assert "W.J." not in {r.wie for r in toeleiden.staat(els).rijen}


def test_coordinator_turft_feiten_maar_geen_advies(els: Sessie, noor: Sessie) -> None:
    from mgn_tui.domain.fouten import GeenToegang

    _, ref = maak_gevoerd(noor)
    maak_advies(noor, ref)
    toeleiden.zet(els, ref, "sociaal-domein", Stap.GESTART, Weten.JA)
    with pytest.raises(GeenToegang):
        toeleiden.zet(els, ref, "wmo", Stap.GEADVISEERD, Weten.JA)
    assert toeleiden.staat(els).telling.gestart["sociaal-domein"] == 1


# --- the tally of the register against the rows of the database ------------------------------


def _uit_de_database(s: Sessie) -> list[Telrij]:
    """Read everything as it lies there, without the query that the register uses."""
    with s.lezen() as db:
        gesprekken = [g for g in db.exec(select(t.Gesprek)).all() if g.status == "gevoerd"]
        alle = db.exec(select(t.Toeleiding)).all()
        adviezen = db.exec(select(t.Advies)).all()
        gevonden = []
        for g in gesprekken:
            ja = {(f.code, f.stap) for f in alle if f.gesprek == g.id and f.weten == "ja"}
            eigen = sorted((a for a in adviezen if a.gesprek == g.id), key=lambda a: a.id.bytes)

            def met(stap: str, ja: set[tuple[str, str]] = ja) -> frozenset[str]:
                return frozenset(c for c, st_ in ja if st_ == stap)

            gevonden.append(
                Telrij(
                    g.ref,
                    g.inwoner.hex,
                    f"{g.begin:%Y-%m-%d} {g.volgnummer} {g.ref}",
                    met("geadviseerd"),
                    eigen[-1].hoofdadvies if eigen else None,
                    met("verwezen"),
                    met("gestart"),
                )
            )
        return gevonden


handelingen = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.sampled_from(CODES),
        st.sampled_from(list(Stap)),
        st.none() | st.sampled_from(list(Weten)),
    ),
    min_size=1,
    max_size=10,
)


def test_turfstaat_tegen_de_database(noor: Sessie) -> None:
    aanmelding, eerste = maak_gevoerd(noor)
    tweede = plan_gesprek(noor, aanmelding, DUO)  # the same inwoner again
    naar_gesprek(noor, tweede)
    from mgn_tui.register import vastleggen

    vastleggen.rond_af(noor, tweede)
    refs = [eerste, tweede, maak_gevoerd(noor)[1], maak_gevoerd(noor)[1]]
    groepen = {g.code: frozenset(g.codes) for g in noor.profiel.groepen}
    codes = [c.code for c in noor.profiel.categorieen]

    @settings(max_examples=25)
    @given(handelingen)
    def probeer(lijst: list[tuple[int, str, Stap, Weten | None]]) -> None:
        for welk, code, stap, weten in lijst:
            toeleiden.zet(noor, refs[welk], code, stap, weten)
        staat = toeleiden.staat(noor)
        verwacht = tel(_uit_de_database(noor), groepen, codes)
        assert staat.telling == verwacht
        assert staat.telling.mensen == 3
        for rij in staat.rijen:
            assert "geen" not in rij.geadviseerd or rij.geadviseerd == {"geen"}
            assert rij.hoofdadvies is None or rij.hoofdadvies in rij.geadviseerd

    probeer()

"""What stays of who was destroyed: months and waits, and figures that do not move."""

import json
import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from mgn_tui.domain.klok import VasteKlok, dag_van
from mgn_tui.domain.profiel import laad_profiel
from mgn_tui.register import cijfers, vergroven, vernietigen
from mgn_tui.register.cijfers import Vraag
from mgn_tui.register.sessie import Sessie, open_werkmap
from mgn_tui.store import tables as t
from mgn_tui.store.werkmap import Werkmap
from tests.hulp_bestand import lege_sessie, neem_op, schrijf, uitvoer
from tests.hulp_bestand import maak_rijen as goede_rijen
from tests.hulp_rijen import gevoerd, maak_rijen, zet_in_map
from tests.hulp_werkmap import BEGIN, WACHTWOORDEN, eigen_thuis, lichte_kdf

REGIOS = ("ijssel-vecht", "centraal-gelderland", "zuid-limburg", "zorgzaam", "twente")
HEEL = [f"{jaar}-Q{k}" for jaar in (2025, 2026) for k in (1, 2, 3, 4)] + [
    "2025",
    "2026",
    "2026-H1",
    "2026-05",
]


@pytest.fixture(scope="module")
def leeg(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    pad = tmp_path_factory.mktemp("leeg")
    with lichte_kdf(), eigen_thuis(pad / "thuis"):
        lege_sessie(pad / "werkmap").sluit()
        yield pad / "werkmap"


def _open(leeg: Path, naar: Path) -> Sessie:
    shutil.copytree(leeg, naar)
    return open_werkmap(Werkmap(naar), "Noor", WACHTWOORDEN["Noor"], VasteKlok(BEGIN))


def _vul(s: Sessie, zaad: int, inwoners: int) -> list[Vraag]:
    """Random rows, sprints on random days; returns every window that is counted."""
    zet_in_map(s, maak_rijen(zaad, inwoners))
    kans = random.Random(zaad)
    vragen = [Vraag(periode=p) for p in HEEL]
    with s.schrijven() as db:
        for pilot in db.exec(select(t.Pilot)).all():
            begin = pilot.begin = date(2025, 10, kans.randint(1, 28))
            for _ in range(3):
                einde = begin + timedelta(days=kans.randint(20, 80))
                db.add(t.Sprint(id=s.nieuw_id(), pilot=pilot.id, begin=begin, einde=einde))
                vragen.append(Vraag(van=begin, tot=einde, pilot=pilot.naam))
                begin = einde + timedelta(days=1)
            pilot.einde = begin + timedelta(days=kans.randint(1, 200))
            vragen.append(Vraag(van=pilot.begin, tot=pilot.einde, pilot=pilot.naam))
            db.add(pilot)
    momenten = {m.datum for d in s.profiel.doelen for m in d.ijkmomenten}
    start = s.profiel.tellen.startdatum  # before it, such a question is about one single day
    return vragen + [
        Vraag(tot=dag, ijkmoment=dag) for dag in sorted(momenten) if start <= dag < date(2027, 1, 1)
    ]


def _tel(s: Sessie, vragen: list[Vraag]) -> list[str]:
    uit = []
    for v in vragen:
        inhoud = cijfers.inhoud(s, cijfers.reken(s, v))
        if v.pilot:  # a target of the region over months that begin on any day: not judged on a sprint
            del inhoud["kpi"]
        uit.append(json.dumps(inhoud, sort_keys=True))
    return uit


def _vernietig(s: Sessie, elke: int = 1) -> int:
    with s.lezen() as db:
        refs = list(db.exec(select(t.Inwoner.ref).order_by(col(t.Inwoner.ref))))
    ik, s.ik = s.ik, replace(s.ik, rol="coordinator")  # whoever holds no key may do this
    klaar = [ref for ref in refs[::elke] if vernietigen.bekijk(s, ref).bezwaar is None]
    for ref in klaar:
        vernietigen.vernietig(s, ref, "persoon", ref)
    s.ik = ik
    return len(klaar)


@settings(
    max_examples=6, phases=(Phase.explicit, Phase.generate), suppress_health_check=[HealthCheck.too_slow]
)
@given(st.integers(0, 2**32 - 1), st.sampled_from(REGIOS), st.integers(1, 3))
@example(6, "twente", 1)  # an aanmelding in another pilot than its gesprek
def test_de_cijfers_blijven_gelijk(leeg: Path, zaad: int, regio: str, elke: int) -> None:
    with TemporaryDirectory() as map_:
        s = _open(leeg, Path(map_) / "w")
        try:
            s.profiel = laad_profiel(regio)
            vragen = _vul(s, zaad, 14)
            voor = _tel(s, vragen)
            _vernietig(s, elke)
            for vraag, was, nu in zip(vragen, voor, _tel(s, vragen), strict=True):
                assert nu == was, vraag
            assert s.store.gebreken() == []
        finally:
            s.sluit()


def _sprint_midden_in_maart(s: Sessie, pilot: str) -> None:
    with s.schrijven() as db:
        zuid = db.exec(select(t.Pilot).where(t.Pilot.naam == pilot)).one()
        db.add(t.Sprint(id=s.nieuw_id(), pilot=zuid.id, begin=date(2026, 3, 8), einde=date(2026, 4, 5)))


def test_een_aanmelding_telt_in_de_pilot_van_haar_gesprek(leeg: Path, tmp_path: Path) -> None:
    """Her own pilot was Noord, her gesprek was in Zuid: the edges of Zuid hold for her day."""
    s = _open(leeg, tmp_path / "w")
    zelf = {"inwoner": "i1", "aanmelddatum": "2026-03-12"}
    zet_in_map(
        s,
        [
            gevoerd(1, **zelf, status="no-show", gespreksdatum="2026-03-20"),
            gevoerd(2, **zelf, pilot="Zuid", gespreksdatum="2026-03-26"),
        ],
    )
    _sprint_midden_in_maart(s, "Zuid")
    vragen = [Vraag(van=date(2026, 3, 8), tot=date(2026, 4, 5), pilot=p) for p in ("Zuid", "Noord")]
    voor = _tel(s, vragen)
    assert [json.loads(v)["aanmeldingen"]["ontvangen"] for v in voor] == [1, 1]
    assert _vernietig(s) == 1
    assert _tel(s, vragen)[0] == voor[0]
    with s.lezen() as db:
        assert [a.aanmelddatum for a in db.exec(select(t.Aanmelding))] == [date(2026, 3, 8)]
    s.sluit()


def test_de_volgorde_blijft_over_pilots_heen(leeg: Path, tmp_path: Path) -> None:
    """The last gesprek stays the last, whosever sprint divides the month, and on one day by volgnummer: its advice
    counts. Two aanmeldingen on one day stay one."""
    s = _open(leeg, tmp_path / "w")
    zelf = {"inwoner": "i1", "aanmelddatum": "2026-03-02"}
    zet_in_map(
        s,
        [
            gevoerd(1, **zelf, pilot="Zuid", gespreksdatum="2026-03-09"),
            gevoerd(2, **zelf, volgnummer=2, gespreksdatum="2026-03-10"),
            gevoerd(3, **zelf, volgnummer=3, gespreksdatum="2026-03-10"),
        ],
    )
    _sprint_midden_in_maart(s, "Zuid")
    with s.schrijven() as db:
        (a,) = db.exec(select(t.Aanmelding))
        db.add(
            t.Aanmelding(**{**a.model_dump(), "id": s.nieuw_id(), "ref": "TWEEDE00", "status": "ingetrokken"})
        )
        later, eerder = (db.exec(select(t.Gesprek).where(t.Gesprek.volgnummer == n)).one() for n in (2, 3))
        later.begin, eerder.begin = (g.begin.replace(hour=u) for g, u in ((later, 14), (eerder, 9)))
        db.add_all((later, eerder))
    maand = Vraag(periode="2026-03")
    voor = _tel(s, [maand])
    assert json.loads(voor[0])["aanmeldingen"]["ontvangen"] == 1
    assert _vernietig(s) == 1
    assert _tel(s, [maand]) == voor
    with s.lezen() as db:
        dagen = [(g.begin, g.volgnummer) for g in db.exec(select(t.Gesprek))]
        assert [nummer for _, nummer in sorted(dagen)] == [1, 2, 3]
        assert {dag_van(begin) for begin, _ in dagen} == {date(2026, 3, d) for d in (8, 9, 10)}
    s.sluit()


def test_uitgevoerd_en_elders_geteld(leeg: Path, tmp_path: Path) -> None:
    """The format has no column for a wait: the days that leave make the same one, in the same month."""
    eerste, tweede = _open(leeg, tmp_path / "een"), _open(leeg, tmp_path / "twee")
    neem_op(eerste, schrijf(tmp_path / "bron.csv", goede_rijen(random.Random(11), 60)))
    heel = [
        Vraag(periode=f"{jaar}-{deel}") for jaar in range(2024, 2028) for deel in ("Q1", "Q2", "Q3", "Q4")
    ]
    voor = _tel(eerste, heel)
    assert _vernietig(eerste) > 15
    uit = uitvoer(eerste, tmp_path)
    assert neem_op(eerste, tmp_path / "uit.csv").plan.anders == []
    neem_op(tweede, tmp_path / "uit.csv")
    assert _tel(tweede, heel) == _tel(eerste, heel) == voor
    assert uitvoer(tweede, tmp_path, "weer.csv") == uit
    eerste.sluit()
    tweede.sluit()


def test_er_staat_geen_dag_meer(leeg: Path, tmp_path: Path) -> None:
    s = _open(leeg, tmp_path / "w")
    zet_in_map(s, maak_rijen(5, 30))
    with s.lezen() as db:
        was = {g.id: dag_van(g.begin) for g in db.exec(select(t.Gesprek))}
        aangemeld = {a.id: a.aanmelddatum for a in db.exec(select(t.Aanmelding))}
    _vernietig(s)
    with s.lezen() as db:
        weg = set(db.exec(select(t.Wissing.inwoner)))
        gesprekken = [g for g in db.exec(select(t.Gesprek)) if g.inwoner in weg]
        assert len(gesprekken) > 10
        per: dict[tuple[object, ...], int] = {}
        for g in sorted(gesprekken, key=lambda g: (was[g.id], g.volgnummer)):
            dag = dag_van(g.begin)
            plek = (g.inwoner, dag.year, dag.month)
            per[plek] = per.get(plek, 0) + 1
            assert dag.replace(day=1) == was[g.id].replace(day=1)
            assert dag.day <= per[plek]  # no sprint, pilot or target divides these months
            assert g.leeftijd is None and g.begin_precisie in ("maand", "geen")
            if g.begin_precisie == "maand":
                assert g.wacht_dagen == (was[g.id] - aangemeld[g.aanmelding]).days
    s.sluit()


@given(st.data())
def test_uitgerekende_dagen_verlaten_de_maand_niet(data: st.DataObject) -> None:
    """Whatever the real days were: what leaves has the same months and the same waits, in the same order."""
    echt = sorted(data.draw(st.sets(st.dates(date(2026, 1, 1), date(2026, 4, 30)), min_size=1, max_size=3)))
    per = []
    for dag in echt:
        weken = data.draw(st.lists(st.integers(0, 60), max_size=3))
        vast = []
        for wacht in weken:
            tot = data.draw(st.none() | st.integers(0, wacht))
            op = None if tot is None else (dag + timedelta(days=tot)).replace(day=1)
            vast.append(vergroven.Vast((dag + timedelta(days=wacht)).replace(day=1), wacht, tot, op))
        per.append((dag.replace(day=1), vast))
    uit = vergroven.uitgerekend(per)
    assert uit == sorted(set(uit))
    for dag, was, (_, vast) in zip(uit, echt, per, strict=True):
        assert dag <= was and dag.replace(day=1) == was.replace(day=1)
        for v in vast:
            assert (dag + timedelta(days=v.wacht)).replace(day=1) == v.dag
            if v.uitnodiging is not None:
                assert (dag + timedelta(days=v.uitnodiging)).replace(day=1) == v.uitgenodigd_op

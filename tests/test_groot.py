"""Ten thousand gesprekken: lists and keys are worked out in a few questions, from indexes, without opening
what is not on screen. The times themselves are measured in `benchmarks/`, and here only by `-m lang`."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, text
from sqlmodel import Session, select

from benchmarks import maak_groot
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import (
    aanmelden,
    aanmeldlijst,
    adviseren,
    bewaren,
    gesprekregels,
    gesprekslijst,
    instellingen,
    ongedaan,
    sessie,
    toegang,
    toeleiden,
    vandaag,
    vastleggen,
    zoeken,
)
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import tables as t
from mgn_tui.store import telrijen
from mgn_tui.store.werkmap import Werkmap
from tests.hulp_werkmap import (
    ANDER_DUO,
    BEGIN,
    eigen_thuis,
    kopieer_werkmap,
    lichte_kdf,
    maak_aanmelding,
    plan_gesprek,
)

AANTAL = 240


@pytest.fixture(scope="module")
def bron(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pad = tmp_path_factory.mktemp("groot") / "werkmap"
    with lichte_kdf(), eigen_thuis(pad.parent / "thuis"):
        maak_groot.maak(pad, AANTAL, VasteKlok(BEGIN))
    return pad


@pytest.fixture
def groot(bron: Path, tmp_path: Path, klok: VasteKlok, licht: None) -> Iterator[Sessie]:
    """Noor, in a large werkmap."""
    werkmap = kopieer_werkmap(bron, tmp_path / "groot")
    s = sessie.open_werkmap(werkmap, "Noor", maak_groot.wachtwoord("Noor"), klok)
    yield s
    s.sluit()


@contextmanager
def vragen(s: Sessie) -> Iterator[list[str]]:
    """The statements that are sent within the block."""
    gesteld: list[str] = []

    def noteer(_c: object, _k: object, opdracht: str, *_: object) -> None:
        gesteld.append(opdracht)

    event.listen(s.store.engine, "before_cursor_execute", noteer)
    yield gesteld
    event.remove(s.store.engine, "before_cursor_execute", noteer)


@pytest.fixture
def zegels(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The seals that are opened: the costly thing, 50 µs each."""
    geopend: list[bytes] = []
    echt = sessie.ontzegel

    def tel(zegel: bytes, prive: bytes) -> bytes:
        geopend.append(zegel)
        return echt(zegel, prive)

    monkeypatch.setattr(sessie, "ontzegel", tel)
    return geopend


# --- the generator ---------------------------------------------------------------------------


def test_de_grote_werkmap_is_een_gewone_werkmap(groot: Sessie) -> None:
    assert groot.store.gebreken() == []
    assert groot.let_op == ()
    with groot.lezen() as db:
        gesprekken = db.exec(select(t.Gesprek)).all()
        gelogd = db.execute(
            text("SELECT tabel, count(*) FROM wijziging WHERE soort = 'I' GROUP BY tabel")
        ).all()
        assert len(gesprekken) == AANTAL
        for tabel, aantal in gelogd:
            assert aantal == db.execute(text(f'SELECT count(*) FROM "{tabel}"')).scalar(), tabel  # noqa: S608
        assert set(db.exec(select(t.Inwoner.id))) == set(db.exec(select(t.Inwonersleutel.inwoner)))
    assert {g.status for g in gesprekken} == {"gevoerd", "gepland", "no-show", "geannuleerd"}
    dagen = sorted(g.begin.date() for g in gesprekken)
    assert (groot.klok.vandaag() - dagen[0]).days in range(1090, 1096)


def test_wat_erin_staat_is_te_lezen_door_wie_dat_mag(groot: Sessie, klok: VasteKlok) -> None:
    gelezen = dicht = 0
    for regel in vastleggen.lijst(groot, "gevoerd")[:20]:
        beeld = vastleggen.lees(groot, regel.ref)
        if beeld.dicht:
            dicht += 1
            continue
        gelezen += 1
        assert beeld.ruw["conclusie"].endswith(".")
        assert all(b.ruw["vertelt"] for b in beeld.themas)
        assert aanmelden.lees(groot, beeld.aanmelding_ref).ruw["achternaam"]
        if regel.advies:
            advies = adviseren.lees(groot, regel.ref)
            assert advies.ruw["antwoord"]
            assert [a.ruw["wie"] for a in advies.afspraken] == ["de inwoner"] * 2
    assert min(gelezen, dicht) > 5, "the other duo has about half"


def test_hetzelfde_zaad_geeft_dezelfde_cijfers(groot: Sessie, tmp_path: Path, klok: VasteKlok) -> None:
    werkmap = maak_groot.maak(tmp_path / "nog een", 60, klok)
    een = sessie.open_werkmap(werkmap, "Els", maak_groot.wachtwoord("Els"), klok)
    ander = maak_groot.maak(tmp_path / "en nog een", 60, klok)
    twee = sessie.open_werkmap(ander, "Els", maak_groot.wachtwoord("Els"), klok)
    assert toeleiden.staat(een).telling == toeleiden.staat(twee).telling
    een.sluit()
    twee.sluit()


# --- few questions, few seals ----------------------------------------------------------------


def test_openen_opent_geen_enkel_zegel(groot: Sessie, zegels: list[bytes], klok: VasteKlok) -> None:
    s = sessie.open_werkmap(groot.werkmap, "Noor", maak_groot.wachtwoord("Noor"), klok)
    toegang.herzie_alles(s)
    aanmeldlijst.sleutels(s)
    aanmeldlijst.sleutels(s, alleen_open=True)
    assert zegels == []
    s.sluit()


def test_vandaag_opent_alleen_wat_er_staat(groot: Sessie, zegels: list[bytes]) -> None:
    with vragen(groot) as gesteld:
        o = vandaag.overzicht(groot, 2)
    assert len(o.wacht) == 2
    assert len(zegels) <= 4 + len(o.gesprekken), "two of each kind, of which two are shown"
    assert len(gesteld) < 60
    with vragen(groot) as nog_eens:
        vandaag.overzicht(groot, 40)
    assert len(nog_eens) <= len(gesteld) + 2, "as many questions for a longer list"


def test_lijsten_stellen_een_vast_aantal_vragen(groot: Sessie) -> None:
    sleutels = aanmeldlijst.sleutels(groot)
    gesprekken, adviezen = (
        gesprekslijst.gesprekken(groot).met(groot),
        gesprekslijst.adviezen(groot).met(groot),
    )
    for doe in (
        lambda n: aanmeldlijst.regels(groot, sleutels[:n]),
        lambda n: vastleggen.lijst(groot, hoogstens=n),
        lambda n: gesprekslijst.regels(groot, gesprekken[:n]),
        lambda n: gesprekslijst.regels(groot, adviezen[:n], brief=True),
    ):
        tellingen = []
        for aantal in (5, 200):
            with vragen(groot) as gesteld:
                assert len(doe(aantal)) == aantal
            tellingen.append(len(gesteld))
        assert tellingen[0] == tellingen[1]
    with vragen(groot) as gesteld:
        assert len(toeleiden.staat(groot).rijen) > 150
    assert len(gesteld) < 8


@pytest.mark.parametrize("soort", ["gesprekken", "adviezen"])
def test_een_lijst_van_gesprekken_opent_alleen_wat_in_zicht_is(
    groot: Sessie, zegels: list[bytes], soort: str
) -> None:
    """The order and the number are one question, whatever its length; a page opens the names on it."""
    lees = getattr(gesprekslijst, soort)
    with vragen(groot) as gesteld:
        lijst = lees(groot)
        ids = lijst.met(groot)
    assert (len(zegels), len(gesteld)) == (0, 3), "the pragma, the begin and the question"
    with groot.lezen() as db:
        standen = [g.status for g in db.exec(select(t.Gesprek)).all()]
    assert len(ids) == (standen.count("gevoerd") if soort == "adviezen" else len(standen))
    with vragen(groot) as gesteld:
        midden = gesprekslijst.regels(groot, ids[100:120], brief=soort == "adviezen")
    assert len(midden) == 20 and len(zegels) <= 20
    assert len(gesteld) <= 7


def test_namen_worden_een_keer_gelezen_en_bij_een_nieuwe_naam_opnieuw(
    groot: Sessie, zegels: list[bytes]
) -> None:
    eerste = zoeken.zoek(groot, "jansen")
    assert eerste
    aantal = len(zegels)
    with vragen(groot) as gesteld:
        assert zoeken.zoek(groot, "jansen") == eerste
    assert (len(zegels), len(gesteld)) == (aantal, 3), "the pragma, the begin and the question if it changed"


def test_herzien_is_een_vraag_en_raakt_alleen_wat_scheef_is(groot: Sessie, zegels: list[bytes]) -> None:
    with vragen(groot) as gesteld:
        assert toegang.herzie_alles(groot) == 0
    assert len([v for v in gesteld if v.lstrip().startswith("WITH")]) == 1
    assert len(gesteld) == 3
    with groot.schrijven() as db:
        rij = db.exec(select(t.Inwonersleutel).where(t.Inwonersleutel.medewerker != groot.ik.id)).all()
        mijn = set(
            db.exec(select(t.Inwonersleutel.inwoner).where(t.Inwonersleutel.medewerker == groot.ik.id)).all()
        )
        weg = next(r for r in rij if r.inwoner in mijn)
        db.delete(weg)
    assert toegang.herzie_alles(groot) == 1
    assert len(zegels) == 1
    assert toegang.herzie_alles(groot) == 0


@pytest.mark.parametrize(
    ("naam", "vraag"),
    [
        ("herzien", toegang._SCHEEF),
        ("vandaag", vandaag._OPEN),
        ("wacht", aanmeldlijst._WACHT),
        ("lijst", gesprekregels._LIJST),
        ("gesprekken", gesprekslijst._GESPREKKEN),
        ("adviezen", gesprekslijst._ADVIEZEN),
        ("bewaren", bewaren._ALLEN),
        ("sprint", vandaag._IN_SPRINT),
    ],
)
def test_de_grote_vragen_lezen_geen_hele_tabel(groot: Sessie, naam: str, vraag: object) -> None:
    """A row of gesprek, advies or aanmelding holds its texts: reading it whole is what makes things slow."""
    waarden = {
        "ik": groot.ik.id.bytes,
        "nu": "2027",
        "lang": "2026",
        "na": "2026",
        "status": "x",
        "hoogstens": 9,
        "van": "2026",
        "tot": "2027",
        "pilot": b"",
        "jaar": "2026",
        "persoon": 1,
        "mist": 0,
        **dict.fromkeys(("over", "over_na", "codes", "codes_na"), "2026"),
    }
    with groot.lezen() as db:
        opdracht = text(f"EXPLAIN QUERY PLAN {vraag}")
        nodig = {k: v for k, v in waarden.items() if f":{k}" in str(vraag)}
        plan = [str(r[-1]) for r in db.execute(opdracht, nodig)]
    zwaar = ("gesprek", "advies", "aanmelding", "identiteit", "g", "a")
    scans = [r for r in plan if r.startswith("SCAN") and r.split()[1] in zwaar and "INDEX" not in r]
    assert scans == [], "\n".join(plan)
    assert [r for r in plan if "ix_gesprek_pilot" in r] == [], "all gesprekken of a pilot, for each question"


def test_wie_over_de_termijn_is_kost_een_vraag_en_geen_zegel(groot: Sessie, zegels: list[bytes]) -> None:
    """Every opening asks it. Without a list nothing is looked up per person, and nobody's name is opened."""
    s = sessie.open_werkmap(groot.werkmap, "Els", maak_groot.wachtwoord("Els"), groot.klok)
    instellingen.bewaar(s, {"termijn_identiteit_maanden": "6"})
    with vragen(s) as gesteld:
        over, klaar = bewaren.aantal(s)
    assert (over > 100, klaar) == (True, 0)
    assert len(gesteld) <= 6, "the pragma, the begin, two terms and who"
    assert zegels == []
    assert len(bewaren.lijst(s)) == over
    s.sluit()


def test_een_referentie_wordt_in_de_index_gezocht(groot: Sessie) -> None:
    ref = vastleggen.lijst(groot, hoogstens=1)[0].ref
    with vragen(groot) as gesteld, groot.lezen() as db:
        sessie.zoek_een(db, t.Gesprek, ref[:6])
        [opdracht] = [v for v in gesteld if "FROM gesprek" in v]
        plan = db.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {opdracht}", ("A", "B", 2, 0)).all()
    assert all("SEARCH gesprek USING INDEX" in str(r) for r in plan), plan


def test_van_het_logboek_alleen_wat_over_een_record_of_over_daarna_gaat(groot: Sessie) -> None:
    """By table alone it is read as far as that table goes: half a second at each gesprek of 100.000."""
    ref = vastleggen.lijst(groot, status="gevoerd", hoogstens=1)[0].ref
    zoeken.bereid_voor(groot)
    with vragen(groot) as gesteld:
        beeld = vastleggen.lees(groot, ref)
        adviseren.lees(groot, ref)
        aanmelden.lees(groot, beeld.aanmelding_ref)
        vastleggen.bewaar(groot, ref, {"leerpunt": "eerder bellen"})
        assert ongedaan.neem_terug(groot)
        zoeken.bereid_voor(groot)
        zoeken.zoek(groot, "jansen", 5)
    logvragen = {v for v in gesteld if "FROM wijziging" in v}
    assert len(logvragen) > 5
    with groot.lezen() as db:
        for vraag in logvragen:
            ingevuld = re.sub(r"\?|:[a-z]\w*", "1", vraag)
            plan = [str(r[-1]) for r in db.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {ingevuld}")]
            assert not [r for r in plan if "(tabel=?)" in r or r.startswith("SCAN wijziging")], (vraag, plan)


def test_de_aanmeldingen_van_een_pilot_lezen_niet_telkens_al_zijn_gesprekken(groot: Sessie) -> None:
    """Of every aanmelding its own gesprekken, however many the pilot has."""
    with groot.lezen() as db:
        pilot = db.exec(select(t.Pilot.id)).one()
        vandaag = groot.klok.vandaag()
        with vragen(groot) as gesteld:
            telrijen.aangemeld(db, vandaag - timedelta(days=90), vandaag, telrijen.Keuze(pilot=pilot))
            telrijen.wachtend(db, vandaag, telrijen.Keuze(pilot=pilot))
        waarden = {"van": "2026", "tot": "2027", "pilot": pilot.bytes}
        for opdracht in [v for v in gesteld if "pilot = :pilot" in v]:
            plan = [
                str(r[-1]) for r in db.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {opdracht}", waarden)
            ]
            assert any("ix_gesprek_aanmelding" in r for r in plan)
            assert not [r for r in plan if "ix_gesprek_pilot" in r], "\n".join(plan)


# --- one query against a naive reading of the rule ---------------------------------------------


def naieve_lezers(db: Session, inwoner: UUID) -> dict[UUID, str]:
    """design.md, *Two keys*, in plain Python."""
    collegas = {
        m.id: m
        for m in db.exec(select(t.Medewerker)).all()
        if m.publiek and m.actief and m.rol == "gespreksvoerder"
    }
    sleutels = [s for s in db.exec(select(t.Inwonersleutel)).all() if s.inwoner == inwoner]
    gesprekken = [g for g in db.exec(select(t.Gesprek)).all() if g.inwoner == inwoner]
    aanmeldingen = [a for a in db.exec(select(t.Aanmelding)).all() if a.inwoner == inwoner]
    wie: dict[UUID, str] = {}
    geregeld = {g.aanmelding for g in gesprekken if g.status in ("gepland", "gevoerd")}
    if not aanmeldingen or not all(a.id in geregeld for a in aanmeldingen):
        wie |= {m.id: "aanmeldpunt" for m in collegas.values() if m.aanmeldpunt}
        wie |= {s.medewerker: s.grond for s in sleutels if s.grond == "aanmelding"}
    for d in db.exec(select(t.Deelnemer)).all():
        gesprek = next((g for g in gesprekken if g.id == d.gesprek), None)
        if (
            gesprek
            and gesprek.status != "geannuleerd"
            and d.rol in ("gespreksvoerder", "ervaringsdeskundige")
        ):
            wie[d.medewerker] = "gesprek"
    wie |= {s.medewerker: s.grond for s in sleutels if s.grond == "waarneming"}
    return {m: grond for m, grond in wie.items() if m in collegas}


class Terug(Exception):
    pass


@pytest.fixture
def klein(noor: Sessie) -> Sessie:
    """Four inwoners: waiting, planned, planned for others, twice."""
    maak_aanmelding(noor)
    eerste = maak_aanmelding(noor)
    plan_gesprek(noor, eerste)
    plan_gesprek(noor, eerste)
    plan_gesprek(noor, maak_aanmelding(noor), ANDER_DUO)
    derde = maak_aanmelding(noor)
    aanmelden.nieuw(
        noor,
        {**aanmelden.lees(noor, derde).ruw},
        aanmelden.lees(noor, derde).inwoner_ref,
    )
    return noor


def test_lezers_in_een_vraag_tegen_de_regel(klein: Sessie) -> None:
    s = klein

    @settings(max_examples=60)
    @given(st.data())
    def probeer(data: st.DataObject) -> None:
        with pytest.raises(Terug), s.schrijven() as db:
            for g in db.exec(select(t.Gesprek)).all():
                g.status = data.draw(st.sampled_from(("gepland", "gevoerd", "no-show", "geannuleerd")))
            for d in db.exec(select(t.Deelnemer)).all():
                d.rol = data.draw(st.sampled_from(("gespreksvoerder", "ervaringsdeskundige", "stagiair")))
            for m in db.exec(select(t.Medewerker)).all():
                m.aanmeldpunt = data.draw(st.booleans())
                m.actief = data.draw(st.sampled_from((True, True, True, False)))
            for z in db.exec(select(t.Inwonersleutel)).all():
                z.grond = data.draw(st.sampled_from(("aanmeldpunt", "aanmelding", "gesprek", "waarneming")))
            db.flush()
            inwoners = list(db.exec(select(t.Inwoner.id)))
            for inwoner in inwoners:
                assert toegang.lezers(db, inwoner) == naieve_lezers(db, inwoner)
            heeft: dict[UUID, set[UUID]] = {}
            for z in db.exec(select(t.Inwonersleutel)).all():
                heeft.setdefault(z.inwoner, set()).add(z.medewerker)
            scheef = {
                i
                for i in inwoners
                if s.ik.id in heeft[i] and naieve_lezers(db, i) and naieve_lezers(db, i).keys() != heeft[i]
            }
            gevonden = db.execute(toegang._SCHEEF, {"ik": s.ik.id.bytes}).scalars()
            assert {UUID(bytes=b) for b in gevonden} == scheef
            raise Terug

    probeer()


# --- the times -------------------------------------------------------------------------------


@pytest.mark.lang
def test_tienduizend(tmp_path: Path, klok: VasteKlok, licht: None) -> None:
    """Bounds for a slow machine; the promises stand in `benchmarks/`."""
    werkmap: Werkmap = maak_groot.maak(tmp_path / "groot", 10_000, klok)
    for wie in ("Noor", "Els"):
        s = sessie.open_werkmap(werkmap, wie, maak_groot.wachtwoord(wie), klok)
        for doe, grens in (
            (lambda s=s: toegang.herzie_alles(s), 0.2),
            (lambda s=s: vandaag.overzicht(s), 0.3),
        ):
            keren = []
            for _ in range(5):
                begin = time.perf_counter()
                doe()
                keren.append(time.perf_counter() - begin)
            assert min(keren) < grens, keren
        s.sluit()

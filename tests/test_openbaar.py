"""Level openbaar by hand: what may be asked, what is hidden with what, and that a release stays what it was."""

import json
from datetime import date

import pytest
from sqlmodel import select

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.figures.openbaar import stukken
from mgn_tui.register import cijfers
from mgn_tui.register.cijfers import Vraag
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import tables as t
from tests.hulp_openbaar import reeks, vrij
from tests.hulp_rijen import gevoerd, maak_leeg, zet_in_map


@pytest.fixture
def twee_kwartalen(noor: Sessie) -> Sessie:
    """Q1: twenty with wmo. Q2: twenty, of whom two were advised basis-ggz."""
    zet_in_map(
        noor,
        reeks(0, 20, "2026-02-09", advies="wmo")
        + reeks(100, 18, "2026-05-11", advies="wmo")
        + reeks(200, 2, "2026-05-12", advies="ggz-basis"),
    )
    return noor


def test_alleen_per_pilot_of_per_gemeente_en_met_de_doelen_van_de_laatste_dag(noor: Sessie) -> None:
    zet_in_map(noor, [gevoerd(1, subregio="Vechtdal", gemeente="Zwolle")])
    for keuze, zegt in (
        ({"subregio": "Vechtdal"}, "niet per subregio"),
        ({"pilot": "Noord", "gemeente": "Zwolle"}, "niet allebei"),
        ({"ijkmoment": date(2026, 9, 30)}, "laatste dag"),
        ({"tot": date(2026, 2, 28)}, "voorbij"),
    ):
        with pytest.raises(Geweigerd, match=zegt):
            cijfers.reken(noor, Vraag(periode="2026-Q1", voor="openbaar", **keuze))  # type: ignore[arg-type]
    with pytest.raises(Geweigerd, match="voorbij"):
        cijfers.reken(noor, Vraag(periode="2026", tot=date(2026, 6, 30), voor="openbaar"))
    start = cijfers.reken(noor, Vraag(periode="vanaf-start", tot=date(2026, 6, 30), voor="openbaar"))
    assert start.periode.tot == date(2026, 6, 30)


def test_een_half_jaar_geeft_het_kwartaal_niet_weg(twee_kwartalen: Sessie) -> None:
    """Twenty in Q1 and 38 in the half-year make eighteen: and with 20 gesprekken in Q2, two of something else."""
    s = twee_kwartalen
    q1, q2, h1 = (vrij(s, p) for p in ("2026-Q1", "2026-Q2", "2026-H1"))
    assert q1["toeleiding"]["geadviseerd"] == {"wmo": 20}
    assert q2["toeleiding"]["geadviseerd"]["ggz-basis"] is None
    assert q2["gesprekken"]["tweede"] == 0, "nought is nobody"
    ggz = [uit["toeleiding"]["groepen"]["ggz"]["bevat"] for uit in (q1, q2, h1)]
    assert ggz == [0, None, None]
    sd = [uit["toeleiding"]["groepen"]["sociaal-domein"]["uitsluitend"] for uit in (q1, q2, h1)]
    gevoerd_ = [uit["gesprekken"]["gevoerd"] for uit in (q1, q2, h1)]
    for n, alle in zip(sd[1:], gevoerd_[1:], strict=True):
        assert n is None or alle is None, "what is not the one is the other"
    assert "toeleiding.geadviseerd.ggz-basis" in q2["afgeschermd"]


def test_van_een_pilot_volgt_de_andere_niet(noor: Sessie) -> None:
    zet_in_map(
        noor, reeks(0, 20, "2026-02-09", naaste="ja") + reeks(50, 3, "2026-02-10", pilot="Zuid", naaste="ja")
    )
    alles, noord = vrij(noor, "2026-Q1"), vrij(noor, "2026-Q1", pilot="Noord")
    assert (alles["gesprekken"]["gevoerd"], alles["naaste_aanwezig"]) == (23, 23)
    assert noord["gesprekken"]["gevoerd"] is None, "nobody asked for Zuid, and it would be known: three"
    assert noord["naaste_aanwezig"] is None


def test_wat_is_afgeleid_gaat_mee(noor: Sessie) -> None:
    zet_in_map(
        noor,
        reeks(0, 3, "2026-02-09", waardering_inwoner="8", uren_ggz="2", duur_min=60)
        + reeks(50, 30, "2026-02-10", uren_sd="1"),
    )
    uit = vrij(noor, "2026-Q1")
    assert uit["waardering"]["inwoner"] == {"n": None, "gemiddeld": None}
    assert uit["duur_min"] == {"n": None, "mediaan": None}
    assert (uit["uren"]["ggz"], uit["uren"]["sd"]) == (None, 30.0), "two hours each, of three gesprekken"
    for plek in ("waardering.inwoner.gemiddeld", "duur_min.mediaan", "uren.ggz"):
        assert plek in uit["afgeschermd"]
    assert uit["wachttijd_dagen"]["n"] == 33
    assert uit["wachttijd_dagen"]["norm"] == 14


def test_opnieuw_gevraagd_is_het_hetzelfde_ook_na_een_correctie(noor: Sessie) -> None:
    zet_in_map(noor, reeks(0, 20, "2026-02-09", advies="wmo"))
    eerst = json.dumps(vrij(noor, "2026-Q1"))
    zet_in_map(noor, reeks(300, 7, "2026-02-12", advies="wmo"))
    assert json.dumps(vrij(noor, "2026-Q1")) == eerst
    with noor.lezen() as db:
        assert len(db.exec(select(t.Vrijgave)).all()) == 1
    assert vrij(noor, "2026")["gesprekken"]["gevoerd"] == 27, "the year has the correction"


def test_rijen_die_daarna_verdwijnen_houden_niets_op(twee_kwartalen: Sessie) -> None:
    s = twee_kwartalen
    assert vrij(s, "2026-Q2")["toeleiding"]["geadviseerd"]["ggz-basis"] is None
    maak_leeg(s)
    zet_in_map(s, reeks(0, 20, "2026-02-09", advies="wmo"))
    assert vrij(s, "2026-Q2")["gesprekken"]["gevoerd"] == 20, "as it was published"
    assert vrij(s, "2026-H1")["gesprekken"]["gevoerd"] is None, "rather nothing than a difference"


def test_stukken_zijn_de_kleinste_reeksen_dagen() -> None:
    q1, q2 = (date(2026, 1, 1), date(2026, 3, 31)), (date(2026, 4, 1), date(2026, 6, 30))
    h1, q4 = (date(2026, 1, 1), date(2026, 6, 30)), (date(2026, 10, 1), date(2026, 12, 31))
    assert stukken([h1, q1, q4]) == [q1, q2, q4]

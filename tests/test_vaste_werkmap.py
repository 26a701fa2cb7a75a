"""Each database that a landed version wrote still opens, with everything in it."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import (
    aanmelden,
    aanmeldlijst,
    adviseren,
    beheren,
    brieven,
    concepten,
    sessie,
    toegang,
    toeleiden,
    vastleggen,
    zoeken,
)
from mgn_tui.store import migrate
from mgn_tui.store.schema import SCHEMA
from mgn_tui.store.tables import Gesprek
from mgn_tui.store.werkmap import Werkmap
from tests.hulp_werkmap import collega, maak_gevoerd, open_als

BEWAARD = sorted((Path(__file__).parent / "data").glob("werkmap-*"))


@pytest.fixture(params=BEWAARD, ids=lambda p: p.name)
def oud(request: pytest.FixtureRequest, tmp_path: Path, klok: VasteKlok, licht: None) -> Iterator[Werkmap]:
    """A copy of what lay on a laptop, some days later."""
    werkmap = Werkmap(tmp_path / "werkmap")
    werkmap.maak_mappen()
    for pad in request.param.iterdir():
        shutil.copy(pad, werkmap.data)
    klok.verder(timedelta(days=7))
    s = open_als(werkmap, "Noor", klok)
    schema = migrate.versie(werkmap.data / "mgn.db", s.geopend.databasesleutel)
    s.sluit()
    assert schema == SCHEMA
    yield werkmap


@pytest.fixture
def merk(request: pytest.FixtureRequest, oud: Werkmap) -> str:
    """The schema it was written under, which its texts carry."""
    return str(request.node.callspec.params["oud"].name.removeprefix("werkmap-"))


def test_er_is_een_werkmap_van_elk_schema() -> None:
    stappen = {p.name[:4] for p in (migrate.MIGRATIES / "versions").glob("[0-9]*.py")}
    assert {p.name.removeprefix("werkmap-") for p in BEWAARD} == stappen


def test_alles_is_er_nog(oud: Werkmap, klok: VasteKlok, merk: str) -> None:
    s = open_als(oud, "Noor", klok)
    try:
        assert s.let_op == ()
        assert s.store.gebreken() == []
        assert toegang.keten_klopt(s)
        [gevonden] = zoeken.zoek(s, "jansen")
        assert gevonden.naam == f"Wim ({merk}) Jansen ({merk})"
        [regel] = vastleggen.lijst(s)
        beeld = vastleggen.lees(s, regel.ref)
        assert beeld.ruw["conclusie"] == f"ik hoef het niet alleen te doen ({merk})"
        assert [str(b.score) for b in beeld.themas] == ["4", "5", "6", "7", "8", "9"]
        assert beeld.punten == {i.code for i in (*s.profiel.opening, *s.profiel.afsluiting)}
        assert (beeld.ruw["uren_ggz"], beeld.ruw["duur_min"]) == ("1,25", "75")
        advies = adviseren.lees(s, regel.ref)
        assert [a.ruw["wat"] for a in advies.afspraken] == [
            f"naar de wandelclub ({merk})",
            f"een maatje zoeken ({merk})",
        ]
        assert advies.vastgesteld_op is not None
        with s.lezen() as db:
            assert sessie.zoek_een(db, Gesprek, regel.ref).team == "ggz|sd"
        assert brieven.maak(s, regel.ref).antwoord == f"Het gaat om rouw. ({merk})"
        assert toeleiden.staat(s).telling.verwezen["sociaal-domein"] == 1
        assert [c.ruw for c in concepten.alle(s)] == [{"kladblok": "half getypt"}]
        assert len(aanmeldlijst.sleutels(s)) == 2
    finally:
        s.sluit()


def test_de_twee_sleutels_houden_stand(oud: Werkmap, klok: VasteKlok) -> None:
    for wie, leest in (("Karim", True), ("Elif", False), ("Els", False)):
        s = open_als(oud, wie, klok)
        assert vastleggen.lees(s, vastleggen.lijst(s)[0].ref).dicht is not leest
        s.sluit()


def test_er_is_in_verder_te_werken(oud: Werkmap, klok: VasteKlok) -> None:
    s = open_als(oud, "Noor", klok)
    try:
        aanmelding, gesprek = maak_gevoerd(s)
        assert aanmelden.lees(s, aanmelding).ruw["achternaam"] == "Jansen"
        assert vastleggen.lees(s, gesprek).status == "gevoerd"
        beheren.bewaar(s, "medewerker", {"functie": "anders"}, collega(s, "Tom").hex)
        assert s.store.gebreken() == []
    finally:
        s.sluit()

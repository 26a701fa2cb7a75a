"""Who holds a key, when it moves on, and when it is taken: aanmeldpunt, duo, stand-in, who leaves."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import select

from mgn_tui.domain.fouten import Beschadigd, GeenToegang, Geweigerd, MgnFout, VerkeerdWachtwoord
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.woorden import (
    DeelnemerRol,
    GesprekStatus,
    Wijze,
)
from mgn_tui.register import (
    aanmelden,
    adviseren,
    beheren,
    kluis,
    plannen,
    team,
    toegang,
    vastleggen,
    zoeken,
)
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import tables as t
from mgn_tui.store.sleutelbestand import Sleutelbestand
from mgn_tui.store.werkmap import Werkmap
from tests.hulp_geheim import alle_waarden, plat
from tests.hulp_werkmap import (
    ANDER_DUO,
    Zaak,
    collega,
    eerste_plek,
    kopieer_werkmap,
    maak_aanmelding,
    maak_zaaksjabloon,
    naar_gesprek,
    open_als,
    plan_gesprek,
)

KANARIE = "Kanariegeel"


@pytest.fixture(scope="module")
def zaaksjabloon(sjabloon: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Zaak, datetime]:
    return maak_zaaksjabloon(sjabloon, tmp_path_factory.mktemp("zaak"), KANARIE)


@pytest.fixture
def klok(zaaksjabloon: tuple[Path, Zaak, datetime]) -> VasteKlok:
    return VasteKlok(zaaksjabloon[2])


@pytest.fixture
def werkmap(zaaksjabloon: tuple[Path, Zaak, datetime], tmp_path: Path, licht: None) -> Werkmap:
    return kopieer_werkmap(zaaksjabloon[0], tmp_path / "werkmap")


@pytest.fixture
def zaak(zaaksjabloon: tuple[Path, Zaak, datetime]) -> Zaak:
    return zaaksjabloon[1]


# --- the aanmeldpunt, and how keys move -------------------------------------------------------


def lezers(s: Sessie, inwoner: UUID) -> set[str]:
    with s.lezen() as db:
        namen = {m.id: m.naam for m in db.exec(select(t.Medewerker)).all()}
        return {namen[r.medewerker] for r in kluis.kinderen(db, t.Inwonersleutel, inwoner=inwoner)}


def test_aanmeldpunt_verliest_de_sleutel_zodra_er_gepland_is(
    noor: Sessie, elif_: Sessie, tom: Sessie
) -> None:
    ref = maak_aanmelding(noor, achternaam="Parkietgroen")
    inwoner = aanmelden.lees(noor, ref).inwoner
    assert lezers(noor, inwoner) == {"Noor"}
    assert aanmelden.lees(elif_, ref).dicht
    gesprek = plan_gesprek(noor, ref, ANDER_DUO)
    assert lezers(noor, inwoner) == {"Elif", "Tom"}
    beeld = aanmelden.lees(noor, ref)
    assert beeld.dicht
    assert "Parkietgroen" not in plat(beeld)
    assert zoeken.zoek(noor, "Parkietgroen") == []
    assert aanmelden.lees(elif_, ref).ruw["achternaam"] == "Parkietgroen"
    assert [g.naam for g in zoeken.zoek(tom, "Parkietgroen")] == ["Wim Parkietgroen"]
    # another window of Noor's, opened before, does not go on reading from memory
    assert vastleggen.lees(noor, gesprek).dicht


def test_open_sessie_leest_niet_door_na_verlies_van_toegang(noor: Sessie, karim: Sessie) -> None:
    ref = maak_aanmelding(noor)
    gesprek = plan_gesprek(noor, ref)
    assert not aanmelden.lees(karim, ref).dicht
    ids = tuple(collega(noor, n) for n in ANDER_DUO)
    begin = eerste_plek(noor, ref, ids)
    plannen.verzet(noor, gesprek, plannen.PlanInvoer(begin, ids, reden="Karim ging met pensioen"))
    assert aanmelden.lees(karim, ref).dicht
    with pytest.raises(GeenToegang):
        vastleggen.bewaar(karim, gesprek, {"conclusie": "x"})


@pytest.mark.parametrize("status", [GesprekStatus.NO_SHOW, GesprekStatus.GEANNULEERD])
def test_na_afzeggen_leest_het_aanmeldpunt_weer(
    noor: Sessie, elif_: Sessie, tom: Sessie, status: GesprekStatus
) -> None:
    ref = maak_aanmelding(noor)
    inwoner = aanmelden.lees(noor, ref).inwoner
    gesprek = plan_gesprek(noor, ref, ANDER_DUO)
    naar_gesprek(elif_, gesprek)
    plannen.zeg_af(elif_, gesprek, status, "anders", "belde zelf af")
    verwacht = {"Noor", "Elif", "Tom"} if status is GesprekStatus.NO_SHOW else {"Noor"}
    assert lezers(noor, inwoner) == verwacht, (
        "who was at a gesprek that never came to be has no more business"
    )
    assert not aanmelden.lees(noor, ref).dicht
    plan_gesprek(noor, ref)
    assert lezers(noor, inwoner) >= {"Noor", "Karim"}


def test_afzeggen_zonder_leesrecht_kan_met_een_reden_uit_de_lijst(noor: Sessie, elif_: Sessie) -> None:
    """Noor answers the telephone: the inwoner of Elif and Tom is ill."""
    ref = maak_aanmelding(noor)
    gesprek = plan_gesprek(noor, ref, ANDER_DUO)
    with pytest.raises(Geweigerd) as fout:
        plannen.zeg_af(noor, gesprek, GesprekStatus.GEANNULEERD, "inwoner-ziek", "ligt met griep op bed")
    assert list(fout.value.fouten) == ["reden"]
    plannen.zeg_af(noor, gesprek, GesprekStatus.GEANNULEERD, "inwoner-ziek")
    assert vastleggen.lees(noor, gesprek).status == "geannuleerd"
    assert aanmelden.lees(noor, ref).dicht, "who holds the key hands it on, at the next opening"
    assert toegang.herzie_alles(elif_) == 1
    assert not aanmelden.lees(noor, ref).dicht
    assert toegang.herzie_alles(noor) == 0


def test_coordinator_plant_en_de_sleutel_volgt_bij_het_aanmeldpunt(
    noor: Sessie, karim: Sessie, els: Sessie
) -> None:
    ref = maak_aanmelding(noor)
    plan_gesprek(els, ref)
    assert aanmelden.lees(karim, ref).dicht
    assert toegang.herzie_alles(els) == 0, "she has none to hand on"
    assert toegang.herzie_alles(noor) == 1
    assert not aanmelden.lees(karim, ref).dicht
    assert aanmelden.lees(els, ref).dicht


def test_nieuwe_collega_van_het_aanmeldpunt_leest_wat_wacht(noor: Sessie, karim: Sessie) -> None:
    ref = maak_aanmelding(noor)
    assert aanmelden.lees(karim, ref).dicht
    beheren.bewaar(noor, "medewerker", {"aanmeldpunt": "ja"}, karim.ik.id.hex)
    assert not aanmelden.lees(karim, ref).dicht
    beheren.bewaar(noor, "medewerker", {"aanmeldpunt": "nee"}, karim.ik.id.hex)
    assert aanmelden.lees(karim, ref).dicht
    beheren.bewaar(noor, "medewerker", {"aanmeldpunt": "nee"}, noor.ik.id.hex)
    assert not aanmelden.lees(noor, ref).dicht, "never an inwoner whom nobody can read"


def test_wie_aanmeldt_zonder_aanmeldpunt_te_zijn(noor: Sessie, karim: Sessie) -> None:
    ref = maak_aanmelding(karim)
    inwoner = aanmelden.lees(karim, ref).inwoner
    assert lezers(karim, inwoner) == {"Karim", "Noor"}
    plan_gesprek(karim, ref, ANDER_DUO)
    assert lezers(karim, inwoner) == {"Elif", "Tom"}


def test_wie_er_werkelijk_was_leest_mee_en_een_stagiair_niet(
    noor: Sessie, tom: Sessie, elif_: Sessie
) -> None:
    ref = maak_aanmelding(noor)
    gesprek = plan_gesprek(noor, ref)
    naar_gesprek(noor, gesprek)
    vastleggen.zet_deelnemer(noor, gesprek, elif_.ik.id, DeelnemerRol.STAGIAIR, Wijze.LIVE)
    vastleggen.rond_af(
        noor, gesprek, {noor.ik.id: "live", tom.ik.id: "live", elif_.ik.id: "live"}, "Karim ziek"
    )
    assert not vastleggen.lees(tom, gesprek).dicht
    assert vastleggen.lees(elif_, gesprek).dicht


# --- a stand-in ------------------------------------------------------------------------------


def gedaan(s: Sessie, inwoner: UUID) -> list[toegang.Toegangsregel]:
    """What the access log says of an inwoner, newest first, without what was refused."""
    return [r for r in toegang.wie_las(s, inwoner) if not r.wat.startswith("geen toegang")]


def test_waarnemer_krijgt_toegang_met_reden_en_dat_staat_in_het_logboek(
    noor: Sessie, elif_: Sessie, zaak: Zaak
) -> None:
    with pytest.raises(Geweigerd) as fout:
        toegang.laat_waarnemen(noor, zaak.inwoner, elif_.ik.id, "  ")
    assert list(fout.value.fouten) == ["reden"]
    with pytest.raises(GeenToegang):
        adviseren.lees(elif_, zaak.gesprek)
    toegang.laat_waarnemen(noor, zaak.inwoner, elif_.ik.id, f"Karim is met verlof, {KANARIE}")
    assert KANARIE in plat(adviseren.lees(elif_, zaak.gesprek))
    las, gaf = gedaan(noor, zaak.inwoner)[:2]
    assert (las.wie, las.wat) == ("Elif", "advies gelezen")
    assert (gaf.wie, gaf.wat) == ("Noor", "waarneming gegeven")
    vastleggen.lees(elif_, zaak.gesprek)
    assert gedaan(noor, zaak.inwoner)[0].wie == "Elif"
    assert toegang.keten_klopt(noor)
    # it lasts: a later look at who should read does not take it away
    vastleggen.rond_af(noor, zaak.gesprek)
    assert toegang.herzie_alles(noor) == 0
    assert "Elif" in lezers(noor, zaak.inwoner)
    with noor.lezen() as db:
        rij = db.get_one(t.Inwonersleutel, (zaak.inwoner, elif_.ik.id))
        assert KANARIE in kluis.lees_geheim(rij, "reden", noor.eis_sleutel(zaak.inwoner, db))
    assert KANARIE.encode() not in alle_waarden(noor.werkmap.database, noor.geopend.databasesleutel)


def test_waarnemer_die_nu_al_als_aanmeldpunt_leest_blijft_lezen(noor: Sessie, karim: Sessie) -> None:
    ref = maak_aanmelding(karim)
    inwoner = aanmelden.lees(karim, ref).inwoner
    toegang.laat_waarnemen(karim, inwoner, noor.ik.id, "houdt contact")
    plan_gesprek(karim, ref, ANDER_DUO)
    assert lezers(karim, inwoner) == {"Elif", "Tom", "Noor"}


@pytest.mark.parametrize("wie", ["Els", "Karim", "onbekend"])
def test_wie_geen_waarnemer_kan_zijn(noor: Sessie, zaak: Zaak, wie: str) -> None:
    id_ = noor.nieuw_id() if wie == "onbekend" else collega(noor, wie)
    with pytest.raises(Geweigerd) as fout:
        toegang.laat_waarnemen(noor, zaak.inwoner, id_, "verlof")
    assert list(fout.value.fouten) == ["medewerker"]


def test_waarneming_intrekken_sluit_ook_een_open_sessie(noor: Sessie, elif_: Sessie, zaak: Zaak) -> None:
    toegang.laat_waarnemen(noor, zaak.inwoner, elif_.ik.id, "Karim is met verlof")
    assert KANARIE in plat(adviseren.lees(elif_, zaak.gesprek))
    assert KANARIE in plat(vastleggen.lees(elif_, zaak.gesprek))
    assert zoeken.zoek(elif_, KANARIE)
    assert toegang.trek_waarneming_in(noor, zaak.inwoner, elif_.ik.id)
    # the session that Elif has open since before
    assert KANARIE not in plat(vastleggen.lees(elif_, zaak.gesprek))
    assert KANARIE not in plat(aanmelden.lees(elif_, zaak.aanmelding))
    assert zoeken.zoek(elif_, KANARIE) == []
    with pytest.raises(GeenToegang):
        adviseren.lees(elif_, zaak.gesprek)
    with pytest.raises(GeenToegang):
        vastleggen.bewaar(elif_, zaak.gesprek, {"conclusie": "x"})
    regel = gedaan(noor, zaak.inwoner)[0]
    assert (regel.wie, regel.wat) == ("Noor", "waarneming ingetrokken")
    assert regel.record == f"medewerker:{elif_.ik.id.hex}"
    assert toegang.keten_klopt(noor)
    # it lasts, whoever looks again at who should read
    vastleggen.rond_af(noor, zaak.gesprek)
    assert [toegang.herzie_alles(s) for s in (noor, elif_)] == [0, 0]
    assert lezers(noor, zaak.inwoner) == {"Noor", "Karim"}
    toegang.laat_waarnemen(noor, zaak.inwoner, elif_.ik.id, "weer met verlof")
    assert KANARIE in plat(adviseren.lees(elif_, zaak.gesprek))


@pytest.mark.parametrize(("wie", "waarom"), [("Karim", "deelnemer"), ("Tom", "leest hier niet mee")])
def test_alleen_een_waarneming_is_in_te_trekken(noor: Sessie, zaak: Zaak, wie: str, waarom: str) -> None:
    with pytest.raises(Geweigerd, match=waarom) as fout:
        toegang.trek_waarneming_in(noor, zaak.inwoner, collega(noor, wie))
    assert list(fout.value.fouten) == ["medewerker"]
    assert lezers(noor, zaak.inwoner) == {"Noor", "Karim"}


def test_het_aanmeldpunt_is_niet_in_te_trekken(noor: Sessie, karim: Sessie) -> None:
    inwoner = aanmelden.lees(karim, maak_aanmelding(karim)).inwoner
    with pytest.raises(Geweigerd, match="aanmeldpunt"):
        toegang.trek_waarneming_in(karim, inwoner, noor.ik.id)
    with pytest.raises(Geweigerd, match="eigen aanmelding"):
        toegang.trek_waarneming_in(noor, inwoner, karim.ik.id)
    # who waarneemt besides goes on reading, for as long as planning says so
    toegang.laat_waarnemen(karim, inwoner, noor.ik.id, "houdt contact")
    assert not toegang.trek_waarneming_in(karim, inwoner, noor.ik.id)
    assert lezers(noor, inwoner) == {"Noor", "Karim"}
    with noor.lezen() as db:
        rij = db.get_one(t.Inwonersleutel, (inwoner, noor.ik.id))
        assert (rij.grond, rij.reden) == ("aanmeldpunt", None)


def test_wie_zelf_waarneemt_kan_ermee_stoppen_maar_niet_als_laatste(noor: Sessie, tom: Sessie) -> None:
    ref = maak_aanmelding(noor)
    inwoner = aanmelden.lees(noor, ref).inwoner
    toegang.laat_waarnemen(noor, inwoner, tom.ik.id, "verlof")
    assert not aanmelden.lees(tom, ref).dicht
    assert toegang.trek_waarneming_in(tom, inwoner, tom.ik.id)
    assert aanmelden.lees(tom, ref).dicht
    toegang.laat_waarnemen(noor, inwoner, tom.ik.id, "Noor vertrekt")
    team.verwijder(tom, noor.ik.id.hex)
    with pytest.raises(Geweigerd, match="niemand"):
        toegang.trek_waarneming_in(tom, inwoner, tom.ik.id)
    assert not aanmelden.lees(tom, ref).dicht


# --- somebody leaves -------------------------------------------------------------------------


def test_vertrokken_collega_opent_niets_meer(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, zaak: Zaak
) -> None:
    oud = werkmap.sleutels.read_bytes()
    karim = collega(noor, "Karim")
    team.verwijder(noor, karim.hex)
    with pytest.raises(VerkeerdWachtwoord):
        open_als(werkmap, "Karim", klok)
    assert lezers(noor, zaak.inwoner) == {"Noor"}
    with noor.lezen() as db:
        assert not db.exec(select(t.Concept).where(t.Concept.medewerker == karim)).all()
    # an old copy of the key file does not help against a database of today: that has another key
    nu = werkmap.sleutels.read_bytes()
    werkmap.sleutels.write_bytes(oud)
    klok.verder(timedelta(minutes=5))
    with pytest.raises(Beschadigd, match="hoort niet bij"):
        open_als(werkmap, "Karim", klok)
    werkmap.sleutels.write_bytes(nu)
    # and nothing is sealed to them again, wherever they still stand
    vastleggen.rond_af(noor, zaak.gesprek)
    assert lezers(noor, zaak.inwoner) == {"Noor"}
    assert "Karim" in {d.naam for d in vastleggen.lees(noor, zaak.gesprek).deelnemers}


def test_enige_lezer_vertrekt_niet(noor: Sessie, tom: Sessie) -> None:
    ref = maak_aanmelding(noor)
    inwoner = aanmelden.lees(noor, ref).inwoner
    with pytest.raises(Geweigerd, match="enige"):
        team.verwijder(tom, noor.ik.id.hex)
    toegang.laat_waarnemen(noor, inwoner, tom.ik.id, "Noor vertrekt")
    team.verwijder(tom, noor.ik.id.hex)
    assert lezers(tom, inwoner) == {"Tom"}


def test_niemand_verwijdert_zichzelf(noor: Sessie) -> None:
    with pytest.raises(Geweigerd):
        team.verwijder(noor, noor.ik.id.hex)
    with pytest.raises(MgnFout):
        team.verwijder(noor, noor.nieuw_id().hex)


def test_mislukte_toegang_laat_geen_ingang_achter(noor: Sessie, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database refuses: the key file must not keep an entry that the team does not know."""
    nieuw = beheren.bewaar(noor, "medewerker", {"naam": "Bram", "rol": "gespreksvoerder", "domein": "sd"})
    voor = Sleutelbestand.lees(noor.werkmap.sleutels).personen

    def kapot(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(toegang, "noteer", kapot)
    with pytest.raises(RuntimeError):
        team.geef_toegang(noor, nieuw, "een lang verzonnen wachtwoord")
    assert Sleutelbestand.lees(noor.werkmap.sleutels).personen == voor
    monkeypatch.undo()


def test_werkmap_op_een_andere_laptop(werkmap: Werkmap, tmp_path: Path, klok: VasteKlok, zaak: Zaak) -> None:
    """A copy opens elsewhere with the same rights, no more."""
    kopie = Werkmap(shutil.copytree(werkmap.pad, tmp_path / "stick"))
    for wie, dicht in (("Karim", False), ("Elif", True), ("Els", True)):
        s = open_als(kopie, wie, klok)
        assert aanmelden.lees(s, zaak.aanmelding).dicht is dicht
        s.sluit()

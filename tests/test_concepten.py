"""Concepts: kept while typing, seen by their writer only, gone when the record is saved."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import select

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import (
    aanmelden,
    adviseren,
    beheren,
    concepten,
    kluis,
    plannen,
    toegang,
    vandaag,
    vastleggen,
)
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import tables as t
from mgn_tui.store.geheim import GeheimFout, ontzegel
from mgn_tui.store.werkmap import Werkmap
from tests.hulp_werkmap import (
    ANDER_DUO,
    aanmelding_ruw,
    collega,
    eerste_plek,
    maak_aanmelding,
    maak_advies,
    maak_gevoerd,
    open_als,
    plan_gesprek,
)


def rijen(s: Sessie) -> list[t.Concept]:
    with s.lezen() as db:
        return list(db.exec(select(t.Concept)).all())


def test_bewaren_vinden_en_weggooien(noor: Sessie, klok: VasteKlok) -> None:
    ruw = {"achternaam": "Şahin-Đặng", "vraag": "regel een\nregel twee", "telefoon": ""}
    concepten.bewaar(noor, "aanmelding", "nieuw", ruw, versie="v1")
    gevonden = concepten.vind(noor, "aanmelding", "nieuw")
    assert gevonden is not None
    assert (gevonden.ruw, gevonden.versie, gevonden.bewaard_op) == (ruw, "v1", klok.nu())
    klok.verder(timedelta(seconds=1))
    concepten.bewaar(noor, "aanmelding", "nieuw", {"achternaam": "Ş"})
    assert len(rijen(noor)) == 1
    assert concepten.alle(noor)[0].ruw == {"achternaam": "Ş"}
    assert concepten.vind(noor, "aanmelding", "anders") is None
    assert "Ş" not in repr(concepten.alle(noor))
    concepten.gooi_weg(noor, "aanmelding", "nieuw")
    assert concepten.alle(noor) == []


def test_staat_niet_in_het_wijzigingslog(noor: Sessie) -> None:
    with noor.lezen() as db:
        voor = db.execute(text("SELECT count(*) FROM wijziging")).scalar()
    concepten.bewaar(noor, "aanmelding", "nieuw", {"achternaam": "x"})
    concepten.gooi_weg(noor, "aanmelding", "nieuw")
    with noor.lezen() as db:
        assert db.execute(text("SELECT count(*) FROM wijziging")).scalar() == voor


def test_alleen_de_schrijver_ziet_het_terug(noor: Sessie, karim: Sessie, elif_: Sessie, els: Sessie) -> None:
    """Under the writer's key while the inwoner is not recorded, under the inwoner's key after that."""
    gesprek = plan_gesprek(noor, maak_aanmelding(noor))
    inwoner = vastleggen.lees(noor, gesprek).inwoner
    concepten.bewaar(noor, "gesprek", gesprek, {"kladblok": "x"}, inwoner)
    concepten.bewaar(noor, "aanmelding", "nieuw", {"achternaam": "x"})
    for ander in (karim, elif_, els):
        assert concepten.alle(ander) == []
        assert concepten.vind(ander, "gesprek", gesprek) is None
        for rij in rijen(ander):
            with pytest.raises(GeheimFout):
                ontzegel(rij.inhoud[:80], ander.prive)
    concepten.bewaar(karim, "gesprek", gesprek, {"kladblok": "van Karim"}, inwoner)
    assert concepten.vind(noor, "gesprek", gesprek).ruw == {"kladblok": "x"}  # type: ignore[union-attr]
    concepten.gooi_weg(karim, "gesprek", gesprek)
    assert concepten.vind(noor, "gesprek", gesprek) is not None


def test_van_wie_de_inwoner_niet_mag_lezen_gaat_het_onder_de_eigen_sleutel(els: Sessie, noor: Sessie) -> None:
    ref = maak_aanmelding(noor)
    inwoner = aanmelden.lees(noor, ref).inwoner
    concepten.bewaar(els, "planning", ref, {"reden": "x"}, inwoner)
    [rij] = rijen(els)
    assert rij.inwoner is None
    assert concepten.vind(els, "planning", ref).ruw == {"reden": "x"}  # type: ignore[union-attr]


def test_wie_de_inwoner_niet_meer_mag_lezen_ziet_ook_het_concept_niet_meer(noor: Sessie) -> None:
    ref = maak_aanmelding(noor)
    inwoner = aanmelden.lees(noor, ref).inwoner
    concepten.bewaar(noor, "aanmelding", ref, {"wensen": "x"}, inwoner)
    plan_gesprek(noor, ref, ANDER_DUO)
    assert concepten.alle(noor) == []
    assert vandaag.overzicht(noor).wacht == ()
    assert len(rijen(noor)) == 1, "nothing is thrown away: it opens again with the key"
    with noor.lezen() as db:
        assert noor.sleutel(inwoner, db) is None


def test_bsn_wordt_puntjes(noor: Sessie) -> None:
    concepten.bewaar(
        noor, "aanmelding", "nieuw", {"vraag": "nummer 111222333, tel. 0612345678", "taal": "111.222.333"}
    )
    ruw = concepten.vind(noor, "aanmelding", "nieuw").ruw  # type: ignore[union-attr]
    assert ruw["vraag"] == "nummer •••••••••, tel. 0612345678"
    assert "111" not in ruw["taal"]


def test_te_groot_wordt_geweigerd_en_het_vorige_blijft(noor: Sessie) -> None:
    concepten.bewaar(noor, "gesprek", "x", {"kladblok": "klein"})
    with pytest.raises(Geweigerd, match="concept"):
        concepten.bewaar(noor, "gesprek", "x", {"kladblok": "é" * (concepten.GROOTSTE // 2)})
    assert concepten.vind(noor, "gesprek", "x").ruw == {"kladblok": "klein"}  # type: ignore[union-attr]
    concepten.bewaar(noor, "gesprek", "x", {"kladblok": "é" * (concepten.GROOTSTE // 2 - 20)})


@pytest.mark.parametrize("tekst", ["half\ud83d", "a\x00b", "\u202eom", "[red]", "", "👩‍👩‍👧‍👦"])
def test_wat_er_ook_getypt_is_komt_terug(noor: Sessie, tekst: str) -> None:
    """A concept keeps what was typed, also what would be refused: only a BSN is not kept."""
    concepten.bewaar(noor, "aanmelding", "nieuw", {"vraag": tekst})
    assert concepten.vind(noor, "aanmelding", "nieuw").ruw == {"vraag": tekst}  # type: ignore[union-attr]


def test_na_dertig_dagen_verloopt_het(noor: Sessie, karim: Sessie, klok: VasteKlok) -> None:
    for s in (noor, karim):
        concepten.bewaar(s, "aanmelding", "oud", {"vraag": "x"})
    klok.verder(timedelta(days=20))
    concepten.bewaar(noor, "aanmelding", "nieuwer", {"vraag": "x"})
    klok.verder(timedelta(days=10))
    assert concepten.verlopen(noor) == 0
    klok.verder(timedelta(seconds=1))
    assert concepten.verlopen(noor) == 1
    assert [c.record for c in concepten.alle(noor)] == ["nieuwer"]
    assert [c.record for c in concepten.alle(karim)] == ["oud"], "each clears up their own, and is told"


def test_van_elk_eigen_apparaat_het_nieuwste(
    werkmap: Werkmap, noor: Sessie, klok: VasteKlok, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    concepten.bewaar(noor, "aanmelding", "nieuw", {"vraag": "thuis"})
    for naam in ("XDG_STATE_HOME", "LOCALAPPDATA", "WIN_PD_OVERRIDE_LOCAL_APPDATA", "HOME"):
        monkeypatch.setenv(naam, str(tmp_path / "ander"))
    klok.verder(timedelta(minutes=1))
    ander = open_als(werkmap, "Noor", klok)
    assert ander.store.apparaat != noor.store.apparaat
    concepten.bewaar(ander, "aanmelding", "nieuw", {"vraag": "werk"})
    assert len(rijen(noor)) == 2
    assert concepten.vind(noor, "aanmelding", "nieuw").ruw == {"vraag": "werk"}  # type: ignore[union-attr]
    concepten.gooi_weg(ander, "aanmelding", "nieuw")
    assert rijen(noor) == [], "thrown away is thrown away on both"
    ander.sluit()


def test_opslaan_neemt_het_concept_mee(noor: Sessie) -> None:
    """In the transaction that saves the record: never both, never neither."""
    aanmelding, gesprek = maak_gevoerd(noor)
    open_ = maak_aanmelding(noor)
    ids = tuple(collega(noor, n) for n in ("Noor", "Karim"))
    plan = plannen.PlanInvoer(eerste_plek(noor, open_, ids), ids, locatie="De Terp")
    praktijk = beheren.lijst(noor, "praktijk")[0].id
    for nummer, doe in enumerate(
        (
            lambda c: aanmelden.nieuw(noor, aanmelding_ruw(noor), concept=c),
            lambda c: aanmelden.wijzig(noor, aanmelding, {"taal": "Turks"}, concept=c),
            lambda c: plannen.plan(noor, open_, plan, concept=c),
            lambda c: vastleggen.bewaar(noor, gesprek, {"conclusie": "x"}, concept=c),
            lambda c: vastleggen.bewaar_thema(
                noor, gesprek, vastleggen.Thema.MEEDOEN, {"vertelt": "x"}, concept=c
            ),
            lambda c: adviseren.bewaar(noor, gesprek, {"antwoord": "x"}, concept=c),
            lambda c: beheren.bewaar(noor, "praktijk", {"plaats": "X"}, praktijk, concept=c),
            lambda c: beheren.bewaar(noor, "medewerker", {"functie": "X"}, ids[1].hex, concept=c),
        )
    ):
        plek = ("formulier", f"record {nummer}")
        concepten.bewaar(noor, *plek, {"veld": "x"})
        doe(plek)
        assert concepten.vind(noor, *plek) is None, nummer


def test_geweigerd_laat_het_concept_staan(noor: Sessie) -> None:
    _, gesprek = maak_gevoerd(noor)
    plek = ("advies", gesprek)
    concepten.bewaar(noor, *plek, {"antwoord": "half"})
    with pytest.raises(Geweigerd):
        adviseren.bewaar(noor, gesprek, {"urgentie": "vandaag"}, concept=plek)
    assert concepten.vind(noor, *plek) is not None


def test_vandaag_noemt_wat_half_af_is(noor: Sessie) -> None:
    concepten.bewaar(noor, "aanmelding", "nieuw", {"achternaam": "Kanariegeel"})
    [punt] = vandaag.overzicht(noor).wacht
    assert (punt.stap, punt.ref) == ("concept", "aanmelding|nieuw")
    assert "anarie" not in punt.tekst + punt.ref


def test_concept_gaat_mee_als_de_inwoner_vernietigd_wordt(noor: Sessie) -> None:
    """It lies under the inwoner's key: without that, nobody opens it."""
    _, gesprek = maak_gevoerd(noor)
    maak_advies(noor, gesprek)
    inwoner = vastleggen.lees(noor, gesprek).inwoner
    concepten.bewaar(noor, "advies", gesprek, {"antwoord": "x"}, inwoner)
    with noor.schrijven() as db:
        for rij in kluis.kinderen(db, t.Inwonersleutel, inwoner=inwoner):
            db.delete(rij)
    assert concepten.alle(noor) == []
    assert toegang.herzie_alles(noor) == 0

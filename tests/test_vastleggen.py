"""What was said, and about whom: kladblok, themes, scores, a known inwoner."""

import pytest
from sqlmodel import col, select

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.register import aanmelden, beheren, vastleggen
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import tables as t
from tests.hulp_werkmap import (
    maak_aanmelding,
    maak_gevoerd,
    plan_gesprek,
)

# --- what was said ---------------------------------------------------------------------------


def test_kladblokregel_gaat_naar_een_thema_en_staat_dan_niet_meer_in_het_kladblok(noor: Sessie) -> None:
    _, gesprek = maak_gevoerd(noor)
    vastleggen.bewaar(noor, gesprek, {"kladblok": "eerste\n\ntweede\nderde"})
    vastleggen.stuur_notitie(noor, gesprek, 2, vastleggen.Thema.MEEDOEN)
    vastleggen.stuur_notitie(noor, gesprek, 2, vastleggen.Thema.MEEDOEN)
    beeld = vastleggen.lees(noor, gesprek)
    meedoen = next(b for b in beeld.themas if b.thema is vastleggen.Thema.MEEDOEN)
    assert (beeld.ruw["kladblok"], meedoen.ruw["vertelt"]) == ("eerste\n", "tweede\nderde")
    assert meedoen.besproken
    for regel in (-1, 1, 2, 99):
        with pytest.raises(Geweigerd):
            vastleggen.stuur_notitie(noor, gesprek, regel, vastleggen.Thema.MEEDOEN)
    vastleggen.stuur_notitie(noor, gesprek, 0, vastleggen.Thema.ZINGEVING)
    assert vastleggen.lees(noor, gesprek).ruw["kladblok"] == ""


@pytest.mark.parametrize("score", ["7,3", "10,5", "-0,5", "11", "acht"])
def test_cijfer_is_een_heel_of_half_getal(noor: Sessie, score: str) -> None:
    _, gesprek = maak_gevoerd(noor)
    with pytest.raises(Geweigerd) as fout:
        vastleggen.bewaar_thema(noor, gesprek, vastleggen.Thema.MEEDOEN, {"score": score, "vertelt": "x"})
    assert list(fout.value.fouten) == ["score"]


def test_leeg_thema_is_niet_besproken_en_leegmaken_ook_niet(noor: Sessie) -> None:
    _, gesprek = maak_gevoerd(noor)
    thema = vastleggen.Thema.MEEDOEN
    assert vastleggen.bewaar_thema(noor, gesprek, thema, {"vertelt": "  ", "score": ""}) == ""
    vastleggen.bewaar_thema(noor, gesprek, thema, {"score": "0"})
    assert vastleggen.lijst(noor)[0].themas == 1, "a nought is a score"
    vastleggen.bewaar_thema(noor, gesprek, thema, {"score": ""})
    assert vastleggen.lijst(noor)[0].themas == 0


def test_vorige_cijfers_staan_naast_die_van_het_tweede_gesprek(noor: Sessie) -> None:
    ref, eerste = maak_gevoerd(noor)
    vastleggen.bewaar_thema(noor, eerste, vastleggen.Thema.MEEDOEN, {"score": "4,5"})
    tweede = plan_gesprek(noor, ref)
    assert vastleggen.lees(noor, eerste).vorige_scores == {}
    assert {k: str(v) for k, v in vastleggen.lees(noor, tweede).vorige_scores.items()} == {"meedoen": "4.5"}


def test_punten_van_opening_en_afsluiting(noor: Sessie) -> None:
    _, gesprek = maak_gevoerd(noor)
    punt = noor.profiel.opening[0].code
    for _ in range(2):
        vastleggen.zet_punt(noor, gesprek, punt, True)
    assert vastleggen.lees(noor, gesprek).punten == {punt}
    for _ in range(2):
        vastleggen.zet_punt(noor, gesprek, punt, False)
    assert vastleggen.lees(noor, gesprek).punten == frozenset()
    with pytest.raises(Geweigerd):
        vastleggen.zet_punt(noor, gesprek, "bestaat-niet", True)


# --- a known inwoner -------------------------------------------------------------------------


def test_tweede_aanmelding_van_een_bekende_inwoner(noor: Sessie) -> None:
    eerste = maak_aanmelding(noor, telefoon="06-98765432", naaste_relatie="dochter")
    beeld = aanmelden.lees(noor, eerste)
    from tests.hulp_werkmap import aanmelding_ruw

    tweede = aanmelden.nieuw(noor, aanmelding_ruw(noor, achternaam="Jansen-Bos"), beeld.inwoner_ref)
    ruw = aanmelden.lees(noor, tweede).ruw
    assert ruw["achternaam"] == "Jansen-Bos"
    assert (ruw["telefoon"], ruw["naaste_relatie"]) == ("06-98765432", "dochter"), (
        "left empty is not taken away"
    )
    with noor.lezen() as db:
        assert len(db.exec(select(t.Inwoner)).all()) == 1
        assert len(db.exec(select(t.Aanmelding).order_by(col(t.Aanmelding.id))).all()) == 2


def test_aanmelding_van_een_praktijk_die_niet_meer_meedoet_blijft_te_wijzigen(noor: Sessie) -> None:
    ref = maak_aanmelding(noor)
    id_ = next(r.id for r in beheren.lijst(noor, "praktijk") if r.naam == "Praktijk Parkweg")
    beheren.bewaar(noor, "praktijk", {"actief": "nee"}, id_)
    aanmelden.wijzig(noor, ref, {"woonplaats": "Hattem"})
    assert aanmelden.lees(noor, ref).ruw["praktijk"] == id_
    assert aanmelden.begin_ruw(noor)["praktijk"] not in ("", id_), "the one that is left is the one proposed"

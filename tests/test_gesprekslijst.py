"""The order of the lists of gesprekken: one's own first, within what comes first anyway."""

from datetime import datetime, timedelta

from mgn_tui.domain.brief import BriefSoort
from mgn_tui.domain.klok import AMSTERDAM, VasteKlok
from mgn_tui.domain.woorden import Ontvanger
from mgn_tui.register import aanmelden, gesprekslijst, toegang, versturen
from mgn_tui.register.sessie import Sessie
from tests.hulp_werkmap import (
    ANDER_DUO,
    DUO,
    maak_aanmelding,
    maak_advies,
    maak_gevoerd,
    plan_gesprek,
    volledige_zaak,
)


def test_adviezen_eigen_eerst_in_elke_stand(noor: Sessie, elif_: Sessie, els: Sessie) -> None:
    _, mijn = maak_gevoerd(noor)
    aanmelding, hun = maak_gevoerd(elif_, ANDER_DUO)
    _, mijn_concept = maak_gevoerd(noor)
    maak_advies(noor, mijn_concept)
    _, hun_concept = maak_gevoerd(elif_, ANDER_DUO)
    maak_advies(elif_, hun_concept)
    weg, laatst = volledige_zaak(noor).gesprek, volledige_zaak(noor).gesprek
    verzend(noor, weg)

    def refs(s: Sessie) -> list[str]:
        return [r.ref for r in gesprekslijst.adviezen(s)]

    assert refs(noor) == [mijn, hun, mijn_concept, hun_concept, laatst, weg]
    assert [r.advies for r in gesprekslijst.adviezen(noor)] == [
        *("", "", "concept", "concept", "vastgesteld", "verstuurd")
    ]
    assert refs(elif_) == [hun, mijn, hun_concept, mijn_concept, laatst, weg]
    assert refs(els) == [hun, mijn, hun_concept, mijn_concept, laatst, weg]  # none is hers: newest first
    # who stands in has that gesprek among their own
    toegang.laat_waarnemen(elif_, aanmelden.lees(elif_, aanmelding).inwoner, noor.ik.id, "verlof")
    assert refs(noor)[:2] == [hun, mijn]


def verzend(s: Sessie, gesprek: str) -> None:
    versturen.noteer_document(s, gesprek, BriefSoort.HUISARTS, "x.pdf")
    versturen.noteer_verstuurd(s, gesprek, Ontvanger.HUISARTS, s.klok.vandaag(), "ZorgMail")


def test_gesprekken_eigen_eerst_vandaag_geweest_en_straks(
    noor: Sessie, elif_: Sessie, klok: VasteKlok
) -> None:
    """One day with two duos, seen the day before, on the day, and the day after."""
    for s, duo, uren in ((noor, DUO, (9, 11)), (elif_, ANDER_DUO, (10, 15))):
        for uur in uren:
            begin = datetime(2027, 3, 10, uur, tzinfo=AMSTERDAM)
            plan_gesprek(s, maak_aanmelding(s), duo, begin)

    def uren_van(s: Sessie) -> list[int]:
        return [r.begin.hour for r in gesprekslijst.gesprekken(s)]

    assert (uren_van(noor), uren_van(elif_)) == ([9, 11, 10, 15], [10, 15, 9, 11])
    klok.verder(timedelta(days=1))
    assert (uren_van(noor), uren_van(elif_)) == ([9, 11, 10, 15], [10, 15, 9, 11])
    klok.verder(timedelta(days=1))
    assert (uren_van(noor), uren_van(elif_)) == ([11, 9, 15, 10], [15, 10, 11, 9])

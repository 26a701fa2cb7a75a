"""The order of the lists of gesprekken: one's own first, within what comes first anyway."""

from datetime import datetime, timedelta

from mgn_tui.domain.brief import BriefSoort
from mgn_tui.domain.klok import AMSTERDAM, VasteKlok
from mgn_tui.domain.woorden import DeelOnderdeel, Ontvanger
from mgn_tui.register import aanmelden, adviseren, gesprekslijst, toegang, versturen
from mgn_tui.register.gesprekregels import GesprekRegel
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

    def regels(s: Sessie) -> list[GesprekRegel]:
        return gesprekslijst.regels(s, gesprekslijst.adviezen(s).met(s), brief=True)

    def refs(s: Sessie) -> list[str]:
        return [r.ref for r in regels(s)]

    assert refs(noor) == [mijn, hun, mijn_concept, hun_concept, laatst, weg]
    assert [r.advies for r in regels(noor)] == [*("", "", "concept", "concept", "vastgesteld", "verstuurd")]
    assert refs(elif_) == [hun, mijn, hun_concept, mijn_concept, laatst, weg]
    assert refs(els) == [hun, mijn, hun_concept, mijn_concept, laatst, weg]  # none is hers: newest first
    # who stands in has that gesprek among their own
    toegang.laat_waarnemen(elif_, aanmelden.lees(elif_, aanmelding).inwoner, noor.ik.id, "verlof")
    assert refs(noor)[:2] == [hun, mijn]


def test_bij_bezwaar_staat_er_niet_dat_er_nog_iets_te_versturen_is(noor: Sessie) -> None:
    weg, ref, open_ = (volledige_zaak(noor).gesprek for _ in range(3))
    verzend(noor, weg)

    def stand() -> dict[str, str]:
        lijst = gesprekslijst.adviezen(noor)
        rijen = gesprekslijst.regels(noor, lijst.met(noor), brief=True)
        met = gesprekslijst.regels(noor, lijst.met(noor, "bezwaar"), brief=True)
        assert [r.ref for r in met] == [r.ref for r in rijen if r.advies == gesprekslijst.BEZWAAR]
        return {r.ref: r.advies for r in rijen}

    assert stand() == {open_: "vastgesteld", ref: "vastgesteld", weg: "verstuurd"}
    adviseren.zet_delen(noor, ref, Ontvanger.HUISARTS, DeelOnderdeel.ADVIES, False)
    assert stand() == {open_: "vastgesteld", ref: "bezwaar", weg: "verstuurd"}
    assert list(stand()) == [open_, ref, weg]  # nothing is asked of it: behind what is to be sent
    adviseren.zet_delen(noor, ref, Ontvanger.HUISARTS, DeelOnderdeel.BERICHT, True)
    assert stand()[ref] == "vastgesteld"  # a message without content may go


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
        return [r.begin.hour for r in gesprekslijst.regels(s, gesprekslijst.gesprekken(s).met(s))]

    assert (uren_van(noor), uren_van(elif_)) == ([9, 11, 10, 15], [10, 15, 9, 11])
    klok.verder(timedelta(days=1))
    assert (uren_van(noor), uren_van(elif_)) == ([9, 11, 10, 15], [10, 15, 9, 11])
    klok.verder(timedelta(days=1))
    assert (uren_van(noor), uren_van(elif_)) == ([11, 9, 15, 10], [15, 10, 11, 9])


def test_het_filter_vindt_dag_stand_naam_initialen_nummer_en_referentie(noor: Sessie, elif_: Sessie) -> None:
    _, oud = maak_gevoerd(noor, voornaam="Anna", achternaam="Bakker")
    ander, hun = maak_gevoerd(elif_, ANDER_DUO, voornaam="Ömer", achternaam="Zwart")
    noor.klok.verder(timedelta(days=1))
    maak_advies(noor, oud)
    zaak = maak_aanmelding(noor, voornaam="Mei", achternaam="Li")
    straks = plan_gesprek(noor, zaak, DUO, datetime(2027, 3, 24, 10, tzinfo=AMSTERDAM))
    noor.klok.verder(timedelta(days=30))

    def met(tekst: str, s: Sessie = noor, adviezen: bool = False) -> list[str]:
        lijst = gesprekslijst.adviezen(s) if adviezen else gesprekslijst.gesprekken(s)
        return [r.ref for r in gesprekslijst.regels(s, lijst.met(s, tekst))]

    assert met("") == [straks, oud, hun]
    assert met("24 mrt") == met("wo 24 MRT 2027") == met("uitwerken") == [straks]
    assert met("2026") == met("24 apr") == []
    assert met("bakker") == met("a.b.") == met("Bakk gevoerd mrt") == [oud]
    assert met("1e gevoerd") == [oud, hun] and met("2e") == []
    assert met("concept", adviezen=True) == [oud] and met("schrijven", adviezen=True) == [hun]
    # of who is closed only by the pseudonym that is shown
    assert met("zwart") == met("ö.z.") == met("o.z.") == []
    pseudoniem = aanmelden.lees(elif_, ander).inwoner_ref
    assert met(pseudoniem[:4]) == met(pseudoniem[:6].lower()) == [hun]
    assert met(hun[:5]) == [hun] and met("zwart", elif_) == [hun]
    assert met("'; DROP TABLE gesprek; --") == met("%") == met("_") == met("xyzzy") == []

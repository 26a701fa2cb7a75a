"""The free hours of a duo, as the agenda shows them."""

from datetime import date, timedelta

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import beheren, plannen
from mgn_tui.register.sessie import Sessie
from mgn_tui.register.vrij import vrij
from mgn_tui.store.werkmap import Werkmap
from tests.hulp_app import moment
from tests.hulp_werkmap import DUO, collega, maak_aanmelding, open_als, plan_gesprek

MAANDAG, ZONDAG = date(2027, 3, 8), date(2027, 3, 14)


def staat(s: Sessie, van: date = MAANDAG, tot: date = ZONDAG) -> list[str]:
    return [f"{v.begin:%a %H:%M}-{v.einde:%H:%M} {v.met}" for v in vrij(s, van, tot)]


def test_uw_duo_zonder_verleden_en_met_reistijd(noor: Sessie, klok: VasteKlok) -> None:
    assert staat(noor) == [
        "Tue 10:00-17:00 Karim",  # an hour from now, not sooner
        "Wed 09:00-13:00 Elif",
        "Wed 09:00-13:00 Karim",
        "Thu 09:00-12:00 Karim",
        "Thu 13:00-17:00 Karim",
    ]
    plan_gesprek(noor, maak_aanmelding(noor), DUO, moment(10, 10, 30))
    assert [r for r in staat(noor) if r.startswith("Wed")] == [
        "Wed 09:00-10:00 Elif",
        "Wed 09:00-10:00 Karim",
        "Wed 12:00-13:00 Elif",
        "Wed 12:00-13:00 Karim",
    ]
    assert staat(noor, date(2027, 3, 1), date(2027, 3, 7)) == []


def test_een_feestdag_en_wie_weg_is(noor: Sessie) -> None:
    beheren.bewaar(noor, "medewerker", {"afwezig": "11-3-2027 t/m 11-3-2027"}, collega(noor, "Karim").hex)
    assert not any(r.startswith("Thu") for r in staat(noor))
    pasen = [r[:3] for r in staat(noor, date(2027, 3, 29), date(2027, 4, 4))]
    assert "Mon" not in pasen
    assert "Tue" in pasen


def test_elke_vrije_plek_houdt_stand_als_er_gepland_wordt(noor: Sessie) -> None:
    """Each begin in a stretch can be planned with that colleague, and the half hour before the stretch cannot."""
    plan_gesprek(noor, maak_aanmelding(noor), DUO, moment(11, 14))
    ref = maak_aanmelding(noor, voornaam="Jo")
    for stuk in vrij(noor, MAANDAG, ZONDAG):
        team = (noor.ik.id, collega(noor, stuk.met))

        def bezwaar(begin, team=team) -> set[str]:
            plan = plannen.PlanInvoer(begin, team, locatie="Ergens")
            return {b.code for b in plannen.beoordeel(noor, ref, plan)} - {"ervaringsdeskundige-ontbreekt"}

        begin = stuk.begin
        while begin + timedelta(hours=1) <= stuk.einde:
            assert bezwaar(begin) == set(), (stuk, begin)
            begin += timedelta(minutes=30)
        assert bezwaar(begin) != set()
        if stuk.begin > moment(9, 10):
            assert bezwaar(stuk.begin - timedelta(minutes=30)) != set()


def test_de_coordinator_ziet_elk_duo(werkmap: Werkmap, klok: VasteKlok) -> None:
    els = open_als(werkmap, "Els", klok)
    try:
        gevonden = staat(els)
        assert "Tue 10:00-17:00 Karim + Noor" in gevonden
        assert "Fri 09:00-17:00 Elif + Tom" in gevonden
    finally:
        els.sluit()

"""The agenda: a week as on paper."""

from datetime import date, timedelta

import pytest

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.tijdvakken import maandag_van
from mgn_tui.register import aanmelden, beheren, concepten, plannen, vastleggen
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.screens.agenda import AgendaScherm
from tests.hulp_app import MATEN, app_van, druk, geopend, maak_week, moment, tot_staat, typ, vooraf
from tests.hulp_schermen import vaste_referenties
from tests.hulp_tui import engels, foto, onleesbaar, scherm_tekst
from tests.hulp_werkmap import ANDER_DUO, collega, maak_aanmelding, plan_gesprek


def druk_week(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    """A fuller week: another duo's gesprek, somebody away, and an evening."""
    maak_week(werkmap, klok)
    plan_gesprek(noor, maak_aanmelding(noor, voornaam="Jo"), ANDER_DUO, moment(10, 11))
    beheren.bewaar(noor, "medewerker", {"afwezig": "11-3-2027 t/m 16-3-2027"}, collega(noor, "Tom").hex)


@pytest.mark.parametrize("maat", MATEN, ids=str)
def test_zo_ziet_de_agenda_eruit(
    snap_compare, werkmap: Werkmap, klok: VasteKlok, noor: Sessie, maat: tuple[int, int]
) -> None:
    with vaste_referenties():
        druk_week(werkmap, klok, noor)
    assert foto(snap_compare, app_van(werkmap, klok), maat, vooraf("3"))


async def test_een_week_met_alles(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    druk_week(werkmap, klok, noor)
    async with geopend(werkmap, klok, maat=(80, 24)) as pilot:
        await druk(pilot, "3")
        await tot_staat(pilot, "← week 10 · 8 maart tot en met 14 maart 2027 →")
        regels = [" ".join(regel.split()) for regel in scherm_tekst(pilot.app).splitlines()]
        assert "di 9 mrt vandaag" in regels
        assert "▸ 10:30 – 11:30 W.J. 1e gesprek De Terp Karim + Noor ◆" in regels
        assert "14:00 – 15:00 A.B. 1e gesprek thuis Karim + Noor" in regels
        assert any(regel.startswith("11:00 – 12:00") and "Elif + Tom" in regel for regel in regels)
        assert "do 11 mrt afwezig: Tom" in regels
        assert not any(regel.startswith("za ") for regel in regels)  # an empty weekend is not there
        assert engels(pilot.app) == []
        assert onleesbaar(pilot.app) == []
        await druk(pilot, "right")
        await tot_staat(pilot, "week 11", "ma 15 mrt  afwezig: Tom", "Deze week zijn er geen gesprekken.")
        assert "vandaag" not in scherm_tekst(pilot.app)
        await druk(pilot, "right")
        await tot_staat(pilot, "week 12", "vr 26 mrt")
        await druk(pilot, "right")
        await tot_staat(pilot, "ma 29 mrt  Tweede paasdag")
        await druk(pilot, "t")
        await tot_staat(pilot, "week 10", "W.J.")
        await druk(pilot, "left")
        await tot_staat(pilot, "week 9")


async def test_afzeggen_met_een_reden(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    week = maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "3", "a")
        await tot_staat(pilot, "Gesprek afzeggen · W.J.", "de aanmelddatum blijft")
        await druk(pilot, "ctrl+o")
        await tot_staat(pilot, "Kies een reden of schrijf er een op.")
        await druk(pilot, "space", "down", "enter", "tab")
        await typ(pilot, "griep")
        await druk(pilot, "ctrl+o")
        await tot_staat(pilot, "A.B.")
        assert "W.J." not in scherm_tekst(pilot.app)
        await druk(pilot, "1")
        await tot_staat(pilot, "aanmelding W.J.")
    assert aanmelden.lees(noor, week.wim).ruw["aanmelddatum"] == "01-03-2027"
    assert concepten.alle(noor) == []


async def test_niet_verschenen_pas_als_het_moment_er_is(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie
) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "3", "x")
        assert isinstance(pilot.app.screen, AgendaScherm)
        klok.verder(timedelta(hours=3))
        await druk(pilot, "1", "3", "x")
        await tot_staat(pilot, "Niet verschenen · W.J.")
        await druk(pilot, "space", "enter", "ctrl+o")
        await tot_staat(pilot, "niet verschenen", "De Terp")
        await druk(pilot, "1")
        await tot_staat(pilot, "aanmelding W.J.: niet verschenen, opnieuw plannen")


async def test_een_gevoerd_gesprek_verzet_men_niet(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    week = maak_week(werkmap, klok)
    klok.verder(timedelta(hours=3))
    vastleggen.rond_af(noor, week.gesprek_wim)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "3", "home")
        await tot_staat(pilot, "gevoerd")
        assert "v verzetten" not in scherm_tekst(pilot.app)
        await druk(pilot, "v", "a")
        assert isinstance(pilot.app.screen, AgendaScherm)


async def test_namen_en_initialen(werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "3")
        await tot_staat(pilot, "W.J.")
        assert "Jansen" not in scherm_tekst(pilot.app)
        await druk(pilot, "i")
        await tot_staat(pilot, "Wim Jansen")


async def test_een_ander_duo_ziet_bezet_en_geen_mens(werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok, "Elif") as pilot:
        await druk(pilot, "3", "i")
        await tot_staat(pilot, "10:30 – 11:30", "Karim + Noor")
        for deel in ("W.J.", "Jansen", "A.B."):
            assert deel not in scherm_tekst(pilot.app)
        await druk(pilot, "a")
        await druk(pilot, "tab")
        await typ(pilot, "probeer")
        await druk(pilot, "ctrl+o")
        await tot_staat(pilot, "Kies een reden.")


@pytest.mark.parametrize(("dag", "maandag"), [(8, 8), (9, 8), (14, 8), (15, 15)])
def test_een_week_begint_op_maandag(dag: int, maandag: int) -> None:
    assert maandag_van(date(2027, 3, dag)) == date(2027, 3, maandag)


def test_afwezigen_en_feestdagen(noor: Sessie) -> None:
    from mgn_tui.register import planbeeld

    beheren.bewaar(
        noor,
        "medewerker",
        {"afwezig": "11-3-2027 t/m 16-3-2027\n1-4-2027 t/m 2-4-2027"},
        collega(noor, "Tom").hex,
    )
    weg = planbeeld.afwezigen(noor, date(2027, 3, 8), date(2027, 3, 14))
    assert weg == [("Tom", date(2027, 3, 11), date(2027, 3, 16))]
    assert planbeeld.afwezigen(noor, date(2027, 3, 17), date(2027, 3, 31)) == []
    assert "Tweede paasdag" in plannen.feestdagen(date(2027, 3, 29), date(2027, 4, 4))[date(2027, 3, 29)]


async def test_uw_agenda_mee_naar_een_ander_programma(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie
) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "3")
        await tot_staat(pilot, "W.J.")
        await druk(pilot, "m")
        await tot_staat(
            pilot, "Uw agenda ligt klaar", "2 gesprekken. Zonder namen", "agenda-vanaf-2027-03-08.ics"
        )
        await druk(pilot, "n")
        await tot_staat(pilot, "Beheer · Exports", "eigen agenda")
    (pad,) = werkmap.exports.iterdir()
    assert b"SUMMARY:Verkennend gesprek W.J." in pad.read_bytes()


async def test_wie_zelf_geen_gesprekken_voert_neemt_niets_mee(werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok, "Els") as pilot:
        await druk(pilot, "3")
        await tot_staat(pilot, "Karim")
        await druk(pilot, "m")
        assert isinstance(pilot.app.screen, AgendaScherm)
    assert not werkmap.exports.exists() or list(werkmap.exports.iterdir()) == []

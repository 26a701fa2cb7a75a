"""Planning by keyboard: the first slots, why not another, and every rule explained."""

from datetime import timedelta
from uuid import UUID

import pytest

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.woorden import GesprekStatus
from mgn_tui.register import beheren, concepten, planbeeld, plannen, vastleggen
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.screens.plannen import PlanScherm
from mgn_tui.tui.screens.zelfplannen import ZelfPlanScherm
from mgn_tui.tui.widgets.formulier import FormulierWidget
from tests.hulp_app import (
    MATEN,
    app_van,
    druk,
    geopend,
    maak_week,
    moment,
    rustig,
    tot,
    tot_staat,
    typ,
    vooraf,
    wis,
)
from tests.hulp_tui import engels, foto, onleesbaar, scherm_tekst
from tests.hulp_werkmap import DUO, collega, maak_aanmelding, plan_gesprek


def gepland(s: Sessie, aanmelding: str) -> list[plannen.Afspraakregel]:
    dag = s.klok.vandaag()
    alle = plannen.agenda(s, dag - timedelta(days=60), dag + timedelta(days=90))
    return [g for g in alle if g.aanmelding_ref == aanmelding]


def test_zo_ziet_plannen_eruit(snap_compare, werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    assert foto(snap_compare, app_van(werkmap, klok), MATEN, vooraf("end", "p"))


@pytest.mark.parametrize("breed", [80, 100, 120, 200])
async def test_waarom_dit_duo_wordt_nooit_afgebroken(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, breed: int
) -> None:
    """Whole reasons or fewer, never half a word; all of them stand below."""
    maak_week(werkmap, klok)
    beheren.bewaar(noor, "medewerker", {"naam": "Karim-Alexander"}, collega(noor, "Karim").hex)
    async with geopend(werkmap, klok, maat=(breed, 40)) as pilot:
        await druk(pilot, "end", "p")
        await tot_staat(pilot, "Eerste vrije plekken", "eerste plek samen")
        regels = [r for r in scherm_tekst(pilot.app).splitlines() if "Karim-Alexander + Noor" in r]
        assert len(regels) == 5
        assert not any("…" in r for r in regels)
        assert "expertise verslaving: Karim-Alexander" in " ".join(scherm_tekst(pilot.app).split())


async def test_op_80_kolommen_staan_beide_namen_en_wat_enter_doet(werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok, maat=(80, 24)) as pilot:
        await druk(pilot, "end", "p")
        await tot_staat(pilot, "Eerste vrije plekken", "Enter kiezen", "Esc terug")
        gezien = " ".join(scherm_tekst(pilot.app).split())
        assert "Karim en Noor: " in gezien or "Noor en Karim: " in gezien


def test_zo_ziet_zelf_kiezen_eruit(snap_compare, werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)

    async def eis(pilot) -> None:
        await wis(pilot)
        await typ(pilot, "do 14:00")
        await druk(pilot, "enter", "right", "space")  # without Karim: nobody of the ggz is left
        await tot_staat(pilot, "✖")

    assert foto(snap_compare, app_van(werkmap, klok), ((80, 24), (40, 15)), vooraf("end", "p", "e", eis))


async def test_enter_neemt_de_eerste_plek(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    ref = maak_aanmelding(noor, voornaam="Jo", achternaam="Smit")
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "p")
        await tot_staat(pilot, "Plannen · J.S. · 1e gesprek", "● 0 dagen na de aanmelding, streven 14")
        tekst = scherm_tekst(pilot.app)
        assert "▸ ●  di 9 mrt   10:00  Karim + Noor" in tekst
        assert "Niet voorgesteld" in tekst
        assert "Elif: " in tekst
        assert engels(pilot.app) == []
        assert onleesbaar(pilot.app) == []
        await druk(pilot, "enter")
        await tot_staat(pilot, "● Gepland: di 9 maart 2027, 10:00", "Karim en Noor")
        await druk(pilot, "enter")
        await tot_staat(pilot, "Vandaag, dinsdag 9 maart", "10:00  J.S.")
    (gesprek,) = gepland(noor, ref)
    assert (gesprek.begin, set(gesprek.team)) == (moment(9, 10), set(DUO))


async def test_een_voorkeur_vraagt_een_reden_die_er_al_staat(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie
) -> None:
    week = maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "down", "down", "p")
        await tot_staat(pilot, "Plannen · M.W.", "▸ ▲")
        assert "▲ Dit is 16 dagen na de aanmelding; het streven is 14." in scherm_tekst(pilot.app)
        await druk(pilot, "enter")
        await tot_staat(pilot, "Waarom toch", "een van de eerste vrije plekken")
        await wis(pilot)
        await druk(pilot, "enter")
        await tot(pilot, lambda: "✖" in scherm_tekst(pilot.app))  # without a reason it is not stored
        assert gepland(noor, week.marek) == []
        await typ(pilot, "de inwoner was op vakantie")
        await druk(pilot, "enter")
        await tot_staat(pilot, "● Gepland:")
        await druk(pilot, "n")
        await tot_staat(pilot, "4 aanmeldingen")
    assert len(gepland(noor, week.marek)) == 1
    assert concepten.alle(noor) == []


async def test_esc_op_de_reden_plant_niets(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    week = maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "down", "down", "p", "enter", "escape")
        assert isinstance(pilot.app.screen, PlanScherm)
        await druk(pilot, "escape")
        await tot_staat(pilot, "Vandaag, ")
    assert gepland(noor, week.marek) == []


async def test_waar_verandert_de_voorstellen(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    ref = maak_aanmelding(noor)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "p")
        await tot_staat(pilot, "nog geen plek gekozen (w)")
        await druk(pilot, "w")
        await tot_staat(pilot, "Waar en hoe")
        await typ(pilot, "Wijkhuis De Terp")
        await druk(pilot, "down", "right")
        await druk(pilot, "ctrl+o")
        await tot_staat(pilot, "Waar    thuis · Wijkhuis De Terp · 60 minuten")
        await druk(pilot, "w", "down", "left", "ctrl+o")
        await tot_staat(pilot, "op locatie · Wijkhuis De Terp")
        await druk(pilot, "enter")
        await tot_staat(pilot, "Karim en Noor · Wijkhuis De Terp")
    assert [g.locatie for g in gepland(noor, ref)] == ["Wijkhuis De Terp"]


async def test_de_wensen_staan_erbij(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    maak_aanmelding(
        noor,
        expertise="schulden|lvb",
        voorkeursplaats="De Terp",
        wensen="liefst\neen vrouw",
        naaste_relatie="dochter",
        ervaringsdeskundige_gewenst="ja",
    )
    async with geopend(werkmap, klok, maat=(160, 40)) as pilot:
        await druk(pilot, "p")
        await tot_staat(pilot, "Plannen · W.J.")
        tekst = scherm_tekst(pilot.app)
        for wens in (
            "graag ervaringsdeskundige erbij",
            "liefst: De Terp",
            "naaste: dochter",
            "liefst een vrouw",
        ):
            assert wens in tekst
        assert "chulden" in tekst
        assert "schulden|lvb" not in tekst  # labels, not codes
        assert "op locatie · De Terp" in tekst  # the wish is where planning begins


# --- choosing oneself --------------------------------------------------------------------------


async def zelf(pilot) -> FormulierWidget:
    await druk(pilot, "p", "e")
    await tot_staat(pilot, "Wanneer", "Wie", "Minuten")
    return pilot.app.screen.query_one(FormulierWidget)


async def test_een_eis_wordt_uitgelegd_en_niet_bewaard(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie
) -> None:
    ref = maak_aanmelding(noor)
    async with geopend(werkmap, klok) as pilot:
        formulier = await zelf(pilot)
        await tot_staat(pilot, "● Dit plan voldoet aan alle regels.")
        karim, noor_ = (collega(noor, naam).hex for naam in ("Karim", "Noor"))
        assert set(formulier.ruw()["team"].split(", ")) == {karim, noor_}
        await druk(pilot, "down", "right", "space")  # Karim steps out
        await tot_staat(pilot, "✖ Er is nog een gespreksvoerder nodig: een collega uit de ggz.")
        assert engels(pilot.app) == []
        assert onleesbaar(pilot.app) == []
        await druk(pilot, "ctrl+o")
        await tot_staat(pilot, "✖ Zo kan het niet: Er is nog een gespreksvoerder nodig")
        assert gepland(noor, ref) == []
        await druk(pilot, "space")
        await tot_staat(pilot, "● Dit plan voldoet aan alle regels.")
        await druk(pilot, "ctrl+o")
        await tot_staat(pilot, "● Gepland: di 9 maart 2027, 10:00")
    assert len(gepland(noor, ref)) == 1


async def test_een_voorkeur_mag_met_een_reden(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    ref = maak_aanmelding(noor)
    async with geopend(werkmap, klok) as pilot:
        formulier = await zelf(pilot)
        await wis(pilot)
        await typ(pilot, "za 11:00")
        await tot_staat(pilot, "▲ Karim werkt niet op zaterdag.", "Dit mag, met een reden.")
        await druk(pilot, "ctrl+o")
        await tot_staat(pilot, "Dit plan wijkt af van een voorkeur. Schrijf kort waarom dat goed is.")
        assert gepland(noor, ref) == []
        formulier.focus_veld("reden")
        await rustig(pilot)
        await typ(pilot, "door de week werkt de inwoner")
        await druk(pilot, "ctrl+o")
        await tot_staat(pilot, "● Gepland: za 13 maart 2027, 11:00")
    (gesprek,) = gepland(noor, ref)
    assert gesprek.begin == moment(13, 11)


async def test_dubbel_geboekt_wordt_gezegd(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "end")
        await zelf(pilot)
        await wis(pilot)
        await typ(pilot, "9-3 10:45")
        await tot_staat(pilot, "✖ Karim heeft al een afspraak, di 9 maart 2027 van 10:30 tot 11:30.")


async def test_wat_men_zelf_koos_blijft_staan(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    ref = maak_aanmelding(noor)
    async with geopend(werkmap, klok) as pilot:
        formulier = await zelf(pilot)
        formulier.focus_veld("locatie")
        await rustig(pilot)
        await typ(pilot, "bij de kerk")
        await druk(pilot, "escape")
        await tot_staat(pilot, "U was zelf aan het kiezen", "e gaat verder")
        await druk(pilot, "escape")
        await tot_staat(pilot, "concept van een planning")
        await druk(pilot, "end", "enter")
        await tot_staat(pilot, "Plannen · W.J.")
        await druk(pilot, "e")
        await tot_staat(pilot, "bij de kerk", "Dit typte u eerder")
        assert isinstance(pilot.app.screen, ZelfPlanScherm)
        await druk(pilot, "ctrl+o")
        await tot_staat(pilot, "● Gepland:")
    assert [g.locatie for g in gepland(noor, ref)] == ["bij de kerk"]
    assert concepten.alle(noor) == []


# --- moving, and what others do ------------------------------------------------------------------


async def test_verzetten_houdt_het_gesprek(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    week = maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "3", "v")
        await tot_staat(
            pilot, "Verzetten · W.J. · 1e gesprek", "Nu      di 9 maart 2027, 10:30, Karim en Noor"
        )
        assert "op locatie · De Terp" in scherm_tekst(pilot.app)
        await druk(pilot, "end", "enter")
        await tot_staat(pilot, "● Verzet naar")
        await druk(pilot, "enter")
        await tot_staat(pilot, "Agenda", "week 10")
    (gesprek,) = gepland(noor, week.wim)
    assert gesprek.ref == week.gesprek_wim
    assert gesprek.begin > moment(9, 10, 30)


async def test_zelf_verzetten_begint_bij_hoe_het_nu_is(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie
) -> None:
    week = maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "3", "v", "e")
        await tot_staat(pilot, "Verzetten · W.J.", "di 9 maart 2027, 10:30")
        await wis(pilot)
        await typ(pilot, "9-3 11:00")
        await tot_staat(pilot, "● Dit plan voldoet aan alle regels.")  # its own old slot is no double booking
        await druk(pilot, "ctrl+o")
        await tot_staat(pilot, "● Verzet naar di 9 maart 2027, 11:00")
    (gesprek,) = gepland(noor, week.wim)
    assert (gesprek.ref, gesprek.begin) == (week.gesprek_wim, moment(9, 11))


async def test_een_plek_die_intussen_weg_is(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    ref = maak_aanmelding(noor)
    ander = maak_aanmelding(noor, voornaam="Jo")
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "p")
        await tot_staat(pilot, "▸ ●  di 9 mrt   10:00")
        staat_open = pilot.app.screen._ref
        plan_gesprek(noor, ander if staat_open == ref else ref, DUO, moment(9, 10))
        await druk(pilot, "enter")
        await tot_staat(pilot, "heeft al een afspraak", "Eerste vrije plekken")
        await tot(pilot, lambda: "di 9 mrt   10:00" not in scherm_tekst(pilot.app))
    assert gepland(noor, staat_open) == []


async def test_wie_de_aanmelding_niet_mag_lezen_plant_zonder_naam(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie
) -> None:
    week = maak_week(werkmap, klok)
    async with geopend(werkmap, klok, "Els") as pilot:
        await druk(pilot, "end", "p")
        await tot_staat(pilot, "Eerste vrije plekken")
        assert "Ç.Ş." not in scherm_tekst(pilot.app)
        await druk(pilot, "enter")
        await tot_staat(pilot, "● Gepland:")
    assert len(gepland(noor, week.cagla)) == 1


async def test_zonder_team_staat_er_waarom_het_niet_kan(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie
) -> None:
    maak_aanmelding(noor)
    for naam in ("Karim", "Elif"):
        beheren.bewaar(noor, "medewerker", {"werktijden": ""}, collega(noor, naam).hex)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "p")
        await tot_staat(pilot, "Geen vrije plek", "Niet voorgesteld", "Karim: geen werktijden ingevuld")
        await druk(pilot, "enter")
        assert isinstance(pilot.app.screen, PlanScherm)


async def test_een_tweede_gesprek(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    ref = maak_aanmelding(noor)
    eerste = plan_gesprek(noor, ref, DUO, moment(9, 10))
    klok.verder(timedelta(hours=3))
    vastleggen.rond_af(noor, eerste)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "2", "p")
        await tot_staat(pilot, "Plannen · W.J. · 2e gesprek")
        await druk(pilot, "enter")
        await tot_staat(pilot, "● Gepland:")
    assert [g.volgnummer for g in gepland(noor, ref)] == [1, 2]


def test_een_geplande_aanmelding_onthoudt_waar_planning_begint(noor: Sessie) -> None:
    ref = maak_aanmelding(noor, voorkeursplaats="Thuis")
    assert planbeeld.lees(noor, ref).ruw["vorm"] == "thuis"
    gesprek = plan_gesprek(noor, ref, DUO, moment(10, 9), locatie="", vorm="digitaal", duur_min=90)
    beeld = planbeeld.lees(noor, ref, gesprek)
    assert (beeld.ruw["vorm"], beeld.ruw["duur_min"], beeld.ruw["begin"]) == (
        "digitaal",
        "90",
        "10-03-2027 09:00",
    )
    assert {UUID(hex=wie) for wie in beeld.ruw["team"].split("|")} == {collega(noor, naam) for naam in DUO}
    plannen.zeg_af(noor, gesprek, GesprekStatus.GEANNULEERD, "inwoner-ziek")
    with pytest.raises(plannen.Geweigerd):
        planbeeld.lees(noor, ref, gesprek)

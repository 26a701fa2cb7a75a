"""The finder: everything in one line, in groups, as one types; with an error in it too."""

import asyncio
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import adviseren, beheren
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui import screens, uitleg
from mgn_tui.tui.basis import StapScherm
from mgn_tui.tui.screens.aanmeldingen import AanmeldingenScherm
from mgn_tui.tui.screens.advies import AdviesScherm
from mgn_tui.tui.screens.gesprek import GesprekScherm
from mgn_tui.tui.uitleg import Uitlegblad
from mgn_tui.tui.vensters import Vondst
from mgn_tui.tui.zoeker import LIJKT, Zoekvenster
from tests.hulp_app import MATEN, app_van, druk, geopend, maak_week, rustig, tot, tot_staat, typ, vooraf
from tests.hulp_tui import engels, foto, onleesbaar, scherm_tekst
from tests.hulp_werkmap import maak_aanmelding, maak_advies, maak_gevoerd, open_als


async def klaar(pilot: Pilot[Any]) -> None:
    """Until the forgiving answer is there as well."""
    venster = pilot.app.screen
    assert isinstance(venster, Zoekvenster)
    await tot(pilot, lambda: venster._klaar_met == venster._begin, "het antwoord")
    await rustig(pilot)


async def zoek(pilot: Pilot[Any], tekst: str) -> list[str]:
    """Open the finder, type, and read what stands below the line, without the frame."""
    await druk(pilot, "ctrl+p")
    await typ(pilot, tekst)
    await klaar(pilot)
    return regels(pilot)


def regels(pilot: Pilot[Any]) -> list[str]:
    lijst = pilot.app.screen.query_one(OptionList)
    return [str(optie.prompt).strip() for optie in lijst.options]


async def kies(pilot: Pilot[Any], regel: str) -> None:
    """Put the choice on this line."""
    lijst = pilot.app.screen.query_one(OptionList)
    for _ in range(lijst.option_count):
        if str(lijst.options[lijst.highlighted or 0].prompt).strip() == regel:
            return
        await druk(pilot, "down")
    raise AssertionError(regel)


@pytest.mark.parametrize("naald", ["", "a", "jnasen", "xqzzy"])
def test_zo_ziet_de_zoeker_eruit(snap_compare, werkmap: Werkmap, klok: VasteKlok, naald: str) -> None:
    maak_week(werkmap, klok)
    assert foto(snap_compare, app_van(werkmap, klok), MATEN, vooraf("ctrl+p", f"={naald}", klaar))


async def test_alles_op_een_regel_in_groepen(werkmap: Werkmap, klok: VasteKlok) -> None:
    week = maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        gevonden = await zoek(pilot, "jan")
        assert gevonden[:4] == [
            "Inwoners",
            "W.J.  gepland 9 mrt · Praktijk Parkweg",
            "Gesprekken",
            "W.J.  1e gesprek · di 9 mrt 10:30 · De Terp",
        ]
        assert "Jansen" not in scherm_tekst(pilot.app)
        assert engels(pilot.app) == []
        assert onleesbaar(pilot.app) == []
        await druk(pilot, "down", "enter")
        await tot(pilot, lambda: isinstance(pilot.app.screen, GesprekScherm))
        assert pilot.app.screen.ref == week.gesprek_wim


async def test_namen_voluit_als_dat_gevraagd_is(werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "i")
        assert (await zoek(pilot, "jan"))[1].startswith("Wim Jansen  gepland")


async def test_een_tikfout_staat_apart_en_opent_gewoon(werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        gevonden = await zoek(pilot, "jnasen")
        assert gevonden[:2] == [LIJKT, "W.J.  gepland 9 mrt · Praktijk Parkweg"]
        await druk(pilot, "enter")
        await tot_staat(pilot, "Aanmelding · W.J.")


async def test_enter_meteen_na_het_typen_wacht_op_het_antwoord(werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "ctrl+p")
        await typ(pilot, "wocjik")
        await druk(pilot, "enter")
        await tot_staat(pilot, "Aanmelding · M.W.")


async def test_een_dag_een_praktijk_en_een_aanbieder(werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    s = open_als(werkmap, "Noor", klok)
    _, gesprek = maak_gevoerd(s, voornaam="Mei", achternaam="Chen")
    maak_advies(s, gesprek, ggz_aanbieder="Beukenhaag")
    beheren.bewaar(s, "kaart", {"naam": "Aap"})
    beheren.bewaar(s, "kaart", {"naam": "Inloophuis Noord", "soort": "welzijn", "waarvoor": "een praatje"})
    s.sluit()
    async with geopend(werkmap, klok) as pilot:
        gevonden = await zoek(pilot, "9 maart")
        assert [r.split()[0] for r in gevonden[:3]] == ["Gesprekken", "W.J.", "A.B."]
        await druk(pilot, "escape")
        assert "Beukenhaag  in 1 advies: M.C." in await zoek(pilot, "beuken")
        await druk(pilot, "enter")
        await tot(pilot, lambda: isinstance(pilot.app.screen, AdviesScherm))
        await pilot.app.action_stap("vandaag")
        assert (await zoek(pilot, "parkw"))[:2] == ["Praktijken", "Praktijk Parkweg  dr. De Boer · Zwolle"]
        await druk(pilot, "enter")
        await tot_staat(pilot, "Praktijk Parkweg", "5 aanmeldingen")
        assert isinstance(pilot.app.screen, AanmeldingenScherm)
        assert (await zoek(pilot, "praatj"))[:2] == [
            "Sociale kaart",
            "Inloophuis Noord  welzijn en ontmoeting · een praatje",
        ]
        await druk(pilot, "enter")
        await tot_staat(pilot, "Beheer · Sociale kaart")
        await tot(pilot, lambda: pilot.app.screen.lijst.cursor == 1)  # not the first: the one that was chosen
        await pilot.app.action_stap("aanmeldingen")
        assert isinstance(pilot.app.screen, AanmeldingenScherm)
        assert pilot.app.screen._lijst.filter == "Praktijk Parkweg"
        await druk(pilot, "escape")  # as after typing it: Esc empties the filter first
        assert pilot.app.screen._lijst.filter == ""


async def test_er_zijn_er_meer_dan_er_staan(werkmap: Werkmap, klok: VasteKlok) -> None:
    s = open_als(werkmap, "Noor", klok)
    for n in range(12):
        maak_aanmelding(s, achternaam=f"Jansen{n}")
    s.sluit()
    async with geopend(werkmap, klok) as pilot:
        gevonden = await zoek(pilot, "jansen")
        assert gevonden[11] == "en nog 2; typ verder, dan worden het er minder"
        for _ in range(10):
            await druk(pilot, "down")
        lijst = pilot.app.screen.query_one(OptionList)
        assert lijst.highlighted is not None
        assert not lijst.options[lijst.highlighted].disabled


async def tik(pilot: Pilot[Any], tekst: str, waar: Callable[[], bool] = lambda: True) -> None:
    """Put this in the line without waiting for an answer; then until it is so."""
    pilot.app.screen.query_one(Input).value = tekst
    for _ in range(2000):
        await asyncio.sleep(0.001)
        if waar():
            return
    raise AssertionError(scherm_tekst(pilot.app))


async def test_wat_gekozen_is_blijft_gekozen_als_er_meer_komt(
    werkmap: Werkmap, klok: VasteKlok, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with geopend(werkmap, klok) as pilot:
        poort = asyncio.Event()

        async def vind(tekst: str, *, vergevend: bool = False) -> Sequence[Vondst]:
            if not vergevend:
                return ()
            await poort.wait()
            return (Vondst("Magenta", "lijkt erop", kop=LIJKT, sleutel="m"),)

        monkeypatch.setattr(pilot.app.screen, "vind", vind)
        await druk(pilot, "ctrl+p")
        await tik(pilot, "agenda", lambda: len(regels(pilot)) == 2 and regels(pilot)[1].startswith("Agenda"))
        poort.set()
        await klaar(pilot)
        assert regels(pilot)[:2] == [LIJKT, "Magenta  lijkt erop"]
        await druk(pilot, "enter")
        await tot(pilot, lambda: pilot.app.current_mode == "agenda")


async def test_een_oud_antwoord_vervangt_nooit_een_nieuw(
    werkmap: Werkmap, klok: VasteKlok, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first question is answered last, also by work that could not be stopped any more."""
    async with geopend(werkmap, klok) as pilot:
        poort = asyncio.Event()
        gevraagd = []

        async def vind(tekst: str, *, vergevend: bool = False) -> Sequence[Vondst]:
            gevraagd.append(tekst)
            if tekst == "oud":
                await poort.wait()
            return (Vondst(f"antwoord op {tekst}", kop="Inwoners", sleutel=tekst),)

        monkeypatch.setattr(pilot.app.screen, "vind", vind)
        await druk(pilot, "ctrl+p")
        venster = pilot.app.screen
        assert isinstance(venster, Zoekvenster)
        await tik(pilot, "oud", lambda: "oud" in gevraagd)
        beurt = venster._beurt
        await tik(pilot, "vers", lambda: "antwoord op vers" in scherm_tekst(pilot.app))
        poort.set()
        await klaar(pilot)
        venster._toon_groepen(
            [Vondst("antwoord op oud", kop="Inwoners", sleutel="x")], "oud", beurt, klaar=True
        )
        assert [r for r in regels(pilot) if "antwoord" in r] == ["antwoord op vers"]


async def test_een_woord_uit_de_uitleg_en_een_veld(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with geopend(werkmap, klok, maat=(80, 24)) as pilot:
        gevonden = await zoek(pilot, "wachttijd (w")
        assert any(r.startswith("Wachttijd (weken)  veld bij Advies") for r in gevonden)
        await druk(pilot, "enter")
        await tot(pilot, lambda: isinstance(pilot.app.screen, Uitlegblad))
        assert "Dit veld staat bij: Advies, Steun en aanbieder." in scherm_tekst(pilot.app)
        assert onleesbaar(pilot.app) == []
        await druk(pilot, "escape")
        await zoek(pilot, "uitgewerkt moet")
        await druk(pilot, "enter")
        await tot_staat(pilot, "Bovenaan de gesprekken van vandaag", "ga naar Gesprekken")
        await druk(pilot, "enter")
        await tot(pilot, lambda: pilot.app.current_mode == "gesprek")


@pytest.mark.parametrize("wie", ["Noor", "Els"])
async def test_elke_pagina_van_de_uitleg_is_er(werkmap: Werkmap, klok: VasteKlok, wie: str) -> None:
    async with geopend(werkmap, klok, wie) as pilot:
        for pagina in uitleg.schermpaginas():
            assert len(pagina.tekst) > 40
            titels = [v.titel for v in uitleg.vind(pilot.app, pagina.titel)]
            assert pagina.titel in titels


def test_elk_scherm_met_een_eigen_uitleg_is_te_vinden() -> None:
    """A new screen is put in the table of the help, or this fails."""
    bekend = {(module, naam) for module, naam, _, _ in uitleg.PAGINAS}
    mist = set()
    for module in pkgutil.iter_modules(screens.__path__):
        inhoud = importlib.import_module(f"mgn_tui.tui.screens.{module.name}")
        for naam, klasse in inspect.getmembers(inhoud, inspect.isclass):
            eigen = issubclass(klasse, StapScherm) and klasse.__module__ == inhoud.__name__
            tekst = klasse.__dict__.get("UITLEG", "") if eigen else ""
            if tekst and not tekst.startswith("ctrl+o bewaart") and (module.name, naam) not in bekend:
                mist.add(naam)
    assert mist == set()


async def test_klikken_opent_ook(werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok, maat=(80, 24)) as pilot:
        await zoek(pilot, "marek")
        hoog = next(
            n for n, r in enumerate(scherm_tekst(pilot.app).splitlines()) if "M.W." in r and "aangemeld" in r
        )
        await pilot.click(offset=(12, hoog))
        await tot_staat(pilot, "Aanmelding · M.W.")


async def test_in_een_gesprek_alleen_deze_inwoner_en_opdrachten(werkmap: Werkmap, klok: VasteKlok) -> None:
    week = maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        await pilot.app.open_gesprek(week.gesprek_wim)
        await tot_staat(pilot, "1e gesprek · W.J.")
        for naald in ("Anna", "Bakker", "bakkre", "Parkweg", "9 maart", "wachttijd", "mei"):
            assert await zoek(pilot, naald) == [], naald
            await druk(pilot, "escape")
        assert (await zoek(pilot, "wim"))[:3] == ["Deze inwoner", "W.J.  aanmelding", "W.J.  advies"]


async def test_advies_kent_ook_alleen_deze_inwoner(werkmap: Werkmap, klok: VasteKlok) -> None:
    week = maak_week(werkmap, klok)
    s = open_als(werkmap, "Noor", klok)
    _, gesprek = maak_gevoerd(s, voornaam="Mei", achternaam="Chen")
    maak_advies(s, gesprek)
    assert adviseren.lees(s, gesprek).ruw["antwoord"]
    s.sluit()
    async with geopend(werkmap, klok) as pilot:
        await pilot.app.open_advies(gesprek)
        await tot(pilot, lambda: isinstance(pilot.app.screen, AdviesScherm) and not pilot.app.bezig)
        assert not any("W.J." in regel or "A.B." in regel for regel in await zoek(pilot, "jansen"))
        assert week.wim


# --- places ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("naald", "regel", "staat"),
    [
        ("registers", "Registers", "Registers · "),
        ("kopie", "Kopieën", "Beheer · Kopieën"),
        ("uren", "Uren", "Registers · Uren"),
        ("exports", "Exports", "exports"),
        ("doelen", "Doelen", "Doelen "),
        ("zinnen", "Zinnen", "Beheer · Zinnen"),
    ],
)
async def test_wat_geen_cijfer_heeft_is_van_overal_te_openen(
    werkmap: Werkmap, klok: VasteKlok, naald: str, regel: str, staat: str
) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        gevonden = await zoek(pilot, naald)
        plek = gevonden.index("Ga naar")
        assert gevonden[plek + 1].startswith(regel)
        await kies(pilot, gevonden[plek + 1])
        await druk(pilot, "enter")
        await tot_staat(pilot, staat)


async def test_van_een_register_terug_naar_waar_men_was(werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "2")
        gevonden = await zoek(pilot, "registers")
        await kies(pilot, next(r for r in gevonden if r.startswith("Registers") and "8 Beheer" in r))
        await druk(pilot, "enter")
        await tot_staat(pilot, "Registers · ")
        await druk(pilot, "escape")
        await tot(
            pilot, lambda: isinstance(pilot.app.screen, AanmeldingenScherm), "terug bij de aanmeldingen"
        )

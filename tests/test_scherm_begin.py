"""The first start: from no werkmap to a usable Vandaag, by keyboard, and nothing half made."""

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import beginvragen, instellingen, sessie
from mgn_tui.store.herstelcode import klopt_einde
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.screens.herstelcode import HerstelcodeVenster
from tests.hulp_app import MATEN, ProefTui, druk, rustig, tot, tot_staat, typ, wis
from tests.hulp_schermen import lopend
from tests.hulp_tui import engels, foto, onleesbaar, scherm_tekst
from tests.test_eerste_beeld import _draai, _zwaar
from tests.test_schermen_nederlands import afgekapt

WOORD = "wandeling perzik kompas sneeuw"
PROGRAMMA = """
import json, sys
from pathlib import Path
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.app import MgnTui
from mgn_tui.tui.screens import begin

def eerste_beeld(scherm):
    tekst = "".join(strip.text for strip in scherm._compositor.render_strips())
    print(json.dumps({"tekst": tekst, "modules": sorted(sys.modules)}), file=sys.stderr)
    scherm.app.exit()

begin.BeginScherm._begin = eerste_beeld
MgnTui(Werkmap(Path(sys.argv[1])), begin=True).run(headless=True, size=(80, 24))
"""


def eerste_keer(plek: Path, klok: VasteKlok, naam: str | None = None) -> ProefTui:
    return ProefTui(Werkmap(plek), naam, None, klok, begin=True)


async def tot_stap(pilot: Pilot[Any], nummer: int) -> None:
    await tot_staat(pilot, f"stap {nummer} van 8")


async def naar_stap(pilot: Pilot[Any], nummer: int) -> None:
    """Answer what is needed, by keyboard, up to this step."""
    await rustig(pilot)
    antwoorden: list[tuple[str, ...]] = [
        ("enter",),
        ("enter",),
        ("i", "enter"),
        ("=Noor Bakker", "enter", "enter"),
        ("=Team Zuid", "enter", "enter", "=Stichting X", "enter"),
        ("=038-1234567", "enter", "enter"),
        ("enter",),
    ]
    for stap, toetsen in enumerate(antwoorden[:nummer], 1):
        for toets in toetsen:
            await (typ(pilot, toets[1:]) if toets.startswith("=") else druk(pilot, toets))
        await tot_stap(pilot, stap)
        await rustig(pilot)


async def tot_de_code(pilot: Pilot[Any]) -> str:
    await naar_stap(pilot, 7)
    await typ(pilot, WOORD)
    await druk(pilot, "enter")
    await typ(pilot, WOORD)
    await druk(pilot, "enter")
    await tot_staat(pilot, "Uw herstelcode")
    await rustig(pilot)
    venster = pilot.app.screen
    assert isinstance(venster, HerstelcodeVenster)
    return venster._code


@pytest.mark.parametrize("maat", MATEN, ids=str)
async def test_van_niets_tot_vandaag(
    tmp_path: Path, licht: None, klok: VasteKlok, maat: tuple[int, int]
) -> None:
    app = eerste_keer(tmp_path / "team", klok)
    async with app.run_test(size=maat, notifications=True) as pilot:
        for nummer in range(7):
            await naar_stap(pilot, nummer) if nummer == 0 else None
            assert (engels(app), onleesbaar(app), afgekapt(app)) == ([], [], [])
        code = await tot_de_code(pilot)
        assert app.werkmap.bestaat()
        await druk(pilot, "enter")
        assert code[-4:] not in scherm_tekst(app)
        assert (engels(app), onleesbaar(app), afgekapt(app)) == ([], [], [])
        await typ(pilot, code[-4:].lower())
        await druk(pilot, "enter")
        await tot_staat(pilot, "Eerst invullen", "8 Beheer")
        assert app.sessie.ik.naam == "Noor Bakker"
        gezet = instellingen.lees(app.sessie)
        assert (gezet["naam"], gezet["verantwoordelijke"]) == ("Team Zuid", "Stichting X")
        assert gezet["spoedlijn"] == "038-1234567"
        assert gezet["termijn_identiteit_maanden"] == "12"
        assert gezet["exports_wachtwoord"] == "vragen"
    herstelde, _ = sessie.open_met_herstelcode(app.werkmap, code, "lantaarn vlinder schommel toren", klok)
    herstelde.sluit()


@pytest.mark.parametrize("nummer", range(8))
@pytest.mark.parametrize("maat", [(80, 24), pytest.param((40, 15), marks=pytest.mark.lang)], ids=str)
async def test_elke_stap_is_te_lezen(
    tmp_path: Path, klok: VasteKlok, nummer: int, maat: tuple[int, int]
) -> None:
    app = eerste_keer(tmp_path / "team", klok)
    async with app.run_test(size=maat) as pilot:
        await naar_stap(pilot, nummer)
        assert (engels(app), onleesbaar(app), afgekapt(app)) == ([], [], [])
        await druk(pilot, "f1")
        assert "Elke stap zegt waarom" in lopend(pilot)
    assert not (tmp_path / "team").exists()


@pytest.mark.parametrize("nummer", [0, 2, 6], ids=("welkom", "regio", "bewaren"))
def test_zo_ziet_het_begin_eruit(snap_compare: Any, tmp_path: Path, klok: VasteKlok, nummer: int) -> None:
    async def vooraf(pilot: Pilot[Any]) -> None:
        await naar_stap(pilot, nummer)

    assert foto(snap_compare, eerste_keer(tmp_path / "team", klok), MATEN, vooraf)


async def test_een_verkeerd_einde_sluit_de_code_niet(tmp_path: Path, licht: None, klok: VasteKlok) -> None:
    app = eerste_keer(tmp_path / "team", klok)
    async with app.run_test(size=(80, 24)) as pilot:
        code = await tot_de_code(pilot)
        await druk(pilot, "escape")
        assert code in scherm_tekst(app)  # Esc alone does not close it
        await druk(pilot, "enter", "enter")
        assert "niet hoe de code eindigt" in lopend(pilot)
        await typ(pilot, "ZZZZ" if not code.endswith("ZZZZ") else "0000")
        await druk(pilot, "enter")
        assert "niet hoe de code eindigt" in lopend(pilot)
        assert not app.open
        await druk(pilot, "escape")
        assert code in scherm_tekst(app)
        await druk(pilot, "enter")
        await typ(pilot, f" {code[-4:]} ")
        await druk(pilot, "enter")
        await tot_staat(pilot, "Eerst invullen")


def test_het_einde_van_de_code_wordt_ruim_gelezen() -> None:
    assert klopt_einde("AAAA-0B1C", "ob lc")
    assert not klopt_einde("AAAA-0B1C", "")
    assert not klopt_einde("AAAA-0B1C", "AAAA-0B1C")


async def test_esc_gaat_terug_en_houdt_de_antwoorden(tmp_path: Path, klok: VasteKlok) -> None:
    app = eerste_keer(tmp_path / "team", klok)
    async with app.run_test(size=(80, 24)) as pilot:
        await naar_stap(pilot, 5)
        await druk(pilot, "escape")
        await tot_stap(pilot, 4)
        assert "Team Zuid" in scherm_tekst(app)
        await druk(pilot, "escape")
        await tot_stap(pilot, 3)
        assert "Noor Bakker" in scherm_tekst(app)
        for _ in range(6):
            await druk(pilot, "escape")
        assert "Een werkmap maken" in scherm_tekst(app)
    assert not (tmp_path / "team").exists()  # nothing is made before the last step


async def test_wat_verplicht_is_en_wat_zwak_is(tmp_path: Path, klok: VasteKlok) -> None:
    app = eerste_keer(tmp_path / "team", klok)
    async with app.run_test(size=(80, 24)) as pilot:
        await naar_stap(pilot, 2)
        await druk(pilot, "enter")
        assert "Vul dit in." in scherm_tekst(app)
        await druk(pilot, "i", "enter")
        await tot_stap(pilot, 3)
        await druk(pilot, "enter", "enter")
        assert "Vul dit in." in scherm_tekst(app)
        await typ(pilot, "Noor")
        await druk(pilot, "enter", "enter")
        await tot_stap(pilot, 4)
        await druk(pilot, "enter", "enter", "enter")
        await tot_stap(pilot, 5)
        await druk(pilot, "enter", "enter")
        await tot_stap(pilot, 6)
        await druk(pilot, "enter")
        await tot_stap(pilot, 7)
        await typ(pilot, "noor")
        await druk(pilot, "enter", "enter")
        assert "te kort" in lopend(pilot)
        await wis(pilot)
        await typ(pilot, WOORD)
        assert "sterk genoeg" in scherm_tekst(app)
        await druk(pilot, "enter")
        await typ(pilot, "iets anders dan dat")
        await druk(pilot, "enter")
        assert "niet gelijk" in lopend(pilot)
    assert not (tmp_path / "team").exists()


async def test_het_voorstel_gaat_open_met_een_toets(tmp_path: Path, licht: None, klok: VasteKlok) -> None:
    app = eerste_keer(tmp_path / "team", klok)
    async with app.run_test(size=(80, 24)) as pilot:
        await naar_stap(pilot, 6)
        assert "12 maanden" in scherm_tekst(app)
        await druk(pilot, "w")
        await wis(pilot)
        await typ(pilot, "0")
        await druk(pilot, "ctrl+o")
        assert "1 tot en met 240" in lopend(pilot)
        await wis(pilot)
        await typ(pilot, "24")
        await druk(pilot, "ctrl+o")
        await tot_stap(pilot, 7)
        assert app.screen._ruw["termijn_identiteit_maanden"] == "24"


async def test_een_plek_die_niet_kan(tmp_path: Path, klok: VasteKlok) -> None:
    (tmp_path / "bestand").write_text("", encoding="utf-8")
    app = eerste_keer(tmp_path / "bestand", klok)
    async with app.run_test(size=(80, 24)) as pilot:
        await naar_stap(pilot, 1)
        await druk(pilot, "enter")
        assert "Dit is een bestand" in lopend(pilot)
        await wis(pilot)
        await typ(pilot, str(tmp_path / "bestand" / "erin"))
        await druk(pilot, "enter")
        assert "mag mgn niet schrijven" in lopend(pilot)
        await wis(pilot)
        await typ(pilot, str(tmp_path / "elders"))
        assert "mgn --map" in lopend(pilot)  # it says how to find it the next time
        await druk(pilot, "enter")
        await tot_stap(pilot, 2)


async def test_wat_bij_het_maken_misgaat_laat_niets_achter(
    tmp_path: Path, licht: None, klok: VasteKlok, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vol(self: Werkmap) -> None:
        raise OSError

    monkeypatch.setattr(Werkmap, "maak_mappen", vol)
    app = eerste_keer(tmp_path / "team", klok)
    async with app.run_test(size=(80, 24)) as pilot:
        await naar_stap(pilot, 7)
        for _ in range(2):
            await typ(pilot, WOORD)
            await druk(pilot, "enter")
        await tot_stap(pilot, 1)
        assert "mag niet worden geschreven" in lopend(pilot)
        assert not app.screen.query_one("#kaart").disabled
    assert not (tmp_path / "team").exists()


async def test_een_werkmap_die_er_al_is_gaat_open(tmp_path: Path, werkmap: Werkmap, klok: VasteKlok) -> None:
    app = eerste_keer(tmp_path / "leeg", klok)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await rustig(pilot)
        await druk(pilot, "down", "down", "enter")
        await tot_staat(pilot, "Waar is de werkmap?")
        await rustig(pilot)
        await druk(pilot, "enter")
        assert "In deze map is geen werkmap." in lopend(pilot)
        await wis(pilot)
        await typ(pilot, str(werkmap.pad))
        await druk(pilot, "enter")
        await tot(pilot, lambda: bool(app.screen.query("#naam")))
        assert app.werkmap.pad == werkmap.pad
        assert isinstance(app.screen.query_one("#naam"), Input)


def test_de_vragen_van_scherm_en_opdracht_zijn_dezelfde() -> None:
    van_groepen = [veld.naam for groep in beginvragen.groepen() for veld in groep.velden]
    assert van_groepen == [veld.naam for veld in beginvragen.formulier().velden]
    for groep in beginvragen.groepen():
        assert groep.waarom.endswith(".")
        # a proposal may stand folded only when nothing in it waits for an answer
        begin = beginvragen.begin_ruw(mens=True)
        assert not groep.voorstel or all(begin.get(veld.naam) for veld in groep.velden)


def test_het_voorstel_zegt_wat_er_komt_te_staan() -> None:
    bewaren = next(groep for groep in beginvragen.groepen() if groep.voorstel)
    for waarde in instellingen.voorstel_termijnen().values():
        assert any(regel.split()[0] == waarde for regel in bewaren.voorstel.splitlines())


def test_voor_het_eerste_beeld_van_het_begin_wordt_niets_zwaars_geladen(tmp_path: Path) -> None:
    gezien = _draai(PROGRAMMA, tmp_path)
    assert _zwaar(gezien) == []
    assert "Een werkmap maken" in gezien["tekst"]
    assert not {
        naam for naam in gezien["modules"] if naam.startswith(("mgn_tui.register", "mgn_tui.exchange"))
    }


async def test_eerst_rondkijken_opent_de_demo(
    tmp_path: Path, licht: None, klok: VasteKlok, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The demo itself is tested elsewhere; here, that this choice makes it in its own place and opens it."""
    from mgn_tui.exchange import demomap
    from mgn_tui.exchange.demo import WACHTWOORD, Persoon
    from mgn_tui.tui import rondleiding

    gemaakt = []

    def maak_demo(werkmap: Werkmap, klok: VasteKlok, zeg: Any = None) -> tuple[Persoon, ...]:
        gemaakt.append(werkmap.pad)
        sessie.nieuw(
            werkmap,
            regio="ijssel-vecht",
            gebruiker="Noor",
            wachtwoord=WACHTWOORD,
            klok=klok,
            wachtwoord_vrij=True,
        )
        return (Persoon("Noor", "gespreksvoerder", ""),)

    monkeypatch.setattr(demomap, "maak_demo", maak_demo)
    monkeypatch.setattr(rondleiding, "demoplek", lambda: tmp_path / "demo")
    app = eerste_keer(tmp_path / "team", klok)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await rustig(pilot)
        await druk(pilot, "down", "enter")
        await tot_staat(pilot, "Vandaag, ")
        assert gemaakt == [app.werkmap.pad] == [(tmp_path / "demo").resolve()]
    assert not (tmp_path / "team").exists()

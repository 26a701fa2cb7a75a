"""Sprint & cijfers by keyboard: the message, every figure down to its gesprekken, and the targets."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from mgn_tui.domain.woorden import Thema
from mgn_tui.figures.cijfers import Wachttijd
from mgn_tui.register import cijferbeeld, doelen, rapporteren, regio, registers
from mgn_tui.register.rapporteren import Opdracht
from mgn_tui.register.sessie import Sessie
from mgn_tui.tui.screens.achter import DICHT, AchterScherm
from mgn_tui.tui.screens.cijfers import CijferScherm
from mgn_tui.tui.screens.doelen import DoelenScherm
from mgn_tui.tui.screens.gesprek import GesprekScherm
from mgn_tui.tui.widgets.rubrieklijst import RubriekLijst
from mgn_tui.tui.widgets.stippen import stippen
from mgn_tui.tui.widgets.vensterlijst import VensterLijst
from tests.hulp_cijfers import MERK, NAMEN, TRUUS, Cijfermap, maak_cijfermap
from tests.hulp_registers import REGELS
from tests.hulp_schermen import (
    MATEN,
    aan_het_werk,
    app_van,
    druk,
    loop_na,
    lopend,
    meldingen,
    rustig,
    typ,
    vooraf,
)
from tests.hulp_tui import engels, foto, onleesbaar, scherm_tekst
from tests.hulp_werkmap import ANDER_DUO, maak_gevoerd


@pytest.fixture(scope="session")
def cijfersjabloon(sjabloon: Path, tmp_path_factory: pytest.TempPathFactory) -> Cijfermap:
    return maak_cijfermap(sjabloon, tmp_path_factory.mktemp("cijfers"))


@pytest.fixture
def cijfers(cijfersjabloon: Cijfermap, tmp_path: Path, licht: None) -> Cijfermap:
    return cijfersjabloon.kopie(tmp_path / "werkmap")


async def ga_naar(pilot: Any, begin: str) -> None:
    """Put the cursor on the first row whose key has this in it."""
    lijst = pilot.app.screen.query_one(VensterLijst)
    plek = next(n for n, r in lijst._regels.items() if begin in r.sleutel)
    lijst.ga_naar(plek)
    await rustig(pilot)


# --- the message, and behind it --------------------------------------------------------------


async def test_van_vandaag_tot_de_gesprekken_achter_een_cijfer(cijfers: Cijfermap) -> None:
    async with cijfers.aan_tafel() as pilot:
        await druk(pilot, "7")
        tekst = scherm_tekst(pilot.app)
        assert "4 gesprekken met 4 inwoners." in tekst
        assert "1 (ook) ggz" in tekst
        assert "Te weinig gesprekken voor conclusies, genoeg om van te leren." in tekst
        assert "voor sluiten: 2 zonder advies · 1 zonder leerpunt" in tekst
        assert "Enter: 4 gesprekken" in tekst
        await druk(pilot, "enter")
        assert isinstance(pilot.app.screen, AchterScherm)
        tekst = scherm_tekst(pilot.app)
        assert "W.J." in tekst
        assert "T.V." not in tekst  # of the other duo: a pseudonym
        lijst = pilot.app.screen.query_one(VensterLijst)
        assert lijst.sleutel == cijfers.refs[TRUUS]  # the newest
        await druk(pilot, "enter")
        assert DICHT in meldingen(pilot)
        await druk(pilot, "down", "enter")
        assert isinstance(pilot.app.screen, GesprekScherm)
        await druk(pilot, "escape", "escape")  # back to where one was
        assert isinstance(pilot.app.screen, AchterScherm)


async def test_een_rij_zonder_gesprekken_zegt_dat(cijfers: Cijfermap) -> None:
    async with cijfers.aan_tafel() as pilot:
        await druk(pilot, "7")
        await ga_naar(pilot, "|niet verschenen")
        await druk(pilot, "enter")
        assert isinstance(pilot.app.screen, CijferScherm)
        assert "Achter dit cijfer staan geen gesprekken." in meldingen(pilot)


async def test_aanmeldingen_achter_een_cijfer_openen_de_aanmelding(cijfers: Cijfermap) -> None:
    async with cijfers.aan_tafel() as pilot:
        await druk(pilot, "7")
        await ga_naar(pilot, "|ontvangen")
        await druk(pilot, "enter", "end", "enter")
        assert pilot.app.current_mode == "aanmeldingen"


# --- what is counted -------------------------------------------------------------------------


async def test_over_een_pilot_wordt_niet_geoordeeld_over_de_regio_wel(cijfers: Cijfermap) -> None:
    async with cijfers.aan_tafel() as pilot:
        await druk(pilot, "7")
        await ga_naar(pilot, "|Doel 9")
        tekst = scherm_tekst(pilot.app)
        assert "over één team wordt niet geoordeeld" in tekst
        assert "niet beoordeeld" in tekst
        await druk(pilot, "s")
        await typ(pilot, "2027-Q1")
        await druk(pilot, "enter")
        await ga_naar(pilot, "|Doel 9")
        tekst = scherm_tekst(pilot.app)
        assert "2027-Q1" in tekst
        assert "loopt nog" in tekst
        assert "niet beoordeeld" not in tekst


async def test_dezelfde_cijfers_als_tabel(cijfers: Cijfermap) -> None:
    """Few gesprekken are marks, one for each; t gives numbers with what they are of, and the cursor stays."""
    async with cijfers.aan_tafel(maat=(120, 200)) as pilot:
        await druk(pilot, "7")
        tekst = scherm_tekst(pilot.app)
        assert re.search(rf"{Thema.MEEDOEN.label} +(\d) +●+ ", tekst)
        s = cijfers.open("Els")
        try:
            beeld = cijferbeeld.beeld(s, cijferbeeld.kiesbaar(s)[0][0])
        finally:
            s.sluit()
        await ga_naar(pilot, f"|{Thema.MEEDOEN.label}")
        sleutel = pilot.app.screen.query_one(RubriekLijst).sleutel
        await druk(pilot, "t")
        tabel = scherm_tekst(pilot.app)
        assert "als tabel" in tabel.splitlines()[0]
        assert "●" not in tabel.replace("● vrij", "") and "┊" not in tabel
        gevoerd = beeld.inhoud["gesprekken"]["gevoerd"]
        for code, thema in beeld.inhoud["themas"].items():
            assert re.search(rf"{Thema(code).label} +{thema['besproken']} +van {gevoerd}\b", tabel), tabel
        assert sleutel is not None
        assert (pilot.app.screen.query_one(RubriekLijst).sleutel or "").endswith(f"|{Thema.MEEDOEN.label}")
        await druk(pilot, "t")
        assert "als tabel" not in scherm_tekst(pilot.app)
        assert pilot.app.screen.query_one(RubriekLijst).sleutel == sleutel
        assert re.search(rf"{Thema.MEEDOEN.label} +\d +●+ ", scherm_tekst(pilot.app))


async def test_met_genoeg_gesprekken_balken_en_de_grens_van_de_regio(cijfers: Cijfermap) -> None:
    """What is few is the region's to say: from there bars, and for the region its targets with their bound."""
    s = cijfers.open("Els")
    regio.zet(s, "tellen.weinig_gesprekken", "2", "om te zien hoe het met veel is")
    s.sluit()
    async with cijfers.aan_tafel(maat=(120, 200)) as pilot:
        await druk(pilot, "7")
        team = scherm_tekst(pilot.app)
        assert re.search(rf"{Thema.MEEDOEN.label} +\d +█+", team)
        streefbalk = r"▕[█▏▎▍▌▋▊▉ ░]*┊[█▏▎▍▌▋▊▉ ░]*▏ 100%"
        assert not re.search(streefbalk, team), "a team is not judged"
        await druk(pilot, "s")
        await typ(pilot, "2027-Q1")
        await druk(pilot, "enter")
        assert re.search(streefbalk, scherm_tekst(pilot.app))
        await druk(pilot, "t")
        assert "░" not in scherm_tekst(pilot.app)


async def test_pijlen_gaan_naar_de_sprint_en_terug(cijfers: Cijfermap) -> None:
    async with cijfers.aan_tafel() as pilot:
        await druk(pilot, "7", "right")
        assert "Zwolle-Zuid, sprint 1" in scherm_tekst(pilot.app)
        await druk(pilot, "left")
        assert "sprint 1" not in scherm_tekst(pilot.app)


async def test_een_getypte_periode_die_niet_bestaat_is_geen_keuze(cijfers: Cijfermap) -> None:
    async with cijfers.aan_tafel() as pilot:
        await druk(pilot, "7", "s")
        await typ(pilot, "2027-Q9")
        assert "niets gevonden" in scherm_tekst(pilot.app)


def test_kiesbaar_is_elke_pilot_en_de_regio(cijfers: Cijfermap) -> None:
    s = cijfers.open("Els")
    try:
        keuzes, nu = cijferbeeld.kiesbaar(s)
        assert keuzes[nu].naam == "Zwolle-Zuid"
        assert [k.naam for k in keuzes[:3]] == ["Zwolle-Zuid", "Zwolle-Zuid, sprint 1", "IJssel-Vecht, alles"]
        assert cijferbeeld.getypt(s, "sprint:1") is None  # of which pilot?
        assert cijferbeeld.getypt(s, "eerste:3") is not None
        regionaal = cijferbeeld.beeld(s, keuzes[2])
        assert regionaal.beoordeeld
        lp = regionaal.leerpunten
        assert (len(lp.met), len(lp.vrij), len(lp.zonder)) == (3, 3, 1)
    finally:
        s.sluit()


def test_geteld_tot_er_iets_is_bewaard(cijfers: Cijfermap, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also by a colleague, and what leaves no time in the log."""
    keren = 0
    tel = cijferbeeld._tel

    def telt(s: Sessie, keuze: cijferbeeld.Keuze) -> cijferbeeld.Cijferbeeld:
        nonlocal keren
        keren += 1
        return tel(s, keuze)

    monkeypatch.setattr(cijferbeeld, "_tel", telt)
    s, collega = cijfers.open("Els"), cijfers.open("Elif")
    try:
        pilot, _, regio = cijferbeeld.kiesbaar(s)[0][:3]
        assert cijferbeeld.beeld(s, pilot) is cijferbeeld.beeld(s, pilot)
        assert keren == 1
        cijferbeeld.beeld(s, regio)
        assert keren == 2
        registers.bewaar(collega, "casusoverleg", REGELS["casusoverleg"](collega))
        cijferbeeld.beeld(s, regio)
        assert keren == 3
        _, ref = maak_gevoerd(collega, ANDER_DUO, voornaam="Jo", achternaam="Bos")
        s.klok.verder(collega.klok.nu() - s.klok.nu())
        regio = cijferbeeld.kiesbaar(s)[0][2]
        assert ref in cijferbeeld.beeld(s, regio).cijfers.telling.achter("gesprekken", "gevoerd")
        s.klok.verder(timedelta(days=1))
        cijferbeeld.beeld(s, regio)
        assert keren == 5
    finally:
        s.sluit()
        collega.sluit()


async def test_eerst_de_kern_en_met_m_de_hele_boodschap(cijfers: Cijfermap) -> None:
    async with aan_het_werk(cijfers.werkmap, "Noor", cijfers.klok, (80, 24)) as pilot:
        await druk(pilot, "7")
        blok = pilot.app.screen.query_one("#boodschap")
        for maat, m, heel in (
            ((80, 24), False, False),
            ((80, 24), True, True),
            ((100, 30), True, False),
            ((120, 40), False, True),
        ):
            await pilot.resize_terminal(*maat)
            await druk(pilot, *"m" * m)
            assert ("met een advies kregen" in scherm_tekst(pilot.app)) is heel, maat
            assert heel or blok.region.height <= 2
        assert "m meer" not in lopend(pilot)  # nothing to add
        await pilot.resize_terminal(40, 15)
        await druk(pilot, "m")
        assert "genoeg om van te leren" in lopend(pilot)  # to the last word


def test_bij_elke_keuze_hoort_een_verslag(cijfers: Cijfermap) -> None:
    s = cijfers.open("Els")
    try:
        pilot, sprint, regio, kwartaal = cijferbeeld.kiesbaar(s)[0][:4]
        assert pilot.opdracht == Opdracht("pilot", "Zwolle-Zuid", pilot="Zwolle-Zuid")
        assert sprint.opdracht == Opdracht("sprint", "1", pilot="Zwolle-Zuid")
        assert regio.opdracht == Opdracht("periode", "vanaf-start", "regio")
        assert kwartaal.opdracht == Opdracht("periode", "2027-Q1", "regio")
        for keuze in (pilot, sprint, regio, kwartaal):
            beeld, verslag = cijferbeeld.beeld(s, keuze), rapporteren.maak(s, keuze.opdracht)
            assert beeld.boodschap[0] == verslag.boodschap[0]  # screen and paper say the same
    finally:
        s.sluit()


# --- a coördinator ---------------------------------------------------------------------------


async def test_een_coordinator_leest_nergens_een_naam_of_tekst(cijfers: Cijfermap) -> None:
    gezien: list[str] = []

    def kijk(pad: Any) -> None:
        gezien.append(scherm_tekst(pilot.app))

    async with cijfers.aan_tafel("Els") as pilot:
        await druk(pilot, "i")  # names in full: of nobody
        assert await loop_na(pilot, kijk, waar=("cijfers",)) > 8
    alles = "\n".join(gezien)
    assert "gevoerd" in alles
    assert [naam for naam in (*NAMEN, MERK.strip()) if naam in alles] == []


def test_achter_een_cijfer_leest_een_coordinator_pseudoniemen(cijfers: Cijfermap) -> None:
    for wie, eigen in (("Els", 0), ("Noor", 3), ("Elif", 1)):
        s = cijfers.open(wie)
        try:
            regels = cijferbeeld.achter(s, "gesprek", cijfers.refs)
        finally:
            s.sluit()
        assert [r.ref for r in regels] == list(cijfers.refs)
        assert sum(r.mag for r in regels) == sum(bool(r.naam) for r in regels) == eigen


# --- the targets -----------------------------------------------------------------------------


async def test_een_doel_wijzigen_met_reden_en_wie(cijfers: Cijfermap) -> None:
    async with cijfers.aan_tafel() as pilot:
        await druk(pilot, "7", "o")
        assert isinstance(pilot.app.screen, DoelenScherm)
        await ga_naar(pilot, "9|2026-12-31")
        assert "Bron: " in scherm_tekst(pilot.app)
        await druk(pilot, "w")  # what is known stands there; the cursor waits at the reason
        await typ(pilot, "besluit stuurgroep")
        await druk(pilot, "shift+tab", "shift+tab", "end", "backspace", "backspace")
        await typ(pilot, "75")
        await druk(pilot, "ctrl+o")
        tekst = scherm_tekst(pilot.app)
        assert "ten hoogste 75%" in tekst
        assert "Noor: ten hoogste 75%. besluit stuurgroep" in tekst
        assert "Het plan zei: ten hoogste 81%" in tekst


async def test_een_oplevering_met_bewijs(cijfers: Cijfermap) -> None:
    async with cijfers.aan_tafel() as pilot:
        await druk(pilot, "7", "o")
        await ga_naar(pilot, "8|")
        await druk(pilot, "l", "tab")
        await typ(pilot, "gisteren")
        await druk(pilot, "tab")
        await typ(pilot, "verslag stuurgroep, punt 4")
        await druk(pilot, "ctrl+o")
        tekst = scherm_tekst(pilot.app)
        assert "bewijs: verslag stuurgroep, punt 4" in tekst


def test_wat_er_met_een_doel_kan(cijfers: Cijfermap) -> None:
    s = cijfers.open()
    try:
        doel = next(d for d in s.profiel.doelen if d.nr == "9")
        assert doelen.kan(doel) == ("wijzig",)
        assert doelen.kan(replace(doel, bevroren=True)) == ()
        assert doelen.kan(replace(doel, telt="handmatig", bevroren=True)) == ("meting",)
        assert doelen.kan(next(d for d in s.profiel.doelen if d.nr == "8")) == ("oplevering",)
    finally:
        s.sluit()


# --- the dots --------------------------------------------------------------------------------


def wacht(*dagen: int, verzoek: tuple[int, ...] = ()) -> list[Wachttijd]:
    return [Wachttijd(d, "", False) for d in dagen] + [Wachttijd(d, "", True) for d in verzoek]


def test_een_stip_per_gesprek_met_de_norm_ertussen() -> None:
    assert stippen(wacht(0, 2, 2, 5, verzoek=(2, 6)), 3, 40).regels == (
        "  ○ ┊   ",
        "  ● ┊   ",
        "●·●·┊·●○",
    )


def test_veel_gesprekken_delen_een_stip_en_een_plaats() -> None:
    beeld = stippen(wacht(*[3] * 100, *range(200)), 14, 20)
    assert beeld.per_vak == 11
    assert beeld.per_stip == 28
    assert all(len(regel) <= 20 for regel in beeld.regels)
    assert len(beeld.regels) == 4


def test_de_norm_staat_er_ook_als_iedereen_vlug_was() -> None:
    assert stippen(wacht(1), 4, 40).regels == ("·●···┊",)
    assert stippen(wacht(1), None, 40).regels == ("·●",)


# --- how it looks ----------------------------------------------------------------------------


def test_foto(snap_compare: Any, cijfers: Cijfermap) -> None:
    assert foto(snap_compare, app_van(cijfers.werkmap, "Noor", cijfers.klok), MATEN, vooraf("7"))


def test_foto_doelen(snap_compare: Any, cijfers: Cijfermap) -> None:
    app = app_van(cijfers.werkmap, "Noor", cijfers.klok)
    assert foto(snap_compare, app, (80, 24), vooraf("7", "o", "pagedown"))


@pytest.mark.parametrize("maat", [(60, 20), (120, 40)])
async def test_leesbaar_en_nederlands(cijfers: Cijfermap, maat: tuple[int, int]) -> None:
    async with cijfers.aan_tafel(maat=maat) as pilot:
        for toetsen in (("7",), ("end",), ("o",)):
            await druk(pilot, *toetsen)
            assert (engels(pilot.app), onleesbaar(pilot.app)) == ([], [])

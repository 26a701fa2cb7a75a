"""The spinnenweb: six axes in iPH's order, halves, gaps, and the earlier web in another dash."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from mgn_tui.domain.woorden import Thema
from mgn_tui.tui.themas import THEMAS
from mgn_tui.tui.widgets.spinnenweb import Scores, Spinnenweb, WebStijl, teken_spinnenweb, toon_score
from tests.hulp_tui import ProefApp, foto, onleesbaar, rustig, scherm_tekst

STIJL = WebStijl(rooster="cyan", vorige="yellow", nu="red", label="blue", rustig="green")
NU: Scores = dict(zip(Thema, (7, 4, 6.5, 8, 2, None), strict=True))
VORIGE: Scores = dict(zip(Thema, (5, 3, 6, 5, 5, 6), strict=True))
SCORE = st.none() | st.integers(0, 20).map(lambda half: half / 2)
SCORES = st.dictionaries(st.sampled_from(list(Thema)), SCORE)


def _in_stijl(web: Text, stijl: str) -> set[tuple[int, int, str]]:
    """(row, column, sign) of everything drawn in one style."""
    gevonden = set()
    begin_van_rij = [0]
    for regel in web.plain.split("\n"):
        begin_van_rij.append(begin_van_rij[-1] + len(regel) + 1)
    for span in web.spans:
        if span.style == stijl:
            for plek in range(span.start, span.end):
                rij = max(nr for nr, begin in enumerate(begin_van_rij) if begin <= plek)
                gevonden.add((rij, plek - begin_van_rij[rij], web.plain[plek]))
    return gevonden


@given(SCORES, st.none() | SCORES, st.integers(1, 150), st.integers(1, 50))
def test_het_web_vult_precies_zijn_vlak(nu: Scores, vorige: Scores | None, breedte: int, hoogte: int) -> None:
    regels = teken_spinnenweb(nu, vorige, breedte, hoogte, STIJL).plain.split("\n")
    assert len(regels) <= hoogte
    assert all(cell_len(regel) <= breedte for regel in regels)


@pytest.mark.parametrize(("breedte", "hoogte"), [(40, 15), (60, 24), (120, 36), (200, 60)])
def test_alle_zes_de_woorden_staan_erbij(breedte: int, hoogte: int) -> None:
    plat = teken_spinnenweb(NU, None, breedte, hoogte).plain
    for thema in Thema:
        for woord in thema.label.split():
            assert woord in plat
    assert "6,5" in plat
    assert all(cell_len(regel) == breedte for regel in plat.split("\n"))


def test_de_volgorde_is_die_van_iph() -> None:
    """Clockwise from the top: each end is to the right of, then below, then left of the one before."""
    web = teken_spinnenweb(dict.fromkeys(Thema, 10), None, 121, 40, STIJL)
    punten = {(rij, kolom) for rij, kolom, teken in _in_stijl(web, "red") if teken == "●"}
    boven, onder = min(punten), max(punten)
    op_kolom = sorted((punten - {boven, onder}), key=lambda punt: (punt[1], punt[0]))
    linksboven, linksonder, rechtsboven, rechtsonder = op_kolom
    assert boven[1] == onder[1] == 60
    assert rechtsboven[0] < rechtsonder[0]
    assert linksboven[0] < linksonder[0]
    regels = web.plain.split("\n")
    assert "Lichaamsfuncties" in regels[boven[0] - 1]
    assert "Mentaal welbevinden" in regels[rechtsboven[0]][60:]
    assert "Zingeving" in regels[rechtsonder[0]][60:]
    assert "Kwaliteit van leven" in regels[onder[0] + 1]
    assert "Meedoen" in regels[linksonder[0]][:60]
    assert "Dagelijks functioneren" in regels[linksboven[0]][:60]


def test_een_overgeslagen_thema_laat_een_gat() -> None:
    heel = teken_spinnenweb(dict.fromkeys(Thema, 8), None, 81, 30, STIJL)
    gat = teken_spinnenweb({**dict.fromkeys(Thema, 8), Thema.LICHAAMSFUNCTIES: None}, None, 81, 30, STIJL)
    # above the side axes' height nothing of the web is left, where the whole web had a point and two lines
    midden, straal = 15, 12
    assert any(rij < midden - straal * 0.6 for rij, _, _ in _in_stijl(heel, "red"))
    assert not any(rij < midden - straal * 0.6 for rij, _, _ in _in_stijl(gat, "red"))
    assert len([1 for _, _, teken in _in_stijl(gat, "red") if teken == "●"]) == 5
    assert "Lichaamsfuncties ·" in gat.plain


def test_geen_lijn_over_een_gat_heen() -> None:
    om_en_om = {thema: 8.0 for nummer, thema in enumerate(Thema) if nummer % 2 == 0}
    getekend = _in_stijl(teken_spinnenweb(om_en_om, None, 81, 30, STIJL), "red")
    assert [teken for _, _, teken in getekend] == ["●"] * 3


def test_nul_is_geen_gat() -> None:
    getekend = _in_stijl(teken_spinnenweb({Thema.ZINGEVING: 0}, None, 81, 30, STIJL), "red")
    assert len(getekend) == 1


def test_halven_zijn_te_zien() -> None:
    webben = [
        teken_spinnenweb({**dict.fromkeys(Thema, 7), Thema.ZINGEVING: score}, None, 40, 15).plain
        for score in (6, 6.5, 7)
    ]
    assert all(een != ander for een, ander in pairwise(webben))


def test_het_vorige_web_ligt_eronder_met_een_andere_streep() -> None:
    web = teken_spinnenweb(NU, VORIGE, 81, 30, STIJL)
    vorige, nu = _in_stijl(web, "yellow"), _in_stijl(web, "red")
    assert vorige
    assert not {(rij, kolom) for rij, kolom, _ in vorige} & {(rij, kolom) for rij, kolom, _ in nu}
    # the same web drawn as earlier web has fewer dots: it is dashed
    alleen = _in_stijl(teken_spinnenweb({}, NU, 81, 30, STIJL), "yellow")
    vol = _in_stijl(teken_spinnenweb(NU, None, 81, 30, STIJL), "red")

    def stippen(deel: set[tuple[int, int, str]]) -> int:
        return sum((ord(teken) - 0x2800).bit_count() for _, _, teken in deel if teken != "●")

    assert 0 < stippen(alleen) < 0.75 * stippen(vol)


def test_geen_ruimte_dan_een_lijstje() -> None:
    web = teken_spinnenweb(NU, None, 24, 8)
    assert web.plain.splitlines()[2] == " 6,5 Zingeving"
    assert web.plain.splitlines()[5] == "   · Dagelijks function…"


def test_cijfers_zoals_mensen_ze_schrijven() -> None:
    assert [toon_score(score) for score in (None, 0, 6.0, 6.5, 10)] == ["·", "0", "6", "6,5", "10"]


async def test_het_web_groeit_mee() -> None:
    web = Spinnenweb()
    async with ProefApp(lambda: [web]).run_test(size=(80, 30)) as pilot:
        await rustig(pilot)
        assert "●" not in scherm_tekst(pilot.app)
        web.scores = {Thema.MEEDOEN: 6.5}
        await rustig(pilot)
        assert "Meedoen 6,5" in scherm_tekst(pilot.app)
        assert scherm_tekst(pilot.app).count("●") == 1


@pytest.mark.parametrize("thema", [thema.name for thema in THEMAS])
async def test_het_web_is_te_lezen(thema: str) -> None:
    async with ProefApp(lambda: [Spinnenweb(NU, VORIGE)], thema=thema).run_test(size=(80, 30)) as pilot:
        await rustig(pilot)
        assert onleesbaar(pilot.app) == []


@pytest.mark.parametrize("maat", [(40, 18), (120, 40)], ids=["smal", "breed"])
def test_zo_ziet_het_eruit(maat: tuple[int, int], snap_compare) -> None:
    assert foto(snap_compare, ProefApp(lambda: [Spinnenweb(NU, VORIGE)]), maat)

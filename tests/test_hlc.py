"""Stamps only go forward, whatever the wall clock does."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgn_tui.domain.fouten import MgnFout
from mgn_tui.domain.hlc import LENGTE, Hlc, HlcFout, HlcVooruit, Stempel, ontleed
from mgn_tui.domain.klok import VasteKlok

BEGIN = datetime(2027, 3, 9, 14, 0, tzinfo=UTC)
BEGIN_MS = int(BEGIN.timestamp() * 1000)
stempels = st.builds(Stempel, st.integers(0, 2**48 - 1), st.integers(0, 2**16 - 1), st.integers(0, 2**32 - 1))


@given(stempels)
def test_heen_en_terug(stempel: Stempel) -> None:
    assert len(str(stempel)) == LENGTE
    assert ontleed(str(stempel)) == stempel


@given(stempels, stempels)
def test_tekst_sorteert_als_de_stempels(een: Stempel, ander: Stempel) -> None:
    assert (str(een) < str(ander)) == (een < ander)


@given(st.lists(st.integers(-(10**9), 10**9), max_size=30))
def test_altijd_vooruit(sprongen: list[int]) -> None:
    klok = VasteKlok(BEGIN)
    hlc = Hlc(7, klok)
    gegeven = [hlc.volgende()]
    for sprong in sprongen:
        klok.verder(timedelta(milliseconds=sprong))
        gegeven.append(hlc.volgende())
    assert all(eerder < later for eerder, later in pairwise(gegeven))
    assert all(ontleed(stempel).apparaat == 7 for stempel in gegeven)


def test_volgt_de_klok() -> None:
    klok = VasteKlok(BEGIN)
    hlc = Hlc(1, klok)
    assert ontleed(hlc.volgende()) == (BEGIN_MS, 0, 1)
    assert ontleed(hlc.volgende()) == (BEGIN_MS, 1, 1)
    klok.verder(timedelta(milliseconds=5))
    assert ontleed(hlc.volgende()) == (BEGIN_MS + 5, 0, 1)
    klok.verder(timedelta(hours=-3))
    assert ontleed(hlc.volgende()) == (BEGIN_MS + 5, 1, 1)


def test_volle_teller_neemt_een_milliseconde() -> None:
    hlc = Hlc(1, VasteKlok(BEGIN), laatste=str(Stempel(BEGIN_MS, 0xFFFF, 1)))
    assert ontleed(hlc.volgende()) == (BEGIN_MS + 1, 0, 1)


@given(st.integers(-(10**12), 24 * 3600 * 1000), st.integers(0, 2**16 - 1), st.integers(0, 2**32 - 1))
def test_gezien_is_voorbij(verschil: int, teller: int, apparaat: int) -> None:
    hlc = Hlc(3, VasteKlok(BEGIN))
    eigen = hlc.volgende()
    gezien = str(Stempel(BEGIN_MS + verschil, teller, apparaat))
    hlc.zag(gezien)
    assert hlc.volgende() > max(gezien, eigen)


@given(st.integers(24 * 3600 * 1000 + 1, 10**13))
def test_te_ver_vooruit(verschil: int) -> None:
    hlc = Hlc(3, VasteKlok(BEGIN))
    with pytest.raises(HlcVooruit) as gevangen:
        hlc.zag(str(Stempel(BEGIN_MS + verschil, 0, 9)))
    assert isinstance(gevangen.value, ValueError)
    assert isinstance(gevangen.value, MgnFout)
    assert gevangen.value.uren >= 24
    assert ontleed(hlc.volgende()) == (BEGIN_MS, 0, 3)  # unchanged


def test_gaat_verder_achter_het_eigen_logboek_ook_na_een_klok_die_een_jaar_voorliep() -> None:
    laatste = str(Stempel(BEGIN_MS + 365 * 24 * 3600 * 1000, 4, 2))
    assert Hlc(2, VasteKlok(BEGIN), laatste).volgende() > laatste


def test_twee_apparaten_praten() -> None:
    """What answers a change sorts behind it, though the answering laptop runs an hour behind."""
    snel, traag = Hlc(1, VasteKlok(BEGIN)), Hlc(2, VasteKlok(BEGIN - timedelta(hours=1)))
    vraag = snel.volgende()
    traag.zag(vraag)
    antwoord = traag.volgende()
    snel.zag(antwoord)
    assert vraag < antwoord < snel.volgende()


@given(st.text())
def test_geen_stempel(tekst: str) -> None:
    with pytest.raises(HlcFout):
        ontleed(tekst + "!")


@pytest.mark.parametrize(
    "tekst",
    [
        "",
        "0" * 26,
        "00000000000G-0000-00000000",
        "00000000000A-0000-00000000",
        "000000000001-0000-00000000\n",
    ],
)
def test_bijna_een_stempel(tekst: str) -> None:
    with pytest.raises(HlcFout):
        ontleed(tekst)


@pytest.mark.parametrize("apparaat", [-1, 2**32])
def test_apparaat_past_in_32_bits(apparaat: int) -> None:
    with pytest.raises(ValueError, match="32 bits"):
        Hlc(apparaat, VasteKlok(BEGIN))


def test_de_laatste_stempel_is_de_laatste() -> None:
    hlc = Hlc(1, VasteKlok(BEGIN), laatste=str(Stempel(2**48 - 1, 0xFFFF, 1)))
    with pytest.raises(HlcFout, match="klok"):
        hlc.volgende()


def test_draden_krijgen_nooit_dezelfde() -> None:
    hlc = Hlc(1, VasteKlok(BEGIN))
    with ThreadPoolExecutor(8) as draden:
        gegeven = list(draden.map(lambda _: hlc.volgende(), range(2000)))
    assert len(set(gegeven)) == 2000

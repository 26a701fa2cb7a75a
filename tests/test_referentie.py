"""A mistyped reference is found; a reference never turns into a number in a spreadsheet."""

import itertools
import random
from functools import reduce
from uuid import RFC_4122

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgn_tui.domain.referentie import (
    LENGTE,
    TEKENS,
    klopt,
    nieuwe_referentie,
    normaliseer,
    toon_referentie,
)
from mgn_tui.domain.uuid7 import uuid7


def _trekking(waarden: list[int]) -> int:
    """The random bits that give these signs."""
    return reduce(lambda getal, waarde: getal << 5 | waarde, reversed(waarden))


def _referentie(getrokken: list[int]) -> str:
    bron = iter([_trekking(getrokken), _trekking([10] * 7)])  # a draw that reads as a number is done again
    return nieuwe_referentie(lambda _: next(bron))


referenties = st.lists(st.integers(0, len(TEKENS) - 1), min_size=7, max_size=7).map(_referentie)


@given(referenties)
def test_nieuwe_klopt(referentie: str) -> None:
    assert len(referentie) == LENGTE
    assert set(referentie) <= set(TEKENS)
    assert klopt(referentie)
    assert normaliseer(referentie) == referentie


def test_zonder_bron_van_toeval_zijn_ze_verschillend() -> None:
    assert len({nieuwe_referentie() for _ in range(200)}) == 200


def test_elk_verkeerd_teken_valt_op() -> None:
    toeval = random.Random(1)
    for _ in range(20):
        referentie = nieuwe_referentie(toeval.getrandbits)
        for plek, teken in itertools.product(range(LENGTE), TEKENS):
            ander = referentie[:plek] + teken + referentie[plek + 1 :]
            assert klopt(ander) == (ander == referentie)


def test_elke_verwisseling_valt_op() -> None:
    """Exhaustive. The check is linear, so whether a swap is found depends only on the places and on
    the difference of the two signs: all pairs of places and of signs, in an otherwise fixed
    reference, stand for every reference."""
    for (een, ander), (a, b) in itertools.product(
        itertools.combinations(range(LENGTE), 2), itertools.permutations(TEKENS, 2)
    ):
        vrij = next(plek for plek in range(LENGTE) if plek not in (een, ander))
        tekens = ["7"] * LENGTE
        tekens[een], tekens[ander] = a, b
        goed = [teken for teken in TEKENS if klopt("".join([*tekens[:vrij], teken, *tekens[vrij + 1 :]]))]
        assert len(goed) == 1  # every other sign on that place is found as well
        tekens[vrij] = goed[0]
        tekens[een], tekens[ander] = b, a
        assert not klopt("".join(tekens))


@given(referenties, st.data())
def test_hoe_mensen_hem_typen(referentie: str, data: st.DataObject) -> None:
    anders = {"1": "1IiLl", "0": "0Oo"}
    getypt = [data.draw(st.sampled_from(anders.get(teken, teken + teken.lower()))) for teken in referentie]
    getypt.insert(4, data.draw(st.sampled_from(["-", " ", "", " - ", "–", "\u00a0"])))
    assert normaliseer("".join(getypt)) == referentie
    assert klopt("".join(getypt))


@pytest.mark.parametrize("fout", ["", "0", "UUUUUUUU", "7K3M-Q9Z", "7K3M-Q9ZXX", "é3456789", "ßßßß"])
def test_geen_referentie(fout: str) -> None:
    assert not klopt(fout)


@given(st.text())
def test_valt_nooit_om(tekst: str) -> None:
    assert normaliseer(normaliseer(tekst)) == normaliseer(tekst)
    assert klopt(tekst) in (True, False)


def test_nooit_een_getal() -> None:
    # the first two draws would be read as 0 and as 1·10^…
    tekens = ([0] * 7, [1, 2, 3, 4, TEKENS.index("E"), 5, 6], [10] * 7)
    getrokken = map(_trekking, tekens)
    assert nieuwe_referentie(lambda _: next(getrokken)).startswith("AAAAAAA")


def test_toon() -> None:
    assert toon_referentie("7k3mq9zx") == "7K3M-Q9ZX"
    assert toon_referentie("7k3") == "7K3"
    assert toon_referentie("7k3m-q") == "7K3M-Q"


@given(st.integers(0, 2**48 - 1))
def test_uuid7(ms: int) -> None:
    sleutel = uuid7(ms)
    assert sleutel.version == 7
    assert sleutel.variant == RFC_4122
    assert int.from_bytes(sleutel.bytes[:6]) == ms


@given(st.lists(st.integers(0, 2**48 - 1), unique=True))
def test_uuid7_sorteert_op_tijd(momenten: list[int]) -> None:
    sleutels = [uuid7(ms).bytes for ms in sorted(momenten)]
    assert sleutels == sorted(sleutels)


def test_uuid7_uit_de_klok_van_de_machine_en_uniek() -> None:
    assert len({uuid7() for _ in range(1000)}) == 1000
    assert uuid7() > uuid7(1_700_000_000_000)


@pytest.mark.parametrize("ms", [-1, 2**48])
def test_uuid7_buiten_de_grenzen(ms: int) -> None:
    with pytest.raises(ValueError, match="48 bits"):
        uuid7(ms)

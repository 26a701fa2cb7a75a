"""What two people wrote is joined, or named: nothing is dropped in silence."""

from hypothesis import given
from hypothesis import strategies as st

from mgn_tui.domain.samenvoegen import voeg_samen

VELDEN = st.dictionaries(st.sampled_from("abc"), st.sampled_from(["", "x", "y", "z"]), min_size=3)


def test_ieder_een_ander_veld_geeft_beide() -> None:
    basis = {"vertelt": "", "kracht": ""}
    samen, botst = voeg_samen(basis, {"vertelt": "mijn", "kracht": ""}, {"vertelt": "", "kracht": "hun"})
    assert (samen, botst) == ({"vertelt": "mijn", "kracht": "hun"}, frozenset())


def test_hetzelfde_veld_botst() -> None:
    samen, botst = voeg_samen({"wens": ""}, {"wens": "mijn"}, {"wens": "hun"})
    assert (samen, botst) == ({"wens": "mijn"}, {"wens"})


def test_zonder_bekend_begin_botst_elk_verschil() -> None:
    assert voeg_samen({}, {"wens": "mijn"}, {"wens": "hun"})[1] == {"wens"}
    assert voeg_samen({}, {"wens": "mijn"}, {"wens": "mijn"})[1] == frozenset()


@given(VELDEN, VELDEN, VELDEN)
def test_niets_raakt_weg(basis: dict[str, str], mijn: dict[str, str], hun: dict[str, str]) -> None:
    samen, botst = voeg_samen(basis, mijn, hun)
    for veld in mijn:
        wie = {w for w in (mijn[veld], hun[veld]) if w != basis[veld]}
        if len(wie) == 2:
            assert veld in botst
        else:
            assert veld not in botst
            assert samen[veld] == (wie.pop() if wie else basis[veld])

"""A burgerservicenummer is found however it is written, and little else is taken for one."""

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mgn_tui.domain.bsn import BSN_MELDING, elfproef, maskeer_bsn, vind_bsn

BSN = "123456782"  # the number of the examples; never given out


def _bsn_van(acht: str) -> str | None:
    """The number whose first eight digits these are, when there is one."""
    return next((acht + str(laatste) for laatste in range(10) if elfproef(acht + str(laatste))), None)


bsns = st.from_regex(r"[0-9]{8}", fullmatch=True).map(_bsn_van).filter(lambda bsn: bsn is not None)


@pytest.mark.parametrize(
    "tekst",
    [
        BSN,
        "1234.56.782",
        "123 456 782",
        "123-456-782",
        "123.456-782",
        "123 - 456 - 782",
        "1 2 3 4 5 6 7 8 2",
        "123\u00a0456\u00a0782",
        "123–456–782",
        "１２３４５６７８２",
        "1234\u200b56782",
        "bsn:123456782.",
        "(123456782)",
        "BSN123456782x",
        "geboren 9-3-1966 123456782",
        "geboren 9-3-1966 123.456.782",
        "geboren 09-03-1966 123 456 782",
        "06-12345678 123456782",
        "kamer 12 1234.56.782",
    ],
)
def test_vindt(tekst: str) -> None:
    assert vind_bsn(tekst) == BSN
    assert maskeer_bsn(tekst).count("•") == 9
    assert vind_bsn(maskeer_bsn(tekst)) is None


@pytest.mark.parametrize(
    "tekst",
    [
        "",
        "000000000",
        "123456781",  # fails the eleven-test
        "1234567820",  # ten digits
        "12345678",
        "0123456782",
        "06-12345678",
        "0612345678",
        "038 123 45 67",
        "+31 612345671",
        "+31 6 12345678",
        "+31 (0)612345671",
        "+31 (0)6 12345671",
        "0031-612345671",
        "(0)612345671",
        "1234\n56782",  # two lines, two numbers
        "123/456/782",
        "12a3456782",
    ],
)
def test_laat_met_rust(tekst: str) -> None:
    assert vind_bsn(tekst) is None
    assert maskeer_bsn(tekst) == tekst


def test_de_nummers_met_landnummer_zouden_zonder_wel_gevonden_worden() -> None:
    assert vind_bsn("612345671") == "612345671"


def test_een_datum_met_een_getal_erachter_is_geen_bsn() -> None:
    treffers = [n for n in range(10) if elfproef(f"12032027{n}")]
    assert treffers, "one of the ten passes the eleven-test, else this proves nothing"
    for n in treffers:
        assert vind_bsn(f"op 12-03-2027 {n} keer gebeld") is None
        assert vind_bsn(f"op 12.03.2027 {n} keer gebeld") is None
    iso = [n for n in range(10) if elfproef(f"20270312{n}")]
    assert iso
    for n in iso:
        assert vind_bsn(f"op 2027-03-12 {n} keer gebeld") is None


def test_meer_nummers_en_de_rest_van_de_tekst_blijft() -> None:
    assert maskeer_bsn("a 123456782, b 1234.56.782 é") == "a •••••••••, b ••••••••• é"


@given(bsns, st.sampled_from(["", ".", "-", " "]), st.text(alphabet="abc ,:\n[]é", max_size=20))
def test_elk_bsn_in_elke_vorm(bsn: str, teken: str, tekst: str) -> None:
    geschreven = teken.join((bsn[:3], bsn[3:6], bsn[6:]))
    assert vind_bsn(f"{tekst}:{geschreven}:{tekst}") == bsn


@given(bsns, st.integers(0, 8), st.integers(1, 9))
def test_een_verkeerd_cijfer_valt_op(bsn: str, plek: int, erbij: int) -> None:
    ander = str((int(bsn[plek]) + erbij) % 10)
    assert not elfproef(bsn[:plek] + ander + bsn[plek + 1 :])


@given(st.from_regex(r"0[1-9][0-9]{8}", fullmatch=True), st.randoms(use_true_random=False))
def test_een_tiencijferig_nummer_nooit(nummer: str, toeval: random.Random) -> None:
    plekken = sorted(toeval.sample(range(1, 10), 3))
    geschreven = "".join(("-" if i in plekken else "") + cijfer for i, cijfer in enumerate(nummer))
    delen = [deel for deel in geschreven.split("-") if len(deel) == 9]
    assume(not any(map(elfproef, delen)))
    assert vind_bsn(geschreven) is None


@given(st.text())
def test_valt_nooit_om(tekst: str) -> None:
    gevonden = vind_bsn(tekst)
    assert gevonden is None or elfproef(gevonden)
    assert vind_bsn(maskeer_bsn(tekst)) is None


def test_melding_noemt_de_uitweg() -> None:
    assert "burgerservicenummer" in BSN_MELDING
    assert "06-12345678" in BSN_MELDING


def test_de_sleutel_van_een_record_is_geen_nummer() -> None:
    """A concept keeps who was chosen by their keys; dots in one would lose a colleague from the plan."""
    sleutel = "0199a123456782b7a0bcdef0123abcde"
    assert elfproef("123456782")
    assert len(sleutel) == 32
    assert maskeer_bsn(f"{sleutel}, {sleutel}") == f"{sleutel}, {sleutel}"
    assert vind_bsn(sleutel) is None
    assert vind_bsn(sleutel[:-1]) == vind_bsn(f"x{sleutel}") == "123456782"

"""Encrypting a field, sealing a key, and the bunch of keys that can be wiped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgn_tui.store.geheim import (
    GeheimFout,
    Sleutelbos,
    nieuw_paar,
    nieuwe_sleutel,
    ontsleutel,
    ontzegel,
    publiek_van,
    versleutel,
    verzegel,
)

SLEUTEL = bytes(range(32))
BAND = b"inwoner|voornaam|0190a1b2"
TEKST = st.text(st.characters(exclude_categories=()))


@given(TEKST, st.binary(max_size=60))
def test_heen_en_terug(tekst: str, band: bytes) -> None:
    assert ontsleutel(versleutel(tekst, SLEUTEL, band), SLEUTEL, band) == tekst


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_verplaatst_gaat_niet_open(band: bytes, ander: bytes) -> None:
    gesloten = versleutel("niet voor hier", SLEUTEL, band)
    if band != ander:
        with pytest.raises(GeheimFout):
            ontsleutel(gesloten, SLEUTEL, ander)


def test_andere_sleutel_gaat_niet_open() -> None:
    with pytest.raises(GeheimFout):
        ontsleutel(versleutel("a", SLEUTEL, BAND), nieuwe_sleutel(), BAND)


def test_elke_omgeklapte_bit_wordt_gezien() -> None:
    gesloten = versleutel("zij slaapt slecht", SLEUTEL, BAND)
    for plaats in range(len(gesloten)):
        for bit in range(8):
            kapot = bytearray(gesloten)
            kapot[plaats] ^= 1 << bit
            with pytest.raises(GeheimFout):
                ontsleutel(bytes(kapot), SLEUTEL, BAND)


@given(st.binary(max_size=200))
def test_willekeurige_bytes_zijn_onze_fout(ruw: bytes) -> None:
    with pytest.raises(GeheimFout):
        ontsleutel(ruw, SLEUTEL, BAND)
    with pytest.raises(GeheimFout):
        ontzegel(ruw, SLEUTEL)


def test_afgekapt_gaat_niet_open() -> None:
    gesloten = versleutel("zij slaapt slecht", SLEUTEL, BAND)
    for lengte in range(len(gesloten)):
        with pytest.raises(GeheimFout):
            ontsleutel(gesloten[:lengte], SLEUTEL, BAND)


def test_twee_keer_hetzelfde_is_niet_gelijk() -> None:
    assert versleutel("ja", SLEUTEL, BAND) != versleutel("ja", SLEUTEL, BAND)


def test_lengte_zegt_weinig() -> None:
    lengtes = [len(versleutel("x" * n, SLEUTEL, BAND)) for n in range(48)]
    assert len(set(lengtes[:16])) == len(set(lengtes[16:32])) == 1
    assert lengtes[16] - lengtes[0] == lengtes[32] - lengtes[16] == 16


@pytest.mark.parametrize("lengte", [0, 16, 31, 33, 64])
def test_sleutel_van_verkeerde_lengte(lengte: int) -> None:
    fout = bytes(lengte)
    for doe in (
        lambda: versleutel("a", fout, BAND),
        lambda: ontsleutel(versleutel("a", SLEUTEL, BAND), fout, BAND),
        lambda: verzegel(SLEUTEL, fout),
        lambda: ontzegel(verzegel(SLEUTEL, nieuw_paar()[1]), fout),
        lambda: publiek_van(fout),
    ):
        with pytest.raises(GeheimFout):
            doe()


def test_zegel_alleen_voor_de_eigenaar() -> None:
    prive, publiek = nieuw_paar()
    sleutel = nieuwe_sleutel()
    zegel = verzegel(sleutel, publiek)
    assert ontzegel(zegel, prive) == sleutel
    assert publiek_van(prive) == publiek
    assert sleutel not in zegel
    with pytest.raises(GeheimFout):
        ontzegel(zegel, nieuw_paar()[0])
    for plaats in range(len(zegel)):
        with pytest.raises(GeheimFout):
            ontzegel(zegel[:plaats] + bytes([zegel[plaats] ^ 1]) + zegel[plaats + 1 :], prive)


def test_publieke_sleutel_die_geen_is() -> None:
    with pytest.raises(GeheimFout):
        verzegel(SLEUTEL, bytes(32))


def test_fout_noemt_niets() -> None:
    with pytest.raises(GeheimFout) as gevangen:
        ontsleutel(versleutel("kanarie", SLEUTEL, BAND), nieuwe_sleutel(), BAND)
    assert gevangen.value.__suppress_context__
    assert "kanarie" not in gevangen.value.melding and "voornaam" not in gevangen.value.melding


def test_sleutelbos() -> None:
    bos = Sleutelbos()
    sleutel = nieuwe_sleutel()
    bos.bewaar("a", sleutel)
    bos.bewaar("b", SLEUTEL)
    assert bos.geef("a") == sleutel and "a" in bos and len(bos) == 2
    assert bos.geef("c") is None
    assert sleutel.hex() not in repr(bos) and repr(sleutel) not in repr(bos)
    bos.vergeet("b")
    bos.vergeet("b")
    assert bos.geef("b") is None and bos.geef("a") == sleutel


def test_wis_overschrijft() -> None:
    bos = Sleutelbos()
    bos.bewaar("a", SLEUTEL)
    bewaard = bos._sleutels["a"]
    bos.bewaar("a", nieuwe_sleutel())
    assert bewaard == bytes(32)
    bewaard = bos._sleutels["a"]
    bos.wis()
    assert bewaard == bytes(32) and len(bos) == 0 and bos.geef("a") is None

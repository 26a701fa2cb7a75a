"""A reference that people can say and type: eight Crockford signs, shown as XXXX-XXXX.

Seven signs are random, the eighth checks them. The signs count as elements of GF(32) and must sum
to zero with the weights α⁷ … α⁰. All weights differ and none is zero, so every single wrong sign
and every swap of two different signs (neighbours or not) is found.
"""

import re
import secrets
from collections.abc import Callable

TEKENS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base32: no I, L, O, U
LENGTE = 8

_WAARDE = {teken: waarde for waarde, teken in enumerate(TEKENS)}
_VELDVEELTERM = 0b100101  # x⁵ + x² + 1: primitive, so α has order 31
_GELIJK = str.maketrans("ILO", "110")
_WEG = re.compile(r"[\s\-\u00ad\u200b\u2010-\u2015\u2212]+")
_LEEST_ALS_GETAL = re.compile(r"[0-9]+(E[0-9]+)?")


def nieuwe_referentie(kies: Callable[[int], int] = secrets.randbits) -> str:
    """A new reference, without the hyphen. `kies(n)` gives a number of `n` random bits.

    Unique only by chance (1 in 3·10¹⁰): the store guards it. Never one that a spreadsheet would
    take for a number (`01234567`, `1234E567`) and write differently.
    """
    while True:
        getal = kies(5 * (LENGTE - 1))
        zeven = "".join([TEKENS[getal >> plek & 31] for plek in range(0, 5 * (LENGTE - 1), 5)])
        referentie = zeven + TEKENS[_maal_alfa(_som(zeven))]
        if not _LEEST_ALS_GETAL.fullmatch(referentie):
            return referentie


def normaliseer(tekst: str) -> str:
    """What was typed as it is stored: capitals, I and L as 1, O as 0, no hyphens or spaces.

    Also for a beginning of a reference.
    """
    return _WEG.sub("", tekst).upper().translate(_GELIJK)


def klopt(referentie: str) -> bool:
    """Whether this is a whole reference with the right check sign, typed in whatever way."""
    tekens = normaliseer(referentie)
    return len(tekens) == LENGTE and all(teken in _WAARDE for teken in tekens) and _som(tekens) == 0


def toon_referentie(referentie: str) -> str:
    """`XXXX-XXXX`; a beginning of at most four signs stays without hyphen."""
    tekens = normaliseer(referentie)
    return f"{tekens[:4]}-{tekens[4:]}" if len(tekens) > 4 else tekens


def _som(tekens: str) -> int:
    som = 0
    for teken in tekens:
        som = _maal_alfa(som) ^ _WAARDE[teken]
    return som


def _maal_alfa(waarde: int) -> int:
    """Times α in GF(32)."""
    dubbel = waarde << 1
    return dubbel ^ _VELDVEELTERM if dubbel > 0b11111 else dubbel

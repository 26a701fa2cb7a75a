"""The recovery code on paper: 128 random bits as seven groups of four Crockford signs (engineering.md 6).

Twenty-six signs carry the bits, the last two check them: the number modulo 1021, a prime, so that every
single wrong sign and every swap of two neighbours shows, before anything slow is tried.
"""

import secrets

from mgn_tui.domain.fouten import Geweigerd

_TEKENS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTE, _CONTROLE, _PRIEM = 28, 2, 1021
_LEES_ALS = str.maketrans({"I": "1", "L": "1", "O": "0"})
_TUSSEN = set(" -‐‑‒–—.\t\n\r\u00a0")


def nieuwe_code() -> str:
    """A new code, as it is shown: XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX."""
    getal = secrets.randbits(128)
    tekens = _schrijf(getal, _LENGTE - _CONTROLE) + _schrijf(getal % _PRIEM, _CONTROLE)
    return "-".join(tekens[i : i + 4] for i in range(0, _LENGTE, 4))


def lees(tekst: str) -> str:
    """The 28 signs a person typed: lower case, I and L for 1, O for 0, blanks and hyphens are all fine.

    Raises `Geweigerd` (field `herstelcode`) with what is wrong about it, never with the signs themselves.
    """
    tekens = "".join(t for t in tekst.upper() if t not in _TUSSEN).translate(_LEES_ALS)
    for plaats, teken in enumerate(tekens):
        if teken not in _TEKENS:
            raise _fout(
                f"Een herstelcode heeft alleen cijfers en letters (geen U). Kijk groep {plaats // 4 + 1} na."
            )
    if len(tekens) != _LENGTE:
        raise _fout(f"Een herstelcode heeft {_LENGTE} tekens; dit zijn er {len(tekens)}.")
    getal, controle = _waarde(tekens[:-_CONTROLE]), _waarde(tekens[-_CONTROLE:])
    if getal >= 1 << 128 or getal % _PRIEM != controle:
        raise _fout("In deze herstelcode zit een typefout. Kijk elke groep van vier nog eens na.")
    return tekens


def klopt_einde(code: str, getypt: str) -> bool:
    """Whether these are the last four signs of the code, read as leniently as `lees` does."""
    tekens = "".join(t for t in getypt.upper() if t not in _TUSSEN).translate(_LEES_ALS)
    return tekens == code[-4:]


def _fout(melding: str) -> Geweigerd:
    return Geweigerd({"herstelcode": melding})


def _schrijf(getal: int, lengte: int) -> str:
    return "".join(_TEKENS[getal >> 5 * i & 31] for i in reversed(range(lengte)))


def _waarde(tekens: str) -> int:
    waarde = 0
    for teken in tekens:
        waarde = waarde * 32 + _TEKENS.index(teken)
    return waarde

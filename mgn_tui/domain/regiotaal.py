"""The region's own words in the texts of the program: 'gespreksvoerder' is a 'verkenner' in Zuid-Limburg.

The program writes its texts with one set of words; before they are shown, those become the words of the profile
(`Profiel.termen`), with the article that goes with them. Never over what a person typed.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mgn_tui.domain.profiel import Profiel

_HET: Final = ("overleg", "doco", "doc", "kwartaal", "moment", "gesprek")
_MEERVOUD: Final = {"kwartaal": "kwartalen", "ronde": "rondes", "sprint": "sprints"}
_LIDWOORDEN: Final = {
    "de": "het",
    "deze": "dit",
    "die": "dat",
    "elke": "elk",
    "iedere": "ieder",
    "nieuwe": "nieuw",
}
_ANDERSOM: Final = {het: de for de, het in _LIDWOORDEN.items()}
_VOOR: Final = "|".join((*_LIDWOORDEN, *_ANDERSOM))


def meervoud(woord: str) -> str:
    """More than one sprint, evaluatieronde or kwartaal; for a word it does not know, with an s."""
    for einde, meer in _MEERVOUD.items():
        if woord.casefold().endswith(einde):
            return woord[: -len(einde)] + meer
    return f"{woord}s"


class Regiotaal:
    """Puts the words of one region in a text. Without a region it gives the text back."""

    def __init__(self, termen: Mapping[str, str]) -> None:
        eigen = {
            "gespreksvoerder": termen.get("gespreksvoerder", ""),
            "gespreksvoerders": termen.get("gespreksvoerders", ""),
            "casusoverleg": termen.get("casusoverleg", ""),
            "sprint": termen.get("sprint", ""),
            "sprints": meervoud(termen["sprint"]) if termen.get("sprint") else "",
        }
        self._woorden = {woord: term for woord, term in eigen.items() if term and term != woord}
        alle = "|".join(sorted(self._woorden, key=len, reverse=True))
        self._vind = (
            re.compile(
                rf"(?P<opdracht>\bmgn [\w-]+(?: [\w-]+)?)"  # is typed as it stands, in every region
                rf"|(?<![\w:-])(?:(?P<voor>{_VOOR}) )?(?P<woord>{alle})(?![\w:-])",
                re.IGNORECASE,
            )
            if alle
            else None
        )

    def __call__(self, tekst: str) -> str:
        """The text with this region's words."""
        return self._vind.sub(self._anders, tekst) if self._vind else tekst

    def _anders(self, gevonden: re.Match[str]) -> str:
        if gevonden["opdracht"]:
            return gevonden["opdracht"]
        woord, voor = gevonden["woord"], gevonden["voor"]
        term = self._woorden[woord.casefold()]
        if voor and not woord.casefold().endswith("s"):  # more of them is "de", whatever the word
            voor = _lidwoord(voor, term)
        if woord[0].isupper():
            term = term[0].upper() + term[1:]
        return f"{voor} {term}" if voor else term


def _lidwoord(voor: str, term: str) -> str:
    om = _LIDWOORDEN if term.casefold().endswith(_HET) else _ANDERSOM
    nieuw = om.get(voor.casefold(), voor.casefold())
    return nieuw[0].upper() + nieuw[1:] if voor[0].isupper() else nieuw


@lru_cache(maxsize=8)
def _van(termen: tuple[tuple[str, str], ...]) -> Regiotaal:
    return Regiotaal(dict(termen))


def regiotaal(profiel: "Profiel") -> Regiotaal:
    """The words of this region."""
    return _van(tuple(profiel.termen.items()))


GEEN: Final = Regiotaal({})

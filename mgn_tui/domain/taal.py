"""Plain language: long sentences, jargon, words that judge or sound like a diagnosis.

It remarks, and stops nobody who writes; what an inwoner gets to read is held to it (`voor_inwoner`). The words
are the profile's (`Begrippen`) and those of the list in `jargon`.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from mgn_tui.domain.jargon import gewone_woorden
from mgn_tui.domain.profiel import Begrippen

_WOORD: Final = re.compile(r"[^\W_][\w'’.-]*")
_AFKORTING: Final = re.compile(
    r"(?:\b(?:[a-z]|dr|drs|mr|ir|ing|prof|mw|mevr|dhr|hr|bijv|evt|nr|tel|max|min|ca|resp|enz|etc|jl|ma|incl|excl)"
    r"|\.[a-z])\.$",
    re.IGNORECASE,
)
_EINDE: Final = re.compile(r"[.!?…]+[)\"'”’]*(?=\s|$)|\n")


class Ernst(IntEnum):
    """The weightiest first."""

    DIAGNOSE = 0
    VERBODEN = 1
    LANG = 2
    GEWOON = 3


@dataclass(frozen=True, slots=True)
class Opmerking:
    """One remark on a text. `woord` is as it was typed; empty for a long sentence."""

    ernst: Ernst
    woord: str = field(repr=False)
    liever: str = ""
    aantal: int = 0  # words, of a long sentence

    @property
    def merk(self) -> str:
        return "✖" if self.ernst <= Ernst.VERBODEN else "▲"

    def zin(self, waar: str) -> str:
        """The remark in words; `waar` is the label of the field."""
        match self.ernst:
            case Ernst.LANG:
                return f"zin van {self.aantal} woorden in '{waar}': maak er twee van"
            case Ernst.DIAGNOSE:
                return f"'{self.woord}' in '{waar}' leest als een diagnose: schrijf wat iemand merkt"
            case Ernst.VERBODEN:
                return f"'{self.woord}' in '{waar}': schrijf de naam, of 'inwoner'"
            case Ernst.GEWOON:
                return f"'{self.woord}' in '{waar}': liever '{self.liever}'"


def zinnen(tekst: str) -> list[str]:
    """The sentences of a text. A line is a sentence too; the point of "dr." or "W." ends none."""
    gevonden, begin = [], 0
    for einde in _EINDE.finditer(tekst):
        stuk = tekst[begin : einde.end()]
        if einde[0] == "." and _AFKORTING.search(stuk) and einde.end() < len(tekst):
            continue
        gevonden.append(stuk)
        begin = einde.end()
    gevonden.append(tekst[begin:])
    return [zin for stuk in gevonden if (zin := stuk.strip())]


def _woorden(lijst: Iterable[str]) -> re.Pattern[str] | None:
    """The words as one pattern, whole words only, the longest first."""
    delen = [re.escape(woord) for woord in sorted(lijst, key=len, reverse=True)]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(delen)})(?![\w-])", re.IGNORECASE) if delen else None


class Taalkijker:
    """Looks at texts with the words of one profile."""

    def __init__(self, begrippen: Begrippen) -> None:
        self._zin_woorden = begrippen.zin_woorden
        self._vrij = _woorden(begrippen.uitzonderingen)
        self._verboden = _woorden(begrippen.verboden_woorden)
        self._codes = [re.compile(patroon) for patroon in begrippen.diagnosepatronen]
        self._diagnose = [p for p in (_woorden(begrippen.diagnosewoorden),) if p] + self._codes
        woorden = {**gewone_woorden(), **begrippen.jargon}
        self._liever = {_vlak(woord): gewoon for woord, gewoon in woorden.items() if gewoon}
        self._jargon = _woorden(self._liever)

    def bekijk(self, tekst: str) -> list[Opmerking]:
        """Remarks, the weightiest first, each word once."""
        tekst = unicodedata.normalize("NFC", tekst)
        kaal = self._zonder_vrij(tekst)
        uit: dict[tuple[Ernst, str], Opmerking] = {}

        def noem(ernst: Ernst, woord: str, liever: str = "", aantal: int = 0) -> None:
            uit.setdefault((ernst, _vlak(woord) or str(aantal)), Opmerking(ernst, woord, liever, aantal))

        for patroon in self._diagnose:
            for gevonden in patroon.finditer(kaal):
                noem(Ernst.DIAGNOSE, gevonden[0])
        for gevonden in self._verboden.finditer(kaal) if self._verboden else ():
            noem(Ernst.VERBODEN, gevonden[0])
        for zin in zinnen(tekst):
            if (aantal := len(_WOORD.findall(zin))) > self._zin_woorden:
                noem(Ernst.LANG, "", aantal=aantal)
        for gevonden in self._jargon.finditer(kaal) if self._jargon else ():
            noem(Ernst.GEWOON, gevonden[0], self._liever[_vlak(gevonden[0])])
        return sorted(uit.values(), key=lambda o: o.ernst)

    def voor_inwoner(self, tekst: str, *, eigen_woorden: bool = False) -> list[Opmerking]:
        """What may not stand in a text the inwoner gets: words that judge, and what reads as a diagnosis.

        `eigen_woorden`: they said it themselves, so a diagnosis by its name stays; a code nobody says.
        """
        return [
            o
            for o in self.bekijk(tekst)
            if o.ernst is Ernst.VERBODEN
            or (
                o.ernst is Ernst.DIAGNOSE
                and (not eigen_woorden or any(c.fullmatch(o.woord) for c in self._codes))
            )
        ]

    def gewoner(self, tekst: str) -> tuple[str, Opmerking] | None:
        """The text with plain words for its first jargon, and which; None when there is none."""
        tekst = unicodedata.normalize("NFC", tekst)
        if self._jargon is None or (gevonden := self._jargon.search(self._zonder_vrij(tekst))) is None:
            return None
        woord, voor = gevonden[0], tekst[: gevonden.start()]
        liever = self._liever[_vlak(woord)]
        begint_zin = not voor.strip() or voor.rstrip(" ")[-1] in ".!?\n"
        if woord[0].isupper() and (begint_zin or not woord.isupper()):
            liever = liever[0].upper() + liever[1:]
        return f"{voor}{liever}{tekst[gevonden.end() :]}", Opmerking(Ernst.GEWOON, woord, liever)

    def _zonder_vrij(self, tekst: str) -> str:
        """Blanks in place of the words that are never flagged; as long as the text."""
        return self._vrij.sub(lambda m: " " * len(m[0]), tekst) if self._vrij else tekst

    def bekijk_alles(self, teksten: Mapping[str, str]) -> list[tuple[str, Opmerking]]:
        """(label, remark) for texts by their label, the weightiest first."""
        alles = [(label, opmerking) for label, tekst in teksten.items() for opmerking in self.bekijk(tekst)]
        return sorted(alles, key=lambda paar: paar[1].ernst)


def _vlak(woord: str) -> str:
    return unicodedata.normalize("NFC", woord).casefold()

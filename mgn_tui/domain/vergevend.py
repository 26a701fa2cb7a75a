"""Finding by words, with typing errors forgiven. Knows keys and words, and nothing of whom they are.

A word of four letters or more is still found with one sign too many, too few, wrong or swapped with its neighbour.
What begins as typed comes first, then what lies inside a word, found by trigrams, and then what merely looks like
it. Measuring how far all words lie off is left to whoever brings a fast way to do so (`Meter`).
"""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import islice
from typing import Final, Generic, TypeVar

from mgn_tui.domain.tekst import vouw

K = TypeVar("K", bound=Hashable)

Meter = Callable[[str, Collection[str], int], Iterable[tuple[str, int]]]
"""(word, words, furthest) → the words at most so many mistakes off, and how many; a swap is one mistake."""

HEEL, BIJNA, BEGIN, BINNEN, LIJKT, LIJKT_BEGIN, VER, TRIGRAM = range(8)
"""How a word answers, best first; `BIJNA`: but for its first or last letter. From `LIJKT` on something was forgiven."""

VANAF: Final = 3
"""So many typed signs, and errors are forgiven: a word of four from which one was left out."""
_WOORD: Final = 4  # letters of the shortest word in which an error is forgiven
_BEGIN_VANAF: Final = 4  # typed signs from which the beginning of a word may hold an error
_LANG: Final = 8  # letters from which a word may hold two errors
_TE_VEEL: Final = 1500  # answers that are no longer weighed one by one
_LIJKT_OP: Final = 0.5  # share of trigrams two words must have in common
_EERST: Final = 6  # of the first ten, for what needs no forgiving, when something does
_MEER_LETTERS: Final = {"ß": "s", "æ": "a", "œ": "o", "þ": "t"}
"""Letters that fold to two: one error in them would count for two, so their words are also kept with one."""


def woorden(tekst: str) -> tuple[str, ...]:
    """The words of a text as they are indexed: Şahin-Đặng → sahindang, sahin, dang; Wim van den Berg also as
    vandenberg."""
    uit: dict[str, None] = {}
    for vorm in _vormen(tekst):
        tekens = vorm.split()
        for teken in tekens:
            delen = "".join(t if t.isalnum() else " " for t in teken).split()
            uit |= dict.fromkeys(("".join(delen), *delen))
        if len(tekens) > 2:
            uit["".join(t for teken in tekens[1:] for t in teken if t.isalnum())] = None
    return tuple(woord for woord in uit if woord)


def _vormen(tekst: str) -> tuple[str, ...]:
    """The text folded, and once more with its double letters as one."""
    laag = tekst.lower()
    if not any(letter in laag for letter in _MEER_LETTERS):
        return (vouw(tekst),)
    enkel = laag
    for letter, een in _MEER_LETTERS.items():
        enkel = enkel.replace(letter, een)
    return vouw(tekst), vouw(enkel)


def _vraag(naald: str) -> list[list[str]]:
    """What was typed as words, in each way it may be meant."""
    uit = []
    for vorm in _vormen(naald):
        kaal = ["".join(t for t in deel if t.isalnum()) for deel in vorm.split()]
        if any(kaal):
            uit.append([deel for deel in kaal if deel])
    return uit


def _trigrammen(woord: str) -> set[str]:
    rand = f" {woord} "
    return {rand[i : i + 3] for i in range(len(rand) - 2)}


@dataclass(frozen=True, slots=True)
class Treffer(Generic[K]):
    """What answers. `zeker`: nothing had to be forgiven."""

    sleutel: K
    zeker: bool


@dataclass(frozen=True, slots=True)
class Gevonden(Generic[K]):
    """The first of them, best first; how many there are that needed no forgiving, and how many did."""

    treffers: tuple[Treffer[K], ...] = ()
    zeker: int = 0
    lijkt: int = 0

    @property
    def nog(self) -> int:
        """How many that needed no forgiving are not among the first."""
        return self.zeker - sum(treffer.zeker for treffer in self.treffers)


class Woordenboek(Generic[K]):
    """Which keys answer to which words. Not for two threads at once: its owner sees to that."""

    def __init__(self) -> None:
        self.leeg()

    def leeg(self) -> None:
        """Know nothing (any more)."""
        self._woorden: dict[K, tuple[str, ...]] = {}
        self._volgorde: dict[K, str] = {}
        self._bij: dict[str, set[K]] = {}  # word → keys
        self._rij: list[str] = []  # the distinct words, in order
        self._trigram: dict[str, set[str]] = {}  # trigram → words
        self._straks: set[str] | None = None  # while many come in: the words that are not in the row yet
        self._gelezen: dict[
            str, tuple[str, ...]
        ] = {}  # only then: the words of a name part that was seen before
        self._op_lengte: dict[int, list[str]] = {}  # words of so many letters
        self._stukken: dict[int, list[str]] = {}  # beginnings of so many letters of longer words

    def __len__(self) -> int:
        return len(self._woorden)

    def __contains__(self, sleutel: K) -> bool:
        return sleutel in self._woorden

    @property
    def woorden(self) -> list[str]:
        """The distinct words, in order."""
        return list(self._rij)

    # -- keeping -----------------------------------------------------------------------------

    def zet(self, sleutel: K, teksten: Iterable[str], volgorde: str = "") -> None:
        """This key answers to the words of these texts, and to nothing it answered to before. Among equals the
        lowest `volgorde` comes first."""
        self.weg(sleutel)
        eigen = tuple(dict.fromkeys(woord for tekst in teksten for woord in self._woorden_van(tekst)))
        self._woorden[sleutel], self._volgorde[sleutel] = eigen, volgorde
        for woord in eigen:
            if (bij := self._bij.get(woord)) is None:
                bij = self._bij[woord] = set()
                self._nieuw(woord)
            bij.add(sleutel)

    def zet_veel(self, rijen: Iterable[tuple[K, Iterable[str], str]]) -> None:
        """`zet` for many, which puts the words in order once."""
        self._straks = set()
        try:
            for rij in rijen:
                self.zet(*rij)
        finally:
            self._rij = sorted({*self._rij, *self._straks} & self._bij.keys())
            self._straks = None
            self._gelezen.clear()

    def _woorden_van(self, tekst: str) -> tuple[str, ...]:
        """`woorden`; of names of two words, which most are, each part is folded once when many come in."""
        if self._straks is None or len(delen := tekst.split()) != 2:
            return woorden(tekst)
        uit: tuple[str, ...] = ()
        for deel in delen:
            if (eigen := self._gelezen.get(deel)) is None:
                eigen = self._gelezen[deel] = woorden(deel)
            uit += eigen
        return uit

    def _nieuw(self, woord: str) -> None:
        self._vergeet()
        if self._straks is not None:
            self._straks.add(woord)
        else:
            insort(self._rij, woord)
        for trigram in _trigrammen(woord):
            self._trigram.setdefault(trigram, set()).add(woord)

    def weg(self, sleutel: K) -> None:
        """Nothing of this key remains."""
        for woord in self._woorden.pop(sleutel, ()):
            bij = self._bij[woord]
            bij.discard(sleutel)
            if bij:
                continue
            del self._bij[woord]
            self._vergeet()
            if self._straks is None:
                del self._rij[bisect_left(self._rij, woord)]
            for trigram in _trigrammen(woord):
                self._trigram[trigram].discard(woord)
                if not self._trigram[trigram]:
                    del self._trigram[trigram]
        self._volgorde.pop(sleutel, None)

    def _vergeet(self) -> None:
        """What was worked out from the words no longer holds."""
        self._op_lengte.clear()
        self._stukken.clear()

    # -- finding -----------------------------------------------------------------------------

    def zoek(self, naald: str, hoogstens: int = 10, meter: Meter | None = None) -> Gevonden[K]:
        """The keys in which every typed word is found. Without a `meter` nothing is forgiven."""
        lezingen = _vraag(naald)
        zeker, eerst = self._eerste(
            [[self._precies(deel) for deel in delen] for delen in lezingen], hoogstens
        )
        if meter is None:
            return Gevonden(tuple(Treffer(k, True) for k in eerst), len(zeker))
        ruim = [
            [self._ruim(deel, meter, bool(zeker)) for deel in lezing]
            for delen in lezingen
            for lezing in (delen, *_aaneen(delen))
        ]
        lijkt, daarna = self._eerste(ruim, hoogstens, zeker)
        if lijkt and len(eerst) > _EERST:  # what lies inside a word, or has most letters to go, gives way
            eerst = eerst[: max(hoogstens - len(lijkt), min(_EERST, hoogstens))]
        daarna = daarna[: hoogstens - len(eerst)]
        treffers = (*(Treffer(k, True) for k in eerst), *(Treffer(k, False) for k in daarna))
        return Gevonden(treffers, len(zeker), len(lijkt))

    def met(self, naald: str) -> set[K]:
        """Every key in which all typed words begin a word or lie in one."""
        uit: set[K] = set()
        for delen in _vraag(naald):
            uit |= self._alle([{w for w in self._rij if deel in w} for deel in delen])
        return uit

    def _eerste(
        self, lezingen: Sequence[Sequence[Mapping[str, int]]], hoogstens: int, zonder: Collection[K] = ()
    ) -> tuple[set[K], list[K]]:
        """All keys that answer to one of the readings, and the best of them.

        A reading says for each typed word how the words of the index answer to it (`_punt`). Of very many only the
        kind of answer counts, and any will do: `v` begins a word of half of all names, and nobody reads that list.
        """
        per_lezing = [self._alle(delen) for delen in lezingen]
        alle = per_lezing[0] if len(per_lezing) == 1 else set().union(*per_lezing)
        alle = alle.difference(zonder) if zonder else alle
        if len(alle) <= _TE_VEEL:
            maat = {
                sleutel: min(
                    self._maat(sleutel, delen)
                    for delen, hier in zip(lezingen, per_lezing, strict=True)
                    if sleutel in hier
                )
                for sleutel in alle
            }
            return alle, nsmallest(hoogstens, alle, lambda k: (maat[k], self._volgorde[k]))
        eerst: dict[K, None] = {}
        soorten = sorted({punt // 100 for delen in lezingen for deel in delen for punt in deel.values()})
        for soort in soorten:
            if len(eerst) >= hoogstens:
                break
            hier = [[{w for w, p in d.items() if p // 100 <= soort} for d in delen] for delen in lezingen]
            van_soort = [alle] if soort == soorten[-1] else map(self._alle, hier)
            nieuw = (k for sleutels in van_soort for k in sleutels if k in alle and k not in eerst)
            eerst |= dict.fromkeys(
                sorted(islice(nieuw, hoogstens - len(eerst)), key=self._volgorde.__getitem__)
            )
        return alle, list(eerst)

    def _maat(self, sleutel: K, delen: Sequence[Mapping[str, int]]) -> tuple[int, int]:
        """How well a key answers: the kind of its worst word, and the letters behind all of them."""
        eigen = self._woorden[sleutel]
        punten = [min(deel[w] for w in eigen if w in deel) for deel in delen]
        return max(punten) // 100, sum(p % 100 for p in punten)

    def _alle(self, delen: Sequence[Collection[str]]) -> set[K]:
        """Keys that have a word of each of these. The rarest first: `van den` says little."""
        uit: set[K] | None = None
        for deel in sorted(delen, key=lambda deel: sum(len(self._bij[w]) for w in deel)):
            if uit is not None and len(uit) <= _TE_VEEL:
                uit = {k for k in uit if any(w in deel for w in self._woorden[k])}
            else:
                bij = set().union(*(self._bij[w] for w in deel))
                uit = bij if uit is None else uit & bij
        return uit or set()

    def _die_beginnen(self, deel: str) -> list[str]:
        plek = bisect_left(self._rij, deel)
        einde = bisect_left(self._rij, f"{deel}\U0010ffff", plek)
        return self._rij[plek:einde]

    def _precies(self, deel: str) -> dict[str, int]:
        uit = {w: _punt(BINNEN, w, deel) for w in self._met_trigrammen(deel)}
        uit |= {w: _punt(BEGIN, w, deel) for w in self._die_beginnen(deel)}
        for woord in uit:
            if len(woord) <= len(deel) + 1 and len(deel) >= VANAF:
                uit[woord] = _punt(BIJNA, woord, deel)
        if deel in self._bij:
            uit[deel] = _punt(HEEL, deel, deel)
        return uit

    def _met_trigrammen(self, deel: str) -> list[str]:
        """The words this lies in, by the trigrams it is made of."""
        eigen = [deel[i : i + 3] for i in range(len(deel) - 2)]
        bij = sorted((self._trigram.get(trigram, set()) for trigram in eigen), key=len)
        return [w for w in bij[0] if deel in w] if bij else []

    def _ruim(self, deel: str, meter: Meter, bekend: bool) -> dict[str, int]:
        """As `_precies`, with what looks like it; `bekend`: only what looks like it as a whole word."""
        uit: dict[str, int] = {}

        def beter(woord: str, soort: int) -> None:
            punt = _punt(soort, woord, deel)
            uit[woord] = min(punt, uit.get(woord, punt))

        if len(deel) >= VANAF:
            if not bekend:
                for woord in self._lijkt_op(deel):
                    beter(woord, TRIGRAM)
                for begin in self._bijna_begin(deel, meter):
                    for woord in self._die_beginnen(begin):
                        beter(woord, LIJKT_BEGIN)
            verst = 1 if bekend or len(deel) < _LANG - 1 else 2
            for woord, fouten in meter(deel, self._van_lengte(len(deel), verst), verst):
                if len(woord) >= (_WOORD if fouten < 2 else _LANG):
                    beter(woord, LIJKT if fouten < 2 else VER)
        return uit | self._precies(deel)

    def _bijna_begin(self, deel: str, meter: Meter) -> set[str]:
        """Beginnings of words that are one error off: who is still typing makes errors too."""
        uit: set[str] = set()
        if len(deel) >= _BEGIN_VANAF:
            for lengte in (len(deel) - 1, len(deel), len(deel) + 1):
                if (stukken := self._stukken.get(lengte)) is None:
                    stukken = list(dict.fromkeys(w[:lengte] for w in self._rij if len(w) > lengte))
                    self._stukken[lengte] = stukken
                uit |= {begin for begin, _ in meter(deel, stukken, 1)}
        return uit

    def _van_lengte(self, lengte: int, verst: int) -> list[str]:
        """The words that are long and short enough to be so many errors off."""
        if not self._op_lengte:
            for woord in self._rij:
                self._op_lengte.setdefault(len(woord), []).append(woord)
        return [w for n in range(lengte - verst, lengte + verst + 1) for w in self._op_lengte.get(n, ())]

    def _lijkt_op(self, deel: str) -> list[str]:
        """Words that have at least half of the trigrams of both."""
        eigen = _trigrammen(deel)
        gedeeld = Counter(w for trigram in eigen for w in self._trigram.get(trigram, ()))
        grens = _LIJKT_OP / 2
        return [
            w for w, n in gedeeld.items() if len(w) >= _WOORD and n >= grens * (len(eigen) + len(w)) and n > 2
        ]


def _punt(soort: int, woord: str, deel: str) -> int:
    return soort * 100 + min(abs(len(woord) - len(deel)), 99)


def _aaneen(delen: list[str]) -> list[list[str]]:
    """With two neighbours as one word: a space too many."""
    if not 2 <= len(delen) <= 4:
        return []
    return [
        [*delen[:i], delen[i] + delen[i + 1], *delen[i + 2 :]]
        for i in range(len(delen) - 1)
        if len(delen[i] + delen[i + 1]) >= VANAF
    ]

"""Finding people, praktijken and providers by what is typed; `vindindex` holds what they are found in.

Typing errors are forgiven as `domain.vergevend` says; how far words lie apart is measured by rapidfuzz, which is
loaded when somebody first asks for it.
"""

from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar
from uuid import UUID

from mgn_tui.domain.vergevend import Gevonden as Antwoord
from mgn_tui.register.toegangslogboek import GEZOCHT, las
from mgn_tui.register.vindindex import Aanbieder, Boek, Naam

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie
    from mgn_tui.store.tables import Kaart, Praktijk

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Gevonden:
    """An inwoner this person may read. `zeker`: found as typed, nothing was forgiven."""

    inwoner: UUID
    ref: str
    naam: str = field(repr=False)
    wie: str = field(default="", repr=False)
    zeker: bool = True


@dataclass(frozen=True, slots=True)
class Eerste(Generic[T]):
    """The first that were found, as typed and by forgiving, and how many more there are as typed."""

    zeker: tuple[T, ...] = ()
    lijkt: tuple[T, ...] = ()
    nog: int = 0


def afstanden(woord: str, woorden: Collection[str], verst: int) -> Iterable[tuple[str, int]]:
    """The words at most so many errors off (a swap of neighbours is one), and how many."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    gemeten = extract(woord, woorden, scorer=OSA.distance, score_cutoff=verst, limit=None)
    return [(ander, int(fouten)) for ander, fouten, _ in gemeten]


def _vraag(sessie: "Sessie", boek: Boek, vraag: Callable[[], T]) -> T:
    """Ask a book that is up to date. The slot first: who opened the database before another brought the book
    further would read an older state into it."""
    with boek.slot, sessie.lezen() as db:
        boek.volg(sessie, db)
        return vraag()


def _eerste(antwoord: "Antwoord[K]", van: Callable[[K, bool], T]) -> Eerste[T]:
    gevonden = [(van(t.sleutel, t.zeker), t.zeker) for t in antwoord.treffers]
    return Eerste(
        tuple(wat for wat, zeker in gevonden if zeker),
        tuple(wat for wat, zeker in gevonden if not zeker),
        antwoord.nog,
    )


# --- inwoners --------------------------------------------------------------------------------


def bereid_voor(sessie: "Sessie") -> None:
    """Make the index now, so that the first sign somebody types need not wait for it."""
    _vraag(sessie, sessie.vind.namen, lambda: None)


def bereid_alles_voor(sessie: "Sessie") -> None:
    """All that the finder finds in."""
    for boek in (sessie.vind.namen, sessie.vind.praktijken, sessie.vind.plekken, sessie.vind.aanbieders):
        _vraag(sessie, boek, lambda: None)


def namen(sessie: "Sessie") -> dict[UUID, Naam]:
    """Everybody this person may read; for lists of very many, where opening each key anew takes seconds."""
    boek = sessie.vind.namen
    return _vraag(sessie, boek, lambda: dict(boek.namen))


def namen_in_beeld(sessie: "Sessie") -> list[str]:
    """The names of everybody this person may see."""
    return [n.naam for n in namen(sessie).values()]


def inwoners_met(sessie: "Sessie", naald: str) -> set[UUID]:
    """Everybody in whose name all words of `naald` begin a word or occur; folded comparison."""
    if not naald.split():
        return set()
    las(sessie, GEZOCHT)
    namen = sessie.vind.namen
    return _vraag(sessie, namen, lambda: namen.boek.met(naald))


def inwoners(
    sessie: "Sessie", naald: str, hoogstens: int = 10, *, vergevend: bool = False
) -> Eerste[Gevonden]:
    """People this person may see, by name or initials, best first."""
    if not naald.split():
        return Eerste()
    las(sessie, GEZOCHT)
    namen = sessie.vind.namen

    def wie(inwoner: UUID, zeker: bool) -> Gevonden:
        n = namen.namen[inwoner]
        return Gevonden(inwoner, n.ref, n.naam, n.wie, zeker)

    meter = afstanden if vergevend else None
    return _vraag(sessie, namen, lambda: _eerste(namen.boek.zoek(naald, hoogstens, meter), wie))


def zoek(sessie: "Sessie", naald: str, hoogstens: int = 20) -> list[Gevonden]:
    """People this person may see whose name holds what is typed; nothing is forgiven."""
    return list(inwoners(sessie, naald, hoogstens).zeker)


# --- praktijken and providers ------------------------------------------------------------------


def praktijken(
    sessie: "Sessie", naald: str, hoogstens: int = 5, *, vergevend: bool = False
) -> "Eerste[Praktijk]":
    """Praktijken by name, huisarts or place; of no person, so anyone may."""
    boek = sessie.vind.praktijken
    meter = afstanden if vergevend else None
    return _vraag(
        sessie, boek, lambda: _eerste(boek.boek.zoek(naald, hoogstens, meter), lambda k, _: boek.rijen[k])
    )


def plekken(sessie: "Sessie", naald: str, hoogstens: int = 5, *, vergevend: bool = False) -> "Eerste[Kaart]":
    """What stands on the sociale kaart, by name, what it is for, or gemeente; anyone may."""
    boek = sessie.vind.plekken
    meter = afstanden if vergevend else None
    return _vraag(
        sessie, boek, lambda: _eerste(boek.boek.zoek(naald, hoogstens, meter), lambda k, _: boek.rijen[k])
    )


def aanbieders(
    sessie: "Sessie", naald: str, hoogstens: int = 5, *, vergevend: bool = False
) -> Eerste[Aanbieder]:
    """Providers and loketten that stand in an advies this person may read."""
    boek = sessie.vind.aanbieders
    meter = afstanden if vergevend else None

    def kopie(code: str, _: bool) -> Aanbieder:
        wie = boek.aanbieders[code]
        return Aanbieder(wie.naam, set(wie.adviezen))

    return _vraag(sessie, boek, lambda: _eerste(boek.boek.zoek(naald, hoogstens, meter), kopie))

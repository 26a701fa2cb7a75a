"""Finding people by name: an index in memory, built from what this person may read, gone with the process."""

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import text
from sqlmodel import col, select

from mgn_tui.domain.tekst import vouw
from mgn_tui.register.namen import namen_van
from mgn_tui.register.toegangslogboek import GEZOCHT, las
from mgn_tui.store.tables import Inwoner, Inwonersleutel

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie


@dataclass(frozen=True, slots=True)
class Gevonden:
    inwoner: UUID
    ref: str
    naam: str = field(repr=False)


@dataclass(slots=True)
class _Index:
    namen: dict[UUID, tuple[str, str, str]] = field(default_factory=dict, repr=False)  # folded, name, ref
    stand: str = ""


_indexen: "WeakKeyDictionary[object, _Index]" = WeakKeyDictionary()
_slot = threading.Lock()


def _index(sessie: "Sessie") -> _Index:
    """The index, made again when names or keys changed since."""
    with _slot, sessie.lezen() as db:
        index = _indexen.setdefault(sessie.store, _Index())
        stand = str(
            db.execute(
                text("SELECT max(hlc) FROM wijziging WHERE tabel IN ('identiteit', 'inwonersleutel')")
            ).scalar()
        )
        if index.stand == stand:
            return index
        refs = db.exec(
            select(Inwonersleutel.inwoner, Inwoner.ref)
            .join(Inwoner, col(Inwoner.id) == col(Inwonersleutel.inwoner))
            .where(Inwonersleutel.medewerker == sessie.ik.id)
        )
        bekend = dict(refs.all())
        namen = namen_van(sessie, db, bekend)
        index.namen = {i: (vouw(naam), naam, bekend[i]) for i, (_, naam) in namen.items() if naam}
        index.stand = stand
        return index


def bereid_voor(sessie: "Sessie") -> None:
    """Make the index now, so that the first sign somebody types need not wait for it."""
    _index(sessie)


def namen_in_beeld(sessie: "Sessie") -> list[str]:
    """The names of everybody this person may see."""
    return [naam for _, naam, _ in _index(sessie).namen.values()]


def inwoners_met(sessie: "Sessie", naald: str) -> set[UUID]:
    """Everybody in whose name all words of `naald` begin a word or occur; folded comparison."""
    woorden = vouw(naald).split()
    if woorden:
        las(sessie, GEZOCHT)
    return {i for i, (gevouwen, _, _) in _index(sessie).namen.items() if all(w in gevouwen for w in woorden)}


def zoek(sessie: "Sessie", naald: str, hoogstens: int = 20) -> list[Gevonden]:
    """People this person may see, those whose name begins with `naald` first."""
    woorden = vouw(naald).split()
    if not woorden:
        return []
    las(sessie, GEZOCHT)
    treffers = [
        (not gevouwen.startswith(woorden[0]), naam, inwoner, ref)
        for inwoner, (gevouwen, naam, ref) in _index(sessie).namen.items()
        if all(w in gevouwen for w in woorden)
    ]
    treffers.sort(key=lambda t: t[:2])
    return [Gevonden(inwoner, ref, naam) for _, naam, inwoner, ref in treffers[:hoogstens]]

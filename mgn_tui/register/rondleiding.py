"""What the tour must know of the werkmap: how far the log had come, and what was recorded since."""

from typing import TYPE_CHECKING

from mgn_tui.store import handelingen

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie


def plek(sessie: "Sessie") -> int:
    """The place in the change log until now."""
    with sessie.lezen() as db:
        return handelingen.laatste_nr(db)


def geraakt(sessie: "Sessie", na: int) -> frozenset[str]:
    """The kinds of record somebody made or changed behind this place. What is only typed is not among them."""
    with sessie.lezen() as db:
        return frozenset(tabel for tabel, _ in handelingen.later_geraakt(db, na))

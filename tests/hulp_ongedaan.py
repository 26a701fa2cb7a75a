"""The tables of a werkmap as they stand, to compare before and after."""

from sqlalchemy import text

from mgn_tui.register.sessie import Sessie
from mgn_tui.store import handelingen
from mgn_tui.store.tables import BUITEN_LOG

Stand = dict[str, frozenset[tuple[object, ...]]]


def stand(s: Sessie) -> Stand:
    """Every row of every table but the logs. Seals and marks are made anew each time: that they are there counts."""
    uit: Stand = {}
    with s.lezen() as db:
        for naam, tabel in handelingen.TABELLEN.items():
            if naam in BUITEN_LOG:
                continue
            kolommen = ", ".join(
                f'"{k.name}" IS NOT NULL' if k.info.get("buiten_log") else f'"{k.name}"'
                for k in tabel.columns
            )
            vraag = f'SELECT {kolommen} FROM "{naam}"'  # noqa: S608 (names of our own tables)
            uit[naam] = frozenset(map(tuple, db.execute(text(vraag)).all()))
    return uit


def verschil(een: Stand, ander: Stand) -> dict[str, tuple[int, int]]:
    """Where two stands differ: rows only in the first, rows only in the second. Empty when they are equal."""
    return {
        naam: (len(een[naam] - ander[naam]), len(ander[naam] - een[naam]))
        for naam in een
        if een[naam] != ander[naam]
    }

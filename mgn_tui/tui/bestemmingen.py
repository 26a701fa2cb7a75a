"""Where the finder goes from anywhere: the lists and registers that have no digit of their own."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from mgn_tui.tui.vensters import Vondst, past

if TYPE_CHECKING:
    from mgn_tui.tui.app import MgnTui

KOP: Final = "Ga naar"
_VANAF: Final = 2  # letters from which a place is looked for
_HOOGSTENS: Final = 5


def bereid_voor() -> None:
    """Load the screens now, so that the first answer need not wait for it."""
    from mgn_tui.tui.screens import beheer_lijsten, registers  # noqa: F401


def vind(app: "MgnTui", tekst: str) -> list[Vondst]:
    """The places whose name holds every typed word, or the name of what they are part of; those that are called so
    first."""
    if len(tekst) < _VANAF:
        return []
    gevonden = [p for p in _plekken(app) if past(tekst, p.titel, p.uitleg)]
    return sorted(gevonden, key=lambda p: not past(tekst, p.titel))[:_HOOGSTENS]


def _plekken(app: "MgnTui") -> list[Vondst]:
    from mgn_tui.tui.screens.beheer_lijsten import AFDELINGEN
    from mgn_tui.tui.screens.registers import bladen_van

    def plek(titel: str, waar: str, doe: Callable[[], Awaitable[object]]) -> Vondst:
        return Vondst(titel, waar, doe, kop=KOP)

    beheer = [a.in_termen() for a in AFDELINGEN]
    registers = bladen_van(app.sessie)
    return [
        plek("Registers", "8 Beheer", app.open_registers),
        *(plek(b.label, "8 Beheer · registers", partial(app.open_registers, b.naam)) for b in registers),
        *(plek(a.label, "8 Beheer", partial(app.open_beheer, a.naam)) for a in beheer),
        plek("Exports", "8 Beheer", app.open_exports),
        plek("Doelen", "7 Sprint & cijfers", app.open_doelen),
    ]

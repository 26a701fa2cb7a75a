"""The keys of a window, on as many lines as they take; each can be clicked."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.dom import DOMNode

from mgn_tui.tui.widgets.klikregel import KlikRegel, Stuk

_TUSSEN = "   "


def op_regels(stukken: Sequence[Stuk], breedte: int) -> list[list[Stuk]]:
    """The pieces, as many on a line as fit in `breedte` cells; a piece is never cut."""
    regels: list[list[Stuk]] = [[]]
    over = breedte
    for stuk in stukken:
        if regels[-1] and stuk.cellen > over:
            regels.append([])
            over = breedte
        regels[-1].append(stuk)
        over -= stuk.cellen + len(_TUSSEN)
    return regels


class _Regel(KlikRegel):
    """Line number `rij` of the keys."""

    def __init__(self, alle: Sequence[Stuk], rij: int) -> None:
        super().__init__()
        self._alle = alle
        self._rij = rij

    def stukken(self, breedte: int) -> tuple[Sequence[Stuk], str, Sequence[Stuk]]:
        regels = op_regels(self._alle, breedte)
        return regels[self._rij] if self._rij < len(regels) else (), _TUSSEN, ()


class Antwoorden(Vertical):
    """`antwoorden`: key, what it does in words, the action of `plek` that a click runs ("" for none)."""

    DEFAULT_CSS = """
    Antwoorden { height: auto; }
    Antwoorden > _Regel { padding: 0; }
    """
    SCOPED_CSS = False

    def __init__(self, antwoorden: Sequence[tuple[str, str, str]], plek: DOMNode) -> None:
        super().__init__()
        self._stukken = tuple(
            Stuk(((toets, "toets"), (f" {label}", "rustig")), opdracht, plek)
            for toets, label, opdracht in antwoorden
        )

    def compose(self) -> ComposeResult:
        for rij in range(len(self._stukken)):
            yield _Regel(self._stukken, rij)

    def on_resize(self) -> None:
        hoeveel = len(op_regels(self._stukken, max(self.content_size.width, 1)))
        for rij, regel in enumerate(self.query(_Regel)):
            regel.display = rij < hoeveel

"""The footer: the keys that work here and now, from the registry of actions.

What does not fit is left out, the least important first (`Actie.tonen`); nothing is clipped.
"""

from collections.abc import Sequence

from textual.screen import Screen

from mgn_tui.tui.acties import Actief, actieve_acties, toets_label
from mgn_tui.tui.termen import in_termen
from mgn_tui.tui.widgets.klikregel import KlikRegel, Stuk
from mgn_tui.tui.widgets.straks import na_tekenen

_TUSSEN = "   "


def kies_hints(
    hints: Sequence[Actief], breedte: int, tussen: str = _TUSSEN, vooraan: Sequence[str] = ()
) -> list[Actief]:
    """The hints that fit side by side in `breedte` cells, most important first, in their own order. `vooraan`: ids of
    actions that matter more than all others here."""

    def rang(plek: int) -> tuple[int, int]:
        actie = hints[plek].actie
        return (vooraan.index(actie.id) if actie.id in vooraan else len(vooraan), actie.tonen)

    gekozen: set[int] = set()
    over = breedte
    for plek in sorted(range(len(hints)), key=rang):
        nodig = _stuk(hints[plek]).cellen + (len(tussen) if gekozen else 0)
        if nodig <= over:
            gekozen.add(plek)
            over -= nodig
    return [hint for plek, hint in enumerate(hints) if plek in gekozen]


def _stuk(hint: Actief) -> Stuk:
    return Stuk(
        ((toets_label(hint.toetsen[0]), "toets"), (f" {in_termen(hint.actie.label)}", "rustig")),
        hint.opdracht,
        hint.plek,
    )


class Voetregel(KlikRegel):
    """The footer of a screen; help always stands at the right."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._hints: list[Actief] = []  # as they stand there
        self._nieuw: list[Actief] | None = None  # asked, not painted yet
        self._straks = False

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._vernieuw)

    def _vernieuw(self, _: Screen[object]) -> None:
        """Asking what works takes longer than painting a row: what the key changed is painted first."""
        if not self._straks:
            self._straks = True
            na_tekenen(self, self._kijk)

    def _kijk(self) -> None:
        self._straks = False
        hints = self._te_tonen()
        if hints != self._hints:
            self._nieuw = hints
            self.refresh()

    def _te_tonen(self) -> list[Actief]:
        return [hint for hint in actieve_acties(self.screen) if hint.actie.tonen]

    def stukken(self, breedte: int) -> tuple[Sequence[Stuk], str, Sequence[Stuk]]:
        hints = self._hints = self._te_tonen() if self._nieuw is None else self._nieuw
        self._nieuw = None
        hulp = [hint for hint in hints if hint.actie.id == "hulp"]
        rechts = [_stuk(hint) for hint in hulp]
        over = breedte - sum(stuk.cellen + len(_TUSSEN) for stuk in rechts)
        vooraan = getattr(self.screen, "VOORAAN", ())
        links = kies_hints([hint for hint in hints if hint not in hulp], over, vooraan=vooraan)
        return [_stuk(hint) for hint in links], _TUSSEN, rechts

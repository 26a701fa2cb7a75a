"""The row of steps: `1 Vandaag  2 Aanmeldingen  …`, shorter when there is little room."""

from collections.abc import Sequence

from mgn_tui.tui.acties import Hoofdstap
from mgn_tui.tui.termen import in_termen
from mgn_tui.tui.widgets.klikregel import KlikRegel, Stuk


def stappen_regel(stappen: Sequence[Hoofdstap], huidig: str, breedte: int) -> tuple[list[Stuk], str]:
    """The pieces and what stands between them: all labels, else the current label and digits."""
    vol = [_stuk(stap, stap.naam == huidig, True) for stap in stappen]
    for tussen in ("   ", "  "):
        if sum(stuk.cellen + len(tussen) for stuk in vol) - len(tussen) <= breedte:
            return vol, tussen
    kort = [_stuk(stap, stap.naam == huidig, stap.naam == huidig) for stap in stappen]
    if sum(stuk.cellen + 2 for stuk in kort) - 2 <= breedte:
        return kort, "  "
    return [_stuk(stap, stap.naam == huidig, False) for stap in stappen], " "


def _stuk(stap: Hoofdstap, nu: bool, met_label: bool) -> Stuk:
    cijfer = (str(stap.nummer), "toets")
    opdracht = f"app.stap('{stap.naam}')"
    if not met_label:
        return Stuk((cijfer if not nu else (str(stap.nummer), "nu"),), opdracht)
    return Stuk((cijfer, (f" {in_termen(stap.label)}", "nu" if nu else "rustig")), opdracht)


class Stappenbalk(KlikRegel):
    """The steps this app has, the current one in bold. Only existing steps are shown."""

    def __init__(self, stappen: Sequence[Hoofdstap], huidig: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._stappen = tuple(stappen)
        self._huidig = huidig

    def stukken(self, breedte: int) -> tuple[Sequence[Stuk], str, Sequence[Stuk]]:
        links, tussen = stappen_regel(self._stappen, self._huidig, breedte)
        return links, tussen, ()

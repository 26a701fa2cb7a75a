"""What is advised, and which of it is the hoofdadvies: chosen in one place."""

from collections.abc import Sequence

from textual import events
from textual.reactive import reactive

from mgn_tui.domain.velden import Keuze
from mgn_tui.tui.widgets.invoer import VeldGewijzigd
from mgn_tui.tui.widgets.keuze import LijstInvoer


class AdviesKeuze(LijstInvoer):
    """Space: advised, then the hoofdadvies, then neither. h: the hoofdadvies at once. With one advised,
    that is the hoofdadvies."""

    hoofd: reactive[str] = reactive("")

    def __init__(self, keuzes: Sequence[Keuze]) -> None:
        super().__init__(keuzes, ())

    @property
    def categorieen(self) -> str:
        """The codes that are advised, as they are stored."""
        return "|".join(self.codes)

    def zet_advies(self, categorieen: str, hoofd: str) -> None:
        """Other choices, without telling anyone."""
        self.codes = tuple(filter(None, (deel.strip() for deel in categorieen.split("|"))))
        self.hoofd = hoofd

    def merk(self, keuze: Keuze) -> str:
        return "[H]" if keuze.code == self.hoofd else "[x]" if keuze.code in self.codes else "[ ]"

    def on_key(self, gebeurtenis: events.Key) -> None:
        if gebeurtenis.key == "h" and self.keuzes:
            gebeurtenis.stop()
            gebeurtenis.prevent_default()
            self._maak_hoofd(self.keuzes[self._cursor].code)
        else:
            super().on_key(gebeurtenis)

    def _maak_hoofd(self, code: str) -> None:
        self.hoofd = code
        if code not in self.codes:
            super()._wissel(self._cursor)
        else:
            self.refresh()
            self.post_message(VeldGewijzigd(self.ruw))

    def _wissel(self, nummer: int) -> None:
        code = self.keuzes[nummer].code if self.keuzes else ""
        if code in self.codes and code != self.hoofd:
            self._maak_hoofd(code)
            return
        if code == self.hoofd:
            self.hoofd = ""
        super()._wissel(nummer)

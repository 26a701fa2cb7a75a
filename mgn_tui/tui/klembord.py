"""The clipboard: what was copied here does not stay there."""

from typing import Any, Final

from textual.app import App
from textual.timer import Timer

KLEMBORD_S: Final = 60  # seconds that a copied text stays


class Klembord(App[None], inherit_bindings=False):
    """The part of the app that copies, and takes it back: after a minute, when hiding, and when it stops."""

    _klembord_klok: Timer | None = None  # runs while something of ours may be on the clipboard

    def copy_to_clipboard(self, text: str) -> None:
        """Every copy of the program: it leaves the clipboard after a minute, where the terminal lets us."""
        super().copy_to_clipboard(text)
        if self._klembord_klok is not None:
            self._klembord_klok.stop()
        self._klembord_klok = self.set_timer(KLEMBORD_S, self.wis_klembord)

    def wis_klembord(self) -> None:
        """Empty the clipboard of what was last copied here; when nothing was, it is not ours to empty.

        A program in a terminal can write the clipboard and not read it: whether another program copied something
        since is not to be known. A terminal that does not take "empty" is left with a space.
        """
        if self._klembord_klok is None:
            return
        self._klembord_klok.stop()
        self._klembord_klok = None
        for leeg in (" ", ""):
            super().copy_to_clipboard(leeg)

    def exit(self, result: None = None, return_code: int = 0, message: Any = None) -> None:
        """Quit, and leave nothing on the clipboard."""
        self.wis_klembord()
        super().exit(result, return_code, message)

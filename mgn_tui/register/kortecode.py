"""The short code: four digits that bring back a screen that was closed beside an inwoner.

Chosen by the person, for as long as the program runs. Held in memory and nowhere else: never in the werkmap, the
key file, a log or a report. It opens no werkmap, only a screen that this very program hid, and not for long.
"""

import hmac
from typing import Final

from mgn_tui.domain.fouten import Geweigerd

CIJFERS: Final = 4
GELDIG_S: Final = 1800  # after the screen was closed; then the passphrase
POGINGEN: Final = 3

_RIJTJE: Final = "01234567890"


class KorteCode:
    """One chosen code, with the wrong tries since it last opened."""

    __slots__ = ("_code", "_fout")

    def __init__(self, code: str) -> None:
        """Raises `Geweigerd` for what is no code, or the first that anybody would try."""
        if len(code) != CIJFERS or not (code.isascii() and code.isdigit()):
            raise Geweigerd({"code": "Een korte code is vier cijfers."})
        if len(set(code)) == 1 or code in _RIJTJE or code[::-1] in _RIJTJE:
            raise Geweigerd({"code": "Deze code raadt een ander als eerste. Kies vier andere cijfers."})
        self._code = code
        self._fout = 0

    def klopt(self, poging: str) -> bool:
        """Whether this is the code. After three wrong ones it never is again."""
        if self.op:
            return False
        goed = hmac.compare_digest(poging.encode("utf-8", "surrogatepass"), self._code.encode())
        self._fout = 0 if goed else self._fout + 1
        return goed

    @property
    def op(self) -> bool:
        """Three wrong: only the passphrase opens."""
        return self._fout >= POGINGEN

    @property
    def over(self) -> int:
        """Tries that are left."""
        return max(POGINGEN - self._fout, 0)

    def __repr__(self) -> str:
        return "<KorteCode>"

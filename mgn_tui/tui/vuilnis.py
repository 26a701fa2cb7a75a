"""Python's full search for what nobody holds any more, at a moment when nobody types.

By itself it comes in the middle of a key: 25 ms with few gesprekken, up to a quarter of a second with 100.000,
several times a minute. While a large list is read it walks the rows over and over.
"""

import asyncio
import gc
from typing import Final

_STIL_S: Final = 1.0  # since the last key
_ZELDEN: Final = (
    200  # so many partial searches before one comes by itself, for who never pauses: about a minute
)
_GENOEG: Final = 10  # partial searches since the last full one, Python's own number


def wacht_met_opruimen() -> None:
    """For the process of the app: from now on a full search is for `Vuilnis` to begin."""
    jong, midden, _ = gc.get_threshold()
    gc.set_threshold(jong, midden, _ZELDEN)


class Vuilnis:
    """Begins a full search when nobody typed for a while and there may be something to find."""

    def __init__(self) -> None:
        self._straks: asyncio.TimerHandle | None = None

    def later(self) -> None:
        """Somebody typed. Called on the event loop."""
        if self._straks is not None:
            self._straks.cancel()
        self._straks = asyncio.get_running_loop().call_later(_STIL_S, self._ruim_op)

    def _ruim_op(self) -> None:
        self._straks = None
        if gc.get_count()[2] >= _GENOEG:
            gc.collect()

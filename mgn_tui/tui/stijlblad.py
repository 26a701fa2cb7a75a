"""The style sheet of the app: each source is parsed once.

Textual keeps the last 64 sources it parsed and we have more, so every new kind of widget had all of them
parsed anew; and for every new kind of screen it begins with an empty memory.
"""

from functools import cache
from typing import Any

from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet


@cache
def _gelezen(variabelen: frozenset[tuple[str, str]]) -> LRUCache[Any, Any]:
    """What was parsed with these colours: one memory per theme."""
    return LRUCache(1024)


class Stijlblad(Stylesheet):
    """Textual's, with a memory that is large enough and stays."""

    def __init__(self, *, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._parse_cache = _gelezen(frozenset(variables.items()))

    def set_variables(self, variables: dict[str, str]) -> None:
        self._parse_cache = LRUCache(1)  # the next line empties it
        super().set_variables(variables)
        self._parse_cache = _gelezen(frozenset(variables.items()))

    def reparse(self) -> None:
        self.parse()  # what stood stays when it fails

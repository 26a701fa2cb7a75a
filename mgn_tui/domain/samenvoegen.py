"""Two people changed one record: what can be joined is joined, what cannot is named."""

from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")


def voeg_samen(
    basis: Mapping[str, T], mijn: Mapping[str, T], hun: Mapping[str, T]
) -> tuple[dict[str, T], frozenset[str]]:
    """(values, names that clash), per field of `mijn`.

    `basis` is what stood there when typing began; a field that is not in it began from something unknown.
    Who left a field as it was takes over the other's value. A field both changed, to different values,
    clashes and keeps mine. Nothing anybody wrote is dropped without being named.
    """
    samen: dict[str, T] = {}
    botst = set()
    for veld, eigen in mijn.items():
        ander = hun.get(veld, eigen)
        samen[veld] = eigen
        if eigen == ander or (veld in basis and ander == basis[veld]):
            continue
        if veld in basis and eigen == basis[veld]:
            samen[veld] = ander
        else:
            botst.add(veld)
    return samen, frozenset(botst)

"""Releases for everybody, in short: many rows alike, and what is released of them."""

from typing import Any

from mgn_tui.register import cijfers
from mgn_tui.register.cijfers import Vraag
from mgn_tui.register.sessie import Sessie
from tests.hulp_rijen import Rij, gevoerd


def vrij(s: Sessie, periode: str, **keuze: str) -> dict[str, Any]:
    return cijfers.inhoud(s, cijfers.reken(s, Vraag(periode=periode, voor="openbaar", **keuze)))  # type: ignore[arg-type]


def reeks(begin: int, aantal: int, dag: str, **velden: object) -> list[Rij]:
    return [gevoerd(n, gespreksdatum=dag, **velden) for n in range(begin, begin + aantal)]

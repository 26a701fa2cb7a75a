"""The lists of gesprekken in the order of the work: one's own before those of another duo."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mgn_tui.domain.woorden import GesprekStatus
from mgn_tui.register import vastleggen, versturen
from mgn_tui.register.vastleggen import GesprekRegel

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

VERSTUURD: Final = "verstuurd"
_STANDEN: Final = (
    "",
    "concept",
    "vastgesteld",
    VERSTUURD,
)  # as GesprekRegel.advies says it, what asks most first


def _eigen_eerst(regels: Iterable[GesprekRegel]) -> list[GesprekRegel]:
    """Those this person can read first, stand-ins included; of the others there is only a pseudonym."""
    return sorted(regels, key=lambda regel: not regel.naam)


def gesprekken(sessie: "Sessie") -> list[GesprekRegel]:
    """Today's by the clock, then what was, newest first, then what is to come; one's own first in each."""
    vandaag = sessie.klok.vandaag()
    regels = vastleggen.lijst(sessie)  # newest first
    oplopend = sorted(regels, key=lambda r: r.begin)
    return [
        *_eigen_eerst(r for r in oplopend if r.begin.date() == vandaag),
        *_eigen_eerst(r for r in regels if r.begin.date() < vandaag),
        *_eigen_eerst(r for r in oplopend if r.begin.date() > vandaag),
    ]


def adviezen(sessie: "Sessie") -> list[GesprekRegel]:
    """Every gesprek that was held, by what its advies still asks: writing, fixing, sending, nothing. One's own
    first in each, newest first. `advies` may say "verstuurd" here."""
    weg = versturen.verstuurd(sessie)
    regels = [
        replace(r, advies=VERSTUURD) if r.advies == "vastgesteld" and r.ref in weg else r
        for r in vastleggen.lijst(sessie, GesprekStatus.GEVOERD.value)
    ]
    return sorted(_eigen_eerst(regels), key=lambda r: _STANDEN.index(r.advies))

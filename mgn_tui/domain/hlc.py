"""Hybrid logical clock: an order of changes that a wrong laptop clock cannot turn round.

A stamp is text of fixed width, `{ms:012x}-{teller:04x}-{apparaat:08x}`; comparing the texts
compares the stamps.
"""

import re
from threading import Lock
from typing import NamedTuple

from mgn_tui.domain.fouten import MgnFout
from mgn_tui.domain.klok import Klok

LENGTE = 12 + 1 + 4 + 1 + 8
MEESTE_VOORUIT_MS = 24 * 60 * 60 * 1000

_VORM = re.compile(r"([0-9a-f]{12})-([0-9a-f]{4})-([0-9a-f]{8})")
_MEESTE_TELLER = 0xFFFF
_MEESTE_MS = (1 << 48) - 1
_MEESTE_APPARAAT = (1 << 32) - 1


class HlcFout(MgnFout, ValueError):
    """A stamp that is none."""


class HlcVooruit(HlcFout):
    """A stamp more than 24 hours ahead of this machine's clock. `uren`: whole hours ahead."""

    def __init__(self, uren: int) -> None:
        super().__init__(
            f"Een wijziging is volgens haar tijd {uren} uur in de toekomst gemaakt en is niet overgenomen."
            " Controleer de klok van beide laptops."
        )
        self.uren = uren


class Stempel(NamedTuple):
    """The parts of a stamp: `ms` since 1970-01-01 UTC, a counter within it, the device."""

    ms: int
    teller: int
    apparaat: int

    def __str__(self) -> str:
        return f"{self.ms:012x}-{self.teller:04x}-{self.apparaat:08x}"

    def plus(self, aantal: int) -> "Stempel":
        """So many stamps further within one reading of the clock; a full counter takes a millisecond."""
        teller = self.teller + aantal
        return Stempel(self.ms + (teller >> 16), teller & _MEESTE_TELLER, self.apparaat)


def ontleed(hlc: str) -> Stempel:
    """The parts of a stamp. Raises `HlcFout`."""
    delen = _VORM.fullmatch(hlc)
    if not delen:
        raise HlcFout("Dit is geen geldig tijdstempel van een wijziging.")
    return Stempel(*(int(deel, 16) for deel in delen.groups()))


class Hlc:
    """The clock of one device (`apparaat`, 32 bits). Safe to use from several threads.

    `laatste` is the last stamp in this device's own log: the clock goes on behind it, however far
    the wall clock was put back since. Raises ValueError for a device outside 32 bits, `HlcFout`
    for a wrong `laatste`.
    """

    def __init__(self, apparaat: int, klok: Klok, laatste: str = "") -> None:
        if not 0 <= apparaat <= _MEESTE_APPARAAT:
            raise ValueError(f"apparaat outside 32 bits: {apparaat}")
        self.apparaat = apparaat
        self._klok = klok
        self._slot = Lock()
        eerder = ontleed(laatste) if laatste else Stempel(0, 0, apparaat)
        self._ms, self._teller = eerder.ms, eerder.teller
        self._staart = f"-{apparaat:08x}"
        self.gelezen_ms = 0
        """What the wall clock said at the last stamp."""

    @property
    def laatste(self) -> str:
        """The highest stamp given or seen; empty when there was none."""
        with self._slot:
            stempel = Stempel(self._ms, self._teller, self.apparaat)
        return str(stempel) if stempel.ms else ""

    def volgende(self) -> str:
        """A stamp later than every one given or seen before."""
        return self.reeks(1)

    def reeks(self, aantal: int) -> str:
        """The first of so many stamps behind each other, all of them given now: see `Stempel.plus`."""
        with self._slot:
            nu = self.gelezen_ms = self._nu()
            if nu > self._ms:
                self._ms, self._teller = nu, 0
            elif self._teller < _MEESTE_TELLER:
                self._teller += 1
            else:
                self._ms, self._teller = self._ms + 1, 0
            eerste = f"{self._ms:012x}-{self._teller:04x}{self._staart}"
            if aantal > 1:
                self._ms, self._teller, _ = Stempel(self._ms, self._teller, self.apparaat).plus(aantal - 1)
            if self._ms > _MEESTE_MS:
                raise HlcFout("De klok van deze laptop staat op een onmogelijke datum.")
            return eerste

    def zag(self, hlc: str) -> None:
        """Take in a stamp of another device: the next one of our own lies behind it.

        Raises `HlcVooruit` more than 24 hours ahead of the wall clock, `HlcFout` for no stamp;
        the clock is then unchanged.
        """
        ander = ontleed(hlc)
        with self._slot:
            vooruit = ander.ms - self._nu()
            if vooruit > MEESTE_VOORUIT_MS:
                raise HlcVooruit(vooruit // 3_600_000)
            self._ms, self._teller = max((self._ms, self._teller), (ander.ms, ander.teller))

    def _nu(self) -> int:
        return max(0, int(self._klok.nu().timestamp() * 1000))

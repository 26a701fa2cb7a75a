"""Rounding as the contract has it: half up, one decimal, exact until then."""

from decimal import Decimal
from fractions import Fraction


def een_decimaal(waarde: Fraction) -> float:
    """Half up, one decimal."""
    return int((waarde * 20 + 1) // 2) / 10


def gemiddelde(som: int, aantal: int, delen: int = 1) -> float | None:
    """The mean of whole numbers that count `delen` to the unit; None without any."""
    return een_decimaal(Fraction(som, aantal * delen)) if aantal else None


def getal(waarde: int | Decimal | Fraction) -> int | float:
    """A number as JSON has it: whole where it is whole."""
    return int(waarde) if waarde == int(waarde) else float(waarde)

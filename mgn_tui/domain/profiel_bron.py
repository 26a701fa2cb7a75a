"""What every entry of a region profile has: a source."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Getal = int | Decimal
Aard = Literal["seed", "correctie", "aanname", "keuze", "lokaal", "vastgesteld"]

NIET_BEPAALD = "niet bepaald in het plan"


def brontekst(aard: str, bron: str, reden: str, gedrukt: str) -> str:
    """The source of one entry, as people read it."""
    match aard:
        case "lokaal":
            delen = [NIET_BEPAALD, bron]
        case "keuze":
            delen = ["keuze van het programma", bron]
        case "aanname":
            delen = [f"aanname bij {bron}" if bron else "aanname"]
        case "correctie":
            delen = [f"correctie van {bron}", f"gedrukt staat: {gedrukt}"]
        case "vastgesteld":
            was = f"in het profiel staat: {gedrukt}" if gedrukt else ""
            return "; ".join(deel for deel in ("lokaal vastgesteld", reden, was, bron) if deel)
        case _:
            delen = [bron]
    return "; ".join(deel for deel in [*delen, reden] if deel)


@dataclass(frozen=True, slots=True, kw_only=True)
class MetBron:
    """An entry with its source: a line of the plan (`bron`, "L863") and what kind of source (`aard`).

    `gedrukt` is the printed value of a misprint, `gecorrigeerd` the name of the field that was put
    right, `reden` why (of a correctie, aanname or keuze). Of what a werkmap set itself (vastgesteld),
    `gedrukt` is what the profile says.
    """

    bron: str = ""
    aard: Aard = "seed"
    reden: str = ""
    gedrukt: str = ""
    gecorrigeerd: str = ""

    @property
    def brontekst(self) -> str:
        return brontekst(self.aard, self.bron, self.reden, self.gedrukt)


@dataclass(frozen=True, slots=True)
class Bronregel:
    """One value of the profile and where it comes from. `waarde` and `bron` are Dutch, for the screen."""

    pad: str  # "normen.uitnodiging", "doelen.7.2025-06-30"
    waarde: str
    bron: str
    aard: Aard

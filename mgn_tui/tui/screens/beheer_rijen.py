"""A section of Beheer, and one row of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mgn_tui.domain.tekst import vouw
from mgn_tui.tui.termen import in_termen, kolommen_in_termen
from mgn_tui.tui.widgets.vensterlijst import Cel, Kolom, Regel

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie


@dataclass(frozen=True, slots=True)
class Rij:
    """One row with what is said of it below the list."""

    regel: Regel
    uitleg: str = field(default="", repr=False)

    def past(self, woorden: Sequence[str]) -> bool:
        """Whether every typed word (folded) occurs in the row."""
        cellen = (cel.tekst if isinstance(cel, Cel) else cel for cel in self.regel.cellen)
        tekst = vouw(f"{' '.join(cellen)} {self.uitleg}")
        return all(woord in tekst for woord in woorden)


@dataclass(frozen=True, slots=True)
class Afdeling:
    """A section of Beheer. `rijen` is called in a thread with the session and whether names show in full."""

    naam: str
    label: str
    kolommen: tuple[Kolom, ...]
    rijen: "Callable[[Sessie, bool], list[Rij]]"
    leeg: str
    filter: bool = False
    eenheid: tuple[str, str] = ("regel", "regels")
    bron: "Callable[[Sessie, str, int, int], list[Regel]] | None" = (
        None  # a page of what is typed, for a long list
    )
    tel: "Callable[[Sessie, str], int] | None" = None
    uitleg: str = ""  # said below the list, whatever row

    def in_termen(self) -> "Afdeling":
        """As the region says it."""
        return replace(
            self,
            label=in_termen(self.label),
            kolommen=kolommen_in_termen(self.kolommen),
            leeg=in_termen(self.leeg),
            uitleg=in_termen(self.uitleg),
        )


def grijs(regel: Regel) -> Regel:
    cellen = tuple(Cel(cel.tekst if isinstance(cel, Cel) else cel, "gedempt") for cel in regel.cellen)
    return replace(regel, cellen=cellen)

"""One action, and the sections every screen may have. `acties` holds the registry of them all."""

from dataclasses import dataclass
from typing import Final

OVERAL: Final = "overal"
LIJST: Final = "lijst"
FORMULIER: Final = "formulier"
GROEPEN: Final = (OVERAL, LIJST, FORMULIER)
"""Sections that may be present on any screen, so no screen may use their keys for something else."""


@dataclass(frozen=True, slots=True)
class Actie:
    """One thing a person can do with a key.

    `id` is what a keymap names (`gesprek.kladblok`); its last part names the method. `tonen` is the place
    in the footer's queue: 1 stays longest when there is little room, 0 is never there. `zoekbaar`: also in
    the finder. `voorrang`: also where a text field has a use of its own for the keys (never for a letter).
    """

    id: str
    toetsen: tuple[str, ...]
    label: str
    hulp: str = ""
    scherm: str = OVERAL
    tonen: int = 0
    zoekbaar: bool = True
    opdracht: str = ""
    voorrang: bool = False

    @property
    def actie(self) -> str:
        """The action as Textual runs it, on the node that carries the binding."""
        naam = self.id.rpartition(".")[2].replace("-", "_")
        return self.opdracht or (f"app.{naam}" if self.scherm == OVERAL else naam)

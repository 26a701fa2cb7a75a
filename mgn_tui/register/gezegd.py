"""What was said in a gesprek, to read while one writes the advies. Nothing in it can be changed here."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mgn_tui.domain.velden import VeldSoort
from mgn_tui.register import gespreksformulier, vastleggen

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

_GEZEGD: Final = frozenset({"Kladblok", "In uw eigen woorden", "Het gesprek"})
"""Groups of the form that hold what was said; what the team learnt of it is another matter."""


@dataclass(frozen=True, slots=True)
class Stuk:
    """One theme, or what belongs to none: its name, the mark when there is one, and what was said by question."""

    kop: str
    cijfer: str = field(repr=False)
    regels: tuple[tuple[str, str], ...] = field(repr=False)


def lees(sessie: "Sessie", ref: str) -> list[Stuk]:
    """The themes that were spoken of, in iPH's order, then the rest. Raises `GeenToegang`."""
    beeld = vastleggen.lees(sessie, ref)
    if beeld.dicht:
        raise sessie.geen_toegang(
            "Wat er gezegd is, leest een gespreksvoerder van dit gesprek.", beeld.inwoner
        )
    uit = []
    for thema in beeld.themas:
        vragen = [v for v in gespreksformulier.THEMA.velden if v.soort is VeldSoort.LANG]
        regels = tuple((v.label, thema.ruw[v.naam]) for v in vragen if thema.ruw[v.naam])
        if thema.besproken or regels or thema.ruw["score"]:
            uit.append(Stuk(thema.thema.label, thema.ruw["score"], regels))
    velden = [v for v in gespreksformulier.formulier(sessie).velden if v.groep in _GEZEGD]
    for groep in dict.fromkeys(v.groep for v in velden):
        regels = tuple(
            ("" if v.label == groep else v.label, beeld.ruw[v.naam])
            for v in velden
            if v.groep == groep and v.soort is VeldSoort.LANG and beeld.ruw[v.naam]
        )
        if regels:
            uit.append(Stuk(groep, "", regels))
    return uit

"""The totals of the tally sheet one by one, each with the gesprekken it counts, as `figures.doorverwijzing` does."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mgn_tui.figures.doorverwijzing import Telrij

if TYPE_CHECKING:
    from mgn_tui.domain.profiel import Profiel
    from mgn_tui.register.toeleiden import Turfstaat

MENSEN: Final = "mensen"
GESPREKKEN: Final = "gesprekken"


@dataclass(frozen=True, slots=True)
class Totaal:
    """One count. `noemer`: what it is of, in `eenheid`; of people, the last gesprek with an advice of each."""

    kop: str
    label: str
    refs: tuple[str, ...] = field(repr=False)
    noemer: int
    eenheid: str = GESPREKKEN


def _refs(rijen: Iterable[Telrij]) -> tuple[str, ...]:
    return tuple(r.gesprek for r in rijen)


def totalen(staat: "Turfstaat", profiel: "Profiel") -> tuple[Totaal, ...]:
    """All of them, in the order of the sheet."""
    rijen = [r.telrij() for r in staat.rijen if r.telt]
    laatste: dict[str, Telrij] = {}
    for rij in rijen:
        eerder = laatste.get(rij.inwoner)
        if rij.geadviseerd and (eerder is None or eerder.volgorde <= rij.volgorde):
            laatste[rij.inwoner] = rij
    mensen = sorted(laatste.values(), key=lambda r: r.volgorde)
    groepen = {g.code: frozenset(g.codes) for g in profiel.groepen}
    uit = []
    for g in profiel.groepen:
        refs = _refs(r for r in mensen if r.geadviseerd & groepen[g.code])
        uit.append(Totaal("Mensen per groep", g.label, refs, len(mensen), MENSEN))
    met = len([r for r in rijen if r.geadviseerd])
    for c in profiel.categorieen:
        uit.append(Totaal("Geadviseerd", c.label, _refs(r for r in rijen if c.code in r.geadviseerd), met))
    for kop, stap in (("Verwezen of aangemeld", "verwezen"), ("Gestart", "gestart")):
        for c in profiel.categorieen:
            van = sum(1 for r in rijen if c.code in r.geadviseerd)
            refs = _refs(r for r in rijen if c.code in getattr(r, stap))
            if van or refs:
                uit.append(Totaal(kop, c.label, refs, van))
    meer = _refs(r for r in rijen if sum(1 for leden in groepen.values() if r.geadviseerd & leden) > 1)
    uit += [
        Totaal("Gesprekken", "meer dan één groep", meer, met),
        Totaal("Gesprekken", "nog zonder advies", _refs(r for r in rijen if not r.geadviseerd), len(rijen)),
        Totaal("Gesprekken", "alle", _refs(rijen), len(rijen)),
    ]
    return tuple(uit)

"""The targets of the plan that are due on a day, over what window, and between which bounds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from mgn_tui.domain.profiel import Profiel
from mgn_tui.domain.profiel_doelen import Doel, IJkmoment
from mgn_tui.domain.rijen import Versie
from mgn_tui.figures.periode import maanden_tot

_MAANDEN = {"kwartaal": 3, "half-jaar": 6, "jaar": 12}
_UIT_GESPREKKEN = ("gesprekken", "inwoners")
_DUIZEND = 1000


@dataclass(frozen=True, slots=True)
class Opgave:
    """A target that is due on an ijkmoment: its window (never beyond the last day counted) and its bounds."""

    doel: Doel
    ijkmoment: date
    van: date
    tot: date
    minimum: Fraction | None
    maximum: Fraction | None
    moment: IJkmoment | None = None
    versie: Versie | None = None

    @property
    def uit_gesprekken(self) -> bool:
        return self.doel.telt in _UIT_GESPREKKEN and self.doel.soort != "oplevering"

    @property
    def alleen_geteld(self) -> bool:
        """Whether it is enough to know how many gesprekken there were."""
        d = self.doel
        return d.telt == "gesprekken" and d.soort == "getal" and not d.telwijze


def opgaven(profiel: Profiel, ijkmoment: date, tot: date, versies: Iterable[Versie] = ()) -> list[Opgave]:
    """The targets due on this ijkmoment, and those of every quarter; in the profile's order."""
    laatste = {(v.nr, v.ijkmoment): v for v in versies}
    gevonden = []
    for doel in profiel.doelen:
        moment = next((m for m in doel.ijkmomenten if m.datum == ijkmoment), None)
        if moment is not None or doel.elk_kwartaal:
            van, einde = venster(doel, moment, ijkmoment, profiel.tellen.startdatum, tot)
            versie = laatste.get((doel.nr, ijkmoment))
            gevonden.append(
                Opgave(doel, ijkmoment, van, einde, *grenzen(doel, moment, versie), moment, versie)
            )
    return gevonden


def volgend_ijkmoment(profiel: Profiel, dag: date) -> date:
    """The next day on which the plan measures; behind the last one the day itself."""
    return min((m.datum for d in profiel.doelen for m in d.ijkmomenten if m.datum >= dag), default=dag)


def venster(
    doel: Doel, moment: IJkmoment | None, ijkmoment: date, start: date, tot: date
) -> tuple[date, date]:
    """The days that count, both included; when it has not begun yet, its first day lies behind its last."""
    if moment is not None and moment.van is not None:
        van = moment.van
    elif maanden := _MAANDEN.get(doel.venster):
        van = maanden_tot(ijkmoment, maanden)
    else:
        van = start
    return van, min(ijkmoment, tot)


def grenzen(
    doel: Doel, moment: IJkmoment | None, versie: Versie | None = None
) -> tuple[Fraction | None, Fraction | None]:
    """What must be reached: as the region changed it, else of the ijkmoment, else of the target."""
    if versie is not None:
        return _breuk(versie.minimum), _breuk(versie.maximum)
    laag, hoog = (moment.minimum, moment.maximum) if moment is not None else (None, None)
    if laag is None and hoog is None:
        laag, hoog = doel.minimum, doel.maximum
    return None if laag is None else Fraction(laag), None if hoog is None else Fraction(hoog)


def _breuk(duizendsten: int | None) -> Fraction | None:
    return None if duizendsten is None else Fraction(duizendsten, _DUIZEND)

"""The words for a period, and what days they mean. Bounds are inclusive."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from mgn_tui.domain.fouten import Geweigerd

Soort = Literal["vast", "maand", "kwartaal", "tertaal", "half-jaar", "jaar", "sprint", "reeks", "vanaf-start"]

WOORDEN = (
    "2026-Q1 (kwartaal), 2026-T1 (derde van een jaar), 2026-H1, 2026, 2026-03, sprint:2, eerste:100, "
    "van:101-500, vanaf-start"
)
_KALENDER: dict[str, tuple[Soort, int]] = {"Q": ("kwartaal", 3), "T": ("tertaal", 4), "H": ("half-jaar", 6)}


@dataclass(frozen=True, slots=True)
class Periode:
    """`nummers`: of a sprint its number, of a series of gesprekken the first and the last.

    Those know their days only when the werkmap was looked at: until then `van` and `tot` are far apart.
    """

    label: str
    van: date
    tot: date
    soort: Soort = "vast"
    nummers: tuple[int, ...] = ()

    @property
    def kalender(self) -> bool:
        return self.soort in ("maand", "kwartaal", "tertaal", "half-jaar", "jaar")


def vast(van: date, tot: date) -> Periode:
    """A period by its days."""
    if tot < van:
        raise Geweigerd({"tot": "Het einde van de periode ligt vóór het begin. Welke datum klopt niet?"})
    return Periode(f"{van.isoformat()} t/m {tot.isoformat()}", van, tot)


def vanaf_start(start: date, tot: date) -> Periode:
    return Periode("vanaf-start", start, max(start, tot), "vanaf-start")


def lees(woord: str, start: date, tot: date) -> Periode:
    """A period by its word. `start`: when counting began; `tot`: the last day of what has no end of its own.

    Raises `Geweigerd` with the words there are.
    """
    schoon = woord.strip()
    if schoon.lower() == "vanaf-start":
        return vanaf_start(start, tot)
    naam, dubbel, rest = schoon.lower().partition(":")
    if dubbel:
        return _genummerd(naam, rest.strip(), woord, start, tot)
    if gevonden := re.fullmatch(r"([0-9]{4})(?:-([QTH])([1-4])|-([0-9]{2}))?", schoon.upper()):
        jaar, letter, nummer, maand = gevonden.groups()
        if not 1900 <= int(jaar) <= 2200:
            raise _onbekend(woord)
        if letter is not None:
            soort, lengte = _KALENDER[letter]
            if (einde := int(nummer) * lengte) > 12:
                raise _onbekend(woord)
            return _maanden(schoon.upper(), int(jaar), einde - lengte + 1, einde, soort)
        if maand is not None:
            if not 1 <= int(maand) <= 12:
                raise _onbekend(woord)
            return _maanden(schoon, int(jaar), int(maand), int(maand), "maand")
        return _maanden(jaar, int(jaar), 1, 12, "jaar")
    raise _onbekend(woord)


def _genummerd(naam: str, rest: str, woord: str, start: date, tot: date) -> Periode:
    if naam == "sprint" and re.fullmatch(r"[1-9][0-9]{0,3}", rest):
        return Periode(f"sprint:{rest}", start, tot, "sprint", (int(rest),))
    if naam == "eerste" and re.fullmatch(r"[1-9][0-9]{0,6}", rest):
        return Periode(f"eerste:{rest}", start, tot, "reeks", (1, int(rest)))
    if naam == "van" and (paar := re.fullmatch(r"([1-9][0-9]{0,6})-([1-9][0-9]{0,6})", rest)):
        eerste, laatste = int(paar[1]), int(paar[2])
        if eerste <= laatste:
            return Periode(f"van:{eerste}-{laatste}", start, tot, "reeks", (eerste, laatste))
        raise Geweigerd({"periode": f"Van {eerste} tot {laatste} loopt terug. Draai de getallen om."})
    raise _onbekend(woord)


def _onbekend(woord: str) -> Geweigerd:
    return Geweigerd({"periode": f"De periode '{woord[:40]}' is er niet. Het kan zo: {WOORDEN}."})


def _maanden(label: str, jaar: int, eerste: int, laatste: int, soort: Soort) -> Periode:
    van, tot = date(jaar, eerste, 1), date(jaar, laatste, monthrange(jaar, laatste)[1])
    return Periode(label, van, tot, soort)


def tot_en_met(periode: Periode, dag: date) -> Periode:
    """No day behind `dag`. Raises `Geweigerd` when nothing is left."""
    if dag >= periode.tot:
        return periode
    if dag < periode.van:
        raise Geweigerd({"tot": "Deze dag ligt vóór het begin van de periode. Welke van de twee klopt niet?"})
    return replace(periode, tot=dag)


def met_dagen(periode: Periode, dagen: Sequence[date]) -> Periode:
    """A series of gesprekken, now that their days are known; without any it is the last day alone."""
    if not dagen:
        return replace(periode, van=periode.tot)
    return replace(periode, van=min(dagen), tot=max(dagen))


def maanden_tot(dag: date, aantal: int) -> date:
    """The first day of a window of so many months that ends on `dag`: whole calendar months when that is the
    end of one, else up to and including that day."""
    if dag == date(dag.year, dag.month, monthrange(dag.year, dag.month)[1]):
        return _schuif(date(dag.year, dag.month, 1), aantal - 1)
    return _schuif(dag, aantal) + timedelta(days=1)


def _schuif(dag: date, maanden: int) -> date:
    """So many months earlier; the last day of that month where the day does not exist."""
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 - maanden, 12)
    return date(jaar, maand + 1, min(dag.day, monthrange(jaar, maand + 1)[1]))


def gesloten_kwartaal(vandaag: date) -> date:
    """The last day of the last quarter that is over."""
    return date(vandaag.year, (vandaag.month - 1) // 3 * 3 + 1, 1) - timedelta(days=1)

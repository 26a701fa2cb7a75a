"""The rules on rows of the monitoringsformat: within a row, and between rows, stored ones included."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from mgn_tui.domain import rij as r
from mgn_tui.domain.rij import Rij
from mgn_tui.domain.woorden import GesprekSoort, GesprekStatus

GEEN = "geen"


@dataclass(frozen=True, slots=True)
class Rijfout:
    """A row that breaks a rule. `nr`: in the file. The message never repeats a value."""

    nr: int
    kolom: str
    melding: str


@dataclass(slots=True)
class Rijnummers:
    """What is reported and not refused: sentence → rows."""

    per: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def zeg(self, zin: str, nr: int) -> None:
        self.per[zin].append(nr)

    def zinnen(self) -> list[str]:
        uit = []
        for zin, nrs in self.per.items():
            eerste = ", ".join(str(nr) for nr in nrs[:5])
            meer = f" en nog {len(nrs) - 5}" if len(nrs) > 5 else ""
            uit.append(f"{zin} ({'rij' if len(nrs) == 1 else 'rijen'} {eerste}{meer}).")
        return uit


def binnen(rij: Rij, fout: frozenset[str] = frozenset()) -> Iterator[tuple[str, str]]:
    """(column, message) of what cannot be within one row; `fout`: cells that are faulty by themselves."""

    def goed(*velden: str) -> bool:
        return not fout.intersection(velden)

    dag, gemeld, uitgenodigd = rij.gespreksdatum, rij.aanmelddatum, rij.uitnodigingsdatum
    if dag is None:
        if rij.status in r.MET_DATUM and goed("gespreksdatum", "status"):
            yield "gespreksdatum", f"bij status {rij.status} hoort een gespreksdatum"
    elif dag < gemeld and goed("aanmelddatum"):
        yield "gespreksdatum", "een datum op of na de aanmelddatum"
    if uitgenodigd is not None:
        if uitgenodigd < gemeld and goed("aanmelddatum"):
            yield "uitnodigingsdatum", "een datum op of na de aanmelddatum"
        elif dag is not None and uitgenodigd > dag:
            yield "uitnodigingsdatum", "een datum op of vóór de gespreksdatum"
    if GEEN in rij.advies and len(rij.advies) > 1:
        yield "advies", "'geen' staat alleen: geen ander advies erbij"
    if rij.primair is not None and rij.primair not in rij.advies and goed("advies"):
        yield "primair", "een van de codes in de kolom advies"


def afwijkingen(rij: Rij, nr: int, meld: Rijnummers) -> None:
    """What is odd and kept."""
    toegeleid, benut = _codes(rij.toegeleid), _codes(rij.benut)
    if benut - toegeleid:
        meld.zeg("In benut staat een code die niet in toegeleid staat", nr)
    if toegeleid - set(rij.advies):
        meld.zeg("In toegeleid staat een code die niet in advies staat", nr)
    if rij.reden and rij.status not in r.MET_REDEN:
        meld.zeg("Er staat een reden bij een status waar geen reden bij hoort", nr)


def _codes(antwoorden: Iterable[str]) -> set[str]:
    return {a.partition("@")[0] for a in antwoorden} - set(r.KALE_ANTWOORDEN)


def tussen(
    nieuw: Iterable[tuple[int, Rij, frozenset[str]]], staand: Iterable[Rij], meld: Rijnummers
) -> Iterator[Rijfout]:
    """What cannot be between the rows of a file, and between them and the rows that stay (`staand`).

    A row of soort uitstroom or check-in is no first or second gesprek: its volgnummer says nothing.
    """
    sleutels = ("inwoner_id", "aanmelddatum", "volgnummer", "soort", "status")
    rijen = [(nr, rij) for nr, rij, fout in nieuw if not fout.intersection(sleutels) and _telt(rij)]
    gevoerd: dict[tuple[object, ...], int | None] = {}
    eerste: dict[str, set[object]] = defaultdict(set)
    for rij in staand:
        if _telt(rij):
            if rij.volgnummer == 1:
                eerste[rij.inwoner_id].add(rij.aanmelddatum)
            if rij.status == GesprekStatus.GEVOERD:
                gevoerd[rij.inwoner_id, rij.aanmelddatum, rij.volgnummer] = None
    for _, rij in rijen:
        if rij.volgnummer == 1:
            eerste[rij.inwoner_id].add(rij.aanmelddatum)
    for nr, rij in rijen:
        if rij.volgnummer == 2:
            dagen = eerste.get(rij.inwoner_id)
            if not dagen:
                meld.zeg("Volgnummer 2 zonder volgnummer 1", nr)
            elif rij.aanmelddatum not in dagen:
                yield Rijfout(nr, "aanmelddatum", "dezelfde aanmelddatum als volgnummer 1 van deze inwoner")
        if rij.status == GesprekStatus.GEVOERD:
            sleutel = rij.inwoner_id, rij.aanmelddatum, rij.volgnummer
            if sleutel in gevoerd:
                ander = gevoerd[sleutel]
                waar = "in de werkmap" if ander is None else f"in rij {ander}"
                yield Rijfout(
                    nr,
                    "volgnummer",
                    "een ander volgnummer: een gevoerd gesprek met dezelfde inwoner, aanmelddatum en "
                    f"volgnummer staat al {waar}",
                )
            else:
                gevoerd[sleutel] = nr


def _telt(rij: Rij) -> bool:
    return rij.soort == GesprekSoort.INSTROOM


def dubbel(ids: Iterable[tuple[int, str]]) -> Iterator[Rijfout]:
    """A gesprek_id that is in the file twice."""
    gezien: dict[str, int] = {}
    for nr, id_ in ids:
        if id_ in gezien:
            yield Rijfout(nr, "gesprek_id", f"een eigen gesprek_id: deze staat al in rij {gezien[id_]}")
        else:
            gezien[id_] = nr

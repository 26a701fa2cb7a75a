"""What the finder finds: people, gesprekken, praktijken and providers, each as one line that says what it opens.

Names come from memory (`zoeken`), and each line is read from the database again with the key of who asks: a line
of whom this person may not read does not come. A gesprek is also found by its day or reference, by anyone, under
the pseudonym that the lists show.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy import select as kolommen
from sqlmodel import Session, col, select

from mgn_tui.domain.datums import DatumFout, lees_datum, toon_dag_kort, weekdag_kort
from mgn_tui.domain.klok import AMSTERDAM
from mgn_tui.domain.referentie import LENGTE, klopt, normaliseer
from mgn_tui.domain.tekst import vouw
from mgn_tui.domain.woorden import GesprekStatus, Vorm
from mgn_tui.register import aanmeldlijst, zoeken
from mgn_tui.register.namen import namen_van
from mgn_tui.register.socialekaart import plek_van
from mgn_tui.register.vindindex import Aanbieder
from mgn_tui.store import tables as t

if TYPE_CHECKING:
    from mgn_tui.register.aanmeldlijst import AanmeldingRegel
    from mgn_tui.register.sessie import Sessie

HOOGSTENS: Final = 10  # people
PER_SOORT: Final = 5  # of anything else
_VAN_ZOVEEL: Final = 5  # people of whom the gesprekken are shown as well
_DAGWOORD: Final = 5  # letters from which a word without a digit may be a day: "ma" begins Maria
_REF: Final = 3


class Soort(StrEnum):
    INWONER = "inwoner"
    GESPREK = "gesprek"
    PRAKTIJK = "praktijk"
    KAART = "sociale kaart"
    AANBIEDER = "aanbieder"


@dataclass(frozen=True, slots=True)
class Regel:
    """One line. `ref`: of the aanmelding (inwoner), of the gesprek (gesprek; aanbieder: of the newest advies that
    names it), the name to filter by (praktijk), or the key on the sociale kaart. `naam`: in full, "" when there is
    none to show."""

    soort: Soort
    ref: str
    titel: str = field(repr=False)
    uitleg: str = field(repr=False)
    naam: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Groep:
    """Lines of one kind; `lijkt`: found by forgiving a typing error; `nog`: how many more there are."""

    soort: Soort
    regels: tuple[Regel, ...]
    nog: int = 0
    lijkt: bool = False


def vind(sessie: "Sessie", naald: str, *, vergevend: bool = False) -> list[Groep]:
    """What answers to `naald`, in groups; with `vergevend` also what looks like it."""
    naald = naald.strip()
    if not vouw(naald):
        return []
    mensen = zoeken.inwoners(sessie, naald, HOOGSTENS, vergevend=vergevend)
    praktijken = zoeken.praktijken(sessie, naald, PER_SOORT, vergevend=vergevend)
    plekken = zoeken.plekken(sessie, naald, PER_SOORT, vergevend=vergevend)
    aanbieders = zoeken.aanbieders(sessie, naald, PER_SOORT, vergevend=vergevend)
    op_ref = _op_referentie(sessie, naald)
    wie = [g.inwoner for g in mensen.zeker]
    gesprekken, meer = _gesprekken(sessie, naald, wie[:_VAN_ZOVEEL])
    groepen = [
        Groep(Soort.INWONER, (*op_ref, *_inwoners(sessie, wie)), mensen.nog),
        Groep(Soort.GESPREK, gesprekken, meer),
        Groep(Soort.PRAKTIJK, tuple(map(_praktijk, praktijken.zeker)), praktijken.nog),
        Groep(Soort.KAART, tuple(_plek(sessie, p) for p in plekken.zeker), plekken.nog),
        Groep(Soort.AANBIEDER, _aanbieders(sessie, aanbieders.zeker), aanbieders.nog),
        Groep(Soort.INWONER, _inwoners(sessie, [g.inwoner for g in mensen.lijkt]), lijkt=True),
        Groep(Soort.PRAKTIJK, tuple(map(_praktijk, praktijken.lijkt)), lijkt=True),
        Groep(Soort.KAART, tuple(_plek(sessie, p) for p in plekken.lijkt), lijkt=True),
        Groep(Soort.AANBIEDER, _aanbieders(sessie, aanbieders.lijkt), lijkt=True),
    ]
    return [groep for groep in groepen if groep.regels]


# --- inwoners --------------------------------------------------------------------------------


def _inwoners(sessie: "Sessie", wie: Collection[UUID]) -> tuple[Regel, ...]:
    """One line each, about the latest aanmelding. Who cannot be read any more is not among them."""
    laatste = aanmeldlijst.laatste_sleutels(sessie, wie)
    regels = aanmeldlijst.regels(sessie, [laatste[i] for i in wie if i in laatste])
    return tuple(_inwoner(sessie, r) for r in regels if r.naam)


def _inwoner(sessie: "Sessie", r: "AanmeldingRegel") -> Regel:
    vandaag = sessie.klok.vandaag()
    if r.gesprek_op:
        stand = f"{aanmeldlijst.statuslabel(r.status)} {toon_dag_kort(r.gesprek_op, vandaag)}"
    elif r.wacht:
        stand = f"aangemeld {toon_dag_kort(r.aanmelddatum, vandaag)}"
    else:
        stand = aanmeldlijst.statuslabel(r.status)
    return Regel(Soort.INWONER, r.ref, r.wie, _met_punt(stand, r.praktijk), r.naam)


def _op_referentie(sessie: "Sessie", naald: str) -> tuple[Regel, ...]:
    """Aanmeldingen by their own reference or by the pseudonym of the inwoner."""
    if not (ref := _referentie(naald)):
        return ()
    with sessie.lezen() as db:
        inwoners = db.exec(select(t.Inwoner.id).where(_begint(t.Inwoner.ref, ref)).limit(PER_SOORT)).all()
        ids: set[UUID] = set()
        for waar in (
            _begint(t.Aanmelding.ref, ref),
            col(t.Aanmelding.inwoner).in_(inwoners),
        ):  # an "or" reads all
            ids.update(db.exec(select(t.Aanmelding.id).where(waar).limit(PER_SOORT)))
    regels = aanmeldlijst.regels(sessie, [id_.bytes for id_ in sorted(ids, reverse=True)[:PER_SOORT]])
    return tuple(_inwoner(sessie, r) for r in regels if r.status != aanmeldlijst.VERNIETIGD)


def _referentie(naald: str) -> str:
    """What was typed, as (the beginning of) a reference, when it can be meant so; else ""."""
    ref = normaliseer(naald)
    # Of one in ten the first six signs hold no digit: a hyphen in its place says as much.
    bedoeld = any(teken.isdigit() for teken in naald) or naald[4:5] == "-"
    return ref if (bedoeld and _REF <= len(ref) <= LENGTE and ref.isalnum()) or klopt(naald) else ""


def _begint(kolom: Any, ref: str) -> ColumnElement[bool]:
    vanaf: ColumnElement[bool] = col(kolom) >= ref
    return vanaf & (col(kolom) < f"{ref}\x7f")


# --- gesprekken ------------------------------------------------------------------------------


def _gesprekken(sessie: "Sessie", naald: str, wie: Collection[UUID]) -> tuple[tuple[Regel, ...], int]:
    """By day, by reference, and those of the people who were found; how many more there are on that day."""
    with sessie.lezen() as db:
        if (dag := _dag(naald, sessie.klok.vandaag())) is not None:
            begin = datetime.combine(dag, time(), AMSTERDAM)
            eind = datetime.combine(dag + timedelta(days=1), time(), AMSTERDAM)
            op_dag = (col(t.Gesprek.begin) >= begin) & (col(t.Gesprek.begin) < eind)
            rijen = _lees(db, op_dag, None)
            return _regels(sessie, db, rijen[:HOOGSTENS]), max(0, len(rijen) - HOOGSTENS)
        rijen = []
        if ref := _referentie(naald):
            rijen += _lees(db, _begint(t.Gesprek.ref, ref), PER_SOORT)
        if wie:
            rijen += _lees(db, col(t.Gesprek.inwoner).in_(wie), PER_SOORT)
        return _regels(sessie, db, rijen), 0


def _dag(naald: str, vandaag: date) -> date | None:
    """The day that is meant: with a digit in it (9-3, di 9 maart), or said in a whole word (morgen, dinsdag)."""
    if not any(teken.isdigit() for teken in naald) and len(naald) < _DAGWOORD:
        return None
    try:
        return lees_datum(naald, vandaag)
    except DatumFout:
        return None


def _lees(db: Session, waar: ColumnElement[bool], hoogstens: int | None) -> list[Any]:
    """Rows of gesprekken, newest first (of one day: by the clock); not of who was destroyed."""
    bestaat = ~select(t.Wissing.inwoner).where(t.Wissing.inwoner == t.Gesprek.inwoner).exists()
    g = t.Gesprek
    op_volgorde = col(g.begin) if hoogstens is None else col(g.begin).desc()
    vraag = (
        kolommen(
            col(g.ref),
            col(g.inwoner),
            col(t.Inwoner.ref),
            col(g.begin),
            col(g.volgnummer),
            col(g.status),
            col(g.vorm),
            col(g.locatie),
        )
        .join(t.Inwoner, col(t.Inwoner.id) == col(g.inwoner))
        .where(waar, bestaat)
        .order_by(op_volgorde)
    )
    return list(db.execute(vraag if hoogstens is None else vraag.limit(hoogstens)).all())


def _regels(sessie: "Sessie", db: Session, rijen: Iterable[Any]) -> tuple[Regel, ...]:
    alle = list(dict.fromkeys(map(tuple, rijen)))
    namen = namen_van(sessie, db, {rij[1]: rij[2] for rij in alle})
    vandaag = sessie.klok.vandaag()
    uit = []
    for ref, inwoner, _, begin, volgnummer, status, vorm, locatie in alle:
        wie, naam = namen[inwoner]
        uur = begin.astimezone(AMSTERDAM)
        plek = locatie if vorm == Vorm.LOCATIE.value and locatie else Vorm.label_van(vorm)
        wanneer = f"{weekdag_kort(uur.date())} {toon_dag_kort(uur.date(), vandaag)} {uur:%H:%M}"
        stand = "" if status == GesprekStatus.GEPLAND.value else GesprekStatus.label_van(status)
        uit.append(
            Regel(Soort.GESPREK, ref, wie, _met_punt(f"{volgnummer}e gesprek", wanneer, plek, stand), naam)
        )
    return tuple(uit)


# --- praktijken, sociale kaart, aanbieders -------------------------------------------------------------------


def _praktijk(p: t.Praktijk) -> Regel:
    weg = "" if p.actief else "doet niet meer mee"
    return Regel(Soort.PRAKTIJK, p.naam, p.naam, _met_punt(p.huisarts, p.plaats, weg))


def _plek(sessie: "Sessie", rij: t.Kaart) -> Regel:
    plek = plek_van(rij)
    merk = "▲ " if plek.oud(sessie.klok.vandaag()) else ""
    weg = "" if plek.actief else "niet meer te kiezen"
    wacht = plek.wacht and f"{merk}{plek.wacht}"
    return Regel(Soort.KAART, plek.id, plek.naam, _met_punt(plek.label, wacht or plek.waarvoor, weg))


def _aanbieders(sessie: "Sessie", gevonden: Collection[Aanbieder]) -> tuple[Regel, ...]:
    """One line each, about the newest advies that names it; initials only, for the full name belongs to a person."""
    uit = []
    namen: Mapping[UUID, tuple[str, str]] = {}
    nieuwste = {a.naam: max(a.adviezen) for a in gevonden}
    with sessie.lezen() as db:
        wie = select(t.Inwoner.id, t.Inwoner.ref).where(
            col(t.Inwoner.id).in_([n[2] for n in nieuwste.values()])
        )
        namen = namen_van(sessie, db, dict(db.exec(wie).all()))
    for a in gevonden:
        _, gesprek, inwoner = nieuwste[a.naam]
        wie_is, naam = namen.get(inwoner, ("", ""))
        if naam:
            aantal = len(a.adviezen)
            hoeveel = "in 1 advies" if aantal == 1 else f"in {aantal} adviezen, het laatst"
            uit.append(Regel(Soort.AANBIEDER, gesprek, a.naam, f"{hoeveel}: {wie_is}"))
    return tuple(uit)


# --- words -----------------------------------------------------------------------------------


def _met_punt(*delen: str | None) -> str:
    return " · ".join(deel for deel in delen if deel)

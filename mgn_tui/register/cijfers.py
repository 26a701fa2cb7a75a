"""Step 7, the figures: of a period, of one pilot, gemeente or subregio, against the targets.

Screens, commands and reports ask here. A `Cijfers` holds the counts with the gesprekken behind them; `inhoud`
makes the contract's object of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from sqlmodel import Session, col, select

from mgn_tui import __version__
from mgn_tui.domain.fouten import Geweigerd, NietGevonden
from mgn_tui.domain.rijen import Aanmeldrij, Gesprekrij, Praktijkrij
from mgn_tui.domain.tekst import vouw
from mgn_tui.domain.tijdvakken import kwartaal_van
from mgn_tui.figures import cijfers as tellen
from mgn_tui.figures import doelen, optellen, periode
from mgn_tui.figures.opgaven import Opgave, opgaven
from mgn_tui.figures.periode import Periode
from mgn_tui.register import openbaar
from mgn_tui.register.sprints import sprintdagen, sprints_van
from mgn_tui.store import tables as t
from mgn_tui.store import telrijen
from mgn_tui.store.telrijen import Keuze

if TYPE_CHECKING:
    from mgn_tui.domain.profiel import MetLabel, Profiel
    from mgn_tui.register.sessie import Sessie

Voor = Literal["team", "regio", "openbaar"]
NIVEAUS: tuple[Voor, ...] = ("team", "regio", "openbaar")
_EERSTE_DAG = date(1900, 1, 1)
_DAG = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Vraag:
    """What somebody wants to know. Without days or a word: from the start until today."""

    van: date | None = None
    tot: date | None = None
    periode: str = ""
    pilot: str = ""
    gemeente: str = ""
    subregio: str = ""
    ijkmoment: date | None = None
    voor: Voor = "team"


@dataclass(frozen=True, slots=True)
class Cijfers:
    """The answer. `rijen` are the gesprekken of the period, `aanmeldingen` its rows: for comparing further."""

    vraag: Vraag
    periode: Periode
    ijkmoment: date
    peildag: date  # an ijkmoment behind it lies in the future
    telling: tellen.Telling
    uitkomsten: tuple[doelen.Uitkomst, ...]
    clusters: tuple[doelen.Clusteroordeel, ...]
    keuze: Keuze = field(repr=False)
    rijen: tuple[Gesprekrij, ...] = field(repr=False)
    aanmeldingen: tuple[Aanmeldrij, ...] = field(repr=False)
    praktijken: tuple[Praktijkrij, ...] = field(repr=False)


def reken(sessie: "Sessie", vraag: Vraag) -> Cijfers:
    """Count. Raises `Geweigerd` for a period that cannot be, `NietGevonden` with the names there are."""
    with sessie.lezen() as db:
        keuze = _keuze(sessie, db, vraag)
        p, keuze = _periode(sessie, db, vraag, keuze)
        if vraag.voor == "openbaar":
            openbaar.eis_gesloten(p, keuze, vraag.ijkmoment, sessie.klok.vandaag())
        gekozen: frozenset[str] | None = None
        if p.soort == "reeks":
            p, gekozen = _reeks(db, p, keuze)
        breed = telrijen.breed(db, p.van, p.tot, keuze)
        rijen = breed
        if gekozen is not None:
            rijen = [r for r in breed if r.status != "gevoerd" or r.gesprek_id in gekozen]
        aanmeldingen = telrijen.aangemeld(db, p.van, p.tot, keuze)
        telling = tellen.tel(rijen, aanmeldingen, telrijen.wachtend(db, p.tot, keuze), sessie.profiel)
        ijkmoment = vraag.ijkmoment or p.tot
        uiterlijk = vraag.tot or p.tot
        peildag = uiterlijk if vraag.tot else min(p.tot, sessie.klok.vandaag())
        lijst = opgaven(sessie.profiel, ijkmoment, uiterlijk, telrijen.versies(db))
        praktijken = telrijen.praktijken(db, keuze)
        bronnen = _bronnen(db, lijst, breed, p, keuze, praktijken)
    uitkomsten = doelen.beoordeel(lijst, bronnen, sessie.profiel, peildag)
    return Cijfers(
        vraag=vraag,
        periode=p,
        ijkmoment=ijkmoment,
        peildag=peildag,
        telling=telling,
        uitkomsten=tuple(uitkomsten),
        clusters=tuple(doelen.clusters(uitkomsten, sessie.profiel, peildag)),
        keuze=keuze,
        rijen=tuple(rijen),
        aanmeldingen=tuple(aanmeldingen),
        praktijken=tuple(praktijken),
    )


def achter_doel(sessie: "Sessie", c: Cijfers, nr: str) -> tuple[str, ...]:
    """The references of the gesprekken behind the numerator of a target, read for the occasion."""
    uitkomst = next(u for u in c.uitkomsten if u.opgave.doel.nr == nr)
    o = uitkomst.opgave
    if not o.alleen_geteld:
        return uitkomst.achter
    with sessie.lezen() as db:
        bronnen = doelen.Bronnen(gesprekken=telrijen.gevoerd(db, o.van, o.tot, c.keuze))
    (weer,) = doelen.beoordeel([o], bronnen, sessie.profiel, c.peildag)
    return weer.achter


def inhoud(sessie: "Sessie", c: Cijfers) -> dict[str, Any]:
    """The contract's object, fit for the level that was asked for. Openbaar is a release, and is kept."""

    def als_json(telling: tellen.Telling, p: Periode) -> dict[str, Any]:
        uit = tellen.als_json(telling, p, sessie.profiel)
        if c.vraag.voor != "team":
            uit["aanmeldingen"]["redenen"] = _zonder_tekst(sessie.profiel, uit["aanmeldingen"]["redenen"])
        return uit

    uit = als_json(c.telling, c.periode)
    uit["kpi"] = [doelen.als_json(u) for u in c.uitkomsten]
    uit["afgeschermd"] = []
    if c.vraag.voor != "team":
        for regel in uit["kpi"]:
            _zonder_woorden(regel)
    if c.vraag.voor == "regio":
        uit[optellen.HERKOMST] = _herkomst(sessie, c, uit)
    return openbaar.geef_vrij(sessie, c, uit, als_json) if c.vraag.voor == "openbaar" else uit


def _herkomst(sessie: "Sessie", c: Cijfers, uit: dict[str, Any]) -> dict[str, Any]:
    with sessie.lezen() as db:
        pilots = {p.id: p.naam for p in db.exec(select(t.Pilot).order_by(col(t.Pilot.naam))).all()}
        werkmap = db.get(t.Instelling, "werkmap")
    plaatsen = {"gemeente": c.keuze.gemeenten, "subregio": c.keuze.subregios}
    return optellen.herkomst(
        uit,
        c.telling,
        c.uitkomsten,
        pilots=[naam for id_, naam in pilots.items() if c.keuze.pilot in (None, id_)],
        werkmap=werkmap.waarde if werkmap else "",
        versie=__version__,
        deel={soort: vouw(namen[0]) for soort, namen in plaatsen.items() if namen},
        peildag=c.peildag,
    )


def _zonder_woorden(regel: dict[str, Any]) -> None:
    """What somebody typed beside a figure (source, evidence, name) stays with the team."""
    for bij in ("meting", "nulmeting", "oplevering"):
        for veld in ("bron", "bewijs", "vastgesteld_door"):
            if regel.get(bij) and veld in regel[bij]:
                regel[bij][veld] = None


def _zonder_tekst(profiel: "Profiel", redenen: Mapping[str, int]) -> dict[str, int]:
    """A reason out of a file may be anybody's words: those stay with the team, counted as *overig*."""
    lijsten = (profiel.redenen_afwijzen, profiel.redenen_intrekken)
    bekend = {item.code for items in lijsten for item in items}
    uit: dict[str, int] = {}
    for reden, n in redenen.items():
        naam = reden if reden in bekend else "overig"
        uit[naam] = uit.get(naam, 0) + n
    return dict(sorted(uit.items()))


# --- which days ------------------------------------------------------------------------------


def tijdvak(sessie: "Sessie", woord: str = "", pilot: str = "") -> tuple[Periode, UUID | None]:
    """The days of a period by its word, and of which pilot; without a word this quarter."""
    return dagen_van(sessie, Vraag(periode=woord or kwartaal_van(sessie.klok.vandaag()), pilot=pilot))


def dagen_van(sessie: "Sessie", vraag: Vraag) -> tuple[Periode, UUID | None]:
    """The days of what is asked, as `reken` reads it, and of which pilot.

    For what is listed or added up instead of counted. Raises what `reken` raises.
    """
    with sessie.lezen() as db:
        p, keuze = _periode(sessie, db, vraag, _keuze(sessie, db, vraag))
        if p.soort == "reeks":
            p, _ = _reeks(db, p, keuze)
    return p, keuze.pilot


def _periode(sessie: "Sessie", db: Session, vraag: Vraag, keuze: Keuze) -> tuple[Periode, Keuze]:
    """The period that was asked for; of a sprint also its pilot."""
    start, vandaag = sessie.profiel.tellen.startdatum, sessie.klok.vandaag()
    if not vraag.periode:
        if vraag.van is None and vraag.tot is None:
            return periode.vanaf_start(start, _slot(vraag, vandaag)), keuze
        tot = vraag.tot or vandaag
        return periode.vast(vraag.van or min(start, tot), tot), keuze
    if vraag.van is not None:
        raise Geweigerd({"periode": "Geef een periode, of de dagen van en tot; niet allebei."})
    p = periode.lees(vraag.periode, start, vraag.tot or _slot(vraag, vandaag))
    if p.soort == "sprint":
        p, pilot = _sprint(db, p, keuze, vandaag)
        keuze = replace(keuze, pilot=pilot)
    return (periode.tot_en_met(p, vraag.tot) if vraag.tot else p), keuze


def _slot(vraag: Vraag, vandaag: date) -> date:
    """Until today; for everybody to read until the last quarter that is over."""
    return periode.gesloten_kwartaal(vandaag) if vraag.voor == "openbaar" else vandaag


def _sprint(db: Session, p: Periode, keuze: Keuze, vandaag: date) -> tuple[Periode, UUID]:
    """The days of sprint N: from its beginning to its end, or the day before the next, or today."""
    pilots = db.exec(select(t.Pilot).order_by(col(t.Pilot.naam))).all()
    pilot = keuze.pilot or (pilots[0].id if len(pilots) == 1 else None)
    if pilot is None:
        namen = ", ".join(p.naam for p in pilots)
        raise Geweigerd(
            {
                "pilot": "Er is meer dan één pilot, en elke pilot telt zijn eigen sprints. "
                f"Zeg welke, met --pilot: {namen}."
                if pilots
                else "Er is nog geen pilot, en dus geen sprint."
            }
        )
    sprints = sprints_van(db, pilot)
    (nummer,) = p.nummers
    if nummer > len(sprints):
        raise NietGevonden(f"Sprint {nummer} is er niet; er zijn er {len(sprints)}.")
    van, tot = sprintdagen(sprints, nummer, vandaag)
    return replace(p, van=van, tot=tot), pilot


def _reeks(db: Session, p: Periode, keuze: Keuze) -> tuple[Periode, frozenset[str]]:
    """The Nth to the Mth gesprek that was held, by day, volgnummer and gesprek_id."""
    eerste, laatste = p.nummers
    alle = sorted(telrijen.gevoerd(db, _EERSTE_DAG, p.tot, keuze), key=tellen.volgorde)
    deze = alle[eerste - 1 : laatste]
    dagen = [date.fromisoformat(r.dag) for r in deze]
    return periode.met_dagen(p, dagen), frozenset(r.gesprek_id for r in deze)


# --- which rows ------------------------------------------------------------------------------


def _keuze(sessie: "Sessie", db: Session, vraag: Vraag) -> Keuze:
    p = sessie.profiel
    return Keuze(
        pilot=_pilot(db, vraag.pilot) if vraag.pilot else None,
        gemeenten=_plaats(db, "gemeente", vraag.gemeente, p.gemeenten) if vraag.gemeente else None,
        subregios=_plaats(db, "subregio", vraag.subregio, p.subregios) if vraag.subregio else None,
    )


def _pilot(db: Session, naam: str) -> UUID:
    pilots = list(db.exec(select(t.Pilot).order_by(col(t.Pilot.naam))))
    gezocht = vouw(naam)
    heel = [p for p in pilots if vouw(p.naam) == gezocht]
    gevonden = heel or [p for p in pilots if vouw(p.naam).startswith(gezocht)]
    if len(gevonden) != 1:
        raise _niet_gevonden("pilot", naam, [p.naam for p in gevonden or pilots])
    return gevonden[0].id


def _plaats(db: Session, veld: telrijen.Veld, naam: str, bekend: "Sequence[MetLabel]") -> tuple[str, ...]:
    """Every way in which this place is written in the rows; that it is in none is no fault."""
    geschreven = telrijen.plaatsnamen(db, veld)
    gelijk = [{vouw(i.code), vouw(i.label)} for i in bekend]
    gelijk += [{vouw(g)} for g in geschreven if not any(vouw(g) in namen for namen in gelijk)]
    deze: set[str] = next((namen for namen in gelijk if vouw(naam) in namen), set())
    if not deze:
        labels = {vouw(i.label): i.label for i in bekend}
        bij_code = {vouw(i.code) for i in bekend}
        labels |= {vouw(g): g for g in geschreven if vouw(g) not in labels and vouw(g) not in bij_code}
        raise _niet_gevonden(veld, naam, sorted(labels.values()))
    return tuple(g for g in geschreven if vouw(g) in deze) or (naam,)


def _niet_gevonden(soort: str, naam: str, namen: Iterable[str]) -> NietGevonden:
    er_zijn = ", ".join(namen)
    wat = f"Kies uit: {er_zijn}." if er_zijn else f"Er is nog geen {soort}."
    return NietGevonden(f"De {soort} '{naam[:60]}' is er niet, of het is er meer dan één. {wat}")


# --- what targets need -----------------------------------------------------------------------


def _bronnen(
    db: Session,
    lijst: Sequence[Opgave],
    breed: Sequence[Gesprekrij],
    p: Periode,
    keuze: Keuze,
    praktijken: Sequence[Praktijkrij],
) -> doelen.Bronnen:
    """Read no more than the windows ask: the rows of the period are there already."""
    gesprekken = [r for r in breed if r.status == "gevoerd"]
    uit_gesprekken = [o for o in lijst if o.uit_gesprekken and o.van <= o.tot]
    geteld = {(o.van, o.tot) for o in uit_gesprekken if o.alleen_geteld}
    if deze := [o for o in uit_gesprekken if not o.alleen_geteld]:
        van, tot = min(o.van for o in deze), max(o.tot for o in deze)
        for begin, einde in ((van, min(tot, p.van - _DAG)), (max(van, p.tot + _DAG), tot)):
            if begin <= einde:
                gesprekken += telrijen.gevoerd(db, begin, einde, keuze)
    telt = {o.doel.telt for o in lijst}
    return doelen.Bronnen(
        gesprekken=gesprekken,
        aantallen={venster: telrijen.aantallen(db, *venster, keuze) for venster in geteld},
        praktijken=praktijken,
        scholingen=telrijen.scholingen(db) if "medewerkers" in telt else (),
        consultaties=telrijen.consultaties(db) if "consultaties" in telt else (),
        casussen=telrijen.casussen(db, keuze) if "casussen" in telt else (),
        metingen=telrijen.metingen(db),
        opleveringen=telrijen.opleveringen(db),
    )

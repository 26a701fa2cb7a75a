"""Step 5, doorverwijzing: what was advised, and what came of it, per category with its dates."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import Session

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.klok import dag_van
from mgn_tui.domain.woorden import Stap, Weten
from mgn_tui.figures.doorverwijzing import Telling, Telrij, tel, verander
from mgn_tui.register import adviseren, kluis, zoeken
from mgn_tui.register.namen import namen_van
from mgn_tui.register.sessie import zoek_een
from mgn_tui.register.stand import keren_in
from mgn_tui.store import tables as t
from mgn_tui.store.telrijen import Toeleidingrij, toeleidingen

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

_JA = Weten.JA.value


@dataclass(frozen=True, slots=True)
class Feit:
    """What is known of one step: ja (with or without a day), nee, onbekend or niet nagevraagd."""

    weten: Weten
    datum: date | None


@dataclass(frozen=True, slots=True)
class Turfrij:
    """One gesprek on the tally sheet. `naam` is empty for who may not know it; `vastgesteld`: the advies is
    fixed, so what was advised changes only by a new version; `opgave`: the facts as `store.telrijen` gives them. They
    are read when they are asked for: of a hundred thousand rows only those in sight are."""

    ref: str
    inwoner: UUID
    wie: str = field(repr=False)
    naam: str = field(repr=False)
    dag: date
    volgnummer: int
    hoofdadvies: str | None
    vastgesteld: bool
    opgave: str
    telt: bool = True  # False: the inwoner objects to being counted

    @property
    def geadviseerd(self) -> frozenset[str]:
        return frozenset(self._ja().get(Stap.GEADVISEERD.value, ()))

    @property
    def feiten(self) -> Mapping[tuple[str, Stap], Feit]:
        """What is known, by category and step."""
        return _lees_feiten(self.opgave)

    def _ja(self) -> dict[str, list[str]]:
        """The categories by step that is a fact."""
        stappen: dict[str, list[str]] = {}
        for feit in self.opgave.split():
            code, stap, weten, _ = feit.split(":")
            if weten == _JA:
                stappen.setdefault(stap, []).append(code)
        return stappen

    def telrij(self) -> Telrij:
        ja = self._ja()
        return Telrij(
            gesprek=self.ref,
            inwoner=self.inwoner.hex,
            volgorde=f"{self.dag.isoformat()} {self.volgnummer} {self.ref}",
            geadviseerd=frozenset(ja.get(Stap.GEADVISEERD.value, ())),
            hoofdadvies=self.hoofdadvies,
            verwezen=frozenset(ja.get(Stap.VERWEZEN.value, ())),
            gestart=frozenset(ja.get(Stap.GESTART.value, ())),
        )


@lru_cache(maxsize=512)  # a row in sight asks for each of its cells
def _lees_feiten(opgave: str) -> Mapping[tuple[str, Stap], Feit]:
    feiten = {}
    for feit in opgave.split():
        code, stap, weten, dag = feit.split(":")
        feiten[code, Stap(stap)] = Feit(Weten(weten), date.fromisoformat(dag) if dag else None)
    return MappingProxyType(feiten)


@dataclass(frozen=True, slots=True)
class Turfstaat:
    """`zonder_namen`: they were not opened, see `met_namen`; everybody stands there as for who may not know them.
    `stand`: how often had been saved when it was read."""

    rijen: tuple[Turfrij, ...]
    telling: Telling
    zonder_namen: bool = False
    stand: int = 0


def staat(
    sessie: "Sessie",
    pilot: UUID | None = None,
    dagen: tuple[date, date] | None = None,
    hoogstens: int | None = None,
) -> Turfstaat:
    """The tally sheet with its totals, of everything, of a pilot, of these days (a sprint); open to the
    coördinator too, under pseudonym. `hoogstens`: of more rows the names are left for later."""
    with sessie.lezen() as db:
        stand = keren_in(db)
        gevonden = toeleidingen(db, pilot, dagen)
        zonder = hoogstens is not None and len(gevonden) > hoogstens
        wie = {r.inwoner: (r.inwoner_ref[:4], "") for r in gevonden}
        if not zonder:
            namen = namen_van(sessie, db, {UUID(bytes=r.inwoner): r.inwoner_ref for r in gevonden})
            wie = {inwoner.bytes: naam for inwoner, naam in namen.items()}
    rijen = tuple(_rij(r, *wie[r.inwoner]) for r in gevonden)
    return Turfstaat(rijen, telling(sessie, rijen), zonder, stand)


def bijgewerkt(sessie: "Sessie", beeld: Turfstaat, gesprek_ref: str) -> Turfstaat | None:
    """The sheet after something was noted of this gesprek, of which only that person's rows are read. None when more
    was saved than that: then the whole sheet is read again."""
    inwoner = next((r.inwoner for r in beeld.rijen if r.ref == gesprek_ref), None)
    if inwoner is None:
        return None
    oud = {r.ref: nr for nr, r in enumerate(beeld.rijen) if r.inwoner == inwoner}
    with sessie.lezen() as db:
        stand = keren_in(db)
        gevonden = [r for r in toeleidingen(db, inwoner=inwoner) if r.ref in oud]
    if stand != beeld.stand + 1 or len(gevonden) != len(oud):
        return None
    rijen = list(beeld.rijen)
    for r in gevonden:
        nr = oud[r.ref]
        rijen[nr] = _rij(r, rijen[nr].wie, rijen[nr].naam)
    nrs = oud.values()
    eraf, erbij = (telling(sessie, tuple(van[nr] for nr in nrs)) for van in (beeld.rijen, rijen))
    return Turfstaat(tuple(rijen), verander(beeld.telling, eraf, erbij), beeld.zonder_namen, stand)


def met_namen(sessie: "Sessie", beeld: Turfstaat) -> Turfstaat:
    """The same sheet with the names this person may know, from the memory they are searched in."""
    namen = zoeken.namen(sessie)
    rijen = (
        replace(r, wie=bekend.wie, naam=bekend.naam) if (bekend := namen.get(r.inwoner)) else r
        for r in beeld.rijen
    )
    return replace(beeld, rijen=tuple(rijen), zonder_namen=False)


def telling(sessie: "Sessie", rijen: tuple[Turfrij, ...]) -> Telling:
    p = sessie.profiel
    return tel(
        (r.telrij() for r in rijen if r.telt),
        {g.code: frozenset(g.codes) for g in p.groepen},
        [c.code for c in p.categorieen],
    )


def _rij(r: Toeleidingrij, wie: str, naam: str) -> Turfrij:
    return Turfrij(
        ref=r.ref,
        inwoner=UUID(bytes=r.inwoner),
        wie=wie,
        naam=naam,
        dag=date.fromisoformat(r.dag),
        volgnummer=r.volgnummer,
        hoofdadvies=r.hoofdadvies,
        vastgesteld=r.vastgesteld is not None,
        opgave=r.feiten or "",
        telt=bool(r.telt),
    )


def zet(
    sessie: "Sessie", gesprek_ref: str, code: str, stap: Stap, weten: Weten | None, datum: date | None = None
) -> None:
    """Note, correct or (None) take away one fact.

    What was advised belongs to the advies: once that is fixed it changes only by a new version.
    Raises `Geweigerd` for an unknown category, a day to come or before the gesprek.
    """
    if code not in {c.code for c in sessie.profiel.categorieen}:
        raise Geweigerd({"code": "Deze categorie kent de regio niet."})
    if weten is not Weten.JA:
        datum = None
    with sessie.schrijven() as db:
        g: t.Gesprek = zoek_een(db, t.Gesprek, gesprek_ref)
        if g.status != "gevoerd":
            raise Geweigerd("Dit gesprek is nog niet gevoerd; er is nog niets te turven.")
        if datum is not None:
            if datum > sessie.klok.vandaag():
                raise Geweigerd({"datum": "Deze datum ligt in de toekomst."})
            if datum < dag_van(g.begin):
                raise Geweigerd({"datum": "Deze datum ligt vóór het gesprek. Welke datum klopt niet?"})
        if stap is Stap.GEADVISEERD:
            _zet_advies(sessie, db, g, code, weten is Weten.JA)
            return
        rij = db.get(t.Toeleiding, (g.id, code, stap.value))
        if weten is None:
            if rij is not None:
                db.delete(rij)
            return
        if rij is None:
            rij = t.Toeleiding(gesprek=g.id, code=code, stap=stap.value, inwoner=g.inwoner)
            db.add(rij)
        kluis.schrijf(rij, {"weten": weten.value, "datum": datum}, None)


def _zet_advies(sessie: "Sessie", db: Session, g: t.Gesprek, code: str, aan: bool) -> None:
    sessie.eis_sleutel(g.inwoner, db)
    advies = adviseren.huidig(db, g.id)
    if advies is not None and advies.vastgesteld_op is not None:
        raise Geweigerd("Dit advies is vastgesteld. Maak bij Advies een nieuwe versie om het te veranderen.")
    codes = {r.code for r in kluis.kinderen(db, t.Toeleiding, gesprek=g.id, stap=Stap.GEADVISEERD.value)} - (
        {"geen"} if code != "geen" else set()
    )
    codes = codes | {code} if aan else codes - {code}
    if code == "geen" and aan:
        codes = {"geen"}
    if advies is None and codes:
        advies = t.Advies(id=sessie.nieuw_id(), gesprek=g.id, inwoner=g.inwoner)
        db.add(advies)
        db.flush()
    adviseren.zet_geadviseerd(db, g, sorted(codes), sessie.klok.vandaag())
    if advies is not None:
        if advies.hoofdadvies and advies.hoofdadvies not in codes:
            advies.hoofdadvies = None
        if advies.hoofdadvies is None and len(codes) == 1:
            advies.hoofdadvies = next(iter(codes))


def zet_hoofdadvies(sessie: "Sessie", gesprek_ref: str, code: str) -> None:
    """Which of the advised categories counts as the main one."""
    with sessie.schrijven() as db:
        g: t.Gesprek = zoek_een(db, t.Gesprek, gesprek_ref)
        sessie.eis_sleutel(g.inwoner, db)
        advies = adviseren.huidig(db, g.id)
        if advies is not None and advies.vastgesteld_op is not None:
            raise Geweigerd(
                "Dit advies is vastgesteld. Maak bij Advies een nieuwe versie om het te veranderen."
            )
        geadviseerd = {
            r.code for r in kluis.kinderen(db, t.Toeleiding, gesprek=g.id, stap=Stap.GEADVISEERD.value)
        }
        if advies is None or code not in geadviseerd:
            raise Geweigerd({"hoofdadvies": "Het hoofdadvies is een van de adviezen van dit gesprek."})
        advies.hoofdadvies = code

"""Step 5, doorverwijzing: what was advised, and what came of it, per category with its dates."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import Session

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.klok import dag_van
from mgn_tui.domain.woorden import Stap, Weten
from mgn_tui.figures.doorverwijzing import Telling, Telrij, tel
from mgn_tui.register import adviseren, kluis
from mgn_tui.register.namen import namen_van
from mgn_tui.register.sessie import zoek_een
from mgn_tui.store import tables as t
from mgn_tui.store.telrijen import Toeleidingrij, toeleidingen

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie


@dataclass(frozen=True, slots=True)
class Feit:
    """What is known of one step: ja (with or without a day), nee, onbekend or niet nagevraagd."""

    weten: Weten
    datum: date | None


@dataclass(frozen=True, slots=True)
class Turfrij:
    """One gesprek on the tally sheet. `naam` is empty for who may not know it; `vastgesteld`: the advies is
    fixed, so what was advised changes only by a new version."""

    ref: str
    inwoner: UUID
    wie: str = field(repr=False)
    naam: str = field(repr=False)
    dag: date
    volgnummer: int
    hoofdadvies: str | None
    vastgesteld: bool
    feiten: dict[tuple[str, Stap], Feit]
    telt: bool = True  # False: the inwoner objects to being counted

    @property
    def geadviseerd(self) -> frozenset[str]:
        return self._met(Stap.GEADVISEERD)

    def _met(self, stap: Stap) -> frozenset[str]:
        return frozenset(c for (c, s), f in self.feiten.items() if s is stap and f.weten is Weten.JA)

    def telrij(self) -> Telrij:
        return Telrij(
            gesprek=self.ref,
            inwoner=self.inwoner.hex,
            volgorde=f"{self.dag.isoformat()} {self.volgnummer} {self.ref}",
            geadviseerd=self.geadviseerd,
            hoofdadvies=self.hoofdadvies,
            verwezen=self._met(Stap.VERWEZEN),
            gestart=self._met(Stap.GESTART),
        )


@dataclass(frozen=True, slots=True)
class Turfstaat:
    rijen: tuple[Turfrij, ...]
    telling: Telling


def staat(sessie: "Sessie", pilot: UUID | None = None, dagen: tuple[date, date] | None = None) -> Turfstaat:
    """The tally sheet with its totals, of everything, of a pilot, of these days (a sprint); open to the
    coördinator too, under pseudonym."""
    with sessie.lezen() as db:
        gevonden = toeleidingen(db, pilot, dagen)
        namen = namen_van(sessie, db, {UUID(bytes=r.inwoner): r.inwoner_ref for r in gevonden})
        rijen = tuple(_rij(r, *namen[UUID(bytes=r.inwoner)]) for r in gevonden)
    return Turfstaat(rijen, telling(sessie, rijen))


def telling(sessie: "Sessie", rijen: tuple[Turfrij, ...]) -> Telling:
    p = sessie.profiel
    return tel(
        (r.telrij() for r in rijen if r.telt),
        {g.code: frozenset(g.codes) for g in p.groepen},
        [c.code for c in p.categorieen],
    )


def _rij(r: Toeleidingrij, wie: str, naam: str) -> Turfrij:
    feiten = {}
    for feit in (r.feiten or "").split():
        code, stap, weten, dag = feit.split(":")
        feiten[code, Stap(stap)] = Feit(Weten(weten), date.fromisoformat(dag) if dag else None)
    return Turfrij(
        ref=r.ref,
        inwoner=UUID(bytes=r.inwoner),
        wie=wie,
        naam=naam,
        dag=dag_van(r.dag),
        volgnummer=r.volgnummer,
        hoofdadvies=r.hoofdadvies,
        vastgesteld=r.vastgesteld is not None,
        feiten=feiten,
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

"""Step 6, around the gesprek: the registers. One mechanism for all; what differs stands in `registervormen`.

Of an anonymous register nothing is kept but the line itself: no concept, a key that was drawn at random, and
in the log the day. So nobody can lay it beside what was done at the same hour (`engineering.md` 8).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from sqlalchemy import inspect
from sqlmodel import Session, SQLModel, select

from mgn_tui.domain.fouten import Geweigerd, NietGevonden
from mgn_tui.domain.tekst import kort
from mgn_tui.domain.velden import Formulier, Veld, VeldSoort
from mgn_tui.register import keuzes, kluis
from mgn_tui.register.kluis import Recordregel, als_ruw, eis_versie
from mgn_tui.register.registervormen import (
    REGISTERS,
    TOON,
    GeenGesprekSoort,
    Register,
    begin_ruw,
    redenen,
    soorten,
)
from mgn_tui.store import tables as t
from mgn_tui.store.columns import UuidBlob

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

ZONDER_CONCEPT = "Dit hoort bij geen persoon. Daarom blijft er geen concept van: bewaar het meteen."
_KORT = 6  # signs of a random key that tell two lines apart
_REGEL_TEKENS = 60


def formulier(sessie: "Sessie", naam: str) -> Formulier:
    """The form of a register, with the lists of region and werkmap."""
    with sessie.lezen() as db:
        return _vorm(sessie, db, REGISTERS[naam])


def _vorm(sessie: "Sessie", db: Session, r: Register) -> Formulier:
    return Formulier(r.naam, r.label, r.velden(sessie, db))


def nieuw_ruw(sessie: "Sessie", naam: str) -> dict[str, str]:
    """What the form of a new line begins with."""
    with sessie.lezen() as db:
        gevuld = begin_ruw(sessie, db, REGISTERS[naam])
        return {v.naam: gevuld.get(v.naam, "") for v in _vorm(sessie, db, REGISTERS[naam]).velden}


# --- reading ---------------------------------------------------------------------------------


def lijst(sessie: "Sessie", naam: str) -> list[Recordregel]:
    """The lines of a register, the latest month or day first; within it by what they say.

    Of hours only one's own. `een` gives a line with its version.
    """
    r = REGISTERS[naam]
    with sessie.lezen() as db:
        vorm = _vorm(sessie, db, r)
        vraag: Any = select(r.model)
        rijen: list[Any] = list(db.exec(vraag.filter_by(medewerker=sessie.ik.id) if r.eigen else vraag))
        paren = sorted(((str(getattr(rij, r.tijd)), _regel(r, vorm, rij)) for rij in rijen), key=_naam)
        return [regel for _, regel in sorted(paren, key=lambda paar: paar[0], reverse=True)]


def _naam(paar: tuple[str, Recordregel]) -> tuple[str, str]:
    return paar[1].naam, paar[1].id


def een(sessie: "Sessie", naam: str, id_: str) -> Recordregel:
    """One line with its version. Raises `NietGevonden`."""
    r = REGISTERS[naam]
    with sessie.lezen() as db:
        return _regel(r, _vorm(sessie, db, r), _haal(sessie, db, r, id_), db)


def _regel(r: Register, vorm: Formulier, rij: SQLModel, db: Session | None = None) -> Recordregel:
    ruw = {v.naam: _als_ruw(v, getattr(rij, v.naam)) for v in vorm.velden}
    record = kluis.recordnaam(rij)
    versie = kluis.versie(db, None, (str(rij.__tablename__), record)) if db is not None else ""
    vrij = getattr(rij, "signaal_vrij_op", None)
    bij = f"signaal vrijgegeven op {vrij:%d-%m-%Y}" if vrij else ""
    return Recordregel(record, " · ".join(filter(None, delen(r, vorm, ruw))), bij, True, ruw, versie)


def _als_ruw(veld: Veld, waarde: Any) -> str:
    """A stored answer as the form takes it; a list stands in its column with bars."""
    codes = tuple(filter(None, waarde.split("|"))) if isinstance(waarde, str) else ()
    return als_ruw(veld, codes if veld.soort is VeldSoort.LIJST else waarde)


def delen(r: Register, vorm: Formulier, ruw: Mapping[str, str]) -> tuple[str, ...]:
    """The answers that make a line, as people read them; empty where there is none."""
    velden = {v.naam: v for v in vorm.velden}
    uit = []
    for naam in r.regel:
        antwoord = ruw.get(naam, "")
        if naam in TOON and antwoord:
            antwoord = TOON[naam](antwoord)
        elif naam in velden and velden[naam].keuzes:
            antwoord = velden[naam].toon(antwoord) if antwoord else ""
        uit.append(kort(antwoord.replace("\n", " "), _REGEL_TEKENS))
    return tuple(uit)


def korte_sleutel(id_: str) -> str:
    """How a person names a line: the end of a random key, or what it is about."""
    return id_ if "|" in id_ else id_[-_KORT:]


# --- writing ---------------------------------------------------------------------------------


def bewaar(
    sessie: "Sessie",
    naam: str,
    ruw: Mapping[str, str],
    id_: str | None = None,
    versie: str | None = None,
    concept: tuple[str, str] | None = None,
) -> str:
    """Add (no `id_`) or change a line; fields not given stay. Returns its key. Raises `Geweigerd`, `Botsing`."""
    r = REGISTERS[naam]
    with sessie.schrijven(concept=None if r.anoniem else concept) as db:
        vorm = _vorm(sessie, db, r)
        rij = _haal(sessie, db, r, id_) if id_ else None
        if rij is not None:
            staand = _regel(r, vorm, rij, db)
            eis_versie(ruw, staand.ruw, versie, staand.versie)
            ruw = staand.ruw | dict(ruw)
        waarden, fouten = vorm.lees(ruw, sessie.klok.vandaag())
        fouten |= {veld: fout for veld, fout in r.keur(sessie, waarden).items() if veld not in fouten}
        if fouten:
            raise Geweigerd(fouten)
        return _schrijf(sessie, db, r, rij, {v: _als_kolom(r, v, w) for v, w in waarden.items()})


def _als_kolom(r: Register, veld: str, waarde: Any) -> Any:
    if isinstance(inspect(r.model).columns[veld].type, UuidBlob):
        return keuzes.een_id(waarde)
    return "|".join(waarde) if isinstance(waarde, tuple) else waarde


def _schrijf(
    sessie: "Sessie", db: Session, r: Register, rij: SQLModel | None, waarden: dict[str, Any]
) -> str:
    sleutels = [k.name for k in inspect(r.model).primary_key]
    if "id" in sleutels:
        if rij is None:
            eigen = {"medewerker": sessie.ik.id} if r.eigen else {}
            rij = r.model(id=uuid4() if r.anoniem else sessie.nieuw_id(), **eigen, **waarden)
            db.add(rij)
        for veld, gevolg in r.wist.items():
            if veld in waarden and getattr(rij, veld) != waarden[veld]:
                waarden[gevolg] = None
        kluis.schrijf(rij, waarden, None)
        return kluis.recordnaam(rij)
    plek = tuple(waarden[k] for k in sleutels)
    if rij is not None and tuple(getattr(rij, k) for k in sleutels) != plek:  # it is about something else now
        db.delete(rij)
        db.flush()
        rij = None
    if rij is None:
        if db.get(r.model, plek) is not None:
            raise Geweigerd({sleutels[0]: "Deze regel staat er al. Wijzig die, of kies iets anders."})
        rij = r.model(**waarden)
        db.add(rij)
    kluis.schrijf(rij, waarden, None)
    return kluis.recordnaam(rij)


def verwijder(sessie: "Sessie", naam: str, id_: str) -> None:
    """Take a line away. Raises `NietGevonden`."""
    r = REGISTERS[naam]
    with sessie.schrijven() as db:
        db.delete(_haal(sessie, db, r, id_))


def _haal(sessie: "Sessie", db: Session, r: Register, id_: str) -> SQLModel:
    """A line this person may see."""
    kolommen = inspect(r.model).primary_key
    stukken = id_.split("|")
    try:
        plek = tuple(
            UUID(hex=stuk) if isinstance(k.type, UuidBlob) else stuk
            for k, stuk in zip(kolommen, stukken, strict=True)
        )
    except ValueError:
        plek = ()
    rij = db.get(r.model, plek) if plek else None
    if rij is None or (r.eigen and getattr(rij, "medewerker", None) != sessie.ik.id):
        raise NietGevonden("Deze regel is er niet (meer).")
    return rij


# --- the tally of what never became a gesprek ------------------------------------------------


@dataclass(frozen=True, slots=True)
class Turfregel:
    """One praktijk in one quarter: per kind, per reason how often."""

    praktijk: str  # key, hex
    naam: str
    aantallen: Mapping[str, Mapping[str, int]]

    def som(self, soort: str) -> int:
        return sum(self.aantallen.get(soort, {}).values())


def turfstaat(sessie: "Sessie", kwartaal: str) -> list[Turfregel]:
    """Every praktijk that takes part, and every other with a count, by name."""
    with sessie.lezen() as db:
        per: dict[str, dict[str, dict[str, int]]] = {}
        for rij in kluis.kinderen(db, t.GeenGesprek, kwartaal=kwartaal):
            per.setdefault(rij.praktijk.hex, {}).setdefault(rij.soort, {})[rij.reden] = rij.aantal
        actief = {k.code for k in keuzes.praktijken(db)}
        return [
            Turfregel(k.code, k.label, per.get(k.code, {}))
            for k in keuzes.praktijken(db, ook_oude=True)
            if k.code in actief or k.code in per
        ]


def turf(
    sessie: "Sessie", praktijk: str, kwartaal: str, soort: GeenGesprekSoort, reden: str, erbij: int
) -> int:
    """One more, or one less; returns how many there are now. Raises `Geweigerd`."""
    if soort not in soorten(sessie) or reden not in {k.code for k in redenen(sessie, soort)}:
        raise Geweigerd({"reden": "Deze reden hoort hier niet bij."})
    with sessie.schrijven() as db:
        welke = UUID(hex=praktijk)
        rij = db.get(t.GeenGesprek, (welke, kwartaal, soort.value, reden))
        aantal = (rij.aantal if rij else 0) + erbij
        if aantal < 0:
            raise Geweigerd("Hier staat nog niets; er kan niets af.")
        if rij is None and aantal:
            db.add(
                t.GeenGesprek(
                    praktijk=welke, kwartaal=kwartaal, soort=soort.value, reden=reden, aantal=aantal
                )
            )
        elif rij is not None and aantal:
            rij.aantal = aantal
        elif rij is not None:
            db.delete(rij)
        return aantal

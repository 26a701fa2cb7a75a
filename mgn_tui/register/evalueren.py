"""Step 7, the evaluation of a sprint or a pilot: what was learned and what changes. How it stands:
`evaluatiebeeld`.

A leerpunt lies in one group, that of its sprint; a pilot shows the groups of its sprints beside its own.
Decisions go along to the next sprint, which looks back on them, also after their own evaluation was closed.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlmodel import Session, col, select

from mgn_tui.domain.datums import toon_datum
from mgn_tui.domain.fouten import Geweigerd, NietGevonden
from mgn_tui.domain.tekst import kort
from mgn_tui.domain.velden import Formulier, Keuze, Veld, VeldSoort
from mgn_tui.register import kluis
from mgn_tui.register.evaluatiebeeld import (
    BESLUIT,
    EVALUATIE,
    TERUGKIJKEN,
    Plek,
    besluitregel,
    groepen_van,
    lees,
    onaf,
    ruw_van,
)
from mgn_tui.register.kluis import eis_versie
from mgn_tui.store import tables as t
from mgn_tui.store import telrijen

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie
    from mgn_tui.store.telrijen import Leerpuntrij

Concept = tuple[str, str]


def bewaar(
    sessie: "Sessie",
    plek: Plek,
    ruw: Mapping[str, str],
    versie: str | None = None,
    concept: Concept | None = None,
) -> None:
    """The words of the evaluation; a field that is not named stays. Raises `Geweigerd`, `Botsing`."""
    with sessie.schrijven(concept=concept) as db:
        nu = kluis.versie(db, None, ("evaluatie", plek.id.hex))  # before it is made, which is a change too
        rij = _open(db, plek)
        staand = ruw_van(rij)
        eis_versie(ruw, staand, versie, nu)
        waarden = _waarden(EVALUATIE, staand | dict(ruw), sessie)
        kluis.schrijf(rij, waarden, None)


def _open(db: Session, plek: Plek) -> t.Evaluatie:
    """The evaluation, made when it was not there. Raises `Geweigerd` when it is closed."""
    rij = db.get(t.Evaluatie, plek.id)
    if rij is None:
        rij = t.Evaluatie(id=plek.id, soort=plek.soort)
        db.add(rij)
        db.flush()
    if rij.gesloten_op is not None:
        raise Geweigerd(
            f"Deze evaluatie is gesloten op {toon_datum(rij.gesloten_op)}. Heropen haar om iets te veranderen."
        )
    return rij


def _waarden(vorm: Formulier, ruw: Mapping[str, str], sessie: "Sessie") -> dict[str, Any]:
    waarden, fouten = vorm.lees(ruw, sessie.klok.vandaag())
    if fouten:
        raise Geweigerd(fouten)
    return waarden


def groepvorm(sessie: "Sessie", plek: Plek) -> Formulier:
    """The form of a group; its leerpunten are chosen out of what was released."""
    beeld = lees(sessie, plek)
    punten = [*beeld.los, *(lp for g in beeld.groepen if not g.van for lp in g.leerpunten)]
    return _groepvorm(tuple(Keuze(lp.gesprek, kort(lp.tekst, 60)) for lp in punten))


def _groepvorm(leerpunten: tuple[Keuze, ...] = ()) -> Formulier:
    return Formulier(
        "leerpuntgroep",
        "Leerpunten samen",
        (
            Veld("titel", "In een paar woorden", verplicht=True, maximum_tekens=120),
            Veld(
                "tekst",
                "Zoals het in het verslag komt",
                VeldSoort.LANG,
                maximum_tekens=2000,
                hulp="Eén tekst voor alle leerpunten van deze groep. Leeg: zij staan er elk apart.",
            ),
            Veld("leerpunten", "Welke leerpunten", VeldSoort.LIJST, keuzes=leerpunten),
        ),
    )


GROEP = _groepvorm()
"""The form without a werkmap: for the help of a command."""


def bewaar_groep(
    sessie: "Sessie",
    plek: Plek,
    ruw: Mapping[str, str],
    id_: str | None = None,
    versie: str | None = None,
    concept: Concept | None = None,
) -> str:
    """Make a group of leerpunten, or rewrite one; returns its key. A leerpunt that lay in another group of
    this evaluation moves. Raises `Geweigerd`, `Botsing`, `NietGevonden`."""
    vorm = groepvorm(sessie, plek)
    with sessie.schrijven(concept=concept) as db:
        _open(db, plek)
        rijen = telrijen.leerpunten(db, plek.pilot, plek.van, plek.tot)
        staand = groepen_van(db, [plek], rijen)
        if id_ is None:
            volgorde = len(staand)
            groep = t.Leerpuntgroep(id=sessie.nieuw_id(), evaluatie=plek.id, volgorde=volgorde, titel="")
        else:
            nu = next((g for g in staand if g.id == id_), None)
            if nu is None:
                raise NietGevonden("Deze groep is er niet meer.")
            eis_versie(ruw, nu.ruw, versie, nu.versie)
            ruw = nu.ruw | dict(ruw)
            groep = db.get_one(t.Leerpuntgroep, UUID(hex=id_))
        waarden = _waarden(vorm, ruw, sessie)
        refs: Sequence[str] = waarden.pop("leerpunten", None) or ()
        db.add(groep)
        kluis.schrijf(groep, waarden, None)
        db.flush()
        _leg(db, groep.id, rijen, refs)
        return groep.id.hex


def _leg(db: Session, groep: UUID, rijen: "Sequence[Leerpuntrij]", refs: Sequence[str]) -> None:
    """Let exactly these leerpunten lie in the group."""
    for r in rijen:
        gewenst = r.ref in refs
        if gewenst == (r.groep == groep.bytes):
            continue
        ligt = db.get(t.LeerpuntIn, UUID(bytes=r.gesprek))
        if not gewenst:
            db.delete(ligt)
        elif ligt is not None:
            ligt.groep = groep
        else:
            db.add(t.LeerpuntIn(gesprek=UUID(bytes=r.gesprek), groep=groep, inwoner=UUID(bytes=r.inwoner)))


def zet_in(sessie: "Sessie", plek: Plek, gesprek: str, groep: str | None) -> None:
    """Lay one leerpunt in a group of this evaluation, or (None) take it out. Raises `NietGevonden`."""
    with sessie.schrijven() as db:
        _open(db, plek)
        rijen = telrijen.leerpunten(db, plek.pilot, plek.van, plek.tot)
        r = next((r for r in rijen if r.ref == gesprek and r.vrij), None)
        if r is None:
            raise NietGevonden("Van dit gesprek is hier geen leerpunt vrijgegeven.")
        eigen = {g.id.bytes for g in kluis.kinderen(db, t.Leerpuntgroep, evaluatie=plek.id)}
        if r.groep is not None and r.groep not in eigen:
            raise Geweigerd("Dit leerpunt ligt in een groep van zijn sprint. Verplaats het daar.")
        naar = _eigen_groep(db, plek, groep).id if groep else None
        ligt = db.get(t.LeerpuntIn, UUID(bytes=r.gesprek))
        if naar is None:
            if ligt is not None:
                db.delete(ligt)
        elif ligt is not None:
            ligt.groep = naar
        else:
            db.add(t.LeerpuntIn(gesprek=UUID(bytes=r.gesprek), groep=naar, inwoner=UUID(bytes=r.inwoner)))


def voeg_samen(sessie: "Sessie", plek: Plek, groep: str, naar: str) -> None:
    """All leerpunten and words of one group go into another; the first is no more."""
    with sessie.schrijven() as db:
        _open(db, plek)
        weg, blijft = _eigen_groep(db, plek, groep), _eigen_groep(db, plek, naar)
        if weg.id == blijft.id:
            raise Geweigerd("Kies een andere groep om mee samen te voegen.")
        for ligt in kluis.kinderen(db, t.LeerpuntIn, groep=weg.id):
            ligt.groep = blijft.id
        if weg.tekst and weg.tekst != blijft.tekst:
            blijft.tekst = f"{blijft.tekst}\n{weg.tekst}" if blijft.tekst else weg.tekst
        db.flush()
        db.delete(weg)


def verwijder_groep(sessie: "Sessie", plek: Plek, groep: str) -> None:
    """The group goes; its leerpunten stay, in no group."""
    with sessie.schrijven() as db:
        _open(db, plek)
        weg = _eigen_groep(db, plek, groep)
        for ligt in kluis.kinderen(db, t.LeerpuntIn, groep=weg.id):
            db.delete(ligt)
        db.flush()
        db.delete(weg)


def _eigen_groep(db: Session, plek: Plek, id_: str) -> t.Leerpuntgroep:
    groep = db.get(t.Leerpuntgroep, UUID(hex=id_))
    if groep is None or groep.evaluatie != plek.id:
        raise NietGevonden("Deze groep is er niet (meer) bij deze evaluatie.")
    return groep


def bewaar_besluit(
    sessie: "Sessie",
    plek: Plek,
    ruw: Mapping[str, str],
    id_: str | None = None,
    versie: str | None = None,
    concept: Concept | None = None,
) -> str:
    """Take a decision, or change one of this evaluation; returns its key. Raises `Geweigerd`, `Botsing`."""
    with sessie.schrijven(concept=concept) as db:
        _open(db, plek)
        if id_ is None:
            laatste = db.exec(select(t.Besluit.id).order_by(col(t.Besluit.id).desc())).first()
            rij = t.Besluit(id=sessie.nieuw_id(laatste), evaluatie=plek.id, tekst="")
            ruw = {"staat": "open"} | {v: w for v, w in ruw.items() if v != "staat" or w}
        else:
            rij = _eigen_besluit(db, plek, id_)
            nu = besluitregel(db, rij, "")
            eis_versie(ruw, nu.ruw, versie, nu.versie)
            ruw = nu.ruw | dict(ruw)
        waarden = _waarden(BESLUIT, ruw, sessie)
        db.add(rij)
        kluis.schrijf(rij, waarden, None)
        return rij.id.hex


def _eigen_besluit(db: Session, plek: Plek, id_: str) -> t.Besluit:
    rij = db.get(t.Besluit, UUID(hex=id_))
    if rij is None or rij.evaluatie != plek.id:
        raise NietGevonden("Dit besluit is er niet (meer) bij deze evaluatie.")
    return rij


def verwijder_besluit(sessie: "Sessie", plek: Plek, id_: str) -> None:
    """Take back a decision that was noted by mistake."""
    with sessie.schrijven() as db:
        _open(db, plek)
        db.delete(_eigen_besluit(db, plek, id_))


def kijk_terug(
    sessie: "Sessie",
    plek: Plek,
    besluit: str,
    ruw: Mapping[str, str],
    versie: str | None = None,
    concept: Concept | None = None,
) -> None:
    """What became of a decision of before, said from `plek`; its own evaluation may be closed by now.

    Raises `Geweigerd`, `Botsing`, `NietGevonden`.
    """
    with sessie.schrijven(concept=concept) as db:
        _open(db, plek)
        rij = db.get(t.Besluit, UUID(hex=besluit))
        if rij is None:
            raise NietGevonden("Dit besluit is er niet meer.")
        nu = besluitregel(db, rij, "")
        eis_versie(ruw, nu.ruw, versie, nu.versie)
        staand = {v.naam: nu.ruw[v.naam] for v in TERUGKIJKEN.velden}
        kluis.schrijf(rij, _waarden(TERUGKIJKEN, staand | dict(ruw), sessie), None)


def sluit(sessie: "Sessie", plek: Plek, *, toch: bool = False) -> None:
    """Close the evaluation. Raises `Geweigerd` with what is unfinished, unless `toch`, or without a message."""
    with sessie.schrijven() as db:
        rij = _open(db, plek)
        if not rij.boodschap:
            raise Geweigerd(
                {
                    "boodschap": "Schrijf eerst de boodschap: twee of drie zinnen over wat deze ronde ons leerde."
                }
            )
        nog_open = onaf(telrijen.leerpunten(db, plek.pilot, plek.van, plek.tot)).zinnen()
        if nog_open and not toch:
            raise Geweigerd(f"Er is nog iets niet af: {', '.join(nog_open)}.")
        rij.gesloten_op, rij.gesloten_door = sessie.klok.vandaag(), sessie.ik.id


def heropen(sessie: "Sessie", plek: Plek) -> None:
    """Open a closed evaluation again."""
    with sessie.schrijven() as db:
        rij = db.get(t.Evaluatie, plek.id)
        if rij is None or rij.gesloten_op is None:
            raise Geweigerd("Deze evaluatie is niet gesloten.")
        rij.gesloten_op = rij.gesloten_door = None

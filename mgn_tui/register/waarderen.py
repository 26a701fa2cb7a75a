"""Beside a gesprek that was held: the marks given to it, and that it was brought to the casusoverleg.

A mark stands with the gesprek only where the inwoner agrees; else it goes, of nobody, to the register *ervaring*.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import Session

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.velden import Formulier, Veld, VeldSoort
from mgn_tui.domain.woorden import GesprekStatus
from mgn_tui.register import kluis
from mgn_tui.register.kluis import als_ruw, eis_versie
from mgn_tui.register.registervormen import schaalfout
from mgn_tui.register.sessie import zoek_een
from mgn_tui.register.toegangslogboek import las
from mgn_tui.store import tables as t

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

AKKOORD = "akkoord"
_TAFEL = ("besproken_op", "toestemming", "contact_op", "oppakker")


def formulier_waardering(sessie: "Sessie") -> Formulier:
    """A question per scale of the region, and first whether the inwoner agrees."""
    schalen = sessie.profiel.schalen
    return Formulier(
        "waardering",
        f"{sessie.profiel.term('waardering').capitalize()} van dit gesprek",
        (
            Veld(
                AKKOORD,
                "Vindt de inwoner goed dat dit bij het gesprek staat?",
                VeldSoort.JANEE,
                zeker=True,
                verplicht=True,
                hulp="Anders hoort het cijfer los bij het register Ervaring.",
            ),
            *(
                Veld(
                    _naam(s.code),
                    s.label,
                    VeldSoort.DECIMAAL,
                    minimum=s.minimum,
                    maximum=s.maximum,
                    hulp=s.vraag,
                )
                for s in schalen
            ),
        ),
    )


def formulier_tafel(sessie: "Sessie") -> Formulier:
    """That this gesprek was brought to the casusoverleg, by the region's own name for it."""
    tafel = sessie.profiel.term("casusoverleg")
    return Formulier(
        "tafel",
        f"Besproken: {tafel}",
        (
            Veld("besproken_op", "Besproken op", VeldSoort.DATUM, verleden=True),
            Veld("toestemming", "Gaf de inwoner daar toestemming voor?", VeldSoort.JANEE),
            Veld("oppakker", "Wie pakt het op", maximum_tekens=200),
            Veld("contact_op", "Contact met de inwoner op", VeldSoort.DATUM),
        ),
    )


def _naam(code: str) -> str:
    return code.replace("-", "_")


@dataclass(frozen=True, slots=True)
class Ingevuld:
    """A form of this gesprek as it stands. `inwoner`: under whose key a concept of it lies."""

    inwoner: UUID
    vorm: Formulier
    ruw: Mapping[str, str] = field(repr=False)
    versie: str


def lees_waardering(sessie: "Sessie", ref: str) -> Ingevuld:
    with sessie.lezen() as db:
        return _waardering(sessie, db, zoek_een(db, t.Gesprek, ref))


def _waardering(sessie: "Sessie", db: Session, g: t.Gesprek) -> Ingevuld:
    vorm = formulier_waardering(sessie)
    waarden = {_naam(r.soort): r.waarde for r in kluis.kinderen(db, t.GesprekWaardering, gesprek=g.id)}
    ruw = {v.naam: als_ruw(v, waarden.get(v.naam)) for v in vorm.velden}
    ruw[AKKOORD] = "ja" if waarden else ""
    plekken = [("gesprek_waardering", f"{g.id.hex}|{s.code}") for s in sessie.profiel.schalen]
    return Ingevuld(g.inwoner, vorm, ruw, kluis.versie(db, None, *plekken))


def bewaar_waardering(
    sessie: "Sessie",
    ref: str,
    ruw: Mapping[str, str],
    versie: str | None = None,
    concept: tuple[str, str] | None = None,
) -> None:
    """Save the marks; fields not given stay, an emptied one goes. Raises `Geweigerd`, `Botsing`, `GeenToegang`.

    Without the inwoner's agreement no mark may stand here, and what stood here goes.
    """
    with sessie.schrijven(concept=concept) as db:
        g = _gevoerd(sessie, db, ref)
        staand = _waardering(sessie, db, g)
        eis_versie(ruw, staand.ruw, versie, staand.versie)
        waarden, fouten = staand.vorm.lees({**staand.ruw, **ruw}, sessie.klok.vandaag())
        codes = {_naam(s.code): s.code for s in sessie.profiel.schalen}
        for veld, code in codes.items():
            if veld not in fouten and (fout := schaalfout(sessie, code, waarden.get(veld))):
                fouten[veld] = fout
        akkoord = waarden.get(AKKOORD) is True
        if not fouten and not akkoord and any(waarden.get(v) is not None and ruw.get(v) for v in codes):
            fouten[AKKOORD] = "Alleen als de inwoner het goed vindt. Zet het cijfer anders los bij Ervaring."
        if fouten:
            raise Geweigerd(fouten)
        for veld, code in codes.items():
            waarde = waarden.get(veld) if akkoord else None
            rij = db.get(t.GesprekWaardering, (g.id, code))
            if waarde is None:
                if rij is not None:
                    db.delete(rij)
                continue
            if rij is None:
                rij = t.GesprekWaardering(gesprek=g.id, soort=code, inwoner=g.inwoner)
                db.add(rij)
            kluis.schrijf(rij, {"waarde": waarde}, None)


def lees_tafel(sessie: "Sessie", ref: str) -> Ingevuld:
    with sessie.lezen() as db:
        g: t.Gesprek = zoek_een(db, t.Gesprek, ref)
        if sessie.sleutel(g.inwoner, db) is not None:
            las(sessie, "gesprek gelezen", g.inwoner, g.ref)
        return _tafel(sessie, db, g)


def _tafel(sessie: "Sessie", db: Session, g: t.Gesprek) -> Ingevuld:
    vorm = formulier_tafel(sessie)
    rij = db.get(t.Tafelbespreking, g.id)
    waarden = kluis.lees(rij, sessie.sleutel(g.inwoner, db)) if rij else {}
    ruw = {v.naam: als_ruw(v, waarden.get(v.naam)) for v in vorm.velden}
    return Ingevuld(g.inwoner, vorm, ruw, kluis.versie(db, None, ("tafelbespreking", g.id.hex)))


def bewaar_tafel(
    sessie: "Sessie",
    ref: str,
    ruw: Mapping[str, str],
    versie: str | None = None,
    concept: tuple[str, str] | None = None,
) -> None:
    """Note it; fields not given stay, with all of them empty it is taken away. Raises as above."""
    with sessie.schrijven(concept=concept) as db:
        g = _gevoerd(sessie, db, ref)
        sleutel = sessie.eis_sleutel(g.inwoner, db)
        staand = _tafel(sessie, db, g)
        eis_versie(ruw, staand.ruw, versie, staand.versie)
        waarden, fouten = staand.vorm.lees({**staand.ruw, **ruw}, sessie.klok.vandaag())
        besproken, contact = waarden.get("besproken_op"), waarden.get("contact_op")
        iets = any(waarden.get(veld) is not None for veld in _TAFEL)
        if "besproken_op" not in fouten and iets and besproken is None:
            fouten["besproken_op"] = "Wanneer is het besproken?"
        elif isinstance(besproken, date) and isinstance(contact, date) and contact < besproken:
            fouten["contact_op"] = "Deze datum ligt vóór de bespreking. Welke datum klopt niet?"
        if fouten:
            raise Geweigerd(fouten)
        rij = db.get(t.Tafelbespreking, g.id)
        if not iets:
            if rij is not None:
                db.delete(rij)
            return
        if rij is None:
            rij = t.Tafelbespreking(gesprek=g.id, inwoner=g.inwoner)
            db.add(rij)
        kluis.schrijf(rij, waarden, sleutel)


def _gevoerd(sessie: "Sessie", db: Session, ref: str) -> t.Gesprek:
    g: t.Gesprek = zoek_een(db, t.Gesprek, ref)
    sessie.eis_sleutel(g.inwoner, db)
    if g.status != GesprekStatus.GEVOERD:
        raise Geweigerd("Dit gesprek is nog niet gevoerd.")
    return g

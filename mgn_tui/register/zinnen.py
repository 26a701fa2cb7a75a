"""Sentences for re-use in an advies: one's own, and those of the team. None may hold anything about a person.

Before one is kept it is looked over as a leerpunt is (`vrijgeven.nazien`): what may lead to somebody is said, and
the writer decides. They lie under the key of the database.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlmodel import Session, col, or_, select

from mgn_tui.domain.fouten import Geweigerd, NietGevonden
from mgn_tui.domain.tekst import past, vouw
from mgn_tui.domain.velden import Formulier, Veld, VeldSoort
from mgn_tui.register import kluis
from mgn_tui.register.kluis import eis_versie
from mgn_tui.register.vrijgeven import Herleidbaar, nazien
from mgn_tui.store import tables as t

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

FORMULIER: Final = Formulier(
    "zin",
    "Zin",
    (
        Veld(
            "tekst",
            "Zin",
            VeldSoort.LANG,
            verplicht=True,
            maximum_tekens=600,
            hulp="Een zin die u vaker schrijft. Zonder naam, datum of iets anders over een inwoner.",
        ),
        Veld(
            "van_team", "Voor het hele team?", VeldSoort.JANEE, zeker=True, hulp="Leeg of nee: alleen voor u."
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Zin:
    """One sentence; `van_team`: everybody has it."""

    id: str  # hex
    tekst: str
    van_team: bool
    versie: str = ""

    @property
    def van(self) -> str:
        return "van het team" if self.van_team else "van u"

    @property
    def regel(self) -> str:
        return " ".join(self.tekst.split())

    @property
    def ruw(self) -> dict[str, str]:
        return {"tekst": self.tekst, "van_team": "ja" if self.van_team else "nee"}

    def past(self, tekst: str) -> bool:
        return past(tekst, self.tekst)


def lijst(sessie: "Sessie") -> list[Zin]:
    """One's own and the team's, by what they say."""
    with sessie.lezen() as db:
        return sorted(_alle(sessie, db), key=lambda zin: vouw(zin.tekst))


def _alle(sessie: "Sessie", db: Session) -> list[Zin]:
    wie = or_(col(t.Zin.medewerker) == sessie.ik.id, col(t.Zin.van_team).is_(True))
    versies = kluis.versies(db, "zin")
    rijen = db.exec(select(t.Zin).where(wie)).all()
    return [Zin(rij.id.hex, rij.tekst, rij.van_team, versies.get(rij.id.hex, "")) for rij in rijen]


def _haal(sessie: "Sessie", db: Session, id_: str) -> t.Zin:
    """A sentence this person may see. Raises `NietGevonden`."""
    try:
        rij = db.get(t.Zin, UUID(hex=id_))
    except ValueError:
        rij = None
    if rij is None or not (rij.van_team or rij.medewerker == sessie.ik.id):
        raise NietGevonden("Deze zin is er niet (meer).")
    return rij


def bewaar(
    sessie: "Sessie",
    ruw: Mapping[str, str],
    id_: str | None = None,
    versie: str | None = None,
    concept: tuple[str, str] | None = None,
    *,
    gezien: bool = False,
) -> str:
    """Keep a sentence (no `id_`: a new one); fields not given stay. Returns its key.

    Raises `Geweigerd`, `Botsing`; and `Herleidbaar` when something in it may lead to a person, unless somebody has
    looked at that (`gezien`).
    """
    with sessie.schrijven(concept=concept) as db:
        rij = _haal(sessie, db, id_) if id_ else None
        alle = _alle(sessie, db)
        if rij is not None:
            staand = next(zin for zin in alle if zin.id == id_)
            eis_versie(ruw, staand.ruw, versie, staand.versie)
            ruw = staand.ruw | dict(ruw)
        waarden, fouten = FORMULIER.lees(ruw, sessie.klok.vandaag())
        if fouten:
            raise Geweigerd(fouten)
        tekst, van_team = str(waarden["tekst"]), bool(waarden.get("van_team"))
        if any(vouw(zin.tekst) == vouw(tekst) and zin.id != id_ for zin in alle):
            raise Geweigerd({"tekst": "Deze zin staat er al."})
        if not gezien and (rij is None or rij.tekst != tekst) and (gevonden := nazien(sessie, db, tekst)):
            raise Herleidbaar(gevonden)
        if rij is None:
            rij = t.Zin(id=sessie.nieuw_id(), medewerker=sessie.ik.id, tekst=tekst, van_team=van_team)
            db.add(rij)
        else:
            if rij.van_team and not van_team:
                rij.medewerker = sessie.ik.id  # whoever takes it from the team keeps it
            kluis.schrijf(rij, {"tekst": tekst, "van_team": van_team}, None)
        return str(rij.id.hex)


def verwijder(sessie: "Sessie", id_: str) -> None:
    """Take a sentence away. Raises `NietGevonden`."""
    with sessie.schrijven() as db:
        db.delete(_haal(sessie, db, id_))

"""The evaluation of a sprint or a pilot as it stands, and which there are. What is written: `evalueren`.

No key of any inwoner is needed: of a leerpunt only what its writer released is read.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session, col, select

from mgn_tui.domain.fouten import NietGevonden
from mgn_tui.domain.tekst import vouw
from mgn_tui.domain.velden import Formulier, Keuze, Veld, VeldSoort
from mgn_tui.register import kluis
from mgn_tui.register.kluis import als_ruw
from mgn_tui.register.namen import collega_namen
from mgn_tui.register.sprints import sprintdagen, sprints_van
from mgn_tui.store import tables as t
from mgn_tui.store import telrijen

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie
    from mgn_tui.store.telrijen import Leerpuntrij

Soort = Literal["sprint", "pilot"]

STATEN = (Keuze("open", "open"), Keuze("gedaan", "gedaan"), Keuze("vervallen", "vervallen"))
_STAAT = Veld("staat", "Hoe staat het ermee", VeldSoort.KEUZE, verplicht=True, keuzes=STATEN)
_TERUGBLIK = Veld(
    "terugblik", "Terugblik", VeldSoort.LANG, maximum_tekens=1000, hulp="Wat bracht dit besluit ons?"
)
EVALUATIE = Formulier(
    "evaluatie",
    "Evaluatie",
    (
        Veld(
            "boodschap",
            "De boodschap",
            VeldSoort.LANG,
            maximum_tekens=600,
            hulp="Twee of drie zinnen; zij staan boven aan het verslag. Zonder namen.",
        ),
        Veld("wat_werkte", "Wat werkte", VeldSoort.LANG, maximum_tekens=4000),
        Veld("wat_anders", "Wat wij anders doen", VeldSoort.LANG, maximum_tekens=4000),
        Veld(
            "terugblik",
            "Terugblik op de besluiten van de sprint ervoor",
            VeldSoort.LANG,
            maximum_tekens=4000,
        ),
    ),
)
BESLUIT = Formulier(
    "besluit",
    "Besluit",
    (
        Veld("tekst", "Wat besluiten wij", VeldSoort.LANG, verplicht=True, maximum_tekens=1000),
        Veld("eigenaar", "Wie zorgt ervoor", maximum_tekens=120),
        Veld("wanneer", "Wanneer klaar", VeldSoort.DATUM),
        _STAAT,
        _TERUGBLIK,
    ),
)
TERUGKIJKEN = Formulier("besluit-terugblik", "Terugblik op een besluit", (_STAAT, _TERUGBLIK))


@dataclass(frozen=True, slots=True)
class Plek:
    """What is evaluated: a sprint or a pilot, with the days it covers. `nummer`: of the sprint, from 1."""

    id: UUID
    soort: Soort
    naam: str
    nummer: int
    pilot: UUID
    pilotnaam: str
    van: date
    tot: date
    doel: str = ""

    @property
    def record(self) -> str:
        return self.id.hex


@dataclass(frozen=True, slots=True)
class Leerpunt:
    """A leerpunt as its writer released it."""

    gesprek: str
    dag: date
    tekst: str


@dataclass(frozen=True, slots=True)
class Groep:
    """Leerpunten taken together. `van`: the sprint it belongs to, when this is looked at from the pilot."""

    id: str
    titel: str
    tekst: str
    leerpunten: tuple[Leerpunt, ...]
    van: str
    versie: str
    ruw: dict[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Besluitregel:
    """A decision; `van`: the sprint or pilot that took it."""

    id: str
    tekst: str
    eigenaar: str
    wanneer: date | None
    staat: str
    terugblik: str
    van: str
    versie: str
    ruw: dict[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Onaf:
    """What is unfinished, as the references of the gesprekken."""

    zonder_advies: tuple[str, ...]
    zonder_leerpunt: tuple[str, ...]
    niet_vrijgegeven: tuple[str, ...]
    zonder_datum: tuple[str, ...]
    doorverwijzingen: int  # without a day

    def delen(self) -> tuple[tuple[int, str, tuple[str, ...]], ...]:
        """How many, of what, and the gesprekken behind it; nothing of what is done."""
        verwijzingen, dicht = self.doorverwijzingen, len(self.niet_vrijgegeven)
        verwijzing = "doorverwijzing" if verwijzingen == 1 else "doorverwijzingen"
        leerpunt = "leerpunt" if dicht == 1 else "leerpunten"
        alle = (
            (len(self.zonder_advies), "zonder advies", self.zonder_advies),
            (len(self.zonder_leerpunt), "zonder leerpunt", self.zonder_leerpunt),
            (verwijzingen, f"{verwijzing} zonder datum", self.zonder_datum),
            (dicht, f"{leerpunt} niet vrijgegeven", self.niet_vrijgegeven),
        )
        return tuple(deel for deel in alle if deel[0])

    def zinnen(self) -> tuple[str, ...]:
        """ "2 zonder advies", "1 zonder leerpunt" …; empty when all is done."""
        return tuple(f"{n} {wat}" for n, wat, _ in self.delen())


@dataclass(frozen=True, slots=True)
class Evaluatiebeeld:
    """An evaluation as it stands. `gevoerd`: gesprekken of these days; `los`: released, in no group yet;
    `vorige`: the decisions to look back on."""

    plek: Plek
    ruw: dict[str, str] = field(repr=False)
    versie: str
    gesloten_op: date | None
    gesloten_door: str
    gevoerd: int
    leerpunten: int  # written
    vrijgegeven: int
    onaf: Onaf
    groepen: tuple[Groep, ...]
    los: tuple[Leerpunt, ...]
    besluiten: tuple[Besluitregel, ...]
    vorige: tuple[Besluitregel, ...]

    @property
    def te_leggen(self) -> tuple[Leerpunt, ...]:
        """The leerpunten that can be laid together here; those in a group of a sprint stay where they lie."""
        return (*(lp for g in self.groepen if not g.van for lp in g.leerpunten), *self.los)

    @property
    def voor_sluiten(self) -> str:
        """The line that is always in sight."""
        return f"voor sluiten: {' · '.join(self.onaf.zinnen())}" if self.onaf.zinnen() else "niets meer open"


# --- which sprint or pilot -------------------------------------------------------------------


def plekken(sessie: "Sessie") -> tuple[Plek, ...]:
    """Everything that can be evaluated: per pilot (by name) itself, then its sprints."""
    vandaag = sessie.klok.vandaag()
    gevonden: list[Plek] = []
    with sessie.lezen() as db:
        for p in db.exec(select(t.Pilot).order_by(col(t.Pilot.naam))).all():
            begin = p.begin or sessie.profiel.tellen.startdatum
            tot = max(begin, p.einde or vandaag)
            gevonden.append(Plek(p.id, "pilot", f"pilot {p.naam}", 0, p.id, p.naam, begin, tot))
            sprints = sprints_van(db, p.id)
            for nummer, s in enumerate(sprints, start=1):
                dagen = sprintdagen(sprints, nummer, vandaag)
                gevonden.append(
                    Plek(
                        s.id,
                        "sprint",
                        f"{sessie.profiel.term('sprint')} {nummer}",
                        nummer,
                        p.id,
                        p.naam,
                        *dagen,
                        s.doel or "",
                    )
                )
    return tuple(gevonden)


def vind_plek(sessie: "Sessie", soort: Soort, wat: str, pilot: str = "") -> Plek:
    """Sprint N (of the only pilot, or of `pilot`), or the pilot of this name or an unambiguous beginning.

    Raises `NietGevonden` with what there is.
    """
    alle = plekken(sessie)
    pilots = _op_naam([p for p in alle if p.soort == "pilot"], pilot if soort == "sprint" else wat)
    if soort == "pilot":
        if len(pilots) == 1:
            return pilots[0]
        raise NietGevonden(f"Deze pilot is er niet, of het is er meer dan één. {_er_is(alle, 'pilot')}")
    if len(pilots) != 1:
        raise NietGevonden(f"Zeg bij welke pilot de sprint hoort, met --pilot. {_er_is(alle, 'pilot')}")
    nummer = wat.strip().casefold().removeprefix("sprint").removeprefix(sessie.profiel.term("sprint")).strip()
    for plek in alle:
        if plek.soort == "sprint" and plek.pilot == pilots[0].id and nummer == str(plek.nummer):
            return plek
    raise NietGevonden(
        f"Deze sprint is er niet. {_er_is([p for p in alle if p.pilot == pilots[0].id], 'sprint')}"
    )


def _op_naam(pilots: Sequence[Plek], naam: str) -> list[Plek]:
    if not naam:
        return list(pilots)
    gezocht = vouw(naam)
    heel = [p for p in pilots if vouw(p.pilotnaam) == gezocht]
    return heel or [p for p in pilots if vouw(p.pilotnaam).startswith(gezocht)]


def _er_is(alle: Iterable[Plek], soort: Soort) -> str:
    namen = [p.pilotnaam if soort == "pilot" else p.naam for p in alle if p.soort == soort]
    return f"Kies uit: {', '.join(namen)}." if namen else f"Er is nog geen {soort}."


def plek_van(sessie: "Sessie", id_: UUID) -> Plek:
    """The sprint or pilot of this key."""
    for plek in plekken(sessie):
        if plek.id == id_:
            return plek
    raise NietGevonden("Deze sprint of pilot is er niet meer.")


# --- reading ---------------------------------------------------------------------------------


def lees(sessie: "Sessie", plek: Plek) -> Evaluatiebeeld:
    """The evaluation as it stands; one that was never begun is empty."""
    alle = {p.id: p for p in plekken(sessie) if p.pilot == plek.pilot}
    with sessie.lezen() as db:
        rijen = telrijen.leerpunten(db, plek.pilot, plek.van, plek.tot)
        rij = db.get(t.Evaluatie, plek.id)
        deze = [plek, *(p for p in alle.values() if p.id != plek.id)] if plek.soort == "pilot" else [plek]
        groepen = groepen_van(db, deze, rijen)
        in_groep = {lp.gesprek for g in groepen for lp in g.leerpunten}
        eigen = _besluiten(db, (plek.id,), alle)
        namen = collega_namen(db) if rij is not None and rij.gesloten_door else {}
        return Evaluatiebeeld(
            plek=plek,
            ruw=ruw_van(rij),
            versie=kluis.versie(db, None, ("evaluatie", plek.id.hex)),
            gesloten_op=rij.gesloten_op if rij else None,
            gesloten_door=namen.get(rij.gesloten_door, "") if rij and rij.gesloten_door else "",
            gevoerd=len(rijen),
            leerpunten=sum(r.heeft for r in rijen),
            vrijgegeven=sum(1 for r in rijen if r.vrij),
            onaf=onaf(rijen),
            groepen=groepen,
            los=tuple(_leerpunt(r) for r in rijen if r.vrij and r.ref not in in_groep),
            besluiten=eigen,
            vorige=_vorige(db, plek, alle),
        )


def ruw_van(rij: t.Evaluatie | None) -> dict[str, str]:
    return {v.naam: als_ruw(v, getattr(rij, v.naam) if rij else None) for v in EVALUATIE.velden}


def onaf(rijen: "Sequence[Leerpuntrij]") -> Onaf:
    return Onaf(
        zonder_advies=tuple(r.ref for r in rijen if r.zonder_advies),
        zonder_leerpunt=tuple(r.ref for r in rijen if not r.heeft),
        niet_vrijgegeven=tuple(r.ref for r in rijen if r.heeft and not r.vrij),
        zonder_datum=tuple(r.ref for r in rijen if r.zonder_datum),
        doorverwijzingen=sum(r.zonder_datum for r in rijen),
    )


def _leerpunt(r: "Leerpuntrij") -> Leerpunt:
    return Leerpunt(r.ref, date.fromisoformat(r.dag), r.vrij or "")


def groepen_van(db: Session, deze: Sequence[Plek], rijen: "Sequence[Leerpuntrij]") -> tuple[Groep, ...]:
    """The groups of these evaluations; of those behind the first it is said where they belong."""
    plaats = {p.id: (nummer, p.naam if nummer else "") for nummer, p in enumerate(deze)}
    gevonden = db.exec(select(t.Leerpuntgroep).where(col(t.Leerpuntgroep.evaluatie).in_(plaats))).all()
    gemaakt = []
    for g in sorted(gevonden, key=lambda g: (plaats[g.evaluatie][0], g.volgorde, g.id)):
        leden = tuple(_leerpunt(r) for r in rijen if r.vrij and r.groep == g.id.bytes)
        ruw = {
            "titel": g.titel,
            "tekst": g.tekst or "",
            "leerpunten": "|".join(lp.gesprek for lp in leden),
        }
        gemaakt.append(
            Groep(
                g.id.hex,
                g.titel,
                g.tekst or "",
                leden,
                plaats[g.evaluatie][1],
                _groepversie(db, g.id.hex),
                ruw,
            )
        )
    return tuple(gemaakt)


def _groepversie(db: Session, id_: str) -> str:
    """Of the group's words, and of which leerpunten lie where."""
    ligging = db.execute(text("SELECT max(hlc) FROM wijziging WHERE tabel = 'leerpunt_in'")).scalar()
    return max(kluis.versie(db, None, ("leerpuntgroep", id_)), ligging or "")


def _besluiten(
    db: Session, evaluaties: Sequence[UUID], alle: Mapping[UUID, Plek]
) -> tuple[Besluitregel, ...]:
    rijen = db.exec(
        select(t.Besluit).where(col(t.Besluit.evaluatie).in_(evaluaties)).order_by(col(t.Besluit.id))
    ).all()
    rang = {id_: nummer for nummer, id_ in enumerate(evaluaties)}
    return tuple(
        besluitregel(db, b, alle[b.evaluatie].naam) for b in sorted(rijen, key=lambda b: rang[b.evaluatie])
    )


def besluitregel(db: Session, b: t.Besluit, van: str) -> Besluitregel:
    return Besluitregel(
        id=b.id.hex,
        tekst=b.tekst,
        eigenaar=b.eigenaar or "",
        wanneer=b.wanneer,
        staat=b.staat,
        terugblik=b.terugblik or "",
        van=van,
        versie=kluis.versie(db, None, ("besluit", b.id.hex)),
        ruw={v.naam: als_ruw(v, getattr(b, v.naam)) for v in BESLUIT.velden},
    )


def _vorige(db: Session, plek: Plek, alle: Mapping[UUID, Plek]) -> tuple[Besluitregel, ...]:
    """Of a sprint: all of the sprint before, and what is still open from before that. Of a pilot: all of its
    sprints."""
    eerder = [
        p for p in alle.values() if p.soort == "sprint" and (plek.soort == "pilot" or p.nummer < plek.nummer)
    ]
    regels = _besluiten(db, [p.id for p in eerder], alle)
    if plek.soort == "pilot":
        return regels
    laatste = {p.naam for p in eerder if p.nummer == plek.nummer - 1}
    return tuple(b for b in regels if b.van in laatste or b.staat == "open")

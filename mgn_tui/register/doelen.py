"""The targets of the region in this werkmap: how they stand written, what the region changed and why, figures
entered by hand, and what was delivered.

Nothing is overwritten: a change is a new version, a corrected figure a later one of the same day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from sqlmodel import Session, col, select

from mgn_tui.domain.datums import toon_datum
from mgn_tui.domain.fouten import Geweigerd, NietGevonden
from mgn_tui.domain.profiel_doelen import Doel, IJkmoment
from mgn_tui.domain.velden import Formulier, Veld, VeldSoort
from mgn_tui.figures.doelen import NULMETING
from mgn_tui.figures.opgaven import grenzen
from mgn_tui.register import kluis
from mgn_tui.register.kluis import als_ruw
from mgn_tui.store import tables as t
from mgn_tui.store import telrijen

if TYPE_CHECKING:
    from mgn_tui.domain.profiel import Profiel
    from mgn_tui.domain.rijen import Geleverd, Meting, Versie
    from mgn_tui.register.sessie import Sessie

WIJZIG = Formulier(
    "doel",
    "Doel wijzigen",
    (
        Veld("ijkmoment", "Van welk ijkmoment", VeldSoort.DATUM, verplicht=True),
        Veld("minimum", "Ten minste", VeldSoort.DECIMAAL, decimalen=3, minimum=0),
        Veld("maximum", "Ten hoogste", VeldSoort.DECIMAAL, decimalen=3, minimum=0),
        Veld("vanaf", "Besloten op", VeldSoort.DATUM, verplicht=True, verleden=True),
        Veld(
            "reden",
            "Waarom",
            verplicht=True,
            maximum_tekens=400,
            hulp="Bijvoorbeeld: besluit van de stuurgroep. Staat bij het doel in elk verslag.",
        ),
    ),
)
METING = Formulier(
    "doelmeting",
    "Cijfer met de hand",
    (
        Veld("datum", "Van welke dag is het cijfer", VeldSoort.DATUM, verplicht=True, verleden=True),
        Veld(
            "waarde",
            "Het cijfer",
            VeldSoort.DECIMAAL,
            decimalen=3,
            verplicht=True,
            hulp="Een aantal; bij een percentage het percentage, of de teller als u ook de noemer geeft.",
        ),
        Veld("noemer", "De noemer, als die er is", VeldSoort.DECIMAAL, decimalen=3, minimum=0),
        Veld("bron", "Waar komt het vandaan", verplicht=True, maximum_tekens=400),
        Veld(
            "nulmeting",
            "Is dit de 0-meting?",
            VeldSoort.JANEE,
            zeker=True,
            hulp="De stand waarmee dit doel wordt vergeleken.",
        ),
    ),
)
OPLEVERING = Formulier(
    "oplevering",
    "Oplevering",
    (
        Veld("ijkmoment", "Van welk ijkmoment", VeldSoort.DATUM, verplicht=True),
        Veld("gedaan_op", "Gedaan op", VeldSoort.DATUM, verleden=True, hulp="Leeg: nog niet gedaan."),
        Veld("bewijs", "Waar het bewijs ligt", maximum_tekens=400),
        Veld("vastgesteld_door", "Vastgesteld door"),
        Veld("vastgesteld_op", "Vastgesteld op", VeldSoort.DATUM, verleden=True),
    ),
)


@dataclass(frozen=True, slots=True)
class Doelstand:
    """A target on one ijkmoment (None: every quarter): the bounds that hold, and the plan's own."""

    moment: IJkmoment | None
    ijkmoment: date | None
    minimum: Fraction | None
    maximum: Fraction | None
    plan: tuple[Fraction | None, Fraction | None]
    versies: tuple["Versie", ...]
    geleverd: "Geleverd | None"


@dataclass(frozen=True, slots=True)
class Doelbeeld:
    doel: Doel
    standen: tuple[Doelstand, ...]
    metingen: tuple["Meting", ...]  # by hand, the 0-meting among them


def lijst(sessie: "Sessie") -> list[Doelbeeld]:
    """Every target of the profile, with what this werkmap knows of it."""
    with sessie.lezen() as db:
        versies = telrijen.versies(db)
        metingen = telrijen.metingen(db)
        geleverd = {(g.nr, g.ijkmoment): g for g in telrijen.opleveringen(db)}
    beelden = []
    for doel in sessie.profiel.doelen:
        eigen = [v for v in versies if v.nr == doel.nr]
        momenten = {m.datum: m for m in doel.ijkmomenten}
        dagen = sorted(momenten.keys() | {v.ijkmoment for v in eigen})
        standen = [
            _stand(doel, momenten.get(dag), dag, eigen, geleverd.get((doel.nr, dag.isoformat())))
            for dag in dagen
        ]
        if doel.elk_kwartaal:
            standen.append(_stand(doel, None, None, [], None))
        namen = (doel.nr, NULMETING + doel.nr)
        beelden.append(Doelbeeld(doel, tuple(standen), tuple(m for m in metingen if m.nr in namen)))
    return beelden


def _stand(
    doel: Doel, moment: IJkmoment | None, dag: date | None, eigen: "list[Versie]", geleverd: "Geleverd | None"
) -> Doelstand:
    van_dag = tuple(v for v in eigen if v.ijkmoment == dag)
    laag, hoog = grenzen(doel, moment, van_dag[-1] if van_dag else None)
    return Doelstand(moment, dag, laag, hoog, grenzen(doel, moment), van_dag, geleverd)


def doel_van(profiel: "Profiel", nr: str) -> Doel:
    """The target of this number, in whatever case it was typed."""
    for doel in profiel.doelen:
        if doel.nr.casefold() == nr.strip().casefold():
            return doel
    raise NietGevonden(
        f"Het doel '{nr[:20]}' is er niet. Kies uit: {', '.join(d.nr for d in profiel.doelen)}."
    )


Handeling = Literal["oplevering", "meting", "wijzig"]


def kan(doel: Doel) -> tuple[Handeling, ...]:
    """What somebody may do to this target, what it asks for first."""
    if doel.soort == "oplevering":
        return ("oplevering",)
    gevonden: list[Handeling] = ["meting"] if doel.handmatig or doel.nulmeting else []
    return tuple(gevonden if doel.bevroren else [*gevonden, "wijzig"])


def begin_ruw(vorm: Formulier, stand: Doelstand | None, vandaag: date) -> dict[str, str]:
    """What a form begins with: the ijkmoment and bounds that hold, or what was delivered."""
    ruw = dict.fromkeys((v.naam for v in vorm.velden), "")
    if stand is None or stand.ijkmoment is None:
        bekend: dict[str, object] = {}
    elif vorm is WIJZIG:
        bekend = {"ijkmoment": stand.ijkmoment, "minimum": stand.minimum, "maximum": stand.maximum}
    elif vorm is OPLEVERING:
        bekend = {"ijkmoment": stand.ijkmoment}
        if (g := stand.geleverd) is not None:
            bekend |= {
                v: getattr(g, v) for v in ("gedaan_op", "bewijs", "vastgesteld_door", "vastgesteld_op")
            }
    else:
        bekend = {}
    begin = {"vanaf": vandaag, "datum": vandaag} | bekend
    return ruw | {v.naam: _als_ruw(v, begin[v.naam]) for v in vorm.velden if begin.get(v.naam) is not None}


def _als_ruw(veld: Veld, waarde: object) -> str:
    return als_ruw(
        veld, Decimal(waarde.numerator) / waarde.denominator if isinstance(waarde, Fraction) else waarde
    )


# --- writing ---------------------------------------------------------------------------------


def wijzig(sessie: "Sessie", nr: str, ruw: Mapping[str, str], concept: tuple[str, str] | None = None) -> None:
    """A new version of a target on one ijkmoment. Raises `Geweigerd` for a frozen one."""
    doel = doel_van(sessie.profiel, nr)
    waarden, fouten = WIJZIG.lees(ruw, sessie.klok.vandaag())
    if doel.bevroren:
        raise Geweigerd(f"Doel {doel.nr} ligt vast: zo'n mijlpaal mag tijdens de looptijd niet veranderen.")
    if doel.soort == "oplevering":
        raise Geweigerd(
            f"Doel {doel.nr} is een oplevering: die is gedaan of niet. Noteer dat met: mgn doel oplevering"
        )
    laag, hoog = waarden.get("minimum"), waarden.get("maximum")
    if not fouten and laag is None and hoog is None:
        fouten["minimum"] = "Geef een minimum, een maximum of allebei."
    if isinstance(laag, Decimal) and isinstance(hoog, Decimal) and laag > hoog:
        fouten["maximum"] = "Het maximum ligt onder het minimum. Welk getal klopt niet?"
    _keur_ijkmoment(doel, waarden, fouten)
    if fouten:
        raise Geweigerd(fouten)
    velden: dict[str, Any] = dict(waarden)
    with sessie.schrijven(concept=concept) as db:
        db.add(
            t.Doelversie(
                id=sessie.nieuw_id(_laatste(db, t.Doelversie)), nr=doel.nr, wie=sessie.ik.id, **velden
            )
        )


def meet(sessie: "Sessie", nr: str, ruw: Mapping[str, str], concept: tuple[str, str] | None = None) -> None:
    """A figure entered by hand, with its source and day; or the 0-meting of a target."""
    doel = doel_van(sessie.profiel, nr)
    waarden, fouten = METING.lees(ruw, sessie.klok.vandaag())
    nulmeting = bool(waarden.pop("nulmeting", None))
    if nulmeting and not doel.nulmeting:
        raise Geweigerd({"nulmeting": f"Doel {doel.nr} heeft geen 0-meting."})
    if not nulmeting and not doel.handmatig:
        raise Geweigerd(
            f"Doel {doel.nr} telt het programma zelf. Met de hand kan alleen de 0-meting, als die er is."
        )
    if doel.soort == "oplevering":
        raise Geweigerd(f"Doel {doel.nr} is een oplevering. Noteer die met: mgn doel oplevering")
    if waarden.get("noemer") == 0:
        fouten["noemer"] = "De noemer kan geen 0 zijn. Laat hem leeg als er geen is."
    if fouten:
        raise Geweigerd(fouten)
    naam = NULMETING + doel.nr if nulmeting else doel.nr
    velden: dict[str, Any] = dict(waarden)
    with sessie.schrijven(concept=concept) as db:
        db.add(
            t.Doelmeting(id=sessie.nieuw_id(_laatste(db, t.Doelmeting)), nr=naam, wie=sessie.ik.id, **velden)
        )


def lever_op(
    sessie: "Sessie", nr: str, ruw: Mapping[str, str], concept: tuple[str, str] | None = None
) -> None:
    """Note, correct or (without a day) take back that something was delivered, with the evidence."""
    doel = doel_van(sessie.profiel, nr)
    if doel.soort != "oplevering":
        raise Geweigerd(f"Doel {doel.nr} is geen oplevering.")
    waarden, fouten = OPLEVERING.lees(ruw, sessie.klok.vandaag())
    _keur_ijkmoment(doel, waarden, fouten)
    if waarden.get("gedaan_op") is None and any(
        waarden.get(v) is not None for v in ("bewijs", "vastgesteld_door", "vastgesteld_op")
    ):
        fouten["gedaan_op"] = "Zeg ook wanneer het gedaan is."
    if fouten:
        raise Geweigerd(fouten)
    moment = str(waarden.pop("ijkmoment"))
    with sessie.schrijven(concept=concept) as db:
        rij = db.get(t.Oplevering, (doel.nr, moment))
        if rij is None:
            rij = t.Oplevering(nr=doel.nr, ijkmoment=moment)
            db.add(rij)
        kluis.schrijf(rij, waarden, None)


def _laatste(db: Session, model: type[t.Doelversie] | type[t.Doelmeting]) -> UUID | None:
    """Keys sort by time: what is entered now must stand behind what stands there."""
    return db.exec(select(model.id).order_by(col(model.id).desc())).first()


def _keur_ijkmoment(doel: Doel, waarden: Mapping[str, object], fouten: dict[str, str]) -> None:
    dag = waarden.get("ijkmoment")
    momenten = [m.datum for m in doel.ijkmomenten]
    if isinstance(dag, date) and dag not in momenten and not doel.elk_kwartaal:
        kies = "; ".join(toon_datum(m) for m in momenten)
        fouten["ijkmoment"] = f"Doel {doel.nr} heeft dit ijkmoment niet. Kies uit: {kies}."

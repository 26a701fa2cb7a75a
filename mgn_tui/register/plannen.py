"""Step 2, planning: who sits with whom, when and where. The rule guards the plan, never the record of
what happened (see `vastleggen`)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlmodel import Session, col, select

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.klok import AMSTERDAM
from mgn_tui.domain.planning import (
    Bezet,
    Collega,
    Voorstellen,
    Vraag,
    Werktijd,
    beoordeel_plan,
    stel_voor,
)
from mgn_tui.domain.referentie import nieuwe_referentie
from mgn_tui.domain.teamregel import (
    ERVARINGSDESKUNDIGE,
    VOERDER,
    Bevinding,
    Teamlid,
    Zwaarte,
    verdeel_rollen,
)
from mgn_tui.domain.tekst import vouw
from mgn_tui.domain.velden import Formulier, Veld, VeldSoort
from mgn_tui.domain.woorden import GesprekStatus, Vorm
from mgn_tui.register import keuzes, kluis, redenen, toegang, vernietigen, wensen
from mgn_tui.register.agenda import Afspraakregel as Afspraakregel
from mgn_tui.register.agenda import agenda as agenda
from mgn_tui.register.sessie import zoek_een
from mgn_tui.store import tables as t

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie


NIET_ONLINE = "In deze regio is een gesprek online of deels online. Op locatie kan; schrijf erbij waarom."
VOORAF = timedelta(hours=1)  # nothing sooner is proposed: somebody has to be invited first


class Regelbreuk(Geweigerd):
    """A plan that breaks rules. With only preferences broken it may go on, with a reason."""

    def __init__(self, bevindingen: Sequence[Bevinding]) -> None:
        super().__init__({b.code: b.melding for b in bevindingen})
        self.bevindingen = tuple(bevindingen)
        self.mag_met_reden = all(b.zwaarte is Zwaarte.VOORKEUR for b in bevindingen)


@dataclass(frozen=True, slots=True)
class PlanInvoer:
    """A plan for one gesprek. `team`: keys of colleagues; `begin` aware; `duur_min` 1-480."""

    begin: datetime
    team: tuple[UUID, ...]
    duur_min: int = 60
    vorm: str = Vorm.LOCATIE.value
    locatie: str = ""
    reden: str = field(default="", repr=False)  # why a preference is overruled


_WAAR = Veld("locatie", "Waar", hulp="De naam van de plek. Bij een gesprek thuis: laat het adres weg.")
_REDEN = Veld(
    "reden",
    "Reden om af te wijken",
    VeldSoort.LANG,
    maximum_tekens=1000,
    hulp="Alleen nodig als het plan van een voorkeur afwijkt.",
)
_TEKSTEN = Formulier("planning", "", (_WAAR, _REDEN))


def formulier(sessie: "Sessie") -> Formulier:
    with sessie.lezen() as db:
        collegas = keuzes.gespreksvoerders(db)
    return Formulier(
        "planning",
        "Gesprek plannen",
        (
            Veld(
                "begin",
                "Wanneer",
                VeldSoort.MOMENT,
                verplicht=True,
                hulp="Bijvoorbeeld: di 14:00 of 9-3 10:30.",
            ),
            Veld("team", "Wie", VeldSoort.LIJST, verplicht=True, keuzes=collegas),
            Veld("vorm", "Hoe", VeldSoort.KEUZE, keuzes=keuzes.van_woorden(Vorm)),
            _WAAR,
            Veld("duur_min", "Minuten", VeldSoort.GETAL, minimum=1, maximum=480),
            _REDEN,
        ),
    )


def uit_ruw(sessie: "Sessie", ruw: Mapping[str, str]) -> PlanInvoer:
    """The plan that somebody typed. Raises `Geweigerd`."""
    waarden, fouten = formulier(sessie).lees(ruw, sessie.klok.vandaag())
    if fouten:
        raise Geweigerd(fouten)
    team: Any = waarden["team"]
    begin: Any = waarden["begin"]
    return PlanInvoer(
        begin=begin,
        team=tuple(UUID(hex=code) for code in team),
        duur_min=int(str(waarden.get("duur_min") or sessie.profiel.planning.duur_min)),
        vorm=str(waarden.get("vorm") or sessie.profiel.gesprek.vormen[0]),
        locatie=str(waarden.get("locatie") or ""),
        reden=str(waarden.get("reden") or ""),
    )


# --- what planning looks at ------------------------------------------------------------------


def collegas(
    sessie: "Sessie", db: Session, vanaf: date, behalve: UUID | None = None, *, met_bezet: bool = True
) -> list[Collega]:
    """Everybody who can hold a gesprek, with working hours, leave and appointments from `vanaf`."""
    begin = datetime.combine(vanaf - timedelta(days=7), time(), AMSTERDAM)
    bezet: dict[UUID, list[Bezet]] = {}
    vraag = (
        select(t.Gesprek, t.Deelnemer.medewerker)
        .join(t.Deelnemer, col(t.Deelnemer.gesprek) == col(t.Gesprek.id))
        .where(col(t.Gesprek.begin) >= begin, col(t.Gesprek.status).in_(toegang.LEVEND))
    )
    for gesprek, medewerker in db.exec(vraag) if met_bezet else ():
        if gesprek.id != behalve:
            einde = gesprek.begin + timedelta(minutes=gesprek.duur_min)
            bezet.setdefault(medewerker, []).append(Bezet(gesprek.begin, einde, plaats(gesprek)))
    mensen = db.exec(
        select(t.Medewerker)
        .where(col(t.Medewerker.actief).is_(True), t.Medewerker.rol == "gespreksvoerder")
        .order_by(col(t.Medewerker.naam))
    ).all()
    return [
        Collega(
            id=m.id.hex,
            naam=m.naam,
            domein=m.domein,
            ervaringsdeskundig=m.ervaringsdeskundig,
            expertises=frozenset(e.code for e in kluis.kinderen(db, t.MedewerkerExpertise, medewerker=m.id)),
            werktijden=tuple(
                Werktijd(w.weekdag, time.fromisoformat(w.van), time.fromisoformat(w.tot))
                for w in kluis.kinderen(db, t.Werktijd, medewerker=m.id)
            ),
            afwezig=tuple((a.van, a.tot) for a in kluis.kinderen(db, t.Afwezigheid, medewerker=m.id)),
            bezet=tuple(bezet.get(m.id, ())),
            max_per_week=sessie.profiel.planning.capaciteit_per_week
            if m.max_per_week is None
            else m.max_per_week,
        )
        for m in mensen
    ]


def plaats(gesprek: t.Gesprek) -> str:
    """Where somebody has to be: two gesprekken at home are two places, two online ones are one."""
    if gesprek.vorm == Vorm.DIGITAAL.value:
        return "digitaal"
    return f"thuis {gesprek.id.hex}" if gesprek.vorm == Vorm.THUIS.value else (gesprek.locatie or "")


def feestdagen(vanaf: date, tot: date) -> dict[date, str]:
    """The Dutch public holidays in a span of days."""
    import holidays

    dagen = holidays.country_holidays("NL", years=range(vanaf.year, tot.year + 1), language="nl")
    return {dag: naam for dag, naam in dagen.items() if vanaf <= dag <= tot}


def volgnummer(db: Session, aanmelding: t.Aanmelding, behalve: UUID | None = None) -> int:
    gesprekken = db.exec(
        select(t.Gesprek).where(
            t.Gesprek.aanmelding == aanmelding.id, col(t.Gesprek.status).in_(toegang.LEVEND)
        )
    ).all()
    return 1 + sum(1 for g in gesprekken if g.id != behalve)


def _vraag(sessie: "Sessie", db: Session, aanmelding: t.Aanmelding, invoer: PlanInvoer | None) -> Vraag:
    norm = sessie.profiel.normen.get("gesprek")
    plan = sessie.profiel.planning
    wens = wensen.voor_planning(aanmelding, sessie.sleutel(aanmelding.inwoner, db))
    waar = "" if invoer is None else "digitaal" if invoer.vorm == Vorm.DIGITAAL.value else invoer.locatie
    return Vraag(
        duur_min=invoer.duur_min if invoer else plan.duur_min,
        vanaf=sessie.klok.nu() + VOORAF,
        plaats=waar,
        expertises=frozenset(
            e.code for e in kluis.kinderen(db, t.AanmeldingExpertise, aanmelding=aanmelding.id)
        ),
        ervaringsdeskundige_gewenst=aanmelding.ervaringsdeskundige_gewenst,
        liever_wel=wens.wel,
        liever_niet=wens.niet,
        inwoner_tijden=wens.tijden,
        aanmelddatum=aanmelding.aanmelddatum,
        norm_dagen=norm.dagen if norm else None,
    )


def voorstellen(
    sessie: "Sessie",
    aanmelding_ref: str,
    vorm: str = Vorm.LOCATIE.value,
    locatie: str = "",
    aantal: int = 5,
    behalve: UUID | None = None,
    duur_min: int | None = None,
) -> Voorstellen:
    """The first moments at which a team that satisfies every rule is free, with why, and why others are not
    offered. Nothing is offered sooner than `VOORAF` from now. `behalve`: the gesprek that is to be moved."""
    with sessie.lezen() as db:
        aanmelding: t.Aanmelding = zoek_een(db, t.Aanmelding, aanmelding_ref)
        vandaag = sessie.klok.vandaag()
        duur = duur_min or sessie.profiel.planning.duur_min
        invoer = PlanInvoer(sessie.klok.nu(), (), duur, vorm, locatie)
        return stel_voor(
            collegas(sessie, db, vandaag, behalve),
            _vraag(sessie, db, aanmelding, invoer),
            sessie.profiel.teamregel,
            feestdagen=feestdagen(vandaag, vandaag + timedelta(days=70)),
            reistijd_min=sessie.profiel.planning.reistijd_min,
            n=aantal,
            volgnummer=volgnummer(db, aanmelding, behalve),
            max_gesprekken=sessie.profiel.planning.max_gesprekken,
            expertise_labels=_expertise_labels(sessie),
        )


def _expertise_labels(sessie: "Sessie") -> dict[str, str]:
    return {i.code: i.label for i in sessie.profiel.expertises}


def beoordeel(
    sessie: "Sessie", aanmelding_ref: str, invoer: PlanInvoer, behalve: UUID | None = None
) -> tuple[Bevinding, ...]:
    """Every rule this plan would break, requirements first."""
    with sessie.lezen() as db:
        return _beoordeel(sessie, db, zoek_een(db, t.Aanmelding, aanmelding_ref), invoer, behalve)


def _beoordeel(
    sessie: "Sessie", db: Session, aanmelding: t.Aanmelding, invoer: PlanInvoer, behalve: UUID | None
) -> tuple[Bevinding, ...]:
    dag = invoer.begin.astimezone(AMSTERDAM).date()
    gekozen = {m.hex for m in invoer.team}
    team = [c for c in collegas(sessie, db, dag, behalve) if c.id in gekozen]
    if len(team) != len(gekozen):
        raise Geweigerd({"team": "Een van deze collega's is niet (meer) te plannen."})
    gevonden = beoordeel_plan(
        verdeel_rollen(team, sessie.profiel.teamregel, aanmelding.ervaringsdeskundige_gewenst),
        invoer.begin,
        _vraag(sessie, db, aanmelding, invoer),
        sessie.profiel.teamregel,
        feestdagen=feestdagen(dag, dag),
        reistijd_min=sessie.profiel.planning.reistijd_min,
        volgnummer=volgnummer(db, aanmelding, behalve),
        max_gesprekken=sessie.profiel.planning.max_gesprekken,
        vandaag=sessie.klok.vandaag(),
        expertise_labels=_expertise_labels(sessie),
    )
    if sessie.profiel.gesprek.reden_bij_locatie and invoer.vorm in (Vorm.LOCATIE.value, Vorm.THUIS.value):
        gevonden = (*gevonden, Bevinding("niet-online", NIET_ONLINE, Zwaarte.VOORKEUR))
    return tuple(sorted(gevonden, key=lambda b: b.zwaarte is not Zwaarte.EIS))


# --- planning --------------------------------------------------------------------------------


def plan(
    sessie: "Sessie", aanmelding_ref: str, invoer: PlanInvoer, concept: tuple[str, str] | None = None
) -> str:
    """Plan a gesprek; returns its reference. Raises `Regelbreuk` (with what may be overruled), `Geweigerd`."""
    with sessie.schrijven(concept=concept) as db:
        aanmelding: t.Aanmelding = zoek_een(db, t.Aanmelding, aanmelding_ref)
        if aanmelding.status != "open":
            raise Geweigerd("Deze aanmelding is gesloten. Heropen haar eerst.")
        vernietigen.eis_bestaand(db, aanmelding.inwoner)
        afwijking = _mag(sessie, db, aanmelding, invoer, None)
        gesprek = t.Gesprek(
            id=sessie.nieuw_id(),
            ref=nieuwe_referentie(),
            aanmelding=aanmelding.id,
            inwoner=aanmelding.inwoner,
            pilot=aanmelding.pilot,
            volgnummer=min(volgnummer(db, aanmelding), sessie.profiel.planning.max_gesprekken),
            begin=invoer.begin,
        )
        if aanmelding.pilot and (pilot := db.get(t.Pilot, aanmelding.pilot)):
            gesprek.werkwijze, gesprek.methodiek = pilot.werkwijze, pilot.methodiek
        db.add(gesprek)
        _zet(sessie, db, gesprek, invoer, afwijking)
        if aanmelding.uitgenodigd_op is None:
            aanmelding.uitgenodigd_op = max(sessie.klok.vandaag(), aanmelding.aanmelddatum)
        toegang.herzie(db, sessie, aanmelding.inwoner)
        return gesprek.ref


def _mag(
    sessie: "Sessie", db: Session, aanmelding: t.Aanmelding, invoer: PlanInvoer, behalve: UUID | None
) -> str | None:
    """The codes of preferences that are overruled, or None; raises when the plan may not be made."""
    if not invoer.team:
        raise Geweigerd({"team": "Kies wie het gesprek voeren."})
    if not 1 <= invoer.duur_min <= 480:
        raise Geweigerd({"duur_min": "Een gesprek duurt 1 tot 480 minuten."})
    teksten = {"locatie": invoer.locatie, "reden": invoer.reden}
    if mis := _TEKSTEN.lees(teksten, sessie.klok.vandaag())[1]:
        raise Geweigerd(mis)
    if invoer.begin.astimezone(AMSTERDAM).date() < aanmelding.aanmelddatum:
        raise Geweigerd({"begin": "Dit moment ligt vóór de aanmelding. Welke datum klopt niet?"})
    gevonden = _beoordeel(sessie, db, aanmelding, invoer, behalve)
    if not gevonden:
        return None
    breuk = Regelbreuk(gevonden)
    if not breuk.mag_met_reden or not invoer.reden.strip():
        raise breuk
    if sessie.sleutel(aanmelding.inwoner, db) is None:
        _redencode(sessie, invoer.reden)
    return "|".join(dict.fromkeys(b.code for b in gevonden))


def _redencode(sessie: "Sessie", reden: str) -> str:
    """A reason in one's own words may tell something about the inwoner, so it lies under a key; who does not
    hold that key takes one from the list. Raises `Geweigerd` for anything else."""
    lijst = sessie.profiel.redenen_afwijken_team
    for item in lijst:
        if vouw(reden) in (vouw(item.code), vouw(item.label)):
            return item.code
    keuze = "; ".join(i.label for i in lijst)
    raise Geweigerd({"reden": f"U mag deze inwoner niet lezen. Geef een van deze redenen: {keuze}."})


def _zet(
    sessie: "Sessie", db: Session, gesprek: t.Gesprek, invoer: PlanInvoer, afwijking: str | None
) -> None:
    gesprek.begin = invoer.begin
    gesprek.duur_min = invoer.duur_min
    gesprek.vorm = invoer.vorm
    gesprek.locatie = invoer.locatie or None
    gesprek.afwijking = afwijking
    sleutel = sessie.sleutel(gesprek.inwoner, db)
    if sleutel is None:
        gesprek.afwijking_reden = None
        gesprek.afwijking_code = _redencode(sessie, invoer.reden) if afwijking else None
    else:
        gesprek.afwijking_code = None
        kluis.schrijf(gesprek, {"afwijking_reden": invoer.reden if afwijking else None}, sleutel)
    db.flush()
    _zet_team(sessie, db, gesprek, invoer.team)


def _zet_team(sessie: "Sessie", db: Session, gesprek: t.Gesprek, team: Iterable[UUID]) -> None:
    gewenst = set(team)
    leden = [
        Teamlid(m.id.hex, m.naam, m.domein, m.ervaringsdeskundig, frozenset())
        for m in db.exec(select(t.Medewerker).where(col(t.Medewerker.id).in_(gewenst)))
    ]
    wens = db.get_one(t.Aanmelding, gesprek.aanmelding).ervaringsdeskundige_gewenst
    rollen = {lid.id: lid.rol for lid in verdeel_rollen(leden, sessie.profiel.teamregel, wens)}
    aanwezig = {d.medewerker: d for d in kluis.kinderen(db, t.Deelnemer, gesprek=gesprek.id)}
    for medewerker, rij in aanwezig.items():
        if medewerker not in gewenst:
            db.delete(rij)
        elif rij.rol in (VOERDER, ERVARINGSDESKUNDIGE):
            rij.rol = rollen[medewerker.hex]
    for medewerker in sorted(gewenst - aanwezig.keys(), key=lambda m: m.hex):
        rol = rollen[medewerker.hex]
        db.add(t.Deelnemer(gesprek=gesprek.id, medewerker=medewerker, inwoner=gesprek.inwoner, rol=rol))


def verzet(
    sessie: "Sessie", gesprek_ref: str, invoer: PlanInvoer, concept: tuple[str, str] | None = None
) -> None:
    """Move a planned gesprek, or change who sits there. Same rules as `plan`."""
    with sessie.schrijven(concept=concept) as db:
        gesprek = gepland(db, gesprek_ref)
        aanmelding = db.get_one(t.Aanmelding, gesprek.aanmelding)
        afwijking = _mag(sessie, db, aanmelding, invoer, gesprek.id)
        _zet(sessie, db, gesprek, invoer, afwijking)
        toegang.herzie(db, sessie, gesprek.inwoner)


def gepland(db: Session, ref: str) -> t.Gesprek:
    gesprek: t.Gesprek = zoek_een(db, t.Gesprek, ref)
    if gesprek.status != GesprekStatus.GEPLAND.value:
        raise Geweigerd(
            f"Dit gesprek is {GesprekStatus.label_van(gesprek.status)}; alleen een gepland gesprek kan dit."
        )
    return gesprek


def zeg_af(
    sessie: "Sessie",
    gesprek_ref: str,
    status: GesprekStatus,
    reden_code: str,
    reden: str = "",
    concept: tuple[str, str] | None = None,
) -> None:
    """A planned gesprek that is not held: GEANNULEERD or NO_SHOW, with a reason.

    The aanmelding waits again; a new plan is a new row with the same aanmelddatum. Whoever answers the
    telephone may note it, with a reason from the list; only who may read the inwoner writes more.
    """
    if status not in (GesprekStatus.GEANNULEERD, GesprekStatus.NO_SHOW):
        raise Geweigerd("Een gesprek wordt geannuleerd, of de inwoner is niet verschenen.")
    waarden = redenen.lees(sessie, status, reden_code, reden)
    with sessie.schrijven(concept=concept) as db:
        gesprek = gepland(db, gesprek_ref)
        sleutel = sessie.sleutel(gesprek.inwoner, db)
        if sleutel is None and waarden.pop("reden"):
            raise Geweigerd(
                {"reden": "Alleen wie deze inwoner mag lezen, kan iets toelichten. Kies een reden."}
            )
        kluis.schrijf(gesprek, {"status": status.value, **waarden}, sleutel)
        toegang.herzie(db, sessie, gesprek.inwoner)

"""What to do now, most urgent first."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session, func, select

from mgn_tui.domain import teamregel
from mgn_tui.domain.datums import toon_dag_kort, toon_datum_kort
from mgn_tui.domain.hlc import ontleed
from mgn_tui.domain.klok import dag_van
from mgn_tui.register import aanmeldlijst, bewaren, concepten, delen, keuzes, plannen, verzoeken
from mgn_tui.register.namen import namen_van
from mgn_tui.register.sprints import Sprintdeel, sprint_op
from mgn_tui.store import tables as t
from mgn_tui.store.telrijen import begin_van_dag

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie
CONCEPT_MELD = 7  # days before a concept that was never saved goes
VERZOEK_MELD = 7  # days before a request must be answered


@dataclass(frozen=True, slots=True)
class Punt:
    """One thing that waits. `stap` and `ref` say what Enter opens; `merk`: ● ▲ ✖ or blank.

    `wie` stands in `tekst` for the person it is about, so that a screen can put `naam` there instead.
    """

    merk: str
    stap: str  # plannen, gesprek, advies, doorverwijzing, concept, rechten
    ref: str
    tekst: str = field(repr=False)
    dagen: int = 0
    wie: str = field(default="", repr=False)
    naam: str = field(default="", repr=False)

    def met_naam(self) -> str:
        """The text with the name in full; for who may not know it as it was."""
        return self.tekst.replace(self.wie, self.naam, 1) if self.naam else self.tekst


@dataclass(frozen=True, slots=True)
class Overzicht:
    vandaag: date
    pilot: str
    pilot_gevoerd: int
    pilot_omvang: int | None
    sprint: str
    sprint_gevoerd: int
    sprint_omvang: int | None
    gesprekken: tuple[plannen.Afspraakregel, ...]
    wacht: tuple[Punt, ...]
    nog: Mapping[str, int] = field(default_factory=dict)
    """How many more wait than stand in `wacht`, per `stap`."""


def overzicht(sessie: "Sessie", hoogstens: int = 40) -> Overzicht:
    """Today's gesprekken and what waits, for this person."""
    vandaag = sessie.klok.vandaag()
    aanmeldingen, gemeld = _aanmeldingen(sessie, hoogstens)
    gesprekken, gevoerde = _gesprekken(sessie, hoogstens)
    los = [*_verzoeken(sessie), *_concepten(sessie), *_bewaren(sessie)]
    alle = gemeld + gevoerde + Counter(p.stap for p in los)
    wacht = [*aanmeldingen, *gesprekken, *los]
    wacht.sort(key=lambda p: ({"✖": 0, "▲": 1}.get(p.merk, 2), -p.dagen))
    with sessie.lezen() as db:
        pilot = keuzes.huidige_pilot(sessie, db)
        sprint = sprint_op(db, pilot.id, vandaag) if pilot else None
        gevoerd = select(func.count()).select_from(t.Gesprek).where(t.Gesprek.status == "gevoerd")
        return Overzicht(
            vandaag=vandaag,
            pilot=pilot.naam if pilot else "",
            pilot_gevoerd=db.exec(gevoerd.where(t.Gesprek.pilot == pilot.id)).one() if pilot else 0,
            pilot_omvang=pilot.omvang if pilot else None,
            sprint=f"{sessie.profiel.term('sprint')} {sprint.nummer}" if sprint else "",
            sprint_gevoerd=_in_sprint(db, sprint) if sprint else 0,
            sprint_omvang=sprint.sprint.omvang if sprint else None,
            gesprekken=tuple(plannen.agenda(sessie, vandaag, vandaag)),
            wacht=tuple(wacht[:hoogstens]),
            nog=dict(alle - Counter(p.stap for p in wacht[:hoogstens])),
        )


# By day, and not by pilot (the +): of a pilot every row would be read for its day.
_IN_SPRINT = text(
    "SELECT count(*) FROM gesprek WHERE status = 'gevoerd' AND +pilot = :pilot AND begin >= :van AND begin < :na"
)


def _in_sprint(db: Session, s: Sprintdeel) -> int:
    """How many gesprekken of a sprint were held."""
    dagen = {"van": begin_van_dag(s.van), "na": begin_van_dag(s.tot + timedelta(days=1))}
    return int(db.execute(_IN_SPRINT, {"pilot": s.sprint.pilot.bytes, **dagen}).scalar_one())


def _aanmeldingen(sessie: "Sessie", hoogstens: int) -> tuple[list[Punt], Counter[str]]:
    """Who waits longest, and how many wait."""
    ids = aanmeldlijst.sleutels(sessie, alleen_open=True)
    punten = []
    for r in aanmeldlijst.regels(sessie, ids[:hoogstens]):
        op = toon_dag_kort(r.uitgenodigd_op, sessie.klok.vandaag()) if r.uitgenodigd_op else ""
        # what is to be done first: on 80 columns the end can fall away
        stukken = (
            f"aanmelding {r.wie}: niet verschenen, opnieuw plannen"
            if r.status == "no-show"
            else f"aanmelding {r.wie}: nog {'plannen' if op else 'uitnodigen'}",
            r.praktijk,
            f"uitgenodigd op {op}" if op and r.status != "no-show" else "",
        )
        tekst = " · ".join(filter(None, stukken))
        punten.append(Punt(r.merk, "plannen", r.ref, tekst, r.dagen, r.wie, r.naam))
    return punten, Counter({"plannen": len(ids)})


# What is not finished of my gesprekken of the last 400 days. The inner part reads indexes only: most gesprekken
# are finished, and of those no text need be read.
_OPEN = text(
    """SELECT g.ref, w.*, i.ref AS iref, EXISTS (
  SELECT 1 FROM document x WHERE x.gesprek = w.id AND x.opgeruimd_op IS NULL) AS ligt FROM (
  SELECT g.id, g.begin, g.status, g.inwoner,
    (SELECT count(*) FROM advies a WHERE a.gesprek = g.id) AS versies,
    (SELECT a.vastgesteld_op FROM advies a WHERE a.gesprek = g.id ORDER BY a.id DESC LIMIT 1) AS vast,
    EXISTS (SELECT 1 FROM verzending v WHERE v.gesprek = g.id) AS verstuurd,
    $GEEN_BRIEF AS bezwaar,
    (SELECT group_concat(t.code) FROM toeleiding t WHERE t.gesprek = g.id AND t.stap = 'geadviseerd'
      AND g.begin < :na AND t.code NOT IN ('zelf', 'eigen-netwerk', 'zelfhulp-digitaal', 'geen', 'huisarts')
      AND NOT EXISTS (SELECT 1 FROM toeleiding n WHERE n.gesprek = g.id AND n.code = t.code
      AND n.stap <> 'geadviseerd')) AS na
  FROM gesprek g WHERE g.status IN ('gepland', 'gevoerd') AND g.begin BETWEEN :lang AND :nu
    AND NOT EXISTS (SELECT 1 FROM wissing x WHERE x.inwoner = g.inwoner)
    AND EXISTS (SELECT 1 FROM deelnemer d WHERE d.gesprek = g.id AND d.medewerker = :ik)) w
JOIN gesprek g ON g.id = w.id JOIN inwoner i ON i.id = w.inwoner
WHERE w.status = 'gepland' OR w.vast IS NULL OR NOT (w.verstuurd OR w.bezwaar) OR w.na IS NOT NULL""".replace(
        "$GEEN_BRIEF", delen.GEEN_BRIEF
    )
)


def _gesprekken(sessie: "Sessie", hoogstens: int) -> tuple[list[Punt], Counter[str]]:
    """My gesprekken that are to be worked out, advised on, sent or followed up; and how many of each."""
    vandaag, nu = sessie.klok.vandaag(), sessie.klok.nu()
    vraagt = sessie.profiel.toeleiding
    na = vandaag - timedelta(days=vraagt.vraag_na_dagen or 0) if vraagt.vraag_gestart else None
    categorieen = {c.code: c.label for c in sessie.profiel.categorieen}
    with sessie.lezen() as db:
        rijen = db.execute(
            _OPEN,
            {
                "ik": sessie.ik.id.bytes,
                "nu": nu.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "lang": (vandaag - timedelta(days=400)).isoformat(),
                "na": (na + timedelta(days=1)).isoformat() if na else "",
            },
        ).all()
        gevonden = []
        for r in rijen:
            dag = dag_van(r.begin)
            dagen = (vandaag - dag).days
            merk, stap = "▲" if dagen > 2 else " ", "advies"
            if r.status == "gepland":
                merk, stap, wat = "▲", "gesprek", f" van {toon_dag_kort(dag, vandaag)}: uitwerken"
            elif not r.versies:
                wat = ": nog schrijven"
            elif not r.vast:
                wat = ": nog vaststellen"
            elif not r.verstuurd and not r.bezwaar:
                wat = ": brief ligt klaar: verstuurd noteren" if r.ligt else ": brief maken en versturen"
                merk = " "
            else:
                code = r.na.split(",")[0]
                merk, stap, wat = " ", "doorverwijzing", f": gestart bij {categorieen.get(code, code)}?"
            gevonden.append((merk, stap, r, wat, dagen))
        gevonden.sort(key=lambda g: (g[0] != "▲", -g[4]))
        hoeveel = Counter(g[1] for g in gevonden)
        del gevonden[hoogstens:]
        namen = namen_van(sessie, db, {UUID(bytes=r.inwoner): r.iref for _, _, r, _, _ in gevonden})
    punten = []
    for merk, stap, r, wat, dagen in gevonden:
        wie, naam = namen[UUID(bytes=r.inwoner)]
        punten.append(Punt(merk, stap, r.ref, f"{stap} {wie}{wat}", dagen, wie, naam))
    return punten, hoeveel


def _concepten(sessie: "Sessie") -> list[Punt]:
    namen = {
        "aanmelding": "een aanmelding",
        "advies": "een advies",
        "gesprek": "een gesprek",
        "thema": "een gesprek",
        "planning": "een planning",
        "praktijk": "een praktijk",
        "medewerker": "een collega",
        "doel": "een doel",
        "doelmeting": "een cijfer met de hand",
        "oplevering": "een oplevering",
        "evaluatie": "een evaluatie",
        "leerpuntgroep": "leerpunten samen",
        "besluit": "een besluit",
        "besluit-terugblik": "een terugblik",
        "verzoek": "een verzoek van een inwoner",
        "besluit-verzoek": "een besluit op een verzoek",
        "blijft": "een besluit over bewaren",
    }
    return [
        Punt(
            "▲" if (nog := concepten.gaat_weg_over(sessie, c)) <= CONCEPT_MELD else " ",
            "concept",
            f"{c.formulier}|{c.record}",
            f"concept van {namen.get(c.formulier, 'een formulier')}, "
            f"{toon_datum_kort(dag_van(c.bewaard_op))}: verder schrijven"
            + (f"; gaat {_over(nog)} weg" if nog <= CONCEPT_MELD else ""),
        )
        for c in concepten.alle(sessie)
    ]


def _over(dagen: int) -> str:
    return "vandaag" if dagen <= 0 else "morgen" if dagen == 1 else f"over {dagen} dagen"


# --- what an inwoner may ask, and how long things are kept -----------------------------------


def _verzoeken(sessie: "Sessie") -> list[Punt]:
    """Requests that must be answered soon."""
    vandaag = sessie.klok.vandaag()
    punten = []
    for v in verzoeken.wachten(sessie, VERZOEK_MELD):
        uiterlijk = v.uiterlijk or vandaag
        merk = "✖" if uiterlijk < vandaag else "▲"
        tekst = (
            f"verzoek van {v.wie} ({v.soort.label}): antwoord uiterlijk {toon_dag_kort(uiterlijk, vandaag)}"
        )
        punten.append(Punt(merk, "rechten", v.id, tekst, 1000 - (uiterlijk - vandaag).days, v.wie, v.naam))
    return punten


def _bewaren(sessie: "Sessie") -> list[Punt]:
    """Who is due by the terms, in one line."""
    over, klaar = bewaren.aantal(sessie)
    if not over and not klaar:
        return []
    return [Punt("▲" if over else " ", "rechten", "", bewaren.zin(over, klaar))]


@dataclass(frozen=True, slots=True)
class Eerst:
    """What a new werkmap lacks before any gesprek can be planned. `soort`: of Beheer."""

    soort: str
    melding: str


def eerst_nodig(sessie: "Sessie") -> tuple[Eerst, ...]:
    """What is to be filled in first: oneself, a team that can hold a gesprek, a praktijk that refers, and who is
    responsible (that stands on every letter)."""
    with sessie.lezen() as db:
        praktijken = keuzes.praktijken(db)
        team = plannen.collegas(sessie, db, sessie.klok.vandaag(), met_bezet=False)
        verantwoordelijk = db.get(t.Instelling, "verantwoordelijke")
    ik = next((c for c in team if c.id == sessie.ik.id.hex), None)
    nodig = []
    if ik is not None and not (ik.domein and ik.werktijden):
        nodig.append(Eerst("medewerker", "Van uzelf ontbreekt nog: uw domein of uw werktijden."))
    nodig += [
        Eerst("medewerker", b.melding)
        for b in teamregel.eisen(teamregel.beoordeel_bezetting(team, sessie.profiel.teamregel))
    ]
    if not praktijken:
        nodig.append(Eerst("praktijk", "Er is nog geen praktijk: van een praktijk komt elke aanmelding."))
    if verantwoordelijk is None or not verantwoordelijk.waarde:
        nodig.append(Eerst("instellingen", "Er staat nog niet wie verantwoordelijk is voor de gegevens."))
    return tuple(nodig)


KLOK_SPELING = timedelta(minutes=5)


def klok_achter(sessie: "Sessie") -> timedelta | None:
    """How far this laptop's clock lies behind the last change that was stored; None up to five minutes."""
    with sessie.lezen() as db:
        laatste = db.execute(text("SELECT max(hlc) FROM wijziging")).scalar()
    if not laatste:
        return None
    achter = timedelta(milliseconds=ontleed(str(laatste)).ms - sessie.klok.nu().timestamp() * 1000)
    return achter if achter > KLOK_SPELING else None

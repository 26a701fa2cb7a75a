"""The figures as a screen shows them: what can be chosen, the message first, and the gesprekken behind a figure."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from mgn_tui.domain.datums import toon_datum, toon_datum_kort
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.klok import AMSTERDAM
from mgn_tui.figures import periode as perioden
from mgn_tui.figures.opgaven import volgend_ijkmoment
from mgn_tui.figures.vergelijken import Deel, Praktijkdeel, per_methodiek, per_praktijk, per_werkwijze
from mgn_tui.register import boodschap, evaluatiebeeld, keuzes
from mgn_tui.register.cijfers import Cijfers, Vraag, inhoud, reken
from mgn_tui.register.evaluatiebeeld import Plek, plekken
from mgn_tui.register.namen import namen_van
from mgn_tui.register.rapporteren import Opdracht
from mgn_tui.register.stand import keren_bewaard

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

KWARTALEN = 4  # so many that are over can be chosen from the list; any other can be typed


# --- what can be chosen ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Keuze:
    """A pilot or a sprint (`plek`), or days of the whole region. `tot`: the last day that counts, as far as known."""

    naam: str
    vraag: Vraag
    tot: date
    plek: Plek | None = None

    @property
    def opdracht(self) -> Opdracht:
        """The report of this choice."""
        if self.plek is None:
            return Opdracht("periode", self.vraag.periode or "vanaf-start", "regio")
        wat = str(self.plek.nummer) if self.plek.soort == "sprint" else self.plek.pilotnaam
        return Opdracht(self.plek.soort, wat, pilot=self.plek.pilotnaam)


def van_plek(plek: Plek) -> Keuze:
    """The figures of what is evaluated, over the same days as its evaluation and its report."""
    if plek.soort == "pilot":
        return Keuze(plek.pilotnaam, Vraag(plek.van, plek.tot, pilot=plek.pilotnaam), plek.tot, plek)
    vraag = Vraag(pilot=plek.pilotnaam, periode=f"sprint:{plek.nummer}")
    return Keuze(f"{plek.pilotnaam}, {plek.naam}", vraag, plek.tot, plek)


def kiesbaar(sessie: "Sessie") -> tuple[list[Keuze], int]:
    """Every pilot with its sprints, then the region; and the number of the one that runs now."""
    vandaag, start = sessie.klok.vandaag(), sessie.profiel.tellen.startdatum
    gevonden = [van_plek(plek) for plek in plekken(sessie)]
    regio = sessie.profiel.naam
    gevonden.append(Keuze(f"{regio}, alles", Vraag(voor="regio"), vandaag))
    einde = vandaag
    for _ in range(KWARTALEN + 1):
        if einde < start:
            break
        woord = f"{einde.year}-Q{(einde.month + 2) // 3}"
        gevonden.append(_periode(sessie, woord))
        einde = perioden.gesloten_kwartaal(einde)
    with sessie.lezen() as db:
        huidig = keuzes.huidige_pilot(sessie, db)
    nummers = [n for n, k in enumerate(gevonden) if huidig and k.plek and k.plek.id == huidig.id]
    return gevonden, (nummers or [0])[0]


def getypt(sessie: "Sessie", woord: str) -> Keuze | None:
    """A period of the region by its word (2026-Q1, 2026-T1, 2026, eerste:100); None when it is none."""
    try:
        return _periode(sessie, woord.strip())
    except Geweigerd:
        return None


def _periode(sessie: "Sessie", woord: str) -> Keuze:
    vandaag, profiel = sessie.klok.vandaag(), sessie.profiel
    p = perioden.lees(woord, profiel.tellen.startdatum, vandaag)
    if p.soort == "sprint":
        raise Geweigerd({"periode": "Een sprint hoort bij een pilot; kies hem uit de lijst."})
    naam = f"{profiel.naam}, {p.label}"
    return Keuze(naam, Vraag(periode=p.label, voor="regio"), p.tot if p.kalender else vandaag)


# --- the figures -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Leerpunten:
    """The gesprekken of the period with a leerpunt, with one that was released, and without."""

    met: tuple[str, ...] = field(repr=False)
    vrij: tuple[str, ...] = field(repr=False)
    zonder: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Cijferbeeld:
    """`inhoud`: the contract's object of `cijfers`."""

    cijfers: Cijfers
    inhoud: dict[str, Any]
    boodschap: tuple[str, ...]
    werkwijzen: tuple[Deel, ...]
    methodieken: tuple[Deel, ...]
    praktijken: tuple[Praktijkdeel, ...]
    leerpunten: Leerpunten
    voor_sluiten: str  # of a pilot or sprint: what its evaluation still asks

    @property
    def beoordeeld(self) -> bool:
        """Whether targets are judged: for the region, never over one team."""
        return self.cijfers.vraag.voor != "team"


def beeld(sessie: "Sessie", keuze: Keuze) -> Cijferbeeld:
    """Count, and set side by side; what was counted last stands until something was saved: of three years it may take
    ten seconds. Raises what `cijfers.reken` raises."""
    van = (keuze, keren_bewaard(sessie), sessie.klok.vandaag(), sessie.profiel)
    geteld = sessie.geteld
    if geteld is None or geteld[0] != van:
        geteld = sessie.geteld = van, _tel(sessie, keuze)
    return geteld[1]


def _tel(sessie: "Sessie", keuze: Keuze) -> Cijferbeeld:
    profiel = sessie.profiel
    c = reken(sessie, replace(keuze.vraag, ijkmoment=volgend_ijkmoment(profiel, keuze.tot)))
    j = inhoud(sessie, c)
    with sessie.lezen() as db:
        leerpunten = _leerpunten(db, c.telling.achter("gesprekken", "gevoerd"))
    zinnen = boodschap.zinnen(c, j, profiel)
    if 0 < j["gesprekken"]["gevoerd"] < profiel.tellen.weinig_gesprekken:
        zinnen += ("Te weinig gesprekken voor conclusies, genoeg om van te leren.",)
    return Cijferbeeld(
        cijfers=c,
        inhoud=j,
        boodschap=zinnen,
        werkwijzen=tuple(per_werkwijze(c.rijen, profiel)),
        methodieken=tuple(per_methodiek(c.rijen, profiel)),
        praktijken=tuple(per_praktijk(c.praktijken, c.aanmeldingen, c.rijen)),
        leerpunten=leerpunten,
        voor_sluiten=evaluatiebeeld.lees(sessie, keuze.plek).voor_sluiten if keuze.plek else "",
    )


_LEERPUNTEN = text(
    "SELECT g.ref, g.leerpunt IS NOT NULL OR g.leerpunt_vrij IS NOT NULL AS met, g.leerpunt_vrij IS NOT NULL AS vrij "
    "FROM json_each(:refs) j JOIN gesprek g ON g.ref = j.value"
)


def _leerpunten(db: Session, refs: Sequence[str]) -> Leerpunten:
    rijen = db.execute(_LEERPUNTEN, {"refs": json.dumps(list(refs))}).all()
    return Leerpunten(
        tuple(r.ref for r in rijen if r.met),
        tuple(r.ref for r in rijen if r.vrij),
        tuple(r.ref for r in rijen if not r.met),
    )


# --- what is behind a figure -----------------------------------------------------------------

Soort = Literal["gesprek", "aanmelding"]


@dataclass(frozen=True, slots=True)
class Achterregel:
    """One gesprek or aanmelding behind a figure. `mag`: whether this person can open it."""

    ref: str
    wie: str = field(repr=False)
    naam: str = field(repr=False)
    dag: str
    volgnummer: int
    status: str
    mag: bool


_ACHTER = {
    "gesprek": text(
        "SELECT g.ref, g.inwoner, i.ref AS iref, g.begin AS dag, g.volgnummer, g.status"
        " FROM json_each(:refs) j JOIN gesprek g ON g.ref = j.value JOIN inwoner i ON i.id = g.inwoner ORDER BY j.key"
    ),
    "aanmelding": text(
        "SELECT a.ref, a.inwoner, i.ref AS iref, a.aanmelddatum AS dag, 0 AS volgnummer, a.status"
        " FROM json_each(:refs) j JOIN aanmelding a ON a.ref = j.value JOIN inwoner i ON i.id = a.inwoner"
        " ORDER BY j.key"
    ),
}


def achter(sessie: "Sessie", soort: Soort, refs: Sequence[str]) -> list[Achterregel]:
    """These gesprekken or aanmeldingen, in this order: a coördinator and who may not know them read a pseudonym."""
    with sessie.lezen() as db:
        rijen = db.execute(_ACHTER[soort], {"refs": json.dumps(list(refs))}).all()
        inwoners = {UUID(bytes=r.inwoner): r.iref for r in rijen}
        namen = {} if sessie.ik.coordinator else namen_van(sessie, db, inwoners)
    regels = []
    for r in rijen:
        wie, naam = namen.get(UUID(bytes=r.inwoner), (r.iref[:4], ""))
        regels.append(Achterregel(r.ref, wie, naam, _dag(r.dag), r.volgnummer, r.status, bool(naam)))
    return regels


def _dag(moment: str) -> str:
    dag = datetime.fromisoformat(moment).astimezone(AMSTERDAM).date() if "T" in moment else None
    dag = dag or date.fromisoformat(moment)
    return f"{toon_datum(dag)[:2]} {toon_datum_kort(dag)} {dag.year}"

"""What the inwoner said about sharing: to whom which part may go, when that was said and how."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import Session

from mgn_tui.domain.datums import toon_datum
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.velden import Formulier, Veld, VeldSoort
from mgn_tui.domain.woorden import DeelOnderdeel, Ontvanger, Zegwijze
from mgn_tui.register import keuzes, kluis
from mgn_tui.store import tables as t

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

WIJZEN = keuzes.van_woorden(Zegwijze)
GEEN_BRIEF = """EXISTS (SELECT 1 FROM delen x WHERE x.gesprek = g.id AND x.ontvanger = 'huisarts'
  AND x.onderdeel = 'advies' AND NOT x.mag AND NOT EXISTS (SELECT 1 FROM delen y WHERE y.gesprek = g.id
  AND y.ontvanger = 'huisarts' AND y.onderdeel = 'bericht' AND y.mag))"""
"""Of a gesprek `g`, in SQL: the inwoner objects to the huisarts, and wants no short message either; nothing is sent."""
HOE = Formulier(
    "delen",
    "Delen",
    (
        Veld(
            "naam",
            "Wie precies",
            maximum_tekens=120,
            hulp="Zo staat het in de brief, bijvoorbeeld: wijkteam Zuid.",
        ),
        Veld("op", "Gezegd op", VeldSoort.DATUM, verplicht=True, verleden=True),
        Veld("wijze", "Hoe", VeldSoort.KEUZE, verplicht=True, keuzes=WIJZEN),
    ),
)


@dataclass(frozen=True, slots=True)
class Gezegd:
    """Of one part: when it was asked and how, and since when a consent that was given is taken back."""

    op: date | None
    wijze: Zegwijze | None
    ingetrokken_op: date | None

    def zin(self) -> str:
        """For people: `gezegd op wo 10 maart 2027, telefonisch`."""
        hoe = f", {self.wijze.label}" if self.wijze else ""
        op = f"gezegd op {toon_datum(self.op)}{hoe}" if self.op else ""
        return f"{op}; ingetrokken op {toon_datum(self.ingetrokken_op)}" if self.ingetrokken_op else op


@dataclass(frozen=True, slots=True)
class DeelBeeld:
    """What the inwoner said about one recipient: part → yes or no; absent: not asked."""

    ontvanger: Ontvanger
    mag: dict[str, bool]
    naam: str = field(repr=False)
    gezegd: dict[str, Gezegd] = field(default_factory=dict)


def beelden(db: Session, gesprek: UUID, sleutel: bytes) -> tuple[DeelBeeld, ...]:
    """Per recipient of whom something was said."""
    uit: dict[str, DeelBeeld] = {}
    for rij in kluis.kinderen(db, t.Delen, gesprek=gesprek):
        naam = str(kluis.lees_geheim(rij, "naam", sleutel) or "")
        beeld = uit.get(rij.ontvanger, DeelBeeld(Ontvanger(rij.ontvanger), {}, ""))
        gezegd = Gezegd(rij.gevraagd_op, Zegwijze(rij.wijze) if rij.wijze else None, rij.ingetrokken_op)
        uit[rij.ontvanger] = DeelBeeld(
            beeld.ontvanger,
            beeld.mag | {rij.onderdeel: rij.mag},
            beeld.naam or naam,
            beeld.gezegd | {rij.onderdeel: gezegd},
        )
    return tuple(uit[o.value] for o in Ontvanger if o.value in uit)


def mag_delen(db: Session, gesprek: UUID, ontvanger: Ontvanger, onderdeel: DeelOnderdeel) -> bool:
    """The default is advies to the huisarts and nothing else (KNMG; domain.md, *Sharing*)."""
    rij = db.get(t.Delen, (gesprek, ontvanger.value, onderdeel.value))
    if rij is not None:
        return rij.mag
    return ontvanger is Ontvanger.HUISARTS and onderdeel is DeelOnderdeel.ADVIES


def keur(sessie: "Sessie", naam: str, op: date | None, wijze: Zegwijze | None) -> tuple[str, date, Zegwijze]:
    """What was given, today and in a gesprek where nothing was. Raises `Geweigerd`."""
    vandaag = sessie.klok.vandaag()
    op, wijze = op or vandaag, wijze or Zegwijze.MONDELING
    ruw = {"naam": naam, "op": f"{op:%d-%m-%Y}", "wijze": wijze.value}
    waarden, fouten = HOE.lees(ruw, vandaag)
    if fouten:
        raise Geweigerd(fouten)
    return str(waarden["naam"] or ""), op, wijze


def zet(rij: t.Delen, mag: bool, naam: str, op: date, wijze: Zegwijze, sleutel: bytes) -> None:
    """Into the row. A no after a yes of an earlier day is a consent taken back: when it was given, stays."""
    ingetrokken = None
    if not mag and rij.gevraagd_op is not None and rij.gevraagd_op < op and (rij.mag or rij.ingetrokken_op):
        ingetrokken, op = op, rij.gevraagd_op
    waarden = {
        "mag": mag,
        "naam": naam,
        "gevraagd_op": op,
        "wijze": wijze.value,
        "ingetrokken_op": ingetrokken,
    }
    kluis.schrijf(rij, waarden, sleutel)

"""What was changed of one record: who, when, and what stood there. The log itself, in people's words.

Personal texts are opened with the key this person holds; without it one reads that there was a text, and whose
it is to read. Reading it is reading the record, and the access log says so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Final, Literal

from sqlmodel import Session

from mgn_tui.domain.fouten import NietGevonden
from mgn_tui.domain.klok import AMSTERDAM
from mgn_tui.domain.woorden import Stap
from mgn_tui.register import toegang
from mgn_tui.register.lognamen import TABELLEN, veldnaam
from mgn_tui.register.logtaal import Logtaal
from mgn_tui.register.ongedaan import Stand
from mgn_tui.register.sessie import zoek_een
from mgn_tui.store import handelingen as h
from mgn_tui.store import tables as t

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

Soort = Literal["aanmelding", "gesprek", "advies"]

_AANMELDING: Final = ("aanmelding", "identiteit", "aanmelding_criterium", "aanmelding_expertise")
_GESPREK: Final = (
    *("gesprek", "deelnemer", "gast", "gesprek_thema", "gesprek_leefgebied", "gesprek_punt", "gesprek_uren"),
    *("gesprek_rij", "gesprek_waardering", "tafelbespreking", "toeleiding"),
)
_ADVIES: Final = (
    *("advies", "afspraak", "akkoord", "dossierkopie", "delen", "toeleiding", "document", "verzending"),
)
_TABELLEN: Final[dict[Soort, tuple[str, ...]]] = {
    "aanmelding": _AANMELDING,
    "gesprek": _GESPREK,
    "advies": _ADVIES,
}


@dataclass(frozen=True, slots=True)
class Regel:
    """One field: what stood there and what came. Both empty: the record came or went as a whole (`wat` says it)."""

    wat: str
    was: str = field(default="", repr=False)
    werd: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Wijziging:
    """One handeling on the record. `stand`: "", teruggenomen, neemt terug, opnieuw gedaan."""

    moment: datetime
    wie: str
    stand: str
    regels: tuple[Regel, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Geschiedenis:
    """`dicht`: this person may not read what is personal in it."""

    soort: Soort
    ref: str
    dicht: bool
    wijzigingen: tuple[Wijziging, ...]  # latest first


def lees(sessie: "Sessie", ref: str, soort: Soort | None = None) -> Geschiedenis:
    """The history of the aanmelding or gesprek with this reference (or the advies of that gesprek). Without
    `soort`: whichever it is. Raises `NietGevonden`."""
    with sessie.lezen() as db:
        rij, welke = _zoek(db, ref, soort)
        sleutel = sessie.sleutel(rij.inwoner, db)
        taal = Logtaal(sessie, db)
        stand = Stand(db)
        rijen = list(_van(h.van_inwoner(db, rij.inwoner, _TABELLEN[welke]), welke, rij))
        wijzigingen = [
            Wijziging(
                datetime.fromisoformat(eerste.moment).astimezone(AMSTERDAM),
                taal.collega(eerste.wie),
                stand.woord(handeling),
                regels,
            )
            for handeling, groep in groupby(rijen, key=lambda r: r.handeling)
            for eerste, regels in [_regels(taal, list(groep), sleutel)]
            if regels
        ]
        beeld = Geschiedenis(welke, rij.ref, sleutel is None, tuple(reversed(wijzigingen)))
        inwoner = rij.inwoner
    if not beeld.dicht:
        toegang.las(sessie, f"geschiedenis van {welke} gelezen", inwoner, beeld.ref)
    return beeld


def bestaat(sessie: "Sessie", ref: str, soort: Soort) -> bool:
    """Whether this record is there (still, or again)."""
    with sessie.lezen() as db:
        try:
            _zoek(db, ref, soort)
        except NietGevonden:
            return False
        return True


def _zoek(db: Session, ref: str, soort: Soort | None) -> tuple[t.Aanmelding | t.Gesprek, Soort]:
    if soort is not None:
        return zoek_een(db, t.Aanmelding if soort == "aanmelding" else t.Gesprek, ref), soort
    try:
        gevonden: t.Gesprek = zoek_een(db, t.Gesprek, ref)
        return gevonden, "gesprek"
    except NietGevonden:
        return zoek_een(db, t.Aanmelding, ref), "aanmelding"


def _van(rijen: Iterable[h.Logrij], soort: Soort, van: t.Aanmelding | t.Gesprek) -> Iterator[h.Logrij]:
    """Of all that was logged of an inwoner: what belongs to this record."""
    zelf, inwoner = van.id.hex, van.inwoner.hex
    adviezen, los = set[str](), set[str]()
    for rij in rijen:
        eerste = rij.record.partition("|")[0]
        if rij.tabel == "toeleiding" and rij.record.endswith(f"|{Stap.GEADVISEERD.value}") != (
            soort == "advies"
        ):
            continue
        if rij.tabel in ("advies", "document", "verzending", "afspraak"):
            kolom, binnen = ("advies", adviezen) if rij.tabel == "afspraak" else ("gesprek", {zelf})
            inhoud = rij.nieuw if rij.soort == "I" else rij.oud if rij.soort == "D" else None
            ouder = h.lees_velden(rij.tabel, inhoud).get(kolom) if inhoud else None
            if ouder is not None and ouder.hex() in binnen:
                (adviezen if rij.tabel == "advies" else los).add(rij.record)
            if rij.record in (adviezen if rij.tabel == "advies" else los):
                yield rij
        elif rij.tabel in ("akkoord", "dossierkopie"):
            if eerste in adviezen:
                yield rij
        elif eerste == (inwoner if rij.tabel == "identiteit" else zelf):
            yield rij


def _regels(
    taal: Logtaal, rijen: list[h.Logrij], sleutel: bytes | None
) -> tuple[h.Logrij, tuple[Regel, ...]]:
    verloop = h.verloop(rijen).values()
    tabellen = list(dict.fromkeys(v.tabel for v in verloop))
    # the members of a set were written in no order; by name they can be found
    orde = sorted(verloop, key=lambda v: (tabellen.index(v.tabel), taal.deel(v.plek, v.na or v.voor)))
    return rijen[0], tuple(regel for v in orde for regel in _van_record(taal, v, sleutel))


def _van_record(taal: Logtaal, v: h.Verloop, sleutel: bytes | None) -> Iterator[Regel]:
    voor, na = v.voor or {}, v.na or {}
    deel = taal.deel(v.plek, na or voor)
    bleef = v.was_er and v.is_er
    if not bleef and v.tabel != "identiteit":
        yield Regel(f"{deel or TABELLEN[v.tabel].een}: {'nieuw' if v.is_er else 'weggehaald'}")
    sleutels = {k.name for k in h.SLEUTELS[v.tabel]}
    for kolom in dict.fromkeys((*voor, *na)):
        naam = veldnaam(v.tabel, kolom)
        if not naam or kolom in sleutels or voor.get(kolom) == na.get(kolom):
            continue  # (an empty field of a record that came or went says nothing either)
        if not bleef and kolom == TABELLEN[v.tabel].deel:
            continue
        was, werd = (
            taal.waarde(v.plek, kolom, velden.get(kolom), sleutel) if velden else "" for velden in (voor, na)
        )
        yield Regel(f"{deel}, {naam}" if deel else naam, was, werd)

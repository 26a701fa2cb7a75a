"""The list of aanmeldingen: who waits first, found by what is typed; only the rows on screen are opened."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlmodel import col, select

from mgn_tui.domain.datums import dagen_tussen
from mgn_tui.domain.klok import dag_van
from mgn_tui.domain.referentie import normaliseer
from mgn_tui.domain.tekst import vouw
from mgn_tui.domain.woorden import AanmeldingStatus, GesprekStatus
from mgn_tui.register import redenen, zoeken
from mgn_tui.register.namen import namen_van
from mgn_tui.register.sessie import zoek_een
from mgn_tui.store.tables import Aanmelding

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie


@dataclass(frozen=True, slots=True)
class AanmeldingRegel:
    """One line of the list. `wie`: initials, or the pseudonym for who may not know."""

    ref: str
    inwoner: UUID
    wie: str = field(repr=False)
    naam: str = field(repr=False)  # full name, "" when closed; shown only on request
    aanmelddatum: date
    dagen: int  # waiting: to the first planned or held gesprek, else until today
    wacht: bool  # nothing planned yet
    norm: int | None
    praktijk: str
    status: str  # open, gepland, gevoerd, no-show, afgewezen, ingetrokken, vernietigd
    uitgenodigd_op: date | None
    gesprek_op: date | None
    expertise: tuple[str, ...]
    reden: str = ""  # why it was closed, from the region's list

    @property
    def merk(self) -> str:
        """The mark of the wait; nothing when it was closed."""
        return (
            " "
            if self.status in ("afgewezen", "ingetrokken", VERNIETIGD)
            else wachtmerk(self.dagen, self.norm, self.wacht)
        )


def wachtmerk(dagen: int, norm: int | None, wacht: bool) -> str:
    """● on time, ▲ still waiting within three days of the norm, ✖ over it; a blank without a norm."""
    if norm is None:
        return " "
    return "✖" if dagen > norm else "▲" if wacht and dagen >= norm - 3 else "●"


VERNIETIGD = "vernietigd"
_STATUS = """CASE WHEN EXISTS (SELECT 1 FROM wissing w WHERE w.inwoner = a.inwoner) THEN 'vernietigd'
  WHEN a.status <> 'open' THEN a.status ELSE COALESCE(
  (SELECT g.status FROM gesprek g WHERE g.aanmelding = a.id AND g.status IN ('gevoerd', 'gepland', 'no-show')
   ORDER BY CASE g.status WHEN 'gevoerd' THEN 0 WHEN 'gepland' THEN 1 ELSE 2 END, g.begin DESC LIMIT 1), 'open') END"""
_WACHT = text(
    """SELECT a.id FROM aanmelding a WHERE a.status = 'open' AND NOT EXISTS (
    SELECT 1 FROM gesprek g WHERE g.aanmelding = a.id AND g.status IN ('gepland', 'gevoerd'))
    AND NOT EXISTS (SELECT 1 FROM wissing w WHERE w.inwoner = a.inwoner)
    ORDER BY a.aanmelddatum"""
)
_SLEUTELS = text(
    """SELECT a.id, a.inwoner, a.ref, COALESCE(p.naam, ''), $STATUS, COALESCE(a.gemeente, ''), a.aanmelddatum
    FROM aanmelding a LEFT JOIN praktijk p ON p.id = a.praktijk""".replace("$STATUS", _STATUS)
)
_REGELS = text(
    """SELECT a.id, a.inwoner, a.ref, a.aanmelddatum, a.uitgenodigd_op, COALESCE(p.naam, '') AS praktijk, $STATUS AS st,
    a.reden_code,
    i.ref AS iref,
    (SELECT min(g.begin) FROM gesprek g WHERE g.aanmelding = a.id AND g.volgnummer = 1
     AND g.status IN ('gepland', 'gevoerd')) AS begin,
    (SELECT group_concat(e.code, '|') FROM aanmelding_expertise e WHERE e.aanmelding = a.id) AS exp
    FROM aanmelding a JOIN inwoner i ON i.id = a.inwoner LEFT JOIN praktijk p ON p.id = a.praktijk
    WHERE a.id IN :ids""".replace("$STATUS", _STATUS)
).bindparams(bindparam("ids", expanding=True))


def sleutels(sessie: "Sessie", filter_: str = "", alleen_open: bool = False) -> list[bytes]:
    """Keys of the aanmeldingen for the list: who waits first, longest first; then the rest, newest first.

    `filter_` finds in reference, praktijk, status, gemeente and in the names this person may read.
    """
    naald = vouw(filter_.strip())
    with sessie.lezen() as db:
        if alleen_open and not naald:
            return list(db.execute(_WACHT).scalars())
        rijen = db.execute(_SLEUTELS).all()
    open_ = [r for r in rijen if r[4] in ("open", "no-show")]
    rest = [] if alleen_open else [r for r in rijen if r[4] not in ("open", "no-show")]
    open_.sort(key=lambda r: r[6])
    rest.sort(key=lambda r: r[6], reverse=True)
    alle = open_ + rest
    if naald:
        namen = {inwoner.bytes for inwoner in zoeken.inwoners_met(sessie, naald)}
        woorden = {(r[3], r[4], r[5]) for r in alle}  # few: fold each once, not each line
        past = {w for w in woorden if naald in vouw(f"{w[0]} {statuslabel(w[1])} {w[2]}")}
        ref = normaliseer(naald)
        alle = [
            r for r in alle if r[1] in namen or (r[3], r[4], r[5]) in past or (ref and r[2].startswith(ref))
        ]
    return [r[0] for r in alle]


def statuslabel(code: str) -> str:
    """Label of the status of a line, whether it comes from the aanmelding or from its gesprek."""
    for woorden in (AanmeldingStatus, GesprekStatus):
        for woord in woorden:
            if woord.value == code:
                return woord.label
    return code


def regels(sessie: "Sessie", ids: list[bytes]) -> list[AanmeldingRegel]:
    """The lines behind these keys, in their order: for the rows that are on screen."""
    if not ids:
        return []
    vandaag = sessie.klok.vandaag()
    norm = sessie.profiel.normen.get("gesprek")
    with sessie.lezen() as db:
        gevonden = {}
        rijen = db.execute(_REGELS, {"ids": ids}).all()
        namen = namen_van(sessie, db, {UUID(bytes=r.inwoner): r.iref for r in rijen})
        for r in rijen:
            wie, naam = namen[UUID(bytes=r.inwoner)]
            gemeld = date.fromisoformat(r.aanmelddatum)
            gesprek_op = dag_van(r.begin) if r.begin else None
            gevonden[r.id] = AanmeldingRegel(
                ref=r.ref,
                inwoner=UUID(bytes=r.inwoner),
                wie=wie,
                naam=naam,
                aanmelddatum=gemeld,
                dagen=dagen_tussen(gemeld, gesprek_op or vandaag),
                wacht=gesprek_op is None and r.st in ("open", "no-show"),
                norm=norm.dagen if norm else None,
                praktijk=r.praktijk,
                status=r.st,
                uitgenodigd_op=date.fromisoformat(r.uitgenodigd_op) if r.uitgenodigd_op else None,
                gesprek_op=gesprek_op,
                expertise=tuple((r.exp or "").split("|")) if r.exp else (),
                reden=redenen.label(sessie.profiel, r.st, r.reden_code),
            )
    return [gevonden[i] for i in ids if i in gevonden]


def sleutel_van(sessie: "Sessie", ref: str) -> bytes:
    """The key in the list of the aanmelding with this reference. Raises `NietGevonden`."""
    with sessie.lezen() as db:
        rij: Aanmelding = zoek_een(db, Aanmelding, ref)
        return rij.id.bytes


def laatste_van(sessie: "Sessie", inwoner: UUID) -> str | None:
    """Reference of somebody's latest aanmelding."""
    with sessie.lezen() as db:
        return db.exec(
            select(Aanmelding.ref)
            .where(Aanmelding.inwoner == inwoner)
            .order_by(col(Aanmelding.aanmelddatum).desc(), col(Aanmelding.id).desc())
        ).first()


def laatste_sleutels(sessie: "Sessie", inwoners: Collection[UUID]) -> dict[UUID, bytes]:
    """The key in the list of everybody's latest aanmelding."""
    with sessie.lezen() as db:
        rijen = db.exec(
            select(Aanmelding.inwoner, Aanmelding.id)
            .where(col(Aanmelding.inwoner).in_(inwoners))
            .order_by(col(Aanmelding.aanmelddatum), col(Aanmelding.id))
        ).all()
    return {inwoner: id_.bytes for inwoner, id_ in rijen}

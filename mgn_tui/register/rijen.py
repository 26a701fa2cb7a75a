"""What the werkmap holds, as rows of the monitoringsformat: what an export writes and an import compares with."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlmodel import Session

from mgn_tui.domain import rij as r
from mgn_tui.domain.klok import AMSTERDAM
from mgn_tui.domain.rij import Rij
from mgn_tui.domain.woorden import Stap, Thema, Weten
from mgn_tui.register import kluis, vergroven
from mgn_tui.store import bezwaren
from mgn_tui.store import rijen as bron

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

OVERIG = "overig"


@dataclass(slots=True)
class Adviesstand:
    id: UUID
    uit_programma: bool  # fixed by somebody here: only a new version changes it


@dataclass(slots=True)
class Gesprekstand:
    """What an import must know of a stored gesprek besides its row."""

    id: UUID
    aanmelding: UUID
    teksten: frozenset[str] = frozenset()
    themas: dict[str, bool] = field(default_factory=dict)  # stored → has a text of the program
    toeleiding: dict[tuple[str, str], tuple[str, date | None]] = field(default_factory=dict)
    leefgebieden: dict[str, str | None] = field(default_factory=dict)  # as stored: code → texts
    advies: Adviesstand | None = None
    eigen_rij: bool = False  # a GesprekRij hangs on it


@dataclass(slots=True)
class Aanmeldingstand:
    id: UUID
    inwoner: UUID
    datum: date
    extern: bool  # the row of its own has an id from a file
    status: str
    reden: str | None
    pilot: UUID | None
    pilotnaam: str
    beschreven: bool
    criteria: dict[str, str | None]  # as stored: code → texts
    eigen: Rij  # as a row of its own would show it
    eigen_zichtbaar: bool = False


@dataclass(slots=True)
class Standrij:
    rij: Rij
    inwoner: UUID
    aanmelding: UUID
    gesprek: Gesprekstand | None  # None: the row of the aanmelding itself


@dataclass(slots=True)
class Stand:
    """Everything, or what concerns some inwoners. `gesloten`: texts this person cannot open."""

    rijen: dict[str, Standrij]  # by gesprek_id
    aanmeldingen: dict[UUID, Aanmeldingstand]
    inwoners: dict[str, UUID]  # by inwoner_id
    zegels: dict[UUID, bytes | None] = field(repr=False)
    gesloten: int = 0


@lru_cache(maxsize=4096)
def _dag(tekst: str) -> date:
    return date.fromisoformat(tekst)


def _datum(tekst: str | None) -> date | None:
    return None if tekst is None else _dag(tekst)


@lru_cache(maxsize=4096)
def _gespreksdag(begin: str) -> date:
    return datetime.fromisoformat(begin).astimezone(AMSTERDAM).date()


def _delen(waarde: int | None, delen: int) -> Decimal | None:
    return None if waarde is None else Decimal(waarde) / delen


def _gesplitst(tekst: str | None) -> tuple[str, ...]:
    return tuple(tekst.split("|")) if tekst else ()


class _Orde:
    """The place of codes: as the region or the format lists them, then by name; texts of a file last."""

    def __init__(self, codes: Iterable[str]) -> None:
        self._plek = {code: nr for nr, code in enumerate(codes)}

    def __call__(self, codes: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(codes, key=lambda c: (self._plek.get(c.partition("@")[0], len(self._plek)), c)))


@dataclass(slots=True)
class Ordes:
    """The order of every list of codes, in this region."""

    criteria: _Orde
    leefgebieden: _Orde
    categorieen: _Orde
    themas: _Orde
    voerders: _Orde


def ordes(sessie: "Sessie") -> Ordes:
    p = sessie.profiel
    return Ordes(
        _Orde(i.code for i in p.criteria if i.code != OVERIG),
        _Orde(i.code for i in p.leefgebieden if i.code != OVERIG),
        _Orde((*(c.code for c in p.categorieen), *r.KALE_ANTWOORDEN)),
        _Orde(t.value for t in Thema),
        _Orde(r.WIE),
    )


def met_overig(orde: _Orde, codes: Iterable[str], teksten: Iterable[str]) -> tuple[str, ...]:
    """A list of codes and the texts of a file that are no code: those stand for `overig`, in the order given."""
    over = tuple(dict.fromkeys(teksten))
    return (*orde(c for c in codes if not (c == OVERIG and over)), *over)


def _codes(orde: _Orde, rijen: Iterable[Any]) -> tuple[str, ...]:
    rijen = tuple(rijen)
    return met_overig(orde, (x.code for x in rijen), (t for x in rijen for t in _gesplitst(x.tekst)))


def lees(sessie: "Sessie", db: Session, inwoners: Iterable[UUID] | None = None) -> Stand:
    """The rows of everybody, or of these inwoners, opened where this person may."""
    orde, lijst = ordes(sessie), None if inwoners is None else list(inwoners)

    def per(vraag: str) -> dict[bytes, list[Any]]:
        gevonden: dict[bytes, list[Any]] = defaultdict(list)
        for x in bron.lees(db, vraag, lijst):
            gevonden[x.van].append(x)
        return gevonden

    stand = Stand({}, {}, {}, {})
    namen: dict[UUID, str] = {}
    for x in bron.lees(db, bron.INWONER, lijst, ik=sessie.ik.id.bytes):
        id_ = UUID(bytes=x.id)
        namen[id_] = x.extern_id or x.ref
        stand.inwoners[namen[id_]] = id_
        stand.zegels[id_] = x.zegel
    criteria = per(bron.CRITERIUM)
    refs: dict[UUID, tuple[str, str | None]] = {}
    for x in bron.lees(db, bron.AANMELDING, lijst):
        a = _aanmelding(orde, x, namen[UUID(bytes=x.inwoner)], criteria[x.id])
        stand.aanmeldingen[a.id] = a
        refs[a.id] = (x.ref, x.extern_id)
    eigen, gebieden, uren = per(bron.RIJ), per(bron.LEEFGEBIED), per(bron.UREN)
    themas, cijfers, feiten = per(bron.THEMA), per(bron.WAARDERING), per(bron.TOELEIDING)
    adviezen = per(bron.ADVIES)
    soorten: dict[UUID, set[str]] = defaultdict(set)  # statuses of the gesprekken of an aanmelding
    vast: dict[UUID, list[tuple[Rij, vergroven.Vast]]] = defaultdict(list)  # of who was destroyed
    for x in bron.lees(db, bron.GESPREK, lijst):
        a = stand.aanmeldingen[UUID(bytes=x.aanmelding)]
        g = Gesprekstand(UUID(bytes=x.id), a.id)
        rij = _gesprek(orde, x, a, next(iter(eigen[x.id]), None))
        g.eigen_rij = bool(eigen[x.id])
        rij.leefgebieden = _codes(orde.leefgebieden, gebieden[x.id])
        g.leefgebieden = {gebied.code: gebied.tekst for gebied in gebieden[x.id]}
        for u in uren[x.id]:
            setattr(rij, f"uren_{u.wie}", _delen(u.uren, 100))
        for c in cijfers[x.id]:
            setattr(rij, f"waardering_{c.soort}", _delen(c.waarde, 100))
        for thema in themas[x.id]:
            g.themas[thema.thema] = bool(thema.beschreven)
            setattr(rij, r.SCORES[thema.thema], _delen(thema.score, 2))
        rij.themas = orde.themas(th.thema for th in themas[x.id] if th.besproken)
        if adviezen[x.id]:
            _advies(rij, g, adviezen[x.id][-1])
        _feiten(orde, rij, g, feiten[x.id])
        _teksten(sessie, stand, rij, g, x)
        soorten[a.id].add(x.status)
        if x.begin_precisie == vergroven.MAAND:
            vast[a.id].append((rij, _vast(rij, x)))
        stand.rijen[rij.gesprek_id] = Standrij(r.vul_aan(rij), a.inwoner, a.id, g)
    _zet_dagen(stand, vast)
    for a in stand.aanmeldingen.values():
        ref, extern = refs[a.id]
        # Closed with a gesprek that did not take place, say: then the aanmelding has a row besides.
        if extern or not soorten[a.id] or (a.status in r.SLUITEND and a.status not in soorten[a.id]):
            a.eigen_zichtbaar = True
            a.eigen.gesprek_id = extern or ref
            stand.rijen[a.eigen.gesprek_id] = Standrij(a.eigen, a.inwoner, a.id, None)
    return stand


def _vast(rij: Rij, x: Any) -> vergroven.Vast:
    dag = rij.gespreksdatum or rij.aanmelddatum
    return vergroven.Vast(dag, x.wacht_dagen or 0, x.wacht_uitnodiging_dagen, rij.uitnodigingsdatum)


def _zet_dagen(stand: Stand, vast: dict[UUID, list[tuple[Rij, vergroven.Vast]]]) -> None:
    """Give the rows of who was destroyed days that make the same waits in the same months: a row has no other place
    for a wait."""
    per: dict[UUID, list[Aanmeldingstand]] = defaultdict(list)
    for id_ in vast:
        per[stand.aanmeldingen[id_].inwoner].append(stand.aanmeldingen[id_])
    for deze in per.values():
        deze.sort(key=lambda a: a.datum)
        dagen = vergroven.uitgerekend([(a.datum, [v for _, v in vast[a.id]]) for a in deze])
        for a, dag in zip(deze, dagen, strict=True):
            a.datum = a.eigen.aanmelddatum = dag
            for rij, v in vast[a.id]:
                rij.aanmelddatum, rij.gespreksdatum = dag, dag + timedelta(days=v.wacht)
                if v.uitnodiging is not None:
                    rij.uitnodigingsdatum = dag + timedelta(days=v.uitnodiging)


def _aanmelding(orde: Ordes, x: Any, naam: str, criteria: list[Any]) -> Aanmeldingstand:
    rij = Rij(
        inwoner_id=naam,
        pilot=x.pilotnaam or r.ZONDER_PILOT,
        gemeente=x.gemeente or None,
        praktijk=x.praktijknaam,
        subregio=x.subregio or None,
        deelgebied=x.deelgebied or None,
        aanmelder=x.aanmelder or None,
        aanmelddatum=_dag(x.aanmelddatum),
        uitnodigingsdatum=_datum(x.uitgenodigd_op),
        op_verzoek_inwoner=True if x.op_verzoek_inwoner else None,
        status=x.status if x.status in r.SLUITEND else r.AANGEMELD,
        reden=x.reden_code or None,
        criteria=_codes(orde.criteria, criteria),
    )
    return Aanmeldingstand(
        id=UUID(bytes=x.id),
        inwoner=UUID(bytes=x.inwoner),
        datum=rij.aanmelddatum,
        extern=x.extern_id is not None,
        status=x.status,
        reden=x.reden_code,
        pilot=UUID(bytes=x.pilot) if x.pilot else None,
        pilotnaam=rij.pilot,
        beschreven=bool(x.beschreven),
        criteria={c.code: c.tekst for c in criteria},
        eigen=rij,
    )


def _gesprek(orde: Ordes, x: Any, a: Aanmeldingstand, eigen: Any) -> Rij:
    rij = Rij(
        gesprek_id=x.extern_id or x.ref,
        inwoner_id=a.eigen.inwoner_id,
        pilot=x.pilotnaam or a.pilotnaam,
        aanmelddatum=a.datum,
        werkwijze=x.werkwijze or None,
        methodiek=x.methodiek or None,
        status=x.status,
        reden=x.reden_code or None,
        gespreksdatum=None if x.begin_precisie == "geen" else _gespreksdag(x.begin),
        volgnummer=x.volgnummer,
        soort=x.soort,
        duur_min=x.duur_min or None,  # 0: a file did not say
        vorm=x.vorm or None,
        leeftijd=x.leeftijd,
        gespreksvoerders=orde.voerders(_gesplitst(x.team)),
        ervaringsdeskundigheid=x.ervaringsdeskundigheid or None,
        disciplines=_gesplitst(x.disciplines),
        naaste=None if x.naaste_aanwezig is None else bool(x.naaste_aanwezig),
    )
    if eigen is None:
        for veld in r.VAN_AANMELDING:
            setattr(rij, veld, getattr(a.eigen, veld))
        return rij
    rij.gemeente, rij.subregio, rij.deelgebied = eigen.gemeente, eigen.subregio, eigen.deelgebied
    rij.praktijk, rij.aanmelder = eigen.praktijknaam, eigen.aanmelder
    rij.uitnodigingsdatum = _datum(eigen.uitgenodigd_op)
    rij.op_verzoek_inwoner = True if eigen.op_verzoek_inwoner else None
    rij.criteria = met_overig(orde.criteria, _gesplitst(eigen.criteria), _gesplitst(eigen.criteria_tekst))
    return rij


def _advies(rij: Rij, g: Gesprekstand, x: Any) -> None:
    g.advies = Adviesstand(UUID(bytes=x.id), x.vastgesteld_door is not None)
    rij.adviesdatum = _datum(x.vastgesteld_op)
    rij.primair = x.hoofdadvies
    rij.actie_huisarts = x.actie_huisarts


def _feiten(orde: Ordes, rij: Rij, g: Gesprekstand, feiten: list[Any]) -> None:
    per: dict[str, set[str]] = {Stap.GEADVISEERD: set(), Stap.VERWEZEN: set(), Stap.GESTART: set()}
    intakes = []
    for f in feiten:
        dag = _datum(f.datum)
        g.toeleiding[f.code, f.stap] = f.weten, dag
        if f.stap == Stap.INTAKE:
            if dag is not None:
                intakes.append(dag)
        elif f.weten == Weten.JA:
            met_dag = dag is not None and f.stap != Stap.GEADVISEERD
            per[f.stap].add(f"{f.code}@{f.datum}" if met_dag else f.code)
        elif f.weten in r.KALE_ANTWOORDEN and f.stap != Stap.GEADVISEERD:
            per[f.stap].add(f.weten)
    for antwoorden in (per[Stap.VERWEZEN], per[Stap.GESTART]):
        if antwoorden.issuperset(r.KALE_ANTWOORDEN):  # of two categories: what is asked is known best
            antwoorden.discard(r.KALE_ANTWOORDEN[1])
    rij.advies = orde.categorieen(per[Stap.GEADVISEERD])
    rij.toegeleid = orde.categorieen(per[Stap.VERWEZEN])
    rij.benut = orde.categorieen(per[Stap.GESTART])
    rij.intakedatum_ggz = min(intakes, default=None)
    if rij.primair not in rij.advies:
        rij.primair = None


def _teksten(sessie: "Sessie", stand: Stand, rij: Rij, g: Gesprekstand, x: Any) -> None:
    namen = [v for v in r.TEKSTEN if getattr(x, v) is not None]
    if not namen:
        return
    g.teksten = frozenset(namen)
    inwoner = UUID(bytes=x.inwoner)
    sleutel = sessie.open_zegel(inwoner, stand.zegels[inwoner])
    for naam in namen:
        if sleutel is None:
            stand.gesloten += 1
            setattr(rij, naam, kluis.DICHT)
        else:
            setattr(rij, naam, kluis.open_veld("gesprek", naam, g.id.hex, getattr(x, naam), sleutel))


def alle(sessie: "Sessie", db: Session) -> tuple[list[Rij], int, int]:
    """Every row but of who objects to being counted, in an order that depends on the rows only; how many texts stay
    closed for this person; how many rows were left out."""
    stand, niet = lees(sessie, db), bezwaren.wie(db)
    mee = [s.rij for s in stand.rijen.values() if s.inwoner not in niet]
    return sorted(mee, key=volgorde), stand.gesloten, len(stand.rijen) - len(mee)


def volgorde(rij: Rij) -> tuple[Any, ...]:
    return rij.aanmelddatum, rij.inwoner_id, rij.volgnummer, rij.gespreksdatum or date.max, rij.gesprek_id

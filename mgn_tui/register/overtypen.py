"""The overtypelijst: what a form of others asks about each gesprek, in its own order, to type over.

Which questions, and in which order, stands in the region's profile (`overtypelijst`). Codes and numbers only:
no name, no text, so the coördinator can do it too.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlmodel import Session, col, select

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.klok import AMSTERDAM
from mgn_tui.domain.profiel import Profiel, label_van
from mgn_tui.domain.velden import Veld
from mgn_tui.domain.woorden import GesprekStatus, Stap, Thema, Weten
from mgn_tui.register.sessie import zoek_een
from mgn_tui.store import bezwaren
from mgn_tui.store import tables as t

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

_TEAM = {"ggz": "ggz", "sd": "sociaal domein", "ed": "ervaringsdeskundige"}
_KOPPEN = frozenset(
    {"proces", "samenwerking"}
)  # marks with a heading of their own; the others are *ervaring*
_TOON = Veld("", "")


@dataclass(frozen=True, slots=True)
class Overtyprij:
    """One gesprek: question and answer, in the order of the form. An empty answer is not known here."""

    ref: str
    antwoorden: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Bij:
    """What is known of one gesprek."""

    profiel: Profiel
    gesprek: t.Gesprek
    aanmelddatum: date
    themas: frozenset[str]
    advies: tuple[str, ...]
    cijfers: Mapping[str, str]


def lijst(sessie: "Sessie", van: date, tot: date, pilot: UUID | None = None) -> list[Overtyprij]:
    """Every gevoerd gesprek of the period, oldest first. Raises `Geweigerd` where the region has no such form."""
    begin = col(t.Gesprek.begin)
    return _rijen(
        sessie,
        begin >= datetime.combine(van, time(), AMSTERDAM),
        begin < datetime.combine(tot + timedelta(days=1), time(), AMSTERDAM),
        *((t.Gesprek.pilot == pilot,) if pilot else ()),
    )


def een(sessie: "Sessie", ref: str) -> Overtyprij:
    """One gevoerd gesprek. Raises `Geweigerd` for one that was not held, or where there is no such form."""
    with sessie.lezen() as db:
        gesprek: t.Gesprek = zoek_een(db, t.Gesprek, ref)
    rijen = _rijen(sessie, t.Gesprek.id == gesprek.id)
    if not rijen:
        raise Geweigerd("Overtypen kan als het gesprek gevoerd is.")
    return rijen[0]


def _rijen(sessie: "Sessie", *waar: Any) -> list[Overtyprij]:
    p = sessie.profiel
    if not p.overtypelijst:
        raise Geweigerd(f"De regio {p.naam} vraagt geen formulier om over te typen.")
    with sessie.lezen() as db:
        return [
            Overtyprij(
                b.gesprek.ref, tuple((vraag.label, _ANTWOORD[vraag.code](b)) for vraag in p.overtypelijst)
            )
            for b in _gesprekken(p, db, *waar)
        ]


def _gesprekken(p: Profiel, db: Session, *waar: Any) -> list[_Bij]:
    g = t.Gesprek
    telt = col(g.inwoner).not_in(bezwaren.wie(db))
    binnen = (g.status == GesprekStatus.GEVOERD.value, telt, *waar)

    def van_elk(model: Any) -> dict[Any, list[Any]]:
        uit: dict[Any, list[Any]] = {}
        for rij in db.exec(select(model).join(g, col(g.id) == model.gesprek).where(*binnen)):
            uit.setdefault(rij.gesprek, []).append(rij)
        return uit

    themas, feiten, cijfers = (van_elk(m) for m in (t.GesprekThema, t.Toeleiding, t.GesprekWaardering))
    vraag = select(g, col(t.Aanmelding.aanmelddatum)).join(
        t.Aanmelding, col(t.Aanmelding.id) == col(g.aanmelding)
    )
    return [
        _Bij(
            p,
            gesprek,
            aanmelddatum,
            frozenset(r.thema for r in themas.get(gesprek.id, ()) if r.besproken),
            tuple(
                r.code
                for r in feiten.get(gesprek.id, ())
                if r.stap == Stap.GEADVISEERD and r.weten == Weten.JA
            ),
            {r.soort: _TOON.toon(r.waarde) for r in cijfers.get(gesprek.id, ())},
        )
        for gesprek, aanmelddatum in db.exec(
            vraag.where(*binnen).order_by(col(g.begin), col(g.volgnummer), g.ref)
        )
    ]


def _professionals(b: _Bij) -> str:
    team = [_TEAM.get(code, code) for code in (b.gesprek.team or "").split("|") if code]
    return ", ".join([*team, *filter(None, (b.gesprek.disciplines or "").split("|"))])


def _domeinen(b: _Bij) -> str:
    """The group an advice counts in; what is in no group, under its own name."""
    p = b.profiel
    groepen = [
        label_van(p.categorieen, code)
        if (groep := p.groep_van(code)) == "overig"
        else label_van(p.groepen, groep)
        for code in sorted(b.advies, key=_volgorde(p))
    ]
    return ", ".join(dict.fromkeys(groepen))


def _volgorde(p: Profiel) -> Callable[[str], tuple[int, str]]:
    plek = {c.code: nummer for nummer, c in enumerate(p.categorieen)}
    return lambda code: (plek.get(code, len(plek)), code)


def _ervaring(b: _Bij) -> str:
    schalen = [s for s in b.profiel.schalen if s.code not in _KOPPEN and s.code in b.cijfers]
    return ", ".join(f"{s.label} {b.cijfers[s.code]}" for s in schalen)


def _dag(dag: date) -> str:
    return f"{dag.day}-{dag.month}-{dag.year}"


def _getal(waarde: int | None) -> str:
    return "" if waarde is None else str(waarde)


_ANTWOORD: Mapping[str, Callable[[_Bij], str]] = {
    "aanmelddatum": lambda b: _dag(b.aanmelddatum),
    "gespreksdatum": lambda b: _dag(b.gesprek.begin.astimezone(AMSTERDAM).date()),
    "aantal-gesprekken": lambda b: str(b.gesprek.volgnummer),
    "duur": lambda b: f"{b.gesprek.duur_min} minuten",
    "leeftijd": lambda b: _getal(b.gesprek.leeftijd),
    "professionals": _professionals,
    "naaste": lambda b: _TOON.toon(b.gesprek.naaste_aanwezig),
    "themas": lambda b: ", ".join(th.label for th in Thema if th.value in b.themas),
    "domeinen": _domeinen,
    "ervaring": _ervaring,
    "proces": lambda b: b.cijfers.get("proces", ""),
    "samenwerking": lambda b: b.cijfers.get("samenwerking", ""),
}

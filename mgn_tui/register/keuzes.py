"""The lists people choose from: of the region profile, of the werkmap, of the field's own words."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import Session, col, select

from mgn_tui.domain.profiel import Categorie, Item
from mgn_tui.domain.velden import Keuze
from mgn_tui.domain.woorden import Woord
from mgn_tui.store.tables import Medewerker, Pilot, Praktijk, Sprint

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie


def van_woorden(woorden: Iterable[Woord]) -> tuple[Keuze, ...]:
    return tuple(Keuze(w.value, w.label) for w in woorden)


def van_items(items: Iterable[Item | Categorie]) -> tuple[Keuze, ...]:
    return tuple(Keuze(i.code, i.label, i.hulp) for i in items)


def praktijken(db: Session, *, ook_oude: bool = False) -> tuple[Keuze, ...]:
    """The praktijken that take part, by name; with `ook_oude` those that no longer do behind them."""
    rijen = db.exec(select(Praktijk).order_by(col(Praktijk.actief).desc(), col(Praktijk.naam)))
    return tuple(
        Keuze(p.id.hex, p.naam if p.actief else f"{p.naam} (doet niet meer mee)", p.plaats or "")
        for p in rijen
        if p.actief or ook_oude
    )


def pilots(db: Session) -> tuple[Keuze, ...]:
    return tuple(Keuze(p.id.hex, p.naam) for p in db.exec(select(Pilot).order_by(col(Pilot.naam))))


def gespreksvoerders(db: Session, *, ook_oude: bool = False) -> tuple[Keuze, ...]:
    """Colleagues who can be planned; the coördinator is none of them. With `ook_oude` who left behind them."""
    rijen = db.exec(
        select(Medewerker)
        .where(Medewerker.rol == "gespreksvoerder")
        .order_by(col(Medewerker.actief).desc(), col(Medewerker.naam))
    )
    return tuple(
        Keuze(m.id.hex, m.naam if m.actief else f"{m.naam} (niet meer in het team)", m.functie or "")
        for m in rijen
        if m.actief or ook_oude
    )


def sprints(db: Session, woord: str = "sprint") -> tuple[Keuze, ...]:
    """All sprints, numbered within their pilot by the order of beginning; `woord`: what the region calls one."""
    tellers: dict[UUID, int] = {}
    gevonden = []
    for sprint in db.exec(select(Sprint).order_by(col(Sprint.begin))):
        tellers[sprint.pilot] = nummer = tellers.get(sprint.pilot, 0) + 1
        gevonden.append(Keuze(sprint.id.hex, f"{woord} {nummer}", f"vanaf {sprint.begin:%d-%m-%Y}"))
    return tuple(gevonden)


def een_id(waarde: object) -> UUID | None:
    """The key behind a chosen code."""
    return UUID(hex=str(waarde)) if waarde else None


def huidige_pilot(sessie: "Sessie", db: Session) -> Pilot | None:
    """The pilot that runs today; with one pilot, that one."""
    vandaag = sessie.klok.vandaag()
    alle = list(db.exec(select(Pilot).order_by(col(Pilot.begin))))
    lopend = [
        p for p in alle if (p.begin is None or p.begin <= vandaag) and (p.einde is None or p.einde >= vandaag)
    ]
    gevonden = lopend or alle
    return gevonden[-1] if gevonden else None

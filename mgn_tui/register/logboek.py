"""The access log for people: who may see what of it, a page at a time, as a file, sound or not, and its term.

The log of an inwoner shows who read, to whoever may read that inwoner. What one colleague did all day is for that
colleague and for the coördinator only: the log is there for the inwoner and is no way to follow staff (practice:
art. 27 WOR). So everybody sees their own entries and those of the inwoners they may read; the coördinator sees all,
with pseudonyms. Every look at more than one's own list is in the log itself when it leaves the program as a file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, func, or_
from sqlmodel import Session, col, select

from mgn_tui.domain.fouten import Geweigerd, NietGevonden
from mgn_tui.domain.klok import AMSTERDAM
from mgn_tui.domain.tekst import vouw
from mgn_tui.register import instellingen, toegangslogboek
from mgn_tui.register.toegangslogboek import ACHTER, LIEP_ACHTER, OPGESCHOOND, TERUGGEZET, WEG
from mgn_tui.store import tables as t
from mgn_tui.store.logkop import Kop
from mgn_tui.store.tables import Toegang

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

TERMIJN_JAREN: Final = 5  # the least (Stcrt. 2019, 38007)
UITGEVOERD: Final = "logboek uitgevoerd"
_STUK: Final = 1000


@dataclass(frozen=True, slots=True)
class Regel:
    """One entry in people's words; `inwoner` is a pseudonym, `wie` a name, both may be empty."""

    nr: int
    moment: datetime
    wie: str
    rol: str
    wat: str
    inwoner: str
    record: str
    grond: str
    uitkomst: str
    apparaat: str


@dataclass(frozen=True, slots=True)
class Keuze:
    """Which entries. `wie`: a colleague; `van` and `tot`: days in Amsterdam, both included; `woorden`: each occurs in
    the name of the colleague, in what was done, or is the pseudonym or a day or month."""

    inwoner: UUID | None = None
    wie: UUID | None = None
    van: date | None = None
    tot: date | None = None
    woorden: tuple[str, ...] = ()


def zoek_inwoner(sessie: "Sessie", ref: str) -> UUID:
    """By the reference of the inwoner, or of an aanmelding or gesprek of theirs. Raises `NietGevonden`."""
    from mgn_tui.register import sessie as deur

    with sessie.lezen() as db:
        return deur.zoek_inwoner(db, ref).id


def zoek_collega(sessie: "Sessie", naam: str) -> UUID:
    """Raises `NietGevonden`; `GeenToegang` for what somebody else did, but for the coördinator."""
    with sessie.lezen() as db:
        for mens in db.exec(select(t.Medewerker)):
            if vouw(mens.naam) == vouw(naam):
                if mens.id != sessie.ik.id and not sessie.ik.coordinator:
                    raise sessie.geen_toegang(
                        "Wat een collega deed, ziet alleen die collega zelf en de coördinator. Wie een inwoner las, "
                        "ziet u met --inwoner."
                    )
                return mens.id
    raise NietGevonden("Niemand in het team heet zo.")


def tel(sessie: "Sessie", keuze: Keuze = Keuze()) -> int:
    """How many entries this person may see of it."""
    with sessie.lezen() as db:
        return db.exec(select(func.count()).select_from(Toegang).where(*_waar(sessie, db, keuze))).one()


def regels(
    sessie: "Sessie", keuze: Keuze = Keuze(), begin: int = 0, aantal: int | None = None
) -> list[Regel]:
    """A page of it, newest first."""
    with sessie.lezen() as db:
        vraag = select(Toegang).where(*_waar(sessie, db, keuze)).order_by(col(Toegang.nr).desc())
        return list(_regels(db, db.exec(vraag.offset(begin).limit(aantal)).all()))


def alles(sessie: "Sessie", keuze: Keuze = Keuze()) -> Iterator[Regel]:
    """All of it, oldest first, for a file; that it was taken out is an entry, the last one."""
    toegangslogboek.noteer_los(sessie, UITGEVOERD, keuze.inwoner)
    vanaf = 0
    while True:
        with sessie.lezen() as db:
            vraag = select(Toegang).where(*_waar(sessie, db, keuze), col(Toegang.nr) > vanaf)
            stuk = list(_regels(db, db.exec(vraag.order_by(col(Toegang.nr)).limit(_STUK)).all()))
        if not stuk:
            return
        yield from stuk
        vanaf = stuk[-1].nr


def _regels(db: Session, rijen: Any) -> Iterator[Regel]:
    namen = {m.id: m.naam for m in db.exec(select(t.Medewerker))}
    wie = {r.inwoner for r in rijen if r.inwoner}
    refs = dict(db.exec(select(t.Inwoner.id, t.Inwoner.ref).where(col(t.Inwoner.id).in_(wie))).all())
    for r in rijen:
        yield Regel(
            r.nr,
            r.moment.astimezone(AMSTERDAM),
            namen.get(r.wie, "onbekend") if r.wie else "onbekend",
            r.rol or "",
            r.wat,
            refs.get(r.inwoner, r.inwoner.hex[:8]) if r.inwoner else "",
            _record(r.record, namen),
            r.grond or "",
            r.uitkomst or "",
            r.apparaat,
        )


def _record(record: str | None, namen: dict[UUID, str]) -> str:
    soort, _, sleutel = (record or "").partition(":")
    if soort == "medewerker" and len(sleutel) == 32:
        return namen.get(UUID(hex=sleutel), "onbekend")
    return record or ""


def _waar(sessie: "Sessie", db: Session, keuze: Keuze) -> list[ColumnElement[bool]]:
    waar: list[ColumnElement[bool]] = []
    if not sessie.ik.coordinator:
        mijn = select(t.Inwonersleutel.inwoner).where(t.Inwonersleutel.medewerker == sessie.ik.id)
        waar.append(or_(col(Toegang.wie) == sessie.ik.id, col(Toegang.inwoner).in_(mijn)))
    if keuze.inwoner is not None:
        waar.append(col(Toegang.inwoner) == keuze.inwoner)
    if keuze.wie is not None:
        waar.append(col(Toegang.wie) == keuze.wie)
    waar += _tussen(keuze.van, keuze.tot)
    for woord in keuze.woorden:
        waar.append(_woord(db, vouw(woord)))
    return waar


def _tussen(van: date | None, tot: date | None) -> list[ColumnElement[bool]]:
    waar: list[ColumnElement[bool]] = []
    if van is not None:
        waar.append(col(Toegang.moment) >= _middernacht(van))
    if tot is not None:
        waar.append(col(Toegang.moment) < _middernacht(tot + timedelta(days=1)))
    return waar


def _middernacht(dag: date) -> datetime:
    return datetime.combine(dag, time(), AMSTERDAM)


def _woord(db: Session, woord: str) -> ColumnElement[bool]:
    if periode := _periode(woord):
        return and_(*_tussen(*periode))
    wie = [m.id for m in db.exec(select(t.Medewerker)) if woord in vouw(m.naam)]
    van_ref = select(t.Inwoner.id).where(col(t.Inwoner.ref).startswith(woord.upper(), autoescape=True))
    return or_(
        col(Toegang.wie).in_(wie),
        col(Toegang.wat).contains(woord, autoescape=True),
        col(Toegang.grond).contains(woord, autoescape=True),
        col(Toegang.uitkomst).contains(woord, autoescape=True),
        col(Toegang.inwoner).in_(van_ref),
    )


def _periode(woord: str) -> tuple[date, date] | None:
    """2027, 3-2027 and 9-3-2027 (or 2027-03, 2027-03-09): the year, the month, the day."""
    delen = woord.split("-")
    if not all(d.isascii() and d.isdecimal() for d in delen) or len(delen) > 3:
        return None
    getallen = [int(d) for d in delen]
    if len(delen[0]) != 4:
        getallen.reverse()
    if not 1000 <= getallen[0] < 9999:
        return None
    jaar, maand, dag = [*getallen, 0, 0][:3]
    try:
        van = date(jaar, maand or 1, dag or 1)
        if len(getallen) == 3:
            return van, van
        eind = date(jaar + 1, 1, 1) if len(getallen) == 1 or maand == 12 else date(jaar, maand + 1, 1)
        return van, eind - timedelta(days=1)
    except ValueError:
        return None


# --- sound -----------------------------------------------------------------------------------


def gebreken(sessie: "Sessie") -> list[str]:
    """What is wrong with the log: an entry changed or taken out, its tail cut, the chain made anew.

    Held against the heads in the key file (as it was when this session opened) and in the backups since the last
    one that was put back.
    """
    uit = []
    if not toegangslogboek.keten_klopt(sessie):
        uit.append("In het toegangslogboek is iets veranderd of weggehaald buiten het programma om.")
    if sessie.log_mist:
        uit.append(LIEP_ACHTER)
    if sessie.verloren:
        uit.append(WEG.format(n=sessie.verloren))
    with sessie.lezen() as db:
        for naam, kop in _koppen_van_kopieen(sessie, db):
            if toegangslogboek.mist(db, kop):
                uit.append(f"In het toegangslogboek ontbreekt wat wel in reservekopie {naam} staat.")
                break
    return uit


def eerder(sessie: "Sessie") -> list[datetime]:
    """When it was found before, at an opening, that the tail was missing."""
    with sessie.lezen() as db:
        vraag = select(Toegang.moment).where(Toegang.wat == ACHTER).order_by(col(Toegang.nr))
        gevonden = [m.astimezone(AMSTERDAM) for m in db.exec(vraag)]
    return gevonden[:-1] if sessie.log_mist else gevonden


def _koppen_van_kopieen(sessie: "Sessie", db: Session) -> Iterator[tuple[str, Kop]]:
    from mgn_tui.domain.fouten import MgnFout
    from mgn_tui.store import reservekopie

    vraag = select(func.max(Toegang.moment)).where(col(Toegang.wat).in_((TERUGGEZET, ACHTER)))
    sinds: datetime | None = db.exec(vraag).one()
    for kopie in reservekopie.lijst(sessie.werkmap.reserve):
        if sinds is not None and kopie.gemaakt <= sinds:
            continue
        try:
            yield kopie.pad.name, reservekopie.lees(kopie.pad).logkop
        except MgnFout:
            continue  # a damaged backup is a finding of its own


# --- its term --------------------------------------------------------------------------------


def grens(sessie: "Sessie") -> date:
    """Entries of before this day are over their term."""
    ruw = instellingen.lees(sessie).get("termijn_log_jaren", "")
    jaren = max(int(ruw) if ruw.isdecimal() else TERMIJN_JAREN, TERMIJN_JAREN)
    vandaag = sessie.klok.vandaag()
    try:
        return vandaag.replace(year=vandaag.year - jaren)
    except ValueError:  # 29 February
        return date(vandaag.year - jaren, 3, 1)


def te_oud(sessie: "Sessie") -> int:
    """How many entries are over their term."""
    with sessie.lezen() as db:
        return sum(aantal for aantal, *_ in _oud(db, grens(sessie)).values())


def ruim_op(sessie: "Sessie", ja: bool) -> int:
    """Remove what is over its term; final. Where each chain now begins is an entry itself, so the rest can still be
    proven. Returns how many went. Raises `Geweigerd` without a yes, or when the log is not sound: that would hide it.
    """
    if not ja:
        raise Geweigerd("Er is niets verwijderd.")
    if gevonden := gebreken(sessie):
        raise Geweigerd(f"{gevonden[0]} Daarom is er niets verwijderd.")
    voor = grens(sessie)
    with sessie.schrijven() as db:
        oud = _oud(db, voor)
        if not oud:
            return 0
        koppen = toegangslogboek.begin(db)
        for apparaat, (_, nr, keten) in oud.items():
            koppen[apparaat] = nr, keten
            db.execute(delete(Toegang).where(col(Toegang.apparaat) == apparaat, col(Toegang.nr) <= nr))
        toegangslogboek.noteer(db, sessie, OPGESCHOOND, None, toegangslogboek.als_begin(koppen))
        return sum(aantal for aantal, *_ in oud.values())


def _oud(db: Session, voor: date) -> dict[str, tuple[int, int, str]]:
    """By device (number of entries, last number, last link) of what lies before the first entry that must stay. The
    last entry that says where the chains begin always stays."""
    moment = _middernacht(voor)
    uit = {}
    for apparaat in db.exec(select(Toegang.apparaat).distinct()).all():
        blijft = select(func.min(Toegang.nr)).where(
            Toegang.apparaat == apparaat,
            or_(
                col(Toegang.moment) >= moment,
                col(Toegang.nr).in_(select(func.max(Toegang.nr)).where(Toegang.wat == OPGESCHOOND)),
            ),
        )
        eerste = db.exec(blijft).one()
        waar = [col(Toegang.apparaat) == apparaat]
        if eerste is not None:
            waar.append(col(Toegang.nr) < eerste)
        laatste = db.exec(
            select(Toegang.nr, Toegang.keten).where(*waar).order_by(col(Toegang.nr).desc()).limit(1)
        ).first()
        if laatste is not None and laatste[0] is not None:
            aantal = db.exec(select(func.count()).select_from(Toegang).where(*waar)).one()
            uit[apparaat] = aantal, laatste[0], laatste[1]
    return uit

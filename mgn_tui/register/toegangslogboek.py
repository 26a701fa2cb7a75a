"""The access log (NEN 7513): who did or read what, in which role, on what ground, of whom, when, on which device,
and whether it was refused.

There is one door for it. `Sessie.lezen` and `Sessie.schrijven` open a `Deur`; a use case says in it what is being
read (`las`), and asking for a key that is required says so by itself. When the outermost transaction of the thread
has ended, the door writes the entries; a `GeenToegang` that passes it is written as a refusal, in a transaction of
its own, because the one that was refused is rolled back. What was changed stands in the change log, not here.

Reading the same record again within ten minutes is one entry: screens ask anew what others may have changed. A
list is no reading; searching by name is, once per ten minutes, without what was typed.

Every entry is chained to the one before it on the same device by an HMAC with a key in the database. The head of
the chain also lies outside the database: see `mgn_tui.store.logkop`.
"""

import hashlib
import hmac
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy import func, text
from sqlmodel import Session, col, select

from mgn_tui.domain.fouten import GeenToegang, MgnFout
from mgn_tui.store.logkop import VRAAG, Kop
from mgn_tui.store.pogingen import HERSTEL, ONBEKEND, Poging
from mgn_tui.store.tables import Inwonersleutel, Medewerker, Toegang

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

HERLEZEN: Final = timedelta(minutes=10)
DOSSIER, GEZOCHT, GEWEIGERD = "dossier gelezen", "gezocht op naam", "geen toegang"
VERKEERD, OPGESCHOOND, TERUGGEZET = "geweigerd", "logboek opgeschoond", "reservekopie teruggezet"
ACHTER = "logboek liep achter"
LIEP_ACHTER: Final = (
    "In het toegangslogboek ontbreekt het laatste deel: het is ingekort of vervangen buiten het programma om. "
    "Is er een oude kopie van de database teruggezet? Anders: waarschuw uw team."
)
VERLOREN = "laatste wijzigingen weg"
WEG: Final = (
    "Wat het laatst bewaard werd ontbreekt ({n} keer bewaren): de database is ingekort, of vervangen door een oudere, "
    "buiten het programma om. Kijk na wat u het laatst vastlegde; een reservekopie kan jonger zijn: mgn terugzetten "
    "--toon."
)
_ONBEKENDE_ROL = "onbekend"
_TERUGKIJKEN: Final = 500  # entries in which a refusal that was taken in twice is looked for
_UITKOMST = {ONBEKEND: "onbekende naam", HERSTEL: "verkeerde herstelcode"}


@dataclass(frozen=True, slots=True)
class Toegangsregel:
    moment: datetime
    wie: str
    wat: str
    record: str | None


# --- the door --------------------------------------------------------------------------------


@dataclass(slots=True)
class Deur:
    """What one transaction reads. `over`: whose key it asked for last; `schrijft`: it changes, so that what it
    opens on the way stands in the change log."""

    schrijft: bool
    over: UUID | None = None
    gelezen: list[tuple[str, UUID | None, str | None]] = field(default_factory=list)

    def eiste(self, inwoner: UUID) -> None:
        """A key was required: unless the use case says it better, a record of this inwoner was read."""
        if not self.schrijft and not any(wie == inwoner for _, wie, _ in self.gelezen):
            self.gelezen.append((DOSSIER, inwoner, None))


@contextmanager
def deur(sessie: "Sessie", *, schrijft: bool) -> Iterator[Deur]:
    """The door of this thread; one inside another is the same door."""
    if (buiten := getattr(sessie.hier, "deur", None)) is not None:
        yield buiten
        return
    hier = sessie.hier.deur = Deur(schrijft)
    try:
        yield hier
    except GeenToegang:
        sessie.hier.deur = None
        with suppress(MgnFout):  # a full disk must not turn a refusal into something else
            noteer_los(sessie, GEWEIGERD, hier.over, uitkomst="geweigerd")
        raise
    finally:
        sessie.hier.deur = None
    _schrijf_op(sessie, hier)


def las(sessie: "Sessie", wat: str, inwoner: UUID | None = None, record: str | None = None) -> None:
    """This is being read: `wat` and `record` are codes and references only."""
    hier: Deur | None = getattr(sessie.hier, "deur", None)
    los = hier is None
    if hier is None:
        hier = Deur(schrijft=False)
    hier.gelezen = [r for r in hier.gelezen if r != (DOSSIER, inwoner, None)]
    hier.gelezen.append((wat, inwoner, record))
    if los:
        _schrijf_op(sessie, hier)


def _schrijf_op(sessie: "Sessie", hier: Deur) -> None:
    nu = sessie.klok.nu()
    nieuw = [regel for regel in dict.fromkeys(hier.gelezen) if not _pas_nog(sessie, regel, nu)]
    if not nieuw:
        return
    with sessie.schrijven() as db:
        for wat, inwoner, record in nieuw:
            noteer(db, sessie, wat, inwoner, record)
    for wat, inwoner, record in nieuw:
        sessie.gelezen[wat, inwoner, record] = sessie.gelezen[DOSSIER, inwoner, None] = nu


def _pas_nog(sessie: "Sessie", regel: tuple[str, UUID | None, str | None], nu: datetime) -> bool:
    laatst = sessie.gelezen.get(regel)
    return laatst is not None and timedelta() <= nu - laatst < HERLEZEN


def geen_toegang(sessie: "Sessie", melding: str, inwoner: UUID | None = None) -> GeenToegang:
    """The refusal to raise, in the log; inside a transaction its door writes it."""
    hier: Deur | None = getattr(sessie.hier, "deur", None)
    if hier is not None:
        hier.over = inwoner or hier.over
    else:
        with suppress(MgnFout):
            noteer_los(sessie, GEWEIGERD, inwoner, uitkomst="geweigerd")
    return GeenToegang(melding)


# --- entries ---------------------------------------------------------------------------------


def noteer(
    db: Session,
    sessie: "Sessie",
    wat: str,
    inwoner: UUID | None = None,
    record: str | None = None,
    uitkomst: str | None = None,
) -> None:
    """One entry, chained to this device's one before it. `wat` and `record`: codes and references only."""
    db.flush()
    sleutel = db.get(Inwonersleutel, (inwoner, sessie.ik.id)) if inwoner else None
    _voeg_toe(
        db,
        sessie,
        Toegang(
            moment=sessie.klok.nu().replace(microsecond=0),
            apparaat=sessie.store.apparaat,
            wie=sessie.ik.id,
            wat=wat,
            inwoner=inwoner,
            record=record,
            rol=sessie.ik.rol,
            grond=sleutel.grond if sleutel else None,
            uitkomst=uitkomst,
            keten="",
        ),
    )


def noteer_los(
    sessie: "Sessie",
    wat: str,
    inwoner: UUID | None = None,
    record: str | None = None,
    uitkomst: str | None = None,
) -> None:
    """The same, in a transaction of its own."""
    with sessie.schrijven() as db:
        noteer(db, sessie, wat, inwoner, record, uitkomst)


def noteer_geweigerd(db: Session, sessie: "Sessie", pogingen: Iterable[Poging]) -> None:
    """Refusals of when the database was closed. Who tried is not known: `wie` is whose entry it was."""
    db.flush()
    grens = (db.exec(select(func.max(Toegang.nr))).one() or 0) - _TERUGKIJKEN
    staat_er = Counter(
        db.exec(select(Toegang.record).where(col(Toegang.nr) > grens, Toegang.wat == VERKEERD)).all()
    )
    for poging in pogingen:
        record = f"{poging.moment.isoformat()} {poging.wie}"
        if staat_er[record] > 0:  # the program was killed between this log and that file
            staat_er[record] -= 1
            continue
        bekend = poging.wie not in _UITKOMST
        _voeg_toe(
            db,
            sessie,
            Toegang(
                moment=sessie.klok.nu().replace(microsecond=0),
                apparaat=sessie.store.apparaat,
                wie=UUID(poging.wie) if bekend else None,
                wat=VERKEERD,
                record=record,
                rol=_ONBEKENDE_ROL,
                uitkomst=_UITKOMST.get(poging.wie, "verkeerd wachtwoord"),
                keten="",
            ),
        )


def _voeg_toe(db: Session, sessie: "Sessie", regel: Toegang) -> None:
    vorige = db.exec(
        select(Toegang.keten)
        .where(Toegang.apparaat == regel.apparaat)
        .order_by(col(Toegang.nr).desc())
        .limit(1)
    ).first()
    regel.keten = _keten(sessie.ketensleutel(db), vorige or "", regel)
    db.add(regel)
    db.flush()


# --- the chain -------------------------------------------------------------------------------


def _keten(sleutel: bytes, vorige: str, regel: Toegang) -> str:
    velden = (
        vorige,
        regel.moment.isoformat(),
        regel.apparaat,
        regel.wie.hex if regel.wie else "",
        regel.wat,
        regel.inwoner.hex if regel.inwoner else "",
        regel.record or "",
    )
    if regel.rol is None and regel.grond is None and regel.uitkomst is None:
        bericht = "\x1f".join(velden)  # written before these three were there
    else:
        heel = (*velden[:6], regel.record, regel.rol, regel.grond, regel.uitkomst)
        bericht = json.dumps(["2", *heel])
    return hmac.new(sleutel, bericht.encode(), hashlib.sha256).hexdigest()


def kop(db: Session) -> Kop:
    """The head of every device's chain, for what is kept outside the database: key file, backup, inzage."""
    return {apparaat: (nr, keten) for apparaat, nr, keten in db.execute(text(VRAAG))}


def eigen_kop(db: Session, apparaat: str) -> Kop:
    """Only this device's; a question to an index."""
    rij = db.exec(
        select(Toegang.nr, Toegang.keten)
        .where(Toegang.apparaat == apparaat)
        .order_by(col(Toegang.nr).desc())
        .limit(1)
    ).first()
    return {apparaat: (int(rij[0] or 0), rij[1])} if rij else {}


def begin(db: Session) -> Kop:
    """Where each chain begins since the last time old entries were removed; the entry that says so is itself in
    the chain, so nobody can move the beginning without the key."""
    laatste = db.exec(
        select(Toegang.record).where(Toegang.wat == OPGESCHOOND).order_by(col(Toegang.nr).desc()).limit(1)
    ).first()
    koppen: Kop = {}
    for deel in (laatste or "").split("; "):
        woorden = deel.split(" ")
        if len(woorden) == 3 and woorden[1].isdecimal():
            koppen[woorden[0]] = int(woorden[1]), woorden[2]
    return koppen


def als_begin(koppen: Kop) -> str:
    return "; ".join(f"{apparaat} {nr} {keten}" for apparaat, (nr, keten) in sorted(koppen.items()))


def mist(db: Session, bekend: Kop) -> list[str]:
    """Devices whose chain no longer holds an entry that was once its head: cut off, or made anew."""
    vanaf = begin(db)
    uit = []
    for apparaat, (nr, keten) in bekend.items():
        if nr <= vanaf.get(apparaat, (0, ""))[0]:
            continue  # removed after the term, by a person
        regel = db.get(Toegang, nr)
        if regel is None or regel.apparaat != apparaat or not hmac.compare_digest(regel.keten, keten):
            uit.append(apparaat)
    return uit


def keten_klopt(sessie: "Sessie") -> bool:
    """Whether every entry still follows from the one before it on the same device."""
    with sessie.lezen() as db:
        sleutel = sessie.ketensleutel(db)
        vorige = {apparaat: keten for apparaat, (_, keten) in begin(db).items()}
        for regel in db.exec(select(Toegang).order_by(col(Toegang.nr))):
            hoort = _keten(sleutel, vorige.get(regel.apparaat, ""), regel)
            if not hmac.compare_digest(regel.keten, hoort):
                return False
            vorige[regel.apparaat] = regel.keten
    return True


def wie_las(sessie: "Sessie", inwoner: UUID) -> list[Toegangsregel]:
    """Who opened this person's records, newest first."""
    with sessie.lezen() as db:
        namen: dict[UUID, str] = {m.id: m.naam for m in db.exec(select(Medewerker)).all()}
        regels: Iterable[Toegang] = db.exec(
            select(Toegang).where(Toegang.inwoner == inwoner).order_by(col(Toegang.nr).desc())
        ).all()
        return [
            Toegangsregel(
                r.moment,
                namen.get(r.wie, "onbekend") if r.wie else "onbekend",
                f"{r.wat} ({r.uitkomst})" if r.uitkomst and r.uitkomst != r.wat else r.wat,
                r.record,
            )
            for r in regels
        ]

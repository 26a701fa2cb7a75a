"""Taking back: the last handeling of this person on this device, whole, as a new handeling; and doing it again.

The log only grows. `ongedaan` says which handeling was taken back by which; what took back can be taken back
itself, and that is doing it again. The keys of an inwoner that disappears are kept aside, sealed as they were:
the log does not hold them, and without them nobody could read what comes back.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session, select

from mgn_tui.domain.fouten import Geweigerd, NietGevonden
from mgn_tui.register import regio, terugregels, toegang, vertrouwen
from mgn_tui.register.concepten import TERUGGENOMEN
from mgn_tui.register.importeren import INGELEZEN
from mgn_tui.register.logtaal import Logtaal, in_aantallen, omschrijf
from mgn_tui.register.terugbouw import SLEUTEL, Gebleven, Terugbouw
from mgn_tui.store import handelingen as h
from mgn_tui.store import tables as t
from mgn_tui.store.geheim import verzegel
from mgn_tui.store.stapel import Stapel

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Los, Sessie

VEEL: Final = 5000  # rows from which it is worked out beforehand, written at once, and worth a bar
_HERZIE: Final = 200  # inwoners of whom the keys are looked over at once
_NIETS: Final = "Er is niets om terug te nemen."
_NIETS_OPNIEUW: Final = (
    "Er is niets om opnieuw te doen. Dat kan alleen zolang u na het terugnemen niets anders wijzigde."
)
_ANONIEM: Final = (
    "Wat u in een register zonder personen wijzigt, staat hier niet bij: daarvan wordt geen tijd bewaard. "
    "Terugnemen kan op het scherm, zolang dat open is; anders haalt u de regel zelf weg of verbetert u haar."
)
_TE_LAAT: Final = (
    "Dit is langer dan 30 dagen geleden teruggenomen. De sleutel van deze inwoner is er niet meer; leg het "
    "opnieuw vast."
)
_NIET_LEZEN: Final = (
    "Wie deze inwoner mag lezen, verandert pas als een collega die dat nu mag, het programma opent."
)

_ZEGELS: Final = text("SELECT inwoner, medewerker, grond, reden, zegel FROM inwonersleutel")

Voortgang = Callable[[int, int], None]
"""Rows written, of how many."""


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """What came of it. `zin` names records and fields, never what stood in them."""

    zin: str
    gebleven: tuple[Gebleven, ...] = ()
    let_op: tuple[str, ...] = ()
    rijen: int = 0


@dataclass(frozen=True, slots=True)
class Gedaan:
    """A handeling in the list: when, what, and whether it was taken back."""

    moment: datetime
    wat: str
    teruggenomen: bool


class Stand:
    """Which handelingen were taken back, and which took back. Even: it holds (done, or done again)."""

    def __init__(self, db: Session) -> None:
        rijen = db.exec(select(t.Ongedaan)).all()
        self.terug = {r.handeling: r.door for r in rijen}
        self._van = {r.door: r.handeling for r in rijen}

    def keren(self, handeling: UUID) -> int:
        keren = 0
        while (eerder := self._van.get(handeling)) is not None:
            handeling, keren = eerder, keren + 1
        return keren

    def woord(self, handeling: UUID) -> str:
        """How it stands with this one, for who reads the history; empty for what was just done."""
        keren = self.keren(handeling)
        if keren % 2:
            return "neemt terug"
        return "teruggenomen" if self.is_terug(handeling) else "opnieuw gedaan" if keren else ""

    def is_terug(self, handeling: UUID) -> bool:
        """Whether it was taken back, and not done again since."""
        terug = False
        while (door := self.terug.get(handeling)) is not None:
            handeling, terug = door, not terug
        return terug

    def bron(self, handeling: UUID) -> UUID:
        """The handeling with which it began."""
        while (eerder := self._van.get(handeling)) is not None:
            handeling = eerder
        return handeling


def _zoek(db: Session, sessie: "Sessie", stand: Stand, opnieuw: bool) -> h.Kop | None:
    """The handeling that is next to be taken back (or, `opnieuw`, the taking back that is)."""
    for kop in h.van_persoon(db, sessie.ik.id, sessie.store.apparaat):
        keren, terug = stand.keren(kop.handeling), kop.handeling in stand.terug
        if keren % 2:
            if opnieuw and not terug:
                return kop
        elif not terug and not h.vanzelf(db, kop):
            if not opnieuw:
                return kop
            if not keren:
                return None  # something else was done since
    return None


def _kies(db: Session, sessie: "Sessie", stand: Stand, opnieuw: bool) -> "h.Kop | Los | None":
    """The same, with the anonymous registers among them, of which only this process knows the order."""
    kop = _zoek(db, sessie, stand, opnieuw)
    if not opnieuw:
        los = next((los for los in reversed(sessie.los) if los.terug is None), None)
        return los if los is not None and (kop is None or kop.laatste <= los.na) else kop
    if kop and any(los.terug is None and not los.opnieuw and los.na >= kop.laatste for los in sessie.los):
        kop = None
    terug = [los for los in sessie.los if los.terug is not None]
    laatst = max((los.terug or 0 for los in terug), default=0)
    los = next((los for los in terug if los.terug == laatst), None)
    if los is None or (kop and kop.laatste > laatst):
        return kop
    return None if _nieuw_sinds(db, sessie, stand, laatst) else los


def _nieuw_sinds(db: Session, sessie: "Sessie", stand: Stand, nr: int) -> bool:
    """Whether this person did something else behind this place in the log."""
    for kop in h.van_persoon(db, sessie.ik.id, sessie.store.apparaat):
        if kop.laatste <= nr:
            return False
        if kop.handeling not in stand.terug and not stand.keren(kop.handeling) and not h.vanzelf(db, kop):
            return True
    return False


def volgende(sessie: "Sessie", *, opnieuw: bool = False) -> int:
    """How many rows the next one has; 0 when there is none."""
    with sessie.lezen() as db:
        gekozen = _kies(db, sessie, Stand(db), opnieuw)
    if gekozen is None:
        return 0
    return gekozen.rijen if isinstance(gekozen, h.Kop) else len(gekozen.handelingen)


def neem_terug(sessie: "Sessie", voortgang: Voortgang | None = None) -> Uitkomst:
    """Take back the last change. Raises `NietGevonden` when there is none, `Geweigerd` when it cannot be."""
    return _doe(sessie, False, voortgang)


def doe_opnieuw(sessie: "Sessie", voortgang: Voortgang | None = None) -> Uitkomst:
    """Do again what was taken back last. Raises `NietGevonden`, `Geweigerd`."""
    return _doe(sessie, True, voortgang)


def _doe(sessie: "Sessie", opnieuw: bool, voortgang: Voortgang | None) -> Uitkomst:
    with sessie.lezen() as db:
        kop = _kies(db, sessie, Stand(db), opnieuw)
        if kop is None:
            raise NietGevonden(_NIETS_OPNIEUW if opnieuw else _NIETS)
        werk, moment = None, h.laatste_nr(db)
        if (
            isinstance(kop, h.Kop) and kop.rijen > VEEL
        ):  # nobody waits for what is worked out before the writing
            werk = _Werk(sessie, db, kop, opnieuw)
    if not isinstance(kop, h.Kop):
        return _doe_los(sessie, kop, opnieuw)
    # outermost: when nothing is stored, the file stays as it is too
    with ExitStack() as bestand, sessie.schrijven(ineens=kop.rijen > VEEL) as db:
        if werk is None or h.laatste_nr(db) != moment:
            nu = _kies(db, sessie, Stand(db), opnieuw)
            if not isinstance(nu, h.Kop) or nu.handeling != kop.handeling:
                raise Geweigerd(
                    "Intussen is er iets anders gewijzigd. Kijk nog eens en probeer het dan opnieuw."
                )
            werk = _Werk(sessie, db, kop, opnieuw)
        uitkomst = werk.voer_uit(db, voortgang)
        profiel = sessie.profiel
        if werk.regio:
            bestand.enter_context(regio.bestand_terug(sessie, *werk.regiobestand))
            profiel = regio.laad(sessie.werkmap, db)
    sessie.profiel = profiel
    for inwoner in werk.verdwenen:
        sessie.vergeet_sleutel(inwoner)
    return uitkomst


class _Werk:
    """One handeling taken back: worked out on one snapshot, written in a transaction."""

    def __init__(self, sessie: "Sessie", db: Session, kop: h.Kop, opnieuw: bool) -> None:
        self.sessie, self.kop, self.opnieuw = sessie, kop, opnieuw
        taal = Logtaal(sessie, db)
        self.verloop = h.verloop(h.rijen_van(db, kop))
        if bezwaar := terugregels.bezwaar(sessie, db, self.verloop):
            wat = omschrijf(taal, self.verloop)
            kan_niet = (
                "Dit is niet opnieuw te doen" if opnieuw else "Het laatste wat u deed is niet terug te nemen"
            )
            raise Geweigerd(f"{kan_niet}{f' ({wat})' if wat else ''}. {bezwaar}")
        self.bouw = Terugbouw(sessie, db, taal, self.verloop, kop.laatste)
        self.bouw.bouw()
        self.verdwenen = [UUID(hex=record) for record in self.bouw.weg.get("inwoner", {})]
        self._komt_terug = [UUID(hex=record) for record in self.bouw.erbij.get("inwoner", {})]
        self.stapel = self.bouw.stapel()
        self._zegels: dict[UUID, list[list[str]]] = {}
        self._sleutels_mee(db)
        if not self.stapel and self.bouw.gebleven:
            self.zin = "Er is niets opnieuw gedaan." if opnieuw else "Er is niets teruggenomen."
        else:
            geraakt = set(self.bouw.plekken())
            gedaan = {plek: v for plek, v in self.verloop.items() if plek in geraakt}
            wat = omschrijf(taal, gedaan, omgekeerd=opnieuw)
            self.zin = f"{'Opnieuw gedaan' if opnieuw else 'Teruggenomen'}: {wat or 'wie wat mag lezen'}"

    @property
    def regio(self) -> bool:
        """Whether the profile may be another one now."""
        return any(tabel in ("instelling", "profielwaarde") for tabel, _ in self.bouw.plekken())

    @property
    def regiobestand(self) -> tuple[str | None, str | None]:
        """What this handeling made of the werkmap's own region, and what it was."""
        v = self.verloop.get(("instelling", regio.BESTAND))
        if v is None:
            return None, None
        return (v.na or {}).get("waarde"), (v.voor or {}).get("waarde")

    def voer_uit(self, db: Session, voortgang: Voortgang | None) -> Uitkomst:
        totaal = len(self.stapel)
        door = UUID(bytes=db.execute(text("SELECT mgn_handeling()")).scalar_one())
        self.stapel.voer_uit(db, (lambda n: voortgang(n, totaal)) if voortgang else None)
        db.expire_all()
        self._bewaar_sleutels(db)
        db.add(t.Ongedaan(handeling=self.kop.handeling, door=door))
        let_op = self._sleutels_volgen(db)
        db.flush()
        if self.opnieuw and self._was_ingelezen(db):
            # what the file said is again what the file said
            toegang.noteer(db, self.sessie, INGELEZEN, None, door.hex)
        return Uitkomst(self.zin, tuple(self.bouw.gebleven), let_op, totaal)

    def _was_ingelezen(self, db: Session) -> bool:
        bron = Stand(db).bron(self.kop.handeling).hex
        vraag = select(t.Toegang.nr).where(t.Toegang.wat == INGELEZEN, t.Toegang.record == bron)
        return db.exec(vraag).first() is not None

    # --- keys ------------------------------------------------------------------------------

    def _sleutels_mee(self, db: Session) -> None:
        """The keys of inwoners that go are kept aside; those of inwoners that come back are put back."""
        weg = set(self.verdwenen)
        if weg:
            for i, m, grond, reden, zegel in db.execute(_ZEGELS):
                if (inwoner := UUID(bytes=i)) in weg:
                    opgeborgen = [m.hex(), grond, reden.hex() if reden else "", zegel.hex()]
                    self._zegels.setdefault(inwoner, []).append(opgeborgen)
                    self.stapel.weg(t.Inwonersleutel, inwoner=i, medewerker=m)
        if self._komt_terug:
            self._zet_sleutels_terug(db)

    def _zet_sleutels_terug(self, db: Session) -> None:
        vraag = select(t.Concept).where(
            t.Concept.medewerker == self.sessie.ik.id, t.Concept.formulier == TERUGGENOMEN
        )
        bewaard = {rij.record: rij.inhoud for rij in db.exec(vraag)}
        for inwoner in self._komt_terug:
            inhoud = bewaard.get(inwoner.hex)
            if inhoud is None:
                raise Geweigerd(_TE_LAAT)
            for medewerker, grond, reden, zegel in json.loads(inhoud):
                self.stapel.erbij(
                    t.Inwonersleutel,
                    inwoner=inwoner.bytes,
                    medewerker=bytes.fromhex(medewerker),
                    grond=grond,
                    reden=bytes.fromhex(reden) if reden else None,
                    zegel=bytes.fromhex(zegel),
                )

    def _bewaar_sleutels(self, db: Session) -> None:
        """Outside the log, thirty days long, with the other concepts."""
        nu, apparaat = self.sessie.klok.nu(), self.sessie.store.apparaat
        stapel = Stapel()
        for inwoner in self.verdwenen:
            stapel.erbij(
                t.Concept,
                medewerker=self.sessie.ik.id,
                apparaat=apparaat,
                formulier=TERUGGENOMEN,
                record=inwoner.hex,
                versie="",
                bewaard_op=nu,
                inhoud=json.dumps(self._zegels.get(inwoner, [])).encode(),
            )
        for inwoner in self._komt_terug:
            stapel.weg(t.Concept, formulier=TERUGGENOMEN, record=inwoner.hex)
        if stapel:
            stapel.voer_uit(db)

    def _sleutels_volgen(self, db: Session) -> tuple[str, ...]:
        """Who could read before, can again: as far as this person holds the key to hand on."""
        ook_weg = {*self.verdwenen, *self._komt_terug, *self.bouw.houdt}
        per: dict[UUID, list[h.Verloop]] = {}
        for (tabel, _), v in self.verloop.items():
            if v.persoon and v.persoon not in ook_weg:
                rijen = per.setdefault(v.persoon, [])
                if tabel == SLEUTEL:
                    rijen.append(v)
        dicht = False
        for inwoner, rijen in per.items():
            if (sleutel := self.sessie.sleutel(inwoner, db)) is None:
                dicht = dicht or bool(rijen)
                continue
            self._verdeel(db, inwoner, rijen, sleutel)
            if len(per) <= _HERZIE:
                toegang.herzie(db, self.sessie, inwoner)
        return (_NIET_LEZEN,) if dicht else ()

    def _verdeel(self, db: Session, inwoner: UUID, rijen: list[h.Verloop], sleutel: bytes) -> None:
        for v in rijen:
            medewerker = UUID(hex=v.record.partition("|")[2])
            rij = db.get(t.Inwonersleutel, (inwoner, medewerker))
            if v.was_er and rij is None:
                publiek = vertrouwen.sleutels(db, self.sessie, [medewerker]).get(medewerker)
                if publiek is not None and v.voor is not None:
                    db.add(
                        t.Inwonersleutel(
                            inwoner=inwoner,
                            medewerker=medewerker,
                            grond=v.voor["grond"],
                            reden=v.voor["reden"],
                            zegel=verzegel(sleutel, publiek),
                        )
                    )
            elif v.was_er and rij is not None and v.is_er and rij.grond == (v.na or {}).get("grond"):
                rij.grond = (v.voor or {})["grond"]
        db.flush()
        for v in rijen:
            rij = db.get(t.Inwonersleutel, (inwoner, UUID(hex=v.record.partition("|")[2])))
            if not v.was_er and rij is not None and rij.grond == (v.na or {}).get("grond"):
                ander = select(t.Inwonersleutel.medewerker).where(
                    t.Inwonersleutel.inwoner == inwoner, t.Inwonersleutel.medewerker != rij.medewerker
                )
                if db.exec(ander).first() is not None:  # never leave an inwoner whom nobody can read
                    db.delete(rij)
                    db.flush()


# --- anonymous registers -----------------------------------------------------------------------


def _doe_los(sessie: "Sessie", los: "Los", opnieuw: bool) -> Uitkomst:
    """A line of an anonymous register. Nothing is written about the taking back itself."""
    with sessie.schrijven() as db:
        db.info["terugnemen"] = True
        taal = Logtaal(sessie, db)
        verloop = h.verloop(h.losse_rijen(db, los.handelingen))
        bouw = Terugbouw(sessie, db, taal, verloop, None)
        bouw.bouw()
        geraakt = set(bouw.plekken())
        gedaan = {plek: v for plek, v in verloop.items() if plek in geraakt}
        wat = omschrijf(taal, gedaan, omgekeerd=opnieuw)
        bouw.stapel().voer_uit(db)
        op, welke = h.laatste_nr(db), tuple(db.info["los"])
    los.handelingen = welke
    if opnieuw:
        los.na, los.terug, los.opnieuw = op, None, True
        sessie.los.remove(los)
        sessie.los.append(los)
    else:
        los.terug = op
    kop = "Opnieuw gedaan" if opnieuw else "Teruggenomen"
    zin = f"{kop}: {wat}" if wat else f"Er is niets {kop.lower()}."
    return Uitkomst(zin, tuple(bouw.gebleven), (), len(geraakt))


# --- the list ----------------------------------------------------------------------------------


def laatste(sessie: "Sessie", aantal: int = 10) -> list[Gedaan]:
    """The last handelingen of this person on this device, latest first."""
    with sessie.lezen() as db:
        stand, gevonden = Stand(db), list[Gedaan]()
        for kop, teruggenomen in _eigen(db, sessie, stand):
            if len(gevonden) == aantal:
                break
            gevonden.append(_gedaan(sessie, db, kop, teruggenomen))
        return gevonden


def _eigen(db: Session, sessie: "Sessie", stand: Stand) -> Iterator[tuple[h.Kop, bool]]:
    for kop in h.van_persoon(db, sessie.ik.id, sessie.store.apparaat):
        if not stand.keren(kop.handeling) and not h.vanzelf(db, kop):
            yield kop, stand.is_terug(kop.handeling)


def _gedaan(sessie: "Sessie", db: Session, kop: h.Kop, teruggenomen: bool) -> Gedaan:
    eerste = next(h.rijen_van(db, h.Kop(kop.handeling, kop.eerste, kop.eerste)))
    if kop.rijen > VEEL:
        wat = in_aantallen(h.aantallen(db, kop))
    else:
        wat = omschrijf(Logtaal(sessie, db), h.verloop(h.rijen_van(db, kop)))
    return Gedaan(datetime.fromisoformat(eerste.moment), wat or "wie wat mag lezen", teruggenomen)


def niet_in_de_lijst(sessie: "Sessie") -> str:
    """What must be said beside the list: what this person did today in a register without persons."""
    vraag = text(
        "SELECT 1 FROM wijziging WHERE nr < 0 AND wie = :wie AND apparaat = :apparaat AND moment >= :dag LIMIT 1"
    )
    dag = sessie.klok.nu().strftime("%Y-%m-%dT00:00:00Z")
    with sessie.lezen() as db:
        wie = {"wie": sessie.ik.id.bytes, "apparaat": sessie.store.apparaat, "dag": dag}
        return _ANONIEM if db.execute(vraag, wie).first() else ""

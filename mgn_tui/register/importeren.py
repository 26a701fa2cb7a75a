"""Taking in a file of rows: what it changes is worked out and shown first, then stored whole or not at all.

The file's reader checks each cell; the rules on rows are checked here, on what each row will be: the cells of
the file over what is stored. Everything costly is done before the writing transaction, which therefore holds
the database for seconds only; when somebody wrote in between, it is worked out anew inside it.
"""

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session, col, select

from mgn_tui.domain import rij as r
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.rij import Bestandsrij, Rij
from mgn_tui.register import kluis, reservekopieen, rijregels, toegang
from mgn_tui.register import rijen as standrijen
from mgn_tui.register.importbouw import Bouw
from mgn_tui.register.rijen import Stand, Standrij
from mgn_tui.register.rijregels import Rijfout, Rijnummers
from mgn_tui.store import tables as t
from mgn_tui.store.rijen import bekenden

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

INGELEZEN = "bestand ingelezen"


@dataclass(slots=True)
class Plan:
    """What an import would do. Numbers count rows; `geleegd` counts cells."""

    rijen: Sequence[Bestandsrij] = field(repr=False)
    geldige: bool
    fouten: list[Rijfout] = field(default_factory=list)
    nieuw: int = 0
    gewijzigd: int = 0
    ongewijzigd: int = 0
    geleegd: int = 0
    meldingen: list[str] = field(default_factory=list)
    stand: Stand | None = field(default=None, repr=False)
    anders: list[tuple[Standrij | None, Rij]] = field(default_factory=list, repr=False)
    moment: str = ""  # of the last change in the werkmap when this was worked out

    @property
    def kan(self) -> bool:
        """Whether there is anything to store, and it may be."""
        return bool(self.anders) and (self.geldige or not self.geweigerd)

    @property
    def geweigerd(self) -> set[int]:
        """The rows, by number, that are refused."""
        return {f.nr for f in self.fouten} | {b.nr for b in self.rijen if b.fout}


def maak_plan(sessie: "Sessie", rijen: Sequence[Bestandsrij], geldige: bool = False) -> Plan:
    """Work out what these rows change; nothing is stored. `geldige`: leave out the rows that are refused."""
    with sessie.lezen() as db:
        return _plan(sessie, db, rijen, geldige)


def bewaar(sessie: "Sessie", plan: Plan) -> Plan:
    """Store a plan, in one transaction. Returns what was stored: another plan when somebody was first.

    Raises `Geweigerd` when rows are refused (and not left out), `SchijfFout`, `InGebruik`.
    """
    if plan.geweigerd and not plan.geldige:
        raise Geweigerd("Er zijn cellen geweigerd. Er is niets bewaard.")
    if not plan.kan:
        return plan
    reservekopieen.maak(sessie, "inlezen")
    with sessie.lezen() as db:
        stapel = _bouw(sessie, db, plan) if _moment(db) == plan.moment else None
    with sessie.schrijven() as db:
        if stapel is None or _moment(db) != plan.moment:
            plan = _plan(sessie, db, plan.rijen, plan.geldige)
            if not plan.kan:
                raise Geweigerd("Intussen is de werkmap gewijzigd. Er is niets bewaard; probeer het opnieuw.")
            stapel = _bouw(sessie, db, plan)
        stapel.voer_uit(db)
        handeling = db.execute(text("SELECT lower(hex(mgn_handeling()))")).scalar()
        toegang.noteer(db, sessie, INGELEZEN, None, str(handeling))
    return plan


def _moment(db: Session) -> str:
    return str(db.execute(text("SELECT max(hlc) FROM wijziging")).scalar() or "")


def _bouw(sessie: "Sessie", db: Session, plan: Plan) -> Any:
    assert plan.stand is not None  # noqa: S101 (a plan that can be stored has one)
    return Bouw(sessie, db, plan.stand).bouw(plan.anders)


# --- working it out --------------------------------------------------------------------------


def _plan(sessie: "Sessie", db: Session, rijen: Sequence[Bestandsrij], geldige: bool) -> Plan:
    plan = Plan(rijen, geldige)
    plan.moment = _moment(db)
    namen = {str(b.waarden.get("inwoner_id") or "") for b in rijen}
    ids = {str(b.waarden.get("gesprek_id") or "") for b in rijen}
    plan.stand = stand = standrijen.lees(sessie, db, bekenden(db, namen - {""}, ids - {""}))
    meld = Rijnummers()
    werk = [_Werk(b, stand.rijen.get(str(b.waarden.get("gesprek_id") or ""))) for b in rijen]
    plan.fouten = _fouten(werk, stand, meld)
    goed = _zonder(werk, plan.geweigerd)
    if geldige:  # without the refused rows others may be refused that leaned on them
        while extra := _fouten(goed, stand, meld := Rijnummers()):
            plan.fouten += extra
            goed = _zonder(goed, plan.geweigerd)
    plan.fouten.sort(key=lambda f: f.nr)
    _Behoud(sessie, db, stand, meld).pas_toe(goed)
    for w in goed:
        rijregels.afwijkingen(w.rij, w.b.nr, meld)
        if w.staand is None:
            plan.nieuw += 1
        elif w.rij == w.staand.rij:
            plan.ongewijzigd += 1
            continue
        else:
            plan.gewijzigd += 1
            plan.geleegd += sum(
                getattr(w.rij, v) in (None, ()) and getattr(w.staand.rij, v) not in (None, ())
                for v in r.VELDEN
            )
        plan.anders.append((w.staand, w.rij))
    plan.meldingen = [*meld.zinnen(), *_nieuwe_namen(sessie, db, (rij for _, rij in plan.anders))]
    return plan


class _Werk:
    """A row of the file with what it will be: its cells over what is stored."""

    __slots__ = ("b", "rij", "staand")

    def __init__(self, b: Bestandsrij, staand: Standrij | None) -> None:
        self.b, self.staand = b, staand
        if staand is None:
            self.rij = Rij(**b.waarden)
        else:
            self.rij = copy.copy(staand.rij)
            if "advies" in b.waarden and "primair" not in b.waarden and self.rij.primair is not None:
                # what followed from a single advice goes with it
                self.rij.primair = self.rij.primair if self.rij.primair in b.waarden["advies"] else None
            for veld, waarde in b.waarden.items():
                setattr(self.rij, veld, waarde)
        r.vul_aan(self.rij)


def _zonder(werk: Sequence[_Werk], nummers: set[int]) -> list[_Werk]:
    return [w for w in werk if w.b.nr not in nummers]


def _fouten(werk: Sequence[_Werk], stand: Stand, meld: Rijnummers) -> list[Rijfout]:
    fouten = [Rijfout(w.b.nr, kolom, zin) for w in werk for kolom, zin in rijregels.binnen(w.rij, w.b.fout)]
    for w in werk:
        if w.staand and w.rij.inwoner_id != w.staand.rij.inwoner_id and "inwoner_id" not in w.b.fout:
            zin = "dezelfde inwoner als eerder: dit gesprek_id staat in de werkmap bij een andere inwoner"
            fouten.append(Rijfout(w.b.nr, "inwoner_id", zin))
    fouten += rijregels.dubbel((w.b.nr, w.rij.gesprek_id) for w in werk if "gesprek_id" not in w.b.fout)
    in_bestand = {w.rij.gesprek_id for w in werk}
    blijft = (s.rij for id_, s in stand.rijen.items() if id_ not in in_bestand)
    fouten += rijregels.tussen(((w.b.nr, w.rij, w.b.fout) for w in werk), blijft, meld)
    return fouten


def _nieuwe_namen(sessie: "Sessie", db: Session, rijen: Iterable[Rij]) -> list[str]:
    """What is not known yet, and is made."""
    pilots, praktijken, gemeenten = set(), set(), set()
    for rij in rijen:
        pilots.add(rij.pilot)
        praktijken.add(rij.praktijk)
        gemeenten.add(rij.gemeente)
    profiel = {n for i in sessie.profiel.gemeenten for n in (i.code, i.label)}
    bekend = profiel.union(
        *(
            db.execute(select(col(model.gemeente)).distinct()).scalars()
            for model in (t.Aanmelding, t.GesprekRij, t.Pilot, t.Praktijk)
        )
    )
    uit = []
    for wat, namen, al in (
        ("Nieuwe pilot", pilots, {*db.execute(select(t.Pilot.naam)).scalars(), r.ZONDER_PILOT}),
        ("Nieuwe praktijk", praktijken, set(db.execute(select(t.Praktijk.naam)).scalars())),
        ("Nieuwe gemeente", gemeenten, bekend),
    ):
        uit += [f"{wat}: {naam}." for naam in sorted(n for n in namen if n and n not in al)]
    return uit


# --- what the program wrote stays ------------------------------------------------------------

_LAATSTE = text(
    "SELECT lower(hex(handeling)) FROM wijziging WHERE tabel = 'gesprek' AND record = :record "
    "AND json_type(nieuw, :pad) IS NOT NULL ORDER BY hlc DESC LIMIT 1"
)


class _Behoud:
    """Keeps, against the file, what was written in the program: personal texts, an advies that was fixed."""

    def __init__(self, sessie: "Sessie", db: Session, stand: Stand, meld: Rijnummers) -> None:
        self.sessie, self.db, self.stand, self.meld = sessie, db, stand, meld
        self._ingelezen: set[str | None] | None = None

    def pas_toe(self, werk: Iterable[_Werk]) -> None:
        for w in werk:
            if w.staand is None or w.rij == w.staand.rij:
                continue
            if w.staand.gesprek is None:
                if self._mist_sleutel(w) and any(getattr(w.rij, v) for v in r.TEKSTEN):
                    self._geen_sleutel(w, r.TEKSTEN)
                continue
            self._advies(w)
            for veld in r.TEKSTEN:
                self._tekst(w, veld)

    def _advies(self, w: _Werk) -> None:
        oud, g = w.staand.rij if w.staand else w.rij, w.staand.gesprek if w.staand else None
        if g is None or g.advies is None or not g.advies.uit_programma:
            return
        anders = [v for v in r.VAN_ADVIES if getattr(w.rij, v) != getattr(oud, v)]
        for veld in anders:
            setattr(w.rij, veld, getattr(oud, veld))
        if anders:
            zin = (
                "Het advies is in het programma vastgesteld en blijft zoals het is; maak er een nieuwe versie"
            )
            self.meld.zeg(zin, w.b.nr)

    def _tekst(self, w: _Werk, veld: str) -> None:
        assert w.staand is not None and w.staand.gesprek is not None  # noqa: S101 (asked by pas_toe)
        oud, nieuw = getattr(w.staand.rij, veld), getattr(w.rij, veld)
        if oud == nieuw and oud is not kluis.DICHT:
            return
        if oud is kluis.DICHT or (nieuw and self._mist_sleutel(w)):
            if veld in w.b.waarden:
                self._geen_sleutel(w, (veld,))
        elif oud is not None and self._in_programma(w.staand.gesprek.id, veld):
            setattr(w.rij, veld, oud)
            self.meld.zeg("Tekst die in het programma is geschreven, blijft staan", w.b.nr)

    def _mist_sleutel(self, w: _Werk) -> bool:
        assert w.staand is not None  # noqa: S101 (asked by pas_toe)
        return self.stand.zegels.get(w.staand.inwoner) is None

    def _geen_sleutel(self, w: _Werk, velden: Iterable[str]) -> None:
        assert w.staand is not None  # noqa: S101 (asked by pas_toe)
        for veld in velden:
            setattr(w.rij, veld, getattr(w.staand.rij, veld))
        self.meld.zeg("Tekst niet bijgewerkt: u kunt deze inwoner niet lezen", w.b.nr)

    def _in_programma(self, gesprek: UUID, veld: str) -> bool:
        if self._ingelezen is None:
            vraag = select(t.Toegang.record).where(t.Toegang.wat == INGELEZEN)
            self._ingelezen = set(self.db.exec(vraag).all())
        vraag_log = {"record": gesprek.hex, "pad": f"$.{veld}"}
        return self.db.execute(_LAATSTE, vraag_log).scalar() not in self._ingelezen

"""From rows to records: which rows share an aanmelding, what hangs on it and what on the gesprek."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlmodel import Session, col, select

from mgn_tui.domain import rij as r
from mgn_tui.domain.referentie import nieuwe_referentie
from mgn_tui.domain.rij import Rij
from mgn_tui.domain.uuid7 import uuid7_reeks
from mgn_tui.domain.woorden import AanmeldingStatus, GesprekSoort
from mgn_tui.register import toegang, vertrouwen
from mgn_tui.register.gesprekbouw import Gesprekschrijver, codes_van
from mgn_tui.register.rijen import Aanmeldingstand, Stand, Standrij
from mgn_tui.store import tables as t
from mgn_tui.store.geheim import nieuwe_sleutel, verzegel
from mgn_tui.store.stapel import Stapel

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie


GGZ_GROEP: Final = "ggz"


@dataclass(slots=True)
class _Rij:
    """A row after the import. `anders`: it is new or changed."""

    rij: Rij
    staand: Standrij | None
    anders: bool


@dataclass(slots=True)
class _Aanmelding:
    """An aanmelding after the import, with all its rows. `geraakt`: there is something to write."""

    id: UUID
    inwoner: UUID
    datum: date
    stand: Aanmeldingstand | None
    rijen: list[_Rij] = field(default_factory=list)
    geraakt: bool = False


class Bouw:
    """Makes everything ready to be written. Reads, and writes nothing."""

    def __init__(self, sessie: "Sessie", db: Session, stand: Stand) -> None:
        self.sessie, self.stand, self.stapel = sessie, stand, Stapel()
        self._ids = uuid7_reeks(int(sessie.klok.nu().timestamp() * 1000))
        self._inwoners = dict(stand.inwoners)
        self._nieuwe_sleutels: dict[UUID, bytes] = {}
        self._pilots = {p.naam: p.id for p in db.exec(select(t.Pilot).order_by(col(t.Pilot.id).desc()))}
        self._praktijken = {
            p.naam: p.id for p in db.exec(select(t.Praktijk).order_by(col(t.Praktijk.id).desc()))
        }
        self._lezers = _lezers(sessie, db)
        self._criteriumcodes = frozenset(i.code for i in sessie.profiel.criteria)
        self._refs: dict[Any, set[str]] = {
            model: set(db.execute(select(col(model.ref))).scalars())
            for model in (t.Inwoner, t.Aanmelding, t.Gesprek)
        }
        self._aanmeldingen: dict[UUID, _Aanmelding] = {}
        self._op_dag: dict[tuple[str, date], _Aanmelding] = {}

    def bouw(self, anders: Iterable[tuple[Standrij | None, Rij]]) -> Stapel:
        nieuw = [rij for staand, rij in anders if staand is None]
        gewijzigd = {staand.rij.gesprek_id: rij for staand, rij in anders if staand is not None}
        self._staande(gewijzigd)
        self._verplaats()
        for rij in nieuw:
            a = self._vind(rij)
            a.rijen.append(_Rij(rij, None, True))
            a.geraakt = True
        p = self.sessie.profiel
        schrijver = Gesprekschrijver(
            self.stapel,
            self._sleutel,
            lambda: next(self._ids),
            frozenset(i.code for i in p.leefgebieden),
            next((g.codes for g in p.groepen if g.code == GGZ_GROEP), ()),
        )
        for a in self._aanmeldingen.values():
            if a.geraakt:
                self._schrijf(a, schrijver)
        return self.stapel

    # --- which row belongs to which aanmelding -------------------------------------------

    def _staande(self, gewijzigd: dict[str, Rij]) -> None:
        for s in self.stand.aanmeldingen.values():
            a = _Aanmelding(s.id, s.inwoner, s.datum, s)
            self._aanmeldingen[s.id] = a
            self._op_dag.setdefault((s.eigen.inwoner_id, s.datum), a)
        for id_, staand in self.stand.rijen.items():
            rij = gewijzigd.get(id_)
            a = self._aanmeldingen[staand.aanmelding]
            a.rijen.append(_Rij(rij or staand.rij, staand, rij is not None))
            a.geraakt = a.geraakt or rij is not None

    def _verplaats(self) -> None:
        """Rows with another aanmelddatum: the aanmelding goes along when all its rows do, and is free to."""
        for a in [a for a in self._aanmeldingen.values() if a.geraakt]:
            anders = [w for w in a.rijen if w.rij.aanmelddatum != a.datum]
            if not anders:
                continue
            dagen = {w.rij.aanmelddatum for w in a.rijen}
            naam = a.rijen[0].rij.inwoner_id
            if len(dagen) == 1 and (naam, (dag := dagen.pop())) not in self._op_dag:
                if self._op_dag.get((naam, a.datum)) is a:
                    del self._op_dag[naam, a.datum]
                a.datum = dag
                self._op_dag[naam, dag] = a
                continue
            for w in anders:
                a.rijen.remove(w)
                ander = self._vind(w.rij)
                ander.rijen.append(w)
                ander.geraakt = True

    def _vind(self, rij: Rij) -> _Aanmelding:
        """The aanmelding of this inwoner on this day; made when it is not there."""
        sleutel = rij.inwoner_id, rij.aanmelddatum
        a = self._op_dag.get(sleutel)
        if a is None:
            a = _Aanmelding(next(self._ids), self._inwoner(rij.inwoner_id), rij.aanmelddatum, None)
            self._op_dag[sleutel] = self._aanmeldingen[a.id] = a
        return a

    # --- inwoners, pilots, praktijken ----------------------------------------------------

    def _ref(self, model: Any) -> str:
        """A reference that nobody has: at a hundred thousand rows chance alone does not guard it."""
        while (ref := nieuwe_referentie()) in self._refs[model]:
            pass
        self._refs[model].add(ref)
        return ref

    def _inwoner(self, naam: str) -> UUID:
        id_ = self._inwoners.get(naam)
        if id_ is None:
            id_ = self._inwoners[naam] = next(self._ids)
            sleutel = self._nieuwe_sleutels[id_] = nieuwe_sleutel()
            self.stapel.erbij(t.Inwoner, id=id_, ref=self._ref(t.Inwoner), extern_id=naam)
            self.stapel.erbij(t.Identiteit, inwoner=id_)
            for medewerker, (publiek, grond) in self._lezers.items():
                self.stapel.erbij(
                    t.Inwonersleutel,
                    inwoner=id_,
                    medewerker=medewerker,
                    grond=grond,
                    zegel=verzegel(sleutel, publiek),
                )
        return id_

    def _sleutel(self, inwoner: UUID) -> bytes | None:
        if (nieuw := self._nieuwe_sleutels.get(inwoner)) is not None:
            return nieuw
        return self.sessie.open_zegel(inwoner, self.stand.zegels.get(inwoner))

    def _pilot(self, naam: str) -> UUID | None:
        if naam == r.ZONDER_PILOT:
            return self._pilots.get(naam)
        return self._maak(self._pilots, naam, lambda id_: self.stapel.erbij(t.Pilot, id=id_, naam=naam))

    def _praktijk(self, naam: str | None) -> UUID | None:
        if naam is None:
            return None
        return self._maak(
            self._praktijken,
            naam,
            lambda id_: self.stapel.erbij(t.Praktijk, id=id_, naam=naam, actief=True),
        )

    def _maak(self, bekend: dict[str, UUID], naam: str, doe: Callable[[UUID], None]) -> UUID:
        id_ = bekend.get(naam)
        if id_ is None:
            id_ = bekend[naam] = next(self._ids)
            doe(id_)
        return id_

    # --- one aanmelding ------------------------------------------------------------------

    def _schrijf(self, a: _Aanmelding, schrijver: Gesprekschrijver) -> None:
        if not a.rijen:
            if a.stand and not a.stand.beschreven:  # all its rows went elsewhere
                for code in a.stand.criteria:
                    self.stapel.weg(t.AanmeldingCriterium, aanmelding=a.id, code=code)
                self.stapel.weg(t.Aanmelding, id=a.id)
            return
        zelf = self._zelf(a)
        gesprekken = [w for w in a.rijen if w is not zelf]
        basis = self._basis(a, zelf)
        self._aanmelding(a, zelf, gesprekken, basis)
        for w in gesprekken:
            g = w.staand.gesprek if w.staand else None
            pilot = self._pilot(w.rij.pilot)
            id_ = g.id if g else next(self._ids)
            oud = w.staand.rij if g and w.staand else None
            if w.anders:
                vast: dict[str, Any] = {}
                if oud is None:
                    vast = {"ref": self._ref(t.Gesprek), "inwoner": a.inwoner, "extern_id": w.rij.gesprek_id}
                if g is None or g.aanmelding != a.id:
                    vast["aanmelding"] = a.id
                if oud is None or oud.pilot != w.rij.pilot:
                    vast["pilot"] = pilot
                schrijver.schrijf(id_, a.inwoner, w.rij, oud, g, vast)
            self._eigen_rij(id_, a, w, bool(g and g.eigen_rij), basis)

    def _zelf(self, a: _Aanmelding) -> _Rij | None:
        """The row that is kept on the aanmelding itself: one that says nothing of a gesprek."""
        staand = next((w for w in a.rijen if w.staand and w.staand.gesprek is None), None)
        if staand is not None:
            return staand if r.alleen_van_aanmelding(staand.rij) else None
        nieuwe = (w for w in a.rijen if w.staand is None and r.alleen_van_aanmelding(w.rij))
        return next(nieuwe, None)

    def _basis(self, a: _Aanmelding, zelf: _Rij | None) -> Rij:
        """The row whose values are those of the aanmelding; the others say where they differ."""
        if zelf is not None:
            return zelf.rij
        if a.stand is not None and any(r.eigen(w.rij) == r.eigen(a.stand.eigen) for w in a.rijen):
            return a.stand.eigen
        return a.rijen[0].rij

    def _aanmelding(self, a: _Aanmelding, zelf: _Rij | None, gesprekken: list[_Rij], basis: Rij) -> None:
        status, reden = self._status(a, zelf, gesprekken)
        velden: dict[str, Any] = {"status": status, "reden_code": reden, "aanmelddatum": a.datum}
        velden |= self._van_aanmelding(basis)
        extern = zelf.rij.gesprek_id if zelf else None
        if a.stand is None:
            velden |= {"pilot": self._pilot((zelf or a.rijen[0]).rij.pilot), "extern_id": extern}
            ref = self._ref(t.Aanmelding)
            self.stapel.erbij(t.Aanmelding, id=a.id, ref=ref, inwoner=a.inwoner, **velden)
            self._criteria(a, basis)
            return
        oud = a.stand
        staat = {"status": oud.status, "reden_code": oud.reden, "aanmelddatum": oud.datum}
        staat |= self._van_aanmelding(oud.eigen)
        anders = {k: v for k, v in velden.items() if v != staat[k]}
        if zelf is not None and zelf.rij.pilot != oud.pilotnaam:
            anders["pilot"] = self._pilot(zelf.rij.pilot)
        if zelf is None:
            if oud.extern:
                anders["extern_id"] = None
        elif zelf.staand is None or (gesprekken and not oud.extern):
            anders["extern_id"] = extern  # also so that its row stays beside that of a gesprek
        self.stapel.anders(t.Aanmelding, {"id": a.id}, anders)
        if basis.criteria != oud.eigen.criteria:
            self._criteria(a, basis)

    def _status(self, a: _Aanmelding, zelf: _Rij | None, gesprekken: list[_Rij]) -> tuple[str, str | None]:
        if zelf is not None:
            dicht = zelf.rij.status in r.SLUITEND
            return zelf.rij.status if dicht else AanmeldingStatus.OPEN.value, zelf.rij.reden
        for w in gesprekken:
            eerste = w.rij.volgnummer == 1 and w.rij.soort == GesprekSoort.INSTROOM
            if w.rij.status in r.SLUITEND and eerste:
                return w.rij.status, w.rij.reden
        if a.stand is None:
            return AanmeldingStatus.OPEN.value, None
        van_rij = any(w.staand and w.staand.rij.status == a.stand.status for w in a.rijen)
        if a.stand.status in r.SLUITEND and (van_rij or a.stand.extern):
            return AanmeldingStatus.OPEN.value, None
        return a.stand.status, a.stand.reden

    def _van_aanmelding(self, rij: Rij) -> dict[str, Any]:
        return {
            "praktijk": self._praktijk(rij.praktijk),
            "gemeente": rij.gemeente,
            "subregio": rij.subregio,
            "deelgebied": rij.deelgebied,
            "aanmelder": rij.aanmelder or "",
            "uitgenodigd_op": rij.uitnodigingsdatum,
            "op_verzoek_inwoner": rij.op_verzoek_inwoner,
        }

    def _criteria(self, a: _Aanmelding, basis: Rij) -> None:
        was = a.stand.criteria if a.stand else {}
        wordt = self._codes(basis, was)
        for code in was.keys() - wordt.keys():
            self.stapel.weg(t.AanmeldingCriterium, aanmelding=a.id, code=code)
        for code, tekst in wordt.items():
            sleutel = {"aanmelding": a.id, "code": code}
            if code not in was:
                self.stapel.erbij(t.AanmeldingCriterium, **sleutel, inwoner=a.inwoner, tekst=tekst)
            elif was[code] != tekst:
                self.stapel.anders(t.AanmeldingCriterium, sleutel, {"tekst": tekst})

    def _codes(self, rij: Rij, staand: Iterable[str] = ()) -> dict[str, str | None]:
        return codes_van(rij.criteria, {*self._criteriumcodes, *staand})

    def _eigen_rij(self, gesprek: UUID, a: _Aanmelding, w: _Rij, had: bool, basis: Rij) -> None:
        if r.eigen(w.rij) == r.eigen(basis):
            if had:
                self.stapel.weg(t.GesprekRij, gesprek=gesprek)
            return
        if had and w.staand and r.eigen(w.rij) == r.eigen(w.staand.rij):
            return
        codes = self._codes(w.rij)
        velden = self._van_aanmelding(w.rij) | {
            "aanmelder": w.rij.aanmelder,
            "criteria": "|".join(codes) or None,
            "criteria_tekst": next((tekst for tekst in codes.values() if tekst), None),
        }
        if had:
            self.stapel.anders(t.GesprekRij, {"gesprek": gesprek}, velden)
        else:
            self.stapel.erbij(t.GesprekRij, gesprek=gesprek, inwoner=a.inwoner, **velden)


def _lezers(sessie: "Sessie", db: Session) -> dict[UUID, tuple[bytes, str]]:
    """Who gets the key of a new inwoner: as with an aanmelding that is typed."""
    punt = db.exec(
        select(t.Medewerker.id).where(
            col(t.Medewerker.publiek).is_not(None),
            col(t.Medewerker.actief),
            col(t.Medewerker.aanmeldpunt),
            t.Medewerker.rol == "gespreksvoerder",
        )
    ).all()
    bekend = vertrouwen.sleutels(db, sessie, punt)
    lezers = {id_: (publiek, toegang.AANMELDPUNT) for id_, publiek in bekend.items()}
    if not lezers or not sessie.ik.coordinator:
        lezers.setdefault(sessie.ik.id, (sessie.publiek, toegang.AANMELDING))
    return lezers

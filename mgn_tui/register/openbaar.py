"""What leaves for everybody to read: closed calendar periods only, and no cell that may be a person.

`geef_vrij` is the one place where figures are made fit to be public; whoever shows or writes the level openbaar
goes through it. Each release is kept with its cells, and a new one is judged together with all before it
(`figures.afschermen`). Asked again, a release is given as it was: a quarter that was corrected since is not
published a second time, the correction is in the half-year or year that is published after it.
"""

import json
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlmodel import Session, col, select

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.tekst import vouw
from mgn_tui.figures import cijfers as tellen
from mgn_tui.figures import doelen
from mgn_tui.figures.afschermen import Onbekende, Situatie, scherm_af
from mgn_tui.figures.openbaar import (
    Cel,
    Filter,
    Opbouw,
    Pad,
    Plek,
    Telt,
    aantallen,
    ontdaan,
    samengesteld,
    stukken,
    zoals_eerder,
)
from mgn_tui.figures.opgaven import Opgave
from mgn_tui.figures.periode import Periode, gesloten_kwartaal
from mgn_tui.store import tables as t
from mgn_tui.store import telrijen
from mgn_tui.store.telrijen import Keuze

if TYPE_CHECKING:
    from mgn_tui.domain.profiel import Profiel
    from mgn_tui.domain.profiel_doelen import Doel
    from mgn_tui.register.cijfers import Cijfers
    from mgn_tui.register.sessie import Sessie

_GESLOTEN = ("kwartaal", "half-jaar", "jaar")
_DAG = timedelta(days=1)
AlsJson = Callable[[tellen.Telling, Periode], dict[str, Any]]


def eis_gesloten(periode: Periode, keuze: Keuze, ijkmoment: date | None, vandaag: date) -> None:
    """Raises `Geweigerd` when this period, choice of rows or ijkmoment may not be made public."""
    einde = gesloten_kwartaal(vandaag)
    if periode.soort not in (*_GESLOTEN, "vanaf-start"):
        raise Geweigerd(
            {"periode": "Openbaar kan alleen een kwartaal, een half jaar, een jaar of vanaf-start zijn."}
        )
    # Cut short by --tot it is no calendar period any more.
    if periode.tot > einde or gesloten_kwartaal(periode.tot + _DAG) != periode.tot or _afgekapt(periode):
        raise Geweigerd(
            {
                "periode": "Openbaar worden alleen cijfers van wat voorbij is. "
                f"Het laatste kwartaal dat voorbij is, eindigde op {einde:%d-%m-%Y}."
            }
        )
    if ijkmoment not in (None, periode.tot):
        raise Geweigerd(
            {"ijkmoment": "Openbaar zijn de doelen van de laatste dag van de periode, en geen andere."}
        )
    if keuze.subregios is not None:
        raise Geweigerd({"subregio": "Openbaar kan per pilot of per gemeente, niet per subregio."})
    if keuze.pilot is not None and keuze.plaats:
        raise Geweigerd(
            {
                "pilot": "Openbaar kan per pilot of per gemeente, niet allebei tegelijk: dan zijn mensen te herkennen."
            }
        )


def _afgekapt(periode: Periode) -> bool:
    maanden = {"kwartaal": 3, "half-jaar": 6, "jaar": 12}.get(periode.soort)
    return maanden is not None and periode.tot.month - periode.van.month + 1 != maanden


# --- releasing -------------------------------------------------------------------------------


def geef_vrij(sessie: "Sessie", c: "Cijfers", inhoud: Mapping[str, Any], als_json: AlsJson) -> dict[str, Any]:
    """The figures with cells hidden (null), each listed under `afgeschermd`; kept, and the same ever after."""
    vraag = json.dumps({"filter": _filter(sessie.profiel, c.keuze)})
    uit: dict[str, Any] | None = None
    while uit is None:
        with sessie.lezen() as db:
            if (uit := _eerder_gegeven(db, c.periode, vraag)) is not None:
                break
            vrijgaven = _alle(db)
            rij, nieuw = _nieuw(sessie, db, c, inhoud, als_json, vraag, vrijgaven)
        # Judging takes seconds, in which nobody is kept from writing; who released meanwhile counts after all.
        with sessie.schrijven() as db:
            if len(_alle(db)) == len(vrijgaven):
                db.add(rij)
                uit = nieuw
    uit["periode"]["label"] = c.periode.label
    return uit


def _alle(db: Session) -> list["_Vrijgave"]:
    return [_lees(rij) for rij in db.exec(select(t.Vrijgave).order_by(col(t.Vrijgave.id))).all()]


def _eerder_gegeven(db: Session, periode: Periode, vraag: str) -> dict[str, Any] | None:
    rij = db.exec(
        select(t.Vrijgave).where(
            t.Vrijgave.van == periode.van, t.Vrijgave.tot == periode.tot, t.Vrijgave.filter == vraag
        )
    ).first()
    return None if rij is None else dict(json.loads(rij.cellen)["inhoud"])


def _nieuw(
    sessie: "Sessie",
    db: Session,
    c: "Cijfers",
    inhoud: Mapping[str, Any],
    als_json: AlsJson,
    vraag: str,
    vrijgaven: Sequence["_Vrijgave"],
) -> tuple[t.Vrijgave, dict[str, Any]]:
    profiel = sessie.profiel
    cellen = _cellen(profiel, c, inhoud)
    bekend = {cel.plek: cel for v in reversed(vrijgaven) for cel in v.cellen}
    eerder = [bekend[plek] for plek in sorted(bekend, key=str)]
    # A cell that was released before stays what it was, whatever was corrected since.
    vast = {cel.plek: bekend[cel.plek] for cel in cellen if cel.plek in bekend}
    nieuw = [cel for cel in cellen if cel.plek not in vast]
    teller = _Teller(sessie, db, als_json, {nr for cel in (*eerder, *nieuw) if (nr := _nummer(cel.pad))})
    situatie = teller.situatie([*eerder, *nieuw])
    deze = _Vrijgave(c.periode.van, c.periode.tot, _filter(profiel, c.keuze), tuple(cellen), inhoud)
    genoemd = {*bekend, *(cel.plek for cel in cellen)}
    ongenoemd = _nullen([deze], situatie, genoemd)
    weg = scherm_af([*nieuw, *ongenoemd], [*eerder, *_nullen(vrijgaven, situatie, genoemd)], situatie)
    cellen += [cel for cel in ongenoemd if cel.pad in weg]
    cellen = [vast.get(cel.plek) or replace(cel, verborgen=cel.pad in weg) for cel in cellen]
    uit = ontdaan(inhoud, (cel.pad for cel in cellen if cel.verborgen))
    for v in vrijgaven:
        if (v.filter, v.tot) == (deze.filter, deze.tot):
            zoals_eerder(uit, v.inhoud)
    bewaard = json.dumps({"inhoud": uit, "cellen": [_als_lijst(cel) for cel in cellen]}, ensure_ascii=False)
    rij = t.Vrijgave(
        id=sessie.nieuw_id(),
        gemaakt_op=sessie.klok.nu(),
        van=c.periode.van,
        tot=c.periode.tot,
        filter=vraag,
        cellen=bewaard,
    )
    return rij, dict(json.loads(bewaard)["inhoud"])


# --- the cells -------------------------------------------------------------------------------


def _filter(profiel: "Profiel", keuze: Keuze) -> Filter:
    if keuze.pilot is not None:
        return f"pilot:{keuze.pilot.hex}"
    return f"gemeente:{_gemeente(profiel, keuze.gemeenten[0])}" if keuze.gemeenten else ""


def _gemeente(profiel: "Profiel", naam: str) -> str:
    """One name for every spelling."""
    gevouwen = vouw(naam)
    codes = (i.code for i in profiel.gemeenten if gevouwen in (vouw(i.code), vouw(i.label)))
    return next(codes, gevouwen)


def _cellen(profiel: "Profiel", c: "Cijfers", inhoud: Mapping[str, Any]) -> list[Cel]:
    f, p = _filter(profiel, c.keuze), c.periode
    cellen = [Cel(pad, p.van, p.tot, f, n) for pad, n in aantallen(inhoud).items()]
    cellen += [Cel(pad, p.van, p.tot, f, n) for pad, n in _uren(c.telling).items()]
    for u in c.uitkomsten:
        o = u.opgave
        if o.uit_gesprekken and o.van <= o.tot:
            cellen += [Cel(pad, o.van, o.tot, f, n) for pad, n in _van_doel(u).items()]
    return cellen


def _uren(telling: tellen.Telling) -> dict[Pad, int]:
    """Hours are of so many gesprekken: that is what makes them somebody's."""
    return {("uren", wie): telling.n("uren", wie) for wie in tellen.UREN}


def _van_doel(u: doelen.Uitkomst) -> dict[Pad, int]:
    nr = u.opgave.doel.nr
    uit: dict[Pad, int] = {}
    if u.teller is not None:
        uit["kpi", nr, "teller"] = int(u.teller)
    if u.noemer is not None:
        uit["kpi", nr, "noemer"] = int(u.noemer)
    if u.zonder is not None and u.noemer is not None:
        uit["kpi", nr, "zonder"] = round(u.zonder * int(u.noemer) / 100)
    return uit


def _nummer(pad: Pad) -> str | None:
    return pad[1] if pad[0] == "kpi" else None


def _telt(doel: "Doel") -> Telt:
    if doel.telt == "inwoners":
        return "mensen"
    kaal = not doel.werkwijzen and not doel.telwijze and doel.soorten == ("instroom",)
    return "eerste-en-tweede" if doel.soort == "getal" and kaal else "gesprekken"


# --- what was released -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Vrijgave:
    van: date
    tot: date
    filter: Filter
    cellen: tuple[Cel, ...]
    inhoud: Mapping[str, Any]


def _als_lijst(cel: Cel) -> list[Any]:
    return [list(cel.pad), cel.van.isoformat(), cel.tot.isoformat(), cel.filter, cel.waarde, cel.verborgen]


def _lees(rij: t.Vrijgave) -> _Vrijgave:
    bewaard = json.loads(rij.cellen)
    cellen = tuple(
        Cel(tuple(pad), date.fromisoformat(van), date.fromisoformat(tot), f, n, weg)
        for pad, van, tot, f, n, weg in bewaard["cellen"]
    )
    return _Vrijgave(rij.van, rij.tot, json.loads(rij.filter)["filter"], cellen, bewaard["inhoud"])


def _nullen(vrijgaven: Sequence[_Vrijgave], s: Situatie, genoemd: Set[Plek]) -> list[Cel]:
    """A list that does not name a code says that there was none."""
    paden = sorted({pad for pad, _, _ in s.waarden if pad[0] != "kpi"})
    nul = [Cel(pad, v.van, v.tot, v.filter, 0) for v in vrijgaven for pad in paden]
    return list({cel.plek: cel for cel in nul if cel.plek not in genoemd}.values())


# --- every stretch of days, for every pilot and gemeente -------------------------------------


class _Teller:
    def __init__(self, sessie: "Sessie", db: Session, als_json: AlsJson, nummers: set[str]) -> None:
        self.profiel = sessie.profiel
        self.db = db
        self.als_json = als_json
        self.doelen = [doel for doel in self.profiel.doelen if doel.nr in nummers]

    def situatie(self, cellen: Sequence[Cel]) -> Situatie:
        dagen = stukken({(cel.van, cel.tot) for cel in cellen})
        filters = {cel.filter for cel in cellen}
        delen: list[Sequence[Filter]] = []
        keuzes: dict[Filter, Keuze] = {"": Keuze()}
        for soort, deze in (("pilot:", self._pilots()), ("gemeente:", self._gemeenten())):
            if any(f.startswith(soort) for f in filters):
                keuzes |= deze | {
                    f: Keuze(gemeenten=()) for f in filters if f.startswith(soort) and f not in deze
                }
                delen.append([f for f in keuzes if f.startswith(soort)])
        waarden: dict[Onbekende, int] = {}
        for stuk, (van, tot) in enumerate(dagen):
            for f, keuze in keuzes.items():
                for pad, n in self._tel(van, tot, keuze).items():
                    waarden[pad, stuk, f] = n
        regels = self.profiel.tellen
        return Situatie(
            dagen,
            samengesteld(dagen, regels.startdatum),
            waarden,
            delen,
            self._opbouw(),
            regels.drempel_openbaar,
        )

    def _pilots(self) -> dict[Filter, Keuze]:
        pilots = self.db.exec(select(t.Pilot.id).order_by(col(t.Pilot.id))).all()
        return {f"pilot:{id_.hex}": Keuze(pilot=id_) for id_ in pilots}

    def _gemeenten(self) -> dict[Filter, Keuze]:
        namen: dict[Filter, tuple[str, ...]] = {}
        for naam in telrijen.plaatsnamen(self.db, "gemeente"):
            f = f"gemeente:{_gemeente(self.profiel, naam)}"
            namen[f] = (*namen.get(f, ()), naam)
        return {f: Keuze(gemeenten=deze) for f, deze in sorted(namen.items())}

    def _tel(self, van: date, tot: date, keuze: Keuze) -> dict[Pad, int]:
        db = self.db
        if keuze.gemeenten == ():
            return {}
        rijen = telrijen.breed(db, van, tot, keuze)
        telling = tellen.tel(
            rijen,
            telrijen.aangemeld(db, van, tot, keuze),
            telrijen.wachtend(db, tot, keuze),
            self.profiel,
        )
        uit = aantallen(self.als_json(telling, Periode("", van, tot))) | _uren(telling)
        del uit["inwoners",]
        opgaven = [
            Opgave(doel, tot, van, tot, None, None) for doel in self.doelen if _telt(doel) == "gesprekken"
        ]
        for u in doelen.beoordeel(opgaven, doelen.Bronnen(gesprekken=rijen), self.profiel, tot):
            uit |= _van_doel(u)
        return uit

    def _opbouw(self) -> Opbouw:
        groepen = {groep.code: groep.codes for groep in self.profiel.groepen}
        return Opbouw(
            groepen,
            {
                doel.nr: (
                    _telt(doel),
                    doel.groep if doel.groep in groepen and doel.telwijze in (None, "bevat") else "",
                )
                for doel in self.profiel.doelen
            },
        )

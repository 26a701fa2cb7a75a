"""Destroying an inwoner: the key goes, and with it every name and text, here, in the log and in every version.

What was sealed with the key is emptied besides, so that nothing is left to break. Of the coded rows the controller
decides: `persoon` keeps them for the figures, with the age as a band, the day as its month and the waits as the
numbers they were; `alles` takes them away too. It is final, it asks first, and it is done again on every restored
backup before anything of that is shown (engineering.md 2; art. 17 AVG, art. 7:455 BW).

The keys of records and the log's own clock still tell a day; of whom, nothing says any more.
"""

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import Table, delete, func, or_, text, update
from sqlmodel import Session, SQLModel, col, select

from mgn_tui.domain.fouten import GeenToegang, Geweigerd
from mgn_tui.domain.klok import AMSTERDAM, dag_van
from mgn_tui.domain.referentie import normaliseer
from mgn_tui.register import reservekopieen, toegang
from mgn_tui.store import tables as t
from mgn_tui.store import vernietigd as lijst
from mgn_tui.store.vernietigd import Vernietigd

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

PERSOON, ALLES = lijst.SOORTEN
_BAND = 10
_WACHT_S = 2.0
# Open columns that may tell who it is, or that a day is about this one person.
_LEEG: Final = {
    "gesprek": ("locatie", "extern_id", "leeftijd", "disciplines"),
    "aanmelding": ("extern_id", "deelgebied"),
    "inwoner": ("extern_id",),
}
_LOG = (
    text(
        "UPDATE wijziging SET oud = (SELECT json_group_object(key, NULL) FROM json_each(oud)) "
        "WHERE persoon = :p AND oud IS NOT NULL"
    ),
    text(
        "UPDATE wijziging SET nieuw = (SELECT json_group_object(key, NULL) FROM json_each(nieuw)) "
        "WHERE persoon = :p AND nieuw IS NOT NULL"
    ),
)


@dataclass(frozen=True, slots=True)
class Voorbeeld:
    """What would go. `kopieen`: backups that still hold this person; `laatste_weg`: when the rule has let the last
    of them go; `exports`: names of files in `exports/` about them."""

    inwoner: UUID
    ref: str
    aanmeldingen: int
    gesprekken: int
    adviezen: int
    exports: tuple[str, ...]
    kopieen: int
    laatste_weg: datetime | None
    bezwaar: str | None


def bekijk(sessie: "Sessie", ref: str) -> Voorbeeld:
    """Raises `NietGevonden`, `GeenToegang`. `ref`: of the inwoner, or of one of their aanmeldingen."""
    with sessie.lezen() as db:
        inwoner = _zoek(db, ref)
        _eis_recht(sessie, db, inwoner.id)
        aanmeldingen, gesprekken, adviezen = (
            db.exec(select(func.count()).select_from(model).where(model.inwoner == inwoner.id)).one()
            for model in (t.Aanmelding, t.Gesprek, t.Advies)
        )
        exports = tuple(_exports(sessie, db, inwoner.id))
        bezwaar = _nog_bezig(db, inwoner.id)
    return Voorbeeld(
        inwoner.id,
        inwoner.ref,
        aanmeldingen,
        gesprekken,
        adviezen,
        exports,
        len(reservekopieen.lijst(sessie)),
        reservekopieen.laatste_weg(sessie),
        bezwaar,
    )


def vernietig(
    sessie: "Sessie",
    ref: str,
    soort: str,
    bevestiging: str,
    *,
    gevraagd_op: date | None = None,
    met_vrijgegeven: bool = False,
    exports_weg: bool = True,
) -> tuple[str, ...]:
    """Do it; final. `bevestiging`: the reference of the inwoner, typed once more. `met_vrijgegeven`: also the texts
    their writer released. Returns the names of the files in `exports/` that went.

    Raises `Geweigerd` (another reference, something is still going on), `GeenToegang`, `NietGevonden`, `InGebruik`
    while the werkmap is open elsewhere: an opened key in another window would outlive this one.
    """
    if soort not in lijst.SOORTEN:
        raise Geweigerd({"soort": "Kies persoon (de cijfers blijven) of alles."})
    with sessie.lezen() as db:
        inwoner = _zoek(db, ref)
        id_, eigen_ref = inwoner.id, inwoner.ref
        _eis_recht(sessie, db, id_)
        if normaliseer(bevestiging) != eigen_ref:
            raise Geweigerd({"bevestiging": f"Typ ter bevestiging de referentie van de inwoner: {eigen_ref}"})
        if soort == PERSOON and (bezwaar := _nog_bezig(db, id_)):
            raise Geweigerd(bezwaar)
        bestanden = list(_exports(sessie, db, id_)) if exports_weg else []
    gedaan = sessie.klok.nu().replace(microsecond=0)
    feit = Vernietigd(id_, soort, gedaan, gevraagd_op, sessie.ik.id)
    with sessie.slot.alleen(_WACHT_S, "gegevens vernietigen"):
        with sessie.schrijven() as db:
            _wis(db, feit, met_vrijgegeven)
            toegang.noteer(db, sessie, f"vernietigd: {soort}", id_)
        sessie.vergeet_sleutel(id_)
        lijst.voeg_toe(_pad(sessie), [feit])
        sessie.store.ruim_log_op()
    weg = []
    for naam in bestanden:
        with suppress(OSError):
            (sessie.werkmap.exports / naam).unlink()
            weg.append(naam)
    return tuple(weg)


def herhaal(sessie: "Sessie") -> int:
    """At opening: destroy again whom a restored backup brought back; returns how many. Cheap when there is nothing
    to do. Raises `Beschadigd` when the list cannot be read."""
    feiten = lijst.lees(_pad(sessie))
    with sessie.lezen() as db:
        bekend = {
            w.inwoner: Vernietigd(w.inwoner, w.soort, w.gedaan_op, w.gevraagd_op, w.wie)
            for w in db.exec(select(t.Wissing))
        }
    if niet_in_bestand := [v for id_, v in bekend.items() if id_ not in feiten]:
        lijst.voeg_toe(_pad(sessie), niet_in_bestand)
    terug = [v for id_, v in feiten.items() if id_ not in bekend]
    if terug:
        with sessie.schrijven() as db:
            for feit in terug:
                _wis(db, feit, met_vrijgegeven=False)
                toegang.noteer(db, sessie, "opnieuw vernietigd", feit.inwoner)
        sessie.store.ruim_log_op()
    return len(terug)


def _pad(sessie: "Sessie") -> Path:
    return sessie.werkmap.data / "vernietigd.json"


def _zoek(db: Session, ref: str) -> t.Inwoner:
    from mgn_tui.register.sessie import zoek_inwoner  # which opens with `herhaal`

    return zoek_inwoner(db, ref)


def _eis_recht(sessie: "Sessie", db: Session, inwoner: UUID) -> None:
    if sessie.sleutel(inwoner, db) is None and not sessie.ik.coordinator:
        raise GeenToegang(
            "Vernietigen kan wie deze inwoner zelf mag lezen, of de coördinator op verzoek van de verantwoordelijke."
        )


def _nog_bezig(db: Session, inwoner: UUID) -> str | None:
    gepland = select(t.Gesprek.id).where(t.Gesprek.inwoner == inwoner, t.Gesprek.status == "gepland")
    zonder = ~select(t.Gesprek.id).where(t.Gesprek.aanmelding == t.Aanmelding.id).exists()
    open_ = select(t.Aanmelding.id).where(
        t.Aanmelding.inwoner == inwoner, t.Aanmelding.status == "open", zonder
    )
    if db.exec(gepland).first() or db.exec(open_).first():
        return (
            "Er is nog een gesprek gepland of een aanmelding open, en die blijft dan voor altijd wachten. Rond die "
            "eerst af, of kies alles."
        )
    return None


def _exports(sessie: "Sessie", db: Session, inwoner: UUID) -> Iterable[str]:
    vraag = select(t.Document.bestand).where(
        t.Document.inwoner == inwoner, col(t.Document.opgeruimd_op).is_(None)
    )
    for bestand in db.exec(vraag):
        naam = Path(bestand).name  # whatever stands there: nothing outside exports/
        if naam and (sessie.werkmap.exports / naam).is_file():
            yield naam


# --- in the database -------------------------------------------------------------------------


def _wis(db: Session, feit: Vernietigd, met_vrijgegeven: bool) -> None:
    """All of it in the caller's transaction. Needs no key: a key is only taken away."""
    id_ = feit.inwoner
    tabellen = [tabel for tabel in SQLModel.metadata.sorted_tables if "inwoner" in tabel.c]
    refs = [
        ref
        for model in (t.Aanmelding, t.Gesprek)
        for ref in db.exec(select(model.ref).where(model.inwoner == id_))
    ]
    namen = [*refs, id_.hex]  # (under the last lie sealed keys, when they were once taken back)
    db.execute(delete(t.Concept).where(or_(col(t.Concept.inwoner) == id_, col(t.Concept.record).in_(namen))))
    db.execute(delete(t.Inwonersleutel).where(col(t.Inwonersleutel.inwoner) == id_))
    if feit.soort == ALLES:
        for tabel in reversed(tabellen):
            if tabel.name not in ("wissing", "toegang"):
                db.execute(delete(tabel).where(tabel.c.inwoner == id_))
        db.execute(delete(t.Inwoner).where(col(t.Inwoner.id) == id_))
    else:
        _vergroof(db, id_)
        for tabel in tabellen:
            if leeg := _te_legen(tabel, met_vrijgegeven):
                db.execute(update(tabel).where(tabel.c.inwoner == id_).values(leeg))
        db.execute(update(t.Inwoner).where(col(t.Inwoner.id) == id_).values(extern_id=None))
    if db.get(t.Wissing, id_) is None:
        db.add(
            t.Wissing(
                inwoner=id_,
                soort=feit.soort,
                gevraagd_op=feit.gevraagd_op,
                gedaan_op=feit.gedaan_op,
                wie=feit.wie,
            )
        )
    db.flush()
    for opdracht in _LOG:  # last: what was just emptied was logged as well
        db.execute(opdracht, {"p": id_.bytes})


def _te_legen(tabel: Table, met_vrijgegeven: bool) -> dict[str, None]:
    namen = [k.name for k in tabel.columns if k.info.get("persoonlijk")]
    namen += _LEEG.get(tabel.name, ())
    if met_vrijgegeven and tabel.name == "gesprek":
        namen += ["leerpunt_vrij", "ontbrekend_vrij"]
    return dict.fromkeys(namen)


def _vergroof(db: Session, inwoner: UUID) -> None:
    """Days become months, after the waits were fixed in days and the ages as bands."""
    eerste: dict[UUID, date] = {}
    aanmeldingen = db.exec(
        select(t.Aanmelding).where(t.Aanmelding.inwoner == inwoner).order_by(col(t.Aanmelding.aanmelddatum))
    ).all()
    was = {a.id: (a.aanmelddatum, a.uitgenodigd_op) for a in aanmeldingen}
    for a in aanmeldingen:
        maand = a.aanmelddatum.replace(day=1)
        # Two of one month must stay two: each gets a day of its own.
        while maand in eerste.values():
            maand += timedelta(days=1)
        eerste[a.id] = maand
        a.aanmelddatum, a.uitgenodigd_op = maand, _maand(a.uitgenodigd_op)
        a.status_op, a.akkoord_op = _maand(a.status_op), _maand(a.akkoord_op)
        db.add(a)
    orde = (
        col(t.Gesprek.begin),
        col(t.Gesprek.volgnummer),
        func.coalesce(t.Gesprek.extern_id, t.Gesprek.ref),
    )
    hoeveelste: Counter[date] = Counter()
    for g in db.exec(select(t.Gesprek).where(t.Gesprek.inwoner == inwoner).order_by(*orde)).all():
        gemeld, uitgenodigd = was[g.aanmelding]
        if (rij := db.get(t.GesprekRij, g.id)) is not None:
            uitgenodigd = rij.uitgenodigd_op
            rij.uitgenodigd_op = _maand(rij.uitgenodigd_op)
        dag = dag_van(g.begin)
        if g.begin_precisie != "maand":
            g.wacht_dagen = (dag - gemeld).days
            g.wacht_uitnodiging_dagen = (uitgenodigd - gemeld).days if uitgenodigd else None
        if g.leeftijd is not None:
            onder = g.leeftijd // _BAND * _BAND
            g.leeftijdsband = f"{onder}-{onder + _BAND - 1}"
        maand = dag.replace(day=1)
        # The last of them stays the last: its advice is the one that counts.
        g.begin = datetime.combine(maand + timedelta(days=hoeveelste[maand]), time(12), AMSTERDAM)
        hoeveelste[maand] += 1
        if g.begin_precisie != "geen":
            g.begin_precisie = "maand"
        g.resultaat_op = _maand(g.resultaat_op)
        g.leerpunt_vrij_op, g.ontbrekend_vrij_op = _maand(g.leerpunt_vrij_op), _maand(g.ontbrekend_vrij_op)
        db.add(g)
    overig: tuple[tuple[type[Any], tuple[str, ...]], ...] = (
        (t.Advies, ("vastgesteld_op", "gebeld_op", "besproken_op", "wachttijd_op")),
        (t.Afspraak, ("wanneer_op",)),
        (t.Akkoord, ("op",)),
        (t.Delen, ("gevraagd_op",)),
        (t.Dossierkopie, ("op",)),
        (t.Verzending, ("op",)),
        (t.Toeleiding, ("datum",)),
        (t.Tafelbespreking, ("besproken_op", "contact_op")),
    )
    for model, velden in overig:
        for rij in db.exec(select(model).where(model.inwoner == inwoner)).all():
            for veld in velden:
                setattr(rij, veld, _maand(getattr(rij, veld)))
            db.add(rij)
    for document in db.exec(select(t.Document).where(t.Document.inwoner == inwoner)).all():
        document.opgeruimd_op = document.opgeruimd_op or _maand(dag_van(document.gemaakt_op))
        db.add(document)
    db.flush()


def _maand(dag: date | None) -> date | None:
    return dag.replace(day=1) if dag else None

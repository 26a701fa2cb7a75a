"""Destroying an inwoner: the key goes, and with it every name and text, here, in the log and in every version.

What was sealed with the key is emptied besides, so that nothing is left to break. Of the coded rows the controller
decides: `persoon` keeps them for the figures, with the age as a band, the day as its month and the waits as the
numbers they were (`vergroven`); `alles` takes them away too, also of whom only the codes were left. It is final, it
asks first, and it is done again on every restored backup before anything of that is shown (engineering.md 2; art. 17
AVG, art. 7:455 BW).

The keys of records and the log's own clock still tell a day; of whom, nothing says any more.
"""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy import Table, delete, func, or_, text, update
from sqlmodel import Session, SQLModel, col, select

from mgn_tui.domain.datums import toon_datum
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.klok import dag_van
from mgn_tui.domain.referentie import LENGTE, normaliseer, toon_referentie
from mgn_tui.domain.tekst import zoveel
from mgn_tui.domain.woorden import Besluit, VerzoekSoort
from mgn_tui.register import exportmap, reservekopieen, toegang, vergroven
from mgn_tui.store import tables as t
from mgn_tui.store import vernietigd as lijst
from mgn_tui.store.vernietigd import Vernietigd

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

PERSOON, ALLES = lijst.SOORTEN
_WACHT_S = 2.0
WEG: Final = "De gegevens van deze inwoner zijn vernietigd; hier komt niets meer bij."
# Open columns that may tell who it is, or that a day is about this one person.
_LEEG: Final[dict[str, tuple[str, ...]]] = {
    "gesprek": ("locatie", "extern_id", "leeftijd", "disciplines"),
    "gesprek_rij": ("deelgebied", "criteria_tekst"),
    "gesprek_leefgebied": ("tekst",),
    "aanmelding": ("extern_id", "deelgebied"),
    "aanmelding_criterium": ("tekst",),
}
# The same, where something must stand. A letter can be written to any path, and a road typed in any words.
_WIS: Final = {"document": {"bestand": ""}, "verzending": {"via": ""}}
# A text of a file that is no code of the region counts as `overig`; that it was there stays.
_OVERIG = text(
    "UPDATE gesprek_rij SET criteria = CASE WHEN criteria IS NULL THEN 'overig' "
    "WHEN '|' || criteria || '|' LIKE '%|overig|%' THEN criteria ELSE criteria || '|overig' END "
    "WHERE inwoner = :p AND criteria_tekst IS NOT NULL"
)
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
    """What would go. `exports`: names of files in `exports/` about them; `elders`: outside it, which only people can
    take away; `van_iedereen`: in `exports/`, with rows of everybody. `kopieen`: the backups that still hold this
    person; `laatste_weg`: when the rule has let the last of them go. `bezwaar`: what is still going on.
    `verzoek_op`: when they asked for it, if that was noted. `al`: only the codes are left.
    """

    inwoner: UUID
    ref: str
    aanmeldingen: int
    gesprekken: int
    adviezen: int
    exports: tuple[str, ...]
    elders: tuple[str, ...]
    van_iedereen: tuple[str, ...]
    kopieen: tuple[str, ...]
    laatste_weg: datetime | None
    bezwaar: str | None
    verzoek_op: date | None = None
    al: bool = False


def bekijk(sessie: "Sessie", ref: str) -> Voorbeeld:
    """Raises `NietGevonden`, `GeenToegang`. `ref`: of the inwoner, or of one of their aanmeldingen."""
    with sessie.lezen() as db:
        inwoner = _zoek(db, ref)
        _eis_recht(sessie, db, inwoner.id)
        aanmeldingen, gesprekken, adviezen = (
            db.exec(select(func.count()).select_from(model).where(model.inwoner == inwoner.id)).one()
            for model in (t.Aanmelding, t.Gesprek, t.Advies)
        )
        bezwaar, gevraagd = _nog_bezig(db, inwoner.id), _gevraagd_op(db, inwoner.id)
        al = db.get(t.Wissing, inwoner.id) is not None
        namen = select(t.Document.bestand).where(
            t.Document.inwoner == inwoner.id, col(t.Document.opgeruimd_op).is_(None)
        )
        elders = tuple(sorted({b for b in db.exec(namen) if b and Path(b).name != b}))
    exports, van_iedereen = exportmap.over(sessie, inwoner.id)
    sinds = datetime.fromtimestamp((inwoner.id.int >> 80) / 1000, UTC)  # a key tells when it was made
    kopieen = [r.kopie for r in reservekopieen.lijst(sessie) if r.kopie.gemaakt >= sinds]
    return Voorbeeld(
        inwoner.id,
        inwoner.ref,
        aanmeldingen,
        gesprekken,
        adviezen,
        exports,
        elders,
        van_iedereen,
        tuple(k.pad.name for k in kopieen),
        reservekopieen.laatste_weg(sessie) if kopieen else None,
        bezwaar,
        gevraagd,
        al,
    )


def regels(beeld: Voorbeeld, soort: str, hoogstens: int = 100) -> list[str]:
    """What people read before they say yes, on screen and in the terminal; so many names of backups at most."""
    uit = [
        f"Inwoner {toon_referentie(beeld.ref)}: {zoveel(beeld.aanmeldingen, 'aanmelding', 'aanmeldingen')}, "
        f"{zoveel(beeld.gesprekken, 'gesprek', 'gesprekken')}, {zoveel(beeld.adviezen, 'advies', 'adviezen')}.",
        "Naam en alle tekst zijn al vernietigd."
        if beeld.al
        else "Naam en alle tekst gaan voorgoed weg. Dit is niet terug te draaien.",
        "De cijfers blijven: leeftijd als groep, de maand in plaats van de dag."
        if soort == PERSOON
        else "Ook de cijfers gaan voorgoed weg: de aantallen van eerdere perioden veranderen.",
    ]
    if soort == PERSOON and beeld.bezwaar:
        uit.append(beeld.bezwaar)
    if beeld.exports:
        uit.append(f"In exports staat over deze inwoner: {', '.join(beeld.exports)}.")
    if beeld.elders:
        uit.append(f"Ook daarbuiten; verwijder dat zelf: {', '.join(beeld.elders)}.")
    if beeld.van_iedereen:
        uit.append(
            f"In exports liggen ook rijen van iedereen ({', '.join(beeld.van_iedereen)}); opruimen kan met mgn exports."
        )
    if beeld.kopieen and beeld.laatste_weg:
        uit.append(
            f"In {zoveel(len(beeld.kopieen), 'reservekopie', 'reservekopieën')} staat deze inwoner nog, uiterlijk "
            f"tot {toon_datum(dag_van(beeld.laatste_weg))}. Wordt er een teruggezet, dan wordt opnieuw vernietigd: "
            f"{_namen(beeld.kopieen, hoogstens)}."
        )
    return uit


def _namen(namen: Collection[str], hoogstens: int) -> str:
    rest = len(namen) - hoogstens
    return ", ".join([*namen][:hoogstens]) + (f" en nog {rest}" if rest > 0 else "")


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
    their writer released. `exports_weg`: also the files about them in `exports/`; returns the names of those that
    went. `gevraagd_op`: else the day of their own request, if that was noted.

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
            raise Geweigerd(
                {
                    "bevestiging": f"Typ ter bevestiging de referentie van de inwoner: {toon_referentie(eigen_ref)}"
                }
            )
        if soort == PERSOON and db.get(t.Wissing, id_) is not None:
            raise Geweigerd(
                "Dit is al gedaan: alleen de cijfers zijn er nog. Kies alles om die ook te vernietigen."
            )
        if soort == PERSOON and (bezwaar := _nog_bezig(db, id_)):
            raise Geweigerd(bezwaar)
        gevraagd_op = gevraagd_op or _gevraagd_op(db, id_)
    if gevraagd_op is not None and gevraagd_op > sessie.klok.vandaag():
        raise Geweigerd({"gevraagd_op": "Deze dag is nog niet geweest."})
    bestanden = exportmap.over(sessie, id_)[0] if exports_weg else ()
    gedaan = sessie.klok.nu().replace(microsecond=0)
    feit = Vernietigd(id_, soort, gedaan, gevraagd_op, sessie.ik.id, met_vrijgegeven or soort == ALLES)
    with sessie.slot.alleen(_WACHT_S, "gegevens vernietigen"):
        with sessie.schrijven() as db:
            _wis(db, sessie, feit)
            toegang.noteer(db, sessie, f"vernietigd: {soort}", id_)
        sessie.vergeet_sleutel(id_)
        lijst.voeg_toe(_pad(sessie), [feit])
        sessie.store.ruim_log_op()
    return _verwijder(sessie, bestanden)


def _verwijder(sessie: "Sessie", namen: Collection[str]) -> tuple[str, ...]:
    """By hand: what says of a file in exports/ whose it is, may be gone by now."""
    weg = []
    for naam in namen:
        with suppress(OSError):
            (sessie.werkmap.exports / naam).unlink()
            weg.append(naam)
    return tuple(weg)


def herhaal(sessie: "Sessie") -> int:
    """At opening: destroy again whom a restored backup brought back; returns how many. Cheap when there is nothing
    to do. Raises `Beschadigd` when the list cannot be read."""
    feiten = lijst.lees(_pad(sessie))
    with sessie.lezen() as db:
        bekend = {v.inwoner: v for v in lijst.uit_database(db.connection().connection.driver_connection)}
    if niet_in_bestand := [v for v in bekend.values() if v.meer_dan(feiten.get(v.inwoner))]:
        lijst.voeg_toe(_pad(sessie), niet_in_bestand)
    terug = [v for v in feiten.values() if v.meer_dan(bekend.get(v.inwoner))]
    if terug:
        with sessie.schrijven() as db:
            for feit in terug:
                _wis(db, sessie, feit)
                toegang.noteer(db, sessie, "opnieuw vernietigd", feit.inwoner)
        sessie.store.ruim_log_op()
    return len(terug)


def wanneer(sessie: "Sessie", inwoner: UUID) -> date | None:
    """The day on which somebody was destroyed, or None."""
    with sessie.lezen() as db:
        rij = db.get(t.Wissing, inwoner)
        return dag_van(rij.gedaan_op) if rij is not None else None


def eis_bestaand(db: Session, inwoner: UUID) -> None:
    """Nothing new is kept about who was destroyed. Raises `Geweigerd`."""
    if db.get(t.Wissing, inwoner) is not None:
        raise Geweigerd(WEG)


def _pad(sessie: "Sessie") -> Path:
    return sessie.werkmap.data / lijst.BESTAND


def _zoek(db: Session, ref: str) -> t.Inwoner:
    from mgn_tui.register.sessie import zoek_inwoner  # which opens with `herhaal`

    return zoek_inwoner(db, ref)


def _eis_recht(sessie: "Sessie", db: Session, inwoner: UUID) -> None:
    if sessie.sleutel(inwoner, db) is None and not sessie.ik.coordinator:
        raise sessie.geen_toegang(
            "Vernietigen kan wie deze inwoner zelf mag lezen, of de coördinator op verzoek van de verantwoordelijke.",
            inwoner,
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


def _gevraagd_op(db: Session, inwoner: UUID) -> date | None:
    """When they asked for it themselves, of a request that is still open."""
    vraag = select(t.Verzoek).where(
        t.Verzoek.inwoner == inwoner,
        t.Verzoek.soort == VerzoekSoort.VERNIETIGEN.value,
        col(t.Verzoek.besluit).is_(None),
    )
    return min((v.ontvangen_op for v in db.exec(vraag)), default=None)


# --- in the database -------------------------------------------------------------------------


def _wis(db: Session, sessie: "Sessie", feit: Vernietigd) -> None:
    """All of it in the caller's transaction. Needs no key: a key is only taken away."""
    id_, eerder = feit.inwoner, db.get(t.Wissing, feit.inwoner)
    tabellen = [tabel for tabel in SQLModel.metadata.sorted_tables if "inwoner" in tabel.c]
    refs = [
        *db.exec(select(t.Inwoner.ref).where(t.Inwoner.id == id_)),
        *(
            ref
            for model in (t.Aanmelding, t.Gesprek)
            for ref in db.exec(select(model.ref).where(model.inwoner == id_))
        ),
    ]
    van_deze = or_(
        col(t.Concept.inwoner) == id_,
        func.substr(col(t.Concept.record), 1, LENGTE).in_(refs),  # a reference, or what begins with one
        col(t.Concept.record) == id_.hex,  # sealed keys, when they were once taken back
    )
    db.execute(delete(t.Concept).where(van_deze))
    db.execute(delete(t.Inwonersleutel).where(col(t.Inwonersleutel.inwoner) == id_))
    if feit.soort == ALLES:
        for tabel in reversed(tabellen):
            if tabel.name not in ("wissing", "toegang"):
                db.execute(delete(tabel).where(tabel.c.inwoner == id_))
        db.execute(delete(t.Inwoner).where(col(t.Inwoner.id) == id_))
    else:
        _sluit_verzoeken(db, feit)
        vergroven.vergroof(db, sessie.profiel, id_)
        db.execute(_OVERIG, {"p": id_.bytes})
        for tabel in tabellen:
            if leeg := _te_legen(tabel, feit.vrijgegeven) | _WIS.get(tabel.name, {}):
                db.execute(update(tabel).where(tabel.c.inwoner == id_).values(leeg))
        db.execute(update(t.Inwoner).where(col(t.Inwoner.id) == id_).values(extern_id=None))
    if eerder is None:
        db.add(
            t.Wissing(
                inwoner=id_,
                soort=feit.soort,
                gevraagd_op=feit.gevraagd_op,
                gedaan_op=feit.gedaan_op,
                wie=feit.wie,
            )
        )
    else:  # the codes go now too
        eerder.soort, eerder.gedaan_op, eerder.wie = feit.soort, feit.gedaan_op, feit.wie
        db.add(eerder)
    db.flush()
    for opdracht in _LOG:  # last: what was just emptied was logged as well
        db.execute(opdracht, {"p": id_.bytes})


def _sluit_verzoeken(db: Session, feit: Vernietigd) -> None:
    """There is nobody left to answer, and nothing to answer about."""
    open_ = select(t.Verzoek).where(t.Verzoek.inwoner == feit.inwoner, col(t.Verzoek.besluit).is_(None))
    for verzoek in db.exec(open_).all():
        verzoek.besluit, verzoek.besloten_op = Besluit.GEDAAN.value, dag_van(feit.gedaan_op)
        verzoek.wie = feit.wie if feit.wie and db.get(t.Medewerker, feit.wie) else None
        db.add(verzoek)


def _te_legen(tabel: Table, met_vrijgegeven: bool) -> dict[str, str | None]:
    namen = [k.name for k in tabel.columns if k.info.get("persoonlijk")]
    namen += _LEEG.get(tabel.name, ())
    if met_vrijgegeven and tabel.name == "gesprek":
        namen += ["leerpunt_vrij", "ontbrekend_vrij"]
    return dict.fromkeys(namen)

"""What somebody who plans looks at: wishes, waiting, an earlier plan, who is away."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import col, select

from mgn_tui.domain.datums import dagen_tussen
from mgn_tui.domain.klok import AMSTERDAM
from mgn_tui.domain.tekst import vouw
from mgn_tui.domain.woorden import Vorm
from mgn_tui.register import kluis, plannen
from mgn_tui.register.aanmeldlijst import wachtmerk
from mgn_tui.register.namen import naam_van
from mgn_tui.register.sessie import zoek_een
from mgn_tui.register.toegangslogboek import las
from mgn_tui.store import tables as t

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie


@dataclass(frozen=True, slots=True)
class PlanBeeld:
    """The head of the planning screen. `ruw`: the plan form as it begins, or as the gesprek stands."""

    aanmelding_ref: str
    inwoner: UUID
    gesprek: UUID | None  # the one that is moved
    gesprek_ref: str | None
    wie: str = field(repr=False)
    naam: str = field(repr=False)
    dagen: int  # since the aanmelding
    norm: int | None
    praktijk: str
    volgnummer: int
    expertise: tuple[str, ...]  # labels
    voorkeursplaats: str = field(repr=False)
    tijden: str = field(repr=False)
    wensen: str = field(repr=False)
    naaste: str = field(repr=False)
    ervaringsdeskundige: bool | None
    begin: datetime | None  # of the gesprek that is moved
    team: tuple[str, ...]  # names of who hold that one
    ruw: dict[str, str] = field(repr=False)

    @property
    def merk(self) -> str:
        """The mark of the wait until now."""
        return wachtmerk(self.dagen, self.norm, self.gesprek is None)


def lees(sessie: "Sessie", aanmelding_ref: str, gesprek_ref: str | None = None) -> PlanBeeld:
    """Raises `NietGevonden`, and `Geweigerd` when the gesprek is no longer a planned one."""
    labels = {i.code: i.label for i in sessie.profiel.expertises}
    norm = sessie.profiel.normen.get("gesprek")
    vandaag = sessie.klok.vandaag()
    with sessie.lezen() as db:
        a: t.Aanmelding = zoek_een(db, t.Aanmelding, aanmelding_ref)
        gesprek = plannen.gepland(db, gesprek_ref) if gesprek_ref else None
        sleutel = sessie.sleutel(a.inwoner, db)
        if sleutel:
            las(sessie, "planning gelezen", a.inwoner, a.ref)
        open_ = kluis.lees(a, sleutel) if sleutel else {}
        identiteit = db.get(t.Identiteit, a.inwoner) if sleutel else None
        wie, naam = naam_van(sessie, db, a.inwoner, db.get_one(t.Inwoner, a.inwoner).ref)
        praktijk = db.get(t.Praktijk, a.praktijk) if a.praktijk else None
        codes = [e.code for e in kluis.kinderen(db, t.AanmeldingExpertise, aanmelding=a.id)]
        waar = str(open_.get("voorkeursplaats") or "")
        team = [d.medewerker for d in kluis.kinderen(db, t.Deelnemer, gesprek=gesprek.id)] if gesprek else []
        return PlanBeeld(
            aanmelding_ref=a.ref,
            inwoner=a.inwoner,
            gesprek=gesprek.id if gesprek else None,
            gesprek_ref=gesprek.ref if gesprek else None,
            wie=wie,
            naam=naam,
            dagen=dagen_tussen(a.aanmelddatum, vandaag),
            norm=norm.dagen if norm else None,
            praktijk=praktijk.naam if praktijk else "",
            volgnummer=gesprek.volgnummer if gesprek else plannen.volgnummer(db, a),
            expertise=tuple(labels.get(c, c) for c in codes),
            voorkeursplaats=waar,
            tijden=str(open_.get("tijden") or ""),
            wensen=str(open_.get("wensen") or ""),
            naaste=str(kluis.lees_geheim(identiteit, "naaste_relatie", sleutel) or "") if identiteit else "",
            ervaringsdeskundige=a.ervaringsdeskundige_gewenst,
            begin=gesprek.begin.astimezone(AMSTERDAM) if gesprek else None,
            team=tuple(sorted(m.naam for m in (db.get(t.Medewerker, m) for m in team) if m)),
            ruw=_begin(sessie, waar, gesprek, team),
        )


def _begin(sessie: "Sessie", waar: str, gesprek: t.Gesprek | None, team: list[UUID]) -> dict[str, str]:
    if gesprek is not None:
        begin = gesprek.begin.astimezone(AMSTERDAM)
        return {
            "begin": f"{begin:%d-%m-%Y %H:%M}",
            "team": "|".join(m.hex for m in team),
            "vorm": gesprek.vorm or Vorm.LOCATIE.value,
            "locatie": gesprek.locatie or "",
            "duur_min": str(gesprek.duur_min or sessie.profiel.planning.duur_min),
            "reden": "",
        }
    thuis = vouw(waar) in ("thuis", "bij mij thuis", "bij inwoner thuis")
    vormen = sessie.profiel.gesprek.vormen
    return {
        "begin": "",
        "team": "",
        "vorm": Vorm.THUIS.value if thuis else vormen[0] if vormen else Vorm.LOCATIE.value,
        "locatie": "" if thuis else waar,
        "duur_min": str(sessie.profiel.planning.duur_min),
        "reden": "",
    }


def afwezigen(sessie: "Sessie", van: date, tot: date) -> list[tuple[str, date, date]]:
    """Colleagues who are away on any of these days (inclusive): name, first and last day."""
    with sessie.lezen() as db:
        rijen = db.exec(
            select(t.Medewerker, t.Afwezigheid)
            .join(t.Afwezigheid, col(t.Afwezigheid.medewerker) == col(t.Medewerker.id))
            .where(
                col(t.Medewerker.actief).is_(True),
                col(t.Afwezigheid.van) <= tot,
                col(t.Afwezigheid.tot) >= van,
            )
            .order_by(col(t.Medewerker.naam), col(t.Afwezigheid.van))
        ).all()
        return [(m.naam, a.van, a.tot) for m, a in rijen]

"""Step 3, the gesprek: what was said per theme, who was there, how it began and ended.

What happened is never refused: a team that differs from the rule is kept, with the reason if there is one.
Texts are saved per theme and per part, so that two people can write in one gesprek without treading on
each other; whoever saves on an older version gets both texts back and overwrites nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlmodel import Session, col, select

from mgn_tui.domain.datums import leeftijd_op
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.klok import AMSTERDAM
from mgn_tui.domain.teamregel import Teamlid, teamcodes
from mgn_tui.domain.velden import Formulier, Veld, VeldSoort
from mgn_tui.domain.woorden import DeelnemerRol, GastSoort, GesprekStatus, Thema, Wijze
from mgn_tui.register import kluis, toegang
from mgn_tui.register.gesprekregels import GesprekRegel as GesprekRegel
from mgn_tui.register.gesprekregels import lijst as lijst
from mgn_tui.register.gespreksformulier import THEMA, formulier
from mgn_tui.register.kladblok import stuur_notitie as stuur_notitie
from mgn_tui.register.namen import collega_namen, naam_van
from mgn_tui.register.sessie import zoek_een
from mgn_tui.register.vrijgeven import geef_leerpunt_vrij as geef_leerpunt_vrij
from mgn_tui.store import tables as t

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

# --- reading ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ThemaBeeld:
    thema: Thema
    besproken: bool
    score: Decimal | None
    ruw: dict[str, str] = field(repr=False)
    versie: str = ""


@dataclass(frozen=True, slots=True)
class DeelnemerBeeld:
    medewerker: UUID
    naam: str
    rol: str
    wijze: str
    aanwezig: bool | None


@dataclass(frozen=True, slots=True)
class GesprekBeeld:
    """One gesprek as its screen shows it. For who may not read it, texts are closed."""

    id: UUID
    ref: str
    aanmelding_ref: str
    inwoner: UUID
    status: str
    volgnummer: int
    begin: datetime
    einde: datetime
    locatie: str
    vorm: str
    dicht: bool
    initialen: str = field(repr=False)
    naam: str = field(repr=False)
    ruw: dict[str, str] = field(repr=False)
    versie: str
    themas: tuple[ThemaBeeld, ...]
    vorige_scores: dict[str, Decimal | None]  # of the gesprek before this one, if any
    punten: frozenset[str]  # ticked lines of opening and closing
    deelnemers: tuple[DeelnemerBeeld, ...]
    gasten: tuple[tuple[str, str, str], ...] = field(repr=False)  # soort, wijze, omschrijving
    vraag: str = field(repr=False)


_PLEKKEN = ("gesprek_leefgebied", "gesprek_uren")


def _versie(db: Session, g: t.Gesprek) -> str:
    return kluis.versie(db, g.inwoner, ("gesprek", g.id.hex), *((tabel, None) for tabel in _PLEKKEN))


def _ruw(db: Session, g: t.Gesprek, vorm: Formulier, sleutel: bytes | None) -> dict[str, str]:
    alles = kluis.lees(g, sleutel)
    alles["duur_min"] = g.duur_min or None  # 0: a file did not say
    alles["leefgebieden"] = tuple(r.code for r in kluis.kinderen(db, t.GesprekLeefgebied, gesprek=g.id))
    alles |= {f"uren_{r.wie}": r.uren for r in kluis.kinderen(db, t.GesprekUren, gesprek=g.id)}
    return {v.naam: kluis.als_ruw(v, alles.get(v.naam)) for v in vorm.velden}


def _thema(db: Session, g: t.Gesprek, thema: Thema, sleutel: bytes | None) -> ThemaBeeld:
    rij = db.get(t.GesprekThema, (g.id, thema.value))
    record = f"{g.id.hex}|{thema.value}"
    if rij is None:
        leeg = {v.naam: "" for v in THEMA.velden}
        return ThemaBeeld(thema, False, None, leeg, kluis.versie(db, None, ("gesprek_thema", record)))
    alles = kluis.lees(rij, sleutel)
    ruw = {v.naam: kluis.als_ruw(v, alles[v.naam]) for v in THEMA.velden}
    return ThemaBeeld(thema, rij.besproken, rij.score, ruw, kluis.versie(db, None, ("gesprek_thema", record)))


def lees(sessie: "Sessie", ref: str, *, weer: bool = False) -> GesprekBeeld:
    """Open one gesprek. Reading a person's record is noted in the access log; `weer`: not again, by a
    screen that shows it already and asks what others changed."""
    vorm = formulier(sessie)
    with sessie.lezen() as db:
        g: t.Gesprek = zoek_een(db, t.Gesprek, ref)
        aanmelding = db.get_one(t.Aanmelding, g.aanmelding)
        inwoner = db.get_one(t.Inwoner, g.inwoner)
        sleutel = sessie.sleutel(g.inwoner, db)
        namen = collega_namen(db)
        wie, naam = naam_van(sessie, db, inwoner.id, inwoner.ref)
        vorige = db.exec(
            select(t.Gesprek)
            .where(
                t.Gesprek.inwoner == g.inwoner, t.Gesprek.status == "gevoerd", col(t.Gesprek.begin) < g.begin
            )
            .order_by(col(t.Gesprek.begin).desc())
        ).first()
        beeld = GesprekBeeld(
            id=g.id,
            ref=g.ref,
            aanmelding_ref=aanmelding.ref,
            inwoner=g.inwoner,
            status=g.status,
            volgnummer=g.volgnummer,
            begin=g.begin.astimezone(AMSTERDAM),
            einde=(g.begin + timedelta(minutes=g.duur_min)).astimezone(AMSTERDAM),
            locatie=g.locatie or "",
            vorm=g.vorm,
            dicht=sleutel is None,
            initialen=wie,
            naam=naam,
            ruw=_ruw(db, g, vorm, sleutel),
            versie=_versie(db, g),
            themas=tuple(_thema(db, g, thema, sleutel) for thema in Thema),
            vorige_scores={r.thema: r.score for r in kluis.kinderen(db, t.GesprekThema, gesprek=vorige.id)}
            if vorige
            else {},
            punten=frozenset(p.punt for p in kluis.kinderen(db, t.GesprekPunt, gesprek=g.id)),
            deelnemers=tuple(
                DeelnemerBeeld(d.medewerker, namen.get(d.medewerker, "onbekend"), d.rol, d.wijze, d.aanwezig)
                for d in kluis.kinderen(db, t.Deelnemer, gesprek=g.id)
            ),
            gasten=tuple(
                (r.soort, r.wijze, str(kluis.lees_geheim(r, "omschrijving", sleutel) or ""))
                for r in kluis.kinderen(db, t.Gast, gesprek=g.id)
            ),
            vraag=str(kluis.lees_geheim(aanmelding, "vraag", sleutel) or ""),
        )
    if not beeld.dicht and not weer:
        toegang.las(sessie, "gesprek gelezen", beeld.inwoner, beeld.ref)
    return beeld


# --- writing ---------------------------------------------------------------------------------


def bewaar_thema(
    sessie: "Sessie",
    ref: str,
    thema: Thema,
    ruw: Mapping[str, str],
    versie: str | None = None,
    concept: tuple[str, str] | None = None,
) -> str:
    """Save what was typed at one theme; fields not given stay. Returns the new version.

    Discussed is what has a text or a score. Raises `Geweigerd`, `GeenToegang`, `Botsing`.
    """
    waarden, fouten = THEMA.lees(ruw, sessie.klok.vandaag(), deels=True)
    score = waarden.get("score")
    if "score" not in fouten and isinstance(score, Decimal) and score * 2 != int(score * 2):
        fouten["score"] = "Een cijfer is een heel of half getal, van 0 tot en met 10."
    if fouten:
        raise Geweigerd(fouten)
    with sessie.schrijven(concept=concept) as db:
        g: t.Gesprek = zoek_een(db, t.Gesprek, ref)
        sleutel = sessie.eis_sleutel(g.inwoner, db)
        nu = _thema(db, g, thema, sleutel)
        kluis.eis_versie(ruw, nu.ruw, versie, nu.versie)
        rij = db.get(t.GesprekThema, (g.id, thema.value))
        if rij is None:
            if not any(waarden.get(v) not in (None, "") for v in ruw):
                return nu.versie
            rij = t.GesprekThema(gesprek=g.id, thema=thema.value, inwoner=g.inwoner)
            db.add(rij)
        kluis.schrijf(rij, {v: waarden.get(v) for v in ruw if v in nu.ruw}, sleutel)
        inhoud = (rij.score, rij.vertelt, rij.kracht, rij.lastig, rij.wens)
        kluis.schrijf(rij, {"besproken": any(w is not None for w in inhoud)}, sleutel)
        db.flush()
        return kluis.versie(db, None, ("gesprek_thema", f"{g.id.hex}|{thema.value}"))


def bewaar(
    sessie: "Sessie",
    ref: str,
    ruw: Mapping[str, str],
    versie: str | None = None,
    concept: tuple[str, str] | None = None,
) -> str:
    """Save what stands beside the themes; fields not given stay. Returns the new version."""
    vorm = formulier(sessie)
    waarden, fouten = vorm.lees(ruw, sessie.klok.vandaag(), deels=True)
    if fouten:
        raise Geweigerd(fouten)
    with sessie.schrijven(concept=concept) as db:
        g: t.Gesprek = zoek_een(db, t.Gesprek, ref)
        sleutel = sessie.eis_sleutel(g.inwoner, db)
        kluis.eis_versie(ruw, _ruw(db, g, vorm, sleutel), versie, _versie(db, g))
        uren = {v: waarden.pop(v) for v in list(waarden) if v.startswith("uren_")}
        if "leefgebieden" in waarden:
            codes: Any = waarden.pop("leefgebieden") or ()
            kluis.zet_codes(db, t.GesprekLeefgebied, {"gesprek": g.id}, "code", codes, inwoner=g.inwoner)
        if "duur_min" in waarden and waarden["duur_min"] is None:
            del waarden["duur_min"]  # the planned length stays until another is known
        if "vorm" in waarden and waarden["vorm"] is None:
            del waarden["vorm"]
        kluis.schrijf(g, waarden, sleutel)
        if g.uiteindelijk_resultaat and g.resultaat_op is None:
            g.resultaat_op = sessie.klok.vandaag()
        for veld, aantal in uren.items():
            _zet_uren(db, g, veld.removeprefix("uren_"), aantal)
        db.flush()
        return _versie(db, g)


def _zet_uren(db: Session, g: t.Gesprek, wie: str, uren: Any) -> None:
    rij = db.get(t.GesprekUren, (g.id, wie))
    if uren is None:
        if rij is not None:
            db.delete(rij)
    elif rij is None:
        db.add(t.GesprekUren(gesprek=g.id, wie=wie, inwoner=g.inwoner, uren=uren))
    elif rij.uren != uren:
        rij.uren = uren


def zet_punt(sessie: "Sessie", ref: str, punt: str, gedaan: bool) -> None:
    """Tick or untick a line of the opening or the closing."""
    bekend = {i.code for i in (*sessie.profiel.opening, *sessie.profiel.afsluiting)}
    if punt not in bekend:
        raise Geweigerd({"punt": "Dit punt staat niet in de opening of de afsluiting."})
    with sessie.schrijven() as db:
        g: t.Gesprek = zoek_een(db, t.Gesprek, ref)
        sessie.eis_sleutel(g.inwoner, db)
        rij = db.get(t.GesprekPunt, (g.id, punt))
        if gedaan and rij is None:
            db.add(t.GesprekPunt(gesprek=g.id, punt=punt, inwoner=g.inwoner))
        elif not gedaan and rij is not None:
            db.delete(rij)


_AFWIJKING = Formulier("afwijking", "", (Veld("reden", "Reden", VeldSoort.LANG, maximum_tekens=1000),))


def rond_af(
    sessie: "Sessie",
    ref: str,
    aanwezig: Mapping[UUID, str] | None = None,
    reden: str = "",
    begin: datetime | None = None,
) -> tuple[str, ...]:
    """The gesprek took place. `aanwezig`: colleague → live or online; left out, everybody was there who was
    planned or added and not noted as absent.

    Never refused for the team that sat there: it returns, in words, how that team differs from the rule
    (kept with the reason). Raises `Geweigerd` only for what cannot be true: a gesprek that is to come.
    """
    from mgn_tui.domain.teamregel import beoordeel_team

    waarden, fouten = _AFWIJKING.lees({"reden": reden}, sessie.klok.vandaag())
    if fouten:
        raise Geweigerd(fouten)
    with sessie.schrijven() as db:
        g: t.Gesprek = zoek_een(db, t.Gesprek, ref)
        sleutel = sessie.eis_sleutel(g.inwoner, db)
        wanneer = begin or g.begin
        aanmelding = db.get_one(t.Aanmelding, g.aanmelding)
        dag = wanneer.astimezone(AMSTERDAM).date()
        if dag > sessie.klok.vandaag():
            raise Geweigerd("Dit gesprek moet nog komen. Verzet het als het al is gevoerd.")
        if dag < aanmelding.aanmelddatum:
            raise Geweigerd({"begin": "Dit moment ligt vóór de aanmelding. Welke datum klopt niet?"})
        g.begin = wanneer
        g.leeftijd = _leeftijd(db, g, sleutel, dag)
        rijen = {d.medewerker: d for d in kluis.kinderen(db, t.Deelnemer, gesprek=g.id)}
        er_was = {m: d.wijze for m, d in rijen.items() if d.aanwezig is not False}
        wie = er_was if aanwezig is None else dict(aanwezig)
        for medewerker in wie:
            if medewerker not in rijen:
                rijen[medewerker] = t.Deelnemer(gesprek=g.id, medewerker=medewerker, inwoner=g.inwoner)
                db.add(rijen[medewerker])
        for medewerker, rij in rijen.items():
            kluis.schrijf(rij, {"aanwezig": medewerker in wie, "wijze": wie.get(medewerker, rij.wijze)}, None)
        db.flush()
        team = _team(db, g)
        bevindingen = beoordeel_team(
            team,
            sessie.profiel.teamregel,
            ervaringsdeskundige_gewenst=None,
            expertises=frozenset(),
            expertise_labels={},
        )
        gesprek = {"status": GesprekStatus.GEVOERD.value, "team": teamcodes(team)}
        if bevindingen:
            eerder = g.afwijking.split("|") if g.afwijking else []
            gesprek["afwijking"] = "|".join(dict.fromkeys((*eerder, *(b.code for b in bevindingen))))
        if waarden["reden"]:
            gesprek["afwijking_reden"] = str(waarden["reden"])
        if g.ervaringsdeskundigheid is None:
            gesprek["ervaringsdeskundigheid"] = _ervaringsdeskundigheid(db, rijen, wie)
        kluis.schrijf(g, gesprek, sleutel)
        toegang.herzie(db, sessie, g.inwoner)
        return tuple(b.melding for b in bevindingen)


def _team(db: Session, g: t.Gesprek) -> list[Teamlid]:
    """Who of the team sat there."""
    vraag = select(t.Medewerker, t.Deelnemer.rol).join(
        t.Deelnemer, col(t.Deelnemer.medewerker) == col(t.Medewerker.id)
    )
    return [
        Teamlid(m.id.hex, m.naam, m.domein, m.ervaringsdeskundig, frozenset(), rol)
        for m, rol in db.exec(
            vraag.where(t.Deelnemer.gesprek == g.id, col(t.Deelnemer.aanwezig).is_(True))
        ).all()
    ]


def _ervaringsdeskundigheid(db: Session, rijen: Mapping[UUID, t.Deelnemer], wie: Mapping[UUID, str]) -> str:
    for medewerker in wie:
        mens = db.get(t.Medewerker, medewerker)
        if mens is not None and mens.ervaringsdeskundig:
            return "als-derde" if rijen[medewerker].rol == "ervaringsdeskundige" else "in-duo"
    return "geen"


def _leeftijd(db: Session, g: t.Gesprek, sleutel: bytes, dag: date) -> int | None:
    identiteit = db.get(t.Identiteit, g.inwoner)
    geboren = kluis.lees_geheim(identiteit, "geboortedatum", sleutel) if identiteit else None
    return leeftijd_op(date.fromisoformat(geboren), dag) if geboren else None


def zet_deelnemer(
    sessie: "Sessie", ref: str, medewerker: UUID, rol: DeelnemerRol, wijze: Wijze, aanwezig: bool = True
) -> None:
    """Who of the team sat in, and how: a third, a stagiair, somebody who came instead. Never refused."""
    with sessie.schrijven() as db:
        g: t.Gesprek = zoek_een(db, t.Gesprek, ref)
        sessie.eis_sleutel(g.inwoner, db)
        if db.get(t.Medewerker, medewerker) is None:
            raise Geweigerd({"medewerker": "Deze collega staat niet in het team."})
        rij = db.get(t.Deelnemer, (g.id, medewerker))
        if rij is None:
            rij = t.Deelnemer(gesprek=g.id, medewerker=medewerker, inwoner=g.inwoner)
            db.add(rij)
        kluis.schrijf(rij, {"rol": rol.value, "wijze": wijze.value, "aanwezig": aanwezig}, None)
        if g.status == GesprekStatus.GEVOERD:
            db.flush()
            kluis.schrijf(g, {"team": teamcodes(_team(db, g))}, None)
        toegang.herzie(db, sessie, g.inwoner)


def zet_gast(
    sessie: "Sessie", ref: str, soort: GastSoort, wijze: Wijze | None, omschrijving: str = ""
) -> None:
    """A naaste, tolk or other guest; `wijze` None takes them off the list."""
    waarden, fouten = Formulier("gast", "", (Veld("omschrijving", "Wie"),)).lees(
        {"omschrijving": omschrijving}, sessie.klok.vandaag()
    )
    if fouten:
        raise Geweigerd(fouten)
    with sessie.schrijven() as db:
        g: t.Gesprek = zoek_een(db, t.Gesprek, ref)
        sleutel = sessie.eis_sleutel(g.inwoner, db)
        rij = db.get(t.Gast, (g.id, soort.value))
        if wijze is None:
            if rij is not None:
                db.delete(rij)
        else:
            if rij is None:
                rij = t.Gast(gesprek=g.id, soort=soort.value, inwoner=g.inwoner)
                db.add(rij)
            kluis.schrijf(rij, {"wijze": wijze.value, **waarden}, sleutel)
        if soort is GastSoort.NAASTE:
            g.naaste_aanwezig = wijze is not None

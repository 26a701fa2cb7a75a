"""Step 4, advies: what was decided together, in plain language, and with whom it may be shared.

An advies is a concept until it is fixed; fixed, a correction is a new version. It is fixed after
*besproken met inwoner* and *akkoord* of the colleague, or the letter says that it was not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlmodel import Session, col, select

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.velden import Formulier
from mgn_tui.domain.woorden import (
    ActieHuisarts,
    AfspraakStaat,
    DeelOnderdeel,
    Ontvanger,
    Stap,
    Urgentie,
    Zegwijze,
)
from mgn_tui.register import delen, kluis, toegang
from mgn_tui.register.adviesformulier import afspraak_formulier, formulier
from mgn_tui.register.delen import DeelBeeld
from mgn_tui.register.namen import collega_namen, naam_van
from mgn_tui.register.sessie import zoek_een
from mgn_tui.store import tables as t

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

# --- reading ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AfspraakBeeld:
    id: UUID
    ruw: dict[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class AkkoordBeeld:
    medewerker: UUID
    naam: str
    op: date | None


@dataclass(frozen=True, slots=True)
class AdviesBeeld:
    gesprek: UUID
    gesprek_ref: str
    inwoner: UUID
    initialen: str = field(repr=False)
    vraag: str = field(repr=False)
    ruw: dict[str, str] = field(repr=False)
    afspraken: tuple[AfspraakBeeld, ...] = field(repr=False)
    delen: tuple[DeelBeeld, ...]
    akkoorden: tuple[AkkoordBeeld, ...]
    versie: str
    nummer: int  # of this version of the advies, from 1
    vastgesteld_op: date | None
    verzonden: tuple[tuple[str, date, str], ...]  # ontvanger, op, via


AFSPRAKEN = "afspraken"
"""Under this name a `Botsing` holds the agreements, as `als_regels` writes them."""


def huidig(db: Session, gesprek: UUID) -> t.Advies | None:
    """The last version."""
    return db.exec(
        select(t.Advies).where(t.Advies.gesprek == gesprek).order_by(col(t.Advies.id).desc())
    ).first()


def _geadviseerd(db: Session, gesprek: UUID) -> tuple[str, ...]:
    return tuple(
        r.code for r in kluis.kinderen(db, t.Toeleiding, gesprek=gesprek, stap=Stap.GEADVISEERD.value)
    )


def afspraken_van(db: Session, advies: UUID) -> list[t.Afspraak]:
    return sorted(kluis.kinderen(db, t.Afspraak, advies=advies), key=lambda a: (a.volgorde, a.id.bytes))


_PLEKKEN = ("afspraak", "delen", "akkoord")


def _versie(db: Session, g: t.Gesprek, advies: t.Advies | None) -> str:
    eigen = (("advies", advies.id.hex),) if advies else ()
    return kluis.versie(db, g.inwoner, *eigen, *((tabel, None) for tabel in _PLEKKEN))


def _ruw(
    db: Session, g: t.Gesprek, advies: t.Advies | None, vorm: Formulier, sleutel: bytes
) -> dict[str, str]:
    alles = kluis.lees(advies, sleutel) if advies else {}
    alles["categorieen"] = _geadviseerd(db, g.id)
    return {veld.naam: kluis.als_ruw(veld, alles.get(veld.naam)) for veld in vorm.velden}


def lees(sessie: "Sessie", gesprek_ref: str) -> AdviesBeeld:
    """Open the advies of a gesprek. Raises `GeenToegang` for who may not read this inwoner."""
    vorm, afspraak_vorm = formulier(sessie), afspraak_formulier(sessie)
    with sessie.lezen() as db:
        g: t.Gesprek = zoek_een(db, t.Gesprek, gesprek_ref)
        sleutel = sessie.eis_sleutel(g.inwoner, db)
        toegang.las(sessie, "advies gelezen", g.inwoner, g.ref)
        aanmelding, inwoner = db.get_one(t.Aanmelding, g.aanmelding), db.get_one(t.Inwoner, g.inwoner)
        advies, namen = huidig(db, g.id), collega_namen(db)
        akkoord = (
            {a.medewerker: a.op for a in kluis.kinderen(db, t.Akkoord, advies=advies.id)} if advies else {}
        )
        team = [
            d
            for d in kluis.kinderen(db, t.Deelnemer, gesprek=g.id)
            if d.aanwezig is not False and d.rol in ("gespreksvoerder", "ervaringsdeskundige")
        ]
        rijen = afspraken_van(db, advies.id) if advies else []
        ruwe = _afspraken_ruw(db, advies, afspraak_vorm, sleutel)
        afspraken = [AfspraakBeeld(rij.id, ruw) for rij, ruw in zip(rijen, ruwe, strict=True)]
        return AdviesBeeld(
            gesprek=g.id,
            gesprek_ref=g.ref,
            inwoner=g.inwoner,
            initialen=naam_van(sessie, db, inwoner.id, inwoner.ref)[0],
            vraag=str(kluis.lees_geheim(aanmelding, "vraag", sleutel) or ""),
            ruw=_ruw(db, g, advies, vorm, sleutel),
            afspraken=tuple(afspraken),
            delen=delen.beelden(db, g.id, sleutel),
            akkoorden=tuple(
                AkkoordBeeld(d.medewerker, namen.get(d.medewerker, "onbekend"), akkoord.get(d.medewerker))
                for d in team
            ),
            versie=_versie(db, g, advies),
            nummer=max(1, len(db.exec(select(t.Advies.id).where(t.Advies.gesprek == g.id)).all())),
            vastgesteld_op=advies.vastgesteld_op if advies else None,
            verzonden=tuple(
                (v.ontvanger, v.op, v.via) for v in kluis.kinderen(db, t.Verzending, gesprek=g.id)
            ),
        )


# --- writing ---------------------------------------------------------------------------------


def _concept(sessie: "Sessie", db: Session, g: t.Gesprek) -> t.Advies:
    """The version that may be written in. Raises `Geweigerd` when the last one is fixed."""
    advies = huidig(db, g.id)
    if advies is not None and advies.vastgesteld_op is not None:
        raise Geweigerd("Dit advies is vastgesteld. Maak een nieuwe versie om iets te veranderen.")
    if advies is None:
        advies = t.Advies(id=sessie.nieuw_id(), gesprek=g.id, inwoner=g.inwoner)
        db.add(advies)
        db.flush()
    return advies


def _keur(sessie: "Sessie", waarden: Mapping[str, Any]) -> dict[str, str]:
    """Rules between the answers (domain.md, step 4)."""
    fouten = {}
    codes = set(waarden.get("categorieen") or ())
    ggz = next((set(g.codes) for g in sessie.profiel.groepen if g.code == "ggz"), set())
    if "geen" in codes and len(codes) > 1:
        fouten["categorieen"] = "'Geen' staat alleen: haal het weg of haal de andere adviezen weg."
    hoofd = waarden.get("hoofdadvies")
    if hoofd and hoofd not in codes:
        fouten["hoofdadvies"] = "Het hoofdadvies is een van de adviezen die u koos."
    actie = waarden.get("actie_huisarts")
    if codes & ggz and actie == ActieHuisarts.GEEN.value:
        fouten["actie_huisarts"] = (
            "U adviseert ggz: die verwijzing doet de huisarts zelf. Kies wat u van de huisarts vraagt."
        )
    if actie == ActieHuisarts.ANDERS.value and not waarden.get("actie_toelichting"):
        fouten["actie_toelichting"] = "Schrijf op wat u van de huisarts vraagt."
    if waarden.get("urgentie") == Urgentie.VANDAAG.value and not waarden.get("gebeld_op"):
        fouten["gebeld_op"] = "Spoed gaat nooit alleen per brief. Bel eerst, en vul in wanneer."
    if waarden.get("wachttijd_weken") is not None and not waarden.get("wachttijd_op"):
        fouten["wachttijd_op"] = "Van welke dag is deze opgave? Wachttijden veranderen snel."
    return fouten


def bewaar(
    sessie: "Sessie",
    gesprek_ref: str,
    ruw: Mapping[str, str],
    afspraken: Sequence[Mapping[str, str]] | None = None,
    versie: str | None = None,
    concept: tuple[str, str] | None = None,
) -> str:
    """Save the concept; fields not given stay; `afspraken`, when given, are all of them, in order.

    Raises `Geweigerd`, `GeenToegang`, `Botsing`. Returns the new version.
    """
    vorm, afspraak_vorm = formulier(sessie), afspraak_formulier(sessie)
    vandaag = sessie.klok.vandaag()
    with sessie.schrijven(concept=concept) as db:
        g: t.Gesprek = zoek_een(db, t.Gesprek, gesprek_ref)
        sleutel = sessie.eis_sleutel(g.inwoner, db)
        hun = _ruw(db, g, huidig(db, g.id), vorm, sleutel)
        nu = _versie(db, g, huidig(db, g.id))
        if afspraken is None:
            kluis.eis_versie(ruw, hun, versie, nu)
        else:
            hunne = _afspraken_ruw(db, huidig(db, g.id), afspraak_vorm, sleutel)
            kluis.eis_versie(
                {**ruw, AFSPRAKEN: als_regels(afspraken)}, {**hun, AFSPRAKEN: als_regels(hunne)}, versie, nu
            )
        advies = _concept(sessie, db, g)
        waarden, fouten = vorm.lees(hun | dict(ruw), vandaag)
        regels = []
        for nummer, regel in enumerate(afspraken or ()):
            if not any(str(w).strip() for k, w in regel.items() if k not in ("staat", "deel")):
                continue
            gelezen, mis = afspraak_vorm.lees(regel, vandaag)
            fouten |= {f"afspraak {nummer + 1}: {v}": m for v, m in mis.items()}
            regels.append(gelezen)
        fouten |= _keur(sessie, waarden)
        if fouten:
            raise Geweigerd(fouten)
        codes: Any = waarden.pop("categorieen") or ()
        if not waarden.get("hoofdadvies") and len(codes) == 1:
            waarden["hoofdadvies"] = codes[0]
        kluis.schrijf(advies, waarden, sleutel)
        zet_geadviseerd(db, g, codes, vandaag)
        if afspraken is not None:
            _zet_afspraken(sessie, db, advies, regels, sleutel)
        db.flush()
        return _versie(db, g, advies)


def _afspraken_ruw(
    db: Session, advies: t.Advies | None, vorm: Formulier, sleutel: bytes
) -> list[dict[str, str]]:
    geopend = [kluis.lees(rij, sleutel) for rij in (afspraken_van(db, advies.id) if advies else ())]
    return [{v.naam: str(open_.get(v.naam) or "") for v in vorm.velden} for open_ in geopend]


def als_regels(afspraken: Sequence[Mapping[str, str]]) -> str:
    """All agreements as text, to compare and to show beside another's: one line each, in order."""
    woorden = ("wat", "wie", "met", "wanneer")
    return "\n".join(
        " · ".join(w for v in (*woorden, "staat", "deel") if (w := a.get(v, "").strip()))
        for a in afspraken
        if any(a.get(v, "").strip() for v in woorden)
    )


def zet_geadviseerd(db: Session, g: t.Gesprek, codes: Sequence[str], dag: date) -> None:
    kluis.zet_codes(
        db,
        t.Toeleiding,
        {"gesprek": g.id, "stap": Stap.GEADVISEERD.value},
        "code",
        codes,
        inwoner=g.inwoner,
        datum=dag,
    )


def _zet_afspraken(
    sessie: "Sessie", db: Session, advies: t.Advies, regels: Sequence[Mapping[str, Any]], sleutel: bytes
) -> None:
    rijen = afspraken_van(db, advies.id)
    adviesdelen = sessie.profiel.advies.delen
    for volgorde, regel in enumerate(regels):
        if volgorde < len(rijen):
            rij = rijen[volgorde]
        else:
            rij = t.Afspraak(
                id=sessie.nieuw_id(), advies=advies.id, inwoner=advies.inwoner, volgorde=volgorde
            )
            db.add(rij)
        waarden = dict(regel)
        waarden["staat"] = waarden.get("staat") or AfspraakStaat.AFGESPROKEN.value
        waarden["deel"] = waarden.get("deel") or (adviesdelen[0].code if adviesdelen else None)
        kluis.schrijf(rij, waarden | {"volgorde": volgorde}, sleutel)
    for rij in rijen[len(regels) :]:
        db.delete(rij)


def zet_delen(
    sessie: "Sessie",
    gesprek_ref: str,
    ontvanger: Ontvanger,
    onderdeel: DeelOnderdeel,
    mag: bool | None,
    naam: str = "",
    op: date | None = None,
    wijze: Zegwijze | None = None,
) -> None:
    """What the inwoner said, when and how: may this part go to this recipient? None: not asked.

    Huisarts: the advies goes unless the inwoner objects. Everybody else: only with explicit consent.
    """
    naam, op, wijze = delen.keur(sessie, naam, op, wijze)
    with sessie.schrijven() as db:
        g: t.Gesprek = zoek_een(db, t.Gesprek, gesprek_ref)
        sleutel = sessie.eis_sleutel(g.inwoner, db)
        rij = db.get(t.Delen, (g.id, ontvanger.value, onderdeel.value))
        if mag is None:
            if rij is not None:
                db.delete(rij)
            return
        if rij is None:
            rij = t.Delen(
                gesprek=g.id, ontvanger=ontvanger.value, onderdeel=onderdeel.value, inwoner=g.inwoner, mag=mag
            )
            db.add(rij)
        delen.zet(rij, mag, naam, op, wijze, sleutel)


def geef_akkoord(sessie: "Sessie", gesprek_ref: str, medewerker: UUID, op: date | None) -> None:
    """A colleague of this gesprek agrees (ticked by the one at the laptop); None takes it back."""
    with sessie.schrijven() as db:
        g: t.Gesprek = zoek_een(db, t.Gesprek, gesprek_ref)
        sessie.eis_sleutel(g.inwoner, db)
        if db.get(t.Deelnemer, (g.id, medewerker)) is None:
            raise Geweigerd({"akkoord": "Deze collega zat niet in dit gesprek."})
        if op is not None and op > sessie.klok.vandaag():
            raise Geweigerd({"akkoord": "Deze datum ligt in de toekomst."})
        advies = _concept(sessie, db, g)
        rij = db.get(t.Akkoord, (advies.id, medewerker))
        if op is None:
            if rij is not None:
                db.delete(rij)
        elif rij is None:
            db.add(t.Akkoord(advies=advies.id, medewerker=medewerker, inwoner=g.inwoner, op=op))
        else:
            rij.op = op


def ontbreekt(sessie: "Sessie", gesprek_ref: str) -> dict[str, str]:
    """What keeps this advies from being fixed; empty when it may be."""
    with sessie.lezen() as db:
        g: t.Gesprek = zoek_een(db, t.Gesprek, gesprek_ref)
        sleutel = sessie.eis_sleutel(g.inwoner, db)
        return _ontbreekt(db, g, huidig(db, g.id), sleutel)


def _ontbreekt(db: Session, g: t.Gesprek, advies: t.Advies | None, sleutel: bytes) -> dict[str, str]:
    if advies is None:
        return {"": "Er staat nog geen advies."}
    mis = {}
    if g.status != "gevoerd":
        mis[""] = "Dit gesprek is nog niet als gevoerd vastgelegd."
    if not kluis.lees_geheim(advies, "antwoord", sleutel):
        mis["antwoord"] = "Geef antwoord op de vraag van de huisarts, in twee zinnen."
    if not advies.actie_huisarts:
        mis["actie_huisarts"] = "Kies wat u van de huisarts vraagt, ook als dat niets is."
    if not advies.urgentie:
        mis["urgentie"] = "Kies hoe snel dit moet."
    codes = _geadviseerd(db, g.id)
    if not codes:
        mis["categorieen"] = "Kies ten minste één advies; ook 'geen' mag."
    elif not advies.hoofdadvies:
        mis["hoofdadvies"] = "Kies welk advies het hoofdadvies is."
    return mis


def let_op(sessie: "Sessie", gesprek_ref: str) -> list[str]:
    """What the letter will say is not done yet: it may be fixed, but it reads so."""
    beeld = lees(sessie, gesprek_ref)
    gevonden = []
    if not beeld.ruw["besproken_op"]:
        gevonden.append("Nog niet besproken met de inwoner.")
    # whoever fixes it agrees by doing so
    anderen = [a for a in beeld.akkoorden if a.medewerker != sessie.ik.id]
    gevonden += [f"Nog geen akkoord van {a.naam}." for a in anderen if a.op is None]
    return gevonden


def stel_vast(sessie: "Sessie", gesprek_ref: str) -> int:
    """Fix this version; whoever fixes it agrees with it. What still stands in the kladblok goes: it was for the
    writers only. Returns the number of the version. Raises `Geweigerd`."""
    with sessie.schrijven() as db:
        g: t.Gesprek = zoek_een(db, t.Gesprek, gesprek_ref)
        sleutel = sessie.eis_sleutel(g.inwoner, db)
        advies = _concept(sessie, db, g)
        if mis := _ontbreekt(db, g, advies, sleutel):
            raise Geweigerd(mis)
        vandaag = sessie.klok.vandaag()
        eigen = db.get(t.Akkoord, (advies.id, sessie.ik.id))
        if eigen is None and db.get(t.Deelnemer, (g.id, sessie.ik.id)) is not None:
            db.add(t.Akkoord(advies=advies.id, medewerker=sessie.ik.id, inwoner=g.inwoner, op=vandaag))
        advies.vastgesteld_op = vandaag
        advies.vastgesteld_door = sessie.ik.id
        if g.kladblok is not None:
            kluis.schrijf(g, {"kladblok": None}, sleutel)
        return len(db.exec(select(t.Advies.id).where(t.Advies.gesprek == g.id)).all())


def nieuwe_versie(sessie: "Sessie", gesprek_ref: str) -> int:
    """Start a correction: a copy of the fixed version that may be written in. Returns its number."""
    with sessie.schrijven() as db:
        g: t.Gesprek = zoek_een(db, t.Gesprek, gesprek_ref)
        sleutel = sessie.eis_sleutel(g.inwoner, db)
        vorige = huidig(db, g.id)
        if vorige is None or vorige.vastgesteld_op is None:
            raise Geweigerd("De laatste versie is nog niet vastgesteld; u kunt erin schrijven.")
        nieuw = t.Advies(id=sessie.nieuw_id(vorige.id), gesprek=g.id, inwoner=g.inwoner)
        db.add(nieuw)
        # Not yet discussed: what the correction says, the inwoner has not heard.
        niet = {"id", "gesprek", "inwoner", "vastgesteld_op", "vastgesteld_door", "besproken_op"}
        kluis.schrijf(nieuw, {k: w for k, w in kluis.lees(vorige, sleutel).items() if k not in niet}, sleutel)
        for afspraak in afspraken_van(db, vorige.id):
            kopie = t.Afspraak(
                id=sessie.nieuw_id(), advies=nieuw.id, inwoner=g.inwoner, volgorde=afspraak.volgorde
            )
            waarden = kluis.lees(afspraak, sleutel)
            kluis.schrijf(
                kopie, {k: w for k, w in waarden.items() if k not in ("id", "advies", "inwoner")}, sleutel
            )
            db.add(kopie)
        return len(db.exec(select(t.Advies.id).where(t.Advies.gesprek == g.id)).all())


def noteer_dossierkopie(sessie: "Sessie", gesprek_ref: str, medewerker: UUID, op: date | None) -> None:
    """This colleague copied the advies to the record of the own organisation."""
    with sessie.schrijven() as db:
        g: t.Gesprek = zoek_een(db, t.Gesprek, gesprek_ref)
        sessie.eis_sleutel(g.inwoner, db)
        advies = huidig(db, g.id)
        if advies is None:
            raise Geweigerd("Er staat nog geen advies.")
        rij = db.get(t.Dossierkopie, (advies.id, medewerker))
        if op is None:
            if rij is not None:
                db.delete(rij)
        elif rij is None:
            db.add(t.Dossierkopie(advies=advies.id, medewerker=medewerker, inwoner=g.inwoner, op=op))
        toegang.noteer(db, sessie, "kopie voor eigen dossier", g.inwoner, g.ref)

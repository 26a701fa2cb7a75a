"""The letter: makes the plain value that is printed, notes what was made and what was sent.

The huisarts gets it unless the inwoner objects; everybody else only with explicit consent, part by part.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlmodel import Session, col, select

from mgn_tui.domain.brief import AfspraakRegel, Brief, BriefSoort, Contact, ThemaRegel
from mgn_tui.domain.datums import toon_datum
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.tekst import initialen
from mgn_tui.domain.woorden import (
    Aanspreekvorm,
    ActieHuisarts,
    AfspraakStaat,
    DeelOnderdeel,
    Ontvanger,
    Thema,
    Urgentie,
    Veiligheid,
)
from mgn_tui.register import instellingen, kluis
from mgn_tui.register.adviesformulier import afspraak_formulier, formulier
from mgn_tui.register.adviseren import afspraken_van, huidig
from mgn_tui.register.delen import mag_delen
from mgn_tui.register.gewonetaal import eis_voor_inwoner
from mgn_tui.register.sessie import zoek_een
from mgn_tui.register.socialekaart import wachttijd
from mgn_tui.register.toegangslogboek import las
from mgn_tui.store import tables as t

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

BEZWAAR = (
    "De inwoner heeft er bezwaar tegen dat de huisarts dit advies krijgt. De brief wordt niet gemaakt. "
    "Een kort bericht zonder inhoud kan alleen als de inwoner dat goed vindt."
)
BEVEILIGDE_WEG = (
    "Verstuur via de beveiligde weg van uw organisatie (ZorgMail, ZorgDomein, VIPLive, Zivver). "
    "Niet per gewone e-mail."
)
_DAGEN = ("ma", "di", "wo", "do", "vr", "za", "zo")


@dataclass(frozen=True, slots=True)
class _Stukken:
    """What a letter is made of, opened."""

    db: Session
    gesprek: t.Gesprek
    aanmelding: t.Aanmelding
    advies: t.Advies | None
    praktijk: t.Praktijk | None
    sleutel: bytes = field(repr=False)
    mens: dict[str, Any] = field(repr=False)
    tekst: dict[str, Any] = field(repr=False)  # of the advies
    afspraken: tuple[dict[str, Any], ...] = field(repr=False)
    naam: str = field(repr=False)


def maak(sessie: "Sessie", gesprek_ref: str, soort: BriefSoort = BriefSoort.HUISARTS) -> Brief:
    """The letter as it would be printed now. Raises `Geweigerd` with the reason when it may not be made."""
    opties = instellingen.lees(sessie)
    with sessie.lezen() as db:
        stuk = _stukken(sessie, db, gesprek_ref)
        if soort is not BriefSoort.BERICHT and stuk.advies is None:
            raise Geweigerd("Er staat nog geen advies. Schrijf dat eerst.")
        _eis_mag(stuk, soort)
        if soort is BriefSoort.INWONER:
            eis_voor_inwoner(sessie, formulier(sessie), stuk.tekst, stuk.afspraken, _uw_woorden(stuk))
        las(sessie, f"brief gelezen: {soort.value}", stuk.gesprek.inwoner, stuk.gesprek.ref)
        return _brief(sessie, stuk, soort, opties)


def voorbeeld(
    sessie: "Sessie",
    gesprek_ref: str,
    ruw: Mapping[str, str],
    afspraken: Sequence[Mapping[str, str]],
    soort: BriefSoort = BriefSoort.HUISARTS,
) -> Brief:
    """The letter with what is being typed in place of what is stored; an answer with a fault is left out.

    Nothing is stored. Raises `Geweigerd` when the inwoner objects, as `maak` does.
    """
    vandaag = sessie.klok.vandaag()
    waarden, fouten = formulier(sessie).lees(ruw, vandaag, deels=True)
    regels = [afspraak_formulier(sessie).lees(regel, vandaag)[0] for regel in afspraken]
    opties = instellingen.lees(sessie)
    with sessie.lezen() as db:
        stuk = _stukken(sessie, db, gesprek_ref)
        stuk = replace(
            stuk,
            tekst=stuk.tekst | waarden | dict.fromkeys(fouten),
            afspraken=tuple(regel for regel in regels if regel.get("wat")),
        )
        _eis_mag(stuk, soort)
        return _brief(sessie, stuk, soort, opties)


def _stukken(sessie: "Sessie", db: Session, gesprek_ref: str) -> _Stukken:
    g: t.Gesprek = zoek_een(db, t.Gesprek, gesprek_ref)
    sleutel = sessie.eis_sleutel(g.inwoner, db)
    aanmelding = db.get_one(t.Aanmelding, g.aanmelding)
    identiteit, advies = db.get(t.Identiteit, g.inwoner), huidig(db, g.id)
    mens = kluis.lees(identiteit, sleutel) if identiteit else {}
    return _Stukken(
        db,
        g,
        aanmelding,
        advies,
        db.get(t.Praktijk, aanmelding.praktijk) if aanmelding.praktijk else None,
        sleutel,
        mens,
        kluis.lees(advies, sleutel) if advies else {},
        tuple(kluis.lees(rij, sleutel) for rij in (afspraken_van(db, advies.id) if advies else ())),
        briefnaam(mens.get("voornaam") or "", mens.get("achternaam") or "", mens.get("aanspreekvorm") or ""),
    )


def briefnaam(voornaam: str, achternaam: str, aanspreekvorm: str) -> str:
    """ "mevrouw Ç. Şahin-Đặng" when that form was chosen, else "Ç. Şahin-Đặng": sex is not guessed."""
    letters = voornaam if "." in voornaam else " ".join(f"{deel[0]}." for deel in voornaam.split() if deel)
    kaal = f"{letters.replace('. ', '.')} {achternaam}".strip()
    if aanspreekvorm in (Aanspreekvorm.MEVROUW.value, Aanspreekvorm.DE_HEER.value):
        return f"{Aanspreekvorm(aanspreekvorm).label} {kaal}"
    return kaal


def _eis_mag(stuk: _Stukken, soort: BriefSoort) -> None:
    db, g = stuk.db, stuk.gesprek
    if soort is BriefSoort.HUISARTS and not mag_delen(db, g.id, Ontvanger.HUISARTS, DeelOnderdeel.ADVIES):
        raise Geweigerd(BEZWAAR)
    if soort is BriefSoort.BERICHT and not mag_delen(db, g.id, Ontvanger.HUISARTS, DeelOnderdeel.BERICHT):
        raise Geweigerd(
            "Een bericht zonder inhoud gaat alleen naar de huisarts als de inwoner dat goed vindt. "
            "Noteer dat eerst bij Delen."
        )


def _brief(sessie: "Sessie", stuk: _Stukken, soort: BriefSoort, opties: dict[str, str]) -> Brief:
    g, advies, tekst, mens = stuk.gesprek, stuk.advies, stuk.tekst, stuk.mens
    geboren = mens.get("geboortedatum") or ""
    contacten, collegas = _contacten(stuk)
    heeft_bijlage = soort in (BriefSoort.HUISARTS, BriefSoort.DOSSIER)
    themas = heeft_bijlage and mag_delen(stuk.db, g.id, Ontvanger.HUISARTS, DeelOnderdeel.THEMAS)
    web = heeft_bijlage and mag_delen(stuk.db, g.id, Ontvanger.HUISARTS, DeelOnderdeel.SPINNENWEB)
    nummer = len(stuk.db.exec(select(t.Advies.id).where(t.Advies.gesprek == g.id)).all())
    brief = Brief(
        soort=soort,
        referentie=g.ref,
        versie=max(1, nummer),
        vastgesteld=bool(advies and advies.vastgesteld_op),
        datum=(advies.vastgesteld_op if advies else None) or sessie.klok.vandaag(),
        team=opties.get("naam") or "Team verkennende gesprekken",
        verantwoordelijke=opties.get("verantwoordelijke", ""),
        aan=_adres(stuk),
        betreft=f"Verkennend gesprek met {stuk.naam} op {toon_datum(_dag(g))}",
        inwoner=stuk.naam,
        geboortedatum=toon_datum(date.fromisoformat(geboren)).split(" ", 1)[1] if geboren else "",
        adres=_regel(
            mens.get("adres"), " ".join(d for d in (mens.get("postcode"), mens.get("woonplaats")) if d)
        ),
        uw_vraag=str(kluis.lees_geheim(stuk.aanmelding, "vraag", stuk.sleutel) or ""),
        gevraagd=_gevraagd(stuk),
        wat_vragen_wij=wat_vragen_wij(tekst, soort),
        antwoord=tekst.get("antwoord") or "",
        afspraken=_regels(sessie, stuk),
        steun=tuple(
            (kop, tekst[veld])
            for kop, veld in (
                ("Op korte termijn", "steun_kort"),
                ("Op lange termijn", "steun_lang"),
                ("Wie helpt, en waar", "aanbieder"),
            )
            if tekst.get(veld)
        ),
        urgentie=_urgentie(sessie, tekst),
        vangnet=tekst.get("vangnet") or "",
        overbrugging=tekst.get("overbrugging") or "",
        veiligheid=_veiligheid(g.veiligheid),
        regie=tekst.get("regie") or "",
        contacten=contacten,
        vervolg=_vervolg(tekst.get("vervolg")),
        delen=_delen(stuk, soort, collegas),
        uw_woorden=_uw_woorden(stuk) if soort is BriefSoort.INWONER else (),
        conclusie=_conclusie(stuk) if heeft_bijlage and sessie.profiel.advies.eigen_conclusie else "",
        themas=_themas(stuk, woorden=themas, cijfers=web) if themas or web else (),
        spinnenweb=web,
        onderwerp=onderwerpregel(
            initialen(mens.get("voornaam") or "", mens.get("achternaam") or ""), geboren[:4]
        ),
    )
    return _zonder_inhoud(brief) if soort is BriefSoort.BERICHT else brief


def _zonder_inhoud(brief: Brief) -> Brief:
    """Only that the gesprek took place: what may not be printed does not leave here at all."""
    inhoud = ("uw_vraag", "gevraagd", "wat_vragen_wij", "antwoord", "urgentie", "vangnet", "overbrugging")
    leeg: dict[str, Any] = dict.fromkeys((*inhoud, "veiligheid", "regie", "vervolg"), "")
    return replace(brief, afspraken=(), steun=(), themas=(), **leeg)


def onderwerpregel(initialen: str, geboortejaar: str) -> str:
    """Subject line to copy into the secure message: no name, enough to find the person (practice.md 2.4)."""
    return f"Advies verkennend gesprek, {initialen}" + (f", {geboortejaar}" if geboortejaar else "")


def _dag(g: t.Gesprek) -> date:
    from mgn_tui.domain.klok import AMSTERDAM

    return g.begin.astimezone(AMSTERDAM).date()


def _regel(*delen: str | None) -> str:
    return ", ".join(d for d in delen if d)


def _adres(stuk: _Stukken) -> tuple[str, ...]:
    p = stuk.praktijk
    if p is None:
        return ()
    door = kluis.lees_geheim(stuk.aanmelding, "gevraagd_door", stuk.sleutel) or p.huisarts or ""
    return tuple(
        d
        for d in (
            p.naam,
            f"t.a.v. {door}" if door else "",
            p.adres,
            f"{p.postcode or ''} {p.plaats or ''}".strip(),
        )
        if d
    )


def _gevraagd(stuk: _Stukken) -> str:
    door = kluis.lees_geheim(stuk.aanmelding, "gevraagd_door", stuk.sleutel)
    op = toon_datum(stuk.aanmelding.aanmelddatum)
    return f"Gesteld door {door} op {op}." if door else f"Gesteld op {op}."


def wat_vragen_wij(tekst: dict[str, Any], soort: BriefSoort = BriefSoort.HUISARTS) -> str:
    """What the huisarts has to do, in one or two plain sentences; the inwoner reads it as about their huisarts."""
    extra = (tekst.get("actie_toelichting") or "").strip()
    match tekst.get("actie_huisarts"):
        case ActieHuisarts.GEEN.value if soort is BriefSoort.INWONER:
            return "Niets. Uw huisarts hoeft hiervoor niets te doen."
        case ActieHuisarts.GEEN.value:
            return "Niets. U hoeft hiervoor niets te doen." + (f" {extra}" if extra else "")
        case ActieHuisarts.VERWIJZING_GGZ.value:
            delen = ["Een verwijzing naar de ggz."]
            if extra:
                delen.append(f"Hulpvraag: {extra}")
            if aanbieder := tekst.get("ggz_aanbieder"):
                delen.append(f"Voorgestelde aanbieder: {aanbieder}{_wachttijd(tekst)}.")
            delen.append("Dit gesprek is geen verkorte route: de gewone wachttijd geldt.")
            return " ".join(delen)
        case ActieHuisarts.VERWIJZING_OVERIG.value:
            return f"Een verwijzing. {extra}".strip()
        case ActieHuisarts.ANDERS.value:
            return str(extra)
        case _:
            return ""


def _wachttijd(tekst: dict[str, Any]) -> str:
    wacht = wachttijd(
        tekst.get("wachttijd_weken"), tekst.get("wachttijd_op"), tekst.get("wachttijd_bron") or ""
    )
    return f", {wacht}" if wacht else ""


def _urgentie(sessie: "Sessie", tekst: dict[str, Any]) -> str:
    code = tekst.get("urgentie")
    labels = {i.code: i.label for i in sessie.profiel.urgentie} or {u.value: u.label for u in Urgentie}
    if not code:
        return ""
    if code == Urgentie.VANDAAG.value:
        met = f" met {tekst['gebeld_met']}" if tekst.get("gebeld_met") else ""
        return f"Vandaag gebeld{met}" + (
            f" op {toon_datum(tekst['gebeld_op'])}" if tekst.get("gebeld_op") else ""
        )
    return str(labels.get(code, code))


def _veiligheid(code: str | None) -> str:
    match code:
        case Veiligheid.JA.value:
            return "We hebben over veiligheid gesproken."
        case Veiligheid.NEE.value:
            return "We hebben niet over veiligheid gesproken."
        case _:
            return ""


def _vervolg(vervolg: bool | None) -> str:
    if vervolg is None:
        return ""
    return (
        "Er volgt een tweede gesprek; daarna schrijven wij u opnieuw."
        if vervolg
        else "Er volgt geen tweede verkennend gesprek."
    )


def _regels(sessie: "Sessie", stuk: _Stukken) -> tuple[AfspraakRegel, ...]:
    delen = {d.code: d.label for d in sessie.profiel.advies.delen}
    plek = {code: nummer for nummer, code in enumerate(delen)}

    def deel(open_: Mapping[str, Any]) -> str:
        return str(open_.get("deel") or next(iter(delen), ""))

    # In the order of the region's layout: in Twente that order is the method (het goede gesprek).
    return tuple(
        AfspraakRegel(
            deel=delen.get(deel(open_), deel(open_)),
            wat=open_.get("wat") or "",
            wie=open_.get("wie") or "",
            met=open_.get("met") or "",
            wanneer=open_.get("wanneer") or "",
            staat=AfspraakStaat(open_.get("staat") or AfspraakStaat.AFGESPROKEN).label,
        )
        for open_ in sorted(stuk.afspraken, key=lambda a: plek.get(deel(a), len(plek)))
    )


def _contacten(stuk: _Stukken) -> tuple[tuple[Contact, ...], dict[UUID, str]]:
    db = stuk.db
    ids = [
        d.medewerker
        for d in kluis.kinderen(db, t.Deelnemer, gesprek=stuk.gesprek.id)
        if d.aanwezig is not False and d.rol in ("gespreksvoerder", "ervaringsdeskundige")
    ]
    mensen = db.exec(
        select(t.Medewerker).where(col(t.Medewerker.id).in_(ids)).order_by(col(t.Medewerker.naam))
    ).all()
    gevonden = []
    for m in mensen:
        dagen = sorted({w.weekdag for w in kluis.kinderen(db, t.Werktijd, medewerker=m.id)})
        gevonden.append(
            Contact(
                m.naam,
                m.functie or "",
                m.organisatie or "",
                m.telefoon or "",
                opsom([_DAGEN[d] for d in dagen]),
            )
        )
    return tuple(gevonden), {m.id: m.naam for m in mensen}


def opsom(delen: Sequence[str]) -> str:
    """ "ma", "ma en di", "ma, di en do"."""
    return " en ".join(d for d in (", ".join(delen[:-1]), delen[-1]) if d) if delen else ""


def _delen(stuk: _Stukken, soort: BriefSoort, collegas: dict[UUID, str]) -> tuple[str, ...]:
    """What was agreed about sharing, and who agreed with the advies."""
    db, g, advies = stuk.db, stuk.gesprek, stuk.advies
    if soort is BriefSoort.BERICHT:
        return ("De inwoner vindt goed dat u weet dat dit gesprek er was.",)
    wie = "u" if soort is BriefSoort.INWONER else stuk.naam
    zinnen = []
    besproken = stuk.tekst.get("besproken_op")
    if besproken:
        zinnen.append(f"Besproken met {wie} op {toon_datum(besproken)}.")
    else:
        zinnen.append(f"Let op: dit advies is nog niet besproken met {wie}.")
    bezwaar = not mag_delen(db, g.id, Ontvanger.HUISARTS, DeelOnderdeel.ADVIES)
    if soort is BriefSoort.INWONER:
        zinnen.append(
            "U wilt niet dat uw huisarts dit advies krijgt."
            if bezwaar
            else "Uw huisarts krijgt dit advies ook."
        )
    elif not bezwaar:
        zinnen.append("Er is geen bezwaar tegen delen met u.")
    toestemming = []
    for ontvanger in Ontvanger:
        if ontvanger is Ontvanger.HUISARTS:
            continue
        rijen = kluis.kinderen(db, t.Delen, gesprek=g.id, ontvanger=ontvanger.value)
        wat = [DeelOnderdeel(r.onderdeel).label for r in rijen if r.mag]
        naam = next((n for r in rijen if (n := kluis.lees_geheim(r, "naam", stuk.sleutel))), ontvanger.label)
        if wat:
            toestemming.append(f"{naam} ({opsom(wat)})")
    if toestemming:
        begin = "U gaf" if soort is BriefSoort.INWONER else f"{hoofdletter(stuk.naam)} heeft"
        eind = (
            "toestemming om dit te delen met"
            if soort is BriefSoort.INWONER
            else "toestemming gegeven voor delen met"
        )
        zinnen.append(f"{begin} {eind}: {opsom(toestemming)}.")
    akkoord = {a.medewerker: a.op for a in kluis.kinderen(db, t.Akkoord, advies=advies.id)} if advies else {}
    for medewerker, naam in collegas.items():
        if medewerker in akkoord:
            zinnen.append(f"Akkoord {naam}: {toon_datum(akkoord[medewerker])}.")
        elif soort is not BriefSoort.INWONER:
            zinnen.append(f"Let op: nog geen akkoord van {naam}.")
    if stuk.tekst.get("papier_inwoner") and soort is not BriefSoort.INWONER:
        zinnen.append(f"{hoofdletter(stuk.naam)} heeft dit advies op papier.")
    return tuple(zinnen)


def hoofdletter(tekst: str) -> str:
    """The first letter large, at the beginning of a sentence."""
    return tekst[:1].upper() + tekst[1:]


def _themarijen(stuk: _Stukken) -> list[tuple[Thema, dict[str, Any]]]:
    rijen = {r.thema: r for r in kluis.kinderen(stuk.db, t.GesprekThema, gesprek=stuk.gesprek.id)}
    return [(thema, kluis.lees(rijen[thema.value], stuk.sleutel)) for thema in Thema if thema.value in rijen]


def _themas(stuk: _Stukken, *, woorden: bool, cijfers: bool) -> tuple[ThemaRegel, ...]:
    """What may be shared of each theme, and nothing beside it: words and score are two consents."""
    return tuple(
        ThemaRegel(
            naam=thema.label,
            vertelt=(woorden and r["vertelt"]) or "",
            kracht=(woorden and r["kracht"]) or "",
            lastig=(woorden and r["lastig"]) or "",
            wens=(woorden and r["wens"]) or "",
            cijfer=float(r["score"]) if cijfers and r["score"] is not None else None,
        )
        for thema, r in _themarijen(stuk)
        if r["besproken"]
    )


def _conclusie(stuk: _Stukken) -> str:
    """What the inwoner concludes: in the letter where the region's report is that conclusion."""
    return str(kluis.lees_geheim(stuk.gesprek, "conclusie", stuk.sleutel) or "")


def _uw_woorden(stuk: _Stukken) -> tuple[tuple[str, str], ...]:
    """What the inwoner said themselves: their conclusion, what gives strength, what they want."""
    g, gevonden = stuk.gesprek, []
    for kop, veld in (
        ("Wat u meeneemt", "conclusie"),
        ("Hier wilt u eerst grip op", "eerst_grip"),
        ("Wat u wilt", "wil"),
        ("Wat u kunt", "kan"),
        ("Wat u nodig heeft", "nodig"),
    ):
        if waarde := kluis.lees_geheim(g, veld, stuk.sleutel):
            gevonden.append((kop, str(waarde)))
    for kop, veld in (("Waar u kracht uit haalt", "kracht"), ("Wat u anders wilt", "wens")):
        zinnen = [r[veld] for _, r in _themarijen(stuk) if r[veld]]
        if zinnen:
            gevonden.append((kop, "\n".join(zinnen)))
    return tuple(gevonden)

"""The team: who they are, when they work, and the keys that let them in."""

from collections.abc import Mapping
from datetime import date, time
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from mgn_tui.domain.datums import lees_datum
from mgn_tui.domain.fouten import Geweigerd, NietGevonden
from mgn_tui.domain.teamregel import heeft_eigen_plek
from mgn_tui.domain.velden import Formulier, Veld, VeldSoort
from mgn_tui.domain.woorden import Domein, Rol
from mgn_tui.register import keuzes, kluis, sleutelwissel, toegang, vertrouwen
from mgn_tui.register.kluis import Recordregel, als_ruw, eis_versie
from mgn_tui.store import tables as t
from mgn_tui.store.sleutelbestand import Sleutelbestand, wachtwoord_bezwaar

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

DAGEN = ("ma", "di", "wo", "do", "vr", "za", "zo")


def formulier(sessie: "Sessie") -> Formulier:
    wie, werk, agenda = "Wie", "Werk", "Agenda"
    return Formulier(
        "medewerker",
        "Collega",
        (
            Veld(
                "naam",
                "Naam",
                verplicht=True,
                maximum_tekens=120,
                groep=wie,
                hulp="Zoals het in de brief staat.",
            ),
            Veld("rol", "Rol", VeldSoort.KEUZE, verplicht=True, keuzes=keuzes.van_woorden(Rol), groep=wie),
            Veld("functie", "Functie", groep=wie),
            Veld("organisatie", "Organisatie", groep=wie),
            Veld(
                "telefoon", "Direct telefoonnummer", controle="telefoon", groep=wie, hulp="Staat in de brief."
            ),
            Veld(
                "domein",
                "Domein",
                VeldSoort.KEUZE,
                keuzes=keuzes.van_woorden(Domein),
                groep=werk,
                hulp="Van de persoon, niet van de werkgever.",
            ),
            Veld(
                "ervaringsdeskundig",
                "Geschoold ervaringsdeskundige?",
                VeldSoort.JANEE,
                zeker=True,
                groep=werk,
            ),
            Veld(
                "expertise",
                "Kennis van",
                VeldSoort.LIJST,
                keuzes=keuzes.van_items(sessie.profiel.expertises),
                groep=werk,
            ),
            Veld(
                "aanmeldpunt",
                "Doet het aanmeldpunt?",
                VeldSoort.JANEE,
                zeker=True,
                groep=werk,
                hulp="Wie het aanmeldpunt doet, leest een aanmelding tot het gesprek is gepland.",
            ),
            Veld("max_per_week", "Hoogstens per week", VeldSoort.GETAL, minimum=0, maximum=40, groep=agenda),
            Veld(
                "werktijden",
                "Werktijden",
                VeldSoort.LANG,
                maximum_tekens=600,
                groep=agenda,
                hulp="Eén dag per regel: ma 9:00-17:00. Twee blokken: ma 9:00-12:00 13:00-17:00.",
            ),
            Veld(
                "afwezig",
                "Afwezig",
                VeldSoort.LANG,
                maximum_tekens=1000,
                groep=agenda,
                hulp="Eén periode per regel: 3-8-2027 t/m 21-8-2027. Zonder reden.",
            ),
            Veld(
                "scholing",
                "Scholing",
                VeldSoort.LANG,
                maximum_tekens=1000,
                groep=agenda,
                hulp="Eén per regel, met de dag van het certificaat: Positieve gezondheid 12-3-2026.",
            ),
        ),
    )


def regels(db: Session, vorm: Formulier) -> list[Recordregel]:
    """All colleagues by name, also those who left."""
    mensen = db.exec(select(t.Medewerker).order_by(col(t.Medewerker.naam))).all()
    return [_regel(db, m, vorm) for m in mensen]


def _regel(db: Session, m: t.Medewerker, vorm: Formulier) -> Recordregel:
    waarden: dict[str, Any] = kluis.lees(m, None)
    waarden["expertise"] = tuple(e.code for e in kluis.kinderen(db, t.MedewerkerExpertise, medewerker=m.id))
    waarden["werktijden"] = _toon_werktijden(kluis.kinderen(db, t.Werktijd, medewerker=m.id))
    waarden["afwezig"] = "\n".join(
        f"{a.van:%d-%m-%Y} t/m {a.tot:%d-%m-%Y}" for a in kluis.kinderen(db, t.Afwezigheid, medewerker=m.id)
    )
    waarden["scholing"] = "\n".join(
        f"{s.naam} {s.behaald_op:%d-%m-%Y}" if s.behaald_op else s.naam
        for s in kluis.kinderen(db, t.Scholing, medewerker=m.id)
    )
    ruw = {v.naam: als_ruw(v, waarden.get(v.naam)) for v in vorm.velden}
    bij = (
        Rol(m.rol).label if m.rol == "coordinator" else ", ".join(d for d in (m.functie, m.organisatie) if d)
    )
    versie = kluis.versie(db, None, ("medewerker", m.id.hex))
    return Recordregel(m.id.hex, m.naam, bij, m.actief, ruw, versie)


def _toon_werktijden(rijen: list[t.Werktijd]) -> str:
    per_dag: dict[int, list[str]] = {}
    for w in sorted(rijen, key=lambda w: (w.weekdag, w.van)):
        per_dag.setdefault(w.weekdag, []).append(f"{w.van}-{w.tot}")
    return "\n".join(f"{DAGEN[dag]} {' '.join(blokken)}" for dag, blokken in per_dag.items())


def lees_werktijden(tekst: str) -> list[tuple[int, str, str]]:
    """ "ma 9:00-17:00", a day per line, as (weekday, from, to). Raises `Geweigerd` naming the line."""
    gevonden: list[tuple[int, str, str]] = []
    for regel in filter(None, (r.strip() for r in tekst.splitlines())):
        dag, *blokken = regel.lower().split()
        if dag[:2] not in DAGEN or not blokken:
            raise Geweigerd({"werktijden": f"Begrijp '{regel[:30]}' niet. Schrijf het zo: ma 9:00-17:00."})
        for blok in blokken:
            try:
                van, tot = (_tijd(deel) for deel in blok.split("-"))
            except ValueError:
                raise Geweigerd(
                    {"werktijden": f"Begrijp '{blok[:20]}' niet. Schrijf het zo: 9:00-17:00."}
                ) from None
            if van >= tot:
                raise Geweigerd({"werktijden": f"Bij {dag[:2]} ligt het einde vóór het begin."})
            nieuw = (DAGEN.index(dag[:2]), van, tot)
            if any(d == nieuw[0] and v < tot and van < t for d, v, t in gevonden):
                raise Geweigerd({"werktijden": f"Bij {dag[:2]} overlappen twee blokken elkaar."})
            gevonden.append(nieuw)
    return gevonden


def _tijd(tekst: str) -> str:
    uur, _, minuut = tekst.replace(".", ":").partition(":")
    return time(int(uur), int(minuut or 0)).strftime("%H:%M")


def _lees_perioden(tekst: str, vandaag: date) -> list[tuple[date, date]]:
    gevonden: list[tuple[date, date]] = []
    for regel in filter(None, (r.strip() for r in tekst.splitlines())):
        delen = [d.strip() for d in regel.replace("t/m", "|").replace(" tot ", "|").split("|")]
        try:
            dagen = [lees_datum(d, vandaag) for d in delen if d]
        except ValueError as fout:
            raise Geweigerd({"afwezig": f"{fout}"}) from None
        if not 1 <= len(dagen) <= 2 or dagen[-1] < dagen[0]:
            raise Geweigerd({"afwezig": "Schrijf het zo: 3-8-2027 t/m 21-8-2027."})
        if any(van == dagen[0] for van, _ in gevonden):
            raise Geweigerd({"afwezig": "Er staan twee perioden met dezelfde eerste dag. Maak er één van."})
        gevonden.append((dagen[0], dagen[-1]))
    return gevonden


def _lees_scholing(tekst: str, vandaag: date) -> list[tuple[str, date | None]]:
    gevonden: list[tuple[str, date | None]] = []
    for regel in filter(None, (r.strip() for r in tekst.splitlines())):
        naam, _, laatste = regel.rpartition(" ")
        if laatste[:1].isdigit() and "-" in laatste and naam:
            try:
                gevonden.append((naam, lees_datum(laatste, vandaag)))
            except ValueError as fout:
                raise Geweigerd({"scholing": f"{fout}"}) from None
        else:
            gevonden.append((regel, None))
    if len({naam for naam, _ in gevonden}) < len(gevonden):
        raise Geweigerd({"scholing": "Een scholing staat er twee keer. Laat de nieuwste staan."})
    return gevonden


def bewaar(
    sessie: "Sessie",
    ruw: Mapping[str, str],
    id_: str | None = None,
    versie: str | None = None,
    concept: tuple[str, str] | None = None,
) -> str:
    """Add or change a colleague; returns the key. Raises `Geweigerd`, `Botsing`, `NietGevonden`."""
    vorm, vandaag = formulier(sessie), sessie.klok.vandaag()
    with sessie.schrijven(concept=concept) as db:
        rij = db.get(t.Medewerker, UUID(hex=id_)) if id_ else None
        if id_ and rij is None:
            raise NietGevonden("Deze collega staat niet meer in het team.")
        if rij is None:
            rij = t.Medewerker(id=sessie.nieuw_id(), naam="", rol="")
        else:
            staand = _regel(db, rij, vorm)
            eis_versie(ruw, staand.ruw, versie, staand.versie)
            ruw = staand.ruw | dict(ruw)
        punt = rij.aanmeldpunt
        _schrijf(db, sessie, rij, *vorm.lees(ruw, vandaag))
    if rij.aanmeldpunt != punt:
        toegang.herzie_alles(sessie)
    return rij.id.hex


def _schrijf(
    db: Session, sessie: "Sessie", rij: t.Medewerker, waarden: dict[str, Any], fouten: dict[str, str]
) -> None:
    """What the form gave, if all rules allow it. Raises `Geweigerd`."""
    vandaag = sessie.klok.vandaag()
    if waarden.get("rol") == Rol.COORDINATOR.value and waarden.get("aanmeldpunt"):
        fouten["aanmeldpunt"] = (
            "Een coördinator kan het aanmeldpunt niet doen: die mag niet weten wie de inwoner is."
        )
    eigen_plek = bool(waarden.get("ervaringsdeskundig")) and heeft_eigen_plek(sessie.profiel.teamregel)
    if waarden.get("rol") == Rol.GESPREKSVOERDER.value and not waarden.get("domein") and not eigen_plek:
        fouten["domein"] = "Kies ggz of sociaal domein; de planning kijkt ernaar."
    naam = str(waarden.get("naam") or "").casefold()
    for ander in db.exec(select(t.Medewerker).where(col(t.Medewerker.actief).is_(True))).all():
        if ander.id != rij.id and naam == ander.naam.casefold():
            fouten["naam"] = "Er is al een collega met deze naam. Voeg bijvoorbeeld een initiaal toe."
    if rij.publiek is not None and waarden.get("rol", rij.rol) != rij.rol:
        fouten["rol"] = (
            "Van rol wisselen kan niet met dezelfde sleutel. Verwijder deze collega en voeg opnieuw toe."
        )
    if waarden.get("aanmeldpunt") and not rij.aanmeldpunt and not _mag_lezers_kiezen(db, sessie):
        fouten["aanmeldpunt"] = ALLEEN_LEZERS
    lijsten: dict[str, Any] = {"werktijden": [], "afwezig": [], "scholing": []}
    for veld, lees in (
        ("werktijden", lees_werktijden),
        ("afwezig", lambda tekst: _lees_perioden(tekst, vandaag)),
        ("scholing", lambda tekst: _lees_scholing(tekst, vandaag)),
    ):
        try:
            lijsten[veld] = lees(str(waarden.pop(veld, None) or ""))
        except Geweigerd as fout:
            fouten |= fout.fouten
    if fouten:
        raise Geweigerd(fouten)
    expertises: Any = waarden.pop("expertise", None) or ()
    for vlag in ("ervaringsdeskundig", "aanmeldpunt"):
        waarden[vlag] = bool(waarden.get(vlag))
    db.add(rij)
    kluis.schrijf(rij, waarden, None)
    kluis.zet_codes(db, t.MedewerkerExpertise, {"medewerker": rij.id}, "code", expertises)
    _vervang(
        db, t.Werktijd, rij.id, [{"weekdag": d, "van": v, "tot": e} for d, v, e in lijsten["werktijden"]]
    )
    _vervang(db, t.Afwezigheid, rij.id, [{"van": v, "tot": e} for v, e in lijsten["afwezig"]])
    _vervang(db, t.Scholing, rij.id, [{"naam": n, "behaald_op": d} for n, d in lijsten["scholing"]])


ALLEEN_LEZERS = "Wie inwoners mag lezen, bepaalt een gespreksvoerder, niet de coördinator."


def _mag_lezers_kiezen(db: Session, sessie: "Sessie") -> bool:
    """A coördinator may set up the team, but once a gespreksvoerder logs in, who reads is theirs to say:
    otherwise a coördinator could make a second, invented colleague and read as that one."""
    return (
        not sessie.ik.coordinator
        or not db.exec(
            select(t.Medewerker).where(
                t.Medewerker.rol == "gespreksvoerder", col(t.Medewerker.publiek).is_not(None)
            )
        ).first()
    )


def _vervang(db: Session, model: type[Any], medewerker: UUID, rijen: list[dict[str, Any]]) -> None:
    """Make the rows of a colleague these; a row that stays the same is not touched."""
    db.flush()
    staand = kluis.kinderen(db, model, medewerker=medewerker)
    gewenst = [frozenset(r.items()) for r in rijen]
    for rij in staand:
        eigen = next((g for g in gewenst if all(getattr(rij, k) == w for k, w in g)), None)
        if eigen is None:
            db.delete(rij)
        else:
            gewenst.remove(eigen)
    db.flush()
    for nieuw in gewenst:
        db.add(model(medewerker=medewerker, **dict(nieuw)))


def geef_toegang(sessie: "Sessie", id_: str, wachtwoord: str) -> None:
    """Let a colleague of the team log in, with a passphrase they type themselves.

    Keys of inwoners they should read are handed on at once, as far as this person holds them.
    """
    with sessie.lezen() as db:
        mens = db.get(t.Medewerker, UUID(hex=id_))
        mag = _mag_lezers_kiezen(db, sessie)
    if mens is None or not mens.actief:
        raise NietGevonden("Deze collega staat niet in het team.")
    if mens.rol == Rol.GESPREKSVOERDER.value and not mag:
        raise sessie.geen_toegang(ALLEEN_LEZERS)
    if mens.publiek is not None:
        raise Geweigerd("Deze collega heeft al een eigen wachtwoord.")
    if bezwaar := wachtwoord_bezwaar(wachtwoord, mens.naam):
        raise Geweigerd({"wachtwoord": bezwaar})
    voeg_sleutel_toe(sessie, mens.id, mens.naam, wachtwoord)


def voeg_sleutel_toe(sessie: "Sessie", id_: UUID, naam: str, wachtwoord: str) -> None:
    bestand = Sleutelbestand.lees(sessie.werkmap.sleutels)
    if id_ in bestand.personen:  # an entry that never reached the database
        bestand.verwijder(id_)
    publiek = bestand.voeg_persoon_toe(id_, naam, wachtwoord, sessie.geopend.databasesleutel)
    try:
        with sessie.schrijven() as db:
            db.get_one(t.Medewerker, id_).publiek = publiek
            toegang.noteer(db, sessie, "toegang gegeven", None, f"medewerker:{id_.hex}")
            vertrouwen.leer_kennen(db, sessie)
    except BaseException:
        bestand.verwijder(id_)
        raise
    toegang.herzie_alles(sessie)


def wijzig_wachtwoord(sessie: "Sessie", oud: str, nieuw: str) -> None:
    """Change one's own passphrase. Raises `VerkeerdWachtwoord`, `Geweigerd`."""
    if bezwaar := wachtwoord_bezwaar(nieuw, sessie.ik.naam):
        raise Geweigerd({"nieuw": bezwaar})
    Sleutelbestand.lees(sessie.werkmap.sleutels).wijzig_wachtwoord(sessie.ik.id, oud, nieuw)
    toegang.noteer_los(sessie, "wachtwoord gewijzigd")


def nieuwe_herstelcode(sessie: "Sessie") -> str:
    """A recovery code that opens what this person could open; shown once, the old one is void."""
    code = Sleutelbestand.lees(sessie.werkmap.sleutels).maak_herstelcode(sessie.geopend, voor=sessie.ik.id)
    toegang.noteer_los(sessie, "herstelcode gemaakt")
    return code


def verwijder(sessie: "Sessie", id_: str, nieuwe_sleutel: bool = True) -> str | None:
    """Somebody leaves: their entry and their sealed keys go; what they did stays in their name.

    The database gets a new key, unless `nieuwe_sleutel` is False: an old copy of the key file then opens an old
    copy of the database and nothing else (SECURITY.md). Returns why that did not succeed, or None.
    """
    mens_id = UUID(hex=id_)
    if mens_id == sessie.ik.id:
        raise Geweigerd("U kunt uzelf niet verwijderen; een collega kan dat doen.")
    with sessie.schrijven() as db:
        mens = db.get(t.Medewerker, mens_id)
        if mens is None:
            raise NietGevonden("Deze collega staat niet in het team.")
        if _enige_lezer(db, mens_id):
            raise Geweigerd(
                "Deze collega is de enige die sommige inwoners kan lezen. Laat hem of haar eerst een waarnemer "
                "toegang geven."
            )
        mens.actief, mens.aanmeldpunt, mens.publiek = False, False, None
        for rij in kluis.kinderen(db, t.Inwonersleutel, medewerker=mens_id):
            db.delete(rij)
        for concept in kluis.kinderen(db, t.Concept, medewerker=mens_id):
            db.delete(concept)
        for zin in kluis.kinderen(db, t.Zin, medewerker=mens_id, van_team=False):
            db.delete(zin)  # nobody else ever sees it
        for bekend in (
            *kluis.kinderen(db, t.Bekend, wie=mens_id),
            *kluis.kinderen(db, t.Bekend, van=mens_id),
        ):
            db.delete(bekend)
        toegang.noteer(db, sessie, "collega verwijderd", None, f"medewerker:{mens_id.hex}")
    bestand = Sleutelbestand.lees(sessie.werkmap.sleutels)
    if mens_id not in bestand.personen:
        return None
    bestand.verwijder(mens_id)
    return sleutelwissel.wissel_of_zeg(sessie) if nieuwe_sleutel else None


def _enige_lezer(db: Session, medewerker: UUID) -> bool:
    mijn, ander = aliased(t.Inwonersleutel), aliased(t.Inwonersleutel)
    nog_een = select(ander).where(ander.inwoner == mijn.inwoner, ander.medewerker != medewerker).exists()
    return db.exec(select(mijn).where(mijn.medewerker == medewerker, ~nog_een).limit(1)).first() is not None

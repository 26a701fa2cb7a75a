"""Who may read whom, and who did.

The key of an inwoner is sealed to whoever does the aanmeldpunt until a gesprek is planned, and then to the
colleagues at that gesprek; a stand-in gets it with a reason. Looking without the right is impossible: there
is no key. Every opening, reading and refusal has an entry in the access log; each device chains its own, so
that the logs of two laptops can be laid together later.
"""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from mgn_tui.domain.fouten import GeenToegang, Geweigerd
from mgn_tui.domain.velden import Formulier, Veld
from mgn_tui.register import kluis, vertrouwen
from mgn_tui.register.toegangslogboek import Toegangsregel as Toegangsregel
from mgn_tui.register.toegangslogboek import keten_klopt as keten_klopt
from mgn_tui.register.toegangslogboek import las as las
from mgn_tui.register.toegangslogboek import noteer as noteer
from mgn_tui.register.toegangslogboek import noteer_los as noteer_los
from mgn_tui.register.toegangslogboek import wie_las as wie_las
from mgn_tui.store.geheim import verzegel
from mgn_tui.store.tables import Inwonersleutel, Medewerker

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

AANMELDPUNT, AANMELDING, GESPREK, WAARNEMING = "aanmeldpunt", "aanmelding", "gesprek", "waarneming"
LEVEND = ("gepland", "gevoerd")

# Who should hold the key of the inwoners in `wie`, with the grounds from weakest to strongest. Only codes and
# keys are read, and those from indexes: at 10.000 inwoners this runs at every unlock.
_WENS = """WITH wie(inwoner) AS ($WIE),
mag(id, punt) AS (
  SELECT id, aanmeldpunt FROM medewerker WHERE publiek IS NOT NULL AND actief AND rol = 'gespreksvoerder'),
wacht(inwoner) AS (
  SELECT inwoner FROM wie WHERE NOT EXISTS (SELECT 1 FROM aanmelding a WHERE a.inwoner = wie.inwoner)
  UNION SELECT a.inwoner FROM wie CROSS JOIN aanmelding a ON a.inwoner = wie.inwoner WHERE NOT EXISTS (
    SELECT 1 FROM gesprek g WHERE g.aanmelding = a.id AND g.status IN ('gepland', 'gevoerd'))),
wens(inwoner, medewerker, rang, grond) AS (
  SELECT inwoner, id, 0, 'aanmeldpunt' FROM wacht CROSS JOIN mag WHERE punt
  UNION ALL SELECT s.inwoner, s.medewerker, 1, s.grond FROM wacht
    CROSS JOIN inwonersleutel s ON s.inwoner = wacht.inwoner WHERE s.grond = 'aanmelding'
  UNION ALL SELECT g.inwoner, d.medewerker, 2, 'gesprek' FROM wie CROSS JOIN gesprek g ON g.inwoner = wie.inwoner
    CROSS JOIN deelnemer d ON d.gesprek = g.id
    WHERE g.status <> 'geannuleerd' AND d.rol IN ('gespreksvoerder', 'ervaringsdeskundige')
  UNION ALL SELECT s.inwoner, s.medewerker, 3, s.grond FROM wie
    CROSS JOIN inwonersleutel s ON s.inwoner = wie.inwoner WHERE s.grond = 'waarneming'),
hoort(inwoner, medewerker) AS (SELECT DISTINCT inwoner, medewerker FROM wens WHERE medewerker IN (SELECT id FROM mag)),
heeft(inwoner, medewerker) AS (
  SELECT s.inwoner, s.medewerker FROM wie CROSS JOIN inwonersleutel s ON s.inwoner = wie.inwoner)
$VRAAG"""
_LEZERS = text(
    _WENS.replace("$WIE", "SELECT :inwoner").replace(
        "$VRAAG", "SELECT medewerker, grond FROM wens WHERE medewerker IN (SELECT id FROM mag) ORDER BY rang"
    )
)
_SCHEEF = text(
    _WENS.replace("$WIE", "SELECT inwoner FROM inwonersleutel WHERE medewerker = :ik").replace(
        "$VRAAG",
        """SELECT inwoner FROM (SELECT * FROM hoort EXCEPT SELECT * FROM heeft)
UNION SELECT inwoner FROM (SELECT * FROM heeft EXCEPT SELECT * FROM hoort)
  WHERE inwoner IN (SELECT inwoner FROM hoort)""",
    )
)


def lezers(db: Session, inwoner: UUID) -> dict[UUID, str]:
    """Who should hold this inwoner's key, and why (design.md, *Two keys*); only colleagues who log in."""
    return {UUID(bytes=m): grond for m, grond in db.execute(_LEZERS, {"inwoner": inwoner.bytes})}


def herzie(db: Session, sessie: "Sessie", inwoner: UUID) -> bool:
    """Seal the key to whoever should read, take it from whoever no longer should; True when any of that was
    done. Needs the key; without it (a coördinator who plans) it is left for the next colleague who holds it.
    """
    db.flush()
    sleutel = sessie.sleutel(inwoner, db)
    gewenst = lezers(db, inwoner)
    nu = {s.medewerker: s for s in kluis.kinderen(db, Inwonersleutel, inwoner=inwoner)}
    erbij = vertrouwen.sleutels(db, sessie, gewenst.keys() - nu.keys())
    eraf = nu.keys() - gewenst.keys()
    if sleutel is None or not (gewenst.keys() & nu.keys() or erbij):
        return False  # never leave an inwoner whom nobody can read
    for medewerker, publiek in erbij.items():
        grond, zegel = gewenst[medewerker], verzegel(sleutel, publiek)
        db.add(Inwonersleutel(inwoner=inwoner, medewerker=medewerker, grond=grond, zegel=zegel))
    for medewerker in gewenst.keys() & nu.keys():
        kluis.schrijf(nu[medewerker], {"grond": gewenst[medewerker]}, None)
    for medewerker in eraf:
        db.delete(nu[medewerker])
        if medewerker == sessie.ik.id:
            sessie.vergeet_sleutel(inwoner)
    db.flush()
    return bool(erbij or eraf)


def herzie_alles(sessie: "Sessie") -> int:
    """After unlocking: hand on the keys that somebody without them planned for. Returns how many changed."""
    with sessie.lezen() as db:
        scheef = db.execute(_SCHEEF, {"ik": sessie.ik.id.bytes}).scalars().all()
    if not scheef:
        return 0
    with sessie.schrijven() as db:
        return sum(herzie(db, sessie, UUID(bytes=inwoner)) for inwoner in scheef)


_REDEN = Formulier("waarneming", "", (Veld("reden", "Reden", verplicht=True, maximum_tekens=400),))


def laat_waarnemen(sessie: "Sessie", inwoner: UUID, medewerker: UUID, reden: str) -> None:
    """Give a stand-in access; the reason is kept and the access log says it happened."""
    waarden, fouten = _REDEN.lees({"reden": reden}, sessie.klok.vandaag())
    if not reden.strip():
        fouten["reden"] = "Geef een reden: die staat in het toegangslogboek."
    if fouten:
        raise Geweigerd(fouten)
    with sessie.schrijven() as db:
        sleutel = sessie.sleutel(inwoner, db)
        if sleutel is None:
            raise GeenToegang("Alleen wie deze inwoner zelf mag lezen, kan een waarnemer toegang geven.")
        collega = db.get(Medewerker, medewerker)
        if collega is None or not collega.publiek or collega.rol != "gespreksvoerder" or not collega.actief:
            raise Geweigerd({"medewerker": "Een waarnemer is een gespreksvoerder met een eigen wachtwoord."})
        rij = db.get(Inwonersleutel, (inwoner, medewerker))
        if rij is None:
            publiek = vertrouwen.sleutels(db, sessie, [medewerker]).get(medewerker)
            if publiek is None:
                raise Geweigerd({"medewerker": "Deze collega is nieuw of veranderd. Ontgrendel mgn opnieuw."})
            zegel = verzegel(sleutel, publiek)
            rij = Inwonersleutel(inwoner=inwoner, medewerker=medewerker, grond=WAARNEMING, zegel=zegel)
            db.add(rij)
        elif rij.grond == GESPREK:
            raise Geweigerd({"medewerker": "Deze collega leest dit al, als deelnemer aan het gesprek."})
        kluis.schrijf(rij, {"grond": WAARNEMING, "reden": waarden["reden"]}, sleutel)
        noteer(db, sessie, "waarneming gegeven", inwoner, f"medewerker:{medewerker.hex}")


_VOLGT = {
    GESPREK: "als deelnemer aan het gesprek",
    AANMELDPUNT: "via het aanmeldpunt",
    AANMELDING: "na een eigen aanmelding",
}


def trek_waarneming_in(sessie: "Sessie", inwoner: UUID, medewerker: UUID) -> bool:
    """Take a stand-in's access back. False when this colleague reads on, because planning gives them the key
    as well. Raises `GeenToegang` without the key, `Geweigerd` for whoever is no stand-in."""
    with sessie.schrijven() as db:
        if sessie.sleutel(inwoner, db) is None:
            raise GeenToegang("Alleen wie deze inwoner zelf mag lezen, kan een waarneming intrekken.")
        herzie(db, sessie, inwoner)  # first: whoever withdraws their own cannot hand the key on afterwards
        rij = db.get(Inwonersleutel, (inwoner, medewerker))
        if rij is None:
            raise Geweigerd({"medewerker": "Deze collega leest hier niet mee."})
        if rij.grond != WAARNEMING:
            waarom = (
                f"leest mee {_VOLGT[rij.grond]}. Dat volgt uit de planning en is hier niet in te trekken."
            )
            raise Geweigerd({"medewerker": f"Deze collega is hier geen waarnemer, maar {waarom}"})
        zegel = rij.zegel
        db.delete(rij)
        db.flush()
        grond = lezers(db, inwoner).get(medewerker)
        if grond is not None:
            db.add(Inwonersleutel(inwoner=inwoner, medewerker=medewerker, grond=grond, zegel=zegel))
        elif not kluis.kinderen(db, Inwonersleutel, inwoner=inwoner):
            raise Geweigerd(
                {"medewerker": "Dan kan niemand deze inwoner nog lezen. Laat eerst een ander waarnemen."}
            )
        elif medewerker == sessie.ik.id:
            sessie.vergeet_sleutel(inwoner)
        noteer(db, sessie, "waarneming ingetrokken", inwoner, f"medewerker:{medewerker.hex}")
        return grond is None

"""An opened werkmap: who is working, what they can read, and the one way to read and write."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlmodel import Session, col, select

from mgn_tui.domain.fouten import (
    Beschadigd,
    Botsing,
    GeenToegang,
    Geweigerd,
    MgnFout,
    NietGevonden,
    VerkeerdWachtwoord,
)
from mgn_tui.domain.klok import Klok
from mgn_tui.domain.profiel import Profiel
from mgn_tui.domain.referentie import normaliseer
from mgn_tui.domain.tekst import zoveel
from mgn_tui.domain.uuid7 import uuid7
from mgn_tui.register import (
    concepten,
    instellingen,
    regio,
    toegang,
    toegangslogboek,
    vernietigen,
    vertrouwen,
)
from mgn_tui.register.begin import nieuw as nieuw
from mgn_tui.register.openen import Zeg, begin, passende_sleutel, zet_om, zwijg
from mgn_tui.register.vindindex import Vindindex
from mgn_tui.store import handelingen, migrate
from mgn_tui.store.apparaat import apparaat_van
from mgn_tui.store.engine import Store
from mgn_tui.store.geheim import ontzegel
from mgn_tui.store.pogingen import Pogingen
from mgn_tui.store.schema import SCHEMA
from mgn_tui.store.sleutelbestand import Geopend, Sleutelbestand, wachtwoord_bezwaar
from mgn_tui.store.slot import Werkmapslot
from mgn_tui.store.tables import Aanmelding, Gesprek, Instelling, Inwoner, Inwonersleutel, Medewerker
from mgn_tui.store.werkmap import Werkmap

if TYPE_CHECKING:
    from mgn_tui.register.cijferbeeld import Cijferbeeld

_WEG = "Deze persoon hoort niet meer bij het team."


@dataclass(frozen=True, slots=True)
class Ik:
    """Who is at the keyboard."""

    id: UUID
    naam: str
    rol: str
    aanmeldpunt: bool

    @property
    def coordinator(self) -> bool:
        return self.rol == "coordinator"


@dataclass(slots=True)
class Los:
    """What this process did in an anonymous register. The log tells no time of it, so only memory knows what was
    done last. `na`: the place in the log it came behind; `terug`: the place at which it was taken back."""

    na: int
    handelingen: tuple[UUID, ...]
    terug: int | None = None
    opnieuw: bool = False


@dataclass(slots=True)
class Sessie:
    werkmap: Werkmap
    store: Store
    klok: Klok
    ik: Ik
    profiel: Profiel
    _prive: bytes = field(repr=False)
    geopend: Geopend = field(repr=False)
    slot: Werkmapslot = field(repr=False)
    _stapel: ExitStack = field(repr=False)
    _sleutels: dict[UUID, bytes] = field(default_factory=dict, repr=False)
    _keten: bytes | None = field(default=None, repr=False)
    hier: threading.local = field(default_factory=threading.local, repr=False)  # the door of each thread
    gelezen: dict[tuple[str, UUID | None, str | None], datetime] = field(default_factory=dict, repr=False)
    gesloten: bool = False
    verloren: int = 0  # times something was saved that is no longer there
    log_mist: list[str] = field(default_factory=list)  # devices whose log is not what it was
    los: list[Los] = field(default_factory=list, repr=False)
    vind: Vindindex = field(default_factory=Vindindex, repr=False)
    # The figures that were counted last, behind what they are of.
    geteld: "tuple[tuple[object, ...], Cijferbeeld] | None" = field(default=None, repr=False)
    let_op: tuple[str, ...] = ()  # what was found at opening and must be said
    inlognaam: str = field(
        default="", repr=False
    )  # as the key file knows this person, whatever the team writes now

    # --- reading and writing -------------------------------------------------------------

    @contextmanager
    def lezen(self) -> Iterator[Session]:
        with toegangslogboek.deur(self, schrijft=False), self.store.lezen() as db:
            yield db

    @contextmanager
    def schrijven(self, *, concept: tuple[str, str] | None = None, ineens: bool = False) -> Iterator[Session]:
        """One handeling: stored whole or not at all, one step of undo, in this person's name.

        `concept` (form, record) goes in the same transaction: what was typed is now in the record. When
        somebody else was first (`Botsing`), what was typed stays as concept. `ineens`: see `Store.schrijven`.
        """
        wie: UUID | None = None
        try:
            los: Los | None = None
            with (
                toegangslogboek.deur(self, schrijft=True),
                self.store.schrijven(self.ik.id, ineens=ineens) as db,
            ):
                try:
                    yield db
                finally:
                    wie = db.info.get("inwoner")
                if concept is not None:
                    concepten.wis(db, self, *concept)
                db.flush()
                if db.info["los"] and "terugnemen" not in db.info:
                    los = Los(handelingen.laatste_nr(db), tuple(db.info["los"]))
            if los is not None:
                self.los = [eerder for eerder in self.los if eerder.terug is None] + [los]
        except Botsing as botsing:
            if concept is not None:
                with suppress(MgnFout):  # both texts are in the fault as well
                    self._houd_concept(concept, botsing, wie)
            raise

    def _houd_concept(self, concept: tuple[str, str], botsing: Botsing, inwoner: UUID | None) -> None:
        if concepten.vind(self, *concept) is None:
            mijn = {veld: str(waarde) for veld, waarde in botsing.mijn.items()}
            concepten.bewaar(self, *concept, mijn, inwoner, botsing.sinds)

    def nieuw_id(self, na: UUID | None = None) -> UUID:
        """A key that sorts by time, and behind `na` also when the clock was set back since."""
        nu = int(self.klok.nu().timestamp() * 1000)
        return uuid7(nu if na is None else max(nu, (na.int >> 80) + 1))

    # --- keys ----------------------------------------------------------------------------

    def sleutel(self, inwoner: UUID, db: Session) -> bytes | None:
        """The inwoner's key if it was sealed to this person, else None."""
        if (deur := getattr(self.hier, "deur", None)) is not None:
            deur.over = inwoner
        rij = db.get(Inwonersleutel, (inwoner, self.ik.id))
        return self.open_zegel(inwoner, rij.zegel if rij else None)

    def open_zegel(self, inwoner: UUID, zegel: bytes | None) -> bytes | None:
        """The key in a seal that was just read from the database; without one an opened key is forgotten:
        access may have ended since, in another window or on another laptop."""
        if zegel is None:
            self.vergeet_sleutel(inwoner)
            return None
        if (bekend := self._sleutels.get(inwoner)) is None:
            bekend = self._sleutels[inwoner] = ontzegel(zegel, self._prive)
        return bekend

    def eis_sleutel(self, inwoner: UUID, db: Session) -> bytes:
        """The key, or `GeenToegang`."""
        db.info["inwoner"] = inwoner  # of whom this transaction speaks
        if (sleutel := self.sleutel(inwoner, db)) is None:
            raise GeenToegang(
                "Dit is alleen te lezen door de gespreksvoerders van dit gesprek. "
                "Een van hen kan u als waarnemer toegang geven."
            )
        if (deur := getattr(self.hier, "deur", None)) is not None:
            deur.eiste(inwoner)
        return sleutel

    def vergeet_sleutel(self, inwoner: UUID) -> None:
        self._sleutels.pop(inwoner, None)
        self.vind.vergeet(inwoner)

    def ketensleutel(self, db: Session) -> bytes:
        """The key of the access log's chain."""
        if self._keten is None:
            rij = db.get(Instelling, instellingen.KETEN)
            if rij is None:
                raise Beschadigd("De sleutel van het toegangslogboek ontbreekt.")
            self._keten = bytes.fromhex(rij.waarde)
        return self._keten

    @property
    def publiek(self) -> bytes:
        return self.geopend.publiek

    @property
    def prive(self) -> bytes:
        """For sealing one's own concepts; never leaves the process."""
        return self._prive

    def eis_gespreksvoerder(self) -> None:
        if self.ik.coordinator:
            raise self.geen_toegang(
                "Een coördinator werkt met codes en cijfers, niet met de gegevens van een inwoner."
            )

    def geen_toegang(self, melding: str, inwoner: UUID | None = None) -> GeenToegang:
        """The refusal to raise; the access log has it."""
        return toegangslogboek.geen_toegang(self, melding, inwoner)

    def bewaar_logkop(self) -> None:
        """Put the head of the access log into the key file: what is cut off behind it will show."""
        with self.store.lezen() as db:
            kop = toegangslogboek.eigen_kop(db, self.store.apparaat)
        Sleutelbestand(self.werkmap.sleutels).zet_logkop(kop, self.log_mist)

    def sluit(self) -> None:
        """Close the database and let the werkmap go."""
        with suppress(MgnFout):  # what cannot be written must not keep the werkmap open
            if not self.gesloten:
                self.bewaar_logkop()
        self.gesloten = True
        self.store.sluit()
        self._sleutels.clear()
        self.vind.leeg()
        self.geteld = None
        self._stapel.close()


# --- opening ----------------------------------------------------------------------------------


def open_werkmap(
    werkmap: Werkmap, naam: str, wachtwoord: str, klok: Klok | None = None, zeg: Zeg = zwijg
) -> Sessie:
    """Unlock; `zeg` hears how far it is when that takes long. Raises `NietOpenen` and its kin: wrong passphrase,
    damage, a newer version, no werkmap."""
    klok = klok or Klok()
    bestand, pogingen = begin(werkmap)
    poging = bestand.zoek(naam)
    if (wacht := pogingen.wachttijd(poging, klok.nu())) > 0:
        raise VerkeerdWachtwoord(wacht)
    try:
        geopend = bestand.open(naam, wachtwoord)
    except VerkeerdWachtwoord:
        pogingen.mislukt(poging, klok.nu())
        raise VerkeerdWachtwoord(pogingen.wachttijd(poging, klok.nu())) from None
    sessie = _open(werkmap, bestand, geopend, pogingen, klok, zeg)
    sessie.inlognaam = naam
    return sessie


def open_met_herstelcode(
    werkmap: Werkmap,
    code: str,
    nieuw_wachtwoord: str,
    klok: Klok | None = None,
    naam: str | None = None,
    zeg: Zeg = zwijg,
) -> tuple[Sessie, str]:
    """Unlock with the recovery code and set a new passphrase; returns the session and the code that
    replaces the used one. `naam` is needed only when the owner's own entry is damaged."""
    klok = klok or Klok()
    bestand, pogingen = begin(werkmap)
    if bezwaar := wachtwoord_bezwaar(nieuw_wachtwoord, ""):
        raise Geweigerd({"wachtwoord": bezwaar})
    if (wacht := pogingen.wachttijd("herstel", klok.nu())) > 0:
        raise VerkeerdWachtwoord(wacht)
    try:
        geopend = bestand.open_met_herstelcode(code)
    except VerkeerdWachtwoord as fout:
        pogingen.mislukt("herstel", klok.nu())
        fout.wacht_s = pogingen.wachttijd("herstel", klok.nu())
        raise
    # First open, then use the code up: a database that does not open must not cost the code.
    sessie = _open(werkmap, bestand, geopend, pogingen, klok, zeg)
    try:
        nieuwe = bestand.gebruik_herstelcode(code, nieuw_wachtwoord, naam)
        toegang.noteer_los(sessie, "herstelcode gebruikt")
        return sessie, nieuwe
    except BaseException:
        sessie.sluit()
        raise


def klopt_wachtwoord(sessie: Sessie, wachtwoord: str) -> None:
    """Whether this is the passphrase of who is at work, for a screen that was closed.

    Raises `VerkeerdWachtwoord` with the time to wait, as unlocking does.
    """
    pogingen, ik = Pogingen(sessie.werkmap.pogingen), sessie.ik.id
    if (wacht := pogingen.wachttijd(ik, sessie.klok.nu())) > 0:
        raise VerkeerdWachtwoord(wacht)
    try:
        geopend = Sleutelbestand.lees(sessie.werkmap.sleutels).open(sessie.inlognaam, wachtwoord)
    except VerkeerdWachtwoord:
        pogingen.mislukt(ik, sessie.klok.nu())
        raise VerkeerdWachtwoord(pogingen.wachttijd(ik, sessie.klok.nu())) from None
    if geopend.id != ik:
        raise VerkeerdWachtwoord
    with pogingen.neem_mee(ik) as geweigerd, sessie.schrijven() as db:
        toegangslogboek.noteer_geweigerd(db, sessie, geweigerd)
        toegang.noteer(db, sessie, "ontgrendeld")


def _open(
    werkmap: Werkmap, bestand: Sleutelbestand, geopend: Geopend, pogingen: Pogingen, klok: Klok, zeg: Zeg
) -> Sessie:
    slot = Werkmapslot(werkmap.slot)
    stapel = ExitStack()
    try:
        stapel.enter_context(slot.gedeeld(10.0))  # first, so that nobody migrates or rekeys under our feet
        sleutel = passende_sleutel(werkmap, bestand, geopend)
        if migrate.versie(werkmap.database, sleutel) != SCHEMA:
            with slot.alleen(30.0, "omzetten naar een nieuwe versie"):
                zet_om(werkmap, sleutel, klok, zeg)
        store = Store(werkmap.database, sleutel, apparaat_van(bestand.werkmap_id), klok)
        stapel.callback(store.sluit)
        if store.deelbaar():
            return _aanmelden(werkmap, store, bestand, geopend, pogingen, klok, slot, stapel)
        slot.word_enige(10.0, "mgn zonder gedeelde schijf")
        sessie = _aanmelden(werkmap, store, bestand, geopend, pogingen, klok, slot, stapel)
        sessie.let_op = (*sessie.let_op, _EEN_TEGELIJK)
        return sessie
    except BaseException:
        stapel.close()
        raise


_EEN_TEGELIJK = (
    "Deze schijf (een netwerkmap?) kan de werkmap niet delen: één venster van mgn tegelijk. Sluit dit venster voordat "
    "een ander begint, of zet de werkmap op een gewone schijf."
)


def _aanmelden(
    werkmap: Werkmap,
    store: Store,
    bestand: Sleutelbestand,
    geopend: Geopend,
    pogingen: Pogingen,
    klok: Klok,
    slot: Werkmapslot,
    stapel: ExitStack,
) -> Sessie:
    bekend = bestand.logkop  # before the database: others may write both meanwhile
    with store.lezen() as db:
        mens = db.get(Medewerker, geopend.id)
        profiel = regio.laad(werkmap, db)
        weg = set(db.exec(select(Medewerker.id).where(col(Medewerker.actief).is_(False))).all())
        mist = toegangslogboek.mist(db, bekend)
    if mens is None:
        raise GeenToegang(_WEG)
    sessie = Sessie(
        werkmap=werkmap,
        store=store,
        klok=klok,
        ik=Ik(mens.id, mens.naam, mens.rol, mens.aanmeldpunt),
        inlognaam=mens.naam,
        profiel=profiel,
        _prive=geopend.prive,
        geopend=bestand.ververs(geopend),
        slot=slot,
        _stapel=stapel,
        log_mist=mist,
        verloren=store.verloren(),
    )
    if not mens.actief:
        toegang.noteer_los(sessie, "geopend", uitkomst="geweigerd: niet meer in het team")
        raise GeenToegang(_WEG)
    # Key file and database change one after the other; a kill between the two is made good here.
    for vertrokken in bestand.personen.keys() & weg:
        bestand.verwijder(vertrokken)
    bestand.werk_kopie_bij()
    halverwege = mens.publiek is None
    if not halverwege and mens.publiek != geopend.publiek:
        # Somebody with the database key may have put another key here, to have texts sealed to it.
        raise Beschadigd("De sleutel van uw naam in de database is niet de uwe. Waarschuw uw team.")
    let_op: tuple[str, ...] = ()
    if afwijkend := len(store.afwijkende_triggers()):
        store.herstel_triggers(sessie.ik.id)
        let_op = (
            f"Het wijzigingslogboek was niet volledig ({afwijkend} onderdelen) en is hersteld. "
            "Wat intussen is gewijzigd, staat er niet in.",
        )
    if verloren := sessie.verloren:
        let_op += (toegangslogboek.WEG.format(n=verloren),)
    if mist:
        let_op += (toegangslogboek.LIEP_ACHTER,)
    terug = bestand.teruggezet
    with pogingen.neem_mee(geopend.id) as geweigerd, sessie.schrijven() as db:
        toegangslogboek.noteer_geweigerd(db, sessie, geweigerd)
        if terug:
            toegang.noteer(db, sessie, toegangslogboek.TERUGGEZET, None, terug)
        if verloren:
            toegang.noteer(db, sessie, toegangslogboek.VERLOREN, None, f"{verloren} keer bewaren")
        if mist:
            toegang.noteer(db, sessie, toegangslogboek.ACHTER, None, ", ".join(mist))
        if halverwege:
            db.get_one(Medewerker, mens.id).publiek = geopend.publiek
            toegang.noteer(db, sessie, "toegang gegeven", None, f"medewerker:{mens.id.hex}")
        if afwijkend:
            toegang.noteer(db, sessie, "wijzigingslogboek hersteld", None, f"{afwijkend} onderdelen")
        toegang.noteer(db, sessie, "geopend")
        sessie.let_op = let_op + vertrouwen.leer_kennen(db, sessie)
    if terug or mist:
        sessie.bewaar_logkop()
    if opnieuw := vernietigen.herhaal(sessie):
        wie = zoveel(opnieuw, "inwoner", "inwoners")
        sessie.let_op += (
            f"De gegevens van {wie} zijn opnieuw vernietigd: zij stonden in een teruggezette kopie.",
        )
    return sessie


def zoek_een(db: Session, model: type[Any], ref: str) -> Any:
    """The record that answers to a reference or an unambiguous beginning of one. Raises `NietGevonden`."""
    begin = normaliseer(ref)
    if len(begin) < 3:
        raise NietGevonden("Geef ten minste drie tekens van de referentie.")
    # Two bounds instead of LIKE: that one would read the whole table, texts and all.
    vraag = select(model).where(col(model.ref) >= begin, col(model.ref) < begin + "\x7f")
    gevonden = db.exec(vraag.limit(2)).all()
    if len(gevonden) == 1:
        return gevonden[0]
    raise NietGevonden(
        "Niets heeft deze referentie."
        if not gevonden
        else "Deze referentie past op meer dan één; geef meer tekens."
    )


def zoek_inwoner(db: Session, ref: str) -> Inwoner:
    """By their own reference, or that of an aanmelding or gesprek of theirs. Raises `NietGevonden`."""
    for model in (Inwoner, Aanmelding, Gesprek):
        try:
            gevonden = zoek_een(db, model, ref)
        except NietGevonden as fout:
            laatste = fout
            continue
        return gevonden if isinstance(gevonden, Inwoner) else db.get_one(Inwoner, gevonden.inwoner)
    raise laatste

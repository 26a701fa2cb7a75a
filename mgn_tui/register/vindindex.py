"""What names are found in: in memory only, of what this person may read, gone when the werkmap closes.

Each book follows the change log: what changed since it was last asked is read anew, so that a name that may no
longer be read is gone before the next answer. What `vergeet` names is gone at once.
"""

import threading
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlmodel import Session, col, select

from mgn_tui.domain.tekst import kort, vouw
from mgn_tui.domain.vergevend import Woordenboek
from mgn_tui.register import kluis
from mgn_tui.register.namen import namen_van
from mgn_tui.store.handelingen import laatste_nr
from mgn_tui.store.tables import Inwoner, Inwonersleutel, Kaart, Praktijk

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

_TEGELIJK = 500
# NOT INDEXED: by place in the log, of which the end is short, and not by table
_SINDS = text(
    "SELECT DISTINCT persoon FROM wijziging NOT INDEXED "
    "WHERE nr > :nr AND tabel IN :tabellen AND persoon IS NOT NULL"
).bindparams(bindparam("tabellen", expanding=True))
_IETS_SINDS = text(
    "SELECT 1 FROM wijziging NOT INDEXED WHERE nr > :nr AND tabel IN :tabellen LIMIT 1"
).bindparams(bindparam("tabellen", expanding=True))
_ADVIEZEN = text(
    """SELECT a.id, g.ref, a.inwoner, a.ggz_aanbieder, a.aanbieder, s.zegel
    FROM inwonersleutel s JOIN gesprek g ON g.inwoner = s.inwoner
    JOIN advies a ON a.id = (SELECT b.id FROM advies b WHERE b.gesprek = g.id ORDER BY b.id DESC LIMIT 1)
    WHERE s.medewerker = :ik AND (a.ggz_aanbieder IS NOT NULL OR a.aanbieder IS NOT NULL)"""
)
_ADVIEZEN_VAN = text(f"{_ADVIEZEN} AND s.inwoner IN :wie").bindparams(bindparam("wie", expanding=True))
_NAAM_TEKENS = 60


@dataclass(frozen=True, slots=True)
class Naam:
    """One inwoner: reference, initials, full name."""

    ref: str
    wie: str = field(repr=False)
    naam: str = field(repr=False)


@dataclass(slots=True)
class Aanbieder:
    """One provider, as it stands in adviezen: (key of the advies, reference of its gesprek, inwoner)."""

    naam: str
    adviezen: set[tuple[bytes, str, UUID]] = field(default_factory=set)


class Boek(ABC):
    """A book with what it was made from. `volg` and reading happen under `slot`."""

    TABELLEN: ClassVar[tuple[str, ...]]

    def __init__(self) -> None:
        self.slot = threading.RLock()
        self._nr = -1
        self._opnieuw: set[UUID] = set()

    def volg(self, sessie: "Sessie", db: Session) -> None:
        """Bring it up to what the database says now. `db` was opened under `slot`, so that nobody reads an older
        state into it."""
        nr = laatste_nr(db)
        if nr == self._nr and not self._opnieuw:
            return
        if self._nr < 0 or nr < self._nr:
            self.leeg()
            self._lees(sessie, db, None)
        else:
            self._lees_sinds(sessie, db)
        self._nr = nr

    @abstractmethod
    def _lees_sinds(self, sessie: "Sessie", db: Session) -> None:
        """Read anew what changed since the last time."""

    @abstractmethod
    def _lees(self, sessie: "Sessie", db: Session, wie: Collection[UUID] | None) -> None:
        """Read what is of these people; None: everything."""

    def leeg(self) -> None:
        with self.slot:
            self._nr = -1
            self._opnieuw.clear()
            self._wis()

    @abstractmethod
    def _wis(self) -> None:
        """Know nothing any more."""


class _VanInwoners(Boek):
    """What lies under the keys of inwoners."""

    def _lees_sinds(self, sessie: "Sessie", db: Session) -> None:
        gewijzigd = db.execute(_SINDS, {"nr": self._nr, "tabellen": self.TABELLEN}).scalars().all()
        wie = list({UUID(bytes=persoon) for persoon in gewijzigd} | self._opnieuw)
        self._opnieuw.clear()
        for begin in range(0, len(wie), _TEGELIJK):
            stuk = wie[begin : begin + _TEGELIJK]
            for inwoner in stuk:
                self.weg(inwoner)
            self._lees(sessie, db, stuk)

    def vergeet(self, inwoner: UUID) -> None:
        """Away at once; whether this person may be read after all, the next question finds out."""
        with self.slot:
            self.weg(inwoner)
            self._opnieuw.add(inwoner)

    @abstractmethod
    def weg(self, inwoner: UUID) -> None:
        """Take out what is of this person."""


class Namen(_VanInwoners):
    """Inwoners by name."""

    TABELLEN = ("identiteit", "inwonersleutel")

    def __init__(self) -> None:
        super().__init__()
        self.boek: Woordenboek[UUID] = Woordenboek()
        self.namen: dict[UUID, Naam] = {}

    def _lees(self, sessie: "Sessie", db: Session, wie: Collection[UUID] | None) -> None:
        vraag = (
            select(Inwonersleutel.inwoner, Inwoner.ref)
            .join(Inwoner, col(Inwoner.id) == col(Inwonersleutel.inwoner))
            .where(Inwonersleutel.medewerker == sessie.ik.id)
        )
        if wie is not None:
            vraag = vraag.where(col(Inwonersleutel.inwoner).in_(wie))
        refs = dict(db.exec(vraag).all())
        for inwoner, (initialen, naam) in namen_van(sessie, db, refs).items():
            if naam:
                self.namen[inwoner] = Naam(refs[inwoner], initialen, naam)
        nieuw = self.namen if wie is None else [i for i in wie if i in self.namen]
        self.boek.zet_veel((i, (n.naam, n.wie), vouw(n.naam)) for i in nieuw if (n := self.namen[i]))

    def weg(self, inwoner: UUID) -> None:
        self.boek.weg(inwoner)
        self.namen.pop(inwoner, None)

    def _wis(self) -> None:
        self.boek.leeg()
        self.namen.clear()


class Aanbieders(_VanInwoners):
    """Providers and loketten as they stand in the last version of each advies this person may read."""

    TABELLEN = ("advies", "inwonersleutel")

    def __init__(self) -> None:
        super().__init__()
        self.boek: Woordenboek[str] = Woordenboek()
        self.aanbieders: dict[str, Aanbieder] = {}
        self._van: dict[UUID, set[str]] = {}

    def _lees(self, sessie: "Sessie", db: Session, wie: Collection[UUID] | None) -> None:
        waarden = {"ik": sessie.ik.id.bytes}
        rijen = (
            db.execute(_ADVIEZEN, waarden)
            if wie is None
            else db.execute(_ADVIEZEN_VAN, {**waarden, "wie": [i.bytes for i in wie]})
        )
        for rij in rijen:
            inwoner = UUID(bytes=rij.inwoner)
            sleutel = sessie.open_zegel(inwoner, rij.zegel)
            for veld in ("ggz_aanbieder", "aanbieder"):
                gesloten = getattr(rij, veld)
                if gesloten is not None and sleutel is not None:
                    tekst = kluis.open_veld("advies", veld, rij.id.hex(), gesloten, sleutel)
                    self._zet(tekst.splitlines(), inwoner, (rij.id, rij.ref, inwoner))

    def _zet(self, regels: Iterable[str], inwoner: UUID, advies: tuple[bytes, str, UUID]) -> None:
        for regel in regels:
            if not (code := vouw(regel)):
                continue
            if code not in self.aanbieders:
                self.aanbieders[code] = Aanbieder(kort(regel, _NAAM_TEKENS))
                self.boek.zet(code, (regel,), code)
            self.aanbieders[code].adviezen.add(advies)
            self._van.setdefault(inwoner, set()).add(code)

    def weg(self, inwoner: UUID) -> None:
        for code in self._van.pop(inwoner, ()):
            aanbieder = self.aanbieders[code]
            aanbieder.adviezen = {advies for advies in aanbieder.adviezen if advies[2] != inwoner}
            if not aanbieder.adviezen:
                del self.aanbieders[code]
                self.boek.weg(code)

    def _wis(self) -> None:
        self.boek.leeg()
        self.aanbieders.clear()
        self._van.clear()


R = TypeVar("R", Praktijk, Kaart)


class _VanNiemand(Boek, Generic[R]):
    """Records that speak of no person, by their names: made anew when one changed."""

    MODEL: ClassVar[type[Praktijk] | type[Kaart]]

    def __init__(self) -> None:
        super().__init__()
        self.boek: Woordenboek[UUID] = Woordenboek()
        self.rijen: dict[UUID, R] = {}

    @staticmethod
    @abstractmethod
    def _namen(rij: R) -> tuple[str, ...]:
        """By what words this record is found."""

    def _lees_sinds(self, sessie: "Sessie", db: Session) -> None:
        if db.execute(_IETS_SINDS, {"nr": self._nr, "tabellen": self.TABELLEN}).first():
            self._wis()
            self._lees(sessie, db, None)

    def _lees(self, sessie: "Sessie", db: Session, wie: Collection[UUID] | None) -> None:
        rijen: Iterable[Any] = db.exec(select(self.MODEL)).all()
        for rij in rijen:
            db.expunge(rij)  # it is read when this session is closed
            self.rijen[rij.id] = rij
        self.boek.zet_veel((id_, self._namen(rij), vouw(rij.naam)) for id_, rij in self.rijen.items())

    def _wis(self) -> None:
        self.boek.leeg()
        self.rijen.clear()


class Praktijken(_VanNiemand[Praktijk]):
    """The praktijken, by name, huisarts and place."""

    TABELLEN, MODEL = ("praktijk",), Praktijk

    @staticmethod
    def _namen(rij: Praktijk) -> tuple[str, ...]:
        return rij.naam, rij.huisarts or "", rij.plaats or ""


class Plekken(_VanNiemand[Kaart]):
    """The sociale kaart, by name, what it is for and gemeente."""

    TABELLEN, MODEL = ("kaart",), Kaart

    @staticmethod
    def _namen(rij: Kaart) -> tuple[str, ...]:
        return rij.naam, rij.waarvoor or "", rij.gemeente or ""


@dataclass(slots=True)
class Vindindex:
    """The books of one session."""

    namen: Namen = field(default_factory=Namen, repr=False)
    aanbieders: Aanbieders = field(default_factory=Aanbieders, repr=False)
    praktijken: Praktijken = field(default_factory=Praktijken, repr=False)
    plekken: Plekken = field(default_factory=Plekken, repr=False)

    def vergeet(self, inwoner: UUID) -> None:
        """This person may no longer be read, or is no more."""
        self.namen.vergeet(inwoner)
        self.aanbieders.vergeet(inwoner)

    def leeg(self) -> None:
        for boek in (self.namen, self.aanbieders, self.praktijken, self.plekken):
            boek.leeg()

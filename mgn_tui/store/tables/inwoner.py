"""The inwoner: a pseudonym, who it is under a key of its own, and who holds that key."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from mgn_tui.store.columns import GECLUSTERD, UuidBlob, deel_van, geheim, moment, naar, niet_in_log, sleutel


class Inwoner(SQLModel, table=True):
    """The pseudonym. Who it is stands in `identiteit`, under a key of its own."""

    __tablename__ = "inwoner"
    id: UUID = sleutel()
    ref: str = Field(unique=True)
    extern_id: str | None = Field(
        default=None, unique=True, index=True
    )  # the team's own pseudonym, from a file


class Identiteit(SQLModel, table=True):
    __tablename__ = "identiteit"
    __table_args__ = GECLUSTERD
    inwoner: UUID = deel_van("inwoner.id")
    voornaam: bytes | None = geheim()
    achternaam: bytes | None = geheim()
    aanspreekvorm: bytes | None = geheim()
    geboortedatum: bytes | None = geheim()
    adres: bytes | None = geheim()
    postcode: bytes | None = geheim()
    woonplaats: bytes | None = geheim()
    telefoon: bytes | None = geheim()
    inspreken: bytes | None = geheim()
    bereikbaarheid: bytes | None = geheim()
    taal: bytes | None = geheim()
    tolk: bytes | None = geheim()
    laaggeletterd: bytes | None = geheim()
    naaste_relatie: bytes | None = geheim()
    naaste_naam: bytes | None = geheim()
    naaste_telefoon: bytes | None = geheim()


class Inwonersleutel(SQLModel, table=True):
    """The inwoner's key, sealed to one colleague. `grond`: aanmeldpunt, gesprek or waarneming."""

    __tablename__ = "inwonersleutel"
    __table_args__ = GECLUSTERD
    inwoner: UUID = deel_van("inwoner.id")
    medewerker: UUID = deel_van("medewerker.id")
    grond: str
    reden: bytes | None = geheim()
    zegel: bytes = niet_in_log()


class Bekend(SQLModel, table=True):
    """A colleague as this person knows them: a mark over role and public key that only `van` can make."""

    __tablename__ = "bekend"
    __table_args__ = GECLUSTERD
    van: UUID = deel_van("medewerker.id")
    wie: UUID = deel_van("medewerker.id")
    merk: bytes = niet_in_log()


class Verzoek(SQLModel, table=True):
    """What an inwoner asked of us about their own data, and what was decided; `tekst` holds a statement of
    their own (`soort` verklaring) or the reason of a refusal."""

    __tablename__ = "verzoek"
    id: UUID = sleutel()
    inwoner: UUID = naar("inwoner.id", index=True)
    soort: str  # inzage, correctie, verklaring, vernietigen, bezwaar
    ontvangen_op: date
    besluit: str | None = None  # gedaan, geweigerd
    besloten_op: date | None = None
    wie: UUID | None = naar("medewerker.id", verplicht=False)
    tekst: bytes | None = geheim()
    wijze: str | None = None  # how it came


class Wissing(SQLModel, table=True):
    """That an inwoner's key was destroyed: when, by whom, how much; never what was there."""

    __tablename__ = "wissing"
    __table_args__ = GECLUSTERD
    inwoner: UUID = Field(sa_column=Column(UuidBlob, primary_key=True))
    soort: str  # persoon: coded rows stay; alles: these go too
    gevraagd_op: date | None = None
    gedaan_op: datetime = moment(verplicht=True)
    wie: UUID | None = Field(default=None, sa_column=Column(UuidBlob, nullable=True))

"""The inwoner: a pseudonym, who it is under a key of its own, and who holds that key."""

from uuid import UUID

from sqlmodel import Field, SQLModel

from mgn_tui.store.columns import GECLUSTERD, deel_van, geheim, niet_in_log, sleutel


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

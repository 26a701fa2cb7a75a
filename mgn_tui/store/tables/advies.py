"""Steps 4 and 5: the advies with its versions, sharing and documents, and what came of it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import SQLModel

from mgn_tui.store.columns import GECLUSTERD, code_deel, deel_van, geheim, moment, naar, sleutel


class Advies(SQLModel, table=True):
    """One version of the advies; the versions of a gesprek are ordered by key, the last one counts."""

    __tablename__ = "advies"
    __table_args__ = (Index("ix_advies_gesprek", "gesprek", "id", "vastgesteld_op", "hoofdadvies"),)
    id: UUID = sleutel()
    gesprek: UUID = naar("gesprek.id")
    inwoner: UUID = naar("inwoner.id")
    vastgesteld_op: date | None = None
    vastgesteld_door: UUID | None = naar("medewerker.id", verplicht=False)
    antwoord: bytes | None = geheim()
    actie_huisarts: str | None = None
    actie_toelichting: bytes | None = geheim()
    urgentie: str | None = None
    gebeld_op: date | None = None
    gebeld_met: bytes | None = geheim()
    vangnet: bytes | None = geheim()
    overbrugging: bytes | None = geheim()
    regie: bytes | None = geheim()
    steun_kort: bytes | None = geheim()
    steun_lang: bytes | None = geheim()
    aanbieder: bytes | None = geheim()
    ggz_aanbieder: bytes | None = geheim()
    wachttijd_weken: int | None = None
    wachttijd_op: date | None = None
    vervolg: bool | None = None  # will a second gesprek follow
    besproken_op: date | None = None
    hoofdadvies: str | None = None
    papier_inwoner: bool | None = None
    wachttijd_bron: bytes | None = geheim()  # who gave the waiting time; empty: the provider


class Afspraak(SQLModel, table=True):
    __tablename__ = "afspraak"
    id: UUID = sleutel()
    advies: UUID = naar("advies.id", index=True)
    inwoner: UUID = naar("inwoner.id")
    volgorde: int
    deel: str | None = None  # part of the profile's advice layout
    wat: bytes | None = geheim()
    wie: bytes | None = geheim()
    met: bytes | None = geheim()
    wanneer: bytes | None = geheim()
    wanneer_op: date | None = None
    staat: str = "afgesproken"


class Akkoord(SQLModel, table=True):
    """A colleague agrees with this version."""

    __tablename__ = "akkoord"
    __table_args__ = GECLUSTERD
    advies: UUID = deel_van("advies.id")
    medewerker: UUID = deel_van("medewerker.id")
    inwoner: UUID = naar("inwoner.id")
    op: date


class Delen(SQLModel, table=True):
    """What the inwoner said about sharing: recipient × part, when and how; `ingetrokken_op`: a consent that was
    given and taken back later."""

    __tablename__ = "delen"
    __table_args__ = GECLUSTERD
    gesprek: UUID = deel_van("gesprek.id")
    ontvanger: str = code_deel()
    onderdeel: str = code_deel()
    inwoner: UUID = naar("inwoner.id")
    mag: bool
    gevraagd_op: date | None = None
    naam: bytes | None = geheim()
    wijze: str | None = None
    ingetrokken_op: date | None = None


class Dossierkopie(SQLModel, table=True):
    """This colleague copied the advies to the record of the own organisation."""

    __tablename__ = "dossierkopie"
    __table_args__ = GECLUSTERD
    advies: UUID = deel_van("advies.id")
    medewerker: UUID = deel_van("medewerker.id")
    inwoner: UUID = naar("inwoner.id")
    op: date


class Document(SQLModel, table=True):
    """A file written for people; `bestand` holds references only."""

    __tablename__ = "document"
    id: UUID = sleutel()
    gesprek: UUID = naar("gesprek.id", index=True)
    inwoner: UUID = naar("inwoner.id")
    advies: UUID | None = naar("advies.id", verplicht=False)
    soort: str
    bestand: str
    gemaakt_op: datetime = moment(verplicht=True)
    opgeruimd_op: date | None = None


class Verzending(SQLModel, table=True):
    """What was sent, to whom, when, by which secure road and by whom."""

    __tablename__ = "verzending"
    id: UUID = sleutel()
    gesprek: UUID = naar("gesprek.id", index=True)
    inwoner: UUID = naar("inwoner.id")
    document: UUID | None = naar("document.id", verplicht=False)
    ontvanger: str
    op: date
    via: str
    door: UUID = naar("medewerker.id")


class Toeleiding(SQLModel, table=True):
    """A dated fact about one category: advised, referred, intake, started."""

    __tablename__ = "toeleiding"
    __table_args__ = GECLUSTERD
    gesprek: UUID = deel_van("gesprek.id")
    code: str = code_deel()
    stap: str = code_deel()
    inwoner: UUID = naar("inwoner.id")
    weten: str = "ja"
    datum: date | None = None

"""Beside the records: what is being typed, what changed, who looked."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index, LargeBinary, Text
from sqlmodel import Field, SQLModel

from mgn_tui.store.columns import GECLUSTERD, UuidBlob, code_deel, deel_van, moment, naar


class Concept(SQLModel, table=True):
    """What somebody is typing: one row per person, device, form and record; outside the change log."""

    __tablename__ = "concept"
    __table_args__ = GECLUSTERD
    medewerker: UUID = deel_van("medewerker.id")
    apparaat: str = code_deel()
    formulier: str = code_deel()
    record: str = code_deel()
    inwoner: UUID | None = naar("inwoner.id", verplicht=False, index=True)
    versie: str = ""  # of the record when typing began
    bewaard_op: datetime = moment(verplicht=True)
    inhoud: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Wijziging(SQLModel, table=True):
    """The change log: one row per record and action, written by triggers (see `changelog`).

    The rows of one handeling lie behind each other, so it is found from the end of the log, without an index.
    """

    __tablename__ = "wijziging"
    __table_args__ = (
        Index("ix_wijziging_record", "tabel", "record", "hlc"),
        Index("ix_wijziging_persoon", "persoon"),
    )
    nr: int | None = Field(default=None, primary_key=True)
    hlc: str = Field(unique=True)
    moment: str
    apparaat: str
    wie: UUID | None = Field(default=None, sa_column=Column(UuidBlob, nullable=True))
    handeling: UUID = Field(sa_column=Column(UuidBlob, nullable=False))
    tabel: str
    record: str
    persoon: UUID | None = Field(default=None, sa_column=Column(UuidBlob, nullable=True))
    soort: str
    oud: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    nieuw: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    schema_: str = Field(sa_column=Column("schema", Text, nullable=False))


class Toegang(SQLModel, table=True):
    """The access log (NEN 7513): who looked at or took out what, when; each device chains its entries."""

    __tablename__ = "toegang"
    __table_args__ = (Index("ix_toegang_inwoner", "inwoner"), Index("ix_toegang_apparaat", "apparaat"))
    nr: int | None = Field(default=None, primary_key=True)
    moment: datetime = moment(verplicht=True)
    apparaat: str
    wie: UUID | None = Field(default=None, sa_column=Column(UuidBlob, nullable=True))
    wat: str
    inwoner: UUID | None = Field(default=None, sa_column=Column(UuidBlob, nullable=True))
    record: str | None = None
    keten: str
    rol: str | None = None  # of who did it: gespreksvoerder, coordinator
    grond: str | None = None  # on what ground this person was read: gesprek, aanmeldpunt, waarneming
    uitkomst: str | None = None  # None is: it happened; else why it was refused


class Ongedaan(SQLModel, table=True):
    """A handeling that was taken back, and by which handeling; outside the log, which only grows."""

    __tablename__ = "ongedaan"
    __table_args__ = GECLUSTERD
    handeling: UUID = Field(sa_column=Column(UuidBlob, primary_key=True))
    door: UUID = Field(sa_column=Column(UuidBlob, nullable=False))

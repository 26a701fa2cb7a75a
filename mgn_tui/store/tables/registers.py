"""Step 6, around the gesprek: registers without a person in them, hours, costs, what never became a gesprek.

Two of them are anonymous (`ANONIEM`): nothing may lead from such a row to a person. They have random keys
and no rowid, so that neither key nor place tells when a row was written; the change log keeps the day only.
"""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Column, Integer
from sqlmodel import Field, SQLModel

from mgn_tui.store.columns import GECLUSTERD, code_deel, deel_van, exact, naar, sleutel

ANONIEM = {"info": {"anoniem": True}, **GECLUSTERD}


class Casusoverleg(SQLModel, table=True):
    """A case at the casusoverleg; `maand` as 2026-03, `vervolg` codes by |. Key: a UUIDv4."""

    __tablename__ = "casusoverleg"
    __table_args__ = ANONIEM
    id: UUID = sleutel()
    maand: str
    gemeente: str | None = None
    subregio: str | None = None
    situatie: str | None = None
    reden: str | None = None
    soort: str | None = None
    uitkomst: str | None = None
    vervolg: str | None = None
    signaal: str | None = None  # read by a person before it leaves
    signaal_vrij_op: date | None = None


class Consultatie(SQLModel, table=True):
    """A question between professionals. Key: a UUIDv4. `kwaliteit`: as perceived, 1-10, in hundredths."""

    __tablename__ = "consultatie"
    __table_args__ = ANONIEM
    id: UUID = sleutel()
    dag: date
    vrager: str | None = None
    antwoorder: str | None = None
    vraagsoort: str | None = None
    kanaal: str | None = None
    vervolg: str | None = None
    kwaliteit: Decimal | None = exact(100)
    werd_gesprek: bool | None = None


class Ervaring(SQLModel, table=True):
    """A mark on a slip of paper, without a gesprek; `maand` as 2026-03. Key: a UUIDv4."""

    __tablename__ = "ervaring"
    __table_args__ = ANONIEM
    id: UUID = sleutel()
    maand: str
    soort: str
    waarde: Decimal | None = exact(100)
    pilot: UUID | None = naar("pilot.id", verplicht=False)


class Overlegmoment(SQLModel, table=True):
    """How often the casusoverleg met in a month, per gemeente or subregio."""

    __tablename__ = "overlegmoment"
    __table_args__ = GECLUSTERD
    maand: str = code_deel()
    plaats: str = code_deel()
    aantal: int = 0


class GeenGesprek(SQLModel, table=True):
    """The tally of what never became a gesprek: per praktijk and quarter (2026-Q1), kind and reason.

    `soort`: niet-verwezen, niet-gewild, direct-ggz; `reden` a code, of direct-ggz whether that was wanted.
    """

    __tablename__ = "geen_gesprek"
    __table_args__ = GECLUSTERD
    praktijk: UUID = deel_van("praktijk.id")
    kwartaal: str = code_deel()
    soort: str = code_deel()
    reden: str = code_deel()
    aantal: int = Field(default=0, sa_column=Column(Integer, nullable=False))


class Urenregel(SQLModel, table=True):
    """Hours besides those of a gesprek, in hundredths; who made them is shown to that person only."""

    __tablename__ = "urenregel"
    id: UUID = sleutel()
    medewerker: UUID = naar("medewerker.id", index=True)
    datum: date = Field(index=True)
    organisatie: str | None = None
    domein: str | None = None
    onderdeel: str
    uren: Decimal | None = exact(100)
    bron: str | None = None
    pilot: UUID | None = naar("pilot.id", verplicht=False)


class Kosten(SQLModel, table=True):
    """Other costs, in euros with cents."""

    __tablename__ = "kosten"
    id: UUID = sleutel()
    datum: date = Field(index=True)
    post: str
    omschrijving: str | None = None
    bedrag: Decimal | None = exact(100)
    bron: str | None = None
    pilot: UUID | None = naar("pilot.id", verplicht=False)

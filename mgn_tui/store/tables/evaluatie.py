"""Step 7, evaluation: targets as the region set them, figures by hand, what a sprint taught, what was released."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlmodel import Field, SQLModel

from mgn_tui.store.columns import GECLUSTERD, code_deel, deel_van, exact, moment, naar, sleutel


class Doelversie(SQLModel, table=True):
    """A target that the region changed; the last version of a target and ijkmoment counts. In thousandths."""

    __tablename__ = "doelversie"
    id: UUID = sleutel()
    nr: str = Field(index=True)
    ijkmoment: date
    minimum: Decimal | None = exact(1000)
    maximum: Decimal | None = exact(1000)
    vanaf: date
    reden: str
    wie: UUID = naar("medewerker.id")


class Doelmeting(SQLModel, table=True):
    """A figure entered by hand, with source and day; of one target and moment the last entered counts."""

    __tablename__ = "doelmeting"
    id: UUID = sleutel()
    nr: str = Field(index=True)
    datum: date
    waarde: Decimal | None = exact(1000)
    noemer: Decimal | None = exact(1000)
    bron: str
    wie: UUID = naar("medewerker.id")


class Oplevering(SQLModel, table=True):
    """Something to be delivered: when it was done, the evidence, and who established it."""

    __tablename__ = "oplevering"
    __table_args__ = GECLUSTERD
    nr: str = code_deel()
    ijkmoment: str = code_deel()
    gedaan_op: date | None = None
    bewijs: str | None = None
    vastgesteld_door: str | None = None
    vastgesteld_op: date | None = None


class Profielwaarde(SQLModel, table=True):
    """A value of the region profile as this werkmap has it instead; `waarde` as TOML."""

    __tablename__ = "profielwaarde"
    pad: str = Field(primary_key=True)
    waarde: str
    reden: str


class Evaluatie(SQLModel, table=True):
    """The evaluation of a sprint or a pilot. `id`: of that sprint or pilot."""

    __tablename__ = "evaluatie"
    __table_args__ = GECLUSTERD
    id: UUID = sleutel()
    soort: str  # sprint, pilot
    boodschap: str | None = None
    wat_werkte: str | None = None
    wat_anders: str | None = None
    terugblik: str | None = None  # on the decisions of the sprint before
    gesloten_op: date | None = None
    gesloten_door: UUID | None = naar("medewerker.id", verplicht=False)


class Leerpuntgroep(SQLModel, table=True):
    """Leerpunten taken together; `tekst` as rewritten for the report."""

    __tablename__ = "leerpuntgroep"
    id: UUID = sleutel()
    evaluatie: UUID = naar("evaluatie.id", index=True)
    volgorde: int = 0
    titel: str
    tekst: str | None = None


class LeerpuntIn(SQLModel, table=True):
    """The released leerpunt of this gesprek belongs to a group."""

    __tablename__ = "leerpunt_in"
    __table_args__ = GECLUSTERD
    gesprek: UUID = deel_van("gesprek.id")
    groep: UUID = naar("leerpuntgroep.id", index=True)
    inwoner: UUID = naar("inwoner.id")


class Besluit(SQLModel, table=True):
    """A decision with its owner; `staat`: open, gedaan, vervallen."""

    __tablename__ = "besluit"
    id: UUID = sleutel()
    evaluatie: UUID = naar("evaluatie.id", index=True)
    tekst: str
    eigenaar: str | None = None
    wanneer: date | None = None
    staat: str = "open"
    terugblik: str | None = None


class Vrijgave(SQLModel, table=True):
    """Figures that became public: window, filter and cells, as JSON. A new release is computed with all of them."""

    __tablename__ = "vrijgave"
    id: UUID = sleutel()
    gemaakt_op: datetime = moment(verplicht=True)
    van: date
    tot: date
    filter: str = "{}"
    cellen: str

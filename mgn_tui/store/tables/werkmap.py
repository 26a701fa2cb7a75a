"""The werkmap and its people: settings, praktijken, colleagues, pilots and sprints."""

from datetime import date
from uuid import UUID

from sqlalchemy import Column, Integer, LargeBinary
from sqlmodel import Field, SQLModel

from mgn_tui.store.columns import GECLUSTERD, code_deel, deel_van, naar, sleutel


class Instelling(SQLModel, table=True):
    """A setting of this werkmap: region, controllers, terms of keeping, crisis card."""

    __tablename__ = "instelling"
    naam: str = Field(primary_key=True)
    waarde: str = ""


class Voorkeur(SQLModel, table=True):
    """Room for what a colleague sets for themselves in this werkmap, outside the change log. Nothing stands in it:
    what a person likes is kept on their machine (`store/voorkeuren.py`)."""

    __tablename__ = "voorkeur"
    __table_args__ = GECLUSTERD
    medewerker: UUID = deel_van("medewerker.id")
    naam: str = code_deel()
    waarde: str


class Praktijk(SQLModel, table=True):
    __tablename__ = "praktijk"
    id: UUID = sleutel()
    naam: str
    huisarts: str | None = None
    adres: str | None = None
    postcode: str | None = None
    plaats: str | None = None
    telefoon: str | None = None
    veilige_weg: str | None = None
    gemeente: str | None = None
    subregio: str | None = None
    deelgebied: str | None = None
    aangesloten_op: date | None = None
    consultatie_op: date | None = None
    volwassen_patienten: int | None = None
    patienten_op: date | None = None
    actief: bool = True


class Medewerker(SQLModel, table=True):
    __tablename__ = "medewerker"
    id: UUID = sleutel()
    naam: str
    rol: str
    functie: str | None = None
    organisatie: str | None = None
    domein: str | None = None
    ervaringsdeskundig: bool = False
    aanmeldpunt: bool = False
    telefoon: str | None = None
    max_per_week: int | None = None
    actief: bool = True
    # X25519; None for a colleague who is planned but does not log in here
    publiek: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))


class MedewerkerExpertise(SQLModel, table=True):
    __tablename__ = "medewerker_expertise"
    __table_args__ = GECLUSTERD
    medewerker: UUID = deel_van("medewerker.id")
    code: str = code_deel()


class Scholing(SQLModel, table=True):
    __tablename__ = "scholing"
    __table_args__ = GECLUSTERD
    medewerker: UUID = deel_van("medewerker.id")
    naam: str = code_deel()
    behaald_op: date | None = None
    geldig_tot: date | None = None


class Werktijd(SQLModel, table=True):
    """Working hours: weekday 0 (maandag) to 6, times as `HH:MM` in Amsterdam."""

    __tablename__ = "werktijd"
    __table_args__ = GECLUSTERD
    medewerker: UUID = deel_van("medewerker.id")
    weekdag: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    van: str = code_deel()
    tot: str


class Afwezigheid(SQLModel, table=True):
    """Leave, both days included. No reason is kept."""

    __tablename__ = "afwezigheid"
    __table_args__ = GECLUSTERD
    medewerker: UUID = deel_van("medewerker.id")
    van: date = Field(primary_key=True)
    tot: date


class Pilot(SQLModel, table=True):
    __tablename__ = "pilot"
    id: UUID = sleutel()
    naam: str
    gemeente: str | None = None
    begin: date | None = None
    einde: date | None = None
    omvang: int | None = None
    werkwijze: str | None = None
    methodiek: str | None = None


class Sprint(SQLModel, table=True):
    """A sprint; its number is its place in the order of beginning, not a column."""

    __tablename__ = "sprint"
    id: UUID = sleutel()
    pilot: UUID = naar("pilot.id", index=True)
    begin: date
    einde: date | None = None
    omvang: int | None = None
    doel: str | None = None

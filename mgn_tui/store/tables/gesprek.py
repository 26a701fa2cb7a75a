"""Steps 2 and 3: the gesprek, planned and held."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from mgn_tui.store.columns import GECLUSTERD, code_deel, deel_van, exact, geheim, moment, naar, sleutel


class Gesprek(SQLModel, table=True):
    """`begin_precisie`: minuut, dag (a file knows no time), maand (the inwoner was destroyed), geen (cancelled
    without a day: `begin` is the day of the aanmelding)."""

    __tablename__ = "gesprek"
    # Wide enough that lists, keys and cumulative figures are worked out without reading the texts in the rows.
    __table_args__ = (
        Index("ix_gesprek_aanmelding", "aanmelding", "status", "volgnummer", "begin"),
        Index("ix_gesprek_inwoner", "inwoner", "status", "id"),
        Index("ix_gesprek_begin", "begin", "status", "id", "inwoner", "soort", "werkwijze", "pilot"),
        Index("ix_gesprek_pilot", "pilot", "status"),
        Index("ix_gesprek_sprint", "sprint", "status"),
    )
    id: UUID = sleutel()
    ref: str = Field(unique=True)
    aanmelding: UUID = naar("aanmelding.id")
    inwoner: UUID = naar("inwoner.id")
    pilot: UUID | None = naar("pilot.id", verplicht=False)
    sprint: UUID | None = naar("sprint.id", verplicht=False)  # no longer kept: see `register/sprints.py`
    volgnummer: int = 1
    soort: str = "instroom"
    status: str = "gepland"
    begin: datetime = moment(verplicht=True)
    duur_min: int = 60
    vorm: str = "locatie"
    locatie: str | None = None
    reden_code: str | None = None
    reden: bytes | None = geheim()
    afwijking: str | None = None  # codes of the broken rules, by |
    afwijking_reden: bytes | None = geheim()
    afwijking_code: str | None = None  # the reason of a planner who may not read this inwoner
    werkwijze: str | None = None
    methodiek: str | None = None
    ervaringsdeskundigheid: str | None = None
    naaste_aanwezig: bool | None = None
    leeftijd: int | None = None  # at the day of the gesprek, fixed when it is recorded
    veiligheid: str | None = None
    kladblok: bytes | None = geheim()
    wil: bytes | None = geheim()
    kan: bytes | None = geheim()
    nodig: bytes | None = geheim()
    eerst_grip: bytes | None = geheim()
    conclusie: bytes | None = geheim()
    wie_belt: bytes | None = geheim()
    uiteindelijk_resultaat: bytes | None = geheim()
    resultaat_op: date | None = None
    leerpunt: bytes | None = geheim()
    leerpunt_vrij: str | None = None  # as released by its writer, under the database key
    leerpunt_vrij_op: date | None = None
    ontbrekend_aanbod: bytes | None = geheim()
    ontbrekend_vrij: str | None = None
    ontbrekend_vrij_op: date | None = None
    bezwaar_monitoring: bool | None = None
    extern_id: str | None = Field(default=None, unique=True, index=True)  # of a row in the team's own table
    begin_precisie: str = Field(default="minuut", sa_column_kwargs={"server_default": "minuut"})
    team: str | None = None  # who held it, one entry per person, by |: ggz, sd, ed in that order
    disciplines: str | None = None  # free codes, by |
    # Fixed when the inwoner was destroyed and the days became months: the waits in days, the age as a band.
    wacht_dagen: int | None = None
    wacht_uitnodiging_dagen: int | None = None
    leeftijdsband: str | None = None


class Deelnemer(SQLModel, table=True):
    """A colleague at this gesprek. `aanwezig` None: planned, not yet recorded."""

    __tablename__ = "deelnemer"
    __table_args__ = (Index("ix_deelnemer_medewerker", "medewerker"), GECLUSTERD)
    gesprek: UUID = deel_van("gesprek.id")
    medewerker: UUID = deel_van("medewerker.id")
    inwoner: UUID = naar("inwoner.id")
    rol: str = "gespreksvoerder"
    wijze: str = "live"
    aanwezig: bool | None = None


class Gast(SQLModel, table=True):
    """Who sits in besides the team: naaste, tolk, stagiair, observator."""

    __tablename__ = "gast"
    __table_args__ = GECLUSTERD
    gesprek: UUID = deel_van("gesprek.id")
    soort: str = code_deel()
    inwoner: UUID = naar("inwoner.id")
    wijze: str = "live"
    omschrijving: bytes | None = geheim()


class GesprekThema(SQLModel, table=True):
    """One theme of one gesprek; `score` 0-10 in halves, by the inwoner."""

    __tablename__ = "gesprek_thema"
    __table_args__ = GECLUSTERD
    gesprek: UUID = deel_van("gesprek.id")
    thema: str = code_deel()
    inwoner: UUID = naar("inwoner.id")
    besproken: bool = False
    score: Decimal | None = exact(2)
    vertelt: bytes | None = geheim()
    kracht: bytes | None = geheim()
    lastig: bytes | None = geheim()
    wens: bytes | None = geheim()


class GesprekLeefgebied(SQLModel, table=True):
    __tablename__ = "gesprek_leefgebied"
    __table_args__ = GECLUSTERD
    gesprek: UUID = deel_van("gesprek.id")
    code: str = code_deel()
    inwoner: UUID = naar("inwoner.id")
    tekst: str | None = None  # of "overig": the codes of a file that the region does not know, by |


class GesprekPunt(SQLModel, table=True):
    """A ticked line of the opening or the closing."""

    __tablename__ = "gesprek_punt"
    __table_args__ = GECLUSTERD
    gesprek: UUID = deel_van("gesprek.id")
    punt: str = code_deel()
    inwoner: UUID = naar("inwoner.id")


class GesprekUren(SQLModel, table=True):
    """Hours in hundredths per ggz, sd, ed or frictie (lost through a colleague's absence)."""

    __tablename__ = "gesprek_uren"
    __table_args__ = GECLUSTERD
    gesprek: UUID = deel_van("gesprek.id")
    wie: str = code_deel()
    inwoner: UUID = naar("inwoner.id")
    uren: Decimal | None = exact(100)


class GesprekRij(SQLModel, table=True):
    """What a file says of this gesprek where it differs from the aanmelding; it then counts for this row."""

    __tablename__ = "gesprek_rij"
    __table_args__ = GECLUSTERD
    gesprek: UUID = deel_van("gesprek.id")
    inwoner: UUID = naar("inwoner.id")
    praktijk: UUID | None = naar("praktijk.id", verplicht=False)
    gemeente: str | None = None
    subregio: str | None = None
    deelgebied: str | None = None
    aanmelder: str | None = None
    uitgenodigd_op: date | None = None
    op_verzoek_inwoner: bool | None = None
    criteria: str | None = None  # codes, by |
    criteria_tekst: str | None = None  # unknown codes, by |


class GesprekWaardering(SQLModel, table=True):
    """A mark given to this gesprek, with the inwoner's agreement; on the profile's scale, in hundredths."""

    __tablename__ = "gesprek_waardering"
    __table_args__ = GECLUSTERD
    gesprek: UUID = deel_van("gesprek.id")
    soort: str = code_deel()  # inwoner, naaste, verwijzer, team, proces, samenwerking
    inwoner: UUID = naar("inwoner.id")
    waarde: Decimal | None = exact(100)


class Tafelbespreking(SQLModel, table=True):
    """That this gesprek was brought to the overlegtafel or transfertafel, and who picks it up."""

    __tablename__ = "tafelbespreking"
    __table_args__ = GECLUSTERD
    gesprek: UUID = deel_van("gesprek.id")
    inwoner: UUID = naar("inwoner.id")
    besproken_op: date | None = None
    toestemming: bool | None = None
    contact_op: date | None = None
    oppakker: bytes | None = geheim()

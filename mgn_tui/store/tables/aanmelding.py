"""Step 1: the aanmelding."""

from datetime import date
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from mgn_tui.store.columns import GECLUSTERD, code_deel, deel_van, geheim, naar, sleutel


class Aanmelding(SQLModel, table=True):
    __tablename__ = "aanmelding"
    __table_args__ = (
        Index("ix_aanmelding_inwoner", "inwoner", "id"),
        Index("ix_aanmelding_status", "status", "aanmelddatum", "id"),
    )
    id: UUID = sleutel()
    ref: str = Field(unique=True)
    inwoner: UUID = naar("inwoner.id")
    pilot: UUID | None = naar("pilot.id", verplicht=False)
    praktijk: UUID | None = naar("praktijk.id", verplicht=False)
    gemeente: str | None = None
    aanmelder: str = "huisarts"
    aanmelddatum: date = Field(index=True)
    uitgenodigd_op: date | None = None
    op_verzoek_inwoner: bool | None = None
    status: str = "open"
    status_op: date | None = None
    reden_code: str | None = None
    reden: bytes | None = geheim()
    helder_waar: bool | None = None
    consultatie_geprobeerd: bool | None = None
    in_ggz_behandeling: bool | None = None
    akkoord_op: date | None = None
    akkoord_door: str | None = None
    ervaringsdeskundige_gewenst: bool | None = None
    gevraagd_door: bytes | None = geheim()
    vraag: bytes | None = geheim()
    geprobeerd: bytes | None = geheim()
    voorkeursplaats: bytes | None = geheim()
    wensen: bytes | None = geheim()
    extern_id: str | None = Field(
        default=None, unique=True, index=True
    )  # of a row that never became a gesprek
    subregio: str | None = None
    deelgebied: str | None = None
    triage: str | None = None
    akkoord_wijze: str | None = None
    liever_wel: bytes | None = geheim()  # keys of colleagues, by |
    liever_niet: bytes | None = geheim()
    tijden: bytes | None = geheim()  # when the inwoner can, as working hours are written


class AanmeldingCriterium(SQLModel, table=True):
    __tablename__ = "aanmelding_criterium"
    __table_args__ = GECLUSTERD
    aanmelding: UUID = deel_van("aanmelding.id")
    code: str = code_deel()
    inwoner: UUID = naar("inwoner.id")
    tekst: str | None = None  # of "overig": the codes of a file that the region does not know, by |


class AanmeldingExpertise(SQLModel, table=True):
    """Expertise wanted at the table."""

    __tablename__ = "aanmelding_expertise"
    __table_args__ = GECLUSTERD
    aanmelding: UUID = deel_van("aanmelding.id")
    code: str = code_deel()
    inwoner: UUID = naar("inwoner.id")

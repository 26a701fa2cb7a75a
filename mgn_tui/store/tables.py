"""The tables. Open columns (codes, dates, hours) can be read with the database key; every `geheim()`
column holds ciphertext under the key of the inwoner it speaks of.

Sets that hang on a record have their natural key, so that two laptops that tick the same thing agree.
Rows about a person carry `inwoner`, which tells the change log of whom it speaks and which key opens them.
"""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Column, Index, Integer, LargeBinary, Text
from sqlmodel import Field, SQLModel

from mgn_tui.store.columns import (
    GECLUSTERD,
    UuidBlob,
    code_deel,
    deel_van,
    exact,
    geheim,
    moment,
    naar,
    niet_in_log,
    sleutel,
)

# --- the werkmap and its people --------------------------------------------------------------


class Instelling(SQLModel, table=True):
    """A setting of this werkmap: region, controllers, terms of keeping, crisis card."""

    __tablename__ = "instelling"
    naam: str = Field(primary_key=True)
    waarde: str = ""


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


# --- the inwoner -----------------------------------------------------------------------------


class Inwoner(SQLModel, table=True):
    """The pseudonym. Who it is stands in `identiteit`, under a key of its own."""

    __tablename__ = "inwoner"
    id: UUID = sleutel()
    ref: str = Field(unique=True)


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


# --- aanmelding ------------------------------------------------------------------------------


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


class AanmeldingCriterium(SQLModel, table=True):
    __tablename__ = "aanmelding_criterium"
    __table_args__ = GECLUSTERD
    aanmelding: UUID = deel_van("aanmelding.id")
    code: str = code_deel()
    inwoner: UUID = naar("inwoner.id")


class AanmeldingExpertise(SQLModel, table=True):
    """Expertise wanted at the table."""

    __tablename__ = "aanmelding_expertise"
    __table_args__ = GECLUSTERD
    aanmelding: UUID = deel_van("aanmelding.id")
    code: str = code_deel()
    inwoner: UUID = naar("inwoner.id")


# --- gesprek ---------------------------------------------------------------------------------


class Gesprek(SQLModel, table=True):
    __tablename__ = "gesprek"
    # Wide enough that lists and keys are worked out without reading the texts in the rows.
    __table_args__ = (
        Index("ix_gesprek_aanmelding", "aanmelding", "status", "volgnummer", "begin"),
        Index("ix_gesprek_inwoner", "inwoner", "status", "id"),
        Index("ix_gesprek_begin", "begin", "status", "id", "inwoner"),
        Index("ix_gesprek_pilot", "pilot", "status"),
        Index("ix_gesprek_sprint", "sprint", "status"),
    )
    id: UUID = sleutel()
    ref: str = Field(unique=True)
    aanmelding: UUID = naar("aanmelding.id")
    inwoner: UUID = naar("inwoner.id")
    pilot: UUID | None = naar("pilot.id", verplicht=False)
    sprint: UUID | None = naar("sprint.id", verplicht=False)
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


# --- advies ----------------------------------------------------------------------------------


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
    """What the inwoner said about sharing: recipient × part."""

    __tablename__ = "delen"
    __table_args__ = GECLUSTERD
    gesprek: UUID = deel_van("gesprek.id")
    ontvanger: str = code_deel()
    onderdeel: str = code_deel()
    inwoner: UUID = naar("inwoner.id")
    mag: bool
    gevraagd_op: date | None = None
    naam: bytes | None = geheim()


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


# --- beside the log --------------------------------------------------------------------------


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
    """The change log: one row per record and action, written by triggers (see `changelog`)."""

    __tablename__ = "wijziging"
    __table_args__ = (
        Index("ix_wijziging_record", "tabel", "record", "hlc"),
        Index("ix_wijziging_handeling", "handeling"),
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


BUITEN_LOG = frozenset({"concept", "wijziging", "toegang", "alembic_version"})

"""What the team knows of the district and writes more often than once: the sociale kaart, and sentences.

Neither holds anything about an inwoner, so both lie under the key of the database, readable for the whole team.
"""

from datetime import date
from uuid import UUID

from sqlmodel import SQLModel

from mgn_tui.store.columns import naar, sleutel


class Kaart(SQLModel, table=True):
    """A provider or loket of the own district; the waiting time with who said so, and when."""

    __tablename__ = "kaart"
    id: UUID = sleutel()
    naam: str
    soort: str | None = None
    waarvoor: str | None = None
    telefoon: str | None = None
    adres: str | None = None
    website: str | None = None
    gemeente: str | None = None
    wachttijd_weken: int | None = None
    wachttijd_op: date | None = None
    wachttijd_bron: str | None = None
    notitie: str | None = None
    actief: bool = True


class Zin(SQLModel, table=True):
    """A sentence for re-use; its writer's own, or the team's."""

    __tablename__ = "zin"
    id: UUID = sleutel()
    medewerker: UUID = naar("medewerker.id", index=True)
    tekst: str
    van_team: bool = False

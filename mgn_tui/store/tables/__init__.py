"""The tables, one module per step. Open columns (codes, dates, hours) can be read with the database key; every
`geheim()` column holds ciphertext under the key of the inwoner it speaks of.

Sets that hang on a record have their natural key, so that two laptops that tick the same thing agree.
Rows about a person carry `inwoner`, which tells the change log of whom it speaks and which key opens them.
A new column stands last in its class, where a migration puts it.
"""

from mgn_tui.store.tables.aanmelding import (
    Aanmelding,
    AanmeldingCriterium,
    AanmeldingExpertise,
)
from mgn_tui.store.tables.advies import (
    Advies,
    Afspraak,
    Akkoord,
    Delen,
    Document,
    Dossierkopie,
    Toeleiding,
    Verzending,
)
from mgn_tui.store.tables.evaluatie import (
    Besluit,
    Doelmeting,
    Doelversie,
    Evaluatie,
    Leerpuntgroep,
    LeerpuntIn,
    Oplevering,
    Profielwaarde,
    Vrijgave,
)
from mgn_tui.store.tables.gesprek import (
    Deelnemer,
    Gast,
    Gesprek,
    GesprekLeefgebied,
    GesprekPunt,
    GesprekRij,
    GesprekThema,
    GesprekUren,
    GesprekWaardering,
    Tafelbespreking,
)
from mgn_tui.store.tables.inwoner import (
    Bekend,
    Identiteit,
    Inwoner,
    Inwonersleutel,
    Verzoek,
    Wissing,
)
from mgn_tui.store.tables.kaart import (
    Kaart,
    Zin,
)
from mgn_tui.store.tables.logboek import (
    Concept,
    Ongedaan,
    Toegang,
    Wijziging,
)
from mgn_tui.store.tables.registers import (
    Casusoverleg,
    Consultatie,
    Ervaring,
    GeenGesprek,
    Kosten,
    Overlegmoment,
    Urenregel,
)
from mgn_tui.store.tables.werkmap import (
    Afwezigheid,
    Instelling,
    Medewerker,
    MedewerkerExpertise,
    Pilot,
    Praktijk,
    Scholing,
    Sprint,
    Voorkeur,
    Werktijd,
)

BUITEN_LOG = frozenset({"concept", "wijziging", "toegang", "ongedaan", "voorkeur", "alembic_version"})

__all__ = [
    "BUITEN_LOG",
    "Aanmelding",
    "AanmeldingCriterium",
    "AanmeldingExpertise",
    "Advies",
    "Afspraak",
    "Afwezigheid",
    "Akkoord",
    "Bekend",
    "Besluit",
    "Casusoverleg",
    "Concept",
    "Consultatie",
    "Deelnemer",
    "Delen",
    "Document",
    "Doelmeting",
    "Doelversie",
    "Dossierkopie",
    "Ervaring",
    "Evaluatie",
    "Gast",
    "GeenGesprek",
    "Gesprek",
    "GesprekLeefgebied",
    "GesprekPunt",
    "GesprekRij",
    "GesprekThema",
    "GesprekUren",
    "GesprekWaardering",
    "Identiteit",
    "Instelling",
    "Inwoner",
    "Inwonersleutel",
    "Kaart",
    "Kosten",
    "LeerpuntIn",
    "Leerpuntgroep",
    "Medewerker",
    "MedewerkerExpertise",
    "Ongedaan",
    "Oplevering",
    "Overlegmoment",
    "Pilot",
    "Praktijk",
    "Profielwaarde",
    "Scholing",
    "Sprint",
    "Tafelbespreking",
    "Toegang",
    "Toeleiding",
    "Urenregel",
    "Verzending",
    "Verzoek",
    "Voorkeur",
    "Vrijgave",
    "Werktijd",
    "Wijziging",
    "Wissing",
    "Zin",
]

"""The letter as a plain value: what is on paper, in the order of the page, without layout.

Made by `register.adviseren`, printed by `documents.brief`, shown live beside the form.
Every text is final Dutch: whoever prints it adds headings, nothing else.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class BriefSoort(StrEnum):
    """For whom a copy is made; the words differ, the facts do not."""

    HUISARTS = "huisarts"
    INWONER = "inwoner"
    DOSSIER = "dossier"
    BERICHT = "bericht"  # without content: only that the gesprek took place


@dataclass(frozen=True, slots=True)
class Contact:
    """One of the gespreksvoerders, as the huisarts can reach them."""

    naam: str
    functie: str
    organisatie: str
    telefoon: str
    dagen: str  # "ma, di en do"; empty when unknown


@dataclass(frozen=True, slots=True)
class AfspraakRegel:
    """One agreement: who does what, with whose help, when, and how it stands."""

    deel: str  # heading of the profile's advice layout it belongs to
    wat: str = field(repr=False)
    wie: str = field(repr=False)
    met: str = field(repr=False)
    wanneer: str
    staat: str  # "afgesproken", "in overweging", "gedaan"


@dataclass(frozen=True, slots=True)
class ThemaRegel:
    """One theme in words; `cijfer` 0-10 in halves, or None when left out."""

    naam: str
    vertelt: str = field(repr=False)
    kracht: str = field(repr=False)
    lastig: str = field(repr=False)
    wens: str = field(repr=False)
    cijfer: float | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """All that a letter may say. Empty texts are left out of the page."""

    soort: BriefSoort
    referentie: str  # of the gesprek; also the file name
    versie: int
    vastgesteld: bool  # False: "concept" stands on every page
    datum: date

    team: str
    verantwoordelijke: str  # the controller(s), with contact

    aan: tuple[str, ...]  # lines of the address: praktijk, huisarts, street
    betreft: str = field(repr=False)
    inwoner: str = field(repr=False)  # "W. Jansen", "mevrouw Ç. Şahin-Đặng"
    geboortedatum: str = field(repr=False)
    adres: str = field(repr=False)

    uw_vraag: str = field(repr=False)
    gevraagd: str = field(repr=False)  # "Gesteld door dr. … op …"
    wat_vragen_wij: str = field(repr=False)
    antwoord: str = field(repr=False)
    afspraken: tuple[AfspraakRegel, ...] = field(repr=False)
    steun: tuple[tuple[str, str], ...] = field(repr=False)  # (heading, text): short term, long term, provider
    urgentie: str = field(repr=False)
    vangnet: str = field(repr=False)
    overbrugging: str = field(repr=False)
    veiligheid: str = field(repr=False)
    regie: str = field(repr=False)
    contacten: tuple[Contact, ...]
    vervolg: str = field(repr=False)  # will a second gesprek follow
    delen: tuple[str, ...] = field(repr=False)  # sentences: besproken, bezwaar, toestemming, akkoord
    # inwoner's version only: what they said themselves, and their own conclusion
    uw_woorden: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    conclusie: str = field(default="", repr=False)  # of the inwoner, where the region's report holds it
    # enclosure, only when shared with this recipient
    themas: tuple[ThemaRegel, ...] = field(default=(), repr=False)
    spinnenweb: bool = False

    onderwerp: str = field(default="Advies verkennend gesprek", repr=False)
    # subject line to copy into the secure message: initials and year of birth, never a name

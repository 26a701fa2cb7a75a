"""The region profile: every word, number and rule that differs per region, with its source.

A new region is a new TOML file in `profielen/` and no code. `_gedeeld.toml` holds what no plan
decides (lists, scales, plain language); a region that gives the same key replaces it whole.

Two kinds of dataclass. An *entry* (`MetBron`) carries its own source. A *section* holds single
values, each with a source of its own in the TOML (`Profiel.bron(pad)` finds it). The TOML names
them all: what a plan leaves open is said, with aard "lokaal", and is None here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, Protocol

from mgn_tui.domain.fouten import MgnFout
from mgn_tui.domain.profiel_bron import Bronregel, Getal, MetBron
from mgn_tui.domain.profiel_doelen import (
    Aanname,
    Bandbreedte,
    Cluster,
    Doel,
    Groep,
    Prijzen,
    Ritme,
    Schaal,
    Tarief,
    Tellen,
)

Gebeurtenis = Literal[
    "aanmelding",
    "uitnodiging",
    "gesprek",
    "advies",
    "verwijzing",
    "intake",
    "overname",
    "behandeling",
    "start",
    "casusoverleg",
    "samenwerkoverleg",
    "contact",
    "uitvoering",
]
NormStatus = Literal[
    "norm", "streefnorm", "streven", "ambitie", "werkafspraak", "landelijk", "ter vergelijking", "geen"
]


# --- entries ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Regio(MetBron):
    id: str
    naam: str


@dataclass(frozen=True, slots=True)
class Plan(MetBron):
    """The document the line numbers point at. `tekstversie` names the numbered text."""

    titel: str
    afkorting: str
    uitgever: str = ""
    jaar: int = 0
    kenmerk: str = ""
    tekstversie: str = ""


@dataclass(frozen=True, slots=True)
class Item(MetBron):
    """A code with the label people choose, and a line of help."""

    code: str
    label: str
    hulp: str = ""


@dataclass(frozen=True, slots=True)
class Norm(MetBron):
    """A clock from one event to another, in calendar days; None where the plan has no number.

    `herstart`: the event that starts the clock again when it took place.
    """

    label: str
    van: Gebeurtenis
    tot: Gebeurtenis
    dagen_min: int | None = None
    dagen: int | None = None
    status: NormStatus = "geen"
    voorwaarde: str = ""
    herstart: Gebeurtenis | None = None


@dataclass(frozen=True, slots=True)
class Teamregel(MetBron):
    """Who holds a gesprek. Each set of `domeinen_vereist` must be present with at least one person.

    `minimum` and `maximum` count gespreksvoerders (1 or more); `derde` says whether a third may be
    planned on top of two. A set holds domains ("ggz", "sd") and may hold "ervaringsdeskundige".
    `ervaringsdeskundige_telt_mee`: sits as one of the gespreksvoerders;
    `ervaringsdeskundige_in_team`: the team (not this gesprek) must have at least one.
    """

    minimum: int
    maximum: int
    domeinen_vereist: tuple[frozenset[str], ...]
    derde: Literal["nooit", "mogelijk"]
    ervaringsdeskundige: Literal["voorkeur", "eis", "op-wens", "vrij"]
    ervaringsdeskundige_telt_mee: bool
    ervaringsdeskundige_in_team: bool
    toelichting: str


@dataclass(frozen=True, slots=True)
class Organisatie(MetBron):
    """A party of the plan; it may be of more than one soort, so it says nothing of a person's domein."""

    code: str
    label: str
    soorten: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subregio(MetBron):
    """Part of the region. `aandeel`: its share of the targets in percent, where the plan gives one."""

    code: str
    label: str
    gemeenten: tuple[str, ...] = ()
    aandeel: Getal | None = None


@dataclass(frozen=True, slots=True)
class Categorie(MetBron):
    """What a gesprek may advise. `kort` (11 signs at most) heads its column in the tally."""

    code: str
    label: str
    kort: str
    hulp: str = ""
    groep: str = field(default="overig", metadata={"afgeleid": True})


# --- sections --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Aanmeldregels:
    leeftijd_min: int  # whole years, on the day of the aanmelding
    vraag_consultatie: bool  # ask whether consultatie was tried first
    uitkomst_direct_ggz: bool  # tally "direct ggz" with the question whether that was wanted


@dataclass(frozen=True, slots=True)
class Planning:
    max_gesprekken: int = 2  # per inwoner and aanmelding
    capaciteit_per_week: int | None = None  # gesprekken per professional: warn, never block
    duur_min: int = 60  # minutes
    indirecte_tijd_uren: Getal | None = None  # hours per gesprek, of the whole team together
    reistijd_min: int = 30  # minutes kept free between two places


@dataclass(frozen=True, slots=True)
class Gesprekregels:
    soorten: tuple[str, ...]  # instroom, uitstroom, check-in
    vormen: tuple[str, ...]  # in order of preference
    reden_bij_locatie: bool  # ask why, when not online (where online is the rule)


@dataclass(frozen=True, slots=True)
class Themas:
    vaste_set: bool  # show quietly what is not yet discussed
    volgorde: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Adviesindeling:
    delen: tuple[Item, ...]
    opent_op: Literal["themas", "wil-kan-nodig"]
    wil_kan_nodig: bool
    eerst_grip: bool
    eigen_conclusie: bool
    vijf_stappen: bool
    plan_met_inwoner: bool  # a second document, with the inwoner


@dataclass(frozen=True, slots=True)
class Toeleiding:
    vraag_gestart: bool  # does the team itself find out whether support began
    vraag_resultaat: bool  # "uiteindelijk resultaat", once
    vraag_na_dagen: int | None  # days after the advice when Vandaag asks
    vraag_casusoverleg: bool  # note whether it was discussed at the tafel


@dataclass(frozen=True, slots=True)
class Bewaren:
    """Proposed terms; the controller decides when the werkmap is made."""

    persoon_maanden: int  # identity and free text, after the last gesprek, at most
    log_jaren: int
    concept_dagen: int  # a concept that was never saved


@dataclass(frozen=True, slots=True)
class Begrippen:
    """Plain language. Words match whole; `uitzonderingen` are never flagged."""

    zin_woorden: int  # a longer sentence gets a remark
    verboden_woorden: tuple[str, ...]
    uitzonderingen: tuple[str, ...]
    diagnosewoorden: tuple[str, ...]
    diagnosepatronen: tuple[str, ...]  # regular expressions
    # jargon → plain words of this region, beside the list in `jargon.py`; "" takes a word off that list
    jargon: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


# --- the whole -------------------------------------------------------------------------------------


class MetLabel(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def label(self) -> str: ...


@dataclass(frozen=True, slots=True, eq=False)
class Profiel:
    """One region. Lists are in the order of the screen; their codes are what is stored."""

    regio: Regio
    plan: Plan
    termen: Mapping[str, str]
    gemeenten: tuple[Item, ...]
    organisatiesoorten: tuple[Item, ...]
    functies: tuple[Item, ...]
    # the line of work
    aanmelding: Aanmeldregels
    aanmelders: tuple[Item, ...]
    criteria: tuple[Item, ...]
    leefgebieden: tuple[Item, ...]
    expertises: tuple[Item, ...]
    normen: Mapping[str, Norm]
    teamregel: Teamregel
    planning: Planning
    gesprek: Gesprekregels
    methodieken: tuple[Item, ...]
    themas: Themas
    opening: tuple[Item, ...]
    afsluiting: tuple[Item, ...]
    spoedkaart: tuple[Item, ...]
    advies: Adviesindeling
    urgentie: tuple[Item, ...]
    beveiligde_wegen: tuple[str, ...]
    toeleiding: Toeleiding
    categorieen: tuple[Categorie, ...]
    groepen: tuple[Groep, ...]
    # reasons
    redenen_afwijzen: tuple[Item, ...]
    redenen_intrekken: tuple[Item, ...]
    redenen_niet_verschenen: tuple[Item, ...]
    redenen_annuleren: tuple[Item, ...]
    redenen_afwijken_team: tuple[Item, ...]
    redenen_niet_verwijzen: tuple[Item, ...]
    redenen_niet_willen: tuple[Item, ...]
    # registers
    consultatie_domeinen: tuple[Item, ...]
    consultatie_vragen: tuple[Item, ...]
    consultatie_kanalen: tuple[Item, ...]
    consultatie_vervolg: tuple[Item, ...]
    casus_situaties: tuple[Item, ...]
    casus_uitkomsten: tuple[Item, ...]
    uren_onderdelen: tuple[Item, ...]
    kostenposten: tuple[Item, ...]
    # figures
    sprint: Ritme
    tellen: Tellen
    schalen: tuple[Schaal, ...]
    prijzen: Prijzen
    bewaren: Bewaren
    begrippen: Begrippen
    # what not every plan has
    organisaties: tuple[Organisatie, ...] = ()
    subregios: tuple[Subregio, ...] = ()
    deelgebieden: tuple[Item, ...] = ()
    wegwijzers: tuple[Item, ...] = ()
    triage: tuple[Item, ...] = ()
    casus_typen: tuple[Item, ...] = ()
    casus_redenen: tuple[Item, ...] = ()
    overtypelijst: tuple[Item, ...] = ()  # the questions of a form of others, in its order
    monitorgroepen: tuple[Groep, ...] = ()
    tarieven: tuple[Tarief, ...] = ()
    aannames: tuple[Aanname, ...] = ()
    bandbreedtes: tuple[Bandbreedte, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    doelen: tuple[Doel, ...] = ()
    bronregels: tuple[Bronregel, ...] = field(default=(), metadata={"afgeleid": True}, repr=False)

    @property
    def id(self) -> str:
        return self.regio.id

    @property
    def naam(self) -> str:
        return self.regio.naam

    def term(self, sleutel: str) -> str:
        """The region's word for something; KeyError when no profile knows it."""
        return self.termen[sleutel]

    def bronnen(self) -> Iterator[Bronregel]:
        """Every value with its source, in the order of the profile."""
        return iter(self.bronregels)

    def bron(self, pad: str) -> str:
        """The source of one value ("planning.duur_min", "normen.uitnodiging"); KeyError if unknown."""
        for regel in self.bronregels:
            if regel.pad == pad:
                return regel.bron
        raise KeyError(pad)

    def groep_van(self, code: str) -> str:
        """The group a category counts in; "overig" also for one that left the profile."""
        return next((c.groep for c in self.categorieen if c.code == code), "overig")

    def codes_van(self, groep: str) -> frozenset[str]:
        """The categories of the group a target names: one of `groepen`, else one of `monitorgroepen`."""
        for lijst in (self.groepen, self.monitorgroepen):
            for kandidaat in lijst:
                if kandidaat.code == groep:
                    return frozenset(kandidaat.codes)
        return frozenset()

    def doel(self, nr: str) -> Doel:
        """Raises KeyError when the plan has no such target."""
        for doel in self.doelen:
            if doel.nr == nr:
                return doel
        raise KeyError(nr)


def label_van(lijst: Iterable[MetLabel], code: str) -> str:
    """The label of a code; the code itself when it is no longer in the list."""
    return next((item.label for item in lijst if item.code == code), code)


class ProfielFout(MgnFout):
    """A profile that cannot be used. `fouten` maps each key to what is wrong with it."""

    def __init__(self, fouten: Mapping[str, str] | str) -> None:
        self.fouten = {"": fouten} if isinstance(fouten, str) else dict(fouten)
        super().__init__("\n".join(f"{pad}: {fout}" if pad else fout for pad, fout in self.fouten.items()))


_MAP = Path(__file__).parent / "profielen"


def profielen() -> tuple[str, ...]:
    """The ids of the regions that come with the program."""
    return tuple(sorted(pad.stem for pad in _MAP.glob("*.toml") if not pad.stem.startswith("_")))


def lees_tabellen(id_or_path: str | Path) -> dict[str, Any]:
    """The raw tables of a region, by its id or from a TOML file. Raises ProfielFout."""
    from mgn_tui.domain.profiel_laden import lees_ruw  # it needs the classes above

    if isinstance(id_or_path, Path):
        return lees_ruw(id_or_path, _MAP / "_gedeeld.toml")
    if id_or_path not in profielen():
        raise ProfielFout(f"De regio '{id_or_path}' is er niet. Kies uit: {', '.join(profielen())}.")
    return lees_ruw(_MAP / f"{id_or_path}.toml", _MAP / "_gedeeld.toml")


@lru_cache(maxsize=16)
def laad_profiel(id_or_path: str | Path) -> Profiel:
    """A region by its id, or from a TOML file (a Path, or text that ends in .toml).

    Read once per process. Raises ProfielFout with a Dutch line per faulty key.
    """
    from mgn_tui.domain.profiel_laden import maak_profiel

    if isinstance(id_or_path, str) and id_or_path.endswith(".toml"):
        id_or_path = Path(id_or_path)
    return maak_profiel(lees_tabellen(id_or_path))

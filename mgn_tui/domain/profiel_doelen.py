"""The part of a region profile that figures need: targets, money, scales, rhythm."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from mgn_tui.domain.profiel_bron import Getal, MetBron

Periode = Literal["maand", "kwartaal", "tertaal", "half-jaar", "jaar"]


@dataclass(frozen=True, slots=True)
class Schaal(MetBron):
    """A mark somebody gives, and the question put to them. Bounds inclusive."""

    code: str
    label: str
    vraag: str
    minimum: int
    maximum: int
    stap: Getal = 1


@dataclass(frozen=True, slots=True)
class Tarief(MetBron):
    """An amount in euros per `eenheid`, at the price level of `prijzen`. `domein`: ggz, sd, ed or empty."""

    code: str
    label: str
    bedrag: Getal
    eenheid: str
    domein: str = ""


@dataclass(frozen=True, slots=True)
class Aanname(MetBron):
    """A parameter of the business case; `jaar` None: of every year."""

    code: str
    label: str
    waarde: Getal
    eenheid: str
    jaar: int | None = None


@dataclass(frozen=True, slots=True)
class Bandbreedte(MetBron):
    """Bounds (inclusive) outside which the region steers; not a target."""

    code: str
    label: str
    eenheid: str
    noemer: str
    minimum: Getal | None = None
    maximum: Getal | None = None
    vanaf: date | None = None


@dataclass(frozen=True, slots=True)
class Cluster(MetBron):
    """Targets judged together: one of them, or all. `tolerantie` in percent of the target."""

    code: str
    label: str
    regel: Literal["een", "alle"]
    tolerantie: int = 0


@dataclass(frozen=True, slots=True)
class Tekst(MetBron):
    tekst: str


@dataclass(frozen=True, slots=True)
class IJkmoment(MetBron):
    """What must be reached on a date, and the money that hangs on it, in whole euros.

    `van`: first day of the window, where it differs from the target's. Without `minimum` and
    `maximum` those of the target hold. The split may differ from the amount by one euro (rounding).
    """

    datum: date
    van: date | None = None
    minimum: Getal | None = None
    maximum: Getal | None = None
    bedrag: int | None = None
    split: Mapping[str, int] = field(default_factory=dict)
    oplevering: str = ""

    @property
    def datum_gedrukt(self) -> str | None:
        """The date as the plan prints it, where that was a misprint."""
        return self.gedrukt if self.gecorrigeerd == "datum" else None


@dataclass(frozen=True, slots=True)
class Doel(MetBron):
    """A target of the plan.

    `telt`: where its numbers come from; "handmatig" is entered by hand, with source and date.
    `telwijze` and `groep`: which advice counts in a share, "bevat-niet" being advice without it;
    `groep` is one of `groepen`, or of `monitorgroepen` where a plan divides finer (`Profiel.codes_van`).
    `ook_zonder`: categories without which the share is given a second time.
    `telregel`: the counting rule as printed on every report. Bounds inclusive.
    """

    nr: str
    soort: Literal["getal", "aandeel", "verhouding", "oplevering"]
    type: Literal["inspanning", "resultaat", "impact"]
    omschrijving: str
    telt: Literal[
        "gesprekken", "inwoners", "praktijken", "medewerkers", "consultaties", "casussen", "handmatig"
    ]
    eenheid: str
    venster: Literal["eenmalig", "cumulatief", "jaar", "half-jaar", "kwartaal"]
    telregel: str
    minimum: Getal | None = None
    maximum: Getal | None = None
    telwijze: Literal["bevat", "primair", "uitsluitend", "bevat-niet"] | None = None
    groep: str = ""
    ook_zonder: tuple[str, ...] = ()
    soorten: tuple[str, ...] = ("instroom",)
    werkwijzen: tuple[str, ...] = ()
    elk_kwartaal: bool = False
    bewijs: str = ""
    nulmeting: str = ""
    cluster: str = ""
    bevroren: bool = False
    aannames: tuple[Tekst, ...] = ()
    ijkmomenten: tuple[IJkmoment, ...] = ()

    @property
    def handmatig(self) -> bool:
        return self.telt == "handmatig"


@dataclass(frozen=True, slots=True)
class Ritme:
    omvang_pilot: int | None  # gesprekken
    sprints: bool
    gesprekken_per_sprint: int | None
    voorstel_per_sprint: int
    rapportage: Periode
    periodes: tuple[str, ...]
    mijlpalen: tuple[int, ...]  # evaluate after so many gesprekken


@dataclass(frozen=True, slots=True)
class Tellen:
    startdatum: date  # cumulative figures run from this day, inclusive
    drempel_openbaar: int  # cells below it are hidden outside the region
    weinig_gesprekken: int  # below it every evaluation says: too few for conclusions


@dataclass(frozen=True, slots=True)
class Prijzen:
    prijspeil: int | None  # year
    indexatie_procent: Getal | None  # per year after it


@dataclass(frozen=True, slots=True)
class Groep(MetBron):
    code: str
    label: str
    codes: tuple[str, ...]

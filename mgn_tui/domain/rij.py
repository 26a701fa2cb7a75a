"""One row of the monitoringsformat: a gesprek, or an aanmelding that never became one.

The names are those of the columns. What a file says and what the werkmap holds are both brought into this
shape, so that comparing the two says what an import changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from mgn_tui.domain.woorden import AanmeldingStatus, GesprekSoort, GesprekStatus, Thema

AANGEMELD: Final = "aangemeld"
GESPREKSTATUSSEN: Final = tuple(s.value for s in GesprekStatus)
SLUITEND: Final = (AanmeldingStatus.AFGEWEZEN.value, AanmeldingStatus.INGETROKKEN.value)
STATUSSEN: Final = (AANGEMELD, *GESPREKSTATUSSEN, *SLUITEND)
MET_DATUM: Final = (GesprekStatus.GEPLAND.value, GesprekStatus.GEVOERD.value, GesprekStatus.NO_SHOW.value)
MET_REDEN: Final = (GesprekStatus.NO_SHOW.value, GesprekStatus.GEANNULEERD.value, *SLUITEND)
WIE: Final = ("ggz", "sd", "ed")
UREN: Final = (*WIE, "frictie")
WAARDERINGEN: Final = ("inwoner", "naaste", "verwijzer", "team", "proces", "samenwerking")
KALE_ANTWOORDEN: Final = ("onbekend", "niet-nagevraagd")
ZONDER_PILOT: Final = "zonder pilot"
"""What a row says of a gesprek that was typed without one: the format asks a pilot of every row."""


@dataclass(slots=True)
class Rij:
    """Lists are tuples in a fixed order, so that equal rows compare equal; None and () are unknown.

    `toegeleid` and `benut` hold `code`, `code@2026-03-09` or one of the bare answers.
    """

    gesprek_id: str = ""
    inwoner_id: str = ""
    pilot: str = ""
    gemeente: str | None = None
    praktijk: str | None = None
    subregio: str | None = None
    deelgebied: str | None = None
    aanmelder: str | None = None
    aanmelddatum: date = date.min
    uitnodigingsdatum: date | None = None
    op_verzoek_inwoner: bool | None = None
    werkwijze: str | None = None
    methodiek: str | None = None
    status: str = AANGEMELD
    reden: str | None = None
    gespreksdatum: date | None = None
    volgnummer: int = 1
    soort: str = GesprekSoort.INSTROOM.value
    duur_min: int | None = None
    vorm: str | None = None
    leeftijd: int | None = None
    gespreksvoerders: tuple[str, ...] = ()
    ervaringsdeskundigheid: str | None = None
    disciplines: tuple[str, ...] = ()
    naaste: bool | None = None
    criteria: tuple[str, ...] = ()
    leefgebieden: tuple[str, ...] = ()
    themas: tuple[str, ...] = ()
    score_lichaamsfuncties: Decimal | None = None
    score_mentaal_welbevinden: Decimal | None = None
    score_zingeving: Decimal | None = None
    score_kwaliteit_van_leven: Decimal | None = None
    score_meedoen: Decimal | None = None
    score_dagelijks_functioneren: Decimal | None = None
    advies: tuple[str, ...] = ()
    primair: str | None = None
    actie_huisarts: str | None = None
    adviesdatum: date | None = None
    intakedatum_ggz: date | None = None
    toegeleid: tuple[str, ...] = ()
    benut: tuple[str, ...] = ()
    uiteindelijk_resultaat: str | None = field(default=None, repr=False)
    ontbrekend_aanbod: str | None = field(default=None, repr=False)
    uren_ggz: Decimal | None = None
    uren_sd: Decimal | None = None
    uren_ed: Decimal | None = None
    uren_frictie: Decimal | None = None
    leerpunt: str | None = field(default=None, repr=False)
    waardering_inwoner: Decimal | None = None
    waardering_naaste: Decimal | None = None
    waardering_verwijzer: Decimal | None = None
    waardering_team: Decimal | None = None
    waardering_proces: Decimal | None = None
    waardering_samenwerking: Decimal | None = None


VELDEN: Final[tuple[str, ...]] = tuple(Rij.__dataclass_fields__)
SCORES: Final = {thema.value: f"score_{thema.value.replace('-', '_')}" for thema in Thema}
"""Theme → field. The column is called `score_<thema>`, with the theme's own hyphens."""
TEKSTEN: Final = ("uiteindelijk_resultaat", "ontbrekend_aanbod", "leerpunt")
"""Personal texts: under the inwoner's own key."""
VAN_AANMELDING: Final = (
    "gemeente",
    "praktijk",
    "subregio",
    "deelgebied",
    "aanmelder",
    "uitnodigingsdatum",
    "op_verzoek_inwoner",
    "criteria",
)
"""What belongs to the aanmelding, unless a row of it says something else."""
VAN_ADVIES: Final = ("advies", "primair", "actie_huisarts", "adviesdatum")
_KAAL = Rij()
_VAN_GESPREK = tuple(
    v
    for v in VELDEN
    if v not in (*VAN_AANMELDING, "gesprek_id", "inwoner_id", "pilot", "aanmelddatum", "status", "reden")
)


def alleen_van_aanmelding(rij: Rij) -> bool:
    """Whether all that this row says has a place on the aanmelding itself."""
    return rij.status not in GESPREKSTATUSSEN and all(
        getattr(rij, v) == getattr(_KAAL, v) for v in _VAN_GESPREK
    )


def eigen(rij: Rij) -> tuple[Any, ...]:
    """The values of `VAN_AANMELDING`, to compare."""
    return tuple(getattr(rij, v) for v in VAN_AANMELDING)


def vul_aan(rij: Rij) -> Rij:
    """What follows from the rest: a single advice is the main one."""
    if rij.primair is None and len(rij.advies) == 1:
        rij.primair = rij.advies[0]
    return rij


@dataclass(slots=True)
class Bestandsrij:
    """A row as a file gives it: the good values of the columns that are there, and which cells are faulty.

    `nr` is the row's number in the file, the header being row 1.
    """

    nr: int
    waarden: Mapping[str, Any] = field(repr=False)
    fout: frozenset[str] = frozenset()

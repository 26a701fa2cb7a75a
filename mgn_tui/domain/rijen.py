"""The narrow rows that figures are counted from: what one row of the team's own table would say.

`store.telrijen` reads them, `figures` counts them, and neither knows the other. Days are days in Amsterdam,
as ISO text; lists are codes joined by a space or |; hours and marks are in hundredths, scores in halves.
"""

from datetime import date
from typing import NamedTuple


class Gesprekrij(NamedTuple):
    """One gesprek. Fields from `aanmelddatum` on are None in a narrow reading, `feiten` in the narrowest.

    `gesprek_id` as the format names it (it decides between two of one day), `ref` as people type it.
    `feiten`: what is so, as `stap:code`; `themas`: `thema:besproken:score`; `uren` and `waarderingen`:
    `soort:waarde`. `wacht`, `wacht_uitnodiging`: in days, fixed when the days became months (vernietigd).
    """

    dag: str
    volgnummer: int
    gesprek_id: str
    ref: str
    inwoner: bytes
    soort: str
    status: str
    werkwijze: str | None = None
    hoofdadvies: str | None = None
    feiten: str | None = None
    aanmelddatum: str | None = None
    uitgenodigd_op: str | None = None
    op_verzoek: int | None = None
    duur_min: int | None = None
    naaste: int | None = None
    team: str | None = None
    methodiek: str | None = None
    praktijk: bytes | None = None
    themas: str | None = None
    leefgebieden: str | None = None
    criteria: str | None = None
    uren: str | None = None
    waarderingen: str | None = None
    wacht: int | None = None
    wacht_uitnodiging: int | None = None


class Aantal(NamedTuple):
    """How many gesprekken of one kind a window holds: of those that are only counted."""

    soort: str
    status: str
    werkwijze: str | None
    n: int


class Aanmeldrij(NamedTuple):
    """A row as far as aanmeldingen are counted: of a gesprek, or of an aanmelding without one or that ended.

    `status` is the format's: aangemeld, gepland, gevoerd, no-show, geannuleerd, afgewezen, ingetrokken.
    """

    ref: str
    inwoner: bytes
    aanmelddatum: str
    status: str
    volgnummer: int
    reden: str | None
    praktijk: bytes | None


class Praktijkrij(NamedTuple):
    id: bytes
    naam: str
    gemeente: str | None
    subregio: str | None
    aangesloten_op: str | None
    volwassen_patienten: int | None
    actief: int


class Losse(NamedTuple):
    """Something else that a target counts: a colleague who was trained, a consultatie, a case.

    `wie` tells what counts once; `dag` is a day, or a month (2026-03)."""

    wie: bytes
    dag: str


class Meting(NamedTuple):
    """A figure entered by hand, in thousandths. Later entered stands later."""

    nr: str
    datum: date
    waarde: int | None
    noemer: int | None
    bron: str


class Versie(NamedTuple):
    """A target as the region changed it, in thousandths. Later entered stands later."""

    nr: str
    ijkmoment: date
    minimum: int | None
    maximum: int | None
    vanaf: date
    reden: str
    wie: str = ""  # the name of who entered it


class Geleverd(NamedTuple):
    nr: str
    ijkmoment: str
    gedaan_op: date | None
    bewijs: str | None
    vastgesteld_door: str | None
    vastgesteld_op: date | None

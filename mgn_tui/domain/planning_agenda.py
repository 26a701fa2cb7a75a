"""Agendas as values, and the arithmetic of slots under `planning`.

Times are Amsterdam wall clock: a moment lies within working hours when the clock reads so at its
begin and at its end. Durations and distances are absolute, so a night in which the clock shifts
makes no appointment longer or shorter.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from mgn_tui.domain.klok import AMSTERDAM
from mgn_tui.domain.teamregel import Bevinding, Teamlid


@dataclass(frozen=True, slots=True)
class Werktijd:
    """A block on one day of every week: `weekdag` 0 (Monday) to 6, `van` before `tot` (else it is empty)."""

    weekdag: int
    van: time
    tot: time


@dataclass(frozen=True, slots=True)
class Bezet:
    """An appointment, begin included and end not: given aware, kept in UTC (comparing and subtracting
    in a zone with summer time is wrong on two nights a year). `plaats` may be personal and is never
    shown; `gesprek` says whether it counts for the weekly capacity. Raises ValueError when naive.
    """

    begin: datetime
    einde: datetime
    plaats: str = field(repr=False)
    gesprek: bool = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "begin", als_utc(self.begin))
        object.__setattr__(self, "einde", als_utc(self.einde))


@dataclass(frozen=True, slots=True)
class Collega(Teamlid):
    """A colleague with an agenda. `afwezig`: first and last day of each leave, both included.

    `bezet` leaves out the gesprek that is being planned again. `max_per_week`: gesprekken per ISO week,
    None for no maximum.
    """

    werktijden: tuple[Werktijd, ...] = ()
    afwezig: tuple[tuple[date, date], ...] = ()
    bezet: tuple[Bezet, ...] = ()
    max_per_week: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vraag:
    """What is to be planned. `duur_min` in minutes, 1 or more; `vanaf` aware.

    `liever_niet` are the ids of colleagues the inwoner would rather not see (respected), `liever_wel`
    those asked for (preferred). `inwoner_tijden` empty: any time. `norm_dagen`: days from
    `aanmelddatum` to the gesprek, None when the region has no norm.
    """

    duur_min: int
    vanaf: datetime
    plaats: str = field(repr=False)
    aanmelddatum: date
    expertises: frozenset[str] = frozenset()
    ervaringsdeskundige_gewenst: bool | None = None
    liever_niet: frozenset[str] = frozenset()
    liever_wel: frozenset[str] = frozenset()
    inwoner_tijden: tuple[Werktijd, ...] = ()
    norm_dagen: int | None = None

    def __post_init__(self) -> None:
        if self.duur_min < 1:
            raise ValueError("duur_min is 1 or more")
        als_utc(self.vanaf)


@dataclass(frozen=True, slots=True)
class Voorstel:
    """A slot and the team for it. `rollen` goes along with `team`; `bevindingen` holds preferences only."""

    begin: datetime
    einde: datetime
    team: tuple[str, ...]
    rollen: tuple[str, ...]
    namen: tuple[str, ...] = field(repr=False)
    waarom: str = field(repr=False)
    bevindingen: tuple[Bevinding, ...]


@dataclass(frozen=True, slots=True)
class Voorstellen:
    """Proposals in order of time; per colleague in none of them (naam, reden); why there are none, or ""."""

    voorstellen: tuple[Voorstel, ...]
    afgevallen: tuple[tuple[str, str], ...] = field(repr=False)
    waarom_niet: str = field(repr=False)
    roepnamen: Mapping[str, str] = field(default_factory=dict, repr=False)

    def team(self, voorstel: Voorstel) -> str:
        """Who hold it, as short as the team tells them apart: `Elif + Tom`."""
        return " + ".join(self.roepnamen.get(naam, naam) for naam in voorstel.namen)


# --- time -------------------------------------------------------------------------------------------


def als_utc(moment: datetime) -> datetime:
    """Raises ValueError for a moment without time zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(UTC)


def wandklok(moment: datetime) -> datetime:
    """What the clock on the wall reads, without zone: arithmetic on it would be wrong, comparing is right."""
    return moment.astimezone(AMSTERDAM).replace(tzinfo=None)


def blokken_op(tijden: Iterable[Werktijd], weekdag: int) -> list[tuple[time, time]]:
    """The blocks of one weekday, those that touch or overlap made one."""
    samen: list[tuple[time, time]] = []
    for van, tot in sorted((w.van, w.tot) for w in tijden if w.weekdag == weekdag and w.van < w.tot):
        if samen and van <= samen[-1][1]:
            samen[-1] = (samen[-1][0], max(samen[-1][1], tot))
        else:
            samen.append((van, tot))
    return samen


def _past(blokken: Iterable[tuple[time, time]], van: datetime, tot: datetime) -> bool:
    """Whether begin and end lie in one block of that day."""
    begin, einde = van.time(), tot.time()
    return van.date() == tot.date() and any(
        a <= min(begin, einde) and max(begin, einde) <= b for a, b in blokken
    )


def valt_binnen(tijden: Sequence[Werktijd], van: datetime, tot: datetime) -> bool:
    return _past(blokken_op(tijden, van.weekday()), van, tot)


def reistijd_naar(afspraak: Bezet, plaats: str, reistijd_min: int) -> timedelta:
    zelfde = afspraak.plaats.strip().casefold() == plaats.strip().casefold()
    return timedelta(minutes=0 if zelfde else reistijd_min)


def week_van(dag: date) -> tuple[int, int]:
    """ISO year and week."""
    return dag.isocalendar()[:2]


def per_week(collega: Collega) -> Counter[tuple[int, int]]:
    """The gesprekken of a colleague, counted per week."""
    return Counter(week_van(wandklok(b.begin).date()) for b in collega.bezet if b.gesprek)


def gesprekken(aantal: int) -> str:
    return "1 gesprek" if aantal == 1 else f"{aantal} gesprekken"


# --- proposing --------------------------------------------------------------------------------------
# Every set of slots is one int: bit i is slot i. A team is free where all its members are: one `&`.


@dataclass(frozen=True, slots=True)
class Raster:
    """The slots: begin in UTC, ascending, and what the clock reads at begin and end. `gelijk`: those that read the
    same on the same day of the week, with one of them; `dagen`: those that touch a day. Looked at once, because
    every colleague asks the same."""

    begin: list[datetime]
    klok: list[tuple[datetime, datetime]]
    gelijk: list[tuple[datetime, datetime, int]]
    dagen: dict[date, int]

    def waar(self, tijden: Sequence[Werktijd]) -> int:
        blokken = [blokken_op(tijden, dag) for dag in range(7)]
        uit = 0
        for van, tot, slots in self.gelijk:
            if _past(blokken[van.weekday()], van, tot):
                uit |= slots
        return uit

    def weg(self, afwezig: Sequence[tuple[date, date]]) -> int:
        """Slots that touch one of these days, first and last included."""
        uit = 0
        for eerste, laatste in afwezig:
            for dag, slots in self.dagen.items():
                if eerste <= dag <= laatste:
                    uit |= slots
        return uit

    def tussen(self, na: datetime, voor: datetime) -> int:
        """Slots that begin after `na` and before `voor`, both excluded."""
        laag, hoog = bisect_right(self.begin, na), bisect_left(self.begin, voor)
        return (1 << hoog) - (1 << laag) if laag < hoog else 0


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is left of a colleague's slots at each step (each within the one before), and the gesprekken
    per week."""

    collega: Collega
    werkt: int
    kan: int
    aanwezig: int
    vrij: int
    weken: Counter[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Team:
    """A team that satisfies every requirement, its free slots, and its rank (lower is better)."""

    agendas: tuple[Agenda, ...]
    vrij: int
    rang: tuple[int, int, int, int]

    @property
    def leden(self) -> tuple[Collega, ...]:
        return tuple(agenda.collega for agenda in self.agendas)


@dataclass(frozen=True, slots=True)
class Beeld:
    """All that was weighed, to explain it from. `venster`: the slots up to the last proposal (all of
    them when there were too few); `tot` its last day and `tot_en_met` the same in words."""

    venster: int
    tot: date
    tot_en_met: str
    agendas: Sequence[Agenda]
    teams: Sequence[Team]
    gekozen: Mapping[int, Team]
    raster: Raster


def maak_raster(vraag: Vraag, feestdagen: Mapping[date, str], horizon_dagen: int, raster_min: int) -> Raster:
    vanaf, duur = als_utc(vraag.vanaf), timedelta(minutes=vraag.duur_min)
    momenten: set[datetime] = set()
    for dag in (wandklok(vraag.vanaf).date() + timedelta(days=k) for k in range(horizon_dagen)):
        if dag in feestdagen:
            continue
        # In the autumn night an hour comes twice (fold), in the spring night one does not come.
        nacht, morgen = (datetime.combine(d, time(), AMSTERDAM) for d in (dag, dag + timedelta(days=1)))
        verspringt = nacht.utcoffset() != morgen.utcoffset()
        for minuut in range(0, 24 * 60, raster_min):
            for fold in (0, 1) if verspringt else (0,):
                wand = datetime.combine(dag, time(*divmod(minuut, 60), fold=fold), AMSTERDAM)
                moment = wand.astimezone(UTC)
                if moment >= vanaf and (not verspringt or wandklok(moment) == wand.replace(tzinfo=None)):
                    momenten.add(moment)
    begin = sorted(momenten)
    klok = [(wandklok(b), wandklok(b + duur)) for b in begin]
    gelijk: dict[tuple[int, time, time, bool], tuple[datetime, datetime, int]] = {}
    dagen: dict[date, int] = {}
    for i, (van, tot) in enumerate(klok):
        dag, einddag = van.date(), tot.date()
        soort = dag.weekday(), van.time(), tot.time(), dag == einddag
        eerste = gelijk.get(soort, (van, tot, 0))
        gelijk[soort] = eerste[0], eerste[1], eerste[2] | 1 << i
        while dag <= einddag:
            dagen[dag] = dagen.get(dag, 0) | 1 << i
            dag += timedelta(days=1)
    return Raster(begin, klok, list(gelijk.values()), dagen)


def maak_agenda(collega: Collega, raster: Raster, vraag: Vraag, reistijd_min: int) -> Agenda:
    werkt = raster.waar(collega.werktijden)
    kan = werkt & raster.waar(vraag.inwoner_tijden) if vraag.inwoner_tijden else werkt
    weg = raster.weg(collega.afwezig)
    bezet, duur = 0, timedelta(minutes=vraag.duur_min)
    for afspraak in collega.bezet:
        onderweg = reistijd_naar(afspraak, vraag.plaats, reistijd_min)
        bezet |= raster.tussen(afspraak.begin - onderweg - duur, afspraak.einde + onderweg)
    return Agenda(collega, werkt, kan, kan & ~weg, kan & ~weg & ~bezet, per_week(collega))


def drukte(team: Team, dag: date) -> tuple[int, int]:
    """How many members are at their weekly maximum, and their gesprekken that week together."""
    week, vol, samen = week_van(dag), 0, 0
    for agenda in team.agendas:
        aantal, hoogstens = agenda.weken[week], agenda.collega.max_per_week
        samen += aantal
        vol += hoogstens is not None and aantal >= hoogstens
    return vol, samen


def beste(teams: Sequence[Team], i: int, raster: Raster) -> Team:
    """The best team that is free at slot `i`; `teams` in order of rank, at least one of them free."""
    vrij = [t for t in teams if t.vrij >> i & 1]
    gelijk = (t for t in vrij if t.rang == vrij[0].rang)
    return min(gelijk, key=lambda t: drukte(t, raster.klok[i][0].date()))

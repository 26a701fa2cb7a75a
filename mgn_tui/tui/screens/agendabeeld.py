"""What the agenda shows of a week: as a sheet with a column per day, or as days below each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from rich.cells import cell_len

from mgn_tui.domain.datums import toon_datum_kort, weekdag_kort
from mgn_tui.domain.klok import AMSTERDAM
from mgn_tui.domain.teamregel import opsomming
from mgn_tui.domain.woorden import GesprekStatus
from mgn_tui.register import planbeeld, plannen, vrij
from mgn_tui.register.agenda import Afspraakregel, ook_in_ruimte_van, zelfde_ruimte
from mgn_tui.tui.screens.vandaag import plek
from mgn_tui.tui.tekens import in_woorden
from mgn_tui.tui.widgets.rubrieklijst import Kopje, Rij
from mgn_tui.tui.widgets.vensterlijst import Cel, Kolom, Regel
from mgn_tui.tui.widgets.weekblad import Aard, Blok, Dagkop, Weekbeeld

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

WERKDAGEN = 5


@dataclass(frozen=True, slots=True)
class Los:
    """A gesprek that somebody picked up, and where it is held above the sheet."""

    gesprek: Afspraakregel = field(repr=False)
    begin: datetime

    @property
    def einde(self) -> datetime:
        return self.begin + timedelta(minutes=self.gesprek.duur_min)


@dataclass(frozen=True, slots=True)
class Week:
    """All that is known of the week that begins on `maandag`. `ik`: who looks; `los`: what is picked up."""

    maandag: date
    vandaag: date
    gesprekken: tuple[Afspraakregel, ...] = field(repr=False)
    afwezig: tuple[tuple[str, date, date], ...]
    feestdagen: dict[date, str]
    vrij: tuple[vrij.VrijeTijd, ...]
    ik: str
    voert: bool  # whether who looks holds gesprekken
    los: Los | None = field(default=None, repr=False)

    @property
    def dagen(self) -> list[date]:
        """Monday to Friday, and as far into the weekend as there is something."""
        alle = [self.maandag + timedelta(days=n) for n in range(7)]
        bezet = {g.begin.date() for g in self.gesprekken} | set(self.feestdagen)
        bezet |= {v.begin.date() for v in self.vrij} | ({self.los.begin.date()} if self.los else set())
        laatste = max((n for n, dag in enumerate(alle) if dag in bezet), default=0)
        return alle[: max(laatste + 1, WERKDAGEN)]

    def weg(self, dag: date) -> list[str]:
        """Who is away that day."""
        return list(dict.fromkeys(naam for naam, van, tot in self.afwezig if van <= dag <= tot))

    def gesprek(self, ref: str | None) -> Afspraakregel | None:
        return next((g for g in self.gesprekken if g.ref == ref), None)


def lees(sessie: "Sessie", maandag: date) -> Week:
    """Everything of one week."""
    zondag = maandag + timedelta(days=6)
    return Week(
        maandag,
        sessie.klok.vandaag(),
        tuple(plannen.agenda(sessie, maandag, zondag)),
        tuple(planbeeld.afwezigen(sessie, maandag, zondag)),
        plannen.feestdagen(maandag, zondag),
        tuple(vrij.vrij(sessie, maandag, zondag)),
        sessie.ik.naam,
        not sessie.ik.coordinator,
    )


def dagnaam(dag: date) -> str:
    return f"{weekdag_kort(dag)} {toon_datum_kort(dag)}"


def stand(g: Afspraakregel) -> str:
    """Which gesprek it is, or what became of it."""
    if g.status == GesprekStatus.GEPLAND.value:
        return f"{g.volgnummer}e gesprek"
    return GesprekStatus.label_van(g.status)


def botsingen(week: Week, g: Afspraakregel) -> list[str]:
    """What to say of others in the same room."""
    return [
        f"▲ {plek(g)} is dan ook van {' + '.join(ander.team)}, {ander.begin:%H:%M} tot {ander.einde:%H:%M}"
        for ander in ook_in_ruimte_van(g, week.gesprekken)
    ]


def wie_van(g: Afspraakregel, namen: bool) -> str:
    return g.naam if namen and g.naam else g.wie


# --- the sheet -------------------------------------------------------------------------------


def weekbeeld(week: Week, *, namen: bool) -> Weekbeeld:
    """The week for `Weekblad`."""
    dagen = week.dagen
    druk = zelfde_ruimte(week.gesprekken)
    samen = _samen(week)
    blokken = [
        Blok(
            "", dagen.index(v.begin.date()), *_minuten_van(v.begin, v.einde), v.baan, "vrij", ("vrij", v.met)
        )
        for v in _vrij(week, samen)
    ]
    for g in week.gesprekken:
        opgepakt = week.los is not None and week.los.gesprek.ref == g.ref
        aard: Aard = "was" if opgepakt else "eigen" if g.van_mij else "ander"
        blokken.append(_blok(week, g, g.begin, aard, namen, bool(druk.get(g.ref))))
    if week.los is not None and week.los.begin.date() in dagen:
        blokken.append(_blok(week, week.los.gesprek, week.los.begin, "los", namen, False))
    eigen = (f"u + {samen}" if samen else "u") if week.voert else ""
    return Weekbeeld(tuple(_dagkop(week, dag) for dag in dagen), tuple(blokken), eigen)


def _samen(week: Week) -> str:
    """The colleague with whom all your gesprekken of this week are, else the one you could hold one with."""
    mijn = (zip(g.team, g.roepnamen, strict=True) for g in week.gesprekken if g.van_mij)
    maten = {kort for team in mijn for naam, kort in team if naam != week.ik}
    if not maten:
        maten = {v.met for v in week.vrij}
    return next(iter(maten)) if week.voert and len(maten) == 1 else ""


@dataclass(slots=True)
class _Vrij:
    begin: datetime
    einde: datetime
    baan: str
    met: str


def _vrij(week: Week, samen: str) -> list[_Vrij]:
    """The free stretches as they stand on the sheet: in one's own lane all together, with whom when that is not
    `samen`; for who plans for all in the lane of each duo of this week, or in one when there is none."""
    duos = {" + ".join(g.roepnamen) for g in week.gesprekken}
    uit: list[_Vrij] = []
    if not week.voert and duos & {v.met for v in week.vrij}:
        return [_Vrij(v.begin, v.einde, v.met, "") for v in week.vrij if v.met in duos]
    baan = "" if week.voert else "vrij"
    bij_samen = [v for v in week.vrij if v.met == samen]
    anders = [v for v in week.vrij if v.met != samen]
    uit += [_Vrij(v.begin, v.einde, baan, "") for v in bij_samen]
    for v in anders:
        if any(a.begin < v.einde and v.begin < a.einde for a in bij_samen):
            continue
        vorige = next((u for u in uit if u.met and u.begin < v.einde and v.begin < u.einde), None)
        if vorige is None:
            uit.append(_Vrij(v.begin, v.einde, baan, v.met))
        else:
            vorige.begin, vorige.einde = min(v.begin, vorige.begin), max(v.einde, vorige.einde)
            vorige.met = f"{vorige.met} of {v.met}"
    return uit


def _minuten_van(begin: datetime, einde: datetime) -> tuple[int, int]:
    dag = begin.astimezone(AMSTERDAM).date()
    return _minuten(begin, dag), _minuten(einde, dag)


def _minuten(moment: datetime, dag: date) -> int:
    """On the clock, since midnight of that day."""
    wand = moment.astimezone(AMSTERDAM)
    return wand.hour * 60 + wand.minute if wand.date() == dag else 24 * 60


def _blok(week: Week, g: Afspraakregel, begin: datetime, aard: Aard, namen: bool, druk: bool) -> Blok:
    einde = begin + timedelta(minutes=g.duur_min)
    dag = begin.astimezone(AMSTERDAM).date()
    kop = f"{begin:%H:%M}"
    wie = wie_van(g, namen)
    eerst, dan = f"▲ {plek(g)}" if druk else plek(g), stand(g)
    if g.status != GesprekStatus.GEPLAND.value:
        eerst, dan = dan, eerst  # a short block has room for two lines: that it is over comes before where
    if aard == "was":
        regels: tuple[str, ...] = (f"was {kop}",)
    elif g.van_mij or not week.voert or g.naam:
        regels = (f"{kop} {wie}", eerst, dan)
    else:
        regels = (kop, eerst)
    baan = "" if g.van_mij and week.voert else " + ".join(g.roepnamen)
    nummer = (dag - week.maandag).days
    return Blok(g.ref, nummer, *_minuten_van(begin, einde), baan, aard, regels)


def _dagkop(week: Week, dag: date) -> Dagkop:
    feest, weg = week.feestdagen.get(dag, ""), week.weg(dag)
    delen = [feest] if feest else []
    if week.ik in weg:
        delen.append("u bent weg")
    delen += [f"{opsomming([n for n in weg if n != week.ik])} weg"] if set(weg) - {week.ik} else []
    return Dagkop(dagnaam(dag), " · ".join(delen), dag == week.vandaag, bool(feest))


# --- days below each other -------------------------------------------------------------------


_DUUR, _UUR, _NAAM, _INITIALEN = 13, 5, 22, 6  # cells
_MET_MERK, _MET_STAND = 60, 66  # cells from which a list has ◆ at its end, and what kind of gesprek it is
_KANT = 2  # cells beside a list
_LUCHT = 9  # cells between the columns that always stand there, before them and for the scroll bar


def kolommen(week: Week, breed: int, *, namen: bool) -> tuple[Kolom, ...]:
    """Of a list this wide; what each gesprek asks, and place and duo whole while they fit beside each other."""

    def langste(teksten: Iterable[str]) -> int:
        return max(map(cell_len, teksten), default=1)

    wanneer = _DUUR if breed >= 80 else _UUR
    wie = min(langste(wie_van(g, namen) for g in week.gesprekken), _NAAM) if namen else _INITIALEN
    hoe = langste(map(stand, week.gesprekken))
    lijst = breed - _KANT
    over = lijst - _LUCHT - wanneer - wie
    over -= (3 if lijst >= _MET_MERK else 0) + (hoe + 2 if lijst >= _MET_STAND else 0)
    waar = langste(f"▲ {plek(g)}" for g in week.gesprekken)
    duo = langste(_duo(week, g, breed) for g in week.gesprekken)
    return (
        Kolom(breedte=wanneer),
        Kolom(breedte=wie),
        Kolom(breedte=hoe, vanaf=_MET_STAND),
        Kolom(breedte=min(waar, max(over // 2, over - duo, 1))),
        Kolom(),
        Kolom(breedte=1, vanaf=_MET_MERK),
    )


def dagenlijst(week: Week, *, namen: bool, breed: int, hoog: int) -> list[Regel]:
    """The week for a list."""
    rijen: list[Regel] = []
    druk = zelfde_ruimte(week.gesprekken)
    los = week.los
    for dag in week.dagen:
        hier = [
            (g.begin, g)
            for g in week.gesprekken
            if g.begin.date() == dag and not (los and los.gesprek.ref == g.ref)
        ]
        if los is not None and los.begin.date() == dag:
            hier.append((los.begin, los.gesprek))
        rijen.append(_daghoofd(week, dag, ruim=breed >= 80))
        rijen += [
            _rij(week, g, begin, namen, breed, bool(druk.get(g.ref)))
            for begin, g in sorted(hier, key=_volgorde)
        ]
        if (hier or hoog > 30) and dag != week.dagen[-1]:
            rijen.append(Kopje())
    return rijen


def _volgorde(paar: tuple[datetime, Afspraakregel]) -> tuple[datetime, str]:
    return paar[0], paar[1].ref


def _daghoofd(week: Week, dag: date, *, ruim: bool) -> Kopje:
    vandaag = dag == week.vandaag
    weg = week.weg(dag)
    vrij_ = vrij_zin(week, dag, kort=not ruim)
    delen = [week.feestdagen.get(dag, ""), f"afwezig: {', '.join(weg)}" if weg else ""]
    bij = " · ".join(filter(None, delen))
    lucht = "   " if ruim else " "
    naam = dagnaam(dag)
    return Kopje(
        cellen=(
            Cel(f"{naam:<11}" if ruim else f"{naam} ", "accent" if vandaag else "vet"),
            Cel(f"vandaag{lucht}" if vandaag else "", "accent"),
            Cel(f"{bij}{lucht}" if bij else "", "let-op" if dag in week.feestdagen else "gedempt"),
            Cel("┊ " if vrij_ and not in_woorden() else "", "goed"),
            Cel(vrij_, "gedempt"),
        )
    )


def vrij_zin(week: Week, dag: date, *, kort: bool = False) -> str:
    """The free hours of one day, those that touch made one. `kort`: 9–10:30 instead of 09:00–10:30."""
    stukken: list[tuple[datetime, datetime]] = []
    for v in week.vrij:
        if v.begin.date() != dag:
            continue
        if stukken and v.begin <= stukken[-1][1]:
            stukken[-1] = stukken[-1][0], max(v.einde, stukken[-1][1])
        else:
            stukken.append((v.begin, v.einde))

    def tijd(moment: datetime) -> str:
        return f"{moment:%H:%M}" if not kort else f"{moment.hour}:{moment:%M}".removesuffix(":00")

    return f"vrij {', '.join(f'{tijd(a)}–{tijd(b)}' for a, b in stukken)}" if stukken else ""


def _rij(week: Week, g: Afspraakregel, begin: datetime, namen: bool, breed: int, druk: bool) -> Rij:
    stijl = "" if g.van_mij or g.naam else "gedempt"
    opgepakt = week.los is not None and week.los.gesprek.ref == g.ref
    einde = begin + timedelta(minutes=g.duur_min)
    if opgepakt:
        stijl = "accent"
    return Rij(
        g.ref,
        (
            Cel(f"{begin:%H:%M} – {einde:%H:%M}" if breed >= 80 else f"{begin:%H:%M}", stijl),
            Cel(wie_van(g, namen), stijl),
            Cel("opgepakt" if opgepakt else stand(g), stijl),
            Cel(f"▲ {plek(g)}" if druk else plek(g), "let-op" if druk else stijl),
            Cel(_duo(week, g, breed), "gedempt"),
            Cel("◆" if g.expertise else "", "gedempt"),
        ),
    )


def _duo(week: Week, g: Afspraakregel, breed: int) -> str:
    """On a narrow list without oneself."""
    samen = zip(g.team, g.roepnamen, strict=True)
    team = [kort for naam, kort in samen if naam != week.ik or breed >= 60 or not g.van_mij]
    return (" + " if breed >= 60 else "+").join(team)


# --- what stands below -----------------------------------------------------------------------


def bij_gesprek(week: Week, g: Afspraakregel | None, *, namen: bool, blad: bool) -> Sequence[str]:
    """The gesprek under the cursor: in full under the sheet, under a list what its row has no room for. Of an
    empty week what to do."""
    if g is None:
        if week.gesprekken:
            return ()
        plan = "Plannen gaat vanuit 2 Aanmeldingen: ga op iemand staan en druk p."
        return ("Deze week zijn er geen gesprekken.", plan)
    delen = ["naaste komt mee"] if g.naaste else []
    if g.expertise:
        delen.append("expertise gevraagd" if in_woorden() else "◆ expertise gevraagd")
    if blad:
        wanneer = f"{dagnaam(g.begin.date())} {g.begin:%H:%M} – {g.einde:%H:%M}"
        delen = [wanneer, wie_van(g, namen), stand(g), plek(g), " + ".join(g.team), *delen]
    return (*filter(None, (" · ".join(delen),)), *botsingen(week, g))

"""The invented pilot of `mgn demo`: a team, three praktijken, twenty gesprekken in three sprints.

Everything goes through the register's use cases, with a clock that walks from eight weeks ago to now, so that
logs, waits and dates are true. The people and their stories stand in `demo.toml`; nobody in it exists.
"""

import random
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from mgn_tui.domain.klok import AMSTERDAM, Klok, VasteKlok
from mgn_tui.domain.woorden import AanmeldingStatus, GastSoort, GesprekStatus, Thema, Wijze
from mgn_tui.exchange import demoadvies, demoevaluatie
from mgn_tui.register import (
    aanmelden,
    beheren,
    instellingen,
    plannen,
    sessie,
    team,
    toegang,
    vastleggen,
    zinnen,
)
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap

WACHTWOORD: Final = "demo"  # exempt from what a passphrase must be: it protects nobody
REGIO: Final = "ijssel-vecht"
_ZAAD: Final = 20
_DAGEN: Final = ("ma", "di", "wo", "do", "vr", "za", "zo")
_TIJDEN: Final = (time(9, 30), time(11), time(13, 30), time(15))
_ERNA: Final = timedelta(minutes=75)  # a gesprek is over
_ERVOOR: Final = timedelta(hours=20)  # and this long before it, somebody calls it off
_PLEKKEN: Final = ("Wijkhuis De Terp", "Wijkhuis De Terp", "Gezondheidscentrum De Brug")


@dataclass(frozen=True, slots=True)
class Persoon:
    """Somebody of the invented team."""

    naam: str
    rol: str
    wat: str


def gegevens() -> dict[str, Any]:
    """The people and their stories."""
    return tomllib.loads(Path(__file__).with_name("demo.toml").read_text(encoding="utf-8"))


def maak(
    werkmap: Werkmap, klok: Klok | None = None, klaar: Callable[[Sessie], None] = lambda _: None
) -> tuple[Persoon, ...]:
    """Fill an empty werkmap with the pilot; returns the team. Takes some seconds. `klaar` is told at the end.

    Raises as `register.sessie.nieuw`.
    """
    nu = (klok or Klok()).nu()
    bouw = Bouw(werkmap, gegevens(), nu)
    try:
        bouw.begin()
        for geval in bouw.ruw["inwoners"]:
            bouw.plan_levensloop(geval)
        demoevaluatie.plan(bouw, WACHTWOORD)
        bouw.speel_af()
        klaar(bouw.duos[1])
    finally:
        bouw.sluit()
    return tuple(Persoon(p["naam"], p["rol"], p["functie"]) for p in bouw.ruw["team"])


@dataclass(slots=True)
class Bouw:
    """The pilot while it is being made: what happens when, in whose session."""

    werkmap: Werkmap
    ruw: dict[str, Any]
    nu: datetime
    klok: VasteKlok = field(init=False)
    dobbel: random.Random = field(init=False)
    vandaag: date = field(init=False)
    duos: dict[int, Sessie] = field(default_factory=dict)
    leden: dict[int, tuple[UUID, ...]] = field(default_factory=dict)
    ids: dict[str, UUID] = field(default_factory=dict)
    praktijken: list[str] = field(default_factory=list)
    _later: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    _volgorde: "count[int]" = field(default_factory=count)

    def __post_init__(self) -> None:
        self.vandaag = self.nu.astimezone(AMSTERDAM).date()
        self.klok = VasteKlok(self.dag(self.ruw["pilot"]["begin"] - 1, time(9)))
        self.dobbel = random.Random(_ZAAD)  # noqa: S311 - invented data, no secret

    def dag(self, dagen: int, om: time) -> datetime:
        """A moment some days from today, never after now when it lies in the past."""
        moment = datetime.combine(self.vandaag + timedelta(days=dagen), om, AMSTERDAM)
        return min(moment, self.nu) if dagen <= 0 else moment

    def sluit(self) -> None:
        for s in self.duos.values():
            s.sluit()

    # --- the team ------------------------------------------------------------------------

    def begin(self) -> None:
        """Team, praktijken, pilot and sprints, eight weeks ago."""
        eerste = self.ruw["team"][0]
        sessie.nieuw(
            self.werkmap,
            regio=REGIO,
            gebruiker=eerste["naam"],
            wachtwoord=WACHTWOORD,
            klok=self.klok,
            wachtwoord_vrij=True,
        )
        s = self.duos[1] = sessie.open_werkmap(self.werkmap, eerste["naam"], WACHTWOORD, self.klok)
        instellingen.bewaar(s, self.ruw["instellingen"])
        for nummer, persoon in enumerate(self.ruw["team"]):
            id_ = beheren.bewaar(
                s, "medewerker", self._collega(persoon), s.ik.id.hex if nummer == 0 else None
            )
            self.ids[persoon["naam"]] = UUID(hex=id_)
            if nummer:
                team.voeg_sleutel_toe(s, UUID(hex=id_), persoon["naam"], WACHTWOORD)
        for duo in (1, 2):
            self.leden[duo] = tuple(self.ids[p["naam"]] for p in self.ruw["team"] if p.get("duo") == duo)
        tweede = next(p["naam"] for p in self.ruw["team"] if p.get("duo") == 2)
        self.duos[2] = sessie.open_werkmap(self.werkmap, tweede, WACHTWOORD, self.klok)
        for praktijk in self.ruw["praktijken"]:
            extra = {"aangesloten_op": f"{self.klok.vandaag():%d-%m-%Y}", "patienten_op": "vandaag"}
            self.praktijken.append(beheren.bewaar(s, "praktijk", praktijk | extra))
        for plek in self.ruw["kaart"]:
            dag = {"wachttijd_op": _ruw_dag(self.dag(plek["dag"], time(9)))} if "dag" in plek else {}
            beheren.bewaar(s, "kaart", {k: v for k, v in plek.items() if k != "dag"} | dag)
        for zin in self.ruw["zinnen"]:
            zinnen.bewaar(s, {"tekst": zin, "van_team": "ja"})
        self._pilot(s)

    def _collega(self, persoon: Mapping[str, Any]) -> dict[str, str]:
        ruw = {k: v for k, v in persoon.items() if k not in ("duo", "dagen")}
        if dagen := persoon.get("dagen"):
            # The first duo works today, so that Vandaag lives; not in a weekend.
            vandaag = _DAGEN[self.vandaag.weekday()]
            extra = vandaag if persoon.get("duo") == 1 and vandaag in _DAGEN[:5] else ""
            wie = [d for d in _DAGEN if d in f"{dagen} {extra}".split()]
            ruw["werktijden"] = "\n".join(f"{d} 9:00-17:00" for d in wie)
        if scholing := persoon.get("scholing"):
            ruw["scholing"] = f"{scholing} {self.dag(-300, time(9)):%d-%m-%Y}"
        return ruw

    def _pilot(self, s: Sessie) -> None:
        pilot = dict(self.ruw["pilot"])
        sprints = pilot.pop("sprints")
        begin = {"begin": _ruw_dag(self.dag(pilot.pop("begin"), time(9)))}
        id_ = beheren.bewaar(s, "pilot", pilot | begin)
        for sprint in sprints:
            dagen = {k: _ruw_dag(self.dag(sprint[k], time(9))) for k in ("begin", "einde")}
            beheren.bewaar(
                s, "sprint", {"pilot": id_, "omvang": sprint["omvang"], "doel": sprint["doel"]} | dagen
            )

    # --- what happens when ---------------------------------------------------------------

    def op(self, wanneer: datetime, wat: Callable[[], None]) -> None:
        """Have something happen at a moment; what lies after now never happens."""
        if wanneer <= self.nu:
            self._later.append((wanneer, next(self._volgorde), wat))

    def speel_af(self) -> None:
        """Let everything happen, in order of time; what happens may plan more."""
        while self._later:
            self._later.sort(key=lambda stap: stap[:2])
            wanneer, _, wat = self._later.pop(0)
            self.klok.verder(max(wanneer - self.klok.nu(), timedelta()))
            wat()
        self.klok.verder(max(self.nu - self.klok.nu(), timedelta()))
        for s in self.duos.values():
            toegang.herzie_alles(s)

    def plan_levensloop(self, g: Mapping[str, Any]) -> None:
        self.op(self.dag(g["aangemeld"], time(10, 5)), lambda: self._meld_aan(g))

    def _meld_aan(self, g: Mapping[str, Any]) -> None:
        s, verhaal = self.duos[1], self.ruw["verhalen"][g["verhaal"]]
        ref = aanmelden.nieuw(s, aanmelding_ruw(s, g, verhaal, self.praktijken, self.vandaag))
        if g["stand"] in ("afgewezen", "ingetrokken"):
            status = AanmeldingStatus(g["stand"])
            na = self.dag(g["aangemeld"] + 2, time(11))
            self.op(na, lambda: aanmelden.sluit(s, ref, status, g["reden_code"], g["reden"]))
            return
        if "uitgenodigd" in g:
            op = self.dag(g["uitgenodigd"], time(11))
            self.op(op, lambda: aanmelden.nodig_uit(s, ref, op.date()))
        if (gemist := g.get("gemist")) is not None:
            self._afspraak(
                ref, g, gemist, lambda r: self._gaat_niet_door(r, GesprekStatus.NO_SHOW, "vergeten")
            )
        if (weg := g.get("afgezegd")) is not None:
            self._afspraak(
                ref, g, weg, lambda r: self._gaat_niet_door(r, GesprekStatus.GEANNULEERD, "inwoner-ziek")
            )
        if (gevoerd := g.get("gesprek")) is not None:
            self._afspraak(ref, g, gevoerd, lambda r: self._voer(r, g, g["stand"]))
        if (gepland := g.get("gepland")) is not None:
            self._afspraak(ref, g, gepland, None)
        if om := g.get("vandaag"):
            self._vandaag(ref, g, om)
        if (tweede := g.get("tweede")) is not None and (om := tweede.get("vandaag")):
            self._vandaag(ref, g, om)
        elif tweede is not None:
            self._afspraak(
                ref, g, tweede["gesprek"], lambda r: self._voer(r, g, tweede["stand"], tweede=True)
            )

    def _afspraak(
        self, ref: str, g: Mapping[str, Any], dagen: int, erna: Callable[[str], None] | None
    ) -> None:
        """A gesprek about this day, planned at most six days before it; `erna` happens when it is over."""
        gepland = self.dag(max(dagen - 6, g["aangemeld"]), time(11, 30))
        if erna is not None and (vorige := g.get("gemist")) is not None and dagen > vorige:
            gepland = self.dag(vorige + 1, time(9, 15))
        self.op(gepland, lambda: self._plan(ref, g, self._werkdag(dagen, g["duo"]), erna))

    def _werkdag(self, dagen: int, duo: int) -> date:
        """The day itself, or the first before it on which the whole duo works and it is no holiday."""
        werkt = [set(p["dagen"].split()) for p in self.ruw["team"] if p.get("duo") == duo]
        samen = set.intersection(*werkt)
        dag = self.vandaag + timedelta(days=dagen)
        stap = timedelta(days=-1 if dagen < 0 else 1)
        vrij = plannen.feestdagen(dag - timedelta(days=14), dag + timedelta(days=14))
        while _DAGEN[dag.weekday()] not in samen or dag in vrij:
            dag += stap
        return dag

    def _vandaag(self, ref: str, g: Mapping[str, Any], om: str) -> None:
        begin = datetime.combine(self.vandaag, time.fromisoformat(om), AMSTERDAM)
        invoer = plannen.PlanInvoer(
            begin, self.leden[g["duo"]], locatie=_PLEKKEN[0], reden="De inwoner kan alleen op deze dag."
        )
        gepland = self.dag(-2 if g["stand"] == "gepland" else -12, time(9, 40))
        self.op(gepland, lambda: _negeer(plannen.plan(self.duos[g["duo"]], ref, invoer)))

    def _plan(self, ref: str, g: Mapping[str, Any], dag: date, erna: Callable[[str], None] | None) -> None:
        """At the first of our times at which the duo is free."""
        s = self.duos[1] if self._mag(self.duos[1], ref) else self.duos[g["duo"]]
        plek = self.dobbel.choice(_PLEKKEN)
        for om in (*self.dobbel.sample(_TIJDEN, len(_TIJDEN)), *(time(u, 15) for u in range(8, 20))):
            begin = datetime.combine(dag, om, AMSTERDAM)
            invoer = plannen.PlanInvoer(
                begin,
                self.leden[g["duo"]],
                locatie=plek,
                reden="Dit was het eerste moment dat voor iedereen kon.",
            )
            try:
                gesprek = plannen.plan(s, ref, invoer)
            except plannen.Regelbreuk:
                continue
            if erna is not None:
                self.op(
                    begin + _ERNA if g.get("afgezegd") is None else begin - _ERVOOR, partial(erna, gesprek)
                )
            return
        raise RuntimeError("the demo's duo is never free")

    def _mag(self, s: Sessie, aanmelding: str) -> bool:
        return not aanmelden.lees(s, aanmelding).dicht

    def _gaat_niet_door(self, gesprek: str, status: GesprekStatus, reden: str) -> None:
        for s in self.duos.values():
            if not vastleggen.lees(s, gesprek).dicht:
                plannen.zeg_af(s, gesprek, status, reden)
                return

    def _voer(self, gesprek: str, g: Mapping[str, Any], stand: str, *, tweede: bool = False) -> None:
        """The gesprek was held; what comes of it follows in the days after."""
        s, verhaal = self.duos[g["duo"]], self.ruw["verhalen"][g["verhaal"]]
        schrijf_gesprek(s, gesprek, g, verhaal, self.dobbel)
        if stand == "gevoerd":
            return
        demoadvies.plan(self, s, gesprek, g, verhaal, stand, tweede=tweede)
        demoevaluatie.geef_vrij(self, s, gesprek, verhaal["leerpunt"])
        if wie := g.get("waarnemer"):
            inwoner = vastleggen.lees(s, gesprek).inwoner
            reden = "Noor is volgende week vrij; Elif belt de inwoner."
            self.op(
                self.klok.nu() + timedelta(days=5),
                lambda: toegang.laat_waarnemen(s, inwoner, self.ids[wie], reden),
            )


# --- what is typed ---------------------------------------------------------------------------


def aanmelding_ruw(
    s: Sessie,
    g: Mapping[str, Any],
    verhaal: Mapping[str, Any],
    praktijken: Sequence[str],
    vandaag: date,
) -> dict[str, str]:
    """An aanmelding as somebody would type it."""
    gemeld = vandaag + timedelta(days=g["aangemeld"])
    ruw = aanmelden.begin_ruw(s) | {
        "aanmelddatum": f"{gemeld:%d-%m-%Y}",
        "praktijk": praktijken[g["praktijk"]],
        "voornaam": g["voornaam"],
        "achternaam": g["achternaam"],
        "geboortedatum": g["geboren"],
        "telefoon": "06-12349" + f"{len(g['achternaam']):03d}",
        "adres": f"Demostraat {len(g['voornaam']) * 7}",
        "postcode": "8014 ZZ",
        "woonplaats": "Zwolle",
        "akkoord_op": f"{gemeld:%d-%m-%Y}",
        "akkoord_door": "huisarts",
        "inspreken": "ja",
    }
    ruw |= {v: verhaal[v] for v in ("vraag", "geprobeerd", "criteria")}
    ruw |= {v: g[v] for v in ("aanspreekvorm", "taal", "tolk", "expertise") if v in g}
    if naaste := g.get("naaste"):
        ruw["naaste_relatie"] = naaste
    return ruw


def schrijf_gesprek(
    s: Sessie, gesprek: str, g: Mapping[str, Any], verhaal: Mapping[str, Any], dobbel: random.Random
) -> None:
    """Six themes, the opening and the closing, who was there; then it was held."""
    for thema in Thema:
        cijfer, *teksten = verhaal[thema.value]
        velden = dict(zip(("vertelt", "kracht", "lastig", "wens"), teksten, strict=True))
        vastleggen.bewaar_thema(s, gesprek, thema, {"score": cijfer, **velden})
    for punt in (*s.profiel.opening, *s.profiel.afsluiting):
        vastleggen.zet_punt(s, gesprek, punt.code, True)
    if g.get("naaste"):
        vastleggen.zet_gast(s, gesprek, GastSoort.NAASTE, Wijze.LIVE, g["naaste"])
    if g.get("tolk"):
        vastleggen.zet_gast(s, gesprek, GastSoort.TOLK, Wijze.ONLINE, "")
    vastleggen.bewaar(
        s,
        gesprek,
        {
            "leefgebieden": verhaal["leefgebieden"],
            "conclusie": verhaal["conclusie"],
            "naaste_aanwezig": "ja" if g.get("naaste") else "nee",
            "veiligheid": "ja",
            "wie_belt": "Wij bellen de inwoner over twee weken.",
            "duur_min": str(dobbel.choice((55, 60, 60, 65, 75))),
            "kladblok": g.get("kladblok", ""),
            "uren_ggz": dobbel.choice(("1,25", "1,5", "1,75")),
            "uren_sd": dobbel.choice(("1,5", "1,75", "2")),
            "leerpunt": verhaal["leerpunt"],
        },
    )
    vastleggen.rond_af(s, gesprek)


def _ruw_dag(moment: datetime) -> str:
    return f"{moment:%d-%m-%Y}"


def _negeer(_: object) -> None:
    """For a step whose answer nobody needs."""

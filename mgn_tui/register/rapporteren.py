"""The report of a sprint, a pilot or a period: what is asked, how far it may go, and the plain value of it.

Levels: team (everything but people), regio (counts and released leerpunten; no rows, no praktijken), openbaar
(the protected figures and nothing else).
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from sqlmodel import select

from mgn_tui.domain.datums import MAANDEN
from mgn_tui.domain.rapport import Besluit, Leerpuntdeel, Rapport, Soort, zonder_namen
from mgn_tui.domain.tekst import vouw, zoveel
from mgn_tui.figures.opgaven import volgend_ijkmoment
from mgn_tui.figures.vergelijken import Venster
from mgn_tui.register import boodschap, instellingen, rapportgeld
from mgn_tui.register import rapportdelen as delen
from mgn_tui.register.cijfers import Cijfers, Voor, Vraag, inhoud, reken
from mgn_tui.register.evaluatiebeeld import Evaluatiebeeld, Plek, lees, plekken, vind_plek
from mgn_tui.register.registertotalen import rond_gesprekken
from mgn_tui.store import tables as t

if TYPE_CHECKING:
    from mgn_tui.register.evaluatiebeeld import Besluitregel, Leerpunt
    from mgn_tui.register.sessie import Sessie

NIVEAUZIN: Final = {
    "team": "Intern: voor het team en de stuurgroep. Niet verder verspreiden.",
    "regio": "Voor de regio: aantallen en vrijgegeven leerpunten, niets per praktijk of per persoon.",
    "openbaar": "Openbaar: kleine aantallen staan er niet in; daar staat een streepje.",
}
_OORDEEL: Final = "De grenzen gelden voor de regio; over één team of één pilot wordt niet geoordeeld."


@dataclass(frozen=True, slots=True)
class Opdracht:
    """Which report. `wat`: the number of the sprint, the name of the pilot, the word of the period."""

    soort: Soort
    wat: str
    voor: Voor = "team"
    pilot: str = ""


def maak(sessie: "Sessie", opdracht: Opdracht) -> Rapport:
    """The report. Raises `NietGevonden` with what there is, `Geweigerd` for what may not leave."""
    plek = (
        None
        if opdracht.soort == "periode"
        else vind_plek(sessie, opdracht.soort, opdracht.wat, opdracht.pilot)
    )
    c = reken(sessie, _vraag(sessie, opdracht, plek))
    j = inhoud(sessie, c)
    beelden = [] if opdracht.voor == "openbaar" else _evaluaties(sessie, c, plek)
    eigen = beelden[0] if plek is not None and beelden else None
    opties = instellingen.lees(sessie)
    profiel = sessie.profiel
    team = opdracht.voor == "team"
    samen = opdracht.voor != "openbaar"
    oordeel = not team and c.keuze.pilot is None
    stil, mee = delen.stille_praktijken(c)
    sprints = _sprints(sessie, plek)
    rondom = rond_gesprekken(sessie, c.periode.van, c.periode.tot) if samen else ()
    tabellen = delen.vergelijkingen(c, profiel, praktijken=team, sprints=sprints) if samen else ()
    with sessie.lezen() as db:
        namen = db.exec(select(t.Medewerker.naam).where(t.Medewerker.rol == "gespreksvoerder")).all()
        geld = (
            (rapportgeld.uren(db, c, j, profiel), rapportgeld.kosten(db, c, profiel)) if samen else ((), ())
        )
    zinnen = boodschap.zinnen(c, j, profiel)
    if samen and mee and stil and j["gesprekken"]["gevoerd"]:
        zinnen += (_stil(stil, mee, noem=team),)
    rapport = Rapport(
        soort=opdracht.soort,
        niveau=opdracht.voor,
        kenmerk=_kenmerk(opdracht, plek, sessie.klok.vandaag()),
        titel=_titel(opdracht, plek, c),
        ondertitel=f"{_waar(sessie, plek)} · {_dag(c.periode.van)} tot en met {_dag(c.periode.tot)}",
        team=opties.get("naam") or profiel.naam,
        verantwoordelijke=opties.get("verantwoordelijke", ""),
        niveauzin=NIVEAUZIN[opdracht.voor],
        datum=sessie.klok.vandaag(),
        stand=_stand(eigen),
        concept=eigen is not None and eigen.gesloten_op is None,
        van=c.periode.van,
        tot=c.periode.tot,
        boodschap=zinnen,
        eigen_boodschap=_woord(beelden, "boodschap", eigen),
        kern=delen.kern(j),
        wacht=delen.wacht(c, j, profiel, stippen=team),
        balken=delen.balken(j, profiel),
        cijfers=(*delen.cijfers(j, profiel), *rondom),
        tabellen=(delen.toeleiding(j, profiel), *tabellen),
        leerpuntzin=_leerpuntzin(beelden),
        leerpunten=_leerpunten(beelden, eigen),
        wat_werkte=_woord(beelden, "wat_werkte", eigen),
        wat_anders=_woord(beelden, "wat_anders", eigen),
        terugblik=_woord(beelden, "terugblik", eigen),
        besluiten=tuple(_besluit(b, eigen is None) for beeld in beelden for b in beeld.besluiten),
        eerder=tuple(_besluit(b, True) for b in eigen.vorige) if eigen else (),
        doelzin="" if oordeel else _OORDEEL,
        doelen=delen.doelen(c, j, profiel, oordeel=oordeel),
        kanttekeningen=_kanttekeningen(c, j, profiel.tellen.weinig_gesprekken, eigen),
        uren=geld[0],
        kosten=geld[1],
        tarieven=rapportgeld.tarieven(profiel) if samen else (),
        namen=tuple(namen),
    )
    return rapport if team else zonder_namen(rapport)


# --- what is asked ---------------------------------------------------------------------------


def _vraag(sessie: "Sessie", opdracht: Opdracht, plek: Plek | None) -> Vraag:
    """A sprint and a pilot are measured by the plan's next ijkmoment, a period by its last day."""
    if plek is None:
        return Vraag(periode=opdracht.wat, pilot=opdracht.pilot, voor=opdracht.voor)
    if opdracht.voor == "openbaar":  # open only by closed periods
        return Vraag(
            periode=f"sprint:{plek.nummer}" if plek.soort == "sprint" else "",
            pilot=plek.pilotnaam,
            voor="openbaar",
        )
    ijkmoment = volgend_ijkmoment(sessie.profiel, plek.tot)
    if plek.soort == "sprint":
        return Vraag(
            periode=f"sprint:{plek.nummer}", pilot=plek.pilotnaam, ijkmoment=ijkmoment, voor=opdracht.voor
        )
    return Vraag(van=plek.van, tot=plek.tot, pilot=plek.pilotnaam, ijkmoment=ijkmoment, voor=opdracht.voor)


def _evaluaties(sessie: "Sessie", c: Cijfers, plek: Plek | None) -> list[Evaluatiebeeld]:
    """That of the sprint or pilot; of a period those that were closed, of the sprints that ended in it."""
    if plek is not None:
        return [lees(sessie, plek)]
    deze = [
        p
        for p in plekken(sessie)
        if p.soort == "sprint"
        and c.periode.van <= p.tot <= c.periode.tot
        and c.keuze.pilot in (None, p.pilot)
        and not c.keuze.plaats
    ]
    return [beeld for beeld in (lees(sessie, p) for p in deze) if beeld.gesloten_op is not None]


def _sprints(sessie: "Sessie", plek: Plek | None) -> list[Venster]:
    """Of a pilot: its sprints, when there are more."""
    if plek is None or plek.soort != "pilot":
        return []
    deze = [(p.naam, p.van, p.tot) for p in plekken(sessie) if p.soort == "sprint" and p.pilot == plek.pilot]
    return deze if len(deze) > 1 else []


def _titel(opdracht: Opdracht, plek: Plek | None, c: Cijfers) -> str:
    if plek is None:
        return f"Verslag {c.periode.label}"
    return f"Evaluatie {plek.naam}"


def _waar(sessie: "Sessie", plek: Plek | None) -> str:
    return f"Regio {sessie.profiel.naam}" if plek is None else f"Pilot {plek.pilotnaam}"


def _kenmerk(opdracht: Opdracht, plek: Plek | None, vandaag: date) -> str:
    """Names the files: letters, digits and hyphens, no person."""
    wat = opdracht.wat if plek is None else str(plek.nummer) if plek.soort == "sprint" else plek.pilotnaam
    schoon = re.sub(r"[^a-z0-9]+", "-", vouw(wat)).strip("-")[:60].strip("-")
    return "-".join(filter(None, ("rapport", opdracht.soort, schoon, opdracht.voor, vandaag.isoformat())))


def _dag(dag: date) -> str:
    return f"{dag.day} {MAANDEN[dag.month - 1]} {dag.year}"


# --- words -----------------------------------------------------------------------------------


def _stil(namen: list[str], mee: int, *, noem: bool) -> str:
    """The first question in every evaluation."""
    n = len(namen)
    zin = f"{n} van de {mee} praktijken {'meldde' if n == 1 else 'meldden'} in deze tijd niemand aan"
    return f"{zin}: {', '.join(namen)}." if noem and n <= 6 else f"{zin}."


def _stand(beeld: Evaluatiebeeld | None) -> str:
    if beeld is None:
        return ""
    return f"gesloten op {_dag(beeld.gesloten_op)}" if beeld.gesloten_op else "concept"


def _woord(beelden: list[Evaluatiebeeld], veld: str, eigen: Evaluatiebeeld | None) -> str:
    """A text of the evaluation; of more than one each with its name before it."""
    if eigen is not None:
        return eigen.ruw[veld]
    return "\n".join(
        f"{b.plek.pilotnaam}, {b.plek.naam}: {b.ruw[veld]}"
        for b in beelden
        if b.ruw[veld] and veld != "terugblik"
    )


def _leerpuntzin(beelden: list[Evaluatiebeeld]) -> str:
    n, vrij = sum(b.leerpunten for b in beelden), sum(b.vrijgegeven for b in beelden)
    if not n:
        return ""
    wie = "leerpunt" if n == 1 else "leerpunten"
    return f"{n} {wie} geschreven, {vrij} vrijgegeven door wie het schreef; alleen die staan hier."


def _leerpunten(beelden: list[Evaluatiebeeld], eigen: Evaluatiebeeld | None) -> tuple[Leerpuntdeel, ...]:
    gevonden = [
        Leerpuntdeel(g.titel, g.tekst, _teksten(g.leerpunten), len(g.leerpunten))
        for b in beelden
        for g in b.groepen
        if g.leerpunten or g.tekst
    ]
    los = [lp for b in beelden for lp in b.los]
    if los:
        gevonden.append(Leerpuntdeel("", "", _teksten(los), len(los)))
    return tuple(gevonden)


def _teksten(punten: "tuple[Leerpunt, ...] | list[Leerpunt]") -> tuple[str, ...]:
    return tuple(lp.tekst for lp in punten)


def _besluit(b: "Besluitregel", van: bool) -> Besluit:
    return Besluit(b.tekst, b.eigenaar, b.wanneer, b.staat, b.terugblik, b.van if van else "")


def _kanttekeningen(
    c: Cijfers, j: dict[str, Any], weinig: int, eigen: Evaluatiebeeld | None
) -> tuple[str, ...]:
    zinnen = []
    gevoerd, zonder = j["gesprekken"]["gevoerd"], j["toeleiding"]["zonder_advies"]
    if gevoerd is not None and gevoerd < weinig:
        zinnen.append(
            f"Dit zijn minder dan {weinig} gesprekken: te weinig voor conclusies, genoeg om van te leren. "
            "Daarom staan er aantallen en geen percentages."
        )
    if zonder and not j["afgeschermd"]:
        wie = "gesprek heeft" if zonder == 1 else "gesprekken hebben"
        zinnen.append(
            f"{zonder} {wie} nog geen advies en {'telt' if zonder == 1 else 'tellen'} niet mee in de uitkomsten: "
            f"die gaan over {zoveel(gevoerd - zonder, 'gesprek', 'gesprekken')}; "
            f"met alles erbij zouden het er {gevoerd} zijn."
        )
    if eigen is not None and eigen.onaf.zinnen():
        zinnen.append(f"Nog niet af: {', '.join(eigen.onaf.zinnen())}.")
    aannames = dict.fromkeys(a.tekst for u in c.uitkomsten for a in u.opgave.doel.aannames)
    zinnen.extend(f"Aanname: {tekst}" for tekst in aannames)
    if j["afgeschermd"]:
        zinnen.append(f"{len(j['afgeschermd'])} kleine getallen zijn niet openbaar; daar staat een streepje.")
    zinnen.append(
        "Wat er van een advies kwam, is bekend zolang het is nagevraagd; het kan dus meer zijn dan hier staat."
    )
    return tuple(zinnen)

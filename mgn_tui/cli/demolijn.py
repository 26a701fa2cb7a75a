"""The main line, walked without a screen on one fresh case of the demo: what each step did, in one line."""

import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import UUID

from mgn_tui.cli.brief import schrijf_brief
from mgn_tui.cli.uitvoer import ref
from mgn_tui.documents.uitgeven_rapport import geef_rapport_uit
from mgn_tui.domain.brief import BriefSoort
from mgn_tui.domain.datums import toon_moment
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.klok import Klok
from mgn_tui.domain.tekst import zoveel
from mgn_tui.domain.woorden import Stap, Weten
from mgn_tui.exchange import demoadvies
from mgn_tui.exchange.demo import WACHTWOORD, aanmelding_ruw, gegevens, schrijf_gesprek
from mgn_tui.exchange.demomap import markeer
from mgn_tui.register import (
    aanmelden,
    adviseren,
    beheren,
    brieven,
    plannen,
    toegang,
    toeleiden,
    vastleggen,
    versturen,
)
from mgn_tui.register.rapporteren import Opdracht
from mgn_tui.register.sessie import Sessie, open_werkmap
from mgn_tui.store.werkmap import Werkmap

Zeg = Callable[[str], None]


def loop(werkmap: Werkmap, klok: Klok, zeg: Zeg) -> Iterator[Path]:
    """Aanmelding → planning → gesprek → advies → doorverwijzing → letters → the report of the first sprint; gives
    the path of each PDF."""
    ruw = gegevens()
    eerste, duo = ruw["team"][0], [p for p in ruw["team"] if p.get("duo") == 2]
    with ExitStack() as stapel:
        punt, voerder = (
            open_werkmap(werkmap, naam, WACHTWOORD, klok) for naam in (eerste["naam"], duo[0]["naam"])
        )
        stapel.callback(punt.sluit)
        stapel.callback(voerder.sluit)
        gesprek = _vers_geval(punt, voerder, [p["naam"] for p in duo], zeg)
        zeg("6. Brieven: voor elk vastgesteld advies dat nog niet verstuurd is.")
        yield schrijf_brief(voerder, brieven.maak(voerder, gesprek, BriefSoort.INWONER), werkmap.exports)
        gehad: set[str] = set()
        for s in (voerder, punt):
            yield from _brieven(s, werkmap.exports, gehad, zeg)
        *verslag, rekenblad = geef_rapport_uit(punt, Opdracht("sprint", "1"))
        zeg(
            f"7. Evaluatie: het verslag van de eerste sprint en een stuk voor de vergadering; rekenblad: {rekenblad}"
        )
        yield from verslag
        markeer(werkmap, punt)  # nobody but the demo itself worked here
    zeg(brieven.BEVEILIGDE_WEG)


def _vers_geval(punt: Sessie, voerder: Sessie, duo: list[str], zeg: Zeg) -> str:
    ruw = gegevens()
    geval, verhaal = ruw["vers"], ruw["verhalen"][ruw["vers"]["verhaal"]]
    praktijken = {r.naam: r.id for r in beheren.lijst(punt, "praktijk")}
    op_volgorde = [praktijken[p["naam"]] for p in ruw["praktijken"]]
    aanmelding = aanmelden.nieuw(punt, aanmelding_ruw(punt, geval, verhaal, op_volgorde, punt.klok.vandaag()))
    zeg(
        f"1. Aanmelding: {ref(aanmelding)}, van {ruw['praktijken'][geval['praktijk']]['naam']}, "
        f"{-geval['aangemeld']} dagen geleden."
    )
    gesprek = _plan(punt, aanmelding, duo, zeg)
    toegang.herzie_alles(punt)
    schrijf_gesprek(voerder, gesprek, geval, verhaal, random.Random(0))  # noqa: S311 - invented data
    zeg("3. Gesprek: zes thema's met een cijfer, begin en einde, wie erbij was; gevoerd.")
    demoadvies.schrijf(voerder, gesprek, geval, verhaal)
    demoadvies.akkoord(voerder, gesprek)
    versie = adviseren.stel_vast(voerder, gesprek)
    zeg(f"4. Advies: geschreven, besproken, beide collega's akkoord; versie {versie} is vastgesteld.")
    toeleiden.zet(voerder, gesprek, verhaal["hoofdadvies"], Stap.VERWEZEN, Weten.JA, voerder.klok.vandaag())
    aantal = toeleiden.staat(voerder).telling.gesprekken
    zeg(f"5. Doorverwijzing: geturfd; de staat telt nu {zoveel(aantal, 'gesprek', 'gesprekken')}.")
    return gesprek


def _plan(s: Sessie, aanmelding: str, duo: list[str], zeg: Zeg) -> str:
    """Say what planning proposes; then hold the gesprek now, as a demo cannot wait."""
    eerste = plannen.voorstellen(s, aanmelding).voorstellen[0]
    namen = {r.naam: UUID(hex=r.id) for r in beheren.lijst(s, "medewerker")}
    invoer = plannen.PlanInvoer(
        begin=s.klok.nu().replace(second=0, microsecond=0),
        team=tuple(namen[naam] for naam in duo),
        locatie="Wijkhuis De Terp",
        reden="De demo voert dit gesprek meteen.",
    )
    gesprek = plannen.plan(s, aanmelding, invoer)
    zeg(
        f"2. Planning: eerste voorstel {toon_moment(eerste.begin)} met {' en '.join(eerste.namen)}; "
        f"deze demo voert gesprek {ref(gesprek)} meteen, met {' en '.join(duo)}."
    )
    return gesprek


def _brieven(s: Sessie, exports: Path, gehad: set[str], zeg: Zeg) -> Iterator[Path]:
    klaar = versturen.verstuurd(s) | gehad
    for regel in vastleggen.lijst(s, "gevoerd"):
        if regel.advies != "vastgesteld" or regel.ref in klaar or vastleggen.lees(s, regel.ref).dicht:
            continue
        gehad.add(regel.ref)
        try:
            brief = brieven.maak(s, regel.ref, BriefSoort.HUISARTS)
        except Geweigerd as fout:
            zeg(f"   {ref(regel.ref)}: geen brief. {fout.melding}")
            continue
        yield schrijf_brief(s, brief, exports)
        zeg(f"   {ref(regel.ref)}: brief aan de huisarts. Onderwerp: {brief.onderwerp}")

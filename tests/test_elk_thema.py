"""Every screen in every theme, at every size, with and without data: what stands there and how it is painted.

As SVG that would be some 1.100 files and 35 MB. Kept is the text of a screen with the style of each cell in each
theme, about 1 MB in all: any change shows, and `git diff` says which words or which colours. The contrast is
measured on each of them as well. After a change that is meant, `pytest -m lang tests/test_elk_thema.py
--snapshot-update` writes them anew; look at the diff.
"""

import importlib
import pkgutil
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

import mgn_tui.tui
from mgn_tui.domain.fouten import Botsing
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.velden import Formulier, Veld
from mgn_tui.exchange import demo, demomap
from mgn_tui.register.ongedaan import Uitkomst
from mgn_tui.register.terugbouw import Gebleven
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.acties import STAPPEN
from mgn_tui.tui.screens.beheer_lijsten import AFDELINGEN
from mgn_tui.tui.screens.botsing import BotsingVenster
from mgn_tui.tui.screens.documentwachtwoord import DocumentWachtwoord
from mgn_tui.tui.screens.herstelcode import HerstelcodeVenster
from mgn_tui.tui.screens.tekstvraag import TekstVraag
from mgn_tui.tui.screens.terugnemen import GeblevenVenster
from mgn_tui.tui.screens.vragen import DatumVraag, RedenVraag
from tests.hulp_app import ProefTui, druk, rustig, typ
from tests.hulp_schermen import MATEN, binnen, ga, vaste_referenties
from tests.hulp_tekstbeeld import Tekstbeeld, neem
from tests.hulp_werkmap import WACHTWOORDEN, kopieer_werkmap
from tests.test_handleiding import maak_beelden

NOOR = "Noor"


@dataclass(frozen=True, slots=True)
class Blik:
    """What is looked at: its name, the class of the screen, and the keys that lead there from the step (`=…` types,
    `#…` goes to a list of Beheer). A `venster` is made here, because no key opens it without a second person."""

    naam: str
    scherm: str
    toetsen: str = ""
    venster: Callable[[], Screen[Any]] | None = field(default=None, repr=False)


def _botsing() -> Screen[Any]:
    vorm = Formulier("proef", "Proef", (Veld("vangnet", "Vangnet"), Veld("regie", "Regie")))
    mijn = {"vangnet": "Bel de huisartsenpost.", "regie": "de huisarts"}
    return BotsingVenster(Botsing(mijn, {"vangnet": "Bel het wijkteam.", "regie": "Karim"}, "2"), vorm)


def _gebleven() -> Screen[Any]:
    bleef = Gebleven(
        "vangnet van het advies", "een collega wijzigde het", "Bel de post.", "Bel het wijkteam."
    )
    return GeblevenVenster(Uitkomst("Teruggenomen.", (bleef,)))


VOL: dict[str, tuple[Blik, ...]] = {
    "vandaag": (
        Blik("vandaag", "VandaagScherm"),
        Blik("hulp", "Hulpscherm", "f1"),
        Blik("spoed", "SpoedKaart", "f10"),
        Blik("zoeken", "Zoekvenster", "ctrl+p =parkw"),
        Blik("uitleg", "Uitlegblad", "ctrl+p =kladblok enter"),
        Blik("afsluiten", "Vraag", "ctrl+c"),
        Blik("voorkeuren", "VoorkeurenVenster", "V"),
        Blik("toetsen", "ToetsenVenster", "T"),
        Blik("botsing", "BotsingVenster", venster=_botsing),
        Blik("gebleven", "GeblevenVenster", venster=_gebleven),
        Blik("herstelcode", "HerstelcodeVenster", venster=lambda: HerstelcodeVenster("7K2M-9QXD-4T8B-W3HP")),
        Blik("reden", "RedenVraag", venster=lambda: RedenVraag("Waarom?", uitleg="Kort.", label="Reden")),
        Blik("dag", "DatumVraag", venster=lambda: DatumVraag("Op welke dag?")),
        Blik("tekst", "TekstVraag", venster=lambda: TekstVraag("Wie viel in?", Veld("wie", "Naam"))),
        Blik("documentwachtwoord", "DocumentWachtwoord", venster=lambda: DocumentWachtwoord("Wachtwoord")),
    ),
    "aanmeldingen": (
        Blik("aanmeldingen", "AanmeldingenScherm"),
        Blik("aanmelding-nieuw", "AanmeldingScherm", "n"),
        Blik("praktijk-nieuw", "FormulierVenster", "n ctrl+n"),
        Blik("aanmelding", "AanmeldingScherm", "enter"),
        Blik("uitgenodigd", "FormulierVenster", "v"),
        Blik("geschiedenis", "GeschiedenisVenster", "w"),
        Blik("rechten", "KiesVenster", "r"),
        Blik("verzoek", "FormulierVenster", "r down down enter"),
        Blik("plannen", "PlanScherm", "p"),
        Blik("plannen-zelf", "ZelfPlanScherm", "p e"),
        Blik("plannen-waar", "FormulierVenster", "p w"),
    ),
    "agenda": (
        Blik("agenda", "AgendaScherm"),
        Blik("verschuiven", "Verschuiving", "space right"),
        Blik("afzeggen", "FormulierVenster", "a"),
    ),
    "gesprek": (
        Blik("gesprekken", "GesprekkenScherm"),
        Blik("gesprek", "GesprekScherm", "enter"),
        Blik("slot", "SlotScherm", "enter ctrl+t"),
        Blik("web", "WebVenster", "enter ctrl+l"),
        Blik("kladblok", "KladblokVenster", "enter escape n"),
        Blik("korte-code", "KorteCodeVraag", "enter escape c"),
        Blik("gevoerd", "Vraag", "enter ctrl+g"),
        Blik("gesprek-alles", "GesprekScherm", "enter ctrl+d"),
    ),
    "advies": (
        Blik("adviezen", "AdviezenScherm"),
        Blik("advies-concept", "AdviesScherm", "home down enter"),
        Blik("advies-brief", "AdviesScherm", "home down enter ctrl+l"),
        Blik("gezegd", "GesprekVenster", "home down enter ctrl+r"),
    ),
    "doorverwijzing": (
        Blik("doorverwijzing", "DoorverwijzingScherm"),
        Blik("weten", "WetenVraag", "right w"),
        Blik("tellingen", "TotalenScherm", "e"),
        Blik("achter-telling", "AchterScherm", "e enter"),
        Blik("resultaat", "FormulierScherm", "r"),
        Blik("advies-vast", "AdviesScherm", "enter"),
        Blik("brief-soort", "KiesVenster", "enter b"),
        Blik("brief-klaar", "BriefKlaar", "enter b enter"),
    ),
    "cijfers": (
        Blik("cijfers", "CijferScherm"),
        Blik("achter", "AchterScherm", "enter"),
        Blik("doelen", "DoelenScherm", "o"),
        Blik("oplevering", "CijferFormulier", "o enter"),
        Blik("evaluatie", "EvaluatieScherm", "e"),
        Blik("besluit", "CijferFormulier", "e n"),
        Blik("periode", "KiesVenster", "s"),
        Blik("verslag", "VerslagVenster", "r enter"),
        Blik("cijfers-tabel", "CijferScherm", "t"),
    ),
    "beheer": (
        *(Blik(f"beheer-{a.naam}", "BeheerScherm", f"#{a.naam}") for a in AFDELINGEN),
        Blik("collega", "BeheerFormulier", "#team enter"),
        Blik("uit-het-team", "VoorzichtigeVraag", "#team v"),
        Blik("zin-nieuw", "ZinFormulier", "#zinnen n"),
        Blik("instellingen", "InstellingenScherm", "#werkmap enter"),
        Blik("wachtwoord", "WachtwoordVraag", "#toegang c"),
        Blik("wie-las", "Logboek", "#toegang enter"),
        Blik("registers", "RegistersScherm", "r right"),
        Blik("registers-totalen", "RegistersScherm", "r left"),
        Blik("register-nieuw", "LosFormulier", "r n"),
        Blik("exports", "ExportsScherm", "x"),
    ),
}
"""Per step what is to be seen in the demo; what changes how a screen opens stands last."""

LEEG: dict[str, tuple[Blik, ...]] = {
    "vandaag": (Blik("leeg-vandaag", "VandaagScherm"), Blik("leeg-zoeken", "Zoekvenster", "ctrl+p =zzz")),
    "aanmeldingen": (Blik("leeg-aanmeldingen", "AanmeldingenScherm"),),
    "agenda": (Blik("leeg-agenda", "AgendaScherm"),),
    "gesprek": (Blik("leeg-gesprekken", "GesprekkenScherm"),),
    "advies": (Blik("leeg-adviezen", "AdviezenScherm"),),
    "doorverwijzing": (
        Blik("leeg-doorverwijzing", "DoorverwijzingScherm"),
        Blik("leeg-tellingen", "TotalenScherm", "e"),
    ),
    "cijfers": (
        Blik("leeg-cijfers", "CijferScherm"),
        Blik("leeg-doelen", "DoelenScherm", "o"),
        Blik("leeg-evaluatie", "EvaluatieScherm", "e"),
    ),
    "beheer": (
        *(Blik(f"leeg-beheer-{a.naam}", "BeheerScherm", f"#{a.naam}") for a in AFDELINGEN),
        Blik("leeg-registers", "RegistersScherm", "r"),
        Blik("leeg-exports", "ExportsScherm", "x"),
    ),
}
"""The same of a team that has just begun."""

BEGIN = (
    *(Blik(f"begin-{b.staat.split()[0].casefold()}-{n}", "BeginScherm", "|".join(b.toetsen))
      for n, b in enumerate(maak_beelden.BEGIN)),
)  # fmt: skip
MET_PAD = {"beheer-werkmap", "leeg-beheer-werkmap", "verslag", "brief-klaar", "begin-waar-1"}
"""They show a path of this machine: measured like the others, but not kept."""
ELDERS = {
    "DichtScherm": "one word in the middle, and closed: nothing opens behind it",
    "OvertypVenster": "of regions with a form of their own (test_scherm_overtypen)",
    "VoortgangVenster": "a bar that goes on by itself (test_scherm_terugnemen)",
}
"""Screens without a picture here, and why."""


def test_elk_scherm_staat_erin() -> None:
    for module in pkgutil.walk_packages(mgn_tui.tui.__path__, "mgn_tui.tui."):
        importlib.import_module(module.name)

    def onder(soort: type) -> Iterator[type]:
        for kind in soort.__subclasses__():
            yield kind
            yield from onder(kind)

    bladeren = {
        s.__name__ for s in onder(Screen) if s.__module__.startswith("mgn_tui.") and not s.__subclasses__()
    }
    alle = [blik for groep in (*VOL.values(), *LEEG.values(), BEGIN, DEUR) for blik in groep]
    assert bladeren - {blik.scherm for blik in alle} == set(ELDERS)
    assert {blik.scherm for blik in alle} >= {"Vraag", "KiesVenster", "FormulierScherm", "BeheerFormulier"}
    assert len({blik.naam for blik in alle}) == len(alle)
    assert {stap.naam for stap in STAPPEN} == set(VOL) == set(LEEG)


DEUR = (Blik("openen", "OntgrendelScherm"), Blik("herstel", "OntgrendelScherm", "ctrl+r"))


@pytest.fixture(scope="module")
def demosjabloon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo as the handleiding shows it, made once."""
    pad = tmp_path_factory.mktemp("demo") / "demo"
    with maak_beelden.vaste_wereld(), vaste_referenties():
        werkmap = Werkmap(pad)
        demomap.markeer(werkmap)
        demo.maak(werkmap, VasteKlok(maak_beelden.NU), lambda s: demomap.markeer(werkmap, s))
    return pad


async def _toets(pilot: Pilot[Any], toetsen: list[str]) -> None:
    for toets in toetsen:
        if toets.startswith("="):
            await typ(pilot, toets[1:])
        elif toets.startswith("#"):
            pilot.app.screen.toon_afdeling(toets[1:])  # type: ignore[attr-defined]
            await rustig(pilot)
        else:
            await druk(pilot, toets)
    await rustig(pilot)


async def _kijk(pilot: Pilot[Any], blikken: tuple[Blik, ...], snapshot: Any, stap: str = "") -> None:
    """Go to each, and compare; all that differ are named at once."""
    anders: list[str] = []
    fouten: dict[str, list[str]] = {}
    for blik in blikken:
        if stap:
            await ga(pilot, stap, ())
        if blik.venster is not None:
            pilot.app.push_screen(blik.venster())
        await _toets(pilot, blik.toetsen.split("|" if not stap else None))
        assert (blik.naam, type(pilot.app.screen).__name__) == (blik.naam, blik.scherm)
        pilot.app.clear_notifications()
        beeld, mis = await neem(pilot, MATEN)
        if mis:
            fouten[blik.naam] = mis
        if blik.naam not in MET_PAD and snapshot(name=blik.naam, extension_class=Tekstbeeld) != beeld:
            anders.append(blik.naam)
    assert not fouten, fouten
    assert anders == [], "look at these; with --snapshot-update git diff shows how they differ"


@pytest.mark.lang
@pytest.mark.parametrize("stap", VOL)
async def test_met_gegevens(
    stap: str, demosjabloon: Path, tmp_path: Path, licht: None, snapshot: Any
) -> None:
    werkmap = Werkmap(Path(shutil.copytree(demosjabloon, tmp_path / "demo")))
    app = ProefTui(werkmap, maak_beelden.WIE, demo.WACHTWOORD, VasteKlok(maak_beelden.NU))
    with vaste_referenties():
        async with app.run_test(size=MATEN[0]) as pilot:
            await binnen(pilot)
            await _kijk(pilot, VOL[stap], snapshot, stap)


@pytest.mark.lang
@pytest.mark.parametrize("stap", LEEG)
async def test_zonder_gegevens(stap: str, werkmap: Werkmap, klok: VasteKlok, snapshot: Any) -> None:
    app = ProefTui(werkmap, NOOR, WACHTWOORDEN[NOOR], klok)
    async with app.run_test(size=MATEN[0]) as pilot:
        await binnen(pilot)
        await _kijk(pilot, LEEG[stap], snapshot, stap)


@pytest.mark.lang
async def test_voor_het_openen(werkmap: Werkmap, klok: VasteKlok, tmp_path: Path, snapshot: Any) -> None:
    """The first start, step by step; and the door."""
    app = ProefTui(Werkmap(tmp_path / "nieuw"), None, None, klok, begin=True)
    async with app.run_test(size=MATEN[0]) as pilot:
        await rustig(pilot)
        await _kijk(pilot, BEGIN, snapshot)
    app = ProefTui(kopieer_werkmap(werkmap.pad, tmp_path / "deur"), NOOR, None, klok)
    async with app.run_test(size=MATEN[0]) as pilot:
        await rustig(pilot)
        await _kijk(pilot, DEUR, snapshot)

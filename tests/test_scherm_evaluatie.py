"""The evaluation of a sprint by keyboard: leerpunten together, decisions, and closing it."""

from pathlib import Path
from typing import Any

import pytest

from mgn_tui.register import evaluatiebeeld, evalueren
from mgn_tui.register.evaluatiebeeld import Evaluatiebeeld
from mgn_tui.tui.acties import actieve_acties
from mgn_tui.tui.screens.achter import AchterScherm
from mgn_tui.tui.screens.evaluatie import EvaluatieScherm
from mgn_tui.tui.vensters import Vraag
from mgn_tui.tui.widgets.vensterlijst import VensterLijst
from tests.hulp_cijfers import LEERPUNTEN, Cijfermap, maak_cijfermap
from tests.hulp_schermen import app_van, druk, meldingen, rustig, typ, vooraf
from tests.hulp_tui import engels, foto, onleesbaar, scherm_tekst

NAASTE, TOLK, BEL = LEERPUNTEN
SPRINT = ("7", "right", "e")


@pytest.fixture(scope="session")
def evaluatiesjabloon(sjabloon: Path, tmp_path_factory: pytest.TempPathFactory) -> Cijfermap:
    return maak_cijfermap(sjabloon, tmp_path_factory.mktemp("evaluatie"))


@pytest.fixture
def cijfers(evaluatiesjabloon: Cijfermap, tmp_path: Path, licht: None) -> Cijfermap:
    return evaluatiesjabloon.kopie(tmp_path / "werkmap")


def staat(cijfers: Cijfermap) -> Evaluatiebeeld:
    """What is stored, read by somebody else than the app."""
    s = cijfers.open("Karim")
    try:
        return evaluatiebeeld.lees(s, evaluatiebeeld.vind_plek(s, "sprint", "1"))
    finally:
        s.sluit()


def schrijf(cijfers: Cijfermap, *wat: Any) -> None:
    s = cijfers.open("Els")
    try:
        plek = evaluatiebeeld.vind_plek(s, "sprint", "1")
        for doe in wat:
            doe(s, plek)
    finally:
        s.sluit()


async def ga_naar(pilot: Any, deel: str) -> None:
    lijst = pilot.app.screen.query_one(VensterLijst)
    lijst.ga_naar(next(n for n, r in lijst._regels.items() if deel in r.sleutel))
    await rustig(pilot)


async def test_twee_leerpunten_samen_en_de_sprint_dicht(cijfers: Cijfermap) -> None:
    async with cijfers.aan_tafel("Els") as pilot:
        await druk(pilot, *SPRINT)
        assert isinstance(pilot.app.screen, EvaluatieScherm)
        tekst = scherm_tekst(pilot.app)
        assert "voor sluiten: 2 zonder advies · 1 zonder leerpunt" in tekst
        assert "4 gesprekken met 4" in tekst  # the figures beside the leerpunten
        await ga_naar(pilot, f"leerpunt|{cijfers.refs[0]}")
        await druk(pilot, "space", "space", "g")
        await typ(pilot, "Vooraf regelen")
        await druk(pilot, "enter")
        (groep,) = staat(cijfers).groepen
        assert groep.titel == "Vooraf regelen"
        assert [lp.tekst for lp in groep.leerpunten] == [NAASTE, TOLK]
        assert "Vooraf regelen ×2" in scherm_tekst(pilot.app)

        await druk(pilot, "x")  # not without a message
        assert "Schrijf eerst de boodschap" in meldingen(pilot)
        await ga_naar(pilot, "tekst|boodschap")
        await druk(pilot, "enter")
        await typ(pilot, "Wij regelen meer vooraf.")
        await druk(pilot, "ctrl+o", "x")
        assert isinstance(pilot.app.screen, Vraag)
        assert "Nog niet af: 2 zonder advies" in scherm_tekst(pilot.app)
        await druk(pilot, "enter")
        assert staat(cijfers).gesloten_op == cijfers.klok.vandaag()
        assert "gesloten op wo 17 maart 2027 door Els" in scherm_tekst(pilot.app)
        await druk(pilot, "n", "enter")  # closed: nothing changes any more
        assert isinstance(pilot.app.screen, EvaluatieScherm)
        await druk(pilot, "h")
        assert staat(cijfers).gesloten_op is None


async def test_een_groep_herschrijven_en_bij_een_andere_voegen(cijfers: Cijfermap) -> None:
    een, twee, drie = cijfers.refs[:3]
    schrijf(
        cijfers,
        lambda s, p: evalueren.bewaar_groep(s, p, {"titel": "Naaste", "leerpunten": een}),
        lambda s, p: evalueren.bewaar_groep(s, p, {"titel": "Vooraf", "leerpunten": f"{twee}|{drie}"}),
    )
    async with cijfers.aan_tafel("Els", (80, 24)) as pilot:
        await druk(pilot, *SPRINT)
        await ga_naar(pilot, "groep|")
        await druk(pilot, "enter")
        await typ(pilot, "Wij bellen de naaste.")
        await druk(pilot, "ctrl+o")
        assert [g.tekst for g in staat(cijfers).groepen] == ["Wij bellen de naaste.", ""]
        await ga_naar(pilot, "groep|")
        await druk(pilot, "g", "enter")
        (groep,) = staat(cijfers).groepen
        assert (groep.titel, groep.tekst, len(groep.leerpunten)) == ("Vooraf", "Wij bellen de naaste.", 3)
        await ga_naar(pilot, f"leerpunt|{drie}")
        await druk(pilot, "v")
        assert [lp.tekst for lp in staat(cijfers).los] == [BEL]
        await ga_naar(pilot, "groep|")
        await druk(pilot, "v")
        assert (staat(cijfers).groepen, len(staat(cijfers).los)) == ((), 3)
        await druk(pilot, "u")
        (groep,) = staat(cijfers).groepen
        assert (groep.titel, groep.tekst, len(groep.leerpunten)) == ("Vooraf", "Wij bellen de naaste.", 2)
        await druk(pilot, "U")
        assert (staat(cijfers).groepen, len(staat(cijfers).los)) == ((), 3)


async def test_de_evaluatie_van_een_pilot_begint_met_haar_woorden(cijfers: Cijfermap) -> None:
    """The first thing written is nobody's collision; what a sprint took together stays together, the rest can be."""
    een, twee, drie = cijfers.refs[:3]
    schrijf(cijfers, lambda s, p: evalueren.bewaar_groep(s, p, {"titel": "Naaste", "leerpunten": een}))
    async with cijfers.aan_tafel("Els") as pilot:
        await druk(pilot, "7", "e", "enter")
        await typ(pilot, "Een tolk erbij helpt.")
        await druk(pilot, "ctrl+o")
        assert isinstance(pilot.app.screen, EvaluatieScherm)
        assert "De boodschap         Een tolk erbij helpt." in scherm_tekst(pilot.app)
        await ga_naar(pilot, f"leerpunt|{een}")
        opdrachten = {a.actie.id for a in actieve_acties(pilot.app.screen)}
        assert not opdrachten & {"evaluatie.vink", "evaluatie.samen", "evaluatie.weg"}
        await druk(pilot, "space", "g")
        assert isinstance(pilot.app.screen, EvaluatieScherm)
        await ga_naar(pilot, f"leerpunt|{twee}")
        await druk(pilot, "space", "space", "g")
        await typ(pilot, "Vooraf")
        await druk(pilot, "enter")
        assert meldingen(pilot) == ""
        s = cijfers.open("Karim")
        beeld = evaluatiebeeld.lees(s, evaluatiebeeld.vind_plek(s, "pilot", "Zwolle"))
        s.sluit()
        assert [(g.titel, [lp.gesprek for lp in g.leerpunten]) for g in beeld.groepen] == [
            ("Vooraf", [twee, drie]),
            ("Naaste", [een]),
        ]


async def test_een_besluit_met_eigenaar_en_dag_en_een_concept_dat_blijft(cijfers: Cijfermap) -> None:
    async with cijfers.aan_tafel("Els") as pilot:
        await druk(pilot, *SPRINT, "n")
        await typ(pilot, "Tolk bij de uitnodiging regelen")
        await druk(pilot, "escape", "n")  # what was typed is still there
        assert "Tolk bij de uitnodiging regelen" in scherm_tekst(pilot.app)
        await druk(pilot, "tab")
        await typ(pilot, "Noor")
        await druk(pilot, "tab")
        await typ(pilot, "1-4")
        await druk(pilot, "ctrl+o")
        (besluit,) = staat(cijfers).besluiten
        assert (besluit.tekst, besluit.eigenaar, str(besluit.wanneer)) == (
            "Tolk bij de uitnodiging regelen",
            "Noor",
            "2027-04-01",
        )
        assert "1 apr 2027" in scherm_tekst(pilot.app)


async def test_de_gesprekken_achter_wat_niet_af_is(cijfers: Cijfermap) -> None:
    async with cijfers.aan_tafel("Els") as pilot:
        await druk(pilot, *SPRINT)
        await ga_naar(pilot, "onaf|zonder advies")
        await druk(pilot, "enter")
        assert isinstance(pilot.app.screen, AchterScherm)
        assert pilot.app.screen.query_one(VensterLijst).aantal == 2


async def test_een_toets_maakt_het_verslag_en_zegt_waar(cijfers: Cijfermap) -> None:
    async with cijfers.aan_tafel("Els", (80, 24)) as pilot:
        await druk(pilot, *SPRINT, "r")
        assert "voor het team en de stuurgroep" in scherm_tekst(pilot.app)
        await druk(pilot, "enter")
        tekst = scherm_tekst(pilot.app)
        assert "Het verslag ligt klaar" in tekst
        gemaakt = sorted(pad.name for pad in cijfers.werkmap.exports.iterdir())
        assert [Path(naam).suffix for naam in gemaakt] == [".pdf", ".pdf", ".xlsx"]
        assert all(naam in tekst for naam in gemaakt)
        await druk(pilot, "escape")
        assert isinstance(pilot.app.screen, EvaluatieScherm)


@pytest.mark.parametrize("maat", [(40, 15), (60, 24), (120, 40)])
async def test_leesbaar_en_nederlands(cijfers: Cijfermap, maat: tuple[int, int]) -> None:
    async with cijfers.aan_tafel("Els", maat) as pilot:
        await druk(pilot, *SPRINT)
        assert "zonder advies" in scherm_tekst(pilot.app)  # always in sight
        assert (engels(pilot.app), onleesbaar(pilot.app)) == ([], [])


def test_foto(snap_compare: Any, cijfers: Cijfermap) -> None:
    een, twee, _ = cijfers.refs[:3]
    schrijf(
        cijfers,
        lambda s, p: evalueren.bewaar(
            s, p, {"boodschap": "Wij regelen meer vooraf.", "wat_werkte": "Samen bellen."}
        ),
        lambda s, p: evalueren.bewaar_groep(s, p, {"titel": "Vooraf regelen", "leerpunten": f"{een}|{twee}"}),
        lambda s, p: evalueren.bewaar_besluit(
            s, p, {"tekst": "Tolk bij de uitnodiging regelen", "eigenaar": "Noor", "wanneer": "1-4-2027"}
        ),
    )
    app = app_van(cijfers.werkmap, "Els", cijfers.klok)
    assert foto(snap_compare, app, (120, 40), vooraf(*SPRINT))

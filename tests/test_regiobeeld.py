"""Another region from Beheer: first what it would change, then done, and taken back."""

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.profiel import ProfielFout, laad_profiel
from mgn_tui.register import adviseren, doelen, regio, toeleiden, vastleggen
from mgn_tui.register.regiobeeld import vooruitblik
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.screens.beheer import BeheerScherm
from tests.hulp_schermen import MATEN, aan_het_werk, app_van, druk, lopend, meldingen, typ, vooraf
from tests.hulp_tui import engels, foto, onleesbaar, scherm_tekst
from tests.hulp_werkmap import open_als, volledige_zaak
from tests.test_regio import eigen as eigen
from tests.test_scherm_beheer import NAAR


def _stand(s: Sessie) -> list[tuple[Any, ...]]:
    with s.lezen() as db:
        return [tuple(r) for r in db.connection().exec_driver_sql("SELECT * FROM instelling ORDER BY naam")]


def test_vooruit_gezien_wat_er_dan_onbekend_is(noor: Sessie) -> None:
    volledige_zaak(noor)
    regio.zet(noor, "normen.gesprek.dagen", "21", "zo afgesproken")
    regio.zet(noor, "categorieen.zelf.kort", "eigen", "korter")
    voor = _stand(noor)
    regels = vooruitblik(noor, "twente")
    tekst = "\n".join(regels)
    assert regels[0] == "Van IJssel-Vecht naar Twente."
    assert f"Doelen: {len(noor.profiel.doelen)} → {len(laad_profiel('twente').doelen)}." in tekst
    assert "Van aanmelding tot uitnodiging: 14 dagen → geen." in regels
    assert "Het blijft staan en telt als overig:" in tekst
    criteria = next(r for r in regels if r.startswith("· criteria: "))
    bekend = {c.code: c.label for c in noor.profiel.criteria}
    assert bekend["psychische-klachten"] in criteria, "by the name it has now, not by its code"
    assert "daar ook geldt: categorieen.zelf.kort, normen.gesprek.dagen." in tekst
    assert _stand(noor) == voor and noor.profiel.id == "ijssel-vecht", "looking changes nothing"
    dan = regio.wissel(noor, "twente")
    vervallen = {c.label for c in dan.criteria if "Hoort niet meer" in c.hulp}
    assert len(vervallen) == len(criteria.removeprefix("· criteria: ").split(", ")), "as many as it said"


def test_wat_met_de_hand_bij_een_doel_staat_wacht(noor: Sessie) -> None:
    nr = next(d.nr for d in noor.profiel.doelen if d.soort == "oplevering")
    assert "wacht" not in "\n".join(vooruitblik(noor, "zorgzaam"))
    ijkmoment = next(d for d in noor.profiel.doelen if d.nr == nr).ijkmomenten[0].datum
    doelen.lever_op(noor, nr, {"ijkmoment": f"{ijkmoment:%d-%m-%Y}", "gedaan_op": "1-3-2027"})
    straks = {d.nr for d in laad_profiel("zorgzaam").doelen}
    assert (f"dan niet is, en wacht: {nr}." in "\n".join(vooruitblik(noor, "zorgzaam"))) is (nr not in straks)


def test_wat_niet_kan_wordt_gezegd(noor: Sessie, tmp_path: Path) -> None:
    for keuze in ("atlantis", str(tmp_path / "weg.toml")):
        with pytest.raises(ProfielFout):
            vooruitblik(noor, keuze)
    (tmp_path / "stuk.toml").write_text("x =", encoding="utf-8")
    with pytest.raises(ProfielFout):
        vooruitblik(noor, str(tmp_path / "stuk.toml"))


def _te_kiezen(pilot: Pilot[Any]) -> list[str]:
    lijst = pilot.app.screen.query_one(OptionList)
    return [str(lijst.get_option_at_index(nr).prompt) for nr in range(lijst.option_count)]


async def test_wisselen_en_terug_met_u(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    zaak = volledige_zaak(noor)
    async with aan_het_werk(werkmap, "Noor", noor.klok, (120, 40)) as pilot:
        await druk(pilot, "6")  # the tally sheet stands, with the columns of now
        assert "wmo" in scherm_tekst(pilot.app)
        await druk(pilot, *NAAR["regio"], "a")
        assert not any("IJssel-Vecht" in naam for naam in _te_kiezen(pilot)), "it is that already"
        await typ(pilot, "twen")
        await druk(pilot, "enter")
        assert "Van IJssel-Vecht naar Twente." in lopend(pilot)
        await druk(pilot, "enter")  # the safe answer
        assert pilot.app.sessie.profiel.id == "ijssel-vecht"
        await druk(pilot, "a")
        await typ(pilot, "twen")
        await druk(pilot, "enter", "j")
        assert pilot.app.sessie.profiel.id == "twente"
        assert "Deze werkmap hoort nu bij Twente" in meldingen(pilot)
        assert isinstance(pilot.app.screen, BeheerScherm)
        await druk(pilot, "6")
        kort = [c.kort for c in pilot.app.sessie.profiel.categorieen]
        assert all(k in scherm_tekst(pilot.app) for k in kort[:3]), "the sheet follows"
        await druk(pilot, "8", "u")
        assert "Teruggenomen" in meldingen(pilot)
        assert pilot.app.sessie.profiel.id == "ijssel-vecht"
        await druk(pilot, "6")
        assert "wmo" in scherm_tekst(pilot.app)
    s = open_als(werkmap, "Noor", klok)
    assert s.profiel.id == "ijssel-vecht"
    assert toeleiden.staat(s).telling.gesprekken == 1
    assert vastleggen.lees(s, zaak.gesprek).ruw and adviseren.lees(s, zaak.gesprek).vastgesteld_op
    s.sluit()


async def test_een_eigen_bestand_typen(werkmap: Werkmap, klok: VasteKlok, noor: Sessie, eigen: Path) -> None:
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        await druk(pilot, *NAAR["regio"], "a")
        await typ(pilot, str(eigen.with_name("mist.toml")))
        await druk(pilot, "enter")
        assert "is er niet" in meldingen(pilot)
        await druk(pilot, "a")
        await typ(pilot, str(eigen))
        await druk(pilot, "enter", "j")
        assert pilot.app.sessie.profiel.naam == "Proefstreek"
        assert regio.bestand_van(werkmap).read_bytes() == eigen.read_bytes()
        await druk(pilot, "a")
        assert not any("Proefstreek" in naam for naam in _te_kiezen(pilot))
        await druk(pilot, "escape", "u")
        assert pilot.app.sessie.profiel.id == "ijssel-vecht"


@pytest.mark.parametrize("maat", MATEN)
async def test_nederlands_en_leesbaar(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, maat: tuple[int, int]
) -> None:
    volledige_zaak(noor)
    async with aan_het_werk(werkmap, "Noor", noor.klok, maat) as pilot:
        await druk(pilot, *NAAR["regio"], "a")
        assert engels(pilot.app) == [] and onleesbaar(pilot.app) == []
        await typ(pilot, "twen")
        await druk(pilot, "enter")
        assert engels(pilot.app) == [] and onleesbaar(pilot.app) == []
        assert "zo laten" in scherm_tekst(pilot.app)


def test_foto(snap_compare: Any, werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    volledige_zaak(noor)
    vooraf_ = vooraf(*NAAR["regio"], "a", "t", "w", "e", "n", "enter")
    assert foto(snap_compare, app_van(werkmap, "Noor", noor.klok), MATEN, vooraf_)

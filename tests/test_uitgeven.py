"""A letter is written and noted together, and goes from the disk when it was sent."""

from typing import TYPE_CHECKING

import pytest

from mgn_tui.documents import uitgeven
from mgn_tui.domain.brief import BriefSoort
from mgn_tui.domain.fouten import Geweigerd, SchijfFout
from mgn_tui.domain.woorden import DeelOnderdeel, Ontvanger
from mgn_tui.register import adviseren, exportmap, versturen
from tests.hulp_werkmap import maak_advies, maak_gevoerd

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie


@pytest.fixture
def gesprek(noor: "Sessie") -> str:
    ref = maak_gevoerd(noor)[1]
    maak_advies(noor, ref)
    return ref


def test_de_brief_ligt_er_en_is_genoteerd(noor: "Sessie", gesprek: str) -> None:
    een = uitgeven.geef_uit(noor, gesprek, BriefSoort.HUISARTS)
    twee = uitgeven.geef_uit(noor, gesprek, BriefSoort.HUISARTS)
    tekst = uitgeven.geef_uit(noor, gesprek, BriefSoort.DOSSIER, platte_tekst=True)
    assert een.pad.read_bytes().startswith(b"%PDF")
    assert "Het gaat om rouw" in tekst.pad.read_text(encoding="utf-8")
    assert een.onderwerp == "Advies verkennend gesprek, W.J., 1966"
    assert len({een.pad, twee.pad, tekst.pad}) == 3
    via = versturen.noteer_verstuurd(noor, gesprek, Ontvanger.HUISARTS, noor.klok.vandaag(), "ZorgMail")
    assert set(via) == {een.pad.name, twee.pad.name, tekst.pad.name}
    assert set(exportmap.verwijder(noor, via).weg) == set(via)
    assert list(noor.werkmap.exports.iterdir()) == []
    assert set(exportmap.verwijder(noor, via).weg) == set(via)  # gone already: fine


def test_bij_bezwaar_geen_bestand(noor: "Sessie", gesprek: str) -> None:
    adviseren.zet_delen(noor, gesprek, Ontvanger.HUISARTS, DeelOnderdeel.ADVIES, False)
    with pytest.raises(Geweigerd, match="bezwaar"):
        uitgeven.geef_uit(noor, gesprek, BriefSoort.HUISARTS)
    assert not noor.werkmap.exports.exists() or list(noor.werkmap.exports.iterdir()) == []


def test_wat_niet_genoteerd_is_ligt_er_niet(
    noor: "Sessie", gesprek: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vol(*_: object) -> None:
        raise SchijfFout("De schijf is vol.")

    monkeypatch.setattr(versturen, "noteer_document", vol)
    with pytest.raises(SchijfFout):
        uitgeven.geef_uit(noor, gesprek, BriefSoort.HUISARTS)
    assert list(noor.werkmap.exports.iterdir()) == []


def test_de_weg_uit_exports_kan_niet_omhoog(noor: "Sessie", gesprek: str) -> None:
    buiten = noor.werkmap.exports.parent / "blijft.txt"
    buiten.write_text("x")
    assert exportmap.verwijder(noor, ["../blijft.txt"]).elders == ("../blijft.txt",)
    assert buiten.exists()

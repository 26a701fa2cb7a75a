"""Marks that stand with a gesprek, and that it was brought to the casusoverleg."""

from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlmodel import select

from mgn_tui.domain.fouten import Botsing, GeenToegang, Geweigerd
from mgn_tui.register import waarderen
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import tables as t
from tests.hulp_werkmap import maak_aanmelding, maak_gevoerd, plan_gesprek


def _cijfers(s: Sessie) -> dict[str, Decimal | None]:
    with s.lezen() as db:
        return {r.soort: r.waarde for r in db.exec(select(t.GesprekWaardering))}


def test_alleen_als_de_inwoner_het_goed_vindt(noor: Sessie) -> None:
    _, gesprek = maak_gevoerd(noor)
    for akkoord in ("", "nee", "onbekend"):
        with pytest.raises(Geweigerd) as fout:
            waarderen.bewaar_waardering(noor, gesprek, {"akkoord": akkoord, "inwoner": "8"})
        assert set(fout.value.fouten) == {"akkoord"}
    assert _cijfers(noor) == {}
    waarderen.bewaar_waardering(noor, gesprek, {"akkoord": "ja", "inwoner": "8", "team": "7"})
    assert _cijfers(noor) == {"inwoner": 8, "team": 7}
    staand = waarderen.lees_waardering(noor, gesprek)
    assert staand.ruw["akkoord"] == "ja"
    waarderen.bewaar_waardering(noor, gesprek, {"team": ""}, staand.versie)
    assert _cijfers(noor) == {"inwoner": 8}
    waarderen.bewaar_waardering(noor, gesprek, {"akkoord": "nee"})  # thinks again
    assert _cijfers(noor) == {}


@pytest.mark.parametrize("cijfer", ["0", "11", "7,5", "veel"])
def test_op_de_schaal_van_de_regio(noor: Sessie, cijfer: str) -> None:
    _, gesprek = maak_gevoerd(noor)
    with pytest.raises(Geweigerd) as fout:
        waarderen.bewaar_waardering(noor, gesprek, {"akkoord": "ja", "inwoner": cijfer})
    assert set(fout.value.fouten) == {"inwoner"}


def test_besproken_aan_de_tafel(noor: Sessie, els: Sessie) -> None:
    _, gesprek = maak_gevoerd(noor)
    with pytest.raises(Geweigerd) as fout:
        waarderen.bewaar_tafel(noor, gesprek, {"oppakker": "wijkteam"})
    assert set(fout.value.fouten) == {"besproken_op"}
    invoer = {
        "besproken_op": "vandaag",
        "toestemming": "ja",
        "oppakker": "wijkteam Zuid",
        "contact_op": "1-2-2027",
    }
    with pytest.raises(Geweigerd) as fout:
        waarderen.bewaar_tafel(noor, gesprek, invoer)
    assert set(fout.value.fouten) == {"contact_op"}
    waarderen.bewaar_tafel(noor, gesprek, invoer | {"contact_op": "over 2 weken"})
    assert waarderen.lees_tafel(noor, gesprek).ruw["oppakker"] == "wijkteam Zuid"
    assert waarderen.lees_tafel(els, gesprek).ruw["oppakker"] == "▒▒▒"
    with noor.lezen() as db:
        assert "wijkteam" not in str(db.execute(text("SELECT * FROM tafelbespreking")).all())
    waarderen.bewaar_tafel(noor, gesprek, dict.fromkeys(invoer, ""))
    with noor.lezen() as db:
        assert db.exec(select(t.Tafelbespreking)).all() == []


def test_wie_het_mag_en_wanneer(noor: Sessie, els: Sessie, tom: Sessie) -> None:
    _, gesprek = maak_gevoerd(noor)
    for ander in (els, tom):
        with pytest.raises(GeenToegang):
            waarderen.bewaar_waardering(ander, gesprek, {"akkoord": "ja", "team": "7"})
        with pytest.raises(GeenToegang):
            waarderen.bewaar_tafel(ander, gesprek, {"besproken_op": "vandaag"})
    straks = plan_gesprek(noor, maak_aanmelding(noor))
    with pytest.raises(Geweigerd, match="nog niet gevoerd"):
        waarderen.bewaar_waardering(noor, straks, {"akkoord": "ja", "team": "7"})


def test_twee_tegelijk(noor: Sessie, karim: Sessie) -> None:
    _, gesprek = maak_gevoerd(noor)
    karim.klok = noor.klok
    a, b = waarderen.lees_waardering(noor, gesprek), waarderen.lees_tafel(noor, gesprek)
    waarderen.bewaar_waardering(karim, gesprek, {"akkoord": "ja", "team": "7"}, a.versie)
    waarderen.bewaar_tafel(karim, gesprek, {"besproken_op": "vandaag"}, b.versie)
    with pytest.raises(Botsing):
        waarderen.bewaar_waardering(noor, gesprek, {"akkoord": "ja", "team": "9"}, a.versie)
    with pytest.raises(Botsing):
        waarderen.bewaar_tafel(noor, gesprek, {"besproken_op": "gisteren"}, b.versie)

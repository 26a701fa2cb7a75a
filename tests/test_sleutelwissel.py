"""What was withdrawn opens nothing any more, by no file in the werkmap; and a kill halfway locks nobody out."""

import json
import shutil
import subprocess
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from mgn_tui.domain.fouten import InGebruik, MgnFout, VerkeerdWachtwoord
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import aanmelden, beheren, sleutelwissel, team, vertrouwen
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import tables as t
from mgn_tui.store.engine import Store, open_verbinding
from mgn_tui.store.sleutelbestand import Sleutelbestand
from mgn_tui.store.werkmap import Werkmap
from tests.hulp_werkmap import WACHTWOORDEN, collega, kindopdracht, maak_aanmelding, open_als

NIEUW = "vier andere losse woorden"


def opent_nu(werkmap: Werkmap, pad: Path, naam: str, wachtwoord: str) -> bool:
    """By script, past every rule of the program: does this key file open the database of today?"""
    try:
        sleutels = Sleutelbestand(pad).open(naam, wachtwoord).databasesleutels
    except MgnFout:
        return False
    for sleutel in sleutels:
        try:
            open_verbinding(werkmap.database, sleutel, alleen_lezen=True).close()
        except MgnFout:
            continue
        return True
    return False


def sleutelbestanden(werkmap: Werkmap) -> list[Path]:
    return sorted(werkmap.data.glob("sleutels*.json"))


def test_wie_vertrok_opent_niets_van_vandaag(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, tmp_path: Path
) -> None:
    ref = maak_aanmelding(noor)
    oud = Werkmap(shutil.copytree(werkmap.pad, tmp_path / "kopie"))
    assert team.verwijder(noor, collega(noor, "Karim").hex) is None
    for pad in (*sleutelbestanden(werkmap), *sleutelbestanden(oud)):
        assert not opent_nu(werkmap, pad, "Karim", WACHTWOORDEN["Karim"]), pad
        assert opent_nu(werkmap, pad, "Noor", WACHTWOORDEN["Noor"]) is (pad.parent == werkmap.data)
    assert opent_nu(oud, oud.sleutels, "Karim", WACHTWOORDEN["Karim"]), "SECURITY.md says so"
    # whoever stays works on, in the session that is open and in a new one
    assert aanmelden.lees(noor, ref).ruw["achternaam"]
    beheren.bewaar(noor, "praktijk", {"naam": "Na de wissel"})
    nieuw = beheren.bewaar(noor, "medewerker", {"naam": "Bram", "rol": "gespreksvoerder", "domein": "sd"})
    team.geef_toegang(noor, nieuw, NIEUW)
    noor.sluit()
    for naam, woord in (("Elif", WACHTWOORDEN["Elif"]), ("Bram", NIEUW)):
        assert opent_nu(werkmap, werkmap.sleutels, naam, woord)


def test_zonder_nieuwe_sleutel_alleen_op_verzoek(werkmap: Werkmap, noor: Sessie, tmp_path: Path) -> None:
    oud = shutil.copy(werkmap.sleutels, tmp_path / "oud.json")
    assert team.verwijder(noor, collega(noor, "Karim").hex, nieuwe_sleutel=False) is None
    assert opent_nu(werkmap, oud, "Karim", WACHTWOORDEN["Karim"])
    assert not any(opent_nu(werkmap, p, "Karim", WACHTWOORDEN["Karim"]) for p in sleutelbestanden(werkmap)), (
        "but nothing in the werkmap itself"
    )


def test_een_oud_wachtwoord_opent_geen_enkel_bestand(werkmap: Werkmap, noor: Sessie) -> None:
    code = team.nieuwe_herstelcode(noor)
    team.wijzig_wachtwoord(noor, WACHTWOORDEN["Noor"], NIEUW)
    team.nieuwe_herstelcode(noor)
    for pad in sleutelbestanden(werkmap):
        assert not opent_nu(werkmap, pad, "Noor", WACHTWOORDEN["Noor"])
        assert opent_nu(werkmap, pad, "Noor", NIEUW)
        with pytest.raises(VerkeerdWachtwoord):
            Sleutelbestand(pad).open_met_herstelcode(code)


def test_een_kopie_die_achterliep_wordt_bij_het_openen_gelijk(werkmap: Werkmap, klok: VasteKlok) -> None:
    """Killed between the file and its copy."""
    kopie, oud = werkmap.data / "sleutels.vorige.json", werkmap.sleutels.read_bytes()
    Sleutelbestand(werkmap.sleutels).wijzig_wachtwoord(
        Sleutelbestand(werkmap.sleutels).zoek("Noor") or pytest.fail(), WACHTWOORDEN["Noor"], NIEUW
    )
    kopie.write_bytes(oud)
    open_als(werkmap, "Elif", klok).sluit()
    assert kopie.read_bytes() == werkmap.sleutels.read_bytes() != oud


def test_open_in_een_ander_venster_houdt_de_oude_sleutel(
    werkmap: Werkmap, noor: Sessie, elif_: Sessie
) -> None:
    was = noor.geopend.databasesleutel
    with pytest.raises(InGebruik):
        sleutelwissel.wissel(noor)
    assert noor.geopend.databasesleutel == was and not Sleutelbestand(werkmap.sleutels).wisselt
    waarom = team.verwijder(noor, collega(noor, "Tom").hex)
    assert waarom is not None and "later" in waarom
    assert not opent_nu(werkmap, werkmap.sleutels, "Tom", WACHTWOORDEN["Tom"])
    elif_.sluit()
    sleutelwissel.wissel(noor)
    assert noor.geopend.databasesleutel != was


def test_wie_intussen_leest_wacht_en_leest_door(noor: Sessie) -> None:
    """Other threads of the app, in the middle of their work."""
    klaar, fouten = threading.Event(), []

    def lees() -> None:
        while not klaar.is_set():
            try:
                with noor.lezen() as db:
                    assert db.get(t.Medewerker, noor.ik.id)
            except Exception as fout:
                fouten.append(fout)
                return

    draden = [threading.Thread(target=lees) for _ in range(3)]
    for draad in draden:
        draad.start()
    try:
        for _ in range(3):
            sleutelwissel.wissel(noor)
    finally:
        klaar.set()
        for draad in draden:
            draad.join()
    assert fouten == []


STAPPEN = ("zet_volgend", "hersleutel", "volgend_gelukt", "klaar")
MOORD = """
import os, signal
from mgn_tui.register import sleutelwissel, team
from mgn_tui.store.engine import Store
from mgn_tui.store.sleutelbestand import Sleutelbestand
from tests.hulp_werkmap import collega
s = open_als(Werkmap(Path(sys.argv[1])), "Noor", VasteKlok(BEGIN))
bij = sys.argv[2]
def weg(*_): os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
for soort, naam in ((Sleutelbestand, "zet_volgend"), (Store, "hersleutel"), (Sleutelbestand, "volgend_gelukt")):
    if naam == bij:
        echt = getattr(soort, naam)
        setattr(soort, naam, lambda *a, echt=echt: (echt(*a), weg()))
team.verwijder(s, collega(s, "Karim").hex)
weg()
"""


@pytest.mark.parametrize("stap", STAPPEN)
def test_een_kill_na_elke_stap(werkmap: Werkmap, klok: VasteKlok, stap: str) -> None:
    kind = subprocess.run(kindopdracht(MOORD, str(werkmap.pad), stap), capture_output=True, check=False)
    assert kind.returncode != 0 and b"Traceback" not in kind.stderr
    klok.verder(timedelta(seconds=5))
    s = open_als(werkmap, "Elif", klok)
    assert s.store.gebreken() == []
    bestand = Sleutelbestand(werkmap.sleutels)
    assert not bestand.wisselt, "one key is left"
    s.sluit()
    for naam in ("Noor", "Elif", "Tom", "Els"):
        assert opent_nu(werkmap, werkmap.sleutels, naam, WACHTWOORDEN[naam])
    for pad in sleutelbestanden(werkmap):
        assert not opent_nu(werkmap, pad, "Karim", WACHTWOORDEN["Karim"])


def test_een_ingang_die_de_database_niet_haalde(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between key file and database: the colleague opens all the same, or gets access once more."""
    for naam in ("Bram", "Sanne"):
        id_ = beheren.bewaar(noor, "medewerker", {"naam": naam, "rol": "gespreksvoerder", "domein": "sd"})
        mens = collega(noor, naam)
        Sleutelbestand(werkmap.sleutels).voeg_persoon_toe(mens, naam, NIEUW, noor.geopend.databasesleutel)
    team.geef_toegang(noor, id_, WACHTWOORDEN["Els"])  # Sanne, once more
    noor.sluit()
    for naam, woord in (("Bram", NIEUW), ("Sanne", WACHTWOORDEN["Els"])):
        monkeypatch.setitem(WACHTWOORDEN, naam, woord)
        s = open_als(werkmap, naam, klok)
        with s.lezen() as db:
            mens_ = db.get_one(t.Medewerker, s.ik.id)
            assert mens_.publiek == s.publiek
        s.sluit()
    s = open_als(werkmap, "Elif", klok)
    with s.lezen() as db:
        assert collega(s, "Bram") in vertrouwen.sleutels(db, s, [collega(s, "Bram")])


def test_een_vertrokken_ingang_wordt_bij_het_openen_opgeruimd(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie
) -> None:
    """Killed between database and key file, or a key file of before the removal put back."""
    karim, oud = collega(noor, "Karim"), werkmap.sleutels.read_bytes()
    team.verwijder(noor, karim.hex, nieuwe_sleutel=False)
    noor.sluit()
    werkmap.sleutels.write_bytes(oud)
    open_als(werkmap, "Elif", klok).sluit()
    assert karim not in Sleutelbestand(werkmap.sleutels).personen
    assert len(json.loads(werkmap.sleutels.read_text())["ingangen"]) >= 4


def test_een_database_die_niet_wil_houdt_de_oude_sleutel(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vol(*_: object) -> None:
        raise InGebruik("vol")

    monkeypatch.setattr(Store, "hersleutel", vol)
    with pytest.raises(InGebruik):
        sleutelwissel.wissel(noor)
    monkeypatch.undo()
    assert not Sleutelbestand(werkmap.sleutels).wisselt
    beheren.bewaar(noor, "praktijk", {"naam": "Gaat door"})
    noor.sluit()
    open_als(werkmap, "Noor", klok).sluit()

"""What lies in exports/: known back, taken away in time, and nothing else ever touched."""

import os
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from mgn_tui.documents import uitgeven
from mgn_tui.documents.schrijven import schrijf_nieuw
from mgn_tui.documents.uitgeven_rapport import geef_rapport_uit
from mgn_tui.domain.brief import BriefSoort
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.woorden import ExportSoort, Ontvanger
from mgn_tui.exchange.exporteren import exporteer
from mgn_tui.register import exportmap, exportwachtwoord, instellingen, ongedaan, versturen
from mgn_tui.register.exportmap import Ligt
from mgn_tui.register.rapporteren import Opdracht
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import tables as t
from tests.hulp_werkmap import maak_advies, maak_gevoerd

WOORD = "appel fiets molen regen"


@pytest.fixture
def gesprek(noor: Sessie) -> str:
    ref = maak_gevoerd(noor)[1]
    maak_advies(noor, ref)
    return ref


@pytest.fixture
def vol(noor: Sessie, gesprek: str) -> Sessie:
    """A letter, a report with a password, all data as CSV and as XLSX, and a file of somebody's own."""
    uitgeven.geef_uit(noor, gesprek, BriefSoort.HUISARTS)
    geef_rapport_uit(noor, Opdracht("sprint", "1"), wachtwoord=WOORD)
    exporteer(noor, noor.werkmap.exports / "alles.csv")
    exporteer(noor, noor.werkmap.exports / "alles.xlsx")
    (noor.werkmap.exports / "eigen.csv").write_text("van mij", encoding="utf-8")
    return noor


def stand(s: Sessie) -> dict[str, Ligt]:
    return {x.naam: x for x in exportmap.lijst(s)}


def namen(s: Sessie) -> set[str]:
    return {p.name for p in s.werkmap.exports.iterdir()}


# --- knowing ---------------------------------------------------------------------------------


def test_alles_wat_mgn_schreef_wordt_herkend(vol: Sessie) -> None:
    gevonden = exportmap.lijst(vol)
    assert {x.naam for x in gevonden} == namen(vol)
    assert [x.naam for x in gevonden if not x.van_mgn] == ["eigen.csv"]
    assert gevonden[-1].naam == "eigen.csv"  # apart, at the end
    assert sorted(x.wat for x in gevonden if x.van_mgn) == [
        "alle gegevens",
        "alle gegevens",
        "brief aan de huisarts",
        "verslag",
        "verslag",
        "verslag",
        "waarschuwing bij een tabel",
    ]
    brief = next(x for x in gevonden if x.wat == "brief aan de huisarts")
    with vol.lezen() as db:
        iref = db.exec(select(t.Inwoner.ref)).one()
    assert (brief.wie, brief.dagen, brief.verstuurd, brief.verlopen) == (iref[:4], 0, False, False)
    assert {x.wachtwoord for x in gevonden if x.wat == "verslag"} == {True}
    assert {x.wachtwoord for x in gevonden if x.wat != "verslag"} == {False}


def test_de_leeftijd_is_van_het_logboek_niet_van_de_schijf(vol: Sessie, klok: VasteKlok) -> None:
    for pad in vol.werkmap.exports.iterdir():
        os.utime(pad, (0, 0))
    klok.verder(timedelta(days=5, hours=1))
    assert {x.dagen for x in exportmap.lijst(vol) if x.van_mgn} == {5}
    assert exportmap.hoeveel(vol) == (7, 5)
    klok.verder(timedelta(days=-30))  # a clock that was set back
    assert {x.dagen for x in exportmap.lijst(vol) if x.van_mgn} == {0}


@pytest.mark.parametrize(
    ("aantal", "oudste", "tekst"),
    [
        (1, 0, "In exports ligt nog 1 document, van vandaag"),
        (1, 1, "In exports ligt nog 1 document, 1 dag oud"),
        (3, 5, "In exports liggen nog 3 documenten, het oudste 5 dagen oud"),
    ],
)
def test_in_een_zin(aantal: int, oudste: int, tekst: str) -> None:
    assert exportmap.zin(aantal, oudste) == tekst


def test_een_lege_of_verdwenen_map(noor: Sessie) -> None:
    assert exportmap.lijst(noor) == []
    noor.werkmap.exports.rmdir()
    assert exportmap.hoeveel(noor) == (0, 0)
    assert exportmap.ruim_verlopen(noor) == ""


def test_wat_iemand_veranderde_is_van_die_persoon(vol: Sessie) -> None:
    pad = vol.werkmap.exports / "alles.csv"
    assert stand(vol)["alles.csv"].van_mgn
    pad.write_bytes(pad.read_bytes() + b"erbij getypt\r\n")
    assert not stand(vol)["alles.csv"].van_mgn
    assert exportmap.verwijder(vol, ["alles.csv"]).bleef == ("alles.csv",)
    assert pad.exists()


def test_met_dezelfde_maat_en_tijd_wordt_de_inhoud_toch_nagekeken(vol: Sessie) -> None:
    pad = vol.werkmap.exports / "alles.csv"
    assert stand(vol)["alles.csv"].van_mgn
    s = pad.stat()
    pad.write_bytes(b"x" * s.st_size)
    os.utime(pad, ns=(s.st_atime_ns, s.st_mtime_ns))
    assert exportmap.verwijder(vol, ["alles.csv"]).bleef == ("alles.csv",)
    assert pad.read_bytes() == b"x" * s.st_size


def test_een_andere_naam_maakt_niet_uit(vol: Sessie) -> None:
    (vol.werkmap.exports / "alles.xlsx").rename(vol.werkmap.exports / "iets anders.xlsx")
    assert stand(vol)["iets anders.xlsx"].van_mgn


def test_wat_buiten_exports_staat_telt_niet(noor: Sessie, tmp_path: Path) -> None:
    pad, _ = exporteer(noor, tmp_path / "elders.csv")
    exportmap.noteer(noor, pad, ExportSoort.GEGEVENS)
    assert exportmap.lijst(noor) == []


# --- taking away -----------------------------------------------------------------------------


def test_verwijderen_laat_staan_wat_niet_van_mgn_is(vol: Sessie) -> None:
    uit = exportmap.verwijder(vol, namen(vol))
    assert namen(vol) == {"eigen.csv"}
    assert (uit.bleef, uit.elders, len(uit.weg)) == (("eigen.csv",), (), 7)
    with vol.lezen() as db:
        assert all(d.opgeruimd_op for d in db.exec(select(t.Document)).all())
        weg = db.exec(select(t.Toegang.record).where(t.Toegang.wat == "uit exports verwijderd")).all()
    assert sorted(str(w) for w in weg).count("verslag") == 3


@pytest.mark.parametrize(
    "naam", ["../buiten.pdf", "..", ".", "", "sub/a.pdf", "..\\buiten.pdf", "/etc/hosts"]
)
def test_een_naam_uit_de_database_leidt_nergens_anders_heen(
    noor: Sessie, gesprek: str, tmp_path: Path, naam: str
) -> None:
    buiten = noor.werkmap.pad / "buiten.pdf"
    buiten.write_bytes(b"%PDF")
    (noor.werkmap.exports / "sub").mkdir()
    (noor.werkmap.exports / "sub" / "a.pdf").write_bytes(b"%PDF")
    versturen.noteer_document(noor, gesprek, BriefSoort.HUISARTS, naam)
    weg = versturen.noteer_verstuurd(noor, gesprek, Ontvanger.HUISARTS, noor.klok.vandaag(), "ZorgMail")
    assert exportmap.verwijder(noor, weg).elders == (naam,)
    assert buiten.exists() and (noor.werkmap.exports / "sub" / "a.pdf").exists()


def _verwijzing(van: Path, naar: Path, *, map_: bool = False) -> None:
    try:
        van.symlink_to(naar, target_is_directory=map_)
    except OSError:
        pytest.skip("hier mag geen verwijzing worden gemaakt")


def test_een_verwijzing_wordt_niet_gevolgd(noor: Sessie, gesprek: str, tmp_path: Path) -> None:
    pad = uitgeven.geef_uit(noor, gesprek, BriefSoort.HUISARTS).pad
    elders = tmp_path / "belangrijk.pdf"
    pad.rename(elders)
    _verwijzing(pad, elders)
    assert not stand(noor)[pad.name].van_mgn
    assert exportmap.verwijder(noor, [pad.name]).bleef == (pad.name,)
    assert pad.is_symlink() and elders.exists()


def test_een_map_met_de_naam_van_een_brief_blijft(noor: Sessie, gesprek: str) -> None:
    pad = uitgeven.geef_uit(noor, gesprek, BriefSoort.HUISARTS).pad
    pad.unlink()
    pad.mkdir()
    assert exportmap.verwijder(noor, [pad.name]).bleef == (pad.name,)
    assert pad.is_dir()


def test_exports_zelf_als_verwijzing_wordt_niet_opgeruimd(
    noor: Sessie, gesprek: str, tmp_path: Path, klok: VasteKlok
) -> None:
    pad = uitgeven.geef_uit(noor, gesprek, BriefSoort.HUISARTS).pad
    echt = tmp_path / "elders"
    noor.werkmap.exports.rename(echt)
    _verwijzing(noor.werkmap.exports, echt, map_=True)
    klok.verder(timedelta(days=99))
    assert exportmap.lijst(noor) == []
    assert exportmap.ruim_verlopen(noor) == ""
    assert exportmap.verwijder(noor, [pad.name]).bleef == (pad.name,)
    assert (echt / pad.name).exists()


@pytest.mark.skipif(
    sys.platform == "win32" or os.getuid() == 0, reason="root mag alles; Windows kent dit niet"
)
def test_wat_niet_weg_kan_wordt_gezegd(vol: Sessie) -> None:
    vol.werkmap.exports.chmod(0o500)
    try:
        assert "alles.csv" in exportmap.verwijder(vol, ["alles.csv"]).bleef
    finally:
        vol.werkmap.exports.chmod(0o700)


def test_wat_niet_weg_kan_blijft_op_de_lijst(vol: Sessie, monkeypatch: pytest.MonkeyPatch) -> None:
    def bezet(*_: object, **__: object) -> None:
        raise PermissionError

    brief = next(x.naam for x in exportmap.lijst(vol) if x.wie)
    monkeypatch.setattr(Path, "unlink", bezet)
    assert exportmap.verwijder(vol, [brief, "alles.csv"]).bleef == (brief, "alles.csv")
    assert stand(vol)[brief].van_mgn


# --- sent, and in time -----------------------------------------------------------------------


def test_verstuurd_is_alleen_wat_er_al_was(noor: Sessie, gesprek: str, klok: VasteKlok) -> None:
    eerst = uitgeven.geef_uit(noor, gesprek, BriefSoort.HUISARTS).pad.name
    klok.verder(timedelta(minutes=1))
    versturen.noteer_verstuurd(noor, gesprek, Ontvanger.HUISARTS, noor.klok.vandaag(), "ZorgMail")
    klok.verder(timedelta(minutes=1))
    later = uitgeven.geef_uit(noor, gesprek, BriefSoort.DOSSIER).pad.name
    assert (stand(noor)[eerst].verstuurd, stand(noor)[later].verstuurd) == (True, False)
    assert [x.naam for x in exportmap.op_te_ruimen(exportmap.lijst(noor))] == [eerst]


def test_over_de_termijn_gaat_het_weg_en_wordt_het_gezegd(vol: Sessie, klok: VasteKlok) -> None:
    instellingen.bewaar(vol, {"termijn_exports_dagen": "3"})
    klok.verder(timedelta(days=3) - timedelta(minutes=1))
    assert exportmap.ruim_verlopen(vol) == ""
    alles = namen(vol)
    klok.verder(timedelta(minutes=2))
    gezegd = exportmap.ruim_verlopen(vol)
    assert gezegd.startswith("De bewaartermijn is voorbij; verwijderd uit exports: ")
    assert namen(vol) == {"eigen.csv"}
    assert all(naam in gezegd for naam in alles - {"eigen.csv"})
    assert exportmap.ruim_verlopen(vol) == ""


def test_opruimen_vanzelf_staat_terugnemen_niet_in_de_weg(
    noor: Sessie, gesprek: str, klok: VasteKlok
) -> None:
    uitgeven.geef_uit(noor, gesprek, BriefSoort.HUISARTS)
    instellingen.bewaar(noor, {"naam": "Team Noord"})
    klok.verder(timedelta(days=30))
    assert "verwijderd uit exports" in exportmap.ruim_verlopen(noor)
    ongedaan.neem_terug(noor)
    assert instellingen.lees(noor)["naam"] != "Team Noord"


def test_zonder_termijn_blijft_alles_liggen(vol: Sessie, klok: VasteKlok) -> None:
    """A werkmap of before the question: nobody decided, so nothing goes by itself."""
    instellingen.bewaar(vol, {"termijn_exports_dagen": ""})
    voor = namen(vol)
    klok.verder(timedelta(days=4000))
    assert exportmap.ruim_verlopen(vol) == ""
    assert namen(vol) == voor


def test_een_half_geschreven_bestand_gaat_weg_als_niemand_meer_schrijft(
    noor: Sessie, klok: VasteKlok, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A SIGKILL in the middle of writing leaves the whole text under a hidden name."""
    map_ = noor.werkmap.exports
    with monkeypatch.context() as lap:
        lap.setattr(os, "link", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        lap.setattr(Path, "unlink", lambda *_, **__: None)  # nobody cleans up: the process is gone
        with pytest.raises(KeyboardInterrupt):
            schrijf_nieuw(map_, "verslag", b"Wim Jansen")
    (half,) = namen(noor)
    nu = klok.nu().timestamp()
    os.utime(map_ / half, (nu, nu))
    (map_ / ".eigen.deel").write_text("van mij")
    assert exportmap.ruim_verlopen(noor) == ""  # somebody may be writing it now
    klok.verder(timedelta(hours=2))
    assert half in exportmap.ruim_verlopen(noor)
    assert namen(noor) == {".eigen.deel"}


# --- the team's own password -----------------------------------------------------------------


def test_het_vaste_wachtwoord_staat_nergens_te_lezen(noor: Sessie, tmp_path: Path) -> None:
    assert exportwachtwoord.vast(noor) is None
    exportwachtwoord.bewaar_vast(noor, WOORD)
    exportwachtwoord.bewaar_vast(noor, WOORD + " wolk")
    assert exportwachtwoord.vast(noor) == WOORD + " wolk"
    assert instellingen.VAST_WACHTWOORD not in instellingen.lees(noor)
    pad, _ = exporteer(noor, tmp_path / "alles.json")
    assert instellingen.VAST_WACHTWOORD not in pad.read_text(encoding="utf-8")
    with noor.lezen() as db:
        log = repr([(w.oud, w.nieuw) for w in db.exec(select(t.Wijziging)).all()])
    assert "molen" not in log

"""Making, opening and sharing a werkmap: wrong passphrases, two at once, a disk that is full or read-only."""

import os
import shutil
import stat
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from mgn_tui.domain.fouten import (
    Beschadigd,
    GeenToegang,
    Geweigerd,
    MgnFout,
    NietGevonden,
    SchijfFout,
    Uitgang,
    VerkeerdWachtwoord,
)
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import (
    aanmelden,
    beheren,
    instellingen,
    sessie,
    team,
    toegang,
)
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import migrate
from mgn_tui.store.tables import Instelling, Medewerker, Toegang
from mgn_tui.store.werkmap import Werkmap
from tests.hulp_werkmap import (
    WACHTWOORDEN,
    kindopdracht,
    maak_aanmelding,
    open_als,
)

WOORD = "een lang verzonnen wachtwoord"


def stand(s: Sessie) -> int:
    with s.lezen() as db:
        return int(db.execute(text("SELECT count(*) FROM wijziging")).scalar() or 0)


# --- making ----------------------------------------------------------------------------------


def maak(pad: Path, klok: VasteKlok, **anders: str) -> str:
    return sessie.nieuw(
        Werkmap(pad),
        klok=klok,
        **{"regio": "ijssel-vecht", "gebruiker": "Noor", "wachtwoord": WOORD, **anders},  # type: ignore[arg-type]
    )


def test_nieuwe_werkmap(tmp_path: Path, klok: VasteKlok, licht: None) -> None:
    code = maak(tmp_path / "w", klok, pilot="Zwolle-Zuid", verantwoordelijke="Stichting X")
    s = sessie.open_werkmap(Werkmap(tmp_path / "w"), "noor ", WOORD, klok)
    try:
        assert (s.ik.naam, s.ik.rol, s.ik.aanmeldpunt) == ("Noor", "gespreksvoerder", True)
        assert [p.naam for p in beheren.lijst(s, "pilot")] == ["Zwolle-Zuid"]
        assert instellingen.lees(s)["verantwoordelijke"] == "Stichting X"
        assert instellingen.KETEN not in instellingen.lees(s)
        assert s.store.gebreken() == []
        assert s.let_op == ()
    finally:
        s.sluit()
    assert len(code.replace("-", "")) > 20
    if os.name == "posix":
        for pad in (tmp_path / "w").rglob("*"):
            assert stat.S_IMODE(pad.stat().st_mode) in (0o700, 0o600), pad


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"gebruiker": " "}, "gebruiker"),
        ({"gebruiker": "lang " * 100}, "gebruiker"),
        ({"gebruiker": "Noor 111222333"}, "gebruiker"),
        ({"wachtwoord": "kort"}, "wachtwoord"),
        ({"wachtwoord": ""}, "wachtwoord"),
        ({"rol": "baas"}, "rol"),
        ({"pilot": "111222333"}, "pilot"),
        ({"verantwoordelijke": "lang " * 1000}, "verantwoordelijke"),
        ({"keten_sleutel": "00"}, "keten_sleutel"),
        ({"termijn_log_jaren": "1"}, "termijn_log_jaren"),
    ],
)
def test_nieuw_wordt_geweigerd_en_laat_niets_na(
    tmp_path: Path, klok: VasteKlok, licht: None, anders: dict[str, str], veld: str
) -> None:
    with pytest.raises(Geweigerd) as fout:
        maak(tmp_path / "w", klok, **anders)
    assert list(fout.value.fouten) == [veld]
    assert not (tmp_path / "w").exists()


def test_onbekende_regio(tmp_path: Path, klok: VasteKlok, licht: None) -> None:
    with pytest.raises(MgnFout, match="ijssel-vecht"):
        maak(tmp_path / "w", klok, regio="atlantis")
    assert not (tmp_path / "w").exists()


@pytest.mark.parametrize("waar", ["migreer", "voeg_persoon_toe", "maak_herstelcode"])
def test_nieuw_dat_halverwege_breekt_laat_niets_na(
    tmp_path: Path, klok: VasteKlok, licht: None, monkeypatch: pytest.MonkeyPatch, waar: str
) -> None:
    def kapot(*_: object, **__: object) -> None:
        raise SchijfFout("vol")

    monkeypatch.setattr(migrate if waar == "migreer" else sessie.Sleutelbestand, waar, kapot)
    (tmp_path / "w").mkdir()
    (tmp_path / "w" / "eigen.txt").write_text("van de gebruiker")
    with pytest.raises(SchijfFout):
        maak(tmp_path / "w", klok)
    assert [p.name for p in (tmp_path / "w").rglob("*")] == ["eigen.txt"]
    monkeypatch.undo()


def test_twee_die_tegelijk_een_werkmap_maken(tmp_path: Path) -> None:
    """One wins; the other does not take its files away."""
    script = """
print("klaar", flush=True); sys.stdin.readline()
try:
    sessie.nieuw(Werkmap(Path(sys.argv[1])), regio="ijssel-vecht", gebruiker="Noor", wachtwoord=sys.argv[2])
    print("gemaakt")
except Exception as fout:
    print(type(fout).__name__)
"""
    kinderen = [
        subprocess.Popen(
            kindopdracht(script, str(tmp_path / "w"), WOORD),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for kind in kinderen:
        assert kind.stdout and kind.stdout.readline() == "klaar\n"
    uit = sorted(kind.communicate("\n")[0].strip() for kind in kinderen)
    assert uit.count("gemaakt") == 1
    assert uit[0] in ("Geweigerd", "InGebruik"), uit
    controle = """
s = sessie.open_werkmap(Werkmap(Path(sys.argv[1])), "Noor", sys.argv[2])
print(s.store.gebreken())
s.sluit()
"""
    opdracht = kindopdracht(controle, str(tmp_path / "w"), WOORD)
    assert subprocess.run(opdracht, capture_output=True, text=True, check=True).stdout == "[]\n"


# --- opening ---------------------------------------------------------------------------------


def test_verkeerd_wachtwoord_wacht_steeds_langer(werkmap: Werkmap, klok: VasteKlok) -> None:
    wachttijden = []
    for _ in range(9):
        with pytest.raises(VerkeerdWachtwoord) as fout:
            sessie.open_werkmap(werkmap, "Noor", "niet het wachtwoord", klok)
        wachttijden.append(fout.value.wacht_s)
        assert fout.value.uitgang == Uitgang.NIET_OPEN
        klok.verder(timedelta(seconds=fout.value.wacht_s))
    assert wachttijden == [0, 0, 1, 2, 4, 8, 16, 32, 60]
    # Within the delay the right one is not even tried; a colleague is not kept waiting.
    with pytest.raises(VerkeerdWachtwoord):
        sessie.open_werkmap(werkmap, "Noor", "fout", klok)
    with pytest.raises(VerkeerdWachtwoord) as wacht:
        open_als(werkmap, "Noor", klok)
    assert wacht.value.wacht_s == 60
    open_als(werkmap, "Karim", klok).sluit()
    klok.verder(timedelta(seconds=60))
    s = open_als(werkmap, "Noor", klok)
    with s.lezen() as db:
        wat = db.exec(select(Toegang).order_by(col(Toegang.nr))).all()
    assert [w.wat for w in wat].count("geweigerd") == 10
    assert wat[-1].wat == "geopend"
    assert not [w for w in wat if w.wat == "geweigerd" and "Noor" in (w.record or "")], "ids, no names"
    assert toegang.keten_klopt(s)
    s.sluit()
    with pytest.raises(VerkeerdWachtwoord) as na:
        sessie.open_werkmap(werkmap, "Noor", "fout", klok)
    assert na.value.wacht_s == 0, "a good opening begins anew"


def test_onbekende_naam_zegt_hetzelfde(werkmap: Werkmap, klok: VasteKlok) -> None:
    meldingen = []
    for naam in ("Noor", "Kanariegeel"):
        with pytest.raises(VerkeerdWachtwoord) as fout:
            sessie.open_werkmap(werkmap, naam, "niet het wachtwoord", klok)
        meldingen.append(fout.value.melding)
    assert meldingen[0] == meldingen[1]
    assert "Kanariegeel" not in werkmap.pogingen.read_text()


def test_geen_werkmap_en_halve_werkmap(werkmap: Werkmap, klok: VasteKlok, tmp_path: Path) -> None:
    with pytest.raises(NietGevonden, match="mgn nieuw"):
        open_als(Werkmap(tmp_path / "leeg"), "Noor", klok)
    assert not (tmp_path / "leeg").exists()
    for weg in (werkmap.database, werkmap.sleutels):
        kopie = Werkmap(shutil.copytree(werkmap.pad, tmp_path / weg.name))
        (kopie.data / weg.name).unlink()
        with pytest.raises(Beschadigd):
            open_als(kopie, "Noor", klok)
        assert not (kopie.data / weg.name).exists(), "nothing is made anew in silence"


def test_sleutelbestand_van_een_andere_werkmap(werkmap: Werkmap, klok: VasteKlok, tmp_path: Path) -> None:
    maak(tmp_path / "ander", klok, wachtwoord=WACHTWOORDEN["Noor"])
    shutil.copy(tmp_path / "ander" / "data" / "sleutels.json", werkmap.sleutels)
    with pytest.raises(Beschadigd):
        open_als(werkmap, "Noor", klok)


def test_herstelcode_opent_wat_de_eigenaar_kon_lezen(tmp_path: Path, klok: VasteKlok, licht: None) -> None:
    code = maak(tmp_path / "w", klok)
    werkmap = Werkmap(tmp_path / "w")
    s = sessie.open_werkmap(werkmap, "Noor", WOORD, klok)
    ref = maak_aanmelding(s, praktijk=beheren.bewaar(s, "praktijk", {"naam": "Praktijk Parkweg"}))
    s.sluit()
    with pytest.raises(Geweigerd):
        sessie.open_met_herstelcode(werkmap, code, "kort", klok)
    s, nieuwe = sessie.open_met_herstelcode(werkmap, code, "een ander lang wachtwoord", klok)
    assert aanmelden.lees(s, ref).ruw["achternaam"] == "Jansen"
    s.sluit()
    assert nieuwe != code
    with pytest.raises(VerkeerdWachtwoord):
        sessie.open_met_herstelcode(werkmap, code, WOORD, klok)
    with pytest.raises(VerkeerdWachtwoord):
        sessie.open_werkmap(werkmap, "Noor", WOORD, klok)
    sessie.open_werkmap(werkmap, "Noor", "een ander lang wachtwoord", klok).sluit()


def test_wachtwoord_wijzigen(werkmap: Werkmap, klok: VasteKlok, karim: Sessie) -> None:
    with pytest.raises(VerkeerdWachtwoord):
        team.wijzig_wachtwoord(karim, "niet het oude", WOORD)
    with pytest.raises(Geweigerd):
        team.wijzig_wachtwoord(karim, WACHTWOORDEN["Karim"], "kort")
    team.wijzig_wachtwoord(karim, WACHTWOORDEN["Karim"], WOORD)
    with pytest.raises(VerkeerdWachtwoord):
        open_als(werkmap, "Karim", klok)
    sessie.open_werkmap(werkmap, "Karim", WOORD, klok).sluit()


def test_schermslot_vraagt_hetzelfde_wachtwoord(werkmap: Werkmap, klok: VasteKlok, karim: Sessie) -> None:
    """Also for who is called otherwise by now; and with the same patience."""
    beheren.bewaar(karim, "medewerker", {"naam": "Karim B."}, karim.ik.id.hex)
    for wacht in (0, 0, 1):
        with pytest.raises(VerkeerdWachtwoord) as fout:
            sessie.klopt_wachtwoord(karim, "niet het wachtwoord")
        assert fout.value.wacht_s == wacht
    with pytest.raises(VerkeerdWachtwoord):
        sessie.klopt_wachtwoord(karim, WACHTWOORDEN["Karim"])
    klok.verder(timedelta(seconds=1))
    sessie.klopt_wachtwoord(karim, WACHTWOORDEN["Karim"])
    with pytest.raises(VerkeerdWachtwoord) as fout:
        sessie.klopt_wachtwoord(karim, "fout")
    assert fout.value.wacht_s == 0, "a good one begins anew"
    with pytest.raises(VerkeerdWachtwoord):
        sessie.klopt_wachtwoord(karim, WACHTWOORDEN["Noor"])
    with karim.lezen() as db:
        wat = list(db.exec(select(Toegang.wat).order_by(col(Toegang.nr))))
    assert wat[-4:] == ["geweigerd", "geweigerd", "geweigerd", "ontgrendeld"]


# --- the access log --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "knoei",
    [
        "UPDATE toegang SET wat = 'iets anders' WHERE nr = 3",
        "UPDATE toegang SET moment = '2020-01-01T00:00:00Z' WHERE nr = 3",
        "DELETE FROM toegang WHERE nr = 3",
        "UPDATE toegang SET wie = NULL WHERE nr = 3",
    ],
)
def test_geknoei_met_het_toegangslogboek_is_te_zien(noor: Sessie, knoei: str) -> None:
    ref = maak_aanmelding(noor)
    for _ in range(3):
        aanmelden.lees(noor, ref)
    assert toegang.keten_klopt(noor)
    with noor.schrijven() as db:
        db.execute(text(knoei))
    assert not toegang.keten_klopt(noor)


def test_elk_apparaat_heeft_zijn_eigen_keten(
    werkmap: Werkmap, noor: Sessie, klok: VasteKlok, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that the logs of two laptops can be laid together: entries of one do not lean on the other's."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "andere laptop"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "andere laptop"))
    monkeypatch.setenv("WIN_PD_OVERRIDE_LOCAL_APPDATA", str(tmp_path / "andere laptop"))
    monkeypatch.setenv("HOME", str(tmp_path / "andere laptop"))
    ander = open_als(werkmap, "Karim", klok)
    ref = maak_aanmelding(noor)
    aanmelden.lees(noor, ref)
    beheren.bewaar(ander, "praktijk", {"naam": "X"})
    assert ander.store.apparaat != noor.store.apparaat
    ander.sluit()
    assert toegang.keten_klopt(noor)
    with noor.schrijven() as db:
        db.execute(text("DELETE FROM toegang WHERE apparaat = :a"), {"a": ander.store.apparaat})
    assert toegang.keten_klopt(noor)


def test_logboek_zonder_sleutel_is_beschadigd(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    with noor.schrijven() as db:
        db.delete(db.get_one(Instelling, instellingen.KETEN))
    with pytest.raises(Beschadigd):
        open_als(werkmap, "Noor", klok)


def test_wie_op_non_actief_staat_komt_er_niet_in(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    with noor.schrijven() as db:
        db.exec(select(Medewerker).where(Medewerker.naam == "Tom")).one().actief = False
    with pytest.raises(GeenToegang):
        open_als(werkmap, "Tom", klok)


# --- references ------------------------------------------------------------------------------


def test_een_eenduidig_begin_van_een_referentie_is_genoeg(noor: Sessie) -> None:
    ref = maak_aanmelding(noor)
    maak_aanmelding(noor, achternaam="Ander")
    for getypt in (ref, ref.lower(), f"{ref[:4]}-{ref[4:]}", f" {ref[:7]}"):
        assert aanmelden.lees(noor, getypt).ref == ref
    for fout in ("", "A", "--", "ZZZZZZZZ", "%%%", "Kanariegeel"):
        with pytest.raises(NietGevonden) as melding:
            aanmelden.lees(noor, fout)
        assert "anarie" not in melding.value.melding.lower(), "what was typed may be a name"


def test_referentie_die_op_meer_past(noor: Sessie) -> None:
    from mgn_tui.store.tables import Inwoner

    with noor.schrijven() as db:
        for staart in ("AAAA", "BBBB"):
            db.add(Inwoner(id=noor.nieuw_id(), ref=f"TWEE{staart}"))
    with pytest.raises(NietGevonden, match="meer dan één"), noor.lezen() as db:
        sessie.zoek_een(db, Inwoner, "TWEE")
    with noor.lezen() as db:
        assert sessie.zoek_een(db, Inwoner, "TWEEA").ref == "TWEEAAAA"


def test_repr_van_een_sessie_houdt_sleutels_voor_zich(noor: Sessie) -> None:
    tekst = repr(noor) + repr(noor.store) + repr(noor.geopend)
    for geheim in (noor.prive, noor.geopend.databasesleutel):
        assert geheim.hex() not in tekst
        assert repr(geheim) not in tekst

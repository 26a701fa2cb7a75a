"""Taking back: whose, how much, what stays because of others, and what is never taken back."""

import json
import random
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

import mgn_tui
from mgn_tui.domain.brief import BriefSoort
from mgn_tui.domain.fouten import GeenToegang, Geweigerd, NietGevonden
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.woorden import Stap, Thema, Weten
from mgn_tui.register import (
    aanmelden,
    adviseren,
    beheren,
    concepten,
    geschiedenis,
    instellingen,
    ongedaan,
    plannen,
    regio,
    team,
    terugregels,
    toegang,
    toeleiden,
    vastleggen,
    vernietigen,
    versturen,
)
from mgn_tui.register.lognamen import NIET_TONEN, TABELLEN, veldnaam
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import handelingen
from mgn_tui.store import tables as t
from mgn_tui.store.tables import BUITEN_LOG
from mgn_tui.store.werkmap import Werkmap
from tests import hulp_bestand
from tests.hulp_ongedaan import stand, verschil
from tests.hulp_werkmap import (
    collega,
    kindopdracht,
    maak_aanmelding,
    maak_advies,
    maak_gevoerd,
    open_als,
    plan_gesprek,
    volledige_zaak,
)

PROFIELEN = Path(mgn_tui.__file__).parent / "domain" / "profielen"


def terug(s: Sessie) -> str:
    return ongedaan.neem_terug(s).zin


# --- whose, and which --------------------------------------------------------------------------


def test_er_is_niets_bij_het_begin(noor: Sessie) -> None:
    with pytest.raises(NietGevonden, match="niets om terug te nemen"):
        ongedaan.neem_terug(noor)
    with pytest.raises(NietGevonden, match="niets om opnieuw te doen"):
        ongedaan.doe_opnieuw(noor)


def test_alleen_wat_u_zelf_deed(noor: Sessie, karim: Sessie) -> None:
    ref = maak_aanmelding(noor)
    with pytest.raises(NietGevonden):
        ongedaan.neem_terug(karim)
    assert ongedaan.laatste(karim) == []
    assert terug(noor).startswith("Teruggenomen: aanmelding ")
    with pytest.raises(NietGevonden):
        aanmelden.lees(noor, ref)


def test_niet_wat_u_op_een_ander_apparaat_deed(
    noor: Sessie, werkmap: Werkmap, klok: VasteKlok, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    maak_aanmelding(noor)
    for naam in ("HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "WIN_PD_OVERRIDE_LOCAL_APPDATA"):
        monkeypatch.setenv(naam, str(tmp_path / "andere laptop"))
    elders = open_als(werkmap, "Noor", klok)
    with pytest.raises(NietGevonden):
        ongedaan.neem_terug(elders)
    elders.sluit()


def test_nog_eens_is_die_daarvoor(noor: Sessie) -> None:
    een, twee = maak_aanmelding(noor), maak_aanmelding(noor)
    terug(noor)
    terug(noor)
    for ref in (een, twee):
        with pytest.raises(NietGevonden):
            aanmelden.lees(noor, ref)
    ongedaan.doe_opnieuw(noor)
    assert aanmelden.lees(noor, een).initialen == "W.J."
    terug(noor)
    ongedaan.doe_opnieuw(noor)
    ongedaan.doe_opnieuw(noor)
    assert aanmelden.lees(noor, twee).ruw["achternaam"] == "Jansen"


def test_na_iets_nieuws_is_er_niets_opnieuw(noor: Sessie) -> None:
    maak_aanmelding(noor)
    terug(noor)
    maak_aanmelding(noor, achternaam="Wójcik")
    with pytest.raises(NietGevonden, match="niets anders wijzigde"):
        ongedaan.doe_opnieuw(noor)


def test_ontgrendelen_en_lezen_komen_er_niet_tussen(
    noor: Sessie, karim: Sessie, werkmap: Werkmap, klok: VasteKlok
) -> None:
    ref = maak_aanmelding(noor)
    terug(noor)
    beheren.bewaar(karim, "medewerker", {"naam": "Ömer", "rol": "gespreksvoerder", "domein": "sd"})
    for _ in range(2):  # a colleague with a door is new: marks are made
        s = open_als(werkmap, "Noor", klok)
        toegang.herzie_alles(s)
        s.sluit()
    assert ongedaan.doe_opnieuw(noor).zin.endswith(", nieuw")
    assert aanmelden.lees(noor, ref).initialen == "W.J."


def test_het_staat_in_het_logboek_als_een_eigen_wijziging(noor: Sessie) -> None:
    ref = maak_aanmelding(noor)
    aanmelden.wijzig(noor, ref, {"woonplaats": "Hattem"})
    with noor.lezen() as db:
        voor = db.execute(text("SELECT count(*) FROM wijziging")).scalar_one()
        oud = db.execute(text("SELECT nr, oud, nieuw FROM wijziging ORDER BY nr")).all()
    terug(noor)
    with noor.lezen() as db:
        na = db.execute(text("SELECT nr, oud, nieuw FROM wijziging ORDER BY nr")).all()
        laatste = db.execute(text("SELECT handeling, wie FROM wijziging ORDER BY nr DESC LIMIT 1")).one()
        paar = db.execute(text("SELECT handeling, door FROM ongedaan")).one()
    assert na[: len(oud)] == oud, "the log only grows"
    assert len(na) == voor + 1
    assert laatste == (paar.door, noor.ik.id.bytes)


# --- what it says ------------------------------------------------------------------------------


def test_de_zin_noemt_velden_en_geen_namen(noor: Sessie) -> None:
    zaak = volledige_zaak(noor, merk=" kanarie")
    zinnen = []
    while True:
        try:
            uitkomst = ongedaan.neem_terug(noor)
        except NietGevonden:
            break
        zinnen.append(uitkomst.zin)
    alles = "\n".join(zinnen)
    assert f"gesprek {zaak.gesprek[:4]}-{zaak.gesprek[4:]}, thema Zingeving" in alles
    assert "advies van gesprek" in alles
    for verboden in ("kanarie", "Wim", "Jansen", "_", "None"):
        assert verboden not in alles


def test_elk_veld_van_het_logboek_heeft_een_naam() -> None:
    for naam, tabel in handelingen.TABELLEN.items():
        if naam in BUITEN_LOG:
            continue
        assert naam in TABELLEN, naam
        deel = TABELLEN[naam].deel
        assert deel == "" or deel in tabel.columns
        for kolom in tabel.columns:
            if kolom.name not in NIET_TONEN and kolom.name != deel:
                gevonden = veldnaam(naam, kolom.name)
                assert gevonden, f"{naam}.{kolom.name}"
                assert "_" not in gevonden
    for naam, tabelnaam in TABELLEN.items():
        for veld in tabelnaam.velden:
            assert veld in handelingen.TABELLEN[naam].columns, f"{naam}.{veld}"


# --- with others at work -------------------------------------------------------------------------


def test_een_veld_dat_een_ander_veranderde_blijft_en_de_rest_gaat_terug(noor: Sessie, karim: Sessie) -> None:
    _, gesprek = maak_gevoerd(noor)
    vastleggen.bewaar_thema(noor, gesprek, Thema.ZINGEVING, {"vertelt": "eerst", "kracht": "eerst"})
    vastleggen.bewaar_thema(noor, gesprek, Thema.ZINGEVING, {"vertelt": "van Noor", "kracht": "van Noor"})
    vastleggen.bewaar_thema(karim, gesprek, Thema.ZINGEVING, {"kracht": "van Karim"})
    uitkomst = ongedaan.neem_terug(noor)
    thema = next(b for b in vastleggen.lees(noor, gesprek).themas if b.thema is Thema.ZINGEVING)
    assert (thema.ruw["vertelt"], thema.ruw["kracht"]) == ("eerst", "van Karim")
    (g,) = uitkomst.gebleven
    assert g.wat.endswith(", thema Zingeving, waar u kracht uit haalt")
    assert (g.waarom, g.terug, g.nu) == ("Karim heeft dit intussen veranderd", "eerst", "van Karim")
    assert "van Karim" not in repr(uitkomst), "an outcome may be logged"
    ongedaan.doe_opnieuw(noor)
    thema = next(b for b in vastleggen.lees(noor, gesprek).themas if b.thema is Thema.ZINGEVING)
    assert (thema.ruw["vertelt"], thema.ruw["kracht"]) == ("van Noor", "van Karim")


def test_beide_waarden_alleen_voor_wie_mag_lezen(noor: Sessie, elif_: Sessie) -> None:
    aanmelding = maak_aanmelding(noor)
    aanmelden.wijzig(noor, aanmelding, {"wensen": "van Noor"})
    plan = plan_gesprek(elif_, aanmelding, ("Elif", "Tom"), reden="geen-ander")
    toegang.herzie_alles(noor)  # hands the key on, and loses it
    toegang.herzie_alles(elif_)
    aanmelden.wijzig(elif_, aanmelding, {"wensen": "van Elif"})
    with pytest.raises(GeenToegang):
        aanmelden.wijzig(noor, aanmelding, {"wensen": "nog eens"})
    (g,) = ongedaan.neem_terug(noor).gebleven
    assert g.waarom == "Elif heeft dit intussen veranderd"
    assert (g.nu, g.terug) == ("alleen te lezen voor wie deze inwoner mag lezen", "leeg")
    assert aanmelden.lees(elif_, aanmelding).ruw["wensen"] == "van Elif"
    assert vastleggen.lees(elif_, plan).status == "gepland"


def test_een_aanmelding_waar_een_ander_op_verder_bouwde_blijft_heel(noor: Sessie, els: Sessie) -> None:
    ref = maak_aanmelding(noor, criteria="psychische-klachten", expertise="verslaving")
    gesprek = plan_gesprek(els, ref)
    voor = stand(noor)
    uitkomst = ongedaan.neem_terug(noor)
    assert uitkomst.zin == "Er is niets teruggenomen."
    assert any(g.waarom == "Els heeft hier intussen iets aan veranderd" for g in uitkomst.gebleven)
    assert verschil(voor, stand(noor)) == {}
    assert vastleggen.lees(els, gesprek).status == "gepland"


def test_wat_een_ander_al_weghaalde(noor: Sessie, karim: Sessie) -> None:
    _, gesprek = maak_gevoerd(noor)
    maak_advies(noor, gesprek)
    adviseren.geef_akkoord(noor, gesprek, collega(noor, "Karim"), noor.klok.vandaag())
    adviseren.geef_akkoord(karim, gesprek, collega(noor, "Karim"), None)
    uitkomst = ongedaan.neem_terug(noor)
    assert not uitkomst.gebleven, "it is gone already, which is what was wanted"
    assert adviseren.lees(noor, gesprek).akkoorden[0].op is None


def test_een_concept_van_een_ander_houdt_de_inwoner_vast(noor: Sessie, werkmap: Werkmap) -> None:
    ref = maak_aanmelding(noor)
    beeld = aanmelden.lees(noor, ref)
    concepten.bewaar(noor, "aanmelding", ref, {"wensen": "half getypt"}, beeld.inwoner)
    (g, *_) = ongedaan.neem_terug(noor).gebleven
    assert "concept" in g.waarom
    assert concepten.vind(noor, "aanmelding", ref) is not None
    assert noor.store.gebreken() == []


def test_tegelijk_in_een_ander_proces(noor: Sessie, werkmap: Werkmap, klok: VasteKlok) -> None:
    """Two processes take back at the same time: each step is taken back once."""
    refs = [maak_aanmelding(noor) for _ in range(8)]
    script = """
from mgn_tui.register import ongedaan
from mgn_tui.domain.fouten import Geweigerd, NietGevonden
s = open_als(Werkmap(Path(sys.argv[1])), "Noor", VasteKlok(BEGIN))
print("klaar", flush=True)
sys.stdin.readline()
gedaan = 0
while True:
    try:
        ongedaan.neem_terug(s)
        gedaan += 1
    except Geweigerd:  # the other was first
        continue
    except NietGevonden:
        break
print(gedaan)
s.sluit()
"""
    kinderen = [
        subprocess.Popen(
            kindopdracht(script, str(werkmap.pad)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        for _ in range(2)
    ]
    for kind in kinderen:
        assert kind.stdout is not None and kind.stdout.readline() == "klaar\n"
    uit = [kind.communicate("ja\n", timeout=120)[0] for kind in kinderen]
    assert [kind.returncode for kind in kinderen] == [0, 0]
    assert sum(int(u) for u in uit) == 8
    for ref in refs:
        with pytest.raises(NietGevonden):
            aanmelden.lees(noor, ref)
    with noor.lezen() as db:
        assert db.execute(text("SELECT count(*), count(DISTINCT door) FROM ongedaan")).one() == (8, 8)
    assert noor.store.gebreken() == []


def test_teruggenomen_terwijl_een_ander_erin_schrijft(noor: Sessie, karim: Sessie, werkmap: Werkmap) -> None:
    """The other process typed on the old text: it gets both texts, and what was taken back is not lost."""
    from mgn_tui.domain.fouten import Botsing

    _, gesprek = maak_gevoerd(noor)
    vastleggen.bewaar(noor, gesprek, {"conclusie": "eerst"})
    vastleggen.bewaar(noor, gesprek, {"conclusie": "van Noor"})
    versie = vastleggen.lees(karim, gesprek).versie
    terug(noor)
    with pytest.raises(Botsing) as botsing:
        vastleggen.bewaar(karim, gesprek, {"conclusie": "van Karim"}, versie)
    assert (botsing.value.mijn, botsing.value.hun) == ({"conclusie": "van Karim"}, {"conclusie": "eerst"})


# --- keys ----------------------------------------------------------------------------------------


def test_wie_mocht_lezen_mag_dat_weer(noor: Sessie, karim: Sessie, tom: Sessie) -> None:
    ref = maak_aanmelding(karim)  # not of the aanmeldpunt: holds the key until it is planned
    begin = stand(noor)
    gesprek = plan_gesprek(noor, ref, ("Noor", "Karim"))
    plannen.verzet(
        noor,
        gesprek,
        plannen.PlanInvoer(
            vastleggen.lees(noor, gesprek).begin,
            (noor.ik.id, collega(noor, "Elif")),
            locatie="x",
            reden="geen-ander",
        ),
    )
    with pytest.raises(GeenToegang):
        aanmelden.wijzig(karim, ref, {"wensen": "mag niet meer"})
    terug(noor)
    terug(noor)
    assert verschil(begin, stand(noor)) == {}
    aanmelden.wijzig(karim, ref, {"wensen": "mag weer"})
    with pytest.raises(GeenToegang):
        aanmelden.wijzig(tom, ref, {"wensen": "mag nooit"})


def test_de_sleutel_komt_mee_terug_ook_in_een_ander_proces(
    noor: Sessie, werkmap: Werkmap, klok: VasteKlok
) -> None:
    ref = maak_aanmelding(noor, wensen="liefst met de hond erbij")
    terug(noor)
    noor.sluit()
    later = open_als(werkmap, "Noor", klok)
    assert concepten.alle(later) == [], "not something that somebody typed"
    ongedaan.doe_opnieuw(later)
    assert aanmelden.lees(later, ref).ruw["wensen"] == "liefst met de hond erbij"
    with later.lezen() as db:
        assert db.execute(text("SELECT count(*) FROM concept")).scalar() == 0
    later.sluit()


def test_na_dertig_dagen_is_de_sleutel_er_niet_meer(noor: Sessie, werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_aanmelding(noor)
    terug(noor)
    klok.verder(timedelta(days=31))
    assert concepten.verlopen(noor) == 0, "nobody typed it, so nobody is told"
    begin = stand(noor)
    with pytest.raises(Geweigerd, match="30 dagen"):
        ongedaan.doe_opnieuw(noor)
    assert verschil(begin, stand(noor)) == {}


def test_zonder_sleutel_verdeelt_een_collega_hem_weer(noor: Sessie, elif_: Sessie, els: Sessie) -> None:
    """A coördinator plans and takes back; keys are not theirs to hand on."""
    ref = maak_aanmelding(noor)
    plan_gesprek(els, ref, ("Elif", "Tom"))
    toegang.herzie_alles(noor)
    assert aanmelden.lees(elif_, ref).initialen == "W.J."
    ongedaan.neem_terug(els)
    assert not aanmelden.lees(elif_, ref).dicht, "nobody is left without"
    toegang.herzie_alles(elif_)
    assert aanmelden.lees(noor, ref).initialen == "W.J."


# --- never ---------------------------------------------------------------------------------------


def geweigerd(s: Sessie, waarom: str) -> None:
    voor = stand(s)
    with pytest.raises(Geweigerd) as fout:
        ongedaan.neem_terug(s)
    assert waarom in fout.value.melding
    assert verschil(voor, stand(s)) == {}


def vastgesteld(s: Sessie) -> str:
    _, gesprek = maak_gevoerd(s)
    maak_advies(s, gesprek)
    adviseren.stel_vast(s, gesprek)
    return gesprek


def test_een_document_niet(noor: Sessie) -> None:
    gesprek = vastgesteld(noor)
    versturen.noteer_document(noor, gesprek, BriefSoort.HUISARTS, "brief.pdf")
    geweigerd(noor, terugregels.DOCUMENT)
    geweigerd(noor, terugregels.DOCUMENT)  # and never past it


def test_vaststellen_tot_er_een_brief_is(noor: Sessie, karim: Sessie) -> None:
    gesprek = vastgesteld(noor)
    terug(noor)
    assert adviseren.lees(noor, gesprek).vastgesteld_op is None
    ongedaan.doe_opnieuw(noor)
    versturen.noteer_document(karim, gesprek, BriefSoort.HUISARTS, "brief.pdf")
    geweigerd(noor, "nieuwe versie")


def test_wat_een_ander_intussen_vaststelde_niet(noor: Sessie, karim: Sessie) -> None:
    _, gesprek = maak_gevoerd(noor)
    maak_advies(noor, gesprek)
    adviseren.stel_vast(karim, gesprek)
    geweigerd(noor, terugregels.VAST)


def test_gevoerd_niet_onder_een_vast_advies(noor: Sessie, karim: Sessie) -> None:
    _, gesprek = maak_gevoerd(noor)
    maak_advies(karim, gesprek)
    adviseren.stel_vast(karim, gesprek)
    geweigerd(noor, terugregels.VAST)


def test_na_een_turf_op_een_vast_advies_wel(noor: Sessie) -> None:
    gesprek = vastgesteld(noor)
    toeleiden.zet(noor, gesprek, "sociaal-domein", Stap.VERWEZEN, Weten.JA, noor.klok.vandaag())
    assert "verwezen/aangemeld: sociaal domein" in terug(noor)


def test_waarneming_niet(noor: Sessie) -> None:
    ref = maak_aanmelding(noor)
    toegang.laat_waarnemen(noor, aanmelden.lees(noor, ref).inwoner, collega(noor, "Tom"), "vakantie")
    geweigerd(noor, terugregels.TOEGANG)


@pytest.mark.parametrize(
    "velden",
    [{"naam": "Ömer", "rol": "gespreksvoerder", "domein": "sd", "aanmeldpunt": "ja"}],
)
def test_wie_mag_lezen_niet(noor: Sessie, velden: dict[str, str]) -> None:
    beheren.bewaar(noor, "medewerker", velden)
    geweigerd(noor, terugregels.TOEGANG)


def test_iemand_uit_het_team_halen_niet(noor: Sessie) -> None:
    team.verwijder(noor, collega(noor, "Tom").hex)
    geweigerd(noor, terugregels.TOEGANG)


def test_een_collega_zonder_toegang_wel(noor: Sessie) -> None:
    begin = stand(noor)
    beheren.bewaar(
        noor,
        "medewerker",
        {"naam": "Ömer", "rol": "gespreksvoerder", "domein": "sd", "werktijden": "ma 9:00-12:00"},
    )
    assert terug(noor) == "Teruggenomen: collega Ömer, nieuw"
    assert verschil(begin, stand(noor)) == {}


def test_wat_openbaar_werd_niet(noor: Sessie) -> None:
    with noor.schrijven() as db:
        db.add(
            t.Vrijgave(
                id=noor.nieuw_id(),
                gemaakt_op=noor.klok.nu(),
                van=noor.klok.vandaag(),
                tot=noor.klok.vandaag(),
                cellen="{}",
            )
        )
    geweigerd(noor, terugregels.OPENBAAR)


def test_wie_vernietigd_is_komt_niet_terug(noor: Sessie) -> None:
    ref = maak_aanmelding(noor)
    aanmelden.sluit(noor, ref, aanmelden.AanmeldingStatus.AFGEWEZEN, noor.profiel.redenen_afwijzen[0].code)
    inwoner = aanmelden.lees(noor, ref).inwoner
    with noor.store.schrijven(collega(noor, "Karim")) as db:
        db.add(t.Wissing(inwoner=inwoner, soort="persoon", gedaan_op=noor.klok.nu()))
    uitkomst = ongedaan.neem_terug(noor)
    assert [g.waarom for g in uitkomst.gebleven] == ["de gegevens van deze inwoner zijn vernietigd"]
    assert aanmelden.lees(noor, ref).status == "afgewezen"


def test_vernietigen_is_definitief_en_laat_geen_sleutel_achter(noor: Sessie) -> None:
    zaak = volledige_zaak(noor)
    with (
        noor.schrijven() as db
    ):  # as it lies there when somebody puts back a copy from before the taking back
        db.add(
            t.Concept(
                medewerker=noor.ik.id,
                apparaat=noor.store.apparaat,
                formulier=concepten.TERUGGENOMEN,
                record=zaak.inwoner.hex,
                bewaard_op=noor.klok.nu(),
                inhoud=b"[]",
            )
        )
    vernietigen.vernietig(noor, zaak.inwoner_ref, "persoon", zaak.inwoner_ref)
    geweigerd(noor, terugregels.VERNIETIGD)
    with noor.lezen() as db:
        assert db.execute(text("SELECT count(*) FROM concept")).scalar() == 0
    beeld = geschiedenis.lees(noor, zaak.gesprek)
    assert beeld.dicht
    woorden = {waarde for w in beeld.wijzigingen for r in w.regels for waarde in (r.was, r.werd)}
    assert not {w for w in woorden if "losse regel" in w or "alleen te doen" in w}


def test_van_voor_een_omzetting_niet(noor: Sessie) -> None:
    maak_aanmelding(noor)
    with noor.store.engine.connect().execution_options(mgn_schrijven=True) as db, db.begin():
        db.exec_driver_sql("UPDATE wijziging SET \"schema\" = '0001' WHERE wie IS NOT NULL")
    geweigerd(noor, terugregels.OUD)


def test_het_maken_van_de_werkmap_niet(tmp_path: Path, licht: None) -> None:
    s = hulp_bestand.lege_sessie(tmp_path / "nieuw")
    geweigerd(s, terugregels.BEGIN)
    s.sluit()


# --- region, settings, imports -------------------------------------------------------------------


def test_een_andere_regio_gaat_terug_en_geldt_meteen(noor: Sessie) -> None:
    regio.zet(noor, "normen.gesprek.dagen", "21", "zo afgesproken")
    regio.wissel(noor, "twente")
    assert noor.profiel.id == "twente"
    assert terug(noor) == "Teruggenomen: instelling regio, waarde; instelling regio gewisseld, nieuw"
    assert (noor.profiel.id, noor.profiel.normen["gesprek"].dagen) == ("ijssel-vecht", 21)
    terug(noor)
    assert noor.profiel.normen["gesprek"].dagen != 21
    ongedaan.doe_opnieuw(noor)
    ongedaan.doe_opnieuw(noor)
    assert noor.profiel.id == "twente"


def test_een_eigen_regiobestand_gaat_terug(
    noor: Sessie, werkmap: Werkmap, klok: VasteKlok, tmp_path: Path
) -> None:
    def streek(naam: str) -> Path:
        tekst = (PROFIELEN / "ijssel-vecht.toml").read_text(encoding="utf-8")
        pad = tmp_path / f"{naam}.toml"
        pad.write_text(tekst.replace('id = "ijssel-vecht"', f'id = "{naam}"', 1), encoding="utf-8")
        return pad

    regio.wissel(noor, str(streek("eerste-streek")))
    regio.wissel(noor, str(streek("tweede-streek")))
    assert noor.profiel.id == "tweede-streek"
    assert "regiobestand" in terug(noor)
    assert noor.profiel.id == "eerste-streek"
    later = open_als(werkmap, "Noor", klok)
    assert later.profiel.id == "eerste-streek"
    later.sluit()
    ongedaan.doe_opnieuw(noor)
    assert noor.profiel.id == "tweede-streek"
    eigen = regio.bestand_van(werkmap)
    eigen.write_text(eigen.read_text(encoding="utf-8") + "# met de hand\n", encoding="utf-8")
    geweigerd(noor, "met de hand gewijzigd")
    assert eigen.read_text(encoding="utf-8").endswith("# met de hand\n")
    eigen.unlink()
    terug(noor)
    terug(noor)
    assert noor.profiel.id == "ijssel-vecht"
    assert "regio_bestand" not in instellingen.lees(noor)


def test_een_instelling_gaat_terug(noor: Sessie) -> None:
    instellingen.bewaar(noor, {"spoedlijn": "038-1234567", "naam": "Team Hattem"})
    zin = terug(noor)
    assert "instelling naam van het team" in zin
    assert "instelling spoedlijn huisarts, nieuw" in zin
    assert instellingen.lees(noor)["naam"] == "Team Zwolle-Zuid"


def test_een_bestand_gaat_in_zijn_geheel_terug(
    tmp_path: Path, licht: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In bulk: references are looked at once, and somebody who was there before stays."""
    monkeypatch.setattr(ongedaan, "VEEL", 100)
    s = hulp_bestand.lege_sessie(tmp_path / "bestand")
    rijen = hulp_bestand.maak_rijen(random.Random(3), 60)
    hulp_bestand.neem_op(s, hulp_bestand.schrijf(tmp_path / "een.csv", rijen[:20]))
    begin = stand(s)
    hulp_bestand.neem_op(s, hulp_bestand.schrijf(tmp_path / "twee.csv", rijen))
    einde = stand(s)
    stappen: list[tuple[int, int]] = []
    uitkomst = ongedaan.neem_terug(s, lambda n, van: stappen.append((n, van)))
    assert verschil(begin, stand(s)) == {}
    assert stappen[-1] == (uitkomst.rijen, uitkomst.rijen)
    assert [n for n, _ in stappen] == sorted(n for n, _ in stappen)
    ongedaan.doe_opnieuw(s)
    assert verschil(einde, stand(s)) == {}
    # what the file said is what the file said: it may say something else the next time
    for rij in rijen:
        if rij.get("leerpunt"):
            rij["leerpunt"] = "anders opgeschreven"
    v = hulp_bestand.neem_op(s, hulp_bestand.schrijf(tmp_path / "drie.csv", rijen))
    assert not [m for m in v.plan.meldingen if "blijft staan" in m]
    assert s.store.gebreken() == []
    s.sluit()


def test_van_een_bestand_blijft_wie_al_verder_is(
    tmp_path: Path, noor: Sessie, karim: Sessie, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ongedaan, "VEEL", 50)
    rijen = hulp_bestand.maak_rijen(random.Random(5), 30)
    hulp_bestand.neem_op(noor, hulp_bestand.schrijf(tmp_path / "een.csv", rijen))
    with noor.lezen() as db:
        ref, inwoner = db.execute(text("SELECT ref, inwoner FROM aanmelding ORDER BY id LIMIT 1")).one()
        zelf = db.execute(
            text("SELECT count(*) FROM gesprek WHERE inwoner = :i"), {"i": inwoner}
        ).scalar_one()
    aanmelden.nodig_uit(karim, ref, karim.klok.vandaag())
    uitkomst = ongedaan.neem_terug(noor)
    assert any("Karim heeft hier intussen iets aan veranderd" in g.waarom for g in uitkomst.gebleven)
    with noor.lezen() as db:
        assert db.execute(text("SELECT DISTINCT inwoner FROM aanmelding")).scalars().all() == [inwoner]
        assert db.execute(text("SELECT count(*) FROM gesprek")).scalar_one() == zelf
    assert noor.store.gebreken() == []


# --- the list, and the history -------------------------------------------------------------------


def test_de_lijst_zegt_wat_teruggenomen_is(noor: Sessie) -> None:
    ref = maak_aanmelding(noor)
    aanmelden.nodig_uit(noor, ref, noor.klok.vandaag())
    terug(noor)
    een, twee = ongedaan.laatste(noor)
    assert (een.wat, een.teruggenomen) == (f"aanmelding {ref[:4]}-{ref[4:]}, uitgenodigd op", True)
    assert (twee.wat, twee.teruggenomen) == (f"aanmelding {ref[:4]}-{ref[4:]}, nieuw", False)
    assert len(ongedaan.laatste(noor, 1)) == 1


def test_geschiedenis_van_een_gesprek(noor: Sessie, karim: Sessie, els: Sessie) -> None:
    _, gesprek = maak_gevoerd(noor)
    vastleggen.bewaar_thema(noor, gesprek, Thema.ZINGEVING, {"vertelt": "mist haar zus", "score": "6,5"})
    vastleggen.bewaar_thema(karim, gesprek, Thema.ZINGEVING, {"vertelt": "mist haar broer"})
    ongedaan.neem_terug(karim)
    beeld = geschiedenis.lees(karim, gesprek)
    assert [(w.wie, w.stand) for w in beeld.wijzigingen[:3]] == [
        ("Karim", "neemt terug"),
        ("Karim", "teruggenomen"),
        ("Noor", ""),
    ]
    (regel,) = beeld.wijzigingen[1].regels
    assert (regel.wat, regel.was, regel.werd) == (
        "thema Zingeving, wat u vertelt",
        "mist haar zus",
        "mist haar broer",
    )
    assert [(r.wat, r.werd) for r in beeld.wijzigingen[2].regels] == [
        ("thema Zingeving: nieuw", ""),
        ("thema Zingeving, besproken", "ja"),
        ("thema Zingeving, cijfer", "6,5"),
        ("thema Zingeving, wat u vertelt", "mist haar zus"),
    ]
    gezien = {r.wat for w in beeld.wijzigingen for r in w.regels}
    assert {"geplande tijd", "deelnemer Karim: nieuw"} <= gezien
    assert not [w for w in gezien if "_" in w]
    dicht = geschiedenis.lees(els, gesprek)
    assert dicht.dicht
    alles = json.dumps([[r.wat, r.was, r.werd] for w in dicht.wijzigingen for r in w.regels])
    assert "mist haar" not in alles
    assert "alleen te lezen voor wie deze inwoner mag lezen" in alles
    gelezen = [
        r for r in toegang.wie_las(noor, vastleggen.lees(noor, gesprek).inwoner) if "geschiedenis" in r.wat
    ]
    assert [(r.wie, r.wat) for r in gelezen] == [("Karim", "geschiedenis van gesprek gelezen")]


def test_geschiedenis_van_een_advies_en_een_aanmelding(noor: Sessie) -> None:
    zaak = volledige_zaak(noor)
    adviseren.nieuwe_versie(noor, zaak.gesprek)
    ander, _ = maak_gevoerd(noor, achternaam="Bakker"), None
    maak_advies(noor, ander[1], vangnet="van een ander")
    beeld = geschiedenis.lees(noor, zaak.gesprek, "advies")
    wat = {r.wat for w in beeld.wijzigingen for r in w.regels}
    assert {"advies: nieuw", "akkoord Karim: nieuw", "vastgesteld op", "afspraak: nieuw"} <= wat
    assert "geadviseerd: sociaal domein: nieuw" in wat
    assert "verwezen/aangemeld: sociaal domein: nieuw" not in wat
    assert "van een ander" not in {r.werd for w in beeld.wijzigingen for r in w.regels}
    aanmelding = geschiedenis.lees(noor, zaak.aanmelding)
    assert aanmelding.soort == "aanmelding"
    assert ("geboortedatum", "zo 3 april 1966") in {
        (r.wat, r.werd) for w in aanmelding.wijzigingen for r in w.regels
    }
    with pytest.raises(NietGevonden):
        geschiedenis.lees(noor, "ZZZZZZZZ")


# --- by command ----------------------------------------------------------------------------------


def test_met_een_opdracht(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    from tests.cli_hulp import Cli

    cli = Cli(werkmap, klok)
    ref = maak_aanmelding(noor, wensen="de hond mee")
    aanmelden.wijzig(noor, ref, {"woonplaats": "Hattem", "wensen": "geen hond"})
    lijst = cli("maak-ongedaan", "--toon", "--json")
    assert [r["teruggenomen"] for r in lijst.json] == [False, False]
    assert lijst.json[0]["wat"].startswith(f"aanmelding {ref[:4]}-{ref[4:]}, wensen; inwoner ")
    gedaan = cli("maak-ongedaan")
    assert gedaan.status == 0
    assert gedaan.data.startswith("Teruggenomen: ")
    assert "hond" not in gedaan.data + gedaan.gezegd
    assert aanmelden.lees(noor, ref).ruw["wensen"] == "de hond mee"
    opnieuw = cli("maak-ongedaan", "--opnieuw", "--json")
    assert opnieuw.json["gedaan"].startswith("Opnieuw gedaan: ")
    assert aanmelden.lees(noor, ref).ruw["woonplaats"] == "Hattem"
    geweigerd_ = cli("maak-ongedaan", "--opnieuw")
    assert geweigerd_.status == 1
    verkeerd = cli("maak-ongedaan", "--opnieuw", "--toon")
    assert verkeerd.status == 2
    tekst = cli("geschiedenis", ref).data
    assert "wensen: de hond mee → geen hond" in tekst
    als_json = cli("geschiedenis", ref, "--json").json
    assert als_json[0]["stand"] == "opnieuw gedaan"
    assert cli("geschiedenis", "ZZZZ").status == 1


def test_de_opdracht_zegt_wat_ze_niet_kan_zien(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    from mgn_tui.register import registers
    from tests.cli_hulp import Cli
    from tests.hulp_registers import REGELS

    cli = Cli(werkmap, klok)
    maak_aanmelding(noor)
    assert "register" not in cli("maak-ongedaan", "--toon").gezegd
    registers.bewaar(noor, "consultatie", REGELS["consultatie"](noor))
    assert "register zonder personen" in cli("maak-ongedaan", "--toon").gezegd


def test_app_en_opdracht_op_hetzelfde_record(werkmap: Werkmap, noor: Sessie, klok: VasteKlok) -> None:
    """A command in another process changed it: saving here shows both and stores neither; nothing is lost."""
    from mgn_tui.domain.fouten import Botsing

    ref = maak_aanmelding(noor, wensen="eerst")
    beeld = aanmelden.lees(noor, ref)
    script = """
from mgn_tui.cli.omgeving import Omgeving
from mgn_tui.cli.wortel import voer_uit
omgeving = Omgeving(map_=sys.argv[1], gebruiker="Noor", wachtwoord=WACHTWOORDEN["Noor"], klok=VasteKlok(BEGIN))
sys.exit(voer_uit(sys.argv[2:], omgeving))
"""

    def opdracht(*woorden: str, invoer: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            kindopdracht(script, str(werkmap.pad), *woorden),
            input=invoer,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    uit = opdracht(
        "aanmelding", "wijzig", ref, "--uit-bestand", "-", invoer=json.dumps({"wensen": "met opdracht"})
    )
    assert uit.returncode == 0, uit.stderr
    with pytest.raises(Botsing) as botsing:
        aanmelden.wijzig(noor, ref, {"wensen": "op het scherm"}, beeld.versie, ("aanmelding", ref))
    assert (botsing.value.mijn, botsing.value.hun) == (
        {"wensen": "op het scherm"},
        {"wensen": "met opdracht"},
    )
    bewaard = concepten.vind(noor, "aanmelding", ref)
    assert bewaard is not None and bewaard.ruw["wensen"] == "op het scherm"
    assert aanmelden.lees(noor, ref).ruw["wensen"] == "met opdracht"
    # and the other way: the command takes back what it did, the screen's concept stays
    concepten.gooi_weg(noor, "aanmelding", ref)
    aanmelden.wijzig(noor, ref, {"wensen": "op het scherm"}, botsing.value.versie)
    terug_ = opdracht("maak-ongedaan", "--json")
    assert terug_.returncode == 0, terug_.stderr
    assert aanmelden.lees(noor, ref).ruw["wensen"] == "met opdracht", "same person, same device: the last one"

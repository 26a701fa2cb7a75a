"""A canary in every field: after vernietigen no key that remains opens it, wherever it was, also after a restore."""

import json
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import SQLModel, select

from mgn_tui.domain.fouten import GeenToegang, Geweigerd, NietGevonden
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.woorden import Ontvanger
from mgn_tui.register import (
    aanmelden,
    aanmeldlijst,
    cijfers,
    concepten,
    gesprekslijst,
    inzage,
    ongedaan,
    plannen,
    reservekopieen,
    terugzetten,
    vandaag,
    vastleggen,
    vernietigen,
    versturen,
    verzoeken,
    vrijgeven,
)
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import tables as t
from mgn_tui.store import vernietigd
from mgn_tui.store.geheim import ontsleutel, ontzegel
from mgn_tui.store.werkmap import Werkmap
from tests.cli_hulp import Cli
from tests.hulp_werkmap import (
    WACHTWOORDEN,
    Zaak,
    aanmelding_ruw,
    collega,
    maak_aanmelding,
    maak_gevoerd,
    open_als,
    volledige_zaak,
)

MERK = "Kanariegeel"
NOOR = ("Noor", WACHTWOORDEN["Noor"])


@pytest.fixture
def zaak(noor: Sessie) -> Zaak:
    """The canary in every text, code list of a file, path and road; and somebody else, who must stay."""
    maak_aanmelding(noor, achternaam="Blijft")
    z = volledige_zaak(noor, merk=f" {MERK}")
    aanmelden.wijzig(noor, z.aanmelding, {"achternaam": f"Janssen {MERK}"})  # an old value in the log
    verzoeken.noteer(
        noor,
        z.aanmelding,
        {"soort": "verklaring", "ontvangen_op": noor.klok.vandaag(), "tekst": f"mijn kant {MERK}"},
    )
    verzoeken.noteer(noor, z.aanmelding, {"soort": "vernietigen", "ontvangen_op": noor.klok.vandaag()})
    versturen.noteer_verstuurd(noor, z.gesprek, Ontvanger.HUISARTS, noor.klok.vandaag(), f"post {MERK}")
    concepten.bewaar(noor, "gesprek", z.gesprek, {"kladblok": f"half {MERK}"}, z.inwoner)
    concepten.bewaar(
        noor, "planning", f"{z.aanmelding}|nieuw", {"reden": f"half {MERK}"}
    )  # sealed to its writer
    with noor.schrijven() as db:
        g = db.exec(select(t.Gesprek).where(t.Gesprek.ref == z.gesprek)).one()
        g.locatie, g.extern_id, g.leeftijd = f"bij {MERK}", f"g {MERK}", 60
        a = db.get_one(t.Aanmelding, g.aanmelding)
        a.extern_id = f"a {MERK}"
        db.get_one(t.Inwoner, z.inwoner).extern_id = f"i {MERK}"
        db.add(
            t.GesprekRij(
                gesprek=g.id, inwoner=z.inwoner, deelgebied=MERK, criteria="niet-in-ggz", criteria_tekst=MERK
            )
        )
        db.add(t.AanmeldingCriterium(aanmelding=a.id, code="overig", inwoner=z.inwoner, tekst=f"kent {MERK}"))
        db.add(t.GesprekLeefgebied(gesprek=g.id, code="overig", inwoner=z.inwoner, tekst=MERK))
        db.add(
            t.Document(
                id=noor.nieuw_id(),
                gesprek=g.id,
                inwoner=z.inwoner,
                soort="huisarts",
                bestand=f"/elders/{MERK}/brief.pdf",
                gemaakt_op=noor.klok.nu(),
            )
        )
    return z


def alles_ontsleuteld(werkmap: Werkmap, klok: VasteKlok) -> Iterator[tuple[str, str]]:
    """Every value of every row, log and concepts too, tried with every key that anybody of the team can reach."""
    sleutels: set[bytes] = set()
    prives: set[bytes] = set()
    rijen: list[tuple[str, dict[str, Any]]] = []
    for naam in WACHTWOORDEN:
        s = open_als(werkmap, naam, klok)
        prives.add(s.prive)
        with s.lezen() as db:
            for rij in db.exec(select(t.Inwonersleutel).where(t.Inwonersleutel.medewerker == s.ik.id)):
                sleutels.add(ontzegel(rij.zegel, s.prive))
            rijen = [
                (tabel.name, dict(rij._mapping))
                for tabel in SQLModel.metadata.sorted_tables
                for rij in db.execute(select(tabel))
            ]
        s.sluit()
    for tabel, rij in rijen:
        record = "|".join(
            w.hex if isinstance(w := rij[k.name], UUID) else str(w)
            for k in SQLModel.metadata.tables[tabel].primary_key
        )
        waar = [(tabel, record, rij)]
        if tabel == "wijziging":
            for kant in ("oud", "nieuw"):
                waar.append((rij["tabel"], rij["record"], json.loads(rij[kant] or "{}")))
        for in_tabel, van, velden in waar:
            for veld, waarde in velden.items():
                if isinstance(waarde, str):
                    yield f"{tabel}.{veld}", waarde
                    with suppress(ValueError):
                        waarde = bytes.fromhex(waarde)
                if isinstance(waarde, bytes):
                    band = f"{in_tabel}|{veld}|{van}".encode()
                    if tabel == "concept":
                        band = f"concept|{rij['medewerker'].hex}|{rij['formulier']}|{rij['record']}".encode()
                    for sleutel in sleutels:
                        with suppress(Exception):
                            yield f"{tabel}.{veld}", ontsleutel(waarde, sleutel, band)
                    for prive in prives if tabel == "concept" else ():
                        with suppress(Exception):
                            yield (
                                f"{tabel}.{veld}",
                                ontsleutel(waarde[80:], ontzegel(waarde[:80], prive), band),
                            )


def gevonden(werkmap: Werkmap, klok: VasteKlok) -> set[str]:
    return {waar for waar, tekst in alles_ontsleuteld(werkmap, klok) if MERK in tekst}


@pytest.mark.parametrize("soort", vernietigd.SOORTEN)
def test_geen_sleutel_die_er_nog_is_opent_het(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, zaak: Zaak, soort: str
) -> None:
    oud = werkmap.database.with_name("oud.db")
    noor.sluit()
    voor = gevonden(werkmap, klok)
    assert len({waar.partition(".")[0] for waar in voor}) > 12, voor  # the dump does find what is there
    assert {"wijziging.achternaam", "concept.inhoud", "verzoek.tekst", "document.bestand"} <= voor
    shutil.copy2(werkmap.database, oud)
    s = open_als(werkmap, "Noor", klok)
    vernietigen.vernietig(s, zaak.aanmelding, soort, zaak.inwoner_ref)
    s.sluit()
    assert gevonden(werkmap, klok) == set()
    klok.verder(timedelta(days=3))
    for rest in werkmap.data.glob("mgn.db*"):
        rest.unlink()
    shutil.copy2(oud, werkmap.database)  # somebody puts an old file back by hand
    assert gevonden(werkmap, klok) == set()
    s = open_als(werkmap, "Noor", klok)
    assert s.store.gebreken() == []
    assert vernietigen.wanneer(s, zaak.inwoner) == klok.vandaag() - timedelta(days=3)
    s.sluit()
    Cli(werkmap, klok).goed("controleer")


@pytest.mark.parametrize("mee", [False, True])
def test_vrijgegeven_tekst_blijft_of_gaat_mee_ook_na_een_oude_kopie(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, zaak: Zaak, mee: bool
) -> None:
    with pytest.raises(Geweigerd):  # looked over first
        vrijgeven.geef_leerpunt_vrij(noor, zaak.gesprek, f"vraag een naaste, {MERK}")
    vrijgeven.geef_leerpunt_vrij(noor, zaak.gesprek, "vraag een naaste", gezien=True)

    def staat(s: Sessie) -> str | None:
        with s.lezen() as db:
            return db.exec(select(t.Gesprek.leerpunt_vrij).where(t.Gesprek.ref == zaak.gesprek)).one()

    kopie, _ = reservekopieen.maak(noor)
    vernietigen.vernietig(noor, zaak.aanmelding, "persoon", zaak.inwoner_ref, met_vrijgegeven=mee)
    assert staat(noor) == (None if mee else "vraag een naaste")
    noor.sluit()
    klok.verder(timedelta(minutes=1))
    pad = werkmap.data / vernietigd.BESTAND
    pad.unlink()  # lost: the database of now tells it to the restore
    terugzetten.zet_terug(werkmap, kopie, NOOR, klok)
    assert vernietigd.lees(pad)[zaak.inwoner].vrijgegeven is mee
    s = open_als(werkmap, "Elif", klok)
    assert staat(s) == (None if mee else "vraag een naaste")
    s.sluit()


def test_eerst_de_persoon_later_de_cijfers(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, zaak: Zaak
) -> None:
    kopie, _ = reservekopieen.maak(noor)
    vernietigen.vernietig(noor, zaak.aanmelding, "persoon", zaak.inwoner_ref)
    noor.sluit()
    s = open_als(werkmap, "Els", klok)
    assert vernietigen.bekijk(s, zaak.inwoner_ref).al
    with pytest.raises(Geweigerd, match="al gedaan"):
        vernietigen.vernietig(s, zaak.inwoner_ref, "persoon", zaak.inwoner_ref)
    vernietigen.vernietig(s, zaak.inwoner_ref, "alles", zaak.inwoner_ref)
    s.sluit()
    klok.verder(timedelta(minutes=1))
    terugzetten.zet_terug(werkmap, kopie, NOOR, klok)
    s = open_als(werkmap, "Els", klok)
    with s.lezen() as db:
        assert db.exec(select(t.Wissing.soort).where(t.Wissing.inwoner == zaak.inwoner)).one() == "alles"
        assert db.exec(select(t.Gesprek).where(t.Gesprek.inwoner == zaak.inwoner)).all() == []
    s.sluit()


def test_een_verzoek_is_daarmee_beantwoord(noor: Sessie, zaak: Zaak) -> None:
    assert len(verzoeken.lijst(noor, alleen_open=True)) == 1
    beeld = vernietigen.bekijk(noor, zaak.aanmelding)
    assert beeld.verzoek_op == noor.klok.vandaag()
    vernietigen.vernietig(noor, zaak.aanmelding, "persoon", zaak.inwoner_ref)
    assert verzoeken.lijst(noor, alleen_open=True) == []
    with noor.lezen() as db:
        wissing = db.get_one(t.Wissing, zaak.inwoner)
        assert wissing.gevraagd_op == beeld.verzoek_op  # the day of the request is what stays of it
        assert {v.besluit for v in db.exec(select(t.Verzoek))} == {"gedaan"}


def test_er_komt_niets_meer_bij_en_niets_blijft_wachten(noor: Sessie) -> None:
    aanmelding, gesprek = maak_gevoerd(noor)
    inwoner = vastleggen.lees(noor, gesprek).inwoner
    ref = vernietigen.bekijk(noor, aanmelding).ref
    assert any(gesprek == p.ref for p in vandaag.overzicht(noor).wacht)  # an advies to write
    vernietigen.vernietig(noor, aanmelding, "persoon", ref)
    assert vandaag.overzicht(noor).wacht == ()
    assert gesprekslijst.adviezen(noor).met(noor) == gesprekslijst.gesprekken(noor).met(noor) == []
    dag = noor.klok.vandaag()
    assert plannen.agenda(noor, dag.replace(day=1), dag + timedelta(days=7)) == []
    (regel,) = aanmeldlijst.regels(noor, aanmeldlijst.sleutels(noor))
    assert (regel.status, regel.merk) == ("vernietigd", " ")
    assert aanmeldlijst.sleutels(noor, alleen_open=True) == []
    plan = plannen.PlanInvoer(
        noor.klok.nu() + timedelta(days=1), (collega(noor, "Noor"), collega(noor, "Karim"))
    )
    with pytest.raises(Geweigerd, match="vernietigd"):
        plannen.plan(noor, aanmelding, plan)
    with pytest.raises(GeenToegang):
        aanmelden.nieuw(noor, aanmelding_ruw(noor), ref)
    with pytest.raises(GeenToegang):
        verzoeken.noteer(noor, ref, {"soort": "inzage", "ontvangen_op": dag})
    concepten.bewaar(noor, "gesprek", gesprek, {"kladblok": MERK}, inwoner)  # a form that was still open
    assert concepten.alle(noor) == []


def test_niet_terug_te_nemen(noor: Sessie, zaak: Zaak) -> None:
    vernietigen.vernietig(noor, zaak.aanmelding, "persoon", zaak.inwoner_ref)
    with suppress(Geweigerd):
        ongedaan.neem_terug(noor)
    with noor.lezen() as db:
        assert db.exec(select(t.Inwonersleutel).where(t.Inwonersleutel.inwoner == zaak.inwoner)).all() == []
        assert db.get(t.Wissing, zaak.inwoner) is not None
        assert db.exec(select(t.Gesprek).where(t.Gesprek.inwoner == zaak.inwoner)).one().locatie is None


def test_wat_in_exports_ligt_en_daarbuiten(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, zaak: Zaak, tmp_path: Path
) -> None:
    noor.sluit()
    mgn = Cli(werkmap, klok)
    mee = [Path(mgn.goed("inzage", zaak.aanmelding, *optie).data) for optie in ((), ("--tekst",))]
    brief = Path(mgn.goed("brief", zaak.gesprek).data)
    rijen = werkmap.exports / "tabel.csv"
    mgn.goed("exporteer", str(rijen))
    eigen = werkmap.exports / "eigen.txt"
    eigen.write_text("van iemand zelf")
    niet = mgn.goed("vernietigen", zaak.aanmelding, antwoorden=["nee", ""]).gezegd
    for naam in (*mee, brief):
        assert naam.name in niet and naam.exists()
    assert f"/elders/{MERK}/brief.pdf" in niet and "rijen van iedereen (tabel.csv)" in niet
    s = open_als(werkmap, "Noor", klok)
    kopie = reservekopieen.lijst(s)[0].kopie.pad.name
    s.sluit()
    wel = mgn.goed("vernietigen", zaak.aanmelding, antwoorden=["ja", zaak.inwoner_ref]).gezegd
    assert kopie in wel and "uiterlijk tot" in wel
    blijft = {"eigen.txt", "tabel.csv", "tabel-bijzondere-persoonsgegevens.txt"}
    assert {p.name for p in werkmap.exports.iterdir()} == blijft


def test_reservekopieen_kunnen_meteen_weg(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, zaak: Zaak, tmp_path: Path
) -> None:
    from mgn_tui.register import instellingen

    stick = tmp_path / "stick"
    stick.mkdir()
    instellingen.bewaar(noor, {"reserve_plek": str(stick)})
    oud, _ = reservekopieen.maak(noor)
    noor.sluit()
    klok.verder(timedelta(minutes=5))
    mgn = Cli(werkmap, klok)
    mgn.goed("vernietigen", zaak.inwoner_ref, "--kopieen-weg", "--ja-ik-weet-het", zaak.inwoner_ref)
    for map_ in (werkmap.reserve, stick):
        namen = {p.name for p in map_.glob("*.mgn*")} or {p.name for p in map_.iterdir() if p.is_file()}
        assert oud.pad.name not in namen and namen
    mgn.goed("controleer")


def test_een_ander_mag_geen_inzage_maken(werkmap: Werkmap, klok: VasteKlok, noor: Sessie, zaak: Zaak) -> None:
    noor.sluit()
    for naam in ("Elif", "Tom", "Els"):
        s = open_als(werkmap, naam, klok)
        with pytest.raises(GeenToegang):
            inzage.maak(s, zaak.aanmelding)
        s.sluit()
        assert Cli(werkmap, klok, naam)("inzage", zaak.inwoner_ref).status == 1
    assert list(werkmap.exports.glob("inzage*")) == []
    with pytest.raises(NietGevonden):
        s = open_als(werkmap, "Noor", klok)
        try:
            inzage.maak(s, "BESTAATN")
        finally:
            s.sluit()


def test_cijfers_lopen_door(noor: Sessie, zaak: Zaak) -> None:
    vraag = cijfers.Vraag(periode="2027-Q1")
    voor = json.dumps(cijfers.inhoud(noor, cijfers.reken(noor, vraag)), sort_keys=True)
    vernietigen.vernietig(noor, zaak.aanmelding, "persoon", zaak.inwoner_ref)
    assert json.dumps(cijfers.inhoud(noor, cijfers.reken(noor, vraag)), sort_keys=True) == voor

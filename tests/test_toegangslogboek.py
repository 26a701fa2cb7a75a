"""The access log: every door leaves its entry, refusals too, and tampering shows."""

import csv
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from mgn_tui.domain.brief import BriefSoort
from mgn_tui.domain.fouten import GeenToegang, Geweigerd, VerkeerdWachtwoord
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.woorden import DeelOnderdeel, Ontvanger
from mgn_tui.register import (
    aanmelden,
    adviseren,
    brieven,
    exporteren,
    geschiedenis,
    kladblok,
    logboek,
    planbeeld,
    registercijfers,
    reservekopieen,
    sessie,
    team,
    terugzetten,
    toegang,
    toegangslogboek,
    vastleggen,
    vernietigen,
    versturen,
    waarderen,
    zoeken,
)
from mgn_tui.register.sessie import Sessie
from mgn_tui.register.toegangslogboek import ACHTER, GEWEIGERD, GEZOCHT, OPGESCHOOND, TERUGGEZET, _keten
from mgn_tui.store import reservekopie
from mgn_tui.store.engine import open_verbinding
from mgn_tui.store.sleutelbestand import Sleutelbestand
from mgn_tui.store.tables import Medewerker, Toegang
from mgn_tui.store.werkmap import Werkmap
from tests.cli_hulp import Cli
from tests.hulp_werkmap import (
    WACHTWOORDEN,
    Zaak,
    collega,
    kopieer_werkmap,
    maak_aanmelding,
    maak_zaaksjabloon,
    open_als,
)


@pytest.fixture(scope="module")
def zaaksjabloon(sjabloon: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Zaak, Any]:
    return maak_zaaksjabloon(sjabloon, tmp_path_factory.mktemp("zaak"), "Kanariegeel")


@pytest.fixture
def klok(zaaksjabloon: tuple[Path, Zaak, Any]) -> VasteKlok:
    return VasteKlok(zaaksjabloon[2])


@pytest.fixture
def werkmap(zaaksjabloon: tuple[Path, Zaak, Any], tmp_path: Path, licht: None) -> Werkmap:
    return kopieer_werkmap(zaaksjabloon[0], tmp_path / "werkmap")


@pytest.fixture
def zaak(zaaksjabloon: tuple[Path, Zaak, Any]) -> Zaak:
    return zaaksjabloon[1]


def regels(s: Sessie) -> list[Toegang]:
    with s.lezen() as db:
        return list(db.exec(select(Toegang).order_by(col(Toegang.nr))).all())


def knoei(werkmap: Werkmap, s: Sessie, *opdrachten: str) -> None:
    """With the key of the database, past the program."""
    rauw = open_verbinding(werkmap.database, s.geopend.databasesleutel)
    for opdracht in opdrachten:
        rauw.execute(opdracht)
    rauw.close()


# --- every door ------------------------------------------------------------------------------

Deur = Callable[[Sessie, Zaak], object]
DEUREN: dict[str, tuple[str, Deur]] = {
    "aanmelding": ("aanmelding gelezen", lambda s, z: aanmelden.lees(s, z.aanmelding)),
    "gesprek": ("gesprek gelezen", lambda s, z: vastleggen.lees(s, z.gesprek)),
    "advies": ("advies gelezen", lambda s, z: adviseren.lees(s, z.gesprek)),
    "kladblok": ("dossier gelezen", lambda s, z: kladblok.regels(s, z.gesprek)),
    "wat ontbreekt": ("dossier gelezen", lambda s, z: adviseren.ontbreekt(s, z.gesprek)),
    "tafel": ("gesprek gelezen", lambda s, z: waarderen.lees_tafel(s, z.gesprek)),
    "planning": ("planning gelezen", lambda s, z: planbeeld.lees(s, z.aanmelding)),
    "geschiedenis": ("geschiedenis van gesprek gelezen", lambda s, z: geschiedenis.lees(s, z.gesprek)),
    "brief": ("brief gelezen: huisarts", lambda s, z: brieven.maak(s, z.gesprek)),
    "document": (
        "document gemaakt: huisarts",
        lambda s, z: versturen.noteer_document(s, z.gesprek, BriefSoort.HUISARTS, "brief-x.pdf"),
    ),
    "verstuurd": (
        "verstuurd: huisarts",
        lambda s, z: versturen.noteer_verstuurd(
            s, z.gesprek, Ontvanger.HUISARTS, s.klok.vandaag(), "ZorgMail"
        ),
    ),
}
ZONDER_INWONER: dict[str, tuple[str, Deur]] = {
    "zoeken": (GEZOCHT, lambda s, z: zoeken.zoek(s, "kanarie")),
    "uitvoeren": ("gegevens uitgevoerd", lambda s, z: exporteren.alles(s, "csv")),
    "wachtwoord": (
        "wachtwoord gewijzigd",
        lambda s, z: team.wijzig_wachtwoord(s, WACHTWOORDEN["Noor"], "appel fiets molen regen"),
    ),
    "herstelcode": ("herstelcode gemaakt", lambda s, z: team.nieuwe_herstelcode(s)),
    "collega weg": ("collega verwijderd", lambda s, z: team.verwijder(s, collega(s, "Tom").hex, False)),
    "logboek": ("logboek uitgevoerd", lambda s, z: list(logboek.alles(s))),
}


@pytest.mark.parametrize("naam", [*DEUREN, *ZONDER_INWONER])
def test_elke_deur_laat_een_regel_na(noor: Sessie, zaak: Zaak, naam: str) -> None:
    wat, deur = (DEUREN | ZONDER_INWONER)[naam]
    stond = len(regels(noor))
    deur(noor, zaak)
    [regel] = regels(noor)[stond:]
    assert regel.wat == wat
    assert (regel.wie, regel.rol, regel.uitkomst) == (noor.ik.id, "gespreksvoerder", None)
    assert regel.apparaat == noor.store.apparaat and regel.moment == noor.klok.nu().replace(microsecond=0)
    if naam in DEUREN:
        assert (regel.inwoner, regel.grond) == (zaak.inwoner, "gesprek")
    else:
        assert (regel.inwoner, regel.grond) == (None, None)
    assert "anarie" not in (regel.record or ""), "what was typed is not in the log"
    assert toegang.keten_klopt(noor)


def test_wie_waarneemt_leest_op_die_grond(noor: Sessie, elif_: Sessie, zaak: Zaak) -> None:
    toegang.laat_waarnemen(noor, zaak.inwoner, elif_.ik.id, "verlof")
    assert regels(noor)[-1].wat == "waarneming gegeven"
    adviseren.lees(elif_, zaak.gesprek)
    assert (regels(noor)[-1].wie, regels(noor)[-1].grond) == (elif_.ik.id, "waarneming")
    toegang.trek_waarneming_in(noor, zaak.inwoner, elif_.ik.id)
    assert regels(noor)[-1].wat == "waarneming ingetrokken"


@pytest.mark.parametrize(
    "deur",
    [
        lambda s, z: adviseren.lees(s, z.gesprek),
        lambda s, z: brieven.maak(s, z.gesprek),
        lambda s, z: kladblok.regels(s, z.gesprek),
        lambda s, z: vastleggen.bewaar(s, z.gesprek, {"conclusie": "x"}),
        lambda s, z: versturen.noteer_document(s, z.gesprek, BriefSoort.HUISARTS, "x.pdf"),
        lambda s, z: toegang.laat_waarnemen(s, z.inwoner, s.ik.id, "nieuwsgierig"),
        lambda s, z: toegang.trek_waarneming_in(s, z.inwoner, s.ik.id),
        lambda s, z: vernietigen.bekijk(s, z.aanmelding),
    ],
)
def test_elke_weigering_staat_er_in(elif_: Sessie, zaak: Zaak, deur: Deur) -> None:
    stond = len(regels(elif_))
    with pytest.raises(GeenToegang):
        deur(elif_, zaak)
    [regel] = regels(elif_)[stond:]
    assert (regel.wat, regel.uitkomst, regel.wie) == (GEWEIGERD, "geweigerd", elif_.ik.id)
    assert (regel.inwoner, regel.grond) == (zaak.inwoner, None)


def test_een_weigering_zonder_inwoner_ook(elif_: Sessie, klok: VasteKlok, werkmap: Werkmap) -> None:
    els = open_als(werkmap, "Els", klok)
    deuren: list[tuple[Sessie, Callable[[], object]]] = [
        (els, els.eis_gespreksvoerder),
        (elif_, lambda: registercijfers.urensommen(elif_, klok.vandaag(), klok.vandaag())),
        (elif_, lambda: logboek.zoek_collega(elif_, "Noor")),
    ]
    for s, deur in deuren:
        stond = len(regels(elif_))
        with pytest.raises(GeenToegang):
            deur()
        assert [(r.wat, r.wie) for r in regels(elif_)[stond:]] == [(GEWEIGERD, s.ik.id)]
    els.sluit()


def test_een_brief_die_niet_mag_is_geen_geweigerde_toegang(noor: Sessie, zaak: Zaak) -> None:
    adviseren.zet_delen(noor, zaak.gesprek, Ontvanger.HUISARTS, DeelOnderdeel.ADVIES, False)
    stond = len(regels(noor))
    with pytest.raises(Geweigerd):
        brieven.maak(noor, zaak.gesprek)
    assert GEWEIGERD not in [r.wat for r in regels(noor)[stond:]]


def test_wie_weg_is_en_het_probeert(noor: Sessie, werkmap: Werkmap, klok: VasteKlok) -> None:
    tom = collega(noor, "Tom")
    with noor.schrijven() as db:
        db.get_one(Medewerker, tom).actief = False
    with pytest.raises(GeenToegang):
        open_als(werkmap, "Tom", klok)
    regel = regels(noor)[-1]
    assert (regel.wat, regel.wie, regel.uitkomst) == ("geopend", tom, "geweigerd: niet meer in het team")


def test_hetzelfde_weer_lezen_is_een_regel(noor: Sessie, zaak: Zaak, klok: VasteKlok) -> None:
    def keer(doe: Callable[[], object]) -> int:
        stond = len(regels(noor))
        doe()
        return len(regels(noor)) - stond

    assert keer(lambda: vastleggen.lees(noor, zaak.gesprek)) == 1
    assert keer(lambda: vastleggen.lees(noor, zaak.gesprek)) == 0
    assert keer(lambda: kladblok.regels(noor, zaak.gesprek)) == 0, "part of what is open"
    assert keer(lambda: adviseren.lees(noor, zaak.gesprek)) == 1, "another record of the same inwoner"
    klok.verder(timedelta(minutes=10))
    assert keer(lambda: vastleggen.lees(noor, zaak.gesprek)) == 1
    klok.verder(timedelta(hours=-3))
    assert keer(lambda: vastleggen.lees(noor, zaak.gesprek)) == 1, "a clock set back hides nothing"
    assert keer(lambda: [zoeken.zoek(noor, n) for n in ("k", "ka", "kan")]) == 1


def test_een_lijst_is_geen_lezen(noor: Sessie, zaak: Zaak) -> None:
    from mgn_tui.register import aanmeldlijst, beheerbeeld, vandaag

    stond = len(regels(noor))
    aanmeldlijst.regels(noor, aanmeldlijst.sleutels(noor))
    vastleggen.lijst(noor)
    vandaag.overzicht(noor)
    beheerbeeld.eigen_inwoners(noor)
    assert len(regels(noor)) == stond
    aanmeldlijst.sleutels(noor, "kanarie")
    assert [r.wat for r in regels(noor)[stond:]] == [GEZOCHT]


def test_de_herstelcode_gebruikt(noor: Sessie, werkmap: Werkmap, klok: VasteKlok) -> None:
    code = team.nieuwe_herstelcode(noor)
    noor.sluit()
    s, _ = sessie.open_met_herstelcode(werkmap, code, "appel fiets molen regen", klok)
    assert [r.wat for r in regels(s)[-2:]] == ["geopend", "herstelcode gebruikt"]
    s.sluit()


# --- refusals while the database is closed ---------------------------------------------------


def test_geweigerd_terwijl_de_database_dicht_was(werkmap: Werkmap, klok: VasteKlok) -> None:
    for naam in ("Karim", "Karim", "Niemand"):
        with pytest.raises(VerkeerdWachtwoord):
            sessie.open_werkmap(werkmap, naam, "fout", klok)
    stuk = werkmap.pogingen.read_bytes()
    s = open_als(werkmap, "Noor", klok)
    karim = collega(s, "Karim")
    nieuw = [r for r in regels(s) if r.wat == "geweigerd"]
    assert [(r.wie, r.rol, r.uitkomst) for r in nieuw] == [
        (karim, "onbekend", "verkeerd wachtwoord"),
        (karim, "onbekend", "verkeerd wachtwoord"),
        (None, "onbekend", "onbekende naam"),
    ]
    assert not any("Karim" in (r.record or "") or "Niemand" in (r.record or "") for r in nieuw)
    s.sluit()
    werkmap.pogingen.write_bytes(stuk)  # as after a kill between the log and the file
    s = open_als(werkmap, "Noor", klok)
    assert len([r for r in regels(s) if r.wat == "geweigerd"]) == 3, "once each"
    s.sluit()


def test_wachten_overleeft_een_herstart(werkmap: Werkmap, klok: VasteKlok) -> None:
    """Nothing is kept in the process: each try reads the file anew."""
    for _ in range(5):
        with pytest.raises(VerkeerdWachtwoord) as fout:
            sessie.open_werkmap(werkmap, "Karim", "fout", klok)
        klok.verder(timedelta(seconds=fout.value.wacht_s))
    with pytest.raises(VerkeerdWachtwoord) as fout:
        sessie.open_werkmap(werkmap, "Karim", "fout", klok)
    assert fout.value.wacht_s > 4
    assert Cli(werkmap, klok)("controleer", naam="Karim").status == 3, "a script hears it at once"
    with pytest.raises(VerkeerdWachtwoord):
        open_als(werkmap, "Karim", klok)
    open_als(werkmap, "Noor", klok).sluit()
    with pytest.raises(VerkeerdWachtwoord):
        open_als(werkmap, "Karim", klok)  # a colleague who opens does not shorten it


# --- the chain -------------------------------------------------------------------------------

_VELDEN = ("moment", "apparaat", "wie", "wat", "inwoner", "record", "keten", "rol", "grond", "uitkomst")


@pytest.fixture(scope="module")
def vol(zaaksjabloon: tuple[Path, Zaak, Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sessie]:
    """A log with entries of every kind, open for the whole module: the property test puts back what it broke."""
    from tests.hulp_werkmap import eigen_thuis, lichte_kdf

    map_ = tmp_path_factory.mktemp("vol")
    with lichte_kdf(), eigen_thuis(map_ / "thuis"):
        werkmap, klok = kopieer_werkmap(zaaksjabloon[0], map_ / "w"), VasteKlok(zaaksjabloon[2])
        with pytest.raises(VerkeerdWachtwoord):
            sessie.open_werkmap(werkmap, "Niemand", "fout", klok)
        s = open_als(werkmap, "Noor", klok)
        for _, deur in DEUREN.values():
            deur(s, zaaksjabloon[1])
        elif_ = open_als(werkmap, "Elif", klok)
        with pytest.raises(GeenToegang):
            adviseren.lees(elif_, zaaksjabloon[1].gesprek)
        elif_.sluit()
        yield s
        s.sluit()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_elk_veld_van_elke_regel_dat_verandert_is_te_zien(vol: Sessie, data: st.DataObject) -> None:
    werkmap = vol.werkmap
    assert toegang.keten_klopt(vol)
    rauw = open_verbinding(werkmap.database, vol.geopend.databasesleutel)
    try:
        nrs = [nr for (nr,) in rauw.execute("SELECT nr FROM toegang ORDER BY nr")]
        nr = data.draw(st.sampled_from(nrs))
        veld = data.draw(st.sampled_from(_VELDEN))
        [was] = rauw.execute(f"SELECT {veld} FROM toegang WHERE nr = ?", (nr,)).fetchone()  # noqa: S608
        if veld == "moment":
            anders: Any = f"20{data.draw(st.integers(10, 26))}-01-02T03:04:05Z"
        elif veld in ("wie", "inwoner"):
            anders = data.draw(st.one_of(st.none(), st.binary(min_size=16, max_size=16)))
        elif veld in ("apparaat", "wat", "keten"):
            anders = data.draw(st.text("0123456789abcdef x", max_size=70))
        else:
            anders = data.draw(st.one_of(st.none(), st.text("abcdefgh :", max_size=30)))
        if anders == was:
            return
        rauw.execute(f"UPDATE toegang SET {veld} = ? WHERE nr = ?", (anders, nr))  # noqa: S608
        assert not toegang.keten_klopt(vol), (nr, veld, was, anders)
        rauw.execute(f"UPDATE toegang SET {veld} = ? WHERE nr = ?", (was, nr))  # noqa: S608
    finally:
        rauw.close()
    assert toegang.keten_klopt(vol)


def _cli_controleer(werkmap: Werkmap, klok: VasteKlok) -> tuple[int, str]:
    uit = Cli(werkmap, klok)("controleer")
    return uit.status, uit.data


@pytest.mark.parametrize(
    ("opdrachten", "melding"),
    [
        (["DELETE FROM toegang WHERE nr = (SELECT max(nr) FROM toegang)"], "ontbreekt"),
        (["DELETE FROM toegang WHERE nr > 3"], "ontbreekt"),
        (["DELETE FROM toegang"], "ontbreekt"),
        (["DELETE FROM toegang WHERE nr = 3"], "veranderd of weggehaald"),
        (["UPDATE toegang SET grond = 'gesprek' WHERE nr = 2"], "veranderd of weggehaald"),
        (["UPDATE toegang SET rol = NULL, grond = NULL, uitkomst = NULL"], "veranderd of weggehaald"),
        (["UPDATE toegang SET keten = lower(hex(randomblob(32)))"], "ontbreekt"),
    ],
)
def test_controleer_vindt_wat_er_met_de_sleutel_van_de_database_is_gedaan(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, zaak: Zaak, opdrachten: list[str], melding: str
) -> None:
    vastleggen.lees(noor, zaak.gesprek)
    noor.sluit()
    assert _cli_controleer(werkmap, klok) == (0, "")
    knoei(werkmap, noor, *opdrachten)
    uitgang, data = _cli_controleer(werkmap, klok)
    assert uitgang == 3 and melding in data


def test_een_keten_die_opnieuw_is_gemaakt_met_de_sleutel(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, zaak: Zaak
) -> None:
    """Sound in itself; only what lies outside the database tells."""
    vastleggen.lees(noor, zaak.gesprek)
    noor.sluit()
    s = open_als(werkmap, "Noor", klok)
    with s.schrijven() as db:
        sleutel, vorige = s.ketensleutel(db), dict[str, str]()
        for regel in db.exec(select(Toegang).order_by(col(Toegang.nr))).all():
            regel.wat = regel.wat.replace("gelezen", "nietgelezen")
            regel.keten = _keten(sleutel, vorige.get(regel.apparaat, ""), regel)
            vorige[regel.apparaat] = regel.keten
    assert toegang.keten_klopt(s)
    s.store.sluit()  # gone without closing, so that the head is the one of before
    s._stapel.close()
    s = open_als(werkmap, "Noor", klok)
    assert "toegangslogboek" in s.let_op[0]
    assert any("ontbreekt" in g for g in logboek.gebreken(s))
    assert regels(s)[-2].wat == ACHTER
    s.sluit()
    uit = Cli(werkmap, klok)("controleer")
    assert uit.status == 0, "from here on it is proven again"
    assert "toegangslogboek weg te zijn" in uit.gezegd, "and what was found is not forgotten"


def test_ook_tegen_een_reservekopie(werkmap: Werkmap, klok: VasteKlok, noor: Sessie, zaak: Zaak) -> None:
    vastleggen.lees(noor, zaak.gesprek)
    kopie, _ = reservekopieen.maak(noor)
    laatste = {r.apparaat: (r.nr, r.keten) for r in regels(noor)}
    assert reservekopie.lees(kopie.pad).logkop == laatste
    with noor.lezen() as db:
        assert toegangslogboek.kop(db) == laatste
    assert logboek.gebreken(noor) == []
    knoei(werkmap, noor, "DELETE FROM toegang WHERE nr = (SELECT max(nr) FROM toegang)")
    assert [g for g in logboek.gebreken(noor) if kopie.pad.name in g]


def test_terugzetten_is_geen_gebrek_en_staat_erin(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, zaak: Zaak
) -> None:
    kopie, _ = reservekopieen.maak(noor)
    klok.verder(timedelta(minutes=1))
    vastleggen.lees(noor, zaak.gesprek)
    noor.sluit()
    klok.verder(timedelta(minutes=1))
    terugzetten.zet_terug(werkmap, kopie, ("Noor", WACHTWOORDEN["Noor"]), klok)
    assert Sleutelbestand.lees(werkmap.sleutels).teruggezet
    s = open_als(werkmap, "Noor", klok)
    assert s.log_mist == [] and logboek.gebreken(s) == []
    assert [r.wat for r in regels(s)[-2:]] == [TERUGGEZET, "geopend"]
    s.sluit()
    assert not Sleutelbestand.lees(werkmap.sleutels).teruggezet
    s = open_als(werkmap, "Noor", klok)
    assert [r.wat for r in regels(s)].count(TERUGGEZET) == 1 and logboek.gebreken(s) == []
    s.sluit()


def test_de_kop_gaat_nooit_terug(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    """Two processes of one device that close in another order than they wrote."""
    bestand = Sleutelbestand(werkmap.sleutels)
    apparaat = noor.store.apparaat
    bestand.zet_logkop({apparaat: (90, "ab" * 32)})
    bestand.zet_logkop({apparaat: (80, "cd" * 32)})
    assert bestand.logkop[apparaat] == (90, "ab" * 32)
    ruw = werkmap.sleutels.read_bytes()
    bestand.zet_logkop({apparaat: (90, "ab" * 32)})
    assert werkmap.sleutels.read_bytes() == ruw


# --- its term --------------------------------------------------------------------------------


def test_wat_over_de_termijn_is_gaat_met_een_ja_en_de_rest_blijft_bewezen(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, zaak: Zaak
) -> None:
    vastleggen.lees(noor, zaak.gesprek)
    oud = len(regels(noor))
    noor.sluit()
    klok.verder(timedelta(days=5 * 365))
    s = open_als(werkmap, "Noor", klok)
    assert logboek.te_oud(s) == 0, "five years, not a day less"
    klok.verder(timedelta(days=3))
    assert logboek.te_oud(s) == oud
    with pytest.raises(Geweigerd):
        logboek.ruim_op(s, False)
    assert logboek.ruim_op(s, True) == oud
    assert logboek.gebreken(s) == []
    assert [r.wat for r in regels(s)] == ["geopend", OPGESCHOOND]
    s.sluit()
    s = open_als(werkmap, "Noor", klok)
    assert s.log_mist == [] and logboek.gebreken(s) == [] and logboek.ruim_op(s, True) == 0
    knoei(werkmap, s, "DELETE FROM toegang WHERE nr = (SELECT min(nr) FROM toegang)")
    assert logboek.gebreken(s) != []
    with pytest.raises(Geweigerd, match="niets verwijderd"):
        logboek.ruim_op(s, True)
    s.sluit()


def test_twee_keer_opruimen(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    noor.sluit()
    for _ in range(3):
        klok.verder(timedelta(days=6 * 365))
        s = open_als(werkmap, "Noor", klok)
        assert logboek.ruim_op(s, True) > 0
        assert logboek.gebreken(s) == [] and s.let_op == ()
        s.sluit()


# --- for people ------------------------------------------------------------------------------


def test_wie_wat_van_het_logboek_ziet(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, elif_: Sessie, zaak: Zaak
) -> None:
    vastleggen.lees(noor, zaak.gesprek)
    els = open_als(werkmap, "Els", klok)
    assert {r.wie for r in logboek.regels(elif_)} == {"Elif"}
    assert logboek.regels(elif_, logboek.Keuze(inwoner=zaak.inwoner)) == []
    assert "Noor" in {r.wie for r in logboek.regels(els)}
    assert "Elif" not in {r.wie for r in logboek.regels(noor)}, "no way to follow a colleague"
    assert logboek.tel(els) == len(regels(els)) > logboek.tel(noor)
    [eerste, *_] = logboek.regels(els, logboek.Keuze(inwoner=zaak.inwoner), 0, 1)
    assert (eerste.wie, eerste.wat, eerste.grond) == ("Noor", "gesprek gelezen", "gesprek")
    assert len(eerste.inwoner) >= 4 and "anarie" not in repr(logboek.regels(els))
    els.sluit()


def test_zoeken_in_het_logboek(noor: Sessie, zaak: Zaak, klok: VasteKlok) -> None:
    vastleggen.lees(noor, zaak.gesprek)
    dag = klok.vandaag()

    def aantal(*woorden: str) -> int:
        keuze = logboek.Keuze(woorden=woorden)
        assert logboek.tel(noor, keuze) == len(logboek.regels(noor, keuze))
        return logboek.tel(noor, keuze)

    heel = logboek.tel(noor)
    assert (
        aantal("noor", "GESPREK GELEZEN", f"{dag:%Y-%m-%d}")
        >= 1
        <= aantal("gelezen", f"{dag:%Y-%m-%d}")
        < heel
    )
    assert aantal(f"{dag:%Y}") <= heel and aantal(f"{dag.day}-{dag.month}-{dag.year}") >= 2
    assert aantal("1999") == 0 == aantal("1-1999") == aantal("%") == aantal("_")
    assert aantal("31-2-2027") == 0  # no day, so a word


def test_cli_toegang(werkmap: Werkmap, klok: VasteKlok, noor: Sessie, zaak: Zaak, tmp_path: Path) -> None:
    vastleggen.lees(noor, zaak.gesprek)
    cli = Cli(werkmap, klok)
    tekst = cli.goed("toegang", "--inwoner", zaak.aanmelding).data
    assert "Noor · gesprek gelezen" in tekst and "grond: gesprek" in tekst and "anarie" not in tekst
    json_ = cli.goed("toegang", "--json", f"--van={klok.vandaag():%d-%m-%Y}").json
    assert json_["wat"].startswith("Toegangslogboek (NEN 7513)")
    assert json_["regels"][-1]["wat"] == "logboek uitgevoerd"
    doel = tmp_path / "log.csv"
    cli.goed("toegang", "--csv", str(doel))
    rijen = list(csv.reader(doel.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert rijen[0][0].startswith("Toegangslogboek") and rijen[1][0] == "moment"
    assert {len(r) for r in rijen[1:]} == {10} and len(rijen) > 5
    assert "anarie" not in doel.read_text()
    assert cli("toegang", "--csv", str(doel)).status == 1, "not over another file"
    assert cli("toegang", "--csv=x.csv", "--json").status == 2
    assert cli("toegang", "--van=gisteren", "--tot=1-1-2020").status == 1
    assert cli("toegang", "--van=lang geleden").status == 1
    assert cli("toegang", "--inwoner", "ZZZZZZ").status == 1
    assert cli("toegang", "--wie", "Karim").status == 1
    assert cli.goed("toegang", "--wie", "Karim", naam="Els")
    assert "niets van voor" in cli.goed("toegang", "--opruimen").gezegd


def test_cli_opruimen(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    maak_aanmelding(noor)
    noor.sluit()
    klok.verder(timedelta(days=6 * 365))
    assert Cli(werkmap, klok)("toegang", "--opruimen").status == 2, "nobody to ask"
    nee = Cli(werkmap, klok)("toegang", "--opruimen", antwoorden=["nee"])
    assert nee.status == 1
    assert "Verwijderd: " in Cli(werkmap, klok).goed("toegang", "--opruimen", "--ja").gezegd
    assert _cli_controleer(werkmap, klok) == (0, "")

"""Two keys: who may not read an inwoner cannot, by any road (issue 2, point 4).

Els is coördinator, Elif the other duo; both open the database. Noor and Karim hold the gesprek. Every text and
name of the case carries a canary.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from mgn_tui.domain.brief import BriefSoort
from mgn_tui.domain.fouten import Beschadigd, GeenToegang, Geweigerd
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.woorden import (
    AanmeldingStatus,
    DeelnemerRol,
    DeelOnderdeel,
    GastSoort,
    Ontvanger,
    Stap,
    Thema,
    Weten,
    Wijze,
)
from mgn_tui.register import (
    aanmelden,
    aanmeldlijst,
    adviseren,
    beheren,
    brieven,
    concepten,
    instellingen,
    planbeeld,
    plannen,
    team,
    toegang,
    toeleiden,
    vandaag,
    vastleggen,
    versturen,
    zoeken,
)
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import tables as t
from mgn_tui.store.engine import open_verbinding
from mgn_tui.store.geheim import GeheimFout, nieuw_paar, ontzegel
from mgn_tui.store.werkmap import Werkmap
from tests.hulp_geheim import alle_waarden, plat, sporen
from tests.hulp_werkmap import (
    WACHTWOORDEN,
    Zaak,
    aanmelding_ruw,
    kopieer_werkmap,
    maak_aanmelding,
    maak_gevoerd,
    maak_zaaksjabloon,
    open_als,
    plan_gesprek,
)

KANARIE = "Kanariegeel"
VERBORGEN = (KANARIE, "06-98765432", "06-87654321", "8012 CD", "1966-04-03", "03-04-1966")


def verraden(ding: object) -> list[str]:
    tekst = plat(ding)
    return [v for v in VERBORGEN if v in tekst]


@pytest.fixture(scope="module")
def zaaksjabloon(sjabloon: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Zaak, datetime]:
    return maak_zaaksjabloon(sjabloon, tmp_path_factory.mktemp("zaak"), KANARIE)


@pytest.fixture
def klok(zaaksjabloon: tuple[Path, Zaak, datetime]) -> VasteKlok:
    return VasteKlok(zaaksjabloon[2])


@pytest.fixture
def werkmap(zaaksjabloon: tuple[Path, Zaak, datetime], tmp_path: Path, licht: None) -> Werkmap:
    return kopieer_werkmap(zaaksjabloon[0], tmp_path / "werkmap")


@pytest.fixture
def zaak(noor: Sessie, zaaksjabloon: tuple[Path, Zaak, datetime]) -> Zaak:
    zaak = zaaksjabloon[1]
    beeld = vastleggen.lees(noor, zaak.gesprek)
    concepten.bewaar(noor, "thema", f"{zaak.gesprek}|zingeving", {"vertelt": KANARIE}, beeld.inwoner)
    concepten.bewaar(noor, "aanmelding", "nieuw", {"achternaam": KANARIE})
    versturen.noteer_document(noor, zaak.gesprek, BriefSoort.HUISARTS, f"brief-{zaak.gesprek}.pdf")
    versturen.noteer_verstuurd(noor, zaak.gesprek, Ontvanger.HUISARTS, noor.klok.vandaag(), "ZorgMail")
    # A second one of the same duo still waits for its advies: it must show up in lists, under a pseudonym.
    maak_gevoerd(noor, voornaam=KANARIE, achternaam=KANARIE)
    return zaak


Lezer = Callable[[Sessie, Zaak], object]
LEZERS: dict[str, Lezer] = {
    "aanmelden.lees": lambda s, z: aanmelden.lees(s, z.aanmelding),
    "aanmeldlijst": lambda s, z: aanmeldlijst.regels(s, aanmeldlijst.sleutels(s)),
    "aanmeldlijst met filter": lambda s, z: aanmeldlijst.regels(s, aanmeldlijst.sleutels(s, KANARIE)),
    "zoeken": lambda s, z: [zoeken.zoek(s, n) for n in (KANARIE, "Jansen", "Wim", "jans")],
    "plannen.agenda": lambda s, z: plannen.agenda(
        s, s.klok.vandaag() - timedelta(days=60), s.klok.vandaag() + timedelta(days=60)
    ),
    "plannen.voorstellen": lambda s, z: plannen.voorstellen(s, z.aanmelding),
    "planbeeld": lambda s, z: planbeeld.lees(s, z.aanmelding),
    "vandaag": lambda s, z: vandaag.overzicht(s),
    "vastleggen.lees": lambda s, z: vastleggen.lees(s, z.gesprek),
    "vastleggen.lijst": lambda s, z: vastleggen.lijst(s),
    "turfstaat": lambda s, z: toeleiden.staat(s),
    "concepten": lambda s, z: concepten.alle(s),
    "concepten.vind": lambda s, z: (
        concepten.vind(s, "thema", f"{z.gesprek}|zingeving"),
        concepten.vind(s, "aanmelding", "nieuw"),
    ),
    "toegang.wie_las": lambda s, z: toegang.wie_las(s, z.inwoner),
    "beheren": lambda s, z: [beheren.lijst(s, x) for x in ("praktijk", "pilot", "sprint", "medewerker")],
    "instellingen": lambda s, z: instellingen.lees(s),
}
DICHT: dict[str, Lezer] = {
    "adviseren.lees": lambda s, z: adviseren.lees(s, z.gesprek),
    "adviseren.ontbreekt": lambda s, z: adviseren.ontbreekt(s, z.gesprek),
    "adviseren.let_op": lambda s, z: adviseren.let_op(s, z.gesprek),
    **{
        f"brief {soort.value}": lambda s, z, soort=soort: brieven.maak(s, z.gesprek, soort)  # type: ignore[misc]
        for soort in BriefSoort
    },
}


@pytest.mark.parametrize("wie", ["Els", "Elif"])
def test_geen_lezer_van_het_register_geeft_iets_prijs(
    werkmap: Werkmap, klok: VasteKlok, zaak: Zaak, wie: str
) -> None:
    s = open_als(werkmap, wie, klok)
    try:
        toegang.herzie_alles(s)
        for naam, lees in LEZERS.items():
            assert verraden(lees(s, zaak)) == [], naam
        for naam, lees in DICHT.items():
            with pytest.raises(GeenToegang) as fout:
                lees(s, zaak)
            assert verraden(fout.value.melding) == [], naam
    finally:
        s.sluit()


def test_wie_mag_leest_het_wel(zaak: Zaak, karim: Sessie) -> None:
    """The same roads lead somewhere for Karim: else the test above proves nothing."""
    zonder = {
        "plannen.voorstellen",
        "concepten",
        "concepten.vind",
        "toegang.wie_las",
        "beheren",
        "instellingen",
    }
    for naam, lees in LEZERS.items():
        if naam not in zonder | {"turfstaat"}:
            assert KANARIE in plat(lees(karim, zaak)), naam
    for naam, lees in DICHT.items():
        if naam.startswith("brief ") and not naam.endswith("bericht"):
            assert KANARIE in plat(lees(karim, zaak)), naam
    assert concepten.alle(karim) == [], "a concept is its writer's alone, also within the duo"


Schrijver = Callable[[Sessie, Zaak], object]
SCHRIJVERS: dict[str, Schrijver] = {
    "aanmelden.wijzig": lambda s, z: aanmelden.wijzig(s, z.aanmelding, {"woonplaats": "Elders"}),
    "aanmelden.sluit": lambda s, z: aanmelden.sluit(s, z.aanmelding, AanmeldingStatus.INGETROKKEN, "anders"),
    "aanmelden.heropen": lambda s, z: aanmelden.heropen(s, z.aanmelding),
    "aanmelden.nieuw": lambda s, z: aanmelden.nieuw(s, aanmelding_ruw(s), z.inwoner_ref),
    "vastleggen.bewaar": lambda s, z: vastleggen.bewaar(s, z.gesprek, {"conclusie": "x"}),
    "vastleggen.bewaar_thema": lambda s, z: vastleggen.bewaar_thema(
        s, z.gesprek, Thema.MEEDOEN, {"score": "1"}
    ),
    "vastleggen.zet_punt": lambda s, z: vastleggen.zet_punt(s, z.gesprek, "uitleg", False),
    "vastleggen.stuur_notitie": lambda s, z: vastleggen.stuur_notitie(s, z.gesprek, 0, Thema.MEEDOEN),
    "vastleggen.rond_af": lambda s, z: vastleggen.rond_af(s, z.gesprek),
    "vastleggen.zet_gast": lambda s, z: vastleggen.zet_gast(s, z.gesprek, GastSoort.TOLK, Wijze.LIVE),
    "vastleggen.zet_deelnemer": lambda s, z: vastleggen.zet_deelnemer(
        s, z.gesprek, s.ik.id, DeelnemerRol.GESPREKSVOERDER, Wijze.LIVE
    ),
    "vastleggen.leerpunt": lambda s, z: vastleggen.geef_leerpunt_vrij(s, z.gesprek, "x"),
    "adviseren.bewaar": lambda s, z: adviseren.bewaar(s, z.gesprek, {"antwoord": "x"}),
    "adviseren.zet_delen": lambda s, z: adviseren.zet_delen(
        s, z.gesprek, Ontvanger.WIJKTEAM, DeelOnderdeel.THEMAS, True
    ),
    "adviseren.akkoord": lambda s, z: adviseren.geef_akkoord(s, z.gesprek, s.ik.id, s.klok.vandaag()),
    "adviseren.stel_vast": lambda s, z: adviseren.stel_vast(s, z.gesprek),
    "adviseren.nieuwe_versie": lambda s, z: adviseren.nieuwe_versie(s, z.gesprek),
    "adviseren.dossierkopie": lambda s, z: adviseren.noteer_dossierkopie(
        s, z.gesprek, s.ik.id, s.klok.vandaag()
    ),
    "toeleiden.advies": lambda s, z: toeleiden.zet(s, z.gesprek, "wmo", Stap.GEADVISEERD, Weten.JA),
    "toeleiden.hoofdadvies": lambda s, z: toeleiden.zet_hoofdadvies(s, z.gesprek, "zelf"),
    "versturen.document": lambda s, z: versturen.noteer_document(s, z.gesprek, BriefSoort.HUISARTS, "x.pdf"),
    "versturen.verstuurd": lambda s, z: versturen.noteer_verstuurd(
        s, z.gesprek, Ontvanger.HUISARTS, s.klok.vandaag(), "ZorgMail"
    ),
    "toegang.trek_waarneming_in": lambda s, z: toegang.trek_waarneming_in(s, z.inwoner, s.ik.id),
    "toegang.laat_waarnemen": lambda s, z: toegang.laat_waarnemen(s, z.inwoner, s.ik.id, "ik wil het weten"),
}


@pytest.mark.parametrize("wie", ["Els", "Elif"])
def test_geen_schrijver_van_het_register_laat_iets_toe(
    werkmap: Werkmap, klok: VasteKlok, zaak: Zaak, wie: str
) -> None:
    s = open_als(werkmap, wie, klok)
    try:
        with s.lezen() as db:
            stand = db.exec(select(t.Wijziging.hlc).order_by(col(t.Wijziging.nr).desc())).first()
        for naam, schrijf in SCHRIJVERS.items():
            with pytest.raises(GeenToegang):
                pytest.fail(f"{naam}: {schrijf(s, zaak)}")
        with s.lezen() as db:
            assert db.exec(select(t.Wijziging.hlc).order_by(col(t.Wijziging.nr).desc())).first() == stand
    finally:
        s.sluit()


# --- the database itself ---------------------------------------------------------------------


def test_rauwe_database_met_de_databasesleutel(zaak: Zaak, els: Sessie) -> None:
    """Els has the database key: every table, the log, the concepts and the access log hold no canary."""
    alles = alle_waarden(els.werkmap.database, els.geopend.databasesleutel)
    for vorm in (v for woord in VERBORGEN for v in sporen(woord)):
        assert vorm not in alles, vorm
    assert b"Praktijk Parkweg" in alles, "the search itself works"
    assert b"Team Zwolle-Zuid" in alles
    assert b"sociaal-domein" in alles


@pytest.mark.parametrize("wie", ["Els", "Elif"])
def test_geen_zegel_gaat_open_met_een_andere_sleutel(
    werkmap: Werkmap, klok: VasteKlok, zaak: Zaak, wie: str
) -> None:
    s = open_als(werkmap, wie, klok)
    try:
        with s.lezen() as db:
            zegels = db.exec(select(t.Inwonersleutel)).all()
            concept = db.exec(select(t.Concept)).all()
            namen = {m.id: m.naam for m in db.exec(select(t.Medewerker)).all()}
        assert {namen[z.medewerker] for z in zegels} == {"Noor", "Karim"}
        assert len(concept) == 2
        for zegel in [z.zegel for z in zegels] + [c.inhoud[:80] for c in concept]:
            with pytest.raises(GeheimFout):
                ontzegel(zegel, s.prive)
    finally:
        s.sluit()


def test_een_tekst_is_niet_te_verplaatsen(noor: Sessie, zaak: Zaak) -> None:
    """Ciphertext is bound to its place: somebody's name does not open as another field, or another's."""
    ander = maak_aanmelding(noor)
    with noor.schrijven() as db:
        rij = db.get_one(t.Identiteit, zaak.inwoner)
        rij.woonplaats = rij.achternaam
    with pytest.raises(GeheimFout):
        aanmelden.lees(noor, zaak.aanmelding)
    assert aanmelden.lees(noor, ander).ruw["achternaam"] == "Jansen"


# --- who edits the database outside the program ----------------------------------------------


def knoei(werkmap: Werkmap, sleutel: bytes, opdracht: str, *waarden: object) -> None:
    """As somebody with the database key and a script: our functions are easily imitated."""
    rauw = open_verbinding(werkmap.database, sleutel)
    for naam, geeft in (("hlc", "7fffffffffff-0000-00000001"), ("moment", ""), ("apparaat", "00000001")):
        rauw.create_function(f"mgn_{naam}", 0, lambda geeft=geeft: geeft)
    rauw.create_function("mgn_wie", 0, lambda: b"\x00" * 16)
    rauw.create_function("mgn_handeling", 0, lambda: b"\x00" * 16)
    rauw.execute("PRAGMA recursive_triggers = OFF")
    for trigger in [r[0] for r in rauw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]:
        rauw.execute(f'DROP TRIGGER "{trigger}"')
    rauw.execute(opdracht, waarden)
    rauw.close()


def test_coordinator_die_haar_rol_omzet_leest_nog_niets(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, zaak: Zaak
) -> None:
    """A role is no key: what was sealed was not sealed to Els. And nothing new is: Noor's own mark says that
    Els is a coördinator, and only Noor can make that mark."""
    knoei(
        werkmap,
        noor.geopend.databasesleutel,
        "UPDATE medewerker SET rol = 'gespreksvoerder', aanmeldpunt = 1 WHERE naam = 'Els'",
    )
    s = open_als(werkmap, "Els", klok)
    toegang.herzie_alles(s)
    assert s.ik.rol == "gespreksvoerder"
    for naam, lees in LEZERS.items():
        assert verraden(lees(s, zaak)) == [], naam
    nieuw = maak_aanmelding(noor, achternaam=KANARIE)
    aanmelden.wijzig(noor, nieuw, {"woonplaats": KANARIE})
    toegang.herzie_alles(noor)
    assert aanmelden.lees(s, nieuw).dicht
    s.sluit()

    opnieuw = open_als(werkmap, "Noor", klok)
    assert "van Els" in opnieuw.let_op[-1], opnieuw.let_op
    opnieuw.sluit()


def test_wie_een_publieke_sleutel_verwisselt_krijgt_niets(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie
) -> None:
    """Els puts her own public key behind Karim's name, so that what is sealed to Karim is sealed to her."""
    prive, publiek = nieuw_paar()
    ref = maak_aanmelding(noor)
    opdracht = "UPDATE medewerker SET publiek = ? WHERE naam = 'Karim'"
    knoei(werkmap, noor.geopend.databasesleutel, opdracht, publiek)
    plan_gesprek(noor, ref)
    inwoner = aanmelden.lees(noor, ref).inwoner
    with noor.lezen() as db:
        zegels = db.exec(select(t.Inwonersleutel).where(t.Inwonersleutel.inwoner == inwoner)).all()
    assert [z.medewerker for z in zegels] == [noor.ik.id]
    for zegel in zegels:
        with pytest.raises(GeheimFout):
            ontzegel(zegel.zegel, prive)
    with pytest.raises(Beschadigd, match="Waarschuw uw team"):
        open_als(werkmap, "Karim", klok)


def test_wie_alle_merken_wist_wordt_gezien(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    """Then the whole team is new to Noor, and she is told so."""
    knoei(werkmap, noor.geopend.databasesleutel, "DELETE FROM bekend")
    s = open_als(werkmap, "Noor", klok)
    assert any(z.startswith("Nieuw in het team: Elif, Karim, Tom.") for z in s.let_op), s.let_op
    s.sluit()


def test_coordinator_maakt_geen_lezer(els: Sessie) -> None:
    """Through the program neither: no invented second colleague, no aanmeldpunt."""
    piet = beheren.bewaar(els, "medewerker", {"naam": "Piet", "rol": "gespreksvoerder", "domein": "sd"})
    with pytest.raises(GeenToegang):
        team.geef_toegang(els, piet, "een lang verzonnen wachtwoord")
    with pytest.raises(Geweigerd) as fout:
        beheren.bewaar(els, "medewerker", {"aanmeldpunt": "ja"}, piet)
    assert list(fout.value.fouten) == ["aanmeldpunt"]
    with pytest.raises(Geweigerd):
        beheren.bewaar(els, "medewerker", {"rol": "gespreksvoerder", "domein": "sd"}, els.ik.id.hex)
    tweede = beheren.bewaar(els, "medewerker", {"naam": "Ada", "rol": "coordinator"})
    team.geef_toegang(els, tweede, "een lang verzonnen wachtwoord")
    for doet_mee in ({"aanmeldpunt": "ja"}, {"rol": "gespreksvoerder", "domein": "sd", "aanmeldpunt": "ja"}):
        with pytest.raises(Geweigerd):
            beheren.bewaar(els, "medewerker", doet_mee, tweede)


def test_coordinator_mag_een_team_beginnen(tmp_path: Path, klok: VasteKlok, licht: None) -> None:
    from mgn_tui.register import sessie

    werkmap = Werkmap(tmp_path / "nieuw")
    woord = "een lang verzonnen wachtwoord"
    sessie.nieuw(
        werkmap, regio="ijssel-vecht", gebruiker="Els", wachtwoord=woord, rol="coordinator", klok=klok
    )
    s = sessie.open_werkmap(werkmap, "Els", woord, klok)
    eerste = beheren.bewaar(
        s, "medewerker", {"naam": "Noor", "rol": "gespreksvoerder", "domein": "sd", "aanmeldpunt": "ja"}
    )
    team.geef_toegang(s, eerste, WACHTWOORDEN["Noor"])
    with pytest.raises(GeenToegang):
        maak_aanmelding(s, praktijk=beheren.bewaar(s, "praktijk", {"naam": "Praktijk Parkweg"}))
    s.sluit()
    s = open_als(werkmap, "Noor", klok)
    assert maak_aanmelding(s)
    s.sluit()

"""Beheer: the team with its hours, praktijken, pilot and sprints, settings."""

import pytest
from sqlmodel import select

from mgn_tui.domain.fouten import Geweigerd, NietGevonden
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import aanmelden, beheren, instellingen, plannen, team
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import tables as t
from mgn_tui.store.werkmap import Werkmap
from tests.hulp_werkmap import WACHTWOORDEN, collega, maak_aanmelding, open_als


def ruw(s: Sessie, naam: str) -> dict[str, str]:
    return next(r.ruw for r in beheren.lijst(s, "medewerker") if r.naam == naam)


# --- lists with a grammar of their own --------------------------------------------------------


@pytest.mark.parametrize(
    ("getypt", "staat"),
    [
        ("ma 9:00-17:00", "ma 09:00-17:00"),
        ("MAANDAG 9-17", "ma 09:00-17:00"),
        ("di 9.00-12.30 13.00-17.00\n\nwo 10:00-12:00", "di 09:00-12:30 13:00-17:00\nwo 10:00-12:00"),
        ("do 13:00-17:00 9:00-12:00", "do 09:00-12:00 13:00-17:00"),
        ("", ""),
    ],
)
def test_werktijden_lezen_en_terugschrijven(noor: Sessie, getypt: str, staat: str) -> None:
    tom = collega(noor, "Tom").hex
    beheren.bewaar(noor, "medewerker", {"werktijden": getypt}, tom)
    assert ruw(noor, "Tom")["werktijden"] == staat
    versie = next(r.versie for r in beheren.lijst(noor, "medewerker") if r.naam == "Tom")
    beheren.bewaar(noor, "medewerker", {"werktijden": staat}, tom)
    assert next(r.versie for r in beheren.lijst(noor, "medewerker") if r.naam == "Tom") == versie


@pytest.mark.parametrize(
    ("veld", "getypt"),
    [
        ("werktijden", "ma"),
        ("werktijden", "xx 9:00-17:00"),
        ("werktijden", "ma 9:00"),
        ("werktijden", "ma 17:00-9:00"),
        ("werktijden", "ma 9:00-9:00"),
        ("werktijden", "ma 25:00-26:00"),
        ("werktijden", "ma 9:00-12:00 11:00-17:00"),
        ("werktijden", "ma 9:00-12:00\nma 9:00-12:00"),
        ("werktijden", "ma 9:00-12:00-17:00"),
        ("afwezig", "31-06-2027"),
        ("afwezig", "21-8-2027 t/m 3-8-2027"),
        ("afwezig", "3-8-2027 t/m"),
        ("afwezig", "3-8-2027 t/m 4-8-2027 t/m 5-8-2027"),
        ("afwezig", "3-8-2027\n3-8-2027 t/m 9-8-2027"),
        ("afwezig", "vakantie"),
        ("scholing", "Positieve gezondheid 31-06-2026"),
        ("scholing", "Tweemaal\nTweemaal 1-1-2026"),
    ],
)
def test_lijsten_die_niet_kloppen(noor: Sessie, veld: str, getypt: str) -> None:
    voor = ruw(noor, "Tom")
    if getypt == "3-8-2027 t/m":
        beheren.bewaar(noor, "medewerker", {veld: getypt}, collega(noor, "Tom").hex)
        assert ruw(noor, "Tom")[veld] == "03-08-2027 t/m 03-08-2027", "one day"
        return
    with pytest.raises(Geweigerd) as fout:
        beheren.bewaar(noor, "medewerker", {veld: getypt}, collega(noor, "Tom").hex)
    assert list(fout.value.fouten) == [veld]
    assert ruw(noor, "Tom") == voor


def test_alle_fouten_van_een_collega_tegelijk(noor: Sessie) -> None:
    with pytest.raises(Geweigerd) as fout:
        beheren.bewaar(
            noor,
            "medewerker",
            {"naam": "", "rol": "gespreksvoerder", "werktijden": "x", "afwezig": "x", "telefoon": "bel"},
        )
    assert set(fout.value.fouten) == {"naam", "domein", "werktijden", "afwezig", "telefoon"}


def test_verlof_telt_mee_in_de_planning(noor: Sessie) -> None:
    beheren.bewaar(noor, "medewerker", {"afwezig": "9-3-2027 t/m 30-6-2027"}, collega(noor, "Karim").hex)
    ref = maak_aanmelding(noor)
    assert not [v for v in plannen.voorstellen(noor, ref).voorstellen if "Karim" in v.namen]
    assert "Karim" in dict(plannen.voorstellen(noor, ref).afgevallen)


# --- the team --------------------------------------------------------------------------------


def test_coordinator_doet_het_aanmeldpunt_niet(noor: Sessie) -> None:
    with pytest.raises(Geweigerd) as fout:
        beheren.bewaar(noor, "medewerker", {"naam": "Ada", "rol": "coordinator", "aanmeldpunt": "ja"})
    assert list(fout.value.fouten) == ["aanmeldpunt"]


def test_twee_collegas_met_dezelfde_naam(noor: Sessie) -> None:
    with pytest.raises(Geweigerd) as fout:
        beheren.bewaar(noor, "medewerker", {"naam": "KARIM", "rol": "coordinator"})
    assert list(fout.value.fouten) == ["naam"]
    team.verwijder(noor, collega(noor, "Karim").hex)
    assert beheren.bewaar(noor, "medewerker", {"naam": "Karim", "rol": "gespreksvoerder", "domein": "ggz"})


def test_van_rol_wisselen_kan_alleen_zonder_sleutel(noor: Sessie) -> None:
    with pytest.raises(Geweigerd) as fout:
        beheren.bewaar(noor, "medewerker", {"rol": "coordinator"}, collega(noor, "Karim").hex)
    assert list(fout.value.fouten) == ["rol"]
    nieuw = beheren.bewaar(noor, "medewerker", {"naam": "Ada", "rol": "gespreksvoerder", "domein": "sd"})
    beheren.bewaar(noor, "medewerker", {"rol": "coordinator"}, nieuw)
    assert ruw(noor, "Ada")["rol"] == "coordinator"


@pytest.mark.parametrize("wachtwoord", ["", "kort", "Bram 2027-03-09", "12345678901234"])
def test_zwak_wachtwoord_voor_een_collega(noor: Sessie, wachtwoord: str) -> None:
    nieuw = beheren.bewaar(noor, "medewerker", {"naam": "Bram", "rol": "gespreksvoerder", "domein": "sd"})
    with pytest.raises(Geweigerd):
        team.geef_toegang(noor, nieuw, wachtwoord)
    with noor.lezen() as db:
        assert db.exec(select(t.Medewerker).where(t.Medewerker.naam == "Bram")).one().publiek is None


def test_toegang_geven_aan_wie_er_niet_is_of_al_binnen_is(noor: Sessie) -> None:
    with pytest.raises(NietGevonden):
        team.geef_toegang(noor, noor.nieuw_id().hex, "een lang verzonnen wachtwoord")
    with pytest.raises(Geweigerd, match="al een eigen"):
        team.geef_toegang(noor, collega(noor, "Tom").hex, "een lang verzonnen wachtwoord")


def test_nieuwe_collega_leest_wat_voor_haar_gepland_staat(
    werkmap: Werkmap, noor: Sessie, klok: VasteKlok
) -> None:
    """Planned before she had a passphrase: the key follows as soon as she has one."""
    sara = beheren.bewaar(
        noor,
        "medewerker",
        {"naam": "Sara", "rol": "gespreksvoerder", "domein": "ggz", "werktijden": "di 9-17"},
    )
    ref = maak_aanmelding(noor)
    from datetime import datetime
    from uuid import UUID

    from mgn_tui.domain.klok import AMSTERDAM

    plannen.plan(
        noor,
        ref,
        plannen.PlanInvoer(
            datetime(2027, 3, 16, 10, tzinfo=AMSTERDAM), (noor.ik.id, UUID(hex=sara)), reden="wil graag Sara"
        ),
    )
    team.geef_toegang(noor, sara, WACHTWOORDEN["Noor"] + " van Sara")
    from mgn_tui.register import sessie

    s = sessie.open_werkmap(werkmap, "Sara", WACHTWOORDEN["Noor"] + " van Sara", klok)
    assert aanmelden.lees(s, ref).ruw["achternaam"] == "Jansen"
    assert s.let_op == ("Nieuw in het team: Elif, Karim, Noor, Tom. Kent u iemand niet? Meld het uw team.",)
    s.sluit()
    karim = open_als(werkmap, "Karim", klok)
    assert karim.let_op == ("Nieuw in het team: Sara. Kent u iemand niet? Meld het uw team.",)
    karim.sluit()
    karim = open_als(werkmap, "Karim", klok)
    assert karim.let_op == ()
    karim.sluit()
    els = open_als(werkmap, "Els", klok)
    assert els.let_op == (), "who seals nothing to anybody need not know"
    els.sluit()


# --- praktijk, pilot, sprint, settings ---------------------------------------------------------


@pytest.mark.parametrize("soort", ["praktijk", "pilot"])
def test_dezelfde_naam_twee_keer(noor: Sessie, soort: str) -> None:
    eerste = beheren.lijst(noor, soort)[0]
    for naam in (eerste.naam, eerste.naam.upper(), f" {eerste.naam} "):
        with pytest.raises(Geweigerd) as fout:
            beheren.bewaar(noor, soort, {"naam": naam})
        assert list(fout.value.fouten) == ["naam"]
    if soort == "praktijk":
        assert beheren.bewaar(noor, soort, {"naam": eerste.naam, "plaats": "Elders"})


@pytest.mark.parametrize("soort", ["pilot", "sprint"])
def test_einde_voor_het_begin(noor: Sessie, soort: str) -> None:
    goed = {"naam": "X"} if soort == "pilot" else {"pilot": beheren.lijst(noor, "pilot")[0].id}
    with pytest.raises(Geweigerd) as fout:
        beheren.bewaar(noor, soort, {**goed, "begin": "1-5-2027", "einde": "30-4-2027"})
    assert list(fout.value.fouten) == ["einde"]
    assert beheren.bewaar(noor, soort, {**goed, "begin": "1-5-2027", "einde": "1-5-2027"})


@pytest.mark.parametrize("soort", ["praktijk", "pilot", "sprint", "medewerker"])
def test_wijzigen_van_wat_er_niet_is(noor: Sessie, soort: str) -> None:
    with pytest.raises(NietGevonden):
        beheren.bewaar(noor, soort, {"naam": "x"}, noor.nieuw_id().hex)


def test_sprints_zijn_genummerd_naar_hun_begin(noor: Sessie) -> None:
    pilot = beheren.lijst(noor, "pilot")[0].id
    beheren.bewaar(noor, "sprint", {"pilot": pilot, "begin": "1-1-2027", "einde": "31-1-2027"})
    assert [(r.naam, r.bij) for r in beheren.lijst(noor, "sprint")] == [
        ("sprint 1", "01-01-2027"),
        ("sprint 2", "01-02-2027"),
    ]


def test_instellingen(noor: Sessie, els: Sessie) -> None:
    instellingen.bewaar(els, {"spoedlijn": "038-7654321", "termijn_log_jaren": "7"})
    assert instellingen.lees(noor)["termijn_log_jaren"] == "7"
    kaart = dict(instellingen.spoedkaart(noor))
    assert (kaart["Direct levensgevaar"], kaart["Spoedlijn huisarts"]) == ("112", "038-7654321")
    assert kaart["Veilig Thuis"] == "0800-2000"
    instellingen.bewaar(noor, {"spoedlijn": ""})
    assert dict(instellingen.spoedkaart(noor))["Spoedlijn huisarts"] == ""
    with pytest.raises(Geweigerd) as fout:
        instellingen.bewaar(noor, {"termijn_log_jaren": "4"})
    assert list(fout.value.fouten) == ["termijn_log_jaren"]
    for eigen in ("regio", "werkmap", instellingen.KETEN):
        with pytest.raises(Geweigerd):
            instellingen.bewaar(noor, {eigen: "x"})

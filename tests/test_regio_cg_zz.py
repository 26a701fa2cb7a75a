"""Centraal Gelderland and Zorgzaam as their plans print them, and one case of each from aanmelding to letter."""

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from sqlmodel import select

from mgn_tui.documents.brief import als_tekst, maak_pdf
from mgn_tui.domain import teamregel
from mgn_tui.domain.brief import BriefSoort
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.klok import AMSTERDAM, VasteKlok
from mgn_tui.domain.profiel import Profiel, laad_profiel
from mgn_tui.domain.profiel_bron import NIET_BEPAALD
from mgn_tui.domain.profiel_controle import CATEGORIEEN
from mgn_tui.domain.teamregel import ERVARINGSDESKUNDIGE, VOERDER, Teamlid, beoordeel_team, verdeel_rollen
from mgn_tui.domain.woorden import Stap, Thema, Weten
from mgn_tui.register import (
    aanmelden,
    adviseren,
    beheren,
    brieven,
    planbeeld,
    plannen,
    sessie,
    team,
    toeleiden,
    vastleggen,
)
from mgn_tui.register.plannen import PlanInvoer, Regelbreuk
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import tables as t
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.screens import gesprek_bladen
from tests.hulp_werkmap import BEGIN, aanmelding_ruw, collega, naar_gesprek

REGIOS = ("centraal-gelderland", "zorgzaam")


@pytest.fixture(scope="module")
def cg() -> Profiel:
    return laad_profiel("centraal-gelderland")


@pytest.fixture(scope="module")
def zz() -> Profiel:
    return laad_profiel("zorgzaam")


def waarden(profiel: Profiel) -> dict[str, int | Decimal]:
    return {aanname.code: aanname.waarde for aanname in profiel.aannames}


def per_jaar(profiel: Profiel, code: str) -> list[int | Decimal]:
    w = waarden(profiel)
    return [w[f"{code}-{jaar}"] for jaar in range(2025, 2030) if f"{code}-{jaar}" in w]


# --- Centraal Gelderland --------------------------------------------------------------------------


def test_kern_van_centraal_gelderland(cg: Profiel) -> None:
    assert [g.label for g in cg.gemeenten][-1] == "Rozendaal"
    assert "gedrukt staat: Roosendaal" in cg.bron("gemeenten.rozendaal")
    assert cg.term("casusoverleg") == "Overlegtafel" and cg.term("advies") == "verslag"
    assert cg.aanmelding.vraag_consultatie and cg.aanmelding.leeftijd_min == 18
    assert cg.gesprek.soorten == ("instroom", "uitstroom", "check-in")
    assert cg.gesprek.vormen[:2] == ("digitaal", "hybride") and cg.gesprek.reden_bij_locatie
    assert cg.advies.eerst_grip and cg.advies.eigen_conclusie and not cg.advies.wil_kan_nodig
    assert [a.code for a in cg.aanmelders] == ["huisarts", "poh-ggz"]
    for norm in cg.normen.values():
        assert norm.dagen is None and norm.status == "geen"
    for pad in ("normen.uitnodiging", "tarieven", "prijzen.prijspeil", "planning.capaciteit_per_week"):
        assert cg.bron(pad).startswith(NIET_BEPAALD), pad
    assert cg.sprint.rapportage == "tertaal" and not cg.sprint.sprints
    assert cg.tellen.startdatum == date(2026, 1, 1)
    assert {t.code for t in cg.casus_typen} == {
        "horizontaal",
        "verticaal-sociaal-domein",
        "verticaal-sociale-basis",
        "passend",
    }


def test_doelen_van_centraal_gelderland(cg: Profiel) -> None:
    nummers = ["1", "2", "3a", "3b", "4", "5", "6", "7", "8", "9", "10", "11a", "11b", "12a", "12b", "13"]
    assert [d.nr for d in cg.doelen] == nummers
    tellen = {d.nr: (d.soort, d.venster, d.minimum) for d in cg.doelen if not d.handmatig}
    assert tellen == {
        "3a": ("getal", "jaar", 380),
        "3b": ("aandeel", "jaar", 20),
        "11a": ("getal", "jaar", 750),
        "11b": ("aandeel", "jaar", 20),
    }
    for nr in ("3b", "11b"):
        assert (cg.doel(nr).telt, cg.doel(nr).telwijze, cg.doel(nr).groep) == (
            "gesprekken",
            "bevat-niet",
            "ggz",
        )
    with_hand = {d.nr: (d.soort, d.minimum, d.maximum) for d in cg.doelen if d.handmatig}
    assert with_hand["5"] == ("getal", 10, None)
    assert with_hand["7"] == ("getal", 200, None) and with_hand["9"] == ("getal", 300, None)
    assert with_hand["8"] == ("getal", 22, None)
    assert with_hand["13"] == ("verhouding", None, 97) and "12a" in cg.doel("13").nulmeting
    assert {d.nr for d in cg.doelen if d.type == "resultaat"} == {"3b", "7", "8", "9", "11b", "13"}
    vast = {d.nr for d in cg.doelen if all(m.aard == "seed" for m in d.ijkmomenten)}
    assert vast == set(nummers) - {"1", "2", "4", "6", "10", "12b"}, "the other quarters are lost in the text"
    assert cg.doel("12b").ijkmomenten[0].datum_gedrukt == "31 december, zonder jaar (L1718-1719)"
    assert cg.doel("13").ijkmomenten[0].datum == date(2027, 10, 1)
    assert not any(m.bedrag for d in cg.doelen for m in d.ijkmomenten), "no money hangs on a KPI"


def test_geld_van_centraal_gelderland_opnieuw_opgeteld(cg: Profiel) -> None:
    """The plan prints 11.234.197, -5.836.039, 1.932.006, 3.378.515 and 3.401 (L134-145)."""
    assert sum(per_jaar(cg, "resultaat-zvw")) == 11_234_196  # one euro less than printed
    assert sum(per_jaar(cg, "resultaat-sociaal-domein")) == -5_836_040  # one more below zero
    assert sum(per_jaar(cg, "investering-iza")) == 1_932_006
    assert sum(per_jaar(cg, "investering-spuk")) == 3_378_515
    assert sum(per_jaar(cg, "behandelingen")) == 3_401
    w, delen = waarden(cg), ("steunpunten", "gesprekken", "overlegtafel")
    for wat, som in (("zvw", 11_234_197), ("sociaal-domein", -5_836_040), ("behandelingen", 3_401)):
        assert sum(w[f"{deel}-{wat}-{per}"] for deel in delen for per in ("tm-2027", "2028-2029")) == som
    assert w["investering-iza-2026"] and sum(w[f"{deel}-iza"] for deel in delen) == 591_419
    assert sum(w[f"{deel}-spuk"] for deel in delen) == 2_863_961
    resultaat = 11_234_197 - 1_932_006 - w["spuk-meerkosten"] - w["spuk-personeel"] - 5_836_039
    assert resultaat == 638_936  # printed: 638.937
    gesprekken = w["gesprekken-2026"] + w["gesprekken-2027"]
    afgeleid = Decimal(w["gesprekken-behandelingen-tm-2027"]) / gesprekken * 100
    assert round(afgeleid, 1) == w["behandelingen-per-gesprek"] == Decimal("35.8")


# --- Zorgzaam -------------------------------------------------------------------------------------


def test_kern_van_zorgzaam(zz: Profiel) -> None:
    assert len(zz.gemeenten) == 7 and len(zz.deelgebieden) == 13
    assert zz.bron("deelgebieden.s-hertogenbosch-5").startswith(NIET_BEPAALD)
    assert "Maasdiel" in zz.bron("gemeenten.maasdriel")
    assert zz.advies.opent_op == "wil-kan-nodig" and zz.advies.plan_met_inwoner
    assert [d.code for d in zz.advies.delen] == ["kan", "nodig", "opvolging"]
    assert zz.tellen.startdatum == date(2025, 4, 1) and zz.sprint.omvang_pilot == 20
    dagen = {naam: (n.van, n.tot, n.dagen, n.status) for naam, n in zz.normen.items() if n.dagen}
    assert dagen == {
        "gesprek": ("aanmelding", "gesprek", 14, "streven"),
        "intake_ggz": ("gesprek", "intake", 28, "landelijk"),
        "behandeling_ggz": ("intake", "behandeling", 70, "landelijk"),
        "totaal_ggz": ("gesprek", "behandeling", 98, "landelijk"),
        "overname_behandelverantwoordelijkheid": ("verwijzing", "overname", 28, "streven"),
        "samenwerkoverleg": ("samenwerkoverleg", "uitvoering", 42, "werkafspraak"),
        "overlegtafel": ("casusoverleg", "contact", 21, "werkafspraak"),
    }
    assert zz.normen["gesprek"].dagen_min == 7
    assert {n for n in zz.normen if zz.normen[n].herstart == "casusoverleg"} == {"intake_ggz", "totaal_ggz"}
    assert [c.code for c in zz.categorieen if c.code not in CATEGORIEEN] == ["samenwerkoverleg"]
    assert zz.groep_van("samenwerkoverleg") == "sociaal-domein"
    assert zz.triage[0].code == "niet-helder-meervoudig" and len(zz.triage) == 9
    assert (zz.prijzen.prijspeil, zz.prijzen.indexatie_procent) == (2025, Decimal("3.64"))


def test_doelen_van_zorgzaam(zz: Profiel) -> None:
    assert [d.nr for d in zz.doelen] == [str(n) for n in range(1, 13)]
    banden = [(m.minimum, m.maximum) for m in zz.doel("1").ijkmomenten]
    assert banden == [(40, None), (676, 826), (1507, 1843), (2184, None), (2196, None)]
    assert (zz.doel("1").telt, zz.doel("1").venster) == ("inwoners", "jaar")
    assert [m.maximum for m in zz.doel("2").ijkmomenten] == [80, 75, 70, 70, 70]
    assert [m.minimum for m in zz.doel("3").ijkmomenten] == [20, 25, 30, 30, 30]
    assert (zz.doel("2").telwijze, zz.doel("3").telwijze) == ("bevat", "bevat-niet")
    for een, ander in zip(zz.doel("2").ijkmomenten, zz.doel("3").ijkmomenten, strict=True):
        assert een.maximum is not None and ander.minimum is not None
        assert een.datum == ander.datum and een.maximum + ander.minimum == 100
    assert [[m.minimum for m in zz.doel(nr).ijkmomenten] for nr in ("4", "5", "6")] == [
        [3, 4, 5, 5],
        [6, 9, 12, 12],
        [3, 4, 5, 5],
    ]
    assert [m.minimum for m in zz.doel("7").ijkmomenten] == [2, 3, 4, 5, 6, 10, 13]
    assert [m.minimum for m in zz.doel("8").ijkmomenten] == [5, 10]
    assert {d.nr for d in zz.doelen if not d.handmatig} == {"1", "2", "3"}
    assert all(d.aard == "aanname" and "van ons" in d.reden for d in zz.doelen), "the plan gives no KPI list"


def test_geld_van_zorgzaam_opnieuw_opgeteld(zz: Profiel) -> None:
    """The plan prints 212.852, 1.981.516, 2.579.345 and 324.521, together 5.098.234 (L584)."""
    rijen = (
        "kosten-gesprekken",
        "kosten-project-gesprek",
        "kosten-samenwerkwijze",
        "kosten-gemeenten",
        "kosten-verwijsadvies",
        "kosten-project-aanbod",
        "kosten-netwerk",
        "kosten-innovatie",
    )
    kosten = [sum(jaar) for jaar in zip(*(per_jaar(zz, rij) for rij in rijen), strict=True)]
    assert kosten == [212_852, 1_981_516, 2_579_345, 324_522]  # 2028: one euro more than printed
    assert sum(kosten[:3]) == 4_773_713
    delen = ("ggz-naar-sd", "gemiddeld-naar-licht", "specialistisch-naar-basis", "kortere-behandeling")
    baten = [sum(jaar) for jaar in zip(*(per_jaar(zz, f"baten-{deel}") for deel in delen), strict=True)]
    assert baten == [0, 674_672, 1_511_763, 2_021_844, 2_105_818]
    assert sum(baten[:3]) - sum(kosten[:3]) == -2_587_278, "the plan calls 2025-2027 positive (L440)"
    assert "66.193" in zz.bron("aannames.baten-gemiddeld-naar-licht-2028")
    instroom, gesprekken = per_jaar(zz, "instroom-ggz"), per_jaar(zz, "gesprekken")
    assert (sum(instroom), sum(instroom[:4]), sum(gesprekken)) == (39_023, 31_153, 6_846)
    aandeel = [round(Decimal(g) / i * 100, 1) for g, i in zip(gesprekken, instroom, strict=True)]
    assert aandeel == [Decimal(x) for x in ("0.5", "9.7", "21.5", "27.9", "27.9")], "not the 22% of L436"


# --- the team rule --------------------------------------------------------------------------------

GGZ = Teamlid("1", "Karim", "ggz", False, frozenset())
SD = Teamlid("2", "Noor", "sd", False, frozenset())
ED = Teamlid("3", "Femke", None, True, frozenset())
SD_ED = Teamlid("4", "Tom", "sd", True, frozenset())
GGZ_ED = Teamlid("5", "Elif", "ggz", True, frozenset())


def codes(profiel: Profiel, leden: tuple[Teamlid, ...], gewenst: bool | None = None) -> set[str]:
    gevonden = beoordeel_team(
        verdeel_rollen(leden, profiel.teamregel, gewenst),
        profiel.teamregel,
        ervaringsdeskundige_gewenst=gewenst,
        expertises=frozenset(),
        expertise_labels={},
    )
    return {b.code for b in gevonden}


@pytest.mark.parametrize(
    ("leden", "fout"),
    [
        ((GGZ, SD), set()),
        ((GGZ, ED), set()),
        ((GGZ, GGZ_ED), set()),
        ((GGZ, SD, ED), set()),
        ((SD, ED), {"domein-ontbreekt"}),
        ((GGZ, GGZ), {"domein-ontbreekt", "dubbel-lid"}),
        ((GGZ,), {"te-weinig"}),
        ((GGZ, SD, ED, SD_ED), {"te-veel"}),
    ],
)
def test_teamregel_van_centraal_gelderland(cg: Profiel, leden: tuple[Teamlid, ...], fout: set[str]) -> None:
    assert codes(cg, leden) == fout


@pytest.mark.parametrize(
    ("leden", "gewenst", "fout"),
    [
        ((GGZ, SD), None, set()),
        ((GGZ, SD), True, {"ervaringsdeskundige-ontbreekt"}),
        ((GGZ, SD, ED), True, set()),
        ((GGZ, SD, SD_ED), True, set()),
        ((GGZ, SD_ED), None, set()),
        ((GGZ, SD_ED), True, {"ervaringsdeskundige-ontbreekt"}),
        ((GGZ, SD, ED), None, {"ervaringsdeskundige-ongevraagd"}),
        ((GGZ, ED), None, {"te-weinig", "ervaringsdeskundige-ongevraagd"}),
    ],
)
def test_teamregel_van_zorgzaam(
    zz: Profiel, leden: tuple[Teamlid, ...], gewenst: bool | None, fout: set[str]
) -> None:
    assert codes(zz, leden, gewenst) == fout


def test_wie_erbij_komt_krijgt_die_rol(zz: Profiel, cg: Profiel) -> None:
    rollen = [lid.rol for lid in verdeel_rollen((GGZ, SD, SD_ED), zz.teamregel, True)]
    assert rollen == [VOERDER, VOERDER, ERVARINGSDESKUNDIGE]
    assert [lid.rol for lid in verdeel_rollen((GGZ, ED), cg.teamregel, True)] == [VOERDER, VOERDER]
    assert teamregel.teamcodes(verdeel_rollen((GGZ, SD, ED), zz.teamregel, True)) == "ggz|sd|ed"


# --- one case, from aanmelding to letter ----------------------------------------------------------

WACHTWOORD = "zonnige fietstocht langs rivier"
TIJDEN = "ma 9:00-17:00\ndi 9:00-17:00\nwo 9:00-17:00\ndo 9:00-17:00"
MENSEN = {
    "Karim": {"domein": "ggz", "aanmeldpunt": "ja"},
    "Noor": {"domein": "sd"},
    "Femke": {"ervaringsdeskundig": "ja"},
}


@pytest.fixture(params=REGIOS)
def s(request: pytest.FixtureRequest, tmp_path: Path, klok: VasteKlok, licht: None) -> Iterator[Sessie]:
    """Karim (ggz) at work in a new werkmap of the region, with Noor (sd) and Femke (ervaringsdeskundige)."""
    werkmap = Werkmap(tmp_path / "werkmap")
    sessie.nieuw(werkmap, regio=request.param, gebruiker="Karim", wachtwoord=WACHTWOORD, klok=klok)
    open_ = sessie.open_werkmap(werkmap, "Karim", WACHTWOORD, klok)
    for naam, velden in MENSEN.items():
        ruw = {"naam": naam, "rol": "gespreksvoerder", "werktijden": TIJDEN, **velden}
        id_ = beheren.bewaar(open_, "medewerker", ruw, open_.ik.id.hex if naam == "Karim" else None)
        if naam != "Karim":
            team.geef_toegang(open_, id_, f"lantaarn vlinder schommel {naam}")
    beheren.bewaar(open_, "praktijk", {"naam": "Praktijk Parkweg", "huisarts": "dr. De Boer"})
    yield open_
    open_.sluit()


def test_een_zaak_van_aanmelding_tot_brief(s: Sessie) -> None:
    p, cg = s.profiel, s.profiel.id == "centraal-gelderland"
    vorm = {v.naam: v for v in aanmelden.formulier(s).velden}
    assert [k.code for k in vorm["criteria"].keuzes] == [c.code for c in p.criteria]
    assert ("triage" in vorm) is not cg
    extra = {"consultatie_geprobeerd": "ja"} if cg else {"triage": "niet-helder-meervoudig"}
    ruw = aanmelding_ruw(s, criteria="psychische-klachten|onduidelijke-vraag", **extra)
    aanmelding = aanmelden.nieuw(s, ruw | {"ervaringsdeskundige_gewenst": "ja"})
    for veld, waarde in extra.items():
        assert aanmelden.lees(s, aanmelding).ruw[veld] == waarde
    jong = ruw | {"geboortedatum": f"10-3-{s.klok.vandaag().year - 18}"}
    with pytest.raises(Geweigerd, match="vanaf 18 jaar"):
        aanmelden.nieuw(s, jong)

    begin = planbeeld.lees(s, aanmelding).ruw
    assert begin["vorm"] == ("digitaal" if cg else "locatie") and begin["duur_min"] == "60"
    voorstel = plannen.voorstellen(s, aanmelding, begin["vorm"]).voorstellen[0]
    invoer = {**begin, "begin": f"{voorstel.begin:%d-%m-%Y %H:%M}", "team": "|".join(voorstel.team)}
    gesprek = plannen.plan(s, aanmelding, plannen.uit_ruw(s, invoer))
    with s.lezen() as db:
        rollen = {d.medewerker: d.rol for d in db.exec(select(t.Deelnemer))}
    assert len(rollen) == (2 if cg else 3)
    if not cg:  # the ervaringsdeskundige comes in addition
        assert rollen[collega(s, "Femke")] == ERVARINGSDESKUNDIGE

    naar_gesprek(s, gesprek)
    bladen = gesprek_bladen.bladen(s)
    assert [blad.titel for blad in bladen[:1]] == [
        "Lichaamsfuncties" if cg else "Wat wil ik, wat kan ik, wat heb ik nodig"
    ]
    assert len(bladen) == (6 if cg else 7)
    eigen = {"eerst_grip": "de post"} if cg else {"wil": "rust", "kan": "wandelen", "nodig": "een maatje"}
    vastleggen.bewaar(s, gesprek, {**eigen, "conclusie": "Eerst de post, dan mijn werk.", "duur_min": "60"})
    vastleggen.bewaar_thema(s, gesprek, Thema.MEEDOEN, {"score": "4", "vertelt": "mist collega's"})
    vastleggen.rond_af(s, gesprek)

    advies = "sociaal-domein|steunpunt" if cg else "samenwerkoverleg|ggz-basis"
    kern = {
        "antwoord": "Een behandeling is nu niet nodig.",
        "actie_huisarts": "geen",
        "urgentie": "gewoon",
        "categorieen": advies,
        "hoofdadvies": advies.split("|")[0],
        "besproken_op": "vandaag",
    }
    if not cg:  # the region's own code counts in the ggz group's rule like any other
        with pytest.raises(Geweigerd, match="die verwijzing doet de huisarts zelf"):
            adviseren.bewaar(s, gesprek, kern, [])
        kern["actie_huisarts"] = "verwijzing-ggz"
    delen = [d.code for d in p.advies.delen]
    afspraken = [{"wat": f"stap {n}", "wie": "W. Jansen", "deel": deel} for n, deel in enumerate(delen)]
    adviseren.bewaar(s, gesprek, kern, afspraken)
    for wie in rollen:
        adviseren.geef_akkoord(s, gesprek, wie, s.klok.vandaag())
    adviseren.stel_vast(s, gesprek)

    brief = als_tekst(brieven.maak(s, gesprek, BriefSoort.HUISARTS))
    plat = " ".join(brief.split())
    for deel in p.advies.delen:
        assert deel.label in plat
    assert ("Eerst de post, dan mijn werk." in plat) is cg, (
        "the report holds the inwoner's conclusion in CG only"
    )
    assert "mist collega's" not in plat
    eigen_brief = " ".join(als_tekst(brieven.maak(s, gesprek, BriefSoort.INWONER)).split())
    assert all(tekst in eigen_brief for tekst in eigen.values())
    assert maak_pdf(brieven.maak(s, gesprek, BriefSoort.HUISARTS)).startswith(b"%PDF")

    code = advies.split("|")[0]
    toeleiden.zet(s, gesprek, code, Stap.VERWEZEN, Weten.JA, s.klok.vandaag())
    (rij,) = toeleiden.staat(s).rijen
    assert rij.geadviseerd == set(advies.split("|")) and rij.hoofdadvies == code
    telling = toeleiden.telling(s, (rij,))
    assert telling.groepen["ggz"].bevat == (0 if cg else 1)
    assert telling.groepen["sociaal-domein"].bevat == 1


@pytest.mark.parametrize("s", ["centraal-gelderland"], indirect=True)
def test_op_locatie_vraagt_om_een_reden(s: Sessie) -> None:
    aanmelding = aanmelden.nieuw(s, aanmelding_ruw(s))
    begin = datetime.combine(BEGIN.date().replace(day=10), time(10), AMSTERDAM)
    plan = PlanInvoer(begin, (collega(s, "Noor"), collega(s, "Karim")), vorm="locatie", locatie="De Terp")
    with pytest.raises(Regelbreuk) as breuk:
        plannen.plan(s, aanmelding, plan)
    assert set(breuk.value.fouten) == {"niet-online"} and breuk.value.mag_met_reden
    for vorm in ("digitaal", "hybride"):
        assert plannen.beoordeel(s, aanmelding, PlanInvoer(begin, plan.team, vorm=vorm)) == ()
    met_reden = PlanInvoer(begin, plan.team, vorm="locatie", locatie="De Terp", reden="wil geen beeldbellen")
    gesprek = plannen.plan(s, aanmelding, met_reden)
    with s.lezen() as db:
        assert db.exec(select(t.Gesprek.afwijking).where(t.Gesprek.ref == gesprek)).one() == "niet-online"

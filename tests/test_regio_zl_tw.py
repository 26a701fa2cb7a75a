"""Zuid-Limburg and Twente as their plans print them, and one case of each from aanmelding to letter."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from mgn_tui.documents.brief import als_tekst, maak_pdf
from mgn_tui.domain.brief import BriefSoort
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.profiel import Profiel, laad_profiel
from mgn_tui.domain.profiel_bron import NIET_BEPAALD
from mgn_tui.domain.profiel_controle import CATEGORIEEN, geldsommen
from mgn_tui.domain.teamregel import ERVARINGSDESKUNDIGE, VOERDER, Teamlid, beoordeel_team
from mgn_tui.domain.woorden import Stap, Thema, Weten
from mgn_tui.register import (
    aanmelden,
    adviseren,
    beheren,
    brieven,
    plannen,
    sessie,
    team,
    toeleiden,
    vastleggen,
)
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap
from tests.hulp_werkmap import BEGIN, WACHTWOORDEN, aanmelding_ruw, collega, naar_gesprek

REGIOS = ("zuid-limburg", "twente")


@pytest.fixture(scope="module")
def zl() -> Profiel:
    return laad_profiel("zuid-limburg")


@pytest.fixture(scope="module")
def tw() -> Profiel:
    return laad_profiel("twente")


def waarden(profiel: Profiel, begin: str = "") -> dict[str, int | Decimal]:
    return {a.code: a.waarde for a in profiel.aannames if a.code.startswith(begin)}


# --- Zuid-Limburg ---------------------------------------------------------------------------------


def test_kern_van_zuid_limburg(zl: Profiel) -> None:
    assert (zl.term("gespreksvoerders"), zl.term("casusoverleg")) == ("verkenners", "DOCO")
    assert len(zl.gemeenten) == 16 and {s.code: s.aandeel for s in zl.subregios} == {
        "parkstad": 41,
        "westelijke-mijnstreek": 25,
        "maastricht-heuvelland": 34,
    }
    assert sorted(g for s in zl.subregios for g in s.gemeenten) == sorted(g.code for g in zl.gemeenten)
    assert all(zl.normen[n].dagen is None for n in ("uitnodiging", "gesprek", "intake_ggz", "sociaal_domein"))
    assert (zl.normen["treeknorm"].dagen, zl.normen["treeknorm"].status) == (98, "landelijk")
    assert (zl.sprint.rapportage, zl.sprint.mijlpalen, zl.sprint.sprints) == ("half-jaar", (100, 500), False)
    assert (zl.tellen.startdatum, zl.tellen.weinig_gesprekken) == (date(2024, 6, 1), 500)
    assert {(s.minimum, s.maximum) for s in zl.schalen} == {(1, 10)}
    assert [s.code for s in zl.casus_situaties] == ["geen-passende-hulp", "sluit-niet-aan"]
    assert {g.code: g.label[0] for g in zl.groepen if g.code != "overig"} == {
        "ggz": "N",
        "sociaal-domein": "L",
        "poh-ggz": "M",
        "inwoner-zelf": "K",
    }
    for pad in ("normen.gesprek", "planning.capaciteit_per_week", "bandbreedtes.hoofdimpact"):
        assert zl.bron(pad).startswith(NIET_BEPAALD), pad


def test_doelen_van_zuid_limburg(zl: Profiel) -> None:
    in_2028 = {d.nr: d.ijkmomenten[-1].minimum for d in zl.doelen if d.type == "resultaat"}
    assert in_2028 == {
        "VG": 8224,
        "DOCO": 60,
        "SGGZ": None,
        "WEBSITE": 5000,
        "EHEALTH": 150,
        "LEEFSTIJL": 250,
        "HERSTEL": 750,
        "FAMILIE": 200,
    }
    assert [m.maximum for m in zl.doel("SGGZ").ijkmomenten] == [100, 70]
    assert [d.nr for d in zl.doelen if not d.bevroren] == ["SGGZ"]  # the one that may be adjusted
    per_cluster: dict[str, list[str]] = {}
    for doel in zl.doelen:
        per_cluster.setdefault(doel.cluster, []).append(doel.nr)
    een = {c.code: c.tolerantie for c in zl.clusters if c.regel == "een"}
    assert een == {"uim": 20, "preventie": 20, "ervaringsdeskundigheid": 20}
    assert per_cluster["uim"] == ["VG", "DOCO"]
    assert len(per_cluster["preventie"]) == 3 and len(per_cluster["ervaringsdeskundigheid"]) == 2
    assert [zl.doel(nr).type for nr in per_cluster["uim1"]] == ["inspanning"] * 4
    assert {c.tolerantie for c in zl.clusters if c.regel == "alle"} == {0}
    honderd = zl.doel("UIM1b")
    assert (honderd.telt, honderd.venster, honderd.minimum) == ("gesprekken", "cumulatief", 100)
    assert not any(m.bedrag for d in zl.doelen for m in d.ijkmomenten)  # figuur 27 is lost


def test_een_voetnoot_aan_een_getal_is_een_drukfout(zl: Profiel) -> None:
    gedrukt = {d.nr: m.gedrukt for d in zl.doelen for m in d.ijkmomenten if m.gecorrigeerd == "minimum"}
    assert gedrukt == {
        "WEBSITE": "500016",
        "EHEALTH": "15017",
        "LEEFSTIJL": "25018",
        "HERSTEL": "75045",
        "FAMILIE": "20046",
    }
    assert zl.doel("O8").ijkmomenten[0].datum_gedrukt == "uitbetaling in 2025 en 2026"
    assert [c.code for c in zl.clusters if c.aard == "correctie"] == ["ervaringsdeskundigheid"]


def test_geld_van_zuid_limburg_opnieuw_opgeteld(zl: Profiel) -> None:
    w = waarden(zl)
    assert sum(waarden(zl, "sleutel-").values()) == 1
    assert (
        w["budget"] - w["budget-iza"] - w["budget-spuk"] - w["budget-overig"] == 5_300_000
    )  # of 2028 (L2051-2053)
    assert w["extra-kosten-sd"] * 8224 // w["gesprekken-volledig"] == 819_677
    assert w["netto-verschil"] * 8224 // w["gesprekken-volledig"] == 1_989_677
    assert [w["preventie-regio"] * w[f"ingroei-preventie-{j}"] / 100 for j in (2026, 2027, 2028)] == [
        95_000,
        380_000,
        855_000,
    ]


# --- Twente ---------------------------------------------------------------------------------------


def test_kern_van_twente(tw: Profiel) -> None:
    assert [g.code for g in tw.gemeenten] == sorted(g.code for g in tw.gemeenten) and len(tw.gemeenten) == 14
    assert {
        n: (tw.normen[n].dagen, tw.normen[n].status) for n in ("gesprek", "intake_ggz", "sociaal_domein")
    } == {
        "gesprek": (14, "streven"),
        "intake_ggz": (28, "streefnorm"),
        "sociaal_domein": (42, "norm"),
    }
    assert [a.code for a in tw.aanmelders] == ["huisarts", "poh-ggz", "casusoverleg"]
    assert tw.advies.vijf_stappen and [d.code for d in tw.advies.delen] == [
        "normalisatie",
        "hulpmiddelen",
        "netwerk",
        "sociale-basis",
        "professioneel",
    ]
    assert {"inwoner", "team", "proces", "samenwerking"} <= {s.code for s in tw.schalen}
    assert tw.tarieven == () and tw.bron("tarieven").startswith(NIET_BEPAALD)
    assert (tw.prijzen.prijspeil, tw.prijzen.indexatie_procent) == (2025, Decimal("2.8"))
    assert tw.tellen.startdatum == date(2025, 1, 1)


def test_categorieen_van_twente(tw: Profiel) -> None:
    assert set(CATEGORIEEN) | {"ggz-mono", "ggz-multi"} == {c.code for c in tw.categorieen}
    assert tw.groep_van("ggz-mono") == tw.groep_van("ggz-multi") == "ggz"
    bakken = {g.code: tw.codes_van(g.code) for g in tw.monitorgroepen}
    assert list(bakken) == ["multidisciplinair", "monodisciplinair", "sociaal-domein", "geen"]
    samen = [code for codes in bakken.values() for code in codes]
    assert len(samen) == len(set(samen))  # the four shares exclude each other
    assert bakken["multidisciplinair"] == {"ggz-multi", "ggz-specialistisch"}
    assert tw.codes_van("ggz") > bakken["multidisciplinair"] | bakken["monodisciplinair"]
    assert tw.codes_van("bestaat-niet") == frozenset()


def test_de_vier_aandelen_laten_drie_procent_over(tw: Profiel) -> None:
    def grens(nr: int) -> int:
        (moment,) = tw.doel(str(nr)).ijkmomenten
        return int(moment.maximum or moment.minimum or 0)

    assert [grens(16 + n) + grens(19 + n) + grens(22 + n) for n in range(3)] == [97, 97, 97]
    assert waarden(tw)["geen-zorg"] == 3


def test_doelen_van_twente(tw: Profiel) -> None:
    assert [d.nr for d in tw.doelen] == [str(n) for n in range(1, 48)]
    gesprekken = {
        d.nr: (d.venster, d.ijkmomenten[0].minimum)
        for d in tw.doelen
        if d.soort == "getal" and not d.handmatig
    }
    assert gesprekken == {
        "13": ("jaar", 100),
        "14": ("jaar", 650),
        "15": ("jaar", 1300),
        "27": ("cumulatief", 138),
        "28": ("cumulatief", 414),
        "29": ("cumulatief", 690),
    }
    for nr in range(16, 25):
        doel = tw.doel(str(nr))
        assert (doel.telt, doel.telwijze, doel.type) == ("gesprekken", "primair", "resultaat")
        assert bool(doel.nulmeting) is (doel.soort == "verhouding") is (nr >= 19)
        assert doel.ijkmomenten[0].van == date(doel.ijkmomenten[0].datum.year, 1, 1)
    assert tw.doel("30").ijkmomenten[0].van == date(2025, 7, 1)
    assert {nr: tw.doel(nr).ijkmomenten[0].minimum for nr in ("4", "5", "9", "41", "42", "43")} == {
        "4": 155,
        "5": 437,
        "9": 40_000,
        "41": 400,
        "42": 850,
        "43": 900,
    }
    resultaat = {d.nr for d in tw.doelen if d.type == "resultaat"}
    assert resultaat == {"4", "5", "47", *map(str, range(16, 25)), *map(str, range(27, 33))}


def test_geld_van_twente_opnieuw_opgeteld(tw: Profiel) -> None:
    """The plan prints € 16.275 thousand, 7.700 IZA and 8.575 SPUK (L3609)."""
    sommen = geldsommen(tw.doelen)
    assert {jaar: s["totaal"] for jaar, s in sommen.items()} == {
        2025: 3_336_000,
        2026: 7_907_000,
        2027: 5_031_000,
    }
    totaal = {deel: sum(s.get(deel, 0) for s in sommen.values()) for deel in ("totaal", "iza", "spuk")}
    assert totaal == {"totaal": 16_274_000, "iza": 7_700_500, "spuk": 8_573_500}
    for doel in tw.doelen:
        (moment,) = doel.ijkmomenten
        assert sum(moment.split.values()) == moment.bedrag, doel.nr
    per_type = {
        t: sum(d.ijkmomenten[0].bedrag or 0 for d in tw.doelen if d.type == t)
        for t in ("inspanning", "resultaat")
    }
    assert per_type == {"inspanning": 12_103_000, "resultaat": 4_171_000}
    assert tw.doel("47").ijkmomenten[0].gedrukt.startswith("in hoofdstuk 6: € 304.000")


def test_inwoners_van_twente_opnieuw_opgeteld(tw: Profiel) -> None:
    w = waarden(tw, "inwoners-")
    assert len(w) == 14 and sum(w.values()) == waarden(tw)["inwoners"] == 643_153
    assert "gedrukt staat: 654.153" in tw.bron("aannames.inwoners")


# --- team -----------------------------------------------------------------------------------------

NOOR, BAS = Teamlid("n", "Noor", "ggz", False, frozenset()), Teamlid("b", "Bas", "ggz", False, frozenset())
KARIM = Teamlid("k", "Karim", "sd", False, frozenset())
ERVAREN_SD = Teamlid("e", "Elif", "sd", True, frozenset())
EXTRA = Teamlid("x", "Xander", None, True, frozenset(), ERVARINGSDESKUNDIGE)


@pytest.mark.parametrize(
    ("regio", "leden", "gewenst", "codes"),
    [
        ("zuid-limburg", (NOOR, KARIM), None, []),
        ("zuid-limburg", (NOOR, KARIM, EXTRA), None, []),  # in addition, not as a third verkenner
        ("zuid-limburg", (NOOR, KARIM, BAS), None, ["te-veel"]),
        ("zuid-limburg", (NOOR, BAS), None, ["domein-ontbreekt"]),
        ("twente", (NOOR, KARIM), None, []),
        ("twente", (NOOR, KARIM, EXTRA), None, []),
        ("twente", (NOOR, KARIM, BAS), None, []),
        ("twente", (NOOR, KARIM, BAS, ERVAREN_SD), None, ["te-veel"]),
        ("twente", (NOOR, EXTRA), None, ["domein-ontbreekt"]),  # the sociaal domein is always there
        ("twente", (NOOR, KARIM), True, ["ervaringsdeskundige-ontbreekt"]),
        ("twente", (NOOR, ERVAREN_SD), True, []),
    ],
)
def test_teamregel(regio: str, leden: tuple[Teamlid, ...], gewenst: bool | None, codes: list[str]) -> None:
    gevonden = beoordeel_team(
        leden,
        laad_profiel(regio).teamregel,
        ervaringsdeskundige_gewenst=gewenst,
        expertises=frozenset(),
        expertise_labels={},
    )
    assert [b.code for b in gevonden] == codes
    assert all(lid.rol in (VOERDER, ERVARINGSDESKUNDIGE) for lid in leden)


# --- one case, from aanmelding to letter ------------------------------------------------------------


@pytest.fixture(params=REGIOS)
def s(request: pytest.FixtureRequest, tmp_path: Path, licht: None) -> Iterator[Sessie]:
    """Noor (sociaal domein) at work in a new werkmap of this region, with Karim (ggz)."""
    klok, map_ = VasteKlok(BEGIN), Werkmap(tmp_path / "werkmap")
    woord = WACHTWOORDEN["Noor"]
    sessie.nieuw(map_, regio=request.param, gebruiker="Noor", wachtwoord=woord, klok=klok, pilot="Zuid")
    s = sessie.open_werkmap(map_, "Noor", woord, klok)
    week = {
        "rol": "gespreksvoerder",
        "werktijden": "ma 9:00-17:00\ndi 9:00-17:00\nwo 9:00-17:00\ndo 9:00-17:00",
    }
    beheren.bewaar(
        s, "medewerker", {"naam": "Noor", "domein": "sd", "aanmeldpunt": "ja", **week}, s.ik.id.hex
    )
    karim = beheren.bewaar(
        s, "medewerker", {"naam": "Karim", "domein": "ggz", "ervaringsdeskundig": "ja", **week}
    )
    team.geef_toegang(s, karim, WACHTWOORDEN["Karim"])
    sessie.open_werkmap(map_, "Karim", WACHTWOORDEN["Karim"], klok).sluit()
    beheren.bewaar(s, "praktijk", {"naam": "Praktijk Parkweg", "huisarts": "dr. De Boer"})
    yield s
    s.sluit()


def test_een_zaak_van_aanmelding_tot_brief(s: Sessie) -> None:
    p = s.profiel
    twente = p.id == "twente"
    aanmelding = aanmelden.nieuw(
        s,
        aanmelding_ruw(
            s,
            aanmelder="casusoverleg",
            criteria="|".join(c.code for c in p.criteria),
            expertise=p.expertises[0].code,
            **({} if twente else {"consultatie_geprobeerd": "ja"}),
        ),
    )
    voorstel = plannen.voorstellen(s, aanmelding, locatie="De Terp").voorstellen[0]
    assert {collega(s, "Noor").hex, collega(s, "Karim").hex} == set(voorstel.team)
    plan = plannen.PlanInvoer(
        voorstel.begin, (collega(s, "Noor"), collega(s, "Karim")), locatie="De Terp", reden="wens-inwoner"
    )
    gesprek = plannen.plan(s, aanmelding, plan)
    naar_gesprek(s, gesprek)
    for punt in (*p.opening, *p.afsluiting):
        vastleggen.zet_punt(s, gesprek, punt.code, True)
    vastleggen.bewaar(
        s, gesprek, {"leefgebieden": "wonen|financien", "uren_frictie": "0,5", "duur_min": "70"}
    )
    vastleggen.bewaar_thema(s, gesprek, Thema.MEEDOEN, {"score": "4", "vertelt": "mist collega's"})
    vastleggen.rond_af(s, gesprek)

    ggz = "ggz-mono" if twente else "ggz-basis"
    kern = {
        "antwoord": "Een korte behandeling past, met steun uit de buurt.",
        "actie_huisarts": "geen",
        "urgentie": "gewoon",
        "categorieen": f"sociaal-domein|{ggz}",
        "hoofdadvies": ggz,
        "besproken_op": "vandaag",
    }
    with pytest.raises(Geweigerd, match="die verwijzing doet de huisarts zelf"):
        adviseren.bewaar(s, gesprek, kern, [])  # the region's own code is ggz like any other
    kern["actie_huisarts"] = "verwijzing-ggz"
    delen = list(reversed(p.advies.delen))
    afspraken = [{"wat": f"stap {d.code}", "wie": "W. Jansen", "deel": d.code} for d in delen]
    adviseren.bewaar(s, gesprek, kern, afspraken)
    for wie in ("Noor", "Karim"):
        adviseren.geef_akkoord(s, gesprek, collega(s, wie), s.klok.vandaag())
    adviseren.stel_vast(s, gesprek)

    brief = brieven.maak(s, gesprek, BriefSoort.HUISARTS)
    plat = " ".join(als_tekst(brief).split())
    plekken = [plat.index(d.label) for d in p.advies.delen]
    assert plekken == sorted(plekken)  # the order of the method, whatever the order of typing
    assert "mist collega's" not in plat
    assert maak_pdf(brief).startswith(b"%PDF")
    assert maak_pdf(brieven.maak(s, gesprek, BriefSoort.INWONER)).startswith(b"%PDF")

    toeleiden.zet(s, gesprek, ggz, Stap.VERWEZEN, Weten.JA, s.klok.vandaag())
    (rij,) = toeleiden.staat(s).rijen
    assert rij.geadviseerd == {"sociaal-domein", ggz} and rij.hoofdadvies == ggz
    telling = toeleiden.telling(s, (rij,))
    assert (telling.groepen["ggz"].bevat, telling.groepen["ggz"].hoofdadvies) == (1, 1)
    assert telling.combinaties == 1

"""The region profile: the loader, its faults in Dutch, and IJssel-Vecht as the plan prints it."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from mgn_tui.domain import profiel as module
from mgn_tui.domain.profiel import Planning, Profiel, laad_profiel, label_van, profielen
from mgn_tui.domain.profiel_bron import NIET_BEPAALD, MetBron
from mgn_tui.domain.profiel_controle import CATEGORIEEN, geldsommen
from mgn_tui.domain.woorden import Aanmelder, Thema, Urgentie

MAP = Path(module.__file__).parent / "profielen"


@pytest.fixture(scope="module")
def ijv() -> Profiel:
    return laad_profiel("ijssel-vecht")


# --- every value has a source ---------------------------------------------------------------------


def bladeren(waarde: Any, pad: str, los: bool) -> Iterator[str]:
    """The keys that must have a source: each entry, and each single value of a section."""
    if isinstance(waarde, MetBron):
        yield pad
    if is_dataclass(waarde):
        for veld in fields(waarde):
            if veld.name in ("groep", "bronregels", *(v.name for v in fields(MetBron))):
                continue
            sleutel = f"{pad}.{veld.name}" if pad else veld.name
            yield from bladeren(getattr(waarde, veld.name), sleutel, not isinstance(waarde, MetBron))
    elif isinstance(waarde, tuple) and waarde and is_dataclass(waarde[0]):
        for nummer, deel in enumerate(waarde, 1):
            naam = next((getattr(deel, n) for n in ("nr", "code", "datum") if hasattr(deel, n)), nummer)
            yield from bladeren(deel, f"{pad}.{naam}", False)
    elif isinstance(waarde, Mapping):
        for naam, deel in waarde.items():
            yield from bladeren(deel, f"{pad}.{naam}", los)
    elif los:
        yield pad


@pytest.mark.parametrize("regio", profielen())
def test_iedere_waarde_heeft_een_bron(regio: str) -> None:
    profiel = laad_profiel(regio)
    regels = {regel.pad: regel for regel in profiel.bronnen()}
    leeg = {veld.name for veld in fields(profiel) if getattr(profiel, veld.name) == ()} - set(regels)
    assert set(bladeren(profiel, "", True)) - leeg == set(regels)
    assert len(regels) == len(list(profiel.bronnen()))
    for regel in regels.values():
        assert regel.bron, regel.pad
        if regel.aard == "lokaal":
            assert regel.bron.startswith(NIET_BEPAALD)
        else:
            assert regel.waarde, regel.pad
        if regel.aard == "seed":
            assert re.match(r"([A-Z]{2,3} )?L\d", regel.bron), regel.pad


def test_bron_van_een_waarde(ijv: Profiel) -> None:
    assert ijv.bron("normen.uitnodiging") == "L863-864"
    assert ijv.bron("planning.max_gesprekken") == "L866-867"
    assert ijv.bron("normen.intake_ggz") == NIET_BEPAALD
    assert ijv.bron("sprint.gesprekken_per_sprint").startswith(f"{NIET_BEPAALD}; L1200-1201")
    assert ijv.bron("tellen.drempel_openbaar").startswith("keuze van het programma")
    assert ijv.bron("tellen.startdatum").startswith("aanname bij L323-324")
    assert "31-06-2025" in ijv.bron("doelen.5.ijkmomenten.2025-06-30")
    with pytest.raises(KeyError):
        ijv.bron("planning.bestaat_niet")


# --- IJssel-Vecht ---------------------------------------------------------------------------------


def test_kern_van_ijssel_vecht(ijv: Profiel) -> None:
    assert (ijv.id, ijv.naam, ijv.plan.afkorting) == ("ijssel-vecht", "IJssel-Vecht", "IJV")
    assert ijv.term("gespreksvoerder") == "gespreksvoerder"
    assert ijv.term("casusoverleg") == "transfertafel"
    assert ijv.planning == Planning(2, 4, 60, Decimal("1.5"), 30)
    uitnodiging, gesprek = ijv.normen["uitnodiging"], ijv.normen["gesprek"]
    assert (uitnodiging.dagen_min, uitnodiging.dagen, uitnodiging.status) == (7, 14, "ambitie")
    assert (gesprek.dagen, gesprek.status, gesprek.aard) == (14, "ter vergelijking", "keuze")
    assert ijv.normen["overname_behandelverantwoordelijkheid"].dagen == 28
    assert ijv.normen["intake_ggz"].dagen is None and ijv.normen["sociaal_domein"].dagen is None
    assert ijv.tellen.startdatum == date(2024, 6, 1)
    assert (ijv.sprint.omvang_pilot, ijv.sprint.gesprekken_per_sprint) == (20, None)
    assert [g.label for g in ijv.gemeenten] == sorted(g.label for g in ijv.gemeenten)
    assert len(ijv.gemeenten) == 8
    assert [d.code for d in ijv.advies.delen] == ["zelf", "steun", "aanbieder"]
    assert ijv.advies.opent_op == "themas" and ijv.themas.vaste_set
    assert list(ijv.themas.volgorde) == [str(thema) for thema in Thema]
    assert [u.code for u in ijv.urgentie] == [str(u) for u in Urgentie]
    assert [a.code for a in ijv.aanmelders] == [Aanmelder.HUISARTS, Aanmelder.POH_GGZ]
    assert len(ijv.opening) == 6 and len(ijv.afsluiting) == 4


def test_teamregel(ijv: Profiel) -> None:
    regel = ijv.teamregel
    assert (regel.minimum, regel.maximum, regel.derde) == (2, 2, "nooit")
    assert regel.domeinen_vereist == (frozenset({"ggz"}), frozenset({"sd"}))
    assert regel.ervaringsdeskundige == "voorkeur"
    assert regel.ervaringsdeskundige_telt_mee and regel.ervaringsdeskundige_in_team


def test_categorieen_en_groepen_van_het_monitoringsformat(ijv: Profiel) -> None:
    assert tuple(cat.code for cat in ijv.categorieen) == CATEGORIEEN
    assert all(len(cat.kort) <= 11 for cat in ijv.categorieen)
    assert {groep.code: groep.codes for groep in ijv.groepen} == {
        "ggz": ("ggz-basis", "ggz-specialistisch", "verslavingszorg"),
        "sociaal-domein": (
            "sociale-basis",
            "steunpunt",
            "sociaal-domein",
            "wmo",
            "maatschappelijke-ggz",
            "ervaringsdeskundige",
        ),
        "poh-ggz": ("poh-ggz",),
        "inwoner-zelf": ("zelf", "eigen-netwerk", "zelfhulp-digitaal", "geen"),
        "overig": ("huisarts", "paramedie", "overlegtafel"),
    }
    assert ijv.groep_van("wmo") == "sociaal-domein"
    assert ijv.groep_van("paramedie") == ijv.groep_van("vervallen-code") == "overig"
    assert label_van(ijv.leefgebieden, "wonen") == "Wonen"
    assert label_van(ijv.leefgebieden, "vervallen") == "vervallen"


def test_geld_opnieuw_opgeteld(ijv: Profiel) -> None:
    """Recomputed from the 38 rows of bijlage 4. The plan prints 2.488.061 and 2.879.283 (L1581)."""
    sommen = geldsommen(ijv.doelen)
    assert sommen[2025] == {"totaal": 2_488_061, "ggz": 678_429, "1e-lijn": 81_682, "sd": 1_727_952}
    assert sommen[2026] == {"totaal": 2_879_281, "ggz": 829_586, "1e-lijn": 171_612, "sd": 1_878_087}
    momenten = [(doel.nr, moment) for doel in ijv.doelen for moment in doel.ijkmomenten]
    assert len(momenten) == 38
    per_doel = {doel.nr: sum(m.bedrag or 0 for m in doel.ijkmomenten) for doel in ijv.doelen}
    assert per_doel == {
        "1": 106_200,
        "2a": 259_596,
        "2b": 62_851,
        "3a": 125_999,
        "3b": 712_427,
        "4": 1_526_349,
        "5": 682_906,
        "6": 89_418,
        "7": 1_150_362,
        "8": 330_068,
        "9": 321_166,
        "10": 0,
        "11": 0,
    }
    per_type: dict[str, int] = {}
    for doel in ijv.doelen:
        per_type[doel.type] = per_type.get(doel.type, 0) + per_doel[doel.nr]
    assert per_type == {"inspanning": 3_895_814, "resultaat": 1_150_362, "impact": 321_166}
    scheef = [(nr, f"{m.datum}") for nr, m in momenten if sum(m.split.values()) != m.bedrag]
    assert scheef == [
        ("4", "2025-12-31"),
        ("4", "2026-09-30"),
        ("4", "2026-12-31"),
        ("6", "2026-06-30"),
        ("6", "2026-12-31"),
        ("8", "2025-09-30"),
        ("8", "2026-03-31"),
        ("8", "2026-09-30"),
    ]


def test_drukfouten_staan_er_gedrukt_en_verbeterd(ijv: Profiel) -> None:
    correcties = {
        (doel.nr, moment.datum): moment
        for doel in ijv.doelen
        for moment in doel.ijkmomenten
        if moment.aard == "correctie"
    }
    assert correcties.keys() == {
        ("3b", date(2025, 3, 31)),
        ("5", date(2025, 6, 30)),
        ("7", date(2026, 3, 31)),
        ("7", date(2026, 6, 30)),
        ("8", date(2026, 9, 30)),
    }
    assert correcties["5", date(2025, 6, 30)].datum_gedrukt == "31-06-2025"
    assert correcties["3b", date(2025, 3, 31)].datum_gedrukt == "30-03-2025"
    scheve_split = correcties["7", date(2026, 3, 31)]
    assert scheve_split.datum_gedrukt is None and "258.026" in scheve_split.gedrukt
    assert scheve_split.split["sd"] == 240_526


def test_doelen_op_mensen_en_gesprekken(ijv: Profiel) -> None:
    zeven, negen, tien, elf = (ijv.doel(nr) for nr in ("7", "9", "10", "11"))
    assert [m.minimum for m in zeven.ijkmomenten] == [100, 230, 460, 1100, 1800, 2500, 3400, 4300]
    assert (zeven.telt, zeven.venster, zeven.soort) == ("gesprekken", "cumulatief", "getal")
    assert (negen.telt, negen.venster, negen.groep, negen.maximum) == ("inwoners", "half-jaar", "ggz", 81)
    assert (tien.venster, tien.groep, tien.minimum) == ("kwartaal", "sociaal-domein", 30)
    assert tien.ook_zonder == ("sociale-basis",)
    assert (elf.groep, elf.maximum) == ("poh-ggz", 5)
    assert all(doel.elk_kwartaal and doel.telwijze == "bevat" for doel in (negen, tien, elf))
    assert [m.minimum for m in ijv.doel("4").ijkmomenten] == [10, 14, 27, 35, 47, 60, 77]
    assert [m.minimum for m in ijv.doel("6").ijkmomenten] == [35, 55, 65, 75]
    assert ijv.doel("2b").handmatig and not zeven.handmatig
    with pytest.raises(KeyError):
        ijv.doel("12")


def test_wat_mensen_lezen_is_gewone_taal(ijv: Profiel) -> None:
    """No label uses a word the program itself forbids, and nothing is shown without plain words."""
    verboden = re.compile(rf"\b({'|'.join(ijv.begrippen.verboden_woorden)})\b", re.IGNORECASE)
    for veld in fields(ijv):
        for item in getattr(ijv, veld.name) if isinstance(getattr(ijv, veld.name), tuple) else ():
            if isinstance(item, MetBron):
                tekst = f"{getattr(item, 'label', '')} {getattr(item, 'hulp', '')}"
                assert not verboden.search(tekst), tekst
    assert not any(verboden.search(woord) for woord in ijv.begrippen.uitzonderingen)
    patronen = [re.compile(patroon) for patroon in ijv.begrippen.diagnosepatronen]
    for code in ("F32.1", "DSM-5", "296.32"):
        assert any(patroon.search(code) for patroon in patronen), code
    for gewoon in ("3 mei 2025", "06-12345678", "8325 AB", "kamer 12"):
        assert not any(patroon.search(gewoon) for patroon in patronen), gewoon


def test_profiel_is_niet_te_wijzigen(ijv: Profiel) -> None:
    assert laad_profiel("ijssel-vecht") is ijv
    vast: Any = ijv
    with pytest.raises(AttributeError):
        vast.planning.duur_min = 90
    for kaart in (vast.termen, vast.normen, vast.begrippen.jargon, vast.doel("7").ijkmomenten[0].split):
        with pytest.raises(TypeError):
            kaart["x"] = "y"


@pytest.mark.parametrize("regio", profielen())
def test_bestand_heet_naar_de_regio(regio: str) -> None:
    assert laad_profiel(regio).id == regio


# --- a new region is a TOML file and no code ------------------------------------------------------

ANDERS = """
[regio]
id = "proefstreek"
naam = "Proefstreek"
bron = "L1"
aard = "seed"

[teamregel]
minimum = 2
maximum = 2
domeinen_vereist = [["ggz"], ["sd", "ervaringsdeskundige"]]
derde = "mogelijk"
ervaringsdeskundige = "op-wens"
ervaringsdeskundige_telt_mee = false
ervaringsdeskundige_in_team = false
toelichting = "Een derde kan."
bron = "L782-784"
aard = "seed"

[advies]
aard = "seed"
bron = "L10"
opent_op = "wil-kan-nodig"
wil_kan_nodig = true
eerst_grip = true
eigen_conclusie = true
vijf_stappen = true
plan_met_inwoner = true
delen = [{ code = "afspraken", label = "Afspraken" }]

[normen.uitnodiging]
label = "van aanmelding tot uitnodiging"
van = "aanmelding"
tot = "uitnodiging"
aard = "lokaal"

[normen.gesprek]
label = "van aanmelding tot gesprek"
van = "aanmelding"
tot = "gesprek"
aard = "lokaal"

[normen.treeknorm]
label = "Treeknorm"
van = "gesprek"
tot = "behandeling"
dagen = 98
status = "landelijk"
herstart = "casusoverleg"
bron = "ZZ L138"
aard = "seed"

[criteria]
aard = "lokaal"

[clusters]
aard = "seed"
bron = "L1497-1500"
items = [{ code = "uim", label = "UIM", regel = "een", tolerantie = 20 }]

[[doelen]]
nr = "13"
soort = "verhouding"
type = "resultaat"
omschrijving = "Minder mensen naar de ggz dan bij de 0-meting"
telt = "gesprekken"
eenheid = "%"
telwijze = "primair"
groep = "ggz"
venster = "jaar"
telregel = "…"
nulmeting = "Q1 2024"
cluster = "uim"
bevroren = true
bron = "L500"
aard = "seed"
[[doelen.ijkmomenten]]
datum = 2025-12-31
van = 2025-07-01
minimum = 9.5
maximum = 12
bedrag = 127000
split = { iza = 60000, spuk = 67000 }
[[doelen.ijkmomenten]]
datum = 2026-12-31
aard = "lokaal"
"""


def test_een_andere_regio_is_alleen_toml(tmp_path: Path) -> None:
    bestand = tmp_path / "proefstreek.toml"
    eigen = tomllib.loads(ANDERS)
    over = (MAP / "ijssel-vecht.toml").read_text(encoding="utf-8")
    for sleutel in eigen:  # cut what the new region says itself
        over = re.sub(rf"(?ms)^\[\[?{sleutel}(\.\w+)?\]\]?\n.*?(?=^\[|\Z)", "", over)
    bestand.write_text(over + ANDERS, encoding="utf-8")
    profiel = laad_profiel(bestand)
    assert profiel.id == "proefstreek"
    assert profiel.teamregel.domeinen_vereist[1] == {"sd", "ervaringsdeskundige"}
    assert profiel.advies.opent_op == "wil-kan-nodig" and profiel.advies.vijf_stappen
    assert profiel.criteria == () and profiel.bron("criteria") == NIET_BEPAALD
    assert profiel.normen["treeknorm"].herstart == "casusoverleg"
    moment = profiel.doel("13").ijkmomenten[0]
    assert (moment.minimum, moment.van) == (Decimal("9.5"), date(2025, 7, 1))
    assert moment.split == {"iza": 60_000, "spuk": 67_000}
    assert laad_profiel(str(bestand)).naam == "Proefstreek"

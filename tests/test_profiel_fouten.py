"""Faults in a region profile: each named by its key, in Dutch, and never anything but a ProfielFout."""

import copy
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mgn_tui.domain import profiel as module
from mgn_tui.domain.profiel import ProfielFout, laad_profiel, profielen
from mgn_tui.domain.profiel_laden import maak_profiel

MAP = Path(module.__file__).parent / "profielen"


def ruw(naam: str) -> dict[str, Any]:
    return tomllib.loads((MAP / f"{naam}.toml").read_text(encoding="utf-8"), parse_float=Decimal)


RUW = {**ruw("_gedeeld"), **ruw("ijssel-vecht")}


def fouten(anders: Mapping[str, Any]) -> dict[str, str]:
    with pytest.raises(ProfielFout) as gevangen:
        maak_profiel({**RUW, **anders})
    return dict(gevangen.value.fouten)


def met(sleutel: str, **waarden: Any) -> dict[str, Any]:
    """One section of IJssel-Vecht with other values."""
    return {sleutel: {**RUW[sleutel], **waarden}}


def test_onbekende_regio_noemt_de_bekende() -> None:
    with pytest.raises(ProfielFout, match="ijssel-vecht"):
        laad_profiel("ijsel-vegt")
    with pytest.raises(ProfielFout, match="er niet"):
        laad_profiel("../_gedeeld")
    assert "ijssel-vecht" in profielen() and "_gedeeld" not in profielen()


@pytest.mark.parametrize(
    ("inhoud", "melding"),
    [
        (b"x = 2025-06-31\n", "regel 1, teken 5: Deze datum bestaat niet"),
        (b"\n\nx = = 1\n", "regel 3"),
        (b"x = \xff\n", "geen UTF-8"),
        (b"", "regio: ontbreekt"),
        (b"id = 3\n", "id: deze sleutel bestaat niet"),
    ],
)
def test_kapot_bestand(tmp_path: Path, inhoud: bytes, melding: str) -> None:
    bestand = tmp_path / "regio.toml"
    bestand.write_bytes(inhoud)
    with pytest.raises(ProfielFout) as gevangen:
        laad_profiel(bestand)
    assert melding in gevangen.value.melding
    assert str(tmp_path) not in gevangen.value.melding


def test_bestand_dat_er_niet_is(tmp_path: Path) -> None:
    with pytest.raises(ProfielFout, match=r"regio\.toml is er niet"):
        laad_profiel(tmp_path / "regio.toml")


BRON = {"bron": "L1", "aard": "seed"}


@pytest.mark.parametrize(
    ("anders", "sleutel", "melding"),
    [
        (met("planning", duur_minuten=BRON), "planning.duur_minuten", "Bedoelt u 'duur_min'?"),
        (met("planning", duur_min={"waarde": "60", **BRON}), "planning.duur_min", "heel getal"),
        (met("planning", duur_min={"waarde": True, **BRON}), "planning.duur_min", "heel getal"),
        (met("planning", duur_min={"aard": "lokaal"}), "planning.duur_min", "ontbreekt"),
        (met("planning", duur_min=60), "planning.duur_min", "zonder bron"),
        (met("planning", duur_min={"waarde": 60, "bron": "L1"}), "planning.duur_min.aard", "ontbreekt"),
        (met("planning", duur_min={"waarde": 0, **BRON}), "planning.duur_min", "1 of meer"),
        (
            met("planning", duur_min={"waarde": 60, "bron": "blz. 3", "aard": "seed"}),
            "planning.duur_min",
            "regel",
        ),
        (met("planning", duur_min={"waarde": 60, "aard": "keuze"}), "planning.duur_min", "reden"),
        (met("planning", duur_min={"waarde": 60, "aard": "gok"}), "planning.duur_min.aard", "correctie"),
        (
            met("planning", duur_min={"waarde": 60, "bron": "L1", "aard": "correctie"}),
            "planning.duur_min",
            "gedrukt",
        ),
        (met("regio", bron=""), "regio", "noem de regel"),
        (met("regio", id="IJssel"), "regio.id", "kleine letters"),
        (met("termen", transfertafel={"waarde": "x", **BRON}), "termen.transfertafel", "bestaat niet"),
        (met("termen", pilot={"waarde": " ", **BRON}), "termen.pilot", "ontbreekt"),
        (met("teamregel", derde="soms"), "teamregel.derde", "nooit, mogelijk"),
        (met("teamregel", maximum=3), "teamregel.derde", "boven 2"),
        (met("teamregel", minimum=3), "teamregel.maximum", "minimum"),
        (met("teamregel", domeinen_vereist=[["zorg"]]), "teamregel.domeinen_vereist.1", "'zorg'"),
        (met("teamregel", domeinen_vereist=[[]]), "teamregel.domeinen_vereist.1", "ten minste één"),
        (met("teamregel", domeinen_vereist=[["ggz"]] * 3), "teamregel.domeinen_vereist", "meer mensen"),
        (met("themas", volgorde={"items": ["zingeving"], **BRON}), "themas.volgorde", "precies één keer"),
        (met("advies", delen=[]), "advies.delen", "ten minste één"),
        (met("advies", opent_op={"waarde": "wil", **BRON}), "advies.opent_op", "themas, wil-kan-nodig"),
        (met("tellen", startdatum={"waarde": "1 juni", **BRON}), "tellen.startdatum", "een datum"),
        (met("gesprek", vormen={"items": ["lopend"], **BRON}), "gesprek.vormen", "'lopend'"),
        (met("gesprek", vormen={"items": [], **BRON}), "gesprek.vormen", "ten minste één"),
        ({"beveiligde_wegen": ["ZorgMail"]}, "beveiligde_wegen", "zonder bron"),
        ({"beveiligde_wegen": {**BRON, "items": "ZorgMail"}}, "beveiligde_wegen", "een lijst"),
        ({"planning": 3}, "planning", "een tabel"),
        ({"normen": {}}, "normen.gesprek", "lokaal"),
        ({"onzin": 1}, "onzin", "bestaat niet"),
    ],
)
def test_fout_staat_bij_de_sleutel(anders: dict[str, Any], sleutel: str, melding: str) -> None:
    gevonden = fouten(anders)
    assert melding in gevonden[sleutel], gevonden


@pytest.mark.parametrize(
    ("lijst", "item", "sleutel", "melding"),
    [
        ("criteria", {"code": "Wonen!", "label": "Wonen"}, "criteria.Wonen!", "kleine letters"),
        ("criteria", {"code": "wonen", "label": " "}, "criteria.wonen.label", "leeg"),
        ("criteria", {"code": "overig", "label": "Nog eens"}, "criteria.overig", "twee keer"),
        ("criteria", {"code": "wonen"}, "criteria.wonen.label", "ontbreekt"),
        ("aanmelders", {"code": "buurman", "label": "buurman"}, "aanmelders", "'buurman'"),
        ("categorieen", {"code": "x", "label": "x", "kort": "twaalf tekens"}, "categorieen.x.kort", "11"),
        (
            "categorieen",
            {"code": "x", "label": "x", "kort": "x", "groep": "ggz"},
            "categorieen.x.groep",
            "bestaat",
        ),
        ("groepen", {"code": "x", "label": "x", "codes": ["wmo"]}, "groepen.x.codes", "ook in groep"),
        ("groepen", {"code": "x", "label": "x", "codes": ["nee"]}, "groepen.x.codes", "'nee'"),
        ("groepen", {"code": "overig", "label": "x", "codes": []}, "groepen.overig", "zelf"),
        ("subregios", {"code": "x", "label": "x", "gemeenten": ["urk"]}, "subregios.x.gemeenten", "'urk'"),
        (
            "organisaties",
            {"code": "x", "label": "x", "soorten": ["kroeg"]},
            "organisaties.x.soorten",
            "'kroeg'",
        ),
    ],
)
def test_fout_in_een_lijst(lijst: str, item: dict[str, Any], sleutel: str, melding: str) -> None:
    gevonden = fouten({lijst: {**RUW[lijst], "items": [*RUW[lijst]["items"], {**item, "bron": "L1"}]}})
    assert melding in gevonden[sleutel], gevonden


def test_categorie_van_het_format_mag_niet_weg() -> None:
    items = [item for item in RUW["categorieen"]["items"] if item["code"] != "geen"]
    groepen = [{**g, "codes": [c for c in g["codes"] if c != "geen"]} for g in RUW["groepen"]["items"]]
    gevonden = fouten(
        {
            "categorieen": {"aard": "seed", "items": items},
            "groepen": {"aard": "seed", "items": groepen},
            "monitorgroepen": [],
        }
    )
    assert gevonden == {"categorieen.geen": "ontbreekt; deze code hoort bij het monitoringsformat."}


@pytest.mark.parametrize(
    ("doel", "moment", "sleutel", "melding"),
    [
        ({}, {"bedrag": 10}, "doelen.7.2025-03-31.split", "telt op tot € 63833, het bedrag is € 10"),
        ({}, {"minimum": 5, "maximum": 4}, "doelen.7.2025-03-31.minimum", "boven het maximum"),
        ({"soort": "aandeel"}, {}, "doelen.7.telwijze", "telwijze en een groep"),
        ({"groep": "zorg"}, {}, "doelen.7.groep", "'zorg'"),
        ({"cluster": "c"}, {}, "doelen.7.cluster", "'c'"),
        ({"soorten": ["x"]}, {}, "doelen.7.soorten", "'x'"),
        ({"ook_zonder": ["x"]}, {}, "doelen.7.ook_zonder", "'x'"),
        ({"ijkmomenten": []}, {}, "doelen.7.ijkmomenten", "elk_kwartaal"),
        ({"ijkmomenten": [], "elk_kwartaal": True}, {}, "doelen.7.minimum", "minimum of een maximum"),
    ],
)
def test_fout_in_een_doel(doel: dict[str, Any], moment: dict[str, Any], sleutel: str, melding: str) -> None:
    zeven = copy.deepcopy(next(d for d in RUW["doelen"] if d["nr"] == "7"))
    zeven["ijkmomenten"][0].update(moment)
    gevonden = fouten({"doelen": [{**zeven, **doel}]})
    assert melding in gevonden[sleutel], gevonden


def test_alle_fouten_tegelijk() -> None:
    gevonden = fouten({**met("planning", duur_min=60), **met("advies", delen=3), "onzin": 1})
    assert {"planning.duur_min", "advies.delen", "onzin"} <= gevonden.keys()


PLEKKEN = st.sampled_from(sorted(RUW))
ONZIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.decimals(),
    st.dates(),
    st.text(max_size=5),
    st.lists(st.text(max_size=3), max_size=2),
    st.dictionaries(
        st.sampled_from(["waarde", "items", "aard", "bron", "code"]), st.text(max_size=5), max_size=2
    ),
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), plek=PLEKKEN, onzin=ONZIN)
def test_onzin_geeft_altijd_een_leesbare_fout(data: st.DataObject, plek: str, onzin: object) -> None:
    """Whatever stands in a file, the answer is a profile or a ProfielFout that names keys."""
    kapot = copy.deepcopy(RUW)
    houder: Any = kapot
    sleutel: Any = plek
    while isinstance(houder[sleutel], dict | list) and houder[sleutel] and data.draw(st.booleans()):
        houder = houder[sleutel]
        sleutel = data.draw(st.sampled_from(sorted(houder)) if isinstance(houder, dict) else st.just(0))
    houder[sleutel] = onzin
    try:
        maak_profiel(kapot)
    except ProfielFout as fout:
        assert fout.fouten and all(fout.fouten.values())

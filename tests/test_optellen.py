"""Totals files: what is in one, that adding the pilots up gives the whole, and what is refused."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.figures import optellen
from mgn_tui.register import beheren, cijfers
from mgn_tui.register.cijfers import Vraag
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap
from tests.cli_hulp import Cli
from tests.hulp_rijen import Rij, gevoerd, maak_leeg, rijen, zet_in_map

MATEN = ("mediaan", "p90")


def totalen(s: Sessie, periode: str = "2026-Q1", **velden: Any) -> dict[str, Any]:
    uit = cijfers.inhoud(s, cijfers.reken(s, Vraag(periode=periode, voor="regio", **velden)))
    return dict(json.loads(json.dumps(uit)))


def tel_op(*bestanden: dict[str, Any]) -> dict[str, Any]:
    return optellen.tel_op(
        [(n, optellen.lees(n, json.dumps(b))) for n, b in zip("abcdef", bestanden, strict=False)]
    )


def zonder_maten(waarde: Any) -> Any:
    if isinstance(waarde, dict):
        return {k: zonder_maten(v) for k, v in waarde.items() if k not in (*MATEN, "herkomst")}
    return [zonder_maten(v) for v in waarde] if isinstance(waarde, list) else waarde


def test_de_delen_opgeteld_zijn_het_geheel(noor: Sessie) -> None:
    """Each inwoner and aanmelding belongs to one pilot here; else people overlap, and that is said."""
    for naam in ("Noord", "Zuid"):
        beheren.bewaar(noor, "pilot", {"naam": naam})

    @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
    @given(rijen)
    def probeer(tabel: list[Rij]) -> None:
        maak_leeg(noor)
        van: dict[str, str] = {}
        zet_in_map(noor, [r | {"pilot": van.setdefault(r["inwoner_id"], r["pilot"])} for r in tabel])
        geheel = totalen(noor, "2026-H1")
        delen = [totalen(noor, "2026-H1", pilot=naam) for naam in ("Zwolle-Zuid", "Noord", "Zuid")]
        assert zonder_maten(tel_op(*delen)) == zonder_maten(geheel)

    probeer()


def test_gemiddelden_zijn_exact_gewogen(noor: Sessie) -> None:
    """Means of 6,7 (three) and 8 (one): of the rounded ones 7,0, and of the marks 7,0; of waits 10,25 → 10,3."""
    zet_in_map(
        noor,
        [gevoerd(n, waardering_inwoner=w) for n, w in enumerate(("6.5", "6.5", "7"))]
        + [gevoerd(9, pilot="Zuid", waardering_inwoner="8", gespreksdatum="2026-02-10")],
    )
    uit = tel_op(totalen(noor, pilot="Noord"), totalen(noor, pilot="Zuid"))
    assert uit["waardering"]["inwoner"] == {"n": 4, "gemiddeld": 7.0}
    assert uit["wachttijd_dagen"] == {
        "n": 4,
        "mediaan": None,
        "p90": None,
        "gemiddeld": 10.3,
        "binnen_norm": 4,
        "norm": 14,
    }
    assert uit["herkomst"]["pilots"] == ["Noord", "Zuid"]
    assert "wachttijd_dagen.mediaan" in uit["herkomst"]["niet_optelbaar"]


def test_een_totalenbestand_heeft_geen_vrije_tekst(noor: Sessie) -> None:
    zet_in_map(
        noor,
        [gevoerd(1), gevoerd(2, status="afgewezen", gespreksdatum="", reden="woorden van iemand zelf")],
    )
    uit = totalen(noor)
    assert uit["aanmeldingen"]["redenen"] == {"overig": 1}
    assert uit["herkomst"]["pilots"] == ["Noord", "Zwolle-Zuid"]
    assert "iemand" not in json.dumps(uit)


def _anders(pad: str, waarde: Any) -> Callable[[dict[str, Any]], str]:
    def doe(inhoud: dict[str, Any]) -> str:
        return json.dumps(inhoud | {pad: waarde})

    return doe


@pytest.mark.parametrize(
    ("maak", "zegt"),
    [
        (lambda j: json.dumps(j)[:-40], "geen JSON"),
        (_anders("inwoners", 12), "beschadigd"),
        (lambda j: "[]", "niveau regio"),
        (lambda j: json.dumps({k: v for k, v in j.items() if k != "herkomst"}), "niveau regio"),
    ],
)
def test_een_ander_of_beschadigd_bestand_wordt_geweigerd(
    noor: Sessie, maak: Callable[[dict[str, Any]], str], zegt: str
) -> None:
    with pytest.raises(Geweigerd, match=zegt):
        optellen.lees("uit.json", maak(totalen(noor)))


def test_wat_niet_bij_elkaar_hoort_wordt_geweigerd(noor: Sessie) -> None:
    zet_in_map(noor, [gevoerd(1, gemeente="Zwolle"), gevoerd(2, pilot="Zuid")])
    noord = totalen(noor, pilot="Noord")
    for ander, zegt in (
        (noord, "Noord staat ook in a"),
        (totalen(noor), "Noord staat ook in a"),
        (totalen(noor, "2026-Q2", pilot="Zuid"), "één periode"),
        (totalen(noor, pilot="Zuid", gemeente="Zwolle"), "anders gevraagd"),
        (totalen(noor, pilot="Zuid", ijkmoment=date(2026, 9, 30)), "anders gevraagd"),
        (totalen(noor, pilot="Zuid") | {"regio": "twente"}, "beschadigd"),
    ):
        with pytest.raises(Geweigerd, match=zegt):
            tel_op(noord, ander)
    elders = totalen(noor, pilot="Zuid") | {"regio": "twente"}
    with pytest.raises(Geweigerd, match="één regio"):
        optellen.tel_op([("a", noord), ("b", elders)])


def test_als_opdracht(noor: Sessie, werkmap: Werkmap, klok: VasteKlok, tmp_path: Path) -> None:
    zet_in_map(noor, [gevoerd(1), gevoerd(2, pilot="Zuid"), gevoerd(3, pilot="Zuid")])
    cli = Cli(werkmap, klok)
    paden = []
    for pilot in ("Noord", "Zuid"):
        uit = cli.goed("cijfers", "--periode", "2026-Q1", "--pilot", pilot, "--voor", "regio", "--json")
        paden.append(str(tmp_path / f"{pilot}.json"))
        Path(paden[-1]).write_text(uit.data, encoding="utf-8")
    samen = cli.goed("cijfers", "--optellen", *paden)
    assert samen.json["gesprekken"]["gevoerd"] == 3
    assert "twee pilots" in samen.gezegd
    assert cli("cijfers", "--optellen", paden[0], paden[0]).status == 1
    openbaar = cli.goed("cijfers", "--periode", "2026-Q1", "--voor", "openbaar", "--json").data
    Path(paden[1]).write_text(openbaar, encoding="utf-8")
    assert "niveau regio" in cli("cijfers", "--optellen", *paden).gezegd
    assert cli("cijfers", "--optellen", str(tmp_path / "weg.json")).status == 1
    assert cli("cijfers", "--optellen").status == cli("cijfers", paden[0]).status == 2

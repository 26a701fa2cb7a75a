"""Anonymous means anonymous: whoever has the whole database cannot lay a line of these registers beside what
was done at the same hour, nor find out in which order the lines came (`engineering.md` 8)."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import SQLModel

from mgn_tui.domain.hlc import HlcFout, ontleed
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import concepten, registers
from mgn_tui.register.registervormen import REGISTERS
from mgn_tui.register.sessie import Sessie
from mgn_tui.register.vrijgeven import geef_signaal_vrij
from mgn_tui.store.werkmap import Werkmap
from tests.cli_hulp import CTRL_C, Cli
from tests.hulp_registers import REGELS
from tests.hulp_werkmap import maak_aanmelding, maak_gevoerd

ANONIEM = [r.naam for r in REGISTERS.values() if r.anoniem]
TABELLEN = {str(r.model.__tablename__) for r in REGISTERS.values() if r.anoniem}
KEREN = 10  # the chance that a random order is the order in which they came: 1 in 3.6 million


@pytest.fixture
def dag_werk(noor: Sessie, klok: VasteKlok) -> dict[str, list[str]]:
    """A day on which Noor works at people and registers by turns; the keys of the lines, as they came."""
    kwamen: dict[str, list[str]] = {naam: [] for naam in ANONIEM}
    for nummer in range(KEREN):
        if nummer % 3 == 0:
            maak_aanmelding(noor)
        for naam in ANONIEM:
            klok.verder(timedelta(minutes=7))
            kwamen[naam].append(registers.bewaar(noor, naam, REGELS[naam](noor), concept=(naam, "nieuw")))
    maak_gevoerd(noor)
    casus = kwamen["casusoverleg"][3]
    registers.bewaar(noor, "casusoverleg", {"signaal": "te weinig plek"}, casus)
    geef_signaal_vrij(noor, casus, "te weinig plek")
    registers.verwijder(noor, "consultatie", kwamen["consultatie"][5])
    return kwamen


def _rijen(s: Sessie) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every row of every table and log, as it lies on disk."""
    with s.lezen() as db:
        for tabel in SQLModel.metadata.sorted_tables:
            for rij in db.execute(text(f'SELECT * FROM "{tabel.name}"')).mappings():  # noqa: S608
                yield tabel.name, dict(rij)


def _is_anoniem(tabel: str, rij: dict[str, Any]) -> bool:
    return tabel in TABELLEN or (tabel == "wijziging" and rij["tabel"] in TABELLEN)


def _momenten(waarde: Any) -> Iterator[datetime]:
    """Every time of day that a value gives away: a moment, a stamp, a key that holds its own making."""
    if isinstance(waarde, bytes) and len(waarde) == 16:
        sleutel = UUID(bytes=waarde)
        if sleutel.version == 7:
            yield datetime.fromtimestamp((sleutel.int >> 80) / 1000, UTC)
    elif isinstance(waarde, str):
        if waarde.startswith("{"):
            for deel in json.loads(waarde).values():
                yield from _momenten(deel)
            return
        try:
            yield datetime.fromtimestamp(ontleed(waarde).ms / 1000, UTC)
            return
        except HlcFout:
            pass
        if len(waarde) == 32:
            try:
                yield from _momenten(bytes.fromhex(waarde))
            except ValueError:
                return
        elif "T" in waarde:
            try:
                yield datetime.fromisoformat(waarde)
            except ValueError:
                return


def test_de_zoeker_vindt_tijden_waar_ze_staan(noor: Sessie) -> None:
    """Else the next test would find nothing in anything."""
    maak_aanmelding(noor)
    met_tijd = {
        tabel for tabel, rij in _rijen(noor) for v in rij.values() for m in _momenten(v) if m.hour or m.minute
    }
    assert met_tijd >= {"aanmelding", "inwoner", "wijziging", "toegang"}


def _tijden(rij: dict[str, Any]) -> set[datetime]:
    """Of a row; not of the keys of colleagues and pilots it names: those were made long before."""
    return {m for k, v in rij.items() if k not in {"wie", "pilot"} for m in _momenten(v)}


@pytest.mark.usefixtures("dag_werk")
def test_geen_rij_van_hetzelfde_uur(noor: Sessie) -> None:
    eigen: set[datetime] = set()
    anders: set[datetime] = set()
    for tabel, rij in _rijen(noor):
        (eigen if _is_anoniem(tabel, rij) else anders).update(_tijden(rij))
    assert len(anders) > 5
    assert {(m.hour, m.minute, m.second, m.microsecond) for m in eigen} == {(0, 0, 0, 0)}
    gelijk = [(m, a) for m in eigen for a in anders if abs(m - a) < timedelta(hours=1)]
    assert gelijk == []


@pytest.mark.usefixtures("dag_werk")
def test_niets_wijst_van_of_naar_zo_een_rij(noor: Sessie) -> None:
    """No action, key or text of such a row stands in a row of anything else, nor in the access log."""
    rijen = list(_rijen(noor))
    log = [rij for tabel, rij in rijen if tabel == "wijziging"]
    eigen = [rij for rij in log if rij["tabel"] in TABELLEN]
    assert len(eigen) == KEREN * len(ANONIEM) + 3
    assert {rij["persoon"] for rij in eigen} == {None}
    handelingen = [rij["handeling"] for rij in eigen]
    assert len(set(handelingen)) == len(eigen)  # of one line only
    assert {UUID(bytes=h).version for h in handelingen} == {4}
    assert not set(handelingen) & {rij["handeling"] for rij in log if rij["tabel"] not in TABELLEN}
    sleutels = {rij["record"] for rij in eigen}
    assert {UUID(hex=s).version for s in sleutels} == {4}
    elders = "\n".join(
        v.hex() if isinstance(v, bytes) else str(v)
        for tabel, rij in rijen
        if not _is_anoniem(tabel, rij)
        for v in rij.values()
    ).lower()
    assert not [s for s in sleutels if s in elders]
    toegang = " ".join(str(v) for tabel, rij in rijen if tabel == "toegang" for v in rij.values())
    assert not [naam for naam in (*ANONIEM, *TABELLEN) if naam in toegang]
    assert not [rij for tabel, rij in rijen if tabel == "concept"]


def test_geen_volgorde_verraadt_wat_eerst_kwam(noor: Sessie, dag_werk: dict[str, list[str]]) -> None:
    with noor.lezen() as db:
        for naam, kwamen in dag_werk.items():
            tabel = REGISTERS[naam].model.__tablename__
            log = db.execute(
                text("SELECT * FROM wijziging WHERE tabel = :t AND soort = 'I' ORDER BY rowid"), {"t": tabel}
            ).mappings()
            rijen = [dict(rij) for rij in log]
            gevonden = [
                [rij["record"] for rij in sorted(rijen, key=lambda rij, k=kolom: rij[k])]  # type: ignore[misc]
                for kolom in ("nr", "hlc", "handeling", "record", "moment")
            ]
            gevonden.append(
                [bytes(r[0]).hex() for r in db.execute(text(f"SELECT id FROM {tabel}"))]  # noqa: S608
            )
            for volgorde in gevonden:
                plekken = [kwamen.index(sleutel) for sleutel in volgorde]
                op_rij = [een < ander for een, ander in pairwise(plekken)]
                assert not all(op_rij), naam
                assert any(op_rij), naam


def test_het_log_zelf_loopt_door(noor: Sessie, dag_werk: dict[str, list[str]]) -> None:
    """The rows of others have no gap where a line of a register was written, and are counted as before."""
    with noor.lezen() as db:
        nrs = [r[0] for r in db.execute(text("SELECT nr FROM wijziging WHERE nr > 0 ORDER BY hlc"))]
    assert nrs == list(range(1, len(nrs) + 1))
    assert len(dag_werk) == len(ANONIEM)


def test_de_laatste_wijziging_van_een_regel_is_nog_te_vinden(noor: Sessie, klok: VasteKlok) -> None:
    """The versions of one line still follow each other: what collides is seen, and what was last stays last."""
    id_ = registers.bewaar(noor, "casusoverleg", REGELS["casusoverleg"](noor))
    for nummer in range(5):
        registers.bewaar(noor, "casusoverleg", {"signaal": f"stand {nummer}"}, id_)
        klok.verder(timedelta(days=nummer % 2))
    with noor.lezen() as db:
        stand = [
            json.loads(r[0])["signaal"]
            for r in db.execute(text("SELECT nieuw FROM wijziging WHERE soort = 'U' ORDER BY hlc"))
            if "signaal" in r[0]
        ]
    assert stand == [f"stand {nummer}" for nummer in range(5)]


def test_een_afgebroken_vraag_laat_geen_concept_na(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    uit = Cli(werkmap, klok)("consultatie", "nieuw", antwoorden=["", "ggz", CTRL_C])
    assert uit.status == 130
    assert concepten.alle(noor) == []
    assert "concept" not in uit.gezegd.split("Daarom blijft er geen concept van")[1]

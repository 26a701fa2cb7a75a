"""Many rows logged together: the log says of them what the triggers would have said, and nothing gets past it."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import BLOB, Column, Date, Integer, LargeBinary, Table, text
from sqlalchemy.types import Boolean
from sqlmodel import SQLModel

from mgn_tui.domain.fouten import MgnFout
from mgn_tui.register import ongedaan
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import bulk, stapel
from mgn_tui.store import tables as t
from mgn_tui.store.columns import UuidBlob
from mgn_tui.store.handelingen import MODELLEN, TABELLEN
from mgn_tui.store.stapel import Stapel
from tests.hulp_bestand import neem_rijen_op, rij
from tests.hulp_ongedaan import stand, verschil

HANDELING = UUID(int=7)
NOOIT = 10**9
ALLES = [naam for naam in TABELLEN if naam not in t.BUITEN_LOG]
SAMEN = [naam for naam in ALLES if not TABELLEN[naam].info.get("anoniem")]


def _waarde(kolom: Column[Any]) -> st.SearchStrategy[Any]:
    """A value as the database holds it: what `Stapel(rauw=True)` takes."""
    if isinstance(kolom.type, UuidBlob):
        waarde: st.SearchStrategy[Any] = st.binary(min_size=16, max_size=16)
    elif isinstance(kolom.type, LargeBinary | BLOB):
        waarde = st.binary(max_size=40)
    elif isinstance(kolom.type, Boolean):
        waarde = st.sampled_from([0, 1])
    elif isinstance(kolom.type, Date):
        waarde = st.dates().map(str)
    elif isinstance(kolom.type, Integer) or getattr(kolom.type, "impl_instance", None).__class__ is Integer:
        waarde = st.integers(-(2**63), 2**63 - 1)
    else:
        waarde = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
            ["007", "1e3", "it's", '"', "\x00na", "\\u0041", "👩‍🦽", "", " "]
        )
    return waarde if not kolom.nullable else st.none() | waarde


@st.composite
def _rijen(draw: st.DrawFn, tabel: Table) -> list[dict[str, Any]]:
    """Some rows with one set of fields; what may be absent sometimes is."""
    velden = [
        k for k in tabel.columns if not k.nullable or k.server_default is not None or draw(st.booleans())
    ]
    sleutel = [k.name for k in tabel.primary_key]
    uniek = [k.name for k in tabel.columns if k.name in ("ref", "extern_id", "nr", "handeling")]
    rij = st.fixed_dictionaries({k.name: _waarde(k) for k in velden})
    rijen = draw(
        st.lists(rij, min_size=1, max_size=12, unique_by=lambda r: tuple(r[n] for n in sleutel))  # type: ignore[no-any-return]
    )
    for nr, r in enumerate(rijen):
        r.update({n: f"{nr}{r[n]}" for n in uniek if isinstance(r.get(n), str) and n not in sleutel})
    return rijen


class _Terug(Exception):
    """Leave, and leave nothing behind."""


def _geschreven(s: Sessie, tabel: str, rijen: list[dict[str, Any]], vanaf: int) -> tuple[Any, ...]:
    """What one writing leaves in the log and the table; looked at and taken back."""
    werk = Stapel(rauw=True)
    for r in rijen:
        werk.erbij(MODELLEN[tabel], **r)
    with (
        pytest.MonkeyPatch.context() as m,
        suppress(_Terug),
        s.store.schrijven(s.ik.id, HANDELING, ineens=True) as db,
    ):
        m.setattr(bulk, "VEEL", vanaf)
        m.setattr(stapel, "_STUK", 5)
        vraag = "SELECT * FROM wijziging WHERE handeling = :handeling ORDER BY nr"
        werk.voer_uit(db)
        log = db.execute(text(vraag), {"handeling": HANDELING.bytes}).all()
        uit = [tuple(r) for r in log], sorted(map(repr, db.execute(text(f'SELECT * FROM "{tabel}"'))))  # noqa: S608 (our own names)
        raise _Terug
    return uit


@pytest.mark.parametrize("tabel", SAMEN)
def test_samen_is_een_voor_een(noor: Sessie, tabel: str) -> None:
    @given(_rijen(TABELLEN[tabel]))
    @settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
    def gelijk(rijen: list[dict[str, Any]]) -> None:
        los = _geschreven(noor, tabel, rijen, NOOIT)
        assert len(los[0]) == len(rijen)
        assert _geschreven(noor, tabel, rijen, 1) == los, "stamps included: the clock stands still"

    gelijk()
    assert noor.store.afwijkende_triggers() == []


def test_wat_alleen_de_trigger_kan() -> None:
    """Registers without names have no order; a field that the database fills in is not known beforehand."""
    for naam in ALLES:
        tabel = TABELLEN[naam]
        alles = [k.name for k in tabel.columns]
        assert bulk.kan(tabel, alles) == (naam in SAMEN)
        for kolom in tabel.columns:
            if kolom.server_default is not None:
                assert not bulk.kan(tabel, [n for n in alles if n != kolom.name])
    assert any(k.server_default is not None for k in TABELLEN["gesprek"].columns)
    assert not bulk.kan(SQLModel.metadata.tables["concept"], ["medewerker"])


def test_de_teller_loopt_over(noor: Sessie) -> None:
    """More rows in one go than the counter of a stamp holds."""
    werk = Stapel()
    for nr in range(66_000):
        werk.erbij(t.Instelling, naam=f"n{nr}", waarde="")
    with pytest.MonkeyPatch.context() as m, noor.store.schrijven(noor.ik.id, HANDELING) as db:
        m.setattr(stapel, "_STUK", 66_000)
        werk.voer_uit(db)
        vraag = "SELECT hlc FROM wijziging WHERE handeling = :handeling ORDER BY nr"
        hlcs = list(db.execute(text(vraag), {"handeling": HANDELING.bytes}).scalars())
        assert len(hlcs) == 66_000
        assert hlcs == sorted(set(hlcs))
        volgende = db.execute(text("SELECT mgn_hlc()")).scalar_one()
        assert volgende > hlcs[-1]
        db.rollback()


# --- nothing gets past the log ---------------------------------------------------------------


def _pilots(aantal: int, *, dubbel: bool = False) -> Stapel:
    werk = Stapel()
    for nr in range(aantal):
        werk.erbij(t.Pilot, id=UUID(int=1 if dubbel else nr + 1), naam=f"P{nr}")
    return werk


def _aantal(s: Sessie) -> tuple[int, int]:
    with s.lezen() as db:
        vraag = "SELECT (SELECT count(*) FROM pilot), (SELECT count(*) FROM wijziging)"
        pilots, rijen = db.execute(text(vraag)).one()
    return pilots, rijen


def test_een_ander_ziet_de_trigger_altijd(noor: Sessie, monkeypatch: pytest.MonkeyPatch) -> None:
    gezien: list[list[str]] = []
    with noor.schrijven() as db:
        _pilots(bulk.VEEL).voer_uit(db, lambda _: gezien.append(noor.store.afwijkende_triggers()))
        db.execute(text("INSERT INTO pilot (id, naam) VALUES (x'00', 'los')"))
    assert gezien == [[]]
    assert noor.store.afwijkende_triggers() == []
    with noor.lezen() as db:
        laatste = db.execute(text("SELECT nieuw FROM wijziging ORDER BY nr DESC LIMIT 1")).scalar_one()
    assert json.loads(laatste)["naam"] == "los", (
        "behind the rows, in the same transaction, the trigger is back"
    )


def test_een_fout_laat_niets_na(noor: Sessie) -> None:
    voor = _aantal(noor)
    with pytest.raises(MgnFout), noor.schrijven() as db:
        _pilots(bulk.VEEL, dubbel=True).voer_uit(db)
    assert _aantal(noor) == voor
    assert noor.store.afwijkende_triggers() == []
    with noor.schrijven() as db:  # the same connection, and nothing is left on it
        _pilots(bulk.VEEL).voer_uit(db)
    assert _aantal(noor) == (voor[0] + bulk.VEEL, voor[1] + bulk.VEEL)


def test_wie_na_een_fout_doorgaat_bewaart_niets(noor: Sessie) -> None:
    voor = _aantal(noor)

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(Exception, match=r".") as fout, noor.schrijven() as db:
        with pytest.raises(KeyboardInterrupt):
            _pilots(bulk.VEEL).voer_uit(db, stop)
        db.execute(text("INSERT INTO pilot (id, naam) VALUES (x'00', 'door')"))
    assert not isinstance(fout.value, KeyboardInterrupt)
    assert _aantal(noor) == voor
    assert noor.store.afwijkende_triggers() == []


def test_zonder_handeling_of_trigger_wordt_er_niets_geschreven(noor: Sessie) -> None:
    voor = _aantal(noor)
    with pytest.raises(MgnFout), noor.store.lezen() as db:
        _pilots(bulk.VEEL).voer_uit(db)
    with noor.schrijven() as db:
        db.execute(text("DROP TRIGGER log_pilot_i"))
    with pytest.raises(MgnFout), noor.schrijven() as db:
        _pilots(bulk.VEEL).voer_uit(db)
    assert _aantal(noor) == voor
    assert noor.store.afwijkende_triggers() == ["log_pilot_i"]


def test_een_ingelezen_bestand_gaat_terug_en_komt_terug(
    noor: Sessie, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole of it, as a person does it: also a second file beside what is there, then undone and redone."""
    monkeypatch.setattr(bulk, "VEEL", 1)
    neem_rijen_op(noor, tmp_path, rij())
    eerst = stand(noor)
    neem_rijen_op(noor, tmp_path, rij(gesprek_id="g-2", inwoner_id="i-2"), rij(duur_min="61"))
    samen = stand(noor)
    assert verschil(eerst, samen)
    ongedaan.neem_terug(noor)
    assert verschil(eerst, stand(noor)) == {}
    ongedaan.doe_opnieuw(noor)
    assert verschil(samen, stand(noor)) == {}

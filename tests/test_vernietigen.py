"""Destroyed is destroyed: in every row, in the log, in what is restored; and the figures go on counting."""

import json
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import SQLModel, col, select

from mgn_tui.domain.fouten import Beschadigd, GeenToegang, Geweigerd, InGebruik, NietGevonden
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import (
    aanmelden,
    cijfers,
    concepten,
    reservekopieen,
    terugzetten,
    toegang,
    vernietigen,
)
from mgn_tui.register.cijfers import Vraag
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import tables as t
from mgn_tui.store import vernietigd
from mgn_tui.store.werkmap import Werkmap
from tests.cli_hulp import Cli
from tests.hulp_rijen import maak_rijen, zet_in_map
from tests.hulp_werkmap import WACHTWOORDEN, Zaak, maak_aanmelding, open_als, volledige_zaak

MERK = "Kanariegeel"
NOOR = ("Noor", WACHTWOORDEN["Noor"])


@pytest.fixture
def zaak(noor: Sessie) -> Zaak:
    """A whole case with the canary in every text, a concept beside it, and somebody else who must stay."""
    maak_aanmelding(noor, achternaam="Blijft")
    gemaakt = volledige_zaak(noor, merk=f" {MERK}")
    concepten.bewaar(noor, "gesprek", gemaakt.gesprek, {"kladblok": f"half {MERK}"}, gemaakt.inwoner)
    return gemaakt


def stapel(s: Sessie) -> list[tuple[str, dict[str, Any]]]:
    """Every row of every table as the database key opens it."""
    with s.lezen() as db:
        return [
            (tabel.name, dict(rij._mapping))
            for tabel in SQLModel.metadata.sorted_tables
            for rij in db.execute(select(tabel))
        ]


def geheimen(s: Sessie, inwoner: UUID) -> set[bytes]:
    """Everything sealed with this person's key, seals included."""
    uit = set()
    for naam, rij in stapel(s):
        if rij.get("inwoner") == inwoner or (naam == "inwoner" and rij["id"] == inwoner):
            uit |= {w for w in rij.values() if isinstance(w, bytes)}
    return uit


def is_weg(s: Sessie, geheim: set[bytes]) -> None:
    assert geheim
    hexen = {g.hex().upper() for g in geheim}
    for naam, rij in stapel(s):
        for veld, waarde in rij.items():
            assert not (isinstance(waarde, bytes) and waarde in geheim), (naam, veld)
            if isinstance(waarde, str):
                assert MERK not in waarde, (naam, veld)
                assert not any(h in waarde for h in hexen), (naam, veld)


@pytest.mark.parametrize("soort", vernietigen.lijst.SOORTEN)
def test_er_is_niets_meer_te_openen(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, zaak: Zaak, soort: str
) -> None:
    geheim = geheimen(noor, zaak.inwoner)
    assert len(geheim) > 20
    vernietigen.vernietig(noor, zaak.aanmelding, soort, zaak.inwoner_ref)
    is_weg(noor, geheim)
    rijen = [rij for naam, rij in stapel(noor) if rij.get("inwoner") == zaak.inwoner and naam != "toegang"]
    if soort == "alles":
        assert [r for r in rijen if "soort" not in r or "gedaan_op" not in r] == []
    else:
        with noor.lezen() as db:
            g = db.exec(select(t.Gesprek).where(t.Gesprek.inwoner == zaak.inwoner)).one()
            assert (g.begin.day, g.begin_precisie, g.leeftijd, g.leeftijdsband) == (1, "maand", None, "60-69")
            assert g.wacht_dagen is not None and g.extern_id is None
    with noor.lezen() as db:
        log = db.exec(select(t.Wijziging).where(col(t.Wijziging.persoon) == zaak.inwoner)).all()
    assert log, "that something happened stays"
    for regel in log:
        for kant in (regel.oud, regel.nieuw):
            assert kant is None or set(json.loads(kant).values()) <= {None}
    ruw = werkmap.database.read_bytes() + (werkmap.data / "mgn.db-wal").read_bytes()
    assert not any(g in ruw for g in geheim)
    noor.sluit()
    s = open_als(werkmap, "Noor", klok)
    assert s.store.gebreken() == [] and toegang.keten_klopt(s) and s.let_op == ()
    (wissing,) = vernietigd.lees(werkmap.data / "vernietigd.json").values()
    assert (wissing.inwoner, wissing.soort, wissing.wie) == (zaak.inwoner, soort, s.ik.id)
    assert MERK not in (werkmap.data / "vernietigd.json").read_text()
    s.sluit()


@pytest.mark.parametrize("soort", vernietigen.lijst.SOORTEN)
def test_een_teruggezette_kopie_vernietigt_opnieuw(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, zaak: Zaak, soort: str
) -> None:
    kopie, _ = reservekopieen.maak(noor)
    geheim = geheimen(noor, zaak.inwoner)
    vernietigen.vernietig(noor, zaak.aanmelding, soort, zaak.inwoner_ref)
    noor.sluit()
    klok.verder(timedelta(minutes=1))
    terugzetten.zet_terug(werkmap, kopie, NOOR, klok)
    s = open_als(werkmap, "Elif", klok)  # whoever opens first, also without the key
    assert "1 inwoner zijn opnieuw vernietigd" in s.let_op[0]
    is_weg(s, geheim)
    s.sluit()
    s = open_als(werkmap, "Noor", klok)
    assert s.let_op == ()
    s.sluit()


def test_een_bestand_dat_de_database_vooruit_is_en_omgekeerd(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, zaak: Zaak
) -> None:
    """Killed between the two, or the list lost with the folder: each makes the other whole."""
    vernietigen.vernietig(noor, zaak.aanmelding, "persoon", zaak.inwoner_ref)
    noor.sluit()
    pad = werkmap.data / "vernietigd.json"
    pad.unlink()
    open_als(werkmap, "Noor", klok).sluit()
    assert zaak.inwoner in vernietigd.lees(pad)
    pad.write_text("{kapot")
    with pytest.raises(Beschadigd, match="lijst van vernietigde"):
        open_als(werkmap, "Noor", klok)


def test_wie_het_mag(werkmap: Werkmap, klok: VasteKlok, noor: Sessie, zaak: Zaak) -> None:
    noor.sluit()
    for naam, mag in (("Tom", False), ("Els", True)):
        s = open_als(werkmap, naam, klok)
        if not mag:
            with pytest.raises(GeenToegang):
                vernietigen.bekijk(s, zaak.aanmelding)
            with pytest.raises(GeenToegang):
                vernietigen.vernietig(s, zaak.aanmelding, "persoon", zaak.inwoner_ref)
        else:
            assert vernietigen.bekijk(s, zaak.inwoner_ref).gesprekken == 1
        s.sluit()


def test_het_vraagt_eerst_en_weigert_wat_nog_loopt(noor: Sessie, zaak: Zaak, elif_: Sessie) -> None:
    with pytest.raises(Geweigerd, match="referentie"):
        vernietigen.vernietig(noor, zaak.aanmelding, "persoon", zaak.gesprek)
    open_ = maak_aanmelding(noor, achternaam="Wacht nog")
    ref = vernietigen.bekijk(noor, open_).ref
    with pytest.raises(Geweigerd, match="open"):
        vernietigen.vernietig(noor, open_, "persoon", ref)
    with pytest.raises(InGebruik):  # Elif has the werkmap open
        vernietigen.vernietig(noor, zaak.aanmelding, "persoon", zaak.inwoner_ref)
    elif_.sluit()
    vernietigen.vernietig(noor, open_, "alles", ref)
    with pytest.raises(NietGevonden):
        aanmelden.lees(noor, open_)
    assert aanmelden.lees(noor, zaak.aanmelding).ruw["achternaam"]


def test_ook_de_bestanden_in_exports_en_nooit_daarbuiten(noor: Sessie, zaak: Zaak, tmp_path: Path) -> None:
    buiten = tmp_path / "buiten.pdf"
    buiten.write_bytes(b"x")
    (noor.werkmap.exports / "brief-a.pdf").write_bytes(b"x")
    with noor.schrijven() as db:
        for bestand in ("brief-a.pdf", str(buiten), f"../../{buiten.name}"):
            db.add(
                t.Document(
                    id=noor.nieuw_id(),
                    gesprek=db.exec(select(t.Gesprek.id).where(t.Gesprek.ref == zaak.gesprek)).one(),
                    inwoner=zaak.inwoner,
                    soort="huisarts",
                    bestand=bestand,
                    gemaakt_op=noor.klok.nu(),
                )
            )
    assert "brief-a.pdf" in vernietigen.bekijk(noor, zaak.aanmelding).exports
    weg = vernietigen.vernietig(noor, zaak.aanmelding, "persoon", zaak.inwoner_ref)
    assert "brief-a.pdf" in weg and not (noor.werkmap.exports / "brief-a.pdf").exists()
    assert buiten.exists()


def test_ook_een_bestand_dat_het_logboek_niet_meer_kent(noor: Sessie, zaak: Zaak) -> None:
    """As after a backup was put back that is older than the file."""
    namen = [
        f"inzage-{zaak.inwoner_ref.lower()}.pdf",
        f"gesprek-{zaak.gesprek.lower()}-huisarts-versie-1.pdf",
        f"{zaak.aanmelding}.txt",
    ]
    vreemd = f"verslag-{zaak.inwoner_ref.lower()}x.pdf"
    for naam in (*namen, vreemd):
        (noor.werkmap.exports / naam).write_bytes(b"x")
    gezien = vernietigen.bekijk(noor, zaak.aanmelding).exports
    assert set(namen) <= set(gezien) and vreemd not in gezien
    vernietigen.vernietig(noor, zaak.aanmelding, "persoon", zaak.inwoner_ref)
    assert [p.name for p in noor.werkmap.exports.iterdir() if p.name in namen] == []
    assert (noor.werkmap.exports / vreemd).exists(), "of another, or of nobody here"


@pytest.mark.parametrize("zaad", [1, 2, 3])
def test_de_cijfers_van_hele_maanden_blijven(els: Sessie, zaad: int) -> None:
    noor = els  # the coordinator, who reads nobody
    zet_in_map(noor, maak_rijen(zaad, 40))

    def tel() -> dict[str, str]:
        perioden = [f"{jaar}-Q{k}" for jaar in (2025, 2026) for k in (1, 2, 3, 4)]
        perioden += ["2025", "2026", *[f"2026-{maand:02}" for maand in range(1, 13)]]
        uit = {}
        for periode in perioden:
            inhoud = cijfers.inhoud(noor, cijfers.reken(noor, Vraag(periode=periode)))
            uit[periode] = json.dumps(inhoud, sort_keys=True)
        return uit

    with noor.lezen() as db:
        refs = list(db.exec(select(t.Inwoner.ref).order_by(col(t.Inwoner.ref))))
    voor, gedaan = tel(), 0
    for ref in refs[::3]:
        if vernietigen.bekijk(noor, ref).bezwaar is None:
            vernietigen.vernietig(noor, ref, "persoon", ref)
            gedaan += 1
    assert gedaan >= 5
    na = tel()
    for periode, json_ in voor.items():
        assert na[periode] == json_, periode


def test_met_opdrachten(werkmap: Werkmap, klok: VasteKlok, noor: Sessie, zaak: Zaak) -> None:
    noor.sluit()
    mgn = Cli(werkmap, klok)
    zonder = mgn("vernietigen", zaak.aanmelding)
    assert zonder.status == 2
    niets = mgn.goed("vernietigen", zaak.aanmelding, antwoorden=[""])
    assert "niets vernietigd" in niets.gezegd and "voorgoed" in niets.gezegd
    assert mgn("vernietigen", zaak.aanmelding, antwoorden=["ABCD1234"]).status == 1
    mgn.goed(
        "vernietigen", zaak.aanmelding, "--gevraagd-op", "gisteren", antwoorden=[zaak.inwoner_ref.lower()]
    )
    (feit,) = vernietigd.lees(werkmap.data / "vernietigd.json").values()
    assert feit.gevraagd_op == klok.vandaag() - timedelta(days=1)
    mgn.goed("controleer")
    assert shutil.which("sh") is None or not list(werkmap.data.glob(".terug-*"))

"""The invented pilot: what is in it, that it is true in time, and that it touches nobody's werkmap."""

import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from mgn_tui.domain.klok import AMSTERDAM, VasteKlok
from mgn_tui.exchange import demo, demomap
from mgn_tui.register import aanmeldlijst, beheren, toegang, toeleiden, vandaag, vastleggen
from mgn_tui.register.evaluatiebeeld import lees, vind_plek
from mgn_tui.register.sessie import Sessie, open_werkmap
from mgn_tui.store.werkmap import Werkmap, demoplek
from tests.cli_hulp import Cli
from tests.hulp_werkmap import kopieer_werkmap, lichte_kdf, maak_aanmelding

NU = datetime(2027, 3, 9, 12, 20, tzinfo=AMSTERDAM)
WORTEL = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def gemaakt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo as it is made on a Tuesday, once for all tests that only look."""
    pad = tmp_path_factory.mktemp("demo") / "demo"
    werkmap = Werkmap(pad)
    with lichte_kdf():
        demomap.markeer(werkmap)
        demo.maak(werkmap, VasteKlok(NU), lambda s: demomap.markeer(werkmap, s))
    return pad


@pytest.fixture
def werkmap(gemaakt: Path, tmp_path: Path, licht: None) -> Werkmap:
    return kopieer_werkmap(gemaakt, tmp_path / "demo")


@pytest.fixture
def klok() -> VasteKlok:
    return VasteKlok(NU)


@pytest.fixture
def noor(werkmap: Werkmap, klok: VasteKlok) -> Iterator[Sessie]:
    s = open_werkmap(werkmap, "Noor Bakker", demo.WACHTWOORD, klok)
    yield s
    s.sluit()


def test_twintig_gesprekken_in_elke_stand(noor: Sessie) -> None:
    gesprekken = vastleggen.lijst(noor)
    assert Counter(g.status for g in gesprekken) == {
        "gevoerd": 15,
        "gepland": 3,
        "no-show": 1,
        "geannuleerd": 1,
    }
    assert Counter(g.advies for g in gesprekken if g.status == "gevoerd") == {
        "vastgesteld": 12,
        "concept": 2,
        "": 1,
    }
    assert Counter(g.volgnummer for g in gesprekken) == {1: 18, 2: 2}
    regels = aanmeldlijst.regels(noor, aanmeldlijst.sleutels(noor))
    assert {"open", "gepland", "gevoerd", "afgewezen", "ingetrokken"} == {r.status for r in regels}
    assert {r.merk for r in regels} == {"●", "▲", "✖", " "}
    assert [k["naam"] for k in demo.gegevens()["praktijken"]] == sorted(
        {r.praktijk for r in regels}, key=lambda n: ["P", "H", "G"].index(n[0])
    )


def test_elk_weten_komt_voor(noor: Sessie) -> None:
    feiten = [f for r in toeleiden.staat(noor).rijen for f in r.feiten.values()]
    assert {f.weten.value for f in feiten} == {"ja", "nee", "onbekend", "niet-nagevraagd"}


def test_vandaag_leeft(noor: Sessie) -> None:
    overzicht = vandaag.overzicht(noor)
    assert [g.begin.strftime("%H:%M") for g in overzicht.gesprekken] == ["10:30", "14:00"]
    assert len(overzicht.wacht) >= 5
    assert (overzicht.pilot, overzicht.sprint) == ("Zwolle-Zuid", "sprint 3")


def test_twee_duos_en_een_coordinator(noor: Sessie) -> None:
    team = beheren.lijst(noor, "medewerker")
    assert Counter(r.ruw["domein"] for r in team) == {"sd": 2, "ggz": 2, "": 1}
    assert sum(r.ruw["ervaringsdeskundig"] == "ja" for r in team) == 1
    assert all(r.ruw["werktijden"] for r in team if r.ruw["domein"])
    assert all(r.ruw["telefoon"].startswith("06-1234") for r in team)
    assert len(beheren.lijst(noor, "sprint")) == 3


def test_het_logboek_is_waar_in_de_tijd(noor: Sessie) -> None:
    with noor.lezen() as db:
        momenten = [m for (m,) in db.execute(text("SELECT moment FROM wijziging ORDER BY hlc"))]
        namen = {n for (n,) in db.execute(text("SELECT DISTINCT wie FROM wijziging"))}
    assert momenten == sorted(momenten)
    eerste, laatste = (datetime.fromisoformat(m.replace("Z", "+00:00")) for m in (momenten[0], momenten[-1]))
    assert timedelta(weeks=8) <= NU - eerste < timedelta(weeks=9)
    assert laatste <= NU
    assert len(namen) == 3  # both duos, and the coördinator who evaluates
    assert toegang.keten_klopt(noor)
    assert noor.store.gebreken() == []


def test_geen_diagnose_en_geen_u_tegen_de_huisarts() -> None:
    tekst = Path(demo.__file__).with_name("demo.toml").read_text(encoding="utf-8").lower()
    for woord in (
        "depressie",
        "ptss",
        "autisme",
        "adhd",
        "borderline",
        "psychose",
        "cliënt",
        "patiënt",
        "stoornis",
    ):
        assert woord not in tekst
    for verhaal in demo.gegevens()["verhalen"].values():
        for veld in ("antwoord", "regie", "vangnet", "steun_kort", "steun_lang", "aanbieder"):
            assert not {"u", "uw"} & set(verhaal[veld].lower().split())


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2027, 5, 16, 0, 5),  # a Sunday and a holiday, five minutes old
        pytest.param(datetime(2027, 1, 2, 23, 55), marks=pytest.mark.lang),  # a Saturday after the holidays
        pytest.param(datetime(2027, 10, 31, 8, 0), marks=pytest.mark.lang),  # the night the clock went back
    ],
)
def test_op_elke_dag_te_maken(moment: datetime, tmp_path: Path, licht: None) -> None:
    werkmap, klok = Werkmap(tmp_path / "demo"), VasteKlok(moment)
    demo.maak(werkmap, klok)
    s = open_werkmap(werkmap, "elif aydın", demo.WACHTWOORD, klok)
    try:
        assert len(vastleggen.lijst(s)) == 20
        assert len(vandaag.overzicht(s).gesprekken) == 2
    finally:
        s.sluit()


def test_de_eerste_sprint_is_geevalueerd_en_de_tweede_keek_terug(noor: Sessie) -> None:
    een, twee = (lees(noor, vind_plek(noor, "sprint", n)) for n in "12")
    assert een.gesloten_op is not None
    assert een.gesloten_door == "Els de Wit"
    assert [len(g.leerpunten) for g in een.groepen] == [2, 1]
    assert len(een.los) == 1
    assert een.gesloten_op > een.plek.tot
    assert [(b.staat, bool(b.terugblik)) for b in twee.vorige] == [("gedaan", True), ("open", False)]


# --- the command -----------------------------------------------------------------------------


@pytest.fixture
def nagemaakt(gemaakt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Making is a copy of the one that was made: for what is not about its contents."""

    def kopie(werkmap: Werkmap, klok: VasteKlok, af: Callable[[Sessie], None]) -> tuple[demo.Persoon, ...]:
        shutil.copytree(gemaakt, werkmap.pad, dirs_exist_ok=True)
        s = open_werkmap(werkmap, "Noor Bakker", demo.WACHTWOORD, klok)
        af(s)
        s.sluit()
        return tuple(demo.Persoon(p["naam"], p["rol"], p["functie"]) for p in demo.gegevens()["team"])

    monkeypatch.setattr(demomap, "maak", kopie)


def _demo(werkmap: Werkmap, klok: VasteKlok) -> Cli:
    return Cli(werkmap, klok, None)


def test_zonder_terminal_loopt_de_lijn(
    werkmap: Werkmap, klok: VasteKlok, request: pytest.FixtureRequest
) -> None:
    draai = _demo(werkmap, klok)
    voor = werkmap.sleutels.read_bytes()
    uit = draai.goed("demo")
    paden = [Path(p) for p in uit.terminal.gegeven]
    assert len(paden) >= 4
    assert all(p.parent == werkmap.exports and p.read_bytes().startswith(b"%PDF") for p in paden)
    assert [p.name.partition("-")[0] for p in paden[-3:]] == ["gesprek", "rapport", "rapport"]
    assert len(list(werkmap.exports.glob("rapport-*.xlsx"))) == 1
    assert len({p.name for p in paden}) == len(paden)
    stappen = [r[:2] for r in uit.terminal.gezegd if r[:1].isdigit()]
    assert stappen == ["1.", "2.", "3.", "4.", "5.", "6.", "7."]
    assert "Het wachtwoord van iedereen is: demo" in uit.gezegd
    for persoon in demo.gegevens()["team"]:
        assert persoon["naam"] in uit.gezegd
    assert "bezwaar" in uit.gezegd  # one huisarts gets no letter
    for g in demo.gegevens()["inwoners"]:
        assert g["achternaam"] not in uit.gezegd + uit.data
    assert uit.terminal.gevraagd == []
    assert werkmap.sleutels.read_bytes() != voor  # made anew
    assert not list(werkmap.pad.glob("vorige-*"))  # nobody had worked in it
    # Once more: the demo's own walk is nobody's work either.
    request.getfixturevalue("nagemaakt")
    draai.goed("demo")
    assert sorted(p.name for p in werkmap.pad.iterdir()) == ["data", "exports"]


def test_waar_iemand_in_werkte_gaat_opzij(werkmap: Werkmap, klok: VasteKlok, nagemaakt: None) -> None:
    s = open_werkmap(werkmap, "Noor Bakker", demo.WACHTWOORD, klok)
    maak_aanmelding(s, achternaam="Kanariemans")
    s.sluit()
    uit = _demo(werkmap, klok).goed("demo")
    (opzij,) = werkmap.pad.glob("vorige-*")
    assert str(opzij) in uit.gezegd
    oud = open_werkmap(Werkmap(opzij), "Noor Bakker", demo.WACHTWOORD, klok)
    assert "Kanariemans" in "".join(r.naam for r in aanmeldlijst.regels(oud, aanmeldlijst.sleutels(oud)))
    oud.sluit()


def test_kijken_is_geen_werken(werkmap: Werkmap, klok: VasteKlok) -> None:
    for naam in ("Noor Bakker", "Els de Wit"):
        s = open_werkmap(werkmap, naam, demo.WACHTWOORD, klok)
        toegang.herzie_alles(s)
        vandaag.overzicht(s)
        vastleggen.lees(s, vastleggen.lijst(s)[0].ref)
        s.sluit()
    assert demomap.maak_leeg(werkmap, klok) is None
    assert not werkmap.database.exists()


def test_een_eigen_bestand_of_wachtwoord_telt_als_werk(werkmap: Werkmap, klok: VasteKlok) -> None:
    (werkmap.exports / "aantekening.txt").write_text("van mij", encoding="utf-8")
    opzij = demomap.maak_leeg(werkmap, klok)
    assert opzij is not None
    assert (opzij / "exports" / "aantekening.txt").exists()


def test_een_open_demo_blijft_staan(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    uit = _demo(werkmap, klok)("demo")
    assert uit.status == 3
    assert "in gebruik" in uit.gezegd
    assert len(vastleggen.lijst(noor)) == 20


def test_een_demo_die_nooit_af_kwam_wordt_opnieuw_gemaakt(
    tmp_path: Path, klok: VasteKlok, licht: None
) -> None:
    werkmap = Werkmap(tmp_path / "half")
    demomap.markeer(werkmap)
    werkmap.database.write_bytes(b"half")
    assert demomap.maak_leeg(werkmap, klok) is None
    assert not werkmap.data.exists()


def test_een_werkmap_van_iemand_wordt_geweigerd(
    sjabloon: Path, tmp_path: Path, klok: VasteKlok, licht: None
) -> None:
    eigen = kopieer_werkmap(sjabloon, tmp_path / "eigen")
    voor = {p: p.read_bytes() for p in eigen.pad.rglob("*") if p.is_file()}
    uit = _demo(eigen, klok)("demo")
    assert uit.status == 1
    assert "iets anders dan een demo" in uit.gezegd
    assert {p: p.read_bytes() for p in eigen.pad.rglob("*") if p.is_file()} == voor


def test_zonder_map_op_de_eigen_plek_wat_mgn_map_ook_zegt(
    tmp_path: Path, klok: VasteKlok, licht: None, monkeypatch: pytest.MonkeyPatch, nagemaakt: None
) -> None:
    monkeypatch.setenv("MGN_MAP", str(tmp_path / "van-de-gebruiker"))
    monkeypatch.setattr("mgn_tui.store.werkmap.checkout", lambda: None)
    uit = _demo(Werkmap(tmp_path), klok).goed("demo", map_=None)
    assert str(demoplek()) in uit.gezegd
    assert "mgn-demo" in str(demoplek())
    assert not (tmp_path / "van-de-gebruiker").exists()


def test_met_een_terminal_opent_het_scherm_daar(
    werkmap: Werkmap, klok: VasteKlok, monkeypatch: pytest.MonkeyPatch, nagemaakt: None
) -> None:
    from types import SimpleNamespace

    gestart: list[tuple[object, ...]] = []

    def start(w: Werkmap, naam: str, woord: str, *, rondleiding: bool) -> int:
        assert rondleiding
        gestart.append((w.pad, naam, woord))
        return 0

    monkeypatch.setitem(sys.modules, "mgn_tui.tui.app", SimpleNamespace(start=start))
    monkeypatch.setattr("mgn_tui.cli.demo.heeft_scherm", lambda: True)
    uit = _demo(werkmap, klok).goed("demo", gebruiker="Els de Wit")
    assert gestart == [(werkmap.pad, "Els de Wit", "demo")]
    assert uit.data == ""
    _demo(werkmap, klok).goed("demo", gebruiker="Iemand anders")
    assert gestart[1][1] == "Noor Bakker"


def test_de_demo_als_los_programma(tmp_path: Path) -> None:
    """With the real cost of the keys, and nothing on stdin."""
    kind = subprocess.run(
        [sys.executable, "-m", "mgn_tui", "demo", "--map", str(tmp_path / "demo")],
        cwd=WORTEL,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=False,
    )
    assert kind.returncode == 0, kind.stderr
    assert all(Path(regel).suffix == ".pdf" for regel in kind.stdout.splitlines())

"""The ground under every screen: quick to start, quiet, Dutch."""

import gc
import subprocess
import sys
import weakref
from pathlib import Path

import pytest
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Button, Input, Select, Static

from mgn_tui.tui.basis import MgnApp, MgnModaal, StapScherm
from mgn_tui.tui.themas import THEMAS
from mgn_tui.tui.widgets.kopregel import Kop, Kopregel
from mgn_tui.tui.widgets.tekstinvoer import TekstInvoer
from tests.hulp_tui import ENGELS, ProefApp, engels, onleesbaar, rustig, scherm_tekst

ZWAAR = (
    "sqlmodel", "sqlalchemy", "typer", "pydantic", "reportlab", "cryptography", "holidays", "alembic",
    "dateutil", "sqlcipher3", "nacl",
)  # fmt: skip


def test_de_grond_haalt_niets_zwaars_binnen() -> None:
    vraag = (
        "import sys; import mgn_tui.tui.basis, mgn_tui.tui.acties; "
        f"print([naam for naam in {ZWAAR!r} if naam in sys.modules])"
    )
    antwoord = subprocess.run(
        [sys.executable, "-c", vraag],
        cwd=Path(__file__).resolve().parents[1],
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    assert antwoord.stdout.strip() == "[]"


def test_geen_css_op_de_app() -> None:
    # 40 KB of it on the App costs a quarter of the first paint (engineering 12)
    assert MgnApp.CSS_PATH is None
    assert not MgnApp.CSS


async def test_ctrl_c_vraagt_en_sluit_dan(tmp_path: Path) -> None:
    app = ProefApp(lambda: [Static("x")], map=tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+c")
        await rustig(pilot)
        assert "Wilt u afsluiten? Wat u typte blijft bewaard." in scherm_tekst(app)
        await pilot.press("escape")
        await rustig(pilot)
        assert "Wilt u afsluiten" not in scherm_tekst(app)
        assert app.is_running
        await pilot.press("ctrl+c")
        await rustig(pilot)
        await pilot.press("enter")
        await pilot.pause()
    assert app.return_code == 0


async def test_ctrl_c_kopieert_wat_gekozen_is(tmp_path: Path) -> None:
    app = ProefApp(lambda: [Static("Zoë — naïef €")], map=tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        app.screen.text_select_all()
        await pilot.press("ctrl+c")
        await rustig(pilot)
        assert "Zoë — naïef €" in app.clipboard
        assert "Wilt u afsluiten" not in scherm_tekst(app)


async def test_ctrl_c_in_een_veld_kopieert_het_gekozen_deel(tmp_path: Path) -> None:
    app = ProefApp(lambda: [Input("Parkweg")], map=tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        app.screen.query_one(Input).select_all()
        await pilot.press("ctrl+c")
        await rustig(pilot)
        assert app.clipboard == "Parkweg"
        assert "Wilt u afsluiten" not in scherm_tekst(app)


@pytest.mark.parametrize("toets", ["ctrl+q", "q"])
async def test_afsluiten(toets: str, tmp_path: Path) -> None:
    app = ProefApp(lambda: [Static("x")], map=tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(toets)
        await pilot.pause()
    assert app.return_code == 0
    assert not app.is_running


async def test_een_melding_is_letterlijk(tmp_path: Path) -> None:
    app = ProefApp(lambda: [Static("x")], map=tmp_path)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.meld("W. [red]Jansen[/red] [")
        await rustig(pilot)
        assert "W. [red]Jansen[/red] [" in scherm_tekst(app)


@pytest.mark.parametrize("veld", [0, 5], ids=["bovenaan", "onderaan"])
async def test_een_melding_ligt_niet_waar_men_typt(veld: int, tmp_path: Path) -> None:
    app = ProefApp(lambda: [Input(id=f"veld{nummer}") for nummer in range(6)], map=tmp_path)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await rustig(pilot)
        hier = app.screen.query_one(f"#veld{veld}", Input)
        hier.focus()
        await rustig(pilot)
        app.meld("drie regels " * 8)
        await rustig(pilot)
        regels = scherm_tekst(app).splitlines()
        met_bericht = {nummer for nummer, regel in enumerate(regels) if "regels" in regel}
        assert met_bericht and not met_bericht & set(range(hier.region.y, hier.region.bottom))


async def test_laden_is_nederlands(tmp_path: Path) -> None:
    app = ProefApp(lambda: [Static("x", id="x")], map=tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        app.screen.query_one("#x").loading = True
        await rustig(pilot)
        assert "even geduld" in scherm_tekst(app)
        assert engels(app) == []


@pytest.mark.parametrize("thema", [thema.name for thema in THEMAS])
@pytest.mark.parametrize("toetsen", [("f1",), ("ctrl+p",), ("ctrl+c",), ()], ids=str)
@pytest.mark.parametrize("maat", [(120, 40), (80, 24), (40, 15)], ids=str)
async def test_vensters_zijn_nederlands_en_te_lezen(
    thema: str, toetsen: tuple[str, ...], maat: tuple[int, int], tmp_path: Path
) -> None:
    app = ProefApp(lambda: [Static("een scherm")], thema=thema, map=tmp_path)
    async with app.run_test(size=maat, notifications=True) as pilot:
        await rustig(pilot)
        await pilot.press(*toetsen)
        await rustig(pilot)
        if not toetsen:
            app.meld("bericht")
            app.meld("let op", "warning")
            app.meld("fout", "error")
            await rustig(pilot)
        assert engels(app) == []
        assert onleesbaar(app) == []


async def test_de_engelse_woorden_worden_ook_echt_gezien(tmp_path: Path) -> None:
    app = ProefApp(lambda: [Select([("ja", 1)]), Button("Quit"), Static("gesloten; Selectie")], map=tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        assert engels(app) == ["Quit", "Select"]
    assert len(ENGELS) == len(set(ENGELS))


async def test_slecht_contrast_wordt_ook_echt_gezien(tmp_path: Path) -> None:
    vaag = Static("vaag")
    vaag.styles.color = "#333333"
    async with ProefApp(lambda: [vaag], map=tmp_path).run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        assert [regel.split(":")[0] for regel in onleesbaar(pilot.app)] == ["'vaag'"]


async def test_de_app_houdt_een_gesloten_scherm_niet_vast(tmp_path: Path) -> None:
    """Every record that was opened would stay in memory until quitting: the top line, the theme that a text field
    follows, and the colours of what was painted must not hold on to it."""

    class Los(StapScherm):
        def inhoud(self) -> list[Widget]:
            return [Static("x"), TekstInvoer("tekst")]

    app = ProefApp(lambda: [Static("x")], map=tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:

        async def open_en_sluit() -> list[weakref.ref[object]]:
            scherm = Los()
            await app.push_screen(scherm)
            app.kop = Kop("boven")
            await pilot.pause()
            assert scherm.query_one(Kopregel).kop == Kop("boven")
            veld = scherm.query_one(TekstInvoer)
            await app.pop_screen()
            return [weakref.ref(ding) for ding in (scherm, veld, veld._styles_cache)]

        weg = await open_en_sluit()
        await pilot.pause()
        gc.collect()
        assert [ding() for ding in weg] == [None] * 3


async def test_achter_een_venster_staat_wat_het_bedekt(tmp_path: Path) -> None:
    """Of the tests themselves: looking at a window that still has to be painted must not leave it blank behind."""

    class Klein(MgnModaal[None]):
        def compose(self) -> ComposeResult:
            yield Static("venster")

    app = ProefApp(lambda: [Static("wat eronder staat")], map=tmp_path)
    async with app.run_test(size=(60, 12)) as pilot:
        await app.push_screen(Klein())
        await rustig(pilot)
        for _ in range(3):
            app.screen.refresh()
            assert "wat eronder" in scherm_tekst(app)
            await rustig(pilot)
            assert "wat eronder" in scherm_tekst(app)

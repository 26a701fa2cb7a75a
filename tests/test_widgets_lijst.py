"""The windowed list: only what is in sight is fetched, whatever the number of rows."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot
from textual.screen import Screen

from mgn_tui.domain.fouten import GeenToegang
from mgn_tui.tui.themas import THEMAS
from mgn_tui.tui.widgets.filterlijst import FilterLijst
from mgn_tui.tui.widgets.vensterlijst import Cel, Kolom, Regel, VensterLijst, verdeel
from tests.hulp_tui import ProefApp, engels, foto, onleesbaar, rustig, scherm_tekst

KOLOMMEN = (
    Kolom("wacht", 12),
    Kolom("wie", 8),
    Kolom("praktijk", vanaf=60),
    Kolom("stand", deel=2),
    Kolom("nr", 7, rechts=True),
)
WACHT = (Cel("✖ 16 dagen", "fout"), Cel("▲ 12 dagen", "let-op"), Cel("● 4 dagen", "goed"))
NAMEN = ("W.J.", "Ç.Ş.", "日本", "👩‍⚕️ A.", "[b]J.[/b]")
LEEG = "nog geen aanmeldingen: druk n voor de eerste"


def regel(nummer: int) -> Regel:
    return Regel(
        f"r{nummer}",
        (
            WACHT[nummer % 3],
            NAMEN[nummer % 5],
            "Parkweg",
            Cel("nog niet uitgenodigd", "gedempt"),
            str(nummer),
        ),
    )


class Bron:
    """Rows made on demand; remembers what was asked, and on which thread."""

    def __init__(self, aantal: int) -> None:
        self.aantal = aantal
        self.vragen: list[tuple[int, int]] = []
        self.draden: set[int] = set()

    def __call__(self, begin: int, hoeveel: int) -> Sequence[Regel]:
        self.vragen.append((begin, hoeveel))
        self.draden.add(threading.get_ident())
        return [regel(nummer) for nummer in range(begin, min(begin + hoeveel, self.aantal))]

    def tel(self) -> int:
        self.draden.add(threading.get_ident())
        return self.aantal


def lijst_app(bron: Bron, thema: str = "mgn-donker") -> ProefApp:
    class App(ProefApp):
        def on_venster_lijst_gekozen(self, gebeurtenis: VensterLijst.Gekozen) -> None:
            self.gezien.append(gebeurtenis.sleutel)

    return App(lambda: [VensterLijst(KOLOMMEN, bron, bron.tel, LEEG)], thema=thema)


@given(
    st.lists(st.builds(Kolom, st.just("k"), st.integers(0, 20), st.integers(1, 4), vanaf=st.integers(0, 90))),
    st.integers(0, 200),
)
def test_de_kolommen_passen(kolommen: list[Kolom], breedte: int) -> None:
    maten = verdeel(kolommen, breedte)
    assert all(cellen >= 0 for _, cellen in maten)
    if len(maten) > 1 or breedte >= 22:
        assert 2 + sum(cellen for _, cellen in maten) + 2 * max(len(maten) - 1, 0) <= max(breedte, 2)


def test_een_smalle_lijst_laat_kolommen_weg() -> None:
    assert verdeel(KOLOMMEN, 118) == [(0, 12), (1, 8), (2, 27), (3, 54), (4, 7)]
    assert verdeel(KOLOMMEN, 37) == [(0, 12), (1, 8), (3, 11)]


async def test_honderdduizend_regels_worden_nooit_allemaal_gehaald() -> None:
    bron = Bron(100_000)
    app = lijst_app(bron)
    async with app.run_test(size=(100, 30)) as pilot:
        await rustig(pilot)
        lijst = app.screen.query_one(VensterLijst)
        assert lijst.aantal == 100_000
        for toets, nummer in (
            ("end", 99_999),
            ("pageup", None),
            ("home", 0),
            ("down", 1),
            ("pagedown", None),
        ):
            await pilot.press(toets)
            await rustig(pilot)
            assert nummer in (None, lijst.cursor)
            assert f" {lijst.cursor} " in f"{scherm_tekst(app)} "
        zichtbaar = lijst.size.height
        assert max(hoeveel for _, hoeveel in bron.vragen) <= 3 * zichtbaar
        assert len(bron.vragen) <= 8
        assert threading.get_ident() not in bron.draden


async def test_regel_voor_regel_omlaag_haalt_maar_nu_en_dan() -> None:
    bron = Bron(100_000)
    app = lijst_app(bron)
    async with app.run_test(size=(100, 30)) as pilot:
        await rustig(pilot)
        for _ in range(100):
            await pilot.press("down")
        await rustig(pilot)
        assert app.screen.query_one(VensterLijst).sleutel == "r100"
        assert len(bron.vragen) < 20


async def test_enter_en_klik_kiezen() -> None:
    app = lijst_app(Bron(50))
    async with app.run_test(size=(100, 30)) as pilot:
        await rustig(pilot)
        await pilot.press("down", "down", "enter")
        await pilot.click(VensterLijst, offset=(10, 6))
        await rustig(pilot)
        assert app.gezien == ["r2"]
        assert app.screen.query_one(VensterLijst).cursor == 5
        await pilot.click(VensterLijst, offset=(10, 6))
        await pilot.click(VensterLijst, offset=(10, 0))  # the titles are no row
        await rustig(pilot)
        assert app.gezien == ["r2", "r5"]


async def test_enter_vooruit_getypt_kiest_de_regel_die_nog_komt() -> None:
    app = lijst_app(Bron(100_000))
    async with app.run_test(size=(100, 30)) as pilot:
        await rustig(pilot)
        lijst = app.screen.query_one(VensterLijst)
        lijst.action_einde()
        lijst.action_kies()  # the last row has not been fetched yet
        assert app.gezien == []
        await rustig(pilot)
        assert app.gezien == ["r99999"]


async def test_enter_na_een_ander_filter_opent_geen_regel_van_daarvoor() -> None:
    app = lijst_app(Bron(50))
    async with app.run_test(size=(100, 30)) as pilot:
        await rustig(pilot)
        lijst = app.screen.query_one(VensterLijst)
        anders = Bron(20)
        lijst.zet_bron(lambda begin, hoeveel: anders(begin + 7, hoeveel), lambda: 13)
        lijst.action_kies()  # the rows of before still stand there
        assert (lijst.sleutel, app.gezien) == (None, [])
        await rustig(pilot)
        assert app.gezien == ["r7"]


async def test_geen_regels_zegt_wat_te_doen() -> None:
    app = lijst_app(Bron(0))
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        assert LEEG in scherm_tekst(app)
        assert "Enter openen" not in scherm_tekst(app)
        await pilot.press("enter", "down", "end", "pageup")
        assert app.gezien == []


async def test_tekst_is_letterlijk_en_brede_tekens_houden_de_kolom() -> None:
    app = lijst_app(Bron(5))
    async with app.run_test(size=(100, 20)) as pilot:
        await rustig(pilot)
        strips = app.screen._compositor.render_strips()
        for strip in strips:
            assert strip.cell_length == 100
        regels = [strip.crop(0, 100) for strip in strips if "Parkweg" in strip.text]
        assert len(regels) == 5
        plekken = {strip.text.index("Parkweg") for strip in regels if strip.text.isascii()}
        assert "[b]J.[/b"[:7] in scherm_tekst(app)
        # cut by cells, each row has the same column in the same place
        begin = 1 + 2 + 12 + 2 + 8 + 2
        assert {strip.crop(begin, begin + 7).text for strip in regels} == {"Parkweg"}
        assert plekken <= {begin}


async def test_verversen_blijft_op_dezelfde_regel() -> None:
    bron = Bron(30)
    app = lijst_app(bron)
    async with app.run_test(size=(100, 20)) as pilot:
        await rustig(pilot)
        await pilot.press(*["down"] * 4)
        lijst = app.screen.query_one(VensterLijst)

        def een_erbij(begin: int, hoeveel: int) -> Sequence[Regel]:
            return [Regel("nieuw", ("", "", "", "", "")), *bron(0, 40)][begin : begin + hoeveel]

        lijst._bron, lijst._tel = een_erbij, lambda: 31
        lijst.ververs()
        await rustig(pilot)
        assert (lijst.cursor, lijst.sleutel, lijst.aantal) == (5, "r4", 31)


async def test_minder_regels_dan_eerst() -> None:
    bron = Bron(300)
    app = lijst_app(bron)
    async with app.run_test(size=(100, 20)) as pilot:
        await rustig(pilot)
        await pilot.press("end")
        await rustig(pilot)
        bron.aantal = 3
        lijst = app.screen.query_one(VensterLijst)
        lijst.ververs()
        await rustig(pilot)
        assert (lijst.aantal, lijst.cursor, lijst.sleutel) == (3, 2, "r2")
        assert "✖ 16 dagen" in scherm_tekst(app)


async def test_een_geweigerde_vraag_zegt_waarom() -> None:
    bron = Bron(10)

    def dicht(begin: int, hoeveel: int) -> Sequence[Regel]:
        raise GeenToegang("Deze lijst is alleen voor het aanmeldpunt.")

    app = ProefApp(lambda: [VensterLijst(KOLOMMEN, dicht, bron.tel, LEEG)])
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        assert "Deze lijst is alleen voor het aanmeldpunt." in scherm_tekst(app)


class FilterBron:
    """Sought by the number; the first question can be held back."""

    def __init__(self) -> None:
        self.vragen: list[str] = []
        self.wacht: dict[str, threading.Event] = {}

    def __call__(self, tekst: str, begin: int, hoeveel: int) -> Sequence[Regel]:
        self.vragen.append(tekst)
        if tekst in self.wacht:
            self.wacht[tekst].wait(5)
        return [regel(nummer) for nummer in self._alle(tekst)][begin : begin + hoeveel]

    def tel(self, tekst: str) -> int:
        return len(self._alle(tekst))

    @staticmethod
    def _alle(tekst: str) -> list[int]:
        return [nummer for nummer in range(340) if tekst in str(nummer)]


def filter_app(bron: FilterBron, thema: str = "mgn-donker") -> ProefApp:
    return ProefApp(
        lambda: [
            FilterLijst(KOLOMMEN, bron, bron.tel, LEEG, eenheid=("aanmelding", "aanmeldingen")),
        ],
        thema=thema,
    )


async def test_een_teken_zet_het_scherm_niet_opnieuw_op(monkeypatch: pytest.MonkeyPatch) -> None:
    opgezet: list[Screen[object]] = []
    zet_op = Screen._refresh_layout

    def tel(scherm: Screen[object], *args: object, **kwargs: object) -> None:
        opgezet.append(scherm)
        zet_op(scherm, *args, **kwargs)

    app = filter_app(FilterBron())
    async with app.run_test(size=(100, 24)) as pilot:
        await rustig(pilot)
        await pilot.press("f")
        await rustig(pilot)
        monkeypatch.setattr(Screen, "_refresh_layout", tel)
        await pilot.press("3")
        await rustig(pilot)
        assert f"{len(FilterBron._alle('3'))} aanmeldingen" in scherm_tekst(app)
        await pilot.press("backspace")
        await rustig(pilot)
        assert "340 aanmeldingen" in scherm_tekst(app)
        assert opgezet == []


async def test_filteren_vanaf_het_eerste_teken() -> None:
    app = filter_app(FilterBron())
    async with app.run_test(size=(100, 24)) as pilot:
        await rustig(pilot)
        lijst = app.screen.query_one(VensterLijst)
        assert app.screen.focused is lijst
        assert "340 aanmeldingen" in scherm_tekst(app)
        await pilot.press("f", "3", "3")
        await rustig(pilot)
        assert lijst.aantal == len(FilterBron._alle("33"))
        await pilot.press("9", "enter")
        await rustig(pilot)
        assert app.screen.focused is lijst
        assert "1 aanmelding " in scherm_tekst(app)
        assert lijst.sleutel == "r339"
        await pilot.press("f", "escape")
        await rustig(pilot)
        assert lijst.aantal == 340
        assert app.screen.focused is lijst


async def test_niets_gevonden_zegt_waarvoor() -> None:
    app = filter_app(FilterBron())
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.press("f", *"[x", "down")
        await rustig(pilot)
        assert "niets gevonden voor '[x'" in scherm_tekst(app)
        assert "0 aanmeldingen" in scherm_tekst(app)


async def test_een_laat_antwoord_op_een_oude_vraag_telt_niet() -> None:
    bron = FilterBron()
    los = bron.wacht["1"] = threading.Event()
    app = filter_app(bron)
    async with app.run_test(size=(100, 24)) as pilot:
        await rustig(pilot)
        await pilot.press("f", "1")
        await pilot.pause()
        await pilot.press("2", "0")
        los.set()
        await rustig(pilot)
        assert app.screen.query_one(VensterLijst).sleutel == "r120"
        assert bron.vragen[-1] == "120"


async def test_wat_gevraagd_is_voor_er_plaats_was_wordt_aangevuld(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers that come before the first layout, and a new size of which no event comes."""
    monkeypatch.setattr(VensterLijst, "on_resize", lambda self: None)
    bron = Bron(30)
    app = lijst_app(bron)
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        lijst = app.screen.query_one(VensterLijst)
        lijst._neem(0, 2, bron(0, 2))  # as when it had no height
        await rustig(pilot)
        assert " 10 " in scherm_tekst(app)
        vragen = len(bron.vragen)
        lijst.refresh()
        await rustig(pilot)
        assert len(bron.vragen) == vragen, "painting alone asks nothing"


async def test_krimpen_houdt_de_cursor_in_beeld() -> None:
    app = lijst_app(Bron(1000))
    async with app.run_test(size=(120, 40)) as pilot:
        await rustig(pilot)
        await pilot.press(*["pagedown"] * 3, *["up"] * 2)
        await pilot.resize_terminal(40, 15)
        await rustig(pilot)
        assert any(regel.lstrip().startswith("▸") for regel in scherm_tekst(app).splitlines())


@pytest.mark.parametrize("thema", [thema.name for thema in THEMAS])
@pytest.mark.parametrize("aantal", [0, 1000])
async def test_te_lezen_en_nederlands(thema: str, aantal: int) -> None:
    app = lijst_app(Bron(aantal), thema)
    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        assert onleesbaar(app) == []
        assert engels(app) == []


async def _naar_beneden(pilot: Pilot[None]) -> None:
    await rustig(pilot)
    await pilot.press("down", "down")
    await rustig(pilot)


@pytest.mark.parametrize(
    ("maak", "maat"),
    [
        (lambda: filter_app(FilterBron()), (40, 15)),
        (lambda: filter_app(FilterBron()), (80, 24)),
        (lambda: filter_app(FilterBron(), "mgn-licht"), (120, 30)),
        (lambda: lijst_app(Bron(0)), (80, 24)),
    ],
    ids=["smal", "gewoon", "breed-licht", "leeg"],
)
def test_zo_ziet_het_eruit(maak: Callable[[], ProefApp], maat: tuple[int, int], snap_compare) -> None:
    assert foto(snap_compare, maak(), maat, _naar_beneden)


def test_de_regel_verraadt_niets_in_een_verslag(tmp_path: Path) -> None:
    assert "W.J." not in repr(Regel("r0", (Cel("W.J."),)))

"""The list with headings: the cursor stands on rows only, whatever happens."""

from hypothesis import given
from hypothesis import strategies as st

from mgn_tui.tui.widgets.rubrieklijst import Kopje, Rij, RubriekLijst, naaste_rij
from mgn_tui.tui.widgets.vensterlijst import Cel, Kolom, Regel, VensterLijst
from tests.hulp_tui import ProefApp, rustig, scherm_tekst

KOLOMMEN = ((Kolom(breedte=5), Kolom()), (Kolom(),))


def rij(sleutel: str, soort: int = 0) -> Rij:
    return Rij(sleutel, (sleutel, "tekst") if soort == 0 else (f"lang {sleutel}",), soort)


BLAD: tuple[Regel, ...] = (
    Kopje(cellen=("Vandaag", Cel("  rustig", "gedempt"))),
    rij("a"),
    rij("b"),
    Kopje(),
    Kopje(cellen=("Wacht",)),
    rij("c", 1),
)


class App(ProefApp):
    def __init__(self) -> None:
        super().__init__(lambda: [RubriekLijst(KOLOMMEN, "niets te doen")])

    def on_venster_lijst_gekozen(self, gebeurtenis: VensterLijst.Gekozen) -> None:
        self.gezien.append(gebeurtenis.sleutel)


async def test_de_cursor_slaat_kopjes_over() -> None:
    app = App()
    async with app.run_test(size=(60, 20)) as pilot:
        await rustig(pilot)
        lijst = app.screen.query_one(RubriekLijst)
        lijst.zet(BLAD)
        gezien = [lijst.sleutel]
        for toets in ("down", "down", "down", "up", "up", "up", "end", "home", "pagedown", "pageup"):
            await pilot.press(toets)
            gezien.append(lijst.sleutel)
        assert gezien == ["a", "b", "c", "c", "b", "a", "a", "c", "a", "c", "a"]
        await pilot.press("enter")
        await rustig(pilot)
        assert app.gezien == ["a"]
        tekst = scherm_tekst(app)
        assert "Vandaag  rustig" in tekst
        assert "lang c" in tekst


async def test_de_cursor_blijft_op_het_record_of_gaat_waar_men_wil() -> None:
    app = App()
    async with app.run_test(size=(60, 20)) as pilot:
        await rustig(pilot)
        lijst = app.screen.query_one(RubriekLijst)
        lijst.zet(BLAD)
        lijst.zet(BLAD, sleutel="c")
        assert lijst.sleutel == "c"
        lijst.zet((Kopje(cellen=("Nieuw",)), rij("n"), *BLAD))
        assert lijst.sleutel == "c"
        lijst.zet((Kopje(), rij("z")))
        assert lijst.sleutel == "z"
        lijst.zet((Kopje(),))
        assert lijst.sleutel is None
        await pilot.press("enter")
        await rustig(pilot)
        assert app.gezien == []
        lijst.zet(())
        await rustig(pilot)
        assert "niets te doen" in scherm_tekst(app)


async def test_wat_gegeven_is_gaat_niet_meer_weg() -> None:
    app = App()
    async with app.run_test(size=(60, 20)) as pilot:
        lijst = app.screen.query_one(RubriekLijst)
        lijst.zet(BLAD)  # before the list has its size
        for maat in ((40, 8), (100, 30), (40, 3)):
            await pilot.resize_terminal(*maat)
            await rustig(pilot)
            assert lijst.aantal == len(BLAD)
            assert lijst.sleutel == "a"


async def test_het_kopje_boven_de_eerste_rij_blijft_in_zicht() -> None:
    app = App()
    async with app.run_test(size=(60, 8)) as pilot:
        await rustig(pilot)
        lijst = app.screen.query_one(RubriekLijst)
        lijst.zet((Kopje(cellen=("Bovenaan",)), *(rij(f"r{n}") for n in range(30))))
        await pilot.press("end")
        await rustig(pilot)
        assert "Bovenaan" not in scherm_tekst(app)
        await pilot.press("home")
        await rustig(pilot)
        assert "Bovenaan" in scherm_tekst(app)


@given(st.lists(st.booleans(), max_size=20), st.integers(-5, 25), st.integers(0, 25))
def test_men_staat_nooit_op_een_kopje_en_nooit_verder_dan_nodig(
    soorten: list[bool], plek: int, vanaf: int
) -> None:
    rijen = [rij(str(n)) if echt else Kopje() for n, echt in enumerate(soorten)]
    echte = [n for n, echt in enumerate(soorten) if echt]
    gevonden = naaste_rij(rijen, plek, vanaf)
    if not echte:
        assert gevonden is None
        return
    assert gevonden in echte
    doel = min(max(plek, 0), len(rijen) - 1)
    verder = [n for n in echte if (n >= doel if doel >= vanaf else n <= doel)]
    assert gevonden == min(verder or echte, key=lambda n: abs(n - doel))

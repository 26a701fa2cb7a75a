"""Messages at the edge of the screen: said above the keys, never over them."""

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap
from tests.hulp_schermen import app_van, binnen, druk, rustig
from tests.hulp_tui import scherm_tekst
from tests.hulp_werkmap import maak_gevoerd

LANG = "Deze collega is nieuw of veranderd. Ontgrendel mgn opnieuw. " * 4


async def test_een_melding_dekt_geen_toets_af(noor: Sessie, werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_gevoerd(noor)
    app = app_van(werkmap, "Noor", klok)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await binnen(pilot)
        for toetsen in (*((stap,) for stap in "12345678"), ("2", "n"), ("4", "enter"), ("5", "enter")):
            await druk(pilot, *toetsen)
            onder = scherm_tekst(app).splitlines()[-2:]
            app.meld("Kort.")
            app.meld(LANG, "error")
            await rustig(pilot)
            assert "Kort." in scherm_tekst(app)
            assert scherm_tekst(app).splitlines()[-2:] == onder, toetsen
            app.clear_notifications()
            await rustig(pilot)
        await druk(pilot, "f10")
        kaart = scherm_tekst(app)
        app.meld(LANG, "error")
        await rustig(pilot)
        assert "0800-2000" in kaart
        assert scherm_tekst(app) == kaart  # nor a number of the crisis card

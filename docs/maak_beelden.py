"""Makes the pictures of the handleiding from the app itself: `python docs/maak_beelden.py` after a change.

One walk over the invented demo, the same each time: the clock stands still and references are dealt. The handleiding
tells this walk; `tests/test_handleiding.py` walks it again and compares. Needs what the tests need.
"""

import asyncio
import re
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

MAP = Path(__file__).parent / "beelden"
sys.path.insert(0, str(Path(__file__).parents[1]))

import pytest  # noqa: E402
from rich.color import Color  # noqa: E402
from rich.style import Style  # noqa: E402
from textual.pilot import Pilot  # noqa: E402
from textual.strip import Strip  # noqa: E402

from mgn_tui.domain.klok import AMSTERDAM, VasteKlok  # noqa: E402
from mgn_tui.exchange import demo, demomap  # noqa: E402
from mgn_tui.store.werkmap import Werkmap  # noqa: E402
from tests.hulp_app import ProefTui, druk, rustig, tot_staat, typ  # noqa: E402
from tests.hulp_schermen import vaste_referenties  # noqa: E402
from tests.hulp_tui import scherm_tekst, strips  # noqa: E402

NU = datetime(2027, 3, 9, 12, 20, tzinfo=AMSTERDAM)
WIE = "Noor Bakker"
GEWOON, BREED = (80, 24), (112, 26)
ZIN = "zonnige fietstocht langs rivier"


@dataclass(frozen=True, slots=True)
class Blad:
    """One page of the walk: press `toetsen` (`=…` types a text, `>…` goes to the row of a list with this text), then
    `staat` stands there. With a `naam` it is a picture of the handleiding."""

    toetsen: tuple[str, ...]
    staat: str
    naam: str = ""
    maat: tuple[int, int] = GEWOON


BEGIN = (
    Blad((), "Een werkmap maken", "begin"),
    Blad(("enter",), "Waar komt de werkmap?"),
    Blad(("enter",), "Uw regio"),
    Blad(("i", "enter"), "Uw naam"),
    Blad(("=Noor Bakker", "enter", "enter"), "Naam van de pilot"),
    Blad(("=Team Zuid", "enter", "enter", "enter"), "Spoedlijn"),
    Blad(("enter", "enter"), "Hoe lang u bewaart"),
    Blad(("enter",), "Uw wachtwoord"),
    Blad((f"={ZIN}",), "stap 7 van 8", "wachtwoord"),
)
"""The first start, as far as nothing is made yet."""

DAG = (
    Blad((), "wachtwoord kwijt", "openen"),
    Blad(("ctrl+r",), "Herstelcode", "herstel"),
    Blad(("ctrl+r", f"={demo.WACHTWOORD}", "enter"), "Wacht op u", "vandaag", BREED),
    # aanmelden
    Blad(("n",), "Wie vraagt"),
    Blad(("space", "tab", "tab", "tab", "=Piekert en slaapt slecht. Wat past nu?"), "Piekert", "aanmelding"),
    Blad(("ctrl+o",), "Vul dit in."),
    Blad(("=Ria", "tab", "=Smit", "tab", "=4-5-1961", "ctrl+o"), "aanmelding R.S."),
    # plannen
    Blad(("2", ">R.S.", "v"), "Uitgenodigd · R.S."),
    Blad(("ctrl+o",), "uitgenodigd op 9 mrt"),
    Blad(("p",), "Plannen · R.S.", "plannen"),
    Blad(("enter",), "naar Vandaag"),
    Blad(("enter",), "R.S.    1e gesprek"),
    Blad(("3",), "oppakken", "agenda"),
    # gesprek
    Blad(("1", "home", "enter"), "Wat u vertelt"),
    Blad(("6", "tab", "=Ligt vaak wakker. Overdag gaat het."), "Ligt vaak wakker", "gesprek"),
    Blad(("pagedown", "4", "ctrl+n", "=zus belt elke zondag", "enter"), "cijfer  ◀   4"),
    Blad(("pagedown", "7", "pagedown", "5", "pagedown", "3", "pagedown", "6"), "cijfer  ◀   6"),
    Blad(("escape", "s"), "Meedoen 3", "spinnenweb"),
    Blad(("escape",), "Wat u vertelt"),
    Blad(("o",), "Opening en afsluiting", "slot"),
    Blad(("space", "down", "space", "g"), "dit gesprek is gevoerd"),
    Blad(("n", "escape"), "Wat u vertelt"),
    Blad(("n",), "naar welk thema gaat deze regel?", "kladblok"),
    Blad(("k", "5"), "Het kladblok is leeg."),
    Blad(("escape", "escape"), "Wacht op u"),
    # advies en brief
    Blad((">advies G.N.", "enter"), "Advies · G.N. · concept 1"),
    Blad(("escape", "m", "a"), "✓ akkoord Karim el Amrani", "advies", BREED),
    Blad(("v",), "Kies wat u van de huisarts vraagt"),
    Blad(("space", "right", "escape", "v"), "Kies hoe snel"),
    Blad(("space", "escape", "v"), "Kies welk advies het hoofdadvies is."),
    Blad(("h", "escape", "v"), "versie 1, vastgesteld 9 mrt"),
    Blad(("ctrl+l",), "zoals de huisarts het leest", "brief"),
    Blad(("escape", "b"), "brief aan de huisarts", "brief-keuze"),
    Blad(("escape", "s"), "Via", "verstuurd"),
    Blad(("space", "ctrl+o"), "verstuurd 9 mrt"),
    # doorverwijzing, cijfers, evaluatie
    Blad(("escape", "6", "down", "right", "w"), "verwezen of aangemeld?", "doorverwijzing"),
    Blad(("enter",), "verwezen/aangemeld di 9 maart 2027"),
    Blad(("7",), "16 gesprekken met 15 inwoners", "cijfers"),
    Blad(("enter",), "wie     gesprek  stand"),
    Blad(("escape", "r"), "voor het team en de stuurgroep"),
    Blad(("escape", "e"), "Wat wij zeggen", "evaluatie"),
    # rechten van de inwoner
    Blad(("2", "home", "r"), "Inzage als PDF", "rechten"),
    Blad(("down", "down", "enter"), "Verzoek van de inwoner", "verzoek"),
    # beheer
    Blad(("escape", "escape", "8"), "Beheer · Team", "team"),
    Blad(("left",), "Nog geen reservekopie."),
    Blad(("m",), "op verzoek", "kopieen"),
    Blad(("left", "left", "left", "c"), "Uw wachtwoord wijzigen"),
    # altijd bij de hand
    Blad(("escape", "left", "left"), "Tweede plek voor reservekopieën"),
    Blad(("1", "f10"), "Spoed: bel nu", "spoed"),
    Blad(("escape", "f1"), "Op dit scherm", "hulp"),
    Blad(("escape", "ctrl+p", "=parkw"), "Praktijk Parkweg", "zoeken"),
    Blad(("escape", "f12"), "Het scherm is dicht."),
)
"""One day of a gespreksvoerder, from the unlock screen on."""


# --- the walk ---------------------------------------------------------------------------------------


@contextmanager
def vaste_wereld() -> Iterator[None]:
    """What a test has by itself: an empty home, a still cursor, UTC, light keys, dealt references."""
    from tests import conftest
    from tests.hulp_werkmap import lichte_kdf

    with (
        pytest.MonkeyPatch.context() as lap,
        tempfile.TemporaryDirectory() as thuis,
        lichte_kdf(),
    ):
        conftest._kale_omgeving(lap, Path(thuis))
        conftest._stil_scherm(lap)
        yield


async def maak(map_: Path) -> tuple[dict[str, str], str]:
    """Walk; returns the pictures by name, and all that was ever to be read on a page. `map_`: an empty folder."""
    beelden: dict[str, str] = {}
    gelezen: list[str] = []
    with vaste_referenties():
        werkmap = Werkmap(map_ / "demo")
        demomap.markeer(werkmap)
        demo.maak(werkmap, VasteKlok(NU), lambda s: demomap.markeer(werkmap, s))
        for pad, bladen, begin in ((map_ / "nieuw", BEGIN, True), (werkmap.pad, DAG, False)):
            app = ProefTui(Werkmap(pad), None if begin else WIE, None, VasteKlok(NU), begin=begin)
            async with app.run_test(size=GEWOON) as pilot:
                await rustig(pilot)
                for blad in bladen:
                    async with _maat(pilot, blad.maat):
                        await _sla_om(pilot, blad)
                        gelezen.append(scherm_tekst(app))
                        if blad.naam:
                            beelden[blad.naam] = svg(app, blad.naam)
    return beelden, "\n".join(gelezen)


async def _sla_om(pilot: Pilot[Any], blad: Blad) -> None:
    for toets in blad.toetsen:
        if toets.startswith("="):
            await typ(pilot, toets[1:])
        elif toets.startswith(">"):
            await _ga_naar(pilot, toets[1:])
        else:
            await druk(pilot, toets)
    await tot_staat(pilot, blad.staat)
    await rustig(pilot)


async def _ga_naar(pilot: Pilot[Any], tekst: str) -> None:
    await druk(pilot, "home")
    for _ in range(30):
        if any("▸" in regel and tekst in regel for regel in scherm_tekst(pilot.app).splitlines()):
            return
        await druk(pilot, "down")
    raise AssertionError(f"no row with {tekst!r}:\n{scherm_tekst(pilot.app)}")


@asynccontextmanager
async def _maat(pilot: Pilot[Any], maat: tuple[int, int]) -> AsyncIterator[None]:
    """A terminal of this size, for one picture."""
    if maat == GEWOON:
        yield
        return
    await pilot.resize_terminal(*maat)
    await rustig(pilot)
    yield
    await pilot.resize_terminal(*GEWOON)
    await rustig(pilot)


# --- the picture ------------------------------------------------------------------------------------

_BREEDTE, _HOOGTE, _RAND = 9.6, 19, 14
_OMVANG = re.compile(r"\d,\d MB")  # how large a database is differs by machine


def svg(app: ProefTui, naam: str) -> str:
    """The screen as a small SVG: one element per run of one style, no font of elsewhere. What Textual exports is
    five times as long, and asks for a font on the network."""
    breed, hoog = app.size
    regelbeelden = strips(app)
    grond = _grond(regelbeelden)
    klassen: dict[str, str] = {}
    regels: list[str] = []
    for y, strip in enumerate(regelbeelden):
        x = 0
        for stijl, stuk in groupby(strip, key=lambda s: _css(s.style, grond)):
            tekst = _OMVANG.sub("1,6 MB", "".join(segment.text for segment in stuk))
            tekst = tekst if y else tekst.replace("bewaard", "       ")  # how fast the machine is decides it
            cellen = sum(s.cell_length for s in strip.crop(x, x + len(tekst)))
            regels += _run(tekst, x, y, cellen, stijl, klassen)
            x += cellen
    stijlen = "".join(f".{klasse}{{{css}}}" for css, klasse in klassen.items())
    w, h = breed * _BREEDTE + 2 * _RAND, hoog * _HOOGTE + 2 * _RAND
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w:g} {h:g}" role="img">',
            f"<title>mgn: {escape(naam)}</title>",
            f"<style>text{{font:16px 'DejaVu Sans Mono',Menlo,Consolas,monospace}}{stijlen}</style>",
            f'<rect width="{w:g}" height="{h:g}" rx="8" fill="{grond}"/>',
            *regels,
            "</svg>",
            "",
        )
    )


def _run(
    tekst: str, x: int, y: int, cellen: int, stijl: tuple[str, str], klassen: dict[str, str]
) -> Iterator[str]:
    """A run of one style: its ground, and its text without the air around it."""
    css, grond = stijl
    links, boven = _RAND + x * _BREEDTE, _RAND + y * _HOOGTE
    if grond:
        yield (
            f'<rect x="{links:g}" y="{boven:g}" width="{cellen * _BREEDTE:g}" height="{_HOOGTE}" fill="{grond}"/>'
        )
    kaal = tekst.strip()
    if not kaal:
        return
    klasse = klassen.setdefault(css, f"s{len(klassen)}")
    links += (len(tekst) - len(tekst.lstrip())) * _BREEDTE
    lengte = (cellen - (len(tekst) - len(kaal))) * _BREEDTE
    yield (
        f'<text class="{klasse}" x="{links:g}" y="{boven + 15:g}" textLength="{lengte:g}">'
        f"{_vast(kaal)}</text>"
    )


def _vast(tekst: str) -> str:
    """Ready for XML, and with air that not every viewer would keep."""
    return escape(tekst, quote=False).replace(" ", "\u00a0")


def _grond(strips: Sequence[Strip]) -> str:
    """The colour most cells lie on."""
    telt: Counter[str] = Counter()
    for segment in (segment for strip in strips for segment in strip):
        telt[_hex(segment.style.bgcolor if segment.style else None)] += segment.cell_length
    return telt.most_common(1)[0][0]


def _css(stijl: Style | None, grond: str) -> tuple[str, str]:
    """How the text looks, and what lies behind it; empty for the ground of the screen."""
    if stijl is None:
        return "", ""
    voor, achter = _hex(stijl.color), _hex(stijl.bgcolor)
    if stijl.reverse:
        voor, achter = achter, voor
    css = f"fill:{voor}"
    css += ";font-weight:bold" if stijl.bold else ""
    css += ";text-decoration:underline" if stijl.underline else ""
    return css, "" if achter == grond else achter


def _hex(kleur: Color | None) -> str:
    return "" if kleur is None else kleur.get_truecolor().hex


def schrijf() -> None:
    """Make all pictures anew."""
    with vaste_wereld(), tempfile.TemporaryDirectory() as map_:
        beelden, _ = asyncio.run(maak(Path(map_)))
    for naam, tekst in beelden.items():
        (MAP / f"{naam}.svg").write_text(tekst, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    schrijf()

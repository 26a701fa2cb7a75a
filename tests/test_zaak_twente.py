"""The plan's own example by keyboard, from aanmelding to PDF: the key presses are counted, the letter is read.

Counted (as the promise says): every key that puts no character into a text field. Typed text is not.
"""

from datetime import timedelta
from typing import Any

from pypdf import PdfReader
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import adviseren, toeleiden, vastleggen
from mgn_tui.store.werkmap import Werkmap
from tests import zaak_twente as zaak
from tests.hulp_schermen import aan_het_werk, druk, rustig
from tests.hulp_tui import scherm_tekst
from tests.hulp_werkmap import open_als

HOOGSTENS = 60


class Teller:
    """Presses keys and counts those that are no text."""

    def __init__(self, pilot: Pilot[Any]) -> None:
        self.pilot = pilot
        self.toetsen = 0
        self.spoor: list[str] = []

    async def druk(self, *toetsen: str) -> None:
        await druk(self.pilot, *toetsen)
        self.toetsen += len(toetsen)
        self.spoor += toetsen

    async def typ(self, tekst: str) -> None:
        if not isinstance(self.pilot.app.focused, Input | TextArea):
            await druk(self.pilot, tekst[0])  # a letter begins the note: it is text as well
            tekst = tekst[1:]
        veld = self.pilot.app.focused
        assert isinstance(veld, Input | TextArea), (
            f"geen tekstveld maar {veld!r}\n{scherm_tekst(self.pilot.app)}"
        )
        if isinstance(veld, Input):
            veld.insert_text_at_cursor(tekst)
        else:
            veld.insert(tekst)
        await rustig(self.pilot)


async def aanmelding(t: Teller) -> None:
    """From Vandaag to a planned gesprek, by the first proposal."""
    a = zaak.AANMELDING
    await t.druk("n", "p", "tab")  # new; praktijk by its first letter
    await t.typ(a["gevraagd_door"])
    await t.druk("pagedown")
    await t.typ(a["vraag"])
    await t.druk("pagedown")
    await t.typ(a["voornaam"])
    await t.druk("tab")
    await t.typ(a["achternaam"])
    await t.druk("tab")
    await t.typ(a["geboortedatum"])
    await t.druk("tab")
    await t.typ(a["telefoon"])
    await t.druk("pagedown")
    await t.typ(a["naaste_relatie"])
    await t.druk("ctrl+o", "p", "enter", "enter")


async def gesprek(t: Teller) -> None:
    """Six themes with a score and a note, then: it took place."""
    await t.druk("enter")
    for score, notitie in zaak.THEMAS.values():
        await t.druk(score)
        await t.typ(notitie)
        await t.druk("pagedown")
    await t.druk("ctrl+g", "enter")


async def advies(t: Teller) -> None:
    """From the answer to the letter."""
    await t.typ(zaak.ANTWOORD)
    await t.druk("tab", "n", "enter", "space", "s", "h", "pagedown")
    for nummer, (wat, wie, met, wanneer, staat) in enumerate(zaak.AFSPRAKEN):
        await t.druk(*["enter"] * bool(nummer))
        await t.typ(wat)
        await t.druk("tab")
        await t.typ(wie)
        for extra in (met, wanneer) if wanneer else ():
            await t.druk("tab")
            await t.typ(extra)
        if wie == "Noor":
            await t.druk("ctrl+g")  # the second part of the advies: what others do
        if staat == "in-overweging":
            await t.druk("ctrl+t")
    await t.druk("pagedown", "pagedown", "g", "enter")
    await t.typ(zaak.VANGNET)
    await t.druk("pagedown", "j", "j", "down", "j", "m", "a", "v", "b", "enter")


async def test_de_zaak_past_in_zestig_toetsen(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        t = Teller(pilot)
        t.toetsen = 1  # Enter on the passphrase
        await aanmelding(t)
        klok.verder(timedelta(hours=2))
        await gesprek(t)
        await advies(t)
        assert t.toetsen <= HOOGSTENS, f"{t.toetsen}: {' '.join(t.spoor)}"
    (pdf,) = werkmap.exports.iterdir()
    lezer = PdfReader(pdf)
    tekst = "\n".join(blad.extract_text() for blad in lezer.pages)
    assert len(lezer.pages) == 1
    for staat_er in (
        "Niets.",
        "W. Jansen",
        "Welke steun nodig is",
        "buurttuin",
        "met dochter",
        "in overweging",
        zaak.VANGNET[:20],
    ):
        assert staat_er in tekst
    for woord in zaak.NIET_IN_DE_BRIEF:
        assert woord not in tekst.casefold(), f"in de brief staat: {woord}"
    s = open_als(werkmap, "Noor", klok)
    try:
        (rij,) = toeleiden.staat(s).rijen
        assert rij.geadviseerd == set(zaak.CATEGORIEEN)
        assert rij.hoofdadvies == zaak.HOOFDADVIES
        beeld = adviseren.lees(s, rij.ref)
        assert {d.ontvanger.value for d in beeld.delen if d.mag["advies"]} == set(zaak.DELEN)
        themas = vastleggen.lees(s, rij.ref).themas
        assert {th.thema.value: str(th.score) for th in themas} == {k: v[0] for k, v in zaak.THEMAS.items()}
    finally:
        s.sluit()

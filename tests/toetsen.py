"""The work of a week by keyboard, and how many keys each job takes: `python -m tests.toetsen` writes
`docs/toetsen.md`.

Counted are keys that put no character into a text field (engineering: Tab, Enter, arrows, F-keys, and letters and
digits that choose or score). Typed text, dates and names are not. Of Word and Excel the same is counted on paper:
`ANDERS` says each step.
"""

import asyncio
import sys
import tempfile
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from mgn_tui.domain.klok import VasteKlok
from tests import zaak_twente as zaak
from tests.hulp_schermen import druk, rustig
from tests.hulp_tui import scherm_tekst

BLAD: Final = Path(__file__).parent.parent / "docs" / "toetsen.md"
Aantallen = Mapping[str, int]

# step → how many clicks and keys, by the shortest way there is
Stappen = tuple[tuple[str, int], ...]
_LIJST: Final = ("naar Excel (alt+tab) en de regel van deze inwoner zoeken (ctrl+f, Enter, Esc)", 4)
ANDERS: Final[Mapping[str, Stappen]] = {
    "nieuwe aanmelding": (
        ("Excel en de aanmeldlijst openen (pictogram, bestand, Enter op het wachtwoord)", 3),
        ("naar de eerste lege regel (ctrl+↓, ↓)", 2),
        ("de praktijk uit de keuzelijst (alt+↓, ↓, Enter)", 3),
        ("van cel naar cel: zeven velden", 7),
        ("bewaren (ctrl+s)", 1),
    ),
    "plannen": (
        ("Outlook openen, agenda, de agenda van de collega erbij", 3),
        ("de week zoeken waarin beiden kunnen, en een plek kiezen", 3),
        ("afspraak: onderwerp, plaats, begin, einde (Tab), collega uitnodigen, verzenden", 7),
        _LIJST,
        ("naar de kolom van de datum, en bewaren", 2),
    ),
    "gesprek vastleggen": (
        ("Word openen, sjabloon kiezen, opslaan onder een naam (F12, Enter)", 4),
        ("zes thema's: van vak naar vak, cijfer en notitie", 12),
        ("bewaren en sluiten", 2),
        _LIJST,
        ("'gevoerd' in de lijst: kolom, keuze, bewaren", 4),
        ("MS Forms openen, en zes cijfers en vier vragen aanklikken, verzenden", 12),
    ),
    "advies en brief": (
        ("Word openen, sjabloon van de brief kiezen, opslaan onder een naam (F12, Enter)", 4),
        ("naam, geboortedatum en huisarts uit de lijst halen: drie keer heen, kopiëren, terug, plakken", 12),
        ("van vak naar vak: vraag, antwoord, actie, vangnet, regie", 5),
        ("drie afspraken in een tabel (Tab per cel)", 12),
        ("wat gedeeld mag worden: drie ontvangers aanvinken", 3),
        ("opslaan als PDF (F12, soort, Enter)", 4),
        _LIJST,
        ("advies in de lijst: twee categorieën en hoofdadvies, bewaren", 7),
    ),
    "turven: verwezen": (
        _LIJST,
        ("naar de kolom van de doorverwijzing, datum van vandaag (ctrl+;), bewaren", 3),
    ),
    "sprintverslag": (
        ("de lijsten van de duo's openen, en elk in één tabel plakken (twee duo's)", 12),
        ("draaitabel vernieuwen, filter op de sprint", 4),
        ("zes aantallen en twee grafieken naar Word (kopiëren, wisselen, plakken)", 24),
        ("leerpunten uit MS Forms naar Word", 6),
        ("opslaan als PDF (F12, soort, Enter)", 4),
    ),
}
UITLEG: Final = """\
# Toetsen, geteld

Deze bladzijde is geschreven door `python -m tests.toetsen`, dat het werk van een week in de app doet; een test
vergelijkt haar met wat er nu gebeurt. De zaak is het voorbeeld uit het plan van Twente
(`tests/zaak_twente.py`): alle verplichte velden, zes thema's met een cijfer en een notitie, drie afspraken, delen
met drie ontvangers, twee categorieën met een hoofdadvies.

**Hoe geteld.** In de app: elke toets die geen teken in een tekstveld zet (Tab, Enter, pijlen, F-toetsen, en letters
en cijfers die kiezen). Getypte tekst, datums en namen tellen niet: die typt u overal. In Word, Excel, Outlook en MS
Forms tellen klikken en toetsen op dezelfde manier, langs de kortste weg: bestanden staan in de lijst van onlangs
geopend, sjablonen en draaitabel zijn er al, niemand zoekt, verbetert of wacht. Die kant is **op papier geteld en
niet met mensen gemeten**; de stappen staan hieronder, zodat u ze kunt narekenen.

| werk | mgn | Word en Excel |
|---|---:|---:|
"""


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
    """From Vandaag to an aanmelding that can be planned."""
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
    await t.druk("ctrl+o")


async def plannen(t: Teller) -> None:
    """By the first proposal."""
    await t.druk("p", "enter", "enter")


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


async def turven(t: Teller) -> None:
    """Referred today."""
    await t.druk("escape", "6", "w", "enter")


async def verslag(t: Teller) -> None:
    """The report of the sprint, on paper."""
    await t.druk("7", "right", "r", "enter")


async def tel(t: Teller, klok: VasteKlok) -> dict[str, int]:
    """Do each job and count its keys. The first is Enter on the passphrase."""
    uit: dict[str, int] = {}
    t.toetsen = 1
    for werk, doe in (
        ("nieuwe aanmelding", aanmelding),
        ("plannen", plannen),
        ("gesprek vastleggen", gesprek),
        ("advies en brief", advies),
        ("turven: verwezen", turven),
        ("sprintverslag", verslag),
    ):
        if doe is gesprek:
            klok.verder(timedelta(hours=2))
        await doe(t)
        uit[werk] = t.toetsen - sum(uit.values())
    return uit


def bladzijde(aantallen: Aantallen) -> str:
    """The page, in Dutch."""
    anders = {werk: sum(n for _, n in stappen) for werk, stappen in ANDERS.items()}
    regels = [f"| {werk} | {n} | {anders[werk]} |" for werk, n in aantallen.items()]
    regels.append(f"| **samen** | **{sum(aantallen.values())}** | **{sum(anders.values())}** |")
    delen = [UITLEG + "\n".join(regels), "\n## De stappen in Word, Excel, Outlook en MS Forms"]
    for werk, stappen in ANDERS.items():
        delen.append(f"\n**{werk[0].upper()}{werk[1:]}**\n")
        delen += [f"- {wat}: {n}" for wat, n in stappen]
    return "\n".join(delen) + "\n"


def main() -> None:
    """Write the page anew."""
    from tests.hulp_schermen import aan_het_werk
    from tests.hulp_werkmap import BEGIN, lichte_kdf, maak_werkmap

    async def loop(map_: Path) -> dict[str, int]:
        klok = VasteKlok(BEGIN)
        async with aan_het_werk(maak_werkmap(map_), "Noor", klok, (120, 40)) as pilot:
            return await tel(Teller(pilot), klok)

    with tempfile.TemporaryDirectory() as map_, lichte_kdf():
        aantallen = asyncio.run(loop(Path(map_) / "werkmap"))
    BLAD.write_text(bladzijde(aantallen), encoding="utf-8", newline="\n")
    sys.stdout.write(f"{BLAD.name}: {aantallen}\n")


if __name__ == "__main__":
    main()

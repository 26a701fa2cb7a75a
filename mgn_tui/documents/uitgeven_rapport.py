"""A report leaves the program: the PDF, the two pages for a meeting, and the spreadsheet. For screen and command.

With a password all three have it, from before they touch the disk.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from mgn_tui.documents.beveiligen import beveilig
from mgn_tui.documents.rapport import maak_pdf, maak_vergaderstuk
from mgn_tui.documents.rapport_xlsx import maak_xlsx
from mgn_tui.documents.schrijven import schrijf_nieuw
from mgn_tui.domain.woorden import ExportSoort
from mgn_tui.register import exportmap, rapporteren, toegang

if TYPE_CHECKING:
    from mgn_tui.register.rapporteren import Opdracht
    from mgn_tui.register.sessie import Sessie


STAPPEN = ("de cijfers", "het verslag", "het stuk voor de vergadering", "het rekenblad")


def geef_rapport_uit(
    sessie: "Sessie",
    opdracht: "Opdracht",
    map_: Path | None = None,
    voortgang: Callable[[int], None] = lambda _: None,
    wachtwoord: str | None = None,
) -> tuple[Path, ...]:
    """Write the three files in `map_`, else in exports/, and note it; never over another file.

    `voortgang` hears which of `STAPPEN` begins.

    All of them are made before the first is written. Raises what `rapporteren.maak` raises, `Geweigerd` for a
    sign that cannot be printed, `SchijfFout`; nothing is left behind then.
    """
    voortgang(0)
    r = rapporteren.maak(sessie, opdracht)
    stukken = []
    for stap, (bij, achtervoegsel, maak) in enumerate(
        (("", ".pdf", maak_pdf), ("-vergadering", ".pdf", maak_vergaderstuk), ("", ".xlsx", maak_xlsx)), 1
    ):
        voortgang(stap)
        stukken.append((bij, achtervoegsel, beveilig(maak(r), achtervoegsel, wachtwoord)))
    paden: list[Path] = []
    try:
        for bij, achtervoegsel, inhoud in stukken:
            paden.append(
                schrijf_nieuw(map_ or sessie.werkmap.exports, r.kenmerk + bij, inhoud, achtervoegsel)
            )
            exportmap.noteer(sessie, paden[-1], ExportSoort.VERSLAG)
        toegang.noteer_los(sessie, "verslag gemaakt", None, f"{opdracht.soort} {opdracht.voor}")
    except BaseException:
        for pad in paden:
            pad.unlink(missing_ok=True)
        raise
    return tuple(paden)

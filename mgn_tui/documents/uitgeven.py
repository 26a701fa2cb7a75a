"""A letter leaves the program: written in exports/ and noted. When it was sent, `register.exportmap` deletes it.

What screen and command share. The letter itself is a plain value and knows nothing of this.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mgn_tui.documents.brief import als_tekst, bestandsnaam, maak_pdf
from mgn_tui.documents.schrijven import schrijf_nieuw
from mgn_tui.domain.brief import BriefSoort
from mgn_tui.register import brieven, versturen

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie


@dataclass(frozen=True, slots=True)
class Uitgegeven:
    """What was written, and the subject line for the secure message."""

    pad: Path
    onderwerp: str = field(repr=False)


def geef_uit(
    sessie: "Sessie", gesprek_ref: str, soort: BriefSoort, *, platte_tekst: bool = False
) -> Uitgegeven:
    """Write the letter as PDF, or as text, in exports/ and note it; never over another file.

    Raises `Geweigerd` with the reason (the inwoner objects, a sign that cannot be printed), `GeenToegang`
    or `SchijfFout`; nothing is left behind then.
    """
    brief = brieven.maak(sessie, gesprek_ref, soort)
    inhoud = als_tekst(brief).encode() if platte_tekst else maak_pdf(brief)
    pad = schrijf_nieuw(
        sessie.werkmap.exports, bestandsnaam(brief), inhoud, ".txt" if platte_tekst else ".pdf"
    )
    try:
        versturen.noteer_document(sessie, gesprek_ref, soort, pad.name)
    except BaseException:
        pad.unlink(missing_ok=True)
        raise
    return Uitgegeven(pad, brief.onderwerp)

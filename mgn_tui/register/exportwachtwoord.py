"""Which documents get a password, and which one: the werkmap's setting `exports_wachtwoord`.

vragen: asked every time. vast: one that the team chose and this werkmap keeps. geen, or not set: none.
The letter to the huisarts never has one: it goes into a file there, by a secure road.
"""

from typing import TYPE_CHECKING

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.woorden import ExportWachtwoord
from mgn_tui.register import instellingen
from mgn_tui.store.geheim import GeheimFout, ontsleutel, versleutel
from mgn_tui.store.tables import Instelling
from mgn_tui.store.wachtwoord import wachtwoord_bezwaar, woord

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

MET_WACHTWOORD = frozenset({"team"})
"""The levels of a report that the setting speaks of; regio and openbaar hold counts only."""

_BAND = b"instelling/exports_vast"
_MEESTE_BYTES = 127  # what a PDF takes


def beleid(sessie: "Sessie") -> ExportWachtwoord:
    """What the team chose. A werkmap of before the question has no password, so that its scripts go on."""
    with sessie.lezen() as db:
        rij = db.get(Instelling, "exports_wachtwoord")
    gekozen = rij.waarde if rij is not None else ""
    return next((w for w in ExportWachtwoord if w.value == gekozen), ExportWachtwoord.GEEN)


def keur(wachtwoord: str) -> str:
    """The password itself. Raises `Geweigerd` for one that is weak, or that no reader of documents takes."""
    bezwaar = wachtwoord_bezwaar(wachtwoord, "")
    if bezwaar is None and not wachtwoord.isprintable():
        bezwaar = (
            "In dit wachtwoord staat een teken dat niet te typen is. Gebruik letters, cijfers en spaties."
        )
    if bezwaar is None and len(woord(wachtwoord)) > _MEESTE_BYTES:
        bezwaar = "Dit wachtwoord is te lang voor een document. Neem er een van hoogstens 100 tekens."
    if bezwaar is not None:
        raise Geweigerd({"wachtwoord": bezwaar})
    return wachtwoord


def vast(sessie: "Sessie") -> str | None:
    """The team's own password for documents; None when nobody chose it yet."""
    with sessie.lezen() as db:
        rij = db.get(Instelling, instellingen.VAST_WACHTWOORD)
        if rij is None or not rij.waarde:
            return None
        try:
            return ontsleutel(bytes.fromhex(rij.waarde), sessie.ketensleutel(db), _BAND)
        except (GeheimFout, ValueError):
            return None  # of another werkmap, or damaged: it is asked again


def bewaar_vast(sessie: "Sessie", wachtwoord: str) -> None:
    """Keep this one from now on. Closed, so that no history of changes shows it. Raises `Geweigerd`."""
    keur(wachtwoord)
    with sessie.schrijven() as db:
        gesloten = versleutel(wachtwoord, sessie.ketensleutel(db), _BAND).hex()
        rij = db.get(Instelling, instellingen.VAST_WACHTWOORD)
        if rij is None:
            db.add(Instelling(naam=instellingen.VAST_WACHTWOORD, waarde=gesloten))
        else:
            rij.waarde = gesloten

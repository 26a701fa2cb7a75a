"""Another key for the database: what somebody had, opens it no longer (engineering.md 6).

First every entry of the key file gets the new key beside the old one, then the database is encrypted anew, then
the old key goes. Cut short anywhere, the next opening tries both and finishes what was begun. A copy of the
werkmap from before keeps its own key: that it opens, nothing here can change (SECURITY.md).
"""

import secrets
from typing import TYPE_CHECKING

from mgn_tui.domain.fouten import MgnFout
from mgn_tui.register import toegang
from mgn_tui.store.sleutelbestand import Sleutelbestand

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

GEWISSELD = "databasesleutel gewisseld"
_WACHT_S = 2.0


def wissel(sessie: "Sessie") -> None:
    """Give the database a new random key. Takes as long as writing the whole database once.

    Raises `InGebruik` when the werkmap is open in another window, `Beschadigd` when an entry of the key file is
    damaged (its owner would be locked out), `SchijfFout`; the old key then still holds.
    """
    bestand, nieuw = Sleutelbestand.lees(sessie.werkmap.sleutels), secrets.token_bytes(32)
    with sessie.slot.alleen(_WACHT_S, "nieuwe sleutel maken"):
        bestand.zet_volgend(nieuw)
        try:
            sessie.store.hersleutel(nieuw)
        except MgnFout:
            bestand.volgend_vervalt()
            raise
        bestand.volgend_gelukt()
        sessie.geopend = bestand.ververs(sessie.geopend)
    toegang.noteer_los(sessie, GEWISSELD)


def wissel_of_zeg(sessie: "Sessie") -> str | None:
    """The same as the end of something that stands by itself; returns why it was not done, or None."""
    try:
        wissel(sessie)
    except MgnFout as fout:
        return f"{fout.melding} De database houdt haar oude sleutel; maak later een nieuwe."
    return None

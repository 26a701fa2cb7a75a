"""What the finder finds besides actions: people this person may see."""

from functools import partial
from typing import TYPE_CHECKING

from mgn_tui.register import aanmeldlijst, zoeken
from mgn_tui.tui.vensters import Vondst

if TYPE_CHECKING:
    from mgn_tui.tui.app import MgnTui


async def vind_records(app: "MgnTui", tekst: str) -> list[Vondst]:
    """People by name and aanmeldingen by reference or praktijk."""
    gevonden = []
    for treffer in await app.doe(zoeken.zoek, tekst, 8):
        ref = await app.doe(aanmeldlijst.laatste_van, treffer.inwoner)
        if ref:
            gevonden.append(Vondst(treffer.naam, "aanmelding", partial(app.open_aanmelding, ref)))
    return gevonden

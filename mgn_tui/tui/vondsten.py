"""What the finder finds besides actions: records, places to go to, and what explains a word."""

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Final

from mgn_tui.register import vinden, zoeken
from mgn_tui.register.vinden import Groep, Regel, Soort
from mgn_tui.tui import bestemmingen
from mgn_tui.tui.vensters import Vondst
from mgn_tui.tui.zoeker import LIJKT

if TYPE_CHECKING:
    from mgn_tui.tui.app import MgnTui

_KOP: Final = {
    Soort.INWONER: "Inwoners",
    Soort.GESPREK: "Gesprekken",
    Soort.PRAKTIJK: "Praktijken",
    Soort.KAART: "Sociale kaart",
    Soort.AANBIEDER: "Aanbieders in een advies",
}


async def vind_records(app: "MgnTui", tekst: str, *, vergevend: bool) -> list[Vondst]:
    """In groups: records, and places to go to; with `vergevend` also what looks like it, and the pages and fields
    that explain it."""
    if not tekst:  # thousands of names take a second: while the first letters are typed
        await asyncio.to_thread(bestemmingen.bereid_voor)
        await app.doe(zoeken.bereid_alles_voor)
        return []
    groepen = await app.doe(vinden.vind, tekst, vergevend=vergevend)
    uit = [vondst for groep in groepen if not groep.lijkt for vondst in _vondsten(app, groep)]
    uit += bestemmingen.vind(app, tekst)
    uit += [vondst for groep in groepen if groep.lijkt for vondst in _vondsten(app, groep)]
    if vergevend:
        from mgn_tui.tui import uitleg

        uit += await asyncio.to_thread(uitleg.vind, app, tekst)
    return uit


def _vondsten(app: "MgnTui", groep: Groep) -> list[Vondst]:
    kop = LIJKT if groep.lijkt else _KOP[groep.soort]
    uit = [_vondst(app, regel, kop) for regel in groep.regels]
    if groep.nog:
        uit.append(Vondst(f"en nog {groep.nog}; typ verder, dan worden het er minder", kop=kop))
    return uit


def _vondst(app: "MgnTui", regel: Regel, kop: str) -> Vondst:
    doe = {
        Soort.INWONER: app.open_aanmelding,
        Soort.GESPREK: app.open_gesprek,
        Soort.PRAKTIJK: app.open_aanmeldingen,
        Soort.KAART: app.open_kaart,
        Soort.AANBIEDER: app.open_advies,
    }[regel.soort]
    titel = regel.naam if app.namen_zichtbaar and regel.naam else regel.titel
    uitleg = regel.uitleg
    if kop == LIJKT and regel.soort in (Soort.PRAKTIJK, Soort.KAART, Soort.AANBIEDER):
        uitleg = " · ".join(filter(None, (regel.soort.value, uitleg)))
    return Vondst(titel, uitleg, partial(doe, regel.ref), kop=kop)

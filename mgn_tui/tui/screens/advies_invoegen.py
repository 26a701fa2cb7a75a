"""What an advies takes over from elsewhere while one writes: a provider of the sociale kaart, a sentence."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from textual import work
from textual.widgets import Input

from mgn_tui.domain.fouten import MgnFout
from mgn_tui.domain.tekst import kort, past, vouw
from mgn_tui.domain.velden import Veld, VeldSoort
from mgn_tui.domain.woorden import Kaartsoort
from mgn_tui.register import gezegd, socialekaart, zinnen
from mgn_tui.register.adviseren import AFSPRAKEN
from mgn_tui.register.socialekaart import Plek
from mgn_tui.register.vrijgeven import Herleidbaar
from mgn_tui.register.zinnen import Zin
from mgn_tui.tui.acties import acties_van, toets_label, toetsen_van
from mgn_tui.tui.screens.advies_letter import AdviesMetBrief
from mgn_tui.tui.screens.advies_stand import codeer
from mgn_tui.tui.veldhulp import veld_van
from mgn_tui.tui.vensters import KiesVenster, Vondst, Vraag
from mgn_tui.tui.widgets.invoer import RegelInvoer
from mgn_tui.tui.widgets.tekstinvoer import TekstInvoer

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

GGZ: Final = "ggz_aanbieder"
_KAART: Final = frozenset({GGZ, "aanbieder"})
"""Fields that say, while one types, whom on the kaart that may be."""
_ZIN: Final = re.compile(r"(?<=[.!?,;:])\s+")
_KORTST: Final = 2  # letters that may name somebody
_LEEG: Final = (
    "De sociale kaart en uw zinnen zijn nog leeg. Een zin die hier staat, kunt u bewaren met dezelfde toets; de kaart "
    "vult u bij 8 Beheer."
)
_BEWAAR: Final = "bewaar als eigen zin"
_TEKENS: Final = 50

Tekstveld = RegelInvoer | TekstInvoer


def voor_cursor(veld: Tekstveld) -> str:
    """What stands before the cursor, from the beginning of its line."""
    if isinstance(veld, Input):
        return veld.value[: veld.cursor_position]
    rij, kolom = veld.cursor_location
    return veld.document.get_line(rij)[:kolom]


def bedoeld(regel: str, past: Callable[[str], object]) -> str:
    """What of the end of this line names something that `past`: as many words as do, within the (part of the)
    sentence that is being typed; empty when there is none."""
    stuk = _ZIN.split(regel)[-1].lstrip()
    while len(stuk) >= _KORTST:
        if past(stuk):
            return stuk
        stuk = stuk.partition(" ")[2].lstrip()
    return ""


def vervang(veld: Tekstveld, getypt: str, tekst: str) -> None:
    """Put `tekst` at the cursor, in the place of what was typed to find it, or of what is selected."""
    if isinstance(veld, Input):
        begin, einde = sorted(veld.selection)
        if getypt:
            begin, einde = veld.cursor_position - len(getypt), veld.cursor_position
        veld.replace(tekst, begin, einde)
        return
    van, tot = sorted(veld.selection)
    if getypt:
        rij, kolom = tot = veld.cursor_location
        van = (rij, kolom - len(getypt))
    einde_ = veld.replace(tekst, van, tot).end_location
    veld.move_cursor(einde_)


class InvoegActies(AdviesMetBrief):
    """Choosing while one types; the screen says where the texts go."""

    _plekken: Sequence[Plek] = ()
    _zinnen: Sequence[Zin] = ()

    def neem_over(self, teksten: Mapping[str, str]) -> None:
        """Other texts in these fields of the advies, as if they were typed."""
        for veld, tekst in teksten.items():
            self._typ(veld, tekst)
        self._toon_teksten()

    @work(exclusive=True, group="kaart")
    async def lees_kaart(self) -> None:
        """The kaart as it is now; it can be changed while this screen waits below."""
        self._plekken = await self.mgn.probeer(socialekaart.plekken) or ()
        self.toon_tips({})

    @property
    def tekstveld(self) -> Tekstveld | None:
        """The field one writes in."""
        focus = self.focused
        return focus if isinstance(focus, RegelInvoer | TekstInvoer) and not focus.disabled else None

    # -- what was said ---------------------------------------------------------------------------

    @work(exclusive=True, group="gezegd")
    async def action_gesprek(self) -> None:
        """What was said, over the letter."""
        from mgn_tui.tui.screens.advies_gesprek import GesprekVenster

        stukken = await self.mgn.probeer(gezegd.lees, self.ref)
        if stukken is not None and self.leeft:
            self.app.push_screen(GesprekVenster(stukken))

    # -- the kaart while one types ---------------------------------------------------------------

    def toon_tips(self, ruw: dict[str, str]) -> None:
        """Below a field: whom on the kaart one may mean. `ruw`: the fields of which the text is another."""
        if not self._plekken or not self.leeft or not self.query("AdviesFormulier"):
            return
        toets = self._toets
        for naam in _KAART:
            getypt = bedoeld(ruw.get(naam, "").rpartition("\n")[2], partial(self._passend, veld=naam))
            eerste = self._passend(getypt, naam)[0] if getypt else None
            tip = f"{toets} kiest uit de sociale kaart."
            if eerste is not None and vouw(eerste.naam) != vouw(getypt):
                tip = f"{toets}, Enter: {eerste.naam} · {self._stand(eerste) or eerste.label}"
            self._formulier.toon_tip(naam, tip)

    @property
    def _toets(self) -> str:
        actie = next(a for a in acties_van("advies") if a.id == "advies.invoegen")
        return toets_label(toetsen_van(actie, self.app.toetsenkaart)[0])

    def _passend(self, tekst: str, veld: str) -> list[Plek]:
        """Who answers to what is typed; in the field of the ggz those of the ggz first, the name before the rest."""
        gezocht = vouw(tekst)
        return sorted(
            (plek for plek in self._plekken if plek.past(tekst)),
            key=lambda p: (veld == GGZ and p.soort != Kaartsoort.GGZ, not vouw(p.naam).startswith(gezocht)),
        )

    def _stand(self, plek: Plek) -> str:
        return f"{'▲ ' * plek.oud(self.app.klok.vandaag())}{plek.kort_wacht}"

    # -- choosing --------------------------------------------------------------------------------

    @work(exclusive=True, group="invoegen")
    async def action_invoegen(self) -> None:
        """Choose, beginning with what stands before the cursor when something answers to it."""
        invoer, veld = self.tekstveld, veld_van(self)
        if invoer is None or veld is None:
            return
        self._zinnen = await self.mgn.probeer(zinnen.lijst) or ()
        eigen = te_bewaren(invoer)
        if not (self._plekken or self._zinnen or eigen):
            self.app.meld(_LEEG)
            return
        getypt = bedoeld(voor_cursor(invoer), lambda tekst: self._vondsten(tekst, veld))

        async def zoek(tekst: str) -> list[Vondst]:
            gevonden = self._vondsten(tekst, veld)
            if eigen and past(tekst, _BEWAAR):
                gevonden.append(Vondst(f"+ {_BEWAAR}", f"‘{kort(eigen, _TEKENS)}’", sleutel=_BEWAAR))
            return gevonden

        venster = KiesVenster("Invoegen: uit de sociale kaart of uw zinnen", zoek, begin=getypt)
        gekozen = await self.app.push_screen_wait(venster)
        if gekozen is None or not self.leeft:
            return
        if gekozen.sleutel == _BEWAAR:
            await self._bewaar_zin(eigen)
        elif zin := next((z for z in self._zinnen if z.id == gekozen.sleutel), None):
            een_regel = veld.soort is not VeldSoort.LANG
            self._zet(invoer, veld, getypt, zin.regel if een_regel else zin.tekst)
        elif plek := next((p for p in self._plekken if p.id == gekozen.sleutel), None):
            if veld.naam == GGZ:
                self.neem_over(plek.als_ggz())
            else:
                self._zet(invoer, veld, getypt, plek.als_zin if veld.soort is VeldSoort.LANG else plek.naam)

    def _zet(self, invoer: Tekstveld, veld: Veld, getypt: str, tekst: str) -> None:
        """At once also in what is kept: the record may be read again just now, and would put the old text back."""
        vervang(invoer, getypt, tekst)
        rooster = self._formulier.rooster
        if rooster in invoer.ancestors:
            self.neem_over({AFSPRAKEN: codeer(rooster.regels())})
        else:
            self.neem_over({veld.naam: invoer.ruw})

    def _vondsten(self, tekst: str, veld: Veld) -> list[Vondst]:
        """Providers first where one asks for them, elsewhere sentences."""
        kaart = [
            Vondst(plek.naam, " · ".join(filter(None, (plek.label, self._stand(plek)))), sleutel=plek.id)
            for plek in self._passend(tekst, veld.naam)
        ]
        eigen = [
            Vondst(kort(zin.regel, _TEKENS), zin.van, sleutel=zin.id)
            for zin in self._zinnen
            if zin.past(tekst)
        ]
        return [*kaart, *eigen] if veld.naam in _KAART else [*eigen, *kaart]

    async def _bewaar_zin(self, tekst: str) -> None:
        """Keep it for another time; what may lead to a person is shown first."""
        try:
            await self.mgn.doe(zinnen.bewaar, {"tekst": tekst})
        except Herleidbaar as fout:
            vraag = f"{fout.melding} Gevonden: {fout.uitleg}. Toch als zin bewaren?"
            if not await self.app.push_screen_wait(Vraag(vraag, ja="toch bewaren", nee="niet bewaren")):
                return
            if await self.mgn.probeer(partial(_bewaar_gezien, tekst=tekst)) is None:
                return
        except MgnFout as fout_:
            self.app.meld(fout_.melding, "warning")
            return
        self.app.meld("Bewaard bij uw zinnen; bij 8 Beheer wijzigt u ze, of deelt u ze met het team.")


def _bewaar_gezien(sessie: "Sessie", *, tekst: str) -> str:
    return zinnen.bewaar(sessie, {"tekst": tekst}, gezien=True)


def te_bewaren(veld: Tekstveld) -> str:
    """What of this field may become a sentence: what is selected, else the line the cursor is in."""
    if isinstance(veld, Input):
        return (veld.selected_text or veld.value).strip()
    return (veld.selected_text or veld.document.get_line(veld.cursor_location[0])).strip()

"""The texts of one record while somebody works on them: kept as a concept, saved without losing anybody's.

A screen that saves by itself (on leaving a theme, on leaving the screen) holds one for each record. What
only one of two people changed is joined; what both changed is shown, and chosen.
"""

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from mgn_tui.domain.fouten import Botsing, Geweigerd, MgnFout
from mgn_tui.domain.samenvoegen import voeg_samen
from mgn_tui.domain.tekst import schoon
from mgn_tui.domain.velden import Formulier
from mgn_tui.tui.concept import BEWAARD, ConceptBewaker
from mgn_tui.tui.screens.botsing import BotsingVenster, los_op

if TYPE_CHECKING:
    from mgn_tui.register.concepten import Gevonden
    from mgn_tui.register.sessie import Sessie
    from mgn_tui.tui.app import MgnTui

Bewaar = Callable[["Sessie", Mapping[str, str], str, tuple[str, str]], object]
"""(session, changed texts, version they began on, concept to drop)."""
Lees = Callable[["Sessie"], tuple[Mapping[str, str], str]]
"""What stands in the record now, and its version."""


def _gelijk(een: str, ander: str) -> bool:
    return een == ander or schoon(een, meerregelig=True) == schoon(ander, meerregelig=True)


class Vastlegger:
    """`formulier` names the fields for who must choose; `soort` and `record` name the concept.

    `na` is called when texts here changed otherwise than by typing; `staat` gets the quiet word.
    """

    def __init__(
        self,
        app: "MgnTui",
        formulier: Formulier,
        concept: tuple[str, str],
        inwoner: UUID,
        *,
        bewaar: Bewaar,
        lees: Lees,
        na: Callable[[], None],
        staat: Callable[[str], None],
    ) -> None:
        self.formulier = formulier
        self.ruw: dict[str, str] = {}
        self.fouten: dict[str, str] = {}
        self._app = app
        self._concept = concept
        self._inwoner = inwoner
        self._bewaar, self._lees = bewaar, lees
        self._na, self._staat = na, staat
        self._basis: dict[str, str] = {}
        self._versie = ""
        self._slot = asyncio.Lock()
        self._bewaard_concept = False
        self.kiest_nog = False  # who was shown a clash wants to look first
        self.bewaker: ConceptBewaker = app.bewaak(lambda: self.ruw, self._leg_concept_weg, staat)

    # -- what stands there --------------------------------------------------------------------

    def begin(self, staand: Mapping[str, str], versie: str, concept: "Gevonden | None") -> bool:
        """Start from the record, or from the concept that was left; True when there was one."""
        self._basis, self._versie, self.ruw = dict(staand), versie, dict(staand)
        if concept is None:
            return False
        self._bewaard_concept = True
        anders = {v: w for v, w in concept.ruw.items() if v in staand and w != staand[v]}
        self.ruw |= anders
        if concept.versie != versie:
            # on what the concept was based is not known any more: every difference must be shown
            self._versie = concept.versie
            self._basis = {v: w for v, w in staand.items() if v not in anders}
        return bool(anders)

    @property
    def vuil(self) -> bool:
        """Whether something typed is not in the record yet."""
        return bool(self._gewijzigd())

    def _gewijzigd(self) -> dict[str, str]:
        return {v: w for v, w in self.ruw.items() if v not in self._basis or not _gelijk(self._basis[v], w)}

    def typ(self, veld: str, tekst: str) -> None:
        """A field holds another text."""
        if self.ruw.get(veld) != tekst:
            self.ruw[veld] = tekst
            self.fouten.pop(veld, None)
            self.bewaker.gewijzigd()

    def neem_over(self, staand: Mapping[str, str], versie: str) -> None:
        """The record was read again: take over what another wrote where nothing was typed here."""
        staand = self._zoals_getypt(staand)
        samen, botst = voeg_samen(self._basis, self.ruw, staand)
        if botst:
            return  # shown when it is saved
        anders = samen != self.ruw
        self._basis, self._versie = dict(staand), versie
        self.ruw = samen
        if anders:
            self._na()

    def _zoals_getypt(self, staand: Mapping[str, str]) -> dict[str, str]:
        """A text that only lost its blanks in the record does not change under somebody's hands."""
        return {v: self.ruw[v] if v in self.ruw and _gelijk(w, self.ruw[v]) else w for v, w in staand.items()}

    # -- saving -------------------------------------------------------------------------------

    def _leg_concept_weg(self, ruw: dict[str, str]) -> None:
        from mgn_tui.register import concepten

        concepten.bewaar(self._app.sessie, *self._concept, ruw, self._inwoner, self._versie)
        self._bewaard_concept = True

    async def leg_vast(self, *, vragen: bool = True) -> bool:
        """Save what was changed. False when it could not be: it stays a concept, `fouten` says why.

        With `vragen` (in a worker only) a clash is shown and chosen; without, it waits as a concept.
        """
        async with self._slot:
            while anders := self._gewijzigd():
                try:
                    await self._probeer(anders)
                except Botsing:
                    if not await self._los_op(vragen):
                        return False
                except Geweigerd as fout:
                    self.fouten = dict(fout.fouten)
                    self._na()
                    return False
                except MgnFout as fout:
                    self._app.meld(fout.melding, "error")
                    return False
                else:
                    self._staat(BEWAARD)
            await self._gooi_concept_weg()
            self.fouten = {}
            return True

    async def _probeer(self, anders: Mapping[str, str]) -> None:
        async with self.bewaker.vastleggen():
            await self._app.doe(self._bewaar, anders, self._versie, self._concept)
        self._bewaard_concept = False
        self._basis |= anders
        # what the register made of it, and what others wrote meanwhile
        self.neem_over(*await self._app.doe(self._lees))

    async def _gooi_concept_weg(self) -> None:
        """Nothing differs from the record any more: a concept that was left says nothing."""
        from mgn_tui.register import concepten

        await self.bewaker.spoel()
        if self._bewaard_concept and not self.vuil:
            self._bewaard_concept = False
            await self._app.doe(concepten.gooi_weg, *self._concept)

    async def _los_op(self, vragen: bool) -> bool:
        staand, versie = await self._app.doe(self._lees)
        hun = self._zoals_getypt(staand)
        samen, namen = voeg_samen(self._basis, self.ruw, hun)
        if namen:
            botsing = Botsing({v: self.ruw[v] for v in namen}, {v: hun.get(v, "") for v in namen}, versie)
            keuze = await self._vraag(botsing) if vragen and not self.kiest_nog else None
            if keuze is None:
                self.kiest_nog = vragen and not self.kiest_nog
                return False
            samen |= self.kies(botsing, keuze)
        self._basis, self._versie, self.ruw = hun, versie, samen
        self._na()
        return True

    async def _vraag(self, botsing: Botsing) -> str | None:
        toon = {v: self.toon(v, str(w)) for v, w in botsing.mijn.items()}
        hun = {v: self.toon(v, str(w)) for v, w in botsing.hun.items()}
        leesbaar = Botsing(toon, hun, botsing.versie)
        return await self._app.push_screen_wait(BotsingVenster(leesbaar, self.formulier))

    def toon(self, veld: str, tekst: str) -> str:
        """A text as it is shown beside another's; for fields that are not kept as people read them."""
        return tekst

    def kies(self, botsing: Botsing, keuze: str) -> Mapping[str, str]:
        """The texts that follow from the choice."""
        return los_op(botsing, keuze, self.formulier)

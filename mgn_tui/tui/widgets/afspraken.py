"""The agreements: per row what, who, with whom, when, and how it stands. Enter goes to the next row."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input

from mgn_tui.domain.velden import Formulier, Keuze, Veld
from mgn_tui.domain.woorden import AfspraakStaat
from mgn_tui.tui.acties import bindingen
from mgn_tui.tui.widgets.invoer import RegelInvoer, VeldGewijzigd
from mgn_tui.tui.widgets.tekst import Static

CELLEN: Final = ("wat", "wie", "met", "wanneer")
_HINT: Final = {"wat": "wat", "wie": "wie", "met": "met", "wanneer": "wanneer"}
_STATEN: Final = tuple(AfspraakStaat)


class _Cel(RegelInvoer):
    def __init__(self, veld: Veld, ruw: str) -> None:
        super().__init__(ruw)
        self.veld = veld
        self.naam = veld.naam
        self.placeholder = _HINT[veld.naam]
        self.max_length = veld.maximum_tekens


class _Rij(Vertical):
    def __init__(self, velden: Formulier, ruw: Mapping[str, str]) -> None:
        super().__init__()
        self.staat = ruw.get("staat") or AfspraakStaat.AFGESPROKEN.value
        self.deel = ruw.get("deel", "")
        self.cellen = {naam: _Cel(velden.veld(naam), ruw.get(naam, "")) for naam in CELLEN}
        self.nummer = Static(classes="nummer")
        self.woord = Static(classes="staat", markup=False)
        self.onderdeel = Static(classes="deel", markup=False)

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield self.nummer
            yield self.cellen["wat"]
            yield self.woord
        with Horizontal():
            yield Static(classes="nummer")
            yield from (self.cellen[naam] for naam in CELLEN[1:])
            yield self.onderdeel

    @property
    def leeg(self) -> bool:
        return not any(cel.value.strip() for cel in self.cellen.values())

    def ruw(self) -> dict[str, str]:
        return {naam: cel.value for naam, cel in self.cellen.items()} | {
            "staat": self.staat,
            "deel": self.deel,
        }

    def zet(self, ruw: Mapping[str, str]) -> None:
        for naam, cel in self.cellen.items():
            if cel.value != ruw.get(naam, ""):
                cel.zet(ruw.get(naam, ""))
        self.staat = ruw.get("staat") or self.staat
        self.deel = ruw.get("deel", self.deel)


class AfsprakenRooster(Vertical):
    """Rows of four cells; there is always one to write in. `delen`: the parts of the region's advice, the
    first of which is a row's own unless another is chosen."""

    DEFAULT_CSS = """
    AfsprakenRooster {
        height: auto;
        _Rij { height: auto; }
        _Rij > Horizontal { height: 1; }
        .nummer { width: 3; color: $gedempt; }
        RegelInvoer { width: 1fr; margin-right: 1; }
        RegelInvoer > .input--placeholder { color: $gedempt; }
        .staat { width: 14; color: $foreground; }
        .staat.-open { color: $let-op; }
        .deel { width: 14; color: $gedempt; text-wrap: nowrap; text-overflow: ellipsis; }
        .hulp { height: auto; color: $gedempt; padding: 0 0 0 3; display: none; }
        &.-hulp > .hulp { display: block; }
    }
    .-smal AfsprakenRooster .deel { display: none; }
    .-laag AfsprakenRooster.-hulp > .hulp { display: none; }
    """
    SCOPED_CSS = False
    BINDINGS: ClassVar[list[BindingType]] = bindingen("afspraken")

    class Gewijzigd(Message):
        """Something in a row, or the order of the rows."""

    class Verlaten(Message):
        """Enter on the empty last row, or an arrow past the first or last."""

        def __init__(self, stap: int) -> None:
            super().__init__()
            self.stap = stap

    def __init__(self, velden: Formulier, delen: Sequence[Keuze]) -> None:
        super().__init__()
        self._velden = velden
        self._delen = tuple(delen)
        self._hulp = Static(classes="hulp", markup=False)
        self._rijen = [self._nieuw({})]

    def compose(self) -> ComposeResult:
        yield from self._rijen
        yield self._hulp

    def on_mount(self) -> None:
        self._teken()

    # -- for the screen -----------------------------------------------------------------------

    def regels(self) -> list[dict[str, str]]:
        """The rows in which something stands, in order."""
        return [rij.ruw() for rij in self._rijen if not rij.leeg]

    def zet(self, regels: Sequence[Mapping[str, str]]) -> None:
        """Other rows, without telling anyone; rows that stay keep their cursor."""
        for rij, ruw in zip(self._rijen, regels or ({},), strict=False):
            rij.zet(ruw)
        aantal = max(len(regels), 1)
        for rij in self._rijen[aantal:]:
            rij.remove()
        nieuw = [self._nieuw(ruw) for ruw in regels[len(self._rijen) :]]
        self._rijen = [*self._rijen[:aantal], *nieuw]
        if nieuw:
            self.mount(*nieuw, before=self._hulp)
        self._teken()

    def begin(self) -> None:
        """The cursor at the first empty row, else at the last."""
        leeg = next((rij for rij in self._rijen if rij.leeg), self._rijen[-1])
        leeg.cellen["wat"].focus()

    # -- the rows -----------------------------------------------------------------------------

    def _nieuw(self, ruw: Mapping[str, str]) -> _Rij:
        """A row that was written before the plan named parts stays without: who looks changes nothing."""
        return _Rij(self._velden, {"deel": self._delen[0].code if self._delen else ""} | dict(ruw))

    @property
    def _hier(self) -> tuple[_Rij, str] | None:
        focus = self.screen.focused
        for rij in self._rijen:
            for naam, cel in rij.cellen.items():
                if cel is focus:
                    return rij, naam
        return None

    def _teken(self) -> None:
        for nummer, rij in enumerate(self._rijen, 1):
            rij.nummer.update(str(nummer))
            rij.woord.update("" if rij.leeg else AfspraakStaat(rij.staat).label)
            rij.woord.set_class(rij.staat == AfspraakStaat.IN_OVERWEGING.value, "-open")
            rij.onderdeel.update("" if rij.leeg or len(self._delen) < 2 else rij.deel.replace("-", " "))
        self._toon_hulp()

    def _toon_hulp(self) -> None:
        hier = self._hier
        deel = next((d.label for d in self._delen if hier and d.code == hier[0].deel), "")
        self._hulp.update(f"onderdeel: {deel}")
        self.set_class(bool(deel) and len(self._delen) > 1, "-hulp")

    def _gewijzigd(self) -> None:
        self._teken()
        self.post_message(self.Gewijzigd())

    @on(VeldGewijzigd)
    def _getypt(self, gebeurtenis: VeldGewijzigd) -> None:
        gebeurtenis.stop()
        self._gewijzigd()

    def on_descendant_focus(self) -> None:
        self._toon_hulp()

    def on_descendant_blur(self) -> None:
        self.call_after_refresh(self._toon_hulp)

    @on(Input.Submitted)
    async def _enter(self, gebeurtenis: Input.Submitted) -> None:
        gebeurtenis.stop()
        if (hier := self._hier) is None:
            return
        rijen = self._rijen
        plek = rijen.index(hier[0])
        if plek + 1 == len(rijen):
            if hier[0].leeg:
                self.post_message(self.Verlaten(1))
                return
            self._rijen.append(self._nieuw({}))
            await self.mount(self._rijen[-1], before=self._hulp)
            self._teken()
        self._rijen[plek + 1].cellen["wat"].focus()

    def on_key(self, gebeurtenis: events.Key) -> None:
        stap = {"up": -1, "down": 1}.get(gebeurtenis.key)
        if stap is None or (hier := self._hier) is None:
            return
        gebeurtenis.stop()
        gebeurtenis.prevent_default()
        rijen, (rij, naam) = self._rijen, hier
        daar = rijen.index(rij) + stap
        if 0 <= daar < len(rijen):
            rijen[daar].cellen[naam].focus()
        else:
            self.post_message(self.Verlaten(stap))

    # -- keys ---------------------------------------------------------------------------------

    def action_staat(self) -> None:
        """Afgesproken, in overweging, gedaan, and round again."""
        if (hier := self._hier) is not None:
            nu = _STATEN.index(AfspraakStaat(hier[0].staat))
            hier[0].staat = _STATEN[(nu + 1) % len(_STATEN)].value
            self._gewijzigd()

    def action_deel(self) -> None:
        """The next part of the advice."""
        if (hier := self._hier) is not None and self._delen:
            codes = [deel.code for deel in self._delen]
            nu = codes.index(hier[0].deel) if hier[0].deel in codes else -1
            hier[0].deel = codes[(nu + 1) % len(codes)]
            self._gewijzigd()

    async def action_weg(self) -> None:
        """Take this row out; the last one is emptied."""
        if (hier := self._hier) is None:
            return
        rij, naam = hier
        rijen = self._rijen
        if len(rijen) == 1:
            rij.zet({})
            rij.staat = AfspraakStaat.AFGESPROKEN.value
        else:
            plek = rijen.index(rij)
            rijen.remove(rij)
            rijen[min(plek, len(rijen) - 1)].cellen[naam].focus()
            await rij.remove()
        self._gewijzigd()

    def action_hoger(self) -> None:
        self._verplaats(-1)

    def action_lager(self) -> None:
        self._verplaats(1)

    def _verplaats(self, stap: int) -> None:
        """Swap this row with its neighbour; the cursor goes along."""
        if (hier := self._hier) is None:
            return
        rijen, (rij, naam) = self._rijen, hier
        daar = rijen.index(rij) + stap
        if not 0 <= daar < len(rijen):
            return
        ander = rijen[daar]
        mijn, hun = rij.ruw(), ander.ruw()
        rij.zet(hun)
        ander.zet(mijn)
        ander.cellen[naam].focus()
        self._gewijzigd()

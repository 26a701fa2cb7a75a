"""Choosing: one of a few on one line, one of many in a list, or several with marks."""

from collections.abc import Sequence
from textwrap import wrap
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from mgn_tui.domain.tekst import vouw
from mgn_tui.domain.velden import Keuze
from mgn_tui.tui.tekens import woorden
from mgn_tui.tui.vensters import KiesVenster, Vondst, past
from mgn_tui.tui.widgets.cellen import knip
from mgn_tui.tui.widgets.invoer import VeldGewijzigd

_RUIM, _KRAP = 3, 2  # cells between two options
_WEINIG = 6


class _Opties(Widget, can_focus=True):
    """Options side by side, each with its mark; clickable."""

    DEFAULT_CSS = """
    _Opties {
        height: auto; padding: 0 1; border-left: vkey $lijn;
        background: $background; color: $foreground;
        & > .optie--rustig { color: $gedempt; }
        & > .optie--nu { color: $foreground; text-style: bold; }
        & > .optie--cursor { color: $accent; text-style: bold underline; }
        &:focus { border-left: outer $accent; background: $veld; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"optie--rustig", "optie--nu", "optie--cursor"}
    ALLOW_SELECT = False

    def __init__(self, keuzes: Sequence[Keuze]) -> None:
        super().__init__()
        self.keuzes = tuple(keuzes)

    def merk(self, keuze: Keuze) -> str:
        """The mark before an option."""
        raise NotImplementedError

    def klik(self, nummer: int) -> None:
        """An option was clicked."""
        raise NotImplementedError

    def plekken(self, breedte: int) -> list[tuple[int, int]]:
        """(column, line) of each option, wrapped within `breedte` cells."""
        tussen = _RUIM if self._lang(_RUIM) <= breedte or self._lang(_KRAP) > breedte else _KRAP
        uit: list[tuple[int, int]] = []
        x = y = 0
        hoog = 1
        for keuze in self.keuzes:
            lang = 4 + cell_len(keuze.label)
            if x and x + lang > breedte:
                x, y, hoog = 0, y + hoog, 1
            uit.append((x, y))
            hoog = max(hoog, len(_regels(keuze, breedte)))
            x += lang + tussen
        return uit

    def _lang(self, tussen: int) -> int:
        return sum(4 + cell_len(keuze.label) + tussen for keuze in self.keuzes) - tussen

    def op_een_regel(self, breedte: int) -> bool:
        return bool(self.keuzes) and self._lang(_KRAP) <= breedte

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        plekken = self.plekken(width)
        return plekken[-1][1] + len(_regels(self.keuzes[-1], width)) if plekken else 1

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return character is not None and character.isprintable()

    def met_letter(self, letter: str, na: int) -> int | None:
        """The next option after number `na` whose label begins with this letter."""
        hoeveel = len(self.keuzes)
        for stap in range(1, hoeveel + 1):
            nummer = (na + stap) % hoeveel
            if vouw(self.keuzes[nummer].label).startswith(vouw(letter)):
                return nummer
        return None

    def teken(self, gekozen: set[int], cursor: int | None) -> Text:
        breedte = self.content_size.width
        tekst = Text(no_wrap=True, end="")
        regel = kolom = 0
        for nummer, (keuze, (x, y)) in enumerate(zip(self.keuzes, self.plekken(breedte), strict=True)):
            if y > regel:
                tekst.append("\n" * (y - regel))
                kolom = 0
            tekst.append(" " * (x - kolom))
            naam = "cursor" if nummer == cursor else "nu" if nummer in gekozen else "rustig"
            stijl = self.get_component_rich_style(f"optie--{naam}")
            merk = "nu" if naam == "cursor" else naam
            tekst.append(f"{self.merk(keuze)} ", self.get_component_rich_style(f"optie--{merk}"))
            regels = _regels(keuze, breedte)
            for verder, stuk in enumerate(regels):
                tekst.append("\n    " if verder else "").append(stuk, stijl)
            kolom = x + 4 + cell_len(regels[-1])
            regel = y + len(regels) - 1
        return tekst

    def on_click(self, gebeurtenis: events.Click) -> None:
        plek = gebeurtenis.get_content_offset(self)
        if plek is None:
            return
        for nummer, (x, y) in enumerate(self.plekken(self.content_size.width)):
            regels = _regels(self.keuzes[nummer], self.content_size.width)
            if y <= plek.y < y + len(regels) and x <= plek.x < x + 4 + max(map(cell_len, regels)):
                self.klik(nummer)


def _regels(keuze: Keuze, breedte: int) -> list[str]:
    """The label within `breedte` cells beside its mark: what is chosen must be read whole."""
    past_ = max(breedte - 4, 1)
    return [knip(regel, past_) for regel in wrap(keuze.label, past_, break_long_words=False)] or [""]


class KeuzeInvoer(_Opties):
    """One of the options, or none. Arrows, a letter or space choose; backspace empties. Many options
    that do not fit on one line open as a list, with space or by typing."""

    code: reactive[str] = reactive("")

    def __init__(self, titel: str, keuzes: Sequence[Keuze], code: str) -> None:
        super().__init__(keuzes)
        self.set_reactive(KeuzeInvoer.code, code)
        self._titel = titel
        self._venster: KiesVenster | None = None

    @property
    def ruw(self) -> str:
        return self.code

    def zet(self, ruw: str) -> None:
        """Another choice, without telling anyone."""
        self.code = ruw

    @property
    def nummer(self) -> int:
        """Which option is chosen; -1 for none."""
        return next((plek for plek, keuze in enumerate(self.keuzes) if keuze.code == self.code), -1)

    @property
    def staat_open(self) -> bool:
        """Whether the options stand here themselves, rather than in a list that opens."""
        return self._past(self.content_size.width)

    @property
    def opent_lijst(self) -> bool:
        """Whether the options are known to stand in a list that opens: before it has a width nobody can say."""
        return self.content_size.width > 0 and not self.staat_open

    def _past(self, breedte: int) -> bool:
        # few options wrap, so that the same keys choose them in a narrow terminal
        smal_genoeg = all(4 + cell_len(keuze.label) <= breedte for keuze in self.keuzes)
        return self.op_een_regel(breedte) or (0 < len(self.keuzes) <= _WEINIG and smal_genoeg)

    def merk(self, keuze: Keuze) -> str:
        return woorden("(•)") if keuze.code == self.code else "( )"

    def klik(self, nummer: int) -> None:
        self._kies(self.keuzes[nummer].code)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return super().get_content_height(container, viewport, width) if self._past(width) else 1

    def render(self) -> Text:
        if self.staat_open:
            return self.teken({self.nummer}, self.nummer if self.has_focus and self.nummer >= 0 else None)
        breedte = self.content_size.width
        gekozen = self.keuzes[self.nummer].label if self.nummer >= 0 else self.code
        stijl = self.get_component_rich_style("optie--nu" if gekozen else "optie--rustig")
        open_ = woorden(" ▾")
        tekst = Text(knip(gekozen or "kies …", max(breedte - len(open_), 0)), stijl, no_wrap=True, end="")
        return tekst.append(open_, self.get_component_rich_style("optie--rustig"))

    def on_click(self, gebeurtenis: events.Click) -> None:
        if self.staat_open:
            super().on_click(gebeurtenis)
        else:
            self._open("")

    def on_key(self, gebeurtenis: events.Key) -> None:
        toets, teken = gebeurtenis.key, gebeurtenis.character
        if self._venster is not None and self._venster.toets(gebeurtenis):
            pass  # typed faster than the window came: it is for the window
        elif toets in ("left", "right"):
            self._stap(1 if toets == "right" else -1)
        elif toets in ("backspace", "delete"):
            self._kies("")
        elif toets == "space":
            if self.staat_open:
                self._stap(1)
            else:
                self._open("")
        elif teken is not None and teken.isprintable():
            self._getypt(teken)
        else:
            return
        gebeurtenis.stop()
        gebeurtenis.prevent_default()

    def _getypt(self, teken: str) -> None:
        if not self.staat_open:
            self._open(teken)
        elif (nummer := self.met_letter(teken, self.nummer)) is not None:
            self._kies(self.keuzes[nummer].code)

    def _stap(self, richting: int) -> None:
        if self.keuzes:
            nummer = self.nummer + richting if self.nummer >= 0 or richting > 0 else -1
            self._kies(self.keuzes[nummer % len(self.keuzes)].code)

    def _kies(self, code: str) -> None:
        if code != self.code:
            self.code = code
            self.post_message(VeldGewijzigd(code))

    def _open(self, begin: str) -> None:
        async def zoek(tekst: str) -> list[Vondst]:
            return [
                Vondst(keuze.label, keuze.hulp, sleutel=keuze.code)
                for keuze in self.keuzes
                if past(tekst, keuze.label, keuze.hulp)
            ]

        self._venster = KiesVenster(self._titel, zoek, begin=begin, gekozen=self.code)
        self.app.push_screen(self._venster, self._gekozen)

    def _gekozen(self, vondst: Vondst | None) -> None:
        self._venster = None
        if vondst is not None:
            self._kies(vondst.sleutel)


class LijstInvoer(_Opties):
    """Several of the options: arrows or a letter move, space marks."""

    codes: reactive[tuple[str, ...]] = reactive(())
    _cursor: reactive[int] = reactive(0)

    def __init__(self, keuzes: Sequence[Keuze], codes: Sequence[str]) -> None:
        super().__init__(keuzes)
        self.set_reactive(LijstInvoer.codes, tuple(codes))

    @property
    def ruw(self) -> str:
        return ", ".join(self.codes)

    def zet(self, ruw: str) -> None:
        """Other choices, without telling anyone."""
        self.codes = tuple(filter(None, (deel.strip() for deel in ruw.split(","))))

    def merk(self, keuze: Keuze) -> str:
        return "[x]" if keuze.code in self.codes else "[ ]"

    def klik(self, nummer: int) -> None:
        self._cursor = nummer
        self._wissel(nummer)

    def render(self) -> Text:
        gekozen = {plek for plek, keuze in enumerate(self.keuzes) if keuze.code in self.codes}
        return self.teken(gekozen, self._cursor if self.has_focus else None)

    def on_key(self, gebeurtenis: events.Key) -> None:
        toets, teken = gebeurtenis.key, gebeurtenis.character
        if toets in ("left", "right"):
            self._cursor = min(max(self._cursor + (1 if toets == "right" else -1), 0), len(self.keuzes) - 1)
        elif toets in ("up", "down"):
            if not self._regel(1 if toets == "down" else -1):
                return  # on to the field above or below
        elif toets == "space":
            self._wissel(self._cursor)
        elif teken is not None and teken.isprintable():
            nummer = self.met_letter(teken, self._cursor)
            self._cursor = self._cursor if nummer is None else nummer
        else:
            return
        gebeurtenis.stop()
        gebeurtenis.prevent_default()

    def _regel(self, richting: int) -> bool:
        plekken = self.plekken(self.content_size.width)
        if not plekken:
            return False
        x, y = plekken[self._cursor]
        verder = [(rij - y) * richting for _, rij in plekken if (rij - y) * richting > 0]
        if not verder:
            return False
        naar = y + min(verder) * richting
        self._cursor = min(
            (abs(kolom - x), nummer) for nummer, (kolom, rij) in enumerate(plekken) if rij == naar
        )[1]
        return True

    def _wissel(self, nummer: int) -> None:
        if not self.keuzes:
            return
        code = self.keuzes[nummer].code
        aan = {*self.codes} ^ {code}
        volgorde = [keuze.code for keuze in self.keuzes if keuze.code in aan]
        self.codes = tuple(volgorde + [oud for oud in self.codes if oud in aan and oud not in volgorde])
        self.post_message(VeldGewijzigd(self.ruw))

"""The letter as the huisarts will read it, in quiet text beside the form."""

from collections.abc import Iterator, Mapping
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.style import Style
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.events import Resize

from mgn_tui.documents.blokken import (
    Afspraken,
    Alinea,
    Bijlage,
    Blok,
    Briefhoofd,
    Contacten,
    Kader,
    Kop,
    Regels,
    Spinnenweb,
    bereikbaar,
    blokken,
    cijfer_woorden,
    met_leesteken,
    wanneer_stand,
    wie_wat,
)
from mgn_tui.domain.brief import Brief
from mgn_tui.tui.tekens import in_woorden, woorden
from mgn_tui.tui.widgets.tekst import Static

TITEL: Final = "zoals de huisarts het leest"
_OM_DE_TITEL: Final = 6  # cells of the corners and the space beside a title


class _Deel(Static):
    """What stands under one heading."""

    def on_resize(self, gebeurtenis: Resize) -> None:
        if isinstance(self.parent, BriefBeeld):
            self.parent.volg()


class BriefBeeld(VerticalScroll, can_focus=True, inherit_bindings=False):
    """Scrolls with the arrows; holds the place while the text changes."""

    DEFAULT_CSS = """
    BriefBeeld {
        border: round $lijn; border-title-color: $gedempt; padding: 0 1; scrollbar-size-vertical: 1;
        & > _Deel { height: auto; }
        & > .brief--kop { color: $gedempt; }
        & > .brief--vet { color: $foreground; text-style: bold; }
        & > .brief--tekst { color: $foreground; }
        & > .brief--kader { color: $accent; }
        & > .brief--let-op { color: $let-op; }
        &:focus { border: round $accent; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "brief--kop",
        "brief--vet",
        "brief--tekst",
        "brief--kader",
        "brief--let-op",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_up", "omhoog", show=False),
        Binding("down", "scroll_down", "omlaag", show=False),
        Binding("home", "scroll_home", "begin", show=False),
        Binding("end", "scroll_end", "einde", show=False),
    ]

    def on_mount(self) -> None:
        self._zet_titel("")
        self._delen: dict[str, _Deel] = {}
        self._in_zicht = ""

    def toon(self, brief: Brief) -> None:
        """Show this letter, a part for each heading."""
        delen: dict[str, list[RenderableType]] = {}
        kop = ""
        for blok in blokken(brief):
            match blok:
                case Kop(tekst=titel) | Bijlage(titel=titel) | Kader(kop=titel):
                    kop = titel
            delen.setdefault(kop, []).extend(self._blok(blok))
        self._zet({naam: Group(*stukken) for naam, stukken in delen.items()})

    def toon_paginas(self, brief: int, bijlage: int) -> None:
        """How long it is on paper; a letter of more than one page stands out."""
        if brief > 1:
            lengte = f"▲ {brief} bladzijden: te lang voor één"
        else:
            lengte = "1 bladzijde met een bijlage" if bijlage else "pagina 1 van 1"
        self._zet_titel(lengte)

    def on_resize(self) -> None:
        self._zet_titel(self._lengte)

    def _zet_titel(self, lengte: str) -> None:
        """How long the letter is stays readable, however narrow the frame."""
        self._lengte = lengte
        titels = (f"{TITEL} · {lengte}", f"brief · {lengte}", lengte) if lengte else (TITEL,)
        ruimte = self.outer_size.width - _OM_DE_TITEL
        passend = [titel for titel in map(woorden, titels) if cell_len(titel) <= ruimte]
        self.border_title = passend[0] if passend else woorden(titels[-1])

    def zeg(self, tekst: str) -> None:
        """Why there is no letter."""
        self._zet_titel("")
        self._zet({"": Text(tekst, self._stijl("let-op"))})

    def toon_deel(self, kop: str) -> None:
        """Bring the part under this heading into sight."""
        self._in_zicht = kop
        deel = self._delen.get(kop)
        # Without a size this comes again: asking where it stands would lay it out half mounted.
        if deel is not None and deel.size:
            self.scroll_to_widget(deel, animate=False, top=True, force=True)

    def _zet(self, delen: Mapping[str, RenderableType]) -> None:
        """Parts that stay keep their widget, so that the letter does not jump while one types."""
        if list(delen) != list(self._delen):
            self.remove_children()
            self._delen = {naam: _Deel() for naam in delen}
            self.mount(*self._delen.values())
        for naam, inhoud in delen.items():
            self._delen[naam].update(inhoud)

    def watch_virtual_size(self) -> None:
        self.volg()

    def volg(self) -> None:
        """What is being written stays in sight when the letter changes, unless one reads in it."""
        if not self.has_focus:
            self.call_after_refresh(self.toon_deel, self._in_zicht)

    def _stijl(self, naam: str) -> Style:
        return self.get_component_rich_style(f"brief--{naam}")

    def _blok(self, blok: Blok) -> Iterator[RenderableType]:
        kop, vet, gewoon = self._stijl("kop"), self._stijl("vet"), self._stijl("tekst")
        match blok:
            case Briefhoofd():
                if blok.concept:
                    yield Text(blok.concept, self._stijl("let-op"))
                yield Text(blok.team, vet)
                yield Text(" · ".join(blok.regels), kop)
                yield Text(blok.verantwoordelijke, kop)
            case Kop(tekst=tekst) | Bijlage(titel=tekst):
                yield Text(f"\n{tekst}", self._stijl("kader"))
            case Alinea(tekst=tekst, stil=stil, vet=dik):
                yield Text(tekst, kop if stil else vet if dik else gewoon)
            case Kader(kop=titel, tekst=tekst, dringend=dringend):
                inhoud = Text(tekst, gewoon)
                if dringend:
                    inhoud = Text(f"{dringend}\n", self._stijl("let-op")).append_text(inhoud)
                if in_woorden():
                    yield Text(f"\n{titel}\n", vet).append_text(inhoud)
                    return
                rand = Panel(
                    inhoud, title=Text(titel, vet), title_align="left", border_style=self._stijl("kader")
                )
                yield Padding(rand, (1, 0, 0, 0))
            case Regels(rijen=rijen):
                for label, tekst in rijen:
                    voor = f"{met_leesteken(label, ':')} " if label else ""
                    yield Text(voor, kop).append(tekst, gewoon)
            case Afspraken(groepen=groepen):
                for deel, afspraken in groepen:
                    if deel:
                        yield Text(deel, kop)
                    for regel in afspraken:
                        wie, wat = wie_wat(regel)
                        yield Text("· ", kop).append(f"{wie}: " if wie else "", vet).append(wat, gewoon)
                        if stand := wanneer_stand(regel):
                            yield Padding(Text(stand, kop), (0, 0, 0, 2))
            case Contacten(mensen=mensen):
                for mens in mensen:
                    for luid, stil_ in bereikbaar(mens):
                        yield Text(luid, gewoon).append(f"  {stil_}" if stil_ else "", kop)
            case Spinnenweb(assen=assen, uitleg=uitleg):
                yield Text(uitleg, kop)
                for naam, cijfer in assen:
                    yield Text(f"{naam}: ", kop).append(cijfer_woorden(cijfer), gewoon)

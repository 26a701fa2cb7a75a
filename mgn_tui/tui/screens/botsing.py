"""Somebody else changed the record meanwhile: both texts side by side, and nothing is lost."""

import re
from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from mgn_tui.domain.fouten import Botsing
from mgn_tui.domain.velden import Formulier, Veld, VeldSoort
from mgn_tui.tui.acties import bindingen
from mgn_tui.tui.basis import MgnModaal
from mgn_tui.tui.widgets.antwoorden import Antwoorden
from mgn_tui.tui.widgets.tekst import Static

MIJN, HUN, BEIDE = "mijn", "hun", "beide"


class BotsingVenster(MgnModaal[str]):
    """The answer is `MIJN`, `HUN`, `BEIDE` (both texts, one below the other) or None: think first."""

    UITLEG = "Een collega wijzigde intussen dezelfde tekst. Kies welke tekst blijft, of houd ze allebei."

    DEFAULT_CSS = """
    BotsingVenster > Vertical {
        width: 90; max-width: 100%; height: auto; max-height: 100%;
        background: $veld; border: round $let-op; padding: 1 2;
    }
    BotsingVenster .kop { text-style: bold; height: auto; }
    BotsingVenster VerticalScroll {
        height: auto; max-height: 55vh; margin: 1 0; scrollbar-size-vertical: 1; background: $veld;
    }
    BotsingVenster .veld { text-style: bold; color: $accent; }
    BotsingVenster .teksten { layout: grid; grid-size: 2; grid-gutter: 0 2; height: auto; margin-bottom: 1; }
    BotsingVenster .teksten > Static { height: auto; }
    BotsingVenster .wie { color: $gedempt; }
    BotsingVenster.-smal .teksten { grid-size: 1; }
    BotsingVenster.-smal VerticalScroll { max-height: 40vh; }
    BotsingVenster.-laag > Vertical { padding: 0 1; }
    BotsingVenster.-laag VerticalScroll { max-height: 30vh; margin: 0; }
    """
    SCOPED_CSS = False
    BINDINGS: ClassVar[list[BindingType]] = bindingen("botsing")
    ANTWOORDEN = (
        ("m", "mijn tekst bewaren", "mijn"),
        ("h", "hun tekst overnemen", "hun"),
        ("b", "beide onder elkaar", "beide"),
        ("Esc", "eerst verder kijken", "sluit"),
    )

    def __init__(self, botsing: Botsing, formulier: Formulier) -> None:
        super().__init__()
        self._botsing = botsing
        self._labels = {v.naam: v.label for v in formulier.velden}
        self._formulier = formulier

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(self._botsing.melding, classes="kop", markup=False)
            with VerticalScroll():
                for veld, mijn in self._botsing.mijn.items():
                    hun = self._botsing.hun.get(veld, "")
                    yield Static(self._labels.get(veld, veld), classes="veld", markup=False)
                    with Vertical(classes="teksten"):
                        for wie, tekst in (("Wat u typte", mijn), ("Wat er nu staat", hun)):
                            regels = Content(f"{wie}\n").stylize("$gedempt") + Content(
                                self._lees(veld, tekst)
                            )
                            yield Static(regels)
            yield Antwoorden(self.ANTWOORDEN, self)

    def _lees(self, naam: str, ruw: object) -> str:
        leesbaar = lees_keuze(self._formulier.veld(naam), str(ruw)) if naam in self._labels else str(ruw)
        return leesbaar or "(leeg)"

    def action_mijn(self) -> None:
        self.dismiss(MIJN)

    def action_hun(self) -> None:
        self.dismiss(HUN)

    def action_beide(self) -> None:
        self.dismiss(BEIDE)


def los_op(botsing: Botsing, keuze: str, formulier: Formulier) -> Mapping[str, str]:
    """The texts that follow from the choice. Both are joined only where a field takes more than one line."""
    uit: dict[str, str] = {}
    for naam, mijn in botsing.mijn.items():
        hun = str(botsing.hun.get(naam, ""))
        if keuze == HUN:
            uit[naam] = hun
        elif keuze == BEIDE and formulier.veld(naam).soort is VeldSoort.LANG and hun:
            uit[naam] = f"{hun}\n{mijn}"
        else:
            uit[naam] = str(mijn)
    return uit


def lees_keuze(veld: Veld, ruw: str) -> str:
    """A raw text as people read it: of a choice its label, of several all labels."""
    if veld.soort not in (VeldSoort.KEUZE, VeldSoort.LIJST) or not veld.keuzes:
        return ruw
    labels = {keuze.code: keuze.label for keuze in veld.keuzes}
    return ", ".join(labels.get(deel.strip(), deel.strip()) for deel in re.split(r"[|,]", ruw))

"""Commands run in this process, with somebody at the keyboard or nobody."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from mgn_tui.cli.omgeving import Omgeving
from mgn_tui.cli.terminal import Terminal
from mgn_tui.cli.wortel import voer_uit
from mgn_tui.domain.klok import Klok, VasteKlok
from mgn_tui.store.werkmap import Werkmap
from tests.hulp_werkmap import WACHTWOORDEN

Antwoord = str | BaseException | Callable[[], str]
"""What comes from the keyboard: a line, a signal, or something that looks first and then types."""
CTRL_C, CTRL_D = KeyboardInterrupt(), EOFError()


class NepTerminal(Terminal):
    """Answers in order; what was asked, said and given out. Without answers there is nobody to ask."""

    def __init__(self, antwoorden: Iterable[Antwoord] | None = None, breedte: int = 40) -> None:
        self.antwoorden = None if antwoorden is None else list(antwoorden)
        self.gevraagd: list[str] = []
        self.gezegd: list[str] = []
        self.gegeven: list[str] = []
        self._breedte = breedte

    def kan_vragen(self) -> bool:
        return self.antwoorden is not None

    def breedte(self) -> int:
        return self._breedte

    def zeg(self, tekst: str = "") -> None:
        self.gezegd.append(tekst)

    def data(self, tekst: str) -> None:
        self.gegeven.append(tekst)

    def vraag(self, tekst: str) -> str:
        self.gevraagd.append(tekst)
        if not self.antwoorden:
            raise AssertionError(f"nobody answers: {tekst}")
        antwoord = self.antwoorden.pop(0)
        if callable(antwoord):
            antwoord = antwoord()
        if isinstance(antwoord, BaseException):
            raise antwoord
        return antwoord

    def geheim(self, tekst: str) -> str:
        return self.vraag(tekst)


@dataclass(frozen=True, slots=True)
class Uitslag:
    """What a command answered."""

    status: int
    terminal: NepTerminal = field(repr=False)

    @property
    def data(self) -> str:
        return "\n".join(self.terminal.gegeven)

    @property
    def gezegd(self) -> str:
        return "\n".join(self.terminal.gezegd)

    @property
    def json(self) -> Any:
        return json.loads(self.data)


@dataclass(slots=True)
class Cli:
    """`mgn` on one werkmap, as somebody of the team, at one moment."""

    werkmap: Werkmap
    klok: Klok
    naam: str | None = "Noor"

    def __call__(
        self,
        *woorden: str,
        naam: str | None = None,
        antwoorden: Iterable[Antwoord] | None = None,
        **omgeving: Any,
    ) -> Uitslag:
        wie = naam or self.naam
        terminal = NepTerminal(antwoorden)
        volledig: dict[str, Any] = {
            "map_": str(self.werkmap.pad),
            "gebruiker": wie,
            "wachtwoord": WACHTWOORDEN.get(wie or ""),
            "klok": self.klok,
            "terminal": terminal,
            **omgeving,
        }
        return Uitslag(voer_uit(list(woorden), Omgeving(**volledig)), terminal)

    def goed(self, *woorden: str, **opties: Any) -> Uitslag:
        """The same, for a command that must succeed."""
        uitslag = self(*woorden, **opties)
        assert uitslag.status == 0, uitslag.gezegd
        return uitslag


# --- one case, by commands -------------------------------------------------------------------

NAAM = "Kanariemans"
AANMELDING = (
    "aanmelding",
    "nieuw",
    "--praktijk=Praktijk Park",
    "--voornaam=Çağla",
    f"--achternaam={NAAM}",
    "--geboortedatum=3-4-1966",
    "--vraag=Wat past bij somberheid na verlies?",
    "--naaste-relatie=dochter",
    "--expertise=verslaving",
    "--tolk=nee",
)
ADVIES = (
    "--antwoord=Rouw. Geen behandeling nodig.",
    "--actie-huisarts=niets",
    "--urgentie=gewoon",
    "--categorieen=zelf, sociaal domein",
    "--hoofdadvies=sociaal-domein",
    "--besproken-op=vandaag",
)


def nieuwe_aanmelding(cli: Cli, *extra: str) -> str:
    """Its reference."""
    return cli.goed(*AANMELDING, *extra).data


def gepland(cli: Cli) -> str:
    """Planned for tomorrow, and the clock behind it."""
    aanmelding = nieuwe_aanmelding(cli)
    gesprek = cli.goed(
        "gesprek", "plan", aanmelding, "--begin=wo 10:00", "--team=Noor, Karim", "--locatie=De Terp"
    ).data
    assert isinstance(cli.klok, VasteKlok)
    cli.klok.verder(timedelta(days=1, hours=4))
    return gesprek


def gevoerd(cli: Cli) -> str:
    """Held as planned."""
    gesprek = gepland(cli)
    cli.goed("gesprek", "gevoerd", gesprek, "--zoals-gepland")
    return gesprek


def vastgesteld(cli: Cli) -> str:
    """Held, advised on, agreed and fixed."""
    gesprek = gevoerd(cli)
    cli.goed("advies", "wijzig", gesprek, *ADVIES)
    cli.goed("advies", "akkoord", gesprek, "--collega=Karim")
    cli.goed("advies", "vaststellen", gesprek)
    return gesprek

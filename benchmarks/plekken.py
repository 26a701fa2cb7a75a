"""Where the lists are: how one gets there in the real app, and what tells that the rows stand."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.gast import Gast

RECHTS, ENTER, ESC = b"\x1b[C", b"\r", b"\x1b"
LANG_S = 240.0  # so long a run waits for a list; how long it may take, the bound says


@dataclass(frozen=True, slots=True)
class Stap:
    """Keys, and what stands there when what they asked for has come."""

    toetsen: bytes
    staat: str


@dataclass(frozen=True, slots=True)
class Plek:
    """One list. `aanloop`: to where `heen` leads to it. `tekens`: a filter of which each sign leaves another number
    of rows, in a small werkmap too; `telling`: that number. `kort`: fewer rows than a walk with pages needs."""

    naam: str
    wat: str
    heen: Stap
    aanloop: tuple[Stap, ...] = ()
    tekens: bytes = b""
    telling: str = ""
    kort: bool = False

    def nader(self, gast: "Gast") -> None:
        """Go to where one key leads to the list."""
        for stap in self.aanloop:
            _zet(gast, stap)

    def ga(self, gast: "Gast") -> None:
        """Go there and wait until it is at rest."""
        self.nader(gast)
        _zet(gast, self.heen)


def _zet(gast: "Gast", stap: Stap) -> None:
    gast.typ(stap.toetsen)
    gast.wacht_op(stap.staat, LANG_S)
    gast.rust(0.5)


def _beheer(rechts: int) -> tuple[Stap, ...]:
    """To the list of Beheer with this number, counted from 0."""
    return (Stap(b"8", "Team"), *(Stap(RECHTS, rf" {nummer + 2} van 11") for nummer in range(rechts)))


_REGISTERS = (
    *_beheer(0),
    Stap(b"r", "Registers"),
    *(Stap(RECHTS, f"· {blad}") for blad in ("Overlegmomenten", "Consultatie", "Ervaring", "Geen gesprek")),
)

PLEKKEN = {
    plek.naam: plek
    for plek in (
        Plek("aanmeldingen", "de aanmeldingen", Stap(b"2", r"\d aanmelding"), (), b"de", r"\d aanmelding"),
        Plek("gesprekken", "de gesprekken", Stap(b"4", r"\d gesprek"), (), b"me", r"\d gesprek"),
        Plek("adviezen", "de adviezen", Stap(b"5", r"\d advie"), (), b"me", r"\d advie"),
        Plek("turf", "de turflijst", Stap(b"6", r"\d gesprekken")),
        Plek("agenda", "de week van de agenda", Stap(b"3", "met Noor|[+] Noor|Noor [+]|De Terp"), kort=True),
        Plek(
            "achter", "wat achter een cijfer staat", Stap(ENTER, r"\de +gevoerd"), (Stap(b"7", r"\dx|·.*\d"),)
        ),
        Plek("team", "het team (Beheer)", Stap(b"8", "eigen wachtwoord"), kort=True),
        Plek("praktijken", "de praktijken (Beheer)", Stap(RECHTS, " 2 van 11"), _beheer(0), kort=True),
        Plek("kaart", "de sociale kaart (Beheer)", Stap(RECHTS, " 3 van 11"), _beheer(1), kort=True),
        Plek("zinnen", "de zinnen (Beheer)", Stap(RECHTS, " 4 van 11"), _beheer(2), kort=True),
        Plek("pilots", "pilots en sprints (Beheer)", Stap(RECHTS, " 5 van 11"), _beheer(3), kort=True),
        Plek("werkmap", "deze werkmap (Beheer)", Stap(RECHTS, " 6 van 11"), _beheer(4), kort=True),
        Plek("kopieen", "de kopieën (Beheer)", Stap(RECHTS, " 11 van 11"), _beheer(9), kort=True),
        Plek("aanbod", "het ontbrekend aanbod (Registers)", Stap(RECHTS, "nog niet vrij"), _REGISTERS),
        Plek("exports", "de exports", Stap(b"x", "agenda"), _beheer(0), kort=True),
        Plek("doelen", "de doelen", Stap(b"o", "opleveren"), (Stap(b"7", r"\dx|·.*\d"),), kort=True),
        Plek("logboek", "het logboek (Beheer)", Stap(RECHTS, " 9 van 11"), _beheer(7), kort=True),
        Plek("regio", "de regio (Beheer)", Stap(RECHTS, r"\d waarde"), _beheer(5), b"ma", r"\d waarde"),
        Plek(
            "toegang", "wie leest mee (Beheer)", Stap(RECHTS, r"\d inwoner"), _beheer(6), b"k.", r"\d inwoner"
        ),
        Plek(
            "rechten",
            "verzoeken en termijnen (Beheer)",
            Stap(RECHTS, r"\d regel"),
            _beheer(8),
            b"ja",
            r"\d regel",
        ),
    )
}

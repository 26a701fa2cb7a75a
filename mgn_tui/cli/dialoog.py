"""A form as questions, one after another: the road for a screen reader, a braille line and a narrow screen.

Every field of the form, with its rules and its messages. Nothing here knows a database.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from mgn_tui.cli.terminal import Terminal
from mgn_tui.cli.uitvoer import toon
from mgn_tui.domain.tekst import vouw
from mgn_tui.domain.velden import VUL_IN, Formulier, Veld, VeldFout, VeldSoort
from mgn_tui.domain.veldhulp import voorbeeld
from mgn_tui.register.kluis import als_ruw

UITLEG: Final = (
    "Enter: laten staan. ?: uitleg en keuzes. terug: vorige vraag. -: leegmaken. klaar: de rest overslaan."
)
STOPPEN: Final = {
    True: "Stoppen: ctrl+c; wat u typte blijft als concept.",
    False: "Stoppen: ctrl+c; er is dan niets bewaard.",
}
NOG_EENS: Final = "Zo kan het niet bewaard worden. Met terug komt u ook bij de vragen ervoor."
NOG_EEN_REGEL: Final = "… (nog een regel, of Enter)"
_HIER: Final = {  # how one answers on the command line
    VeldSoort.KEUZE: "Typ het nummer, of het begin van het woord.",
    VeldSoort.LIJST: "Typ de nummers of woorden, met een komma ertussen.",
    VeldSoort.LANG: "Een lege regel sluit af.",
}

_LANGST: Final = 70  # of what is shown of an answer that stands already

Getypt = Callable[[dict[str, str]], None]
"""Told of every answer, with all answers so far: keeps the concept."""


class Dialoog:
    """One walk through the questions of a form."""

    def __init__(
        self,
        terminal: Terminal,
        vorm: Formulier,
        nu: Mapping[str, str],
        vandaag: date,
        bij_antwoord: Getypt | None = None,
        waarom: Mapping[str, str] | None = None,
        kort: bool = False,
        kijk: Callable[[Veld, str], Sequence[str]] | None = None,
    ) -> None:
        """`waarom`: per heading, why this is asked. `kort`: how one answers was said just before. `kijk`: remarks
        on words, which are kept all the same."""
        self._terminal = terminal
        self._vorm = vorm
        self._vandaag = vandaag
        self._bij_antwoord = bij_antwoord
        self._waarom = waarom or {}
        self._kort = kort
        self._kijk = kijk
        self.ruw: dict[str, str] = {veld.naam: nu.get(veld.naam, "") for veld in vorm.velden}

    def loop(self) -> None:
        """All questions, from the first. Raises EOFError, KeyboardInterrupt."""
        aantal = len(self._vorm.velden)
        vragen = f"{self._vorm.titel}, {aantal} {'vraag' if aantal == 1 else 'vragen'}."
        uitleg = "" if self._kort else f" {UITLEG} {STOPPEN[self._bij_antwoord is not None]}"
        self._terminal.zeg(f"{vragen}{uitleg}")
        self._door(self._vorm.velden)

    def opnieuw(self, fouten: Mapping[str, str]) -> bool:
        """Explain what was refused and ask those questions again; False when none of them is a question here.

        With `terug` one comes at the questions before it: the fault may lie there.
        """
        namen = {veld.naam for veld in self._vorm.velden}
        for naam, melding in fouten.items():
            if naam not in namen:
                self._terminal.zeg(melding)
        if hier := namen & fouten.keys():
            self._terminal.zeg(NOG_EENS)
            self._door(self._vorm.velden, fouten)
        return bool(hier)

    def _door(self, velden: tuple[Veld, ...], fouten: Mapping[str, str] | None = None) -> None:
        """`fouten`: only these questions, each with what was wrong."""
        over = {veld.naam for veld in velden if fouten is not None and veld.naam not in fouten}
        plek, groep = 0, ""
        while plek < len(velden):
            veld = velden[plek]
            if veld.naam in over:
                plek += 1
                continue
            if veld.groep and veld.groep != groep:
                waarom = self._waarom.get(veld.groep)
                self._terminal.zeg(f"\n{veld.groep}" + (f". {waarom}" if waarom else ""))
            groep = veld.groep
            if fouten and fouten.get(veld.naam):
                self._terminal.zeg(fouten[veld.naam])
            match self._stel(veld, f"{plek + 1}/{len(velden)}"):
                case "terug":
                    plek = max(0, plek - 1)
                    over.discard(velden[plek].naam)
                case "klaar":
                    nog = [p for p in range(plek, len(velden)) if self._ontbreekt(velden[p])]
                    if not nog:
                        return
                    self._terminal.zeg("Deze vraag is verplicht:")
                    plek = nog[0]
                    over.discard(velden[plek].naam)
                case _:
                    plek += 1

    def _ontbreekt(self, veld: Veld) -> bool:
        return veld.verplicht and not self.ruw[veld.naam]

    def _stel(self, veld: Veld, plek: str) -> str:
        """Ask one question until there is an answer; "terug", "klaar" or "" for the next."""
        while True:
            regel = self._terminal.vraag(self._vraag(veld, plek))
            woord = regel.strip()
            if woord == "?":
                self._leg_uit(veld)
                continue
            if woord.casefold() in ("terug", "klaar"):
                return woord.casefold()
            if not woord:
                if not self._ontbreekt(veld):
                    return ""
                self._terminal.zeg(VUL_IN)
                continue
            if self._neem(veld, "" if woord == "-" else self._heel(veld, regel)):
                return ""

    def _vraag(self, veld: Veld, plek: str) -> str:
        nu = toon(veld, self.ruw[veld.naam], self._vandaag).replace("\n", " / ")
        if len(nu) > _LANGST:
            nu = nu[:_LANGST].rsplit(" ", 1)[0] + " …"
        tekst = veld.label + (" (verplicht)" if veld.verplicht else "") + (f" [{nu}]" if nu else "")
        return f"{plek} {tekst}" if tekst.endswith(("?", "…")) else f"{plek} {tekst}:"

    def _heel(self, veld: Veld, regel: str) -> str:
        """The whole answer: a long text goes on until an empty line, a number stands for its choice."""
        if veld.soort is VeldSoort.LANG:
            regels = [regel]
            while volgende := self._terminal.vraag(NOG_EEN_REGEL):
                regels.append(volgende)
            return "\n".join(regels)
        if veld.soort not in (VeldSoort.KEUZE, VeldSoort.LIJST):
            return regel
        codes = {str(n): k.code for n, k in enumerate(veld.keuzes, 1)}
        delen = [deel.strip() for deel in regel.replace("|", ",").split(",")]
        if any(deel in codes for deel in delen) and not any(k.code in delen for k in veld.keuzes):
            return " | ".join(codes.get(deel, deel) for deel in delen if deel)
        if veld.soort is VeldSoort.KEUZE and len(lijken := _met_woord(veld, regel)) == 1:
            return lijken[0]
        return regel

    def _neem(self, veld: Veld, getypt: str) -> bool:
        """Store the answer as the form takes it; False, and the reason said, when it does not fit."""
        if not getypt:
            if veld.verplicht:
                self._terminal.zeg(VUL_IN)
                return False
            self.ruw[veld.naam] = ""
        else:
            try:
                waarde = veld.lees(getypt, self._vandaag)
            except VeldFout as fout:
                self._terminal.zeg(fout.melding)
                return False
            self.ruw[veld.naam] = als_ruw(veld, waarde)
            gelezen = toon(veld, self.ruw[veld.naam], self._vandaag)
            for opmerking in self._kijk(veld, self.ruw[veld.naam]) if self._kijk else ():
                self._terminal.zeg(opmerking)
            if veld.soort not in (VeldSoort.TEKST, VeldSoort.LANG) and gelezen != getypt.strip():
                self._terminal.zeg(f"= {gelezen or 'onbekend'}")
        if self._bij_antwoord is not None:
            self._bij_antwoord(dict(self.ruw))
        return True

    def _leg_uit(self, veld: Veld) -> None:
        zeg = self._terminal.zeg
        if veld.hulp:
            zeg(veld.hulp)
        hier = _HIER.get(veld.soort, "") if veld.keuzes or veld.soort is VeldSoort.LANG else ""
        zeg(f"{voorbeeld(veld)} {hier}".rstrip())
        if veld.soort in (VeldSoort.KEUZE, VeldSoort.LIJST) and not veld.keuzes:
            zeg("Hier valt nog niets te kiezen.")
        for nummer, keuze in enumerate(veld.keuzes, 1):
            zeg(f"{nummer} {keuze.label}" + (f": {keuze.hulp}" if keuze.hulp else ""))


def _met_woord(veld: Veld, getypt: str) -> list[str]:
    """The choices that have a word beginning so, when none begins so itself: "park" is Praktijk Parkweg."""
    begin = vouw(getypt.strip())
    if any(vouw(tekst).startswith(begin) for k in veld.keuzes for tekst in (k.code, k.label)):
        return []
    return [k.code for k in veld.keuzes if any(w.startswith(begin) for w in vouw(k.label).split())]


def vraag_ja(terminal: Terminal, tekst: str) -> bool:
    """A question with ja or nee. Raises as `Terminal.vraag`."""
    while True:
        antwoord = terminal.vraag(f"{tekst} (ja of nee)").strip().casefold()
        if antwoord in ("j", "ja"):
            return True
        if antwoord in ("n", "nee"):
            return False
        terminal.zeg("Typ ja of nee.")


def nog_een(terminal: Terminal, tekst: str) -> bool:
    """Whether to go on with another; what was asked before is saved, so stopping here is no more than nee."""
    try:
        return terminal.vraag(f"{tekst} (ja, of Enter: nee)").strip().casefold() in ("j", "ja")
    except (KeyboardInterrupt, EOFError):
        terminal.zeg()
        return False

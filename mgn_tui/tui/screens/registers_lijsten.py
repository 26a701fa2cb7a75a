"""The lists of the registers: what stands in a row of each, and what is said below it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from mgn_tui.domain.datums import toon_dag_kort
from mgn_tui.domain.profiel import label_van
from mgn_tui.domain.tijdvakken import toon_kwartaal
from mgn_tui.domain.velden import Veld
from mgn_tui.figures.verwoorden import aantal
from mgn_tui.register import registercijfers, registers, registertotalen, vrijgeven
from mgn_tui.register.cijferbeeld import Keuze
from mgn_tui.register.cijfers import Vraag, dagen_van
from mgn_tui.register.registervormen import REGISTERS, GeenGesprekSoort, soorten
from mgn_tui.tui.termen import in_termen, kolommen_in_termen
from mgn_tui.tui.widgets.vensterlijst import Cel, Kolom, Regel

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

TURF, AANBOD, TEAMUREN, TOTALEN = "geengesprek", "aanbod", "teamuren", "totalen"
_TOON = Veld("", "")
_TURFUITLEG = "+ is één erbij, - één eraf; u kiest wat het was en waarom."


@dataclass(frozen=True, slots=True)
class Tijd:
    """What is in sight of a register that goes by time: a quarter, or another choice where there are more."""

    kwartaal: str
    keuze: Keuze | None = None

    @property
    def naam(self) -> str:
        return self.keuze.naam if self.keuze else toon_kwartaal(self.kwartaal)

    @property
    def vraag(self) -> Vraag:
        return self.keuze.vraag if self.keuze else Vraag(periode=self.kwartaal)


@dataclass(frozen=True, slots=True)
class Telregel(Regel):
    """A row of which something is said below the list: whose it is, or how it was counted. `naar`: the register it
    adds up."""

    uitleg: str = ""
    naar: str = ""


class Rijen(Protocol):
    """The rows of a register, of which a part is asked."""

    def __len__(self) -> int: ...

    def __getitem__(self, deel: slice, /) -> Sequence[Regel]: ...


@dataclass(frozen=True, slots=True)
class Blad:
    """One register on the screen. `rijen` is called in a thread with the session and the time in sight."""

    naam: str
    label: str
    kolommen: tuple[Kolom, ...]
    rijen: "Callable[[Sessie, Tijd], Rijen]"
    uitleg: str
    leeg: str = "Nog leeg. Druk n voor de eerste."

    def in_termen(self) -> "Blad":
        """As the region says it."""
        return replace(
            self,
            label=in_termen(self.label),
            kolommen=kolommen_in_termen(self.kolommen),
            uitleg=in_termen(self.uitleg),
            leeg=in_termen(self.leeg),
        )

    @property
    def per_tijd(self) -> bool:
        """Whether it shows one quarter at a time."""
        return self.naam in (TURF, TOTALEN, TEAMUREN)

    @property
    def telt_op(self) -> bool:
        """Whether any period can be chosen."""
        return self.naam in (TOTALEN, TEAMUREN)


def _van_register(naam: str, kolommen: tuple[Kolom, ...], uitleg: str) -> Blad:
    r = REGISTERS[naam]

    def rijen(sessie: "Sessie", _tijd: Tijd) -> list[Regel]:
        vorm = registers.formulier(sessie, naam)
        uit = []
        for rij in registers.lijst(sessie, naam):
            cellen = registers.delen(r, vorm, rij.ruw)
            uit.append(Regel(rij.id, (*cellen, Cel("● vrij", "goed") if rij.bij else "")))
        return uit

    return Blad(naam, r.label, kolommen, rijen, uitleg)


def _turf(sessie: "Sessie", tijd: Tijd) -> list[Regel]:
    return [
        Telregel(
            r.praktijk,
            (
                r.naam,
                *(
                    Cel(str(r.som(soort)) if r.som(soort) else "·", "" if r.som(soort) else "gedempt")
                    if soort in soorten(sessie)
                    else ""
                    for soort in GeenGesprekSoort
                ),
            ),
            f"{r.naam}\n{_TURFUITLEG}",
        )
        for r in registers.turfstaat(sessie, tijd.kwartaal)
    ]


class _Aanbod:
    """As long as the list of gesprekken: only the rows that are asked are read."""

    def __init__(self, sessie: "Sessie") -> None:
        self._sessie, self._sleutels = sessie, vrijgeven.aanbodvolgorde(sessie)

    def __len__(self) -> int:
        return len(self._sleutels)

    def __getitem__(self, deel: slice, /) -> list[Regel]:
        vandaag = self._sessie.klok.vandaag()
        return [
            Regel(
                r.ref,
                (
                    " ".join(r.tekst.split()),
                    Cel(f"● {toon_dag_kort(r.vrij_op, vandaag)}", "goed")
                    if r.vrij_op
                    else Cel("▲ nog niet vrij", "let-op"),
                ),
            )
            for r in vrijgeven.aanbodregels(self._sessie, self._sleutels[deel])
        ]


def _totalen(sessie: "Sessie", tijd: Tijd) -> list[Regel]:
    regels: list[Regel] = []
    vorige = ""
    for nummer, c in enumerate(registertotalen.over(sessie, tijd.vraag)):
        kop = Cel("" if c.groep == vorige else c.groep, "accent")
        vorige = c.groep
        hoeveel = aantal(c.teller, c.noemer, c.eenheid)
        uitleg = f"{c.groep} · {c.label}: {hoeveel}\n{c.regel}"
        naar = registertotalen.register_van(sessie, c.groep)
        regels.append(Telregel(str(nummer), (kop, c.label, hoeveel), uitleg, naar))
    return regels


def _teamuren(sessie: "Sessie", tijd: Tijd) -> list[Regel]:
    p, pilot = dagen_van(sessie, tijd.vraag)
    return [
        Regel(
            str(nummer),
            (
                r.organisatie or "organisatie onbekend",
                label_van(sessie.profiel.uren_onderdelen, r.onderdeel),
                r.bron,
                _TOON.toon(r.uren),
            ),
        )
        for nummer, r in enumerate(registercijfers.urensommen(sessie, p.van, p.tot, pilot))
    ]


_TIJD = Kolom("maand", 14)
BLADEN: tuple[Blad, ...] = (
    _van_register(
        "casusoverleg",
        (
            _TIJD,
            Kolom("gemeente", 12, vanaf=60),
            Kolom("subregio", 12, vanaf=110),
            Kolom("situatie", deel=3),
            Kolom("uitkomst", deel=2, vanaf=80),
            Kolom("signaal", deel=2, vanaf=90),
            Kolom("", 6, vanaf=50),
        ),
        "Wat er in het casusoverleg is besproken, in codes. Geen personen, en geen dag: alleen de maand.",
    ),
    _van_register(
        "overlegmoment",
        (_TIJD, Kolom("waar"), Kolom("keren", 5, rechts=True)),
        "Hoe vaak het casusoverleg er was, per maand en plaats.",
    ),
    _van_register(
        "consultatie",
        (
            Kolom("dag", 10),
            Kolom("vrager", deel=2),
            Kolom("antwoord", deel=2),
            Kolom("vraag", deel=3, vanaf=90),
            Kolom("vervolg", deel=3, vanaf=70),
        ),
        "Vragen van de ene professional aan de andere, in codes. Geen personen.",
    ),
    _van_register(
        "ervaring",
        (_TIJD, Kolom("van wie, waarover"), Kolom("cijfer", 6, rechts=True)),
        "Losse cijfers op een briefje: van niemand. Een cijfer dat bij een gesprek mag staan, staat daar.",
    ),
    Blad(
        TURF,
        REGISTERS[TURF].label,
        (
            Kolom("praktijk", deel=2),
            Kolom("verwijst niet", 13, rechts=True),
            Kolom("wil niet", 8, rechts=True),
            Kolom("direct ggz", 10, rechts=True),
        ),
        _turf,
        f"Wat geen gesprek werd, per praktijk. {_TURFUITLEG}",
        "Nog geen praktijken. Voeg ze eerst toe bij 8 Beheer.",
    ),
    Blad(
        AANBOD,
        "Ontbrekend aanbod",
        (Kolom("wat ontbreekt"), Kolom("vrijgegeven", 15)),
        lambda sessie, _: _Aanbod(sessie),
        "De lijst voor de stuurgroep. Enter: nalezen en vrijgeven. Wat niet vrij is, lezen alleen de gespreksvoerders.",
        "Nog niets. Het staat bij Leren, in de afsluiting van een gesprek.",
    ),
    _van_register(
        "uren",
        (
            Kolom("datum", 10),
            Kolom("onderdeel", deel=3),
            Kolom("uren", 6, rechts=True),
            Kolom("organisatie", deel=2, vanaf=60),
            Kolom("bron", 10, vanaf=75),
        ),
        "Uw uren naast die van de gesprekken. Alleen u ziet deze regels; de coördinator ziet sommen per organisatie.",
    ),
    _van_register(
        "kosten",
        (
            Kolom("datum", 10),
            Kolom("post", deel=2),
            Kolom("bedrag", 10, rechts=True),
            Kolom("omschrijving", deel=3, vanaf=70),
            Kolom("bron", 10, vanaf=60),
        ),
        "Wat er is uitgegeven, in euro's.",
    ),
    Blad(
        TOTALEN,
        "Totalen",
        (Kolom("register", 13, vanaf=50), Kolom("wat"), Kolom("hoeveel", 10, rechts=True)),
        _totalen,
        "Alle registers bij elkaar opgeteld. Uren telt de coördinator op, per organisatie.",
        "In deze periode staat er niets in de registers.",
    ),
)
VOOR_COORDINATOR = Blad(
    TEAMUREN,
    "Uren van het team",
    (
        Kolom("organisatie", deel=2),
        Kolom("onderdeel", deel=2),
        Kolom("bron", 10, vanaf=60),
        Kolom("uren", 8, rechts=True),
    ),
    _teamuren,
    "Samen per organisatie, onderdeel en bron van het geld.",
    "In deze periode heeft nog niemand uren opgeschreven.",
)

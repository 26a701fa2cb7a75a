"""The columns of the monitoringsformat, described once: reading, checking, writing, the sheet that explains them
and the documentation are all made from this list."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from mgn_tui.domain import profiel_controle
from mgn_tui.domain import rij as r
from mgn_tui.domain.profiel import Profiel
from mgn_tui.domain.rapport import NIET_MAILEN
from mgn_tui.domain.woorden import (
    Aanmelder,
    ActieHuisarts,
    GesprekSoort,
    Thema,
    Vorm,
)

CATEGORIEEN: Final = (*profiel_controle.CATEGORIEEN, "ggz-mono", "ggz-multi")  # the last two of Twente
"""Taken from any region: data keeps the codes of the region it was made in."""
ERVARINGSDESKUNDIGHEID: Final = ("in-duo", "als-derde", "voor-of-na", "geen")
BIJZONDER: Final = (
    f"{NIET_MAILEN} Dit bestand gaat over gezondheid, per persoon. Het is alleen voor het team zelf: "
    "deel het niet met de regio of anderen, en haal het weg als u het niet meer nodig hebt."
)
"""What is said whenever rows leave the program."""


class Soort(StrEnum):
    """Kind of cell, with the value it becomes in a `Rij`."""

    TEKST = "tekst"
    DATUM = "datum"
    JA = "ja"  # True, or None
    JANEE = "ja of nee"  # bool
    GEHEEL = "heel getal"
    DECIMAAL = "getal"  # Decimal
    CODE = "code"
    CODES = "lijst van codes"  # tuple, each once
    OPEN = "lijst van codes, of eigen tekst"  # what is no code is kept as text
    VRIJ = "lijst"  # tuple of texts
    PERSONEN = "lijst, per persoon een"  # tuple, with repetitions
    FEITEN = "lijst van codes, met datum"


@dataclass(frozen=True, slots=True)
class Kolom:
    """`delen`: a decimal is a whole number of these parts; bounds are inclusive."""

    naam: str
    soort: Soort
    uitleg: str
    verplicht: bool = False
    codes: tuple[str, ...] = ()
    minimum: int = 0
    maximum: int = 0
    delen: int = 1

    @property
    def veld(self) -> str:
        """Its name in a `Rij`."""
        return self.naam.replace("-", "_")

    @property
    def verwacht(self) -> str:
        """What a good cell holds, in words."""
        van_tot = f"van {self.minimum} tot en met {self.maximum}"
        match self.soort:
            case Soort.TEKST:
                return "tekst"
            case Soort.DATUM:
                return "een datum zoals 2026-03-09 of 09-03-2026"
            case Soort.JA:
                return "ja, of leeg"
            case Soort.JANEE:
                return "ja of nee"
            case Soort.GEHEEL:
                return f"een heel getal {van_tot}"
            case Soort.DECIMAAL:
                stap = "een heel of half getal" if self.delen == 2 else "een getal met hooguit twee decimalen"
                return f"{stap} {van_tot}"
            case Soort.CODE:
                return f"een van: {', '.join(self.codes)}"
            case Soort.OPEN:
                return f"codes met | ertussen: {', '.join(self.codes)}; een andere tekst telt als overig"
            case Soort.VRIJ:
                return "eigen woorden met | ertussen"
            case Soort.FEITEN:
                return (
                    f"codes met | ertussen, elk als code of code@2026-03-09: {', '.join(self.codes)}; "
                    f"of als antwoord een van: {', '.join(r.KALE_ANTWOORDEN)}"
                )
            case _:
                return f"codes met | ertussen: {', '.join(self.codes)}"


def _uniek(*delen: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for deel in delen for code in deel))


def kolommen(profiel: Profiel) -> tuple[Kolom, ...]:
    """Every column, in the order of the format, with the codes of this region."""
    tekst, datum, code, getal = Soort.TEKST, Soort.DATUM, Soort.CODE, Soort.DECIMAAL
    categorieen = _uniek((c.code for c in profiel.categorieen), CATEGORIEEN)
    aanmelders = _uniek((a.value for a in Aanmelder), (i.code for i in profiel.aanmelders))
    return (
        Kolom("gesprek_id", tekst, "Eigen nummer van deze rij, een keer in het bestand.", True),
        Kolom("inwoner_id", tekst, "Pseudoniem van het team; bij een tweede gesprek hetzelfde.", True),
        Kolom("pilot", tekst, "Naam van de pilot.", True),
        Kolom("gemeente", tekst, "Naam van de gemeente."),
        Kolom("praktijk", tekst, "Naam van de huisartsenpraktijk."),
        Kolom("subregio", tekst, "Deel van de regio."),
        Kolom("deelgebied", tekst, "Deel van de gemeente of subregio."),
        Kolom("aanmelder", code, "Wie aanmeldde.", codes=aanmelders),
        Kolom("aanmelddatum", datum, "Dag van de aanmelding.", True),
        Kolom("uitnodigingsdatum", datum, "Dag van de uitnodiging: tussen aanmelding en gesprek."),
        Kolom("op_verzoek_inwoner", Soort.JA, "ja als de inwoner zelf later wilde."),
        Kolom("werkwijze", tekst, "Werkwijze, met versie."),
        Kolom("methodiek", tekst, "Methodiek, met versie."),
        Kolom("status", code, "Hoe het met deze rij staat.", True, r.STATUSSEN),
        Kolom("reden", tekst, "Reden van no-show, geannuleerd, afgewezen of ingetrokken."),
        Kolom(
            "gespreksdatum", datum, "Verplicht bij gepland, gevoerd en no-show; niet voor de aanmelddatum."
        ),
        Kolom("volgnummer", Soort.GEHEEL, "1 of 2; leeg is 1.", minimum=1, maximum=2),
        Kolom(
            "soort",
            code,
            "Soort gesprek; leeg is instroom. De andere tellen niet als eerste of tweede gesprek.",
            codes=tuple(s.value for s in GesprekSoort),
        ),
        Kolom("duur_min", Soort.GEHEEL, "Duur in minuten.", minimum=1, maximum=480),
        Kolom("vorm", code, "Waar of hoe.", codes=tuple(v.value for v in Vorm)),
        Kolom("leeftijd", Soort.GEHEEL, "Leeftijd op de dag van het gesprek.", minimum=18, maximum=120),
        Kolom(
            "gespreksvoerders",
            Soort.PERSONEN,
            "Wie het gesprek voerden: een code per persoon.",
            codes=r.WIE,
        ),
        Kolom(
            "ervaringsdeskundigheid",
            code,
            "Of en hoe een ervaringsdeskundige erbij was.",
            codes=ERVARINGSDESKUNDIGHEID,
        ),
        Kolom("disciplines", Soort.VRIJ, "Andere disciplines aan tafel."),
        Kolom("naaste", Soort.JANEE, "Of er een naaste bij was."),
        Kolom(
            "criteria",
            Soort.OPEN,
            "Criteria van de aanmelding.",
            codes=tuple(i.code for i in profiel.criteria),
        ),
        Kolom(
            "leefgebieden",
            Soort.OPEN,
            "Leefgebieden die ter sprake kwamen.",
            codes=tuple(i.code for i in profiel.leefgebieden),
        ),
        Kolom("themas", Soort.CODES, "Besproken thema's.", codes=tuple(th.value for th in Thema)),
        *(
            Kolom(f"score_{th.value}", getal, f"Score van de inwoner bij {th.label}.", maximum=10, delen=2)
            for th in Thema
        ),
        Kolom(
            "advies",
            Soort.CODES,
            "Wat is geadviseerd; geen staat alleen. Nodig om mee te tellen in de uitkomsten.",
            codes=categorieen,
        ),
        Kolom("primair", code, "Het hoofdadvies: een van de codes in advies.", codes=categorieen),
        Kolom(
            "actie_huisarts",
            code,
            "Wat de huisarts wordt gevraagd.",
            codes=tuple(a.value for a in ActieHuisarts),
        ),
        Kolom("adviesdatum", datum, "Dag van het advies."),
        Kolom("intakedatum_ggz", datum, "Dag van de intake bij de ggz."),
        Kolom("toegeleid", Soort.FEITEN, "Waarheen is verwezen of aangemeld.", codes=categorieen),
        Kolom("benut", Soort.FEITEN, "Wat is gestart.", codes=categorieen),
        Kolom("uiteindelijk_resultaat", tekst, "Wat het uiteindelijk heeft opgeleverd."),
        Kolom("ontbrekend_aanbod", tekst, "Hulp die er niet was."),
        *(
            Kolom(f"uren_{wie}", getal, f"Uren {wie}, met honderdsten.", maximum=24, delen=100)
            for wie in r.UREN
        ),
        Kolom("leerpunt", tekst, "Leerpunt over ons werk."),
        *(_waardering(profiel, soort) for soort in r.WAARDERINGEN),
    )


def _waardering(profiel: Profiel, soort: str) -> Kolom:
    """On the region's scale; where it asks no such mark, on the usual one."""
    schaal = next((s for s in profiel.schalen if s.code == soort), None)
    laagste, hoogste = (schaal.minimum, schaal.maximum) if schaal else (1, 10)
    return Kolom(
        f"waardering_{soort}",
        Soort.DECIMAAL,
        f"Cijfer van {soort}.",
        minimum=laagste,
        maximum=hoogste,
        delen=100,
    )


def als_tekst(kolom: Kolom, waarde: object) -> str:
    """A value as a cell of text; reading it gives the same value."""
    match waarde:
        case None:
            return ""
        case bool():
            return "ja" if waarde else "nee"
        case tuple():
            return "|".join(waarde)
        case Decimal():
            return f"{waarde.normalize():f}".replace(".", ",")
        case _:
            return str(waarde)

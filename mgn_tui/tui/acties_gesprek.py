"""The actions of Gesprek and Advies, for the registry in `acties`.

Most of these screens is text, so what is often needed there has a key that works inside fields as well:
ctrl with a letter that neither a text field nor a terminal takes.
"""

from collections.abc import Mapping
from typing import Final

from mgn_tui.tui.actie import Actie

ZONDER_LIJST: Final = frozenset(
    {"formulierscherm", "aanmelding", "gesprek", "advies", "afspraken", "delen", "briefklaar", "verschuiven"}
)
"""Screens on which no long list stands: PgUp and PgDn lead them from part to part."""
VENSTERS: Final = frozenset({"kladblok"})
"""Windows in which digits choose: the steps of the app do not work in a window."""

OVERTYPEN: Final = "Vraag voor vraag, zoals het formulier van de regio het vraagt; Enter kopieert."

_GESPREK: Final = (
    Actie(
        "gesprek.volgend",
        ("pagedown", "ctrl+down"),
        "volgend thema",
        "Bewaart ook.",
        "gesprek",
        2,
        voorrang=True,
    ),
    Actie("gesprek.vorig", ("pageup", "ctrl+up"), "vorig thema", scherm="gesprek", voorrang=True),
    Actie(
        "gesprek.kladblok",
        ("k", "ctrl+n"),
        "kladblok",
        "Eén regel om los iets op te schrijven.",
        "gesprek",
        4,
    ),
    Actie("gesprek.notities", ("n",), "notities verdelen", "Stuur regels uit het kladblok.", "gesprek", 7),
    Actie(
        "gesprek.slot",
        ("o", "ctrl+t"),
        "opening, slot",
        "Wat u uitlegt en afspreekt, wie er was, delen, uren, leerpunt.",
        "gesprek",
        3,
    ),
    Actie("gesprek.gevoerd", ("g", "ctrl+g"), "gevoerd", "Leg vast dat het gesprek er was.", "gesprek", 3),
    Actie(
        "gesprek.web",
        ("s", "ctrl+l"),
        "spinnenweb",
        "De zes cijfers als web over het hele scherm; een eerder gesprek staat er in grijs achter.",
        "gesprek",
        5,
    ),
    Actie(
        "gesprek.alles",
        ("z", "ctrl+d"),
        "alle thema's",
        "De thema's onder elkaar op een blad, of weer een voor een.",
        "gesprek",
        6,
        voorrang=True,
    ),
    Actie(
        "gesprek.korte-code",
        ("c",),
        "korte code",
        "Kies vier cijfers waarmee u een dicht scherm tijdens een gesprek weer opent.",
        "gesprek",
    ),
    Actie("gesprek.overtypen", ("y",), "overtypen", OVERTYPEN, "gesprek", 7),
    Actie("gesprek.advies", ("a",), "advies", "Naar het advies van dit gesprek.", "gesprek", 6),
    Actie(
        "gesprek.geschiedenis", ("w", "ctrl+b"), "geschiedenis", "Wie wijzigde wat, wanneer?", "gesprek", 7
    ),
)
_OVERTYPEN: Final = (
    Actie("overtypen.links", ("left",), "vorig gesprek", scherm="overtypen", zoekbaar=False),
    Actie("overtypen.rechts", ("right",), "volgend gesprek", scherm="overtypen", zoekbaar=False),
)
_SLOT: Final = (
    Actie("slot.gevoerd", ("g", "ctrl+g"), "gevoerd", "Leg vast dat het gesprek er was.", "slot", 3),
    Actie("slot.erbij", ("e",), "wie zat erbij", "Een collega die meedeed of inviel.", "slot", 4),
    Actie("slot.vrijgeven", ("l",), "leerpunt vrijgeven", "De coördinator kan het dan lezen.", "slot", 7),
    Actie(
        "slot.aanbod-vrijgeven",
        ("b",),
        "ontbrekend aanbod vrijgeven",
        "Het komt op de lijst voor de stuurgroep.",
        "slot",
    ),
)
_KLADBLOK: Final = (
    *(
        Actie(
            f"kladblok.thema-{nummer}",
            (str(nummer),),
            f"naar thema {nummer}",
            scherm="kladblok",
            zoekbaar=False,
            opdracht=f"stuur({nummer})",
        )
        for nummer in range(1, 7)
    ),
    *(
        Actie(
            f"kladblok.veld-{veld}",
            (veld[0],),
            label,
            scherm="kladblok",
            zoekbaar=False,
            opdracht=f"veld('{veld}')",
        )
        for veld, label in (
            ("vertelt", "naar wat u vertelt"),
            ("kracht", "naar kracht"),
            ("lastig", "naar lastig"),
            ("wens", "naar wens"),
        )
    ),
    Actie("kladblok.weg", ("delete", "x"), "regel weg", scherm="kladblok", zoekbaar=False),
)
_WEB: Final = (Actie("web.sluit", ("s", "ctrl+l"), "terug naar het gesprek", scherm="web", zoekbaar=False),)
_GEZEGD: Final = (
    Actie("gezegd.sluit", ("t", "ctrl+r"), "terug naar het advies", scherm="gezegd", zoekbaar=False),
)
_BRIEFKLAAR: Final = (
    Actie("briefklaar.verstuurd", ("s", "enter"), "verstuurd noteren", scherm="briefklaar", zoekbaar=False),
    Actie("briefklaar.onderwerp", ("c",), "onderwerp kopiëren", scherm="briefklaar", zoekbaar=False),
)
_DELEN: Final = (
    Actie("delen.ja", ("j",), "mag gedeeld", scherm="delen", tonen=1, zoekbaar=False),
    Actie("delen.nee", ("x",), "mag niet", scherm="delen", tonen=1, zoekbaar=False),
    Actie("delen.wis", ("delete", "backspace"), "niet gevraagd", scherm="delen", tonen=3, zoekbaar=False),
    Actie("delen.naam", ("enter",), "wie, wanneer, hoe", scherm="delen", tonen=4, zoekbaar=False),
)
_AFSPRAKEN: Final = (
    Actie("afspraken.staat", ("ctrl+t",), "staat", "Afgesproken, in overweging, gedaan.", "afspraken", 1),
    Actie("afspraken.deel", ("ctrl+g",), "onderdeel", "Bij welk deel van het advies.", "afspraken", 2),
    Actie("afspraken.weg", ("ctrl+y",), "afspraak weg", scherm="afspraken", tonen=5),
    Actie("afspraken.hoger", ("shift+up",), "afspraak omhoog", scherm="afspraken"),
    Actie("afspraken.lager", ("shift+down",), "afspraak omlaag", scherm="afspraken"),
)
_ADVIES: Final = (
    Actie("advies.volgend", ("pagedown", "ctrl+down"), "volgend onderdeel", "", "advies", 3, voorrang=True),
    Actie("advies.vorig", ("pageup", "ctrl+up"), "vorig onderdeel", scherm="advies", voorrang=True),
    Actie(
        "advies.invoegen",
        ("ctrl+n",),
        "invoegen",
        "Een aanbieder van de sociale kaart, met de wachttijd, of een eigen zin; of bewaar wat hier staat als zin.",
        "advies",
        3,
    ),
    Actie(
        "advies.gesprek",
        ("t", "ctrl+r"),
        "wat gezegd is",
        "De thema's van het gesprek, om bij te lezen; Esc brengt u terug naar de plek waar u typte.",
        "advies",
        3,
    ),
    Actie("advies.besproken", ("m",), "met de inwoner besproken", "Vandaag.", "advies", 4),
    Actie("advies.akkoord", ("a",), "akkoord van collega", "Vandaag, van wie er nog niet is.", "advies", 4),
    Actie("advies.vaststellen", ("v",), "vaststellen", "Daarna alleen een nieuwe versie.", "advies", 2),
    Actie("advies.brief", ("b",), "brief", "Maak de brief: huisarts, inwoner, dossier, tekst.", "advies", 2),
    Actie("advies.verstuurd", ("s",), "verstuurd", "Noteer op welke dag, hoe en door wie.", "advies", 4),
    Actie("advies.kopie", ("k",), "kopie voor eigen dossier", "Wie nam het advies over?", "advies", 6),
    Actie("advies.nieuwe-versie", ("n",), "nieuwe versie", "Verbeter een vastgesteld advies.", "advies", 4),
    Actie(
        "advies.gewoon-woord", ("j",), "gewoon woord", "In plaats van wat niet iedereen kent.", "advies", 6
    ),
    Actie("advies.geschiedenis", ("w", "ctrl+b"), "geschiedenis", "Wie wijzigde wat, wanneer?", "advies", 7),
    Actie("advies.overtypen", ("y",), "overtypen", OVERTYPEN, "advies", 7),
    Actie("advies.voorbeeld", ("l", "ctrl+l"), "lees de brief", "", "advies", 5),
)

PER_SCHERM: Final[Mapping[str, tuple[Actie, ...]]] = {
    "gesprek": _GESPREK,
    "overtypen": _OVERTYPEN,
    "slot": _SLOT,
    "kladblok": _KLADBLOK,
    "web": _WEB,
    "gezegd": _GEZEGD,
    "briefklaar": _BRIEFKLAAR,
    "delen": _DELEN,
    "afspraken": _AFSPRAKEN,
    "advies": _ADVIES,
}

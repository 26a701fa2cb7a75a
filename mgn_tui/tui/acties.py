"""The one registry of actions: what can be done by key, on which screen.

Bindings, footer, finder (ctrl+p), help screen and the remappable keymap are derived from it and from
nothing else. An action does nothing by itself: the app (section "overal") or the node that carries
its binding has a method `action_<name>`; where the method, or the step it leads to, does not exist,
the action is not shown.

Letters work outside fields; so each F-key has a twin, and nothing hangs alone on a key that terminals
swallow (`GESLIKT`). `fouten` checks this, also for a keymap somebody made.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from textual.binding import Binding, BindingType

from mgn_tui.tui.actie import FORMULIER as FORMULIER
from mgn_tui.tui.actie import GROEPEN as GROEPEN
from mgn_tui.tui.actie import LIJST as LIJST
from mgn_tui.tui.actie import OVERAL as OVERAL
from mgn_tui.tui.actie import Actie as Actie
from mgn_tui.tui.acties_aanmelding import ENTER
from mgn_tui.tui.acties_aanmelding import PER_SCHERM as _TOT_HET_GESPREK
from mgn_tui.tui.acties_beheer import PER_SCHERM as _ROND_HET_WERK
from mgn_tui.tui.acties_cijfers import PER_SCHERM as _CIJFERS
from mgn_tui.tui.acties_gesprek import OVERTYPEN, VENSTERS, ZONDER_LIJST
from mgn_tui.tui.acties_gesprek import PER_SCHERM as _GESPREK_EN_ADVIES
from mgn_tui.tui.toetsnamen import TEKENS, is_functietoets, toets_bestaat
from mgn_tui.tui.toetsnamen import toets_label as toets_label

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.screen import Screen

VAST: Final = {"hulp": "f1", "terug": "escape", "dicht": "f12", "spoed": "f10"}
"""Keys that no keymap takes away: who is lost, or must hide or call at once, finds them blindly."""

GESLIKT: Final = frozenset(
    {f"ctrl+{letter}" for letter in "hmjisqz"}
    | {"alt+b", "alt+f"}
    # behind AltGr on Dutch, Belgian and German keyboards
    | {"[", "]", "{", "}", "\\", "|", "@", "~", "#", "€", "^", "`"}
    | {"left_square_bracket", "right_square_bracket", "left_curly_bracket", "right_curly_bracket"}
    | {"backslash", "vertical_line", "at", "tilde", "number_sign", "circumflex_accent", "grave_accent"}
)


@dataclass(frozen=True, slots=True)
class Hoofdstap:
    """A step of the main line, with its fixed digit."""

    naam: str
    nummer: int
    label: str


STAPPEN: Final[tuple[Hoofdstap, ...]] = (
    Hoofdstap("vandaag", 1, "Vandaag"),
    Hoofdstap("aanmeldingen", 2, "Aanmeldingen"),
    Hoofdstap("agenda", 3, "Agenda"),
    Hoofdstap("gesprek", 4, "Gesprek"),
    Hoofdstap("advies", 5, "Advies"),
    Hoofdstap("doorverwijzing", 6, "Doorverwijzing"),
    Hoofdstap("cijfers", 7, "Sprint & cijfers"),
    Hoofdstap("beheer", 8, "Beheer"),
)

_OVERAL: Final = (
    Actie("hulp", ("f1", "question_mark"), "hulp", "Deze uitleg en alle toetsen van dit scherm.", tonen=1),
    *(
        Actie(
            f"stap.{stap.naam}",
            (str(stap.nummer), f"f{stap.nummer + 1}"),
            stap.label,
            f"Ga naar {stap.label}.",
            opdracht=f"app.stap('{stap.naam}')",
        )
        for stap in STAPPEN
    ),
    Actie("terug", ("escape",), "terug", "Terug. Wat u typte blijft bewaard.", tonen=5, zoekbaar=False),
    Actie(
        "zoek",
        ("ctrl+p", "slash"),
        "zoeken",
        "Vind een inwoner, gesprek, praktijk of opdracht.",
        tonen=6,
        zoekbaar=False,
    ),
    Actie("ongedaan", ("u",), "maak ongedaan", "Neem de laatste wijziging van gegevens terug.", tonen=8),
    Actie("opnieuw", ("U",), "doe opnieuw", "Doe opnieuw wat u het laatst terugnam."),
    Actie("dicht", ("f12", "d"), "scherm dicht", "Verberg alles op het scherm.", tonen=4),
    Actie("namen", ("i",), "namen of initialen", "Toon namen voluit, of weer alleen initialen.", tonen=9),
    Actie("spoed", ("f10", "exclamation_mark"), "spoed", "De spoedkaart: wie bel ik nu?", tonen=3),
    Actie("volgende", ("tab",), "volgend veld", zoekbaar=False, opdracht="app.focus_next"),
    Actie("vorige", ("shift+tab",), "vorig veld", zoekbaar=False, opdracht="app.focus_previous"),
    Actie(
        "kopieer",
        ("ctrl+c", "super+c"),
        "kopieer",
        "Kopieer de gekozen tekst. Is er niets gekozen, dan vraagt dit of u wilt afsluiten.",
        zoekbaar=False,
    ),
    Actie(
        "rondleiding",
        ("R",),
        "rondleiding",
        "In drie minuten door de hele lijn, in de demo: u doet het zelf. Nog eens R stopt, en gaat later verder.",
    ),
    Actie("kaart", ("K",), "sociale kaart", "Aanbieders en loketten van uw wijk, met hun wachttijd."),
    Actie("voorkeuren", ("V",), "voorkeuren", "Kleuren, een eenvoudig scherm, eigen toetsen: voor u alleen."),
    Actie(
        "toetsen",
        ("T",),
        "eigen toetsen",
        "Wat uw terminal doorgeeft, en een andere toets voor een opdracht.",
    ),
    Actie("afsluiten", ("ctrl+q", "q"), "afsluiten", "Sluit het programma. Wat u typte blijft bewaard."),
)

_LIJST: Final = tuple(
    Actie(f"lijst.{naam}", toetsen, label, hulp, LIJST, tonen, zoekbaar=False)
    for naam, toetsen, label, hulp, tonen in (
        ("kies", ("enter",), "openen", "Open de regel waar u op staat.", 2),
        ("filter", ("f",), "filter", "Typ om de lijst korter te maken; Enter terug, Esc wist.", 2),
        ("omhoog", ("up",), "omhoog", "", 0),
        ("omlaag", ("down",), "omlaag", "", 0),
        ("blad-omhoog", ("pageup",), "bladzijde omhoog", "", 0),
        ("blad-omlaag", ("pagedown",), "bladzijde omlaag", "", 0),
        ("begin", ("home",), "eerste regel", "", 0),
        ("einde", ("end",), "laatste regel", "", 0),
    )
)

_FORMULIER: Final = (
    Actie("formulier.bewaren", ("ctrl+o", "ctrl+s"), "bewaren", "Bewaar dit formulier.", FORMULIER, 2),
)

PER_SCHERM: Final[Mapping[str, tuple[Actie, ...]]] = {
    # one entry per screen, by the name the screen has in `SCHERM`
    "ontgrendelen": (
        Actie(
            "ontgrendelen.herstel",
            ("ctrl+r",),
            "wachtwoord kwijt",
            "Openen met de herstelcode.",
            "ontgrendelen",
            2,
        ),
    ),
    "formulierscherm": (
        Actie(
            "formulierscherm.herstel-bewaard",
            ("ctrl+r",),
            "terug naar bewaard",
            "Gooi het concept weg en toon wat bewaard is.",
            "formulierscherm",
        ),
        Actie(
            "formulierscherm.volgende-groep",
            ("pagedown", "ctrl+down"),
            "volgend onderdeel",
            "Naar het volgende kopje van dit formulier.",
            "formulierscherm",
            4,
            voorrang=True,
        ),
        Actie(
            "formulierscherm.vorige-groep",
            ("pageup", "ctrl+up"),
            "vorig onderdeel",
            scherm="formulierscherm",
            voorrang=True,
        ),
    ),
    "botsing": (
        Actie("botsing.mijn", ("m",), "mijn tekst", scherm="botsing", zoekbaar=False),
        Actie("botsing.hun", ("h",), "hun tekst", scherm="botsing", zoekbaar=False),
        Actie("botsing.beide", ("b",), "beide", scherm="botsing", zoekbaar=False),
    ),
    "doorverwijzing": (
        Actie(
            "doorverwijzing.advies",
            ("space",),
            "advies",
            "Zet dit advies aan of uit, zolang het advies niet is vastgesteld.",
            "doorverwijzing",
            2,
        ),
        Actie("doorverwijzing.hoofdadvies", ("h",), "hoofdadvies", "", "doorverwijzing", 4),
        Actie(
            "doorverwijzing.verwezen",
            ("w",),
            "verwezen",
            "Verwezen of aangemeld: ja met de dag, nee, onbekend of niet nagevraagd.",
            "doorverwijzing",
            2,
        ),
        Actie(
            "doorverwijzing.intake",
            ("k",),
            "intake",
            "Was er een intake? Alleen bij de ggz.",
            "doorverwijzing",
            5,
        ),
        Actie("doorverwijzing.gestart", ("g",), "gestart", "Is de hulp gestart?", "doorverwijzing", 2),
        Actie(
            "doorverwijzing.tabel",
            ("e",),
            "tellingen",
            "Als tabel, met de gesprekken erachter.",
            "doorverwijzing",
            5,
        ),
        Actie(
            "doorverwijzing.keuze",
            ("s",),
            "pilot of sprint",
            "Tel alleen een pilot of een sprint.",
            "doorverwijzing",
            5,
        ),
        Actie(
            "doorverwijzing.resultaat",
            ("r",),
            "resultaat",
            "Het uiteindelijke resultaat van dit gesprek, als het bekend is.",
            "doorverwijzing",
            6,
        ),
        Actie(
            "doorverwijzing.cijfers",
            ("c",),
            "cijfers",
            "Welke cijfers dit gesprek kreeg, als de inwoner dat goed vindt.",
            "doorverwijzing",
        ),
        Actie(
            "doorverwijzing.tafel",
            ("t",),
            "casusoverleg",
            "Dat dit gesprek is besproken, en wie het oppakt.",
            "doorverwijzing",
        ),
        Actie("doorverwijzing.overtypen", ("y",), "overtypen", OVERTYPEN, "doorverwijzing", 6),
        Actie("doorverwijzing.links", ("left",), "vorige kolom", scherm="doorverwijzing", zoekbaar=False),
        Actie("doorverwijzing.rechts", ("right",), "volgende kolom", scherm="doorverwijzing", zoekbaar=False),
    ),
    "weten": (
        Actie("weten.ja", ("j",), "ja, op …", scherm="weten", zoekbaar=False),
        Actie("weten.nee", ("n",), "nee", scherm="weten", zoekbaar=False),
        Actie("weten.onbekend", ("o",), "onbekend", scherm="weten", zoekbaar=False),
        Actie("weten.niet-nagevraagd", ("v",), "niet nagevraagd", scherm="weten", zoekbaar=False),
        Actie("weten.wissen", ("backspace", "delete"), "wissen", scherm="weten", zoekbaar=False),
    ),
    **_TOT_HET_GESPREK,
    **_GESPREK_EN_ADVIES,
    **_CIJFERS,
    **_ROND_HET_WERK,
    "vraag": (
        Actie("vraag.ja", ("j",), "ja", scherm="vraag", zoekbaar=False),
        Actie("vraag.nee", ("n",), "nee", scherm="vraag", zoekbaar=False),
    ),
}


def alle_acties() -> tuple[Actie, ...]:
    """The whole registry, what is particular to a screen first."""
    return (*(actie for acties in PER_SCHERM.values() for actie in acties), *_FORMULIER, *_LIJST, *_OVERAL)


def acties_van(scherm: str) -> tuple[Actie, ...]:
    """The actions of one section of the registry, in the order in which they are shown."""
    eigen = {OVERAL: _OVERAL, LIJST: _LIJST, FORMULIER: _FORMULIER}.get(scherm)
    return PER_SCHERM.get(scherm, ()) if eigen is None else eigen


def bindingen(scherm: str) -> list[BindingType]:
    """Textual's bindings for one section; each carries the action's id, so that a keymap can move it."""
    return [
        Binding(
            ",".join(actie.toetsen),
            actie.actie,
            actie.label,
            id=actie.id,
            show=False,
            priority=actie.voorrang,
        )
        for actie in acties_van(scherm)
    ]


def toetsen_van(actie: Actie, keymap: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The keys of an action after the keymap, in Textual's names."""
    anders = (keymap or {}).get(actie.id)
    if not anders:
        return actie.toetsen
    toetsen = (deel.strip() for deel in anders.split(","))
    return tuple(TEKENS.get(toets, toets) for toets in toetsen if toets)


def _elders(actie: Actie, scherm: str) -> bool:
    """Whether a shared action does not work on this screen, so that its keys are free there."""
    geen_lijst = actie.scherm == LIJST and scherm in ZONDER_LIJST
    return geen_lijst or (actie.id.startswith("stap.") and scherm in VENSTERS)


def fouten(keymap: Mapping[str, str] | None = None, acties: Iterable[Actie] | None = None) -> list[str]:
    """What is wrong with the keys, in Dutch, one line per fault; empty when all is well.

    Checks an unknown id in `keymap`, a key that does not exist or means two things on one screen, an F-key
    without a twin, an action that hangs only on keys that terminals swallow, and the keys of `VAST`.
    """
    keymap = keymap or {}
    alle = tuple(alle_acties() if acties is None else acties)
    bekend = {actie.id for actie in alle}
    gevonden = [f"'{naam}' is geen bekende opdracht." for naam in keymap if naam not in bekend]
    for actie in alle:
        toetsen = toetsen_van(actie, keymap)
        vreemd = [toets for toets in toetsen if actie.id in keymap and not toets_bestaat(toets)]
        gevonden += [f"'{toets}' is geen toets." for toets in vreemd]
        if (vast := VAST.get(actie.id, toetsen[0])) not in toetsen:
            gevonden.append(f"{toets_label(vast)} hoort altijd bij '{actie.label}'.")
        veilig = [toets for toets in toetsen if toets not in GESLIKT]
        if not veilig:
            gevonden.append(f"'{actie.label}' heeft geen toets die elke terminal doorgeeft.")
        elif any(map(is_functietoets, toetsen)) and all(map(is_functietoets, veilig)):
            gevonden.append(f"'{actie.label}' heeft alleen een F-toets; geef er een letter of teken bij.")
    gedeeld = [actie for actie in alle if actie.scherm in GROEPEN]
    schermen = dict.fromkeys(actie.scherm for actie in alle if actie.scherm not in GROEPEN)
    for scherm in [*schermen, ""]:
        bezet: dict[str, Actie] = {}
        gewoon = [actie for actie in gedeeld if not _elders(actie, scherm)]
        for actie in (*gewoon, *(actie for actie in alle if actie.scherm == scherm)):
            for toets in toetsen_van(actie, keymap):
                eerder = bezet.setdefault(toets, actie)
                if eerder is not actie:
                    gevonden.append(
                        f"{toets_label(toets)} betekent zowel '{eerder.label}' als '{actie.label}'."
                    )
    return list(dict.fromkeys(gevonden))


def deugdelijk(keymap: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """As much of a keymap as can be used, and what was wrong with the rest: it may be of another version."""
    goed = dict(keymap)
    eerst = mis = fouten(goed) if goed else []
    while mis:
        zonder = [{n: t for n, t in goed.items() if n != naam} for naam in goed]
        goed, mis = min(((z, fouten(z)) for z in zonder), key=lambda paar: len(paar[1]))
    return goed, eerst


@dataclass(frozen=True, slots=True)
class Actief:
    """An action that can be done now, with the keys that reach it now and the node that does it."""

    actie: Actie
    toetsen: tuple[str, ...]
    opdracht: str
    plek: "DOMNode"


def actieve_acties(scherm: "Screen[object]") -> list[Actief]:
    """What works on this screen at this moment, in the order of the registry.

    Keys that the focused field takes as text are not among `toetsen`.
    """
    toetsen: dict[str, list[str]] = {}
    plekken: dict[str, tuple[str, DOMNode]] = {}
    for toets, actief in scherm.active_bindings.items():
        if actief.enabled and actief.binding.id is not None:
            toetsen.setdefault(actief.binding.id, []).append(toets)
            plekken[actief.binding.id] = (actief.binding.action, actief.node)
    kies = ENTER.get(getattr(scherm, "SCHERM", ""))
    return [
        Actief(
            replace(actie, label=kies[0], hulp=kies[1]) if kies and actie.id == "lijst.kies" else actie,
            tuple(toetsen[actie.id]),
            *plekken[actie.id],
        )
        for actie in alle_acties()
        if actie.id in plekken
    ]

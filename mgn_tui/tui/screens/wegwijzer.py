"""From a line of Vandaag to the screen where it is done."""

from typing import TYPE_CHECKING

from mgn_tui.tui.screens.aanmelding import NIEUW

if TYPE_CHECKING:
    from mgn_tui.tui.app import MgnTui

CIJFERS = frozenset(
    {"doel", "doelmeting", "oplevering", "evaluatie", "leerpuntgroep", "besluit", "besluit-terugblik"}
)
RECHTEN = frozenset({"verzoek", "besluit-verzoek", "blijft"})
BEHEER = frozenset({"praktijk", "pilot", "sprint", "medewerker", "instellingen", "beheer"})


async def open_punt(app: "MgnTui", stap: str, ref: str) -> None:
    """Open what a `vandaag.Punt` speaks of."""
    if stap == "concept":
        await open_concept(app, *ref.partition("|")[::2])
    elif stap == "plannen":
        await app.open_aanmelding(ref)
    elif stap == "gesprek":
        await app.open_gesprek(ref)
    elif stap == "advies":
        await app.open_advies(ref)
    elif stap == "doorverwijzing":
        await app.open_doorverwijzing(ref)
    elif stap == "rechten":
        await app.open_rechten(ref)
    elif stap == "lijst":
        await app.action_stap(ref)
    elif stap == "exports":
        await app.open_exports()
    else:
        await app.action_stap("beheer")


async def open_concept(app: "MgnTui", formulier: str, record: str) -> None:
    """Open the form in which somebody left what they typed."""
    ref = record.partition("|")[0]
    if formulier == "aanmelding":
        await app.open_aanmelding(None if record == NIEUW else ref)
    elif formulier == "planning":
        aanmelding, _, gesprek = record.partition("|")
        await app.open_planning(aanmelding, gesprek or None)
    elif formulier in ("gesprek", "thema"):
        await app.open_gesprek(ref)
    elif formulier in ("advies", "afspraak"):
        await app.open_advies(ref)
    elif formulier in CIJFERS:
        await app.action_stap("cijfers")
    elif formulier in RECHTEN:
        await app.open_rechten(record)
    elif formulier in BEHEER:
        await app.action_stap("beheer")
    elif formulier in ("einde-geannuleerd", "einde-no-show"):
        await app.action_stap("agenda")
        _toon(app, ref)
    else:
        await app.action_stap("aanmeldingen")
        _toon(app, ref)


def _toon(app: "MgnTui", ref: str) -> None:
    if (toon := getattr(app.screen, "toon", None)) is not None:
        toon(ref)

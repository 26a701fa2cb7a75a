"""The actions of Sprint & cijfers, for the registry in `acties`."""

from collections.abc import Mapping
from typing import Final

from mgn_tui.tui.actie import Actie

_CIJFERS: Final = (
    Actie(
        "cijfers.keuze",
        ("s",),
        "pilot, sprint of periode",
        "Kies wat geteld wordt; een periode kunt u ook typen (2026-Q1, 2026-T2, 2026, eerste:100).",
        "cijfers",
        2,
    ),
    Actie("cijfers.links", ("left",), "vorige keuze", scherm="cijfers", zoekbaar=False),
    Actie("cijfers.rechts", ("right",), "volgende keuze", scherm="cijfers", zoekbaar=False),
    Actie("cijfers.tabel", ("t",), "tabel", "Dezelfde cijfers als tabel, en terug.", "cijfers", 3),
    Actie("cijfers.boodschap", ("m",), "meer", "De hele boodschap, of alleen de kern.", "cijfers", 2),
    Actie("cijfers.verslag", ("r",), "verslag", "Maak het verslag: PDF en rekenblad.", "cijfers", 2),
    Actie("cijfers.evaluatie", ("e",), "evaluatie", "Leerpunten, besluiten, sluiten.", "cijfers", 2),
    Actie(
        "cijfers.doelen", ("o",), "doelen", "Bron, versies, cijfers met de hand, opleveringen.", "cijfers", 2
    ),
)
_DOELEN: Final = (
    Actie("doelen.wijzig", ("w",), "wijzigen", "Zoals de regio besloot, met datum en reden.", "doelen", 2),
    Actie("doelen.meting", ("m",), "cijfer met de hand", "Met bron en datum, of een 0-meting.", "doelen", 2),
    Actie("doelen.oplevering", ("l",), "oplevering", "Noteer wanneer, en waar het bewijs ligt.", "doelen", 2),
)
_EVALUATIE: Final = (
    Actie(
        "evaluatie.vink", ("space",), "leerpunt kiezen", "Kies er meer en leg ze samen met g.", "evaluatie", 3
    ),
    Actie(
        "evaluatie.samen",
        ("g",),
        "samen leggen",
        "Leg leerpunten in een groep, of voeg de groep waar u op staat bij een andere.",
        "evaluatie",
        2,
    ),
    Actie("evaluatie.besluit", ("n",), "nieuw besluit", "Met wie ervoor zorgt en wanneer.", "evaluatie", 2),
    Actie(
        "evaluatie.weg",
        ("v", "delete"),
        "weghalen",
        "Een leerpunt uit zijn groep, een groep (de leerpunten blijven) of een besluit.",
        "evaluatie",
        5,
    ),
    Actie("evaluatie.verslag", ("r",), "verslag", "Maak het verslag: PDF en rekenblad.", "evaluatie", 4),
    Actie("evaluatie.sluiten", ("x",), "sluiten", "Sluit deze evaluatie.", "evaluatie", 2),
    Actie("evaluatie.heropenen", ("h",), "heropenen", "Open deze evaluatie weer.", "evaluatie", 2),
)

_TURFTOTALEN: Final = (
    Actie("turftotalen.afdrukken", ("r",), "afdrukken", "Als PDF, zonder personen.", "turftotalen", 2),
)

PER_SCHERM: Final[Mapping[str, tuple[Actie, ...]]] = {
    "turftotalen": _TURFTOTALEN,
    "cijfers": _CIJFERS,
    "doelen": _DOELEN,
    "evaluatie": _EVALUATIE,
}

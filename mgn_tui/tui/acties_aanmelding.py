"""The actions of Vandaag, Aanmeldingen, planning and Agenda, for the registry in `acties`."""

from collections.abc import Mapping
from typing import Final

from mgn_tui.tui.actie import Actie

ENTER: Final[Mapping[str, tuple[str, str]]] = {"plannen": ("kiezen", "Plan de plek waar u op staat.")}
"""Screens on which Enter in the list does something else than open: what footer and help say then."""

PER_SCHERM: Final[Mapping[str, tuple[Actie, ...]]] = {
    "vandaag": (
        Actie("vandaag.nieuw", ("n",), "nieuwe aanmelding", "Leg een nieuwe aanmelding vast.", "vandaag", 2),
        Actie("vandaag.plannen", ("p",), "plannen", "Plan de aanmelding waar u op staat.", "vandaag", 2),
    ),
    "aanmeldingen": (
        Actie(
            "aanmeldingen.nieuw",
            ("n",),
            "nieuw",
            "Leg een nieuwe aanmelding vast.",
            "aanmeldingen",
            2,
        ),
        Actie(
            "aanmeldingen.plannen",
            ("p",),
            "plannen",
            "Plan een gesprek voor de aanmelding waar u op staat.",
            "aanmeldingen",
            2,
        ),
        Actie(
            "aanmeldingen.uitnodiging",
            ("v",),
            "uitgenodigd",
            "Noteer op welke dag de inwoner is uitgenodigd.",
            "aanmeldingen",
            3,
        ),
        Actie(
            "aanmeldingen.teruggeven",
            ("t",),
            "teruggeven",
            "Geef de aanmelding met een reden terug aan de huisarts.",
            "aanmeldingen",
            4,
        ),
        Actie(
            "aanmeldingen.ziet-ervan-af",
            ("z",),
            "ziet ervan af",
            "Noteer met een reden dat de inwoner ervan afziet.",
            "aanmeldingen",
            4,
        ),
        Actie(
            "aanmeldingen.heropenen",
            ("o",),
            "heropenen",
            "Maak een gesloten aanmelding weer open.",
            "aanmeldingen",
            2,
        ),
        Actie(
            "aanmeldingen.rechten",
            ("r",),
            "rechten",
            "Inzage, een verzoek of verklaring van de inwoner, vernietigen.",
            "aanmeldingen",
            6,
        ),
        Actie(
            "aanmeldingen.geschiedenis",
            ("w",),
            "geschiedenis",
            "Wie wijzigde wat, wanneer, en wat stond er?",
            "aanmeldingen",
            7,
        ),
    ),
    "aanmelding": (
        Actie(
            "aanmelding.praktijk",
            ("ctrl+n",),
            "nieuwe praktijk",
            "Voeg een praktijk toe zonder dit formulier te verlaten.",
            "aanmelding",
            3,
        ),
        Actie(
            "aanmelding.rechten",
            ("ctrl+g", "r"),
            "rechten",
            "Inzage, een verzoek of verklaring van de inwoner, vernietigen.",
            "aanmelding",
            5,
        ),
        Actie(
            "aanmelding.geschiedenis",
            ("ctrl+b", "w"),
            "geschiedenis",
            "Wie wijzigde wat, wanneer, en wat stond er?",
            "aanmelding",
            6,
        ),
    ),
    "plannen": (
        Actie("plannen.zelf", ("e",), "zelf kiezen", "Kies zelf een moment en wie erbij is.", "plannen", 2),
        Actie(
            "plannen.waar",
            ("w",),
            "andere plek",
            "Kies waar, hoe en hoe lang; de voorstellen volgen.",
            "plannen",
            3,
        ),
    ),
    "agenda": (
        Actie("agenda.vorige-week", ("left",), "vorige week", scherm="agenda", tonen=6),
        Actie("agenda.volgende-week", ("right",), "volgende week", scherm="agenda", tonen=5),
        Actie("agenda.deze-week", ("t",), "deze week", "Terug naar de week van vandaag.", "agenda", 6),
        Actie(
            "agenda.oppakken",
            ("space", "o"),
            "oppakken",
            "Pak dit gesprek op en schuif het met de pijltjes naar een ander moment.",
            "agenda",
            2,
        ),
        Actie(
            "agenda.verzetten",
            ("v", "p"),
            "verzetten",
            "Kies een ander moment of een ander team voor dit gesprek.",
            "agenda",
            2,
        ),
        Actie("agenda.afzeggen", ("a",), "afzeggen", "Zeg dit gesprek met een reden af.", "agenda", 2),
        Actie(
            "agenda.niet-verschenen",
            ("x",),
            "niet verschenen",
            "Noteer dat de inwoner er niet was.",
            "agenda",
            2,
        ),
        Actie(
            "agenda.meenemen",
            ("m",),
            "meenemen",
            "Uw gesprekken als bestand (.ics) voor uw eigen agendaprogramma, zonder namen.",
            "agenda",
            7,
        ),
    ),
    "verschuiven": tuple(
        Actie(f"verschuiven.{naam}", toetsen, label, scherm="verschuiven", zoekbaar=False)
        for naam, toetsen, label in (
            ("eerder", ("up",), "half uur eerder"),
            ("later", ("down",), "half uur later"),
            ("dag-terug", ("left",), "een dag terug"),
            ("dag-verder", ("right",), "een dag verder"),
            ("week-terug", ("pageup",), "een week terug"),
            ("week-verder", ("pagedown",), "een week verder"),
            ("zet-neer", ("enter", "space"), "zet neer"),
        )
    ),
}

"""A line of each register, as somebody types it."""

from collections.abc import Callable, Mapping

from mgn_tui.register.sessie import Sessie
from tests.hulp_werkmap import praktijk

REGELS: Mapping[str, Callable[[Sessie], dict[str, str]]] = {
    "casusoverleg": lambda _: {
        "maand": "maart 2027",
        "gemeente": "Zwolle",
        "subregio": "Zwolle en omgeving",
        "situatie": "vraag-huisarts",
        "reden": "geen-aanbod",
        "soort": "individueel",
        "uitkomst": "advies",
        "vervolg": "sociaal-domein|poh-ggz",
        "signaal": "te weinig plek overdag",
    },
    "overlegmoment": lambda _: {"maand": "maart 2027", "plaats": "Zwolle", "aantal": "2"},
    "consultatie": lambda _: {
        "dag": "vandaag",
        "vrager": "huisarts",
        "antwoorder": "ggz",
        "vraagsoort": "duiding",
        "kanaal": "telefoon",
        "vervolg": "zelf-verder",
        "kwaliteit": "8",
        "werd_gesprek": "nee",
    },
    "ervaring": lambda _: {"maand": "maart 2027", "soort": "inwoner", "waarde": "8"},
    "geengesprek": lambda s: {
        "praktijk": praktijk(s),
        "kwartaal": "2027-Q1",
        "soort": "niet-verwezen",
        "reden": "te-veel-werk",
        "aantal": "3",
    },
    "uren": lambda _: {
        "datum": "gisteren",
        "onderdeel": "scholing",
        "uren": "1,25",
        "organisatie": "Welzijn Zuid",
        "domein": "sd",
        "bron": "IZA",
    },
    "kosten": lambda _: {
        "datum": "1-3-2027",
        "post": "locatie",
        "bedrag": "50,50",
        "omschrijving": "zaal",
        "bron": "IZA",
    },
}

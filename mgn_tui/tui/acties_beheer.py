"""The actions of the first start, of Beheer and of what hangs under it, for the registry in `acties`."""

from collections.abc import Mapping
from typing import Final

from mgn_tui.tui.actie import Actie

PER_SCHERM: Final[Mapping[str, tuple[Actie, ...]]] = {
    "begin": (
        Actie("begin.wijzigen", ("w",), "zelf kiezen", "Kijk het voorstel na, en wijzig het.", "begin"),
    ),
    "voorkeuren": (
        Actie("voorkeuren.toetsen", ("ctrl+t",), "eigen toetsen", "", "voorkeuren", zoekbaar=False),
    ),
    "toetsproef": (
        Actie("toetsproef.zoals-eerst", ("delete",), "zoals het was", "", "toetsproef", zoekbaar=False),
    ),
    "beheer": (
        Actie("beheer.links", ("left",), "vorige lijst", scherm="beheer", zoekbaar=False),
        Actie("beheer.rechts", ("right",), "volgende lijst", "", "beheer", 2, zoekbaar=False),
        Actie("beheer.nieuw", ("n",), "nieuw", "Voeg iets toe aan deze lijst.", "beheer", 2),
        Actie("beheer.sprint", ("s",), "nieuwe sprint", "In de pilot waar u op staat.", "beheer", 2),
        Actie(
            "beheer.toegang",
            ("t",),
            "toegang geven",
            "Laat deze collega een eigen wachtwoord kiezen.",
            "beheer",
            2,
        ),
        Actie("beheer.verwijderen", ("v",), "uit het team", "Neem de toegang weg.", "beheer", 6),
        Actie(
            "beheer.waarnemer",
            ("w",),
            "waarnemer",
            "Laat een collega deze inwoner lezen, met een reden.",
            "beheer",
            2,
        ),
        Actie(
            "beheer.waarneming-intrekken",
            ("e",),
            "einde waarneming",
            "Laat een waarnemer deze inwoner niet meer lezen.",
            "beheer",
            2,
        ),
        Actie(
            "beheer.weghalen",
            ("z", "delete"),
            "weghalen",
            "Haal dit van de lijst. Wat in een advies staat, blijft daar staan.",
            "beheer",
            6,
        ),
        Actie("beheer.wachtwoord", ("c",), "wachtwoord", "Wijzig uw eigen wachtwoord.", "beheer", 2),
        Actie("beheer.herstelcode", ("h",), "herstelcode", "Maak een nieuwe herstelcode.", "beheer", 3),
        Actie("beheer.andere-regio", ("a",), "andere regio", "Eerst ziet u wat er verandert.", "beheer", 2),
        Actie("beheer.kopie", ("m",), "maak kopie", "Maak nu een reservekopie.", "beheer", 2),
        Actie(
            "beheer.nieuwe-sleutel",
            ("k",),
            "nieuwe sleutel",
            "Geef de database een nieuwe sleutel, als een oude kopie of een wachtwoord weg is.",
            "beheer",
            7,
        ),
        Actie(
            "beheer.exports",
            ("x",),
            "exports",
            "Wat er in exports ligt, en het opruimen.",
            "beheer",
        ),
        Actie(
            "beheer.registers",
            ("r",),
            "registers",
            "Casusoverleg, consultatie, uren, kosten, wat geen gesprek werd, ontbrekend aanbod.",
            "beheer",
            4,
        ),
    ),
    "exports": (
        Actie(
            "exports.opruimen", ("o",), "opruimen", "Wat verstuurd is of over de termijn is.", "exports", 2
        ),
        Actie("exports.weg", ("v", "delete"), "verwijderen", "Het document waar u op staat.", "exports", 2),
    ),
    "registers": (
        Actie("registers.links", ("left",), "vorig register", scherm="registers", zoekbaar=False),
        Actie("registers.rechts", ("right",), "volgend register", "", "registers", 3, zoekbaar=False),
        Actie("registers.nieuw", ("n",), "nieuw", "Voeg een regel toe.", "registers", 2),
        Actie("registers.erbij", ("plus",), "erbij", "Eén erbij bij deze praktijk.", "registers", 2),
        Actie("registers.eraf", ("minus",), "eraf", "Eén eraf bij deze praktijk.", "registers", 2),
        Actie("registers.vorig-kwartaal", ("comma",), "vorig kwartaal", scherm="registers", tonen=4),
        Actie("registers.volgend-kwartaal", ("full_stop",), "volgend kwartaal", scherm="registers", tonen=5),
        Actie(
            "registers.periode",
            ("p",),
            "periode",
            "Tel op over een pilot, een sprint of een periode; die kunt u ook typen (2027-Q1, 2027).",
            "registers",
            2,
        ),
        Actie("registers.weghalen", ("w", "delete"), "weghalen", "Haal deze regel weg.", "registers", 4),
        Actie(
            "registers.signaal",
            ("s",),
            "signaal vrijgeven",
            "Lees het signaal van deze casus na, en geef het vrij.",
            "registers",
            3,
        ),
    ),
}

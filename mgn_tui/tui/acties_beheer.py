"""The actions of the first start and of what hangs under Beheer, for the registry in `acties`."""

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

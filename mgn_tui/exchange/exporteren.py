"""All data into one file, by the name it gets."""

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from mgn_tui.documents.schrijven import schrijf_als
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.exchange import schrijven
from mgn_tui.exchange.monitoringsformat import kolommen
from mgn_tui.register import exporteren
from mgn_tui.register.exporteren import Uitvoer

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

SOORTEN = (".csv", ".xlsx", ".json")


def exporteer(sessie: "Sessie", pad: Path) -> tuple[Path, Uitvoer]:
    """Write everything to `pad`; its ending says how. Returns where it is, and what was written.

    Raises `Geweigerd` for another ending or a file that exists, `SchijfFout`; nothing is left then.
    """
    soort = pad.suffix.lower()
    if soort not in SOORTEN:
        raise Geweigerd(f"Geef het bestand een naam die eindigt op {', '.join(SOORTEN)}.")
    if pad.expanduser().exists():
        raise Geweigerd("Dit bestand is er al en wordt niet overschreven. Kies een andere naam.")
    lijst = kolommen(sessie.profiel)
    uitvoer = exporteren.alles(sessie, soort[1:], met_tabellen=soort == ".json")

    def vul(doel: BinaryIO) -> None:
        if soort == ".csv":
            schrijven.als_csv(doel, uitvoer.rijen, lijst)
        elif soort == ".xlsx":
            schrijven.als_xlsx(doel, uitvoer.rijen, lijst, pad.expanduser().absolute().parent)
        else:
            schrijven.als_json(doel, sessie.profiel.id, uitvoer.rijen, lijst, uitvoer.tabellen)

    return schrijf_als(pad, vul), uitvoer

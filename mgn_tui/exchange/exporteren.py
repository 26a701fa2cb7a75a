"""All data into one file, by the name it gets.

The rows of a CSV begin with their header (the format says so), so what it is stands in a file beside it.
"""

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from mgn_tui.documents.beveiligen import KAN, beveilig
from mgn_tui.documents.schrijven import schrijf_als
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.woorden import ExportSoort
from mgn_tui.exchange import schrijven
from mgn_tui.exchange.monitoringsformat import BIJZONDER, kolommen
from mgn_tui.register import exporteren, exportmap
from mgn_tui.register.exporteren import Uitvoer

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

SOORTEN = (".csv", ".xlsx", ".json")
ERNAAST = "-bijzondere-persoonsgegevens.txt"


def kan_wachtwoord(pad: Path) -> bool:
    """Whether a file of this name can have a password."""
    return pad.suffix.lower() in KAN


def exporteer(sessie: "Sessie", pad: Path, wachtwoord: str | None = None) -> tuple[Path, Uitvoer]:
    """Write everything to `pad`; its ending says how. Returns where it is, and what was written.

    Raises `Geweigerd` for another ending, a file that exists or a password on what cannot have one, `SchijfFout`;
    nothing is left then.
    """
    soort = pad.suffix.lower()
    if wachtwoord is not None and soort in SOORTEN and not kan_wachtwoord(pad):
        raise Geweigerd(f"Een bestand dat eindigt op {soort} kan geen wachtwoord hebben. Kies .xlsx.")
    if soort not in SOORTEN:
        raise Geweigerd(f"Geef het bestand een naam die eindigt op {', '.join(SOORTEN)}.")
    if pad.expanduser().exists():
        raise Geweigerd("Dit bestand is er al en wordt niet overschreven. Kies een andere naam.")
    lijst = kolommen(sessie.profiel)
    uitvoer = exporteren.alles(sessie, soort[1:], met_tabellen=soort == ".json")

    def vul(doel: BinaryIO) -> None:
        if soort == ".csv":
            schrijven.als_csv(doel, uitvoer.rijen, lijst)
        elif wachtwoord is not None:  # in memory: nothing readable on the disk
            blad = BytesIO()
            schrijven.als_xlsx(blad, uitvoer.rijen, lijst, None)
            doel.write(beveilig(blad.getvalue(), soort, wachtwoord))
        elif soort == ".xlsx":
            schrijven.als_xlsx(doel, uitvoer.rijen, lijst, pad.expanduser().absolute().parent)
        else:
            schrijven.als_json(doel, sessie.profiel.id, uitvoer.rijen, lijst, uitvoer.tabellen)

    geschreven: list[Path] = []
    try:
        geschreven.append(schrijf_als(pad, vul))
        exportmap.noteer(sessie, geschreven[0], ExportSoort.GEGEVENS)
        if soort == ".csv":
            geschreven.append(waarschuw_ernaast(geschreven[0]))
            exportmap.noteer(sessie, geschreven[1], ExportSoort.LET_OP)
    except BaseException:
        for stuk in geschreven:
            stuk.unlink(missing_ok=True)
        raise
    return geschreven[0], uitvoer


def waarschuw_ernaast(pad: Path) -> Path:
    """A file beside a table of rows that says what it is. Raises `SchijfFout`."""
    naast = pad.with_name(f"{pad.stem}{ERNAAST}")
    if naast.is_file() and naast.read_text(encoding="utf-8", errors="replace").startswith(BIJZONDER):
        return naast

    def vul(doel: BinaryIO) -> None:
        doel.write(f"{BIJZONDER}\n\n{pad.name}\n".encode())

    return schrijf_als(naast, vul)

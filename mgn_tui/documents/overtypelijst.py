"""The overtypelijst as a spreadsheet: what it is first, then a row for each gesprek, a column for each question."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from mgn_tui.documents.beveiligen import beveilig
from mgn_tui.documents.schrijven import schrijf_als
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.rapport import NIET_MAILEN
from mgn_tui.domain.woorden import ExportSoort
from mgn_tui.register import exportmap, toegang

if TYPE_CHECKING:
    from typing import BinaryIO

    from mgn_tui.register.overtypen import Overtyprij
    from mgn_tui.register.sessie import Sessie


def maak_xlsx(rijen: Sequence["Overtyprij"]) -> bytes:
    """Answers are text and nothing else: never a formula, never a link."""
    import xlsxwriter

    uit = BytesIO()
    boek = xlsxwriter.Workbook(uit, {"in_memory": True})
    vet = boek.add_format({"bold": True})
    eerst = boek.add_worksheet("let op")
    eerst.set_column(0, 0, 90)
    eerst.write_string(0, 0, NIET_MAILEN, vet)
    eerst.write_string(
        1, 0, "Eén rij per gesprek, zonder namen; alleen om over te typen. Haal het daarna weg."
    )
    blad = boek.add_worksheet("overtypelijst")
    blad.freeze_panes(1, 1)
    kop = ("gesprek", *(vraag for vraag, _ in rijen[0].antwoorden)) if rijen else ("gesprek",)
    for plek, tekst in enumerate(kop):
        blad.set_column(plek, plek, max(12, min(len(tekst), 40)))
        blad.write_string(0, plek, tekst, vet)
    for nr, rij in enumerate(rijen, 1):
        for plek, tekst in enumerate((rij.ref, *(antwoord for _, antwoord in rij.antwoorden))):
            blad.write_string(nr, plek, tekst)
    boek.close()
    return uit.getvalue()


def geef_uit(
    sessie: "Sessie", rijen: Sequence["Overtyprij"], pad: Path, wachtwoord: str | None = None
) -> Path:
    """Write it and note it. Raises `Geweigerd` for another ending or a file that exists, `SchijfFout`."""
    if pad.suffix.lower() != ".xlsx":
        raise Geweigerd("Geef het bestand een naam die eindigt op .xlsx.")
    inhoud = beveilig(maak_xlsx(rijen), ".xlsx", wachtwoord)

    def vul(doel: "BinaryIO") -> None:
        doel.write(inhoud)

    uit = schrijf_als(pad, vul)
    try:
        exportmap.noteer(sessie, uit, ExportSoort.OVERTYPEN)
        toegang.noteer_los(sessie, "gegevens uitgevoerd", None, "overtypelijst")
    except BaseException:
        uit.unlink(missing_ok=True)
        raise
    return uit

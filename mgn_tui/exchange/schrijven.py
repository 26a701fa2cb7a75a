"""Rows written out: CSV and XLSX as the monitoringsformat, JSON with all records of the werkmap beside them."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, Final

from mgn_tui.documents.rekenblad import ALLEEN_TEKST, hoogte
from mgn_tui.domain.rij import Rij
from mgn_tui.exchange.monitoringsformat import BIJZONDER, Kolom, Soort, als_tekst

_FORMULE: Final = re.compile(r"'*[=+\-@\t\r]")
_BREEDTES: Final = {Soort.TEKST: 18, Soort.DATUM: 12, Soort.CODE: 14}
_PIJL: Final = 4  # the arrow of the filter, which hides what stands under it


def veilig(tekst: str) -> str:
    """A text that a spreadsheet would take for a formula gets one apostrophe; reading takes exactly one off."""
    return f"'{tekst}" if _FORMULE.match(tekst) else tekst


def schrijf_csv(doel: BinaryIO, kop: Sequence[str], rijen: Iterable[Sequence[str]]) -> None:
    """As Excel in Dutch opens it: UTF-8 with BOM, `;`, texts safe."""
    tekst = io.TextIOWrapper(doel, encoding="utf-8-sig", newline="", write_through=True)
    schrijver = csv.writer(tekst, delimiter=";", lineterminator="\r\n")
    schrijver.writerow([veilig(naam) for naam in kop])
    schrijver.writerows([veilig(cel) for cel in rij] for rij in rijen)
    tekst.flush()
    tekst.detach()


def als_csv(doel: BinaryIO, rijen: Iterable[Rij], kolommen: Sequence[Kolom]) -> None:
    schrijf_csv(
        doel,
        [k.naam for k in kolommen],
        ([als_tekst(k, getattr(rij, k.veld)) for k in kolommen] for rij in rijen),
    )


def als_xlsx(doel: BinaryIO, rijen: Iterable[Rij], kolommen: Sequence[Kolom], map_: Path | None) -> None:
    """Real dates and numbers; texts are texts, whatever they begin with. `map_`: for what xlsxwriter writes in
    between, which is as private as the file itself; without it everything stays in memory.

    The rows are the first sheet, as the format says; a spreadsheet program opens at the sheet that explains them.
    """
    import xlsxwriter

    werkboek = xlsxwriter.Workbook(
        doel,
        {
            **({"in_memory": True} if map_ is None else {"constant_memory": True, "tmpdir": str(map_)}),
            **ALLEEN_TEKST,
        },
    )
    kopstijl = werkboek.add_format({"bold": True, "bottom": 1})
    datumstijl = werkboek.add_format({"num_format": "dd-mm-yyyy"})
    blad = werkboek.add_worksheet("Gesprekken")
    blad.freeze_panes(1, 1)
    for plek, k in enumerate(kolommen):
        blad.set_column(plek, plek, max(_BREEDTES.get(k.soort, 8), len(k.naam) + _PIJL))
        blad.write_string(0, plek, k.naam, kopstijl)
    nr = 0
    for nr, rij in enumerate(rijen, 1):
        for plek, k in enumerate(kolommen):
            waarde = getattr(rij, k.veld)
            match waarde:
                case None | ():
                    continue
                case date():
                    blad.write_datetime(nr, plek, waarde, datumstijl)
                case int() | Decimal() if not isinstance(waarde, bool):
                    blad.write_number(nr, plek, float(waarde))
                case _:
                    blad.write_string(nr, plek, als_tekst(k, waarde))
    blad.autofilter(0, 0, nr, len(kolommen) - 1)
    _uitleg(werkboek, kolommen, kopstijl)
    werkboek.close()


def schrijf_xlsx(doel: BinaryIO, kop: Sequence[str], rijen: Iterable[Sequence[str]]) -> None:
    """Texts only, and all of it in memory: nothing in between lies on the disk."""
    import xlsxwriter

    werkboek = xlsxwriter.Workbook(doel, {"in_memory": True, **ALLEEN_TEKST})
    blad = werkboek.add_worksheet("Geweigerd")
    blad.freeze_panes(1, 0)
    kopstijl = werkboek.add_format({"bold": True, "bottom": 1})
    for plek, naam in enumerate(kop):
        blad.set_column(plek, plek, len(naam) + _PIJL)
        blad.write_string(0, plek, naam, kopstijl)
    for nr, rij in enumerate(rijen, 1):
        for plek, cel in enumerate(rij):
            if cel:
                blad.write_string(nr, plek, cel)
    werkboek.close()


def _uitleg(werkboek: Any, kolommen: Sequence[Kolom], kopstijl: Any) -> None:
    blad = werkboek.add_worksheet("Uitleg")
    blad.activate()
    stijl = werkboek.add_format({"text_wrap": True, "valign": "top"})
    breedtes = (30, 10, 60, 60)
    for plek, breed in enumerate(breedtes):
        blad.set_column(plek, plek, breed)
    blad.freeze_panes(3, 0)
    blad.set_landscape()
    blad.fit_to_pages(1, 0)
    blad.write_string(0, 0, BIJZONDER, werkboek.add_format({"bold": True}))
    for plek, naam in enumerate(("kolom", "verplicht", "wat er staat", "betekenis")):
        blad.write_string(2, plek, naam, kopstijl)
    for nr, k in enumerate(kolommen, 3):
        teksten = (k.naam, "ja" if k.verplicht else "", k.verwacht, k.uitleg)
        blad.set_row(nr, hoogte(zip(teksten, breedtes, strict=True)))
        for plek, tekst in enumerate(teksten):
            blad.write_string(nr, plek, tekst, stijl)


def als_json(
    doel: BinaryIO, regio: str, rijen: Iterable[Rij], kolommen: Sequence[Kolom], tabellen: Mapping[str, Any]
) -> None:
    """Rows by column name, and every record by table; dates ISO, numbers as numbers, unknown is null."""
    inhoud = {
        "let_op": BIJZONDER,
        "regio": regio,
        "rijen": [{k.naam: getattr(rij, k.veld) for k in kolommen} for rij in rijen],
        "tabellen": tabellen,
    }
    tekst = io.TextIOWrapper(doel, encoding="utf-8", newline="\n", write_through=True)
    json.dump(inhoud, tekst, ensure_ascii=False, indent=1, default=_anders)
    tekst.write("\n")
    tekst.flush()
    tekst.detach()


def _anders(waarde: object) -> object:
    if isinstance(waarde, date):
        return waarde.isoformat()
    if isinstance(waarde, Decimal):
        return int(waarde) if waarde == waarde.to_integral_value() else float(waarde)
    raise TypeError(type(waarde).__name__)

"""The sociale kaart from and to a table: CSV or XLSX in, CSV out. All of a file is taken in, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mgn_tui.documents.schrijven import schrijf_als
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.tekst import vouw
from mgn_tui.domain.velden import Veld, VeldSoort
from mgn_tui.exchange import keuren
from mgn_tui.exchange.keuren import Celfout
from mgn_tui.exchange.lezen import Cel, lees
from mgn_tui.exchange.schrijven import schrijf_csv
from mgn_tui.register import socialekaart
from mgn_tui.register.socialekaart import FORMULIER, VELDEN, Inname

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

MEESTE: Final = 5_000
"""A district has some hundreds; more is another file."""
_VELD: Final[Mapping[str, Veld]] = {
    naam: veld for veld in FORMULIER.velden for naam in (veld.naam, vouw(veld.label))
}
"""A column may have the name of the field, or what the form calls it."""


@dataclass(frozen=True, slots=True)
class Resultaat:
    """What the file did (or would do), every faulty cell, and what was odd."""

    inname: Inname
    fouten: list[Celfout] = field(default_factory=list)
    meldingen: tuple[str, ...] = ()


def importeer(sessie: "Sessie", pad: Path, *, proef: bool = False) -> Resultaat:
    """Take in a table. With a faulty cell nothing is stored. Raises `Geweigerd` for what is no such table."""
    tabel = lees(pad)
    velden = _kop(tabel.kop)
    rijen: list[tuple[int, dict[str, str]]] = []
    cellen: dict[tuple[int, str], Cel] = {}
    for nr, rij in tabel.rijen:
        if len(rijen) == MEESTE:
            raise Geweigerd(f"Dit bestand heeft meer dan {MEESTE} rijen, de grens voor de sociale kaart.")
        ruw = {}
        for veld, cel in zip(velden, (*rij, *[None] * (len(velden) - len(rij))), strict=False):
            if veld is not None:
                ruw[veld.naam] = keuren.celtekst(cel, tabel.apostrof)
                cellen[nr, veld.naam] = cel
        rijen.append((nr, ruw))
    if not rijen:
        raise Geweigerd("Onder de namen van de kolommen staan geen rijen. Er is niets in te lezen.")
    inname = socialekaart.neem_over(sessie, rijen, proef=proef)
    fouten = [
        Celfout(f.nr, f.veld, keuren.toon(cellen.get((f.nr, f.veld))), f.melding) for f in inname.fouten
    ]
    return Resultaat(inname, fouten, tabel.meldingen)


def _kop(kop: tuple[str, ...]) -> list[Veld | None]:
    """The fields of the columns; None for one without a name."""
    velden = [_VELD.get(vouw(naam)) for naam in kop]
    vreemd = [nr for nr, naam in enumerate(kop, 1) if velden[nr - 1] is None and naam.strip()]
    if vreemd:  # its number: the first line of another file may be about somebody
        raise Geweigerd(
            f"Kolom {vreemd[0]} hoort niet op de sociale kaart. Deze kunnen: {', '.join(VELDEN)}."
        )
    namen = [veld.naam for veld in velden if veld is not None]
    if dubbel := [naam for nr, naam in enumerate(namen) if naam in namen[:nr]]:
        raise Geweigerd(f"Kolom {dubbel[0]} staat er twee keer. Haal er een weg.")
    if "naam" not in namen:
        raise Geweigerd(f"De kolom naam ontbreekt. Deze kolommen kunnen: {', '.join(VELDEN)}.")
    return velden


def exporteer(sessie: "Sessie", pad: Path) -> tuple[Path, int]:
    """Write the whole kaart as CSV, safe for a spreadsheet; `importeer` takes it back. Raises `Geweigerd` when it
    exists or is no .csv, `SchijfFout`."""
    if pad.suffix.lower() != ".csv":
        raise Geweigerd("Geef het bestand een naam die eindigt op .csv.")
    rijen = socialekaart.als_tabel(sessie)
    return schrijf_als(pad, lambda doel: schrijf_csv(doel, VELDEN, rijen)), len(rijen)


def regel(fout: Celfout) -> str:
    """A faulty cell, in words."""
    soort = FORMULIER.veld(fout.kolom).soort
    wat = f' "{fout.waarde}"' if fout.waarde and soort is not VeldSoort.LANG else ""
    return f"rij {fout.nr}, kolom {fout.kolom}:{wat} {fout.melding}"

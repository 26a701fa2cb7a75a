"""From a file to a plan: read, look at every cell, and have the register say what it would change."""

import io
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mgn_tui.documents.beveiligen import beveilig
from mgn_tui.documents.schrijven import schrijf_als, schrijf_nieuw
from mgn_tui.domain.bsn import maskeer_bsn
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.woorden import ExportSoort
from mgn_tui.exchange import keuren, schrijven
from mgn_tui.exchange.keuren import Celfout
from mgn_tui.exchange.lezen import Cel, lees
from mgn_tui.exchange.monitoringsformat import kolommen
from mgn_tui.register import exportmap, importeren
from mgn_tui.register.importeren import Plan
from mgn_tui.register.rijen import ordes

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

REDENKOLOM = "geweigerd_omdat"


@dataclass(slots=True)
class Voorstel:
    """What a file would do: every faulty cell, in order, and what is worth saying."""

    pad: Path
    plan: Plan
    fouten: list[Celfout] = field(default_factory=list)
    meldingen: list[str] = field(default_factory=list)

    @property
    def goede_rijen(self) -> int:
        return len(self.plan.rijen) - len(self.plan.geweigerd)


def stel_voor(
    sessie: "Sessie", pad: Path, geldige: bool = False, zeg: Callable[[int], None] = lambda _: None
) -> Voorstel:
    """Read a file and work out what it changes; nothing is stored. `zeg` hears how many rows there are.

    Raises `Geweigerd` for a file that cannot be read as rows at all.
    """
    lijst = kolommen(sessie.profiel)
    keuring = keuren.keur(lees(pad), lijst, ordes(sessie))
    if not keuring.rijen:
        raise Geweigerd("Onder de namen van de kolommen staan geen rijen. Er is niets in te lezen.")
    zeg(len(keuring.rijen))
    plan = importeren.maak_plan(sessie, keuring.rijen, geldige)
    per_veld = {k.veld: k.naam for k in lijst}
    cellen = _cellen(pad, {f.nr for f in plan.fouten})
    fouten = [*keuring.fouten]
    for f in plan.fouten:
        naam = per_veld[f.kolom]
        fouten.append(Celfout(f.nr, naam, keuren.toon(cellen[f.nr].get(naam)), f.melding))
    volgorde = {k.naam: plek for plek, k in enumerate(lijst)}
    fouten.sort(key=lambda f: (f.nr, volgorde.get(f.kolom, len(volgorde))))
    return Voorstel(pad, plan, fouten, [*keuring.meldingen, *plan.meldingen])


def _cellen(pad: Path, nummers: Collection[int]) -> dict[int, dict[str, Cel]]:
    """These rows as they stand in the file, by column; the file is read once more, and only when asked."""
    if not nummers:
        return {}
    tabel = lees(pad)
    namen = [keuren.kolomnaam(naam) for naam in tabel.kop]
    return {nr: dict(zip(namen, rij, strict=False)) for nr, rij in tabel.rijen if nr in nummers}


def schrijf_geweigerd(sessie: "Sessie", v: Voorstel, pad: Path | None, wachtwoord: str | None = None) -> Path:
    """The refused rows as they stand in the file (a BSN hidden), with the reasons in a column behind them.

    In `exports/` unless `pad` says where; a name that ends on .xlsx, or a password, makes it a spreadsheet.
    Raises `Geweigerd` when that exists, `SchijfFout`.
    """
    redenen: dict[int, list[str]] = {}
    for f in v.fouten:
        redenen.setdefault(f.nr, []).append(f"{f.kolom}: {f.melding}")
    tabel = lees(v.pad)
    breed = len(tabel.kop)
    rijen = []
    for nr, cellen in tabel.rijen:
        if nr in redenen:
            kaal = [maskeer_bsn(keuren.celtekst(cel, tabel.apostrof)) for cel in cellen]
            rijen.append([*kaal, *[""] * (breed - len(kaal)), "; ".join(redenen[nr])])
    soort = ".csv" if wachtwoord is None and (pad is None or pad.suffix.lower() != ".xlsx") else ".xlsx"
    blad = io.BytesIO()
    schrijf = schrijven.schrijf_csv if soort == ".csv" else schrijven.schrijf_xlsx
    schrijf(blad, [*tabel.kop, REDENKOLOM], rijen)
    inhoud = beveilig(blad.getvalue(), soort, wachtwoord)
    if pad is not None:
        return schrijf_als(pad, lambda doel: doel.writelines([inhoud]))
    uit = schrijf_nieuw(sessie.werkmap.exports, "geweigerde-rijen", inhoud, soort)
    try:
        exportmap.noteer(sessie, uit, ExportSoort.GEWEIGERD)
    except BaseException:
        uit.unlink(missing_ok=True)
        raise
    return uit

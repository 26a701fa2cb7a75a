"""What leaves for everybody to read: closed calendar periods only, and no cell so small that it is a person.

`bescherm` is the one place where figures are made fit to be public; whoever shows or writes the level openbaar
goes through it.
"""

from datetime import date
from typing import TYPE_CHECKING, Any

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.figures.periode import Periode, gesloten_kwartaal

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie
    from mgn_tui.store.telrijen import Keuze

_GESLOTEN = ("kwartaal", "half-jaar", "jaar")
Plek = tuple[str | int, ...]


def eis_gesloten(periode: Periode, keuze: "Keuze", vandaag: date) -> None:
    """Raises `Geweigerd` when this period or choice of rows may not be made public."""
    einde = gesloten_kwartaal(vandaag)
    if periode.soort not in (*_GESLOTEN, "vanaf-start"):
        raise Geweigerd(
            {"periode": "Openbaar kan alleen een kwartaal, een half jaar, een jaar of vanaf-start zijn."}
        )
    if periode.tot > einde or (
        periode.soort == "vanaf-start" and gesloten_kwartaal(_morgen(periode.tot)) != periode.tot
    ):
        raise Geweigerd(
            {
                "periode": "Openbaar worden alleen cijfers van wat voorbij is. "
                f"Het laatste kwartaal dat voorbij is, eindigde op {einde:%d-%m-%Y}."
            }
        )
    if keuze.pilot is not None and keuze.plaats:
        raise Geweigerd(
            {
                "pilot": "Openbaar kan per pilot of per gemeente, niet allebei tegelijk: dan zijn mensen te herkennen."
            }
        )


def _morgen(dag: date) -> date:
    return date.fromordinal(dag.toordinal() + 1)


def bescherm(sessie: "Sessie", inhoud: dict[str, Any], periode: Periode, keuze: "Keuze") -> dict[str, Any]:
    """The figures with small cells hidden (null), each listed under `afgeschermd`.

    Hidden is a count above nought and below the profile's threshold, with what is derived from it.
    """
    drempel = sessie.profiel.tellen.drempel_openbaar
    afgeschermd: list[str] = []
    schoon = _schoon(inhoud, (), drempel, afgeschermd)
    schoon["afgeschermd"] = afgeschermd
    return dict(schoon)


_MATEN = ("mediaan", "p90", "gemiddeld", "score_gemiddeld", "langste_dagen", "waarde", "status")
"""No counts themselves, but they give away the few they were taken of."""
_GEEN_CEL = ("regio", "periode", "norm", "doel", "venster", "nr", *_MATEN)
_AANTALLEN = ("n", "score_n", "teller", "noemer")


def _schoon(waarde: Any, plek: Plek, drempel: int, weg: list[str]) -> Any:
    if isinstance(waarde, list):
        return [_schoon(deel, (*plek, nummer), drempel, weg) for nummer, deel in enumerate(waarde)]
    if isinstance(waarde, dict):
        if waarde.get("bron", "gesprekken") != "gesprekken":
            return waarde  # a target on praktijken or cases: no people
        uit = {
            sleutel: deel
            if sleutel in _GEEN_CEL or sleutel.startswith("waarde_")
            else _schoon(deel, (*plek, sleutel), drempel, weg)
            for sleutel, deel in waarde.items()
        }
        if any(uit.get(naam, 0) is None and waarde[naam] is not None for naam in _AANTALLEN):
            for naam in uit:
                afgeleid = naam in _MATEN or naam == "binnen_norm" or naam.startswith("waarde_")
                if afgeleid and uit[naam] is not None:
                    uit[naam] = None
                    weg.append(_naam((*plek, naam)))
        return uit
    if isinstance(waarde, int) and not isinstance(waarde, bool) and 0 < waarde < drempel:
        weg.append(_naam(plek))
        return None
    return waarde


def _naam(plek: Plek) -> str:
    return ".".join(str(deel) for deel in plek)

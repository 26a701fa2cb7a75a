"""Figures and targets in words, for commands and screens alike."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from mgn_tui.domain.datums import toon_datum
from mgn_tui.figures.doelen import Uitkomst


def getal(waarde: int | float | None) -> str:
    """As it is read in Dutch: `1.250`, `2,5`; large ones whole, and not as 1e+06."""
    return "–" if waarde is None else _nederlands(f"{waarde:{',g' if abs(waarde) < 1000 else ',.12g'}}")


def _nederlands(tekst: str) -> str:
    return tekst.translate(str.maketrans(",.", ".,"))


def bedrag(euro: int | float | Decimal) -> str:
    """`1.250,50`: euros and cents."""
    return _nederlands(f"{euro:,.2f}")


def aantal(teller: int | float | None, noemer: int | float | None, eenheid: str) -> str:
    """`3 van 8`, `8`, `€ 50,50`: a figure with what it is of."""
    if eenheid == "euro" and teller is not None:
        return f"€ {bedrag(teller)}"
    van = f" van {getal(noemer)}" if noemer is not None and teller is not None else ""
    return f"{getal(teller)}{van}"


def dagen(aantal: int | float | None) -> str:
    """`1 dag`, `2,5 dagen`."""
    return f"{getal(aantal)} {'dag' if aantal == 1 else 'dagen'}"


def stand(u: Uitkomst, j: Mapping[str, Any], weinig: int) -> str:
    """Where a target stands, with its bounds."""
    return f"{gekomen(u, j, weinig)} · {doeltekst(j['doel'], eenheid(j))}"


def eenheid(j: Mapping[str, Any]) -> str:
    return "%" if j["soort"] in ("aandeel", "verhouding") else ""


def gekomen(u: Uitkomst, j: Mapping[str, Any], weinig: int) -> str:
    """How far a target is: counts, with a percentage only when there are enough of them."""
    o = u.opgave
    if o.van > o.tot:
        return "de periode van dit doel moet nog beginnen"
    if u.geleverd is not None and u.geleverd.gedaan_op is not None:
        return f"gedaan op {toon_datum(u.geleverd.gedaan_op)}"
    if j["soort"] == "oplevering":
        return "nog niet genoteerd"
    if j["noemer"] is not None:
        deel = f"{getal(j['teller'])} van {getal(j['noemer'])}"
        return f"{deel} ({getal(j['waarde'])}%)" if j["noemer"] >= weinig else deel
    return getal(j["waarde"]) if j["waarde"] is not None else "nog geen gegevens"


def doeltekst(doel: Mapping[str, int | float], eenheid: str = "") -> str:
    """The bounds in words."""
    laag, hoog = doel.get("min"), doel.get("max")
    if laag is not None and hoog is not None:
        return f"doel: {getal(laag)} tot en met {getal(hoog)}{eenheid}"
    if laag is not None:
        return f"doel: ten minste {getal(laag)}{eenheid}"
    return f"doel: ten hoogste {getal(hoog)}{eenheid}" if hoog is not None else "doel: niet bepaald"

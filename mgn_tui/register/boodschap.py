"""The message of a period in two or three sentences, made from its figures: first on screen and on paper."""

from typing import TYPE_CHECKING, Any

from mgn_tui.figures.cijfers import groepering, met_advies, per_mens
from mgn_tui.figures.verwoorden import dagen, getal

if TYPE_CHECKING:
    from mgn_tui.domain.profiel import Profiel
    from mgn_tui.register.cijfers import Cijfers


def zinnen(c: "Cijfers", j: dict[str, Any], profiel: "Profiel") -> tuple[str, ...]:
    """What somebody takes along who reads no further. `j`: the contract's object of `c`."""
    gevoerd = j["gesprekken"]["gevoerd"]
    if not gevoerd:
        return (
            "Het aantal gesprekken is te klein om openbaar te maken."
            if gevoerd is None
            else "In deze periode zijn geen gesprekken gevoerd.",
        )
    eerst = (
        f"{_aantal(gevoerd, 'gesprek', 'gesprekken')} met {_aantal(j['inwoners'], 'inwoner', 'inwoners')}."
    )
    return tuple(
        zin
        for zin in (
            f"{eerst}{_wacht(j['wachttijd_dagen'], openbaar=c.vraag.voor == 'openbaar')}",
            _advies(c, j, profiel),
            _grenzen(c, j),
        )
        if zin
    )


def _wacht(w: dict[str, Any], *, openbaar: bool) -> str:
    """In public without the number that waited longer: a small one could be computed from two large ones."""
    if not w["n"] or w["mediaan"] is None:
        return ""
    zin = f" De helft sprak ons binnen {dagen(w['mediaan'])}"
    if w["norm"] is None or w["binnen_norm"] is None or openbaar:
        return f"{zin}."
    later = w["n"] - w["binnen_norm"]
    return f"{zin}; {f'{later} na meer dan' if later else 'niemand wachtte meer dan'} {w['norm']} dagen."


def _advies(c: "Cijfers", j: dict[str, Any], profiel: "Profiel") -> str:
    """Of people with an advice, each once with the last; where cells are protected: of the gesprekken."""
    if c.vraag.voor == "openbaar":
        groepen = j["toeleiding"]["groepen"]
        delen = [(g.label, groepen[g.code]["bevat"]) for g in profiel.groepen]
        delen = [(label, n) for label, n in delen if n]
        return (
            f"Gesprekken met een advies voor: {_samen([f'{label} {n}' for label, n in delen])}."
            if delen
            else ""
        )
    mensen = per_mens(met_advies(c.rijen))
    if not mensen:
        return "Er is nog geen advies gegeven."
    groep_van = groepering(profiel)
    delen = [(g.label, sum(1 for _, a in mensen if g.code in map(groep_van, a))) for g in profiel.groepen]
    delen = [(label, n) for label, n in delen if n]
    stukken = [f"{n} (ook) {label}" for label, n in delen]
    return f"Van de {_aantal(len(mensen), 'inwoner', 'inwoners')} met een advies kregen: {_samen(stukken)}."


def _grenzen(c: "Cijfers", j: dict[str, Any]) -> str:
    """A regional bound is not judged on a pilot."""
    grenzen = [f"{getal(g)}%" for k in j["kpi"] if k["soort"] == "aandeel" for g in k["doel"].values()]
    if not grenzen or (c.vraag.voor != "team" and c.keuze.pilot is None):
        return ""
    een = len(grenzen) == 1
    wat, doet = ("De grens", "geldt") if een else ("De grenzen", "gelden")
    return f"{wat} ({', '.join(grenzen)}) {doet} voor de regio, niet voor één team."


def _samen(delen: list[str]) -> str:
    return " en ".join(filter(None, (", ".join(delen[:-1]), delen[-1])))


def _aantal(n: int | None, een: str, meer: str) -> str:
    return f"{getal(n)} {een if n == 1 else meer}"

"""What another region would change in this werkmap, in words, before it is done."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from sqlalchemy import text
from sqlmodel import Session

from mgn_tui.domain.profiel import Profiel, label_van
from mgn_tui.register import regio

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

_LIJSTEN: Final[Mapping[str, str]] = {
    "aanmelders": "wie aanmeldt",
    "criteria": "criteria",
    "expertises": "bijzondere kennis",
    "leefgebieden": "leefgebieden",
    "triage": "inschatting van de huisarts",
    "categorieen": "adviezen",
    "redenen_afwijzen": "redenen van teruggeven",
    "redenen_intrekken": "redenen van intrekken",
    "redenen_niet_verschenen": "redenen van niet verschijnen",
    "redenen_annuleren": "redenen van afzeggen",
    "consultatie_domeinen": "wie consulteert",
    "consultatie_vragen": "consultatievragen",
    "consultatie_kanalen": "consultatie, hoe",
    "consultatie_vervolg": "consultatie, vervolg",
    "casus_situaties": "casus, situatie",
    "casus_typen": "casus, soort",
    "casus_uitkomsten": "casus, uitkomst",
    "uren_onderdelen": "uren, onderdeel",
    "kostenposten": "kosten, post",
    regio.ADVIESDELEN: "onderdelen van het advies",
}
_MET_DE_HAND: Final = (
    "SELECT nr FROM doelversie UNION SELECT nr FROM doelmeting UNION SELECT nr FROM oplevering ORDER BY nr"
)


def vooruitblik(sessie: "Sessie", keuze: str) -> tuple[str, ...]:
    """What would change, line by line; nothing is written. Raises `ProfielFout` for what cannot be chosen."""
    nu = sessie.profiel
    with sessie.lezen() as db:
        straks, wacht = regio.beoogd(sessie, db, keuze)
        onbekend = regio.buiten(db, straks)
        los = _zonder_doel(db, straks)
    geldt = [w.pad for w in regio.eigen_waarden(sessie) if w.pad not in wacht]
    regels = [f"Van {nu.naam} naar {straks.naam}.", straks.plan.titel, ""]
    if onbekend:
        regels.append("In uw gegevens, en onbekend in die regio. Het blijft staan en telt als overig:")
        regels += [
            f"· {_LIJSTEN[lijst]}: {_en(_namen(nu, lijst, codes))}" for lijst, codes in onbekend.items()
        ]
    else:
        regels.append("Alle codes in uw gegevens kent die regio ook.")
    regels += ["", f"Doelen: {len(nu.doelen)} → {len(straks.doelen)}.", *_normen(nu, straks)]
    if los:
        regels.append(f"Met de hand genoteerd bij een doel dat er dan niet is, en wacht: {_en(los)}.")
    if geldt:
        regels.append(f"Wat het team zelf vaststelde en daar ook geldt: {_en(geldt)}.")
    if wacht:
        regels.append(f"Wat het team zelf vaststelde, past daar niet en wacht: {_en(sorted(wacht))}.")
    return tuple(regels)


def _namen(profiel: Profiel, lijst: str, codes: Iterable[str]) -> list[str]:
    items = profiel.advies.delen if lijst == regio.ADVIESDELEN else getattr(profiel, lijst)
    return [label_van(items, code) or code for code in codes]


def _normen(nu: Profiel, straks: Profiel) -> list[str]:
    """Waits and the length of a gesprek, where they differ."""
    uit = []
    for code in dict.fromkeys((*nu.normen, *straks.normen)):
        van, naar = (p.normen[code].dagen if code in p.normen else None for p in (nu, straks))
        if van != naar:
            label = (straks.normen.get(code) or nu.normen[code]).label
            uit.append(f"{label[:1].upper()}{label[1:]}: {_dagen(van)} → {_dagen(naar)}.")
    if nu.planning.duur_min != straks.planning.duur_min:
        uit.append(f"Duur van een gesprek: {nu.planning.duur_min} → {straks.planning.duur_min} minuten.")
    return uit


def _dagen(aantal: int | None) -> str:
    return "geen" if aantal is None else "1 dag" if aantal == 1 else f"{aantal} dagen"


def _zonder_doel(db: Session, straks: Profiel) -> list[str]:
    nrs = {doel.nr for doel in straks.doelen}
    return [nr for (nr,) in db.execute(text(_MET_DE_HAND)) if nr not in nrs]


def _en(delen: Iterable[str]) -> str:
    return ", ".join(delen)

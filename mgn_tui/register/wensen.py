"""Where, when and with whom an inwoner would like to talk: the questions of the form, and what planning takes
from the answers. Who it is and when they can lies under the key of the inwoner."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING, Any, Final

from sqlmodel import Session

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.planning_agenda import Werktijd
from mgn_tui.domain.velden import Veld, VeldSoort
from mgn_tui.register import keuzes, kluis, team

if TYPE_CHECKING:
    from mgn_tui.domain.profiel import Profiel
    from mgn_tui.store.tables import Aanmelding

COLLEGAS: Final = ("liever_wel", "liever_niet")
"""Columns with keys of colleagues, by |."""


def velden(db: Session, profiel: "Profiel", groep: str) -> tuple[Veld, ...]:
    mensen = keuzes.gespreksvoerders(db, ook_oude=True)
    return (
        Veld("voorkeursplaats", "Liefst op deze plek", groep=groep),
        Veld(
            "tijden",
            "Wanneer kan de inwoner",
            VeldSoort.LANG,
            maximum_tekens=400,
            groep=groep,
            hulp="Een dag per regel, bijvoorbeeld: ma 9:00-12:00. Leeg: het maakt niet uit.",
        ),
        Veld(
            "liever_wel",
            "Liefst met",
            VeldSoort.LIJST,
            keuzes=mensen,
            groep=groep,
            hulp="De planning zoekt eerst een duo met deze collega.",
        ),
        Veld(
            "liever_niet",
            "Liever niet met",
            VeldSoort.LIJST,
            keuzes=mensen,
            groep=groep,
            hulp="De planning stelt deze collega niet voor.",
        ),
        Veld(
            "wensen",
            "Andere wensen over wie het gesprek voert",
            VeldSoort.LANG,
            maximum_tekens=2000,
            groep=groep,
        ),
        Veld(
            "expertise",
            "Kennis gewenst van",
            VeldSoort.LIJST,
            keuzes=keuzes.van_items(profiel.expertises),
            groep=groep,
        ),
        Veld("ervaringsdeskundige_gewenst", "Ervaringsdeskundige gewenst?", VeldSoort.JANEE, groep=groep),
    )


def keur(waarden: Mapping[str, Any]) -> dict[str, str]:
    """The rules between these answers: what is wrong, per field."""
    fouten = {}
    for veld in COLLEGAS:  # without a colleague to choose from, a form takes any text
        if any(not re.fullmatch("[0-9a-f]{32}", code) for code in waarden.get(veld) or ()):
            fouten[veld] = "Deze collega staat niet bij Beheer."
    if set(waarden.get("liever_wel") or ()) & set(waarden.get("liever_niet") or ()):
        fouten["liever_niet"] = "Deze collega staat ook bij 'Liefst met'. Kies een van de twee."
    if waarden.get("tijden"):
        try:
            team.lees_werktijden(str(waarden["tijden"]))
        except Geweigerd as fout:
            fouten["tijden"] = fout.fouten["werktijden"]
    return fouten


def naar_kolommen(waarden: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as they are sealed; what was not asked is left out."""
    return {v: "|".join(waarden[v] or ()) if v in COLLEGAS else waarden[v] for v in waarden}


def uit_kolommen(waarden: Mapping[str, Any]) -> dict[str, Any]:
    """The same, read."""
    return {
        v: tuple(w.split("|")) if v in COLLEGAS and isinstance(w, str) and w else w
        for v, w in waarden.items()
    }


@dataclass(frozen=True, slots=True)
class Planwens:
    wel: frozenset[str] = frozenset()
    niet: frozenset[str] = frozenset()
    tijden: tuple[Werktijd, ...] = ()


def voor_planning(aanmelding: "Aanmelding", sleutel: bytes | None) -> Planwens:
    """What planning weighs. Who may not read this inwoner, plans without."""
    if sleutel is None:
        return Planwens()
    open_ = {v: str(kluis.lees_geheim(aanmelding, v, sleutel) or "") for v in (*COLLEGAS, "tijden")}
    wel, niet = (frozenset(filter(None, open_[v].split("|"))) for v in COLLEGAS)
    tijden = (
        Werktijd(dag, time.fromisoformat(van), time.fromisoformat(tot))
        for dag, van, tot in team.lees_werktijden(open_["tijden"])
    )
    return Planwens(wel, niet, tuple(tijden))

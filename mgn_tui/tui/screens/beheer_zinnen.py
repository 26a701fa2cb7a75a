"""The sentences for re-use in Beheer."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from mgn_tui.domain.fouten import NietGevonden
from mgn_tui.domain.tekst import kort
from mgn_tui.domain.velden import Formulier
from mgn_tui.register import zinnen
from mgn_tui.register.vrijgeven import NAGELEZEN, Herleidbaar
from mgn_tui.tui.screens.beheer_rijen import Afdeling, Rij
from mgn_tui.tui.screens.formulierscherm import FormulierScherm, Geladen
from mgn_tui.tui.widgets.vensterlijst import Kolom, Regel

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

_VORM: Final = Formulier("zin", "Zin", (*zinnen.FORMULIER.velden, NAGELEZEN))
_TEKENS: Final = 200


def _zinnen(sessie: "Sessie", _: bool) -> list[Rij]:
    return [Rij(Regel(z.id, (kort(z.regel, _TEKENS), z.van)), z.regel) for z in zinnen.lijst(sessie)]


ZINNEN: Final = Afdeling(
    "zinnen",
    "Zinnen",
    (Kolom("zin", deel=1), Kolom("van", 13)),
    _zinnen,
    "Nog geen zinnen. Druk n voor de eerste zin die u vaker schrijft; in een advies zet ctrl+n hem neer.",
    filter=True,
    eenheid=("zin", "zinnen"),
)


class ZinFormulier(FormulierScherm):
    STAP = "beheer"
    UITLEG = "ctrl+o bewaart. Esc gaat terug; wat u typte blijft als concept staan."


def zin_scherm(id_: str | None, na: Callable[[Any], Awaitable[None]]) -> ZinFormulier:
    """The form of one sentence; without `id_` a new one."""

    def laad(sessie: "Sessie") -> Geladen:
        if id_ is None:
            return Geladen(_VORM, {"tekst": "", "van_team": "", "gezien": ""})
        zin = next((z for z in zinnen.lijst(sessie) if z.id == id_), None)
        if zin is None:
            raise NietGevonden("Deze zin is er niet (meer).")
        return Geladen(_VORM, {**zin.ruw, "gezien": ""}, zin.versie)

    def bewaar(sessie: "Sessie", ruw: Mapping[str, str], versie: str | None, concept: tuple[str, str]) -> str:
        zonder = {veld: tekst for veld, tekst in ruw.items() if veld != NAGELEZEN.naam}
        gezien = ruw.get(NAGELEZEN.naam, "") in ("ja", "j")
        try:
            return zinnen.bewaar(sessie, zonder, id_, versie, concept, gezien=gezien)
        except Herleidbaar as fout:
            fout.vraag_nalezen()
            raise

    return ZinFormulier("Zin" if id_ else "Zin toevoegen", "zin", id_ or "nieuw", laad, bewaar, na=na)

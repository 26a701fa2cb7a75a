"""Why something does not go on: the reasons of the region, and room for one's own words."""

from typing import TYPE_CHECKING, Any

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.profiel import Item, Profiel
from mgn_tui.domain.velden import Formulier, Veld, VeldSoort
from mgn_tui.domain.woorden import AanmeldingStatus, GesprekStatus
from mgn_tui.register import keuzes

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

Einde = AanmeldingStatus | GesprekStatus
EINDEN: tuple[Einde, ...] = (
    AanmeldingStatus.AFGEWEZEN,
    AanmeldingStatus.INGETROKKEN,
    GesprekStatus.GEANNULEERD,
    GesprekStatus.NO_SHOW,
)


def _lijst(profiel: Profiel, einde: Einde) -> tuple[Item, ...]:
    if einde is AanmeldingStatus.AFGEWEZEN:
        return profiel.redenen_afwijzen
    if einde is AanmeldingStatus.INGETROKKEN:
        return profiel.redenen_intrekken
    if einde is GesprekStatus.GEANNULEERD:
        return profiel.redenen_annuleren
    if einde is GesprekStatus.NO_SHOW:
        return profiel.redenen_niet_verschenen
    raise Geweigerd(f"Bij '{einde.label}' hoort geen reden.")


def formulier(sessie: "Sessie", einde: Einde) -> Formulier:
    """One reason of the list, words of one's own, or both."""
    return Formulier(
        f"einde-{einde.value}",
        einde.label.capitalize(),
        (
            Veld(
                "reden_code", "Reden", VeldSoort.KEUZE, keuzes=keuzes.van_items(_lijst(sessie.profiel, einde))
            ),
            Veld("reden", "Toelichting", VeldSoort.LANG, maximum_tekens=1000),
        ),
    )


def lees(sessie: "Sessie", einde: Einde, reden_code: str, reden: str) -> dict[str, Any]:
    """The reason as it is stored. Raises `Geweigerd` when there is none."""
    waarden, fouten = formulier(sessie, einde).lees(
        {"reden_code": reden_code, "reden": reden}, sessie.klok.vandaag()
    )
    if not fouten and not waarden.get("reden_code") and not waarden.get("reden"):
        fouten = {"reden_code": "Kies een reden of schrijf er een op."}
    if fouten:
        raise Geweigerd(fouten)
    return waarden


def label(profiel: Profiel, status: str, code: str | None) -> str:
    """The words of a stored reason; a code of another region shows as it is, an open record has none."""
    for einde in EINDEN:
        if einde.value == status and code:
            return next((i.label for i in _lijst(profiel, einde) if i.code == code), code)
    return ""

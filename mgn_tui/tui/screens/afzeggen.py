"""A planned gesprek that is not held: called off, or the inwoner did not come. With the reason."""

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from mgn_tui.domain.woorden import GesprekStatus
from mgn_tui.register import plannen, redenen
from mgn_tui.tui.screens.formulierscherm import Geladen
from mgn_tui.tui.screens.formuliervenster import FormulierVenster

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie


def afzegvenster(gesprek_ref: str, wie: str, inwoner: UUID, status: GesprekStatus) -> FormulierVenster:
    """The window for GEANNULEERD or NO_SHOW; its answer is (None,) when it was stored."""

    def laad(sessie: "Sessie") -> Geladen:
        return Geladen(redenen.formulier(sessie, status), {"reden_code": "", "reden": ""}, inwoner=inwoner)

    def bewaar(sessie: "Sessie", ruw: Mapping[str, str], concept: tuple[str, str]) -> None:
        plannen.zeg_af(sessie, gesprek_ref, status, ruw["reden_code"], ruw["reden"], concept)

    titel = "Gesprek afzeggen" if status is GesprekStatus.GEANNULEERD else "Niet verschenen"
    return FormulierVenster(
        f"{titel} · {wie}",
        laad,
        bewaar,
        (f"einde-{status.value}", gesprek_ref),
        uitleg="De aanmelding wacht weer op een nieuw moment; de aanmelddatum blijft.",
    )

"""Why a preference is overruled: one line, asked when a plan is kept that deviates."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.teamregel import Bevinding
from mgn_tui.domain.velden import Formulier, Veld
from mgn_tui.register import plannen
from mgn_tui.tui.screens.formulierscherm import Geladen
from mgn_tui.tui.screens.formuliervenster import FormulierVenster
from mgn_tui.tui.screens.zelfplannen import geweigerd

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

LegVast = Callable[["Sessie", str, tuple[str, str]], None]


def redenvenster(
    wanneer: str,
    bevindingen: Sequence[Bevinding],
    leg_vast: LegVast,
    record: str,
    *,
    inwoner: UUID | None,
    reden: str = "",
    toetsen: str = "Enter plant   Esc terug",
) -> FormulierVenster:
    """The window; its answer is (None,) when the plan stands. `reden`: what is in it already, when that is true.
    `leg_vast` gets the reason and the concept."""

    def laad(sessie: "Sessie") -> Geladen:
        veld = Veld("reden", "Waarom toch", verplicht=True, maximum_tekens=1000)
        return Geladen(Formulier("reden", "Reden", (veld,)), {"reden": reden}, inwoner=inwoner)

    def bewaar(sessie: "Sessie", ruw: Mapping[str, str], concept: tuple[str, str]) -> None:
        if not ruw["reden"].strip():
            raise Geweigerd({"reden": "Schrijf kort waarom dit toch goed is."})
        try:
            leg_vast(sessie, ruw["reden"], concept)
        except plannen.Regelbreuk as breuk:
            raise geweigerd(breuk) from None

    return FormulierVenster(
        wanneer,
        laad,
        bewaar,
        ("planreden", record),
        uitleg="\n".join(f"▲ {b.melding}" for b in bevindingen),
        toetsen=toetsen,
    )

"""`mgn geengesprek`: see `registeropdrachten`; and one more, or one less, in one go."""

from typing import TYPE_CHECKING, Any

import typer

from mgn_tui.cli.basis import opdracht
from mgn_tui.cli.invullen import Taak, vul_waarden
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.registeropdrachten import maak
from mgn_tui.cli.veldopties import zonder_werkmap
from mgn_tui.domain.velden import Formulier
from mgn_tui.register import registers
from mgn_tui.register.registervormen import GeenGesprekSoort

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

app = maak("geengesprek", "Turven wat geen gesprek werd, per praktijk en kwartaal.")


def _turf(s: "Sessie") -> Formulier:
    vorm = registers.formulier(s, "geengesprek")
    return Formulier("turf", "Turven", tuple(v for v in vorm.velden if v.naam != "aantal"))


@opdracht(app, "turf", zonder_werkmap(_turf))
def turf(
    ctx: typer.Context, af: bool = typer.Option(False, "--af", help="Eén minder in plaats van meer.")
) -> None:
    """Eén erbij. Geeft hoeveel het er nu zijn."""
    with sessie_van(ctx) as s:
        nu = {"kwartaal": registers.nieuw_ruw(s, "geengesprek")["kwartaal"]}

        def doe(w: dict[str, Any]) -> int:
            soort = GeenGesprekSoort(w["soort"])
            return registers.turf(s, w["praktijk"], w["kwartaal"], soort, w["reden"], -1 if af else 1)

        aantal = vul_waarden(ctx, s, Taak(_turf(s), "turf", nu), doe)
        van(ctx).terminal.data(str(aantal))

"""`mgn casusoverleg`: see `registeropdrachten`; and a signaal, released when somebody read it over."""

import typer

from mgn_tui.cli.basis import opdracht
from mgn_tui.cli.invullen import Taak
from mgn_tui.cli.omgeving import sessie_van
from mgn_tui.cli.registeropdrachten import SLEUTEL, TOCH, geef_vrij, maak, welke_regel
from mgn_tui.register import vrijgeven

app = maak("casusoverleg", "Het casusoverleg: wat er besproken werd, zonder personen.")


@opdracht(app, "vrijgeven", lambda _: vrijgeven.SIGNAAL)
def vrijgeven_(ctx: typer.Context, sleutel: str = SLEUTEL, toch: bool = TOCH) -> None:
    """Het signaal van een casus vrijgeven, nadat u het hebt nagelezen."""
    with sessie_van(ctx) as s:
        rij = welke_regel(ctx, s, "casusoverleg", sleutel)
        geef_vrij(
            ctx,
            s,
            Taak(vrijgeven.SIGNAAL, rij.id, {"tekst": rij.ruw["signaal"]}, onthoud=False),
            toch,
            lambda tekst, gezien: vrijgeven.geef_signaal_vrij(s, rij.id, tekst, gezien=gezien),
            "Het signaal is vrijgegeven.",
        )

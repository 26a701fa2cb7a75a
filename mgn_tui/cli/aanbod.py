"""`mgn aanbod`: what is not there for people, released one by one, as a list for the stuurgroep."""

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.invullen import Taak
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.registeropdrachten import TOCH, geef_vrij
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer, ref, regel
from mgn_tui.cli.vormen import GESPREK
from mgn_tui.cli.welke import welk_advies
from mgn_tui.register import vastleggen, vrijgeven
from mgn_tui.register.vrijgeven import Wat

app = groep("aanbod", "Aanbod dat ontbreekt: de lijst voor de stuurgroep.")


@opdracht(app, "lijst")
def lijst(
    ctx: typer.Context,
    vrij: bool = typer.Option(False, "--vrij", help="Alleen wat is vrijgegeven."),
    json: bool = typer.Option(False, "--json", help=JSON_HULP),
) -> None:
    """Wat is vrijgegeven, en wat u zelf opschreef en nog niet vrijgaf."""
    with sessie_van(ctx) as s:
        regels = [r for r in vrijgeven.aanbod(s) if r.vrij_op or not vrij]
        Uitvoer(van(ctx).terminal, json).lijst(
            ({"gesprek": r.ref, "tekst": r.tekst, "vrijgegeven_op": r.vrij_op} for r in regels),
            (
                regel(ref(r.ref), r.tekst.replace("\n", " "), "" if r.vrij_op else "nog niet vrijgegeven")
                for r in regels
            ),
            "Er is nog geen aanbod genoemd dat ontbreekt. Het staat bij Leren, in de afsluiting van een gesprek.",
        )


@opdracht(app, "vrijgeven", lambda _: vrijgeven.AANBOD)
def vrijgeven_(ctx: typer.Context, gesprek: str = GESPREK, toch: bool = TOCH) -> None:
    """Ontbrekend aanbod van een gesprek vrijgeven: vanaf nu leest de coördinator het."""
    with sessie_van(ctx) as s:
        gesprek = welk_advies(ctx, s, gesprek)
        b = vastleggen.lees(s, gesprek)
        geef_vrij(
            ctx,
            s,
            Taak(vrijgeven.AANBOD, b.ref, {"tekst": b.ruw["ontbrekend_aanbod"]}, inwoner=b.inwoner),
            toch,
            lambda tekst, gezien: vrijgeven.geef_vrij(s, Wat.AANBOD, b.ref, tekst, gezien=gezien),
            "Het aanbod is vrijgegeven.",
        )

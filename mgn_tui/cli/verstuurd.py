"""`mgn verstuurd`: the letter went by the organisation's secure road; the copy here goes."""

from datetime import date
from typing import TYPE_CHECKING, Any

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.invullen import Taak, vul_waarden
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.uitvoer import ref
from mgn_tui.cli.vormen import GESPREK, keuze
from mgn_tui.cli.welke import welk_advies
from mgn_tui.domain.velden import Formulier, Veld, VeldSoort
from mgn_tui.domain.woorden import Ontvanger
from mgn_tui.register import adviseren, exportmap, versturen

if TYPE_CHECKING:
    from mgn_tui.domain.profiel import Profiel

app = groep("verstuurd", "Noteren dat de brief verstuurd is.")


def _verstuurd(profiel: "Profiel") -> Formulier:
    return Formulier(
        "verstuurd",
        "Brief verstuurd",
        (
            keuze("ontvanger", "Aan wie", Ontvanger),
            Veld("op", "Verstuurd op", VeldSoort.DATUM, verplicht=True, verleden=True),
            Veld(
                "via",
                "Langs welke weg",
                verplicht=True,
                maximum_tekens=80,
                hulp=f"Beveiligd: {', '.join(profiel.beveiligde_wegen)}. Niet per gewone e-mail.",
            ),
        ),
    )


@opdracht(app, "verstuurd", _verstuurd)
def verstuurd(
    ctx: typer.Context,
    gesprek: str = GESPREK,
    laat_staan: bool = typer.Option(False, "--laat-staan", help="De bestanden niet weghalen."),
) -> None:
    """Noteren dat de brief verstuurd is; de bestanden van dit gesprek in exports gaan weg."""
    with sessie_van(ctx) as s:
        gesprek = welk_advies(ctx, s, gesprek)
        b = adviseren.lees(s, gesprek)
        nu = {"ontvanger": Ontvanger.HUISARTS.value, "op": f"{s.klok.vandaag():%d-%m-%Y}"}

        def doe(w: dict[str, Any]) -> list[str]:
            op: date = w["op"]
            return versturen.noteer_verstuurd(s, b.gesprek_ref, Ontvanger(w["ontvanger"]), op, w["via"])

        taak = Taak(_verstuurd(s.profiel), b.gesprek_ref, nu, inwoner=b.inwoner)
        bestanden = vul_waarden(ctx, s, taak, doe)
        terminal = van(ctx).terminal
        terminal.zeg(
            "Genoteerd als verstuurd. Wat ervan komt, turft u later met: "
            f"mgn doorverwijzing zet {ref(b.gesprek_ref)}"
        )
        if not bestanden:
            return
        if laat_staan:
            terminal.zeg(f"Nog in exports: {', '.join(bestanden)}")
            return
        uit = exportmap.verwijder(s, bestanden)
        for bestand in uit.weg:
            terminal.zeg(f"Verwijderd uit exports: {bestand}")
        for bestand in (*uit.bleef, *uit.elders):
            terminal.zeg(f"Verwijder dit zelf, dat kan mgn niet: {bestand}")

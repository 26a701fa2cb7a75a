"""`mgn verzoek`: what an inwoner asks about their own data."""

from typing import Any

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.invullen import Taak, vul_waarden
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer, regel
from mgn_tui.domain.datums import toon_datum
from mgn_tui.register import verzoeken as register
from mgn_tui.register.sessie import zoek_inwoner

app = groep("verzoek", "Wat een inwoner vraagt over de eigen gegevens, en wat u besloot.")
INWONER = typer.Argument(..., metavar="INWONER", help="Referentie van de inwoner, een aanmelding of gesprek.")


@opdracht(app, "nieuw", lambda _: register.NIEUW)
def nieuw(ctx: typer.Context, inwoner: str = INWONER) -> None:
    """Een verzoek noteren: inzage, correctie, een eigen verklaring, vernietigen of bezwaar."""
    with sessie_van(ctx) as s:
        with s.lezen() as db:
            wie = zoek_inwoner(db, inwoner)
            ref, id_ = wie.ref, wie.id
            s.eis_sleutel(id_, db)
        nu = {"ontvangen_op": f"{s.klok.vandaag():%d-%m-%Y}"}

        def doe(w: dict[str, Any]) -> str:
            return register.noteer(s, ref, w)

        sleutel = vul_waarden(ctx, s, Taak(register.NIEUW, ref, nu, inwoner=id_), doe)
        van(ctx).terminal.data(sleutel[-8:])
        van(ctx).terminal.zeg("Genoteerd. Antwoord binnen een maand: mgn verzoek besluit " + sleutel[-8:])


@opdracht(app, "besluit", lambda _: register.BESLUIT)
def besluit(
    ctx: typer.Context,
    verzoek: str = typer.Argument(
        ..., metavar="VERZOEK", help="De laatste tekens van het verzoek, uit de lijst."
    ),
) -> None:
    """Noteren wat u besloot; bij een weigering met de reden."""
    with sessie_van(ctx) as s:
        nu = {"besloten_op": f"{s.klok.vandaag():%d-%m-%Y}"}
        open_ = register.vind(s, verzoek)

        def doe(w: dict[str, Any]) -> None:
            register.besluit(s, open_.id, w)

        # under the inwoner's key: a reason that was typed goes when they are destroyed
        vul_waarden(ctx, s, Taak(register.BESLUIT, open_.id, nu, inwoner=open_.inwoner), doe)
        van(ctx).terminal.zeg("Genoteerd.")


@opdracht(app, "weigeren", lambda _: register.BLIJFT)
def weigeren(ctx: typer.Context, inwoner: str = INWONER) -> None:
    """Noteren waarom gegevens blijven, al is erom gevraagd of is de termijn voorbij. Geldt een jaar."""
    with sessie_van(ctx) as s:
        with s.lezen() as db:
            wie = zoek_inwoner(db, inwoner)
            ref, id_ = wie.ref, wie.id
            s.eis_sleutel(id_, db)

        def doe(w: dict[str, Any]) -> None:
            register.blijft(s, ref, w)

        vul_waarden(ctx, s, Taak(register.BLIJFT, ref, inwoner=id_), doe)
        van(ctx).terminal.zeg("Genoteerd.")


@opdracht(app, "lijst")
def lijst(
    ctx: typer.Context,
    alleen_open: bool = typer.Option(False, "--open", help="Alleen waar nog op te besluiten is."),
    json: bool = typer.Option(False, "--json", help=JSON_HULP),
) -> None:
    """De verzoeken; waar nog op te besluiten is staat boven."""
    with sessie_van(ctx) as s:
        gevonden = register.lijst(s, alleen_open)
        rijen = [
            {
                "verzoek": v.id[-8:],
                "inwoner": v.inwoner_ref,
                "soort": v.soort.value,
                "ontvangen_op": v.ontvangen_op,
                "besluit": v.besluit and v.besluit.value,
                "uiterlijk": v.uiterlijk,
            }
            for v in gevonden
        ]
        Uitvoer(van(ctx).terminal, json).lijst(rijen, map(_regel, gevonden), "Er zijn geen verzoeken.")


def _regel(v: register.Verzoek) -> str:
    stand = v.besluit.label if v.besluit else f"antwoord voor {toon_datum(v.uiterlijk or v.ontvangen_op)}"
    return regel(v.id[-8:], v.wie, v.soort.label, toon_datum(v.ontvangen_op), stand)

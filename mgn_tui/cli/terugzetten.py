"""`mgn terugzetten`: put a backup back, also when the database of today does not open."""

from typing import TYPE_CHECKING

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.fouten import Gebruiksfout
from mgn_tui.cli.omgeving import naam_en_wachtwoord, van
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer
from mgn_tui.domain.datums import toon_moment
from mgn_tui.register import terugzetten as werk

if TYPE_CHECKING:
    from mgn_tui.register.terugzetten import Voorbeeld

app = groep("terugzetten", "Een reservekopie terugzetten.")


@opdracht(app, "terugzetten")
def terugzetten(
    ctx: typer.Context,
    kopie: str | None = typer.Argument(
        None, metavar="[KOPIE]", help="Naam uit de lijst, of een pad. Zonder naam de nieuwste die goed is."
    ),
    ja: bool = typer.Option(False, "--ja", help="Niet vragen, meteen terugzetten. Voor scripts."),
    toon: bool = typer.Option(False, "--toon", help="Alleen laten zien wat er zou veranderen."),
    json: bool = typer.Option(False, "--json", help=JSON_HULP),
) -> None:
    """Een reservekopie terugzetten; eerst ziet u wat er verandert.

    Wat er nu staat wordt eerst zelf een reservekopie: terugzetten is terug te draaien. Wat intussen vernietigd is,
    wordt bij het openen opnieuw vernietigd. Sluit mgn in alle andere vensters.
    """
    omgeving = van(ctx)
    terminal, werkmap = omgeving.terminal, omgeving.werkmap()
    gekozen = werk.kies(werkmap, kopie)
    naam, wachtwoord = naam_en_wachtwoord(omgeving, werkmap)
    beeld = werk.bekijk(werkmap, gekozen, naam, wachtwoord)
    if json and toon:
        Uitvoer(terminal, True).json(_als_json(beeld))
        return
    for regel in regels(beeld):
        (terminal.data if toon else terminal.zeg)(regel)
    if toon:
        return
    if not ja:
        if not terminal.kan_vragen():
            raise Gebruiksfout("Zonder terminal terugzetten kan met --ja. Kijk eerst met --toon.")
        if terminal.vraag("Terugzetten? Typ ja:").strip().casefold() not in ("ja", "j"):
            terminal.zeg("Er is niets veranderd.")
            return
    bewaard = werk.zet_terug(werkmap, gekozen, naam, wachtwoord, omgeving.de_klok())
    terminal.zeg("De reservekopie is teruggezet.")
    if bewaard is not None:
        terminal.zeg(f"Wat er stond is bewaard als {bewaard.name}. Spijt? mgn terugzetten {bewaard.name}")
    if json:
        Uitvoer(terminal, True).json(
            _als_json(beeld) | {"bewaard": None if bewaard is None else str(bewaard)}
        )


def regels(beeld: "Voorbeeld") -> list[str]:
    """What people read before they say yes."""
    uit = [f"Reservekopie van {toon_moment(beeld.kopie.gemaakt)}: {beeld.kopie.pad.name}"]
    uit.append(f"Daarmee kunnen openen: {', '.join(beeld.openers) or 'niemand'}.")
    if not beeld.sleutels_van_nu:
        uit.append("Ook het sleutelbestand van toen komt terug: de wachtwoorden van toen gelden weer.")
    if beeld.reden_onbekend:
        uit.append(beeld.reden_onbekend)
    elif not beeld.verschillen:
        uit.append("Sindsdien is er niets veranderd.")
    else:
        uit.append("Sindsdien veranderd, en dan weg:")
        uit += [
            f"  {v.wat}: {v.nieuw} nieuw, {v.gewijzigd} gewijzigd, {v.weg} weggehaald"
            for v in beeld.verschillen
        ]
        uit.append("De laatste wijzigingen:")
        uit += [f"  {r.moment[:16].replace('T', ' ')} {r.wie}: {r.wat}" for r in beeld.laatste]
    return uit


def _als_json(beeld: "Voorbeeld") -> dict[str, object]:
    return {
        "kopie": beeld.kopie.pad.name,
        "gemaakt_op": beeld.kopie.gemaakt.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "openers": list(beeld.openers),
        "verschillen": {v.wat: [v.nieuw, v.gewijzigd, v.weg] for v in beeld.verschillen},
        "onbekend": beeld.reden_onbekend,
    }

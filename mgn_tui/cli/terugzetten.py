"""`mgn terugzetten`: put a backup back, also when the database of today does not open."""

from typing import TYPE_CHECKING

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.fouten import Gebruiksfout
from mgn_tui.cli.omgeving import naam_en_wachtwoord, van
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer
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
    opener = naam_en_wachtwoord(omgeving, werkmap)
    beeld = werk.bekijk(werkmap, gekozen, opener)
    if json and toon:
        Uitvoer(terminal, True).json(_als_json(beeld))
        return
    for regel in werk.regels(beeld):
        (terminal.data if toon else terminal.zeg)(regel)
    if toon:
        return
    if not ja:
        if not terminal.kan_vragen():
            raise Gebruiksfout("Zonder terminal terugzetten kan met --ja. Kijk eerst met --toon.")
        if terminal.vraag("Terugzetten? Typ ja:").strip().casefold() not in ("ja", "j"):
            terminal.zeg("Er is niets veranderd.")
            return
    bewaard = werk.zet_terug(werkmap, gekozen, opener, omgeving.de_klok())
    terminal.zeg("De reservekopie is teruggezet.")
    if bewaard is not None:
        terminal.zeg(f"Wat er stond is bewaard als {bewaard.name}. Spijt? mgn terugzetten {bewaard.name}")
    if json:
        Uitvoer(terminal, True).json(
            _als_json(beeld) | {"bewaard": None if bewaard is None else str(bewaard)}
        )


def _als_json(beeld: "Voorbeeld") -> dict[str, object]:
    return {
        "kopie": beeld.kopie.pad.name,
        "gemaakt_op": beeld.kopie.gemaakt.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "openers": list(beeld.openers),
        "verschillen": {v.wat: [v.nieuw, v.gewijzigd, v.weg] for v in beeld.verschillen},
        "onbekend": beeld.reden_onbekend,
    }

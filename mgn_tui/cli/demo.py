"""`mgn demo`: an invented pilot in a werkmap of its own; opens the app there, or walks the main line."""

from pathlib import Path

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.omgeving import van
from mgn_tui.cli.scherm import heeft_scherm
from mgn_tui.domain.fouten import Uitgang

app = groep("demo", "Een verzonnen pilot, in een eigen werkmap.")


@opdracht(app, "demo")
def demo(ctx: typer.Context) -> None:
    """Een verzonnen pilot maken in een eigen werkmap (of met --map in een lege map), en daar het scherm openen.

    Zonder terminal loopt mgn de hoofdlijn zelf, van aanmelding tot brief en verslag; de PDF's komen op stdout.
    """
    from mgn_tui.cli.demolijn import loop
    from mgn_tui.exchange.demo import WACHTWOORD
    from mgn_tui.exchange.demomap import maak_demo
    from mgn_tui.store.werkmap import Werkmap, demoplek

    omgeving = van(ctx)
    terminal, klok = omgeving.terminal, omgeving.de_klok()
    werkmap = Werkmap(Path(omgeving.map_) if omgeving.map_ else demoplek())  # MGN_MAP is the user's own
    team = maak_demo(werkmap, klok, terminal.zeg)
    terminal.zeg(f"De demo staat in {werkmap.pad}. Het wachtwoord van iedereen is: {WACHTWOORD}")
    for persoon in team:
        terminal.zeg(f"{persoon.naam}, {persoon.wat}")
    if not heeft_scherm():
        for pad in loop(werkmap, klok, terminal.zeg):
            terminal.data(str(pad))
        return
    from mgn_tui.tui.app import start

    wie = next((p.naam for p in team if p.naam == omgeving.gebruiker), team[0].naam)
    uitgang = start(werkmap, wie, WACHTWOORD, rondleiding=True)
    if uitgang != Uitgang.GOED:
        raise typer.Exit(uitgang)

"""`mgn nieuw`: makes a werkmap with its first person."""

from typing import TYPE_CHECKING

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.dialoog import Dialoog
from mgn_tui.cli.fouten import Gebruiksfout
from mgn_tui.cli.invullen import uitleg
from mgn_tui.cli.omgeving import Omgeving, nieuw_wachtwoord, van
from mgn_tui.cli.veldopties import gegeven, optienaam
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.velden import Formulier
from mgn_tui.register import beginvragen
from mgn_tui.store.wachtwoord import wachtwoord_bezwaar

if TYPE_CHECKING:
    from mgn_tui.domain.profiel import Profiel

app = groep("nieuw", "Een werkmap maken.")


def _vorm(_: "Profiel | None" = None) -> Formulier:
    return beginvragen.formulier()


@opdracht(app, "nieuw", _vorm)
def nieuw(ctx: typer.Context) -> None:
    """Een werkmap maken; de herstelcode komt één keer op stdout. In een terminal als vragenlijst."""
    omgeving = van(ctx)
    werkmap, klok, terminal = omgeving.werkmap(), omgeving.de_klok(), omgeving.terminal
    if werkmap.bestaat():
        raise Geweigerd(
            f"Er is al een werkmap in {werkmap.pad}. Er is niets veranderd; kies met --map een andere."
        )
    ruw = _antwoorden(omgeving, gegeven(ctx) or {})
    waarden, fouten = _vorm().lees(ruw, klok.vandaag())
    if fouten:
        raise Geweigerd(uitleg(_vorm(), Geweigerd(fouten)))
    naam = str(waarden["gebruiker"])
    if omgeving.wachtwoord is None:
        terminal.zeg(f"Kies een wachtwoord van minstens 12 tekens. {beginvragen.WACHTWOORD_WAAROM}")
    woord = omgeving.wachtwoord if omgeving.wachtwoord is not None else nieuw_wachtwoord(omgeving, naam)
    if bezwaar := wachtwoord_bezwaar(
        woord, naam
    ):  # only a script comes here with it; a person is asked again
        terminal.zeg(f"Let op: {bezwaar[0].lower()}{bezwaar[1:]}")
    code = beginvragen.maak(werkmap, ruw, woord, klok, wachtwoord_vrij=True)
    terminal.zeg(f"De werkmap staat in {werkmap.pad}.")
    terminal.zeg("Dit is uw herstelcode. Schrijf hem op papier: wie hem heeft en de laptop, kan alles lezen.")
    terminal.data(code)
    terminal.zeg(f"Vul nu uw eigen gegevens aan met: mgn team wijzig '{naam}'")


def _antwoorden(omgeving: Omgeving, opties: dict[str, str]) -> dict[str, str]:
    """What was given, with the proposals for the rest; asked when something is missing. Raises `Gebruiksfout`."""
    begin = beginvragen.begin_ruw(mens=False) | {"gebruiker": omgeving.gebruiker or ""}
    mist = [
        optienaam(v) for v in ("regio", "gebruiker") if not opties.get(v) and (v == "regio" or not begin[v])
    ]
    if omgeving.wachtwoord is None:
        mist.append("--wachtwoord-bestand (of MGN_WACHTWOORD)")
    if not mist:
        return begin | opties
    if not omgeving.terminal.kan_vragen():
        raise Gebruiksfout(f"Zonder terminal stelt mgn geen vragen. Geef nog: {', '.join(mist)}.")
    begin |= beginvragen.begin_ruw(mens=True)
    waarom = {groep_.titel: groep_.waarom for groep_ in beginvragen.groepen()}
    vandaag = omgeving.de_klok().vandaag()
    dialoog = Dialoog(omgeving.terminal, _vorm(), begin | opties, vandaag, waarom=waarom)
    dialoog.loop()
    return dialoog.ruw

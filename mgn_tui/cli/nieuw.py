"""`mgn nieuw`: makes a werkmap with its first person."""

from typing import TYPE_CHECKING

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.dialoog import Dialoog
from mgn_tui.cli.fouten import Gebruiksfout
from mgn_tui.cli.invullen import uitleg
from mgn_tui.cli.omgeving import Omgeving, nieuw_wachtwoord, van
from mgn_tui.cli.veldopties import gegeven, optienaam
from mgn_tui.cli.vormen import keuze
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.profiel import laad_profiel, profielen
from mgn_tui.domain.velden import Formulier, Keuze, Veld, VeldSoort
from mgn_tui.domain.woorden import ExportWachtwoord, Rol
from mgn_tui.register import instellingen
from mgn_tui.store.wachtwoord import wachtwoord_bezwaar

if TYPE_CHECKING:
    from mgn_tui.domain.profiel import Profiel

app = groep("nieuw", "Een werkmap maken.")
_UIT_INSTELLINGEN = (
    "verantwoordelijke",
    "naam",
    "termijn_identiteit_maanden",
    "termijn_codes_maanden",
    "termijn_log_jaren",
    "termijn_exports_dagen",
    "exports_wachtwoord",
)


def _vorm(_: "Profiel | None" = None) -> Formulier:
    return Formulier(
        "nieuw",
        "Nieuwe werkmap",
        (
            Veld(
                "regio",
                "Regio",
                VeldSoort.KEUZE,
                verplicht=True,
                keuzes=tuple(Keuze(p, laad_profiel(p).naam) for p in profielen()),
            ),
            Veld(
                "gebruiker",
                "Uw naam",
                verplicht=True,
                maximum_tekens=120,
                hulp="Zoals die in de brief staat.",
            ),
            keuze("rol", "Uw rol", Rol),
            Veld("pilot", "Naam van de pilot", hulp="Mag later."),
            *(instellingen.FORMULIER.veld(naam) for naam in _UIT_INSTELLINGEN),
        ),
    )


@opdracht(app, "nieuw", _vorm)
def nieuw(ctx: typer.Context) -> None:
    """Een werkmap maken; de herstelcode komt één keer op stdout. In een terminal als vragenlijst."""
    from mgn_tui.register import sessie

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
        terminal.zeg(
            "Kies een wachtwoord: minstens 12 tekens; vier losse woorden zijn sterk en te onthouden."
        )
    woord = omgeving.wachtwoord if omgeving.wachtwoord is not None else nieuw_wachtwoord(omgeving, naam)
    if bezwaar := wachtwoord_bezwaar(
        woord, naam
    ):  # only a script comes here with it; a person is asked again
        terminal.zeg(f"Let op: {bezwaar[0].lower()}{bezwaar[1:]}")
    code = sessie.nieuw(
        werkmap,
        regio=str(waarden["regio"]),
        gebruiker=naam,
        wachtwoord=woord,
        klok=klok,
        rol=str(waarden["rol"]),
        pilot=str(waarden["pilot"]) if waarden["pilot"] else None,
        verantwoordelijke=str(waarden["verantwoordelijke"] or ""),
        wachtwoord_vrij=True,
        **{v: str(waarden[v]) for v in _UIT_INSTELLINGEN[1:] if waarden[v] is not None},
    )
    terminal.zeg(f"De werkmap staat in {werkmap.pad}.")
    terminal.zeg("Dit is uw herstelcode. Schrijf hem op papier: wie hem heeft en de laptop, kan alles lezen.")
    terminal.data(code)
    terminal.zeg(f"Vul nu uw eigen gegevens aan met: mgn team wijzig '{naam}'")


def _antwoorden(omgeving: Omgeving, opties: dict[str, str]) -> dict[str, str]:
    """What was given, with the proposals for the rest; asked when something is missing. Raises `Gebruiksfout`."""
    begin = {
        "regio": profielen()[0] if len(profielen()) == 1 else "",
        "gebruiker": omgeving.gebruiker or "",
        "rol": Rol.GESPREKSVOERDER.value,
        **instellingen.voorstel_termijnen(),
    }
    mist = [
        optienaam(v) for v in ("regio", "gebruiker") if not opties.get(v) and (v == "regio" or not begin[v])
    ]
    if omgeving.wachtwoord is None:
        mist.append("--wachtwoord-bestand (of MGN_WACHTWOORD)")
    if not mist:
        return begin | opties
    if not omgeving.terminal.kan_vragen():
        raise Gebruiksfout(f"Zonder terminal stelt mgn geen vragen. Geef nog: {', '.join(mist)}.")
    begin |= {"exports_wachtwoord": ExportWachtwoord.VRAGEN.value}  # a person can be asked; a script cannot
    dialoog = Dialoog(omgeving.terminal, _vorm(), begin | opties, omgeving.de_klok().vandaag())
    dialoog.loop()
    return dialoog.ruw

"""The root of the commands: a static table, so that help costs no more than Typer itself.

A noun's file is imported when it is called; a test compares this table with the files.
"""

from importlib import import_module
from typing import Any, Final

import typer

from mgn_tui.cli.basis import HULP, Groep, uitleg
from mgn_tui.cli.omgeving import Omgeving, ontgrendel
from mgn_tui.domain.fouten import MgnFout, Uitgang

NOMEN: Final[dict[str, str]] = {
    "vandaag": "Wat u nu moet doen: de gesprekken van vandaag, en wat wacht.",
    "spoed": "De spoedkaart: wie bel ik nu?",
    "aanmelding": "Aanmeldingen: bekijken, toevoegen, wijzigen, teruggeven.",
    "agenda": "De agenda van een week, en uw gesprekken als .ics voor uw eigen agenda.",
    "gesprek": "Gesprekken: plannen, verzetten, vastleggen.",
    "advies": "Het advies aan de huisarts: schrijven, delen, vaststellen.",
    "doorverwijzing": "Wat er van het advies kwam: turven en optellen.",
    "brief": "De brief maken, als PDF of platte tekst.",
    "verstuurd": "Noteren dat de brief verstuurd is.",
    "casusoverleg": "Het casusoverleg: wat er besproken werd, zonder personen.",
    "overlegmoment": "Hoe vaak het casusoverleg er was.",
    "consultatie": "Vragen tussen professionals, zonder personen.",
    "ervaring": "Losse cijfers op een briefje, van niemand.",
    "geengesprek": "Turven wat geen gesprek werd, per praktijk en kwartaal.",
    "aanbod": "Aanbod dat ontbreekt: de lijst voor de stuurgroep.",
    "uren": "Uw uren naast de gesprekken.",
    "kosten": "Wat de pilot uitgaf.",
    "overtypelijst": "De gesprekken in de volgorde van het formulier van de regio.",
    "zoek": "Vinden: een inwoner, gesprek, praktijk, aanbieder, opdracht of uitleg.",
    "kaart": "De sociale kaart: aanbieders en loketten, met hun wachttijd.",
    "zinnen": "Zinnen die u vaker schrijft: van u, of van het hele team.",
    "praktijk": "De huisartsenpraktijken.",
    "pilot": "De pilots.",
    "sprint": "De sprints.",
    "team": "De collega's: werktijden, toegang, waarneming, wachtwoord.",
    "cijfers": "De cijfers van een periode, naast de doelen.",
    "doel": "De doelen: bekijken, wijzigen, een cijfer of oplevering noteren.",
    "regio": "De regio: bekijken, wisselen, een eigen regiobestand.",
    "evaluatie": "De evaluatie van een sprint of pilot: leerpunten, besluiten, sluiten.",
    "rapport": "Het verslag van een sprint, een pilot of een periode, als PDF en XLSX.",
    "instellingen": "Team, verantwoordelijke, bewaartermijnen, exports, spoedkaart.",
    "importeer": "Een tabel van het team inlezen: CSV of XLSX.",
    "exporteer": "Alle gegevens naar een bestand: CSV, XLSX of JSON.",
    "verzoek": "Wat een inwoner vraagt over de eigen gegevens, en wat u besloot.",
    "inzage": "Alles over één inwoner in één leesbaar bestand.",
    "bewaren": "Van wie de bewaartermijn voorbij is, of bijna.",
    "vernietigen": "Gegevens van een inwoner voorgoed vernietigen.",
    "exports": "Wat er in exports ligt, en het opruimen.",
    "reservekopie": "Een reservekopie maken, of zien welke er zijn.",
    "terugzetten": "Een reservekopie terugzetten.",
    "nieuw": "Een werkmap maken.",
    "demo": "Een verzonnen pilot, in een eigen werkmap.",
    "maak-ongedaan": "Uw laatste wijziging terugnemen, of opnieuw doen.",
    "geschiedenis": "Wat er van een aanmelding, gesprek of advies is gewijzigd.",
    "toegang": "Wie wat las of uitvoerde: het toegangslogboek.",
    "controleer": "Nagaan of de werkmap gaaf is.",
    "werkmap": "Waar alles staat.",
}
BEGIN: Final = "mgn begeleidt het verkennend gesprek: van aanmelding tot brief aan de huisarts."
SLOT: Final = (
    "Zonder opdracht start het scherm. Voor of na elke opdracht mag: --map MAP, --gebruiker NAAM, "
    "--wachtwoord-bestand BESTAND, --herstelcode (wachtwoord kwijt). Voor het scherm: --eenvoudig (alles in woorden), "
    "--thema donker, licht, contrast of kleurloos. Versie: mgn --version. "
    "Wat u als optie typt, is op deze computer even te zien voor andere programma's. Typ gegevens van inwoners "
    "daarom liever in de vragenlijst (laat de opties weg), of geef ze met --uit-bestand."
)


class Wortel(Groep):
    """`mgn`, with its nouns."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(NOMEN)

    def regels(self, ctx: Any) -> list[tuple[str, str]]:
        return list(NOMEN.items())

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in NOMEN:
            return None
        return typer.main.get_command(import_module(f"mgn_tui.cli.{cmd_name.replace('-', '_')}").app)


def wortel() -> Wortel:
    return Wortel(name="mgn", help=BEGIN, epilog=SLOT, rich_markup_mode=None, context_settings=dict(HULP))


def voer_uit(woorden: list[str], omgeving: Omgeving) -> int:
    """Run one command; returns its exit status. What nobody foresaw comes through."""
    from mgn_tui.cli.terminal import maak_leesbaar

    maak_leesbaar()
    terminal = omgeving.terminal
    try:
        if not woorden and omgeving.herstelcode:
            ontgrendel(omgeving).sluit()
            return Uitgang.GOED
        with wortel().make_context("mgn", woorden, obj=omgeving) as ctx:
            ctx.command.invoke(ctx)
        return Uitgang.GOED
    except typer.Exit as einde:
        return einde.exit_code
    except MgnFout as fout:
        terminal.zeg(f"mgn: {fout.melding}" if fout.uitgang else fout.melding)
        return fout.uitgang
    except typer.TyperException as fout:
        terminal.zeg(f"mgn: {uitleg(fout)}")
        return Uitgang.GEBRUIK
    except (KeyboardInterrupt, EOFError):
        terminal.zeg("\nmgn: afgebroken.")
        return Uitgang.ONDERBROKEN

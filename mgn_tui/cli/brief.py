"""`mgn brief`: the letter on paper, or as text to paste."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from mgn_tui.cli import documentwachtwoord
from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.fouten import Gebruiksfout
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.uitvoer import ref
from mgn_tui.cli.vormen import GESPREK
from mgn_tui.cli.welke import welk_advies
from mgn_tui.documents.beveiligen import beveilig
from mgn_tui.documents.brief import als_tekst, bestandsnaam, maak_pdf
from mgn_tui.documents.schrijven import schrijf_nieuw
from mgn_tui.domain.brief import BriefSoort
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.register import brieven, versturen

if TYPE_CHECKING:
    from mgn_tui.cli.terminal import Terminal
    from mgn_tui.domain.brief import Brief
    from mgn_tui.register.sessie import Sessie

app = groep("brief", "De brief maken, als PDF of platte tekst.")
_MAG_WACHTWOORD = frozenset({BriefSoort.INWONER.value, BriefSoort.DOSSIER.value})
_NOOIT = (
    "De brief aan de huisarts krijgt nooit een wachtwoord: hij hoort in het dossier daar, langs een beveiligde weg. "
    "Een wachtwoord kan wel op de PDF voor de inwoner of voor het dossier."
)


@opdracht(app, "brief")
def brief(
    ctx: typer.Context,
    gesprek: str = GESPREK,
    soort: str = typer.Option(
        "",
        "--soort",
        metavar="SOORT",
        help=f"Voor wie: {', '.join(s.value for s in BriefSoort)}. Zonder: mgn vraagt het; in een script huisarts.",
    ),
    tekst: bool = typer.Option(False, "--tekst", help="Platte tekst in plaats van PDF."),
    uit: str = typer.Option("", "--uit", metavar="MAP", help="Een andere map dan exports van de werkmap."),
    wachtwoord_bestand: str = documentwachtwoord.BESTAND,
) -> None:
    """De brief maken; waar hij staat komt op stdout. Mag hij niet gemaakt worden, dan hoort u waarom. Alleen de
    PDF voor de inwoner of voor het dossier kan een wachtwoord hebben."""
    if soort and soort not in {s.value for s in BriefSoort}:
        raise Gebruiksfout(f"Kies bij --soort uit: {', '.join(s.value for s in BriefSoort)}.")
    if wachtwoord_bestand and (tekst or soort not in _MAG_WACHTWOORD):
        raise Geweigerd(_NOOIT)
    with sessie_van(ctx) as s:
        gesprek = welk_advies(ctx, s, gesprek)
        terminal = van(ctx).terminal
        soort = soort or _vraag_soort(terminal)
        wachtwoord = documentwachtwoord.kies(van(ctx), s, wachtwoord_bestand, False, volgt=False)
        gemaakt = brieven.maak(s, gesprek, BriefSoort(soort))
        map_ = Path(uit).expanduser().absolute() if uit else s.werkmap.exports
        pad = schrijf_brief(s, gemaakt, map_, tekst, wachtwoord)
        terminal.data(str(pad))
        if not gemaakt.vastgesteld and gemaakt.soort is not BriefSoort.BERICHT:
            terminal.zeg(
                "Let op: dit advies is nog niet vastgesteld. Boven de brief staat dat het een concept is."
            )
        if gemaakt.soort is BriefSoort.INWONER:
            terminal.zeg(
                "Deze brief is voor de inwoner. Geef hem mee, of stuur hem langs een beveiligde weg."
            )
            return
        if gemaakt.soort is BriefSoort.DOSSIER:
            terminal.zeg(
                "Dit is uw kopie voor het dossier van uw eigen organisatie. "
                f"Overgenomen? Noteer het: mgn advies dossierkopie {ref(gemaakt.referentie)}"
            )
            return
        terminal.zeg(brieven.BEVEILIGDE_WEG)
        terminal.zeg(f"Onderwerp: {gemaakt.onderwerp}")
        terminal.zeg(f"Daarna: mgn verstuurd {ref(gemaakt.referentie)}")


def _vraag_soort(terminal: "Terminal") -> str:
    if not terminal.kan_vragen():
        return BriefSoort.HUISARTS.value
    namen = [soort.value for soort in BriefSoort]
    keuzes = ", ".join(f"{nummer} {naam}" for nummer, naam in enumerate(namen, 1))
    while True:
        woord = terminal.vraag(f"Voor wie is de brief: {keuzes}? (Enter: 1)").strip().casefold() or "1"
        if woord.isdecimal() and 1 <= int(woord) <= len(namen):
            return namen[int(woord) - 1]
        if woord in namen:
            return woord
        terminal.zeg(
            "huisarts: het advies. inwoner: in gewone taal, om mee te geven. dossier: voor uw eigen organisatie. "
            "bericht: alleen dat het gesprek er was. Typ een nummer of een van deze woorden."
        )


def schrijf_brief(
    s: "Sessie", brief_: "Brief", map_: Path, tekst: bool = False, wachtwoord: str | None = None
) -> Path:
    """Write one letter and note that it was made. Raises `Geweigerd`, `SchijfFout`; nothing is left then."""
    inhoud = als_tekst(brief_).encode() if tekst else beveilig(maak_pdf(brief_), ".pdf", wachtwoord)
    pad = schrijf_nieuw(map_, bestandsnaam(brief_), inhoud, ".txt" if tekst else ".pdf")
    # A letter elsewhere is known by its whole path, so that it can be found when it was sent.
    naam = pad.name if map_ == s.werkmap.exports else str(pad)
    try:
        versturen.noteer_document(s, brief_.referentie, brief_.soort, naam)
    except BaseException:
        pad.unlink(missing_ok=True)
        raise
    return pad

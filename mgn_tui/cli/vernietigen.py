"""`mgn vernietigen`: destroy an inwoner's data for good."""

from datetime import date

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.dialoog import vraag_ja
from mgn_tui.cli.fouten import Gebruiksfout
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.domain.datums import lees_datum
from mgn_tui.domain.fouten import Geweigerd, MgnFout
from mgn_tui.register import reservekopieen
from mgn_tui.register import vernietigen as werk

app = groep("vernietigen", "Gegevens van een inwoner voorgoed vernietigen.")


@opdracht(app, "vernietigen")
def vernietigen(
    ctx: typer.Context,
    inwoner: str = typer.Argument(
        ..., metavar="INWONER", help="Referentie van de inwoner of een aanmelding."
    ),
    soort: str = typer.Option(
        "persoon",
        "--soort",
        metavar="persoon|alles",
        help="persoon: de cijfers blijven, zonder dag en leeftijd; alles: die gaan ook weg.",
    ),
    gevraagd_op: str | None = typer.Option(
        None,
        "--gevraagd-op",
        metavar="DATUM",
        help="Wanneer erom gevraagd is. Zonder: de dag van het verzoek dat open staat.",
    ),
    vrijgegeven: bool = typer.Option(
        False, "--met-vrijgegeven", help="Ook leerpunten en signalen die uit dit gesprek zijn vrijgegeven."
    ),
    exports_laten: bool = typer.Option(
        False, "--exports-laten", help="Documenten over deze inwoner in exports laten liggen."
    ),
    kopieen_weg: bool = typer.Option(
        False,
        "--kopieen-weg",
        help="Ook de reservekopieën waar deze inwoner nog in staat; er komt eerst een nieuwe.",
    ),
    ref: str | None = typer.Option(
        None,
        "--ja-ik-weet-het",
        metavar="REFERENTIE",
        help="Voor scripts: de referentie van de inwoner, nog eens.",
    ),
) -> None:
    """Gegevens van een inwoner vernietigen. Dit is het enige dat niet terug te draaien is.

    Naam, tekst, versies, concepten en de waarden in het logboek gaan weg, ook na het terugzetten van een
    reservekopie. Dat het gebeurde, wanneer en door wie, blijft staan. Sluit mgn in andere vensters.
    """
    omgeving = van(ctx)
    terminal = omgeving.terminal
    with sessie_van(ctx) as s:
        try:
            dag: date | None = lees_datum(gevraagd_op, s.klok.vandaag()) if gevraagd_op else None
        except ValueError as fout:
            raise Geweigerd({"gevraagd-op": str(fout)}) from None
        beeld = werk.bekijk(s, inwoner)
        if ref is None and not terminal.kan_vragen():
            raise Gebruiksfout("Zonder terminal vernietigen kan met --ja-ik-weet-het REFERENTIE.")
        for regel in werk.regels(beeld, soort):
            terminal.zeg(regel)
        exports_weg = not exports_laten
        if ref is None:
            if beeld.exports and exports_weg:
                exports_weg = vraag_ja(terminal, "Deze documenten ook verwijderen?")
            ref = terminal.vraag(
                "Typ de referentie van de inwoner om te vernietigen, of niets om te stoppen:"
            ).strip()
            if not ref:
                terminal.zeg("Er is niets vernietigd.")
                return
        weg = werk.vernietig(
            s,
            inwoner,
            soort,
            ref,
            gevraagd_op=dag,
            met_vrijgegeven=vrijgegeven,
            exports_weg=exports_weg,
        )
        terminal.zeg("Vernietigd.")
        for naam in weg:
            terminal.zeg(f"Ook weg uit exports/: {naam}")
        if kopieen_weg:
            try:
                for melding in reservekopieen.vervang(s, beeld.kopieen):
                    terminal.zeg(f"Let op: {melding}")
            except MgnFout as fout:
                terminal.zeg(f"Let op: de reservekopieën staan er nog. {fout.melding}")
            else:
                terminal.zeg("De reservekopieën van vóór nu zijn weg; er is een nieuwe.")

"""`mgn vernietigen`: destroy an inwoner's data for good."""

from datetime import date

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.fouten import Gebruiksfout
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.domain.datums import lees_datum, toon_datum
from mgn_tui.domain.fouten import Geweigerd
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
        None, "--gevraagd-op", metavar="DATUM", help="Wanneer erom gevraagd is."
    ),
    vrijgegeven: bool = typer.Option(
        False, "--met-vrijgegeven", help="Ook leerpunten en signalen die uit dit gesprek zijn vrijgegeven."
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
        for regel in regels(beeld, soort):
            terminal.zeg(regel)
        if ref is None:
            ref = terminal.vraag(
                "Typ de referentie van de inwoner om te vernietigen, of niets om te stoppen:"
            ).strip()
            if not ref:
                terminal.zeg("Er is niets vernietigd.")
                return
        weg = werk.vernietig(s, inwoner, soort, ref, gevraagd_op=dag, met_vrijgegeven=vrijgegeven)
        terminal.zeg("Vernietigd.")
        for naam in weg:
            terminal.zeg(f"Ook weg uit exports/: {naam}")


def regels(beeld: werk.Voorbeeld, soort: str) -> list[str]:
    """What people read before they type the reference."""
    uit = [
        f"Inwoner {beeld.ref}: {_aantal(beeld.aanmeldingen, 'aanmelding', 'aanmeldingen')}, "
        f"{_aantal(beeld.gesprekken, 'gesprek', 'gesprekken')}, {_aantal(beeld.adviezen, 'advies', 'adviezen')}.",
        "Naam en alle tekst gaan voorgoed weg. Dit is niet terug te draaien.",
        "De cijfers blijven: leeftijd als groep, de maand in plaats van de dag."
        if soort == werk.PERSOON
        else "Ook de cijfers gaan weg: de aantallen van eerdere perioden veranderen.",
    ]
    if soort == werk.PERSOON and beeld.bezwaar:
        uit.append(beeld.bezwaar)
    if beeld.exports:
        uit.append(f"In exports/ staat nog: {', '.join(beeld.exports)}. Dat wordt ook verwijderd.")
    if beeld.kopieen and beeld.laatste_weg:
        uit.append(
            f"{_aantal(beeld.kopieen, 'reservekopie bevat', 'reservekopieën bevatten')} deze inwoner nog, uiterlijk "
            f"tot {toon_datum(beeld.laatste_weg.date())}. Wordt er een teruggezet, dan wordt opnieuw vernietigd."
        )
    return uit


def _aantal(n: int, een: str, meer: str) -> str:
    return f"{n} {een if n == 1 else meer}"

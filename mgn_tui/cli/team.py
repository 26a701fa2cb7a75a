"""`mgn team`: the colleagues, when they work, and the keys that let them in."""

from typing import TYPE_CHECKING
from uuid import UUID

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.beheer import NAAM, vind, voeg_toe, welke
from mgn_tui.cli.dialoog import vraag_ja
from mgn_tui.cli.fouten import Gebruiksfout
from mgn_tui.cli.invullen import Taak, vul_waarden
from mgn_tui.cli.omgeving import eis_wachtwoord, sessie_van, van
from mgn_tui.cli.vormen import AANMELDING
from mgn_tui.cli.welke import welke_aanmelding
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.velden import Formulier, Keuze, Veld, VeldSoort
from mgn_tui.register import aanmelden, beheerbeeld, sleutelwissel, team, toegang

if TYPE_CHECKING:
    from typing import Any

app = groep("team", "De collega's: werktijden, toegang, waarneming, wachtwoord.")
voeg_toe(
    app,
    "medewerker",
    nieuw_zegt="De collega is toegevoegd. Laat hem of haar een wachtwoord kiezen met: mgn team toegang NAAM",
)
BESTAND = typer.Option(
    None,
    "--nieuw-wachtwoord-bestand",
    metavar="BESTAND",
    help="Voor scripts: het nieuwe wachtwoord op de eerste regel.",
)


@opdracht(app, "toegang")
def toegang_(ctx: typer.Context, naam: str = NAAM, bestand: str | None = BESTAND) -> None:
    """Een collega zelf een wachtwoord laten typen; vanaf dan kan hij of zij openen."""
    with sessie_van(ctx) as s:
        collega = welke(ctx, s, "medewerker", naam)
        terminal = van(ctx).terminal
        if bestand is None and terminal.kan_vragen():
            terminal.zeg(
                f"Laat {collega.naam} nu zelf typen. Minstens 12 tekens; vier losse woorden is goed."
            )
        woord = eis_wachtwoord(van(ctx), bestand, collega.naam, "Wachtwoord")
        team.geef_toegang(s, collega.id, woord)
        terminal.zeg(f"{collega.naam} kan nu openen.")


@opdracht(app, "wachtwoord")
def wachtwoord(ctx: typer.Context, bestand: str | None = BESTAND) -> None:
    """Uw eigen wachtwoord wijzigen."""
    with sessie_van(ctx) as s:
        omgeving = van(ctx)
        oud = omgeving.wachtwoord
        if oud is None:
            if not omgeving.terminal.kan_vragen():
                raise Gebruiksfout("Het wachtwoord van nu ontbreekt.")
            oud = omgeving.terminal.geheim("Uw wachtwoord van nu:")
        nieuw = eis_wachtwoord(omgeving, bestand, s.ik.naam, "Nieuw wachtwoord")
        team.wijzig_wachtwoord(s, oud, nieuw)
        omgeving.terminal.zeg("Uw nieuwe wachtwoord geldt vanaf nu.")


@opdracht(app, "herstelcode")
def herstelcode(ctx: typer.Context) -> None:
    """Een nieuwe herstelcode voor uzelf, één keer op stdout; de oude vervalt."""
    with sessie_van(ctx) as s:
        code = team.nieuwe_herstelcode(s)
        van(ctx).terminal.data(code)
        van(ctx).terminal.zeg(
            "Bewaar deze code op papier, niet op deze laptop. De oude code werkt niet meer."
        )


@opdracht(app, "verwijder")
def verwijder(
    ctx: typer.Context,
    naam: str = NAAM,
    zonder: bool = typer.Option(
        False,
        "--zonder-nieuwe-sleutel",
        help="De database houdt haar sleutel; alleen voor een grote werkmap.",
    ),
) -> None:
    """Een collega gaat weg: die kan niet meer openen; wat hij of zij deed blijft.

    De database krijgt een nieuwe sleutel. Een kopie van de werkmap van eerder gaat nog open met het wachtwoord
    van toen.
    """
    with sessie_van(ctx) as s:
        collega = welke(ctx, s, "medewerker", naam)
        if not naam and not vraag_ja(van(ctx).terminal, f"{collega.naam} deze werkmap afnemen?"):
            return
        waarom = team.verwijder(s, collega.id, nieuwe_sleutel=not zonder)
        terminal = van(ctx).terminal
        terminal.zeg(f"{collega.naam} kan deze werkmap niet meer openen.")
        if waarom:
            terminal.zeg(f"Let op: {waarom} Dat kan met: mgn team nieuwe-sleutel")


@opdracht(app, "nieuwe-sleutel")
def nieuwe_sleutel(ctx: typer.Context) -> None:
    """De database een nieuwe sleutel geven, bijvoorbeeld als een oude kopie of een wachtwoord weg is.

    Niemand hoeft een ander wachtwoord. De werkmap mag intussen nergens anders open staan.
    """
    with sessie_van(ctx) as s:
        sleutelwissel.wissel(s)
        van(ctx).terminal.zeg(
            "De database heeft een nieuwe sleutel. Iedereen opent met het eigen wachtwoord."
        )


WAARNEMING = Formulier(
    "waarneming",
    "Waarneming",
    (
        Veld(
            "reden",
            "Reden",
            verplicht=True,
            maximum_tekens=400,
            hulp="Blijft bewaard; het toegangslogboek zegt dat u toegang gaf.",
        ),
    ),
)


@opdracht(app, "waarneming", lambda _: WAARNEMING)
def waarneming(ctx: typer.Context, aanmelding: str = AANMELDING, naam: str = NAAM) -> None:
    """Een collega als waarnemer laten meelezen bij één inwoner, met een reden."""
    with sessie_van(ctx) as s:
        beeld = aanmelden.lees(s, welke_aanmelding(ctx, s, aanmelding))
        collega = welke(ctx, s, "medewerker", naam)

        def doe(w: "dict[str, Any]") -> None:
            toegang.laat_waarnemen(s, beeld.inwoner, UUID(hex=collega.id), w["reden"])

        vul_waarden(ctx, s, Taak(WAARNEMING, beeld.ref, inwoner=beeld.inwoner), doe)
        van(ctx).terminal.zeg(f"{collega.naam} kan nu meelezen.")


WAARNEMER = typer.Argument(None, metavar="NAAM", help="De naam van de waarnemer; zonder naam vraagt mgn het.")


@opdracht(app, "waarneming-intrekken")
def waarneming_intrekken(
    ctx: typer.Context, aanmelding: str = AANMELDING, naam: str | None = WAARNEMER
) -> None:
    """Een waarnemer niet meer laten meelezen bij één inwoner. Zonder naam als vraag."""
    omgeving = van(ctx)
    if naam is None and not omgeving.terminal.kan_vragen():
        raise Gebruiksfout("Zeg wie niet meer meeleest: mgn team waarneming-intrekken AANMELDING NAAM")
    with sessie_van(ctx) as s:
        beeld = aanmelden.lees(s, welke_aanmelding(ctx, s, aanmelding))

        def doe(w: "dict[str, Any]") -> None:
            collega = vind(s, "medewerker", w["collega"])
            weg = toegang.trek_waarneming_in(s, beeld.inwoner, UUID(hex=collega.id))
            omgeving.terminal.zeg(
                f"{collega.naam} kan niet meer meelezen."
                if weg
                else f"{collega.naam} is geen waarnemer meer, maar leest mee vanuit de planning."
            )

        if naam is not None:
            doe({"collega": naam})
            return
        keuzes = tuple(Keuze(w.medewerker.hex, w.naam) for w in beheerbeeld.waarnemers(s, beeld.inwoner))
        if not keuzes:
            raise Geweigerd("Hier neemt niemand waar.")
        wie = Veld("collega", "Wie leest niet meer mee?", VeldSoort.KEUZE, verplicht=True, keuzes=keuzes)
        vul_waarden(
            ctx, s, Taak(Formulier("waarneming-intrekken", "Waarneming intrekken", (wie,)), beeld.ref), doe
        )

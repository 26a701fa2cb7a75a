"""`mgn zinnen`: sentences for re-use in an advies."""

from typing import TYPE_CHECKING, Any

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.dialoog import vraag_ja
from mgn_tui.cli.invullen import Taak, vul_in
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.registeropdrachten import TOCH
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer, regel
from mgn_tui.domain.fouten import Geweigerd, NietGevonden
from mgn_tui.register import zinnen
from mgn_tui.register.vrijgeven import Herleidbaar

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie
    from mgn_tui.register.zinnen import Zin

app = groep("zinnen", "Zinnen die u vaker schrijft: van u, of van het hele team.")
ZIN = typer.Argument(..., metavar="ZIN", help="Het nummer in de lijst, of woorden uit de zin.")


def vind(s: "Sessie", tekst: str) -> "Zin":
    """The sentence of this number in the list, or the only one with these words. Raises `NietGevonden`."""
    alle = zinnen.lijst(s)
    if tekst.isdigit() and 0 < int(tekst) <= len(alle):
        return alle[int(tekst) - 1]
    gevonden = [zin for zin in alle if tekst.strip() and zin.past(tekst)]
    if len(gevonden) == 1:
        return gevonden[0]
    if gevonden:
        raise NietGevonden("Dit past op meer dan één zin. Neem het nummer dat er in de lijst voor staat.")
    raise NietGevonden("Deze zin is er niet. Bekijk de lijst met: mgn zinnen lijst")


@opdracht(app, "lijst")
def lijst(ctx: typer.Context, json: bool = typer.Option(False, "--json", help=JSON_HULP)) -> None:
    """De lijst, genummerd."""
    with sessie_van(ctx) as s:
        alle = zinnen.lijst(s)
        Uitvoer(van(ctx).terminal, json).lijst(
            ({"id": zin.id, "tekst": zin.tekst, "van_team": zin.van_team} for zin in alle),
            (regel(str(nr), zin.regel, zin.van) for nr, zin in enumerate(alle, 1)),
            "Nog geen zinnen. Voeg er een toe met: mgn zinnen erbij",
        )


@opdracht(app, "erbij", lambda _: zinnen.FORMULIER)
def erbij(ctx: typer.Context, toch: bool = TOCH) -> None:
    """Een zin toevoegen. Zonder opties als vragenlijst."""
    _vul_in(ctx, None, toch)


@opdracht(app, "wijzig", lambda _: zinnen.FORMULIER)
def wijzig(ctx: typer.Context, zin: str = ZIN, toch: bool = TOCH) -> None:
    """Een zin wijzigen; wat u niet noemt blijft. Zonder opties als vragenlijst."""
    _vul_in(ctx, zin, toch)


def _vul_in(ctx: Any, welke: str | None, toch: bool) -> None:
    terminal = van(ctx).terminal
    with sessie_van(ctx) as s:
        zin = None if welke is None else vind(s, welke)

        def bewaar(ruw: dict[str, str], versie: str | None, concept: tuple[str, str]) -> str:
            id_ = zin.id if zin else None
            try:
                return zinnen.bewaar(s, ruw, id_, versie, concept, gezien=toch)
            except Herleidbaar as fout:
                if not terminal.kan_vragen():
                    vraag = f"{fout.melding} Hebt u het nagelezen? Geef dan --toch."
                    raise Geweigerd({"tekst": vraag}) from None
                terminal.zeg(f"{fout.melding} Gevonden: {fout.uitleg}.")
                if not vraag_ja(terminal, "Toch bewaren?"):
                    raise
                return zinnen.bewaar(s, ruw, id_, versie, concept, gezien=True)

        taak = (
            Taak(zinnen.FORMULIER, "nieuw", nieuw=True)
            if zin is None
            else Taak(zinnen.FORMULIER, zin.id, zin.ruw, zin.versie)
        )
        vul_in(ctx, s, taak, bewaar)
        terminal.zeg("Toegevoegd." if zin is None else "Bewaard.")


@opdracht(app, "weg")
def weg(ctx: typer.Context, zin: str = ZIN) -> None:
    """Een zin weghalen. Wat in een advies staat, blijft daar staan."""
    with sessie_van(ctx) as s:
        gevonden = vind(s, zin)
        zinnen.verwijder(s, gevonden.id)
        van(ctx).terminal.zeg(f"Weg: {gevonden.regel}")

"""What the commands of Beheer share: finding a record by its name, and the four commands of a simple one."""

from typing import TYPE_CHECKING, Any

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.invullen import Taak, vul_in
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer, als_json, als_regels, regel
from mgn_tui.cli.veldopties import zonder_werkmap
from mgn_tui.cli.vormen import vraagbaar
from mgn_tui.cli.welke import welke_rij
from mgn_tui.domain.fouten import NietGevonden
from mgn_tui.domain.tekst import vouw
from mgn_tui.register import beheren

if TYPE_CHECKING:
    from mgn_tui.register.kluis import Recordregel
    from mgn_tui.register.sessie import Sessie

NAAM = vraagbaar("NAAM", "De naam, of het begin ervan.")


def welke(ctx: Any, s: "Sessie", soort: str, getypt: str) -> "Recordregel":
    """As `vind`; when no name was typed the one that is chosen."""
    if getypt:
        return vind(s, soort, getypt)
    rijen = beheren.lijst(s, soort)
    gekozen = welke_rij(ctx, _HEET.get(soort, soort), rijen, "De lijst is nog leeg.")
    return next(r for r in rijen if r.id == gekozen)


def vind(s: "Sessie", soort: str, tekst: str) -> "Recordregel":
    """The record of this name, or of an unambiguous beginning of it. Raises `NietGevonden`."""
    rijen, gezocht = beheren.lijst(s, soort), vouw(tekst)
    if soort == "sprint" and gezocht.isdigit():
        gezocht = f"sprint {gezocht}"
    heel = [r for r in rijen if gezocht in (vouw(r.naam), r.id)]
    begin = [r for r in rijen if any(d.startswith(gezocht) for d in (vouw(r.naam), *vouw(r.naam).split()))]
    gevonden = heel or begin
    if len(gevonden) == 1 and gezocht:
        return gevonden[0]
    wie = _HEET.get(soort, soort)
    if len(gevonden) > 1:
        namen = ", ".join(r.naam for r in gevonden)
        raise NietGevonden(f"Dit past op meer dan één {wie}: {namen}. Typ iets meer.")
    raise NietGevonden(f"Deze {wie} is er niet. Bekijk de lijst met: mgn {NOMEN[soort]} lijst")


NOMEN = {"medewerker": "team", "praktijk": "praktijk", "pilot": "pilot", "sprint": "sprint", "kaart": "kaart"}
_HEET = {"medewerker": "collega", "kaart": "aanbieder"}


def rij_json(s: "Sessie", soort: str, r: "Recordregel") -> dict[str, Any]:
    velden = als_json(beheren.formulier(s, soort), r.ruw, s.klok.vandaag())
    return {"id": r.id, "naam": r.naam, "actief": r.actief, "velden": velden}


def voeg_toe(
    app: typer.Typer, soort: str, *, nieuw_zegt: str, nieuw_heet: str = "nieuw", met_lijst: bool = True
) -> None:
    """The commands lijst, toon, nieuw and wijzig of one kind of record."""
    vorm = zonder_werkmap(lambda s: beheren.formulier(s, soort))
    wat = _HEET.get(soort, soort)

    def lijst(ctx: typer.Context, json: bool = typer.Option(False, "--json", help=JSON_HULP)) -> None:
        with sessie_van(ctx) as s:
            rijen = beheren.lijst(s, soort)
            Uitvoer(van(ctx).terminal, json).lijst(
                (rij_json(s, soort, r) for r in rijen),
                (regel(r.naam, r.bij, "" if r.actief else "doet niet meer mee") for r in rijen),
                "De lijst is nog leeg.",
            )

    def toon(
        ctx: typer.Context,
        naam: str = NAAM,
        json: bool = typer.Option(False, "--json", help=JSON_HULP),
    ) -> None:
        with sessie_van(ctx) as s:
            r = welke(ctx, s, soort, naam)
            uit = Uitvoer(van(ctx).terminal, json)
            if json:
                uit.json(rij_json(s, soort, r))
            else:
                vorm_ = beheren.formulier(s, soort)
                uit.terminal.data("\n".join([r.naam, *als_regels(vorm_, r.ruw, s.klok.vandaag())]))

    def nieuw(ctx: typer.Context) -> None:
        with sessie_van(ctx) as s:
            vul_in(
                ctx,
                s,
                Taak(beheren.formulier(s, soort), "nieuw", nieuw=True),
                lambda ruw, versie, concept: beheren.bewaar(s, soort, ruw, None, versie, concept),
            )
            van(ctx).terminal.zeg(nieuw_zegt)

    def wijzig(ctx: typer.Context, naam: str = NAAM) -> None:
        with sessie_van(ctx) as s:
            r = welke(ctx, s, soort, naam)
            vul_in(
                ctx,
                s,
                Taak(beheren.formulier(s, soort), r.id, r.ruw, r.versie),
                lambda ruw, versie, concept: beheren.bewaar(s, soort, ruw, r.id, versie, concept),
            )
            van(ctx).terminal.zeg("Bewaard.")

    lijst.__doc__ = f"De lijst: elke {wat} op een regel."
    toon.__doc__ = f"Eén {wat}."
    nieuw.__doc__ = f"Een {wat} toevoegen. Zonder opties als vragenlijst."
    wijzig.__doc__ = f"Een {wat} wijzigen; wat u niet noemt blijft. Zonder opties als vragenlijst."
    if met_lijst:
        opdracht(app, "lijst")(lijst)
    opdracht(app, "toon")(toon)
    opdracht(app, nieuw_heet, vorm)(nieuw)
    opdracht(app, "wijzig", vorm)(wijzig)


def eenvoudig(soort: str, hulp: str, nieuw_zegt: str) -> typer.Typer:
    """A noun with just those four."""
    app = groep(soort, hulp)
    voeg_toe(app, soort, nieuw_zegt=nieuw_zegt)
    return app

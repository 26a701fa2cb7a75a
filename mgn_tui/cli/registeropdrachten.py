"""What the nouns of the registers share: the commands lijst, nieuw, wijzig and verwijder of one register."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.dialoog import vraag_ja
from mgn_tui.cli.invullen import Taak, vul_in, vul_waarden
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer, als_json, regel
from mgn_tui.cli.veldopties import zonder_werkmap
from mgn_tui.cli.vormen import vraagbaar
from mgn_tui.cli.welke import welke_rij
from mgn_tui.domain.fouten import Geweigerd, NietGevonden
from mgn_tui.domain.tekst import vouw
from mgn_tui.register import registers
from mgn_tui.register.registervormen import REGISTERS
from mgn_tui.register.vrijgeven import Herleidbaar

if TYPE_CHECKING:
    from mgn_tui.register.kluis import Recordregel
    from mgn_tui.register.sessie import Sessie

SLEUTEL = vraagbaar("REGEL", "De tekens voor de regel in de lijst, of waar de regel over gaat.")
TOCH = typer.Option(
    False, "--toch", help="Ook als er een naam, datum of cijfer in staat. U hebt het nagelezen."
)


def vind(s: "Sessie", naam: str, tekst: str) -> "Recordregel":
    """The line that answers to the end of its key, or to words that stand in it only. Raises `NietGevonden`."""
    rijen, gezocht = registers.lijst(s, naam), vouw(tekst)
    op_sleutel = [r for r in rijen if gezocht and r.id.endswith(gezocht)]
    op_woorden = [r for r in rijen if gezocht and all(w in vouw(r.naam) for w in gezocht.split())]
    gevonden = op_sleutel or op_woorden
    if len(gevonden) == 1:
        return registers.een(s, naam, gevonden[0].id)
    if gevonden:
        raise NietGevonden("Dit past op meer dan één regel. Neem de tekens die er in de lijst voor staan.")
    raise NietGevonden(f"Deze regel is er niet. Bekijk de lijst met: mgn {naam} lijst")


def welke_regel(ctx: Any, s: "Sessie", naam: str, getypt: str) -> "Recordregel":
    if getypt:
        return vind(s, naam, getypt)
    return registers.een(s, naam, welke_rij(ctx, "regel", registers.lijst(s, naam), REGISTERS[naam].leeg))


def maak(naam: str, hulp: str) -> typer.Typer:
    """The noun of a register with its four commands."""
    app, r = groep(naam, hulp), REGISTERS[naam]
    vorm = zonder_werkmap(lambda s: registers.formulier(s, naam))

    def lijst(ctx: typer.Context, json: bool = typer.Option(False, "--json", help=JSON_HULP)) -> None:
        with sessie_van(ctx) as s:
            rijen, vorm_ = registers.lijst(s, naam), registers.formulier(s, naam)
            Uitvoer(van(ctx).terminal, json).lijst(
                (
                    {"id": rij.id, "regel": rij.naam, "velden": als_json(vorm_, rij.ruw, s.klok.vandaag())}
                    for rij in rijen
                ),
                (
                    f"{'' if '|' in rij.id else registers.korte_sleutel(rij.id) + '  '}{regel(rij.naam, rij.bij)}"
                    for rij in rijen
                ),
                r.leeg,
            )

    def nieuw(ctx: typer.Context) -> None:
        with sessie_van(ctx) as s:
            taak = _taak(s, naam, "nieuw", nu=registers.nieuw_ruw(s, naam), nieuw=True)
            if r.anoniem:
                van(ctx).terminal.zeg(registers.ZONDER_CONCEPT)
            id_ = vul_in(
                ctx,
                s,
                taak,
                lambda ruw, versie, concept: registers.bewaar(s, naam, ruw, None, versie, concept),
            )
            van(ctx).terminal.data(registers.korte_sleutel(id_))
            van(ctx).terminal.zeg("Toegevoegd.")

    def wijzig(ctx: typer.Context, sleutel: str = SLEUTEL) -> None:
        with sessie_van(ctx) as s:
            rij = welke_regel(ctx, s, naam, sleutel)
            vul_in(
                ctx,
                s,
                _taak(s, naam, rij.id, nu=rij.ruw, versie=rij.versie),
                lambda ruw, versie, concept: registers.bewaar(s, naam, ruw, rij.id, versie, concept),
            )
            van(ctx).terminal.zeg("Bewaard.")

    def verwijder(ctx: typer.Context, sleutel: str = SLEUTEL) -> None:
        with sessie_van(ctx) as s:
            rij = welke_regel(ctx, s, naam, sleutel)
            registers.verwijder(s, naam, rij.id)
            van(ctx).terminal.zeg(f"Weg: {rij.naam}")

    lijst.__doc__ = "De lijst, de nieuwste bovenaan." + (" Alleen uw eigen regels." if r.eigen else "")
    nieuw.__doc__ = "Een regel toevoegen. Zonder opties als vragenlijst."
    wijzig.__doc__ = "Een regel wijzigen; wat u niet noemt blijft. Zonder opties als vragenlijst."
    verwijder.__doc__ = "Een regel weghalen."
    opdracht(app, "lijst")(lijst)
    opdracht(app, "nieuw", vorm)(nieuw)
    opdracht(app, "wijzig", vorm)(wijzig)
    opdracht(app, "verwijder")(verwijder)
    return app


def _taak(s: "Sessie", naam: str, record: str, **wat: Any) -> Taak:
    return Taak(registers.formulier(s, naam), record, onthoud=not REGISTERS[naam].anoniem, **wat)


def geef_vrij(
    ctx: Any, s: "Sessie", taak: Taak, toch: bool, doe: Callable[[str, bool], None], klaar: str
) -> None:
    """Release a text: what was found in it is shown, and somebody says that it may go."""
    terminal = van(ctx).terminal

    def probeer(w: dict[str, Any]) -> bool:
        try:
            doe(w["tekst"], toch)
        except Herleidbaar as fout:
            if not terminal.kan_vragen():
                raise Geweigerd({"tekst": f"{fout.melding} Hebt u het nagelezen? Geef dan --toch."}) from None
            terminal.zeg(f"{fout.melding} Gevonden: {fout.uitleg}.")
            if not vraag_ja(terminal, "Toch vrijgeven?"):
                return False
            doe(w["tekst"], True)
        return True

    terminal.zeg(klaar if vul_waarden(ctx, s, taak, probeer) else "Niet vrijgegeven.")

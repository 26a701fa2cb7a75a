"""`mgn zoek`: the finder, as lines."""

from typing import TYPE_CHECKING, Any

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer, ref, regel
from mgn_tui.domain.tekst import past
from mgn_tui.register import velduitleg, vinden
from mgn_tui.register.vinden import Groep, Regel, Soort

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

app = groep("zoek", "Vinden: een inwoner, gesprek, praktijk, aanbieder, opdracht of uitleg.")
_MET_REF = (Soort.INWONER, Soort.GESPREK, Soort.AANBIEDER)
_VELDEN = 5


@opdracht(app, "zoek")
def zoek(
    ctx: typer.Context,
    woorden: list[str] = typer.Argument(
        ..., metavar="WOORD...", help="Een deel van een naam, een dag (9 maart), een referentie of een woord."
    ),
    namen: bool = typer.Option(False, "--namen", help="Namen voluit, van uw eigen inwoners."),
    json: bool = typer.Option(False, "--json", help=JSON_HULP),
) -> None:
    """Wat erop lijkt, ook met een tikfout erin. Namen alleen van wie u mag lezen.

    Wat u typt is op deze computer even te zien voor andere programma's: zoek op naam liever in het scherm, met ctrl+p.
    """
    naald = " ".join(woorden)
    with sessie_van(ctx) as s:
        groepen = vinden.vind(s, naald, vergevend=True)
        gevonden = [(groep, r) for groep in groepen for r in groep.regels]
        rijen = [_als_json(groep, r, namen) for groep, r in gevonden]
        regels = [_als_regel(groep, r, namen) for groep, r in gevonden]
        meer = sum(groep.nog for groep in groepen)
        uitleg = [*_opdrachten(naald), *_velden(s, naald)]
        rijen += [{"soort": soort, "titel": titel, "uitleg": tekst} for soort, titel, tekst in uitleg]
        regels += [regel(soort, titel, tekst) for soort, titel, tekst in uitleg]
        uit = Uitvoer(van(ctx).terminal, json)
        uit.lijst(rijen, regels, "Er is niets gevonden.")
        if meer and not json:
            uit.terminal.zeg(f"Er zijn er nog {meer}. Geef meer letters.")


def _als_json(groep: Groep, r: Regel, namen: bool) -> dict[str, Any]:
    return {
        "soort": r.soort.value,
        "referentie": r.ref if r.soort in _MET_REF else None,
        "titel": r.titel,
        **({"naam": r.naam or None} if namen else {}),
        "uitleg": r.uitleg,
        "lijkt": groep.lijkt,
    }


def _als_regel(groep: Groep, r: Regel, namen: bool) -> str:
    return regel(
        f"lijkt op: {r.soort.value}" if groep.lijkt else r.soort.value,
        ref(r.ref) if r.soort in _MET_REF else "",
        r.naam if namen and r.naam else r.titel,
        r.uitleg,
    )


def _opdrachten(naald: str) -> list[tuple[str, str, str]]:
    from mgn_tui.cli.wortel import NOMEN

    return [
        ("opdracht", f"mgn {naam}", hulp) for naam, hulp in NOMEN.items() if past(naald, f"{naam} {hulp}")
    ]


def _velden(s: "Sessie", naald: str) -> list[tuple[str, str, str]]:
    """What a question in a form means."""
    gevonden = [u for u in velduitleg.velden(s) if past(naald, f"{u.veld.label} {u.veld.hulp}")]
    gevonden.sort(key=lambda u: not past(naald, u.veld.label))
    return [("veld", u.veld.label, regel(u.veld.hulp, f"staat bij {u.waar}")) for u in gevonden[:_VELDEN]]

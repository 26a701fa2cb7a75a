"""`mgn vandaag`: what to do now, line by line, each with the command that does it."""

from typing import Any

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer, ref, regel
from mgn_tui.domain.datums import toon_datum
from mgn_tui.domain.tekst import zoveel
from mgn_tui.domain.woorden import GesprekStatus, Vorm
from mgn_tui.register import exportmap
from mgn_tui.register import vandaag as register
from mgn_tui.register.agenda import Afspraakregel

app = groep("vandaag", "Wat u nu moet doen: de gesprekken van vandaag, en wat wacht.")

_MERK = {"✖": "eerst", "▲": "bijna"}
_DOE = {
    "plannen": "mgn gesprek plan {ref}",
    "gesprek": "mgn gesprek thema {ref}",
    "advies": "mgn advies toon {ref}",
    "doorverwijzing": "mgn doorverwijzing zet {ref}",
    "rechten": "mgn bewaren",
}


@opdracht(app, "vandaag")
def vandaag(
    ctx: typer.Context,
    namen: bool = typer.Option(False, "--namen", help="Namen voluit; anders alleen initialen."),
    json: bool = typer.Option(False, "--json", help=JSON_HULP),
) -> None:
    """De gesprekken van vandaag en wat op u wacht, het dringendste eerst, met de opdracht die erbij hoort."""
    terminal = van(ctx).terminal
    with sessie_van(ctx) as s:
        stand = register.overzicht(s)
        mijn = [g for g in stand.gesprekken if g.van_mij or s.ik.coordinator]
        aantal, oudste = exportmap.hoeveel(s)
        ligt = exportmap.zin(aantal, oudste) if aantal else ""
        if json:
            Uitvoer(terminal, True).json(
                {
                    "dag": stand.vandaag,
                    "gesprekken": [_gesprek_json(g, namen) for g in mijn],
                    "wacht": [_punt_json(p, namen) for p in stand.wacht],
                }
            )
            return
        terminal.data(f"Vandaag, {toon_datum(stand.vandaag)}")
        for g in mijn:
            terminal.data(_gesprek(g, namen))
        if not mijn:
            terminal.data("U hebt vandaag geen gesprek.")
        terminal.data("")
        terminal.data("Nog te doen door het team" if s.ik.coordinator else "Wacht op u")
        for punt in stand.wacht:
            terminal.data(_punt(punt, namen))
        if ligt:
            terminal.data(regel(ligt, "mgn exports"))
        if not stand.wacht and not ligt:
            terminal.data("Niets.")


def _gesprek(g: Afspraakregel, namen: bool) -> str:
    wie = g.naam if namen and g.naam else g.wie
    return regel(
        f"{g.begin:%H:%M}",
        wie,
        f"{g.volgnummer}e gesprek",
        "" if g.status == GesprekStatus.GEPLAND.value else GesprekStatus.label_van(g.status),
        _plek(g),
        f"met {' + '.join(g.team)}",
        "met naaste" if g.naaste else "",
        "bijzondere kennis gevraagd" if g.expertise else "",
        f"mgn gesprek toon {ref(g.ref)}",
    )


def _plek(g: Afspraakregel) -> str:
    return g.locatie if g.vorm == Vorm.LOCATIE.value and g.locatie else Vorm.label_van(g.vorm)


def _punt(p: register.Punt, namen: bool) -> str:
    dagen = zoveel(p.dagen, "dag", "dagen") if p.stap == "plannen" else ""
    doe = _DOE.get(p.stap, "").format(ref=ref(p.ref))
    return regel(_MERK.get(p.merk, ""), dagen, p.met_naam() if namen else p.tekst, doe)


def _gesprek_json(g: Afspraakregel, namen: bool) -> dict[str, Any]:
    return {
        "gesprek": g.ref,
        "begin": g.begin,
        "wie": g.naam if namen and g.naam else g.wie,
        "volgnummer": g.volgnummer,
        "status": g.status,
        "plek": _plek(g),
        "team": list(g.team),
        "naaste": g.naaste,
        "expertise": bool(g.expertise),
    }


def _punt_json(p: register.Punt, namen: bool) -> dict[str, Any]:
    merk = {"✖": "eerst", "▲": "bijna", "●": "op tijd"}.get(p.merk)
    tekst = p.met_naam() if namen else p.tekst
    return {"dringend": merk, "dagen": p.dagen, "stap": p.stap, "ref": p.ref, "tekst": tekst}

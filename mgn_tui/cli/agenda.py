"""`mgn agenda`: a week of the team, and your own gesprekken for another calendar program."""

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.fouten import Gebruiksfout
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer, ref, regel
from mgn_tui.domain.datums import toon_datum
from mgn_tui.domain.tijdvakken import lees_week, maandag_van
from mgn_tui.domain.woorden import Vorm
from mgn_tui.register import aanmeldlijst, planbeeld, plannen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mgn_tui.register.plannen import Afspraakregel
    from mgn_tui.register.sessie import Sessie

app = groep("agenda", "De agenda van een week, en uw eigen gesprekken voor een ander programma.")


@opdracht(app, "agenda")
def agenda(
    ctx: typer.Context,
    week: str = typer.Option(
        "",
        "--week",
        metavar="WEEK",
        help="Bijvoorbeeld 11, 2027-W11, volgende week of 15-3. Zonder: deze week.",
    ),
    namen: bool = typer.Option(False, "--namen", help="Namen voluit, van uw eigen inwoners."),
    json: bool = typer.Option(False, "--json", help=JSON_HULP),
    ics: str = typer.Option(
        "",
        "--ics",
        metavar="BESTAND",
        help="Schrijf uw eigen gesprekken, vanaf die week, naar een .ics voor uw eigen agenda. Zonder namen.",
    ),
) -> None:
    """De gesprekken van een week, dag voor dag, met feestdagen en wie er afwezig is."""
    if ics and (json or namen):
        raise Gebruiksfout("--ics gaat niet samen met --json of --namen.")
    with sessie_van(ctx) as s:
        vandaag = s.klok.vandaag()
        try:
            maandag = lees_week(week, vandaag) if week else maandag_van(vandaag)
        except ValueError as fout:
            raise Gebruiksfout(f"Dit klopt niet: --week. {fout}") from None
        if ics:
            from mgn_tui.documents.ics import geef_uit

            uit = geef_uit(s, min(maandag, maandag_van(vandaag)), Path(ics))
            van(ctx).terminal.data(str(uit.pad))
            van(ctx).terminal.zeg(uit.zin)
            return
        rijen = plannen.agenda(s, maandag, maandag + timedelta(days=6))
        Uitvoer(van(ctx).terminal, json).lijst(
            (_als_json(r, namen) for r in rijen),
            _regels(s, maandag, rijen, namen),
            "",
        )


def _als_json(r: "Afspraakregel", namen: bool) -> dict[str, Any]:
    return {
        "gesprek": r.ref,
        "inwoner": r.wie,
        **({"naam": r.naam or None} if namen else {}),
        "begin": r.begin,
        "einde": r.einde,
        "volgnummer": r.volgnummer,
        "status": r.status,
        "vorm": r.vorm,
        "locatie": r.locatie or None,
        "team": list(r.team),
        "van_mij": r.van_mij,
    }


def _regels(s: "Sessie", maandag: date, rijen: "list[Afspraakregel]", namen: bool) -> "Iterator[str]":
    """Day by day; a weekend only when there is something in it."""
    zondag = maandag + timedelta(days=6)
    feestdagen, weg = plannen.feestdagen(maandag, zondag), planbeeld.afwezigen(s, maandag, zondag)
    yield f"Week {maandag.isocalendar().week}, {toon_datum(maandag)} tot en met {toon_datum(zondag)}"
    for nummer in range(7):
        dag = maandag + timedelta(days=nummer)
        hier = [r for r in rijen if r.begin.date() == dag]
        if nummer > 4 and not hier and dag not in feestdagen:
            continue
        afwezig = ", ".join(dict.fromkeys(n for n, van_, tot in weg if van_ <= dag <= tot))
        yield ""
        yield regel(
            toon_datum(dag).rsplit(" ", 1)[0],
            "vandaag" if dag == s.klok.vandaag() else "",
            feestdagen.get(dag, ""),
            f"afwezig: {afwezig}" if afwezig else "",
        )
        for r in hier:
            yield "  " + regel(
                f"{r.begin:%H:%M} tot {r.einde:%H:%M}",
                r.naam if namen and r.naam else r.wie,
                f"{r.volgnummer}e gesprek",
                "" if r.status == "gepland" else aanmeldlijst.statuslabel(r.status),
                r.locatie if r.vorm == Vorm.LOCATIE.value and r.locatie else Vorm.label_van(r.vorm),
                f"met {' en '.join(r.team)}",
                "" if r.van_mij else "niet van u",
                ref(r.ref),
            )
        if not hier:
            yield "  geen gesprekken"

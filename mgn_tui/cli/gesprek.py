"""`mgn gesprek`: step 2, planning a gesprek; the commands of step 3 stand in `gesprek_vastleggen`."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import typer

from mgn_tui.cli import gesprek_vastleggen
from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.fouten import Gebruiksfout
from mgn_tui.cli.invullen import Taak, vul_in, vul_waarden
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer, als_json, als_regels, ref, regel
from mgn_tui.cli.veldopties import GEGEVEN, gegeven, zonder_werkmap
from mgn_tui.cli.vormen import AANMELDING, GESPREK, redenvorm
from mgn_tui.cli.welke import gesprek_tekst, welk_gesprek, welke_aanmelding
from mgn_tui.domain.datums import toon_moment
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.velden import Formulier, Keuze, Veld, VeldSoort
from mgn_tui.domain.woorden import GesprekStatus, Vorm
from mgn_tui.register import aanmelden, aanmeldlijst, concepten, gespreksformulier, plannen, vastleggen

if TYPE_CHECKING:
    from mgn_tui.cli.terminal import Terminal
    from mgn_tui.domain.planning import Voorstel, Voorstellen
    from mgn_tui.domain.profiel import Profiel
    from mgn_tui.register.sessie import Sessie
    from mgn_tui.register.vastleggen import GesprekBeeld, GesprekRegel

app = groep("gesprek", "Gesprekken: plannen, verzetten, vastleggen.")


@opdracht(app, "lijst")
def lijst(
    ctx: typer.Context,
    status: str = typer.Option(
        "", "--status", metavar="STATUS", help="Alleen: gepland, gevoerd, no-show of geannuleerd."
    ),
    namen: bool = typer.Option(False, "--namen", help="Namen voluit, van uw eigen inwoners."),
    json: bool = typer.Option(False, "--json", help=JSON_HULP),
) -> None:
    """Alle gesprekken, het nieuwste bovenaan."""
    if status and status not in {s.value for s in GesprekStatus}:
        raise Gebruiksfout(f"Kies bij --status uit: {', '.join(s.value for s in GesprekStatus)}.")
    with sessie_van(ctx) as s:
        rijen = vastleggen.lijst(s, status or None)
        Uitvoer(van(ctx).terminal, json).lijst(
            (_als_json(r, namen) for r in rijen),
            (regel(ref(r.ref), gesprek_tekst(r, namen)) for r in rijen),
            "Er zijn geen gesprekken.",
        )


def _als_json(r: "GesprekRegel", namen: bool) -> dict[str, Any]:
    return {
        "gesprek": r.ref,
        "inwoner": r.wie,
        **({"naam": r.naam or None} if namen else {}),
        "begin": r.begin,
        "volgnummer": r.volgnummer,
        "status": r.status,
        "themas_besproken": r.themas,
        "advies": r.advies or None,
    }


@opdracht(app, "toon")
def toon(
    ctx: typer.Context,
    gesprek: str = GESPREK,
    json: bool = typer.Option(False, "--json", help=JSON_HULP),
) -> None:
    """Eén gesprek, met de zes thema's."""
    with sessie_van(ctx) as s:
        gesprek = welk_gesprek(ctx, s, gesprek)
        beeld = vastleggen.lees(s, gesprek)
        uit = Uitvoer(van(ctx).terminal, json)
        if json:
            uit.json(_heel_als_json(s, beeld))
        else:
            uit.terminal.data("\n".join(_heel_als_regels(s, beeld)))


def _heel_als_json(s: "Sessie", b: "GesprekBeeld") -> dict[str, Any]:
    vandaag = s.klok.vandaag()
    return {
        "gesprek": b.ref,
        "aanmelding": b.aanmelding_ref,
        "inwoner": b.initialen,
        "status": b.status,
        "volgnummer": b.volgnummer,
        "begin": b.begin,
        "einde": b.einde,
        "vorm": b.vorm,
        "locatie": b.locatie or None,
        "dicht": b.dicht,
        "vraag": None if b.dicht else b.vraag or None,
        "deelnemers": [
            {"naam": d.naam, "rol": d.rol, "wijze": d.wijze, "aanwezig": d.aanwezig}
            for d in sorted(b.deelnemers, key=lambda d: d.naam)
        ],
        "gasten": [
            {"soort": soort, "wijze": wijze, "omschrijving": None if b.dicht else wie or None}
            for soort, wijze, wie in b.gasten
        ],
        "punten": sorted(b.punten),
        "themas": {t.thema.value: als_json(gespreksformulier.THEMA, t.ruw, vandaag) for t in b.themas},
        "velden": als_json(gespreksformulier.formulier(s), b.ruw, vandaag),
    }


def _heel_als_regels(s: "Sessie", b: "GesprekBeeld") -> list[str]:
    vandaag = s.klok.vandaag()
    wanneer = f"{toon_moment(b.begin)} tot {b.einde:%H:%M}"
    uit = [
        regel(ref(b.ref), b.initialen, f"{b.volgnummer}e gesprek", aanmeldlijst.statuslabel(b.status)),
        regel(wanneer, Vorm.label_van(b.vorm), b.locatie),
        f"Met: {', '.join(d.naam for d in b.deelnemers if d.aanwezig is not False)}",
    ]
    if b.vraag:
        uit.append(f"Vraag van de huisarts: {b.vraag}")
    for t in b.themas:
        if regels := als_regels(gespreksformulier.THEMA, t.ruw, vandaag):
            uit += ["", t.thema.label, *regels]
    return [*uit, "", *als_regels(gespreksformulier.formulier(s), b.ruw, vandaag)]


# --- planning --------------------------------------------------------------------------------


@opdracht(app, "voorstel")
def voorstel(
    ctx: typer.Context,
    aanmelding: str = AANMELDING,
    vorm: str = typer.Option(
        "locatie", "--vorm", metavar="KEUZE", help="locatie, thuis, digitaal of hybride."
    ),
    locatie: str = typer.Option("", "--locatie", metavar="TEKST", help="De naam van de plek."),
    json: bool = typer.Option(False, "--json", help=JSON_HULP),
) -> None:
    """De eerste momenten waarop een team vrij is dat aan alle regels voldoet, en waarom anderen niet."""
    if vorm not in {v.value for v in Vorm}:
        raise Gebruiksfout(f"Kies bij --vorm uit: {', '.join(v.value for v in Vorm)}.")
    with sessie_van(ctx) as s:
        aanmelding = welke_aanmelding(ctx, s, aanmelding)
        gevonden = plannen.voorstellen(s, aanmelding, vorm, locatie)
        uit = Uitvoer(van(ctx).terminal, json)
        if json:
            uit.json(_voorstellen_als_json(gevonden))
            return
        _zeg_voorstellen(uit.terminal.data, uit.terminal.zeg, gevonden)


def _zeg_voorstellen(
    data: Callable[[str], None], zeg: Callable[[str], None], gevonden: "Voorstellen"
) -> None:
    elk = [{b.melding: None for b in v.bevindingen} for v in gevonden.voorstellen]
    samen = [m for m in elk[0] if all(m in meldingen for meldingen in elk)] if len(elk) > 1 else []
    for nummer, v in enumerate(gevonden.voorstellen, 1):
        data(regel(f"{nummer}  {toon_moment(v.begin)}", " en ".join(v.namen), v.waarom))
        for melding in elk[nummer - 1]:
            if melding not in samen:
                zeg(f"   Bij {nummer}: {melding}")
    for melding in samen:  # said once: who listens hears it five times
        zeg(f"Bij elk: {melding}")
    for naam, waarom in gevonden.afgevallen:
        zeg(f"{naam}: {waarom}.")
    if gevonden.waarom_niet:
        zeg(gevonden.waarom_niet)


def _voorstellen_als_json(gevonden: "Voorstellen") -> dict[str, Any]:
    return {
        "voorstellen": [
            {
                "nummer": n,
                "begin": v.begin,
                "einde": v.einde,
                "team": list(v.namen),
                "waarom": v.waarom,
                "let_op": [b.melding for b in v.bevindingen],
            }
            for n, v in enumerate(gevonden.voorstellen, 1)
        ],
        "afgevallen": [{"naam": naam, "waarom": waarom} for naam, waarom in gevonden.afgevallen],
        "reden": gevonden.waarom_niet or None,
    }


@opdracht(app, "plan", zonder_werkmap(plannen.formulier))
def plan(
    ctx: typer.Context,
    aanmelding: str = AANMELDING,
    nummer: int = typer.Option(
        0, "--voorstel", metavar="NUMMER", help="Dit voorstel van 'gesprek voorstel'."
    ),
) -> None:
    """Een gesprek plannen; de referentie komt op stdout. Zonder opties als vragenlijst."""
    with sessie_van(ctx) as s:
        aanmelding = welke_aanmelding(ctx, s, aanmelding)
        beeld = aanmelden.lees(s, aanmelding)
        terminal = van(ctx).terminal
        nu: dict[str, str] = {}
        opties = gegeven(ctx) or {}
        if nummer:
            nu = _voorstel(s, beeld.ref, nummer, opties)
            terminal.zeg(f"Voorstel: {nu['begin']}. Andere: mgn gesprek voorstel {ref(beeld.ref)}")
            ctx.meta[GEGEVEN] = nu | opties
        elif not opties and terminal.kan_vragen():
            nu = _vraag_voorstel(terminal, s, beeld.ref)
        taak = Taak(plannen.formulier(s), beeld.ref, nu, inwoner=beeld.inwoner, nieuw=True)
        nieuw = vul_in(
            ctx,
            s,
            taak,
            lambda ruw, _v, concept: plannen.plan(s, beeld.ref, plannen.uit_ruw(s, ruw), concept),
        )
        terminal.data(ref(nieuw))
        terminal.zeg(f"Het gesprek is gepland. Opschrijven wat er gezegd is: mgn gesprek thema {ref(nieuw)}")


def _voorstel(s: "Sessie", aanmelding: str, nummer: int, opties: dict[str, str]) -> dict[str, str]:
    """The answers of a proposal, as the form takes them."""
    vorm = opties.get("vorm") or s.profiel.gesprek.vormen[0]
    gevonden = plannen.voorstellen(s, aanmelding, vorm, opties.get("locatie", ""))
    if not 1 <= nummer <= len(gevonden.voorstellen):
        raise Geweigerd(
            gevonden.waarom_niet or f"Er zijn {len(gevonden.voorstellen)} voorstellen; kies er een van."
        )
    return _als_antwoorden(s, gevonden.voorstellen[nummer - 1], vorm)


def _vraag_voorstel(terminal: "Terminal", s: "Sessie", aanmelding: str) -> dict[str, str]:
    """What can be had, and which of it; nothing chosen is an empty form. Raises as `Terminal.vraag`."""
    vorm = s.profiel.gesprek.vormen[0]
    gevonden = plannen.voorstellen(s, aanmelding, vorm, "")
    aantal = len(gevonden.voorstellen)
    _zeg_voorstellen(terminal.zeg, terminal.zeg, gevonden)
    if not aantal:
        terminal.zeg("Kies zelf een moment en collega's.")
        return {}
    while True:
        antwoord = terminal.vraag("Welk voorstel? (Enter: 1, 0: zelf kiezen)").strip()
        if antwoord == "0":
            return {}
        if not antwoord or (antwoord.isdecimal() and 1 <= int(antwoord) <= aantal):
            return _als_antwoorden(s, gevonden.voorstellen[int(antwoord or "1") - 1], vorm)
        terminal.zeg(f"Typ een nummer van 0 tot en met {aantal}. Stoppen: ctrl+c.")


def _als_antwoorden(s: "Sessie", gekozen: "Voorstel", vorm: str) -> dict[str, str]:
    return {
        "begin": f"{gekozen.begin:%d-%m-%Y %H:%M}",
        "team": " | ".join(gekozen.team),
        "vorm": vorm,
        "duur_min": str(s.profiel.planning.duur_min),
    }


@opdracht(app, "verzet", zonder_werkmap(plannen.formulier))
def verzet(ctx: typer.Context, gesprek: str = GESPREK) -> None:
    """Een gepland gesprek verzetten, of een ander team erop zetten."""
    with sessie_van(ctx) as s:
        gesprek = welk_gesprek(ctx, s, gesprek)
        b = vastleggen.lees(s, gesprek)
        nu = {
            "begin": f"{b.begin:%d-%m-%Y %H:%M}",
            "team": " | ".join(d.medewerker.hex for d in b.deelnemers),
            "vorm": b.vorm,
            "locatie": b.locatie,
            "duur_min": str(int((b.einde - b.begin).total_seconds() // 60)),
        }

        def bewaar(ruw: dict[str, str], _versie: str | None, concept: tuple[str, str]) -> None:
            plannen.verzet(s, b.ref, plannen.uit_ruw(s, ruw))
            concepten.gooi_weg(s, *concept)

        record = f"{b.aanmelding_ref}|{b.ref}"
        vul_in(ctx, s, Taak(plannen.formulier(s), record, nu, inwoner=b.inwoner, nieuw=True), bewaar)
        van(ctx).terminal.zeg("Het gesprek is verzet.")


def _afzeggen(profiel: "Profiel") -> Formulier:
    """Both lists of reasons: which one counts depends on what happened."""
    redenen = {r.code: r for r in (*profiel.redenen_annuleren, *profiel.redenen_niet_verschenen)}
    vorm = redenvorm("afzeggen", "Gesprek gaat niet door", redenen.values())
    wat = Veld(
        "wat",
        "Wat gebeurde er",
        VeldSoort.KEUZE,
        verplicht=True,
        keuzes=tuple(Keuze(v.value, v.label) for v in (GesprekStatus.GEANNULEERD, GesprekStatus.NO_SHOW)),
    )
    return Formulier(vorm.naam, vorm.titel, (wat, *vorm.velden))


@opdracht(app, "afzeggen", _afzeggen)
def afzeggen(ctx: typer.Context, gesprek: str = GESPREK) -> None:
    """Het gesprek gaat niet door: geannuleerd, of de inwoner is niet verschenen. Met een reden."""
    with sessie_van(ctx) as s:
        gesprek = welk_gesprek(ctx, s, gesprek)
        b = vastleggen.lees(s, gesprek)

        def doe(w: dict[str, Any]) -> None:
            plannen.zeg_af(s, b.ref, GesprekStatus(w["wat"]), w["reden_code"] or "", w["reden"] or "")

        vul_waarden(ctx, s, Taak(_afzeggen(s.profiel), b.ref, inwoner=b.inwoner), doe)
        van(ctx).terminal.zeg("Genoteerd. De aanmelding wacht weer op een gesprek.")


app.registered_commands += gesprek_vastleggen.opdrachten.registered_commands

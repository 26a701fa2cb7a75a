"""`mgn advies`: step 4, what was decided together, in plain language, and with whom it may be shared."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.dialoog import nog_een
from mgn_tui.cli.invullen import Taak, vul_in, vul_waarden
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer, als_json, als_regels, ref, regel
from mgn_tui.cli.veldopties import GEGEVEN, gegeven, zonder_werkmap
from mgn_tui.cli.vormen import GESPREK
from mgn_tui.cli.welke import welk_advies
from mgn_tui.domain.datums import toon_datum
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.velden import Formulier, Keuze, Veld, VeldSoort
from mgn_tui.domain.woorden import DeelOnderdeel, Ontvanger, Zegwijze
from mgn_tui.register import adviesformulier, adviseren, gewonetaal, kladblok, plannen, vastleggen
from mgn_tui.register import delen as register

if TYPE_CHECKING:
    from mgn_tui.register.adviseren import AdviesBeeld
    from mgn_tui.register.delen import DeelBeeld
    from mgn_tui.register.sessie import Sessie

app = groep("advies", "Het advies aan de huisarts: schrijven, delen, vaststellen.")


@opdracht(app, "lijst")
def lijst(ctx: typer.Context, json: bool = typer.Option(False, "--json", help=JSON_HULP)) -> None:
    """De gevoerde gesprekken, met hoe ver het advies is."""
    with sessie_van(ctx) as s:
        rijen = vastleggen.lijst(s, "gevoerd")
        Uitvoer(van(ctx).terminal, json).lijst(
            (
                {"gesprek": r.ref, "inwoner": r.wie, "begin": r.begin, "advies": r.advies or None}
                for r in rijen
            ),
            (
                regel(ref(r.ref), r.wie, toon_datum(r.begin.date()), f"advies {r.advies or 'nog schrijven'}")
                for r in rijen
            ),
            "Er zijn nog geen gevoerde gesprekken.",
        )


@opdracht(app, "toon")
def toon(
    ctx: typer.Context,
    gesprek: str = GESPREK,
    json: bool = typer.Option(False, "--json", help=JSON_HULP),
) -> None:
    """Het advies van een gesprek, met afspraken, delen en wat er nog ontbreekt."""
    with sessie_van(ctx) as s:
        gesprek = welk_advies(ctx, s, gesprek)
        b = adviseren.lees(s, gesprek)
        uit = Uitvoer(van(ctx).terminal, json)
        if json:
            uit.json(_als_json(s, b))
            return
        uit.terminal.data("\n".join(_als_regels(s, b)))
        if b.vastgesteld_op is None:
            for melding in (
                *adviseren.ontbreekt(s, b.gesprek_ref).values(),
                *adviseren.let_op(s, b.gesprek_ref),
            ):
                uit.terminal.zeg(f"Nog te doen: {melding}")


def _als_json(s: "Sessie", b: "AdviesBeeld") -> dict[str, Any]:
    vandaag, afspraak_vorm = s.klok.vandaag(), adviesformulier.afspraak_formulier(s)
    return {
        "gesprek": b.gesprek_ref,
        "inwoner": b.initialen,
        "versie": b.nummer,
        "vastgesteld_op": b.vastgesteld_op,
        "vraag": b.vraag or None,
        "velden": als_json(adviesformulier.formulier(s), b.ruw, vandaag),
        "afspraken": [als_json(afspraak_vorm, a.ruw, vandaag) for a in b.afspraken],
        "delen": [
            {"ontvanger": d.ontvanger.value, "naam": d.naam or None, "mag": d.mag, "gezegd": _gezegd(d)}
            for d in b.delen
        ],
        "akkoord": sorted(
            ({"collega": a.naam, "op": a.op} for a in b.akkoorden), key=lambda a: str(a["collega"])
        ),
        "verstuurd": [{"ontvanger": o, "op": op, "via": via} for o, op, via in b.verzonden],
        "ontbreekt": adviseren.ontbreekt(s, b.gesprek_ref) if b.vastgesteld_op is None else {},
    }


def _gezegd(d: "DeelBeeld") -> dict[str, Any]:
    return {
        deel: {"op": g.op, "wijze": g.wijze and g.wijze.value, "ingetrokken_op": g.ingetrokken_op}
        for deel, g in d.gezegd.items()
    }


def _als_regels(s: "Sessie", b: "AdviesBeeld") -> list[str]:
    vandaag, afspraak_vorm = s.klok.vandaag(), adviesformulier.afspraak_formulier(s)
    stand = f"vastgesteld op {toon_datum(b.vastgesteld_op)}" if b.vastgesteld_op else "concept"
    uit = [regel(ref(b.gesprek_ref), b.initialen, f"versie {b.nummer}", stand)]
    if b.vraag:
        uit.append(f"Vraag van de huisarts: {b.vraag}")
    uit += ["", *als_regels(adviesformulier.formulier(s), b.ruw, vandaag)]
    for nummer, afspraak in enumerate(b.afspraken, 1):
        uit += ["", f"Afspraak {nummer}", *als_regels(afspraak_vorm, afspraak.ruw, vandaag)]
    uit += [""] if b.delen or b.akkoorden or b.verzonden else []
    for d in b.delen:
        delen = ", ".join(
            f"{DeelOnderdeel(o).label}: {'ja' if mag else 'nee'} ({d.gezegd[o].zin()})"
            for o, mag in d.mag.items()
        )
        uit.append(f"Delen met {d.naam or d.ontvanger.label}: {delen}")
    uit += [f"Akkoord {a.naam}: {toon_datum(a.op) if a.op else 'nog niet'}" for a in b.akkoorden]
    uit += [
        f"Verstuurd aan {Ontvanger(o).label} op {toon_datum(op)}, via {via}" for o, op, via in b.verzonden
    ]
    return uit


@opdracht(app, "wijzig", zonder_werkmap(adviesformulier.formulier))
def wijzig(ctx: typer.Context, gesprek: str = GESPREK) -> None:
    """Het advies schrijven of wijzigen; wat u niet noemt blijft. Zonder opties als vragenlijst."""
    with sessie_van(ctx) as s:
        gesprek = welk_advies(ctx, s, gesprek)
        b = adviseren.lees(s, gesprek)
        _eis_concept(b)
        taak = Taak(adviesformulier.formulier(s), b.gesprek_ref, b.ruw, b.versie, b.inwoner, kijk=_kijk(s))
        vul_in(
            ctx,
            s,
            taak,
            lambda ruw, versie, concept: adviseren.bewaar(s, b.gesprek_ref, ruw, None, versie, concept),
        )
        van(ctx).terminal.zeg(f"Het advies is bewaard. {_VERDER}")


_VERDER: Final = (
    "Verder met: mgn advies afspraak, mgn advies delen en mgn advies akkoord; daarna mgn advies vaststellen. "
    "Wat er nog mist: mgn advies toon."
)


def _kijk(s: "Sessie", waar: str = "") -> Callable[[Veld, str], list[str]]:
    """Remarks on what was typed, as the screen Advies makes them; of an agreement only on what will happen."""

    def kijk(veld: Veld, tekst: str) -> list[str]:
        if not gewonetaal.is_tekst(veld) or (waar and veld.naam != "wat"):
            return []
        return gewonetaal.opmerkingen_bij(s, waar or veld.label, tekst)

    return kijk


def _eis_concept(b: "AdviesBeeld") -> None:
    """Said before the questions, not after them."""
    if b.vastgesteld_op is not None:
        raise Geweigerd(
            f"Dit advies is vastgesteld. Begin een nieuwe versie met: mgn advies versie {ref(b.gesprek_ref)}"
        )


@opdracht(app, "afspraak", zonder_werkmap(adviesformulier.afspraak_formulier))
def afspraak(
    ctx: typer.Context,
    gesprek: str = GESPREK,
    nummer: int = typer.Argument(0, metavar="NUMMER", help="De hoeveelste afspraak. Zonder: een nieuwe."),
    weg: bool = typer.Option(False, "--weg", help="Deze afspraak weghalen."),
) -> None:
    """Een afspraak toevoegen, wijzigen of weghalen: wat, wie, met wie, wanneer."""
    with sessie_van(ctx) as s:
        gesprek = welk_advies(ctx, s, gesprek)
        b = adviseren.lees(s, gesprek)
        _eis_concept(b)
        alle = [dict(a.ruw) for a in b.afspraken]
        if nummer and not 1 <= nummer <= len(alle):
            raise Geweigerd(f"Afspraak {nummer} is er niet; het zijn er {len(alle)}.")
        if weg:
            if not nummer:
                raise Geweigerd("Zeg welke afspraak weg mag: het nummer staat in 'mgn advies toon'.")
            adviseren.bewaar(s, b.gesprek_ref, {}, alle[: nummer - 1] + alle[nummer:], b.versie)
            van(ctx).terminal.zeg("De afspraak is weggehaald.")
            return
        plek = nummer - 1 if nummer else len(alle)
        _een_afspraak(ctx, s, b, plek)
        gevraagd = not nummer and gegeven(ctx) is None
        while gevraagd and nog_een(van(ctx).terminal, "Nog een afspraak?"):
            plek += 1
            _een_afspraak(ctx, s, adviseren.lees(s, b.gesprek_ref), plek, kort=True)


def _een_afspraak(
    ctx: typer.Context, s: "Sessie", b: "AdviesBeeld", plek: int, *, kort: bool = False
) -> None:
    alle = [dict(a.ruw) for a in b.afspraken]

    def bewaar(ruw: dict[str, str], versie: str | None, concept: tuple[str, str]) -> None:
        vers = [*alle[:plek], ruw, *alle[plek + 1 :]]
        try:
            adviseren.bewaar(s, b.gesprek_ref, {}, vers, versie or b.versie, concept)
        except Geweigerd as fout:
            eigen = f"afspraak {plek + 1}: "
            raise Geweigerd({k.removeprefix(eigen): m for k, m in fout.fouten.items()}) from None

    nu = alle[plek] if plek < len(alle) else {}
    record = f"{b.gesprek_ref}|{plek + 1}"
    vorm = adviesformulier.afspraak_formulier(s)
    kijk = _kijk(s, f"Afspraak {plek + 1}")
    vul_in(ctx, s, Taak(vorm, record, nu, b.versie, b.inwoner, nieuw=True, kort=kort, kijk=kijk), bewaar)
    van(ctx).terminal.zeg(f"Afspraak {plek + 1} is bewaard.")


# --- sharing ---------------------------------------------------------------------------------


def _delen(_: object) -> Formulier:
    """Recipient x part: may it go there? What was not asked stays empty."""
    velden = []
    for o in Ontvanger:
        if o is not Ontvanger.HUISARTS:
            velden.append(Veld(f"{o.value}_naam", "Naam", groep=_hoofd(o), hulp="Wie precies."))
        for d in DeelOnderdeel:
            if d is not DeelOnderdeel.BERICHT or o is Ontvanger.HUISARTS:
                velden.append(Veld(f"{o.value}_{d.value}", _hoofd(d), VeldSoort.JANEE, groep=_hoofd(o)))
    velden += [
        replace(register.HOE.veld("op"), naam="gezegd_op", groep="Wanneer en hoe"),
        replace(register.HOE.veld("wijze"), naam="gezegd_wijze", groep="Wanneer en hoe"),
    ]
    return Formulier("delen", "Delen: wat vindt de inwoner goed", tuple(velden))


def _hoofd(woord: Ontvanger | DeelOnderdeel) -> str:
    return woord.label[:1].upper() + woord.label[1:]


@opdracht(app, "delen", _delen)
def delen(ctx: typer.Context, gesprek: str = GESPREK) -> None:
    """Wat de inwoner zei over delen: wat mag naar wie. De huisarts krijgt het advies, tenzij er bezwaar is."""
    with sessie_van(ctx) as s:
        gesprek = welk_advies(ctx, s, gesprek)
        b = adviseren.lees(s, gesprek)
        vorm, staand = _delen(s.profiel), {d.ontvanger: d for d in b.delen}
        nu = {f"{d.ontvanger.value}_{o}": "ja" if mag else "nee" for d in b.delen for o, mag in d.mag.items()}
        nu |= {"gezegd_op": f"{s.klok.vandaag():%d-%m-%Y}", "gezegd_wijze": Zegwijze.MONDELING.value}
        nu |= {f"{d.ontvanger.value}_naam": d.naam for d in b.delen if d.ontvanger is not Ontvanger.HUISARTS}

        def doe(w: dict[str, Any]) -> None:
            for o in Ontvanger:
                naam = w.get(f"{o.value}_naam") or ""
                stond = staand.get(o)
                for d in DeelOnderdeel:
                    mag = w.get(f"{o.value}_{d.value}")
                    oud = stond.mag.get(d.value) if stond else None
                    ander = mag is not None and naam != (stond.naam if stond else "")
                    if mag != oud or ander:
                        adviseren.zet_delen(
                            s, b.gesprek_ref, o, d, mag, naam, w["gezegd_op"], Zegwijze(w["gezegd_wijze"])
                        )

        vul_waarden(ctx, s, Taak(vorm, b.gesprek_ref, nu, inwoner=b.inwoner), doe)
        van(ctx).terminal.zeg("Bewaard.")


# --- deciding together -----------------------------------------------------------------------


def _akkoord(s: "Sessie") -> Formulier:
    return Formulier(
        "akkoord",
        "Akkoord van een collega",
        (
            Veld(
                "collega",
                "Collega",
                VeldSoort.KEUZE,
                verplicht=True,
                keuzes=plannen.formulier(s).veld("team").keuzes,
            ),
            Veld("op", "Akkoord op", VeldSoort.DATUM, verleden=True, hulp="Leeg: nog geen akkoord."),
        ),
    )


@opdracht(app, "akkoord", zonder_werkmap(_akkoord))
def akkoord(ctx: typer.Context, gesprek: str = GESPREK) -> None:
    """Noteren dat een collega van dit gesprek akkoord is, of met een lege datum: toch niet."""
    with sessie_van(ctx) as s:
        gesprek = welk_advies(ctx, s, gesprek)
        b = adviseren.lees(s, gesprek)
        _eis_concept(b)
        vorm = _akkoord(s).met_keuzes(collega=[Keuze(a.medewerker.hex, a.naam) for a in b.akkoorden])

        def doe(w: dict[str, Any]) -> date | None:
            op: date | None = w["op"]
            adviseren.geef_akkoord(s, b.gesprek_ref, UUID(hex=w["collega"]), op)
            return op

        nu = {"op": f"{s.klok.vandaag():%d-%m-%Y}"}
        op = vul_waarden(ctx, s, Taak(vorm, b.gesprek_ref, nu, inwoner=b.inwoner), doe)
        van(ctx).terminal.zeg("Akkoord genoteerd." if op else "Het akkoord is weggehaald.")


@opdracht(app, "vaststellen")
def vaststellen(ctx: typer.Context, gesprek: str = GESPREK) -> None:
    """Het advies vaststellen; daarna verandert het alleen met een nieuwe versie."""
    with sessie_van(ctx) as s:
        gesprek = welk_advies(ctx, s, gesprek)
        let_op = adviseren.let_op(s, gesprek)
        los = len(kladblok.regels(s, gesprek))
        nummer = adviseren.stel_vast(s, gesprek)
        terminal = van(ctx).terminal
        for melding in let_op:
            if melding != f"Nog geen akkoord van {s.ik.naam}.":  # who fixes it agrees by doing so
                terminal.zeg(f"Let op, dit staat ook in de brief: {melding}")
        terminal.zeg(
            f"Versie {nummer} is vastgesteld.{kladblok.weggegooid(los)} Maak de brief met: mgn brief {ref(gesprek)}"
        )


@opdracht(app, "versie")
def versie(ctx: typer.Context, gesprek: str = GESPREK) -> None:
    """Een nieuwe versie beginnen van een vastgesteld advies."""
    with sessie_van(ctx) as s:
        gesprek = welk_advies(ctx, s, gesprek)
        nummer = adviseren.nieuwe_versie(s, gesprek)
        van(ctx).terminal.zeg(f"Versie {nummer} is een kopie die u kunt wijzigen.")


DOSSIERKOPIE = Formulier(
    "dossierkopie",
    "Overgenomen in uw eigen dossier",
    (Veld("op", "Overgenomen op", VeldSoort.DATUM, verleden=True, hulp="Leeg: toch niet."),),
)


@opdracht(app, "dossierkopie", lambda _: DOSSIERKOPIE)
def dossierkopie(ctx: typer.Context, gesprek: str = GESPREK) -> None:
    """Noteren dat u het advies overnam in het dossier van uw eigen organisatie."""
    with sessie_van(ctx) as s:
        gesprek = welk_advies(ctx, s, gesprek)
        b = adviseren.lees(s, gesprek)
        taak = Taak(DOSSIERKOPIE, b.gesprek_ref, {"op": f"{s.klok.vandaag():%d-%m-%Y}"}, inwoner=b.inwoner)
        if gegeven(ctx) is None and not van(ctx).terminal.kan_vragen():
            ctx.meta[GEGEVEN] = dict(taak.nu)
        vul_waarden(ctx, s, taak, lambda w: adviseren.noteer_dossierkopie(s, b.gesprek_ref, s.ik.id, w["op"]))
        van(ctx).terminal.zeg("Genoteerd.")

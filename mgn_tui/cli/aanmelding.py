"""`mgn aanmelding`: step 1, who asks what about whom."""

from typing import TYPE_CHECKING, Any

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.invullen import Taak, vul_in, vul_waarden
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.uitvoer import JSON_HULP, Uitvoer, als_json, als_regels, ref, regel
from mgn_tui.cli.veldopties import zonder_werkmap
from mgn_tui.cli.vormen import AANMELDING, redenvorm
from mgn_tui.cli.welke import aanmelding_tekst, welke_aanmelding
from mgn_tui.domain.datums import toon_datum
from mgn_tui.domain.velden import Formulier, Veld, VeldSoort
from mgn_tui.domain.woorden import AanmeldingStatus
from mgn_tui.register import aanmelden, aanmeldlijst, verzoeken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mgn_tui.domain.profiel import Profiel
    from mgn_tui.register.aanmeldlijst import AanmeldingRegel
    from mgn_tui.register.sessie import Sessie

app = groep("aanmelding", "Aanmeldingen: wie vraagt wat, over wie.")


@opdracht(app, "lijst")
def lijst(
    ctx: typer.Context,
    alleen_open: bool = typer.Option(False, "--open", help="Alleen wie nog wacht."),
    zoek: str = typer.Option("", "--zoek", metavar="TEKST", help="Alleen waar deze tekst in voorkomt."),
    namen: bool = typer.Option(False, "--namen", help="Namen voluit, van uw eigen inwoners."),
    json: bool = typer.Option(False, "--json", help=JSON_HULP),
) -> None:
    """Alle aanmeldingen; wie het langst wacht staat bovenaan."""
    with sessie_van(ctx) as s:
        rijen = _rijen(s, zoek, alleen_open)
        Uitvoer(van(ctx).terminal, json).lijst(
            (_als_json(r, namen) for r in rijen),
            (regel(ref(r.ref), aanmelding_tekst(r, s.klok.vandaag(), namen)) for r in rijen),
            "Er zijn geen aanmeldingen.",
        )


def _rijen(s: "Sessie", zoek: str, alleen_open: bool) -> "Iterator[AanmeldingRegel]":
    """All of them, some at a time: a database takes only so many keys in one question."""
    sleutels = aanmeldlijst.sleutels(s, zoek, alleen_open)
    for begin in range(0, len(sleutels), 500):
        yield from aanmeldlijst.regels(s, sleutels[begin : begin + 500])


def _als_json(r: "AanmeldingRegel", namen: bool) -> dict[str, Any]:
    return {
        "aanmelding": r.ref,
        "inwoner": r.wie,
        **({"naam": r.naam or None} if namen else {}),
        "status": r.status,
        "aanmelddatum": r.aanmelddatum,
        "wacht_dagen": r.dagen,
        "wacht_nog": r.wacht,
        "norm_dagen": r.norm,
        "praktijk": r.praktijk or None,
        "uitgenodigd_op": r.uitgenodigd_op,
        "gesprek_op": r.gesprek_op,
        "expertise": list(r.expertise),
    }


@opdracht(app, "toon")
def toon(
    ctx: typer.Context,
    aanmelding: str = AANMELDING,
    json: bool = typer.Option(False, "--json", help=JSON_HULP),
) -> None:
    """Eén aanmelding."""
    with sessie_van(ctx) as s:
        aanmelding = welke_aanmelding(ctx, s, aanmelding)
        beeld = aanmelden.lees(s, aanmelding)
        vorm, vandaag = aanmelden.formulier(s), s.klok.vandaag()
        verklaringen = verzoeken.verklaringen(s, beeld.inwoner)
        uit = Uitvoer(van(ctx).terminal, json)
        if json:
            uit.json(
                {
                    "aanmelding": beeld.ref,
                    "inwoner": beeld.inwoner_ref,
                    "status": beeld.status,
                    "reden": beeld.reden or None,
                    "dicht": beeld.dicht,
                    "verklaringen": [{"op": op, "tekst": tekst} for op, tekst in verklaringen],
                    "velden": als_json(vorm, beeld.ruw, vandaag),
                }
            )
            return
        kop = regel(ref(beeld.ref), beeld.initialen, aanmeldlijst.statuslabel(beeld.status), beeld.reden)
        eigen = [f"Eigen verklaring van de inwoner, {toon_datum(op)}: {tekst}" for op, tekst in verklaringen]
        uit.terminal.data("\n".join([kop, "", *eigen, *als_regels(vorm, beeld.ruw, vandaag)]))


@opdracht(app, "nieuw", zonder_werkmap(aanmelden.formulier))
def nieuw(
    ctx: typer.Context,
    inwoner: str = typer.Option("", "--inwoner", metavar="REFERENTIE", help="Iemand die het team al kent."),
) -> None:
    """Een aanmelding toevoegen; de referentie komt op stdout. Zonder opties als vragenlijst."""
    with sessie_van(ctx) as s:
        s.eis_gespreksvoerder()
        taak = Taak(aanmelden.formulier(s), "nieuw", nu=aanmelden.begin_ruw(s), nieuw=True)
        nieuwe = vul_in(
            ctx, s, taak, lambda ruw, _versie, concept: aanmelden.nieuw(s, ruw, inwoner or None, concept)
        )
        terminal = van(ctx).terminal
        terminal.data(ref(nieuwe))
        terminal.zeg(f"De aanmelding is bewaard. Plan het gesprek met: mgn gesprek plan {ref(nieuwe)}")


@opdracht(app, "wijzig", zonder_werkmap(aanmelden.formulier))
def wijzig(ctx: typer.Context, aanmelding: str = AANMELDING) -> None:
    """Een aanmelding wijzigen; wat u niet noemt blijft. Zonder opties als vragenlijst."""
    with sessie_van(ctx) as s:
        aanmelding = welke_aanmelding(ctx, s, aanmelding)
        s.eis_gespreksvoerder()
        beeld = aanmelden.lees(s, aanmelding)
        taak = Taak(aanmelden.formulier(s), beeld.ref, beeld.ruw, beeld.versie, beeld.inwoner)
        vul_in(
            ctx, s, taak, lambda ruw, versie, concept: aanmelden.wijzig(s, beeld.ref, ruw, versie, concept)
        )
        van(ctx).terminal.zeg("De wijziging is bewaard.")


UITNODIGING = Formulier(
    "uitnodiging",
    "Uitnodiging",
    (
        Veld("op", "Uitgenodigd op", VeldSoort.DATUM, verplicht=True),
        Veld("op_verzoek", "Later op verzoek van de inwoner?", VeldSoort.JANEE),
    ),
)


@opdracht(app, "uitnodigen", lambda _: UITNODIGING)
def uitnodigen(ctx: typer.Context, aanmelding: str = AANMELDING) -> None:
    """Noteren wanneer de inwoner is uitgenodigd."""
    with sessie_van(ctx) as s:
        aanmelding = welke_aanmelding(ctx, s, aanmelding)
        beeld = aanmelden.lees(s, aanmelding)
        taak = Taak(UITNODIGING, beeld.ref, {"op": f"{s.klok.vandaag():%d-%m-%Y}"}, inwoner=beeld.inwoner)
        vul_waarden(ctx, s, taak, lambda w: aanmelden.nodig_uit(s, beeld.ref, w["op"], w["op_verzoek"]))
        van(ctx).terminal.zeg("De uitnodiging is genoteerd.")


def _teruggeven(profiel: "Profiel") -> Formulier:
    return redenvorm("teruggeven", "Teruggeven aan de huisarts", profiel.redenen_afwijzen)


def _intrekken(profiel: "Profiel") -> Formulier:
    return redenvorm("intrekken", "De inwoner ziet ervan af", profiel.redenen_intrekken)


def _sluit(ctx: typer.Context, s: "Sessie", ref_: str, vorm: Formulier, status: AanmeldingStatus) -> None:
    beeld = aanmelden.lees(s, ref_)

    def doe(w: dict[str, Any]) -> None:
        aanmelden.sluit(s, beeld.ref, status, w["reden_code"] or "", w["reden"] or "")

    vul_waarden(ctx, s, Taak(vorm, beeld.ref, inwoner=beeld.inwoner), doe)
    van(ctx).terminal.zeg(f"De aanmelding staat nu op: {status.label}.")


@opdracht(app, "teruggeven", _teruggeven)
def teruggeven(ctx: typer.Context, aanmelding: str = AANMELDING) -> None:
    """De aanmelding teruggeven aan de huisarts, met een reden."""
    with sessie_van(ctx) as s:
        aanmelding = welke_aanmelding(ctx, s, aanmelding)
        _sluit(ctx, s, aanmelding, _teruggeven(s.profiel), AanmeldingStatus.AFGEWEZEN)


@opdracht(app, "intrekken", _intrekken)
def intrekken(ctx: typer.Context, aanmelding: str = AANMELDING) -> None:
    """De inwoner ziet ervan af; met een reden."""
    with sessie_van(ctx) as s:
        aanmelding = welke_aanmelding(ctx, s, aanmelding)
        _sluit(ctx, s, aanmelding, _intrekken(s.profiel), AanmeldingStatus.INGETROKKEN)


@opdracht(app, "heropen")
def heropen(ctx: typer.Context, aanmelding: str = AANMELDING) -> None:
    """Teruggeven of intrekken ongedaan maken."""
    with sessie_van(ctx) as s:
        aanmelding = welke_aanmelding(ctx, s, aanmelding)
        aanmelden.heropen(s, aanmelding)
        van(ctx).terminal.zeg("De aanmelding is weer open.")

"""The commands of `mgn gesprek` for step 3: what was said, who was there, how it began and ended."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

import typer

from mgn_tui.cli.basis import groep, opdracht
from mgn_tui.cli.fouten import Gebruiksfout
from mgn_tui.cli.invullen import NietsVeranderd, Taak, vul_in, vul_waarden
from mgn_tui.cli.omgeving import sessie_van, van
from mgn_tui.cli.registeropdrachten import TOCH, geef_vrij
from mgn_tui.cli.uitvoer import ref
from mgn_tui.cli.veldopties import GEGEVEN, gegeven, zonder_werkmap
from mgn_tui.cli.vormen import GESPREK, keuze
from mgn_tui.cli.welke import welk_gesprek
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.velden import Formulier, Keuze, Veld, VeldFout, VeldSoort
from mgn_tui.domain.woorden import DeelnemerRol, GastSoort, Thema, Wijze
from mgn_tui.register import gespreksformulier, kladblok, plannen, vastleggen, vrijgeven, waarderen

if TYPE_CHECKING:
    from mgn_tui.domain.profiel import Profiel
    from mgn_tui.register.sessie import Sessie
    from mgn_tui.register.vastleggen import GesprekBeeld

opdrachten = groep("gesprek", "")


@opdracht(opdrachten, "thema", lambda _: gespreksformulier.THEMA)
def thema(
    ctx: typer.Context,
    gesprek: str = GESPREK,
    welk: str = typer.Argument("", metavar="THEMA", help="Het thema, of het begin ervan. Zonder: alle zes."),
) -> None:
    """Opschrijven wat de inwoner vertelde, per thema. Zonder opties als vragenlijst."""
    if not welk and gegeven(ctx) is not None:
        raise Gebruiksfout(f"Zeg welk thema: {', '.join(t.value for t in Thema)}.")
    with sessie_van(ctx) as s:
        gesprek = welk_gesprek(ctx, s, gesprek)
        b = vastleggen.lees(s, gesprek)
        for nummer, t in enumerate([lees_thema(s, welk)] if welk else Thema):
            _een_thema(ctx, s, b, t, kort=nummer > 0)
        if not welk:
            van(ctx).terminal.zeg(
                f"Alle thema's gehad. Klaar met het gesprek? Leg dat vast met: mgn gesprek gevoerd {ref(b.ref)}"
            )


def lees_thema(s: "Sessie", tekst: str) -> Thema:
    keuzes = tuple(Keuze(t.value, t.label) for t in Thema)
    try:
        return Thema(
            str(Veld("thema", "Thema", VeldSoort.KEUZE, keuzes=keuzes).lees(tekst, s.klok.vandaag()))
        )
    except VeldFout as fout:
        raise Geweigerd({"": fout.melding}) from None


def _een_thema(ctx: typer.Context, s: "Sessie", b: "GesprekBeeld", t: Thema, *, kort: bool) -> None:
    beeld = next(rij for rij in b.themas if rij.thema is t)
    vorm = replace(gespreksformulier.THEMA, titel=t.label)
    taak = Taak(vorm, f"{b.ref}|{t.value}", beeld.ruw, beeld.versie, b.inwoner, kort=kort)
    try:
        vul_in(
            ctx,
            s,
            taak,
            lambda ruw, versie, concept: vastleggen.bewaar_thema(s, b.ref, t, ruw, versie, concept),
        )
    except NietsVeranderd as niets:
        van(ctx).terminal.zeg(niets.melding)
    else:
        van(ctx).terminal.zeg("Bewaard.")


@opdracht(opdrachten, "wijzig", zonder_werkmap(gespreksformulier.formulier))
def wijzig(ctx: typer.Context, gesprek: str = GESPREK) -> None:
    """Wat naast de thema's staat: kladblok, leefgebieden, conclusie, uren, leerpunt."""
    with sessie_van(ctx) as s:
        gesprek = welk_gesprek(ctx, s, gesprek)
        b = vastleggen.lees(s, gesprek)
        vul_in(
            ctx,
            s,
            Taak(gespreksformulier.formulier(s), b.ref, b.ruw, b.versie, b.inwoner),
            lambda ruw, versie, concept: vastleggen.bewaar(s, b.ref, ruw, versie, concept),
        )
        van(ctx).terminal.zeg("Bewaard.")


def _gevoerd(s: "Sessie") -> Formulier:
    team = plannen.formulier(s).veld("team")
    return Formulier(
        "gevoerd",
        "Het gesprek is gevoerd",
        (
            Veld("begin", "Begonnen", VeldSoort.MOMENT, verleden=True),
            Veld("aanwezig", "Wie van het team was erbij", VeldSoort.LIJST, keuzes=team.keuzes),
            Veld(
                "reden",
                "Ander team dan gepland: waarom",
                VeldSoort.LANG,
                maximum_tekens=1000,
                hulp="Vastleggen mag altijd. De reden blijft bewaard.",
            ),
        ),
    )


@opdracht(opdrachten, "gevoerd", zonder_werkmap(_gevoerd))
def gevoerd(
    ctx: typer.Context,
    zoals_gepland: bool = typer.Option(
        False, "--zoals-gepland", help="Zonder vragen: het ging zoals gepland."
    ),
    gesprek: str = GESPREK,
) -> None:
    """Vastleggen dat het gesprek er was, en wie erbij zat. Wordt nooit geweigerd om het team."""
    with sessie_van(ctx) as s:
        gesprek = welk_gesprek(ctx, s, gesprek)
        b = vastleggen.lees(s, gesprek)
        wijze = {d.medewerker: d.wijze for d in b.deelnemers}
        nu = {"begin": f"{b.begin:%d-%m-%Y %H:%M}", "aanwezig": " | ".join(m.hex for m in wijze)}
        if zoals_gepland:
            ctx.meta[GEGEVEN] = nu

        def doe(w: dict[str, Any]) -> tuple[str, ...]:
            wie = {UUID(hex=code): wijze.get(UUID(hex=code), "live") for code in w["aanwezig"] or ()}
            return vastleggen.rond_af(s, b.ref, wie or None, w["reden"] or "", w["begin"])

        afwijkingen = vul_waarden(ctx, s, Taak(_gevoerd(s), b.ref, nu, inwoner=b.inwoner), doe)
        van(ctx).terminal.zeg(
            f"Het gesprek staat als gevoerd. Schrijf het advies met: mgn advies wijzig {ref(b.ref)}"
        )
        for melding in afwijkingen:
            van(ctx).terminal.zeg(f"Bewaard, en genoteerd: {melding}")


# --- who else was there ----------------------------------------------------------------------


def _deelnemer(s: "Sessie") -> Formulier:
    collegas = plannen.formulier(s).veld("team").keuzes
    return Formulier(
        "deelnemer",
        "Collega bij het gesprek",
        (
            Veld("collega", "Collega", VeldSoort.KEUZE, verplicht=True, keuzes=collegas),
            keuze("rol", "Rol", DeelnemerRol),
            keuze("wijze", "Hoe", Wijze),
            Veld("aanwezig", "Was erbij?", VeldSoort.JANEE),
        ),
    )


@opdracht(opdrachten, "deelnemer", zonder_werkmap(_deelnemer))
def deelnemer(ctx: typer.Context, gesprek: str = GESPREK) -> None:
    """Wie van het team erbij zat, en hoe: een derde, een stagiair, iemand die inviel. Wordt nooit geweigerd."""
    with sessie_van(ctx) as s:
        gesprek = welk_gesprek(ctx, s, gesprek)
        b = vastleggen.lees(s, gesprek)
        nu = {"rol": DeelnemerRol.GESPREKSVOERDER.value, "wijze": Wijze.LIVE.value, "aanwezig": "ja"}

        def doe(w: dict[str, Any]) -> None:
            collega = UUID(hex=w["collega"])
            vastleggen.zet_deelnemer(
                s, b.ref, collega, DeelnemerRol(w["rol"]), Wijze(w["wijze"]), w["aanwezig"] is not False
            )

        vul_waarden(ctx, s, Taak(_deelnemer(s), b.ref, nu, inwoner=b.inwoner), doe)
        van(ctx).terminal.zeg("Genoteerd.")


NIET_MEER = "weg"
GAST = Formulier(
    "gast",
    "Wie er nog meer bij was",
    (
        keuze("soort", "Wie", GastSoort),
        Veld(
            "wijze",
            "Hoe",
            VeldSoort.KEUZE,
            verplicht=True,
            keuzes=(
                *(Keuze(w.value, w.label) for w in Wijze),
                Keuze(NIET_MEER, "was er niet (van de lijst af)"),
            ),
        ),
        Veld("omschrijving", "Omschrijving", hulp="Bijvoorbeeld: dochter. Een naam hoeft niet."),
    ),
)


@opdracht(opdrachten, "gast", lambda _: GAST)
def gast(ctx: typer.Context, gesprek: str = GESPREK) -> None:
    """Een naaste, tolk of ander die erbij zat."""
    with sessie_van(ctx) as s:
        gesprek = welk_gesprek(ctx, s, gesprek)
        b = vastleggen.lees(s, gesprek)

        def doe(w: dict[str, Any]) -> None:
            wijze = None if w["wijze"] == NIET_MEER else Wijze(w["wijze"])
            vastleggen.zet_gast(s, b.ref, GastSoort(w["soort"]), wijze, w["omschrijving"] or "")

        vul_waarden(ctx, s, Taak(GAST, b.ref, {"wijze": Wijze.LIVE.value}, inwoner=b.inwoner), doe)
        van(ctx).terminal.zeg("Genoteerd.")


def _punten(profiel: "Profiel") -> Formulier:
    return Formulier(
        "punten",
        "Begin en einde van het gesprek",
        tuple(
            Veld(i.code.replace("-", "_"), i.label, VeldSoort.JANEE, hulp=i.hulp, groep=groep_)
            for groep_, items in (("Begin", profiel.opening), ("Einde", profiel.afsluiting))
            for i in items
        ),
    )


@opdracht(opdrachten, "punt", _punten)
def punt(ctx: typer.Context, gesprek: str = GESPREK) -> None:
    """Aanvinken wat u aan het begin en het einde besprak."""
    with sessie_van(ctx) as s:
        gesprek = welk_gesprek(ctx, s, gesprek)
        b = vastleggen.lees(s, gesprek)
        codes = {i.code.replace("-", "_"): i.code for i in (*s.profiel.opening, *s.profiel.afsluiting)}
        nu = {veld: "ja" if code in b.punten else "nee" for veld, code in codes.items()}

        def doe(w: dict[str, Any]) -> None:
            for veld, code in codes.items():
                if (code in b.punten) != bool(w[veld]):
                    vastleggen.zet_punt(s, b.ref, code, bool(w[veld]))

        vul_waarden(ctx, s, Taak(_punten(s.profiel), b.ref, nu, inwoner=b.inwoner), doe)
        van(ctx).terminal.zeg("Bewaard.")


@opdracht(opdrachten, "notitie")
def notitie(
    ctx: typer.Context,
    gesprek: str = GESPREK,
    nummer: int = typer.Argument(0, metavar="REGEL", help="De hoeveelste regel van het kladblok."),
    welk: str = typer.Argument("", metavar="THEMA", help="Het thema, of het begin ervan."),
) -> None:
    """Een regel van het kladblok naar een thema sturen. Zonder REGEL en THEMA regel voor regel, als vragen."""
    if not welk and (nummer or not van(ctx).terminal.kan_vragen()):
        raise Gebruiksfout("Zeg welke regel, en naar welk thema: mgn gesprek notitie GESPREK REGEL THEMA")
    with sessie_van(ctx) as s:
        gesprek = welk_gesprek(ctx, s, gesprek)
        if not welk:
            _loop_kladblok_na(ctx, s, gesprek)
            return
        vastleggen.stuur_notitie(s, gesprek, nummer - 1, lees_thema(s, welk))
        van(ctx).terminal.zeg("De regel staat nu bij het thema.")


def _loop_kladblok_na(ctx: typer.Context, s: "Sessie", gesprek: str) -> None:
    """Every line once: to which theme, or Enter to let it stand. Raises as `Terminal.vraag`."""
    terminal = van(ctx).terminal
    regels = kladblok.regels(s, gesprek)
    if not regels:
        terminal.zeg("Het kladblok is leeg.")
        return
    terminal.zeg(f"Thema's: {', '.join(t.label for t in Thema)}. Typ het begin ervan. Enter: laten staan.")
    for tekst in regels:
        terminal.zeg(f"\n{tekst}")
        while woord := terminal.vraag("Naar welk thema?").strip():
            try:
                kladblok.stuur(s, gesprek, tekst, lees_thema(s, woord))
            except Geweigerd as fout:
                terminal.zeg(fout.melding)
            else:
                terminal.zeg("De regel staat nu bij het thema.")
                break


@opdracht(opdrachten, "leerpunt", lambda _: vrijgeven.LEERPUNT)
def leerpunt(ctx: typer.Context, gesprek: str = GESPREK, toch: bool = TOCH) -> None:
    """Een leerpunt vrijgeven: vanaf nu leest de coördinator het."""
    with sessie_van(ctx) as s:
        gesprek = welk_gesprek(ctx, s, gesprek)
        b = vastleggen.lees(s, gesprek)
        geef_vrij(
            ctx,
            s,
            Taak(vrijgeven.LEERPUNT, b.ref, {"tekst": b.ruw.get("leerpunt", "")}, inwoner=b.inwoner),
            toch,
            lambda tekst, gezien: vrijgeven.geef_leerpunt_vrij(s, b.ref, tekst, gezien=gezien),
            "Het leerpunt is vrijgegeven.",
        )


# --- beside it -------------------------------------------------------------------------------


@opdracht(opdrachten, "waardering", zonder_werkmap(waarderen.formulier_waardering))
def waardering(ctx: typer.Context, gesprek: str = GESPREK) -> None:
    """De cijfers bij dit gesprek, als de inwoner dat goed vindt."""
    with sessie_van(ctx) as s:
        gesprek = welk_gesprek(ctx, s, gesprek)
        b = vastleggen.lees(s, gesprek)
        staand = waarderen.lees_waardering(s, b.ref)
        vul_in(
            ctx,
            s,
            Taak(staand.vorm, b.ref, staand.ruw, staand.versie, staand.inwoner),
            lambda ruw, versie, concept: waarderen.bewaar_waardering(s, b.ref, ruw, versie, concept),
        )
        van(ctx).terminal.zeg("Bewaard.")


@opdracht(opdrachten, "tafel", zonder_werkmap(waarderen.formulier_tafel))
def tafel(ctx: typer.Context, gesprek: str = GESPREK) -> None:
    """Dat dit gesprek is besproken in het casusoverleg, en wie het oppakt."""
    with sessie_van(ctx) as s:
        gesprek = welk_gesprek(ctx, s, gesprek)
        b = vastleggen.lees(s, gesprek)
        staand = waarderen.lees_tafel(s, b.ref)
        vul_in(
            ctx,
            s,
            Taak(staand.vorm, b.ref, staand.ruw, staand.versie, staand.inwoner),
            lambda ruw, versie, concept: waarderen.bewaar_tafel(s, b.ref, ruw, versie, concept),
        )
        van(ctx).terminal.zeg("Bewaard.")
